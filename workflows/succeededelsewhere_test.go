package workflows

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// diedAndInherited is what an enforcement tells its case of a party who died.
func diedAndInherited(party, heir string, estate int64, on string) casefile.SucceededForm {
	return casefile.SucceededForm{Party: party, Basis: casefile.BasisHeir, Successor: heirOf(party, heir), EstateFen: estate, On: date(on), Reason: "继承公证书"}
}

// takenElsewhere is what an enforcement hears of it.
func takenElsewhere(when, party, heir string, estate int64) []dec {
	return linkedDec(when, lifecycle.SucceededElsewhere, casefile.SuccessionForm{Party: party, Basis: casefile.BasisHeir, Successor: heirOf(party, heir), EstateFen: estate, On: date(when[:10]), Reason: "继承公证书"})
}

// places is whom a workflow told of a place that was taken.
func places(c *court) (keys []string) {
	for _, x := range c.told {
		if x.Event == lifecycle.SucceededElsewhere || x.Event == lifecycle.SucceededThere {
			keys = append(keys, x.to)
		}
	}
	return keys
}

// D1 owes both creditors, and each has its enforcement. The second is told who took
// D1's place in the first, once, with the estate; of a creditor's heir nobody is told
// who does not enforce for that creditor; one that is over is not told.
func TestACasePassesASuccessionOnToItsOtherEnforcements(t *testing.T) {
	apply := func(when, party string) []dec {
		return line(when, lifecycle.ApplyEnforcement, lifecycle.Intake, byParty(party, when[:10]))
	}
	both := then(bothServed(), apply("2019-04-22 10:00", "P1"), apply("2019-05-20 10:00", "P2"))
	l := lived{in: creditors(), until: "2019-07-03", by: both}
	told := func(c *court) {
		c.from(first, "2019-07-01 10:00", lifecycle.SucceededThere, diedAndInherited("D1", "D9", 20_000_00, "2019-07-01"))
		c.from(second, "2019-07-02 10:00", lifecycle.SucceededThere, diedAndInherited("D1", "D9", 20_000_00, "2019-07-01")) // the same from there
	}
	c := l.play(t, told)
	require.Equal(t, []string{second}, places(c))
	var form casefile.SuccessionForm
	require.NoError(t, json.Unmarshal(c.told[0].Data, &form))
	assert.Equal(t, casefile.SuccessionForm{Party: "D1", Basis: casefile.BasisHeir, Successor: heirOf("D1", "D9"), EstateFen: 20_000_00, On: date("2019-07-01"), Reason: "继承公证书"}, form)
	assert.Equal(t, []string{"D9"}, c.final.Obligations[1].Debtors)

	assert.Empty(t, places(l.play(t, told, thirdRelease)), "the third release told nobody")
	assert.Empty(t, places(l.play(t, func(c *court) {
		c.from(first, "2019-07-01 10:00", lifecycle.SucceededThere, diedAndInherited("P1", "P9", 0, "2019-07-01"))
	})), "P2's is no enforcement of P1's")
	assert.Empty(t, places(l.play(t, func(c *court) {
		c.from(second, "2019-06-30 10:00", lifecycle.Enforced, casefile.ResultForm{On: date("2019-06-30"), CollectedFen: 50_000_00, Reason: ClosedEnforced})
		told(c)
	})), "it is over")
	// One that is not there any more is noted and not waited for.
	gone := l.play(t, told, func(c *court) { c.gone = second })
	assert.Equal(t, lifecycle.InEnforcement, gone.row.Phase)

	// Applied for afterwards, an enforcement begins with the heir and the estate.
	l.by = then(bothServed(), apply("2019-04-22 10:00", "P1"), apply("2019-07-02 10:00", "P2"))
	c = l.play(t, func(c *court) {
		c.from(first, "2019-07-01 10:00", lifecycle.SucceededThere, diedAndInherited("D1", "D9", 20_000_00, "2019-07-01"))
	})
	assert.Empty(t, places(c))
	require.Len(t, c.links, 2)
	in := *c.links[1].Enforcement
	assert.Equal(t, map[string]int64{"D9": 20_000_00}, in.Obligations[0].Estates)
	// D9 is asked for 20,000 of 50,000 and more, pays it and is let go.
	k := newCourt(t, "2019-07-02 11:00")
	vs := k.follow(then(enf("2019-07-03 10:00", lifecycle.FileEnforcement, casefile.OfficerForm{Officer: officer}), enf("2019-07-04 10:00", lifecycle.SendNotice, onDay("2019-07-04")),
		report("D9", "2019-07-08 10:00"), enf("2019-07-09 10:00", lifecycle.Collect, casefile.PaymentForm{Payment: "x", Obligation: "O2", Payer: "D9", AmountFen: 20_000_00, On: date("2019-07-09")}))...)
	k.until = moment("2019-07-10")
	k.play(Enforcement, in)
	k.taken(vs...)
	assert.Equal(t, map[string]string{"D9": "20000.00元"}, noticesOf(k))
	assert.True(t, k.final.Enforcement.Debtors[0].Clear)
}

// An enforcement that hears of it makes its own ruling at once where places may
// change, and otherwise as soon as they may: it is filed, the retrial is over, the
// referral comes back. Nothing is told back.
func TestAnEnforcementTakesAPlaceThatWasTakenElsewhere(t *testing.T) {
	for _, r := range enforcementStates() {
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			q := reached{from: r.from}
			in, twice := overdueLoan(casefile.Person), takenElsewhere(q.later(1), "D1", "D9", 100_000_00)
			if r.state == lifecycle.Referred || r.state == lifecycle.InBankruptcy { // companies are merged
				in = overdueLoan(casefile.Enterprise)
				twice = linkedDec(q.later(1), lifecycle.SucceededElsewhere, casefile.SuccessionForm{Party: "D1", Basis: casefile.BasisMerger, Successor: heirOf("D1", "D9"), On: date(r.from[:10]), Reason: "合并"})
			}
			p := pursued{in: in, until: q.later(3), phase: r.state, by: then(r.by, twice, twice)}
			c := p.play(t)
			p.check(t, c)
			row, _ := lifecycle.Enforcement.Row(r.state, lifecycle.ChangeDebtor)
			now := row.Event != ""
			assert.Len(t, c.happened(lifecycle.ChangeDebtor, ""), map[bool]int{true: 1, false: 0}[now])
			assert.Equal(t, []string{map[bool]string{true: "D9", false: "D1"}[now]}, c.final.Obligations[0].Debtors)
			assert.Len(t, c.final.Enforcement.Elsewhere, map[bool]int{true: 0, false: 1}[now])
			assert.Empty(t, places(c))
			if now {
				assert.Contains(t, c.documents(), casefile.SuccessionRuling)
			}
		})
	}
	heard := takenElsewhere("2019-05-20 11:00", "D1", "D9", 100_000_00)
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-05-30 12:00", phase: lifecycle.Measures, by: then(heard, noticed(), report("D9", "2019-05-30 10:00"))}
	c := p.play(t)
	p.check(t, c)
	c.happens("2019-05-21 10:00", lifecycle.ChangeDebtor, "")
	assert.Equal(t, map[string]string{"D9": "100000.00元"}, noticesOf(c), "the notice goes to the heir, within the estate")

	p = pursued{in: overdueLoan(casefile.Person), until: "2019-07-02", phase: lifecycle.Measures, by: then(stoppedByRetrial(), takenElsewhere("2019-06-11 10:00", "D1", "D9", 100_000_00), toldRetrial("2019-07-01 10:00", lifecycle.RetrialUpheld))}
	c = p.play(t)
	p.check(t, c)
	c.happens("2019-07-01 10:00", lifecycle.ChangeDebtor, "")

	merged := linkedDec("2019-06-11 10:00", lifecycle.SucceededElsewhere, casefile.SuccessionForm{Party: "D1", Basis: casefile.BasisMerger, Successor: heirOf("D1", "D9"), On: date("2019-06-11"), Reason: "合并"})
	p = pursued{in: overdueLoan(casefile.Enterprise), until: "2019-07-02", phase: lifecycle.Measures, by: then(referredToBankruptcy(), merged,
		linkedDec("2019-07-01 10:00", lifecycle.ReferralReturned, casefile.ReferralForm{Party: "D1", Outcome: "no_consent", On: date("2019-07-01")}))}
	c = p.play(t)
	p.check(t, c)
	c.happens("2019-07-01 10:00", lifecycle.ChangeDebtor, "")

	// A creditor's heir answers for nothing; who has no place here changes nothing.
	p = pursued{in: overdueLoan(casefile.Person), until: "2019-06-01", phase: lifecycle.Measures, by: then(reported(), takenElsewhere("2019-05-31 10:00", "P1", "P9", 1_00), takenElsewhere("2019-05-31 11:00", "D2", "D8", 1_00))}
	c = p.play(t)
	p.check(t, c)
	assert.Equal(t, "P9", c.final.Obligations[0].Creditor)
	assert.Len(t, c.happened(lifecycle.ChangeDebtor, ""), 0)
	assert.Empty(t, c.final.Enforcement.Elsewhere)
	// The officer was first.
	p.by = then(reported(), inherits("2019-05-31 10:00", "D1", "D8", 1_00), takenElsewhere("2019-05-31 11:00", "D1", "D9", 1_00))
	c = p.play(t)
	p.check(t, c)
	assert.Equal(t, []string{"D8"}, c.final.Obligations[0].Debtors)
	assert.Contains(t, c.happened(lifecycle.SucceededElsewhere, "")[0].Note, "D8")
}

// The case has ended: the register names the other enforcements that are open, and
// they are told.
func TestALateEnforcementTellsTheOthersOfASuccession(t *testing.T) {
	in := overdueLoan(casefile.Person)
	in.LateOf, in.By, in.ByRole = ClosedTerminated, "C001", lifecycle.Clerk
	p := pursued{in: in, until: "2019-06-11", phase: lifecycle.Measures, by: then(reported(), inherits("2019-06-10 10:00", "D1", "D9", 100_000_00))}
	c := p.play(t, func(c *court) { c.gone, c.siblings = in.Case, []string{second} })
	require.Equal(t, []string{second}, places(c))
	var form casefile.SuccessionForm
	require.NoError(t, json.Unmarshal(c.told[0].Data, &form))
	assert.Equal(t, "D9", form.Successor.ID)
	assert.Equal(t, int64(100_000_00), form.EstateFen)
	var asked int
	for _, r := range c.records {
		if r.Siblings {
			asked++
		}
	}
	assert.Equal(t, 1, asked)
	// With its case there the case tells them; the third release told nobody.
	c = p.play(t, func(c *court) { c.siblings = []string{second} })
	assert.Equal(t, []string{in.Case}, places(c))
	c = p.play(t, thirdRelease, func(c *court) { c.gone, c.siblings = in.Case, []string{second} })
	assert.Empty(t, places(c))
}

// A part tells the case that it was carved out of, and hears from it. Before its
// document is in effect the suit goes by article 153; then what was heard stands.
func TestPartsAndTheirCasePassASuccessionOn(t *testing.T) {
	r := parted(t, part(clearPart()))
	in, _ := carvedIn(t, lived{in: r.in, by: r.by, until: "2019-03-20 10:05"})
	enforced := then(judgmentServed(), line("2019-05-20 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-05-20")))
	c := playCarved(t, in, "2019-03-20 10:01", "2019-07-02", enforced, func(c *court) {
		c.from(partKey+"-zhi", "2019-07-01 10:00", lifecycle.SucceededThere, diedAndInherited("D1", "D9", 1_00, "2019-07-01"))
	})
	assert.Equal(t, []string{"zh-2019-000001"}, places(c))
	c = playCarved(t, in, "2019-03-20 10:01", "2019-07-02", enforced, func(c *court) {
		c.from("zh-2019-000001", "2019-07-01 10:00", lifecycle.SucceededThere, diedAndInherited("D1", "D9", 1_00, "2019-07-01"))
	})
	assert.Equal(t, []string{partKey + "-zhi"}, places(c), "not back to where it came from")
	assert.Equal(t, []string{"D9"}, c.final.Obligations[0].Debtors)

	// The case is in trial when the part's enforcement changes D1; judged, it is in
	// effect on 05-14: received on Friday 04-26, fifteen days end on Saturday 05-11.
	rest := owes()
	rest.ID, rest.AmountFen = "O2", 150_000_00
	l := lived{in: r.in, until: "2019-05-15", phase: lifecycle.InSupervision, by: then(r.by, line("2019-04-25 10:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(rest)),
		line("2019-04-26 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-04-26")),
		line("2019-04-26 10:01", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-04-26")),
		line("2019-04-26 10:02", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D2", "2019-04-26")))}
	c = l.play(t, func(c *court) {
		c.from(partKey, "2019-04-10 10:00", lifecycle.SucceededThere, diedAndInherited("D1", "D9", 1_00, "2019-04-10"))
		c.look(at("2019-04-30", "10:00"), func(v casefile.View) { assert.Equal(t, []string{"D1"}, v.Obligations[0].Debtors) })
	})
	l.check(t, c)
	assert.Empty(t, places(c))
	assert.Equal(t, []string{"D9"}, c.final.Obligations[0].Debtors)
	es := c.happened(lifecycle.SucceededThere, "")
	require.Len(t, es, 2)
	assert.Contains(t, es[0].Note, "第153条")
	assert.Equal(t, lifecycle.InSupervision, es[1].From)

	// From the case down to the part, and to nobody else.
	c = l.play(t, func(c *court) {
		c.from("zh-2019-000001-zhi", "2019-05-14 10:00", lifecycle.SucceededThere, diedAndInherited("D1", "D9", 1_00, "2019-05-14"))
	})
	assert.Equal(t, []string{partKey}, places(c))
}

// It is heard wherever a case stands, and moves it nowhere.
func TestASuccessionIsHeardWhereverACaseStands(t *testing.T) {
	for _, r := range everyState() {
		if _, ok := lifecycle.Case.Row(r.state, lifecycle.SucceededThere); !ok {
			continue
		}
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, until: r.later(3), phase: r.state, by: then(r.by, linkedDec(r.later(1), lifecycle.SucceededThere, diedAndInherited("D1", "D9", 1_00, r.from[:10])))}
			c := l.play(t)
			l.check(t, c)
			effective := slices.Contains(mayBeSucceeded, r.state)
			for _, o := range c.final.Obligations {
				assert.Equal(t, []string{map[bool]string{true: "D9", false: "D1"}[effective]}, o.Debtors)
			}
		})
	}
	// Somebody else has that ID here.
	in := two("2019-03-04", casefile.Summary)
	other := heirOf("D1", "D8")
	other.ID = "D2"
	form := diedAndInherited("D1", "D2", 1_00, "2019-07-01")
	form.Successor = other
	l := lived{in: in, until: "2019-07-02", phase: lifecycle.InEnforcement, by: then(appliedBoth(), linkedDec("2019-07-01 10:00", lifecycle.SucceededThere, form))}
	c := l.play(t)
	l.check(t, c)
	assert.Equal(t, []string{"D1"}, c.final.Obligations[0].Debtors)
}
