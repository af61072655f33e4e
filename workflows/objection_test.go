package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func objecting(when string) []dec {
	return line(when, lifecycle.LodgeObjection, lifecycle.Clerk, casefile.ObjectionForm{Objection: "Y1", Party: "D1", Act: "冻结账户", On: date(when[:10])})
}
func ruling(when string, upheld bool) []dec {
	return enf(when, lifecycle.RuleObjection, casefile.ObjectionRulingForm{Objection: "Y1", Upheld: upheld, On: date(when[:10]), Reason: "理由"})
}
func reconsider(when string) []dec {
	return line(when, lifecycle.ApplyReconsideration, lifecycle.Clerk, casefile.ObjectionDayForm{Objection: "Y1", On: date(when[:10])})
}
func withdrawObjection(when string) []dec {
	return line(when, lifecycle.WithdrawObjection, lifecycle.Clerk, casefile.ObjectionDayForm{Objection: "Y1", On: date(when[:10])})
}
func claiming(when string) []dec {
	return line(when, lifecycle.LodgeClaim, lifecycle.Clerk, casefile.ClaimForm{Claim: "W1", Claimant: "T9", Asset: "A1", Right: "所有权", On: date(when[:10])})
}
func claimRuled(when string, upheld bool) []dec {
	return enf(when, lifecycle.RuleClaim, casefile.ClaimRulingForm{Claim: "W1", Upheld: upheld, On: date(when[:10])})
}
func claimSued(when, by string) []dec {
	return line(when, lifecycle.FileClaimSuit, lifecycle.Clerk, casefile.ClaimSuitForm{Claim: "W1", By: by, On: date(when[:10])})
}
func claimDecided(when string, upheld bool) []dec {
	return line(when, lifecycle.DecideClaimSuit, lifecycle.Clerk, casefile.ClaimRulingForm{Claim: "W1", Upheld: upheld, On: date(when[:10])})
}
func withdrawClaim(when string) []dec {
	return line(when, lifecycle.WithdrawOutsiderClaim, lifecycle.Clerk, casefile.ClaimDayForm{Claim: "W1", On: date(when[:10])})
}
func secureClaim(when string) []dec {
	return enf(when, lifecycle.SecureGoingAhead, casefile.ClaimDayForm{Claim: "W1", On: date(when[:10]), SecurityFen: 200_000_00})
}

// Lodged on Monday 06-03: 15 days to Tuesday 06-18. Ruled on 06-10: 10 days to
// Thursday 06-20. Reconsidered from 06-17: 30 days to Wednesday 07-17.
func TestObjectionToAnActOfEnforcement(t *testing.T) {
	person := overdueLoan(casefile.Person)
	end := enf("2019-07-30 10:00", lifecycle.TerminateEnforce, terminated())
	lodged := then(reported(), objecting("2019-06-03 10:00"))
	ruled := then(lodged, ruling("2019-06-10 10:00", false))
	asked := then(ruled, reconsider("2019-06-17 10:00"))
	answered := line("2019-07-10 10:00", lifecycle.AnswerReconsider, lifecycle.Integration, casefile.ObjectionRulingForm{Objection: "Y1", Upheld: true, On: date("2019-07-10"), Reason: "程序违法"})
	for _, c := range []struct {
		name string
		by   []dec
		at   string
		id   string
		last string
		over string // the event that ends it
		on   string
	}{
		{"reviewed in 15 days", lodged, "2019-06-04 10:00", "objection/Y1", "2019-06-18", "objection_moot", "2019-07-30 10:00"},
		{"10 days for reconsideration, then final", ruled, "2019-06-11 10:00", "reconsideration/Y1", "2019-06-20", "objection_final", "2019-06-21"},
		{"reconsidered in 30 days", then(asked, answered), "2019-06-18 10:00", "reconsidering/Y1", "2019-07-17", "answer_reconsideration", "2019-07-10 10:00"},
		{"moot while reconsidered", asked, "2019-06-18 10:00", "reconsidering/Y1", "2019-07-17", "objection_moot", "2019-07-30 10:00"},
		{"withdrawn", then(lodged, withdrawObjection("2019-06-05 10:00")), "2019-06-04 10:00", "objection/Y1", "2019-06-18", "withdraw_objection", "2019-06-05 10:00"},
		{"withdrawn while reconsidered", then(asked, withdrawObjection("2019-06-20 10:00")), "2019-06-18 10:00", "reconsidering/Y1", "2019-07-17", "withdraw_objection", "2019-06-20 10:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := pursued{in: person, by: then(c.by, end), phase: lifecycle.Concluded, reason: ClosedTerminated}
			k := p.play(t, func(k *court) {
				k.look(moment(c.at), func(v casefile.View) {
					assert.Equal(t, c.last, deadline(t, v, c.id).Deadline.Last.String())
					assert.Equal(t, lifecycle.Measures, v.Row.Phase, "enforcement goes on")
				})
			})
			p.check(t, k)
			k.happens(c.on, lifecycle.Event(c.over), "objection/Y1")
		})
	}
	// Over with the enforcement before the ten days are.
	p := pursued{in: person, by: then(ruled, enf("2019-06-12 10:00", lifecycle.TerminateEnforce, terminated())), phase: lifecycle.Concluded, reason: ClosedTerminated}
	p.play(t).happens("2019-06-12 10:00", lifecycle.ObjectionMoot, "objection/Y1")
}

// Claimed on Monday 06-03: 15 days to 06-18; ruled on 06-10: 15 days to Tuesday
// 06-25. Upheld and nobody sues: the asset is released within 7 days, by 07-02.
func TestThirdPartysClaimStopsTheDisposal(t *testing.T) {
	person := overdueLoan(casefile.Person)
	held := then(reported(), seizing("2019-05-31 10:00", "A1", casefile.RealEstate, 200_000_00), claiming("2019-06-03 10:00"))
	dismissed, upheld := then(held, claimRuled("2019-06-10 10:00", false)), then(held, claimRuled("2019-06-10 10:00", true))
	auction := func(when string) []dec { return onSeized(lifecycle.AuctionAsset, when, "A1") }
	end := func(when string) []dec { return enf(when, lifecycle.TerminateEnforce, terminated()) }
	for _, c := range []struct {
		name  string
		by    []dec
		check func(*testing.T, *court)
	}{
		{"dismissed, nobody sues, sold after the fifteen days", then(dismissed, auction("2019-06-26 10:00"), end("2019-07-30 10:00")), func(t *testing.T, c *court) {
			c.happens("2019-06-26", lifecycle.ClaimPeriodOver, "third_party_claim/W1")
		}},
		{"upheld, the applicant does not sue", then(upheld, onSeized(lifecycle.LiftSeizure, "2019-07-01 10:00", "A1"), end("2019-07-30 10:00")), func(t *testing.T, c *court) {
			c.happens("2019-06-26", lifecycle.ClaimPeriodOver, "third_party_claim/W1")
		}},
		{"the claimant sues and loses", then(dismissed, claimSued("2019-06-20 10:00", "claimant"), claimDecided("2019-07-15 10:00", false), auction("2019-07-16 10:00"), end("2019-07-30 10:00")), nil},
		{"the applicant sues and loses", then(upheld, claimSued("2019-06-20 10:00", "applicant"), claimDecided("2019-07-15 10:00", true), onSeized(lifecycle.LiftSeizure, "2019-07-16 10:00", "A1"), end("2019-07-30 10:00")), nil},
		{"the applicant secures going ahead in review", then(held, secureClaim("2019-06-04 10:00"), auction("2019-06-05 10:00"), end("2019-06-06 10:00")), nil},
		{"the applicant secures going ahead in the suit", then(dismissed, claimSued("2019-06-20 10:00", "claimant"), secureClaim("2019-06-21 10:00"), auction("2019-06-22 10:00"), end("2019-06-24 10:00")), nil},
		{"withdrawn in review", then(held, withdrawClaim("2019-06-04 10:00"), auction("2019-06-05 10:00"), end("2019-06-06 10:00")), nil},
		{"withdrawn when ruled", then(dismissed, withdrawClaim("2019-06-11 10:00"), auction("2019-06-12 10:00"), end("2019-06-13 10:00")), nil},
		{"withdrawn in the suit", then(dismissed, claimSued("2019-06-20 10:00", "claimant"), withdrawClaim("2019-06-21 10:00"), end("2019-06-24 10:00")), nil},
		{"moot when ruled", then(dismissed, end("2019-06-11 10:00")), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := pursued{in: person, by: c.by, phase: lifecycle.Concluded, reason: ClosedTerminated}
			k := p.play(t)
			p.check(t, k)
			if c.check != nil {
				c.check(t, k)
			}
		})
	}
	for name, x := range map[string]struct {
		by   []dec
		from string
	}{
		"in review": {held, "2019-06-04 10:00"}, "in the fifteen days after it was dismissed": {dismissed, "2019-06-25 10:00"}, "when upheld for good": {upheld, "2019-06-27 10:00"},
		"while the suit runs": {then(dismissed, claimSued("2019-06-20 10:00", "claimant")), "2019-07-10 10:00"},
	} {
		t.Run("not sold "+name, func(t *testing.T) {
			t.Parallel()
			got := undisturbed(t, Enforcement, person, "2019-05-20", x.by, x.from, decision(t, lifecycle.AuctionAsset, lifecycle.EnforcementJudge, casefile.SeizureForm{Asset: "A1", On: date(x.from[:10])}))[0]
			assert.Equal(t, casefile.GuardFailed, got.Code)
			assert.Contains(t, got.Message, "W1")
			assert.Contains(t, got.Article, "463")
		})
	}
	p := pursued{in: person, by: upheld, until: "2019-06-27", phase: lifecycle.Measures}
	assert.Equal(t, "2019-07-02", deadline(t, p.play(t).final, "release/A1").Deadline.Last.String())
}
