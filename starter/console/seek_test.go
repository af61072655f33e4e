package console_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// A case is found by its key and by its number, as people type it, and what is
// out of reach is answered like what is not there.
func casesFound(t *testing.T, s *stage) {
	key := s.keys["overdue"]
	held, err := s.reg.Find(t.Context(), key)
	require.NoError(t, err)
	number := held.Row.CaseNumber
	require.Regexp(t, `^（\d{4}）浙0211民初\d+号$`, number)
	half := strings.NewReplacer("（", "(", "）", ")").Replace(number)
	wide := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, number)
	v := s.visitor(t, "judge")
	v.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	where := func(v *visitor, asked string) string {
		resp, err := v.client.Get(s.url + "/cases?key=" + url.QueryEscape(asked))
		require.NoError(t, err)
		resp.Body.Close()
		return resp.Header.Get("Location")
	}
	for _, asked := range []string{key, "  " + key + " ", number, half, wide, strings.Replace(number, "浙", " 浙", 1), strings.Replace(half, "民初", "　民初 ", 1)} {
		require.Equal(t, "/cases/"+key, where(v, asked), asked)
	}

	// The same answer for another court's case as for none, to the letter.
	other := s.visitor(t, "elsewhere")
	pages := map[string]string{}
	for name, asked := range map[string]string{"theirs by key": key, "theirs by number": number, "none": "（2026）浙0211民初999999号"} {
		code, page := other.get("/cases?key=" + url.QueryEscape(asked))
		require.Equal(t, 404, code, name)
		require.NotContains(t, page, "魏某")
		require.Contains(t, page, "没有这个案号或案件编号")
		pages[name] = strings.ReplaceAll(strings.ReplaceAll(page, url.QueryEscape(asked), ""), asked, "")
	}
	require.Equal(t, pages["none"], pages["theirs by key"])
	require.Equal(t, pages["none"], pages["theirs by number"])

	// By the keyboard alone, from the field that every page has.
	b := s.tab(t, "judge")
	b.open("/cases?lang=zh")
	b.do(chromedp.Focus("#seek"))
	b.do(chromedp.Evaluate[chromedp.Void]("window.before = true"), chromedp.SendKeys("#seek", half+"\r"))
	b.until("document.readyState === 'complete' && !window.before")
	require.Equal(t, "/cases/"+key, b.where())
	b.open("/cases?key=none-such&lang=zh")
	b.picture("seek-none-zh")
	b.open("/cases?key=none-such&lang=en")
	b.picture("seek-none-en")
	require.Equal(t, 0, ask[int](s.tab(t, ""), "document.querySelectorAll('#seek').length"), "not for strangers")
}
