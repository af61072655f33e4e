package console_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest"
	"google.golang.org/grpc"

	"luxing/activities/register"
	"luxing/docs/examples"
	"luxing/starter/access"
	"luxing/starter/console"
	"luxing/starter/court"
	"luxing/starter/training"
	"luxing/worker/embedded"
	"luxing/worker/host"
	"luxing/worker/local/docket"
	"luxing/worker/registration"
	"luxing/workflows"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// env is an environment that a test makes up.
type env map[string]string

func (e env) Environ() []string                 { return nil }
func (e env) LookupEnv(k string) (string, bool) { v, ok := e[k]; return v, ok }

// people are who signs in on these pages.
var people = map[string]access.Person{
	"judge":      {Subject: "J001", Name: "沈某", Roles: []lifecycle.Role{lifecycle.Judge}, Court: "浙0211", Division: "民一庭"},
	"supervisor": {Subject: "M001", Name: "陈某", Roles: []lifecycle.Role{lifecycle.TrialManagement}, Court: "浙0211"},
	"intake":     {Subject: "I001", Name: "立案窗口", Roles: []lifecycle.Role{lifecycle.Intake}, Court: "浙0211"},
	"clerk":      {Subject: "C001", Name: "方某", Roles: []lifecycle.Role{lifecycle.Clerk}, Court: "浙0211", Division: "民一庭"},
	"elsewhere":  {Subject: "J900", Name: "他院法官", Roles: []lifecycle.Role{lifecycle.Judge}, Court: "浙0105", Division: "民一庭"},
}

// door signs people in as the gateway does: it puts the person of the session
// into the context. Whose session it is, is a cookie here.
func door(next http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+access.SignInPath, func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "who", Value: r.URL.Query().Get("as"), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
		http.Redirect(w, r, r.URL.Query().Get("next"), http.StatusSeeOther)
	})
	mux.HandleFunc("POST "+access.SignOutPath, func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "who", Path: "/", MaxAge: -1})
		http.Redirect(w, r, "/verify", http.StatusSeeOther)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if c, err := r.Cookie("who"); err == nil {
			if p, ok := people[c.Value]; ok {
				r = r.WithContext(access.With(r.Context(), p, "127.0.0.1"))
			}
		}
		next.ServeHTTP(w, r)
	})
	return http.NewCrossOriginProtection().Handler(mux)
}

// touches is a trail in memory.
type touches struct {
	mu  sync.Mutex
	all []access.Touch
}

func (t *touches) Note(_ context.Context, x access.Touch) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.all = append(t.all, x)
	return nil
}

func (t *touches) count(what, key string) (n int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, x := range t.all {
		if x.What == what && x.Case == key {
			n++
		}
	}
	return n
}

// stage is a court on one machine with its console: server, worker, register
// and a docket that was played.
type stage struct {
	url   string
	court *court.Court
	reg   *register.Register
	trail *touches
	// keys are the played cases by the names that the docket gives them.
	keys map[string]string
}

// samples are played for the pages to show: a case left open past its limit,
// one whose debtor pays by instalments, one performed in court with a
// certificate, one with an enforcement, and one with a public notice.
var samples = []string{"01-", "03-", "05-", "23-", "24-"}

func newStage(t *testing.T) *stage {
	t.Helper()
	dir := t.TempDir()
	attributes := map[string]enumspb.IndexedValueType{}
	for _, a := range workflows.Attributes() {
		attributes[a.GetName()] = a.GetValueType()
	}
	server, err := embedded.Start(t.Context(), embedded.Options{DataDir: dir, FrontendPort: embedded.AnyPort, SearchAttributes: attributes, Training: true, Log: zap.NewNop()})
	require.NoError(t, err)
	t.Cleanup(func() { _ = server.Stop() })
	connection := client.Options{HostPort: server.FrontendAddress(), Namespace: server.Namespace()}
	connection.ConnectionOptions.DialOptions = []grpc.DialOption{grpc.WithChainUnaryInterceptor(training.FollowClock())}
	config, err := host.ReadConfigFor(env{"LUXING_DATA": dir, "LUXING_KEYS": "none", "LUXING_METRICS_ADDRESS": "127.0.0.1:0"}, connection)
	require.NoError(t, err)
	worker, err := host.Start(t.Context(), config, registration.Register, zap.NewNop())
	require.NoError(t, err)
	t.Cleanup(func() { _ = worker.Stop() })
	s := &stage{trail: &touches{}, keys: map[string]string{}}
	s.reg, err = register.Open(t.Context(), config.Register)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.reg.Close() })
	s.court = &court.Court{Temporal: worker.Client(), Register: court.OverRegister(s.reg), Policy: policy.Default(), Server: server.FrontendAddress(), TaskQueue: config.TaskQueue}

	all, err := docket.Load(examples.Docket)
	require.NoError(t, err)
	var chosen []docket.Sample
	for _, x := range all {
		for _, p := range samples {
			if strings.HasPrefix(x.Name, p) {
				chosen = append(chosen, x)
			}
		}
	}
	require.Len(t, chosen, len(samples))
	player := &docket.Player{Court: s.court, Clock: training.New(worker.Client().WorkflowService(), server.Namespace()), Temporal: worker.Client(), Prefix: "nb"}
	cases := docket.Cases(chosen)
	require.NoError(t, docket.Err(player.Play(t.Context(), cases)))
	for _, c := range cases {
		s.keys[c.Key] = player.PlayedKey(c)
	}

	guard := &access.Guard{Court: s.court, Trail: s.trail}
	pages := console.New(console.Options{
		Cases: guard, Honours: guard, Boards: s.court, Reader: s.court, Register: s.reg,
		Training: true, Log: zaptest.NewLogger(t, zaptest.Level(zap.WarnLevel)),
	})
	web := httptest.NewServer(door(pages))
	t.Cleanup(web.Close)
	s.url = web.URL
	return s
}

// visitor is a browser without JavaScript: a client with cookies.
type visitor struct {
	t      *testing.T
	s      *stage
	client *http.Client
}

func (s *stage) visitor(t *testing.T, who string) *visitor {
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	v := &visitor{t, s, &http.Client{Jar: jar, Timeout: time.Minute}}
	if who != "" {
		v.get(access.SignInPath + "?as=" + who + "&next=/verify")
	}
	return v
}

func (v *visitor) get(path string) (int, string) {
	v.t.Helper()
	resp, err := v.client.Get(v.s.url + path)
	require.NoError(v.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(v.t, err)
	return resp.StatusCode, string(body)
}

func (v *visitor) post(path string, form url.Values) (int, string, string) {
	v.t.Helper()
	resp, err := v.client.PostForm(v.s.url+path, form)
	require.NoError(v.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(v.t, err)
	return resp.StatusCode, string(body), resp.Request.URL.RequestURI()
}

// browser finds a Chromium to look with. LUXING_TEST_CHROMIUM=required, as CI
// sets it, makes its absence a failure.
func browser(t *testing.T) string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("LUXING_TEST_CHROMIUM") == "required" {
		t.Fatal("LUXING_TEST_CHROMIUM=required, but no chromium is in the PATH")
	}
	t.Skip("no chromium in the PATH: install Debian's chromium and fonts-noto-cjk to see the pages")
	return ""
}

// tab is one person's browser.
type tab struct {
	t   *testing.T
	s   *stage
	ctx context.Context
	who string
}

// patience bounds every action in a browser.
const patience = 30 * time.Second

func (s *stage) tab(t *testing.T, who string) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser(t)), chromedp.NoSandbox,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "zh-CN"))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &tab{t, s, ctx, who}
	require.NoError(t, chromedp.Do(ctx, desk))
	if who != "" {
		b.do(chromedp.Navigate(s.url + access.SignInPath + "?as=" + who + "&next=/verify"))
	}
	return b
}

var (
	desk  = chromedp.EmulateViewport(1366, 768)
	phone = chromedp.EmulateViewport(390, 844)
)

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	require.NoError(b.t, chromedp.Do(ctx, steps...))
}

func (b *tab) open(path string) { b.t.Helper(); b.do(chromedp.Navigate(b.s.url + path)) }

// click presses what a link or button says and waits for the page that follows.
func (b *tab) click(selector string) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void]("window.before = true"), chromedp.Click(selector))
	b.until("document.readyState === 'complete' && !window.before")
}

func (b *tab) until(condition string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](condition))
		if err == nil && ok {
			return
		}
		if ctx.Err() != nil {
			text, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string]("location.href + '\\n' + document.body.innerText"))
			b.t.Fatalf("never came true: %s (%v)\n%s", condition, err, text)
		}
	}
}

func (b *tab) text() string {
	b.t.Helper()
	return ask[string](b, "document.body.innerText")
}

func ask[T any](b *tab, expression string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	require.NoError(b.t, err, expression)
	return v
}

// artefacts is where pictures go; the folder is git-ignored.
const artefacts = "../../.artefacts/console"

// picture looks at the page at a desk and on a phone, keeps what it saw, and
// says what is wrong with the page for those who do not see it.
func (b *tab) picture(name string) {
	b.t.Helper()
	require.NoError(b.t, os.MkdirAll(artefacts, 0o755))
	for _, v := range []struct {
		size  string
		width int
		set   chromedp.Action[chromedp.Void]
	}{
		{"1366", 1366, desk}, {"390", 390, phone}, {"360", 360, chromedp.EmulateViewport(360, 740)},
	} {
		b.do(v.set)
		wide := ask[int](b, "document.documentElement.scrollWidth")
		require.LessOrEqual(b.t, wide, v.width, "%s is wider than a screen of %d", name, v.width)
		if v.width == 360 {
			continue
		}
		ctx, cancel := context.WithTimeout(b.ctx, patience)
		png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
		cancel()
		require.NoError(b.t, err)
		require.NoError(b.t, os.WriteFile(filepath.Join(artefacts, name+"-"+v.size+".png"), png, 0o600))
	}
	b.do(desk)
	b.sound(name)
}

// faultsOfPage finds what keeps a page from those who use a keyboard or
// listen to it.
const faultsOfPage = `(() => {
	const out = [];
	const say = (what, el) => out.push(what + ': ' + (el ? el.outerHTML.slice(0, 120) : ''));
	if (!['zh-CN', 'en'].includes(document.documentElement.lang)) say('lang');
	if (document.querySelectorAll('h1').length !== 1) say('not one h1');
	for (const tag of ['header', 'main', 'footer', 'nav']) if (!document.querySelector(tag)) say('no ' + tag);
	let level = 0;
	for (const h of document.querySelectorAll('h1,h2,h3,h4')) {
		const n = Number(h.tagName[1]);
		if (n > level + 1) say('heading skips a level', h);
		level = n;
	}
	for (const el of document.querySelectorAll('input:not([type=hidden]),select,textarea')) {
		if (!el.labels.length && !el.getAttribute('aria-label')) say('no label', el);
	}
	for (const el of document.querySelectorAll('button,a')) {
		if (!el.textContent.trim() && !el.getAttribute('aria-label')) say('no name', el);
	}
	for (const el of document.querySelectorAll('svg')) {
		if (el.getAttribute('aria-hidden') !== 'true' && !(el.getAttribute('role') === 'img' && (el.getAttribute('aria-label') || el.querySelector('title')))) say('picture without a name', el);
	}
	for (const el of document.querySelectorAll('thead th')) if (el.scope !== 'col') say('th without scope', el);
	for (const el of document.querySelectorAll('tbody th')) if (el.scope !== 'row') say('th without scope', el);
	const ids = new Set();
	for (const el of document.querySelectorAll('[id]')) { if (ids.has(el.id)) say('id twice', el); ids.add(el.id); }
	for (const el of document.querySelectorAll('[aria-describedby],[aria-labelledby]')) {
		for (const id of ((el.getAttribute('aria-describedby') || '') + ' ' + (el.getAttribute('aria-labelledby') || '')).trim().split(/\s+/)) {
			if (!document.getElementById(id)) say('points to nothing', el);
		}
	}
	if (document.querySelector('[style],style,script:not([src]),[onclick],[onsubmit]')) say('inline', document.querySelector('[style],style,script:not([src])'));
	if (!document.querySelector('.skip')) say('no skip link');
	if (/%!|\b(MISSING|EXTRA)\b|<nil>/.test(document.body.innerText)) say('a text with a hole: ' + document.body.innerText.match(/.{20}(%!|MISSING|EXTRA|<nil>).{20}/));
	const key = document.body.innerText.match(/\b(nav|col|case|stuck|alert|filter|form|field|error|bulk|intake|verify|figures|duty|due|bar|status|kind|side|word|decide|refused)\.[a-z_.]+\b/);
	if (key) say('a key instead of its text: ' + key[0]);
	return out;
})()`

func (b *tab) sound(name string) {
	b.t.Helper()
	require.Empty(b.t, ask[[]string](b, faultsOfPage), name)
}

// eventually repeats a check until it holds; the register is written a moment
// after a case has answered.
func eventually(t *testing.T, what string, check func() bool) {
	t.Helper()
	require.Eventually(t, check, patience, 50*time.Millisecond, what)
}

// jsonLines writes values one a line.
func jsonLines(t *testing.T, values ...any) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, v := range values {
		raw, err := json.Marshal(v)
		require.NoError(t, err)
		fmt.Fprintf(&b, "%s\n", raw)
	}
	return b.Bytes()
}
