// Package registration joins the rooms: it gives a worker the workflows and the
// activities. It is one place, so that the production worker and worker/local
// cannot differ.
package registration

import (
	"context"
	"fmt"
	"io"

	"go.temporal.io/sdk/worker"
	"go.uber.org/zap"

	"luxing/activities"
	"luxing/activities/exchange"
	"luxing/activities/register"
	"luxing/worker/host"
	"luxing/workflows"
)

// rooms is what a worker keeps open for its activities, and the dispatcher
// that empties the outbox beside them.
type rooms struct {
	register *register.Register
	stop     context.CancelFunc
	stopped  chan struct{}
}

// Register implements host.Registrar: it opens the register, registers every
// workflow and activity, and starts the dispatcher of the outbox.
func Register(r worker.Registry, config *host.Config, log *zap.Logger) (io.Closer, error) {
	var receivers []exchange.Receiver
	var options []activities.Option
	if config.WebhooksFile != "" {
		var err error
		if receivers, err = exchange.LoadReceivers(config.WebhooksFile); err != nil {
			return nil, err
		}
		checker, err := exchange.LoadChecker(config.WebhooksFile)
		if err != nil {
			return nil, err
		}
		if checker != nil {
			options = append(options, activities.CheckWith(checker))
		}
	}
	reg, err := register.Open(context.Background(), config.Register, register.Log(log), register.VerifyAt(config.VerifyURL))
	if err != nil {
		return nil, fmt.Errorf("open the register: %w", err)
	}
	workflows.Register(r)
	activities.New(reg, log, options...).RegisterTo(r)
	ctx, stop := context.WithCancel(context.Background())
	x := &rooms{register: reg, stop: stop, stopped: make(chan struct{})}
	dispatcher := exchange.NewDispatcher(reg, receivers, log)
	go func() {
		defer close(x.stopped)
		_ = dispatcher.Run(ctx) // ends only when it is told to
	}()
	return x, nil
}

// Ready reports whether the register answers.
func (x *rooms) Ready(ctx context.Context) error { return x.register.Ping(ctx) }

// Courts lists the courts that have cases in the register.
func (x *rooms) Courts(ctx context.Context) ([]string, error) { return x.register.Courts(ctx) }

// Close stops the dispatcher, after what it is sending, and closes the register.
func (x *rooms) Close() error {
	x.stop()
	<-x.stopped
	return x.register.Close()
}
