package host_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.uber.org/zap"

	"luxing/worker/host"
	"luxing/workflows"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/policy"
)

// links takes down what the schedule's workflow asks to be linked.
type links struct{ orders chan casefile.LinkOrder }

func (l *links) Link(_ context.Context, o casefile.LinkOrder) error {
	l.orders <- o
	return nil
}

func (l *links) register(w worker.Registry, _ *host.Config, _ *zap.Logger) (io.Closer, error) {
	workflows.Register(w)
	w.RegisterActivityWithOptions(l.Link, activity.RegisterOptions{Name: casefile.ActivityLink})
	return io.NopCloser(nil), nil
}

// On the real server: workers that start make one schedule a court, with the
// interval of the policy; one that is paused stays paused; and what it starts
// can read its sealed input and begins the batch of the day under its own key.
func TestEachCourtsListIsScheduledOnce(t *testing.T) {
	c := settings(t)
	c.Courts = []string{"浙0211", "浙0203"}
	l := &links{orders: make(chan casefile.LinkOrder, 4)}
	h, err := host.Start(t.Context(), c, l.register, zap.NewNop())
	require.NoError(t, err)
	t.Cleanup(func() { _ = h.Stop() })
	schedules := h.Client().ScheduleClient()
	handle := schedules.GetHandle(t.Context(), "integrity-list-330211")
	describe := func() *client.ScheduleDescription {
		var d *client.ScheduleDescription
		require.Eventually(t, func() bool {
			var err error
			d, err = handle.Describe(t.Context())
			return err == nil
		}, 20*time.Second, 20*time.Millisecond)
		return d
	}
	d := describe()
	require.Equal(t, 3, d.Schedule.Spec.Calendars[0].Month[0].Step, "quarterly by default")
	for _, next := range d.Info.NextActionTimes[:4] {
		in := next.In(calendar.Zone)
		require.Equal(t, []int{1, 9}, []int{in.Day(), in.Hour()}, "%s", in)
		require.Contains(t, []time.Month{1, 4, 7, 10}, in.Month())
	}

	require.NoError(t, handle.Pause(t.Context(), client.SchedulePauseOptions{Note: "stocktaking"}))
	p := policy.Default()
	p.Lengths["integrity-list-batch"] = 6
	for range 2 {
		require.NoError(t, host.EnsureLists(t.Context(), h.Client(), c.Courts, p, c.TaskQueue))
	}
	d = describe()
	require.Equal(t, 6, d.Schedule.Spec.Calendars[0].Month[0].Step)
	require.True(t, d.Schedule.State.Paused)
	all, err := schedules.List(t.Context(), client.ScheduleListOptions{})
	require.NoError(t, err)
	n := 0
	for all.HasNext() {
		_, err := all.Next()
		require.NoError(t, err)
		n++
	}
	require.LessOrEqual(t, n, 4, "two schedules a court; visibility may lag, but never shows more")

	require.NoError(t, handle.Trigger(t.Context(), client.ScheduleTriggerOptions{}))
	select {
	case o := <-l.orders:
		today := calendar.Of(time.Now())
		require.Equal(t, casefile.ListKey("浙0211", casefile.ListPeriod(today, 6)), o.Key)
		require.Equal(t, "浙0211", o.List.Court)
		require.Equal(t, p.Hash(), o.List.Policy.Hash())
	case <-time.After(30 * time.Second):
		t.Fatal("the schedule started nothing")
	}
}

func TestAWrongPolicyDoesNotScheduleLists(t *testing.T) {
	c := settings(t)
	c.Courts, c.PolicyFile = []string{"浙0211"}, filepath.Join(t.TempDir(), "policy.yaml")
	for _, text := range []string{"version: x\nlengths: {integrity-list-batch: 99}", "version: x\nnonsense: 1"} {
		require.NoError(t, os.WriteFile(c.PolicyFile, []byte(text), 0o600))
		_, err := host.Start(t.Context(), c, func(worker.Registry, *host.Config, *zap.Logger) (io.Closer, error) {
			return nil, errors.New("not reached")
		}, zap.NewNop())
		require.ErrorContains(t, err, "policy of the integrity list")
	}
}
