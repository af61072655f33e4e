package workflows

import (
	"encoding/json"
	"slices"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// ClosedNotEnforced is why an enforcement ended that came after the two years,
// to which its debtor objected (民诉法解释第481条).
const ClosedNotEnforced = "not_enforced"

// termination is one ground of 民事诉讼法第268条: with which reason it ends the
// enforcement, and who must be a natural person for it.
type termination struct {
	name    string
	item    string
	reason  string // of the enforcement; what it leads to in the case follows from it
	persons string // debtors, applicant
}

// terminations lists the grounds. Only a withdrawn application may be made again
// in the two years (民诉法解释第518条); every other ends the pursuit.
var terminations = map[string]termination{
	casefile.GroundWithdrawn:       {"申请人撤销申请", "第1项", ClosedRetracted, ""},
	casefile.GroundSetAside:        {"据以执行的法律文书被撤销", "第2项", ClosedTerminated, ""},
	casefile.GroundNoEstate:        {"被执行人死亡，无遗产可供执行，又无义务承担人", "第3项", ClosedTerminated, "debtors"},
	casefile.GroundBeneficiaryDied: {"追索赡养费、扶养费、抚养费案件的权利人死亡", "第4项", ClosedTerminated, "applicant"},
	casefile.GroundUnableToWork:    {"被执行人生活困难无力偿还借款，无收入来源，又丧失劳动能力", "第5项", ClosedTerminated, "debtors"},
	casefile.GroundOther:           {"法院认为应当终结执行的其他情形", "第6项", ClosedTerminated, ""},
}

// checkTermination wants the ground, and the persons whom it speaks of to be
// natural persons.
func (e *enforcementRun) checkTermination(form *casefile.TerminateForm) *casefile.Refusal {
	if !e.since(joinder) {
		return nil
	}
	g, ok := terminations[form.Ground]
	if !ok {
		return wrong("data.ground", "终结执行的法定事由，民事诉讼法第268条 the ground on which the law lets it end", "%s", oneOf(casefile.TerminationGrounds()))
	}
	var of []string
	switch g.persons {
	case "debtors":
		of = e.debtors()
	case "applicant":
		of = []string{e.Input.Applicant}
	}
	for _, id := range of {
		if p, known := e.party(id); known && p.Kind != casefile.Person {
			r := wrong("data.ground", "该项只适用于公民 a ground that only a natural person gives", "另一事由：%[1]s不是自然人 another ground: %[1]s is none", id)
			r.Article = "民事诉讼法第268条" + g.item
			return r
		}
	}
	return nil
}

func (e *enforcementRun) terminate(s *step) {
	form := s.form.(*casefile.TerminateForm)
	s.note = form.Reason
	reason := ClosedTerminated
	if g, ok := terminations[form.Ground]; ok && e.since(joinder) {
		s.note = g.name + "（民事诉讼法第268条" + g.item + "）：" + form.Reason
		reason = g.reason
	}
	e.conclude(s, reason, lifecycle.EnforcementEnded)
}

// notEnforced ends an enforcement to which the debtor objected that it came too late.
func (e *enforcementRun) notEnforced(s *step) {
	s.note = s.form.(*casefile.ReasonForm).Reason
	reason := ClosedTerminated
	if e.since(joinder) {
		reason = ClosedNotEnforced
	}
	e.conclude(s, reason, lifecycle.EnforcementEnded)
}

// toBeMadeAgain reports whether an enforcement ended so that its creditor may
// apply again: refused, for what is lacking can be supplied, or withdrawn.
func toBeMadeAgain(reason string) bool { return reason == ClosedRefused || reason == ClosedRetracted }

// endOfCase is why a case closes whose last enforcement ended with a reason.
func (c *caseRun) endOfCase(reason string) string {
	switch {
	case reason == ClosedBankruptcy:
		return ClosedBankruptcy
	case !c.since(joinder):
		return ClosedTerminated
	case reason == ClosedTransferred:
		return ClosedTransferred
	case reason == ClosedTimeBarred, reason == ClosedNotEnforced:
		return ClosedTimeBarred
	}
	return ClosedTerminated
}

// comesBack marks an enforcement that ended so that its creditor may apply
// again. The application interrupted the two years; they run anew from the day
// on which its proceedings ended.
func (c *caseRun) comesBack(e *pursuit, form *casefile.ResultForm) {
	if e == nil || !c.since(joinder) || !toBeMadeAgain(form.Reason) {
		return
	}
	e.Returned = true
	c.Reapplied = lastDay(c.Reapplied, form.On)
}

// enforcementReturned waits for the creditor once more.
func (c *caseRun) enforcementReturned(s *step) {
	form := c.result(s)
	e := c.reporter(s.decision)
	if e == nil {
		return
	}
	c.comesBack(e, form)
	c.over(e)
	c.awaitApplication(s)
	if k := c.clock("limitation"); k != nil {
		s.note += "，申请执行时效至" + k.Deadline.Last.String()
	}
}

// reasonOf is why an enforcement ended, as its report says.
func reasonOf(d casefile.Decision) string {
	var form casefile.ResultForm
	if json.Unmarshal(d.Data, &form) != nil { // a report without a form says nothing
		return ""
	}
	return form.Reason
}

// returnedOnly reports whether what an enforcement had comes back to the case.
func (c *caseRun) returnedOnly(d casefile.Decision, e *pursuit) bool {
	if e == nil || !c.since(joinder) || !toBeMadeAgain(reasonOf(d)) {
		return false
	}
	return slices.ContainsFunc(e.Obligations, func(id string) bool {
		o := c.duty(id)
		return o != nil && o.outstanding() > 0 && !c.leftToBankruptcy(o)
	})
}
