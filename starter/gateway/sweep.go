package gateway

import (
	"context"
	"sync"
	"time"

	"go.uber.org/zap"

	"luxing/starter/gateway/signin"
)

// chore forgets what has expired, of one kind.
type chore struct {
	what   string
	every  time.Duration
	forget func(context.Context) (int64, error)
}

// chores are all that a gateway forgets. Each has a time of its own and fails by
// itself: files of filings that nobody went on with name people, and hang on no
// session.
func (s *Server) chores() []chore {
	return []chore{
		{"files of filings", s.SweepFiles, s.Register.ForgetIntakes},
		{"answers", s.Sweep, s.Register.ForgetAnswers},
		{"sessions", s.Sweep, func(ctx context.Context) (int64, error) { return s.Register.ForgetSessions(ctx, signin.SessionIdle) }},
	}
}

// sweep does the chores until the context ends: at once, since a gateway may be
// started anew more often than it sweeps, and then each at its time.
func (s *Server) sweep(ctx context.Context) {
	var all sync.WaitGroup
	for _, c := range s.chores() {
		all.Go(func() {
			t := time.NewTicker(c.every)
			defer t.Stop()
			for {
				if _, err := c.forget(ctx); err != nil && ctx.Err() == nil {
					s.log.Warn("what has expired is still kept", zap.String("what", c.what), zap.Error(err))
				}
				select {
				case <-ctx.Done():
					return
				case <-t.C:
				}
			}
		})
	}
	all.Wait()
}
