package workflows

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func dismissedPetition(when string) []dec {
	return line(when, lifecycle.PetitionDismissed, lifecycle.Clerk, byParty("D2", when[:10]))
}

// A petition that was accepted and dismissed takes nothing away: wherever the
// case stands by then, the debtor owes in it again.
func TestAPetitionDismissedAfterAcceptance(t *testing.T) {
	both := two("2019-03-04", casefile.Summary)
	resume := map[lifecycle.State]lifecycle.Event{lifecycle.Service: lifecycle.ResumeService, lifecycle.Defence: lifecycle.ResumeDefence, lifecycle.Trial: lifecycle.ResumeTrial}
	takesOver := func(when string) []dec {
		return line(when, lifecycle.AdministratorIn, lifecycle.Clerk, casefile.AdministratorForm{Party: "D2", Administrator: "某所", On: date(when[:10])})
	}
	for _, state := range beforeJudgment {
		r := suit(t, state, casefile.Summary)
		out := then(r.by, bankruptParty(r.later(1), "D2", lifecycle.Clerk))
		t.Run("stayed from "+string(state), func(t *testing.T) {
			t.Parallel()
			// Without an administrator the suit goes on once there is no bankruptcy.
			l := lived{in: r.in, until: r.later(6), by: then(out, dismissedPetition(r.later(2)), line(r.later(3), resume[state], lifecycle.Judge, nil))}
			assert.Equal(t, state, l.play(t).row.Phase)
		})
		t.Run("conducted by the administrator in "+string(state), func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, until: r.later(6), by: then(out, takesOver(r.later(2)), line(r.later(3), resume[state], lifecycle.Judge, nil), dismissedPetition(r.later(4)))}
			assert.Equal(t, state, l.play(t).row.Phase)
		})
	}
	trial := suit(t, lifecycle.Trial, casefile.Summary)
	judged := then(trial.by, bankruptParty(trial.later(1), "D2", lifecycle.Clerk), takesOver(trial.later(2)), line(trial.later(3), lifecycle.ResumeTrial, lifecycle.Judge, nil),
		line(trial.later(5), lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())))
	served := line("2019-03-21 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-21"))
	for _, l := range []lived{
		open("judged", both, lifecycle.AwaitingEffect, "2019-03-22", judged, dismissedPetition("2019-03-21 11:00")),
		open("under appeal", both, lifecycle.Appeal, "2019-03-24", judged, served, appealBy("D1", "2019-03-22 10:00"), dismissedPetition("2019-03-23 10:00")),
		open("dormant", both, lifecycle.Dormant, "2019-07-02", appliedBoth(), bankruptParty("2019-06-10 10:00", "D2", lifecycle.EnforcementJudge),
			linkedDec("2019-06-20 10:00", lifecycle.EndedForNow, casefile.ResultForm{On: date("2019-06-20"), Reason: "无财产"}), dismissedPetition("2019-07-01 10:00")),
	} {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			l.check(t, l.play(t))
		})
	}
	t.Run("urged: its debt is urged again from that day", func(t *testing.T) {
		t.Parallel()
		l := open("", both, lifecycle.InSupervision, "2019-03-28", bothOwe(), bankruptParty("2019-03-20 10:00", "D2", lifecycle.Clerk), dismissedPetition("2019-03-27 10:00"))
		c := l.play(t, func(p *court) {
			p.look(at("2019-03-26", "09:00"), func(v casefile.View) { assert.Equal(t, string(lifecycle.Unperformed), v.Obligations[1].State) })
		})
		l.check(t, c)
		c.happens("2019-03-27 10:00", lifecycle.ResumeTerm, "supervision/O2")
		assert.Equal(t, "urging", c.final.Obligations[1].State)
	})
	t.Run("awaited: the two years begin anew", func(t *testing.T) {
		t.Parallel()
		l := open("", both, lifecycle.AwaitingEnforcement, "2019-05-22", bothOwe(), bankruptParty("2019-05-09 10:00", "D2", lifecycle.Clerk), dismissedPetition("2019-05-20 10:00"))
		c := l.play(t, func(p *court) {
			p.expect(runs{"2019-05-21", "limitation", "2021-05-20", "P1", statute.EnforcementApplication})
		})
		l.check(t, c)
	})
	t.Run("enforced: the enforcement hears it, and a second may follow", func(t *testing.T) {
		t.Parallel()
		l := open("", both, lifecycle.InEnforcement, "2019-07-02", appliedBoth(), bankruptParty("2019-06-10 10:00", "D2", lifecycle.EnforcementJudge), dismissedPetition("2019-07-01 10:00"))
		c := l.play(t)
		l.check(t, c)
		var told []lifecycle.Event
		for _, x := range c.told {
			told = append(told, x.Event)
		}
		assert.Equal(t, []lifecycle.Event{lifecycle.ReferralAccepted, lifecycle.OneDismissed}, told)
	})
	// Nobody's, or before it was accepted.
	by := then(bothOwe(), bankruptParty("2019-05-09 10:00", "D2", lifecycle.Clerk))
	for says, form := range map[string]casefile.PartyDayForm{"one of D2": byParty("D1", "2019-05-20"), "2019-05-09 or later": byParty("D2", "2019-05-08")} {
		got := undisturbed(t, Case, both, "2019-03-04", by, "2019-05-20 10:00", decision(t, lifecycle.PetitionDismissed, lifecycle.Clerk, form))[0]
		assert.Contains(t, got.Error(), says)
	}
	// The court refers it no more; the parties may apply again themselves (法发〔2017〕2号).
	l := lived{in: both, until: "2019-05-22", by: then(by, dismissedPetition("2019-05-20 10:00"), line("2019-05-21 10:00", lifecycle.SignOfOneDebtor, lifecycle.Judge, debtor("D2")))}
	assert.Len(t, l.play(t).happened(lifecycle.SignOfOneDebtor, ""), 1)
	l.by = then(by, dismissedPetition("2019-05-20 10:00"), line("2019-05-21 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-05-21")))
	assert.Contains(t, l.play(t).links[0].Enforcement.Referred, "D2")
}

// The enforcement takes the debtor back: alone, it resumes; beside others, what
// it owes is enforced again. Anybody else's dismissal changes nothing.
func TestAnEnforcementHearsOfADismissedPetition(t *testing.T) {
	heard := func(when, party string) []dec {
		return linkedDec(when, lifecycle.OneDismissed, byParty(party, when[:10]))
	}
	for _, r := range enforcementStates() {
		if !slices.Contains([]lifecycle.State{lifecycle.Reporting, lifecycle.Measures, lifecycle.SettledFor, lifecycle.Deferred, lifecycle.EndedNow, lifecycle.RetrialStopped, lifecycle.Suspended}, r.state) {
			continue
		}
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			q := reached{from: r.from}
			p := pursued{in: overdueLoan(casefile.Enterprise), until: q.later(4), phase: r.state, by: then(r.by, heard(q.later(1), "D1"))}
			c := p.play(t)
			assert.Equal(t, r.state, c.row.Phase)
			assert.NotContains(t, c.happened(lifecycle.OneDismissed, "")[0].Note, "恢复")
		})
	}
	accepted := linkedDec("2019-07-15 10:00", lifecycle.ReferralAccepted, casefile.ReferralForm{Party: "D1", Outcome: "accepted", On: date("2019-07-15")})
	p := pursued{in: twoDebtors(), until: "2019-08-02 09:00", phase: lifecycle.Measures, by: then(bothReported(), accepted, heard("2019-08-01 10:00", "D1"))}
	c := p.play(t, func(c *court) {
		c.look(at("2019-07-31", "10:00"), func(v casefile.View) { assert.Less(t, v.Enforcement.Money.OwedFen, int64(51_000_00)) })
	})
	assert.Greater(t, c.final.Enforcement.Money.OwedFen, int64(350_000_00))
	p = pursued{in: overdueLoan(casefile.Enterprise), until: "2019-09-03", phase: lifecycle.Measures, by: then(inBankruptcy(), heard("2019-09-02 10:00", "D1"))}
	assert.Equal(t, lifecycle.Measures, p.play(t).row.Phase)
}

// The case closed when the bankruptcy was accepted, and is not there to hear
// that its enforcement went on after the dismissal and brought everything:
// 300,000 for the 138 days from 04-19 to 09-04, 7,245.00. What it reports is on
// its own record and in the register.
func TestWhatAnEnforcementReportsToACaseThatHasEnded(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Enterprise), phase: lifecycle.Concluded, reason: ClosedEnforced, on: "2019-09-05", by: then(inBankruptcy(),
		line("2019-09-02 10:00", lifecycle.BankruptcyDismissed, lifecycle.Clerk, onDay("2019-09-02")),
		collect("2019-09-04 10:00", 307_245_00), release("2019-09-05 10:00", 307_245_00))}
	c := p.play(t, func(c *court) { c.gone = "zh-2019-000001" })
	c.closed()
	assert.Equal(t, ClosedEnforced, c.row.Reason)
	var noted []casefile.Entry
	for _, e := range c.entries() { // in the register, after the report itself
		if e.Name == "关联案件已不在" && e.Event == lifecycle.Enforced {
			noted = append(noted, e)
		}
	}
	require.Len(t, noted, 1)
	assert.Equal(t, "zh-2019-000001", noted[0].Note)
	assert.Len(t, c.happened(lifecycle.FullyCollected, ""), 1)
}

// Interest of a bankrupt stops with the acceptance (企业破产法第46条), and only
// its own. 300,000 yuan were due on Monday 2019-03-18; 1.75 per ten thousand and
// day are 52.50. The petition against D2 is accepted on 04-17, thirty days later
// (1,575.00); on 05-17 it is sixty days (3,150.00). O1 is owed by both: D1 owes
// the interest of sixty days, D2 that of thirty. O2 is D2's alone.
func TestInterestStopsForTheBankruptAlone(t *testing.T) {
	joint, own, secured := owes(), owes(), owes()
	joint.Debtors = []string{"D1", "D2"}
	own.ID, own.Debtors = "O2", []string{"D2"}
	secured.ID, secured.Debtors, secured.Guarantors = "O3", []string{"D2"}, []string{"D1"}
	by := then(feePaid(),
		line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06")),
		line("2019-03-06 10:30", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D2", "2019-03-06")),
		line("2019-03-07 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{joint, own, secured}}),
		line("2019-03-07 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "declined"}),
		bankruptParty("2019-04-17 10:00", "D2", lifecycle.Clerk))
	due := func(v casefile.View, id string) casefile.DueView {
		for _, d := range v.Due {
			if d.Obligation == id {
				return d
			}
		}
		t.Fatalf("nothing is due on %s", id)
		return casefile.DueView{}
	}
	l := lived{in: two("2019-03-04", casefile.Summary), until: "2019-06-17 12:00", by: then(by, dismissedPetition("2019-06-01 10:00"))}
	c := l.play(t, func(p *court) {
		p.look(at("2019-04-17", "11:00"), func(v casefile.View) {
			assert.Equal(t, map[string]int64{"D1": 301_575_00, "D2": 301_575_00}, due(v, "O1").ByDebtor)
		})
		p.look(at("2019-05-17", "11:00"), func(v casefile.View) {
			assert.Equal(t, int64(3_150_00), due(v, "O1").InterestFen, "a co-debtor who is not bankrupt owes on")
			assert.Equal(t, map[string]int64{"D1": 303_150_00, "D2": 301_575_00}, due(v, "O1").ByDebtor)
			assert.Equal(t, int64(1_575_00), due(v, "O2").InterestFen)
			assert.Equal(t, int64(1_575_00), due(v, "O3").InterestFen, "who stands in for the bankrupt owes what it owes")
		})
	})
	// Dismissed, interest has run all along: 91 days to 06-17 are 4,777.50.
	assert.Equal(t, int64(4_777_50), due(c.final, "O2").InterestFen)
	assert.Equal(t, map[string]int64{"D1": 304_777_50, "D2": 304_777_50}, due(c.final, "O1").ByDebtor)
}
