package lifecycle

// States of an enforcement case (执行案件).
const (
	EnforcementReview State = "enforcement_review"
	NoticeDue         State = "notice_due"
	Reporting         State = "reporting"
	Measures          State = "measures"
	SettledFor        State = "settled"
	Referred          State = "referred"
	Deferred          State = "deferred"
	InBankruptcy      State = "bankruptcy_suspended"
	EndedNow          State = "ended_for_now"
	RetrialStopped    State = "retrial_stopped"
	Suspended         State = "enforcement_suspended"
	Reversing         State = "reversing"
	Concluded         State = "concluded"
)

// Events of an enforcement case.
const (
	FileEnforcement    Event = "file_enforcement"
	RefuseEnforcement  Event = "refuse_enforcement"
	SendNotice         Event = "send_notice"
	ReportFiled        Event = "report_filed"
	ReportMissing      Event = "report_missing"
	RecordSearch       Event = "record_search"
	TakeMeasure        Event = "take_measure"
	Collect            Event = "collect"
	ReleaseMoney       Event = "release_money"
	Settle             Event = "settle"
	SettlementBroken   Event = "settlement_broken"
	SettlementLapsed   Event = "settlement_lapsed"
	ReferBankruptcy    Event = "refer_bankruptcy"
	ReferralReturned   Event = "referral_returned"
	ReferralAccepted   Event = "referral_accepted"
	EndForNow          Event = "end_for_now"
	SearchDue          Event = "search_due"
	Resume             Event = "resume_enforcement"
	SearchTermOver     Event = "search_term_over"
	FullyCollected     Event = "fully_collected"
	TerminateEnforce   Event = "terminate_enforcement"
	ReassignOfficer    Event = "reassign_officer"
	NudgeOfficer       Event = "nudge_officer"
	ExtendEnforcement  Event = "extend_enforcement"
	ReportExtension    Event = "report_extension"
	RestrictConsumpt   Event = "restrict_consumption"
	LiftConsumptRestr  Event = "lift_consumption_restriction"
	EnforcementOverdue Event = "enforcement_overdue"

	// 财产报告、线索与处罚 property reports, leads and penalties
	ReportFalse     Event = "report_false"
	PropertyChanged Event = "property_changed"
	GiveLead        Event = "give_lead"
	SeekDebtor      Event = "seek_debtor"
	ProposePenalty  Event = "propose_penalty"
	ApprovePenalty  Event = "approve_penalty"
	RefusePenalty   Event = "refuse_penalty"

	// 单次解除限制消费 a consumption limit lifted for one purpose
	LiftOnce       Event = "lift_consumption_once"
	SingleLiftOver Event = "single_lift_over"

	// 和解与暂缓 settlement and deferral
	SettlementTermOver Event = "settlement_term_over"
	SettlementKept     Event = "settlement_kept"
	SettlementBarred   Event = "settlement_barred"
	DeferEnforcement   Event = "defer_enforcement"
	DeferralOver       Event = "deferral_over"
	DeferralRevoked    Event = "deferral_revoked"

	// 中止执行、变更当事人 suspension, and who takes a party's place
	SuspendEnforce      Event = "suspend_enforcement"
	LiftSuspension      Event = "lift_suspension"
	SuspensionToNotice  Event = "suspension_over_to_notice"
	SuspensionStands    Event = "suspension_stands"
	ChangeDebtor        Event = "change_debtor"
	ChangeCreditor      Event = "change_creditor"
	SucceededElsewhere  Event = "succeeded_elsewhere"
	EstatePaidElsewhere Event = "estate_paid_elsewhere"

	// 上一级法院、时效抗辩 the superior court, and a limitation objected to
	RemindSuperior Event = "remind_superior"
	ApplySuperior  Event = "apply_superior"
	SuperiorOrders Event = "superior_orders"
	SuperiorTakes  Event = "superior_takes_over"
	TimeBarUpheld  Event = "time_bar_upheld"

	// 费用与参与分配 costs, and other creditors taking part
	BookCosts         Event = "book_costs"
	JoinDistribution  Event = "join_distribution"
	DistributionPlan  Event = "distribution_plan"
	DistributionFinal Event = "distribution_final"
	RankBySeizure     Event = "rank_by_seizure"

	// 破产衔接 what a bankruptcy does to the enforcement
	ReferOneDebtor      Event = "refer_one_debtor"
	OneReferralReturned Event = "one_referral_returned"
	OneReferralAccepted Event = "one_referral_accepted"
	BankruptcySuspends  Event = "bankruptcy_suspends"
	HandOverMoney       Event = "hand_over_money"
	DeclareBankrupt     Event = "declare_bankrupt"
	BankruptcyDismissed Event = "bankruptcy_dismissed"
	OneDismissed        Event = "one_bankruptcy_dismissed"
	EnforceOthers       Event = "enforce_others"
	DebtorBankrupt      Event = "debtor_bankrupt"
	NobodyElseAnswers   Event = "nobody_else_answers"
	BackToReview        Event = "back_to_review"
	BackToNotice        Event = "back_to_notice"

	// 再审 what a retrial of the document does to its enforcement
	RetrialStops    Event = "retrial_stops_enforcement"
	RetrialNoted    Event = "retrial_noted"
	RetrialToNotice Event = "retrial_over_to_notice"
	RetrialToWork   Event = "retrial_over_to_measures"
	RetrialOver     Event = "retrial_over_noted"
	RetrialReverses Event = "retrial_reverses"
	RetrialReplaces Event = "retrial_replaces"
	ReversalDone    Event = "reversal_done"

	RepairGranted Event = "repair_granted"
	RepairRevoked Event = "repair_revoked"
	RepairEnded   Event = "repair_ended"
)

// Guards of an enforcement case.
const (
	WaitedThreeMonths   Guard = "three_months_since_filing"
	SearchDone          Guard = "search_done"
	EndConsented        Guard = "applicant_signed_or_panel_and_president"
	EnterpriseOnly      Guard = "enterprise_only"
	ReferredOnce        Guard = "referred_once"
	MoneyReleased       Guard = "money_released"
	NotExtended         Guard = "not_extended"
	ExtendedByPresident Guard = "extended_by_president"
	IsRestricted        Guard = "is_restricted"

	ApplicationFit   Guard = "application_fit"
	EndConditions    Guard = "ended_for_now_conditions"
	SettlementOpen   Guard = "settlement_may_be_resumed"
	DeferralAgreed   Guard = "applicant_agreed_to_deferral"
	SuperiorOpen     Guard = "six_months_without_enforcement"
	SuperiorAsked    Guard = "superior_court_asked"
	AppliedLate      Guard = "applied_after_limitation"
	NotAnEnterprise  Guard = "debtor_not_an_enterprise"
	NoBankruptcy     Guard = "no_bankruptcy_takes_the_debtor"
	SoleDebtor       Guard = "sole_debtor"
	OthersOwe        Guard = "others_owe"
	BankruptcyCause  Guard = "bankruptcy_cause"
	PenaltyOpen      Guard = "penalty_proposed"
	DisposalFree     Guard = "disposal_free"
	WithinOwed       Guard = "within_what_is_owed"
	BanReason        Guard = "ground_to_lift_ban"
	ListingContested Guard = "listing_contested"

	NotStopped     Guard = "not_stopped_by_retrial"
	FromNotice     Guard = "stopped_before_notice"
	FromWork       Guard = "stopped_at_work"
	StoppedByOrder Guard = "retrial_ordered"

	CauseGone Guard = "cause_of_suspension_gone"

	OneEnteredHere Guard = "case_ended_and_bankruptcy_open"
)

var (
	officer      = []Role{EnforcementJudge}
	officerDesk  = []Role{EnforcementJudge, Clerk, Integration}
	openEnforce  = []State{EnforcementReview, NoticeDue, Reporting, Measures, SettledFor, Deferred, Referred, InBankruptcy, EndedNow, RetrialStopped, Suspended, Reversing}
	underEnforce = []State{NoticeDue, Reporting, Measures}
	// holdsMoney are the states in which money may wait to be released. A bankrupt's,
	// and that of a debtor who is referred, is released in none of them.
	holdsMoney = []State{EnforcementReview, NoticeDue, Reporting, Measures, SettledFor, Deferred, Referred, InBankruptcy, EndedNow, Suspended}
	// atWork are the states in which debtors are being dealt with.
	atWork = []State{Reporting, Measures, SettledFor, Deferred, EndedNow}
	// atWorkOrStopped adds the enforcement that stands still.
	atWorkOrStopped = []State{Reporting, Measures, SettledFor, Deferred, EndedNow, RetrialStopped, Suspended}
	// repairHeard adds the enforcement that stands still.
	repairHeard = []State{NoticeDue, Reporting, Measures, SettledFor, Deferred, Referred, EndedNow, RetrialStopped, Suspended}
	// ofOneDebtor are those in which a referral of one of several debtors may be
	// answered, and bankruptcyHeard those in which news of a bankruptcy is.
	ofOneDebtor     = []State{Reporting, Measures, SettledFor, Deferred, EndedNow, RetrialStopped, Suspended, InBankruptcy, Reversing}
	bankruptcyHeard = []State{EnforcementReview, NoticeDue, Reporting, Measures, SettledFor, Deferred, EndedNow, RetrialStopped, Suspended, InBankruptcy, Reversing}
	// atRest are the states in which nothing is enforced anyway: a retrial is
	// noted there, and stops what would be taken up again.
	atRest = []State{EnforcementReview, SettledFor, Deferred, Referred, InBankruptcy, EndedNow, Suspended}
	// partiesChange are the states in which somebody may take a party's place.
	partiesChange = []State{NoticeDue, Reporting, Measures, SettledFor, Deferred, EndedNow, Suspended}
	// onDocument are all the states in which the document is still the ground.
	onDocument = []State{EnforcementReview, NoticeDue, Reporting, Measures, SettledFor, Deferred, Referred, InBankruptcy, EndedNow, RetrialStopped, Suspended}
)

// Enforcement is the machine of an enforcement case, a workflow linked to its civil case.
var Enforcement = (&Machine{
	ID: "enforcement", Name: "执行案件", NameEN: "enforcement case",
	Initial: []State{EnforcementReview},
	States: []StateInfo{
		{State: EnforcementReview, Name: "执行立案审查", NameEN: "enforcement filing review", Clocks: []string{"enforcement-filing"}},
		{State: NoticeDue, Name: "待发执行通知", NameEN: "notice due", Clocks: []string{"enforcement-notice", "enforcement-conclusion"}},
		{State: Reporting, Name: "财产报告", NameEN: "property report", Clocks: []string{"property-report", "enforcement-conclusion"}},
		{State: Measures, Name: "财产查控与处置", NameEN: "search and measures", Clocks: []string{"property-search", "enforcement-conclusion"}},
		{State: SettledFor, Name: "执行和解", NameEN: "settlement", Clocks: []string{"settlement-term"}},
		{State: Deferred, Name: "暂缓执行", NameEN: "deferred on security", Clocks: []string{"enforcement-deferral"}},
		{State: Referred, Name: "移送破产审查", NameEN: "referred to bankruptcy", Clocks: []string{"bankruptcy-transfer-answer", "referral-review"}},
		{State: InBankruptcy, Name: "破产受理中止执行", NameEN: "suspended by a bankruptcy", Clocks: []string{"bankruptcy-handover", "referral-review"}},
		{State: EndedNow, Name: "终结本次执行程序", NameEN: "ended for now", Clocks: []string{"ended-for-now-search", "ended-for-now-term"}},
		{State: RetrialStopped, Name: "再审中止执行", NameEN: "suspended by a retrial", Clocks: []string{"stay-review"}},
		{State: Suspended, Name: "中止执行", NameEN: "suspended", Clocks: []string{"stay-review"}},
		{State: Reversing, Name: "执行回转", NameEN: "reversal of the enforcement", Clocks: []string{"money-release"}},
		{State: Concluded, Name: "执行结案", NameEN: "concluded", Terminal: true},
	},
	Rows: []Row{
		{FileEnforcement, "执行立案", "enforcement filed", []State{EnforcementReview}, NoticeDue, []Role{EnforcementJudge, Clerk}, []Guard{ApplicationFit}, "执行规定第16条"},
		{RefuseEnforcement, "裁定不予受理执行申请", "enforcement refused", []State{EnforcementReview}, Concluded, officer, []Guard{MoneyReleased}, "执行规定第16条"},
		{SendNotice, "发出执行通知书和报告财产令", "notice and reporting order sent", []State{NoticeDue}, Reporting, officer, nil, "民事诉讼法第251、252条；民诉法解释第480条"},
		{ReportFiled, "申报财产", "property report filed", []State{Reporting, Measures}, Measures, officerDesk, nil, "财产调查规定第3条"},
		{ReportFiled, "申报财产", "property report filed", []State{SettledFor, Deferred, EndedNow, Suspended}, Same, officerDesk, nil, "财产调查规定第7、11条"},
		{ReportMissing, "逾期未申报", "property report missing", []State{Reporting}, Measures, []Role{Clock, EnforcementJudge}, nil, "民事诉讼法第252条"},
		{ReportMissing, "逾期未申报", "property report missing", []State{Measures, SettledFor, Deferred, EndedNow}, Same, []Role{Clock, EnforcementJudge}, nil, "民事诉讼法第252条；财产调查规定第7、9条"},
		{ReportFalse, "虚假报告财产", "false property report", []State{Measures, SettledFor, Deferred, EndedNow}, Same, officer, nil, "民事诉讼法第252条；财产调查规定第9、10条"},
		{PropertyChanged, "财产发生变动", "property changed", []State{Measures, SettledFor, Deferred, EndedNow}, Same, officerDesk, nil, "财产调查规定第7条"},
		{GiveLead, "提供财产线索", "lead to property given", []State{Reporting, Measures, EndedNow}, Same, []Role{EnforcementJudge, Clerk, Integration, Intake}, nil, "财产调查规定第2条"},
		{SeekDebtor, "查找下落不明的被执行人", "missing debtor sought", []State{Reporting, Measures}, Same, officerDesk, nil, "法〔2016〕373号"},
		{ProposePenalty, "提请罚款、拘留", "fine or detention proposed", atWork, Same, officer, nil, "民事诉讼法第114、118、119、252条"},
		{ApprovePenalty, "院长批准罚款、拘留", "fine or detention approved", atWork, Same, []Role{President}, []Guard{PenaltyOpen}, "民事诉讼法第119条"},
		{RefusePenalty, "院长不批准罚款、拘留", "fine or detention refused", atWork, Same, []Role{President}, []Guard{PenaltyOpen}, "民事诉讼法第119条"},
		{RecordSearch, "财产查控结果", "search recorded", []State{Reporting, Measures, EndedNow}, Same, officerDesk, nil, "财产调查规定第2条"},
		{TakeMeasure, "采取执行措施", "measure taken", []State{Reporting, Measures}, Same, officer, nil, "民事诉讼法第253至255条"},
		{Collect, "案款到账", "money received", []State{EnforcementReview, NoticeDue, Reporting, Measures, SettledFor, Deferred, Referred, InBankruptcy, EndedNow, RetrialStopped, Suspended}, Same, officerDesk, nil, "民事诉讼法第253条"},
		{BookCosts, "登记执行费用", "costs of enforcement booked", []State{NoticeDue, Reporting, Measures, SettledFor, Deferred, EndedNow, Suspended}, Same, officer, nil, "诉讼费用交纳办法第38条；执行规定第34条"},
		{ReleaseMoney, "发放案款", "money released", holdsMoney, Same, officerDesk, []Guard{NotStopped}, "法发〔2019〕35号；企业破产法第19条"},
		{ReleaseMoney, "发放案款", "money released", []State{Reversing}, Same, officerDesk, nil, "民事诉讼法第244条"},
		{RestrictConsumpt, "限制消费令", "consumption restricted", []State{Reporting, Measures}, Same, officer, nil, "限制消费规定第1条"},
		{LiftConsumptRestr, "解除限制消费", "consumption restriction lifted", []State{Reporting, Measures, SettledFor, Deferred, Referred, EndedNow, Suspended}, Same, officer, []Guard{IsRestricted}, "限制消费规定第9条"},
		{LiftOnce, "单次解除限制消费", "consumption allowed once", []State{Reporting, Measures, SettledFor, Deferred, Referred, EndedNow, Suspended}, Same, officer, []Guard{IsRestricted}, "限制消费规定第8条"},
		{SingleLiftOver, "单次解除期满，恢复限制", "single permission over", []State{Reporting, Measures, SettledFor, Deferred, Referred, EndedNow, Suspended}, Same, byClock, nil, "限制消费规定第8条"},
		{Settle, "达成执行和解", "settlement reached", []State{Reporting, Measures}, SettledFor, officer, nil, "民事诉讼法第241条；执行和解规定第2条"},
		{SettlementBroken, "不履行和解，恢复执行", "settlement broken", []State{SettledFor}, Measures, officer, []Guard{SettlementOpen}, "执行和解规定第9、11条"},
		{SettlementTermOver, "和解履行期届满，可申请恢复", "settlement term over, resumption may be asked for", []State{SettledFor}, Same, byClock, nil, "执行和解规定第10条；民诉法解释第466条"},
		{SettlementKept, "和解履行完毕", "settlement kept", []State{SettledFor}, Concluded, officer, []Guard{MoneyReleased}, "执行和解规定第8条"},
		{SettlementBarred, "申请恢复执行时效届满", "resumption time-barred", []State{SettledFor}, Concluded, byClock, []Guard{MoneyReleased}, "民诉法解释第466条"},
		{DeferEnforcement, "决定暂缓执行", "enforcement deferred on security", []State{Reporting, Measures}, Deferred, officer, []Guard{DeferralAgreed}, "民事诉讼法第242条；民诉法解释第467条"},
		{DeferralOver, "暂缓执行期限届满", "deferral over", []State{Deferred}, Measures, byClock, nil, "民诉法解释第469条"},
		{DeferralRevoked, "转移担保财产，恢复执行", "deferral revoked", []State{Deferred}, Measures, officer, nil, "民诉法解释第467条"},
		{SuspendEnforce, "裁定中止执行", "enforcement suspended", underEnforce, Suspended, officer, nil, "民事诉讼法第267条；执行规定第62条"},
		{LiftSuspension, "中止情形消失，恢复执行", "cause gone, enforcement resumed", []State{Suspended}, Measures, officer, []Guard{CauseGone}, "民事诉讼法第267条；执行规定第60条"},
		{SuspensionToNotice, "中止前待发执行通知", "the notice is still due", []State{Measures}, NoticeDue, byLinked, nil, "民事诉讼法第251、267条"},
		// A bankruptcy came while it was suspended, and went; the cause has not.
		{SuspensionStands, "中止情形尚未消失", "the cause of the suspension stands", []State{Measures}, Suspended, byLinked, nil, "民事诉讼法第267条"},
		{ChangeDebtor, "变更被执行人", "debtor changed", partiesChange, Same, []Role{EnforcementJudge, Linked}, nil, "民事诉讼法第243条；民诉法解释第470、473条"},
		{ChangeCreditor, "变更申请执行人", "creditor changed", partiesChange, Same, []Role{EnforcementJudge, Linked}, nil, "民事诉讼法第267条；执行规定第16、18条"},
		// Told of it anywhere, it is done as soon as places may change here.
		{SucceededElsewhere, "同一案件的他案执行中已变更当事人", "a party's place was taken in another enforcement of the case", openEnforce, Same, byLinked, nil, "民事诉讼法第243、267条；法院政策"},
		{EstatePaidElsewhere, "继承人在他案执行中已以遗产支付", "an heir paid of the estate in another enforcement", openEnforce, Same, byLinked, nil, "民诉法解释第473条"},
		// The first release took enforcement up again by itself at the end of the term.
		{SettlementLapsed, "和解履行期届满", "settlement term over", []State{SettledFor}, Measures, byClock, nil, "执行和解规定第9条"},
		{ReferBankruptcy, "移送破产审查", "referred to bankruptcy", []State{Measures}, Referred, officer, []Guard{EnterpriseOnly, ReferredOnce, BankruptcyCause, SoleDebtor}, "民诉法解释第511条"},
		{ReferOneDebtor, "移送其中一名被执行人破产审查", "one of several debtors referred", []State{Measures}, Same, officer, []Guard{EnterpriseOnly, ReferredOnce, BankruptcyCause, OthersOwe}, "民诉法解释第511条"},
		{OneReferralReturned, "该被执行人破产未受理", "one debtor's referral returned", ofOneDebtor, Same, byLinked, nil, "民诉法解释第512条"},
		{OneReferralAccepted, "该被执行人破产受理", "one debtor's bankruptcy accepted", bankruptcyHeard, Same, byLinked, nil, "企业破产法第19条；民诉法解释第513条"},
		{BankruptcySuspends, "破产受理，中止执行", "bankruptcy accepted, enforcement suspended", []State{EnforcementReview, NoticeDue, Reporting, Measures, SettledFor, Deferred, Referred, EndedNow, RetrialStopped, Suspended}, InBankruptcy, byLinked, nil, "企业破产法第19条；民诉法解释第513条"},
		{HandOverMoney, "向管理人移交案款", "money handed over to the administrator", openEnforce, Same, officer, nil, "企业破产法第19条；法发〔2017〕2号"},
		{DeclareBankrupt, "宣告破产，终结执行", "declared bankrupt, enforcement ended", []State{InBankruptcy}, Concluded, officerDesk, []Guard{MoneyReleased}, "民诉法解释第513条"},
		{BankruptcyDismissed, "驳回破产申请，恢复执行", "petition dismissed, enforcement resumed", []State{InBankruptcy}, Measures, []Role{EnforcementJudge, Clerk, Integration, Linked}, nil, "企业破产法第12条"},
		{OneDismissed, "该被执行人破产申请被驳回", "one debtor's petition dismissed after acceptance", atWorkOrStopped, Same, []Role{EnforcementJudge, Clerk, Integration, Linked}, []Guard{OneEnteredHere}, "企业破产法第12条"},
		// An open case is told too; of one that has ended nobody else passes it on.
		{DebtorBankrupt, "被执行人的破产申请被受理", "a debtor's bankruptcy accepted by a court", onDocument, Same, []Role{EnforcementJudge, Clerk, Integration}, nil, "企业破产法第19条；民诉法解释第513条"},
		// Others owe still, or again: what one debtor had paid went to its administrator.
		{EnforceOthers, "其他被执行人仍应履行，恢复执行", "others still owe, enforcement goes on", []State{InBankruptcy}, Measures, byLinked, nil, "企业破产法第19条；民诉法解释第511条"},
		// Whoever answered for a bankrupt gave all that it had to: the rest is the bankrupt's.
		{NobodyElseAnswers, "担保责任已尽，其余由破产人负担，中止执行", "nobody else answers for the rest, enforcement suspended", []State{NoticeDue, Reporting, Measures, SettledFor, Deferred, EndedNow, Suspended}, InBankruptcy, byLinked, nil, "企业破产法第19、44条；民诉法解释第513条"},
		// Where the bankruptcy came before the notice or the filing, that is still to be done.
		{BackToReview, "恢复立案审查", "back to the filing review", []State{Measures}, EnforcementReview, byLinked, nil, "企业破产法第12条；执行规定第16条"},
		{BackToNotice, "恢复待发执行通知", "the notice is still due", []State{Measures}, NoticeDue, byLinked, nil, "企业破产法第12条；民事诉讼法第251条"},
		{ReferralReturned, "破产未受理，恢复执行", "referral returned", []State{Referred}, Measures, byLinked, nil, "民诉法解释第512条"},
		{ReferralAccepted, "破产受理，终结执行", "referral accepted", []State{Referred}, Concluded, byLinked, nil, "民诉法解释第513条"},
		{ExtendEnforcement, "延长执行期限", "enforcement period extended", underEnforce, Same, []Role{President}, []Guard{NotExtended}, "审限规定第5条"},
		{ReportExtension, "再延长执行期限，层报高级人民法院备案", "further extension, reported to the High Court", underEnforce, Same, []Role{Clerk, Integration}, []Guard{ExtendedByPresident}, "审限规定第5条"},
		{EndForNow, "裁定终结本次执行程序", "ended for now", []State{Measures}, EndedNow, officer, []Guard{EndConditions, WaitedThreeMonths, SearchDone, EndConsented}, "民诉法解释第517条；法〔2016〕373号"},
		{SearchDue, "应进行半年查询", "half-yearly search is due", []State{EndedNow}, Same, byClock, nil, "法〔2016〕373号"},
		{Resume, "发现财产恢复执行", "resumed on assets found", []State{EndedNow}, Measures, officer, []Guard{NotStopped}, "民诉法解释第515、517条"},
		{SearchTermOver, "五年查询期满", "five years of searches over", []State{EndedNow}, Concluded, byClock, []Guard{MoneyReleased}, "法〔2016〕373号"},
		{FullyCollected, "全部执行到位", "collected in full", []State{NoticeDue, Reporting, Measures, SettledFor, Deferred, EndedNow, Suspended}, Concluded, byLinked, []Guard{MoneyReleased}, "民事诉讼法第247条"},
		{TerminateEnforce, "裁定终结执行", "enforcement terminated", []State{NoticeDue, Reporting, Measures, SettledFor, Deferred, EndedNow, RetrialStopped, Suspended}, Concluded, officer, []Guard{MoneyReleased}, "民事诉讼法第268条"},
		{TimeBarUpheld, "时效异议成立，裁定不予执行", "limitation objection upheld", []State{NoticeDue, Reporting, Measures}, Concluded, officer, []Guard{AppliedLate, MoneyReleased}, "民诉法解释第481条"},
		{RemindSuperior, "满六个月未执行，可向上一级法院申请", "six months over, the superior court may be turned to", underEnforce, Same, byClock, nil, "民事诉讼法第237条；执行程序解释第10、13条"},
		{ApplySuperior, "向上一级法院申请执行", "superior court applied to", underEnforce, Same, []Role{Clerk, Intake, Integration}, []Guard{SuperiorOpen}, "民事诉讼法第237条"},
		{SuperiorOrders, "上一级法院责令限期执行", "superior court sets a term", underEnforce, Same, []Role{Integration, Clerk}, []Guard{SuperiorAsked}, "民事诉讼法第237条；执行程序解释第11条"},
		{SuperiorTakes, "上一级法院提级或者指令执行", "superior court takes the case away", underEnforce, Concluded, []Role{Integration, Clerk}, []Guard{SuperiorAsked, MoneyReleased}, "民事诉讼法第237条；执行程序解释第11、12条"},
		{JoinDistribution, "申请参与分配", "another creditor takes part", []State{Reporting, Measures}, Same, officerDesk, []Guard{NotAnEnterprise}, "民诉法解释第506、507条"},
		{RankBySeizure, "登记按查封顺序受偿的债权", "creditor ranked by seizure", []State{Reporting, Measures}, Same, officerDesk, []Guard{NoBankruptcy}, "民诉法解释第514条；执行规定第55条"},
		{DistributionPlan, "制作财产分配方案", "distribution plan made", atWork, Same, officer, nil, "民诉法解释第508、509、514条；执行程序解释第17条"},
		// The first two releases had one period for everybody.
		{DistributionFinal, "分配方案异议期满", "distribution plan final", atWork, Same, byClock, nil, "民诉法解释第509条"},
		{ReassignOfficer, "变更执行员", "reassigned", openEnforce, Same, []Role{DivisionHead, TrialManagement, President}, nil, "法院政策"},
		{AdoptCalendar, "采用新的放假安排", "newer day-off table adopted", openEnforce, Same, []Role{TrialManagement, President, Integration}, nil, "民事诉讼法第85条"},
		{AdoptPolicy, "采用新的法院政策", "newer policy adopted", openEnforce, Same, []Role{TrialManagement, President}, nil, "法院政策"},
		// What becomes of the document, told by the case.
		{RetrialStops, "再审裁定中止执行", "suspended by a retrial order", []State{NoticeDue, Reporting, Measures}, RetrialStopped, byLinked, nil, "民事诉讼法第217条"},
		{RetrialNoted, "裁定再审，不得恢复执行", "retrial ordered, nothing is taken up", atRest, Same, byLinked, nil, "民事诉讼法第217条"},
		{RetrialToNotice, "再审维持，恢复发出执行通知", "upheld on retrial, the notice is due", []State{RetrialStopped}, NoticeDue, byLinked, []Guard{FromNotice}, "民诉法解释第404、405条"},
		{RetrialToWork, "再审维持，恢复执行", "upheld on retrial, enforcement resumed", []State{RetrialStopped}, Measures, byLinked, []Guard{FromWork}, "民诉法解释第404、405条"},
		{RetrialOver, "再审维持", "upheld on retrial", atRest, Same, byLinked, []Guard{StoppedByOrder}, "民诉法解释第404、405条"},
		{RetrialReverses, "原裁判被撤销，执行回转", "set aside on retrial, enforcement reversed", onDocument, Reversing, byLinked, nil, "民事诉讼法第244、268条；执行规定第65条"},
		{RetrialReplaces, "原裁判被变更，终结原执行", "changed on retrial, the old enforcement ends", onDocument, Reversing, byLinked, nil, "民事诉讼法第244、268条；执行规定第65条"},
		{ReversalDone, "留存案款已退还，原执行终结", "money held is returned, the old enforcement is over", []State{Reversing}, Concluded, byLinked, []Guard{MoneyReleased}, "民事诉讼法第244、268条"},
		// What a credit repair decides, told by its workflow.
		{RepairGranted, "准予信用修复", "credit repair granted", repairHeard, Same, byLinked, nil, "报告信用修复机制"},
		{RepairRevoked, "撤销信用修复", "credit repair revoked", repairHeard, Same, byLinked, nil, "报告信用修复机制"},
		{RepairEnded, "信用修复期满", "credit repair ended", repairHeard, Same, byLinked, nil, "报告信用修复机制"},
		{NudgeOfficer, "督办", "nudged by a supervisor", openEnforce, Same, []Role{DivisionHead, TrialManagement, President}, nil, "审限规定第21条"},
	},
}).build()
