package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"runtime/debug"

	"go.temporal.io/sdk/client"
	"go.uber.org/zap"

	"luxing/activities/codec"
	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/starter/gateway"
)

// serve runs the gateway until the context ends. A flag's value goes before
// the environment's.
func (s *setup) serve(ctx context.Context, flags map[string]string, ready func(url string)) (err error) {
	settings, err := gateway.ReadSettings(func(name string) string {
		if v, given := flags[name]; given {
			return v
		}
		return s.env(name)
	})
	// Everything that is wrong is said at once, before anything is connected to.
	wrong := &court.InputError{What: "网关设置有误 the gateway's settings are wrong"}
	if err := errors.Join(collect(wrong, "", err), s.settings(wrong)); err != nil {
		return err
	}
	if len(wrong.Faults) > 0 {
		return wrong
	}
	secured, err := settings.TLS()
	if err != nil {
		return settingsError("LUXING_TLS_CERT", err)
	}
	log, err := newLogger(settings.LogLevel)
	if err != nil {
		return settingsError("LUXING_LOG_LEVEL", err)
	}
	defer func() { _ = log.Sync() }() // a terminal cannot be synced
	settings.Version = revision()

	parts, closers, err := s.parts(ctx, log)
	defer func() {
		for _, c := range closers {
			err = errors.Join(err, c.Close())
		}
	}()
	if err != nil {
		return err
	}
	g, err := gateway.Open(parts, settings, pages)
	if err != nil {
		return settingsError("LUXING_*", err)
	}
	var lc net.ListenConfig
	at, err := lc.Listen(ctx, "tcp", settings.Listen)
	if err != nil {
		return settingsError("LUXING_LISTEN", err)
	}
	if secured != nil {
		at = tls.NewListener(at, secured)
	}
	log.Info("serving", zap.String("at", at.Addr().String()), zap.String("public_url", settings.PublicURL), zap.Bool("tls", secured != nil),
		zap.String("temporal", s.options.HostPort), zap.String("issuer", settings.Issuer))
	ready(settings.PublicURL)
	return g.Serve(ctx, at)
}

// settings looks at everything that is set beside the gateway's own settings,
// and adds what is wrong with it. The error is of what is no setting's fault.
func (s *setup) settings(wrong *court.InputError) error {
	var failed []error
	look := func(name string, err error) { failed = append(failed, collect(wrong, name, err)) }
	if s.err != nil {
		look("TEMPORAL_*", settingsError("TEMPORAL_*", s.err))
	}
	ring, err := s.keys()
	if err == nil && ring != nil {
		_, err = codec.New(ring, s.options.Namespace)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		look("LUXING_KEYS", missingKeys(err))
	case err != nil:
		look("LUXING_KEYS", settingsError("LUXING_KEYS", err))
	}
	look("LUXING_REGISTER", s.checkRegister())
	_, err = s.policy()
	look("LUXING_POLICY", err)
	_, err = s.days()
	look("LUXING_CALENDAR", err)
	return errors.Join(failed...)
}

// collect adds an input error's faults to others; any other error is given back.
func collect(wrong *court.InputError, setting string, err error) error {
	var more *court.InputError
	if !errors.As(err, &more) {
		return err
	}
	for _, f := range more.Faults {
		if setting != "" && f.Field != setting { // a place in the file that the setting names
			f.Field = setting + ": " + f.Field
		}
		wrong.Faults = append(wrong.Faults, f)
	}
	return nil
}

// parts connects what a gateway works with. The closers are to be closed in
// their order, also when there is an error.
func (s *setup) parts(ctx context.Context, log *zap.Logger) (gateway.Parts, []io.Closer, error) {
	var closers []io.Closer
	temporal, closer, err := s.dial(ctx)
	if err != nil {
		return gateway.Parts{}, nil, err
	}
	closers = append(closers, closer)
	ring, err := s.keys()
	if err != nil {
		return gateway.Parts{}, closers, settingsError("LUXING_KEYS", err)
	}
	reg, err := s.openRegisterWith(ctx, register.SealWith(ring))
	if err == nil && reg == nil {
		err = settingsError("LUXING_REGISTER", errNoRegister)
	}
	if err != nil {
		return gateway.Parts{}, closers, err
	}
	closers = append(closers, reg)
	p, err := s.policy()
	if err != nil {
		return gateway.Parts{}, closers, err
	}
	days, err := s.days()
	if err != nil {
		return gateway.Parts{}, closers, err
	}
	c := &court.Court{
		Temporal: temporal, Register: court.OverRegister(reg), Policy: p, Days: days, TaskQueue: s.env("LUXING_TASK_QUEUE"), Server: s.options.HostPort,
	}
	// Said at once and not at the first request: a name that does not exist, keys that do not fit.
	if _, err := temporal.CheckHealth(ctx, &client.CheckHealthRequest{}); err != nil {
		log.Warn("the Temporal server does not answer yet", zap.String("server", s.options.HostPort), zap.Error(err))
	}
	return gateway.PartsOf(c, reg, log), closers, nil
}

// newLogger writes JSON lines to standard error.
func newLogger(level string) (*zap.Logger, error) {
	config := zap.NewProductionConfig()
	if err := config.Level.UnmarshalText([]byte(level)); err != nil {
		return nil, fmt.Errorf("log level %q: want debug, info, warn or error", level)
	}
	config.Sampling = nil // every request has its line
	return config.Build()
}

// revision is what this program was built from.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "dev"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return "dev"
}
