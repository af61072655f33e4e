package training

import (
	"context"
	"fmt"
	"sync"
)

// turns lets one caller at a time move an execution. A step is measured from where
// the clock stands; with two callers it could have moved before the step arrives.
type turns struct {
	mu   sync.Mutex
	held map[string]chan struct{} // closed when the holder is done
}

func newTurns() *turns { return &turns{held: map[string]chan struct{}{}} }

// take waits for the caller's turn.
func (t *turns) take(ctx context.Context, workflowID string) (release func(), err error) {
	for {
		t.mu.Lock()
		holder, taken := t.held[workflowID]
		if !taken {
			mine := make(chan struct{})
			t.held[workflowID] = mine
			t.mu.Unlock()
			return func() {
				t.mu.Lock()
				delete(t.held, workflowID)
				t.mu.Unlock()
				close(mine)
			}, nil
		}
		t.mu.Unlock()
		select {
		case <-holder:
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for another move of %s: %w", workflowID, ctx.Err())
		}
	}
}
