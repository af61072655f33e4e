package register_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/casefile"
)

// clock is a time that only the test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// send writes a record with messages of one case.
func send(t *testing.T, r *register.Register, key string, seq int64, types ...string) {
	t.Helper()
	rec := record(key, seq)
	for i, typ := range types {
		rec.Messages = append(rec.Messages, casefile.Message{ID: fmt.Sprintf("%s/%s/%d-%d", key, typ, seq, i), Type: typ, At: at("2019-03-05T01:00:00Z"), Data: map[string]string{"case": key}})
	}
	_, err := r.Write(ctx, rec)
	require.NoError(t, err)
}

func toAll(names ...string) func(string) []string { return func(string) []string { return names } }

func claim(t *testing.T, r *register.Register, owner, receiver string) []register.Delivery {
	t.Helper()
	ds, err := r.Claim(ctx, owner, receiver, time.Minute, 100)
	require.NoError(t, err)
	return ds
}

func ids(ds []register.Delivery) []string {
	var all []string
	for _, d := range ds {
		all = append(all, d.ID)
	}
	return all
}

func settle(t *testing.T, r *register.Register, owner string, d register.Delivery, a register.Attempt) {
	t.Helper()
	require.NoError(t, r.Settle(ctx, owner, d, a))
}

func TestOnlyTheFirstMessageOfACaseIsClaimedAndOnlyOnce(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		c := &clock{at("2026-01-01T00:00:00Z")}
		r := registertest.Open(t, dsn, register.Now(c.now))
		send(t, r, "a", 1, "x", "y")
		send(t, r, "b", 1, "x")
		n, err := r.Route(ctx, toAll("bank", "tax"), 100)
		require.NoError(t, err)
		require.Equal(t, 3, n)

		mine := claim(t, r, "one", "bank")
		require.Equal(t, []string{"a/x/1-0", "b/x/1-0"}, ids(mine), "a's second waits for its first")
		require.Empty(t, claim(t, r, "two", "bank"), "what is leased is nobody else's")
		require.Len(t, claim(t, r, "two", "tax"), 2, "another receiver has its own order")

		c.at = c.at.Add(61 * time.Second)
		again := claim(t, r, "two", "bank")
		require.Equal(t, ids(mine), ids(again), "a lease that is over is anybody's")
		settle(t, r, "two", again[0], register.Attempt{State: register.Delivered, Status: 200})
		require.Equal(t, []string{"a/y/1-1"}, ids(claim(t, r, "two", "bank")))

		// The first dispatcher comes back late: its failure does not undo the
		// delivery of the second, and its delivery counts.
		settle(t, r, "one", mine[0], register.Attempt{State: register.Pending, Error: "late"})
		settle(t, r, "one", mine[1], register.Attempt{State: register.Delivered, Status: 200})
		settle(t, r, "two", again[1], register.Attempt{State: register.Pending, Error: "later still", Next: c.at})
		box, err := r.Outbox(ctx, register.OutboxFilter{})
		require.NoError(t, err)
		for _, m := range box.Messages {
			if m.ID != "a/y/1-1" {
				require.Equal(t, register.Delivered, m.Receipts[0].State, m.ID)
			}
		}
	})
}

func TestAFailureIsTriedAgainWhenItIsDue(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		c := &clock{at("2026-01-01T00:00:00Z")}
		r := registertest.Open(t, dsn, register.Now(c.now))
		send(t, r, "a", 1, "x", "y")
		_, err := r.Route(ctx, toAll("bank"), 100)
		require.NoError(t, err)
		first := claim(t, r, "one", "bank")[0]
		failedAt := c.at
		settle(t, r, "one", first, register.Attempt{State: register.Pending, Status: 503, Error: "away", Next: c.at.Add(time.Hour)})
		require.Empty(t, claim(t, r, "one", "bank"))

		c.at = c.at.Add(time.Hour)
		second := claim(t, r, "one", "bank")
		require.Equal(t, []string{"a/x/1-0"}, ids(second))
		require.Equal(t, 1, second[0].Attempts)
		settle(t, r, "one", second[0], register.Attempt{State: register.Pending, Status: 500, Error: "still", Next: c.at.Add(time.Hour)})

		box, err := r.Outbox(ctx, register.OutboxFilter{Case: "a", Undelivered: true})
		require.NoError(t, err)
		receipt := box.Messages[0].Receipts[0]
		require.Equal(t, failedAt, receipt.Failing, "it has been failing since the first time")
		require.Equal(t, 2, receipt.Attempts)
		require.Equal(t, 500, receipt.Status)
		require.Contains(t, box.Messages[0].Status, "failing")
		require.Contains(t, box.Messages[1].Status, "pending")

		require.NoError(t, r.Redeliver(ctx, "a/x/1-0", "bank"))
		require.Equal(t, []string{"a/x/1-0"}, ids(claim(t, r, "one", "bank")), "people need not wait")
		require.ErrorIs(t, r.Redeliver(ctx, "a/x/1-0", "nobody"), register.ErrNotFound)
	})
}

func TestARefusedMessageDoesNotHoldUpTheNext(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		send(t, r, "a", 1, "x", "y")
		_, err := r.Route(ctx, toAll("bank"), 100)
		require.NoError(t, err)
		settle(t, r, "one", claim(t, r, "one", "bank")[0], register.Attempt{State: register.Refused, Status: 422, Error: "no such field"})
		require.Equal(t, []string{"a/y/1-1"}, ids(claim(t, r, "one", "bank")))
		page, err := r.Stuck(ctx, time.Now(), register.StuckFilter{Reason: casefile.StuckDelivery})
		require.NoError(t, err)
		require.Len(t, page.Cases, 1, "people hear of a refusal at once")
	})
}

func TestAReceiverThatIsGoneGetsNothingUntilItsAddressChanges(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		enrol := func(url string) { require.NoError(t, r.Enrol(ctx, []register.Receiver{{Name: "bank", URL: url}})) }
		enrol("https://old.example")
		send(t, r, "a", 1, "x")
		send(t, r, "b", 1, "x")
		_, err := r.Route(ctx, toAll("bank"), 100)
		require.NoError(t, err)
		settle(t, r, "one", claim(t, r, "one", "bank")[0], register.Attempt{State: register.Pending, Status: 410, Gone: true})
		require.NoError(t, r.Redeliver(ctx, "a/x/1-0", "bank"))
		require.NoError(t, r.Redeliver(ctx, "b/x/1-0", "bank"))
		require.Empty(t, claim(t, r, "one", "bank"))
		enrol("https://old.example")
		require.Empty(t, claim(t, r, "one", "bank"))
		box, err := r.Outbox(ctx, register.OutboxFilter{})
		require.NoError(t, err)
		require.Contains(t, box.Messages[0].Status, "receiver gone")
		enrol("https://new.example")
		require.Len(t, claim(t, r, "one", "bank"), 2)
	})
}

func TestMessagesWaitForAReceiverOfTheirType(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		send(t, r, "a", 1, "x", "y")
		only := func(want string) func(string) []string {
			return func(typ string) []string {
				if typ == want {
					return []string{"bank"}
				}
				return nil
			}
		}
		_, err := r.Route(ctx, only("x"), 100)
		require.NoError(t, err)
		n, err := r.Release(ctx, only("x"))
		require.NoError(t, err)
		require.Zero(t, n)
		n, err = r.Release(ctx, only("y"))
		require.NoError(t, err)
		require.Equal(t, 1, n)
		_, err = r.Route(ctx, only("y"), 100)
		require.NoError(t, err)
		settle(t, r, "one", claim(t, r, "one", "bank")[0], register.Attempt{State: register.Delivered, Status: 204})
		require.Equal(t, []string{"a/y/1-1"}, ids(claim(t, r, "one", "bank")))
	})
}

func TestAMessageIsWrittenOnceAndCarriesTheNumberItNames(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		rec := numbered("zh-1")
		rec.Messages = []casefile.Message{{ID: "m", Type: "cn.luxing.case.accepted", At: at("2019-03-05T01:00:00Z"), Data: map[string]string{"numberId": "zh-1/民初"}}}
		_, err := r.Write(ctx, rec)
		require.NoError(t, err)
		again := record("zh-1", 2)
		again.Messages = rec.Messages
		_, err = r.Write(ctx, again)
		require.NoError(t, err)
		box, err := r.Outbox(ctx, register.OutboxFilter{Type: "cn.luxing.case.accepted"})
		require.NoError(t, err)
		require.Len(t, box.Messages, 1)
		require.Equal(t, "（2019）浙0211民初1号", box.Messages[0].Data["number"])
		require.Equal(t, at("2019-03-05T01:00:00Z"), box.Messages[0].At)
		require.Empty(t, rec.Messages[0].Data["number"], "the workflow's own record is not touched")

		stolen := record("zh-1", 3)
		stolen.Messages = []casefile.Message{{ID: "m", Type: "another"}}
		_, err = r.Write(ctx, stolen)
		var conflict *register.ConflictError
		require.ErrorAs(t, err, &conflict)
	})
}

func TestPagesOfTheOutboxShowEachMessageOnce(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		for i := range 7 {
			send(t, r, fmt.Sprintf("c%d", i), 1, "x")
		}
		var got []string
		f := register.OutboxFilter{Limit: 3}
		for {
			page, err := r.Outbox(ctx, f)
			require.NoError(t, err)
			for _, m := range page.Messages {
				got = append(got, m.Case)
			}
			if f.Cursor = page.Next; page.Next == "" {
				break
			}
		}
		require.Equal(t, []string{"c0", "c1", "c2", "c3", "c4", "c5", "c6"}, got)
	})
}
