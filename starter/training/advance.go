package training

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/api/serviceerror"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/fieldmaskpb"
)

// Outcome is how a move ended.
type Outcome int

const (
	// Reached: the clock is at the target or past it by the real time that the
	// work took, and the execution is at rest.
	Reached Outcome = iota
	// Ended: the execution ended before its clock reached the target, or had
	// ended already. That is an ordinary end of a move, not a failure.
	Ended
	// Blocked: work in flight made no progress for as long as the client's
	// patience lasts, or the move would have passed too many timers.
	Blocked
)

// String returns the outcome in a word.
func (o Outcome) String() string {
	switch o {
	case Reached:
		return "reached"
	case Ended:
		return "ended"
	case Blocked:
		return "blocked"
	default:
		return fmt.Sprintf("Outcome(%d)", int(o))
	}
}

// Result is how a move ended and where.
type Result struct {
	Outcome Outcome
	// Now is the time on the execution's clock, or when it ended.
	Now time.Time
	// Target is where the clock was to go.
	Target time.Time
	// Steps is the number of skips it took.
	Steps int
	// RunID is the run that was the newest at the end.
	RunID string
	// Waiting says what a blocked execution waited for.
	Waiting []string
}

const (
	// near is the distance within which real time does the moving: a skip so short
	// may pass its end before the server acts on it and then runs on, and a timer
	// so close may come due while the request is on its way.
	near = time.Second

	firstPause = time.Millisecond
	longPause  = 25 * time.Millisecond
)

// Advance moves the execution's clock forward by d and waits until what came due
// has been worked off. A d of zero or less moves nothing but waits all the same; a
// d under a second passes in real time.
func (c *Client) Advance(ctx context.Context, workflowID string, d time.Duration) (Result, error) {
	release, err := c.turns.take(ctx, workflowID)
	if err != nil {
		return Result{}, err
	}
	defer release()
	v, err := c.keepClock(ctx, workflowID)
	if err != nil {
		return Result{}, err
	}
	return c.move(ctx, workflowID, v.now.Add(max(d, 0)))
}

// AdvanceTo moves the execution's clock forward to a time. Sending it again is
// safe: a clock that is there already is not moved. A target in the past moves
// nothing.
func (c *Client) AdvanceTo(ctx context.Context, workflowID string, target time.Time) (Result, error) {
	release, err := c.turns.take(ctx, workflowID)
	if err != nil {
		return Result{}, err
	}
	defer release()
	if _, err := c.keepClock(ctx, workflowID); err != nil {
		return Result{}, err
	}
	return c.move(ctx, workflowID, target)
}

// Settle waits until the execution is at rest: what is due has been worked off.
// It moves nothing, and works on any server.
func (c *Client) Settle(ctx context.Context, workflowID string) (Result, error) {
	release, err := c.turns.take(ctx, workflowID)
	if err != nil {
		return Result{}, err
	}
	defer release()
	return c.move(ctx, workflowID, time.Time{})
}

func (c *Client) move(ctx context.Context, workflowID string, target time.Time) (Result, error) {
	m := &move{client: c, workflowID: workflowID, result: Result{Target: target}}
	return m.run(ctx)
}

// keepClock makes the server keep a virtual clock for the execution if it does
// not yet, so that distances are measured by the server's time and not by ours.
// It is also what a server that is not for training refuses.
func (c *Client) keepClock(ctx context.Context, workflowID string) (view, error) {
	v, err := c.look(ctx, workflowID)
	if err != nil || v.ended || v.clockKept {
		return v, err
	}
	if err := c.configure(ctx, workflowID, &commonpb.TimeSkippingConfig{}); err != nil && !isNotFound(err) {
		return v, err
	}
	return c.look(ctx, workflowID)
}

// configure replaces the execution's time-skipping settings.
func (c *Client) configure(ctx context.Context, workflowID string, config *commonpb.TimeSkippingConfig) error {
	_, err := c.service.UpdateWorkflowExecutionOptions(ctx, &workflowservice.UpdateWorkflowExecutionOptionsRequest{
		Namespace:                c.namespace,
		WorkflowExecution:        &commonpb.WorkflowExecution{WorkflowId: workflowID},
		WorkflowExecutionOptions: &workflowpb.WorkflowExecutionOptions{TimeSkippingConfig: config},
		UpdateMask:               &fieldmaskpb.FieldMask{Paths: []string{"time_skipping_config"}},
	})
	switch {
	case err == nil:
		return nil
	case isUnimplemented(err):
		return ErrNotTraining
	default:
		return fmt.Errorf("move the clock of %s: %w", workflowID, err)
	}
}

// move is one Advance under way.
type move struct {
	client     *Client
	workflowID string
	result     Result

	began    time.Time // on the execution's clock
	history  *history  // of the newest run, as last read
	progress time.Time // real time of the last sign of life
	seen     string    // what the last sign of life was
	pause    time.Duration
}

// run takes steps until the target is reached and the execution is at rest.
func (m *move) run(ctx context.Context) (Result, error) {
	m.progress = time.Now()
	for {
		v, waiting, err := m.look(ctx)
		switch {
		case err != nil && ctx.Err() != nil:
			return m.result, m.interrupted(ctx, waiting)
		case isOverloaded(err):
			// A server that is being restarted is waited for like work in flight.
			v, waiting = view{now: m.result.Now, runID: m.result.RunID}, []string{err.Error()}
		case err != nil:
			return m.result, err
		}
		m.result.Now, m.result.RunID = v.now, v.runID
		if v.ended {
			m.result.Outcome, m.result.Waiting = Ended, nil
			return m.result, nil
		}
		if v.armed {
			// The skip did not happen at once because work came in between. Taken back,
			// since a skip that has to wait may run past its end.
			if err := m.configure(ctx, &commonpb.TimeSkippingConfig{}); err != nil {
				return m.result, err
			}
			waiting = append(waiting, "a skip is being taken back")
		}
		remaining := m.result.Target.Sub(v.now)
		switch {
		case len(waiting) > 0:
			if err := m.wait(ctx, v, waiting); err != nil || m.result.Outcome == Blocked {
				return m.result, err
			}
		case remaining <= 0:
			m.result.Outcome, m.result.Waiting = Reached, nil
			return m.result, nil
		case remaining < near:
			if sleep(ctx, remaining) != nil {
				return m.result, m.interrupted(ctx, []string{"the last moments before the target pass in real time"})
			}
		case m.result.Steps >= m.client.maxSteps:
			m.result.Outcome = Blocked
			m.result.Waiting = []string{fmt.Sprintf("after %d timers and retries the target is still %s away", m.result.Steps, remaining)}
			return m.result, nil
		default:
			if err := m.step(ctx, remaining); err != nil {
				return m.result, err
			}
		}
	}
}

// look finds out where the execution is and what it waits for before its clock
// may be moved.
func (m *move) look(ctx context.Context) (view, []string, error) {
	v, err := m.client.look(ctx, m.workflowID)
	if m.began.IsZero() {
		m.began = v.now
	}
	if err != nil || v.ended || len(v.busy) > 0 {
		return v, v.busy, err
	}
	if m.history == nil || m.history.runID != v.runID || m.history.length != v.historyLength {
		if m.history, err = m.client.readHistory(ctx, m.workflowID, v); err != nil {
			return v, nil, err
		}
		if m.history.length != v.historyLength {
			// Events came between the two requests; the description is out of date.
			m.history = nil
			return v, []string{"events are coming in"}, nil
		}
	}
	return v, m.history.due(m.horizon(v.now)), nil
}

// horizon is the time up to which timers must have fired. On the way it lies a
// little ahead, since a timer that comes due while a step is sent is jumped over.
// At the end it lies a little behind the target: a workflow that waits for a
// deadline starts its timer some milliseconds after it measured how long to wait,
// and who moves a clock to the deadline wants to see it pass.
func (m *move) horizon(now time.Time) time.Time {
	if m.result.Target.After(now) {
		return now.Add(near)
	}
	end := m.result.Target
	if end.IsZero() {
		end = m.began
	}
	if end = end.Add(near); end.After(now) {
		return end
	}
	return now
}

// step sends one skip: to the target, or to whatever comes before it.
func (m *move) step(ctx context.Context, remaining time.Duration) error {
	m.result.Steps++
	err := m.configure(ctx, &commonpb.TimeSkippingConfig{
		Enabled:             true,
		MaxSessionSkipCount: 1,
		DisablePropagation:  true,
		FastForwardConfig: &commonpb.FastForwardConfig{
			// Read by people in the history; what makes a repeated move harmless is that
			// the distance is measured anew each time.
			Id:       fmt.Sprintf("until %s, step %d", m.result.Target.UTC().Format(time.RFC3339), m.result.Steps),
			Duration: durationpb.New(remaining),
		},
	})
	if err != nil {
		return err
	}
	m.alive("step " + fmt.Sprint(m.result.Steps))
	return nil
}

// configure sends settings. What becomes of a request that fails in passing, the
// next look will tell.
func (m *move) configure(ctx context.Context, config *commonpb.TimeSkippingConfig) error {
	err := m.client.configure(ctx, m.workflowID, config)
	switch {
	case err == nil, isNotFound(err), isOverloaded(err) && ctx.Err() == nil:
		return nil
	case ctx.Err() != nil:
		return m.interrupted(ctx, []string{"the clock is being moved"})
	default:
		return err
	}
}

// interrupted says what a move was waiting for when its caller gave up.
func (m *move) interrupted(ctx context.Context, waiting []string) error {
	if len(waiting) > 0 {
		m.result.Waiting = waiting
	}
	return fmt.Errorf("wait for %s to come to rest (%s): %w", m.workflowID, strings.Join(m.result.Waiting, "; "), ctx.Err())
}

// wait gives work in flight some time, and gives up when nothing happens for as
// long as the client's patience lasts.
func (m *move) wait(ctx context.Context, v view, waiting []string) error {
	m.alive(fmt.Sprint(v.runID, v.historyLength))
	if time.Since(m.progress) > m.client.patience {
		m.result.Outcome, m.result.Waiting = Blocked, waiting
		return nil
	}
	m.result.Waiting = waiting
	if sleep(ctx, m.pause) != nil {
		return m.interrupted(ctx, waiting)
	}
	m.pause = min(2*m.pause, longPause)
	return nil
}

// alive notes a sign of life if it is a new one.
func (m *move) alive(sign string) {
	if sign == m.seen {
		return
	}
	m.seen, m.progress, m.pause = sign, time.Now(), firstPause
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

func isNotFound(err error) bool {
	var notFound *serviceerror.NotFound
	return errors.As(err, &notFound)
}

// isOverloaded recognises what a server that is restarting or has too much to do
// answers.
func isOverloaded(err error) bool {
	var (
		unavailable *serviceerror.Unavailable
		exhausted   *serviceerror.ResourceExhausted
		late        *serviceerror.DeadlineExceeded
	)
	return errors.As(err, &unavailable) || errors.As(err, &exhausted) || errors.As(err, &late)
}
