package workflows

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// planned: D2 owes P1 50,000 (O2), C1 100,000 and C2, with priority, 9,000. Of
// 40,000, 1,000 are costs and 9,000 C2's; 30,000 go to P1 and C1 as 1 to 2. Made
// and served on Monday 2019-06-10: objections to Tuesday 06-25.
func planned() []dec {
	join := func(id string, fen int64, first bool) []dec {
		return enf("2019-06-03 10:00", lifecycle.JoinDistribution, casefile.ClaimantForm{Creditor: id, Party: "D2", Document: "（2018）浙0211民初" + id[1:] + "号", AmountFen: fen, Priority: first, On: date("2019-06-03")})
	}
	return then(bothReported(), join("C1", 100_000_00, false), join("C2", 9_000_00, true),
		enf("2019-06-03 11:00", lifecycle.Collect, casefile.PaymentForm{Payment: "d2", Obligation: "O2", Payer: "D2", AmountFen: 40_000_00, On: date("2019-06-03")}),
		enf("2019-06-03 12:00", lifecycle.BookCosts, casefile.CostForm{What: "拍卖费", AmountFen: 1_000_00, On: date("2019-06-03")}),
		enf("2019-06-10 10:00", lifecycle.DistributionPlan, casefile.DistributionForm{Party: "D2", AmountFen: 40_000_00, On: date("2019-06-10")}),
		servedOn("2019-06-10 11:00", "P1", "C1", "C2", "D2"))
}

// planObjected: P1 says that half of C1's claim is paid, on Thursday 06-20.
func planObjected() []dec {
	return then(planned(), line("2019-06-20 10:00", lifecycle.ObjectToPlan, lifecycle.Clerk, casefile.ObjectPlanForm{Objection: "Y1", Party: "P1", Reason: "C1的债权已受偿一半", On: date("2019-06-20"),
		Asks: []casefile.AskedShare{{Creditor: "P1", AmountFen: 15_000_00}, {Creditor: "C1", AmountFen: 15_000_00, ClaimFen: 50_000_00}}}))
}

func planTold(when, party string) []dec {
	return enf(when, lifecycle.NotifyPlanObjection, casefile.PlanNoticeForm{Objection: "Y1", Party: party, On: date(when[:10])})
}
func planAnswered(when, party string, opposes bool) []dec {
	return line(when, lifecycle.AnswerPlanObjection, lifecycle.Clerk, casefile.PlanAnswerForm{Objection: "Y1", Party: party, Opposes: opposes, Reason: "债权未受偿", On: date(when[:10])})
}
func onPlan(e lifecycle.Event, when string) []dec {
	return line(when, e, lifecycle.Clerk, casefile.PlanDayForm{Objection: "Y1", On: date(when[:10])})
}
func planJudged(when string, upheld bool, shares ...casefile.AskedShare) []dec {
	return line(when, lifecycle.DecidePlanSuit, lifecycle.Clerk, casefile.PlanJudgmentForm{Objection: "Y1", Upheld: upheld, Shares: shares, On: date(when[:10])})
}
func amended(when string, shares ...casefile.AskedShare) []dec {
	return enf(when, lifecycle.AmendPlan, casefile.AmendPlanForm{Objection: "Y1", Shares: shares, Reason: "异议有理", On: date(when[:10])})
}
func releaseTo(when, to string, fen int64) []dec {
	return enf(when, lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: fen, To: to, On: date(when[:10])})
}

// allTold: told on Friday 06-21, the others answer by Saturday 07-06, so by Monday 07-08.
func allTold() []dec {
	return then(planObjected(), planTold("2019-06-21 10:00", "C1"), planTold("2019-06-21 10:01", "C2"), planTold("2019-06-21 10:02", "D2"))
}

// opposed: C1 opposes; the others' time is over on 07-08, and P1 is told on
// Wednesday 07-10: the suit by Thursday 07-25.
func opposed() []dec {
	return then(allTold(), planAnswered("2019-07-01 10:00", "C1", true), planAnswered("2019-07-02 10:00", "C2", false), onPlan(lifecycle.NotifyPlanObjector, "2019-07-10 10:00"))
}
func sued() []dec { return then(opposed(), onPlan(lifecycle.FilePlanSuit, "2019-07-15 10:00")) }

func sharesNow(v casefile.View) map[string]int64 {
	out := map[string]int64{}
	for _, s := range v.Enforcement.Plans[0].Shares {
		out[s.Creditor] += s.Fen
	}
	return out
}

var originalShares = map[string]int64{"P1": 10_000_00, "C1": 20_000_00, "C2": 9_000_00}
var askedShares = map[string]int64{"P1": 15_000_00, "C1": 15_000_00, "C2": 9_000_00}

func TestObjectionToAPlanGoesToItsEnd(t *testing.T) {
	none := planAnswered("2019-07-01 10:00", "C1", false)
	for _, c := range []struct {
		name   string
		by     []dec
		until  string
		shares map[string]int64
		fixed  string
		event  lifecycle.Event // what ended the objection
		on     string
	}{
		{"nobody opposes: as the objector has it", then(allTold(), amended("2019-07-12 10:00")), "2019-07-13", askedShares, "2019-07-12 10:00", lifecycle.AmendPlan, "2019-07-12 10:00"},
		{"all agree before their time is over", then(allTold(), none, planAnswered("2019-07-01 11:00", "C2", false), planAnswered("2019-07-01 12:00", "D2", false), amended("2019-07-02 10:00")),
			"2019-07-03", askedShares, "2019-07-02 10:00", lifecycle.AmendPlan, "2019-07-02 10:00"},
		{"amended in part on review", then(allTold(), amended("2019-07-12 10:00", casefile.AskedShare{Creditor: "P1", AmountFen: 12_000_00}, casefile.AskedShare{Creditor: "C1", AmountFen: 18_000_00})),
			"2019-07-13", map[string]int64{"P1": 12_000_00, "C1": 18_000_00, "C2": 9_000_00}, "2019-07-12 10:00", lifecycle.AmendPlan, "2019-07-12 10:00"},
		{"opposed, no suit: the plan stands", opposed(), "2019-07-27", originalShares, "2019-07-26", lifecycle.PlanSuitPeriodOver, "2019-07-26"},
		{"the suit is won", then(sued(), planJudged("2019-09-02 10:00", true)), "2019-09-03", askedShares, "2019-09-02 10:00", lifecycle.DecidePlanSuit, "2019-09-02 10:00"},
		{"the suit is lost", then(sued(), planJudged("2019-09-02 10:00", false)), "2019-09-03", originalShares, "2019-09-02 10:00", lifecycle.DecidePlanSuit, "2019-09-02 10:00"},
		{"the suit is won in part", then(sued(), planJudged("2019-09-02 10:00", true, casefile.AskedShare{Creditor: "P1", AmountFen: 11_000_00}, casefile.AskedShare{Creditor: "C1", AmountFen: 19_000_00})),
			"2019-09-03", map[string]int64{"P1": 11_000_00, "C1": 19_000_00, "C2": 9_000_00}, "2019-09-02 10:00", lifecycle.DecidePlanSuit, "2019-09-02 10:00"},
		{"withdrawn at once: the others' time runs on", then(planObjected(), onPlan(lifecycle.WithdrawPlanObjection, "2019-06-21 10:00")), "2019-06-27", originalShares, "2019-06-26", lifecycle.WithdrawPlanObjection, "2019-06-21 10:00"},
		{"withdrawn while the others may answer", then(allTold(), onPlan(lifecycle.WithdrawPlanObjection, "2019-07-01 10:00")), "2019-07-02", originalShares, "2019-07-01 10:00", lifecycle.WithdrawPlanObjection, "2019-07-01 10:00"},
		{"withdrawn before it is amended", then(allTold(), onPlan(lifecycle.WithdrawPlanObjection, "2019-07-09 10:00")), "2019-07-10", originalShares, "2019-07-09 10:00", lifecycle.WithdrawPlanObjection, "2019-07-09 10:00"},
		{"withdrawn when opposed", then(allTold(), planAnswered("2019-07-01 10:00", "C1", true), onPlan(lifecycle.WithdrawPlanObjection, "2019-07-09 10:00")), "2019-07-10", originalShares, "2019-07-09 10:00", lifecycle.WithdrawPlanObjection, "2019-07-09 10:00"},
		{"withdrawn instead of a suit", then(opposed(), onPlan(lifecycle.WithdrawPlanObjection, "2019-07-11 10:00")), "2019-07-12", originalShares, "2019-07-11 10:00", lifecycle.WithdrawPlanObjection, "2019-07-11 10:00"},
		{"withdrawn in the suit", then(sued(), onPlan(lifecycle.WithdrawPlanObjection, "2019-07-20 10:00")), "2019-07-21", originalShares, "2019-07-20 10:00", lifecycle.WithdrawPlanObjection, "2019-07-20 10:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := pursued{in: twoDebtors(), by: c.by, until: c.until, phase: lifecycle.Measures}
			k := p.play(t)
			p.check(t, k)
			assert.Equal(t, c.shares, sharesNow(k.final))
			assert.True(t, k.final.Enforcement.Plans[0].Final)
			k.happens(c.fixed, lifecycle.FixPlan, "distribution/F1")
			k.happens(c.on, c.event, "plan_objection/Y1")
			assert.Zero(t, k.final.Enforcement.Money.SetAsideFen)
			// Everybody gets the share and the account is empty.
			after := moment(c.until).AddDate(0, 0, 1).Format("2006-01-02 15:04")
			p.by, p.until = then(c.by, releaseTo(after, "P1", c.shares["P1"]), releaseTo(after, "C1", c.shares["C1"]), releaseTo(after, "C2", c.shares["C2"]), releaseTo(after, "court", 1_000_00)), moment(c.until).AddDate(0, 0, 2).Format("2006-01-02 15:04")
			assert.Zero(t, p.play(t).final.Enforcement.Money.HeldFen)
		})
	}
}

// Every period with its own party and days.
func TestPeriodsOfAPlan(t *testing.T) {
	for _, c := range []struct {
		name   string
		by     []dec
		at     string
		id, on string
		last   string
	}{
		{"the court serves it in ten days", planned()[:len(planned())-1], "2019-06-11 10:00", "plan-service/F1", "enforcement_officer", "2019-06-20"},
		{"each recipient's own fifteen days", planned(), "2019-06-11 10:00", "plan/F1/C1", "C1", "2019-06-25"},
		{"served later, later", then(planned()[:len(planned())-1], servedOn("2019-06-17 10:00", "D2")), "2019-06-18 10:00", "plan/F1/D2", "D2", "2019-07-02"},
		{"the others are told in five days", planObjected(), "2019-06-21 09:00", "plan-notice/Y1", "enforcement_officer", "2019-06-25"},
		{"also when one of them was", then(planObjected(), planTold("2019-06-21 10:00", "C1")), "2019-06-21 11:00", "plan-notice/Y1", "enforcement_officer", "2019-06-25"},
		{"each has fifteen days to oppose", allTold(), "2019-06-24 10:00", "plan-answer/Y1/C1", "C1", "2019-07-08"},
		{"it is amended in ten days", allTold(), "2019-07-09 10:00", "plan-amendment/Y1", "enforcement_officer", "2019-07-19"},
		{"the objector is told in five days", opposed()[:len(opposed())-1], "2019-07-09 10:00", "plan-notice/Y1", "enforcement_officer", "2019-07-15"},
		{"the objector has fifteen days to sue", opposed(), "2019-07-11 10:00", "plan-suit/Y1", "P1", "2019-07-25"},
		{"a suit is looked after", sued(), "2019-07-16 10:00", "plan-suit-review/Y1", "enforcement_officer", "2019-08-14"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := pursued{in: twoDebtors(), by: c.by, until: c.at, phase: lifecycle.Measures}
			d := deadline(t, p.play(t).final, c.id)
			assert.Equal(t, []string{c.last, c.on}, []string{d.Deadline.Last.String(), d.On})
		})
	}
	p := pursued{in: twoDebtors(), until: "2019-07-11", by: opposed()}
	docs := p.play(t).documents()
	assert.Contains(t, docs, casefile.PlanObjectionTold)
	assert.Contains(t, docs, casefile.PlanOppositionTo)
}

// During the suit 5,000 of C1's share are disputed and set aside; the rest goes.
func TestDisputedMoneyIsSetAside(t *testing.T) {
	p := pursued{in: twoDebtors(), until: "2019-09-03", by: then(sued(),
		releaseTo("2019-07-16 10:00", "P1", 10_000_00), releaseTo("2019-07-16 10:01", "C1", 15_000_00), releaseTo("2019-07-16 10:02", "C2", 9_000_00), releaseTo("2019-07-16 10:03", "court", 1_000_00),
		planJudged("2019-09-02 10:00", true), releaseTo("2019-09-02 11:00", "P1", 5_000_00))}
	k := p.play(t, func(k *court) {
		k.look(at("2019-07-17", "10:00"), func(v casefile.View) {
			m := v.Enforcement.Money
			assert.Equal(t, []int64{5_000_00, 5_000_00}, []int64{m.HeldFen, m.SetAsideFen})
			assert.False(t, slices.ContainsFunc(v.Deadlines, func(d casefile.OpenDeadline) bool { return d.ID == "money-release" }), "what is set aside has no month to be released in")
		})
		k.look(at("2019-09-02", "10:30"), func(v casefile.View) {
			assert.Equal(t, "2019-10-08", deadline(t, v, "money-release").Deadline.Last.String(), "a month from the judgment, past the holidays")
		})
	})
	assert.Zero(t, k.final.Enforcement.Money.HeldFen)
	assert.Len(t, k.messages("cn.luxing.money.set_aside"), 1)
	// Two months of a suit are no default of the court's.
	p.by, p.until = then(sued(), releaseTo("2019-07-16 10:00", "P1", 10_000_00), releaseTo("2019-07-16 10:01", "C1", 15_000_00), releaseTo("2019-07-16 10:02", "C2", 9_000_00), releaseTo("2019-07-16 10:03", "court", 1_000_00)), "2019-09-20"
	for _, c := range p.play(t).row.Stuck {
		assert.NotEqual(t, casefile.StuckMoneyUnreleased, c.Reason)
	}
}

func TestRefusalsAboutAPlan(t *testing.T) {
	objection := func(on string, change func(*casefile.ObjectPlanForm)) casefile.ObjectPlanForm {
		f := casefile.ObjectPlanForm{Objection: "Y2", Party: "C1", Reason: "理由", On: date(on), Asks: []casefile.AskedShare{{Creditor: "P1", AmountFen: 9_000_00}, {Creditor: "C1", AmountFen: 21_000_00}}}
		change(&f)
		return f
	}
	same := func(*casefile.ObjectPlanForm) {}
	judged := then(sued(), releaseTo("2019-07-16 10:00", "C1", 15_000_00))
	for _, c := range []struct {
		name  string
		by    []dec
		at    string
		event lifecycle.Event
		form  any
		code  casefile.Code
		says  string
	}{
		{"served on a stranger", planned(), "2019-06-11 10:00", lifecycle.ServePlan, casefile.ServePlanForm{Party: "D1", On: date("2019-06-11")}, casefile.BadInput, "P1, C1, C2, D2"},
		{"served twice", planned(), "2019-06-11 10:00", lifecycle.ServePlan, casefile.ServePlanForm{Party: "C1", On: date("2019-06-11")}, casefile.GuardFailed, "2019-06-10"},
		{"served before it was made", planned()[:len(planned())-1], "2019-06-11 10:00", lifecycle.ServePlan, casefile.ServePlanForm{Party: "D2", On: date("2019-06-09")}, casefile.BadInput, "2019-06-10"},
		{"objected to before service", planned()[:len(planned())-3], "2019-06-11 10:00", lifecycle.ObjectToPlan, objection("2019-06-11", same), casefile.GuardFailed, "serve_plan"},
		{"after the fifteen days", planned(), "2019-06-26 10:00", lifecycle.ObjectToPlan, objection("2019-06-26", same), casefile.TooLate, "2019-06-25"},
		{"after its own fifteen days, others' still run", then(planned()[:len(planned())-1], servedOn("2019-06-17 10:00", "D2")), "2019-06-26 10:00", lifecycle.ObjectToPlan, objection("2019-06-26", same), casefile.TooLate, "2019-06-25"},
		{"by a stranger", planned(), "2019-06-20 10:00", lifecycle.ObjectToPlan, objection("2019-06-20", func(f *casefile.ObjectPlanForm) { f.Party = "D1" }), casefile.BadInput, "P1, C1, C2, D2"},
		{"twice", planObjected(), "2019-06-20 11:00", lifecycle.ObjectToPlan, objection("2019-06-20", func(f *casefile.ObjectPlanForm) { f.Party = "P1" }), casefile.GuardFailed, "Y1"},
		{"more than there is", planned(), "2019-06-20 10:00", lifecycle.ObjectToPlan, objection("2019-06-20", func(f *casefile.ObjectPlanForm) { f.Asks = f.Asks[1:] }), casefile.BadInput, "1000.00元"},
		{"more than the claim", planned(), "2019-06-20 10:00", lifecycle.ObjectToPlan, objection("2019-06-20", func(f *casefile.ObjectPlanForm) {
			f.Asks = []casefile.AskedShare{{Creditor: "C2", AmountFen: 9_000_01}, {Creditor: "C1", AmountFen: 19_999_99}}
		}), casefile.BadInput, "900000 fen"},
		{"nothing changes", planned(), "2019-06-20 10:00", lifecycle.ObjectToPlan, objection("2019-06-20", func(f *casefile.ObjectPlanForm) {
			f.Asks = []casefile.AskedShare{{Creditor: "P1", AmountFen: 10_000_00}}
		}), casefile.BadInput, "plan's"},
		{"a claim of this case is what its document says", planned(), "2019-06-20 10:00", lifecycle.ObjectToPlan, objection("2019-06-20", func(f *casefile.ObjectPlanForm) { f.Asks[0].ClaimFen = 1 }), casefile.BadInput, "no claim"},
		{"the objector told of itself", planObjected(), "2019-06-21 10:00", lifecycle.NotifyPlanObjection, casefile.PlanNoticeForm{Objection: "Y1", Party: "P1", On: date("2019-06-21")}, casefile.BadInput, "C1, C2, D2"},
		{"told twice", allTold(), "2019-06-22 10:00", lifecycle.NotifyPlanObjection, casefile.PlanNoticeForm{Objection: "Y1", Party: "C1", On: date("2019-06-22")}, casefile.GuardFailed, "2019-06-21"},
		{"an answer before being told", then(planObjected(), planTold("2019-06-21 10:00", "C1")), "2019-06-24 10:00", lifecycle.AnswerPlanObjection, casefile.PlanAnswerForm{Objection: "Y1", Party: "C2", On: date("2019-06-24")}, casefile.GuardFailed, "notify_plan_objection"},
		{"opposition after the fifteen days", allTold(), "2019-07-09 10:00", lifecycle.AnswerPlanObjection, casefile.PlanAnswerForm{Objection: "Y1", Party: "C1", Opposes: true, Reason: "x", On: date("2019-07-08")}, casefile.TooLate, "2019-07-08"},
		{"a suit after the fifteen days", opposed(), "2019-07-26 10:00", lifecycle.FilePlanSuit, casefile.PlanDayForm{Objection: "Y1", On: date("2019-07-26")}, casefile.TooLate, "2019-07-25"},
		{"a suit where nobody opposed", allTold(), "2019-07-09 10:00", lifecycle.FilePlanSuit, casefile.PlanDayForm{Objection: "Y1", On: date("2019-07-09")}, casefile.UnlawfulNow, "待提起分配方案异议之诉"},
		{"released while others may answer", allTold(), "2019-07-01 10:00", lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: 1, To: "C2", On: date("2019-07-01")}, casefile.GuardFailed, "pending"},
		{"released though nobody sued yet", opposed(), "2019-07-11 10:00", lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: 1, To: "P1", On: date("2019-07-11")}, casefile.GuardFailed, "pending"},
		{"what is set aside", sued(), "2019-07-16 10:00", lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: 15_000_01, To: "C1", Plan: "F1", On: date("2019-07-16")}, casefile.BadInput, "提存"},
		{"what the objector hopes for", sued(), "2019-07-16 10:00", lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: 10_000_01, To: "P1", Plan: "F1", On: date("2019-07-16")}, casefile.BadInput, "1000000 fen"},
		{"by a plan that is not", sued(), "2019-07-16 10:00", lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: 1, To: "P1", Plan: "F2", On: date("2019-07-16")}, casefile.NoSuchTrack, "F1"},
		{"a judgment beyond what was asked", sued(), "2019-09-02 10:00", lifecycle.DecidePlanSuit, casefile.PlanJudgmentForm{Objection: "Y1", Upheld: true, On: date("2019-09-02"),
			Shares: []casefile.AskedShare{{Creditor: "P1", AmountFen: 16_000_00}, {Creditor: "C1", AmountFen: 15_000_00}}}, casefile.BadInput, "1500000 fen"},
		{"a judgment on somebody else's share", sued(), "2019-09-02 10:00", lifecycle.DecidePlanSuit, casefile.PlanJudgmentForm{Objection: "Y1", Upheld: true, On: date("2019-09-02"),
			Shares: []casefile.AskedShare{{Creditor: "C2", AmountFen: 0}}}, casefile.BadInput, "P1"},
		{"a judgment that gives what nobody loses", judged, "2019-09-02 10:00", lifecycle.DecidePlanSuit, casefile.PlanJudgmentForm{Objection: "Y1", Upheld: true, On: date("2019-09-02"),
			Shares: []casefile.AskedShare{{Creditor: "P1", AmountFen: 15_000_00}}}, casefile.BadInput, "5000.00元 less"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m, _ := lifecycle.Owner(lifecycle.OfEnforcement(), c.event)
			role := byHuman(m, c.event)
			got := undisturbed(t, Enforcement, twoDebtors(), "2019-05-20", c.by, c.at, decision(t, c.event, role, c.form))[0]
			assert.Equal(t, c.code, got.Code, got.Error())
			assert.Contains(t, got.Error(), c.says)
			if c.code != casefile.NoSuchTrack {
				assert.NotEmpty(t, got.Article)
			}
		})
	}
}

// What was opened about a plan ends with the enforcement.
func TestPlansEndWithTheEnforcement(t *testing.T) {
	returned := func(when string) []dec {
		return linkedDec(when, lifecycle.RetrialSetAside, onDay(when[:10]))
	}
	for name, x := range map[string]struct {
		by   []dec
		when string
		plan lifecycle.State
	}{
		"objected":  {planObjected(), "2019-06-20 12:00", lifecycle.PlanOut},
		"answers":   {allTold(), "2019-06-24 10:00", lifecycle.PlanOut},
		"unopposed": {allTold(), "2019-07-09 10:00", lifecycle.PlanContested},
		"opposed":   {opposed()[:len(opposed())-1], "2019-07-09 10:00", lifecycle.PlanContested},
		"suit open": {opposed(), "2019-07-11 10:00", lifecycle.PlanContested},
		"suit":      {sued(), "2019-07-16 10:00", lifecycle.PlanContested},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := pursued{in: twoDebtors(), until: moment(x.when).AddDate(0, 0, 1).Format("2006-01-02 15:04"), by: then(x.by, returned(x.when))}
			k := p.play(t)
			require.Equal(t, lifecycle.Reversing, k.row.Phase)
			k.happens(x.when, lifecycle.PlanMoot, "distribution/F1")
			k.happens(x.when, lifecycle.PlanObjectionMoot, "plan_objection/Y1")
			assert.Equal(t, x.plan, k.happened(lifecycle.PlanMoot, "distribution/F1")[0].From)
			assert.NotEmpty(t, deadline(t, k.final, "money-release").ID, "what is held goes back in its time")
		})
	}
}
