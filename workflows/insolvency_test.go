package workflows

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// bothOwe is a case with two defendants, a person and a company, each of whom
// owes 300,000 yuan (O1, O2) from Monday 2019-03-18 on.
func bothOwe() []dec {
	second := owes()
	second.ID, second.Debtors = "O2", []string{"D2"}
	return then(feePaid(),
		line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06")),
		line("2019-03-06 10:30", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D2", "2019-03-06")),
		line("2019-03-07 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{owes(), second}}),
		line("2019-03-07 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "declined"}))
}

// applied has the creditor apply on Monday 2019-05-20.
func appliedBoth() []dec {
	return then(bothOwe(), line("2019-05-20 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-05-20")))
}

func bankruptParty(when, party string, role lifecycle.Role) []dec {
	return line(when, lifecycle.PartyBankrupt, role, casefile.PartyBankruptForm{Party: party, Court: "浙0211", Number: "（2019）浙0211破申3号", On: date(when[:10])})
}
func explaining(when string) []dec {
	return line(when, lifecycle.ExplainBankruptcy, lifecycle.Judge, casefile.ExplainForm{Party: "D2", To: []string{"P1", "D2"}, On: date(when[:10]), Signs: "停业，欠薪", Answer: "undecided"})
}
func oneSign(when string, role lifecycle.Role) []dec {
	return line(when, lifecycle.SignOfOneDebtor, role, debtor("D2"))
}
func answer(when string, e lifecycle.Event) []dec {
	return line(when, e, lifecycle.Integration, casefile.BankruptcyAnswerForm{On: date(when[:10]), Number: "（2019）浙0211破申3号"})
}
func payO1(when string) []dec {
	return line(when, lifecycle.Pay, lifecycle.Clerk, paid("o1@"+when[:10], "O1", 300_000_00, when[:10]))
}

func TestOneDebtorsBankruptcyLeavesTheCaseWithTheOthers(t *testing.T) {
	both := two("2019-03-04", casefile.Summary)
	for _, l := range []lived{
		open("accepted: the others are urged on", both, lifecycle.InSupervision, "2019-03-27", bothOwe(), oneSign("2019-03-20 10:00", lifecycle.Judge), answer("2019-03-26 10:00", lifecycle.BankruptcyAccepted)),
		closed("accepted, the others pay", both, ClosedBankruptcy, "2019-03-29", nil, bothOwe(), oneSign("2019-03-20 10:00", lifecycle.Judge), answer("2019-03-26 10:00", lifecycle.BankruptcyAccepted), payO1("2019-03-29 10:00")),
		open("not accepted: urged like the others", both, lifecycle.InSupervision, "2019-03-27", bothOwe(), oneSign("2019-03-20 10:00", lifecycle.Judge), answer("2019-03-26 10:00", lifecycle.BankruptcyRefused)),
		closed("awaiting enforcement: accepted, the others pay late", both, ClosedBankruptcy, "2019-06-10", nil, bothOwe(), explaining("2019-05-08 10:00"), oneSign("2019-05-09 10:00", lifecycle.Judge), answer("2019-05-20 10:00", lifecycle.BankruptcyAccepted), payO1("2019-06-10 10:00")),
		closed("opened by somebody else, while urged", both, ClosedBankruptcy, "2019-03-29", nil, bothOwe(), explaining("2019-03-19 10:00"), bankruptParty("2019-03-20 10:00", "D2", lifecycle.Clerk), payO1("2019-03-29 10:00")),
		closed("opened by somebody else, while enforcement is awaited", both, ClosedBankruptcy, "2019-06-10", nil, bothOwe(), bankruptParty("2019-05-09 10:00", "D2", lifecycle.Clerk), payO1("2019-06-10 10:00")),
		// All paid before the court answers: the handoff has lost its object.
		closed("paid while the petition is out", both, ClosedPerformed, "2019-03-29", nil, bothOwe(), oneSign("2019-03-20 10:00", lifecycle.Judge), payO1("2019-03-28 10:00"),
			line("2019-03-29 10:00", lifecycle.Pay, lifecycle.Clerk, casefile.PaymentForm{Payment: "o2", Obligation: "O2", Payer: "D2", AmountFen: 300_000_00, On: date("2019-03-29")})),
	} {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			c := l.play(t)
			l.check(t, c)
			if l.name == "not accepted: urged like the others" {
				assert.Equal(t, lifecycle.Urging, c.trackState(t, "supervision/O2"))
			}
		})
	}
	// Nothing of the other debtor stood still: O1 fell due on 03-18 as it would
	// have (ten days from 03-07 are Sunday 03-17), and its urging went on.
	l := open("", both, lifecycle.AwaitingEnforcement, "2019-04-04", bothOwe(), oneSign("2019-03-15 10:00", lifecycle.Judge))
	c := l.play(t)
	c.happens("2019-03-19", lifecycle.FallDue, "supervision/O1")
	assert.Empty(t, c.happened(lifecycle.FallDue, "supervision/O2"))
	// Alone, and of several: each has its own decision.
	for _, x := range []struct {
		e    lifecycle.Event
		in   casefile.CaseInput
		by   []dec
		who  string
		says string
	}{
		{lifecycle.BankruptcySign, both, bothOwe(), "D2", "sign_of_one_debtor"},
		{lifecycle.SignOfOneDebtor, companies("2019-03-04", casefile.Summary), judgedAndServed(allowed(owes())), "D1", "bankruptcy_sign"},
		{lifecycle.SignOfOneDebtor, both, then(bothOwe(), oneSign("2019-03-20 10:00", lifecycle.Judge)), "D2", "尚未答复"},
		{lifecycle.SignOfOneDebtor, both, then(bothOwe(), bankruptParty("2019-03-20 10:00", "D2", lifecycle.Clerk)), "D2", "已受理"},
	} {
		at := "2019-03-21 10:00"
		if x.who == "D1" {
			at = "2019-04-22 10:00"
		}
		got := undisturbed(t, Case, x.in, "2019-03-04", x.by, at, decision(t, x.e, lifecycle.Judge, debtor(x.who)))[0]
		assert.Contains(t, got.Message, x.says)
	}
}

func (c *court) trackState(t *testing.T, id string) lifecycle.State {
	t.Helper()
	for _, tr := range c.final.Tracks {
		if tr.ID == id {
			return tr.State
		}
	}
	t.Fatalf("no track %s", id)
	return ""
}

// In enforcement: referred on 07-01, the case goes on in enforcement, and what
// becomes of the referral is told with the debtor's name.
func TestOneDebtorIsReferredOutOfEnforcement(t *testing.T) {
	both := two("2019-03-04", casefile.Summary)
	referred := then(appliedBoth(), linkedDec("2019-07-01 10:00", lifecycle.BankruptcySign, debtor("D2")))
	consent := line("2019-07-02 10:00", lifecycle.ConsentToTransfer, lifecycle.Clerk, casefile.ConsentForm{By: "P1", On: date("2019-07-02"), Debtor: "D2"})
	panel := line("2019-07-03 10:00", lifecycle.PanelDecides, lifecycle.EnforcementJudge, casefile.HandoffForm{Reason: "同意"})
	files := []string{"decision", "consent", "identity", "title", "search", "seizures", "distributions", "debts"}
	signed := line("2019-07-04 10:00", lifecycle.PresidentSigns, lifecycle.President, casefile.BankruptcyCourtForm{Court: "浙0211", On: date("2019-07-04"), Files: files})
	supplement := line("2019-07-08 10:00", lifecycle.AskSupplement, lifecycle.Clerk, casefile.HandoffForm{Reason: "缺审计报告"})
	paidUp := linkedDec("2019-07-10 10:00", lifecycle.Enforced, result("2019-07-10", ClosedEnforced))
	ways := []struct {
		name    string
		by      []dec
		outcome string
		event   lifecycle.Event
	}{
		{"accepted", then(referred, consent, panel, signed, answer("2019-07-30 10:00", lifecycle.BankruptcyAccepted)), "accepted", lifecycle.ReferralAccepted},
		{"refused", then(referred, consent, panel, signed, answer("2019-07-30 10:00", lifecycle.BankruptcyRefused)), "refused", lifecycle.ReferralReturned},
		{"nobody consents", then(referred, line("2019-07-02 10:00", lifecycle.NoConsent, lifecycle.EnforcementJudge, casefile.HandoffForm{Reason: "均不同意"})), "no_consent", lifecycle.ReferralReturned},
	}
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: both, by: w.by, until: "2019-08-01"}
			c := l.play(t, func(c *court) {
				c.look(at("2019-07-01", "12:00"), func(v casefile.View) { assert.Equal(t, lifecycle.InEnforcement, v.Row.Phase) })
			})
			assert.Equal(t, lifecycle.InEnforcement, c.row.Phase)
			require.Len(t, c.told, 1)
			assert.Equal(t, w.event, c.told[0].Event)
			var f casefile.ReferralForm
			require.NoError(t, json.Unmarshal(c.told[0].Data, &f))
			assert.Equal(t, []string{"D2", w.outcome}, []string{f.Party, f.Outcome})
		})
	}
	for name, by := range map[string][]dec{"consent": referred, "panel": then(referred, consent), "president": then(referred, consent, panel), "answer": then(referred, consent, panel, signed), "papers": then(referred, consent, panel, signed, supplement)} {
		t.Run("enforced while it waits for "+name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: both, by: then(by, paidUp), phase: lifecycle.Closed, reason: ClosedEnforced}
			l.check(t, l.play(t))
		})
	}
	t.Run("opened by somebody else", func(t *testing.T) {
		t.Parallel()
		l := lived{in: both, by: then(appliedBoth(), bankruptParty("2019-07-01 10:00", "D2", lifecycle.Clerk)), until: "2019-07-02"}
		c := l.play(t)
		require.Len(t, c.told, 1)
		assert.Equal(t, lifecycle.ReferralAccepted, c.told[0].Event)
	})
	for name, x := range map[string]struct {
		by   []dec
		e    lifecycle.Event
		form any
		says string
	}{
		"a debtor of another obligation consents": {referred, lifecycle.ConsentToTransfer, casefile.ConsentForm{By: "D1", On: date("2019-07-02")}, "申请执行人之一"},
		"papers are missing":                      {then(referred, consent, panel), lifecycle.PresidentSigns, casefile.BankruptcyCourtForm{Court: "浙0211", On: date("2019-07-04"), Files: files[:7]}, "债务清单"},
	} {
		t.Run("refused: "+name, func(t *testing.T) {
			t.Parallel()
			role := map[lifecycle.Event]lifecycle.Role{lifecycle.PresidentSigns: lifecycle.President}[x.e]
			if role == "" {
				role = lifecycle.Clerk
			}
			got := undisturbed(t, Case, both, "2019-03-04", x.by, "2019-07-04 12:00", decision(t, x.e, role, x.form))[0]
			assert.Contains(t, got.Message, x.says)
		})
	}
}

// Accepted on 2019-03-12 in the trial: stayed, and not resumed before the
// administrator has taken over (企业破产法第20条).
func TestASuitIsStayedUntilTheAdministratorTakesOver(t *testing.T) {
	company := companies("2019-03-04", casefile.Summary)
	stayed := then(answered(), bankruptParty("2019-03-12 10:00", "D1", lifecycle.Judge))
	in := line("2019-03-19 10:00", lifecycle.AdministratorIn, lifecycle.Clerk, casefile.AdministratorForm{Party: "D1", Administrator: "某律师事务所", On: date("2019-03-18")})
	explain := func(when string) []dec {
		return line(when, lifecycle.ExplainBankruptcy, lifecycle.Judge, casefile.ExplainForm{Party: "D1", To: []string{"P1"}, On: date(when[:10]), Signs: "停业", Answer: "declined"})
	}
	l := open("", company, lifecycle.Trial, "2019-03-21", answered(), explain("2019-03-11 10:00"), stayed[len(answered()):], in, line("2019-03-20 10:00", lifecycle.ResumeTrial, lifecycle.Judge, nil))
	c := l.play(t)
	l.check(t, c)
	var said []string
	for _, u := range c.used() {
		if u.number == 9 {
			said = append(said, u.what)
		}
	}
	assert.Equal(t, []string{"释明破产程序 D1", "当事人破产 D1"}, said)
	got := undisturbed(t, Case, company, "2019-03-04", stayed, "2019-03-12 11:00", decision(t, lifecycle.ResumeTrial, lifecycle.Judge, nil))[0]
	assert.Contains(t, got.Message, "administrator_takes_over")
	assert.Contains(t, got.Article, "企业破产法第20条")
	for _, x := range []struct {
		name string
		l    lived
	}{
		{"in service", open("", company, lifecycle.Stayed, "2019-03-06", feePaid(), bankruptParty("2019-03-05 10:30", "D1", lifecycle.Clerk))},
		{"in defence", open("", company, lifecycle.Stayed, "2019-03-08", served(), explain("2019-03-07 09:00"), bankruptParty("2019-03-07 10:30", "D1", lifecycle.Clerk))},
	} {
		t.Run(x.name, func(t *testing.T) { x.l.check(t, x.l.play(t)) })
	}
	person := undisturbed(t, Case, loan("2019-03-04", casefile.Summary), "2019-03-04", answered(), "2019-03-12 10:00", decision(t, lifecycle.PartyBankrupt, lifecycle.Judge, casefile.PartyBankruptForm{Party: "D1", Court: "浙0211", On: date("2019-03-12")}))[0]
	assert.Contains(t, person.Message, "不是企业法人")
	notStayed := undisturbed(t, Case, company, "2019-03-04", then(answered(), line("2019-03-12 10:00", lifecycle.Stay, lifecycle.Judge, reason())), "2019-03-12 11:00", decision(t, lifecycle.AdministratorIn, lifecycle.Clerk, casefile.AdministratorForm{Party: "D1", Administrator: "x", On: date("2019-03-12")}))[0]
	assert.Contains(t, notStayed.Message, "不是因破产中止")
}

// One of two debtors in enforcement: D1's periods stand still while it is
// referred, D2's run on; D1's assets are kept and not sold; accepted, they go
// free, its money goes to the administrator within 7 days (07-15 to Monday
// 07-22), and D2 pays: 50,000 and 787.50 for 90 days.
func TestOneOfTwoDebtorsGoesBankruptInEnforcement(t *testing.T) {
	referOne := enf("2019-06-10 10:00", lifecycle.ReferOneDebtor, casefile.ReferForm{Party: "D1", Reason: "资不抵债", Cause: "insolvent"})
	by := then(bothReported(), seizing("2019-05-31 10:00", "A1", casefile.RealEstate, 200_000_00), collect1("2019-06-03 10:00", "O1", "D1", 1_000_00),
		line("2019-06-09 10:00", lifecycle.PropertyChanged, lifecycle.Clerk, casefile.PartyFactForm{Party: "D1", On: date("2019-06-09"), What: "卖车"}),
		line("2019-06-09 10:01", lifecycle.PropertyChanged, lifecycle.Clerk, casefile.PartyFactForm{Party: "D2", On: date("2019-06-09"), What: "卖车"}), referOne)
	accepted := linkedDec("2019-07-15 10:00", lifecycle.ReferralAccepted, casefile.ReferralForm{Party: "D1", Outcome: "accepted", On: date("2019-07-15")})
	p := pursued{in: twoDebtors(), phase: lifecycle.Concluded, reason: ClosedEnforced, on: "2019-07-19", tells: []lifecycle.Event{lifecycle.BankruptcySign, lifecycle.Enforced},
		by: then(by, accepted, enf("2019-07-17 10:00", lifecycle.HandOverMoney, casefile.HandOverForm{Party: "D1", AmountFen: 1_000_00, Administrator: "某所", On: date("2019-07-17")}),
			collect1("2019-07-18 10:00", "O2", "D2", 50_787_50), release("2019-07-19 10:00", 50_787_50))}
	c := p.play(t, func(c *court) {
		c.look(at("2019-06-11", "10:00"), func(v casefile.View) {
			assert.Equal(t, lifecycle.Measures, v.Row.Phase)
			assert.False(t, deadline(t, v, "property-change/D1").Frozen.IsZero())
			assert.True(t, deadline(t, v, "property-change/D2").Frozen.IsZero())
			assert.Equal(t, "out", v.Enforcement.Debtors[0].Referred)
		})
		c.look(at("2019-07-16", "10:00"), func(v casefile.View) {
			assert.Equal(t, "2019-07-22", deadline(t, v, "handover/D1").Deadline.Last.String())
			assert.Equal(t, "accepted", v.Enforcement.Debtors[0].Referred)
			// What D1 alone owes is no longer enforced here.
			assert.Equal(t, int64(50_770_00), v.Enforcement.Money.OwedFen) // 88 days on 07-16
		})
	})
	p.check(t, c)
	c.happens("2019-07-15 10:00", lifecycle.LiftOnRelease, "seizure/A1")

	got := undisturbed(t, Enforcement, twoDebtors(), "2019-05-20", by, "2019-06-11 10:00",
		decision(t, lifecycle.AuctionAsset, lifecycle.EnforcementJudge, casefile.SeizureForm{Asset: "A1", On: date("2019-06-11")}),
		decision(t, lifecycle.ReferOneDebtor, lifecycle.EnforcementJudge, casefile.ReferForm{Party: "D1", Reason: "x"}))
	assert.Contains(t, got[0].Message, "移送破产")
	assert.Contains(t, got[1].Message, "尚未答复")
	got = undisturbed(t, Enforcement, twoDebtors(), "2019-05-20", bothReported(), "2019-06-11 10:00", decision(t, lifecycle.ReferBankruptcy, lifecycle.EnforcementJudge, casefile.ReferForm{Party: "D1", Reason: "x"}))
	assert.Contains(t, got[0].Message, "refer_one_debtor")
	got = undisturbed(t, Enforcement, overdueLoan(casefile.Enterprise), "2019-05-20", reported(), "2019-06-11 10:00",
		decision(t, lifecycle.ReferOneDebtor, lifecycle.EnforcementJudge, casefile.ReferForm{Party: "D1", Reason: "x"}), decision(t, lifecycle.ReferBankruptcy, lifecycle.EnforcementJudge, casefile.ReferForm{Party: "D1", Reason: "x", Cause: "enforced_in_vain"}))
	assert.Contains(t, got[0].Message, "refer_bankruptcy")
	assert.Contains(t, got[1].Message, "record_search")
}

func collect1(when, obligation, payer string, fen int64) []dec {
	return enf(when, lifecycle.Collect, casefile.PaymentForm{Payment: "c@" + when[:10] + "." + obligation, Obligation: obligation, Payer: payer, AmountFen: fen, On: date(when[:10])})
}

// Want of consent is no refusal: the debtor may be referred again. One that the
// bankruptcy court did not accept may not.
func TestWantOfConsentIsNoRefusal(t *testing.T) {
	back := func(outcome string) []dec {
		return then(referredToBankruptcy(), linkedDec("2019-07-15 10:00", lifecycle.ReferralReturned, casefile.ReferralForm{Party: "D1", Outcome: outcome}))
	}
	again := enf("2019-08-01 10:00", lifecycle.ReferBankruptcy, casefile.ReferForm{Party: "D1", Reason: "现已同意"})
	for _, outcome := range []string{"no_consent", "unheard"} {
		p := pursued{in: overdueLoan(casefile.Enterprise), until: "2019-08-02", phase: lifecycle.Referred, by: then(back(outcome), again)}
		assert.Equal(t, p.phase, p.play(t).row.Phase)
	}
	got := undisturbed(t, Enforcement, overdueLoan(casefile.Enterprise), "2019-05-20", back("refused"), "2019-08-01 10:00", decision(t, lifecycle.ReferBankruptcy, lifecycle.EnforcementJudge, casefile.ReferForm{Party: "D1", Reason: "x"}))[0]
	assert.Contains(t, got.Message, "曾移送")
	// The petition was dismissed after all: enforcement goes on, and is never referred again.
	p := pursued{in: overdueLoan(casefile.Enterprise), until: "2019-09-03", phase: lifecycle.Measures, by: then(inBankruptcy(), line("2019-09-02 10:00", lifecycle.BankruptcyDismissed, lifecycle.Clerk, onDay("2019-09-02")))}
	p.check(t, p.play(t))
	got = undisturbed(t, Enforcement, p.in, "2019-05-20", p.by, "2019-09-02 12:00", decision(t, lifecycle.ReferBankruptcy, lifecycle.EnforcementJudge, casefile.ReferForm{Party: "D1", Reason: "x"}))[0]
	assert.Contains(t, got.Message, "曾移送")
}

// What the parties applied for themselves was no transfer: not accepted, it may
// be applied for again, and a later transfer from enforcement is not barred.
func TestADirectApplicationIsNoTransfer(t *testing.T) {
	apply := func(when string) []dec { return line(when, lifecycle.BankruptcySign, lifecycle.Judge, debtor("D1")) }
	back := then(judgedAndServed(allowed(owes())), apply("2019-04-22 10:00"),
		line("2019-05-06 10:00", lifecycle.BankruptcyRefused, lifecycle.Integration, casefile.BankruptcyAnswerForm{On: date("2019-05-06"), Reason: "不具备破产原因"}))
	l := lived{in: companies("2019-03-04", casefile.Summary), until: "2019-05-09", by: then(back, apply("2019-05-08 10:00"))}
	c := l.play(t)
	assert.Equal(t, lifecycle.BankruptcyHandoff, c.row.Phase)
	l.by = then(back, line("2019-05-08 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-05-08")))
	c = l.play(t)
	assert.Empty(t, c.links[len(c.links)-1].Enforcement.Referred)
}
