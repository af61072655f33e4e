package codec_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/encoding/protojson"

	"luxing/activities/codec"
	"luxing/worker/embedded"
)

const (
	secret = "张三欠款"

	// Workflow IDs are ASCII: the SDK also sends them in a header.
	onA = "nb0211-2019-mc-1234"
	onB = "nb0211-2019-mc-1235"
)

// everything uses every way in which the SDK hands payloads to the server.
func everything(ctx workflow.Context, round int, text string) (string, error) {
	heard := ""
	if err := workflow.SetQueryHandler(ctx, "heard", func() (string, error) { return heard, nil }); err != nil {
		return "", err
	}
	if err := workflow.SetUpdateHandlerWithOptions(ctx, "tell",
		func(ctx workflow.Context, s string) (string, error) { heard = s; return s, nil },
		workflow.UpdateHandlerOptions{Validator: func(s string) error {
			if s == "" {
				return temporal.NewApplicationError(secret, "Empty")
			}
			return nil
		}}); err != nil {
		return "", err
	}
	workflow.SetCurrentDetails(ctx, secret)
	workflow.GetVersion(ctx, "a-change", workflow.DefaultVersion, 1)
	var side string
	if err := workflow.SideEffect(ctx, func(workflow.Context) any { return secret }).Get(&side); err != nil {
		return "", err
	}
	if err := workflow.UpsertMemo(ctx, map[string]any{"memo": secret}); err != nil {
		return "", err
	}
	ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute, Summary: secret, RetryPolicy: &temporal.RetryPolicy{MaximumAttempts: 1}})
	ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{StartToCloseTimeout: time.Minute})
	var echoed string
	if err := workflow.ExecuteActivity(ctx, echo, text).Get(ctx, &echoed); err != nil {
		return "", err
	}
	if err := workflow.ExecuteLocalActivity(ctx, echo, echoed).Get(ctx, &echoed); err != nil {
		return "", err
	}
	var app *temporal.ApplicationError
	if err := workflow.ExecuteActivity(ctx, fail, text).Get(ctx, nil); !errors.As(err, &app) || app.Message() != secret {
		return "", errors.New("the failure of an activity did not arrive whole")
	}
	if err := workflow.NewTimerWithOptions(ctx, time.Millisecond, workflow.TimerOptions{Summary: secret}).Get(ctx, nil); err != nil {
		return "", err
	}
	var signalled string
	if round == 0 {
		workflow.GetSignalChannel(ctx, "signal").Receive(ctx, &signalled)
		return "", workflow.NewContinueAsNewError(ctx, everything, 1, signalled+echoed)
	}
	return echoed + side, temporal.NewApplicationError(secret, "Final", echoed)
}

func echo(_ context.Context, s string) (string, error) { return s, nil }

func fail(context.Context, string) error {
	return temporal.NewApplicationError(secret, "Failed", secret)
}

// TestOnAServer runs all of it through a real server with a codec that takes only
// sealed payloads, and then looks for the secret in everything the server stored.
func TestOnAServer(t *testing.T) {
	ctx := t.Context()
	server, err := embedded.Start(ctx, embedded.Options{DataDir: t.TempDir()})
	require.NoError(t, err)
	t.Cleanup(func() { _ = server.Stop() })
	c := newCodec(t, server.Namespace())
	sealing, err := client.Dial(client.Options{
		HostPort: server.FrontendAddress(), Namespace: server.Namespace(), Logger: quiet{},
		DataConverter: codec.NewDataConverter(c), FailureConverter: codec.NewFailureConverter(c),
	})
	require.NoError(t, err)
	t.Cleanup(sealing.Close)
	w := worker.New(sealing, "q", worker.Options{})
	w.RegisterWorkflow(everything)
	w.RegisterActivity(echo)
	w.RegisterActivity(fail)
	require.NoError(t, w.Start())
	t.Cleanup(w.Stop)

	run, err := sealing.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: onA, TaskQueue: "q", Memo: map[string]any{"memo": secret}, StaticSummary: secret, StaticDetails: secret,
	}, everything, 0, secret)
	require.NoError(t, err)
	h, err := sealing.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{WorkflowID: onA, UpdateName: "tell", Args: []any{secret}, WaitForStage: client.WorkflowUpdateStageCompleted})
	require.NoError(t, err)
	var told string
	require.NoError(t, h.Get(ctx, &told))
	require.Equal(t, secret, told)
	h, err = sealing.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{WorkflowID: onA, UpdateName: "tell", Args: []any{""}, WaitForStage: client.WorkflowUpdateStageCompleted})
	require.NoError(t, err)
	require.ErrorContains(t, h.Get(ctx, nil), secret, "a refusal must reach the caller in the clear")
	answer, err := sealing.QueryWorkflow(ctx, onA, "", "heard")
	require.NoError(t, err)
	require.NoError(t, answer.Get(&told))
	require.Equal(t, secret, told)
	require.NoError(t, sealing.SignalWorkflow(ctx, onA, "", "signal", secret))

	var app *temporal.ApplicationError
	require.ErrorAs(t, sealing.GetWorkflow(ctx, onA, "").Get(ctx, nil), &app)
	require.Equal(t, "Final", app.Type())
	require.Equal(t, secret, app.Message())
	var detail string
	require.NoError(t, app.Details(&detail))
	require.Equal(t, secret+secret, detail)

	replayer, err := worker.NewWorkflowReplayerWithOptions(worker.WorkflowReplayerOptions{
		DataConverter: codec.NewDataConverter(c), FailureConverter: codec.NewFailureConverter(c),
	})
	require.NoError(t, err)
	replayer.RegisterWorkflow(everything)
	for _, runID := range []string{run.GetRunID(), ""} {
		history := &historypb.History{}
		it := sealing.GetWorkflowHistory(ctx, onA, runID, false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
		for it.HasNext() {
			e, err := it.Next()
			require.NoError(t, err)
			history.Events = append(history.Events, e)
			text, err := protojson.Marshal(e)
			require.NoError(t, err)
			require.False(t, strings.Contains(string(text), secret), "the server can read %s", text)
		}
		require.NoError(t, replayer.ReplayWorkflowHistory(nil, history))
	}

	// A client without the keys cannot put a decision into a case.
	plain, err := client.Dial(client.Options{HostPort: server.FrontendAddress(), Namespace: server.Namespace(), Logger: quiet{}})
	require.NoError(t, err)
	t.Cleanup(plain.Close)
	_, err = sealing.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: onB, TaskQueue: "q"}, everything, 0, secret)
	require.NoError(t, err)
	h, err = plain.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{WorkflowID: onB, UpdateName: "tell", Args: []any{"forged"}, WaitForStage: client.WorkflowUpdateStageCompleted})
	if err == nil {
		err = h.Get(ctx, nil)
	}
	require.Error(t, err)
	answer, err = sealing.QueryWorkflow(ctx, onB, "", "heard")
	require.NoError(t, err)
	require.NoError(t, answer.Get(&told))
	require.Empty(t, told)
}

type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}
