package workflows

import (
	"fmt"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// The fee for enforcing is not prepaid: the debtor bears it, and pays it after
// the enforcement (诉讼费用交纳办法第20条第2款、第38条第1款). So the creditor comes
// first; what debtors bring beyond what they owe pays the fee before any of it
// goes back, and what is not paid at the end is asked for by a notice and keeps
// no creditor waiting. That it is taken of whichever debtor's surplus comes is
// the court's policy: no text at hand divides it.

// enforcementFee is the fee of what is enforced (第14条第1项).
func (e *enforcementRun) enforcementFee() (statute.Fee, bool) {
	var principal int64
	for _, o := range e.Input.Obligations {
		if o.Subject == casefile.Money {
			principal += o.OutstandingFen
		}
	}
	if principal == 0 {
		return statute.Fee{}, false
	}
	fee, err := e.book.EnforcementFee(principal, 0)
	if err != nil {
		e.log.Error("enforcement fee", "error", err.Error())
	}
	return fee, err == nil
}

// courtGot is what the court took: its costs first, then the fee.
func (e *enforcementRun) courtGot() int64 {
	return e.releasedTo(func(to string) bool { return to == toCourt })
}

// feePaid is what of the fee the court took, fen.
func (e *enforcementRun) feePaid() int64 { return max(e.courtGot()-e.costs(), 0) }

// feeDue is what of the fee is still unpaid, fen: none before the filing, nor
// when the document that was enforced is no more.
func (e *enforcementRun) feeDue() int64 {
	fee, ok := e.enforcementFee()
	if !e.since(joinder) || !ok || e.FiledOn.IsZero() || e.Phase == lifecycle.Reversing || e.Reversal.On != (calendar.Date{}) {
		return 0
	}
	return max(fee.ChargedFen-e.feePaid(), 0)
}

// askFee asks the debtors for what of the fee did not come in (第38条).
func (e *enforcementRun) askFee(s *step) {
	due := e.feeDue()
	if due == 0 {
		return
	}
	s.note += fmt.Sprintf("；申请执行费%s未缴，由被执行人负担", yuan(due))
	for _, d := range e.debtors() {
		if e.isBankrupt(d) {
			continue
		}
		e.order(casefile.FeeNotice, d, s.day, map[string]string{"feeFen": fmt.Sprint(due), "item": "申请执行费", "note": "执行申请费执行后交纳，由被执行人负担"})
	}
}
