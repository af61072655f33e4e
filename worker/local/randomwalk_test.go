package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/worker"

	"luxing/starter/court"
	"luxing/starter/court/schema"
	"luxing/starter/training"
	"luxing/worker/embedded"
	"luxing/worker/local/docket"
	"luxing/workflows"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

var (
	walks    = flag.Int("walks", 8, "how many random walks are taken on the real server")
	walkSeed = flag.Uint64("walkseed", 0, "the seed of the first walk; 0 takes one from the clock")
)

// TestRandomWalksReplay takes cases through random decisions, lawful and not,
// made of nothing but the published schemas, on a real server whose clock is
// moved, and replays the history of every workflow that came of it. More:
//
//	go test ./worker/local -run TestRandomWalksReplay -walks 500
func TestRandomWalksReplay(t *testing.T) {
	// The payloads are in the clear, so that a replayer needs no key.
	l, err := start(t.Context(), flags{data: t.TempDir(), port: embedded.AnyPort, training: true}, env{"LUXING_KEYS": "none"}, io.Discard)
	require.NoError(t, err)
	defer func() { _ = l.stop() }()
	p := playerOn(t, l, "")
	p.Court.Patience = time.Minute
	seed := *walkSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano())
	}
	var sum struct {
		sync.Mutex
		events, replayed, taken, offered int
		phases                           map[lifecycle.State]int
	}
	sum.phases = map[lifecycle.State]int{}
	var group sync.WaitGroup
	room := make(chan struct{}, 8) // much of a walk is waiting for the server
	for n := range *walks {
		group.Add(1)
		room <- struct{}{}
		go func() {
			defer func() { <-room; group.Done() }()
			w := &wanderer{p: p, seed: seed + uint64(n), rnd: rand.New(rand.NewPCG(seed+uint64(n), 7)), key: fmt.Sprintf("walk-%d", n)}
			defer func() {
				if wrong := recover(); wrong != nil {
					t.Errorf("walk %s, -walkseed %d: %v\n%s", w.key, w.seed, wrong, strings.Join(w.log, "\n"))
				}
			}()
			w.filing = aLoan(t, w.key)
			w.walk(40)
			for _, key := range w.members() {
				for run := firstRun(w, p, key); run != ""; {
					h := historyOf(w, p, key, run)
					w.replay(key, h)
					sum.Lock()
					sum.events, sum.replayed = sum.events+len(h.Events), sum.replayed+1
					sum.Unlock()
					run = h.Events[len(h.Events)-1].GetWorkflowExecutionContinuedAsNewEventAttributes().GetNewExecutionRunId()
				}
			}
			phase := w.view(w.key).Row.Phase
			sum.Lock()
			defer sum.Unlock()
			sum.taken, sum.offered = sum.taken+w.taken, sum.offered+w.n
			sum.phases[phase]++
		}()
	}
	group.Wait()
	require.NotZero(t, sum.taken, "nothing was taken: the walks prove nothing")
	t.Logf("%d walks from seed %d: %d of %d decisions taken, %d histories replayed, %d events; they stand in %v",
		*walks, seed, sum.taken, sum.offered, sum.replayed, sum.events, sum.phases)
}

// wanderer is one random walk.
type wanderer struct {
	testing.TB // only what require needs: see Errorf, FailNow, Helper
	p          *docket.Player
	filing     *casefile.Filing
	seed       uint64
	rnd        *rand.Rand
	key        string
	now        time.Time
	n          int
	taken      int
	log        []string
}

// A walk runs beside the test's own goroutine, so it ends by a panic that the
// test reports.
func (w *wanderer) fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }
func (w *wanderer) Errorf(format string, args ...any) { w.fatalf(format, args...) }
func (w *wanderer) FailNow()                          { w.fatalf("failed") }
func (w *wanderer) Helper()                           {}

func (w *wanderer) view(key string) casefile.View {
	desk := *w.p.Court
	desk.Now = func() time.Time { return w.now }
	v, err := desk.View(context.Background(), key)
	if err != nil {
		w.fatalf("view of %s: %v", key, err)
	}
	return v.View
}

// members are the case and all that it started.
func (w *wanderer) members() []string {
	keys := []string{w.key}
	for _, l := range w.view(w.key).Links {
		if _, err := w.p.Temporal.DescribeWorkflowExecution(context.Background(), l.Key, ""); err == nil {
			keys = append(keys, l.Key)
		}
	}
	return keys
}

func (w *wanderer) walk(steps int) {
	_, err := w.p.Court.File(context.Background(), w.filing)
	require.NoError(w, err)
	w.pass(0)
	w.lead(w.rnd.IntN(len(usual) + 1))
	for range steps {
		w.step()
		gap := 0
		for _, days := range []int{1, 2, 6, 15, 60} { // the longer the seldomer
			if w.rnd.IntN(3) == 0 {
				gap = days
			}
			if gap != days {
				break
			}
		}
		w.pass(time.Duration(gap) * 24 * time.Hour)
		if phase := w.view(w.key).Row.Phase; phase == lifecycle.Closed {
			return
		}
	}
}

// usual is how a case usually goes: a walk begins somewhere along it, so that
// as many walks stray late as early. D is the day on the case's clock.
var usual = []struct {
	days  int
	event lifecycle.Event
	role  lifecycle.Role
	on    docket.Place
	data  string
}{
	{0, lifecycle.Accept, lifecycle.Clerk, docket.OnCase, `{}`},
	{0, lifecycle.FeePaid, lifecycle.Clerk, docket.OnCase, `{"amountFen":55000,"on":"D"}`},
	{1, lifecycle.RecordServed, lifecycle.Clerk, docket.OnCase, `{"document":"complaint","party":"D1","method":"direct","on":"D"}`},
	{1, lifecycle.Answer, lifecycle.Clerk, docket.OnCase, `{"party":"D1","on":"D"}`},
	{1, lifecycle.Mediate, lifecycle.Judge, docket.OnCase, `{"recordOnly":true,"obligations":[{"id":"O1","debtors":["D1"],"creditor":"P1","subject":"money","amountFen":3000000,"dueDays":10}]}`},
	{1, lifecycle.RecordContact, lifecycle.Judge, docket.OnCase, `{"obligation":"O1","on":"D","channel":"phone","reached":true,"reason":"资金紧张"}`},
	{40, lifecycle.ApplyEnforcement, lifecycle.Clerk, docket.OnCase, `{"party":"P1","on":"D"}`},
	{2, lifecycle.FileEnforcement, lifecycle.Clerk, docket.OnEnforcement, `{"officer":"E001"}`},
	{2, lifecycle.SendNotice, lifecycle.EnforcementJudge, docket.OnEnforcement, `{"on":"D"}`},
	{20, lifecycle.RecordSearch, lifecycle.EnforcementJudge, docket.OnEnforcement, `{"on":"D","found":false,"result":"未发现"}`},
}

// lead takes the first n steps of a usual case.
func (w *wanderer) lead(n int) {
	for _, u := range usual[:n] {
		w.pass(time.Duration(u.days) * 24 * time.Hour)
		actor := map[lifecycle.Role]string{lifecycle.Judge: "J001", lifecycle.EnforcementJudge: "E001"}[u.role]
		if actor == "" {
			actor = string(u.role)
		}
		w.decide(u.on.Key(w.key), u.event, u.role, actor, json.RawMessage(strings.ReplaceAll(u.data, `"D"`, `"`+calendar.Of(w.now).String()+`"`)))
	}
	w.pass(0)
}

// pass lets time go by for every member, and waits until all is worked off.
func (w *wanderer) pass(d time.Duration) {
	target := w.now.Add(d)
	for range 2 { // what one told another is worked off in the second round
		for _, key := range w.members() {
			r, err := w.p.Clock.AdvanceTo(context.Background(), key, target)
			if err != nil {
				w.fatalf("move %s: %v", key, err)
			}
			if r.Outcome == training.Blocked {
				w.fatalf("%s is blocked: %v", key, r.Waiting)
			}
			if r.Now.After(w.now) {
				w.now = r.Now
			}
		}
	}
}

// step takes one decision on one member, mostly a lawful one.
func (w *wanderer) step() {
	members := w.members()
	key := members[w.rnd.IntN(len(members))]
	v := w.view(key)
	desk := *w.p.Court
	desk.Now = func() time.Time { return w.now }
	var e lifecycle.Event
	lawful, err := desk.Lawful(context.Background(), key, "")
	switch {
	case err == nil && len(lawful) > 0 && w.rnd.IntN(8) > 0:
		e = w.progress(lawful)
	default:
		ms := lifecycle.Machines()
		m := ms[w.rnd.IntN(len(ms))]
		e = m.Rows[w.rnd.IntN(len(m.Rows))].Event
	}
	m, _ := lifecycle.Owner(lifecycle.Machines(), e)
	var roles []lifecycle.Role
	for _, r := range m.Rows {
		if r.Event == e {
			roles = append(roles, r.By...)
		}
	}
	roles = slices.DeleteFunc(roles, func(r lifecycle.Role) bool { return !lifecycle.KnownRole(r) })
	if len(roles) == 0 || w.rnd.IntN(15) == 0 {
		roles = []lifecycle.Role{lifecycle.Intake, lifecycle.Clerk, lifecycle.Judge, lifecycle.President, lifecycle.Auditor}
	}
	role := roles[w.rnd.IntN(len(roles))]
	actor := string(role)
	if role == lifecycle.Judge || role == lifecycle.EnforcementJudge {
		actor = v.Row.Judge
	}
	if actor == "" {
		actor = "E001"
	}
	w.decide(key, e, role, actor, w.data(e, v))
}

// decide sends a decision, which may be taken or refused but must be answered.
func (w *wanderer) decide(key string, e lifecycle.Event, role lifecycle.Role, actor string, data json.RawMessage) {
	w.n++
	d := casefile.Decision{ID: fmt.Sprintf("%s-%d", w.key, w.n), Event: e, Role: role, Actor: actor, Data: data}
	_, err := w.p.Court.Decide(context.Background(), key, d)
	line := fmt.Sprintf("%s %s: %s by %s %s", w.now.In(calendar.Zone).Format("2006-01-02 15:04"), key, e, role, d.Data)
	var refused *court.RefusedError
	var input *court.InputError
	var gone *court.NotFoundError
	switch {
	case err == nil:
		w.taken++
		w.log = append(w.log, line)
	case errors.As(err, &refused), errors.As(err, &input), errors.As(err, &gone):
		w.log = append(w.log, line+"\n    refused: "+strings.ReplaceAll(err.Error(), "\n", "; "))
	default:
		w.fatalf("%s: %v", line, err)
	}
}

// progress prefers what moves the case on to what ends it or stays.
func (w *wanderer) progress(lawful []casefile.Lawful) lifecycle.Event {
	for range 6 {
		l := lawful[w.rnd.IntN(len(lawful))]
		if m, _ := lifecycle.Owner(lifecycle.Machines(), l.Event); m != nil {
			info, _ := m.State(l.To)
			if info.Terminal && m == lifecycle.Case && w.rnd.IntN(12) > 0 {
				continue
			}
			return l.Event
		}
	}
	return lawful[w.rnd.IntN(len(lawful))].Event
}

// data makes up what the event's published schema asks for.
func (w *wanderer) data(e lifecycle.Event, v casefile.View) json.RawMessage {
	doc, ok := schema.ForEvent(e)
	if !ok {
		return nil
	}
	var root map[string]any
	require.NoError(w, json.Unmarshal(doc, &root))
	data, err := json.Marshal(w.value(root, root, "", v, 0))
	require.NoError(w, err)
	return data
}

// words are values that mean something in a case, by the name of the field.
func (w *wanderer) words(field string, v casefile.View) []string {
	var parties, duties, tracks []string
	if v.Filing != nil {
		for _, p := range v.Filing.Parties {
			parties = append(parties, p.ID)
		}
	}
	for _, o := range v.Obligations {
		duties = append(duties, o.ID)
	}
	for _, t := range v.Tracks {
		_, rest, _ := strings.Cut(t.ID, "/")
		tracks = append(tracks, rest)
	}
	switch field {
	case "party", "payer", "by", "owner", "creditor", "to", "applicant", "debtor", "successor", "recipient":
		return parties
	case "debtors", "guarantors", "parties":
		return []string{"D1"}
	case "obligation":
		return append(duties, "O1")
	case "asset", "exclusion", "objection", "petition":
		return append(tracks, "A1", "X1")
	case "judge":
		return []string{"J001"}
	case "officer":
		return []string{"E001"}
	case "court", "receivingCourt":
		return []string{"浙0203"}
	}
	return nil
}

func (w *wanderer) value(s, root map[string]any, field string, v casefile.View, depth int) any {
	if ref, ok := s["$ref"].(string); ok {
		defs, _ := root["$defs"].(map[string]any)
		s, _ = defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
	}
	if all, ok := s["enum"].([]any); ok {
		return all[w.rnd.IntN(len(all))]
	}
	if c, ok := s["const"]; ok {
		return c
	}
	switch kindOf(s) {
	case "object":
		out := map[string]any{}
		props, _ := s["properties"].(map[string]any)
		required, _ := s["required"].([]any)
		for _, name := range sortedKeys(props) {
			if !slices.Contains(required, any(name)) && (depth > 2 || w.rnd.IntN(3) > 0) {
				continue
			}
			sub, _ := props[name].(map[string]any)
			out[name] = w.value(sub, root, name, v, depth+1)
		}
		return out
	case "array":
		item, _ := s["items"].(map[string]any)
		n := 1
		if w.rnd.IntN(4) == 0 {
			n = 2
		}
		var out []any
		for range n {
			out = append(out, w.value(item, root, field, v, depth+1))
		}
		return out
	case "boolean":
		return w.rnd.IntN(2) == 0
	case "integer", "number":
		low, high := number(s, "minimum", 0), number(s, "maximum", 60)
		if strings.HasSuffix(field, "Fen") {
			sums := []int64{1, v.Row.OutstandingFen, v.Row.OutstandingFen / 2, v.Row.ClaimFen, 55_000}
			return max(sums[w.rnd.IntN(len(sums))], low)
		}
		if high-low > 60 {
			high = low + 60
		}
		return low + w.rnd.Int64N(high-low+1)
	}
	if s["format"] == "date" {
		today := calendar.Of(w.now)
		if field == "due" || field == "until" || field == "to" {
			return today.AddDays(1 + w.rnd.IntN(60)).String()
		}
		return today.AddDays([]int{0, 0, 0, 0, -1, 6}[w.rnd.IntN(6)]).String()
	}
	if words := w.words(field, v); len(words) > 0 {
		return words[w.rnd.IntN(len(words))]
	}
	if field == "id" || field == "payment" {
		return []string{"O1", "O2", fmt.Sprintf("k%d", w.n)}[w.rnd.IntN(3)]
	}
	return "甲" + fmt.Sprint(w.n)
}

func kindOf(s map[string]any) string {
	switch k := s["type"].(type) {
	case string:
		return k
	case []any:
		return fmt.Sprint(k[0])
	}
	return ""
}

func number(s map[string]any, name string, otherwise int64) int64 {
	if f, ok := s[name].(float64); ok {
		return int64(f)
	}
	return otherwise
}

func sortedKeys(m map[string]any) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// replay runs a history through the code as it is.
func (w *wanderer) replay(key string, h *historypb.History) {
	r, err := worker.NewWorkflowReplayerWithOptions(worker.WorkflowReplayerOptions{DisableDeadlockDetection: true})
	require.NoError(w, err)
	workflows.Register(r)
	if err := r.ReplayWorkflowHistory(quiet{}, h); err != nil {
		w.fatalf("the history of %s does not replay: %v", key, err)
	}
}
