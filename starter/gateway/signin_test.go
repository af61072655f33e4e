package gateway_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"html"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/starter/gateway"
	"luxing/starter/gateway/issuer"
	"luxing/workflows/lifecycle"
)

type role = lifecycle.Role

// at follows one step of a browser: the answer, its body, and where it leads.
func at(t *testing.T, b *http.Client, method, address string, form url.Values, header ...string) (*http.Response, string, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
	require.NoError(t, err)
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := b.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res, string(body), res.Header.Get("Location")
}

var action = regexp.MustCompile(`action="([^"]+)"`)

// signIn goes the whole way of a person at a browser and ends where they wanted to go.
func (s *stage) signIn(b *http.Client, person, next string) {
	t := s.t
	t.Helper()
	res, _, to := at(t, b, http.MethodGet, s.url+"/auth/login?next="+url.QueryEscape(next), nil)
	require.Equal(t, http.StatusSeeOther, res.StatusCode)
	res, page, _ := at(t, b, http.MethodGet, to, nil)
	require.Equal(t, http.StatusOK, res.StatusCode, page)
	require.Contains(t, page, "周明远")
	require.NotContains(t, page, "<script")
	form := html.UnescapeString(action.FindStringSubmatch(page)[1])
	res, page, to = at(t, b, http.MethodPost, s.url+form, url.Values{"person": {person}})
	require.Equal(t, http.StatusSeeOther, res.StatusCode, page)
	res, page, to = at(t, b, http.MethodGet, to, nil)
	require.Equal(t, http.StatusSeeOther, res.StatusCode, page)
	require.Equal(t, next, to)
}

func TestAPersonSignsInAndOut(t *testing.T) {
	s := newStage(t)
	b := browser(t)
	me := s.url + "/api/v1/me"
	res, _, _ := at(t, b, http.MethodGet, me, nil)
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
	s.signIn(b, "H001", "/docs?x=1")
	res, body, _ := at(t, b, http.MethodGet, me, nil)
	require.Equal(t, http.StatusOK, res.StatusCode, body)
	var who struct {
		Subject string
		Roles   []string
		Reach   map[string]string
		System  bool
	}
	require.NoError(t, json.Unmarshal([]byte(body), &who))
	require.Equal(t, "H001", who.Subject)
	require.Equal(t, []string{"division_head", "judge"}, who.Roles)
	require.Equal(t, "division", who.Reach["bulk"])
	require.False(t, who.System)

	// Another site's page cannot make the browser act.
	res, _, _ = at(t, b, http.MethodPost, s.url+"/auth/logout", url.Values{}, "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site")
	require.Equal(t, http.StatusForbidden, res.StatusCode)
	res, _, _ = at(t, b, http.MethodGet, me, nil)
	require.Equal(t, http.StatusOK, res.StatusCode)

	jar := b.Jar.Cookies(mustURL(t, s.url))
	require.Len(t, jar, 1, "the cookie of leaving is gone")
	res, _, to := at(t, b, http.MethodPost, s.url+"/auth/logout", url.Values{}, "Sec-Fetch-Site", "same-origin")
	require.Equal(t, http.StatusSeeOther, res.StatusCode)
	require.Equal(t, "/?signed-out", to, "not to the provider, which may know them still")
	res, _, _ = at(t, b, http.MethodGet, me, nil)
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
	// The secret that somebody copied is worth nothing any more.
	res, _, _ = at(t, http.DefaultClient, http.MethodGet, me, nil, "Cookie", jar[0].Name+"="+jar[0].Value)
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
}

func mustURL(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	require.NoError(t, err)
	return u
}

func TestCookiesAreOutOfScriptsReach(t *testing.T) {
	s := newStage(t)
	b := browser(t)
	res, _, to := at(t, b, http.MethodGet, s.url+"/auth/login", nil)
	_, page, _ := at(t, b, http.MethodGet, to, nil)
	form := html.UnescapeString(action.FindStringSubmatch(page)[1])
	_, _, to = at(t, b, http.MethodPost, s.url+form, url.Values{"person": {"J001"}})
	back, _, _ := at(t, b, http.MethodGet, to, nil)
	n := 0
	for _, c := range append(res.Cookies(), back.Cookies()...) {
		require.True(t, c.HttpOnly, c.Name)
		require.Equal(t, http.SameSiteLaxMode, c.SameSite, c.Name)
		require.Equal(t, "/", c.Path)
		require.Empty(t, c.Domain)
		n++
	}
	require.Equal(t, 3, n)
}

func TestASignInThatWasNotBegunHereIsRefused(t *testing.T) {
	s := newStage(t)
	victim, attacker := browser(t), browser(t)
	// The attacker's code in the victim's browser would sign the victim in as the attacker.
	_, _, to := at(t, attacker, http.MethodGet, s.url+"/auth/login", nil)
	_, page, _ := at(t, attacker, http.MethodGet, to, nil)
	form := html.UnescapeString(action.FindStringSubmatch(page)[1])
	_, _, callback := at(t, attacker, http.MethodPost, s.url+form, url.Values{"person": {"J001"}})
	res, _, _ := at(t, victim, http.MethodGet, callback, nil)
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
	// Begun in the victim's browser, but with another state.
	_, _, _ = at(t, victim, http.MethodGet, s.url+"/auth/login", nil)
	res, _, _ = at(t, victim, http.MethodGet, callback, nil)
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
	// A code is good once.
	res, _, _ = at(t, attacker, http.MethodGet, callback, nil)
	require.Equal(t, http.StatusSeeOther, res.StatusCode)
	code := mustURL(t, callback).Query().Get("code")
	res, body, _ := at(t, attacker, http.MethodPost, s.url+"/issuer/token", url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {s.url + "/auth/callback"}, "code_verifier": {"x"}})
	require.Equal(t, http.StatusBadRequest, res.StatusCode)
	require.Contains(t, body, "invalid_grant")
}

func TestSignInLeadsNowhereElse(t *testing.T) {
	s := newStage(t)
	for _, next := range []string{"https://evil.example/", "//evil.example/", `/\evil.example`, "javascript:alert(1)", "/auth/logout", ""} {
		b := browser(t)
		_, _, to := at(t, b, http.MethodGet, s.url+"/auth/login?next="+url.QueryEscape(next), nil)
		_, page, _ := at(t, b, http.MethodGet, to, nil)
		form := html.UnescapeString(action.FindStringSubmatch(page)[1])
		_, _, to = at(t, b, http.MethodPost, s.url+form, url.Values{"person": {"J001"}})
		_, _, to = at(t, b, http.MethodGet, to, nil)
		require.Equal(t, "/", to, next)
	}
}

// forged signs a token as it likes.
func forged(t *testing.T, alg jose.SignatureAlgorithm, key any, claims map[string]any) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, nil)
	require.NoError(t, err)
	token, err := jwt.Signed(signer).Claims(claims).Serialize()
	require.NoError(t, err)
	return token
}

func TestABearerTokenMustHold(t *testing.T) {
	s := newStage(t)
	own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	claims := map[string]any{"iss": s.url + "/issuer", "aud": audience, "sub": "Y001", "exp": time.Now().Add(time.Hour).Unix(), "luxing_roles": []string{"president"}, "luxing_court": "浙0211"}
	good := s.token("Y001")
	parts := strings.Split(good, ".")

	expired, err := issuer.New(issuer.Options{At: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}, URL: s.url + "/issuer", RedirectURL: s.url, Audience: audience, Now: func() time.Time { return time.Now().Add(-2 * time.Hour) }})
	require.NoError(t, err)
	old, err := expired.Token(issuer.People()[0])
	require.NoError(t, err)
	for name, header := range map[string]string{
		"not a token":              "Bearer nonsense",
		"another scheme":           "Basic " + good,
		"empty":                    "Bearer ",
		"another key's":            "Bearer " + forged(t, jose.ES256, own, claims),
		"signed with a secret":     "Bearer " + forged(t, jose.HS256, []byte(strings.Repeat("k", 32)), claims),
		"unsigned":                 "Bearer " + "eyJhbGciOiJub25lIn0." + parts[1] + ".",
		"cut":                      "Bearer " + parts[0] + "." + parts[1] + ".",
		"expired, by another key":  "Bearer " + old,
		"very long":                "Bearer " + strings.Repeat("a", 20<<10),
		"changed":                  "Bearer " + parts[0] + "." + parts[1] + "x." + parts[2],
		"two of them in one place": "Bearer " + good + ", Bearer " + good,
	} {
		r := s.call("", http.MethodGet, "/api/v1/me", nil, "Authorization", header)
		require.Equal(t, http.StatusUnauthorized, r.StatusCode, name)
		require.Equal(t, court.KindSignIn, r.problem(t).Kind)
	}
	require.Equal(t, http.StatusOK, s.call("Y001", http.MethodGet, "/api/v1/me", nil).StatusCode)
}

func TestAPersonsOwnTokenIsNoSystems(t *testing.T) {
	s := newStage(t)
	// A token that tells this client who somebody is must not act for them.
	foreign, err := s.issuer.TokenFor(issuer.People()[0], clientID)
	require.NoError(t, err)
	r := s.call("", http.MethodGet, "/api/v1/me", nil, "Authorization", "Bearer "+foreign)
	require.Equal(t, http.StatusUnauthorized, r.StatusCode)
}

func TestTheTokenMustTellWhoSomebodyIs(t *testing.T) {
	s := newStage(t)
	for name, p := range map[string]issuer.Person{
		"no role of ours":         {ID: "J001", Roles: nil, Court: "浙0211"},
		"no court":                {ID: "J001", Roles: issuer.People()[0].Roles},
		"no such court":           {ID: "J001", Roles: issuer.People()[0].Roles, Court: "浙9999"},
		"a judge of every court":  {ID: "J001", Roles: issuer.People()[0].Roles, Court: "*"},
		"an ID that is a name":    {ID: "周明远", Roles: issuer.People()[0].Roles, Court: "浙0211"},
		"no ID":                   {Roles: issuer.People()[0].Roles, Court: "浙0211"},
		"a role that is no one's": {ID: "J001", Roles: []role{"clock", "linked", "root"}, Court: "浙0211"},
	} {
		token, err := s.issuer.Token(p)
		require.NoError(t, err)
		r := s.call("", http.MethodGet, "/api/v1/me", nil, "Authorization", "Bearer "+token)
		require.Equal(t, http.StatusUnauthorized, r.StatusCode, name)
	}
}

func TestTheBuiltInIssuerIsForThisMachineOnly(t *testing.T) {
	for _, ip := range []string{"0.0.0.0", "192.0.2.1", "::"} {
		_, err := issuer.New(issuer.Options{At: &net.TCPAddr{IP: net.ParseIP(ip)}, URL: "http://127.0.0.1/issuer", RedirectURL: "http://127.0.0.1/"})
		require.ErrorIs(t, err, issuer.ErrNotLoopback, ip)
	}
	for _, u := range []string{"http://court.example/issuer", "http://10.0.0.1/issuer"} {
		_, err := issuer.New(issuer.Options{At: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}, URL: u, RedirectURL: "http://127.0.0.1/"})
		require.ErrorIs(t, err, issuer.ErrNotLoopback, u)
	}
	s := newStage(t)
	for name, change := range map[string]func(*http.Request){
		"from elsewhere":  func(r *http.Request) { r.RemoteAddr = "192.0.2.7:1234" },
		"rebound name":    func(r *http.Request) { r.Host = "evil.example" },
		"through a proxy": func(r *http.Request) { r.Header.Set("X-Forwarded-For", "192.0.2.7") },
		"through another": func(r *http.Request) { r.Header.Set("Via", "1.1 proxy") },
		"through nginx":   func(r *http.Request) { r.Header.Set("X-Real-IP", "192.0.2.7") },
		"through traefik": func(r *http.Request) { r.Header.Set("X-Forwarded-Host", "court.example") },
	} {
		r := httptest.NewRequest(http.MethodGet, s.url+"/issuer/keys", nil)
		r.RemoteAddr = "127.0.0.1:1234"
		change(r)
		w := httptest.NewRecorder()
		s.gate.Handler().ServeHTTP(w, r)
		require.Equal(t, http.StatusForbidden, w.Code, name)
	}
	// Neither does it answer where it was not asked to.
	b := browser(t)
	for _, bad := range []string{"client_id=evil", "redirect_uri=https%3A%2F%2Fevil.example%2F", "response_type=token", "scope=profile", "code_challenge_method=plain", "code_challenge="} {
		_, _, to := at(t, b, http.MethodGet, s.url+"/auth/login", nil)
		u := mustURL(t, to)
		q, name := u.Query(), strings.SplitN(bad, "=", 2)
		value, err := url.QueryUnescape(name[1])
		require.NoError(t, err)
		q.Set(name[0], value)
		u.RawQuery = q.Encode()
		res, _, leads := at(t, b, http.MethodGet, u.String(), nil)
		require.Equal(t, http.StatusBadRequest, res.StatusCode, bad)
		require.Empty(t, leads)
	}
	// And a wrong secret gets no token.
	res, _, _ := at(t, b, http.MethodPost, s.url+"/issuer/token", url.Values{"grant_type": {"client_credentials"}, "client_id": {"S001"}, "client_secret": {"guess"}})
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
}

func TestAGatewayWithoutItsProviderSaysSo(t *testing.T) {
	s := newStage(t, func(o *gateway.Options) { o.Mount = nil })
	r := s.call("J001", http.MethodGet, "/api/v1/me", nil)
	require.Equal(t, http.StatusServiceUnavailable, r.StatusCode)
	require.NotEmpty(t, r.Header.Get("Retry-After"))
	require.Equal(t, http.StatusOK, s.call("", http.MethodGet, "/api/v1/health", nil).StatusCode, "who needs nobody is served")
}
