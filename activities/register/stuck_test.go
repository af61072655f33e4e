package register_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// now is the moment at which the stuck tests look.
var now = at("2019-08-01T00:00:00Z")

func deadline(id string, kind statute.Kind, due time.Time) casefile.OpenDeadline {
	return casefile.OpenDeadline{ID: id, Name: "期限" + id, On: "judge", Deadline: statute.Deadline{Due: due, Kind: kind, Article: "民事诉讼法第" + id + "条"}}
}

// busy is a case in which something happened just now.
func busy(key string) casefile.Record {
	rec := record(key, 1)
	rec.Row.Updated = now.Add(-time.Hour)
	return rec
}

func TestEveryCauseShowsWithWhatWouldUnstickIt(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn, register.Now(func() time.Time { return now.Add(-5 * time.Hour) }))
		write := func(rec casefile.Record) {
			t.Helper()
			_, err := r.Write(ctx, rec)
			require.NoError(t, err)
		}
		write(busy("fine"))

		own := busy("own")
		own.Row.Stuck = []casefile.StuckCause{{Reason: casefile.StuckFreezeLapsing, Since: now.Add(-time.Hour), On: "judge", Unstick: "续行冻结 renew", Article: "a"}}
		write(own)

		overdue := busy("overdue")
		overdue.Deadlines = []casefile.OpenDeadline{deadline("1", statute.Statutory, now.Add(-2*time.Hour)), deadline("2", statute.Internal, now.Add(-24*time.Hour)),
			deadline("3", statute.Assumption, now.Add(time.Hour))}
		write(overdue)

		frozen := busy("frozen")
		frozen.Deadlines = []casefile.OpenDeadline{deadline("1", statute.Statutory, now.Add(-24*time.Hour))}
		frozen.Deadlines[0].Frozen = day("2019-07-01")
		write(frozen)

		// A period that ends by itself is not stuck while its end is fresh.
		fresh := busy("fresh")
		fresh.Deadlines = []casefile.OpenDeadline{deadline("1", statute.Statutory, now.Add(-30*time.Minute))}
		fresh.Deadlines[0].Expires = "answer_expired"
		write(fresh)
		stale := busy("stale")
		stale.Deadlines = []casefile.OpenDeadline{deadline("1", statute.Statutory, now.Add(-90*time.Minute))}
		stale.Deadlines[0].Expires = "answer_expired"
		write(stale)

		quiet := busy("quiet")
		quiet.Row.Updated = now.Add(-61 * 24 * time.Hour)
		write(quiet)
		waits := busy("waits-for-a-party")
		waits.Row.Updated, waits.Row.On = now.Add(-300*24*time.Hour), "P1"
		write(waits)

		// What is overdue and says so itself is one cause, not two.
		both := busy("both")
		both.Deadlines = []casefile.OpenDeadline{deadline("1", statute.Statutory, now.Add(-2*time.Hour))}
		both.Row.Stuck = []casefile.StuckCause{{Reason: casefile.StuckOverdue, Since: now.Add(-2 * time.Hour), On: "judge", Unstick: "判 judge it", Article: "民事诉讼法第1条"}}
		write(both)

		// The case says the younger cause itself, and is stuck since the older one;
		// the other way round in turn.
		mixed := busy("mixed")
		mixed.Deadlines = []casefile.OpenDeadline{deadline("1", statute.Internal, now.Add(-30*time.Hour)), deadline("2", statute.Statutory, now.Add(-3*time.Hour))}
		mixed.Row.Stuck = []casefile.StuckCause{{Reason: casefile.StuckHiddenOverrun, Since: now.Add(-20 * time.Hour), On: "judge", Unstick: "审查 review", Article: "a"}}
		write(mixed)

		closed := busy("closed")
		closed.Row.Phase = lifecycle.Closed
		closed.Row.Stuck = own.Row.Stuck
		closed.Messages = []casefile.Message{{ID: "closed-m", Type: "cn.luxing.case.closed"}}
		write(closed)
		undispatched := busy("undispatched")
		write(undispatched)

		require.NoError(t, r.Enrol(ctx, []register.Receiver{{Name: "bank", URL: "https://bank.example"}}))
		_, err := r.Route(ctx, func(string) []string { return []string{"bank"} }, 10)
		require.NoError(t, err)
		late := record("undispatched", 2)
		late.Row.Updated = now
		late.Messages = []casefile.Message{{ID: "late-m", Type: "cn.luxing.case.closed"}}
		write(late)

		page, err := r.Stuck(ctx, now, register.StuckFilter{})
		require.NoError(t, err)
		got := map[string][]string{}
		for _, c := range page.Cases {
			for _, cause := range c.Causes {
				got[c.Key] = append(got[c.Key], fmt.Sprintf("%s on %s since %s", cause.Reason, cause.On, now.Sub(cause.Since)))
				require.NotEmpty(t, cause.Unstick)
				require.NotContains(t, cause.Unstick, "%!")
			}
		}
		require.Equal(t, map[string][]string{
			"own":          {"freeze_lapsing on judge since 1h0m0s"},
			"overdue":      {"past_target on judge since 24h0m0s", "overdue on judge since 2h0m0s"},
			"stale":        {"overdue on judge since 1h30m0s"},
			"quiet":        {"no_activity on judge since 1464h0m0s"},
			"both":         {"overdue on judge since 2h0m0s"},
			"mixed":        {"past_target on judge since 30h0m0s", "hidden_overrun on judge since 20h0m0s", "overdue on judge since 3h0m0s"},
			"closed":       {"delivery_failing on bank since 5h0m0s"},
			"undispatched": {"delivery_failing on dispatcher since 5h0m0s"},
		}, got)
		keysOf := func(p register.StuckPage) (keys []string) {
			for _, c := range p.Cases {
				keys = append(keys, c.Key)
			}
			return keys
		}
		require.Equal(t, []string{"quiet", "mixed", "overdue", "closed", "undispatched", "both", "stale", "own"}, keysOf(page), "the longest stuck first, by key where two are as long")
		for _, c := range page.Cases {
			if c.Key == "both" {
				require.Equal(t, "判 judge it", c.Causes[0].Unstick, "the case's own words go before the register's")
			}
		}

		byReason, err := r.Stuck(ctx, now, register.StuckFilter{Reason: casefile.StuckOverdue})
		require.NoError(t, err)
		// For one reason a case is as long stuck as that reason goes back.
		require.Equal(t, []string{"mixed", "both", "overdue", "stale"}, keysOf(byReason))
		none, err := r.Stuck(ctx, now, register.StuckFilter{Filter: register.Filter{Judge: "li"}})
		require.NoError(t, err)
		require.Empty(t, none.Cases)

		var keys []string
		f := register.StuckFilter{Filter: register.Filter{Limit: 2}}
		for {
			p, err := r.Stuck(ctx, now, f)
			require.NoError(t, err)
			for _, c := range p.Cases {
				keys = append(keys, c.Key)
			}
			if f.Cursor = p.Next; p.Next == "" {
				break
			}
		}
		var want []string
		for _, c := range page.Cases {
			want = append(want, c.Key)
		}
		require.Equal(t, want, keys, "the pages show each case once, in the same order")
	})
}

func TestAMessageWithoutAReceiverIsNotStuck(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn, register.Now(func() time.Time { return now.Add(-100 * time.Hour) }))
		rec := busy("zh-1")
		rec.Messages = []casefile.Message{{ID: "m", Type: "cn.luxing.case.closed"}}
		_, err := r.Write(ctx, rec)
		require.NoError(t, err)
		_, err = r.Route(ctx, func(string) []string { return nil }, 10)
		require.NoError(t, err)
		page, err := r.Stuck(ctx, now, register.StuckFilter{})
		require.NoError(t, err)
		require.Empty(t, page.Cases)
		box, err := r.Outbox(ctx, register.OutboxFilter{State: register.Waiting})
		require.NoError(t, err)
		require.Len(t, box.Messages, 1)
		require.Contains(t, box.Messages[0].Status, "waiting: no receiver")
	})
}
