package training_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"pgregory.net/rapid"

	"luxing/starter/training"
)

// TestTraining runs every test on one server; starting one for each would take
// longer than the tests.
func TestTraining(t *testing.T) {
	s := newStage(t, true)
	for name, test := range map[string]func(*testing.T, *stage){
		"Sequence":             testSequence,
		"Years":                testYears,
		"ManyTimers":           testManyTimers,
		"TinyMoves":            testTinyMoves,
		"NothingMovesByItself": testNothingMovesByItself,
		"TargetOnATimer":       testTargetOnATimer,
		"ContinueAsNew":        testContinueAsNew,
		"OpenActivity":         testOpenActivity,
		"RetryBackoff":         testRetryBackoff,
		"FollowClock":          testFollowClock,
		"Messages":             testMessages,
		"SignalToAnother":      testSignalToAnother,
		"Ended":                testEnded,
		"Together":             testTogether,
		"Unknown":              testUnknown,
		"NoWorker":             testNoWorker,
		"Replay":               testReplay,
		"AnyTimersAnyMoves":    testAnyTimersAnyMoves,
	} {
		t.Run(name, func(t *testing.T) { test(t, s) })
	}
}

func testSequence(t *testing.T, s *stage) {
	timers := []time.Duration{day, 10 * day, 10 * day, 30 * day, 40 * day}
	id := s.start(t, alarms, timers)
	for _, d := range []time.Duration{12 * time.Hour, 12 * time.Hour, 9 * day, 25 * day} {
		r := s.advance(t, id, d)
		requirePunctual(t, s.diary(t, id), timers, r.Now)
	}
	now, err := s.training.Now(t.Context(), id)
	require.NoError(t, err)
	requireAt(t, time.Now().Add(35*day).Add(-slack/2), now)

	// A target that was reached already moves nothing.
	again, err := s.training.AdvanceTo(t.Context(), id, now.Add(-day))
	require.NoError(t, err)
	require.Zero(t, again.Steps)
	require.Equal(t, training.Reached, again.Outcome)
}

func testYears(t *testing.T, s *stage) {
	timers := []time.Duration{2 * year, 7 * year, 100 * year}
	id := s.start(t, alarms, timers)
	for _, d := range []time.Duration{2 * year, 5 * year, 50 * year} {
		r := s.advance(t, id, d)
		requirePunctual(t, s.diary(t, id), timers, r.Now)
	}
}

func testManyTimers(t *testing.T, s *stage) {
	var timers []time.Duration
	for month := 1; month <= 70; month++ {
		timers = append(timers, time.Duration(month)*30*day)
	}
	id := s.start(t, alarms, timers)
	r := s.advance(t, id, 5*year)
	d := s.diary(t, id)
	require.Len(t, d.Fired, 60)
	requirePunctual(t, d, timers, r.Now)
}

func testTinyMoves(t *testing.T, s *stage) {
	timers := []time.Duration{day}
	id := s.start(t, alarms, timers)
	for _, d := range []time.Duration{0, -time.Hour, 1, time.Millisecond, 100 * time.Millisecond} {
		r := s.advance(t, id, d)
		require.Zero(t, r.Steps, "%s is not worth a skip", d)
		require.Empty(t, s.diary(t, id).Fired)
	}
	// Just short of the timer, and over it.
	began := s.diary(t, id).Began
	r, err := s.training.AdvanceTo(t.Context(), id, began.Add(day-5*time.Minute))
	require.NoError(t, err)
	require.Equal(t, training.Reached, r.Outcome)
	require.Empty(t, s.diary(t, id).Fired)
	r = advanceTo(t, s, id, began.Add(day))
	require.Equal(t, training.Ended, r.Outcome)
}

func advanceTo(t *testing.T, s *stage, id string, target time.Time) training.Result {
	t.Helper()
	r, err := s.training.AdvanceTo(t.Context(), id, target)
	require.NoError(t, err)
	return r
}

func testNothingMovesByItself(t *testing.T, s *stage) {
	timers := []time.Duration{day, 30 * day}
	id := s.start(t, alarms, timers)
	s.advance(t, id, 2*day)
	d, err := s.client.DescribeWorkflowExecution(t.Context(), id, "")
	require.NoError(t, err)
	info := d.GetWorkflowExtendedInfo().GetTimeSkippingInfo()
	require.NotNil(t, info)
	require.False(t, info.GetEffectiveConfig().GetEnabled(), "the server is still allowed to skip")
	// Work that comes in does not set it going either.
	require.NoError(t, s.client.SignalWorkflow(t.Context(), id, "", "note", "hello"))
	_, err = s.training.Settle(t.Context(), id)
	require.NoError(t, err)
	now, err := s.training.Now(t.Context(), id)
	require.NoError(t, err)
	requireAt(t, time.Now().Add(2*day).Add(-slack/2), now)
}

func testTargetOnATimer(t *testing.T, s *stage) {
	timers := []time.Duration{day, 20 * day, 30 * day}
	id := s.start(t, alarms, timers)
	_, err := s.training.Settle(t.Context(), id)
	require.NoError(t, err)
	for want := range 2 {
		next, ok, err := s.training.NextTimer(t.Context(), id)
		require.NoError(t, err)
		require.True(t, ok)
		r := advanceTo(t, s, id, next.FiresAt)
		require.Equal(t, training.Reached, r.Outcome)
		d := s.diary(t, id)
		require.Len(t, d.Fired, want+1)
		requirePunctual(t, d, timers, r.Now)
	}
}

func testContinueAsNew(t *testing.T, s *stage) {
	id := s.start(t, days, 40)
	began, err := s.training.Now(t.Context(), id)
	require.NoError(t, err)
	var last training.Result
	for _, d := range []time.Duration{36 * time.Hour, 3 * day, 12 * time.Hour, 20 * day} {
		last = s.advance(t, id, d)
	}
	// Every run began a day after the one before it, on its own clock.
	starts := runStarts(t, s, id, last.RunID)
	require.Len(t, starts, 25) // 36 h + 3 d + 12 h + 20 d is 25 d, and each run is a little late
	for i, at := range starts {
		requireAt(t, began.Add(time.Duration(i)*day).Add(-slack/2), at)
	}
	r, err := s.training.Advance(t.Context(), id, 60*day)
	require.NoError(t, err)
	require.Equal(t, training.Ended, r.Outcome)
	requireAt(t, began.Add(40*day).Add(-slack/2), r.Now)
}

// runStarts returns the time of each run's start event, first to last.
func runStarts(t *testing.T, s *stage, id, runID string) []time.Time {
	t.Helper()
	e := s.events(t, id, runID)[0]
	previous := e.GetWorkflowExecutionStartedEventAttributes().GetContinuedExecutionRunId()
	if previous == "" {
		return []time.Time{e.GetEventTime().AsTime()}
	}
	return append(runStarts(t, s, id, previous), e.GetEventTime().AsTime())
}

func testOpenActivity(t *testing.T, s *stage) {
	id := s.start(t, errand, "Pass", "slow")
	impatient := training.New(s.client.WorkflowService(), s.namespace, training.WithPatience(300*time.Millisecond))
	r, err := impatient.Advance(t.Context(), id, 10*day)
	require.NoError(t, err)
	require.Equal(t, training.Blocked, r.Outcome)
	require.Contains(t, fmt.Sprint(r.Waiting), "Pass")
	requireAt(t, r.Target.Add(-9*day).Add(-slack/2), r.Now)

	// A caller that gives up gets an error that says what it was waiting for.
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	_, err = s.training.AdvanceTo(ctx, id, r.Target)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	require.ErrorContains(t, err, "Pass")

	// The one that waits arrives when the activity is done.
	close(s.gates.gate("slow"))
	r = advanceTo(t, s, id, r.Target)
	require.Equal(t, training.Reached, r.Outcome)
	d := s.diary(t, id)
	require.Equal(t, []string{"Pass"}, d.Notes)
	requireAt(t, d.Began.Add(day), d.NoteAt[0])
}

func testRetryBackoff(t *testing.T, s *stage) {
	id := s.start(t, errand, "Refuse", 5)
	s.advance(t, id, 3*day)
	d := s.diary(t, id)
	require.Equal(t, []string{"Refuse"}, d.Notes)
	// Four hours, unless the server delivered a retry twice: see the package
	// documentation.
	waited := d.NoteAt[0].Sub(d.Began.Add(day))
	require.GreaterOrEqual(t, waited, time.Hour)
	require.Less(t, waited, 4*time.Hour+slack)
	require.Less(t, waited%time.Hour, slack)

	// What is refused for ever does not keep the client for ever.
	hurried := training.New(s.client.WorkflowService(), s.namespace, training.WithMaxSteps(5))
	id = s.start(t, errand, "Refuse", 1_000_000)
	r, err := hurried.Advance(t.Context(), id, year)
	require.NoError(t, err)
	require.Equal(t, training.Blocked, r.Outcome)
	require.Equal(t, 5, r.Steps)
}

func testFollowClock(t *testing.T, s *stage) {
	linked := t.Name() + "-linked"
	id := s.start(t, errand, "Found", linked)
	s.advance(t, id, 300*day)
	_, err := s.training.Settle(t.Context(), linked)
	require.NoError(t, err)
	founder := s.diary(t, id)
	d := s.diary(t, linked)
	requireAt(t, founder.Began.Add(day), d.Began)
	require.Empty(t, d.Fired)

	// Its clock is its own from then on.
	now, err := s.training.Now(t.Context(), linked)
	require.NoError(t, err)
	requireAt(t, d.Began, now)
	r, err := s.training.Advance(t.Context(), linked, 2*year)
	require.NoError(t, err)
	require.Equal(t, training.Ended, r.Outcome)
	requireAt(t, d.Began.Add(year), r.Now)
}

func testMessages(t *testing.T, s *stage) {
	id := s.start(t, alarms, []time.Duration{day, year})
	r := s.advance(t, id, 5*day)
	require.NoError(t, s.client.SignalWorkflow(t.Context(), id, "", "note", "hello"))
	h, err := s.client.UpdateWorkflow(t.Context(), client.UpdateWorkflowOptions{WorkflowID: id, UpdateName: "ask", WaitForStage: client.WorkflowUpdateStageCompleted})
	require.NoError(t, err)
	var at time.Time
	require.NoError(t, h.Get(t.Context(), &at))
	requireAt(t, r.Now, at)
	d := s.diary(t, id)
	require.Equal(t, []string{"hello"}, d.Notes)
	requireAt(t, r.Now, d.NoteAt[0])

	// Sent while the clock is being moved, none is lost.
	done := make(chan error, 1)
	go func() {
		var err error
		for i := range 30 {
			err = errors.Join(err, s.client.SignalWorkflow(context.WithoutCancel(t.Context()), id, "", "note", fmt.Sprint(i)))
		}
		done <- err
	}()
	for range 10 {
		s.advance(t, id, 5*day)
	}
	require.NoError(t, <-done)
	_, err = s.training.Settle(t.Context(), id)
	require.NoError(t, err)
	require.Len(t, s.diary(t, id).Notes, 31)
}

func testSignalToAnother(t *testing.T, s *stage) {
	other := s.start(t, alarms, []time.Duration{year})
	id := s.start(t, pester, other)
	s.advance(t, id, 10*day)
	_, err := s.training.Settle(t.Context(), other)
	require.NoError(t, err)
	d := s.diary(t, other)
	require.Equal(t, []string{"from afar"}, d.Notes)
	requireAt(t, d.Began, d.NoteAt[0])
}

func testEnded(t *testing.T, s *stage) {
	id := s.start(t, alarms, []time.Duration{day})
	began, err := s.training.Now(t.Context(), id)
	require.NoError(t, err)
	for range 2 { // ends on the way, and has ended before
		r, err := s.training.Advance(t.Context(), id, 10*day)
		require.NoError(t, err)
		require.Equal(t, training.Ended, r.Outcome)
		requireAt(t, began.Add(day).Add(-slack/2), r.Now)
	}
	_, ok, err := s.training.NextTimer(t.Context(), id)
	require.NoError(t, err)
	require.False(t, ok)
}

func testTogether(t *testing.T, s *stage) {
	timers := []time.Duration{day, 2 * day, 10 * day, 20 * day, 60 * day}
	id := s.start(t, alarms, timers)
	now, err := s.training.Now(t.Context(), id)
	require.NoError(t, err)
	results := make(chan training.Result, 5)
	for range cap(results) {
		go func() {
			r, err := s.training.AdvanceTo(context.WithoutCancel(t.Context()), id, now.Add(30*day))
			if err != nil {
				r.Outcome = training.Blocked
				r.Waiting = []string{err.Error()}
			}
			results <- r
		}()
	}
	for range cap(results) {
		r := <-results
		require.Equal(t, training.Reached, r.Outcome, "%v", r.Waiting)
		requireAt(t, now.Add(30*day), r.Now)
	}
	requirePunctual(t, s.diary(t, id), timers, now.Add(30*day))
}

func testUnknown(t *testing.T, s *stage) {
	_, err := s.training.Advance(t.Context(), "nobody", day)
	var notFound *serviceerror.NotFound
	require.ErrorAs(t, err, &notFound)
	on, err := s.training.Enabled(t.Context())
	require.NoError(t, err)
	require.True(t, on)
	_, err = training.New(s.client.WorkflowService(), "no-such-namespace").Enabled(t.Context())
	require.Error(t, err)
}

func testNoWorker(t *testing.T, s *stage) {
	_, err := s.client.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: t.Name(), TaskQueue: "nobody-works-here"}, "alarms", []time.Duration{day})
	require.NoError(t, err)
	impatient := training.New(s.client.WorkflowService(), s.namespace, training.WithPatience(200*time.Millisecond))
	r, err := impatient.Advance(t.Context(), t.Name(), day)
	require.NoError(t, err)
	require.Equal(t, training.Blocked, r.Outcome)
	require.Contains(t, fmt.Sprint(r.Waiting), "is one running?")
}

func testReplay(t *testing.T, s *stage) {
	replayer := worker.NewWorkflowReplayer()
	register(replayer)
	for _, id := range []string{
		s.start(t, alarms, []time.Duration{day, 10 * day, year}),
		s.start(t, days, 5),
		s.start(t, errand, "Refuse", 3),
	} {
		_, err := s.training.Advance(t.Context(), id, 40*day)
		require.NoError(t, err)
		require.NoError(t, replayer.ReplayWorkflowHistory(nil, &historypb.History{Events: s.events(t, id, "")}))
	}
}

// testAnyTimersAnyMoves: whatever the timers and the moves, each timer fires when
// it is due on the virtual clock, and none before.
func testAnyTimersAnyMoves(t *testing.T, s *stage) {
	if testing.Short() {
		t.Skip("a hundred executions take a quarter of a minute")
	}
	ctx := t.Context()
	rapid.Check(t, func(t *rapid.T) {
		hours := rapid.IntRange(1, 24*60)
		var timers []time.Duration
		for _, h := range rapid.SliceOfNDistinct(hours, 1, 8, rapid.ID[int]).Draw(t, "timers") {
			timers = append(timers, time.Duration(h)*time.Hour)
		}
		id := fmt.Sprintf("any-%d", time.Now().UnixNano())
		_, err := s.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: id, TaskQueue: taskQueue}, alarms, timers)
		require.NoError(t, err)
		for _, h := range rapid.SliceOfN(hours, 1, 4).Draw(t, "moves") {
			r, err := s.training.Advance(ctx, id, time.Duration(h)*time.Hour)
			require.NoError(t, err)
			if r.Outcome == training.Ended {
				break
			}
			require.Equal(t, training.Reached, r.Outcome)
		}
		now, err := s.training.Now(ctx, id)
		require.NoError(t, err)
		v, err := s.client.QueryWorkflow(ctx, id, "", "diary")
		require.NoError(t, err)
		var d diary
		require.NoError(t, v.Get(&d))
		for _, f := range d.Fired {
			late := f.At.Sub(d.Began.Add(f.After))
			require.True(t, late >= 0 && late < slack, "a timer of %s fired %s off", f.After, late)
		}
		for _, after := range timers {
			due := d.Began.Add(after)
			require.Equal(t, !due.After(now), hasFired(d, after), "timer of %s, now %s after the beginning", after, now.Sub(d.Began))
		}
	})
}

func hasFired(d diary, after time.Duration) bool {
	for _, f := range d.Fired {
		if f.After == after {
			return true
		}
	}
	return false
}

func TestAProductionServerRefuses(t *testing.T) {
	s := newStage(t, false)
	on, err := s.training.Enabled(t.Context())
	require.NoError(t, err)
	require.False(t, on)
	id := s.start(t, alarms, []time.Duration{day})
	_, err = s.training.Advance(t.Context(), id, day)
	require.ErrorIs(t, err, training.ErrNotTraining)
	_, err = s.training.AdvanceTo(t.Context(), id, time.Now().Add(day))
	require.ErrorIs(t, err, training.ErrNotTraining)
	// Reading and waiting work everywhere.
	r, err := s.training.Settle(t.Context(), id)
	require.NoError(t, err)
	require.Equal(t, training.Reached, r.Outcome)
	next, ok, err := s.training.NextTimer(t.Context(), id)
	require.NoError(t, err)
	require.True(t, ok)
	requireAt(t, time.Now().Add(day).Add(-slack/2), next.FiresAt)
	for _, e := range s.events(t, id, "") {
		require.NotEqual(t, enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED, e.GetEventType(), "a refusal left a trace")
	}
}
