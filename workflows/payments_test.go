package workflows

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

// later is a second obligation that is due long after the first: 50,000 yuan.
func secondLater() casefile.Obligation {
	o := owes()
	o.ID, o.DueDays, o.Due, o.AmountFen = "O2", 0, date("2020-12-31"), 50_000_00
	return o
}

// fixing replaces what the documents of a life fix.
func fixing(by []dec, os ...casefile.Obligation) []dec {
	var out []dec
	for _, d := range by {
		switch f := d.form.(type) {
		case casefile.JudgmentForm:
			f.Obligations = os
			d.form = f
		case casefile.MediationForm:
			f.Obligations = os
			d.form = f
		}
		out = append(out, d)
	}
	return out
}

func confirmed(when, payment string) []dec {
	return line(when, lifecycle.ConfirmReceipt, lifecycle.Clerk, casefile.ReceiptForm{Payment: payment, Party: "P1", On: date(when[:10])})
}
func reversed(when, payment string) []dec {
	return line(when, lifecycle.ReversePayment, lifecycle.Clerk, casefile.ReversalForm{Payment: payment, On: date(when[:10]), Kind: "bounced", Reason: "支票退票"})
}
func payment(when, id, obligation string, fen int64) []dec {
	return line(when, lifecycle.Pay, lifecycle.Clerk, paid(id, obligation, fen, when[:10]))
}

// A payment can be made, confirmed and withdrawn again wherever there is
// something to perform.
func TestPaymentsAreConfirmedAndReversedInEveryState(t *testing.T) {
	for _, r := range everyState() {
		if row, ok := lifecycle.Case.Row(r.state, lifecycle.Pay); !ok || row.To != lifecycle.Same {
			continue
		}
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, until: r.later(9), by: then(fixing(r.by, owes(), secondLater()),
				payment(r.later(1), "a", "O2", 1_00), confirmed(r.later(2), "a"), reversed(r.later(3), "a"))}
			c := l.play(t)
			assert.Equal(t, r.state, c.row.Phase)
			p := c.final.Payments[0]
			assert.False(t, p.Reversed.IsZero())
			assert.False(t, p.Confirmed, "what is withdrawn is not confirmed any more")
			assert.Equal(t, int64(50_000_00), c.final.Obligations[1].OutstandingFen)
		})
	}
}

// Performed on 04-15 within the term that ends on 04-19, withdrawn again before
// and after its end: supervised again, and overdue as if never paid.
func TestReversedPaymentReopensWhatItHadClosed(t *testing.T) {
	for when, overdue := range map[string]string{"2019-04-17 10:00": "2019-04-20 00:00", "2019-04-25 10:00": "2019-04-25 10:00"} {
		t.Run(when[:10], func(t *testing.T) {
			t.Parallel()
			l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-04-26", by: then(judgedAndServed(allowed(owes(), secondLater())),
				payment("2019-04-15 10:00", "a", "O1", 300_000_00), reversed(when, "a"))}
			c := l.play(t)
			c.happens(overdue, lifecycle.FallDue, "supervision/O1")
			o := c.final.Obligations[0]
			assert.Equal(t, string(lifecycle.Urging), o.State)
			assert.Equal(t, int64(300_000_00), o.OutstandingFen)
			assert.True(t, o.PerformedOn.IsZero())
			require.Len(t, c.messages("cn.luxing.payment.reversed"), 1)
		})
	}
}

func TestReversalsThatAreRefused(t *testing.T) {
	way := then(judgedAndServed(allowed(owes(), secondLater())), payment("2019-04-10 10:00", "a", "O1", 100_000_00), payment("2019-04-10 11:00", "b", "O1", 250_000_00),
		line("2019-04-11 10:00", lifecycle.ReturnExcess, lifecycle.Clerk, casefile.ReturnForm{Payment: "b", AmountFen: 50_000_00, To: "D1", On: date("2019-04-11")}),
		payment("2019-04-11 11:00", "c", "O2", 1_00), reversed("2019-04-12 10:00", "c"))
	form := func(change func(*casefile.ReversalForm)) casefile.ReversalForm {
		f := casefile.ReversalForm{Payment: "a", On: date("2019-04-15"), Kind: "recalled", Reason: "汇款撤回"}
		change(&f)
		return f
	}
	for name, c := range map[string]struct {
		form casefile.ReversalForm
		says string
	}{
		"no such payment":     {form(func(f *casefile.ReversalForm) { f.Payment = "z" }), "data.payment"},
		"withdrawn already":   {form(func(f *casefile.ReversalForm) { f.Payment = "c" }), "2019-04-12"},
		"before it was paid":  {form(func(f *casefile.ReversalForm) { f.On = date("2019-04-09") }), "2019-04-10 or later"},
		"partly given back":   {form(func(f *casefile.ReversalForm) { f.Payment = "b" }), "应先追回"},
		"no kind of reversal": {form(func(f *casefile.ReversalForm) { f.Kind = "x" }), "data.kind"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := undisturbed(t, Case, loan("2019-03-04", casefile.Summary), "2019-03-04", way, "2019-04-15 12:00", decision(t, lifecycle.ReversePayment, lifecycle.Clerk, c.form))[0]
			assert.Contains(t, r.Error(), c.says)
		})
	}
	enforced := then(judgedAndServed(allowed(owes(), secondLater())), payment("2019-04-10 10:00", "a", "O1", 1_00), enforcing(allowed())[len(judgedAndServed(allowed())):])
	r := undisturbed(t, Case, loan("2019-03-04", casefile.Summary), "2019-03-04", enforced, "2019-05-20 12:00", decision(t, lifecycle.ReversePayment, lifecycle.Clerk, form(func(f *casefile.ReversalForm) { f.On = date("2019-05-20") })))[0]
	assert.Contains(t, r.Message, "zh-2019-000001-zhi")
}

// 200,000 and 150,000 on 300,000: 50,000 go back to who paid them, and the
// case, closed on 04-15, answers for them until they have.
func TestOverpaymentGoesBackToItsPayer(t *testing.T) {
	back := casefile.ReturnForm{Payment: "b", AmountFen: 50_000_00, To: "D1", On: date("2019-04-20")}
	way := then(judgedAndServed(allowed(owes())), payment("2019-04-10 10:00", "a", "O1", 200_000_00), payment("2019-04-15 10:00", "b", "O1", 150_000_00))
	l := closed("", loan("2019-03-04", casefile.Summary), ClosedPerformed, "2019-04-15", nil, way, line("2019-04-20 10:00", lifecycle.ReturnExcess, lifecycle.Clerk, back))
	c := l.play(t, func(c *court) {
		c.look(at("2019-04-16", "10:00"), func(v casefile.View) {
			d := deadline(t, v, "refund/b") // 15 days
			assert.Equal(t, "2019-04-30", d.Deadline.Last.String())
			assert.Equal(t, lifecycle.Closed, v.Row.Phase)
		})
	})
	l.check(t, c)
	assert.Equal(t, moment("2019-04-20 10:00").UTC(), c.ended.UTC())
	o := c.final.Obligations[0]
	assert.Equal(t, []int64{300_000_00, 0, 50_000_00}, []int64{o.PaidFen, o.ExcessFen, o.ReturnedFen})

	for name, wrongly := range map[string]func(*casefile.ReturnForm){
		"data.amountFen": func(f *casefile.ReturnForm) { f.AmountFen-- },
		"data.to":        func(f *casefile.ReturnForm) { f.To = "P1" },
		"data.on":        func(f *casefile.ReturnForm) { f.On = date("2019-04-14") },
	} {
		f := back
		wrongly(&f)
		r := undisturbed(t, Case, l.in, "2019-03-04", way, "2019-04-20 10:00", decision(t, lifecycle.ReturnExcess, lifecycle.Clerk, f))[0]
		assert.Contains(t, r.Error(), name)
	}
}

// Closed, a case takes no payment back, and says what can be done.
func TestReversalOfAClosedCaseSaysWhatToDo(t *testing.T) {
	way := then(judgedAndServed(allowed(owes())), payment("2019-04-15 10:00", "a", "O1", 350_000_00)) // open for the 50,000
	r := undisturbed(t, Case, loan("2019-03-04", casefile.Summary), "2019-03-04", way, "2019-04-16 10:00", decision(t, lifecycle.ReversePayment, lifecycle.Clerk, reversed("2019-04-16 10:00", "a")[0].form))[0]
	assert.Equal(t, casefile.UnlawfulNow, r.Code)
	assert.Contains(t, r.Message, "申请执行")
}

// What was too much is not, once an earlier payment bounced.
func TestOverpaymentIsUsedWhenAnotherPaymentBounces(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-04-13", by: then(judgedAndServed(allowed(owes(), secondLater())),
		payment("2019-04-10 10:00", "a", "O1", 200_000_00), payment("2019-04-11 10:00", "b", "O1", 150_000_00), reversed("2019-04-12 10:00", "a"))}
	c := l.play(t)
	c.happens("2019-04-12 10:00", lifecycle.ExcessGone, "refund/b")
	o := c.final.Obligations[0]
	assert.Equal(t, []int64{150_000_00, 150_000_00, 0}, []int64{o.PaidFen, o.OutstandingFen, o.ExcessFen})
}

// What enforcement brought stays booked when somebody pays once more: that is
// too much, and only that.
func TestPaymentAfterEnforcementIsExcess(t *testing.T) {
	o := owes()
	o.PenaltyFen = 5_000_00
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-08-03", by: then(enforcing(allowed(o, secondLater())),
		line("2019-08-01 10:00", lifecycle.Enforced, lifecycle.Linked, casefile.ResultForm{On: date("2019-08-01"), CollectedFen: 305_000_00, Reason: ClosedEnforced}),
		payment("2019-08-02 10:00", "late", "O1", 1_00))}
	v := l.play(t).final
	got := v.Obligations[0]
	assert.Equal(t, []int64{300_000_00, 0, 0, 1_00}, []int64{got.PaidFen, got.OutstandingFen, got.PenaltyDueFen, got.ExcessFen})
	assert.Equal(t, "2019-08-01", got.PerformedOn.String())
	assert.Zero(t, v.Due[0].TotalFen)
}

// Joint: who of the debtors pays, or an outsider, frees all; recourse is theirs.
func TestJointDebtorsOweTheWholeOnce(t *testing.T) {
	o := owes()
	o.Debtors, o.Liability = []string{"D1", "D2"}, casefile.Joint
	way := then(feePaid(),
		line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06")),
		line("2019-03-06 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D2", "2019-03-06")),
		line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{o, secondLater()}}),
		line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "deferred"}))
	l := lived{in: two("2019-03-04", casefile.Summary), until: "2019-03-28", by: then(way,
		payment("2019-03-25 10:00", "a", "O1", 100_000_00),
		line("2019-03-26 10:00", lifecycle.Pay, lifecycle.Clerk, casefile.PaymentForm{Payment: "b", Obligation: "O1", Outsider: "王五", AmountFen: 200_000_00, On: date("2019-03-26")}))}
	c := l.play(t, func(c *court) {
		c.look(at("2019-03-25", "11:00"), func(v casefile.View) {
			assert.Equal(t, map[string]int64{"D1": 200_000_00, "D2": 200_000_00}, v.Due[0].ByDebtor)
		})
	})
	assert.Equal(t, string(lifecycle.Performed), c.final.Obligations[0].State)
	assert.Equal(t, map[string]int64{"D1": 100_000_00, "outsider": 200_000_00}, c.final.Obligations[0].PaidBy)
	pays := c.happened(lifecycle.Pay, "")
	assert.Contains(t, pays[0].Note, "追偿")
	assert.NotContains(t, pays[1].Note, "王五", "a timeline holds no names")
	assert.Equal(t, "王五", c.final.Payments[1].Outsider)
}

// Several: each an own share of 100,000 and 200,000. Who has paid the own share
// is not reminded, and pays no more of the other's.
func TestSeveralDebtorsOweTheirSharesOnly(t *testing.T) {
	o := owes()
	o.Debtors, o.Liability = []string{"D1", "D2"}, casefile.Several
	o.Shares = []casefile.Share{{Debtor: "D1", AmountFen: 100_000_00}, {Debtor: "D2", AmountFen: 200_000_00}}
	way := then(feePaid(),
		line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{o}}),
		line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "deferred"}),
		payment("2019-03-25 10:00", "a", "O1", 150_000_00)) // 50,000 too much: the share is 100,000
	in := two("2019-03-04", casefile.Summary)
	l := lived{in: in, until: "2019-04-10", by: way} // due on Saturday 03-30, so Monday 04-01
	c := l.play(t)
	v := c.final.Obligations[0]
	assert.Equal(t, []int64{100_000_00, 200_000_00, 50_000_00}, []int64{v.PaidFen, v.OutstandingFen, v.ExcessFen})
	assert.Equal(t, map[string]int64{"D1": 0, "D2": 200_000_00}, c.final.Due[0].ByDebtor)
	var second []string
	for _, r := range c.records {
		for _, d := range r.Documents {
			if d.Kind == casefile.SecondNoticeLetter {
				second = append(second, d.To)
			}
		}
	}
	assert.Equal(t, []string{"D2", "P1"}, second)

	outsider := casefile.PaymentForm{Payment: "b", Outsider: "王五", AmountFen: 1, On: date("2019-03-26")}
	r := undisturbed(t, Case, in, "2019-03-04", way, "2019-03-26 10:00", decision(t, lifecycle.Pay, lifecycle.Clerk, outsider))[0]
	assert.Contains(t, r.Error(), "data.for")
	outsider.For, outsider.AmountFen = "D2", 200_000_00
	l.until, l.by = "2019-03-27", then(way, line("2019-03-26 10:00", lifecycle.Pay, lifecycle.Clerk, outsider))
	assert.Equal(t, ClosedPerformed, l.play(t).row.Reason)
}

// What is due on a day, reckoned by hand at 0.0175 % a day: the term ends on
// 2019-04-19, and 07-18 is the 90th day after it.
func TestWhatIsDueOnADay(t *testing.T) {
	with := func(change func(*casefile.Obligation)) []dec {
		o := owes()
		if change != nil {
			change(&o)
		}
		return judgedAndServed(allowed(o))
	}
	part := payment("2019-05-09 10:00", "a", "O1", 100_000_00) // 20 days late
	for _, c := range []struct {
		name                               string
		by                                 []dec
		seen, on                           string // asked at, about
		principal, overdue, penalty, grows int64
	}{
		{"in the term", with(nil), "2019-04-15 10:00", "2019-04-19", 300_000_00, 0, 0, 0},
		{"the day after it: 52.50", with(nil), "2019-04-15 10:00", "2019-04-20", 300_000_00, 300_000_00, 0, 52_50},
		{"90 days: 4,725.00", with(nil), "2019-04-15 10:00", "2019-07-18", 300_000_00, 300_000_00, 0, 4_725_00},
		{"a part paid: 1,050.00 for 20 days, 2,450.00 for 70", then(with(nil), part), "2019-05-10 10:00", "2019-07-18", 200_000_00, 200_000_00, 0, 3_500_00},
		{"on a day before it was paid: 52.50 x 10", then(with(nil), part), "2019-05-10 10:00", "2019-04-29", 300_000_00, 300_000_00, 0, 525_00},
		{"an agreed penalty, no interest on top", with(func(o *casefile.Obligation) { o.PenaltyFen = 10_000_00 }), "2019-04-15 10:00", "2019-07-18", 300_000_00, 300_000_00, 10_000_00, 0},
		{"no penalty in the term", with(func(o *casefile.Obligation) { o.PenaltyFen = 10_000_00 }), "2019-04-15 10:00", "2019-04-19", 300_000_00, 0, 0, 0},
		// 300,000 x 15 % x 90 / 365 = 11,095.8904...
		{"a penalty at 15 % a year", with(func(o *casefile.Obligation) { o.PenaltyAnnualMillionths = 150_000 }), "2019-04-15 10:00", "2019-07-18", 300_000_00, 300_000_00, 11_095_89, 0},
		{"what was waived, owed again", with(func(o *casefile.Obligation) { o.WaivedFen = 20_000_00 }), "2019-04-15 10:00", "2019-04-20", 320_000_00, 320_000_00, 0, 0},
		{"asked after the default", with(func(o *casefile.Obligation) { o.WaivedFen, o.PenaltyFen = 20_000_00, 5_000_00 }), "2019-04-22 10:00", "2019-07-18", 320_000_00, 320_000_00, 5_000_00, 0},
		{"and about a day before it", with(func(o *casefile.Obligation) { o.WaivedFen, o.PenaltyFen = 20_000_00, 5_000_00 }), "2019-04-22 10:00", "2019-04-19", 300_000_00, 0, 0, 0},
		// 100,000 each for 79, 48 and 20 days: 1,382.50, 840.00 and 350.00.
		{"instalments", judgedAndServed(allowed(instalments(false))), "2019-04-15 10:00", "2019-07-18", 300_000_00, 300_000_00, 0, 2_572_50},
		{"between instalments: 17.50 x 10", judgedAndServed(allowed(instalments(false))), "2019-04-15 10:00", "2019-05-10", 300_000_00, 100_000_00, 0, 175_00},
		// 300,000 for 79 days: 4,147.50.
		{"instalments that fall due together", judgedAndServed(allowed(instalments(true))), "2019-04-15 10:00", "2019-07-18", 300_000_00, 300_000_00, 0, 4_147_50},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			k := newCourt(t, "2019-03-04")
			vs := k.follow(c.by...)
			k.plan(moment(c.seen), func() {
				due := ask[[]casefile.DueView](k, casefile.QueryDue, c.on)
				require.Len(t, due, 1)
				d := due[0]
				assert.Equal(t, []int64{c.principal, c.overdue, c.penalty, c.grows, c.principal + c.penalty + c.grows},
					[]int64{d.PrincipalFen, d.OverdueFen, d.PenaltyFen, d.InterestFen, d.TotalFen})
				if c.grows > 0 || c.name == "a penalty at 15 % a year" {
					assert.NotEmpty(t, d.Steps, "explained")
				}
				v := k.view()
				require.Len(t, v.Due, 1)
				assert.Equal(t, c.seen[:10], v.Due[0].On.String(), "the view is of today")
			})
			k.until = moment(c.seen).AddDate(0, 0, 1)
			k.play(Case, loan("2019-03-04", casefile.Summary))
			k.taken(vs...)
		})
	}
}

// Paid late, 5 days: 300,000 and the 262.50 of interest are all owed, so
// nothing of it is too much; a fen more is.
func TestLatePaymentPaysItsInterest(t *testing.T) {
	for fen, excess := range map[int64]int64{300_262_50: 0, 300_262_51: 1} {
		l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-04-25", by: then(judgedAndServed(allowed(owes())), payment("2019-04-24 10:00", "a", "O1", fen))}
		o := l.play(t).final.Obligations[0]
		assert.Equal(t, []int64{300_000_00, 262_50, excess}, []int64{o.PaidFen, o.BesidesFen, o.ExcessFen})
	}
}

// ledger is a case that has nothing but obligations and payments.
func ledger(os ...casefile.Obligation) *caseRun {
	p := policy.Default()
	m := &matter{common: &common{Key: "k", Policy: p, Counts: map[string]int{}}, book: statute.NewBook(calendar.Default(), p), table: calendar.Default(), log: quiet{}, version: reform, machines: lifecycle.OfCase(), main: lifecycle.Case}
	c := &caseRun{matter: m, caseState: &caseState{}}
	for _, o := range os {
		d := duty{Obligation: o, TermFrom: date("2019-04-09"), TermLast: date("2019-04-19")}
		c.Duties = append(c.Duties, d)
	}
	return c
}

// Whatever is paid, withdrawn, given back, missed and made up, every fen is in
// one place: the debt, the penalty or interest, the excess, or back.
func TestMoneyIsConserved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := casefile.Obligation{ID: "O1", Debtors: []string{"D1", "D2"}, Creditor: "P1", Subject: casefile.Money, AmountFen: rapid.Int64Range(2, 500_000).Draw(t, "amount")}
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			o.Liability = casefile.Several
			s := rapid.Int64Range(1, o.AmountFen-1).Draw(t, "share")
			o.Shares = []casefile.Share{{Debtor: "D1", AmountFen: s}, {Debtor: "D2", AmountFen: o.AmountFen - s}}
		case 1:
			s := rapid.Int64Range(1, o.AmountFen-1).Draw(t, "part")
			o.Instalments = []casefile.Instalment{{AmountFen: s, Due: date("2019-04-30")}, {AmountFen: o.AmountFen - s, Due: date("2019-05-31")}}
			o.Accelerates = rapid.Bool().Draw(t, "accelerates")
			o.WaivedFen = rapid.Int64Range(0, 1000).Draw(t, "waived")
		}
		o.PenaltyFen = rapid.SampledFrom([]int64{0, 0, 777}).Draw(t, "penalty")
		o.PenaltyAnnualMillionths = rapid.SampledFrom([]int64{0, 0, 150_000}).Draw(t, "rate")
		require.Empty(t, casefile.CheckObligations("o", []casefile.Obligation{o}))
		c := ledger(o)
		d := &c.Duties[0]
		today := date("2019-04-10")
		for i := range rapid.IntRange(1, 25).Draw(t, "steps") {
			today = today.AddDays(rapid.IntRange(0, 20).Draw(t, "days"))
			miss := func() {
				if last, _ := d.next(); d.Defaulted.IsZero() && d.overdue(today) {
					d.Defaulted = last
					d.restore()
					if d.Accelerates {
						d.Accelerated = last
					}
				}
			}
			miss()
			switch rapid.IntRange(0, 5).Draw(t, "what") {
			case 0:
				if n := len(c.Payments); n > 0 {
					if p := &c.Payments[rapid.IntRange(0, n-1).Draw(t, "which")]; p.ReturnedFen == 0 && p.Reversed.IsZero() {
						p.Reversed = today
					}
				}
			case 1:
				for j := range c.Payments {
					if p := &c.Payments[j]; p.ExcessFen > 0 && p.Reversed.IsZero() {
						p.ReturnedFen, p.ReturnedOn = p.ReturnedFen+p.ExcessFen, today
						break
					}
				}
			default:
				who := rapid.SampledFrom([]string{"D1", "D2"}).Draw(t, "payer")
				c.Payments = append(c.Payments, casefile.Payment{ID: fmt.Sprint(i), Obligation: "O1", Payer: who, For: who,
					AmountFen: rapid.Int64Range(1, o.AmountFen+o.AmountFen/3+2).Draw(t, "fen"), On: today.AddDays(-rapid.IntRange(0, 3).Draw(t, "late"))})
			}
			c.bookAll(d)
			miss() // a payment that bounced after the day makes it missed
			var came, by, excess int64
			for _, p := range c.Payments {
				if p.Reversed.IsZero() {
					came += p.AmountFen
					excess += p.ExcessFen
				}
			}
			for _, who := range []string{"D1", "D2"} {
				by += d.PaidBy[who]
				if o.Liability == casefile.Several && d.PaidBy[who] > o.Shares[int(who[1]-'1')].AmountFen {
					t.Fatalf("%s paid %d of a smaller share", who, d.PaidBy[who])
				}
			}
			require.Equal(t, came, d.PaidFen+d.BesidesFen+d.ExcessFen+d.ReturnedFen, "every fen that came is in one place")
			require.Equal(t, d.PaidFen, by)
			require.Equal(t, excess, d.ExcessFen)
			require.GreaterOrEqual(t, d.PaidFen, int64(0))
			require.Equal(t, d.AmountFen, d.PaidFen+d.principalLeft(), "paid and owed are the debt")
			require.Equal(t, o.AmountFen+d.RestoredFen, d.AmountFen)
			if len(d.Instalments) > 0 {
				var sum int64
				for _, in := range d.Instalments {
					sum += in.AmountFen
				}
				require.Equal(t, d.AmountFen, sum, "instalments add up")
			}
			require.Equal(t, d.outstanding() == 0, !d.PerformedOn.IsZero())
			due := c.dueOn(d, today)
			require.Equal(t, d.outstandingFen(), due.PrincipalFen)
			require.Equal(t, due.TotalFen, due.PrincipalFen+due.PenaltyFen+due.InterestFen)
			require.LessOrEqual(t, due.OverdueFen, due.PrincipalFen)
			if d.agreedLiability() {
				require.Zero(t, due.InterestFen, "an agreed liability excludes interest")
			}
		}
	})
}
