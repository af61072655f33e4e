package workflows

import (
	"encoding/json"
	"fmt"
	"slices"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// An heir answers with the estate once, however many enforcements there are (民诉法解
// 释第473条). So what it pays in one is told to the case, and counts in the others.

// estatePaid is what an heir paid in one enforcement, so far.
type estatePaid struct {
	Party string `json:"party"`
	In    string `json:"in"` // the enforcement's key
	Fen   int64  `json:"fen"`
}

// estatePaidIn keeps the latest sum, and reports whether it is news.
func estatePaidIn(list *[]estatePaid, form *casefile.EstatePaidForm) bool {
	i := slices.IndexFunc(*list, func(x estatePaid) bool { return x.Party == form.Party && x.In == form.In })
	switch {
	case i < 0:
		*list = append(*list, estatePaid{form.Party, form.In, form.PaidFen})
	case (*list)[i].Fen == form.PaidFen:
		return false
	default:
		(*list)[i].Fen = form.PaidFen
	}
	return true
}

func estateSum(list []estatePaid, party, but string) (sum int64) {
	for _, x := range list {
		if x.Party == party && x.In != but {
			sum += x.Fen
		}
	}
	return sum
}

// paidHere is what an heir paid in this enforcement and has not got back.
func (e *enforcementRun) paidHere(heir string) (sum int64) {
	for i, p := range e.Payments {
		if p.Payer == heir {
			sum += p.AmountFen - e.spentOf(i).ReturnedFen
		}
	}
	return sum
}

// tellEstate tells the case what an heir paid here so far.
func (e *enforcementRun) tellEstate(heir string, s *step) {
	if !e.since(relay) || e.estateOf(heir) == 0 {
		return
	}
	form := casefile.EstatePaidForm{Party: heir, PaidFen: e.paidHere(heir), In: e.Key, On: s.day}
	if e.caseEnded() {
		e.relayToSiblings(lifecycle.EstatePaidElsewhere, form)
		return
	}
	data, _ := json.Marshal(form)
	e.tell(e.Input.Case, lifecycle.EstatePaid, data)
	e.keepFor(lifecycle.EstatePaidElsewhere, form)
}

// estatePaidElsewhere counts what an heir paid in another enforcement.
func (e *enforcementRun) estatePaidElsewhere(s *step) {
	form := s.form.(*casefile.EstatePaidForm)
	s.note = fmt.Sprintf("%s 在%s已支付%s", form.Party, form.In, yuan(form.PaidFen))
	if form.In != e.Key {
		estatePaidIn(&e.EstatePaid, form)
		e.moneyMove = true
	}
}

// estatePaid passes it on to whatever else of the case the heir may have to pay in.
func (c *caseRun) estatePaid(s *step) {
	form := s.form.(*casefile.EstatePaidForm)
	s.note = fmt.Sprintf("%s 在%s已以遗产支付%s", form.Party, form.In, yuan(form.PaidFen))
	if !estatePaidIn(&c.Incidents.EstatePaid, form) {
		return
	}
	from := s.decision.Actor
	data, _ := json.Marshal(form)
	for i := range c.Enforcements {
		e := &c.Enforcements[i]
		owes := slices.ContainsFunc(e.Obligations, func(id string) bool { d := c.duty(id); return d != nil && slices.Contains(d.Debtors, form.Party) })
		if !e.Over && e.Key != from && owes {
			c.tell(e.Key, lifecycle.EstatePaidElsewhere, data)
		}
	}
	for i := range c.Carved {
		if x := &c.Carved[i]; x.Key != from && slices.Contains(x.Parties, form.Party) {
			c.tell(x.Key, lifecycle.EstatePaid, data)
		}
	}
	if o := c.Origin; o != nil && o.Case != from {
		c.tell(o.Case, lifecycle.EstatePaid, data)
	}
}

// estatesSpent is what heirs among the debtors have paid in other enforcements, for
// one that begins.
func (c *caseRun) estatesSpent(key string) map[string]int64 {
	var out map[string]int64
	for _, x := range c.Incidents.EstatePaid {
		if out == nil {
			out = map[string]int64{}
		}
		out[x.Party] = estateSum(c.Incidents.EstatePaid, x.Party, key)
	}
	return out
}
