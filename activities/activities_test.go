package activities_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/api/common/v1"
	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"go.temporal.io/server/temporaltest"
	"go.uber.org/zap"

	"luxing/activities"
	"luxing/activities/register"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func openRegister(t *testing.T) *register.Register {
	t.Helper()
	r, err := register.Open(context.Background(), "sqlite:"+filepath.Join(t.TempDir(), "register.db"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, r.Close()) })
	return r
}

func record(key string, seq int64) casefile.Record {
	return casefile.Record{Key: key, Kind: casefile.KindCase, Seq: seq, Row: casefile.Row{Case: key, Court: "浙0211", Phase: lifecycle.Trial, FiledOn: calendar.MustParse("2019-03-04")}}
}

// Workflows and operators tell what went wrong by the error's type, and a
// retry is spent only where it can help.
func TestFinalErrorsHaveTheirTypeAndAreNotRetried(t *testing.T) {
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestActivityEnvironment()
	a := activities.New(openRegister(t), zap.NewNop())
	a.RegisterTo(env)

	numbered := func(key string) casefile.Record {
		rec := record(key, 1)
		rec.Row.CaseNumber = "（2019）浙0211民初1号"
		return rec
	}
	res, err := env.ExecuteActivity(casefile.ActivityRecord, numbered("zh-1"))
	require.NoError(t, err)
	require.True(t, res.HasValue())

	other := numbered("zh-1")
	other.Row.Judge = "li"
	unknown := record("zh-1", 2)
	unknown.Documents = []casefile.DocumentOrder{{ID: "d", Kind: "of the next release"}}
	for name, c := range map[string]struct {
		activity string
		input    any
		typ      string // empty: retried
	}{
		"malformed":                 {casefile.ActivityRecord, casefile.Record{}, activities.RecordInvalid},
		"gap":                       {casefile.ActivityRecord, record("zh-1", 5), activities.RecordGap},
		"conflict":                  {casefile.ActivityRecord, other, activities.RecordConflict},
		"number taken":              {casefile.ActivityRecord, numbered("zh-2"), activities.NumberTaken},
		"a newer worker's document": {casefile.ActivityRecord, unknown, ""},
		"link without a key":        {casefile.ActivityLink, casefile.LinkOrder{Kind: casefile.KindEnforcement, Enforcement: &casefile.EnforcementInput{}}, activities.LinkInvalid},
		"link of another kind":      {casefile.ActivityLink, casefile.LinkOrder{Key: "k", Kind: casefile.KindCertificate, Enforcement: &casefile.EnforcementInput{}}, activities.LinkInvalid},
		"link to two":               {casefile.ActivityLink, casefile.LinkOrder{Key: "k", Kind: casefile.KindCertificate, Enforcement: &casefile.EnforcementInput{}, Certificate: &casefile.CertificateInput{}}, activities.LinkInvalid},
		"link to a case that is carved out of none": {casefile.ActivityLink, casefile.LinkOrder{Key: "k", Kind: casefile.KindCase, Case: &casefile.CaseInput{}}, activities.LinkInvalid},
		"a part over a case that was filed":         {casefile.ActivityLink, carvedOut("zh-1"), activities.LinkConflict},
		"link over a case":                          {casefile.ActivityLink, casefile.LinkOrder{Key: "zh-1", Kind: casefile.KindCertificate, Certificate: &casefile.CertificateInput{}}, activities.LinkConflict},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := env.ExecuteActivity(c.activity, c.input)
			var app *temporal.ApplicationError
			require.ErrorAs(t, err, &app)
			if c.typ == "" {
				require.False(t, app.NonRetryable())
				return
			}
			require.Equal(t, c.typ, app.Type())
			require.True(t, app.NonRetryable())
		})
	}

	_, err = env.ExecuteActivity(casefile.ActivityRecord, numbered("zh-2"))
	var app *temporal.ApplicationError
	require.ErrorAs(t, err, &app)
	var number, holder string
	require.NoError(t, app.Details(&number, &holder))
	require.Equal(t, "zh-1", holder)
}

func TestEligibilityIsReadFromTheRegister(t *testing.T) {
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestActivityEnvironment()
	activities.New(openRegister(t), zap.NewNop()).RegisterTo(env)
	rec := record("zh-1", 1)
	rec.Filing = &casefile.Filing{Parties: []casefile.Party{{ID: "D1", Side: casefile.Defendant, Kind: casefile.Person, Name: "李四", IDNumber: "330205198502023456"}}}
	_, err := env.ExecuteActivity(casefile.ActivityRecord, rec)
	require.NoError(t, err)
	v, err := env.ExecuteActivity(casefile.ActivityEligible, casefile.EligibilityQuery{Case: "zh-1", Party: "D1"})
	require.NoError(t, err)
	var e casefile.Eligibility
	require.NoError(t, v.Get(&e))
	require.True(t, e.Found)
	require.Equal(t, "浙0211", e.Court)
}

func carvedOut(key string) casefile.LinkOrder {
	return casefile.LinkOrder{Kind: casefile.KindCase, Key: key, Case: &casefile.CaseInput{CarvedOut: &casefile.CarvedOut{Origin: casefile.Origin{Case: "zh-0", Kind: casefile.PartialJudgment}}}}
}

// A part is started as a case, once: one that the register has is there.
func TestACarvedCaseIsStartedOnce(t *testing.T) {
	reg := openRegister(t)
	begun := record("zh-0-xianxing-1", 1)
	begun.Entries = []casefile.Entry{{At: begun.Row.Updated, Event: lifecycle.JudgePart, To: lifecycle.AwaitingEffect}}
	_, err := reg.Write(t.Context(), begun)
	require.NoError(t, err)
	s := &starting{}
	a := activities.New(reg, zap.NewNop(), activities.StartWith(s))
	require.NoError(t, a.Link(t.Context(), carvedOut("zh-0-xianxing-1")))
	require.Empty(t, s.started)
	require.NoError(t, a.Link(t.Context(), carvedOut("zh-0-xianxing-2")))
	require.Equal(t, []string{"zh-0-xianxing-2 " + casefile.CaseWorkflow}, s.started)
}

// starting notes what it is asked to start.
type starting struct{ started []string }

func (s *starting) ExecuteWorkflow(_ context.Context, o client.StartWorkflowOptions, w any, _ ...any) (client.WorkflowRun, error) {
	s.started = append(s.started, o.ID+" "+w.(string))
	return nil, nil
}

func (s *starting) DescribeWorkflow(context.Context, string, string) (*client.WorkflowExecutionDescription, error) {
	return nil, errors.New("nobody asked")
}

// On a real server: ten orders at once start one workflow, one that has ended
// is not started again, and another workflow under the ID is not taken for ours.
func TestALinkedWorkflowIsStartedOnce(t *testing.T) {
	server := temporaltest.NewServer(temporaltest.WithT(t))
	reg := openRegister(t)
	a := activities.New(reg, zap.NewNop())
	order := casefile.LinkOrder{Kind: casefile.KindEnforcement, Key: "zh-1-zhi", Enforcement: &casefile.EnforcementInput{Case: "zh-1", CaseNumber: "（2019）浙0211民初1号"}}

	const queue = "a queue of this test"
	server.NewWorker(queue, func(r worker.Registry) {
		a.RegisterTo(r)
		r.RegisterWorkflowWithOptions(func(ctx workflow.Context, in casefile.EnforcementInput) (string, error) {
			workflow.GetSignalChannel(ctx, "end").Receive(ctx, nil)
			return in.Case + " on " + workflow.GetInfo(ctx).TaskQueueName, nil
		}, workflow.RegisterOptions{Name: casefile.EnforceWorkflow})
		r.RegisterWorkflowWithOptions(func(ctx workflow.Context, o casefile.LinkOrder) error {
			ctx = workflow.WithActivityOptions(ctx, workflow.ActivityOptions{StartToCloseTimeout: 10 * time.Second})
			return workflow.ExecuteActivity(ctx, casefile.ActivityLink, o).Get(ctx, nil)
		}, workflow.RegisterOptions{Name: "orders a link"})
	})
	c := server.GetDefaultClient()
	link := func(o casefile.LinkOrder) error {
		run, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{TaskQueue: queue}, "orders a link", o)
		require.NoError(t, err)
		return run.Get(t.Context(), nil)
	}

	var all sync.WaitGroup
	errs := make([]error, 10)
	for i := range errs {
		all.Go(func() { errs[i] = link(order) })
	}
	all.Wait()
	require.NoError(t, errors.Join(errs...))
	require.NoError(t, c.SignalWorkflow(t.Context(), order.Key, "", "end", nil))
	var said string
	require.NoError(t, c.GetWorkflow(t.Context(), order.Key, "").Get(t.Context(), &said))
	require.Equal(t, "zh-1 on "+queue, said, "it stays with the workers of the case")

	require.NoError(t, link(order), "one that has ended is there")
	d, err := c.DescribeWorkflow(t.Context(), order.Key, "")
	require.NoError(t, err)
	require.Equal(t, enums.WORKFLOW_EXECUTION_STATUS_COMPLETED, d.Status)

	stranger, err := c.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: "zh-2-zhi", TaskQueue: "nobody's"}, "something else")
	require.NoError(t, err)
	order.Key = stranger.GetID()
	err = link(order)
	var app *temporal.ApplicationError
	require.ErrorAs(t, err, &app)
	require.Equal(t, activities.LinkConflict, app.Type())

	// Temporal has forgotten this one; the register has not.
	forgotten := record("zh-3-zhi", 1)
	forgotten.Kind = casefile.KindEnforcement
	_, err = reg.Write(t.Context(), forgotten)
	require.NoError(t, err)
	order.Key = "zh-3-zhi"
	require.NoError(t, link(order))
	_, err = c.WorkflowService().DescribeWorkflowExecution(t.Context(), &workflowservice.DescribeWorkflowExecutionRequest{
		Namespace: server.GetDefaultNamespace(), Execution: &common.WorkflowExecution{WorkflowId: order.Key},
	})
	require.ErrorContains(t, err, "not found")
}
