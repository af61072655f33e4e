package workflows

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// referral is what became of the referral of one debtor to bankruptcy.
type referral struct {
	Party  string        `json:"party"`
	On     calendar.Date `json:"on"`
	State  string        `json:"state"`
	Number string        `json:"number"`
	// Unasked: it was opened without a referral of ours.
	Unasked bool `json:"unasked,omitempty"`
}

// Where a referral stands.
const (
	referralOut       = "out"        // the bankruptcy court has not answered
	referralAccepted  = "accepted"   // its bankruptcy is open
	referralRefused   = "refused"    // never referred again
	referralNoConsent = "no_consent" // referred again once somebody consents
	referralUnheard   = "unheard"    // the case could not take it up
)

// referralState is what became of a debtor's latest referral, "" without one.
func (e *enforcementRun) referralState(party string) string {
	state := ""
	for _, r := range e.Referral {
		if r.Party == party {
			state = r.State
		}
	}
	return state
}

func (e *enforcementRun) isBankrupt(party string) bool {
	return e.referralState(party) == referralAccepted
}

// leftToBankruptcy reports whether all who owe an obligation are bankrupt and
// nobody else answers for it: it is claimed in their bankruptcy, no longer
// enforced here.
func (e *enforcementRun) leftToBankruptcy(o casefile.ObligationView) bool {
	return e.allBankrupt(o) && !e.guaranteed(o)
}

func (e *enforcementRun) allBankrupt(o casefile.ObligationView) bool {
	return len(o.Debtors) > 0 && len(e.Referral) > 0 && !slices.ContainsFunc(o.Debtors, func(d string) bool { return !e.isBankrupt(d) })
}

// interestStops is the day the petition of the last of its debtors was
// accepted: from then no interest runs (企业破产法第46条).
func (e *enforcementRun) interestStops(o casefile.ObligationView) (on calendar.Date) {
	if !e.allBankrupt(o) {
		return on
	}
	for _, r := range e.Referral {
		if r.State == referralAccepted && slices.Contains(o.Debtors, r.Party) {
			on = lastDay(on, r.On)
		}
	}
	return on
}

func (e *enforcementRun) enterpriseOnly(s *step) *casefile.Refusal {
	party, ok := referred(s.form)
	if !ok {
		return nil
	}
	p, found := e.party(party)
	if !found {
		return wrong("data.party", "本案没有该被执行人 no such debtor", "%s", oneOf(e.debtors()))
	}
	if p.Kind != casefile.Enterprise {
		r := missing("%s不是企业法人，不能移送破产 %s is not an enterprise", party, party)
		r.Article = "企业破产法第2条"
		return r
	}
	return nil
}

func referred(form casefile.Form) (party string, ok bool) {
	f, ok := form.(*casefile.ReferForm)
	if !ok {
		return "", false
	}
	return f.Party, true
}

// referredOnce: a debtor whom the bankruptcy court did not accept is never
// referred again. Want of consent is no such answer.
func (e *enforcementRun) referredOnce(s *step) *casefile.Refusal {
	party, ok := referred(s.form)
	switch {
	case !ok:
		return nil
	case slices.Contains(e.Referrals, party):
		r := missing("%s曾移送破产未被受理，不得再次移送 %s was referred once and not accepted", party, party)
		r.Article = "法发〔2017〕2号"
		return r
	case e.referralState(party) == referralOut:
		return missing("%s已移送，尚未答复 %s is referred already", party, party)
	case e.isBankrupt(party):
		return missing("%s的破产申请已受理 the bankruptcy of %s is open", party, party)
	}
	return nil
}

// bankruptcyCause: the debt is due and unpaid, which its enforcement shows, and
// a further fact shows that assets do not suffice or payment is beyond it
// (企业破产法第2条；破产法解释一第1至4条).
func (e *enforcementRun) bankruptcyCause(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.ReferForm)
	if !ok {
		return nil
	}
	owes := false
	for _, o := range e.allParts() {
		owes = owes || slices.Contains(o.Debtors, form.Party) && e.dueOn(o, s.day).OverdueFen > 0
	}
	r := missing("")
	r.Article = "企业破产法第2条；破产法解释一第2至4条"
	switch {
	case !owes:
		r.Message = fmt.Sprintf("%s没有到期未清偿的金钱债务 %s owes no money that is due", form.Party, form.Party)
		return r
	case form.Cause == "enforced_in_vain" && len(e.Searches) == 0:
		r.Message = "经强制执行无法清偿的，应先有财产调查结果 enforced in vain: a search has to show it (record_search)"
		return r
	}
	return nil
}

// others are the debtors besides one against whom enforcement goes on.
func (e *enforcementRun) others(party string) []string {
	var ids []string
	for _, d := range e.debtors() {
		if d != party && !e.isBankrupt(d) && e.referralState(d) != referralOut && !slices.Contains(e.SparedOf, d) {
			ids = append(ids, d)
		}
	}
	for _, g := range e.standing() {
		if g != party && !slices.Contains(ids, g) {
			ids = append(ids, g)
		}
	}
	return ids
}

// soleDebtor: where others owe too, only this debtor's enforcement stops
// (民诉法解释第511条).
func (e *enforcementRun) soleDebtor(s *step) *casefile.Refusal {
	party, ok := referred(s.form)
	if ids := e.others(party); ok && len(ids) > 0 {
		return missing("尚有其他被执行人%s，只对%s中止执行（refer_one_debtor） others owe too: refer this one alone", list(ids), party)
	}
	return nil
}

func (e *enforcementRun) othersOwe(s *step) *casefile.Refusal {
	party, ok := referred(s.form)
	if ok && len(e.others(party)) == 0 {
		return missing("没有其他被执行人，应移送全案（refer_bankruptcy） no other debtor is left: refer the case")
	}
	return nil
}

// refer suspends enforcement and tells the case, which runs the handoff.
func (e *enforcementRun) refer(s *step) {
	e.sendToCase(s)
	e.pause(statute.GroundEnforcementStay, s)
	e.set(period{id: "referral-review", rule: "referral-review", from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
}

// referOne suspends enforcement against one debtor; the others' goes on.
func (e *enforcementRun) referOne(s *step) {
	party, _ := referred(s.form)
	e.sendToCase(s)
	e.set(period{id: "referral-review/" + party, rule: "referral-review", from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopeCase})
}

// sendToCase asks the case for the handoff. The debtor's own periods stand
// still meanwhile; its seizures are kept and renewed.
func (e *enforcementRun) sendToCase(s *step) {
	form := s.form.(*casefile.ReferForm)
	if e.since(reform) {
		e.Referral = append(e.Referral, referral{Party: form.Party, On: s.day, State: referralOut})
		e.freeze(s.day, func(k *clock) bool { return k.Party == form.Party })
		e.moneyChangesHands()
	} else {
		e.Referrals = append(e.Referrals, form.Party)
	}
	s.note = form.Party + "：" + form.Reason
	s.mech = 9
	e.use(9, s.day, s.note)
	data, _ := json.Marshal(casefile.DebtorForm{Party: form.Party, Reason: form.Reason})
	e.tell(e.Input.Case, lifecycle.BankruptcySign, data)
}

// hears reads the case's answer to a referral by where the enforcement stands:
// one of several debtors, or all of it.
func (e *enforcementRun) hears(d casefile.Decision) casefile.Decision {
	if !e.since(reform) {
		return d
	}
	d = e.hearsOfRetrial(d)
	if d.Event == lifecycle.OneDismissed && e.Phase == lifecycle.InBankruptcy {
		d.Event, d.Data = lifecycle.BankruptcyDismissed, dayOf(d.Data)
	}
	if e.since(joinder) {
		return e.hearsOfReferral(d)
	}
	whole := e.Phase == lifecycle.Referred
	if d.Event == lifecycle.ReferralAccepted && !whole { // opened by whoever applied, without our referral
		var form casefile.ReferralForm
		whole = json.Unmarshal(d.Data, &form) == nil && form.Party != "" && len(e.others(form.Party)) == 0
	}
	switch {
	case d.Event == lifecycle.ReferralReturned && !whole:
		d.Event = lifecycle.OneReferralReturned
	case d.Event == lifecycle.ReferralAccepted && whole:
		d.Event = lifecycle.BankruptcySuspends
	case d.Event == lifecycle.ReferralAccepted:
		d.Event = lifecycle.OneReferralAccepted
	}
	return d
}

// answered notes the answer to the referral that is out, of the debtor named
// or of the only one.
func (e *enforcementRun) answered(s *step, otherwise string) string {
	form, ok := s.form.(*casefile.ReferralForm)
	if !ok {
		form = &casefile.ReferralForm{}
	}
	if form.Party != "" && otherwise == referralAccepted && e.referralState(form.Party) != referralOut && !e.isBankrupt(form.Party) && slices.Contains(e.respondents(), form.Party) {
		e.Referral = append(e.Referral, referral{Party: form.Party, State: referralOut, Unasked: true})
	}
	for i := range e.Referral {
		r := &e.Referral[i]
		if r.State != referralOut || form.Party != "" && r.Party != form.Party {
			continue
		}
		r.State, r.Number = or(form.Outcome, otherwise), form.Number
		if r.State == referralAccepted {
			r.On = s.day
			if !form.On.IsZero() {
				r.On = form.On
			}
		}
		if r.State == referralRefused {
			e.Referrals = append(e.Referrals, r.Party)
		}
		s.mech = 9
		s.note = r.Party + " " + r.State + " " + r.Number
		e.brought(9, s.day, s.row.Name, r.Party+"："+r.State)
		return r.Party
	}
	return ""
}

// referralReturned takes enforcement up again.
func (e *enforcementRun) referralReturned(s *step) {
	e.backToMeasures(s)
	e.returned(s)
}

func (e *enforcementRun) oneReturned(s *step) { e.returned(s) }

func (e *enforcementRun) returned(s *step) {
	if !e.since(reform) {
		return
	}
	party := e.answered(s, referralRefused)
	if party == "" {
		return
	}
	e.drop("referral-review/" + party)
	e.thaw(s.day, func(k *clock) bool { return k.Party == party })
	e.moneyChangesHands()
	if e.since(joinder) && e.referralState(party) == referralUnheard {
		s.note += "；原案已结，移送由执行法院另行办理，执行继续（民诉法解释第511条）"
	}
	if e.referralState(party) == referralNoConsent {
		s.note += "；按查封先后清偿，不适用参与分配（民诉法解释第514条）"
	}
}

// bankrupt ends the enforcement of a debtor whose bankruptcy was accepted, as
// the first release did; the money still held goes to the administrator.
func (e *enforcementRun) bankrupt(s *step) {
	e.Reason, e.ClosedOn = ClosedBankruptcy, s.day
	if held := e.held(); held > 0 {
		s.note = "未发放案款" + yuan(held) + "移交管理人"
		e.message("cn.luxing.money.handed_over", s.at, map[string]string{"amountFen": fmt.Sprint(held)})
	}
	e.finish(s)
}

// bankruptcySuspends: on acceptance enforcement is suspended and its measures
// are lifted; it ends when the debtor is declared bankrupt (企业破产法第19条；
// 民诉法解释第513条).
func (e *enforcementRun) bankruptcySuspends(s *step) {
	if e.PauseID == "" && !e.FiledOn.IsZero() {
		e.pause(statute.GroundEnforcementStay, s)
	}
	if s.from == lifecycle.EnforcementReview || s.from == lifecycle.NoticeDue {
		e.RestsFrom = s.from
	}
	e.opened(s)
	e.set(period{id: "referral-review", rule: "referral-review", from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
}

// oneAccepted leaves a bankrupt to its administrator; the others are enforced on.
func (e *enforcementRun) oneAccepted(s *step) { e.opened(s) }

func (e *enforcementRun) opened(s *step) {
	party := e.answered(s, referralAccepted)
	if party == "" {
		return
	}
	note := s.note
	e.drop("referral-review/" + party)
	for _, k := range slices.Clone(e.Clocks) { // its own periods have nothing left to run for
		if k.Party == party && k.Scope == scopeCase {
			e.drop(k.ID)
		}
	}
	e.spareDebtor(party, s.at, "破产受理")
	e.endPlansOf(party, s.at)
	e.unspare(s.day)
	e.watchHandover(party, s.at)
	e.moneyChangesHands()
	e.moneyMove = true
	s.note = note
	e.notifyGuarantors(s)
}

// heldOf is the money of a debtor that is still here.
func (e *enforcementRun) heldOf(party string) int64 {
	if e.since(joinder) {
		return e.leftOf(func(p casefile.Payment) bool { return p.Payer == party })
	}
	if e.Phase == lifecycle.InBankruptcy { // nobody else's is left
		return max(e.held(), 0)
	}
	var sum int64
	for _, p := range e.Payments {
		if p.Payer == party {
			sum += p.AmountFen
		}
	}
	return max(min(e.held(), sum-e.handedOver(party)), 0)
}

// watchHandover gives seven days to hand a bankrupt's money to its administrator.
func (e *enforcementRun) watchHandover(party string, at time.Time) {
	if e.heldOf(party) > 0 && e.clock("handover/"+party) == nil {
		e.set(period{id: "handover/" + party, rule: statute.BankruptcyHandover, from: at, on: string(lifecycle.EnforcementJudge), scope: scopeCase})
	}
}

func (e *enforcementRun) checkHandOver(form *casefile.HandOverForm) *casefile.Refusal {
	if r := e.knownDebtor(form.Party); r != nil {
		return r
	}
	if !e.isBankrupt(form.Party) {
		return missing("%s的破产申请未被受理，案款不移交管理人 the bankruptcy of %s is not open", form.Party, form.Party)
	}
	if most := e.heldOf(form.Party); form.AmountFen > most {
		return wrong("data.amountFen", "不得超过该被执行人未发放的案款 no more than is held of that debtor's", "%s", atMostFen(most))
	}
	return nil
}

func (e *enforcementRun) handOver(s *step) {
	form := s.form.(*casefile.HandOverForm)
	e.Handovers = append(e.Handovers, *form)
	if e.since(joinder) {
		e.spendHandover(form.Party, form.AmountFen)
	}
	e.moneyMove = true
	s.mech = 9
	s.note = fmt.Sprintf("%s 案款%s移交管理人%s", form.Party, yuan(form.AmountFen), form.Administrator)
	if e.heldOf(form.Party) == 0 {
		e.drop("handover/" + form.Party)
	}
	e.rewatchRelease()
	e.message("cn.luxing.money.handed_over", s.at, map[string]string{"amountFen": fmt.Sprint(form.AmountFen), "party": form.Party})
}

var bankruptcyEnds = map[string]string{"declared": "宣告破产", "reorganised": "重整计划批准", "settled": "和解协议认可"}

func (e *enforcementRun) declareBankrupt(s *step) {
	form := s.form.(*casefile.BankruptcyEndForm)
	s.mech = 9
	s.note = bankruptcyEnds[form.Outcome] + " " + form.On.String()
	e.Reason, e.ClosedOn = ClosedBankruptcy, s.day
	// The case that handed it off has ended; one that heard of it, or in which
	// somebody answered for the bankrupt, goes on until told.
	unasked := slices.ContainsFunc(e.Referral, func(r referral) bool { return r.Unasked && r.State == referralAccepted })
	if e.since(joinder) && (unasked || len(e.answering()) > len(e.debtors())) {
		e.report(lifecycle.EnforcementEnded, s, ClosedBankruptcy)
	}
	e.finish(s)
}

// bankruptcyDismissed takes enforcement up again: the court found no cause
// after all (企业破产法第12条第2款).
func (e *enforcementRun) bankruptcyDismissed(s *step) {
	for i := range e.Referral {
		if e.Referral[i].State == referralAccepted {
			e.Referral[i].State = referralRefused
			e.Referrals = append(e.Referrals, e.Referral[i].Party)
			e.drop("handover/" + e.Referral[i].Party)
			e.SparedOf = slices.DeleteFunc(e.SparedOf, func(p string) bool { return p == e.Referral[i].Party })
		}
	}
	e.letGuarantorsGo(s.at)
	e.moneyChangesHands()
	e.backToMeasures(s)
	s.note = "驳回破产申请，恢复执行"
	s.mech = 9
}
