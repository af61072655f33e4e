package access

import (
	"context"
	"errors"

	"luxing/starter/court"
	"luxing/workflows/lifecycle"
)

// Digests lists the daily digests of the person's court, or of all that their
// reach has. A digest is a whole court's, so that whoever may look at their own
// division's figures alone has none; Document reads one under the same rule.
func (g *Guard) Digests(ctx context.Context, q court.DigestsQuery) ([]court.Paper, error) {
	p, err := g.May(ctx, lifecycle.ToMeasure)
	if err != nil {
		return nil, err
	}
	if reach := p.Reach(lifecycle.ToMeasure); reach < lifecycle.OfCourt && p.Court != lifecycle.EveryCourt {
		return nil, &court.DeniedError{Action: lifecycle.ToMeasure, Stands: lifecycle.OfCourt, Reach: reach}
	}
	s, err := g.Narrow(ctx, lifecycle.ToMeasure, Scope{Court: q.Court})
	if err != nil {
		return nil, err
	}
	q.Court = s.Court
	return g.Court.Digests(ctx, q)
}

// readsDigest is the table's answer for a digest, which lies with no division
// and no judge and is yet nobody's own. A refusal is put on the trail.
func (g *Guard) readsDigest(ctx context.Context, p Person, doc court.PaperContent) error {
	held, err := g.Court.Register.Find(ctx, doc.Case)
	if err != nil {
		return &court.UnreachableError{What: "登记册 the register", Err: err}
	}
	stands := lifecycle.OfAnother
	if p.Court == held.Court || p.Court == lifecycle.EveryCourt {
		stands = lifecycle.OfCourt
	}
	if Allowed(p, lifecycle.ToMeasure, stands) {
		return nil
	}
	denied := &court.DeniedError{Action: lifecycle.ToMeasure, Key: doc.Case, Stands: stands, Reach: p.Reach(lifecycle.ToMeasure)}
	return errors.Join(denied, g.note(ctx, p, p.Role(), Touch{Case: doc.Case, What: string(lifecycle.ToMeasure), Refused: true}))
}
