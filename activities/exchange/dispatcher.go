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
	attemptTimeout = 15 * time.Second
	leaseFor       = 3 * attemptTimeout
	pollEvery      = 500 * time.Millisecond
	releaseEvery   = time.Minute
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
		// A signed message goes to the address that was configured and to no other.
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

// Run dispatches until the context ends, then finishes what it is sending and
// returns nil. The register being away is waited out. Each receiver has a loop
// of its own, so that one that hangs holds up nobody else.
func (d *Dispatcher) Run(ctx context.Context) error {
	for {
		err := d.enrol(ctx)
		if err == nil {
			break
		}
		d.complain(ctx, err)
		if !d.rest(ctx) {
			return nil
		}
	}
	var wg sync.WaitGroup
	wg.Go(func() { d.loop(ctx, d.router()) })
	for _, r := range d.receivers {
		wg.Go(func() { d.loop(ctx, func(ctx context.Context) error { return d.pass(ctx, r) }) })
	}
	wg.Wait()
	return nil
}

func (d *Dispatcher) enrol(ctx context.Context) error {
	known := make([]register.Receiver, len(d.receivers))
	for i, r := range d.receivers {
		known[i] = register.Receiver{Name: r.Name, URL: r.URL}
	}
	return d.outbox.Enrol(ctx, known)
}

// loop does work and rests, in turns.
func (d *Dispatcher) loop(ctx context.Context, work func(context.Context) error) {
	for ok := ctx.Err() == nil; ok; ok = d.rest(ctx) {
		d.complain(ctx, work(ctx))
	}
}

// rest waits for the next look at the outbox; false when there is to be none.
func (d *Dispatcher) rest(ctx context.Context) bool {
	t := time.NewTimer(d.poll)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// complain logs what went wrong, but not that the dispatcher was told to stop.
func (d *Dispatcher) complain(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		d.log.Error("the outbox", zap.Error(err))
	}
}

// router gives new messages their receivers. Now and then it looks whether a
// message that waits has a receiver by now: while a new configuration rolls
// out, a dispatcher of the old one may have put it back.
func (d *Dispatcher) router() func(context.Context) error {
	var released time.Time
	return func(ctx context.Context) error {
		if now := time.Now(); now.Sub(released) >= releaseEvery {
			n, err := d.outbox.Release(ctx, d.match)
			if err != nil {
				return err
			}
			released = now
			if n > 0 {
				d.log.Info("messages that waited have a receiver now", zap.Int("messages", n))
			}
		}
		for {
			n, err := d.outbox.Route(ctx, d.match, routeAtOnce)
			if err != nil || n < routeAtOnce {
				return err
			}
		}
	}
}

// pass delivers what is due to one receiver, until nothing is or it fails.
func (d *Dispatcher) pass(ctx context.Context, r Receiver) error {
	for ctx.Err() == nil {
		claimed, err := d.outbox.Claim(ctx, d.owner, r.Name, leaseFor, claimAtOnce)
		if err != nil || len(claimed) == 0 {
			return err
		}
		errs := make([]error, len(claimed))
		taken := make([]bool, len(claimed))
		var wg sync.WaitGroup
		for i, m := range claimed {
			wg.Go(func() { taken[i], errs[i] = d.deliver(ctx, r, m) })
		}
		wg.Wait()
		if err := errors.Join(errs...); err != nil {
			return err
		}
		for _, ok := range taken {
			if !ok {
				return nil
			}
		}
	}
	return nil
}

// deliver makes one attempt and books it. It does so to the end even when the
// dispatcher is told to stop meanwhile: what was delivered and not booked
// would be sent again for nothing.
func (d *Dispatcher) deliver(ctx context.Context, r Receiver, m register.Delivery) (taken bool, err error) {
	ctx = context.WithoutCancel(ctx)
	a := d.send(ctx, r, m)
	if a.State != register.Delivered {
		d.log.Warn("not delivered", zap.String("case", m.Case), zap.String("message", m.ID), zap.String("receiver", r.Name), zap.String("state", string(a.State)),
			zap.Int("status", a.Status), zap.Bool("gone", a.Gone), zap.Int("attempt", m.Attempts+1), zap.Time("next", a.Next))
	}
	if err := d.outbox.Settle(ctx, d.owner, m, a); err != nil {
		return false, fmt.Errorf("receiver %s: %w", r.Name, err)
	}
	return a.State == register.Delivered, nil
}
