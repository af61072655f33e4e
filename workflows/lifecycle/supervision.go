package lifecycle

// States of the supervision of one obligation (督促履行).
const (
	RunningTerm  State = "running_term"
	Urging       State = "urging"
	Performed    State = "performed"
	InDefault    State = "in_default"
	SuspendedDue State = "suspended"
	Unperformed  State = "unperformed"
)

// Events of the supervision of one obligation.
const (
	RemindFirst    Event = "remind_first"
	RemindSecond   Event = "remind_second"
	FallDue        Event = "fall_due"
	Accelerate     Event = "accelerate"
	RecordContact  Event = "record_contact"
	ContactDue     Event = "contact_due"
	SecondNotice   Event = "second_notice"
	AgreePlan      Event = "agree_plan"
	CloseUrging    Event = "close_urging"
	UrgingExpired  Event = "urging_expired"
	ObligationDone Event = "obligation_done"
	TermMet        Event = "term_met"
	SuspendTerm    Event = "suspend_term"
	ResumeTerm     Event = "resume_term"
	ResumeRunning  Event = "resume_running_term"
	LateDone       Event = "late_done"
	EndSupervision Event = "end_supervision"
	TriggerClause  Event = "trigger_clause"
)

// Guards of the supervision of one obligation.
const (
	// PlansLeft bounds how often the parties may agree a new plan.
	PlansLeft Guard = "plans_left"
	// TermOver says that something is due and unpaid.
	TermOver Guard = "term_over"
)

// Supervision is the supervised performance of one obligation.
var Supervision = (&Machine{
	ID: "supervision", Name: "督促履行", NameEN: "supervision of one obligation",
	Initial: []State{RunningTerm},
	States: []StateInfo{
		{State: RunningTerm, Name: "履行期内", NameEN: "performance period running", Clocks: []string{"performance-period", "supervision-reminder-first", "supervision-reminder-second"}},
		{State: Urging, Name: "逾期督促", NameEN: "overdue, being urged", Clocks: []string{"supervision-contact", "supervision-second-notice", "supervision-close"}},
		{State: SuspendedDue, Name: "暂停督促", NameEN: "suspended", Clocks: []string{"bankruptcy-transfer-answer", "bankruptcy-ruling-debtor"}},
		{State: InDefault, Name: "未自动履行", NameEN: "not performed voluntarily", Clocks: []string{"enforcement-application"}},
		{State: Performed, Name: "已履行", NameEN: "performed", Terminal: true},
		{State: Unperformed, Name: "未履行而终结", NameEN: "ended without performance", Terminal: true},
	},
	Rows: []Row{
		{RemindFirst, "首次提醒", "first reminder", []State{RunningTerm}, Same, byClock, nil, "法院政策（报告机制八）"},
		{RemindSecond, "再次提醒", "second reminder", []State{RunningTerm}, Same, byClock, nil, "法院政策（报告机制八）"},
		{TermMet, "本期已履行", "instalment met", []State{RunningTerm, Urging}, RunningTerm, byLinked, nil, "民事诉讼法第247条"},
		{FallDue, "履行期届满未履行", "term over, unpaid", []State{RunningTerm}, Urging, byClock, nil, "民事诉讼法第247、264条"},
		{Accelerate, "剩余款项加速到期", "remaining instalments fall due at once", []State{Urging}, Same, byLinked, nil, "民事调解规定第8、15条"},
		{TriggerClause, "违约条款条件成就", "default clause triggered", []State{Urging}, Same, byLinked, nil, "民事调解规定第8、15条"},
		{ContactDue, "应联系当事人", "contact is due", []State{Urging}, Same, byClock, nil, "法院政策（报告机制八）"},
		{RecordContact, "督促联系记录", "contact recorded", []State{RunningTerm, Urging}, Same, benchClerk, nil, "法院政策（报告机制八）"},
		{SecondNotice, "二次督促并告知申请执行权", "second notice", []State{Urging}, Same, byClock, nil, "法院政策（报告机制八）"},
		{AgreePlan, "达成新的履行计划", "new plan agreed", []State{RunningTerm, Urging}, RunningTerm, benchClerk, []Guard{PlansLeft}, "执行和解规定第1条"},
		{CloseUrging, "结束督促", "urging closed", []State{Urging}, InDefault, []Role{Judge, Linked}, []Guard{TermOver}, "法院政策（报告机制八）"},
		{UrgingExpired, "督促期满", "urging period over", []State{Urging}, InDefault, byClock, nil, "法院政策（报告机制八）"},
		{SuspendTerm, "暂停督促", "suspended by a bankruptcy handoff", []State{RunningTerm, Urging}, SuspendedDue, byLinked, nil, "企业破产法第16、19条"},
		{ResumeTerm, "恢复督促", "supervision goes on", []State{SuspendedDue}, Urging, byLinked, nil, "民诉法解释第512条"},
		{ResumeRunning, "恢复履行期", "performance period goes on", []State{SuspendedDue}, RunningTerm, byLinked, nil, "民诉法解释第512条"},
		{ObligationDone, "履行完毕", "performed in full", []State{RunningTerm, Urging, SuspendedDue}, Performed, byLinked, nil, "民事诉讼法第247条"},
		{LateDone, "逾期后履行完毕", "performed late", []State{InDefault}, Performed, byLinked, nil, "民事诉讼法第247条"},
		{EndSupervision, "案件终结，不再督促", "ended with the case", []State{RunningTerm, Urging, SuspendedDue, InDefault}, Unperformed, byLinked, nil, "法院政策"},
	},
}).build()
