package gateway_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"luxing/starter/gateway"
)

const wantsPage = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

// forAPerson holds an answer to be a page in both languages with a way on, and
// never a problem document.
func forAPerson(t *testing.T, status int, res *http.Response, body, says, leads string) {
	t.Helper()
	require.Equal(t, status, res.StatusCode, body)
	require.Equal(t, "text/html; charset=utf-8", res.Header.Get("Content-Type"), body)
	require.Equal(t, "no-store", res.Header.Get("Cache-Control"))
	require.Contains(t, body, says)
	require.Contains(t, body, `<span lang="en">`)
	require.Contains(t, body, `href="`+leads+`"`)
	require.NotContains(t, body, "<script")
	require.NotContains(t, body, "urn:luxing")
}

// Whoever cannot be let in at a browser reads a page, and programs their problem.
func TestPeopleWhoAreNotLetInReadAPage(t *testing.T) {
	s := newStage(t, func(o *gateway.Options) { o.Log = zap.NewNop() })
	b := browser(t)
	res, body, _ := at(t, b, http.MethodGet, s.url+"/auth/callback?code=x&state=y", nil, "Accept", wantsPage)
	forAPerson(t, http.StatusUnauthorized, res, body, "登录未能完成", "/auth/login")
	require.Contains(t, body, "ten minutes")
	res, body, _ = at(t, b, http.MethodGet, s.url+"/auth/callback?code=x&state=y", nil, "Accept", "application/json")
	require.Equal(t, "application/problem+json", res.Header.Get("Content-Type"), body)

	// The provider said no: what it said is shown, and is no markup.
	_, _, to := at(t, b, http.MethodGet, s.url+"/auth/login", nil)
	state := mustURL(t, to).Query().Get("state")
	res, body, _ = at(t, b, http.MethodGet, s.url+"/auth/callback?error="+url.QueryEscape("access_denied<b>")+"&state="+state, nil, "Accept", wantsPage)
	forAPerson(t, http.StatusUnauthorized, res, body, "access_denied", "/auth/login")
	require.NotContains(t, body, "<b>")

	res, body, _ = at(t, b, http.MethodPost, s.url+"/auth/logout", url.Values{}, "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site", "Accept", wantsPage)
	forAPerson(t, http.StatusForbidden, res, body, "其他网站", "/")

	// The API answers everybody alike.
	res, body, _ = at(t, b, http.MethodGet, s.url+"/api/v1/me", nil, "Accept", wantsPage)
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
	require.Equal(t, "application/problem+json", res.Header.Get("Content-Type"), body)
}

func TestPeopleReadAPageWhenTheProviderIsAway(t *testing.T) {
	s := newStage(t, func(o *gateway.Options) { o.Mount, o.Log = nil, zap.NewNop() })
	res, body, _ := at(t, browser(t), http.MethodGet, s.url+"/auth/login?next=/cases", nil, "Accept", wantsPage)
	forAPerson(t, http.StatusServiceUnavailable, res, body, "连接不上", "/auth/login")
	require.Contains(t, body, "identity provider")
	require.NotEmpty(t, res.Header.Get("Retry-After"))
	require.NotContains(t, body, "127.0.0.1", "addresses are for the log")
}

func TestPeopleReadAPageWhenThereIsTooMuch(t *testing.T) {
	s := newStage(t, func(o *gateway.Options) { o.Rate, o.Burst = 0.01, 1 })
	b := browser(t)
	path := "/docs?a=1&b=%22%3E"
	at(t, b, http.MethodGet, s.url+path, nil)
	res, body, _ := at(t, b, http.MethodGet, s.url+path, nil, "Accept", wantsPage)
	forAPerson(t, http.StatusTooManyRequests, res, body, "过于频繁", strings.ReplaceAll(path, "&", "&amp;"))
	require.NotEmpty(t, res.Header.Get("Retry-After"))

	var g *gatekeeper
	s = newStage(t, func(o *gateway.Options) { g, o.InFlight = held(o), 1 })
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.call("I001", http.MethodPost, "/api/v1/cases", filing(t, 2))
	}()
	<-g.arrived
	res, body, _ = at(t, b, http.MethodGet, s.url+"/docs", nil, "Accept", wantsPage)
	forAPerson(t, http.StatusServiceUnavailable, res, body, "系统繁忙", "/docs")
	close(g.open)
	<-done
}
