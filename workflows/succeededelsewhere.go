package workflows

import (
	"encoding/json"
	"slices"
	"time"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Who takes a party's place in one enforcement of a case takes it in all: the party
// died, or ended, for everybody. The case passes the news on to its other
// enforcements, to the parts carved out of it and to the case that it was carved out
// of, each of which passes it on to its own; where the case has ended the register
// names the enforcements that are open. Each makes a ruling of its own, as soon as
// places may change there (民事诉讼法第243、267条); that it needs no other finding is
// the court's policy.
//
// What an heir answers with is the estate, whatever it is sued for: see estatepaid.go.

// succeededElsewhere keeps the news until the place is taken here.
func (e *enforcementRun) succeededElsewhere(s *step) {
	form := s.form.(*casefile.SuccessionForm)
	s.note = form.Party + " → " + or(form.Successor.ID, "遗产") + "：" + bases[form.Basis].name
	known := slices.ContainsFunc(e.Elsewhere, func(x casefile.SuccessionForm) bool { return x.Party == form.Party })
	switch was := e.succeeded(form.Party); {
	case was != "":
		s.note += "；本案" + was
	case known:
		s.note += "；已知"
	case e.placeOf(form.Party) == "":
		s.note += "；其在本案无义务亦无权利"
	default:
		e.Elsewhere = append(e.Elsewhere, *form)
	}
}

// placeOf is the decision that changes a party's place here, "" where it has none.
func (e *enforcementRun) placeOf(party string) lifecycle.Event {
	switch {
	case slices.Contains(e.debtors(), party):
		return lifecycle.ChangeDebtor
	case slices.Contains(e.creditors(), party):
		return lifecycle.ChangeCreditor
	}
	return ""
}

// takeElsewhere takes the place of a party of which that was heard, once nothing
// stands against it. It reports whether it did something.
func (e *enforcementRun) takeElsewhere(at time.Time) bool {
	for i := range e.Elsewhere {
		form := e.Elsewhere[i]
		event := e.placeOf(form.Party)
		if event == "" || e.succeeded(form.Party) != "" {
			e.Elsewhere = slices.Delete(e.Elsewhere, i, i+1)
			return true
		}
		if event == lifecycle.ChangeCreditor {
			form.EstateFen = 0 // who inherits a claim answers for nothing
		}
		s := &step{machine: e.main, from: e.Phase, at: at, day: day(at), form: &form, decision: casefile.Decision{Event: event, Role: lifecycle.Linked, Actor: e.Input.Case}}
		row, ok := e.main.Row(e.Phase, event)
		if s.row = row; !ok || e.checkSuccession(s, &form) != nil {
			continue // it waits
		}
		e.Elsewhere = slices.Delete(e.Elsewhere, i, i+1)
		return e.happen(s, "")
	}
	return false
}

// tellSuccession tells the case, which passes it on.
func (e *enforcementRun) tellSuccession(s *step, form *casefile.SuccessionForm) {
	if s.decision.Role == lifecycle.Linked { // it is from there
		return
	}
	told := casefile.SucceededForm{Party: form.Party, Basis: form.Basis, Successor: form.Successor, On: form.On}
	if e.since(relay) {
		told.EstateFen, told.Reason = form.EstateFen, form.Reason
		e.keepFor(lifecycle.SucceededElsewhere, form)
	}
	data, _ := json.Marshal(told)
	e.tell(e.Input.Case, lifecycle.SucceededThere, data)
}

func (e *enforcementRun) elsewhereViews() []casefile.SuccessionView {
	var out []casefile.SuccessionView
	for _, x := range e.Elsewhere {
		out = append(out, casefile.SuccessionView{Party: x.Party, Successor: x.Successor.ID, Basis: x.Basis, EstateFen: x.EstateFen, On: x.On,
			Creditor: e.placeOf(x.Party) == lifecycle.ChangeCreditor})
	}
	return out
}

// passSuccession passes the news on, once, to all but the one that it came from.
func (c *caseRun) passSuccession(from string, form *casefile.SucceededForm) {
	if !c.since(relay) || slices.Contains(c.Incidents.Passed, form.Party) {
		return
	}
	c.Incidents.Passed = append(c.Incidents.Passed, form.Party)
	place := casefile.SuccessionForm{Party: form.Party, Basis: form.Basis, Successor: form.Successor, EstateFen: form.EstateFen, On: form.On,
		Reason: or(form.Reason, "同一案件的执行中已变更当事人")}
	data, _ := json.Marshal(place)
	for i := range c.Enforcements {
		if e := &c.Enforcements[i]; !e.Over && e.Key != from && c.hasPlace(e, form) {
			c.tell(e.Key, lifecycle.SucceededElsewhere, data)
		}
	}
	data, _ = json.Marshal(form)
	for i := range c.Carved {
		if x := &c.Carved[i]; x.Key != from && slices.Contains(x.Parties, form.Party) {
			c.tell(x.Key, lifecycle.SucceededThere, data)
		}
	}
	if o := c.Origin; o != nil && o.Case != from {
		c.tell(o.Case, lifecycle.SucceededThere, data)
	}
}

// hasPlace reports whether a party owes something that an enforcement is about, or
// is owed it by somebody who may take its place.
func (c *caseRun) hasPlace(e *pursuit, form *casefile.SucceededForm) bool {
	return slices.ContainsFunc(e.Obligations, func(id string) bool {
		d := c.duty(id)
		return d != nil && (slices.Contains(d.Debtors, form.Party) || d.Creditor == form.Party && form.Successor.ID != "")
	})
}

// mayBeSucceeded are the states of a case in which its document is in effect: what
// was found in an enforcement stands in it.
var mayBeSucceeded = []lifecycle.State{lifecycle.InSupervision, lifecycle.AwaitingEnforcement, lifecycle.InEnforcement, lifecycle.Dormant, lifecycle.InRetrial, lifecycle.BankruptcyHandoff}

// awaitSuccession keeps the news until the case's document is in effect. Until then
// the judge stays the suit and lets the successor in (民事诉讼法第153条), and what was
// kept is moot.
func (c *caseRun) awaitSuccession(s *step, form *casefile.SucceededForm) bool {
	if slices.Contains(mayBeSucceeded, s.from) {
		return false
	}
	s.note += "；本案尚未生效，由审判组织依民事诉讼法第153条处理"
	if !slices.ContainsFunc(c.Incidents.Elsewhere, func(x casefile.SucceededForm) bool { return x.Party == form.Party }) {
		c.Incidents.Elsewhere = append(c.Incidents.Elsewhere, *form)
	}
	return true
}

// takeKeptSuccession takes it when the document is in effect.
func (c *caseRun) takeKeptSuccession(at time.Time) bool {
	if len(c.Incidents.Elsewhere) == 0 || !slices.Contains(mayBeSucceeded, c.Phase) {
		return false
	}
	form := c.Incidents.Elsewhere[0]
	c.Incidents.Elsewhere = slices.Delete(c.Incidents.Elsewhere, 0, 1)
	return c.leftBy(form.Party) != nil || c.happen(&step{at: at, day: day(at), form: &form, decision: casefile.Decision{Event: lifecycle.SucceededThere, Role: lifecycle.Linked, Actor: c.Key}}, "")
}

// another reports whether an ID that the successor has is somebody else's here.
func (c *caseRun) another(p casefile.Party) bool {
	x, known := c.Filing.Party(p.ID)
	return known && (x.Name != p.Name || x.IDNumber != p.IDNumber)
}

// estatesOf is what those debtors of an obligation answer with who are heirs.
func (c *caseRun) estatesOf(d *duty) map[string]int64 {
	var out map[string]int64
	for _, l := range c.Incidents.Left {
		if l.EstateFen > 0 && slices.Contains(d.Debtors, l.Successor) {
			if out == nil {
				out = map[string]int64{}
			}
			out[l.Successor] = l.EstateFen
		}
	}
	return out
}
