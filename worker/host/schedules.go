package host

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.uber.org/zap"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// schedule is something that a court has done at a time of its own.
type schedule struct {
	// name is the schedule's ID without the court, and of what it starts.
	name     string
	workflow string
	// spec says when.
	spec func(*Config) client.ScheduleSpec
	// input is the workflow's for one court.
	input func(court string) any
	// catchup is how late it may still be started after a server was away.
	catchup time.Duration
	note    string
}

// schedules are those that every court has.
var schedules = []schedule{
	{
		name: "digest", workflow: casefile.DigestWorkflow, catchup: 8 * time.Hour, note: "每日督办摘要 the daily digest",
		spec: func(c *Config) client.ScheduleSpec { return everyDay(c.DigestAt) },
		input: func(court string) any {
			return casefile.DigestInput{Court: court, Edition: calendar.Latest()}
		},
	},
}

// everyDay is a time of the court's day. The court's zone is a fixed eight hours
// ahead, and the server may have no table of zones.
func everyDay(at time.Duration) client.ScheduleSpec {
	const zone, day = 8 * time.Hour, 24 * time.Hour
	utc := (at - zone + day) % day
	return client.ScheduleSpec{Calendars: []client.ScheduleCalendarSpec{{
		Hour:   []client.ScheduleRange{{Start: int(utc / time.Hour)}},
		Minute: []client.ScheduleRange{{Start: int(utc % time.Hour / time.Minute)}},
	}}}
}

// CourtsKnown is what a Registrar's rooms have when they know the courts.
type CourtsKnown interface {
	Courts(context.Context) ([]string, error)
}

// ensureEvery is how often schedules are looked after: a court whose first case
// came in today has its digest tomorrow.
const ensureEvery = time.Hour

// keepSchedules looks after the schedules until the context ends.
func (h *Host) keepSchedules(ctx context.Context) {
	tick := time.NewTicker(ensureEvery)
	defer tick.Stop()
	for {
		if err := h.EnsureSchedules(ctx); err != nil && ctx.Err() == nil {
			h.log.Warn("schedules are not all there; tried again in an hour, or when a worker starts", zap.Error(err))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// EnsureSchedules makes the schedules of every court that the settings name,
// or, when they name none, that the register knows, and brings those that are
// there up to date. Done twice, or by several workers at once, it leaves the
// same.
func (h *Host) EnsureSchedules(ctx context.Context) error {
	courts := h.config.Courts
	if rooms, ok := h.rooms.(CourtsKnown); ok && len(courts) == 0 {
		var err error
		if courts, err = rooms.Courts(ctx); err != nil {
			return err
		}
	}
	errs := []error{EnsureLists(ctx, h.client, courts, h.policy, h.config.TaskQueue)}
	for _, court := range courts {
		for _, s := range schedules {
			if err := h.ensure(ctx, s, court); err != nil {
				errs = append(errs, fmt.Errorf("schedule %s of %s: %w", s.name, court, err))
			}
		}
	}
	return errors.Join(errs...)
}

// scheduleID is a schedule's ID, and of what it starts, for one court. Clients
// send it as a header, which is ASCII: 浙0211 is u6d59-0211.
func scheduleID(name, court string) string {
	var b strings.Builder
	b.WriteString(name + "-")
	for _, r := range court {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
			continue
		}
		_, _ = fmt.Fprintf(&b, "u%04x-", r)
	}
	return strings.TrimSuffix(b.String(), "-")
}

func (h *Host) ensure(ctx context.Context, s schedule, court string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	spec := s.spec(&h.config)
	id := scheduleID(s.name, court)
	action := &client.ScheduleWorkflowAction{
		ID: id, Workflow: s.workflow, Args: []any{s.input(court)}, TaskQueue: h.config.TaskQueue,
		StaticSummary: s.note + " " + court,
	}
	_, err := h.client.ScheduleClient().Create(ctx, client.ScheduleOptions{
		ID: id, Spec: spec, Action: action, Note: s.note, CatchupWindow: s.catchup,
		Overlap: enumspb.SCHEDULE_OVERLAP_POLICY_SKIP,
	})
	if err == nil {
		h.log.Info("schedule made", zap.String("schedule", id))
	}
	if !errors.Is(err, temporal.ErrScheduleAlreadyRunning) {
		return err
	}
	// What a person paused stays paused; the time and the input are ours.
	return h.client.ScheduleClient().GetHandle(ctx, id).Update(ctx, client.ScheduleUpdateOptions{
		DoUpdate: func(in client.ScheduleUpdateInput) (*client.ScheduleUpdate, error) {
			now := in.Description.Schedule
			now.Spec, now.Action = &spec, action
			return &client.ScheduleUpdate{Schedule: &now}, nil
		},
	})
}
