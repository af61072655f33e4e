package workflows

import (
	"slices"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// Of a several obligation (按份之债) each debtor is enforced against for its own
// share, with the interest that its own delay brings, and let go once that is
// paid: the document gives no more against it. How a penalty for the whole is
// divided, and what an earlier enforcement brought, no text at hand says: by the
// shares, as the court's policy is.

// parts are what is enforced of an obligation: the share of each debtor where
// they owe severally, otherwise the obligation itself.
func (e *enforcementRun) parts(o casefile.ObligationView) []casefile.ObligationView {
	if !e.since(joinder) || o.Liability != casefile.Several || len(o.Debtors) < 2 || o.AmountFen == 0 {
		return []casefile.ObligationView{o}
	}
	var left int64
	for _, x := range o.Shares {
		left += max(x.AmountFen-o.PaidBy[x.Debtor], 0)
	}
	earlier := max(left-o.OutstandingFen, 0)
	out := make([]casefile.ObligationView, 0, len(o.Shares))
	penalty, besides := o.PenaltyFen, o.BesidesFen
	for i, x := range o.Shares {
		p := o
		p.Debtors, p.Shares = []string{x.Debtor}, []casefile.Share{x}
		p.AmountFen = x.AmountFen
		p.OutstandingFen = max(x.AmountFen-o.PaidBy[x.Debtor], 0)
		if left > 0 {
			less, _ := statute.Proportion(earlier, p.OutstandingFen, left)
			p.OutstandingFen -= less
		}
		if p.PenaltyFen, p.BesidesFen = penalty, besides; i < len(o.Shares)-1 { // the last has what does not divide
			p.PenaltyFen, _ = statute.Proportion(o.PenaltyFen, x.AmountFen, o.AmountFen)
			p.BesidesFen, _ = statute.Proportion(o.BesidesFen, x.AmountFen, o.AmountFen)
			penalty, besides = penalty-p.PenaltyFen, besides-p.BesidesFen
		}
		p.NextDueFen = min(o.NextDueFen, p.OutstandingFen)
		out = append(out, p)
	}
	return out
}

// allParts are the parts of all that is enforced.
func (e *enforcementRun) allParts() []casefile.ObligationView {
	var out []casefile.ObligationView
	for _, o := range e.Input.Obligations {
		out = append(out, e.parts(o)...)
	}
	return out
}

// isShare reports whether an obligation is one debtor's share of another.
func isShare(o casefile.ObligationView) bool {
	return o.Liability == casefile.Several && len(o.Debtors) == 1
}

// towards reports whether a payment pays an obligation, or a debtor's share of it.
func towards(o casefile.ObligationView, p casefile.Payment) bool {
	return p.Obligation == o.ID && (!isShare(o) || onBehalf(p) == o.Debtors[0])
}

// partOf is the obligation, or the share of it, that a payment pays.
func (e *enforcementRun) partOf(payment casefile.Payment) *casefile.ObligationView {
	o := e.obligation(payment.Obligation)
	if o == nil {
		return nil
	}
	for _, p := range e.parts(*o) {
		if towards(p, payment) {
			return &p
		}
	}
	return o
}

// overpaid is what came in for a debtor beyond its own share: it pays nobody
// else's, and goes back.
func (e *enforcementRun) overpaid(o casefile.ObligationView) int64 {
	if !isShare(o) {
		return 0
	}
	return e.beyond(o)
}

// beyond is what came in on an obligation beyond what was owed on it as of the
// last payment.
func (e *enforcementRun) beyond(o casefile.ObligationView) int64 {
	paid := e.paidOn(o)
	if paid == 0 {
		return 0
	}
	last := e.paidLastOn(calendar.Date{}, func(p casefile.Payment) bool { return towards(o, p) })
	return max(paid-o.OutstandingFen-agreedExtra(o)-delayed(e.interest(o, last)), 0)
}

// beyondShares is that of all debtors but one; "" leaves nobody out.
func (e *enforcementRun) beyondShares(but string) int64 {
	if !e.since(joinder) {
		return 0
	}
	var sum int64
	for _, o := range e.allParts() {
		if isShare(o) && o.Debtors[0] != but && !e.leftToBankruptcy(o) {
			sum += e.overpaid(o)
		}
	}
	return sum
}

// dueOfAll adds up what is due of the shares of an obligation.
func (e *enforcementRun) dueOfAll(o casefile.ObligationView, parts []casefile.ObligationView, on calendar.Date) casefile.DueView {
	v := casefile.DueView{Obligation: o.ID, On: on, ByDebtor: map[string]int64{}}
	for _, p := range parts {
		d := e.dueOn(p, on)
		v.PrincipalFen, v.PenaltyFen, v.InterestFen = v.PrincipalFen+d.PrincipalFen, v.PenaltyFen+d.PenaltyFen, v.InterestFen+d.InterestFen
		v.TotalFen, v.OverdueFen = v.TotalFen+d.TotalFen, v.OverdueFen+d.OverdueFen
		v.ByDebtor[p.Debtors[0]] = d.TotalFen
		v.Steps = append(v.Steps, d.Steps...)
	}
	return v
}

// owedBy is what one debtor can be asked for: all of what it owes jointly, its
// own share of the rest, and the costs.
func (e *enforcementRun) owedBy(debtor string, on calendar.Date) (total, interest int64) {
	all, _ := e.owed(on)
	all = max(all-e.forUs(), 0)
	for _, o := range e.allParts() {
		if slices.Contains(o.Debtors, debtor) && o.Subject != casefile.Act && !e.leftToBankruptcy(o) {
			d := e.dueOn(o, on)
			total, interest = total+d.TotalFen, interest+d.InterestFen
		}
	}
	if !slices.Contains(e.debtors(), debtor) {
		return min(e.answersUpTo(debtor, on), all), 0
	}
	total += e.answersUpTo(debtor, on)
	return e.withinEstate(debtor, min(total+e.costs(), all)), interest
}

// owes are the obligations that a debtor owes, of several ones its share, or that
// a guarantor answers for.
func (e *enforcementRun) owes(debtor string) []casefile.ObligationView {
	var out []casefile.ObligationView
	for _, o := range e.allParts() {
		if slices.Contains(o.Debtors, debtor) || e.answersFor(o, debtor) {
			out = append(out, o)
		}
	}
	return out
}

// checkPaidFor wants to know whose share of a several obligation somebody else
// pays: it frees that debtor and no other.
func (e *enforcementRun) checkPaidFor(o *casefile.ObligationView, form *casefile.PaymentForm) *casefile.Refusal {
	switch {
	case !e.since(joinder) || o.Liability != casefile.Several:
		return nil
	case form.For != "" && !slices.Contains(o.Debtors, form.For):
		return wrong("data.for", "只能代该项义务的债务人付款 for a debtor of the obligation", "%s", oneOf(o.Debtors))
	case form.For == "" && !slices.Contains(o.Debtors, form.Payer):
		return wrong("data.for", "按份之债应指明代谁付款 for which debtor of a several obligation", "%s", oneOf(o.Debtors))
	}
	return nil
}

// mayFreeze is how much more of a debtor's deposits may be frozen: what it can be
// asked for, less what is frozen of its own, and of those who owe it jointly what
// their own debts do not take.
func (e *enforcementRun) mayFreeze(owner string, on calendar.Date) int64 {
	left, _ := e.owedBy(owner, on)
	frozen := map[string]int64{}
	for _, h := range e.Holdings {
		if h.Kind == casefile.Deposit && e.stateOf(seizureTrack(h.Asset)) == lifecycle.Controlled {
			frozen[h.Owner] += h.AmountFen
		}
	}
	left -= frozen[owner]
	for _, d := range e.respondents() {
		if d == owner || frozen[d] == 0 {
			continue
		}
		var alone int64
		for _, o := range e.owes(d) {
			if !slices.Contains(o.Debtors, owner) && !e.answersFor(o, owner) {
				alone += e.dueOn(o, on).TotalFen
			}
		}
		left -= max(frozen[d]-alone, 0)
	}
	return max(left, 0)
}

// counted is what came in on an obligation, less what went beyond a share of it.
func (e *enforcementRun) counted(o casefile.ObligationView) int64 {
	var sum int64
	for _, p := range e.parts(o) {
		sum += e.paidOn(p) - e.overpaid(p)
	}
	return sum
}
