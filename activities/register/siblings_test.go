package register_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register/registertest"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// An enforcement whose case has ended asks for the case's other enforcements: those
// that are open, and of no other case; sent again it is answered as the first time.
func TestTheRegisterNamesTheOtherOpenEnforcementsOfACase(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		write := func(rec casefile.Record) casefile.RecordResult {
			t.Helper()
			res, err := r.Write(ctx, rec)
			require.NoError(t, err)
			return res
		}
		for _, x := range []struct {
			key, of string
			phase   lifecycle.State
		}{
			{"zh-1-zhi", "zh-1", lifecycle.Concluded}, {"zh-1-zhi-2", "zh-1", lifecycle.Measures}, {"zh-1-zhi-3", "zh-1", lifecycle.EndedNow},
			{"zh-1-zhi-4", "zh-1", lifecycle.EnforcementReview}, {"zh-2-zhi", "zh-2", lifecycle.Measures},
		} {
			require.Nil(t, write(beside(casefile.KindEnforcement, x.key, x.of, x.phase)).Siblings, "nobody asked")
		}
		asks := beside(casefile.KindEnforcement, "zh-1-zhi-3", "zh-1", lifecycle.EndedNow)
		asks.Seq, asks.Siblings = 2, true
		require.Equal(t, []string{"zh-1-zhi-2", "zh-1-zhi-4"}, write(asks).Siblings)
		over := beside(casefile.KindEnforcement, "zh-1-zhi-2", "zh-1", lifecycle.Concluded)
		over.Seq = 2
		write(over)
		require.Equal(t, []string{"zh-1-zhi-2", "zh-1-zhi-4"}, write(asks).Siblings, "answered as the first time")
		asks.Seq = 3
		require.Equal(t, []string{"zh-1-zhi-4"}, write(asks).Siblings)
	})
}
