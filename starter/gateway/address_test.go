package gateway_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"luxing/starter/gateway"
	"luxing/starter/gateway/signin"
)

// Behind a proxy every connection comes from the proxy's address: each client
// has a share of their own all the same, and nobody gets another by making
// addresses up.
func TestClientsBehindATrustedProxyDoNotShareOneLimit(t *testing.T) {
	s := newStage(t, func(o *gateway.Options) {
		in, err := signin.New(signin.Options{
			Issuer: "http://127.0.0.1:1/issuer", ClientID: clientID, Audience: audience, PublicURL: "http://127.0.0.1:1", Store: reg, Fail: gateway.Fail(zap.NewNop()),
			Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")},
		})
		require.NoError(t, err)
		o.SignIn, o.Rate, o.Burst = in, 0.001, 2
	})
	ask := func(connection, forwarded string) int {
		r := httptest.NewRequest(http.MethodGet, s.url+"/api/v1/health", nil)
		r.RemoteAddr = connection + ":1234"
		if forwarded != "" {
			r.Header.Set("X-Forwarded-For", forwarded)
		}
		w := httptest.NewRecorder()
		s.gate.Handler().ServeHTTP(w, r)
		return w.Code
	}
	// Twenty clients ask through the proxy once each: ten times what one may.
	for n := range 20 {
		require.Equal(t, http.StatusOK, ask("10.0.0.1", netip.AddrFrom4([4]byte{192, 0, 2, byte(n)}).String()), n)
	}
	// One address claims to be many: what it says of itself is not believed.
	refused := 0
	for n := range 20 {
		if ask("198.51.100.9", netip.AddrFrom4([4]byte{203, 0, 113, byte(n)}).String()) == http.StatusTooManyRequests {
			refused++
		}
	}
	require.GreaterOrEqual(t, refused, 18)
}
