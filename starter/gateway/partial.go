package gateway

import (
	"context"
	"sync/atomic"
)

// partial says of an answer with a success's status that something of the
// request was left undone: a batch that stopped, a case that did not answer.
// Kept under an Idempotency-Key, it would keep the rest from ever being done.
type partial struct{ undone atomic.Bool }

func (p *partial) is() bool { return p.undone.Load() }

type partialKey struct{}

// doneInPart gives the request's Idempotency-Key back: whoever sends the request
// again has the rest done. What was done is done once by its own keys.
func doneInPart(ctx context.Context) {
	if p, ok := ctx.Value(partialKey{}).(*partial); ok {
		p.undone.Store(true)
	}
}
