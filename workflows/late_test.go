package workflows

import (
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// A filing that reaches us two years late is shown as overdue at once, with
// its escalation once through and one reminder, not one for every week missed.
func TestAFilingYearsLateIsOverdueWithoutAFloodOfAlarms(t *testing.T) {
	c := newCourt(t, "2021-03-04")
	c.look(at("2021-03-04", "10:00"), func(v casefile.View) {
		require.Equal(t, casefile.AlertOverdue, v.Row.Alert)
		alarms := 0
		for _, e := range v.Timeline {
			if e.Event == "alarm" {
				alarms++
			}
		}
		require.LessOrEqual(t, alarms, 5)
		require.GreaterOrEqual(t, alarms, 2)
		require.Equal(t, casefile.StuckOverdue, v.Row.Stuck[0].Reason)
	})
	c.on(at("2021-03-05", "10:00"), lifecycle.RefuseFiling, lifecycle.Judge, judge, casefile.ReasonForm{Reason: "不属于民事诉讼"})
	c.on(at("2021-03-05", "11:00"), lifecycle.RecordServed, lifecycle.Clerk, clerk, handed(casefile.PaperJudgment, "P1", "2021-03-05"))
	row := c.run(loan("2019-03-04", casefile.Summary))
	require.Equal(t, ClosedNotAccepted, row.Reason)
}
