package exchange

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"luxing/activities/register"
)

// Outbox is what the dispatcher needs of the register.
type Outbox interface {
	Enrol(ctx context.Context, receivers []register.Receiver) error
	Route(ctx context.Context, match func(typ string) []string, limit int) (int, error)
	Release(ctx context.Context, match func(typ string) []string) (int, error)
	Claim(ctx context.Context, owner, receiver string, lease time.Duration, limit int) ([]register.Delivery, error)
	Settle(ctx context.Context, owner string, d register.Delivery, a register.Attempt) error
}

// Limits of one dispatcher. The lease outlives the attempt, so that no other
// dispatcher sends what this one is sending.
const (
	attemptTimeout = 10 * time.Second
	leaseFor       = 3 * attemptTimeout
	pollEvery      = 500 * time.Millisecond
	routeAtOnce    = 500
	claimAtOnce    = 16
)

// Dispatcher takes messages to receivers. Any number may run at once: leases
// in the register keep them out of each other's way.
type Dispatcher struct {
	outbox    Outbox
	receivers []Receiver
	owner     string
	http      *http.Client
	timeout   time.Duration
	poll      time.Duration
	now       func() time.Time
	log       *zap.Logger
}

// NewDispatcher makes a dispatcher for the receivers, of which there may be none.
func NewDispatcher(o Outbox, receivers []Receiver, log *zap.Logger) *Dispatcher {
	return &Dispatcher{
		outbox: o, receivers: receivers, owner: uuid.NewString(), log: log, timeout: attemptTimeout, poll: pollEvery, now: time.Now,
		http: &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}
}

// match names the receivers of a type.
func (d *Dispatcher) match(typ string) []string {
	var names []string
	for _, r := range d.receivers {
		if r.Takes(typ) {
			names = append(names, r.Name)
		}
	}
	return names
}

// Run dispatches until the context ends. The register being away is waited out.
func (d *Dispatcher) Run(ctx context.Context) error {
	known := make([]register.Receiver, len(d.receivers))
	for i, r := range d.receivers {
		known[i] = register.Receiver{Name: r.Name, URL: r.URL}
	}
	tick := time.NewTicker(d.poll)
	defer tick.Stop()
	enrolled := false
	for {
		if !enrolled {
			err := d.outbox.Enrol(ctx, known)
			if err == nil {
				_, err = d.outbox.Release(ctx, d.match)
			}
			enrolled = err == nil
			d.complain(err)
		}
		if enrolled {
			d.complain(d.round(ctx))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// complain logs what went wrong, but not that the dispatcher was told to stop.
func (d *Dispatcher) complain(err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		d.log.Error("the outbox", zap.Error(err))
	}
}

// round routes what is new and makes one pass over every receiver. A slow
// receiver does not hold up the others.
func (d *Dispatcher) round(ctx context.Context) error {
	for {
		n, err := d.outbox.Route(ctx, d.match, routeAtOnce)
		if err != nil {
			return err
		}
		if n < routeAtOnce {
			break
		}
	}
	errs := make([]error, len(d.receivers))
	var wg sync.WaitGroup
	for i, r := range d.receivers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			errs[i] = d.pass(ctx, r)
		}()
	}
	wg.Wait()
	return errors.Join(errs...)
}

// pass delivers what is due to one receiver, until nothing is.
func (d *Dispatcher) pass(ctx context.Context, r Receiver) error {
	for ctx.Err() == nil {
		claimed, err := d.outbox.Claim(ctx, d.owner, r.Name, leaseFor, claimAtOnce)
		if err != nil || len(claimed) == 0 {
			return err
		}
		errs := make([]error, len(claimed))
		failed := false
		var wg sync.WaitGroup
		var mu sync.Mutex
		for i, m := range claimed {
			wg.Add(1)
			go func() {
				defer wg.Done()
				a := d.send(ctx, r, m)
				if a.State != register.Delivered {
					mu.Lock()
					failed = true
					mu.Unlock()
					d.log.Warn("not delivered", zap.String("case", m.Case), zap.String("message", m.ID), zap.String("receiver", r.Name),
						zap.Int("status", a.Status), zap.Int("attempt", m.Attempts+1), zap.Time("next", a.Next))
				}
				// What was delivered is booked even while stopping: else it is sent again for nothing.
				if err := d.outbox.Settle(context.WithoutCancel(ctx), d.owner, m, a); err != nil {
					errs[i] = fmt.Errorf("receiver %s: %w", r.Name, err)
				}
			}()
		}
		wg.Wait()
		if err := errors.Join(errs...); err != nil || failed {
			return err
		}
	}
	return nil
}
