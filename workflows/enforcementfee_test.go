package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// The fee of 300,000 is 50 + 290,000 × 1.5% = 4,400.00. By Thursday 2019-07-18
// 304,725.00 are owed; the creditor comes first, then the fee.
func TestTheFeeIsPaidAfterTheCreditor(t *testing.T) {
	toTheCourt := func(when string, fen int64) []dec {
		return enf(when, lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: fen, To: "court", On: date(when[:10])})
	}
	notice := func(c *court) string {
		for _, d := range orders(c, casefile.FeeNotice) {
			return d.Facts["feeFen"]
		}
		return ""
	}
	for _, x := range []struct {
		name      string
		collected int64
		by        []dec
		closed    string
		due       int64
		notice    string
	}{
		{"nothing for it", 304_725_00, then(release("2019-07-19 10:00", 304_725_00)), "2019-07-19", 4_400_00, "440000"},
		{"part of it", 305_725_00, then(release("2019-07-19 10:00", 304_725_00), toTheCourt("2019-07-19 11:00", 1_000_00)), "2019-07-19", 3_400_00, "340000"},
		{"all of it", 309_125_00, then(release("2019-07-19 10:00", 304_725_00), toTheCourt("2019-07-22 11:00", 4_400_00)), "2019-07-22", 0, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			p := pursued{in: overdueLoan(casefile.Person), phase: lifecycle.Concluded, reason: ClosedEnforced, on: x.closed,
				by: then(reported(), collect("2019-07-18 10:00", x.collected), x.by)}
			c := p.play(t)
			p.check(t, c)
			assert.Equal(t, x.due, c.final.Enforcement.Money.FeeDueFen)
			assert.Equal(t, 4_400_00-x.due, c.final.Enforcement.Money.FeePaidFen)
			assert.Equal(t, x.notice, notice(c))
		})
	}
	got := undisturbed(t, Enforcement, overdueLoan(casefile.Person), "2019-05-20", then(reported(), collect("2019-07-18 10:00", 305_725_00)), "2019-07-18 12:00",
		decision(t, lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, casefile.ReleaseForm{AmountFen: 1_000_01, To: "court", On: date("2019-07-18")}),
		decision(t, lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, casefile.ReleaseForm{AmountFen: 1, To: "D1", On: date("2019-07-18")}))
	assert.Contains(t, got[0].Error(), "100000 fen")
	assert.Contains(t, got[1].Error(), "0 fen", "the fee is not paid yet")
}
