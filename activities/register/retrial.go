package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// A retrial of a document reaches what rests on it by way of the register: the
// case that tries it again knows neither every certificate nor every enforcement,
// which may have been applied for when the first case had ended. Whatever was on
// record before the news is named in the answer to it; whatever comes after is
// told of it in the answer to its own first record. Both keep the row of the case
// whose document it is, so that neither slips past the other.

var retrialEvents = []lifecycle.Event{lifecycle.OrderRetrial, lifecycle.RetrialUpheld, lifecycle.RetrialSetAside, lifecycle.RetrialChanged}

// retried keeps the news.
func (w *writing) retried(ctx context.Context) error {
	for _, n := range w.rec.Retrials {
		if err := w.keepRow(ctx, n.Of); err != nil {
			return err
		}
		runs := 0
		if n.Runs {
			runs = 1
		}
		var err error
		if n.Event == lifecycle.OrderRetrial {
			_, err = w.exec(ctx, "INSERT INTO retrials (case_key, by_key, ordered_on, runs, outcome, over_on) VALUES "+rows(1, 6)+`
				ON CONFLICT (case_key) DO UPDATE SET by_key = excluded.by_key, ordered_on = excluded.ordered_on, runs = excluded.runs, outcome = '', over_on = ''`,
				n.Of, w.rec.Key, n.On.String(), runs, "", "")
		} else { // the outcome of another retrial than the latest changes nothing
			_, err = w.exec(ctx, "UPDATE retrials SET outcome = ?, over_on = ? WHERE case_key = ? AND by_key = ?", string(n.Event), n.On.String(), n.Of, w.rec.Key)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// keepRow keeps the row of a case until this is written.
func (w *writing) keepRow(ctx context.Context, key string) error {
	var seq int64
	err := w.session.row(ctx, "SELECT seq FROM workflows WHERE key = ?"+w.d.lockRow, key).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) { // it was decided before there was a register
		return nil
	}
	return err
}

// resting finds the certificates of that case that stand or are applied for,
// and the enforcements that have not ended.
func (w *writing) resting(ctx context.Context) (all []casefile.Resting, err error) {
	for _, n := range w.rec.Retrials {
		err := w.each(ctx, func(row *sql.Rows) error {
			r := casefile.Resting{Of: n.Of, Event: n.Event, On: n.On}
			var kind, phase string
			err := row.Scan(&r.Key, &kind, &phase)
			r.Kind = casefile.Kind(kind)
			if lifecycle.State(phase) == lifecycle.Issued {
				r.Review = casefile.RevocationKey(r.Key)
			}
			all = append(all, r)
			return err
		}, `SELECT w.key, w.kind, w.phase FROM workflows w LEFT JOIN certificates c ON c.key = w.key
			WHERE w.case_key = ? AND (w.kind = ? AND w.open = 1 OR w.kind = ? AND w.phase <> ? AND COALESCE(c.revoked_on, '') = '') ORDER BY w.key`,
			n.Of, string(casefile.KindEnforcement), string(casefile.KindCertificate), string(lifecycle.CertificateRefused))
		if err != nil {
			return nil, fmt.Errorf("of %s: %w", n.Of, err)
		}
	}
	for i := range all {
		if all[i].Review == "" {
			continue
		}
		if all[i].Review, err = w.reviewKey(ctx, all[i].Review); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// reviewKey is the key of the review that is open, or else of the next: one that
// kept the certificate knew nothing of this retrial.
func (w *writing) reviewKey(ctx context.Context, first string) (string, error) {
	for n := 1; ; n++ {
		key, isOpen := casefile.Again(first, n), 0
		err := w.session.row(ctx, "SELECT open FROM workflows WHERE key = ?", key).Scan(&isOpen)
		if errors.Is(err, sql.ErrNoRows) || err == nil && isOpen == 1 {
			return key, nil
		}
		if err != nil {
			return "", fmt.Errorf("reviews of %s: %w", first, err)
		}
	}
}

// restsOn is the retrial of the case on which a certificate or an enforcement
// rests that says its first word.
func (w *writing) restsOn(ctx context.Context) (*casefile.RetrialState, error) {
	if w.rec.Seq > 1 || w.rec.Kind != casefile.KindCertificate && w.rec.Kind != casefile.KindEnforcement {
		return nil, nil
	}
	if err := w.keepRow(ctx, w.rec.Row.Case); err != nil {
		return nil, err
	}
	return retrialOf(ctx, w.session, w.rec.Row.Case)
}

// Retrial is the latest retrial of a case's document, nil when there was none.
func (r *Register) Retrial(ctx context.Context, key string) (*casefile.RetrialState, error) {
	return retrialOf(ctx, r.read(), key)
}

func retrialOf(ctx context.Context, s session, key string) (*casefile.RetrialState, error) {
	var st casefile.RetrialState
	var runs int
	var outcome, on, over string
	err := s.row(ctx, "SELECT by_key, ordered_on, runs, outcome, over_on FROM retrials WHERE case_key = ?", key).Scan(&st.By, &on, &runs, &outcome, &over)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("retrial of %s: %w", key, err)
	}
	st.Runs, st.Outcome = runs == 1, lifecycle.Event(outcome)
	for _, d := range []struct {
		text string
		to   *calendar.Date
	}{{on, &st.On}, {over, &st.OutcomeOn}} {
		if d.text == "" {
			continue
		}
		if *d.to, err = calendar.Parse(d.text); err != nil {
			return nil, fmt.Errorf("retrial of %s: %w", key, err)
		}
	}
	return &st, nil
}
