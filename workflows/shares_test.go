package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// inShares is an enforcement of 90,000 yuan due on Friday 2019-04-19, of which D1
// owes 60,000 and D2 30,000. 1.75 per ten thousand and day are 10.50 and 5.25.
func inShares() casefile.EnforcementInput {
	in := twoDebtors()
	o := owes()
	o.AmountFen, o.Debtors, o.Liability = 90_000_00, []string{"D1", "D2"}, casefile.Several
	o.Shares = []casefile.Share{{Debtor: "D1", AmountFen: 60_000_00}, {Debtor: "D2", AmountFen: 30_000_00}}
	in.Obligations = []casefile.ObligationView{{Obligation: o, OutstandingFen: 90_000_00, NextDue: date("2019-04-19"), NextDueFen: 90_000_00}}
	return in
}

func frozenOf(owner, when, asset string, fen int64) []dec {
	return enf(when, lifecycle.SeizeAsset, casefile.SeizeForm{Asset: asset, Owner: owner, Kind: casefile.Deposit, What: "存款", AmountFen: fen, On: date(when[:10])})
}

func listed(party, when string) []dec {
	return enf(when, lifecycle.DecideListing, casefile.ListingForm{Party: party, Ground: "refusal", Approver: "Y001"})
}

// On 05-22 33 days are 346.50 and 173.25: the notice tells each debtor its own. D1
// pays its share on 06-03, after 45 days (472.50), and is let go at once: listing,
// limit, ban and deposit. D2 pays on 06-18, after 60 days (315.00).
func TestADebtorWhoPaidItsShareIsLetGo(t *testing.T) {
	for _, x := range []struct {
		name      string
		liability casefile.Liability
		free      bool
		notices   []string
		second    int64
	}{
		{"severally", casefile.Several, true, []string{"60346.50元", "30173.25元"}, 30_315_00},
		// Jointly, 60,472.50 leave 29,527.50 and 708.75; fifteen days more on it are 77.51.
		{"jointly", casefile.Joint, false, []string{"90519.75元", "90519.75元"}, 30_313_76},
	} {
		t.Run(x.name, func(t *testing.T) {
			in := inShares()
			if in.Obligations[0].Liability = x.liability; x.liability == casefile.Joint {
				in.Obligations[0].Shares = nil
			}
			p := pursued{in: in, phase: lifecycle.Concluded, reason: ClosedEnforced, on: "2019-06-19", by: then(bothReported(),
				limit("D1", "2019-05-31 10:00"), limit("D2", "2019-05-31 10:01"), frozenOf("D1", "2019-05-31 10:02", "A1", 60_000_00), frozenOf("D2", "2019-05-31 10:03", "A2", 30_000_00),
				listed("D1", "2019-05-31 10:04"), enf("2019-05-31 10:06", lifecycle.ImposeBan, casefile.BanForm{Party: "D1", Requested: true, Reason: "拟出境"}),
				collect1("2019-06-03 10:00", "O1", "D1", 60_472_50), collect1("2019-06-18 10:00", "O1", "D2", x.second),
				enf("2019-06-18 11:00", lifecycle.LiftBan, casefile.LiftBanForm{Party: "D1", Reason: "已全部履行", Ground: "paid"}), release("2019-06-19 10:00", 60_472_50+x.second))}
			c := p.play(t, func(c *court) {
				c.look(at("2019-06-04", "10:00"), func(v casefile.View) {
					d := v.Enforcement.Debtors
					assert.Equal(t, x.free, d[0].Clear)
					assert.Equal(t, !x.free, d[0].Limited)
					assert.Equal(t, map[bool]lifecycle.State{true: lifecycle.LiftingDue, false: lifecycle.Banned}[x.free], d[0].Ban)
					assert.True(t, d[1].Limited)
					assert.False(t, d[1].Clear)
					state := lifecycle.Controlled
					if x.free {
						state = lifecycle.SeizureLifted
						assert.Zero(t, d[0].OwedFen)
						assert.Equal(t, int64(30_241_50), d[1].OwedFen) // 46 days
						assert.Equal(t, map[string]int64{"D1": 0, "D2": 30_241_50}, v.Due[0].ByDebtor)
					}
					assert.Equal(t, state, assetOf(t, v, "A1").State)
					assert.Equal(t, lifecycle.Controlled, assetOf(t, v, "A2").State)
				})
			})
			p.check(t, c)
			var told []string
			for _, r := range c.records {
				for _, d := range r.Documents {
					if d.Kind == casefile.EnforcementNotice {
						told = append(told, d.Facts["amount"])
					}
				}
			}
			assert.Equal(t, x.notices, told)
		})
	}
}

// What one debtor pays beyond its share pays nobody else's and goes back to it
// alone; of D2 no more than its own 30,220.50 is frozen (42 days on 05-31), however
// much of D1's is; a stranger says for whom it pays.
func TestASharePaysNobodyElses(t *testing.T) {
	back := func(when, to string, fen int64) []dec {
		return enf(when, lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: fen, To: to, On: date(when[:10])})
	}
	over := then(bothReported(), collect1("2019-06-03 10:00", "O1", "D1", 62_722_50)) // 1,250.00 of fee, 1,000.00 too much
	p := pursued{in: inShares(), phase: lifecycle.Concluded, reason: ClosedEnforced, on: "2019-06-19", by: then(over, back("2019-06-04 09:00", "court", 1_250_00), back("2019-06-04 10:00", "D1", 1_000_00),
		collect1("2019-06-18 10:00", "O1", "D2", 30_315_00), release("2019-06-19 10:00", 90_787_50))}
	c := p.play(t, func(c *court) {
		c.look(at("2019-06-03", "12:00"), func(v casefile.View) {
			assert.Equal(t, int64(1_000_00), v.Enforcement.Money.ExcessFen)
			assert.Equal(t, int64(30_236_25), v.Enforcement.Debtors[1].OwedFen) // 45 days
			assert.Equal(t, int64(2_250_00), v.Obligations[0].ExcessFen)
		})
	})
	p.check(t, c)
	assert.Equal(t, []casefile.ResultPart{{Obligation: "O1", AmountFen: 90_787_50}}, result1(t, c, lifecycle.Enforced).Parts)

	got := undisturbed(t, Enforcement, inShares(), "2019-05-20", over, "2019-06-03 12:00",
		decision(t, lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, casefile.ReleaseForm{AmountFen: 1, To: "D2", On: date("2019-06-03")}),
		decision(t, lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, casefile.ReleaseForm{AmountFen: 61_000_00, To: "P1", On: date("2019-06-03")}),
		decision(t, lifecycle.Collect, lifecycle.EnforcementJudge, casefile.PaymentForm{Payment: "x", Obligation: "O1", Payer: "P1", AmountFen: 1, On: date("2019-06-03")}))
	assert.Contains(t, got[0].Faults[0].Want, "0 fen")
	assert.Contains(t, got[1].Faults[0].Want, "6047250 fen")
	assert.Equal(t, "data.for", got[2].Faults[0].Field)

	got = undisturbed(t, Enforcement, inShares(), "2019-05-20", then(bothReported(), frozenOf("D1", "2019-05-30 11:00", "A1", 60_000_00)), "2019-05-31 10:00",
		decision(t, lifecycle.SeizeAsset, lifecycle.EnforcementJudge, casefile.SeizeForm{Asset: "A2", Owner: "D2", Kind: casefile.Deposit, What: "存款", AmountFen: 30_220_51, On: date("2019-05-31")}))
	assert.Contains(t, got[0].Message, "30220.50")
}
