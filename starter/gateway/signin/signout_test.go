package signin_test

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/starter/access"
)

var refresh = regexp.MustCompile(`<meta http-equiv="refresh" content="0;url=([^"]+)">`)

// A provider that offers it is asked to end its session, with the token that
// says whose.
func TestSigningOutEndsTheProvidersSessionToo(t *testing.T) {
	s := newStage(t, nil)
	s.offers(map[string]string{"end_session_endpoint": s.url + "/issuer/logout?realm=court"})
	b := s.browser()
	s.signIn(b, "J001")
	status, page, to := s.at(b, http.MethodPost, access.SignOutPath, url.Values{})
	require.Equal(t, http.StatusOK, status, "a page and no redirect: where a policy bounds forms, their answers may lead to no other host")
	require.Empty(t, to)
	m := refresh.FindStringSubmatch(page)
	require.Len(t, m, 2, page)
	u, err := url.Parse(html.UnescapeString(m[1]))
	require.NoError(t, err)
	require.Equal(t, "/issuer/logout", u.Path)
	q := u.Query()
	require.Equal(t, "court", q.Get("realm"))
	require.Equal(t, "console", q.Get("client_id"))
	require.Equal(t, s.url+access.SignedOutPath, q.Get("post_logout_redirect_uri"))
	parts := strings.Split(q.Get("id_token_hint"), ".")
	require.Len(t, parts, 3)
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	require.NoError(t, err)
	var claims struct{ Sub string }
	require.NoError(t, json.Unmarshal(raw, &claims))
	require.Equal(t, "J001", claims.Sub)

	_, who, _ := s.at(b, http.MethodGet, "/", nil)
	require.Empty(t, who, "and the one here")
	status, _, to = s.at(b, http.MethodGet, access.SignedOutPath, nil)
	require.Equal(t, http.StatusSeeOther, status)
	require.Equal(t, "/?signed-out", to, "which asks for nobody")
}

// One that does not is told at the next sign-in to ask who is there; the page
// after signing out signs nobody in.
func TestAfterSigningOutTheProviderAsksWhoIsThere(t *testing.T) {
	for name, offers := range map[string]map[string]string{
		"it offers nothing":             nil,
		"it offers what nobody secures": {"end_session_endpoint": "http://id.example/logout"},
	} {
		s := newStage(t, offers)
		b := s.browser()
		s.signIn(b, "J001")
		require.False(t, s.wanted(0).Has("prompt"), "nobody left here before")
		status, _, to := s.at(b, http.MethodPost, access.SignOutPath, url.Values{})
		require.Equal(t, http.StatusSeeOther, status, name)
		require.Equal(t, "/?signed-out", to, name)
		s.signIn(b, "J002")
		require.Equal(t, "login", s.wanted(1).Get("prompt"), name)
		// Whoever signed in is there: their session may be renewed as any other.
		_, _, to = s.at(b, http.MethodGet, access.SignInPath, nil)
		require.NotContains(t, to, "prompt=", name)
	}
}
