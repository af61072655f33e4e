package workflows

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/testsuite"

	"luxing/workflows/casefile"
)

// morning runs the digest of one morning at half past seven.
func morning(t *testing.T, on string) (casefile.DigestResult, []casefile.DigestOrder) {
	t.Helper()
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestWorkflowEnvironment()
	at, err := time.Parse(time.RFC3339, on+"T07:30:00+08:00")
	require.NoError(t, err)
	env.SetStartTime(at)
	env.RegisterWorkflow(Digest)
	var orders []casefile.DigestOrder
	env.RegisterActivityWithOptions(func(_ context.Context, o casefile.DigestOrder) (casefile.DigestResult, error) {
		orders = append(orders, o)
		return casefile.DigestResult{Document: "d", Stuck: 3, New: 1}, nil
	}, activity.RegisterOptions{Name: casefile.ActivityDigest})
	env.ExecuteWorkflow(Digest, casefile.DigestInput{Court: "浙0211", Edition: "2026"})
	require.NoError(t, env.GetWorkflowError())
	var res casefile.DigestResult
	require.NoError(t, env.GetWorkflowResult(&res))
	return res, orders
}

func TestTheDigestComesOnCourtDaysOnly(t *testing.T) {
	for _, c := range []struct {
		name, on, since string // since is empty on a rest day
	}{
		{"a Tuesday looks back to Monday", "2026-03-10", "2026-03-09"},
		{"a Monday looks back to Friday", "2026-03-09", "2026-03-06"},
		{"a Saturday has none", "2026-03-07", ""},
		{"nor has National Day", "2026-10-01", ""},
		// The holiday of 2026 is 1 to 7 October; 8 October is a Thursday, and 30
		// September the last court day before.
		{"the day after the holiday looks back over it", "2026-10-08", "2026-09-30"},
	} {
		t.Run(c.name, func(t *testing.T) {
			res, orders := morning(t, c.on)
			if c.since == "" {
				require.NotEmpty(t, res.Rest)
				require.Empty(t, orders)
				return
			}
			require.Equal(t, "d", res.Document)
			require.Len(t, orders, 1)
			require.Equal(t, c.on, orders[0].On.String())
			require.Equal(t, c.since+" 07:30", orders[0].Since.In(orders[0].On.Start().Location()).Format("2006-01-02 15:04"))
		})
	}
}

func TestADigestOfAnUnknownTableFails(t *testing.T) {
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestWorkflowEnvironment()
	env.RegisterWorkflow(Digest)
	env.ExecuteWorkflow(Digest, casefile.DigestInput{Court: "浙0211", Edition: "1811"})
	require.Error(t, env.GetWorkflowError())
}
