package register_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
)

func TestAnAnswerIsKeptForThoseWhoSendAgain(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		now := at("2026-01-05T09:00:00+08:00")
		r, err := register.Open(ctx, dsn, register.Now(func() time.Time { return now }))
		require.NoError(t, err)
		t.Cleanup(func() { r.Close() })
		claim := func(client, digest, holder string) (*register.Answer, error) {
			return r.ClaimKey(ctx, client, "k1", digest, holder, time.Minute, 24*time.Hour)
		}
		a, err := claim("J001", "d1", "h1")
		require.NoError(t, err)
		require.Nil(t, a, "the first to come works on it")

		_, err = claim("J001", "d1", "h2")
		require.ErrorIs(t, err, register.ErrKeyBusy)
		_, err = claim("J001", "d2", "h2")
		require.ErrorIs(t, err, register.ErrKeyReused)
		a, err = claim("J002", "d2", "h3")
		require.NoError(t, err)
		require.Nil(t, a, "another client's key is another key")

		kept := register.Answer{Status: 201, Header: `{"Location":"/x"}`, Body: []byte(`{"taken":true}`)}
		require.NoError(t, r.KeepAnswer(ctx, "J001", "k1", "h1", kept))
		a, err = claim("J001", "d1", "h4")
		require.NoError(t, err)
		require.Equal(t, &kept, a)
		_, err = claim("J001", "d2", "h4")
		require.ErrorIs(t, err, register.ErrKeyReused)
		require.NoError(t, r.ReleaseKey(ctx, "J001", "k1", "h1"))
		a, err = claim("J001", "d1", "h4")
		require.NoError(t, err)
		require.Equal(t, &kept, a, "what was answered is not given back")

		// The second minute: h3 died, its lease is over.
		now = now.Add(61 * time.Second)
		a, err = claim("J002", "d2", "h5")
		require.NoError(t, err)
		require.Nil(t, a)
		require.NoError(t, r.KeepAnswer(ctx, "J002", "k1", "h3", kept), "overtaken, it changes nothing")
		_, err = claim("J002", "d2", "h6")
		require.ErrorIs(t, err, register.ErrKeyBusy)
		require.NoError(t, r.ReleaseKey(ctx, "J002", "k1", "h5"))
		a, err = claim("J002", "other", "h6")
		require.NoError(t, err, "a released key is free for anything")
		require.Nil(t, a)

		// A day later the first is forgotten and may be used again.
		now = now.Add(24*time.Hour - 30*time.Second)
		n, err := r.ForgetAnswers(ctx)
		require.NoError(t, err)
		require.EqualValues(t, 1, n, "J002's was claimed later and has half a minute left")
		a, err = claim("J001", "d9", "h7")
		require.NoError(t, err)
		require.Nil(t, a)
	})
}

func TestOfManyWhoClaimAKeyAtOnceOneGetsIt(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		var won, busy atomic.Int32
		var all sync.WaitGroup
		for i := range 12 {
			all.Go(func() {
				_, err := r.ClaimKey(ctx, "S001", "k", "d", fmt.Sprint("h", i), time.Minute, time.Hour)
				switch {
				case err == nil:
					won.Add(1)
				case errors.Is(err, register.ErrKeyBusy):
					busy.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		require.EqualValues(t, 1, won.Load())
		require.EqualValues(t, 11, busy.Load())
	})
}

// However many have expired, they are gone after one sweep: a court that sends
// more than a thousand writes in ten minutes would else keep ever more.
func TestAllExpiredAnswersAreForgotten(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		now := at("2026-01-05T09:00:00+08:00")
		r, err := register.Open(ctx, dsn, register.Now(func() time.Time { return now }))
		require.NoError(t, err)
		t.Cleanup(func() { r.Close() })
		for i := range 2100 {
			_, err := r.ClaimKey(ctx, "S001", fmt.Sprint("k", i), "d", "h", time.Second, time.Hour)
			require.NoError(t, err)
		}
		now = now.Add(30 * time.Minute)
		_, err = r.ClaimKey(ctx, "S001", "later", "d", "h", time.Second, time.Hour)
		require.NoError(t, err)
		now = now.Add(31 * time.Minute)
		n, err := r.ForgetAnswers(ctx)
		require.NoError(t, err)
		require.EqualValues(t, 2100, n)
		_, err = r.ClaimKey(ctx, "S001", "later", "another", "h", time.Second, time.Hour)
		require.ErrorIs(t, err, register.ErrKeyReused, "which has not expired")
	})
}

// A key is its holder's as long as the lease is renewed, and not when somebody
// else has it.
func TestALeaseIsRenewedByItsHolderAlone(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		now := at("2026-01-05T09:00:00+08:00")
		r, err := register.Open(ctx, dsn, register.Now(func() time.Time { return now }))
		require.NoError(t, err)
		t.Cleanup(func() { r.Close() })
		claim := func(holder string) error {
			_, err := r.ClaimKey(ctx, "J001", "k", "d", holder, 30*time.Second, time.Hour)
			return err
		}
		hold := func(holder string) bool {
			ours, err := r.HoldKey(ctx, "J001", "k", holder, 30*time.Second)
			require.NoError(t, err)
			return ours
		}
		require.NoError(t, claim("h1"))
		now = now.Add(20 * time.Second)
		require.True(t, hold("h1"))
		require.False(t, hold("h2"))
		now = now.Add(29 * time.Second)
		require.ErrorIs(t, claim("h2"), register.ErrKeyBusy, "49 s after it was claimed, 29 s after it was renewed")
		now = now.Add(time.Second)
		require.NoError(t, claim("h2"), "30 s after")
		require.False(t, hold("h1"), "overtaken")
		require.NoError(t, r.KeepAnswer(ctx, "J001", "k", "h2", register.Answer{Status: 200}))
		require.False(t, hold("h2"), "an answer needs no lease")
	})
}

func TestTheTrailOfAccessesIsReadBackwards(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		var want []register.Access
		for i := range 7 {
			a := register.Access{At: at("2026-01-05T09:00:00+08:00").Add(time.Duration(i) * time.Hour).UTC(), Who: fmt.Sprint("J00", i%2), Role: "judge",
				Court: "浙0211", Case: fmt.Sprint("zh-", i%3), What: "read_case", Detail: "", Source: "10.0.0.1", Refused: i == 4}
			require.NoError(t, r.NoteAccess(ctx, a))
			want = append([]register.Access{a}, want...)
		}
		read := func(f register.AccessFilter) []register.Access {
			var all []register.Access
			for {
				page, next, err := r.Accesses(ctx, f)
				require.NoError(t, err)
				for _, a := range page {
					a.ID = 0
					all = append(all, a)
				}
				if f.Cursor = next; next == "" {
					return all
				}
			}
		}
		require.Equal(t, want, read(register.AccessFilter{Limit: 2}))
		require.Len(t, read(register.AccessFilter{Case: "zh-0"}), 3)
		require.Len(t, read(register.AccessFilter{Who: "J001", Limit: 1}), 3)
		require.Empty(t, read(register.AccessFilter{Court: "浙0105"}))
		// 10:00 and 11:00 are in, 12:00 is not.
		require.Len(t, read(register.AccessFilter{From: at("2026-01-05T10:00:00+08:00"), To: at("2026-01-05T12:00:00+08:00")}), 2)
		_, _, err := r.Accesses(ctx, register.AccessFilter{Cursor: "nonsense"})
		require.ErrorIs(t, err, register.ErrCursor)
	})
}

func TestASessionEndsByItselfAndWhenItIsEnded(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		now := at("2026-01-05T09:00:00+08:00")
		r, err := register.Open(ctx, dsn, register.Now(func() time.Time { return now }))
		require.NoError(t, err)
		t.Cleanup(func() { r.Close() })
		const idle = time.Hour
		require.NoError(t, r.BeginSession(ctx, "secret-1", `{"subject":"J001"}`, now.Add(8*time.Hour)))
		for range 9 { // used every 50 minutes: to 16:30
			p, err := r.Session(ctx, "secret-1", idle)
			require.NoError(t, err)
			require.Equal(t, `{"subject":"J001"}`, p)
			now = now.Add(50 * time.Minute)
		}
		// 16:30 is within the eight hours, 17:20 is not, however it was used.
		_, err = r.Session(ctx, "secret-1", idle)
		require.NoError(t, err)
		now = now.Add(50 * time.Minute)
		_, err = r.Session(ctx, "secret-1", idle)
		require.ErrorIs(t, err, register.ErrNotFound)

		require.NoError(t, r.BeginSession(ctx, "secret-2", `{}`, now.Add(8*time.Hour)))
		now = now.Add(idle)
		_, err = r.Session(ctx, "secret-2", idle)
		require.ErrorIs(t, err, register.ErrNotFound, "nobody used it for an hour")
		require.NoError(t, r.BeginSession(ctx, "secret-3", `{}`, now.Add(8*time.Hour)))
		require.NoError(t, r.EndSession(ctx, "secret-3"))
		_, err = r.Session(ctx, "secret-3", idle)
		require.ErrorIs(t, err, register.ErrNotFound)
		n, err := r.ForgetSessions(ctx, idle)
		require.NoError(t, err)
		require.EqualValues(t, 2, n)
	})
}
