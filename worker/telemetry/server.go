package telemetry

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.uber.org/zap"
)

// readyTimeout bounds one answer to /readyz, so that a probe hears "no" and not
// silence.
const readyTimeout = 3 * time.Second

// Server answers an operator's probes: /healthz says that the process lives,
// /readyz that it can work, /metrics what it has measured.
type Server struct {
	http *http.Server
	addr net.Addr
	done chan struct{}
	err  error
}

// Serve starts answering on an address such as "127.0.0.1:9464"; port 0 takes a
// free one. Ready is asked for each /readyz and returns why the worker cannot work.
func Serve(ctx context.Context, address string, gatherer prometheus.Gatherer, ready func(context.Context) error, log *zap.Logger) (*Server, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen for probes on %s: %w", address, err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
		defer cancel()
		if err := ready(ctx); err != nil {
			log.Warn("not ready", zap.Error(err))
			answer(w, http.StatusServiceUnavailable, err.Error())
			return
		}
		answer(w, http.StatusOK, "ready")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(gatherer, promhttp.HandlerOpts{ErrorLog: zap.NewStdLog(log)}))
	s := &Server{
		http: &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ErrorLog: zap.NewStdLog(log)},
		addr: l.Addr(),
		done: make(chan struct{}),
	}
	go func() {
		defer close(s.done)
		if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			s.err = err
			log.Error("probes are not answered any more", zap.Error(err))
		}
	}()
	return s, nil
}

// Address is where the server listens.
func (s *Server) Address() string { return s.addr.String() }

// Shutdown lets requests under way finish and stops.
func (s *Server) Shutdown(ctx context.Context) error {
	err := s.http.Shutdown(ctx)
	<-s.done
	if err = errors.Join(err, s.err); err != nil {
		return fmt.Errorf("stop answering probes: %w", err)
	}
	return nil
}

func answer(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = fmt.Fprintln(w, text)
}
