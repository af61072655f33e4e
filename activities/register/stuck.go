package register

import (
	"context"
	"fmt"
	"strings"
	"time"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// StuckFilter chooses stuck cases.
type StuckFilter struct {
	Filter
	// Reason chooses those that are stuck for one reason.
	Reason casefile.StuckReason
	// Failing is how long a message may wait for its receiver before its case
	// is stuck, four hours when it is 0.
	Failing time.Duration
	// Quiet is how long nothing may happen in a case that waits for the court,
	// sixty days when it is 0.
	Quiet time.Duration
}

// Defaults of a StuckFilter.
const (
	DefaultFailing = 4 * time.Hour
	DefaultQuiet   = 60 * 24 * time.Hour
)

// lateExpiry is how long a period that ends by itself may be over before the
// workflow that should have ended it is taken to stand still.
const lateExpiry = time.Hour

// StuckCase is a workflow that is stuck, with every cause, oldest first.
type StuckCase struct {
	Workflow
	Causes []casefile.StuckCause `json:"causes"`
}

// StuckPage is one page of the stuck list.
type StuckPage struct {
	Cases []StuckCase `json:"cases"`
	Next  string      `json:"next,omitempty"`
}

// Stuck lists the cases that are stuck at now, the longest stuck first: for
// the causes that they say themselves, and for those that show in the register:
// a period that is over (overdue when it is statutory, past_target when it is
// the court's own), a message that another system does not take, and silence
// where the court should act. Periods that end by themselves do not count
// until their end is an hour past.
func (r *Register) Stuck(ctx context.Context, now time.Time, f StuckFilter) (StuckPage, error) {
	b, err := r.board(ctx, now, f)
	if err != nil {
		return StuckPage{}, fmt.Errorf("stuck list: %w", err)
	}
	return StuckPage{Cases: b.Cases, Next: b.Next}, nil
}

// causesAt is the statement of every cause at a moment. Only a message that
// nobody takes can make a closed case stuck: the tables hold nothing else of it. In own causes the
// column what holds what would unstick the case, in the others what is late.
func causesAt(now time.Time, f StuckFilter) (string, []any) {
	failing, quiet := f.Failing, f.Quiet
	if failing <= 0 {
		failing = DefaultFailing
	}
	if quiet <= 0 {
		quiet = DefaultQuiet
	}
	var court []any
	for _, role := range lifecycle.Roles() {
		if role.Human && role.Role != lifecycle.Integration && role.Role != lifecycle.Auditor {
			court = append(court, string(role.Role))
		}
	}
	statement := `
		SELECT key, reason, since, on_whom, unstick AS what, article, 1 AS own FROM stuck_causes
		UNION ALL
		SELECT key, CASE kind WHEN 'statutory' THEN 'overdue' ELSE 'past_target' END, due, on_whom, name, article, 0
			FROM deadlines WHERE frozen = 0 AND due < ? AND (expires = '' OR due < ?)
		UNION ALL
		SELECT o.key, 'delivery_failing', MIN(CASE r.failed WHEN 0 THEN r.routed ELSE r.failed END), r.receiver, r.receiver, '', 0
			FROM outbox_receipts r JOIN outbox o ON o.position = r.position
			WHERE r.state <> 'delivered' AND (r.state = 'refused' OR r.routed < ?) GROUP BY o.key, r.receiver
		UNION ALL
		SELECT key, 'delivery_failing', MIN(written), 'dispatcher', '分发程序 dispatcher', '', 0
			FROM outbox WHERE state = 'new' AND written < ? GROUP BY key
		UNION ALL
		SELECT key, 'no_activity', updated, waits_on, phase, '', 0
			FROM workflows WHERE open = 1 AND updated < ? AND waits_on IN (` + strings.TrimSuffix(strings.Repeat("?,", len(court)), ",") + `)`
	args := []any{micros(now), micros(now.Add(-lateExpiry)), micros(now.Add(-failing)), micros(now.Add(-failing)), micros(now.Add(-quiet))}
	return statement, append(args, court...)
}

// remedies says what would unstick a case for the causes that the register
// finds, with the place of what is late; a case's own causes bring their own.
var remedies = map[casefile.StuckReason]string{
	casefile.StuckOverdue:    "办理“%s”，法定期间已届满 act on it: a statutory period is over",
	casefile.StuckPastTarget: "办理“%s”，已超过本院规定的时限 act on it: the court's own target is past",
	casefile.StuckDelivery:   "联系“%s”，恢复后自动补发 mend the receiver: what is pending is sent again by itself",
	casefile.StuckNoActivity: "承办人办理或说明原因（现为 %s） act or say why: nothing happened for long",
}
