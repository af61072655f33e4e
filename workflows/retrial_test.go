package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func ordered(when string) []dec {
	return line(when, lifecycle.OrderRetrial, lifecycle.President, retried(when[:10], "first"))
}

// A retrial stops what rests on the document. Upheld, everything goes on where
// it was, as much later as it stood still.
func TestARetrialThatUpholds(t *testing.T) {
	for _, c := range []struct {
		state lifecycle.State
		event lifecycle.Event
	}{
		{lifecycle.InSupervision, lifecycle.RetrialUpheld}, {lifecycle.AwaitingEnforcement, lifecycle.UpheldToAwaiting},
		{lifecycle.InEnforcement, lifecycle.UpheldToEnforcement}, {lifecycle.Dormant, lifecycle.UpheldToDormant},
	} {
		t.Run(string(c.state), func(t *testing.T) {
			t.Parallel()
			r := stateOf(t, c.state)
			when := r.later(1)
			back := moment(when).AddDate(0, 0, 30).Format("2006-01-02 15:04")
			l := lived{in: r.in, phase: c.state, until: moment(back).AddDate(0, 0, 1).Format("2006-01-02 15:04"),
				by: then(r.by, ordered(when), line(back, c.event, lifecycle.Integration, onDay(back[:10])))}
			p := l.play(t, func(p *court) {
				p.look(moment(r.later(2)), func(v casefile.View) {
					assert.Equal(t, lifecycle.InRetrial, v.Row.Phase)
					for _, d := range v.Deadlines {
						assert.True(t, d.ID == "retrial" || !d.Frozen.IsZero(), "%s runs during the retrial", d.ID)
					}
				})
			})
			l.check(t, p)
			for _, e := range []lifecycle.Event{lifecycle.RetrialUpheld, lifecycle.UpheldToAwaiting, lifecycle.UpheldToEnforcement, lifecycle.UpheldToDormant} {
				if e != c.event {
					got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, ordered(when)), r.later(5), decision(t, e, lifecycle.Clerk, onDay(r.from[:10])))[0]
					assert.Equal(t, casefile.GuardFailed, got.Code)
				}
			}
			told := 0
			for _, x := range p.told {
				if x.to == casefile.EnforcementKey("zh-2019-000001") {
					told++
				}
			}
			if c.state == lifecycle.InEnforcement || c.state == lifecycle.Dormant {
				assert.Equal(t, 2, told, "the enforcement is told of the order and of its end")
			} else {
				assert.Zero(t, told)
			}
		})
	}
}

// The two years do not run while the retrial is out: they end on Monday
// 2021-04-19, and thirty days later, on Wednesday 2021-05-19, with it.
func TestLimitationStandsStillDuringARetrial(t *testing.T) {
	l := lived{in: companies("2019-03-04", casefile.Summary), until: "2019-07-12", by: then(judgedAndServed(allowed(owes())), ordered("2019-06-10 10:00"),
		line("2019-07-10 10:00", lifecycle.UpheldToAwaiting, lifecycle.Clerk, onDay("2019-07-10")))}
	l.play(t, func(p *court) {
		p.expect(runs{"2019-06-11", "retrial", "2019-12-10", "retrial_court", statute.OrdinaryTrial},
			runs{"2019-07-11", "limitation", "2021-05-19", "P1", statute.EnforcementApplication})
	})
}

// Set aside: the case ends, and what rested on the judgment is told so. What was
// paid stays booked, to be claimed back.
func TestARetrialThatSetsTheJudgmentAside(t *testing.T) {
	r := stateOf(t, lifecycle.InEnforcement)
	l := closed("", r.in, ClosedSetAside, "2019-09-02", nil, r.by, ordered("2019-06-10 10:00"),
		line("2019-09-02 10:00", lifecycle.RetrialSetAside, lifecycle.Integration, onDay("2019-09-01")))
	c := l.play(t)
	l.check(t, c)
	var events []lifecycle.Event
	for _, x := range c.told {
		events = append(events, x.Event)
	}
	assert.Equal(t, []lifecycle.Event{lifecycle.OrderRetrial, lifecycle.RetrialSetAside}, events)
	assert.Len(t, c.messages("cn.luxing.retrial.retrial_set_aside"), 1)

	paidFirst := then(judgedAndServed(allowed(owes())), line("2019-04-10 10:00", lifecycle.Pay, lifecycle.Clerk, paid("p", "O1", 100_00, "2019-04-10")))
	l = closed("", r.in, ClosedSetAside, "2019-05-02", nil, paidFirst, ordered("2019-04-12 10:00"), line("2019-05-02 10:00", lifecycle.RetrialSetAside, lifecycle.Clerk, onDay("2019-05-02")))
	c = l.play(t)
	assert.Contains(t, c.happened(lifecycle.RetrialSetAside, "")[0].Note, "已履行100.00元可申请执行回转")
}

// Changed: what the retrial orders takes the first judgment's place; what was
// paid on it counts.
func TestARetrialThatChangesTheJudgment(t *testing.T) {
	less := owes()
	less.AmountFen = 150_000_00
	l := lived{in: companies("2019-03-04", casefile.Summary), until: "2019-09-05", by: then(judgedAndServed(allowed(owes())),
		line("2019-04-10 10:00", lifecycle.Pay, lifecycle.Clerk, paid("p", "O1", 100_000_00, "2019-04-10")), ordered("2019-04-12 10:00"),
		line("2019-09-02 10:00", lifecycle.RetrialChanged, lifecycle.Integration, casefile.JudgmentForm{On: date("2019-09-01"), Outcome: "partly_allowed", Obligations: []casefile.Obligation{less}}))}
	c := l.play(t)
	assert.Equal(t, lifecycle.InSupervision, c.row.Phase)
	assert.Equal(t, int64(50_000_00), c.row.OutstandingFen)
	assert.Equal(t, "2019-09-11", c.final.Obligations[0].NextDue.String()) // ten days from 09-01
	got := undisturbed(t, Case, l.in, "2019-03-04", judgedAndServed(allowed(owes())), "2019-04-12 10:00",
		decision(t, lifecycle.OrderRetrial, lifecycle.President, retried("2019-04-08", "first")))[0]
	assert.Contains(t, got.Error(), "2019-04-09 or later")
}

// A slip of the pen is mended where it stands; payments are conserved to the fen.
func TestCorrectionOfASlipOfThePen(t *testing.T) {
	fix := func(when string, fen int64, part int) []dec {
		return line(when, lifecycle.CorrectDocument, lifecycle.Judge, casefile.CorrectForm{On: date(when[:10]), Was: "300000元", Is: "更正后的金额", Obligation: "O1", AmountFen: fen, Instalment: part})
	}
	pay := line("2019-04-10 10:00", lifecycle.Pay, lifecycle.Clerk, paid("p", "O1", 100_000_00, "2019-04-10"))
	for _, c := range []struct {
		name             string
		sum              casefile.JudgmentForm
		more             []dec
		paid, left, over int64
		phase            lifecycle.State
	}{
		{"before effect", allowed(owes()), fix("2019-03-25 10:00", 280_000_00, 0), 0, 280_000_00, 0, lifecycle.AwaitingEnforcement},
		{"raised", allowed(owes()), then(pay, fix("2019-04-11 10:00", 310_000_00, 0)), 100_000_00, 210_000_00, 0, lifecycle.AwaitingEnforcement},
		{"below what was paid: performed, the rest is returned", allowed(owes()), then(pay, fix("2019-04-11 10:00", 90_000_00, 0)), 90_000_00, 0, 10_000_00, lifecycle.Closed},
		{"an instalment", allowed(instalments(false)), then(pay, fix("2019-04-11 10:00", 50_000_00, 2)), 100_000_00, 150_000_00, 0, lifecycle.InSupervision},
		{"when nobody pays any more", allowed(owes()), fix("2019-05-20 10:00", 299_000_00, 0), 0, 299_000_00, 0, lifecycle.AwaitingEnforcement},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-05-21", by: then(judgedAndServed(c.sum), c.more)}
			p := l.play(t)
			assert.Equal(t, c.phase, p.row.Phase)
			o := p.final.Obligations[0]
			assert.Equal(t, []int64{c.paid, c.left, c.over}, []int64{o.PaidFen, o.OutstandingFen, o.ExcessFen})
			rulings := 0
			for _, k := range p.documents() {
				if k == casefile.CorrectionRuling {
					rulings++
				}
			}
			assert.Equal(t, 2, rulings, "one for each party")
		})
	}
	r := stateOf(t, lifecycle.AwaitingEffect)
	form := func(change func(*casefile.CorrectForm)) casefile.CorrectForm {
		f := casefile.CorrectForm{On: date("2019-03-25"), Was: "甲", Is: "乙"}
		change(&f)
		return f
	}
	for says, f := range map[string]casefile.CorrectForm{
		"one of O1":           form(func(f *casefile.CorrectForm) { f.Obligation, f.AmountFen = "O9", 1 }),
		"data.instalment":     form(func(f *casefile.CorrectForm) { f.Obligation, f.AmountFen, f.Instalment = "O1", 1, 3 }),
		"data.is":             form(func(f *casefile.CorrectForm) { f.Is = "甲" }),
		"data.amountFen":      form(func(f *casefile.CorrectForm) { f.AmountFen = 1 }),
		"2019-03-20 or later": form(func(f *casefile.CorrectForm) { f.On = date("2019-03-19") }),
	} {
		got := undisturbed(t, Case, r.in, "2019-03-04", r.by, r.from, decision(t, lifecycle.CorrectDocument, lifecycle.Judge, f))[0]
		assert.Equal(t, casefile.BadInput, got.Code)
		require.Contains(t, got.Error(), says)
	}
}

// A case that has ended cannot be told anything: its retrial is filed as a case
// of its own, without a fee, and tells what rests on the old judgment.
func TestTheRetrialOfAnEndedCaseIsACaseOfItsOwn(t *testing.T) {
	in := loan("2019-03-04", casefile.Ordinary)
	in.Filing.Key, in.Filing.RetrialOf = "zh-2019-000009", "zh-2015-000001"
	life := then(accepted(),
		line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06")),
		line("2019-03-10 10:00", lifecycle.Answer, lifecycle.Clerk, byParty("D1", "2019-03-10")),
		line("2019-03-11 10:00", lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-20"), Time: "09:30", Place: "第三法庭"}))
	judge2 := func(form casefile.JudgmentForm) []dec {
		return then(life, line("2019-03-20 10:00", lifecycle.JudgeLater, lifecycle.Judge, form),
			line("2019-03-21 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-21")),
			line("2019-03-22 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-22")))
	}
	for _, c := range []struct {
		name  string
		by    []dec
		until string
		says  lifecycle.Event
	}{
		{"set aside", judge2(rejected()), "", lifecycle.RetrialSetAside},
		{"changed", judge2(allowed(owes())), "2019-04-10", lifecycle.RetrialChanged},
		{"withdrawn: the old judgment stands", then(life, line("2019-03-20 10:00", lifecycle.Withdraw, lifecycle.Judge, reason())), "", lifecycle.RetrialUpheld},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := lived{in: in, by: c.by, until: c.until}.play(t)
			told := map[string][]lifecycle.Event{}
			for _, x := range p.told {
				told[x.to] = append(told[x.to], x.Event)
			}
			want := []lifecycle.Event{lifecycle.OrderRetrial, c.says}
			assert.Equal(t, map[string][]lifecycle.Event{
				"zh-2015-000001-zhi": want, casefile.CertificateKey("zh-2015-000001", "P1"): want, casefile.CertificateKey("zh-2015-000001", "D1"): want,
			}, told)
			assert.Contains(t, p.row.CaseNumber, "民再")
			assert.Empty(t, p.final.Fees)
			p.happens("2019-03-04 10:00", lifecycle.NoFeeDue, "")
			assert.Equal(t, "zh-2015-000001", p.final.Links[0].Key)
		})
	}
}
