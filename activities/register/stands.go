package register

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"luxing/workflows/casefile"
)

// stands finds in which open batches of integrity lists those stand whom the
// record taints: as entries, or as candidates, since a batch that is just being
// published is known here by its candidates. A person is known by the identity
// number, wherever the certificate was given. The answer is part of the
// record's: asked again, the register says what it said the first time.
func (w *writing) stands(ctx context.Context) ([]casefile.Stand, error) {
	var all []casefile.Stand
	found := map[[2]string]bool{}
	for _, t := range w.rec.Tainted {
		who, args := "e.certificate = ?", []any{t.Certificate}
		if t.Certificate == "" {
			id, err := w.identity(ctx, t.Party)
			if err != nil {
				return nil, err
			}
			who, args = "e.case_key = ? AND e.party = ?", []any{w.rec.Row.Case, t.Party}
			if id != "" {
				// By way of the parties under that number, of whom there are few: the
				// lists of a whole court are many.
				who, args = "(e.case_key, e.party) IN (SELECT key, party FROM parties WHERE id_number = ?)", []any{id}
			}
		}
		err := w.each(ctx, func(row *sql.Rows) error {
			s := casefile.Stand{Why: t.Why}
			if err := row.Scan(&s.Batch, &s.Certificate); err != nil {
				return err
			}
			if key := [2]string{s.Batch, s.Certificate}; !found[key] {
				found[key] = true
				all = append(all, s)
			}
			return nil
		}, `SELECT e.batch, e.certificate FROM list_entries e JOIN workflows b ON b.key = e.batch
			WHERE `+who+` AND e.state IN ('listed', 'candidate') AND b.open = 1 ORDER BY e.batch, e.certificate`, args...)
		if err != nil {
			return nil, fmt.Errorf("of %s: %w", or(t.Certificate, t.Party), err)
		}
	}
	return all, nil
}

// identity is the number of a party of this workflow, or of its case; "" when
// there is none.
func (w *writing) identity(ctx context.Context, party string) (string, error) {
	for _, key := range []string{w.rec.Key, w.rec.Row.Case} {
		parties, err := partiesOf(ctx, w.session, key)
		if err != nil {
			return "", err
		}
		for _, p := range parties {
			if p.ID == party {
				return strings.ToUpper(p.IDNumber), nil
			}
		}
	}
	return "", nil
}
