package console_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/console"
	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// Three people and a stranger do their day's work on one court.
func TestThePages(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a server and a browser")
	}
	browser(t)
	s := newStage(t)
	for _, x := range []struct {
		name string
		run  func(*testing.T, *stage)
	}{
		{"people sign in, come back and go", peopleComeAndGo},
		{"a judge reads and decides", judgeDecides},
		{"a judge's way in English, by the keyboard", judgeByKeyboard},
		{"a decision works without JavaScript", decideByHand},
		{"a refusal is explained in place", refusalsExplained},
		{"a supervisor presses stuck cases on", supervisorPresses},
		{"a supervisor's way in English", supervisorInEnglish},
		{"the figures with what stands behind them", figuresShown},
		{"intake files a file", intakeFiles},
		{"a file is filed at any gateway", intakeAnywhere},
		{"a faulty file is put right and filed, in English", intakeInEnglish},
		{"a stranger verifies a certificate", strangerVerifies},
		{"applications say all their faults and are made once", applicationsMade},
		{"the integrity lists", honoursShown},
		{"the trail of accesses", trailShown},
		{"forms of every kind", formsLookRight},
		{"an officer gives out what came in", officerReleases},
		{"pages without JavaScript", withoutScript},
		{"nobody sees what is not theirs", nobodyElseSees},
		{"another site's form is refused", crossSiteRefused},
		{"errors look like pages", errorsLookLikePages},
		{"a case is found by its key or its number", casesFound},
		{"overload looks like a page", overloadLooksLikeAPage},
		{"pages are light", pagesAreLight},
		{"a decision is left with the server while nobody judges it", leftWithTheServer},
	} {
		t.Run(x.name, func(t *testing.T) { x.run(t, s) })
	}
}

func judgeDecides(t *testing.T, s *stage) {
	key := s.keys["supervised"]
	b := s.tab(t, "judge")
	b.open("/")
	require.Equal(t, "/cases", ask[string](b, "location.pathname"))
	require.Contains(t, b.text(), "我的案件")
	b.picture("cases-zh")
	first := ask[[]string](b, "[...document.querySelectorAll('tbody .due')].map(e => e.innerText.slice(0, 10))")
	require.Len(t, first, 3, "the three open cases")
	require.IsNonDecreasing(t, first, "what is due first comes first")

	b.open("/cases/" + key)
	sentence := ask[string](b, "document.querySelector('.sentence-text').innerText")
	require.Regexp(t, `^等待被告 .+履行生效文书确定的义务，最迟\d{4}-\d\d-\d\d（履行期间，民事诉讼法.*第264条）。$`, sentence)
	require.Equal(t, 12, ask[int](b, "document.querySelectorAll('.mechanisms > li').length"))
	require.Equal(t, 1, ask[int](b, "document.querySelectorAll('.diagram-wide .st-here').length"))
	require.Contains(t, ask[string](b, "document.querySelector('.diagram-wide .st-here').textContent"), "督促履行")
	require.Positive(t, ask[int](b, "document.querySelectorAll('.diagram-wide .st-past').length"))
	require.Positive(t, ask[int](b, "document.querySelectorAll('.diagram-wide .st-ahead').length"))
	require.Contains(t, b.text(), "24,000.00")
	b.picture("case-zh")
	// Why this date: the steps are there, closed.
	require.Contains(t, ask[string](b, "document.querySelector('.period details').textContent"), "届满")
	require.Positive(t, s.noted(t, "read_case", key), "who looked is on the trail")

	b.open("/cases/" + key + "/decide/record_contact")
	b.picture("decide-zh")
	b.do(chromedp.SetValue("#f-channel", "phone"), chromedp.Click("#f-reached"), chromedp.SetValue("#f-reason", "货款未到，月底前付清"))
	b.click("button.primary")
	require.Contains(t, ask[string](b, "document.querySelector('.notice.ok').innerText"), "督促联系记录")
	b.picture("taken-zh")

	b.open("/cases/" + key + "?lang=en")
	require.Equal(t, "en", ask[string](b, "document.documentElement.lang"))
	require.Regexp(t, `^Waiting for the defendant .+ to perform what the document orders, by .*performance period, CPL.*`, ask[string](b, "document.querySelector('.sentence-text').innerText"))
	b.picture("case-en")
	b.open("/cases")
	require.Contains(t, b.text(), "My cases", "the language stays")
	b.picture("cases-en")
	b.open("/cases/" + s.keys["missing"] + "?lang=zh")
	b.picture("missing-zh")
	b.click(".papers a")
	b.picture("document-zh")
}

// decision is the ID in a form's hidden field.
var decision = regexp.MustCompile(`name="_id" value="([^"]+)"`)

func decideByHand(t *testing.T, s *stage) {
	key := s.keys["supervised"]
	v := s.visitor(t, "judge")
	at := "/cases/" + key + "/decide/agree_plan"
	code, page := v.get(at)
	require.Equal(t, 200, code)
	id := decision.FindStringSubmatch(page)[1]
	require.Contains(t, page, `name="d.instalments[0].due"`, "one row to begin with")

	typed := url.Values{"_id": {id}, "d.obligation": {"O1"}, "d.instalments[0].amountFen": {"10,000"}, "d.instalments[0].due": {"2027-05-31"}}
	typed.Set("_add", "instalments")
	code, page, _ = v.post(at, typed)
	require.Equal(t, 200, code)
	require.Contains(t, page, `name="d.instalments[1].due"`)
	require.Contains(t, page, `value="2027-05-31"`, "what was typed stays")
	require.Contains(t, page, id, "the decision stays the same one")

	// A row too many is taken out again, and the one behind it moves up.
	typed.Del("_add")
	typed.Set("d.instalments[1].amountFen", "1")
	typed.Set("d.instalments[2].amountFen", "14000")
	typed.Set("d.instalments[2].due", "2027-06-30")
	typed.Set("_drop", "instalments[1]")
	_, page, _ = v.post(at, typed)
	require.Contains(t, page, `name="d.instalments[1].due" value="2027-06-30"`)
	require.NotContains(t, page, `d.instalments[2]`)

	typed = url.Values{"_id": {id}, "d.obligation": {"O1"},
		"d.instalments[0].amountFen": {"10,000"}, "d.instalments[0].due": {"2027-05-31"},
		"d.instalments[1].amountFen": {"14000.00"}, "d.instalments[1].due": {"2027-06-30"}}
	code, page, where := v.post(at, typed)
	require.Equal(t, 200, code, page)
	require.Contains(t, where, "taken="+id)
	require.Contains(t, page, "达成新的履行计划")
	// Sent twice by impatience, or after going back: it is done once.
	_, _, again := v.post(at, typed)
	require.Equal(t, where, again)
	seen, err := s.court.View(t.Context(), key)
	require.NoError(t, err)
	plans := 0
	for _, e := range seen.Timeline {
		if e.Event == lifecycle.AgreePlan && e.Decision == id {
			plans++
		}
	}
	require.Equal(t, 1, plans)
	require.Equal(t, int64(24_000_00), seen.Obligations[0].OutstandingFen)
}

func refusalsExplained(t *testing.T, s *stage) {
	b := s.tab(t, "judge")
	// What is wrong in the form stands at its field.
	b.open("/cases/" + s.keys["supervised"] + "/decide/record_contact")
	b.click("button.primary")
	require.Contains(t, ask[string](b, "document.querySelector('#refusal').innerText"), "请更正以下内容")
	require.Equal(t, "true", ask[string](b, "document.querySelector('#f-channel').getAttribute('aria-invalid')"))
	require.Contains(t, ask[string](b, "document.getElementById(document.querySelector('#f-channel').getAttribute('aria-describedby')).innerText"), "请从列表中选择")
	b.picture("faults-zh")

	// A summary case cannot be converted to summary procedure: the page names
	// the condition, the article, and what would be lawful.
	b.open("/cases/" + s.keys["overdue"] + "/decide/convert_procedure")
	b.do(chromedp.SetValue("#f-to", "summary"), chromedp.SetValue("#f-reason", "案情简单"))
	b.click("button.primary")
	refusal := ask[string](b, "document.querySelector('#refusal').innerText")
	require.Contains(t, refusal, "依法不予准许")
	require.Contains(t, refusal, "第169、170条")
	require.Contains(t, refusal, "此刻可以作出的是")
	b.picture("refused-zh")
	b.open("/cases/" + s.keys["overdue"] + "/decide/judge_in_court?lang=en")
	b.click("button.primary")
	b.picture("refused-en")
	b.open("/cases?lang=zh")

	// A link kept from another day leads to what is not lawful now.
	v := s.visitor(t, "judge")
	code, page := v.get("/cases/" + s.keys["overdue"] + "/decide/fee_waived")
	require.Equal(t, 409, code)
	require.Contains(t, page, "审理")

	// The ID of a decision that was taken is not taken for another one.
	at := "/cases/" + s.keys["overdue"] + "/decide/schedule_hearing"
	_, page = v.get(at)
	id := decision.FindStringSubmatch(page)[1]
	seen, err := s.court.View(t.Context(), s.keys["overdue"])
	require.NoError(t, err)
	on := seen.Now.AddDate(0, 0, 20).Format("2006-01-02")
	code, page, _ = v.post(at, url.Values{"_id": {id}, "d.on": {on}})
	require.Equal(t, 200, code, page)
	code, page, _ = v.post(at, url.Values{"_id": {id}, "d.on": {on}, "d.place": {"第一法庭"}})
	require.Equal(t, 409, code)
	require.NotEqual(t, id, decision.FindStringSubmatch(page)[1], "sent again it is a decision of its own")
}

func supervisorPresses(t *testing.T, s *stage) {
	key := s.keys["overdue"]
	b := s.tab(t, "supervisor")
	b.open("/")
	require.Equal(t, "/stuck", ask[string](b, "location.pathname"))
	found, err := s.reg.Stuck(t.Context(), time.Now(), register.StuckFilter{})
	require.NoError(t, err)
	require.Equal(t, len(found.Cases), ask[int](b, "document.querySelectorAll('.board tbody tr').length"), "the page agrees with the register")
	require.Contains(t, b.text(), "超过法定期限")
	require.Contains(t, b.text(), "已超期")
	b.picture("stuck-zh")

	// Without a reason nothing is sent.
	b.do(chromedp.Click(`input[name=case][value="` + key + `"]`))
	b.click(".bulk button")
	require.Contains(t, b.text(), "请写明理由")
	require.True(t, ask[bool](b, `document.querySelector('input[name=case][value="`+key+`"]').checked`), "what was chosen stays")
	require.Equal(t, "refusal", ask[string](b, "document.activeElement.id"), "what is wrong is read first")
	_, unchosen, _ := s.visitor(t, "supervisor").post("/stuck", url.Values{"deed": {"nonsense"}, "reason": {"x"}})
	for _, field := range []string{"deed", "case"} {
		require.Regexp(t, `name="`+field+`"[^>]*aria-describedby="fault-`+field+`"`, unchosen)
		require.Contains(t, unchosen, `id="fault-`+field+`"`)
	}
	b.do(chromedp.SetValue("[name=reason][maxlength]", "超审限，请三日内报结案计划"))
	b.click(".bulk button")
	require.Contains(t, b.text(), "督办：已办1件，共1件")
	b.picture("nudged-zh")
	eventually(t, "the nudge is on the record", func() bool {
		entries, err := s.reg.Timeline(t.Context(), key)
		require.NoError(t, err)
		return len(entries) > 0 && entries[len(entries)-1].Event == lifecycle.Nudge
	})

	v := s.visitor(t, "supervisor")
	// Sent twice with one mark, the nudge is one nudge; each case is answered for itself.
	form := url.Values{"batch": {"mark-1"}, "deed": {"nudge"}, "reason": {"再催"}, "case": {key, s.keys["online"]}}
	for range 2 {
		code, page, _ := v.post("/stuck", form)
		require.Equal(t, 200, code)
		require.Contains(t, page, "已办1件，共2件")
		require.Contains(t, page, "未办")
	}
	seen, err := s.court.View(t.Context(), key)
	require.NoError(t, err)
	nudges := 0
	for _, e := range seen.Timeline {
		if e.Event == lifecycle.Nudge {
			nudges++
		}
	}
	require.Equal(t, 2, nudges, "one from the browser and one sent twice")

	code, csv := v.get("/stuck/export?format=csv")
	require.Equal(t, 200, code)
	require.Contains(t, csv, seen.Row.CaseNumber)
	code, xlsx := v.get("/stuck/export?format=xlsx")
	require.Equal(t, 200, code)
	require.True(t, strings.HasPrefix(xlsx, "PK"))
	code, _ = v.get("/stuck?reason=hidden_overrun")
	require.Equal(t, 200, code)
	code, _ = v.get("/stuck?reason=nonsense")
	require.Equal(t, 422, code)

	b.open("/stuck?lang=en")
	b.picture("stuck-en")
	b.open("/cases/" + s.keys["border"] + "-zhi")
	require.Contains(t, b.text(), "enforcement")
	b.picture("enforcement-en")
	// The digest is a whole court's: who sees less is not led there.
	_, page := v.get("/stuck")
	require.Contains(t, page, `href="/digest"`)
	// Whatever kind a list may show can be filtered by, with its phases.
	_, cases := v.get("/cases?all=1")
	for _, word := range []string{`value="certificate_revocation"`, `value="credit_repair"`, `value="integrity_list"`, `value="list_approval"`, `value="repair_assessment"`, `value="` + string(lifecycle.CertificateKept) + `"`} {
		require.Contains(t, cases, word)
	}
	_, page = s.visitor(t, "judge").get("/stuck")
	require.NotContains(t, page, `href="/digest"`)
	b.open("/digest?lang=zh")
	b.picture("digest-zh")
}

func figuresShown(t *testing.T, s *stage) {
	b := s.tab(t, "supervisor")
	b.open("/figures?from=2025-01-01&to=2030-01-01&by=quarter")
	require.Contains(t, b.text(), "自动履行率")
	require.Positive(t, ask[int](b, "document.querySelectorAll('.trend-line').length"))
	b.picture("figures-zh")
	require.NotContains(t, strings.ToLower(b.text()), "排名第", "no league table")
	b.click(".figure-value a")
	require.Positive(t, ask[int](b, "document.querySelectorAll('tbody tr').length"))
	b.picture("figure-cases-zh")
	b.open("/figures?lang=en&group=trial")
	b.picture("figures-en")
	v := s.visitor(t, "supervisor")
	code, _ := v.get("/figures/export?format=csv&from=2025-01-01&to=2030-01-01")
	require.Equal(t, 200, code)
	code, page := v.get("/figures?from=nonsense")
	require.Equal(t, 422, code, page)
	code, _ = v.get("/figures/no-such-figure")
	require.Equal(t, 404, code)
}

func intakeFiles(t *testing.T, s *stage) {
	seen, err := s.court.View(t.Context(), s.keys["overdue"])
	require.NoError(t, err)
	good, bad := *seen.Filing, *seen.Filing
	good.Key, bad.Key, bad.Judge, bad.ClaimFen = "console-1", "console-2", "", -1
	file := filepath.Join(t.TempDir(), "filings.jsonl")
	require.NoError(t, os.WriteFile(file, jsonLines(t, good, bad), 0o600))

	b := s.tab(t, "intake")
	b.open("/")
	require.Equal(t, "/intake", ask[string](b, "location.pathname"))
	b.picture("intake-zh")
	b.do(chromedp.SetUploadFiles("#file", []string{file}))
	b.click("button.primary")
	text := b.text()
	require.Contains(t, text, "1件有误，共2件")
	require.Contains(t, text, "judge")
	require.Contains(t, text, "claimFen")
	require.Contains(t, ask[string](b, "document.querySelector('tbody tr').innerText"), "2", "the line of the fault")
	b.picture("intake-faults-zh")
	_, err = s.reg.Find(t.Context(), "console-1")
	require.ErrorIs(t, err, register.ErrNotFound, "nothing was sent")
	b.click("button.primary")
	b.until("document.body.innerText.includes('立案完成')")
	b.picture("intake-done-zh")
	eventually(t, "the case is in the register", func() bool {
		w, err := s.reg.Find(t.Context(), "console-1")
		return err == nil && w.Row.Phase == lifecycle.FilingReview
	})
	_, err = s.reg.Find(t.Context(), "console-2")
	require.ErrorIs(t, err, register.ErrNotFound)
	b.open("/intake?lang=en")
	b.picture("intake-en")

	// Somebody else's batch is not there for others.
	batch := regexp.MustCompile(`^/intake/[0-9a-f-]+$`)
	v := s.visitor(t, "intake")
	code, _, where := v.post("/intake", url.Values{"text": {"{}"}})
	require.Equal(t, 200, code)
	require.Regexp(t, batch, where)
	code, _ = s.visitor(t, "clerk").get(where)
	require.Equal(t, 404, code)
	code, _, _ = v.post("/intake", url.Values{"text": {"  "}})
	require.Equal(t, 422, code)
}

func strangerVerifies(t *testing.T, s *stage) {
	page, err := s.reg.List(t.Context(), register.Filter{Kind: casefile.KindCertificate})
	require.NoError(t, err)
	number := ""
	for _, w := range page.Workflows {
		if w.Row.Phase == lifecycle.Issued {
			number = w.Row.CaseNumber
		}
	}
	require.NotEmpty(t, number)
	b := s.tab(t, "")
	b.open("/verify")
	b.picture("verify-zh")
	b.do(chromedp.SetValue("#q", number))
	b.click("button.primary")
	require.Contains(t, b.text(), "有效")
	require.Contains(t, b.text(), "宁波市镇海区人民法院")
	b.picture("verified-zh")
	// By the QR code: its link says more, since whoever has it has the paper.
	link := s.qrLink(t)
	b.open(link)
	require.Contains(t, b.text(), number)
	require.Contains(t, b.text(), "SHA-256")
	b.picture("verified-qr-zh")
	b.open(link + "&lang=en")
	require.Contains(t, b.text(), "valid （2026）")
	b.picture("verified-qr-en")
	b.open("/verify?lang=en&q=" + url.QueryEscape("（1999）浙0211自动履行证明1号"))
	require.Contains(t, b.text(), "No such certificate")
	b.picture("verify-none-en")
}

func nobodyElseSees(t *testing.T, s *stage) {
	stranger := s.visitor(t, "")
	stranger.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for _, path := range []string{"/", "/cases", "/cases/" + s.keys["overdue"], "/stuck", "/figures", "/intake"} {
		code, page := stranger.get(path)
		require.Equal(t, 303, code, path+" leads to the sign-in")
		require.Contains(t, page, "/auth/login?next="+url.QueryEscape(path))
	}
	code, _, _ := stranger.post("/cases/"+s.keys["overdue"]+"/decide/nudge", url.Values{"d.reason": {"x"}})
	require.Equal(t, 401, code)
	other := s.visitor(t, "elsewhere")
	code, page := other.get("/cases/" + s.keys["overdue"])
	require.Equal(t, 403, code)
	require.NotContains(t, page, "魏某")
	code, _, _ = other.post("/cases/"+s.keys["overdue"]+"/decide/withdraw", url.Values{"_id": {"x-1"}, "d.reason": {"x"}})
	require.Equal(t, 403, code)
	code, page = other.get("/cases?all=1&closed=1")
	require.Equal(t, 200, code)
	require.NotContains(t, page, s.keys["overdue"])
	judge := s.visitor(t, "judge")
	code, _ = judge.get("/intake")
	require.Equal(t, 403, code)
	code, _ = judge.get("/stuck/export?format=csv")
	require.Equal(t, 403, code)
	code, _, _ = judge.post("/stuck", url.Values{"deed": {"nudge"}, "case": {s.keys["overdue"]}, "reason": {"x"}})
	require.Equal(t, 403, code)
	// Names and texts of cases come out as text, whatever is in them.
	code, page = judge.get("/cases?key=" + url.QueryEscape(`"><script>alert(1)</script>`))
	require.Equal(t, 404, code)
	require.NotContains(t, page, "<script>alert")
}

// A register that does not answer, or a case whose worker is away, is said so
// and never looks like an empty list.
func TestNothingThereIsNotAnEmptyList(t *testing.T) {
	r, err := register.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "register.db"))
	require.NoError(t, err)
	require.NoError(t, r.Close())
	c := &court.Court{Register: court.OverRegister(r), Policy: policy.Default()}
	pages := console.New(console.Options{Cases: &access.Guard{Court: c, Trail: &touches{}}, Boards: c, Reader: c, Register: r})
	for path, who := range map[string]access.Person{"/cases": person("judge"), "/stuck": person("supervisor"), "/figures": person("supervisor"), "/digest": person("supervisor"), "/verify?q=x": {}} {
		req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
		if who.Subject != "" {
			req = req.WithContext(access.With(t.Context(), who, ""))
		}
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, req)
		require.Equal(t, http.StatusServiceUnavailable, w.Code, path)
		require.NotEmpty(t, w.Header().Get("Retry-After"))
		require.Contains(t, w.Body.String(), "暂时无法答复")
		require.NotContains(t, w.Body.String(), "sql", "what failed inside is for the log")
		require.Contains(t, w.Header().Get("Content-Security-Policy"), "default-src 'none'")
		require.NotContains(t, w.Header().Get("Content-Security-Policy"), "unsafe")
	}
}

func errorsLookLikePages(t *testing.T, s *stage) {
	b := s.tab(t, "judge")
	b.open("/cases/no-such-case")
	require.Contains(t, b.text(), "没有找到")
	b.picture("not-found-zh")
	b.open("/cases/no-such-case?lang=en")
	b.picture("not-found-en")
	b.open("/intake?lang=en")
	require.Contains(t, b.text(), "Not allowed")
	b.picture("not-allowed-en")
	b.open("/intake?lang=zh")
	b.picture("not-allowed-zh")
}

func pagesAreLight(t *testing.T, s *stage) {
	v := s.visitor(t, "judge")
	asset := regexp.MustCompile(`(?:href|src)="(/static/[^"]+)"`)
	for _, path := range []string{"/cases", "/cases?all=1&closed=1", "/cases/" + s.keys["supervised"]} {
		_, page := v.get(path)
		total := len(page)
		for _, m := range asset.FindAllStringSubmatch(page, -1) {
			_, content := v.get(m[1])
			total += len(content)
		}
		t.Logf("%s with all it loads: %d bytes", path, total)
		require.Less(t, total, 100_000, path)
	}
}
