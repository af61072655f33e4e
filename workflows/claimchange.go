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

// A claim may be raised or lowered until the debate ends (民事诉讼法第54、143条；
// 民诉法解释第232条). The fee follows it (诉讼费用交纳办法第21条): more is paid in seven
// days from the notice (第22条), less is refunded while the court's inquiry lasts.

const claimFee = "claim-fee"

func (c *caseRun) checkClaimChange(form *casefile.ClaimChangeForm) *casefile.Refusal {
	switch {
	case !c.Incidents.ClaimWithdrawn.IsZero():
		return missing("本诉已于%s撤回 the claim was withdrawn on %s", c.Incidents.ClaimWithdrawn, c.Incidents.ClaimWithdrawn)
	case c.Filing.RetrialOf != "":
		r := missing("再审请求不得超出原审诉讼请求，可另行起诉 a retrial keeps to what was claimed; more takes a suit of its own")
		r.Article = "民诉法解释第403条"
		return r
	case form.ClaimFen == c.Filing.ClaimFen:
		return wrong("data.claimFen", "没有变更 nothing changes", "不同于%[1]d分（%[2]s）的数额 another amount than %[1]d fen", c.Filing.ClaimFen, yuan(c.Filing.ClaimFen))
	}
	return nil
}

// changeClaim puts the new amount in the place of the old one, and has the
// register told. No text at hand gives the other side another period to answer;
// evidence may be called for again, which is the court's own choice.
func (c *caseRun) changeClaim(s *step) {
	form := s.form.(*casefile.ClaimChangeForm)
	was, owed := c.Filing.ClaimFen, c.feeOwed()
	c.setClaim(form.ClaimFen)
	s.note = fmt.Sprintf("由%s变更为%s：%s", yuan(was), yuan(form.ClaimFen), form.Reason)
	less := form.ClaimFen < was
	switch {
	case less && form.Investigated:
		s.note += "；法庭调查已终结，减少部分的受理费由变更方负担（诉讼费用交纳办法第35条）"
	default:
		c.refee(s)
		c.claimFeeFollows(s, was, owed)
	}
	if e := &c.Incidents.Evidence; !e.Closed.IsZero() {
		e.Closed = calendar.Date{}
		s.note += "；可重新确定举证期限（法院政策）"
	}
	c.tellParties(s, "诉讼请求变更为"+yuan(form.ClaimFen), nil)
	c.message("cn.luxing.claim.changed", s.at, map[string]string{"wasFen": fmt.Sprint(was), "claimFen": fmt.Sprint(form.ClaimFen)})
	if why := c.tooMuch(form); why != "" {
		c.outgrow(s, why)
	}
}

func (c *caseRun) setClaim(fen int64) {
	c.Filing.ClaimFen = fen
	f := c.Filing
	c.pending.Filing = &f
	c.dirty = true
}

// refee counts the acceptance fee anew on what is claimed now. A fee that was
// waived stays waived, one that was halved stays halved.
func (c *caseRun) refee(s *step) {
	for i := range c.Fees {
		f := &c.Fees[i]
		if !strings.HasPrefix(f.Name, acceptanceFee) || f.Article == "诉讼费用交纳办法第45条" {
			continue
		}
		v := c.fullFee(s.at)
		if f.Name != acceptanceFee {
			v = halved(v, f.Article)
		}
		v.PaidFen, v.Article = f.PaidFen, f.Article
		*f = v
	}
}

// claimFeeFollows asks for more of the fee, or says what goes back. owed is
// what was to be paid before, as after a conversion.
func (c *caseRun) claimFeeFollows(s *step, was, owed int64) {
	due := c.feeOwed()
	if c.clock(claimFee) != nil && due == 0 { // lowered again to what is paid for
		c.drop(claimFee)
		c.Incidents.ClaimWas = 0
	}
	switch {
	case due > owed:
		if c.Incidents.ClaimWas == 0 {
			c.Incidents.ClaimWas = was
		}
		d := c.set(period{id: claimFee, rule: statute.FeePayment, from: s.at, on: c.first(casefile.Plaintiff), scope: scopeCase, expires: lifecycle.ClaimFeeLapsed})
		for _, p := range c.parties(casefile.Plaintiff) {
			c.order(casefile.FeeNotice, p, s.day, map[string]string{"feeFen": fmt.Sprint(due), "item": "案件受理费（补交）", "note": "增加诉讼请求，补交受理费"})
		}
		s.note += "；应补交受理费" + yuan(due-owed) + "，期限至" + d.Deadline.Last.String()
	case due == 0:
		for _, f := range c.Fees {
			if back := f.PaidFen - f.ChargedFen; strings.HasPrefix(f.Name, acceptanceFee) && back > 0 {
				s.note += "；应退受理费" + yuan(back)
			}
		}
	}
}

func (c *caseRun) claimFeeDue(*step) *casefile.Refusal {
	if c.clock(claimFee) == nil {
		return missing("没有因增加诉讼请求待补交的受理费 no fee of an increased claim is due")
	}
	return nil
}

// claimFeePaid takes all that is owed of the fee, so that nothing else of it is
// awaited any more.
func (c *caseRun) claimFeePaid(s *step) {
	c.feeSupplementPaid(s)
	c.drop(claimFee)
	c.Incidents.ClaimWas = 0
}

// claimFeeLapsed: an increase whose fee is not paid is not tried. No text says
// so of an increase alone; the law has the whole suit withdrawn where its whole
// fee is not paid (民诉法解释第213条), and the part goes the same way.
func (c *caseRun) claimFeeLapsed(s *step) {
	more := c.Filing.ClaimFen
	c.setClaim(c.Incidents.ClaimWas)
	c.Incidents.ClaimWas = 0
	c.refee(s)
	s.note = fmt.Sprintf("至%s未补交，诉讼请求由%s恢复为%s", s.last(), yuan(more), yuan(c.Filing.ClaimFen))
}

// Small claims that outgrow their procedure (民诉法解释第278条): the other rules of
// summary procedure apply by law; ordinary procedure takes a ruling.

// outgrow ends small-claims procedure. The trial limit is the one of summary
// procedure from the day of filing, the judgment can be appealed against, and
// what both sides admitted needs no proof again.
func (c *caseRun) outgrow(s *step, why string) {
	if c.Procedure == casefile.SmallClaims && c.since(joinder) {
		c.cause(lifecycle.SmallOutgrown, "", lifecycle.Linked, s.at, why)
	}
}

func (c *caseRun) smallOutgrown(s *step) {
	c.Procedure = casefile.Summary
	c.Trial.Rule, c.Trial.Extensions = trialRule[casefile.Summary], nil
	c.retime(s.at)
	if t, ok := c.trialClock(s.day); ok {
		s.note += "；审限自立案之日起重新计算至" + t.Deadline.Last.String()
	}
	s.note += "；不再一审终审；双方已确认的事实可以不再举证、质证；应当适用普通程序的，裁定转为普通程序（convert_procedure）"
	c.tellParties(s, "适用简易程序的其他规定审理", nil)
}

// tooMuch says why a claim as changed is none for small claims, "" when it
// still is: by the limit of the province and the year of filing, or by the
// judge's finding where the court has none (民事诉讼法第165条).
func (c *caseRun) tooMuch(form *casefile.ClaimChangeForm) string {
	court, _ := casefile.FindCourt(c.Court)
	l, ok := c.book.SmallClaims(form.ClaimFen, court.Province(), c.Filing.FiledOn)
	switch {
	case !ok && form.Fits, ok && l.Applies, ok && l.ByAgreement && (form.Agreed || c.Filing.SmallClaimsAgreed):
		return ""
	case !ok:
		return "变更后的诉讼请求未认定仍符合小额诉讼条件"
	case l.ByAgreement:
		return "变更后的数额超过" + yuan(l.MandatoryFen) + "，当事人未约定适用小额诉讼"
	}
	return "变更后的数额超过" + yuan(l.AgreedFen)
}

// strange says why a joined party makes the case none for small claims: nobody
// who cannot be found is sued in it (民事诉讼法第166条); otherwise the judge says
// whether it still is one.
func strange(form *casefile.JoinForm) string {
	suitor := slices.Contains([]casefile.Side{casefile.Plaintiff, casefile.Defendant, casefile.ThirdParty}, form.Joined.Side)
	switch {
	case !suitor:
		return ""
	case form.Joined.WhereaboutsUnknown:
		return "追加的" + form.Joined.ID + "下落不明"
	case form.Fits:
		return ""
	}
	return "追加" + form.Joined.ID + "，未认定仍符合小额诉讼条件"
}
