package workflows

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

const (
	partKey    = "zh-2019-000001-xianxing-1"
	severedKey = "zh-2019-000001-fenan-1"
)

// clear is what D1 owes of the clear part: 100,000 of the 300,000 yuan.
func clearPart() casefile.Obligation {
	o := owes()
	o.AmountFen = 100_000_00
	return o
}

// part is a judgment on it.
func part(os ...casefile.Obligation) casefile.PartialJudgmentForm {
	f := casefile.PartialJudgmentForm{Outcome: "allowed", Obligations: os, Claims: "第一笔借款的本金", Facts: "借条和转账凭证经质证无异议"}
	for _, o := range os {
		f.AmountFen += o.AmountFen
	}
	return f
}

// parted is a suit of two defendants in which a part is judged on 2019-03-20 at
// 10:00, half an hour after the hearing began.
func parted(t *testing.T, f casefile.PartialJudgmentForm) reached {
	t.Helper()
	r := suit(t, lifecycle.Trial, casefile.Summary)
	r.by = then(r.by, line("2019-03-20 10:00", lifecycle.JudgePart, lifecycle.Judge, f))
	return r
}

// carvedIn plays a case until it has carved one out, and returns what that one
// is started with.
func carvedIn(t *testing.T, l lived) (casefile.CaseInput, *court) {
	t.Helper()
	c := l.play(t)
	require.Len(t, c.links, 1)
	require.Equal(t, casefile.KindCase, c.links[0].Kind)
	require.NotNil(t, c.links[0].Case)
	require.Equal(t, c.links[0].Key, c.links[0].Case.Filing.Key)
	require.NotNil(t, c.links[0].Case.CarvedOut)
	return *c.links[0].Case, c
}

// playCarved plays a carved case from a moment on.
func playCarved(t *testing.T, in casefile.CaseInput, from, until string, by []dec, tune ...func(*court)) *court {
	t.Helper()
	c := newCourt(t, from)
	for _, f := range tune {
		f(c)
	}
	vs := c.follow(by...)
	if until != "" {
		c.until = moment(until)
	}
	c.play(Case, in)
	c.taken(vs...)
	for _, e := range c.entries() {
		require.Empty(t, e.Refused, "%s was refused", e.Event)
		require.NotContains(t, []lifecycle.Event{"period_failed", "fee_failed", "link_failed"}, e.Event, e.Note)
	}
	return c
}

// judgmentServed serves the part's judgment: P1 on Thursday 2019-03-21, the
// defendants on Friday 03-22. Fifteen days end on 04-05 and 04-06, rest days, so
// on Monday 04-08 for all of them.
func judgmentServed() []dec {
	return then(
		line("2019-03-21 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-21")),
		line("2019-03-22 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-22")),
		line("2019-03-22 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D2", "2019-03-22")))
}

// A part that is pronounced later, appealed by one side, affirmed and enforced,
// while the main trial goes on and ends with another judgment: each has its own
// effect, and what is owed in both is what was ordered, to the fen.
func TestPartJudgedAppealedAndEnforcedWhileTheTrialGoesOn(t *testing.T) {
	r := parted(t, part(clearPart()))
	rest := owes()
	rest.ID, rest.Debtors, rest.AmountFen = "O2", []string{"D2"}, 150_000_00
	in, main := carvedIn(t, lived{in: r.in, until: "2019-05-10", by: then(r.by,
		line("2019-04-10 10:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(rest)))})

	// The main case stayed in trial, and shows its part.
	judged := main.happened(lifecycle.JudgePart, "")
	require.Len(t, judged, 1)
	assert.Equal(t, lifecycle.Trial, judged[0].From)
	assert.Equal(t, lifecycle.Trial, judged[0].To)
	assert.Contains(t, judged[0].Note, "（2019）浙0211民初1号之一")
	assert.Equal(t, lifecycle.AwaitingEffect, main.row.Phase)
	assert.Equal(t, int64(150_000_00), main.row.OutstandingFen)
	assert.Equal(t, []casefile.CarvedView{{Kind: casefile.PartialJudgment, Key: partKey, CaseNumber: "（2019）浙0211民初1号之一", On: date("2019-03-20"), AmountFen: 100_000_00,
		Claims: "第一笔借款的本金", Obligations: []string{"O1"}, Parties: []string{"P1", "D1", "D2"}}}, main.final.Carved)
	assert.Equal(t, casefile.LinkAs(casefile.PartialJudgment), main.final.Links[0].As)
	require.Len(t, main.messages("cn.luxing.case.part_judged"), 1)

	// The part: started two days late, it counts from the judgment all the same.
	by := then(
		line("2019-03-22 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-21")),
		line("2019-03-22 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-22")),
		line("2019-03-22 12:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D2", "2019-03-22")),
		line("2019-04-01 10:00", lifecycle.LodgeAppeal, lifecycle.Clerk, casefile.AppealForm{Party: "D1", On: date("2019-04-01")}),
		line("2019-04-02 10:00", lifecycle.ServeAppeal, lifecycle.Clerk, byParty("P1", "2019-04-02")),
		line("2019-04-02 11:00", lifecycle.ServeAppeal, lifecycle.Clerk, byParty("D2", "2019-04-02")),
		// Both have fifteen days to answer, to Wednesday 04-17.
		line("2019-04-18 10:00", lifecycle.MoveFile, lifecycle.Clerk, onDay("2019-04-18")),
		line("2019-04-19 10:00", lifecycle.AppealFiled, lifecycle.Integration, casefile.AppealFiledForm{On: date("2019-04-19"), CaseNumber: "（2019）浙02民终567号"}),
		line("2019-05-10 10:00", lifecycle.AppealAffirmed, lifecycle.Integration, onDay("2019-05-10")),
		// Ten days from 05-10 end on Monday 05-20.
		line("2019-06-10 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-06-10")))
	p := playCarved(t, in, "2019-03-22 09:00", "2019-06-11", by, func(c *court) {
		c.look(at("2019-03-22", "09:30"), func(v casefile.View) {
			assert.Equal(t, lifecycle.AwaitingEffect, v.Row.Phase)
			require.NotNil(t, v.Origin)
			assert.Equal(t, casefile.Origin{Kind: casefile.PartialJudgment, Case: "zh-2019-000001", CaseNumber: "（2019）浙0211民初1号", No: 1, On: date("2019-03-20"), By: judge, AcceptedOn: date("2019-03-04"), Claims: "第一笔借款的本金"}, *v.Origin)
			assert.Equal(t, []casefile.Link{{Kind: casefile.KindCase, Key: "zh-2019-000001", Since: v.Links[0].Since, As: casefile.OriginCase}}, v.Links)
			assert.Empty(t, v.Fees, "the fee is the main case's")
			assert.Nil(t, v.Trial, "no trial limit of its own")
			assert.True(t, v.Row.FiledOn.IsZero(), "a part is no new filing")
			// The judgment is handed out on the day it is given (民事诉讼法第151条).
			assert.Equal(t, "2019-03-20", deadline(t, v, "delivery/judgment/D1").Deadline.Last.String())
		})
		c.look(at("2019-04-18", "09:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.Appeal, v.Row.Phase)
		})
		c.look(at("2019-05-10", "11:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.InSupervision, v.Row.Phase)
			assert.Equal(t, "2019-05-20", deadline(t, v, "term/O1").Deadline.Last.String())
		})
	})
	assert.Equal(t, lifecycle.InEnforcement, p.row.Phase)
	assert.Equal(t, "（2019）浙0211民初1号之一", p.row.CaseNumber)
	require.Len(t, p.links, 1)
	assert.Equal(t, partKey+"-zhi", p.links[0].Key)
	assert.Equal(t, "（2019）浙0211民初1号之一", p.links[0].Enforcement.CaseNumber)
	assert.Equal(t, partKey, p.links[0].Enforcement.Case)
	first := p.records[0]
	require.NotNil(t, first.Filing)
	assert.Equal(t, []string{"（2019）浙0211民初1号"}, first.Filing.RelatedCases)
	assert.Equal(t, lifecycle.JudgePart, first.Entries[0].Event)
	assert.True(t, first.Entries[0].At.Equal(moment("2019-03-20 10:00")))

	// Enforced in full: 100,000 there, 150,000 here, nothing twice.
	end := playCarved(t, in, "2019-03-22 09:00", "", then(by, line("2019-07-01 10:00", lifecycle.Enforced, lifecycle.Linked, casefile.ResultForm{On: date("2019-07-01"), CollectedFen: 100_000_00, Reason: ClosedEnforced})))
	assert.Equal(t, ClosedEnforced, end.closed().Reason)
	var ordered, got int64
	for _, v := range []casefile.View{main.final, end.final} {
		for _, o := range v.Obligations {
			ordered, got = ordered+o.AmountFen, got+o.PaidFen
		}
	}
	assert.Equal(t, int64(250_000_00), ordered)
	assert.Equal(t, int64(100_000_00), got)
}

// A part that is pronounced in court is prompted there and then, and paid that
// day: it closes when the judgment takes effect, on 04-09.
func TestPartPronouncedInCourtAndPaidTheSameDay(t *testing.T) {
	f := part(clearPart())
	f.InCourt = true
	r := parted(t, f)
	in, main := carvedIn(t, lived{in: r.in, by: r.by, until: "2019-03-20 10:05"})
	assert.Equal(t, lifecycle.Trial, main.row.Phase)
	c := playCarved(t, in, "2019-03-20 10:01", "", then(
		line("2019-03-20 11:00", lifecycle.Pay, lifecycle.Clerk, paid("p1", "O1", 100_000_00, "2019-03-20")), judgmentServed()), func(c *court) {
		c.look(at("2019-03-20", "10:30"), func(v casefile.View) {
			assert.Equal(t, lifecycle.InCourtPrompt, v.Row.Phase)
			assert.Equal(t, "2019-03-20", deadline(t, v, "in-court-prompt").Deadline.Last.String())
		})
	})
	row := c.closed()
	assert.Equal(t, ClosedPerformed, row.Reason)
	assert.Equal(t, date("2019-04-09"), row.ClosedOn)
	assert.Contains(t, c.documents(), casefile.PerformancePrompt)
	c.happens("2019-03-21", lifecycle.PromptUnanswered, "")
	c.exactlyOnce()
}

// What may not be judged in part, each with what would be right.
func TestPartsThatAreRefused(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Summary)
	second := clearPart()
	second.ID = "O2"
	more := clearPart()
	more.ID, more.AmountFen = "O3", 200_000_01
	joinedIn := line("2019-03-20 09:50", lifecycle.JoinParty, lifecycle.Judge, casefile.JoinForm{Joined: heir("D9", casefile.Defendant), Ground: "necessary", Asked: "application", Reason: "共同借款人", On: date("2019-03-20")})
	d9 := clearPart()
	d9.Debtors = []string{"D9"}
	servedD9 := line("2019-03-20 09:55", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D9", "2019-03-20"))
	counter := line("2019-03-20 09:50", lifecycle.Counterclaim, lifecycle.Judge, casefile.CounterclaimForm{Party: "D1", ClaimFen: 100_000_00, Basis: "same_facts", On: date("2019-03-20")})
	back := clearPart()
	back.Debtors, back.Creditor = []string{"P1"}, "D1"
	first := line("2019-03-20 10:00", lifecycle.JudgePart, lifecycle.Judge, part(clearPart()))
	over := part(clearPart())
	over.AmountFen = 99_999_99
	elsewhere := part(clearPart())
	elsewhere.Assets = []string{"A1"}
	wordless := part(clearPart())
	wordless.Claims, wordless.Facts = "", ""
	early := slices.Clone(r.by[:len(r.by)-1]) // no hearing
	for _, c := range []struct {
		name  string
		by    []dec
		event lifecycle.Event
		form  any
		code  casefile.Code
		says  string
	}{
		{"before any hearing", early, lifecycle.JudgePart, part(clearPart()), casefile.GuardFailed, "尚未开庭"},
		{"more awarded than decided", r.by, lifecycle.JudgePart, over, casefile.BadInput, "data.amountFen"},
		{"without its claims and facts", r.by, lifecycle.JudgePart, wordless, casefile.BadInput, "data.claims"},
		{"more than the claim", r.by, lifecycle.JudgePart, part(func() casefile.Obligation { o := owes(); o.AmountFen++; return o }()), casefile.BadInput, "data.amountFen"},
		{"more than is left of it", then(r.by, first), lifecycle.JudgePart, part(more), casefile.BadInput, "200000.00元"},
		{"an obligation that a part has", then(r.by, first), lifecycle.JudgePart, part(clearPart()), casefile.BadInput, "data.obligations[0].id"},
		{"the final judgment with it", then(r.by, first), lifecycle.JudgeLater, allowed(clearPart()), casefile.BadInput, "data.obligations[0].id"},
		{"a mediation with it", then(r.by, first), lifecycle.Mediate, agreed(clearPart()), casefile.BadInput, "data.obligations[0].id"},
		{"an asset that is not preserved", r.by, lifecycle.JudgePart, elsewhere, casefile.BadInput, "data.assets[0]"},
		{"an unserved joined defendant", then(r.by, joinedIn), lifecycle.JudgePart, part(clearPart()), casefile.GuardFailed, "D9"},
		{"one who may still answer", then(r.by, joinedIn, servedD9), lifecycle.JudgePart, part(d9), casefile.GuardFailed, "答辩期未满"},
		{"a counterclaim that is not ripe", then(r.by, counter), lifecycle.JudgePart, part(back), casefile.GuardFailed, "CC1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := undisturbed(t, Case, r.in, "2019-03-04", c.by, "2019-03-20 10:30", decision(t, c.event, lifecycle.Judge, c.form))[0]
			assert.Equal(t, c.code, got.Code, got.Error())
			assert.Contains(t, got.Error(), c.says)
		})
	}
	// What the part does not touch does not hold it up; nor does small claims,
	// where its judgment is final on the last receipt, 03-22.
	for name, by := range map[string][]dec{"another's counterclaim": then(r.by, counter), "another's time to answer": then(r.by, joinedIn, servedD9)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			carvedIn(t, lived{in: r.in, until: "2019-03-21", by: then(by, line("2019-03-20 10:30", lifecycle.JudgePart, lifecycle.Judge, part(clearPart())))})
		})
	}
	t.Run("small claims", func(t *testing.T) {
		t.Parallel()
		s := suit(t, lifecycle.Trial, casefile.SmallClaims)
		in, _ := carvedIn(t, lived{in: s.in, until: "2019-03-21", by: then(s.by, line("2019-03-20 10:00", lifecycle.JudgePart, lifecycle.Judge, part(clearPart())))})
		c := playCarved(t, in, "2019-03-20 10:01", "2019-03-23", then(judgmentServed()))
		assert.Equal(t, lifecycle.InSupervision, c.row.Phase)
	})
}

// A part that is remanded has a trial, and a limit from the remand on; it is not
// divided again. Six months from 05-10 end on Sunday 11-10, so on the 11th.
func TestPartSentBackIsTriedByItself(t *testing.T) {
	r := parted(t, part(clearPart()))
	in, _ := carvedIn(t, lived{in: r.in, by: r.by, until: "2019-03-21"})
	by := then(judgmentServed(),
		line("2019-04-01 10:00", lifecycle.LodgeAppeal, lifecycle.Clerk, casefile.AppealForm{Party: "D1", On: date("2019-04-01")}),
		line("2019-05-10 10:00", lifecycle.AppealRemanded, lifecycle.Integration, onDay("2019-05-10")))
	c := playCarved(t, in, "2019-03-20 10:01", "2019-05-11", by)
	assert.Equal(t, lifecycle.Trial, c.row.Phase)
	require.NotNil(t, c.final.Trial)
	assert.Equal(t, "2019-11-11", c.final.Trial.Clock.Deadline.Last.String())
	assert.Equal(t, casefile.Ordinary, c.row.Procedure)
	assert.False(t, slices.ContainsFunc(ask[[]casefile.Lawful](c, casefile.QueryLawful, lifecycle.Judge, time.Time{}), func(l casefile.Lawful) bool { return l.Event == lifecycle.JudgePart }))
	again := undisturbed(t, Case, in, "2019-03-20 10:01", then(by, line("2019-05-10 11:00", lifecycle.Reassign, lifecycle.DivisionHead, casefile.AssignForm{To: "J002", Reason: "另行组成合议庭"})),
		"2019-05-10 12:00", casefile.Decision{ID: "x", Event: lifecycle.Sever, Role: lifecycle.Judge, Actor: "J002", Data: raw(t, casefile.SeverForm{Parties: []string{"D2"}, ClaimFen: 1, Reason: "x", On: date("2019-05-10")})})[0]
	assert.Contains(t, again.Message, "不再分出")
}

// Sent again, the decision gives one part; and a part that cannot be started is
// seen, tried again every ten minutes, and started once.
func TestPartIsStartedOnceAndRetried(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Summary)
	c := newCourt(t, "2019-03-04")
	vs := c.follow(r.by...)
	d := decision(t, lifecycle.JudgePart, lifecycle.Judge, part(clearPart()))
	first := c.send(moment("2019-03-20 10:00"), d)
	again := c.send(moment("2019-03-20 10:20"), d)
	c.signal(moment("2019-03-20 10:25"), d)
	c.unlinked = func(now time.Time) bool { return now.Before(moment("2019-03-20 11:00")) }
	c.look(at("2019-03-20", "10:30"), func(v casefile.View) {
		require.Len(t, v.Carved, 1)
		failed := 0
		for _, e := range v.Timeline {
			if e.Event == "link_failed" {
				failed++
				assert.Equal(t, partKey, e.Note)
			}
		}
		assert.Equal(t, 1, failed, "said once")
	})
	c.until = moment("2019-03-21")
	c.play(Case, r.in)
	c.taken(append(vs, first, again)...)
	assert.Equal(t, utc(first.Verdict), utc(again.Verdict))
	require.Len(t, c.links, 1)
	assert.Equal(t, partKey, c.links[0].Key)
	assert.Len(t, c.happened(lifecycle.JudgePart, ""), 1)
	require.Len(t, c.final.Links, 1)
}

// preservedAt has an asset of D1 in a state: asked for on 03-05, ruled on 03-06,
// frozen on Thursday 03-07 for a year or queued behind another.
func preservedAt(state lifecycle.State) []dec {
	by := line("2019-03-05 14:00", lifecycle.ApplyPreservation, lifecycle.Clerk, casefile.PreservationForm{Asset: "A1", Owner: "D1", Kind: casefile.Deposit, AmountFen: 100_000_00, SecurityFen: 30_000_00, On: date("2019-03-05")})
	if state != lifecycle.PreservationSought {
		by = then(by, line("2019-03-06 14:00", lifecycle.RulePreservation, lifecycle.Judge, casefile.AssetForm{Asset: "A1", On: date("2019-03-06"), Reason: "准予"}))
	}
	switch state {
	case lifecycle.Frozen:
		by = then(by, line("2019-03-07 14:00", lifecycle.FreezeAsset, lifecycle.EnforcementJudge, casefile.FreezeForm{Asset: "A1", FrozenFen: 80_000_00, On: date("2019-03-07")}))
	case lifecycle.Queued:
		by = then(by, line("2019-03-07 14:00", lifecycle.QueueSeizure, lifecycle.EnforcementJudge, casefile.FreezeForm{Asset: "A1", FrozenFen: 80_000_00, Rank: 3, On: date("2019-03-07")}))
	}
	return by
}

// byDay puts a life's lines into the order of their days.
func byDay(by []dec) []dec {
	slices.SortStableFunc(by, func(a, b dec) int { return moment(a.when).Compare(moment(b.when)) })
	return by
}

// A preserved asset goes with the part as it stands: its state, rank, term and
// periods are the same the minute after, and here its track is over.
func TestPreservedAssetGoesWithThePart(t *testing.T) {
	for _, state := range []lifecycle.State{lifecycle.PreservationSought, lifecycle.PreservationRuled, lifecycle.Frozen, lifecycle.Queued} {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			f := part(clearPart())
			f.Assets = []string{"A1"}
			r := parted(t, f)
			var before casefile.View
			l := lived{in: r.in, until: "2019-03-20 10:05", by: byDay(then(r.by, preservedAt(state)))}
			main := l.play(t, func(c *court) { c.look(at("2019-03-20", "09:59"), func(v casefile.View) { before = v }) })
			was := assetOf(t, before, "A1")
			require.Equal(t, state, was.State)
			moved := assetOf(t, main.final, "A1")
			assert.Equal(t, lifecycle.PreservationMoved, moved.State)
			for _, d := range main.final.Deadlines {
				assert.NotContains(t, d.ID, "A1")
			}
			for _, tr := range main.final.Tracks {
				assert.False(t, tr.Open && tr.ID == "preservation/A1")
			}
			assert.Equal(t, []string{"A1"}, main.final.Carved[0].Assets)
			c := playCarved(t, *main.links[0].Case, "2019-03-20 10:01", "2019-03-20 10:05", nil)
			is := assetOf(t, c.final, "A1")
			assert.Equal(t, was, is)
			periods := 0
			for _, d := range before.Deadlines {
				if len(d.ID) > 3 && d.ID[len(d.ID)-3:] == "/A1" {
					assert.Equal(t, utc(d), utc(deadline(t, c.final, d.ID)))
					periods++
				}
			}
			assert.Positive(t, periods)
			if state == lifecycle.Frozen { // a year from 03-07, Saturday 2020-03-07
				assert.Equal(t, "2020-03-07", is.Until.String())
				assert.Equal(t, 1, is.Rank)
			}
			if state == lifecycle.Queued {
				assert.Equal(t, 3, is.Rank)
			}
		})
	}
	// The part's enforcement gets it in its rank and until its day.
	f := part(clearPart())
	f.Assets = []string{"A1"}
	r := parted(t, f)
	in, _ := carvedIn(t, lived{in: r.in, until: "2019-03-20 10:05", by: byDay(then(r.by, preservedAt(lifecycle.Frozen)))})
	c := playCarved(t, in, "2019-03-20 10:01", "2019-05-21", then(judgmentServed(),
		line("2019-05-20 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-05-20"))))
	require.Len(t, c.links, 1)
	assert.Equal(t, []casefile.SeizedAsset{{Asset: "A1", Owner: "D1", Kind: casefile.Deposit, AskedFen: 100_000_00, FrozenFen: 80_000_00, Rank: 1, Until: date("2020-03-07")}}, c.links[0].Enforcement.Assets)
}

// The bankruptcy of a party of the main case is told to its part, whatever the
// part waits for, and counts once; a part that has ended is noted.
func TestBankruptcyIsToldToTheParts(t *testing.T) {
	d2 := clearPart()
	d2.Debtors = []string{"D2"} // the enterprise
	form := casefile.PartyBankruptForm{Party: "D2", Court: "浙0211", Number: "（2019）浙0211破申3号", On: date("2019-03-25")}
	tell := func(when string) []dec { return line(when, lifecycle.PartyBankrupt, lifecycle.Linked, form) }
	r := parted(t, part(d2))
	main := lived{in: r.in, until: "2019-03-26", by: then(r.by, line("2019-03-25 10:00", lifecycle.PartyBankrupt, lifecycle.Clerk, form))}.play(t)
	assert.Equal(t, lifecycle.Stayed, main.row.Phase)
	require.Len(t, main.told, 1)
	assert.Equal(t, partKey, main.told[0].to)
	assert.Equal(t, lifecycle.PartyBankrupt, main.told[0].Event)
	assert.JSONEq(t, string(raw(t, form)), string(main.told[0].Data))

	served := judgmentServed()
	appeal := line("2019-03-23 10:00", lifecycle.LodgeAppeal, lifecycle.Clerk, casefile.AppealForm{Party: "D2", On: date("2019-03-23")})
	inCourt := part(d2)
	inCourt.InCourt = true
	for _, c := range []struct {
		name         string
		form         casefile.PartialJudgmentForm
		by           []dec
		when         string
		phase, after lifecycle.State
	}{
		{"in court", inCourt, nil, "2019-03-20 11:00", lifecycle.InCourtPrompt, lifecycle.InCourtPrompt},
		{"awaiting effect", part(d2), served, "2019-03-25 11:00", lifecycle.AwaitingEffect, lifecycle.AwaitingEffect},
		{"under appeal", part(d2), then(served, appeal), "2019-03-25 11:00", lifecycle.Appeal, lifecycle.Appeal},
		{"in supervision", part(d2), served, "2019-04-10 11:00", lifecycle.InSupervision, lifecycle.Closed}, // D2 alone owes
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := form
			f.On = date(c.when[:10])
			r := parted(t, c.form)
			in, _ := carvedIn(t, lived{in: r.in, by: r.by, until: "2019-03-20 10:05"})
			k := newCourt(t, "2019-03-20 10:01")
			k.follow(c.by...)
			d := k.decision(lifecycle.PartyBankrupt, lifecycle.Linked, "zh-2019-000001", f)
			for range 2 { // sent twice
				k.plan(moment(c.when), func() { k.env.SignalWorkflow(SignalLinked, d) })
			}
			k.until = moment(c.when).Add(time.Minute)
			k.look(moment(c.when).Add(-time.Minute), func(v casefile.View) { assert.Equal(t, c.phase, v.Row.Phase) })
			k.play(Case, in)
			require.NoError(t, k.err)
			assert.Equal(t, c.after, k.row.Phase)
			assert.Len(t, k.happened(lifecycle.PartyBankrupt, ""), 1)
			if c.after == lifecycle.Closed {
				assert.Equal(t, ClosedBankruptcy, k.row.Reason)
			}
		})
	}
	// Told before its effect, D2's period to appeal stands still until the
	// administrator takes over (企业破产法第20条): nine days from 03-25, so that the
	// fifteen from 03-22 end not on Saturday 04-06 but on Monday 04-15; then the
	// part goes to the bankruptcy.
	in, _ := carvedIn(t, lived{in: r.in, by: r.by, until: "2019-03-20 10:05"})
	c := playCarved(t, in, "2019-03-20 10:01", "", then(served, tell("2019-03-25 11:00"),
		line("2019-04-03 10:00", lifecycle.ResumeParty, lifecycle.Judge, byParty("D2", "2019-04-03"))))
	assert.Equal(t, ClosedBankruptcy, c.closed().Reason)
	assert.Equal(t, date("2019-04-16"), c.row.ClosedOn)
}

// D2 is severed with 100,000 of the 300,000 yuan: in trial where both answered,
// in service where D2 was not reached. The limit is the whole suit's, three
// months from 03-04, and an exclusion in it stands.
func TestSeveredSuitGoesOnWhereItStood(t *testing.T) {
	sever := func(when string) []dec {
		return line(when, lifecycle.Sever, lifecycle.Judge, casefile.SeverForm{Parties: []string{"D2"}, ClaimFen: 100_000_00, Reason: "不宜合并审理", On: date(when[:10])})
	}
	r := suit(t, lifecycle.Trial, casefile.Summary)
	exclude := then(
		line("2019-03-12 10:00", lifecycle.ExcludeTime, lifecycle.Judge, excluded("2019-03-12")),
		line("2019-03-18 10:00", lifecycle.ResumeTime, lifecycle.Judge, casefile.ResumeTimeForm{Exclusion: "X1", On: date("2019-03-18")}))
	address := line("2019-03-07 10:00", lifecycle.ConfirmAddress, lifecycle.Clerk, casefile.AddressForm{Party: "D2", Address: "宁波市镇海区示例路9号", On: date("2019-03-07")})
	in, main := carvedIn(t, lived{in: r.in, until: "2019-03-21", by: byDay(then(r.by, exclude, address, sever("2019-03-20 10:00")))})
	assert.Equal(t, lifecycle.Trial, main.row.Phase)
	assert.Equal(t, int64(200_000_00), main.row.ClaimFen)
	// Summary, halved: 300,000 → 2,900; 200,000 → 2,150; 100,000 → 1,150. Of the
	// 2,900 paid, 750 go along and 400 lack.
	require.Len(t, main.final.Fees, 1)
	assert.Equal(t, int64(2_150_00), main.final.Fees[0].ChargedFen)
	assert.Equal(t, int64(2_150_00), main.final.Fees[0].PaidFen)
	assert.Contains(t, main.happened(lifecycle.Sever, "")[0].Note, "差额400.00元")
	assert.Equal(t, casefile.LeftView{Party: "D2", Why: "severed", On: date("2019-03-20"), Case: severedKey}, main.final.Left[0])
	mainTrial := main.final.Trial

	c := playCarved(t, in, "2019-03-20 10:01", "2019-03-21", nil)
	v := c.final
	assert.Equal(t, lifecycle.Trial, v.Row.Phase)
	assert.Equal(t, "（2019）浙0211民初1号", v.Row.CaseNumber, "a number of its own, the first of this register")
	assert.Equal(t, []string{"P1", "D2"}, []string{v.Filing.Parties[0].ID, v.Filing.Parties[1].ID})
	require.Len(t, v.Filing.Parties, 2)
	assert.Equal(t, "宁波市镇海区示例路9号", v.Filing.Parties[1].Address)
	assert.Equal(t, int64(100_000_00), v.Row.ClaimFen)
	assert.Equal(t, date("2019-03-20"), v.Row.FiledOn, "a filing of the day it was severed")
	assert.Equal(t, int64(1_150_00), v.Fees[0].ChargedFen)
	assert.Equal(t, int64(750_00), v.Fees[0].PaidFen)
	require.NotNil(t, v.Trial)
	assert.Equal(t, mainTrial.Clock.Deadline.Last, v.Trial.Clock.Deadline.Last)
	assert.Equal(t, "2019-06-10", v.Trial.Clock.Deadline.Last.String()) // 06-04 and six days
	require.Len(t, v.Trial.Exclusions, 1)
	// It was heard: it can be judged at once.
	j := owes()
	j.Debtors, j.AmountFen = []string{"D2"}, 100_000_00
	d := playCarved(t, in, "2019-03-20 10:01", "2019-03-22", line("2019-03-21 10:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(j)))
	assert.Equal(t, lifecycle.AwaitingEffect, d.row.Phase)

	// Unserved: the severed case is in service, the main one moves on by itself.
	service := suit(t, lifecycle.Service, casefile.Summary)
	onlyD1 := line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06"))
	failed := line("2019-03-06 11:00", lifecycle.RecordFailed, lifecycle.Clerk, casefile.ServiceForm{Document: casefile.PaperComplaint, Party: "D2", Method: casefile.Direct, On: date("2019-03-06"), Failure: "absent"})
	in, main = carvedIn(t, lived{in: service.in, until: "2019-03-08", by: then(service.by, onlyD1, failed, sever("2019-03-07 10:00"))})
	assert.Equal(t, lifecycle.Defence, main.row.Phase)
	c = playCarved(t, in, "2019-03-07 10:01", "2019-03-24", line("2019-03-07 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D2", "2019-03-07")), func(c *court) {
		c.look(at("2019-03-07", "10:30"), func(v casefile.View) {
			assert.Equal(t, lifecycle.Service, v.Row.Phase)
			assert.Equal(t, "2019-03-11", deadline(t, v, "delivery/complaint/D2").Deadline.Last.String()) // five days from the filing, 03-09 a Saturday
			require.Len(t, v.Attempts, 1)
		})
	})
	c.happens("2019-03-23", lifecycle.AnswerExpired, "") // fifteen days from 03-07: Friday 03-22
	assert.Equal(t, lifecycle.Trial, c.row.Phase)
	c.happens("2019-03-07 11:00", lifecycle.AllServed, "")

	// Served and still answering: in defence, to the same day.
	in, _ = carvedIn(t, lived{in: service.in, until: "2019-03-08", by: then(service.by, onlyD1,
		line("2019-03-06 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D2", "2019-03-06")), sever("2019-03-07 10:00"))})
	c = playCarved(t, in, "2019-03-07 10:01", "2019-03-08", nil)
	assert.Equal(t, lifecycle.Defence, c.row.Phase)
	assert.Equal(t, "2019-03-21", deadline(t, c.final, "answer/D2").Deadline.Last.String())
}

// A plaintiff is severed with what he claims and what he had preserved; the
// defendants are in both suits.
func TestSeveredPlaintiffTakesHisClaimAlong(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Ordinary)
	r.in.Filing.Parties = append(r.in.Filing.Parties, casefile.Party{ID: "P2", Side: casefile.Plaintiff, Kind: casefile.Person, Name: "原告己", IDNumber: "330211197604040037"})
	frozen := byDay(then(
		line("2019-03-05 14:00", lifecycle.ApplyPreservation, lifecycle.Clerk, casefile.PreservationForm{Asset: "A1", Owner: "D1", Applicant: "P2", Kind: casefile.Deposit, AmountFen: 100_000_00, SecurityFen: 30_000_00, On: date("2019-03-05")}),
		line("2019-03-05 15:00", lifecycle.ApplyPreservation, lifecycle.Clerk, casefile.PreservationForm{Asset: "A2", Owner: "D1", Kind: casefile.Deposit, AmountFen: 100_000_00, SecurityFen: 30_000_00, On: date("2019-03-05")})))
	in, main := carvedIn(t, lived{in: r.in, until: "2019-03-21", by: byDay(then(r.by, frozen,
		line("2019-03-20 10:00", lifecycle.Sever, lifecycle.Judge, casefile.SeverForm{Parties: []string{"P2"}, ClaimFen: 100_000_00, Reason: "不同意合并", On: date("2019-03-20")})))})
	assert.Equal(t, lifecycle.PreservationMoved, assetOf(t, main.final, "A1").State)
	assert.Equal(t, lifecycle.PreservationSought, assetOf(t, main.final, "A2").State)
	c := playCarved(t, in, "2019-03-20 10:01", "2019-03-21", nil)
	var ids []string
	for _, p := range c.final.Filing.Parties {
		ids = append(ids, p.ID)
	}
	assert.Equal(t, []string{"D1", "D2", "P2"}, ids)
	require.Len(t, c.final.Assets, 1)
	assert.Equal(t, "P2", c.final.Assets[0].Applicant)
	assert.Equal(t, lifecycle.Trial, c.row.Phase, "both defendants answered")
	var fees int64
	for _, f := range append(main.final.Fees, c.final.Fees...) {
		fees += f.PaidFen
	}
	assert.Equal(t, int64(5_800_00), fees, "what was paid is neither more nor less")
}

func TestSeverancesThatAreRefused(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Summary)
	on := date("2019-03-20")
	form := func(claim int64, parties ...string) casefile.SeverForm {
		return casefile.SeverForm{Parties: parties, ClaimFen: claim, Reason: "x", On: on}
	}
	withCase := form(1, "D2")
	withCase.Case = "zh-2019-000003"
	counter := line("2019-03-20 09:50", lifecycle.Counterclaim, lifecycle.Judge, casefile.CounterclaimForm{Party: "D1", ClaimFen: 100_000_00, Basis: "same_facts", On: on})
	defence := suit(t, lifecycle.Defence, casefile.Summary)
	objected := line("2019-03-07 10:00", lifecycle.ObjectJurisdic, lifecycle.Clerk, byParty("D1", "2019-03-07"))
	twoPlaintiffs := r.in
	twoPlaintiffs.Filing.Parties = append(slices.Clone(r.in.Filing.Parties), casefile.Party{ID: "P2", Side: casefile.Plaintiff, Kind: casefile.Person, Name: "原告己", IDNumber: "330211197604040037"})
	judged := line("2019-03-20 10:00", lifecycle.JudgePart, lifecycle.Judge, part(clearPart()))
	for _, c := range []struct {
		name string
		in   casefile.CaseInput
		by   []dec
		from string
		form casefile.SeverForm
		code casefile.Code
		says string
	}{
		{"nothing of the claim", r.in, r.by, "2019-03-20 10:30", form(0, "D2"), casefile.BadInput, "data.claimFen"},
		{"all of the claim", r.in, r.by, "2019-03-20 10:30", form(300_000_00, "D2"), casefile.BadInput, "data.claimFen"},
		{"what is judged already", r.in, then(r.by, judged), "2019-03-20 10:30", form(200_000_00, "D2"), casefile.BadInput, "data.claimFen"},
		{"an amount for a case filed separately", r.in, r.by, "2019-03-20 10:30", withCase, casefile.BadInput, "data.claimFen"},
		{"both sides", twoPlaintiffs, r.by, "2019-03-20 10:30", form(1, "D2", "P2"), casefile.BadInput, "data.parties"},
		{"everybody of a side", r.in, r.by, "2019-03-20 10:30", form(1, "D1", "D2"), casefile.GuardFailed, "被告"},
		{"a plaintiff against whom a counterclaim is open", twoPlaintiffs, then(r.by, counter), "2019-03-20 10:30", form(1, "P2"), casefile.GuardFailed, "CC1"},
		{"an objection to jurisdiction pending", defence.in, then(defence.by, objected), "2019-03-07 11:00", casefile.SeverForm{Parties: []string{"D2"}, ClaimFen: 1, Reason: "x", On: date("2019-03-07")}, casefile.GuardFailed, "管辖权异议"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := undisturbed(t, Case, c.in, "2019-03-04", c.by, c.from, decision(t, lifecycle.Sever, lifecycle.Judge, c.form))[0]
			assert.Equal(t, c.code, got.Code, got.Error())
			assert.Contains(t, got.Error(), c.says)
		})
	}
}

// A carved case that continues as new at every phase boundary is the same case.
func TestCarvedCasesContinueAsNew(t *testing.T) {
	f := part(clearPart())
	f.InCourt = true
	r := parted(t, f)
	in, _ := carvedIn(t, lived{in: r.in, by: r.by, until: "2019-03-20 10:05"})
	by := then(line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "deferred"}), judgmentServed(),
		line("2019-04-10 10:00", lifecycle.Pay, lifecycle.Clerk, paid("p1", "O1", 100_000_00, "2019-04-10")))
	plain, hurried := playCarved(t, in, "2019-03-20 10:01", "", by), playCarved(t, in, "2019-03-20 10:01", "", by, hurry)
	assert.Greater(t, hurried.runs, 0)
	assert.Equal(t, traces(plain), traces(hurried))
	assert.NotNil(t, hurried.final.Origin)
	assert.Equal(t, ClosedPerformed, hurried.closed().Reason)
}
