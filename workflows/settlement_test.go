package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func broken(when, ground string) []dec {
	return enf(when, lifecycle.SettlementBroken, casefile.BreachForm{Reason: "不履行和解协议", Ground: ground})
}

// Settled on 2019-06-10 until 2019-07-12. Kept, it ends the enforcement; broken,
// enforcement is resumed, within two years: until Monday 2021-07-12.
func TestSettlementKeptBrokenResumedAndBarred(t *testing.T) {
	kept := enf("2019-07-15 10:00", lifecycle.SettlementKept, casefile.KeptForm{Party: "P1", On: date("2019-07-12")})
	for _, p := range []pursued{
		{name: "kept for less", by: then(settledUntil("2019-07-12"), collect("2019-07-10 10:00", 200_000_00), release("2019-07-11 10:00", 200_000_00), kept), reason: ClosedEnforced, on: "2019-07-15", tells: []lifecycle.Event{lifecycle.Enforced}},
		{name: "nobody asks in two years", by: settledUntil("2019-07-12"), reason: ClosedTimeBarred, on: "2021-07-13", tells: []lifecycle.Event{lifecycle.EnforcementEnded}},
		{name: "barred when the money is released", by: then(settledUntil("2019-07-12"), collect("2021-07-09 10:00", 1_00), release("2021-07-20 10:00", 1_00)), reason: ClosedTimeBarred, on: "2021-07-20"},
		{name: "resumed after the term", by: then(settledUntil("2019-07-12"), broken("2019-07-15 10:00", ""), collect("2019-07-18 10:00", 304_725_00), release("2019-07-19 10:00", 304_725_00)), reason: ClosedEnforced, on: "2019-07-19"},
	} {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			p.in, p.phase = overdueLoan(casefile.Person), lifecycle.Concluded
			c := p.play(t)
			p.check(t, c)
			if p.name == "resumed after the term" {
				assert.Contains(t, c.documents(), casefile.ResumptionNotice)
			}
		})
	}
}

// Enforcement is not resumed while the debtor keeps to the settlement.
func TestSettlementThatIsKeptIsNotBroken(t *testing.T) {
	parts := enf("2019-06-10 10:00", lifecycle.Settle, casefile.SettleForm{Until: date("2019-12-31"), Terms: "分两期", How: "joint", Guarantor: "G1",
		Instalments: []casefile.Instalment{{AmountFen: 100_000_00, Due: date("2019-06-28")}, {AmountFen: 150_000_00, Due: date("2019-12-31")}}})
	settled := then(reported(), parts)
	for _, c := range []struct {
		name string
		by   []dec
		at   string
		says string
	}{
		{"nothing was due", settled, "2019-06-28 10:00", "尚未届至"},
		{"what was due is paid", then(settled, collect("2019-06-27 10:00", 100_000_00)), "2019-07-01 10:00", "正在按照和解协议履行"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := undisturbed(t, Enforcement, overdueLoan(casefile.Person), "2019-05-20", c.by, c.at, decision(t, lifecycle.SettlementBroken, lifecycle.EnforcementJudge, casefile.BreachForm{Reason: "x"}))[0]
			assert.Contains(t, got.Message, c.says)
			assert.Contains(t, got.Article, "11")
		})
	}
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-07-02", phase: lifecycle.Measures, by: then(settled, collect("2019-06-27 10:00", 99_999_99), broken("2019-07-01 10:00", ""))}
	c := p.play(t)
	p.check(t, c)
	assert.Contains(t, c.happened(lifecycle.SettlementBroken, "")[0].Note, "G1")
}

// Deferred on 2019-06-10 until 2019-12-10, on security and with the applicant's consent.
func TestDeferralOnSecurity(t *testing.T) {
	for _, p := range []pursued{
		{name: "over by itself", by: deferred(), until: "2019-12-12", phase: lifecycle.Measures},
		{name: "revoked", by: then(deferred(), enf("2019-07-01 10:00", lifecycle.DeferralRevoked, reason())), until: "2019-07-02", phase: lifecycle.Measures},
		{name: "from reporting", by: then(noticed(), deferred()[len(reported()):]), until: "2019-06-11", phase: lifecycle.Deferred},
		{name: "paid meanwhile", by: then(deferred(), collect("2019-07-18 10:00", 304_725_00), release("2019-07-19 10:00", 304_725_00)), phase: lifecycle.Concluded, reason: ClosedEnforced},
		{name: "terminated meanwhile", by: then(deferred(), enf("2019-07-18 10:00", lifecycle.TerminateEnforce, terminated())), phase: lifecycle.Concluded, reason: ClosedTerminated},
	} {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			p.in = overdueLoan(casefile.Person)
			if p.name == "from reporting" {
				p.in.Policy.Lengths["property-report"] = 60
			}
			c := p.play(t)
			p.check(t, c)
			if p.name == "over by itself" {
				c.happens("2019-12-11", lifecycle.DeferralOver, "")
				assert.Contains(t, c.happened(lifecycle.DeferralOver, "")[0].Note, "300000.00元")
			}
		})
	}
	form := casefile.DeferForm{Party: "D1", SecurityFen: 1, By: "P1", On: date("2019-06-10"), Until: date("2020-06-10")}
	for name, x := range map[string]struct {
		change func(*casefile.DeferForm)
		says   string
	}{
		"without the applicant":     {func(f *casefile.DeferForm) { f.By = "D1" }, "申请执行人同意"},
		"for longer than a year":    {func(f *casefile.DeferForm) { f.Until = date("2020-06-11") }, "2020-06-10 or earlier"},
		"with nothing for security": {func(f *casefile.DeferForm) { f.SecurityFen = 0 }, "more than zero"},
	} {
		t.Run("refused "+name, func(t *testing.T) {
			t.Parallel()
			f := form
			x.change(&f)
			got := undisturbed(t, Enforcement, overdueLoan(casefile.Person), "2019-05-20", reported(), "2019-06-10 10:00", decision(t, lifecycle.DeferEnforcement, lifecycle.EnforcementJudge, f))[0]
			assert.Contains(t, got.Error(), x.says)
		})
	}
}

// Each debtor's report runs on its own: ten days from 05-22 are Saturday 06-01,
// so Monday 06-03; D2 does not report, and a change of 06-10 is reported late.
func TestEachDebtorReportsAndBreachesAreKept(t *testing.T) {
	p := pursued{in: twoDebtors(), until: "2019-07-05", phase: lifecycle.Measures, by: then(noticed(), report("D1", "2019-05-30 10:00"),
		line("2019-06-10 10:00", lifecycle.PropertyChanged, lifecycle.Clerk, casefile.PartyFactForm{Party: "D1", On: date("2019-06-10"), What: "卖车"}),
		enf("2019-06-21 10:00", lifecycle.ReportFiled, casefile.ReportForm{Party: "D1", On: date("2019-06-21"), ChangedOn: date("2019-06-10")}))}
	c := p.play(t)
	p.check(t, c)
	got := c.happened(lifecycle.ReportMissing, "")
	require.Len(t, got, 2)
	assert.Contains(t, got[0].Note, "D2")
	assert.Equal(t, moment("2019-06-04"), got[0].At.In(moment("2019-06-04").Location()))
	assert.Contains(t, got[1].Note, "D1") // ten days from Monday 06-10: Thursday 06-20
	v := c.final.Enforcement.Debtors
	assert.Equal(t, []string{"no_report", "late_report"}, v[0].Breaches)
	assert.Equal(t, []string{"no_report"}, v[1].Breaches)
}

// A lead is checked in seven days, an urgent one in three: from Monday 06-03 to
// 06-10 and Thursday 06-06.
func TestLeadsAreCheckedInTime(t *testing.T) {
	lead := func(id string, urgent bool) []dec {
		return line("2019-06-03 10:00", lifecycle.GiveLead, lifecycle.Clerk, casefile.LeadForm{Lead: id, Party: "D1", What: "某银行账户", Urgent: urgent, On: date("2019-06-03")})
	}
	checked := func(when, id string) []dec {
		return enf(when, lifecycle.RecordSearch, casefile.SearchForm{On: date(when[:10]), Found: true, Result: "属实", Kind: "lead", Lead: id})
	}
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-06-12", phase: lifecycle.Measures, by: then(reported(), lead("L1", false), lead("L2", true), checked("2019-06-05 10:00", "L2"))}
	c := p.play(t, func(c *court) {
		c.look(at("2019-06-04", "10:00"), func(v casefile.View) {
			assert.Equal(t, "2019-06-10", deadline(t, v, "lead/L1").Deadline.Last.String())
			assert.Equal(t, "2019-06-06", deadline(t, v, "lead/L2").Deadline.Last.String())
		})
	})
	p.check(t, c)
	assert.Equal(t, []bool{false, true}, []bool{c.final.Enforcement.Leads[0].Checked, c.final.Enforcement.Leads[1].Checked})
	require.NotEmpty(t, c.row.Stuck)
	assert.Equal(t, casefile.StuckOverdue, c.row.Stuck[0].Reason)
	got := undisturbed(t, Enforcement, p.in, "2019-05-20", p.by, "2019-06-06 10:00", decision(t, lifecycle.RecordSearch, lifecycle.EnforcementJudge, casefile.SearchForm{On: date("2019-06-06"), Result: "x", Kind: "lead", Lead: "L2"}))[0]
	assert.Contains(t, got.Message, "2019-06-05")
}

// A fine of a person is 100,000 yuan at most, of a unit 50,000 to 1,000,000; a
// detention 15 days at most and of people; the president approves (CPL 118, 119).
func TestPenaltiesAreWithinTheLaw(t *testing.T) {
	fine := func(fen int64) casefile.PenaltyForm {
		return casefile.PenaltyForm{Penalty: "K1", Party: "D1", Kind: "fine", AmountFen: fen, Ground: "refusal", Reason: "拒不履行"}
	}
	arrest := func(days int, of string) casefile.PenaltyForm {
		return casefile.PenaltyForm{Penalty: "K1", Party: "D1", Of: of, Kind: "detention", Days: days, Ground: "refusal", Reason: "拒不履行"}
	}
	noReport := fine(100_000_00)
	noReport.Ground = "no_report"
	for _, c := range []struct {
		name string
		kind casefile.PartyKind
		form casefile.PenaltyForm
		says string // empty when it is taken
	}{
		{"a person, 100,000", casefile.Person, fine(100_000_00), ""},
		{"a person, a fen more", casefile.Person, fine(100_000_01), "十万元以下"},
		{"a unit, 50,000", casefile.Enterprise, fine(50_000_00), ""},
		{"a unit, a fen less", casefile.Enterprise, fine(50_000_00 - 1), "五万元以上"},
		{"a unit, 1,000,000", casefile.Enterprise, fine(1_000_000_00), ""},
		{"a unit, a fen more", casefile.Enterprise, fine(1_000_000_01), "一百万元以下"},
		{"15 days", casefile.Person, arrest(15, ""), ""},
		{"16 days", casefile.Person, arrest(16, ""), "1 to 15"},
		{"a unit detained", casefile.Enterprise, arrest(5, ""), "单位不能拘留"},
		{"its principal detained", casefile.Enterprise, arrest(5, "principal"), ""},
		{"for a report that was made", casefile.Person, noReport, "report_missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if c.says != "" {
				got := undisturbed(t, Enforcement, overdueLoan(c.kind), "2019-05-20", reported(), "2019-06-03 10:00", decision(t, lifecycle.ProposePenalty, lifecycle.EnforcementJudge, c.form))[0]
				assert.Contains(t, got.Error(), c.says)
				return
			}
			p := pursued{in: overdueLoan(c.kind), until: "2019-06-04", by: then(reported(), enf("2019-06-03 10:00", lifecycle.ProposePenalty, c.form),
				line("2019-06-03 11:00", lifecycle.ApprovePenalty, lifecycle.President, casefile.PenaltyDecisionForm{Penalty: "K1", Reason: "同意"}))}
			k := p.play(t)
			assert.Equal(t, penaltyApproved, k.final.Enforcement.Penalties[0].State)
			assert.Len(t, k.messages("cn.luxing.penalty.approved"), 1)
		})
	}
	got := undisturbed(t, Enforcement, overdueLoan(casefile.Person), "2019-05-20", reported(), "2019-06-03 10:00", decision(t, lifecycle.ApprovePenalty, lifecycle.President, casefile.PenaltyDecisionForm{Penalty: "K1", Reason: "同意"}))[0]
	assert.Contains(t, got.Message, "propose_penalty")
}

// Every condition of ending for now that is not met is named, at once.
func TestEndingForNowNamesEveryConditionThatIsMissing(t *testing.T) {
	in := overdueLoan(casefile.Person)
	in.Parties[1].WhereaboutsUnknown = true
	by := then(noticed(), seizing("2019-05-23 10:00", "A1", casefile.RealEstate, 1), // and no report: missing on 06-04
		line("2019-06-05 10:00", lifecycle.GiveLead, lifecycle.Clerk, casefile.LeadForm{Lead: "L1", Party: "D1", What: "账户", On: date("2019-06-05")}),
		enf("2019-06-06 10:00", lifecycle.RecordSearch, casefile.SearchForm{On: date("2019-06-06"), Result: "无", Kind: "network"}))
	got := undisturbed(t, Enforcement, in, "2019-05-20", by, "2019-08-21 10:00", decision(t, lifecycle.EndForNow, lifecycle.EnforcementJudge, casefile.EndForNowForm{Reason: "无财产"}))[0]
	var named []string
	for _, f := range got.Faults {
		named = append(named, f.Field)
	}
	assert.Equal(t, []string{"consumption_limited", "listed", "search_exhausted", "leads_checked", "nothing_to_dispose", "three_months", "missing_debtors_sought", "consent"}, named)

	p := pursued{in: in, until: "2019-08-23", phase: lifecycle.EndedNow, by: then(by,
		enf("2019-06-07 10:00", lifecycle.RecordSearch, casefile.SearchForm{On: date("2019-06-07"), Result: "无", Kind: "field"}),
		enf("2019-06-07 11:00", lifecycle.RecordSearch, casefile.SearchForm{On: date("2019-06-07"), Result: "不实", Kind: "lead", Lead: "L1"}),
		limit("D1", "2019-06-10 10:00"), listD1("2019-06-10 11:00"), onSeized(lifecycle.LiftSeizure, "2019-06-10 12:00", "A1"),
		enf("2019-06-10 13:00", lifecycle.SeekDebtor, casefile.PartyFactForm{Party: "D1", On: date("2019-06-10"), What: "请公安机关协助查找"}),
		enf("2019-08-22 10:00", lifecycle.EndForNow, casefile.EndForNowForm{Panel: true, President: "Y001", Reason: "无财产"}))}
	c := p.play(t)
	p.check(t, c)
	assert.Contains(t, c.documents(), casefile.EndedForNowRuling)
}

// A search that falls due is a task of ten days: due on 2020-02-24, so from 02-25
// to Friday 03-06; nobody makes it, and the enforcement is stuck.
func TestAHalfYearlySearchNotMadeIsStuck(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Person), until: "2020-03-08", phase: lifecycle.EndedNow, by: endedForNow()}
	c := p.play(t)
	assert.Equal(t, "2020-03-06", deadline(t, c.final, "search-task").Deadline.Last.String())
	require.NotEmpty(t, c.row.Stuck)
	assert.Equal(t, casefile.StuckPastTarget, c.row.Stuck[0].Reason)
	p.by = then(endedForNow(), enf("2020-03-02 10:00", lifecycle.RecordSearch, casefile.SearchForm{On: date("2020-03-02"), Result: "无"}))
	assert.Empty(t, p.play(t).row.Stuck)
}
