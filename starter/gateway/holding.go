package gateway

import (
	"context"
	"net/http"
	"time"

	"go.uber.org/zap"
)

// holding keeps a key for the request that is worked on under it, a short lease
// after the other, until the function that it returns is called. A gateway that
// is killed renews nothing, so that its keys are soon another's, however long
// their requests might have taken.
func (s *Server) holding(r *http.Request, who, key, holder string) func() {
	// The client may go; what it asked for is done to its end.
	ctx, stop := context.WithCancel(context.WithoutCancel(r.Context()))
	done := make(chan struct{})
	go func() {
		defer close(done)
		t := time.NewTicker(s.KeyLease / 3)
		defer t.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-t.C:
			}
			switch ours, err := s.Register.HoldKey(ctx, who, key, holder, s.KeyLease); {
			case err != nil && ctx.Err() == nil:
				s.log.Warn("an idempotency key's lease was not renewed", zap.Error(err))
			case err == nil && !ours:
				return // overtaken, while the register was away: the write's own key makes it one
			}
		}
	}()
	return func() { stop(); <-done }
}

// tryAgain is when a request whose first sending is under way is worth sending
// again: what takes long is not asked for every second.
func (s *Server) tryAgain(r *http.Request) time.Duration {
	if isBatch(r) || isBulk(r) {
		return s.KeyLease / 3
	}
	return time.Second
}
