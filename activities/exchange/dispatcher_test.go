package exchange

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	webhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

var secret = "whsec_" + base64.StdEncoding.EncodeToString([]byte("a secret of some thirty-two bytes"))

// bank is a receiver on a real socket that verifies signatures and remembers
// what it took. It answers as answer says, 204 when that is nil.
type bank struct {
	*httptest.Server
	mu     sync.Mutex
	got    []string
	answer func(n int, id string) int
	header http.Header
}

func newBank(t *testing.T, answer func(n int, id string) int) *bank {
	b := &bank{answer: answer}
	hook, err := webhooks.NewWebhook(secret)
	require.NoError(t, err)
	b.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || hook.Verify(body, r.Header) != nil {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		var event struct{ SpecVersion, ID, Source, Type, Subject string }
		if json.Unmarshal(body, &event) != nil || event.SpecVersion != "1.0" || WebhookID(event.ID) != r.Header.Get("webhook-id") {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		b.mu.Lock()
		defer b.mu.Unlock()
		b.header = r.Header
		n := len(b.got)
		status := http.StatusNoContent
		if b.answer != nil {
			status = b.answer(n, event.ID)
		}
		b.got = append(b.got, event.ID)
		w.WriteHeader(status)
	}))
	t.Cleanup(b.Close)
	return b
}

func (b *bank) taken() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.got...)
}

// court is a register in a file whose clock the test moves.
type court struct {
	t   *testing.T
	reg *register.Register
	mu  sync.Mutex
	now time.Time
	seq map[string]int64
}

func newCourt(t *testing.T) *court { return newCourtOn(t, registertest.Databases[0].DSN(t)) }

func newCourtOn(t *testing.T, dsn string) *court {
	c := &court{t: t, now: time.Now(), seq: map[string]int64{}}
	c.reg = registertest.Open(t, dsn, register.Now(c.clock))
	return c
}

func TestMain(m *testing.M) { registertest.Main(m) }

func (c *court) clock() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *court) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// write puts messages of one record into the outbox.
func (c *court) write(key string, types ...string) {
	c.seq[key]++
	now := c.clock()
	rec := casefile.Record{Key: key, Kind: casefile.KindCase, Seq: c.seq[key], Row: casefile.Row{
		Case: key, Court: "浙0211", FiledOn: calendar.Of(now), Phase: lifecycle.Trial, PhaseSince: now, Updated: now, Wait: casefile.Wait{Alert: casefile.Calm},
	}}
	for i, typ := range types {
		rec.Messages = append(rec.Messages, casefile.Message{ID: fmt.Sprintf("%s/%s/%d-%d", key, typ, rec.Seq, i), Type: typ, At: now, Data: map[string]string{"case": key}})
	}
	_, err := c.reg.Write(c.t.Context(), rec)
	require.NoError(c.t, err)
}

// dispatcher is one whose rounds the test makes by hand.
func (c *court) dispatcher(rs ...Receiver) *Dispatcher {
	d := NewDispatcher(c.reg, rs, zap.NewNop())
	d.timeout = 2 * time.Second
	known := make([]register.Receiver, len(rs))
	for i := range rs {
		known[i] = register.Receiver{Name: rs[i].Name, URL: rs[i].URL}
	}
	require.NoError(c.t, c.reg.Enrol(c.t.Context(), known))
	d.now = func() time.Time { return c.clock() }
	return d
}

// round is one turn of every loop of a dispatcher.
func (d *Dispatcher) round(ctx context.Context) error {
	errs := []error{d.router()(ctx)}
	for _, r := range d.receivers {
		errs = append(errs, d.pass(ctx, r))
	}
	return errors.Join(errs...)
}

func (c *court) outbox() []register.OutboxMessage {
	page, err := c.reg.Outbox(c.t.Context(), register.OutboxFilter{Limit: 100})
	require.NoError(c.t, err)
	return page.Messages
}

func to(b *bank, types ...string) Receiver {
	return Receiver{Name: "bank", URL: b.URL, secrets: []string{secret}, Types: types}
}

func TestMessagesArriveSignedOnceAndInOrder(t *testing.T) {
	c, b := newCourt(t), newBank(t, nil)
	c.write("case-1", "cn.luxing.case.accepted", "cn.luxing.deadline.alert")
	c.write("case-1", "cn.luxing.case.closed")
	d := c.dispatcher(to(b))
	require.NoError(t, d.round(t.Context()))
	require.NoError(t, d.round(t.Context()))
	require.Equal(t, []string{"case-1/cn.luxing.case.accepted/1-0", "case-1/cn.luxing.deadline.alert/1-1", "case-1/cn.luxing.case.closed/2-0"}, b.taken())
	for _, m := range c.outbox() {
		require.Equal(t, register.Delivered, m.Receipts[0].State)
	}
	require.Equal(t, "application/cloudevents+json", b.header.Get("Content-Type"))
}

func TestWithoutAReceiverTheMessageWaitsAndSaysSo(t *testing.T) {
	c, b := newCourt(t), newBank(t, nil)
	c.write("case-1", "cn.luxing.case.closed")
	require.NoError(t, c.dispatcher(to(b, "cn.luxing.certificate.*")).round(t.Context()))
	require.Empty(t, b.taken())
	require.Equal(t, register.Waiting, c.outbox()[0].State)
	require.Contains(t, c.outbox()[0].Status, "no receiver")

	require.NoError(t, c.dispatcher(to(b, "cn.luxing.case.*")).round(t.Context()), "a receiver configured later gets it")
	require.Len(t, b.taken(), 1)
}

func TestAReceiverThatIsAwayIsTriedAgainAndTheCaseKeepsItsOrder(t *testing.T) {
	away := true
	c := newCourt(t)
	b := newBank(t, func(int, string) int {
		if away {
			return http.StatusServiceUnavailable
		}
		return http.StatusOK
	})
	c.write("case-1", "a.first", "a.second")
	d := c.dispatcher(to(b))
	for range 5 {
		require.NoError(t, d.round(t.Context()))
		c.pass(2 * time.Hour)
	}
	require.Len(t, b.taken(), 5)
	require.NotContains(t, b.taken(), "case-1/a.second/1-1", "the second waits for the first")
	x := c.outbox()[0].Receipts[0]
	require.Equal(t, 5, x.Attempts)
	require.False(t, x.Failing.IsZero())

	away = false
	require.NoError(t, d.round(t.Context()))
	require.Equal(t, []string{"case-1/a.first/1-0", "case-1/a.second/1-1"}, b.taken()[5:])
	require.Equal(t, register.Delivered, c.outbox()[1].Receipts[0].State)
}

func TestWhatAReceiverAnswersDecidesWhetherItIsTriedAgain(t *testing.T) {
	for _, x := range []struct {
		status int
		state  register.ReceiptState
		gone   bool
	}{
		{http.StatusOK, register.Delivered, false},
		{http.StatusAccepted, register.Delivered, false},
		{http.StatusFound, register.Pending, false},
		{http.StatusBadRequest, register.Refused, false},
		{http.StatusUnauthorized, register.Pending, false},
		{http.StatusNotFound, register.Pending, false},
		{http.StatusGone, register.Pending, true},
		{http.StatusUnprocessableEntity, register.Refused, false},
		{http.StatusTooManyRequests, register.Pending, false},
		{http.StatusInternalServerError, register.Pending, false},
	} {
		t.Run(http.StatusText(x.status), func(t *testing.T) {
			c := newCourt(t)
			b := newBank(t, func(int, string) int { return x.status })
			c.write("case-1", "a.message")
			require.NoError(t, c.dispatcher(to(b)).round(t.Context()))
			r := c.outbox()[0].Receipts[0]
			require.Equal(t, x.state, r.State)
			require.Equal(t, x.gone, r.Gone)
			require.Equal(t, x.status, r.Status)
		})
	}
}

func TestADispatcherThatDiesAfterSendingSendsAgainUnderTheSameID(t *testing.T) {
	c, b := newCourt(t), newBank(t, nil)
	c.write("case-1", "a.message")
	d := c.dispatcher(to(b))
	require.NoError(t, d.round(t.Context()), "the first round delivers")
	c.write("case-1", "a.second")
	_, err := c.reg.Route(t.Context(), d.match, 10)
	require.NoError(t, err)
	claimed, err := c.reg.Claim(t.Context(), d.owner, "bank", leaseFor, 1)
	require.NoError(t, err)
	require.Len(t, claimed, 1)
	require.Equal(t, register.Delivered, d.send(t.Context(), to(b), claimed[0]).State)
	// Killed here: delivered, and never booked.
	other := c.dispatcher(to(b))
	require.NoError(t, other.round(t.Context()))
	require.Len(t, b.taken(), 2, "while the lease holds nobody sends it again")
	c.pass(leaseFor + time.Second)
	require.NoError(t, other.round(t.Context()))
	got := b.taken()
	require.Len(t, got, 3)
	require.Equal(t, got[1], got[2], "the same ID, so that the receiver knows it")
}

func TestManyDispatchersDeliverEachMessageOnceAndInOrder(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		c, b := newCourtOn(t, dsn), newBank(t, nil)
		for i := range 40 {
			c.write(fmt.Sprintf("case-%d", i), "a.first", "a.second")
		}
		ctx, stop := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		for range 4 {
			d := c.dispatcher(to(b))
			d.poll = 5 * time.Millisecond
			wg.Go(func() { require.NoError(t, d.Run(ctx)) })
		}
		require.Eventually(t, func() bool { return len(b.taken()) >= 80 }, 30*time.Second, 10*time.Millisecond)
		stop()
		wg.Wait()
		seen := map[string]bool{}
		for _, id := range b.taken() {
			require.False(t, seen[id], "%s came twice", id)
			seen[id] = true
			if first, ok := strings.CutSuffix(id, "a.second/1-1"); ok {
				require.True(t, seen[first+"a.first/1-0"], "%s came before the first", id)
			}
		}
		require.Len(t, seen, 80)
	})
}

// run starts a dispatcher as a worker does; stop ends it and waits.
func (c *court) run(rs ...Receiver) (stop func()) {
	d := c.dispatcher(rs...)
	d.poll = 5 * time.Millisecond
	ctx, cancel := context.WithCancel(c.t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := d.Run(ctx); err != nil {
			c.t.Errorf("Run: %v", err)
		}
	}()
	return sync.OnceFunc(func() { cancel(); <-done })
}

func (c *court) eventually(what string, ok func() bool) {
	c.t.Helper()
	require.Eventually(c.t, ok, 20*time.Second, 5*time.Millisecond, what)
}

func TestAReceiverThatHangsHoldsUpNobodyElse(t *testing.T) {
	c, b := newCourt(t), newBank(t, nil)
	release := make(chan struct{})
	hanging := newBank(t, func(int, string) int { <-release; return http.StatusOK })
	slow := to(hanging)
	slow.Name = "slow"
	stop := c.run(to(b), slow)
	defer stop()
	defer close(release)
	for i := range 20 {
		c.write(fmt.Sprintf("case-%d", i), "a.message")
		c.eventually("the other receiver", func() bool { return len(b.taken()) == i+1 })
	}
}

func TestWhatIsOnItsWayIsFinishedBeforeTheDispatcherStops(t *testing.T) {
	c := newCourt(t)
	arrived, release := make(chan struct{}), make(chan struct{})
	b := newBank(t, func(int, string) int { close(arrived); <-release; return http.StatusOK })
	let := sync.OnceFunc(func() { close(release) })
	defer let()
	stop := c.run(to(b))
	c.write("case-1", "a.message")
	<-arrived
	stopped := make(chan struct{})
	go func() { stop(); close(stopped) }()
	select {
	case <-stopped:
		t.Fatal("it stopped with a message on its way")
	case <-time.After(50 * time.Millisecond):
	}
	let()
	<-stopped
	require.Equal(t, register.Delivered, c.outbox()[0].Receipts[0].State, "and what was delivered is booked")
}

func TestAReceiverThatIsKilledGetsItsMessagesWhenItIsBack(t *testing.T) {
	c := newCourt(t)
	first := newBank(t, nil)
	r := to(first)
	c.write("case-1", "a.first", "a.second")
	d := c.dispatcher(r)
	require.NoError(t, d.router()(t.Context()))
	address := first.Listener.Addr().String()
	first.Close()
	require.NoError(t, d.round(t.Context()))
	x := c.outbox()[0].Receipts[0]
	require.Equal(t, register.Pending, x.State)
	require.Zero(t, x.Status, "there was no answer")
	require.NotEmpty(t, x.Error)

	// It comes back at its address, dies once in the middle of an answer, and
	// then lives.
	died := false
	back := newBank(t, func(int, string) int {
		if !died {
			died = true
			panic(http.ErrAbortHandler)
		}
		return http.StatusOK
	})
	back.Close()
	l, err := net.Listen("tcp", address)
	require.NoError(t, err)
	server := &http.Server{Handler: back.Config.Handler}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	for range 3 {
		c.pass(time.Hour)
		require.NoError(t, d.round(t.Context()))
	}
	require.True(t, died)
	require.Equal(t, []string{"case-1/a.first/1-0", "case-1/a.second/1-1"}, back.taken())
	require.Equal(t, register.Delivered, c.outbox()[1].Receipts[0].State)
}

func TestAnAttemptTakesNoLongerThanItsTime(t *testing.T) {
	c := newCourt(t)
	release := make(chan struct{})
	b := newBank(t, func(int, string) int { <-release; return http.StatusOK })
	defer close(release)
	c.write("case-1", "a.message")
	d := c.dispatcher(to(b))
	d.timeout = 20 * time.Millisecond
	require.NoError(t, d.round(t.Context()))
	x := c.outbox()[0].Receipts[0]
	require.Equal(t, register.Pending, x.State)
	require.Contains(t, x.Error, "deadline exceeded")
}

func TestASignedMessageIsNotSentOnToAnotherAddress(t *testing.T) {
	c := newCourt(t)
	elsewhere := newBank(t, nil)
	b := newBank(t, nil)
	redirecting := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer redirecting.Close()
	r := to(b)
	r.URL = redirecting.URL
	c.write("case-1", "a.message")
	require.NoError(t, c.dispatcher(r).round(t.Context()))
	require.Empty(t, elsewhere.taken())
	require.Equal(t, http.StatusTemporaryRedirect, c.outbox()[0].Receipts[0].Status)
}

func TestAMessageThatWaitsGoesOutWhenAReceiverIsConfigured(t *testing.T) {
	c, b := newCourt(t), newBank(t, nil)
	c.write("case-1", "a.message")
	stop := c.run()
	c.eventually("it waits", func() bool { return c.outbox()[0].State == register.Waiting })
	stop()
	stop = c.run(to(b))
	defer stop()
	c.eventually("it arrives", func() bool { return len(b.taken()) == 1 })
}

func TestPausesGrowToAnHourAndHeedTheReceiver(t *testing.T) {
	last := time.Duration(0)
	for n := range 40 {
		wait := backoff(n)
		require.GreaterOrEqual(t, wait, min(time.Second<<min(n, 12), time.Hour))
		require.LessOrEqual(t, wait, time.Hour+12*time.Minute)
		if n < 11 {
			require.Greater(t, wait, last)
		}
		last = wait
	}
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for header, want := range map[string]time.Duration{
		"": 0, "30": 30 * time.Second, "-5": 0, "99999999": time.Hour, "soon": 0,
		now.Add(2 * time.Minute).Format(http.TimeFormat): 2 * time.Minute, now.Add(-time.Hour).Format(http.TimeFormat): 0,
	} {
		require.Equal(t, want, retryAfter(header, now), header)
	}

	c := newCourt(t)
	b := newBank(t, nil)
	busy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "1800")
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	defer busy.Close()
	r := to(b)
	r.URL = busy.URL
	c.write("case-1", "a.message")
	require.NoError(t, c.dispatcher(r).round(t.Context()))
	require.Equal(t, c.clock().Add(30*time.Minute).UTC().Truncate(time.Microsecond), c.outbox()[0].Receipts[0].Next)
}

// While a secret is being changed, whoever has the old one or the new one can
// verify.
func TestBothSecretsSignWhileOneIsChanged(t *testing.T) {
	next := "whsec_" + base64.StdEncoding.EncodeToString([]byte("the next secret, of forty bytes, no less"))
	rs, err := ReadReceivers([]byte("receivers:\n- {name: bank, url: https://bank.example/hook, secret_env: S}\n"), func(string) string { return next + " " + secret })
	require.NoError(t, err)
	c, b := newCourt(t), newBank(t, nil) // has the old secret
	rs[0].URL = b.URL
	c.write("case-1", "a.message")
	require.NoError(t, c.dispatcher(rs...).round(t.Context()))
	require.Len(t, b.taken(), 1)
	require.Len(t, strings.Fields(b.header.Get("webhook-signature")), 2)
}

// The signature parts its fields by dots, so an ID must have none.
func TestTheWebhookIDIsStableAndHasNoDot(t *testing.T) {
	id := WebhookID("case-1/cn.luxing.case.closed/1")
	require.Regexp(t, `^msg_[0-9a-f]{32}$`, id)
	require.Equal(t, id, WebhookID("case-1/cn.luxing.case.closed/1"))
	require.NotEqual(t, id, WebhookID("case-1/cn.luxing.case.closed/2"))
}

func TestReceiversAreCheckedWhole(t *testing.T) {
	env := func(name string) string { return map[string]string{"GOOD": secret, "SHORT": "whsec_YQ=="}[name] }
	rs, err := ReadReceivers([]byte("receivers:\n- {name: bank, url: https://bank.example/hook, secret_env: GOOD, types: [cn.luxing.case.*]}\n"), env)
	require.NoError(t, err)
	require.True(t, rs[0].Takes("cn.luxing.case.closed"))
	require.False(t, rs[0].Takes("cn.luxing.certificate.issued"))

	_, err = ReadReceivers([]byte(`{"receivers":[
		{"url":"http://bank.example/hook","secret_env":"GOOD"},
		{"name":"b","url":"https://user:pw@bank.example","secret_env":"MISSING"},
		{"name":"b","url":"http://127.0.0.1:9/x","secret_env":"SHORT","types":["[x"]}]}`), env)
	var fields []string
	faults, ok := err.(casefile.Faults)
	require.True(t, ok, "%v", err)
	for _, f := range faults {
		fields = append(fields, f.Field)
	}
	require.Equal(t, []string{"receivers[0].name", "receivers[0].url", "receivers[1].url", "receivers[1].secret_env",
		"receivers[2].name", "receivers[2].secret_env", "receivers[2].types[0]"}, fields)
	require.NotContains(t, err.Error(), strings.TrimPrefix(secret, "whsec_"))

	_, err = ReadReceivers([]byte("receivers:\n- {name: x, adress: y}\n"), env)
	require.ErrorContains(t, err, "adress")
}
