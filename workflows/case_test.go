package workflows

import (
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func TestMediatedAndPaidInCourtCloses(t *testing.T) {
	c := newCourt(t, "2019-03-04")
	vs := c.follow(then(heard(),
		line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{owes()}}),
		line("2019-03-20 11:00", lifecycle.Pay, lifecycle.Clerk, paid("pay1", "", 300_000_00, "2019-03-20")))...)
	row := c.run(loan("2019-03-04", casefile.Summary))
	c.taken(vs...)
	require.Equal(t, lifecycle.Closed, row.Phase)
	require.Equal(t, ClosedPerformed, row.Reason)
	require.Equal(t, date("2019-03-20"), row.ClosedOn)
	require.Contains(t, c.documents(), casefile.PerformancePrompt)
}
