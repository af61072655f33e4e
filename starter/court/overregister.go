package court

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"luxing/activities/register"
	"luxing/workflows/casefile"
)

// OverRegister is the read side that this package needs, of the court register.
func OverRegister(r *register.Register) Register { return overRegister{r} }

type overRegister struct{ r *register.Register }

// pageOf is how many rows are read at once.
const pageOf = 1000

func listed(w register.Workflow) Listed { return Listed{Key: w.Key, Kind: w.Kind, Row: w.Row} }

// missing puts the register's own "not there" into this package's.
func missing(err error) error {
	if errors.Is(err, register.ErrNotFound) {
		return fmt.Errorf("%w: %w", ErrNotRegistered, err)
	}
	return err
}

func (o overRegister) Find(ctx context.Context, key string) (Held, error) {
	w, err := o.r.Find(ctx, key)
	if err != nil {
		return Held{}, missing(err)
	}
	h := Held{Listed: listed(w)}
	if f, err := o.r.Filing(ctx, key); err == nil {
		h.Filing = &f
	} else if !errors.Is(err, register.ErrNotFound) {
		return Held{}, err
	}
	if h.Obligations, h.Payments, err = o.r.Money(ctx, key); err != nil {
		return Held{}, err
	}
	h.Deadlines, err = o.r.Deadlines(ctx, key)
	return h, err
}

func (o overRegister) Retrial(ctx context.Context, key string) (*casefile.RetrialState, error) {
	return o.r.Retrial(ctx, key)
}

// Filed reads less than Find: a batch asks it for every filing.
func (o overRegister) Filed(ctx context.Context, key string) (*casefile.Filing, error) {
	if _, err := o.r.Find(ctx, key); err != nil {
		return nil, missing(err)
	}
	f, err := o.r.Filing(ctx, key)
	if errors.Is(err, register.ErrNotFound) {
		return nil, nil
	}
	return &f, err
}

func (o overRegister) Holder(ctx context.Context, number string) (string, error) {
	return o.r.Holder(ctx, number)
}

func (o overRegister) List(ctx context.Context, f Filter) ([]Listed, error) {
	limit := f.Limit
	if limit <= 0 {
		limit = MaxLimit
	}
	q := register.Filter{Kind: f.Kind, Phase: f.Phase, Court: f.Court, Division: f.Division, Judge: f.Judge, Open: f.Open}
	if !f.DueBefore.IsZero() {
		// A period that ends on the day before is over at this day's first instant.
		q.DueBefore = f.DueBefore.Start().Add(time.Microsecond)
	}
	levels := []casefile.Alert{""}
	if f.Alert != "" && f.Alert != casefile.Calm {
		levels = slices.DeleteFunc(Alerts(), func(a casefile.Alert) bool { return f.Alert.Above(a) })
	}
	var all []Listed
	for _, level := range levels {
		q.Alert, q.Cursor = level, ""
		for left := limit; left > 0; {
			q.Limit = min(left, pageOf)
			page, err := o.r.List(ctx, q)
			if err != nil {
				return nil, err
			}
			for _, w := range page.Workflows {
				all = append(all, listed(w))
			}
			left -= len(page.Workflows)
			if q.Cursor = page.Next; q.Cursor == "" {
				break
			}
		}
	}
	if len(levels) > 1 {
		slices.SortStableFunc(all, byDue)
	}
	return all[:min(len(all), limit)], nil
}

// byDue orders as one page of the register is: what is due first comes first,
// what waits for nothing last.
func byDue(a, b Listed) int {
	switch {
	case a.Due.IsZero() && b.Due.IsZero():
		return 0
	case a.Due.IsZero():
		return 1
	case b.Due.IsZero():
		return -1
	}
	return a.Due.Compare(b.Due)
}

// Stuck reads the whole list, since the register's order is another one than ours.
func (o overRegister) Stuck(ctx context.Context, now time.Time, f StuckFilter) ([]Listed, error) {
	q := register.StuckFilter{Reason: f.Reason, Filter: register.Filter{Court: f.Court, Division: f.Division, Judge: f.Judge, Limit: pageOf}}
	var all []Listed
	for len(all) < MaxLimit {
		page, err := o.r.Stuck(ctx, now, q)
		if err != nil {
			return nil, err
		}
		for _, s := range page.Cases {
			l := listed(s.Workflow)
			l.Stuck = s.Causes
			all = append(all, l)
		}
		if q.Cursor = page.Next; q.Cursor == "" {
			break
		}
	}
	return all, nil
}

func (o overRegister) Timeline(ctx context.Context, key string) ([]casefile.Entry, error) {
	return o.r.Timeline(ctx, key)
}

func (o overRegister) Documents(ctx context.Context, key string) ([]Paper, error) {
	infos, err := o.r.Documents(ctx, key)
	if err != nil {
		return nil, err
	}
	papers := make([]Paper, len(infos))
	for i, d := range infos {
		papers[i] = paper(d)
	}
	return papers, nil
}

func (o overRegister) Document(ctx context.Context, id string) (PaperContent, error) {
	d, err := o.r.Document(ctx, id)
	if err != nil {
		return PaperContent{}, missing(err)
	}
	return PaperContent{Paper: paper(d.DocumentInfo), Type: "text/html; charset=utf-8", Content: []byte(d.HTML)}, nil
}

func paper(d register.DocumentInfo) Paper {
	return Paper{
		DocumentView: casefile.DocumentView{ID: d.ID, Kind: d.Kind, To: d.To, On: d.On, SHA256: d.SHA256},
		Case:         d.Key, Number: d.Number, Missing: d.Missing,
	}
}

func (o overRegister) Figure(ctx context.Context, q register.FigureQuery) (FigureValue, error) {
	return o.r.Figure(ctx, q)
}

func (o overRegister) FigureCases(ctx context.Context, q register.FigureCasesQuery) (FigureCases, error) {
	return o.r.FigureCases(ctx, q)
}

func (o overRegister) Board(ctx context.Context, now time.Time, f register.BoardFilter) (register.Board, error) {
	return o.r.Board(ctx, now, f)
}

func (o overRegister) Digests(ctx context.Context, f register.DigestFilter) ([]register.DocumentInfo, error) {
	return o.r.Digests(ctx, f)
}
