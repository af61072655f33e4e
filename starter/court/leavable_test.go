package court

import (
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// What may be left with the server is what the tables have for the role where the
// case and its obligations were seen last, once each; nothing where it has ended.
func TestWhatMayBeLeftWithTheServer(t *testing.T) {
	is := func(role lifecycle.Role) func(lifecycle.Role) bool {
		return func(r lifecycle.Role) bool { return r == role }
	}
	events := func(v *casefile.View, role lifecycle.Role) (list []lifecycle.Event) {
		for _, x := range LeavableOn(v, is(role)) {
			require.NotContains(t, list, x.Event)
			list = append(list, x.Event)
		}
		return list
	}
	fee := &casefile.View{Kind: casefile.KindCase, Row: casefile.Row{Phase: lifecycle.AwaitingFee}}
	require.Contains(t, events(fee, lifecycle.Judge), lifecycle.FeeWaived)
	require.NotContains(t, events(fee, lifecycle.Judge), lifecycle.Accept)
	require.NotContains(t, events(fee, lifecycle.Judge), lifecycle.Nudge)
	require.Contains(t, events(fee, lifecycle.TrialManagement), lifecycle.Nudge)
	require.Empty(t, events(fee, lifecycle.Auditor))

	owed := &casefile.View{Kind: casefile.KindCase, Row: casefile.Row{Phase: lifecycle.InSupervision}, Obligations: []casefile.ObligationView{
		{Obligation: casefile.Obligation{ID: "O1"}, State: string(lifecycle.Urging)}, {Obligation: casefile.Obligation{ID: "O2"}, State: string(lifecycle.Urging)}}}
	found := false
	for _, x := range LeavableOn(owed, is(lifecycle.Judge)) {
		if x.Event == lifecycle.RecordContact {
			found = true
			require.Equal(t, "supervision/O1", x.Track)
		}
	}
	require.True(t, found)

	enforced := &casefile.View{Kind: casefile.KindEnforcement, Row: casefile.Row{Phase: lifecycle.Measures}}
	require.Contains(t, events(enforced, lifecycle.EnforcementJudge), lifecycle.SuspendEnforce)
	fee.Row.Reason = "withdrawn"
	require.Empty(t, events(fee, lifecycle.Judge))
	enforced.Row.ClosedOn = calendar.MustParse("2026-01-05")
	require.Empty(t, events(enforced, lifecycle.EnforcementJudge))
}
