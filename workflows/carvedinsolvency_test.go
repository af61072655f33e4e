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

func takesOver(when, party string, role lifecycle.Role) []dec {
	return line(when, lifecycle.AdministratorIn, role, casefile.AdministratorForm{Party: party, Administrator: "某律师事务所", On: date(when[:10])})
}

// The administrator who takes over does so in the parts too: the case tells
// them what it told them of the bankruptcy (企业破产法第20、25条).
func TestTheAdministratorIsToldToTheParts(t *testing.T) {
	d2 := clearPart()
	d2.Debtors = []string{"D2"}
	r := parted(t, part(d2))
	form := casefile.AdministratorForm{Party: "D2", Administrator: "某律师事务所", On: date("2019-04-03")}
	main := lived{in: r.in, until: "2019-04-04", by: then(r.by, bankruptParty("2019-03-25 10:00", "D2", lifecycle.Clerk), takesOver("2019-04-03 10:00", "D2", lifecycle.Clerk))}.play(t)
	require.Len(t, main.told, 2)
	assert.Equal(t, partKey, main.told[1].to)
	assert.Equal(t, lifecycle.AdministratorIn, main.told[1].Event)
	assert.JSONEq(t, string(raw(t, form)), string(main.told[1].Data))

	// The part is before its effect. D2 was served on 03-22; its fifteen days stood
	// still from 03-25 for nine days, so that they end not on Saturday 04-06 but on
	// Monday 04-15, and on the next day the part goes to the bankruptcy.
	in, _ := carvedIn(t, lived{in: r.in, by: r.by, until: "2019-03-20 10:05"})
	told := then(judgmentServed(), bankruptParty("2019-03-25 11:00", "D2", lifecycle.Linked), takesOver("2019-04-03 10:00", "D2", lifecycle.Linked))
	c := playCarved(t, in, "2019-03-20 10:01", "", told)
	assert.Equal(t, ClosedBankruptcy, c.closed().Reason)
	assert.Equal(t, date("2019-04-16"), c.row.ClosedOn)
	assert.Contains(t, c.happened(lifecycle.AdministratorIn, "")[0].Note, "期间恢复计算")
	c = playCarved(t, in, "2019-03-20 10:01", "2019-06-03", told[:len(told)-1]) // not told
	assert.Equal(t, lifecycle.AwaitingEffect, c.row.Phase)
}

// A severed suit is stayed until then, and goes on when the judge resumes it.
func TestASeveredSuitWaitsForTheAdministrator(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Summary)
	in, _ := carvedIn(t, lived{in: r.in, until: "2019-03-21", by: then(r.by, line("2019-03-20 10:00", lifecycle.Sever, lifecycle.Judge,
		casefile.SeverForm{Parties: []string{"D2"}, ClaimFen: 100_000_00, Reason: "不宜合并审理", On: date("2019-03-20")}))})
	var early *verdict
	c := playCarved(t, in, "2019-03-20 10:01", "2019-04-05", then(bankruptParty("2019-03-25 11:00", "D2", lifecycle.Linked),
		takesOver("2019-04-03 10:00", "D2", lifecycle.Linked), line("2019-04-04 10:00", lifecycle.ResumeTrial, lifecycle.Judge, nil)), func(c *court) {
		early = c.on(at("2019-04-02", "10:00"), lifecycle.ResumeTrial, lifecycle.Judge, judge, nil)
	})
	assert.Equal(t, lifecycle.Trial, c.row.Phase)
	assert.Contains(t, early.refusal(t).Message, "D2的管理人尚未接管")
	c.happens("2019-03-25 11:00", lifecycle.PartyBankrupt, "")
}

// Once judged, nobody waits for the administrator but the party's own periods;
// it takes over once, of a bankrupt, after it went bankrupt.
func TestAnAdministratorTakesOverOnceWhereverTheCaseStands(t *testing.T) {
	company := companies("2019-03-04", casefile.Summary)
	for _, r := range everyState() {
		switch r.state {
		case lifecycle.InCourtPrompt, lifecycle.AwaitingEffect, lifecycle.Appeal, lifecycle.Dormant, lifecycle.InRetrial:
			t.Run(string(r.state), func(t *testing.T) {
				t.Parallel()
				q := reached{from: r.from}
				by := then(r.by, bankruptParty(q.later(1), "D1", lifecycle.Linked))
				for party, says := range map[string]string{"D1": "or later", "P1": "没有P1的破产"} {
					early := casefile.AdministratorForm{Party: party, Administrator: "某所", On: date(q.later(1)[:10]).AddDays(-1)}
					got := undisturbed(t, Case, company, "2019-03-04", by, q.later(2), decision(t, lifecycle.AdministratorIn, lifecycle.Clerk, early))[0]
					assert.Contains(t, got.Error(), says)
				}
				by = then(by, takesOver(q.later(2), "D1", lifecycle.Linked))
				c := lived{in: company, until: q.later(4), by: by}.play(t)
				assert.Equal(t, r.state, c.row.Phase)
				c.happens(q.later(2), lifecycle.AdministratorIn, "")
				got := undisturbed(t, Case, company, "2019-03-04", by, q.later(3), takeoverDecision(t, q.later(3)))[0]
				assert.Contains(t, got.Error(), "已于")
			})
		}
	}
}

func takeoverDecision(t *testing.T, when string) casefile.Decision {
	return decision(t, lifecycle.AdministratorIn, lifecycle.Clerk, casefile.AdministratorForm{Party: "D1", Administrator: "某所", On: date(when[:10])})
}

// withThirdCompany is a case between companies with another as third party.
func withThirdCompany() casefile.CaseInput {
	in := companies("2019-03-04", casefile.Summary)
	in.Filing.Parties = append(in.Filing.Parties, casefile.Party{ID: "T1", Side: casefile.ThirdParty, Kind: casefile.Enterprise, Name: "第三人公司"})
	return in
}

// A bankruptcy that another court opened ends the handoff of that debtor, as of
// the day on which it was opened, before any court answered.
func TestABankruptcyOpenedElsewhereEndsTheHandoff(t *testing.T) {
	company := companies("2019-03-04", casefile.Summary)
	before := then(judgedAndServed(allowed(owes())), line("2019-04-22 10:00", lifecycle.BankruptcySign, lifecycle.Judge, debtor("D1")))
	l := lived{in: company, phase: lifecycle.Closed, reason: ClosedBankruptcy, by: then(before, bankruptParty("2019-04-24 10:00", "D1", lifecycle.Linked))}
	c := l.play(t)
	l.check(t, c)
	assert.Equal(t, date("2019-04-24"), c.row.ClosedOn)
	c.happens("2019-04-24 10:00", lifecycle.OpenedElsewhere, "")
	assert.Empty(t, c.told, "nothing is enforced")

	// Out of enforcement, which is told the day: the news came a week late.
	referred := then(enforcing(allowed(owes())), linkedDec("2019-07-01 10:00", lifecycle.BankruptcySign, debtor("D1")))
	late := line("2019-07-10 10:00", lifecycle.PartyBankrupt, lifecycle.EnforcementJudge, casefile.PartyBankruptForm{Party: "D1", Court: "浙02", Number: "（2019）浙02破申3号", On: date("2019-07-03")})
	l = lived{in: company, phase: lifecycle.Closed, reason: ClosedBankruptcy, by: then(referred, late)}
	c = l.play(t)
	l.check(t, c)
	assert.Equal(t, date("2019-07-10"), c.row.ClosedOn)
	require.NotEmpty(t, c.told)
	for _, x := range c.told {
		var f casefile.ReferralForm
		require.NoError(t, json.Unmarshal(x.Data, &f))
		assert.Equal(t, []string{string(lifecycle.ReferralAccepted), "D1", "accepted", "2019-07-03", "（2019）浙02破申3号"}, []string{string(x.Event), f.Party, f.Outcome, f.On.String(), f.Number})
	}

	// One of two: its handoff ends, the case goes on with the other.
	both := two("2019-03-04", casefile.Summary)
	apart := then(bothOwe(), oneSign("2019-03-20 10:00", lifecycle.Judge), bankruptParty("2019-03-26 10:00", "D2", lifecycle.Linked))
	c = lived{in: both, until: "2019-03-27", by: apart}.play(t)
	assert.Equal(t, lifecycle.InSupervision, c.row.Phase)
	c.happens("2019-03-26 10:00", lifecycle.OpenedElsewhere, "")
	for _, tr := range c.final.Tracks {
		assert.False(t, tr.Machine == lifecycle.Bankruptcy.ID && tr.Open, tr.ID)
	}

	// Somebody else's bankruptcy leaves the handoff as it is.
	in := withThirdCompany()
	c = lived{in: in, until: "2019-04-25", by: then(before, line("2019-03-22 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "T1", "2019-03-22")),
		bankruptParty("2019-04-24 10:00", "T1", lifecycle.Linked))}.play(t)
	assert.Equal(t, lifecycle.BankruptcyHandoff, c.row.Phase)
	c.happens("2019-04-24 10:00", lifecycle.PartyBankrupt, "")
	assert.Empty(t, c.happened(lifecycle.OpenedElsewhere, ""))
}

// In the third release, applied for when its case had ended, an enforcement refers a debtor to a case
// that is not there: it does not rest for an answer that nobody gives, and the
// debtor may be referred again.
func TestAReferralOutOfALateEnforcementDoesNotRest(t *testing.T) {
	in := overdueLoan(casefile.Enterprise)
	in.LateOf, in.By, in.ByRole = ClosedTerminated, "C001", lifecycle.Clerk
	refer := func(when string) []dec { return enf(when, lifecycle.ReferBankruptcy, debtor("D1")) }
	p := pursued{in: in, until: "2019-06-13", phase: lifecycle.Measures, by: then(reported(), refer("2019-06-10 10:00"), refer("2019-06-12 10:00"))}
	c := p.play(t, thirdRelease, func(c *court) { c.gone = in.Case })
	back := c.happened(lifecycle.ReferralReturned, "")
	require.Len(t, back, 2)
	assert.Contains(t, back[0].Note, "原案已结")
	for _, r := range c.records { // and the register hears of it at once
		for _, e := range r.Entries {
			if e.Event == lifecycle.ReferralReturned {
				assert.Less(t, r.Row.Updated.Sub(e.At), time.Minute)
			}
		}
	}
	assert.Equal(t, lifecycle.Measures, c.row.Phase)
	assert.Empty(t, c.final.Enforcement.Money.HeldFen)

	// With its case there, it rests for the answer.
	p = pursued{in: in, until: "2019-06-11", phase: lifecycle.Referred, by: then(reported(), refer("2019-06-10 10:00"))}
	assert.Equal(t, lifecycle.Referred, p.play(t).row.Phase)
}

// A case says of each obligation which of its debtors are bankrupt: whoever
// applies for enforcement when it has ended reads it on record.
func TestTheRegisterHearsWhoIsBankrupt(t *testing.T) {
	company := companies("2019-03-04", casefile.Summary)
	before := then(judgedAndServed(allowed(owes())), line("2019-04-22 10:00", lifecycle.BankruptcySign, lifecycle.Judge, debtor("D1")))
	for name, by := range map[string][]dec{
		"opened elsewhere": then(before, bankruptParty("2019-04-24 10:00", "D1", lifecycle.Clerk)),
		"handed off":       then(before, line("2019-04-24 10:00", lifecycle.BankruptcyAccepted, lifecycle.Integration, casefile.BankruptcyAnswerForm{On: date("2019-04-24"), Number: "（2019）浙0211破申3号"})),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := lived{in: company, by: by}.play(t)
			require.Equal(t, ClosedBankruptcy, c.closed().Reason)
			var last []casefile.ObligationView
			for _, r := range c.records {
				if r.Obligations != nil {
					last = r.Obligations
				}
			}
			require.Len(t, last, 1)
			assert.Equal(t, []string{"D1"}, last[0].Bankrupt)
		})
	}
}

// It ends the handoff wherever that stands: with the panel, the president, or the
// court that was asked.
func TestABankruptcyOpenedElsewhereEndsTheHandoffWhereverItStands(t *testing.T) {
	company := companies("2019-03-04", casefile.Summary)
	steps := [][]dec{
		line("2019-07-03 10:00", lifecycle.ConsentToTransfer, lifecycle.EnforcementJudge, casefile.ConsentForm{By: "P1", On: date("2019-07-03")}),
		line("2019-07-05 10:00", lifecycle.PanelDecides, lifecycle.EnforcementJudge, reason()),
		line("2019-07-08 10:00", lifecycle.PresidentSigns, lifecycle.President, casefile.BankruptcyCourtForm{Court: "浙0211", On: date("2019-07-08")}),
		line("2019-07-10 10:00", lifecycle.AskSupplement, lifecycle.Clerk, casefile.HandoffForm{Reason: "缺材料"}),
	}
	by := then(enforcing(allowed(owes())), linkedDec("2019-07-01 10:00", lifecycle.BankruptcySign, debtor("D1")))
	for i, from := range []lifecycle.State{lifecycle.AwaitingPanel, lifecycle.AwaitingPresident, lifecycle.Transferred, lifecycle.Supplementing} {
		by = then(by, steps[i])
		l := lived{in: company, phase: lifecycle.Closed, reason: ClosedBankruptcy, by: then(by, bankruptParty("2019-07-11 10:00", "D1", lifecycle.Linked))}
		c := l.play(t)
		l.check(t, c)
		es := c.happened(lifecycle.OpenedElsewhere, "")
		require.Len(t, es, 1, from)
		assert.Equal(t, from, es[0].From)
	}
}

// An administrator takes a third party over and moves nothing in a case that is
// performed, enforced or handed off by others.
func TestAnAdministratorOfAThirdPartyMovesNothing(t *testing.T) {
	in := withThirdCompany()
	served := line("2019-03-22 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "T1", "2019-03-22"))
	judged := judgedAndServed(allowed(owes()))
	for _, x := range []struct {
		phase lifecycle.State
		by    []dec
		day   string // in it all day from 10:00
	}{
		{lifecycle.InSupervision, judged, "2019-04-15"},
		{lifecycle.BankruptcyHandoff, then(judged, line("2019-04-22 10:00", lifecycle.BankruptcySign, lifecycle.Judge, debtor("D1"))), "2019-04-24"},
		{lifecycle.AwaitingEnforcement, stateOf(t, lifecycle.AwaitingEnforcement).by, stateOf(t, lifecycle.AwaitingEnforcement).from[:10]},
		{lifecycle.InEnforcement, enforcing(allowed(owes())), "2019-07-02"},
	} {
		t.Run(string(x.phase), func(t *testing.T) {
			c := lived{in: in, until: inDays(x.day+" 10:00", 1), by: then(x.by, served, bankruptParty(x.day+" 10:00", "T1", lifecycle.Linked), takesOver(x.day+" 11:00", "T1", lifecycle.Linked))}.play(t)
			assert.Equal(t, x.phase, c.row.Phase)
			es := c.happened(lifecycle.AdministratorIn, "")
			require.Len(t, es, 1)
			assert.Equal(t, x.phase, es[0].From)
		})
	}
}
