package workflows

import (
	"fmt"
	"slices"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/statute"
)

// principalLeft is what is unpaid of the debt itself.
func (d *duty) principalLeft() int64 {
	if d.Subject == casefile.Act {
		return 0
	}
	return max(d.AmountFen-d.PaidFen-d.EnforcedFen, 0)
}

// penaltyLeft is the agreed penalty that is owed and unpaid, as far as its
// amount is fixed: a yearly rate's is, once the debt itself is paid.
func (d *duty) penaltyLeft() int64 {
	if d.Defaulted.IsZero() {
		return 0
	}
	return max(d.PenaltyFen+d.AccruedFen-d.BesidesFen, 0)
}

// agreedLiability reports whether the document itself says what default costs:
// then no interest of delay runs beside it (民事调解规定第15条). That the rest
// falls due at once costs nothing, so it does not exclude interest.
func (d *duty) agreedLiability() bool { return agreedLiability(d.Obligation) }

func agreedLiability(o casefile.Obligation) bool {
	return o.PenaltyFen > 0 || o.PenaltyAnnualMillionths > 0 || o.WaivedFen > 0
}

// shareLeft is what a debtor still owes of a several obligation.
func (d *duty) shareLeft(debtor string) int64 {
	for _, s := range d.Shares {
		if s.Debtor == debtor {
			return max(s.AmountFen-d.PaidBy[debtor], 0)
		}
	}
	return 0
}

// owes reports whether a debtor still owes something of it.
func (d *duty) owes(debtor string) bool {
	if d.outstanding() == 0 {
		return false
	}
	return d.Liability != casefile.Several || d.shareLeft(debtor) > 0 || d.principalLeft() == 0
}

// owedBy is what one debtor can be asked for: the whole of a joint debt, the
// own share of a several one.
func (d *duty) owedBy(debtor string) int64 {
	if d.Liability == casefile.Several {
		return min(d.shareLeft(debtor), d.outstandingFen())
	}
	return d.outstandingFen()
}

// delay is what the interest of delay, or an agreed rate, is counted from on a
// day; ok is false while nothing is late.
func (d *duty) delay(on calendar.Date, came []statute.Payment) (in statute.InterestInput, ok bool) {
	if d.TermFrom.IsZero() || d.Subject == casefile.Act {
		return in, false
	}
	var first calendar.Date
	switch {
	case !d.Accelerated.IsZero() || len(d.Instalments) == 0:
		first = d.TermLast
		if !d.Accelerated.IsZero() {
			first = d.Accelerated
		}
		in.PrincipalFen, in.From = d.AmountFen, first
	default:
		for _, x := range d.Instalments {
			in.Instalments = append(in.Instalments, statute.Instalment{Due: lastDay(x.Due, d.TermFrom), Fen: x.AmountFen})
		}
		first = in.Instalments[0].Due
	}
	if first.IsZero() || !on.After(first) {
		return in, false
	}
	in.To, in.AgreedPenalty = on, d.agreedLiability()
	if d.PenaltyAnnualMillionths > 0 {
		in.General = &statute.GeneralInterest{AnnualMillionths: d.PenaltyAnnualMillionths, DaysInYear: 365}
	}
	for _, p := range came {
		if !p.Date.After(on) {
			in.Payments = append(in.Payments, p)
		}
	}
	if d.EnforcedFen > 0 && !d.EnforcedOn.After(on) {
		in.Payments = append(in.Payments, statute.Payment{Date: d.EnforcedOn, Fen: d.EnforcedFen})
	}
	return in, true
}

// came lists what was paid towards an obligation by a day, without what goes back.
func (c *caseRun) came(d *duty, on calendar.Date) []statute.Payment {
	var out []statute.Payment
	for _, p := range c.Payments {
		fen := p.AmountFen - p.ReturnedFen - p.ExcessFen
		if p.Obligation == d.ID && p.Reversed.IsZero() && fen > 0 && !p.On.After(on) {
			out = append(out, statute.Payment{Date: p.On, Fen: fen})
		}
	}
	return out
}

// added is what default has added to a debt by a day: the agreed penalty, or
// where none is agreed the doubled part of the interest of delay.
func (c *caseRun) added(d *duty, came []statute.Payment, on calendar.Date) int64 {
	var sum int64
	if !d.Defaulted.IsZero() {
		sum = d.PenaltyFen
	}
	on = c.bearsUntil(d, on)
	in, late := c.delay(d, on, came)
	if !late {
		return sum
	}
	r, err := c.book.Interest(in)
	if err != nil { // a debt from before the interpretation of 2014
		c.log.Warn("interest of delay", "obligation", d.ID, "error", err.Error())
		return sum
	}
	return sum + r.DoubledFen + r.GeneralFen
}

// agreedRate is the penalty that an agreed rate has come to by a day.
func (c *caseRun) agreedRate(d *duty, came []statute.Payment, on calendar.Date) int64 {
	in, late := c.delay(d, c.bearsUntil(d, on), came)
	if !late {
		return 0
	}
	r, err := c.book.Interest(in)
	if err != nil {
		return 0
	}
	return r.GeneralFen
}

// asOf is an obligation as it stands on a day if nothing more is paid: only
// what came by then counts, and what will have been missed by then has been.
func (c *caseRun) asOf(d *duty, on calendar.Date) *duty {
	x := *d
	x.PaidFen, x.BesidesFen, x.AccruedFen, x.PaidBy = 0, 0, 0, map[string]int64{}
	for _, p := range c.Payments {
		if p.Obligation == d.ID && p.Reversed.IsZero() && !p.On.After(on) {
			fen := p.AmountFen - p.ReturnedFen - p.ExcessFen - p.BesidesFen
			x.PaidFen += fen
			x.BesidesFen += p.BesidesFen
			x.PaidBy[onBehalf(p)] += fen
		}
	}
	if !d.EnforcedOn.IsZero() && d.EnforcedOn.After(on) {
		x.EnforcedFen = 0
	}
	if x.PerformedOn.After(on) {
		x.PerformedOn = calendar.Date{}
	}
	if x.ActOn.After(on) {
		x.ActOn = calendar.Date{}
	}
	if x.Broken != nil && !on.After(x.BrokenOn) { // while the plan was kept
		x.setTerms(x.Broken)
	}
	if !x.Defaulted.IsZero() && !on.After(x.Defaulted) { // before it
		x.Instalments = slices.Clone(x.Instalments)
		x.unrestore()
		x.Defaulted, x.Accelerated = calendar.Date{}, calendar.Date{}
	}
	if last, _ := x.next(); c.since(reform) && x.Defaulted.IsZero() && !x.TermFrom.IsZero() && x.overdue(on) {
		x.Defaulted = last
		x.restore()
		if x.Accelerates && x.Accelerated.IsZero() && len(x.Instalments) > 0 {
			x.Accelerated = last
		}
	}
	if last, _ := x.next(); x.Document != nil && x.overdue(on) {
		x.revive(last)
	}
	return &x
}

// onBehalf is under whose name a payment is shown.
func onBehalf(p casefile.Payment) string { return or(or(p.For, p.Payer), "outsider") }

// overdueFen is what is due and unpaid on a day.
func (d *duty) overdueFen(on calendar.Date) int64 {
	left := d.principalLeft()
	if d.TermFrom.IsZero() {
		return 0
	}
	if d.Accelerated.IsZero() && len(d.Instalments) > 0 {
		for _, in := range d.Instalments {
			if !on.After(lastDay(in.Due, d.TermFrom)) {
				left -= in.AmountFen
			}
		}
		return max(left, 0)
	}
	if due := d.Accelerated; due.IsZero() && !on.After(d.TermLast) || !due.IsZero() && !on.After(due) {
		return 0
	}
	return left
}

// dueOn says what is owed on an obligation on a day, with the interest
// explained step by step.
func (c *caseRun) dueOn(d *duty, on calendar.Date) casefile.DueView {
	x := c.asOf(d, on)
	v := casefile.DueView{Obligation: d.ID, On: on, PrincipalFen: x.outstandingFen(), OverdueFen: x.overdueFen(on)}
	if !x.PerformedOn.IsZero() {
		v.OverdueFen = 0
	}
	if !x.Defaulted.IsZero() {
		v.PenaltyFen = x.PenaltyFen
	}
	till := on
	if stop := c.interestStops(d); c.since(reform) && !stop.IsZero() && till.After(stop) {
		till = stop // claimed in the bankruptcy, it bears no more interest (企业破产法第46条)
	}
	in, late := c.delay(x, till, c.came(d, till))
	if late {
		r, err := c.book.Interest(in)
		switch {
		case err != nil:
			v.Steps = append(v.Steps, statute.Step{Date: on.String(), Reason: "迟延履行利息无法计算 / interest cannot be counted: " + err.Error()})
		default:
			v.PenaltyFen += r.GeneralFen
			v.InterestFen = r.DoubledFen
			v.Steps = append(rateSteps(x, r), r.Steps...)
		}
	}
	// What was paid beside the debt went to the one that there is of the two.
	paid := x.BesidesFen
	take := min(paid, v.PenaltyFen)
	v.PenaltyFen, paid = v.PenaltyFen-take, paid-take
	v.InterestFen = max(v.InterestFen-paid, 0)
	if x.RestoredFen > 0 {
		v.Steps = append([]statute.Step{{Date: x.Defaulted.String(), Amount: yuanOnly(x.RestoredFen), Reason: "减免部分因违约恢复 / what was waived is owed again", Article: "民事调解规定第8、15条"}}, v.Steps...)
	}
	if !x.PerformedOn.IsZero() { // late perhaps, and closed so: nothing more is asked for here
		v.PenaltyFen, v.InterestFen, v.Steps = 0, 0, nil
	}
	v.TotalFen = v.PrincipalFen + v.PenaltyFen + v.InterestFen
	if len(d.Debtors) > 1 {
		v.ByDebtor = map[string]int64{}
		for _, p := range d.Debtors {
			v.ByDebtor[p] = c.bankruptOwes(d, p, v)
			if d.Liability == casefile.Several {
				v.ByDebtor[p] = min(x.shareLeft(p), v.PrincipalFen)
			}
		}
	}
	return v
}

// rateSteps explains a penalty at an agreed rate.
func rateSteps(d *duty, r statute.InterestResult) []statute.Step {
	if d.PenaltyAnnualMillionths == 0 {
		return nil
	}
	var out []statute.Step
	for _, s := range r.Segments {
		if s.PrincipalFen > 0 {
			out = append(out, statute.Step{Date: s.To.String(), Amount: s.General, Article: "民事调解规定第8、15条",
				Reason: fmt.Sprintf("约定违约金：%s至%s，%s×年利率%s%%×%d日÷365 / agreed penalty on %s yuan for %d days",
					s.From, s.To, yuan(s.PrincipalFen), percent(d.PenaltyAnnualMillionths), s.Days, yuanOnly(s.PrincipalFen), s.Days)})
		}
	}
	return out
}

// percent prints millionths as a percentage: 150,000 is 15.0000.
func percent(millionths int64) string {
	return fmt.Sprintf("%d.%04d", millionths/10_000, millionths%10_000)
}

// yuanOnly prints fen as yuan without the unit.
func yuanOnly(fen int64) string { return fmt.Sprintf("%d.%02d", fen/100, fen%100) }

// dues is what is owed on every obligation on a day.
func (c *caseRun) dues(on calendar.Date) []casefile.DueView {
	out := make([]casefile.DueView, 0, len(c.Duties))
	for i := range c.Duties {
		out = append(out, c.dueOn(&c.Duties[i], on))
	}
	return out
}

// due answers the query of the same name; an empty day is today.
func (c *caseRun) due(day string, now time.Time) ([]casefile.DueView, error) {
	on := calendar.Of(now)
	if day != "" {
		var err error
		if on, err = calendar.Parse(day); err != nil {
			return nil, fmt.Errorf("what is due on %q: %w", day, err)
		}
	}
	return c.dues(on), nil
}

// dutyDetails fills what the mechanisms know of an obligation.
func (c *caseRun) dutyDetails(d *duty, v *casefile.ObligationView) {
	v.BesidesFen, v.PenaltyDueFen, v.Defaulted, v.RestoredFen, v.ReturnedFen = d.BesidesFen, d.penaltyLeft(), d.Defaulted, d.RestoredFen, d.ReturnedFen
	if len(d.Debtors) > 1 {
		v.PaidBy = d.PaidBy
	}
	v.Secured = c.securities(d)
	v.Contacts = len(d.Contacts)
	for _, k := range d.Contacts {
		v.Cause = or(k.Cause, v.Cause)
	}
}
