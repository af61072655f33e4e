package training

import (
	"context"
	"errors"
	"fmt"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
)

// ErrNotTraining is returned when the server does not let a clock be moved: it is
// not a training server.
var ErrNotTraining = errors.New("the server does not allow a case's clock to be moved: it is not a training server")

const (
	// defaultPatience is how long work in flight may take before a move gives up.
	defaultPatience = 30 * time.Second

	// defaultMaxSteps bounds a move over something that never ends, such as an
	// activity that fails and is tried again every minute of five years.
	defaultMaxSteps = 10_000
)

// Client moves clocks in one namespace. It is safe for use by several goroutines:
// two moves of one execution take turns. Two clients do not know of each other,
// and the server has no way to tell them apart; let one move a given execution at
// a time.
type Client struct {
	service   workflowservice.WorkflowServiceClient
	namespace string
	patience  time.Duration
	maxSteps  int
	turns     *turns
}

// Option changes how a Client behaves.
type Option func(*Client)

// WithPatience sets how long a move waits for work in flight that shows no
// progress.
func WithPatience(d time.Duration) Option { return func(c *Client) { c.patience = d } }

// WithMaxSteps sets how many timers and retries one move may pass.
func WithMaxSteps(n int) Option { return func(c *Client) { c.maxSteps = n } }

// New returns a client for a namespace. The service is that of an SDK client
// (client.WorkflowService), which tries again what fails in passing and returns
// errors of the serviceerror package.
func New(service workflowservice.WorkflowServiceClient, namespace string, options ...Option) *Client {
	c := &Client{service: service, namespace: namespace, patience: defaultPatience, maxSteps: defaultMaxSteps, turns: newTurns()}
	for _, o := range options {
		o(c)
	}
	return c
}

// Enabled says whether the server lets clocks be moved in the namespace. It
// changes nothing.
func (c *Client) Enabled(ctx context.Context) (bool, error) {
	// The server looks at its setting before it looks for the execution.
	_, err := c.service.PollWorkflowExecutionTimeSkipping(ctx, &workflowservice.PollWorkflowExecutionTimeSkippingRequest{
		Namespace:         c.namespace,
		WorkflowExecution: &commonpb.WorkflowExecution{WorkflowId: "luxing/training/none"},
		FastForwardId:     "none",
	})
	var notFound *serviceerror.NotFound
	switch {
	case err == nil, errors.As(err, &notFound):
		return true, nil
	case isUnimplemented(err):
		return false, nil
	default:
		return false, fmt.Errorf("ask whether clocks can be moved: %w", err)
	}
}

// Now is the time on the execution's clock. For one that has ended it is when
// that was.
func (c *Client) Now(ctx context.Context, workflowID string) (time.Time, error) {
	v, err := c.look(ctx, workflowID)
	if err != nil {
		return time.Time{}, err
	}
	return v.now, nil
}

// Timer is a timer that an execution is waiting for.
type Timer struct {
	// ID as the SDK gave it.
	ID string
	// FiresAt is a time on the execution's clock.
	FiresAt time.Time
}

// NextTimer returns the timer that fires first, or false if none is set.
func (c *Client) NextTimer(ctx context.Context, workflowID string) (Timer, bool, error) {
	v, err := c.look(ctx, workflowID)
	if err != nil || v.ended {
		return Timer{}, false, err
	}
	h, err := c.readHistory(ctx, workflowID, v)
	if err != nil {
		return Timer{}, false, err
	}
	t, ok := h.firstTimer()
	return t, ok, nil
}

// isUnimplemented recognises the refusal of a server that is not for training,
// and that of one too old to know.
func isUnimplemented(err error) bool {
	var unimplemented *serviceerror.Unimplemented
	return errors.As(err, &unimplemented)
}
