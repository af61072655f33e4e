package console_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
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
	"luxing/starter/gateway"
	"luxing/starter/gateway/issuer"
	"luxing/starter/training"
	"luxing/worker/embedded"
	"luxing/worker/host"
	"luxing/worker/local/docket"
	"luxing/worker/registration"
	"luxing/workflows"
	"luxing/workflows/policy"
)

// env is an environment that a test makes up.
type env map[string]string

func (e env) Environ() []string                 { return nil }
func (e env) LookupEnv(k string) (string, bool) { v, ok := e[k]; return v, ok }

// people are who signs in on these pages, by the built-in issuer's IDs.
var people = map[string]string{
	"judge": "J001", "supervisor": "T001", "intake": "I001", "clerk": "C001", "elsewhere": "J901", "officer": "E001", "bureau": "C002", "auditor": "A001", "president": "Y001", "head": "H001",
}

// person is one of the people as the court sees them.
func person(name string) access.Person {
	for _, p := range issuer.People() {
		if p.ID == people[name] {
			return access.Person{Subject: p.ID, Name: p.Name, Roles: p.Roles, Court: p.Court, Division: p.Division}
		}
	}
	panic("nobody is " + name)
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

// noted counts what the register's trail says of a case.
func (s *stage) noted(t *testing.T, what, key string) (n int) {
	t.Helper()
	all, _, err := s.reg.Accesses(t.Context(), register.AccessFilter{Case: key, Limit: 500})
	require.NoError(t, err)
	for _, x := range all {
		if x.What == what {
			n++
		}
	}
	return n
}

// stage is a court on one machine with its gateway, built-in issuer and console:
// server, worker, register and a docket that was played.
type stage struct {
	url   string
	court *court.Court
	reg   *register.Register
	// keys are the played cases by the names that the docket gives them.
	keys map[string]string
	// worker judges the cases; config is what it starts with.
	worker *host.Host
	config host.Config
}

// away stops the worker, so that no case answers.
func (s *stage) away(t *testing.T) {
	t.Helper()
	require.NoError(t, s.worker.Stop())
	s.worker = nil
}

// back starts a worker.
func (s *stage) back(t *testing.T) {
	t.Helper()
	var err error
	s.worker, err = host.Start(context.WithoutCancel(t.Context()), s.config, registration.Register, zap.NewNop())
	require.NoError(t, err)
}

// samples are played for the pages to show: a case left open past its limit,
// one whose debtor pays by instalments, one performed in court with a
// certificate, one with an enforcement, one with a public notice, and one
// whose enforcement found nothing and goes on.
var samples = []string{"01-", "03-", "05-", "23-", "24-", "28-"}

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
	s := &stage{keys: map[string]string{}, config: config}
	s.back(t)
	t.Cleanup(func() {
		if s.worker != nil {
			_ = s.worker.Stop()
		}
	})
	// The court's client is its own: it is there when the worker is not.
	own, err := client.DialContext(t.Context(), connection)
	require.NoError(t, err)
	t.Cleanup(own.Close)
	s.reg, err = register.Open(t.Context(), config.Register)
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.reg.Close() })
	s.court = &court.Court{Temporal: own, Register: court.OverRegister(s.reg), Policy: policy.Default(), Server: server.FrontendAddress(), TaskQueue: config.TaskQueue}

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
	player := &docket.Player{Court: s.court, Clock: training.New(own.WorkflowService(), server.Namespace()), Temporal: own, Prefix: "nb"}
	cases := docket.Cases(chosen)
	require.NoError(t, docket.Err(player.Play(t.Context(), cases)))
	for _, c := range cases {
		s.keys[c.Key] = player.PlayedKey(c)
	}

	// The integrity list of this period, which takes in who has a certificate.
	list, err := s.court.BeginList(t.Context(), "浙0211")
	require.NoError(t, err)
	s.keys["list"] = list.Key

	s.url = s.serve(t, func(o *gateway.Options) { o.Rate, o.Burst = rate, rate })
	return s
}

// serve opens a gateway with the built-in issuer and the console before the court.
func (s *stage) serve(t *testing.T, change func(*gateway.Options)) string {
	t.Helper()
	at, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	parts := gateway.PartsOf(s.court, s.reg, zaptest.NewLogger(t, zaptest.Level(zap.WarnLevel)))
	parts.Training = true
	gate, _, err := gateway.OpenLocal(parts, at.Addr(), console.Pages, change)
	require.NoError(t, err)
	ctx, end := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- gate.Serve(ctx, at) }()
	t.Cleanup(func() { end(); require.NoError(t, <-served) })
	return "http://" + at.Addr().String()
}

// rate is how often one person may ask in these tests.
const rate = 300

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
		v.signIn(who, "/verify")
	}
	return v
}

// signIn goes the whole way through the issuer and comes back to a page.
func (v *visitor) signIn(who, next string) {
	v.t.Helper()
	resp, err := v.client.Get(v.s.url + string(access.SignInPath) + "?next=" + url.QueryEscape(next))
	require.NoError(v.t, err)
	resp.Body.Close()
	require.Equal(v.t, "/issuer/authorize", resp.Request.URL.Path)
	resp, err = v.client.PostForm(resp.Request.URL.String(), url.Values{"person": {people[who]}})
	require.NoError(v.t, err)
	resp.Body.Close()
	require.Equal(v.t, next, resp.Request.URL.RequestURI())
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
const patience = 90 * time.Second

func (s *stage) tab(t *testing.T, who string, flags ...chromedp.ExecAllocatorOption) *tab {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser(t)), chromedp.NoSandbox,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "zh-CN"))
	options = append(options, flags...)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &tab{t, s, ctx, who}
	require.NoError(t, chromedp.Do(ctx, desk))
	if who != "" {
		b.open(access.SignInPath + "?next=/verify")
		b.choose(who)
	}
	return b
}

// choose presses the issuer's button of somebody, and comes back.
func (b *tab) choose(who string) {
	b.t.Helper()
	require.Equal(b.t, "/issuer/authorize", b.where())
	b.click(`button[name=person][value="` + people[who] + `"]`)
}

// where is the path of the page.
func (b *tab) where() string { b.t.Helper(); return ask[string](b, "location.pathname") }

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
	b.look(name)
	b.sound(name)
}

// look keeps what is seen at a desk and on a phone, where nothing may stick out.
func (b *tab) look(name string) {
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
	html := ask[string](b, "document.documentElement.outerHTML")
	require.NoError(b.t, os.WriteFile(filepath.Join(artefacts, name+".html"), []byte(html), 0o600))
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
	for (const el of document.querySelectorAll('table')) if (!el.querySelector('thead th[scope=col]')) say('table without headings', el);
	if (!document.querySelector('main#main[tabindex="-1"]')) say('the skip link leads nowhere');
	// What is in the other language says so.
	const other = document.documentElement.lang === 'en' ? 'zh-CN' : 'en';
	const foreign = document.documentElement.lang === 'en' ? /\p{Script=Han}/u : /[A-Za-z]{2,} [A-Za-z]*[a-z]{2,} [A-Za-z]*[a-z]{2,}/;
	const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (words.nextNode()) {
		const el = words.currentNode.parentElement;
		if (['SCRIPT', 'STYLE', 'TEXTAREA'].includes(el.tagName)) continue;
		if (foreign.test(words.currentNode.data) && el.closest('[lang]').lang !== other) say('foreign words unmarked', el);
	}
	// Contrast of every text with what is behind it.
	const rgb = (s) => { const m = s.match(/[\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
	const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3]));
	const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
	const ground = (el) => { for (let stack = []; ; el = el.parentElement) {
		const c = el ? rgb(getComputedStyle(el).backgroundColor) : [255, 255, 255, 1];
		stack.push(c);
		if (c[3] === 1) return stack.reverse().slice(1).reduce((under, c) => over(c, under), c.slice(0, 3));
	} };
	const looked = new Set();
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (texts.nextNode()) {
		const el = texts.currentNode.parentElement;
		if (!texts.currentNode.data.trim() || looked.has(el) || ['OPTION', 'SCRIPT', 'TITLE', 'DESC'].includes(el.tagName.toUpperCase()) || !el.checkVisibility()) continue;
		looked.add(el);
		const style = getComputedStyle(el), svg = el.closest('svg');
		let opacity = 1;
		for (let e = el; e; e = e.parentElement) opacity *= Number(getComputedStyle(e).opacity);
		let behind = ground(svg ? svg.parentElement : el);
		const box = svg && el.closest('g') && el.closest('g').querySelector('rect');
		if (box) behind = over(rgb(getComputedStyle(box).fill), behind);
		const ink = rgb(svg ? style.fill : style.color);
		ink[3] *= opacity;
		const [x, y] = [light(over(ink, behind)), light(behind)];
		const ratio = (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
		const large = parseFloat(style.fontSize) >= 24 || parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700;
		if (ratio < (large ? 3 : 4.5)) say('contrast ' + ratio.toFixed(2), el);
	}
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
