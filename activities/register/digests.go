package register

import (
	"context"
	"database/sql"
	"fmt"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// DigestFilter chooses daily digests.
type DigestFilter struct {
	Court    string // all when empty
	From, To calendar.Date
	Limit    int // 50 when 0, at most 1,000
}

// Digests lists the daily digests, the newest first.
func (r *Register) Digests(ctx context.Context, f DigestFilter) ([]DocumentInfo, error) {
	w := &where{}
	w.add("d.kind = ?", string(casefile.DailyDigest))
	if f.Court != "" {
		w.add("w.court = ?", f.Court)
	}
	if !f.From.IsZero() {
		w.add("d.on_day >= ?", f.From.String())
	}
	if !f.To.IsZero() {
		w.add("d.on_day <= ?", f.To.String())
	}
	var all []DocumentInfo
	err := r.read().each(ctx, func(row *sql.Rows) error {
		var d DocumentInfo
		err := scanDocument(row, &d)
		all = append(all, d)
		return err
	}, "SELECT d.id, d.key, d.kind, d.recipient, d.on_day, d.number, d.sha256, d.missing FROM documents d JOIN workflows w ON w.key = d.key WHERE "+w.String()+
		" ORDER BY d.on_day DESC, d.id LIMIT ?", append(w.args, limit(f.Limit))...)
	if err != nil {
		return nil, fmt.Errorf("listing digests: %w", err)
	}
	return all, nil
}
