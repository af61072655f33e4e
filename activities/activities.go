package activities

import (
	"context"
	"errors"
	"fmt"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.uber.org/zap"

	"luxing/activities/register"
	"luxing/workflows/casefile"
)

// Error types of our activities. All are final: trying again cannot help.
const (
	// ErrRecordRefused says that the register will never take the record: it is
	// malformed, comes before its turn, or contradicts what is on file.
	ErrRecordRefused = "RecordRefused"
	// ErrLinkRefused says that the order for a linked workflow is malformed.
	ErrLinkRefused = "LinkRefused"
)

// Register is what the activities need of the court register.
type Register interface {
	Write(ctx context.Context, r casefile.Record) (casefile.RecordResult, error)
	Eligible(ctx context.Context, q casefile.EligibilityQuery) (casefile.Eligibility, error)
}

// Starter is what they need of a Temporal client.
type Starter interface {
	ExecuteWorkflow(ctx context.Context, options client.StartWorkflowOptions, workflow any, args ...any) (client.WorkflowRun, error)
}

// Activities holds what the activities work with.
type Activities struct {
	register Register
	starter  func(context.Context) Starter
	log      *zap.Logger
}

// New makes the activities of one worker. Linked workflows are started through
// the worker's own client.
func New(r Register, log *zap.Logger) *Activities {
	return &Activities{register: r, log: log, starter: func(ctx context.Context) Starter { return activity.GetClient(ctx) }}
}

// Registry is what a worker offers to register activities with.
type Registry interface {
	RegisterActivityWithOptions(a any, options activity.RegisterOptions)
}

// RegisterTo registers the activities under the names that the workflows call.
func (a *Activities) RegisterTo(r Registry) {
	r.RegisterActivityWithOptions(a.Record, activity.RegisterOptions{Name: casefile.ActivityRecord})
	r.RegisterActivityWithOptions(a.Link, activity.RegisterOptions{Name: casefile.ActivityLink})
	r.RegisterActivityWithOptions(a.Eligible, activity.RegisterOptions{Name: casefile.ActivityEligible})
}

// Record writes one record in one transaction. A record that is there already
// is answered from the register.
func (a *Activities) Record(ctx context.Context, r casefile.Record) (casefile.RecordResult, error) {
	res, err := a.register.Write(ctx, r)
	switch {
	case err == nil:
		return res, nil
	case register.Final(err):
		a.log.Error("the register refuses a record for good", zap.String("case", r.Key), zap.Int64("seq", r.Seq), zap.Error(err))
		return res, temporal.NewNonRetryableApplicationError(err.Error(), ErrRecordRefused, err)
	default:
		return res, fmt.Errorf("record %d of %s: %w", r.Seq, r.Key, err)
	}
}

// Link starts a linked workflow under its key. One that was started before,
// running or ended, is success: the order is carried out.
func (a *Activities) Link(ctx context.Context, o casefile.LinkOrder) error {
	name, input, summary := "", any(nil), ""
	switch {
	case o.Kind == casefile.KindEnforcement && o.Enforcement != nil:
		name, input, summary = casefile.EnforceWorkflow, *o.Enforcement, "执行案件 enforcement of "+o.Enforcement.Case
	case o.Kind == casefile.KindCertificate && o.Certificate != nil:
		name, input, summary = casefile.CertWorkflow, *o.Certificate, "自动履行证明 certificate of "+o.Certificate.Case
	default:
		return temporal.NewNonRetryableApplicationError(fmt.Sprintf("link %s: kind %q has no input", o.Key, o.Kind), ErrLinkRefused, nil)
	}
	_, err := a.starter(ctx).ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID: o.Key, TaskQueue: casefile.TaskQueue,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
		// Without it the SDK answers a start that is there already as if it were new.
		WorkflowExecutionErrorWhenAlreadyStarted: true,
		StaticSummary:                            summary,
	}, name, input)
	var started *serviceerror.WorkflowExecutionAlreadyStarted
	if err != nil && !errors.As(err, &started) {
		return fmt.Errorf("start %s: %w", o.Key, err)
	}
	a.log.Info("linked workflow is there", zap.String("case", o.Key), zap.Bool("before", err != nil))
	return nil
}

// Eligible asks the register what a certificate depends on. A case or party
// that it does not have is an answer, not an error.
func (a *Activities) Eligible(ctx context.Context, q casefile.EligibilityQuery) (casefile.Eligibility, error) {
	e, err := a.register.Eligible(ctx, q)
	if errors.Is(err, register.ErrNotFound) {
		return casefile.Eligibility{}, nil
	}
	if err != nil {
		return e, fmt.Errorf("eligibility of %s: %w", q.Case, err)
	}
	return e, nil
}
