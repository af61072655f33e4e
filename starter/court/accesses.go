package court

import (
	"context"
	"errors"
	"time"

	"luxing/activities/register"
)

// AccessFilter chooses accesses to personal data. An empty field chooses all.
type AccessFilter struct {
	Case, Who string
	Court     string    // of whoever asked
	From, To  time.Time // From and later, before To
	Cursor    string
	Limit     int // 50 when 0, at most 1,000
}

// Access is one access to personal data: who, in which role, when, to which
// case, what, and from where.
type Access struct {
	At      time.Time `json:"at"`
	Who     string    `json:"who"`
	Role    string    `json:"role"`
	Court   string    `json:"court,omitempty"`
	Case    string    `json:"case,omitempty"`
	What    string    `json:"what"`
	Detail  string    `json:"detail,omitempty"`
	From    string    `json:"from,omitempty"`
	Refused bool      `json:"refused,omitempty"`
}

// Accesses is a page of the trail, the latest first.
type Accesses struct {
	Accesses []Access `json:"accesses"`
	Next     string   `json:"next,omitempty"`
	// People are the names of those whose IDs are shown, as the roster has them.
	People map[string]string `json:"people,omitempty"`
}

// Auditor is what a Register that keeps the trail of accesses answers as well.
type Auditor interface {
	Accesses(ctx context.Context, f AccessFilter) (Accesses, error)
}

// Accesses reads the trail of accesses to personal data.
func (c *Court) Accesses(ctx context.Context, f AccessFilter) (Accesses, error) {
	if err := checkPage(f.Limit); err != nil {
		return Accesses{}, err
	}
	if err := c.needRegister(); err != nil {
		return Accesses{}, err
	}
	trail, ok := c.Register.(Auditor)
	if !ok {
		return Accesses{}, &UnreachableError{What: "登记册 the register", Err: errors.New("it does not keep the trail")}
	}
	page, err := trail.Accesses(ctx, f)
	switch {
	case errors.Is(err, register.ErrCursor):
		return Accesses{}, badCursor()
	case err != nil:
		return Accesses{}, registerError("read the trail of accesses", err)
	}
	ids := make([]string, len(page.Accesses))
	for i := range page.Accesses {
		ids[i] = page.Accesses[i].Who
	}
	page.People = c.Names(ctx, ids...)
	return page, nil
}

func (o overRegister) Accesses(ctx context.Context, f AccessFilter) (Accesses, error) {
	got, next, err := o.r.Accesses(ctx, register.AccessFilter{Case: f.Case, Who: f.Who, Court: f.Court, From: f.From, To: f.To, Cursor: f.Cursor, Limit: f.Limit})
	if err != nil {
		return Accesses{}, err
	}
	page := Accesses{Accesses: make([]Access, len(got)), Next: next}
	for i, a := range got {
		page.Accesses[i] = Access{a.At, a.Who, a.Role, a.Court, a.Case, a.What, a.Detail, a.Source, a.Refused}
	}
	return page, nil
}

func (o overRegister) NoteAccess(ctx context.Context, a Access) error {
	return o.r.NoteAccess(ctx, register.Access{
		At: a.At, Who: a.Who, Role: a.Role, Court: a.Court, Case: a.Case, What: a.What, Detail: a.Detail, Source: a.From, Refused: a.Refused,
	})
}
