package workflows

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// servedOn serves the latest plan on each, a minute apart.
func servedOn(when string, parties ...string) (ds []dec) {
	for i, p := range parties {
		at := moment(when).Add(time.Duration(i) * time.Minute).Format("2006-01-02 15:04")
		ds = then(ds, enf(at, lifecycle.ServePlan, casefile.ServePlanForm{Party: p, On: date(when[:10])}))
	}
	return ds
}

// What came in is seen on the obligation it was for: 100,000 on 06-08 leaves
// 200,000 and 2,625.00 of interest for 50 days; on 07-18 another 1,400.00.
func TestCollectionsAreSeenOnTheObligations(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-07-18 12:00", phase: lifecycle.Measures, by: then(reported(), collect("2019-06-08 10:00", 100_000_00))}
	c := p.play(t)
	o, due := c.final.Obligations[0], c.final.Due[0]
	assert.Equal(t, []int64{100_000_00, 200_000_00}, []int64{o.PaidFen, o.OutstandingFen})
	assert.Equal(t, []int64{200_000_00, 4_025_00, 204_025_00}, []int64{due.PrincipalFen, due.InterestFen, due.TotalFen})
	assert.NotEmpty(t, due.Steps)
	assert.Equal(t, int64(100_000_00), c.final.Enforcement.Money.HeldFen)
	last := c.records[len(c.records)-1]
	for i := len(c.records) - 1; last.Obligations == nil; i-- {
		last = c.records[i]
	}
	assert.Equal(t, int64(100_000_00), last.Obligations[0].PaidFen, "the register sees it too")
}

// What remains to be released counts from what came first and is still here:
// 06-03 → Wednesday 07-03; released, from 06-10 → Wednesday 07-10.
func TestMoneyIsReleasedWithinAMonthOfItsArrival(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-07-12", phase: lifecycle.Measures, by: then(reported(), collect("2019-06-03 10:00", 1_00), collect("2019-06-10 10:00", 2_00), release("2019-06-11 10:00", 1_00))}
	c := p.play(t, func(c *court) {
		c.look(at("2019-06-10", "12:00"), func(v casefile.View) {
			assert.Equal(t, "2019-07-03", deadline(t, v, "money-release").Deadline.Last.String())
		})
		c.look(at("2019-06-11", "12:00"), func(v casefile.View) {
			assert.Equal(t, "2019-07-10", deadline(t, v, "money-release").Deadline.Last.String())
		})
	})
	var reasons []casefile.StuckReason
	for _, s := range c.row.Stuck {
		reasons = append(reasons, s.Reason)
	}
	assert.Contains(t, reasons, casefile.StuckMoneyUnreleased)
	assert.Contains(t, c.documents(), casefile.MoneyReleaseNotice)
}

// Costs are owed on top and go to the court; nobody gets more than is theirs.
func TestNobodyGetsMoreThanIsTheirs(t *testing.T) {
	cost := enf("2019-07-17 10:00", lifecycle.BookCosts, casefile.CostForm{What: "评估费", AmountFen: 1_000_00, On: date("2019-07-17")})
	to := func(when, who string, fen int64) []dec {
		return enf(when, lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: fen, To: who, On: date(when[:10])})
	}
	in := then(reported(), cost, collect("2019-07-18 10:00", 310_400_00)) // 304,725.00, 1,000.00 of costs, 4,400.00 of fee, 275.00 too much
	for _, x := range []struct {
		to   string
		fen  int64
		says string
	}{{"P1", 304_725_01, "30472500 fen"}, {"D1", 275_01, "27500 fen"}, {"court", 5_400_01, "540000 fen"}} {
		got := undisturbed(t, Enforcement, overdueLoan(casefile.Person), "2019-05-20", in, "2019-07-18 12:00", decision(t, lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, casefile.ReleaseForm{AmountFen: x.fen, To: x.to, On: date("2019-07-18")}))[0]
		assert.Contains(t, got.Error(), x.says)
	}
	p := pursued{in: overdueLoan(casefile.Person), phase: lifecycle.Concluded, reason: ClosedEnforced, on: "2019-07-22",
		by: then(in, to("2019-07-19 10:00", "P1", 304_725_00), to("2019-07-19 11:00", "court", 5_400_00), to("2019-07-22 10:00", "D1", 275_00))}
	p.check(t, p.play(t))
}

// 40,000 came in from D2: 1,000 of costs first, C2's 9,000 with priority, and
// 30,000 for P1's 50,000 and C1's 100,000: 10,000.00 and 20,000.00. Planned on
// Monday 06-10, final after Tuesday 06-25.
func TestMoneyIsDistributedAmongSeveralCreditors(t *testing.T) {
	join := func(id string, fen int64, first bool) []dec {
		return enf("2019-06-03 10:00", lifecycle.JoinDistribution, casefile.ClaimantForm{Creditor: id, Party: "D2", Document: "（2018）浙0211民初" + id[1:] + "号", AmountFen: fen, Priority: first, On: date("2019-06-03")})
	}
	pay := enf("2019-06-03 11:00", lifecycle.Collect, casefile.PaymentForm{Payment: "d2", Obligation: "O2", Payer: "D2", AmountFen: 40_000_00, On: date("2019-06-03")})
	cost := enf("2019-06-03 12:00", lifecycle.BookCosts, casefile.CostForm{What: "拍卖费", AmountFen: 1_000_00, On: date("2019-06-03")})
	plan := enf("2019-06-10 10:00", lifecycle.DistributionPlan, casefile.DistributionForm{Party: "D2", AmountFen: 40_000_00, On: date("2019-06-10")})
	planned := then(bothReported(), join("C1", 100_000_00, false), join("C2", 9_000_00, true), pay, cost, plan)
	by := then(planned, servedOn("2019-06-10 11:00", "P1", "C1", "C2", "D2"))
	to := func(when, who string, fen int64) []dec {
		return enf(when, lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: fen, To: who, On: date(when[:10])})
	}
	p := pursued{in: twoDebtors(), until: "2019-06-27", phase: lifecycle.Measures, by: then(by,
		to("2019-06-26 10:00", "P1", 10_000_00), to("2019-06-26 10:01", "C1", 20_000_00), to("2019-06-26 10:02", "C2", 9_000_00), to("2019-06-26 10:03", "court", 1_000_00))}
	c := p.play(t)
	p.check(t, c)
	shares := map[string]int64{}
	for _, s := range c.final.Enforcement.Plans[0].Shares {
		shares[s.Creditor] = s.Fen
	}
	assert.Equal(t, map[string]int64{"P1": 10_000_00, "C1": 20_000_00, "C2": 9_000_00}, shares)
	assert.Zero(t, c.final.Enforcement.Money.HeldFen)
	c.happens("2019-06-26", lifecycle.FixPlan, "distribution/F1")
	assert.Contains(t, c.documents(), casefile.DistributionPlan)
	for _, x := range []struct {
		by   []dec
		at   string
		form any
		e    lifecycle.Event
		says string
	}{
		{planned, "2019-06-25 10:00", casefile.ReleaseForm{AmountFen: 1, To: "C1", On: date("2019-06-25")}, lifecycle.ReleaseMoney, "serve_plan"},
		{by, "2019-06-25 10:00", casefile.ReleaseForm{AmountFen: 1, To: "C1", On: date("2019-06-25")}, lifecycle.ReleaseMoney, "2019-06-25"},
		{planned[:len(planned)-1], "2019-06-04 10:00", casefile.ReleaseForm{AmountFen: 1, To: "P1", On: date("2019-06-04")}, lifecycle.ReleaseMoney, "distribution_plan"},
		{by, "2019-06-26 10:00", casefile.ReleaseForm{AmountFen: 20_000_01, To: "C1", On: date("2019-06-26")}, lifecycle.ReleaseMoney, "2000000 fen"},
		{by, "2019-06-26 10:00", casefile.DistributionForm{Party: "D2", AmountFen: 1_00, On: date("2019-06-26")}, lifecycle.DistributionPlan, "not planned yet"},
		// D1 is a company: its creditors rank by seizure, or in its bankruptcy.
		{by, "2019-06-26 10:00", casefile.ClaimantForm{Creditor: "C3", Party: "D1", Document: "x", AmountFen: 1, On: date("2019-06-26")}, lifecycle.JoinDistribution, "不适用参与分配"},
	} {
		got := undisturbed(t, Enforcement, twoDebtors(), "2019-05-20", x.by, x.at, decision(t, x.e, lifecycle.EnforcementJudge, x.form))[0]
		assert.Contains(t, got.Error(), x.says)
	}
}

// 100 fen among three equal claims: the fen that does not divide goes to the first.
func TestSharesAddUpToTheFen(t *testing.T) {
	out := divide(100, []casefile.ShareView{{Creditor: "A", ClaimFen: 50}, {Creditor: "B", ClaimFen: 50}, {Creditor: "C", ClaimFen: 50}})
	assert.Equal(t, []int64{34, 33, 33}, []int64{out[0].Fen, out[1].Fen, out[2].Fen})
	out = divide(100, []casefile.ShareView{{Creditor: "A", ClaimFen: 90, Priority: true}, {Creditor: "B", ClaimFen: 20, Priority: true}, {Creditor: "C", ClaimFen: 5}})
	assert.Equal(t, []int64{90, 10, 0}, []int64{out[0].Fen, out[1].Fen, out[2].Fen})
}
