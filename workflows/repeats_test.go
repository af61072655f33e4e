package workflows

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Ten clients send one decision at once, and again when the case has moved on:
// one effect, equal answers.
func TestDecisionSentTenTimesIsOneDecision(t *testing.T) {
	r := stateOf(t, lifecycle.InSupervision)
	c := newCourt(t, "2019-03-04")
	c.follow(r.by...)
	d := decision(t, lifecycle.Pay, lifecycle.Clerk, paid("p1", "O1", 100_000_00, "2019-04-22"))
	var vs []*verdict
	for range 5 {
		vs = append(vs, c.send(moment(r.from), d))
	}
	for i := range 5 {
		vs = append(vs, c.send(moment(r.from).AddDate(0, 0, 3*i+1), d)) // urged, in default, awaiting enforcement
	}
	for i := range 10 {
		c.signal(moment(r.later(i)), d)
	}
	c.until = moment("2019-05-20")
	c.play(Case, r.in)
	c.taken(vs...)
	for _, v := range vs[1:] {
		assert.Equal(t, vs[0].Verdict, v.Verdict)
	}
	assert.True(t, vs[0].At.Equal(moment(r.from)))
	assert.Len(t, c.happened(lifecycle.Pay, ""), 1)
	assert.Equal(t, int64(200_000_00), c.row.OutstandingFen)
	assert.Len(t, c.final.Payments, 1)
}

func TestSignalSentTenTimesIsOneDecision(t *testing.T) {
	r := stateOf(t, lifecycle.InSupervision)
	c := newCourt(t, "2019-03-04")
	c.follow(r.by...)
	d := decision(t, lifecycle.Pay, lifecycle.Clerk, paid("p1", "O1", 100_000_00, "2019-04-22"))
	for i := range 5 {
		c.signal(moment(r.from), d)
		c.signal(moment(r.later(i+1)), d)
	}
	v := c.send(moment(r.later(20)), d)
	c.until = moment(r.later(30))
	c.play(Case, r.in)
	c.taken(v)
	assert.Len(t, c.happened(lifecycle.Pay, ""), 1)
	assert.Equal(t, int64(200_000_00), c.row.OutstandingFen)
	require.Len(t, c.final.Verdicts, 1)
	shown := c.final.Verdicts[0]
	assert.True(t, shown.Taken)
	assert.Equal(t, v.Digest, shown.Digest)
	assert.Equal(t, shown.From, v.From)
	assert.True(t, shown.At.Equal(v.At))
}

// The data of one decision may be spelled in several ways; other data is another decision.
func TestDecisionIDsAreNotReused(t *testing.T) {
	r := stateOf(t, lifecycle.InSupervision)
	c := newCourt(t, "2019-03-04")
	c.follow(r.by...)
	d := decision(t, lifecycle.Pay, lifecycle.Clerk, `{"payment":"p1","payer":"D1","amountFen":100,"on":"2019-04-22"}`)
	first := c.send(moment(r.from), d)
	d.Data = raw(t, `{ "on":"2019-04-22", "amountFen":100 , "payer":"D1","payment":"p1"}`)
	same := c.send(moment(r.later(1)), d)
	var others []*verdict
	for i, change := range []func(*casefile.Decision){
		func(d *casefile.Decision) {
			d.Data = raw(t, `{"payment":"p1","payer":"D1","amountFen":101,"on":"2019-04-22"}`)
		},
		func(d *casefile.Decision) { d.Actor = "C002" },
		func(d *casefile.Decision) { d.Role = lifecycle.Judge; d.Actor = judge },
		func(d *casefile.Decision) {
			d.Event = lifecycle.RecordContact
			d.Data = raw(t, casefile.ContactForm{Obligation: "O1", On: date("2019-04-22"), Channel: "phone"})
		},
	} {
		other := d
		change(&other)
		others = append(others, c.send(moment(r.later(2+i)), other))
		c.signal(moment(r.later(10+i)), other)
	}
	c.until = moment(r.later(30))
	c.play(Case, r.in)
	c.taken(first, same)
	assert.Equal(t, first.Verdict, same.Verdict)
	for _, v := range others {
		assert.Equal(t, casefile.IDReused, v.refusal(t).Code)
	}
	require.Len(t, c.final.Verdicts, len(others))
	for _, v := range c.final.Verdicts {
		assert.Equal(t, casefile.IDReused, v.Refusal.Code)
	}
	assert.Len(t, c.happened(lifecycle.Pay, ""), 1)
}

// A payment has an ID of its own beside that of the decision that books it.
func TestPaymentIsBookedOnce(t *testing.T) {
	r := stateOf(t, lifecycle.InSupervision)
	c := newCourt(t, "2019-03-04")
	c.follow(r.by...)
	c.taken()
	first := c.on(moment(r.from), lifecycle.Pay, lifecycle.Clerk, clerk, paid("p1", "O1", 1, "2019-04-22"))
	again := c.on(moment(r.later(1)), lifecycle.Pay, lifecycle.Integration, "bank", paid("p1", "O1", 1, "2019-04-22"))
	c.until = moment(r.later(2))
	c.play(Case, r.in)
	c.taken(first)
	assert.Equal(t, casefile.IDReused, again.refusal(t).Code)
}

func TestVerdictsOfSignalsAreShownOnTheCase(t *testing.T) {
	r := stateOf(t, lifecycle.Trial)
	c := newCourt(t, "2019-03-04")
	c.follow(r.by...)
	late := decision(t, lifecycle.Accept, lifecycle.Clerk, casefile.AcceptForm{})
	good := decision(t, lifecycle.JudgeLater, lifecycle.Judge, allowed(owes()))
	for range 10 { // a refused one sent again is one line, not ten
		c.signal(moment(r.later(1)), late)
	}
	c.signal(moment(r.later(2)), good)
	c.until = moment(r.later(10))
	c.play(Case, r.in)
	assert.Equal(t, lifecycle.AwaitingEffect, c.row.Phase)
	require.Len(t, c.final.Verdicts, 2)
	assert.False(t, c.final.Verdicts[0].Taken)
	assert.Equal(t, casefile.UnlawfulNow, c.final.Verdicts[0].Refusal.Code)
	assert.Equal(t, late.ID, c.final.Verdicts[0].Decision)
	assert.True(t, c.final.Verdicts[1].Taken)
	assert.Equal(t, lifecycle.AwaitingEffect, c.final.Verdicts[1].To)
	var refused []casefile.Entry
	for _, e := range c.entries() {
		if e.Refused != "" {
			refused = append(refused, e)
		}
	}
	require.Len(t, refused, 1)
	assert.Equal(t, lifecycle.Accept, refused[0].Event)
	assert.Equal(t, clerk, refused[0].Actor)
	assert.NotEmpty(t, refused[0].Article)
}

// A flood of signals that nobody checked leaves little behind, and nothing of
// its own making.
func TestHostileSignalsLeaveNothingOfTheirOwn(t *testing.T) {
	r := stateOf(t, lifecycle.Trial)
	c := newCourt(t, "2019-03-04")
	c.follow(r.by...)
	long := make([]byte, 100_000)
	for i := range long {
		long[i] = 'x'
	}
	for i := range 200 {
		c.signal(moment(r.later(1)), casefile.Decision{ID: fmt.Sprintf("%d%s\u202e", i, long), Event: lifecycle.Event(long), Role: lifecycle.Role(long), Actor: "a\x00b"})
	}
	c.plan(moment(r.later(2)), func() { c.env.SignalWorkflow(casefile.SignalDecide, 42) })
	c.until = moment(r.later(10))
	c.play(Case, r.in)
	assert.Equal(t, lifecycle.Trial, c.row.Phase)
	assert.LessOrEqual(t, len(c.final.Verdicts), keptVerdicts)
	assert.Less(t, len(raw(t, c.final)), 400_000)
	for _, e := range c.entries() {
		assert.Less(t, len(e.Decision)+len(e.Event)+len(e.Role)+len(e.Actor)+len(e.Refused), 4_000)
	}
}

// exactlyOnce asserts that the register has every record once, in order, and
// that together they are the timeline.
func (c *court) exactlyOnce() {
	c.t.Helper()
	var entries []casefile.Entry
	docs, messages := map[string]int{}, map[string]int{}
	for i, r := range c.records {
		require.EqualValues(c.t, i+1, r.Seq)
		entries = append(entries, r.Entries...)
		for _, d := range r.Documents {
			docs[d.ID]++
		}
		for _, m := range r.Messages {
			messages[m.ID]++
		}
	}
	require.JSONEq(c.t, string(raw(c.t, c.final.Timeline)), string(raw(c.t, entries)))
	for id, n := range docs {
		require.Equal(c.t, 1, n, id)
	}
	for id, n := range messages {
		require.Equal(c.t, 1, n, id)
	}
}

// The register is away from the day of the hearing for so long: the case goes on
// and says so, and everything is there when it is back.
func TestCaseGoesOnWhileTheRegisterIsAway(t *testing.T) {
	from := moment("2019-03-20 09:00")
	for _, hours := range []int{1, 5, 40} {
		t.Run(fmt.Sprintf("%d hours", hours), func(t *testing.T) {
			t.Parallel()
			back := from.Add(time.Duration(hours) * time.Hour)
			c := newCourt(t, "2019-03-04")
			c.away = func(now time.Time) bool { return !now.Before(from) && now.Before(back) }
			vs := c.follow(then(heard(),
				line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{owes()}}),
				line("2019-03-20 10:30", lifecycle.Pay, lifecycle.Clerk, paid("p1", "O1", 1, "2019-03-20")),
				line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "partly"}),
				line("2019-03-25 10:00", lifecycle.Pay, lifecycle.Clerk, paid("p2", "O1", 300_000_00-1, "2019-03-25")))...)
			if hours > 1 {
				c.look(at("2019-03-20", "12:00"), func(v casefile.View) {
					assert.Equal(t, lifecycle.InSupervision, v.Row.Phase, "it goes on")
					assert.Equal(t, casefile.AlertDelivery, v.Row.Alert)
					require.NotEmpty(t, v.Row.Stuck)
					assert.Equal(t, casefile.StuckDelivery, v.Row.Stuck[len(v.Row.Stuck)-1].Reason)
				})
			}
			c.look(at("2019-03-22", "12:00"), func(v casefile.View) {
				assert.NotEqual(t, casefile.AlertDelivery, v.Row.Alert, "it says that it is over")
				assert.Empty(t, v.Row.Stuck)
			})
			row := c.run(loan("2019-03-04", casefile.Summary))
			c.taken(vs...)
			assert.Equal(t, ClosedPerformed, row.Reason)
			c.exactlyOnce()
			tries := 0
			for _, at := range c.tries {
				if c.away(at) {
					tries++
				}
			}
			assert.Less(t, tries, 80*hours+20, "it does not hammer at a register that is away")
		})
	}
}

// What is written but not answered is sent again under its number, word for word.
func TestRecordSentAgainIsTheSameRecord(t *testing.T) {
	c := newCourt(t, "2019-03-04")
	sent := map[int64]string{}
	c.away = func(time.Time) bool { return false }
	c.lost = func(r casefile.Record) bool {
		was, again := sent[r.Seq]
		sent[r.Seq] = string(raw(t, r))
		if again {
			assert.JSONEq(t, was, sent[r.Seq])
		}
		return !again
	}
	c.follow(heard()...)
	c.until = moment("2019-03-21")
	c.play(Case, loan("2019-03-04", casefile.Summary))
	assert.NotEmpty(t, sent)
	c.exactlyOnce()
}

// An enforcement that cannot be started is tried again, not at once and not for
// ever in the log, and then started once.
func TestLinkIsTriedAgainUntilItIsThere(t *testing.T) {
	c := newCourt(t, "2019-03-04")
	back := moment("2019-05-20 14:00")
	tries := 0
	c.unlinked = func(now time.Time) bool { tries++; return now.Before(back) }
	vs := c.follow(then(enforcing(allowed(owes())), line("2019-06-20 10:00", lifecycle.Enforced, lifecycle.Linked, result("2019-06-20", ClosedEnforced)))...)
	row := c.run(loan("2019-03-04", casefile.Summary))
	c.taken(vs...)
	assert.Equal(t, ClosedEnforced, row.Reason)
	require.Len(t, c.links, 1)
	assert.Equal(t, "zh-2019-000001-zhi", c.links[0].Key)
	assert.Equal(t, 25, tries, "every ten minutes for four hours")
	failed := 0
	for _, e := range c.entries() {
		if e.Event == "link_failed" {
			failed++
		}
	}
	assert.Equal(t, 1, failed)
	c.exactlyOnce()
}
