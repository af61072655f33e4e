package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Money that arrives is booked wherever the enforcement stands; where a debtor is
// bankrupt or referred, it is not released.
func TestMoneyIsBookedWhereverItArrives(t *testing.T) {
	company := overdueLoan(casefile.Enterprise)
	let := decision(t, lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, casefile.ReleaseForm{AmountFen: 1, To: "P1", On: date("2019-07-16")})
	for state, by := range map[lifecycle.State][]dec{
		lifecycle.Referred:     then(referredToBankruptcy(), collect("2019-06-20 10:00", 1_000_00)),
		lifecycle.InBankruptcy: then(inBankruptcy(), collect("2019-07-16 09:00", 1_000_00)),
	} {
		p := pursued{in: company, until: "2019-07-16 10:00", phase: state, by: by}
		if state == lifecycle.Referred {
			p.until = "2019-06-21"
		}
		c := p.play(t)
		p.check(t, c)
		assert.Equal(t, int64(1_000_00), c.final.Enforcement.Money.HeldFen, state)
		got := undisturbed(t, Enforcement, company, "2019-05-20", by, "2019-07-16 11:00", let)[0]
		assert.Contains(t, got.Article, "企业破产法第19条", state)
	}
	// Paid while the application is looked at: 31 days, 1,627.50; over with the filing.
	p := pursued{in: company, phase: lifecycle.Concluded, reason: ClosedEnforced, on: "2019-05-23", by: then(collect("2019-05-20 10:00", 301_627_50), filedEnforcement(), release("2019-05-23 10:00", 301_627_50))}
	p.check(t, p.play(t))
	// Refused, it does not keep what came.
	came := collect("2019-05-20 10:00", 1_000_00)
	refuse := enf("2019-05-22 10:00", lifecycle.RefuseEnforcement, reason())
	got := undisturbed(t, Enforcement, company, "2019-05-20", came, "2019-05-21 10:00", decision(t, lifecycle.RefuseEnforcement, lifecycle.EnforcementJudge, reason()))[0]
	assert.Contains(t, got.Message, "release_money")
	p = pursued{in: company, phase: lifecycle.Concluded, reason: ClosedRefused, by: then(came, release("2019-05-21 10:00", 1_000_00), refuse)}
	p.check(t, p.play(t))
}

// Payments are booked during a retrial too: what is paid is paid, and what falls
// due next stands still as everything does. Two instalments are due on 04-30 and
// 05-31; the first is paid in the retrial, from 04-22 to 05-20, and the second is
// due 28 days later, on Friday 06-28.
func TestPaymentsAreBookedDuringARetrial(t *testing.T) {
	o := owes()
	o.DueDays, o.Instalments = 0, []casefile.Instalment{{AmountFen: 100_000_00, Due: date("2019-04-30")}, {AmountFen: 200_000_00, Due: date("2019-05-31")}}
	retry := line("2019-04-22 10:00", lifecycle.OrderRetrial, lifecycle.President, retried("2019-04-22", "second"))
	pay := line("2019-05-06 10:00", lifecycle.Pay, lifecycle.Clerk, paid("p", "O1", 100_000_00, "2019-05-06"))
	receipt := line("2019-05-06 11:00", lifecycle.ConfirmReceipt, lifecycle.Clerk, casefile.ReceiptForm{Payment: "p", Party: "P1", On: date("2019-05-06")})
	upheld := line("2019-05-20 10:00", lifecycle.RetrialUpheld, lifecycle.Clerk, onDay("2019-05-20"))
	l := lived{in: companies("2019-03-04", casefile.Summary), until: "2019-05-21", by: then(judgedAndServed(allowed(o)), retry, pay, receipt, upheld)}
	c := l.play(t, func(c *court) {
		c.look(at("2019-05-10", "10:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.InRetrial, v.Row.Phase)
			assert.Equal(t, int64(200_000_00), v.Row.OutstandingFen)
			assert.False(t, deadline(t, v, "term/O1").Frozen.IsZero())
		})
	})
	assert.Equal(t, lifecycle.InSupervision, c.row.Phase)
	assert.Equal(t, "2019-06-28", deadline(t, c.final, "term/O1").Deadline.Last.String())
	// Withdrawn again, and all of it paid after all: closed when the judgment is upheld.
	l = lived{in: l.in, phase: lifecycle.Closed, reason: ClosedPerformed, on: "2019-05-20", by: then(judgedAndServed(allowed(o)), retry, pay,
		line("2019-05-07 10:00", lifecycle.ReversePayment, lifecycle.Clerk, casefile.ReversalForm{Payment: "p", On: date("2019-05-07"), Kind: "bounced", Reason: "退票"}),
		line("2019-05-08 10:00", lifecycle.Pay, lifecycle.Clerk, paid("q", "O1", 300_000_00, "2019-05-08")), upheld)}
	l.check(t, l.play(t))
	// What is being enforced is booked there, retrial or not.
	got := undisturbed(t, Case, l.in, "2019-03-04", then(enforcing(allowed(owes())), line("2019-06-10 10:00", lifecycle.OrderRetrial, lifecycle.President, retried("2019-06-10", "second"))), "2019-06-11 10:00",
		decision(t, lifecycle.Pay, lifecycle.Clerk, paid("x", "O1", 1, "2019-06-11")))[0]
	assert.Contains(t, got.Message, "collect")
}
