package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/worker/embedded"
)

// Somebody signs in through the built-in issuer, by the real exchange of codes,
// and comes to their own first page; in the other language it stays theirs, and
// a page that is not theirs is refused.
func TestPeopleSignInThroughTheIssuer(t *testing.T) {
	l := bring(t, flags{data: t.TempDir(), webPort: embedded.AnyPort})
	for _, x := range []struct {
		who, home, zh, en, not string
	}{
		{"J001", "/cases", "我的案件", "My cases", "/audit"},
		{"T001", "/stuck", "受阻案件", "Stuck cases", "/intake"},
		{"I001", "/intake", "批量立案", "Filing", "/audit"},
		{"A001", "/cases", "访问记录", "Access trail", "/intake"},
	} {
		t.Run(x.who, func(t *testing.T) {
			jar, err := cookiejar.New(nil)
			require.NoError(t, err)
			browser := &http.Client{Jar: jar}
			read := func(res *http.Response, err error) (int, *url.URL, string) {
				t.Helper()
				require.NoError(t, err)
				defer res.Body.Close()
				body, err := io.ReadAll(res.Body)
				require.NoError(t, err)
				return res.StatusCode, res.Request.URL, string(body)
			}
			code, at, body := read(browser.Get(l.gate.url + "/"))
			require.Equal(t, http.StatusOK, code)
			require.Contains(t, at.Path, "/issuer/")
			require.Contains(t, body, "宁波市镇海区人民法院", "the court by its name")
			code, at, body = read(browser.PostForm(at.String(), url.Values{"person": {x.who}}))
			require.Equal(t, http.StatusOK, code, body)
			require.Equal(t, x.home, at.Path)
			require.Contains(t, body, x.zh)
			_, _, body = read(browser.Get(l.gate.url + x.home + "?lang=en"))
			require.Contains(t, body, x.en)
			code, _, _ = read(browser.Get(l.gate.url + x.not))
			require.Equal(t, http.StatusForbidden, code)
		})
	}
}
