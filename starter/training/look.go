package training

import (
	"context"
	"fmt"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// view is what the server says of an execution at one moment.
type view struct {
	runID         string
	now           time.Time
	ended         bool
	clockKept     bool // the server keeps a virtual clock for it
	armed         bool // a skip may still happen
	historyLength int64
	busy          []string // work in flight, for people
}

// look describes the execution's newest run.
func (c *Client) look(ctx context.Context, workflowID string) (view, error) {
	r, err := c.service.DescribeWorkflowExecution(ctx, &workflowservice.DescribeWorkflowExecutionRequest{
		Namespace: c.namespace,
		Execution: &commonpb.WorkflowExecution{WorkflowId: workflowID},
	})
	if err != nil {
		return view{}, fmt.Errorf("describe %s: %w", workflowID, err)
	}
	info := r.GetWorkflowExecutionInfo()
	skipping := r.GetWorkflowExtendedInfo().GetTimeSkippingInfo()
	v := view{
		runID:         info.GetExecution().GetRunId(),
		now:           time.Now(),
		ended:         hasEnded(info.GetStatus()),
		clockKept:     skipping != nil,
		armed:         skipping.GetEffectiveConfig().GetEnabled(),
		historyLength: info.GetHistoryLength(),
	}
	if skipping != nil {
		v.now = skipping.GetCurrentTime().AsTime()
	}
	if v.ended {
		v.now = info.GetCloseTime().AsTime()
		return v, nil
	}
	v.busy = inFlight(r, v.now)
	return v, nil
}

func hasEnded(s enumspb.WorkflowExecutionStatus) bool {
	switch s {
	case enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING, enumspb.WORKFLOW_EXECUTION_STATUS_PAUSED:
		return false
	case enumspb.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW:
		// The next run is about to be the newest.
		return false
	default:
		return true
	}
}

// inFlight lists the work that keeps a clock from being moved, in words.
func inFlight(r *workflowservice.DescribeWorkflowExecutionResponse, now time.Time) []string {
	var busy []string
	if r.GetWorkflowExecutionInfo().GetStatus() == enumspb.WORKFLOW_EXECUTION_STATUS_PAUSED {
		busy = append(busy, "the execution is paused")
	}
	if t := r.GetPendingWorkflowTask(); t != nil {
		busy = append(busy, describeTask(t))
	}
	for _, a := range r.GetPendingActivities() {
		if waitsForRetry(a, now) {
			continue
		}
		busy = append(busy, describeActivity(a))
	}
	for _, ch := range r.GetPendingChildren() {
		busy = append(busy, fmt.Sprintf("child %s (%s) is open", ch.GetWorkflowId(), ch.GetWorkflowTypeName()))
	}
	for _, n := range r.GetPendingNexusOperations() {
		busy = append(busy, fmt.Sprintf("operation %s is open", n.GetOperation()))
	}
	return busy
}

// waitsForRetry says whether the activity failed and its next attempt lies ahead.
// The server moves to such an attempt as to a timer.
func waitsForRetry(a *workflowpb.PendingActivityInfo, now time.Time) bool {
	next := a.GetNextAttemptScheduleTime()
	return a.GetState() == enumspb.PENDING_ACTIVITY_STATE_SCHEDULED && a.GetAttempt() > 1 && isAfter(next, now)
}

func isAfter(t *timestamppb.Timestamp, now time.Time) bool { return t != nil && t.AsTime().After(now) }

func describeTask(t *workflowpb.PendingWorkflowTaskInfo) string {
	if t.GetState() == enumspb.PENDING_WORKFLOW_TASK_STATE_STARTED {
		return fmt.Sprintf("a workflow task is being worked on (attempt %d)", t.GetAttempt())
	}
	return fmt.Sprintf("a workflow task waits for a worker (attempt %d): is one running?", t.GetAttempt())
}

func describeActivity(a *workflowpb.PendingActivityInfo) string {
	s := fmt.Sprintf("activity %s (%s) is open, attempt %d", a.GetActivityId(), a.GetActivityType().GetName(), a.GetAttempt())
	if f := a.GetLastFailure(); f != nil {
		s += ", which failed before: " + f.GetMessage()
	}
	return s
}
