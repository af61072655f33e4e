package workflows

import (
	"fmt"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// applyEnforcement hands what is unperformed to an enforcement case of its own:
// the freezes become seizures without a gap (民诉法解释第168条), and what is
// still being urged is closed.
func (c *caseRun) applyEnforcement(s *step) {
	form := s.form.(*casefile.PartyDayForm)
	s.note = form.Party + " 于" + form.On.String() + "申请执行"
	c.endTracks(lifecycle.Preservation, lifecycle.ConvertFreeze, s.at, "")
	for _, id := range c.tracksOf(lifecycle.Supervision) {
		c.cause(lifecycle.CloseUrging, id, lifecycle.Linked, s.at, "债权人直接申请执行")
	}
	var unpaid []casefile.ObligationView
	for i := range c.Duties {
		d := &c.Duties[i]
		if due, _ := d.next(); d.outstanding() > 0 && s.day.After(due) {
			unpaid = append(unpaid, c.dutyView(d))
		}
	}
	c.link(casefile.LinkOrder{Kind: casefile.KindEnforcement, Key: casefile.EnforcementKey(c.Key), Enforcement: &casefile.EnforcementInput{
		Case: c.Key, CaseNumber: c.number1(), Court: c.Court, Division: "执行局", Cause: c.Filing.Cause, AppliedOn: form.On, Applicant: form.Party,
		Parties: c.Filing.Parties, Obligations: unpaid, Referred: len(c.ReferredOnce) > 0, Policy: c.Policy, Edition: c.Edition, Days: c.Days,
	}}, s.at)
	c.watchEnforcement(s)
	c.message("cn.luxing.enforcement.applied", s.at, map[string]string{"enforcement": casefile.EnforcementKey(c.Key)})
}

// watchEnforcement keeps the case's own watch over its enforcement.
func (c *caseRun) watchEnforcement(s *step) {
	c.set(period{id: "enforcement", rule: statute.EnforcementConclusion, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
}

func (c *caseRun) result(s *step) *casefile.ResultForm {
	if form, ok := s.form.(*casefile.ResultForm); ok {
		c.Collected = form.CollectedFen
		s.note = fmt.Sprintf("执行到位%s %s", yuan(form.CollectedFen), form.Reason)
		return form
	}
	return &casefile.ResultForm{On: s.day}
}

func (c *caseRun) enforced(s *step) {
	on := c.result(s).On
	for i := range c.Duties {
		d := &c.Duties[i]
		if d.outstanding() > 0 {
			d.PaidFen, d.PerformedOn = d.AmountFen, on
		}
		c.afterPayment(d, s.at)
	}
	c.moneyMove = true
	note := s.note
	c.close(s, ClosedEnforced)
	s.note = note
}

func (c *caseRun) endedForNow(s *step) {
	c.result(s)
	c.set(period{id: "dormant", rule: statute.EndedForNowTerm, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
}

func (c *caseRun) enforcementBack(s *step) {
	c.result(s)
	c.watchEnforcement(s)
}

func (c *caseRun) enforcementEnded(s *step) {
	form := c.result(s)
	note := s.note
	reason := ClosedTerminated
	if form.Reason == ClosedBankruptcy {
		reason = ClosedBankruptcy
	}
	c.close(s, reason)
	s.note = note
}

// lastDay is the later of two days.
func lastDay(a, b calendar.Date) calendar.Date {
	if a.After(b) {
		return a
	}
	return b
}
