package workflows

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// holding is one asset of a debtor that enforcement holds, or held.
type holding struct {
	casefile.SeizeForm
	Until     calendar.Date `json:"heldUntil"`
	TakenOver bool          `json:"takenOver"` // preserved in the suit
	PriceFen  int64         `json:"priceFen"`
	Failed    bool          `json:"failed"` // a sale of it failed
	SoldOn    calendar.Date `json:"soldOn"`
}

func seizureTrack(asset string) string { return lifecycle.Seizure.ID + "/" + asset }
func claimTrack(id string) string      { return lifecycle.Claim.ID + "/" + id }

func (e *enforcementRun) holding(asset string) *holding {
	for i := range e.Holdings {
		if e.Holdings[i].Asset == asset {
			return &e.Holdings[i]
		}
	}
	return nil
}

// takeOver makes seizures of what was preserved in the suit, in its rank and
// until its day: there is no gap (民诉法解释第168条).
func (e *enforcementRun) takeOver(now time.Time) {
	for _, a := range e.Input.Assets {
		h := holding{SeizeForm: casefile.SeizeForm{Asset: a.Asset, Owner: a.Owner, Kind: a.Kind, What: "诉讼保全转执行", AmountFen: a.FrozenFen, Rank: max(a.Rank, 1), On: e.Input.AppliedOn, Until: a.Until}, Until: a.Until, TakenOver: true}
		state := lifecycle.Controlled
		if h.Rank > 1 {
			state = lifecycle.Queued
		}
		switch waits := h.Rank > 1 && e.since(joinder); {
		case waits:
			h.Until = calendar.Date{}
		case h.Until.IsZero(): // it waits behind another court's, and its term has not begun
			if d, err := e.book.Period(freezeRule[a.Kind], now); err == nil {
				h.Until = d.Last
			}
		}
		e.Holdings = append(e.Holdings, h)
		e.openTrack(seizureTrack(a.Asset), lifecycle.Seizure, state, now, a.Owner)
		e.append(casefile.Entry{At: now, Event: "taken_over", Name: "保全转为执行查封", Role: lifecycle.Linked, Track: seizureTrack(a.Asset), Article: "民诉法解释第168条",
			Note: fmt.Sprintf("%s %s，顺位%d，%s", a.Asset, yuan(a.FrozenFen), h.Rank, h.term())})
		e.watchSeizure(&e.Holdings[len(e.Holdings)-1], e.Input.AppliedOn)
	}
}

// term says until when an asset is held: a seizure that waits behind another has
// no term until it takes effect (查封规定第26条).
func (h *holding) term() string {
	if h.Until.IsZero() {
		return "轮候中，尚不起算"
	}
	return "至" + h.Until.String()
}

// watchSeizure runs the term of a seizure and the watch over its renewal, seven
// days before it ends, as with preservation.
func (e *enforcementRun) watchSeizure(h *holding, from calendar.Date) {
	id := seizureTrack(h.Asset)
	if h.Until.IsZero() {
		e.set(period{id: "queue/" + h.Asset, rule: statute.PreservationQueueReview, from: from.Start(), on: string(lifecycle.EnforcementJudge), scope: id, track: id})
		return
	}
	e.until(period{id: id, rule: freezeRule[h.Kind], from: from.Start(), on: e.Input.Applicant, scope: id, track: id, expires: lifecycle.SeizureRanOut}, h.Until)
	if p, err := e.book.Period(statute.PreservationRenewal, h.Until.Start()); err == nil {
		p.From = from.Start()
		e.put(period{id: "renewal/" + h.Asset, rule: statute.PreservationRenewal, on: string(lifecycle.EnforcementJudge), scope: id, track: id}, p)
	}
}

// rewatch keeps the term of a seizure running when its track moved on.
func (e *enforcementRun) rewatch(h *holding) {
	if h != nil {
		e.watchSeizure(h, h.On)
	}
}

func (e *enforcementRun) checkSeizure(s *step, form *casefile.SeizeForm) *casefile.Refusal {
	if e.since(joinder) {
		if r := e.checkOwner(form); r != nil {
			return r
		}
	} else if !slices.Contains(e.debtors(), form.Owner) {
		p, ok := e.party(form.Owner)
		if !ok || p.Side != casefile.Guarantor && p.ID != e.Settled.Guarantor && p.ID != e.Deferral.Guarantor {
			return wrong("data.owner", "只能查封被执行人的财产 only a debtor's property is seized", "%s", oneOf(e.debtors()))
		}
	}
	if e.holding(form.Asset) != nil {
		return wrong("data.asset", "该财产已登记 that asset is on record", "未使用过的编号 an ID of its own")
	}
	if (s.row.Event == lifecycle.QueueAsset) != (form.Rank > 1) {
		return wrong("data.rank", "首封为1，轮候大于1的顺位 first in rank is 1, queued is more", "查封（seize_asset）为1，轮候（queue_asset）为2以上 1 with seize_asset, 2 or more with queue_asset")
	}
	if s.row.Event == lifecycle.QueueAsset && !form.Until.IsZero() && e.since(joinder) {
		return wrong("data.until", "轮候查封未生效，期限尚不起算 a waiting seizure has no term yet (查封规定第26条)", "不填；期限自生效（promote_asset）之日起算 leave it out; the term begins when it takes effect (promote_asset)")
	}
	if e.referralState(form.Owner) == referralOut || e.isBankrupt(form.Owner) {
		return missing("%s已移送破产，对其执行中止 enforcement against %s is suspended", form.Owner, form.Owner)
	}
	if d, err := e.book.Period(freezeRule[form.Kind], form.On.Start()); err == nil && form.Until.After(d.Last) {
		return wrong("data.until", "查封期限过长 longer than the law allows (民诉法解释第485条)", "%[1]s或者更早 %[1]s or earlier", d.Last)
	}
	return nil
}

// withinOwed: what is seized has to cover the claim and no more (民事诉讼法第253条；
// 查封规定第19条). A deposit divides to the fen, so its excess is refused; a thing
// does not, and is noted.
func (e *enforcementRun) withinOwed(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.SeizeForm)
	if !ok || form.Kind != casefile.Deposit {
		return nil
	}
	if e.since(joinder) {
		if r := e.checkOwner(form); r != nil { // whose it is comes before how much
			return r
		}
		return beyondOwed(form, e.mayFreeze(form.Owner, s.day))
	}
	total, _ := e.owed(s.day)
	left := total - e.forUs()
	for _, h := range e.Holdings {
		if h.Kind == casefile.Deposit && e.stateOf(seizureTrack(h.Asset)) == lifecycle.Controlled {
			left -= h.AmountFen
		}
	}
	return beyondOwed(form, left)
}

// beyondOwed refuses to freeze more than is owed.
func beyondOwed(form *casefile.SeizeForm, left int64) *casefile.Refusal {
	if form.AmountFen > max(left, 0) {
		r := missing("超出应执行的范围：尚可冻结%s more than is owed: %s may be frozen", yuan(max(left, 0)), yuan(max(left, 0)))
		r.Article = "民事诉讼法第253条；查封规定第19条"
		return r
	}
	return nil
}

// seize starts the term of a seizure. Before the notice went out, the notice
// follows within three days (执行程序解释第22条).
func (e *enforcementRun) seize(s *step) {
	form := s.form.(*casefile.SeizeForm)
	h := holding{SeizeForm: *form, Until: form.Until}
	h.Rank = max(form.Rank, 1)
	if h.Until.IsZero() && !(h.Rank > 1 && e.since(joinder)) {
		if d, err := e.book.Period(freezeRule[form.Kind], form.On.Start()); err == nil {
			h.Until = d.Last
		}
	}
	e.Holdings = append(e.Holdings, h)
	e.watchSeizure(&h, form.On)
	s.note = fmt.Sprintf("%s %s %s，%s，顺位%d，%s", form.Asset, form.Owner, form.What, yuan(form.AmountFen), h.Rank, h.term())
	if k := e.clock("enforcement-notice"); k != nil && e.Phase == lifecycle.NoticeDue {
		if d, err := e.book.Period("enforcement-notice-after-measures", form.On.Start()); err == nil && d.Due.Before(k.Deadline.Due) {
			e.put(period{id: "enforcement-notice", rule: d.Rule, on: string(lifecycle.EnforcementJudge), scope: scopePhase}, d)
		}
	}
	facts := map[string]string{"asset": form.Asset}
	if !h.Until.IsZero() {
		facts["until"] = h.Until.String()
	}
	e.message("cn.luxing.asset.seized", s.at, facts)
}

// promote: the seizure before it is gone, and this one takes effect by itself;
// its term begins (查封规定第26条).
func (e *enforcementRun) promote(s *step) {
	form := s.form.(*casefile.SeizureForm)
	h := e.holding(form.Asset)
	h.Rank, h.On = 1, form.On
	if d, err := e.book.Period(freezeRule[h.Kind], form.On.Start()); err == nil {
		h.Until = d.Last
	}
	e.rewatch(h)
	s.note = form.Asset + " 轮候生效，至" + h.Until.String()
}

func (e *enforcementRun) renewSeizure(s *step) {
	form := s.form.(*casefile.SeizureForm)
	h := e.holding(form.Asset)
	h.On = form.On
	if s.from == lifecycle.Queued && h.Until.IsZero() { // nothing to renew yet: looked at again
		e.rewatch(h)
		s.note = form.Asset + " 复查，仍轮候"
		return
	}
	if d, err := e.book.Period(freezeRule[h.Kind], form.On.Start()); err == nil {
		h.Until = d.Last
	}
	e.rewatch(h)
	s.note = form.Asset + " 续行至" + h.Until.String()
}

// blocks says why an asset may not be disposed of now; "" when it may.
func (e *enforcementRun) blocks(asset string) string {
	if h := e.holding(asset); h != nil && (e.referralState(h.Owner) == referralOut || e.isBankrupt(h.Owner)) {
		return h.Owner + "已移送破产审查 " + h.Owner + " is referred to bankruptcy"
	}
	for _, c := range e.Claims {
		if c.Asset == asset && e.claimBlocks(c) {
			return "案外人异议" + c.Claim + "尚未终结，不得处分 third party's claim " + c.Claim + " is open"
		}
	}
	for _, o := range e.Objections {
		if o.Asset == asset && o.SecurityFen > 0 && e.stateOf(lifecycle.Objection.ID+"/"+o.Objection) != lifecycle.ObjectionOver {
			return "异议人就" + o.Objection + "提供担保，已停止处分 stopped on the security of objection " + o.Objection
		}
	}
	return ""
}

func (e *enforcementRun) disposalBlocked(asset string) bool { return e.blocks(asset) != "" }

// disposalFree lets an asset be valued, sold or deducted only while nothing
// forbids it.
func (e *enforcementRun) disposalFree(s *step) *casefile.Refusal {
	if !slices.Contains([]lifecycle.State{lifecycle.Reporting, lifecycle.Measures}, e.Phase) {
		return missing("现为“%s”，不得处分财产 nothing is disposed of in %s", lifecycle.Enforcement.StateName(e.Phase), e.Phase)
	}
	asset := ""
	switch form := s.form.(type) {
	case *casefile.SeizureForm:
		asset = form.Asset
	case *casefile.SaleForm:
		asset = form.Asset
	}
	if why := e.blocks(asset); why != "" {
		r := missing("%s", why)
		r.Article = "执行程序解释第9、15、16条；民诉法解释第463、511条"
		return r
	}
	return nil
}

func (e *enforcementRun) assetNote(s *step) (*holding, string) {
	asset, why := "", ""
	switch form := s.form.(type) {
	case *casefile.SeizureForm:
		asset, why = form.Asset, form.Reason
	case *casefile.SaleForm:
		asset = form.Asset
	}
	s.note = strings.TrimSpace(asset + " " + why)
	return e.holding(asset), asset
}

func (e *enforcementRun) valueAsset(s *step) {
	h, asset := e.assetNote(s)
	e.rewatch(h)
	e.exclude("value/"+asset, statute.GroundAudit, s)
}

// auction takes the time of the sale out of the limit (审限规定第9条).
func (e *enforcementRun) auction(s *step) {
	h, asset := e.assetNote(s)
	e.rewatch(h)
	e.include("value/"+asset, s)
	e.exclude("sale/"+asset, statute.GroundSale, s)
}

func (e *enforcementRun) auctionFailed(s *step) {
	h, asset := e.assetNote(s)
	h.Failed = true
	e.rewatch(h)
	e.include("sale/"+asset, s)
}

// sold notes the price; the money is booked when it arrives (collect).
func (e *enforcementRun) sold(s *step) {
	form := s.form.(*casefile.SaleForm)
	h, asset := e.assetNote(s)
	h.PriceFen, h.SoldOn = form.PriceFen, form.On
	e.include("sale/"+asset, s)
	s.note = fmt.Sprintf("%s %s，到账后登记（collect）", asset, yuan(form.PriceFen))
	e.message("cn.luxing.asset.disposed", s.at, map[string]string{"asset": asset, "priceFen": fmt.Sprint(form.PriceFen)})
}

func (e *enforcementRun) liftSeizure(s *step) {
	note := s.note
	if _, asset := e.assetNote(s); asset == "" {
		s.note = strings.TrimSpace(subject(s.track.ID) + " " + note)
	}
	e.endSale(s)
	e.message("cn.luxing.asset.released", s.at, map[string]string{"asset": subject(s.track.ID)})
}

func (e *enforcementRun) seizureRanOut(s *step) {
	e.endSale(s)
	e.message("cn.luxing.asset.lapsed", s.at, map[string]string{"asset": subject(s.track.ID)})
}

func (e *enforcementRun) endSale(s *step) {
	e.include("value/"+subject(s.track.ID), s)
	e.include("sale/"+subject(s.track.ID), s)
}

// releaseAssets lifts the seizure of all that a debtor owns.
func (e *enforcementRun) releaseAssets(party string, at time.Time, why string) {
	for _, h := range slices.Clone(e.Holdings) {
		if h.Owner == party {
			e.cause(lifecycle.LiftOnRelease, seizureTrack(h.Asset), lifecycle.Linked, at, why)
		}
	}
}

func (e *enforcementRun) assetViews() []casefile.AssetView {
	var out []casefile.AssetView
	for _, h := range e.Holdings {
		t := e.trackOf(seizureTrack(h.Asset))
		if t == nil {
			continue
		}
		out = append(out, casefile.AssetView{Asset: h.Asset, Owner: h.Owner, Kind: h.Kind, AskedFen: h.AmountFen, FrozenFen: h.AmountFen, Rank: h.Rank, Until: h.Until,
			State: t.State, StateName: lifecycle.Seizure.StateName(t.State)})
	}
	return out
}
