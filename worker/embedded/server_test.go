package embedded_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"luxing/worker/embedded"
)

const taskQueue = "embedded-test"

// childEnv makes the test binary run a server instead of tests, so that a test
// can kill it.
const childEnv = "LUXING_TEST_EMBEDDED_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childEnv); dir != "" {
		runChild(dir)
		return
	}
	os.Exit(m.Run())
}

// collect adds up what it is sent and returns the sum when it is sent zero.
func collect(ctx workflow.Context) (int, error) {
	sum := 0
	if err := workflow.SetQueryHandler(ctx, "sum", func() (int, error) { return sum, nil }); err != nil {
		return 0, err
	}
	numbers := workflow.GetSignalChannel(ctx, "number")
	for {
		var n int
		numbers.Receive(ctx, &n)
		if n == 0 {
			return sum, nil
		}
		sum += n
	}
}

var attributes = map[string]enumspb.IndexedValueType{
	"LuxingPhase": enumspb.INDEXED_VALUE_TYPE_KEYWORD,
	"LuxingDue":   enumspb.INDEXED_VALUE_TYPE_DATETIME,
}

func start(t *testing.T, o embedded.Options) *embedded.Server {
	t.Helper()
	began := time.Now()
	s, err := embedded.Start(t.Context(), o)
	require.NoError(t, err)
	t.Logf("started in %s", time.Since(began).Round(time.Millisecond))
	t.Cleanup(func() { _ = s.Stop() })
	return s
}

func dial(t *testing.T, address string) client.Client {
	t.Helper()
	c, err := client.Dial(client.Options{HostPort: address, Namespace: embedded.DefaultNamespace, Logger: quiet{}})
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

func work(t *testing.T, c client.Client) {
	t.Helper()
	w := worker.New(c, taskQueue, worker.Options{})
	w.RegisterWorkflow(collect)
	require.NoError(t, w.Start())
	t.Cleanup(w.Stop)
}

func sum(t *testing.T, c client.Client, id string) int {
	t.Helper()
	v, err := c.QueryWorkflow(t.Context(), id, "", "sum")
	require.NoError(t, err)
	var n int
	require.NoError(t, v.Get(&n))
	return n
}

func TestStateSurvivesARestart(t *testing.T) {
	ctx := t.Context()
	dir := filepath.Join(t.TempDir(), "数据 100%?")
	core, logs := observer.New(zapcore.WarnLevel)

	s := start(t, embedded.Options{DataDir: dir, SearchAttributes: attributes, Log: zap.New(core)})
	c := dial(t, s.FrontendAddress())
	_, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: "a", TaskQueue: taskQueue}, "collect")
	require.NoError(t, err)
	require.NoError(t, c.SignalWorkflow(ctx, "a", "", "number", 3))
	c.Close()
	began := time.Now()
	require.NoError(t, s.Stop())
	t.Logf("stopped in %s", time.Since(began).Round(time.Millisecond))
	require.NoError(t, s.Stop(), "stopping twice is stopping once")

	// The second time with one more attribute and another retention, as after an
	// upgrade.
	more := map[string]enumspb.IndexedValueType{"LuxingJudge": enumspb.INDEXED_VALUE_TYPE_KEYWORD}
	for k, v := range attributes {
		more[k] = v
	}
	s = start(t, embedded.Options{DataDir: dir, SearchAttributes: more, Retention: 48 * time.Hour, Log: zap.New(core)})
	c = dial(t, s.FrontendAddress())
	work(t, c)
	require.NoError(t, c.SignalWorkflow(ctx, "a", "", "number", 4))
	require.Equal(t, 7, sum(t, c, "a"))
	require.NoError(t, c.SignalWorkflow(ctx, "a", "", "number", 0))
	var got int
	require.NoError(t, c.GetWorkflow(ctx, "a", "").Get(ctx, &got))
	require.Equal(t, 7, got)

	listed, err := c.OperatorService().ListSearchAttributes(ctx, &operatorservice.ListSearchAttributesRequest{Namespace: s.Namespace()})
	require.NoError(t, err)
	for name, kind := range more {
		require.Equal(t, kind, listed.CustomAttributes[name], name)
	}
	// Registered is not enough: an attribute must be accepted on a start at once.
	_, err = c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: "b", TaskQueue: taskQueue,
		TypedSearchAttributes: temporal.NewSearchAttributes(
			temporal.NewSearchAttributeKeyKeyword("LuxingJudge").ValueSet("J-1"),
			temporal.NewSearchAttributeKeyTime("LuxingDue").ValueSet(time.Now()),
		),
	}, "collect")
	require.NoError(t, err)

	ns, err := c.WorkflowService().DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: s.Namespace()})
	require.NoError(t, err)
	require.Equal(t, 48*time.Hour, ns.GetConfig().GetWorkflowExecutionRetentionTtl().AsDuration())

	require.NoError(t, s.Stop())
	for _, e := range logs.All() {
		t.Logf("the server logged %s: %s %v", e.Level, e.Message, e.ContextMap())
	}
	require.Empty(t, logs.FilterLevelExact(zapcore.ErrorLevel).All())
}

func TestStateSurvivesAKill(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	for round := 1; round <= 2; round++ {
		child, address := spawn(t, dir)
		c := dial(t, address)
		if round == 1 {
			_, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: "a", TaskQueue: taskQueue}, "collect")
			require.NoError(t, err)
		}
		require.NoError(t, c.SignalWorkflow(ctx, "a", "", "number", round))
		// Killed right after the acknowledgement: that is the promise.
		require.NoError(t, child.Process.Kill())
		_ = child.Wait()
		c.Close()
	}

	s := start(t, embedded.Options{DataDir: dir})
	c := dial(t, s.FrontendAddress())
	work(t, c)
	require.NoError(t, c.SignalWorkflow(ctx, "a", "", "number", 0))
	var got int
	require.NoError(t, c.GetWorkflow(ctx, "a", "").Get(ctx, &got))
	require.Equal(t, 3, got)
}

func TestFolderHasOneOwnerAndOneKind(t *testing.T) {
	dir := t.TempDir()
	child, _ := spawn(t, dir)

	_, err := embedded.Start(t.Context(), embedded.Options{DataDir: dir})
	require.ErrorIs(t, err, embedded.ErrFolderInUse)
	require.ErrorContains(t, err, "process "+strconv.Itoa(child.Process.Pid))

	require.NoError(t, child.Process.Kill())
	_ = child.Wait()
	_, err = embedded.Start(t.Context(), embedded.Options{DataDir: dir, Training: true})
	require.ErrorIs(t, err, embedded.ErrWrongKind)
	require.ErrorContains(t, err, "choose another folder")

	// Being turned away leaves the folder free.
	_, err = embedded.Start(t.Context(), embedded.Options{DataDir: dir, Training: true})
	require.ErrorIs(t, err, embedded.ErrWrongKind)
}

func TestBadOptionsAreRefused(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = taken.Close() }()
	port := taken.Addr().(*net.TCPAddr).Port

	keywords := map[string]enumspb.IndexedValueType{}
	for i := range 11 {
		keywords[fmt.Sprintf("K%02d", i)] = enumspb.INDEXED_VALUE_TYPE_KEYWORD
	}
	for name, c := range map[string]struct {
		options embedded.Options
		want    string
	}{
		"no folder":       {embedded.Options{}, "does not run in memory"},
		"memory":          {embedded.Options{DataDir: ":memory:"}, "does not run in memory"},
		"memory by URI":   {embedded.Options{DataDir: "file::memory:?cache=shared"}, "does not run in memory"},
		"many attributes": {embedded.Options{DataDir: t.TempDir(), SearchAttributes: keywords}, "room for 10"},
		"one port twice":  {embedded.Options{DataDir: t.TempDir(), FrontendPort: 4000, UIPort: 4000}, "cannot both"},
		"no such port":    {embedded.Options{DataDir: t.TempDir(), FrontendPort: 70000}, "is not a port"},
		"short retention": {embedded.Options{DataDir: t.TempDir(), Retention: time.Second}, "minimum of one hour"},
		"port taken":      {embedded.Options{DataDir: t.TempDir(), FrontendPort: port}, fmt.Sprintf("port %d is taken", port)},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := embedded.Start(t.Context(), c.options)
			require.ErrorContains(t, err, c.want)
		})
	}
}

func TestUIServesThePagesAndTheCodec(t *testing.T) {
	s := start(t, embedded.Options{DataDir: t.TempDir(), UIPort: embedded.AnyPort, CodecEndpoint: "http://localhost:1/codec"})
	get := func(path string) string {
		resp, err := http.Get(s.UIURL() + path)
		require.NoError(t, err)
		defer func() { _ = resp.Body.Close() }()
		body, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, resp.StatusCode, "%s", body)
		return string(body)
	}
	require.Contains(t, get("/api/v1/settings"), `"Endpoint":"http://localhost:1/codec"`)
	require.Contains(t, get("/api/v1/namespaces/"+s.Namespace()), `"default"`)
	require.Contains(t, get("/"), "<html")
}

// spawn runs a server in a process of its own and waits until it is up.
func spawn(t *testing.T, dir string) (*exec.Cmd, string) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	child := exec.Command(self)
	child.Env = append(os.Environ(), childEnv+"="+dir)
	child.Stderr = os.Stderr
	// The child ends when this pipe does, so that none outlives the tests.
	stdin, err := child.StdinPipe()
	require.NoError(t, err)
	stdout, err := child.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, child.Start())
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = child.Process.Kill()
		_ = child.Wait()
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err, "the child did not start")
	return child, strings.TrimSpace(line)
}

func runChild(dir string) {
	s, err := embedded.Start(context.Background(), embedded.Options{DataDir: dir})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(s.FrontendAddress())
	_, err = io.Copy(io.Discard, os.Stdin)
	if err = errors.Join(err, s.Stop()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// quiet drops the SDK's log.
type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}

var _ sdklog.Logger = quiet{}
