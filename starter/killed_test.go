package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
)

// How long the gateway is killed, and how long a writer goes on after it: a key
// whose request was cut off is held until its lease ends.
const (
	killingFor  = 12 * time.Second
	writersStay = 150 * time.Second
)

// written is one request under its key, and what it was answered.
type written struct {
	who, path, body string
	header          []string
	status          int
	answer          string
	tries, busy     int
}

// writer sends one request after another, each until it is answered.
type writer struct {
	s     *site
	bad   *sync.Map // answers that must not be
	until time.Time
	sent  []*written
}

func (w *writer) write(name, who, path, body string, header ...string) *written {
	x := &written{who: who, path: path, body: body, header: append([]string{"Idempotency-Key", name}, header...)}
	w.sent = append(w.sent, x)
	for time.Now().Before(w.until) {
		status, answer, head, err := w.s.sendAll(who, http.MethodPost, path, body, x.header...)
		x.tries++
		switch {
		case err != nil: // the gateway is dead, or died with the answer
		case status == http.StatusServiceUnavailable || status == http.StatusGatewayTimeout || status == http.StatusConflict && strings.Contains(answer, "idempotency-key-busy"):
			if head.Get("Retry-After") == "" {
				w.bad.Store(name, fmt.Sprintf("%d without Retry-After: %s", status, answer))
			}
			if status == http.StatusConflict {
				x.busy++
			}
		case status == http.StatusNotFound && strings.Contains(answer, `"kind":"not-found"`): // the register has not heard of the case yet
		case strings.Contains(answer, `"problem":`): // a batch that was stopped on its way
		default:
			x.status, x.answer = status, answer
			if status >= 300 {
				w.bad.Store(name, fmt.Sprintf("%d: %s", status, answer))
			}
			return x
		}
		time.Sleep(100 * time.Millisecond)
	}
	w.bad.Store(name, "never answered")
	return x
}

// TestAGatewayKilledInMidWriteHasDoneEachWriteOnce kills the gateway with
// SIGKILL at random moments, and ends its and the worker's connections to
// PostgreSQL, while writers file, decide, report and apply, each write under its
// key and sent until it is answered. Then everything is sent again. No write
// may be lost, none done twice, none half, and no answer but success, "not now"
// with Retry-After, or none.
func TestAGatewayKilledInMidWriteHasDoneEachWriteOnce(t *testing.T) {
	if os.Getenv("LUXING_TEST_KILL") != "on" {
		t.Skip("takes minutes: LUXING_TEST_KILL=on runs it")
	}
	s := newSite(t)
	s.run("worker", nil)
	gateway := s.run("starter", []string{"serve"})
	s.serving(gateway)
	today := calendar.Of(time.Now()).String()

	var bad sync.Map
	var done atomic.Int32
	stop := time.Now().Add(killingFor)
	writers := make([]*writer, 4)
	var wg sync.WaitGroup
	for n := range writers {
		w := &writer{s: s, bad: &bad, until: time.Now().Add(writersStay)}
		writers[n] = w
		wg.Go(func() {
			defer done.Add(1)
			key := fmt.Sprintf("nb-2022-%04d", n)
			at := "/api/v1/cases/" + key
			w.write(key+"-file", "I001", "/api/v1/cases", filingOf(key))
			w.write(key+"-batch", "I001", "/api/v1/cases/batch", oneLine(filingOf(key+"-b1"))+"\n"+oneLine(filingOf(key+"-b2")), "Content-Type", "application/x-ndjson")
			w.write(key+"-accept", "J001", at+"/decisions", `{"event":"accept"}`)
			w.write(key+"-fee", "S001", at+"/decisions", `{"event":"fee_paid","data":{"amountFen":580000,"on":"2022-03-07"}}`)
			w.write(key+"-nudge", "T001", "/api/v1/bulk", `{"keys":["`+key+`","`+key+`-b1"],"event":"nudge","data":{"reason":"请尽快办理"}}`)
			w.write(key+"-post", "S001", at+"/deliveries", `{"document":"complaint","party":"D1","method":"direct","on":"`+today+`","proof":"回执1"}`)
			w.write(key+"-certificate", "J001", at+"/certificates", `{"party":"D1"}`)
			w.write(key+"-payment", "S001", at+"/payments", `{"payment":"bank-`+key+`","payer":"D1","amountFen":100,"on":"`+today+`"}`, "Prefer", "respond-async")
		})
	}
	kills := 0
	db, err := pgx.Connect(t.Context(), s.dsn)
	require.NoError(t, err)
	defer db.Close(t.Context())
	for time.Now().Before(stop) && int(done.Load()) < len(writers) {
		time.Sleep(time.Duration(200+rand.IntN(900)) * time.Millisecond)
		_, err := db.Exec(t.Context(), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()")
		require.NoError(t, err)
		time.Sleep(time.Duration(rand.IntN(600)) * time.Millisecond)
		require.NoError(t, gateway.cmd.Process.Kill())
		<-gateway.ended
		kills++
		gateway = s.run("starter", []string{"serve"})
		s.serving(gateway)
	}
	wg.Wait()
	tries, busy := 0, 0
	for _, w := range writers {
		for _, x := range w.sent {
			tries += x.tries
			busy += x.busy
		}
	}
	t.Logf("%d kills, %d requests for %d writes, %d of them while a lease of one that was cut off ran", kills, tries, 8*len(writers), busy)
	bad.Range(func(name, what any) bool { t.Errorf("%v: %v", name, what); return true })
	require.False(t, t.Failed())
	require.Positive(t, kills)

	// Everything once more: the same answers, and nothing is done.
	for _, w := range writers {
		for _, x := range w.sent {
			status, answer, head, err := s.sendAll(x.who, http.MethodPost, x.path, x.body, x.header...)
			require.NoError(t, err)
			assert.Equal(t, x.status, status, "%s: %s", x.path, answer)
			if head.Get("Idempotency-Replayed") == "true" {
				assert.Equal(t, x.answer, answer, x.path)
			}
		}
	}
	for n := range writers {
		key := fmt.Sprintf("nb-2022-%04d", n)
		var v struct {
			Timeline []struct{ Event, Refused string }
		}
		require.NoError(t, json.Unmarshal([]byte(s.must(http.StatusOK, "A001", http.MethodGet, "/api/v1/cases/"+key, "")), &v))
		times := map[string]int{}
		for _, e := range v.Timeline {
			if e.Refused == "" {
				times[e.Event]++
			}
		}
		for _, event := range []string{"filed", "accept", "fee_paid", "nudge", "record_served"} {
			assert.Equal(t, 1, times[event], "%s of %s: %v", event, key, times)
		}
	}
	// The register, when it has heard all: the same once, without a gap.
	count := func(query string, args ...any) (n int) {
		require.NoError(t, db.QueryRow(t.Context(), query, args...).Scan(&n))
		return n
	}
	for n := range writers {
		key := fmt.Sprintf("nb-2022-%04d", n)
		require.Eventually(t, func() bool {
			return count("SELECT count(*) FROM entries WHERE key = $1 AND event = 'record_served'", key) == 1 && count("SELECT count(*) FROM workflows WHERE case_key = $1 AND kind = 'certificate'", key) == 1
		}, 60*time.Second, 100*time.Millisecond, key)
		for _, event := range []string{"filed", "accept", "fee_paid", "nudge"} {
			assert.Equal(t, 1, count("SELECT count(*) FROM entries WHERE key = $1 AND event = $2", key, event), "%s of %s", event, key)
		}
		assert.Equal(t, 1, count("SELECT count(*) FROM entries WHERE key = $1 AND event = 'nudge'", key+"-b1"))
		for _, one := range []string{key, key + "-b1", key + "-b2"} {
			assert.Equal(t, 1, count("SELECT count(*) FROM workflows WHERE key = $1", one))
			assert.Zero(t, count("SELECT max(seq) - count(*) FROM records WHERE key = $1", one), "a record of %s is missing", one)
		}
	}
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }
