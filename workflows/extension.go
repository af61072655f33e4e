package workflows

import (
	"fmt"

	"luxing/workflows/casefile"
	"luxing/workflows/statute"
)

// Limits that other courts lengthen: the superior court the trial limit that
// the president lengthened once (民事诉讼法第152条), the appeal court its own
// (第183条); in enforcement what goes on beyond the president's extension is
// reported to the High Court (审限规定第5条).

func (c *caseRun) furtherExtension(s *step) {
	c.Trial.Extensions = append(c.Trial.Extensions, above(statute.OrdinaryTrialFurther, s))
	c.retime(s.at)
	if t, ok := c.trialClock(s.day); ok {
		s.note += "，审限至" + t.Deadline.Last.String()
	}
}

// above is an extension as the form says it, noted on the step.
func above(rule statute.RuleID, s *step) statute.Extension {
	form := s.form.(*casefile.ExtendedAboveForm)
	s.note = fmt.Sprintf("%s（%s）延长%d个月", form.Court, form.Paper, form.Months)
	return statute.Extension{Rule: rule, Requested: form.On, Approved: form.On, Approver: form.Court, Months: form.Months}
}

// extendedOnce: only what the president has lengthened in ordinary procedure
// goes to the court above, and only once.
func (c *caseRun) extendedOnce(*step) *casefile.Refusal {
	own := false
	for _, x := range c.Trial.Extensions {
		switch x.Rule {
		case statute.OrdinaryTrialExtension:
			own = true
		case statute.OrdinaryTrialFurther:
			return missing("上级法院已于%s批准再延长 %s extended it further on %s", x.Approved, x.Approver, x.Approved)
		}
	}
	switch {
	case c.Procedure != casefile.Ordinary:
		return missing("%s的审限不得再延长，可转为普通程序 no further extension under it; convert to ordinary procedure (convert_procedure)", c.Procedure.Name())
	case !own:
		return missing("应先经本院院长批准延长 the court's own president extends it first (request_extension, grant_extension)")
	}
	return nil
}

func (c *caseRun) extendSecondInstance(s *step) {
	c.Appeal.Extension = above(statute.SecondInstanceExtension, s)
	t, err := c.book.Trial(statute.TrialInput{Rule: statute.SecondInstanceJudgment, Filed: c.Appeal.FiledOn, Extensions: []statute.Extension{c.Appeal.Extension}}, s.day)
	if err != nil {
		c.log.Error("limit of the second instance", "error", err.Error())
		return
	}
	d := c.put(period{id: "second-instance", rule: statute.SecondInstanceJudgment, on: "appeal_court", scope: scopePhase}, t.Deadline)
	s.note += "，审限至" + d.Deadline.Last.String()
}

// secondInstanceRuns: the appeal court's limit runs, for a judgment, and was
// not lengthened yet.
func (c *caseRun) secondInstanceRuns(*step) *casefile.Refusal {
	switch {
	case c.Appeal.FiledOn.IsZero():
		return missing("二审尚未立案 the appeal is not registered yet (appeal_filed)")
	case c.Disposition.Kind != byJudgment:
		r := missing("对裁定的上诉应在三十日内作出终审裁定，无延长规定 an appeal against a ruling has thirty days and no extension")
		r.Article = "民事诉讼法第183条"
		return r
	case !c.Appeal.Extension.Approved.IsZero():
		return missing("二审审限已于%s延长 it was extended on %s already", c.Appeal.Extension.Approved, c.Appeal.Extension.Approved)
	}
	return nil
}

func (e *enforcementRun) reportExtension(s *step) {
	e.Limit.Extensions = append(e.Limit.Extensions, above(statute.EnforcementFurther, s))
	e.retime(s.at)
}

// extendedByPresident: what goes on beyond the president's three months is
// reported to the High Court, once for each limit.
func (e *enforcementRun) extendedByPresident(*step) *casefile.Refusal {
	if !e.Extended {
		return missing("应先经本院院长批准延长 the court's own president extends it first (extend_enforcement)")
	}
	for _, x := range e.Limit.Extensions {
		if x.Rule == statute.EnforcementFurther {
			return missing("已于%s报%s备案 reported to %s on %s already", x.Approved, x.Approver, x.Approver, x.Approved)
		}
	}
	return nil
}
