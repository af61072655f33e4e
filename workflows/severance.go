package workflows

import (
	"fmt"
	"slices"
	"strings"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// checkSever judges a severance. Into a case that was filed separately only
// parties leave; a case that is started takes its share of the suit along.
func (c *caseRun) checkSever(s *step, form *casefile.SeverForm) *casefile.Refusal {
	if form.Case != "" {
		if r := c.checkOtherCase("data.case", form.Case); r != nil {
			return r
		}
		return c.checkLeaving(form.Parties)
	}
	for _, judge := range []func() *casefile.Refusal{
		func() *casefile.Refusal { return c.mayBeDivided(s) },
		func() *casefile.Refusal { return c.checkLeaving(form.Parties) },
		func() *casefile.Refusal { return c.checkSeveredSides(form) },
		func() *casefile.Refusal { return c.checkSeveredClaim(form) },
	} {
		if r := judge(); r != nil {
			return r
		}
	}
	if c.Objection != "" {
		r := missing("管辖权异议尚未裁定，裁定后再分案 the objection to jurisdiction is of the whole suit: rule on it first (overrule_objection)")
		r.Article = "民事诉讼法第130条"
		return r
	}
	return nil
}

// checkSeveredSides wants parties of one side, whose opponents are in both
// cases; third parties may go along.
func (c *caseRun) checkSeveredSides(form *casefile.SeverForm) *casefile.Refusal {
	sides := map[casefile.Side]bool{}
	for _, id := range form.Parties {
		p, _ := c.Filing.Party(id)
		sides[p.Side] = true
	}
	if sides[casefile.Plaintiff] == sides[casefile.Defendant] {
		return wrong("data.parties", "分出一方的当事人，对方在两案中均为当事人 parties of one side are severed; their opponents are in both cases", "原告或者被告一方，至多连同第三人 plaintiffs or defendants, with third parties at most")
	}
	if !sides[casefile.Plaintiff] {
		return nil
	}
	for _, x := range c.Incidents.Counterclaims {
		if x.Ended == "" {
			return missing("反诉%s与本诉合并审理，尚未终结，不能分出原告 counterclaim %s is tried with the claim; no plaintiff is severed while it is open (withdraw_counterclaim)", x.ID, x.ID)
		}
	}
	return nil
}

// checkSeveredClaim splits the amount: each case keeps something of a claim for
// money, and what is judged already stays where it was judged.
func (c *caseRun) checkSeveredClaim(form *casefile.SeverForm) *casefile.Refusal {
	most := c.Filing.ClaimFen - 1 - c.decidedFen()
	switch {
	case c.Filing.ClaimFen == 0 && form.ClaimFen != 0:
		return wrong("data.claimFen", "本案没有标的额 the claim is not for money", "填0，本案没有标的额 0: the claim has no amount")
	case c.Filing.ClaimFen > 0 && (form.ClaimFen < 1 || form.ClaimFen > most):
		return wrong("data.claimFen", "分案后两案各有标的额 each case has its part of the claim", "1至%[1]d分，即标的额%[2]s减去已判决的部分 1 to %[1]d fen, of the claim of %[3]d fen less what is judged", max(most, 1), yuan(c.Filing.ClaimFen), c.Filing.ClaimFen)
	}
	return nil
}

// sever takes parties out of the case. No source rules on the fee, the trial
// limit or the measures of a suit that is split; what is done here is the
// court's policy, chosen so that a split gains the court no time and costs the
// parties nothing: the limit counts on from the day the whole suit was filed,
// what was served, heard and excluded stands, measures keep rank and term, and
// the fee that was paid is divided.
func (c *caseRun) sever(s *step) {
	form := s.form.(*casefile.SeverForm)
	into, fee := form.Case, ""
	if into == "" {
		into, fee = c.startSevered(s, form)
	} else {
		c.linkCase(form.Case, casefile.LinkAs(casefile.Severed), s)
	}
	for _, p := range form.Parties {
		c.leave(leaver{Party: p, Why: "severed", On: form.On, Case: into}, s.at)
	}
	s.note = fmt.Sprintf("%s分案至%s：%s%s", strings.Join(form.Parties, "、"), into, form.Reason, fee)
	c.tellParties(s, "分案审理", form.Parties)
	c.message("cn.luxing.case.severed", s.at, map[string]string{"into": into, "parties": strings.Join(form.Parties, ",")})
}

// startSevered orders the severed case. It begins where its own defendants
// stand: in service while one was not served, in defence while one may answer.
func (c *caseRun) startSevered(s *step, form *casefile.SeverForm) (key, note string) {
	n := c.count("severed")
	key = casefile.SeveredKey(c.Key, n)
	leaves := func(p string) bool { return slices.Contains(form.Parties, p) }
	side := casefile.Defendant
	for _, id := range form.Parties {
		if p, _ := c.Filing.Party(id); p.Side == casefile.Plaintiff {
			side = casefile.Plaintiff
		}
	}
	in := func(id string) bool {
		p, _ := c.Filing.Party(id)
		return leaves(id) || p.Side == casefile.Guarantor || p.Side != side && p.Side != casefile.ThirdParty
	}
	st := c.standing(key, lifecycle.Trial, in, s)
	for _, p := range st.Filing.On(casefile.Defendant) {
		_, served := st.ServedOn[servedKey(casefile.PaperComplaint, p.ID)]
		_, answered := st.AnsweredOn[p.ID]
		switch {
		case !served:
			st.Common.Phase = lifecycle.Service
		case !answered && st.Common.Phase == lifecycle.Trial:
			st.Common.Phase = lifecycle.Defence
		}
		c.copyTrack(st, deliveryID(casefile.PaperComplaint, p.ID))
		c.copyClocks(st, func(k *clock) bool { return k.ID == "answer/"+p.ID })
	}
	c.copyClocks(st, func(k *clock) bool { return k.ID == "trial" || k.ID == "exclusion-review" || k.ID == "evidence" })
	// The limit of the whole suit goes on (民事诉讼法第152、164条；审限规定第8条 count from the filing).
	st.Trial, st.Exclusions = c.Trial, c.Exclusions
	st.Trial.Exclusions, st.Trial.Extensions = slices.Clone(c.Trial.Exclusions), slices.Clone(c.Trial.Extensions)

	v := casefile.CarvedView{Kind: casefile.Severed, Key: key, On: s.day, AmountFen: form.ClaimFen}
	for i := range c.Assets {
		a := &c.Assets[i]
		with := leaves(a.Owner)
		if side == casefile.Plaintiff {
			with = leaves(c.applicant(a))
		}
		if t := c.trackOf("preservation/" + a.Asset); with && t != nil && c.open(t) {
			v.Assets = append(v.Assets, a.Asset)
		}
	}
	for _, a := range v.Assets {
		c.moveAsset(st, a, s)
	}
	for _, p := range st.Filing.Parties {
		v.Parties = append(v.Parties, p.ID)
	}
	note = c.splitClaim(st, form.ClaimFen, s)
	c.Carved = append(c.Carved, carved{v})
	c.carve(st, casefile.CarvedOut{At: s.at, Origin: casefile.Origin{Kind: casefile.Severed, No: n, On: s.day, By: s.decision.Actor}})
	return key, note
}

// splitClaim divides the amount and the fee. Each case's fee is that of its own
// amount (诉讼费用交纳办法第13条), with the reduction that the suit had; what was
// paid beyond this case's goes to the other, so that what was paid is neither
// more nor less. The rates fall as the amount rises, so two fees are more than
// one: what lacks is not asked for before the judgment (法院政策).
func (c *caseRun) splitClaim(st *caseState, claim int64, s *step) string {
	c.Filing.ClaimFen -= claim
	f := c.Filing
	c.pending.Filing = &f
	st.Filing.ClaimFen = claim
	i := slices.IndexFunc(c.Fees, func(f casefile.FeeView) bool { return strings.HasPrefix(f.Name, acceptanceFee) })
	if i < 0 {
		return ""
	}
	was := c.Fees[i]
	anew := func(claim int64) casefile.FeeView {
		if was.ChargedFen == 0 { // waived
			return was
		}
		v := c.feeOn(claim, s.at)
		if was.Name != acceptanceFee {
			v = halved(v, "诉讼费用交纳办法第16条")
		}
		return v
	}
	mine, theirs := anew(c.Filing.ClaimFen), anew(claim)
	mine.PaidFen = min(was.PaidFen, mine.ChargedFen)
	theirs.PaidFen = was.PaidFen - mine.PaidFen
	c.Fees[i] = mine
	st.Fees = []casefile.FeeView{theirs}
	note := fmt.Sprintf("；标的额%s分出%s，受理费%s、%s，已缴%s分别计入%s、%s", yuan(c.Filing.ClaimFen+claim), yuan(claim),
		yuan(mine.ChargedFen), yuan(theirs.ChargedFen), yuan(was.PaidFen), yuan(mine.PaidFen), yuan(theirs.PaidFen))
	if short := theirs.ChargedFen - theirs.PaidFen; was.PaidFen > 0 && short > 0 {
		note += "，差额" + yuan(short) + "结案时结算"
	}
	return note
}

// beginSevered registers the severed case: its number, its limit as it stands,
// and a notice to all who are in it.
func (c *caseRun) beginSevered(s *step) {
	c.NumberID = c.number(c.Court, "民初", s.day.Year())
	c.retime(s.at)
	if t, ok := c.trialClock(s.day); ok {
		s.note = fmt.Sprintf("审限自%s立案起连续计算，至%s", c.AcceptedOn, t.Deadline.Last)
	}
	for _, p := range c.suitors() {
		o := c.order(casefile.PartyNotice, p, s.day, map[string]string{"change": "分案审理，另立新案", "about": "", "judge": c.Judge})
		c.numbered(o.ID, c.NumberID)
	}
	c.message("cn.luxing.case.accepted", s.at, map[string]string{"court": c.Court, "procedure": string(c.Procedure), "severedFrom": c.Origin.Case})
}
