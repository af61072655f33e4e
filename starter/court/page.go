package court

import (
	"context"
	"errors"
	"slices"
	"time"

	"luxing/activities/register"
	"luxing/workflows/casefile"
)

// Page is one page of a list.
type Page struct {
	Cases []Listed `json:"cases"`
	// Next is the cursor of the next page, empty at the end.
	Next string `json:"next,omitempty"`
	// People are the names of those whose IDs are shown, as the roster has them.
	People map[string]string `json:"people,omitempty"`
}

// Pager is what a Register that turns pages answers as well.
type Pager interface {
	Page(ctx context.Context, f Filter, cursor string) (Page, error)
}

// Page is the part of List that begins at a cursor, 50 rows unless the filter
// says how many, at most 1,000. Pages hold together while cases move: a case
// whose due day changes in between may come twice or not at all, no other.
func (c *Court) Page(ctx context.Context, f Filter, cursor string) (Page, error) {
	if err := f.check(); err != nil {
		return Page{}, err
	}
	if err := checkPage(f.Limit); err != nil {
		return Page{}, err
	}
	if err := c.needRegister(); err != nil {
		return Page{}, err
	}
	pages, ok := c.Register.(Pager)
	if !ok {
		return Page{}, &UnreachableError{What: "登记册 the register", Err: errors.New("it does not turn pages")}
	}
	p, err := pages.Page(ctx, f, cursor)
	switch {
	case errors.Is(err, register.ErrCursor):
		return Page{}, badCursor()
	case err != nil:
		return Page{}, registerError("list cases", err)
	}
	p.People = c.Names(ctx, judgesOf(p.Cases)...)
	return p, nil
}

func (o overRegister) Page(ctx context.Context, f Filter, cursor string) (Page, error) {
	q := register.Filter{Kind: f.Kind, Phase: f.Phase, Court: f.Court, Division: f.Division, Judge: f.Judge, Open: f.Open, Cursor: cursor, Limit: f.Limit}
	if !f.DueBefore.IsZero() {
		q.DueBefore = f.DueBefore.Start().Add(time.Microsecond)
	}
	if f.Alert != "" && f.Alert != casefile.Calm {
		q.Alerts = slices.DeleteFunc(Alerts(), func(a casefile.Alert) bool { return f.Alert.Above(a) })
	}
	got, err := o.r.List(ctx, q)
	if err != nil {
		return Page{}, err
	}
	p := Page{Cases: make([]Listed, len(got.Workflows)), Next: got.Next}
	for i, w := range got.Workflows {
		p.Cases[i] = listed(w)
	}
	return p, nil
}
