package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// What is owed in enforcement, worked out by hand at 0.0175 % a day of what is
// unpaid, from the day after the performance period to the day of payment.
func TestEnforcementCollectsWhatIsOwedToTheFen(t *testing.T) {
	due := "2019-04-19" // 90 days to 2019-07-18
	owed := func(change func(*casefile.ObligationView)) []casefile.ObligationView {
		o := casefile.ObligationView{Obligation: owes(), OutstandingFen: 300_000_00, NextDue: date(due)}
		if change != nil {
			change(&o)
		}
		return []casefile.ObligationView{o}
	}
	before := func(o string, fen int64, on string) casefile.Payment {
		return casefile.Payment{ID: "before-" + on, Obligation: o, Payer: "D1", AmountFen: fen, On: date(on)}
	}
	parts := func(o *casefile.ObligationView) { o.Obligation, o.NextDue = instalments(false), date("2019-04-30") }
	for _, c := range []struct {
		name   string
		what   []casefile.ObligationView
		before []casefile.Payment
		paid   []dec
		skip   bool // the court does not count the day of payment
		want   int64
	}{
		{"all at once, 90 days late: 4,725.00", owed(nil), nil, nil, false, 304_725_00},
		{"the day of payment not counted: 4,672.50", owed(nil), nil, nil, true, 304_672_50},
		// 300,000 for 20 days are 1,050.00, 200,000 for 70 days 2,450.00.
		{"a part paid late before the application", owed(func(o *casefile.ObligationView) { o.PaidFen, o.OutstandingFen = 100_000_00, 200_000_00 }),
			[]casefile.Payment{before("O1", 100_000_00, "2019-05-09")}, nil, false, 203_500_00},
		// 200,000 for 90 days: what was paid in time bears nothing.
		{"a part paid in time", owed(func(o *casefile.ObligationView) { o.PaidFen, o.OutstandingFen = 100_000_00, 200_000_00 }),
			[]casefile.Payment{before("O1", 100_000_00, "2019-04-15")}, nil, false, 203_150_00},
		// 300,000 for 50 days to 06-08 are 2,625.00, 200,000 for 40 days 1,400.00; 100,000.00 came before.
		{"a part paid in enforcement", owed(nil), nil, collect("2019-06-08 10:00", 100_000_00), false, 204_025_00},
		{"an agreed penalty, and no interest on top", owed(func(o *casefile.ObligationView) { o.PenaltyFen = 10_000_00 }), nil, nil, false, 310_000_00},
		// 100,000 each for 79, 48 and 20 days: 1,382.50, 840.00 and 350.00.
		{"instalments, each from its own day", owed(parts), nil, nil, false, 302_572_50},
		// 100,000 each for 69 days from 05-10 and 20 from 06-28: 1,207.50 and 350.00.
		{"instalments, the first paid", owed(func(o *casefile.ObligationView) {
			parts(o)
			o.Instalments[1].Due = date("2019-05-10")
			o.PaidFen, o.OutstandingFen, o.NextDue = 100_000_00, 200_000_00, date("2019-05-10")
		}),
			[]casefile.Payment{before("O1", 100_000_00, "2019-04-30")}, nil, false, 201_557_50},
		// 300,000 for 79 days: 4,147.50.
		{"instalments that fell due together", owed(func(o *casefile.ObligationView) { o.Obligation, o.Accelerated = instalments(true), date("2019-04-30") }), nil, nil, false, 304_147_50},
		{"a penalty for a missed instalment", owed(func(o *casefile.ObligationView) { parts(o); o.PenaltyFen = 5_000_00 }), nil, nil, false, 305_000_00},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := overdueLoan(casefile.Person)
			in.Obligations, in.Payments, in.Policy.Interest.CountPaymentDay = c.what, c.before, !c.skip
			var already int64
			for range c.paid {
				already = 100_000_00
			}
			p := pursued{in: in, phase: lifecycle.Concluded, reason: ClosedEnforced, on: "2019-07-19", by: then(reported(), c.paid,
				collect("2019-07-18 10:00", c.want-1), collect("2019-07-18 11:00", 1), release("2019-07-19 10:00", c.want+already))}
			done := func(when string, paidUp bool) func(*court) {
				return func(k *court) {
					k.look(moment(when), func(v casefile.View) {
						left := int64(1)
						if paidUp {
							left = 0
						}
						assert.Equal(t, left, v.Row.OutstandingFen, when)
					})
				}
			}
			k := p.play(t, done("2019-07-18 10:30", false), done("2019-07-18 11:30", true))
			p.check(t, k)
		})
	}
}

// Payments may be entered in any order: 100,000 on 07-08 leaves 200,000 for the
// last 10 days, 4,200.00 and 350.00.
func TestPaymentsEnteredOutOfOrderCountFromTheirDays(t *testing.T) {
	late := paid("late", "", 100_000_00, "2019-07-08")
	p := pursued{in: overdueLoan(casefile.Person), phase: lifecycle.Concluded, reason: ClosedEnforced, by: then(reported(),
		collect("2019-07-18 10:00", 204_550_00), enf("2019-07-18 11:00", lifecycle.Collect, late), release("2019-07-19 10:00", 304_550_00))}
	p.check(t, p.play(t))
}

// What came in beyond what was owed is released to the debtor, and all of it is.
// 5,275.00 came in beyond 304,725.00: 4,400.00 are the fee, 875.00 go back.
func TestExcessInEnforcementIsReleasedToo(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Person), phase: lifecycle.Concluded, reason: ClosedEnforced, on: "2019-07-22", by: then(reported(),
		collect("2019-07-18 10:00", 310_000_00), release("2019-07-19 10:00", 304_725_00),
		enf("2019-07-19 11:00", lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: 4_400_00, To: "court", On: date("2019-07-19")}),
		enf("2019-07-22 10:00", lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: 875_00, To: "D1", On: date("2019-07-22")}))}
	p.check(t, p.play(t))
}

// Money and an act: neither alone is performance.
func TestMoneyAndAnActAreBothPerformed(t *testing.T) {
	act := casefile.Obligation{ID: "O2", Debtors: []string{"D1"}, Creditor: "P1", Subject: casefile.Act, Act: "协助办理过户", DueDays: 10}
	done := casefile.PaymentForm{Payment: "act", Obligation: "O2", Payer: "D1", On: date("2019-04-17")}
	l := closed("", loan("2019-03-04", casefile.Summary), ClosedPerformed, "2019-04-17", nil, judgedAndServed(allowed(owes(), act)),
		line("2019-04-15 10:00", lifecycle.Pay, lifecycle.Clerk, paid("money", "O1", 300_000_00, "2019-04-15")),
		line("2019-04-17 10:00", lifecycle.Pay, lifecycle.Clerk, done))
	c := l.play(t, func(c *court) {
		c.look(at("2019-04-16", "10:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.InSupervision, v.Row.Phase)
			assert.Zero(t, v.Row.OutstandingFen)
		})
	})
	l.check(t, c)

	in := overdueLoan(casefile.Person)
	in.Obligations = append(in.Obligations, casefile.ObligationView{Obligation: act, NextDue: date("2019-04-19")})
	done.On = date("2019-07-20")
	p := pursued{in: in, phase: lifecycle.Concluded, reason: ClosedEnforced, on: "2019-07-20", by: then(reported(),
		enf("2019-07-18 10:00", lifecycle.Collect, paid("money", "O1", 304_725_00, "2019-07-18")), release("2019-07-19 10:00", 304_725_00),
		enf("2019-07-20 10:00", lifecycle.Collect, done))}
	p.check(t, p.play(t))
}

// Excess is shown, to be returned, and booked to nothing else.
func TestExcessPaymentIsShownAsExcess(t *testing.T) {
	l := closed("", loan("2019-03-04", casefile.Summary), ClosedPerformed, "2019-04-15", nil, judgedAndServed(allowed(owes())),
		line("2019-04-10 10:00", lifecycle.Pay, lifecycle.Clerk, paid("a", "O1", 200_000_00, "2019-04-10")),
		line("2019-04-15 10:00", lifecycle.Pay, lifecycle.Clerk, paid("b", "O1", 150_000_00, "2019-04-15")))
	c := l.play(t)
	o := c.final.Obligations[0]
	assert.Equal(t, []int64{300_000_00, 0, 50_000_00}, []int64{o.PaidFen, o.OutstandingFen, o.ExcessFen})
	assert.Contains(t, c.happened(lifecycle.Pay, "")[1].Note, "应退50000.00元")
}

// What was paid under a judgment counts under the one that replaces it.
func TestPaymentsSurviveAnAppeal(t *testing.T) {
	for name, after := range map[string][]dec{
		"changed": line("2019-06-03 10:00", lifecycle.AppealChanged, lifecycle.Integration, casefile.JudgmentForm{On: date("2019-06-01"), Outcome: "partly_allowed", Obligations: []casefile.Obligation{owes()}}),
		"remanded and judged again": then(line("2019-06-03 10:00", lifecycle.AppealRemanded, lifecycle.Integration, onDay("2019-06-01")),
			line("2019-06-03 11:00", lifecycle.Reassign, lifecycle.DivisionHead, casefile.AssignForm{To: "J002", Reason: "另行组成审判组织"}),
			line("2019-06-04 10:00", lifecycle.ScheduleHearing, lifecycle.Judge, as{"J002", casefile.HearingForm{On: date("2019-06-10")}}),
			line("2019-06-10 10:00", lifecycle.JudgeLater, lifecycle.Judge, as{"J002", allowed(owes())})),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-06-11", by: then(appealed(allowed(owes())),
				line("2019-05-01 10:00", lifecycle.Pay, lifecycle.Clerk, paid("p", "O1", 100_000_00, "2019-05-01")), after)}
			c := l.play(t)
			require.Len(t, c.final.Obligations, 1)
			assert.Equal(t, int64(100_000_00), c.final.Obligations[0].PaidFen)
			assert.Equal(t, int64(200_000_00), c.row.OutstandingFen)
		})
	}
}

// The fee of 300,000 yuan is 5,800; half of it once, however often there is a
// reason; whole again when the reason is gone.
func TestAcceptanceFeeIsHalvedOnce(t *testing.T) {
	summary, ordinary := loan("2019-03-04", casefile.Summary), loan("2019-03-04", casefile.Ordinary)
	convert := line("2019-03-11 11:00", lifecycle.ConvertProcedure, lifecycle.Judge, casefile.ConvertForm{To: casefile.Ordinary, Reason: "复杂"})
	mediate := line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, agreed(owes()))
	back := then(mediate, line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "declined"}),
		line("2019-03-21 10:00", lifecycle.Repudiate, lifecycle.Clerk, byParty("P1", "2019-03-21")))
	waived := then(accepted(), line("2019-03-05 10:00", lifecycle.FeeWaived, lifecycle.Judge, reason()), heard()[2:])
	for _, c := range []struct {
		name string
		in   casefile.CaseInput
		by   []dec
		want int64
	}{
		{"ordinary", ordinary, heard(), 5_800_00},
		{"summary", summary, heard(), 2_900_00},
		{"summary, mediated: not a quarter", summary, then(heard(), mediate), 2_900_00},
		{"ordinary, mediated", ordinary, then(heard(), mediate), 2_900_00},
		{"ordinary, mediated, repudiated", ordinary, then(heard(), back), 5_800_00},
		{"ordinary, mediated, repudiated, mediated", ordinary, then(heard(), back, line("2019-03-22 10:00", lifecycle.Mediate, lifecycle.Judge, agreed(owes()))), 2_900_00},
		{"summary, mediated, repudiated", summary, then(heard(), back), 2_900_00},
		{"converted", summary, then(heard(), convert), 5_800_00},
		{"converted, mediated", summary, then(heard(), convert, mediate), 2_900_00},
		{"waived, converted", summary, then(waived, convert), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: c.in, by: c.by, until: "2019-03-22 12:00"}
			p := l.play(t)
			require.NotEmpty(t, p.final.Fees)
			assert.Equal(t, c.want, p.final.Fees[0].ChargedFen)
		})
	}
}
