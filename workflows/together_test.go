package workflows

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// A case and its enforcement, played one after the other: what the case hands
// over is what the enforcement starts from, and what the enforcement tells is
// what the case hears.
func TestCaseAndItsEnforcementsTogether(t *testing.T) {
	later := owes()
	later.ID, later.DueDays, later.Due, later.AmountFen = "O2", 0, date("2020-06-30"), 50_000_00 // a Tuesday
	by := then(judgedAndServed(allowed(owes(), later)),
		line("2019-05-09 10:00", lifecycle.Pay, lifecycle.Clerk, paid("late", "O1", 100_000_00, "2019-05-09")), // 20 days late
		line("2019-05-20 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-05-20")))
	l := lived{in: loan("2019-03-04", casefile.Summary), by: by, until: "2019-05-21"}
	first := l.play(t)
	require.Len(t, first.links, 1)
	in := first.links[0].Enforcement
	assert.Equal(t, "zh-2019-000001-zhi", first.links[0].Key)
	require.Len(t, in.Obligations, 1, "only what is overdue is handed over")
	assert.Equal(t, "O1", in.Obligations[0].ID)
	assert.Equal(t, int64(200_000_00), in.Obligations[0].OutstandingFen)
	require.Len(t, in.Payments, 1)

	// 1,050.00 for 20 days on 300,000, and 2,450.00 for 70 on 200,000: 203,500.00 on 07-18.
	p := pursued{in: *in, phase: lifecycle.Concluded, reason: ClosedEnforced, on: "2019-07-19", tells: []lifecycle.Event{lifecycle.Enforced},
		by: then(reported(), enf("2019-07-18 10:00", lifecycle.Collect, paid("all", "O1", 203_500_00, "2019-07-18")), release("2019-07-19 10:00", 203_500_00))}
	e := p.play(t)
	p.check(t, e)

	// The case hears it, urges O2, and has it enforced in a case of its own.
	l.until = "2020-08-04"
	again := l.play(t, func(c *court) {
		c.plan(e.told[0].at, func() { c.env.SignalWorkflow(SignalLinked, e.told[0].Decision) })
		c.follow(line("2020-08-03 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2020-08-03"))...)
		c.look(e.told[0].at.Add(1e9), func(v casefile.View) {
			assert.Equal(t, lifecycle.InSupervision, v.Row.Phase)
			assert.Equal(t, int64(50_000_00), v.Row.OutstandingFen)
			assert.Equal(t, int64(300_000_00), v.Obligations[0].PaidFen)
		})
	})
	again.happens("2020-07-01", lifecycle.FallDue, "supervision/O2")
	require.Len(t, again.links, 2)
	assert.Equal(t, "zh-2019-000001-zhi-2", again.links[1].Key)
	assert.Equal(t, "O2", again.links[1].Enforcement.Obligations[0].ID)

	p = pursued{in: *again.links[1].Enforcement, phase: lifecycle.Concluded, reason: ClosedEnforced, tells: []lifecycle.Event{lifecycle.Enforced}}
	k := newCourt(t, "2020-08-03")
	// 50,000 for 36 days from 06-30 to 08-05: 315.00.
	vs := k.follow(then(enf("2020-08-04 10:00", lifecycle.FileEnforcement, casefile.OfficerForm{Officer: officer}),
		enf("2020-08-05 10:00", lifecycle.Collect, paid("x", "", 50_315_00, "2020-08-05")), release("2020-08-05 11:00", 50_315_00))...)
	k.play(Enforcement, p.in)
	k.taken(vs...)
	p.check(t, k)
}

// A referral that the case cannot take up goes back to the enforcement: nobody
// waits for an answer that will not come.
func TestReferralThatTheCaseCannotTakeGoesBack(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-07-02", by: enforcing(allowed(owes()))} // D1 is a person
	c := newCourt(t, "2019-03-04")
	c.follow(l.by...)
	c.linked(moment("2019-07-01 10:00"), lifecycle.BankruptcySign, debtor("D1"))
	c.until = moment(l.until)
	c.play(Case, l.in)
	assert.Equal(t, lifecycle.InEnforcement, c.row.Phase)
	require.Len(t, c.told, 1)
	assert.Equal(t, lifecycle.ReferralReturned, c.told[0].Event)
	assert.Equal(t, "zh-2019-000001-zhi", c.told[0].to)
}

// What every state waits for, on whom, until when and why.
func TestEveryStateSaysWhatItWaitsFor(t *testing.T) {
	want := map[lifecycle.State]struct {
		rule statute.RuleID
		on   string
		last string
	}{
		lifecycle.FilingReview:        {statute.FilingReview, "clerk", "2019-03-11"},
		lifecycle.AwaitingCorrection:  {statute.FilingCorrection, "P1", "2019-03-11"},
		lifecycle.AwaitingFee:         {statute.FeePayment, "P1", "2019-03-11"},
		lifecycle.Service:             {statute.ComplaintService, "clerk", "2019-03-11"},
		lifecycle.Defence:             {statute.Answer, "D1", "2019-03-21"},
		lifecycle.Trial:               {statute.SummaryTrial, "judge", "2019-06-04"},
		lifecycle.Stayed:              {statute.StayReview, "judge", "2019-04-19"},
		lifecycle.InCourtPrompt:       {statute.InCourtPrompt, "D1", "2019-03-20"},
		lifecycle.AwaitingEffect:      {statute.AppealJudgment, "P1", "2019-04-08"},
		lifecycle.Appeal:              {statute.AppealJudgment, "P1", "2019-04-08"}, // may appeal too; the copy is due that day as well
		lifecycle.InSupervision:       {statute.SupervisionContact, "judge", "2019-04-22"},
		lifecycle.AwaitingEnforcement: {statute.EnforcementApplication, "P1", "2021-04-19"},
		lifecycle.InEnforcement:       {statute.EnforcementConclusion, "enforcement_officer", "2019-11-20"},
		lifecycle.Dormant:             {statute.EndedForNowTerm, "enforcement_officer", "2024-10-08"},
		lifecycle.BankruptcyHandoff:   {"bankruptcy-ruling-debtor", "receiving_court", "2019-05-07"},
		lifecycle.InRetrial:           {statute.SecondInstanceJudgment, "retrial_court", "2019-07-22"},
	}
	for _, r := range everyState() {
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, by: r.by, until: r.later(1)}
			c := l.play(t, func(c *court) {
				c.look(moment(r.from), func(v casefile.View) {
					// Every open period can be explained, and the explanation arrives where it ends.
					for _, x := range ask[[]casefile.Explanation](c, casefile.QueryExplain, "") {
						require.NotEmpty(t, x.Steps, x.Deadline.ID)
						assert.Equal(t, x.Deadline.Deadline.Last.String(), x.Steps[len(x.Steps)-1].Date[:10], "%s: %+v", x.Deadline.ID, x.Steps)
					}
				})
			})
			w, row := want[r.state], c.row
			assert.Equal(t, string(w.rule), row.For)
			assert.Equal(t, w.on, row.On)
			assert.Equal(t, w.last, row.Last)
			assert.True(t, row.Due.Equal(date(w.last).End()))
			assert.NotEmpty(t, row.Article)
			assert.NotEmpty(t, row.Kind)
			assert.Contains(t, c.final.Sentence, row.ForName)
			assert.Contains(t, c.final.Sentence, row.Last)
		})
	}
}

// The last minute is in time, midnight is not: what fell due is done before
// what comes after it.
func TestLastMinuteIsInTime(t *testing.T) {
	for when, inTime := range map[string]bool{"2019-03-11 23:59": true, "2019-03-12 00:00": false, "2019-03-12 00:01": false} {
		t.Run(when, func(t *testing.T) {
			t.Parallel()
			c := newCourt(t, "2019-03-04")
			c.follow(accepted()...)
			v := &verdict{event: lifecycle.FeePaid}
			d := c.decision(lifecycle.FeePaid, lifecycle.Clerk, clerk, casefile.FeePaidForm{AmountFen: 2_900_00, On: date("2019-03-11")})
			c.plan(moment("2019-03-05 10:00"), func() { // after the timer was set
				c.env.RegisterDelayedCallback(func() { c.env.UpdateWorkflow(casefile.UpdateDecide, "u", v, d) }, moment(when).Sub(moment("2019-03-05 10:00")))
			})
			c.until = moment("2019-03-13")
			c.play(Case, loan("2019-03-04", casefile.Summary))
			if inTime {
				c.taken(v)
				assert.Equal(t, lifecycle.Service, c.row.Phase)
				return
			}
			assert.Equal(t, ClosedWithdrawn, c.row.Reason)
			if v.done { // a case that has ended answers nobody
				assert.Equal(t, casefile.UnlawfulNow, v.refusal(t).Code)
			}
		})
	}
}

// While the server is slow to pass a report on, the workflow sleeps through the
// end of a period. What falls due then is still done before what comes after:
// the grace of 07-03 is over, so on 07-10 there is a listing and none to cancel.
func TestWhatFellDueIsDoneBeforeWhatComesAfterIt(t *testing.T) {
	c := newCourt(t, "2019-05-20")
	c.slow = 30 * 24 * time.Hour
	vs := c.follow(then(reported(), enf("2019-06-03 10:00", lifecycle.DecideListing, casefile.ListingForm{Party: "D1", Ground: "refusal", Approver: "Y001"}),
		enf("2019-06-20 10:00", lifecycle.ReferBankruptcy, debtor("D1")))...) // told on 06-20, passed on on 07-20
	late := c.on(moment("2019-07-10 10:00"), lifecycle.CancelListing, lifecycle.EnforcementJudge, officer, debtor("D1"))
	c.until = moment("2019-07-25")
	c.play(Enforcement, overdueLoan(casefile.Enterprise))
	c.taken(vs...)
	assert.Equal(t, casefile.UnlawfulNow, late.refusal(t).Code)
	c.happens("2019-07-04", lifecycle.GraceOver, "listing/D1")
}

// Served on Thursday 2020-01-09, 15 days end on Friday 01-24: New Year's Eve, but
// the table of 2019 does not know that. The table of 2020 moves it to 02-03.
func TestNewerTableMovesWhatWasProvisional(t *testing.T) {
	in := loan("2020-01-06", casefile.Summary)
	in.Edition = "2019"
	l := lived{in: in, until: "2020-02-05", by: then(shifted(served(), date("2020-01-09").Sub(date("2019-03-06"))),
		line("2020-01-10 10:00", lifecycle.AdoptCalendar, lifecycle.Integration, casefile.CalendarForm{Edition: "2020"}))}
	c := l.play(t, func(c *court) {
		c.look(at("2020-01-09", "12:00"), func(v casefile.View) {
			d := deadline(t, v, "answer/D1").Deadline
			assert.Equal(t, "2020-01-24", d.Last.String())
			assert.True(t, d.Provisional)
			assert.Equal(t, "2019", d.Edition)
		})
		c.look(at("2020-01-10", "12:00"), func(v casefile.View) {
			d := deadline(t, v, "answer/D1").Deadline
			assert.Equal(t, "2020-02-03", d.Last.String())
			assert.False(t, d.Provisional)
			assert.Equal(t, "2020", d.Edition)
			assert.Equal(t, "2020", v.Calendar)
		})
	})
	c.happens("2020-02-04", lifecycle.AnswerExpired, "")
	assert.Contains(t, c.happened(lifecycle.AdoptCalendar, "")[0].Note, "2020-01-24→2020-02-03")
}

// A mediation in service that comes to nothing: the complaint is served in the
// trial, where the defendant has its 15 days, and only then can be judged.
func TestNobodyIsJudgedUnserved(t *testing.T) {
	by := then(feePaid(), line("2019-03-05 11:00", lifecycle.Mediate, lifecycle.Judge, agreed(owes())),
		line("2019-03-05 12:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "declined"}),
		line("2019-03-06 10:00", lifecycle.Repudiate, lifecycle.Clerk, byParty("P1", "2019-03-06")),
		line("2019-03-06 11:00", lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-07")}))
	in := loan("2019-03-04", casefile.Summary)
	got := undisturbed(t, Case, in, "2019-03-04", by, "2019-03-07 10:00", decision(t, lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())))[0]
	assert.Equal(t, casefile.GuardFailed, got.Code)
	assert.Contains(t, got.Message, "record_served")

	l := lived{in: in, until: "2019-04-08", by: then(by,
		line("2019-03-08 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-08")),
		line("2019-04-01 10:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())))}
	c := l.play(t)
	c.happens("2019-03-26", lifecycle.AnswerExpired, "") // Saturday 03-23, so Monday 03-25
	assert.Equal(t, lifecycle.AwaitingEffect, c.row.Phase)
}

// A report that arrives twice is one report.
func TestReportSentTwiceIsOneReport(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-10-10", by: enforcing(allowed(owes()))}
	c := l.play(t, func(c *court) {
		d := c.decision(lifecycle.EndedForNow, lifecycle.Linked, "zhi", result("2019-10-08", "none"))
		for range 3 {
			c.plan(moment("2019-10-08 10:00"), func() { c.env.SignalWorkflow(SignalLinked, d) })
		}
	})
	assert.Len(t, c.happened(lifecycle.EndedForNow, ""), 1)
	assert.Equal(t, lifecycle.Dormant, c.row.Phase)
}
