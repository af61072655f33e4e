package workflows

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// clock is a period that runs on the case, with what watches it. All clocks of
// a workflow share one Temporal timer: it is set to the next moment at which
// any of them has to do something.
type clock struct {
	casefile.OpenDeadline
	// Scope decides when the clock goes: with the phase, with a track's state,
	// or with the case.
	Scope string `json:"scope"`
	// Track is the track that the end of the period moves, "" for the main machine.
	Track string `json:"track,omitempty"`
	// Raised counts the alarms given so far.
	Raised int `json:"raised"`
	// Party is whose period it is, for suspensions that touch one party only.
	Party string `json:"party,omitempty"`
	// Resumes is the day from which a period that stands still runs on by
	// itself; zero when it waits for a decision.
	Resumes calendar.Date `json:"resumes,omitzero"`
}

// The scopes that are no track.
const (
	scopePhase = "phase"
	scopeCase  = "case"
)

// period says how a clock is set.
type period struct {
	id      string // unique within the case; setting it again replaces it
	rule    statute.RuleID
	from    time.Time
	on      string // who must act
	scope   string
	track   string
	party   string
	expires lifecycle.Event
	options []statute.Option
}

// set starts a period, replacing one of the same ID.
func (m *matter) set(p period) casefile.OpenDeadline {
	d, err := m.book.Period(p.rule, p.from, p.options...)
	if err != nil {
		// A rule that the table lacks is a mistake of ours, and its absence must
		// be seen, not waited on for ever.
		m.log.Error("no such period", "rule", string(p.rule), "error", err.Error())
		m.append(casefile.Entry{At: p.from, Event: "period_failed", Name: "期间无法计算", Role: lifecycle.Linked, Note: err.Error()})
		return casefile.OpenDeadline{}
	}
	return m.put(p, d)
}

// put runs a period that is computed already.
func (m *matter) put(p period, d statute.Deadline) casefile.OpenDeadline {
	name := string(p.rule)
	if r, ok := statute.Find(p.rule); ok {
		name = r.Name
	}
	c := clock{
		OpenDeadline: casefile.OpenDeadline{ID: p.id, Name: name, Deadline: d, On: p.on, Alert: casefile.Calm, Expires: p.expires},
		Scope:        p.scope, Track: p.track, Party: p.party,
	}
	if i := m.clockAt(p.id); i >= 0 {
		c.Raised, c.Alert = m.raisedSoFar(&m.Clocks[i], &c)
		m.Clocks[i] = c
	} else {
		m.Clocks = append(m.Clocks, c)
	}
	m.dirty = true
	return c.OpenDeadline
}

// raisedSoFar carries the alarms of a period over to the one that replaces it,
// so that nobody is told again what he was told, nor what is no longer so.
func (m *matter) raisedSoFar(was, is *clock) (int, casefile.Alert) {
	if was.Deadline.Rule != is.Deadline.Rule || !was.Deadline.From.Equal(is.Deadline.From) {
		return 0, casefile.Calm
	}
	if was.Deadline.Due.Equal(is.Deadline.Due) {
		return was.Raised, was.Alert
	}
	raised, alert := 0, casefile.Calm
	for _, a := range m.Policy.Escalations(is.Deadline.From, is.Deadline.Due) {
		if raised == was.Raised || a.At.After(m.moment) {
			break
		}
		raised, alert = raised+1, casefile.Alert(a.Level)
	}
	return raised, alert
}

func (m *matter) clockAt(id string) int {
	return slices.IndexFunc(m.Clocks, func(c clock) bool { return c.ID == id })
}

// clock finds a running period by its ID, nil when there is none.
func (m *matter) clock(id string) *clock {
	if i := m.clockAt(id); i >= 0 {
		return &m.Clocks[i]
	}
	return nil
}

// drop ends a period without its consequence.
func (m *matter) drop(id string) {
	if i := m.clockAt(id); i >= 0 {
		m.Clocks = slices.Delete(m.Clocks, i, i+1)
		m.dirty = true
	}
}

// dropClocks ends every period of a scope.
func (m *matter) dropClocks(scope string) {
	n := len(m.Clocks)
	m.Clocks = slices.DeleteFunc(m.Clocks, func(c clock) bool { return c.Scope == scope })
	m.dirty = m.dirty || n != len(m.Clocks)
}

// freeze stands every period still that match names, from a day on; a party's
// stay stops that party's periods only.
func (m *matter) freeze(on calendar.Date, match func(*clock) bool) {
	for i := range m.Clocks {
		if c := &m.Clocks[i]; c.Frozen.IsZero() && match(c) {
			c.Frozen = on
		}
	}
	m.dirty = true
}

// thaw lets them run on: each ends as many days later as it stood still, and
// not on a rest day (民事诉讼法第85条).
func (m *matter) thaw(on calendar.Date, match func(*clock) bool) {
	for i := range m.Clocks {
		c := &m.Clocks[i]
		if c.Frozen.IsZero() || !match(c) {
			continue
		}
		was, days := *c, max(on.Sub(c.Frozen), 0)
		c.Frozen, c.FrozenDays = calendar.Date{}, c.FrozenDays+days
		if d, ok := again(m.book, c.Deadline); ok && postponed(m.table, d, was.FrozenDays) == was.Deadline.Last {
			c.Deadline.Last = postponed(m.table, d, c.FrozenDays)
		} else { // fixed by a document, not counted
			c.Deadline.Last = m.table.NextWorkday(was.Deadline.Last.AddDays(days))
		}
		c.Deadline.Due = c.Deadline.Last.End()
		c.Deadline.Provisional = c.Deadline.Provisional || !m.table.Covers(c.Deadline.Last)
		c.Raised, c.Alert = m.raisedSoFar(&was, c)
	}
	m.dirty = true
}

// next is when the clock has to do something, zero when never.
func (m *matter) next(c *clock) time.Time {
	switch {
	case !c.Frozen.IsZero() && !c.Resumes.IsZero():
		return c.Resumes.Start()
	case !c.Frozen.IsZero():
		return time.Time{}
	case c.Expires != "":
		return c.Deadline.Due
	}
	alarms := m.Policy.Escalations(c.Deadline.From, c.Deadline.Due)
	if c.Raised < len(alarms) {
		return alarms[c.Raised].At
	}
	return c.Deadline.Due.Add(time.Duration(c.Raised-len(alarms)+1) * m.repeat())
}

func (m *matter) repeat() time.Duration {
	if r := m.Policy.Escalation.Repeat(); r >= time.Hour {
		return r
	}
	return 7 * 24 * time.Hour
}

// soonest is the next clock that has to do something, nil when none has.
func (m *matter) soonest() (c *clock, at time.Time) {
	for i := range m.Clocks {
		if t := m.next(&m.Clocks[i]); !t.IsZero() && (c == nil || t.Before(at)) {
			c, at = &m.Clocks[i], t
		}
	}
	return c, at
}

// fire does, in the order of their moments, all that clocks have to do by now.
// A worker that was down for a week does on Monday what was due on Thursday,
// as of Thursday; what was reported late is done as of the report, for the
// timeline never runs back.
func (m *matter) fire(now time.Time) {
	for range 10_000 { // a bound only against a clock that would not advance
		c, at := m.soonest()
		if c == nil || at.After(now) {
			return
		}
		if n := len(m.Timeline); n > 0 && m.Timeline[n-1].At.After(at) {
			at = m.Timeline[n-1].At
		}
		switch {
		case !c.Frozen.IsZero():
			over := *c
			c.Resumes = calendar.Date{}
			m.moment = at
			m.rules.runsOn(over, at)
		case c.Expires != "":
			over := *c
			m.drop(over.ID)
			m.happen(&step{
				at: at, day: day(at), note: over.Name + "届满：" + over.Deadline.Last.String(), period: &over,
				decision: casefile.Decision{Event: over.Expires, Role: lifecycle.Clock},
			}, over.Track)
		default:
			m.alarm(c, at, now)
		}
		m.settle(at)
	}
}

// alarm escalates a period that nobody has acted on.
func (m *matter) alarm(c *clock, at, now time.Time) {
	alarms := m.Policy.Escalations(c.Deadline.From, c.Deadline.Due)
	level, role := casefile.AlertOverdue, "承办人、审判管理办公室、院长"
	if c.Raised < len(alarms) {
		level, role = casefile.Alert(alarms[c.Raised].Level), alarms[c.Raised].Role
	}
	c.Raised++
	if c.Raised > len(alarms) {
		// Reminders that nobody was there to hear are one: a case filed years late
		// does not begin with hundreds of them.
		for t := m.next(c); !t.IsZero() && !t.After(now); t = m.next(c) {
			c.Raised++
		}
	}
	c.Alert = level
	verb := "将于" + c.Deadline.Last.String() + "届满"
	if level == casefile.AlertOverdue {
		verb = "已于" + c.Deadline.Last.String() + "届满"
	}
	m.append(casefile.Entry{
		At: at, Event: "alarm", Name: "期限预警", Role: lifecycle.Clock, Track: c.Track, Article: c.Deadline.Article,
		Note: fmt.Sprintf("%s%s，通知%s（%s）", c.Name, verb, role, level),
	})
	m.message("cn.luxing.deadline.alert", at, map[string]string{
		"deadline": c.ID, "rule": string(c.Deadline.Rule), "level": string(level), "on": c.On, "due": c.Deadline.Last.String(),
	})
}

// wait is what the case waits for: of the periods that run, the one that ends
// first, and with it the highest alert of all.
func (m *matter) wait() casefile.Wait {
	w := casefile.Wait{Alert: casefile.Calm}
	var first *clock
	for i := range m.Clocks {
		c := &m.Clocks[i]
		if c.Alert.Above(w.Alert) {
			w.Alert = c.Alert
		}
		if !c.Frozen.IsZero() || strings.HasPrefix(string(c.Expires), "remind") {
			continue
		}
		if first == nil || c.Deadline.Due.Before(first.Deadline.Due) {
			first = c
		}
	}
	if first != nil {
		w.For, w.ForName, w.On = string(first.Deadline.Rule), first.Name, first.On
		w.Due, w.Last = first.Deadline.Due, first.Deadline.Last.String()
		w.Article, w.Kind = first.Deadline.Article, first.Deadline.Kind
	}
	if !m.Failing.IsZero() {
		w.Alert = casefile.AlertDelivery
	}
	return w
}

// stuckBy says which reason of the stuck list an overdue rule is. Rules that
// are not named are overdue when the law set them and past target otherwise.
var stuckBy = map[statute.RuleID]casefile.StuckReason{
	"appeal-file-transfer":       casefile.StuckFileNotMoved,
	"stay-review":                casefile.StuckStayForgotten,
	"preservation-renewal":       casefile.StuckFreezeLapsing,
	"money-release":              casefile.StuckMoneyUnreleased,
	"listing-removal":            casefile.StuckNotDelisted,
	"exit-ban-lifting":           casefile.StuckNotDelisted,
	"exit-ban-lifting-hours":     casefile.StuckNotDelisted,
	"bankruptcy-handover":        casefile.StuckMoneyUnreleased,
	"referral-review":            casefile.StuckStayForgotten,
	"bankruptcy-transfer-answer": casefile.StuckAnswerOverdue,
	"bankruptcy-ruling-debtor":   casefile.StuckAnswerOverdue,
	// The superior court's answer on a listing.
	"listing-reconsideration-review": casefile.StuckAnswerOverdue,
}

// stuck lists why nothing moves, with what would move it.
func (m *matter) stuck() []casefile.StuckCause {
	var out []casefile.StuckCause
	for i := range m.Clocks {
		c := &m.Clocks[i]
		if c.Alert != casefile.AlertOverdue {
			continue
		}
		reason, ok := stuckBy[c.Deadline.Rule]
		if !ok {
			if reason = casefile.StuckOverdue; c.Deadline.Kind != statute.Statutory {
				reason = casefile.StuckPastTarget
			}
		}
		out = append(out, casefile.StuckCause{
			Reason: reason, Since: c.Deadline.Due, On: c.On, Article: c.Deadline.Article,
			Unstick: m.unstick(c),
		})
	}
	if !m.Failing.IsZero() {
		out = append(out, casefile.StuckCause{Reason: casefile.StuckDelivery, Since: m.Failing, On: "system",
			Unstick: "恢复法院登记库的写入 let the register take records again"})
	}
	return out
}

// askedBy names the decision that a period asks for where it moves no state.
var askedBy = map[statute.RuleID]lifecycle.Event{
	statute.SupervisionContact: lifecycle.RecordContact,
}

// unstick names the decisions that would end an overdue period.
func (m *matter) unstick(c *clock) string {
	machine, st := m.main, m.Phase
	if t := m.trackOf(c.Track); t != nil {
		machine, st = m.machine(t.Machine), t.State
	}
	// What takes the case on comes before what ends it, and what the period asks
	// for before all.
	var on, end []string
	if asked, ok := askedBy[c.Deadline.Rule]; ok {
		if row, ok := machine.Row(st, asked); ok {
			on = append(on, fmt.Sprintf("%s %s（%s）", row.Name, row.Event, roleNames(row.By)))
		}
	}
	for _, row := range machine.From(st) {
		if !slices.ContainsFunc(row.By, human) || row.Stays(st) {
			continue
		}
		name := fmt.Sprintf("%s %s（%s）", row.Name, row.Event, roleNames(row.By))
		if info, _ := machine.State(row.To); info.Terminal {
			end = append(end, name)
		} else {
			on = append(on, name)
		}
	}
	names := append(on, end...)
	if len(names) == 0 {
		return "督办 nudge"
	}
	return strings.Join(names[:min(len(names), 3)], "；")
}
