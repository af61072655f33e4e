package gateway_test

import (
	"context"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/starter/gateway"
)

// A bulk decision that takes longer than it may is answered with what became of
// each case, and sent again under its key it decides on those that were left.
func TestABulkDecisionOutOfTimeTellsWhatBecameOfEachCase(t *testing.T) {
	var g *gatekeeper
	s := newStage(t, func(o *gateway.Options) { g, o.Timeout, o.BulkTimeout = held(o), 3*time.Second, 5*time.Second })
	keys := make([]string, 20) // more than are asked at once
	for n := range keys {
		f := filing(t, n)
		keys[n] = f.Key
		_, err := s.court.File(t.Context(), f) // not past the gate
		require.NoError(t, err)
	}
	for _, key := range keys {
		soon(t, func() bool { _, err := s.reg.Find(t.Context(), key); return err == nil })
	}
	body := map[string]any{"keys": keys, "event": "nudge", "data": map[string]any{"reason": "请尽快处理"}}
	type bulk struct {
		Summary  court.BulkSummary
		Outcomes []court.BulkOutcome
	}
	var got bulk
	began := time.Now()
	s.ok("Y001", http.MethodPost, "/api/v1/bulk", body, "Idempotency-Key", "slow").json(t, &got)
	require.Greater(t, time.Since(began), 4*time.Second, "it has more time than others")
	require.Len(t, got.Outcomes, len(keys))
	require.Equal(t, court.BulkSummary{ID: got.Summary.ID, Asked: len(keys), Failed: len(keys)}, got.Summary)
	for _, o := range got.Outcomes {
		assert.NotEmpty(t, o.Problem, o.Key)
	}
	require.Equal(t, court.KindInterrupted, got.Outcomes[len(keys)-1].Problem.Kind, "its turn did not come")

	close(g.open)
	s.gate.BulkTimeout = time.Minute
	got = bulk{}
	r := s.ok("Y001", http.MethodPost, "/api/v1/bulk", body, "Idempotency-Key", "slow")
	require.Empty(t, r.Header.Get("Idempotency-Replayed"))
	r.json(t, &got)
	require.Equal(t, len(keys), got.Summary.Taken, "%+v", got.Summary)
	require.Equal(t, "true", s.ok("Y001", http.MethodPost, "/api/v1/bulk", body, "Idempotency-Key", "slow").Header.Get("Idempotency-Replayed"))
}

// Time that is up is no fault of the server's: whoever asked may ask again.
func TestTimeThatIsUpIsNoAnswerAndNoFailure(t *testing.T) {
	p := court.ProblemOf(fmt.Errorf("count: %w", context.DeadlineExceeded))
	require.Equal(t, http.StatusGatewayTimeout, p.Status)
	require.Equal(t, court.KindNoAnswer, p.Kind)
	require.NotContains(t, p.Detail, "count")
}
