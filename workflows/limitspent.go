package workflows

import (
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// A guarantor who gave all that it had to, for a debtor who is bankrupt, leaves
// nobody to be enforced against, and a creditor who did not get all: the rest is
// claimed in the bankruptcy (企业破产法第44条). So the enforcement is not performed. It
// is suspended, as one whose every debtor is bankrupt is, and ends with the
// declaration, or goes on when the petition is dismissed (企业破产法第12、19条；民诉法解释
// 第513条).

// bankruptsOweMore reports whether something that others answered for is left, which
// is beyond their limits and only bankrupts owe.
func (e *enforcementRun) bankruptsOweMore(on calendar.Date) bool {
	if !e.since(relay) {
		return false
	}
	for _, o := range e.allParts() {
		if o.Subject == casefile.Act || !e.allBankrupt(o) || e.leftToBankruptcy(o) {
			continue
		}
		if e.unanswered(o, o.OutstandingFen+agreedExtra(o)+delayed(e.interest(o, e.paidLast(on)))) > 0 {
			return true
		}
	}
	return false
}

// leaveToBankruptcy lets go those who gave what they had to, and suspends the
// enforcement where nobody else is left.
func (e *enforcementRun) leaveToBankruptcy(at time.Time) bool {
	for _, p := range e.others("") {
		e.SparedOf = append(e.SparedOf, p)
		e.spareDebtor(p, at, p+"已承担其全部责任")
	}
	return len(e.others("")) == 0 && e.cause(lifecycle.NobodyElseAnswers, "", lifecycle.Linked, at, "")
}

// nobodyElseAnswers waits for what becomes of the bankruptcies.
func (e *enforcementRun) nobodyElseAnswers(s *step) {
	if e.PauseID == "" && !e.FiledOn.IsZero() {
		e.pause(statute.GroundEnforcementStay, s)
	}
	if s.from == lifecycle.NoticeDue {
		e.RestsFrom = s.from
	}
	s.mech = 9
	s.note = "其余债权在" + list(e.bankruptOnes()) + "的破产程序中申报"
	e.set(period{id: "referral-review", rule: "referral-review", from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
}

// bankruptOnes are those whose bankruptcy is open.
func (e *enforcementRun) bankruptOnes() (ids []string) {
	for _, r := range e.Referral {
		if r.State == referralAccepted {
			ids = append(ids, r.Party)
		}
	}
	return ids
}

// paidSince is what others paid on a bankrupt's debt after its interest had stopped.
func (e *enforcementRun) paidSince(stop calendar.Date, o casefile.ObligationView) (sum int64) {
	if !e.since(relay) || stop.IsZero() {
		return 0
	}
	for _, p := range e.credited() {
		if towards(o, p) && p.On.After(stop) {
			sum += p.AmountFen
		}
	}
	return sum
}
