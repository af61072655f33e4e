package workflows

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// creditors is the sample filing with a second plaintiff.
func creditors() casefile.CaseInput {
	in := loan("2019-03-04", casefile.Summary)
	in.Filing.Parties[1].Kind = casefile.Enterprise
	in.Filing.Parties = append(in.Filing.Parties, casefile.Party{ID: "P2", Side: casefile.Plaintiff, Kind: casefile.Person, Name: "原告丁", IDNumber: "330211198001010026"})
	return in
}

// ofTheSecond is what is owed to the second: 50,000 yuan, due as the first's is.
func ofTheSecond() casefile.Obligation {
	o := owes()
	o.ID, o.Creditor, o.AmountFen = "O2", "P2", 50_000_00
	return o
}

// bothServed takes effect on 04-09; both obligations are due on 04-19.
func bothServed() []dec {
	return then(judgedAndServed(allowed(owes(), ofTheSecond())), line("2019-03-22 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P2", "2019-03-22")))
}

const first, second = "zh-2019-000001-zhi", "zh-2019-000001-zhi-2"

// from tells the case what one of its enforcements reports.
func (c *court) from(key, when string, e lifecycle.Event, form any) {
	d := c.decision(e, lifecycle.Linked, key, form)
	c.plan(moment(when), func() { c.env.SignalWorkflow(SignalLinked, d) })
}

// Each creditor has an enforcement case of his own; what one of them reports
// moves the case only as far as the other lets it.
func TestCreditorsEnforceSideBySide(t *testing.T) {
	apply := func(when, party string) []dec {
		return line(when, lifecycle.ApplyEnforcement, lifecycle.Intake, byParty(party, when[:10]))
	}
	way := then(bothServed(), apply("2019-04-22 10:00", "P1"), apply("2019-05-20 10:00", "P2"))
	type report struct {
		key, when string
		event     lifecycle.Event
		form      casefile.ResultForm
		phase     lifecycle.State // afterwards
		left      int64
	}
	done := func(day string, fen int64) casefile.ResultForm {
		return casefile.ResultForm{On: date(day), CollectedFen: fen, Reason: ClosedEnforced}
	}
	none := func(day string, fen int64) casefile.ResultForm {
		return casefile.ResultForm{On: date(day), CollectedFen: fen, Reason: "无可供执行财产"}
	}
	stopped := func(day string) casefile.ResultForm { return result(day, ClosedTerminated) }
	for name, c := range map[string]struct {
		reports []report
		reason  string
	}{
		"the first ends first": {[]report{
			{first, "2019-08-01 10:00", lifecycle.Enforced, done("2019-08-01", 304_725_00), lifecycle.InEnforcement, 50_000_00},
			{second, "2019-09-02 10:00", lifecycle.Enforced, done("2019-09-02", 50_000_00), lifecycle.Closed, 0}}, ClosedEnforced},
		"the second ends first": {[]report{
			{second, "2019-08-01 10:00", lifecycle.Enforced, done("2019-08-01", 50_000_00), lifecycle.InEnforcement, 300_000_00},
			{first, "2019-09-02 10:00", lifecycle.Enforced, done("2019-09-02", 304_725_00), lifecycle.Closed, 0}}, ClosedEnforced},
		"one dormant, resumed, both enforced": {[]report{
			{first, "2019-08-01 10:00", lifecycle.EndedForNow, none("2019-08-01", 100_000_00), lifecycle.InEnforcement, 250_000_00},
			{first, "2019-08-15 10:00", lifecycle.EnforcementBack, none("2019-08-15", 100_000_00), lifecycle.InEnforcement, 250_000_00},
			{second, "2019-09-02 10:00", lifecycle.Enforced, done("2019-09-02", 50_000_00), lifecycle.InEnforcement, 200_000_00},
			{first, "2019-10-08 10:00", lifecycle.Enforced, done("2019-10-08", 304_725_00), lifecycle.Closed, 0}}, ClosedEnforced},
		"one dormant, the other enforced, then the first": {[]report{
			{first, "2019-08-01 10:00", lifecycle.EndedForNow, none("2019-08-01", 0), lifecycle.InEnforcement, 350_000_00},
			{second, "2019-09-02 10:00", lifecycle.Enforced, done("2019-09-02", 50_000_00), lifecycle.Dormant, 300_000_00},
			{first, "2019-10-08 10:00", lifecycle.EnforcementBack, none("2019-10-08", 0), lifecycle.InEnforcement, 300_000_00},
			{first, "2019-11-08 10:00", lifecycle.Enforced, done("2019-11-08", 304_725_00), lifecycle.Closed, 0}}, ClosedEnforced},
		"both dormant, one enforced, one terminated": {[]report{
			{first, "2019-08-01 10:00", lifecycle.EndedForNow, none("2019-08-01", 0), lifecycle.InEnforcement, 350_000_00},
			{second, "2019-09-02 10:00", lifecycle.EndedForNow, none("2019-09-02", 0), lifecycle.Dormant, 350_000_00},
			{second, "2019-10-08 10:00", lifecycle.Enforced, done("2019-10-08", 50_000_00), lifecycle.Dormant, 300_000_00},
			{first, "2019-11-08 10:00", lifecycle.EnforcementEnded, stopped("2019-11-08"), lifecycle.Closed, 300_000_00}}, ClosedTerminated},
		"both terminated": {[]report{
			{first, "2019-08-01 10:00", lifecycle.EnforcementEnded, stopped("2019-08-01"), lifecycle.InEnforcement, 350_000_00},
			{second, "2019-09-02 10:00", lifecycle.EnforcementEnded, stopped("2019-09-02"), lifecycle.Closed, 350_000_00}}, ClosedTerminated},
		"one terminated, the other enforced: the rest goes on": {[]report{
			{first, "2019-08-01 10:00", lifecycle.EnforcementEnded, stopped("2019-08-01"), lifecycle.InEnforcement, 350_000_00},
			{second, "2019-09-02 10:00", lifecycle.Enforced, done("2019-09-02", 50_000_00), lifecycle.AwaitingEnforcement, 300_000_00}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			last := c.reports[len(c.reports)-1]
			l := lived{in: creditors(), until: moment(last.when).AddDate(0, 0, 1).Format("2006-01-02 15:04"), by: way}
			k := l.play(t, func(k *court) {
				for _, r := range c.reports {
					k.from(r.key, r.when, r.event, r.form)
					if r.phase != lifecycle.Closed {
						k.look(moment(r.when).Add(60e9), func(v casefile.View) {
							assert.Equal(t, r.phase, v.Row.Phase, r.when)
							assert.Equal(t, r.left, v.Row.OutstandingFen, r.when)
							k.ticking(v)
						})
					}
				}
			})
			require.Len(t, k.links, 2)
			assert.Equal(t, []string{first, second}, []string{k.links[0].Key, k.links[1].Key})
			for i, want := range []string{"O1", "O2"} {
				os := k.links[i].Enforcement.Obligations
				require.Len(t, os, 1)
				assert.Equal(t, want, os[0].ID)
			}
			assert.Equal(t, last.phase, k.row.Phase)
			assert.Equal(t, c.reason, k.row.Reason)
			if c.reason != "" {
				k.closed()
			}
			for _, o := range k.final.Obligations {
				assert.Equal(t, o.AmountFen, o.PaidFen+o.OutstandingFen, "a view after its enforcement adds up: %+v", o)
			}
		})
	}
}

// However the one of two ends, it is over: the case is dormant only while an
// enforcement stands behind it, and its creditor may apply again.
func TestEveryEndOfOneOfTwoEnforcementsIsAnEnd(t *testing.T) {
	for _, why := range concluding {
		t.Run(why, func(t *testing.T) {
			t.Parallel()
			k := newCourt(t, "2019-03-04")
			k.follow(then(bothServed(), line("2019-04-22 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-04-22")),
				line("2019-05-20 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P2", "2019-05-20")))...)
			k.from(second, "2019-06-03 10:00", lifecycle.EnforcementEnded, result("2019-06-03", why))
			again := k.follow(line("2019-06-10 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P2", "2019-06-10"))...)
			k.from(first, "2019-07-01 10:00", lifecycle.Enforced, casefile.ResultForm{On: date("2019-07-01"), CollectedFen: 303_832_50, Reason: ClosedEnforced})
			k.look(moment("2019-07-01 10:01"), func(v casefile.View) {
				assert.Equal(t, lifecycle.InEnforcement, v.Row.Phase)
			})
			k.from("zh-2019-000001-zhi-3", "2019-07-02 10:00", lifecycle.EnforcementEnded, result("2019-07-02", ClosedTerminated))
			k.play(Case, creditors())
			k.taken(again...)
			require.Len(t, k.links, 3)
			assert.Equal(t, []string{"O2"}, []string{k.links[2].Enforcement.Obligations[0].ID})
			k.closed()
			assert.Equal(t, ClosedTerminated, k.row.Reason)
		})
	}
}

// Whatever two enforcements report in whatever order, each as its own life
// allows: nothing is refused, somebody always watches, the money adds up, and
// the end of both is the end of the case or hands the rest back.
func TestRandomReportsOfTwoEnforcements(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := newCourt(rt, "2019-03-04")
		k.follow(then(bothServed(), line("2019-04-22 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-04-22")),
			line("2019-05-20 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P2", "2019-05-20")))...)
		type life struct {
			state     string
			collected int64
		}
		lives := map[string]*life{first: {"active", 0}, second: {"active", 0}}
		when := moment("2019-06-03 10:00")
		enforced, again, made := 0, false, map[string]bool{}
		for lives[first].state != "over" || lives[second].state != "over" {
			key := rapid.SampledFrom([]string{first, second}).Draw(rt, "which")
			l := lives[key]
			if l.state == "over" {
				continue
			}
			when = when.Add(24 * time.Hour * time.Duration(rapid.IntRange(1, 40).Draw(rt, "days")))
			day := calendar.Of(when)
			l.collected += rapid.Int64Range(0, 200_000_00).Draw(rt, "collected")
			var e lifecycle.Event
			form := casefile.ResultForm{On: day, CollectedFen: l.collected, Reason: "x"}
			switch rapid.IntRange(0, 3).Draw(rt, "what") {
			case 0:
				e, form.Reason, l.state = lifecycle.Enforced, ClosedEnforced, "over"
				enforced++
			case 1:
				e, form.Reason, l.state = lifecycle.EnforcementEnded, rapid.SampledFrom(concluding).Draw(rt, "why"), "over"
				made[key] = toBeMadeAgain(form.Reason)
				again = again || made[key]
			default:
				if l.state == "active" {
					e, l.state = lifecycle.EndedForNow, "dormant"
				} else {
					e, l.state = lifecycle.EnforcementBack, "active"
				}
			}
			k.from(key, when.Format("2006-01-02 15:04"), e, form)
			active := lives[first].state == "active" || lives[second].state == "active"
			both := lives[first].state == "over" && lives[second].state == "over"
			k.look(when.Add(time.Minute), func(v casefile.View) {
				if both {
					return
				}
				want := lifecycle.Dormant
				if active {
					want = lifecycle.InEnforcement
				}
				require.Equal(rt, want, v.Row.Phase)
				k.ticking(v)
				for _, o := range v.Obligations {
					require.Equal(rt, o.AmountFen, o.PaidFen+o.OutstandingFen)
				}
			})
		}
		k.until = when.Add(24 * time.Hour)
		k.play(Case, creditors())
		for _, e := range k.entries() {
			require.Empty(rt, e.Refused, "%s", e.Event)
		}
		if enforced != 1 && !again { // both, or none
			k.closed()
		}
		if again && k.row.Phase == lifecycle.Closed { // what it was about had been brought before
			for key, o := range map[string]int{first: 0, second: 1} {
				if made[key] {
					require.Zero(rt, k.final.Obligations[o].OutstandingFen)
				}
			}
		} else if again { // what was refused or withdrawn is waited for
			require.Equal(rt, lifecycle.AwaitingEnforcement, k.row.Phase)
			require.Contains(rt, k.final.Deadlines[0].ID, "limitation")
		}
	})
}

// ticking asserts that somebody watches an open case.
func (c *court) ticking(v casefile.View) {
	c.t.Helper()
	require.NotEmpty(c.t, v.Deadlines, "%s waits without a clock", v.Row.Phase)
}

// A second creditor comes when the first's enforcement has ended for now, or
// while it waits for a bankruptcy court.
func TestSecondCreditorComesLater(t *testing.T) {
	way := then(bothServed(), line("2019-04-22 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-04-22")))
	l := lived{in: creditors(), until: "2019-10-10", by: then(way, line("2019-10-09 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P2", "2019-10-09")))}
	c := l.play(t, func(c *court) {
		c.from(first, "2019-10-08 10:00", lifecycle.EndedForNow, result("2019-10-08", "none"))
		c.look(at("2019-10-08", "11:00"), func(v casefile.View) { assert.Equal(t, lifecycle.Dormant, v.Row.Phase) })
	})
	assert.Equal(t, lifecycle.InEnforcement, c.row.Phase)
	require.Len(t, c.links, 2)

	// The first refers the debtor to bankruptcy; the second ends meanwhile; the
	// answer goes to the one that asked.
	l.by = then(way, line("2019-05-20 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P2", "2019-05-20")),
		line("2019-07-10 10:00", lifecycle.NoConsent, lifecycle.EnforcementJudge, reason()))
	l.until = "2019-07-12"
	c = l.play(t, func(c *court) {
		c.from(first, "2019-07-01 10:00", lifecycle.BankruptcySign, debtor("D1"))
		c.from(second, "2019-07-05 10:00", lifecycle.Enforced, casefile.ResultForm{On: date("2019-07-05"), CollectedFen: 50_000_00, Reason: ClosedEnforced})
		c.look(at("2019-07-05", "11:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.BankruptcyHandoff, v.Row.Phase)
			assert.Equal(t, int64(300_000_00), v.Row.OutstandingFen)
		})
	})
	require.Len(t, c.told, 1)
	assert.Equal(t, first, c.told[0].to)
	assert.Equal(t, lifecycle.InEnforcement, c.row.Phase)

	for party, says := range map[string]string{"P1": "申请执行人", "D1": "申请执行人"} { // his own is being enforced already
		r := undisturbed(t, Case, creditors(), "2019-03-04", way, "2019-04-23 10:00", decision(t, lifecycle.ApplyEnforcement, lifecycle.Intake, byParty(party, "2019-04-23")))[0]
		assert.Contains(t, r.Message, says)
	}
}

func urging(when string, change func(*casefile.PreUrgingForm)) []dec {
	f := casefile.PreUrgingForm{Party: "P1", On: date(when[:10]), Consented: true, Contact: "13800000000", Urger: "E002"}
	if change != nil {
		change(&f)
	}
	return line(when, lifecycle.BeginPreUrging, lifecycle.Clerk, f)
}

// Urged with consent from 2019-05-07: thirty days end on Thursday 06-06, the
// day before a holiday begins.
func TestUrgingBeforeEnforcement(t *testing.T) {
	note := line("2019-05-10 10:00", lifecycle.RecordPreUrging, lifecycle.EnforcementJudge, casefile.UrgingNoteForm{On: date("2019-05-10"), Channel: "visit", Reached: true, Cause: "awaiting_money"})
	way := then(judgedAndServed(allowed(owes())), urging("2019-05-07 10:00", nil), note)
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-06-08", by: way}
	c := l.play(t, func(c *court) {
		c.look(at("2019-05-11", "10:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.AwaitingEnforcement, v.Row.Phase)
			assert.Equal(t, "2019-06-06", deadline(t, v, "preurging/1").Deadline.Last.String())
			for _, d := range v.Deadlines {
				assert.NotEqual(t, "limitation", d.ID, "the application interrupts it")
			}
		})
	})
	c.happens("2019-06-07 00:00", lifecycle.PreUrgingLapsed, "preurging/1")
	assert.Equal(t, lifecycle.InEnforcement, c.row.Phase, "failed: the application takes its course")
	require.Len(t, c.links, 1)
	assert.Equal(t, date("2019-05-07"), c.links[0].Enforcement.AppliedOn)
	assert.Contains(t, c.documents(), casefile.PreUrgingNotice)
	numbered := ""
	for _, r := range c.records {
		for _, n := range r.Numbers {
			if n.Type == "督" {
				numbered = n.ID
			}
		}
	}
	assert.NotEmpty(t, numbered, "registered under 督")

	l.by, l.until, l.phase, l.reason, l.on = then(way, payment("2019-06-06 23:00", "a", "O1", 300_000_00)), "", lifecycle.Closed, ClosedPerformed, "2019-06-06"
	c = l.play(t)
	l.check(t, c)
	c.happens("2019-06-06 23:00", lifecycle.PreUrgingDone, "preurging/1")

	for _, end := range [][]dec{
		line("2019-05-20 10:00", lifecycle.PreUrgingInsisted, lifecycle.Intake, byParty("P1", "2019-05-20")),
		line("2019-05-20 10:00", lifecycle.PreUrgingFailed, lifecycle.Judge, reason()),
		line("2019-05-20 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-05-20")),
	} {
		l = lived{in: l.in, until: "2019-05-21", by: then(way, end)}
		c = l.play(t)
		assert.Equal(t, lifecycle.InEnforcement, c.row.Phase)
		assert.Equal(t, lifecycle.UrgingFailed, c.final.Tracks[len(c.final.Tracks)-1].State)
		require.Len(t, c.links, 1)
	}
}

// An application is made, so what was frozen after effectiveness stays, and
// becomes a seizure when the urging fails.
func TestUrgingKeepsWhatIsFrozen(t *testing.T) {
	form := casefile.PreservationForm{Asset: "A1", Owner: "D1", Kind: casefile.Deposit, AmountFen: 300_000_00, On: date("2019-04-10")}
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-05-25", by: then(judgedAndServed(allowed(owes())), line("2019-04-10 10:00", lifecycle.ApplyPreservation, lifecycle.Clerk, form),
		ruledOn("2019-04-10 11:00"), froze(lifecycle.FreezeAsset, "A1", "2019-04-11 10:00"), urging("2019-04-23 10:00", nil))}
	c := l.play(t) // thirty days: Thursday 05-23
	assert.Empty(t, c.happened(lifecycle.LiftOnEnd, ""))
	c.happens("2019-05-24 00:00", lifecycle.ConvertFreeze, "preservation/A1")
	require.Len(t, c.links[0].Enforcement.Assets, 1)
}

// Part of what is owed is paid when urged: the rest, not due yet, is waited for.
func TestUrgingThatSucceedsLeavesTheRest(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-05-21", by: then(judgedAndServed(allowed(owes(), secondLater())), urging("2019-05-07 10:00", nil), payment("2019-05-20 10:00", "a", "O1", 300_000_00))}
	c := l.play(t)
	c.happens("2019-05-20 10:00", lifecycle.PreUrgingDone, "preurging/1")
	c.ticking(c.final)
	assert.Equal(t, int64(50_000_00), c.row.OutstandingFen)
}

func TestUrgingThatIsRefused(t *testing.T) {
	form := func(change func(*casefile.PreUrgingForm)) any { return urging("2019-05-07 10:00", change)[0].form }
	plain := judgedAndServed(allowed(owes()))
	small := loan("2019-03-04", casefile.Summary)
	small.Policy.Supervision.PreUrgingYuan = 299_999
	for name, c := range map[string]struct {
		in   casefile.CaseInput
		by   []dec
		form any
		says string
	}{
		"without consent":     {loan("2019-03-04", casefile.Summary), plain, form(func(f *casefile.PreUrgingForm) { f.Consented = false }), "apply_enforcement"},
		"hidden property":     {loan("2019-03-04", casefile.Summary), plain, form(func(f *casefile.PreUrgingForm) { f.Hiding = true }), "隐匿"},
		"urgent":              {loan("2019-03-04", casefile.Summary), plain, form(func(f *casefile.PreUrgingForm) { f.Urgent = true }), "紧急"},
		"not a creditor":      {loan("2019-03-04", casefile.Summary), plain, form(func(f *casefile.PreUrgingForm) { f.Party = "D1" }), "申请执行人"},
		"no way to reach him": {loan("2019-03-04", casefile.Summary), plain, form(func(f *casefile.PreUrgingForm) { f.Contact = "" }), "data.contact"},
		"beyond the policy":   {small, plain, form(nil), "限额"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := undisturbed(t, Case, c.in, "2019-03-04", c.by, "2019-05-07 10:00", decision(t, lifecycle.BeginPreUrging, lifecycle.Clerk, c.form))[0]
			assert.Contains(t, r.Error(), c.says)
		})
	}
	r := undisturbed(t, Case, loan("2019-03-04", casefile.Summary), "2019-03-04", heard(), "2019-03-20 10:00", decision(t, lifecycle.BeginPreUrging, lifecycle.Clerk, form(func(f *casefile.PreUrgingForm) { f.On = date("2019-03-20") })))[0]
	assert.Equal(t, casefile.GuardFailed, r.Code)

	// Served by public notice: ordinary procedure, 60 days from Friday 03-22 to
	// Tuesday 05-21, fifteen to appeal to Wednesday 06-05, ten to perform to 06-17.
	in := loan("2019-03-04", casefile.Ordinary)
	failed := func(m casefile.Method, when string) []dec {
		f := handed(casefile.PaperJudgment, "D1", when[:10])
		f.Method = m
		return line(when, lifecycle.RecordFailed, lifecycle.Clerk, f)
	}
	noticed := then(judged(allowed(owes())), line("2019-03-21 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-21")),
		failed(casefile.Direct, "2019-03-21 10:00"), failed(casefile.Post, "2019-03-22 09:00"), failed(casefile.Electronic, "2019-03-22 09:30"), publish("2019-03-22 10:00", casefile.PaperJudgment, "D1"))
	r = undisturbed(t, Case, in, "2019-03-04", noticed, "2019-07-10 10:00", decision(t, lifecycle.BeginPreUrging, lifecycle.Clerk, form(func(f *casefile.PreUrgingForm) { f.On = date("2019-07-10") })))[0]
	assert.Contains(t, r.Message, "公告送达")
}

// The judge transfers support and the like himself, and nothing else.
func TestJudgeTransfersSupport(t *testing.T) {
	form := casefile.TransferEnforceForm{Party: "P1", Kind: "upbringing", On: date("2019-05-07"), Reason: "抚育费逾期未付"}
	for _, when := range []string{"2019-04-25 10:00", "2019-05-07 10:00"} { // urged, and awaited
		form.On = date(when[:10])
		l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-05-08", by: then(judgedAndServed(allowed(owes())), line(when, lifecycle.TransferEnforce, lifecycle.Judge, form))}
		c := l.play(t)
		require.Len(t, c.links, 1)
		assert.True(t, c.links[0].Enforcement.Transferred)
		assert.Equal(t, "P1", c.links[0].Enforcement.Applicant)
		assert.Equal(t, lifecycle.InEnforcement, c.row.Phase)
	}
	form.Kind = "loan"
	r := undisturbed(t, Case, loan("2019-03-04", casefile.Summary), "2019-03-04", judgedAndServed(allowed(owes())), "2019-05-07 10:00", decision(t, lifecycle.TransferEnforce, lifecycle.Judge, form))[0]
	assert.Contains(t, r.Error(), "执行规定第17条")
}

// The reason a debtor gives is coded, counted and shown; the court's policy
// bounds the plans.
func TestContactsAndPlansFollowThePolicy(t *testing.T) {
	contact := func(when, cause string, reached bool) []dec {
		return line(when, lifecycle.RecordContact, lifecycle.Judge, casefile.ContactForm{Obligation: "O1", On: date(when[:10]), Channel: "phone", Reached: reached, Cause: cause})
	}
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-04-25", by: then(judgedAndServed(allowed(owes())), contact("2019-04-22 10:00", "unreachable", false), contact("2019-04-23 10:00", "awaiting_money", true))}
	c := l.play(t)
	o := c.final.Obligations[0]
	assert.Equal(t, 2, o.Contacts)
	assert.Equal(t, "awaiting_money", o.Cause)
	assert.Contains(t, c.happened(lifecycle.RecordContact, "")[1].Note, "第2次")
	_, faults := casefile.ReadForm(lifecycle.RecordContact, raw(t, casefile.ContactForm{Obligation: "O1", On: date("2019-04-22"), Channel: "phone", Cause: "laziness"}))
	require.Len(t, faults, 1)

	plan := func(when, due string) []dec {
		return line(when, lifecycle.AgreePlan, lifecycle.Judge, casefile.PlanForm{Obligation: "O1", Instalments: []casefile.Instalment{{AmountFen: 300_000_00, Due: date(due)}}})
	}
	in := loan("2019-03-04", casefile.Summary)
	in.Policy.Supervision.MaxPlans = 1
	way := then(judgedAndServed(allowed(owes())), plan("2019-04-22 10:00", "2019-06-28"))
	r := undisturbed(t, Case, in, "2019-03-04", way, "2019-04-23 10:00", decision(t, lifecycle.AgreePlan, lifecycle.Judge, plan("2019-04-23 10:00", "2019-07-31")[0].form))[0]
	assert.Contains(t, r.Message, "1次")
}
