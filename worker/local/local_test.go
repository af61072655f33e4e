package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/encoding/protojson"

	"luxing/activities/codec"
	"luxing/starter/training"
	"luxing/worker/embedded"
)

// env is an environment that a test makes up.
type env map[string]string

func (e env) Environ() []string                 { return nil }
func (e env) LookupEnv(k string) (string, bool) { v, ok := e[k]; return v, ok }

// bring starts everything on a folder.
func bring(t *testing.T, f flags) *local {
	t.Helper()
	f.port = embedded.AnyPort
	l, err := start(t.Context(), f, env{}, io.Discard)
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.stop() })
	return l
}

func ask(t *testing.T, method, url, origin, body string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/json")
	if origin != "" {
		req.Header.Set("Origin", origin)
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp, string(text)
}

// startInput is the input of the workflow as the server stores it.
func startInput(t *testing.T, c client.Client, id string) *commonpb.Payloads {
	t.Helper()
	it := c.GetWorkflowHistory(t.Context(), id, "", false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	require.True(t, it.HasNext())
	e, err := it.Next()
	require.NoError(t, err)
	return e.GetWorkflowExecutionStartedEventAttributes().GetInput()
}

func TestTheUIReadsWhatTheServerCannot(t *testing.T) {
	dir := t.TempDir()
	l := bring(t, flags{data: dir, uiPort: embedded.AnyPort})
	// A type that no worker knows: only what is stored matters here.
	_, err := l.host.Client().ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: "a", TaskQueue: "nobody"}, "Unknown", "张三")
	require.NoError(t, err)

	_, text := ask(t, http.MethodGet, l.server.UIURL()+"/api/v1/settings", "", "")
	var settings struct {
		DefaultNamespace string
		Codec            struct{ Endpoint string }
	}
	require.NoError(t, json.Unmarshal([]byte(text), &settings))
	require.Equal(t, l.server.Namespace(), settings.DefaultNamespace)
	require.NotEmpty(t, settings.Codec.Endpoint)

	input, err := protojson.Marshal(startInput(t, l.host.Client(), "a"))
	require.NoError(t, err)
	require.NotContains(t, string(input), "张三")
	for _, origin := range []string{l.server.UIURL(), strings.Replace(l.server.UIURL(), "localhost", "127.0.0.1", 1)} {
		resp, _ := ask(t, http.MethodOptions, settings.Codec.Endpoint+"/decode", origin, "")
		require.Equal(t, origin, resp.Header.Get("Access-Control-Allow-Origin"))
		resp, text = ask(t, http.MethodPost, settings.Codec.Endpoint+"/decode", origin, string(input))
		require.Equal(t, http.StatusOK, resp.StatusCode, text)
		var opened commonpb.Payloads
		require.NoError(t, protojson.Unmarshal([]byte(text), &opened))
		require.Equal(t, `"张三"`, string(opened.Payloads[0].Data))
	}
	resp, _ := ask(t, http.MethodPost, settings.Codec.Endpoint+"/decode", "http://elsewhere.example", string(input))
	require.Equal(t, http.StatusForbidden, resp.StatusCode)
	require.NoError(t, l.stop())

	// The next day: the same cases, the same keys.
	l = bring(t, flags{data: dir})
	require.Empty(t, l.server.UIURL())
	var name string
	c, err := codec.New(l.config.Keys, l.server.Namespace())
	require.NoError(t, err)
	require.NoError(t, codec.NewDataConverter(c).FromPayloads(startInput(t, l.host.Client(), "a"), &name))
	require.Equal(t, "张三", name)
}

func TestAFolderKeepsItsKind(t *testing.T) {
	dir := t.TempDir()
	l := bring(t, flags{data: dir, training: true})
	on, err := training.New(l.host.Client().WorkflowService(), l.server.Namespace()).Enabled(t.Context())
	require.NoError(t, err)
	require.True(t, on)
	require.NoError(t, l.stop())

	var out bytes.Buffer
	cmd := newCommand(env{}, &out, io.Discard)
	cmd.SetArgs([]string{"--data", dir, "--port", "-1", "--ui-port", "0"})
	err = cmd.ExecuteContext(t.Context())
	require.ErrorIs(t, err, embedded.ErrWrongKind)
	require.ErrorContains(t, err, "--training")
}

func TestCommandRunsUntilItIsStopped(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	greeting := make(lines, 100)
	cmd := newCommand(env{}, greeting, io.Discard)
	cmd.SetArgs([]string{"--data", t.TempDir(), "--port", "-1", "--ui-port", "-1"})
	done := make(chan error, 1)
	go func() { done <- cmd.ExecuteContext(ctx) }()
	var said string
	for !strings.Contains(said, "Ctrl-C") {
		select {
		case s := <-greeting:
			said += s
		case err := <-done:
			t.Fatal(err)
		}
	}
	require.Contains(t, said, "已就绪")
	require.Contains(t, said, "http://localhost:")
	cancel()
	require.NoError(t, <-done)
}

func TestBadCommandLines(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--exit"}, "without --demo"},
		{[]string{"start"}, "unknown command"},
		{[]string{"--port", "abc"}, "invalid argument"},
		{[]string{"--data", t.TempDir(), "--port", "70000"}, "is not a port"},
		{[]string{"--data", ""}, "does not run in memory"},
	} {
		cmd := newCommand(env{}, io.Discard, io.Discard)
		cmd.SetArgs(c.args)
		require.ErrorContains(t, cmd.ExecuteContext(t.Context()), c.want, "%v", c.args)
	}
}

// lines passes on what is written, as it is written.
type lines chan string

func (l lines) Write(p []byte) (int, error) { l <- string(p); return len(p), nil }
