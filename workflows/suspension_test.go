package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func suspendedFor(when, ground, party string) []dec {
	return enf(when, lifecycle.SuspendEnforce, casefile.SuspensionForm{Ground: ground, Party: party, On: date(when[:10]), Reason: "理由"})
}

func liftedSuspension(when string) []dec { return enf(when, lifecycle.LiftSuspension, reason()) }

func suspendedWork() []dec {
	return then(reported(), suspendedFor("2019-06-10 10:00", casefile.SuspendAgreed, "P1"))
}

// Filed on Tuesday 2019-05-21, six months end on 2019-11-21; the superior court is
// open six months after the application of 05-20. Both stood still for the thirty
// days from 06-10 to 07-10: 2019-12-21 is a Saturday, so Monday 12-23, and the
// applicant may turn to the superior court once Friday 2019-12-20 is over.
func TestTheLimitStandsStillWhileSuspended(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-12-21 12:00", phase: lifecycle.Measures, by: then(suspendedWork(), liftedSuspension("2019-07-10 10:00"))}
	c := p.play(t, func(c *court) {
		c.look(at("2019-07-09", "10:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.Suspended, v.Row.Phase)
			assert.Equal(t, "2019-07-10", deadline(t, v, "suspension-review").Deadline.Last.String()) // thirty days, as the policy is
			assert.False(t, deadline(t, v, "conclusion").Frozen.IsZero())
			assert.False(t, deadline(t, v, superiorClock).Frozen.IsZero())
		})
	})
	p.check(t, c)
	assert.Equal(t, "2019-12-23", deadline(t, c.final, "conclusion").Deadline.Last.String())
	c.happens("2019-12-21", lifecycle.RemindSuperior, "")
	assert.Contains(t, c.documents(), casefile.SuspensionRuling)
	assert.Contains(t, c.documents(), casefile.ResumptionNotice)
	assert.Contains(t, c.happened(lifecycle.SuspendEnforce, "")[0].Note, "第267条第1项")
}

// D2's report of Monday 06-03 was open when enforcement was suspended on 05-31. It
// stood still for ten days and ends on Thursday 2019-06-13.
func TestReportsStandStillWhileSuspended(t *testing.T) {
	p := pursued{in: twoDebtors(), until: "2019-06-15", phase: lifecycle.Measures,
		by: then(noticed(), report("D1", "2019-05-30 10:00"), suspendedFor("2019-05-31 10:00", casefile.SuspendOther, ""), liftedSuspension("2019-06-10 10:00"))}
	c := p.play(t)
	p.check(t, c)
	require.Len(t, c.happened(lifecycle.ReportMissing, ""), 1)
	c.happens("2019-06-12", lifecycle.ReportMissing, "")
}

// Before the notice, while reports are due, and at work: each goes on from there.
func TestASuspensionEndsWhereItBegan(t *testing.T) {
	for _, r := range enforcementStates() {
		after, ok := map[lifecycle.State]lifecycle.State{lifecycle.NoticeDue: lifecycle.NoticeDue, lifecycle.Reporting: lifecycle.Measures, lifecycle.Measures: lifecycle.Measures}[r.state]
		if !ok {
			continue
		}
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			q := reached{from: r.from}
			by := then(r.by, suspendedFor(q.later(1), casefile.SuspendAgreed, "P1"))
			p := pursued{in: overdueLoan(casefile.Person), until: q.later(6), phase: after, by: then(by, liftedSuspension(q.later(5)))}
			c := p.play(t, func(c *court) {
				c.look(moment(q.later(3)), func(v casefile.View) { assert.Equal(t, lifecycle.Suspended, v.Row.Phase) })
			})
			p.check(t, c)
			if after == lifecycle.NoticeDue {
				assert.NotEmpty(t, deadline(t, c.final, "enforcement-notice"))
			}
			// A retrial is heard of meanwhile, and outlasts the suspension.
			p = pursued{in: overdueLoan(casefile.Person), until: q.later(9), phase: after,
				by: then(by, toldRetrial(q.later(2), lifecycle.OrderRetrial), liftedSuspension(q.later(5)), toldRetrial(q.later(8), lifecycle.RetrialUpheld))}
			c = p.play(t, func(c *court) {
				c.look(moment(q.later(6)), func(v casefile.View) { assert.Equal(t, lifecycle.RetrialStopped, v.Row.Phase) })
			})
			p.check(t, c)
		})
	}
}

// What comes in is booked and goes on; paid in full it is over, given up too.
// 300,000 for the 90 days to 07-18 are 4,725.00.
func TestWhatMayBeDoneWhileSuspended(t *testing.T) {
	in := overdueLoan(casefile.Person)
	p := pursued{in: in, phase: lifecycle.Concluded, reason: ClosedEnforced, by: then(suspendedWork(), collect("2019-07-18 10:00", 304_725_00), release("2019-07-19 10:00", 304_725_00))}
	p.check(t, p.play(t))
	p = pursued{in: in, phase: lifecycle.Concluded, reason: ClosedTerminated, by: then(suspendedWork(), enf("2019-07-18 10:00", lifecycle.TerminateEnforce, terminated()))}
	p.check(t, p.play(t))
	for event, form := range map[lifecycle.Event]any{
		lifecycle.TakeMeasure:      casefile.MeasureForm{Kind: "freeze", What: "存款", On: date("2019-06-11")},
		lifecycle.RestrictConsumpt: debtor("D1"),
		lifecycle.EndForNow:        casefile.EndForNowForm{Signed: true, Reason: "无财产"},
	} {
		got := undisturbed(t, Enforcement, in, "2019-05-20", suspendedWork(), "2019-06-11 10:00", decision(t, event, lifecycle.EnforcementJudge, form))[0]
		assert.Equal(t, casefile.UnlawfulNow, got.Code, event)
	}
	got := undisturbed(t, Enforcement, in, "2019-05-20", suspendedWork(), "2019-06-11 10:00", decision(t, lifecycle.DecideListing, lifecycle.EnforcementJudge, casefile.ListingForm{Party: "D1", Ground: "refusal", Approver: "Y001"}))[0]
	require.NotNil(t, got)
}

// A bankruptcy of the only debtor comes and goes; the cause of the suspension has
// not gone with it.
func TestASuspensionOutlastsABankruptcy(t *testing.T) {
	in := overdueLoan(casefile.Enterprise)
	by := then(suspendedWork(), linkedDec("2019-06-20 10:00", lifecycle.ReferralAccepted, casefile.ReferralForm{Party: "D1", Outcome: "accepted", On: date("2019-06-20")}),
		line("2019-07-10 10:00", lifecycle.BankruptcyDismissed, lifecycle.Clerk, onDay("2019-07-10")))
	p := pursued{in: in, until: "2019-07-11", phase: lifecycle.Suspended, by: by}
	c := p.play(t)
	p.check(t, c)
	assert.Len(t, c.happened(lifecycle.SuspensionStands, ""), 1)
	assert.False(t, deadline(t, c.final, "conclusion").Frozen.IsZero())
}

// The listing, the ban and the limit of who died are undone; its freeze stays.
func TestDeathSuspendsAndSparesThePerson(t *testing.T) {
	in := overdueLoan(casefile.Person)
	by := then(reported(), enf("2019-05-31 10:00", lifecycle.RestrictConsumpt, debtor("D1")),
		enf("2019-06-03 10:00", lifecycle.DecideListing, casefile.ListingForm{Party: "D1", Ground: "refusal", Approver: "Y001"}),
		enf("2019-06-03 10:30", lifecycle.SeizeAsset, casefile.SeizeForm{Asset: "A1", Owner: "D1", Kind: casefile.RealEstate, What: "房产", AmountFen: 100_000_00, On: date("2019-06-03")}),
		suspendedFor("2019-06-10 10:00", casefile.SuspendDied, "D1"))
	p := pursued{in: in, until: "2019-06-12", phase: lifecycle.Suspended, by: by}
	c := p.play(t)
	p.check(t, c)
	assert.Len(t, c.messages("cn.luxing.consumption.lifted"), 1)
	for _, x := range c.final.Tracks {
		switch x.Machine {
		case lifecycle.Listing.ID:
			assert.False(t, x.Open)
		case lifecycle.Seizure.ID:
			assert.Equal(t, lifecycle.Controlled, x.State)
		}
	}
	got := undisturbed(t, Enforcement, in, "2019-05-20", by, "2019-06-11 10:00", decision(t, lifecycle.LiftSuspension, lifecycle.EnforcementJudge, reason()))[0]
	require.Equal(t, casefile.GuardFailed, got.Code)
	assert.Contains(t, got.Error(), "change_debtor")
	assert.Contains(t, got.Article, "第267条第3项")
}

// Each ground is about somebody whom it can be about.
func TestAGroundOfSuspensionFits(t *testing.T) {
	for name, x := range map[string]struct {
		kind casefile.PartyKind
		form casefile.SuspensionForm
		says string
	}{
		"the debtor agrees":           {casefile.Person, casefile.SuspensionForm{Ground: casefile.SuspendAgreed, Party: "D1"}, "one of P1"},
		"nobody agrees":               {casefile.Person, casefile.SuspensionForm{Ground: casefile.SuspendAgreed}, "data.party"},
		"a company died":              {casefile.Enterprise, casefile.SuspensionForm{Ground: casefile.SuspendDied, Party: "D1"}, "entity_ended"},
		"a person was dissolved":      {casefile.Person, casefile.SuspensionForm{Ground: casefile.SuspendEnded, Party: "D1"}, "person_died"},
		"a stranger died":             {casefile.Person, casefile.SuspensionForm{Ground: casefile.SuspendDied, Party: "D7"}, "one of P1, D1"},
		"no claim was lodged":         {casefile.Person, casefile.SuspensionForm{Ground: casefile.SuspendObjection, Claim: "W1"}, "lodge_claim"},
		"a claim beside another":      {casefile.Person, casefile.SuspensionForm{Ground: casefile.SuspendOther, Claim: "W1"}, "leave it out"},
		"a ground that the law lacks": {casefile.Person, casefile.SuspensionForm{Ground: "tired"}, "creditor_agrees"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x.form.On, x.form.Reason = date("2019-06-10"), "理由"
			got := undisturbed(t, Enforcement, overdueLoan(x.kind), "2019-05-20", reported(), "2019-06-10 10:00", decision(t, lifecycle.SuspendEnforce, lifecycle.EnforcementJudge, x.form))[0]
			assert.Contains(t, got.Error(), x.says)
		})
	}
}

// An outsider's claim suspends while it stands in the way, and no longer.
func TestAnOutsidersClaimSuspends(t *testing.T) {
	seized := then(reported(), enf("2019-06-03 10:00", lifecycle.SeizeAsset, casefile.SeizeForm{Asset: "A1", Owner: "D1", Kind: casefile.RealEstate, What: "房产", AmountFen: 100_000_00, On: date("2019-06-03")}),
		enf("2019-06-04 10:00", lifecycle.LodgeClaim, casefile.ClaimForm{Claim: "W1", Claimant: "T1", Asset: "A1", Right: "所有权", On: date("2019-06-04")}),
		enf("2019-06-05 10:00", lifecycle.SuspendEnforce, casefile.SuspensionForm{Ground: casefile.SuspendObjection, Claim: "W1", On: date("2019-06-04"), Reason: "确有理由"}))
	in := overdueLoan(casefile.Person)
	got := undisturbed(t, Enforcement, in, "2019-05-20", seized, "2019-06-06 10:00", decision(t, lifecycle.LiftSuspension, lifecycle.EnforcementJudge, reason()))[0]
	assert.Contains(t, got.Error(), "W1")
	p := pursued{in: in, until: "2019-06-08", phase: lifecycle.Measures, by: then(seized,
		enf("2019-06-06 10:00", lifecycle.WithdrawOutsiderClaim, casefile.ClaimDayForm{Claim: "W1", On: date("2019-06-06")}), liftedSuspension("2019-06-07 10:00"))}
	p.check(t, p.play(t))
}

// 60,000 are held when the creditor dies: they wait for the heir, who gets them.
func TestMoneyOfADeadCreditorWaitsForTheHeir(t *testing.T) {
	in := overdueLoan(casefile.Person)
	in.Parties[0].Kind = casefile.Person
	by := then(reported(), collect("2019-06-03 10:00", 60_000_00), suspendedFor("2019-06-10 10:00", casefile.SuspendDied, "P1"))
	got := undisturbed(t, Enforcement, in, "2019-05-20", by, "2019-06-11 10:00",
		decision(t, lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, casefile.ReleaseForm{AmountFen: 1_00, To: "P1", On: date("2019-06-11")}))[0]
	assert.Equal(t, "data.to", got.Faults[0].Field)
	assert.Contains(t, got.Article, "第267条第3项")
	p := pursued{in: in, until: "2019-06-14", phase: lifecycle.Suspended, by: then(by, inherits("2019-06-12 10:00", "P1", "P9", 0), enf("2019-06-13 10:00", lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: 60_000_00, To: "P9", On: date("2019-06-13")}))}
	c := p.play(t, func(c *court) {
		c.look(at("2019-06-11", "10:00"), func(v casefile.View) {
			assert.Empty(t, v.Enforcement.Money.Payable, "nobody may have it yet")
		})
		c.look(at("2019-06-12", "12:00"), func(v casefile.View) {
			assert.Equal(t, []casefile.Payable{{To: "P9", Fen: 60_000_00}}, v.Enforcement.Money.Payable)
		})
	})
	p.check(t, c)
	assert.Zero(t, c.final.Enforcement.Money.HeldFen)
}
