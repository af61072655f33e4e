package register_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// move is one way on from a state of the case.
type move struct {
	event  lifecycle.Event
	to     lifecycle.State
	reason string // why closed
}

// moves are the ways that a case of these tests may go.
var moves = map[lifecycle.State][]move{
	lifecycle.FilingReview:        {{lifecycle.Accept, lifecycle.AwaitingFee, ""}, {lifecycle.Accept, lifecycle.AwaitingFee, ""}, {lifecycle.RequireCorrection, lifecycle.AwaitingCorrection, ""}, {lifecycle.Accept, lifecycle.AwaitingFee, ""}, {lifecycle.RefuseFiling, lifecycle.Closed, "not_accepted"}},
	lifecycle.AwaitingCorrection:  {{lifecycle.Corrected, lifecycle.FilingReview, ""}, {lifecycle.CorrectionLapsed, lifecycle.Closed, "not_accepted"}},
	lifecycle.AwaitingFee:         {{lifecycle.FeePaid, lifecycle.Service, ""}, {lifecycle.FeePaid, lifecycle.Service, ""}, {lifecycle.FeePaid, lifecycle.Service, ""}, {lifecycle.FeePaid, lifecycle.Service, ""}, {lifecycle.FeeLapsed, lifecycle.Closed, "withdrawn"}},
	lifecycle.Service:             {{lifecycle.AllServed, lifecycle.Defence, ""}, {lifecycle.AllServed, lifecycle.Defence, ""}, {lifecycle.Mediate, lifecycle.InCourtPrompt, ""}, {lifecycle.Stay, lifecycle.Stayed, ""}},
	lifecycle.Defence:             {{lifecycle.DefenceClosed, lifecycle.Trial, ""}, {lifecycle.Mediate, lifecycle.InCourtPrompt, ""}},
	lifecycle.Stayed:              {{lifecycle.ResumeTrial, lifecycle.Trial, ""}, {lifecycle.TerminateSuit, lifecycle.Closed, "terminated"}, {lifecycle.TerminateSuit, lifecycle.Closed, "terminated"}},
	lifecycle.Trial:               {{lifecycle.Mediate, lifecycle.InCourtPrompt, ""}, {lifecycle.JudgeInCourt, lifecycle.InCourtPrompt, ""}, {lifecycle.JudgeLater, lifecycle.AwaitingEffect, ""}, {lifecycle.DismissSuit, lifecycle.AwaitingEffect, ""}, {lifecycle.Withdraw, lifecycle.Closed, "withdrawn"}, {lifecycle.Stay, lifecycle.Stayed, ""}},
	lifecycle.InCourtPrompt:       {{lifecycle.PerformedInCourt, lifecycle.Closed, "performed"}, {lifecycle.PromptAnswered, lifecycle.AwaitingEffect, ""}, {lifecycle.PromptUnanswered, lifecycle.AwaitingEffect, ""}},
	lifecycle.AwaitingEffect:      {{lifecycle.TakeEffect, lifecycle.InSupervision, ""}, {lifecycle.TakeEffect, lifecycle.InSupervision, ""}, {lifecycle.EffectPerformed, lifecycle.Closed, "performed"}, {lifecycle.EffectNothingDue, lifecycle.Closed, "no_performance_due"}, {lifecycle.Repudiate, lifecycle.Trial, ""}, {lifecycle.LodgeAppeal, lifecycle.Appeal, ""}, {lifecycle.EffectDismissed, lifecycle.Closed, "dismissed"}},
	lifecycle.Appeal:              {{lifecycle.AppealAffirmed, lifecycle.InSupervision, ""}, {lifecycle.AppealRemanded, lifecycle.Trial, ""}, {lifecycle.AppealRejected, lifecycle.Closed, "dismissed"}},
	lifecycle.InSupervision:       {{lifecycle.AllPerformed, lifecycle.Closed, "performed"}, {lifecycle.Defaulted, lifecycle.AwaitingEnforcement, ""}, {lifecycle.ApplyEnforcement, lifecycle.InEnforcement, ""}, {lifecycle.BankruptcySign, lifecycle.BankruptcyHandoff, ""}, {lifecycle.LodgeAppeal, lifecycle.Appeal, ""}, {lifecycle.EffectNothingDue, lifecycle.Closed, "no_performance_due"}},
	lifecycle.AwaitingEnforcement: {{lifecycle.ApplyEnforcement, lifecycle.InEnforcement, ""}, {lifecycle.TimeBarred, lifecycle.Closed, "time_barred"}, {lifecycle.AllPerformed, lifecycle.Closed, "performed"}},
	lifecycle.InEnforcement:       {{lifecycle.Enforced, lifecycle.Closed, "enforced"}, {lifecycle.EndedForNow, lifecycle.Dormant, ""}, {lifecycle.RestGoesOn, lifecycle.InSupervision, ""}, {lifecycle.BankruptcySign, lifecycle.BankruptcyHandoff, ""}},
	lifecycle.Dormant:             {{lifecycle.EnforcementBack, lifecycle.InEnforcement, ""}},
	lifecycle.BankruptcyHandoff:   {{lifecycle.HandoffAccepted, lifecycle.Closed, "bankruptcy"}, {lifecycle.BackToSupervision, lifecycle.InSupervision, ""}, {lifecycle.BackToEnforcement, lifecycle.InEnforcement, ""}},
}

// lives draws the records of some workflows of one court.
func lives(t *rapid.T, court string) [][]casefile.Record {
	n := rapid.IntRange(6, 20).Draw(t, "cases")
	var all [][]casefile.Record
	for i := range n {
		// Evenly drawn: what rapid draws itself is mostly small, and short lives
		// never come to a second instance.
		luck := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "luck"), 1))
		key := fmt.Sprintf("%s-%d", strings.TrimPrefix(court, "测"), i)
		all = append(all, life(luck, court, key, "")...)
		// What was carved out of it: a judgment on a part, which came in with it and
		// has no limit of its own, or a severed suit, which came in by itself.
		switch luck.IntN(4) {
		case 0:
			all = append(all, life(luck, court, key+"-xianxing-1", pick(luck, []lifecycle.State{lifecycle.AwaitingEffect, lifecycle.InCourtPrompt}))...)
		case 1:
			all = append(all, life(luck, court, key+"-fenan-1", pick(luck, []lifecycle.State{lifecycle.Service, lifecycle.Defence, lifecycle.Trial}))...)
		}
	}
	return all
}

func pick[T any](luck *rand.Rand, from []T) T { return from[luck.IntN(len(from))] }

var divisions = []string{"民一庭", "民二庭", "执行局"}

// life draws a civil case, and what is linked to it; carved is where one begins
// that was carved out of another.
func life(luck *rand.Rand, court, key string, carved lifecycle.State) [][]casefile.Record {
	days := func(most int) int { return luck.IntN(most + 1) }
	filed := day("2024-01-01").AddDays(days(300))
	at := filed.Start().Add(time.Duration(pick(luck, []int{0, 9*60 + 30, 23*60 + 59})) * time.Minute)
	row := casefile.Row{Case: key, Court: court, Division: pick(luck, divisions), Judge: "J" + key, FiledOn: filed, Phase: lifecycle.FilingReview, PhaseSince: at, Updated: at}
	var recs []casefile.Record
	rec := casefile.Record{Key: key, Kind: casefile.KindCase}
	note := func(e casefile.Entry) { e.At = at; rec.Entries = append(rec.Entries, e) }
	var limit calendar.Date // of the trial
	var frozen calendar.Date
	flush := func() {
		rec.Seq = int64(len(recs) + 1)
		row.Updated = at
		row.Mechanisms = slices.Clone(row.Mechanisms)
		if m := days(12); m > 0 && !slices.Contains(row.Mechanisms, m) {
			row.Mechanisms = append(row.Mechanisms, m)
			slices.Sort(row.Mechanisms)
		}
		if days(6) == 0 {
			row.Division = pick(luck, divisions)
		}
		rec.Row = row
		if !limit.IsZero() {
			rec.Deadlines = append(rec.Deadlines, casefile.OpenDeadline{ID: "trial", Name: "简易程序审限", On: "judge", Frozen: frozen,
				Deadline: statute.Deadline{Rule: statute.SummaryTrial, Last: limit, Due: limit.End(), Kind: statute.Statutory, Article: "a"}})
		}
		if days(5) == 0 {
			rec.Deadlines = append(rec.Deadlines, casefile.OpenDeadline{ID: "t", Name: "目标", On: "clerk",
				Deadline: statute.Deadline{Last: day("2025-06-01"), Due: day("2025-06-01").AddDays(days(900)).End(), Kind: statute.Internal}})
		}
		if days(5) == 0 {
			rec.Row.Stuck = []casefile.StuckCause{{Reason: casefile.StuckHiddenOverrun, Since: at, On: "trial_management", Unstick: "审查 review", Article: "b"}}
		}
		recs = append(recs, rec)
		rec = casefile.Record{Key: key, Kind: casefile.KindCase}
	}
	switch {
	case carved == "":
		note(casefile.Entry{Event: "filed", To: lifecycle.FilingReview})
	case slices.Contains(beforeDecision, carved):
		row.Phase, row.AcceptedOn = carved, filed
		limit = filed.AddDays(20 + days(200))
		note(casefile.Entry{Event: lifecycle.Sever, To: carved})
	default:
		row.Phase, row.FiledOn = carved, calendar.Date{}
		note(casefile.Entry{Event: lifecycle.JudgePart, To: carved})
	}
	for range 3 + days(21) {
		if days(2) > 0 {
			flush()
		}
		ways := moves[row.Phase]
		if len(ways) == 0 {
			break
		}
		at = at.Add(time.Duration(days(45)) * 24 * time.Hour)
		switch days(9) {
		case 0:
			note(casefile.Entry{Event: lifecycle.PublishNotice, Track: "delivery/complaint/D1", From: lifecycle.ToServe, To: lifecycle.OnPublicNotice})
		case 1:
			note(casefile.Entry{Event: lifecycle.RulePreservation, Track: "preservation/A1", From: lifecycle.PreservationSought, To: lifecycle.PreservationRuled})
		case 2:
			note(casefile.Entry{Event: lifecycle.PublishNotice, To: row.Phase, Refused: "no"}) // counts for nothing
		case 3:
			if !limit.IsZero() && calendar.Of(at).After(limit) && frozen.IsZero() {
				note(casefile.Entry{Event: "alarm", Note: "简易程序审限已于" + limit.String() + "届满，通知院长（overdue）"})
			}
		}
		m := pick(luck, ways)
		note(casefile.Entry{Event: m.event, From: row.Phase, To: m.to})
		row.Phase, row.PhaseSince, row.Reason = m.to, at, m.reason
		switch {
		case m.event == lifecycle.Accept:
			row.AcceptedOn = calendar.Of(at)
			limit = row.AcceptedOn.AddDays(90 + days(200))
		case m.event == lifecycle.Stay:
			frozen = calendar.Of(at)
		case m.event == lifecycle.ResumeTrial:
			limit, frozen = limit.AddDays(calendar.Of(at).Sub(frozen)), calendar.Date{}
		case m.to == lifecycle.Trial && limit.IsZero():
			limit = calendar.Of(at).AddDays(days(100))
		case !slices.Contains(beforeDecision, m.to):
			limit, frozen = calendar.Date{}, calendar.Date{}
		}
		if m.to == lifecycle.Closed {
			row.ClosedOn = calendar.Of(at)
		}
	}
	flush()
	all := [][]casefile.Record{recs}
	if days(3) == 0 {
		all = append(all, linked(luck, key+"-zhengming-d1", casefile.KindCertificate, row, at, []lifecycle.State{lifecycle.Checking, lifecycle.AwaitingConfirmation, lifecycle.Deciding, lifecycle.Issued}))
	}
	if days(2) == 0 {
		zhi := linked(luck, key+"-zhi", casefile.KindEnforcement, row, at, []lifecycle.State{lifecycle.EnforcementReview, lifecycle.NoticeDue, lifecycle.Reporting, lifecycle.Measures, lifecycle.Concluded})
		for i := range zhi {
			zhi[i].Payments = []casefile.Payment{{ID: "p1", Payer: "D1", AmountFen: 100_00, On: calendar.Of(at)}, {ID: "p2", Payer: "D1", AmountFen: 1, On: calendar.Of(at).AddDays(100)}}
		}
		all = append(all, zhi)
		if days(1) == 0 {
			all = append(all, repaired(key, row, at.Add(time.Duration(days(200))*24*time.Hour)))
		}
	}
	return all
}

// linked draws a linked workflow that went some way along its states.
func linked(luck *rand.Rand, key string, kind casefile.Kind, row casefile.Row, at time.Time, states []lifecycle.State) []casefile.Record {
	row.FiledOn, row.AcceptedOn, row.ClosedOn, row.Reason, row.Mechanisms, row.Stuck = calendar.Of(at), calendar.Date{}, calendar.Date{}, "", nil, nil
	var recs []casefile.Record
	for i := range 1 + luck.IntN(len(states)) {
		row.Phase, row.PhaseSince, row.Updated = states[i], at, at
		recs = append(recs, casefile.Record{Key: key, Kind: kind, Seq: int64(i + 1), Row: row, Entries: []casefile.Entry{{At: at, Event: "on", To: states[i]}}})
		at = at.Add(time.Duration(luck.IntN(41)) * 24 * time.Hour)
	}
	return recs
}

// beforeDecision are the states in which a first instance is pending.
var beforeDecision = []lifecycle.State{lifecycle.AwaitingFee, lifecycle.Service, lifecycle.Defence, lifecycle.Trial, lifecycle.Stayed}

// recount answers the same questions the slow way: it walks each timeline as
// the register gives it and never looks at what figures count.
type recount struct {
	cases []counted
}

// counted is a workflow as the recount sees it.
type counted struct {
	register.Workflow
	steps   []walked
	entries []casefile.Entry
	records []casefile.Record // as they were written, for what the register replaces
	paid    []casefile.Payment
}

type walked struct {
	on       calendar.Date
	event    lifecycle.Event
	from, to lifecycle.State
	n        int // of the entry
}

func recounted(t require.TestingT, r *register.Register, all [][]casefile.Record) recount {
	var out recount
	for _, recs := range all {
		w, err := r.Find(ctx, recs[0].Key)
		require.NoError(t, err)
		c := counted{Workflow: w, records: recs}
		c.entries, err = r.Timeline(ctx, w.Key)
		require.NoError(t, err)
		_, c.paid, err = r.Money(ctx, w.Key)
		require.NoError(t, err)
		var at lifecycle.State
		for i, e := range c.entries {
			if e.Track == "" && e.Refused == "" && e.To != "" && e.To != at {
				c.steps = append(c.steps, walked{calendar.Of(e.At), e.Event, at, e.To, i})
				at = e.To
			}
		}
		out.cases = append(out.cases, c)
	}
	return out
}

func isPending(s lifecycle.State) bool { return slices.Contains(beforeDecision, s) }
func isFiling(s lifecycle.State) bool {
	return s == "" || s == lifecycle.FilingReview || s == lifecycle.AwaitingCorrection
}

// lastInstance are the steps since first instance was last opened.
func (c counted) lastInstance() []walked {
	for i := len(c.steps) - 1; i >= 0; i-- {
		if s := c.steps[i]; isPending(s.to) && !isPending(s.from) && !isFiling(s.from) {
			return c.steps[i:]
		}
	}
	return c.steps
}

// first is the first step of the last instance that holds, nil when none does.
func (c counted) first(holds func(walked) bool) *walked {
	for _, s := range c.lastInstance() {
		if holds(s) {
			return &s
		}
	}
	return nil
}

func (c counted) concluded() *walked {
	return c.first(func(s walked) bool { return isPending(s.from) && !isPending(s.to) && !isFiling(s.to) })
}

func (c counted) enforced() *walked {
	return c.first(func(s walked) bool {
		return s.to == lifecycle.InEnforcement && s.from != lifecycle.BankruptcyHandoff && s.from != lifecycle.Dormant
	})
}

func (c counted) closed(reason string) *walked {
	steps := c.lastInstance()
	if len(steps) == 0 || steps[len(steps)-1].to != lifecycle.Closed || c.Row.Reason != reason {
		return nil
	}
	return &steps[len(steps)-1]
}

// payable is the last time that a document with something to perform took effect.
func (c counted) payable() *walked {
	if c.closed("no_performance_due") != nil {
		return nil
	}
	var found *walked
	for _, s := range c.lastInstance() {
		undecided := s.from == lifecycle.InCourtPrompt || s.from == lifecycle.AwaitingEffect || s.from == lifecycle.Appeal
		switch {
		case undecided && (s.to == lifecycle.InSupervision || s.to == lifecycle.Closed && c.Row.Reason == "performed"):
			found = &s
		case s.from == lifecycle.InSupervision && s.to == lifecycle.Appeal:
			found = nil
		}
	}
	return found
}

// voluntarily is when everything was performed without enforcement.
func (c counted) voluntarily() *walked {
	if c.enforced() != nil {
		return nil
	}
	return c.closed("performed")
}

func (c counted) happened(event lifecycle.Event) bool {
	return slices.ContainsFunc(c.entries, func(e casefile.Entry) bool { return e.Event == event && e.Refused == "" })
}

// inTime judges the conclusion by the limit of the last record before it.
func (c counted) inTime() bool {
	at := c.concluded()
	entries, last := 0, (*casefile.OpenDeadline)(nil)
	for _, rec := range c.records {
		if entries += len(rec.Entries); entries > at.n {
			break
		}
		for i := range rec.Deadlines {
			if rec.Deadlines[i].ID == "trial" {
				last = &rec.Deadlines[i]
			}
		}
	}
	if last == nil {
		for _, e := range c.entries[c.lastInstance()[0].n:at.n] {
			if e.Event == "alarm" {
				return false
			}
		}
		return true
	}
	on := at.on
	if !last.Frozen.IsZero() && last.Frozen.Before(on) {
		on = last.Frozen
	}
	return on.Compare(last.Deadline.Last) <= 0
}

// tallied is what one question comes to.
type tallied struct {
	above, below int64
	days         []int64
	keys         []string
}

func (x *tallied) add(key string, above bool) {
	x.below++
	if above {
		x.above++
	}
	x.keys = append(x.keys, key)
}

// figure answers one figure for one place and period.
func (rc recount) figure(id string, from, to calendar.Date, division string) tallied {
	var x tallied
	within := func(s *walked) bool { return s != nil && !s.on.Before(from) && !s.on.After(to) }
	for _, c := range rc.cases {
		if division != "" && c.Row.Division != division {
			continue
		}
		civil := c.Kind == casefile.KindCase
		filed := walked{on: c.Row.FiledOn}
		if s, ok := strings.CutPrefix(id, "enforcement-days-"); ok && c.Kind == casefile.KindEnforcement {
			x.stays(c, s, within)
		} else if s, ok := strings.CutPrefix(id, "days-"); ok && civil {
			x.stays(c, s, within)
		} else if s, ok := strings.CutPrefix(id, "mechanism-"); ok {
			for _, rec := range c.records {
				if slices.ContainsFunc(rec.Row.Mechanisms, func(n int) bool { return fmt.Sprintf("%02d", n) == s }) {
					if within(&walked{on: calendar.Of(rec.Row.Updated)}) {
						x.add(c.Key, true)
					}
					break
				}
			}
		}
		switch id {
		case "enforcement-share":
			if (civil || c.Kind == casefile.KindEnforcement) && within(&filed) {
				x.add(c.Key, !civil)
			}
		case "certificates":
			if n := len(c.steps); c.Kind == casefile.KindCertificate && n > 0 && c.steps[n-1].to == lifecycle.Issued && within(&c.steps[n-1]) {
				x.add(c.Key, true)
			}
		case "repairs":
			if c.Kind == casefile.KindRepair && within(&walked{on: calendar.Of(c.entries[0].At)}) {
				x.add(c.Key, true)
			}
		case "repaired-money":
			for _, repair := range rc.cases {
				if c.Kind != casefile.KindEnforcement || repair.Kind != casefile.KindRepair || repair.Row.Case != c.Row.Case {
					continue
				}
				for _, p := range c.paid {
					if !p.On.Before(calendar.Of(repair.entries[0].At)) && within(&walked{on: p.On}) {
						x.above += p.AmountFen
						x.keys = append(x.keys, c.Key)
					}
				}
			}
		}
		if !civil {
			continue
		}
		mediated := c.first(func(s walked) bool { return s.event == lifecycle.Mediate && s.to == lifecycle.InCourtPrompt })
		inCourt := c.first(func(s walked) bool { return s.from == lifecycle.InCourtPrompt && s.to == lifecycle.Closed })
		switch id {
		case "voluntary-performance":
			if s := c.payable(); within(s) {
				x.add(c.Key, c.enforced() == nil)
			}
		case "voluntary-performance-settled", "voluntary-to-first-enforcement":
			if s := c.voluntarily(); within(s) {
				x.add(c.Key, true)
			} else if s := c.enforced(); within(s) {
				x.add(c.Key, false)
			}
		case "mediation-performance":
			if within(mediated) {
				x.add(c.Key, c.enforced() == nil)
			}
		case "in-court-performance":
			if within(mediated) {
				x.add(c.Key, inCourt != nil)
			}
		case "in-court-performance-prompted":
			if within(c.first(func(s walked) bool { return s.to == lifecycle.InCourtPrompt })) {
				x.add(c.Key, inCourt != nil)
			}
		case "public-notice":
			if within(&filed) {
				x.add(c.Key, c.happened(lifecycle.PublishNotice))
			}
		case "preservation":
			if within(&filed) {
				x.add(c.Key, c.happened(lifecycle.RulePreservation))
			}
		case "on-time-closing":
			if s := c.concluded(); within(s) && !c.Row.AcceptedOn.IsZero() {
				x.add(c.Key, c.inTime())
			}
		case "bankruptcy-handoffs":
			for _, s := range c.steps { // of any instance
				if s.to == lifecycle.BankruptcyHandoff {
					if within(&s) {
						x.add(c.Key, true)
					}
					break
				}
			}
		case "over-twelve-months":
			accepted, done := c.Row.AcceptedOn, c.concluded()
			if accepted.IsZero() || accepted.After(to) || done != nil && done.on.Before(from) {
				continue
			}
			x.add(c.Key, to.After(accepted.AddMonths(12)) && (done == nil || done.on.After(to)) && (done == nil || done.on.After(accepted.AddMonths(12).AddDays(1))))
		}
	}
	sort.Strings(x.keys)
	return x
}

func (x *tallied) stays(c counted, phase string, within func(*walked) bool) {
	for i, s := range c.steps {
		if i > 0 && string(s.from) == phase && within(&s) {
			d := int64(s.on.Sub(c.steps[i-1].on))
			x.days = append(x.days, d)
			x.above += d
			x.below++
			x.keys = append(x.keys, c.Key)
		}
	}
}

// value is the figure's value by hand, and whether there is one.
func (x tallied) value(f register.Figure) (float64, bool) {
	switch {
	case f.Unit == register.CourtDays:
		if len(x.days) == 0 {
			return 0, false
		}
		slices.Sort(x.days)
		n := len(x.days)
		return (float64(x.days[(n-1)/2]) + float64(x.days[n/2])) / 2, true
	case f.Denominator == "":
		return float64(x.above), true
	case f.Unit == register.Ratio:
		if x.below == x.above {
			return 0, false
		}
		return float64(x.above) / float64(x.below-x.above), true
	case x.below == 0:
		return 0, false
	}
	return 100 * float64(x.above) / float64(x.below), true
}

func (x tallied) agrees(t require.TestingT, f register.Figure, m register.Measured, what string) {
	want, ok := x.value(f)
	require.Equal(t, x.above, m.Numerator, what)
	require.Equal(t, ok, m.Value != nil, what)
	if ok {
		require.InDelta(t, want, *m.Value, 1e-9, what)
	}
	switch {
	case f.Denominator == "":
		require.Zero(t, m.Denominator, what)
	case f.Unit == register.Ratio:
		require.Equal(t, x.below-x.above, m.Denominator, what)
	default:
		require.Equal(t, x.below, m.Denominator, what)
	}
}

// Whatever the register went through, every figure, its points, its divisions
// and the cases behind it are what a recount of the timelines comes to, and the
// board is what the rows and periods say.
func TestFiguresAgreeWithARecountOfTheTimelines(t *testing.T) {
	registertest.Each(t, func(tb *testing.T, dsn string) {
		r := registertest.Open(tb, dsn)
		court := 1000
		rapid.Check(tb, func(t *rapid.T) {
			court++ // a court of its own in the same register
			place := fmt.Sprintf("测%d", court)
			all := lives(t, place)
			all = slices.DeleteFunc(all, func(recs []casefile.Record) bool {
				return !register.Knows(recs[0].Kind)
			})
			written := slices.Concat(all...)
			register.Load(tb, r, len(written), func(i int) casefile.Record { return written[i] })
			rc := recounted(t, r, all)
			// The period begins on a day on which something happened, where one is.
			from := day("2024-01-01").AddDays(rapid.IntRange(0, 500).Draw(t, "from"))
			if c := rc.cases[rapid.IntRange(0, len(rc.cases)-1).Draw(t, "case")]; len(c.steps) > 0 {
				from = c.steps[rapid.IntRange(0, len(c.steps)-1).Draw(t, "step")].on
			}
			q := register.FigureQuery{From: from, To: from.AddDays(rapid.IntRange(0, 900).Draw(t, "length")), Court: place, By: rapid.SampledFrom([]register.Step{register.ByMonth, register.ByQuarter}).Draw(t, "by")}
			for _, f := range register.Figures() {
				q.ID = f.ID
				got, err := r.Figure(ctx, q)
				require.NoError(t, err)
				rc.figure(f.ID, q.From, q.To, "").agrees(t, f, got.Measured, f.ID)
				for _, p := range got.Trend {
					rc.figure(f.ID, p.From, p.To, "").agrees(t, f, p.Measured, f.ID+" "+p.From.String())
				}
				named := map[string]bool{}
				for _, d := range got.Divisions {
					named[d.Division] = true
					rc.figure(f.ID, q.From, q.To, d.Division).agrees(t, f, d.Measured, f.ID+" "+d.Division)
				}
				for _, d := range divisions {
					x := rc.figure(f.ID, q.From, q.To, d)
					require.Equal(t, x.below > 0 || x.above > 0, named[d], f.ID+" "+d)
				}
				rc.casesBehind(t, r, q)
			}
			rc.board(t, r, place)
		})
	})
}

// casesBehind compares the drill-down, turned page by page.
func (rc recount) casesBehind(t *rapid.T, r *register.Register, q register.FigureQuery) {
	x := rc.figure(q.ID, q.From, q.To, "")
	keys, above := []string(nil), int64(0)
	ask := register.FigureCasesQuery{FigureQuery: q, Limit: 15}
	for {
		page, err := r.FigureCases(ctx, ask)
		require.NoError(t, err)
		for _, c := range page.Cases {
			keys = append(keys, c.Key)
			if c.Counted {
				above++
			}
		}
		if ask.Cursor = page.Next; ask.Cursor == "" {
			break
		}
	}
	sort.Strings(keys)
	require.Equal(t, x.keys, keys, q.ID)
	f, _ := register.FindFigure(q.ID)
	if f.Unit == register.Percent || f.Unit == register.Ratio {
		require.Equal(t, x.above, above, q.ID)
	}
}

// board compares the stuck board with what rows and periods say, read one by one.
func (rc recount) board(t *rapid.T, r *register.Register, court string) {
	moment := day("2026-06-01").Start()
	type said struct {
		key    string
		reason casefile.StuckReason
		since  time.Time
	}
	want := map[said]bool{}
	first := map[string]time.Time{}
	byReason := map[string]map[string]bool{}
	rows := map[string]casefile.Row{}
	note := func(key string, reason casefile.StuckReason, since time.Time) {
		want[said{key, reason, since.UTC()}] = true
		if f, ok := first[key]; !ok || since.Before(f) {
			first[key] = since
		}
		if byReason[string(reason)] == nil {
			byReason[string(reason)] = map[string]bool{}
		}
		byReason[string(reason)][key] = true
	}
	for _, c := range rc.cases {
		if !c.Open {
			continue
		}
		rows[c.Key] = c.Row
		for _, s := range c.Row.Stuck {
			note(c.Key, s.Reason, s.Since)
		}
		open, err := r.Deadlines(ctx, c.Key)
		require.NoError(t, err)
		for _, d := range open {
			if d.Frozen.IsZero() && d.Deadline.Due.Before(moment) {
				reason := casefile.StuckPastTarget
				if d.Deadline.Kind == statute.Statutory {
					reason = casefile.StuckOverdue
				}
				note(c.Key, reason, d.Deadline.Due)
			}
		}
	}
	byAlert, byPhase, byDivision := map[string]int{}, map[string]int{}, map[[2]string]int{}
	for key := range first {
		byAlert[string(rows[key].Alert)]++
		byPhase[string(rows[key].Phase)]++
		byDivision[[2]string{rows[key].Court, rows[key].Division}]++
	}
	for reason, keys := range byReason {
		// One reason alone shows the cases that have it, with all their causes.
		b, err := r.Board(ctx, moment, register.BoardFilter{StuckFilter: register.StuckFilter{Filter: register.Filter{Court: court, Limit: 1000}, Reason: casefile.StuckReason(reason)}})
		require.NoError(t, err)
		require.Equal(t, len(keys), b.Total, reason)
		for _, c := range b.Cases {
			require.True(t, keys[c.Key], "%s is not stuck for %s", c.Key, reason)
			for _, cause := range c.Causes {
				require.True(t, want[said{c.Key, cause.Reason, cause.Since}])
			}
		}
	}
	got := map[said]bool{}
	var order []time.Time
	f := register.BoardFilter{StuckFilter: register.StuckFilter{Filter: register.Filter{Court: court, Limit: 2}}}
	for {
		b, err := r.Board(ctx, moment, f)
		require.NoError(t, err)
		require.Equal(t, len(first), b.Total)
		require.Equal(t, byAlert, b.ByAlert)
		require.Equal(t, byPhase, b.ByPhase)
		require.Len(t, b.ByDivision, len(byDivision))
		for _, d := range b.ByDivision {
			require.Equal(t, byDivision[[2]string{d.Court, d.Division}], d.Cases)
		}
		require.Len(t, b.ByReason, len(byReason))
		for reason, keys := range byReason {
			require.Equal(t, len(keys), b.ByReason[reason], reason)
		}
		for _, c := range b.Cases {
			order = append(order, first[c.Key])
			for _, cause := range c.Causes {
				got[said{c.Key, cause.Reason, cause.Since}] = true
			}
		}
		if f.Cursor = b.Next; f.Cursor == "" {
			break
		}
	}
	require.Equal(t, want, got)
	require.Len(t, order, len(first), "each case on one page")
	require.True(t, slices.IsSortedFunc(order, time.Time.Compare), "the longest stuck first")
}

// repaired is a granted credit repair.
func repaired(key string, row casefile.Row, at time.Time) []casefile.Record {
	row.Phase, row.PhaseSince, row.Updated, row.Mechanisms, row.Stuck, row.Reason = "repair_standing", at, at, nil, nil, ""
	row.FiledOn, row.AcceptedOn, row.ClosedOn = calendar.Of(at), calendar.Date{}, calendar.Date{}
	return []casefile.Record{{Key: key + "-xiufu-d1", Kind: casefile.KindRepair, Seq: 1, Row: row, Entries: []casefile.Entry{{At: at, Event: "approve_repair", To: "repair_standing"}}}}
}
