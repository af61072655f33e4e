package embedded

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	temporallog "go.temporal.io/server/common/log"
	"go.temporal.io/server/temporal"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// startTimeout bounds the wait for a server that does not come up. Starting takes
// about a second; a large file that was killed takes a little longer to recover.
const startTimeout = 2 * time.Minute

// The server's services come and go one after the other, and complain of each
// other's absence meanwhile: with warnings at the start, with errors at the end.
// Those say nothing; one in between does.
const (
	whileStarting = zapcore.ErrorLevel
	whileRunning  = zapcore.WarnLevel
	whileStopping = zapcore.FatalLevel
)

// Server is a running embedded server. It is safe for use by several goroutines.
type Server struct {
	options  Options
	folder   *folder
	temporal temporal.Server
	logLevel zap.AtomicLevel
	frontend string
	ui       *ui

	stopOnce sync.Once
	stopErr  error
}

// Start opens the data folder, starts the server on it and returns when it takes
// requests: the namespace is there, the search attributes are registered, the web
// UI (if wanted) answers. A folder that was in use before continues where it was.
func Start(ctx context.Context, options Options) (_ *Server, err error) {
	o, err := options.withDefaults()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()

	f, err := openFolder(o.DataDir, o.Training)
	if err != nil {
		return nil, err
	}
	s := &Server{options: o, folder: f, logLevel: zap.NewAtomicLevelAt(whileStarting)}
	defer func() {
		if err != nil {
			_ = s.Stop()
		}
	}()

	p, err := choosePorts(ctx, o.FrontendPort)
	if err != nil {
		return nil, err
	}
	s.frontend = address(p.frontend)

	database := f.file(databaseFile)
	sql := sqlConfig(database)
	if err := prepareDatabase(database, sql, o); err != nil {
		return nil, err
	}
	if err := s.startTemporal(sql, p); err != nil {
		return nil, err
	}
	if err := s.awaitReady(ctx); err != nil {
		return nil, err
	}
	if o.UIPort != 0 {
		if s.ui, err = startUI(ctx, o, s.frontend); err != nil {
			return nil, err
		}
	}
	s.logLevel.SetLevel(whileRunning)
	return s, nil
}

// FrontendAddress is the host and port of the gRPC API.
func (s *Server) FrontendAddress() string { return s.frontend }

// Namespace is the namespace that was made ready.
func (s *Server) Namespace() string { return s.options.Namespace }

// DataDir is the absolute path of the data folder.
func (s *Server) DataDir() string { return s.folder.path }

// UIURL is where the web UI is, or "" if it was not wanted.
func (s *Server) UIURL() string {
	if s.ui == nil {
		return ""
	}
	return s.ui.url
}

// Stop ends the UI and the server and gives the data folder back. What was
// acknowledged is on the disk; open cases continue at the next start. Calling it
// again returns what the first call did.
func (s *Server) Stop() error {
	s.stopOnce.Do(func() {
		s.logLevel.SetLevel(whileStopping)
		if s.ui != nil {
			s.ui.stop()
		}
		if s.temporal != nil {
			if err := s.temporal.Stop(); err != nil {
				s.stopErr = fmt.Errorf("stop the Temporal server: %w", err)
			}
		}
		s.folder.close()
	})
	return s.stopErr
}

// startTemporal builds and starts the four services.
func (s *Server) startTemporal(sql *config.SQL, p ports) (err error) {
	hook := &fatalHook{}
	logger := temporallog.NewZapLogger(s.options.Log.WithOptions(
		zap.IncreaseLevel(s.logLevel),
		zap.WithFatalHook(hook),
	))
	defer func() {
		// The server ends the process when it cannot start. While it is ours to say
		// what happens then, that is an error like any other.
		if r := recover(); r != nil {
			err = fmt.Errorf("start the Temporal server: %v", r)
		}
	}()
	server, err := temporal.NewServer(
		temporal.WithConfig(serverConfig(sql, p)),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(staticHosts(p)),
		temporal.WithLogger(logger),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper { return authorization.NewNoopClaimMapper() }),
		temporal.WithDynamicConfigClient(dynamicConfig(s.options.Training)),
	)
	if err != nil {
		return fmt.Errorf("build the Temporal server: %w", err)
	}
	if err := server.Start(); err != nil {
		_ = server.Stop()
		return fmt.Errorf("start the Temporal server: %w", err)
	}
	s.temporal = server
	hook.started.Store(true)
	return nil
}

// awaitReady waits until the API answers for the namespace and brings the
// namespace up to date.
func (s *Server) awaitReady(ctx context.Context) error {
	conn, err := grpc.NewClient(s.frontend, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return fmt.Errorf("connect to the Temporal server: %w", err)
	}
	defer func() { _ = conn.Close() }()
	wf := workflowservice.NewWorkflowServiceClient(conn)
	if err := poll(ctx, 20*time.Millisecond, func() error {
		_, err := wf.DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: s.options.Namespace})
		return err
	}); err != nil {
		return fmt.Errorf("wait for the Temporal server: %w", err)
	}
	return reconcileNamespace(ctx, wf, operatorservice.NewOperatorServiceClient(conn), s.options)
}

// fatalHook decides what a fatal log line of the server does: during the start it
// panics, which startTemporal turns into an error; later it ends the process, as
// the server expects and as a kill would, which it is built to survive.
type fatalHook struct{ started atomic.Bool }

// OnWrite implements zapcore.CheckWriteHook.
func (h *fatalHook) OnWrite(entry *zapcore.CheckedEntry, fields []zapcore.Field) {
	if h.started.Load() {
		zapcore.WriteThenFatal.OnWrite(entry, fields)
	}
	panic(describe(entry, fields))
}

// describe puts a log entry into one line.
func describe(entry *zapcore.CheckedEntry, fields []zapcore.Field) string {
	enc := zapcore.NewMapObjectEncoder()
	for _, f := range fields {
		f.AddTo(enc)
	}
	if e, ok := enc.Fields["error"]; ok {
		return fmt.Sprintf("%s: %v", entry.Message, e)
	}
	return entry.Message
}
