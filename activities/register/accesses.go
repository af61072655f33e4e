package register

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Access is one access to personal data. It names people by their IDs.
type Access struct {
	ID      int64
	At      time.Time
	Who     string
	Role    string
	Court   string // of whoever asked
	Case    string
	What    string
	Detail  string
	Source  string // the client's address
	Refused bool
}

// NoteAccess puts an access on the trail. When it returns without an error the
// access is on the disk.
func (r *Register) NoteAccess(ctx context.Context, a Access) error {
	refused := 0
	if a.Refused {
		refused = 1
	}
	s := session{r.writer, r.dialect}
	_, err := s.exec(ctx, "INSERT INTO accesses (at, who, role, court, case_key, what, detail, source, refused) VALUES (?,?,?,?,?,?,?,?,?)",
		micros(a.At), a.Who, a.Role, a.Court, a.Case, a.What, a.Detail, a.Source, refused)
	if err != nil {
		return fmt.Errorf("note an access: %w", err)
	}
	return nil
}

// AccessFilter chooses accesses. An empty field chooses all.
type AccessFilter struct {
	Case, Who, Court string
	From, To         time.Time // From and later, before To
	Cursor           string
	Limit            int // 50 when it is 0, at most 1,000
}

// Accesses reads the trail, the latest first, and gives the cursor of the next
// page; empty at the end.
func (r *Register) Accesses(ctx context.Context, f AccessFilter) ([]Access, string, error) {
	w := &where{}
	w.text("case_key", f.Case)
	w.text("who", f.Who)
	w.text("court", f.Court)
	if !f.From.IsZero() {
		w.add("at >= ?", micros(f.From))
	}
	if !f.To.IsZero() {
		w.add("at < ?", micros(f.To))
	}
	if f.Cursor != "" {
		id, _, err := parseCursor("access", f.Cursor)
		if err != nil {
			return nil, "", err
		}
		w.add("id < ?", id)
	}
	n := limit(f.Limit)
	var all []Access
	err := r.read().each(ctx, func(rows *sql.Rows) error {
		var a Access
		var at int64
		var refused int
		if err := rows.Scan(&a.ID, &at, &a.Who, &a.Role, &a.Court, &a.Case, &a.What, &a.Detail, &a.Source, &refused); err != nil {
			return err
		}
		a.At, a.Refused = time.UnixMicro(at).UTC(), refused != 0
		all = append(all, a)
		return nil
	}, "SELECT id, at, who, role, court, case_key, what, detail, source, refused FROM accesses WHERE "+w.String()+" ORDER BY id DESC LIMIT ?", append(w.args, n+1)...)
	if err != nil {
		return nil, "", fmt.Errorf("read the trail of accesses: %w", err)
	}
	if len(all) <= n {
		return all, "", nil
	}
	all = all[:n]
	return all, cursor("access", all[n-1].ID, ""), nil
}
