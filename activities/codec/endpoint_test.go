package codec_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	"google.golang.org/protobuf/encoding/protojson"

	"luxing/activities/codec"
)

const ui = "http://localhost:8233"

type call struct {
	method, path, host, remote, origin, token, namespace, body string
}

func (c call) send(h http.Handler) *http.Response {
	r := httptest.NewRequest(orElse(c.method, http.MethodPost), "http://"+orElse(c.host, "localhost:8234")+orElse(c.path, "/decode"), strings.NewReader(c.body))
	r.RemoteAddr = orElse(c.remote, "127.0.0.1:40000")
	r.Header.Set("Content-Type", "application/json")
	for name, value := range map[string]string{"Origin": c.origin, "X-Namespace": c.namespace, "Authorization": c.token} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func body(t *testing.T, p ...*commonpb.Payload) string {
	t.Helper()
	b, err := protojson.Marshal(&commonpb.Payloads{Payloads: p})
	require.NoError(t, err)
	return string(b)
}

func TestEndpointShowsPayloadsToTheUI(t *testing.T) {
	c := newCodec(t, namespace)
	h := codec.NewEndpoint(c, codec.EndpointOptions{Origins: []string{ui}})
	resp := call{origin: ui, namespace: namespace, body: body(t, seal(t, in(c, caseA), payload("张三")))}.send(h)
	require.Equal(t, http.StatusOK, resp.StatusCode)
	require.Equal(t, ui, resp.Header.Get("Access-Control-Allow-Origin"))
	require.Equal(t, "no-store", resp.Header.Get("Cache-Control"))
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	var got commonpb.Payloads
	require.NoError(t, protojson.Unmarshal(text, &got))
	require.Equal(t, "张三", string(got.Payloads[0].Data))

	resp = call{path: "/encode", origin: ui, namespace: namespace, body: body(t, payload("from the UI"))}.send(h)
	require.Equal(t, http.StatusOK, resp.StatusCode)
	text, err = io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.NoError(t, protojson.Unmarshal(text, &got))
	opened, err := open(in(c, caseA), got.Payloads[0])
	require.NoError(t, err)
	require.Equal(t, "from the UI", string(opened.Data))
}

func TestEndpointPreflight(t *testing.T) {
	h := codec.NewEndpoint(newCodec(t, namespace), codec.EndpointOptions{Origins: []string{ui}})
	resp := call{method: http.MethodOptions, origin: ui}.send(h)
	require.Equal(t, http.StatusNoContent, resp.StatusCode)
	require.Equal(t, ui, resp.Header.Get("Access-Control-Allow-Origin"))
	require.Contains(t, resp.Header.Get("Access-Control-Allow-Headers"), "X-Namespace")
	resp = call{method: http.MethodOptions, origin: "https://elsewhere.example"}.send(h)
	require.Equal(t, http.StatusForbidden, resp.StatusCode)
	require.Empty(t, resp.Header.Get("Access-Control-Allow-Origin"))
}

func TestEndpointRefuses(t *testing.T) {
	c := newCodec(t, namespace)
	open := codec.NewEndpoint(c, codec.EndpointOptions{Origins: []string{ui}})
	guarded := codec.NewEndpoint(c, codec.EndpointOptions{Origins: []string{ui}, Token: "let-me-in"})
	good := body(t, seal(t, in(c, caseA), payload("x")))
	for name, tc := range map[string]struct {
		handler http.Handler
		call    call
		want    int
	}{
		"another page":            {open, call{origin: "https://elsewhere.example", body: good}, http.StatusForbidden},
		"another machine":         {open, call{remote: "10.0.0.7:5000", body: good}, http.StatusForbidden},
		"another name":            {open, call{host: "rebound.example:8234", body: good}, http.StatusForbidden},
		"another namespace":       {open, call{namespace: "other", body: good}, http.StatusNotFound},
		"no page, this machine":   {open, call{body: good}, http.StatusOK},
		"this machine by number":  {open, call{host: "127.0.0.1:8234", remote: "[::1]:5", body: good}, http.StatusOK},
		"no token":                {guarded, call{body: good}, http.StatusUnauthorized},
		"wrong token":             {guarded, call{token: "Bearer no", body: good}, http.StatusUnauthorized},
		"token, another machine":  {guarded, call{token: "Bearer let-me-in", remote: "10.0.0.7:5000", host: "codec.example", body: good}, http.StatusOK},
		"reading is not posting":  {open, call{method: http.MethodGet, body: good}, http.StatusNotFound},
		"another path":            {open, call{path: "/keys", body: good}, http.StatusNotFound},
		"nonsense":                {open, call{body: "{"}, http.StatusBadRequest},
		"a payload of other keys": {open, call{body: body(t, seal(t, newCodec(t, namespace, key("k9", 9)), payload("x")))}, http.StatusBadRequest},
		"far too much":            {open, call{body: strings.Repeat(" ", 33<<20)}, http.StatusBadRequest},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tc.want, tc.call.send(tc.handler).StatusCode)
		})
	}
}
