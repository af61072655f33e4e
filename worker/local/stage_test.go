package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	"go.temporal.io/sdk/log"
	"google.golang.org/grpc"

	"luxing/activities/codec"
	"luxing/activities/register"
	"luxing/docs/examples"
	"luxing/starter/court"
	"luxing/starter/training"
	"luxing/worker/embedded"
	"luxing/worker/host"
	"luxing/worker/local/docket"
	"luxing/workflows/policy"
)

// theStage is the one training server that most tests of the docket share.
var theStage struct {
	sync.Mutex
	folder string
	*local
}

// Tests start this program again as a server or a worker that they can kill.
func TestMain(m *testing.M) {
	if role := os.Getenv(childRole); role != "" {
		if err := runChild(role); err != nil {
			fmt.Fprintln(os.Stderr, role+":", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	flag.Parse()
	code := m.Run()
	if theStage.local != nil {
		_ = theStage.stop()
		_ = os.RemoveAll(theStage.folder)
	}
	os.Exit(code)
}

// stage returns the shared training server with its worker.
func stage(t testing.TB) *local {
	t.Helper()
	theStage.Lock()
	defer theStage.Unlock()
	if theStage.local == nil {
		folder, err := os.MkdirTemp("", "luxing-stage-")
		require.NoError(t, err)
		l, err := start(context.Background(), flags{data: folder, port: embedded.AnyPort, training: true}, env{}, os.Stderr)
		require.NoError(t, err)
		theStage.local, theStage.folder = l, folder
	}
	return theStage.local
}

// aKey seals the payloads of tests.
var aKey = "test:" + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))

// dial connects to a server as a starter on another machine would.
func dial(t testing.TB, address, namespace string, keys *codec.Ring) client.Client {
	t.Helper()
	o := client.Options{
		HostPort: address, Namespace: namespace, Logger: quiet{},
		ConnectionOptions: client.ConnectionOptions{DialOptions: []grpc.DialOption{grpc.WithChainUnaryInterceptor(training.FollowClock())}},
	}
	if keys != nil {
		sealer, err := codec.New(keys, namespace)
		require.NoError(t, err)
		o.DataConverter, o.FailureConverter = codec.NewDataConverter(sealer), codec.NewFailureConverter(sealer)
	}
	c, err := client.NewLazyClient(o)
	require.NoError(t, err)
	t.Cleanup(c.Close)
	return c
}

// playerOn is a docket's player on a server.
func playerOn(t testing.TB, l *local, prefix string) *docket.Player {
	t.Helper()
	p := playerFor(dial(t, l.server.FrontendAddress(), l.server.Namespace(), l.config.Keys), l.server.Namespace(), prefix)
	book, err := register.Open(t.Context(), l.config.Register)
	require.NoError(t, err)
	t.Cleanup(func() { _ = book.Close() })
	p.Court.Register, p.Outbox = court.OverRegister(book), book
	return p
}

func playerFor(c client.Client, namespace, prefix string) *docket.Player {
	return &docket.Player{
		Court:    &court.Court{Temporal: c, Policy: policy.Default(), Server: "under test"},
		Clock:    training.New(c.WorkflowService(), namespace),
		Temporal: c,
		Prefix:   prefix,
	}
}

// casesOf are the docket's cases, or those of the samples named by their numbers.
func casesOf(t testing.TB, numbers ...string) []docket.Case {
	t.Helper()
	samples, err := docket.Load(examples.Docket)
	require.NoError(t, err)
	if len(numbers) == 0 {
		return docket.Cases(samples)
	}
	var chosen []docket.Sample
	for _, n := range numbers {
		for _, s := range samples {
			if s.Name[:2] == n {
				chosen = append(chosen, s)
			}
		}
	}
	require.Len(t, chosen, len(numbers))
	return docket.Cases(chosen)
}

// registerOf opens the register's file to look into it.
func registerFile(folder string) string { return filepath.Join(folder, host.RegisterFile) }

// unique is a prefix that no other test on the shared stage uses.
func unique(t testing.TB) string {
	t.Helper()
	return "t" + fmt.Sprint(time.Now().UnixNano()%1_000_000_000)
}

// quiet drops the SDK's log lines.
type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}

var (
	_ log.Logger          = quiet{}
	_ envconfig.EnvLookup = env{}
)
