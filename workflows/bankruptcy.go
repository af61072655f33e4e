package workflows

import (
	"fmt"
	"slices"
	"time"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// handoff is the handing over of one enterprise debtor to bankruptcy: from
// enforcement by the court's transfer (执转破), before it by the parties' own
// application after the judge has explained it (释明).
type handoff struct {
	Track   string          `json:"track"`
	Debtor  string          `json:"debtor"`
	From    lifecycle.State `json:"from"`
	Consent string          `json:"consent"`
	Court   string          `json:"court"`
	Number  string          `json:"number"`
}

func (c *caseRun) enterpriseDebtor(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.DebtorForm)
	if !ok {
		return nil
	}
	p, ok := c.Filing.Party(form.Party)
	if !ok {
		return c.noParty(form.Party)
	}
	if p.Kind != casefile.Enterprise {
		r := missing("%s不是企业法人，不能移送破产 %s is not an enterprise", form.Party, form.Party)
		r.Article = "企业破产法第2条"
		return r
	}
	if c.owedBy(form.Party) == 0 {
		return missing("%s在本案没有未履行的债务 %s owes nothing in this case", form.Party, form.Party)
	}
	return nil
}

// notReferredBefore: a debtor whose bankruptcy was not accepted is never
// transferred again; the parties may apply directly (法发〔2017〕2号).
func (c *caseRun) notReferredBefore(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.DebtorForm)
	if ok && slices.Contains(c.ReferredOnce, form.Party) {
		r := missing("%s曾移送破产未被受理，不得再次移送 %s was referred once and not accepted", form.Party, form.Party)
		r.Article = "法发〔2017〕2号"
		return r
	}
	return nil
}

func (c *caseRun) bankruptcySign(s *step) {
	form := s.form.(*casefile.DebtorForm)
	id := fmt.Sprintf("bankruptcy/%s", form.Party)
	if n := c.count(id); n > 1 {
		id = fmt.Sprintf("%s/%d", id, n)
	}
	c.Handoff = handoff{Track: id, Debtor: form.Party, From: s.from}
	s.mech = 9
	s.note = form.Party + "：" + form.Reason
	c.use(9, s.day, s.note)
	// The debtor's other obligations wait for the answer; one debtor's bankruptcy
	// does not stop what others owe.
	for _, tid := range c.tracksOf(lifecycle.Supervision) {
		if d := c.duty(subject(tid)); d != nil && slices.Contains(d.Debtors, form.Party) {
			c.cause(lifecycle.SuspendTerm, tid, lifecycle.Linked, s.at, "")
		}
	}
	if s.from == lifecycle.InEnforcement {
		c.openTrack(id, lifecycle.Bankruptcy, lifecycle.AwaitingConsent, s.at, form.Party)
		c.set(period{id: "handoff", rule: "bankruptcy-decision", from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase, track: id})
		return
	}
	c.openTrack(id, lifecycle.Bankruptcy, lifecycle.DirectlyApplied, s.at, form.Party)
	c.set(period{id: "handoff", rule: "bankruptcy-ruling-debtor", from: s.at, on: "receiving_court", scope: scopePhase, track: id})
}

func (c *caseRun) consentToTransfer(s *step) {
	form := s.form.(*casefile.ConsentForm)
	c.Handoff.Consent = form.By
	s.mech = 9
	s.note = fmt.Sprintf("%s 于%s书面同意", form.By, form.On)
}

func (c *caseRun) handoffNote(s *step) {
	s.mech = 9
	if form, ok := s.form.(*casefile.ReasonForm); ok {
		s.note = form.Reason
	}
}

func (c *caseRun) panelDecides(s *step) { c.handoffNote(s) }

// presidentSigns transfers the case: decision, package, and thirty days for the
// receiving court's answer (民诉法解释第512条).
func (c *caseRun) presidentSigns(s *step) {
	form := s.form.(*casefile.BankruptcyCourtForm)
	c.Handoff.Court = form.Court
	s.mech = 9
	s.note = form.Court + " 于" + form.On.String() + "收到材料"
	c.order(casefile.BankruptcyDecision, c.Handoff.Debtor, s.day, map[string]string{
		"debtor": c.Handoff.Debtor, "receivingCourt": form.Court, "consentBy": c.Handoff.Consent, "president": s.decision.Actor,
	}, c.dutiesOf(c.Handoff.Debtor)...)
	c.drop("handoff")
	c.set(period{id: "handoff-answer", rule: statute.BankruptcyTransferAnswer, from: form.On.Start(), on: "receiving_court", scope: scopePhase, track: s.track.ID})
	c.message("cn.luxing.bankruptcy.transferred", s.at, map[string]string{"court": form.Court, "on": form.On.String()})
	c.use(9, s.day, "移送破产审查："+form.Court)
}

// askSupplement stops the thirty days until the papers are complete.
func (c *caseRun) askSupplement(s *step) {
	c.handoffNote(s)
	c.freeze(s.day, func(k *clock) bool { return k.ID == "handoff-answer" })
	c.set(period{id: "handoff-supplement", rule: statute.BankruptcyTransferFiles, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase, track: s.track.ID})
}

func (c *caseRun) sendSupplement(s *step) {
	c.drop("handoff-supplement")
	c.thaw(s.day, func(k *clock) bool { return k.ID == "handoff-answer" })
}

func (c *caseRun) bankruptcyAnswer(s *step) {
	form := s.form.(*casefile.BankruptcyAnswerForm)
	c.Handoff.Number = form.Number
	s.mech = 9
	s.note = fmt.Sprintf("%s %s %s", form.On, form.Number, form.Reason)
	c.use(9, s.day, s.row.Name)
}

// handoffFollows ends the handoff as its track ended.
func (c *caseRun) handoffFollows(at time.Time) bool {
	switch c.stateOf(c.Handoff.Track) {
	case lifecycle.BankruptcyIsOpen:
		if c.Handoff.From == lifecycle.InEnforcement {
			c.tell(c.Enforcement, lifecycle.ReferralAccepted, nil)
		}
		return c.cause(lifecycle.HandoffAccepted, "", lifecycle.Linked, at, c.Handoff.Number)
	case lifecycle.BankruptcyReturned, lifecycle.BankruptcyAbandoned:
		for _, e := range []lifecycle.Event{lifecycle.BackToSupervision, lifecycle.BackToAwaiting, lifecycle.BackToEnforcement} {
			if c.cause(e, "", lifecycle.Linked, at, "") {
				return true
			}
		}
	}
	return false
}

// backFromHandoff takes up again what the handoff had suspended.
func (c *caseRun) backFromHandoff(s *step) {
	if c.stateOf(c.Handoff.Track) == lifecycle.BankruptcyReturned {
		c.ReferredOnce = append(c.ReferredOnce, c.Handoff.Debtor)
	}
	s.mech = 9
	for _, id := range c.tracksOf(lifecycle.Supervision) {
		event := lifecycle.ResumeRunning
		if d := c.duty(subject(id)); d != nil && d.overdue(s.day) {
			event = lifecycle.ResumeTerm
		}
		c.cause(event, id, lifecycle.Linked, s.at, "")
	}
	switch s.to {
	case lifecycle.AwaitingEnforcement:
		// The petition interrupted the limitation period (诉讼时效规定第11条).
		c.awaitApplication(s)
		if k := c.clock("limitation"); k != nil {
			c.limitation(s.day, k.On)
		}
		s.note = "申请破产，申请执行时效中断，重新计算"
	case lifecycle.InEnforcement:
		c.tell(c.Enforcement, lifecycle.ReferralReturned, nil)
		c.watchEnforcement(s)
	}
}
