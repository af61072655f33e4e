package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"luxing/starter/court"
	"luxing/worker/embedded"
	"luxing/workflows"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/policy"
)

// BenchmarkCases files cases on the embedded server and decides them to their
// end (the online settlement of the docket: six requests a case), and beside
// them the same number of bare twins: workflows without any code of ours, which
// issue the same commands with the same payload sizes, so that the server has
// the same to do. Both run in turns in one run:
//
//	go test ./worker/local -run '^$' -bench Cases -benchtime 32x
//
// Reported are cases a second of both and their ratio: what the court's law,
// its checks and its register cost on top of the server. A twin has no register
// and no forms, and its activities do nothing.
func BenchmarkCases(b *testing.B) {
	const side = 16 // cases under way at once
	l, err := start(context.Background(), flags{data: b.TempDir(), port: embedded.AnyPort}, env{"LUXING_KEYS": "none"}, io.Discard)
	require.NoError(b, err)
	b.Cleanup(func() { _ = l.stop() })
	c := l.host.Client()
	desk := &court.Court{Temporal: c, Policy: policy.Default(), Patience: time.Minute}
	life := newOnlineLife(b, desk)

	life.play(b, "model")
	model := closedHistory(b, c, "model")
	twin := twinOf(b, model)
	w := worker.New(c, twinQueue, worker.Options{
		WorkflowTaskPollerBehavior: worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{}),
		ActivityTaskPollerBehavior: worker.NewPollerBehaviorAutoscaling(worker.PollerBehaviorAutoscalingOptions{}),
	})
	w.RegisterWorkflowWithOptions(twin.run, workflow.RegisterOptions{Name: "Twin"})
	w.RegisterActivityWithOptions(twin.idle, activity.RegisterOptions{Name: "Idle"})
	require.NoError(b, w.Start())
	b.Cleanup(w.Stop)
	twin.play(b, c, "twin-model")
	copied := closedHistory(b, c, "twin-model")

	var ours, bare time.Duration
	n := 0
	for b.Loop() {
		// A round of each, in turns, so that both see the same machine and the same
		// size of database.
		ours += atOnce(side, func(i int) { life.play(b, fmt.Sprintf("case-%d-%d", n, i)) })
		bare += atOnce(side, func(i int) { twin.play(b, c, fmt.Sprintf("twin-%d-%d", n, i)) })
		n++
	}
	cases := float64(n * side)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(cases/ours.Seconds(), "cases/s")
	b.ReportMetric(cases/bare.Seconds(), "twins/s")
	b.ReportMetric(bare.Seconds()/ours.Seconds(), "ratio")
	b.ReportMetric(float64(len(model.Events)), "events/case")
	b.ReportMetric(float64(len(copied.Events)), "events/twin")
	b.ReportMetric(float64(model.Size())/1024, "KB/case")
	b.ReportMetric(float64(copied.Size())/1024, "KB/twin")
}

func atOnce(n int, f func(i int)) time.Duration {
	began := time.Now()
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { f(i) })
	}
	wg.Wait()
	return time.Since(began)
}

// onlineLife is the docket's online settlement without its certificate.
type onlineLife struct {
	desk      *court.Court
	filing    casefile.Filing
	decisions []casefile.Decision
}

func newOnlineLife(b *testing.B, desk *court.Court) *onlineLife {
	b.Helper()
	today := calendar.Of(time.Now()).String()
	resolve := func(text string) string {
		return strings.NewReplacer(`"@today"`, `"`+today+`"`, `"@claim"`, "4800000").Replace(text)
	}
	sample := casesOf(b, "03")[0]
	f, faults := casefile.ReadFiling([]byte(resolve(string(sample.Filing))), policy.Default(), calendar.Of(time.Now()))
	require.Empty(b, faults)
	life := &onlineLife{desk: desk, filing: *f}
	for _, st := range sample.Sample.Steps {
		if st.Decide == "" {
			continue
		}
		role, actor, _ := strings.Cut(st.As, ":")
		d := casefile.Decision{Event: st.Decide, Actor: actor}
		require.NoError(b, json.Unmarshal([]byte(`"`+role+`"`), &d.Role))
		if len(st.Data) > 0 {
			d.Data = json.RawMessage(resolve(string(st.Data)))
		}
		life.decisions = append(life.decisions, d)
		if st.Decide == "pay" {
			return life
		}
	}
	b.Fatal("the online settlement has no payment")
	return nil
}

func (l *onlineLife) play(b *testing.B, key string) {
	f := l.filing
	f.Key = key
	if _, err := l.desk.File(b.Context(), &f); err != nil {
		b.Errorf("file %s: %v", key, err)
		return
	}
	for i, d := range l.decisions {
		d.ID = fmt.Sprintf("%s-%d-%s", key, i, d.Event)
		if _, err := l.desk.Decide(b.Context(), key, d); err != nil {
			b.Errorf("%s: %s: %v", key, d.Event, err)
			return
		}
	}
	if err := l.desk.Temporal.GetWorkflow(b.Context(), key, "").Get(b.Context(), nil); err != nil {
		b.Errorf("end of %s: %v", key, err)
	}
}

func closedHistory(b *testing.B, c client.Client, key string) *historypb.History {
	b.Helper()
	h := &historypb.History{}
	it := c.GetWorkflowHistory(b.Context(), key, "", true, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for it.HasNext() {
		e, err := it.Next()
		require.NoError(b, err)
		h.Events = append(h.Events, e)
	}
	return h
}

const twinQueue = "twin"

// twinScript is what a twin does, copied from a history.
type twinScript struct {
	input, result int // payload sizes in bytes
	details       string
	first         []twinCommand
	updates       []twinUpdate
}

// twinUpdate is a request, its answer, and what follows from it.
type twinUpdate struct {
	in, out int
	then    []twinCommand
}

// twinCommand is one command to the server.
type twinCommand struct {
	kind       string // activity, timer, cancel, upsert
	in, out    int
	after      time.Duration
	attributes []temporal.SearchAttributeUpdate
	then       *[]twinCommand // what follows an activity's answer
}

// twinOf reads the commands out of a case's history. Each belongs to what made
// the case issue it: its start, an update, or an activity's answer.
func twinOf(b *testing.B, h *historypb.History) *twinScript {
	b.Helper()
	s := &twinScript{details: strings.Repeat("x", 400)}
	follow := map[int64]*[]twinCommand{} // by the event that scheduled an activity
	updates := map[string]int{}
	into := &s.first
	var answered *[]twinCommand
	for _, e := range h.Events {
		switch e.GetEventType() {
		case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED:
			s.input = size(e.GetWorkflowExecutionStartedEventAttributes().GetInput())
		case enumspb.EVENT_TYPE_WORKFLOW_TASK_COMPLETED:
			if answered != nil {
				into, answered = answered, nil
			}
		case enumspb.EVENT_TYPE_ACTIVITY_TASK_COMPLETED:
			a := e.GetActivityTaskCompletedEventAttributes()
			answered = follow[a.GetScheduledEventId()]
			for _, list := range everyList(s) {
				for i := range *list {
					if (*list)[i].then == answered {
						(*list)[i].out = size(a.GetResult())
					}
				}
			}
		case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
			a := e.GetWorkflowExecutionUpdateAcceptedEventAttributes()
			updates[a.GetProtocolInstanceId()] = len(s.updates)
			s.updates = append(s.updates, twinUpdate{in: size(a.GetAcceptedRequest().GetInput().GetArgs())})
			into = &s.updates[len(s.updates)-1].then
		case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED:
			a := e.GetWorkflowExecutionUpdateCompletedEventAttributes()
			s.updates[updates[a.GetMeta().GetUpdateId()]].out = size(a.GetOutcome().GetSuccess())
		case enumspb.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED:
			then := &[]twinCommand{}
			follow[e.GetEventId()] = then
			*into = append(*into, twinCommand{kind: "activity", in: size(e.GetActivityTaskScheduledEventAttributes().GetInput()), then: then})
		case enumspb.EVENT_TYPE_TIMER_STARTED:
			*into = append(*into, twinCommand{kind: "timer", after: e.GetTimerStartedEventAttributes().GetStartToFireTimeout().AsDuration()})
		case enumspb.EVENT_TYPE_TIMER_CANCELED:
			*into = append(*into, twinCommand{kind: "cancel"})
		case enumspb.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES:
			*into = append(*into, twinCommand{kind: "upsert", attributes: attributesOf(b, e)})
		case enumspb.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED:
			s.result = size(e.GetWorkflowExecutionCompletedEventAttributes().GetResult())
		}
	}
	return s
}

// everyList lists the lists of commands of a script.
func everyList(s *twinScript) []*[]twinCommand {
	var lists []*[]twinCommand
	var add func(l *[]twinCommand)
	add = func(l *[]twinCommand) {
		lists = append(lists, l)
		for _, c := range *l {
			if c.then != nil {
				add(c.then)
			}
		}
	}
	add(&s.first)
	for i := range s.updates {
		add(&s.updates[i].then)
	}
	return lists
}

func size(p *commonpb.Payloads) int {
	n := 0
	for _, x := range p.GetPayloads() {
		n += len(x.GetData())
	}
	return n
}

// attributesOf are the search attributes that an event sets, to be set again.
func attributesOf(b *testing.B, e *historypb.HistoryEvent) []temporal.SearchAttributeUpdate {
	b.Helper()
	var ups []temporal.SearchAttributeUpdate
	fields := e.GetUpsertWorkflowSearchAttributesEventAttributes().GetSearchAttributes().GetIndexedFields()
	for _, key := range workflows.Attributes() {
		p, ok := fields[key.GetName()]
		if !ok {
			continue
		}
		switch k := key.(type) {
		case temporal.SearchAttributeKeyKeyword:
			var v string
			if json.Unmarshal(p.GetData(), &v) == nil && v != "" {
				ups = append(ups, k.ValueSet(v))
			} else {
				ups = append(ups, k.ValueUnset())
			}
		case temporal.SearchAttributeKeyTime:
			var v time.Time
			if json.Unmarshal(p.GetData(), &v) == nil && !v.IsZero() {
				ups = append(ups, k.ValueSet(v))
			} else {
				ups = append(ups, k.ValueUnset())
			}
		case temporal.SearchAttributeKeyKeywordList:
			var v []string
			require.NoError(b, json.Unmarshal(p.GetData(), &v))
			ups = append(ups, k.ValueSet(v))
		}
	}
	return ups
}

// filler is a JSON text of so many bytes.
func filler(n int) string { return strings.Repeat("x", max(n-2, 0)) }

// idle answers with as many bytes as it is told.
func (s *twinScript) idle(_ context.Context, _ string, out int) (string, error) {
	return filler(out), nil
}

// run is the twin: it does what its script says and nothing else.
func (s *twinScript) run(ctx workflow.Context, _ string) (string, error) {
	open, handled := 0, 0
	var cancel workflow.CancelFunc
	var do func(ctx workflow.Context, commands []twinCommand)
	do = func(ctx workflow.Context, commands []twinCommand) {
		for _, c := range commands {
			switch c.kind {
			case "activity":
				open++
				actx := workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: time.Minute, Summary: "登记 record"})
				f := workflow.ExecuteActivity(actx, "Idle", filler(c.in), c.out)
				workflow.Go(ctx, func(ctx workflow.Context) {
					_ = f.Get(ctx, nil)
					do(ctx, *c.then)
					open--
				})
			case "timer":
				var tctx workflow.Context
				tctx, cancel = workflow.WithCancel(ctx)
				workflow.NewTimerWithOptions(tctx, c.after, workflow.TimerOptions{Summary: "期限 deadline 2026-01-01"})
			case "cancel":
				if cancel != nil {
					cancel()
				}
			case "upsert":
				_ = workflow.UpsertTypedSearchAttributes(ctx, c.attributes...)
			}
		}
	}
	err := workflow.SetUpdateHandler(ctx, "do", func(uctx workflow.Context, _ string) (string, error) {
		u := s.updates[min(handled, len(s.updates)-1)]
		handled++
		do(ctx, u.then)
		return filler(u.out), nil
	})
	if err != nil {
		return "", err
	}
	do(ctx, s.first)
	err = workflow.Await(ctx, func() bool { return handled >= len(s.updates) && open == 0 && workflow.AllHandlersFinished(ctx) })
	return filler(s.result), err
}

func (s *twinScript) play(b *testing.B, c client.Client, id string) {
	run, err := c.ExecuteWorkflow(b.Context(), client.StartWorkflowOptions{
		ID: id, TaskQueue: twinQueue, StaticSummary: "twin", StaticDetails: s.details,
		Memo: map[string]any{"digest": filler(64)},
		TypedSearchAttributes: temporal.NewSearchAttributes(
			workflows.AttrPhase.ValueSet("filing_review"), workflows.AttrCourt.ValueSet("浙0211"), workflows.AttrDivision.ValueSet("民一庭"),
			workflows.AttrJudge.ValueSet("J001"), workflows.AttrCause.ValueSet("买卖合同纠纷"), workflows.AttrProcedure.ValueSet("small_claims")),
	}, "Twin", filler(s.input))
	if err != nil {
		b.Errorf("start %s: %v", id, err)
		return
	}
	for i, u := range s.updates {
		h, err := c.UpdateWorkflow(b.Context(), client.UpdateWorkflowOptions{
			UpdateID: fmt.Sprint(id, "-", i), WorkflowID: id, UpdateName: "do", Args: []any{filler(u.in)}, WaitForStage: client.WorkflowUpdateStageCompleted,
		})
		if err == nil {
			err = h.Get(b.Context(), nil)
		}
		if err != nil {
			b.Errorf("update %d of %s: %v", i, id, err)
			return
		}
	}
	if err := run.Get(b.Context(), nil); err != nil {
		b.Errorf("end of %s: %v", id, err)
	}
}
