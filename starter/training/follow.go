package training

import (
	"context"
	"fmt"
	"time"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/activity"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"
)

// beginning is the context's key for the time at which what is started begins.
type beginning struct{}

// StartAt returns a context in which a client with FollowClock starts workflows
// that begin at a time that lies ahead, as an application does that concerns a case
// whose clock was moved. A time that is less than a second away, or past, changes
// nothing. A server that is not for training refuses such a start.
func StartAt(ctx context.Context, at time.Time) context.Context {
	return context.WithValue(ctx, beginning{}, at)
}

// FollowClock returns an interceptor for the client that a training worker gives
// its activities. A workflow that an activity starts through it begins at the time
// on the clock of the activity's own workflow, instead of today: a case whose
// clock stands in two years then starts its enforcement in two years. What people
// start through it begins today, or when StartAt says.
//
// The new workflow's first task runs at that time; its start event (and with it
// WorkflowInfo.WorkflowStartTime) keeps today's. Starts sent together with an
// update are left alone, since the server does not let them begin later.
func FollowClock() grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		_, said := ctx.Value(beginning{}).(time.Time)
		if !said && !activity.IsActivity(ctx) {
			return invoke(ctx, method, req, reply, cc, opts...)
		}
		switch r := req.(type) {
		case *workflowservice.StartWorkflowExecutionRequest:
			ahead, by, err := aheadOfToday(ctx, cc, r.GetNamespace())
			if err != nil {
				return err
			}
			if ahead > 0 {
				r = proto.CloneOf(r)
				r.WorkflowStartDelay, r.TimeSkippingConfig = beginLater(r.GetWorkflowStartDelay(), ahead, by)
				req = r
			}
		case *workflowservice.SignalWithStartWorkflowExecutionRequest:
			ahead, by, err := aheadOfToday(ctx, cc, r.GetNamespace())
			if err != nil {
				return err
			}
			if ahead > 0 {
				r = proto.CloneOf(r)
				r.WorkflowStartDelay, r.TimeSkippingConfig = beginLater(r.GetWorkflowStartDelay(), ahead, by)
				req = r
			}
		}
		return invoke(ctx, method, req, reply, cc, opts...)
	}
}

// beginLater delays a start and skips the delay.
func beginLater(delay *durationpb.Duration, ahead time.Duration, by string) (*durationpb.Duration, *commonpb.TimeSkippingConfig) {
	return durationpb.New(delay.AsDuration() + ahead), &commonpb.TimeSkippingConfig{
		Enabled:             true,
		MaxSessionSkipCount: 1,
		DisablePropagation:  true,
		FastForwardConfig:   &commonpb.FastForwardConfig{Id: "with the clock of " + by, Duration: durationpb.New(ahead)},
	}
}

// aheadOfToday is how far ahead of today a start has to begin, as StartAt said
// or as far as the clock of the activity's workflow was moved.
func aheadOfToday(ctx context.Context, cc *grpc.ClientConn, namespace string) (time.Duration, string, error) {
	if at, ok := ctx.Value(beginning{}).(time.Time); ok {
		if ahead := time.Until(at); ahead >= near {
			return ahead, at.UTC().Format(time.RFC3339), nil
		}
		return 0, "", nil
	}
	self := activity.GetInfo(ctx).WorkflowExecution
	if self.ID == "" {
		return 0, "", nil
	}
	r, err := workflowservice.NewWorkflowServiceClient(cc).DescribeWorkflowExecution(ctx, &workflowservice.DescribeWorkflowExecutionRequest{
		Namespace: namespace,
		Execution: &commonpb.WorkflowExecution{WorkflowId: self.ID, RunId: self.RunID},
	})
	if err != nil {
		return 0, "", fmt.Errorf("ask for the clock of %s: %w", self.ID, err)
	}
	now := r.GetWorkflowExtendedInfo().GetTimeSkippingInfo().GetCurrentTime()
	if now == nil {
		return 0, self.ID, nil
	}
	ahead := time.Until(now.AsTime())
	if ahead < near {
		return 0, self.ID, nil
	}
	return ahead, self.ID, nil
}
