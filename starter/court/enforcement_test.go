package court

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/workflows"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// closedCase puts a case on record that closed with a reason: 300,000 yuan, due
// 200 days ago.
func (b *bench) closedCase(reason string, closedOn calendar.Date, change func(*casefile.Record)) string {
	b.t.Helper()
	f := sample(b.t)
	f.Key += "-" + reason[:3]
	due := calendar.Of(time.Now()).AddDays(-200)
	rec := casefile.Record{Key: f.Key, Kind: casefile.KindCase, Seq: 1, Filing: f, Row: casefile.Row{
		Case: f.Key, Court: f.Court, Division: f.Division, Judge: f.Judge, Cause: f.Cause, FiledOn: f.FiledOn, ClosedOn: closedOn,
		Phase: lifecycle.Closed, Reason: reason, Updated: time.Now().Add(-24 * time.Hour),
	}, Obligations: []casefile.ObligationView{{
		Obligation: casefile.Obligation{ID: "O1", Debtors: []string{"D1"}, Creditor: "P1", Subject: casefile.Money, AmountFen: 300_000_00}, OutstandingFen: 300_000_00, NextDue: due, NextDueFen: 300_000_00, Defaulted: due,
	}}}
	change(&rec)
	_, err := b.reg.Write(b.t.Context(), rec)
	require.NoError(b.t, err)
	return f.Key
}

func (b *bench) applies(key string) (Application, error) {
	return b.ApplyEnforcement(b.t.Context(), LateEnforcement{Case: key, Party: "P1", Role: lifecycle.Clerk, Actor: "C001"})
}

func (b *bench) begins(key string) {
	b.t.Helper()
	b.decides(key, lifecycle.FileEnforcement, lifecycle.EnforcementJudge, "E001", casefile.OfficerForm{Officer: "E001"})
	b.decides(key, lifecycle.SendNotice, lifecycle.EnforcementJudge, "E001", casefile.DayForm{On: calendar.Of(time.Now())})
}

// Paid 90 days late, the debtor owes 4,725.00 of interest still: it is applied
// for once, collected, told to a case that is not there, and then nothing is left.
func TestInterestOfAClosedCaseIsAppliedForAndEnforced(t *testing.T) {
	b := newBench(t)
	today := calendar.Of(time.Now())
	paid := today.AddDays(-110)
	key := b.closedCase(workflows.ClosedPerformed, paid, func(r *casefile.Record) {
		o := &r.Obligations[0]
		o.PaidFen, o.OutstandingFen, o.NextDue, o.NextDueFen, o.PerformedOn = 300_000_00, 0, calendar.Date{}, 0, paid
		r.Payments = []casefile.Payment{{ID: "late", Obligation: "O1", Payer: "D1", AmountFen: 300_000_00, On: paid, Confirmed: true}}
	})
	a, err := b.applies(key)
	require.NoError(t, err)
	require.Equal(t, Application{Key: casefile.EnforcementKey(key), Case: key, Party: "P1", Status: Filed}, a)
	again, err := b.applies(key)
	require.NoError(t, err)
	require.Equal(t, Application{Key: a.Key, Case: key, Party: "P1", Status: AlreadyFiled}, again)
	b.comes(a.Key, lifecycle.EnforcementReview)
	b.begins(a.Key)
	v, err := b.View(t.Context(), a.Key)
	require.NoError(t, err)
	require.EqualValues(t, 4_725_00, v.Due[0].TotalFen)
	b.decides(a.Key, lifecycle.Collect, lifecycle.EnforcementJudge, "E001", casefile.PaymentForm{Payment: "rest", Obligation: "O1", Payer: "D1", AmountFen: 4_725_00, On: today})
	b.decides(a.Key, lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, "E001", casefile.ReleaseForm{AmountFen: 4_725_00, To: "P1", On: today})
	b.comes(a.Key, lifecycle.Concluded)
	_, err = b.applies(key)
	var wrong *InputError
	require.ErrorAs(t, err, &wrong, "nothing is left")
	require.Contains(t, err.Error(), "没有尚未履行")
}

// A case that was time-barred is filed all the same; the debtor objects, and
// that is the end of it (民诉法解释第481条). Refused, it is applied for again.
func TestATimeBarredCaseIsAppliedForAndObjectedTo(t *testing.T) {
	b := newBench(t)
	key := b.closedCase(workflows.ClosedTimeBarred, calendar.Of(time.Now()).AddDays(-5), func(*casefile.Record) {})
	a, err := b.applies(key)
	require.NoError(t, err)
	b.comes(a.Key, lifecycle.EnforcementReview)
	b.decides(a.Key, lifecycle.RefuseEnforcement, lifecycle.EnforcementJudge, "E001", casefile.ReasonForm{Reason: "材料不全"})
	b.comes(a.Key, lifecycle.Concluded)
	// The form that made it, sent again after it has ended, is the same application.
	same := LateEnforcement{Case: key, Party: "P1", Role: lifecycle.Clerk, Actor: "C001", From: 1}
	again, err := b.ApplyEnforcement(t.Context(), same)
	require.NoError(t, err)
	require.Equal(t, Application{Key: casefile.EnforcementKey(key), Case: key, Party: "P1", Status: AlreadyFiled}, again)
	a, err = b.applies(key)
	require.NoError(t, err)
	require.Equal(t, Application{Key: casefile.EnforcementKey(key) + "-2", Case: key, Party: "P1", Status: Filed}, a)
	b.comes(a.Key, lifecycle.EnforcementReview)
	b.begins(a.Key)
	b.decides(a.Key, lifecycle.TimeBarUpheld, lifecycle.EnforcementJudge, "E001", casefile.ReasonForm{Reason: "时效异议成立"})
	b.comes(a.Key, lifecycle.Concluded)
	_, err = b.applies(key)
	require.ErrorContains(t, err, "不予执行")
}

// What is wrong with an application is said all at once.
func TestAnApplicationThatCannotBeMadeSaysWhy(t *testing.T) {
	b := newBench(t)
	key := b.closedCase(workflows.ClosedSetAside, calendar.Of(time.Now()), func(*casefile.Record) {})
	_, err := b.ApplyEnforcement(t.Context(), LateEnforcement{Case: key, Party: "D1", Role: lifecycle.Auditor})
	var wrong *InputError
	require.ErrorAs(t, err, &wrong)
	var fields []string
	for _, f := range wrong.Faults {
		fields = append(fields, f.Field)
	}
	require.Equal(t, []string{"as", "as", "key", "party"}, fields)
	require.Contains(t, err.Error(), "撤销")
	key = b.closedCase(workflows.ClosedTerminated, calendar.Of(time.Now()), func(*casefile.Record) {})
	var missing *NotFoundError
	_, err = b.ApplyEnforcement(t.Context(), LateEnforcement{Case: key, Party: "P9", Role: lifecycle.Clerk, Actor: "C001"})
	require.ErrorAs(t, err, &missing)
	require.Equal(t, []string{"P1", "D1"}, missing.Near)
	_, err = b.ApplyEnforcement(t.Context(), LateEnforcement{Case: "no-such", Party: "P1", Role: lifecycle.Clerk, Actor: "C001"})
	require.ErrorAs(t, err, &missing)
}

// What enforcement brought is in the debt or beside it: 300,000 yuan, of which
// 100,000 were paid to the case and 150,000 collected there with 2,000 of
// interest; a later enforcement brought 51,000.
func TestWhatIsLeftAfterEarlierEnforcements(t *testing.T) {
	o := casefile.ObligationView{Obligation: casefile.Obligation{ID: "O1", AmountFen: 300_000_00}, PaidFen: 250_000_00, OutstandingFen: 50_000_00}
	fen := func(id string, amount int64) casefile.Payment {
		return casefile.Payment{ID: id, Obligation: "O1", AmountFen: amount}
	}
	p := past{payments: []casefile.Payment{fen("e1", 152_000_00), fen("e2", 51_000_00)}, late: []casefile.Payment{fen("e2", 51_000_00)}}
	got := afterwards(o, []casefile.Payment{fen("c1", 100_000_00)}, p)
	require.EqualValues(t, 0, got.OutstandingFen)
	require.EqualValues(t, 300_000_00, got.PaidFen)
	require.EqualValues(t, 3_000_00, got.BesidesFen)
}

// While the document is tried again its enforcement is not begun (民事诉讼法第217
// 条); set aside or changed in a case of its own it never is; upheld, it is, and
// the days of the retrial neither bear doubled interest nor count towards the two
// years. A retrial that suspends nothing changes nothing.
func TestAnApplicationDuringARetrialIsRefused(t *testing.T) {
	b := newBench(t)
	today := calendar.Of(time.Now())
	key := b.closedCase(workflows.ClosedTerminated, today.AddDays(-100), func(*casefile.Record) {})
	news := func(seq int64, n casefile.RetrialNews) {
		n.Of = key
		f := sample(t)
		_, err := b.reg.Write(t.Context(), casefile.Record{Key: f.Key + "-zai", Kind: casefile.KindCase, Seq: seq, Retrials: []casefile.RetrialNews{n},
			Row: casefile.Row{Case: f.Key + "-zai", Court: f.Court, Phase: lifecycle.Trial, FiledOn: today, Updated: time.Now()}})
		require.NoError(t, err)
	}
	news(1, casefile.RetrialNews{Event: lifecycle.OrderRetrial, On: today.AddDays(-60)})
	_, err := b.applies(key)
	var wrong *InputError
	require.ErrorAs(t, err, &wrong)
	require.Len(t, wrong.Faults, 1)
	require.Contains(t, err.Error(), "第217条")
	for seq, e := range []lifecycle.Event{lifecycle.RetrialSetAside, lifecycle.RetrialChanged} {
		news(int64(seq+2), casefile.RetrialNews{Event: e, On: today.AddDays(-30)})
		_, err = b.applies(key)
		require.ErrorAs(t, err, &wrong)
		require.Contains(t, err.Error(), "第218、244条")
	}
	news(4, casefile.RetrialNews{Event: lifecycle.RetrialUpheld, On: today.AddDays(-30)})
	a, err := b.applies(key)
	require.NoError(t, err)
	b.comes(a.Key, lifecycle.EnforcementReview)
	v, err := b.View(t.Context(), a.Key)
	require.NoError(t, err)
	// Due 200 days ago, less the thirty of the retrial: 300,000 yuan for 170 days
	// at 0.0175 % a day are 8,925.00.
	require.EqualValues(t, 308_925_00, v.Due[0].TotalFen)
}

// Two years from the day after the case closed, and the thirty days of the
// retrial: it closed on 2020-01-06, so that they end on 2022-01-06, and with the
// retrial on 2022-02-05.
func TestTheRetrialIsNoPartOfTheTwoYears(t *testing.T) {
	c := &Court{Policy: policy.Default()}
	limit := func(p past) string {
		on, err := c.limitOf(casefile.EnforcementInput{Policy: policy.Default(), Edition: calendar.Latest()},
			Seen{View: casefile.View{Row: casefile.Row{Reason: workflows.ClosedTerminated, ClosedOn: calendar.NewDate(2020, 1, 6)}}}, p)
		require.NoError(t, err)
		return on.String()
	}
	upheld := func(from, to calendar.Date) *casefile.RetrialState {
		return &casefile.RetrialState{On: from, Outcome: lifecycle.RetrialUpheld, OutcomeOn: to}
	}
	require.Equal(t, "2022-01-06", limit(past{}))
	spring := upheld(calendar.NewDate(2021, 3, 1), calendar.NewDate(2021, 3, 31))
	require.Equal(t, "2022-02-05", limit(past{retrial: spring}))
	running := *spring
	running.Runs = true
	require.Equal(t, "2022-01-06", limit(past{retrial: &running}))
	require.Equal(t, "2022-01-06", limit(past{retrial: upheld(calendar.NewDate(2022, 3, 1), calendar.NewDate(2022, 3, 31))}), "it was over before")
	// An application interrupted them: what was before it no longer matters, what
	// comes after it does.
	ended := []ending{{calendar.NewDate(2021, 5, 6), calendar.NewDate(2021, 6, 7)}}
	require.Equal(t, "2023-06-07", limit(past{retrial: spring, ended: ended}))
	require.Equal(t, "2023-07-07", limit(past{retrial: upheld(calendar.NewDate(2021, 8, 2), calendar.NewDate(2021, 9, 1)), ended: ended}))
}

// What only bankrupts owe is claimed in their bankruptcies (企业破产法第16、44、123
// 条); what another debtor, or a guarantor, owes too is enforced against those
// (第124条), without the bankrupt.
func TestACaseThatEndedInABankruptcyIsEnforcedAgainstOthersOnly(t *testing.T) {
	b := newBench(t)
	today := calendar.Of(time.Now())
	key := b.closedCase(workflows.ClosedBankruptcy, today.AddDays(-5), func(r *casefile.Record) { r.Obligations[0].Bankrupt = []string{"D1"} })
	_, err := b.applies(key)
	var wrong *InputError
	require.ErrorAs(t, err, &wrong)
	require.Contains(t, err.Error(), "第16、44、123条")

	seen := Seen{View: casefile.View{Row: casefile.Row{Reason: workflows.ClosedBankruptcy, ClosedOn: today.AddDays(-5), CaseNumber: "x"}, Filing: sample(t)}}
	due := today.AddDays(-200)
	owes := func(id string, bankrupt []string, debtors ...string) casefile.ObligationView {
		return casefile.ObligationView{Obligation: casefile.Obligation{ID: id, Debtors: debtors, Creditor: "P1", Subject: casefile.Money, AmountFen: 100_000_00},
			OutstandingFen: 100_000_00, NextDue: due, NextDueFen: 100_000_00, Defaulted: due, Bankrupt: bankrupt}
	}
	guaranteed := owes("O3", []string{"D1"}, "D1")
	guaranteed.Guarantors = []string{"D3"}
	seen.Obligations = []casefile.ObligationView{owes("O1", []string{"D1"}, "D1"), owes("O2", []string{"D1"}, "D1", "D2"), guaranteed, owes("O4", nil, "D2")}
	c := &Court{Policy: policy.Default()}
	in, err := c.lateEnforcement(LateEnforcement{Case: "x", Party: "P1"}, seen, past{}, today)
	require.NoError(t, err)
	var ids []string
	for _, o := range in.Obligations {
		ids = append(ids, o.ID)
	}
	require.Equal(t, []string{"O2", "O3", "O4"}, ids)
	require.Equal(t, []string{"D1"}, in.Bankrupt)

	// On record before the bankrupts were: what is left is owed by them, and what
	// was paid late by another bears its interest.
	late := owes("O5", nil, "D2")
	late.PaidFen, late.OutstandingFen, late.NextDue, late.NextDueFen, late.PerformedOn = 100_000_00, 0, calendar.Date{}, 0, today.AddDays(-110)
	seen.Obligations = []casefile.ObligationView{owes("O1", nil, "D1"), late}
	seen.Payments = []casefile.Payment{{ID: "p", Obligation: "O5", Payer: "D2", AmountFen: 100_000_00, On: today.AddDays(-110), Confirmed: true}}
	in, err = c.lateEnforcement(LateEnforcement{Case: "x", Party: "P1"}, seen, past{}, today)
	require.NoError(t, err)
	require.Len(t, in.Obligations, 1)
	require.Equal(t, "O5", in.Obligations[0].ID)
	require.Empty(t, in.Bankrupt)
}
