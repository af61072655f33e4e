package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

// sought is an application for 300,000 yuan with some security.
func sought(when string, change func(*casefile.PreservationForm)) []dec {
	f := casefile.PreservationForm{Asset: "A1", Owner: "D1", Kind: casefile.Deposit, AmountFen: 300_000_00, On: date(when[:10])}
	if change != nil {
		change(&f)
	}
	return line(when, lifecycle.ApplyPreservation, lifecycle.Clerk, f)
}

func ruledOn(when string) []dec { return onAsset(lifecycle.RulePreservation, "A1", when) }

func assetOf(t *testing.T, v casefile.View, id string) casefile.AssetView {
	t.Helper()
	for _, a := range v.Assets {
		if a.Asset == id {
			return a
		}
	}
	t.Fatalf("no asset %s", id)
	return casefile.AssetView{}
}

// 30 % of 300,000 are 90,000; of a disputed house of 1,000,000 they are 300,000;
// a court may ask for less, and for none where the law names a ground.
func TestSecurityIsReckonedAndCompared(t *testing.T) {
	lenient := loan("2019-03-04", casefile.Summary)
	lenient.Policy.Preservation.SecurityPercent = 10
	plain := loan("2019-03-04", casefile.Summary)
	for _, c := range []struct {
		name     string
		in       casefile.CaseInput
		form     func(*casefile.PreservationForm)
		required int64
		posted   int64
	}{
		{"thirty percent, to the fen", plain, func(f *casefile.PreservationForm) { f.SecurityFen = 90_000_00 }, 90_000_00, 90_000_00},
		{"a fen short", plain, func(f *casefile.PreservationForm) { f.SecurityFen = 90_000_00 - 1 }, 90_000_00, 90_000_00 - 1},
		{"none", plain, nil, 90_000_00, 0},
		{"of 33 fen, 9", plain, func(f *casefile.PreservationForm) { f.AmountFen = 33 }, 9, 0},
		{"of the disputed thing", plain, func(f *casefile.PreservationForm) { f.DisputedFen, f.SecurityFen = 1_000_000_00, 90_000_00 }, 300_000_00, 90_000_00},
		{"the court's own ten percent", lenient, func(f *casefile.PreservationForm) { f.SecurityFen = 30_000_00 }, 30_000_00, 30_000_00},
		{"wages: none", plain, func(f *casefile.PreservationForm) { f.Exempt = "livelihood" }, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			way := then(accepted(), sought("2019-03-04 14:00", c.form))
			l := lived{in: c.in, until: "2019-03-05", by: way}
			k := l.play(t)
			a := assetOf(t, k.final, "A1")
			assert.Equal(t, []int64{c.required, c.posted}, []int64{a.RequiredFen, a.SecurityFen})
			if c.posted < c.required {
				assert.Contains(t, k.documents(), casefile.SecurityOrder)
				d := deadline(t, k.final, "security/A1") // 5 days: Saturday 03-09, so Monday 03-11
				assert.Equal(t, "2019-03-11", d.Deadline.Last.String())
				assert.Equal(t, "P1", d.On)
				r := undisturbed(t, Case, c.in, "2019-03-04", way, "2019-03-05 10:00", decision(t, lifecycle.RulePreservation, lifecycle.Judge, casefile.AssetForm{Asset: "A1", On: date("2019-03-05")}))[0]
				assert.Equal(t, casefile.GuardFailed, r.Code)
				assert.Contains(t, r.Message, yuan(c.required))
				return
			}
			assert.NotContains(t, k.documents(), casefile.SecurityOrder)
			assert.Equal(t, "2019-03-11", deadline(t, k.final, "ruling/A1").Deadline.Last.String())
		})
	}
}

// The ruling's five days run from the posting (财产保全规定第4条): posted on
// Wednesday 03-06, they end on Monday 03-11. What is urgent does not wait.
func TestRulingWaitsForTheSecurity(t *testing.T) {
	post := func(when string, fen int64) []dec {
		return line(when, lifecycle.PostSecurity, lifecycle.Clerk, casefile.PostSecurityForm{Asset: "A1", AmountFen: fen, Kind: "insurance", On: date(when[:10])})
	}
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-03-09", by: then(accepted(), sought("2019-03-04 14:00", nil),
		post("2019-03-05 10:00", 50_000_00), post("2019-03-06 10:00", 40_000_00), ruledOn("2019-03-07 10:00"), post("2019-03-07 11:00", 1), froze(lifecycle.FreezeAsset, "A1", "2019-03-08 10:00"), post("2019-03-08 11:00", 1))}
	c := l.play(t, func(c *court) {
		c.look(at("2019-03-05", "11:00"), func(v casefile.View) { deadline(t, v, "security/A1") })
		c.look(at("2019-03-06", "11:00"), func(v casefile.View) {
			assert.Equal(t, "2019-03-11", deadline(t, v, "ruling/A1").Deadline.Last.String())
		})
	})
	assert.Equal(t, int64(90_000_02), assetOf(t, c.final, "A1").SecurityFen)

	l.by, l.until = then(accepted(), sought("2019-03-04 14:00", func(f *casefile.PreservationForm) { f.Urgent = true })), "2019-03-05"
	c = l.play(t)
	assert.Equal(t, statute.PreservationRulingUrgent, deadline(t, c.final, "ruling/A1").Deadline.Rule)

	l.by, l.until = then(l.by, post("2019-03-04 15:00", 90_000_00), ruledOn("2019-03-05 10:00")), "2019-03-05 12:00"
	c = l.play(t) // at once: the court's one day
	assert.Equal(t, "2019-03-06", deadline(t, c.final, "start/A1").Deadline.Last.String())
}

// A measure of before the suit: frozen on 02-02, the suit must come by Monday
// 03-04, thirty days later; frozen a day before, by Sunday 03-03, so 03-04 too;
// on 01-30 the last day is Friday 03-01.
func TestPreSuitMeasureGoesOnOnlyIfTheSuitCameInTime(t *testing.T) {
	form := casefile.PreSuitForm{Asset: "A1", Owner: "D1", Kind: casefile.Deposit, AmountFen: 300_000_00, SecurityFen: 300_000_00, RuledOn: date("2019-01-28"), FrozenFen: 120_000_00}
	for on, ok := range map[string]bool{"2019-02-02": true, "2019-02-01": true, "2019-01-30": false} {
		t.Run(on, func(t *testing.T) {
			t.Parallel()
			f := form
			f.On = date(on)
			in := loan("2019-03-04", casefile.Summary)
			if !ok {
				r := undisturbed(t, Case, in, "2019-03-04", nil, "2019-03-04 10:00", decision(t, lifecycle.RecordPreSuit, lifecycle.Clerk, f))[0]
				assert.Equal(t, casefile.TooLate, r.Code)
				assert.Contains(t, r.Message, "2019-03-01")
				assert.Contains(t, r.Article, "101") // 104 today
				return
			}
			l := lived{in: in, until: "2019-03-05", by: line("2019-03-04 10:00", lifecycle.RecordPreSuit, lifecycle.Clerk, f)}
			c := l.play(t)
			a := assetOf(t, c.final, "A1")
			assert.True(t, a.PreSuit)
			assert.Equal(t, int64(300_000_00), a.RequiredFen, "all of it before the suit")
			assert.Equal(t, date(on).AddYears(1), a.Until, "the term runs on from the measure")
			assert.Equal(t, lifecycle.Frozen, a.State)
			assert.Contains(t, c.documents(), casefile.FreezeNotice)
		})
	}
	_, faults := casefile.ReadForm(lifecycle.RecordPreSuit, raw(t, casefile.PreSuitForm{Asset: "A1", Owner: "D1", Kind: casefile.Deposit, AmountFen: 100, SecurityFen: 99, RuledOn: date("2019-02-01"), On: date("2019-02-02")}))
	require.Len(t, faults, 1)
	assert.Contains(t, faults[0].Want, "100 fen")
	after := form
	after.On = date("2019-03-05")
	r := undisturbed(t, Case, loan("2019-03-04", casefile.Summary), "2019-03-04", nil, "2019-03-05 10:00", decision(t, lifecycle.RecordPreSuit, lifecycle.Clerk, after))[0]
	assert.Contains(t, r.Error(), "2019-03-04 or earlier")
}

// Frozen on 2019-03-06 until 2020-03-06: renewal is asked for by 02-28, and
// from the day after the case is stuck, a week before the freeze lapses.
func TestFreezeThatNobodyRenewsIsStuckBeforeItLapses(t *testing.T) {
	way := then(accepted(), frozen("A1", casefile.Deposit), judgedAndServed(allowed(owes()))[1:])
	stuck := func(v casefile.View) (on string) {
		for _, s := range v.Row.Stuck {
			if s.Reason == casefile.StuckFreezeLapsing {
				on = s.On
			}
		}
		return on
	}
	asked := line("2020-03-02 10:00", lifecycle.RequestRenewal, lifecycle.Clerk, casefile.RequestForm{Asset: "A1", On: date("2020-03-02")})
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2020-03-08", by: then(way, asked)}
	c := l.play(t, func(c *court) {
		c.look(at("2020-02-28", "23:00"), func(v casefile.View) {
			assert.Empty(t, stuck(v))
			a := assetOf(t, v, "A1")
			assert.Equal(t, []string{"2020-02-28", "2020-03-06"}, []string{a.RenewBy.String(), a.Until.String()})
		})
		c.look(at("2020-02-29", "01:00"), func(v casefile.View) { assert.Equal(t, "P1", stuck(v)) })
		c.look(at("2020-03-02", "11:00"), func(v casefile.View) {
			assert.Equal(t, "enforcement_officer", stuck(v), "asked for: now the court's turn")
		})
	})
	assert.Contains(t, c.happened(lifecycle.RequestRenewal, "")[0].Note, "后果自负")
	c.happens("2020-03-07 00:00", lifecycle.FreezeRanOut, "preservation/A1")

	l.by = then(way, line("2020-02-20 10:00", lifecycle.RequestRenewal, lifecycle.Clerk, casefile.RequestForm{Asset: "A1", On: date("2020-02-20")}),
		froze(lifecycle.RenewFreeze, "A1", "2020-03-02 10:00"))
	c = l.play(t)
	assert.Empty(t, stuck(c.final))
	assert.Equal(t, "2021-03-02", assetOf(t, c.final, "A1").Until.String())
	notices := 0
	for _, r := range c.records {
		for _, d := range r.Documents {
			if d.Kind == casefile.FreezeNotice {
				notices++
				assert.Equal(t, "P1", d.To)
			}
		}
	}
	assert.Equal(t, 2, notices, "told in writing each time when it ends")
}

// Waiting behind another: no term, moved up when the first is lifted, and its
// term runs from then.
func TestWaitingSeizureMovesUp(t *testing.T) {
	queued := func(when string, rank int) []dec {
		return line(when, lifecycle.QueueSeizure, lifecycle.EnforcementJudge, casefile.FreezeForm{Asset: "A1", FrozenFen: 200_000_00, Rank: rank, On: date(when[:10])})
	}
	way := then(accepted(), seek("A1", casefile.RealEstate, "2019-03-04 14:00"), ruledOn("2019-03-05 10:00"), queued("2019-03-06 10:00", 3), queued("2019-04-10 10:00", 2))
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-05-02 12:00", by: then(way, judgedAndServed(allowed(owes()))[1:],
		line("2019-05-02 10:00", lifecycle.MoveUp, lifecycle.Integration, casefile.FreezeForm{Asset: "A1", FrozenFen: 200_000_00, On: date("2019-05-01")}))}
	c := l.play(t, func(c *court) {
		c.look(at("2019-04-11", "10:00"), func(v casefile.View) {
			a := assetOf(t, v, "A1")
			assert.Equal(t, lifecycle.Queued, a.State)
			assert.Equal(t, 2, a.Rank)
			assert.True(t, a.Until.IsZero())
			assert.Equal(t, "2019-07-09", deadline(t, v, "queue/A1").Deadline.Last.String()) // 90 days
		})
	})
	a := assetOf(t, c.final, "A1")
	assert.Equal(t, 1, a.Rank)
	assert.Equal(t, "2022-05-01", a.Until.String()) // three years
	in := loan("2019-03-04", casefile.Summary)
	for name, d := range map[string]casefile.Decision{
		"queue_seizure": decision(t, lifecycle.FreezeAsset, lifecycle.EnforcementJudge, casefile.FreezeForm{Asset: "A1", FrozenFen: 1, Rank: 2, On: date("2019-03-06")}),
		"2 or more":     decision(t, lifecycle.QueueSeizure, lifecycle.EnforcementJudge, casefile.FreezeForm{Asset: "A1", FrozenFen: 1, Rank: 1, On: date("2019-03-06")}),
	} {
		r := undisturbed(t, Case, in, "2019-03-04", then(accepted(), seek("A1", casefile.RealEstate, "2019-03-04 14:00"), ruledOn("2019-03-05 10:00")), "2019-03-06 10:00", d)[0]
		assert.Contains(t, r.Error(), name)
	}
	r := undisturbed(t, Case, in, "2019-03-04", then(way, feePaid()[1:]), "2019-04-10 11:00", decision(t, lifecycle.QueueSeizure, lifecycle.Clerk, casefile.FreezeForm{Asset: "A1", FrozenFen: 1, Rank: 3, On: date("2019-04-10")}))[0]
	assert.Contains(t, r.Error(), "2 or less")
}

// The respondent's security lifts what it covers; a disputed thing only with
// the applicant's consent.
func TestRespondentsSecurityLifts(t *testing.T) {
	counter := func(change func(*casefile.CounterSecurityForm)) casefile.CounterSecurityForm {
		f := casefile.CounterSecurityForm{Asset: "A1", By: "D1", AmountFen: 200_000_00, Kind: "guarantee", On: date("2019-03-07")}
		if change != nil {
			change(&f)
		}
		return f
	}
	in := loan("2019-03-04", casefile.Summary)
	way := then(accepted(), frozen("A1", casefile.Deposit))
	l := lived{in: in, until: "2019-03-08", by: then(way, line("2019-03-07 10:00", lifecycle.LiftOnSecurity, lifecycle.Judge, counter(nil)))}
	assert.Equal(t, lifecycle.Lifted, assetOf(t, l.play(t).final, "A1").State)
	r := undisturbed(t, Case, in, "2019-03-04", way, "2019-03-07 10:00", decision(t, lifecycle.LiftOnSecurity, lifecycle.Judge, counter(func(f *casefile.CounterSecurityForm) { f.AmountFen-- })))[0]
	assert.Contains(t, r.Error(), "20000000 fen")

	disputed := then(accepted(), sought("2019-03-04 14:00", func(f *casefile.PreservationForm) { f.DisputedFen, f.SecurityFen = 300_000_00, 90_000_00 }), ruledOn("2019-03-05 10:00"))
	r = undisturbed(t, Case, in, "2019-03-04", disputed, "2019-03-07 10:00", decision(t, lifecycle.LiftOnSecurity, lifecycle.Judge, counter(nil)))[0]
	assert.Contains(t, r.Error(), "data.consented")
	l.by = then(disputed, line("2019-03-07 10:00", lifecycle.LiftOnSecurity, lifecycle.Judge, counter(func(f *casefile.CounterSecurityForm) { f.Consented = true })))
	assert.Equal(t, lifecycle.Lifted, assetOf(t, l.play(t).final, "A1").State)
}

// Every way out of every state of a measure.
func TestMeasuresAreLifted(t *testing.T) {
	queued := then(accepted(), seek("A1", casefile.Movable, "2019-03-04 14:00"), ruledOn("2019-03-05 10:00"),
		line("2019-03-06 10:00", lifecycle.QueueSeizure, lifecycle.Clerk, casefile.FreezeForm{Asset: "A1", FrozenFen: 1, Rank: 2, On: date("2019-03-06")}))
	justRuled := queued[:len(queued)-1]
	request := line("2019-03-07 09:00", lifecycle.RequestLift, lifecycle.Clerk, casefile.RequestForm{Asset: "A1", On: date("2019-03-07")})
	urgently := line("2019-03-07 09:00", lifecycle.RequestLift, lifecycle.Clerk, casefile.RequestForm{Asset: "A1", On: date("2019-03-07"), Urgent: true})
	security := line("2019-03-07 10:00", lifecycle.LiftOnSecurity, lifecycle.Judge, casefile.CounterSecurityForm{Asset: "A1", By: "D1", AmountFen: 300_000_00, Kind: "cash", On: date("2019-03-07")})
	lift := onAsset(lifecycle.LiftFreeze, "A1", "2019-03-07 10:00")
	end := line("2019-03-07 10:00", lifecycle.Withdraw, lifecycle.Judge, reason())
	frozenNow := then(accepted(), frozen("A1", casefile.Deposit))
	for name, by := range map[string][]dec{
		"queued, asked for": then(queued, request, lift), "queued, security": then(queued, security), "queued, ended": then(queued, feePaid()[1:], end),
		"ruled, asked for": then(justRuled, request, lift), "frozen, urgently asked for": then(frozenNow, urgently, lift),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-03-08", by: by}
			c := l.play(t, func(c *court) {
				c.look(at("2019-03-07", "09:30"), func(v casefile.View) {
					for _, d := range v.Deadlines {
						if d.ID == "lift/A1" && name == "frozen, urgently asked for" {
							assert.Equal(t, statute.PreservationLiftUrgent, d.Deadline.Rule)
						} else if d.ID == "lift/A1" {
							assert.Equal(t, "2019-03-12", d.Deadline.Last.String()) // five days
						}
					}
				})
			})
			assert.Equal(t, lifecycle.Lifted, assetOf(t, c.final, "A1").State)
		})
	}
}

// Not every request is granted; none is refused that was not made.
func TestLiftingIsRefused(t *testing.T) {
	queued := then(accepted(), seek("A1", casefile.Movable, "2019-03-04 14:00"), ruledOn("2019-03-05 10:00"),
		line("2019-03-06 10:00", lifecycle.QueueSeizure, lifecycle.Clerk, casefile.FreezeForm{Asset: "A1", FrozenFen: 1, Rank: 2, On: date("2019-03-06")}))
	request := line("2019-03-07 09:00", lifecycle.RequestLift, lifecycle.Clerk, casefile.RequestForm{Asset: "A1", On: date("2019-03-07")})
	refuse := onAsset(lifecycle.RefuseLift, "A1", "2019-03-07 10:00")
	for state, way := range map[lifecycle.State][]dec{lifecycle.Queued: queued, lifecycle.PreservationRuled: queued[:len(queued)-1], lifecycle.Frozen: then(accepted(), frozen("A1", casefile.Deposit))} {
		l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-03-08", by: then(way, request, refuse)}
		c := l.play(t)
		assert.Equal(t, state, assetOf(t, c.final, "A1").State)
		for _, d := range c.final.Deadlines {
			assert.NotEqual(t, "lift/A1", d.ID)
		}
		r := undisturbed(t, Case, l.in, "2019-03-04", way, "2019-03-07 10:00", decision(t, lifecycle.RefuseLift, lifecycle.Judge, refuse[0].form))[0]
		assert.Contains(t, r.Message, "request_lift")
	}
}

// Performed: what the debtor has is free at once, though the case goes on.
func TestPerformanceLiftsTheMeasure(t *testing.T) {
	other := secondLater()
	other.Debtors = []string{"D2"}
	in := two("2019-03-04", casefile.Summary)
	l := lived{in: in, until: "2019-03-27", by: then(feePaid(), frozen("A1", casefile.Deposit),
		line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{owes(), other}}),
		line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "deferred"}),
		payment("2019-03-25 10:00", "a", "O1", 299_999_99), payment("2019-03-26 10:00", "b", "O1", 1))}
	c := l.play(t)
	c.happens("2019-03-26 10:00", lifecycle.LiftOnEnd, "preservation/A1")
	assert.Equal(t, lifecycle.InSupervision, c.row.Phase)
}

// ofD2 are the steps that freeze a deposit of the second defendant.
func ofD2() []dec {
	form := casefile.PreservationForm{Asset: "A2", Owner: "D2", Kind: casefile.Deposit, AmountFen: 300_000_00, SecurityFen: 90_000_00, On: date("2019-03-04")}
	return then(line("2019-03-04 15:00", lifecycle.ApplyPreservation, lifecycle.Clerk, form),
		onAsset(lifecycle.RulePreservation, "A2", "2019-03-05 15:00"), froze(lifecycle.FreezeAsset, "A2", "2019-03-06 15:00"))
}

// A defendant whom the effective document does not hold liable is free that
// day (民诉法解释第166条), and so is one against whom the suit was withdrawn; the
// other's property stays frozen.
func TestWhoIsNotHeldLiableIsFreeAtOnce(t *testing.T) {
	in := two("2019-03-04", casefile.Summary)
	before := then(accepted(), frozen("A1", casefile.Deposit), ofD2(), feePaid()[1:])
	for _, c := range []struct {
		name, when string
		by         []dec
	}{
		{"not ordered to pay", "2019-03-20 11:00", then(
			line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{owes()}}),
			line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "deferred"}))},
		{"the suit against it withdrawn", "2019-03-20 10:00",
			line("2019-03-20 10:00", lifecycle.WithdrawParty, lifecycle.Judge, casefile.WithdrawPartyForm{Party: "D2", Reason: "和解"})},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: in, until: "2019-03-21", by: then(before, c.by)}
			k := l.play(t)
			k.happens(c.when, lifecycle.LiftOnEnd, "preservation/A2")
			assert.Empty(t, k.happened(lifecycle.LiftOnEnd, "preservation/A1"))
			assert.Equal(t, lifecycle.Frozen, assetOf(t, k.final, "A1").State)
		})
	}
}

// A measure that is sought for a later default has its own five days: O1 has
// been overdue since 04-20, O2 is since 06-01, so enforcement is applied for by
// Wednesday 2019-06-05.
func TestMeasureForALaterDefaultHasItsOwnFiveDays(t *testing.T) {
	second := secondLater()
	second.Due = date("2019-05-31")
	form := casefile.PreservationForm{Asset: "A1", Owner: "D1", Kind: casefile.Deposit, AmountFen: 50_000_00, On: date("2019-06-03")}
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-06-07", by: then(judgedAndServed(allowed(owes(), second)),
		line("2019-06-03 10:00", lifecycle.ApplyPreservation, lifecycle.Clerk, form), ruledOn("2019-06-03 11:00"), froze(lifecycle.FreezeAsset, "A1", "2019-06-03 14:00"))}
	l.by[len(l.by)-1].form = casefile.FreezeForm{Asset: "A1", FrozenFen: 50_000_00, On: date("2019-06-03")}
	c := l.play(t, func(c *court) {
		c.look(at("2019-06-04", "10:00"), func(v casefile.View) {
			assert.Equal(t, "2019-06-05", deadline(t, v, "apply/A1").Deadline.Last.String())
		})
	})
	c.happens("2019-06-06 00:00", lifecycle.LiftOnEnd, "preservation/A1")
}

// After effectiveness no security is asked for (财产保全规定第9条), and the
// measure goes unless enforcement is applied for within five days of the term:
// the term ends on Friday 04-19, the five days on Wednesday 04-24.
func TestMeasureAfterEffectWaitsFiveDaysForTheApplication(t *testing.T) {
	form := casefile.PreservationForm{Asset: "A1", Owner: "D1", Kind: casefile.Deposit, AmountFen: 300_000_00, On: date("2019-04-10")}
	way := then(judgedAndServed(allowed(owes())), line("2019-04-10 10:00", lifecycle.ApplyPreservation, lifecycle.Clerk, form),
		ruledOn("2019-04-10 11:00"), froze(lifecycle.FreezeAsset, "A1", "2019-04-11 10:00"))
	in := loan("2019-03-04", casefile.Summary)
	l := lived{in: in, until: "2019-04-26", by: way}
	c := l.play(t)
	c.happens("2019-04-25 00:00", lifecycle.LiftOnEnd, "preservation/A1")
	assert.Zero(t, assetOf(t, c.final, "A1").RequiredFen)

	l.by = then(way, line("2019-04-24 16:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-04-24")))
	c = l.play(t)
	assert.Empty(t, c.happened(lifecycle.LiftOnEnd, ""))
	assert.Equal(t, lifecycle.Converted, assetOf(t, c.final, "A1").State)

	late := form
	late.On = date("2019-04-25")
	r := undisturbed(t, Case, in, "2019-03-04", judgedAndServed(allowed(owes())), "2019-04-25 10:00", decision(t, lifecycle.ApplyPreservation, lifecycle.Clerk, late))[0]
	assert.Contains(t, r.Message, "2019-04-24")
	assert.Contains(t, r.Article, "163")
}

// Into enforcement without a gap: rank, amount and the day it ends go along;
// what is another's stays with the case.
func TestMeasuresBecomeSeizuresWithoutAGap(t *testing.T) {
	in := two("2019-03-04", casefile.Summary)
	other := secondLater()
	other.Debtors = []string{"D2"}
	take := func(asset, owner string, kind casefile.AssetKind) []dec {
		return line("2019-03-05 14:00", lifecycle.ApplyPreservation, lifecycle.Clerk, casefile.PreservationForm{Asset: asset, Owner: owner, Kind: kind, AmountFen: 300_000_00, SecurityFen: 90_000_00, On: date("2019-03-05")})
	}
	way := then(feePaid(), take("A1", "D1", casefile.Deposit), take("A2", "D1", casefile.RealEstate), take("A3", "D2", casefile.Movable), take("A4", "D1", casefile.Deposit),
		onAsset(lifecycle.RulePreservation, "A1", "2019-03-06 14:00"), onAsset(lifecycle.RulePreservation, "A2", "2019-03-06 14:00"), onAsset(lifecycle.RulePreservation, "A3", "2019-03-06 14:00"),
		froze(lifecycle.FreezeAsset, "A1", "2019-03-07 14:00"), froze(lifecycle.FreezeAsset, "A3", "2019-03-07 14:00"),
		line("2019-03-07 15:00", lifecycle.QueueSeizure, lifecycle.Clerk, casefile.FreezeForm{Asset: "A2", FrozenFen: 500_000_00, Rank: 2, On: date("2019-03-07")}),
		line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{owes(), other}}),
		line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "deferred"}),
		line("2019-04-10 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-04-10")))
	l := lived{in: in, until: "2019-04-11", by: way}
	c := l.play(t)
	require.Len(t, c.links, 1)
	assert.Equal(t, []casefile.SeizedAsset{
		{Asset: "A1", Owner: "D1", Kind: casefile.Deposit, AskedFen: 300_000_00, FrozenFen: 200_000_00, Rank: 1, Until: date("2020-03-07")},
		{Asset: "A2", Owner: "D1", Kind: casefile.RealEstate, AskedFen: 300_000_00, FrozenFen: 500_000_00, Rank: 2},
	}, c.links[0].Enforcement.Assets)
	assert.Equal(t, lifecycle.Converted, assetOf(t, c.final, "A2").State)
	assert.Equal(t, lifecycle.Frozen, assetOf(t, c.final, "A3").State, "D2's obligation is not being enforced")
	assert.Equal(t, lifecycle.Lifted, assetOf(t, c.final, "A4").State, "only asked for: enforcement takes it itself")
}

func TestPolicyBoundsTheSecurity(t *testing.T) {
	p := policy.Default()
	p.Preservation.SecurityPercent = 31
	faults := p.Validate()
	require.Len(t, faults, 1)
	assert.Contains(t, faults[0].Want, "0 to 30 percent")
}
