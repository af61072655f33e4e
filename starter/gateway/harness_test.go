package gateway_test

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
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/starter/gateway"
	"luxing/starter/gateway/issuer"
	"luxing/starter/gateway/signin"
	"luxing/worker/embedded"
	"luxing/workflows"
	"luxing/workflows/casefile"
	"luxing/workflows/policy"
)

// What this package's tests share: a real server, and a register, since records
// go to one queue wherever a case runs.
var (
	server *embedded.Server
	reg    *register.Register
	// regFile is what it is kept in.
	regFile string
)

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "luxing-gateway-test")
	if err != nil {
		panic(err)
	}
	attributes := map[string]enumspb.IndexedValueType{}
	for _, a := range workflows.Attributes() {
		attributes[a.GetName()] = a.GetValueType()
	}
	server, err = embedded.Start(context.Background(), embedded.Options{DataDir: dir, SearchAttributes: attributes})
	if err != nil {
		panic(err)
	}
	regFile = filepath.Join(dir, "register.db")
	reg, err = register.Open(context.Background(), "sqlite:"+regFile)
	if err != nil {
		panic(err)
	}
	code := m.Run()
	if missing := unseen(); code == 0 && len(missing) > 0 {
		fmt.Fprintln(os.Stderr, "FAIL: no test saw these operations succeed:", missing)
		code = 1
	}
	_ = server.Stop()
	_ = reg.Close()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// quiet is a logger that says nothing.
type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}

// stage is a court with its gateway, on a real listener, with the built-in issuer.
type stage struct {
	t      *testing.T
	url    string
	court  *court.Court
	reg    *register.Register
	issuer *issuer.Issuer
	worker worker.Worker
	stop   func() // the worker
	home   string // the court of the stage's people
	gate   *gateway.Server
	spec   *spec
	trail  *trail
}

// trail is the register's, which can be made to fail.
type trail struct {
	access.Trail
	mu  sync.Mutex
	err error
}

func (x *trail) Note(ctx context.Context, t access.Touch) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.err != nil {
		return x.err
	}
	return x.Trail.Note(ctx, t)
}

func (x *trail) fail(err error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.err = err
}

const (
	clientID = "luxing-console"
	audience = "luxing-api"
)

func newStage(t *testing.T, change ...func(*gateway.Options)) *stage {
	t.Helper()
	s := &stage{t: t, reg: reg, home: "浙0211"}
	c, err := client.Dial(client.Options{HostPort: server.FrontendAddress(), Namespace: server.Namespace(), Logger: quiet{}})
	require.NoError(t, err)
	t.Cleanup(c.Close)
	s.court = &court.Court{Temporal: c, Register: court.OverRegister(s.reg), Policy: policy.Default(), Server: server.FrontendAddress(), Patience: 10 * time.Second}
	s.trail = &trail{Trail: access.OverRegister(s.reg)}
	s.work()

	at, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	s.url = "http://" + at.Addr().String()
	s.issuer, err = issuer.New(issuer.Options{
		At: at.Addr(), URL: s.url + "/issuer", ClientID: clientID, RedirectURL: s.url + access.ReturnPath, Audience: audience,
		People: issuer.People(), Systems: issuer.Systems(),
	})
	require.NoError(t, err)
	var o gateway.Options
	in, err := signin.New(signin.Options{
		Issuer: s.url + "/issuer", ClientID: clientID, Audience: audience, PublicURL: s.url, Store: s.reg,
		Fail: func(w http.ResponseWriter, r *http.Request, err error) {
			gateway.Fail(zap.NewNop(), o.Console)(w, r, err)
		},
	})
	require.NoError(t, err)
	o = gateway.Options{
		Guard: &access.Guard{Court: s.court, Trail: s.trail}, Register: s.reg, SignIn: in,
		Mount: map[string]http.Handler{s.issuer.Path() + "/": s.issuer}, Log: zaptest.NewLogger(t, zaptest.Level(zap.WarnLevel)), Rate: 1000, Burst: 1000,
	}
	for _, f := range change {
		f(&o)
	}
	s.gate, err = gateway.New(o)
	require.NoError(t, err)
	ctx, end := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.gate.Serve(ctx, at) }()
	t.Cleanup(func() {
		end()
		require.NoError(t, <-done)
	})
	s.spec = readSpec(t, s.url)
	return s
}

// work runs a worker until the test ends or stop is called.
func (s *stage) work() {
	s.worker = worker.New(s.court.Temporal, casefile.TaskQueue, worker.Options{WorkerStopTimeout: 5 * time.Second})
	workflows.Register(s.worker)
	s.worker.RegisterActivityWithOptions(s.reg.Write, activity.RegisterOptions{Name: casefile.ActivityRecord})
	s.worker.RegisterActivityWithOptions(s.reg.Eligible, activity.RegisterOptions{Name: casefile.ActivityEligible})
	s.worker.RegisterActivityWithOptions(func(context.Context, casefile.LinkOrder) error { return nil }, activity.RegisterOptions{Name: casefile.ActivityLink})
	require.NoError(s.t, s.worker.Start())
	s.stop = sync.OnceFunc(s.worker.Stop)
	s.t.Cleanup(s.stop)
}

// token is a bearer token of one of the issuer's people or systems.
func (s *stage) token(id string) string {
	s.t.Helper()
	for _, p := range issuer.People() {
		if p.ID == id {
			if p.Court == "浙0211" {
				p.Court = s.home
			}
			token, err := s.issuer.Token(p)
			require.NoError(s.t, err)
			return token
		}
	}
	for _, x := range issuer.Systems() {
		if x.ID == id {
			x.Court = s.home
			token, err := s.issuer.Token(x.Person)
			require.NoError(s.t, err)
			return token
		}
	}
	s.t.Fatalf("nobody is called %s", id)
	return ""
}

// reply is an answer, read.
type reply struct {
	*http.Response
	body []byte
}

func (r reply) json(t *testing.T, v any) {
	t.Helper()
	require.NoError(t, json.Unmarshal(r.body, v), string(r.body))
}

func (r reply) problem(t *testing.T) court.Problem {
	t.Helper()
	require.Equal(t, "application/problem+json", r.Header.Get("Content-Type"), string(r.body))
	var p court.Problem
	r.json(t, &p)
	require.Equal(t, r.StatusCode, p.Status, string(r.body))
	require.NotEmpty(t, p.Title)
	require.NotEmpty(t, p.Detail)
	require.Equal(t, "urn:luxing:problem:"+string(p.Kind), p.Type)
	return p
}

// call sends a request as somebody ("" for nobody) and holds request and answer
// to the published document. Headers come as name, value.
func (s *stage) call(who, method, path string, body any, header ...string) reply {
	s.t.Helper()
	raw, ok := body.(string)
	if !ok && body != nil {
		b, err := json.Marshal(body)
		require.NoError(s.t, err)
		raw = string(b)
	}
	req, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, strings.NewReader(raw))
	require.NoError(s.t, err)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		req.Header.Set("Authorization", "Bearer "+s.token(who))
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	require.NoError(s.t, err)
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	require.NoError(s.t, err)
	r := reply{res, got}
	s.spec.check(s.t, req, raw, r)
	return r
}

// ok is a call that must be answered with 200.
func (s *stage) ok(who, method, path string, body any, header ...string) reply {
	s.t.Helper()
	r := s.call(who, method, path, body, header...)
	require.Equal(s.t, http.StatusOK, r.StatusCode, "%s %s: %s", method, path, r.body)
	return r
}

// soon repeats until f is content: what the register is told follows the answer.
func soon(t *testing.T, f func() bool) {
	t.Helper()
	require.Eventually(t, f, 20*time.Second, 20*time.Millisecond)
}

// browser is somebody at a browser: cookies, and no redirect followed by itself.
func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	return &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// spec is the published document as tests hold requests and answers to it.
type spec struct {
	doc      map[string]any
	compiler *jsonschema.Compiler
	mu       sync.Mutex
	compiled map[string]*jsonschema.Schema
	seen     map[string]bool // operation and status
}

const specURL = "https://luxing.test/openapi.json"

func readSpec(t *testing.T, at string) *spec {
	t.Helper()
	res, err := http.Get(at + "/openapi.json")
	require.NoError(t, err)
	defer res.Body.Close()
	require.Equal(t, http.StatusOK, res.StatusCode)
	doc, err := jsonschema.UnmarshalJSON(res.Body)
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	require.NoError(t, c.AddResource(specURL, doc))
	published(doc.(map[string]any))
	return &spec{doc: doc.(map[string]any), compiler: c, compiled: map[string]*jsonschema.Schema{}, seen: map[string]bool{}}
}

func pointer(parts ...string) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(p))
	}
	return b.String()
}

func (s *spec) schema(t *testing.T, parts ...string) *jsonschema.Schema {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	at := specURL + "#" + strings.ReplaceAll(url.PathEscape(pointer(parts...)), "%2F", "/")
	if c := s.compiled[at]; c != nil {
		return c
	}
	c, err := s.compiler.Compile(at)
	require.NoError(t, err)
	s.compiled[at] = c
	return c
}

func get(v any, parts ...string) any {
	for _, p := range parts {
		m, _ := v.(map[string]any)
		v = m[p]
	}
	return v
}

var placeholder = regexp.MustCompile(`\\\{[^/]+\\\}`)

// operation finds the document's path for a request.
func (s *spec) operation(path, method string) string {
	rest, ok := strings.CutPrefix(path, "/api/v1")
	if !ok {
		return ""
	}
	paths := get(s.doc, "paths").(map[string]any)
	if _, exact := paths[rest]; exact {
		return rest
	}
	for template, item := range paths {
		form := "^" + placeholder.ReplaceAllString(regexp.QuoteMeta(template), "[^/]+") + "$"
		if regexp.MustCompile(form).MatchString(rest) && get(item, strings.ToLower(method)) != nil {
			return template
		}
	}
	return ""
}

func (s *spec) check(t *testing.T, req *http.Request, body string, r reply) {
	t.Helper()
	path, method := s.operation(req.URL.Path, req.Method), strings.ToLower(req.Method)
	op, _ := get(s.doc, "paths", path, method).(map[string]any)
	if op == nil {
		require.GreaterOrEqual(t, r.StatusCode, 400, "what is not in the document is refused: %s %s", req.Method, req.URL.Path)
		return
	}
	status := fmt.Sprint(r.StatusCode)
	answer, _ := get(op, "responses", status).(map[string]any)
	require.NotNil(t, answer, "%s %s answered %s, which the document does not have: %s", req.Method, path, status, r.body)
	s.mu.Lock()
	s.seen[op["operationId"].(string)+" "+status] = true
	s.mu.Unlock()
	saw(op["operationId"].(string), r.StatusCode)
	require.NotEmpty(t, r.Header.Get("Content-Security-Policy"))
	require.Equal(t, "nosniff", r.Header.Get("X-Content-Type-Options"))

	media, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if len(r.body) > 0 {
		require.NotNil(t, get(answer, "content", media), "%s %s %s answered %s, which the document does not have", req.Method, path, status, media)
	}
	in := []string{"paths", path, method, "responses", status, "content", media, "schema"}
	switch media {
	case "application/json", "application/problem+json":
		conforms(t, s.schema(t, in...), r.body)
	case "application/x-ndjson":
		for line := range bytes.Lines(r.body) {
			conforms(t, s.schema(t, in...), line)
		}
	}
	// What was taken must have been as the document says.
	sent, _, _ := strings.Cut(req.Header.Get("Content-Type"), ";")
	if r.StatusCode < 300 && sent == "application/json" && get(op, "requestBody", "content", sent) != nil {
		conforms(t, s.schema(t, "paths", path, method, "requestBody", "content", sent, "schema"), []byte(body))
	}
}

func conforms(t *testing.T, schema *jsonschema.Schema, raw []byte) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	require.NoError(t, err, string(raw))
	require.NoError(t, schema.Validate(v), string(raw))
}

// filing is one without a fault, under a key of the test's own.
func filing(t *testing.T, n int) *casefile.Filing {
	key := strings.ToLower(strings.NewReplacer("/", "-", "_", "-").Replace(t.Name()))
	f := &casefile.Filing{}
	require.NoError(t, json.Unmarshal([]byte(`{"court":"浙0211","filedOn":"2022-03-04","cause":"民间借贷纠纷","procedure":"ordinary","claimFen":30000000,
		"division":"民一庭","judge":"J001","clerk":"C001","parties":[
		{"id":"P1","side":"plaintiff","kind":"person","name":"张三","idNumber":"11010519491231002X","phone":"13800000001","eService":true},
		{"id":"D1","side":"defendant","kind":"enterprise","name":"宁波某某建设有限公司","idNumber":"91350100M000100Y43"}]}`), f))
	f.Key = strings.Trim(key[max(0, len(key)-40):], "-") + fmt.Sprintf("-%d", n)
	return f
}

// filed files a case and waits until the register has it.
func (s *stage) filed(n int, change ...func(*casefile.Filing)) string {
	s.t.Helper()
	f := filing(s.t, n)
	f.Court = s.home
	for _, c := range change {
		c(f)
	}
	r := s.call("I001", http.MethodPost, "/api/v1/cases", f)
	require.Equal(s.t, http.StatusCreated, r.StatusCode, string(r.body))
	soon(s.t, func() bool { _, err := s.reg.Find(s.t.Context(), f.Key); return err == nil })
	return f.Key
}
