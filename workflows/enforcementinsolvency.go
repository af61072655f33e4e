package workflows

import (
	"encoding/json"
	"slices"

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
		if named && !slices.Contains(e.debtors(), form.Party) || e.Phase == lifecycle.InBankruptcy || e.Phase == lifecycle.Reversing {
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
}
