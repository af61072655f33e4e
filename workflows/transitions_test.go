package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// lived is one life of a case and what it comes to.
type lived struct {
	name   string
	in     casefile.CaseInput
	by     []dec
	until  string // when it is looked at; empty for one that ends
	phase  lifecycle.State
	reason string
	on     string // closed on
	// uses are the mechanisms that did something.
	uses []int
}

func (l lived) play(t *testing.T, tune ...func(*court)) *court {
	t.Helper()
	c := newCourt(t, l.in.Filing.FiledOn.String())
	for _, f := range tune {
		f(c)
	}
	vs := c.follow(l.by...)
	if l.until != "" {
		c.until = moment(l.until)
	}
	c.play(Case, l.in)
	c.taken(vs...)
	for _, e := range c.entries() {
		require.Empty(t, e.Refused, "%s was refused", e.Event)
		require.NotContains(t, []lifecycle.Event{"period_failed", "fee_failed", "link_failed"}, e.Event, e.Note)
	}
	return c
}

func (l lived) check(t *testing.T, c *court) {
	t.Helper()
	if l.until == "" {
		c.closed()
	}
	assert.Equal(t, l.phase, c.row.Phase)
	assert.Equal(t, l.reason, c.row.Reason)
	if l.on != "" {
		assert.Equal(t, date(l.on), c.row.ClosedOn)
	}
	if l.uses != nil {
		assert.Equal(t, l.uses, c.row.Mechanisms)
	}
}

func closed(name string, in casefile.CaseInput, reason, on string, uses []int, by ...[]dec) lived {
	return lived{name: name, in: in, by: then(by...), phase: lifecycle.Closed, reason: reason, on: on, uses: uses}
}

func open(name string, in casefile.CaseInput, phase lifecycle.State, until string, by ...[]dec) lived {
	return lived{name: name, in: in, by: then(by...), phase: phase, until: until}
}

// Lives of the main machine. Their dates are of 2019: Friday 04-05 to Sunday
// 04-07 and 05-01 to 05-04 are rest days, Sunday 05-05 is a working day.
func mainLives() []lived {
	summary, ordinary := loan("2019-03-04", casefile.Summary), loan("2019-03-04", casefile.Ordinary)
	small := loan("2019-03-04", casefile.SmallClaims)
	company, both := companies("2019-03-04", casefile.Summary), two("2019-03-04", casefile.Summary)
	sum := allowed(owes())
	correct := line("2019-03-04 10:00", lifecycle.RequireCorrection, lifecycle.Clerk, casefile.CorrectionForm{Missing: []string{"证据目录"}, Days: 7})
	withdraw := func(when string) []dec { return line(when, lifecycle.Withdraw, lifecycle.Judge, reason()) }
	mediate := func(when string, os ...casefile.Obligation) []dec {
		return line(when, lifecycle.Mediate, lifecycle.Judge, agreed(os...))
	}
	pay := func(when string, fen int64) []dec {
		return line(when, lifecycle.Pay, lifecycle.Clerk, paid("pay@"+when[:10], "O1", fen, when[:10]))
	}
	signed := then(
		line("2019-03-25 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperMediation, "P1", "2019-03-25")),
		line("2019-03-26 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperMediation, "D1", "2019-03-26")))
	sign := line("2019-04-22 10:00", lifecycle.BankruptcySign, lifecycle.Judge, debtor("D1"))
	accept := func(when string) []dec {
		return line(when, lifecycle.BankruptcyAccepted, lifecycle.Integration, casefile.BankruptcyAnswerForm{On: date(when[:10]), Number: "（2019）浙0211破申3号"})
	}
	refuse := func(when string) []dec {
		return line(when, lifecycle.BankruptcyRefused, lifecycle.Integration, casefile.BankruptcyAnswerForm{On: date(when[:10]), Reason: "不具备破产原因"})
	}
	referred := then(enforcing(sum), line("2019-07-01 10:00", lifecycle.BankruptcySign, lifecycle.Linked, debtor("D1")))
	dismissed := then(answered(), line("2019-03-15 10:00", lifecycle.DismissSuit, lifecycle.Judge, reason()))
	ruled := then(dismissed,
		line("2019-03-18 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-18")),
		line("2019-03-18 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-18")))
	moved := func(other string) []dec { // once the other side's period is over, on Monday 04-08, and it has the copy
		return then(line("2019-04-02 10:00", lifecycle.ServeAppeal, lifecycle.Clerk, byParty(other, "2019-04-02")),
			line("2019-04-09 10:00", lifecycle.MoveFile, lifecycle.Clerk, onDay("2019-04-09")))
	}
	above := line("2019-04-10 10:00", lifecycle.AppealFiled, lifecycle.Integration, casefile.AppealFiledForm{On: date("2019-04-10"), CaseNumber: "（2019）浙02民终567号"})
	second := owes()
	second.ID, second.DueDays, second.Due = "O2", 0, date("2021-12-31")
	refused := then(line("2019-03-06 09:00", lifecycle.RefuseFiling, lifecycle.Judge, reason()),
		line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-06")))
	objected := then(served(), line("2019-03-07 10:00", lifecycle.ObjectJurisdic, lifecycle.Intake, byParty("D1", "2019-03-07")))
	transferred := then(line("2019-03-15 10:00", lifecycle.TransferCase, lifecycle.Judge, casefile.TransferForm{Court: "浙0203", Reason: "被告住所地"}),
		line("2019-03-15 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-15")),
		line("2019-03-15 12:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-15")))
	return []lived{
		// Received on Wednesday 03-06, ten days are Saturday 03-16, so Monday 03-18.
		closed("refused", summary, ClosedNotAccepted, "2019-03-19", []int{12}, refused),
		closed("refused, affirmed on appeal", summary, ClosedNotAccepted, "2019-04-02", []int{12}, refused, appealBy("P1", "2019-03-18 10:00"),
			line("2019-04-02 10:00", lifecycle.RulingAffirmed, lifecycle.Integration, onDay("2019-04-01"))),
		closed("refused, accepted on the appeal court's order, withdrawn", summary, ClosedWithdrawn, "2019-04-03", []int{1, 12}, refused, appealBy("P1", "2019-03-18 10:00"),
			line("2019-04-02 10:00", lifecycle.OrderAcceptance, lifecycle.Clerk, casefile.AcceptForm{}), withdraw("2019-04-03 10:00")),
		closed("not corrected", summary, ClosedNotAccepted, "2019-03-12", []int{12}, correct), // 7 days from 03-04: 03-11
		closed("corrected, withdrawn before the fee", summary, ClosedWithdrawn, "2019-03-09", []int{1, 12}, correct,
			line("2019-03-06 10:00", lifecycle.Corrected, lifecycle.Intake, onDay("2019-03-06")),
			line("2019-03-07 10:00", lifecycle.Accept, lifecycle.Judge, casefile.AcceptForm{}), withdraw("2019-03-09 10:00")),
		closed("withdrawn under review", summary, ClosedWithdrawn, "2019-03-05", []int{12}, withdraw("2019-03-05 10:00")),
		closed("withdrawn before correction", summary, ClosedWithdrawn, "2019-03-05", []int{12}, correct, withdraw("2019-03-05 10:00")),
		closed("fee not paid", summary, ClosedWithdrawn, "2019-03-12", []int{1, 12}, accepted()), // 7 days from 03-04: Monday 03-11
		closed("fee deferred, withdrawn in service", summary, ClosedWithdrawn, "2019-03-07", []int{1, 12}, accepted(),
			line("2019-03-05 10:00", lifecycle.FeeDeferred, lifecycle.Judge, reason()), withdraw("2019-03-07 10:00")),
		closed("fee waived, withdrawn in defence", summary, ClosedWithdrawn, "2019-03-08", []int{1, 12}, accepted(),
			line("2019-03-05 10:00", lifecycle.FeeWaived, lifecycle.President, reason()),
			line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06")), withdraw("2019-03-08 10:00")),
		closed("withdrawn in trial, half the fee", ordinary, ClosedWithdrawn, "2019-03-20", []int{1, 10, 12}, heard(), withdraw("2019-03-20 11:00")),
		closed("plaintiff stays away", summary, ClosedWithdrawn, "2019-03-20", nil, heard(), line("2019-03-20 11:00", lifecycle.DeemWithdrawn, lifecycle.Judge, reason())),
		closed("answers in service, mediated there, paid in court", summary, ClosedPerformed, "2019-03-05", []int{1, 5, 10, 11, 12}, feePaid(),
			line("2019-03-05 10:30", lifecycle.Answer, lifecycle.Intake, byParty("D1", "2019-03-05")),
			mediate("2019-03-05 11:00", owes()), pay("2019-03-05 12:00", 300_000_00)),
		open("a defendant's period ends in service", both, lifecycle.Service, "2019-03-25", feePaid(),
			line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06"))),
		open("answers after the period", summary, lifecycle.Trial, "2019-03-26", served(),
			line("2019-03-25 10:00", lifecycle.Answer, lifecycle.Clerk, byParty("D1", "2019-03-25"))),
		open("goes back on a mediation before the answer was due", summary, lifecycle.Trial, "2019-03-23", served(), mediate("2019-03-08 10:00", owes()),
			line("2019-03-08 12:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "deferred"}),
			line("2019-03-11 10:00", lifecycle.Repudiate, lifecycle.Clerk, byParty("D1", "2019-03-11"))),
		// Both received the transfer on Friday 03-15: ten days are Monday 03-25.
		closed("objection upheld, transferred", summary, ClosedTransferred, "2019-03-26", nil, objected, transferred),
		closed("transferred, affirmed", summary, ClosedTransferred, "2019-04-10", nil, objected, transferred, appealBy("P1", "2019-03-20 10:00"),
			line("2019-04-10 10:00", lifecycle.RulingAffirmed, lifecycle.Integration, onDay("2019-04-09"))),
		open("transferred, kept by the appeal court", summary, lifecycle.Trial, "2019-04-11", objected, transferred, appealBy("P1", "2019-03-20 10:00"),
			line("2019-04-10 10:00", lifecycle.AppealRemanded, lifecycle.Integration, onDay("2019-04-09"))),
		closed("transferred in small claims, at once", small, ClosedTransferred, "2019-03-15", nil, objected,
			line("2019-03-15 10:00", lifecycle.TransferCase, lifecycle.Judge, casefile.TransferForm{Court: "浙0203", Reason: "被告住所地"})),
		open("adjourned", summary, lifecycle.Trial, "2019-03-21", heard(),
			line("2019-03-18 10:00", lifecycle.Adjourn, lifecycle.Judge, casefile.HearingForm{On: date("2019-04-10"), Reason: "证人不能到庭"})),
		closed("judged in court, paid in court", small, ClosedPerformed, "2019-03-26", nil, heard(),
			line("2019-03-20 10:00", lifecycle.JudgeInCourt, lifecycle.Judge, sum), pay("2019-03-20 11:00", 300_000_00),
			line("2019-03-20 12:00", lifecycle.PromptAnswered, lifecycle.Clerk, casefile.PromptForm{Answer: "partly"}),
			line("2019-03-25 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-25")),
			line("2019-03-26 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-26"))),
		open("the prompt stays unanswered", summary, lifecycle.AwaitingEffect, "2019-03-21 00:01", heard(), mediate("2019-03-20 10:00", owes())),
		closed("nothing to perform", summary, ClosedNothingDue, "2019-04-09", nil, judgedAndServed(rejected())),
		closed("performed before effect", summary, ClosedPerformed, "2019-04-09", nil, judgedAndServed(sum), pay("2019-03-28 10:00", 300_000_00)),
		closed("dismissed", summary, ClosedDismissed, "2019-03-29", nil, ruled), // 10 days from 03-18: Thursday 03-28
		closed("dismissal affirmed", summary, ClosedDismissed, "2019-04-20", nil, ruled,
			line("2019-03-20 10:00", lifecycle.LodgeAppeal, lifecycle.Intake, casefile.AppealForm{Party: "P1", On: date("2019-03-20")}), moved("D1"), above,
			line("2019-04-20 10:00", lifecycle.RulingAffirmed, lifecycle.Integration, onDay("2019-04-19"))),
		open("affirmed", summary, lifecycle.InSupervision, "2019-06-05", appealed(sum), moved("P1"), above,
			line("2019-06-03 10:00", lifecycle.AppealAffirmed, lifecycle.Integration, onDay("2019-06-01"))),
		closed("rejection affirmed", summary, ClosedNothingDue, "2019-06-03", nil, appealed(rejected()),
			line("2019-06-03 10:00", lifecycle.AppealAffirmed, lifecycle.Clerk, onDay("2019-06-01"))),
		open("changed, partly paid before", summary, lifecycle.InSupervision, "2019-06-05", appealed(sum), pay("2019-05-01 10:00", 100_000_00),
			line("2019-06-03 10:00", lifecycle.AppealChanged, lifecycle.Integration, casefile.JudgmentForm{On: date("2019-06-01"), Outcome: "partly_allowed", Obligations: []casefile.Obligation{owes()}})),
		closed("claim rejected above", summary, ClosedNothingDue, "2019-06-03", nil, appealed(sum),
			line("2019-06-03 10:00", lifecycle.AppealRejected, lifecycle.Integration, onDay("2019-06-01"))),
		open("remanded", summary, lifecycle.Trial, "2019-06-05", appealed(sum),
			line("2019-06-03 10:00", lifecycle.AppealRemanded, lifecycle.Integration, onDay("2019-06-01"))),
		open("settled above", summary, lifecycle.InSupervision, "2019-06-05", appealed(sum),
			line("2019-06-03 10:00", lifecycle.AppealSettled, lifecycle.Integration, casefile.JudgmentForm{On: date("2019-06-01"), Outcome: "allowed", Obligations: []casefile.Obligation{owes()}})),
		open("appeal withdrawn", summary, lifecycle.InSupervision, "2019-06-05", appealed(sum),
			line("2019-06-03 10:00", lifecycle.AppealWithdrawn, lifecycle.Clerk, onDay("2019-06-01"))),
		open("appeal posted in time, received late", summary, lifecycle.Appeal, "2019-04-13", judgedAndServed(sum),
			line("2019-04-11 10:00", lifecycle.LodgeAppeal, lifecycle.Clerk, casefile.AppealForm{Party: "D1", On: date("2019-04-11"), PostedOn: date("2019-04-08")})),
		open("posted on the last day while the other's period runs", summary, lifecycle.Appeal, "2019-04-11", judged(sum),
			line("2019-03-22 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-22")),
			line("2019-04-10 10:00", lifecycle.LodgeAppeal, lifecycle.Clerk, casefile.AppealForm{Party: "D1", On: date("2019-04-10"), PostedOn: date("2019-04-08")})),
		closed("performed when urged", summary, ClosedPerformed, "2019-04-25", []int{1, 8, 10, 11, 12}, judgedAndServed(sum), pay("2019-04-10 10:00", 1), pay("2019-04-25 10:00", 300_000_00)),
		closed("performed late", summary, ClosedPerformed, "2019-06-01", nil, judgedAndServed(sum), pay("2019-06-01 10:00", 300_000_00)),
		closed("interrupted, then time-barred", summary, ClosedTimeBarred, "2022-06-02", nil, judgedAndServed(sum), // two years from 2020-06-01
			line("2020-06-01 10:00", lifecycle.InterruptLimit, lifecycle.Clerk, casefile.InterruptForm{Ground: "demand", On: date("2020-06-01")})),
		closed("enforced", summary, ClosedEnforced, "2019-08-01", nil, then(judgedAndServed(sum), line("2019-04-22 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-04-22"))),
			line("2019-08-01 10:00", lifecycle.Enforced, lifecycle.Linked, result("2019-08-01", ClosedEnforced))),
		closed("ended for now, resumed, ended for now, enforced", summary, ClosedEnforced, "2021-03-01", nil, dormant(sum),
			line("2020-03-02 10:00", lifecycle.EnforcementBack, lifecycle.Linked, result("2020-03-02", "assets")),
			line("2020-09-01 10:00", lifecycle.EndedForNow, lifecycle.Linked, result("2020-09-01", "none")),
			line("2021-03-01 10:00", lifecycle.Enforced, lifecycle.Linked, result("2021-03-01", ClosedEnforced))),
		closed("enforcement terminated", summary, ClosedTerminated, "2019-08-01", nil, enforcing(sum),
			line("2019-08-01 10:00", lifecycle.EnforcementEnded, lifecycle.Linked, result("2019-08-01", ClosedTerminated))),
		closed("five years over", summary, ClosedTerminated, "2024-10-09", nil, dormant(sum),
			line("2024-10-09 10:00", lifecycle.EnforcementEnded, lifecycle.Linked, result("2024-10-09", ClosedTerminated))),
		open("one of two obligations enforced, the other paid meanwhile in part", summary, lifecycle.InSupervision, "2019-08-02", enforcing(allowed(owes(), second)),
			line("2019-07-01 10:00", lifecycle.Pay, lifecycle.Clerk, paid("meanwhile", "O2", 1_00, "2019-07-01")),
			line("2019-08-01 10:00", lifecycle.Enforced, lifecycle.Linked, result("2019-08-01", ClosedEnforced))),
		open("one of two obligations dormant, its enforcement terminated", summary, lifecycle.AwaitingEnforcement, "2020-08-02", dormant(allowed(owes(), second)),
			line("2020-07-01 10:00", lifecycle.Pay, lifecycle.Clerk, paid("meanwhile", "O2", 1_00, "2020-07-01")),
			line("2020-08-01 10:00", lifecycle.EnforcementEnded, lifecycle.Linked, result("2020-08-01", ClosedTerminated))),
		closed("bankrupt before enforcement", company, ClosedBankruptcy, "2019-05-06", nil, judgedAndServed(sum), sign, accept("2019-05-06 10:00")),
		open("petition refused, urging goes on", company, lifecycle.InSupervision, "2019-05-08", judgedAndServed(sum), sign, refuse("2019-05-07 10:00")),
		closed("petition refused in the performance period, paid", company, ClosedPerformed, "2019-04-18", nil, judgedAndServed(sum),
			line("2019-04-10 10:00", lifecycle.BankruptcySign, lifecycle.Judge, debtor("D1")), refuse("2019-04-15 10:00"), pay("2019-04-18 10:00", 300_000_00)),
		closed("paid while the petition is out", company, ClosedPerformed, "2019-05-07", nil, judgedAndServed(sum), sign, pay("2019-04-28 10:00", 300_000_00), refuse("2019-05-07 10:00")),
		open("petition refused, still awaited", company, lifecycle.AwaitingEnforcement, "2019-06-22", judgedAndServed(sum),
			line("2019-06-03 10:00", lifecycle.BankruptcySign, lifecycle.Judge, debtor("D1")), refuse("2019-06-20 10:00")),
		open("referral refused, enforcement goes on", company, lifecycle.InEnforcement, "2019-09-02", referred,
			line("2019-07-03 10:00", lifecycle.ConsentToTransfer, lifecycle.Clerk, casefile.ConsentForm{By: "P1", On: date("2019-07-03")}),
			line("2019-07-05 10:00", lifecycle.PanelDecides, lifecycle.EnforcementJudge, reason()),
			line("2019-07-08 10:00", lifecycle.PresidentSigns, lifecycle.President, casefile.BankruptcyCourtForm{Court: "浙0211", On: date("2019-07-08")}),
			line("2019-07-15 10:00", lifecycle.AskSupplement, lifecycle.Integration, reason()),
			line("2019-07-22 10:00", lifecycle.SendSupplement, lifecycle.EnforcementJudge, onDay("2019-07-22")),
			refuse("2019-09-01 10:00")),
		open("papers never completed", company, lifecycle.InEnforcement, "2019-09-02", referred,
			line("2019-07-03 10:00", lifecycle.ConsentToTransfer, lifecycle.Clerk, casefile.ConsentForm{By: "D1", On: date("2019-07-03")}),
			line("2019-07-05 10:00", lifecycle.PanelDecides, lifecycle.EnforcementJudge, reason()),
			line("2019-07-08 10:00", lifecycle.PresidentSigns, lifecycle.President, casefile.BankruptcyCourtForm{Court: "浙0211", On: date("2019-07-08")}),
			line("2019-07-15 10:00", lifecycle.AskSupplement, lifecycle.Clerk, reason()),
			refuse("2019-09-01 10:00")),
		closed("referral accepted", company, ClosedBankruptcy, "2019-08-05", nil, referred,
			line("2019-07-03 10:00", lifecycle.ConsentToTransfer, lifecycle.EnforcementJudge, casefile.ConsentForm{By: "P1", On: date("2019-07-03")}),
			line("2019-07-05 10:00", lifecycle.PanelDecides, lifecycle.EnforcementJudge, reason()),
			line("2019-07-08 10:00", lifecycle.PresidentSigns, lifecycle.President, casefile.BankruptcyCourtForm{Court: "浙0211", On: date("2019-07-08")}),
			accept("2019-08-05 10:00")),
		open("nobody consents", company, lifecycle.InEnforcement, "2019-07-12", referred,
			line("2019-07-10 10:00", lifecycle.NoConsent, lifecycle.EnforcementJudge, reason())),
		open("mediated and signed", summary, lifecycle.InSupervision, "2019-03-27", heard(), mediate("2019-03-20 10:00", owes()),
			line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "deferred"}), signed),
		open("the parties sign in the record", summary, lifecycle.InSupervision, "2019-03-21", heard(),
			line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, casefile.MediationForm{RecordOnly: true, Obligations: []casefile.Obligation{owes()}}),
			line("2019-03-20 11:00", lifecycle.PromptAnswered, lifecycle.Judge, casefile.PromptForm{Answer: "declined"})),
	}
}

func TestLivesOfACase(t *testing.T) {
	for _, l := range mainLives() {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			l.check(t, l.play(t))
		})
	}
}

// What may be done before judgment may be done in each state before it.
func TestWorkOnASuitBeforeJudgment(t *testing.T) {
	for _, state := range []lifecycle.State{lifecycle.Service, lifecycle.Defence, lifecycle.Trial} {
		r := stateOf(t, state)
		resume := map[lifecycle.State]lifecycle.Event{
			lifecycle.Service: lifecycle.ResumeService, lifecycle.Defence: lifecycle.ResumeDefence, lifecycle.Trial: lifecycle.ResumeTrial,
		}[state]
		day := r.from[:10]
		work := []dec{
			{r.later(1), lifecycle.ScheduleHearing, lifecycle.Clerk, casefile.HearingForm{On: date("2019-03-25")}},
			{r.later(2), lifecycle.ExcludeTime, lifecycle.Judge, excluded(day)},
			{r.later(3), lifecycle.ResumeTime, lifecycle.Judge, casefile.ResumeTimeForm{Exclusion: "X1", On: date(day)}},
			{r.later(4), lifecycle.RequestExtension, lifecycle.Judge, reason()},
			{r.later(5), lifecycle.GrantExtension, lifecycle.President, reason()},
			{r.later(6), lifecycle.ConvertProcedure, lifecycle.Judge, casefile.ConvertForm{To: casefile.Ordinary, Reason: "案情复杂"}},
			{r.later(7), lifecycle.ExcludeTime, lifecycle.Judge, excluded(day)},
			{r.later(8), lifecycle.Stay, lifecycle.Judge, reason()},
			{r.later(9), lifecycle.ResumeTime, lifecycle.Judge, casefile.ResumeTimeForm{Exclusion: "X2", On: date(day)}},
			{r.later(10), resume, lifecycle.Judge, nil},
			{r.later(11), lifecycle.RequestExtension, lifecycle.Judge, reason()},
			{r.later(12), lifecycle.GrantExtension, lifecycle.President, reason()},
			{r.later(13), lifecycle.FurtherExtension, lifecycle.Integration, extendedAbove(day)},
		}
		ends := map[string]struct {
			by    []dec
			phase lifecycle.State
		}{
			"goes on":           {nil, state},
			"terminated":        {line(r.later(14), lifecycle.TerminateSuit, lifecycle.Judge, reason()), lifecycle.Closed},
			"mediated":          {line(r.later(14), lifecycle.Mediate, lifecycle.Judge, agreed(owes())), lifecycle.InCourtPrompt},
			"dismissed":         {line(r.later(14), lifecycle.DismissSuit, lifecycle.Judge, reason()), lifecycle.AwaitingEffect},
			"transferred":       {line(r.later(14), lifecycle.TransferCase, lifecycle.Judge, casefile.TransferForm{Court: "浙0203", Reason: "专属管辖"}), lifecycle.Closed},
			"stayed, and ended": {then(line(r.later(14), lifecycle.Stay, lifecycle.Judge, reason()), line(r.later(15), lifecycle.TerminateSuit, lifecycle.Judge, reason())), lifecycle.Closed},
		}
		for name, end := range ends {
			t.Run(string(state)+" "+name, func(t *testing.T) {
				t.Parallel()
				l := lived{in: r.in, by: then(r.by, work, end.by), until: r.later(20), phase: end.phase}
				c := l.play(t)
				assert.Equal(t, end.phase, c.row.Phase)
				if end.phase == lifecycle.Closed {
					c.closed()
				}
			})
		}
	}
}

// Supervisors may step in in every state, and what is adopted is adopted in every one.
func TestSupervisorsStepInAnywhere(t *testing.T) {
	for _, r := range everyState() {
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, until: r.later(10), phase: r.state, by: then(r.by, []dec{
				{r.later(1), lifecycle.Nudge, lifecycle.TrialManagement, reason()},
				{r.later(2), lifecycle.AdoptCalendar, lifecycle.Integration, newTable()},
				{r.later(3), lifecycle.AdoptPolicy, lifecycle.President, newPolicy()},
				{r.later(4), lifecycle.Reassign, lifecycle.DivisionHead, casefile.AssignForm{To: "J002", Reason: "调离"}},
			})}
			c := l.play(t)
			l.check(t, c)
			assert.Equal(t, "J002", c.row.Judge)
		})
	}
}
