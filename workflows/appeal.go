package workflows

import (
	"fmt"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// lodgeAppeal sends the copies on and the file up (民事诉讼法第174条；审限规定第6条).
func (c *caseRun) lodgeAppeal(s *step) {
	form := s.form.(*casefile.AppealForm)
	if s.from == lifecycle.Appeal {
		c.furtherAppeal(s, form)
		return
	}
	c.Appeal = appeal{By: form.Party, LodgedOn: form.On, Rounds: c.Appeal.Rounds + 1}
	s.note = fmt.Sprintf("%s 于%s提起上诉", form.Party, form.On)
	if !form.PostedOn.IsZero() {
		s.note += "（" + form.PostedOn.String() + "交邮）"
	}
	// What seemed effective was not.
	c.Disposition.Effective = calendar.Date{}
	c.endTracks(lifecycle.Supervision, lifecycle.EndSupervision, s.at, "提起上诉")
	if c.since(reform) {
		c.openAppeal(s, form)
	} else {
		c.set(period{id: "appeal-file-transfer", rule: statute.AppealFileTransfer, from: s.at, on: string(lifecycle.Clerk), scope: scopePhase})
	}
	c.message("cn.luxing.appeal.lodged", s.at, map[string]string{"on": form.On.String()})
}

func (c *caseRun) moveFile(s *step) {
	form := s.form.(*casefile.DayForm)
	c.fileMoved(form.On)
	c.drop("appeal-file-transfer")
	s.note = form.On.String()
	c.set(period{id: "second-instance-filing", rule: statute.SecondInstanceFiling, from: form.On.Start(), on: "appeal_court", scope: scopePhase})
}

func (c *caseRun) appealFiled(s *step) {
	form := s.form.(*casefile.AppealFiledForm)
	c.Appeal.FiledOn, c.Appeal.CaseNumber = form.On, form.CaseNumber
	c.fileMoved(form.On)
	c.drop("appeal-file-transfer")
	c.drop("second-instance-filing")
	s.note = form.CaseNumber
	rule := statute.SecondInstanceJudgment
	if c.Disposition.Kind == byRuling {
		rule = statute.SecondInstanceRuling
	}
	c.set(period{id: "second-instance", rule: rule, from: form.On.Start(), on: "appeal_court", scope: scopePhase})
}

func (c *caseRun) appealOfJudgment(*step) *casefile.Refusal {
	if c.Disposition.Kind != byJudgment {
		return missing("上诉针对的是裁定 the appeal is against a ruling")
	}
	return nil
}

func (c *caseRun) appealOfRuling(*step) *casefile.Refusal {
	if c.Disposition.Kind != byRuling {
		return missing("上诉针对的是判决 the appeal is against a judgment")
	}
	return nil
}

// appealStands: the judgment of first instance is final from the day the
// second instance says so (民事诉讼法第182条).
func (c *caseRun) appealStands(s *step) {
	c.Disposition.Effective = s.form.(*casefile.DayForm).On
	s.note = "自" + c.Disposition.Effective.String() + "起生效"
	c.endTracks(lifecycle.Delivery, lifecycle.SpareService, s.at, "")
	c.dropAppealClocks()
	c.supervise(s, c.Disposition.Effective)
}

// appealReplaces: what the second instance ordered or the parties agreed there
// takes the place of the first judgment.
func (c *caseRun) appealReplaces(s *step) {
	form := s.form.(*casefile.JudgmentForm)
	c.Disposition.Effective, c.Disposition.Outcome = form.On, form.Outcome
	if form.On.IsZero() {
		c.Disposition.Effective = s.day
	}
	if s.row.Event == lifecycle.AppealSettled {
		c.Disposition.Kind = byMediation
	}
	c.endTracks(lifecycle.Delivery, lifecycle.SpareService, s.at, "")
	c.dropAppealClocks()
	c.fix(s, form.Obligations)
	c.supervise(s, c.Disposition.Effective)
}

// remanded begins a second first instance, with the whole period anew and in
// ordinary procedure. Where a ruling that dismissed the suit was set aside, the
// suit is tried as it was begun (民诉法解释第330条).
func (c *caseRun) remanded(s *step) {
	on := s.form.(*casefile.DayForm).On
	s.note = "发回重审，" + on.String()
	rule := statute.OrdinaryTrial
	if c.since(reform) {
		c.dropAppealClocks()
		switch {
		case c.Disposition.Outcome == outcomeTransferred && c.Disposition.Kind == byRuling:
			c.jurisdictionKept(s, on)
			return
		case c.Disposition.Kind == byRuling:
			rule = trialRule[c.Procedure]
			s.note = "撤销裁定，指令审理，" + on.String()
		default:
			c.Incidents.Remands++
			c.Incidents.FormerJudge = c.Judge
			s.note += "，应另行组成审判组织（民事诉讼法第41条）"
		}
		i := &c.Incidents
		i.DebateClosed, i.Evidence, i.Absences, i.Appellants, i.FileMoved = calendar.Date{}, evidence{}, nil, nil, calendar.Date{}
	}
	if rule == statute.OrdinaryTrial {
		c.Procedure = casefile.Ordinary
	}
	c.Trial = statute.TrialInput{Rule: rule, BoundStops: !c.since(reform)}
	c.Hearings, c.Adjourned = nil, 0
	c.Appeal = appeal{Rounds: c.Appeal.Rounds}
	c.reopen(s, on)
}
