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

// News of a bankruptcy reaches an enforcement wherever it stands (企业破产法第19
// 条). It rests as a whole only while nobody is left who is enforced against.

// hearsOfReferral reads the answer to a referral, or the news of a bankruptcy that
// somebody else applied for, by where the enforcement stands and whom it is about.
func (e *enforcementRun) hearsOfReferral(d casefile.Decision) casefile.Decision {
	var form casefile.ReferralForm
	named := json.Unmarshal(d.Data, &form) == nil && form.Party != ""
	switch d.Event {
	case lifecycle.ReferralReturned:
		if e.Phase != lifecycle.Referred {
			d.Event = lifecycle.OneReferralReturned
		}
	case lifecycle.ReferralAccepted:
		whole := e.Phase == lifecycle.Referred
		if named && e.Phase != lifecycle.Referred {
			whole = len(e.others(form.Party)) == 0
		}
		if named && !slices.Contains(e.respondents(), form.Party) || e.Phase == lifecycle.InBankruptcy || e.Phase == lifecycle.Reversing {
			whole = false
		}
		if d.Event = lifecycle.OneReferralAccepted; whole {
			d.Event = lifecycle.BankruptcySuspends
		}
	}
	return d
}

// enforceOthers goes on against those who are not bankrupt.
func (e *enforcementRun) enforceOthers(s *step) {
	note := s.note
	e.backToMeasures(s)
	s.note = note
}

// takeUpAgain does what was still to be done when the bankruptcy came: its period
// begins anew, as the court's policy is, for the text is silent.
func (e *enforcementRun) takeUpAgain(s *step) {
	e.RestsFrom = ""
	if s.to == lifecycle.NoticeDue {
		e.set(period{id: "enforcement-notice", rule: statute.EnforcementNotice, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
		return
	}
	e.set(period{id: "enforcement-filing", rule: statute.EnforcementFiling, from: s.at, on: string(lifecycle.Clerk), scope: scopePhase})
}

// forgetReferrals: whoever is referred on a document that is no more waits for
// no answer, and gets its money back.
func (e *enforcementRun) forgetReferrals(on calendar.Date) {
	if !e.since(joinder) {
		return
	}
	for i := range e.Referral {
		if r := &e.Referral[i]; r.State == referralOut {
			r.State = referralUnheard
			e.thaw(on, func(k *clock) bool { return k.Party == r.Party })
		}
	}
	for i := range e.Handoffs {
		if h := &e.Handoffs[i]; !h.Done && e.cause(lifecycle.HandoffMoot, h.Track, lifecycle.Linked, e.moment, "") {
			h.Done = true
			e.dropHandoff(h)
		}
	}
}

// unreached hears that the case is not there: it has ended, and this was applied for
// late, or outlived it. A referral is then handed off from here. The third release
// answered it as not taken up, so that nothing rested for an answer that nobody gave.
func (e *enforcementRun) unreached(to string, event lifecycle.Event, at time.Time) {
	if !e.since(joinder) || to != e.Input.Case {
		return
	}
	if e.since(relay) {
		e.CaseGone = true
		e.askSiblings()
	}
	if event != lifecycle.BankruptcySign {
		return
	}
	if e.since(relay) {
		e.handOffHere(at)
		return
	}
	for _, r := range slices.Clone(e.Referral) {
		if r.State != referralOut {
			continue
		}
		data, _ := json.Marshal(casefile.ReferralForm{Party: r.Party, Outcome: referralUnheard})
		e.matter.report(casefile.Decision{ID: fmt.Sprintf("%s/unreached/%s/%d", e.Key, r.Party, e.count("unreached/"+r.Party)), Event: lifecycle.ReferralReturned,
			Role: lifecycle.Linked, Actor: to, Data: data}, at)
		e.kick.SendAsync(true) // the record of this is not put off until something else happens
	}
}
