package training_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"luxing/starter/training"
)

// TestStartAtBeginsThen: what people start for a case whose clock was moved
// begins at the time that they say, and not today.
func TestStartAtBeginsThen(t *testing.T) {
	s := newStage(t, true)
	for id, at := range map[string]time.Time{
		"in-two-years": time.Now().Add(2 * year),
		"now":          time.Now(),
		"last-week":    time.Now().Add(-7 * day),
	} {
		began := time.Now()
		if at.After(began) {
			began = at
		}
		_, err := s.client.ExecuteWorkflow(training.StartAt(t.Context(), at), client.StartWorkflowOptions{ID: id, TaskQueue: taskQueue}, alarms, []time.Duration{day})
		require.NoError(t, err)
		r, err := s.training.Settle(t.Context(), id)
		require.NoError(t, err)
		require.Equal(t, training.Reached, r.Outcome)
		v, err := s.client.QueryWorkflow(t.Context(), id, "", "diary")
		require.NoError(t, err)
		var d diary
		require.NoError(t, v.Get(&d))
		require.WithinDuration(t, began, d.Began, slack, id)
		require.Empty(t, d.Fired, id)
	}
}

// TestStartAtIsRefusedElsewhere: on a server for real work nothing begins in the future.
func TestStartAtIsRefusedElsewhere(t *testing.T) {
	s := newStage(t, false)
	_, err := s.client.ExecuteWorkflow(training.StartAt(t.Context(), time.Now().Add(year)), client.StartWorkflowOptions{ID: "a", TaskQueue: taskQueue}, alarms, []time.Duration{day})
	require.Error(t, err)
}
