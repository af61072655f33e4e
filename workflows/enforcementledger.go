package workflows

import (
	"slices"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// What became of each sum that came in. Money that an administrator got, or has
// to get, pays no creditor: what is owed is counted without it (企业破产法第19、30
// 条). The law does not say which money of an account goes first; the court's
// policy is that what came first is released first, and that what is handed over
// or returned is what its payer brought last.

// spent is what of one payment has gone on, by to whom.
type spent struct {
	ReleasedFen int64 `json:"releasedFen"` // to creditors
	CostsFen    int64 `json:"costsFen"`    // to the court, for what enforcement cost and the fee
	ReturnedFen int64 `json:"returnedFen"` // to a debtor, who paid too much
	HandedFen   int64 `json:"handedFen"`   // to the payer's administrator
}

func (e *enforcementRun) spentOf(i int) spent {
	if i < len(e.Spent) {
		return e.Spent[i]
	}
	return spent{}
}

// left is what of a payment is still here.
func (e *enforcementRun) left(i int) int64 {
	x := e.spentOf(i)
	return e.Payments[i].AmountFen - x.ReleasedFen - x.CostsFen - x.ReturnedFen - x.HandedFen
}

// leftOf is what is still here of the payments that match.
func (e *enforcementRun) leftOf(match func(casefile.Payment) bool) int64 {
	var sum int64
	for i, p := range e.Payments {
		if match(p) {
			sum += e.left(i)
		}
	}
	return sum
}

// spend takes a sum from the payments in an order, as far as each still has it,
// and returns what none of them had.
func (e *enforcementRun) spend(fen int64, order []int, note func(*spent, int64)) int64 {
	for len(e.Spent) < len(e.Payments) {
		e.Spent = append(e.Spent, spent{})
	}
	for _, i := range order {
		if part := min(fen, e.left(i)); part > 0 {
			note(&e.Spent[i], part)
			fen -= part
		}
	}
	return fen
}

// paymentsThat lists payments by their place, in the order in which they came.
func (e *enforcementRun) paymentsThat(match func(casefile.Payment) bool) []int {
	var out []int
	for i, p := range e.Payments {
		if match(p) {
			out = append(out, i)
		}
	}
	return out
}

// spendRelease books a release: to a creditor of what came in on its obligations,
// to a debtor what it brought too much, to the court what nobody else has a
// better right to, and each of what came first where there is not as much.
func (e *enforcementRun) spendRelease(form casefile.ReleaseForm, free func(casefile.Payment) bool) {
	all := e.paymentsThat(func(casefile.Payment) bool { return true })
	own := func(p casefile.Payment) bool { return p.Payer == form.To && free(p) }
	switch {
	case form.To == toCourt:
		note := func(x *spent, fen int64) { x.CostsFen += fen }
		rest := e.spendSurplus(form.AmountFen, free, note)
		e.spend(rest, append(e.paymentsThat(free), all...), note)
	case slices.Contains(e.backTo(), form.To):
		note := func(x *spent, fen int64) { x.ReturnedFen += fen }
		rest := e.spendSurplus(form.AmountFen, own, note)
		last := e.paymentsThat(own)
		slices.Reverse(last)
		slices.Reverse(all)
		e.spend(rest, append(last, all...), note)
	default:
		note := func(x *spent, fen int64) { x.ReleasedFen += fen }
		rest := form.AmountFen
		due := e.creditorsDue()
		for i, o := range e.allParts() { // no more of each than is owed on it
			if o.Creditor == form.To {
				most := min(rest, due[i])
				rest -= most - e.spend(most, e.paymentsThat(func(p casefile.Payment) bool { return free(p) && towards(o, p) }), note)
			}
		}
		e.spend(rest, append(e.paymentsThat(free), all...), note)
	}
}

// spendSurplus takes a sum of what came in on each obligation beyond what is its
// creditor's, what came last first, and returns what there was not.
func (e *enforcementRun) spendSurplus(fen int64, match func(casefile.Payment) bool, note func(*spent, int64)) int64 {
	due := e.creditorsDue()
	for i, o := range e.allParts() {
		surplus := e.leftOf(func(p casefile.Payment) bool { return towards(o, p) && !e.withheld(p.Payer) }) - due[i]
		of := e.paymentsThat(func(p casefile.Payment) bool { return match(p) && towards(o, p) })
		slices.Reverse(of)
		most := max(min(fen, surplus), 0)
		fen -= most - e.spend(most, of, note)
	}
	return fen
}

// spendHandover books what a bankrupt's administrator got.
func (e *enforcementRun) spendHandover(party string, fen int64) {
	own := e.paymentsThat(func(p casefile.Payment) bool { return p.Payer == party })
	all := e.paymentsThat(func(casefile.Payment) bool { return true })
	slices.Reverse(own)
	slices.Reverse(all) // of others in a bankruptcy of the second release alone
	e.spend(fen, append(own, all...), func(x *spent, fen int64) { x.HandedFen += fen })
}

// openLedger books what went on before releases were booked by payment.
func (e *enforcementRun) openLedger() {
	if !e.since(joinder) || len(e.Spent) > 0 || e.Released+e.handedOver("") == 0 {
		return
	}
	for _, h := range e.Handovers {
		e.spendHandover(h.Party, h.AmountFen)
	}
	released := e.Released
	for _, r := range e.Releases {
		e.spendRelease(r, func(casefile.Payment) bool { return true })
		released -= r.AmountFen
	}
	if released > 0 { // before releases were kept one by one
		e.spendRelease(casefile.ReleaseForm{AmountFen: released, To: e.Input.Applicant}, func(casefile.Payment) bool { return true })
	}
}

// credited lists what came in and counts towards the debts: of a bankrupt only
// what went on before, for the rest is its administrator's.
func (e *enforcementRun) credited() []casefile.Payment {
	if !e.since(joinder) {
		return e.Payments
	}
	var out []casefile.Payment
	for i, p := range e.Payments {
		x := e.spentOf(i)
		p.AmountFen -= x.HandedFen
		if e.isBankrupt(p.Payer) {
			p.AmountFen = x.ReleasedFen + x.CostsFen
		}
		if p.AmountFen > 0 {
			p.On = e.countsOn(p)
			out = append(out, p)
		}
	}
	return out
}

// creditedFen is what came in for the creditors.
func (e *enforcementRun) creditedFen() int64 {
	var sum int64
	for _, p := range e.credited() {
		sum += p.AmountFen
	}
	return sum
}

// creditedParts says the same of each obligation.
func (e *enforcementRun) creditedParts() []casefile.ResultPart {
	if !e.since(joinder) {
		return nil
	}
	parts := []casefile.ResultPart{}
	for _, o := range e.Input.Obligations {
		if o.Subject == casefile.Money {
			parts = append(parts, casefile.ResultPart{Obligation: o.ID, AmountFen: e.counted(o)})
		}
	}
	return parts
}

// forUs is what came in on what is enforced here.
func (e *enforcementRun) forUs() int64 {
	if !e.since(joinder) {
		return e.collected()
	}
	return e.collectedForUs()
}

// withheld reports whether a debtor's money stays where it is: its bankruptcy is
// open, or may be opened.
func (e *enforcementRun) withheld(party string) bool {
	return e.referralState(party) == referralOut || e.isBankrupt(party)
}

// withheldFen is the money here that is released to nobody.
func (e *enforcementRun) withheldFen() int64 {
	if !e.since(joinder) {
		return 0
	}
	return e.leftOf(func(p casefile.Payment) bool { return e.withheld(p.Payer) })
}

// checkWithheld keeps the money of a bankrupt for its administrator, and that of
// a debtor who is referred until the answer (企业破产法第19条；民诉法解释第511条).
func (e *enforcementRun) checkWithheld(form *casefile.ReleaseForm) *casefile.Refusal {
	kept := e.withheldFen()
	free := e.held() - kept
	if kept == 0 || form.AmountFen <= free {
		return nil
	}
	r := wrong("data.amountFen", "破产或者移送破产审查的被执行人的案款"+yuan(kept)+"不得发放，破产受理后移交管理人（hand_over_money） money of a debtor who is bankrupt or referred is not released", "%s", atMostFen(free))
	r.Article = "企业破产法第19条；民诉法解释第511条"
	return r
}

// besides is what creditors had, less what they may have still, on what only
// bankrupts owe: neither is part of what is enforced here. What somebody else
// paid for a bankrupt is no property of the bankrupt's (企业破产法第30条).
func (e *enforcementRun) besides() int64 {
	var sum int64
	for i, p := range e.Payments {
		if e.leftAlone(p) {
			sum += e.spentOf(i).ReleasedFen
			if !e.withheld(p.Payer) {
				sum += e.left(i)
			}
		}
	}
	return sum
}

// rewatchFree counts the month of a release from the oldest money that may be
// released, and drops the handing over of what is no longer here.
func (e *enforcementRun) rewatchFree() {
	for _, r := range e.Referral {
		if r.State == referralAccepted && e.heldOf(r.Party) == 0 {
			e.drop("handover/" + r.Party)
		}
	}
	if e.held() <= e.locked() { // what there is waits for a suit about a plan
		e.drop("money-release")
		return
	}
	for i, p := range e.Payments {
		if e.left(i) > 0 && !e.withheld(p.Payer) && i < len(e.Arrivals) {
			if !e.Stopped.IsZero() && e.clock("money-release") != nil {
				return // it stands still
			}
			from := e.Arrivals[i]
			if e.Unlocked.After(from) { // it could not be released before
				from = e.Unlocked
			}
			e.watchRelease(from)
			return
		}
	}
	e.drop("money-release")
}

// moneyChangesHands has both watches follow a referral or its answer.
func (e *enforcementRun) moneyChangesHands() {
	if e.since(joinder) {
		e.rewatchFree()
	}
}

// awaitsAnswer is the money held of debtors whose referral is not answered: whether
// it pays anybody is open until then.
func (e *enforcementRun) awaitsAnswer(match func(casefile.Payment) bool) int64 {
	if !e.since(joinder) {
		return 0
	}
	return e.leftOf(func(p casefile.Payment) bool { return e.referralState(p.Payer) == referralOut && match(p) })
}

// givenBack is what debtors got back of what counts towards the debts.
func (e *enforcementRun) givenBack() int64 {
	var sum int64
	for i, p := range e.Payments {
		if !e.isBankrupt(p.Payer) {
			sum += e.spentOf(i).ReturnedFen
		}
	}
	return sum
}

// unspare takes back that debtors owe nothing more, where money that had paid
// their debt is another's administrator's now.
func (e *enforcementRun) unspare(on calendar.Date) {
	if !e.since(joinder) || e.paidUp(on) {
		return
	}
	e.Spared = false
	e.SparedOf = slices.DeleteFunc(e.SparedOf, func(d string) bool { return !e.isBankrupt(d) && !e.clear(d, on) })
}
