package workflows

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// recordOptions fit a transaction of some milliseconds on a database that may
// be away for a while. What is refused for an hour becomes a stuck case, and is
// tried again from there.
var recordOptions = workflow.ActivityOptions{
	TaskQueue:              casefile.TaskQueue,
	StartToCloseTimeout:    10 * time.Second, // also how long a worker that died holds a case up
	ScheduleToCloseTimeout: time.Hour,
	RetryPolicy: &temporal.RetryPolicy{
		InitialInterval: 500 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: time.Minute,
	},
}

// retryRecord is how long a record waits after an hour of refusals.
const retryRecord = 10 * time.Minute

// retryLink is how long a linked workflow that could not be started waits.
const retryLink = 10 * time.Minute

// outgoing is something on its way to the world.
type outgoing struct {
	record casefile.Record
	order  casefile.LinkOrder
	future workflow.Future
}

// order asks for a document. n tells documents of one kind to one recipient apart.
func (m *matter) order(kind casefile.DocumentKind, to string, on calendar.Date, facts map[string]string, obligations ...casefile.ObligationView) casefile.DocumentOrder {
	n := m.count(string(kind) + "/" + to)
	if _, builtIn := casefile.FindCourt(m.Court); !builtIn {
		// The register knows the names of the built-in courts; of others the policy
		// does that is pinned to this case.
		if c, ok := casefile.CourtOf(m.Policy, m.Court); ok {
			facts = maps.Clone(facts)
			if facts == nil {
				facts = map[string]string{}
			}
			facts["courtName"] = c.Name
		}
	}
	o := casefile.DocumentOrder{ID: fmt.Sprintf("%s/%s/%s/%d", m.Key, kind, or(to, "court"), n), Kind: kind, To: to, On: on, Facts: facts, Obligations: obligations}
	m.pending.Documents = append(m.pending.Documents, o)
	m.Documents = append(m.Documents, casefile.DocumentView{ID: o.ID, Kind: kind, To: to, On: on})
	m.dirty = true
	return o
}

// message tells the outside world something, once.
func (m *matter) message(typ string, at time.Time, data map[string]string) {
	n := m.count(typ)
	if data == nil {
		data = map[string]string{}
	}
	data["case"] = m.Key
	m.pending.Messages = append(m.pending.Messages, casefile.Message{ID: fmt.Sprintf("%s/%s/%d", m.Key, typ, n), Type: typ, At: at, Data: data})
	m.dirty = true
}

// number asks the register for the next number of a sequence.
func (m *matter) number(court, typ string, year int) string {
	id := m.Key + "/" + typ
	if n := m.count("number/" + typ); n > 1 {
		id = fmt.Sprintf("%s/%d", id, n)
	}
	m.pending.Numbers = append(m.pending.Numbers, casefile.NumberOrder{ID: id, Court: court, Type: typ, Year: year})
	m.dirty = true
	return id
}

// link orders a linked workflow, once.
func (m *matter) link(o casefile.LinkOrder, at time.Time) {
	if slices.ContainsFunc(m.Links, func(l casefile.Link) bool { return l.Key == o.Key }) {
		return
	}
	l := casefile.Link{Kind: o.Kind, Key: o.Key, Since: at}
	if o.Case != nil && o.Case.CarvedOut != nil {
		l.As = casefile.LinkAs(o.Case.CarvedOut.Kind)
	}
	m.Links = append(m.Links, l)
	m.links = append(m.links, o)
	m.dirty = true
}

// tell sends a linked workflow a decision of ours.
func (m *matter) tell(key string, e lifecycle.Event, data []byte) {
	n := m.count("tell/" + key + "/" + string(e))
	m.signals = append(m.signals, signal{To: key, Decision: casefile.Decision{
		ID: fmt.Sprintf("%s/%s/%d", m.Key, e, n), Event: e, Role: lifecycle.Linked, Actor: m.Key, Data: data,
	}})
}

func (m *matter) count(what string) int {
	m.Counts[what]++
	return m.Counts[what]
}

func or(s, alternative string) string {
	if s == "" {
		return alternative
	}
	return s
}

// registerRow is the row that boards and figures read.
func (m *matter) registerRow(now time.Time) casefile.Row {
	r := casefile.Row{
		Case: m.Key, Court: m.Court, Division: m.Division, Judge: m.Judge,
		Phase: m.Phase, PhaseSince: m.PhaseSince, Reason: m.Reason, ClosedOn: m.ClosedOn,
		Wait: m.wait(), Mechanisms: m.mechanismNumbers(), Stuck: m.stuck(), Updated: now,
	}
	m.rules.row(&r)
	return r
}

// flush sends what is pending, one record and one link at a time, in order.
func (m *matter) flush(ctx workflow.Context, now time.Time) {
	if m.sending == nil && m.dirty && (m.retryAt.IsZero() || !now.Before(m.retryAt)) {
		m.Seq++
		rec := m.pending
		m.pending = casefile.Record{}
		rec.Key, rec.Kind, rec.Seq, rec.Row = m.Key, m.Kind, m.Seq, m.registerRow(now)
		for i := range m.Clocks {
			rec.Deadlines = append(rec.Deadlines, m.Clocks[i].OpenDeadline)
		}
		m.rules.record(&rec)
		m.dirty, m.moneyMove = false, false
		m.send(ctx, rec)
	}
	if m.linking == nil && len(m.links) > 0 && !now.Before(m.relinkAt) {
		o := m.links[0]
		opts := recordOptions
		opts.Summary = "建立关联案件 link " + o.Key
		m.linking = &outgoing{order: o, future: workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, opts), casefile.ActivityLink, o)}
	}
}

func (m *matter) send(ctx workflow.Context, rec casefile.Record) {
	opts := recordOptions
	opts.Summary = summary(rec)
	m.sending = &outgoing{record: rec, future: workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, opts), casefile.ActivityRecord, rec)}
}

// summary is what Temporal's UI shows beside the record: the last thing that happened.
func summary(rec casefile.Record) string {
	if n := len(rec.Entries); n > 0 {
		return rec.Entries[n-1].Name
	}
	return "更新登记 update"
}

// sent takes the register's answer to the record in flight.
func (m *matter) sent(ctx workflow.Context, now time.Time) {
	out := m.sending
	m.sending = nil
	var res casefile.RecordResult
	if err := out.future.Get(ctx, &res); err != nil {
		// Nothing may be lost: the same record is sent again, under its number,
		// and until it is taken the case says so.
		if m.Failing.IsZero() {
			m.Failing = now
		}
		m.log.Error("the register does not take the record", "seq", out.record.Seq, "error", err.Error())
		m.retryAt = now.Add(retryRecord)
		m.sending = &outgoing{record: out.record} // waits for retryAt
		return
	}
	if !m.Failing.IsZero() {
		m.Failing, m.retryAt, m.dirty = time.Time{}, time.Time{}, true
	}
	for _, o := range out.record.Numbers {
		m.Numbers[o.ID] = res.Numbers[o.ID]
	}
	for i := range m.Documents {
		if sha, ok := res.Documents[m.Documents[i].ID]; ok {
			m.Documents[i].SHA256 = sha
		}
	}
	if len(out.record.Numbers) > 0 {
		m.dirty = true
	}
	m.rules.recorded(res, now)
	m.tellLists(res.Stands, now)
}

// tellLists tells the batches of integrity lists that somebody who stands there
// lost the ground. The register knew where when it took the record, so that
// nobody has to look: whoever stands nowhere costs no event.
func (m *matter) tellLists(stands []casefile.Stand, now time.Time) {
	if !m.since(joinder) {
		return
	}
	for _, s := range stands {
		data, _ := json.Marshal(casefile.StrikeForm{Certificate: s.Certificate, On: day(now), Reason: s.Why})
		m.tell(s.Batch, lifecycle.EntryGroundGone, data)
		m.append(casefile.Entry{At: now, Event: lifecycle.EntryGroundGone, Name: "通知诚信履行名单移出", Role: lifecycle.Linked, Article: "报告机制十、机制十二", Note: s.Batch, Mechanism: 12})
	}
}

// linked takes the answer to the link in flight.
func (m *matter) linked(ctx workflow.Context, now time.Time) {
	out := m.linking
	m.linking = nil
	if err := out.future.Get(ctx, nil); err != nil {
		m.log.Error("the linked workflow could not be started", "link", out.order.Key, "error", err.Error())
		if m.relinkAt.IsZero() { // said once, however often it fails
			m.append(casefile.Entry{At: now, Event: "link_failed", Name: "关联案件未能建立", Role: lifecycle.Linked, Note: out.order.Key})
		}
		m.relinkAt = now.Add(retryLink)
		return // stays first in line
	}
	m.links, m.relinkAt = m.links[1:], time.Time{}
}
