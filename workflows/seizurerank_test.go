package workflows

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// soldByRank: D1, a company, was referred on 06-10 and nobody consented. Its
// A1, seized here first, is sold for 400,000: 10,000 are costs, C3 has a
// mortgage of 50,000, P1 a claim of 300,000 and the first seizure, C1 the
// second with 100,000, C2 the third.
func soldByRank(claims ...casefile.RankedClaimForm) []dec {
	by := then(reported(), seizing("2019-05-31 10:00", "A1", casefile.RealEstate, 400_000_00),
		enf("2019-06-10 10:00", lifecycle.ReferBankruptcy, debtor("D1")),
		linkedDec("2019-06-20 10:00", lifecycle.ReferralReturned, casefile.ReferralForm{Party: "D1", Outcome: "no_consent"}))
	for i, c := range claims {
		c.Party, c.Document, c.On = "D1", "（2018）浙0211民初"+c.Creditor[1:]+"号", date("2019-06-21")
		by = then(by, enf(fmt.Sprintf("2019-06-21 10:%02d", i), lifecycle.RankBySeizure, c))
	}
	return then(by, onSeized(lifecycle.AuctionAsset, "2019-06-24 10:00", "A1"), soldFor(lifecycle.AssetSold, "2019-07-08 10:00", "A1", 400_000_00),
		collect("2019-07-08 11:00", 400_000_00),
		enf("2019-07-08 12:00", lifecycle.BookCosts, casefile.CostForm{What: "拍卖费", AmountFen: 10_000_00, On: date("2019-07-08")}))
}

func threeRanked() []casefile.RankedClaimForm {
	return []casefile.RankedClaimForm{
		{Creditor: "C2", AmountFen: 100_000_00, Asset: "A1", Rank: 3}, {Creditor: "C1", AmountFen: 30_000_00, Asset: "A1", Rank: 2},
		{Creditor: "C3", AmountFen: 50_000_00, Asset: "A1", Priority: true},
	}
}

func rankPlan(when string) []dec {
	return enf(when, lifecycle.DistributionPlan, casefile.DistributionForm{Party: "D1", AmountFen: 400_000_00, Asset: "A1", On: date(when[:10])})
}

// 400,000 less 10,000 and C3's 50,000: P1 gets its 300,000, C1 its 30,000, and
// C2, who seized last, the 10,000 that are left. Served on Tuesday 07-09: final
// after Wednesday 07-24.
func TestCreditorsOfACompanyRankBySeizure(t *testing.T) {
	by := then(soldByRank(threeRanked()...), rankPlan("2019-07-09 10:00"), servedOn("2019-07-09 11:00", "P1", "C1", "C2", "C3", "D1"))
	p := pursued{in: overdueLoan(casefile.Enterprise), until: "2019-07-26", phase: lifecycle.Measures, by: then(by,
		releaseTo("2019-07-25 10:00", "P1", 300_000_00), releaseTo("2019-07-25 10:01", "C1", 30_000_00), releaseTo("2019-07-25 10:02", "C2", 10_000_00),
		releaseTo("2019-07-25 10:03", "C3", 50_000_00), releaseTo("2019-07-25 10:04", "court", 10_000_00))}
	k := p.play(t)
	p.check(t, k)
	assert.Equal(t, map[string]int64{"P1": 300_000_00, "C1": 30_000_00, "C2": 10_000_00, "C3": 50_000_00}, sharesNow(k.final))
	assert.Zero(t, k.final.Enforcement.Money.HeldFen)
	assert.Equal(t, "A1", k.final.Enforcement.Plans[0].Asset)

	stranger := twoDebtors()
	for _, c := range []struct {
		name  string
		in    casefile.EnforcementInput
		by    []dec
		at    string
		event lifecycle.Event
		form  any
		says  []string
	}{
		{"a person's creditors share in proportion", stranger, bothReported(), "2019-06-03 10:00", lifecycle.RankBySeizure,
			casefile.RankedClaimForm{Creditor: "C1", Party: "D2", Document: "x", AmountFen: 1, Asset: "A1", Rank: 1, On: date("2019-06-03")}, []string{"506", "join_distribution"}},
		{"bankruptcy is asked about first", p.in, then(reported(), seizing("2019-05-31 10:00", "A1", casefile.RealEstate, 1)), "2019-06-03 10:00", lifecycle.RankBySeizure,
			casefile.RankedClaimForm{Creditor: "C1", Party: "D1", Document: "x", AmountFen: 1, Asset: "A1", Rank: 2, On: date("2019-06-03")}, []string{"511、514", "征询"}},
		{"no participation in an enterprise's money", p.in, soldByRank(), "2019-07-09 10:00", lifecycle.JoinDistribution,
			casefile.ClaimantForm{Creditor: "C1", Party: "D1", Document: "x", AmountFen: 1, On: date("2019-07-09")}, []string{"506、514"}},
		{"an asset that is not here", p.in, soldByRank(), "2019-07-09 10:00", lifecycle.RankBySeizure,
			casefile.RankedClaimForm{Creditor: "C1", Party: "D1", Document: "x", AmountFen: 1, Asset: "A7", Rank: 2, On: date("2019-07-09")}, []string{"A7"}},
		{"twice for one asset", p.in, soldByRank(threeRanked()...), "2019-07-09 10:00", lifecycle.RankBySeizure,
			casefile.RankedClaimForm{Creditor: "C1", Party: "D1", Document: "（2018）浙0211民初1号", AmountFen: 30_000_00, Asset: "A1", Rank: 2, On: date("2019-07-09")}, []string{"another asset"}},
		{"after the plan", p.in, by, "2019-07-10 10:00", lifecycle.RankBySeizure,
			casefile.RankedClaimForm{Creditor: "C9", Party: "D1", Document: "x", AmountFen: 1, Asset: "A1", Rank: 4, On: date("2019-07-10")}, []string{"已制作分配方案"}},
		{"a plan without the asset", p.in, soldByRank(threeRanked()...), "2019-07-09 10:00", lifecycle.DistributionPlan,
			casefile.DistributionForm{Party: "D1", AmountFen: 1, On: date("2019-07-09")}, []string{"514", "asset"}},
		{"more than it brought", p.in, soldByRank(threeRanked()...), "2019-07-09 10:00", lifecycle.DistributionPlan,
			casefile.DistributionForm{Party: "D1", AmountFen: 400_000_01, Asset: "A1", On: date("2019-07-09")}, []string{"40000000 fen"}},
		{"the first seizure paid past the mortgage", p.in, soldByRank(threeRanked()...), "2019-07-09 10:00", lifecycle.ReleaseMoney,
			casefile.ReleaseForm{AmountFen: 1, To: "P1", On: date("2019-07-09")}, []string{"distribution_plan"}},
		{"before the time to object is over", p.in, by, "2019-07-24 10:00", lifecycle.ReleaseMoney,
			casefile.ReleaseForm{AmountFen: 1, To: "P1", On: date("2019-07-24")}, []string{"2019-07-24", "509"}},
		{"a later rank's money", p.in, by, "2019-07-25 10:00", lifecycle.ReleaseMoney,
			casefile.ReleaseForm{AmountFen: 10_000_01, To: "C2", On: date("2019-07-25")}, []string{"1000000 fen"}},
		{"the court takes no creditor's share", p.in, then(by, enf("2019-07-25 09:00", lifecycle.BookCosts, casefile.CostForm{What: "保管费", AmountFen: 5_00, On: date("2019-07-25")})), "2019-07-25 10:00", lifecycle.ReleaseMoney,
			casefile.ReleaseForm{AmountFen: 10_000_01, To: "court", On: date("2019-07-25")}, []string{"1000000 fen"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := undisturbed(t, Enforcement, c.in, "2019-05-20", c.by, c.at, decision(t, c.event, lifecycle.EnforcementJudge, c.form))[0]
			for _, s := range c.says {
				assert.Contains(t, got.Error()+got.Article, s)
			}
		})
	}
	t.Run("refused once by the court of bankruptcy, elsewhere", func(t *testing.T) {
		t.Parallel()
		in := overdueLoan(casefile.Enterprise)
		in.Referred = []string{"D1"}
		p := pursued{in: in, until: "2019-05-24", phase: lifecycle.Reporting, by: then(noticed(), seizing("2019-05-22 11:00", "A1", casefile.RealEstate, 1),
			enf("2019-05-22 12:00", lifecycle.RankBySeizure, casefile.RankedClaimForm{Creditor: "C1", Party: "D1", Document: "x", AmountFen: 1, Asset: "A1", Rank: 2, On: date("2019-05-22")}))}
		p.check(t, p.play(t))
	})
	t.Run("a bankruptcy after all voids the plan, and the money goes to it", func(t *testing.T) {
		t.Parallel()
		p := pursued{in: overdueLoan(casefile.Enterprise), until: "2019-07-17", phase: lifecycle.InBankruptcy, by: then(by,
			linkedDec("2019-07-15 10:00", lifecycle.ReferralAccepted, casefile.ReferralForm{Party: "D1", Outcome: "accepted", On: date("2019-07-15")}),
			enf("2019-07-16 10:00", lifecycle.HandOverMoney, casefile.HandOverForm{Party: "D1", AmountFen: 400_000_00, Administrator: "某律师事务所", On: date("2019-07-16")}))}
		k := p.play(t)
		p.check(t, k)
		k.happens("2019-07-15 10:00", lifecycle.PlanMoot, "distribution/F1")
	})
}

// Whatever the claims: every fen goes somewhere, nobody gets more than the
// claim, priority comes first, and a rank gets something only when all before
// it are paid in full; within a rank shares differ by rounding alone.
func TestDivisionsKeepTheirOrderAndEveryFen(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var claims []casefile.ShareView
		var all int64
		for i := range rapid.IntRange(1, 8).Draw(rt, "creditors") {
			c := casefile.ShareView{Creditor: fmt.Sprintf("C%d", i), ClaimFen: rapid.Int64Range(0, 1_000_00).Draw(rt, "claim"),
				Priority: rapid.IntRange(0, 3).Draw(rt, "priority") == 0, Rank: rapid.IntRange(1, 4).Draw(rt, "rank")}
			claims, all = append(claims, c), all+c.ClaimFen
		}
		fen := rapid.Int64Range(0, all+100).Draw(rt, "fen")
		for name, out := range map[string][]casefile.ShareView{"rank": divideByRank(fen, claims), "proportion": divide(fen, claims)} {
			var given int64
			for i, x := range out {
				given += x.Fen
				if x.Creditor != claims[i].Creditor || x.Fen < 0 || x.Fen > x.ClaimFen {
					rt.Fatalf("%s: %+v of %+v", name, x, claims[i])
				}
			}
			if want := min(fen, all); given != want {
				rt.Fatalf("%s: %d of %d given", name, given, want)
			}
			tier := func(x casefile.ShareView) int {
				switch {
				case x.Priority:
					return 0
				case name == "rank":
					return x.Rank
				}
				return 1
			}
			for _, x := range out {
				for _, y := range out {
					if tier(x) < tier(y) && x.Fen < x.ClaimFen && y.Fen > 0 {
						rt.Fatalf("%s: %+v gets something before %+v", name, y, x)
					}
					if !x.Priority && tier(x) == tier(y) {
						// x.Fen : x.Claim = y.Fen : y.Claim but for a fen of rounding on each side.
						if d := x.Fen*y.ClaimFen - y.Fen*x.ClaimFen; max(d, -d) > x.ClaimFen+y.ClaimFen {
							rt.Fatalf("%s: %+v and %+v are not in proportion", name, x, y)
						}
					}
				}
			}
		}
		if slices.ContainsFunc(claims, func(c casefile.ShareView) bool { return c.Fen != 0 }) {
			rt.Fatal("the claims were written to")
		}
	})
}
