package statute

import (
	"fmt"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
)

// Book is the law with one edition of the rest-day table and one court's
// policy. It never changes and is safe for concurrent use.
type Book struct {
	days    *calendar.Table
	policy  policy.Policy
	lengths []int // by index in rules: what the policy sets, else 0
}

// NewBook joins a table and a policy. A nil table stands for the newest built
// in. Lengths that the policy does not set have their defaults.
func NewBook(t *calendar.Table, p policy.Policy) *Book {
	if t == nil {
		t = calendar.Default()
	}
	b := &Book{days: t, policy: p, lengths: make([]int, len(rules))}
	for i, r := range rules {
		if r.ByPolicy {
			b.lengths[i], _ = p.Length(string(r.ID))
		}
	}
	return b
}

// Calendar returns the rest-day table the book counts with.
func (b *Book) Calendar() *calendar.Table { return b.days }

// Policy returns the court's policy the book counts with.
func (b *Book) Policy() policy.Policy { return b.policy }

// Deadline is the end of one period. It is small and plain, to be kept in a
// workflow's state.
type Deadline struct {
	Rule   RuleID    `json:"rule"`
	From   time.Time `json:"from"` // the event that starts it
	Length int       `json:"length"`
	Unit   Unit      `json:"unit"`
	// Last is the last day of the period; for one in hours the day in which
	// Due falls.
	Last calendar.Date `json:"last"`
	// Due is the instant at which the period has expired: 24:00 of Last, or
	// the exact end of a period in hours.
	Due     time.Time `json:"due"`
	Article string    `json:"article"`
	Kind    Kind      `json:"kind"`
	Whose   Whose     `json:"whose"`
	Edition string    `json:"edition"` // of the rest-day table
	// Provisional: the end depends on days of a year whose table is not out.
	Provisional bool `json:"provisional,omitempty"`
}

// Option changes how [Book.Period] counts.
type Option func(*options)

type options struct {
	length  int
	set     bool
	started calendar.Date
}

// Length gives the length fixed for the case at hand by a notice, an order or
// a judgment, in the rule's unit. Only rules with Set allow it, within their
// bounds.
func Length(n int) Option {
	return func(o *options) { o.length, o.set = n, true }
}

// StartedOn gives the day on which the step began whose law governs, where it
// is not the day the period starts from.
func StartedOn(d calendar.Date) Option {
	return func(o *options) { o.started = d }
}

// LengthError is returned for a length that the rule does not allow.
type LengthError struct {
	Rule  RuleID
	Given int
	Want  string
}

// Error says what would be allowed.
func (e *LengthError) Error() string {
	return fmt.Sprintf("rule %s: length %d, want %s", e.Rule, e.Given, e.Want)
}

// RangeError is returned for an event that is unset or too far off to count
// from.
type RangeError struct {
	Rule RuleID
	From time.Time
}

// Error says what would be right.
func (e *RangeError) Error() string {
	if e.From.IsZero() {
		return fmt.Sprintf("rule %s: the event that starts it has no time", e.Rule)
	}
	return fmt.Sprintf("rule %s: starts %s, want a day from %d to %d", e.Rule, e.From.In(calendar.Zone).Format(time.DateOnly), minYear, maxYear)
}

// Years in which events may lie: every period then stays within what a Date
// can hold.
const (
	minYear = calendar.MinYear + 10
	maxYear = calendar.MaxYear - 10
)

// Period returns when the period of a rule ends if the event that starts it
// happens at from.
//
// Counting follows CPL 2023 art. 85 and its predecessors: the first day or
// hour is not counted; months and years end on the corresponding day or the
// month's last; a last day that is a rest day moves to the first working day
// after it. Which edition of the law governs is decided by the day of from, or
// by [StartedOn].
//
// Errors are *[UnknownRuleError], *[LengthError] and *[RangeError].
func (b *Book) Period(id RuleID, from time.Time, opts ...Option) (Deadline, error) {
	i, ok := ruleIndex[id]
	if !ok {
		return Deadline{}, unknownRule(id)
	}
	r := &rules[i]
	var o options
	if len(opts) > 0 { // apart, so that the common case does not allocate
		o = apply(opts)
	}
	if from.IsZero() {
		return Deadline{}, &RangeError{Rule: id, From: from}
	}
	day := calendar.Of(from)
	if y := day.Year(); y < minYear || y > maxYear {
		return Deadline{}, &RangeError{Rule: id, From: from}
	}
	governs := o.started
	if governs.IsZero() {
		governs = day
	}
	v := r.version(governs)
	n := b.length(i, v)
	if o.set {
		if err := r.allows(o.length); err != nil {
			return Deadline{}, err
		}
		n = o.length
	}
	last, due, provisional := b.end(r, from, day, n)
	return Deadline{
		Rule: id, From: from, Length: n, Unit: r.Unit, Last: last, Due: due,
		Article: v.cite, Kind: r.Kind, Whose: r.Whose,
		Edition: b.days.Edition(), Provisional: provisional,
	}, nil
}

func apply(opts []Option) (o options) {
	for _, opt := range opts {
		opt(&o)
	}
	return o
}

func (r *Rule) version(d calendar.Date) *Version {
	for i := range r.Versions {
		if v := &r.Versions[i]; v.To.IsZero() || !d.After(v.To) {
			return v
		}
	}
	return &r.Versions[len(r.Versions)-1]
}

func (b *Book) length(i int, v *Version) int {
	switch {
	case b.lengths[i] > 0:
		return b.lengths[i]
	case v.Length > 0:
		return v.Length
	}
	return rules[i].Length
}

// maxSet bounds a length with no bound of its own, so that a slip of the
// pen does not put a deadline into the next century.
var maxSet = map[Unit]int{Hours: 24 * 365, Days: 3650, Workdays: 2500, Months: 120, Years: 10}

func (r *Rule) allows(n int) error {
	if !r.Set {
		return &LengthError{Rule: r.ID, Given: n, Want: fmt.Sprintf("none: the rule fixes %d %s", r.Length, r.Unit)}
	}
	low, high := max(r.Min, 1), r.Max
	if high == 0 {
		high = maxSet[r.Unit]
	}
	if n < low || n > high {
		return &LengthError{Rule: r.ID, Given: n, Want: fmt.Sprintf("%d to %d %s", low, high, r.Unit)}
	}
	return nil
}

// end counts n units from the event.
func (b *Book) end(r *Rule, from time.Time, day calendar.Date, n int) (last calendar.Date, due time.Time, provisional bool) {
	if r.Unit == Hours {
		// The hour it starts in is not counted: the first counted hour is the
		// next on the clock.
		due = from.In(calendar.Zone).Truncate(time.Hour).Add(time.Duration(n+1) * time.Hour)
		return calendar.Of(due.Add(-1)), due, false
	}
	raw := b.count(r, day, n)
	last = raw
	if r.moves() {
		last = b.days.NextWorkday(raw)
		provisional = !b.days.Covers(raw) || !b.days.Covers(last)
	} else if r.Unit == Workdays {
		provisional = !b.days.Covers(day) || !b.days.Covers(raw)
	}
	return last, last.End(), provisional
}

// count gives the last day before any move off a rest day.
func (b *Book) count(r *Rule, day calendar.Date, n int) calendar.Date {
	if r.Direction == Before {
		n = -n
	}
	switch r.Unit {
	case Workdays:
		return b.days.AddWorkdays(day, n)
	case Months:
		return day.AddMonths(n)
	case Years:
		return day.AddYears(n)
	}
	return day.AddDays(n)
}

// moves reports whether a last day on a rest day moves to a working day.
func (r *Rule) moves() bool { return !r.Fixed && r.Direction == After && r.Unit != Workdays }

// ExtensionWindow returns the last days on which an extension of a trial limit
// may be asked for and on which it must be decided: fifteen and five days
// before the limit's last day (Trial Extension Provisions 2019 art. 1).
func (b *Book) ExtensionWindow(last calendar.Date) (requestBy, decideBy calendar.Date) {
	return last.AddDays(-15), last.AddDays(-5)
}
