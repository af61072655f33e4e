package workflows

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// late is an enforcement that was applied for when its case had ended.
func late(in casefile.EnforcementInput) casefile.EnforcementInput {
	in.LateOf, in.By, in.ByRole = ClosedTerminated, "C001", lifecycle.Clerk
	return in
}

func ended(in casefile.EnforcementInput, siblings ...string) func(*court) {
	return func(c *court) { c.gone, c.siblings = in.Case, siblings }
}

func bankruptHere(when, party string) []dec {
	return line(when, lifecycle.DebtorBankrupt, lifecycle.Integration, casefile.PartyBankruptForm{Party: party, Court: "浙02", Number: "（2019）浙02破申3号", On: date(when[:10])})
}

// handedOff takes a referral of 06-10 to the bankruptcy court, which has the papers
// on Monday 06-17 and thirty days, to Wednesday 07-17.
func handedOff() []dec {
	return then(enf("2019-06-11 10:00", lifecycle.ConsentToTransfer, casefile.ConsentForm{By: "P1", On: date("2019-06-11")}),
		enf("2019-06-12 10:00", lifecycle.PanelDecides, casefile.HandoffForm{Reason: "符合移送条件"}),
		line("2019-06-17 10:00", lifecycle.PresidentSigns, lifecycle.President, casefile.BankruptcyCourtForm{Court: "浙02", On: date("2019-06-17")}))
}

func courtAnswers(when string, e lifecycle.Event) []dec {
	return line(when, e, lifecycle.Integration, casefile.BankruptcyAnswerForm{On: date(when[:10]), Number: "（2019）浙02破申3号"})
}

// Out of a late enforcement a debtor is handed off by the enforcement itself: with
// consent, panel and president, and thirty days for the court's answer.
func TestALateEnforcementHandsADebtorOff(t *testing.T) {
	in := late(overdueLoan(casefile.Enterprise))
	out := then(reported(), enf("2019-06-10 10:00", lifecycle.ReferBankruptcy, debtor("D1")), handedOff())
	p := pursued{in: in, until: "2019-06-18", phase: lifecycle.Referred, by: out}
	c := p.play(t, ended(in), func(c *court) {
		c.look(at("2019-06-10", "12:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.Referred, v.Row.Phase)
			assert.Equal(t, "2019-07-10", deadline(t, v, "handoff/D1").Deadline.Last.String())
		})
		c.look(at("2019-06-17", "12:00"), func(v casefile.View) {
			d := deadline(t, v, "handoff-answer/D1")
			assert.Equal(t, "2019-07-17", d.Deadline.Last.String())
			assert.Equal(t, "receiving_court", d.On)
		})
	})
	p.check(t, c)
	assert.Contains(t, c.documents(), casefile.BankruptcyDecision)
	for _, r := range c.records { // the register hears at once that it begins
		for _, e := range r.Entries {
			if e.Event == "handoff_begun" {
				assert.Less(t, r.Row.Updated.Sub(e.At), time.Minute)
			}
		}
	}

	// Accepted: suspended, and ended with the declaration.
	p = pursued{in: in, phase: lifecycle.Concluded, reason: ClosedBankruptcy, on: "2019-12-02", by: then(out, courtAnswers("2019-07-15 10:00", lifecycle.BankruptcyAccepted), declared("2019-12-02 10:00", "declared"))}
	c = p.play(t, ended(in, second), func(c *court) {
		c.look(at("2019-07-15", "12:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.InBankruptcy, v.Row.Phase)
			assert.Equal(t, int64(300_000_00), v.Due[0].PrincipalFen)
			assert.Equal(t, int64(4_567_50), v.Due[0].InterestFen) // 87 days to 07-15, and no more
		})
	})
	c.closed()
	assert.Equal(t, ClosedBankruptcy, c.row.Reason)
	require.NotEmpty(t, c.told)
	assert.Equal(t, second, c.told[0].to, "the case's other enforcements hear it")
	assert.Equal(t, lifecycle.ReferralAccepted, c.told[0].Event)

	// Refused: taken up, and never referred again. Nobody consents: taken up, and may be.
	for e, x := range map[lifecycle.Event]struct {
		by    []dec
		again casefile.Code
	}{
		lifecycle.BankruptcyRefused: {then(out, courtAnswers("2019-07-15 10:00", lifecycle.BankruptcyRefused)), casefile.GuardFailed},
		lifecycle.NoConsent:         {then(out[:len(out)-3], enf("2019-07-15 10:00", lifecycle.NoConsent, casefile.HandoffForm{Reason: "均不同意"})), ""},
	} {
		p = pursued{in: in, until: "2019-07-17", phase: lifecycle.Measures, by: x.by}
		var again *verdict
		c = p.play(t, ended(in), func(c *court) {
			c.look(at("2019-07-15", "12:00"), func(v casefile.View) {
				assert.Equal(t, lifecycle.Measures, v.Row.Phase)
				for _, d := range v.Deadlines {
					assert.NotContains(t, d.ID, "handoff", "%s", e)
				}
			})
			again = c.on(moment("2019-07-16 10:00"), lifecycle.ReferBankruptcy, lifecycle.EnforcementJudge, officer, debtor("D1"))
		})
		if x.again != "" {
			assert.Equal(t, x.again, again.refusal(t).Code)
			continue
		}
		require.NoError(t, again.err)
		assert.Equal(t, lifecycle.Referred, c.row.Phase)
		assert.Equal(t, "bankruptcy/D1/2", c.final.Tracks[len(c.final.Tracks)-1].ID)
	}

	// Papers are asked for: three days in which the thirty stand still, so 07-20, a
	// Saturday, and Monday 07-22.
	p = pursued{in: in, until: "2019-06-25", phase: lifecycle.Referred, by: then(out, line("2019-06-20 10:00", lifecycle.AskSupplement, lifecycle.Clerk, casefile.HandoffForm{Reason: "缺债务清单"}),
		line("2019-06-23 10:00", lifecycle.SendSupplement, lifecycle.Clerk, casefile.SupplementForm{On: date("2019-06-23")}))}
	c = p.play(t, ended(in))
	p.check(t, c)
	assert.Equal(t, "2019-07-22", deadline(t, c.final, "handoff-answer/D1").Deadline.Last.String())

	// Neither a stranger consents, nor does a package go out that lacks a paper.
	got := undisturbedLate(t, in, then(reported(), enf("2019-06-10 10:00", lifecycle.ReferBankruptcy, debtor("D1"))), "2019-06-11 10:00", decision(t, lifecycle.ConsentToTransfer, lifecycle.Clerk, casefile.ConsentForm{By: "D9", On: date("2019-06-11")}))
	assert.Contains(t, got.Error(), "one of D1, P1")
	got = undisturbedLate(t, in, out[:len(out)-1], "2019-06-17 10:00", decision(t, lifecycle.PresidentSigns, lifecycle.President, casefile.BankruptcyCourtForm{Court: "浙02", On: date("2019-06-17"), Files: []string{"decision"}}))
	assert.Contains(t, got.Error(), "书面同意")

	// While its case is open the case runs it, as in the third release.
	p = pursued{in: overdueLoan(casefile.Enterprise), until: "2019-06-11", phase: lifecycle.Referred, by: then(reported(), enf("2019-06-10 10:00", lifecycle.ReferBankruptcy, debtor("D1")))}
	c = p.play(t)
	p.check(t, c)
	assert.Empty(t, c.final.Tracks)
}

func undisturbedLate(t *testing.T, in casefile.EnforcementInput, by []dec, when string, d casefile.Decision) *casefile.Refusal {
	t.Helper()
	c := newCourt(t, "2019-05-20")
	ended(in)(c)
	vs := c.follow(by...)
	v := c.send(moment(when), d)
	c.until = moment(when).Add(time.Minute)
	c.play(Enforcement, in)
	c.taken(vs...)
	return v.refusal(t)
}

// One of two debtors is handed off; the other is enforced against meanwhile. Wherever
// the enforcement stands when the answer comes, it is heard.
func TestALateEnforcementHandsOneOfTwoOff(t *testing.T) {
	in := late(twoDebtors())
	out := then(bothReported(), enf("2019-06-10 10:00", lifecycle.ReferOneDebtor, casefile.ReferForm{Party: "D1", Reason: "资不抵债", Cause: "insolvent"}), handedOff())
	for name, more := range map[string][]dec{
		"measures":  nil,
		"settled":   enf("2019-07-01 10:00", lifecycle.Settle, casefile.SettleForm{Until: date("2019-12-31"), Terms: "分期"}),
		"suspended": suspendedFor("2019-07-01 10:00", casefile.SuspendOther, ""),
		"stopped":   toldRetrial("2019-07-01 10:00", lifecycle.OrderRetrial),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := pursued{in: in, until: "2019-07-17", by: then(out, more, courtAnswers("2019-07-15 10:00", lifecycle.BankruptcyAccepted))}
			c := p.play(t, ended(in))
			assert.Len(t, c.happened(lifecycle.OneReferralAccepted, ""), 1)
			assert.Equal(t, more == nil, c.row.Phase == lifecycle.Measures)
			for _, d := range c.final.Enforcement.Debtors {
				assert.Equal(t, d.Party == "D1", d.Referred == referralAccepted, d.Party)
			}
		})
	}
	// The document falls: nobody is handed off on it any more.
	reversed := then(out, collect1("2019-06-25 10:00", "O2", "D2", 1_00), linkedDec("2019-07-01 10:00", lifecycle.RetrialSetAside, onDay("2019-07-01")))
	k := pursued{in: in, until: "2019-07-02", by: reversed}.play(t, ended(in))
	assert.Equal(t, lifecycle.Reversing, k.row.Phase)
	k.happens("2019-07-01 10:00", lifecycle.HandoffMoot, "bankruptcy/D1")
	for _, d := range k.final.Deadlines {
		assert.NotContains(t, d.ID, "handoff")
	}
	// So is one whose enforcement is terminated meanwhile.
	p := pursued{in: in, phase: lifecycle.Concluded, reason: ClosedTerminated, by: then(out, enf("2019-07-01 10:00", lifecycle.TerminateEnforce, terminated()))}
	c := p.play(t, ended(in))
	c.closed()
	c.happens("2019-07-01 10:00", lifecycle.HandoffMoot, "bankruptcy/D1")
}

// The news of a bankruptcy that another court accepted is entered in the enforcement
// wherever it stands: suspended, and ended with the declaration. It tells its case,
// or, that having ended, the case's other enforcements. A handoff that was out is over.
func TestTheNewsOfABankruptcyIsEnteredInTheEnforcement(t *testing.T) {
	for _, r := range enforcementStates() {
		if _, ok := lifecycle.Enforcement.Row(r.state, lifecycle.DebtorBankrupt); !ok {
			continue
		}
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			in, q := overdueLoan(casefile.Enterprise), reached{from: r.from}
			if r.state == lifecycle.InBankruptcy { // of a guarantor whose turn came with it
				in = secured(casefile.Enterprise, casefile.Security{By: "G1", Kind: casefile.JointGuarantee, LimitFen: 1_00})
				in.Parties[len(in.Parties)-2].Kind = casefile.Enterprise
				p := pursued{in: in, until: "2019-07-17", phase: lifecycle.InBankruptcy, by: then(reported(), openedFor("2019-07-15 10:00", "D1"), collect1("2019-07-15 10:30", "O1", "G1", 1_00), bankruptHere("2019-07-16 11:00", "G1"))}
				c := p.play(t)
				p.check(t, c)
				assert.Equal(t, lifecycle.InBankruptcy, c.happened(lifecycle.DebtorBankrupt, "")[0].From)
				return
			}
			p := pursued{in: in, until: q.later(3), phase: lifecycle.InBankruptcy, by: then(r.by, bankruptHere(q.later(1), "D1"))}
			c := p.play(t)
			p.check(t, c)
			var told []lifecycle.Event
			for _, x := range c.told {
				told = append(told, x.Event)
			}
			assert.Contains(t, told, lifecycle.PartyBankrupt)
		})
	}
	in := late(overdueLoan(casefile.Enterprise))
	p := pursued{in: in, phase: lifecycle.Concluded, reason: ClosedBankruptcy, on: "2019-12-02", by: then(reported(), bankruptHere("2019-06-10 10:00", "D1"), declared("2019-12-02 10:00", "declared"))}
	c := p.play(t, ended(in, second))
	c.closed()
	assert.Equal(t, ClosedBankruptcy, c.row.Reason)
	require.Len(t, c.told, 1)
	for _, e := range c.entries() {
		assert.NotEqual(t, lifecycle.PartyBankrupt, e.Event, "its case has ended, as it knows, and is not told")
	}
	assert.Equal(t, second, c.told[0].to)
	var form casefile.ReferralForm
	require.NoError(t, json.Unmarshal(c.told[0].Data, &form))
	assert.Equal(t, casefile.ReferralForm{Party: "D1", Outcome: "accepted", Number: "（2019）浙02破申3号", On: date("2019-06-10")}, form)
	c.happens("2019-06-10 10:00", lifecycle.BankruptcySuspends, "")

	// A handoff that was out has what it was for.
	p = pursued{in: in, until: "2019-06-21", phase: lifecycle.InBankruptcy, by: then(reported(), enf("2019-06-10 10:00", lifecycle.ReferBankruptcy, debtor("D1")), handedOff(), bankruptHere("2019-06-20 10:00", "D1"))}
	c = p.play(t, ended(in))
	p.check(t, c)
	c.happens("2019-06-20 10:00", lifecycle.OpenedElsewhere, "bankruptcy/D1")
	for _, d := range c.final.Deadlines {
		assert.NotContains(t, d.ID, "handoff")
	}

	// Of two, one is left to its bankruptcy; the petition dismissed, it owes again.
	two := late(twoDebtors())
	one := then(bothReported(), bankruptHere("2019-06-10 10:00", "D1"))
	p = pursued{in: two, until: "2019-06-21", phase: lifecycle.Measures, by: then(one, enf("2019-06-20 10:00", lifecycle.OneDismissed, byParty("D1", "2019-06-20")))}
	c = p.play(t, ended(two))
	p.check(t, c)
	for _, d := range c.final.Enforcement.Debtors {
		assert.NotEqual(t, referralAccepted, d.Referred, d.Party)
	}
	got := undisturbedLate(t, two, one, "2019-06-20 10:00", decision(t, lifecycle.OneDismissed, lifecycle.EnforcementJudge, byParty("D2", "2019-06-20")))
	assert.Contains(t, got.Error(), "one of D1")
	got = undisturbed(t, Enforcement, twoDebtors(), "2019-05-20", one, "2019-06-20 10:00", decision(t, lifecycle.OneDismissed, lifecycle.EnforcementJudge, byParty("D1", "2019-06-20")))[0]
	assert.Contains(t, got.Message, "petition_dismissed")

	// A person cannot go bankrupt, nor anybody twice.
	for party, says := range map[string]string{"D2": "没有破产能力", "D1": "已受理", "P1": "one of D1"} {
		got = undisturbedLate(t, two, one, "2019-06-20 10:00", decision(t, lifecycle.DebtorBankrupt, lifecycle.Clerk, casefile.PartyBankruptForm{Party: party, Court: "浙02", On: date("2019-06-20")}))
		assert.Contains(t, got.Error(), says)
	}
	// The third release did not know it.
	k := newCourt(t, "2019-05-20")
	thirdRelease(k)
	k.follow(reported()...)
	v := k.on(moment("2019-06-10 10:00"), lifecycle.DebtorBankrupt, lifecycle.Clerk, clerk, casefile.PartyBankruptForm{Party: "D1", Court: "浙02", On: date("2019-06-10")})
	k.until = moment("2019-06-11")
	k.play(Enforcement, overdueLoan(casefile.Enterprise))
	assert.Equal(t, casefile.UnlawfulNow, v.refusal(t).Code)
}
