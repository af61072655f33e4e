package workflows

import (
	"fmt"
	"time"

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
	err := workflow.SetUpdateHandlerWithOptions(ctx, casefile.UpdateDecide,
		func(ctx workflow.Context, d casefile.Decision) (casefile.Verdict, error) {
			if r := m.stranger(d); r != nil {
				return casefile.Verdict{}, asError(r)
			}
			v := m.decide(d, m.now(ctx))
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
	query(casefile.QueryView, "all that the case says of itself", func() (casefile.View, error) { return m.view(m.now(ctx)), nil })
	query(casefile.QueryTimeline, "what happened, in order", func() ([]casefile.Entry, error) { return m.Timeline, nil })
	query(casefile.QueryDeadlines, "the periods that run", func() ([]casefile.OpenDeadline, error) { return m.deadlines(), nil })
	query(casefile.QueryLawful, "what a role may decide now", func(role lifecycle.Role) ([]casefile.Lawful, error) { return m.lawful(role), nil })
	query(casefile.QueryExplain, "how a deadline was reached; all of them for an empty ID", func(id string) ([]casefile.Explanation, error) { return m.explain(id), nil })
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

// run is the life of a workflow: do what is due, draw the consequences, leave
// one record, wait for the next thing. It returns true when the workflow
// should continue as new and false when it has ended.
func (m *matter) run(ctx workflow.Context) (again bool, err error) {
	decisions := workflow.GetSignalChannel(ctx, casefile.SignalDecide)
	links := workflow.GetSignalChannel(ctx, SignalLinked)
	phase := m.Phase
	for {
		now := m.now(ctx)
		m.drain(decisions, links, now)
		m.fire(now)
		m.settle(now)
		m.retry(ctx, now)
		m.flush(ctx, now)
		m.tellAll(ctx)
		m.publish(ctx, now)

		idle := m.sending == nil && m.linking == nil && len(m.links) == 0 && !m.dirty && decisions.Len() == 0 && links.Len() == 0
		if idle && m.rules.finished() {
			m.disarm()
			return false, workflow.Await(ctx, func() bool { return workflow.AllHandlersFinished(ctx) })
		}
		if idle && m.full(ctx, phase) && workflow.AllHandlersFinished(ctx) {
			m.disarm()
			m.Runs++
			return true, nil
		}
		if err := m.arm(ctx, now); err != nil {
			return false, err
		}
		m.sleep(ctx, decisions, links)
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

// drain judges the decisions that nobody waits for. Their verdicts are shown
// on the case.
func (m *matter) drain(decisions, links workflow.ReceiveChannel, now time.Time) {
	for {
		var d casefile.Decision
		ok := links.ReceiveAsync(&d)
		linked := ok
		if !ok {
			if ok = decisions.ReceiveAsync(&d); !ok {
				return
			}
		}
		if (d.Role == lifecycle.Linked) != linked {
			m.log.Warn("a decision claims a role that its channel does not have", "event", string(d.Event))
			continue
		}
		if _, again := m.Seen[d.ID]; again && m.Seen[d.ID].Digest == digest(d) {
			continue
		}
		v := m.decide(d, now)
		if !linked {
			m.Async = append(m.Async, v)
			m.Async = m.Async[max(0, len(m.Async)-50):]
		}
		if v.Refusal != nil {
			m.append(casefile.Entry{At: now, Event: d.Event, Name: "决定未被采纳", Role: d.Role, Actor: d.Actor, From: m.Phase, To: m.Phase,
				Article: v.Refusal.Article, Decision: d.ID, Refused: v.Refusal.Error()})
		}
	}
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
		}
	}
}

// arm sets the one timer to the next moment at which something is due.
func (m *matter) arm(ctx workflow.Context, now time.Time) error {
	c, at := m.soonest()
	name := ""
	if c != nil {
		name = c.Name + " " + c.Deadline.Last.String()
	}
	if m.sending != nil && m.sending.future == nil && (at.IsZero() || m.retryAt.Before(at)) {
		at, name = m.retryAt, "重试登记 retry the register"
	}
	if at.IsZero() {
		m.disarm()
		return nil
	}
	if m.timer != nil && at.Equal(m.timerAt) {
		return nil
	}
	m.disarm()
	tctx, cancel := workflow.WithCancel(ctx)
	m.timer = workflow.NewTimerWithOptions(tctx, max(at.Sub(now), time.Millisecond), workflow.TimerOptions{Summary: name})
	m.cancel, m.timerAt = cancel, at
	return nil
}

func (m *matter) disarm() {
	if m.timer != nil {
		m.cancel()
		m.timer, m.cancel, m.timerAt = nil, nil, time.Time{}
	}
}

// sleep waits until something happens.
func (m *matter) sleep(ctx workflow.Context, decisions, links workflow.ReceiveChannel) {
	s := workflow.NewSelector(ctx)
	s.AddReceive(m.kick, func(c workflow.ReceiveChannel, _ bool) { c.Receive(ctx, nil) })
	// The loop drains the signals itself; the selector only has to wake.
	s.AddReceive(decisions, func(workflow.ReceiveChannel, bool) {})
	s.AddReceive(links, func(workflow.ReceiveChannel, bool) {})
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
