package host

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.yaml.in/yaml/v3"

	enumspb "go.temporal.io/api/enums/v1"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/policy"
)

// Each court that the worker serves has a Temporal Schedule that begins a batch
// of its integrity list (诚信履行名单) every so many months, by the court's
// policy. The schedule starts a workflow of a moment, which starts the batch
// under the batch's own key: whatever fires twice begins one batch.

// listCatchUp is how late a batch still begins when the server was away.
const listCatchUp = 30 * 24 * time.Hour

// listHour is the hour, in UTC, at which batches begin on the first of a month:
// nine in the morning in China. UTC needs no table of time zones on the server.
const listHour = 1

// ListSchedule is the ID of the schedule of a court's integrity list.
func ListSchedule(court string) string { return "integrity-list-" + casefile.CourtDigits(court) }

// EnsureLists sees to it that every court has its schedule, with today's policy
// and no other; a schedule that somebody paused stays paused. It may be called
// by any number of workers at once.
func EnsureLists(ctx context.Context, c client.Client, courts []string, p policy.Policy, queue string) error {
	var errs []error
	for _, court := range courts {
		if err := ensureList(ctx, c, court, p, queue); err != nil {
			errs = append(errs, fmt.Errorf("schedule of the integrity list of %s: %w", court, err))
		}
	}
	return errors.Join(errs...)
}

func ensureList(ctx context.Context, c client.Client, court string, p policy.Policy, queue string) error {
	months, _ := p.Length("integrity-list-batch")
	spec := client.ScheduleSpec{Calendars: []client.ScheduleCalendarSpec{{
		Month: []client.ScheduleRange{{Start: 1, End: 12, Step: months}}, DayOfMonth: []client.ScheduleRange{{Start: 1}}, Hour: []client.ScheduleRange{{Start: listHour}},
		Comment: fmt.Sprintf("every %d months on the 1st, 09:00 in China", months),
	}}}
	action := &client.ScheduleWorkflowAction{
		ID: ListSchedule(court) + "-due", Workflow: casefile.ListDueWorkflow, TaskQueue: queue,
		Args:          []any{casefile.ListDueInput{Court: court, Policy: p, Edition: calendar.Latest()}},
		StaticSummary: "诚信履行名单 integrity list of " + court,
	}
	_, err := c.ScheduleClient().Create(ctx, client.ScheduleOptions{
		ID: ListSchedule(court), Spec: spec, Action: action, Overlap: enumspb.SCHEDULE_OVERLAP_POLICY_SKIP, CatchupWindow: listCatchUp,
		Note: "诚信履行名单 integrity list of " + court,
	})
	if !errors.Is(err, temporal.ErrScheduleAlreadyRunning) {
		return err
	}
	return c.ScheduleClient().GetHandle(ctx, ListSchedule(court)).Update(ctx, client.ScheduleUpdateOptions{
		DoUpdate: func(in client.ScheduleUpdateInput) (*client.ScheduleUpdate, error) {
			s := in.Description.Schedule
			s.Spec, s.Action = &spec, action
			return &client.ScheduleUpdate{Schedule: &s}, nil
		},
	})
}

// readPolicy is the court's policy from a file, the defaults for none.
func readPolicy(file string) (policy.Policy, error) {
	p := policy.Default()
	if file == "" {
		return p, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return p, err
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(&p); err != nil {
		return p, fmt.Errorf("%s is no policy: %w; see starter law policy check", file, err)
	}
	if faults := p.Validate(); len(faults) > 0 {
		return p, fmt.Errorf("%s: %s; see starter law policy check", file, faults[0])
	}
	return p, nil
}
