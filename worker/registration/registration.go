// Package registration joins the rooms: it gives a worker the workflows and the
// activities. It is one place, so that the production worker and worker/local
// cannot differ.
package registration

import (
	"io"

	"go.temporal.io/sdk/worker"
	"go.uber.org/zap"

	"luxing/worker/host"
)

// Register implements host.Registrar.
func Register(_ worker.Registry, _ *host.Config, _ *zap.Logger) (io.Closer, error) {
	return io.NopCloser(nil), nil
}
