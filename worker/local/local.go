package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	"go.uber.org/zap"
	"google.golang.org/grpc"

	"luxing/activities/codec"
	"luxing/starter/training"
	"luxing/worker/embedded"
	"luxing/worker/host"
	"luxing/worker/registration"
	"luxing/worker/telemetry"
	"luxing/workflows"
)

// local is everything that runs in this process.
type local struct {
	began    time.Time
	training bool
	log      *zap.Logger
	server   *embedded.Server
	host     *host.Host
	codec    *http.Server
	gate     *gate
	// neighbours are nil on a server for real work, and on one that has others.
	neighbours *neighbours
	config     host.Config
}

// start brings up server, UI, codec endpoint, worker and gateway, in this order. What was
// started is stopped again if something fails.
func start(ctx context.Context, f flags, env envconfig.EnvLookup, logTo io.Writer) (_ *local, err error) {
	l := &local{began: time.Now(), training: f.training}
	defer func() {
		if err != nil {
			err = errors.Join(err, l.stop())
		}
	}()
	settings := overlay{
		env:  env,
		over: map[string]string{"LUXING_DATA": f.data},
		// At a terminal, log lines are read by a person who wants to know of trouble.
		otherwise: map[string]string{"LUXING_LOG_LEVEL": "warn", "LUXING_METRICS_ADDRESS": "127.0.0.1:0"},
	}
	level, _ := settings.LookupEnv("LUXING_LOG_LEVEL")
	if l.log, err = telemetry.NewLogger(logTo, level); err != nil {
		return nil, err
	}

	// The UI is told where the codec is when it starts, and the codec which page may
	// call it; the port is taken first, so that both can be known.
	var lc net.ListenConfig
	codecAt, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the payload codec: %w", err)
	}
	defer func() {
		if l.codec == nil {
			_ = codecAt.Close()
		}
	}()
	l.server, err = embedded.Start(ctx, embedded.Options{
		DataDir:          f.data,
		FrontendPort:     f.port,
		UIPort:           f.uiPort,
		CodecEndpoint:    fmt.Sprintf("http://localhost:%d", codecAt.Addr().(*net.TCPAddr).Port),
		SearchAttributes: attributes(),
		Training:         f.training,
		Log:              l.serverLog(env),
	})
	if err != nil {
		return nil, err
	}
	if file, _ := settings.LookupEnv("LUXING_WEBHOOKS"); f.training && file == "" {
		if l.neighbours, err = openNeighbours(ctx, l.server.DataDir(), l.log); err != nil {
			return nil, err
		}
		settings.over["LUXING_WEBHOOKS"] = l.neighbours.file
	}
	if err := l.configure(settings); err != nil {
		return nil, err
	}
	if err := l.serveCodec(codecAt); err != nil {
		return nil, err
	}
	if l.config.VerifyURL == "" && f.webPort > 0 {
		l.config.VerifyURL = fmt.Sprintf("http://127.0.0.1:%d/verify?q=", f.webPort) // certificates' QR codes lead to our own page
	}
	if l.host, err = host.Start(ctx, l.config, registration.Register, l.log); err != nil {
		return nil, err
	}
	if f.webPort != 0 {
		if err := l.openGate(ctx, f.webPort, settings); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// serverLog is where the Temporal server logs to. Its warnings are for those who
// tune it; unless a level was asked for, a person at a terminal is spared them.
func (l *local) serverLog(env envconfig.EnvLookup) *zap.Logger {
	if level, ok := env.LookupEnv("LUXING_LOG_LEVEL"); ok && level != "" {
		return l.log
	}
	return l.log.WithOptions(zap.IncreaseLevel(zap.ErrorLevel))
}

// configure settles what the worker is told. The server holds the data folder by
// now, so that no other process makes keys in it at the same time.
func (l *local) configure(settings overlay) error {
	_, given := settings.LookupEnv("LUXING_KEYS")
	_, file := settings.LookupEnv("LUXING_KEYS_FILE")
	if !given && !file {
		if _, err := codec.EnsureKeys(filepath.Join(l.server.DataDir(), host.KeysFile), time.Now()); err != nil {
			return err
		}
	}
	connection := client.Options{HostPort: l.server.FrontendAddress(), Namespace: l.server.Namespace()}
	if l.training {
		// What a case starts begins on the case's clock and not today.
		connection.ConnectionOptions.DialOptions = []grpc.DialOption{grpc.WithChainUnaryInterceptor(training.FollowClock())}
	}
	var err error
	l.config, err = host.ReadConfigFor(settings, connection)
	return err
}

// serveCodec lets the UI show payloads in the clear.
func (l *local) serveCodec(at net.Listener) error {
	if l.config.Keys == nil || l.server.UIURL() == "" {
		return nil
	}
	c, err := codec.New(l.config.Keys, l.server.Namespace(), codec.AcceptPlain())
	if err != nil {
		return err
	}
	byName := l.server.UIURL()
	l.codec = &http.Server{
		Handler:           codec.NewEndpoint(c, codec.EndpointOptions{Origins: []string{byName, strings.Replace(byName, "localhost", "127.0.0.1", 1)}}),
		ReadHeaderTimeout: 5 * time.Second,
		ErrorLog:          zap.NewStdLog(l.log),
	}
	go func() {
		if err := l.codec.Serve(at); !errors.Is(err, http.ErrServerClosed) {
			l.log.Error("the payload codec does not answer any more", zap.Error(err))
		}
	}()
	return nil
}

// stop ends everything in the opposite order.
func (l *local) stop() error {
	var errs []error
	if l.gate != nil {
		errs = append(errs, l.gate.close())
	}
	if l.host != nil {
		errs = append(errs, l.host.Stop())
	}
	if l.neighbours != nil {
		errs = append(errs, l.neighbours.close())
	}
	if l.codec != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		errs = append(errs, l.codec.Shutdown(ctx))
	}
	if l.server != nil {
		errs = append(errs, l.server.Stop())
	}
	return errors.Join(errs...)
}

// attributes are the search attributes that the workflows set.
func attributes() map[string]enumspb.IndexedValueType {
	all := map[string]enumspb.IndexedValueType{}
	for _, a := range workflows.Attributes() {
		all[a.GetName()] = a.GetValueType()
	}
	return all
}

// overlay is an environment with some settings put over it and some under it.
type overlay struct {
	env             envconfig.EnvLookup
	over, otherwise map[string]string
}

// Environ implements envconfig.EnvLookup.
func (o overlay) Environ() []string { return o.env.Environ() }

// LookupEnv implements envconfig.EnvLookup.
func (o overlay) LookupEnv(name string) (string, bool) {
	if v, ok := o.over[name]; ok {
		return v, true
	}
	if v, ok := o.env.LookupEnv(name); ok && v != "" {
		return v, true
	}
	v, ok := o.otherwise[name]
	return v, ok
}
