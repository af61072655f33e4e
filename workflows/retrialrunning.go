package workflows

import (
	"fmt"
	"time"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// A retrial of a document about maintenance, wages and the like need not
// suspend what is enforced on it (民事诉讼法第217条). The case stays where it is:
// periods run, payments are booked, the enforcement is heard, and is told only
// how the retrial ended. What would close the case waits for that.

var runsGround = map[string]string{
	casefile.RunsForSupport: "赡养费", casefile.RunsForMaintenance: "扶养费", casefile.RunsForUpbringing: "抚养费",
	casefile.RunsForPension: "抚恤金", casefile.RunsForMedical: "医疗费用", casefile.RunsForWages: "劳动报酬",
}

func (c *caseRun) retrialRuns(*step) *casefile.Refusal {
	if !c.Incidents.Retrial.Runs {
		return missing("没有不中止执行的再审 no retrial without suspension is out (order_retrial_unsuspended)")
	}
	return nil
}

func (c *caseRun) noRetrialRuns(*step) *casefile.Refusal {
	if r := c.Incidents.Retrial; r.Runs {
		return missing("已于%s裁定再审，结果未定 a retrial is out since %s", r.On, r.On)
	}
	return nil
}

// orderRunning notes the retrial; nothing stands still for it.
func (c *caseRun) orderRunning(s *step) {
	form := s.form.(*casefile.RunningRetrialForm)
	c.Incidents.Retrial = retrial{From: s.from, On: form.On, Court: form.Court, CaseNumber: form.CaseNumber, Runs: true}
	c.Incidents.Retried = true
	rule := statute.OrdinaryTrial
	if form.Instance == "second" {
		rule = statute.SecondInstanceJudgment
	}
	c.set(period{id: "retrial", rule: rule, from: form.On.Start(), on: "retrial_court", scope: scopeCase})
	s.note = fmt.Sprintf("%s %s，按第%s审程序，追索%s，不中止执行：%s", form.Court, form.CaseNumber, map[string]string{"first": "一", "second": "二"}[form.Instance], runsGround[form.Ground], form.Reason)
	c.tellRetrial(lifecycle.OrderRetrial, form.On, s)
}

// runningUpheld ends a retrial that left everything as it was.
func (c *caseRun) runningUpheld(s *step) {
	on := s.form.(*casefile.DayForm).On
	s.note = on.String()
	c.drop("retrial")
	c.tellRetrial(lifecycle.RetrialUpheld, on, s)
	c.Incidents.Retrial = retrial{}
}

// restsInRetrial keeps a case open that has nothing left to do but to hear how
// the retrial ends: all is performed, claimed in a bankruptcy, or time-barred.
func (c *caseRun) restsInRetrial(at time.Time) bool {
	if !c.Incidents.Retrial.Runs {
		return false
	}
	why := ""
	switch c.Phase {
	case lifecycle.InSupervision, lifecycle.AwaitingEnforcement:
		switch {
		case len(c.Duties) > 0 && c.outstandingCount() == 0:
			why = "义务已全部履行"
		case c.onlyBankruptsOwe():
			why = "其余债务进入破产程序"
		case c.Phase == lifecycle.AwaitingEnforcement && c.clock("limitation") == nil:
			why = "申请执行时效届满"
		}
	case lifecycle.BankruptcyHandoff:
		if c.stateOf(c.Handoff.Track) == lifecycle.BankruptcyIsOpen {
			why = "破产申请已受理"
		}
	}
	return why != "" && c.cause(lifecycle.RestsInRetrial, "", lifecycle.Linked, at, why)
}

func (c *caseRun) restInRetrial(s *step) {
	if s.from == lifecycle.BankruptcyHandoff { // what the debtor owes is claimed there, whatever comes
		if c.Handoff.From == lifecycle.InEnforcement {
			c.tell(c.Enforcement, lifecycle.ReferralAccepted, c.answerTo(&c.Handoff, referralAccepted, s.at))
		}
		c.partyOut(c.Handoff.Debtor, s.day, c.Handoff.Number, s.at)
	}
	// Upheld, it goes back to where it can end.
	c.Incidents.Retrial.From = lifecycle.InSupervision
	if s.from == lifecycle.AwaitingEnforcement && c.outstandingCount() > 0 && !c.onlyBankruptsOwe() {
		c.Incidents.Retrial.From = lifecycle.AwaitingEnforcement // its creditor was late
	}
}

// hearsInRetrial keeps the end of the enforcement from ending the case while
// the retrial is out.
func (c *caseRun) hearsInRetrial(d casefile.Decision) casefile.Decision {
	if c.Incidents.Retrial.Runs && (c.Phase == lifecycle.InEnforcement || c.Phase == lifecycle.Dormant) &&
		(d.Event == lifecycle.Enforced || d.Event == lifecycle.EnforcementEnded) {
		d.Event = lifecycle.EndsInRetrial
	}
	return d
}

// endInRetrial books what the enforcement brought, and keeps its report to be
// taken when the retrial is over.
func (c *caseRun) endInRetrial(s *step) {
	form := c.result(s)
	c.Incidents.Retrial.From = s.from
	kept := s.decision
	kept.Event = lifecycle.EnforcementEnded
	if form.Reason == ClosedEnforced {
		kept.Event = lifecycle.Enforced
	}
	c.Incidents.Kept = append(c.Incidents.Kept, kept)
	s.note += "，待再审审结后处理"
}

// beyond notes what was collected on the old document and is more than the new
// one orders: it is returned by a ruling of reversal (民事诉讼法第244条).
func (c *caseRun) beyond(s *step, fen int64) {
	if fen > 0 && c.since(joinder) {
		s.note += "；原执行所得超出新文书" + yuan(fen) + "，应裁定执行回转（民事诉讼法第244条）"
		c.message("cn.luxing.retrial.restitution", s.at, map[string]string{"amountFen": fmt.Sprint(fen)})
	}
}
