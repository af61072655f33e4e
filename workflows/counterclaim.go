package workflows

import (
	"fmt"
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// checkCounterclaim wants a defendant, who counterclaims against the plaintiffs
// of the suit only (民诉法解释第233条).
func (c *caseRun) checkCounterclaim(form *casefile.CounterclaimForm) *casefile.Refusal {
	if r := c.present(form.Party); r != nil {
		return r
	}
	switch {
	case !slices.Contains(c.defendants(), form.Party):
		return wrong("data.party", "反诉由本诉被告提出（民诉法解释第233条） a defendant of the suit counterclaims", "%s", oneOf(c.defendants()))
	case !c.Incidents.ClaimWithdrawn.IsZero():
		return missing("本诉已于%s撤回，应另行起诉 the claim was withdrawn on %s; sue separately", c.Incidents.ClaimWithdrawn, c.Incidents.ClaimWithdrawn)
	case form.On.Before(c.AcceptedOn):
		return wrong("data.on", "案件受理后提出 after the case was accepted", "%[1]s或者更晚 %[1]s or later", c.AcceptedOn)
	}
	return nil
}

func counterFee(id string) string { return "反诉案件受理费（减半）" + id }

// takeCounterclaim asks for the fee, half of it because both are tried
// together, and sends the plaintiffs the copy, each with its own period to
// answer (诉讼费用交纳办法第18、22条；民事诉讼法第128条).
func (c *caseRun) takeCounterclaim(s *step) {
	form := s.form.(*casefile.CounterclaimForm)
	cc := counterclaim{ID: fmt.Sprintf("CC%d", len(c.Incidents.Counterclaims)+1), Party: form.Party, ClaimFen: form.ClaimFen, On: form.On}
	fee := casefile.FeeView{Name: counterFee(cc.ID), Article: "诉讼费用交纳办法第18条"}
	full, err := statute.AcceptanceFee(form.ClaimFen, statute.CaseKind(or(string(c.Filing.FeeKind), string(statute.Property))), c.charging())
	if err != nil {
		c.append(casefile.Entry{At: s.at, Event: "fee_failed", Name: "受理费无法计算", Role: lifecycle.Linked, Note: err.Error()})
	} else {
		fee.ExactFen, fee.ChargedFen = full.ExactFen/2, full.ChargedFen/2
	}
	c.Fees = append(c.Fees, fee)
	d := c.set(period{id: "counterclaim-fee/" + cc.ID, rule: statute.FeePayment, from: form.On.Start(), on: form.Party, scope: scopeCase, party: form.Party, expires: lifecycle.CounterFeeLapsed})
	c.order(casefile.FeeNotice, form.Party, s.day, map[string]string{"feeFen": fmt.Sprint(fee.ChargedFen), "item": "反诉案件受理费", "note": "反诉合并审理，减半交纳"})
	for _, p := range c.parties(casefile.Plaintiff) {
		c.deliver(casefile.PaperCounterclaim, p, form.On.Start())
		c.order(casefile.CounterclaimNotice, p, s.day, map[string]string{"party": form.Party, "judge": c.Judge, "clerk": c.Clerk})
	}
	c.Incidents.Counterclaims = append(c.Incidents.Counterclaims, cc)
	s.note = fmt.Sprintf("%s %s反诉%s，受理费%s，缴费期限至%s", cc.ID, form.Party, yuan(form.ClaimFen), yuan(fee.ChargedFen), d.Deadline.Last)
	switch {
	case c.Procedure != casefile.SmallClaims:
	case c.since(joinder): // none is tried with a counterclaim (民事诉讼法第166条)
		c.outgrow(s, cc.Party+"提出反诉"+cc.ID)
	default:
		s.note += "；不符合小额诉讼条件的，应转为简易程序（民诉法解释第278条）"
	}
}

// counterclaimOf finds a counterclaim that is still tried.
func (c *caseRun) counterclaimOf(id string) (*counterclaim, *casefile.Refusal) {
	var ids []string
	for i := range c.Incidents.Counterclaims {
		x := &c.Incidents.Counterclaims[i]
		if x.Ended != "" {
			continue
		}
		if x.ID == id {
			return x, nil
		}
		ids = append(ids, x.ID)
	}
	r := wrong("data.counterclaim", "没有这一反诉 no such counterclaim is tried", "%s", oneOf(ids))
	r.Code = casefile.NoSuchTrack
	return nil, r
}

func (c *caseRun) counterclaimOpen(*step) *casefile.Refusal {
	for _, x := range c.Incidents.Counterclaims {
		if x.Ended == "" {
			return nil
		}
	}
	return missing("没有正在审理的反诉 no counterclaim is tried")
}

// noCounterclaim: a plaintiff who withdraws leaves the counterclaim behind, and
// it is tried on (民诉法解释第239条).
func (c *caseRun) noCounterclaim(s *step) *casefile.Refusal {
	if c.counterclaimOpen(s) == nil {
		r := missing("本诉撤回后反诉应继续审理 a counterclaim is tried on when the claim is withdrawn (withdraw_claim)")
		r.Article = "民诉法解释第239条"
		return r
	}
	return nil
}

func (c *caseRun) checkCounterFee(form *casefile.CounterFeeForm) *casefile.Refusal {
	x, r := c.counterclaimOf(form.Counterclaim)
	if r != nil {
		return r
	}
	if x.Paid {
		return missing("%s的受理费已交纳 the fee of %s is paid", x.ID, x.ID)
	}
	for _, f := range c.Fees {
		if f.Name == counterFee(x.ID) && form.AmountFen < f.ChargedFen {
			return wrong("data.amountFen", "应足额预交 the fee is paid in full (诉讼费用交纳办法第22条)", "%s", exactFen(f.ChargedFen))
		}
	}
	return nil
}

func (c *caseRun) counterFeePaid(s *step) {
	form := s.form.(*casefile.CounterFeeForm)
	x, _ := c.counterclaimOf(form.Counterclaim)
	x.Paid = true
	for i := range c.Fees {
		if c.Fees[i].Name == counterFee(x.ID) {
			c.Fees[i].PaidFen += form.AmountFen
		}
	}
	c.drop("counterclaim-fee/" + x.ID)
	s.note = x.ID + " 已缴" + yuan(form.AmountFen)
}

func (c *caseRun) counterFeeLapsed(s *step) {
	if s.period == nil {
		return
	}
	if x, r := c.counterclaimOf(strings.TrimPrefix(s.period.ID, "counterclaim-fee/")); r == nil {
		c.endCounterclaim(x, "lapsed", s)
		s.note = fmt.Sprintf("%s 至%s未缴费", x.ID, s.last())
	}
}

// endCounterclaim takes a counterclaim out of the suit. What was to be served
// for it is spared when it was the only one.
func (c *caseRun) endCounterclaim(x *counterclaim, how string, s *step) {
	x.Ended = how
	c.drop("counterclaim-fee/" + x.ID)
	if c.counterclaimOpen(s) == nil {
		return
	}
	for _, p := range c.parties(casefile.Plaintiff) {
		c.drop("counter-answer/" + p)
		if t := c.trackOf(deliveryID(casefile.PaperCounterclaim, p)); t != nil && c.open(t) {
			c.cause(lifecycle.SpareService, t.ID, lifecycle.Linked, s.at, "反诉已终结")
		}
	}
}

func (c *caseRun) checkCounterAnswer(form *casefile.PartyDayForm) *casefile.Refusal {
	if r := c.present(form.Party); r != nil {
		return r
	}
	if r := c.counterclaimOpen(nil); r != nil {
		return r
	}
	if !slices.Contains(c.parties(casefile.Plaintiff), form.Party) {
		return wrong("data.party", "反诉的被告为本诉原告 a plaintiff answers a counterclaim", "%s", oneOf(c.parties(casefile.Plaintiff)))
	}
	return nil
}

func (c *caseRun) answerCounterclaim(s *step) {
	form := s.form.(*casefile.PartyDayForm)
	c.answeredCounter(form.Party)
	c.drop("counter-answer/" + form.Party)
	s.note = form.Party + " " + form.On.String()
}

func (c *caseRun) counterAnswerExpired(s *step) {
	if s.period == nil {
		return
	}
	c.answeredCounter(s.period.Party)
	s.note = fmt.Sprintf("%s 至%s未对反诉提交答辩状", s.period.Party, s.last())
}

func (c *caseRun) answeredCounter(party string) {
	for i := range c.Incidents.Counterclaims {
		if x := &c.Incidents.Counterclaims[i]; x.Ended == "" && !slices.Contains(x.Answered, party) {
			x.Answered = append(x.Answered, party)
		}
	}
}

// counterServed starts a plaintiff's own period to answer the counterclaim.
func (c *caseRun) counterServed(party string, on, today calendar.Date) {
	id := "counter-answer/" + party
	c.set(period{id: id, rule: statute.Answer, from: on.Start(), on: party, scope: scopeCase, party: party, expires: lifecycle.CounterAnswerExpired})
	if c.Phase == lifecycle.Stayed {
		c.freeze(lastDay(on, c.stayedOn(today)), func(k *clock) bool { return k.ID == id })
	}
}

func (c *caseRun) withdrawCounterclaim(s *step) {
	form := s.form.(*casefile.CounterWithdrawalForm)
	x, _ := c.counterclaimOf(form.Counterclaim)
	c.endCounterclaim(x, "withdrawn", s)
	s.note = x.ID + " " + form.Reason
	for i := range c.Fees {
		if f := &c.Fees[i]; f.Name == counterFee(x.ID) && f.PaidFen > 0 { // halved once already (民诉法解释第206条)
			s.note += "；受理费已减半，不再减"
		}
	}
	if c.counterclaimOpen(s) != nil && !c.Incidents.ClaimWithdrawn.IsZero() {
		s.note += "；已无待审请求，应作撤诉结案 nothing is left to try: end the case (withdraw)"
	}
}

func (c *caseRun) withdrawClaim(s *step) {
	s.note = s.form.(*casefile.ReasonForm).Reason
	if c.Incidents.ClaimWithdrawn.IsZero() {
		c.Incidents.ClaimWithdrawn = s.day
		c.halveFee(s)
	}
}

// Supplement of the fee after a conversion to ordinary procedure.

const feeSupplement = "fee-supplement"

// askFeeSupplement asks for the other half, in seven days (民诉法解释第199条). A
// fee that was deferred is not asked for now.
func (c *caseRun) askFeeSupplement(s *step) {
	due := c.feeOwed()
	if !c.since(reform) || due == 0 {
		return
	}
	d := c.set(period{id: feeSupplement, rule: "summary-conversion-fee", from: s.at, on: c.first(casefile.Plaintiff), scope: scopeCase, expires: lifecycle.SupplementLapsed})
	for _, p := range c.parties(casefile.Plaintiff) {
		c.order(casefile.FeeNotice, p, s.day, map[string]string{"feeFen": fmt.Sprint(due), "item": "案件受理费（补交）", "note": "转为普通程序审理，补交减半部分"})
	}
	s.note += "，期限至" + d.Deadline.Last.String()
}

// feeOwed is what of the acceptance fee is still to be paid, 0 for one that was
// deferred.
func (c *caseRun) feeOwed() int64 {
	for _, f := range c.Fees {
		if strings.HasPrefix(f.Name, acceptanceFee) && f.PaidFen > 0 {
			return max(f.ChargedFen-f.PaidFen, 0)
		}
	}
	return 0
}

func (c *caseRun) supplementDue(*step) *casefile.Refusal {
	if c.clock(feeSupplement) == nil {
		return missing("没有待补交的案件受理费 no supplement of the fee is due")
	}
	return nil
}

func (c *caseRun) feeSupplementPaid(s *step) {
	form := s.form.(*casefile.FeePaidForm)
	for i := range c.Fees {
		if strings.HasPrefix(c.Fees[i].Name, acceptanceFee) {
			c.Fees[i].PaidFen += form.AmountFen
			s.note = "补交" + yuan(form.AmountFen) + "，共" + yuan(c.Fees[i].PaidFen)
		}
	}
	c.drop(feeSupplement)
	if c.clock(claimFee) != nil { // all that is owed was paid
		c.drop(claimFee)
		c.Incidents.ClaimWas = 0
	}
}

func (c *caseRun) excuseSupplement(s *step) {
	s.note = s.form.(*casefile.ReasonForm).Reason + "；欠交" + yuan(c.feeOwed())
	c.drop(feeSupplement)
}

// supplementLapsed: deemed withdrawn, and half of what was paid goes back, so
// that a quarter of the whole fee is charged (民诉法解释第199条).
func (c *caseRun) supplementLapsed(s *step) {
	note := fmt.Sprintf("至%s未补交", s.last())
	for i := range c.Fees {
		f := &c.Fees[i]
		if !strings.HasPrefix(f.Name, acceptanceFee) || f.PaidFen == 0 {
			continue
		}
		back := f.PaidFen / 2
		f.ChargedFen, f.ExactFen, f.Article = f.PaidFen-back, f.PaidFen-back, "民诉法解释第199条"
		note += "；应退受理费" + yuan(back)
	}
	c.close(s, ClosedWithdrawn)
	s.note = note
}
