package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// oweJointly is an enforcement against a company and a person who owe 100,000
// yuan jointly, due on Friday 2019-04-19.
func oweJointly() casefile.EnforcementInput {
	in := twoDebtors()
	o := owes()
	o.AmountFen, o.Debtors = 100_000_00, []string{"D1", "D2"}
	in.Obligations = []casefile.ObligationView{{Obligation: o, OutstandingFen: 100_000_00, NextDue: date("2019-04-19"), NextDueFen: 100_000_00}}
	return in
}

func openedFor(when, party string) []dec {
	return linkedDec(when, lifecycle.ReferralAccepted, casefile.ReferralForm{Party: party, Outcome: "accepted", Number: "（2019）浙0211破申3号", On: date(when[:10])})
}

func handingOver(when, party string, fen int64) []dec {
	return enf(when, lifecycle.HandOverMoney, casefile.HandOverForm{Party: party, AmountFen: fen, Administrator: "某律师事务所", On: date(when[:10])})
}

// D1 brings 60,000 of the joint 100,000 on 06-03, goes bankrupt on 07-15 and its
// administrator gets them: they paid nobody. D2's 40,000 of 07-18 leave 60,000
// and the interest of 100,000 for 90 days, 1,575.00. On 07-29 the 60,000 have
// borne 115.50 more for 11 days: 61,690.50, and the creditor gets 101,690.50.
func TestWhatAnAdministratorGotPaysNoCreditor(t *testing.T) {
	by := then(bothReported(), limit("D2", "2019-05-31 10:00"), collect1("2019-06-03 10:00", "O1", "D1", 60_000_00),
		openedFor("2019-07-15 10:00", "D1"), handingOver("2019-07-17 10:00", "D1", 60_000_00), collect1("2019-07-18 10:00", "O1", "D2", 40_000_00),
		release("2019-07-19 10:00", 40_000_00))
	rest := then(collect1("2019-07-29 10:00", "O1", "D2", 61_690_50), release("2019-07-30 10:00", 61_690_50))
	p := pursued{in: oweJointly(), by: then(by, rest), phase: lifecycle.Concluded, reason: ClosedEnforced, on: "2019-07-30", tells: []lifecycle.Event{lifecycle.Enforced}}
	c := p.play(t, func(c *court) {
		c.look(at("2019-07-18", "12:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.Measures, v.Row.Phase)
			assert.Equal(t, int64(61_575_00), v.Due[0].TotalFen)
			assert.Equal(t, int64(61_575_00), v.Row.OutstandingFen)
			assert.Equal(t, []bool{false, true}, []bool{v.Enforcement.Debtors[1].Clear, v.Enforcement.Debtors[1].Limited})
		})
	})
	p.check(t, c)
	assert.Equal(t, int64(101_690_50), result1(t, c, lifecycle.Enforced).CollectedFen)

	// Not handed over yet, it is the administrator's all the same.
	early := pursued{in: oweJointly(), until: "2019-07-16 12:00", phase: lifecycle.Measures,
		by: then(by[:len(bothReported())+2], openedFor("2019-07-15 10:00", "D1"), collect1("2019-07-16 10:00", "O1", "D2", 41_540_00))}
	c = early.play(t)
	early.check(t, c)
	assert.True(t, c.final.Enforcement.Debtors[1].Limited)
}

// result1 is what a case was told by an event that happened once.
func result1(t *testing.T, c *court, e lifecycle.Event) casefile.ResultForm {
	t.Helper()
	var found []casefile.ResultForm
	for _, x := range c.told {
		if x.Event == e {
			form, faults := casefile.ReadForm(e, x.Data)
			require.Empty(t, faults)
			found = append(found, *form.(*casefile.ResultForm))
		}
	}
	require.Len(t, found, 1)
	return found[0]
}

// 60,000 of 90,000 were released before the bankruptcy, what came first first:
// all of it was D1's, so its administrator gets the other 20,000 that D1 brought
// and nothing of D2's 10,000.
func TestWhatCreditorsHadBeforeTheBankruptcyIsTheirs(t *testing.T) {
	p := pursued{in: oweJointly(), until: "2019-07-16 12:00", phase: lifecycle.Measures,
		by: then(bothReported(), collect1("2019-06-03 10:00", "O1", "D1", 80_000_00), collect1("2019-06-04 10:00", "O1", "D2", 10_000_00),
			release("2019-06-10 10:00", 60_000_00), openedFor("2019-07-15 10:00", "D1"))}
	c := p.play(t)
	p.check(t, c)
	got := undisturbed(t, Enforcement, p.in, "2019-05-20", p.by, "2019-07-16 13:00",
		decision(t, lifecycle.HandOverMoney, lifecycle.EnforcementJudge, casefile.HandOverForm{Party: "D1", AmountFen: 20_000_01, Administrator: "x", On: date("2019-07-16")}))
	assert.Contains(t, got[0].Error(), "2000000 fen")
}

// The petition is dismissed after the money went: all 300,000 are owed, 137 days
// late on 09-03, 7,192.50.
func TestADismissedPetitionLeavesTheWholeDebt(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Enterprise), until: "2019-09-03 12:00", phase: lifecycle.Measures,
		by: then(reported(), collect("2019-06-03 10:00", 60_000_00), openedFor("2019-07-15 10:00", "D1"), handingOver("2019-07-17 10:00", "D1", 60_000_00),
			line("2019-09-02 10:00", lifecycle.BankruptcyDismissed, lifecycle.Clerk, onDay("2019-09-02")))}
	c := p.play(t)
	p.check(t, c)
	assert.Equal(t, int64(307_192_50), c.row.OutstandingFen)
}

// Referred, D1's money stays where it is, and so it does in its bankruptcy; D2's
// is released in both. What somebody else brought for the bankrupt is no property
// of the bankrupt's and goes to the creditor, before the enforcement is over.
func TestABankruptsMoneyIsReleasedToNobody(t *testing.T) {
	referOne := enf("2019-06-10 10:00", lifecycle.ReferOneDebtor, casefile.ReferForm{Party: "D1", Reason: "资不抵债", Cause: "insolvent"})
	came := then(bothReported(), collect1("2019-06-03 10:00", "O1", "D1", 60_000_00), collect1("2019-06-04 10:00", "O2", "D2", 10_000_00))
	let := func(fen int64) casefile.Decision {
		return decision(t, lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, casefile.ReleaseForm{AmountFen: fen, To: "P1", On: date("2019-06-11")})
	}
	for name, by := range map[string][]dec{"referred": then(came, referOne), "bankrupt": then(came, openedFor("2019-06-10 10:00", "D1"))} {
		got := undisturbed(t, Enforcement, twoDebtors(), "2019-05-20", by, "2019-06-11 10:00", let(10_000_01))[0]
		assert.Contains(t, got.Error(), "1000000 fen", name)
		assert.Contains(t, got.Article, "企业破产法第19条")
		p := pursued{in: twoDebtors(), by: then(by, release("2019-06-11 10:00", 10_000_00)), until: "2019-06-12", phase: lifecycle.Measures}
		c := p.play(t, func(c *court) {
			// D2's came on 06-04: its month ends on Thursday 07-04, whatever became of D1's.
			c.look(at("2019-06-10", "12:00"), func(v casefile.View) {
				assert.Equal(t, "2019-07-04", deadline(t, v, "money-release").Deadline.Last.String(), name)
			})
		})
		p.check(t, c)
		for _, d := range c.final.Deadlines {
			assert.NotEqual(t, "money-release", d.ID, name)
		}
	}
	// Nobody else is left: what a friend brought for the bankrupt is the creditor's.
	alone := overdueLoan(casefile.Enterprise)
	alone.Parties = append(alone.Parties, casefile.Party{ID: "T1", Side: casefile.ThirdParty, Kind: casefile.Person, Name: "第三人丁"})
	all := then(reported(), collect("2019-06-03 10:00", 60_000_00), enf("2019-06-04 10:00", lifecycle.Collect, casefile.PaymentForm{Payment: "friend", Obligation: "O1", Payer: "T1", AmountFen: 1_00, On: date("2019-06-04")}),
		openedFor("2019-06-10 10:00", "D1"))
	got := undisturbed(t, Enforcement, alone, "2019-05-20", all, "2019-06-11 10:00", let(1_01),
		decision(t, lifecycle.HandOverMoney, lifecycle.EnforcementJudge, casefile.HandOverForm{Party: "D1", AmountFen: 60_000_01, Administrator: "x", On: date("2019-06-11")}))
	assert.Contains(t, got[0].Error(), "100 fen")
	assert.Contains(t, got[1].Error(), "6000000 fen")
	p := pursued{in: alone, phase: lifecycle.Concluded, reason: ClosedBankruptcy, on: "2019-09-02",
		by: then(all, release("2019-06-11 10:00", 1_00), handingOver("2019-06-12 10:00", "D1", 60_000_00),
			enf("2019-09-02 10:00", lifecycle.DeclareBankrupt, casefile.BankruptcyEndForm{Outcome: "declared", On: date("2019-09-01")}))}
	p.check(t, p.play(t))
}

// The case books what came in where it came in, and takes back what the
// administrator got after it was told of: O1 is D1's alone, O2 is D2's, who paid
// 10,000. 300,000 are owed on O1 again once 60,000 of it are gone.
func TestTheCaseBooksWhatCameInOnEachObligation(t *testing.T) {
	ended := func(when string, o1, o2 int64) casefile.ResultForm {
		return casefile.ResultForm{On: date(when), CollectedFen: o1 + o2, Reason: "x", Parts: []casefile.ResultPart{{Obligation: "O1", AmountFen: o1}, {Obligation: "O2", AmountFen: o2}}}
	}
	l := lived{in: two("2019-03-04", casefile.Summary), until: "2019-10-11", by: then(appliedBoth(),
		linkedDec("2019-09-02 10:00", lifecycle.EndedForNow, ended("2019-09-02", 60_000_00, 10_000_00)),
		linkedDec("2019-10-10 10:00", lifecycle.EnforcementBack, ended("2019-10-10", 0, 15_000_00)))}
	paid := func(c *court, when string, want ...int64) {
		c.look(at(when, "12:00"), func(v casefile.View) {
			for i, fen := range want {
				assert.Equal(t, fen, v.Obligations[i].PaidFen, "%s %s", when, v.Obligations[i].ID)
			}
		})
	}
	l.play(t, func(c *court) {
		paid(c, "2019-09-02", 60_000_00, 10_000_00)
		paid(c, "2019-10-10", 0, 15_000_00)
	})
	// What the enforcement tells of itself: D1's went to its administrator.
	e := pursued{in: twoDebtors(), phase: lifecycle.Concluded, reason: ClosedTerminated, by: then(bothReported(), collect1("2019-06-03 10:00", "O1", "D1", 60_000_00), collect1("2019-06-04 10:00", "O2", "D2", 10_000_00),
		release("2019-06-05 10:00", 25_000_00), openedFor("2019-06-10 10:00", "D1"), handingOver("2019-06-11 10:00", "D1", 35_000_00),
		release("2019-06-12 10:00", 10_000_00), enf("2019-06-20 10:00", lifecycle.TerminateEnforce, terminated()))}
	k := e.play(t)
	e.check(t, k)
	r := result1(t, k, lifecycle.EnforcementEnded)
	assert.Equal(t, int64(35_000_00), r.CollectedFen)
	assert.Equal(t, []casefile.ResultPart{{Obligation: "O1", AmountFen: 25_000_00}, {Obligation: "O2", AmountFen: 10_000_00}}, r.Parts)
}
