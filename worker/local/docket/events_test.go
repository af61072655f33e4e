package docket

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/lifecycle"
)

// notPlayed are the events that no sample takes, each with the reason.
var notPlayed = map[lifecycle.Event]string{
	// Of earlier releases, or read as another: no case that begins today takes them.
	lifecycle.SettlementLapsed:  "the first release took enforcement up by itself",
	lifecycle.DistributionFinal: "the first two releases had one period for everybody",
	lifecycle.ReferralAccepted:  "an enforcement hears it as bankruptcy_suspends or one_referral_accepted",

	// Announced to many cases at once, which the starter's own tests do; here they
	// would change what the samples' dates are worked out by.
	lifecycle.AdoptCalendar: "announced to every open case (starter calendar announce)",
	lifecycle.AdoptPolicy:   "announced to open cases (starter bulk)",

	// From outside of a case.
	lifecycle.TimeBarUpheld:      "needs an application to a case that has ended (starter enforcement apply): no decision on it",
	lifecycle.CertificateMissing: "the door refuses a review of what the register does not have, so that only a race leads here",

	lifecycle.DebtorBankrupt: "needs an enforcement applied for after its case has ended (starter enforcement apply)",

	// What one enforcement tells the others of a case.
	lifecycle.SucceededElsewhere:  "an heir in one of two enforcements of a case",
	lifecycle.EstatePaid:          "what that heir paid in one of them",
	lifecycle.EstatePaidElsewhere: "what that heir paid in the other",
	lifecycle.NobodyElseAnswers:   "a bankrupt's guarantor whose limit is used up after the acceptance",

	// What overtakes something else.
	lifecycle.FallsWhileChecked: "a retrial between an application and the register's answer",
	lifecycle.CandidateTainted:  "an enforcement between a batch's check and its approval; one after it is played",
	lifecycle.EnforceOthers:     "a debtor's money goes to its administrator after the others had seemed to have paid",
	lifecycle.PlanMoot:          "a bankruptcy while a plan is out",
	lifecycle.PlanObjectionMoot: "a bankruptcy while a plan is contested",
}

// besideTheTables is what a timeline tells that is no event of a machine.
var besideTheTables = []lifecycle.Event{"filed", "begun", "alarm"}

// takenIn are the events that the samples take: decisions that are not refused,
// and what is expected to have happened.
func takenIn(samples []Sample) map[lifecycle.Event]bool {
	taken := map[lifecycle.Event]bool{}
	expected := func(places map[Place]Expect) {
		for _, e := range places {
			for _, x := range e.Events {
				taken[x] = true
			}
		}
	}
	for _, s := range samples {
		expected(s.Expect)
		for _, st := range s.Steps {
			expected(st.Expect)
			if st.Decide != "" && st.Refused == "" {
				taken[st.Decide] = true
			}
		}
	}
	return taken
}

// TestEveryEventIsPlayedOrHasAReason: a new event needs a sample that decides it,
// or that expects it where it comes by itself; or a reason here why none does.
// That what is expected happens is for the play.
func TestEveryEventIsPlayedOrHasAReason(t *testing.T) {
	taken := takenIn(docketOf(t))
	known := map[lifecycle.Event]bool{}
	var missing []string
	for _, m := range lifecycle.Machines() {
		for _, r := range m.Rows {
			if !known[r.Event] && !taken[r.Event] && notPlayed[r.Event] == "" {
				missing = append(missing, m.ID+"/"+string(r.Event))
			}
			known[r.Event] = true
		}
	}
	require.Empty(t, missing, "%d events without a sample or a reason", len(missing))
	for e, why := range notPlayed {
		require.NotEmpty(t, why, e)
		require.True(t, known[e], "no machine has the event %s", e)
		require.False(t, taken[e], "%s is played now: it needs no reason", e)
	}
	for _, e := range sortedKeys(taken) {
		require.True(t, known[e] || slices.Contains(besideTheTables, e), "a sample expects %s, which no machine has", e)
	}
}
