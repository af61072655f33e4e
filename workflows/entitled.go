package workflows

import (
	"slices"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Whose the money is that is held: of the creditors as much as is owed, of the
// court what enforcement cost, of a bankrupt's administrator what the bankrupt
// brought, and the rest of whoever brought it (执行规定第34条). Nothing that is
// held is nobody's.

// creditorsMost is what creditors may still get together: of each obligation no
// more than is owed on it, for what one debtor pays too much pays nobody else's
// debt.
func (e *enforcementRun) creditorsMost(on calendar.Date) int64 {
	total, _ := e.owed(e.paidLast(on))
	got := e.releasedTo(func(to string) bool { return slices.Contains(e.everCreditors(), to) })
	if !e.since(joinder) {
		return total - e.costs() - got
	}
	got -= e.besides()
	most := total - e.costs() - got
	if e.sharing() { // plans say what is whose
		return min(most, max(e.held()-max(e.beyondShares("")-e.givenBack(), 0), 0))
	}
	var due int64
	for _, fen := range e.creditorsDue() {
		due += fen
	}
	return min(most, due)
}

// creditorMost is what one creditor may still get: of what came in on the
// obligations that are its own.
func (e *enforcementRun) creditorMost(creditor string, on calendar.Date) int64 {
	most := e.creditorsMost(on)
	if !e.since(joinder) || e.sharing() {
		return most
	}
	var due int64
	parts := e.allParts()
	for i, fen := range e.creditorsDue() {
		if parts[i].Creditor == creditor {
			due += fen
		}
	}
	return min(most, due)
}

// creditorsDue is what of the money that came in on each part of what is enforced
// is still its creditor's.
func (e *enforcementRun) creditorsDue() []int64 {
	var due []int64
	for _, o := range e.allParts() {
		here := e.leftOf(func(p casefile.Payment) bool { return towards(o, p) && !e.withheld(p.Payer) })
		fen := here
		if !e.leftToBankruptcy(o) {
			fen = e.paidOn(o) - e.beyond(o)
			for i, p := range e.Payments {
				if towards(o, p) {
					fen -= e.spentOf(i).ReleasedFen
				}
			}
		}
		due = append(due, max(min(fen, here), 0))
	}
	return due
}

// courtsMost is what the court may still take: what enforcement cost, and the fee
// of what is left when creditors have theirs.
func (e *enforcementRun) courtsMost(on calendar.Date) int64 {
	costs := e.costs() - e.courtGot()
	if !e.since(joinder) {
		return costs
	}
	costs = max(costs, 0)
	rest := e.held() - e.withheldFen() - costs - max(e.creditorsMost(on), 0)
	if e.sharing() {
		rest = e.unshared() - max(e.creditorsMost(on), 0)
	}
	return costs + max(min(e.feeDue(), rest), 0)
}

// debtorsMost is what a debtor may get back: what came in beyond what is owed,
// and what of money that is nobody else's it brought.
func (e *enforcementRun) debtorsMost(debtor string, on calendar.Date) int64 {
	if !e.since(joinder) {
		back := e.releasedTo(func(to string) bool { return slices.Contains(e.answering(), to) && !slices.Contains(e.creditors(), to) })
		return e.excess(on) - back
	}
	rest := e.held() - e.withheldFen() - max(e.creditorsMost(on), 0) - e.courtsMost(on)
	return e.backOrRest(debtor, rest)
}

// backOrRest is what a debtor gets back of what nobody has a better right to: what
// it paid too much, and what nobody else did, as far as it brought it.
func (e *enforcementRun) backOrRest(debtor string, rest int64) int64 {
	if e.withheld(debtor) {
		return 0
	}
	others := rest
	for _, d := range e.backTo() {
		if d != debtor && !e.withheld(d) {
			others -= e.tooMuch(d)
		}
	}
	own := e.leftOf(func(p casefile.Payment) bool { return p.Payer == debtor })
	return min(max(e.tooMuch(debtor), others), rest, own)
}

// tooMuch is what somebody paid beyond what is owed and has not got back: of each
// obligation what was paid last, for what came first paid it.
func (e *enforcementRun) tooMuch(payer string) int64 {
	var own int64
	for _, o := range e.allParts() {
		if o.Subject == casefile.Act || e.leftToBankruptcy(o) {
			continue
		}
		over := e.beyond(o)
		for i := len(e.Payments) - 1; i >= 0 && over > 0; i-- {
			if p := e.Payments[i]; towards(o, p) {
				part := min(over, p.AmountFen-e.spentOf(i).HandedFen)
				if over -= part; p.Payer == payer {
					own += part
				}
			}
		}
	}
	for i, p := range e.Payments {
		if p.Payer == payer {
			own -= e.spentOf(i).ReturnedFen
		}
	}
	return max(own, 0)
}

// payable divides what is held among those who may get it, as of a day: what is
// in no line waits for a plan, for the answer to a bankruptcy petition, or for who
// takes the place of a party that died or ended.
func (e *enforcementRun) payable(on calendar.Date) []casefile.Payable {
	if !e.since(joinder) || e.held() <= 0 {
		return nil
	}
	var out []casefile.Payable
	free := e.held() - e.withheldFen()
	add := func(to, plan string, most int64) {
		if most = min(most, free); most <= 0 {
			return
		}
		free -= most
		if !e.absent(to) {
			out = append(out, casefile.Payable{To: to, Plan: plan, Fen: most})
		}
	}
	switch {
	case e.Phase == lifecycle.Reversing:
		for _, p := range e.payers() {
			add(p, "", e.returns(p))
		}
	case e.sharing():
		for i := range e.Plans {
			p := &e.Plans[i]
			for _, c := range p.recipients() {
				add(c, p.ID, e.releasable(p, c))
			}
		}
		add(toCourt, "", e.courtsShare(on))
		for _, c := range e.creditors() {
			add(c, "", min(e.creditorsMost(on), e.unshared()))
		}
		for _, d := range e.backTo() {
			add(d, "", e.debtorsShare(d, on))
		}
	default:
		add(toCourt, "", e.courtsMost(on))
		for _, c := range e.creditors() {
			add(c, "", e.creditorMost(c, on))
		}
		for _, d := range e.backTo() {
			add(d, "", e.debtorsMost(d, on))
		}
	}
	for _, r := range e.Referral {
		if r.State == referralAccepted {
			if most := e.heldOf(r.Party); most > 0 {
				out = append(out, casefile.Payable{To: r.Party, Administrator: true, Fen: most})
			}
		}
	}
	return out
}

// backTo are those who get back what is too much: who answers, or brought it for
// somebody who does, and is no creditor.
func (e *enforcementRun) backTo() []string {
	ids := e.answering()
	if e.since(joinder) {
		for _, p := range e.payers() {
			if !slices.Contains(ids, p) {
				ids = append(ids, p)
			}
		}
	}
	return slices.DeleteFunc(ids, func(d string) bool { return slices.Contains(e.everCreditors(), d) })
}
