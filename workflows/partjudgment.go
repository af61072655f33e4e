package workflows

import (
	"fmt"
	"slices"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// checkPart judges a judgment on a part beyond its form: what a judgment needs
// as far as the part touches it, no more than is claimed, and assets that are
// preserved and belong to who owes it. No law keeps a part from being judged in
// small claims: its judgment is final there as any other (民事诉讼法第165条).
func (c *caseRun) checkPart(s *step, form *casefile.PartialJudgmentForm) *casefile.Refusal {
	if r := c.anotherBench(s); r != nil {
		return r
	}
	named := map[string]bool{}
	for _, o := range form.Obligations {
		for _, p := range slices.Concat(o.Debtors, o.Guarantors, []string{o.Creditor}) {
			named[p] = true
		}
	}
	decides := func(cc *counterclaim) bool { // what a plaintiff owes its defendant
		return slices.ContainsFunc(form.Obligations, func(o casefile.Obligation) bool {
			return o.Creditor == cc.Party && slices.ContainsFunc(o.Debtors, func(d string) bool { return slices.Contains(c.parties(casefile.Plaintiff), d) })
		})
	}
	if r := c.counterclaimsRipe(decides); r != nil {
		return r
	}
	if r := c.joinedAnswered(func(d string) bool { return named[d] }); r != nil {
		return r
	}
	most := c.Filing.ClaimFen
	for _, cc := range c.Incidents.Counterclaims {
		if cc.Ended == "" {
			most += cc.ClaimFen
		}
	}
	if left := max(most-c.decidedFen(), 0); c.Filing.ClaimFen > 0 && form.AmountFen > left {
		r := wrong("data.amountFen", "先行判决的数额不得超出尚未判决的诉讼请求 no more than of the claim is undecided", "%s", atMostFen(left))
		r.Article = "民事诉讼法第156、211条"
		return r
	}
	var fs casefile.Faults
	for i, id := range form.Assets {
		at := fmt.Sprintf("data.assets[%d]", i)
		a, t := c.asset(id), c.trackOf("preservation/"+id)
		switch {
		case a == nil || t == nil || !c.open(t):
			fs.Add(at, "本案正在保全的财产 an asset that is under preservation in this case", "%s", oneOf(c.preserved()))
		case !c.answersFor(form.Obligations, a.Owner):
			fs.Add(at, "该财产的所有人不对本部分负有义务 its owner owes nothing of this part", "本部分债务人或者担保人的财产，不是“%[1]s”的 an asset of a debtor or guarantor of the part, not of %[1]s", a.Owner)
		}
	}
	if len(fs) > 0 {
		return &casefile.Refusal{Code: casefile.BadInput, Message: "随先行判决移转的保全 the preserved assets that go with the part", Faults: fs}
	}
	return nil
}

func (c *caseRun) answersFor(obligations []casefile.Obligation, party string) bool {
	return slices.ContainsFunc(obligations, func(o casefile.Obligation) bool {
		return slices.Contains(o.Debtors, party) || slices.Contains(o.Guarantors, party)
	})
}

// preserved lists the assets whose preservation runs.
func (c *caseRun) preserved() []string {
	var ids []string
	for i := range c.Assets {
		if t := c.trackOf("preservation/" + c.Assets[i].Asset); t != nil && c.open(t) {
			ids = append(ids, c.Assets[i].Asset)
		}
	}
	return ids
}

// judgePart gives judgment on a part (民事诉讼法第156条): the part goes on as a
// case of its own, under this one's number with 之一, and this one with the rest.
// Its fee is this one's.
func (c *caseRun) judgePart(s *step) {
	form := s.form.(*casefile.PartialJudgmentForm)
	n := c.count("part")
	key := casefile.PartKey(c.Key, n)
	phase := lifecycle.AwaitingEffect
	if form.InCourt {
		phase = lifecycle.InCourtPrompt
	}
	everybody := func(string) bool { return true }
	st := c.standing(key, phase, everybody, s)
	st.Filing.CaseNumber = casefile.PartNumber(c.number1(), n)
	st.Filing.ClaimFen = form.AmountFen
	for _, a := range form.Assets {
		c.moveAsset(st, a, s)
	}
	v := casefile.CarvedView{Kind: casefile.PartialJudgment, Key: key, CaseNumber: st.Filing.CaseNumber, On: s.day, AmountFen: form.AmountFen, Claims: form.Claims, Assets: form.Assets}
	for _, o := range form.Obligations {
		v.Obligations = append(v.Obligations, o.ID)
	}
	for _, p := range st.Filing.Parties {
		v.Parties = append(v.Parties, p.ID)
	}
	c.Carved = append(c.Carved, carved{v})
	c.carve(st, casefile.CarvedOut{At: s.at, Judgment: form, Origin: casefile.Origin{Kind: casefile.PartialJudgment, No: n, On: s.day, By: s.decision.Actor, Claims: form.Claims}})
	s.note = fmt.Sprintf("%s：%s，%s；该部分事实已经清楚：%s；其余部分继续审理", v.CaseNumber, form.Claims, yuan(form.AmountFen), form.Facts)
	c.message("cn.luxing.case.part_judged", s.at, map[string]string{"part": key, "number": v.CaseNumber, "outcome": form.Outcome, "amountFen": fmt.Sprint(form.AmountFen)})
}

// beginPart takes the part to where judgment leaves any case.
func (c *caseRun) beginPart(s *step, o *casefile.CarvedOut) {
	s.form = o.Judgment.Judgment()
	if o.Judgment.InCourt {
		c.judgeInCourt(s)
	} else {
		c.judgeLater(s)
	}
	c.message("cn.luxing.case.begun_as_part", s.at, map[string]string{"of": o.Case, "number": c.Filing.CaseNumber})
}
