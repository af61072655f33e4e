package signin_test

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/starter/access"
	"luxing/starter/gateway/signin"
)

// A provider that takes connections and never answers holds nobody up for
// long, and those who need none not at all.
func TestAProviderThatDoesNotAnswerStarvesNobody(t *testing.T) {
	issuer, asked := hanging(t)
	s := newStage(t, nil, func(o *signin.Options) {
		o.Issuer = issuer
		o.Client = &http.Client{Timeout: 20 * time.Second}
		o.Store = &sessions{of: map[string]string{"secret": `{"subject":"J001"}`}}
	})
	handler := s.service.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := access.From(r.Context())
		_, _ = w.Write([]byte(p.Subject))
	}))
	ask := func(header, value string) (int, string, time.Duration) {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set(header, value)
		w, began := httptest.NewRecorder(), time.Now()
		handler.ServeHTTP(w, r)
		return w.Code, w.Body.String(), time.Since(began)
	}
	var all sync.WaitGroup
	began := time.Now()
	for range 200 {
		all.Go(func() {
			code, said, _ := ask("Authorization", "Bearer a.b.c")
			assert.Equal(t, http.StatusTeapot, code)
			assert.Contains(t, said, "identity provider")
		})
	}
	all.Wait()
	require.Less(t, time.Since(began), 10*time.Second, "they wait side by side, and not one behind the other")
	for range 50 {
		_, _, took := ask("Authorization", "Bearer a.b.c")
		require.Less(t, took, time.Second, "it is known to be away")
	}
	require.Equal(t, 1, asked(), "one looks for all")
	code, who, took := ask("Cookie", "luxing=secret")
	require.Equal(t, http.StatusOK, code)
	require.Equal(t, "J001", who)
	require.Less(t, took, time.Second)
}

// One that comes back is found again.
func TestAProviderThatComesBackIsFound(t *testing.T) {
	s := newStage(t, nil)
	s.offers(map[string]string{"issuer": "https://another.example"}) // as good as away
	b := s.browser()
	status, _, _ := s.at(b, http.MethodGet, access.SignInPath, nil)
	require.Equal(t, http.StatusTeapot, status)
	s.offers(nil)
	require.Eventually(t, func() bool {
		status, _, _ := s.at(b, http.MethodGet, access.SignInPath, nil)
		return status == http.StatusSeeOther
	}, 20*time.Second, 100*time.Millisecond)
	s.signIn(b, "J001")
}
