package workflows

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// scorecard fills in the sample card with so many points together.
func scorecard(on calendar.Date, points int) casefile.ScoreForm {
	f := casefile.ScoreForm{On: on}
	for _, x := range policy.Default().CreditRepair.Factors {
		give := min(x.Weight, points)
		points -= give
		f.Factors = append(f.Factors, casefile.ScoredFactor{ID: x.ID, Points: give, Evidence: "材料"})
	}
	return f
}

// listedDebtor is what the register knows of D1 of the sample loan, listed.
func listedDebtor() casefile.RepairFacts {
	return casefile.RepairFacts{
		Found: true, Open: true, Case: "zh-2019-000001", CaseNumber: "（2019）浙0211民初1号", Court: "浙0211", Division: "执行局", Officer: officer, Cause: "民间借贷纠纷",
		Parties: loan("2019-03-04", casefile.Summary).Filing.Parties, Listing: lifecycle.Listed, Consumption: true,
	}
}

func verified(when string, except ...string) []dec {
	var out []dec
	for _, c := range casefile.RepairConditions() {
		met := true
		for _, e := range except {
			met = met && e != c.ID
		}
		out = append(out, line(when, lifecycle.VerifyCondition, lifecycle.EnforcementJudge, casefile.ConditionForm{Condition: c.ID, Met: met, Evidence: "卷宗", On: date(when[:10])})...)
	}
	return out
}

func complete(when string) []dec {
	return line(when, lifecycle.PapersComplete, lifecycle.Clerk, casefile.PapersForm{On: date(when[:10]), Papers: []string{"申请书", "书面承诺", "财产报告"}})
}

func proposal(when string, measures ...casefile.RepairEffect) []dec {
	return line(when, lifecycle.ProposeRepair, lifecycle.EnforcementJudge, casefile.RepairProposalForm{Measures: measures, Plan: "每月还五千元", Reason: "符合五项条件"})
}

// proposed is an application of Monday 2020-06-01 that lies before the president.
func proposedRepair(measures ...casefile.RepairEffect) []dec {
	return then(complete("2020-06-02 10:00"), verified("2020-06-03 10:00"),
		line("2020-06-03 11:00", lifecycle.ScoreRepair, lifecycle.EnforcementJudge, scorecard(date("2020-06-03"), 80)),
		proposal("2020-06-03 12:00", measures...))
}

// granted stands from Thursday 2020-06-04 on.
func grantedRepair(measures ...casefile.RepairEffect) []dec {
	if len(measures) == 0 {
		measures = []casefile.RepairEffect{{ID: "masked"}, {ID: "consumption_lifted", Purpose: "乘坐高铁洽谈业务", Until: date("2020-06-30")}}
	}
	return then(proposedRepair(measures...), line("2020-06-04 10:00", lifecycle.ApproveRepair, lifecycle.President, reason()))
}

func checkIns(days ...string) []dec {
	var out []dec
	for _, d := range days {
		out = append(out, line(d+" 10:00", lifecycle.CheckIn, lifecycle.Clerk, casefile.CheckInForm{On: date(d), Note: "按期履行"})...)
	}
	return out
}

// effects are what the enforcement was told.
func effects(t *testing.T, c *court) (events []lifecycle.Event, forms []casefile.RepairEffectForm) {
	t.Helper()
	for _, x := range c.told {
		require.Equal(t, "zh-2019-000001-zhi", x.to)
		var f casefile.RepairEffectForm
		require.NoError(t, json.Unmarshal(x.Data, &f))
		require.Empty(t, f.Check(), "the enforcement takes it")
		events, forms = append(events, x.Event), append(forms, f)
	}
	return events, forms
}

func repairLives() []besides {
	facts := func(change func(*casefile.RepairFacts)) func(*honourWorld) {
		return func(w *honourWorld) { w.facts = listedDebtor(); change(&w.facts) }
	}
	pay := func(when, id string, fen int64) []dec {
		return line(when, lifecycle.RepairPayment, lifecycle.Integration, casefile.RepairPaymentForm{Payment: id, AmountFen: fen, On: date(when[:10])})
	}
	adopt := func(when string) []dec { return line(when, lifecycle.AdoptCalendar, lifecycle.President, newTable()) }
	nudge := func(when string) []dec {
		later := func(n int) string { return moment(when).Add(time.Duration(n) * time.Minute).Format("2006-01-02 15:04") }
		return then(line(when, lifecycle.NudgeOfficer, lifecycle.TrialManagement, reason()), adopt(later(1)),
			line(later(2), lifecycle.ReassignOfficer, lifecycle.DivisionHead, casefile.AssignForm{To: officer, Reason: "调整"}))
	}
	withdraw := func(when string) []dec { return line(when, lifecycle.WithdrawRepair, lifecycle.Clerk, reason()) }
	ask := func(when string) []dec {
		return line(when, lifecycle.AskPapers, lifecycle.Clerk, casefile.MissingForm{Missing: []string{"财产报告"}})
	}
	supply := func(when string) []dec {
		return line(when, lifecycle.SupplyPapers, lifecycle.Intake, casefile.PapersForm{On: date(when[:10]), Papers: []string{"财产报告"}})
	}
	breach := func(when string) []dec {
		return line(when, lifecycle.RecordBreach, lifecycle.EnforcementJudge, reason())
	}
	// Every 30 days of a year, so that no check-in is missed.
	monthly := checkIns("2020-07-01", "2020-07-31", "2020-08-28", "2020-09-28", "2020-10-28", "2020-11-27", "2020-12-28", "2021-01-28", "2021-02-26", "2021-03-26", "2021-04-26", "2021-05-26")
	// The register knows of the mask by the time the term is over.
	seen := facts(func(f *casefile.RepairFacts) { f.Listing = lifecycle.Masked })
	lives := []besides{
		{name: "granted, kept, and the listing deleted", phase: "repair_done", reason: ClosedRepaired, on: "2021-06-05", // twelve months from 2020-06-04: Friday 2021-06-04
			by: then(nudge("2020-06-01 12:00"), complete("2020-06-02 10:00"), nudge("2020-06-02 12:00"), verified("2020-06-03 10:00"),
				line("2020-06-03 11:00", lifecycle.ScoreRepair, lifecycle.EnforcementJudge, scorecard(date("2020-06-03"), 80)),
				proposal("2020-06-03 12:00", casefile.RepairEffect{ID: "masked"}, casefile.RepairEffect{ID: "consumption_lifted", Purpose: "乘坐高铁洽谈业务", Until: date("2020-06-30")}), nudge("2020-06-03 13:00"),
				line("2020-06-04 10:00", lifecycle.ApproveRepair, lifecycle.President, reason()), nudge("2020-06-05 10:00"),
				pay("2020-06-20 10:00", "R1", 5_000_00), pay("2020-07-20 10:00", "R2", 6_000_00), pay("2020-07-20 11:00", "R2", 6_000_00), monthly),
			see: func(t *testing.T, c *court) {
				events, forms := effects(t, c)
				require.Equal(t, []lifecycle.Event{lifecycle.RepairGranted, lifecycle.RepairEnded}, events)
				require.Equal(t, "D1", forms[0].Party)
				require.Equal(t, []casefile.RepairEffect{{ID: "masked"}, {ID: "consumption_lifted", Purpose: "乘坐高铁洽谈业务", Until: date("2020-06-30")}}, forms[0].Measures)
				require.Equal(t, []casefile.RepairEffect{{ID: "deleted"}}, forms[1].Measures, "success ends in deletion")
				require.Equal(t, int64(11_000_00), c.final.Repair.PaidFen, "one payment is one payment")
				require.Equal(t, []casefile.DocumentKind{casefile.RepairReceipt, casefile.RepairGrant}, c.documents())
				require.Equal(t, "（2020）浙0211信修1号", c.row.CaseNumber)
				require.Equal(t, int64(11_000_00), c.records[len(c.records)-1].Repair.PaidFen)
				require.Equal(t, 80, c.final.Repair.Score)
				var sourced []bool
				for _, x := range c.final.Repair.Conditions {
					require.True(t, x.Met)
					require.Equal(t, officer, x.By)
					sourced = append(sourced, x.Sourced)
				}
				require.Equal(t, []bool{true, true, true, true, false}, sourced, "the fifth is likely, not certain")
			}},
		{name: "about to be listed, not published", world: facts(func(f *casefile.RepairFacts) { f.Listing, f.Consumption = lifecycle.InGrace, false }), until: "2020-06-10", phase: "repair_standing",
			by: grantedRepair(casefile.RepairEffect{ID: "not_published"})},
		{name: "the debt is cleared", phase: "repair_done", reason: ClosedRepaired, on: "2020-06-20",
			by: then(grantedRepair(), line("2020-06-20 10:00", lifecycle.DebtCleared, lifecycle.Linked, onDay("2020-06-20")))},
		// 30 days from 06-04 end on Saturday 07-04, so on Monday 07-06; 45 on Sunday 07-19, so on Monday 07-20.
		{name: "a check-in is late, then a breach, then revoked", phase: "repair_undone", reason: ClosedUndone, on: "2020-07-24",
			by: then(grantedRepair(), nudge("2020-07-22 10:00"), pay("2020-07-22 11:00", "R1", 1_00), line("2020-07-24 10:00", lifecycle.RevokeRepair, lifecycle.President, reason())),
			see: func(t *testing.T, c *court) {
				c.happens("2020-07-21 00:00", lifecycle.CheckInLapsed, "")
				events, _ := effects(t, c)
				require.Equal(t, []lifecycle.Event{lifecycle.RepairGranted, lifecycle.RepairRevoked}, events)
				// Six months from 2020-07-24 end on Sunday 2021-01-24, so on Monday 01-25.
				require.Equal(t, date("2021-01-25"), c.final.Repair.BarredTo)
				require.Equal(t, date("2021-01-25"), c.records[len(c.records)-1].Repair.BarredTo)
				require.Equal(t, []casefile.DocumentKind{casefile.RepairReceipt, casefile.RepairGrant, casefile.RepairRevocation}, c.documents())
			}},
		{name: "a late check-in shows as stuck", until: "2020-07-10", phase: "repair_standing", by: grantedRepair(),
			see: func(t *testing.T, c *court) {
				require.Len(t, c.row.Stuck, 1)
				require.Equal(t, casefile.StuckPastTarget, c.row.Stuck[0].Reason)
				require.Equal(t, moment("2020-07-07"), c.row.Stuck[0].Since.In(calendar.Zone))
			}},
		{name: "a breach is excused, the term goes on as it was", until: "2020-07-12", phase: "repair_standing",
			by: then(grantedRepair(), breach("2020-06-20 10:00"), line("2020-06-22 10:00", lifecycle.ExcuseBreach, lifecycle.EnforcementJudge, reason()), checkIns("2020-07-10")),
			see: func(t *testing.T, c *court) {
				require.Equal(t, date("2021-06-04"), c.final.Repair.Until)
			}},
		{name: "cleared while a breach is looked at", phase: "repair_done", reason: ClosedRepaired,
			by: then(grantedRepair(), breach("2020-06-20 10:00"), line("2020-06-22 10:00", lifecycle.DebtCleared, lifecycle.EnforcementJudge, onDay("2020-06-22")))},
		{name: "the president sends it back, and it is refused", phase: "repair_denied", reason: ClosedDenied, on: "2020-06-05",
			by: then(proposedRepair(casefile.RepairEffect{ID: "shortened", Until: date("2020-12-31")}), line("2020-06-04 10:00", lifecycle.ReturnRepair, lifecycle.President, reason()),
				verified("2020-06-04 11:00", "plan"), line("2020-06-05 10:00", lifecycle.RefuseRepair, lifecycle.EnforcementJudge, reason())),
			see: func(t *testing.T, c *court) {
				require.Empty(t, c.told, "nothing was granted, nothing is undone")
				last := c.records[len(c.records)-1].Documents
				require.Equal(t, casefile.RepairRefusal, last[0].Kind)
				require.Equal(t, "不符合：有部分履行和明确的履行计划，或者确无财产可供执行", last[0].Facts["missing"])
			}},
		{name: "papers asked for and supplied", until: "2020-06-10", phase: "repair_papers",
			by: then(ask("2020-06-02 10:00"), nudge("2020-06-02 11:00"), supply("2020-06-08 10:00"))},
		// Seven days from 06-02 end on 06-09.
		{name: "papers not supplied", phase: "repair_denied", reason: ClosedDenied, on: "2020-06-10", by: ask("2020-06-02 10:00")},
		{name: "withdrawn at once", phase: "repair_withdrawn", reason: ClosedRetracted, by: withdraw("2020-06-01 10:00")},
		{name: "withdrawn while papers are awaited", phase: "repair_withdrawn", reason: ClosedRetracted, by: then(ask("2020-06-02 10:00"), withdraw("2020-06-03 10:00"))},
		{name: "withdrawn in assessment", phase: "repair_withdrawn", reason: ClosedRetracted, by: then(complete("2020-06-02 10:00"), withdraw("2020-06-03 10:00"))},
		{name: "no such enforcement", world: facts(func(f *casefile.RepairFacts) { *f = casefile.RepairFacts{} }), phase: "repair_denied", reason: ClosedDenied, on: "2020-06-01"},
		{name: "the enforcement is over", world: facts(func(f *casefile.RepairFacts) { f.Open = false }), phase: "repair_denied", reason: ClosedDenied},
		{name: "another is open", world: facts(func(f *casefile.RepairFacts) { f.Pending = "x" }), phase: "repair_denied", reason: ClosedDenied},
		{name: "barred to the day", world: facts(func(f *casefile.RepairFacts) { f.BarredTo = date("2020-06-01") }), phase: "repair_denied", reason: ClosedDenied},
		{name: "barred until yesterday", world: facts(func(f *casefile.RepairFacts) { f.BarredTo = date("2020-05-31") }), until: "2020-06-02", phase: "repair_papers"},
		{name: "nothing to repair", world: facts(func(f *casefile.RepairFacts) { f.Listing, f.Consumption = "", false }), phase: "repair_denied", reason: ClosedDenied,
			see: func(t *testing.T, c *court) {
				es := c.entries()
				require.Contains(t, es[len(es)-1].Note, "没有可以修复的惩戒")
			}},
		// Fifteen days from Tuesday 06-02 end on 06-17.
		{name: "nobody decides", until: "2020-06-19", phase: "repair_approval", by: proposedRepair(casefile.RepairEffect{ID: "masked"}),
			see: func(t *testing.T, c *court) {
				require.Equal(t, "president", c.row.Stuck[0].On)
				require.Equal(t, moment("2020-06-18"), c.row.Stuck[0].Since.In(calendar.Zone))
			}},
		{name: "a listing that a check-in found masked is deleted as well", world: seen, phase: "repair_done", reason: ClosedRepaired, on: "2020-06-20",
			by: then(grantedRepair(casefile.RepairEffect{ID: "consumption_lifted"}), line("2020-06-20 10:00", lifecycle.DebtCleared, lifecycle.Linked, onDay("2020-06-20"))),
			see: func(t *testing.T, c *court) {
				_, forms := effects(t, c)
				require.Equal(t, []casefile.RepairEffect{{ID: "deleted"}}, forms[1].Measures)
			}},
	}
	for i := range lives {
		r := &lives[i]
		r.start, r.run = "2020-06-01", CreditRepair
		if r.world == nil {
			r.world = facts(func(*casefile.RepairFacts) {})
		}
		r.input = func(p policy.Policy) any {
			return casefile.RepairInput{Enforcement: "zh-2019-000001-zhi", Party: "D1", AppliedOn: date("2020-06-01"), Asked: []string{"masked"}, Reason: "需要洽谈业务", Policy: p, Edition: calendar.Latest()}
		}
	}
	return lives
}

func TestLivesOfACreditRepair(t *testing.T) { checkAll(t, repairLives()) }

// Every condition, the score and the measures are judged, each by itself.
func TestCreditRepairRefusesWhatIsMissing(t *testing.T) {
	score := func(points int) []dec {
		return line("2020-06-03 11:00", lifecycle.ScoreRepair, lifecycle.EnforcementJudge, scorecard(date("2020-06-03"), points))
	}
	masked := casefile.RepairProposalForm{Measures: []casefile.RepairEffect{{ID: "masked"}}, Plan: "x", Reason: "x"}
	measure := func(m casefile.RepairEffect) casefile.RepairProposalForm {
		f := masked
		f.Measures = []casefile.RepairEffect{m}
		return f
	}
	long := masked
	long.Until = date("2023-06-04")
	bad := scorecard(date("2020-06-03"), 80)
	bad.Factors[0].Points = 26
	short := scorecard(date("2020-06-03"), 80)
	short.Factors = short.Factors[:4]
	type x struct {
		name  string
		by    []dec
		event lifecycle.Event
		role  lifecycle.Role
		form  any
		code  casefile.Code
		says  string
	}
	ready := then(verified("2020-06-03 10:00"), score(80))
	cases := []x{
		{"nothing verified", score(80), lifecycle.ProposeRepair, lifecycle.EnforcementJudge, masked, casefile.GuardFailed, "尚未核实"},
		{"not scored", verified("2020-06-03 10:00"), lifecycle.ProposeRepair, lifecycle.EnforcementJudge, masked, casefile.GuardFailed, "尚未评分"},
		{"a point short", then(verified("2020-06-03 10:00"), score(59)), lifecycle.ProposeRepair, lifecycle.EnforcementJudge, masked, casefile.GuardFailed, "59"},
		{"no exit ban to lift", ready, lifecycle.ProposeRepair, lifecycle.EnforcementJudge, measure(casefile.RepairEffect{ID: "exit_ban_lifted"}), casefile.BadInput, "exit ban"},
		{"already published", ready, lifecycle.ProposeRepair, lifecycle.EnforcementJudge, measure(casefile.RepairEffect{ID: "not_published"}), casefile.BadInput, "about to be listed"},
		{"a measure that ended", ready, lifecycle.ProposeRepair, lifecycle.EnforcementJudge, measure(casefile.RepairEffect{ID: "masked", Until: date("2020-06-04")}), casefile.BadInput, "must lie ahead"},
		{"a term of more than three years", ready, lifecycle.ProposeRepair, lifecycle.EnforcementJudge, func() any { f := long; f.Until = date("2023-06-05"); return f }(), casefile.BadInput, "2023-06-04"},
		{"above a factor's weight", nil, lifecycle.ScoreRepair, lifecycle.EnforcementJudge, bad, casefile.BadInput, "0 to 25"},
		{"a factor left out", nil, lifecycle.ScoreRepair, lifecycle.EnforcementJudge, short, casefile.BadInput, "plan as well"},
		{"the clerk does not decide", ready, lifecycle.ProposeRepair, lifecycle.Clerk, masked, casefile.WrongRole, ""},
		{"the president does not decide yet", ready, lifecycle.ApproveRepair, lifecycle.President, reason(), casefile.UnlawfulNow, ""},
	}
	for _, c := range casefile.RepairConditions() {
		name, _, _ := strings.Cut(c.Name, " ")
		cases = append(cases, x{c.ID + " not met", then(verified("2020-06-03 10:00", c.ID), score(80)), lifecycle.ProposeRepair, lifecycle.EnforcementJudge, masked, casefile.GuardFailed, name})
	}
	b := repairLives()[0]
	for _, x := range cases {
		t.Run(x.name, func(t *testing.T) {
			c := newCourt(t, b.start)
			b.world(&c.honour)
			c.follow(then(complete("2020-06-02 10:00"), x.by)...)
			v := c.on(moment("2020-06-04 10:00"), x.event, x.role, actors[x.role], x.form)
			c.until = moment("2020-06-05")
			c.play(CreditRepair, b.input(policy.Default()))
			r := v.refusal(t)
			require.Equal(t, x.code, r.Code, r.Error())
			require.Contains(t, r.Error(), x.says)
		})
	}
	t.Run("another officer's application", func(t *testing.T) {
		c := newCourt(t, b.start)
		b.world(&c.honour)
		c.follow(complete("2020-06-02 10:00")...)
		v := c.on(moment("2020-06-04 10:00"), lifecycle.RefuseRepair, lifecycle.EnforcementJudge, "E999", reason())
		c.until = moment("2020-06-05")
		c.play(CreditRepair, b.input(policy.Default()))
		require.Equal(t, casefile.NotYourCase, v.refusal(t).Code)
	})
}

// The day the court looks, the listing may have been published: what is
// proposed is held against what is then so.
func TestARepairIsHeldAgainstTodaysListing(t *testing.T) {
	b := repairLives()[0]
	c := newCourt(t, b.start)
	c.honour.facts = listedDebtor()
	c.honour.facts.Listing, c.honour.facts.Consumption = lifecycle.InGrace, false
	c.plan(moment("2020-06-01 20:00"), func() { c.honour.facts.Listing = lifecycle.Listed })
	vs := c.follow(proposedRepair(casefile.RepairEffect{ID: "masked"})...)
	c.until = moment("2020-06-05")
	c.play(CreditRepair, b.input(policy.Default()))
	c.taken(vs...)
	require.Equal(t, lifecycle.RepairApproval, c.row.Phase)
}

// A payment before the repair, and another payment under a used ID, do not count.
func TestOnlyWhatIsPaidAfterTheRepairCounts(t *testing.T) {
	b := repairLives()[0]
	c := newCourt(t, b.start)
	b.world(&c.honour)
	c.follow(grantedRepair()...)
	pay := func(when string, f casefile.RepairPaymentForm) *verdict {
		return c.on(moment(when), lifecycle.RepairPayment, lifecycle.Integration, "bank", f)
	}
	early := pay("2020-06-10 10:00", casefile.RepairPaymentForm{Payment: "R0", AmountFen: 1, On: date("2020-06-03")})
	good := pay("2020-06-10 11:00", casefile.RepairPaymentForm{Payment: "R1", AmountFen: 2, On: date("2020-06-04")})
	other := pay("2020-06-10 12:00", casefile.RepairPaymentForm{Payment: "R1", AmountFen: 3, On: date("2020-06-04")})
	c.until = moment("2020-06-11")
	c.play(CreditRepair, b.input(policy.Default()))
	c.taken(good)
	require.Contains(t, early.refusal(t).Error(), "2020-06-04")
	require.Contains(t, other.refusal(t).Error(), "another payment")
	require.Equal(t, int64(2), c.final.Repair.PaidFen)
}

// At a check-in the register is asked what the debtor paid in the enforcement:
// what was paid since the repair counts, once, whoever told of it first.
func TestACheckInCountsWhatWasPaidInTheEnforcement(t *testing.T) {
	b := repairLives()[0]
	c := newCourt(t, b.start)
	b.world(&c.honour)
	pay := func(id string, fen int64, on string) casefile.Payment {
		return casefile.Payment{ID: id, Payer: "D1", AmountFen: fen, On: date(on)}
	}
	c.plan(moment("2020-06-19 10:00"), func() {
		c.honour.facts.Paid = []casefile.Payment{pay("K0", 1_00, "2020-06-03"), pay("K1", 5_000_00, "2020-06-04"), pay("K2", 3_000_00, "2020-06-18")}
	})
	vs := c.follow(then(grantedRepair(),
		line("2020-06-18 10:00", lifecycle.RepairPayment, lifecycle.Linked, casefile.RepairPaymentForm{Payment: "K2", AmountFen: 3_000_00, On: date("2020-06-18")}),
		checkIns("2020-06-20"))...)
	c.until = moment("2020-06-21")
	c.play(CreditRepair, b.input(policy.Default()))
	c.taken(vs...)
	require.Equal(t, int64(8_000_00), c.final.Repair.PaidFen)
	require.Equal(t, int64(8_000_00), c.records[len(c.records)-1].Repair.PaidFen, "the register knows")
}

// An enforcement that brought in everything ends the repair at the next check-in.
func TestAnEnforcementThatIsDoneEndsTheRepair(t *testing.T) {
	b := repairLives()[0]
	c := newCourt(t, b.start)
	b.world(&c.honour)
	c.plan(moment("2020-06-19 10:00"), func() { c.honour.facts.Open, c.honour.facts.Reason = false, ClosedEnforced })
	vs := c.follow(then(grantedRepair(), checkIns("2020-06-20"))...)
	c.play(CreditRepair, b.input(policy.Default()))
	c.taken(vs...)
	require.Equal(t, ClosedRepaired, c.closed().Reason)
	require.Equal(t, date("2020-06-20"), c.row.ClosedOn)
}

// While the register is away the application says what it waits for.
func TestARepairWaitsForTheRegister(t *testing.T) {
	b := repairLives()[0]
	c := newCourt(t, b.start)
	b.world(&c.honour)
	c.honour.away = func(now time.Time) bool { return now.Before(moment("2020-06-05 12:00")) }
	c.look(moment("2020-06-02 12:00"), func(v casefile.View) {
		require.Equal(t, lifecycle.RepairCheck, v.Row.Phase)
		require.Equal(t, "credit-repair-completeness", v.Row.For)
	})
	c.until = moment("2020-06-05 13:00")
	c.play(CreditRepair, b.input(policy.Default()))
	require.Equal(t, lifecycle.RepairPapers, c.row.Phase, fmt.Sprint(c.last()))
}
