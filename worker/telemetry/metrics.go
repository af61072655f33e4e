package telemetry

import (
	"context"
	"fmt"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	promexporter "go.opentelemetry.io/otel/exporters/prometheus"
	"go.opentelemetry.io/otel/metric"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/opentelemetry"
	"go.uber.org/zap"
)

// seconds are the bounds of the histograms of durations. Those of OpenTelemetry are
// for milliseconds; these run from a workflow task to a slow exchange.
var seconds = []float64{0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300}

// Metrics collects what the SDK and the activities measure, for Prometheus to
// fetch.
type Metrics struct {
	registry *prometheus.Registry
	provider *sdkmetric.MeterProvider
	handler  client.MetricsHandler
}

// NewMetrics returns a collection that also holds the process's own figures.
// Instruments that cannot be made are logged and do nothing.
func NewMetrics(log *zap.Logger) (*Metrics, error) {
	registry := prometheus.NewRegistry()
	for _, c := range []prometheus.Collector{
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		collectors.NewBuildInfoCollector(),
	} {
		if err := registry.Register(c); err != nil {
			return nil, fmt.Errorf("collect the process's metrics: %w", err)
		}
	}
	exporter, err := promexporter.New(promexporter.WithRegisterer(registry), promexporter.WithoutScopeInfo(), promexporter.WithoutTargetInfo())
	if err != nil {
		return nil, fmt.Errorf("export metrics: %w", err)
	}
	provider := sdkmetric.NewMeterProvider(
		sdkmetric.WithReader(exporter),
		sdkmetric.WithView(sdkmetric.NewView(
			sdkmetric.Instrument{Kind: sdkmetric.InstrumentKindHistogram, Unit: "s"},
			sdkmetric.Stream{Aggregation: sdkmetric.AggregationExplicitBucketHistogram{Boundaries: seconds}},
		)),
	)
	return &Metrics{
		registry: registry,
		provider: provider,
		handler: opentelemetry.NewMetricsHandler(opentelemetry.MetricsHandlerOptions{
			Meter:                provider.Meter("temporal-sdk-go"),
			OnError:              func(err error) { log.Error("make a metric", zap.Error(err)) },
			UseMonotonicCounters: true,
		}),
	}, nil
}

// SDKHandler is what an SDK client is given to report to.
func (m *Metrics) SDKHandler() client.MetricsHandler { return m.handler }

// Meter returns a meter for Luxing's own instruments.
func (m *Metrics) Meter(name string) metric.Meter { return m.provider.Meter(name) }

// Gatherer gives access to everything collected.
func (m *Metrics) Gatherer() prometheus.Gatherer { return m.registry }

// Shutdown ends the collection.
func (m *Metrics) Shutdown(ctx context.Context) error {
	if err := m.provider.Shutdown(ctx); err != nil {
		return fmt.Errorf("end metrics: %w", err)
	}
	return nil
}
