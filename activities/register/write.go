package register

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"go.uber.org/zap"

	"luxing/workflows/casefile"
)

// Write puts a record on record, once: in one transaction the row, the
// parties, the timeline, the deadlines and the money, the numbers it orders,
// the documents, rendered, and the messages. A record that is already there is
// answered as it was the first time.
//
// Its final errors (see [Final]) are *[InvalidError], *[GapError] for a record
// whose predecessor is missing, *[ConflictError] for another record under the
// same number, and *[NumberTakenError]. Any other error may pass, and then
// nothing was written.
func (r *Register) Write(ctx context.Context, rec casefile.Record) (casefile.RecordResult, error) {
	if err := check(&rec); err != nil {
		return casefile.RecordResult{}, err
	}
	sum, err := digest(&rec)
	if err != nil {
		return casefile.RecordResult{}, &InvalidError{Faults: casefile.Faults{{Field: "", Rule: "JSON", Want: err.Error()}}}
	}
	var res casefile.RecordResult
	err = r.transaction(ctx, func(s session) error {
		w := writing{session: s, rec: &rec, at: r.now(), log: r.log, verifyAt: r.verifyAt}
		res, err = w.write(ctx, sum)
		return err
	})
	if err != nil {
		return casefile.RecordResult{}, fmt.Errorf("writing record %d of %s: %w", rec.Seq, rec.Key, err)
	}
	return res, nil
}

// writing is one attempt to write one record.
type writing struct {
	session
	rec *casefile.Record
	at  time.Time
	log *zap.Logger

	number   string // the workflow's own case number, as far as it has one
	verifyAt string
}

func (w *writing) write(ctx context.Context, sum string) (casefile.RecordResult, error) {
	have, err := w.position(ctx)
	if err != nil {
		return casefile.RecordResult{}, err
	}
	switch rec := w.rec; {
	case rec.Seq <= have:
		return w.again(ctx, sum)
	case rec.Seq > have+1:
		return casefile.RecordResult{}, &GapError{Key: rec.Key, Have: have, Got: rec.Seq}
	}
	res := casefile.RecordResult{}
	if err := w.keepNumbers(ctx); err != nil {
		return res, err
	}
	if res.Numbers, err = w.giveNumbers(ctx); err != nil {
		return res, err
	}
	for _, step := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"row", w.row},
		{"parties", w.parties},
		{"timeline", w.entries},
		{"deadlines", w.deadlines},
		{"stuck causes", w.stuck},
		{"money", w.money},
		{"list entries", w.listed},
		{"credit repair", w.repaired},
		{"revocation", w.revoked},
		{"retrial", w.retried},
		{"facts", w.facts},
	} {
		if err := step.do(ctx); err != nil {
			return res, fmt.Errorf("%s: %w", step.what, err)
		}
	}
	if res.Stands, err = w.stands(ctx); err != nil {
		return res, fmt.Errorf("standing on lists: %w", err)
	}
	if res.Resting, err = w.resting(ctx); err != nil {
		return res, fmt.Errorf("what rests on a document that is tried again: %w", err)
	}
	if res.Retrial, err = w.restsOn(ctx); err != nil {
		return res, fmt.Errorf("the retrial of the document: %w", err)
	}
	if res.Siblings, err = w.siblings(ctx); err != nil {
		return res, fmt.Errorf("the other enforcements of the case: %w", err)
	}
	if res.Documents, err = w.documents(ctx, res.Numbers); err != nil {
		return res, fmt.Errorf("documents: %w", err)
	}
	if err := w.messages(ctx); err != nil {
		return res, fmt.Errorf("messages: %w", err)
	}
	answer, err := json.Marshal(res)
	if err != nil {
		return res, err
	}
	_, err = w.exec(ctx, "INSERT INTO records (key, seq, digest, result, written) VALUES (?, ?, ?, ?, ?)",
		w.rec.Key, w.rec.Seq, sum, string(answer), micros(w.at))
	return res, err
}

// position is the number of the last record, 0 for a workflow that is new. It
// keeps the row, so that the records of one workflow are written one by one.
func (w *writing) position(ctx context.Context) (int64, error) {
	var seq int64
	var kind string
	err := w.session.row(ctx, "SELECT seq, kind, case_number FROM workflows WHERE key = ?"+w.d.lockRow, w.rec.Key).Scan(&seq, &kind, &w.number)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return 0, nil
	case err != nil:
		return 0, fmt.Errorf("row: %w", err)
	case casefile.Kind(kind) != w.rec.Kind:
		return 0, &ConflictError{Key: w.rec.Key, What: "the key", Why: "it is of kind " + kind + ", not " + string(w.rec.Kind)}
	}
	return seq, nil
}

// again answers a record that was written before.
func (w *writing) again(ctx context.Context, sum string) (casefile.RecordResult, error) {
	var res casefile.RecordResult
	var was, answer string
	err := w.session.row(ctx, "SELECT digest, result FROM records WHERE key = ? AND seq = ?", w.rec.Key, w.rec.Seq).Scan(&was, &answer)
	if err != nil {
		return res, fmt.Errorf("the record as it was written: %w", err)
	}
	if was != sum {
		return res, &ConflictError{Key: w.rec.Key, What: fmt.Sprintf("record %d", w.rec.Seq), Why: "its digest is " + was[:16] + ", this one's is " + sum[:16]}
	}
	if err := json.Unmarshal([]byte(answer), &res); err != nil {
		return res, fmt.Errorf("the answer as it was written: %w", err)
	}
	return res, nil
}

// never stands for "nothing is due", so that what is due comes first in order.
const never = math.MaxInt64

func (w *writing) row(ctx context.Context) error {
	row := w.rec.Row
	row.CaseNumber = w.number
	whole, err := json.Marshal(row)
	if err != nil {
		return err
	}
	due := int64(never)
	if !row.Due.IsZero() {
		due = micros(row.Due)
	}
	isOpen := 0
	if open(w.rec.Kind, row.Phase) {
		isOpen = 1
	}
	_, err = w.exec(ctx, `INSERT INTO workflows (key, kind, seq, case_key, case_number, court, division, judge, cause, procedure,
			phase, phase_since, open, reason, filed_on, accepted_on, closed_on, waits_on, due, alert, claim_fen, outstanding_fen, updated)
		VALUES `+rows(1, 23)+`
		ON CONFLICT (key) DO UPDATE SET seq = excluded.seq, case_key = excluded.case_key, case_number = excluded.case_number,
			court = excluded.court, division = excluded.division, judge = excluded.judge, cause = excluded.cause, procedure = excluded.procedure,
			phase = excluded.phase, phase_since = excluded.phase_since, open = excluded.open, reason = excluded.reason,
			filed_on = excluded.filed_on, accepted_on = excluded.accepted_on, closed_on = excluded.closed_on, waits_on = excluded.waits_on,
			due = excluded.due, alert = excluded.alert, claim_fen = excluded.claim_fen, outstanding_fen = excluded.outstanding_fen,
			updated = excluded.updated
		WHERE workflows.seq = excluded.seq - 1`,
		w.rec.Key, string(w.rec.Kind), w.rec.Seq, row.Case, row.CaseNumber, row.Court, row.Division, row.Judge, row.Cause, string(row.Procedure),
		string(row.Phase), micros(row.PhaseSince), isOpen, row.Reason, row.FiledOn.String(), row.AcceptedOn.String(), row.ClosedOn.String(),
		row.On, due, string(row.Alert), row.ClaimFen, row.OutstandingFen, micros(row.Updated))
	if err != nil {
		return err
	}
	_, err = w.exec(ctx, "INSERT INTO workflow_rows (key, row_json) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET row_json = excluded.row_json", w.rec.Key, string(whole))
	return err
}

// parties replaces those of the workflow. The filing is kept without them.
func (w *writing) parties(ctx context.Context) error {
	f := w.rec.Filing
	if f == nil {
		return nil
	}
	bare := *f
	bare.Parties = nil
	raw, err := json.Marshal(bare)
	if err != nil {
		return err
	}
	if _, err := w.exec(ctx, "INSERT INTO filings (key, filing) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET filing = excluded.filing", w.rec.Key, string(raw)); err != nil {
		return err
	}
	return w.replace(ctx, "parties", "key, pos, party, side, kind, name, id_number, address, phone, e_service, whereabouts_unknown", len(f.Parties), func(i int) []any {
		p := f.Parties[i]
		return []any{w.rec.Key, i, p.ID, string(p.Side), string(p.Kind), p.Name, strings.ToUpper(p.IDNumber), p.Address, p.Phone, flag(p.EService), flag(p.WhereaboutsUnknown)}
	})
}

func (w *writing) entries(ctx context.Context) error {
	return w.insert(ctx, "entries", "key, seq, pos, at, event, role, track, mechanism, entry", len(w.rec.Entries), func(i int) []any {
		e := w.rec.Entries[i]
		return []any{w.rec.Key, w.rec.Seq, i, micros(e.At), string(e.Event), string(e.Role), e.Track, e.Mechanism, encoded(e)}
	})
}

// deadlines and stuck causes are kept of open workflows only: nothing runs on
// a closed one, and the stuck list need not ask whether it is.
func (w *writing) deadlines(ctx context.Context) error {
	ds := w.rec.Deadlines
	if !open(w.rec.Kind, w.rec.Row.Phase) {
		ds = nil
	}
	return w.replace(ctx, "deadlines", "key, pos, id, name, kind, due, on_whom, article, expires, frozen, deadline", len(ds), func(i int) []any {
		d := ds[i]
		return []any{w.rec.Key, i, d.ID, d.Name, string(d.Deadline.Kind), micros(d.Deadline.Due), d.On, d.Deadline.Article, string(d.Expires), flag(!d.Frozen.IsZero()), encoded(d)}
	})
}

func (w *writing) stuck(ctx context.Context) error {
	causes := w.rec.Row.Stuck
	if !open(w.rec.Kind, w.rec.Row.Phase) {
		causes = nil
	}
	return w.replace(ctx, "stuck_causes", "key, pos, reason, since, on_whom, unstick, article", len(causes), func(i int) []any {
		c := causes[i]
		return []any{w.rec.Key, i, string(c.Reason), micros(c.Since), c.On, c.Unstick, c.Article}
	})
}

// money is replaced when a record carries any, or says that there is none any
// more: it then carries all.
func (w *writing) money(ctx context.Context) error {
	obligations, payments := w.rec.Obligations, w.rec.Payments
	if len(obligations)+len(payments) == 0 && !w.rec.NoObligations {
		return nil
	}
	err := w.replace(ctx, "obligations", "key, pos, id, amount_fen, paid_fen, outstanding_fen, performed_on, obligation", len(obligations), func(i int) []any {
		o := obligations[i]
		return []any{w.rec.Key, i, o.ID, o.AmountFen, o.PaidFen, o.OutstandingFen, o.PerformedOn.String(), encoded(o)}
	})
	if err != nil {
		return err
	}
	return w.replace(ctx, "payments", "key, pos, id, obligation, payer, amount_fen, on_day, payment", len(payments), func(i int) []any {
		p := payments[i]
		return []any{w.rec.Key, i, p.ID, p.Obligation, p.Payer, p.AmountFen, p.On.String(), encoded(p)}
	})
}

// replace puts n rows in the place of all that the workflow had in a table.
func (w *writing) replace(ctx context.Context, table, columns string, n int, values func(int) []any) error {
	if w.rec.Seq > 1 {
		if _, err := w.exec(ctx, "DELETE FROM "+table+" WHERE key = ?", w.rec.Key); err != nil {
			return err
		}
	}
	return w.insert(ctx, table, columns, n, values)
}

// batch bounds the rows of one statement: SQLite takes at most 32,766 parameters.
const batch = 200

func (w *writing) insert(ctx context.Context, table, columns string, n int, values func(int) []any) error {
	width := strings.Count(columns, ",") + 1
	for from := 0; from < n; from += batch {
		size := min(batch, n-from)
		args := make([]any, 0, size*width)
		for i := range size {
			args = append(args, values(from+i)...)
		}
		if _, err := w.exec(ctx, "INSERT INTO "+table+" ("+columns+") VALUES "+rows(size, width), args...); err != nil {
			return err
		}
	}
	return nil
}

// messages puts the record's messages into the outbox.
func (w *writing) messages(ctx context.Context) error {
	for _, m := range w.rec.Messages {
		data := m.Data
		if number, err := w.ordered(ctx, data["numberId"]); err != nil {
			return err
		} else if number != "" {
			// The workflow could not know the number yet; the receiver wants it.
			data = copied(data)
			data["number"] = number
		}
		n, err := w.exec(ctx, `INSERT INTO outbox (id, key, case_key, court, type, at, data, written, state) VALUES `+rows(1, 9)+` ON CONFLICT (id) DO NOTHING`,
			m.ID, w.rec.Key, w.rec.Row.Case, w.rec.Row.Court, m.Type, micros(m.At), encoded(data), micros(w.at), string(New))
		if err != nil {
			return err
		}
		if n > 0 {
			continue
		}
		var key, typ string
		if err := w.session.row(ctx, "SELECT key, type FROM outbox WHERE id = ?", m.ID).Scan(&key, &typ); err != nil {
			return err
		}
		if key != w.rec.Key || typ != m.Type {
			return &ConflictError{Key: w.rec.Key, What: "message " + m.ID, Why: "it is a " + typ + " of case " + key}
		}
	}
	return nil
}

func copied(m map[string]string) map[string]string {
	c := make(map[string]string, len(m)+1)
	for k, v := range m {
		c[k] = v
	}
	return c
}

// encoded is a value of the case file as JSON; none of them can fail.
func encoded(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(raw)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// micros is an instant as the register keeps it; 0 for an unset one.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// instant reads what micros wrote.
func instant(us int64) time.Time {
	if us == 0 || us == never {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}
