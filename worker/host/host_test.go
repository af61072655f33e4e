package host_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"luxing/activities/codec"
	"luxing/worker/embedded"
	"luxing/worker/host"
)

// room stands for workflows and activities: one activity that can be held back.
type room struct {
	entered chan struct{}
	leave   chan struct{}
	closed  atomic.Bool
	trouble atomic.Pointer[string]
}

func newRoom() *room { return &room{entered: make(chan struct{}), leave: make(chan struct{})} }

func (r *room) Work(ctx context.Context) (string, error) {
	close(r.entered)
	<-r.leave
	return "done", nil
}

func (r *room) Close() error {
	r.closed.Store(true)
	return nil
}

func (r *room) Ready(context.Context) error {
	if s := r.trouble.Load(); s != nil {
		return errors.New(*s)
	}
	return nil
}

func (r *room) flow(ctx workflow.Context) (string, error) {
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute})
	var s string
	err := workflow.ExecuteActivity(ctx, r.Work).Get(ctx, &s)
	return s, err
}

func (r *room) register(w worker.Registry, _ *host.Config, _ *zap.Logger) (io.Closer, error) {
	w.RegisterWorkflowWithOptions(r.flow, workflow.RegisterOptions{Name: "flow"})
	w.RegisterActivity(r.Work)
	return r, nil
}

// settings returns those of a worker on a fresh server.
func settings(t *testing.T) host.Config {
	t.Helper()
	s, err := embedded.Start(t.Context(), embedded.Options{DataDir: t.TempDir()})
	require.NoError(t, err)
	t.Cleanup(func() { _ = s.Stop() })
	dir := t.TempDir()
	_, err = codec.EnsureKeys(filepath.Join(dir, host.KeysFile), time.Now())
	require.NoError(t, err)
	c, err := host.ReadConfig(env{
		"TEMPORAL_ADDRESS": s.FrontendAddress(), "TEMPORAL_NAMESPACE": s.Namespace(),
		"LUXING_DATA": dir, "LUXING_METRICS_ADDRESS": "127.0.0.1:0", "LUXING_BUILD_ID": "test-1",
	})
	require.NoError(t, err)
	return c
}

func TestASignalLetsWorkInFlightFinish(t *testing.T) {
	c := settings(t)
	r := newRoom()
	core, logs := observer.New(zapcore.InfoLevel)
	done := make(chan error, 1)
	go func() { done <- host.Run(context.WithoutCancel(t.Context()), c, r.register, zap.New(core)) }()

	plain, err := client.Dial(client.Options{HostPort: c.Client.HostPort, Namespace: c.Client.Namespace, Logger: nil})
	require.NoError(t, err)
	defer plain.Close()
	_, err = plain.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: "a", TaskQueue: c.TaskQueue}, "flow")
	require.NoError(t, err)
	<-r.entered

	require.NoError(t, syscall.Kill(os.Getpid(), syscall.SIGTERM))
	require.Eventually(t, func() bool { return logs.FilterMessage("stopping").Len() == 1 }, 10*time.Second, time.Millisecond)
	require.Never(t, r.closed.Load, 500*time.Millisecond, 10*time.Millisecond, "closed what a running activity was using")
	close(r.leave)
	require.NoError(t, <-done)
	require.True(t, r.closed.Load())

	// Its result was not lost: the next worker finds it.
	next := newRoom()
	h, err := host.Start(t.Context(), c, next.register, zap.NewNop())
	require.NoError(t, err)
	defer func() { _ = h.Stop() }()
	var result string
	require.NoError(t, h.Client().GetWorkflow(t.Context(), "a", "").Get(t.Context(), &result))
	require.Equal(t, "done", result)
	require.Error(t, plain.GetWorkflow(t.Context(), "a", "").Get(t.Context(), &result), "without the keys the result must not be readable")
}

func TestReadiness(t *testing.T) {
	c := settings(t)
	r := newRoom()
	h, err := host.Start(t.Context(), c, r.register, zap.NewNop())
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, get(t, "http://"+h.ProbeAddress()+"/readyz"))
	trouble := "the register is away"
	r.trouble.Store(&trouble)
	require.ErrorContains(t, h.Ready(t.Context()), trouble)
	require.Equal(t, http.StatusServiceUnavailable, get(t, "http://"+h.ProbeAddress()+"/readyz"))
	require.Equal(t, http.StatusOK, get(t, "http://"+h.ProbeAddress()+"/metrics"))
	require.NoError(t, h.Stop())
}

func get(t *testing.T, url string) int {
	t.Helper()
	resp, err := http.Get(url)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	return resp.StatusCode
}

func TestWhatCannotStartSaysWhy(t *testing.T) {
	c := settings(t)

	_, err := host.Start(t.Context(), c, func(worker.Registry, *host.Config, *zap.Logger) (io.Closer, error) {
		return nil, errors.New("the register does not open")
	}, zap.NewNop())
	require.ErrorContains(t, err, "the register does not open")

	r := newRoom()
	wrong := c
	wrong.MetricsAddress = "127.0.0.1:99999"
	_, err = host.Start(t.Context(), wrong, r.register, zap.NewNop())
	require.ErrorContains(t, err, "99999")
	require.True(t, r.closed.Load(), "what was opened before the fault was not closed")

	absent := c
	absent.Client.HostPort = "127.0.0.1:1"
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	_, err = host.Start(ctx, absent, r.register, zap.NewNop())
	require.ErrorContains(t, err, "connect to the Temporal server at 127.0.0.1:1")
}

// TestVersioning: with versioning on, a worker gets nothing to do before its
// version is made the current one, which is why it is off unless asked for.
func TestVersioning(t *testing.T) {
	c := settings(t)
	c.Versioning = true
	r := newRoom()
	close(r.leave)
	h, err := host.Start(t.Context(), c, r.register, zap.NewNop())
	require.NoError(t, err)
	defer func() { _ = h.Stop() }()
	run, err := h.Client().ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: "v", TaskQueue: c.TaskQueue}, "flow")
	require.NoError(t, err)
	deployment := h.Client().WorkerDeploymentClient().GetHandle(host.DeploymentName)
	require.Eventually(t, func() bool {
		_, err := deployment.SetCurrentVersion(t.Context(), client.WorkerDeploymentSetCurrentVersionOptions{BuildID: "test-1"})
		return err == nil
	}, time.Minute, 50*time.Millisecond)
	var result string
	require.NoError(t, run.Get(t.Context(), &result))
	require.Equal(t, "done", result)
}
