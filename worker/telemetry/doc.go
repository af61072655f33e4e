// Package telemetry is what an operator sees of a worker: JSON logs that name the
// case, metrics for Prometheus, and whether the worker is alive and ready.
package telemetry
