package main

import (
	"context"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/casefile"
)

// The methods of court.Verifier and court.Honours.

// honoured asks the register as one that knows certificates, lists and repairs,
// which every opened one does.
func honoured[R, T any](ctx context.Context, l *lazyRegister, ask func(R) (T, error)) (T, error) {
	return asked(ctx, l, func(r court.Register) (T, error) {
		known, ok := r.(R)
		if !ok {
			var none T
			return none, court.ErrNoRegister
		}
		return ask(known)
	})
}

func (l *lazyRegister) Verify(ctx context.Context, numberOrCode string) (court.Verification, error) {
	return honoured(ctx, l, func(r court.Verifier) (court.Verification, error) { return r.Verify(ctx, numberOrCode) })
}

func (l *lazyRegister) Standing(ctx context.Context, q casefile.StandingQuery) (casefile.Standing, error) {
	return honoured(ctx, l, func(r court.Honours) (casefile.Standing, error) { return r.Standing(ctx, q) })
}

func (l *lazyRegister) ListEntries(ctx context.Context, f register.EntryFilter) ([]register.Listed, error) {
	return honoured(ctx, l, func(r court.Honours) ([]register.Listed, error) { return r.ListEntries(ctx, f) })
}

func (l *lazyRegister) Repairs(ctx context.Context, f register.RepairFilter) ([]register.Repaired, error) {
	return honoured(ctx, l, func(r court.Honours) ([]register.Repaired, error) { return r.Repairs(ctx, f) })
}
