package workflows

import (
	"fmt"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/statute"
)

// The day-off table and the policy are pinned to a case when it starts. They
// move only by a decision of their own, which stands in the history, so that
// what was counted before replays as it was counted.

// adoptCalendar takes a newer table: every period that was counted with the
// old one is counted again, re-armed, and noted where it moved.
func (m *matter) adoptCalendar(s *step) {
	form := s.form.(*casefile.CalendarForm)
	table, err := calendar.Edition(form.Edition, form.Days)
	if err != nil { // the form was checked; a table that was good cannot go bad
		m.log.Error("day-off table", "error", err.Error())
		return
	}
	old := m.book
	m.Edition, m.Days, m.table = form.Edition, form.Days, table
	m.book = statute.NewBook(table, m.Policy)
	moved := m.recount(old)
	s.note = fmt.Sprintf("采用%s年放假安排", form.Edition)
	if n := len(form.Days); n > 0 {
		s.note += fmt.Sprintf("（另加%d日）", n)
	}
	if len(moved) == 0 {
		s.note += "，期限不变"
		return
	}
	s.note += "，期限变动：" + strings.Join(moved, "；")
}

// recount counts every open period with the new book. A last day that the old
// book would not have given was fixed by a document or a person, and stays.
func (m *matter) recount(old *statute.Book) (moved []string) {
	for i := range m.Clocks {
		c := &m.Clocks[i]
		was, ok := again(old, c.Deadline)
		if !ok || postponed(old.Calendar(), was, c.FrozenDays) != c.Deadline.Last {
			continue
		}
		is, ok := again(m.book, c.Deadline)
		if !ok {
			continue
		}
		last := postponed(m.table, is, c.FrozenDays)
		c.Deadline.Edition, c.Deadline.Provisional = is.Edition, is.Provisional
		if last == c.Deadline.Last {
			continue
		}
		moved = append(moved, fmt.Sprintf("%s %s→%s", c.Name, c.Deadline.Last, last))
		// A period in hours and a reminder in the morning keep their hour.
		hour := c.Deadline.Last.End().Sub(c.Deadline.Due)
		before := *c
		c.Deadline.Last, c.Deadline.Due = last, last.End().Add(-hour)
		c.Raised, c.Alert = m.raisedSoFar(&before, c)
	}
	return moved
}

// again counts a deadline anew from what it started with.
func again(b *statute.Book, d statute.Deadline) (statute.Deadline, bool) {
	var opts []statute.Option
	if r, ok := statute.Find(d.Rule); ok && r.Set && d.Length > 0 {
		opts = append(opts, statute.Length(d.Length))
	}
	is, err := b.Period(d.Rule, d.From, opts...)
	return is, err == nil
}

// postponed is the last day of a period that stood still for so many days: they
// are added to the day on which it ends, and only then is a rest day passed over.
func postponed(t *calendar.Table, d statute.Deadline, days int) calendar.Date {
	if days == 0 {
		return d.Last
	}
	if end := unmoved(d); t.NextWorkday(end) == d.Last {
		return t.NextWorkday(end.AddDays(days))
	}
	return t.NextWorkday(d.Last.AddDays(days))
}

// unmoved is where a period ends before it is moved off a rest day.
func unmoved(d statute.Deadline) calendar.Date {
	from := calendar.Of(d.From)
	switch d.Unit {
	case statute.Days:
		return from.AddDays(d.Length)
	case statute.Months:
		return from.AddMonths(d.Length)
	case statute.Years:
		return from.AddYears(d.Length)
	}
	return d.Last
}

// adoptPolicy takes another policy for what begins from now on. Periods that
// run keep the length they began with.
func (m *matter) adoptPolicy(s *step) {
	form := s.form.(*casefile.PolicyForm)
	from := m.Policy.Hash()
	m.Policy = form.Policy
	m.book = statute.NewBook(m.table, m.Policy)
	s.note = fmt.Sprintf("法院政策 %s → %s：%s", from, m.Policy.Hash(), form.Reason)
}

// adoptTable counts the trial limit anew as well, with its exclusions.
func (c *caseRun) adoptTable(s *step) {
	c.adoptCalendar(s)
	if c.clock("trial") != nil {
		c.retime(s.at)
	}
}

func (e *enforcementRun) adoptTable(s *step) {
	e.adoptCalendar(s)
	if e.clock("conclusion") != nil {
		e.retime(s.at)
	}
}
