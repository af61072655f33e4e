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

// FollowClock returns an interceptor for the client that a training worker gives
// its activities. A workflow that an activity starts through it begins at the time
// on the clock of the activity's own workflow, instead of today: a case whose
// clock stands in two years then starts its enforcement in two years.
//
// The new workflow's first task runs at that time; its start event (and with it
// WorkflowInfo.WorkflowStartTime) keeps today's. Starts sent together with an
// update are left alone, since the server does not let them begin later.
func FollowClock() grpc.UnaryClientInterceptor {
	return func(ctx context.Context, method string, req, reply any, cc *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
		if !activity.IsActivity(ctx) {
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

// aheadOfToday asks how far the clock of the activity's workflow was moved.
func aheadOfToday(ctx context.Context, cc *grpc.ClientConn, namespace string) (time.Duration, string, error) {
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
