package lifecycle

// States of an enforcement case (执行案件).
const (
	EnforcementReview State = "enforcement_review"
	NoticeDue         State = "notice_due"
	Reporting         State = "reporting"
	Measures          State = "measures"
	SettledFor        State = "settled"
	Referred          State = "referred"
	EndedNow          State = "ended_for_now"
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
	RestrictConsumpt   Event = "restrict_consumption"
	LiftConsumptRestr  Event = "lift_consumption_restriction"
	EnforcementOverdue Event = "enforcement_overdue"
	RepairGranted      Event = "repair_granted"
	RepairRevoked      Event = "repair_revoked"
	RepairEnded        Event = "repair_ended"
)

// Guards of an enforcement case.
const (
	WaitedThreeMonths Guard = "three_months_since_filing"
	SearchDone        Guard = "search_done"
	EndConsented      Guard = "applicant_signed_or_panel_and_president"
	EnterpriseOnly    Guard = "enterprise_only"
	ReferredOnce      Guard = "referred_once"
	MoneyReleased     Guard = "money_released"
	NotExtended       Guard = "not_extended"
	IsRestricted      Guard = "is_restricted"
)

var (
	officer      = []Role{EnforcementJudge}
	officerDesk  = []Role{EnforcementJudge, Clerk, Integration}
	openEnforce  = []State{EnforcementReview, NoticeDue, Reporting, Measures, SettledFor, Referred, EndedNow}
	underEnforce = []State{NoticeDue, Reporting, Measures}
	// holdsMoney are the states in which money may wait to be released.
	holdsMoney = []State{NoticeDue, Reporting, Measures, SettledFor, Referred, EndedNow}
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
		{State: Referred, Name: "移送破产审查", NameEN: "referred to bankruptcy", Clocks: []string{"bankruptcy-transfer-answer", "referral-review"}},
		{State: EndedNow, Name: "终结本次执行程序", NameEN: "ended for now", Clocks: []string{"ended-for-now-search", "ended-for-now-term"}},
		{State: Concluded, Name: "执行结案", NameEN: "concluded", Terminal: true},
	},
	Rows: []Row{
		{FileEnforcement, "执行立案", "enforcement filed", []State{EnforcementReview}, NoticeDue, []Role{EnforcementJudge, Clerk}, nil, "执行规定第16条"},
		{RefuseEnforcement, "裁定不予受理执行申请", "enforcement refused", []State{EnforcementReview}, Concluded, officer, nil, "执行规定第16条"},
		{SendNotice, "发出执行通知书和报告财产令", "notice and reporting order sent", []State{NoticeDue}, Reporting, officer, nil, "民事诉讼法第251、252条；民诉法解释第480条"},
		{ReportFiled, "申报财产", "property report filed", []State{Reporting, Measures}, Measures, officerDesk, nil, "财产调查规定第3条"},
		{ReportMissing, "逾期未申报", "property report missing", []State{Reporting}, Measures, []Role{Clock, EnforcementJudge}, nil, "民事诉讼法第252条"},
		{RecordSearch, "财产查控结果", "search recorded", []State{Reporting, Measures, EndedNow}, Same, officerDesk, nil, "财产调查规定第2条"},
		{TakeMeasure, "采取执行措施", "measure taken", []State{Reporting, Measures}, Same, officer, nil, "民事诉讼法第253至255条"},
		{Collect, "案款到账", "money received", []State{NoticeDue, Reporting, Measures, SettledFor, EndedNow}, Same, officerDesk, nil, "民事诉讼法第253条"},
		{ReleaseMoney, "发放案款", "money released", holdsMoney, Same, officerDesk, nil, "法发〔2019〕35号"},
		{RestrictConsumpt, "限制消费令", "consumption restricted", []State{Reporting, Measures}, Same, officer, nil, "限制消费规定第1条"},
		{LiftConsumptRestr, "解除限制消费", "consumption restriction lifted", []State{Reporting, Measures, SettledFor, Referred, EndedNow}, Same, officer, []Guard{IsRestricted}, "限制消费规定第9条"},
		{Settle, "达成执行和解", "settlement reached", []State{Reporting, Measures}, SettledFor, officer, nil, "民事诉讼法第241条；执行和解规定第2条"},
		{SettlementBroken, "不履行和解，恢复执行", "settlement broken", []State{SettledFor}, Measures, officer, nil, "执行和解规定第9、11条"},
		{SettlementLapsed, "和解履行期届满", "settlement term over", []State{SettledFor}, Measures, byClock, nil, "执行和解规定第9条"},
		{ReferBankruptcy, "移送破产审查", "referred to bankruptcy", []State{Measures}, Referred, officer, []Guard{EnterpriseOnly, ReferredOnce}, "民诉法解释第511条"},
		{ReferralReturned, "破产未受理，恢复执行", "referral returned", []State{Referred}, Measures, byLinked, nil, "民诉法解释第512条"},
		{ReferralAccepted, "破产受理，终结执行", "referral accepted", []State{Referred}, Concluded, byLinked, nil, "民诉法解释第513条"},
		{ExtendEnforcement, "延长执行期限", "enforcement period extended", underEnforce, Same, []Role{President}, []Guard{NotExtended}, "审限规定第5条"},
		{EndForNow, "裁定终结本次执行程序", "ended for now", []State{Measures}, EndedNow, officer, []Guard{WaitedThreeMonths, SearchDone, EndConsented}, "民诉法解释第517条；法〔2016〕373号"},
		{SearchDue, "应进行半年查询", "half-yearly search is due", []State{EndedNow}, Same, byClock, nil, "法〔2016〕373号"},
		{Resume, "发现财产恢复执行", "resumed on assets found", []State{EndedNow}, Measures, officer, nil, "民诉法解释第515、517条"},
		{SearchTermOver, "五年查询期满", "five years of searches over", []State{EndedNow}, Concluded, byClock, []Guard{MoneyReleased}, "法〔2016〕373号"},
		{FullyCollected, "全部执行到位", "collected in full", []State{NoticeDue, Reporting, Measures, SettledFor, EndedNow}, Concluded, byLinked, []Guard{MoneyReleased}, "民事诉讼法第247条"},
		{TerminateEnforce, "裁定终结执行", "enforcement terminated", []State{NoticeDue, Reporting, Measures, SettledFor, EndedNow}, Concluded, officer, []Guard{MoneyReleased}, "民事诉讼法第268条"},
		{ReassignOfficer, "变更执行员", "reassigned", openEnforce, Same, []Role{DivisionHead, TrialManagement, President}, nil, "法院政策"},
		{AdoptCalendar, "采用新的放假安排", "newer day-off table adopted", openEnforce, Same, []Role{TrialManagement, President, Integration}, nil, "民事诉讼法第85条"},
		{AdoptPolicy, "采用新的法院政策", "newer policy adopted", openEnforce, Same, []Role{TrialManagement, President}, nil, "法院政策"},
		// What a credit repair decides, told by its workflow.
		{RepairGranted, "准予信用修复", "credit repair granted", holdsMoney, Same, byLinked, nil, "报告信用修复机制"},
		{RepairRevoked, "撤销信用修复", "credit repair revoked", holdsMoney, Same, byLinked, nil, "报告信用修复机制"},
		{RepairEnded, "信用修复期满", "credit repair ended", holdsMoney, Same, byLinked, nil, "报告信用修复机制"},
		{NudgeOfficer, "督办", "nudged by a supervisor", openEnforce, Same, []Role{DivisionHead, TrialManagement, President}, nil, "审限规定第21条"},
	},
}).build()

// States of the listing of a debtor as dishonest (失信被执行人名单).
const (
	NotListed  State = "not_listed"
	InGrace    State = "in_grace"
	Listed     State = "listed"
	RemovalDue State = "removal_due"
	Delisted   State = "delisted"
	NeverDone  State = "not_published"
)

// Events of a listing.
const (
	DecideListing  Event = "decide_listing"
	GraceOver      Event = "grace_over"
	ListingGround  Event = "listing_ground_gone"
	RemoveListing  Event = "remove_listing"
	CancelListing  Event = "cancel_listing"
	ListingExpired Event = "listing_term_over"
)

// Listing is a debtor's entry in the list of dishonest judgment debtors. The
// rules of the list were not at hand as text, so its rows cite them by name only.
var Listing = (&Machine{
	ID: "listing", Name: "失信名单", NameEN: "listing of a dishonest debtor",
	Initial: []State{NotListed},
	States: []StateInfo{
		{State: NotListed, Name: "未纳入", NameEN: "not listed", Clocks: []string{"enforcement-conclusion"}},
		{State: InGrace, Name: "宽限期", NameEN: "in grace", Clocks: []string{"listing-grace"}},
		{State: Listed, Name: "已公布", NameEN: "published", Clocks: []string{"listing-term"}},
		{State: RemovalDue, Name: "待删除", NameEN: "removal due", Clocks: []string{"listing-removal"}},
		{State: Delisted, Name: "已删除", NameEN: "removed", Terminal: true},
		{State: NeverDone, Name: "未公布", NameEN: "never published", Terminal: true},
	},
	Rows: []Row{
		{DecideListing, "决定纳入失信名单", "listing decided", []State{NotListed}, InGrace, officer, nil, "失信名单规定；法发〔2019〕35号"},
		{GraceOver, "宽限期满公布", "grace over, published", []State{InGrace}, Listed, byClock, nil, "法发〔2019〕35号"},
		{CancelListing, "宽限期内履行不予公布", "performed within grace", []State{InGrace}, NeverDone, []Role{Linked, EnforcementJudge}, nil, "法发〔2019〕35号"},
		{ListingGround, "纳入事由消失", "ground for listing gone", []State{Listed}, RemovalDue, []Role{Linked, EnforcementJudge}, nil, "失信名单规定"},
		{ListingExpired, "纳入期限届满", "listing term over", []State{Listed}, RemovalDue, byClock, nil, "失信名单规定"},
		{RemoveListing, "删除失信信息", "removed from the list", []State{RemovalDue}, Delisted, officer, nil, "失信名单规定"},
	},
}).build()

// States of an exit ban (限制出境).
const (
	NoBan      State = "no_ban"
	Banned     State = "banned"
	LiftingDue State = "lifting_due"
	BanLifted  State = "ban_lifted"
)

// Events of an exit ban.
const (
	ImposeBan     Event = "impose_exit_ban"
	BanGroundGone Event = "ban_ground_gone"
	LiftBan       Event = "lift_exit_ban"
)

// ExitBan is the ban on one debtor's leaving the country.
var ExitBan = (&Machine{
	ID: "exit_ban", Name: "限制出境", NameEN: "exit ban",
	Initial: []State{NoBan},
	States: []StateInfo{
		{State: NoBan, Name: "未限制", NameEN: "no ban", Clocks: []string{"enforcement-conclusion"}},
		{State: Banned, Name: "限制出境中", NameEN: "banned", Clocks: []string{"enforcement-conclusion", "ended-for-now-term"}},
		{State: LiftingDue, Name: "待解除", NameEN: "lifting due", Clocks: []string{"exit-ban-lifting"}},
		{State: BanLifted, Name: "已解除", NameEN: "lifted", Terminal: true},
	},
	Rows: []Row{
		{ImposeBan, "决定限制出境", "exit ban imposed", []State{NoBan}, Banned, officer, nil, "民事诉讼法第266条；执行程序解释第23条"},
		{BanGroundGone, "全部履行，应当解除", "performed in full, lifting due", []State{Banned}, LiftingDue, []Role{Linked}, nil, "执行程序解释第25条"},
		{LiftBan, "解除限制出境", "exit ban lifted", []State{Banned, LiftingDue}, BanLifted, officer, nil, "执行程序解释第25条"},
	},
}).build()
