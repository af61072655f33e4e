package workflows

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"go.temporal.io/sdk/workflow"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// firstRelease plays a workflow as the first release would have it.
func firstRelease(c *court) {
	c.opened = func() { c.env.OnGetVersion(changeID, workflow.DefaultVersion, newest).Return(workflow.DefaultVersion) }
}

// secondRelease plays a workflow as the second release would have it.
func secondRelease(c *court) {
	c.opened = func() { c.env.OnGetVersion(changeID, workflow.DefaultVersion, newest).Return(reform) }
}

// thirdRelease plays a workflow as the third release would have it.
func thirdRelease(c *court) {
	c.opened = func() { c.env.OnGetVersion(changeID, workflow.DefaultVersion, newest).Return(joinder) }
}

// twoDebtors is an enforcement against a company for 300,000 yuan (O1) and a
// person for 50,000 (O2), both due on Friday 2019-04-19.
func twoDebtors() casefile.EnforcementInput {
	in := overdueLoan(casefile.Enterprise)
	in.Parties = append(in.Parties, casefile.Party{ID: "D2", Side: casefile.Defendant, Kind: casefile.Person, Name: "被告丙"})
	second := owes()
	second.ID, second.Debtors, second.AmountFen = "O2", []string{"D2"}, 50_000_00
	in.Obligations = append(in.Obligations, casefile.ObligationView{Obligation: second, OutstandingFen: 50_000_00, NextDue: date("2019-04-19"), NextDueFen: 50_000_00})
	return in
}

func report(party, when string) []dec {
	return enf(when, lifecycle.ReportFiled, casefile.ReportForm{Party: party, On: date(when[:10])})
}
func limit(party, when string) []dec { return enf(when, lifecycle.RestrictConsumpt, debtor(party)) }
func linkedDec(when string, e lifecycle.Event, form any) []dec {
	return line(when, e, lifecycle.Linked, form)
}

// bothReported leads to measures against both debtors.
func bothReported() []dec {
	return then(noticed(), report("D1", "2019-05-30 10:00"), report("D2", "2019-05-30 10:05"))
}

// workOn is all that may be done while an enforcement stays where it is, from
// a moment on: sums of money, leads, breaches, penalties, a permission, credit
// repair, another creditor, and one debtor's bankruptcy. Only what the table
// has in that state is done.
func workOn(state lifecycle.State, from string) []dec {
	at := func(minutes int) string {
		return moment(from).Add(time.Duration(minutes) * time.Minute).Format("2006-01-02 15:04")
	}
	day, officerRole := date(from[:10]), lifecycle.EnforcementJudge
	repair := func(measures ...casefile.RepairEffect) casefile.RepairEffectForm {
		return casefile.RepairEffectForm{Party: "D2", On: day, Reason: "配合执行", Measures: measures}
	}
	allowed := repair(casefile.RepairEffect{ID: "consumption_lifted", Purpose: "出差", Until: day.AddDays(20)})
	all := []dec{
		{at(1), lifecycle.BookCosts, officerRole, casefile.CostForm{What: "评估费", AmountFen: 1_00, On: day}},
		{at(2), lifecycle.Collect, officerRole, paid("w1@"+at(2)[:10], "O1", 10_00, from[:10])},
		{at(3), lifecycle.ReleaseMoney, officerRole, casefile.ReleaseForm{AmountFen: 1_00, To: "court", On: day}},
		{at(4), lifecycle.GiveLead, lifecycle.Clerk, casefile.LeadForm{Lead: "L-" + from[:10], Party: "D2", What: "账户", On: day}},
		{at(5), lifecycle.PropertyChanged, lifecycle.Clerk, casefile.PartyFactForm{Party: "D2", On: day, What: "转让车辆"}}, // not reported in 10 days
		{at(6), lifecycle.ReportFalse, officerRole, casefile.PartyFactForm{Party: "D2", On: day, What: "隐瞒存款"}},
		{at(7), lifecycle.ReportFiled, lifecycle.Clerk, casefile.ReportForm{Party: "D1", On: day, ChangedOn: day}},
		{at(8), lifecycle.SeekDebtor, officerRole, casefile.PartyFactForm{Party: "D2", On: day, What: "查找"}},
		{at(9), lifecycle.ProposePenalty, officerRole, casefile.PenaltyForm{Penalty: "Ka", Party: "D1", Kind: "fine", AmountFen: 60_000_00, Ground: "refusal", Reason: "拒不履行"}},
		{at(10), lifecycle.ApprovePenalty, lifecycle.President, casefile.PenaltyDecisionForm{Penalty: "Ka", Reason: "同意"}},
		{at(11), lifecycle.ProposePenalty, officerRole, casefile.PenaltyForm{Penalty: "Kb", Party: "D2", Kind: "detention", Days: 10, Ground: "refusal", Reason: "拒不履行"}},
		{at(12), lifecycle.RefusePenalty, lifecycle.President, casefile.PenaltyDecisionForm{Penalty: "Kb", Reason: "先训诫"}},
		{at(13), lifecycle.RestrictConsumpt, officerRole, debtor("D1")},
		{at(14), lifecycle.RestrictConsumpt, officerRole, debtor("D2")},
		{at(15), lifecycle.LiftOnce, officerRole, casefile.LiftOnceForm{Party: "D2", Purpose: "就医", From: day, Until: day.AddDays(1)}},
		{at(16), lifecycle.RepairGranted, lifecycle.Linked, allowed},
		{at(17), lifecycle.RepairRevoked, lifecycle.Linked, repair()},
		{at(18), lifecycle.RepairGranted, lifecycle.Linked, allowed},
		{at(19), lifecycle.RepairEnded, lifecycle.Linked, repair()},
		{at(20), lifecycle.JoinDistribution, officerRole, casefile.ClaimantForm{Creditor: "C1", Party: "D2", Document: "（2018）浙0211民初9号", AmountFen: 50_000_00, On: day}},
		{at(21), lifecycle.Collect, officerRole, casefile.PaymentForm{Payment: "w2@" + at(2)[:10], Obligation: "O2", Payer: "D2", AmountFen: 1_000_00, On: day}},
		{at(22), lifecycle.DistributionPlan, officerRole, casefile.DistributionForm{Party: "D2", AmountFen: 1_000_00, On: day}}, // objections for 15 days
		{at(23), lifecycle.LiftConsumptRestr, officerRole, debtor("D1")},
		{at(24), lifecycle.OneReferralReturned, lifecycle.Linked, casefile.ReferralForm{Party: "D2", Outcome: "no_consent"}},
		{at(25), lifecycle.OneReferralAccepted, lifecycle.Linked, casefile.ReferralForm{Party: "D1", Outcome: "accepted", On: day}},
		{at(26), lifecycle.HandOverMoney, officerRole, casefile.HandOverForm{Party: "D1", AmountFen: 9_00, Administrator: "某律师事务所", On: day}},
	}
	var out []dec
	for _, d := range all {
		// What enforcement hears of a referral by the case is read by where it stands.
		if row, ok := lifecycle.Enforcement.Row(state, d.event); ok && row.Stays(state) {
			switch d.event {
			case lifecycle.OneReferralReturned:
				d.event = lifecycle.ReferralReturned
			case lifecycle.OneReferralAccepted:
				d.event = lifecycle.ReferralAccepted
			}
			out = append(out, d)
		}
	}
	return out
}

// In every state in which debtors are dealt with, all that may be done there
// is done, and enforcement stays where it is.
func TestWorkInEveryStateOfAnEnforcement(t *testing.T) {
	joined := enf("2019-05-31 09:00", lifecycle.JoinDistribution, casefile.ClaimantForm{Creditor: "C2", Party: "D2", Document: "（2017）浙0211民初3号", AmountFen: 50_000_00, On: date("2019-05-31")})
	measures := then(bothReported(), joined, limit("D1", "2019-05-31 10:00"), limit("D2", "2019-05-31 10:01"))
	slow := twoDebtors()
	slow.Policy.Lengths["property-report"] = 60
	for _, c := range []struct {
		state lifecycle.State
		in    casefile.EnforcementInput
		by    []dec
		from  string
		until string
	}{
		{lifecycle.NoticeDue, twoDebtors(), filedEnforcement(), "2019-05-21 11:00", "2019-05-21 12:00"},
		{lifecycle.Reporting, slow, noticed(), "2019-05-22 11:00", "2019-06-20"},
		{lifecycle.Measures, twoDebtors(), measures, "2019-05-31 11:00", "2019-07-01"},
		{lifecycle.SettledFor, twoDebtors(), then(measures, enf("2019-06-10 10:00", lifecycle.Settle, casefile.SettleForm{Until: date("2019-12-31"), Terms: "分期"})), "2019-06-10 11:00", "2019-07-10"},
		{lifecycle.Deferred, twoDebtors(), then(measures, deferred()[len(reported()):]), "2019-06-10 11:00", "2019-07-10"},
		{lifecycle.EndedNow, twoDebtors(), then(measures, enf("2019-06-10 10:00", lifecycle.RecordSearch, casefile.SearchForm{On: date("2019-06-10"), Result: "无"}),
			enf("2019-08-22 10:00", lifecycle.EndForNow, casefile.EndForNowForm{Signed: true, Reason: "无财产"})), "2019-08-22 11:00", "2019-09-20"},
		{lifecycle.RetrialStopped, twoDebtors(), then(measures, toldRetrial("2019-06-10 10:00", lifecycle.OrderRetrial)), "2019-06-10 11:00", "2019-07-10"},
		{lifecycle.Suspended, twoDebtors(), then(measures, suspendedWork()[len(reported()):]), "2019-06-10 11:00", "2019-07-10"},
	} {
		for release, tune := range map[string]func(*court){"now": func(*court) {}, "second release": secondRelease} {
			if c.state == lifecycle.Suspended && release != "now" {
				continue // earlier releases have no suspension
			}
			t.Run(string(c.state)+"/"+release, func(t *testing.T) {
				t.Parallel()
				work := workOn(c.state, c.from)
				if release != "now" { // without what it would not take there
					work = slices.DeleteFunc(work, func(d dec) bool {
						heard := d.event == lifecycle.ReferralAccepted || d.event == lifecycle.OneReferralAccepted
						return slices.ContainsFunc(widened[d.event], func(w widening) bool { return slices.Contains(w.in, c.state) }) || heard && c.state == lifecycle.NoticeDue
					})
				}
				p := pursued{in: c.in, by: then(c.by, work), until: c.until, phase: c.state}
				k := p.play(t, tune)
				p.check(t, k)
			})
		}
	}
	t.Run("referred", func(t *testing.T) {
		t.Parallel()
		p := pursued{in: overdueLoan(casefile.Enterprise), until: "2019-06-20", phase: lifecycle.Referred,
			by: then(reported(), limit("D1", "2019-05-31 10:00"), enf("2019-06-10 10:00", lifecycle.ReferBankruptcy, debtor("D1")),
				enf("2019-06-10 11:00", lifecycle.LiftOnce, casefile.LiftOnceForm{Party: "D1", Purpose: "就医", From: date("2019-06-10"), Until: date("2019-06-12")}),
				linkedDec("2019-06-10 12:00", lifecycle.RepairGranted, casefile.RepairEffectForm{Party: "D1", On: date("2019-06-10"), Measures: []casefile.RepairEffect{{ID: "consumption_lifted"}}}),
				linkedDec("2019-06-10 12:01", lifecycle.RepairRevoked, casefile.RepairEffectForm{Party: "D1", On: date("2019-06-10")}),
				enf("2019-06-10 12:02", lifecycle.LiftOnce, casefile.LiftOnceForm{Party: "D1", Purpose: "就医", From: date("2019-06-10"), Until: date("2019-06-12")}),
				linkedDec("2019-06-10 12:03", lifecycle.RepairEnded, casefile.RepairEffectForm{Party: "D1", On: date("2019-06-10")}))}
		k := p.play(t)
		assert.Equal(t, p.phase, k.row.Phase)
		k.happens("2019-06-13", lifecycle.SingleLiftOver, "") // the first was taken away by the repair that lifted all
	})
	t.Run("bankruptcy accepted anywhere", func(t *testing.T) {
		for _, r := range enforcementStates() {
			switch r.state {
			case lifecycle.EnforcementReview, lifecycle.NoticeDue, lifecycle.InBankruptcy, lifecycle.Reversing:
				continue
			}
			q := reached{from: r.from}
			p := pursued{in: overdueLoan(casefile.Enterprise), until: q.later(5), phase: lifecycle.InBankruptcy,
				by: then(r.by, linkedDec(q.later(1), lifecycle.ReferralAccepted, casefile.ReferralForm{Party: "D1", Outcome: "accepted", On: date(r.from[:10])}))}
			k := p.play(t)
			assert.Equal(t, p.phase, k.row.Phase, r.state)
		}
	})
}

// The six months of CPL 237 run from 2019-05-20 to Wednesday 2019-11-20.
func TestSuperiorCourtIsOpenAfterSixMonths(t *testing.T) {
	ask := enf("2019-11-22 10:00", lifecycle.ApplySuperior, byParty("P1", "2019-11-22"))
	ask[0].role = lifecycle.Clerk
	order := line("2019-11-25 10:00", lifecycle.SuperiorOrders, lifecycle.Integration, casefile.SuperiorOrderForm{On: date("2019-11-25"), Until: date("2019-12-31")})
	take := line("2020-01-02 10:00", lifecycle.SuperiorTakes, lifecycle.Integration, casefile.SuperiorTakesForm{Court: "浙0203", On: date("2020-01-02")})
	slow := overdueLoan(casefile.Person)
	slow.Policy.Lengths["property-report"] = 60
	late := enf("2019-11-18 10:00", lifecycle.SendNotice, onDay("2019-11-18"))
	for name, by := range map[string][]dec{"notice due": filedEnforcement(), "reporting": then(filedEnforcement(), late), "measures": reported()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := pursued{in: slow, by: then(by, ask, order, take), phase: lifecycle.Concluded, reason: ClosedTransferred, on: "2020-01-02", tells: []lifecycle.Event{lifecycle.EnforcementEnded}}
			c := p.play(t, func(c *court) {
				c.look(at("2019-11-26", "10:00"), func(v casefile.View) {
					assert.Equal(t, "2019-12-31", deadline(t, v, "superior-order").Deadline.Last.String())
				})
			})
			p.check(t, c)
			c.happens("2019-11-21", lifecycle.RemindSuperior, "")
			assert.Len(t, c.messages("cn.luxing.enforcement.superior_open"), 1)
		})
	}
	got := undisturbed(t, Enforcement, overdueLoan(casefile.Person), "2019-05-20", reported(), "2019-11-20 10:00", decision(t, lifecycle.ApplySuperior, lifecycle.Clerk, byParty("P1", "2019-11-20")))[0]
	assert.Contains(t, got.Message, "2019-11-20")
	// 21 days of a settlement are not counted: 2019-12-11.
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-12-13", by: then(settledUntil("2019-12-31"), enf("2019-07-01 10:00", lifecycle.SettlementBroken, casefile.BreachForm{Reason: "不履行", Ground: "repudiated"}))}
	p.play(t).happens("2019-12-12", lifecycle.RemindSuperior, "")
}

// The limitation objected to: applied on 2019-05-20, the two years were over on
// Friday 2019-04-19.
func TestLateApplicationIsFiledAndMayBeObjectedTo(t *testing.T) {
	late := overdueLoan(casefile.Person)
	late.Obligations[0].NextDue = date("2017-04-19")
	upheld := func(when string) []dec { return enf(when, lifecycle.TimeBarUpheld, reason()) }
	for name, by := range map[string][]dec{"notice due": then(filedEnforcement(), upheld("2019-06-03 10:00")), "reporting": then(noticed(), upheld("2019-05-23 10:00")), "measures": then(reported(), upheld("2019-06-03 10:00"))} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := pursued{in: late, by: by, phase: lifecycle.Concluded, reason: ClosedNotEnforced, tells: []lifecycle.Event{lifecycle.EnforcementEnded}}
			p.check(t, p.play(t))
			p.reason = ClosedTerminated // as it was
			p.check(t, p.play(t, secondRelease))
		})
	}
	got := undisturbed(t, Enforcement, overdueLoan(casefile.Person), "2019-05-20", reported(), "2019-05-30 11:00", decision(t, lifecycle.TimeBarUpheld, lifecycle.EnforcementJudge, reason()))[0]
	assert.Contains(t, got.Message, "2021-04-19")
}

// What the first release did goes on as it began: a settlement that lapses is
// taken up by itself, and an accepted referral ends the enforcement.
func TestCasesOfTheFirstReleaseGoOnAsTheyBegan(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Person), by: settledUntil("2019-07-12"), until: "2019-07-14", phase: lifecycle.Measures}
	c := p.play(t, firstRelease)
	p.check(t, c)
	c.happens("2019-07-13", lifecycle.SettlementLapsed, "")

	p = pursued{in: overdueLoan(casefile.Enterprise), by: then(referredToBankruptcy(), line("2019-07-15 10:00", lifecycle.ReferralAccepted, lifecycle.Linked, nil)), phase: lifecycle.Concluded, reason: ClosedBankruptcy}
	p.check(t, p.play(t, firstRelease))
}
