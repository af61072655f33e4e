package workflows

import (
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// A fee notice of 2026-12-28 gives seven days, to Monday 2027-01-04, which is a
// working day as far as the table of 2026 knows. The next table makes it a rest
// day, and the period ends on Tuesday 2027-01-05.
func TestANewDayOffTableMovesOpenPeriodsAndTheirTimer(t *testing.T) {
	c := newCourt(t, "2026-12-28")
	table := casefile.CalendarForm{Edition: calendar.Latest(), Days: []calendar.Day{
		{Date: date("2027-01-01"), Kind: calendar.Off, Name: "元旦"},
		{Date: date("2027-01-04"), Kind: calendar.Off, Name: "元旦"},
	}}
	accept := c.on(at("2026-12-28", "10:00"), lifecycle.Accept, lifecycle.Clerk, clerk, casefile.AcceptForm{})
	c.look(at("2026-12-29", "09:00"), func(v casefile.View) {
		require.Equal(t, "2027-01-04", v.Row.Last)
	})
	adopt := c.on(at("2026-12-30", "10:00"), lifecycle.AdoptCalendar, lifecycle.TrialManagement, "T001", table)
	c.look(at("2026-12-31", "09:00"), func(v casefile.View) {
		require.Equal(t, "2027-01-05", v.Row.Last)
		require.Contains(t, v.Timeline[len(v.Timeline)-1].Note, "2027-01-04→2027-01-05")
	})
	row := c.run(loan("2026-12-28", casefile.Summary))
	c.taken(accept, adopt)
	require.Equal(t, ClosedWithdrawn, row.Reason)
	c.happens("2027-01-06 00:00", lifecycle.FeeLapsed, "")
}

func TestAnotherPolicyHoldsForWhatBeginsAfterIt(t *testing.T) {
	c := newCourt(t, "2019-03-04")
	other := policy.Default()
	other.Lengths = map[string]int{"mediation-signing": 20}
	vs := c.follow(heard()...)
	vs = append(vs, c.on(at("2019-03-19", "10:00"), lifecycle.AdoptPolicy, lifecycle.President, "Y001", casefile.PolicyForm{Policy: other, Reason: "本院新规定"}))
	vs = append(vs, c.on(at("2019-03-20", "10:00"), lifecycle.Mediate, lifecycle.Judge, judge, casefile.MediationForm{Obligations: []casefile.Obligation{
		{ID: "O1", Debtors: []string{"D1"}, Creditor: "P1", Subject: casefile.Money, AmountFen: 300_000_00, DueDays: 10},
	}}))
	c.look(at("2019-03-19", "11:00"), func(v casefile.View) {
		require.Equal(t, other.Hash(), v.Policy)
		require.Contains(t, v.Timeline[len(v.Timeline)-1].Note, policy.Default().Hash())
	})
	c.look(at("2019-03-21", "09:00"), func(v casefile.View) {
		// Twenty days from the agreement of 20 March end on Tuesday, 9 April.
		require.Equal(t, "2019-04-09", v.Row.Last)
	})
	vs = append(vs, c.on(at("2019-03-22", "10:00"), lifecycle.Pay, lifecycle.Clerk, clerk, casefile.PaymentForm{Payment: "p", Payer: "D1", AmountFen: 300_000_00, On: date("2019-03-22")}))
	for _, p := range []string{"P1", "D1"} {
		vs = append(vs, c.on(at("2019-03-22", "11:00"), lifecycle.RecordServed, lifecycle.Clerk, clerk, casefile.ServiceForm{Document: casefile.PaperMediation, Party: p, Method: casefile.Direct, On: date("2019-03-22")}))
	}
	row := c.run(loan("2019-03-04", casefile.Summary))
	c.taken(vs...)
	require.Equal(t, ClosedPerformed, row.Reason)
}
