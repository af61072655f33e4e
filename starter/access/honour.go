package access

import (
	"context"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// ApplyRepair applies for credit repair for a debtor of an enforcement case;
// see [court.Court.ApplyRepair]. Who may apply for a certificate in the place
// of a party may hand in this as well.
func (g *Guard) ApplyRepair(ctx context.Context, r court.RepairApplication) (court.Application, error) {
	if _, err := g.touch(ctx, lifecycle.ToCertify, r.Enforcement, "apply_repair", r.Party); err != nil {
		return court.Application{}, err
	}
	return g.Court.ApplyRepair(ctx, r)
}

// ReviewCertificate begins the review whether a certificate must be revoked;
// see [court.Court.ReviewCertificate].
func (g *Guard) ReviewCertificate(ctx context.Context, certificate string, ground casefile.RevocationGround, why string) (court.Review, error) {
	if _, err := g.touch(ctx, lifecycle.ToCertify, certificate, "review_certificate", string(ground)); err != nil {
		return court.Review{}, err
	}
	return g.Court.ReviewCertificate(ctx, certificate, ground, why)
}

// ListEntries lists the integrity lists' entries of the courts in the person's
// reach. An entry names its holder by case and party, not by name; a list is a
// whole court's, so that whoever sees only their own division's cases has none.
func (g *Guard) ListEntries(ctx context.Context, f register.EntryFilter) ([]register.Listed, error) {
	f, err := g.listed(ctx, f)
	if err != nil {
		return nil, err
	}
	return g.Court.ListEntries(ctx, f)
}

// EntryBatches lists the batches of whole courts' lists in the person's reach.
func (g *Guard) EntryBatches(ctx context.Context, f register.EntryFilter, most int) ([]register.EntryBatch, error) {
	f, err := g.listed(ctx, f)
	if err != nil {
		return nil, err
	}
	return g.Court.EntryBatches(ctx, f, most)
}

// EntryPage is a page of ListEntries, which goes on where its cursor says.
func (g *Guard) EntryPage(ctx context.Context, f register.EntryFilter, after string, most int) (register.EntryPage, error) {
	f, err := g.listed(ctx, f)
	if err != nil {
		return register.EntryPage{}, err
	}
	return g.Court.EntryPage(ctx, f, after, most)
}

// listed keeps a filter within the lists that the person may look at: a list is
// a whole court's.
func (g *Guard) listed(ctx context.Context, f register.EntryFilter) (register.EntryFilter, error) {
	p, err := g.May(ctx, lifecycle.ToList)
	if err != nil {
		return f, err
	}
	if reach := p.Reach(lifecycle.ToList); reach < lifecycle.OfCourt && p.Court != lifecycle.EveryCourt {
		return f, &court.DeniedError{Action: lifecycle.ToList, Stands: lifecycle.OfCourt, Reach: reach}
	}
	s, err := g.Narrow(ctx, lifecycle.ToList, Scope{Court: f.Court})
	if err != nil {
		return f, err
	}
	f.Court = s.Court
	return f, nil
}
