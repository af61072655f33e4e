package gateway_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"luxing/starter/access"
	"luxing/starter/console"
	"luxing/starter/gateway"
)

const wantsPage = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

// withPages mounts the console, of which no page here needs a court.
func withPages(o *gateway.Options) {
	o.Console, o.Log = console.New(console.Options{Cases: &access.Guard{}}), zap.NewNop()
}

// forAPerson holds an answer to be one of the console's pages and never a
// problem document.
func forAPerson(t *testing.T, status int, res *http.Response, body string, says ...string) {
	t.Helper()
	require.Equal(t, status, res.StatusCode, body)
	require.Equal(t, "text/html; charset=utf-8", res.Header.Get("Content-Type"), body)
	require.Equal(t, "no-store", res.Header.Get("Cache-Control"))
	require.Contains(t, body, `hreflang="en"`, "with the other language beside")
	require.NotContains(t, body, "urn:luxing")
	for _, x := range says {
		require.Contains(t, body, x)
	}
}

// Whoever cannot be let in at a browser reads a page, and programs their problem.
func TestPeopleWhoAreNotLetInReadAPage(t *testing.T) {
	s := newStage(t, withPages)
	b := browser(t)
	back := s.url + "/auth/callback?code=x&state=y"
	res, body, _ := at(t, b, http.MethodGet, back, nil, "Accept", wantsPage)
	forAPerson(t, http.StatusUnauthorized, res, body, "请先登录", `href="/auth/login`)
	res, body, _ = at(t, b, http.MethodGet, back+"&lang=en", nil, "Accept", wantsPage)
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
	require.Contains(t, body, "ten minutes")
	res, body, _ = at(t, b, http.MethodGet, back, nil, "Accept", "application/json")
	require.Equal(t, "application/problem+json", res.Header.Get("Content-Type"), body)

	// The provider said no: what it said is shown, and is no markup.
	_, _, to := at(t, b, http.MethodGet, s.url+"/auth/login", nil)
	state := mustURL(t, to).Query().Get("state")
	res, body, _ = at(t, b, http.MethodGet, s.url+"/auth/callback?lang=en&error="+url.QueryEscape("access_denied<b>")+"&state="+state, nil, "Accept", wantsPage)
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
	require.Contains(t, body, "access_denied")
	require.NotContains(t, body, "<b>")

	b = browser(t)
	res, body, _ = at(t, b, http.MethodPost, s.url+"/auth/logout", url.Values{}, "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site", "Accept", wantsPage)
	forAPerson(t, http.StatusForbidden, res, body, "其他网站", `href="/"`)

	// The API answers everybody alike.
	res, body, _ = at(t, b, http.MethodGet, s.url+"/api/v1/me", nil, "Accept", wantsPage)
	require.Equal(t, http.StatusUnauthorized, res.StatusCode)
	require.Equal(t, "application/problem+json", res.Header.Get("Content-Type"), body)
}

func TestPeopleReadAPageWhenTheProviderIsAway(t *testing.T) {
	s := newStage(t, withPages, func(o *gateway.Options) { o.Mount = nil })
	res, body, _ := at(t, browser(t), http.MethodGet, s.url+"/auth/login?next=/cases", nil, "Accept", wantsPage)
	forAPerson(t, http.StatusServiceUnavailable, res, body, "统一身份认证暂时无法连接", `href="/auth/login?next=%2Fcases"`)
	require.NotEmpty(t, res.Header.Get("Retry-After"))
	require.NotContains(t, body, "127.0.0.1", "addresses are for the log")
}

func TestPeopleReadAPageWhenThereIsTooMuch(t *testing.T) {
	s := newStage(t, withPages, func(o *gateway.Options) { o.Rate, o.Burst = 0.01, 1 })
	b := browser(t)
	at(t, b, http.MethodGet, s.url+"/docs", nil)
	res, body, _ := at(t, b, http.MethodGet, s.url+"/docs", nil, "Accept", wantsPage)
	forAPerson(t, http.StatusTooManyRequests, res, body, "过于频繁")
	require.NotEmpty(t, res.Header.Get("Retry-After"))

	var g *gatekeeper
	s = newStage(t, withPages, func(o *gateway.Options) { g, o.InFlight = held(o), 1 })
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.call("I001", http.MethodPost, "/api/v1/cases", filing(t, 2))
	}()
	<-g.arrived
	res, body, _ = at(t, b, http.MethodGet, s.url+"/docs", nil, "Accept", wantsPage)
	forAPerson(t, http.StatusServiceUnavailable, res, body, "请求过多")
	require.NotEmpty(t, res.Header.Get("Retry-After"))
	close(g.open)
	<-done
}
