package workflows

import (
	"encoding/json"
	"fmt"
	"slices"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// A bankruptcy that was accepted may be found without cause before it is
// declared, and its petition dismissed (企业破产法第12条第2款). What was left to it
// comes back: the debtor owes here again, its suit goes on, its enforcement is
// taken up. What the acceptance stopped was interest for the bankruptcy's sake
// (第46条); with it gone interest runs as if it had not been, which no text at
// hand says in so many words.

func (c *caseRun) checkDismissed(form *casefile.PartyDayForm) *casefile.Refusal {
	for _, b := range c.Insolvency.Bankrupts {
		switch {
		case b.Party != form.Party:
		case form.On.Before(b.On):
			return wrong("data.on", "驳回在受理之后 dismissed after it was accepted", "%[1]s或者更晚 %[1]s or later", b.On)
		default:
			return nil
		}
	}
	return wrong("data.party", "破产申请已被受理的当事人 whose bankruptcy is open", "%s", oneOf(c.bankrupts()))
}

// petitionDismissed takes back what the acceptance had taken out of the case.
func (c *caseRun) petitionDismissed(s *step) {
	form := s.form.(*casefile.PartyDayForm)
	c.Insolvency.Bankrupts = slices.DeleteFunc(c.Insolvency.Bankrupts, func(b bankruptcyOf) bool { return b.Party == form.Party })
	if !slices.Contains(c.ReferredOnce, form.Party) { // not referred a second time (法发〔2017〕2号)
		c.ReferredOnce = append(c.ReferredOnce, form.Party)
	}
	s.mech = 9
	s.note = fmt.Sprintf("%s的破产申请于%s被驳回，债权人可继续向其主张", form.Party, form.On)
	if c.Insolvency.StayedFor == form.Party {
		c.Insolvency.StayedFor = ""
		s.note += "；可恢复诉讼"
	}
	c.moneyMove = true
	for _, id := range c.tracksOf(lifecycle.Supervision) {
		t, d := c.trackOf(id), c.duty(subject(id))
		if d == nil || t.State != lifecycle.Unperformed || !slices.Contains(d.Debtors, form.Party) || d.outstanding() == 0 || d.TermFrom.IsZero() || c.enforcedNow(d.ID) {
			continue
		}
		t.State, t.Since = lifecycle.SuspendedDue, s.at
		event := lifecycle.ResumeRunning
		if d.overdue(s.day) {
			event = lifecycle.ResumeTerm
		}
		c.cause(event, id, lifecycle.Linked, s.at, "破产申请被驳回")
	}
	if k := c.clock("limitation"); k != nil { // claimed in the bankruptcy, it is interrupted (诉讼时效规定第11条)
		c.limitation(form.On, k.On)
		c.drop(limitationReview)
		s.note += "；申请执行时效重新计算"
	}
	data, _ := json.Marshal(form)
	for _, key := range c.enforcementsOn() {
		c.tell(key, lifecycle.OneDismissed, data)
	}
	c.brought(9, s.day, "破产申请被驳回 "+form.Party, "恢复")
}

// bankruptOwes is what one of several joint debtors owes: a bankrupt no
// interest from the acceptance on, though it runs on for the others
// (企业破产法第46、124条).
func (c *caseRun) bankruptOwes(d *duty, party string, v casefile.DueView) int64 {
	for _, b := range c.Insolvency.Bankrupts {
		if b.Party != party || !v.On.After(b.On) || !c.since(joinder) {
			continue
		}
		then := c.dueOn(d, b.On)
		return v.TotalFen - max(v.PenaltyFen+v.InterestFen-then.PenaltyFen-then.InterestFen, 0)
	}
	return v.TotalFen
}

// dayOf is the data of a party's day as that of a day alone.
func dayOf(data json.RawMessage) json.RawMessage {
	var form casefile.PartyDayForm
	_ = json.Unmarshal(data, &form) // what is wrong with it the form says
	out, _ := json.Marshal(casefile.DayForm{On: form.On})
	return out
}

// oneDismissed takes one of several debtors back: what it owes is enforced
// again, and measures that were lifted are taken anew.
func (e *enforcementRun) oneDismissed(s *step) {
	form := s.form.(*casefile.PartyDayForm)
	s.mech = 9
	s.note = form.Party + "的破产申请于" + form.On.String() + "被驳回"
	for i := range e.Referral {
		r := &e.Referral[i]
		if r.Party != form.Party || r.State != referralAccepted {
			continue
		}
		r.State, r.On = referralRefused, calendar.Date{}
		e.Referrals = append(e.Referrals, r.Party)
		e.drop("handover/" + r.Party)
		e.SparedOf = slices.DeleteFunc(e.SparedOf, func(p string) bool { return p == r.Party })
		e.moneyMove = true
		s.note += "，恢复对其执行，已解除的措施可重新采取"
	}
	e.letGuarantorsGo(s.at)
	e.rewatchRelease()
}
