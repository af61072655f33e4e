package workflows

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func returnedFor(when, party string) []dec {
	return linkedDec(when, lifecycle.ReferralReturned, casefile.ReferralForm{Party: party, Outcome: "no_consent"})
}

// A bankruptcy is heard of wherever the enforcement stands: it rests as a whole
// when nobody else owes, and else goes on against the others.
func TestABankruptcyIsHeardOfWhereverTheEnforcementStands(t *testing.T) {
	dismissed := line("2019-09-02 10:00", lifecycle.BankruptcyDismissed, lifecycle.Clerk, onDay("2019-09-02"))
	for _, x := range []struct {
		state lifecycle.State
		by    []dec
		clock string
		last  string // of the period that begins anew on Monday 2019-09-02
	}{
		{lifecycle.EnforcementReview, nil, "enforcement-filing", "2019-09-09"},
		{lifecycle.NoticeDue, filedEnforcement(), "enforcement-notice", "2019-09-12"},
	} {
		t.Run(string(x.state)+", the only debtor", func(t *testing.T) {
			t.Parallel()
			p := pursued{in: overdueLoan(casefile.Enterprise), until: "2019-09-03", phase: x.state, by: then(x.by, openedFor("2019-05-21 12:00", "D1"), dismissed)}
			c := p.play(t, func(c *court) {
				c.look(at("2019-05-21", "13:00"), func(v casefile.View) { assert.Equal(t, lifecycle.InBankruptcy, v.Row.Phase) })
			})
			p.check(t, c)
			assert.Equal(t, x.last, deadline(t, c.final, x.clock).Deadline.Last.String())
		})
		t.Run(string(x.state)+", one of two", func(t *testing.T) {
			t.Parallel()
			p := pursued{in: twoDebtors(), until: "2019-05-22", phase: x.state, by: then(x.by, openedFor("2019-05-21 12:00", "D1"))}
			c := p.play(t)
			p.check(t, c)
			assert.Equal(t, "accepted", c.final.Enforcement.Debtors[0].Referred)
		})
		t.Run(string(x.state)+", somebody who owes nothing here", func(t *testing.T) {
			t.Parallel()
			p := pursued{in: overdueLoan(casefile.Enterprise), until: "2019-05-22", phase: x.state, by: then(x.by, openedFor("2019-05-21 12:00", "D9"))}
			p.check(t, p.play(t))
		})
	}
	// Filed, noticed and collected in full after the petition was dismissed.
	again := enf("2019-09-03 10:00", lifecycle.FileEnforcement, casefile.OfficerForm{Officer: officer})
	// 300,000 for 138 days to 09-04: 7,245.00.
	p := pursued{in: overdueLoan(casefile.Enterprise), phase: lifecycle.Concluded, reason: ClosedEnforced, by: then(openedFor("2019-05-21 12:00", "D1"), dismissed, again,
		collect("2019-09-04 10:00", 307_245_00), release("2019-09-05 10:00", 307_245_00))}
	p.check(t, p.play(t))
}

// Both debtors are referred, and answered one after the other: the enforcement
// rests only while both are bankrupt.
func TestAnswersComeOneAfterTheOther(t *testing.T) {
	companies := func() casefile.EnforcementInput {
		in := twoDebtors()
		in.Parties[2].Kind = casefile.Enterprise
		return in
	}
	refer := func(when string, e lifecycle.Event, party string) []dec {
		return enf(when, e, casefile.ReferForm{Party: party, Reason: "资不抵债", Cause: "insolvent"})
	}
	both := then(bothReported(), collect1("2019-06-03 10:00", "O2", "D2", 1_00), refer("2019-06-10 10:00", lifecycle.ReferOneDebtor, "D1"), refer("2019-06-10 11:00", lifecycle.ReferBankruptcy, "D2"),
		openedFor("2019-07-15 10:00", "D1"))
	p := pursued{in: companies(), until: "2019-07-17", phase: lifecycle.InBankruptcy, by: then(both, openedFor("2019-07-16 10:00", "D2"))}
	c := p.play(t)
	p.check(t, c)
	assert.Equal(t, "2019-07-23", deadline(t, c.final, "handover/D2").Deadline.Last.String())
	p.until, p.phase, p.by = "2019-07-17", lifecycle.Measures, then(both, returnedFor("2019-07-16 10:00", "D2"))
	c = p.play(t)
	p.check(t, c)
	assert.Equal(t, []string{"accepted", "no_consent"}, []string{c.final.Enforcement.Debtors[0].Referred, c.final.Enforcement.Debtors[1].Referred})
}

// The joint 100,000 and 1,540.00 for 88 days were paid up on 07-16, 60,000 of
// it by D1, whose bankruptcy comes before they are released: D2 owes again, and
// enforcement goes on against D2.
func TestWhoHadPaidOwesAgainWhenTheOthersMoneyGoes(t *testing.T) {
	p := pursued{in: oweJointly(), until: "2019-07-19", phase: lifecycle.Measures, by: then(bothReported(), collect1("2019-06-03 10:00", "O1", "D1", 60_000_00), collect1("2019-07-16 10:00", "O1", "D2", 41_540_00),
		openedFor("2019-07-17 10:00", "D1"))}
	c := p.play(t, func(c *court) {
		c.look(at("2019-07-16", "12:00"), func(v casefile.View) { assert.True(t, v.Enforcement.Debtors[1].Clear) })
	})
	p.check(t, c)
	c.happens("2019-07-17 10:00", lifecycle.EnforceOthers, "")
	assert.False(t, c.final.Enforcement.Debtors[1].Clear)
}

// The document is set aside: what D1 paid goes to its administrator once its
// bankruptcy is heard of, and back to D1 where only a referral was out.
func TestAReversalMindsABankruptcy(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Enterprise), phase: lifecycle.Concluded, reason: ClosedSetAside, by: then(reversing(), openedFor("2019-09-03 10:00", "D1"), returnedFor("2019-09-03 11:00", "D9"), handingOver("2019-09-04 10:00", "D1", 1_000_00))}
	p.check(t, p.play(t))
	p.by = then(reported(), collect("2019-05-31 10:00", 1_00), enf("2019-06-10 10:00", lifecycle.ReferBankruptcy, debtor("D1")), toldRetrial("2019-09-02 10:00", lifecycle.RetrialSetAside),
		enf("2019-09-03 10:00", lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: 1_00, To: "D1", On: date("2019-09-03")}))
	p.check(t, p.play(t))
	got := undisturbed(t, Enforcement, p.in, "2019-05-20", then(reversing(), openedFor("2019-09-03 10:00", "D1")), "2019-09-04 10:00",
		decision(t, lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, casefile.ReleaseForm{AmountFen: 1, To: "D1", On: date("2019-09-04")}))[0]
	assert.Contains(t, got.Article, "企业破产法第19条")
}

// Every enforcement of what the bankrupt owes is told, and no other; one that is
// ended for now as well.
func TestEveryEnforcementHearsOfABankruptcy(t *testing.T) {
	apply := func(when, party string) []dec {
		return line(when, lifecycle.ApplyEnforcement, lifecycle.Intake, byParty(party, when[:10]))
	}
	way := then(bothServed(), apply("2019-04-22 10:00", "P1"), apply("2019-05-20 10:00", "P2"))
	opened := bankruptParty("2019-10-08 10:00", "D1", lifecycle.Clerk)
	for name, dormant := range map[string]bool{"in enforcement": false, "dormant": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: creditors(), by: then(way, opened), until: "2019-10-09"}
			c := l.play(t, func(c *court) {
				if dormant {
					c.from(first, "2019-08-01 10:00", lifecycle.EndedForNow, result("2019-08-01", "x"))
					c.from(second, "2019-09-02 10:00", lifecycle.EndedForNow, result("2019-09-02", "x"))
				}
			})
			require.Len(t, c.told, 2)
			for i, key := range []string{first, second} {
				assert.Equal(t, key, c.told[i].to)
				var f casefile.ReferralForm
				require.NoError(t, json.Unmarshal(c.told[i].Data, &f))
				assert.Equal(t, []string{"D1", "accepted", "2019-10-08"}, []string{f.Party, f.Outcome, f.On.String()})
			}
		})
	}
	// The enforcement that heard of it tells the case when the debtor is declared bankrupt.
	e := pursued{in: overdueLoan(casefile.Enterprise), phase: lifecycle.Concluded, reason: ClosedBankruptcy, tells: []lifecycle.Event{lifecycle.EnforcementEnded},
		by: then(reported(), openedFor("2019-07-15 10:00", "D1"), enf("2019-09-02 10:00", lifecycle.DeclareBankrupt, casefile.BankruptcyEndForm{Outcome: "declared", On: date("2019-09-01")}))}
	k := e.play(t)
	e.check(t, k)
	l := lived{in: companies("2019-03-04", casefile.Summary), phase: lifecycle.Closed, reason: ClosedBankruptcy,
		by: then(enforcing(allowed(owes())), bankruptParty("2019-07-15 10:00", "D1", lifecycle.Clerk))}
	c := l.play(t, func(c *court) {
		c.plan(k.told[0].at, func() { c.env.SignalWorkflow(SignalLinked, k.told[0].Decision) })
	})
	l.check(t, c)
}

// In the suit: nothing a bankrupt alone owes is urged once the document takes
// effect, its appeal period stands still, and a stayed suit waits for every
// administrator.
func TestABankruptcyIsHeardOfWhereverTheSuitStands(t *testing.T) {
	company := companies("2019-03-04", casefile.Summary)
	for _, r := range everyState() {
		switch r.state {
		case lifecycle.Stayed, lifecycle.InCourtPrompt, lifecycle.AwaitingEffect, lifecycle.Appeal, lifecycle.Dormant, lifecycle.InRetrial:
			t.Run(string(r.state), func(t *testing.T) {
				t.Parallel()
				q := reached{from: r.from}
				l := lived{in: company, until: q.later(3), by: then(r.by, bankruptParty(q.later(1), "D1", lifecycle.Clerk))}
				c := l.play(t)
				assert.Equal(t, r.state, c.row.Phase)
				c.happens(q.later(1), lifecycle.PartyBankrupt, "")
			})
		}
	}
	t.Run("the appeal period of the bankrupt alone", func(t *testing.T) {
		t.Parallel()
		served := judgedAndServed(allowed(owes()))
		l := lived{in: company, until: "2019-06-04", phase: lifecycle.Closed, reason: ClosedBankruptcy, by: then(served, bankruptParty("2019-03-28 10:00", "D1", lifecycle.Clerk),
			line("2019-06-03 10:00", lifecycle.ResumeParty, lifecycle.Judge, byParty("D1", "2019-06-03")))}
		c := l.play(t, func(c *court) {
			c.look(at("2019-05-20", "10:00"), func(v casefile.View) { assert.Equal(t, lifecycle.AwaitingEffect, v.Row.Phase) })
		})
		// Served on 03-22, 15 days end on Monday 04-08 (04-06 is a rest day). It stood still from 03-28 to 06-03.
		assert.Equal(t, lifecycle.AwaitingEffect, c.row.Phase)
		assert.Equal(t, "2019-06-12", deadline(t, c.final, "appeal/D1").Deadline.Last.String())
		l.until = ""
		c = l.play(t)
		l.check(t, c)
		assert.Empty(t, c.happened(lifecycle.FallDue, ""))
	})
	t.Run("two administrators", func(t *testing.T) {
		t.Parallel()
		in := two("2019-03-04", casefile.Summary)
		in.Filing.Parties[1].Kind = casefile.Enterprise
		takes := func(when, party string) []dec {
			return line(when, lifecycle.AdministratorIn, lifecycle.Clerk, casefile.AdministratorForm{Party: party, Administrator: "某所", On: date(when[:10])})
		}
		by := then(feePaid(), bankruptParty("2019-03-05 11:00", "D1", lifecycle.Clerk), bankruptParty("2019-03-06 10:00", "D2", lifecycle.Clerk), takes("2019-03-11 10:00", "D1"))
		got := undisturbed(t, Case, in, "2019-03-04", by, "2019-03-12 10:00", decision(t, lifecycle.ResumeService, lifecycle.Judge, nil))[0]
		assert.Contains(t, got.Message, "D2的管理人尚未接管")
		l := open("", in, lifecycle.Service, "2019-03-15", by, takes("2019-03-13 10:00", "D2"), line("2019-03-14 10:00", lifecycle.ResumeService, lifecycle.Judge, nil))
		l.check(t, l.play(t))
	})
}

// O2 was due on Monday 2019-03-18, and D2 goes bankrupt on 04-02, 15 days later:
// 787.50. When somebody pays 310,000 for D2 on 04-12, no more than that goes to
// interest, as the view says, and 9,212.50 go back.
func TestABankruptsDebtTakesNoInterestThatItDoesNotBear(t *testing.T) {
	l := open("", two("2019-03-04", casefile.Summary), lifecycle.AwaitingEnforcement, "2019-04-12 12:00", bothOwe(), bankruptParty("2019-04-02 10:00", "D2", lifecycle.Clerk),
		line("2019-04-12 10:00", lifecycle.Pay, lifecycle.Clerk, paid("all", "O2", 310_000_00, "2019-04-12")))
	c := l.play(t, func(c *court) {
		c.look(at("2019-04-12", "09:00"), func(v casefile.View) { assert.Equal(t, int64(787_50), v.Due[1].InterestFen) })
	})
	l.check(t, c)
	assert.Equal(t, []int64{787_50, 9_212_50}, []int64{c.final.Obligations[1].BesidesFen, c.final.Obligations[1].ExcessFen})
}
