package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/codec"
	"luxing/worker/embedded"
	"luxing/worker/local/docket"
)

// What the kill test plays, and how long it kills. A record that was under way
// when its worker died is sent again after half a minute, so that a play with
// kills takes minutes where one without takes seconds.
const (
	killFor      = 75 * time.Second
	killPatience = 3 * time.Minute
)

var killSamples = []string{"01", "02", "03", "05", "07", "08", "09"}

// TestKilledAtAnyMomentEveryCaseEndsAsItShould plays a part of the docket while
// server and worker are killed at random moments: the worker alone, the server
// alone, both, and both as one process, as worker/local runs them. The worker
// also dies by itself between the register's commit and its answer to the
// server. Then every case must have ended as its file says, and the register
// must hold what it holds of the same cases played undisturbed: nothing twice,
// nothing missing.
//
// LUXING_TEST_SEED repeats the moments of a run, as far as moments can be.
func TestKilledAtAnyMomentEveryCaseEndsAsItShould(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes")
	}
	seed := uint64(time.Now().UnixNano())
	if s := os.Getenv("LUXING_TEST_SEED"); s != "" {
		var err error
		seed, err = strconv.ParseUint(s, 10, 64)
		require.NoError(t, err)
	}
	t.Logf("LUXING_TEST_SEED=%d", seed)
	folder := t.TempDir()
	world := newWorld(t, folder, rand.New(rand.NewPCG(seed, seed)))
	keys, err := codec.ParseKeys(aKey)
	require.NoError(t, err)
	c := dial(t, fmt.Sprintf("127.0.0.1:%d", world.port), embedded.DefaultNamespace, keys)

	p := playerFor(c, embedded.DefaultNamespace, "killed")
	p.Patience = killPatience
	cases := casesOf(t, killSamples...)
	ctx, cancel := context.WithTimeout(t.Context(), killFor+2*killPatience)
	defer cancel()
	began := time.Now()
	calm := make(chan struct{})
	go func() {
		defer close(calm)
		world.rage(ctx, killFor)
	}()
	outcomes := p.Play(ctx, cases)
	played := time.Since(began)
	cancel()
	<-calm
	t.Logf("%d cases in %s, with kills of: %s", len(cases), played.Round(time.Second), world.tally())
	require.NoError(t, docket.Err(outcomes), world.lastWords())
	require.Positive(t, world.deaths(), "the moment between commit and answer was never hit")
	require.Positive(t, world.worker.kills*world.server.kills*world.local.kills)

	twin := playerFor(c, embedded.DefaultNamespace, "calm")
	undisturbed := twin.Play(t.Context(), cases)
	require.NoError(t, docket.Err(undisturbed))

	b := openBook(t, registerFile(folder))
	b.requireSequencesWithoutGaps(t)
	for i, o := range outcomes {
		require.Len(t, o.Members, len(undisturbed[i].Members))
		for n, key := range o.Members {
			b.requireWhole(t, key, viewOf(t, p.Court, key))
			b.requireTwins(t, key, undisturbed[i].Members[n])
		}
	}
	for _, what := range []struct{ what, query string }{
		{"certificates of one debtor", "SELECT key FROM certificates GROUP BY key HAVING count(*) > 1"},
		{"numbers of one case", "SELECT key || type FROM numbers GROUP BY key, type HAVING count(*) > 1"},
		{"messages", "SELECT id FROM outbox GROUP BY id HAVING count(*) > 1"},
	} {
		require.Empty(t, b.strings(t, what.query), "twice: %s", what.what)
	}
}

// requireTwins holds the register's account of a case against that of another
// play of the same case.
func (b book) requireTwins(t testing.TB, key, twin string) {
	t.Helper()
	for _, q := range []struct{ what, query string }{
		{"timeline", "SELECT event || ' ' || role || ' ' || track FROM entries WHERE key = ? ORDER BY seq, pos"},
		{"documents", "SELECT kind || ' ' || recipient FROM documents WHERE key = ? ORDER BY 1"},
		{"messages", "SELECT type FROM outbox WHERE key = ? ORDER BY 1"},
		{"numbers", "SELECT court || type FROM numbers WHERE key = ? ORDER BY 1"},
		{"certificates", "SELECT party FROM certificates WHERE key = ?"},
		{"payments", "SELECT id || ' ' || amount_fen FROM payments WHERE key = ? ORDER BY 1"},
		{"obligations", "SELECT id || ' ' || paid_fen || ' ' || outstanding_fen FROM obligations WHERE key = ? ORDER BY 1"},
		{"row", "SELECT phase || ' ' || reason || ' ' || closed_on FROM workflows WHERE key = ?"},
	} {
		require.Equal(t, b.strings(t, q.query, twin), b.strings(t, q.query, key), "%s of %s", q.what, key)
	}
}

// world is a server and a worker that are killed and come back.
type world struct {
	t      testing.TB
	random *rand.Rand
	port   int
	server *child
	worker *child
	local  *child
	both   int
}

func newWorld(t testing.TB, folder string, random *rand.Rand) *world {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	port := l.Addr().(*net.TCPAddr).Port
	require.NoError(t, l.Close())
	w := &world{t: t, random: random, port: port}
	for role, c := range map[string]**child{asServer: &w.server, asWorker: &w.worker, asLocal: &w.local} {
		*c = &child{t: t, role: role, folder: folder, port: port}
	}
	w.server.start()
	w.worker.start()
	t.Cleanup(func() {
		for _, c := range []*child{w.server, w.worker, w.local} {
			if c.cmd != nil && c.alive() {
				c.kill()
			}
		}
	})
	return w
}

// rage kills for a while, in two ways one after the other, and leaves the world
// running.
func (w *world) rage(ctx context.Context, d time.Duration) {
	apart := time.Now().Add(d * 2 / 3)
	for w.pause(ctx, apart) {
		switch w.random.IntN(4) {
		case 0, 1:
			w.worker.kill()
		case 2:
			w.server.kill()
			w.server.start()
		case 3:
			w.both++
			w.server.kill()
			w.worker.kill()
			w.server.start()
		}
		w.revive()
	}
	if ctx.Err() != nil {
		return
	}
	w.server.kill()
	w.worker.kill()
	w.local.start()
	together := time.Now().Add(d / 3)
	for w.pause(ctx, together) {
		w.local.kill()
		w.local.start()
	}
}

// revive brings back a worker that was killed or died as dyingRegistrar has it.
func (w *world) revive() {
	if !w.worker.alive() {
		w.worker.start()
	}
}

// pause waits for a random time, and brings back a worker that died meanwhile.
func (w *world) pause(ctx context.Context, until time.Time) bool {
	wake := time.Now().Add(time.Duration(500+w.random.IntN(5500)) * time.Millisecond)
	if wake.After(until) {
		wake = until
	}
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for time.Now().Before(wake) {
		select {
		case <-ctx.Done():
			return false
		case <-tick.C:
			if w.worker.cmd != nil && w.local.cmd == nil {
				w.revive()
			}
		}
	}
	return time.Now().Before(until)
}

func (w *world) tally() string {
	return fmt.Sprintf("worker %d, server %d (both at once %d), both in one process %d; the worker %s %d times",
		w.worker.kills, w.server.kills, w.both, w.local.kills, diedAfterCommit, w.deaths())
}

// deaths is how often the worker died as dyingRegistrar has it.
func (w *world) deaths() int { return strings.Count(w.worker.said(), diedAfterCommit) }

// lastWords are what the children said on standard error, for a failed run.
func (w *world) lastWords() string {
	var s strings.Builder
	for _, c := range []*child{w.server, w.worker, w.local} {
		lines := strings.Split(strings.TrimSpace(c.said()), "\n")
		fmt.Fprintf(&s, "%s:\n  %s\n", c.role, strings.Join(slices.Clone(lines[max(0, len(lines)-15):]), "\n  "))
	}
	return s.String()
}
