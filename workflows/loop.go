package workflows

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"go.temporal.io/sdk/workflow"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// SignalLinked carries what one of our workflows tells another. Decisions of
// people come as SignalDecide and cannot claim to be linked.
const SignalLinked = "linked"

// continueAfter is how many events a run may have before it continues as new
// at the next phase boundary; the server's own suggestion is taken anywhere.
const continueAfter = 1_000

// handlers registers the messages and queries that every workflow answers. All
// state is set before it is called.
func (m *matter) handlers(ctx workflow.Context) error {
	m.kick = workflow.NewBufferedChannel(ctx, 1)
	m.decisions = workflow.GetSignalChannel(ctx, casefile.SignalDecide)
	m.reports = workflow.GetSignalChannel(ctx, SignalLinked)
	err := workflow.SetUpdateHandlerWithOptions(ctx, casefile.UpdateDecide,
		func(ctx workflow.Context, d casefile.Decision) (casefile.Verdict, error) {
			if r := m.stranger(d); r != nil {
				return casefile.Verdict{}, asError(r)
			}
			// A worker that was away first does what was due before this came.
			now := m.now(ctx)
			m.catchUp(now)
			v := m.decide(d, now)
			m.kick.SendAsync(true)
			if v.Refusal != nil { // another decision came between the validator and here
				return v, asError(v.Refusal)
			}
			return v, nil
		},
		workflow.UpdateHandlerOptions{
			Description: "a decision by a person or a system, judged at once",
			Validator: func(ctx workflow.Context, d casefile.Decision) error {
				if r := m.stranger(d); r != nil {
					return asError(r)
				}
				if was, ok := m.Seen[d.ID]; ok && was.Digest == digest(d) {
					return nil // sent again: the handler answers it as the first time
				}
				if _, refusal := m.judge(d, m.now(ctx)); refusal != nil {
					return asError(refusal)
				}
				return nil
			},
		})
	if err != nil {
		return err
	}
	query := func(name, description string, handler any) {
		if err == nil {
			err = workflow.SetQueryHandlerWithOptions(ctx, name, handler, workflow.QueryHandlerOptions{Description: description})
		}
	}
	query(casefile.QueryView, "all that the case says of itself", func(at time.Time) (casefile.View, error) { return m.view(m.asked(ctx, at)), nil })
	query(casefile.QueryTimeline, "what happened, in order", func() ([]casefile.Entry, error) { return m.Timeline, nil })
	query(casefile.QueryDeadlines, "the periods that run", func() ([]casefile.OpenDeadline, error) { return m.deadlines(), nil })
	query(casefile.QueryLawful, "what a role may decide now", func(role lifecycle.Role, at time.Time) ([]casefile.Lawful, error) {
		return m.lawful(role, m.asked(ctx, at)), nil
	})
	query(casefile.QueryExplain, "how a deadline was reached; all of them for an empty ID", func(id string, at time.Time) ([]casefile.Explanation, error) {
		return m.explain(id, m.asked(ctx, at)), nil
	})
	if owing, ok := m.rules.(interface {
		due(day string, now time.Time) ([]casefile.DueView, error)
	}); ok {
		query(casefile.QueryDue, "what is owed on a day, with the interest explained; today for an empty day", func(day string, at time.Time) ([]casefile.DueView, error) {
			return owing.due(day, m.asked(ctx, at))
		})
	}
	return err
}

// stranger refuses a decision that claims to come from our own workflows.
func (m *matter) stranger(d casefile.Decision) *casefile.Refusal {
	if human(d.Role) {
		return nil
	}
	return m.refuse(casefile.WrongRole, fmt.Sprintf("%s不是可以作出决定的角色 nobody decides as %s", d.Role.Name(), d.Role), "", nil)
}

// now is the case's clock in the court's time.
func (m *matter) now(ctx workflow.Context) time.Time { return workflow.Now(ctx) }

// asked is the moment that a question is about. In a query the workflow's clock
// stands at its last task, which may be months ago, so whoever asks says what
// time it is; left out, or earlier, it is the last task's. What has ended
// stays as it ended.
func (m *matter) asked(ctx workflow.Context, at time.Time) time.Time {
	if now := m.now(ctx); at.Before(now) || m.ended() {
		return now
	}
	return at
}

// live runs a workflow to its end and returns its row, or hands its whole
// state over to a new run. next is that run's input: what names the workflow,
// and the state.
func live[Input any](ctx workflow.Context, m *matter, name string, state any, next func(carried json.RawMessage) Input) (casefile.Row, error) {
	again, err := m.run(ctx)
	if err != nil {
		return casefile.Row{}, err
	}
	if !again {
		return m.registerRow(m.now(ctx)), nil
	}
	carried, err := json.Marshal(state)
	if err != nil {
		return casefile.Row{}, failInput("carried state", err)
	}
	return casefile.Row{}, workflow.NewContinueAsNewError(ctx, name, next(carried))
}

// run is the life of a workflow: do what is due, draw the consequences, leave
// one record, wait for the next thing. It returns true when the workflow
// should continue as new and false when it has ended.
func (m *matter) run(ctx workflow.Context) (again bool, err error) {
	phase := m.Phase
	for {
		now := m.now(ctx)
		m.catchUp(now)
		m.retry(ctx, now)
		m.flush(ctx, now)
		m.tellAll(ctx)
		m.publish(ctx, now)

		idle := m.sending == nil && m.linking == nil && len(m.links) == 0 && len(m.signals) == 0 && !m.dirty && m.decisions.Len() == 0 && m.reports.Len() == 0
		if idle && m.rules.finished() {
			m.disarm()
			return false, workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) })
		}
		if idle && m.full(ctx, phase) && workflow.AllHandlersFinished(ctx) {
			m.disarm()
			m.Runs++
			return true, nil
		}
		m.arm(ctx, now)
		m.sleep(ctx)
		if ctx.Err() != nil {
			return false, ctx.Err()
		}
	}
}

// full reports whether the run should hand over to a new one: at a phase
// boundary once it is long, anywhere when the server says so.
func (m *matter) full(ctx workflow.Context, began lifecycle.State) bool {
	info := workflow.GetInfo(ctx)
	return info.GetContinueAsNewSuggested() || m.Phase != began && info.GetCurrentHistoryLength() > continueAfter
}

// catchUp does what came, or fell due, since the workflow last looked. Signals
// go first: they may have waited for a worker since before the period ended.
func (m *matter) catchUp(now time.Time) {
	m.drain(now)
	m.fire(now)
	m.settle(now)
}

// drain judges what nobody waits for: what linked workflows report, and
// decisions sent as signals.
func (m *matter) drain(now time.Time) {
	for {
		var d casefile.Decision
		switch {
		case m.reports.ReceiveAsync(&d):
			m.report(d, now)
		case m.decisions.ReceiveAsync(&d):
			m.decideAsync(d, now)
		default:
			return
		}
	}
}

// report takes what a linked workflow tells. Its IDs are ours, so one that was
// seen is the same report again.
func (m *matter) report(d casefile.Decision, now time.Time) {
	if _, again := m.Seen[d.ID]; again {
		return
	}
	v := casefile.Verdict{Refusal: m.refuse(casefile.WrongRole, "不是关联案件的报告 not a linked workflow's report", "", nil)}
	if d.Role == lifecycle.Linked {
		v = m.decide(m.rules.hears(d), now)
	}
	if v.Refusal != nil {
		m.refused(d, v.Refusal, now)
		m.rules.unheard(d)
	}
}

// keptVerdicts is how many verdicts of decisions sent as signals a case shows.
const keptVerdicts = 50

// decideAsync judges a decision that came as a signal. Its verdict is shown on
// the case; a refusal is on the timeline too, once for each ID and reason.
func (m *matter) decideAsync(d casefile.Decision, now time.Time) {
	var v casefile.Verdict
	if r := m.stranger(d); r != nil {
		v = casefile.Verdict{Decision: d.ID, Event: d.Event, At: now, From: m.Phase, To: m.Phase, Refusal: r, Digest: digest(d)}
	} else {
		v = m.decide(d, now)
	}
	if len(d.Check()) > 0 { // nothing of its making that was not checked is kept
		clean := known(d)
		v.Decision, v.Event = clean.ID, clean.Event
	}
	told := slices.IndexFunc(m.Async, func(was casefile.Verdict) bool {
		return was.Digest == v.Digest && was.Decision == v.Decision && was.Taken == v.Taken && (v.Taken || was.Refusal.Code == v.Refusal.Code)
	})
	if told >= 0 {
		m.Async[told] = v
		return
	}
	m.Async = append(m.Async, v)
	m.Async = m.Async[max(0, len(m.Async)-keptVerdicts):]
	if v.Refusal != nil {
		m.refused(d, v.Refusal, now)
	}
}

// refused notes on the timeline a decision that nobody was there to be refused.
func (m *matter) refused(d casefile.Decision, r *casefile.Refusal, now time.Time) {
	d = known(d)
	m.append(casefile.Entry{At: now, Event: d.Event, Name: "决定未被采纳", Role: d.Role, Actor: d.Actor, From: m.Phase, To: m.Phase,
		Article: r.Article, Decision: d.ID, Refused: r.Error()})
}

// known is what of a decision may be kept when it was refused: names that our
// tables have, and IDs that have the form of one.
func known(d casefile.Decision) casefile.Decision {
	out := casefile.Decision{Role: d.Role}
	if _, ok := lifecycle.Owner(lifecycle.Machines(), d.Event); ok {
		out.Event = d.Event
	} else {
		out.Event = "unknown"
	}
	if d.Role.Name() == string(d.Role) {
		out.Role = "unknown"
	}
	for _, f := range []struct {
		from string
		to   *string
	}{{d.ID, &out.ID}, {d.Actor, &out.Actor}} {
		if len(f.from) <= 256 && utf8.ValidString(f.from) && !strings.ContainsFunc(f.from, unicode.IsControl) {
			*f.to = f.from
		}
	}
	return out
}

// retry sends again the record that the register would not take.
func (m *matter) retry(ctx workflow.Context, now time.Time) {
	if m.sending != nil && m.sending.future == nil && !now.Before(m.retryAt) {
		m.send(ctx, m.sending.record)
	}
}

// tellAll signals the linked workflows, in order. One that is gone is noted
// and not waited for.
func (m *matter) tellAll(ctx workflow.Context) {
	for len(m.signals) > 0 && m.linking == nil && len(m.links) == 0 {
		s := m.signals[0]
		m.signals = m.signals[1:]
		if err := workflow.SignalExternalWorkflow(ctx, s.To, "", SignalLinked, s.Decision).Get(ctx, nil); err != nil {
			m.log.Warn("a linked workflow is not there", "link", s.To, "event", string(s.Decision.Event))
			m.append(casefile.Entry{At: m.now(ctx), Event: s.Decision.Event, Name: "关联案件已不在", Role: lifecycle.Linked, Note: s.To})
			if r, ok := m.rules.(interface {
				unreached(to string, e lifecycle.Event, at time.Time)
			}); ok {
				r.unreached(s.To, s.Decision.Event, m.now(ctx))
			}
		}
	}
}

// arm sets the one timer to the next moment at which something is due.
func (m *matter) arm(ctx workflow.Context, now time.Time) {
	c, at := m.soonest()
	name := ""
	if c != nil {
		name = c.Name + " " + c.Deadline.Last.String()
	}
	if m.sending != nil && m.sending.future == nil && (at.IsZero() || m.retryAt.Before(at)) {
		at, name = m.retryAt, "重试登记 retry the register"
	}
	if m.linking == nil && len(m.links) > 0 && (at.IsZero() || m.relinkAt.Before(at)) {
		at, name = m.relinkAt, "重试关联 retry the link"
	}
	if at.IsZero() {
		m.disarm()
		return
	}
	if m.timer != nil && at.Equal(m.timerAt) {
		return
	}
	m.disarm()
	tctx, cancel := workflow.WithCancel(ctx)
	m.timer = workflow.NewTimerWithOptions(tctx, max(at.Sub(now), time.Millisecond), workflow.TimerOptions{Summary: name})
	m.cancel, m.timerAt = cancel, at
}

func (m *matter) disarm() {
	if m.timer != nil {
		m.cancel()
		m.timer, m.cancel, m.timerAt = nil, nil, time.Time{}
	}
}

// sleep waits until something happens.
func (m *matter) sleep(ctx workflow.Context) {
	s := workflow.NewSelector(ctx)
	s.AddReceive(m.kick, func(c workflow.ReceiveChannel, _ bool) { c.Receive(ctx, nil) })
	// The loop drains the signals itself; the selector only has to wake.
	s.AddReceive(m.decisions, func(workflow.ReceiveChannel, bool) {})
	s.AddReceive(m.reports, func(workflow.ReceiveChannel, bool) {})
	s.AddReceive(ctx.Done(), func(workflow.ReceiveChannel, bool) {})
	if m.timer != nil {
		s.AddFuture(m.timer, func(f workflow.Future) {
			_ = f.Get(ctx, nil) // a cancelled timer is not waited on
			m.timer, m.cancel, m.timerAt = nil, nil, time.Time{}
		})
	}
	if m.sending != nil && m.sending.future != nil {
		s.AddFuture(m.sending.future, func(workflow.Future) { m.sent(ctx, m.now(ctx)) })
	}
	if m.linking != nil {
		s.AddFuture(m.linking.future, func(workflow.Future) { m.linked(ctx, m.now(ctx)) })
	}
	s.Select(ctx)
}
