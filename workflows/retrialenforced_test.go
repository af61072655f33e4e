package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func toldRetrial(when string, e lifecycle.Event) []dec { return linkedDec(when, e, onDay(when[:10])) }

func stoppedByRetrial() []dec {
	return then(reported(), toldRetrial("2019-06-10 10:00", lifecycle.OrderRetrial))
}

// reversing holds 1,000.00 when the judgment is set aside.
func reversing() []dec {
	return then(reported(), collect("2019-05-31 10:00", 1_000_00), toldRetrial("2019-06-10 10:00", lifecycle.OrderRetrial), toldRetrial("2019-09-02 10:00", lifecycle.RetrialSetAside))
}

// A retrial order stops an enforcement that works, and is noted where one rests;
// upheld, it goes on where it stood (民事诉讼法第217条).
func TestARetrialStopsTheEnforcement(t *testing.T) {
	for _, r := range enforcementStates() {
		during, after := r.state, r.state
		switch r.state {
		case lifecycle.RetrialStopped, lifecycle.Reversing:
			continue
		case lifecycle.NoticeDue, lifecycle.Measures:
			during = lifecycle.RetrialStopped
		case lifecycle.Reporting: // each debtor's report is still due
			during, after = lifecycle.RetrialStopped, lifecycle.Measures
		}
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			q := reached{from: r.from}
			p := pursued{in: overdueLoan(casefile.Enterprise), until: q.later(6), phase: after,
				by: then(r.by, toldRetrial(q.later(1), lifecycle.OrderRetrial), toldRetrial(q.later(5), lifecycle.RetrialUpheld))}
			c := p.play(t, func(c *court) {
				c.look(moment(q.later(3)), func(v casefile.View) {
					assert.Equal(t, during, v.Row.Phase)
					assert.NotEmpty(t, v.Deadlines)
				})
			})
			p.check(t, c)
		})
		t.Run(string(r.state)+" set aside", func(t *testing.T) {
			t.Parallel()
			q := reached{from: r.from}
			for e, why := range map[lifecycle.Event]string{lifecycle.RetrialSetAside: ClosedSetAside, lifecycle.RetrialChanged: ClosedChanged} {
				p := pursued{in: overdueLoan(casefile.Enterprise), phase: lifecycle.Concluded, reason: why, by: then(r.by, toldRetrial(q.later(1), e))}
				p.check(t, p.play(t))
			}
		})
	}
}

// Ended for now and settled: while the judgment is being tried again nothing is
// taken up; a settlement that is broken leads to the stop, not to measures.
func TestNothingIsTakenUpDuringARetrial(t *testing.T) {
	in := overdueLoan(casefile.Person)
	got := undisturbed(t, Enforcement, in, "2019-05-20", then(endedForNow(), toldRetrial("2019-09-02 10:00", lifecycle.OrderRetrial)), "2019-09-03 10:00",
		decision(t, lifecycle.Resume, lifecycle.EnforcementJudge, reason()))[0]
	require.Equal(t, casefile.GuardFailed, got.Code)
	assert.Contains(t, got.Error(), "2019-09-02")
	got = undisturbed(t, Enforcement, in, "2019-05-20", then(reported(), collect("2019-05-31 10:00", 1_000_00), toldRetrial("2019-06-10 10:00", lifecycle.OrderRetrial)), "2019-06-11 10:00",
		decision(t, lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, casefile.ReleaseForm{AmountFen: 1, To: "P1", On: date("2019-06-11")}))[0]
	require.Equal(t, casefile.UnlawfulNow, got.Code)
	p := pursued{in: in, until: "2019-07-02 10:00", phase: lifecycle.RetrialStopped, by: then(settledUntil("2019-12-31"), toldRetrial("2019-06-20 10:00", lifecycle.OrderRetrial),
		enf("2019-07-01 10:00", lifecycle.SettlementBroken, casefile.BreachForm{Reason: "不再履行", Ground: "repudiated"}))}
	p.check(t, p.play(t))
}

// The limit of the enforcement stands still while the retrial is out. It was
// filed on Tuesday 2019-05-21: six months end on 2019-11-21. It stood still from
// 06-10 to 07-10, thirty days: 2019-12-21 is a Saturday, so Monday 2019-12-23.
func TestTheLimitStandsStillDuringARetrial(t *testing.T) {
	p := pursued{in: overdueLoan(casefile.Person), until: "2019-07-11 10:00", phase: lifecycle.Measures,
		by: then(stoppedByRetrial(), toldRetrial("2019-07-10 10:00", lifecycle.RetrialUpheld))}
	c := p.play(t)
	p.check(t, c)
	for _, d := range c.final.Deadlines {
		if d.ID == "conclusion" {
			assert.Equal(t, "2019-12-23", d.Deadline.Last.String())
		}
	}
}

// Set aside, what was released is to be returned in a case of reversal, which is
// said with its sum; what is held goes back to who paid it, and to nobody else.
func TestSetAsideOnRetrialReversesTheEnforcement(t *testing.T) {
	by := then(reported(), collect("2019-05-31 10:00", 100_000_00), release("2019-06-03 10:00", 60_000_00),
		toldRetrial("2019-06-10 10:00", lifecycle.OrderRetrial), collect("2019-06-11 10:00", 500_00), toldRetrial("2019-09-02 10:00", lifecycle.RetrialSetAside))
	back := func(when string, fen int64, to string) []dec {
		return enf(when, lifecycle.ReleaseMoney, casefile.ReleaseForm{AmountFen: fen, To: to, On: date(when[:10])})
	}
	p := pursued{in: overdueLoan(casefile.Person), phase: lifecycle.Concluded, reason: ClosedSetAside, on: "2019-09-03", by: then(by, back("2019-09-03 10:00", 40_500_00, "D1"))}
	c := p.play(t)
	p.check(t, c)
	assert.Empty(t, c.told, "the case is over")
	assert.Contains(t, c.happened(lifecycle.RetrialReverses, "")[0].Note, "已发放60000.00元，应裁定执行回转")
	assert.Equal(t, int64(60_000_00), c.final.Enforcement.Money.ReversalFen)
	assert.Len(t, c.messages("cn.luxing.enforcement.reversal"), 1)
	for to, says := range map[string]string{"P1": "one of D1", "D1": "40500.00元"} {
		fen := int64(40_500_01)
		if to == "P1" {
			fen = 1
		}
		got := undisturbed(t, Enforcement, overdueLoan(casefile.Person), "2019-05-20", by, "2019-09-03 10:00",
			decision(t, lifecycle.ReleaseMoney, lifecycle.EnforcementJudge, casefile.ReleaseForm{AmountFen: fen, To: to, On: date("2019-09-03")}))[0]
		assert.Contains(t, got.Error(), says)
	}
	// Changed: the case is told what counts towards the new document.
	by[len(by)-1] = toldRetrial("2019-09-02 10:00", lifecycle.RetrialChanged)[0]
	p = pursued{in: overdueLoan(casefile.Person), phase: lifecycle.Concluded, reason: ClosedChanged, by: then(by, back("2019-09-03 10:00", 40_500_00, "D1")),
		tells: []lifecycle.Event{lifecycle.OldEnforcementBooked}}
	p.check(t, p.play(t))
}

// While a retrial is out a debtor may go bankrupt, the applicant may give up,
// and an administrator gets what is held when the judgment falls.
func TestWhatHappensBesideARetrial(t *testing.T) {
	company := overdueLoan(casefile.Enterprise)
	accepted := linkedDec("2019-07-15 10:00", lifecycle.ReferralAccepted, casefile.ReferralForm{Party: "D1", Outcome: "accepted", On: date("2019-07-15")})
	p := pursued{in: company, until: "2019-07-16 10:00", phase: lifecycle.InBankruptcy, by: then(stoppedByRetrial(), accepted)}
	p.check(t, p.play(t))
	p = pursued{in: company, phase: lifecycle.Concluded, reason: ClosedTerminated, by: then(stoppedByRetrial(), enf("2019-07-01 10:00", lifecycle.TerminateEnforce, terminated()))}
	p.check(t, p.play(t))
	p = pursued{in: company, phase: lifecycle.Concluded, reason: ClosedSetAside, by: then(reported(), collect("2019-05-31 10:00", 1_000_00),
		linkedDec("2019-07-15 10:00", lifecycle.ReferralAccepted, casefile.ReferralForm{Party: "D1", Outcome: "accepted", On: date("2019-07-15")}),
		toldRetrial("2019-07-16 10:00", lifecycle.RetrialSetAside),
		enf("2019-07-19 10:00", lifecycle.HandOverMoney, casefile.HandOverForm{Party: "D1", AmountFen: 1_000_00, Administrator: "某所", On: date("2019-07-19")}))}
	p.check(t, p.play(t))
}

// What the enforcement reports during the retrial is kept and taken afterwards.
func TestAReportDuringARetrialIsNotLost(t *testing.T) {
	result := func(when string, e lifecycle.Event, why string) []dec {
		return linkedDec(when, e, casefile.ResultForm{On: date(when[:10]), CollectedFen: 300_000_00, Reason: why})
	}
	r := stateOf(t, lifecycle.InEnforcement)
	when := r.later(1)
	day := func(n int) string { return moment(when).AddDate(0, 0, n).Format("2006-01-02 15:04") }
	for _, c := range []struct {
		name  string
		event lifecycle.Event
		why   string
		phase lifecycle.State
	}{
		{"enforced", lifecycle.Enforced, ClosedEnforced, lifecycle.Closed}, {"terminated", lifecycle.EnforcementEnded, ClosedTerminated, lifecycle.Closed},
		{"ended for now", lifecycle.EndedForNow, "无财产", lifecycle.Dormant},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, until: day(31), by: then(r.by, ordered(when), result(day(5), c.event, c.why),
				line(day(30), lifecycle.UpheldToEnforcement, lifecycle.Integration, onDay(day(30)[:10])))}
			p := l.play(t)
			assert.Equal(t, c.phase, p.row.Phase)
			assert.Len(t, p.happened(c.event, ""), 2, "kept, then taken")
		})
	}
	d := stateOf(t, lifecycle.Dormant)
	when = d.later(1)
	l := lived{in: d.in, until: day(31), by: then(d.by, ordered(when), result(day(5), lifecycle.EnforcementBack, "发现财产"),
		line(day(30), lifecycle.UpheldToDormant, lifecycle.Integration, onDay(day(30)[:10])))}
	assert.Equal(t, lifecycle.InEnforcement, l.play(t).row.Phase)
}

// Changed while it was being enforced: what the old enforcement had released
// counts towards what the retrial orders, and more than that is to be reversed.
func TestTheOldEnforcementCountsTowardsTheNewDocument(t *testing.T) {
	r := stateOf(t, lifecycle.InEnforcement)
	less := owes()
	less.AmountFen = 150_000_00
	when := r.later(1)
	day := func(n int) string { return moment(when).AddDate(0, 0, n).Format("2006-01-02 15:04") }
	booked := func(when string, fen int64) []dec {
		return linkedDec(when, lifecycle.OldEnforcementBooked, casefile.ResultForm{On: date(when[:10]), CollectedFen: fen, Reason: ClosedChanged})
	}
	changed := then(r.by, ordered(when), line(day(30), lifecycle.RetrialChanged, lifecycle.Integration,
		casefile.JudgmentForm{On: date(day(30)[:10]), Outcome: "partly_allowed", Obligations: []casefile.Obligation{less}}))
	p := lived{in: r.in, until: day(32), by: then(changed, booked(day(31), 100_000_00))}.play(t)
	assert.Equal(t, lifecycle.InSupervision, p.row.Phase)
	assert.Equal(t, int64(50_000_00), p.row.OutstandingFen)
	p = lived{in: r.in, until: day(32), by: then(changed, booked(day(31), 200_000_00))}.play(t)
	assert.Contains(t, p.happened(lifecycle.OldEnforcementBooked, "")[0].Note, "超出新文书50000.00元应执行回转")
	assert.Zero(t, p.row.OutstandingFen)
	for _, state := range []lifecycle.State{lifecycle.AwaitingEnforcement, lifecycle.InEnforcement, lifecycle.Dormant} {
		x := stateOf(t, state)
		p := lived{in: x.in, until: x.later(3), by: then(x.by, booked(x.later(1), 0))}.play(t)
		assert.Equal(t, state, p.row.Phase)
	}
}

// A retrial that reverses starts the review of each certificate that may have
// been given; one that upholds does not.
func TestAReversedJudgmentPutsItsCertificatesUnderReview(t *testing.T) {
	in := loan("2019-03-04", casefile.Ordinary)
	in.Filing.Key, in.Filing.RetrialOf = "zh-2019-000009", "zh-2015-000001"
	life := then(accepted(),
		line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06")),
		line("2019-03-10 10:00", lifecycle.Answer, lifecycle.Clerk, byParty("D1", "2019-03-10")),
		line("2019-03-11 10:00", lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-20"), Time: "09:30", Place: "第三法庭"}))
	reviews := func(by []dec) (keys []string) {
		for _, o := range (lived{in: in, by: by}).play(t).links {
			if o.Kind == casefile.KindRevocation {
				assert.Equal(t, casefile.JudgmentReversed, o.Revocation.Ground)
				assert.True(t, o.Revocation.Unasked)
				keys = append(keys, o.Revocation.Certificate)
			}
		}
		return keys
	}
	assert.Empty(t, reviews(then(life, line("2019-03-20 10:00", lifecycle.Withdraw, lifecycle.Judge, reason()))))
	assert.Equal(t, []string{casefile.CertificateKey("zh-2015-000001", "P1"), casefile.CertificateKey("zh-2015-000001", "D1")},
		reviews(then(life, line("2019-03-20 10:00", lifecycle.JudgeLater, lifecycle.Judge, rejected()),
			line("2019-03-21 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-21")),
			line("2019-03-22 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-22")))))
}

// An application for a certificate waits for the retrial, and falls with the document.
func TestAnApplicationForACertificateDuringARetrial(t *testing.T) {
	confirmed := line("2019-05-21 10:00", lifecycle.CreditorConfirms, lifecycle.Clerk, casefile.ConfirmForm{Party: "P1", On: date("2019-05-21"), Note: "已收到"})
	order := func(when string) []dec { return toldRetrial(when, lifecycle.OrderRetrial) }
	for _, before := range [][]dec{nil, confirmed} {
		a := asked{by: then(before, order("2019-05-22 10:00"), toldRetrial("2019-05-23 10:00", lifecycle.RetrialSetAside))}
		c := a.play(t)
		assert.Equal(t, lifecycle.CertificateRefused, c.row.Phase)
		assert.Equal(t, date("2019-05-23"), c.row.ClosedOn)
	}
	a := asked{by: then(order("2019-05-20 15:00"), toldRetrial("2019-05-20 16:00", lifecycle.RetrialUpheld), confirmed, order("2019-05-22 10:00"), toldRetrial("2019-05-23 10:00", lifecycle.RetrialUpheld),
		line("2019-05-24 10:00", lifecycle.IssueCertificate, lifecycle.Judge, reason()))}
	assert.Equal(t, lifecycle.Issued, a.play(t).row.Phase)

	var refused *verdict
	a = asked{by: then(confirmed, order("2019-05-22 10:00"), toldRetrial("2019-05-25 10:00", lifecycle.RetrialChanged))}
	a.play(t, func(c *court) {
		refused = c.on(moment("2019-05-23 10:00"), lifecycle.IssueCertificate, lifecycle.Judge, judge, reason())
	})
	assert.Contains(t, refused.refusal(t).Message, "2019-05-22")
}
