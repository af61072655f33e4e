package workflows

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// court is a case on the SDK's test suite: its clock jumps from one thing to
// the next, and the register is a list of the records that it was sent.
type court struct {
	t   *testing.T
	env *testsuite.TestWorkflowEnvironment

	mu       sync.Mutex
	records  []casefile.Record
	links    []casefile.LinkOrder
	numbers  int
	refusing bool // the register takes nothing
	eligible casefile.Eligibility
	n        int
}

// date is midnight of a day in the court's time.
func date(s string) calendar.Date { return calendar.MustParse(s) }

// at is a moment of a day, in the court's time.
func at(day, clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", day+" "+clock, calendar.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

func newCourt(t *testing.T, start string) *court {
	t.Helper()
	var suite testsuite.WorkflowTestSuite
	c := &court{t: t, env: suite.NewTestWorkflowEnvironment()}
	c.env.SetStartTime(at(start, "09:00"))
	c.env.SetTestTimeout(30 * time.Second)
	Register(c.env)
	c.env.RegisterActivityWithOptions(c.record, activity.RegisterOptions{Name: casefile.ActivityRecord})
	c.env.RegisterActivityWithOptions(c.link, activity.RegisterOptions{Name: casefile.ActivityLink})
	c.env.RegisterActivityWithOptions(c.eligibility, activity.RegisterOptions{Name: casefile.ActivityEligible})
	return c
}

func (c *court) record(_ context.Context, r casefile.Record) (casefile.RecordResult, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.refusing {
		return casefile.RecordResult{}, fmt.Errorf("the register is away")
	}
	res := casefile.RecordResult{Numbers: map[string]string{}, Documents: map[string]string{}}
	for _, n := range r.Numbers {
		c.numbers++
		res.Numbers[n.ID] = fmt.Sprintf("（%d）%s%s%d号", n.Year, n.Court, n.Type, c.numbers)
	}
	for _, d := range r.Documents {
		res.Documents[d.ID] = "sha256"
	}
	c.records = append(c.records, r)
	return res, nil
}

func (c *court) link(_ context.Context, o casefile.LinkOrder) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.links = append(c.links, o)
	return nil
}

func (c *court) eligibility(context.Context, casefile.EligibilityQuery) (casefile.Eligibility, error) {
	return c.eligible, nil
}

// verdict is the answer to a decision that the script sent.
type verdict struct {
	casefile.Verdict
	err  error
	done bool
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

// on sends a decision at a moment of the case's life.
func (c *court) on(when time.Time, e lifecycle.Event, role lifecycle.Role, actor string, form any) *verdict {
	c.n++
	return c.send(when, casefile.Decision{ID: fmt.Sprintf("d%d-%s", c.n, e), Event: e, Role: role, Actor: actor, Data: raw(c.t, form)})
}

func (c *court) send(when time.Time, d casefile.Decision) *verdict {
	v := &verdict{}
	c.env.RegisterDelayedCallback(func() {
		c.env.UpdateWorkflow(casefile.UpdateDecide, fmt.Sprintf("u-%s-%d", d.ID, when.UnixNano()), v, d)
	}, when.Sub(c.start()))
	return v
}

// look asks for the view at a moment.
func (c *court) look(when time.Time, see func(casefile.View)) {
	c.env.RegisterDelayedCallback(func() { see(c.view()) }, when.Sub(c.start()))
}

func (c *court) view() casefile.View {
	q, err := c.env.QueryWorkflow(casefile.QueryView)
	require.NoError(c.t, err)
	var v casefile.View
	require.NoError(c.t, q.Get(&v))
	return v
}

func (c *court) start() time.Time { return c.env.Now() }

// linked tells the case what its enforcement would.
func (c *court) linked(when time.Time, e lifecycle.Event, form any) {
	c.n++
	d := casefile.Decision{ID: fmt.Sprintf("l%d-%s", c.n, e), Event: e, Role: lifecycle.Linked, Actor: "zhi", Data: raw(c.t, form)}
	c.env.RegisterDelayedCallback(func() { c.env.SignalWorkflow(SignalLinked, d) }, when.Sub(c.start()))
}

func raw(t *testing.T, form any) json.RawMessage {
	if form == nil {
		return nil
	}
	data, err := json.Marshal(form)
	require.NoError(t, err)
	return data
}

// run plays the case and returns the row that it closed with.
func (c *court) run(in casefile.CaseInput) casefile.Row {
	c.env.ExecuteWorkflow(Case, in)
	return c.closed()
}

func (c *court) closed() casefile.Row {
	require.True(c.t, c.env.IsWorkflowCompleted(), "the case is still open: %s", c.last())
	require.NoError(c.t, c.env.GetWorkflowError())
	var row casefile.Row
	require.NoError(c.t, c.env.GetWorkflowResult(&row))
	return row
}

func (c *court) last() string {
	if len(c.records) == 0 {
		return "no record"
	}
	r := c.records[len(c.records)-1].Row
	return fmt.Sprintf("%s waits for %s until %s", r.Phase, r.For, r.Last)
}

// events lists what happened, in order.
func (c *court) events() []lifecycle.Event {
	var es []lifecycle.Event
	for _, r := range c.records {
		for _, e := range r.Entries {
			es = append(es, e.Event)
		}
	}
	return es
}

// documents lists the kinds of document that were ordered.
func (c *court) documents() []casefile.DocumentKind {
	var ks []casefile.DocumentKind
	for _, r := range c.records {
		for _, d := range r.Documents {
			ks = append(ks, d.Kind)
		}
	}
	return ks
}

// taken asserts that every decision of the script was taken.
func (c *court) taken(vs ...*verdict) {
	c.t.Helper()
	for i, v := range vs {
		require.True(c.t, v.done, "decision %d was never answered", i)
		require.NoError(c.t, v.err, "decision %d", i)
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

var _ workflow.Context
