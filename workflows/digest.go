package workflows

import (
	"fmt"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// digestOptions let a register that is away come back until the court closes:
// a digest of the morning is of no use in the night.
var digestOptions = workflow.ActivityOptions{
	StartToCloseTimeout:    2 * time.Minute,
	ScheduleToCloseTimeout: 9 * time.Hour,
	Summary:                "生成每日督办摘要 build the daily digest",
	RetryPolicy: &temporal.RetryPolicy{
		InitialInterval: time.Second, BackoffCoefficient: 2, MaximumInterval: 5 * time.Minute,
	},
}

// Digest is one morning of one court (每日督办摘要): what has become stuck since
// the court day before, what is overdue, what ends within three days, hidden
// overruns, by division. A Temporal Schedule starts it every morning; on a rest
// day it ends at once and says which.
//
// It takes no messages and has no timer. Exits: on a rest day, or when the
// digest is in the register. Started twice on one day it leaves one digest. It
// never continues as new.
func Digest(ctx workflow.Context, in casefile.DigestInput) (casefile.DigestResult, error) {
	table, err := calendar.Edition(in.Edition, in.Days)
	if err != nil {
		return casefile.DigestResult{}, failInput("day-off table", err)
	}
	now := workflow.Now(ctx)
	today := day(now)
	if rest, why := table.Rest(today); rest {
		return casefile.DigestResult{Rest: why}, nil
	}
	before := today.AddDays(-1)
	for { // no rest goes on for a month
		if rest, _ := table.Rest(before); !rest || today.Sub(before) > 31 {
			break
		}
		before = before.AddDays(-1)
	}
	order := casefile.DigestOrder{Court: in.Court, On: today, At: now, Since: now.Add(-time.Duration(today.Sub(before)) * 24 * time.Hour)}
	var res casefile.DigestResult
	if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, digestOptions), casefile.ActivityDigest, order).Get(ctx, &res); err != nil {
		return res, fmt.Errorf("the digest of %s for %s: %w", in.Court, today, err)
	}
	return res, nil
}
