package workflows

import (
	"fmt"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// objection is a party's objection to an act of enforcement.
type objection struct {
	casefile.ObjectionForm
	Upheld bool `json:"upheld"`
}

// claim is a third party's claim to an asset.
type claim struct {
	casefile.ClaimForm
	Upheld  bool          `json:"upheld"`
	Secured int64         `json:"secured"` // what the applicant gave to go ahead, fen
	RuledOn calendar.Date `json:"ruledOn"`
}

func (e *enforcementRun) objectionOf(id string) *objection {
	for i := range e.Objections {
		if e.Objections[i].Objection == id {
			return &e.Objections[i]
		}
	}
	return nil
}

func (e *enforcementRun) claimOf(id string) *claim {
	for i := range e.Claims {
		if e.Claims[i].Claim == id {
			return &e.Claims[i]
		}
	}
	return nil
}

func (e *enforcementRun) checkObjection(form *casefile.ObjectionForm) *casefile.Refusal {
	if form.Asset != "" && e.holding(form.Asset) == nil {
		return e.noAsset(form.Asset)
	}
	return nil
}

func (e *enforcementRun) noAsset(id string) *casefile.Refusal {
	var ids []string
	for _, h := range e.Holdings {
		ids = append(ids, h.Asset)
	}
	r := wrong("data.asset", fmt.Sprintf("本案没有财产“%[1]s” this case holds no asset %[1]s", id), "%s", oneOf(ids))
	r.Code = casefile.NoSuchTrack
	return r
}

// lodgeObjection starts the fifteen days of review. Enforcement goes on; only
// the disposal of an asset is stopped, on full security (执行程序解释第9条).
func (e *enforcementRun) lodgeObjection(s *step) {
	form := s.form.(*casefile.ObjectionForm)
	e.Objections = append(e.Objections, objection{ObjectionForm: *form})
	d := e.set(period{id: "objection/" + form.Objection, rule: statute.EnforcementObjection, from: form.On.Start(), on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID})
	s.note = fmt.Sprintf("%s：%s，应于%s前裁定，审查期间不停止执行", form.Party, form.Act, d.Deadline.Last)
	if form.SecurityFen > 0 {
		s.note += fmt.Sprintf("；提供担保%s，停止处分%s", yuan(form.SecurityFen), form.Asset)
	}
	e.number(e.Court, "执异", s.day.Year())
}

// ruleObjection opens the ten days for reconsideration, from service.
func (e *enforcementRun) ruleObjection(s *step) {
	form := s.form.(*casefile.ObjectionRulingForm)
	e.objectionOf(form.Objection).Upheld = form.Upheld
	s.note = ruled(form.Upheld) + "：" + form.Reason
	e.set(period{id: "reconsideration/" + form.Objection, rule: statute.EnforcementReconsider, from: form.On.Start(), on: e.objectionOf(form.Objection).Party, scope: s.track.ID, track: s.track.ID, expires: lifecycle.ObjectionFinal})
}

func ruled(upheld bool) string {
	if upheld {
		return "异议成立"
	}
	return "驳回异议"
}

func (e *enforcementRun) applyReconsideration(s *step) {
	form := s.form.(*casefile.ObjectionDayForm)
	s.note = form.On.String()
	e.set(period{id: "reconsidering/" + form.Objection, rule: statute.ReconsiderReview, from: form.On.Start(), on: "appeal_court", scope: s.track.ID, track: s.track.ID})
}

func (e *enforcementRun) answerReconsideration(s *step) {
	form := s.form.(*casefile.ObjectionRulingForm)
	e.objectionOf(form.Objection).Upheld = form.Upheld
	s.note = ruled(form.Upheld) + "：" + form.Reason
}

func (e *enforcementRun) checkClaim(form *casefile.ClaimForm) *casefile.Refusal {
	h := e.holding(form.Asset)
	if h == nil {
		return e.noAsset(form.Asset)
	}
	if t := e.trackOf(seizureTrack(form.Asset)); t != nil && !e.open(t) {
		return missing("%s的执行程序已经终结，不能再提出异议 the enforcement of %s is over (民诉法解释第462条)", form.Asset, form.Asset)
	}
	if form.Claimant == h.Owner {
		return wrong("data.claimant", "案外人不是被执行人 a third party is not the debtor", "被执行人以外的人，或者对执行行为提出异议（lodge_objection） somebody else, or an objection to the act (lodge_objection)")
	}
	return nil
}

// lodgeClaim starts the fifteen days of review; the asset is not disposed of
// meanwhile (执行程序解释第15条).
func (e *enforcementRun) lodgeClaim(s *step) {
	form := s.form.(*casefile.ClaimForm)
	e.Claims = append(e.Claims, claim{ClaimForm: *form})
	d := e.set(period{id: "claim/" + form.Claim, rule: statute.ThirdPartyClaim, from: form.On.Start(), on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID})
	s.note = fmt.Sprintf("%s 主张%s的%s，应于%s前裁定", form.Claimant, form.Asset, form.Right, d.Deadline.Last)
	e.number(e.Court, "执异", s.day.Year())
}

// ruleClaim opens the fifteen days to sue: the claimant's when it was
// dismissed, the applicant's when it was upheld (民诉法解释第303、304条).
func (e *enforcementRun) ruleClaim(s *step) {
	form := s.form.(*casefile.ClaimRulingForm)
	c := e.claimOf(form.Claim)
	c.Upheld, c.RuledOn = form.Upheld, form.On
	who := c.Claimant
	if form.Upheld {
		who = e.Input.Applicant
	}
	d := e.set(period{id: "claim-suit/" + form.Claim, rule: statute.ThirdPartySuit, from: form.On.Start(), on: who, scope: s.track.ID, track: s.track.ID, expires: lifecycle.ClaimPeriodOver})
	s.note = fmt.Sprintf("%s，%s可于%s前起诉", ruled(form.Upheld), who, d.Deadline.Last)
}

// fileClaimSuit keeps the asset as it is until the suit is decided, and has
// that looked at so that it is not forgotten.
func (e *enforcementRun) fileClaimSuit(s *step) {
	form := s.form.(*casefile.ClaimSuitForm)
	s.note = form.By + " " + form.On.String()
	e.set(period{id: "claim-suit-review/" + form.Claim, rule: statute.StayReview, from: form.On.Start(), on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID})
}

func (e *enforcementRun) decideClaimSuit(s *step) {
	form := s.form.(*casefile.ClaimRulingForm)
	c := e.claimOf(form.Claim)
	c.Upheld = form.Upheld
	if s.note = "准许执行" + c.Asset; form.Upheld {
		s.note = "不得执行" + c.Asset
		e.releaseDue(c.Asset, form.On)
	}
}

// claimPeriodOver: nobody sued in time. Where the claim was upheld the asset
// goes free within seven days (民诉法解释第314条).
func (e *enforcementRun) claimPeriodOver(s *step) {
	c := e.claimOf(subject(s.track.ID))
	if s.note = "未起诉，可以继续执行" + c.Asset; c.Upheld {
		s.note = "申请执行人未起诉，应解除对" + c.Asset + "的措施"
		e.releaseDue(c.Asset, s.last())
	}
}

func (e *enforcementRun) releaseDue(asset string, from calendar.Date) {
	if t := e.trackOf(seizureTrack(asset)); t != nil && e.open(t) {
		e.set(period{id: "release/" + asset, rule: statute.ThirdPartyRelease, from: from.Start(), on: string(lifecycle.EnforcementJudge), scope: t.ID, track: t.ID})
	}
}

func (e *enforcementRun) secureGoingAhead(s *step) {
	form := s.form.(*casefile.ClaimDayForm)
	e.claimOf(form.Claim).Secured = form.SecurityFen
	s.note = "申请执行人提供担保" + yuan(form.SecurityFen) + "，继续执行"
}

// claimBlocks reports whether a claim forbids the disposal of its asset now:
// while it is reviewed, for the fifteen days after it was ruled on, while the
// suit runs, and for good where the right was upheld; not where the applicant
// gave security (执行程序解释第15、16条；民诉法解释第463、313条).
func (e *enforcementRun) claimBlocks(c claim) bool {
	switch e.stateOf(claimTrack(c.Claim)) {
	case lifecycle.ClaimReview, lifecycle.ClaimSuit:
		return c.Secured == 0
	case lifecycle.ClaimRuled:
		return true
	case lifecycle.ClaimOver:
		return c.Upheld
	}
	return false
}
