package console_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/gateway"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Somebody signs in by the real exchange of codes, is brought back to where they
// meant to go, loses the session over a form without losing the form, and signs
// out for good.
func peopleComeAndGo(t *testing.T, s *stage) {
	key := s.keys["supervised"]
	b := s.tab(t, "")
	b.open("/cases/" + key + "?lang=zh")
	require.Equal(t, "/issuer/authorize", b.where())
	require.Equal(t, 1, ask[int](b, "document.querySelectorAll('h1').length"))
	b.look("sign-in")
	b.choose("judge")
	require.Equal(t, "/cases/"+key, b.where(), "where they meant to go")
	require.NotContains(t, ask[string](b, "document.cookie"), "luxing", "the session is out of scripts' reach")

	// The session's end leads to the sign-in and back to the same page.
	expire := func() {
		t.Helper()
		_, err := s.reg.ForgetSessions(t.Context(), -time.Hour)
		require.NoError(t, err)
	}
	expire()
	b.open("/cases/" + key + "/decide/record_contact?track=supervision%2FO1")
	b.choose("judge")
	require.Equal(t, "/cases/"+key+"/decide/record_contact?track=supervision%2FO1", ask[string](b, "location.pathname + location.search"))

	// A form that was filled in meanwhile is kept, and sent after signing in beside it.
	b.do(chromedp.SetValue("#f-channel", "visit"), chromedp.SetValue("#f-reason", "上门时 \"无人\" <b>在家</b>"))
	id := ask[string](b, "document.querySelector('[name=_id]').value")
	expire()
	b.click("form.decision button.primary")
	require.Contains(t, b.text(), "会话已过期")
	b.picture("expired-zh")
	v := s.visitor(t, "judge")
	code, page, _ := v.post("/cases/"+key+"/decide/record_contact", url.Values{"_id": {id}, "d.channel": {"nonsense"}})
	require.Equal(t, 422, code, page)
	require.Equal(t, "_blank", ask[string](b, "document.querySelector('ol a.button').target"))
	b.do(chromedp.Evaluate[chromedp.Void]("document.querySelector('ol a.button').target = '_self'; history.replaceState(0, '', location.href)"))
	// Beside it, in a tab of the same browser: the session's cookie is the browser's.
	kept := ask[string](b, "document.querySelector('ol form').outerHTML")
	at := ask[string](b, "location.href")
	b.click("ol a.button")
	b.choose("judge")
	b.do(chromedp.Evaluate[chromedp.Void]("history.pushState(0, '', " + quoted(at) + "); document.querySelector('main').innerHTML = " + quoted(kept)))
	b.click("main form button.primary")
	require.Contains(t, ask[string](b, "document.querySelector('.notice.ok').innerText"), "督促联系记录")
	seen, err := s.court.View(t.Context(), key)
	require.NoError(t, err)
	raw, err := json.Marshal(seen.Timeline)
	require.NoError(t, err)
	require.Contains(t, string(raw), id, "it is the decision that was begun before")

	b.do(chromedp.Evaluate[chromedp.Void]("window.before = true"), chromedp.Click("form[action='"+access.SignOutPath+"'] button"))
	b.until("document.readyState === 'complete' && !window.before")
	require.Contains(t, b.text(), "已退出登录")
	require.NotContains(t, b.text(), "周明远")
	b.picture("signed-out-zh")
	b.open("/?signed-out&lang=en")
	b.picture("signed-out-en")
	b.open("/cases")
	require.Equal(t, "/issuer/authorize", b.where(), "the session is over")

	for _, trap := range []string{"https://evil.example/", "//evil.example/x", `/\evil.example`, "javascript:alert(1)"} {
		b.open(access.SignInPath + "?next=" + url.QueryEscape(trap))
		b.choose("judge")
		require.Equal(t, s.url, ask[string](b, "location.origin"), trap)
		require.Equal(t, "/cases", b.where(), trap)
	}
}

func today() calendar.Date { return calendar.Of(time.Now()) }

func quoted(s string) string {
	raw, _ := json.Marshal(s)
	return string(raw)
}

// tabTo goes on by the Tab key until what is wanted has the focus, and demands
// that every stop on the way can be seen.
func (b *tab) tabTo(selector string) {
	b.t.Helper()
	for range 300 {
		b.do(chromedp.KeyEvent(kb.Tab))
		seen := ask[string](b, `(() => { const e = document.activeElement; if (e === document.body) return 'body';
			// A browser marks the part of a day that is being typed itself.
			if (!e.matches('[type=date],[type=time]') && getComputedStyle(e).outlineStyle === 'none') return 'unseen ' + e.outerHTML.slice(0, 120);
			return e.matches(`+quoted(selector)+`) ? 'there' : 'on'; })()`)
		if seen == "there" {
			return
		}
		require.NotContains(b.t, seen, "unseen", "the focus is not to be seen")
	}
	b.t.Fatalf("the Tab key never came to %s", selector)
}

// press presses a key that leads to another page.
func (b *tab) press(key string) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void]("window.before = true"), chromedp.KeyEvent(key))
	b.until("document.readyState === 'complete' && !window.before")
}

// A judge who works in English and without a mouse finds a case, is refused,
// puts the form right, decides, and reads and prints a document.
func judgeByKeyboard(t *testing.T, s *stage) {
	key := s.keys["supervised"]
	b := s.tab(t, "judge")
	b.open("/cases?lang=en")
	require.Contains(t, b.text(), "My cases")
	b.do(chromedp.KeyEvent(kb.Tab))
	require.True(t, ask[bool](b, "document.activeElement.matches('.skip')"), "the first stop skips to the content")
	b.do(chromedp.KeyEvent(kb.Enter))
	require.Equal(t, "main", ask[string](b, "document.activeElement.id"))
	b.tabTo(`a[href="/cases/` + key + `"]`)
	b.press(kb.Enter)
	require.Equal(t, "/cases/"+key, b.where())

	b.open("/cases/" + key + "/decide/record_contact")
	require.Equal(t, "en", ask[string](b, "document.documentElement.lang"), "the language stays")
	b.tabTo("form.decision button.primary")
	b.press(kb.Enter)
	require.Equal(t, "refusal", ask[string](b, "document.activeElement.id"), "the refusal is where one stands")
	require.Equal(t, "alert", ask[string](b, "document.activeElement.getAttribute('role')"))
	b.picture("faults-en")
	b.tabTo("#refusal a")
	b.do(chromedp.KeyEvent(kb.Enter))
	require.Equal(t, "#f-channel", ask[string](b, "location.hash"))
	b.tabTo("#f-channel")
	b.do(chromedp.KeyEvent(kb.ArrowDown))
	require.NotEmpty(t, ask[string](b, "document.querySelector('#f-channel').value"))
	b.tabTo("#f-reached")
	b.do(chromedp.KeyEvent(" "))
	require.True(t, ask[bool](b, "document.querySelector('#f-reached').checked"))
	b.tabTo("#f-reason")
	b.do(chromedp.KeyEvent("Paid by month's end"))
	b.tabTo("form.decision button.primary")
	b.press(kb.Enter)
	require.Equal(t, "status", ask[string](b, "document.querySelector('.notice.ok').getAttribute('role')"))
	b.picture("taken-en")

	// What the law refuses, by article, in place.
	b.open("/cases/" + s.keys["overdue"] + "/decide/convert_procedure")
	b.do(chromedp.SetValue("#f-to", "summary"), chromedp.SetValue("#f-reason", "simple"))
	b.click("form.decision button.primary")
	require.Contains(t, ask[string](b, "document.querySelector('#refusal').innerText"), "169")
	b.picture("refused-law-en")

	// A document in its frame, and on paper.
	b.open("/cases/" + key)
	b.click(".papers a")
	b.picture("document-en")
	require.Equal(t, "zh-CN", ask[string](b, "document.querySelector('iframe').lang"), "the document is Chinese on every page")
	b.until("document.querySelector('iframe').contentDocument.body.innerText.includes('法院')")
	b.do(chromedp.Navigate(s.url + ask[string](b, "document.querySelector('iframe').getAttribute('src')")))
	pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF())
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(string(pdf), "%PDF"))
	require.Greater(t, len(pdf), 5_000)
	keep(t, "document.pdf", pdf)
	b.open("/cases/" + key + "?lang=zh")
	pdf, err = chromedp.Run(b.ctx, chromedp.PrintToPDF())
	require.NoError(t, err)
	keep(t, "case.pdf", pdf)
}

func keep(t *testing.T, name string, content []byte) {
	t.Helper()
	require.NoError(t, os.MkdirAll(artefacts, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(artefacts, name), content, 0o600))
}

// A supervisor who works in English filters, looks into a case, reassigns, and
// takes the list and the figures away.
func supervisorInEnglish(t *testing.T, s *stage) {
	key := s.keys["overdue"]
	b := s.tab(t, "supervisor")
	b.open("/stuck?lang=en")
	b.do(chromedp.SetValue("select[name=reason]", "overdue"))
	b.click(".filters button")
	require.Equal(t, "overdue", ask[string](b, "new URLSearchParams(location.search).get('reason')"))
	require.Equal(t, "overdue", ask[string](b, "document.querySelector('select[name=reason]').value"))
	require.Positive(t, ask[int](b, "document.querySelectorAll('.board tbody tr').length"))
	b.click(`.board tbody a[href="/cases/` + key + `"]`)
	require.Equal(t, "/cases/"+key, b.where(), "into the case")
	require.Positive(t, ask[int](b, "document.querySelectorAll('.stuck-line').length"), "which says why it is stuck")
	b.picture("stuck-case-en")

	// Once the court has a roster, the board offers who can take a case, in the
	// page's language.
	_, err := s.reg.ImportRoster(t.Context(), register.RosterImport{Officials: []register.Official{
		{ID: "J001", Name: "周明远", Roles: []lifecycle.Role{lifecycle.Judge}, Court: "浙0211", Division: "民一庭", Active: true},
		{ID: "J002", Name: "沈若澜", Roles: []lifecycle.Role{lifecycle.Judge}, Court: "浙0211", Division: "民一庭", Active: true},
		{ID: "C001", Name: "陆小满", Roles: []lifecycle.Role{lifecycle.Clerk}, Court: "浙0211", Division: "民一庭", Active: true},
		{ID: "J901", Name: "严北辰", Roles: []lifecycle.Role{lifecycle.Judge}, Court: "浙0105", Division: "民一庭", Active: true},
	}})
	require.NoError(t, err)
	b.open("/stuck?reason=overdue")
	offered := ask[[]string](b, "[...document.querySelector('.bulk [name=to]').list.options].map(o => o.value + ' ' + o.label)")
	require.Len(t, offered, 2, "judges of this court")
	require.Regexp(t, `^J001 .*周明远.*judge`, offered[0])
	require.Regexp(t, `^J002 .*沈若澜.*judge`, offered[1])
	b.do(chromedp.Click(`input[name=case][value="`+key+`"]`), chromedp.SetValue("select[name=deed]", "reassign"))
	b.picture("roster-en")
	b.click(".bulk button")
	require.Equal(t, "refusal", ask[string](b, "document.activeElement.id"))
	require.Equal(t, "true", ask[string](b, "document.querySelector('.bulk [name=to]').getAttribute('aria-invalid')"), "to whom")
	require.Equal(t, "true", ask[string](b, "document.querySelector('.bulk [name=reason]').getAttribute('aria-invalid')"), "and why")
	b.picture("bulk-faults-en")
	b.do(chromedp.SetValue(".bulk [name=to]", "J002"), chromedp.SetValue(".bulk [name=reason]", "on leave"))
	b.click(".bulk button")
	require.Contains(t, ask[string](b, "document.querySelector('.outcomes').innerText"), "done")
	b.picture("reassigned-en")
	eventually(t, "the case is the other judge's", func() bool {
		w, err := s.reg.Find(t.Context(), key)
		return err == nil && w.Row.Judge == "J002"
	})
	// And back, for those who come after.
	b.open("/stuck")
	b.do(chromedp.Click(`input[name=case][value="`+key+`"]`), chromedp.SetValue("select[name=deed]", "reassign"),
		chromedp.SetValue(".bulk [name=to]", "J001"), chromedp.SetValue(".bulk [name=reason]", "back"))
	b.click(".bulk button")
	eventually(t, "the case is the first judge's again", func() bool {
		w, err := s.reg.Find(t.Context(), key)
		return err == nil && w.Row.Judge == "J001"
	})

	v := s.visitor(t, "supervisor")
	for _, format := range []string{"csv", "xlsx"} {
		at := ask[string](b, `document.querySelector('.exports a[href*="format=`+format+`"]').getAttribute('href')`)
		code, content := v.get(at)
		require.Equal(t, 200, code)
		require.Greater(t, len(content), 100)
	}

	b.open("/figures")
	b.do(chromedp.SetValue("[name=from]", "2026-01-01"), chromedp.SetValue("[name=to]", "2027-12-31"), chromedp.SetValue("[name=by]", "quarter"))
	b.click(".filters button")
	require.Equal(t, "2026-01-01", ask[string](b, "document.querySelector('[name=from]').value"), "the period that was picked")
	require.Positive(t, ask[int](b, "document.querySelectorAll('.figure').length"))
	b.picture("figures-quarter-en")

	_, err = s.reg.MakeDigest(t.Context(), casefile.DigestOrder{Court: "浙0211", On: today(), At: time.Now(), Since: time.Now().Add(-24 * time.Hour)})
	require.NoError(t, err)
	b.open("/digest")
	b.picture("digests-en")
	b.click(".papers a")
	b.look("digest")
	require.Contains(t, b.text(), "督办", "the document itself, as it is printed and sent")
}

// An officer books money that came, sees whose it is, and gives it out by the
// line that says so, without typing a sum again.
func officerReleases(t *testing.T, s *stage) {
	key := s.keys["halfyear"] + "-zhi"
	b := s.tab(t, "officer")
	b.open("/cases/" + key + "?lang=zh")
	require.Equal(t, 0, ask[int](b, "document.querySelectorAll('table.payable').length"), "nothing is held")
	b.open("/cases/" + key + "/decide/" + string(lifecycle.Collect))
	b.do(chromedp.SetValue("#f-payment", "bank-7"), chromedp.SetValue("#f-payer", "D1"), chromedp.SetValue("#f-amountFen", "1,234.56"))
	b.click("form.decision button.primary")
	require.Equal(t, "/cases/"+key, b.where(), b.text())
	rows := func() [][]string {
		return ask[[][]string](b, "[...document.querySelectorAll('table.payable tbody tr')].map(r => [...r.cells].map(c => c.innerText.trim()))")
	}
	lines := rows()
	require.NotEmpty(t, lines)
	to := -1
	for i, line := range lines {
		if strings.HasPrefix(line[0], "P1 ") {
			to = i
		}
	}
	require.GreaterOrEqual(t, to, 0, "%v", lines)
	most := lines[to][1]
	require.Regexp(t, `^[\d,]+\.\d\d$`, most)
	require.NotEqual(t, "0.00", most)
	b.do(chromedp.ScrollIntoView("table.payable"))
	b.picture("payable-zh")

	// The line's link leads to the form with that line filled in.
	link := `table.payable a[href*="to=P1"]`
	require.Equal(t, 1, ask[int](b, "document.querySelectorAll('"+link+"').length"))
	b.click(link)
	require.Equal(t, "/cases/"+key+"/decide/"+string(lifecycle.ReleaseMoney), b.where())
	require.Equal(t, "P1", ask[string](b, "document.querySelector('#f-to').value"))
	require.Contains(t, ask[string](b, "document.querySelector('#f-to').selectedOptions[0].text"), "宁波示例物业有限公司")
	require.Equal(t, most, ask[string](b, "document.querySelector('#f-amountFen').value"))
	b.picture("release-zh")
	b.click("form.decision button.primary")
	require.Equal(t, "/cases/"+key, b.where(), b.text())
	require.Contains(t, ask[string](b, "document.querySelector('.notice.ok').innerText"), "发放案款")
	for _, line := range rows() {
		require.NotContains(t, line[0], "P1", "it has been given out")
	}
	seen, err := s.court.View(t.Context(), key)
	require.NoError(t, err)
	require.Equal(t, most, yuan(seen.Enforcement.Money.ReleasedFen))
	b.open("/cases/" + key + "?lang=en")
	b.picture("released-en")
}

// yuan writes an amount as the pages do.
func yuan(fen int64) string {
	whole := strconv.FormatInt(fen/100, 10)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return fmt.Sprintf("%s.%02d", whole, fen%100)
}

// A file with every kind of fault is put right and filed, and its progress told.
func intakeInEnglish(t *testing.T, s *stage) {
	seen, err := s.court.View(t.Context(), s.keys["overdue"])
	require.NoError(t, err)
	good, bad := *seen.Filing, *seen.Filing
	good.Key, bad.Key, bad.Judge, bad.ClaimFen, bad.Parties = "console-e1", "console-e2", "", -1, nil
	file := filepath.Join(t.TempDir(), "filings.jsonl")
	faulty := append(jsonLines(t, good), []byte("{\"key\": \"broken\n")...)
	require.NoError(t, os.WriteFile(file, append(faulty, jsonLines(t, bad)...), 0o600))
	b := s.tab(t, "intake")
	b.open("/intake?lang=en")
	b.do(chromedp.SetUploadFiles("#file", []string{file}))
	b.click("form.decision button.primary")
	lines := ask[[]string](b, "[...document.querySelectorAll('tbody tr')].map(r => r.querySelector('.num').innerText + ' ' + r.querySelectorAll('.faults li').length)")
	require.Len(t, lines, 3, "a line of the file is a line of the page")
	require.Contains(t, b.text(), "parties")
	require.Contains(t, b.text(), "claimFen")
	b.picture("intake-faults-en")

	good2 := good
	good2.Key = "console-e2"
	require.NoError(t, os.WriteFile(file, jsonLines(t, good, good2), 0o600))
	b.open("/intake")
	b.do(chromedp.SetUploadFiles("#file", []string{file}))
	b.click("form.decision button.primary")
	require.Zero(t, ask[int](b, "document.querySelectorAll('.notice.bad').length"))
	b.picture("intake-clean-en")
	b.click("form button.primary")
	b.until("document.querySelector('.progress') && !document.querySelector('[data-poll]')")
	b.picture("intake-done-en")
	for _, key := range []string{"console-e1", "console-e2"} {
		eventually(t, key+" is in the register", func() bool {
			w, err := s.reg.Find(t.Context(), key)
			return err == nil && w.Row.Phase == lifecycle.FilingReview
		})
	}
}

// code is the verification code on a certificate, as its QR code carries it.
var code = regexp.MustCompile(`核　验　码：<b>([0-9A-Z-]+)</b>`)

// qrLink is where the QR code of an issued certificate leads, here.
func (s *stage) qrLink(t *testing.T) string {
	t.Helper()
	page, err := s.reg.List(t.Context(), register.Filter{Kind: casefile.KindCertificate})
	require.NoError(t, err)
	for _, w := range page.Workflows {
		if w.Row.Phase != lifecycle.Issued {
			continue
		}
		papers, err := s.court.Documents(t.Context(), w.Key)
		require.NoError(t, err)
		for _, d := range papers {
			content, err := s.court.Document(t.Context(), d.ID)
			require.NoError(t, err)
			if m := code.FindSubmatch(content.Content); m != nil {
				return "/verify?q=" + url.QueryEscape(string(m[1]))
			}
		}
	}
	t.Fatal("no certificate was issued")
	return ""
}

// Another site's form is nobody's decision, on any page that changes something.
func crossSiteRefused(t *testing.T, s *stage) {
	v := s.visitor(t, "judge")
	key := s.keys["supervised"]
	for _, path := range []string{"/cases/" + key + "/decide/record_contact", "/cases/" + key + "/apply/certificate", "/stuck", "/intake", access.SignOutPath} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+path, strings.NewReader("d.reason=x"))
		require.NoError(t, err)
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Accept", "text/html")
		req.Header.Set("Origin", "https://evil.example")
		req.Header.Set("Sec-Fetch-Site", "cross-site")
		resp, err := v.client.Do(req)
		require.NoError(t, err)
		resp.Body.Close()
		require.Equal(t, http.StatusForbidden, resp.StatusCode, path)
		require.Contains(t, resp.Header.Get("Content-Type"), "text/html", "people are told by a page")
	}
	got, _ := v.get("/cases")
	require.Equal(t, 200, got, "and nobody was signed out")
}

// Who asks too often is told by a page when to come back.
func overloadLooksLikeAPage(t *testing.T, s *stage) {
	strict := *s
	strict.url = s.serve(t, func(o *gateway.Options) { o.Rate, o.Burst = 0.001, 8 })
	b := strict.tab(t, "")
	// The first page brings style and script, which the browser keeps.
	for i := 0; !strings.Contains(b.text(), "Too many requests"); i++ {
		require.Less(t, i, 20, "never too many")
		b.open("/verify?lang=en")
	}
	require.Equal(t, 1, ask[int](b, "document.querySelectorAll('h1').length"))
	require.Equal(t, "429", ask[string](b, "document.querySelector('.eyebrow').innerText"))
	b.look("too-many-en")

	// A system is told by a problem.
	resp, err := http.Get(strict.url + "/api/v1/me")
	require.NoError(t, err)
	resp.Body.Close()
	require.Equal(t, "application/problem+json", resp.Header.Get("Content-Type"))
}
