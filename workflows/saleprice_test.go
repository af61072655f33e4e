package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// A1 fetches 200,000 on 06-17, 59 days late, and the price arrives on 07-01: the
// 300,000 have borne 3,097.50 by 06-17, the 100,000 that are left bear 17.50 a day.
// On 07-18, 31 days later, 542.50: 103,640.00 are owed.
func TestInterestIsCountedUntilTheSale(t *testing.T) {
	sale := func(when, asset string, e lifecycle.Event, fen int64) []dec {
		return enf(when, e, casefile.SaleForm{Asset: asset, PriceFen: fen, On: date(when[:10])})
	}
	price := func(when, asset string, fen int64) []dec {
		return enf(when, lifecycle.Collect, casefile.PaymentForm{Payment: "price@" + when[:10], Obligation: "O1", Payer: "D1", AmountFen: fen, On: date(when[:10]), Asset: asset})
	}
	sold := then(reported(), seizing("2019-05-31 10:00", "A1", casefile.RealEstate, 200_000_00),
		enf("2019-06-03 10:00", lifecycle.AuctionAsset, casefile.SeizureForm{Asset: "A1", On: date("2019-06-03")}), sale("2019-06-17 10:00", "A1", lifecycle.AssetSold, 200_000_00))
	p := pursued{in: overdueLoan(casefile.Person), phase: lifecycle.Concluded, reason: ClosedEnforced, by: then(sold, price("2019-06-24 10:00", "A1", 50_000_00), price("2019-07-01 10:00", "A1", 150_000_00),
		collect("2019-07-18 10:00", 103_640_00), release("2019-07-19 10:00", 303_640_00))}
	c := p.play(t, func(c *court) {
		c.look(at("2019-07-18", "09:00"), func(v casefile.View) {
			require.Len(t, v.Payments, 2)
			assert.Equal(t, "2019-07-01", v.Payments[1].On.String(), "booked as it arrived")
			assert.Equal(t, int64(103_640_00), v.Due[0].TotalFen)
		})
	})
	p.check(t, c)
	// All of it is paid by a deduction: 300,000 and 3,097.50, though it came later.
	p.by = then(reported(), seizing("2019-05-31 10:00", "A2", casefile.Deposit, 301_000_00), sale("2019-06-17 10:00", "A2", lifecycle.DeductAsset, 303_097_50),
		price("2019-06-20 10:00", "A2", 303_097_50), release("2019-06-21 10:00", 303_097_50))
	p.check(t, p.play(t))

	book := func(f casefile.PaymentForm) casefile.Decision {
		return decision(t, lifecycle.Collect, lifecycle.EnforcementJudge, f)
	}
	form := func(asset, payer, on string, fen int64) casefile.PaymentForm {
		return casefile.PaymentForm{Payment: "x", Obligation: "O1", Payer: payer, AmountFen: fen, On: date(on), Asset: asset}
	}
	got := undisturbed(t, Enforcement, p.in, "2019-05-20", then(sold, price("2019-06-24 10:00", "A1", 50_000_00)), "2019-06-25 10:00",
		book(form("A9", "D1", "2019-06-25", 1)), book(form("A1", "P1", "2019-06-25", 1)), book(form("A1", "D1", "2019-06-16", 1)), book(form("A1", "D1", "2019-06-25", 150_000_01)))
	for i, says := range []string{"data.asset", "data.payer", "data.on", "15000000 fen"} {
		assert.Contains(t, got[i].Error(), says)
	}
	in := undisturbed(t, Case, loan("2019-03-04", casefile.Summary), "2019-03-04", judgedAndServed(allowed(owes())), "2019-04-15 10:00", decision(t, lifecycle.Pay, lifecycle.Clerk, form("A1", "D1", "2019-04-15", 1)))[0]
	assert.Contains(t, in.Error(), "data.asset")
}
