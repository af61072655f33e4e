package register

import (
	"context"
	"database/sql"

	"luxing/workflows/casefile"
)

// siblings are the other open enforcements of a case that has ended: it is no longer
// there to pass on what one of them learnt.
func (w *writing) siblings(ctx context.Context) (keys []string, err error) {
	if !w.rec.Siblings {
		return nil, nil
	}
	err = w.each(ctx, func(row *sql.Rows) error {
		var key string
		err := row.Scan(&key)
		keys = append(keys, key)
		return err
	}, "SELECT key FROM workflows WHERE case_key = ? AND kind = ? AND open = 1 AND key <> ? ORDER BY key",
		w.rec.Row.Case, string(casefile.KindEnforcement), w.rec.Key)
	return keys, err
}
