package gateway_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/starter/gateway"
)

func TestAWriteUnderAKeyIsDoneOnceAndAnsweredTheSame(t *testing.T) {
	s := newStage(t)
	f := filing(t, 1)
	first := s.call("I001", http.MethodPost, "/api/v1/cases", f, "Idempotency-Key", "k-1")
	require.Equal(t, http.StatusCreated, first.StatusCode, string(first.body))
	require.Empty(t, first.Header.Get("Idempotency-Replayed"))
	again := s.call("I001", http.MethodPost, "/api/v1/cases", f, "Idempotency-Key", "k-1")
	require.Equal(t, http.StatusCreated, again.StatusCode, "as the first time: without the key it would be 200")
	require.Equal(t, first.body, again.body)
	require.Equal(t, first.Header.Get("Location"), again.Header.Get("Location"))
	require.Equal(t, "true", again.Header.Get("Idempotency-Replayed"))

	other := *f
	other.ClaimFen++
	p := s.call("I001", http.MethodPost, "/api/v1/cases", other, "Idempotency-Key", "k-1").problem(t)
	require.Equal(t, http.StatusUnprocessableEntity, p.Status)
	require.Equal(t, court.Kind("idempotency-key-reused"), p.Kind)
	soon(t, func() bool { _, err := s.reg.Find(t.Context(), f.Key); return err == nil })
	at := "/api/v1/cases/" + f.Key + "/decisions"
	p = s.call("I001", http.MethodPost, at, map[string]any{"event": "corrected"}, "Idempotency-Key", "k-1").problem(t)
	require.Equal(t, http.StatusUnprocessableEntity, p.Status, "one key is one request, wherever it goes")
	require.Equal(t, http.StatusOK, s.call("I900", http.MethodPost, "/api/v1/cases", f, "Idempotency-Key", "k-1").StatusCode, "another client's key is another key")

	// A refusal is not kept: what was missing may come.
	pay := map[string]any{"event": "fee_waived", "data": map[string]any{"reason": "确有困难"}}
	require.Equal(t, http.StatusConflict, s.call("J001", http.MethodPost, at, pay, "Idempotency-Key", "w").StatusCode)
	s.ok("J001", http.MethodPost, at, map[string]any{"event": "accept"}, "Idempotency-Key", "a")
	r := s.ok("J001", http.MethodPost, at, pay, "Idempotency-Key", "w")
	require.Empty(t, r.Header.Get("Idempotency-Replayed"))
	require.Equal(t, "true", s.ok("J001", http.MethodPost, at, pay, "Idempotency-Key", "w").Header.Get("Idempotency-Replayed"))

	for _, key := range []string{"has blank", "中文", strings.Repeat("k", 129)} {
		require.Equal(t, http.StatusBadRequest, s.call("J001", http.MethodPost, at, pay, "Idempotency-Key", key).StatusCode, key)
	}
	require.Equal(t, http.StatusBadRequest, s.call("J001", http.MethodPost, at, pay).StatusCode, "neither ID nor key")
	require.Equal(t, http.StatusUnauthorized, s.call("", http.MethodPost, at, pay, "Idempotency-Key", "n").StatusCode)
}

// gatekeeper is a trail that holds everybody until it is opened.
type gatekeeper struct {
	access.Trail
	arrived chan struct{}
	open    chan struct{}
}

func (g *gatekeeper) Note(ctx context.Context, t access.Touch) error {
	g.arrived <- struct{}{}
	select {
	case <-g.open:
	case <-ctx.Done():
		return ctx.Err()
	}
	return g.Trail.Note(ctx, t)
}

func held(o *gateway.Options) *gatekeeper {
	g := &gatekeeper{Trail: o.Guard.Trail, arrived: make(chan struct{}, 100), open: make(chan struct{})}
	o.Guard.Trail = g
	return g
}

func TestASecondRequestUnderAKeyWaitsForNobody(t *testing.T) {
	var g *gatekeeper
	s := newStage(t, func(o *gateway.Options) { g = held(o) })
	f := filing(t, 1)
	var first reply
	var done sync.WaitGroup
	done.Go(func() { first = s.call("I001", http.MethodPost, "/api/v1/cases", f, "Idempotency-Key", "k") })
	<-g.arrived
	r := s.call("I001", http.MethodPost, "/api/v1/cases", f, "Idempotency-Key", "k")
	require.Equal(t, http.StatusConflict, r.StatusCode)
	require.Equal(t, court.Kind("idempotency-key-busy"), r.problem(t).Kind)
	require.NotEmpty(t, r.Header.Get("Retry-After"))
	close(g.open)
	done.Wait()
	require.Equal(t, http.StatusCreated, first.StatusCode)
	require.Equal(t, first.body, s.call("I001", http.MethodPost, "/api/v1/cases", f, "Idempotency-Key", "k").body)
}

func TestTooMuchUnderWayIsRefusedBeforeItBegins(t *testing.T) {
	var g *gatekeeper
	s := newStage(t, func(o *gateway.Options) { g, o.InFlight = held(o), 2 })
	var done sync.WaitGroup
	for n := range 2 {
		done.Go(func() {
			r := s.call("I001", http.MethodPost, "/api/v1/cases", filing(t, n))
			assert.Equal(t, http.StatusCreated, r.StatusCode, string(r.body))
		})
	}
	<-g.arrived
	<-g.arrived
	late := filing(t, 9)
	r := s.call("I001", http.MethodPost, "/api/v1/cases", late)
	require.Equal(t, http.StatusServiceUnavailable, r.StatusCode)
	require.Equal(t, "1", r.Header.Get("Retry-After"))
	require.Equal(t, court.Kind("overloaded"), r.problem(t).Kind)
	res, err := http.Get(s.url + "/healthz")
	require.NoError(t, err)
	res.Body.Close()
	require.Equal(t, http.StatusOK, res.StatusCode, "that it lives is said however busy it is")
	close(g.open)
	done.Wait()
	_, err = s.court.View(t.Context(), late.Key)
	var missing *court.NotFoundError
	require.ErrorAs(t, err, &missing, "never half")
}

func TestWhoAsksTooOftenIsToldWhenToComeBack(t *testing.T) {
	s := newStage(t, func(o *gateway.Options) { o.Rate, o.Burst = 0.5, 3 })
	var codes []int
	for range 4 {
		codes = append(codes, s.call("J001", http.MethodGet, "/api/v1/me", nil).StatusCode)
	}
	require.Equal(t, []int{200, 200, 200, 429}, codes)
	r := s.call("J001", http.MethodGet, "/api/v1/me", nil)
	require.Equal(t, "2", r.Header.Get("Retry-After"), "one every two seconds")
	require.Equal(t, court.Kind("too-many-requests"), r.problem(t).Kind)
	require.Equal(t, http.StatusOK, s.call("J002", http.MethodGet, "/api/v1/me", nil).StatusCode, "others are served")
}

func TestAStoppingGatewayEndsWhatIsUnderWay(t *testing.T) {
	var g *gatekeeper
	s := newStage(t, func(o *gateway.Options) { g = held(o) })
	at, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- s.gate.Serve(ctx, at) }()
	f := filing(t, 1)
	raw, err := json.Marshal(f)
	require.NoError(t, err)
	got := make(chan int, 1)
	go func() {
		req, _ := http.NewRequest(http.MethodPost, "http://"+at.Addr().String()+"/api/v1/cases", bytes.NewReader(raw))
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer "+s.token("I001"))
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			got <- 0
			return
		}
		res.Body.Close()
		got <- res.StatusCode
	}()
	<-g.arrived
	stop()
	soon(t, func() bool {
		c, err := net.Dial("tcp", at.Addr().String())
		if err == nil {
			c.Close()
		}
		return err != nil
	})
	close(g.open)
	require.Equal(t, http.StatusCreated, <-got)
	require.NoError(t, <-served)
}

func TestEveryFailureIsAProblemWithAllItsFaults(t *testing.T) {
	s := newStage(t, func(o *gateway.Options) { o.MaxBody = 64 << 10 })
	key := s.filed(1)
	big := `{"event":"accept","id":"x","data":"` + strings.Repeat("a", 70<<10) + `"}`
	for _, c := range []struct {
		what, who, method, path string
		body                    any
		header                  []string
		status                  int
		fields                  []string // of the faults
	}{
		{"no such path", "J001", "GET", "/api/v1/nope", nil, nil, 404, nil},
		{"a path outside the API", "J001", "GET", "/nope", nil, nil, 404, nil},
		{"a method that is not there", "J001", "DELETE", "/api/v1/cases", nil, nil, 405, nil},
		{"no such case", "J001", "GET", "/api/v1/cases/no-such-case", nil, nil, 404, nil},
		{"a key that cannot be", "J001", "GET", "/api/v1/cases/UPPER%20case", nil, nil, 422, []string{"key"}},
		{"a key that climbs", "J001", "GET", "/api/v1/cases/..%2f..%2fetc", nil, nil, 422, []string{"key"}},
		{"two wrong parameters and one unknown", "J001", "GET", "/api/v1/cases?limit=0&kind=nope", nil, nil, 422, []string{"limit", "kind"}},
		{"an unknown parameter", "J001", "GET", "/api/v1/cases?judgge=J001", nil, nil, 422, []string{"judgge"}},
		{"an unknown phase", "J001", "GET", "/api/v1/cases?phase=nope", nil, nil, 422, []string{"phase"}},
		{"an unknown reason", "J001", "GET", "/api/v1/stuck?reason=nope", nil, nil, 422, []string{"reason"}},
		{"an unknown figure", "T001", "GET", "/api/v1/figures?id=nope", nil, nil, 422, []string{"id"}},
		{"a day that is none", "T001", "GET", "/api/v1/figures?from=2022-02-30", nil, nil, 422, nil},
		{"not JSON", "I001", "POST", "/api/v1/cases", "{nope", nil, 422, []string{""}},
		{"empty", "I001", "POST", "/api/v1/cases", "", nil, 400, nil},
		{"everything wrong at once", "I001", "POST", "/api/v1/cases", `{"key":"UPPER","court":"nope","cause":"x","procedure":"nope","unknown":1}`, nil, 422,
			[]string{"key", "court", "procedure", "unknown", "parties", "judge"}},
		{"another type", "I001", "POST", "/api/v1/cases", "key=1", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, nil},
		{"no type", "I001", "POST", "/api/v1/cases", "{}", []string{"Content-Type", ""}, 415, nil},
		{"packed", "I001", "POST", "/api/v1/cases", "{}", []string{"Content-Encoding", "gzip"}, 415, nil},
		{"another charset", "I001", "POST", "/api/v1/cases", "{}", []string{"Content-Type", "application/json; charset=gbk"}, 415, nil},
		{"too large", "J001", "POST", "/api/v1/cases/" + key + "/decisions", big, nil, 413, nil},
		{"too large, under a key", "J001", "POST", "/api/v1/cases/" + key + "/decisions", big, []string{"Idempotency-Key", "big"}, 413, nil},
		{"a decision without an event", "J001", "POST", "/api/v1/cases/" + key + "/decisions", `{"id":"x"}`, nil, 422, []string{"event"}},
		{"no such decision", "J001", "POST", "/api/v1/cases/" + key + "/decisions", `{"id":"x","event":"acept"}`, nil, 422, []string{"event"}},
		{"wrong data", "J001", "POST", "/api/v1/cases/" + key + "/decisions", `{"id":"x","event":"refuse_filing","data":{"why":1}}`, nil, 422, []string{"data.why", "data.reason"}},
		{"a payment without anything", "S001", "POST", "/api/v1/cases/" + key + "/payments", `{}`, nil, 422, []string{"data.payment", "data.payer", "data.on"}},
		{"a format that is not there", "J001", "GET", "/api/v1/me", nil, []string{"Accept", "application/xml"}, 200, nil},
	} {
		r := s.call(c.who, c.method, c.path, c.body, c.header...)
		if !assert.Equal(t, c.status, r.StatusCode, "%s: %s", c.what, r.body) || c.status == 200 {
			continue
		}
		p := r.problem(t)
		var fields []string
		for _, f := range p.Faults {
			fields = append(fields, f.Field)
			assert.NotEmpty(t, f.Rule+f.Want, c.what)
		}
		for _, want := range c.fields {
			assert.Contains(t, fields, want, "%s: %s", c.what, r.body)
		}
	}
	r := s.call("J001", http.MethodDelete, "/api/v1/cases", nil)
	require.Equal(t, "GET, HEAD, POST", r.Header.Get("Allow"))
	// What is wrong with a filing is not for those who may not file.
	r = s.call("J001", http.MethodPost, "/api/v1/cases", `{"key":"UPPER"}`)
	require.Equal(t, http.StatusForbidden, r.StatusCode)
	require.Empty(t, r.problem(t).Faults)
}

func TestAPanicIsAProblemAndNotTheEnd(t *testing.T) {
	s := newStage(t, func(o *gateway.Options) {
		o.Log = zap.NewNop()
		o.Console = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret 张三") })
	})
	r := s.call("J001", http.MethodGet, "/boom", nil)
	require.Equal(t, http.StatusInternalServerError, r.StatusCode)
	require.NotContains(t, string(r.body), "张三")
	require.Equal(t, http.StatusOK, s.call("J001", http.MethodGet, "/api/v1/me", nil).StatusCode)
}

// The pages that are mounted know who asks.
func TestMountedPagesKnowWhoAsks(t *testing.T) {
	s := newStage(t, func(o *gateway.Options) {
		o.Console = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			p, ok := access.From(r.Context())
			fmt.Fprint(w, ok, p.Subject, access.Address(r.Context()))
		})
	})
	require.Equal(t, "false127.0.0.1", string(s.page("/anything")))
	b := browser(t)
	s.signIn(b, "J001", "/cases")
	res, body, _ := at(t, b, http.MethodGet, s.url+"/cases", nil)
	require.Equal(t, http.StatusOK, res.StatusCode)
	require.Equal(t, "trueJ001127.0.0.1", body)
}

func (s *stage) page(path string) []byte {
	s.t.Helper()
	res, err := http.Get(s.url + path)
	require.NoError(s.t, err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(s.t, err)
	return body
}

func TestTheLogHoldsNoPersonalData(t *testing.T) {
	core, lines := observer.New(zap.DebugLevel)
	s := newStage(t, func(o *gateway.Options) { o.Log = zap.New(core) })
	key := s.filed(1)
	s.ok("J001", http.MethodGet, "/api/v1/cases/"+key, nil)
	s.call("J001", http.MethodGet, "/api/v1/certificates?certificate=SECRETCODE12", nil)
	bad := filing(t, 2)
	bad.Parties[0].IDNumber = "110105194912310021"
	s.call("I001", http.MethodPost, "/api/v1/cases", bad)
	found := false
	for _, l := range lines.All() {
		text := l.Message + fmt.Sprint(l.ContextMap())
		for _, secret := range []string{"张三", "11010519491231", "13800000001", "SECRETCODE12", "Bearer", "eyJ"} {
			require.NotContains(t, text, secret)
		}
		if l.Message == "request" && l.ContextMap()["path"] == "/api/v1/cases/"+key {
			found = true
			require.Equal(t, "J001", l.ContextMap()["who"])
			require.EqualValues(t, 200, l.ContextMap()["status"])
		}
	}
	require.True(t, found)
}

func TestThePublishedDocumentStandsByItself(t *testing.T) {
	s := newStage(t)
	require.Equal(t, "3.1.0", s.spec.doc["openapi"])
	// Every schema compiles, every reference leads somewhere.
	for name := range get(s.spec.doc, "components", "schemas").(map[string]any) {
		s.spec.schema(t, "components", "schemas", name)
	}
	operations := 0
	for path, item := range get(s.spec.doc, "paths").(map[string]any) {
		for method, op := range item.(map[string]any) {
			operations++
			for status, answer := range get(op, "responses").(map[string]any) {
				if c, ok := get(answer, "content").(map[string]any); ok {
					for media := range c {
						s.spec.schema(t, "paths", path, method, "responses", status, "content", media, "schema")
					}
				}
			}
			if body := get(op, "requestBody", "content"); body != nil {
				for media := range body.(map[string]any) {
					s.spec.schema(t, "paths", path, method, "requestBody", "content", media, "schema")
				}
			}
			if method == "post" {
				require.Contains(t, fmt.Sprint(get(op, "parameters")), "Idempotency-Key", path)
			}
		}
	}
	require.Greater(t, operations, 20)
	// The filing's schema in it is the published one: it takes and refuses the same.
	schema := s.spec.schema(t, "components", "schemas", "Filing")
	f := filing(t, 1)
	raw, err := json.Marshal(f)
	require.NoError(t, err)
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	require.NoError(t, err)
	require.NoError(t, schema.Validate(v))
	v.(map[string]any)["parties"].([]any)[0].(map[string]any)["side"] = "nope"
	require.Error(t, schema.Validate(v))

	page := string(s.page("/docs"))
	for _, want := range []string{"file-batch", "/cases/{key}/decisions", "Idempotency-Key", "立案 File a case"} {
		require.Contains(t, page, want)
	}
	for _, link := range regexp.MustCompile(`(?:src|href)="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		require.NotContains(t, link[1], "//", "nothing from another host")
	}
	require.NotContains(t, page, "<script")
	require.Contains(t, string(s.page("/openapi.yaml")), "openapi: 3.1.0")
	res, err := http.Get(s.url + "/docs")
	require.NoError(t, err)
	res.Body.Close()
	req, _ := http.NewRequest(http.MethodGet, s.url+"/docs", nil)
	req.Header.Set("If-None-Match", res.Header.Get("ETag"))
	res, err = http.DefaultClient.Do(req)
	require.NoError(t, err)
	res.Body.Close()
	require.Equal(t, http.StatusNotModified, res.StatusCode)
}
