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
	"luxing/activities/register"
	"luxing/worker/host"
	"luxing/workflows"
)

// rooms is what a worker keeps open for its activities.
type rooms struct {
	register *register.Register
}

// Register implements host.Registrar: it opens the register and registers
// every workflow and activity.
func Register(r worker.Registry, config *host.Config, log *zap.Logger) (io.Closer, error) {
	reg, err := register.Open(context.Background(), config.Register, register.Log(log))
	if err != nil {
		return nil, fmt.Errorf("open the register: %w", err)
	}
	workflows.Register(r)
	activities.New(reg, log).RegisterTo(r)
	return &rooms{register: reg}, nil
}

// Ready reports whether the register answers.
func (x *rooms) Ready(ctx context.Context) error { return x.register.Ping(ctx) }

// Close closes the register.
func (x *rooms) Close() error { return x.register.Close() }
