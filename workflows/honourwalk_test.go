package workflows

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// endRepair takes an application to an end by the shortest way.
func endRepair(w *walker, v casefile.View) {
	who := or(v.Row.Judge, officer)
	switch v.Row.Phase {
	case lifecycle.RepairPapers, lifecycle.RepairSupplement, lifecycle.RepairAssessment:
		w.surely(lifecycle.WithdrawRepair, lifecycle.Clerk, clerk, reason())
	case lifecycle.RepairApproval:
		w.surely(lifecycle.ReturnRepair, lifecycle.President, "Y001", reason())
	case lifecycle.RepairStanding:
		w.surely(lifecycle.DebtCleared, lifecycle.EnforcementJudge, who, casefile.DayForm{On: calendar.Of(w.env.Now())})
	case lifecycle.RepairBreach:
		w.surely(lifecycle.RevokeRepair, lifecycle.President, "Y001", reason())
	}
}

// endBatch cancels a batch that is not published and takes everybody off one that is.
func endBatch(w *walker, v casefile.View) {
	switch v.Row.Phase {
	case lifecycle.ListApproval:
		w.surely(lifecycle.CancelList, lifecycle.President, "Y001", reason())
	case lifecycle.Published:
		for _, e := range v.List {
			if e.State == casefile.EntryListed {
				w.surely(lifecycle.RemoveEntry, lifecycle.President, "Y001", casefile.StrikeForm{Certificate: e.Certificate, On: calendar.Of(w.env.Now()), Reason: "结束"})
			}
		}
	}
}

func endRevocation(w *walker, v casefile.View) {
	if v.Row.Phase == lifecycle.RevocationReview {
		w.surely(lifecycle.KeepCertificate, lifecycle.Judge, v.Row.Judge, reason())
	}
}

// waysToRepair are the states from which a walk may begin.
func waysToRepair() [][]dec {
	return [][]dec{nil, complete("2020-06-02 10:00"), proposedRepair(casefile.RepairEffect{ID: "masked"}), grantedRepair()}
}

func TestRandomLivesOfACreditRepair(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := &walker{court: newCourt(rt, "2020-06-01"), rt: rt, machines: lifecycle.OfRepair(), kind: casefile.KindRepair, sure: endRepair}
		w.honour.facts = listedDebtor()
		w.follow(rapid.SampledFrom(waysToRepair()).Draw(rt, "from")...)
		in := repairLives()[0].input(policy.Default())
		w.walk(CreditRepair, in, "2020-06-04 12:00", rapid.IntRange(1, 40).Draw(rt, "steps"))
	})
}

// The checker answers as it likes, at any time.
func TestRandomLivesOfAListBatch(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := &walker{court: newCourt(rt, "2020-07-01"), rt: rt, machines: lifecycle.OfList(), kind: casefile.KindList, sure: endBatch}
		for i := range rapid.IntRange(1, 25).Draw(rt, "candidates") {
			w.honour.candidates = append(w.honour.candidates, holder(fmt.Sprintf("zh-2019-00000%d-zhengming-d1", i+1)))
		}
		found := rapid.SliceOfN(rapid.SampledFrom([]casefile.Cleanness{casefile.Clean, casefile.Clean, casefile.Clean, casefile.Unknown, casefile.Tainted, "nonsense"}), 50, 50).Draw(rt, "answers")
		n := 0
		w.honour.check = func(time.Time, string) casefile.ListAnswer {
			n++
			return casefile.ListAnswer{Found: found[n%len(found)]}
		}
		if rapid.Bool().Draw(rt, "approved") {
			w.follow(line("2020-07-07 10:00", lifecycle.AdoptCalendar, lifecycle.President, newTable())...)
		}
		w.walk(IntegrityList, batchLives()[0].input(policy.Default()), "2020-07-01 12:00", rapid.IntRange(1, 40).Draw(rt, "steps"))
		pushed := map[string]int{}
		for _, r := range w.records {
			for _, m := range r.Messages {
				pushed[m.Type+" "+m.Data["certificate"]]++
			}
		}
		for _, e := range w.final.List {
			added, removed := pushed["cn.luxing.list.bank.added "+e.Certificate], pushed["cn.luxing.list.bank.removed "+e.Certificate]
			switch e.State {
			case casefile.EntryKeptOut, casefile.EntryCandidate:
				if added+removed != 0 {
					rt.Fatalf("%s was never listed, and pushed %d and %d times", e.Certificate, added, removed)
				}
			default:
				if added != 1 || removed != 1 { // every end takes everybody off
					rt.Fatalf("%s is %s: pushed as added %d times, as removed %d times", e.Certificate, e.State, added, removed)
				}
			}
		}
	})
}

func TestRandomLivesOfARevocation(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := revocationLives()[0]
		w := &walker{court: newCourt(rt, "2020-06-01"), rt: rt, machines: lifecycle.OfRevocation(), kind: casefile.KindRevocation, sure: endRevocation}
		b.world(&w.honour)
		w.walk(Revocation, b.input(policy.Default()), "2020-06-01 12:00", rapid.IntRange(1, 20).Draw(rt, "steps"))
	})
}
