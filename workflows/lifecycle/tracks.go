package lifecycle

// A track is a machine of its own inside the case's workflow: the delivery of
// one document to one party, the preservation of one asset, the supervision of
// one obligation, the handoff of one debtor to a bankruptcy court.

// States of a delivery (送达).
const (
	ToServe        State = "to_serve"
	OnPublicNotice State = "on_public_notice"
	Served         State = "served"
	Spared         State = "spared"
)

// Events of a delivery.
const (
	RecordServed  Event = "record_served"
	RecordFailed  Event = "record_failed_service"
	PublishNotice Event = "publish_notice"
	NoticeExpired Event = "notice_expired"
	SpareService  Event = "spare_service"
)

// Guards of a delivery.
const (
	MethodLawful Guard = "method_lawful"
	NoticeLawful Guard = "notice_lawful"
)

// Delivery is the service of one document on one party.
var Delivery = (&Machine{
	ID: "delivery", Name: "送达", NameEN: "delivery of a document to a party",
	Initial: []State{ToServe},
	States: []StateInfo{
		{State: ToServe, Name: "待送达", NameEN: "to be served", Clocks: []string{"complaint-service", "judgment-document", "mediation-signing"}},
		{State: OnPublicNotice, Name: "公告中", NameEN: "on public notice", Clocks: []string{"public-notice"}},
		{State: Served, Name: "已送达", NameEN: "served", Terminal: true},
		{State: Spared, Name: "无须送达", NameEN: "no longer needed", Terminal: true},
	},
	Rows: []Row{
		{RecordServed, "送达成功", "served", []State{ToServe, OnPublicNotice}, Served, []Role{Clerk, Judge, Integration}, []Guard{MethodLawful}, "民事诉讼法第88至94条"},
		{RecordFailed, "送达未成", "attempt failed", []State{ToServe}, Same, []Role{Clerk, Judge, Integration}, nil, "民事诉讼法第88至94条"},
		{PublishNotice, "公告送达", "public notice published", []State{ToServe}, OnPublicNotice, []Role{Clerk, Judge}, []Guard{NoticeLawful}, "民事诉讼法第95条；民诉法解释第140条"},
		{NoticeExpired, "公告期满视为送达", "public notice period over", []State{OnPublicNotice}, Served, byClock, nil, "民事诉讼法第95条"},
		{SpareService, "无须继续送达", "service no longer needed", []State{ToServe, OnPublicNotice}, Spared, byLinked, nil, "法院政策"},
	},
}).build()

// States of a preservation (财产保全).
const (
	PreservationSought State = "sought"
	PreservationRuled  State = "ruled"
	Frozen             State = "frozen"
	PreservRefused     State = "preservation_refused"
	Lifted             State = "lifted"
	FreezeLapsed       State = "lapsed"
	Converted          State = "converted"
)

// Events of a preservation. ApplyPreservation opens the track.
const (
	ApplyPreservation  Event = "apply_preservation"
	RulePreservation   Event = "rule_preservation"
	RefusePreservation Event = "refuse_preservation"
	FreezeAsset        Event = "freeze_asset"
	RenewFreeze        Event = "renew_freeze"
	FreezeRanOut       Event = "freeze_ran_out"
	LiftFreeze         Event = "lift_freeze"
	LiftOnEnd          Event = "lift_on_end"
	ConvertFreeze      Event = "convert_freeze"
)

// NotSought is where a preservation stands before anybody asked for it.
const NotSought State = "not_sought"

// Preservation is the freezing of one asset before or during the suit.
var Preservation = (&Machine{
	ID: "preservation", Name: "财产保全", NameEN: "preservation of an asset",
	Initial: []State{NotSought},
	States: []StateInfo{
		{State: NotSought, Name: "未申请", NameEN: "not sought", Clocks: []string{"filing-review"}},
		{State: PreservationSought, Name: "已申请", NameEN: "sought", Clocks: []string{"preservation-ruling", "preservation-ruling-urgent"}},
		{State: PreservationRuled, Name: "已裁定", NameEN: "ruled", Clocks: []string{"preservation-start"}},
		{State: Frozen, Name: "已查封冻结", NameEN: "frozen", Clocks: []string{"freeze-deposit", "freeze-movable", "freeze-real-estate"}},
		{State: PreservRefused, Name: "裁定驳回", NameEN: "refused", Terminal: true},
		{State: Lifted, Name: "已解除", NameEN: "lifted", Terminal: true},
		{State: FreezeLapsed, Name: "期满失效", NameEN: "lapsed", Terminal: true},
		{State: Converted, Name: "转为执行查封", NameEN: "became an enforcement seizure", Terminal: true},
	},
	Rows: []Row{
		{ApplyPreservation, "申请财产保全", "preservation applied for", []State{NotSought}, PreservationSought, desk, nil, "民事诉讼法第103条"},
		{RulePreservation, "裁定保全", "preservation ruled", []State{PreservationSought}, PreservationRuled, bench, nil, "财产保全规定第4、5条"},
		{RefusePreservation, "驳回保全申请", "preservation refused", []State{PreservationSought}, PreservRefused, bench, nil, "民事诉讼法第103条"},
		{FreezeAsset, "实施查封冻结", "asset frozen", []State{PreservationRuled}, Frozen, []Role{EnforcementJudge, Clerk, Integration}, nil, "财产保全规定第4条；民诉法解释第485条"},
		{RenewFreeze, "续行查封冻结", "freeze renewed", []State{Frozen}, Same, []Role{EnforcementJudge, Judge}, nil, "财产保全规定第18条"},
		{FreezeRanOut, "保全期限届满", "freeze ran out", []State{Frozen}, FreezeLapsed, byClock, nil, "民诉法解释第485条"},
		{LiftFreeze, "解除保全", "freeze lifted", []State{PreservationRuled, Frozen}, Lifted, []Role{Judge, EnforcementJudge}, nil, "财产保全规定第23条"},
		{LiftOnEnd, "结案解除保全", "lifted because the case ended", []State{PreservationSought, PreservationRuled, Frozen}, Lifted, []Role{Linked, Clock}, nil, "财产保全规定第23条；民诉法解释第163条"},
		{ConvertFreeze, "转为执行措施", "became an enforcement measure", []State{Frozen}, Converted, byLinked, nil, "民诉法解释第168条"},
	},
}).build()

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

// States of a bankruptcy handoff (移送破产).
const (
	AwaitingConsent     State = "awaiting_consent"
	AwaitingPanel       State = "awaiting_panel"
	AwaitingPresident   State = "awaiting_president"
	Transferred         State = "transferred"
	Supplementing       State = "supplementing"
	DirectlyApplied     State = "directly_applied"
	BankruptcyIsOpen    State = "bankruptcy_accepted"
	BankruptcyReturned  State = "bankruptcy_returned"
	BankruptcyAbandoned State = "bankruptcy_abandoned"
)

// Events of a bankruptcy handoff.
const (
	ConsentToTransfer  Event = "consent_to_transfer"
	NoConsent          Event = "no_consent"
	PanelDecides       Event = "panel_decides"
	PresidentSigns     Event = "president_signs"
	AskSupplement      Event = "ask_supplement"
	SendSupplement     Event = "send_supplement"
	BankruptcyAccepted Event = "bankruptcy_accepted"
	BankruptcyRefused  Event = "bankruptcy_refused"
)

// Bankruptcy is the handoff of one enterprise debtor: from enforcement by the
// court's own transfer (执转破), before it by the parties' direct application.
var Bankruptcy = (&Machine{
	ID: "bankruptcy", Name: "移送破产", NameEN: "bankruptcy handoff of a debtor",
	Initial: []State{AwaitingConsent, DirectlyApplied},
	States: []StateInfo{
		{State: AwaitingConsent, Name: "待当事人同意", NameEN: "awaiting consent", Clocks: []string{"bankruptcy-decision"}},
		{State: AwaitingPanel, Name: "待合议庭评议", NameEN: "awaiting the panel", Clocks: []string{"bankruptcy-decision"}},
		{State: AwaitingPresident, Name: "待院长签署", NameEN: "awaiting the president", Clocks: []string{"bankruptcy-decision"}},
		{State: Transferred, Name: "已移送", NameEN: "transferred", Clocks: []string{"bankruptcy-transfer-answer"}},
		{State: Supplementing, Name: "补充材料", NameEN: "supplementing the package", Clocks: []string{"bankruptcy-transfer-supplement"}},
		{State: DirectlyApplied, Name: "当事人直接申请", NameEN: "applied for directly", Clocks: []string{"bankruptcy-ruling-debtor"}},
		{State: BankruptcyIsOpen, Name: "受理破产", NameEN: "accepted", Terminal: true},
		{State: BankruptcyReturned, Name: "不予受理", NameEN: "not accepted", Terminal: true},
		{State: BankruptcyAbandoned, Name: "未获同意", NameEN: "no consent", Terminal: true},
	},
	Rows: []Row{
		{ConsentToTransfer, "同意移送破产", "consent to the transfer", []State{AwaitingConsent}, AwaitingPanel, []Role{EnforcementJudge, Clerk}, nil, "民诉法解释第511条"},
		{NoConsent, "不同意移送破产", "no consent", []State{AwaitingConsent}, BankruptcyAbandoned, []Role{EnforcementJudge}, nil, "民诉法解释第514条"},
		{PanelDecides, "合议庭评议同意", "panel decides to transfer", []State{AwaitingPanel}, AwaitingPresident, []Role{EnforcementJudge}, nil, "法发〔2017〕2号"},
		{PresidentSigns, "院长签署移送决定", "president signs the transfer decision", []State{AwaitingPresident}, Transferred, []Role{President}, nil, "法发〔2017〕2号"},
		{AskSupplement, "受移送法院要求补充材料", "receiving court asks for papers", []State{Transferred}, Supplementing, []Role{Integration, Clerk}, nil, "法发〔2017〕2号"},
		{SendSupplement, "已补充材料", "papers supplied", []State{Supplementing}, Transferred, []Role{EnforcementJudge, Clerk}, nil, "法发〔2017〕2号"},
		{BankruptcyAccepted, "受移送法院受理破产", "bankruptcy court accepts", []State{Transferred, DirectlyApplied}, BankruptcyIsOpen, []Role{Integration, Clerk, EnforcementJudge}, nil, "民诉法解释第512、513条；企业破产法第10条"},
		{BankruptcyRefused, "受移送法院不予受理", "bankruptcy court does not accept", []State{Transferred, DirectlyApplied, Supplementing}, BankruptcyReturned, []Role{Integration, Clerk, EnforcementJudge}, nil, "民诉法解释第512条；企业破产法第12条"},
	},
}).build()
