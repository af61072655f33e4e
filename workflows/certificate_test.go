package workflows

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// performed is what the register knows of a debtor who has paid.
func performed() casefile.Eligibility {
	return casefile.Eligibility{
		Found: true, Court: "浙0211", CaseNumber: "（2019）浙0211民初1号", Cause: "民间借贷纠纷", Division: "民一庭", Judge: judge, FiledOn: date("2019-03-04"),
		Parties: loan("2019-03-04", casefile.Summary).Filing.Parties, PerformedOn: date("2019-04-18"),
		Duties: []casefile.ObligationView{{Obligation: owes(), PaidFen: 300_000_00, PerformedOn: date("2019-04-18")}},
	}
}

// asked is one application for a certificate, on Monday 2019-05-20, and its answer.
type asked struct {
	name   string
	facts  func(*casefile.Eligibility)
	policy func(*policy.Policy)
	by     []dec
	phase  lifecycle.State
	on     string
	why    string // part of the last entry's note
}

func (a asked) play(t *testing.T, tune ...func(*court)) *court {
	t.Helper()
	c := newCourt(t, "2019-05-20")
	c.eligible = performed()
	if a.facts != nil {
		a.facts(&c.eligible)
	}
	in := casefile.CertificateInput{Case: "zh-2019-000001", Party: "D1", AppliedOn: date("2019-05-20"), Policy: policy.Default(), Edition: calendar.Latest()}
	if a.policy != nil {
		a.policy(&in.Policy)
	}
	for _, f := range tune {
		f(c)
	}
	vs := c.follow(a.by...)
	c.play(Certificate, in)
	c.taken(vs...)
	return c
}

func certificateLives() []asked {
	confirm := func(e lifecycle.Event, when, party string) []dec {
		return line(when, e, lifecycle.Clerk, casefile.ConfirmForm{Party: party, On: date(when[:10]), Note: "已收到"})
	}
	decide := func(e lifecycle.Event, when string) []dec { return line(when, e, lifecycle.Judge, reason()) }
	return []asked{
		{name: "confirmed and issued", phase: lifecycle.Issued, on: "2019-05-23",
			by: then(line("2019-05-21 10:00", lifecycle.AdoptCalendar, lifecycle.President, newTable()), confirm(lifecycle.CreditorConfirms, "2019-05-22 10:00", "P1"),
				line("2019-05-22 11:00", lifecycle.AdoptCalendar, lifecycle.President, newTable()), decide(lifecycle.IssueCertificate, "2019-05-23 10:00"))},
		{name: "denied and refused", phase: lifecycle.CertificateRefused, on: "2019-05-23",
			by: then(confirm(lifecycle.CreditorDenies, "2019-05-22 10:00", "P1"), decide(lifecycle.RefuseCertificate, "2019-05-23 10:00"))},
		// Seven days from 05-20 end on Monday 05-27.
		{name: "the creditor keeps silent, the payments prove it", phase: lifecycle.Issued, on: "2019-05-28", by: decide(lifecycle.IssueCertificate, "2019-05-28 10:00")},
		{name: "unknown", facts: func(e *casefile.Eligibility) { *e = casefile.Eligibility{} }, phase: lifecycle.CertificateRefused, on: "2019-05-20", why: "登记库没有"},
		{name: "owes nothing", facts: func(e *casefile.Eligibility) { e.Duties = nil }, phase: lifecycle.CertificateRefused, why: "没有生效文书"},
		{name: "not performed", facts: func(e *casefile.Eligibility) { e.PerformedOn = calendar.Date{} }, phase: lifecycle.CertificateRefused, why: "尚未全部履行"},
		{name: "enforced", facts: func(e *casefile.Eligibility) { e.EnforcementCase = "zh-2019-000001-zhi" }, phase: lifecycle.CertificateRefused, why: "已进入执行程序"},
		{name: "enforced, and the court's policy allows it", facts: func(e *casefile.Eligibility) { e.EnforcementCase = "zh-2019-000001-zhi" },
			policy: func(p *policy.Policy) { p.Certificate.InsideEnforcement = true }, phase: lifecycle.Issued,
			by: then(confirm(lifecycle.CreditorConfirms, "2019-05-22 10:00", "P1"), decide(lifecycle.IssueCertificate, "2019-05-23 10:00"))},
	}
}

func TestLivesOfACertificate(t *testing.T) {
	for _, a := range certificateLives() {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			c := a.play(t)
			row := c.closed()
			assert.Equal(t, a.phase, row.Phase)
			if a.on != "" {
				assert.Equal(t, date(a.on), row.ClosedOn)
			}
			es := c.entries()
			assert.Contains(t, es[len(es)-1].Note, a.why)
			issued := a.phase == lifecycle.Issued
			assert.Equal(t, issued, len(c.documents()) == 1)
			assert.Equal(t, issued, len(c.messages("cn.luxing.certificate.issued")) == 1)
			if issued {
				assert.Equal(t, "（2019）浙0211自动履行证明1号", row.CaseNumber)
				assert.Equal(t, []int{10, 12}, row.Mechanisms)
			}
		})
	}
}

// With two creditors, one's word does not speak for the other's money: both are
// waited for, and what one says after the period is still heard.
func TestEveryCreditorConfirmsOrIsProvedPaid(t *testing.T) {
	c := newCourt(t, "2019-05-20")
	c.eligible = performed()
	other := c.eligible.Duties[0]
	other.ID, other.Creditor, other.PaidFen = "O2", "P2", 0
	c.eligible.Duties = append(c.eligible.Duties, other)
	confirm := func(when, party string) *verdict {
		return c.on(moment(when), lifecycle.CreditorConfirms, lifecycle.Clerk, clerk, casefile.ConfirmForm{Party: party, On: date(when[:10])})
	}
	issue := func(when string) *verdict {
		return c.on(moment(when), lifecycle.IssueCertificate, lifecycle.Judge, judge, reason())
	}
	one := confirm("2019-05-21 10:00", "P1")
	early := issue("2019-05-22 10:00")
	// Seven days from Monday 05-20 end on Monday 05-27.
	silent := issue("2019-05-28 10:00")
	denied := c.on(moment("2019-05-29 09:00"), lifecycle.CreditorDenies, lifecycle.Clerk, clerk, casefile.ConfirmForm{Party: "P2", On: date("2019-05-29")})
	still := issue("2019-05-29 10:00")
	mind := confirm("2019-05-30 09:00", "P2")
	last := issue("2019-05-30 10:00")
	c.play(Certificate, casefile.CertificateInput{Case: "zh-2019-000001", Party: "D1", AppliedOn: date("2019-05-20"), Policy: policy.Default(), Edition: calendar.Latest()})
	c.closed()
	c.taken(one, denied, mind, last)
	require.Equal(t, casefile.UnlawfulNow, early.refusal(t).Code, "P2 is still asked")
	r := silent.refusal(t)
	require.Equal(t, casefile.GuardFailed, r.Code)
	require.Contains(t, r.Message, "P2")
	require.Contains(t, still.refusal(t).Message, "否认")
	c.happens("2019-05-28 00:00", lifecycle.ConfirmationSilence, "")
}

// Both answer: nobody waits for the period.
func TestAllCreditorsHaveAnswered(t *testing.T) {
	c := newCourt(t, "2019-05-20")
	c.eligible = performed()
	other := c.eligible.Duties[0]
	other.ID, other.Creditor = "O2", "P2"
	c.eligible.Duties = append(c.eligible.Duties, other)
	for _, d := range []struct{ when, party string }{{"2019-05-21 10:00", "P1"}, {"2019-05-22 10:00", "P2"}} {
		c.on(moment(d.when), lifecycle.CreditorConfirms, lifecycle.Integration, "bridge", casefile.ConfirmForm{Party: d.party, On: date(d.when[:10])})
	}
	c.until = moment("2019-05-22 11:00")
	c.play(Certificate, casefile.CertificateInput{Case: "zh-2019-000001", Party: "D1", AppliedOn: date("2019-05-20"), Policy: policy.Default(), Edition: calendar.Latest()})
	require.Equal(t, lifecycle.Deciding, c.row.Phase)
	c.happens("2019-05-22 10:00", lifecycle.AllAnswered, "")
	require.Empty(t, c.happened(lifecycle.ConfirmationSilence, ""))
}

// While the register is away the application says that it waits, and since when.
func TestAnApplicationThatWaitsForTheRegisterSaysSo(t *testing.T) {
	c := newCourt(t, "2019-05-20")
	c.eligible = performed()
	back := moment("2019-05-29 12:00")
	c.honour.away = func(now time.Time) bool { return now.Before(back) }
	c.away = c.honour.away
	c.look(moment("2019-05-20 10:00"), func(v casefile.View) {
		require.Equal(t, lifecycle.Checking, v.Row.Phase)
		require.Equal(t, "certificate-decision", v.Row.For)
		require.Equal(t, "system", v.Row.On)
		require.Equal(t, "2019-05-27", v.Row.Last)
		require.Len(t, v.Timeline, 1)
		require.Equal(t, "申请自动履行证明", v.Timeline[0].Name)
		require.False(t, v.Dividends[1].Open)
	})
	c.look(moment("2019-05-28 12:00"), func(v casefile.View) {
		require.Equal(t, casefile.AlertDelivery, v.Row.Alert)
		require.Equal(t, casefile.StuckPastTarget, v.Row.Stuck[0].Reason)
	})
	c.until = moment("2019-05-29 13:00")
	c.play(Certificate, casefile.CertificateInput{Case: "zh-2019-000001", Party: "D1", AppliedOn: date("2019-05-20"), Policy: policy.Default(), Edition: calendar.Latest()})
	require.Equal(t, lifecycle.AwaitingConfirmation, c.row.Phase)
	require.Len(t, c.happened("applied", ""), 1)
}

// A certificate opens the dividends that it is needed for.
func TestACertificateOpensItsDividends(t *testing.T) {
	a := asked{by: line("2019-05-28 10:00", lifecycle.IssueCertificate, lifecycle.Judge, reason())}
	c := a.play(t)
	require.Len(t, c.final.Dividends, 10)
	sourced, open := 0, 0
	for _, d := range c.final.Dividends {
		require.NotEmpty(t, d.Grantor, d.ID)
		if d.Sourced {
			sourced++
		}
		if d.Open {
			open++
		}
	}
	require.Equal(t, 7, sourced)
	require.Equal(t, 9, open, "the reduced fee is the law's")
	refused := asked{facts: func(e *casefile.Eligibility) { e.Duties = nil }}
	for _, d := range refused.play(t).final.Dividends {
		require.False(t, d.Open, d.ID)
	}
	// Who applies again after a refusal has another key.
	again := newCourt(t, "2019-05-20")
	again.play(Certificate, casefile.CertificateInput{Case: "zh-2019-000001", Key: "zh-2019-000001-zhengming-d1-2", Party: "D1", AppliedOn: date("2019-05-20"), Policy: policy.Default(), Edition: calendar.Latest()})
	require.Equal(t, "zh-2019-000001-zhengming-d1-2", again.records[0].Key)
}
