package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"go.uber.org/zap"

	"luxing/activities/codec"
	"luxing/worker/telemetry"
	"luxing/workflows/policy"
)

// connectTimeout bounds the wait for a server that is not there yet.
const connectTimeout = time.Minute

// Limits of one process. The register has one writer on a file, so that more
// activities at once would only wait for each other there.
const (
	maxActivities    = 64
	maxWorkflowTasks = 200
)

// Registrar registers workflows and activities, and returns what must be closed
// when no activity runs any more. If that also has a method Ready(context.Context)
// error, it is asked whether the worker is ready.
type Registrar func(worker.Registry, *Config, *zap.Logger) (io.Closer, error)

// Host is a running worker.
type Host struct {
	config  Config
	log     *zap.Logger
	client  client.Client
	worker  worker.Worker
	metrics *telemetry.Metrics
	probes  *telemetry.Server
	started bool
	rooms   io.Closer
	failed  chan error

	policy     policy.Policy      // of what is scheduled
	unschedule context.CancelFunc // ends looking after the schedules
	scheduled  chan struct{}
}

// Run starts a worker, keeps it until the context ends, the process is asked to
// stop (SIGTERM, SIGINT) or the worker fails for good, and stops it gracefully. A
// second signal ends the process at once.
func Run(ctx context.Context, config Config, register Registrar, log *zap.Logger) error {
	ctx, forget := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer forget()
	h, err := Start(ctx, config, register, log)
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		log.Info("stopping", zap.Duration("at_most", config.StopTimeout))
	case err = <-h.failed:
		log.Error("the worker failed", zap.Error(err))
	}
	forget()
	return errors.Join(err, h.Stop())
}

// Start connects to the server, registers and begins to work. It returns when the
// worker is polling.
func Start(ctx context.Context, config Config, register Registrar, log *zap.Logger) (_ *Host, err error) {
	h := &Host{config: config, log: log, failed: make(chan error, 1)}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.Stop())
		}
	}()
	if h.metrics, err = telemetry.NewMetrics(log); err != nil {
		return nil, err
	}
	if err := h.connect(ctx); err != nil {
		return nil, err
	}
	if h.policy, err = readPolicy(config.PolicyFile); err != nil {
		return nil, fmt.Errorf("policy of the integrity list: %w", err)
	}
	h.build()
	if h.rooms, err = register(h.worker, &h.config, log); err != nil {
		return nil, fmt.Errorf("register workflows and activities: %w", err)
	}
	if err := h.worker.Start(); err != nil {
		return nil, fmt.Errorf("start the worker: %w", err)
	}
	h.started = true
	keep, stop := context.WithCancel(context.WithoutCancel(ctx))
	h.unschedule, h.scheduled = stop, make(chan struct{})
	go func() {
		defer close(h.scheduled)
		h.keepSchedules(keep)
	}()
	if config.MetricsAddress != "" {
		if h.probes, err = telemetry.Serve(ctx, config.MetricsAddress, h.metrics.Gatherer(), h.Ready, log); err != nil {
			return nil, err
		}
	}
	log.Info("working",
		zap.String("server", h.config.Client.HostPort), zap.String("namespace", h.config.Client.Namespace),
		zap.String("task_queue", config.TaskQueue), zap.String("build", config.Build.ID),
		zap.Bool("versioning", config.Versioning), zap.Bool("sealed", config.Keys != nil))
	return h, nil
}

// Client is the worker's connection, for others in the same process.
func (h *Host) Client() client.Client { return h.client }

// ProbeAddress is where probes and metrics are answered, or "".
func (h *Host) ProbeAddress() string {
	if h.probes == nil {
		return ""
	}
	return h.probes.Address()
}

// Failed receives the error if the worker fails for good.
func (h *Host) Failed() <-chan error { return h.failed }

// Ready says why the worker cannot work at the moment, or nil.
func (h *Host) Ready(ctx context.Context) error {
	if _, err := h.client.CheckHealth(ctx, &client.CheckHealthRequest{}); err != nil {
		return fmt.Errorf("the Temporal server does not answer: %w", err)
	}
	if r, ok := h.rooms.(interface{ Ready(context.Context) error }); ok {
		return r.Ready(ctx)
	}
	return nil
}

// Stop takes no new work, gives work in flight the time that is set, and closes
// what was opened.
func (h *Host) Stop() error {
	var errs []error
	if h.unschedule != nil {
		h.unschedule()
		<-h.scheduled
	}
	if h.started {
		h.worker.Stop()
	}
	if h.rooms != nil {
		if err := h.rooms.Close(); err != nil {
			errs = append(errs, fmt.Errorf("close what activities use: %w", err))
		}
	}
	if h.client != nil {
		h.client.Close()
	}
	// Probes are answered to the last, so that an orchestrator sees a worker that is
	// stopping and not one that has died.
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if h.probes != nil {
		errs = append(errs, h.probes.Shutdown(ctx))
	}
	if h.metrics != nil {
		errs = append(errs, h.metrics.Shutdown(ctx))
	}
	return errors.Join(errs...)
}

// connect dials the server, again and again for a minute: after a power cut the
// worker is often up before the server is.
func (h *Host) connect(ctx context.Context) error {
	o, err := h.clientOptions()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	pause := 100 * time.Millisecond
	for {
		if h.client, err = client.DialContext(ctx, o); err == nil {
			return nil
		}
		h.client = nil
		h.log.Warn("the Temporal server does not answer yet", zap.String("server", o.HostPort), zap.Error(err))
		select {
		case <-ctx.Done():
			return fmt.Errorf("connect to the Temporal server at %s, namespace %s: %w", o.HostPort, o.Namespace, err)
		case <-time.After(pause):
			pause = min(2*pause, 5*time.Second)
		}
	}
}

// clientOptions completes the connection's settings with what is ours.
func (h *Host) clientOptions() (client.Options, error) {
	o := h.config.Client
	o.Identity = h.config.Build.identity()
	o.Logger = telemetry.SDKLogger(h.log)
	o.MetricsHandler = h.metrics.SDKHandler()
	if h.config.Keys != nil {
		var options []codec.Option
		if h.config.AcceptPlain {
			options = append(options, codec.AcceptPlain())
		}
		sealer, err := codec.New(h.config.Keys, o.Namespace, options...)
		if err != nil {
			return o, err
		}
		o.DataConverter, o.FailureConverter = codec.NewDataConverter(sealer), codec.NewFailureConverter(sealer)
	} else {
		h.log.Warn("payloads go to the server in the clear", zap.String("because", "no keys are set"))
	}
	return o, nil
}

// build makes the worker.
func (h *Host) build() {
	worker.SetStickyWorkflowCacheSize(h.config.CacheSize)
	deployment := worker.DeploymentOptions{
		UseVersioning: h.config.Versioning,
		Version:       worker.WorkerDeploymentVersion{DeploymentName: DeploymentName, BuildID: h.config.Build.ID},
	}
	if h.config.Versioning {
		deployment.DefaultVersioningBehavior = workflow.VersioningBehaviorAutoUpgrade
	}
	h.worker = worker.New(h.client, h.config.TaskQueue, worker.Options{
		MaxConcurrentActivityExecutionSize:     maxActivities,
		MaxConcurrentWorkflowTaskExecutionSize: maxWorkflowTasks,
		// As many polls open as there is work for.
		WorkflowTaskPollerBehavior: worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{}),
		ActivityTaskPollerBehavior: worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{}),
		WorkerStopTimeout:          h.config.StopTimeout,
		DeploymentOptions:          deployment,
		OnFatalError: func(err error) {
			select {
			case h.failed <- err:
			default:
			}
		},
	})
}
