package workflows

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// ClosedSetAside is why a case ends whose effective document a retrial set aside.
const ClosedSetAside = "set_aside"

// orderRetrial stops what rests on the document while it is tried again: the
// periods of performance stand still, the enforcement is told to stop
// (民事诉讼法第217条).
func (c *caseRun) orderRetrial(s *step) {
	form := s.form.(*casefile.RetrialForm)
	c.Incidents.Retrial = retrial{From: s.from, On: form.On, Court: form.Court, CaseNumber: form.CaseNumber}
	c.Incidents.Retried = true
	c.freeze(s.day, c.runsOnPerformance)
	rule := statute.OrdinaryTrial
	if form.Instance == "second" {
		rule = statute.SecondInstanceJudgment
	}
	c.set(period{id: "retrial", rule: rule, from: form.On.Start(), on: "retrial_court", scope: scopePhase})
	s.note = fmt.Sprintf("%s %s，按第%s审程序，原裁判中止执行：%s", form.Court, form.CaseNumber, map[string]string{"first": "一", "second": "二"}[form.Instance], form.Reason)
	c.tellRetrial(lifecycle.OrderRetrial, form.On, s)
}

// runsOnPerformance names the periods that a retrial stops: a freeze of
// property lapses on its day all the same, the retrial's own period runs, and so
// does the review of a party's stay.
func (c *caseRun) runsOnPerformance(k *clock) bool {
	if c.since(joinder) && (k.ID == "retrial" || strings.HasPrefix(k.ID, partyStayID(""))) {
		return false
	}
	return k.Scope != scopePhase && !strings.HasPrefix(k.Scope, lifecycle.Preservation.ID+"/")
}

// tellRetrial tells all that rests on the document what became of it: the
// enforcement, the certificates of those who performed, and the world outside.
func (c *caseRun) tellRetrial(e lifecycle.Event, on calendar.Date, s *step) {
	data, _ := json.Marshal(casefile.DayForm{On: on})
	c.retrialNews(c.Key, e, on, c.Incidents.Retrial.Runs)
	for _, key := range c.enforcementsOn() {
		if !c.Incidents.Retrial.Runs || overturned(e) { // it was never stopped
			c.tell(key, e, data)
		}
	}
	for i := range c.Duties {
		for _, d := range c.Duties[i].Debtors {
			if key := casefile.CertificateKey(c.Key, d); c.owedBy(d) == 0 && !slices.ContainsFunc(c.signals, func(x signal) bool { return x.To == key && x.Decision.Event == e }) {
				c.tell(key, e, data)
				c.resting.heard(key, e)
				if overturned(e) {
					c.reviewCertificate(c.Key, d, on, s)
				}
			}
		}
	}
	c.message("cn.luxing.retrial."+string(e), s.at, map[string]string{"on": on.String(), "court": c.Incidents.Retrial.Court})
}

// overturned reports whether the document that people relied on is no more.
func overturned(e lifecycle.Event) bool {
	return e == lifecycle.RetrialSetAside || e == lifecycle.RetrialChanged
}

// retrialUpheld goes on where the retrial found the case: what stood still ends
// that much later (民诉法解释第404、405条).
func (c *caseRun) retrialUpheld(s *step) {
	on := s.form.(*casefile.DayForm).On
	s.note = on.String()
	running := c.Incidents.Retrial.Runs
	c.drop("retrial")
	if !running {
		c.thaw(s.day, func(k *clock) bool { return c.runsOnPerformance(k) && !c.held(k) })
	}
	switch s.to {
	case lifecycle.AwaitingEnforcement:
		c.awaitApplication(s)
		if k := c.clock("limitation"); k != nil && !running { // the time of the retrial does not count against the creditor
			was := *k
			was.Frozen = c.Incidents.Retrial.On
			*k = was
			c.thaw(s.day, func(k *clock) bool { return k.ID == "limitation" })
		}
	case lifecycle.InEnforcement:
		c.watchEnforcement(s)
	case lifecycle.Dormant:
		c.set(period{id: "dormant", rule: statute.EndedForNowTerm, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
	}
	c.tellRetrial(lifecycle.RetrialUpheld, on, s)
	if c.since(joinder) {
		c.Incidents.Retrials = stoodStill(c.Incidents.Retrials, c.Incidents.Retrial.On, on)
	}
	c.Incidents.Retrial = retrial{}
}

// retrialChanged puts what the retrial ordered in the place of the first
// document. The enforcement of the old one is over; what it brought, and what
// was paid, stays booked.
func (c *caseRun) retrialChanged(s *step) {
	form := s.form.(*casefile.JudgmentForm)
	on := form.On
	if on.IsZero() {
		on = s.day
	}
	c.Disposition.Effective, c.Disposition.Outcome = on, form.Outcome
	c.drop("retrial")
	c.tellRetrial(lifecycle.RetrialChanged, on, s)
	if s.from == lifecycle.BankruptcyHandoff {
		c.endTracks(lifecycle.Bankruptcy, lifecycle.HandoffMoot, s.at, "再审改判")
	}
	c.endTracks(lifecycle.Supervision, lifecycle.EndSupervision, s.at, "再审改判")
	enforced := map[string]int64{}
	for i := range c.Duties {
		enforced[c.Duties[i].ID] = c.Duties[i].EnforcedFen
	}
	c.HandedOver, c.Enforcement = nil, ""
	for i := range c.Enforcements {
		c.Enforcements[i].Over, c.Enforcements[i].Void = true, true
	}
	var beyond int64
	for i := range c.Duties { // of an obligation that is no more, all of it
		d := &c.Duties[i]
		if !slices.ContainsFunc(form.Obligations, func(o casefile.Obligation) bool { return o.ID == d.ID }) {
			beyond += d.EnforcedFen
		}
	}
	c.fix(s, form.Obligations)
	for i := range c.Duties {
		d := &c.Duties[i]
		if got := enforced[d.ID]; got > 0 {
			kept := min(got, max(d.AmountFen-d.PaidFen, 0))
			beyond += got - kept
			d.EnforcedFen, d.ExcessFen = kept, d.ExcessFen+got-kept
			if d.outstanding() == 0 && d.PerformedOn.IsZero() {
				d.PerformedOn = on
			}
		}
	}
	c.beyond(s, beyond)
	c.supervise(s, on)
	c.Incidents.Retrial, c.Incidents.Retrials = retrial{}, nil // the periods of the new document begin with it
}

// retrialSetAside ends the case: nothing is owed any more, and whatever rested
// on the document goes with it.
func (c *caseRun) retrialSetAside(s *step) {
	on := s.form.(*casefile.DayForm).On
	c.tellRetrial(lifecycle.RetrialSetAside, on, s)
	var paid int64
	for _, p := range c.Payments {
		paid += p.AmountFen
	}
	paid += c.Collected
	c.close(s, ClosedSetAside)
	s.note = "原裁判自" + on.String() + "起失去效力"
	if paid > 0 { // what was paid on it is claimed back (民事诉讼法第244条)
		s.note += "，已履行" + yuan(paid) + "可申请执行回转"
	}
}

// The retrial of a case that has ended is a case of its own. It tells all that
// rests on the old document what becomes of it, in the words that an open case
// would use.

// acceptRetrial registers such a case: no fee is asked (诉讼费用交纳办法第9条), and
// the old document is not enforced while it lasts (民事诉讼法第217条).
func (c *caseRun) acceptRetrial(s *step) {
	c.linkCase(c.Filing.RetrialOf, casefile.RetriedCase, s)
	s.note = fmt.Sprintf("再审%s，适用%s", c.Filing.RetrialOf, c.Procedure.Name())
	for _, p := range c.parties(casefile.Plaintiff) {
		c.guide(casefile.AtFiling, p, casefile.RiskNotice, s.day)
	}
	c.use(1, s.day, "立案时告知诉讼风险、财产保全和自动履行的好处")
	// Were it not for the consequence that follows at once, somebody would have to act.
	c.set(period{id: "fee-payment", rule: statute.FeePayment, from: s.at, on: string(lifecycle.Clerk), scope: scopePhase})
	c.tellOriginal(lifecycle.OrderRetrial, s.day, s)
	c.message("cn.luxing.case.accepted", s.at, map[string]string{"court": c.Court, "procedure": string(c.Procedure), "retrialOf": c.Filing.RetrialOf})
}

// tellOriginal tells the enforcement of the old document, and the certificates
// that were given on it, once each.
func (c *caseRun) tellOriginal(e lifecycle.Event, on calendar.Date, s *step) {
	of := c.Filing.RetrialOf
	if of == "" || e != lifecycle.OrderRetrial && !c.Incidents.Retrial.On.IsZero() {
		return
	}
	data, _ := json.Marshal(casefile.DayForm{On: on})
	c.retrialNews(of, e, on, false)
	c.tell(casefile.EnforcementKey(of), e, data)
	c.resting.heard(casefile.EnforcementKey(of), e)
	for _, p := range c.Filing.Parties {
		if p.Side != casefile.ThirdParty {
			c.tell(casefile.CertificateKey(of, p.ID), e, data)
			c.resting.heard(casefile.CertificateKey(of, p.ID), e)
			if overturned(e) {
				c.reviewCertificate(of, p.ID, on, s)
			}
		}
	}
	c.message("cn.luxing.retrial."+string(e), s.at, map[string]string{"on": on.String(), "of": of})
	if e != lifecycle.OrderRetrial { // told how it ended
		c.Incidents.Retrial.On = on
	}
}

// retrialEnds says what the end of the retrial's own case means for the old
// document: nothing is owed any more, or it stands (民诉法解释第404、405条).
func (c *caseRun) retrialEnds(reason string, s *step) {
	if c.Filing.RetrialOf == "" || c.AcceptedOn.IsZero() {
		return
	}
	e := lifecycle.RetrialUpheld
	switch reason {
	case ClosedNothingDue, ClosedDismissed:
		e = lifecycle.RetrialSetAside
	case ClosedPerformed, ClosedEnforced:
		e = lifecycle.RetrialChanged
	}
	c.tellOriginal(e, s.day, s)
}

// Correction of a slip of the pen (民事诉讼法第157条；民诉法解释第245条).

func (c *caseRun) checkCorrection(form *casefile.CorrectForm) *casefile.Refusal {
	if form.On.Before(c.Disposition.On) {
		return wrong("data.on", "补正在文书作出之后 after the document was made", "%[1]s或者更晚 %[1]s or later", c.Disposition.On)
	}
	if form.Obligation == "" {
		return nil
	}
	d := c.duty(form.Obligation)
	switch {
	case d == nil:
		var ids []string
		for i := range c.Duties {
			ids = append(ids, c.Duties[i].ID)
		}
		return wrong("data.obligation", "文书确定的义务 an obligation of the document", "%s", oneOf(ids))
	case d.Subject == casefile.Act:
		return wrong("data.amountFen", "行为义务没有金额 an act has no amount", "只更正文字 the words only")
	case !d.PerformedOn.IsZero():
		return missing("%s已于%s履行完毕 %s was performed on %s", d.ID, d.PerformedOn, d.ID, d.PerformedOn)
	case len(d.Instalments) > 0 && form.Instalment == 0:
		return wrong("data.instalment", "更正哪一期 which instalment", "第1至%[1]d期 1 to %[1]d", len(d.Instalments))
	case form.Instalment > len(d.Instalments):
		return wrong("data.instalment", "没有该期 no such instalment", "第1至%[1]d期，或者不填 1 to %[1]d, or none", len(d.Instalments))
	}
	return nil
}

// correctDocument mends the figure where it stands: what was paid stays paid,
// and what is too much now is excess, to be returned. The days do not move.
func (c *caseRun) correctDocument(s *step) {
	form := s.form.(*casefile.CorrectForm)
	s.note = "裁定自" + form.On.String() // the words may name people: they stand in the ruling only
	if d := c.duty(form.Obligation); form.Obligation != "" && d != nil {
		was := d.AmountFen
		if form.Instalment > 0 {
			parts := slices.Clone(d.Instalments)
			d.AmountFen += form.AmountFen - parts[form.Instalment-1].AmountFen
			parts[form.Instalment-1].AmountFen = form.AmountFen
			d.Instalments = parts
		} else {
			d.AmountFen = form.AmountFen
		}
		s.note += fmt.Sprintf("；%s由%s更正为%s", d.ID, yuan(was), yuan(d.AmountFen))
		due, _ := d.next()
		received := d.PaidFen + d.ExcessFen
		d.PaidFen = min(received, max(d.AmountFen-d.EnforcedFen, 0))
		d.ExcessFen = received - d.PaidFen
		if d.PaidFen == d.AmountFen {
			d.PerformedOn = s.day
		}
		c.moneyMove = true
		c.afterPayment(d, due, s.at)
	}
	for _, p := range c.suitors() {
		c.order(casefile.CorrectionRuling, p, s.day, map[string]string{"was": form.Was, "is": form.Is, "judge": c.Judge, "clerk": c.Clerk})
	}
}
