package workflows

import (
	"fmt"
	"slices"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// planObjection is a recipient's objection to a plan and what became of it.
type planObjection struct {
	casefile.ObjectPlanForm
	Was     []casefile.AskedShare    `json:"was"`  // the shares asked about, as they were
	Told    []casefile.PlanRecipient `json:"told"` // the others
	SueBy   calendar.Date            `json:"sueBy"`
	SuedOn  calendar.Date            `json:"suedOn"`
	Outcome string                   `json:"outcome"`
}

// What became of an objection to a plan.
const (
	planAmended = "amended"
	planStands  = "stands"
)

func (o *planObjection) track() string { return lifecycle.PlanObjection.ID + "/" + o.Objection }

// change is by how much the objector would have a creditor's share changed.
func (o *planObjection) change(creditor string) int64 {
	for i, a := range o.Asks {
		if a.Creditor == creditor {
			return a.AmountFen - o.Was[i].AmountFen
		}
	}
	return 0
}

// others are whom the court tells: everybody but the objector. The law names
// those who did not object; that another objector is told too is the court's
// policy, for his objection may be to the contrary.
func (o *planObjection) others(p *distribution) []string {
	return slices.DeleteFunc(p.recipients(), func(id string) bool { return id == o.Party })
}

// heard: everybody was told, and has answered or let the time pass.
func (o *planObjection) heard(p *distribution) bool {
	return len(o.Told) == len(o.others(p)) && !slices.ContainsFunc(o.Told, func(x casefile.PlanRecipient) bool { return !x.Over })
}

func (e *enforcementRun) planObjectionOf(id string) *planObjection {
	for i := range e.PlanObjections {
		if e.PlanObjections[i].Objection == id {
			return &e.PlanObjections[i]
		}
	}
	return nil
}

func (e *enforcementRun) checkObjectPlan(s *step, form *casefile.ObjectPlanForm) *casefile.Refusal {
	p := e.planOf(e.planNamed(form.Plan))
	if p == nil {
		r := wrong("data.plan", "没有该分配方案 no such plan", "%s", oneOf(e.planIDs()))
		r.Code = casefile.NoSuchTrack
		return r
	}
	x := p.served(form.Party)
	st := e.stateOf(planTrack(p.ID))
	switch {
	case !slices.Contains(p.recipients(), form.Party):
		return wrong("data.party", "由方案的债权人或者被执行人提出 a creditor of the plan or its debtor objects", "%s", oneOf(p.recipients()))
	case x == nil:
		return missing("方案尚未送达%s（serve_plan），异议期自收到之日起计算 the plan is not served on %s yet", form.Party, form.Party)
	case form.On.After(x.Until) || st != lifecycle.PlanOut && st != lifecycle.PlanVoid && s.day.After(x.Until):
		r := missing("%s的异议期已于%s届满 the time of %s to object was over on %s", form.Party, x.Until, form.Party, x.Until)
		r.Code = casefile.TooLate
		return r
	case st != lifecycle.PlanOut:
		return missing("方案%s现为“%s”，不能提出异议 plan %s is %s", p.ID, lifecycle.Distribution.StateName(st), p.ID, st)
	case form.On.Before(x.On):
		return wrong("data.on", "不得早于收到方案之日 not before the plan was received", "%[1]s或者更晚 %[1]s or later", x.On)
	}
	if i := slices.IndexFunc(e.PlanObjections, func(o planObjection) bool {
		return o.Plan == p.ID && o.Party == form.Party && e.open(e.trackOf(o.track()))
	}); i >= 0 {
		return missing("%s已就该方案提出异议%s %s has objected already", form.Party, e.PlanObjections[i].Objection, form.Party)
	}
	return e.checkAsks(p, form)
}

// checkAsks: what is asked of a plan has to be something, of its creditors, and
// no more than it divides or than anybody claims.
func (e *enforcementRun) checkAsks(p *distribution, form *casefile.ObjectPlanForm) *casefile.Refusal {
	var fs casefile.Faults
	more, changed := int64(0), false
	for i, a := range form.Asks {
		path := fmt.Sprintf("data.asks[%d]", i)
		if !slices.ContainsFunc(p.Shares, func(x casefile.ShareView) bool { return x.Creditor == a.Creditor }) {
			fs.Add(path+".creditor", "不是该方案的债权人 no creditor of the plan", "%s", oneOf(p.recipients()[:len(p.recipients())-1]))
			continue
		}
		most := p.claimOf(a.Creditor)
		if a.ClaimFen > 0 {
			if !e.outsider(a.Creditor) {
				fs.Add(path+".claimFen", "本案债权以执行依据为准 a claim of this case is what its document says", "不填债权额 no claim")
			}
			most = a.ClaimFen
		}
		if a.AmountFen > most {
			fs.Add(path+".amountFen", "不得超过其债权 no more than the claim", "%s", atMostFen(most))
		}
		more += a.AmountFen - p.shareOf(a.Creditor)
		changed = changed || a.AmountFen != p.shareOf(a.Creditor)
	}
	if spare := p.Fen - p.Costs - p.allotted(); fs == nil && more > spare {
		fs.Add("data.asks", "各份额之和超出可分配的金额 the shares come to more than there is", "减少%[2]d分（%[1]s），写明减谁的份额 %[2]d fen, that is %[1]s less, from whom it is taken", yuan(more-spare), more-spare)
	}
	if fs == nil && !changed {
		fs.Add("data.asks", "与方案并无不同 nothing would change", "与方案不同的份额 shares other than the plan's")
	}
	if fs == nil {
		return nil
	}
	return &casefile.Refusal{Code: casefile.BadInput, Message: "所主张的份额有误 the shares asked for are wrong", Faults: fs}
}

// claimOf is what a creditor claims in a plan.
func (p *distribution) claimOf(creditor string) int64 {
	var sum int64
	for _, x := range p.Shares {
		if x.Creditor == creditor {
			sum += x.ClaimFen
		}
	}
	return sum
}

// objectToPlan has the court tell the others.
func (e *enforcementRun) objectToPlan(s *step) {
	form := s.form.(*casefile.ObjectPlanForm)
	o := planObjection{ObjectPlanForm: *form}
	o.Plan = e.planNamed(form.Plan)
	p := e.planOf(o.Plan)
	for _, a := range form.Asks {
		o.Was = append(o.Was, casefile.AskedShare{Creditor: a.Creditor, AmountFen: p.shareOf(a.Creditor)})
	}
	e.PlanObjections = append(e.PlanObjections, o)
	s.note = fmt.Sprintf("%s 就%s：%s；主张%s", form.Party, o.Plan, form.Reason, askedFor(form.Asks))
	e.planNotice(&o, form.On, s.track.ID)
}

// planNotice runs the court's time to give a notice about an objection.
func (e *enforcementRun) planNotice(o *planObjection, from calendar.Date, track string) {
	e.set(period{id: "plan-notice/" + o.Objection, rule: statute.DistributionNotice, from: from.Start(), on: string(lifecycle.EnforcementJudge), scope: track, track: track})
}

// askedWho are the creditors whose shares an objector would change.
func askedWho(shares []casefile.AskedShare) (ids []string) {
	for _, a := range shares {
		ids = append(ids, a.Creditor)
	}
	return ids
}

func askedFor(shares []casefile.AskedShare) string {
	s := ""
	for _, a := range shares {
		s += fmt.Sprintf("%s %s；", a.Creditor, yuan(a.AmountFen))
	}
	return s
}

func (e *enforcementRun) checkPlanNotice(form *casefile.PlanNoticeForm) *casefile.Refusal {
	o := e.planObjectionOf(form.Objection)
	if o == nil {
		return nil // there is no such track
	}
	others := o.others(e.planOf(o.Plan))
	switch x := recipient(o.Told, form.Party); {
	case !slices.Contains(others, form.Party):
		return wrong("data.party", "通知异议人以外的债权人、被执行人 the others are told", "%s", oneOf(others))
	case x != nil:
		return missing("已于%s通知%s %s was told on %s", x.On, form.Party, form.Party, x.On)
	case form.On.Before(o.On):
		return wrong("data.on", "不得早于异议提出之日 not before the objection", "%[1]s或者更晚 %[1]s or later", o.On)
	}
	return nil
}

// notifyPlanObjection starts one other's fifteen days to oppose (第510条第2款).
func (e *enforcementRun) notifyPlanObjection(s *step) {
	form := s.form.(*casefile.PlanNoticeForm)
	o := e.planObjectionOf(form.Objection)
	d := e.set(period{id: "plan-answer/" + o.Objection + "/" + form.Party, rule: statute.DistributionAnswer, from: form.On.Start(), on: form.Party, scope: s.track.ID, track: s.track.ID, expires: lifecycle.PlanAnswerOver})
	o.Told = append(o.Told, casefile.PlanRecipient{Party: form.Party, On: form.On, Until: d.Deadline.Last})
	s.note = fmt.Sprintf("%s 于%s收到，可于%s前提出反对意见", form.Party, form.On, d.Deadline.Last)
	if len(o.Told) < len(o.others(e.planOf(o.Plan))) {
		e.planNotice(o, o.On, s.track.ID)
	} else {
		e.drop("plan-notice/" + o.Objection)
	}
	if _, ours := e.party(form.Party); ours {
		e.order(casefile.PlanObjectionTold, form.Party, s.day, map[string]string{
			"plan": o.Plan, "objector": o.Party, "reason": o.Reason, "asks": askedFor(o.Asks), "receivedOn": form.On.String(), "until": d.Deadline.Last.String()})
	}
}

func (e *enforcementRun) checkPlanAnswer(form *casefile.PlanAnswerForm) *casefile.Refusal {
	o := e.planObjectionOf(form.Objection)
	if o == nil {
		return nil
	}
	switch x := recipient(o.Told, form.Party); {
	case x == nil:
		return missing("尚未将异议通知%s（notify_plan_objection） %s was not told of the objection", form.Party, form.Party)
	case !x.Answered.IsZero():
		return missing("%s已于%s答复 %s answered on %s", form.Party, x.Answered, form.Party, x.Answered)
	case x.Over || form.On.After(x.Until):
		r := missing("%s的答复期已于%s届满，视为未反对 the time of %s to oppose was over on %s", form.Party, x.Until, form.Party, x.Until)
		r.Code = casefile.TooLate
		return r
	}
	return nil
}

func (e *enforcementRun) answerPlanObjection(s *step) {
	form := s.form.(*casefile.PlanAnswerForm)
	o := e.planObjectionOf(form.Objection)
	x := recipient(o.Told, form.Party)
	x.Answered, x.Opposes, x.Over = form.On, form.Opposes, true
	e.drop("plan-answer/" + o.Objection + "/" + form.Party)
	if s.note = form.Party + " 不反对"; form.Opposes {
		s.note = form.Party + " 反对：" + form.Reason
	}
}

func (e *enforcementRun) planAnswerOver(s *step) {
	o := e.planObjectionOf(subject(s.track.ID))
	for i := range o.Told {
		if x := &o.Told[i]; s.period.ID == "plan-answer/"+o.Objection+"/"+x.Party {
			x.Over = true
			s.note = x.Party + "：" + s.note
		}
	}
}

func (e *enforcementRun) nobodyOpposes(s *step) {
	o := e.planObjectionOf(subject(s.track.ID))
	e.set(period{id: "plan-amendment/" + o.Objection, rule: statute.DistributionAmendment, from: s.at, on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID})
	s.note = "依异议人的意见审查修正"
}

func (e *enforcementRun) somebodyOpposes(s *step) {
	o := e.planObjectionOf(subject(s.track.ID))
	s.note = "提出反对意见的：" + list(o.opponents())
	e.planNotice(o, s.day, s.track.ID)
}

func (o *planObjection) opponents() []string {
	var ids []string
	for _, x := range o.Told {
		if x.Opposes {
			ids = append(ids, x.Party)
		}
	}
	return ids
}

// notifyPlanObjector starts the objector's fifteen days to sue those who oppose.
func (e *enforcementRun) notifyPlanObjector(s *step) {
	form := s.form.(*casefile.PlanDayForm)
	o := e.planObjectionOf(form.Objection)
	d := e.set(period{id: "plan-suit/" + o.Objection, rule: statute.DistributionSuit, from: form.On.Start(), on: o.Party, scope: s.track.ID, track: s.track.ID, expires: lifecycle.PlanSuitPeriodOver})
	o.SueBy = d.Deadline.Last
	s.note = fmt.Sprintf("%s 可于%s前以%s为被告起诉", o.Party, d.Deadline.Last, list(o.opponents()))
	if _, ours := e.party(o.Party); ours {
		e.order(casefile.PlanOppositionTo, o.Party, s.day, map[string]string{"plan": o.Plan, "opponents": list(o.opponents()), "receivedOn": form.On.String(), "until": d.Deadline.Last.String()})
	}
}

func (e *enforcementRun) checkPlanDay(s *step, form *casefile.PlanDayForm) *casefile.Refusal {
	o := e.planObjectionOf(form.Objection)
	if o == nil {
		return nil
	}
	switch {
	case form.On.Before(o.On):
		return wrong("data.on", "不得早于异议提出之日 not before the objection", "%[1]s或者更晚 %[1]s or later", o.On)
	case s.row.Event == lifecycle.FilePlanSuit && form.On.After(o.SueBy):
		r := missing("起诉期限已于%s届满，按原方案分配 the time to sue was over on %s, the plan stands", o.SueBy, o.SueBy)
		r.Code = casefile.TooLate
		return r
	}
	return nil
}

// filePlanSuit sets aside what is disputed, and has the suit looked at so that
// it is not forgotten; the rest may go once the others' time is over.
func (e *enforcementRun) filePlanSuit(s *step) {
	form := s.form.(*casefile.PlanDayForm)
	o := e.planObjectionOf(form.Objection)
	o.SuedOn = form.On
	e.set(period{id: "plan-suit-review/" + o.Objection, rule: statute.StayReview, from: form.On.Start(), on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID})
	p := e.planOf(o.Plan)
	var disputed int64
	for _, a := range o.Asks {
		disputed += max(-o.change(a.Creditor), 0)
	}
	s.note = fmt.Sprintf("被告：%s；争议款项%s予以提存", list(o.opponents()), yuan(disputed))
	e.message("cn.luxing.money.set_aside", s.at, map[string]string{"plan": p.ID, "amountFen": fmt.Sprint(disputed)})
	e.unlock(s.at)
}

// newShares are the shares that an amendment or a judgment gives: those named,
// the objector's otherwise. Each lies between the plan and what was asked, and
// nobody loses what was released.
func (e *enforcementRun) newShares(o *planObjection, named []casefile.AskedShare) ([]casefile.AskedShare, *casefile.Refusal) {
	p := e.planOf(o.Plan)
	out := slices.Clone(named)
	if len(out) == 0 {
		for _, a := range o.Asks {
			out = append(out, casefile.AskedShare{Creditor: a.Creditor, AmountFen: p.shareOf(a.Creditor) + o.change(a.Creditor), ClaimFen: a.ClaimFen})
		}
	}
	var fs casefile.Faults
	var more int64
	for i, a := range out {
		path, now, by := fmt.Sprintf("data.shares[%d]", i), p.shareOf(a.Creditor), o.change(a.Creditor)
		low, high := now+min(by, 0), now+max(by, 0)
		if got := e.releasedUnder(p.ID, a.Creditor); low < got {
			low = got
		}
		switch {
		case !slices.ContainsFunc(o.Asks, func(x casefile.AskedShare) bool { return x.Creditor == a.Creditor }):
			fs.Add(path+".creditor", "异议未涉及该债权人 the objection does not speak of that creditor", "%s", oneOf(askedWho(o.Asks)))
		case a.AmountFen < low || a.AmountFen > high:
			fs.Add(path+".amountFen", "应在原方案与异议人主张之间，且不少于已发放的 between the plan and what was asked, and what was released", "%[1]d至%[2]d分 %[1]d to %[2]d fen", low, max(high, low))
		}
		more += a.AmountFen - now
	}
	if spare := p.Fen - p.Costs - p.allotted(); fs == nil && more > spare {
		fs.Add("data.shares", "各份额之和超出可分配的金额 the shares come to more than there is", "减少%[2]d分（%[1]s） %[2]d fen, that is %[1]s less", yuan(more-spare), more-spare)
	}
	if fs != nil {
		return nil, &casefile.Refusal{Code: casefile.BadInput, Message: "修正后的份额有误 the new shares are wrong", Faults: fs}
	}
	return out, nil
}

func (e *enforcementRun) checkNewShares(id string, named []casefile.AskedShare) *casefile.Refusal {
	o := e.planObjectionOf(id)
	if o == nil {
		return nil
	}
	_, r := e.newShares(o, named)
	return r
}

// reshare gives creditors their new shares of a plan, to the fen.
func (e *enforcementRun) reshare(o *planObjection, named []casefile.AskedShare) string {
	shares, r := e.newShares(o, named)
	if r != nil { // judged before, so never
		return ""
	}
	p := e.planOf(o.Plan)
	for _, a := range shares {
		claim := int64(0)
		for _, x := range o.Asks {
			if x.Creditor == a.Creditor {
				claim = x.ClaimFen
			}
		}
		left := a.AmountFen
		for i := range p.Shares {
			x := &p.Shares[i]
			if x.Creditor != a.Creditor {
				continue
			}
			if claim > 0 {
				e.reclaim(a.Creditor, max(claim, a.AmountFen)-x.ClaimFen)
				x.ClaimFen = max(claim, a.AmountFen)
			}
			x.Fen, left = left, 0
		}
	}
	o.Outcome = planAmended
	return askedFor(shares)
}

// reclaim corrects another creditor's claim for the plans to come.
func (e *enforcementRun) reclaim(creditor string, by int64) {
	for i := range e.Joined {
		if j := &e.Joined[i]; j.Creditor == creditor {
			j.AmountFen += by
		}
	}
	for i := range e.Ranked {
		if r := &e.Ranked[i]; r.Creditor == creditor {
			r.AmountFen += by
		}
	}
}

func (e *enforcementRun) amendPlan(s *step) {
	form := s.form.(*casefile.AmendPlanForm)
	s.note = form.Reason + "；修正为" + e.reshare(e.planObjectionOf(form.Objection), form.Shares)
	e.unlock(s.at)
}

func (e *enforcementRun) decidePlanSuit(s *step) {
	form := s.form.(*casefile.PlanJudgmentForm)
	o := e.planObjectionOf(form.Objection)
	if !form.Upheld {
		o.Outcome, s.note = planStands, "驳回诉讼请求，按原方案分配"
	} else {
		s.note = "按判决分配：" + e.reshare(o, form.Shares)
	}
	e.unlock(s.at)
}

// planStandsAfter: no suit in time, or withdrawn: the plan is carried out as it is.
func (e *enforcementRun) planStandsAfter(s *step) {
	o := e.planObjectionOf(subject(s.track.ID))
	o.Outcome = planStands
	s.note = o.Objection + " 按原方案分配"
	e.unlock(s.at)
}

func (e *enforcementRun) planObjectionViews() []casefile.PlanObjectionView {
	var out []casefile.PlanObjectionView
	for i := range e.PlanObjections {
		o := &e.PlanObjections[i]
		out = append(out, casefile.PlanObjectionView{ObjectPlanForm: o.ObjectPlanForm, State: e.stateOf(o.track()), Told: o.Told, Outcome: o.Outcome})
	}
	return out
}
