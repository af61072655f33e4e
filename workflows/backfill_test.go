package workflows

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// takenUp plays an enforcement that an earlier release began and that continues as
// new, on a moment, with this one: it starts from what that release carried over.
func takenUp(release func(*court), when string) func(*court) {
	return func(c *court) {
		release(c)
		began := c.opened
		c.opened = func() {
			if c.runs == 0 {
				began()
			}
		}
		c.plan(moment(when), func() { c.env.SetContinueAsNewSuggested(true) })
		c.on(moment(when).Add(time.Minute), lifecycle.NudgeOfficer, lifecycle.DivisionHead, actors[lifecycle.DivisionHead], reason())
	}
}

// dividing is D2's money of an earlier release: 5,000 went to P1 before others took
// part; of 40,000 the 1,000 of costs come first, C2's 9,000 with priority, and P1's
// 50,000 and C1's 100,000 share 30,000 by a plan of Monday 06-10, to which all may
// object until Tuesday 06-25.
func dividing() []dec {
	join := func(id string, fen int64, first bool) []dec {
		return enf("2019-06-03 10:00", lifecycle.JoinDistribution, casefile.ClaimantForm{Creditor: id, Party: "D2", Document: "（2018）浙0211民初" + id[1:] + "号", AmountFen: fen, Priority: first, On: date("2019-06-03")})
	}
	pay := func(when string, fen int64) []dec {
		return enf(when, lifecycle.Collect, casefile.PaymentForm{Payment: "d2@" + when[:10], Obligation: "O2", Payer: "D2", AmountFen: fen, On: date(when[:10])})
	}
	return then(bothReported(), pay("2019-05-31 10:00", 5_000_00), releasedTo("2019-06-01 10:00", "P1", 5_000_00), join("C1", 100_000_00, false), join("C2", 9_000_00, true),
		pay("2019-06-03 11:00", 40_000_00), enf("2019-06-03 12:00", lifecycle.BookCosts, casefile.CostForm{What: "拍卖费", AmountFen: 1_000_00, On: date("2019-06-03")}),
		enf("2019-06-10 10:00", lifecycle.DistributionPlan, casefile.DistributionForm{Party: "D2", AmountFen: 40_000_00, On: date("2019-06-10")}))
}

func releasedUnderPlan(v casefile.View) map[string]int64 {
	got := map[string]int64{}
	for _, x := range v.Enforcement.Plans[0].Shares {
		got[x.Creditor] = x.ReleasedFen
	}
	return got
}

// A plan of the second release to which objections are open has, taken up, a period
// for everybody who is party to it, to the day that it had; then it is fixed.
func TestAPlanOfTheSecondReleaseIsTakenUpOpen(t *testing.T) {
	p := pursued{in: twoDebtors(), until: "2019-06-27", phase: lifecycle.Measures, by: then(dividing(), releasedTo("2019-06-26 10:00", "C1", 20_000_00))}
	var early *verdict
	c := p.play(t, takenUp(secondRelease, "2019-06-12 10:00"), func(c *court) {
		early = c.on(moment("2019-06-20 10:00"), lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, officer, casefile.ReleaseForm{AmountFen: 1, To: "C1", On: date("2019-06-20")})
		c.look(at("2019-06-12", "09:00"), func(v casefile.View) {
			require.Len(t, v.Enforcement.Plans, 1)
			assert.Empty(t, v.Enforcement.Plans[0].Plan, "as the second release had it")
		})
		c.look(at("2019-06-12", "12:00"), func(v casefile.View) {
			x := v.Enforcement.Plans[0]
			assert.Equal(t, "F1", x.Plan)
			assert.Equal(t, lifecycle.PlanOut, x.State)
			var served []string
			for _, r := range x.Served {
				served = append(served, r.Party)
				assert.Equal(t, "2019-06-10", r.On.String())
				assert.Equal(t, "2019-06-25", r.Until.String())
				assert.Equal(t, "2019-06-25", deadline(t, v, "plan/F1/"+r.Party).Deadline.Last.String())
			}
			assert.ElementsMatch(t, []string{"P1", "C1", "C2", "D2"}, served)
			for _, d := range v.Deadlines {
				assert.NotEqual(t, "distribution-objection", d.ID, "the one period for all is gone")
			}
		})
	})
	p.check(t, c)
	require.Equal(t, 1, c.runs)
	assert.Equal(t, casefile.GuardFailed, early.refusal(t).Code)
	c.happens("2019-06-26", lifecycle.FixPlan, "distribution/F1")
	assert.Equal(t, map[string]int64{"P1": 0, "C1": 20_000_00, "C2": 0}, releasedUnderPlan(c.final))
}

// One that is final is taken up as that, with what was released under it: 10,000 to
// P1 on 06-26, but not the 5,000 that it had before. Nobody gets a share twice.
func TestAFinalPlanOfTheSecondReleaseIsTakenUp(t *testing.T) {
	p := pursued{in: twoDebtors(), until: "2019-06-29", phase: lifecycle.Measures, by: then(dividing(), releasedTo("2019-06-26 10:00", "P1", 10_000_00),
		releasedTo("2019-06-28 10:00", "C1", 20_000_00), releasedTo("2019-06-28 11:00", "C2", 9_000_00), releasedTo("2019-06-28 12:00", "court", 1_000_00))}
	var twice *verdict
	c := p.play(t, takenUp(secondRelease, "2019-06-27 10:00"), func(c *court) {
		twice = c.on(moment("2019-06-28 09:00"), lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, officer, casefile.ReleaseForm{AmountFen: 1, To: "P1", On: date("2019-06-28")})
		c.look(at("2019-06-27", "12:00"), func(v casefile.View) {
			x := v.Enforcement.Plans[0]
			assert.Equal(t, []any{"F1", lifecycle.PlanFixed, true}, []any{x.Plan, x.State, x.Final})
			assert.Equal(t, map[string]int64{"P1": 10_000_00, "C1": 0, "C2": 0}, releasedUnderPlan(v))
			assert.Equal(t, []casefile.Payable{{To: "C1", Plan: "F1", Fen: 20_000_00}, {To: "C2", Plan: "F1", Fen: 9_000_00}, {To: "court", Fen: 1_000_00}}, v.Enforcement.Money.Payable)
		})
	})
	p.check(t, c)
	require.Equal(t, 1, c.runs)
	assert.Equal(t, casefile.BadInput, twice.refusal(t).Code)
	assert.Zero(t, c.final.Enforcement.Money.HeldFen)
	assert.Equal(t, map[string]int64{"P1": 10_000_00, "C1": 20_000_00, "C2": 9_000_00}, releasedUnderPlan(c.final))
}

// What became of each payment of an earlier release is booked when it is taken up,
// so that an administrator gets what is left and no more: of the 80,000 that D1
// brought 50,000 went to the creditor; of 60,000 the administrator had all.
func TestTheLedgerOfAnEarlierReleaseIsOpened(t *testing.T) {
	d1 := func(when string, fen int64) []dec { return collect1(when, "O1", "D1", fen) }
	admin := func(v casefile.View) (fen int64) {
		for _, x := range v.Enforcement.Money.Payable {
			if x.Administrator {
				fen += x.Fen
			}
		}
		return fen
	}
	for name, release := range map[string]func(*court){"second": secondRelease, "first": firstRelease} { // the first kept no releases, only their sum
		t.Run("released in the "+name, func(t *testing.T) {
			p := pursued{in: twoDebtors(), until: "2019-06-12", phase: lifecycle.Measures, by: then(bothReported(), d1("2019-06-03 10:00", 50_000_00), releasedTo("2019-06-04 10:00", "P1", 50_000_00),
				d1("2019-06-05 10:00", 30_000_00), collect1("2019-06-05 11:00", "O2", "D2", 10_000_00), openedFor("2019-06-11 10:00", "D1"))}
			c := p.play(t, takenUp(release, "2019-06-10 10:00"))
			require.Equal(t, 1, c.runs)
			require.NoError(t, c.err)
			assert.Equal(t, int64(30_000_00), admin(c.final))
			assert.Equal(t, int64(40_000_00), c.final.Enforcement.Money.HeldFen)
			got := undisturbedAfter(t, p, takenUp(release, "2019-06-10 10:00"), casefile.HandOverForm{Party: "D1", AmountFen: 30_000_01, Administrator: "某所", On: date("2019-06-12")})
			assert.Contains(t, got.Error(), "30000.00")
		})
	}
	t.Run("handed over", func(t *testing.T) {
		p := pursued{in: twoDebtors(), until: "2019-06-14", phase: lifecycle.Measures, by: then(bothReported(), d1("2019-06-03 10:00", 60_000_00), collect1("2019-06-04 10:00", "O2", "D2", 10_000_00),
			openedFor("2019-06-10 10:00", "D1"), enf("2019-06-11 10:00", lifecycle.HandOverMoney, casefile.HandOverForm{Party: "D1", AmountFen: 60_000_00, Administrator: "某所", On: date("2019-06-11")}))}
		c := p.play(t, takenUp(secondRelease, "2019-06-12 10:00"))
		require.Equal(t, 1, c.runs)
		assert.Zero(t, admin(c.final))
		assert.Equal(t, []casefile.Payable{{To: "P1", Fen: 10_000_00}}, c.final.Enforcement.Money.Payable)
	})
}

// undisturbedAfter is why one more handing over is refused at the end of a life.
func undisturbedAfter(t *testing.T, p pursued, tune func(*court), form casefile.HandOverForm) *casefile.Refusal {
	t.Helper()
	var v *verdict
	p.until = "2019-06-13"
	p.play(t, tune, func(c *court) {
		v = c.on(moment("2019-06-12 10:00"), lifecycle.HandOverMoney, lifecycle.EnforcementJudge, officer, form)
	})
	return v.refusal(t)
}
