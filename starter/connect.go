package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"google.golang.org/grpc"

	"luxing/activities/codec"
	"luxing/starter/cli"
	"luxing/starter/court"
	"luxing/starter/lawcmd"
	"luxing/starter/training"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/policy"
)

// What is used when nothing is set: everything on this machine, in the folder
// that worker/local uses.
const (
	defaultAddress   = "127.0.0.1:7233"
	defaultNamespace = "default"
	defaultData      = "data"
	keyFile          = "keys"
	registerFile     = "register.db"
)

// setup is how this process reaches the server, the register and the keys.
type setup struct {
	env     func(string) string
	options client.Options
	err     error // what is wrong with the connection's settings
}

// wiring puts the command line together from the environment. Nothing is
// connected to yet.
func wiring(env func(string) string) cli.Wiring {
	s := &setup{env: env}
	s.options, s.err = envconfig.LoadDefaultClientOptions()
	if s.options.HostPort == "" {
		s.options.HostPort = defaultAddress
	}
	if s.options.Namespace == "" {
		s.options.Namespace = defaultNamespace
	}
	s.options.Logger = wiringLogger()
	return cli.Wiring{
		Dial: s.dial, Register: &lazyRegister{open: s.openRegister}, Policy: s.policy, Days: s.days,
		Server: s.options.HostPort, Namespace: s.options.Namespace, TaskQueue: env("LUXING_TASK_QUEUE"), Program: program(os.Args[0]),
		Serve: s.serve,
	}
}

// wiringLogger says nothing: what a person must know is in the errors.
func wiringLogger() log.Logger { return log.NewStructuredLogger(slog.New(slog.DiscardHandler)) }

func (s *setup) data() string { return or(s.env("LUXING_DATA"), defaultData) }

// dial makes a client that connects when it is first used, so that what is
// wrong with the input is said without a server.
func (s *setup) dial(context.Context) (client.Client, io.Closer, error) {
	if s.err != nil {
		return nil, nil, settingsError("TEMPORAL_*", s.err)
	}
	o := s.options
	ring, err := s.keys()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		// Mostly nothing was started here yet, which the connection will tell.
		// Nothing is sent without the keys that the worker wants.
		o.DataConverter = converter.NewCodecDataConverter(converter.GetDefaultDataConverter(), keyless{missingKeys(err)})
	case err != nil:
		return nil, nil, settingsError("LUXING_KEYS", err)
	case ring != nil:
		var options []codec.Option
		if s.env("LUXING_ACCEPT_PLAIN") == "on" {
			options = append(options, codec.AcceptPlain())
		}
		sealed, err := codec.New(ring, o.Namespace, options...)
		if err != nil {
			return nil, nil, settingsError("LUXING_KEYS", err)
		}
		o.DataConverter, o.FailureConverter = codec.NewDataConverter(sealed), codec.NewFailureConverter(sealed)
	}
	// What is applied for in training begins when its case stands; see court.ApplyCertificate.
	o.ConnectionOptions.DialOptions = append(slices.Clone(o.ConnectionOptions.DialOptions), grpc.WithChainUnaryInterceptor(training.FollowClock()))
	c, err := client.NewLazyClient(o)
	if err != nil {
		return nil, nil, settingsError("TEMPORAL_*", err)
	}
	return c, closer(c.Close), nil
}

// keys are those in LUXING_KEYS, in the file that LUXING_KEYS_FILE names, or in
// the data folder. LUXING_KEYS=none sends everything in the clear; there are
// then no keys and no error.
func (s *setup) keys() (*codec.Ring, error) {
	if text := s.env("LUXING_KEYS"); text == "none" {
		return nil, nil
	} else if text != "" {
		return codec.ParseKeys(text)
	}
	return codec.LoadKeys(or(s.env("LUXING_KEYS_FILE"), filepath.Join(s.data(), keyFile)))
}

// keyless stands where the keys are missing: it lets nothing through.
type keyless struct{ err error }

// Encode implements converter.PayloadCodec.
func (k keyless) Encode([]*commonpb.Payload) ([]*commonpb.Payload, error) { return nil, k.err }

// Decode implements converter.PayloadCodec.
func (k keyless) Decode([]*commonpb.Payload) ([]*commonpb.Payload, error) { return nil, k.err }

func missingKeys(err error) error {
	return settingsError("LUXING_KEYS", fmt.Errorf("%w; without the court's keys its cases cannot be read: set LUXING_KEYS or LUXING_KEYS_FILE, or LUXING_DATA to the worker's data folder", err))
}

// days are the days off of years that are not built in, from the file that
// LUXING_CALENDAR names.
func (s *setup) days() ([]calendar.Day, error) {
	file := s.env("LUXING_CALENDAR")
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, settingsError("LUXING_CALENDAR", err)
	}
	days, err := court.ReadDays(data)
	if err != nil {
		return nil, settingsError("LUXING_CALENDAR", err)
	}
	return days, nil
}

// policy is the court's own, from the file that LUXING_POLICY names.
func (s *setup) policy() (policy.Policy, error) {
	file := s.env("LUXING_POLICY")
	if file == "" {
		return policy.Default(), nil
	}
	p, faults, err := lawcmd.ReadPolicy(file)
	if err != nil {
		return p, settingsError("LUXING_POLICY", err)
	}
	if len(faults) > 0 {
		wrong := &court.InputError{What: "本院政策文件有误 the court's policy file is wrong: " + file}
		for _, f := range faults {
			wrong.Faults = append(wrong.Faults, casefile.Fault{Field: f.Field, Rule: f.Rule, Want: f.Want})
		}
		return p, wrong
	}
	return p, nil
}

// settingsError names the setting that is wrong.
func settingsError(name string, err error) error {
	wrong := &court.InputError{What: "设置有误 a setting is wrong"}
	wrong.Faults.Add(name, "环境变量 environment variable", "可用的设置 a setting that works: %s", err)
	return wrong
}

func or(s, alternative string) string {
	if s == "" {
		return alternative
	}
	return s
}

type closer func()

// Close implements io.Closer.
func (c closer) Close() error { c(); return nil }
