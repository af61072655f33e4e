package workflows

import (
	"fmt"
	"slices"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// longestSettlement bounds the term of a settlement, in years.
const longestSettlement = 9

func (e *enforcementRun) checkSettlement(s *step, form *casefile.SettleForm) *casefile.Refusal {
	if !form.Until.After(s.day) {
		return wrong("data.until", "和解履行期应在今日之后 the term lies ahead", "晚于%[1]s的日期 after %[1]s", s.day)
	}
	if form.Until.After(s.day.AddYears(longestSettlement)) {
		return wrong("data.until", "和解履行期过长 the term is too long", "%[1]s或者更早 %[1]s or earlier", s.day.AddYears(longestSettlement))
	}
	return nil
}

func (e *enforcementRun) settleCase(s *step) {
	form := s.form.(*casefile.SettleForm)
	e.Settled, e.SettledOn = *form, s.day
	s.note = form.Terms + "，至" + form.Until.String()
	e.pause(statute.GroundSettlementDeferral, s)
	p, err := e.book.Period("settlement-term", s.at, statute.Length(form.Until.Sub(s.day)))
	if err != nil {
		e.log.Error("settlement term", "error", err.Error())
		return
	}
	p.Last, p.Due = form.Until, form.Until.End()
	over := lifecycle.SettlementLapsed
	if e.since(reform) {
		over = lifecycle.SettlementTermOver
	}
	e.put(period{id: "settlement-term", rule: "settlement-term", on: e.debtors()[0], scope: scopePhase, expires: over}, p)
}

// settlementTermOver leaves it to the creditor to have enforcement resumed,
// within two years from the last day of the term (民诉法解释第466条；执行和解规定第10条).
func (e *enforcementRun) settlementTermOver(s *step) {
	d := e.set(period{id: "settlement-resumption", rule: statute.SettlementResumption, from: e.Settled.Until.Start(), on: e.Input.Applicant, scope: scopePhase, expires: lifecycle.SettlementBarred})
	s.note = "可于" + d.Deadline.Last.String() + "前申请恢复执行原生效法律文书"
	e.message("cn.luxing.settlement.term_over", s.at, map[string]string{"until": d.Deadline.Last.String()})
}

// settlementOpen judges whether enforcement may be resumed (执行和解规定第11条):
// not while the term runs and the debtor keeps to it.
func (e *enforcementRun) settlementOpen(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.BreachForm)
	if !ok || form.Ground == "repudiated" || s.day.After(e.Settled.Until) {
		return nil
	}
	var due, paid int64
	var last calendar.Date
	for _, in := range e.Settled.Instalments {
		if s.day.After(in.Due) {
			due, last = due+in.AmountFen, in.Due
		}
	}
	for _, p := range e.Payments {
		if !p.On.Before(e.SettledOn) {
			paid += p.AmountFen
		}
	}
	if due == 0 {
		return missing("和解协议约定的履行期限尚未届至（至%s），被执行人明确表示不履行的除外（ground: repudiated） the settlement's term still runs, until %s", e.Settled.Until, e.Settled.Until)
	}
	if paid >= due {
		return missing("被执行人正在按照和解协议履行：截至%s应付%s，已付%s the debtor keeps to the settlement", last, yuan(due), yuan(paid))
	}
	return nil
}

func (e *enforcementRun) settlementBroken(s *step) {
	e.backToMeasures(s)
	if !e.since(reform) {
		return
	}
	if g := e.Settled.Guarantor; g != "" {
		e.answersFrom(surety{By: g, Article: "执行和解规定第18条"})
		s.note += "；担保人" + g + "承诺直接接受强制执行，可裁定执行其担保财产（执行和解规定第18条）"
	}
	e.resumed(s, s.note)
	e.notifyGuarantors(s)
}

// settlementKept ends the enforcement: what was agreed is performed (执行和解规定第8条).
func (e *enforcementRun) settlementKept(s *step) {
	form := s.form.(*casefile.KeptForm)
	e.conclude(s, ClosedEnforced, lifecycle.Enforced)
	s.note = form.Party + "于" + form.On.String() + "确认和解协议履行完毕"
}

func (e *enforcementRun) settlementBarred(s *step) {
	e.conclude(s, ClosedTimeBarred, lifecycle.EnforcementEnded)
}

func (e *enforcementRun) backToMeasures(s *step) {
	switch form := s.form.(type) {
	case *casefile.ReasonForm:
		s.note = form.Reason
	case *casefile.BreachForm:
		s.note = form.Reason
	}
	e.unpause(s)
	e.set(period{id: "property-search", rule: statute.PropertySearch, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
}

func (e *enforcementRun) checkDeferral(s *step, form *casefile.DeferForm) *casefile.Refusal {
	if r := e.knownDebtor(form.Party); r != nil {
		return r
	}
	if !form.Until.After(s.day) {
		return wrong("data.until", "暂缓期限应在今日之后 the deferral lies ahead", "晚于%[1]s的日期 after %[1]s", s.day)
	}
	if most := s.day.AddYears(1); form.Until.After(most) {
		return wrong("data.until", "暂缓执行最长不超过一年 a year at most (民诉法解释第467条)", "%[1]s或者更早 %[1]s or earlier", most)
	}
	return nil
}

// deferralAgreed: a deferral needs the applicant's consent (民事诉讼法第242条).
func (e *enforcementRun) deferralAgreed(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.DeferForm)
	if !ok || form.By == e.Input.Applicant || slices.Contains(e.creditors(), form.By) {
		return nil
	}
	return missing("暂缓执行须经申请执行人同意，%s不是申请执行人 the applicant has to agree, and %s is not one", form.By, form.By)
}

// deferOnSecurity stands enforcement still as long as the security, a year at most.
func (e *enforcementRun) deferOnSecurity(s *step) {
	form := s.form.(*casefile.DeferForm)
	e.Deferral = *form
	s.note = fmt.Sprintf("%s 提供担保%s（%s），%s同意，暂缓至%s", form.Party, yuan(form.SecurityFen), or(form.Guarantor, form.Party), form.By, form.Until)
	e.pause(statute.GroundSettlementDeferral, s)
	e.until(period{id: "deferral", rule: statute.EnforcementDeferral, from: s.at, on: form.Party, scope: scopePhase, expires: lifecycle.DeferralOver}, form.Until)
}

// deferralOver takes enforcement up again, now against the security too (民诉法解释第469条).
func (e *enforcementRun) deferralOver(s *step) {
	e.backToMeasures(s)
	s.note += fmt.Sprintf("，可直接执行担保财产或者%s的财产，以%s为限", or(e.Deferral.Guarantor, e.Deferral.Party), yuan(e.Deferral.SecurityFen))
	if g := e.Deferral.Guarantor; g != "" {
		e.answersFrom(surety{By: g, LimitFen: e.Deferral.SecurityFen, Article: "民事诉讼法第242条；民诉法解释第469条"})
		e.notifyGuarantors(s)
	}
}
