package court

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/policy"
)

// Court is the way into the cases. It is safe for use by several goroutines.
type Court struct {
	// Temporal is where the cases run. The client need not be connected yet.
	Temporal client.Client
	// Register is what the court knows of its cases when nobody asks them; nil
	// when there is none at hand.
	Register Register
	// Policy and Edition are pinned to every case that is filed. An empty
	// edition is the newest rest-day table built in; Days are rows added to it.
	Policy  policy.Policy
	Edition string
	Days    []calendar.Day
	// TaskQueue is where new cases are worked on; casefile.TaskQueue if empty.
	TaskQueue string
	// Server names the server in errors.
	Server string
	// Patience is how long an answer may take; 10 seconds if zero.
	Patience time.Duration
	// Now is the clock of the court's day; time.Now if nil.
	Now func() time.Time
	// MayFile is asked for every filing of a batch that can be read, before it is
	// filed; nil lets all be filed.
	MayFile func(context.Context, *casefile.Filing) error
	// MayDecide is asked for every case of a bulk decision, before it is sent; nil
	// lets all be sent.
	MayDecide func(ctx context.Context, key string, d casefile.Decision) error
}

const (
	defaultPatience = 10 * time.Second
	// healthPatience bounds the look whether the server is there at all.
	healthPatience = 3 * time.Second
)

func (c *Court) patient(ctx context.Context) (context.Context, context.CancelFunc) {
	d := c.Patience
	if d <= 0 {
		d = defaultPatience
	}
	return context.WithTimeout(ctx, d)
}

func (c *Court) now() time.Time {
	if c.Now == nil {
		return time.Now()
	}
	return c.Now()
}

// today is the court's day by the wall clock.
func (c *Court) today() calendar.Date { return calendar.Of(c.now()) }

func (c *Court) edition() string {
	if c.Edition == "" {
		return calendar.Latest()
	}
	return c.Edition
}

func (c *Court) taskQueue() string {
	if c.TaskQueue == "" {
		return casefile.TaskQueue
	}
	return c.TaskQueue
}

func (c *Court) server() string { return "Temporal " + c.Server }

// failure puts an error of the Temporal client into one of our kinds. A
// missing workflow is the caller's to explain, since a case that has ended is
// also reported as missing.
func (c *Court) failure(ctx context.Context, key, decision, doing string, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil && errors.Is(ctx.Err(), context.Canceled) {
		return fmt.Errorf("%s: %w", doing, context.Canceled)
	}
	var (
		unavailable *serviceerror.Unavailable
		namespace   *serviceerror.NamespaceNotFound
		notReady    *serviceerror.WorkflowNotReady
		precond     *serviceerror.FailedPrecondition
		late        *serviceerror.DeadlineExceeded
		cancelled   *serviceerror.Canceled
		lateUpdate  *client.WorkflowUpdateServiceTimeoutOrCanceledError
	)
	var input *InputError
	switch {
	case errors.As(err, &input): // a setting that showed itself only now
		return err
	case errors.As(err, &namespace):
		return &UnreachableError{What: c.server(), Err: fmt.Errorf("namespace %q does not exist there; set TEMPORAL_NAMESPACE", namespace.Namespace)}
	case errors.As(err, &notReady), errors.As(err, &precond):
		return &NoAnswerError{Key: key, Decision: decision, Err: err}
	case errors.As(err, &unavailable), errors.As(err, &late), errors.As(err, &cancelled), errors.As(err, &lateUpdate), errors.Is(err, context.DeadlineExceeded):
		if down := c.Health(ctx); down != nil {
			return down
		}
		return &NoAnswerError{Key: key, Decision: decision, Err: err}
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// Health asks whether the server is there; the error is an *UnreachableError.
func (c *Court) Health(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), healthPatience)
	defer cancel()
	if _, err := c.Temporal.CheckHealth(ctx, &client.CheckHealthRequest{}); err != nil {
		return &UnreachableError{What: c.server(), Err: err}
	}
	return nil
}

// checkKey refuses what cannot be the key of anything before anybody is asked.
func checkKey(key string) error {
	if !looksLikeKey(key) {
		return badInput("案件标识 the case's key", "key", "案件标识 the case's key", "小写字母、数字或者连字符（如nb-2019-001234） lower-case letters, digits and hyphens, such as nb-2019-001234")
	}
	return nil
}

// looksLikeKey accepts the keys of cases and those of their linked workflows.
func looksLikeKey(key string) bool {
	if key == "" || len(key) > 160 {
		return false
	}
	for i := range len(key) {
		switch c := key[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', i > 0 && (c == '-' || c == '.' || c == '_'):
		default:
			return false
		}
	}
	return true
}

// notACase is the error of a key that nobody knows.
func notACase(key string) error { return &NotFoundError{What: "案件 case", ID: key} }

// isMissing reports whether the server knows no such workflow, or none that runs.
func isMissing(err error) bool {
	var missing *serviceerror.NotFound
	return errors.As(err, &missing)
}
