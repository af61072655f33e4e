package lifecycle

import "slices"

// States of the main machine.
const (
	FilingReview        State = "filing_review"
	AwaitingCorrection  State = "awaiting_correction"
	AwaitingFee         State = "awaiting_fee"
	Service             State = "service"
	Defence             State = "defence"
	Trial               State = "trial"
	Stayed              State = "stayed"
	InCourtPrompt       State = "in_court_prompt"
	AwaitingEffect      State = "awaiting_effect"
	Appeal              State = "appeal"
	InSupervision       State = "supervision"
	AwaitingEnforcement State = "awaiting_enforcement"
	InEnforcement       State = "enforcement"
	Dormant             State = "dormant"
	BankruptcyHandoff   State = "bankruptcy_handoff"
	Closed              State = "closed"
)

// Events of the main machine.
const (
	Accept              Event = "accept"
	RequireCorrection   Event = "require_correction"
	RefuseFiling        Event = "refuse_filing"
	Corrected           Event = "corrected"
	CorrectionLapsed    Event = "correction_lapsed"
	FeePaid             Event = "fee_paid"
	FeeDeferred         Event = "fee_deferred"
	FeeWaived           Event = "fee_waived"
	FeeLapsed           Event = "fee_lapsed"
	Withdraw            Event = "withdraw"
	DeemWithdrawn       Event = "deem_withdrawn"
	AllServed           Event = "all_served"
	Answer              Event = "answer"
	AnswerExpired       Event = "answer_expired"
	DefenceClosed       Event = "defence_closed"
	ObjectJurisdic      Event = "object_jurisdiction"
	OverruleObjection   Event = "overrule_objection"
	TransferCase        Event = "transfer_case"
	ConvertProcedure    Event = "convert_procedure"
	ScheduleHearing     Event = "schedule_hearing"
	Adjourn             Event = "adjourn"
	ExcludeTime         Event = "exclude_time"
	ResumeTime          Event = "resume_time"
	RequestExtension    Event = "request_extension"
	GrantExtension      Event = "grant_extension"
	FurtherExtension    Event = "further_extension"
	ExtendAppeal        Event = "extend_second_instance"
	Reassign            Event = "reassign"
	Nudge               Event = "nudge"
	AdoptCalendar       Event = "adopt_calendar"
	AdoptPolicy         Event = "adopt_policy"
	Stay                Event = "stay"
	ResumeService       Event = "resume_service"
	ResumeDefence       Event = "resume_defence"
	ResumeTrial         Event = "resume_trial"
	TerminateSuit       Event = "terminate_suit"
	Mediate             Event = "mediate"
	JudgeInCourt        Event = "judge_in_court"
	JudgeLater          Event = "judge_later"
	DismissSuit         Event = "dismiss_suit"
	PerformedInCourt    Event = "performed_in_court"
	PromptAnswered      Event = "prompt_answered"
	PromptUnanswered    Event = "prompt_unanswered"
	Repudiate           Event = "repudiate_mediation"
	LodgeAppeal         Event = "lodge_appeal"
	AppealExpired       Event = "appeal_expired"
	TakeEffect          Event = "take_effect"
	EffectNothingDue    Event = "effect_nothing_due"
	EffectPerformed     Event = "effect_performed"
	EffectDismissed     Event = "effect_dismissed"
	EffectNotAccepted   Event = "effect_not_accepted"
	EffectTransferred   Event = "effect_transferred"
	OrderAcceptance     Event = "order_acceptance"
	AppealJurisdict     Event = "appeal_jurisdiction"
	JurisdictAffirmed   Event = "jurisdiction_affirmed"
	JurisdictReversed   Event = "jurisdiction_reversed"
	JurisdictionExpired Event = "jurisdiction_appeal_expired"
	JurisdictionFinal   Event = "jurisdiction_final"
	MoveFile            Event = "move_file"
	AppealFiled         Event = "appeal_filed"
	AppealAffirmed      Event = "appeal_affirmed"
	AppealChanged       Event = "appeal_changed"
	AppealRejected      Event = "appeal_rejected_claim"
	AppealRemanded      Event = "appeal_remanded"
	AppealSettled       Event = "appeal_settled"
	AppealWithdrawn     Event = "appeal_withdrawn"
	RulingAffirmed      Event = "ruling_affirmed"
	Pay                 Event = "pay"
	AllPerformed        Event = "all_performed"
	Defaulted           Event = "defaulted"
	ApplyEnforcement    Event = "apply_enforcement"
	InterruptLimit      Event = "interrupt_limitation"
	TimeBarred          Event = "time_barred"
	Enforced            Event = "enforced"
	EndedForNow         Event = "ended_for_now"
	EnforcementEnded    Event = "enforcement_terminated"
	EnforcementReturned Event = "enforcement_returned"
	EnforcementBack     Event = "enforcement_resumed"
	RestGoesOn          Event = "rest_goes_on"
	BankruptcySign      Event = "bankruptcy_sign"
	HandoffAccepted     Event = "handoff_accepted"
	BackToSupervision   Event = "back_to_supervision"
	BackToAwaiting      Event = "back_to_awaiting"
	BackToEnforcement   Event = "back_to_enforcement"
	ReversePayment      Event = "reverse_payment"
	ConfirmReceipt      Event = "confirm_receipt"
	RecordSecurity      Event = "record_security"
	AssessDebtor        Event = "assess_debtor"
	AnswerAdvice        Event = "answer_advice"
	TransferEnforce     Event = "transfer_enforcement"
	EnforcementPart     Event = "enforcement_part"
)

// Guards of the main machine, evaluated by the case.
const (
	HearingDone        Guard = "hearing_done"
	HasDefinite        Guard = "definite_obligations"
	StayedFromService  Guard = "stayed_from_service"
	StayedFromDefence  Guard = "stayed_from_defence"
	StayedFromTrial    Guard = "stayed_from_trial"
	PaidInFull         Guard = "paid_in_full"
	MediationUnsigned  Guard = "mediation_unsigned"
	Appealable         Guard = "appealable"
	AppealOfJudgment   Guard = "appeal_of_judgment"
	AppealOfRuling     Guard = "appeal_of_ruling"
	InAnswerPeriod     Guard = "in_answer_period"
	ConversionLawful   Guard = "conversion_lawful"
	ExtensionRequested Guard = "extension_requested"
	ExtendedOnce       Guard = "extended_once"
	SecondInstanceRuns Guard = "second_instance_runs"
	PastDue            Guard = "past_due"
	EnterpriseDebtor   Guard = "enterprise_debtor"
	NotReferredBefore  Guard = "not_referred_before"
	AdjournmentsLeft   Guard = "adjournments_left"
	FromSupervision    Guard = "handoff_from_supervision"
	FromAwaiting       Guard = "handoff_from_awaiting"
	FromEnforcement    Guard = "handoff_from_enforcement"
	ObjectionPending   Guard = "objection_pending"
	OverruledNotFinal  Guard = "overruled_not_final"
	JurisdictAppealed  Guard = "jurisdiction_appealed"
	RefusalAppealed    Guard = "refusal_appealed"
	NothingDue         Guard = "nothing_due"
	EveryoneServed     Guard = "everyone_served"
	PostedInTime       Guard = "posted_in_time"
)

var (
	bench      = []Role{Judge}
	benchClerk = []Role{Judge, Clerk}
	desk       = []Role{Clerk, Intake}
	money      = []Role{Clerk, Intake, Judge, Integration}
	byClock    = []Role{Clock}
	byLinked   = []Role{Linked}
)

// beforeJudgment are the states in which a first-instance suit is alive and undecided.
var beforeJudgment = []State{Service, Defence, Trial}

// open are all states but closed.
var open = []State{FilingReview, AwaitingCorrection, AwaitingFee, Service, Defence, Trial, Stayed, InCourtPrompt,
	AwaitingEffect, Appeal, InSupervision, AwaitingEnforcement, InEnforcement, Dormant, BankruptcyHandoff, InRetrial}

// payable are the states in which what a document fixes can be performed.
var payable = []State{InCourtPrompt, AwaitingEffect, Appeal, InSupervision, AwaitingEnforcement, InEnforcement, Dormant, BankruptcyHandoff, InRetrial}

// Case is the main machine: a civil case of first instance from filing to its end.
var Case = (&Machine{
	ID: "case", Name: "案件", NameEN: "civil case",
	Initial: []State{FilingReview},
	States: []StateInfo{
		{State: FilingReview, Name: "立案审查", NameEN: "filing review", Clocks: []string{"filing-review"}},
		{State: AwaitingCorrection, Name: "待补正", NameEN: "awaiting correction", Clocks: []string{"filing-correction"}},
		{State: AwaitingFee, Name: "待缴费", NameEN: "awaiting fee", Clocks: []string{"fee-payment"}},
		{State: Service, Name: "送达", NameEN: "service", Clocks: []string{"complaint-service", "ordinary-trial", "summary-trial", "small-claims-trial"}},
		{State: Defence, Name: "答辩", NameEN: "defence", Clocks: []string{"answer", "ordinary-trial", "summary-trial", "small-claims-trial"}},
		{State: Trial, Name: "审理", NameEN: "trial", Clocks: []string{"ordinary-trial", "summary-trial", "small-claims-trial"}},
		{State: Stayed, Name: "中止诉讼", NameEN: "stayed", Clocks: []string{"stay-review"}},
		{State: InCourtPrompt, Name: "当庭履行提示", NameEN: "in-court prompt", Clocks: []string{"in-court-prompt"}},
		{State: AwaitingEffect, Name: "待生效", NameEN: "awaiting effect", Clocks: []string{"judgment-document", "judgment-document-fixed-date", "appeal-judgment", "appeal-ruling", "mediation-signing"}},
		{State: Appeal, Name: "二审", NameEN: "appeal", Clocks: []string{"appeal-copy", "appeal-answer", "appeal-file-transfer", "second-instance-filing", "second-instance-judgment", "second-instance-ruling"}},
		{State: InSupervision, Name: "督促履行", NameEN: "supervised performance", Clocks: []string{"performance-period", "supervision-close"}},
		{State: AwaitingEnforcement, Name: "待申请执行", NameEN: "awaiting application for enforcement", Clocks: []string{"enforcement-application", "stay-review"}},
		{State: InEnforcement, Name: "执行", NameEN: "enforcement", Clocks: []string{"enforcement-conclusion"}},
		{State: Dormant, Name: "终结本次执行程序", NameEN: "enforcement ended for now", Clocks: []string{"ended-for-now-term"}},
		{State: BankruptcyHandoff, Name: "移送破产", NameEN: "bankruptcy handoff", Clocks: []string{"bankruptcy-transfer-answer", "bankruptcy-decision", "bankruptcy-ruling-debtor"}},
		{State: InRetrial, Name: "再审", NameEN: "retrial of an effective document", Clocks: []string{"ordinary-trial", "second-instance-judgment"}},
		{State: Closed, Name: "结案", NameEN: "closed", Terminal: true},
	},
	Rows: slices.Concat([]Row{
		// 立案 filing
		{Accept, "登记立案", "accept the filing", []State{FilingReview}, AwaitingFee, []Role{Clerk, Judge}, nil, "民事诉讼法第126条"},
		{RequireCorrection, "通知补正", "require correction", []State{FilingReview}, AwaitingCorrection, []Role{Clerk, Judge}, nil, "民诉法解释第126、208条"},
		// The plaintiff may appeal, so that nothing is final yet.
		{RefuseFiling, "裁定不予受理", "refuse the filing", []State{FilingReview}, AwaitingEffect, []Role{Judge}, nil, "民事诉讼法第126、157条"},
		{Corrected, "补正后收到", "correction received", []State{AwaitingCorrection}, FilingReview, desk, nil, "民诉法解释第126条"},
		{CorrectionLapsed, "逾期未补正", "correction period lapsed", []State{AwaitingCorrection}, Closed, byClock, nil, "民诉法解释第208条"},
		{FeePaid, "已缴案件受理费", "acceptance fee paid", []State{AwaitingFee}, Service, []Role{Clerk, Intake, Integration}, nil, "诉讼费用交纳办法第22条"},
		{FeeDeferred, "准予缓交", "fee deferred", []State{AwaitingFee}, Service, []Role{Judge, President}, nil, "诉讼费用交纳办法第47、49条"},
		{FeeWaived, "准予免交", "fee waived", []State{AwaitingFee}, Service, []Role{Judge, President}, nil, "诉讼费用交纳办法第45条"},
		{FeeLapsed, "未缴费按撤诉处理", "fee period lapsed, deemed withdrawn", []State{AwaitingFee}, Closed, byClock, nil, "诉讼费用交纳办法第22条；民诉法解释第213条"},

		// 撤诉 withdrawal
		{Withdraw, "准予撤诉", "withdrawal allowed", []State{FilingReview, AwaitingCorrection, AwaitingFee, Service, Defence, Trial}, Closed, bench, []Guard{NoCounterclaim}, "民事诉讼法第148条"},
		{DeemWithdrawn, "按撤诉处理", "deemed withdrawn", []State{Trial}, Closed, bench, []Guard{HearingDone, NoCounterclaim}, "民事诉讼法第146条"},

		// 送达与答辩 service and defence
		{AllServed, "全体被告已送达", "every defendant served", []State{Service}, Defence, byLinked, nil, "民事诉讼法第128条"},
		{Answer, "提交答辩状", "answer received", []State{Service, Defence, Trial}, Same, desk, nil, "民事诉讼法第128条"},
		{AnswerExpired, "答辩期届满", "answer period expired", []State{Service, Defence, Trial}, Same, byClock, nil, "民事诉讼法第128条"},
		{DefenceClosed, "答辩结束", "defence closed", []State{Defence}, Trial, byLinked, nil, "民事诉讼法第128条"},
		{ObjectJurisdic, "提出管辖权异议", "jurisdiction objected to", []State{Service, Defence}, Same, desk, []Guard{InAnswerPeriod}, "民事诉讼法第130条"},
		{OverruleObjection, "驳回管辖权异议", "objection overruled", []State{Service, Defence}, Same, bench, []Guard{ObjectionPending}, "民事诉讼法第130、157条"},
		{AppealJurisdict, "对管辖权异议裁定上诉", "ruling on jurisdiction appealed against", []State{Service, Defence}, Same, desk, []Guard{OverruledNotFinal}, "民事诉讼法第157、171条"},
		{JurisdictionExpired, "对管辖权异议裁定的上诉期届满", "period to appeal against it over", []State{Service, Defence}, Same, byClock, nil, "民事诉讼法第171条"},
		{JurisdictionFinal, "驳回管辖权异议的裁定生效", "objection finally overruled", []State{Service, Defence}, Same, byLinked, []Guard{OverruledNotFinal}, "民事诉讼法第158条；民诉法解释第243条"},
		{JurisdictAffirmed, "二审维持管辖权异议裁定或者准予撤回上诉", "ruling on jurisdiction affirmed, or the appeal withdrawn", []State{Service, Defence}, Same, []Role{Integration, Clerk}, []Guard{JurisdictAppealed}, "民事诉讼法第178、182条"},
		{JurisdictReversed, "二审裁定移送管辖", "transferred on appeal", []State{Service, Defence}, Closed, []Role{Integration, Clerk}, []Guard{JurisdictAppealed}, "民事诉讼法第130、178、182条"},

		// 审理 trial
		{ConvertProcedure, "转换程序", "procedure converted", beforeJudgment, Same, bench, []Guard{ConversionLawful}, "民事诉讼法第169、170条"},
		{ScheduleHearing, "确定开庭日期", "hearing scheduled", beforeJudgment, Same, benchClerk, nil, "民事诉讼法第139条"},
		{Adjourn, "延期开庭", "hearing adjourned", []State{Trial}, Same, bench, []Guard{AdjournmentsLeft}, "民事诉讼法第149条；延长审限规定第3、5条"},
		{ExcludeTime, "扣除审限", "time excluded", beforeJudgment, Same, bench, nil, "民诉法解释第243条；审限规定第9条"},
		{ResumeTime, "恢复计算审限", "excluded time ended", []State{Service, Defence, Trial, Stayed}, Same, bench, nil, "审限规定第9条"},
		{RequestExtension, "申请延长审限", "extension requested", beforeJudgment, Same, bench, nil, "延长审限规定第1条"},
		{GrantExtension, "批准延长审限", "extension granted", beforeJudgment, Same, []Role{President}, []Guard{ExtensionRequested}, "民事诉讼法第152、164、168条"},
		{FurtherExtension, "上级法院批准再延长审限", "extended further by the superior court", beforeJudgment, Same, []Role{Clerk, Integration}, []Guard{ExtendedOnce}, "民事诉讼法第152条；审限规定第2条"},
		{Reassign, "变更承办人", "reassigned", open, Same, []Role{DivisionHead, TrialManagement, President}, nil, "法院政策"},
		{Nudge, "督办", "nudged by a supervisor", open, Same, []Role{DivisionHead, TrialManagement, President}, nil, "审限规定第21条"},
		{AdoptCalendar, "采用新的放假安排", "newer day-off table adopted", open, Same, []Role{TrialManagement, President, Integration}, nil, "民事诉讼法第85条"},
		{AdoptPolicy, "采用新的法院政策", "newer policy adopted", open, Same, []Role{TrialManagement, President}, nil, "法院政策"},
		{Stay, "裁定中止诉讼", "suit stayed", beforeJudgment, Stayed, bench, nil, "民事诉讼法第153条；企业破产法第20条"},
		{ResumeService, "恢复诉讼（回到送达）", "resumed, service goes on", []State{Stayed}, Service, bench, []Guard{StayedFromService, SuccessorsKnown}, "民事诉讼法第153条"},
		{ResumeDefence, "恢复诉讼（回到答辩）", "resumed, defence goes on", []State{Stayed}, Defence, bench, []Guard{StayedFromDefence, SuccessorsKnown}, "民事诉讼法第153条"},
		{ResumeTrial, "恢复诉讼（回到审理）", "resumed, trial goes on", []State{Stayed}, Trial, bench, []Guard{StayedFromTrial, SuccessorsKnown}, "民事诉讼法第153条"},
		{TerminateSuit, "裁定终结诉讼", "suit terminated", []State{Service, Defence, Trial, Stayed}, Closed, bench, nil, "民事诉讼法第154条"},
		{Mediate, "调解达成协议", "mediation agreement reached", beforeJudgment, InCourtPrompt, bench, []Guard{HasDefinite}, "民事诉讼法第100、101条"},
		{JudgeInCourt, "当庭宣判", "judgment pronounced in court", []State{Trial}, InCourtPrompt, bench, []Guard{EveryoneServed, HearingDone, HasDefinite}, "民事诉讼法第151条"},
		{JudgeLater, "定期宣判", "judgment given on a fixed date", []State{Trial}, AwaitingEffect, bench, []Guard{EveryoneServed, HearingDone, HasDefinite}, "民事诉讼法第151条"},
		{DismissSuit, "裁定驳回起诉", "suit dismissed", beforeJudgment, AwaitingEffect, bench, nil, "民事诉讼法第157条"},
		{TransferCase, "移送有管辖权的法院", "transferred to the competent court", beforeJudgment, AwaitingEffect, bench, nil, "民事诉讼法第37、130、157条"},

		// 评估 assessment
		{AssessDebtor, "自动履行评估", "assessed how likely the debtor is to perform", beforeJudgment, Same, bench, nil, "法院政策（报告机制四）"},
		{AnswerAdvice, "答复评估建议", "advice of an assessment answered", []State{Service, Defence, Trial, InCourtPrompt}, Same, bench, nil, "法院政策（报告机制四）"},

		// 当庭履行 in-court performance
		{Pay, "履行（付款）", "payment", payable, Same, money, nil, "民事诉讼法第247条"},
		{ReversePayment, "冲正付款", "payment withdrawn again", payable, Same, []Role{Clerk, Judge, Integration}, nil, "法院政策（案款退回、退票）"},
		{ConfirmReceipt, "债权人确认收款", "receipt confirmed by the creditor", payable, Same, benchClerk, nil, "民事诉讼法第101条；报告机制五"},
		{RecordSecurity, "登记担保生效", "security took effect", []State{InCourtPrompt, AwaitingEffect, InSupervision, AwaitingEnforcement}, Same, benchClerk, nil, "民事调解规定第9条"},
		{PerformedInCourt, "当庭履行完毕", "performed in full in court", []State{InCourtPrompt}, Closed, byLinked, []Guard{PaidInFull}, "民事诉讼法第101条；报告机制五"},
		{PromptAnswered, "当庭履行提示已答复", "prompt answered", []State{InCourtPrompt}, AwaitingEffect, benchClerk, nil, "报告机制五"},
		{PromptUnanswered, "当日未履行", "prompt unanswered by the end of the day", []State{InCourtPrompt}, AwaitingEffect, byClock, nil, "报告机制五"},

		// 生效与上诉 effect and appeal
		{Repudiate, "调解书送达前反悔", "mediation repudiated before service", []State{AwaitingEffect}, Trial, benchClerk, []Guard{MediationUnsigned}, "民事诉讼法第102条"},
		{LodgeAppeal, "提起上诉", "appeal lodged", []State{AwaitingEffect}, Appeal, desk, []Guard{Appealable}, "民事诉讼法第171条"},
		// Posted within the period and received after it: the judgment had not taken effect.
		{LodgeAppeal, "提起上诉", "appeal lodged", []State{InSupervision}, Appeal, desk, []Guard{Appealable, PostedInTime}, "民事诉讼法第85、171条"},
		{AppealExpired, "上诉期届满", "a party's appeal period expired", []State{AwaitingEffect}, Same, byClock, nil, "民事诉讼法第171条；民诉法解释第244条"},
		{TakeEffect, "文书生效", "document takes effect", []State{AwaitingEffect}, InSupervision, byLinked, nil, "民事诉讼法第158条"},
		{EffectNothingDue, "生效且无履行内容", "takes effect with nothing to perform", []State{AwaitingEffect, InSupervision}, Closed, byLinked, []Guard{NothingDue}, "民事诉讼法第158条"},
		{EffectPerformed, "生效时已履行完毕", "takes effect already performed", []State{AwaitingEffect}, Closed, byLinked, []Guard{PaidInFull}, "民事诉讼法第158条"},
		{EffectDismissed, "驳回起诉裁定生效", "dismissal takes effect", []State{AwaitingEffect}, Closed, byLinked, nil, "民事诉讼法第158条"},
		{EffectNotAccepted, "不予受理裁定生效", "refusal of the filing takes effect", []State{AwaitingEffect}, Closed, byLinked, nil, "民事诉讼法第126、158条"},
		{EffectTransferred, "移送裁定生效", "transfer takes effect", []State{AwaitingEffect}, Closed, byLinked, nil, "民事诉讼法第37、130、158条"},
		{MoveFile, "移送二审案卷", "file sent to the appeal court", []State{Appeal}, Same, []Role{Clerk}, []Guard{FileMayMove}, "民事诉讼法第174条；审限规定第6条"},
		{AppealFiled, "二审立案", "appeal registered", []State{Appeal}, Same, []Role{Integration, Clerk}, nil, "审限规定第6条"},
		{ExtendAppeal, "二审延长审限", "limit of the second instance extended", []State{Appeal}, Same, []Role{Clerk, Integration}, []Guard{SecondInstanceRuns}, "民事诉讼法第183条；审限规定第2条"},
		{AppealAffirmed, "二审维持", "affirmed on appeal", []State{Appeal}, InSupervision, []Role{Integration, Clerk}, []Guard{AppealOfJudgment}, "民事诉讼法第177、182条"},
		{AppealChanged, "二审改判", "changed on appeal", []State{Appeal}, InSupervision, []Role{Integration, Clerk}, []Guard{AppealOfJudgment, HasDefinite}, "民事诉讼法第177、182条"},
		{AppealRejected, "二审改判驳回诉讼请求", "claim rejected on appeal", []State{Appeal}, Closed, []Role{Integration, Clerk}, []Guard{AppealOfJudgment}, "民事诉讼法第177、182条"},
		{AppealRemanded, "发回重审", "remanded", []State{Appeal}, Trial, []Role{Integration, Clerk}, []Guard{FirstRemand}, "民事诉讼法第177条"},
		{AppealSettled, "二审调解", "settled on appeal", []State{Appeal}, InSupervision, []Role{Integration, Clerk}, []Guard{AppealOfJudgment, HasDefinite}, "民事诉讼法第179条"},
		{AppealWithdrawn, "撤回上诉", "appeal withdrawn", []State{Appeal}, InSupervision, []Role{Integration, Clerk}, []Guard{AppealOfJudgment, LastAppeal, PeriodsOver}, "民事诉讼法第180条"},
		{OrderAcceptance, "二审指令立案受理", "acceptance ordered on appeal", []State{Appeal}, AwaitingFee, []Role{Clerk, Judge}, []Guard{AppealOfRuling, RefusalAppealed}, "民诉法解释第330条"},
		{RulingAffirmed, "二审维持裁定", "ruling affirmed", []State{Appeal}, Closed, []Role{Integration, Clerk}, []Guard{AppealOfRuling}, "民事诉讼法第178、182条"},

		// 督促履行 supervised performance
		{AllPerformed, "义务全部履行", "all obligations performed", []State{InSupervision, AwaitingEnforcement}, Closed, byLinked, []Guard{PaidInFull, NoRetrialRuns}, "民事诉讼法第247条"},
		{Defaulted, "督促期满未履行", "urging closed without performance", []State{InSupervision}, AwaitingEnforcement, byLinked, nil, "民事诉讼法第247条；报告机制八"},
		{ApplyEnforcement, "申请执行", "enforcement applied for", []State{InSupervision, AwaitingEnforcement}, InEnforcement, []Role{Clerk, Intake, Linked}, []Guard{PastDue}, "民事诉讼法第247、250条"},
		// A second creditor has his own enforced while another's is being enforced.
		{ApplyEnforcement, "申请执行", "enforcement applied for", []State{InEnforcement, Dormant}, InEnforcement, desk, []Guard{PastDue}, "民事诉讼法第247、250条"},
		{TransferEnforce, "移送执行", "transferred to enforcement by the judge", []State{InSupervision, AwaitingEnforcement}, InEnforcement, bench, []Guard{PastDue}, "民事诉讼法第247条；执行规定第17条"},
		{InterruptLimit, "申请执行时效中断", "limitation interrupted", []State{AwaitingEnforcement}, Same, []Role{Clerk, Intake, Judge}, nil, "民事诉讼法第250条；执行程序解释第20条"},
		{TimeBarred, "申请执行时效届满", "limitation period over", []State{AwaitingEnforcement}, Closed, byClock, []Guard{NoRetrialRuns}, "民事诉讼法第250条"},

		// 执行 enforcement: what the linked workflow reports
		{Enforced, "执行完毕", "fully enforced", []State{InEnforcement, Dormant}, Closed, byLinked, nil, "民事诉讼法第247条"},
		{Enforced, "执行完毕", "fully enforced", []State{InRetrial}, Same, byLinked, nil, "民事诉讼法第217条"},
		{EndedForNow, "终结本次执行程序", "enforcement ended for now", []State{InEnforcement}, Dormant, byLinked, nil, "民诉法解释第517条"},
		{EndedForNow, "终结本次执行程序", "enforcement ended for now", []State{InRetrial}, Same, byLinked, nil, "民事诉讼法第217条"},
		{EnforcementPart, "其中一件执行案件的进展", "one of several enforcements moved", []State{InEnforcement, Dormant, BankruptcyHandoff}, Same, byLinked, nil, "民事诉讼法第247条"},
		{EnforcementBack, "恢复执行", "enforcement resumed", []State{Dormant}, InEnforcement, byLinked, nil, "民诉法解释第515、517条"},
		{EnforcementBack, "恢复执行", "enforcement resumed", []State{InRetrial}, Same, byLinked, nil, "民事诉讼法第217条"},
		{EnforcementEnded, "终结执行", "enforcement terminated", []State{InEnforcement, Dormant}, Closed, byLinked, nil, "民事诉讼法第268条"},
		{EnforcementEnded, "终结执行", "enforcement terminated", []State{InRetrial}, Same, byLinked, nil, "民事诉讼法第217条"},
		{EnforcementReturned, "执行申请不予受理或者撤回，可再次申请", "application for enforcement refused or withdrawn, to be made again", []State{InEnforcement, Dormant}, AwaitingEnforcement, byLinked, nil, "民事诉讼法第250条；民诉法解释第518条"},
		{RestGoesOn, "执行结案，其余义务继续督促", "enforcement over, the other obligations go on", []State{InEnforcement, Dormant}, InSupervision, byLinked, nil, "民事诉讼法第247条"},

		// 移送破产 bankruptcy handoff
		{BankruptcySign, "发现破产原因", "signs of bankruptcy", []State{InSupervision, AwaitingEnforcement}, BankruptcyHandoff, bench, []Guard{EnterpriseDebtor, NotReferredBefore, OnlyDebtorLeft}, "企业破产法第2、7条"},
		// In enforcement the enforcement case refers, so that both stop together.
		{BankruptcySign, "发现破产原因", "signs of bankruptcy", []State{InEnforcement}, BankruptcyHandoff, byLinked, []Guard{EnterpriseDebtor, NotReferredBefore}, "企业破产法第2条；民诉法解释第511条"},
		// One of several debtors: the case goes on with the others.
		{SignOfOneDebtor, "发现其中一名债务人破产原因", "signs of one debtor's bankruptcy", []State{InSupervision, AwaitingEnforcement}, Same, bench, []Guard{EnterpriseDebtor, NotReferredBefore, OtherDebtorsOwe}, "企业破产法第2、7条"},
		{SignOfOneDebtor, "发现其中一名债务人破产原因", "signs of one debtor's bankruptcy", []State{InEnforcement}, Same, byLinked, []Guard{EnterpriseDebtor, NotReferredBefore, OtherDebtorsOwe}, "企业破产法第2条；民诉法解释第511条"},
		{RestInBankruptcy, "其余债务进入破产程序", "what is left is claimed in bankruptcy", []State{InSupervision, AwaitingEnforcement}, Closed, byLinked, []Guard{NoRetrialRuns}, "企业破产法第16、44条"},
		// In the suit: explained, stayed on acceptance until the administrator takes over.
		{ExplainBankruptcy, "释明破产程序", "bankruptcy explained to the parties", []State{Defence, Trial, InSupervision, AwaitingEnforcement}, Same, benchClerk, []Guard{EnterpriseParty}, "企业破产法第7条；报告机制九"},
		{PartyBankrupt, "当事人破产申请被受理", "a party's bankruptcy accepted", beforeJudgment, Stayed, []Role{Judge, Clerk, Integration, Linked}, []Guard{EnterpriseParty}, "企业破产法第20条"},
		// What the case that a part was carved out of was told, it passes on: the part
		// is noted as claimed in the bankruptcy before it can be performed.
		{PartyBankrupt, "当事人破产申请被受理", "a party's bankruptcy accepted", []State{Stayed, InCourtPrompt, AwaitingEffect, Appeal}, Same, []Role{Judge, Clerk, Integration, Linked}, []Guard{EnterpriseParty}, "企业破产法第16、20、46条"},
		{PartyBankrupt, "当事人破产申请被受理", "a party's bankruptcy accepted", []State{InSupervision, AwaitingEnforcement}, Same, []Role{Judge, Clerk, Integration, Linked}, []Guard{EnterpriseParty}, "企业破产法第16、46条"},
		{PartyBankrupt, "当事人破产申请被受理", "a party's bankruptcy accepted", []State{InEnforcement, Dormant, InRetrial, BankruptcyHandoff}, Same, []Role{EnforcementJudge, Clerk, Integration, Linked}, []Guard{EnterpriseParty}, "企业破产法第19条；民诉法解释第513条"},
		{AdministratorIn, "管理人接管债务人财产", "administrator takes over", []State{Stayed}, Same, []Role{Judge, Clerk, Integration, Linked}, []Guard{StayedForBankruptcy}, "企业破产法第20条"},
		{AdministratorIn, "管理人接管债务人财产", "administrator takes over", payable, Same, []Role{Judge, EnforcementJudge, Clerk, Integration, Linked}, []Guard{AdministratorAwaited}, "企业破产法第20、25条"},
		{HandoffAccepted, "破产申请受理", "bankruptcy accepted", []State{BankruptcyHandoff}, Closed, byLinked, []Guard{NoRetrialRuns}, "企业破产法第16、19条；民诉法解释第513条"},
		{BackToSupervision, "未受理破产（回到督促履行）", "not accepted, supervision goes on", []State{BankruptcyHandoff}, InSupervision, byLinked, []Guard{FromSupervision}, "民诉法解释第512条"},
		{BackToAwaiting, "未受理破产（回到待申请执行）", "not accepted, back to awaiting enforcement", []State{BankruptcyHandoff}, AwaitingEnforcement, byLinked, []Guard{FromAwaiting}, "民诉法解释第512条"},
		{BackToEnforcement, "未受理破产（恢复执行）", "not accepted, enforcement resumes", []State{BankruptcyHandoff}, InEnforcement, byLinked, []Guard{FromEnforcement}, "民诉法解释第512、513条"},
	}, incidents, suits),
}).build()
