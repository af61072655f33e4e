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

// asset is what a preservation is about.
type asset struct {
	casefile.PreservationForm
	FrozenFen int64         `json:"frozenFen"`
	Rank      int           `json:"rank"`
	Until     calendar.Date `json:"until"`
	RenewBy   calendar.Date `json:"renewBy"`
	PreSuit   bool          `json:"preSuit"`
	// AfterEffect: sought between effectiveness and enforcement, so that it goes
	// unless enforcement is applied for in time (民诉法解释第163条).
	AfterEffect bool `json:"afterEffect"`
}

func (c *caseRun) asset(id string) *asset {
	for i := range c.Assets {
		if c.Assets[i].Asset == id {
			return &c.Assets[i]
		}
	}
	return nil
}

// applicant is who asked for the measure.
func (c *caseRun) applicant(a *asset) string {
	return or(a.Applicant, c.first(casefile.Plaintiff))
}

func (c *caseRun) checkPreservation(s *step, form *casefile.PreservationForm) *casefile.Refusal {
	if _, ok := c.Filing.Party(form.Owner); !ok {
		return wrong("data.owner", "本案没有该当事人 no such party", "%s", oneOf(c.everybody()))
	}
	if _, ok := c.Filing.Party(form.Applicant); !ok && form.Applicant != "" {
		return wrong("data.applicant", "本案没有该当事人 no such party", "%s", oneOf(c.everybody()))
	}
	if form.Owner == form.Applicant {
		return wrong("data.owner", "保全的是对方当事人的财产 the other side's property", "%[1]s以外的当事人 somebody other than %[1]s", form.Applicant)
	}
	if c.asset(form.Asset) != nil {
		return wrong("data.asset", "该财产已申请保全 that asset has an application already", "未使用过的编号 an ID of its own")
	}
	if form.AmountFen > c.Filing.ClaimFen && c.Filing.ClaimFen > 0 {
		return wrong("data.amountFen", "保全限于请求的范围 no more than is claimed (民事诉讼法第105条)", "不超过%[1]d分 %[1]d fen or less", c.Filing.ClaimFen)
	}
	if c.ended() {
		return missing("案件已结 the case is closed")
	}
	if !c.since(reform) || !c.afterEffect() {
		return nil
	}
	if _, due := c.lastDefault(form.Owner, s.day); !due.Last.IsZero() && s.day.After(due.Last) {
		r := missing("履行期届满后五日（%s）已过，应申请执行，由执行措施代替 enforcement is applied for now: five days after the performance period are over", due.Last)
		r.Article = "民诉法解释第163条"
		return r
	}
	return nil
}

// afterEffect reports whether the document has taken effect and nothing is
// being enforced yet.
func (c *caseRun) afterEffect() bool {
	return c.Phase == lifecycle.InSupervision || c.Phase == lifecycle.AwaitingEnforcement
}

// lastDefault is the latest of a debtor's overdue duties on a day, with the last
// day on which enforcement of it must be applied for if a measure of after
// effectiveness is to stay; nil while nothing is overdue.
func (c *caseRun) lastDefault(debtor string, on calendar.Date) (latest *duty, due statute.Deadline) {
	for i := range c.Duties {
		d := &c.Duties[i]
		if !slices.Contains(d.Debtors, debtor) && !slices.Contains(d.Guarantors, debtor) || !d.overdue(on) {
			continue
		}
		from, _ := d.next()
		if p, err := c.book.Period(statute.PostJudgmentPreservation, from.Start()); err == nil && p.Last.After(due.Last) {
			latest, due = d, p
		}
	}
	return latest, due
}

// requiredFen is the security that the court asks an applicant for: all of the
// amount before the suit, during it the court's part within the law's thirty
// percent of the amount, or of the disputed thing's value; none where the law
// lets the court ask for none, nor after effectiveness (财产保全规定第5、9条).
// A fraction of a fen is not asked for.
func (c *caseRun) requiredFen(a *asset) int64 {
	switch {
	case a.PreSuit:
		return a.AmountFen
	case a.Exempt != "" || a.AfterEffect:
		return 0
	}
	base := a.AmountFen
	if a.DisputedFen > 0 {
		base = a.DisputedFen
	}
	percent := c.Policy.SecurityPercent()
	return base/100*percent + base%100*percent/100
}

func (c *caseRun) securityPosted(s *step) *casefile.Refusal {
	if !c.since(reform) || s.track == nil {
		return nil
	}
	a := c.asset(subject(s.track.ID))
	if a == nil {
		return nil
	}
	if need := c.requiredFen(a); a.SecurityFen < need {
		return missing("%s 应提供担保%s，已提供%s，尚缺%s security of %s is required, %s is posted (post_security), or refuse the application",
			a.Asset, yuan(need), yuan(a.SecurityFen), yuan(need-a.SecurityFen), yuan(need), yuan(a.SecurityFen))
	}
	return nil
}

func (c *caseRun) applyPreservation(s *step) {
	form := s.form.(*casefile.PreservationForm)
	a := asset{PreservationForm: *form, AfterEffect: c.since(reform) && c.afterEffect()}
	c.Assets = append(c.Assets, a)
	s.mech = 2
	if fee, err := statute.PreservationFee(form.AmountFen, c.charging()); err == nil {
		c.Fees = append(c.Fees, casefile.FeeView{Name: "保全申请费 " + form.Asset, ExactFen: fee.ExactFen, ChargedFen: fee.ChargedFen, Article: "诉讼费用交纳办法第14条"})
		s.note = fmt.Sprintf("%s %s，申请费%s", form.Asset, yuan(form.AmountFen), yuan(fee.ChargedFen))
	}
	c.use(2, s.day, "申请保全 "+form.Asset)
	need := c.requiredFen(&a)
	if !c.since(reform) || a.SecurityFen >= need {
		c.awaitRuling(&a, s)
		return
	}
	// The order is in writing (民诉法解释第152条); the ruling's days run from the
	// posting (财产保全规定第4条). What is urgent is ruled on in 48 hours all the same.
	s.note += fmt.Sprintf("；责令提供担保%s，尚缺%s", yuan(need), yuan(need-a.SecurityFen))
	d := c.set(period{id: "security/" + a.Asset, rule: statute.PreservationSecurity, from: s.at, on: c.applicant(&a), scope: s.track.ID, track: s.track.ID})
	c.order(casefile.SecurityOrder, c.applicant(&a), s.day, map[string]string{
		"asset": a.Asset, "amountFen": fmt.Sprint(a.AmountFen), "requiredFen": fmt.Sprint(need), "postedFen": fmt.Sprint(a.SecurityFen), "until": d.Deadline.Last.String(),
	})
	if a.Urgent {
		c.awaitRuling(&a, s)
	}
}

// awaitRuling starts the days for the ruling: five, or 48 hours.
func (c *caseRun) awaitRuling(a *asset, s *step) {
	rule := statute.PreservationRuling
	if a.Urgent {
		rule = statute.PreservationRulingUrgent
	}
	c.set(period{id: "ruling/" + a.Asset, rule: rule, from: s.at, on: string(lifecycle.Judge), scope: s.track.ID, track: s.track.ID})
}

func (c *caseRun) postSecurity(s *step) {
	form := s.form.(*casefile.PostSecurityForm)
	a := c.asset(form.Asset)
	a.SecurityFen += form.AmountFen
	need := c.requiredFen(a)
	s.mech = 2
	s.note = fmt.Sprintf("%s 提供担保%s，共%s，应为%s", a.Asset, yuan(form.AmountFen), yuan(a.SecurityFen), yuan(need))
	if a.SecurityFen >= need && c.clock("security/"+a.Asset) != nil {
		c.drop("security/" + a.Asset)
		if !a.Urgent {
			c.awaitRuling(a, s)
		}
	}
	c.use(2, s.day, "提供保全担保 "+a.Asset)
}

func (c *caseRun) rulePreservation(s *step) {
	form := s.form.(*casefile.AssetForm)
	s.mech = 2
	s.note = form.Asset + " " + form.Reason
	rule := statute.PreservationStart
	if a := c.asset(form.Asset); a.Urgent && c.since(reform) {
		rule = statute.PreservationStartUrgent
	}
	c.set(period{id: "start/" + form.Asset, rule: rule, from: form.On.Start(), on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID})
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
	c.startFreeze(s, c.asset(form.Asset), form.FrozenFen, max(form.Rank, 1), form.On)
}

func (c *caseRun) startFreeze(s *step, a *asset, frozen int64, rank int, on calendar.Date) {
	a.FrozenFen, a.Rank = frozen, rank
	d := c.set(period{id: "freeze/" + a.Asset, rule: freezeRule[a.Kind], from: on.Start(), on: c.applicant(a), scope: s.track.ID, track: s.track.ID, expires: lifecycle.FreezeRanOut})
	a.Until = d.Deadline.Last
	if p, err := c.book.Period(statute.PreservationRenewal, a.Until.Start()); err == nil {
		p.From = on.Start()
		a.RenewBy = p.Last
		c.put(period{id: "renewal/" + a.Asset, rule: statute.PreservationRenewal, on: c.applicant(a), scope: s.track.ID, track: s.track.ID}, p)
	}
	s.mech = 2
	s.note = fmt.Sprintf("%s 冻结%s，至%s", a.Asset, yuan(frozen), a.Until)
	c.brought(2, s.day, s.note, "")
	if !c.since(reform) {
		return
	}
	// The applicant is told in writing when it ends and by when to ask for more (财产保全规定第18条第2款).
	c.order(casefile.FreezeNotice, c.applicant(a), s.day, map[string]string{
		"asset": a.Asset, "owner": a.Owner, "kind": assetNames[a.Kind], "frozenFen": fmt.Sprint(frozen), "rank": rankName(rank),
		"from": on.String(), "until": a.Until.String(), "renewBy": a.RenewBy.String(),
	})
	if a.AfterEffect {
		c.watchApplication(a, s.at)
	}
}

var assetNames = map[casefile.AssetKind]string{casefile.Deposit: "银行存款", casefile.Movable: "动产", casefile.RealEstate: "不动产或其他财产权"}

func rankName(rank int) string {
	if rank <= 1 {
		return "首封"
	}
	return fmt.Sprintf("轮候（第%d顺位）", rank)
}

// watchApplication lifts a measure of after effectiveness unless enforcement
// is applied for within five days of the performance period (民诉法解释第163条).
func (c *caseRun) watchApplication(a *asset, at time.Time) {
	track := "preservation/" + a.Asset
	if s := c.stateOf(track); s != lifecycle.Frozen && s != lifecycle.Queued && s != lifecycle.PreservationRuled {
		return
	}
	if c.since(joinder) {
		// What runs already is of the first default after the measure was sought;
		// a later one gives no new time.
		if d, due := c.lastDefault(a.Owner, day(at)); d != nil && c.clock("apply/"+a.Asset) == nil {
			c.put(period{id: "apply/" + a.Asset, rule: statute.PostJudgmentPreservation, on: d.Creditor, scope: track, track: track, expires: lifecycle.LiftOnEnd}, due)
		}
		return
	}
	for i := range c.Duties { // as before: the first that is overdue
		d := &c.Duties[i]
		if !slices.Contains(d.Debtors, a.Owner) && !slices.Contains(d.Guarantors, a.Owner) || !d.overdue(day(at)) {
			continue
		}
		due, _ := d.next()
		c.set(period{id: "apply/" + a.Asset, rule: statute.PostJudgmentPreservation, from: due.Start(), on: d.Creditor, scope: track, track: track, expires: lifecycle.LiftOnEnd})
		return
	}
}

// queueSeizure enters a seizure behind an earlier one. It has no term of its
// own until that one is gone (查封规定第26条).
func (c *caseRun) queueSeizure(s *step) {
	form := s.form.(*casefile.FreezeForm)
	a := c.asset(form.Asset)
	a.FrozenFen, a.Rank = form.FrozenFen, form.Rank
	s.mech = 2
	s.note = fmt.Sprintf("%s %s，%s", a.Asset, rankName(a.Rank), yuan(a.FrozenFen))
	c.set(period{id: "queue/" + a.Asset, rule: statute.PreservationQueueReview, from: form.On.Start(), on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID})
	if a.AfterEffect {
		c.watchApplication(a, s.at)
	}
	c.use(2, s.day, s.note)
}

// recordPreSuit takes over what was frozen before the suit; its term runs on
// (财产保全规定第17条).
func (c *caseRun) recordPreSuit(s *step) {
	form := s.form.(*casefile.PreSuitForm)
	a := asset{PreSuit: true, PreservationForm: casefile.PreservationForm{
		Asset: form.Asset, Owner: form.Owner, Applicant: form.Applicant, Kind: form.Kind, AmountFen: form.AmountFen, SecurityFen: form.SecurityFen, Urgent: true, On: form.RuledOn,
	}}
	c.Assets = append(c.Assets, a)
	c.startFreeze(s, c.asset(form.Asset), form.FrozenFen, 1, form.On)
	s.note = strings.TrimSpace(s.note + "；诉前保全自动转为诉讼保全 " + form.SpecialReason)
}

func (c *caseRun) requestRenewal(s *step) {
	form := s.form.(*casefile.RequestForm)
	a := c.asset(form.Asset)
	s.mech = 2
	s.note = a.Asset + " 申请续行保全"
	if form.On.After(a.RenewBy) {
		s.note += "，已逾" + a.RenewBy.String() + "，不能续行的后果自负"
	}
	// From now on it is the court that must act before the freeze ends.
	if k := c.clock("renewal/" + a.Asset); k != nil {
		k.On = string(lifecycle.EnforcementJudge)
	}
}

func (c *caseRun) requestLift(s *step) {
	form := s.form.(*casefile.RequestForm)
	rule := statute.PreservationLift
	if form.Urgent {
		rule = statute.PreservationLiftUrgent
	}
	s.mech = 2
	s.note = strings.TrimSpace(form.Asset + " 申请解除保全 " + form.Reason)
	c.set(period{id: "lift/" + form.Asset, rule: rule, from: s.at, on: string(lifecycle.Judge), scope: s.track.ID, track: s.track.ID})
}

func (c *caseRun) liftRequested(s *step) *casefile.Refusal {
	if s.track == nil || c.clock("lift/"+subject(s.track.ID)) == nil {
		return missing("没有待处理的解除申请 nobody asked for it to be lifted (request_lift)")
	}
	return nil
}

func (c *caseRun) refuseLift(s *step) {
	c.noteAsset(s)
	c.drop("lift/" + subject(s.track.ID))
}

func (c *caseRun) liftAsset(s *step) {
	c.noteAsset(s)
	c.brought(2, s.day, "解除保全 "+subject(s.track.ID), "已解除")
}

func (c *caseRun) liftOnSecurity(s *step) {
	form := s.form.(*casefile.CounterSecurityForm)
	s.mech = 2
	s.note = fmt.Sprintf("%s %s提供担保%s", form.Asset, form.By, yuan(form.AmountFen))
	c.brought(2, s.day, "被保全人提供担保 "+form.Asset, "已解除，担保"+yuan(form.AmountFen))
}

// checkMeasure judges decisions about a measure that exists.
func (c *caseRun) checkMeasure(s *step) *casefile.Refusal {
	switch form := s.form.(type) {
	case *casefile.PreSuitForm:
		return c.checkPreSuit(form)
	case *casefile.FreezeForm:
		return c.checkFreeze(s, form)
	case *casefile.CounterSecurityForm:
		a := c.asset(form.Asset)
		if _, ok := c.Filing.Party(form.By); !ok {
			return wrong("data.by", "本案没有该当事人 no such party", "%s", oneOf(c.everybody()))
		}
		if a.DisputedFen > 0 && !form.Consented {
			return wrong("data.consented", "争议标的解除保全须经申请保全人同意 the applicant's consent is needed (财产保全规定第22条)", "选是（true） true")
		}
		if need := max(a.FrozenFen, 1); form.AmountFen < need {
			return wrong("data.amountFen", "担保应充分有效 as much as is frozen (财产保全规定第22条)", "%s", atLeastFen(need))
		}
	}
	return nil
}

// checkPreSuit: a measure of before the suit lives on only if the suit came
// within thirty days of it (民事诉讼法第104条).
func (c *caseRun) checkPreSuit(form *casefile.PreSuitForm) *casefile.Refusal {
	as := &casefile.PreservationForm{Asset: form.Asset, Owner: form.Owner, Applicant: form.Applicant, AmountFen: form.AmountFen}
	if r := c.checkPreservation(&step{}, as); r != nil {
		return r
	}
	if form.On.After(c.Filing.FiledOn) {
		return wrong("data.on", "诉前保全在起诉之前 before the suit", "%[1]s或者更早；现在申请的用apply_preservation（申请财产保全） %[1]s or earlier; apply_preservation for a measure of now", c.Filing.FiledOn)
	}
	p, err := c.book.Period(statute.PreSuitPreservationSuit, form.On.Start())
	if err != nil {
		return missing("%s", err)
	}
	if c.Filing.FiledOn.After(p.Last) {
		r := missing("采取保全措施后三十日（%s）内未起诉，应当解除，不能转为诉讼保全 no suit by %s: the measure must be lifted; apply anew", p.Last, p.Last)
		r.Code, r.Article = casefile.TooLate, p.Article
		return r
	}
	return nil
}

func (c *caseRun) checkFreeze(s *step, form *casefile.FreezeForm) *casefile.Refusal {
	if !c.since(reform) {
		return nil
	}
	a := c.asset(form.Asset)
	switch {
	case s.row.Event == lifecycle.QueueSeizure && form.Rank < 2:
		return wrong("data.rank", "轮候从第二顺位起 a waiting seizure", "2以上；首封用freeze_asset（冻结） 2 or more; freeze_asset for the first")
	case s.row.Event == lifecycle.QueueSeizure && s.from == lifecycle.Queued && form.Rank > a.Rank:
		return wrong("data.rank", "顺位只会提前 a rank only rises", "不大于%[1]d的顺位 %[1]d or less", a.Rank)
	case s.row.Event != lifecycle.QueueSeizure && form.Rank > 1:
		return wrong("data.rank", "轮候查封用 queue_seizure a waiting seizure takes no effect yet", "1，或者改用queue_seizure（轮候查封） 1, or queue_seizure")
	case form.FrozenFen > a.AmountFen && a.Kind == casefile.Deposit:
		return wrong("data.frozenFen", "冻结资金以裁定数额为限 no more than was ruled (财产保全规定第15条)", "不超过%[1]d分 %[1]d fen or less", a.AmountFen)
	}
	return nil
}

// liftPerformed lifts what belongs to debtors who owe nothing any more
// (民诉法解释第166条).
func (c *caseRun) liftPerformed(at time.Time) {
	if !c.since(reform) || len(c.Duties) == 0 {
		return
	}
	if c.outstandingCount() == 0 && (c.afterEffect() || c.Phase == lifecycle.InCourtPrompt && c.confirmedAll()) {
		return // the case ends with this payment, and lifts what is left
	}
	c.liftWhere(at, func(a *asset) (note, what string) {
		if c.liable(a.Owner) {
			return "", ""
		}
		return a.Owner + "已履行", "履行后解除保全 "
	})
}

// liftFreed lifts what belongs to those whom the effective document does not
// hold liable (民诉法解释第166条第1款第3项). Their property is held for nothing
// from that day on.
func (c *caseRun) liftFreed(at time.Time) {
	if !c.since(joinder) || len(c.Duties) == 0 { // with nothing to perform the case ends, and lifts all
		return
	}
	c.liftWhere(at, func(a *asset) (note, what string) {
		if c.liable(a.Owner) {
			return "", ""
		}
		return "生效文书未判令" + a.Owner + "履行", "对" + a.Owner + "的请求未获支持，解除保全 "
	})
}

// liftLeft lifts what was taken from a party that left the suit, or for one
// (民诉法解释第166条；财产保全规定第23条).
func (c *caseRun) liftLeft(party string, at time.Time) {
	if !c.since(joinder) {
		return
	}
	c.liftWhere(at, func(a *asset) (note, what string) {
		switch party {
		case a.Owner:
			return "对" + party + "的起诉已撤回", "撤诉后解除保全 "
		case a.Applicant:
			return "申请人" + party + "已撤诉", "撤诉后解除保全 "
		}
		return "", ""
	})
}

// liftWhere lifts every measure that stands and for which a reason is given.
func (c *caseRun) liftWhere(at time.Time, why func(a *asset) (note, what string)) {
	for i := range c.Assets {
		a := &c.Assets[i]
		t := c.trackOf("preservation/" + a.Asset)
		if t == nil || !c.open(t) {
			continue
		}
		if note, what := why(a); note != "" {
			c.cause(lifecycle.LiftOnEnd, t.ID, lifecycle.Linked, at, note)
			c.brought(2, day(at), what+a.Asset, "已解除")
		}
	}
}

// liable reports whether somebody still answers for anything that is owed.
func (c *caseRun) liable(party string) bool {
	for i := range c.Duties {
		d := &c.Duties[i]
		if slices.Contains(d.Debtors, party) && d.owes(party) || slices.Contains(d.Guarantors, party) && d.outstanding() > 0 {
			return true
		}
	}
	return false
}

// assetViews shows every asset under preservation.
func (c *caseRun) assetViews() []casefile.AssetView {
	var out []casefile.AssetView
	for i := range c.Assets {
		a := &c.Assets[i]
		v := casefile.AssetView{Asset: a.Asset, Owner: a.Owner, Kind: a.Kind, AskedFen: a.AmountFen, FrozenFen: a.FrozenFen, SecurityFen: a.SecurityFen,
			RequiredFen: c.requiredFen(a), Rank: a.Rank, Until: a.Until, RenewBy: a.RenewBy, PreSuit: a.PreSuit, Applicant: c.applicant(a), Exempt: a.Exempt}
		if t := c.trackOf("preservation/" + a.Asset); t != nil {
			v.State, v.StateName = t.State, lifecycle.Preservation.StateName(t.State)
		}
		out = append(out, v)
	}
	return out
}

// frozenOf is how much of a debtor's property is frozen in the first rank.
func (c *caseRun) frozenOf(party string) int64 {
	var sum int64
	for i := range c.Assets {
		a := &c.Assets[i]
		if a.Owner == party && c.stateOf("preservation/"+a.Asset) == lifecycle.Frozen {
			sum += a.FrozenFen
		}
	}
	return sum
}

// seize hands the frozen assets of those who answer for the obligations over
// to their enforcement, with rank, amount and the day they end: no gap, no new
// ruling (民诉法解释第168条). What was only asked for is for enforcement to take.
func (c *caseRun) seize(liable func(party string) bool, at time.Time) []casefile.SeizedAsset {
	if !c.since(reform) {
		c.endTracks(lifecycle.Preservation, lifecycle.ConvertFreeze, at, "")
		return nil
	}
	var out []casefile.SeizedAsset
	for i := range c.Assets {
		a := &c.Assets[i]
		t := c.trackOf("preservation/" + a.Asset)
		if t == nil || !c.open(t) || !liable(a.Owner) {
			continue
		}
		if !c.cause(lifecycle.ConvertFreeze, t.ID, lifecycle.Linked, at, "期限连续计算，至"+a.Until.String()) {
			c.cause(lifecycle.LiftOnEnd, t.ID, lifecycle.Linked, at, "转入执行，由执行措施代替")
			continue
		}
		x := casefile.SeizedAsset{Asset: a.Asset, Owner: a.Owner, Kind: a.Kind, AskedFen: a.AmountFen, FrozenFen: a.FrozenFen, Rank: max(a.Rank, 1), Until: a.Until, PreSuit: a.PreSuit}
		out = append(out, x)
		c.brought(2, day(at), "保全转为执行查封 "+a.Asset, rankName(x.Rank)+"，"+yuan(x.FrozenFen))
	}
	return out
}
