package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

const flat = "宁波某小区1幢101室"

// secured is the sample enforcement with securities for it: G1 a guarantor, G2 the
// owner of a flat.
func secured(kind casefile.PartyKind, list ...casefile.Security) casefile.EnforcementInput {
	in := overdueLoan(kind)
	in.Parties = append(in.Parties, casefile.Party{ID: "G1", Side: casefile.Guarantor, Kind: casefile.Person, Name: "担保人丁"}, casefile.Party{ID: "G2", Side: casefile.Guarantor, Kind: casefile.Person, Name: "抵押人戊"})
	o := &in.Obligations[0]
	for _, s := range list {
		o.Guarantors, o.Securities = append(o.Guarantors, s.By), append(o.Securities, s)
		v := casefile.SecurityView{Security: s}
		if s.Kind == casefile.Mortgage {
			v.EffectiveOn = date("2019-04-01")
		}
		o.Secured = append(o.Secured, v)
	}
	return in
}

func seizedOf(owner, asset, what string, kind casefile.AssetKind, fen int64, on string) casefile.SeizeForm {
	return casefile.SeizeForm{Asset: asset, Owner: owner, Kind: kind, What: what, AmountFen: fen, On: date(on)}
}

// noticesOf are the sums that enforcement notices told, by whom they went to.
func noticesOf(c *court) map[string]string {
	told := map[string]string{}
	for _, r := range c.records {
		for _, d := range r.Documents {
			if d.Kind == casefile.EnforcementNotice {
				told[d.To] = d.Facts["amount"]
			}
		}
	}
	return told
}

// A guarantor for 100,000 of 300,000 yuan is told of that on 05-22, not of the
// 301,732.50 with 33 days at 52.50; it pays on 06-03 and is let go, and its
// recourse is noted. D1 owes on: 45 days are 2,362.50, fifteen more on 200,000 are
// 525.00, so 202,887.50 on 06-18.
func TestAGuarantorAnswersWithinItsLimit(t *testing.T) {
	in := secured(casefile.Person, casefile.Security{By: "G1", Kind: casefile.JointGuarantee, LimitFen: 100_000_00})
	limited := then(reported(), report("G1", "2019-05-30 11:00"), limit("D1", "2019-05-31 10:00"), limit("G1", "2019-05-31 10:01"),
		enf("2019-05-31 10:02", lifecycle.SeizeAsset, seizedOf("G1", "A1", "存款", casefile.Deposit, 60_000_00, "2019-05-31")))
	p := pursued{in: in, phase: lifecycle.Concluded, reason: ClosedEnforced, on: "2019-06-19", by: then(limited,
		collect1("2019-06-03 10:00", "O1", "G1", 100_000_00), collect1("2019-06-18 10:00", "O1", "D1", 202_887_50), release("2019-06-19 10:00", 302_887_50))}
	c := p.play(t, func(c *court) {
		c.look(at("2019-06-02", "10:00"), func(v casefile.View) {
			d := v.Enforcement.Debtors
			require.Len(t, d, 2)
			assert.True(t, d[1].Guarantor && d[1].Limited && !d[1].Clear)
			assert.Equal(t, int64(100_000_00), d[1].OwedFen)
		})
		c.look(at("2019-06-03", "12:00"), func(v casefile.View) {
			d := v.Enforcement.Debtors
			assert.True(t, d[1].Clear && !d[1].Limited)
			assert.True(t, d[0].Limited && !d[0].Clear)
			assert.Equal(t, int64(202_362_50), d[0].OwedFen)
			assert.Equal(t, lifecycle.SeizureLifted, assetOf(t, v, "A1").State)
		})
	})
	p.check(t, c)
	assert.Equal(t, map[string]string{"D1": "301732.50元", "G1": "100000.00元"}, noticesOf(c))
	assert.Contains(t, c.happened(lifecycle.Collect, "")[0].Note, "追偿")
	assert.NotContains(t, c.happened(lifecycle.Collect, "")[1].Note, "追偿")

	got := undisturbed(t, Enforcement, in, "2019-05-20", limited, "2019-05-31 12:00",
		decision(t, lifecycle.SeizeAsset, lifecycle.EnforcementJudge, seizedOf("G1", "A2", "存款", casefile.Deposit, 40_000_01, "2019-05-31")))
	assert.Contains(t, got[0].Message, "40000.00")
	// The second release knew of no guarantor: one notice, and no limit against one.
	p = pursued{in: in, until: "2019-05-31 09:00", phase: lifecycle.Measures, by: reported()}
	assert.Equal(t, []string{"D1"}, keysOf(noticesOf(p.play(t, secondRelease))))
}

func keysOf(m map[string]string) (ids []string) {
	for _, id := range []string{"D1", "D2", "G1", "G2"} {
		if _, ok := m[id]; ok {
			ids = append(ids, id)
		}
	}
	return ids
}

// A general guarantor is left alone until the debtor's property did not suffice;
// who gave a flat answers with the flat alone; who gave nothing for this debt, with
// nothing.
func TestWhoIsNotEnforcedAgainst(t *testing.T) {
	in := secured(casefile.Person, casefile.Security{By: "G1", Kind: casefile.GeneralGuarantee}, casefile.Security{By: "G2", Kind: casefile.Mortgage, Property: flat})
	in.Parties = append(in.Parties, casefile.Party{ID: "G3", Side: casefile.Guarantor, Kind: casefile.Person, Name: "他人"})
	seize := func(f casefile.SeizeForm) casefile.Decision {
		return decision(t, lifecycle.SeizeAsset, lifecycle.EnforcementJudge, f)
	}
	got := undisturbed(t, Enforcement, in, "2019-05-20", reported(), "2019-05-31 10:00",
		seize(seizedOf("G1", "A1", "存款", casefile.Deposit, 1_00, "2019-05-31")),
		seize(seizedOf("G2", "A1", "存款", casefile.Deposit, 1_00, "2019-05-31")),
		seize(seizedOf("G3", "A1", "存款", casefile.Deposit, 1_00, "2019-05-31")),
		decision(t, lifecycle.RestrictConsumpt, lifecycle.EnforcementJudge, debtor("G1")),
		decision(t, lifecycle.RestrictConsumpt, lifecycle.EnforcementJudge, debtor("G2")))
	assert.Contains(t, got[0].Message+got[0].Faults[0].Rule, "一般保证人")
	assert.Equal(t, "data.what", got[1].Faults[0].Field)
	assert.Contains(t, got[1].Faults[0].Want, flat)
	assert.Equal(t, "data.owner", got[2].Faults[0].Field)
	assert.NotEmpty(t, got[0].Article+got[1].Article)
	assert.Contains(t, got[3].Faults[0].Want, "one of D1")
	assert.Contains(t, got[4].Faults[0].Want, "one of D1")
	// Not in effect, the flat is not seized either.
	early := secured(casefile.Person, casefile.Security{By: "G2", Kind: casefile.Pledge, Property: flat})
	got = undisturbed(t, Enforcement, early, "2019-05-20", reported(), "2019-05-31 10:00", seize(seizedOf("G2", "A1", flat, casefile.RealEstate, 1_00, "2019-05-31")))
	assert.Contains(t, got[0].Faults[0].Rule, "尚未生效")

	// The flat is seized; ended for now and resumed, the general guarantor has its
	// notice and its own term to report.
	p := pursued{in: in, until: "2019-09-03 09:00", phase: lifecycle.Measures, by: then(endedForNow(), enf("2019-09-02 10:00", lifecycle.Resume, reason()), limit("G1", "2019-09-02 11:00"),
		enf("2019-09-02 11:01", lifecycle.SeizeAsset, seizedOf("G2", "A1", "房产："+flat, casefile.RealEstate, 200_000_00, "2019-09-02")))}
	c := p.play(t)
	p.check(t, c)
	assert.Equal(t, []string{"D1", "G1"}, keysOf(noticesOf(c)))
	assert.True(t, c.final.Enforcement.Debtors[1].Limited)
	assert.Equal(t, c.final.Enforcement.Debtors[1].ReportDue, deadline(t, c.final, "property-report/G1").Deadline.Last)
}

// A guarantor of a settlement answers once it is broken (执行和解规定第18条), one of
// a deferral once that is over, up to what it gave (民诉法解释第469条).
func TestPromisesMadeInEnforcementFallDue(t *testing.T) {
	in := secured(casefile.Person)
	settled := then(reported(), enf("2019-06-10 10:00", lifecycle.Settle, casefile.SettleForm{Until: date("2019-07-31"), Terms: "一次付清", How: "joint", Guarantor: "G1"}))
	p := pursued{in: in, until: "2019-08-05", phase: lifecycle.Measures, by: then(settled, enf("2019-08-02 10:00", lifecycle.SettlementBroken, casefile.BreachForm{Ground: "unperformed", Reason: "未付"}), limit("G1", "2019-08-02 11:00"))}
	c := p.play(t)
	p.check(t, c)
	// 105 days at 52.50 on 08-02: 5,512.50.
	assert.Equal(t, "305512.50元", noticesOf(c)["G1"])
	got := undisturbed(t, Enforcement, in, "2019-05-20", reported(), "2019-06-11 10:00", decision(t, lifecycle.RestrictConsumpt, lifecycle.EnforcementJudge, debtor("G1")))
	assert.Contains(t, got[0].Faults[0].Want, "one of D1")

	put := enf("2019-06-10 10:00", lifecycle.DeferEnforcement, casefile.DeferForm{Party: "D1", Guarantor: "G1", SecurityFen: 50_000_00, By: "P1", On: date("2019-06-10"), Until: date("2019-07-10")})
	p = pursued{in: in, until: "2019-07-12", phase: lifecycle.Measures, by: then(reported(), put)}
	c = p.play(t)
	p.check(t, c)
	assert.Equal(t, "50000.00元", noticesOf(c)["G1"])
}

// D1's bankruptcy leaves the enforcement against its guarantor, of either kind, to
// go on (企业破产法第124条), within its limit: 100,000, and then it rests for D1.
func TestTheDebtorsBankruptcyLeavesTheGuarantor(t *testing.T) {
	for _, kind := range []casefile.SecurityKind{casefile.JointGuarantee, casefile.GeneralGuarantee} {
		in := secured(casefile.Enterprise, casefile.Security{By: "G1", Kind: kind, LimitFen: 100_000_00})
		by := reported()
		p := pursued{in: in, until: "2019-06-19", phase: lifecycle.InBankruptcy,
			by: then(by, openedFor("2019-06-10 10:00", "D1"), limit("G1", "2019-06-11 10:00"), collect1("2019-06-17 10:00", "O1", "G1", 100_000_00), release("2019-06-18 10:00", 100_000_00))}
		c := p.play(t, func(c *court) {
			c.look(at("2019-06-11", "12:00"), func(v casefile.View) {
				assert.Equal(t, lifecycle.Measures, v.Row.Phase)
				assert.Equal(t, int64(100_000_00), v.Enforcement.Money.OwedFen)
				assert.Equal(t, int64(2_730_00), v.Due[0].InterestFen) // 52 days to 06-10, and no more
			})
		})
		p.check(t, c)
		assert.Contains(t, keysOf(noticesOf(c)), "G1")
	}
	p := pursued{in: secured(casefile.Enterprise), until: "2019-06-12", phase: lifecycle.InBankruptcy, by: then(reported(), openedFor("2019-06-10 10:00", "D1"))}
	p.check(t, p.play(t))
}

// In the case likewise: what D2 alone owes, D1 guarantees. With D2 bankrupt the
// creditor applies against D1; without the guarantee the case is over.
func TestACaseWaitsForTheGuarantor(t *testing.T) {
	owed := func(guaranteed bool) []dec {
		o := owes()
		o.Debtors = []string{"D2"}
		if guaranteed {
			o.Guarantors, o.Securities = []string{"D1"}, []casefile.Security{{By: "D1", Kind: casefile.JointGuarantee}}
		}
		return then(feePaid(),
			line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06")),
			line("2019-03-06 10:30", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D2", "2019-03-06")),
			line("2019-03-07 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{o}}),
			line("2019-03-07 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "declined"}))
	}
	in := two("2019-03-04", casefile.Summary)
	l := lived{in: in, until: "2019-05-22", by: then(owed(true), bankruptParty("2019-05-09 10:00", "D2", lifecycle.Clerk), line("2019-05-20 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-05-20")))}
	c := l.play(t)
	assert.Equal(t, lifecycle.InEnforcement, c.row.Phase)
	order := c.links[len(c.links)-1].Enforcement
	require.Len(t, order.Obligations, 1)
	assert.Equal(t, []string{"D2"}, order.Bankrupt)
	assert.Equal(t, calendar.NewDate(2019, 3, 19), order.Obligations[0].Secured[0].DueFrom)

	l = lived{in: in, by: then(owed(false), bankruptParty("2019-05-09 10:00", "D2", lifecycle.Clerk))}
	c = l.play(t)
	assert.Equal(t, ClosedBankruptcy, c.row.Reason)
	// Handed off, it is D2 alone that is.
	got := undisturbed(t, Case, in, "2019-03-04", owed(true), "2019-05-09 10:00", decision(t, lifecycle.BankruptcySign, lifecycle.Judge, debtor("D2")))[0]
	assert.Contains(t, got.Message, "sign_of_one_debtor")
}

// The petition is dismissed: a general guarantor whose turn had come is let go, and
// nothing new is done to it; what its debtor owes is owed in full again. The price
// of a flat is waited for, and pays no more than it came to.
func TestAGuarantorsTurnPasses(t *testing.T) {
	in := secured(casefile.Enterprise, casefile.Security{By: "G1", Kind: casefile.GeneralGuarantee})
	by := then(reported(), openedFor("2019-06-10 10:00", "D1"), limit("G1", "2019-06-11 10:00"), listed("G1", "2019-06-11 10:01"), linkedDec("2019-06-12 10:00", lifecycle.OneDismissed, byParty("D1", "2019-06-12")))
	p := pursued{in: in, until: "2019-06-12 11:00", phase: lifecycle.Measures, by: by}
	c := p.play(t)
	p.check(t, c)
	require.Len(t, c.final.Enforcement.Debtors, 1)
	c.happens("2019-06-12 10:00", lifecycle.CancelListing, "listing/G1")
	assert.Equal(t, int64(302_835_00), c.final.Enforcement.Money.OwedFen) // 54 days
	got := undisturbed(t, Enforcement, in, "2019-05-20", by, "2019-06-12 11:00",
		decision(t, lifecycle.RestrictConsumpt, lifecycle.EnforcementJudge, debtor("G1")), decision(t, lifecycle.LiftConsumptRestr, lifecycle.EnforcementJudge, debtor("G1")))
	assert.Contains(t, got[0].Message, "一般保证人")
	assert.Contains(t, got[1].Message, "未被限制消费")

	in = secured(casefile.Enterprise, casefile.Security{By: "G2", Kind: casefile.Mortgage, Property: flat})
	p = pursued{in: in, until: "2019-07-20", phase: lifecycle.InBankruptcy, by: then(reported(), openedFor("2019-06-10 10:00", "D1"),
		enf("2019-06-11 10:00", lifecycle.SeizeAsset, seizedOf("G2", "A1", flat, casefile.RealEstate, 200_000_00, "2019-06-11")),
		onSeized(lifecycle.AuctionAsset, "2019-06-12 10:00", "A1"), soldFor(lifecycle.AssetSold, "2019-07-15 10:00", "A1", 180_000_00),
		enf("2019-07-18 10:00", lifecycle.Collect, casefile.PaymentForm{Payment: "x", Obligation: "O1", Payer: "G2", Asset: "A1", AmountFen: 180_000_00, On: date("2019-07-18")}), release("2019-07-19 10:00", 180_000_00))}
	c = p.play(t, func(c *court) {
		c.look(at("2019-06-12", "11:00"), func(v casefile.View) { assert.Equal(t, int64(302_730_00), v.Enforcement.Money.OwedFen) })
		c.look(at("2019-07-16", "11:00"), func(v casefile.View) { assert.Equal(t, int64(180_000_00), v.Enforcement.Money.OwedFen) })
	})
	p.check(t, c)
	assert.Equal(t, []string{"D1"}, keysOf(noticesOf(c)))
}
