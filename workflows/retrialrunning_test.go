package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func orderedRunning(when string) []dec {
	return line(when, lifecycle.RetrialRunning, lifecycle.President, running(when[:10]))
}

func inDays(when string, n int) string {
	return moment(when).AddDate(0, 0, n).Format("2006-01-02 15:04")
}

// stays keeps a case where it is for a month: paid in part, or not moving by itself.
func runningFrom(t *testing.T, state lifecycle.State) (reached, []dec, string) {
	r := stateOf(t, state)
	if state == lifecycle.InSupervision { // in a performance period of months
		o := owes()
		o.DueDays, o.Due = 0, date("2019-12-31")
		r.by = judgedAndServed(allowed(o))
	}
	return r, then(r.by, orderedRunning(r.later(1))), r.later(1)
}

// Nothing stands still, and each outcome finds its way, from every state.
func TestARetrialThatSuspendsNothing(t *testing.T) {
	less := owes()
	less.AmountFen = 150_000_00
	for _, state := range []lifecycle.State{lifecycle.InSupervision, lifecycle.AwaitingEnforcement, lifecycle.InEnforcement, lifecycle.Dormant, lifecycle.BankruptcyHandoff} {
		r, by, when := runningFrom(t, state)
		if state == lifecycle.BankruptcyHandoff {
			r = stateOf(t, lifecycle.InSupervision)
			when = r.later(1)
			by = then(r.by, orderedRunning(when), line(r.later(2), lifecycle.BankruptcySign, lifecycle.Judge, debtor("D1")))
		}
		back := inDays(when, 5)
		for name, c := range map[string]struct {
			event lifecycle.Event
			form  any
			phase lifecycle.State
		}{
			"upheld":    {lifecycle.RunningUpheld, onDay(back[:10]), state},
			"changed":   {lifecycle.RetrialChanged, casefile.JudgmentForm{On: date(back[:10]), Outcome: "partly_allowed", Obligations: []casefile.Obligation{less}}, lifecycle.InSupervision},
			"set aside": {lifecycle.RetrialSetAside, onDay(back[:10]), lifecycle.Closed},
		} {
			t.Run(string(state)+" "+name, func(t *testing.T) {
				t.Parallel()
				l := lived{in: r.in, until: inDays(back, 1), by: then(by, line(back, c.event, lifecycle.Integration, c.form))}
				p := l.play(t, func(p *court) {
					p.look(moment(inDays(when, 2)), func(v casefile.View) {
						assert.Equal(t, state, v.Row.Phase)
						assert.Equal(t, "retrial_court", deadline(t, v, "retrial").On)
						for _, d := range v.Deadlines {
							assert.True(t, d.Frozen.IsZero(), "%s stands still", d.ID)
						}
					})
				})
				assert.Equal(t, c.phase, p.row.Phase)
				var told []lifecycle.Event
				for _, x := range p.told {
					if x.to == casefile.EnforcementKey("zh-2019-000001") {
						told = append(told, x.Event)
					}
				}
				switch {
				case state != lifecycle.InEnforcement && state != lifecycle.Dormant || name == "upheld":
					assert.Empty(t, told, "it was never stopped")
				default:
					assert.Equal(t, []lifecycle.Event{c.event}, told)
				}
				for _, d := range p.final.Deadlines {
					assert.NotEqual(t, "retrial", d.ID)
				}
				if name == "changed" {
					assert.Equal(t, int64(150_000_00), p.row.OutstandingFen)
					assert.Equal(t, date(back[:10]).AddDays(10).String(), p.final.Obligations[0].NextDue.String())
				}
			})
		}
	}
}

// A payment is booked on its day while the retrial is out, a default is one, and
// what was paid counts towards the new document.
func TestWhatHappensWhileTheRetrialIsOut(t *testing.T) {
	r := stateOf(t, lifecycle.InSupervision)
	less := owes()
	less.AmountFen = 150_000_00
	pay := line("2019-04-23 10:00", lifecycle.Pay, lifecycle.Clerk, paid("p", "O1", 100_000_00, "2019-04-23"))
	l := lived{in: r.in, until: "2019-06-12", by: then(judgedAndServed(allowed(owes())), orderedRunning("2019-04-22 10:00"), pay,
		line("2019-05-20 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-05-20")),
		linkedDec("2019-06-01 10:00", lifecycle.EndedForNow, casefile.ResultForm{On: date("2019-06-01"), CollectedFen: 20_000_00, Reason: "无财产"}),
		line("2019-06-10 10:00", lifecycle.RetrialChanged, lifecycle.Integration, casefile.JudgmentForm{On: date("2019-06-09"), Outcome: "partly_allowed", Obligations: []casefile.Obligation{less}}))}
	c := l.play(t, func(p *court) {
		p.look(at("2019-05-19", "09:00"), func(v casefile.View) { assert.Equal(t, lifecycle.AwaitingEnforcement, v.Row.Phase) })
		p.look(at("2019-06-02", "09:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.Dormant, v.Row.Phase)
			assert.Equal(t, int64(180_000_00), v.Row.OutstandingFen)
		})
	})
	assert.Equal(t, int64(30_000_00), c.row.OutstandingFen, "150,000 less 100,000 paid and 20,000 collected")
	assert.NotContains(t, c.happened(lifecycle.RetrialChanged, "")[0].Note, "执行回转")
}

// Enforced in full before the outcome: the case stays open for it. Changed to
// less, what was collected beyond it is named for the ruling of reversal.
func TestAnEnforcementThatEndsDuringTheRetrial(t *testing.T) {
	less := owes()
	less.AmountFen = 150_000_00
	for _, state := range []lifecycle.State{lifecycle.InEnforcement, lifecycle.Dormant} {
		r, by, when := runningFrom(t, state)
		back := inDays(when, 30)
		end := func(e lifecycle.Event, why string, fen int64) []dec {
			return linkedDec(inDays(when, 3), e, casefile.ResultForm{On: date(inDays(when, 3)[:10]), CollectedFen: fen, Reason: why})
		}
		upheld := map[lifecycle.State]lifecycle.Event{lifecycle.InEnforcement: lifecycle.UpheldToEnforcement, lifecycle.Dormant: lifecycle.UpheldToDormant}[state]
		for name, c := range map[string]struct {
			end    []dec
			event  lifecycle.Event
			form   any
			phase  lifecycle.State
			reason string
		}{
			"enforced, upheld":    {end(lifecycle.Enforced, ClosedEnforced, 303_500_00), upheld, onDay(back[:10]), lifecycle.Closed, ClosedEnforced},
			"terminated, upheld":  {end(lifecycle.EnforcementEnded, ClosedTerminated, 0), upheld, onDay(back[:10]), lifecycle.Closed, ClosedTerminated},
			"enforced, changed":   {end(lifecycle.Enforced, ClosedEnforced, 303_500_00), lifecycle.RetrialChanged, casefile.JudgmentForm{On: date(back[:10]), Outcome: "partly_allowed", Obligations: []casefile.Obligation{less}}, lifecycle.Closed, ClosedPerformed},
			"enforced, set aside": {end(lifecycle.Enforced, ClosedEnforced, 303_500_00), lifecycle.RetrialSetAside, onDay(back[:10]), lifecycle.Closed, ClosedSetAside},
		} {
			t.Run(string(state)+" "+name, func(t *testing.T) {
				t.Parallel()
				l := closed("", r.in, c.reason, back[:10], nil, by, c.end, line(back, c.event, lifecycle.Integration, c.form))
				p := l.play(t, func(p *court) {
					p.look(moment(inDays(when, 4)), func(v casefile.View) {
						assert.Equal(t, lifecycle.InRetrial, v.Row.Phase)
						assert.Equal(t, "retrial_court", v.Row.On, "it waits for the outcome alone")
					})
				})
				l.check(t, p)
				switch name {
				case "enforced, changed":
					assert.Contains(t, p.happened(lifecycle.RetrialChanged, "")[0].Note, "超出新文书150000.00元，应裁定执行回转")
					assert.Contains(t, p.happened(lifecycle.OldEnforcementBooked, "")[0].Note, "超出新文书3500.00元应执行回转")
					assert.Len(t, p.messages("cn.luxing.retrial.restitution"), 1)
				case "enforced, set aside":
					assert.Contains(t, p.happened(lifecycle.RetrialSetAside, "")[0].Note, "已履行303500.00元可申请执行回转")
				}
			})
		}
	}
}

// All performed, claimed in a bankruptcy or time-barred: the case waits for the
// outcome with nothing else to do, and ends as it would have.
func TestACaseThatIsDoneButForTheRetrial(t *testing.T) {
	company := stateOf(t, lifecycle.InSupervision)
	order := orderedRunning("2019-04-22 10:00")
	pay := func(when string) []dec {
		return line(when, lifecycle.Pay, lifecycle.Clerk, paid("all", "O1", 300_000_00, when[:10]))
	}
	for name, c := range map[string]struct {
		by            []dec
		resting, back string
		event         lifecycle.Event
		reason        string
	}{
		"performed":      {pay("2019-04-25 10:00"), "2019-04-26", "2019-07-01", lifecycle.RetrialUpheld, ClosedPerformed},
		"performed late": {pay("2019-05-25 10:00"), "2019-05-26", "2019-07-01", lifecycle.RetrialUpheld, ClosedPerformed},
		"bankrupt": {line("2019-04-25 10:00", lifecycle.PartyBankrupt, lifecycle.Judge, casefile.PartyBankruptForm{Party: "D1", Court: "浙0211", On: date("2019-04-24")}),
			"2019-04-26", "2019-07-01", lifecycle.RetrialUpheld, ClosedBankruptcy},
		"handed off": {then(line("2019-04-25 10:00", lifecycle.BankruptcySign, lifecycle.Judge, debtor("D1")),
			line("2019-04-28 10:00", lifecycle.BankruptcyAccepted, lifecycle.Integration, casefile.BankruptcyAnswerForm{On: date("2019-04-28"), Number: "（2019）浙0211破申3号"})),
			"2019-04-29", "2019-07-01", lifecycle.RetrialUpheld, ClosedBankruptcy},
		"time-barred": {nil, "2021-04-21", "2021-05-10", lifecycle.UpheldToAwaiting, ClosedTimeBarred}, // two years from 2019-04-19
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := closed("", company.in, c.reason, c.back, nil, judgedAndServed(allowed(owes())), order, c.by, line(c.back+" 10:00", c.event, lifecycle.Integration, onDay(c.back)))
			p := l.play(t, func(p *court) {
				p.look(at(c.resting, "09:00"), func(v casefile.View) {
					assert.Equal(t, lifecycle.InRetrial, v.Row.Phase)
					assert.Equal(t, "retrial_court", v.Row.On)
				})
			})
			l.check(t, p)
			require.Len(t, p.happened(lifecycle.RestsInRetrial, ""), 1)
		})
	}
	// Referred out of enforcement: the enforcement hears that its debtor is bankrupt.
	by := then(enforcing(allowed(owes())), orderedRunning("2019-06-03 10:00"), line("2019-07-01 10:00", lifecycle.BankruptcySign, lifecycle.Linked, debtor("D1")),
		line("2019-07-03 10:00", lifecycle.ConsentToTransfer, lifecycle.EnforcementJudge, casefile.ConsentForm{By: "P1", On: date("2019-07-03")}),
		line("2019-07-05 10:00", lifecycle.PanelDecides, lifecycle.EnforcementJudge, reason()),
		line("2019-07-08 10:00", lifecycle.PresidentSigns, lifecycle.President, casefile.BankruptcyCourtForm{Court: "浙0211", On: date("2019-07-08")}),
		line("2019-08-05 10:00", lifecycle.BankruptcyAccepted, lifecycle.Integration, casefile.BankruptcyAnswerForm{On: date("2019-08-05"), Number: "（2019）浙0211破申3号"}))
	p := lived{in: company.in, until: "2019-08-06", by: by}.play(t)
	assert.Equal(t, lifecycle.InRetrial, p.row.Phase)
	answers := 0
	for _, x := range p.told {
		if x.Event == lifecycle.ReferralAccepted {
			answers++
		}
	}
	assert.Equal(t, 1, answers)
}

func TestARunningRetrialThatIsRefused(t *testing.T) {
	r := stateOf(t, lifecycle.InSupervision)
	form := running("2019-04-22")
	form.Ground = "loan"
	got := undisturbed(t, Case, r.in, "2019-03-04", r.by, r.from, decision(t, lifecycle.RetrialRunning, lifecycle.President, form))[0]
	assert.Equal(t, casefile.BadInput, got.Code)
	assert.Contains(t, got.Error(), "民事诉讼法第217条")
	form = running("2019-04-08")
	got = undisturbed(t, Case, r.in, "2019-03-04", r.by, r.from, decision(t, lifecycle.RetrialRunning, lifecycle.President, form))[0]
	assert.Contains(t, got.Error(), "2019-04-09 or later")
	for _, e := range []lifecycle.Event{lifecycle.RetrialRunning, lifecycle.OrderRetrial} {
		got = undisturbed(t, Case, r.in, "2019-03-04", then(r.by, orderedRunning(r.later(1))), r.later(3), decision(t, e, lifecycle.President, sample(t, e, date("2019-04-22"))))[0]
		assert.Contains(t, got.Message, "已于2019-04-22裁定再审")
	}
	for _, e := range []lifecycle.Event{lifecycle.RunningUpheld, lifecycle.RetrialChanged, lifecycle.RetrialSetAside} {
		got = undisturbed(t, Case, r.in, "2019-03-04", r.by, r.from, decision(t, e, lifecycle.Clerk, sample(t, e, date("2019-04-22"))))[0]
		assert.Equal(t, casefile.GuardFailed, got.Code)
		assert.Contains(t, got.Message, "没有不中止执行的再审")
	}
}
