package workflows

import (
	"fmt"
	"slices"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// A period to appeal that was missed for an obstacle is extended by the court
// (民事诉讼法第86条). A judgment is effective when its period to appeal has passed
// unused (第158条); with the period extended it has not, so what seemed effective
// was not. Where nobody appeals after all, it is effective the day after the
// extended period, and not before.

// excused is a party's period to appeal as the court extended it.
type excused struct {
	Party string        `json:"party"`
	On    calendar.Date `json:"on"`    // the application
	Until calendar.Date `json:"until"` // the last day to appeal
}

// appealUntil is the last day of a period that the court extended, zero without one.
func (c *caseRun) appealUntil(party string) (until calendar.Date) {
	for _, x := range c.Incidents.Excused {
		if x.Party == party {
			until = lastDay(until, x.Until)
		}
	}
	return until
}

// missedAppeals lists whose periods to appeal ran out unused.
func (c *caseRun) missedAppeals() []string {
	var ids []string
	for _, p := range c.Disposition.Parties {
		if _, over := c.AppealOver[p]; over && c.appellant(p) == nil && !c.withdrew(p) {
			ids = append(ids, p)
		}
	}
	return ids
}

// appealMissed: there is a period to appeal that somebody missed, and the
// judgment has been before no other court since.
func (c *caseRun) appealMissed(s *step) *casefile.Refusal {
	switch {
	case c.Disposition.Kind == byMediation || c.Disposition.Final:
		return c.appealable(s)
	case c.Incidents.Retried:
		return missing("该裁判已经再审 the judgment has been tried again; there is no period to appeal left to extend")
	case c.Phase == lifecycle.Appeal && !c.Appeal.FiledOn.IsZero():
		r := missing("二审已于%s立案，由二审法院审查 the appeal court registered the appeal on %s and decides", c.Appeal.FiledOn, c.Appeal.FiledOn)
		r.Code = casefile.TooLate
		return r
	case c.Phase != lifecycle.Appeal && !c.Appeal.LodgedOn.IsZero():
		return missing("该判决经上诉程序生效，不得再行上诉 the judgment became effective in an appeal; none lies against it any more")
	case len(c.missedAppeals()) == 0:
		return missing("没有已届满的上诉期 nobody has missed a period to appeal")
	}
	return nil
}

// periodOf wants the missed period to be one of where the case stands.
func (c *caseRun) periodOf(s *step, period string) *casefile.Refusal {
	before := s.from == lifecycle.Defence || s.from == lifecycle.Trial
	switch {
	case before && period == "appeal":
		return wrong("data.period", "尚未裁判，没有上诉期 there is no judgment yet to appeal against", "答辩期（answer）或者举证期限（evidence） answer or evidence")
	case !before && period != "appeal":
		return wrong("data.period", "裁判后可以顺延的是上诉期 after judgment it is the period to appeal", "上诉期（appeal） appeal")
	}
	return nil
}

// checkExcusedAppeal wants a party whose own period ran out, and an obstacle
// that was there after it had the judgment.
func (c *caseRun) checkExcusedAppeal(form *casefile.ExcuseForm) *casefile.Refusal {
	if !slices.Contains(c.missedAppeals(), form.Party) {
		return wrong("data.party", "上诉期已届满而未上诉的当事人 who missed its period to appeal", "%s", oneOf(c.missedAppeals()))
	}
	if served, ok := c.ServedOn[servedKey(casefile.PaperJudgment, form.Party)]; ok && form.ClearedOn.Before(served) {
		return wrong("data.clearedOn", "障碍在收到裁判文书之前已消除，未耽误上诉期 the obstacle was gone before the judgment arrived", "%[1]s或者更晚 %[1]s or later", served)
	}
	return nil
}

// excuseAppeal gives a party the days to appeal, from the day of the decision:
// counted from the application they might be over before they are given.
func (c *caseRun) excuseAppeal(s *step, form *casefile.ExcuseForm) {
	if s.from != s.to {
		c.notEffective(s, "准予顺延上诉期限")
	}
	c.drop("appeal-file-transfer")
	delete(c.AppealOver, form.Party)
	rule := statute.AppealJudgment
	if c.Disposition.Kind == byRuling {
		rule = statute.AppealRuling
	}
	p := period{id: "appeal/" + form.Party, rule: rule, from: s.day.Start(), on: form.Party, scope: scopeCase, party: form.Party, expires: lifecycle.AppealExpired}
	until := c.fixedPeriod(p, s.day.AddDays(form.Days)).Deadline.Last
	c.Incidents.Excused = append(c.Incidents.Excused, excused{Party: form.Party, On: form.On, Until: until})
	s.note = fmt.Sprintf("%s于%s申请，上诉期顺延至%s：%s", form.Party, form.On, until, form.Reason)
	c.tellParties(s, "准予顺延上诉期限至"+until.String(), []string{form.Party})
	c.message("cn.luxing.appeal.excused", s.at, map[string]string{"party": form.Party, "until": until.String()})
}

// notEffective takes back what followed from an effect that there was not: the
// supervision, and every default in a term that had not begun. What was paid
// stays booked.
func (c *caseRun) notEffective(s *step, why string) {
	c.Disposition.Effective = calendar.Date{}
	c.endTracks(lifecycle.Supervision, lifecycle.EndSupervision, s.at, why)
	c.endTracks(lifecycle.PreUrging, lifecycle.PreUrgingLapsed, s.at, why)
	c.dropClocksOf("apply/") // for a preservation to be followed by enforcement
	for i := range c.Duties {
		d := &c.Duties[i]
		d.unrestore()
		d.Defaulted, d.Accelerated, d.TermFrom, d.TermLast, d.DefaultPlans = calendar.Date{}, calendar.Date{}, calendar.Date{}, calendar.Date{}, 0
	}
	c.rebook(s.at)
	c.Insolvency.Checked = false
	c.moneyMove = true
	c.message("cn.luxing.document.not_effective", s.at, map[string]string{"why": "appeal_period_extended"})
}

// refuseExcuse puts a refusal and its reason on record, and tells the party.
func (c *caseRun) refuseExcuse(s *step) {
	form := s.form.(*casefile.RefuseExcuseForm)
	what := map[string]string{"answer": "答辩期", "evidence": "举证期限", "appeal": "上诉期"}[form.Period]
	s.note = fmt.Sprintf("%s于%s申请顺延%s，不准许：%s", form.Party, form.On, what, form.Reason)
	c.order(casefile.PartyNotice, form.Party, s.day, map[string]string{"change": "不准许顺延" + what, "about": form.Party, "judge": c.Judge})
}

// Suspension of the creditor's two years (执行程序解释第19条).

const limitationReview = "limitation-review"

// suspendedFrom is the day from which an obstacle stops the limitation: only
// the last six months can stand still, so one that was there before stops it
// with their first day.
func (c *caseRun) suspendedFrom(obstacle calendar.Date) (calendar.Date, bool) {
	k := c.clock("limitation")
	if k == nil {
		return obstacle, false
	}
	return lastDay(obstacle, k.Deadline.Last.AddMonths(-6).AddDays(1)), true
}

func (c *caseRun) limitationRuns(*step) *casefile.Refusal {
	if k := c.clock("limitation"); k == nil || !k.Frozen.IsZero() {
		return missing("申请执行时效没有在进行 the period to apply for enforcement does not run")
	}
	return nil
}

func (c *caseRun) limitationStands(*step) *casefile.Refusal {
	if k := c.clock("limitation"); k == nil || k.Frozen.IsZero() || c.clock(limitationReview) == nil {
		return missing("申请执行时效没有中止 the period to apply for enforcement is not suspended")
	}
	return nil
}

func (c *caseRun) checkSuspension(s *step, form *casefile.SuspendForm) *casefile.Refusal {
	from, ok := c.suspendedFrom(form.On)
	if !ok || !from.After(s.day) {
		return nil
	}
	r := missing("时效仅在最后六个月内中止，最后六个月自%s起 only its last six months can stand still: they begin on %s", from, from)
	r.Article = "执行程序解释第19条"
	return r
}

func (c *caseRun) suspendLimitation(s *step) {
	form := s.form.(*casefile.SuspendForm)
	from, _ := c.suspendedFrom(form.On)
	c.freeze(from, func(k *clock) bool { return k.ID == "limitation" })
	// While it stands still it has no end to watch, so the obstacle is watched.
	c.set(period{id: limitationReview, rule: statute.StayReview, from: s.at, on: string(lifecycle.Judge), scope: scopePhase})
	s.note = fmt.Sprintf("自%s起（%s）：%s", from, map[string]string{"force_majeure": "不可抗力", "other_obstacle": "其他障碍"}[form.Ground], form.Reason)
}

func (c *caseRun) checkResumption(form *casefile.DayForm) *casefile.Refusal {
	if k := c.clock("limitation"); k != nil && form.On.Before(k.Frozen) {
		return wrong("data.on", "原因消除之日不早于中止之日 the cause is gone after it began", "%[1]s或者更晚 %[1]s or later", k.Frozen)
	}
	return nil
}

// resumeLimitation lets the two years run on from the day the cause was gone.
func (c *caseRun) resumeLimitation(s *step) {
	c.thaw(s.form.(*casefile.DayForm).On, func(k *clock) bool { return k.ID == "limitation" })
	c.drop(limitationReview)
	s.note = "申请执行时效至" + c.clock("limitation").Deadline.Last.String()
}
