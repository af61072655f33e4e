package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	"go.temporal.io/sdk/worker"
	"go.uber.org/zap"
	"google.golang.org/grpc"

	"luxing/starter/training"
	"luxing/worker/embedded"
	"luxing/worker/host"
	"luxing/worker/registration"
	"luxing/worker/telemetry"
	"luxing/workflows/casefile"
)

// childRole is the environment variable that makes this test program a server,
// a worker, or both, instead of running tests.
const (
	childRole   = "LUXING_TEST_CHILD"
	childFolder = "LUXING_TEST_FOLDER"
	childPort   = "LUXING_TEST_PORT"

	asServer = "server" // the embedded server alone
	asWorker = "worker" // a worker for it, on the same register
	asLocal  = "local"  // both in one process, as worker/local runs them
)

// runChild is the life of a child: it runs until it is killed.
func runChild(role string) error {
	folder := os.Getenv(childFolder)
	var port int
	if _, err := fmt.Sscan(os.Getenv(childPort), &port); err != nil {
		return err
	}
	ctx := context.Background()
	switch role {
	case asLocal:
		return run(ctx, flags{data: folder, port: port, training: true}, envconfig.EnvLookupOS, os.Stdout, os.Stderr)
	case asServer:
		log, err := telemetry.NewLogger(os.Stderr, "warn")
		if err != nil {
			return err
		}
		_, err = embedded.Start(ctx, embedded.Options{DataDir: folder, FrontendPort: port, Training: true, SearchAttributes: attributes(), Log: log})
		if err != nil {
			return err
		}
		select {}
	case asWorker:
		log, err := telemetry.NewLogger(os.Stderr, "error")
		if err != nil {
			return err
		}
		config, err := host.ReadConfigFor(
			overlay{env: envconfig.EnvLookupOS, over: map[string]string{"LUXING_DATA": folder, "LUXING_METRICS_ADDRESS": "off"}},
			client.Options{
				HostPort: fmt.Sprintf("127.0.0.1:%d", port), Namespace: embedded.DefaultNamespace,
				ConnectionOptions: client.ConnectionOptions{DialOptions: []grpc.DialOption{grpc.WithChainUnaryInterceptor(training.FollowClock())}},
			})
		if err != nil {
			return err
		}
		return host.Run(ctx, config, dyingRegistrar, log)
	}
	return errors.New("no such child")
}

// diedAfterCommit is what a worker says before it dies as dyingRegistrar has it.
const diedAfterCommit = "died between the register's commit and the activity's answer"

// dyingRegistrar registers what the production worker does, but after some
// records the process is killed in the one moment that matters most: when the register has
// committed a record and the server does not know yet.
func dyingRegistrar(r worker.Registry, config *host.Config, log *zap.Logger) (io.Closer, error) {
	return registration.Register(&dyingRegistry{Registry: r, last: 5 + rand.Int64N(30)}, config, log)
}

type dyingRegistry struct {
	worker.Registry
	written atomic.Int64
	last    int64 // the record after which the process dies
}

func (r *dyingRegistry) RegisterActivityWithOptions(a any, o activity.RegisterOptions) {
	record, ok := a.(func(context.Context, casefile.Record) (casefile.RecordResult, error))
	if o.Name != casefile.ActivityRecord || !ok {
		r.Registry.RegisterActivityWithOptions(a, o)
		return
	}
	r.Registry.RegisterActivityWithOptions(func(ctx context.Context, rec casefile.Record) (casefile.RecordResult, error) {
		res, err := record(ctx, rec)
		if err == nil && r.written.Add(1) == r.last {
			fmt.Fprintln(os.Stderr, diedAfterCommit)
			self, _ := os.FindProcess(os.Getpid())
			_ = self.Kill()
			select {}
		}
		return res, err
	}, o)
}

// child is another process of this program.
type child struct {
	t      testing.TB
	role   string
	folder string
	port   int

	mu     sync.Mutex
	cmd    *exec.Cmd
	gone   chan struct{}
	stderr strings.Builder
	kills  int
}

// start brings the child up; it does not wait until it is ready.
func (c *child) start() {
	c.mu.Lock()
	defer c.mu.Unlock()
	self, err := os.Executable()
	require.NoError(c.t, err)
	c.cmd = exec.Command(self, "-test.run=^$")
	c.cmd.Env = append(os.Environ(), childRole+"="+c.role, childFolder+"="+c.folder, fmt.Sprintf("%s=%d", childPort, c.port), "LUXING_KEYS="+aKey)
	c.cmd.Stderr = &lockedWriter{c: c}
	dieWithParent(c.cmd)
	require.NoError(c.t, c.cmd.Start())
	gone := make(chan struct{})
	c.gone = gone
	cmd := c.cmd
	go func() {
		_ = cmd.Wait()
		close(gone)
	}()
}

// kill ends the child as a power cut would.
func (c *child) kill() {
	c.mu.Lock()
	cmd, gone := c.cmd, c.gone
	c.kills++
	c.mu.Unlock()
	_ = cmd.Process.Kill()
	<-gone
}

// alive reports whether the child runs; one that ended by itself did wrong.
func (c *child) alive() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	select {
	case <-c.gone:
		return false
	default:
		return true
	}
}

func (c *child) said() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stderr.String()
}

type lockedWriter struct{ c *child }

func (w *lockedWriter) Write(p []byte) (int, error) {
	w.c.mu.Lock()
	defer w.c.mu.Unlock()
	const most = 64 << 10
	if w.c.stderr.Len() < most {
		w.c.stderr.Write(p)
	}
	return len(p), nil
}
