package register

import (
	"context"
	"fmt"
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

// source is one of the places where causes stand, as parts of a statement.
type source struct {
	key, reason, since string
	// words are on whom, what, the article, and whether the case says it itself:
	// what then holds what would unstick the case, else what is late.
	words       string
	from, where string
	args        []any
	group       string // for places that have several rows of one cause
}

// sources are all causes at a moment. Only a message that nobody takes can make
// a closed case stuck: the other tables hold nothing of it.
func sources(now time.Time, f StuckFilter) []source {
	failing, quiet := f.Failing, f.Quiet
	if failing <= 0 {
		failing = DefaultFailing
	}
	if quiet <= 0 {
		quiet = DefaultQuiet
	}
	silent := []any{micros(now.Add(-quiet))}
	for _, role := range lifecycle.Roles() {
		if role.Human && role.Role != lifecycle.Integration && role.Role != lifecycle.Auditor {
			silent = append(silent, string(role.Role))
		}
	}
	failed := []any{micros(now.Add(-failing))}
	return []source{{
		key: "s.key", reason: "s.reason", since: "s.since", words: "s.on_whom, s.unstick, s.article, 1",
		from: "stuck_causes s", where: "1 = 1",
	}, {
		key: "d.key", reason: "CASE d.kind WHEN 'statutory' THEN 'overdue' ELSE 'past_target' END", since: "d.due", words: "d.on_whom, d.name, d.article, 0",
		from: "deadlines d", where: "d.frozen = 0 AND d.due < ? AND (d.expires = '' OR d.due < ?)", args: []any{micros(now), micros(now.Add(-lateExpiry))},
	}, {
		key: "o.key", reason: "'delivery_failing'", since: "MIN(CASE r.failed WHEN 0 THEN r.routed ELSE r.failed END)", words: "r.receiver, r.receiver, '', 0",
		from:  "outbox_receipts r JOIN outbox o ON o.position = r.position",
		where: "r.state <> 'delivered' AND (r.state = 'refused' OR r.routed < ?)", args: failed, group: "o.key, r.receiver",
	}, {
		key: "o.key", reason: "'delivery_failing'", since: "MIN(o.written)", words: "'dispatcher', '分发程序 dispatcher', '', 0",
		from: "outbox o", where: "o.state = 'new' AND o.written < ?", args: failed, group: "o.key",
	}, {
		key: "q.key", reason: "'no_activity'", since: "q.updated", words: "q.waits_on, q.phase, '', 0",
		from: "workflows q", where: "q.open = 1 AND q.updated < ? AND q.waits_on IN " + rows(1, len(silent)-1), args: silent,
	}}
}

// statement reads a source's causes: of all cases, or of those that among
// chooses; with their words, or without.
func (c source) statement(words bool, among string) string {
	columns := c.key + " AS key, " + c.reason + " AS reason, " + c.since + " AS since"
	if words {
		columns += ", " + c.words
	}
	where := c.where
	if among != "" {
		where += " AND " + c.key + " IN (" + among + ")"
	}
	s := "SELECT " + columns + " FROM " + c.from + " WHERE " + where
	if c.group != "" {
		s += " GROUP BY " + c.group
	}
	return s
}

// remedies says what would unstick a case for the causes that the register
// finds, with the place of what is late; a case's own causes bring their own.
var remedies = map[casefile.StuckReason]string{
	casefile.StuckOverdue:    "办理“%s”，法定期间已届满 act on it: a statutory period is over",
	casefile.StuckPastTarget: "办理“%s”，已超过本院规定的时限 act on it: the court's own target is past",
	casefile.StuckDelivery:   "联系“%s”，恢复后自动补发 mend the receiver: what is pending is sent again by itself",
	casefile.StuckNoActivity: "承办人办理或说明原因（现为 %s） act or say why: nothing happened for long",
}
