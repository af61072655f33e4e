package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/log"
	"go.uber.org/zap"

	"luxing/worker/telemetry"
)

func lines(t *testing.T, text string) []map[string]any {
	t.Helper()
	var all []map[string]any
	for line := range strings.Lines(text) {
		var m map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &m), line)
		all = append(all, m)
	}
	return all
}

func TestLogsNameTheCase(t *testing.T) {
	var out bytes.Buffer
	l, err := telemetry.NewLogger(&out, "info")
	require.NoError(t, err)
	sdk := telemetry.SDKLogger(l)
	sdk.Debug("below the level")
	of := log.With(sdk, "WorkflowID", "nb0211-2019-mc-1234", "RunID", "r1", "own", 5)
	of.Info("prompted", "ActivityType", "Record", "Attempt", 2)
	of.Error("failed", "Error", errors.New("no reply"), 7, "seven", "alone")
	log.Skip(of, 0).Warn("skipped")

	got := lines(t, out.String())
	require.Len(t, got, 3)
	for _, m := range got {
		require.Equal(t, "nb0211-2019-mc-1234", m["case"])
		require.Equal(t, "r1", m["run"])
		require.EqualValues(t, 5, m["own"])
		require.Contains(t, m["caller"], "telemetry/telemetry_test.go")
		_, err := time.Parse(time.RFC3339Nano, m["time"].(string))
		require.NoError(t, err)
	}
	require.Equal(t, "Record", got[0]["activity"])
	require.EqualValues(t, 2, got[0]["attempt"])
	require.Equal(t, "no reply", got[1]["error"])
	require.Equal(t, "seven", got[1]["7"])
	require.Equal(t, "alone", got[1]["without_key"])
	require.NotContains(t, out.String(), "WorkflowID")
}

func TestLogLevelIsChecked(t *testing.T) {
	_, err := telemetry.NewLogger(io.Discard, "loud")
	require.ErrorContains(t, err, "want debug, info, warn or error")
}

func fetch(t *testing.T, url string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	require.NoError(t, err)
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, string(text)
}

func TestProbesAndMetrics(t *testing.T) {
	m, err := telemetry.NewMetrics(zap.NewNop())
	require.NoError(t, err)
	var trouble error
	s, err := telemetry.Serve(t.Context(), "127.0.0.1:0", m.Gatherer(), func(context.Context) error { return trouble }, zap.NewNop())
	require.NoError(t, err)
	base := "http://" + s.Address()

	status, _ := fetch(t, base+"/healthz")
	require.Equal(t, http.StatusOK, status)
	status, _ = fetch(t, base+"/readyz")
	require.Equal(t, http.StatusOK, status)
	trouble = errors.New("the register does not answer")
	status, text := fetch(t, base+"/readyz")
	require.Equal(t, http.StatusServiceUnavailable, status)
	require.Contains(t, text, "the register does not answer")
	status, _ = fetch(t, base+"/healthz")
	require.Equal(t, http.StatusOK, status, "a worker that is not ready is still alive")

	h := m.SDKHandler().WithTags(map[string]string{"workflow_type": "Case"})
	h.Counter("temporal_workflow_completed").Inc(3)
	h.Timer("temporal_workflow_task_execution_latency").Record(30 * time.Millisecond)
	h.Gauge("temporal_worker_task_slots_used").Update(4)
	status, text = fetch(t, base+"/metrics")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, text, `temporal_workflow_completed_total{workflow_type="Case"} 3`)
	require.Contains(t, text, `temporal_worker_task_slots_used{workflow_type="Case"} 4`)
	require.Contains(t, text, `temporal_workflow_task_execution_latency_seconds_bucket{workflow_type="Case",le="0.025"} 0`)
	require.Contains(t, text, `temporal_workflow_task_execution_latency_seconds_bucket{workflow_type="Case",le="0.05"} 1`)
	require.Contains(t, text, "go_goroutines")

	require.NoError(t, s.Shutdown(t.Context()))
	require.NoError(t, m.Shutdown(t.Context()))
	_, err = http.Get(base + "/healthz")
	require.Error(t, err)
}

func TestPortTaken(t *testing.T) {
	m, err := telemetry.NewMetrics(zap.NewNop())
	require.NoError(t, err)
	s, err := telemetry.Serve(t.Context(), "127.0.0.1:0", m.Gatherer(), func(context.Context) error { return nil }, zap.NewNop())
	require.NoError(t, err)
	defer func() { _ = s.Shutdown(context.WithoutCancel(t.Context())) }()
	_, err = telemetry.Serve(t.Context(), s.Address(), m.Gatherer(), nil, zap.NewNop())
	require.ErrorContains(t, err, s.Address())
}
