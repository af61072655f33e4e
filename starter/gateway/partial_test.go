package gateway_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/starter/gateway"
)

// batchOf is JSON lines of filings of the test's own.
func batchOf(t *testing.T, n int) string {
	t.Helper()
	var lines strings.Builder
	for i := range n {
		raw, err := json.Marshal(filing(t, i))
		require.NoError(t, err)
		lines.Write(append(raw, '\n'))
	}
	return lines.String()
}

// summary is the last line of a batch's report.
func summary(t *testing.T, body []byte) court.Summary {
	t.Helper()
	var sum *court.Summary
	for raw := range bytes.Lines(body) {
		var l struct{ Summary *court.Summary }
		require.NoError(t, json.Unmarshal(raw, &l))
		if l.Summary != nil {
			sum = l.Summary
		}
	}
	require.NotNil(t, sum, string(body))
	return *sum
}

// A batch whose client was cut off is not answered for a day with what it had
// come to: sent again under its key, the rest is filed.
func TestABatchThatWasCutOffIsDoneUnderItsKeyAfterAll(t *testing.T) {
	var g *gatekeeper
	s := newStage(t, func(o *gateway.Options) { g = held(o) })
	const filings = 40 // more than are under way at once
	lines := batchOf(t, filings)
	ctx, cut := context.WithCancel(t.Context())
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url+"/api/v1/cases/batch", strings.NewReader(lines))
		if err != nil {
			return
		}
		req.Header.Set("Content-Type", "application/x-ndjson")
		req.Header.Set("Authorization", "Bearer "+s.token("I900"))
		req.Header.Set("Idempotency-Key", "cut")
		res, err := http.DefaultClient.Do(req)
		if err == nil {
			_, _ = io.Copy(io.Discard, res.Body)
			res.Body.Close()
		}
	}()
	<-g.arrived
	cut()
	<-gone
	close(g.open)
	var r reply
	soon(t, func() bool {
		r = s.call("I900", http.MethodPost, "/api/v1/cases/batch", lines, "Content-Type", "application/x-ndjson", "Idempotency-Key", "cut")
		return r.StatusCode != http.StatusConflict // as long as the first is under way
	})
	require.Equal(t, http.StatusOK, r.StatusCode, string(r.body))
	require.Empty(t, r.Header.Get("Idempotency-Replayed"))
	sum := summary(t, r.body)
	require.Equal(t, filings, sum.Filed+sum.AlreadyFiled, "%+v", sum)
	require.Greater(t, sum.Filed, 0, "else nothing was cut off")

	// What was done whole is kept, with the filings that it refused.
	again := s.call("I900", http.MethodPost, "/api/v1/cases/batch", lines, "Content-Type", "application/x-ndjson", "Idempotency-Key", "cut")
	require.Equal(t, "true", again.Header.Get("Idempotency-Replayed"))
	require.Equal(t, r.body, again.body)
}
