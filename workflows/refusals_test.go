package workflows

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// undisturbed plays a way to a state, sends decisions from its quiet hour on, a
// second apart, and asserts that all of them were refused and left no trace.
func undisturbed(t *testing.T, w any, in any, start string, by []dec, from string, ds ...casefile.Decision) []*casefile.Refusal {
	t.Helper()
	c := newCourt(t, start)
	vs := c.follow(by...)
	var before, after casefile.View
	var records int
	c.look(moment(from), func(v casefile.View) { before, records = v, len(c.records) })
	var sent []*verdict
	for i, d := range ds {
		sent = append(sent, c.send(moment(from).Add(time.Duration(i+1)*time.Second), d))
	}
	end := moment(from).Add(time.Duration(len(ds)+1) * time.Second)
	c.look(end, func(v casefile.View) { after = v })
	c.until = end.Add(time.Second)
	c.play(w, in)
	c.taken(vs...)
	var rs []*casefile.Refusal
	for _, v := range sent {
		r := v.refusal(t)
		require.NotEmpty(t, r.Message)
		require.NotEmpty(t, r.State)
		rs = append(rs, r)
	}
	assert.Equal(t, records, len(c.records), "the register was written to")
	assert.Equal(t, before.Timeline, after.Timeline)
	assert.Equal(t, before.Deadlines, after.Deadlines)
	assert.Equal(t, before.Tracks, after.Tracks)
	assert.Equal(t, before.Obligations, after.Obligations)
	assert.Equal(t, before.Row.Phase, after.Row.Phase)
	assert.Empty(t, after.Verdicts)
	return rs
}

// humanEvents are the decisions that people take on a machine, in the table's order.
func humanEvents(m *lifecycle.Machine) []lifecycle.Event {
	var es []lifecycle.Event
	for _, r := range m.Rows {
		if slices.ContainsFunc(r.By, human) && !slices.Contains(es, r.Event) {
			es = append(es, r.Event)
		}
	}
	return es
}

// byHuman is some person who may take the decision somewhere.
func byHuman(m *lifecycle.Machine, e lifecycle.Event) lifecycle.Role {
	for _, r := range m.Rows {
		if i := slices.IndexFunc(r.By, human); r.Event == e && i >= 0 {
			return r.By[i]
		}
	}
	return ""
}

func decision(t *testing.T, e lifecycle.Event, role lifecycle.Role, form any) casefile.Decision {
	return casefile.Decision{ID: fmt.Sprintf("refused-%s-%s", e, role), Event: e, Role: role, Actor: actors[role], Data: raw(t, form)}
}

// lawfulNames asserts that what a refusal offers is in the tables for that role.
func lawfulNames(t *testing.T, r *casefile.Refusal, m *lifecycle.Machine, s lifecycle.State, machines []*lifecycle.Machine, role lifecycle.Role) {
	t.Helper()
	for _, e := range r.Lawful {
		owner, ok := lifecycle.Owner(machines, e)
		require.True(t, ok, e)
		if owner == m {
			row, ok := m.Row(s, e)
			require.True(t, ok && slices.Contains(row.By, role), "%s is offered to %s in %s", e, role, s)
		}
	}
}

func TestUnlawfulDecisionsAreRefusedInEveryState(t *testing.T) {
	for _, r := range everyState() {
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			var ds []casefile.Decision
			for _, e := range humanEvents(lifecycle.Case) {
				if _, lawful := lifecycle.Case.Row(r.state, e); !lawful {
					ds = append(ds, decision(t, e, byHuman(lifecycle.Case, e), sample(t, e, date(r.from[:10]))))
				}
			}
			require.NotEmpty(t, ds)
			for i, got := range undisturbed(t, Case, r.in, r.in.Filing.FiledOn.String(), r.by, r.from, ds...) {
				assert.Equal(t, casefile.UnlawfulNow, got.Code, "%s: %s", ds[i].Event, got.Message)
				assert.Equal(t, r.state, got.State)
				assert.NotEmpty(t, got.Article, ds[i].Event)
				assert.Contains(t, got.Message, lifecycle.Case.StateName(r.state))
				lawfulNames(t, got, lifecycle.Case, r.state, lifecycle.OfCase(), ds[i].Role)
			}
		})
	}
}

func TestWrongRolesAreRefusedInEveryState(t *testing.T) {
	for _, r := range everyState() {
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			var ds []casefile.Decision
			for _, row := range lifecycle.Case.From(r.state) {
				for _, role := range lifecycle.Roles() {
					if role.Human && !slices.Contains(row.By, role.Role) {
						ds = append(ds, decision(t, row.Event, role.Role, formOf(t, row.Event, r.from)))
					}
				}
			}
			for i, got := range undisturbed(t, Case, r.in, r.in.Filing.FiledOn.String(), r.by, r.from, ds...) {
				assert.Equal(t, casefile.WrongRole, got.Code, "%s by %s: %s", ds[i].Event, ds[i].Role, got.Message)
				assert.NotEmpty(t, got.Article)
				assert.NotContains(t, got.Lawful, ds[i].Event)
				lawfulNames(t, got, lifecycle.Case, r.state, lifecycle.OfCase(), ds[i].Role)
			}
		})
	}
}

// formOf is sample data of any event, those that only systems cause too.
func formOf(t *testing.T, e lifecycle.Event, from string) any {
	if blank, ok := casefile.Forms[e]; ok {
		if _, system := blank().(*casefile.ResultForm); system {
			return result(from[:10], "x")
		}
	}
	return sample(t, e, date(from[:10]))
}

func TestUnlawfulDecisionsAreRefusedInEveryStateOfEnforcement(t *testing.T) {
	for _, r := range enforcementStates() {
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			var ds []casefile.Decision
			var want []casefile.Code
			for _, e := range humanEvents(lifecycle.Enforcement) {
				if _, lawful := lifecycle.Enforcement.Row(r.state, e); !lawful {
					ds = append(ds, decision(t, e, byHuman(lifecycle.Enforcement, e), sample(t, e, date(r.from[:10]))))
					want = append(want, casefile.UnlawfulNow)
				}
			}
			for _, row := range lifecycle.Enforcement.From(r.state) {
				for _, role := range lifecycle.Roles() {
					if role.Human && !slices.Contains(row.By, role.Role) {
						ds = append(ds, decision(t, row.Event, role.Role, sample(t, row.Event, date(r.from[:10]))))
						want = append(want, casefile.WrongRole)
					}
				}
			}
			for i, got := range undisturbed(t, Enforcement, overdueLoan(casefile.Enterprise), "2019-05-20", r.by, r.from, ds...) {
				assert.Equal(t, want[i], got.Code, "%s by %s: %s", ds[i].Event, ds[i].Role, got.Message)
				assert.Equal(t, r.state, got.State)
				assert.NotEmpty(t, got.Article)
				lawfulNames(t, got, lifecycle.Enforcement, r.state, lifecycle.OfEnforcement(), ds[i].Role)
			}
		})
	}
}

// refused is one decision that a case in some state does not take.
type refused struct {
	name    string
	state   lifecycle.State
	event   lifecycle.Event
	role    lifecycle.Role
	actor   string // the role's own when empty
	form    any
	code    casefile.Code
	says    string // part of the message or of a fault
	article string // part of it
	more    []dec  // beyond the way to the state
	at      string // otherwise the state's quiet hour
}

func TestDecisionsThatTheCaseCannotTake(t *testing.T) {
	sum := allowed(owes())
	o := func(change func(*casefile.Obligation)) casefile.JudgmentForm {
		x := owes()
		change(&x)
		return allowed(x)
	}
	appeal := func(party, on, posted string) casefile.AppealForm {
		f := casefile.AppealForm{Party: party, On: date(on)}
		if posted != "" {
			f.PostedOn = date(posted)
		}
		return f
	}
	for _, c := range []refused{
		// Another's case.
		{name: "another judge", state: lifecycle.Trial, event: lifecycle.JudgeLater, role: lifecycle.Judge, actor: "J999", form: sum, code: casefile.NotYourCase, says: "J001", article: "151"},

		// Malformed.
		{name: "no data", state: lifecycle.AwaitingFee, event: lifecycle.FeePaid, role: lifecycle.Clerk, code: casefile.BadInput, says: "data.amountFen"},
		{name: "unknown field", state: lifecycle.AwaitingFee, event: lifecycle.FeePaid, role: lifecycle.Clerk, form: `{"amountFen":1,"on":"2019-03-04","ammount":2}`, code: casefile.BadInput, says: "data.ammount"},
		{name: "no JSON", state: lifecycle.AwaitingFee, event: lifecycle.FeePaid, role: lifecycle.Clerk, form: `[1]`, code: casefile.BadInput, says: "data"},
		{name: "a day that does not exist", state: lifecycle.AwaitingFee, event: lifecycle.FeePaid, role: lifecycle.Clerk, form: `{"amountFen":1,"on":"2019-02-30"}`, code: casefile.BadInput, says: "data.on"},
		{name: "data where there is none", state: lifecycle.Stayed, event: lifecycle.ResumeTrial, role: lifecycle.Judge, form: `{"on":"2019-03-20"}`, code: casefile.BadInput, says: "no data"},
		{name: "no such decision", state: lifecycle.Trial, event: "judge_latr", role: lifecycle.Judge, code: casefile.UnknownEvent, says: "judge_later"},
		{name: "a decision of enforcement", state: lifecycle.Trial, event: lifecycle.Collect, role: lifecycle.EnforcementJudge, form: paid("x", "", 1, "2019-03-20"), code: casefile.UnknownEvent, says: "collect"},
		{name: "no such role", state: lifecycle.Trial, event: lifecycle.JudgeLater, role: "emperor", actor: "J001", form: sum, code: casefile.BadInput, says: "role"},
		{name: "no actor", state: lifecycle.Trial, event: lifecycle.JudgeLater, role: lifecycle.Judge, actor: "-", form: sum, code: casefile.BadInput, says: "actor"},
		{name: "an indefinite obligation", state: lifecycle.Trial, event: lifecycle.JudgeLater, role: lifecycle.Judge, form: o(func(x *casefile.Obligation) { x.AmountFen = 0 }), code: casefile.BadInput, says: "data.obligations[0].amountFen"},

		// Days.
		{name: "a fact of tomorrow", state: lifecycle.AwaitingFee, event: lifecycle.FeePaid, role: lifecycle.Clerk, form: casefile.FeePaidForm{AmountFen: 2_900_00, On: date("2019-03-05")}, code: casefile.BadInput, says: "2019-03-04 or earlier"},
		{name: "a hearing of yesterday", state: lifecycle.Trial, event: lifecycle.ScheduleHearing, role: lifecycle.Judge, form: casefile.HearingForm{On: date("2019-03-19")}, code: casefile.BadInput, says: "data.on"},
		{name: "complaint served before the case was accepted", state: lifecycle.Service, event: lifecycle.RecordServed, role: lifecycle.Clerk, form: handed(casefile.PaperComplaint, "D1", "2019-03-03"), code: casefile.BadInput, says: "2019-03-04 or later"},
		{name: "judgment served before it was given", state: lifecycle.AwaitingEffect, more: nil, event: lifecycle.RecordServed, role: lifecycle.Clerk, form: handed(casefile.PaperJudgment, "D1", "2019-03-19"), code: casefile.UnlawfulNow, says: "已送达"},
		{name: "time excluded from tomorrow", state: lifecycle.Trial, event: lifecycle.ExcludeTime, role: lifecycle.Judge, form: excluded("2019-03-21"), code: casefile.BadInput, says: "2019-03-20 or earlier"},
		{name: "time excluded from before the case", state: lifecycle.Trial, event: lifecycle.ExcludeTime, role: lifecycle.Judge, form: excluded("2019-03-03"), code: casefile.BadInput, says: "2019-03-04 or later"},
		{name: "a ground of enforcement", state: lifecycle.Trial, event: lifecycle.ExcludeTime, role: lifecycle.Judge, form: casefile.ExcludeForm{Ground: "sale", From: date("2019-03-20"), Proof: "x"}, code: casefile.BadInput, says: "data.ground"},
		{name: "interrupted before it ran", state: lifecycle.AwaitingEnforcement, event: lifecycle.InterruptLimit, role: lifecycle.Clerk, form: casefile.InterruptForm{Ground: "demand", On: date("2019-04-18")}, code: casefile.BadInput, says: "2019-04-19 or later"},

		// Too late.
		{name: "appeal after the party's own period", state: lifecycle.AwaitingEffect, at: "2019-04-10 10:00", event: lifecycle.LodgeAppeal, role: lifecycle.Clerk, form: appeal("D1", "2019-04-10", ""), code: casefile.TooLate, says: "2019-04-08", article: "164",
			more: nil},
		{name: "appeal posted after it", state: lifecycle.InSupervision, at: "2019-04-11 10:00", event: lifecycle.LodgeAppeal, role: lifecycle.Clerk, form: appeal("D1", "2019-04-11", "2019-04-09"), code: casefile.TooLate, says: "2019-04-08", article: "164"},
		{name: "posted after it was received", state: lifecycle.AwaitingEffect, event: lifecycle.LodgeAppeal, role: lifecycle.Clerk, form: appeal("D1", "2019-03-25", "2019-03-26"), code: casefile.BadInput, says: "data.postedOn"},
		{name: "objection after the answer period", state: lifecycle.Defence, at: "2019-03-26 10:00", event: lifecycle.ObjectJurisdic, role: lifecycle.Clerk, form: byParty("D1", "2019-03-26"), code: casefile.TooLate, says: "2019-03-21", article: "130",
			more: line("2019-03-07 10:00", lifecycle.ObjectJurisdic, lifecycle.Clerk, byParty("D1", "2019-03-07"))},

		// Who and what is not there.
		{name: "unknown defendant", state: lifecycle.Service, event: lifecycle.RecordServed, role: lifecycle.Clerk, form: handed(casefile.PaperComplaint, "D9", "2019-03-05"), code: casefile.NoSuchTrack, says: "delivery/complaint/D1"},
		{name: "a plaintiff answers", state: lifecycle.Defence, event: lifecycle.Answer, role: lifecycle.Clerk, form: byParty("P1", "2019-03-06"), code: casefile.BadInput, says: "D1"},
		{name: "unknown party appeals", state: lifecycle.AwaitingEffect, event: lifecycle.LodgeAppeal, role: lifecycle.Clerk, form: appeal("X1", "2019-03-25", ""), code: casefile.NoSuchTrack, says: "P1, D1"},
		{name: "unknown debtor in a judgment", state: lifecycle.Trial, event: lifecycle.JudgeLater, role: lifecycle.Judge, form: o(func(x *casefile.Obligation) { x.Debtors = []string{"D7"} }), code: casefile.BadInput, says: "data.obligations[0].debtors[0]"},
		{name: "unknown creditor in a mediation", state: lifecycle.Trial, event: lifecycle.Mediate, role: lifecycle.Judge, form: func() any { x := owes(); x.Creditor = "P7"; return agreed(x) }(), code: casefile.BadInput, says: "data.obligations[0].creditor"},
		{name: "unknown asset", state: lifecycle.Trial, event: lifecycle.RulePreservation, role: lifecycle.Judge, form: casefile.AssetForm{Asset: "A1", On: date("2019-03-20")}, code: casefile.NoSuchTrack, says: "preservation/A1"},
		{name: "unknown obligation paid", state: lifecycle.InSupervision, event: lifecycle.Pay, role: lifecycle.Clerk, form: paid("x", "O9", 1, "2019-04-22"), code: casefile.BadInput, says: "O1"},
		{name: "unknown payer", state: lifecycle.InSupervision, event: lifecycle.Pay, role: lifecycle.Clerk, form: casefile.PaymentForm{Payment: "x", Payer: "D9", AmountFen: 1, On: date("2019-04-22")}, code: casefile.BadInput, says: "data.payer"},
		{name: "nothing paid", state: lifecycle.InSupervision, event: lifecycle.Pay, role: lifecycle.Clerk, form: paid("x", "O1", 0, "2019-04-22"), code: casefile.BadInput, says: "data.amountFen"},
		{name: "unknown obligation urged", state: lifecycle.InSupervision, event: lifecycle.RecordContact, role: lifecycle.Judge, form: casefile.ContactForm{Obligation: "O9", On: date("2019-04-22"), Channel: "phone"}, code: casefile.NoSuchTrack, says: "supervision/O1"},
		{name: "a debtor applies for enforcement", state: lifecycle.InSupervision, event: lifecycle.ApplyEnforcement, role: lifecycle.Clerk, form: byParty("D1", "2019-04-22"), code: casefile.GuardFailed, says: "D1"},
		{name: "no handoff to decide on", state: lifecycle.InSupervision, event: lifecycle.PanelDecides, role: lifecycle.EnforcementJudge, form: reason(), code: casefile.NoSuchTrack, says: "bankruptcy"},
		{name: "a stranger consents", state: lifecycle.InEnforcement, event: lifecycle.ConsentToTransfer, role: lifecycle.Clerk, form: casefile.ConsentForm{By: "Z1", On: date("2019-05-20")}, code: casefile.BadInput, says: "data.by", at: "2019-05-20 12:00",
			more: line("2019-05-20 11:30", lifecycle.BankruptcySign, lifecycle.Linked, debtor("D1"))},

		// Conditions that are not met.
		{name: "fee short by a fen", state: lifecycle.AwaitingFee, event: lifecycle.FeePaid, role: lifecycle.Clerk, form: casefile.FeePaidForm{AmountFen: 2_900_00 - 1, On: date("2019-03-04")}, code: casefile.BadInput, says: "290000 fen"},
		{name: "judged without a hearing", state: lifecycle.Defence, at: "2019-03-25 10:00", event: lifecycle.JudgeLater, role: lifecycle.Judge, form: sum, code: casefile.GuardFailed, says: "尚未开庭", article: "151"},
		{name: "overruled without an objection", state: lifecycle.Defence, event: lifecycle.OverruleObjection, role: lifecycle.Judge, form: onDay("2019-03-06"), code: casefile.GuardFailed, says: "管辖权异议", article: "130"},
		{name: "electronic service without consent", state: lifecycle.AwaitingEffect, event: lifecycle.RecordServed, role: lifecycle.Clerk, at: "2019-03-20 11:00",
			form: casefile.ServiceForm{Document: casefile.PaperJudgment, Party: "P1", Method: casefile.Electronic, On: date("2019-03-20")}, code: casefile.GuardFailed, says: "电子送达", article: "90"},
		{name: "notice in summary procedure", state: lifecycle.Service, event: lifecycle.PublishNotice, role: lifecycle.Clerk, form: casefile.NoticeForm{Document: casefile.PaperComplaint, Party: "D1", On: date("2019-03-05"), Reason: "x"}, code: casefile.GuardFailed, says: "convert_procedure", article: "140"},
		{name: "notice before other ways", state: lifecycle.Service, event: lifecycle.PublishNotice, role: lifecycle.Clerk, at: "2019-03-05 12:00", form: casefile.NoticeForm{Document: casefile.PaperComplaint, Party: "D1", On: date("2019-03-05"), Reason: "x"}, code: casefile.GuardFailed, says: "直接送达 direct、电子送达 electronic、邮寄送达 post", article: "95",
			more: line("2019-03-05 11:30", lifecycle.ConvertProcedure, lifecycle.Judge, casefile.ConvertForm{To: casefile.Ordinary, Reason: "公告"})},
		{name: "resumed where it was not stayed", state: lifecycle.Stayed, event: lifecycle.ResumeDefence, role: lifecycle.Judge, code: casefile.GuardFailed, says: "审理", article: "153"},
		{name: "the stay's own time resumed", state: lifecycle.Stayed, event: lifecycle.ResumeTime, role: lifecycle.Judge, form: casefile.ResumeTimeForm{Exclusion: "X1", On: date("2019-03-20")}, code: casefile.GuardFailed, says: "中止"},
		{name: "extended unasked", state: lifecycle.Trial, event: lifecycle.GrantExtension, role: lifecycle.President, form: reason(), code: casefile.GuardFailed, says: "request_extension", article: "152"},
		{name: "extended above before the president", state: lifecycle.Trial, at: "2019-03-20 09:50", event: lifecycle.FurtherExtension, role: lifecycle.Clerk, form: extendedAbove("2019-03-20"), code: casefile.GuardFailed, says: "grant_extension", article: "152",
			more: line("2019-03-20 09:46", lifecycle.ConvertProcedure, lifecycle.Judge, casefile.ConvertForm{To: casefile.Ordinary, Reason: "案情复杂"})},
		{name: "summary procedure extended above", state: lifecycle.Trial, event: lifecycle.FurtherExtension, role: lifecycle.Clerk, form: extendedAbove("2019-03-20"), code: casefile.GuardFailed, says: "convert_procedure", article: "152"},
		{name: "second instance extended before it is filed", state: lifecycle.Appeal, event: lifecycle.ExtendAppeal, role: lifecycle.Clerk, form: extendedAbove("2019-04-01"), code: casefile.GuardFailed, says: "appeal_filed", article: "183"},
		{name: "adjourned a second time", state: lifecycle.Trial, at: "2019-03-20 09:50", event: lifecycle.Adjourn, role: lifecycle.Judge, form: casefile.HearingForm{On: date("2019-04-10")}, code: casefile.GuardFailed, says: "1次", article: "149",
			more: line("2019-03-20 09:46", lifecycle.Adjourn, lifecycle.Judge, casefile.HearingForm{On: date("2019-04-01")})},
		{name: "a hearing that was put off was not held", state: lifecycle.Trial, at: "2019-03-20 09:50", event: lifecycle.JudgeLater, role: lifecycle.Judge, form: sum, code: casefile.GuardFailed, says: "尚未开庭",
			more: line("2019-03-20 09:46", lifecycle.Adjourn, lifecycle.Judge, casefile.HearingForm{On: date("2019-04-01")})},
		{name: "a gap of more than a month", state: lifecycle.Trial, event: lifecycle.Adjourn, role: lifecycle.Judge, form: casefile.HearingForm{On: date("2019-04-21")}, code: casefile.BadInput, says: "2019-04-20 or earlier"},
		{name: "a judgment repudiated", state: lifecycle.AwaitingEffect, event: lifecycle.Repudiate, role: lifecycle.Clerk, form: byParty("D1", "2019-03-25"), code: casefile.GuardFailed, says: "调解书", article: "102"},
		{name: "ruling affirmed where a judgment was appealed", state: lifecycle.Appeal, event: lifecycle.RulingAffirmed, role: lifecycle.Clerk, form: onDay("2019-04-01"), code: casefile.GuardFailed, says: "判决"},
		{name: "enforcement before anything is overdue", state: lifecycle.InSupervision, at: "2019-04-19 23:59", event: lifecycle.ApplyEnforcement, role: lifecycle.Clerk, form: byParty("P1", "2019-04-19"), code: casefile.GuardFailed, says: "履行期", article: "250"},
		{name: "a person's bankruptcy", state: lifecycle.InSupervision, event: lifecycle.BankruptcySign, role: lifecycle.Judge, form: debtor("P1"), code: casefile.GuardFailed, says: "P1", article: "企业破产法"},
		{name: "an obligation that is being enforced", state: lifecycle.InEnforcement, event: lifecycle.Pay, role: lifecycle.Clerk, form: paid("x", "O1", 1, "2019-05-20"), code: casefile.GuardFailed, says: "zh-2019-000001-zhi"},
		{name: "preservation during enforcement", state: lifecycle.InEnforcement, event: lifecycle.ApplyPreservation, role: lifecycle.Clerk, form: casefile.PreservationForm{Asset: "A1", Owner: "D1", Kind: casefile.Deposit, AmountFen: 1, On: date("2019-05-20")}, code: casefile.GuardFailed, says: "执行措施", article: "103"},
		{name: "more preserved than claimed", state: lifecycle.Trial, event: lifecycle.ApplyPreservation, role: lifecycle.Clerk, form: casefile.PreservationForm{Asset: "A1", Owner: "D1", Kind: casefile.Deposit, AmountFen: 300_000_01, On: date("2019-03-20")}, code: casefile.BadInput, says: "30000000 fen or less"},
		{name: "urging closed while the period runs", state: lifecycle.InSupervision, at: "2019-04-15 10:00", event: lifecycle.CloseUrging, role: lifecycle.Judge, form: casefile.ObligationForm{Obligation: "O1", Reason: "x"}, code: casefile.UnlawfulNow, says: "履行期内"},
		{name: "a plan that does not add up", state: lifecycle.InSupervision, event: lifecycle.AgreePlan, role: lifecycle.Judge, form: casefile.PlanForm{Obligation: "O1", Instalments: []casefile.Instalment{{AmountFen: 1, Due: date("2019-12-31")}}}, code: casefile.BadInput, says: "30000000 fen"},
		{name: "a plan for the past", state: lifecycle.InSupervision, event: lifecycle.AgreePlan, role: lifecycle.Judge, form: casefile.PlanForm{Obligation: "O1", Instalments: []casefile.Instalment{{AmountFen: 300_000_00, Due: date("2019-04-22")}}}, code: casefile.BadInput, says: "after 2019-04-22"},
		{name: "a third plan", state: lifecycle.InSupervision, at: "2019-04-22 12:00", event: lifecycle.AgreePlan, role: lifecycle.Judge, form: casefile.PlanForm{Obligation: "O1", Instalments: []casefile.Instalment{{AmountFen: 300_000_00, Due: date("2019-12-31")}}}, code: casefile.GuardFailed, says: "2次",
			more: then(line("2019-04-22 11:10", lifecycle.AgreePlan, lifecycle.Judge, casefile.PlanForm{Obligation: "O1", Instalments: []casefile.Instalment{{AmountFen: 300_000_00, Due: date("2019-10-31")}}}),
				line("2019-04-22 11:20", lifecycle.AgreePlan, lifecycle.Judge, casefile.PlanForm{Obligation: "O1", Instalments: []casefile.Instalment{{AmountFen: 300_000_00, Due: date("2019-11-30")}}}))},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := stateOf(t, c.state)
			from := r.from
			if c.at != "" {
				from = c.at
			}
			by := r.by
			switch c.name { // lives that differ from the way to the state
			case "electronic service without consent":
				by = judged(sum)
			case "appeal after the party's own period":
				by = then(judged(sum), line("2019-03-22 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-22")))
			}
			d := decision(t, c.event, c.role, c.form)
			if c.actor != "" {
				d.Actor = c.actor
			}
			got := undisturbed(t, Case, r.in, "2019-03-04", then(by, c.more), from, d)[0]
			assert.Equal(t, c.code, got.Code, got.Message)
			assert.Contains(t, got.Error(), c.says)
			assert.Contains(t, got.Article, c.article)
			if c.code == casefile.GuardFailed || c.code == casefile.TooLate || c.code == casefile.UnlawfulNow {
				assert.NotEmpty(t, got.Article)
			}
		})
	}
}

func TestDecisionsThatAnEnforcementCannotTake(t *testing.T) {
	states := map[lifecycle.State]int{}
	all := enforcementStates()
	for i, s := range all {
		states[s.state] = i
	}
	for _, c := range []struct {
		refused
		kind casefile.PartyKind
	}{
		{refused{name: "another officer", state: lifecycle.Measures, event: lifecycle.TakeMeasure, role: lifecycle.EnforcementJudge, actor: "E999", form: casefile.MeasureForm{Kind: "freeze", What: "x", On: date("2019-05-30")}, code: casefile.NotYourCase, says: "E001"}, ""},
		{refused{name: "ended before three months", state: lifecycle.Measures, event: lifecycle.EndForNow, role: lifecycle.EnforcementJudge, form: casefile.EndForNowForm{Signed: true, Reason: "x"}, code: casefile.GuardFailed, says: "2019-08-22", article: "373"}, ""},
		{refused{name: "ended without a search", state: lifecycle.Measures, at: "2019-08-22 10:00", event: lifecycle.EndForNow, role: lifecycle.EnforcementJudge, form: casefile.EndForNowForm{Signed: true, Reason: "x"}, code: casefile.GuardFailed, says: "record_search"}, ""},
		{refused{name: "ended without restricting consumption", state: lifecycle.Measures, at: "2019-08-22 10:00", event: lifecycle.EndForNow, role: lifecycle.EnforcementJudge, form: casefile.EndForNowForm{Signed: true, Reason: "x"}, code: casefile.GuardFailed, says: "restrict_consumption",
			more: enf("2019-06-10 10:00", lifecycle.RecordSearch, casefile.SearchForm{On: date("2019-06-10"), Result: "无"})}, ""},
		{refused{name: "ended without consent", state: lifecycle.Measures, at: "2019-08-22 10:00", event: lifecycle.EndForNow, role: lifecycle.EnforcementJudge, form: casefile.EndForNowForm{Panel: true, Reason: "x"}, code: casefile.GuardFailed, says: "院长",
			more: then(enf("2019-06-10 10:00", lifecycle.RecordSearch, casefile.SearchForm{On: date("2019-06-10"), Result: "无"}), enf("2019-06-11 10:00", lifecycle.RestrictConsumpt, debtor("D1")))}, ""},
		{refused{name: "a person referred", state: lifecycle.Measures, event: lifecycle.ReferBankruptcy, role: lifecycle.EnforcementJudge, form: debtor("D1"), code: casefile.GuardFailed, says: "D1", article: "企业破产法"}, casefile.Person},
		{refused{name: "referred twice", state: lifecycle.Referred, at: "2019-07-16 10:00", event: lifecycle.ReferBankruptcy, role: lifecycle.EnforcementJudge, form: debtor("D1"), code: casefile.GuardFailed, says: "曾移送", article: "法发〔2017〕2号",
			more: line("2019-07-15 10:00", lifecycle.ReferralReturned, lifecycle.Linked, nil)}, ""},
		{refused{name: "extended twice", state: lifecycle.Measures, at: "2019-06-04 10:00", event: lifecycle.ExtendEnforcement, role: lifecycle.President, form: reason(), code: casefile.GuardFailed, says: "高级法院",
			more: line("2019-06-03 10:00", lifecycle.ExtendEnforcement, lifecycle.President, reason())}, ""},
		{refused{name: "reported before the president extends", state: lifecycle.Measures, event: lifecycle.ReportExtension, role: lifecycle.Clerk, form: extendedAbove("2019-05-30"), code: casefile.GuardFailed, says: "extend_enforcement", article: "审限规定"}, ""},
		{refused{name: "unknown debtor", state: lifecycle.Measures, event: lifecycle.RestrictConsumpt, role: lifecycle.EnforcementJudge, form: debtor("D9"), code: casefile.NoSuchTrack, says: "D1"}, ""},
		{refused{name: "unknown debtor listed", state: lifecycle.Measures, event: lifecycle.DecideListing, role: lifecycle.EnforcementJudge, form: casefile.ListingForm{Party: "P1", Ground: "refusal", Approver: "Y001"}, code: casefile.NoSuchTrack, says: "D1"}, ""},
		{refused{name: "listed before the notice", state: lifecycle.NoticeDue, event: lifecycle.DecideListing, role: lifecycle.EnforcementJudge, form: casefile.ListingForm{Party: "D1", Ground: "refusal", Approver: "Y001"}, code: casefile.GuardFailed, says: "send_notice"}, ""},
		{refused{name: "no restriction to lift", state: lifecycle.Measures, event: lifecycle.LiftConsumptRestr, role: lifecycle.EnforcementJudge, form: debtor("D1"), code: casefile.GuardFailed, says: "none"}, ""},
		{refused{name: "more released than held", state: lifecycle.Measures, at: "2019-06-04 10:00", event: lifecycle.ReleaseMoney, role: lifecycle.EnforcementJudge, form: casefile.ReleaseForm{AmountFen: 101, To: "P1", On: date("2019-06-04")}, code: casefile.BadInput, says: "100 fen",
			more: collect("2019-06-03 10:00", 100)}, ""},
		{refused{name: "released to a stranger", state: lifecycle.Measures, at: "2019-06-04 10:00", event: lifecycle.ReleaseMoney, role: lifecycle.EnforcementJudge, form: casefile.ReleaseForm{AmountFen: 100, To: "Z1", On: date("2019-06-04")}, code: casefile.BadInput, says: "data.to",
			more: collect("2019-06-03 10:00", 100)}, ""},
		{refused{name: "terminated with money in hand", state: lifecycle.Measures, at: "2019-06-04 10:00", event: lifecycle.TerminateEnforce, role: lifecycle.EnforcementJudge, form: terminated(), code: casefile.GuardFailed, says: "release_money",
			more: collect("2019-06-03 10:00", 100)}, ""},
		{refused{name: "a payment booked twice", state: lifecycle.Measures, at: "2019-06-04 10:00", event: lifecycle.Collect, role: lifecycle.EnforcementJudge, form: paid("pay@2019-06-03.1000", "", 100, "2019-06-03"), code: casefile.IDReused, says: "pay@2019-06-03.1000",
			more: collect("2019-06-03 10:00", 100)}, ""},
		{refused{name: "nothing collected", state: lifecycle.Measures, event: lifecycle.Collect, role: lifecycle.EnforcementJudge, form: paid("x", "", 0, "2019-05-30"), code: casefile.BadInput, says: "data.amountFen"}, ""},
		{refused{name: "a settlement of yesterday", state: lifecycle.Measures, event: lifecycle.Settle, role: lifecycle.EnforcementJudge, form: casefile.SettleForm{Until: date("2019-05-30"), Terms: "x"}, code: casefile.BadInput, says: "after 2019-05-30"}, ""},
		{refused{name: "a settlement for ever", state: lifecycle.Measures, event: lifecycle.Settle, role: lifecycle.EnforcementJudge, form: casefile.SettleForm{Until: date("2199-05-30"), Terms: "x"}, code: casefile.BadInput, says: "2028-05-30 or earlier"}, ""},
		{refused{name: "a creditor's property report", state: lifecycle.Reporting, event: lifecycle.ReportFiled, role: lifecycle.Clerk, form: byParty("P1", "2019-05-22"), code: casefile.NoSuchTrack, says: "D1"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := all[states[c.state]]
			if c.at == "" {
				c.at = r.from
			}
			if c.kind == "" {
				c.kind = casefile.Enterprise
			}
			d := decision(t, c.event, c.role, c.form)
			if c.actor != "" {
				d.Actor = c.actor
			}
			got := undisturbed(t, Enforcement, overdueLoan(c.kind), "2019-05-20", then(r.by, c.more), c.at, d)[0]
			assert.Equal(t, c.code, got.Code, got.Message)
			assert.Contains(t, got.Error(), c.says)
			assert.Contains(t, got.Article, c.article)
		})
	}
}

func TestDecisionsThatACertificateCannotTake(t *testing.T) {
	for _, c := range []refused{
		{name: "not a creditor", event: lifecycle.CreditorConfirms, role: lifecycle.Clerk, form: casefile.ConfirmForm{Party: "D1", On: date("2019-05-20")}, code: casefile.BadInput, says: "P1"},
		{name: "issued before it was confirmed", event: lifecycle.IssueCertificate, role: lifecycle.Judge, form: reason(), code: casefile.UnlawfulNow, says: "待债权人确认"},
		{name: "another judge", event: lifecycle.IssueCertificate, role: lifecycle.Judge, actor: "J999", form: reason(), code: casefile.NotYourCase, says: "J001", at: "2019-05-28 10:00"},
		{name: "by a clerk", event: lifecycle.IssueCertificate, role: lifecycle.Clerk, form: reason(), code: casefile.WrongRole, says: "承办法官", at: "2019-05-28 10:00"},
		{name: "denied and issued", event: lifecycle.IssueCertificate, role: lifecycle.Judge, form: reason(), code: casefile.GuardFailed, says: "P1", at: "2019-05-22 10:00",
			more: line("2019-05-21 10:00", lifecycle.CreditorDenies, lifecycle.Clerk, casefile.ConfirmForm{Party: "P1", On: date("2019-05-21")})},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newCourt(t, "2019-05-20")
			p.eligible = performed()
			if c.at == "" {
				c.at = "2019-05-20 11:00"
			}
			p.follow(c.more...)
			d := decision(t, c.event, c.role, c.form)
			if c.actor != "" {
				d.Actor = c.actor
			}
			v := p.send(moment(c.at), d)
			n := 0
			p.look(moment(c.at).Add(-time.Minute), func(casefile.View) { n = len(p.records) })
			p.until = moment(c.at).Add(time.Minute)
			p.play(Certificate, casefile.CertificateInput{Case: "zh-2019-000001", Party: "D1", AppliedOn: date("2019-05-20"), Policy: policy.Default(), Edition: calendar.Latest()})
			got := v.refusal(t)
			assert.Equal(t, c.code, got.Code, got.Message)
			assert.Contains(t, got.Error(), c.says)
			assert.Len(t, p.records, n)
		})
	}
}

// Nobody speaks as the clock or as a linked workflow, by whichever way.
func TestForgedRolesAreRefused(t *testing.T) {
	r := stateOf(t, lifecycle.AwaitingFee)
	forged := []casefile.Decision{
		decision(t, lifecycle.FeeLapsed, lifecycle.Clock, nil),
		decision(t, lifecycle.AllServed, lifecycle.Linked, nil),
		decision(t, lifecycle.Withdraw, lifecycle.Linked, reason()),
		decision(t, lifecycle.Withdraw, lifecycle.Clock, reason()),
	}
	for i := range forged {
		forged[i].Actor = judge
	}
	t.Run("as updates", func(t *testing.T) {
		for _, got := range undisturbed(t, Case, r.in, "2019-03-04", r.by, r.from, forged...) {
			assert.Equal(t, casefile.WrongRole, got.Code)
		}
	})
	t.Run("as signals", func(t *testing.T) {
		c := newCourt(t, "2019-03-04")
		c.follow(r.by...)
		for i, d := range forged {
			c.signal(moment(r.later(i+1)), d)
		}
		human := decision(t, lifecycle.Withdraw, lifecycle.Judge, reason())
		c.plan(moment(r.later(9)), func() { c.env.SignalWorkflow(SignalLinked, human) })
		c.until = moment(r.later(10))
		c.play(Case, r.in)
		assert.Equal(t, lifecycle.AwaitingFee, c.row.Phase)
		require.Len(t, c.final.Verdicts, len(forged))
		for _, v := range c.final.Verdicts {
			assert.False(t, v.Taken)
			assert.Equal(t, casefile.WrongRole, v.Refusal.Code)
		}
		refused := 0
		for _, e := range c.entries() {
			if e.Refused != "" {
				refused++
			}
		}
		assert.Equal(t, len(forged)+1, refused, "what nobody was there to be refused is on the timeline")
	})
}
