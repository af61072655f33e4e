package register_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// A register that a release without figures wrote is given its facts when it
// is opened, and a worker of that release may go on writing beside this one.
func TestOlderRegistersAreGivenTheirFacts(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		var all [][]casefile.Record
		for i := range 12 {
			all = append(all, life(rand.New(rand.NewPCG(uint64(i), 7)), "测7", fmt.Sprintf("7-%d", i), "")...)
		}
		for _, recs := range all {
			for i := range recs {
				// Without the trial limit, which an older register keeps of open
				// cases only, and mechanisms, of which it keeps no day.
				recs[i].Deadlines, recs[i].Row.Mechanisms = nil, nil
				if register.Knows(recs[i].Kind) {
					_, err := r.Write(ctx, recs[i])
					require.NoError(t, err)
				}
			}
		}
		want := register.Facts(t, r)
		require.NotEmpty(t, want)

		register.Forget(t, r)
		require.Empty(t, register.Facts(t, r))
		again := registertest.Open(t, dsn)
		require.Equal(t, want, register.Facts(t, again), "made anew from the timelines")

		// The release before writes one more record and leaves the facts behind.
		next := record("7-late", 1)
		next.Entries[0].To = lifecycle.Trial
		_, err := r.Write(ctx, next)
		require.NoError(t, err)
		second := record("7-late", 2)
		second.Entries = []casefile.Entry{{At: at("2019-04-01T09:00:00+08:00"), Event: lifecycle.JudgeLater, To: lifecycle.AwaitingEffect}}
		second.Row.Phase = lifecycle.AwaitingEffect
		_, err = r.Write(ctx, second)
		require.NoError(t, err)
		up := register.Facts(t, r)["7-late"]
		register.Behind(t, r, "7-late")
		third := record("7-late", 3)
		third.Row.Phase, third.Entries = lifecycle.AwaitingEffect, nil
		_, err = r.Write(ctx, third)
		require.NoError(t, err)
		require.Equal(t, up, register.Facts(t, r)["7-late"], "caught up with the record that it had missed")
	})
}
