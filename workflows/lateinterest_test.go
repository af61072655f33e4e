package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// 300,000 yuan were due on Friday 2019-04-19 and came on Thursday 2019-07-18, 90
// days late: 300,000 × 0.000175 × 90 = 4,725.00 is owed beside them. The two years
// to apply for it end on Sunday 2021-07-18, so on Monday.
func TestWhatWasPaidLateBearsInterestThatIsNoted(t *testing.T) {
	note := func(fen int64, day string) string {
		l := lived{in: loan("2019-03-04", casefile.Summary), by: then(judgedAndServed(allowed(owes())), line(day+" 10:00", lifecycle.Pay, lifecycle.Clerk, paid("late", "O1", fen, day)))}
		k := l.play(t, func(*court) {})
		k.closed()
		require.Equal(t, ClosedPerformed, k.row.Reason)
		for _, e := range k.entries() {
			if e.Event == lifecycle.AllPerformed {
				return e.Note
			}
		}
		return "-"
	}
	late := note(300_000_00, "2019-07-18")
	assert.Contains(t, late, "4725.00")
	assert.Contains(t, late, "2021-07-19")
	assert.NotContains(t, note(304_725_00, "2019-07-18"), "迟延履行", "paid with its interest")
	assert.NotContains(t, note(300_000_00, "2019-04-18"), "迟延履行", "paid in time")
}

// lateInterest is what is left of the above, applied for after the case had closed.
func lateInterest() casefile.EnforcementInput {
	in := overdueLoan(casefile.Person)
	o := &in.Obligations[0]
	o.PaidFen, o.OutstandingFen, o.NextDueFen, o.Defaulted, o.PerformedOn = 300_000_00, 0, 0, date("2019-04-19"), date("2019-07-18")
	in.Payments = []casefile.Payment{{ID: "late", Obligation: "O1", Payer: "D1", AmountFen: 300_000_00, On: date("2019-07-18")}}
	in.AppliedOn, in.LateOf, in.By, in.ByRole, in.LimitUntil = date("2019-08-05"), ClosedPerformed, clerk, lifecycle.Clerk, date("2021-07-19")
	return in
}

func TestInterestLeftUnpaidIsEnforcedByItself(t *testing.T) {
	in := lateInterest()
	due, err := Owed(in, date("2019-08-05"))
	require.NoError(t, err)
	require.Len(t, due, 1)
	assert.EqualValues(t, 4_725_00, due[0].TotalFen)
	assert.Zero(t, due[0].PrincipalFen)

	play := func(in casefile.EnforcementInput, by []dec) *court {
		k := newCourt(t, in.AppliedOn.String())
		vs := k.follow(by...)
		k.play(Enforcement, in)
		k.taken(vs...)
		k.closed()
		return k
	}
	begin := func(day string) []dec {
		return then(enf(day+" 10:00", lifecycle.FileEnforcement, casefile.OfficerForm{Officer: officer}), enf(day+" 11:00", lifecycle.SendNotice, onDay(day)))
	}
	k := play(in, then(begin("2019-08-06"), enf("2019-08-12 10:00", lifecycle.Collect, paid("interest", "O1", 4_725_00, "2019-08-12")),
		enf("2019-08-13 10:00", lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: 4_725_00, To: "P1", On: date("2019-08-13")})))
	assert.Equal(t, ClosedEnforced, k.row.Reason)
	first := k.entries()[0]
	assert.Equal(t, clerk, first.Actor)
	assert.Contains(t, first.Note, "自动履行完毕")

	// Applied for on Tuesday 2021-07-20 it is a day late: filed all the same, and
	// not enforced once the debtor objects (民诉法解释第481条).
	in.AppliedOn = date("2021-07-20")
	k = play(in, then(begin("2021-07-21"), enf("2021-07-28 10:00", lifecycle.TimeBarUpheld, reason())))
	assert.Equal(t, ClosedNotEnforced, k.row.Reason)
	for name, change := range map[string]func(*casefile.EnforcementInput){
		"2021-07-20": func(in *casefile.EnforcementInput) { in.LimitUntil = date("2021-07-20") },
		"第517条":      func(in *casefile.EnforcementInput) { in.Unlimited = true },
	} {
		of := in
		change(&of)
		got := undisturbed(t, Enforcement, of, "2021-07-20", begin("2021-07-21"), "2021-07-28 10:00", decision(t, lifecycle.TimeBarUpheld, lifecycle.EnforcementJudge, reason()))[0]
		assert.Contains(t, got.Message, name)
	}
}

// An interrupted limitation goes with the application: due on 2019-04-19,
// interrupted on Monday 2020-06-01, an application of 2021-08-02 is in time.
func TestAnInterruptedLimitationGoesToTheEnforcement(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2021-08-03 10:00", by: then(judgedAndServed(allowed(owes())),
		line("2020-06-01 10:00", lifecycle.InterruptLimit, lifecycle.Clerk, casefile.InterruptForm{Ground: "demand", On: date("2020-06-01")}),
		line("2021-08-02 10:00", lifecycle.ApplyEnforcement, lifecycle.Clerk, byParty("P1", "2021-08-02")))}
	k := l.play(t, func(*court) {})
	require.Len(t, k.links, 1)
	assert.Equal(t, date("2022-06-01"), k.links[0].Enforcement.LimitUntil)
}
