package gateway_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"luxing/starter/access"
	"luxing/starter/gateway"
	"luxing/starter/gateway/signin"
	"luxing/workflows/lifecycle"
)

func TestTheAddressBehindAProxyIsTheClients(t *testing.T) {
	in, err := signin.New(signin.Options{
		Issuer: "https://id.example", ClientID: "c", Audience: "a", PublicURL: "https://court.example", Store: reg, Fail: gateway.Fail(zap.NewNop()),
		Proxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")},
	})
	require.NoError(t, err)
	for _, c := range []struct{ what, remote, forwarded, want string }{
		{"no proxy", "192.0.2.1:99", "", "192.0.2.1"},
		{"a stranger's word is not believed", "192.0.2.1:99", "203.0.113.9", "192.0.2.1"},
		{"a proxy's is", "10.1.2.3:99", "203.0.113.9", "203.0.113.9"},
		{"through two of ours", "10.1.2.3:99", "203.0.113.9, 10.9.9.9", "203.0.113.9"},
		{"what the client made up before it", "10.1.2.3:99", "127.0.0.1, 203.0.113.9", "203.0.113.9"},
		{"nonsense", "10.1.2.3:99", "unknown", "10.1.2.3"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		var got string
		in.Middleware(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = access.Address(r.Context()) })).ServeHTTP(httptest.NewRecorder(), r)
		require.Equal(t, c.want, got, c.what)
	}
}

func TestSignInThatCannotBeSafeIsRefused(t *testing.T) {
	good := signin.Options{Issuer: "https://id.example", ClientID: "c", Audience: "a", PublicURL: "https://court.example", Store: reg, Fail: gateway.Fail(zap.NewNop())}
	for what, change := range map[string]func(*signin.Options){
		"sessions in the clear":           func(o *signin.Options) { o.PublicURL = "http://court.example" },
		"a provider in the clear":         func(o *signin.Options) { o.Issuer = "http://id.example" },
		"the client's tokens for the API": func(o *signin.Options) { o.Audience = "c" },
		"no audience":                     func(o *signin.Options) { o.Audience = "" },
		"a shared secret as key":          func(o *signin.Options) { o.Algorithms = []string{"HS256"} },
		"no signature":                    func(o *signin.Options) { o.Algorithms = []string{"none"} },
		"a path in the public URL":        func(o *signin.Options) { o.PublicURL = "https://court.example/luxing" },
	} {
		o := good
		change(&o)
		_, err := signin.New(o)
		require.Error(t, err, what)
	}
	_, err := signin.New(good)
	require.NoError(t, err)
}

func TestSettingsAreReadWhole(t *testing.T) {
	env := map[string]string{
		"LUXING_PUBLIC_URL": "https://court.example/", "LUXING_OIDC_ISSUER": "https://id.example", "LUXING_ROLE_NAMES": "chief=president, bench=judge",
		"LUXING_CLAIM_ROLES": "realm_access.roles", "LUXING_TRUSTED_PROXIES": "10.0.0.1 fd00::/8", "LUXING_RATE": "2.5", "LUXING_OIDC_ALGORITHMS": "RS256",
	}
	s, err := gateway.ReadSettings(func(k string) string { return env[k] })
	require.NoError(t, err)
	require.Equal(t, "https://court.example", s.PublicURL)
	require.Equal(t, "realm_access.roles", s.Claims.Roles)
	require.Equal(t, lifecycle.President, s.Claims.RoleNames["chief"])
	require.Equal(t, []netip.Prefix{netip.MustParsePrefix("10.0.0.1/32"), netip.MustParsePrefix("fd00::/8")}, s.Proxies)
	require.Equal(t, 2.5, s.Rate)
	require.Equal(t, gateway.DefaultBurst, s.Burst)
}
