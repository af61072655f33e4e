package court

import (
	"context"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/worker"
	"go.uber.org/zap"

	"luxing/activities"
	"luxing/activities/exchange"
	"luxing/activities/register"
	"luxing/workflows"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// cleanCountry knows of no enforcement case anywhere.
type cleanCountry struct{}

func (cleanCountry) Ask(context.Context, exchange.Inquiry) (exchange.Record, error) {
	return exchange.Record{}, nil
}

// bench is a court with a register of its own and a worker that has the real
// workflows and activities.
type bench struct {
	*Court
	t   *testing.T
	reg *register.Register
}

func newBench(t *testing.T) *bench {
	t.Helper()
	reg, err := register.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "register.db"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = reg.Close() })
	b := &bench{Court: newCourt(t), t: t, reg: reg}
	b.Register = OverRegister(reg)
	w := worker.New(b.Temporal, casefile.TaskQueue, worker.Options{WorkerStopTimeout: 5 * time.Second})
	workflows.Register(w)
	activities.New(reg, zap.NewNop(), activities.CheckWith(cleanCountry{})).RegisterTo(w)
	require.NoError(t, w.Start())
	t.Cleanup(w.Stop)
	return b
}

// decides sends a decision and wants it taken.
func (b *bench) decides(key string, e lifecycle.Event, role lifecycle.Role, actor string, form any) {
	b.t.Helper()
	data, err := json.Marshal(form)
	require.NoError(b.t, err)
	d := casefile.Decision{Event: e, Role: role, Actor: actor, Data: data}
	d.ID = NewDecisionID(d)
	_, err = b.Decide(b.t.Context(), key, d)
	require.NoError(b.t, err, "%s", e)
}

// comes waits until a workflow has come to a phase and the register knows.
func (b *bench) comes(key string, phase lifecycle.State) {
	b.t.Helper()
	require.Eventually(b.t, func() bool {
		w, err := b.reg.Find(b.t.Context(), key)
		return err == nil && w.Row.Phase == phase
	}, 20*time.Second, 20*time.Millisecond, "%s never came to %s", key, phase)
}

// pushed waits until the outbox has so many messages of a type.
func (b *bench) pushed(typ string, n int) {
	b.t.Helper()
	require.Eventually(b.t, func() bool {
		page, err := b.reg.Outbox(b.t.Context(), register.OutboxFilter{Limit: 500})
		have := 0
		for _, m := range page.Messages {
			if m.Type == typ {
				have++
			}
		}
		return err == nil && have == n
	}, 20*time.Second, 20*time.Millisecond, typ)
}

// From the payment of a debt to the list and off it again, on the real server
// with the real register: certificate, batch, approval, push, revocation.
func TestFromACertificateOntoTheListAndOff(t *testing.T) {
	b := newBench(t)
	today := calendar.Of(time.Now())
	f := sample(t)
	rec := casefile.Record{Key: f.Key, Kind: casefile.KindCase, Seq: 1, Filing: f, Row: casefile.Row{
		Case: f.Key, CaseNumber: "（2022）浙0211民初9号", Court: f.Court, Division: f.Division, Judge: f.Judge, Cause: f.Cause, FiledOn: f.FiledOn, ClosedOn: calendar.NewDate(2022, 6, 1),
		Phase: lifecycle.Closed, Reason: "performed", Updated: time.Now().Add(-24 * time.Hour),
	}, Obligations: []casefile.ObligationView{{
		Obligation: casefile.Obligation{ID: "O1", Debtors: []string{"D1"}, Creditor: "P1", Subject: casefile.Money, AmountFen: 30_000_000}, PaidFen: 30_000_000, PerformedOn: calendar.NewDate(2022, 6, 1),
	}}}
	_, err := b.reg.Write(t.Context(), rec)
	require.NoError(t, err)

	// Years after the case closed, against the register.
	a, err := b.ApplyCertificate(t.Context(), f.Key, "D1")
	require.NoError(t, err)
	require.Equal(t, Filed, a.Status)
	b.comes(a.Key, lifecycle.AwaitingConfirmation)
	b.decides(a.Key, lifecycle.CreditorConfirms, lifecycle.Clerk, "clerk-1", casefile.ConfirmForm{Party: "P1", On: today})
	b.decides(a.Key, lifecycle.IssueCertificate, lifecycle.Judge, "judge-1", casefile.ReasonForm{Reason: "已履行"})
	b.comes(a.Key, lifecycle.Issued)
	st, err := b.reg.Standing(t.Context(), casefile.StandingQuery{Certificate: a.Key})
	require.NoError(t, err)
	v, err := b.VerifyCertificate(t.Context(), st.Number)
	require.NoError(t, err)
	require.True(t, v.Valid)
	require.Empty(t, v.Name, "the number alone names nobody")
	again, err := b.ApplyCertificate(t.Context(), f.Key, "D1")
	require.NoError(t, err)
	require.Equal(t, Application{Key: a.Key, Case: f.Key, Party: "D1", Status: AlreadyFiled}, again)

	list, err := b.BeginList(t.Context(), "浙0211")
	require.NoError(t, err)
	b.comes(list.Key, lifecycle.ListApproval)
	again, err = b.BeginList(t.Context(), "浙0211")
	require.NoError(t, err)
	require.Equal(t, AlreadyFiled, again.Status)
	b.decides(list.Key, lifecycle.ApproveList, lifecycle.TrialManagement, "S001", casefile.ReasonForm{Reason: "同意"})
	b.comes(list.Key, lifecycle.Published)
	es, err := b.ListEntries(t.Context(), register.EntryFilter{State: casefile.EntryListed})
	require.NoError(t, err)
	require.Len(t, es, 1)
	require.Equal(t, a.Key, es[0].Certificate)
	for _, audience := range policy.Default().IntegrityList.Audiences {
		b.pushed("cn.luxing.list."+audience+".added", 1)
	}

	r, err := b.ReviewCertificate(t.Context(), a.Key, casefile.FalseConfirmation, "债权人称未收到款项")
	require.NoError(t, err)
	b.comes(r.Key, lifecycle.RevocationReview)
	b.decides(r.Key, lifecycle.HearHolder, lifecycle.Clerk, "clerk-1", casefile.HolderForm{On: today, Answer: "silent"})
	b.decides(r.Key, lifecycle.RevokeCertificate, lifecycle.Judge, "judge-1", casefile.ReasonForm{Reason: "确认不实"})
	b.comes(r.Key, lifecycle.CertificateRevoked)
	b.comes(list.Key, lifecycle.ListClosed) // nobody else stood on it
	for _, audience := range policy.Default().IntegrityList.Audiences {
		b.pushed("cn.luxing.list."+audience+".removed", 1)
	}
	v, err = b.VerifyCertificate(t.Context(), st.Number)
	require.NoError(t, err)
	require.False(t, v.Valid)
	require.Equal(t, today, v.RevokedOn)

	next, err := b.ApplyCertificate(t.Context(), f.Key, "D1")
	require.NoError(t, err)
	require.Equal(t, Application{Key: a.Key + "-2", Case: f.Key, Party: "D1", Status: Filed}, next, "a revoked certificate does not bar another")
	var missing *NotFoundError
	_, err = b.ReviewCertificate(t.Context(), "no-such", casefile.FalseConfirmation, "x")
	require.ErrorAs(t, err, &missing)
	var input *InputError
	_, err = b.ReviewCertificate(t.Context(), a.Key, "x", " ")
	require.ErrorAs(t, err, &input)
	require.Len(t, input.Faults, 2)
}

// A listed debtor applies, is granted, and the next application after the end
// has a key of its own.
func TestADebtorAppliesForCreditRepair(t *testing.T) {
	b := newBench(t)
	f := sample(t)
	_, err := b.reg.Write(t.Context(), casefile.Record{Key: f.Key, Kind: casefile.KindCase, Seq: 1, Filing: f, Row: casefile.Row{Case: f.Key, Court: f.Court, Cause: f.Cause, FiledOn: f.FiledOn, Phase: lifecycle.InEnforcement}})
	require.NoError(t, err)
	zhi := casefile.EnforcementKey(f.Key)
	_, err = b.reg.Write(t.Context(), casefile.Record{Key: zhi, Kind: casefile.KindEnforcement, Seq: 1, Filing: f,
		Row:         casefile.Row{Case: f.Key, Court: f.Court, Judge: "officer-1", Cause: f.Cause, FiledOn: f.FiledOn, Phase: lifecycle.Measures},
		Obligations: []casefile.ObligationView{{Obligation: casefile.Obligation{ID: "O1", Debtors: []string{"D1"}, Creditor: "P1", Subject: casefile.Money, AmountFen: 1}}},
		Entries:     []casefile.Entry{{Event: lifecycle.GraceOver, Track: "listing/D1", From: lifecycle.InGrace, To: lifecycle.Listed}},
	})
	require.NoError(t, err)

	var input *InputError
	_, err = b.ApplyRepair(t.Context(), RepairApplication{Enforcement: zhi, Party: "D1", Asked: []string{"masked", "masked", "x"}, Papers: []string{" "}})
	require.ErrorAs(t, err, &input)
	require.Len(t, input.Faults, 4, "%v", input.Faults)
	var missing *NotFoundError
	ask := RepairApplication{Enforcement: zhi, Party: "D9", Asked: []string{"masked"}, Reason: "需要洽谈业务", Papers: []string{"申请书"}}
	_, err = b.ApplyRepair(t.Context(), ask)
	require.ErrorAs(t, err, &missing)
	ask.Enforcement, ask.Party = f.Key, "D1"
	_, err = b.ApplyRepair(t.Context(), ask)
	require.ErrorAs(t, err, &input, "a civil case enforces nothing")

	ask.Enforcement = zhi
	a, err := b.ApplyRepair(t.Context(), ask)
	require.NoError(t, err)
	require.Equal(t, Application{Key: casefile.RepairKey(zhi, "D1"), Case: zhi, Party: "D1", Status: Filed}, a)
	b.comes(a.Key, lifecycle.RepairPapers)
	again, err := b.ApplyRepair(t.Context(), ask)
	require.NoError(t, err)
	require.Equal(t, AlreadyFiled, again.Status)
	papers, err := b.reg.Documents(t.Context(), a.Key)
	require.NoError(t, err)
	require.Len(t, papers, 1)
	require.NotContains(t, papers[0].Missing, "asked")

	b.decides(a.Key, lifecycle.WithdrawRepair, lifecycle.Clerk, "clerk-1", casefile.ReasonForm{Reason: "本人撤回"})
	b.comes(a.Key, lifecycle.RepairWithdrawn)
	next, err := b.ApplyRepair(t.Context(), ask)
	require.NoError(t, err)
	require.Equal(t, a.Key+"-2", next.Key)
	b.comes(next.Key, lifecycle.RepairPapers)
	rs, err := b.Repairs(t.Context(), register.RepairFilter{Enforcement: zhi})
	require.NoError(t, err)
	require.Len(t, rs, 2)
}

// What only a register can answer is said to be unanswerable without one.
func TestListsAndRepairsNeedARegister(t *testing.T) {
	c := newCourt(t)
	_, err := c.ListEntries(t.Context(), register.EntryFilter{})
	require.Error(t, err)
	_, err = c.Repairs(t.Context(), register.RepairFilter{})
	require.Error(t, err)
	_, err = c.BeginList(t.Context(), "浙9")
	var input *InputError
	require.ErrorAs(t, err, &input)
}
