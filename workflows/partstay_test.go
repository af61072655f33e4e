package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func stayOfParty(when, party string) []dec {
	return line(when, lifecycle.StayParty, lifecycle.Judge, casefile.StayPartyForm{Party: party, Ground: "force_majeure", On: date(when[:10]), Reason: "不可抗力"})
}

func resumes(when, party string, role lifecycle.Role) []dec {
	return line(when, lifecycle.ResumeParty, role, byParty(party, when[:10]))
}

// partedInAStay is a part that begins while D2's periods stand still.
func partedInAStay(t *testing.T) reached {
	r := suit(t, lifecycle.Trial, casefile.Summary)
	d2 := clearPart()
	d2.Debtors = []string{"D2"}
	r.by = then(r.by, stayOfParty("2019-03-20 09:50", "D2"), line("2019-03-20 10:00", lifecycle.JudgePart, lifecycle.Judge, part(d2)))
	return r
}

// A part begins with the stay of a party, and hears from its case that it is over:
// D2 received the judgment on Friday 03-22 and its fifteen days, to Saturday 04-06,
// stood still from that day to 04-03, twelve days, so that they end on Thursday
// 04-18. Without the news they never would.
func TestTheEndOfAPartysStayIsToldToTheParts(t *testing.T) {
	r := partedInAStay(t)
	main := lived{in: r.in, until: "2019-04-04", by: then(r.by, resumes("2019-04-03 10:00", "D2", lifecycle.Judge))}
	told := main.play(t).told
	require.Len(t, told, 1)
	assert.Equal(t, partKey, told[0].to)
	assert.Equal(t, lifecycle.ResumeParty, told[0].Event)
	assert.JSONEq(t, string(raw(t, byParty("D2", "2019-04-03"))), string(told[0].Data))
	// One that has ended is no fault, and the third release told nobody.
	c := main.play(t, func(c *court) { c.gone = partKey })
	assert.Equal(t, lifecycle.Trial, c.row.Phase)
	assert.Empty(t, main.play(t, thirdRelease).told)

	in, _ := carvedIn(t, lived{in: r.in, by: r.by, until: "2019-03-20 10:05"})
	k := newCourt(t, "2019-03-20 10:01")
	vs := k.follow(judgmentServed()...)
	d := k.decision(lifecycle.ResumeParty, lifecycle.Linked, "zh-2019-000001", byParty("D2", "2019-04-03"))
	for _, when := range []string{"2019-04-03 10:01", "2019-04-03 10:02"} { // sent twice
		k.plan(moment(when), func() { k.env.SignalWorkflow(SignalLinked, d) })
	}
	k.linked(moment("2019-04-03 10:03"), lifecycle.ResumeParty, byParty("D2", "2019-04-03")) // and heard from elsewhere
	k.look(at("2019-04-02", "10:00"), func(v casefile.View) {
		assert.Equal(t, "2019-03-22", deadline(t, v, "appeal/D2").Frozen.String())
		assert.NotEmpty(t, deadline(t, v, "party-stay/D2").ID)
	})
	k.until = moment("2019-04-20")
	k.play(Case, in)
	k.taken(vs...)
	assert.Equal(t, lifecycle.InSupervision, k.row.Phase)
	k.happens("2019-04-19", lifecycle.TakeEffect, "")
	es := k.happened(lifecycle.ResumeParty, "")
	require.Len(t, es, 2)
	assert.Contains(t, es[1].Note, "未中止")
	for _, x := range k.final.Deadlines {
		assert.NotEqual(t, "party-stay/D2", x.ID)
	}
	for _, e := range k.entries() {
		assert.Empty(t, e.Refused)
	}
	c = playCarved(t, in, "2019-03-20 10:01", "2019-06-03", judgmentServed()) // not told
	assert.Equal(t, lifecycle.AwaitingEffect, c.row.Phase)
}

// It is heard wherever a case stands, stayed there or not, and moves nothing else.
func TestTheEndOfAPartysStayIsHeardWhereverACaseStands(t *testing.T) {
	for _, r := range everyState() {
		row, ok := lifecycle.Case.Row(r.state, lifecycle.ResumeParty)
		if !ok {
			continue
		}
		require.True(t, row.Stays(r.state))
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, until: r.later(3), phase: r.state, by: then(r.by, resumes(r.later(1), "D1", lifecycle.Linked))}
			c := l.play(t)
			l.check(t, c)
			c.happens(r.later(1), lifecycle.ResumeParty, "")
		})
	}
	// The third release refused it where the row did not apply.
	r := stateOf(t, lifecycle.Appeal)
	c := newCourt(t, "2019-03-04")
	thirdRelease(c)
	c.follow(r.by...)
	v := c.on(moment(r.later(1)), lifecycle.ResumeParty, lifecycle.Judge, judge, byParty("D1", r.from[:10]))
	c.until = moment(r.later(2))
	c.play(Case, r.in)
	assert.Equal(t, casefile.UnlawfulNow, v.refusal(t).Code)
}

// A stay that ends while the whole suit is stayed lets nothing run before the suit
// does: D2's answer, due on Thursday 03-21, stood still from 03-08 to 03-28, twenty
// days, so that it is due on Wednesday 04-10.
func TestAPartysStayEndsWhileTheSuitIsStayed(t *testing.T) {
	r := suit(t, lifecycle.Defence, casefile.Ordinary)
	l := lived{in: r.in, until: "2019-03-29", phase: lifecycle.Defence, by: then(r.by, stayOfParty("2019-03-08 10:00", "D2"), line("2019-03-12 10:00", lifecycle.Stay, lifecycle.Judge, reason()),
		resumes("2019-03-18 10:00", "D2", lifecycle.Judge), line("2019-03-28 10:00", lifecycle.ResumeDefence, lifecycle.Judge, nil))}
	c := l.play(t, func(c *court) {
		c.look(at("2019-03-20", "10:00"), func(v casefile.View) {
			assert.Equal(t, "2019-03-08", deadline(t, v, "answer/D2").Frozen.String())
		})
	})
	l.check(t, c)
	d := deadline(t, c.final, "answer/D2")
	assert.True(t, d.Frozen.IsZero())
	assert.Equal(t, "2019-04-10", d.Deadline.Last.String())
}

// The term of a debt that a party owes alone runs on with it: ten days to Friday
// 04-19 that stood still from 04-12 to 04-22 end on Monday 04-29.
func TestATermRunsOnWhenItsDebtorsStayEnds(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-04-23", phase: lifecycle.InSupervision,
		by: then(judgedAndServed(allowed(owes())), stayOfParty("2019-04-12 10:00", "D1"), resumes("2019-04-22 10:00", "D1", lifecycle.Judge))}
	c := l.play(t)
	l.check(t, c)
	d := deadline(t, c.final, "term/O1")
	assert.True(t, d.Frozen.IsZero())
	assert.Equal(t, "2019-04-29", d.Deadline.Last.String())
}
