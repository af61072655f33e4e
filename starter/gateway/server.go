package gateway

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"go.uber.org/zap"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/gateway/signin"
)

// Options of a gateway. Zero values are replaced by the defaults below.
type Options struct {
	// Guard is what the gateway lets people do.
	Guard *access.Guard
	// Register keeps answers under idempotency keys, and sessions.
	Register *register.Register
	// SignIn finds out who asks.
	SignIn *signin.Service
	// Console is mounted at / and gets everything that is not the API's; nil for
	// a page that leads to the API's documents.
	Console http.Handler
	// Mount are further handlers by path prefix, such as a built-in issuer. They
	// get requests before sign-in.
	Mount map[string]http.Handler
	// Ready says why the gateway cannot serve, beside Temporal and the register.
	Ready func(context.Context) error

	// Rate and Burst bound the requests of one client: a second, and at once.
	Rate  float64
	Burst int
	// InFlight bounds the requests under way; above it they are answered 503.
	InFlight int
	// Batches bounds the batches under way among them.
	Batches int
	// Timeout bounds a request, BatchTimeout a batch, BulkTimeout a bulk decision.
	Timeout, BatchTimeout, BulkTimeout time.Duration
	// KeyLease is how long a request that is worked on holds its Idempotency-Key
	// without saying again that it is: so long the key of a gateway that was
	// killed waits.
	KeyLease time.Duration
	// MaxBody and MaxBatch bound a request's body in bytes.
	MaxBody, MaxBatch int64
	// SweepFiles is how often checked files whose time is over are forgotten, Sweep
	// how often answers and sessions are.
	SweepFiles, Sweep time.Duration
	// Drain is how long a stopping server waits for what is under way.
	Drain time.Duration
	// Version is the program's, for the API's document.
	Version string
	Log     *zap.Logger
}

// Defaults of the options.
const (
	DefaultRate         = 50
	DefaultBurst        = 100
	DefaultInFlight     = 256
	DefaultBatches      = 4
	DefaultTimeout      = 30 * time.Second
	DefaultBatchTimeout = 15 * time.Minute
	DefaultBulkTimeout  = 5 * time.Minute
	DefaultKeyLease     = 30 * time.Second
	DefaultMaxBody      = 1 << 20
	DefaultMaxBatch     = 32 << 20
	DefaultSweepFiles   = time.Minute
	DefaultSweep        = 10 * time.Minute
	DefaultDrain        = 20 * time.Second
)

func or[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

func (o Options) withDefaults() Options {
	o.Rate, o.Burst = or(o.Rate, DefaultRate), or(o.Burst, DefaultBurst)
	o.InFlight, o.Batches = or(o.InFlight, DefaultInFlight), or(o.Batches, DefaultBatches)
	o.Timeout, o.BatchTimeout = or(o.Timeout, DefaultTimeout), or(o.BatchTimeout, DefaultBatchTimeout)
	o.KeyLease = or(o.KeyLease, DefaultKeyLease)
	o.BulkTimeout = or(o.BulkTimeout, DefaultBulkTimeout)
	o.MaxBody, o.MaxBatch = or(o.MaxBody, DefaultMaxBody), or(o.MaxBatch, DefaultMaxBatch)
	o.SweepFiles, o.Sweep = or(o.SweepFiles, DefaultSweepFiles), or(o.Sweep, DefaultSweep)
	o.Drain = or(o.Drain, DefaultDrain)
	o.Version = or(o.Version, "dev")
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	return o
}

// Server is a gateway.
type Server struct {
	Options
	log      *zap.Logger
	api      huma.API
	handler  http.Handler
	inFlight chan struct{}
	batches  chan struct{}
	draining atomic.Bool
}

// New puts a gateway together. It listens to nothing yet.
func New(o Options) (*Server, error) {
	if o.Guard == nil || o.Guard.Court == nil || o.Guard.Trail == nil || o.Register == nil || o.SignIn == nil {
		return nil, errors.New("a gateway needs a guard with a court and a trail, a register and a sign-in")
	}
	o = o.withDefaults()
	s := &Server{Options: o, log: o.Log, inFlight: make(chan struct{}, o.InFlight), batches: make(chan struct{}, o.Batches)}
	if err := s.route(); err != nil {
		return nil, err
	}
	return s, nil
}

// Handler is the whole gateway.
func (s *Server) Handler() http.Handler { return s.handler }

// OpenAPI is the API's document.
func (s *Server) OpenAPI() *huma.OpenAPI { return s.api.OpenAPI() }

// Serve answers on a listener until the context ends; then it takes nothing new
// and waits for what is under way, at most Drain.
func (s *Server) Serve(ctx context.Context, at net.Listener) error {
	srv := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       s.Timeout,
		WriteTimeout:      s.Timeout + 10*time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          zap.NewStdLog(s.log),
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	swept := make(chan struct{})
	go func() { defer close(swept); s.sweep(ctx) }()
	stopped := make(chan error, 1)
	context.AfterFunc(ctx, func() {
		s.draining.Store(true)
		patience, cancel := context.WithTimeout(context.Background(), s.Drain)
		defer cancel()
		err := srv.Shutdown(patience)
		if err != nil {
			err = errors.Join(fmt.Errorf("requests were cut off after %s: %w", s.Drain, err), srv.Close())
		}
		stopped <- err
	})
	if err := srv.Serve(at); !errors.Is(err, http.ErrServerClosed) {
		stop()
		return errors.Join(fmt.Errorf("serve on %s: %w", at.Addr(), err), <-stopped)
	}
	err := <-stopped
	<-swept
	return err
}

// route puts the handlers behind what every request passes. From the outside
// in: the log, a net for panics, headers, the bound on what is under way, the
// bound on what one address may ask, who asks, the bound on what they may ask,
// whether they may send anything, and the limits of one request.
func (s *Server) route() error {
	api := http.NewServeMux()
	if err := s.operations(api); err != nil {
		return err
	}
	inner := http.NewServeMux()
	inner.Handle("/api/", s.known(api, s.mediaType(s.idempotent(api))))
	s.SignIn.Routes(inner)
	if err := s.documents(inner); err != nil {
		return err
	}
	if s.Console != nil {
		inner.Handle("/", s.Console)
	} else {
		inner.HandleFunc("GET /{$}", landing)
		inner.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
			newProblem(http.StatusNotFound, "没有这个地址 there is nothing here; see /docs").write(w)
		})
	}

	crossOrigin := http.NewCrossOriginProtection()
	crossOrigin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.answer(w, r, newProblem(http.StatusForbidden, "来自其他网站的请求不予受理 a request from another site's page is not taken").as(kindCrossSite, "跨站请求 cross-site request"))
	}))
	clients, addresses := newLimits(s.Rate, s.Burst, s.answer), newLimits(addressShare*s.Rate, addressShare*s.Burst, s.answer)
	guarded := s.bounded(addresses.byAddress(s.SignIn.Address, crossOrigin.Handler(s.SignIn.Middleware(clients.byClient(s.entered(s.limited(inner)))))))

	outer := http.NewServeMux()
	outer.HandleFunc("GET /healthz", s.alive)
	for prefix, h := range s.Mount {
		outer.Handle(prefix, crossOrigin.Handler(h))
	}
	outer.Handle("/", guarded)
	s.handler = s.logged(s.caught(s.secured(outer)))
	return nil
}

// alive says that the process is there, without asking anybody.
func (s *Server) alive(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if s.draining.Load() {
		w.WriteHeader(http.StatusServiceUnavailable)
		fmt.Fprintln(w, "stopping")
		return
	}
	fmt.Fprintln(w, "ok")
}
