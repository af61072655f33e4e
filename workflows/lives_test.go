package workflows

import (
	"testing"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

const (
	judge   = "J001"
	clerk   = "C001"
	officer = "E001"
)

// dec is one line of a life: what is decided when, by whom. A linked role is a
// report of a linked workflow, everything else a decision that is answered.
type dec struct {
	when  string
	event lifecycle.Event
	role  lifecycle.Role
	form  any
}

// actors decide in each role.
var actors = map[lifecycle.Role]string{
	lifecycle.Intake: "intake", lifecycle.Clerk: clerk, lifecycle.Judge: judge, lifecycle.DivisionHead: "H001", lifecycle.TrialManagement: "S001",
	lifecycle.President: "Y001", lifecycle.EnforcementJudge: officer, lifecycle.Integration: "bridge", lifecycle.Auditor: "A001",
}

// follow puts a life's lines into the script.
func (c *court) follow(script ...dec) []*verdict {
	c.t.Helper()
	var vs []*verdict
	for _, d := range script {
		if d.role == lifecycle.Linked {
			c.linked(moment(d.when), d.event, d.form)
			continue
		}
		actor, form := actors[d.role], d.form
		if by, ok := form.(as); ok {
			actor, form = by.actor, by.form
		}
		vs = append(vs, c.on(moment(d.when), d.event, d.role, actor, form))
	}
	return vs
}

// as is a decision's form by somebody else than the role's usual actor.
type as struct {
	actor string
	form  any
}

// then joins pieces of lives.
func then(pieces ...[]dec) []dec {
	var all []dec
	for _, p := range pieces {
		all = append(all, p...)
	}
	return all
}

func line(when string, e lifecycle.Event, role lifecycle.Role, form any) []dec {
	return []dec{{when, e, role, form}}
}

// Shorthands of what lives are made of.

func reason() casefile.ReasonForm { return casefile.ReasonForm{Reason: "理由"} }
func terminated() casefile.TerminateForm {
	return casefile.TerminateForm{Reason: "理由", Ground: casefile.GroundOther}
}
func onDay(s string) casefile.DayForm {
	return casefile.DayForm{On: date(s)}
}
func byParty(party, day string) casefile.PartyDayForm {
	return casefile.PartyDayForm{Party: party, On: date(day)}
}
func handed(paper casefile.Paper, party, day string) casefile.ServiceForm {
	return casefile.ServiceForm{Document: paper, Party: party, Method: casefile.Direct, On: date(day)}
}
func paid(id, obligation string, fen int64, day string) casefile.PaymentForm {
	return casefile.PaymentForm{Payment: id, Obligation: obligation, Payer: "D1", AmountFen: fen, On: date(day), Confirmed: true}
}

// owes is the sample obligation: D1 owes P1 300,000 yuan within ten days of effect.
func owes() casefile.Obligation {
	return casefile.Obligation{ID: "O1", Debtors: []string{"D1"}, Creditor: "P1", Subject: casefile.Money, AmountFen: 300_000_00, DueDays: 10}
}
func allowed(os ...casefile.Obligation) casefile.JudgmentForm {
	return casefile.JudgmentForm{Outcome: "allowed", Obligations: os}
}
func extendedAbove(day string) casefile.ExtendedAboveForm {
	return casefile.ExtendedAboveForm{Court: "浙02", Paper: "（2019）浙02延长1号", Months: 3, On: date(day)}
}
func rejected() casefile.JudgmentForm { return casefile.JudgmentForm{Outcome: "rejected"} }
func agreed(os ...casefile.Obligation) casefile.MediationForm {
	return casefile.MediationForm{Obligations: os}
}

// companies is the sample filing with an enterprise as debtor.
func companies(filed string, p casefile.Procedure) casefile.CaseInput {
	in := loan(filed, p)
	in.Filing.Parties[1].Kind = casefile.Enterprise
	return in
}

// two is the sample filing with a second defendant, an enterprise.
func two(filed string, p casefile.Procedure) casefile.CaseInput {
	in := loan(filed, p)
	in.Filing.Parties = append(in.Filing.Parties, casefile.Party{ID: "D2", Side: casefile.Defendant, Kind: casefile.Enterprise, Name: "被告丙公司", IDNumber: "91330211MA2AXXXX0X"})
	return in
}

// The sample case, summary procedure, filed on Monday 2019-03-04: a life from
// filing to every state. The dates are worked out in deadlines_test.go.

func accepted() []dec {
	return line("2019-03-04 10:00", lifecycle.Accept, lifecycle.Clerk, casefile.AcceptForm{})
}
func feePaid() []dec {
	return then(accepted(), line("2019-03-05 10:00", lifecycle.FeePaid, lifecycle.Clerk, casefile.FeePaidForm{AmountFen: 5_800_00, On: date("2019-03-05")}))
}
func served() []dec {
	return then(feePaid(), line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06")))
}
func answered() []dec {
	return then(served(), line("2019-03-10 10:00", lifecycle.Answer, lifecycle.Clerk, byParty("D1", "2019-03-10")))
}

// heard has its hearing on Wednesday 2019-03-20 at 09:30.
func heard() []dec {
	return then(answered(), line("2019-03-11 10:00", lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-20"), Time: "09:30", Place: "第三法庭"}))
}
func judged(form casefile.JudgmentForm) []dec {
	return then(heard(), line("2019-03-20 10:00", lifecycle.JudgeLater, lifecycle.Judge, form))
}

// judgedAndServed reaches both parties: P1 on Thursday 03-21, D1 on Friday 03-22.
// Both periods to appeal end on Monday 04-08, so it takes effect on 04-09 and ten
// days of performance end on Friday 04-19.
func judgedAndServed(form casefile.JudgmentForm) []dec {
	return then(judged(form),
		line("2019-03-21 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-21")),
		line("2019-03-22 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-22")))
}
func appealed(form casefile.JudgmentForm) []dec {
	return then(judgedAndServed(form),
		line("2019-04-01 10:00", lifecycle.LodgeAppeal, lifecycle.Clerk, casefile.AppealForm{Party: "D1", On: date("2019-04-01")}))
}

// enforcing applies on Monday 2019-05-20, two weeks after urging ended.
func enforcing(form casefile.JudgmentForm) []dec {
	return then(judgedAndServed(form), line("2019-05-20 10:00", lifecycle.ApplyEnforcement, lifecycle.Intake, byParty("P1", "2019-05-20")))
}
func dormant(form casefile.JudgmentForm) []dec {
	return then(enforcing(form), line("2019-10-08 10:00", lifecycle.EndedForNow, lifecycle.Linked, result("2019-10-08", "no assets")))
}
func result(day, why string) casefile.ResultForm {
	return casefile.ResultForm{On: date(day), Reason: why}
}
func debtor(party string) casefile.DebtorForm {
	return casefile.DebtorForm{Party: party, Reason: "资不抵债"}
}

// reached is a case that stands in a state from a moment on.
type reached struct {
	state lifecycle.State
	in    casefile.CaseInput
	by    []dec
	from  string // a quiet hour in that state
}

// everyState is a way to each open state of the main machine.
func everyState() []reached {
	summary := loan("2019-03-04", casefile.Summary)
	company := companies("2019-03-04", casefile.Summary)
	sum := allowed(owes())
	return []reached{
		{lifecycle.FilingReview, summary, nil, "2019-03-04 11:00"},
		{lifecycle.AwaitingCorrection, summary, line("2019-03-04 10:00", lifecycle.RequireCorrection, lifecycle.Clerk, casefile.CorrectionForm{Missing: []string{"身份证明"}, Days: 7}), "2019-03-04 11:00"},
		{lifecycle.AwaitingFee, summary, accepted(), "2019-03-04 11:00"},
		{lifecycle.Service, summary, feePaid(), "2019-03-05 11:00"},
		{lifecycle.Defence, summary, served(), "2019-03-06 11:00"},
		{lifecycle.Trial, summary, heard(), "2019-03-20 09:45"},
		{lifecycle.Stayed, summary, then(heard(), line("2019-03-20 09:40", lifecycle.Stay, lifecycle.Judge, reason())), "2019-03-20 09:45"},
		{lifecycle.InCourtPrompt, summary, then(heard(), line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, agreed(owes()))), "2019-03-20 11:00"},
		{lifecycle.AwaitingEffect, summary, judgedAndServed(sum), "2019-03-25 11:00"},
		{lifecycle.Appeal, summary, appealed(sum), "2019-04-01 11:00"},
		{lifecycle.InSupervision, company, judgedAndServed(sum), "2019-04-22 11:00"}, // overdue since 04-20
		{lifecycle.AwaitingEnforcement, company, judgedAndServed(sum), "2019-05-07 11:00"},
		{lifecycle.InEnforcement, company, enforcing(sum), "2019-05-20 11:00"},
		{lifecycle.Dormant, company, dormant(sum), "2019-10-08 11:00"},
		{lifecycle.BankruptcyHandoff, company, then(judgedAndServed(sum), line("2019-04-22 10:00", lifecycle.BankruptcySign, lifecycle.Judge, debtor("D1"))), "2019-04-22 11:00"},
		{lifecycle.InRetrial, company, then(judgedAndServed(sum), line("2019-04-22 10:00", lifecycle.OrderRetrial, lifecycle.President, retried("2019-04-22", "second"))), "2019-04-22 11:00"},
	}
}

// stateOf finds the way to one state.
func stateOf(t *testing.T, s lifecycle.State) reached {
	t.Helper()
	for _, r := range everyState() {
		if r.state == s {
			return r
		}
	}
	t.Fatalf("no way to %s", s)
	return reached{}
}

// later is so many minutes after the quiet hour.
func (r reached) later(minutes int) string {
	return moment(r.from).Add(time.Duration(minutes) * time.Minute).Format("2006-01-02 15:04")
}

// excluded is an appraisal that is not over yet.
func excluded(from string) casefile.ExcludeForm {
	return casefile.ExcludeForm{Ground: statute.GroundAppraisal, From: date(from), Proof: "鉴定委托书"}
}

func newTable() casefile.CalendarForm { return casefile.CalendarForm{Edition: calendar.Latest()} }
func newPolicy() casefile.PolicyForm {
	return casefile.PolicyForm{Policy: policy.Default(), Reason: "年度调整"}
}
