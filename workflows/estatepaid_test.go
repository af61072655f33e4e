package workflows

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func paidOfEstate(when, in string, fen int64) casefile.EstatePaidForm {
	return casefile.EstatePaidForm{Party: "D9", PaidFen: fen, In: in, On: date(when[:10])}
}

// estatesTold lists what was told of an event, by whom it went to.
func estatesTold(t *testing.T, c *court, e lifecycle.Event) (keys []string, sums []int64) {
	t.Helper()
	for _, x := range c.told {
		if x.Event == e {
			var form casefile.EstatePaidForm
			require.NoError(t, json.Unmarshal(x.Data, &form))
			keys, sums = append(keys, x.to), append(sums, form.PaidFen)
		}
	}
	return keys, sums
}

// D9 inherits 100,000 and owes 300,000 here. 60,000 that it paid in another
// enforcement leave 40,000 to ask for; paid, it is let go. Corrected to 70,000
// meanwhile, 30,000 are enough. What it pays here is told to the case.
func TestAnEstateIsPaidOnceInAllEnforcements(t *testing.T) {
	heard := func(when string, fen int64) []dec {
		return linkedDec(when, lifecycle.EstatePaidElsewhere, paidOfEstate(when, second, fen))
	}
	by := then(reported(), inherits("2019-05-31 10:00", "D1", "D9", 100_000_00), report("D9", "2019-06-03 10:00"), heard("2019-06-04 10:00", 60_000_00), heard("2019-06-04 11:00", 60_000_00))
	owed := func(c *court, when string, want int64) {
		c.look(moment(when), func(v casefile.View) { assert.Equal(t, want, v.Enforcement.Debtors[0].OwedFen, when) })
	}
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-06-11", phase: lifecycle.Measures, by: then(by, paidBy("2019-06-10 10:00", "D9", 40_000_00))}
	c := p.play(t, func(c *court) { owed(c, "2019-06-04 10:30", 40_000_00); owed(c, "2019-06-04 12:00", 40_000_00) })
	p.check(t, c)
	assert.True(t, c.final.Enforcement.Debtors[0].Clear)
	keys, sums := estatesTold(t, c, lifecycle.EstatePaid)
	assert.Equal(t, []string{p.in.Case}, keys)
	assert.Equal(t, []int64{40_000_00}, sums, "of its own")
	c = p.play(t, func(c *court) { c.gone, c.siblings = p.in.Case, []string{second} })
	keys, _ = estatesTold(t, c, lifecycle.EstatePaidElsewhere)
	assert.Equal(t, []string{second}, keys, "the case has ended")
	p = pursued{in: overdueLoan(casefile.Person), until: "2019-06-11", phase: lifecycle.Measures, by: then(by, heard("2019-06-05 10:00", 70_000_00))}
	p.check(t, p.play(t, func(c *court) { owed(c, "2019-06-05 11:00", 30_000_00) }))
	// Who is no heir pays as ever, and the third release told nobody.
	c = pursued{in: overdueLoan(casefile.Person), until: "2019-06-11", by: then(reported(), paidBy("2019-06-10 10:00", "D1", 40_000_00))}.play(t)
	assert.Empty(t, c.told)
	c = pursued{in: overdueLoan(casefile.Person), until: "2019-06-11", by: then(reported(), inherits("2019-05-31 10:00", "D1", "D9", 100_000_00), paidBy("2019-06-10 10:00", "D9", 40_000_00))}.play(t, thirdRelease)
	keys, _ = estatesTold(t, c, lifecycle.EstatePaid)
	assert.Empty(t, keys)

	for _, r := range enforcementStates() { // it is heard wherever one stands
		q := reached{from: r.from}
		p := pursued{in: overdueLoan(casefile.Enterprise), until: q.later(3), phase: r.state, by: then(r.by, heard(q.later(1), 1_00))}
		p.check(t, p.play(t))
	}
}

// The case passes it on to the enforcements in which the heir owes, once for each
// sum, to its parts, and to those that begin later.
func TestACasePassesOnWhatAnHeirPaid(t *testing.T) {
	apply := func(when, party string) []dec {
		return line(when, lifecycle.ApplyEnforcement, lifecycle.Intake, byParty(party, when[:10]))
	}
	l := lived{in: creditors(), until: "2019-07-05", by: then(bothServed(), apply("2019-04-22 10:00", "P1"), apply("2019-05-20 10:00", "P2"))}
	c := l.play(t, func(c *court) {
		c.from(first, "2019-07-01 10:00", lifecycle.SucceededThere, diedAndInherited("D1", "D9", 20_000_00, "2019-07-01"))
		c.from(first, "2019-07-02 10:00", lifecycle.EstatePaid, paidOfEstate("2019-07-02", first, 5_000_00))
		c.from(first, "2019-07-02 11:00", lifecycle.EstatePaid, paidOfEstate("2019-07-02", first, 5_000_00))
		c.from(first, "2019-07-03 10:00", lifecycle.EstatePaid, paidOfEstate("2019-07-03", first, 8_000_00))
	})
	keys, sums := estatesTold(t, c, lifecycle.EstatePaidElsewhere)
	assert.Equal(t, []string{second, second}, keys)
	assert.Equal(t, []int64{5_000_00, 8_000_00}, sums)
	l.by = then(bothServed(), apply("2019-04-22 10:00", "P1"), apply("2019-07-04 10:00", "P2"))
	c = l.play(t, func(c *court) {
		c.from(first, "2019-07-01 10:00", lifecycle.SucceededThere, diedAndInherited("D1", "D9", 20_000_00, "2019-07-01"))
		c.from(first, "2019-07-03 10:00", lifecycle.EstatePaid, paidOfEstate("2019-07-03", first, 8_000_00))
	})
	in := *c.links[1].Enforcement
	assert.Equal(t, map[string]int64{"D9": 8_000_00}, in.EstatePaid)
	k := newCourt(t, "2019-07-04 11:00")
	vs := k.follow(then(enf("2019-07-05 10:00", lifecycle.FileEnforcement, casefile.OfficerForm{Officer: officer}), enf("2019-07-08 10:00", lifecycle.SendNotice, onDay("2019-07-08")))...)
	k.until = moment("2019-07-09")
	k.play(Enforcement, in)
	k.taken(vs...)
	assert.Equal(t, map[string]string{"D9": "12000.00元"}, noticesOf(k))

	for _, r := range everyState() {
		if _, ok := lifecycle.Case.Row(r.state, lifecycle.EstatePaid); ok {
			l := lived{in: r.in, until: r.later(2), phase: r.state, by: then(r.by, linkedDec(r.later(1), lifecycle.EstatePaid, paidOfEstate(r.from, "zh-9-zhi", 1_00)))}
			l.check(t, l.play(t))
		}
	}
}
