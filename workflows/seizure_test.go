package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func seizing(when, asset string, kind casefile.AssetKind, fen int64) []dec {
	return enf(when, lifecycle.SeizeAsset, casefile.SeizeForm{Asset: asset, Owner: "D1", Kind: kind, What: "财产", AmountFen: fen, On: date(when[:10])})
}
func queueing(when, asset string) []dec {
	return enf(when, lifecycle.QueueAsset, casefile.SeizeForm{Asset: asset, Owner: "D1", Kind: casefile.RealEstate, What: "房产", AmountFen: 200_000_00, Rank: 2, On: date(when[:10])})
}
func onSeized(e lifecycle.Event, when, asset string) []dec {
	return enf(when, e, casefile.SeizureForm{Asset: asset, On: date(when[:10]), Reason: "裁定"})
}
func soldFor(e lifecycle.Event, when, asset string, fen int64) []dec {
	return enf(when, e, casefile.SaleForm{Asset: asset, PriceFen: fen, On: date(when[:10])})
}

func seizureLives() []pursued {
	person := overdueLoan(casefile.Person)
	flat := func(when string) []dec { return seizing(when, "A1", casefile.RealEstate, 200_000_00) }
	end := enf("2019-07-30 10:00", lifecycle.TerminateEnforce, terminated())
	ended := func(name string, by ...[]dec) pursued {
		return pursued{name: name, in: person, by: then(then(by...), end), phase: lifecycle.Concluded, reason: ClosedTerminated}
	}
	valued, onSale := onSeized(lifecycle.ValueAsset, "2019-06-03 10:00", "A1"), onSeized(lifecycle.AuctionAsset, "2019-06-04 10:00", "A1")
	open := func(name, until string, by ...[]dec) pursued {
		return pursued{name: name, in: person, by: then(by...), until: until, phase: lifecycle.Measures}
	}
	return []pursued{
		ended("valued, sale failed, sold", reported(), flat("2019-05-31 10:00"), valued, onSeized(lifecycle.RenewSeizure, "2019-06-03 11:00", "A1"), onSale, onSeized(lifecycle.RenewSeizure, "2019-06-04 11:00", "A1"),
			onSeized(lifecycle.AuctionFailed, "2019-07-04 10:00", "A1"), onSeized(lifecycle.AuctionAsset, "2019-07-05 10:00", "A1"), soldFor(lifecycle.AssetSold, "2019-07-15 10:00", "A1", 180_000_00)),
		ended("a deposit deducted; another lifted; a queued one lifted and one promoted", reported(), seizing("2019-05-31 10:00", "A1", casefile.Deposit, 100_000_00), onSeized(lifecycle.RenewSeizure, "2019-05-31 11:00", "A1"),
			soldFor(lifecycle.DeductAsset, "2019-06-03 10:00", "A1", 100_000_00), seizing("2019-06-03 11:00", "A2", casefile.Movable, 1), onSeized(lifecycle.LiftSeizure, "2019-06-03 12:00", "A2"),
			queueing("2019-06-03 13:00", "A3"), onSeized(lifecycle.LiftSeizure, "2019-06-03 14:00", "A3"), queueing("2019-06-03 15:00", "A4"), onSeized(lifecycle.RenewSeizure, "2019-06-03 15:30", "A4"), onSeized(lifecycle.PromoteAsset, "2019-06-03 16:00", "A4")),
		ended("lifted while valued", reported(), flat("2019-05-31 10:00"), valued, onSeized(lifecycle.LiftSeizure, "2019-06-03 11:00", "A1")),
		ended("lifted on sale", reported(), flat("2019-05-31 10:00"), onSale, onSeized(lifecycle.LiftSeizure, "2019-06-04 11:00", "A1")),
		ended("over while valued, while on sale, and while queued", reported(), flat("2019-05-31 10:00"), seizing("2019-05-31 11:00", "A2", casefile.Movable, 1), queueing("2019-05-31 12:00", "A3"), valued, onSeized(lifecycle.AuctionAsset, "2019-06-04 10:00", "A2")),
		// Seized on Friday 2019-05-31 for three years: until 2022-05-31, for two: until Monday 2021-05-31.
		// What waits behind another's seizure has no term of its own and is still there.
		open("run out", "2022-06-02", reported(), flat("2019-05-31 10:00"), seizing("2019-05-31 11:00", "A2", casefile.Movable, 1), queueing("2019-05-31 12:00", "A3"), seizing("2019-05-31 13:00", "A4", casefile.Movable, 1),
			onSeized(lifecycle.ValueAsset, "2019-06-03 10:00", "A2"), onSeized(lifecycle.AuctionAsset, "2019-06-03 11:00", "A4")),
	}
}

func TestLivesOfASeizure(t *testing.T) {
	for _, p := range seizureLives() {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			c := p.play(t)
			p.check(t, c)
			if p.name == "run out" {
				c.happens("2022-06-01", lifecycle.SeizureRanOut, "seizure/A1")
				c.happens("2021-06-01", lifecycle.SeizureRanOut, "seizure/A2")
				assert.Empty(t, c.happened(lifecycle.SeizureRanOut, "seizure/A3"))
				assert.Equal(t, lifecycle.Queued, assetOf(t, c.final, "A3").State)
				c.happens("2021-06-01", lifecycle.SeizureRanOut, "seizure/A4")
			}
		})
	}
}

// The second release gave a waiting seizure a term of its own, and its cases go
// on as they began: three years from Friday 2019-05-31.
func TestWaitingSeizuresOfTheSecondReleaseRunOut(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Person), by: then(reported(), queueing("2019-05-31 12:00", "A3")), until: "2022-06-02", phase: lifecycle.Measures}
	c := p.play(t, secondRelease)
	p.check(t, c)
	c.happens("2022-06-01", lifecycle.SeizureRanOut, "seizure/A3")
}

// What was preserved in the suit is held on in its rank and until its day:
// deposits until 2020-03-06, so the renewal is due by 2020-02-28; nobody renews,
// and the case is stuck days before the freeze lapses. What waited behind another
// court's has no term yet, and is looked at again after ninety days.
func TestPreservedAssetsGoOnWithoutAGap(t *testing.T) {
	in := overdueLoan(casefile.Person)
	in.Assets = []casefile.SeizedAsset{
		{Asset: "A1", Owner: "D1", Kind: casefile.Deposit, FrozenFen: 200_000_00, Rank: 1, Until: date("2020-03-06")},
		{Asset: "A2", Owner: "D1", Kind: casefile.RealEstate, FrozenFen: 100_000_00, Rank: 2, Until: date("2022-03-06")},
	}
	p := pursued{in: in, until: "2020-03-08", phase: lifecycle.Measures, by: reported()}
	c := p.play(t, func(c *court) {
		c.look(at("2019-05-20", "10:00"), func(v casefile.View) {
			require.Len(t, v.Assets, 2)
			assert.Equal(t, []any{lifecycle.Controlled, 1, date("2020-03-06")}, []any{v.Assets[0].State, v.Assets[0].Rank, v.Assets[0].Until})
			assert.Equal(t, []any{lifecycle.Queued, 2, calendar.Date{}}, []any{v.Assets[1].State, v.Assets[1].Rank, v.Assets[1].Until})
			assert.Equal(t, "2019-08-19", deadline(t, v, "queue/A2").Deadline.Last.String()) // 05-20 and 90 days: Sunday 08-18
			assert.Equal(t, "2020-02-28", deadline(t, v, "renewal/A1").Deadline.Last.String())
		})
		c.look(at("2020-03-01", "10:00"), func(v casefile.View) {
			var reasons []casefile.StuckReason
			for _, s := range v.Row.Stuck {
				reasons = append(reasons, s.Reason)
			}
			assert.Contains(t, reasons, casefile.StuckFreezeLapsing)
		})
	})
	c.happens("2020-03-07", lifecycle.SeizureRanOut, "seizure/A1")

	// Renewed on 2020-02-20, it holds until Saturday 2021-02-20, as freezes do.
	p.by = then(reported(), onSeized(lifecycle.RenewSeizure, "2020-02-20 10:00", "A1"))
	c = p.play(t)
	assert.Empty(t, c.happened(lifecycle.SeizureRanOut, "seizure/A1"))
	assert.Equal(t, date("2021-02-20"), c.final.Assets[0].Until)
	// Paid in full, all of it is free at once: 304,725.00 on 07-18.
	p = pursued{in: in, until: "2019-07-19", phase: lifecycle.Measures, by: then(reported(), collect("2019-07-18 10:00", 304_725_00))}
	c = p.play(t)
	assert.Len(t, c.happened(lifecycle.LiftOnRelease, ""), 2)
	assert.Len(t, c.messages("cn.luxing.asset.released"), 2)
}

// The sale of an asset is not counted: on sale from 06-04 to 07-04 are 30 days,
// so the limit of 2019-11-21 ends on Saturday 12-21, and so on Monday 12-23.
func TestASaleIsNotCountedInTheLimit(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-07-06", by: then(reported(), seizing("2019-05-31 10:00", "A1", casefile.RealEstate, 200_000_00),
		onSeized(lifecycle.AuctionAsset, "2019-06-04 10:00", "A1"), onSeized(lifecycle.AuctionFailed, "2019-07-04 10:00", "A1"))}
	c := p.play(t)
	assert.Equal(t, "2019-12-23", deadline(t, c.final, "conclusion").Deadline.Last.String())
}

func TestSeizuresThatAreRefused(t *testing.T) {
	flat := seizing("2019-05-31 10:00", "A1", casefile.RealEstate, 200_000_00)
	claimed := then(flat, line("2019-05-31 11:00", lifecycle.LodgeClaim, lifecycle.Clerk, casefile.ClaimForm{Claim: "W1", Claimant: "T9", Asset: "A1", Right: "所有权", On: date("2019-05-31")}))
	secured := then(flat, line("2019-05-31 11:00", lifecycle.LodgeObjection, lifecycle.Clerk, casefile.ObjectionForm{Objection: "Y1", Party: "D1", Act: "查封", Asset: "A1", SecurityFen: 200_000_00, On: date("2019-05-31")}))
	seize := func(change func(*casefile.SeizeForm)) casefile.SeizeForm {
		f := casefile.SeizeForm{Asset: "A9", Owner: "D1", Kind: casefile.Deposit, What: "存款", AmountFen: 1, On: date("2019-06-03")}
		change(&f)
		return f
	}
	for _, c := range []struct {
		name  string
		by    []dec
		event lifecycle.Event
		form  any
		says  string
	}{
		// 300,000 and 45 days' interest of 2,362.50 are owed on 2019-06-03.
		{"more frozen than is owed", reported(), lifecycle.SeizeAsset, seize(func(f *casefile.SeizeForm) { f.AmountFen = 302_362_51 }), "302362.50元"},
		{"a stranger's", reported(), lifecycle.SeizeAsset, seize(func(f *casefile.SeizeForm) { f.Owner = "P1" }), "D1"},
		{"longer than a year", reported(), lifecycle.SeizeAsset, seize(func(f *casefile.SeizeForm) { f.Until = date("2020-06-04") }), "2020-06-03 or earlier"},
		{"queued as the first", reported(), lifecycle.QueueAsset, seize(func(f *casefile.SeizeForm) { f.Rank = 1 }), "queue_asset"},
		{"queued until a day", reported(), lifecycle.QueueAsset, seize(func(f *casefile.SeizeForm) { f.Rank, f.Until = 2, date("2020-06-03") }), "promote_asset"},
		{"twice", then(reported(), flat), lifecycle.SeizeAsset, seize(func(f *casefile.SeizeForm) { f.Asset = "A1" }), "已查封"},
		{"sold while a third party claims it", then(reported(), claimed), lifecycle.AuctionAsset, casefile.SeizureForm{Asset: "A1", On: date("2019-06-03")}, "W1"},
		{"sold while stopped on security", then(reported(), secured), lifecycle.AuctionAsset, casefile.SeizureForm{Asset: "A1", On: date("2019-06-03")}, "Y1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := undisturbed(t, Enforcement, overdueLoan(casefile.Person), "2019-05-20", c.by, "2019-06-03 10:00", decision(t, c.event, lifecycle.EnforcementJudge, c.form))[0]
			assert.Contains(t, got.Error(), c.says)
		})
	}
	got := undisturbed(t, Enforcement, overdueLoan(casefile.Person), "2019-05-20", then(reported(), flat, enf("2019-06-10 10:00", lifecycle.Settle, casefile.SettleForm{Until: date("2019-12-31"), Terms: "分期"})), "2019-06-11 10:00",
		decision(t, lifecycle.AuctionAsset, lifecycle.EnforcementJudge, casefile.SeizureForm{Asset: "A1", On: date("2019-06-11")}))[0]
	assert.Contains(t, got.Message, "执行和解")
}

// Seized before the notice went out, the notice follows in three days: from
// Tuesday 05-21 to Friday 05-24, before the ten days of the law.
func TestSeizedAtOnceTheNoticeFollowsInThreeDays(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-05-22", by: then(filedEnforcement(), seizing("2019-05-21 11:00", "A1", casefile.RealEstate, 200_000_00))}
	c := p.play(t)
	d := deadline(t, c.final, "enforcement-notice").Deadline
	assert.Equal(t, "2019-05-24", d.Last.String())
	assert.Equal(t, statute.RuleID("enforcement-notice-after-measures"), d.Rule)
}
