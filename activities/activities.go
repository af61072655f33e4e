package activities

import (
	"context"
	"errors"
	"fmt"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.uber.org/zap"

	"luxing/activities/register"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Types of the application errors that are not retryable: the same input fails
// for ever.
const (
	// RecordInvalid: the record is wrong in itself; its details are the
	// casefile.Faults.
	RecordInvalid = "RecordInvalid"
	// RecordGap: the record before this one is missing. Details: have, got.
	RecordGap = "RecordGap"
	// RecordConflict: something else is in the register under the same name
	// (a record's number, a document's, message's or number order's ID).
	RecordConflict = "RecordConflict"
	// NumberTaken: the case number that came with the filing belongs to another
	// case. Details: the number, and the key of the case that has it.
	NumberTaken = "NumberTaken"
	// LinkInvalid: the order does not say what to start.
	LinkInvalid = "LinkInvalid"
	// LinkConflict: a workflow of another type has the linked workflow's ID.
	LinkConflict = "LinkConflict"
)

// Starter is the part of a Temporal client that starts linked workflows.
type Starter interface {
	ExecuteWorkflow(ctx context.Context, options client.StartWorkflowOptions, workflow any, args ...any) (client.WorkflowRun, error)
	DescribeWorkflow(ctx context.Context, workflowID, runID string) (*client.WorkflowExecutionDescription, error)
}

// Activities holds what the activities work with.
type Activities struct {
	register *register.Register
	log      *zap.Logger
	// starter gives the client that linked workflows are started with.
	starter func(context.Context) Starter
	// checker asks the national enforcement check; nil where none is configured.
	checker Checker
}

// Option changes how [New] makes Activities.
type Option func(*Activities)

// StartWith makes Link start workflows through c instead of the client of the
// worker that runs it.
func StartWith(c Starter) Option {
	return func(a *Activities) { a.starter = func(context.Context) Starter { return c } }
}

// New returns the activities over a register. Linked workflows are started
// through the client of the worker that runs the activity.
func New(r *register.Register, log *zap.Logger, options ...Option) *Activities {
	a := &Activities{register: r, log: log, starter: func(ctx context.Context) Starter { return activity.GetClient(ctx) }}
	for _, o := range options {
		o(a)
	}
	return a
}

// Registry is what a worker offers to register activities with.
type Registry interface {
	RegisterActivityWithOptions(a any, options activity.RegisterOptions)
}

// RegisterTo registers the activities under the names that workflows call them by.
func (a *Activities) RegisterTo(r Registry) {
	r.RegisterActivityWithOptions(a.Record, activity.RegisterOptions{Name: casefile.ActivityRecord})
	r.RegisterActivityWithOptions(a.Link, activity.RegisterOptions{Name: casefile.ActivityLink})
	r.RegisterActivityWithOptions(a.Eligible, activity.RegisterOptions{Name: casefile.ActivityEligible})
	r.RegisterActivityWithOptions(a.Standing, activity.RegisterOptions{Name: casefile.ActivityStanding})
	r.RegisterActivityWithOptions(a.Candidates, activity.RegisterOptions{Name: casefile.ActivityCandidates})
	r.RegisterActivityWithOptions(a.ListCheck, activity.RegisterOptions{Name: casefile.ActivityListCheck})
	r.RegisterActivityWithOptions(a.RepairFacts, activity.RegisterOptions{Name: casefile.ActivityRepairFacts})
	r.RegisterActivityWithOptions(a.Digest, activity.RegisterOptions{Name: casefile.ActivityDigest})
}

// Record puts one step of a workflow on record, once; see [register.Register.Write].
func (a *Activities) Record(ctx context.Context, rec casefile.Record) (casefile.RecordResult, error) {
	res, err := a.register.Write(ctx, rec)
	if err == nil {
		return res, nil
	}
	a.log.Warn("a record was not written", zap.String("case", rec.Key), zap.Int64("seq", rec.Seq), zap.Error(err), zap.Bool("final", register.Final(err)))
	return res, asApplicationError(err)
}

// Eligible tells what the register knows of a debtor who asks for a
// certificate; see [register.Register.Eligible].
func (a *Activities) Eligible(ctx context.Context, q casefile.EligibilityQuery) (casefile.Eligibility, error) {
	return a.register.Eligible(ctx, q)
}

// asApplicationError gives the final errors of the register their types; the
// others stay as they are and are retried.
func asApplicationError(err error) error {
	var invalid *register.InvalidError
	var gap *register.GapError
	var conflict *register.ConflictError
	var taken *register.NumberTakenError
	switch {
	case errors.As(err, &invalid):
		return temporal.NewNonRetryableApplicationError(err.Error(), RecordInvalid, err, invalid.Faults)
	case errors.As(err, &gap):
		return temporal.NewNonRetryableApplicationError(err.Error(), RecordGap, err, gap.Have, gap.Got)
	case errors.As(err, &conflict):
		return temporal.NewNonRetryableApplicationError(err.Error(), RecordConflict, err, conflict.What)
	case errors.As(err, &taken):
		return temporal.NewNonRetryableApplicationError(err.Error(), NumberTaken, err, taken.Number, taken.Holder)
	}
	return err
}

// Link starts a linked workflow under its key, once: one that is there
// already, running or ended, is what was asked for.
func (a *Activities) Link(ctx context.Context, o casefile.LinkOrder) error {
	name, input, err := linked(o)
	if err != nil {
		return err
	}
	options := client.StartWorkflowOptions{
		ID: o.Key, TaskQueue: casefile.TaskQueue,
		WorkflowIDReusePolicy:                    enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
		WorkflowExecutionErrorWhenAlreadyStarted: true,
		StaticSummary:                            "关联案件 linked case of " + caseOf(o),
	}
	if activity.IsActivity(ctx) {
		options.TaskQueue = activity.GetInfo(ctx).TaskQueue // the linked workflow stays with this case's workers
	}
	// Temporal forgets a workflow that ended long ago; the register does not.
	switch w, err := a.register.Find(ctx, o.Key); {
	case err == nil && w.Kind == o.Kind:
		return a.ours(ctx, o)
	case err == nil:
		return linkConflict(o.Key, string(w.Kind), name)
	case !errors.Is(err, register.ErrNotFound):
		return fmt.Errorf("looking for %s: %w", o.Key, err)
	}
	starter := a.starter(ctx)
	_, err = starter.ExecuteWorkflow(ctx, options, name, input)
	var started *serviceerror.WorkflowExecutionAlreadyStarted
	switch {
	case err == nil:
		a.log.Info("linked workflow started", zap.String("case", caseOf(o)), zap.String("link", o.Key), zap.String("type", name))
		return nil
	case !errors.As(err, &started):
		return fmt.Errorf("starting %s: %w", o.Key, err)
	}
	// A key of another case may look like ours. Taking it for our own would
	// lose the enforcement without a word.
	there, err := starter.DescribeWorkflow(ctx, o.Key, "")
	if err != nil {
		return fmt.Errorf("looking at %s, which is there already: %w", o.Key, err)
	}
	if there.WorkflowType.Name != name {
		return linkConflict(o.Key, there.WorkflowType.Name, name)
	}
	return nil
}

// ours tells a case that was carved out from one that was filed under its key
// before such keys were refused: nobody's part is lost without a word.
func (a *Activities) ours(ctx context.Context, o casefile.LinkOrder) error {
	if o.Kind != casefile.KindCase {
		return nil
	}
	entries, err := a.register.Timeline(ctx, o.Key)
	switch {
	case err != nil:
		return fmt.Errorf("looking at %s, which is there already: %w", o.Key, err)
	case len(entries) == 0 || entries[0].Event != lifecycle.JudgePart && entries[0].Event != lifecycle.Sever:
		return linkConflict(o.Key, "of a case that was filed by itself", "one carved out of "+caseOf(o))
	}
	return nil
}

func linkConflict(key, is, want string) error {
	return temporal.NewNonRetryableApplicationError(fmt.Sprintf("the ID %s belongs to a workflow %s, not %s", key, is, want), LinkConflict, nil)
}

// linked is the workflow that an order asks for, with its input. An order has
// one input, and its kind says which.
func linked(o casefile.LinkOrder) (name string, input any, err error) {
	inputs := 0
	for _, x := range []struct {
		kind  casefile.Kind
		name  string
		given bool
		input func() any
	}{
		{casefile.KindCase, casefile.CaseWorkflow, o.Case != nil && o.Case.CarvedOut != nil, func() any { return *o.Case }},
		{casefile.KindEnforcement, casefile.EnforceWorkflow, o.Enforcement != nil, func() any { return *o.Enforcement }},
		{casefile.KindCertificate, casefile.CertWorkflow, o.Certificate != nil, func() any { return *o.Certificate }},
		{casefile.KindRevocation, casefile.RevocationWorkflow, o.Revocation != nil, func() any { return *o.Revocation }},
		{casefile.KindRepair, casefile.RepairWorkflow, o.Repair != nil, func() any { return *o.Repair }},
		{casefile.KindList, casefile.ListWorkflow, o.List != nil, func() any { return *o.List }},
	} {
		if !x.given {
			continue
		}
		inputs++
		if x.kind == o.Kind {
			name, input = x.name, x.input()
		}
	}
	switch {
	case o.Key == "":
		err = errors.New("the order has no key")
	case inputs > 1:
		err = errors.New("the order has more than one input")
	case input == nil:
		err = fmt.Errorf("kind %q does not go with the order's input", o.Kind)
	default:
		return name, input, nil
	}
	return "", nil, temporal.NewNonRetryableApplicationError("cannot link: "+err.Error(), LinkInvalid, err)
}

func caseOf(o casefile.LinkOrder) string {
	switch {
	case o.Case != nil && o.Case.CarvedOut != nil:
		return o.Case.CarvedOut.Case
	case o.Enforcement != nil:
		return o.Enforcement.Case
	case o.Certificate != nil:
		return o.Certificate.Case
	case o.Revocation != nil:
		return o.Revocation.Certificate
	case o.Repair != nil:
		return o.Repair.Enforcement
	}
	return o.Key
}
