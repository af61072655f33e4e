package console_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.uber.org/zap"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/console"
	"luxing/starter/court"
	"luxing/workflows"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// server is a Temporal server whose cases say what they are told to, and that has
// forgotten every other.
type server struct {
	client.Client
	says map[string]casefile.View
}

func (s server) QueryWorkflow(_ context.Context, key, _, query string, _ ...any) (converter.EncodedValue, error) {
	v, there := s.says[key]
	switch {
	case !there:
		return nil, serviceerror.NewNotFound("forgotten")
	case query == casefile.QueryView:
		return answer{v}, nil
	}
	return nil, serviceerror.NewQueryFailed("no such query")
}

// answer is what a case answers.
type answer struct{ value any }

func (answer) HasValue() bool { return true }

func (a answer) Get(into any) error {
	raw, err := json.Marshal(a.value)
	if err != nil {
		return err
	}
	return json.Unmarshal(raw, into)
}

// window is a console over a register on a disk, without a server: whatever
// starts something is handed to begin.
type window struct {
	*access.Guard
	t     *testing.T
	reg   *register.Register
	says  map[string]casefile.View // of cases that answer
	pages *console.Console
	begin func(key, party string, from int) (court.Application, error)
	asked []string
	// lawful is what a case that answers says is lawful.
	lawful []casefile.Lawful
}

func (w *window) Lawful(context.Context, string, lifecycle.Role) ([]casefile.Lawful, error) {
	return w.lawful, nil
}

func (w *window) ApplyEnforcement(ctx context.Context, key, party string, from int) (court.Application, error) {
	w.asked = append(w.asked, fmt.Sprintf("%s %s %d", key, party, from))
	if w.begin != nil {
		return w.begin(key, party, from)
	}
	return w.Guard.ApplyEnforcement(ctx, key, party, from)
}

func newWindow(t *testing.T) *window {
	t.Helper()
	r, err := register.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "register.db"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = r.Close() })
	says := map[string]casefile.View{}
	c := &court.Court{Temporal: server{says: says}, Register: court.OverRegister(r), Policy: policy.Default()}
	w := &window{says: says, Guard: &access.Guard{Court: c, Trail: access.OverRegister(r)}, t: t, reg: r}
	w.pages = console.New(console.Options{Cases: w, Boards: w.Guard, Honours: w, Reader: c, Register: r, Names: r, Log: zap.NewNop()})
	return w
}

func (w *window) ask(who, method, path string, form url.Values) (int, string, string) {
	w.t.Helper()
	req := httptest.NewRequestWithContext(access.With(w.t.Context(), person(who), ""), method, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	rec := httptest.NewRecorder()
	w.pages.ServeHTTP(rec, req)
	return rec.Code, rec.Body.String(), rec.Header().Get("Location")
}

// closed puts a case on record that has ended with something unpaid to P1.
func (w *window) closed(key, reason string, change func(*casefile.Record)) string {
	w.t.Helper()
	return closedCase(w.t, w.reg, key, reason, change)
}

func closedCase(t *testing.T, reg *register.Register, key, reason string, change func(*casefile.Record)) string {
	t.Helper()
	day := calendar.MustParse("2024-03-01")
	rec := casefile.Record{Key: key, Kind: casefile.KindCase, Seq: 1,
		Filing: &casefile.Filing{Key: key, Court: "浙0211", Division: "民一庭", Judge: "J001", Clerk: "C001", Cause: "买卖合同纠纷", FiledOn: day, Parties: []casefile.Party{
			{ID: "P1", Side: casefile.Plaintiff, Kind: casefile.Person, Name: "李四"}, {ID: "P2", Side: casefile.Plaintiff, Kind: casefile.Person, Name: "王五"}, {ID: "D1", Side: casefile.Defendant, Kind: casefile.Person, Name: "张三"}}},
		Row:         casefile.Row{Case: key, Court: "浙0211", Division: "民一庭", Judge: "J001", Cause: "买卖合同纠纷", FiledOn: day, ClosedOn: day.AddDays(300), Phase: lifecycle.Closed, Reason: reason, PhaseSince: day.Start(), Updated: time.Now()},
		Obligations: []casefile.ObligationView{{Obligation: casefile.Obligation{ID: "O1", Debtors: []string{"D1"}, Creditor: "P1", Subject: casefile.Money, AmountFen: 300_000_00}, OutstandingFen: 120_000_00, PaidFen: 180_000_00, Defaulted: day, NextDue: day, NextDueFen: 120_000_00}},
	}
	if change != nil {
		change(&rec)
	}
	_, err := reg.Write(t.Context(), rec)
	require.NoError(t, err)
	return key
}

// A case that has ended with something unpaid: who may file hands in the
// creditor's application from its page, is told in place what is wrong, and finds
// the enforcement from there.
func TestALateApplicationIsHandedInFromTheCasesPage(t *testing.T) {
	w := newWindow(t)
	key := w.closed("late-1", workflows.ClosedTimeBarred, nil)
	at := "/cases/" + key + "/apply/enforcement"

	_, page, _ := w.ask("clerk", http.MethodGet, "/cases/"+key, nil)
	require.Contains(t, page, `href="`+at+`"`)
	require.Contains(t, page, "申请执行（已结案件）")
	require.Contains(t, page, "不再作出决定")
	require.NotContains(t, page, "暂未答复", "what has ended is not late with an answer")
	code, page, _ := w.ask("clerk", http.MethodGet, at, nil)
	require.Equal(t, 200, code)
	require.Contains(t, page, "申请执行人（债权人）")
	require.Contains(t, page, "P1 李四 未履行120,000.00元")
	require.NotContains(t, page, "P2 王五", "to whom nothing is owed")
	require.NotContains(t, page, "D1 张三", "nor the debtor")
	require.Contains(t, page, `name="_next.P1" value="1"`)
	_, page, _ = w.ask("clerk", http.MethodGet, at+"?lang=en", nil)
	require.Contains(t, page, "Applicant (creditor)")

	// Refused in place: nothing chosen, not a creditor, nobody at all.
	for _, party := range []string{"", "D1", "D9"} {
		code, page, _ = w.ask("clerk", http.MethodPost, at, url.Values{"d.party": {party}, "_next.P1": {"1"}})
		require.Equal(t, 422, code, party)
		require.Contains(t, page, `id="f-party-fault"`, party)
	}
	require.Contains(t, page, "P1", "and who could")

	// Who may not file sees no way to it and has none.
	for _, who := range []string{"judge", "auditor", "supervisor", "elsewhere"} {
		_, page, _ = w.ask(who, http.MethodGet, "/cases/"+key, nil)
		require.NotContains(t, page, "/apply/enforcement", who)
		code, _, _ = w.ask(who, http.MethodPost, at, url.Values{"d.party": {"P1"}})
		require.Equal(t, 403, code, who)
	}

	// Handed in, and sent again: the number of the form goes with it both times.
	made := casefile.EnforcementKey(key)
	w.asked, w.begin = nil, func(key, party string, _ int) (court.Application, error) {
		return court.Application{Key: made, Case: key, Party: party, Status: court.Filed}, nil
	}
	for range 2 {
		code, _, to := w.ask("clerk", http.MethodPost, at, url.Values{"d.party": {"P1"}, "_next.P1": {"1"}})
		require.Equal(t, 303, code)
		require.Equal(t, "/cases/"+key+"?applied="+made, to)
	}
	require.Equal(t, []string{key + " P1 1", key + " P1 1"}, w.asked)
	_, page, _ = w.ask("clerk", http.MethodGet, "/cases/"+key+"?applied="+made, nil)
	require.Contains(t, page, `申请已提交： <a href="/cases/`+made+`"`)

	// In the register, it stands on the ended case's page, and the next form is of the next.
	_, err := w.reg.Write(t.Context(), casefile.Record{Key: made, Kind: casefile.KindEnforcement, Seq: 1,
		Row: casefile.Row{Case: key, Court: "浙0211", Division: "执行局", Phase: lifecycle.EnforcementReview, PhaseSince: time.Now(), Updated: time.Now()}})
	require.NoError(t, err)
	_, page, _ = w.ask("clerk", http.MethodGet, "/cases/"+key, nil)
	require.Contains(t, page, `<a href="/cases/`+made+`">`)
	_, page, _ = w.ask("clerk", http.MethodGet, at, nil)
	require.Contains(t, page, `name="_next.P1" value="2"`)
}

// Where nothing can be enforced the page offers nothing, and who comes by the
// address is told why at once.
func TestALateApplicationThatCannotBeSaysWhyInPlace(t *testing.T) {
	w := newWindow(t)
	for key, x := range map[string]struct {
		reason string
		change func(*casefile.Record)
		why    string
	}{
		"late-2": {workflows.ClosedBankruptcy, nil, "申报债权"},
		"late-3": {workflows.ClosedPerformed, func(r *casefile.Record) {
			o := &r.Obligations[0]
			o.OutstandingFen, o.PaidFen, o.NextDue, o.NextDueFen, o.Defaulted, o.PerformedOn = 0, 300_000_00, calendar.Date{}, 0, calendar.Date{}, calendar.MustParse("2024-02-01")
		}, "没有尚未履行的义务"},
		"late-4": {"", func(r *casefile.Record) { r.Row.Phase, r.Row.ClosedOn = lifecycle.InSupervision, calendar.Date{} }, "案件未结"},
	} {
		w.closed(key, x.reason, x.change)
		_, page, _ := w.ask("clerk", http.MethodGet, "/cases/"+key, nil)
		require.NotContains(t, page, "/apply/enforcement", key)
		code, page, _ := w.ask("clerk", http.MethodPost, "/cases/"+key+"/apply/enforcement", url.Values{"d.party": {"P1"}})
		require.Equal(t, 422, code, key)
		require.Contains(t, page, x.why, key)
		require.Contains(t, page, `class="decision"`, "on the form itself")
	}
}
