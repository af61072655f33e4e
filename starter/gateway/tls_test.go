package gateway_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"luxing/starter/access"
	"luxing/starter/console"
	"luxing/starter/gateway"
	"luxing/starter/gateway/signin"
)

// Where a proxy ends TLS, no connection here has it; browsers are told and
// given cookies by how they reach the court.
func TestTLSIsThePublicURLs(t *testing.T) {
	for public, secure := range map[string]bool{"https://court.example": true, "http://127.0.0.1:8080": false} {
		s := newStage(t, func(o *gateway.Options) {
			in, err := signin.New(signin.Options{
				Issuer: "https://id.example", ClientID: clientID, Audience: audience, PublicURL: public, Store: reg, Fail: gateway.Fail(zap.NewNop()),
			})
			require.NoError(t, err)
			o.SignIn = in
			o.Console = console.New(console.Options{Cases: &access.Guard{}})
		})
		w := httptest.NewRecorder()
		s.gate.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, public+"/verify?lang=en", nil))
		require.Equal(t, secure, w.Header().Get("Strict-Transport-Security") != "", public)
		require.Len(t, w.Result().Cookies(), 1)
		require.Equal(t, secure, w.Result().Cookies()[0].Secure, public)
	}
}
