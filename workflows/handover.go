package workflows

import (
	"fmt"
	"slices"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// pursuit is one enforcement case that this case ordered. Creditors may each
// have one of their own, and they end one by one.
type pursuit struct {
	Key         string        `json:"key"`
	Applicant   string        `json:"applicant"`
	Obligations []string      `json:"obligations"`
	Collected   int64         `json:"collected"` // as last reported, fen
	Booked      int64         `json:"booked"`    // of it, towards the debts themselves
	DormantOn   calendar.Date `json:"dormantOn"` // since when it is ended for now
	Over        bool          `json:"over"`
	Void        bool          `json:"void,omitempty"`     // a retrial changed what it enforced
	Returned    bool          `json:"returned,omitempty"` // refused or withdrawn: to be applied for again

	Parts []casefile.ResultPart `json:"parts,omitempty"` // of what is booked, by obligation
}

// applyEnforcement hands what is unperformed to an enforcement case of its own:
// the freezes become seizures without a gap (民诉法解释第168条), and what is
// still being urged is closed.
func (c *caseRun) applyEnforcement(s *step) {
	form := s.form.(*casefile.PartyDayForm)
	s.note = form.Party + " 于" + form.On.String() + "申请执行"
	c.handOver(s, form.Party, form.On, false)
}

func (c *caseRun) checkTransfer(s *step, form *casefile.TransferEnforceForm) *casefile.Refusal {
	return c.checkPartyDay(&step{row: lifecycle.Row{Event: lifecycle.ApplyEnforcement}, day: s.day}, &casefile.PartyDayForm{Party: form.Party, On: form.On})
}

// transferEnforcement is the judge's own transfer, of the few kinds of
// document for which the creditor need not apply (执行规定第17条).
func (c *caseRun) transferEnforcement(s *step) {
	form := s.form.(*casefile.TransferEnforceForm)
	s.mech = 8
	s.note = fmt.Sprintf("移送执行（%s）：%s", transferNames[form.Kind], form.Reason)
	c.handOver(s, form.Party, form.On, true)
	c.brought(8, s.day, "审判员移送执行", s.note)
}

var transferNames = map[string]string{
	"support": "赡养费", "maintenance": "扶养费", "upbringing": "抚育费", "civil_sanction": "民事制裁决定", "criminal_incidental": "刑事附带民事",
}

// handOver orders the enforcement of what is overdue to an applicant.
func (c *caseRun) handOver(s *step, applicant string, on calendar.Date, transferred bool) {
	several := c.since(reform)
	// What is not due yet, or owed to somebody else, stays with the case.
	var ids []string
	var unpaid []casefile.ObligationView
	var paid []casefile.Payment
	takes := func(d *duty) bool {
		return d.overdue(s.day) && (!several || d.Creditor == applicant && !c.enforcedNow(d.ID))
	}
	if !several {
		c.seize(nil, s.at)
	}
	for _, id := range c.tracksOf(lifecycle.Supervision) {
		if d := c.duty(subject(id)); !several || d != nil && takes(d) {
			c.cause(lifecycle.CloseUrging, id, lifecycle.Linked, s.at, "债权人直接申请执行")
		}
	}
	if !several {
		c.HandedOver = nil
	}
	for i := range c.Duties {
		d := &c.Duties[i]
		if last, _ := d.next(); takes(d) {
			d.revive(last) // where its term stood still when it was missed
		}
		if !takes(d) || c.leftToBankruptcy(d) {
			continue
		}
		ids = append(ids, d.ID)
		unpaid = append(unpaid, c.dutyView(d))
		for _, p := range c.Payments {
			if p.Obligation == d.ID && p.Reversed.IsZero() {
				// What went back, or will, was never paid towards it.
				p.AmountFen, p.ExcessFen, p.ReturnedFen = p.AmountFen-p.ReturnedFen-p.ExcessFen, 0, 0
				if p.AmountFen > 0 || d.Subject == casefile.Act {
					paid = append(paid, p)
				}
			}
		}
	}
	var assets []casefile.SeizedAsset
	if several {
		assets = c.seize(func(party string) bool {
			return slices.ContainsFunc(unpaid, func(o casefile.ObligationView) bool {
				return slices.Contains(o.Debtors, party) || slices.Contains(o.Guarantors, party)
			})
		}, s.at)
	}
	if t := c.trackOf(c.Urging.Track); t != nil && c.open(t) && c.Urging.Applicant == applicant {
		c.cause(lifecycle.PreUrgingInsisted, t.ID, lifecycle.Linked, s.at, "申请执行")
	}
	c.HandedOver = append(c.HandedOver, ids...)
	c.Enforcement = casefile.EnforcementKey(c.Key)
	if n := c.count("enforcement"); n > 1 {
		c.Enforcement = fmt.Sprintf("%s-%d", c.Enforcement, n)
	}
	c.Enforcements = append(c.Enforcements, pursuit{Key: c.Enforcement, Applicant: applicant, Obligations: ids})
	// While their clock runs, or stands still, an application is in time.
	var limit calendar.Date
	if c.since(joinder) && s.from == lifecycle.AwaitingEnforcement && !c.LimitUntil.IsZero() {
		limit = lastDay(c.LimitUntil, on)
	}
	c.link(casefile.LinkOrder{Kind: casefile.KindEnforcement, Key: c.Enforcement, Enforcement: &casefile.EnforcementInput{
		Case: c.Key, Key: c.Enforcement, CaseNumber: c.number1(), Court: c.Court, Division: "执行局", Cause: c.Filing.Cause, AppliedOn: on, Applicant: applicant,
		Parties: c.Filing.Parties, Obligations: unpaid, Payments: paid, Referred: c.ReferredOnce, Bankrupt: c.bankrupts(), Policy: c.Policy, Edition: c.Edition, Days: c.Days,
		EstatePaid: c.estatesSpent(c.Enforcement), Assets: assets, Transferred: transferred, Retried: c.Incidents.Retrials, LimitUntil: limit,
	}}, s.at)
	c.watchEnforcement(s)
	c.message("cn.luxing.enforcement.applied", s.at, map[string]string{"enforcement": c.Enforcement})
}

// watchEnforcement keeps the case's own watch over its enforcement.
func (c *caseRun) watchEnforcement(s *step) {
	c.set(period{id: "enforcement", rule: statute.EnforcementConclusion, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
}

// reporter is the enforcement that a report came from: the latest that is not
// over where its sender does not say, as of an older release.
func (c *caseRun) reporter(d casefile.Decision) *pursuit {
	var last *pursuit
	for i := range c.Enforcements {
		e := &c.Enforcements[i]
		if e.Key == d.Actor {
			return e
		}
		if !e.Over {
			last = e
		}
	}
	return last
}

// running counts the enforcements that are not over, those ended for now apart.
func (c *caseRun) running(but *pursuit) (active, dormant int) {
	for i := range c.Enforcements {
		switch e := &c.Enforcements[i]; {
		case e.Over || e == but:
		case e.DormantOn.IsZero():
			active++
		default:
			dormant++
		}
	}
	return active, dormant
}

// enforcedNow reports whether an obligation is being enforced.
func (c *caseRun) enforcedNow(id string) bool {
	return c.since(reform) && slices.Contains(c.HandedOver, id)
}

// enforcementOf is the key of the enforcement that has an obligation.
func (c *caseRun) enforcementOf(id string) string {
	for i := range c.Enforcements {
		if e := &c.Enforcements[i]; !e.Over && slices.Contains(e.Obligations, id) {
			return e.Key
		}
	}
	return c.Enforcement
}

// exhausted is the day from which an obligation's debtor was found to have
// nothing left, zero while that is not so: its enforcement ended for now.
func (c *caseRun) exhausted(id string) calendar.Date {
	for i := range c.Enforcements {
		if e := &c.Enforcements[i]; slices.Contains(e.Obligations, id) && !e.DormantOn.IsZero() {
			return e.DormantOn
		}
	}
	return calendar.Date{}
}

// hears reads what an enforcement reports in the terms of the case: the end of
// one of several is not the end of the case, nor where other obligations are
// open.
func (c *caseRun) hears(d casefile.Decision) casefile.Decision {
	return c.hearsInRetrial(c.hearsEnforcement(d))
}

func (c *caseRun) hearsEnforcement(d casefile.Decision) casefile.Decision {
	d = c.hearsOfBankruptcy(d)
	if c.Phase == lifecycle.InRetrial {
		return d
	}
	e := c.reporter(d)
	// Of a sender that does not say which, only the one that a retrial ended can
	// be meant where no other is left.
	void := e != nil && e.Void || e == nil && c.since(joinder) && slices.ContainsFunc(c.Enforcements, func(x pursuit) bool { return x.Void })
	if c.since(reform) && void && slices.Contains(keptInRetrial, d.Event) {
		d.Event = lifecycle.OldEnforcementBooked
		return d
	}
	if c.since(reform) && e != nil {
		active, dormant := c.running(e)
		switch d.Event {
		case lifecycle.Enforced, lifecycle.EnforcementEnded:
			if active+dormant > 0 {
				d.Event = lifecycle.EnforcementPart
				return d
			}
		case lifecycle.EndedForNow:
			if active > 0 {
				d.Event = lifecycle.EnforcementPart
				return d
			}
		case lifecycle.EnforcementBack:
			if active > 0 {
				d.Event = lifecycle.EnforcementPart
				return d
			}
		}
	}
	if d.Event != lifecycle.Enforced && d.Event != lifecycle.EnforcementEnded {
		return d
	}
	for i := range c.Duties {
		o := &c.Duties[i]
		if o.outstanding() == 0 || slices.Contains(c.HandedOver, o.ID) {
			continue
		}
		// The last of several that were terminated ends the case as one alone would.
		if d.Event == lifecycle.EnforcementEnded && c.since(reform) && c.terminated(o.ID) {
			continue
		}
		d.Event = lifecycle.RestGoesOn
	}
	if d.Event == lifecycle.EnforcementEnded && c.returnedOnly(d, e) {
		d.Event = lifecycle.EnforcementReturned
	}
	return d
}

// terminated reports whether an enforcement of an obligation came to nothing.
func (c *caseRun) terminated(id string) bool {
	return slices.ContainsFunc(c.Enforcements, func(e pursuit) bool { return e.Over && !e.Returned && slices.Contains(e.Obligations, id) })
}

// enforcementPart takes what one of several enforcements reports while another
// goes on: enforced, terminated, ended for now, or taken up again.
func (c *caseRun) enforcementPart(s *step) {
	form := c.result(s)
	e := c.reporter(s.decision)
	if e == nil {
		return
	}
	s.note = e.Key + " " + s.note
	switch {
	case form.Reason == ClosedEnforced:
		c.performEnforced(s, form.On)
	case form.Reason == ClosedTerminated || form.Reason == ClosedBankruptcy || c.since(joinder) && slices.Contains(concluding, form.Reason):
		c.comesBack(e, form)
		c.over(e)
	case e.DormantOn.IsZero():
		e.DormantOn = form.On
	default:
		e.DormantOn = calendar.Date{}
	}
}

// concluding are the reasons with which an enforcement is over; with any other
// it is ended for now, or taken up again.
var concluding = []string{ClosedTerminated, ClosedBankruptcy, ClosedRefused, ClosedRetracted, ClosedTimeBarred, ClosedNotEnforced, ClosedTransferred}

// over ends one enforcement: what it had belongs to the case again.
func (c *caseRun) over(e *pursuit) {
	e.Over = true
	c.HandedOver = slices.DeleteFunc(c.HandedOver, func(id string) bool { return slices.Contains(e.Obligations, id) })
}

// enforcementRests lets the case be dormant once no enforcement is active and
// one is ended for now.
func (c *caseRun) enforcementRests(at time.Time) bool {
	if !c.since(reform) {
		return false
	}
	active, dormant := c.running(nil)
	return active == 0 && dormant > 0 && c.cause(lifecycle.EndedForNow, "", lifecycle.Linked, at, "其余执行案件均已终结本次执行")
}

func (c *caseRun) result(s *step) *casefile.ResultForm {
	if form, ok := s.form.(*casefile.ResultForm); ok {
		if e := c.reporter(s.decision); e != nil && c.since(reform) {
			c.Collected += form.CollectedFen - e.Collected
			e.Collected = form.CollectedFen
			c.bookCollected(s, e, form)
		} else {
			c.Collected = form.CollectedFen
		}
		s.note = fmt.Sprintf("执行到位%s %s", yuan(form.CollectedFen), form.Reason)
		return form
	}
	return &casefile.ResultForm{On: s.day}
}

// bookCollected shows what an enforcement brought so far on the obligations it
// has, the debt itself first (迟延履行利息解释第4条). It never performs one: that
// the enforcement says itself.
func (c *caseRun) bookCollected(s *step, e *pursuit, form *casefile.ResultForm) {
	if c.since(joinder) && len(form.Parts) > 0 {
		c.bookParts(e, form)
		return
	}
	left := form.CollectedFen - e.Booked
	for _, id := range e.Obligations {
		d := c.duty(id)
		if d == nil || left <= 0 || d.Subject == casefile.Act {
			continue
		}
		part := min(left, d.principalLeft())
		if part == 0 {
			continue
		}
		d.EnforcedFen, d.EnforcedOn = d.EnforcedFen+part, form.On
		e.Booked, left = e.Booked+part, left-part
		c.moneyMove = true
	}
}

// bookParts books by obligation, and takes back what an enforcement told of and a
// bankrupt's administrator got since.
func (c *caseRun) bookParts(e *pursuit, form *casefile.ResultForm) {
	if len(e.Parts) == 0 { // as it was booked before enforcements told each part
		left := e.Booked
		for _, id := range e.Obligations {
			part := int64(0)
			if d := c.duty(id); d != nil {
				part = min(left, d.EnforcedFen)
			}
			e.Parts, left = append(e.Parts, casefile.ResultPart{Obligation: id, AmountFen: part}), left-part
		}
	}
	for i := range e.Parts {
		was := &e.Parts[i]
		d := c.duty(was.Obligation)
		at := slices.IndexFunc(form.Parts, func(p casefile.ResultPart) bool { return p.Obligation == was.Obligation })
		if d == nil || at < 0 || !d.PerformedOn.IsZero() {
			continue
		}
		part := min(form.Parts[at].AmountFen-was.AmountFen, d.principalLeft())
		if part == 0 {
			continue
		}
		part = max(part, -was.AmountFen)
		d.EnforcedFen, d.EnforcedOn = d.EnforcedFen+part, form.On
		was.AmountFen, e.Booked = was.AmountFen+part, e.Booked+part
		c.moneyMove = true
	}
}

func (c *caseRun) enforced(s *step) {
	c.performEnforced(s, c.result(s).On)
	note := s.note
	c.close(s, ClosedEnforced)
	s.note = note
}

// performEnforced books what the enforcement brought in full.
func (c *caseRun) performEnforced(s *step, on calendar.Date) {
	ids := c.HandedOver
	e := c.reporter(s.decision)
	if c.since(reform) && e != nil {
		ids = slices.Clone(e.Obligations)
	}
	for i := range c.Duties {
		d := &c.Duties[i]
		if d.outstanding() == 0 && !d.PerformedOn.IsZero() || !slices.Contains(ids, d.ID) || c.restsInBankruptcy(d) {
			continue
		}
		if c.since(reform) {
			penalty := d.penaltyLeft() // the enforcement had it too
			d.BesidesFen, d.EnforcedBesides = d.BesidesFen+penalty, d.EnforcedBesides+penalty
			d.EnforcedFen += d.principalLeft()
			d.EnforcedOn = on
		} else {
			d.EnforcedFen = d.outstandingFen()
		}
		d.PerformedOn = on
		c.afterPayment(d, calendar.Date{}, s.at)
	}
	c.moneyMove = true
	if c.since(reform) && e != nil {
		c.over(e)
		return
	}
	c.HandedOver = nil
}

// restGoesOn goes back to the obligations that were not enforced.
func (c *caseRun) restGoesOn(s *step) {
	form := c.result(s)
	if form.Reason == ClosedEnforced {
		c.performEnforced(s, form.On)
	}
	c.comesBack(c.reporter(s.decision), form)
	for i := range c.Enforcements {
		c.Enforcements[i].Over = true
	}
	c.HandedOver = nil
}

func (c *caseRun) endedForNow(s *step) {
	form := c.result(s)
	if e := c.reporter(s.decision); e != nil && s.form != nil {
		e.DormantOn = form.On
		for _, id := range e.Obligations { // who stands in after the debtor has to now
			d := c.duty(id)
			if d == nil || !c.since(reform) {
				continue
			}
			for _, x := range c.securities(d) {
				if x.Kind == casefile.GeneralGuarantee && !x.DueFrom.IsZero() {
					c.brought(7, s.day, d.ID+" "+x.By+" 一般保证：债务人财产执行不足", "可对保证人申请执行")
				}
			}
		}
	}
	c.set(period{id: "dormant", rule: statute.EndedForNowTerm, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
}

func (c *caseRun) enforcementBack(s *step) {
	c.result(s)
	if e := c.reporter(s.decision); e != nil {
		e.DormantOn = calendar.Date{}
	}
	c.watchEnforcement(s)
}

func (c *caseRun) enforcementEnded(s *step) {
	form := c.result(s)
	note := s.note
	c.close(s, c.endOfCase(form.Reason))
	s.note = note
}

// lastDay is the later of two days.
func lastDay(a, b calendar.Date) calendar.Date {
	if a.After(b) {
		return a
	}
	return b
}
