package console_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/workflows"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// certificate is the key of a certificate that was issued.
func (s *stage) certificate(t *testing.T) string {
	t.Helper()
	page, err := s.reg.List(t.Context(), register.Filter{Kind: casefile.KindCertificate})
	require.NoError(t, err)
	for _, w := range page.Workflows {
		if w.Row.Phase == lifecycle.Issued {
			return w.Key
		}
	}
	t.Fatal("no certificate was issued")
	return ""
}

// applied are how many applications of a kind the register knows.
func (s *stage) applied(t *testing.T, k casefile.Kind) (n int) {
	t.Helper()
	page, err := s.reg.List(t.Context(), register.Filter{Kind: k})
	require.NoError(t, err)
	return len(page.Workflows)
}

// hiddenField is a field that a form sends along.
var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]+)" value="([^"]*)"`)

// hidden are the hidden fields of a page's form.
func hidden(t *testing.T, v *visitor, path string) url.Values {
	t.Helper()
	_, page := v.get(path)
	fields := url.Values{}
	for _, m := range hiddenField.FindAllStringSubmatch(page, -1) {
		fields.Add(m[1], m[2])
	}
	require.NotEmpty(t, fields)
	return fields
}

// The three applications: everything that is wrong stands at its field at once,
// who may not is refused, and what is sent twice is one application.
func applicationsMade(t *testing.T, s *stage) {
	cert, enforcement, performed := s.certificate(t), s.keys["halfyear"]+"-zhi", s.keys["missing"]
	ended := closedCase(t, s.reg, "nb-ended", workflows.ClosedTimeBarred, nil)
	for _, x := range []struct {
		what, key, who, not string
		fields              []string // that must be filled in
		kind                casefile.Kind
		fill                url.Values
	}{
		{"certificate", performed, "clerk", "elsewhere", []string{"party"}, casefile.KindCertificate, url.Values{"d.party": {"D1"}}},
		{"repair", enforcement, "bureau", "elsewhere", []string{"party", "asked", "reason"}, casefile.KindRepair,
			url.Values{"d.party": {"D1"}, "d.asked": {casefile.RepairMeasures()[0], casefile.RepairMeasures()[1]}, "d.reason": {"已履行大部分义务"}, "d.papers": {"收入证明\n\n还款计划"}}},
		{"enforcement", ended, "clerk", "elsewhere", []string{"party"}, casefile.KindEnforcement, url.Values{"d.party": {"P1"}}},
		{"review", cert, "clerk", "elsewhere", []string{"ground", "reason"}, casefile.KindRevocation,
			url.Values{"d.ground": {string(casefile.RevocationGrounds()[0])}, "d.reason": {"债权人称付款系伪造"}}},
	} {
		t.Run(x.what, func(t *testing.T) {
			at := "/cases/" + x.key + "/apply/" + x.what
			b := s.tab(t, x.who)
			b.open(at + "?lang=zh")
			b.picture("apply-" + x.what + "-zh")
			b.do(chromedp.Evaluate[chromedp.Void]("for (const e of document.querySelectorAll('form.decision select')) e.value = ''"))
			b.click("form.decision button.primary")
			require.Equal(t, "refusal", ask[string](b, "document.activeElement.id"))
			for _, name := range x.fields {
				require.NotEmpty(t, ask[string](b, "document.getElementById('f-"+name+"-fault').innerText"), name+" says at its place what is wrong")
				require.Contains(t, ask[string](b, "document.getElementById('f-"+name+"').getAttribute('aria-describedby')"), "f-"+name+"-fault")
			}
			require.Len(t, ask[[]string](b, "[...document.querySelectorAll('#refusal li')].map(e => e.innerText)"), len(x.fields), "all at once, and nothing else")
			require.Contains(t, b.where(), "/apply/", "nothing was handed in")
			b.picture("apply-" + x.what + "-faults-zh")

			// Tampered with: a party and a measure that there are not.
			v := s.visitor(t, x.who)
			form := url.Values{"d.party": {"D9"}, "d.asked": {"nonsense"}, "d.ground": {"nonsense"}, "d.reason": {strings.Repeat("长", 1400)}}
			code, page, _ := v.post(at, form)
			require.Equal(t, 422, code)
			for _, name := range x.fields {
				require.Contains(t, page, `id="f-`+name+`-fault"`)
			}

			other := s.visitor(t, x.not)
			code, _ = other.get(at)
			require.Equal(t, 403, code)
			code, _, _ = other.post(at, x.fill)
			require.Equal(t, 403, code)
			auditor := s.visitor(t, "auditor")
			code, _, _ = auditor.post(at, x.fill)
			require.Equal(t, 403, code, "who reads all writes nothing")

			for name, value := range hidden(t, v, at) {
				x.fill[name] = value
			}
			before := s.applied(t, x.kind)
			_, _, first := v.post(at, x.fill)
			require.Contains(t, first, "applied="+url.QueryEscape(x.key+"-"))
			made := strings.SplitN(first, "applied=", 2)[1]
			made, err := url.QueryUnescape(made)
			require.NoError(t, err)
			eventually(t, "the application is in the register", func() bool {
				_, err := s.reg.Find(t.Context(), made)
				return err == nil
			})
			_, _, second := v.post(at, x.fill)
			require.Equal(t, first, second, "sent twice it is one application")
			require.Equal(t, before+1, s.applied(t, x.kind))
			b.open(first)
			require.Contains(t, ask[string](b, "document.querySelector('.notice.ok').innerText"), made)
			b.picture("applied-" + x.what + "-zh")
			b.open("/cases/" + made + "?lang=en")
			b.picture("application-" + x.what + "-en")
			b.open(at)
			b.picture("apply-" + x.what + "-en")
		})
	}
	code, _ := s.visitor(t, "clerk").get("/cases/" + performed + "/apply/nonsense")
	require.Equal(t, 404, code)
}

func honoursShown(t *testing.T, s *stage) {
	eventually(t, "the list has looked for candidates", func() bool {
		list, err := s.reg.ListEntries(t.Context(), register.EntryFilter{})
		return err == nil && len(list) > 0
	})
	list, err := s.reg.ListEntries(t.Context(), register.EntryFilter{})
	require.NoError(t, err)
	b := s.tab(t, "supervisor")
	b.open("/honours?lang=zh")
	require.Equal(t, len(list), ask[int](b, "document.querySelectorAll('tbody tr').length"), "the page agrees with the register")
	require.Contains(t, b.text(), list[0].Number)
	b.picture("honours-zh")
	b.do(chromedp.SetValue("select[name=state]", "removed"))
	b.click(".filters button")
	require.Equal(t, 1, ask[int](b, "document.querySelectorAll('.empty').length"))
	b.picture("honours-none-zh")
	b.open("/honours?lang=en&batch=" + url.QueryEscape(list[0].Batch))
	require.Equal(t, len(list), ask[int](b, "document.querySelectorAll('tbody tr').length"))
	b.picture("honours-en")
	b.open("/cases/" + s.keys["list"])
	b.picture("list-case-en")

	// A list is a whole court's: who sees their division's cases has none.
	for _, who := range []string{"judge", "clerk"} {
		code, page := s.visitor(t, who).get("/honours")
		require.Equal(t, 403, code, who)
		require.NotContains(t, page, list[0].Number)
	}
	code, page := s.visitor(t, "supervisor").get("/honours?court=" + url.QueryEscape("浙0105"))
	require.NotEqual(t, 200, code, "another court's list")
	require.NotContains(t, page, list[0].Number)
}

func trailShown(t *testing.T, s *stage) {
	key := s.keys["overdue"]
	s.visitor(t, "judge").get("/cases/" + key)
	s.visitor(t, "elsewhere").get("/cases/" + key)
	b := s.tab(t, "auditor")
	b.open("/audit?lang=zh")
	b.picture("audit-zh")
	b.do(chromedp.SetValue("input[name=case]", key))
	b.click(".filters button")
	rows := ask[[]string](b, "[...document.querySelectorAll('tbody tr')].map(e => e.innerText)")
	require.NotEmpty(t, rows)
	all := strings.Join(rows, "\n")
	require.Contains(t, all, "J001", "who read it")
	require.Contains(t, all, "J901", "and who tried to")
	require.Contains(t, all, "已拒绝")
	require.Contains(t, all, "查阅案件")
	for _, row := range rows {
		require.Contains(t, row, key)
	}
	require.Positive(t, s.noted(t, "read_trail", key), "reading the trail is on the trail")
	// On a phone many accesses are seen at once.
	b.do(phone)
	require.Less(t, ask[float64](b, "document.querySelector('.trail tbody').offsetHeight / document.querySelectorAll('.trail tbody tr').length"), 105.0)
	b.do(desk)
	b.open("/audit?who=J901&lang=en")
	for _, row := range ask[[]string](b, "[...document.querySelectorAll('tbody tr')].map(e => e.innerText)") {
		require.Contains(t, row, "J901")
	}
	b.picture("audit-en")
	b.open("/audit?from=2020-01-01&to=2020-01-02")
	require.Equal(t, 1, ask[int](b, "document.querySelectorAll('.empty').length"))

	auditor := s.visitor(t, "auditor")
	code, page := auditor.get("/audit?from=31.12.2026&to=never")
	require.Equal(t, 422, code)
	require.Contains(t, page, "from")
	require.Contains(t, page, "to")
	code, _ = auditor.get("/audit?after=nonsense")
	require.Equal(t, 422, code)
	for _, who := range []string{"judge", "clerk", "supervisor", "intake"} {
		code, _ := s.visitor(t, who).get("/audit")
		require.Equal(t, 403, code, who)
	}
	code, _, _ = auditor.post("/cases/"+key+"/decide/nudge", url.Values{"_id": {"audit-1"}, "d.reason": {"x"}})
	require.Equal(t, 403, code, "who reads all writes nothing")
}

// One form of every kind of decision, the long ones and the short, as they are
// drawn from their schemas.
func formsLookRight(t *testing.T, s *stage) {
	for _, x := range []struct{ name, who, key, event string }{
		{"judgment", "judge", s.keys["overdue"], "judge_in_court"},
		{"mediation", "judge", s.keys["overdue"], "mediate"},
		{"hearing", "judge", s.keys["overdue"], "schedule_hearing"},
		{"preservation", "judge", s.keys["overdue"], "apply_preservation"},
		{"exclusion", "judge", s.keys["overdue"], "exclude_time"},
		{"plan", "judge", s.keys["supervised"], "agree_plan"},
		{"payment", "clerk", s.keys["supervised"], "pay"},
		{"listing", "officer", s.keys["halfyear"] + "-zhi", string(lifecycle.DecideListing)},
		{"distribution", "officer", s.keys["halfyear"] + "-zhi", string(lifecycle.DistributionPlan)},
		{"nudge", "supervisor", s.keys["overdue"], "nudge"},
	} {
		b := s.tab(t, x.who)
		b.open("/cases/" + x.key + "/decide/" + x.event + "?lang=zh")
		require.Equal(t, 1, ask[int](b, "document.querySelectorAll('form.decision').length"), x.event)
		b.picture("form-" + x.name + "-zh")
		b.click("form.decision button.primary")
		b.picture("form-" + x.name + "-faults-zh")
		b.open("/cases/" + x.key + "/decide/" + x.event + "?lang=en")
		b.picture("form-" + x.name + "-en")
	}
	b := s.tab(t, "officer")
	b.open("/cases/" + s.keys["halfyear"] + "-zhi?lang=zh")
	b.picture("enforcement-zh")
}

// With scripts switched off in the browser, pages are read and forms are sent.
func withoutScript(t *testing.T, s *stage) {
	b := s.tab(t, "judge", chromedp.Flag("blink-settings", "scriptEnabled=false"))
	key := s.keys["supervised"]
	b.open("/cases")
	require.False(t, ask[bool](b, "document.documentElement.classList.contains('scripted')"), "no script ran")
	require.Contains(t, b.text(), "我的案件")
	b.open("/cases/" + key)
	require.Contains(t, b.text(), "等待被告")
	b.open("/cases/" + key + "/decide/record_contact")
	b.do(chromedp.Click("form.decision button.primary"))
	b.until("!!document.querySelector('#refusal')")
	require.Contains(t, b.text(), "请更正以下内容")
	b.do(chromedp.SetValue("#f-channel", "phone"), chromedp.SetValue("#f-reason", "下周付清"), chromedp.Click("form.decision button.primary"))
	b.until("!!document.querySelector('.notice.ok')")
	require.Contains(t, b.text(), "督促联系记录")

	i := s.tab(t, "intake", chromedp.Flag("blink-settings", "scriptEnabled=false"))
	i.open("/intake")
	i.do(chromedp.Click("summary"), chromedp.SetValue("#text", "{}"), chromedp.Click("form.decision button.primary"))
	i.until("document.querySelectorAll('.faults li').length > 3")

	m := s.tab(t, "supervisor", chromedp.Flag("blink-settings", "scriptEnabled=false"))
	m.open("/stuck")
	m.do(chromedp.Click(`input[name=case][value="`+s.keys["overdue"]+`"]`), chromedp.SetValue(".bulk [name=reason]", "请尽快"), chromedp.Click(".bulk button"))
	m.until("!!document.querySelector('.outcomes')")
	require.Contains(t, m.text(), "督办：已办1件，共1件")
}
