package host_test

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"go.uber.org/zap"

	"luxing/worker/host"
	"luxing/workflows/casefile"
)

// office is a room that knows its courts and makes digests.
type office struct {
	courts []string
	made   chan casefile.DigestInput
}

func (o *office) Close() error                             { return nil }
func (o *office) Courts(context.Context) ([]string, error) { return o.courts, nil }

func (o *office) register(w worker.Registry, _ *host.Config, _ *zap.Logger) (io.Closer, error) {
	w.RegisterWorkflowWithOptions(func(_ workflow.Context, in casefile.DigestInput) (casefile.DigestResult, error) {
		o.made <- in
		return casefile.DigestResult{}, nil
	}, workflow.RegisterOptions{Name: casefile.DigestWorkflow})
	return o, nil
}

// schedulesOf lists the digests' schedules that are there, once so many are;
// those of the integrity lists have a test of their own.
func schedulesOf(t *testing.T, c client.Client, n int) []string {
	t.Helper()
	var ids []string
	require.Eventually(t, func() bool {
		ids = nil
		all, err := c.ScheduleClient().List(t.Context(), client.ScheduleListOptions{})
		if err != nil {
			return false
		}
		for all.HasNext() {
			s, err := all.Next()
			if err != nil {
				return false
			}
			if strings.HasPrefix(s.ID, "digest-") {
				ids = append(ids, s.ID)
			}
		}
		return len(ids) == n
	}, 20*time.Second, 50*time.Millisecond)
	return ids
}

func TestEveryCourtHasItsScheduleOnce(t *testing.T) {
	c := settings(t)
	c.DigestAt = 6*time.Hour + 45*time.Minute
	o := &office{courts: []string{"浙0211", "浙0212"}, made: make(chan casefile.DigestInput, 10)}
	h, err := host.Start(t.Context(), c, o.register, zap.NewNop())
	require.NoError(t, err)
	defer func() { require.NoError(t, h.Stop()) }()
	require.NoError(t, h.EnsureSchedules(t.Context()), "beside the one that the start looks after")
	require.ElementsMatch(t, []string{"digest-u6d59-0211", "digest-u6d59-0212"}, schedulesOf(t, h.Client(), 2))

	handle := h.Client().ScheduleClient().GetHandle(t.Context(), "digest-u6d59-0211")
	was, err := handle.Describe(t.Context())
	require.NoError(t, err)
	// A quarter to seven in the court's zone is a quarter to eleven at night, UTC.
	require.Equal(t, "22:45", was.Info.NextActionTimes[0].UTC().Format("15:04"))

	// A worker with another hour brings it up to date; what was paused stays so.
	require.NoError(t, handle.Pause(t.Context(), client.SchedulePauseOptions{Note: "holiday"}))
	c.DigestAt = 8 * time.Hour
	c.Courts = []string{"浙0211"}
	later, err := host.Start(t.Context(), c, o.register, zap.NewNop())
	require.NoError(t, err)
	defer func() { require.NoError(t, later.Stop()) }()
	require.NoError(t, later.EnsureSchedules(t.Context()))
	is, err := handle.Describe(t.Context())
	require.NoError(t, err)
	require.True(t, is.Schedule.State.Paused)
	require.Equal(t, 0, is.Schedule.Spec.Calendars[0].Hour[0].Start)
	schedulesOf(t, h.Client(), 2)

	require.NoError(t, handle.Trigger(t.Context(), client.ScheduleTriggerOptions{}))
	select {
	case in := <-o.made:
		require.Equal(t, "浙0211", in.Court)
		require.NotEmpty(t, in.Edition)
	case <-time.After(30 * time.Second):
		t.Fatal("the schedule started nothing")
	}
}
