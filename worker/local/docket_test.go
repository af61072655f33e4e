package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"

	"luxing/starter/court"
	"luxing/worker/local/docket"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// TestWholeDocketEndsAsItsFilesSay plays every sample on the real server, and
// then looks into the register for what nobody looks at from outside.
func TestWholeDocketEndsAsItsFilesSay(t *testing.T) {
	l := stage(t)
	p := playerOn(t, l, unique(t))
	began := time.Now()
	outcomes := p.Play(t.Context(), casesOf(t))
	t.Logf("%d cases in %s", len(outcomes), time.Since(began).Round(time.Millisecond))
	require.NoError(t, docket.Err(outcomes))
	book := openBook(t, registerFile(l.server.DataDir()))
	for _, o := range outcomes {
		for _, key := range o.Members {
			book.requireWhole(t, key, viewOf(t, p.Court, key))
		}
	}
	book.requireSequencesWithoutGaps(t)
}

// TestDocketEndsAsItsFilesSayAmongHolidays plays it again in a year that has
// nine days of holidays every two months and makes up for them on Saturdays, so
// that the files are right by the law and not by the day they were written on.
// It plays those of the demo, which people will play on any day.
//
// LUXING_TEST_BEGIN is the day on which it begins; a Wednesday soon if not set.
func TestDocketEndsAsItsFilesSayAmongHolidays(t *testing.T) {
	if testing.Short() {
		t.Skip("a second play takes a minute")
	}
	// A register of its own: a bar after a breached repair follows the debtor from
	// one play into the next.
	l := bring(t, flags{data: t.TempDir(), training: true})
	p := playerOn(t, l, unique(t))
	begin := calendar.Of(time.Now()).AddDays(2)
	for begin.Weekday() != time.Wednesday {
		begin = begin.AddDays(1)
	}
	if s := os.Getenv("LUXING_TEST_BEGIN"); s != "" {
		begin = calendar.MustParse(s)
	}
	p.Begin, p.Court.Days = begin.Start(), holidays(begin)
	t.Logf("from %s on", begin)
	cases := slices.DeleteFunc(casesOf(t), func(c docket.Case) bool { return c.Sample.TestsOnly })
	require.NoError(t, docket.Err(p.Play(t.Context(), cases)))
}

// holidays are made up: nine days from the ninth day on and every two months
// after that, each with a Saturday that is worked. Days of which a notice says
// something stay as they are.
func holidays(begin calendar.Date) []calendar.Day {
	var days []calendar.Day
	add := func(d calendar.Date, k calendar.DayKind) {
		if _, why := calendar.Default().Rest(d); why == "" || k == calendar.Work && d.Weekday() == time.Saturday && why == "星期六" {
			days = append(days, calendar.Day{Date: d, Kind: k, Name: "示例节"})
		}
	}
	for from := begin.AddDays(9); from.Before(begin.AddDays(5 * 365)); from = from.AddDays(61) {
		for i := range 9 {
			add(from.AddDays(i), calendar.Off)
		}
		saturday := from.AddDays(12)
		for saturday.Weekday() != time.Saturday {
			saturday = saturday.AddDays(1)
		}
		add(saturday, calendar.Work)
	}
	return days
}

func viewOf(t testing.TB, c *court.Court, key string) *casefile.View {
	t.Helper()
	seen, err := c.View(t.Context(), key)
	require.NoError(t, err)
	require.Equal(t, court.FromCase, seen.Source)
	return &seen.View
}

// aLoan is a filing for tests that decide by themselves.
func aLoan(t testing.TB, key string) *casefile.Filing {
	t.Helper()
	for _, c := range casesOf(t, "11") {
		var f casefile.Filing
		data := []byte(c.Filing)
		var raw map[string]any
		require.NoError(t, json.Unmarshal(data, &raw))
		raw["key"], raw["filedOn"] = key, calendar.Of(time.Now()).String()
		data, err := json.Marshal(raw)
		require.NoError(t, err)
		read, faults := casefile.ReadFiling(data, policy.Default(), calendar.Of(time.Now()))
		require.Empty(t, faults)
		f = *read
		return &f
	}
	return nil
}

// tenfold runs f ten times at once, as ten clients with a connection each.
func tenfold(t *testing.T, l *local, f func(i int, c *court.Court)) {
	t.Helper()
	const clients = 10
	courts := make([]*court.Court, clients)
	for i := range courts {
		courts[i] = playerOn(t, l, "").Court
		require.NoError(t, courts[i].Health(t.Context())) // connected before the start
	}
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i, c := range courts {
		wg.Go(func() {
			<-start
			f(i, c)
		})
	}
	close(start)
	wg.Wait()
}

func TestTheSameFilingTenTimesAtOnceIsOneCase(t *testing.T) {
	l := stage(t)
	filing := aLoan(t, unique(t))
	receipts, errs := make([]court.Receipt, 10), make([]error, 10)
	tenfold(t, l, func(i int, c *court.Court) { receipts[i], errs[i] = c.File(t.Context(), filing) })

	statuses := map[court.Status]int{}
	for i := range receipts {
		require.NoError(t, errs[i])
		require.Equal(t, filing.Key, receipts[i].Key)
		require.Equal(t, receipts[0].Digest, receipts[i].Digest)
		statuses[receipts[i].Status]++
	}
	require.Equal(t, map[court.Status]int{court.Filed: 1, court.AlreadyFiled: 9}, statuses)

	// Another filing under the key is told so, by every client.
	other := *filing
	other.ClaimFen++
	tenfold(t, l, func(i int, c *court.Court) { _, errs[i] = c.File(t.Context(), &other) })
	for i := range errs {
		var wrong *court.InputError
		require.ErrorAs(t, errs[i], &wrong)
		require.Equal(t, "key", wrong.Faults[0].Field)
	}
	c := playerOn(t, l, "").Court
	require.Eventually(t, func() bool { return len(viewOf(t, c, filing.Key).Timeline) == 1 }, 10*time.Second, 10*time.Millisecond)
}

func TestTheSameDecisionTenTimesAtOnceIsTakenOnce(t *testing.T) {
	l := stage(t)
	filing := aLoan(t, unique(t))
	c := playerOn(t, l, "").Court
	_, err := c.File(t.Context(), filing)
	require.NoError(t, err)
	d := casefile.Decision{ID: filing.Key + "-accept", Event: lifecycle.Accept, Role: lifecycle.Clerk, Actor: "C001"}
	verdicts, errs := make([]casefile.Verdict, 10), make([]error, 10)
	tenfold(t, l, func(i int, c *court.Court) { verdicts[i], errs[i] = c.Decide(t.Context(), filing.Key, d) })
	for i := range verdicts {
		require.NoError(t, errs[i])
		require.True(t, verdicts[i].Taken)
		require.Equal(t, verdicts[0], verdicts[i])
	}
	require.Equal(t, lifecycle.AwaitingFee, verdicts[0].To)

	// Under its ID another decision is refused, ten times.
	other := d
	other.Role, other.Actor = lifecycle.Judge, "J001"
	tenfold(t, l, func(i int, c *court.Court) { _, errs[i] = c.Decide(t.Context(), filing.Key, other) })
	for i := range errs {
		var refused *court.RefusedError
		require.ErrorAs(t, errs[i], &refused)
		require.Equal(t, casefile.IDReused, refused.Refusal.Code)
	}

	// One effect: one entry, one number, one notice, in the case and in the register.
	p := playerOn(t, l, "")
	_, err = p.Clock.Settle(t.Context(), filing.Key)
	require.NoError(t, err)
	v := viewOf(t, c, filing.Key)
	require.Equal(t, []lifecycle.Event{"filed", lifecycle.Accept}, eventsOf(v.Timeline))
	require.Len(t, v.Documents, 2, "the notice of the fee and the notice of risks, once each")
	book := openBook(t, registerFile(l.server.DataDir()))
	book.requireWhole(t, filing.Key, v)
	require.Equal(t, []string{"民初"}, book.strings(t, "SELECT type FROM numbers WHERE key = ?", filing.Key))
}

func eventsOf(timeline []casefile.Entry) []lifecycle.Event {
	var events []lifecycle.Event
	for _, e := range timeline {
		events = append(events, e.Event)
	}
	return events
}

// TestADecisionLeftWhileNoWorkerRuns: decisions sent when nobody is there to
// judge them are kept by the server, also through its restart, and judged once
// when a worker is back; the verdicts are on the case.
func TestADecisionLeftWhileNoWorkerRuns(t *testing.T) {
	folder := t.TempDir()
	l := bring(t, flags{data: folder, training: true})
	filing := aLoan(t, "left-1")
	c := playerOn(t, l, "").Court
	_, err := c.File(t.Context(), filing)
	require.NoError(t, err)
	require.NoError(t, l.host.Stop())

	good := casefile.Decision{ID: "d-good", Event: lifecycle.Accept, Role: lifecycle.Clerk, Actor: "C001"}
	early := casefile.Decision{ID: "d-early", Event: lifecycle.Withdraw, Role: lifecycle.Clerk, Actor: "C001", Data: json.RawMessage(`{"reason":"不应由书记员准许"}`)}
	for range 3 { // sent again, since nobody answers
		require.NoError(t, c.Send(t.Context(), filing.Key, good))
	}
	require.NoError(t, c.Send(t.Context(), filing.Key, early))
	impatient := *c
	impatient.Patience = 300 * time.Millisecond
	var silent *court.NoAnswerError
	_, err = impatient.Decide(t.Context(), filing.Key, casefile.Decision{ID: "d-now", Event: lifecycle.Nudge, Role: lifecycle.President, Actor: "Y001", Data: json.RawMessage(`{"reason":"催办"}`)})
	require.ErrorAs(t, err, &silent)
	require.NoError(t, l.server.Stop())

	l = bring(t, flags{data: folder, training: true})
	p := playerOn(t, l, "")
	_, err = p.Clock.Settle(t.Context(), filing.Key)
	require.NoError(t, err)
	v := viewOf(t, p.Court, filing.Key)
	taken := map[string]bool{}
	for _, verdict := range v.Verdicts {
		_, twice := taken[verdict.Decision]
		require.False(t, twice, "two verdicts on %s", verdict.Decision)
		taken[verdict.Decision] = verdict.Taken
	}
	require.Equal(t, map[string]bool{"d-good": true, "d-early": false}, taken)
	require.Equal(t, lifecycle.AwaitingFee, v.Row.Phase)
	n := 0
	for _, e := range v.Timeline {
		if e.Event == lifecycle.Accept {
			n++
		}
	}
	require.Equal(t, 1, n)
	openBook(t, registerFile(folder)).requireWhole(t, filing.Key, v)
}

// TestNothingIsWrittenForARefusal: what is refused leaves no event behind.
func TestNothingIsWrittenForARefusal(t *testing.T) {
	l := stage(t)
	filing := aLoan(t, unique(t))
	p := playerOn(t, l, "")
	_, err := p.Court.File(t.Context(), filing)
	require.NoError(t, err)
	_, err = p.Clock.Settle(t.Context(), filing.Key)
	require.NoError(t, err)
	before := historyLength(t, p, filing.Key)
	for i, d := range []struct {
		casefile.Decision
		code casefile.Code
	}{
		{casefile.Decision{Event: lifecycle.FeePaid, Role: lifecycle.Clerk, Actor: "C001", Data: json.RawMessage(`{"amountFen":100,"on":"2026-01-01"}`)}, casefile.UnlawfulNow},
		{casefile.Decision{Event: lifecycle.RefuseFiling, Role: lifecycle.Clerk, Actor: "C001", Data: json.RawMessage(`{"reason":"x"}`)}, casefile.WrongRole},
		{casefile.Decision{Event: lifecycle.RefuseFiling, Role: lifecycle.Judge, Actor: "J009", Data: json.RawMessage(`{"reason":"x"}`)}, casefile.NotYourCase},
		{casefile.Decision{Event: lifecycle.RefuseFiling, Role: lifecycle.Judge, Actor: "J001", Data: json.RawMessage(`{"raison":"x"}`)}, casefile.BadInput},
		{casefile.Decision{Event: "acquit", Role: lifecycle.Judge, Actor: "J001"}, casefile.UnknownEvent},
		{casefile.Decision{Event: lifecycle.Accept, Role: lifecycle.Linked, Actor: "J001"}, casefile.BadInput},
	} {
		d.ID = fmt.Sprintf("%s-%d", filing.Key, i)
		_, err := p.Court.Decide(t.Context(), filing.Key, d.Decision)
		var refused *court.RefusedError
		require.ErrorAs(t, err, &refused, "%s by %s", d.Event, d.Actor)
		require.Equal(t, d.code, refused.Refusal.Code, "%s by %s: %s", d.Event, d.Actor, refused)
		if d.code == casefile.UnlawfulNow || d.code == casefile.WrongRole || d.code == casefile.NotYourCase {
			require.NotEmpty(t, refused.Refusal.Article, "%s", d.Event)
		}
	}
	require.Equal(t, before, historyLength(t, p, filing.Key))
}

func historyLength(t testing.TB, p *docket.Player, key string) int {
	t.Helper()
	n := 0
	it := p.Temporal.GetWorkflowHistory(t.Context(), key, "", false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for it.HasNext() {
		_, err := it.Next()
		require.NoError(t, err)
		n++
	}
	return n
}

// TestCarvedCasesEndAsTheirFilesSay plays the judgments on a part and the
// severed suit alone: each case is started by the one that it was carved out
// of, numbered, and whole in the register.
func TestCarvedCasesEndAsTheirFilesSay(t *testing.T) {
	l := stage(t)
	p := playerOn(t, l, unique(t))
	outcomes := p.Play(t.Context(), casesOf(t, "40", "41"))
	require.NoError(t, docket.Err(outcomes))
	book := openBook(t, registerFile(l.server.DataDir()))
	members := 0
	for _, o := range outcomes {
		for _, key := range o.Members {
			v := viewOf(t, p.Court, key)
			book.requireWhole(t, key, v)
			members++
			if v.Origin == nil || v.Origin.Kind != casefile.PartialJudgment {
				continue
			}
			require.Equal(t, casefile.PartNumber(v.Origin.CaseNumber, v.Origin.No), v.Row.CaseNumber)
			require.Equal(t, []string{v.Row.CaseNumber}, book.strings(t, "SELECT text FROM numbers WHERE key = ?", key), "kept, and one case's alone")
		}
	}
	require.Equal(t, 7, members, "two cases, two parts, a severed suit, an enforcement and a certificate")
	book.requireSequencesWithoutGaps(t)
}
