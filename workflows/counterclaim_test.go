package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func counter(when string) []dec {
	return line(when, lifecycle.Counterclaim, lifecycle.Judge, casefile.CounterclaimForm{Party: "D1", ClaimFen: 100_000_00, Basis: "causal", On: date(when[:10])})
}

// held keeps a suit in its state: the other defendant's answer period stands still.
func held(state lifecycle.State, when string) []dec {
	if state != lifecycle.Defence {
		return nil
	}
	return line(when, lifecycle.StayParty, lifecycle.Judge, casefile.StayPartyForm{Party: "D2", Ground: "respite", On: date(when[:10]), Reason: "缓期"})
}

// The fee of a counterclaim for 100,000 yuan is 2,300, and half of it is
// charged. It is due seven days from the day after the counterclaim; unpaid,
// the counterclaim falls, and the suit goes on.
func TestACounterclaimWhoseFeeIsNotPaidFalls(t *testing.T) {
	ends := map[lifecycle.State]string{lifecycle.Service: "2019-03-13", lifecycle.Defence: "2019-03-14", lifecycle.Trial: "2019-03-28"}
	for _, state := range beforeJudgment {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			r := suit(t, state, casefile.Ordinary)
			l := lived{in: r.in, until: "2019-04-01", by: then(r.by, held(state, r.later(1)), counter(r.later(2)))}
			c := l.play(t, func(p *court) {
				last := date(ends[state]).AddDays(-1).String()
				p.expect(runs{r.later(3), "counterclaim-fee/CC1", last, "D1", statute.FeePayment})
			})
			c.happens(ends[state], lifecycle.CounterFeeLapsed, "")
			assert.Equal(t, state, c.row.Phase)
			assert.Equal(t, "lapsed", c.final.Crossclaims[0].Ended)
			fee := c.final.Fees[1]
			assert.Equal(t, int64(1_150_00), fee.ChargedFen)
			assert.Zero(t, fee.PaidFen)
			for _, tr := range c.final.Tracks {
				assert.False(t, tr.Open && tr.ID == deliveryID(casefile.PaperCounterclaim, "P1"), "its copy need not be served any more")
			}
		})
	}
}

// A plaintiff has fifteen days to answer from its own receipt; then the suit can
// be judged, both claims together.
func TestAPlaintiffsTimeToAnswerACounterclaimRunsOut(t *testing.T) {
	ends := map[lifecycle.State]string{lifecycle.Service: "2019-03-21", lifecycle.Defence: "2019-03-22", lifecycle.Trial: "2019-04-05"}
	for _, state := range beforeJudgment {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			r := suit(t, state, casefile.Ordinary)
			day := r.from[:10]
			until := "2019-04-10"
			ends := ends[state]
			if state == lifecycle.Trial { // 04-04 is a Thursday before three rest days
				until = "2019-04-08"
			}
			l := lived{in: r.in, until: until, by: then(r.by, held(state, r.later(1)), counter(r.later(2)),
				line(r.later(3), lifecycle.CounterFeePaid, lifecycle.Clerk, casefile.CounterFeeForm{Counterclaim: "CC1", AmountFen: 1_150_00, On: date(day)}),
				line(r.later(4), lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperCounterclaim, "P1", day)))}
			c := l.play(t)
			c.happens(ends, lifecycle.CounterAnswerExpired, "")
			assert.Equal(t, state, c.row.Phase)
		})
	}
}

func TestJudgmentWaitsForTheCounterclaim(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Ordinary)
	sum := allowed(owes())
	on := date("2019-03-20")
	pay := line("2019-03-20 09:50", lifecycle.CounterFeePaid, lifecycle.Clerk, casefile.CounterFeeForm{Counterclaim: "CC1", AmountFen: 1_150_00, On: on})
	serve := line("2019-03-20 09:51", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperCounterclaim, "P1", "2019-03-20"))
	for _, c := range []struct {
		name string
		more []dec
		says string
	}{
		{"fee unpaid", nil, "尚未交纳"},
		{"not served", pay, "尚未向P1送达反诉状副本"},
		{"not answered", then(pay, serve), "答辩期未满"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, counter("2019-03-20 09:46"), c.more), "2019-03-20 09:55", decision(t, lifecycle.JudgeLater, lifecycle.Judge, sum))[0]
			assert.Equal(t, casefile.GuardFailed, got.Code)
			assert.Contains(t, got.Message, c.says)
		})
	}
	t.Run("answered, and judged together", func(t *testing.T) {
		t.Parallel()
		back := owes()
		back.ID, back.Debtors, back.Creditor, back.AmountFen = "O2", []string{"P1"}, "D1", 50_000_00
		l := lived{in: r.in, until: "2019-03-22", by: then(r.by, counter("2019-03-20 09:46"), pay, serve,
			line("2019-03-21 10:00", lifecycle.AnswerCounterclaim, lifecycle.Intake, byParty("P1", "2019-03-21")),
			line("2019-03-21 11:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(owes(), back)))}
		c := l.play(t)
		assert.Equal(t, lifecycle.AwaitingEffect, c.row.Phase)
		assert.Equal(t, int64(350_000_00), c.row.OutstandingFen)
	})
}

// The suit is not ended over the head of a counterclaim.
func TestTheCounterclaimOutlivesTheClaim(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Ordinary)
	d := decision(t, lifecycle.Withdraw, lifecycle.Judge, reason())
	got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, counter("2019-03-20 09:46")), "2019-03-20 09:50", d)[0]
	assert.Equal(t, casefile.GuardFailed, got.Code)
	assert.Equal(t, "民诉法解释第239条", got.Article)
	assert.Contains(t, got.Message, "withdraw_claim")

	l := closed("", r.in, ClosedWithdrawn, "2019-03-21", nil, r.by, counter("2019-03-20 09:46"),
		line("2019-03-20 10:00", lifecycle.WithdrawClaim, lifecycle.Judge, reason()),
		line("2019-03-21 10:00", lifecycle.WithdrawCounterclaim, lifecycle.Judge, casefile.CounterWithdrawalForm{Counterclaim: "CC1", Reason: "和解"}),
		line("2019-03-21 11:00", lifecycle.Withdraw, lifecycle.Judge, reason()))
	c := l.play(t)
	l.check(t, c)
	assert.Equal(t, int64(2_900_00), c.final.Fees[0].ChargedFen, "halved once, by the first withdrawal")
}

func TestCounterclaimsThatAreNotTaken(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Ordinary)
	closedDebate := line("2019-03-20 09:46", lifecycle.CloseDebate, lifecycle.Clerk, onDay("2019-03-20"))
	form := func(party, basis string) casefile.CounterclaimForm {
		return casefile.CounterclaimForm{Party: party, ClaimFen: 1_000_00, Basis: basis, On: date("2019-03-20")}
	}
	for _, c := range []struct {
		name string
		more []dec
		form casefile.CounterclaimForm
		code casefile.Code
		says string
	}{
		{"by the plaintiff", nil, form("P1", "causal"), casefile.BadInput, "D1"},
		{"by a stranger", nil, form("D9", "causal"), casefile.NoSuchTrack, "D9"},
		{"unrelated", nil, form("D1", "none"), casefile.BadInput, "data.basis"},
		{"after the debate", closedDebate, form("D1", "causal"), casefile.TooLate, "2019-03-20终结"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, c.more), "2019-03-20 09:50", decision(t, lifecycle.Counterclaim, lifecycle.Judge, c.form))[0]
			assert.Equal(t, c.code, got.Code, got.Message)
			assert.Contains(t, got.Error(), c.says)
		})
	}
	t.Run("a further hearing opens the debate again", func(t *testing.T) {
		l := lived{in: r.in, until: "2019-03-22", by: then(r.by, closedDebate,
			line("2019-03-20 10:00", lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-27")}), counter("2019-03-21 10:00"))}
		require.Len(t, l.play(t).final.Crossclaims, 1)
	})
}
