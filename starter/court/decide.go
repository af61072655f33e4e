package court

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// NewDecisionID makes an ID for a decision that came without one: what it is
// about, readable, and a part that no other decision has. Whoever does not
// hear an answer sends the decision again under the same ID.
func NewDecisionID(d casefile.Decision) string {
	about := "decision"
	if _, known := lifecycle.Owner(lifecycle.Machines(), d.Event); known {
		about = string(d.Event)
	}
	return fmt.Sprintf("%s-%s-%s", about, contentDigest(d)[:8], uuid.NewString())
}

// Decide sends a decision and waits for the verdict. Sent again under its ID
// it is answered as the first time, also when it was the decision that closed
// the case.
//
// Errors: *InputError for a malformed decision, which is not sent;
// *RefusedError; *NotFoundError; *UnreachableError; *NoAnswerError, after
// which the decision is to be sent again under its ID.
func (c *Court) Decide(ctx context.Context, key string, d casefile.Decision) (casefile.Verdict, error) {
	if err := CheckDecision(key, d); err != nil {
		return casefile.Verdict{}, err
	}
	ctx, cancel := c.patient(ctx)
	defer cancel()
	var v casefile.Verdict
	var err error
	for range maxMoves {
		if v, err = c.update(ctx, key, d); err == nil {
			return v, nil
		}
		var moving *serviceerror.ResourceExhausted
		switch {
		case isMissing(err):
			// Ended, continued as new this moment, or never there.
			v, err = c.answerOfEnded(ctx, key, d)
			if err == nil || !errors.Is(err, errStillOpen) {
				return v, err
			}
		case endedMeanwhile(err):
			// The workflow went on to a new run, or ended, between taking the
			// decision and answering it; the same decision sent again is answered.
		case errors.As(err, &moving) && moving.Cause == enumspb.RESOURCE_EXHAUSTED_CAUSE_BUSY_WORKFLOW:
		default:
			return casefile.Verdict{}, c.decisionError(ctx, key, d, err)
		}
	}
	return casefile.Verdict{}, c.decisionError(ctx, key, d, err)
}

// updateID is the decision's ID with a digest of what it says. The server
// answers a second update under one ID with the first one's verdict, whatever
// it says; so another decision under a used ID must be another update, for the
// case to see it and refuse it.
func updateID(d casefile.Decision) string { return d.ID + "~" + contentDigest(d) }

func contentDigest(d casefile.Decision) string {
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "%s\x00%s\x00%s\x00", d.Event, d.Role, d.Actor)
	var data any
	exact := json.NewDecoder(bytes.NewReader(d.Data))
	exact.UseNumber()
	if exact.Decode(&data) == nil { // one spelling for equal data
		canonical, _ := json.Marshal(data)
		_, _ = sum.Write(canonical)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// maxMoves is how often a decision follows a workflow that goes on to a new run.
const maxMoves = 5

func (c *Court) update(ctx context.Context, key string, d casefile.Decision) (v casefile.Verdict, err error) {
	handle, err := c.Temporal.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		UpdateID: updateID(d), WorkflowID: key, UpdateName: casefile.UpdateDecide,
		Args: []any{d}, WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return v, err
	}
	return v, handle.Get(ctx, &v)
}

// Send leaves a decision with the server, which keeps it until a worker is
// there to judge it. Whether it was taken is then on the case: see the view's
// asyncVerdicts and the timeline.
func (c *Court) Send(ctx context.Context, key string, d casefile.Decision) error {
	if err := CheckDecision(key, d); err != nil {
		return err
	}
	ctx, cancel := c.patient(ctx)
	defer cancel()
	err := c.Temporal.SignalWorkflow(ctx, key, "", casefile.SignalDecide, d)
	if isMissing(err) {
		_, err = c.answerOfEnded(ctx, key, d)
	}
	if err == nil {
		return nil
	}
	return c.decisionError(ctx, key, d, err)
}

// CheckDecision refuses what no case could take, without asking one. The error
// is an *InputError or a *RefusedError.
func CheckDecision(key string, d casefile.Decision) error {
	if err := checkKey(key); err != nil {
		return err
	}
	faults := d.Check()
	if len(faults) == 0 {
		return nil
	}
	refusal := casefile.Refusal{Code: casefile.BadInput, Message: "决定有误 the decision is malformed", Faults: faults}
	if _, known := lifecycle.Owner(lifecycle.Machines(), d.Event); !known && d.Event != "" {
		refusal.Code = casefile.UnknownEvent
		refusal.Message = fmt.Sprintf("没有“%.40s”这种决定 there is no decision %q", d.Event, clipped(string(d.Event)))
	}
	return &RefusedError{Key: key, Decision: d.ID, Refusal: refusal}
}

func clipped(s string) string { return fmt.Sprintf("%.40s", s) }

// decisionError puts what came back for a decision into one of our kinds.
func (c *Court) decisionError(ctx context.Context, key string, d casefile.Decision, err error) error {
	var ours *RefusedError
	var missing *NotFoundError
	if errors.As(err, &ours) || errors.As(err, &missing) {
		return err
	}
	var app *temporal.ApplicationError
	if errors.As(err, &app) && app.Type() == casefile.RefusedType {
		refused := &RefusedError{Key: key, Decision: d.ID}
		if !app.HasDetails() || app.Details(&refused.Refusal) != nil {
			// A refusal whose reason cannot be read is still a refusal.
			refused.Refusal = casefile.Refusal{Code: casefile.UnlawfulNow, Message: app.Message()}
		}
		return refused
	}
	return c.failure(ctx, key, d.ID, "send decision "+d.ID+" to "+key, err)
}

// endedMeanwhile recognises the server's answer for an update that was
// accepted by a run which then ended.
func endedMeanwhile(err error) bool {
	var app *temporal.ApplicationError
	return errors.As(err, &app) && app.Type() == "AcceptedUpdateCompletedWorkflow"
}

// errStillOpen says that a case that seemed gone is there.
var errStillOpen = errors.New("the case is open")

// answerOfEnded answers a decision on a case that runs no more: as the first
// time if it was taken then, else refused because the case is closed.
func (c *Court) answerOfEnded(ctx context.Context, key string, d casefile.Decision) (casefile.Verdict, error) {
	about, err := c.Temporal.DescribeWorkflow(ctx, key, "")
	switch {
	case err == nil && about.Status == enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING,
		err == nil && about.Status == enumspb.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW:
		return casefile.Verdict{}, errStillOpen
	case err != nil && !isMissing(err):
		return casefile.Verdict{}, err
	case err == nil && about.Status != enumspb.WORKFLOW_EXECUTION_STATUS_COMPLETED:
		return casefile.Verdict{}, fmt.Errorf("案件 %s 的工作流异常终止，需管理员处理: its workflow ended as %s and not by the law; an operator must reset it", key, about.Status)
	}
	seen, viewErr := c.View(ctx, key)
	switch {
	case viewErr == nil:
	case about != nil && about.WorkflowCloseTime != nil:
		// Neither a worker nor the register can say more, but the server knows that it ended.
		seen.Row.Phase, seen.Row.ClosedOn = lifecycle.Closed, calendar.Of(*about.WorkflowCloseTime)
	default:
		return casefile.Verdict{}, viewErr
	}
	if v, err := takenBefore(key, seen.Timeline, d); v != nil || err != nil {
		if err != nil {
			return casefile.Verdict{}, err
		}
		return *v, nil
	}
	return casefile.Verdict{}, closed(key, d, seen)
}

// takenBefore finds a decision on a timeline by its ID.
func takenBefore(key string, timeline []casefile.Entry, d casefile.Decision) (*casefile.Verdict, error) {
	for _, e := range timeline {
		if e.Decision != d.ID || e.Refused != "" {
			continue
		}
		if e.Event != d.Event || e.Role != d.Role || e.Actor != d.Actor {
			return nil, &RefusedError{Key: key, Decision: d.ID, Refusal: casefile.Refusal{
				Code: casefile.IDReused, State: e.To,
				Message: fmt.Sprintf("决定编号 %s 已用于另一决定 this ID belongs to another decision (%s)", d.ID, e.Event),
			}}
		}
		return &casefile.Verdict{Decision: d.ID, Event: e.Event, At: e.At, Taken: true, From: e.From, To: e.To, Article: e.Article}, nil
	}
	return nil, nil
}

// closed is the refusal of a decision that comes after the end.
func closed(key string, d casefile.Decision, seen Seen) error {
	on := seen.Row.ClosedOn.String()
	if on == "" && !seen.Row.Updated.IsZero() {
		on = calendar.Of(seen.Row.Updated).String()
	}
	reason := ""
	if seen.Row.Reason != "" {
		reason = fmt.Sprintf(" (%s)", seen.Row.Reason)
	}
	return &RefusedError{Key: key, Decision: d.ID, Refusal: casefile.Refusal{
		Code: casefile.UnlawfulNow, State: seen.Row.Phase,
		Message: fmt.Sprintf("案件 %s 已于 %s 结案%s，不能再作决定 the case was closed on %s%s; nothing can be decided on it any more", key, on, reason, on, reason),
	}}
}
