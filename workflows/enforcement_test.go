package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// overdueLoan is the enforcement of the sample obligation: 300,000 yuan due on
// Friday 2019-04-19, applied for on Monday 2019-05-20.
func overdueLoan(kind casefile.PartyKind) casefile.EnforcementInput {
	f := loan("2019-03-04", casefile.Summary).Filing
	f.Parties[1].Kind = kind
	return casefile.EnforcementInput{
		Case: f.Key, Key: casefile.EnforcementKey(f.Key), CaseNumber: "（2019）浙0211民初1号", Court: f.Court, Division: "执行局", Cause: f.Cause,
		AppliedOn: date("2019-05-20"), Applicant: "P1", Parties: f.Parties, Policy: policy.Default(), Edition: calendar.Latest(),
		Obligations: []casefile.ObligationView{{Obligation: owes(), OutstandingFen: 300_000_00, NextDue: date("2019-04-19"), NextDueFen: 300_000_00}},
	}
}

// pursued is one life of an enforcement and what it comes to.
type pursued struct {
	name   string
	in     casefile.EnforcementInput
	by     []dec
	until  string
	phase  lifecycle.State
	reason string
	on     string
	tells  []lifecycle.Event // what the civil case hears
}

func (p pursued) play(t *testing.T, tune ...func(*court)) *court {
	t.Helper()
	c := newCourt(t, "2019-05-20")
	for _, f := range tune {
		f(c)
	}
	vs := c.follow(p.by...)
	if p.until != "" {
		c.until = moment(p.until)
	}
	c.play(Enforcement, p.in)
	require.NoError(t, c.err)
	c.taken(vs...)
	for _, e := range c.entries() {
		require.Empty(t, e.Refused, "%s was refused", e.Event)
		require.NotEqual(t, lifecycle.Event("period_failed"), e.Event, e.Note)
	}
	return c
}

func (p pursued) check(t *testing.T, c *court) {
	t.Helper()
	if p.until == "" {
		c.closed()
	}
	assert.Equal(t, p.phase, c.row.Phase)
	assert.Equal(t, p.reason, c.row.Reason)
	if p.on != "" {
		assert.Equal(t, date(p.on), c.row.ClosedOn)
	}
	var tells []lifecycle.Event
	for _, x := range c.told {
		assert.Equal(t, "zh-2019-000001", x.to)
		assert.Equal(t, lifecycle.Linked, x.Role)
		tells = append(tells, x.Event)
	}
	if p.tells != nil {
		assert.Equal(t, p.tells, tells)
	}
}

func enf(when string, e lifecycle.Event, form any) []dec {
	return line(when, e, lifecycle.EnforcementJudge, form)
}
func collect(when string, fen int64) []dec {
	return enf(when, lifecycle.Collect, paid("pay@"+when[:10]+"."+when[11:13]+when[14:], "O1", fen, when[:10]))
}
func release(when string, fen int64) []dec {
	return enf(when, lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: fen, To: "P1", On: date(when[:10])})
}
func filedEnforcement() []dec {
	return enf("2019-05-21 10:00", lifecycle.FileEnforcement, casefile.OfficerForm{Officer: officer})
}
func noticed() []dec {
	return then(filedEnforcement(), enf("2019-05-22 10:00", lifecycle.SendNotice, onDay("2019-05-22")))
}
func reported() []dec {
	return then(noticed(), enf("2019-05-30 10:00", lifecycle.ReportFiled, byParty("D1", "2019-05-30")))
}
func settledUntil(day string) []dec {
	return then(reported(), enf("2019-06-10 10:00", lifecycle.Settle, casefile.SettleForm{Until: date(day), Terms: "分三期"}))
}
func referredToBankruptcy() []dec {
	return then(reported(), enf("2019-06-10 10:00", lifecycle.ReferBankruptcy, debtor("D1")))
}

func deferred() []dec {
	return then(reported(), enf("2019-06-10 10:00", lifecycle.DeferEnforcement, casefile.DeferForm{Party: "D1", SecurityFen: 300_000_00, By: "P1", On: date("2019-06-10"), Until: date("2019-12-10")}))
}
func inBankruptcy() []dec {
	return then(referredToBankruptcy(), line("2019-07-15 10:00", lifecycle.ReferralAccepted, lifecycle.Linked, casefile.ReferralForm{Party: "D1", Outcome: "accepted", On: date("2019-07-15")}))
}

// endedForNow waits for more than three months since filing: 08-21 is the last
// day of the wait, 08-22 the first day on which it is lawful.
func endedForNow() []dec {
	return then(reported(),
		enf("2019-06-10 10:00", lifecycle.RecordSearch, casefile.SearchForm{On: date("2019-06-10"), Result: "无可供执行财产"}),
		enf("2019-06-11 10:00", lifecycle.RestrictConsumpt, debtor("D1")),
		enf("2019-08-22 10:00", lifecycle.EndForNow, casefile.EndForNowForm{Signed: true, Reason: "无财产"}))
}

// enforcementStates is a way to each open state of an enforcement.
func enforcementStates() []struct {
	state lifecycle.State
	by    []dec
	from  string
} {
	return []struct {
		state lifecycle.State
		by    []dec
		from  string
	}{
		{lifecycle.EnforcementReview, nil, "2019-05-20 11:00"},
		{lifecycle.NoticeDue, filedEnforcement(), "2019-05-21 11:00"},
		{lifecycle.Reporting, noticed(), "2019-05-22 11:00"},
		{lifecycle.Measures, reported(), "2019-05-30 11:00"},
		{lifecycle.SettledFor, settledUntil("2019-12-31"), "2019-06-10 11:00"},
		{lifecycle.Deferred, deferred(), "2019-06-10 11:00"},
		{lifecycle.Referred, referredToBankruptcy(), "2019-06-10 11:00"},
		{lifecycle.InBankruptcy, inBankruptcy(), "2019-07-15 11:00"},
		{lifecycle.EndedNow, endedForNow(), "2019-08-22 11:00"},
		{lifecycle.RetrialStopped, stoppedByRetrial(), "2019-06-10 11:00"},
		{lifecycle.Suspended, suspendedWork(), "2019-06-10 11:00"},
		{lifecycle.Reversing, reversing(), "2019-09-02 11:00"},
	}
}

func enforcementLives() []pursued {
	person, company := overdueLoan(casefile.Person), overdueLoan(casefile.Enterprise)
	concluded := func(name string, in casefile.EnforcementInput, reason, on string, tells []lifecycle.Event, by ...[]dec) pursued {
		return pursued{name: name, in: in, by: then(by...), phase: lifecycle.Concluded, reason: reason, on: on, tells: tells}
	}
	listing := func(when string) []dec {
		return enf(when, lifecycle.DecideListing, casefile.ListingForm{Party: "D1", Ground: "refusal", Approver: "Y001"})
	}
	ban := func(when string) []dec {
		return enf(when, lifecycle.ImposeBan, casefile.BanForm{Party: "D1", Requested: true, Reason: "拟出境"})
	}
	enforced, ended := []lifecycle.Event{lifecycle.Enforced}, []lifecycle.Event{lifecycle.EnforcementEnded}
	// 90 days late on 2019-07-18: 300,000.00 and 4,725.00 of interest.
	const all = 304_725_00
	full := then(collect("2019-07-18 10:00", all), release("2019-07-25 10:00", all))
	lives := []pursued{
		concluded("refused", person, ClosedRefused, "2019-05-22", ended, enf("2019-05-22 10:00", lifecycle.RefuseEnforcement, reason())),
		// 2019-05-21 is 32 days late: 300,000 × 0.0175 % × 32 = 1,680.00.
		concluded("paid before the notice, released in two parts", person, ClosedEnforced, "2019-05-24", enforced, filedEnforcement(),
			collect("2019-05-21 11:00", 301_680_00), release("2019-05-23 10:00", 1), release("2019-05-24 10:00", 301_680_00-1)),
		// 2019-05-23 is 34 days late: 1,785.00.
		concluded("paid on the notice", person, ClosedEnforced, "2019-05-24", enforced, noticed(),
			enf("2019-05-22 11:00", lifecycle.ExtendEnforcement, reason())[:0],
			collect("2019-05-22 12:00", 1_00), release("2019-05-22 13:00", 1_00),
			enf("2019-05-22 14:00", lifecycle.RecordSearch, casefile.SearchForm{On: date("2019-05-22"), Found: true, Result: "存款"}),
			enf("2019-05-22 15:00", lifecycle.RestrictConsumpt, debtor("D1")),
			enf("2019-05-22 16:00", lifecycle.TakeMeasure, casefile.MeasureForm{Kind: "deduct", What: "存款", On: date("2019-05-22")}),
			enf("2019-05-22 17:00", lifecycle.LiftConsumptRestr, debtor("D1")),
			collect("2019-05-23 10:00", 301_785_00), release("2019-05-24 10:00", 301_784_00), // 1.00 of it was too much: it pays of the fee
			enf("2019-05-24 11:00", lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: 1_00, To: "court", On: date("2019-05-24")})),
		concluded("measures, listed, banned, paid, lifted", person, ClosedEnforced, "2019-07-25", enforced, reported(),
			enf("2019-05-31 10:00", lifecycle.ReportFiled, byParty("D1", "2019-05-31")),
			listing("2019-06-03 10:00"), ban("2019-06-03 11:00"),
			enf("2019-06-04 10:00", lifecycle.TakeMeasure, casefile.MeasureForm{Kind: "freeze", What: "存款", On: date("2019-06-04")}),
			line("2019-06-05 10:00", lifecycle.ExtendEnforcement, lifecycle.President, reason()),
			line("2019-06-05 10:30", lifecycle.ReportExtension, lifecycle.Clerk, extendedAbove("2019-06-05")),
			enf("2019-06-06 10:00", lifecycle.RestrictConsumpt, debtor("D1")),
			full, // the grace of a month is over on 07-03: published on 07-04, removal due on payment
			enf("2019-07-19 10:00", lifecycle.RemoveListing, debtor("D1")),
			enf("2019-07-19 11:00", lifecycle.LiftBan, debtor("D1"))),
		concluded("performed within grace; the ban lifted before", person, ClosedEnforced, "2019-07-25", enforced, reported(),
			listing("2019-07-01 10:00"), ban("2019-07-01 11:00"), enf("2019-07-02 10:00", lifecycle.LiftBan, debtor("D1")), full),
		concluded("listing withdrawn by the officer in grace", person, ClosedEnforced, "2019-07-25", enforced, reported(),
			listing("2019-06-03 10:00"), enf("2019-06-10 10:00", lifecycle.CancelListing, debtor("D1")), full),
		concluded("ground of a listing gone by the officer's word", person, ClosedEnforced, "2019-07-25", enforced, reported(),
			listing("2019-06-03 10:00"), enf("2019-07-08 10:00", lifecycle.ListingGround, debtor("D1")),
			enf("2019-07-09 10:00", lifecycle.RemoveListing, debtor("D1")), full),
		concluded("extended in each state, report missing", person, ClosedTerminated, "2019-06-20", ended, noticed(),
			line("2019-05-22 11:00", lifecycle.ExtendEnforcement, lifecycle.President, reason()),
			line("2019-05-22 11:30", lifecycle.ReportExtension, lifecycle.Clerk, extendedAbove("2019-05-22")),
			enf("2019-06-01 10:00", lifecycle.ReportMissing, byParty("D1", "2019-06-01")),
			enf("2019-06-20 10:00", lifecycle.TerminateEnforce, terminated())),
		concluded("extended before the notice", person, ClosedTerminated, "2019-05-22", ended, filedEnforcement(),
			line("2019-05-21 11:00", lifecycle.ExtendEnforcement, lifecycle.President, reason()),
			line("2019-05-21 11:30", lifecycle.ReportExtension, lifecycle.Clerk, extendedAbove("2019-05-21")),
			enf("2019-05-22 10:00", lifecycle.TerminateEnforce, terminated())),
		concluded("terminated while reporting", person, ClosedTerminated, "2019-05-23", ended, noticed(), enf("2019-05-23 10:00", lifecycle.TerminateEnforce, terminated())),
		concluded("terminated in settlement", person, ClosedTerminated, "2019-06-20", ended, settledUntil("2019-12-31"), enf("2019-06-20 10:00", lifecycle.TerminateEnforce, terminated())),
		concluded("terminated while dormant", person, ClosedTerminated, "2019-10-08", []lifecycle.Event{lifecycle.EndedForNow, lifecycle.EnforcementEnded}, endedForNow(),
			enf("2019-10-08 10:00", lifecycle.TerminateEnforce, terminated())),
		concluded("settled while reporting, paid under it", person, ClosedEnforced, "2019-07-25", enforced, noticed(),
			enf("2019-05-23 10:00", lifecycle.RestrictConsumpt, debtor("D1")),
			enf("2019-05-24 10:00", lifecycle.Settle, casefile.SettleForm{Until: date("2019-12-31"), Terms: "一次付清"}),
			enf("2019-05-25 10:00", lifecycle.LiftConsumptRestr, debtor("D1")), full),
		concluded("settlement broken", person, ClosedEnforced, "2019-07-25", enforced, settledUntil("2019-12-31"),
			enf("2019-07-01 10:00", lifecycle.SettlementBroken, casefile.BreachForm{Reason: "明确表示不履行", Ground: "repudiated"}), full),
		concluded("settlement term over", person, ClosedEnforced, "2019-07-25", enforced, settledUntil("2019-07-12"), full),
		concluded("dormant, resumed, paid", person, ClosedEnforced, "2020-03-10", []lifecycle.Event{lifecycle.EndedForNow, lifecycle.EnforcementBack, lifecycle.Enforced}, endedForNow(),
			enf("2020-03-02 10:00", lifecycle.Resume, reason()),
			enf("2020-03-03 10:00", lifecycle.LiftConsumptRestr, debtor("D1")),
			// 2020-03-05 is 321 days late: 300,000 × 0.0175 % × 321 = 16,852.50.
			collect("2020-03-05 10:00", 316_852_50), release("2020-03-10 10:00", 316_852_50)),
		concluded("paid while dormant", person, ClosedEnforced, "2020-03-10", []lifecycle.Event{lifecycle.EndedForNow, lifecycle.Enforced}, endedForNow(),
			enf("2020-03-03 10:00", lifecycle.RecordSearch, casefile.SearchForm{On: date("2020-03-03"), Result: "半年查询"}),
			enf("2020-03-03 11:00", lifecycle.LiftConsumptRestr, debtor("D1")),
			collect("2020-03-05 10:00", 316_852_50), release("2020-03-10 10:00", 316_852_50)),
		// Five years from 2019-08-22 end on Thursday 2024-08-22.
		concluded("five years over, a listing lapsed, a ban lifted", person, ClosedTerminated, "2024-08-23", nil, reported(),
			listing("2019-06-03 10:00"), ban("2019-06-03 11:00"), endedForNow()[len(reported()):],
			enf("2021-07-05 10:00", lifecycle.RemoveListing, debtor("D1")), // published on 2019-07-04 for two years
			enf("2024-08-26 10:00", lifecycle.LiftBan, debtor("D1"))),
		concluded("five years over, money released late", person, ClosedTerminated, "2024-09-02", nil, endedForNow(),
			collect("2024-08-20 10:00", 1_00), release("2024-09-02 10:00", 1_00)),
		concluded("referred, returned, paid", company, ClosedEnforced, "2019-07-25", []lifecycle.Event{lifecycle.BankruptcySign, lifecycle.Enforced},
			noticed(), collect("2019-05-23 10:00", 1_00), enf("2019-05-23 11:00", lifecycle.RestrictConsumpt, debtor("D1")),
			referredToBankruptcy()[len(noticed()):], enf("2019-06-11 11:00", lifecycle.LiftConsumptRestr, debtor("D1")),
			line("2019-07-15 10:00", lifecycle.ReferralReturned, lifecycle.Linked, nil), release("2019-07-16 10:00", 1_00),
			// 1,785.00 for 34 days on 300,000, 2,939.99 for 56 on 299,999: 304,724.99 in all, so 1.01 pays of the fee.
			collect("2019-07-18 10:00", all), release("2019-07-25 09:00", 304_723_99),
			enf("2019-07-25 10:00", lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: 1_01, To: "court", On: date("2019-07-25")})),
		concluded("referred, accepted, money held goes over", company, ClosedBankruptcy, "2019-09-02", []lifecycle.Event{lifecycle.BankruptcySign},
			noticed(), collect("2019-05-23 10:00", 1_00), referredToBankruptcy()[len(noticed()):],
			line("2019-07-15 10:00", lifecycle.ReferralAccepted, lifecycle.Linked, nil),
			enf("2019-07-19 10:00", lifecycle.HandOverMoney, casefile.HandOverForm{Party: "D1", AmountFen: 1_00, Administrator: "某律师事务所", On: date("2019-07-19")}),
			enf("2019-09-02 10:00", lifecycle.DeclareBankrupt, casefile.BankruptcyEndForm{Outcome: "declared", On: date("2019-09-01")})),
	}
	return lives
}

func TestLivesOfAnEnforcement(t *testing.T) {
	for _, p := range enforcementLives() {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			p.check(t, p.play(t))
		})
	}
}

func TestSupervisorsStepInAnywhereInEnforcement(t *testing.T) {
	for _, r := range enforcementStates() {
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			q := reached{from: r.from}
			p := pursued{in: overdueLoan(casefile.Enterprise), until: q.later(10), phase: r.state, by: then(r.by, []dec{
				{q.later(1), lifecycle.NudgeOfficer, lifecycle.TrialManagement, reason()},
				{q.later(2), lifecycle.AdoptCalendar, lifecycle.Integration, newTable()},
				{q.later(3), lifecycle.AdoptPolicy, lifecycle.President, newPolicy()},
				{q.later(4), lifecycle.ReassignOfficer, lifecycle.DivisionHead, casefile.AssignForm{To: "E002", Reason: "调离"}},
			})}
			c := p.play(t)
			p.check(t, c)
			assert.Equal(t, "E002", c.row.Judge)
		})
	}
}
