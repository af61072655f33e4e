package workflows

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"luxing/workflows/bilingual"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// An enforcement whose case has ended has nobody to run the handoff of a debtor to a
// bankruptcy court: it runs it itself, by the same steps, papers and thirty days
// (民诉法解释第511至513条). Nor does anybody pass the news of a bankruptcy on to it,
// so that is entered here (企业破产法第19条).

// lateHandoff is the handing over of one debtor by its enforcement.
type lateHandoff struct {
	Track   string   `json:"track"`
	Debtor  string   `json:"debtor"`
	Consent string   `json:"consent"`
	Court   string   `json:"court"`
	Number  string   `json:"number"`
	Lacks   []string `json:"lacks,omitempty"` // papers that the package did not list
	Done    bool     `json:"done"`            // what came of it is drawn
	// On is the day of the court's answer.
	On calendar.Date `json:"on,omitzero"`
}

func (h *lateHandoff) clockOf(id string) string { return id + "/" + h.Debtor }

// caseEnded reports whether the case is known to have ended.
func (e *enforcementRun) caseEnded() bool { return e.Input.LateOf != "" || e.CaseGone }

// handOffHere begins the handoff of every debtor who is referred and waits.
func (e *enforcementRun) handOffHere(at time.Time) {
	for _, r := range e.Referral {
		open := slices.ContainsFunc(e.Handoffs, func(h lateHandoff) bool { return h.Debtor == r.Party && !h.Done })
		if r.State != referralOut || open {
			continue
		}
		id := lifecycle.Bankruptcy.ID + "/" + r.Party
		if n := e.count(id); n > 1 {
			id = fmt.Sprintf("%s/%d", id, n)
		}
		h := lateHandoff{Track: id, Debtor: r.Party}
		e.Handoffs = append(e.Handoffs, h)
		e.openTrack(id, lifecycle.Bankruptcy, lifecycle.AwaitingConsent, at, r.Party)
		e.set(period{id: h.clockOf("handoff"), rule: "bankruptcy-decision", from: at, on: string(lifecycle.EnforcementJudge), scope: scopeCase, track: id})
		e.append(casefile.Entry{At: at, Event: "handoff_begun", Name: "原案已结，由执行案件办理移送破产", Role: lifecycle.Linked, Track: id, Article: "民诉法解释第511条", Note: r.Party, Mechanism: 9})
		e.kick.SendAsync(true) // the record of this is not put off until something else happens
	}
}

// handoffOf is the handoff that a track runs.
func (e *enforcementRun) handoffOf(track string) *lateHandoff {
	for i := range e.Handoffs {
		if e.Handoffs[i].Track == track {
			return &e.Handoffs[i]
		}
	}
	return &lateHandoff{Track: track}
}

// handoffFor finds the track that a decision is about: of the debtor it names, or of
// the only handoff that is open.
func (e *enforcementRun) handoffFor(debtor string) string {
	var open []string
	for i := range e.Handoffs {
		if h := &e.Handoffs[i]; !h.Done && (debtor == "" || h.Debtor == debtor) {
			open = append(open, h.Track)
		}
	}
	if len(open) == 1 {
		return open[0]
	}
	return ""
}

// consentHere: the debtor, or any one applicant, consents in writing.
func (e *enforcementRun) consentHere(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.ConsentForm)
	if !ok || s.track == nil {
		return nil
	}
	who := append([]string{e.handoffOf(s.track.ID).Debtor}, e.creditors()...)
	if slices.Contains(who, form.By) {
		return nil
	}
	return wrong("data.by", "应由被执行人或者申请执行人之一书面同意 the consent of the debtor or of any one applicant counts", "%s", bilingual.OneOf(who))
}

func (e *enforcementRun) packageHere(s *step) *casefile.Refusal { return packageLacks(s) }

func (e *enforcementRun) consentGiven(s *step) {
	form := s.form.(*casefile.ConsentForm)
	e.handoffOf(s.track.ID).Consent = form.By
	s.mech, s.note = 9, fmt.Sprintf("%s 于%s书面同意", form.By, form.On)
}

func (e *enforcementRun) handoffNote(s *step) {
	s.mech = 9
	if form, ok := s.form.(*casefile.HandoffForm); ok {
		s.note = form.Reason
	}
}

// presidentSigns transfers the debtor: decision, package, and thirty days for the
// receiving court's answer (民诉法解释第512条).
func (e *enforcementRun) presidentSigns(s *step) {
	form := s.form.(*casefile.BankruptcyCourtForm)
	h := e.handoffOf(s.track.ID)
	h.Court = form.Court
	s.mech, s.note = 9, form.Court+" 于"+form.On.String()+"收到材料"
	facts := map[string]string{"debtor": h.Debtor, "receivingCourt": form.Court, "consentBy": h.Consent, "president": s.decision.Actor}
	if names := packaged(form.Files); len(names) > 0 {
		facts["files"] = strings.Join(names, "；")
	} else {
		h.Lacks = lacking(nil)
		s.note += "；移送材料未列清单，应核对：" + strings.Join(h.Lacks, "、")
	}
	var owed []casefile.ObligationView
	for _, o := range e.obligations(s.day) {
		if slices.Contains(o.Debtors, h.Debtor) {
			owed = append(owed, o)
		}
	}
	e.order(casefile.BankruptcyDecision, h.Debtor, s.day, facts, owed...)
	e.drop(h.clockOf("handoff"))
	e.set(period{id: h.clockOf("handoff-answer"), rule: statute.BankruptcyTransferAnswer, from: form.On.Start(), on: "receiving_court", scope: scopeCase, track: h.Track})
	e.message("cn.luxing.bankruptcy.transferred", s.at, map[string]string{"court": form.Court, "on": form.On.String()})
	e.use(9, s.day, "移送破产审查："+form.Court)
}

// askSupplement stops the thirty days until the papers are complete.
func (e *enforcementRun) askSupplement(s *step) {
	e.handoffNote(s)
	h := e.handoffOf(s.track.ID)
	e.freeze(s.day, func(k *clock) bool { return k.ID == h.clockOf("handoff-answer") })
	e.set(period{id: h.clockOf("handoff-supplement"), rule: statute.BankruptcyTransferFiles, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopeCase, track: h.Track})
}

func (e *enforcementRun) sendSupplement(s *step) {
	h := e.handoffOf(s.track.ID)
	e.drop(h.clockOf("handoff-supplement"))
	e.thaw(s.day, func(k *clock) bool { return k.ID == h.clockOf("handoff-answer") })
}

func (e *enforcementRun) bankruptcyAnswer(s *step) {
	form := s.form.(*casefile.BankruptcyAnswerForm)
	h := e.handoffOf(s.track.ID)
	h.Number, h.On = form.Number, form.On
	s.mech, s.note = 9, strings.TrimSpace(fmt.Sprintf("%s %s %s", form.On, form.Number, form.Reason))
	e.use(9, s.day, s.row.Name)
}

// handoffFollows takes what came of a handoff as the case would have told it.
func (e *enforcementRun) handoffFollows(at time.Time) bool {
	for i := range e.Handoffs {
		h := &e.Handoffs[i]
		t := e.trackOf(h.Track)
		if h.Done || t == nil || e.open(t) || e.ended() {
			continue
		}
		event, form := lifecycle.ReferralReturned, casefile.ReferralForm{Party: h.Debtor, Outcome: referralNoConsent, Number: h.Number, On: h.On}
		switch t.State {
		case lifecycle.BankruptcyIsOpen:
			event, form.Outcome = lifecycle.ReferralAccepted, referralAccepted
		case lifecycle.BankruptcyReturned:
			form.Outcome = referralRefused
		}
		if !e.tellSelf(event, form, at) {
			continue // where that is not heard now, it waits
		}
		h.Done = true
		e.dropHandoff(h)
		if form.Outcome == referralAccepted {
			e.relayToSiblings(event, form)
		}
		return true
	}
	return false
}

func (e *enforcementRun) dropHandoff(h *lateHandoff) {
	for _, k := range []string{"handoff", "handoff-answer", "handoff-supplement"} {
		e.drop(h.clockOf(k))
	}
}

// tellSelf hears what a case would tell.
func (e *enforcementRun) tellSelf(event lifecycle.Event, form casefile.ReferralForm, at time.Time) bool {
	data, _ := json.Marshal(form)
	d := e.hears(casefile.Decision{Event: event, Role: lifecycle.Linked, Actor: e.Key, Data: data})
	return e.happen(&step{at: at, day: day(at), form: &form, decision: d}, "")
}

// checkDebtorBankrupt wants an enterprise that is enforced against and not known to
// be bankrupt.
func (e *enforcementRun) checkDebtorBankrupt(form *casefile.PartyBankruptForm) *casefile.Refusal {
	if r := e.knownDebtor(form.Party); r != nil {
		return r
	}
	p, _ := e.party(form.Party)
	switch {
	case p.Kind != casefile.Enterprise:
		r := missing("%s不是企业法人，没有破产能力 %s is not an enterprise and cannot go bankrupt", form.Party, form.Party)
		r.Article = "企业破产法第2条"
		return r
	case e.isBankrupt(form.Party):
		return missing("%s的破产申请已受理 the bankruptcy of %s is open", form.Party, form.Party)
	}
	return nil
}

// debtorBankrupt takes the news of a bankruptcy that another court accepted, and
// tells the case; where that has ended, the case's other enforcements.
func (e *enforcementRun) debtorBankrupt(s *step) {
	form := s.form.(*casefile.PartyBankruptForm)
	s.mech = 9
	s.note = strings.TrimSpace(form.Party + "于" + form.On.String() + "由" + form.Court + "受理破产 " + form.Number)
	told := casefile.ReferralForm{Party: form.Party, Outcome: referralAccepted, Number: form.Number, On: form.On}
	for i := range e.Handoffs { // another court has done what was asked of this one
		if h := &e.Handoffs[i]; h.Debtor == form.Party && !h.Done && e.cause(lifecycle.OpenedElsewhere, h.Track, lifecycle.Linked, s.at, form.Court+" "+form.Number) {
			h.Done = true
			e.dropHandoff(h)
		}
	}
	e.tellSelf(lifecycle.ReferralAccepted, told, s.at)
	if e.caseEnded() {
		e.relayToSiblings(lifecycle.ReferralAccepted, told)
		return
	}
	data, _ := json.Marshal(form)
	e.tell(e.Input.Case, lifecycle.PartyBankrupt, data)
	e.keepFor(lifecycle.ReferralAccepted, told)
}

// oneEnteredHere: that a petition was dismissed an open case tells; of one that has
// ended it is entered here.
func (e *enforcementRun) oneEnteredHere(s *step) *casefile.Refusal {
	switch {
	case s.decision.Role == lifecycle.Linked:
		return nil
	case !e.since(relay) || !e.caseEnded():
		return missing("原案未结，应在原案中登记（petition_dismissed） the case is open: it is entered there, and told here")
	case len(e.bankruptOnes()) == 0:
		return missing("没有被执行人的破产申请已受理 no bankruptcy is open")
	}
	return nil
}

func (e *enforcementRun) checkOneDismissed(s *step, form *casefile.PartyDayForm) *casefile.Refusal {
	if s.decision.Role != lifecycle.Linked && !e.isBankrupt(form.Party) {
		return wrong("data.party", "破产申请已被受理的被执行人 whose bankruptcy is open", "%s", bilingual.OneOf(e.bankruptOnes()))
	}
	return e.knownDebtor(form.Party)
}
