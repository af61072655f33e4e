package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// O1 was due on Friday 2019-04-19. On 04-22 the parties agree that 100,000 are paid
// by 05-10 and 200,000 by 05-31. The first part comes in time, the second does not:
// the document is owed again. 300,000 for 21 days to 05-10 are 1,102.50, 200,000
// for 31 days to 06-10 are 1,085.00.
func TestAPlanThatIsNotKeptRevivesTheDocument(t *testing.T) {
	plan := line("2019-04-22 10:00", lifecycle.AgreePlan, lifecycle.Judge, casefile.PlanForm{Obligation: "O1", Instalments: []casefile.Instalment{{AmountFen: 100_000_00, Due: date("2019-05-10")}, {AmountFen: 200_000_00, Due: date("2019-05-31")}}})
	way := then(judgedAndServed(allowed(owes())), plan, line("2019-05-10 10:00", lifecycle.Pay, lifecycle.Clerk, paid("a", "O1", 100_000_00, "2019-05-10")))
	apply := line("2019-06-10 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-06-10"))
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-06-10 12:00", by: then(way, apply)}
	c := l.play(t, func(c *court) {
		c.look(at("2019-05-20", "10:00"), func(v casefile.View) {
			assert.Equal(t, []int64{200_000_00, 0}, []int64{v.Due[0].TotalFen, v.Due[0].InterestFen}, "as long as it is kept")
			assert.Equal(t, "2019-05-31", v.Obligations[0].NextDue.String())
		})
		c.look(at("2019-06-10", "09:00"), func(v casefile.View) {
			assert.Equal(t, int64(202_187_50), v.Due[0].TotalFen)
			assert.Equal(t, "2019-04-19", v.Obligations[0].NextDue.String())
		})
	})
	fell := c.happened(lifecycle.FallDue, "supervision/O1")
	require.Len(t, fell, 2) // by the document, and by the plan
	assert.True(t, moment("2019-06-01").Equal(fell[1].At))
	require.Len(t, c.links, 1)
	e := newCourt(t, "2019-06-10")
	e.until = moment("2019-06-11 12:00")
	e.play(Enforcement, *c.links[0].Enforcement)
	assert.Equal(t, int64(202_222_50), e.final.Due[0].TotalFen)
	assert.Equal(t, int64(200_000_00), e.final.Due[0].OverdueFen)

	// The two years run from the end of the plan, Friday 05-31, to Monday 2021-05-31.
	l = lived{in: l.in, until: "2019-07-01", by: way}
	c = l.play(t)
	assert.Equal(t, lifecycle.AwaitingEnforcement, c.row.Phase)
	assert.Equal(t, "2021-05-31", deadline(t, c.final, "limitation").Deadline.Last.String())

	// A second plan takes the place of the document again.
	l = lived{in: l.in, until: "2019-06-10", by: then(way, line("2019-06-05 10:00", lifecycle.AgreePlan, lifecycle.Judge, casefile.PlanForm{Obligation: "O1", Instalments: []casefile.Instalment{{AmountFen: 200_000_00, Due: date("2019-06-28")}}}))}
	c = l.play(t)
	assert.Equal(t, []int64{200_000_00, 0}, []int64{c.final.Due[0].TotalFen, c.final.Due[0].InterestFen})
	// Missed too: 300,000 for 21 days and 200,000 for 50 to 06-29, 1,102.50 and 1,750.00.
	l.until = "2019-06-29 12:00"
	c = l.play(t)
	assert.Equal(t, int64(202_852_50), c.final.Due[0].TotalFen)
}

// Paid on the day that the plan names and entered five days later: it was kept.
func TestAPlanThatWasKeptAndEnteredLateWasKept(t *testing.T) {
	plan := line("2019-04-22 10:00", lifecycle.AgreePlan, lifecycle.Judge, casefile.PlanForm{Obligation: "O1", Instalments: []casefile.Instalment{{AmountFen: 100_000_00, Due: date("2019-05-10")}, {AmountFen: 200_000_00, Due: date("2019-06-28")}}})
	entered := line("2019-05-15 10:00", lifecycle.Pay, lifecycle.Clerk, paid("a", "O1", 100_000_00, "2019-05-10"))
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-05-20", by: then(judgedAndServed(allowed(owes())), plan, entered)}
	c := l.play(t, func(c *court) {
		// 25 days late on 05-14: 1,312.50.
		c.look(at("2019-05-14", "10:00"), func(v casefile.View) { assert.Equal(t, int64(1_312_50), v.Due[0].InterestFen) })
	})
	assert.Equal(t, []int64{200_000_00, 0}, []int64{c.final.Due[0].TotalFen, c.final.Due[0].InterestFen})
	assert.Equal(t, "2019-06-28", deadline(t, c.final, "term/O1").Deadline.Last.String())
}
