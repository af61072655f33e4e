package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// heirOf is somebody new on the side of a party.
func heirOf(party, id string) casefile.Party {
	side := casefile.Plaintiff
	if party[:1] == "D" {
		side = casefile.Defendant
	}
	return casefile.Party{ID: id, Side: side, Kind: casefile.Person, Name: "承继人" + id, IDNumber: heirNumbers[id]}
}

var heirNumbers = map[string]string{
	"P7": "330211198001011709", "P8": "330211198001011805", "P9": "330211198001011901",
	"D7": "330211198001012701", "D8": "330211198001012808", "D9": "330211198001012904",
}

func inherits(when, party, heir string, estate int64) []dec {
	e := lifecycle.ChangeDebtor
	if party[:1] == "P" {
		e = lifecycle.ChangeCreditor
	}
	return enf(when, e, casefile.SuccessionForm{Party: party, Basis: casefile.BasisHeir, Successor: heirOf(party, heir), EstateFen: estate, On: date(when[:10]), Reason: "继承公证书"})
}

func paidBy(when, payer string, fen int64) []dec {
	return enf(when, lifecycle.Collect, casefile.PaymentForm{Payment: payer + "@" + when[:10], Obligation: "O1", Payer: payer, AmountFen: fen, On: date(when[:10])})
}

func releasedTo(when, to string, fen int64) []dec {
	return enf(when, lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: fen, To: to, On: date(when[:10])})
}

// D1 owes 300,000 since 2019-04-19, pays 50,000 on 06-03 and dies. Enforcement waits
// from 06-10 until D9 inherits 100,000; resumed on Tuesday 07-02, D9 reports until
// Friday 07-12. It pays 100,000 on 07-10 and is let go: 150,000 of the debt are
// left, and nobody who owes them.
func TestAnHeirPaysWithinTheEstate(t *testing.T) {
	in := overdueLoan(casefile.Person)
	by := then(reported(), enf("2019-05-31 10:00", lifecycle.RestrictConsumpt, debtor("D1")),
		enf("2019-05-31 11:00", lifecycle.SeizeAsset, casefile.SeizeForm{Asset: "A1", Owner: "D1", Kind: casefile.RealEstate, What: "房产", AmountFen: 100_000_00, On: date("2019-05-31")}),
		paidBy("2019-06-03 10:00", "D1", 50_000_00), releasedTo("2019-06-04 10:00", "P1", 50_000_00),
		suspendedFor("2019-06-10 10:00", casefile.SuspendDied, "D1"), inherits("2019-07-01 10:00", "D1", "D9", 100_000_00), liftedSuspension("2019-07-02 10:00"),
		enf("2019-07-03 10:00", lifecycle.RestrictConsumpt, debtor("D9")),
		paidBy("2019-07-10 10:00", "D9", 100_000_00), releasedTo("2019-07-11 10:00", "P1", 100_000_00),
		enf("2019-07-15 10:00", lifecycle.TerminateEnforce, casefile.TerminateForm{Reason: "遗产已执行完毕", Ground: casefile.GroundNoEstate}))
	p := pursued{in: in, by: by, phase: lifecycle.Concluded, reason: ClosedTerminated, on: "2019-07-15", tells: []lifecycle.Event{lifecycle.SucceededThere, lifecycle.EstatePaid, lifecycle.EnforcementEnded}}
	c := p.play(t, func(c *court) {
		c.look(at("2019-07-01", "11:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.Suspended, v.Row.Phase)
			assert.Equal(t, []string{"D9"}, v.Obligations[0].Debtors)
			require.Len(t, v.Filing.Parties, len(in.Parties)+1)
		})
		c.look(at("2019-07-02", "11:00"), func(v casefile.View) {
			assert.Equal(t, "2019-07-12", deadline(t, v, "property-report").Deadline.Last.String())
			d := v.Enforcement.Debtors
			require.Len(t, d, 1)
			assert.Equal(t, "D9", d[0].Party)
			assert.Equal(t, int64(100_000_00), d[0].OwedFen)
			assert.Equal(t, int64(250_000_00), v.Obligations[0].OutstandingFen, "what the dead paid stays paid")
			assert.Equal(t, "D9", assetOf(t, v, "A1").Owner)
			assert.Equal(t, lifecycle.Controlled, assetOf(t, v, "A1").State)
		})
		c.look(at("2019-07-10", "11:00"), func(v casefile.View) {
			d := v.Enforcement.Debtors[0]
			assert.True(t, d.Clear && !d.Limited)
			assert.Equal(t, int64(0), d.OwedFen)
			assert.Equal(t, int64(150_000_00), v.Obligations[0].OutstandingFen)
			assert.Equal(t, lifecycle.SeizureLifted, assetOf(t, v, "A1").State)
		})
	})
	p.check(t, c)
	assert.Equal(t, map[string]string{"D1": "301732.50元", "D9": "100000.00元"}, noticesOf(c))
	assert.Contains(t, c.documents(), casefile.SuccessionRuling)
	assert.NotContains(t, c.happened(lifecycle.ChangeDebtor, "")[0].Note, "承继人", "no name on the timeline")
}

// P1 got 50,000 on 06-04 and dies. 300,000 for the 45 days from 04-19 to 06-03 are
// 2,362.50, 250,000 for the 45 days to 07-18 1,968.75: P9 gets 254,331.25, and P1
// nothing any more.
func TestACreditorsHeirGetsWhatIsLeft(t *testing.T) {
	in := overdueLoan(casefile.Person)
	by := then(reported(), paidBy("2019-06-03 10:00", "D1", 50_000_00), releasedTo("2019-06-04 10:00", "P1", 50_000_00),
		suspendedFor("2019-06-10 10:00", casefile.SuspendDied, "P1"), inherits("2019-07-01 10:00", "P1", "P9", 0), liftedSuspension("2019-07-02 10:00"),
		paidBy("2019-07-18 10:00", "D1", 254_331_25))
	got := undisturbed(t, Enforcement, in, "2019-05-20", by, "2019-07-19 09:00",
		decision(t, lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, casefile.ReleaseForm{AmountFen: 1, To: "P1", On: date("2019-07-19")}),
		decision(t, lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, casefile.ReleaseForm{AmountFen: 254_331_26, To: "P9", On: date("2019-07-19")}))
	assert.Contains(t, got[0].Error(), "one of P9")
	assert.Contains(t, got[1].Error(), "254331.25")
	p := pursued{in: in, by: then(by, releasedTo("2019-07-19 10:00", "P9", 254_331_25)), phase: lifecycle.Concluded, reason: ClosedEnforced,
		tells: []lifecycle.Event{lifecycle.SucceededThere, lifecycle.Enforced}}
	c := p.play(t, func(c *court) {
		c.look(at("2019-07-18", "11:00"), func(v casefile.View) {
			assert.Equal(t, []casefile.Payable{{To: "P9", Fen: 254_331_25}}, v.Enforcement.Money.Payable)
		})
	})
	p.check(t, c)
}

// Of a several debt the heir takes over the share, and what was paid on it: of
// 100,000 D1 paid 40,000 on the last day, 04-19 being that, and 60,000 for the 82
// days to 07-10 are 861.00.
func TestAnHeirTakesOverAShare(t *testing.T) {
	in := overdueLoan(casefile.Person)
	in.Parties = append(in.Parties, casefile.Party{ID: "D2", Side: casefile.Defendant, Kind: casefile.Person, Name: "被告丙"})
	o := &in.Obligations[0]
	o.Debtors, o.Liability = []string{"D1", "D2"}, casefile.Several
	o.Shares = []casefile.Share{{Debtor: "D1", AmountFen: 100_000_00}, {Debtor: "D2", AmountFen: 200_000_00}}
	o.PaidBy, o.PaidFen, o.OutstandingFen, o.NextDueFen = map[string]int64{"D1": 40_000_00}, 40_000_00, 260_000_00, 260_000_00
	in.Payments = []casefile.Payment{{ID: "x", Obligation: "O1", Payer: "D1", For: "D1", AmountFen: 40_000_00, On: date("2019-04-19")}}
	p := pursued{in: in, until: "2019-07-10 12:00", phase: lifecycle.Measures, by: then(noticed(), report("D1", "2019-05-30 10:00"), report("D2", "2019-05-30 10:05"),
		inherits("2019-07-01 10:00", "D1", "D9", 500_000_00), paidBy("2019-07-10 10:00", "D9", 60_861_00))}
	c := p.play(t, func(c *court) {
		c.look(at("2019-07-10", "09:00"), func(v casefile.View) {
			assert.Equal(t, map[string]int64{"D9": 60_861_00, "D2": 202_870_00}, v.Due[0].ByDebtor)
		})
	})
	p.check(t, c)
	for _, d := range c.final.Enforcement.Debtors {
		assert.Equal(t, d.Party == "D9", d.Clear, d.Party)
	}
}

// Wherever enforcement stands somebody may take a place; heirs who renounce leave
// the estate, an entity's successor answers for all.
func TestAPlaceIsTakenWhereverEnforcementStands(t *testing.T) {
	for _, r := range enforcementStates() {
		if row, ok := lifecycle.Enforcement.Row(r.state, lifecycle.ChangeDebtor); !ok || !row.Stays(r.state) {
			continue
		}
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			q := reached{from: r.from}
			p := pursued{in: overdueLoan(casefile.Person), until: q.later(3), phase: r.state, by: then(r.by, inherits(q.later(1), "D1", "D9", 10_00), inherits(q.later(2), "P1", "P9", 0))}
			c := p.play(t)
			p.check(t, c)
			assert.Equal(t, []string{"D9"}, c.final.Obligations[0].Debtors)
			assert.Equal(t, "P9", c.final.Obligations[0].Creditor)
			merged := enf(q.later(1), lifecycle.ChangeDebtor, casefile.SuccessionForm{Party: "D1", Basis: casefile.BasisMerger, Successor: heirOf("D1", "D9"), On: date(q.later(1)[:10]), Reason: "合并"})
			p = pursued{in: overdueLoan(casefile.Enterprise), until: q.later(3), phase: r.state, by: then(r.by, merged)}
			c = p.play(t)
			p.check(t, c)
			assert.Greater(t, c.final.Enforcement.Debtors[0].OwedFen, int64(300_000_00))
		})
	}
	estate := enf("2019-06-11 10:00", lifecycle.ChangeDebtor, casefile.SuccessionForm{Party: "D1", Basis: casefile.BasisEstate, On: date("2019-06-11"), Reason: "继承人书面放弃"})
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-06-13", phase: lifecycle.Measures, by: then(reported(), suspendedFor("2019-06-10 10:00", casefile.SuspendDied, "D1"), estate, liftedSuspension("2019-06-12 10:00"))}
	c := p.play(t)
	p.check(t, c)
	assert.Equal(t, []string{"D1"}, c.final.Obligations[0].Debtors)
	got := undisturbed(t, Enforcement, p.in, "2019-05-20", p.by, "2019-06-12 11:00", decision(t, lifecycle.RestrictConsumpt, lifecycle.EnforcementJudge, debtor("D1")))[0]
	assert.Contains(t, got.Error(), "遗产")
	assert.Equal(t, "民事诉讼法第243条", got.Article)
	// Who took a place is the one to act on; the estate is searched and seized.
	p.by = then(p.by, enf("2019-06-12 11:00", lifecycle.GiveLead, casefile.LeadForm{Lead: "L1", Party: "D1", What: "房产", On: date("2019-06-12")}),
		enf("2019-06-12 12:00", lifecycle.SeizeAsset, casefile.SeizeForm{Asset: "A1", Owner: "D1", Kind: casefile.RealEstate, What: "房产", AmountFen: 100_000_00, On: date("2019-06-12")}))
	p.check(t, p.play(t))
	got = undisturbed(t, Enforcement, overdueLoan(casefile.Person), "2019-05-20", then(reported(), inherits("2019-05-31 10:00", "D1", "D9", 1_00)), "2019-05-31 11:00", decision(t, lifecycle.RestrictConsumpt, lifecycle.EnforcementJudge, debtor("D1")))[0]
	assert.Contains(t, got.Error(), "D9")
}

// Enforcements of earlier releases know of no suspension and no successor.
func TestEarlierReleasesSuspendNothing(t *testing.T) {
	c := newCourt(t, "2019-05-20")
	secondRelease(c)
	c.follow(reported()...)
	var vs []*verdict
	for _, d := range then(suspendedFor("2019-06-10 10:00", casefile.SuspendAgreed, "P1"), inherits("2019-06-10 10:01", "D1", "D9", 1_00), inherits("2019-06-10 10:02", "P1", "P9", 0)) {
		vs = append(vs, c.send(moment(d.when), decision(t, d.event, d.role, d.form)))
	}
	c.until = moment("2019-06-11")
	c.play(Enforcement, overdueLoan(casefile.Person))
	for _, v := range vs {
		assert.Equal(t, casefile.UnlawfulNow, v.refusal(t).Code)
	}
	assert.Equal(t, lifecycle.Measures, c.row.Phase)
}

// Nobody takes a place that is none, or on a basis that does not fit.
func TestASuccessionFits(t *testing.T) {
	form := func(change func(*casefile.SuccessionForm)) casefile.SuccessionForm {
		f := casefile.SuccessionForm{Party: "D1", Basis: casefile.BasisHeir, Successor: heirOf("D1", "D9"), EstateFen: 1_00, On: date("2019-05-31"), Reason: "继承公证书"}
		change(&f)
		return f
	}
	for name, x := range map[string]struct {
		kind  casefile.PartyKind
		event lifecycle.Event
		form  casefile.SuccessionForm
		says  string
	}{
		"a creditor's place for the debtor's": {casefile.Person, lifecycle.ChangeDebtor, form(func(f *casefile.SuccessionForm) { f.Party = "P1" }), "one of D1"},
		"a debtor's place for the creditor's": {casefile.Person, lifecycle.ChangeCreditor, form(func(f *casefile.SuccessionForm) {}), "one of P1"},
		"a company inherited from":            {casefile.Enterprise, lifecycle.ChangeDebtor, form(func(f *casefile.SuccessionForm) {}), "merger or dissolved"},
		"a person merged":                     {casefile.Person, lifecycle.ChangeDebtor, form(func(f *casefile.SuccessionForm) { f.Basis, f.EstateFen = casefile.BasisMerger, 0 }), "heir or estate"},
		"an estate of unknown value":          {casefile.Person, lifecycle.ChangeDebtor, form(func(f *casefile.SuccessionForm) { f.EstateFen = 0 }), "data.estateFen"},
		"a limit for a merger":                {casefile.Enterprise, lifecycle.ChangeDebtor, form(func(f *casefile.SuccessionForm) { f.Basis = casefile.BasisMerger }), "leave it out"},
		"an heir who renounced":               {casefile.Person, lifecycle.ChangeDebtor, form(func(f *casefile.SuccessionForm) { f.Basis, f.EstateFen = casefile.BasisEstate, 0 }), "data.successor"},
		"the other side":                      {casefile.Person, lifecycle.ChangeDebtor, form(func(f *casefile.SuccessionForm) { f.Successor.Side = casefile.Plaintiff }), "data.successor.side"},
		"an ID that is taken":                 {casefile.Person, lifecycle.ChangeDebtor, form(func(f *casefile.SuccessionForm) { f.Successor.ID = "P1" }), "data.successor.id"},
		"nobody at all":                       {casefile.Person, lifecycle.ChangeDebtor, form(func(f *casefile.SuccessionForm) { f.Successor = casefile.Party{} }), "data.successor"},
		"a creditor's heir with a limit":      {casefile.Person, lifecycle.ChangeCreditor, form(func(f *casefile.SuccessionForm) { f.Party, f.Successor = "P1", heirOf("P1", "P9") }), "data.estateFen"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := overdueLoan(x.kind)
			in.Parties[0].Kind = casefile.Person
			got := undisturbed(t, Enforcement, in, "2019-05-20", reported(), "2019-05-31 10:00", decision(t, x.event, lifecycle.EnforcementJudge, x.form))[0]
			assert.Contains(t, got.Error(), x.says)
			assert.NotEmpty(t, got.Faults)
		})
	}
	in := overdueLoan(casefile.Enterprise)
	got := undisturbed(t, Enforcement, in, "2019-05-20", then(reported(), enf("2019-05-31 10:00", lifecycle.ChangeDebtor, casefile.SuccessionForm{Party: "D1", Basis: casefile.BasisMerger, Successor: heirOf("D1", "D9"), On: date("2019-05-31"), Reason: "合并"})), "2019-06-03 10:00",
		decision(t, lifecycle.ChangeDebtor, lifecycle.EnforcementJudge, casefile.SuccessionForm{Party: "D1", Basis: casefile.BasisMerger, Successor: heirOf("D1", "D8"), On: date("2019-06-03"), Reason: "合并"}))[0]
	assert.Contains(t, got.Error(), "D9")
}

// The case shows who owes and who is owed since, wherever it stands.
func TestTheCaseHearsOfASuccessor(t *testing.T) {
	for _, st := range []lifecycle.State{lifecycle.InEnforcement, lifecycle.Dormant, lifecycle.InRetrial, lifecycle.BankruptcyHandoff} {
		t.Run(string(st), func(t *testing.T) {
			t.Parallel()
			r := stateOf(t, st)
			news := func(when, party, heir string) []dec {
				return linkedDec(when, lifecycle.SucceededThere, casefile.SucceededForm{Party: party, Basis: casefile.BasisHeir, Successor: heirOf(party, heir), On: date(when[:10])})
			}
			l := lived{in: r.in, until: r.later(3), by: then(r.by, news(r.later(1), "D1", "D9"), news(r.later(1), "D1", "D9"), news(r.later(2), "P1", "P9"))}
			c := l.play(t)
			assert.Len(t, c.happened(lifecycle.SucceededThere, ""), 3)
			require.NotEmpty(t, c.final.Obligations)
			assert.Equal(t, []string{"D9"}, c.final.Obligations[0].Debtors)
			assert.Equal(t, "P9", c.final.Obligations[0].Creditor)
			require.Len(t, c.final.Filing.Parties, len(r.in.Filing.Parties)+2)
		})
	}
}
