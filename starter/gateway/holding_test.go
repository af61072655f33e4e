package gateway_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/gateway"
)

// A batch may take a quarter of an hour; a gateway that is killed over it must
// not keep its key as long. The key is held by a short lease that is renewed:
// as long as the batch goes on nobody else has the key, and the lease is over
// soon after nobody renews it.
func TestAKeyIsHeldByAShortLeaseThatIsRenewed(t *testing.T) {
	const lease = 3 * time.Second
	var g *gatekeeper
	s := newStage(t, func(o *gateway.Options) { g, o.KeyLease = held(o), lease })
	lines := batchOf(t, 1)
	var done sync.WaitGroup
	var first reply
	done.Go(func() {
		first = s.call("I900", http.MethodPost, "/api/v1/cases/batch", lines, "Content-Type", "application/x-ndjson", "Idempotency-Key", "lease")
	})
	<-g.arrived
	for until := time.Now().Add(2 * lease); time.Now().Before(until); time.Sleep(lease / 4) {
		again := make(chan reply, 1)
		go func() {
			again <- s.call("I900", http.MethodPost, "/api/v1/cases/batch", lines, "Content-Type", "application/x-ndjson", "Idempotency-Key", "lease")
		}()
		select {
		case r := <-again:
			require.Equal(t, http.StatusConflict, r.StatusCode, "the first is under way: %s", r.body)
			require.NotEmpty(t, r.Header.Get("Retry-After"))
		case <-g.arrived:
			close(g.open)
			t.Fatal("another does what the first is still doing")
		}
	}
	close(g.open)
	done.Wait()
	require.Equal(t, http.StatusOK, first.StatusCode)
	require.Equal(t, 1, summary(t, first.body).Filed)
	r := s.call("I900", http.MethodPost, "/api/v1/cases/batch", lines, "Content-Type", "application/x-ndjson", "Idempotency-Key", "lease")
	require.Equal(t, first.body, r.body)
}

// Three quarters of a minute after a gateway was killed in the middle of a
// batch, another does the batch under the same key.
func TestAKilledGatewaysKeyIsFreeWithinHalfAMinute(t *testing.T) {
	dsn := "sqlite:" + filepath.Join(t.TempDir(), "keys.db")
	keys, err := register.Open(t.Context(), dsn)
	require.NoError(t, err)
	t.Cleanup(func() { _ = keys.Close() })
	later, err := register.Open(t.Context(), dsn, register.Now(func() time.Time { return time.Now().Add(45 * time.Second) }))
	require.NoError(t, err)
	t.Cleanup(func() { _ = later.Close() })

	var g *gatekeeper
	s := newStage(t, func(o *gateway.Options) { g, o.Register = held(o), keys })
	o := s.gate.Options
	o.Register, o.Guard = later, &access.Guard{Court: s.court, Trail: s.trail}
	other, err := gateway.New(o)
	require.NoError(t, err)

	lines := batchOf(t, 1)
	request := func(at string) *http.Request {
		r := httptest.NewRequest(http.MethodPost, at+"/api/v1/cases/batch", strings.NewReader(lines))
		r.Header.Set("Content-Type", "application/x-ndjson")
		r.Header.Set("Authorization", "Bearer "+s.token("I900"))
		r.Header.Set("Idempotency-Key", "killed")
		return r
	}
	// It is not killed here: nothing more is heard of it is the same.
	var done sync.WaitGroup
	done.Go(func() { s.gate.Handler().ServeHTTP(httptest.NewRecorder(), request(s.url)) })
	<-g.arrived
	w := httptest.NewRecorder()
	other.Handler().ServeHTTP(w, request(s.url))
	require.Equal(t, http.StatusOK, w.Code, w.Body.String())
	require.Equal(t, 1, summary(t, w.Body.Bytes()).Filed)
	close(g.open)
	done.Wait()
}
