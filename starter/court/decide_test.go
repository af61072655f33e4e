package court

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func decision(id string, e lifecycle.Event, role lifecycle.Role, actor, data string) casefile.Decision {
	d := casefile.Decision{ID: id, Event: e, Role: role, Actor: actor}
	if data != "" {
		d.Data = json.RawMessage(data)
	}
	return d
}

func TestDecisionIsTakenOnceHoweverOftenItIsSent(t *testing.T) {
	c, f := newCourt(t), sample(t)
	work(t, c.Temporal)
	_, err := c.File(t.Context(), f)
	require.NoError(t, err)
	accept := decision("accept-1", lifecycle.Accept, lifecycle.Judge, "judge-1", "")
	verdicts := make([]casefile.Verdict, 10)
	var wg sync.WaitGroup
	for i := range verdicts {
		wg.Go(func() { verdicts[i], _ = c.Decide(t.Context(), f.Key, accept) })
	}
	wg.Wait()
	for _, v := range verdicts {
		require.True(t, v.Taken)
		require.Equal(t, lifecycle.AwaitingFee, v.To)
		require.Equal(t, verdicts[0], v)
	}
	seen, err := c.View(t.Context(), f.Key)
	require.NoError(t, err)
	n := 0
	for _, e := range seen.Timeline {
		if e.Decision == "accept-1" {
			n++
		}
	}
	require.Equal(t, 1, n)
	require.Equal(t, FromCase, seen.Source)
}

func TestRefusalsSayWhyAndWhoseFaultItIs(t *testing.T) {
	c, f := newCourt(t), sample(t)
	work(t, c.Temporal)
	_, err := c.File(t.Context(), f)
	require.NoError(t, err)
	_, err = c.Decide(t.Context(), f.Key, decision("seen-1", lifecycle.Accept, lifecycle.Judge, "judge-1", ""))
	require.NoError(t, err)
	for _, x := range []struct {
		name string
		d    casefile.Decision
		code casefile.Code
		kind Kind
	}{
		{"not from this state", decision("a", lifecycle.JudgeLater, lifecycle.Judge, "judge-1", `{"outcome":"rejected"}`), casefile.UnlawfulNow, KindRefused},
		{"another role's", decision("b", lifecycle.FeeWaived, lifecycle.Clerk, "clerk-1", `{"reason":"x"}`), casefile.WrongRole, KindRefused},
		{"another judge's case", decision("c", lifecycle.FeeWaived, lifecycle.Judge, "judge-9", `{"reason":"x"}`), casefile.NotYourCase, KindRefused},
		{"no such decision", decision("d", "acept", lifecycle.Judge, "judge-1", ""), casefile.UnknownEvent, KindBadInput},
		{"missing data", decision("e", lifecycle.FeePaid, lifecycle.Clerk, "clerk-1", ""), casefile.BadInput, KindBadInput},
		{"unknown field", decision("f", lifecycle.FeeWaived, lifecycle.Judge, "judge-1", `{"reason":"x","why":1}`), casefile.BadInput, KindBadInput},
		{"another decision's ID", decision("seen-1", lifecycle.Nudge, lifecycle.President, "president-1", `{"reason":"x"}`), casefile.IDReused, KindBadInput},
		{"bad ID", decision("a b", lifecycle.Accept, lifecycle.Judge, "judge-1", ""), casefile.BadInput, KindBadInput},
		{"a role that is nobody's", decision("g", lifecycle.Accept, lifecycle.Clock, "judge-1", ""), casefile.BadInput, KindBadInput},
	} {
		t.Run(x.name, func(t *testing.T) {
			_, err := c.Decide(t.Context(), f.Key, x.d)
			var refused *RefusedError
			require.ErrorAs(t, err, &refused)
			require.Equal(t, x.code, refused.Refusal.Code, refused.Error())
			require.Equal(t, x.d.ID, refused.Decision)
			p := ProblemOf(err)
			require.Equal(t, x.kind, p.Kind)
			require.NotEmpty(t, p.Detail)
			require.Equal(t, f.Key, p.Instance)
		})
	}
}

func TestDecisionOnNoCaseIsNotFound(t *testing.T) {
	c := newCourt(t)
	_, err := c.Decide(t.Context(), "no-such-case", decision("a", lifecycle.Accept, lifecycle.Judge, "judge-1", ""))
	var missing *NotFoundError
	require.ErrorAs(t, err, &missing)
	require.ErrorAs(t, c.Send(t.Context(), "no-such-case", decision("a", lifecycle.Accept, lifecycle.Judge, "judge-1", "")), &missing)
	_, err = c.Decide(t.Context(), "../etc", decision("a", lifecycle.Accept, lifecycle.Judge, "judge-1", ""))
	var wrong *InputError
	require.ErrorAs(t, err, &wrong)
}

func TestDecisionAfterTheEndIsRefusedWithTheDay(t *testing.T) {
	c, f := newCourt(t), sample(t)
	stop := work(t, c.Temporal)
	_, err := c.File(t.Context(), f)
	require.NoError(t, err)
	last := decision("withdraw-1", lifecycle.Withdraw, lifecycle.Judge, "judge-1", `{"reason":"双方已和解"}`)
	first, err := c.Decide(t.Context(), f.Key, last)
	require.NoError(t, err)
	require.Equal(t, lifecycle.Closed, first.To)
	require.NoError(t, c.Temporal.GetWorkflow(t.Context(), f.Key, "").Get(t.Context(), nil))
	today := calendar.Of(time.Now()).String()

	again, err := c.Decide(t.Context(), f.Key, last)
	require.NoError(t, err, "the decision that closed the case is answered as the first time")
	require.True(t, again.Taken)
	require.Equal(t, first.To, again.To)
	require.NoError(t, c.Send(t.Context(), f.Key, last))

	late := decision("late-1", lifecycle.Nudge, lifecycle.President, "president-1", `{"reason":"x"}`)
	var refused *RefusedError
	_, err = c.Decide(t.Context(), f.Key, late)
	require.ErrorAs(t, err, &refused)
	require.Contains(t, refused.Refusal.Message, today)
	require.Equal(t, KindRefused, ProblemOf(err).Kind)
	require.ErrorAs(t, c.Send(t.Context(), f.Key, late), &refused)

	// Its ID with other content is another decision.
	other := last
	other.Actor = "judge-9"
	_, err = c.Decide(t.Context(), f.Key, other)
	require.Error(t, err)

	// Without a worker the server still knows that it ended, and when.
	stop()
	c.Patience = 3 * time.Second
	_, err = c.Decide(t.Context(), f.Key, late)
	require.ErrorAs(t, err, &refused)
	require.Contains(t, refused.Refusal.Message, today)

	// Long after, the register alone knows.
	gone := newCourt(t)
	gone.Register = &shelf{
		held:      map[string]Held{"long-ago": {Listed: Listed{Key: "long-ago", Row: casefile.Row{Phase: lifecycle.Closed, ClosedOn: calendar.MustParse("2019-05-06"), Reason: "performed"}}}},
		timelines: map[string][]casefile.Entry{"long-ago": {{Decision: "old-1", Event: lifecycle.Withdraw, Role: lifecycle.Judge, Actor: "judge-1", To: lifecycle.Closed}}},
	}
	_, err = gone.Decide(t.Context(), "long-ago", late)
	require.ErrorAs(t, err, &refused)
	require.Contains(t, refused.Refusal.Message, "2019-05-06")
	v, err := gone.Decide(t.Context(), "long-ago", decision("old-1", lifecycle.Withdraw, lifecycle.Judge, "judge-1", `{"reason":"x"}`))
	require.NoError(t, err)
	require.True(t, v.Taken)
	_, err = gone.Decide(t.Context(), "long-ago", decision("old-1", lifecycle.Withdraw, lifecycle.Judge, "judge-2", `{"reason":"x"}`))
	require.ErrorAs(t, err, &refused)
	require.Equal(t, casefile.IDReused, refused.Refusal.Code)
}

func TestDecisionWithoutAWorkerSaysHowToSendItAgain(t *testing.T) {
	c, f := newCourt(t), sample(t)
	_, err := c.File(t.Context(), f)
	require.NoError(t, err)
	accept := decision("accept-1", lifecycle.Accept, lifecycle.Judge, "judge-1", "")

	patient := c.Patience
	c.Patience = time.Second
	_, err = c.Decide(t.Context(), f.Key, accept)
	var silent *NoAnswerError
	require.ErrorAs(t, err, &silent)
	require.Contains(t, err.Error(), "--id accept-1")
	require.Contains(t, err.Error(), "--async")

	// Left with the server it waits for a worker, and the same decision sent
	// again meanwhile is still one.
	require.NoError(t, c.Send(t.Context(), f.Key, accept))
	work(t, c.Temporal)
	c.Patience = patient
	v, err := c.Decide(t.Context(), f.Key, accept)
	require.NoError(t, err)
	require.True(t, v.Taken)
	seen, err := c.View(t.Context(), f.Key)
	require.NoError(t, err)
	require.Equal(t, lifecycle.AwaitingFee, seen.Row.Phase)
}

func TestViewFallsBackOnTheRegister(t *testing.T) {
	c, f := newCourt(t), sample(t)
	_, err := c.File(t.Context(), f)
	require.NoError(t, err)
	c.Patience = time.Second
	c.Register = &shelf{
		held:   map[string]Held{f.Key: {Listed: Listed{Key: f.Key, Kind: casefile.KindCase, Row: casefile.Row{Phase: lifecycle.Trial, Wait: casefile.Wait{For: "ordinary-trial", ForName: "审理", On: "judge", Last: "2022-09-05"}}}, Filing: f}},
		papers: map[string][]Paper{f.Key: {{DocumentView: casefile.DocumentView{ID: "x/complaint_notice/D1/1"}}}},
	}
	seen, err := c.View(t.Context(), f.Key)
	require.NoError(t, err)
	require.Equal(t, FromRegister, seen.Source)
	require.Equal(t, "审理", seen.PhaseName)
	require.NotEmpty(t, seen.Missing)
	require.Contains(t, seen.Sentence, "2022-09-05")
	require.Len(t, seen.View.Documents, 1)

	_, err = c.View(t.Context(), "no-such-case")
	var missing *NotFoundError
	require.ErrorAs(t, err, &missing)
}

func TestLawfulAndExplainAskTheCase(t *testing.T) {
	c, f := newCourt(t), sample(t)
	work(t, c.Temporal)
	_, err := c.File(t.Context(), f)
	require.NoError(t, err)

	found, err := c.Lawful(t.Context(), f.Key, lifecycle.Judge)
	require.NoError(t, err)
	var events []lifecycle.Event
	for _, l := range found {
		events = append(events, l.Event)
	}
	require.Contains(t, events, lifecycle.Accept)
	require.NotContains(t, events, lifecycle.FeePaid)
	_, err = c.Lawful(t.Context(), f.Key, "king")
	var wrong *InputError
	require.ErrorAs(t, err, &wrong)

	all, err := c.Explain(t.Context(), f.Key, "")
	require.NoError(t, err)
	require.NotEmpty(t, all)
	one, err := c.Explain(t.Context(), f.Key, all[0].Deadline.ID)
	require.NoError(t, err)
	require.Len(t, one, 1)
	require.NotEmpty(t, one[0].Steps)
	_, err = c.Explain(t.Context(), f.Key, all[0].Deadline.ID+"x")
	var missing *NotFoundError
	require.ErrorAs(t, err, &missing)
	require.Contains(t, missing.Near, all[0].Deadline.ID)
	_, err = c.Explain(t.Context(), "no-such-case", "")
	require.ErrorAs(t, err, &missing)
}

func TestCertificateIsAppliedForOnce(t *testing.T) {
	c, f := newCourt(t), sample(t)
	work(t, c.Temporal)
	_, err := c.File(t.Context(), f)
	require.NoError(t, err)
	a, err := c.ApplyCertificate(t.Context(), f.Key, "D1")
	require.NoError(t, err)
	require.Equal(t, Application{Key: casefile.CertificateKey(f.Key, "D1"), Case: f.Key, Party: "D1", Status: Filed}, a)
	again, err := c.ApplyCertificate(t.Context(), f.Key, "D1")
	require.NoError(t, err)
	require.Equal(t, AlreadyFiled, again.Status)
	_, err = c.ApplyCertificate(t.Context(), f.Key, "D9")
	var missing *NotFoundError
	require.ErrorAs(t, err, &missing)
	require.Equal(t, []string{"P1", "D1"}, missing.Near)
	_, err = c.ApplyCertificate(t.Context(), "no-such-case", "D1")
	require.ErrorAs(t, err, &missing)
}

func TestDecisionIDsAreReadableUniqueAndValid(t *testing.T) {
	d := decision("", lifecycle.Accept, lifecycle.Judge, "judge-1", "")
	a, b := NewDecisionID(d), NewDecisionID(d)
	require.NotEqual(t, a, b)
	require.True(t, strings.HasPrefix(a, "accept-"))
	d.ID = a
	require.Empty(t, d.Check())
	require.True(t, strings.HasPrefix(NewDecisionID(decision("", "a b\n", lifecycle.Judge, "j", "")), "decision-"))
}

func TestStuckCasesComeMostUrgentFirst(t *testing.T) {
	at := func(day string) []casefile.StuckCause {
		return []casefile.StuckCause{{Reason: casefile.StuckNoActivity, Since: calendar.MustParse(day).Start()}}
	}
	row := func(key string, a casefile.Alert, since string) Listed {
		return Listed{Key: key, Row: casefile.Row{Wait: casefile.Wait{Alert: a}, Stuck: at(since)}}
	}
	c := &Court{Register: &shelf{rows: []Listed{
		row("calm-old", casefile.Calm, "2019-01-01"), row("overdue-new", casefile.AlertOverdue, "2020-01-01"),
		row("overdue-old", casefile.AlertOverdue, "2019-06-01"), row("judge", casefile.AlertJudge, "2018-01-01"), row("overdue-also", casefile.AlertOverdue, "2020-01-01"),
	}}}
	rows, err := c.Stuck(t.Context(), StuckFilter{})
	require.NoError(t, err)
	var keys []string
	for _, r := range rows {
		keys = append(keys, r.Key)
	}
	require.Equal(t, []string{"overdue-old", "overdue-also", "overdue-new", "judge", "calm-old"}, keys)
}

func TestFiltersThatCannotMatchAreRefused(t *testing.T) {
	c := &Court{Register: &shelf{}}
	for _, f := range []Filter{{Phase: "nowhere"}, {Alert: "loud"}, {Limit: -1}, {Limit: MaxLimit + 1}, {Kind: "x"}} {
		_, err := c.List(t.Context(), f)
		var wrong *InputError
		require.ErrorAs(t, err, &wrong, "%+v", f)
	}
	_, err := c.List(t.Context(), Filter{Phase: lifecycle.Trial, Alert: casefile.AlertCourt, Limit: 5})
	require.NoError(t, err)
	_, err = (&Court{}).List(t.Context(), Filter{})
	require.Equal(t, KindUnreachable, ProblemOf(err).Kind)
}

func TestDocumentsComeFromTheRegister(t *testing.T) {
	c := &Court{Register: &shelf{
		held:     map[string]Held{"nb-1": {}},
		papers:   map[string][]Paper{"nb-1": {{DocumentView: casefile.DocumentView{ID: "nb-1/x/D1/1"}}}},
		contents: map[string]PaperContent{"nb-1/x/D1/1": {Content: []byte("<html>")}},
	}}
	papers, err := c.Documents(t.Context(), "nb-1")
	require.NoError(t, err)
	require.Len(t, papers, 1)
	var missing *NotFoundError
	_, err = c.Documents(t.Context(), "nb-2")
	require.ErrorAs(t, err, &missing)
	doc, err := c.Document(t.Context(), "nb-1/x/D1/1")
	require.NoError(t, err)
	require.Equal(t, "<html>", string(doc.Content))
	_, err = c.Document(t.Context(), "nb-1/y")
	require.ErrorAs(t, err, &missing)
}
