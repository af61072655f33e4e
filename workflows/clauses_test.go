package workflows

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// settled is an agreement signed in the record on 2019-03-20, not performed in court.
func settled(form casefile.MediationForm) []dec {
	form.RecordOnly = true
	return then(heard(), line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, form),
		line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "deferred"}))
}

// Three parts due 04-30, 05-31 and 06-28, 20,000 waived, 5,000 of penalty: the
// first is missed, and at 00:00 of 05-01, not before, all of it takes hold.
func TestDefaultClausesTakeHoldOnDefault(t *testing.T) {
	o := instalments(true)
	o.WaivedFen, o.PenaltyFen = 20_000_00, 5_000_00
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-05-02", by: settled(agreed(o))}
	c := l.play(t, func(c *court) {
		c.look(at("2019-04-30", "23:59"), func(v casefile.View) {
			assert.Equal(t, int64(300_000_00), v.Row.OutstandingFen)
			assert.Zero(t, v.Obligations[0].PenaltyDueFen)
		})
	})
	c.happens("2019-05-01 00:00", lifecycle.TriggerClause, "supervision/O1")
	c.happens("2019-05-01 00:00", lifecycle.Accelerate, "supervision/O1")
	v := c.final.Obligations[0]
	assert.Equal(t, []int64{320_000_00, 20_000_00, 5_000_00}, []int64{v.OutstandingFen, v.RestoredFen, v.PenaltyDueFen})
	assert.Equal(t, []int64{320_000_00, 5_000_00, 0}, []int64{c.final.Due[0].OverdueFen, c.final.Due[0].PenaltyFen, c.final.Due[0].InterestFen})
	assert.Equal(t, []int{1, 5, 6, 8, 11}, c.row.Mechanisms)

	// The debt alone does not perform it; the penalty too does.
	l.by = then(l.by, payment("2019-05-03 10:00", "a", "O1", 320_000_00), payment("2019-05-04 10:00", "b", "O1", 5_000_00))
	l.until = "2019-05-03 12:00"
	full := l.by
	l.by = full[:len(full)-1]
	c = l.play(t)
	assert.Equal(t, lifecycle.InSupervision, c.row.Phase)
	assert.Equal(t, int64(5_000_00), c.final.Obligations[0].PenaltyDueFen)
	l.by, l.until = full, ""
	c = l.play(t)
	assert.Equal(t, ClosedPerformed, c.row.Reason)

	// Paid in time, nothing of it takes hold.
	l.by, l.until = then(settled(agreed(o)), payment("2019-04-30 10:00", "a", "O1", 100_000_00)), "2019-05-02"
	c = l.play(t)
	assert.Empty(t, c.happened(lifecycle.TriggerClause, ""))
	assert.Equal(t, int64(200_000_00), c.row.OutstandingFen)

	// Paid in time and entered late: it never was a default.
	l.by = then(settled(agreed(o)), line("2019-05-01 10:00", lifecycle.Pay, lifecycle.Clerk, paid("a", "O1", 100_000_00, "2019-04-30")))
	c = l.play(t)
	v = c.final.Obligations[0]
	assert.Equal(t, []int64{200_000_00, 0, 0}, []int64{v.OutstandingFen, v.RestoredFen, v.PenaltyDueFen})
	assert.Equal(t, "2019-05-31", v.NextDue.String())
	assert.Len(t, v.Instalments, 3)
	assert.Equal(t, string(lifecycle.RunningTerm), v.State)
}

// A yearly rate stops growing when the debt is paid: due on 04-19, paid on
// 05-19, 30 days late: 300,000 x 15 % x 30 / 365 = 3,698.630..., 3,698.63.
func TestAgreedRateIsOwedToTheFen(t *testing.T) {
	o := owes()
	o.PenaltyAnnualMillionths = 150_000
	way := then(judgedAndServed(allowed(o)), payment("2019-05-19 10:00", "a", "O1", 300_000_00))
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-08-01", by: way}
	c := l.play(t)
	assert.Equal(t, int64(3_698_63), c.final.Obligations[0].PenaltyDueFen)
	l.by, l.until = then(way, payment("2019-08-01 10:00", "b", "O1", 3_698_63)), ""
	l.phase, l.reason = lifecycle.Closed, ClosedPerformed
	c = l.play(t)
	l.check(t, c)
	assert.Equal(t, []int64{300_000_00, 3_698_63, 0}, []int64{c.final.Obligations[0].PaidFen, c.final.Obligations[0].BesidesFen, c.final.Obligations[0].ExcessFen})
}

// What was agreed is enforced as it stands: waived part and penalty, no
// interest. 90 days at 15 % on 320,000: 11,835.616..., 11,835.62.
func TestClausesAreEnforcedDirectly(t *testing.T) {
	o := owes()
	o.WaivedFen, o.PenaltyAnnualMillionths, o.PenaltyFen = 20_000_00, 150_000, 1_000_00
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-05-21", by: enforcing(allowed(o))}
	in := *l.play(t).links[0].Enforcement
	assert.Equal(t, int64(320_000_00), in.Obligations[0].OutstandingFen)
	p := pursued{in: in, phase: lifecycle.Concluded, reason: ClosedEnforced, tells: []lifecycle.Event{lifecycle.Enforced},
		by: then(reported(), collect("2019-07-18 10:00", 332_835_62), release("2019-07-19 10:00", 332_835_62))}
	p.check(t, p.play(t))
	p.by, p.phase, p.reason, p.tells, p.until = then(reported(), collect("2019-07-18 10:00", 332_835_61), release("2019-07-19 10:00", 332_835_61)), lifecycle.Measures, "", nil, "2019-07-20"
	p.check(t, p.play(t))
}

func TestClauseToJudgeAnewIsRefused(t *testing.T) {
	f := agreed(owes())
	f.Terms = "被告逾期未付的，原告可请求法院重新判决"
	r := undisturbed(t, Case, loan("2019-03-04", casefile.Summary), "2019-03-04", heard(), "2019-03-20 10:00", decision(t, lifecycle.Mediate, lifecycle.Judge, f))[0]
	assert.Contains(t, r.Error(), "民事调解规定第8条")
	assert.Contains(t, r.Error(), "重新判决")
	f.Terms = "被告逾期未付的，应另付违约金一万元"
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-03-20 12:00", by: then(heard(), line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, f))}
	assert.Equal(t, lifecycle.InCourtPrompt, l.play(t).row.Phase)
}

// guaranteed is the loan with a guarantor who joins, a mortgage of the debtor's
// and a guarantor of whom nothing more is said.
func guaranteed() casefile.MediationForm {
	o := owes()
	o.Guarantors = []string{"G1", "G2"}
	o.Securities = []casefile.Security{{By: "G1", Kind: casefile.JointGuarantee}, {By: "D1", Kind: casefile.Mortgage, Property: "宁波某小区1幢101室"}}
	f := agreed(o)
	f.Joined = []casefile.Party{
		{ID: "G1", Side: casefile.Guarantor, Kind: casefile.Enterprise, Name: "宁波担保公司", IDNumber: "91350100M000100Y43"},
		{ID: "G2", Side: casefile.Guarantor, Kind: casefile.Person, Name: "担保人乙", IDNumber: "11010519491231002X"},
	}
	return f
}

// The guarantor is joined and served; that it does not sign keeps nothing from
// taking effect; on default it is told, and can be enforced against.
func TestSecuritiesTakeEffectWithoutASignature(t *testing.T) {
	by := then(heard(), line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, guaranteed()),
		line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "deferred"}),
		line("2019-03-25 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperMediation, "P1", "2019-03-25")),
		line("2019-03-25 11:00", lifecycle.RecordFailed, lifecycle.Clerk, casefile.ServiceForm{Document: casefile.PaperMediation, Party: "G1", Method: casefile.Direct, On: date("2019-03-25"), Outcome: "拒绝签收"}),
		line("2019-03-26 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperMediation, "D1", "2019-03-26")))
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-04-20", by: by} // ten days: Friday 04-05, a rest day, so Monday 04-08
	c := l.play(t)
	c.happens("2019-03-26 10:00", lifecycle.TakeEffect, "")
	c.happens("2019-04-09 00:00", lifecycle.FallDue, "supervision/O1")
	secured := map[string]casefile.SecurityView{}
	for _, s := range c.final.Obligations[0].Secured {
		secured[s.By] = s
	}
	assert.Equal(t, "2019-04-09", secured["G1"].DueFrom.String())
	assert.Equal(t, "2019-03-26", secured["G1"].EffectiveOn.String())
	assert.Equal(t, casefile.GeneralGuarantee, secured["G2"].Kind)
	assert.True(t, secured["G2"].DueFrom.IsZero(), "after the debtor only")
	assert.True(t, secured["D1"].DueFrom.IsZero(), "a mortgage that is not registered")
	var told []string
	for _, r := range c.records {
		for _, d := range r.Documents {
			if d.Kind == casefile.SecondNoticeLetter {
				told = append(told, d.To)
			}
		}
	}
	assert.Equal(t, []string{"D1", "G1", "P1"}, told)
	assert.Contains(t, c.row.Mechanisms, 7)
	party, ok := c.final.Filing.Party("G1")
	assert.True(t, ok && party.Side == casefile.Guarantor)

	// Enforced, the debtor found without property: now the other one has to.
	l.until = "2019-10-10"
	l.by = then(by, line("2019-04-10 10:00", lifecycle.RecordSecurity, lifecycle.Clerk, casefile.SecurityForm{Obligation: "O1", By: "D1", On: date("2019-04-10"), Proof: "浙（2019）不动产证明第1号"}),
		line("2019-04-22 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-04-22")),
		line("2019-10-08 10:00", lifecycle.EndedForNow, lifecycle.Linked, result("2019-10-08", "none")))
	c = l.play(t)
	o := c.links[0].Enforcement.Obligations[0]
	require.Len(t, o.Secured, 3)
	assert.Equal(t, "2019-04-10", o.Secured[1].DueFrom.String(), "the mortgage, from its registration")
	assert.Equal(t, "2019-10-08", c.final.Obligations[0].Secured[2].DueFrom.String())
}

// A mortgage can take effect wherever its obligation waits.
func TestSecurityTakesEffectInEveryState(t *testing.T) {
	o := owes()
	o.Securities = []casefile.Security{{By: "D1", Kind: casefile.Mortgage, Property: "房屋"}}
	for _, s := range []lifecycle.State{lifecycle.InCourtPrompt, lifecycle.AwaitingEffect, lifecycle.InSupervision, lifecycle.AwaitingEnforcement} {
		r := stateOf(t, s)
		form := casefile.SecurityForm{Obligation: "O1", By: "D1", On: date(r.from[:10]), Proof: "不动产登记证明"}
		l := lived{in: r.in, until: r.later(5), by: then(fixing(r.by, o), line(r.later(1), lifecycle.RecordSecurity, lifecycle.Clerk, form))}
		assert.Equal(t, form.On, l.play(t).final.Obligations[0].Secured[0].EffectiveOn, s)
	}
	r := stateOf(t, lifecycle.InSupervision)
	for _, f := range []casefile.SecurityForm{{Obligation: "O1", By: "P1", On: date("2019-04-22"), Proof: "x"}, {Obligation: "O9", By: "D1", On: date("2019-04-22"), Proof: "x"}} {
		got := undisturbed(t, Case, r.in, "2019-03-04", fixing(r.by, o), r.from, decision(t, lifecycle.RecordSecurity, lifecycle.Clerk, f))[0]
		assert.Equal(t, casefile.BadInput, got.Code)
	}
}

func TestWhoJoinsIsChecked(t *testing.T) {
	for says, change := range map[string]func(*casefile.MediationForm){
		"data.joined[0].id":         func(f *casefile.MediationForm) { f.Joined[0].ID = "D1" },
		"data.joined[1].id":         func(f *casefile.MediationForm) { f.Joined[1].ID = "G1" },
		"data.joined[0].idNumber":   func(f *casefile.MediationForm) { f.Joined[0].IDNumber = "1" },
		"data.joined[0].side":       func(f *casefile.MediationForm) { f.Joined[0].Side = casefile.Defendant },
		"obligations[0].guarantors": func(f *casefile.MediationForm) { f.Joined = f.Joined[:1] },
	} {
		f := guaranteed()
		change(&f)
		r := undisturbed(t, Case, loan("2019-03-04", casefile.Summary), "2019-03-04", heard(), "2019-03-20 10:00", decision(t, lifecycle.Mediate, lifecycle.Judge, f))[0]
		assert.Contains(t, r.Error(), says)
	}
}

// In court: performed, but the creditor has not confirmed it: nothing closes
// until it does; then the record stands in for the document (民事诉讼法第101条).
func TestPerformanceInCourtNeedsTheCreditorsConfirmation(t *testing.T) {
	pay := paid("a", "O1", 300_000_00, "2019-03-20")
	pay.Confirmed = false
	by := then(heard(), line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, agreed(owes())), line("2019-03-20 11:00", lifecycle.Pay, lifecycle.Clerk, pay))
	l := closed("", loan("2019-03-04", casefile.Summary), ClosedPerformed, "2019-03-20", nil, by, confirmed("2019-03-20 11:30", "a"))
	c := l.play(t, func(c *court) {
		c.look(at("2019-03-20", "11:15"), func(v casefile.View) { assert.Equal(t, lifecycle.InCourtPrompt, v.Row.Phase) })
	})
	l.check(t, c)
	c.happens("2019-03-20 11:30", lifecycle.PerformedInCourt, "")
	assert.Contains(t, c.documents(), casefile.PerformanceRecord)
	require.Len(t, c.messages("cn.luxing.certificate.offered"), 1)
	assert.Equal(t, "D1", c.messages("cn.luxing.certificate.offered")[0].Data["party"])
	for _, r := range c.records {
		for _, d := range r.Documents {
			if d.Kind == casefile.PerformanceRecord {
				assert.True(t, strings.Contains(d.Facts["payments"], "300000.00元，权利人确认收到"), d.Facts["payments"])
			}
			if d.Kind == casefile.PerformancePrompt {
				assert.Equal(t, "调解协议", d.Facts["basis"])
			}
		}
	}
	r := undisturbed(t, Case, l.in, "2019-03-04", by, "2019-03-20 11:15", decision(t, lifecycle.ConfirmReceipt, lifecycle.Clerk, casefile.ReceiptForm{Payment: "a", Party: "D1", On: date("2019-03-20")}))[0]
	assert.Contains(t, r.Error(), "data.party")
}

// The court's account is printed where money is asked for.
func TestDocumentsNameTheAccount(t *testing.T) {
	in := loan("2019-03-04", casefile.Summary)
	in.Policy.Account.Name, in.Policy.Account.Bank, in.Policy.Account.Number = "案款专户", "某银行", "3901"
	l := lived{in: in, until: "2019-03-20 12:00", by: then(heard(), line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, agreed(owes())))}
	c := l.play(t)
	for _, r := range c.records {
		for _, d := range r.Documents {
			if d.Kind == casefile.PerformancePrompt {
				assert.Equal(t, "3901", d.Facts["accountNumber"])
			}
		}
	}
	in.Policy.Account.Bank = ""
	require.Len(t, in.Policy.Validate(), 1)
}
