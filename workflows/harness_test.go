package workflows

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/stretchr/testify/mock"
	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// court plays one workflow on the SDK's test suite: its clock jumps from one
// thing to the next, the register is a list of the records it was sent, and a
// workflow that continues as new goes on in a new environment from the same
// moment.
type court struct {
	t      tester
	env    *testsuite.TestWorkflowEnvironment
	began  time.Time
	script []*act
	until  time.Time // when the play is stopped
	opened func()    // called when a run's environment is ready

	// hurried makes the workflow continue as new whenever it may.
	hurried bool
	pressed int // so many first runs are told by the server to continue as new
	runs    int

	mu       sync.Mutex
	records  []casefile.Record
	tries    []time.Time // of each attempt to write a record
	links    []casefile.LinkOrder
	told     []telling
	gone     string        // a workflow that is not there any more
	slow     time.Duration // how long the server takes to pass a report on
	numbers  int
	away     func(now time.Time) bool   // the register takes nothing
	lost     func(casefile.Record) bool // the register's answer does not arrive
	unlinked func(now time.Time) bool   // nothing can be linked
	eligible casefile.Eligibility
	// What the register says of a retrial: what rests on the document, and that it is out.
	resting func(casefile.RetrialNews) []casefile.Resting
	retried func(casefile.Record) *casefile.RetrialState
	// siblings are the other open enforcements of the case, as the register has them.
	siblings []string
	honour   honourWorld // what activities beside the record answer
	n        int

	row   casefile.Row // of the end
	err   error
	ended time.Time // when the workflow ended by itself, zero when it was stopped
	final casefile.View
}

// tester is a test, or one check of a property.
type tester interface {
	require.TestingT
	Helper()
	Fatalf(format string, args ...any)
}

// act is something that happens to the workflow at a moment.
type act struct {
	when time.Time
	do   func()
	done bool
}

// telling is what the workflow told a linked one.
type telling struct {
	at time.Time
	to string
	casefile.Decision
}

// date is a day in the court's time.
func date(s string) calendar.Date { return calendar.MustParse(s) }

// at is a moment of a day, in the court's time.
func at(day, clock string) time.Time { return moment(day + " " + clock) }

// moment is a moment in the court's time; a day alone is its midnight.
func moment(s string) time.Time {
	if !strings.Contains(s, " ") {
		s += " 00:00"
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", s, calendar.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

func newCourt(t tester, start string) *court {
	t.Helper()
	if !strings.Contains(start, " ") {
		start += " 09:00"
	}
	return &court{t: t, began: moment(start), until: moment(start).AddDate(12, 0, 0)}
}

// open makes the environment of one run.
func (c *court) open(start time.Time) {
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(quiet{})
	c.env = suite.NewTestWorkflowEnvironment()
	c.env.SetStartTime(start)
	c.env.SetTestTimeout(time.Minute)
	c.env.SetWorkflowRunTimeout(100 * 365 * 24 * time.Hour)
	if c.hurried {
		c.env.SetCurrentHistoryLength(continueAfter + 1)
	}
	c.env.SetContinueAsNewSuggested(c.runs < c.pressed)
	Register(c.env)
	c.env.RegisterActivityWithOptions(c.record, activity.RegisterOptions{Name: casefile.ActivityRecord})
	c.env.RegisterActivityWithOptions(c.link, activity.RegisterOptions{Name: casefile.ActivityLink})
	c.env.RegisterActivityWithOptions(c.eligibility, activity.RegisterOptions{Name: casefile.ActivityEligible})
	c.honour.register(c.env)
	c.env.OnSignalExternalWorkflow(mock.Anything, mock.Anything, mock.Anything, mock.Anything, mock.Anything).After(c.slow).Return(
		func(_, id, _, name string, arg any) error {
			require.Equal(c.t, SignalLinked, name)
			if c.gone != "" && id == c.gone {
				return errors.New("workflow not found")
			}
			c.told = append(c.told, telling{c.env.Now(), id, arg.(casefile.Decision)})
			return nil
		})
}

func (c *court) record(_ context.Context, r casefile.Record) (casefile.RecordResult, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tries = append(c.tries, c.env.Now())
	if c.away != nil && c.away(c.env.Now()) {
		return casefile.RecordResult{}, errors.New("the register is away")
	}
	if c.lost != nil && c.lost(r) {
		return casefile.RecordResult{}, errors.New("no answer")
	}
	res := casefile.RecordResult{Numbers: map[string]string{}, Documents: map[string]string{}}
	for _, n := range r.Numbers {
		c.numbers++
		res.Numbers[n.ID] = fmt.Sprintf("（%d）%s%s%d号", n.Year, n.Court, n.Type, c.numbers)
	}
	for _, d := range r.Documents {
		res.Documents[d.ID] = strings.Repeat("0", 64)
	}
	if c.honour.stands != nil {
		res.Stands = c.honour.stands(r)
	}
	if c.resting != nil {
		for _, n := range r.Retrials {
			for _, x := range c.resting(n) {
				x.Of, x.Event, x.On = n.Of, n.Event, n.On
				res.Resting = append(res.Resting, x)
			}
		}
	}
	if c.retried != nil {
		res.Retrial = c.retried(r)
	}
	if r.Siblings {
		res.Siblings = c.siblings
	}
	c.records = append(c.records, r)
	walked.add(r)
	return res, nil
}

func (c *court) link(_ context.Context, o casefile.LinkOrder) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.unlinked != nil && c.unlinked(c.env.Now()) {
		return temporal.NewNonRetryableApplicationError("no such workflow type", "Unlinked", nil)
	}
	c.links = append(c.links, o)
	return nil
}

func (c *court) eligibility(context.Context, casefile.EligibilityQuery) (casefile.Eligibility, error) {
	if c.honour.away != nil && c.honour.away(c.env.Now()) {
		return casefile.Eligibility{}, errors.New("the register is away")
	}
	return c.eligible, nil
}

// verdict is the answer to a decision that the script sent.
type verdict struct {
	casefile.Verdict
	event lifecycle.Event
	err   error
	done  bool
}

func (v *verdict) Accept() {}
func (v *verdict) Reject(err error) {
	v.err, v.done = err, true
}

func (v *verdict) Complete(res any, err error) {
	v.err, v.done = err, true
	if err == nil {
		v.Verdict = res.(casefile.Verdict)
	}
}

// refusal is what the error of a refused decision carries.
func (v *verdict) refusal(t tester) *casefile.Refusal {
	t.Helper()
	require.True(t, v.done, "%s was never answered", v.event)
	require.Error(t, v.err, "%s was taken", v.event)
	var app *temporal.ApplicationError
	require.ErrorAs(t, v.err, &app)
	require.Equal(t, casefile.RefusedType, app.Type())
	require.True(t, app.NonRetryable())
	r := &casefile.Refusal{}
	require.NoError(t, app.Details(&r))
	return r
}

// plan has something happen at a moment.
func (c *court) plan(when time.Time, do func()) {
	c.t.Helper()
	require.False(c.t, when.Before(c.began), "%s is before the play begins", when)
	c.script = append(c.script, &act{when: when, do: do})
}

// on sends a decision at a moment of the case's life.
func (c *court) on(when time.Time, e lifecycle.Event, role lifecycle.Role, actor string, form any) *verdict {
	return c.send(when, c.decision(e, role, actor, form))
}

func (c *court) decision(e lifecycle.Event, role lifecycle.Role, actor string, form any) casefile.Decision {
	c.n++
	return casefile.Decision{ID: fmt.Sprintf("d%d-%s", c.n, e), Event: e, Role: role, Actor: actor, Data: raw(c.t, form)}
}

func (c *court) send(when time.Time, d casefile.Decision) *verdict {
	v := &verdict{event: d.Event}
	c.n++
	id := fmt.Sprintf("u%d", c.n)
	c.plan(when, func() { c.env.UpdateWorkflow(casefile.UpdateDecide, id, v, d) })
	return v
}

// signal sends a decision that nobody waits for.
func (c *court) signal(when time.Time, d casefile.Decision) {
	c.plan(when, func() { c.env.SignalWorkflow(casefile.SignalDecide, d) })
}

// linked tells the workflow what a linked one would.
func (c *court) linked(when time.Time, e lifecycle.Event, form any) {
	d := c.decision(e, lifecycle.Linked, "zhi", form)
	c.plan(when, func() { c.env.SignalWorkflow(SignalLinked, d) })
}

// look asks for the view at a moment.
func (c *court) look(when time.Time, see func(casefile.View)) {
	c.plan(when, func() { see(c.view()) })
}

func (c *court) view() casefile.View {
	return ask[casefile.View](c, casefile.QueryView)
}

func ask[T any](c *court, query string, args ...any) T {
	var v T
	q, err := c.env.QueryWorkflow(query, args...)
	require.NoError(c.t, err)
	require.NoError(c.t, q.Get(&v))
	return v
}

func raw(t tester, form any) json.RawMessage {
	switch form := form.(type) {
	case nil:
		return nil
	case string:
		return json.RawMessage(form)
	case json.RawMessage:
		return form
	default:
		data, err := json.Marshal(form)
		require.NoError(t, err)
		return data
	}
}

// play runs a workflow through the whole script, over as many runs as it takes.
func (c *court) play(w any, input any) {
	start := c.began
	for {
		c.open(start)
		for _, a := range c.script {
			if !a.done {
				c.env.RegisterDelayedCallback(func() { a.done = true; a.do() }, max(a.when.Sub(start), 0))
			}
		}
		if c.opened != nil {
			c.opened()
		}
		stopped := false
		c.env.RegisterDelayedCallback(func() {
			stopped = true
			c.final = c.view()
			c.env.CancelWorkflow()
		}, c.until.Sub(start))
		c.env.ExecuteWorkflow(w, input)
		require.True(c.t, c.env.IsWorkflowCompleted(), "the workflow hangs: %s", c.last())
		err := c.env.GetWorkflowError()
		if again := (*workflow.ContinueAsNewError)(nil); errors.As(err, &again) {
			c.runs++
			require.Less(c.t, c.runs, 500, "continues as new for ever")
			start, input = c.env.Now(), carried(c.t, w, again)
			continue
		}
		switch {
		case stopped:
			require.True(c.t, temporal.IsCanceledError(err), "%v", err)
			c.row = c.final.Row
		case err != nil:
			c.err = err
		default:
			require.NoError(c.t, c.env.GetWorkflowResult(&c.row))
			c.ended, c.final = c.env.Now(), c.view()
		}
		return
	}
}

// carried is the input of the run that follows.
func carried(t tester, w any, e *workflow.ContinueAsNewError) any {
	t.Helper()
	var into any
	switch w := w.(type) {
	case func(workflow.Context, casefile.CaseInput) (casefile.Row, error):
		into = &casefile.CaseInput{}
	case func(workflow.Context, casefile.EnforcementInput) (casefile.Row, error):
		into = &casefile.EnforcementInput{}
	case func(workflow.Context, casefile.CertificateInput) (casefile.Row, error):
		into = &casefile.CertificateInput{}
	case func(workflow.Context, casefile.RevocationInput) (casefile.Row, error):
		into = &casefile.RevocationInput{}
	case func(workflow.Context, casefile.RepairInput) (casefile.Row, error):
		into = &casefile.RepairInput{}
	case func(workflow.Context, casefile.ListInput) (casefile.Row, error):
		into = &casefile.ListInput{}
	default:
		t.Fatalf("no such workflow: %T", w)
	}
	require.NoError(t, dataConverter.FromPayloads(e.Input, into))
	switch in := into.(type) {
	case *casefile.CaseInput:
		require.NotEmpty(t, in.Carried)
		return *in
	case *casefile.EnforcementInput:
		require.NotEmpty(t, in.Carried)
		return *in
	case *casefile.RevocationInput:
		require.NotEmpty(t, in.Carried)
		return *in
	case *casefile.RepairInput:
		require.NotEmpty(t, in.Carried)
		return *in
	case *casefile.ListInput:
		require.NotEmpty(t, in.Carried)
		return *in
	default:
		in2 := into.(*casefile.CertificateInput)
		require.NotEmpty(t, in2.Carried)
		return *in2
	}
}

// run plays a case and returns the row that it closed with.
func (c *court) run(in casefile.CaseInput) casefile.Row {
	c.t.Helper()
	c.play(Case, in)
	return c.closed()
}

// closed is the row of a workflow that came to its end.
func (c *court) closed() casefile.Row {
	c.t.Helper()
	require.NoError(c.t, c.err)
	require.False(c.t, c.ended.IsZero(), "still open: %s", c.last())
	c.atRest()
	return c.row
}

// atRest asserts that an ended workflow left nothing behind.
func (c *court) atRest() {
	c.t.Helper()
	require.Empty(c.t, c.final.Deadlines, "a period still runs")
	for _, tr := range c.final.Tracks {
		require.False(c.t, tr.Open, "%s is still %s", tr.ID, tr.State)
	}
	require.NotEmpty(c.t, c.row.Reason)
	require.False(c.t, c.row.ClosedOn.IsZero())
	last := c.records[len(c.records)-1]
	require.Equal(c.t, c.row.Phase, last.Row.Phase, "the register knows the end")
	require.Equal(c.t, c.row.Reason, last.Row.Reason)
	require.Empty(c.t, last.Deadlines)
}

func (c *court) last() string {
	if len(c.records) == 0 {
		return "no record"
	}
	r := c.records[len(c.records)-1].Row
	return fmt.Sprintf("%s waits for %s on %s until %s", r.Phase, r.For, r.On, r.Last)
}

// entries lists what the register was told, in order.
func (c *court) entries() []casefile.Entry {
	var es []casefile.Entry
	for _, r := range c.records {
		es = append(es, r.Entries...)
	}
	return es
}

// happened lists the entries of an event, in order; track is "" for any.
func (c *court) happened(e lifecycle.Event, track string) []casefile.Entry {
	var es []casefile.Entry
	for _, x := range c.entries() {
		if x.Event == e && (track == "" || x.Track == track) && x.Refused == "" {
			es = append(es, x)
		}
	}
	return es
}

// when is the moment of an event that happened once.
func (c *court) when(e lifecycle.Event, track string) time.Time {
	c.t.Helper()
	es := c.happened(e, track)
	require.Len(c.t, es, 1, "%s %s; %s", e, track, c.last())
	return es[0].At
}

// happens asserts the one moment at which an event happened.
func (c *court) happens(want string, e lifecycle.Event, track string) {
	c.t.Helper()
	require.Equal(c.t, moment(want).Format(time.RFC3339), c.when(e, track).In(calendar.Zone).Format(time.RFC3339), "%s %s", e, track)
}

// documents lists the documents that were ordered.
func (c *court) documents() []casefile.DocumentKind {
	var ks []casefile.DocumentKind
	for _, r := range c.records {
		for _, d := range r.Documents {
			ks = append(ks, d.Kind)
		}
	}
	return ks
}

// messages lists what the outside world was told, of one type.
func (c *court) messages(typ string) []casefile.Message {
	var ms []casefile.Message
	for _, r := range c.records {
		for _, m := range r.Messages {
			if m.Type == typ {
				ms = append(ms, m)
			}
		}
	}
	return ms
}

// taken asserts that every decision of the script was taken.
func (c *court) taken(vs ...*verdict) {
	c.t.Helper()
	for _, v := range vs {
		require.True(c.t, v.done, "%s was never answered; %s", v.event, c.last())
		require.NoError(c.t, v.err, "%s; %s", v.event, c.last())
		require.True(c.t, v.Taken, "%s", v.event)
	}
}

// loan is the sample filing: a loan of 300,000 yuan between two persons.
func loan(filed string, p casefile.Procedure) casefile.CaseInput {
	return casefile.CaseInput{
		Filing: casefile.Filing{
			Key: "zh-2019-000001", Court: "浙0211", FiledOn: date(filed), Cause: "民间借贷纠纷", Procedure: p, ClaimFen: 300_000_00,
			Division: "民一庭", Judge: "J001", Clerk: "C001",
			Parties: []casefile.Party{
				{ID: "P1", Side: casefile.Plaintiff, Kind: casefile.Person, Name: "原告甲", IDNumber: "330211198001010018"},
				{ID: "D1", Side: casefile.Defendant, Kind: casefile.Person, Name: "被告乙", IDNumber: "330211198202020014", Phone: "13800000000", EService: true},
			},
		},
		Policy: policy.Default(), Edition: calendar.Latest(), Digest: "x",
	}
}

// quiet is a logger for plays that are expected to complain.
type quiet struct{}

func (quiet) Debug(string, ...any) {}
func (quiet) Info(string, ...any)  {}
func (quiet) Warn(string, ...any)  {}
func (quiet) Error(string, ...any) {}

var _ log.Logger = quiet{}
