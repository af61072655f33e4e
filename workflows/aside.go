package workflows

import (
	"slices"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// question is something that a workflow must know of the world before it can
// go on. Its activity only reads, so that it may be asked again.
type question struct {
	activity string
	summary  string
	input    any
	answer   any // pointer to what the activity gives
	// limit bounds all attempts together; zero asks until there is an answer.
	limit time.Duration
	told  func(now time.Time, err error)
}

// askAgain is how long a question waits that must be answered and was not.
const askAgain = 10 * time.Minute

// asks has questions asked beside the loop, one after the other, for as long as
// next has one: meanwhile the workflow takes decisions, keeps its clocks and
// says that it waits. What is asked is drawn from the state alone, so a run
// that follows asks again what was not answered.
func (m *matter) asks(ctx workflow.Context, next func() *question) {
	workflow.Go(ctx, func(ctx workflow.Context) {
		for {
			var q *question
			if workflow.Await(ctx, func() bool { q = next(); return q != nil }) != nil {
				return // the workflow ends
			}
			opts := workflow.ActivityOptions{
				TaskQueue: casefile.TaskQueue, Summary: q.summary,
				StartToCloseTimeout: 2 * time.Minute, ScheduleToCloseTimeout: q.limit,
				RetryPolicy: &temporal.RetryPolicy{InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: time.Minute},
			}
			err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, opts), q.activity, q.input).Get(ctx, q.answer)
			if ctx.Err() != nil {
				return
			}
			if err != nil && q.limit == 0 { // such as a worker that does not know the activity yet
				m.log.Error("a question was not answered", "activity", q.activity, "error", err.Error())
				if workflow.Sleep(ctx, askAgain) != nil {
					return
				}
				continue
			}
			now := m.now(ctx)
			m.catchUp(now) // what fell due before the answer is done before it
			q.told(now, err)
			m.settle(now)
			m.kick.SendAsync(true)
		}
	})
}

// causeWith makes an event with a form happen by itself, as cause does one without.
func (m *matter) causeWith(e lifecycle.Event, form casefile.Form, at time.Time) bool {
	return m.happen(&step{at: at, day: day(at), form: form, decision: casefile.Decision{Event: e, Role: lifecycle.Linked}}, "")
}

// plain has what the rules of a workflow without tracks and with counted
// periods alone need not say.
type plain struct{}

func (plain) mayOpen(lifecycle.Event) *casefile.Refusal                        { return nil }
func (plain) hears(d casefile.Decision) casefile.Decision                      { return d }
func (plain) unheard(casefile.Decision)                                        {}
func (plain) runsOn(clock, time.Time)                                          {}
func (plain) target(*lifecycle.Machine, lifecycle.Event, casefile.Form) string { return "" }
func (plain) recorded(casefile.RecordResult, time.Time)                        {}
func (plain) reckoned(string, calendar.Date) ([]statute.Step, bool)            { return nil, false }

// withNumber gives the last document that was ordered a number of its own.
func (m *matter) withNumber(o casefile.DocumentOrder, numberID string) {
	if i := slices.IndexFunc(m.pending.Documents, func(d casefile.DocumentOrder) bool { return d.ID == o.ID }); i >= 0 {
		m.pending.Documents[i].NumberID = numberID
	}
}

// Why a workflow beside the case ended.
const (
	ClosedRevoked   = "revoked"
	ClosedKept      = "kept"
	ClosedNobody    = "nobody_qualified"
	ClosedCancelled = "cancelled"
	ClosedExpired   = "term_over"
	ClosedDenied    = "repair_refused"
	ClosedUndone    = "repair_revoked"
	ClosedRepaired  = "repaired"
	ClosedRetracted = "application_withdrawn"
)

var besideNames = map[string]string{
	ClosedSetAside: "再审撤销原裁判", ClosedChanged: "再审改判",
	ClosedRevoked: "已撤销证明", ClosedKept: "不予撤销证明", ClosedNobody: "无人入选", ClosedCancelled: "本批不予公布", ClosedExpired: "公布期满",
	ClosedDenied: "不予信用修复", ClosedUndone: "已撤销信用修复", ClosedRepaired: "信用修复完成", ClosedRetracted: "撤回申请", ClosedNotEnforced: "裁定不予执行",
}
