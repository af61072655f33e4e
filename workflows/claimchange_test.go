package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func claims(when string, fen int64, change ...func(*casefile.ClaimChangeForm)) []dec {
	f := casefile.ClaimChangeForm{ClaimFen: fen, Reason: "追加逾期利息", On: date(when[:10])}
	for _, c := range change {
		c(&f)
	}
	return line(when, lifecycle.ChangeClaim, lifecycle.Judge, f)
}

// The fee of 300,000 yuan is 5,800, of 400,000 it is 7,300, of 200,000 4,300. The
// supplement is due in seven days from the notice, as in
// TestFeeSupplementAfterConversion; unpaid, the increase is not tried.
func TestAClaimThatIsRaised(t *testing.T) {
	lapse := map[lifecycle.State]string{lifecycle.Service: "2019-03-13", lifecycle.Defence: "2019-03-14", lifecycle.Trial: "2019-03-28"}
	for _, state := range beforeJudgment {
		r := suit(t, state, casefile.Ordinary)
		more := claims(r.later(1), 400_000_00)
		t.Run(string(state)+" paid", func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, until: r.later(6), by: then(r.by, more,
				line(r.later(2), lifecycle.ClaimFeePaid, lifecycle.Clerk, casefile.FeePaidForm{AmountFen: 1_500_00, On: date(r.from[:10])}))}
			c := l.play(t, func(p *court) {
				p.look(moment(r.later(1)).Add(3e10), func(v casefile.View) {
					d := deadline(t, v, claimFee)
					assert.Equal(t, date(lapse[state]).AddDays(-1), d.Deadline.Last)
					assert.Equal(t, statute.FeePayment, d.Deadline.Rule)
				})
			})
			assert.Equal(t, int64(400_000_00), c.row.ClaimFen)
			assert.Equal(t, int64(7_300_00), c.final.Fees[0].ChargedFen)
			assert.Equal(t, int64(7_300_00), c.final.Fees[0].PaidFen)
			for _, d := range c.final.Deadlines {
				assert.NotEqual(t, claimFee, d.ID)
			}
			assert.Contains(t, c.happened(lifecycle.ChangeClaim, "")[0].Note, "应补交受理费1500.00元")
			for k := len(c.records) - 1; k >= 0; k-- { // the register has the claim as it is now
				if f := c.records[k].Filing; f != nil {
					assert.Equal(t, int64(400_000_00), f.ClaimFen)
					break
				}
			}
		})
		t.Run(string(state)+" lapsed", func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, until: lapse[state] + " 09:00", by: then(r.by, held(state, r.later(0)), more)}
			c := l.play(t)
			c.happens(lapse[state], lifecycle.ClaimFeeLapsed, "")
			assert.Equal(t, int64(300_000_00), c.row.ClaimFen)
			assert.Equal(t, int64(5_800_00), c.final.Fees[0].ChargedFen)
			assert.Equal(t, state, c.row.Phase)
		})
	}
	// A stay stops the seven days, and the money may come while it lasts.
	r := suit(t, lifecycle.Trial, casefile.Ordinary)
	l := lived{in: r.in, until: "2019-05-11", by: then(r.by, claims(r.later(1), 400_000_00), line(r.later(2), lifecycle.Stay, lifecycle.Judge, reason()),
		line("2019-05-10 10:00", lifecycle.ClaimFeePaid, lifecycle.Intake, casefile.FeePaidForm{AmountFen: 1_500_00, On: date("2019-05-10")}))}
	assert.Equal(t, lifecycle.Stayed, l.play(t).row.Phase)
	// No judgment while the fee is open; less again, and nothing is owed.
	got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, claims(r.later(1), 400_000_00)), "2019-03-20 10:00", decision(t, lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())))[0]
	assert.Contains(t, got.Message, "claim_fee_paid")
	l = lived{in: r.in, until: "2019-03-22", by: then(r.by, claims(r.later(1), 400_000_00), claims(r.later(2), 290_000_00), line("2019-03-21 10:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())))}
	assert.Equal(t, int64(290_000_00), l.play(t).row.ClaimFen)
	// Converted meanwhile: one payment of all that is owed (half of 5,800, and
	// 7,300 less 5,800 more) ends both periods.
	s := suit(t, lifecycle.Trial, casefile.Summary)
	l = lived{in: s.in, until: "2019-04-10", by: then(s.by, claims(s.later(1), 400_000_00),
		line(s.later(2), lifecycle.ConvertProcedure, lifecycle.Judge, casefile.ConvertForm{To: casefile.Ordinary, Reason: "复杂"}),
		line(s.later(3), lifecycle.FeeSupplementPaid, lifecycle.Intake, casefile.FeePaidForm{AmountFen: 4_400_00, On: date("2019-03-20")}))}
	c := l.play(t)
	assert.Equal(t, []int64{7_300_00, 7_300_00}, []int64{c.final.Fees[0].ChargedFen, c.final.Fees[0].PaidFen})
	assert.Empty(t, c.happened(lifecycle.ClaimFeeLapsed, ""))
}

// Less before the inquiry is over gives the difference back; after it, the fee
// of what was dropped stays with who dropped it. Evidence may be called for again.
func TestAClaimThatIsLowered(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Ordinary)
	for name, c := range map[string]struct {
		change  func(*casefile.ClaimChangeForm)
		charged int64
		says    string
	}{
		"before": {func(*casefile.ClaimChangeForm) {}, 4_300_00, "应退受理费1500.00元"},
		"after":  {func(f *casefile.ClaimChangeForm) { f.Investigated = true }, 5_800_00, "第35条"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, until: r.later(5), by: then(r.by, claims(r.later(1), 200_000_00, c.change))}
			p := l.play(t)
			assert.Equal(t, c.charged, p.final.Fees[0].ChargedFen)
			assert.Equal(t, int64(200_000_00), p.row.ClaimFen)
			assert.Contains(t, p.happened(lifecycle.ChangeClaim, "")[0].Note, c.says)
		})
	}
	closed := then(suit(t, lifecycle.Defence, casefile.Ordinary).by,
		line("2019-03-06 12:00", lifecycle.SetEvidence, lifecycle.Judge, casefile.EvidenceForm{Days: 15, On: date("2019-03-06")})) // Thursday 03-21
	again := line("2019-03-25 11:00", lifecycle.SetEvidence, lifecycle.Judge, casefile.EvidenceForm{Days: 15, On: date("2019-03-25")})
	got := undisturbed(t, Case, r.in, "2019-03-04", closed, "2019-03-25 11:00", decision(t, lifecycle.SetEvidence, lifecycle.Judge, again[0].form))[0]
	assert.Contains(t, got.Message, "已于2019-03-21届满")
	lived{in: r.in, until: "2019-03-26", by: then(closed, claims("2019-03-25 10:00", 200_000_00), again)}.play(t)
}

func TestAClaimChangeThatIsRefused(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Ordinary)
	form := claims("2019-03-20 10:00", 400_000_00)[0].form
	for says, c := range map[string]struct {
		by   []dec
		form any
	}{
		"another amount":   {nil, claims("2019-03-20 10:00", 300_000_00)[0].form},
		"data.claimFen":    {nil, claims("2019-03-20 10:00", 0)[0].form},
		"the debate was c": {line("2019-03-20 09:50", lifecycle.CloseDebate, lifecycle.Judge, onDay("2019-03-20")), form},
		"本诉已于2019-03-20撤回": {then(counter("2019-03-20 09:46"), line("2019-03-20 09:50", lifecycle.WithdrawClaim, lifecycle.Judge, reason())), form},
	} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, c.by), "2019-03-20 10:00", decision(t, lifecycle.ChangeClaim, lifecycle.Judge, c.form))[0]
			assert.Contains(t, got.Error(), says)
		})
	}
	again := suit(t, lifecycle.Service, casefile.Ordinary)
	again.in.Filing.RetrialOf = "zh-2015-000001"
	got := undisturbed(t, Case, again.in, "2019-03-04", accepted(), "2019-03-05 11:00", decision(t, lifecycle.ChangeClaim, lifecycle.Judge, claims("2019-03-05 11:00", 400_000_00)[0].form))[0]
	assert.Equal(t, "民诉法解释第403条", got.Article)
	pay := decision(t, lifecycle.ClaimFeePaid, lifecycle.Clerk, casefile.FeePaidForm{AmountFen: 1_500_00, On: date("2019-03-20")})
	assert.Contains(t, undisturbed(t, Case, r.in, "2019-03-04", r.by, "2019-03-20 10:00", pay)[0].Message, "没有因增加诉讼请求")
	short := decision(t, lifecycle.ClaimFeePaid, lifecycle.Clerk, casefile.FeePaidForm{AmountFen: 1_499_00, On: date("2019-03-20")})
	assert.Contains(t, undisturbed(t, Case, r.in, "2019-03-04", then(r.by, claims(r.later(1), 400_000_00)), "2019-03-20 10:00", short)[0].Error(), "150000 fen")
}

// A small-claims case of 2023-03-06, a Monday; the limits of Zhejiang are carried
// on from 2022: 54,323 yuan, by agreement 217,290. Two months from acceptance
// would end on Saturday 05-06 (worked on, for the May rest days); the three
// months of summary procedure end on Tuesday 06-06.
func smallCase(claimFen int64) casefile.CaseInput {
	in := two("2023-03-06", casefile.SmallClaims)
	in.Filing.ClaimFen = claimFen
	return in
}

func smallSuit(state lifecycle.State) ([]dec, string) {
	by := then(line("2023-03-06 10:00", lifecycle.Accept, lifecycle.Clerk, casefile.AcceptForm{}),
		line("2023-03-07 10:00", lifecycle.FeePaid, lifecycle.Clerk, casefile.FeePaidForm{AmountFen: 525_00, On: date("2023-03-07")}))
	if state == lifecycle.Service {
		return by, "2023-03-08"
	}
	by = then(by, line("2023-03-08 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2023-03-08")),
		line("2023-03-08 10:30", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D2", "2023-03-08")))
	if state == lifecycle.Defence {
		return by, "2023-03-09"
	}
	return then(by, line("2023-03-09 10:00", lifecycle.Answer, lifecycle.Clerk, byParty("D1", "2023-03-09")),
		line("2023-03-09 10:30", lifecycle.Answer, lifecycle.Clerk, byParty("D2", "2023-03-09")),
		line("2023-03-09 11:00", lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2023-03-13"), Time: "09:30", Place: "第三法庭"})), "2023-03-13"
}

// What makes a case unfit for small claims ends them by law: the limit is that
// of summary procedure from the filing on, and an appeal lies.
func TestSmallClaimsThatAreOutgrown(t *testing.T) {
	joined := func(change func(*casefile.JoinForm)) casefile.JoinForm {
		f := casefile.JoinForm{Joined: heir("D9", casefile.Defendant), Ground: "necessary", Asked: "application", Reason: "共同借款人"}
		change(&f)
		return f
	}
	type how struct {
		event lifecycle.Event
		form  func(on string) any
		says  string // "" where it stays a small claim
		claim int64
	}
	join := func(change func(*casefile.JoinForm)) func(string) any {
		return func(on string) any { f := joined(change); f.On = date(on); return f }
	}
	claim := func(fen int64, change func(*casefile.ClaimChangeForm)) func(string) any {
		return func(on string) any { return claims(on+" 10:00", fen, change)[0].form }
	}
	plain := func(*casefile.ClaimChangeForm) {}
	for name, c := range map[string]how{
		"a counterclaim": {lifecycle.Counterclaim, func(on string) any {
			return casefile.CounterclaimForm{Party: "D1", ClaimFen: 1_000_00, Basis: "causal", On: date(on)}
		}, "提出反诉CC1", 50_000_00},
		"a party joined":             {lifecycle.JoinParty, join(func(*casefile.JoinForm) {}), "追加D9", 50_000_00},
		"one who cannot be found":    {lifecycle.JoinParty, join(func(f *casefile.JoinForm) { f.Fits, f.Joined.WhereaboutsUnknown = true, true }), "下落不明", 50_000_00},
		"one with whom it is still":  {lifecycle.JoinParty, join(func(f *casefile.JoinForm) { f.Fits = true }), "", 50_000_00},
		"over the limit":             {lifecycle.ChangeClaim, claim(54_324_00, plain), "当事人未约定", 50_000_00},
		"over it, by agreement":      {lifecycle.ChangeClaim, claim(54_324_00, func(f *casefile.ClaimChangeForm) { f.Agreed = true }), "", 50_000_00},
		"over what can be agreed":    {lifecycle.ChangeClaim, claim(217_291_00, func(f *casefile.ClaimChangeForm) { f.Agreed, f.Fits = true, true }), "超过217290.00元", 50_000_00},
		"within the limit":           {lifecycle.ChangeClaim, claim(54_323_00, plain), "", 50_000_00},
		"a guarantor outside it all": {lifecycle.JoinParty, join(func(f *casefile.JoinForm) { f.Ground, f.Joined.Side = "guarantor", casefile.Guarantor }), "", 50_000_00},
	} {
		for _, state := range beforeJudgment {
			if c.says == "" && state != lifecycle.Trial {
				continue
			}
			t.Run(name+" in "+string(state), func(t *testing.T) {
				t.Parallel()
				by, on := smallSuit(state)
				l := lived{in: smallCase(c.claim), until: on + " 12:00", by: then(by, line(on+" 11:30", c.event, lifecycle.Judge, c.form(on)))}
				p := l.play(t)
				d := deadline(t, p.final, "trial")
				grown := p.happened(lifecycle.SmallOutgrown, "")
				if c.says == "" {
					assert.Empty(t, grown)
					assert.Equal(t, casefile.SmallClaims, p.row.Procedure)
					assert.Equal(t, statute.SmallClaimsTrial, d.Deadline.Rule)
					return
				}
				require.Len(t, grown, 1)
				assert.Contains(t, grown[0].Note, c.says)
				assert.Contains(t, grown[0].Note, "不再一审终审；双方已确认的事实可以不再举证、质证")
				assert.Equal(t, casefile.Summary, p.row.Procedure)
				assert.Equal(t, statute.SummaryTrial, d.Deadline.Rule)
				assert.Equal(t, "2023-06-06", d.Deadline.Last.String())
				assert.Equal(t, state, p.row.Phase)
			})
		}
	}
	// The judgment is one that can be appealed against, and ordinary procedure
	// still takes a ruling.
	by, on := smallSuit(lifecycle.Trial)
	o := owes()
	o.AmountFen = 50_000_00
	grown := then(by, claims(on+" 10:00", 54_324_00), line(on+" 10:10", lifecycle.ClaimFeePaid, lifecycle.Clerk, casefile.FeePaidForm{AmountFen: 54_00, On: date(on)}))
	l := lived{in: smallCase(50_000_00), until: "2023-03-20", by: then(grown, line(on+" 11:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(o)),
		line("2023-03-14 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2023-03-14")),
		line("2023-03-15 10:00", lifecycle.LodgeAppeal, lifecycle.Clerk, casefile.AppealForm{Party: "D1", On: date("2023-03-15")}))}
	assert.Equal(t, lifecycle.Appeal, l.play(t).row.Phase)
	l = lived{in: smallCase(50_000_00), until: on + " 12:00", by: then(grown, line(on+" 11:00", lifecycle.ConvertProcedure, lifecycle.Judge, casefile.ConvertForm{To: casefile.Ordinary, Reason: "案情复杂"}))}
	assert.Equal(t, casefile.Ordinary, l.play(t).row.Procedure)
	// Where the court has no limit for the year, the judge says.
	for fits, want := range map[bool]casefile.Procedure{true: casefile.SmallClaims, false: casefile.Summary} {
		in := loan("2019-03-04", casefile.SmallClaims)
		l = lived{in: in, until: "2019-03-20 11:00", by: then(heard(), claims("2019-03-20 10:00", 310_000_00, func(f *casefile.ClaimChangeForm) { f.Fits = fits }))}
		assert.Equal(t, want, l.play(t).row.Procedure)
	}
}
