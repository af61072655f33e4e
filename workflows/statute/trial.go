package statute

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"luxing/workflows/calendar"
)

// Exclusion is time that does not count in a trial or enforcement limit. The
// day it begins is counted, the day it ends is not, as with every period: an
// appraisal from 1 to 20 March takes out 19 days.
type Exclusion struct {
	ID       string        `json:"id"`
	Ground   GroundID      `json:"ground"`
	From     calendar.Date `json:"from"`
	To       calendar.Date `json:"to,omitzero"` // unset: still running
	Approver string        `json:"approver,omitempty"`
	Proof    string        `json:"proof,omitempty"`
}

// Extension is a decision to lengthen a limit. It counts from the day it is
// approved; one not approved counts nothing.
type Extension struct {
	Rule      RuleID        `json:"rule"`
	Requested calendar.Date `json:"requested,omitzero"`
	Approved  calendar.Date `json:"approved,omitzero"`
	Approver  string        `json:"approver,omitempty"`
	Months    int           `json:"months,omitempty"` // 0: the rule's length
}

// TrialInput is what a stoppable limit is counted from. After a conversion to
// ordinary procedure Rule is the new procedure's and Filed still the original
// filing (Trial Limit Provisions 2000 art. 8; CPL Interpretation 2022 art. 258).
type TrialInput struct {
	Rule       RuleID        `json:"rule"`
	Filed      calendar.Date `json:"filed"`
	Exclusions []Exclusion   `json:"exclusions,omitempty"`
	Extensions []Extension   `json:"extensions,omitempty"`
	// BoundStops keeps the clock still on the very day on which the longest
	// length of an open exclusion ends. That was a mistake of the first release
	// (the day an exclusion ends is counted); cases begun under it keep it, so
	// that their histories replay.
	BoundStops bool `json:"boundStops,omitempty"`
}

// TrialClock is a limit as it stands on a day.
type TrialClock struct {
	Deadline Deadline `json:"deadline"` // with exclusions and extensions
	// BaseLast is the last day with neither.
	BaseLast calendar.Date `json:"base_last"`
	// ExcludedDays are taken out of the count, overlaps once.
	ExcludedDays int `json:"excluded_days"`
	// ElapsedDays have been counted up to the day asked for;
	// RealElapsedDays have passed since filing.
	ElapsedDays     int `json:"elapsed_days"`
	RealElapsedDays int `json:"real_elapsed_days"`
	// LeftDays until the last day; negative when overdue.
	LeftDays int `json:"left_days"`
	// Running is false on a day that is excluded. Where the exclusion has no
	// end yet, the deadline is what it would be if it ended on that day.
	Running bool `json:"running"`
	Overdue bool `json:"overdue"`
	// HiddenOverrun (隐性超审限): the limit would be over without the exclusions,
	// though formally it is not.
	HiddenOverrun bool `json:"hidden_overrun"`
}

// TrialError names what is wrong in a [TrialInput].
type TrialError struct {
	Field string // as exclusions[2].ground
	Rule  string // what is wrong
	Want  string // what would be right
}

// Error joins the three.
func (e *TrialError) Error() string {
	return e.Field + ": " + e.Rule + ", want " + e.Want
}

// stoppable lists the limits that can be stopped, with the extensions each
// may have.
var stoppable = map[RuleID]struct {
	clock      Clock
	extensions []RuleID
}{
	OrdinaryTrial:          {TrialLimit, []RuleID{OrdinaryTrialExtension, OrdinaryTrialFurther}},
	SummaryTrial:           {TrialLimit, []RuleID{SummaryTrialExtension}},
	SmallClaimsTrial:       {TrialLimit, []RuleID{SmallClaimsTrialExtension}},
	SecondInstanceJudgment: {TrialLimit, []RuleID{SecondInstanceExtension}},
	SecondInstanceRuling:   {TrialLimit, nil},
	"retrial-review":       {TrialLimit, nil},
	EnforcementConclusion:  {EnforcementLimit, []RuleID{EnforcementExtension, EnforcementFurther}},
}

// leftBehind reports whether an extension belongs to a procedure that the case
// has since been converted from: it stays on the record and counts nothing,
// for the new limit runs from the original filing.
func leftBehind(rule, extension RuleID) bool {
	return rule == OrdinaryTrial && (extension == SummaryTrialExtension || extension == SmallClaimsTrialExtension) ||
		rule == SummaryTrial && extension == SmallClaimsTrialExtension
}

// Stoppable reports whether a rule's limit is one for [Book.Trial].
func Stoppable(id RuleID) bool { _, ok := stoppable[id]; return ok }

// Trial returns how a stoppable limit stands on the day asOf.
//
// Months run from filing to the corresponding day; every excluded day then
// moves the end by one. Exclusions that overlap are counted once. What begins,
// or is approved, after the limit is over does not revive it. A limit long
// over is no error: it is shown as overdue.
//
// Errors are *[UnknownRuleError], *[RangeError] and *[TrialError], joined when
// there are several.
func (b *Book) Trial(in TrialInput, asOf calendar.Date) (TrialClock, error) {
	c, _, err := b.trial(in, asOf, false)
	return c, err
}

// ExplainTrial shows how [Book.Trial] arrived at the limit's last day. Folding
// the amounts over the first date gives the last.
func (b *Book) ExplainTrial(in TrialInput, asOf calendar.Date) ([]Step, error) {
	_, steps, err := b.trial(in, asOf, true)
	return steps, err
}

// event is an exclusion or an extension in the order of time.
type event struct {
	on        calendar.Date
	exclusion *Exclusion
	extension *Extension
	ground    *Ground
}

func (b *Book) trial(in TrialInput, asOf calendar.Date, explain bool) (TrialClock, []Step, error) {
	i, ok := ruleIndex[in.Rule]
	if !ok {
		return TrialClock{}, nil, unknownRule(in.Rule)
	}
	r := &rules[i]
	if err := check(in, asOf); err != nil {
		return TrialClock{}, nil, err
	}
	base, err := b.Period(in.Rule, in.Filed.Start())
	if err != nil {
		return TrialClock{}, nil, err
	}

	l := limit{b: b, rule: r, filed: in.Filed, length: base.Length, asOf: asOf, article: base.Article, boundStops: in.BoundStops}
	if explain {
		l.begin()
	}
	for _, e := range events(in, asOf) {
		l.apply(e)
	}
	raw := l.raw()
	last := b.days.NextWorkday(raw)

	d := base
	d.Length, d.Last, d.Due = l.length, last, last.End()
	d.Provisional = !b.days.Covers(raw) || !b.days.Covers(last)
	c := TrialClock{
		Deadline: d, BaseLast: base.Last, ExcludedDays: l.excluded,
		RealElapsedDays: asOf.Sub(in.Filed), ElapsedDays: asOf.Sub(in.Filed) - l.excludedBy(asOf),
		LeftDays: last.Sub(asOf), Running: !l.stopped, Overdue: asOf.After(last),
	}
	bare := b.days.NextWorkday(b.count(r, in.Filed, l.length))
	c.HiddenOverrun = !c.Overdue && asOf.After(bare)
	if !explain {
		return c, nil, nil
	}
	l.steps, last = b.explainMove(l.steps, raw, counting[countingOn(in.Filed)].rest)
	return c, append(l.steps, b.standing(c, last, asOf)), nil
}

// check reports everything wrong with in at once.
func check(in TrialInput, asOf calendar.Date) error {
	var errs []error
	bad := func(field, rule, want string) { errs = append(errs, &TrialError{field, rule, want}) }
	kind, ok := stoppable[in.Rule]
	if !ok {
		bad("rule", "the limit of "+string(in.Rule)+" cannot be stopped", "a trial or enforcement limit")
		return errors.Join(errs...)
	}
	if in.Filed.IsZero() {
		bad("filed", "is missing", "the day of filing")
	}
	if asOf.IsZero() {
		bad("as_of", "is missing", "a day")
	}
	for i, e := range in.Exclusions {
		f := "exclusions[" + strconv.Itoa(i) + "]"
		g := findGround(e.Ground)
		switch {
		case g == nil:
			bad(f+".ground", fmt.Sprintf("there is no ground %q", e.Ground), "one of Grounds")
		case !slices.Contains(g.Clocks, kind.clock):
			bad(f+".ground", fmt.Sprintf("%q does not stop the limit of %s", e.Ground, in.Rule), "a ground of the "+string(kind.clock)+" limit")
		}
		if e.From.IsZero() {
			bad(f+".from", "is missing", "the day it began")
		} else if !e.To.IsZero() && e.To.Before(e.From) {
			bad(f+".to", e.To.String()+" is before its beginning "+e.From.String(), "that day or a later one")
		}
	}
	for i, x := range in.Extensions {
		f := "extensions[" + strconv.Itoa(i) + "]"
		if leftBehind(in.Rule, x.Rule) {
			continue
		}
		if !slices.Contains(kind.extensions, x.Rule) {
			bad(f+".rule", fmt.Sprintf("%q does not extend %s", x.Rule, in.Rule), fmt.Sprintf("one of %v", kind.extensions))
			continue
		}
		if x.Months != 0 {
			if err := rules[ruleIndex[x.Rule]].allows(x.Months); err != nil {
				want := err.Error()
				if e := (*LengthError)(nil); errors.As(err, &e) {
					want = e.Want
				}
				bad(f+".months", "is "+strconv.Itoa(x.Months), want)
			}
		}
		for _, y := range in.Extensions[:i] {
			if y.Rule == x.Rule && !y.Approved.IsZero() && !x.Approved.IsZero() {
				bad(f+".rule", string(x.Rule)+" is there twice", "each extension once")
			}
		}
	}
	return errors.Join(errs...)
}

func findGround(id GroundID) *Ground {
	for i := range grounds {
		if grounds[i].ID == id {
			return &grounds[i]
		}
	}
	return nil
}

// events puts exclusions and approved extensions in the order of time.
func events(in TrialInput, asOf calendar.Date) []event {
	evs := make([]event, 0, len(in.Exclusions)+len(in.Extensions))
	for i := range in.Exclusions {
		e := &in.Exclusions[i]
		evs = append(evs, event{on: e.From, exclusion: e, ground: findGround(e.Ground)})
	}
	for i := range in.Extensions {
		x := &in.Extensions[i]
		if !x.Approved.IsZero() {
			evs = append(evs, event{on: x.Approved, extension: x})
		}
	}
	slices.SortStableFunc(evs, func(a, b event) int {
		if c := a.on.Compare(b.on); c != 0 {
			return c
		}
		// On one day an extension comes first; exclusions by their ends and IDs,
		// so that the order they were entered in does not matter.
		switch {
		case a.extension != nil && b.extension != nil:
			return cmp.Compare(a.extension.Rule, b.extension.Rule)
		case a.extension != nil:
			return -1
		case b.extension != nil:
			return 1
		}
		if c := a.exclusion.To.Compare(b.exclusion.To); c != 0 {
			return c
		}
		return cmp.Compare(a.exclusion.ID, b.exclusion.ID)
	})
	return evs
}

// limit is the state of the count.
type limit struct {
	b       *Book
	rule    *Rule
	filed   calendar.Date
	length  int // in the rule's unit, with extensions
	asOf    calendar.Date
	article string

	excluded int
	covered  calendar.Date // last day already taken out
	taken    []span        // what was taken out
	stopped  bool          // on the day asked for

	boundStops bool
	steps      []Step
	explain    bool
}

type span struct{ after, through calendar.Date }

func (l *limit) raw() calendar.Date {
	return l.b.count(l.rule, l.filed, l.length).AddDays(l.excluded)
}

func (l *limit) apply(e event) {
	if e.on.After(l.b.days.NextWorkday(l.raw())) {
		l.late(e)
		return
	}
	if x := e.extension; x != nil {
		if leftBehind(l.rule.ID, x.Rule) {
			l.step(l.raw(), "+0 days", e.on.String()+"批准延长原程序审限，已转换程序，不计 / granted in the procedure before conversion, not counted", cpli.cite("258/3"))
			return
		}
		n := x.Months
		r := &rules[ruleIndex[x.Rule]]
		v := r.version(l.filed)
		if n == 0 {
			if n = v.Length; n == 0 {
				n = r.Length
			}
		}
		before := l.raw()
		l.length += n
		l.step(l.raw(), "+"+strconv.Itoa(l.raw().Sub(before))+" days",
			"经"+orUnnamed(x.Approver)+"批准延长"+strconv.Itoa(n)+"个月 / extended by "+strconv.Itoa(n)+" months"+windowNote(x, l.b.days.NextWorkday(before)), v.cite)
		return
	}
	x := e.exclusion
	to := x.To
	if to.IsZero() {
		// Still running: as if it ended on the day asked for.
		to = later(x.From, l.asOf)
	}
	if bound := e.ground.limit(x.From); !bound.IsZero() && to.After(bound) {
		to = bound
	} else if x.To.IsZero() && !l.asOf.Before(x.From) && (l.boundStops || l.asOf != bound) {
		l.stopped = true
	}
	if !l.asOf.Before(x.From) && l.asOf.Before(to) {
		l.stopped = true
	}
	after := later(x.From, later(l.filed, l.covered))
	n := max(to.Sub(after), 0)
	if n > 0 {
		l.excluded += n
		l.taken = append(l.taken, span{after, to})
		l.covered = to
	}
	l.stepExclusion(e, to, n)
}

func later(a, b calendar.Date) calendar.Date {
	if b.After(a) {
		return b
	}
	return a
}

// limit returns the last day a ground can take out, unset without a bound.
func (g *Ground) limit(from calendar.Date) calendar.Date {
	switch {
	case g.MaxMonths > 0:
		return from.AddMonths(g.MaxMonths)
	case g.MaxDays > 0:
		return from.AddDays(g.MaxDays)
	}
	return calendar.Date{}
}

// excludedBy returns how many days were taken out up to a day.
func (l *limit) excludedBy(d calendar.Date) int {
	n := 0
	for _, s := range l.taken {
		end := s.through
		if end.After(d) {
			end = d
		}
		n += max(end.Sub(s.after), 0)
	}
	return n
}

func (l *limit) begin() {
	l.explain = true
	end := l.raw()
	l.steps = append(l.steps,
		Step{Date: l.filed.String(), Reason: "立案；从次日起算 / filing; counted from the next day", Article: trialLimits.cite("8")},
		Step{Date: end.String(), Amount: "+" + strconv.Itoa(l.length) + " " + string(l.rule.Unit),
			Reason: strconv.Itoa(l.length) + unitZH[l.rule.Unit] + "届满 / " + strconv.Itoa(l.length) + " " + string(l.rule.Unit) + " end", Article: l.article},
	)
}

func (l *limit) step(d calendar.Date, amount, reason, article string) {
	if l.explain {
		l.steps = append(l.steps, Step{Date: d.String(), Amount: amount, Reason: reason, Article: article})
	}
}

func (l *limit) stepExclusion(e event, to calendar.Date, n int) {
	if !l.explain {
		return
	}
	x, g := e.exclusion, e.ground
	span := x.From.String() + "至" + to.String()
	reason := g.Name + "，" + span + "，扣除" + strconv.Itoa(n) + "日 / " + g.NameEN + ", " + strconv.Itoa(n) + " days not counted"
	if x.To.IsZero() {
		reason += "; still running（尚未结束）"
	}
	if full := max(to.Sub(x.From), 0); n < full {
		reason += "; the other " + strconv.Itoa(full-n) + " were taken out already or lie before filing（重叠不重复扣除）"
	}
	l.step(l.raw(), "+"+strconv.Itoa(n)+" days", reason, g.Article)
}

// late notes what came after the limit was over.
func (l *limit) late(e event) {
	if !l.explain {
		return
	}
	reason := "晚于审限届满，不计 / after the limit was over, not counted"
	if e.extension != nil {
		l.step(l.raw(), "+0 days", e.on.String()+"批准延长，"+reason, trialLimits.cite("12"))
		return
	}
	l.step(l.raw(), "+0 days", e.ground.Name+"自"+e.on.String()+"起，"+reason, e.ground.Article)
}

// windowNote says when an extension missed the days it must be asked for and
// decided by.
func windowNote(x *Extension, last calendar.Date) string {
	askBy, decideBy := last.AddDays(-15), last.AddDays(-5)
	s := ""
	if !x.Requested.IsZero() && x.Requested.After(askBy) {
		s += "; requested " + x.Requested.String() + ", due by " + askBy.String() + "（申请迟延）"
	}
	if x.Approved.After(decideBy) {
		s += "; approved " + x.Approved.String() + ", due by " + decideBy.String() + "（批准迟延）"
	}
	return s
}

func orUnnamed(s string) string {
	if s == "" {
		return "院长"
	}
	return s
}

// standing is the closing step: where the clock stands.
func (b *Book) standing(c TrialClock, last calendar.Date, asOf calendar.Date) Step {
	s := Step{Date: last.String()}
	switch {
	case c.Overdue:
		s.Reason = fmt.Sprintf("至%s已超审限%d日 / overdue by %d days", asOf, -c.LeftDays, -c.LeftDays)
	case !c.Running:
		s.Reason = fmt.Sprintf("审限停止计算，尚余%d日 / the clock stands still, %d days left", c.LeftDays, c.LeftDays)
	default:
		s.Reason = fmt.Sprintf("至%s尚余%d日 / %d days left", asOf, c.LeftDays, c.LeftDays)
	}
	if c.HiddenOverrun {
		s.Reason += fmt.Sprintf("; 隐性超审限：立案已%d日，计入%d日 / hidden overrun: %d days since filing, %d counted", c.RealElapsedDays, c.ElapsedDays, c.RealElapsedDays, c.ElapsedDays)
	}
	return s
}
