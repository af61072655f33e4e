package register

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
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
	page, err := r.stuck(ctx, now, f)
	if err != nil {
		return StuckPage{}, fmt.Errorf("stuck list: %w", err)
	}
	return page, nil
}

func (r *Register) stuck(ctx context.Context, now time.Time, f StuckFilter) (StuckPage, error) {
	causes, args := causesAt(now, f)
	chosen, join := f.where(), ""
	if len(chosen.conditions) > 0 {
		join = " JOIN workflows w ON w.key = c.key"
	}
	if f.Reason != "" {
		chosen.add("c.reason = ?", string(f.Reason))
	}
	having := &where{}
	if f.Cursor != "" {
		since, key, err := parseCursor("stuck", f.Cursor)
		if err != nil {
			return StuckPage{}, err
		}
		having.add("(MIN(c.since), c.key) > (?, ?)", since, key)
	}
	n := limit(f.Limit)
	var keys []string
	var last int64
	var page StuckPage
	err := r.read().each(ctx, func(row *sql.Rows) error {
		var key string
		var since int64
		if err := row.Scan(&key, &since); err != nil {
			return err
		}
		if len(keys) == n {
			page.Next = cursor("stuck", last, keys[n-1])
			return nil
		}
		keys, last = append(keys, key), since
		return nil
	}, "WITH causes AS ("+causes+") SELECT c.key, MIN(c.since) FROM causes c"+join+" WHERE "+chosen.String()+
		" GROUP BY c.key HAVING "+having.String()+" ORDER BY 2, 1 LIMIT ?", slices.Concat(args, chosen.args, having.args, []any{n + 1})...)
	if err != nil || len(keys) == 0 {
		return page, err
	}
	return page, r.fill(ctx, &page, keys, causes, args)
}

// fill reads the rows and the causes of a page's keys.
func (r *Register) fill(ctx context.Context, page *StuckPage, keys []string, causes string, args []any) error {
	in := "(" + strings.TrimSuffix(strings.Repeat("?,", len(keys)), ",") + ")"
	place := make(map[string]int, len(keys))
	named := make([]any, len(keys))
	page.Cases = make([]StuckCase, len(keys))
	for i, k := range keys {
		place[k], named[i] = i, k
	}
	err := r.read().each(ctx, func(row *sql.Rows) error {
		var w Workflow
		if err := scanWorkflow(row, &w); err != nil {
			return err
		}
		page.Cases[place[w.Key]].Workflow = w
		return nil
	}, "SELECT w.key, w.kind, w.seq, w.open, j.row_json FROM workflows w JOIN workflow_rows j ON j.key = w.key WHERE w.key IN "+in, slices.Clone(named)...)
	if err != nil {
		return err
	}
	return r.read().each(ctx, func(row *sql.Rows) error {
		var key, what string
		var since int64
		var own bool
		var c casefile.StuckCause
		if err := row.Scan(&key, &c.Reason, &since, &c.On, &what, &c.Article, &own); err != nil {
			return err
		}
		of := &page.Cases[place[key]]
		if c.Reason == casefile.StuckNoActivity && !own {
			what = machines[of.Kind].StateName(of.Row.Phase)
		}
		c.Since, c.Unstick = instant(since), what
		if !own {
			c.Unstick = fmt.Sprintf(remedies[c.Reason], what)
		}
		// What a case says itself comes with the article and may be in the
		// register's periods as well.
		if !slices.ContainsFunc(of.Causes, func(x casefile.StuckCause) bool {
			return x.Reason == c.Reason && x.Article == c.Article && x.On == c.On
		}) {
			of.Causes = append(of.Causes, c)
		}
		return nil
	}, "WITH causes AS ("+causes+") SELECT c.key, c.reason, c.since, c.on_whom, c.what, c.article, c.own FROM causes c WHERE c.key IN "+in+" ORDER BY c.since, c.own DESC, c.what",
		slices.Concat(args, named)...)
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
