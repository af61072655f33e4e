package activities_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/testsuite"
	"go.uber.org/zap"

	"luxing/activities"
	"luxing/activities/exchange"
	"luxing/activities/register"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// country answers the national check by identity number.
type country map[string]exchange.Record

func (c country) Ask(_ context.Context, q exchange.Inquiry) (exchange.Record, error) {
	r, ok := c[q.IDNumber]
	if !ok {
		return exchange.Record{}, errors.New("no answer")
	}
	return r, nil
}

// certified puts a case and a certificate of its debtor on record.
func certified(t *testing.T, r *register.Register, key, idNumber string) casefile.ListSubject {
	t.Helper()
	rec := record(key, 1)
	rec.Filing = &casefile.Filing{Parties: []casefile.Party{{ID: "D1", Side: casefile.Defendant, Kind: casefile.Person, Name: "李四", IDNumber: idNumber}}}
	_, err := r.Write(t.Context(), rec)
	require.NoError(t, err)
	cert := record(casefile.CertificateKey(key, "D1"), 1)
	cert.Kind, cert.Row.Case, cert.Row.Phase = casefile.KindCertificate, key, lifecycle.Issued
	order := casefile.NumberOrder{ID: cert.Key + "/n", Court: "浙0211", Type: register.CertificateType, Year: 2020}
	cert.Numbers = []casefile.NumberOrder{order}
	cert.Documents = []casefile.DocumentOrder{{ID: cert.Key + "/d", Kind: casefile.CertificateDocument, To: "D1", On: calendar.MustParse("2020-06-01"), NumberID: order.ID}}
	_, err = r.Write(t.Context(), cert)
	require.NoError(t, err)
	return casefile.ListSubject{Certificate: cert.Key, Case: key, Party: "D1"}
}

// Each holder is looked at here first and then in the whole country; who was
// not answered about is unknown, never clean.
func TestAListCheckKnowsWhoIsClean(t *testing.T) {
	r := openRegister(t)
	clean, twice, listed, silent, nameless := certified(t, r, "zh-1", "A1"), certified(t, r, "zh-2", "A2"), certified(t, r, "zh-3", "A3"), certified(t, r, "zh-4", "A4"), certified(t, r, "zh-5", "")
	here := certified(t, r, "zh-6", "A1X")
	zhi := record("zh-6-zhi", 1)
	zhi.Kind, zhi.Row.Case = casefile.KindEnforcement, "zh-6"
	_, err := r.Write(t.Context(), zhi)
	require.NoError(t, err)
	all := country{"A1": {}, "A1X": {}, "A2": {Cases: 2}, "A3": {Listed: true}}
	check := func(options ...activities.Option) map[string]casefile.ListAnswer {
		var suite testsuite.WorkflowTestSuite
		env := suite.NewTestActivityEnvironment()
		activities.New(r, zap.NewNop(), options...).RegisterTo(env)
		v, err := env.ExecuteActivity(casefile.ActivityListCheck, casefile.ListCheckQuery{Batch: "list-330211-2020q3", Subjects: []casefile.ListSubject{clean, twice, listed, silent, nameless, here}})
		require.NoError(t, err)
		var answers []casefile.ListAnswer
		require.NoError(t, v.Get(&answers))
		out := map[string]casefile.ListAnswer{}
		for _, a := range answers {
			out[a.Certificate] = a
		}
		return out
	}
	for _, c := range []struct {
		name    string
		options []activities.Option
		want    map[casefile.ListSubject]casefile.Cleanness
	}{
		{"the country answers", []activities.Option{activities.CheckWith(all)}, map[casefile.ListSubject]casefile.Cleanness{
			clean: casefile.Clean, twice: casefile.Tainted, listed: casefile.Tainted, silent: casefile.Unknown, nameless: casefile.Unknown, here: casefile.Tainted}},
		{"no checker", nil, map[casefile.ListSubject]casefile.Cleanness{
			clean: casefile.Unknown, twice: casefile.Unknown, listed: casefile.Unknown, silent: casefile.Unknown, nameless: casefile.Unknown, here: casefile.Tainted}},
	} {
		got := check(c.options...)
		for s, want := range c.want {
			require.Equal(t, want, got[s.Certificate].Found, "%s: %s", c.name, s.Certificate)
			require.Equal(t, want == casefile.Clean, got[s.Certificate].Why == "", "why is said of all who are not clean")
		}
	}
}

func TestEveryKindOfLinkHasItsWorkflow(t *testing.T) {
	for kind, o := range map[casefile.Kind]casefile.LinkOrder{
		casefile.KindRevocation: {Revocation: &casefile.RevocationInput{}}, casefile.KindRepair: {Repair: &casefile.RepairInput{}}, casefile.KindList: {List: &casefile.ListInput{}},
	} {
		o.Kind, o.Key = kind, "k"
		var suite testsuite.WorkflowTestSuite
		env := suite.NewTestActivityEnvironment()
		starter := &starts{}
		activities.New(openRegister(t), zap.NewNop(), activities.StartWith(starter)).RegisterTo(env)
		_, err := env.ExecuteActivity(casefile.ActivityLink, o)
		require.NoError(t, err, kind)
		require.Len(t, starter.names, 1)
		require.NotEmpty(t, starter.names[0])
	}
}

// starts takes down what it is asked to start.
type starts struct{ names []any }

func (s *starts) ExecuteWorkflow(_ context.Context, _ client.StartWorkflowOptions, workflow any, _ ...any) (client.WorkflowRun, error) {
	s.names = append(s.names, workflow)
	return nil, nil
}

func (s *starts) DescribeWorkflow(context.Context, string, string) (*client.WorkflowExecutionDescription, error) {
	return nil, errors.New("nothing is there")
}
