package workflows

import (
	"fmt"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// asset is what a preservation is about.
type asset struct {
	casefile.PreservationForm
	FrozenFen int64         `json:"frozenFen"`
	Rank      int           `json:"rank"`
	Until     calendar.Date `json:"until"`
}

func (c *caseRun) asset(id string) *asset {
	for i := range c.Assets {
		if c.Assets[i].Asset == id {
			return &c.Assets[i]
		}
	}
	return nil
}

func (c *caseRun) checkPreservation(s *step, form *casefile.PreservationForm) *casefile.Refusal {
	if _, ok := c.Filing.Party(form.Owner); !ok {
		return wrong("data.owner", "本案没有该当事人 no such party", "one of %s", list(c.everybody()))
	}
	if c.asset(form.Asset) != nil {
		return wrong("data.asset", "该财产已申请保全 that asset has an application already", "an ID of its own")
	}
	if form.AmountFen > c.Filing.ClaimFen && c.Filing.ClaimFen > 0 {
		return wrong("data.amountFen", "保全限于请求的范围 no more than is claimed (民事诉讼法第105条)", "%d fen or less", c.Filing.ClaimFen)
	}
	if c.ended() {
		return missing("案件已结 the case is closed")
	}
	return nil
}

func (c *caseRun) applyPreservation(s *step) {
	form := s.form.(*casefile.PreservationForm)
	c.Assets = append(c.Assets, asset{PreservationForm: *form})
	s.mech = 2
	rule := statute.PreservationRuling
	if form.Urgent {
		rule = statute.PreservationRulingUrgent
	}
	c.set(period{id: "ruling/" + form.Asset, rule: rule, from: s.at, on: string(lifecycle.Judge), scope: s.track.ID, track: s.track.ID})
	if fee, err := statute.PreservationFee(form.AmountFen, c.charging()); err == nil {
		c.Fees = append(c.Fees, casefile.FeeView{Name: "保全申请费 " + form.Asset, ExactFen: fee.ExactFen, ChargedFen: fee.ChargedFen, Article: "诉讼费用交纳办法第14条"})
		s.note = fmt.Sprintf("%s %s，申请费%s", form.Asset, yuan(form.AmountFen), yuan(fee.ChargedFen))
	}
	c.use(2, s.day, "申请保全 "+form.Asset)
}

func (c *caseRun) rulePreservation(s *step) {
	form := s.form.(*casefile.AssetForm)
	s.mech = 2
	s.note = form.Asset + " " + form.Reason
	c.set(period{id: "start/" + form.Asset, rule: statute.PreservationStart, from: form.On.Start(), on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID})
}

func (c *caseRun) noteAsset(s *step) {
	form := s.form.(*casefile.AssetForm)
	s.mech = 2
	s.note = form.Asset + " " + form.Reason
}

// freezeRule is how long each kind of asset stays frozen (民诉法解释第485条).
var freezeRule = map[casefile.AssetKind]statute.RuleID{
	casefile.Deposit: statute.FreezeDeposit, casefile.Movable: statute.FreezeMovable, casefile.RealEstate: statute.FreezeRealEstate,
}

// freezeAsset starts, or renews, the term of a freeze and the watch over its
// renewal, which must be asked for seven days before it ends (财产保全规定第18条).
func (c *caseRun) freezeAsset(s *step) {
	form := s.form.(*casefile.FreezeForm)
	a := c.asset(form.Asset)
	a.FrozenFen, a.Rank = form.FrozenFen, max(form.Rank, 1)
	d := c.set(period{id: "freeze/" + form.Asset, rule: freezeRule[a.Kind], from: form.On.Start(), on: c.first(casefile.Plaintiff), scope: s.track.ID, track: s.track.ID, expires: lifecycle.FreezeRanOut})
	a.Until = d.Deadline.Last
	if p, err := c.book.Period(statute.PreservationRenewal, a.Until.Start()); err == nil {
		p.From = form.On.Start()
		c.put(period{id: "renewal/" + form.Asset, rule: statute.PreservationRenewal, on: c.first(casefile.Plaintiff), scope: s.track.ID, track: s.track.ID}, p)
	}
	s.mech = 2
	s.note = fmt.Sprintf("%s 冻结%s，至%s", form.Asset, yuan(form.FrozenFen), a.Until)
	c.use(2, s.day, s.note)
}
