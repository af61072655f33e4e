package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func declared(when, outcome string) []dec {
	return enf(when, lifecycle.DeclareBankrupt, casefile.BankruptcyEndForm{On: date(when[:10]), Outcome: outcome})
}

// D1 owes 300,000 and is bankrupt since 06-10; G1 answers for 100,000 and paid that
// on 06-17. 202,730.00 with 52 days of interest are left, which D1 alone owes: the
// enforcement is not performed, and rests until D1 is declared bankrupt.
func TestAGuarantorsLimitIsSpentAndTheDebtorBankrupt(t *testing.T) {
	in := secured(casefile.Enterprise, casefile.Security{By: "G1", Kind: casefile.JointGuarantee, LimitFen: 100_000_00})
	spent := then(reported(), openedFor("2019-06-10 10:00", "D1"), limit("G1", "2019-06-11 10:00"), collect1("2019-06-17 10:00", "O1", "G1", 100_000_00), release("2019-06-18 10:00", 100_000_00))
	p := pursued{in: in, phase: lifecycle.Concluded, reason: ClosedBankruptcy, on: "2019-12-02", tells: []lifecycle.Event{lifecycle.EnforcementEnded}, by: then(spent, declared("2019-12-02 10:00", "declared"))}
	c := p.play(t, func(c *court) {
		c.look(at("2019-06-17", "11:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.InBankruptcy, v.Row.Phase)
			assert.Equal(t, []casefile.Payable{{To: "P1", Fen: 100_000_00}}, v.Enforcement.Money.Payable)
			require.Len(t, v.Enforcement.Debtors, 2)
			assert.True(t, v.Enforcement.Debtors[1].Clear && !v.Enforcement.Debtors[1].Limited, "who gave all that it had to is let go")
			assert.Equal(t, int64(200_000_00), v.Obligations[0].OutstandingFen)
		})
	})
	p.check(t, c)
	assert.Equal(t, []string{ClosedBankruptcy}, reasonsTold(t, c))
	es := c.happened(lifecycle.NobodyElseAnswers, "")
	require.Len(t, es, 1)
	assert.Contains(t, es[0].Article, "民诉法解释第513条")
	assert.Contains(t, es[0].Note, "D1")

	// The petition is dismissed: D1 is enforced against for the rest, with 45 days of
	// 52.50 to 06-03... which is 59 days at 52.50 to 06-17, and 35.00 a day from then.
	p = pursued{in: in, until: "2019-07-18", phase: lifecycle.Measures, by: then(spent, enf("2019-07-17 10:00", lifecycle.BankruptcyDismissed, onDay("2019-07-17")))}
	c = p.play(t)
	p.check(t, c)
	assert.Equal(t, int64(200_000_00), c.final.Due[0].PrincipalFen)
	assert.Equal(t, int64(3_097_50+31*35_00), c.final.Due[0].InterestFen) // to 07-18
	// A guarantor without a limit pays all, and then it is performed: 302,730.00.
	whole := secured(casefile.Enterprise, casefile.Security{By: "G1", Kind: casefile.JointGuarantee})
	p = pursued{in: whole, phase: lifecycle.Concluded, reason: ClosedEnforced, tells: []lifecycle.Event{lifecycle.Enforced},
		by: then(reported(), openedFor("2019-06-10 10:00", "D1"), collect1("2019-06-17 10:00", "O1", "G1", 302_730_00), release("2019-06-18 10:00", 302_730_00))}
	p.check(t, p.play(t))
	// As the third release had it.
	p = pursued{in: in, phase: lifecycle.Concluded, reason: ClosedEnforced, by: spent}
	p.check(t, p.play(t, thirdRelease))
}

func reasonsTold(t *testing.T, c *court) (reasons []string) {
	t.Helper()
	for _, x := range c.told {
		reasons = append(reasons, reasonOf(x.Decision))
	}
	return reasons
}

// It rests wherever it stood when the last of the limit was paid, and before the
// notice, the notice is still due when the petition is dismissed.
func TestItRestsWhereverTheLimitIsSpent(t *testing.T) {
	for _, r := range enforcementStates() {
		if _, ok := lifecycle.Enforcement.Row(r.state, lifecycle.NobodyElseAnswers); !ok {
			continue
		}
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			in := secured(casefile.Enterprise, casefile.Security{By: "G1", Kind: casefile.JointGuarantee, LimitFen: 100_000_00})
			q := reached{from: r.from}
			day := r.from[:10]
			by := then(r.by, linkedDec(q.later(1), lifecycle.ReferralAccepted, casefile.ReferralForm{Party: "D1", Outcome: "accepted", On: date(day)}),
				enf(q.later(2), lifecycle.Collect, casefile.PaymentForm{Payment: "g", Obligation: "O1", Payer: "G1", AmountFen: 100_000_00, On: date(day)}))
			if r.state == lifecycle.EndedNow { // its guarantor is to be limited too
				by = then(reported(), enf("2019-06-10 10:00", lifecycle.RecordSearch, casefile.SearchForm{On: date("2019-06-10"), Result: "无"}), limit("D1", "2019-06-11 10:00"), report("G1", "2019-05-30 11:00"), limit("G1", "2019-06-11 10:01"),
					enf("2019-08-22 10:00", lifecycle.EndForNow, casefile.EndForNowForm{Signed: true, Reason: "无财产"}), by[len(r.by):])
			}
			p := pursued{in: in, until: q.later(4), phase: lifecycle.InBankruptcy, by: by}
			c := p.play(t)
			p.check(t, c)
			es := c.happened(lifecycle.NobodyElseAnswers, "")
			require.Len(t, es, 1)
			assert.Equal(t, r.state, es[0].From)
			if r.state == lifecycle.NoticeDue {
				p = pursued{in: in, until: q.later(6), phase: lifecycle.NoticeDue, by: then(by, enf(q.later(5), lifecycle.BankruptcyDismissed, onDay(day)))}
				p.check(t, p.play(t))
			}
		})
	}
}

// What is left of the debt counts, whoever gave the security: a flat that is sold
// for 180,000 leaves 122,730.00.
func TestTheRestAfterAMortgagedFlatIsTheBankrupts(t *testing.T) {
	in := secured(casefile.Enterprise, casefile.Security{By: "G2", Kind: casefile.Mortgage, Property: flat})
	p := pursued{in: in, until: "2019-07-20", phase: lifecycle.InBankruptcy, by: then(reported(), openedFor("2019-06-10 10:00", "D1"),
		enf("2019-06-11 10:00", lifecycle.SeizeAsset, seizedOf("G2", "A1", flat, casefile.RealEstate, 200_000_00, "2019-06-11")),
		onSeized(lifecycle.AuctionAsset, "2019-06-12 10:00", "A1"), soldFor(lifecycle.AssetSold, "2019-07-15 10:00", "A1", 180_000_00),
		enf("2019-07-18 10:00", lifecycle.Collect, casefile.PaymentForm{Payment: "x", Obligation: "O1", Payer: "G2", Asset: "A1", AmountFen: 180_000_00, On: date("2019-07-18")}), release("2019-07-19 10:00", 180_000_00))}
	p.check(t, p.play(t))
}

// In the case what only the bankrupt owes is claimed in its bankruptcy, and the case
// closes with that.
func TestACaseClosesWithTheBankruptcyOfTheRest(t *testing.T) {
	o := owes()
	o.Debtors, o.Guarantors, o.Securities = []string{"D2"}, []string{"D1"}, []casefile.Security{{By: "D1", Kind: casefile.JointGuarantee, LimitFen: 100_000_00}}
	l := lived{in: two("2019-03-04", casefile.Summary), phase: lifecycle.Closed, reason: ClosedBankruptcy, on: "2019-12-02", by: then(feePaid(),
		line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06")),
		line("2019-03-06 10:30", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D2", "2019-03-06")),
		line("2019-03-07 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{o}}),
		line("2019-03-07 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "declined"}),
		line("2019-05-20 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-05-20")), bankruptParty("2019-06-10 10:00", "D2", lifecycle.EnforcementJudge),
		linkedDec("2019-12-02 10:00", lifecycle.EnforcementEnded, casefile.ResultForm{On: date("2019-12-02"), CollectedFen: 100_000_00, Reason: ClosedBankruptcy,
			Parts: []casefile.ResultPart{{Obligation: "O1", AmountFen: 100_000_00}}}))}
	c := l.play(t)
	l.check(t, c)
	assert.Equal(t, int64(200_000_00), c.final.Obligations[0].OutstandingFen)
}
