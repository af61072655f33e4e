package court

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"luxing/workflows"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

func TestFilingTwiceIsOneCase(t *testing.T) {
	c, f := newCourt(t), sample(t)
	first, err := c.File(t.Context(), f)
	require.NoError(t, err)
	require.Equal(t, Filed, first.Status)

	again, err := c.File(t.Context(), f)
	require.NoError(t, err)
	require.Equal(t, Receipt{Key: f.Key, Status: AlreadyFiled, Digest: first.Digest}, again)

	other := *f
	other.ClaimFen++
	_, err = c.File(t.Context(), &other)
	var wrong *InputError
	require.ErrorAs(t, err, &wrong)
	require.Equal(t, "key", wrong.Faults[0].Field)
}

func TestACaseNumberThatAnotherCaseHasIsRefusedAtTheDoor(t *testing.T) {
	c, f := newCourt(t), sample(t)
	other := Held{}
	other.CaseNumber = "（2022）浙0211民初77号"
	c.Register = &shelf{held: map[string]Held{"zh-other": other}}
	f.CaseNumber = "(2022)浙0211民初77号"
	_, err := c.File(t.Context(), f)
	var wrong *InputError
	require.ErrorAs(t, err, &wrong)
	require.Equal(t, "caseNumber", wrong.Faults[0].Field)
	require.Contains(t, wrong.Faults[0].Want, "zh-other")

	data := json.RawMessage(`{"caseNumber":"（2022）浙0211民初77号"}`)
	_, err = c.Decide(t.Context(), f.Key, casefile.Decision{ID: "accept-77", Event: lifecycle.Accept, Role: lifecycle.Clerk, Actor: "C001", Data: data})
	require.ErrorAs(t, err, &wrong)
	require.Equal(t, "data.caseNumber", wrong.Faults[0].Field)

	f.CaseNumber = "（2022）浙0211民初78号"
	_, err = c.File(t.Context(), f)
	require.NoError(t, err)
}

func TestFilingByTenAtOnceIsOneCase(t *testing.T) {
	c, f := newCourt(t), sample(t)
	statuses := make([]Status, 10)
	var wg sync.WaitGroup
	for i := range statuses {
		wg.Go(func() {
			r, err := c.File(t.Context(), f)
			if err == nil {
				statuses[i] = r.Status
			}
		})
	}
	wg.Wait()
	count := map[Status]int{}
	for _, s := range statuses {
		count[s]++
	}
	require.Equal(t, map[Status]int{Filed: 1, AlreadyFiled: 9}, count)
}

func TestFilingIsRememberedWhenTheServerForgot(t *testing.T) {
	c, f := newCourt(t), sample(t)
	c.Register = &shelf{held: map[string]Held{f.Key: {Listed: Listed{Key: f.Key}, Filing: f}}}
	r, err := c.File(t.Context(), f)
	require.NoError(t, err)
	require.Equal(t, AlreadyFiled, r.Status)

	other := *f
	other.Cause = "买卖合同纠纷"
	_, err = c.File(t.Context(), &other)
	var wrong *InputError
	require.ErrorAs(t, err, &wrong)

	// Neither of them started anything.
	_, err = c.Temporal.DescribeWorkflow(t.Context(), f.Key, "")
	require.True(t, isMissing(err), err)
}

func TestFilingWithFaultsIsRefusedWithAllOfThem(t *testing.T) {
	c, f := newCourt(t), sample(t)
	f.Court, f.ClaimFen, f.Judge = "浙9999", -1, ""
	_, err := c.File(t.Context(), f)
	var wrong *InputError
	require.ErrorAs(t, err, &wrong)
	require.Len(t, wrong.Faults, 3)
}

func TestFiledCaseTellsTemporalWhatItIsWithoutPersonalData(t *testing.T) {
	c, f := newCourt(t), sample(t)
	_, err := c.File(t.Context(), f)
	require.NoError(t, err)
	about, err := c.Temporal.DescribeWorkflow(t.Context(), f.Key, "")
	require.NoError(t, err)
	got := about.TypedSearchAttributes
	for _, want := range []struct {
		name, value string
	}{
		{"Phase", "filing_review"}, {"Court", "浙0211"}, {"Division", "民一庭"}, {"Judge", "judge-1"}, {"Cause", "民间借贷纠纷"}, {"Procedure", "ordinary"},
	} {
		found := false
		for k, v := range got.GetUntypedValues() {
			if k.GetName() == want.name {
				found = true
				require.Equal(t, want.value, v, want.name)
			}
		}
		require.True(t, found, want.name)
	}
	line, err := about.GetStaticSummary()
	require.NoError(t, err)
	page, err := about.GetStaticDetails()
	require.NoError(t, err)
	require.Contains(t, line, "民间借贷纠纷")
	require.Contains(t, page, "宁波市镇海区人民法院")
	for _, p := range f.Parties {
		for _, personal := range []string{p.Name, p.IDNumber, "13800000001"} {
			require.NotContains(t, line+page, personal)
		}
	}
}

func TestAttributeNamesAreThoseOfTheWorkflows(t *testing.T) {
	known := map[string]bool{}
	for _, a := range workflows.Attributes() {
		known[a.GetName()] = true
	}
	f := sample(t)
	f.CaseNumber = "（2022）浙0211民初1234号"
	for k := range attributes(f).GetUntypedValues() {
		require.True(t, known[k.GetName()], k.GetName())
	}
}

func TestBatchReportsEachInOrderAndStopsForNone(t *testing.T) {
	c := newCourt(t)
	base := sample(t)
	one, two, three := *base, *base, *base
	two.Key, three.Key = base.Key+"2", base.Key+"3"
	bad := three
	bad.Parties = nil
	clash := one
	clash.ClaimFen++
	in := strings.Join([]string{marshal(t, one), marshal(t, bad), "{broken", marshal(t, two), marshal(t, three)}, "\n")
	in2 := "[" + marshal(t, one) + ",\n" + marshal(t, clash) + "]"

	var got []Report
	sum := c.FileAll(t.Context(), func(yield func(Document) bool) {
		for d := range Split("a.jsonl", strings.NewReader(in)) {
			if !yield(d) {
				return
			}
		}
		// The first file is done before the second says the same again.
		for !func() bool { _, err := c.Temporal.DescribeWorkflow(t.Context(), one.Key, ""); return err == nil }() {
			time.Sleep(time.Millisecond)
		}
		for d := range Split("b.json", strings.NewReader(in2)) {
			if !yield(d) {
				return
			}
		}
	}, func(r Report) { got = append(got, r) })

	require.Equal(t, Summary{Read: 7, Filed: 3, AlreadyFiled: 1, Refused: 3}, sum)
	type line struct {
		source string
		line   int
		key    string
		status Status
	}
	var lines []line
	for _, r := range got {
		lines = append(lines, line{r.Source, r.Line, r.Key, r.Status})
		if r.Status == Refused {
			require.NotEmpty(t, r.Faults)
		}
	}
	require.Equal(t, []line{
		{"a.jsonl", 1, one.Key, Filed}, {"a.jsonl", 2, bad.Key, Refused}, {"a.jsonl", 3, "", Refused}, {"a.jsonl", 4, two.Key, Filed}, {"a.jsonl", 5, three.Key, Filed},
		{"b.json", 1, one.Key, AlreadyFiled}, {"b.json", 2, clash.Key, Refused},
	}, lines)
}

// unreachable is a court whose server is not there.
func unreachable(t *testing.T) *Court {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := l.Addr().String()
	require.NoError(t, l.Close())
	c, err := client.NewLazyClient(client.Options{HostPort: address, Logger: quiet{}})
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return &Court{Temporal: c, Policy: policy.Default(), Server: address, Patience: 2 * time.Second}
}

func TestBatchStopsWhenTheServerIsGone(t *testing.T) {
	c, f := unreachable(t), sample(t)
	read := 0
	sum := c.FileAll(t.Context(), func(yield func(Document) bool) {
		for range 10_000 {
			read++
			if !yield(Document{Source: "x", Line: read, Index: read, Data: []byte(marshal(t, f))}) {
				return
			}
		}
	}, func(Report) {})
	var gone *UnreachableError
	require.ErrorAs(t, sum.Err, &gone)
	require.NotEmpty(t, sum.Stopped)
	require.Zero(t, sum.Filed)
	require.Equal(t, sum.Read, sum.Failed+sum.NotSent)
	require.Less(t, read, 1000, "the rest is not read")
}

func TestBatchStopsWhenItIsCancelled(t *testing.T) {
	c, f := newCourt(t), sample(t)
	ctx, cancel := context.WithCancel(t.Context())
	read := 0
	sum := c.FileAll(ctx, func(yield func(Document) bool) {
		for range 10_000 {
			if read++; read == 20 {
				cancel()
			}
			g := *f
			g.Key += strings.Repeat("x", 1+read%20)
			if !yield(Document{Data: []byte(marshal(t, g))}) {
				return
			}
		}
	}, func(Report) {})
	require.ErrorIs(t, sum.Err, context.Canceled)
	require.Less(t, read, 1000)
	require.Equal(t, KindInterrupted, ProblemOf(sum.Err).Kind)
}

func TestUnreachableServerIsToldFromBadInput(t *testing.T) {
	c := unreachable(t)
	_, err := c.File(t.Context(), sample(t))
	var gone *UnreachableError
	require.ErrorAs(t, err, &gone)

	bad := sample(t)
	bad.Court = ""
	_, err = c.File(t.Context(), bad)
	var wrong *InputError
	require.ErrorAs(t, err, &wrong, "what is wrong with the input is said without a server")

	for _, ask := range []func() error{
		func() error { _, err := c.View(t.Context(), "nb-1"); return err },
		func() error { _, err := c.Lawful(t.Context(), "nb-1", "judge"); return err },
		func() error { _, err := c.Explain(t.Context(), "nb-1", ""); return err },
		func() error {
			_, err := c.Decide(t.Context(), "nb-1", casefile.Decision{ID: "d1", Event: "accept", Role: "judge", Actor: "j"})
			return err
		},
		func() error {
			return c.Send(t.Context(), "nb-1", casefile.Decision{ID: "d1", Event: "accept", Role: "judge", Actor: "j"})
		},
	} {
		require.ErrorAs(t, ask(), &gone)
	}
}

func TestDigestTellsFilingsApartAndIsStable(t *testing.T) {
	f := sample(t)
	a, err := Digest(f)
	require.NoError(t, err)
	var read casefile.Filing
	require.NoError(t, json.Unmarshal([]byte(marshal(t, f)), &read))
	b, err := Digest(&read)
	require.NoError(t, err)
	require.Equal(t, a, b)
	f.Parties[0].Phone = ""
	changed, err := Digest(f)
	require.NoError(t, err)
	require.NotEqual(t, a, changed)
}

func TestRegisterThatFailsFailsTheFiling(t *testing.T) {
	c, f := newCourt(t), sample(t)
	c.Register = &shelf{err: errors.New("disk full")}
	_, err := c.File(t.Context(), f)
	require.Error(t, err, "without the register it is not known whether the key was used before")
	_, err = c.Temporal.DescribeWorkflow(t.Context(), f.Key, "")
	require.True(t, isMissing(err))
}
