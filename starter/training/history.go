package training

import (
	"context"
	"fmt"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/api/workflowservice/v1"
)

// history is what an execution waits for as far as its events tell. The server
// describes activities and children but not timers and outgoing signals.
type history struct {
	runID   string
	length  int64
	timers  map[int64]Timer  // by the event that started them
	sending map[int64]string // outgoing signals and cancellations, in words
	begins  time.Time        // when the first workflow task is due
	begun   bool             // the first workflow task was scheduled
}

// readHistory reads the run's events.
func (c *Client) readHistory(ctx context.Context, workflowID string, v view) (*history, error) {
	h := &history{runID: v.runID, timers: map[int64]Timer{}, sending: map[int64]string{}}
	var page []byte
	for {
		r, err := c.service.GetWorkflowExecutionHistory(ctx, &workflowservice.GetWorkflowExecutionHistoryRequest{
			Namespace:     c.namespace,
			Execution:     &commonpb.WorkflowExecution{WorkflowId: workflowID, RunId: v.runID},
			NextPageToken: page,
		})
		if err != nil {
			return nil, fmt.Errorf("read history of %s: %w", workflowID, err)
		}
		for _, e := range r.GetHistory().GetEvents() {
			h.apply(e)
		}
		if page = r.GetNextPageToken(); len(page) == 0 {
			return h, nil
		}
	}
}

// apply takes in one event.
func (h *history) apply(e *historypb.HistoryEvent) {
	h.length = e.GetEventId()
	switch e.GetEventType() {
	case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED:
		a := e.GetWorkflowExecutionStartedEventAttributes()
		h.begins = e.GetEventTime().AsTime().Add(a.GetFirstWorkflowTaskBackoff().AsDuration())
	case enumspb.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED:
		h.begun = true
	case enumspb.EVENT_TYPE_TIMER_STARTED:
		a := e.GetTimerStartedEventAttributes()
		h.timers[e.GetEventId()] = Timer{ID: a.GetTimerId(), FiresAt: e.GetEventTime().AsTime().Add(a.GetStartToFireTimeout().AsDuration())}
	case enumspb.EVENT_TYPE_TIMER_FIRED:
		delete(h.timers, e.GetTimerFiredEventAttributes().GetStartedEventId())
	case enumspb.EVENT_TYPE_TIMER_CANCELED:
		delete(h.timers, e.GetTimerCanceledEventAttributes().GetStartedEventId())
	case enumspb.EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED:
		a := e.GetSignalExternalWorkflowExecutionInitiatedEventAttributes()
		h.sending[e.GetEventId()] = "a signal to " + a.GetWorkflowExecution().GetWorkflowId() + " is under way"
	case enumspb.EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_SIGNALED:
		delete(h.sending, e.GetExternalWorkflowExecutionSignaledEventAttributes().GetInitiatedEventId())
	case enumspb.EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED:
		delete(h.sending, e.GetSignalExternalWorkflowExecutionFailedEventAttributes().GetInitiatedEventId())
	case enumspb.EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED:
		a := e.GetRequestCancelExternalWorkflowExecutionInitiatedEventAttributes()
		h.sending[e.GetEventId()] = "a cancellation of " + a.GetWorkflowExecution().GetWorkflowId() + " is under way"
	case enumspb.EVENT_TYPE_EXTERNAL_WORKFLOW_EXECUTION_CANCEL_REQUESTED:
		delete(h.sending, e.GetExternalWorkflowExecutionCancelRequestedEventAttributes().GetInitiatedEventId())
	case enumspb.EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED:
		delete(h.sending, e.GetRequestCancelExternalWorkflowExecutionFailedEventAttributes().GetInitiatedEventId())
	}
}

// firstTimer returns the timer that fires first.
func (h *history) firstTimer() (Timer, bool) {
	var first Timer
	found := false
	for _, t := range h.timers {
		if !found || t.FiresAt.Before(first.FiresAt) {
			first, found = t, true
		}
	}
	return first, found
}

// due lists what must happen before the clock may be moved: outgoing signals, and
// whatever fires up to the given time.
func (h *history) due(upTo time.Time) []string {
	var due []string
	for _, s := range h.sending {
		due = append(due, s)
	}
	if t, ok := h.firstTimer(); ok && !t.FiresAt.After(upTo) {
		due = append(due, fmt.Sprintf("timer %s is due at %s", t.ID, t.FiresAt.Format(time.RFC3339)))
	}
	if !h.begun && !h.begins.After(upTo.Add(near)) {
		due = append(due, "the first workflow task is due")
	}
	return due
}
