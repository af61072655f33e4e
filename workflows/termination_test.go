package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// What the last enforcement of a case ended with decides what becomes of the
// case. Applied for on Monday 2019-05-20 and ended on Monday 2019-06-03: the two
// years run anew to Thursday 2021-06-03.
func TestTheEndOfTheLastEnforcementDecidesTheCase(t *testing.T) {
	for why, reason := range map[string]string{
		ClosedRefused: "", ClosedRetracted: "",
		ClosedTerminated: ClosedTerminated, ClosedTransferred: ClosedTransferred, ClosedBankruptcy: ClosedBankruptcy,
		ClosedTimeBarred: ClosedTimeBarred, ClosedNotEnforced: ClosedTimeBarred,
	} {
		t.Run(why, func(t *testing.T) {
			t.Parallel()
			ended := line("2019-06-03 10:00", lifecycle.EnforcementEnded, lifecycle.Linked, result("2019-06-03", why))
			l := lived{in: loan("2019-03-04", casefile.Summary), by: then(enforcing(allowed(owes())), ended), until: "2019-06-05 10:00"}
			k := l.play(t, func(*court) {})
			if reason != "" {
				k.closed()
				assert.Equal(t, reason, k.row.Reason)
				return
			}
			require.Equal(t, lifecycle.AwaitingEnforcement, k.row.Phase)
			require.Len(t, k.final.Deadlines, 1)
			assert.Equal(t, "limitation", k.final.Deadlines[0].ID)
			assert.Equal(t, date("2021-06-03"), k.final.Deadlines[0].Deadline.Last)

			// Applied for again within them, it is another enforcement of the same.
			l.by, l.until = then(l.by, line("2020-08-03 10:00", lifecycle.ApplyEnforcement, lifecycle.Clerk, byParty("P1", "2020-08-03"))), "2020-08-04 10:00"
			k = l.play(t, func(*court) {})
			require.Len(t, k.links, 2)
			assert.Equal(t, second, k.links[1].Key)
			assert.Equal(t, "O1", k.links[1].Enforcement.Obligations[0].ID)
			assert.Equal(t, lifecycle.InEnforcement, k.row.Phase)
		})
		t.Run(why+" in the second release", func(t *testing.T) {
			t.Parallel()
			l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-06-05 10:00",
				by: then(enforcing(allowed(owes())), line("2019-06-03 10:00", lifecycle.EnforcementEnded, lifecycle.Linked, result("2019-06-03", why)))}
			k := l.play(t, secondRelease)
			k.closed()
			want := ClosedTerminated
			if why == ClosedBankruptcy {
				want = ClosedBankruptcy
			}
			assert.Equal(t, want, k.row.Reason)
		})
	}
}

// Nobody applies again: the case closes when the new two years are over.
func TestTheTwoYearsAfterARefusedApplicationRunOut(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary),
		by: then(enforcing(allowed(owes())), line("2019-06-03 10:00", lifecycle.EnforcementEnded, lifecycle.Linked, result("2019-06-03", ClosedRefused)))}
	k := l.play(t, func(*court) {})
	k.closed()
	assert.Equal(t, ClosedTimeBarred, k.row.Reason)
	assert.Equal(t, date("2021-06-04"), k.row.ClosedOn)
}

// An application withdrawn after the enforcement was ended for now can be made again.
func TestAnApplicationWithdrawnWhileEndedForNow(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2020-03-04 10:00", by: then(enforcing(allowed(owes())),
		line("2019-09-02 10:00", lifecycle.EndedForNow, lifecycle.Linked, result("2019-09-02", "无财产")),
		line("2020-03-02 10:00", lifecycle.EnforcementEnded, lifecycle.Linked, result("2020-03-02", ClosedRetracted)))}
	k := l.play(t, func(*court) {})
	require.Equal(t, lifecycle.AwaitingEnforcement, k.row.Phase)
	es := k.happened(lifecycle.EnforcementReturned, "")
	require.Len(t, es, 1)
	assert.Equal(t, lifecycle.Dormant, es[0].From)
	assert.Equal(t, date("2022-03-02"), deadline(t, k.final, "limitation").Deadline.Last) // two years anew from Monday 2020-03-02
}

// One of two comes back while the other goes on; once that one is over too, the
// first creditor's two years run from the day on which his own ended.
func TestARefusedCreditorIsWaitedForAfterTheOther(t *testing.T) {
	k := newCourt(t, "2019-03-04")
	k.follow(then(bothServed(), line("2019-04-22 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-04-22")),
		line("2019-05-20 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P2", "2019-05-20")))...)
	k.from(second, "2019-06-03 10:00", lifecycle.EnforcementEnded, result("2019-06-03", ClosedRetracted))
	k.from(first, "2019-07-01 10:00", lifecycle.EnforcementEnded, result("2019-07-01", ClosedTerminated))
	k.until = moment("2019-07-02 10:00")
	k.play(Case, creditors())
	require.Equal(t, lifecycle.AwaitingEnforcement, k.row.Phase)
	for _, d := range k.final.Deadlines {
		if d.ID == "limitation" {
			assert.Equal(t, date("2021-06-03"), d.Deadline.Last)
		}
	}
	k.ticking(k.final)
}

// The grounds of 民事诉讼法第268条, each with what it ends the enforcement with.
func TestTerminationNeedsAGroundOfTheLaw(t *testing.T) {
	end := func(when, ground string) []dec {
		return enf(when, lifecycle.TerminateEnforce, casefile.TerminateForm{Reason: "理由", Ground: ground})
	}
	require.Len(t, terminations, len(casefile.TerminationGrounds()))
	for _, g := range casefile.TerminationGrounds() {
		t.Run(g, func(t *testing.T) {
			t.Parallel()
			want := ClosedTerminated
			if g == casefile.GroundWithdrawn {
				want = ClosedRetracted
			}
			p := pursued{in: overdueLoan(casefile.Person), by: then(filedEnforcement(), end("2019-06-03 10:00", g)), phase: lifecycle.Concluded, reason: want,
				tells: []lifecycle.Event{lifecycle.EnforcementEnded}}
			p.check(t, p.play(t))
		})
	}
	// A company neither dies nor loses its capacity to work.
	for _, g := range []string{casefile.GroundNoEstate, casefile.GroundUnableToWork} {
		got := undisturbed(t, Enforcement, overdueLoan(casefile.Enterprise), "2019-05-20", filedEnforcement(), "2019-06-03 10:00",
			decision(t, lifecycle.TerminateEnforce, lifecycle.EnforcementJudge, casefile.TerminateForm{Reason: "x", Ground: g}))[0]
		assert.Contains(t, got.Error(), "D1")
		assert.Contains(t, got.Article, "第268条")
	}
	company := overdueLoan(casefile.Person)
	company.Parties = append([]casefile.Party{}, company.Parties...)
	company.Parties[0].Kind = casefile.Enterprise
	got := undisturbed(t, Enforcement, company, "2019-05-20", filedEnforcement(), "2019-06-03 10:00",
		decision(t, lifecycle.TerminateEnforce, lifecycle.EnforcementJudge, casefile.TerminateForm{Reason: "x", Ground: casefile.GroundBeneficiaryDied}),
		decision(t, lifecycle.TerminateEnforce, lifecycle.EnforcementJudge, reason()))
	assert.Contains(t, got[0].Error(), "P1")
	assert.Contains(t, got[1].Error(), "data.ground", "and none is not enough")

	// An enforcement of an earlier release ends as it did, without.
	p := pursued{in: overdueLoan(casefile.Enterprise), by: then(filedEnforcement(), enf("2019-06-03 10:00", lifecycle.TerminateEnforce, reason())), phase: lifecycle.Concluded,
		reason: ClosedTerminated, tells: []lifecycle.Event{lifecycle.EnforcementEnded}}
	p.check(t, p.play(t, secondRelease))
}
