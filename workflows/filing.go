package workflows

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

// accept registers the case: a number, the bench, and the fee notice.
func (c *caseRun) accept(s *step) {
	form := s.form.(*casefile.AcceptForm)
	c.AcceptedOn = s.day
	c.Judge, c.Clerk = or(form.Judge, c.Judge), or(form.Clerk, c.Clerk)
	if form.CaseNumber != "" {
		c.Filing.CaseNumber = form.CaseNumber
		f := c.Filing
		c.pending.Filing = &f
	}
	numberID := ""
	if c.Filing.CaseNumber == "" {
		typ := "民初"
		if c.Filing.RetrialOf != "" {
			typ = "民再"
		}
		c.NumberID = c.number(c.Court, typ, s.day.Year())
		numberID = c.NumberID
	}
	// The trial period runs from the day after the case is filed (审限规定第8条).
	c.Trial = statute.TrialInput{Rule: trialRule[c.Procedure], Filed: c.AcceptedOn, BoundStops: !c.since(reform)}
	c.retime(s.at)

	if c.Filing.RetrialOf != "" {
		c.acceptRetrial(s)
		return
	}
	fee := c.acceptanceFee(s)
	s.note = fmt.Sprintf("适用%s，案件受理费%s", c.Procedure.Name(), yuan(fee.ChargedFen))
	for _, p := range c.parties(casefile.Plaintiff) {
		o := c.order(casefile.FeeNotice, p, s.day, map[string]string{
			"fee": yuan(fee.ChargedFen), "feeFen": fmt.Sprint(fee.ChargedFen), "cause": c.Filing.Cause, "procedure": c.Procedure.Name(),
		})
		c.numbered(o.ID, numberID)
	}
	for _, p := range c.parties(casefile.Plaintiff) {
		c.guide(casefile.AtFiling, p, casefile.RiskNotice, s.day)
		for i := range c.pending.Documents {
			if o := &c.pending.Documents[i]; o.Kind == casefile.RiskNotice && o.To == p {
				o.NumberID = numberID
			}
		}
	}
	c.use(1, s.day, "立案时告知诉讼风险、财产保全和自动履行的好处")
	d := c.set(period{id: "fee-payment", rule: statute.FeePayment, from: s.at, on: c.first(casefile.Plaintiff), scope: scopePhase, expires: lifecycle.FeeLapsed})
	s.note += "，缴费期限至" + d.Deadline.Last.String()
	c.message("cn.luxing.case.accepted", s.at, map[string]string{"court": c.Court, "procedure": string(c.Procedure)})
}

// trialRule is the trial limit of each procedure.
var trialRule = map[casefile.Procedure]statute.RuleID{
	casefile.Ordinary: statute.OrdinaryTrial, casefile.Summary: statute.SummaryTrial, casefile.SmallClaims: statute.SmallClaimsTrial,
}

// extensionRule is the extension that the president may grant in each.
var extensionRule = map[casefile.Procedure]statute.RuleID{
	casefile.Ordinary: statute.OrdinaryTrialExtension, casefile.Summary: statute.SummaryTrialExtension, casefile.SmallClaims: statute.SmallClaimsTrialExtension,
}

// numbered prints the case's number on a document that is ordered in the same
// record as the number itself.
func (c *caseRun) numbered(documentID, numberID string) {
	for i := range c.pending.Documents {
		if c.pending.Documents[i].ID == documentID {
			c.pending.Documents[i].NumberID = numberID
		}
	}
}

func (c *caseRun) first(side casefile.Side) string {
	if ids := c.parties(side); len(ids) > 0 {
		return ids[0]
	}
	return string(side)
}

const acceptanceFee = "案件受理费"

// acceptanceFee fixes the fee of first instance: on the amount claimed, whole
// yuan by the court's policy, half in summary procedure (诉讼费用交纳办法第13、16条).
func (c *caseRun) acceptanceFee(s *step) casefile.FeeView {
	v := c.fullFee(s.at)
	if c.Procedure != casefile.Ordinary {
		v = halved(v, "诉讼费用交纳办法第16条")
	}
	c.Fees = append(c.Fees, v)
	return v
}

// fullFee is the fee before anything is halved.
func (c *caseRun) fullFee(at time.Time) casefile.FeeView { return c.feeOn(c.Filing.ClaimFen, at) }

// feeOn is that fee on an amount.
func (c *caseRun) feeOn(claim int64, at time.Time) casefile.FeeView {
	v := casefile.FeeView{Name: acceptanceFee, Article: "诉讼费用交纳办法第13条"}
	fee, err := statute.AcceptanceFee(claim, statute.CaseKind(or(string(c.Filing.FeeKind), string(statute.Property))), c.charging())
	if err != nil {
		c.append(casefile.Entry{At: at, Event: "fee_failed", Name: "受理费无法计算", Role: lifecycle.Linked, Note: err.Error()})
		return v
	}
	v.ExactFen, v.ChargedFen = fee.ExactFen, fee.ChargedFen
	return v
}

// restoreFee takes back a reduction whose reason is gone, and says what is
// still to be paid. A fee that was waived stays waived.
func (c *caseRun) restoreFee(s *step, article string) {
	for i := range c.Fees {
		f := &c.Fees[i]
		if f.Name != acceptanceFee+"（减半）" || f.ChargedFen == 0 {
			continue
		}
		full := c.fullFee(s.at)
		full.PaidFen, full.Article = f.PaidFen, article
		*f = full
		if due := f.ChargedFen - f.PaidFen; due > 0 {
			s.note += "；应补交受理费" + yuan(due)
		}
	}
}

// halved takes half of the charged fee and keeps 50 fen (诉讼费用交纳办法第15、16条).
func halved(v casefile.FeeView, article string) casefile.FeeView {
	v.Name += "（减半）"
	v.ExactFen, v.ChargedFen, v.Article = v.ExactFen/2, v.ChargedFen/2, article
	return v
}

// halveFee halves the acceptance fee once (民诉法解释第206条) and says what is
// to be given back.
func (c *caseRun) halveFee(s *step) {
	for i := range c.Fees {
		f := &c.Fees[i]
		if f.Name == acceptanceFee {
			*f = halved(*f, "诉讼费用交纳办法第15条")
			if f.PaidFen > f.ChargedFen {
				s.note = strings.TrimPrefix(s.note+"；应退受理费"+yuan(f.PaidFen-f.ChargedFen), "；")
			}
			c.use(10, s.day, "依法减半收取案件受理费")
		}
	}
}

func (c *caseRun) charging() policy.Charging { return c.Policy.Fees.Charging }

func (c *caseRun) requireCorrection(s *step) {
	form := s.form.(*casefile.CorrectionForm)
	d := c.set(period{id: "filing-correction", rule: statute.FilingCorrection, from: s.at, on: c.first(casefile.Plaintiff), scope: scopePhase,
		expires: lifecycle.CorrectionLapsed, options: []statute.Option{statute.Length(form.Days)}})
	s.note = fmt.Sprintf("需补正：%s；期限至%s", strings.Join(form.Missing, "、"), d.Deadline.Last)
	for _, p := range c.parties(casefile.Plaintiff) {
		c.order(casefile.CorrectionNotice, p, s.day, map[string]string{"missing": strings.Join(form.Missing, "；"), "days": fmt.Sprint(form.Days), "until": d.Deadline.Last.String()})
	}
}

// corrected starts the review anew from the day the papers came in (民诉法解释第126条).
func (c *caseRun) corrected(s *step) { c.review(s.form.(*casefile.DayForm).On, s.at) }

func (c *caseRun) feePaid(s *step) {
	form := s.form.(*casefile.FeePaidForm)
	for i := range c.Fees {
		if strings.HasPrefix(c.Fees[i].Name, acceptanceFee) {
			c.Fees[i].PaidFen += form.AmountFen
			s.note = "已缴" + yuan(c.Fees[i].PaidFen)
		}
	}
	c.startService(s)
}

func (c *caseRun) feeWaived(s *step) {
	for i := range c.Fees {
		if strings.HasPrefix(c.Fees[i].Name, acceptanceFee) {
			c.Fees[i].ChargedFen, c.Fees[i].Article = 0, "诉讼费用交纳办法第45条"
		}
	}
	c.startService(s)
}

// withdraw ends the suit; the fee is halved (诉讼费用交纳办法第15条).
func (c *caseRun) withdraw(s *step) {
	if form, ok := s.form.(*casefile.ReasonForm); ok {
		s.note = form.Reason
	}
	c.halveFee(s)
	note := s.note
	c.close(s, ClosedWithdrawn)
	s.note = note
}

// check judges what goes beyond a row's guards.
func (c *caseRun) check(s *step) *casefile.Refusal {
	if r := c.checkIncident(s); r != nil {
		return r
	}
	switch form := s.form.(type) {
	case *casefile.FeePaidForm:
		for _, f := range c.Fees {
			if strings.HasPrefix(f.Name, acceptanceFee) && form.AmountFen < f.ChargedFen-f.PaidFen {
				return wrong("data.amountFen", "应足额预交 the fee is paid in full (诉讼费用交纳办法第22条)", "%s", exactFen(f.ChargedFen-f.PaidFen))
			}
		}
	case *casefile.PartyDayForm:
		return c.checkPartyDay(s, form)
	case *casefile.AppealForm:
		if s.row.Event == lifecycle.AppealJurisdict {
			return c.checkJurisdictionAppeal(form)
		}
		return c.checkAppeal(s, form)
	case *casefile.TransferForm:
		if on := c.Incidents.Jurisdiction.RuledOn; s.row.Event == lifecycle.TransferCase && !on.IsZero() {
			return missing("已于%s裁定驳回管辖权异议，应待其生效或者二审裁定 the objection was overruled on %s; that ruling stands until the appeal court reverses it (jurisdiction_reversed)", on, on)
		}
	case *casefile.MediationForm:
		return c.checkMediation(s, form)
	case *casefile.JudgmentForm:
		return c.checkObligations(form.Obligations)
	case *casefile.PaymentForm:
		return c.checkPayment(s, form)
	case *casefile.HearingForm:
		return c.checkHearing(s, form)
	case *casefile.ExcludeForm:
		return c.checkExclusion(s, form)
	case *casefile.InterruptForm:
		if k := c.clock("limitation"); k != nil && form.On.Before(calendar.Of(k.Deadline.From)) {
			return wrong("data.on", "中断事由发生在时效期间内 within the limitation period", "%[1]s或者更晚 %[1]s or later", calendar.Of(k.Deadline.From))
		}
	case *casefile.NoticeForm:
		if from := c.writtenOn(form.Document); form.On.Before(from) {
			return wrong("data.on", "公告日不早于文书作出之日 not before the paper was made", "%[1]s或者更晚 %[1]s or later", from)
		}
	case *casefile.ResumeTimeForm:
		return c.checkResumeTime(form)
	case *casefile.PreservationForm:
		return c.checkPreservation(s, form)
	case *casefile.PlanForm:
		return c.checkPlan(s, form)
	case *casefile.AssetForm, *casefile.FreezeForm, *casefile.PreSuitForm, *casefile.PostSecurityForm, *casefile.CounterSecurityForm, *casefile.RequestForm:
		return c.checkMeasure(s)
	case *casefile.ReturnForm:
		return c.checkReturn(form)
	case *casefile.ReversalForm:
		return c.checkReversal(s, form)
	case *casefile.ReceiptForm:
		return c.checkReceipt(form)
	case *casefile.SecurityForm:
		return c.checkSecurity(form)
	case *casefile.AssessmentForm:
		return c.checkAssessment(s, form)
	case *casefile.AdviceForm:
		return c.checkAdvice(form)
	case *casefile.PreUrgingForm:
		return c.checkPreUrging(s, form)
	case *casefile.TransferEnforceForm:
		return c.checkTransfer(s, form)
	case *casefile.DebtorForm:
		if _, ok := c.Filing.Party(form.Party); !ok {
			return c.noParty(form.Party)
		}
	case *casefile.ConsentForm:
		if _, ok := c.Filing.Party(form.By); !ok {
			return wrong("data.by", "本案当事人 a party to this case", "%s", oneOf(c.suitors()))
		}
	}
	return nil
}

func (c *caseRun) noParty(id string) *casefile.Refusal {
	var ids []string
	for _, p := range c.Filing.Parties {
		ids = append(ids, p.ID)
	}
	r := wrong("data.party", fmt.Sprintf("本案没有当事人“%[1]s” this case has no party %[1]s", id), "%s", oneOf(ids))
	r.Code = casefile.NoSuchTrack
	return r
}

func (c *caseRun) checkPartyDay(s *step, form *casefile.PartyDayForm) *casefile.Refusal {
	p, ok := c.Filing.Party(form.Party)
	if !ok {
		return c.noParty(form.Party)
	}
	switch s.row.Event {
	case lifecycle.Answer, lifecycle.ObjectJurisdic:
		if p.Side != casefile.Defendant {
			return wrong("data.party", "答辩和管辖权异议由被告提出 a defendant answers or objects", "%s", oneOf(c.defendants()))
		}
	case lifecycle.ApplyEnforcement:
		creditor := false
		for i := range c.Duties {
			creditor = creditor || c.Duties[i].Creditor == form.Party && c.Duties[i].overdue(s.day) && !c.enforcedNow(c.Duties[i].ID)
		}
		if !creditor {
			return missing("申请执行人应为未获清偿的债权人 only a creditor who is owed something overdue may apply for enforcement; %s is not one", form.Party)
		}
	case lifecycle.Repudiate:
		if !slices.Contains(c.Disposition.Parties, form.Party) {
			return c.noParty(form.Party)
		}
		if on, signed := c.ServedOn[servedKey(casefile.PaperMediation, form.Party)]; signed {
			return missing("%s已于%s签收调解书，不得反悔 %s signed on %s and is bound", form.Party, on, form.Party, on)
		}
	}
	return nil
}
