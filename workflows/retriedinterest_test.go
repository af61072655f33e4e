package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// 300,000 are due on 2019-04-19. Tried again from 06-10 to 09-02, 84 days are not
// counted: on 09-10, 144 days late, 60 have borne 3,150.00. The days from 06-10 to
// 09-01 have none; the last before are 51, to 06-09: 2,677.50.
func TestARetrialsDaysBearNoDoubledInterest(t *testing.T) {
	tried := then(toldRetrial("2019-06-10 10:00", lifecycle.OrderRetrial), toldRetrial("2019-09-02 10:00", lifecycle.RetrialUpheld))
	p := pursued{in: overdueLoan(casefile.Person), phase: lifecycle.Concluded, reason: ClosedEnforced,
		by: then(reported(), tried, collect("2019-09-10 10:00", 303_150_00), release("2019-09-11 10:00", 303_150_00))}
	c := p.play(t, func(c *court) {
		c.look(at("2019-08-01", "10:00"), func(v casefile.View) { assert.Equal(t, int64(302_677_50), v.Due[0].TotalFen) })
		c.look(at("2019-09-01", "10:00"), func(v casefile.View) { assert.Equal(t, int64(302_677_50), v.Due[0].TotalFen) })
	})
	p.check(t, c)
	// Where it rests, the retrial is noted and its days count no more than elsewhere.
	p.by = then(settledUntil("2019-12-31"), tried, collect("2019-09-10 11:00", 303_150_00), release("2019-09-11 10:00", 303_150_00))
	p.check(t, p.play(t))

	// In the case, before anybody applied: retried from 04-22 to 05-20, 28 days. On
	// 06-03 45 days are over, 17 of them count: 892.50; and the enforcement is told.
	company := companies("2019-03-04", casefile.Summary)
	l := lived{in: company, until: "2019-06-03 12:00", by: then(judgedAndServed(allowed(owes())), line("2019-04-22 10:00", lifecycle.OrderRetrial, lifecycle.President, retried("2019-04-22", "second")),
		line("2019-05-20 10:00", lifecycle.RetrialUpheld, lifecycle.Clerk, onDay("2019-05-20")),
		line("2019-06-03 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-06-03")))}
	k := l.play(t, func(c *court) {
		c.look(at("2019-05-10", "10:00"), func(v casefile.View) { assert.Equal(t, int64(300_105_00), v.Due[0].TotalFen) }) // 04-20 and 04-21
	})
	assert.Equal(t, int64(300_892_50), k.final.Due[0].TotalFen)
	require.Len(t, k.links, 1)
	in := k.links[0].Enforcement
	require.Len(t, in.Retried, 1)
	assert.Equal(t, []string{"2019-04-22", "2019-05-19"}, []string{in.Retried[0].From.String(), in.Retried[0].To.String()})
	e := newCourt(t, "2019-06-03")
	e.until = moment("2019-06-04 12:00")
	e.play(Enforcement, *in)
	assert.Equal(t, int64(300_945_00), e.final.Due[0].TotalFen) // 18 days
}
