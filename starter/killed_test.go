package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/activities/register/registertest"
	"luxing/workflows/calendar"
)

// How long gateway and database are killed, and how long a writer goes on after
// it: a key whose request was cut off is held until its lease ends.
const (
	killingFor  = 12 * time.Second
	writersStay = 75 * time.Second
	// mostCases is how many cases one writer writes on, as long as there is killing.
	mostCases = 4
)

// written is one request under its key, and what it was answered.
type written struct {
	who, path, body string
	header          []string
	status          int
	answer          string
	tries           int
	busy, away      int // answered that a first sending is under way, that the register is away
}

// writer sends one request after another, each until it is answered.
type writer struct {
	s     *site
	bad   *sync.Map // answers that must not be
	until time.Time
	sent  []*written
	keys  []string // of the cases it filed
}

func (w *writer) write(name, who, path, body string, header ...string) *written {
	x := &written{who: who, path: path, body: body, header: append([]string{"Idempotency-Key", name}, header...)}
	w.sent = append(w.sent, x)
	for time.Now().Before(w.until) {
		status, answer, head, err := w.s.sendAll(who, http.MethodPost, path, body, x.header...)
		x.tries++
		switch {
		case err != nil: // the gateway is dead, or died with the answer
		case status == http.StatusServiceUnavailable || status == http.StatusConflict && strings.Contains(answer, "idempotency-key-busy"):
			if wrong := notNow(head, answer); wrong != "" {
				w.bad.Store(name, fmt.Sprintf("%d %s", status, wrong))
			}
			if status == http.StatusConflict {
				x.busy++
			} else {
				x.away++
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

// notNow says what is wrong with an answer that asks to be asked again (RFC 9457,
// and RFC 9110 section 10.2.3); "" when nothing is.
func notNow(head http.Header, answer string) string {
	var p struct {
		Type, Title, Detail string
		Status              int
	}
	switch seconds, err := strconv.Atoi(head.Get("Retry-After")); {
	case err != nil || seconds < 1:
		return fmt.Sprintf("Retry-After %q: %s", head.Get("Retry-After"), answer)
	case head.Get("Content-Type") != "application/problem+json":
		return fmt.Sprintf("Content-Type %q: %s", head.Get("Content-Type"), answer)
	case json.Unmarshal([]byte(answer), &p) != nil || p.Type == "" || p.Title == "" || p.Detail == "" || p.Status == 0:
		return "no problem: " + answer
	}
	return ""
}

// TestGatewayAndDatabaseKilledInMidWriteHaveDoneEachWriteOnce ends PostgreSQL
// with "immediate" and the gateway with SIGKILL, in turns and together, at random
// moments, while writers file, decide, report and apply, each write under its
// key and sent until it is answered. Then everything is sent again. No write
// may be lost, none done twice, none half, and no answer but success, "not now"
// with Retry-After, or none.
func TestGatewayAndDatabaseKilledInMidWriteHaveDoneEachWriteOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	pg := registertest.Own(t)
	s := newSiteOn(t, func(testing.TB) string { return pg.DSN() })
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
			for i := 0; i < mostCases && (i == 0 || time.Now().Before(stop)); i++ {
				key := fmt.Sprintf("nb-2022-%02d%02d", n, i)
				w.keys = append(w.keys, key)
				at := "/api/v1/cases/" + key
				w.write(key+"-file", "I001", "/api/v1/cases", filingOf(key))
				w.write(key+"-batch", "I001", "/api/v1/cases/batch", oneLine(filingOf(key+"-b1"))+"\n"+oneLine(filingOf(key+"-b2")), "Content-Type", "application/x-ndjson")
				w.write(key+"-accept", "J001", at+"/decisions", `{"event":"accept"}`)
				w.write(key+"-fee", "S001", at+"/decisions", `{"event":"fee_paid","data":{"amountFen":580000,"on":"2022-03-07"}}`)
				w.write(key+"-nudge", "T001", "/api/v1/bulk", `{"keys":["`+key+`","`+key+`-b1"],"event":"nudge","data":{"reason":"请尽快办理"}}`)
				w.write(key+"-post", "S001", at+"/deliveries", `{"document":"complaint","party":"D1","method":"direct","on":"`+today+`","proof":"回执1"}`)
				w.write(key+"-certificate", "J001", at+"/certificates", `{"party":"D1"}`)
				w.write(key+"-payment", "S001", at+"/payments", `{"payment":"bank-`+key+`","payer":"D1","amountFen":100,"on":"`+today+`"}`, "Prefer", "respond-async")
			}
		})
	}
	kills, crashes := 0, 0
	pause := func(least, more int) { time.Sleep(time.Duration(least+rand.IntN(more)) * time.Millisecond) }
	for round := 0; time.Now().Before(stop) && int(done.Load()) < len(writers); round++ {
		pause(200, 900)
		if round%3 != 1 {
			pg.Crash()
			crashes++
			pause(300, 900)
		}
		if round%3 != 0 {
			require.NoError(t, gateway.cmd.Process.Kill())
			<-gateway.ended
			kills++
		}
		if round%3 != 1 {
			pg.Start()
		}
		if round%3 != 0 {
			gateway = s.run("starter", []string{"serve"})
		}
		s.serving(gateway)
	}
	wg.Wait()
	tries, busy, away, writes := 0, 0, 0, 0
	var keys []string
	for _, w := range writers {
		writes += len(w.sent)
		keys = append(keys, w.keys...)
		for _, x := range w.sent {
			tries += x.tries
			busy += x.busy
			away += x.away
		}
	}
	t.Logf("%d kills of the gateway, %d of the database, %d requests for %d writes: %d while a lease of one that was cut off ran, %d while the register was away", kills, crashes, tries, writes, busy, away)
	bad.Range(func(name, what any) bool { t.Errorf("%v: %v", name, what); return true })
	require.False(t, t.Failed())
	require.Positive(t, kills)
	require.Positive(t, crashes)

	// Everything once more: the same answers, and nothing is done.
	patience := time.Now().Add(writersStay / 2)
	for _, w := range writers {
		for _, x := range w.sent {
			status, answer, head, err := s.sendAll(x.who, http.MethodPost, x.path, x.body, x.header...)
			// The lease of one whose answer could not be kept may still run.
			for ; err == nil && status == http.StatusConflict && time.Now().Before(patience); status, answer, head, err = s.sendAll(x.who, http.MethodPost, x.path, x.body, x.header...) {
				assert.Empty(t, notNow(head, answer), x.path)
				time.Sleep(200 * time.Millisecond)
			}
			require.NoError(t, err)
			if head.Get("Idempotency-Replayed") == "true" {
				assert.Equal(t, x.status, status, "%s: %s", x.path, answer)
				assert.Equal(t, x.answer, answer, x.path)
				continue
			}
			// Its answer could not be kept: it is answered anew, as its own key has it.
			assert.Equal(t, http.StatusOK, status, "%s: %s", x.path, answer)
			assert.NotContains(t, answer, `"status":"filed"`, x.path)
		}
	}
	for _, key := range keys {
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
	db, err := pgx.Connect(t.Context(), s.dsn)
	require.NoError(t, err)
	defer db.Close(t.Context())
	count := func(query string, args ...any) (n int) {
		require.NoError(t, db.QueryRow(t.Context(), query, args...).Scan(&n))
		return n
	}
	// A worker whose tries failed asks the register again after a minute at most,
	// and for what follows from that a second time.
	const heard = 3 * time.Minute
	for _, key := range keys {
		require.Eventually(t, func() bool {
			return count("SELECT count(*) FROM entries WHERE key = $1 AND event = 'record_served'", key) == 1 && count("SELECT count(*) FROM workflows WHERE case_key = $1 AND kind = 'certificate'", key) == 1
		}, heard, 100*time.Millisecond, key)
		for _, event := range []string{"filed", "accept", "fee_paid", "nudge"} {
			assert.Equal(t, 1, count("SELECT count(*) FROM entries WHERE key = $1 AND event = $2", key, event), "%s of %s", event, key)
		}
		assert.Equal(t, 1, count("SELECT count(*) FROM entries WHERE key = $1 AND event = 'nudge'", key+"-b1"))
		for _, one := range []string{key, key + "-b1", key + "-b2"} {
			assert.Equal(t, 1, count("SELECT count(*) FROM workflows WHERE key = $1", one))
			assert.Zero(t, count("SELECT max(seq) - count(*) FROM records WHERE key = $1", one), "a record of %s is missing", one)
		}
	}
	wholeRecords(t, count)
}

// wholeRecords looks for a record of which a part is in the register.
func wholeRecords(t *testing.T, count func(string, ...any) int) {
	t.Helper()
	require.Positive(t, count("SELECT count(*) FROM entries"))
	for what, query := range map[string]string{
		"a row ahead of its records":      "SELECT count(*) FROM workflows w WHERE w.seq <> (SELECT max(seq) FROM records r WHERE r.key = w.key)",
		"a row without its record's JSON": "SELECT count(*) FROM workflows w WHERE NOT EXISTS (SELECT 1 FROM workflow_rows r WHERE r.key = w.key)",
		"figures behind their records":    "SELECT count(*) FROM facts f JOIN workflows w ON w.key = f.key WHERE f.seq <> w.seq",
		"an entry of no record":           "SELECT count(*) FROM entries e WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.key = e.key AND r.seq = e.seq)",
		"a document of no record":         "SELECT count(*) FROM documents d WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.key = d.key AND r.seq = d.seq)",
		"a number given and not counted":  "SELECT count(*) FROM numbers n LEFT JOIN sequences s ON s.court = n.court AND s.type = n.type AND s.year = n.year WHERE n.order_id IS NOT NULL AND (s.last IS NULL OR s.last < n.n)",
		"a key that is held for nobody":   "SELECT count(*) FROM answers WHERE status = 0",
	} {
		assert.Zero(t, count(query), what)
	}
}

// TestNothingIsHalfDoneWhileTheDatabaseIsAway asks a gateway for everything a
// court asks for while its database is down. Every answer says "not now", when to
// ask again, and nothing of what stands behind; nothing was done by it; and the
// same requests, sent again when the database is back, are done once.
func TestNothingIsHalfDoneWhileTheDatabaseIsAway(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and starts programs")
	}
	pg := registertest.Own(t)
	s := newSiteOn(t, func(testing.TB) string { return pg.DSN() })
	s.run("worker", nil)
	gateway := s.run("starter", []string{"serve"})
	s.serving(gateway)
	const key, later = "nb-2022-0001", "nb-2022-0002"
	at := "/api/v1/cases/" + key
	s.must(http.StatusCreated, "I001", http.MethodPost, "/api/v1/cases", filingOf(key), "Idempotency-Key", "before-1")
	// The register has it, and documents of it.
	s.must(http.StatusOK, "J001", http.MethodPost, at+"/decisions", `{"event":"accept"}`, "Idempotency-Key", "before-2")
	require.Eventually(t, func() bool {
		status, papers, err := s.send("J001", http.MethodGet, at+"/documents", "")
		return err == nil && status == http.StatusOK && strings.Contains(papers, "fee_notice")
	}, 30*time.Second, 50*time.Millisecond)
	today := calendar.Of(time.Now()).String()
	writes := []struct {
		name, who, path, body string
		done                  int
		header                []string
	}{
		{"file", "I001", "/api/v1/cases", filingOf(later), http.StatusCreated, nil},
		{"batch", "I001", "/api/v1/cases/batch", oneLine(filingOf(later+"-b1")) + "\n" + oneLine(filingOf(later+"-b2")), http.StatusOK, []string{"Content-Type", "application/x-ndjson"}},
		{"fee", "S001", at + "/decisions", `{"event":"fee_paid","data":{"amountFen":580000,"on":"2022-03-07"}}`, http.StatusOK, nil},
		{"served", "S001", at + "/deliveries", `{"document":"complaint","party":"D1","method":"direct","on":"` + today + `","proof":"回执1"}`, http.StatusOK, nil},
		{"bulk", "T001", "/api/v1/bulk", `{"keys":["` + key + `"],"event":"nudge","data":{"reason":"请尽快办理"}}`, http.StatusOK, nil},
		{"certificate", "J001", at + "/certificates", `{"party":"D1"}`, http.StatusOK, nil},
	}
	reads := []struct{ who, path string }{
		{"J001", "/api/v1/cases"}, {"J001", at}, {"J001", at + "/timeline"}, {"J001", at + "/deadlines"}, {"J001", at + "/documents"}, {"J001", at + "/decisions"},
		{"J001", "/api/v1/documents?id=" + url.QueryEscape(key+"/fee_notice/P1/1")}, {"T001", "/api/v1/stuck"}, {"T001", "/api/v1/figures?from=2022-01-01&to=2022-12-31"}, {"A001", "/api/v1/accesses"},
	}
	for _, r := range reads {
		s.must(http.StatusOK, r.who, http.MethodGet, r.path, "")
	}

	pg.Crash()
	away := func(who, method, path, body string, header ...string) {
		t.Helper()
		status, answer, head, err := s.sendAll(who, method, path, body, header...)
		require.NoError(t, err)
		switch many := path == "/api/v1/bulk" || strings.HasSuffix(path, "/batch"); {
		case many && !slices.Contains(header, "Idempotency-Key"): // answered case by case: none is done
			assert.Equal(t, http.StatusOK, status, "%s: %s", path, answer)
			assert.Contains(t, answer, `"kind":"unreachable"`, path)
			assert.Contains(t, answer, `"status":503`, path)
			assert.NotRegexp(t, `"(taken|filed|alreadyFiled)":([1-9]|true)`, answer, path)
		default:
			assert.Equal(t, http.StatusServiceUnavailable, status, "%s %s: %s", method, path, answer)
			assert.Empty(t, notNow(head, answer), "%s %s", method, path)
		}
		for _, inner := range []string{"luxing-pg", "postgres", "SQLSTATE", "/tmp/", "dial", "张三"} {
			assert.NotContains(t, answer, inner, path)
		}
	}
	for range 2 { // what finds a connection cut off, and what finds none
		for _, w := range writes {
			away(w.who, http.MethodPost, w.path, w.body, append([]string{"Idempotency-Key", w.name}, w.header...)...)
			// Without a key a write is no safer, and a decision has its own.
			if w.name != "fee" && w.name != "served" {
				away(w.who, http.MethodPost, w.path, w.body, w.header...)
			}
		}
		away("J001", http.MethodPost, at+"/decisions", `{"id":"x-1","event":"fee_waived","data":{"reason":"确有困难"}}`)
		away("S001", http.MethodPost, at+"/decisions", `{"id":"x-2","event":"fee_paid","data":{"amountFen":580000,"on":"2022-03-07"}}`, "Prefer", "respond-async")
		for _, r := range reads {
			away(r.who, http.MethodGet, r.path, "")
		}
	}
	status, answer, err := s.send("", http.MethodGet, "/api/v1/health", "")
	require.NoError(t, err)
	require.Equal(t, http.StatusServiceUnavailable, status)
	require.Contains(t, answer, `"register":"unavailable"`)
	require.Contains(t, answer, `"temporal":"ok"`)
	s.must(http.StatusOK, "", http.MethodGet, "/healthz", "") // restarted, it would be no better
	// People are told by a page.
	status, answer, head, err := s.sendAll("", http.MethodGet, "/verify?q=AAAA-BBBB-CCCC", "", "Accept", "text/html")
	require.NoError(t, err)
	require.Equal(t, http.StatusServiceUnavailable, status, answer)
	require.Contains(t, head.Get("Content-Type"), "text/html")
	require.NotEmpty(t, head.Get("Retry-After"))

	pg.Start()
	s.serving(gateway)
	for _, one := range []string{later, later + "-b1", later + "-b2"} {
		s.must(http.StatusNotFound, "A001", http.MethodGet, "/api/v1/cases/"+one, "")
	}
	events := func() map[string]int {
		var v struct {
			Timeline      []struct{ Event, Refused string }
			AsyncVerdicts []any
		}
		require.NoError(t, json.Unmarshal([]byte(s.must(http.StatusOK, "A001", http.MethodGet, at, "")), &v))
		require.Empty(t, v.AsyncVerdicts)
		times := map[string]int{}
		for _, e := range v.Timeline {
			times[e.Event]++
		}
		return times
	}
	was := events()
	require.Equal(t, 1, was["accept"])
	for _, e := range []string{"fee_paid", "fee_waived", "record_served", "nudge"} {
		require.Zero(t, was[e], "%s: %v", e, was)
	}
	for range 2 {
		for _, w := range writes {
			s.must(w.done, w.who, http.MethodPost, w.path, w.body, append([]string{"Idempotency-Key", w.name}, w.header...)...)
		}
	}
	is := events()
	for _, e := range []string{"accept", "fee_paid", "record_served", "nudge"} {
		require.Equal(t, 1, is[e], "%s: %v", e, is)
	}
}

func oneLine(s string) string { return strings.ReplaceAll(s, "\n", " ") }
