package activities

import (
	"context"

	"go.uber.org/zap"

	"luxing/workflows/casefile"
)

// Digest puts a court's digest of one day into the register, once; see
// [luxing/activities/register.Register.MakeDigest].
func (a *Activities) Digest(ctx context.Context, o casefile.DigestOrder) (casefile.DigestResult, error) {
	res, err := a.register.MakeDigest(ctx, o)
	if err != nil {
		return res, asApplicationError(err)
	}
	a.log.Info("daily digest", zap.String("case", casefile.DigestKey(o.Court, o.On)), zap.Int("stuck", res.Stuck), zap.Int("new", res.New))
	return res, nil
}
