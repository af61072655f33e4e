package workflows

import (
	"fmt"
	"slices"

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
	// What is not due yet stays with the case.
	var unpaid []casefile.ObligationView
	var paid []casefile.Payment
	c.HandedOver = nil
	for i := range c.Duties {
		d := &c.Duties[i]
		if !d.overdue(s.day) || c.leftToBankruptcy(d) {
			continue
		}
		c.HandedOver = append(c.HandedOver, d.ID)
		unpaid = append(unpaid, c.dutyView(d))
		for _, p := range c.Payments {
			if p.Obligation == d.ID {
				paid = append(paid, p)
			}
		}
	}
	c.Enforcement = casefile.EnforcementKey(c.Key)
	if n := c.count("enforcement"); n > 1 {
		c.Enforcement = fmt.Sprintf("%s-%d", c.Enforcement, n)
	}
	c.link(casefile.LinkOrder{Kind: casefile.KindEnforcement, Key: c.Enforcement, Enforcement: &casefile.EnforcementInput{
		Case: c.Key, Key: c.Enforcement, CaseNumber: c.number1(), Court: c.Court, Division: "执行局", Cause: c.Filing.Cause, AppliedOn: form.On, Applicant: form.Party,
		Parties: c.Filing.Parties, Obligations: unpaid, Payments: paid, Referred: c.ReferredOnce, Bankrupt: c.bankrupts(), Policy: c.Policy, Edition: c.Edition, Days: c.Days,
	}}, s.at)
	c.watchEnforcement(s)
	c.message("cn.luxing.enforcement.applied", s.at, map[string]string{"enforcement": c.Enforcement})
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
	c.performEnforced(s, c.result(s).On)
	note := s.note
	c.close(s, ClosedEnforced)
	s.note = note
}

// performEnforced books what the enforcement brought in full.
func (c *caseRun) performEnforced(s *step, on calendar.Date) {
	for i := range c.Duties {
		d := &c.Duties[i]
		if d.outstanding() == 0 || !slices.Contains(c.HandedOver, d.ID) || c.leftToBankruptcy(d) {
			continue
		}
		d.EnforcedFen, d.PerformedOn = d.outstandingFen(), on
		c.afterPayment(d, calendar.Date{}, s.at)
	}
	c.HandedOver, c.moneyMove = nil, true
}

// restGoesOn goes back to the obligations that were not enforced.
func (c *caseRun) restGoesOn(s *step) {
	form := c.result(s)
	if form.Reason == ClosedEnforced {
		c.performEnforced(s, form.On)
	}
	c.HandedOver = nil
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
