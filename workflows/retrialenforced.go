package workflows

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// What a retrial of the document does to what hangs on it: the order stops the
// enforcement (民事诉讼法第217条), a document that is upheld lets it go on, one that
// is set aside or changed ends it, and what was taken goes back (第244条；执行规定
// 第65、66条).

// ClosedChanged is why an enforcement ends whose document a retrial changed.
const ClosedChanged = "changed_on_retrial"

// hearsOfRetrial puts the words of the case in those of its enforcement: where
// it stands decides between the two of an order, and between those of its end.
func (e *enforcementRun) hearsOfRetrial(d casefile.Decision) casefile.Decision {
	stopped := e.Phase == lifecycle.RetrialStopped
	working := slices.Contains([]lifecycle.State{lifecycle.NoticeDue, lifecycle.Reporting, lifecycle.Measures}, e.Phase)
	switch d.Event {
	case lifecycle.OrderRetrial:
		d.Event = lifecycle.RetrialNoted
		if working {
			d.Event = lifecycle.RetrialStops
		}
	case lifecycle.RetrialUpheld:
		switch {
		case !stopped:
			d.Event = lifecycle.RetrialOver
		case e.StoppedFrom == lifecycle.NoticeDue:
			d.Event = lifecycle.RetrialToNotice
		default:
			d.Event = lifecycle.RetrialToWork
		}
	case lifecycle.RetrialSetAside:
		d.Event = lifecycle.RetrialReverses
	case lifecycle.RetrialChanged:
		d.Event = lifecycle.RetrialReplaces
	}
	return d
}

// notStopped keeps what rests from being taken up, and money from going on.
func (e *enforcementRun) notStopped(*step) *casefile.Refusal {
	if e.Stopped.IsZero() {
		return nil
	}
	r := missing("原裁判于%s裁定再审，执行中止，不得恢复执行或者发放案款 the document is being tried again since %s: nothing is taken up or released", e.Stopped, e.Stopped)
	r.Article = "民事诉讼法第217条"
	return r
}

// stoppedFrom is the guard of going back to where the retrial stopped it.
func stoppedFrom(notice bool) func(*enforcementRun, *step) *casefile.Refusal {
	return func(e *enforcementRun, _ *step) *casefile.Refusal {
		if (e.StoppedFrom == lifecycle.NoticeDue) != notice {
			return missing("中止前为“%s” it stood elsewhere when it was stopped: %s", e.main.StateName(e.StoppedFrom), e.StoppedFrom)
		}
		return nil
	}
}

// stoppedByOrder lets only a retrial that was heard of be over.
func (e *enforcementRun) stoppedByOrder(*step) *casefile.Refusal {
	if e.Stopped.IsZero() {
		return missing("没有裁定再审 no retrial was ordered")
	}
	return nil
}

// stopsInRetrial names the periods that a retrial stops: a seizure lapses on its day,
// and an exit ban ends on its own, all the same.
func stopsInRetrial(k *clock) bool {
	if strings.HasPrefix(k.ID, "removal/") { // what is done for the debtor is not put off
		return false
	}
	return k.Party != "" || k.ID == "money-release" || strings.HasPrefix(k.Scope, lifecycle.Listing.ID+"/")
}

// retrialStops suspends the enforcement, or keeps what rests anyway from being
// taken up.
func (e *enforcementRun) retrialStops(s *step) {
	if e.ended() { // nothing is left that a retrial could stop
		s.note = "自" + retrialDay(s).String() + "起再审，执行已结案"
		return
	}
	if e.Stopped.IsZero() {
		e.Stopped = retrialDay(s)
		e.freeze(s.day, stopsInRetrial)
	}
	s.note = "自" + e.Stopped.String() + "起再审"
	// What rests has its own periods, but they may all stand still now.
	e.set(period{id: "retrial-review", rule: statute.RuleID("stay-review"), from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopeCase})
	if s.to != lifecycle.RetrialStopped {
		return
	}
	e.StoppedFrom = s.from
	if e.PauseID == "" {
		e.pause(statute.GroundEnforcementStay, s)
	}
}

// retrialOver lets the enforcement go on where it stood.
func (e *enforcementRun) retrialOver(s *step) {
	s.note = "再审于" + retrialDay(s).String() + "维持原裁判"
	if e.since(joinder) {
		e.Retried = stoodStill(e.Retried, e.Stopped, retrialDay(s))
	}
	e.Stopped = calendar.Date{}
	e.drop("retrial-review")
	e.thaw(s.day, stopsInRetrial)
	e.holdSuspended(s.day)
	switch s.row.Event {
	case lifecycle.RetrialToNotice:
		e.unpause(s)
		e.set(period{id: "enforcement-notice", rule: statute.EnforcementNotice, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
	case lifecycle.RetrialToWork:
		e.unpause(s)
		e.set(period{id: "property-search", rule: statute.PropertySearch, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
	default:
		return
	}
	e.StoppedFrom = ""
	e.resumed(s, s.note)
}

// reverse ends what was enforced on a document that is no more: measures are
// lifted at once, money that is held goes back to who paid it, and what
// creditors got is returned in a case of reversal (执行回转应重新立案).
func (e *enforcementRun) reverse(s *step) {
	on := retrialDay(s)
	e.Stopped = calendar.Date{}
	e.drop("retrial-review")
	e.thaw(s.day, stopsInRetrial)
	e.Reversal = reversal{On: on, Changed: s.row.Event == lifecycle.RetrialReplaces}
	for _, to := range e.everCreditors() {
		e.Reversal.ReturnFen += e.releasedTo(func(x string) bool { return x == to })
	}
	why := "原裁判于" + on.String() + "被撤销"
	if e.Reversal.Changed {
		why = "原裁判于" + on.String() + "被变更"
		data, _ := json.Marshal(casefile.ResultForm{On: on, CollectedFen: e.Reversal.ReturnFen, Reason: ClosedChanged})
		e.tell(e.Input.Case, lifecycle.OldEnforcementBooked, data)
	}
	e.Clocks = slices.DeleteFunc(e.Clocks, func(k clock) bool {
		return k.Scope == scopeCase && k.ID != "money-release" && !strings.HasPrefix(k.ID, "handover/")
	})
	e.forgetReferrals(s.day)
	e.spare(s.at, why)
	e.endTracks(lifecycle.Seizure, lifecycle.LiftOnRelease, s.at, why)
	e.endPlans(s.at)
	s.note = why
	if e.Reversal.ReturnFen > 0 {
		s.note += "，已发放" + yuan(e.Reversal.ReturnFen)
		if e.Reversal.Changed {
			s.note += "，超出新文书确定数额的部分应裁定执行回转"
		} else {
			s.note += "，应裁定执行回转，责令返还并另行立案"
		}
		e.message("cn.luxing.enforcement.reversal", s.at, map[string]string{"amount": yuan(e.Reversal.ReturnFen), "on": on.String(), "applicant": e.Input.Applicant})
	}
	if held := e.held(); held > 0 {
		s.note += "，留存案款" + yuan(held) + "退还被执行人"
		if e.clock("money-release") == nil {
			e.watchRelease(s.at)
		}
	}
	e.moneyMove = true
}

// reversalDone ends the old enforcement. The case was told already, or is over.
func (e *enforcementRun) reversalDone(s *step) {
	e.Reason, e.ClosedOn = ClosedSetAside, s.day
	if e.Reversal.Changed {
		e.Reason = ClosedChanged
	}
	e.finish(s)
}

// checkReturn lets money that is held go back to who paid it, and to nobody
// else: the document gives nobody a right to it any more.
func (e *enforcementRun) checkReturn(form *casefile.ReleaseForm) *casefile.Refusal {
	payers := e.payers()
	if !slices.Contains(payers, form.To) {
		return wrong("data.to", "原裁判已失效，案款退还付款人 the document is void: money goes back to who paid it", "%s", oneOf(payers))
	}
	if most := e.returns(form.To); form.AmountFen > most {
		return wrong("data.amountFen", "不得超过其已付款项 no more than it paid", "%s", atMostFen(most))
	}
	return nil
}

// payers are those who brought money here.
func (e *enforcementRun) payers() []string {
	var ids []string
	for _, p := range e.Payments {
		if p.AmountFen > 0 && !slices.Contains(ids, p.Payer) {
			ids = append(ids, p.Payer)
		}
	}
	return ids
}

// returns is what goes back to a payer when the document is no more.
func (e *enforcementRun) returns(payer string) int64 {
	var came int64
	for _, p := range e.Payments {
		if p.Payer == payer {
			came += p.AmountFen
		}
	}
	back := e.releasedTo(func(to string) bool { return to == payer })
	if e.since(joinder) {
		back += e.handedOver(payer)
	}
	return came - back
}

// reversal is the end of an enforcement whose document is no more.
type reversal struct {
	On        calendar.Date `json:"on"`
	Changed   bool          `json:"changed"`
	ReturnFen int64         `json:"returnFen"` // what creditors got
}

// retrialDay is the day that the news is about.
func retrialDay(s *step) calendar.Date {
	if form, ok := s.form.(*casefile.DayForm); ok && !form.On.IsZero() {
		return form.On
	}
	return s.day
}

// keptInRetrial are the reports of an enforcement that wait for the end of the
// retrial: what becomes of the case is not theirs to say meanwhile.
var keptInRetrial = []lifecycle.Event{lifecycle.Enforced, lifecycle.EndedForNow, lifecycle.EnforcementEnded, lifecycle.EnforcementBack}

// keepReport keeps what an enforcement tells during a retrial.
func (c *caseRun) keepReport(s *step) bool {
	if s.from != lifecycle.InRetrial || !slices.Contains(keptInRetrial, s.row.Event) {
		return false
	}
	c.Incidents.Kept = append(c.Incidents.Kept, s.decision)
	s.note = "再审期间收到，再审审结后处理"
	return true
}

// takeKept takes what was kept, one after another, once the retrial is over.
func (c *caseRun) takeKept(at time.Time) bool {
	if len(c.Incidents.Kept) == 0 || c.Phase == lifecycle.InRetrial || c.ended() {
		return false
	}
	d := c.Incidents.Kept[0]
	c.Incidents.Kept = c.Incidents.Kept[1:]
	d.ID += "/kept"
	c.report(d, at)
	return true
}

// bookOld counts what an enforcement of the old document released towards what
// the new one orders; what is more than that is reversed (执行规定第65条).
func (c *caseRun) bookOld(s *step) {
	form, ok := s.form.(*casefile.ResultForm)
	e := c.reporter(s.decision)
	for i := range c.Enforcements { // its sender does not say which: the last that a retrial ended
		if x := &c.Enforcements[i]; x.Void && (e == nil || e.Void && e.Key != s.decision.Actor) {
			e = x
		}
	}
	if !ok || e == nil {
		return
	}
	left := form.CollectedFen - e.Booked
	s.note = "原执行已发放" + yuan(form.CollectedFen)
	for _, id := range e.Obligations {
		d := c.duty(id)
		if d == nil || left <= 0 || d.Subject == casefile.Act {
			continue
		}
		part := min(left, d.principalLeft())
		due, _ := d.next()
		d.EnforcedFen, d.EnforcedOn = d.EnforcedFen+part, form.On
		e.Booked, left = e.Booked+part, left-part
		if d.outstanding() == 0 && d.PerformedOn.IsZero() {
			d.PerformedOn = form.On
		}
		c.moneyMove = true
		c.afterPayment(d, due, s.at)
	}
	if left > 0 {
		s.note += "，超出新文书" + yuan(left) + "应执行回转"
	}
}

// enforcementsOn are the enforcements that rest on the document and are not over.
func (c *caseRun) enforcementsOn() []string {
	keys := []string{}
	for i := range c.Enforcements {
		if e := &c.Enforcements[i]; !e.Over {
			keys = append(keys, e.Key)
		}
	}
	if c.Enforcement != "" && len(c.Enforcements) == 0 {
		keys = append(keys, c.Enforcement)
	}
	return keys
}

// reviewCertificate starts the review of a certificate that may have been given
// on a judgment that was reversed: its own workflow ended with it. Where none
// was given the review says so and leaves no trace.
func (c *caseRun) reviewCertificate(of, party string, on calendar.Date, s *step) {
	key := casefile.CertificateKey(of, party)
	c.link(casefile.LinkOrder{Kind: casefile.KindRevocation, Key: casefile.RevocationKey(key), Revocation: &casefile.RevocationInput{
		Certificate: key, Ground: casefile.JudgmentReversed, Why: "再审于" + on.String() + "撤销或者变更原裁判", OpenedOn: s.day, Unasked: true,
		Policy: c.Policy, Edition: c.Edition, Days: c.Days,
	}}, s.at)
}
