package training_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/grpc"

	"luxing/starter/training"
	"luxing/worker/embedded"
)

const (
	taskQueue = "training-test"
	day       = 24 * time.Hour
	year      = 365 * day

	// slack is how far behind its virtual due time a timer may be seen to fire: the
	// real time a loaded machine takes, and far less than any distance moved here.
	slack = 20 * time.Second
)

// stage is a training server with a worker on it.
type stage struct {
	client    client.Client
	namespace string
	training  *training.Client
	gates     *gates
}

func newStage(t *testing.T, isTraining bool, options ...training.Option) *stage {
	t.Helper()
	server, err := embedded.Start(t.Context(), embedded.Options{DataDir: t.TempDir(), Training: isTraining})
	require.NoError(t, err)
	t.Cleanup(func() { _ = server.Stop() })
	c, err := client.Dial(client.Options{
		HostPort:  server.FrontendAddress(),
		Namespace: server.Namespace(),
		Logger:    quiet{},
		ConnectionOptions: client.ConnectionOptions{
			DialOptions: []grpc.DialOption{grpc.WithChainUnaryInterceptor(training.FollowClock())},
		},
	})
	require.NoError(t, err)
	t.Cleanup(c.Close)
	s := &stage{
		client:    c,
		namespace: server.Namespace(),
		training:  training.New(c.WorkflowService(), server.Namespace(), options...),
		gates:     &gates{open: map[string]chan struct{}{}},
	}
	w := worker.New(c, taskQueue, worker.Options{})
	register(w)
	w.RegisterActivity(s.gates)
	require.NoError(t, w.Start())
	t.Cleanup(w.Stop)
	return s
}

func register(r worker.WorkflowRegistry) {
	r.RegisterWorkflow(alarms)
	r.RegisterWorkflow(days)
	r.RegisterWorkflow(errand)
	r.RegisterWorkflow(pester)
}

// gates holds activities back until a test lets them go.
type gates struct {
	mu   sync.Mutex
	open map[string]chan struct{}
}

func (g *gates) gate(name string) chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open[name] == nil {
		g.open[name] = make(chan struct{})
	}
	return g.open[name]
}

// Pass returns when the gate of that name is open.
func (g *gates) Pass(ctx context.Context, name string) error {
	select {
	case <-g.gate(name):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Refuse fails until the given attempt.
func (g *gates) Refuse(ctx context.Context, until int32) error {
	if activity.GetInfo(ctx).Attempt < until {
		return errors.New("not yet")
	}
	return nil
}

// Found starts a workflow, as a case starts its enforcement.
func (g *gates) Found(ctx context.Context, id string) error {
	_, err := activity.GetClient(ctx).ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: id, TaskQueue: taskQueue}, alarms, []time.Duration{year})
	return err
}

// fired is what a timer saw.
type fired struct {
	After time.Duration // what was asked for, counted from the beginning
	At    time.Time     // workflow.Now when it fired
}

// diary is what a test asks a workflow for.
type diary struct {
	Began  time.Time
	Fired  []fired
	Notes  []string
	NoteAt []time.Time
}

// alarms sets all its timers at once, notes when each fires, and ends after the
// last.
func alarms(ctx workflow.Context, after []time.Duration) (diary, error) {
	d := diary{Began: workflow.Now(ctx)}
	if err := workflow.SetQueryHandler(ctx, "diary", func() (diary, error) { return d, nil }); err != nil {
		return d, err
	}
	if err := workflow.SetUpdateHandler(ctx, "ask", func(ctx workflow.Context) (time.Time, error) {
		return workflow.Now(ctx), nil
	}); err != nil {
		return d, err
	}
	workflow.Go(ctx, func(ctx workflow.Context) {
		for {
			var note string
			workflow.GetSignalChannel(ctx, "note").Receive(ctx, &note)
			d.Notes, d.NoteAt = append(d.Notes, note), append(d.NoteAt, workflow.Now(ctx))
		}
	})
	left := len(after)
	for _, a := range after {
		workflow.Go(ctx, func(ctx workflow.Context) {
			_ = workflow.Sleep(ctx, a)
			d.Fired = append(d.Fired, fired{After: a, At: workflow.Now(ctx)})
			left--
		})
	}
	err := workflow.Await(ctx, func() bool { return left == 0 })
	return d, err
}

// days lives for a day a run and continues as new.
func days(ctx workflow.Context, left int) error {
	if err := workflow.Sleep(ctx, day); err != nil {
		return err
	}
	if left > 1 {
		return workflow.NewContinueAsNewError(ctx, days, left-1)
	}
	return nil
}

// errand waits a day, runs an activity, and waits a year.
func errand(ctx workflow.Context, what string, arg any) (err error) {
	d := diary{Began: workflow.Now(ctx)}
	if err := workflow.SetQueryHandler(ctx, "diary", func() (diary, error) { return d, nil }); err != nil {
		return err
	}
	if err := workflow.Sleep(ctx, day); err != nil {
		return err
	}
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{
		StartToCloseTimeout: time.Minute,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: time.Hour, BackoffCoefficient: 1},
	})
	if err := workflow.ExecuteActivity(ctx, what, arg).Get(ctx, nil); err != nil {
		return err
	}
	d.Notes, d.NoteAt = append(d.Notes, what), append(d.NoteAt, workflow.Now(ctx))
	return workflow.Sleep(ctx, year)
}

// pester waits a day and signals another workflow, which has a clock of its own.
func pester(ctx workflow.Context, other string) error {
	if err := workflow.Sleep(ctx, day); err != nil {
		return err
	}
	if err := workflow.SignalExternalWorkflow(ctx, other, "", "note", "from afar").Get(ctx, nil); err != nil {
		return err
	}
	return workflow.Sleep(ctx, year)
}

func (s *stage) start(t *testing.T, workflow any, args ...any) string {
	t.Helper()
	id := fmt.Sprintf("%s-%d", t.Name(), time.Now().UnixNano())
	_, err := s.client.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: id, TaskQueue: taskQueue}, workflow, args...)
	require.NoError(t, err)
	return id
}

func (s *stage) diary(t *testing.T, id string) diary {
	t.Helper()
	v, err := s.client.QueryWorkflow(t.Context(), id, "", "diary")
	require.NoError(t, err)
	var d diary
	require.NoError(t, v.Get(&d))
	return d
}

// advance moves a clock and expects it to arrive.
func (s *stage) advance(t *testing.T, id string, d time.Duration) training.Result {
	t.Helper()
	began := time.Now()
	r, err := s.training.Advance(t.Context(), id, d)
	require.NoError(t, err)
	t.Logf("%s on: %s in %d steps, %s", d, r.Outcome, r.Steps, time.Since(began).Round(100*time.Microsecond))
	require.Equal(t, training.Reached, r.Outcome, "%v", r.Waiting)
	requireAt(t, r.Target, r.Now)
	return r
}

// requireAt expects a moment, give or take the time a machine needs, never early.
func requireAt(t *testing.T, want, got time.Time) {
	t.Helper()
	late := got.Sub(want)
	require.True(t, late >= 0 && late < slack, "want %s, got %s, which is %s off", want, got, late)
}

func (s *stage) events(t *testing.T, id, runID string) []*historypb.HistoryEvent {
	t.Helper()
	var events []*historypb.HistoryEvent
	it := s.client.GetWorkflowHistory(t.Context(), id, runID, false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for it.HasNext() {
		e, err := it.Next()
		require.NoError(t, err)
		events = append(events, e)
	}
	return events
}

// requirePunctual expects that exactly the timers due by now have fired, each when
// it was due.
func requirePunctual(t *testing.T, d diary, timers []time.Duration, now time.Time) {
	t.Helper()
	for _, after := range timers {
		at := slices.IndexFunc(d.Fired, func(f fired) bool { return f.After == after })
		due := d.Began.Add(after)
		if due.After(now) {
			require.Negative(t, at, "a timer of %s fired early", after)
			continue
		}
		require.GreaterOrEqual(t, at, 0, "a timer of %s has not fired", after)
		requireAt(t, due, d.Fired[at].At)
	}
}

type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}
