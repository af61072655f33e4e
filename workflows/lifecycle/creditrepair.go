package lifecycle

// States of an application for credit repair (信用修复).
const (
	RepairCheck      State = "repair_check"
	RepairPapers     State = "repair_papers"
	RepairSupplement State = "repair_supplement"
	RepairAssessment State = "repair_assessment"
	RepairApproval   State = "repair_approval"
	RepairStanding   State = "repair_standing"
	RepairBreach     State = "repair_breach"
	RepairDenied     State = "repair_denied"
	RepairWithdrawn  State = "repair_withdrawn"
	RepairUndone     State = "repair_undone"
	RepairDone       State = "repair_done"
)

// Events of an application. What is told to the enforcement of it are
// RepairGranted, RepairRevoked and RepairEnded, which are the enforcement's.
const (
	RepairAdmitted     Event = "repair_admitted"
	RepairInadmissible Event = "repair_inadmissible"
	PapersComplete     Event = "papers_complete"
	AskPapers          Event = "ask_papers"
	SupplyPapers       Event = "supply_papers"
	PapersLapsed       Event = "papers_lapsed"
	VerifyCondition    Event = "verify_condition"
	ScoreRepair        Event = "score_repair"
	ProposeRepair      Event = "propose_repair"
	RefuseRepair       Event = "refuse_repair"
	ReturnRepair       Event = "return_repair"
	ApproveRepair      Event = "approve_repair"
	CheckIn            Event = "check_in"
	CheckInLapsed      Event = "check_in_lapsed"
	RepairPayment      Event = "repair_payment"
	RecordBreach       Event = "record_breach"
	ExcuseBreach       Event = "excuse_breach"
	RevokeRepair       Event = "revoke_repair"
	RepairTermOver     Event = "repair_term_over"
	DebtCleared        Event = "debt_cleared"
	WithdrawRepair     Event = "withdraw_repair"
)

// Guards of credit repair.
const (
	ConditionsMet Guard = "five_conditions_met"
	ScoreReached  Guard = "score_reached"
)

var (
	repairDesk    = []Role{EnforcementJudge, Clerk}
	beforeDecided = []State{RepairPapers, RepairSupplement, RepairAssessment}
	underRepair   = []State{RepairStanding, RepairBreach}
	openRepairs   = []State{RepairPapers, RepairSupplement, RepairAssessment, RepairApproval, RepairStanding, RepairBreach}
)

// CreditRepair is the machine of one debtor's application for credit repair.
// The debt, the enforcement and the interest go on beside it.
var CreditRepair = (&Machine{
	ID: "credit_repair", Name: "信用修复", NameEN: "credit repair",
	Initial: []State{RepairCheck},
	States: []StateInfo{
		{State: RepairCheck, Name: "核对申请", NameEN: "checking the register", Clocks: []string{"credit-repair-completeness"}},
		{State: RepairPapers, Name: "材料审查", NameEN: "review of the papers", Clocks: []string{"credit-repair-completeness"}},
		{State: RepairSupplement, Name: "待补正材料", NameEN: "awaiting papers", Clocks: []string{"credit-repair-supplement"}},
		{State: RepairAssessment, Name: "审查", NameEN: "assessment", Clocks: []string{"credit-repair-decision"}},
		{State: RepairApproval, Name: "待院长批准", NameEN: "awaiting the president", Clocks: []string{"credit-repair-decision"}},
		{State: RepairStanding, Name: "修复期", NameEN: "under repair", Clocks: []string{"credit-repair-breach", "credit-repair-check-in", "credit-repair-term"}},
		{State: RepairBreach, Name: "违约核查", NameEN: "breach under review", Clocks: []string{"credit-repair-decision"}},
		{State: RepairDenied, Name: "不予修复", NameEN: "refused", Terminal: true},
		{State: RepairWithdrawn, Name: "撤回申请", NameEN: "withdrawn", Terminal: true},
		{State: RepairUndone, Name: "已撤销修复", NameEN: "revoked", Terminal: true},
		{State: RepairDone, Name: "修复完成", NameEN: "completed", Terminal: true},
	},
	Rows: []Row{
		{RepairAdmitted, "收到申请", "application admitted", []State{RepairCheck}, RepairPapers, byLinked, nil, "报告信用修复机制"},
		{RepairInadmissible, "不符合申请条件", "application inadmissible", []State{RepairCheck}, RepairDenied, byLinked, nil, "报告信用修复机制"},
		{PapersComplete, "材料齐备", "papers complete", []State{RepairPapers}, RepairAssessment, repairDesk, nil, "法院政策（报告信用修复机制）"},
		{AskPapers, "要求补正材料", "papers asked for", []State{RepairPapers}, RepairSupplement, repairDesk, nil, "法院政策（报告信用修复机制）"},
		{SupplyPapers, "补交材料", "papers supplied", []State{RepairSupplement}, RepairPapers, []Role{EnforcementJudge, Clerk, Intake}, nil, "法院政策（报告信用修复机制）"},
		{PapersLapsed, "逾期未补正", "papers not supplied", []State{RepairSupplement}, RepairDenied, byClock, nil, "法院政策（报告信用修复机制）"},
		{VerifyCondition, "核实修复条件", "condition verified", []State{RepairAssessment}, Same, repairDesk, nil, "报告信用修复机制"},
		{ScoreRepair, "评分", "application scored", []State{RepairAssessment}, Same, officer, nil, "法院政策（示例权重）"},
		{ProposeRepair, "拟准予修复", "repair proposed", []State{RepairAssessment}, RepairApproval, officer, []Guard{ConditionsMet, ScoreReached}, "报告信用修复机制"},
		{RefuseRepair, "不予修复", "repair refused", []State{RepairAssessment}, RepairDenied, officer, nil, "报告信用修复机制"},
		{ReturnRepair, "退回重新审查", "returned by the president", []State{RepairApproval}, RepairAssessment, []Role{President}, nil, "法院政策（报告信用修复机制）"},
		{ApproveRepair, "批准修复", "repair approved", []State{RepairApproval}, RepairStanding, []Role{President}, nil, "报告信用修复机制"},
		{CheckIn, "回访履行计划", "check-in on the plan", []State{RepairStanding}, Same, officerDesk, nil, "法院政策（报告信用修复机制）"},
		{CheckInLapsed, "逾期未回访，转违约核查", "check-in missed", []State{RepairStanding}, RepairBreach, byClock, nil, "法院政策（报告信用修复机制）"},
		{RepairPayment, "修复后履行", "paid after the repair", underRepair, Same, []Role{EnforcementJudge, Clerk, Integration, Linked}, nil, "报告信用修复机制"},
		{RecordBreach, "发现违约", "breach recorded", []State{RepairStanding}, RepairBreach, officer, nil, "法院政策（报告信用修复机制）"},
		{ExcuseBreach, "不认定违约", "breach excused", []State{RepairBreach}, RepairStanding, officer, nil, "法院政策（报告信用修复机制）"},
		{RevokeRepair, "撤销信用修复", "repair revoked by the court", []State{RepairBreach}, RepairUndone, []Role{President}, nil, "法院政策（报告信用修复机制）"},
		{RepairTermOver, "修复期满", "term of the repair over", []State{RepairStanding}, RepairDone, byClock, nil, "报告信用修复机制"},
		{DebtCleared, "债务已全部履行", "debt cleared", underRepair, RepairDone, []Role{EnforcementJudge, Linked}, nil, "报告信用修复机制"},
		{WithdrawRepair, "撤回修复申请", "application withdrawn", beforeDecided, RepairWithdrawn, []Role{EnforcementJudge, Clerk, Intake}, nil, "法院政策（报告信用修复机制）"},
		{ReassignOfficer, "变更执行员", "reassigned", openRepairs, Same, []Role{DivisionHead, TrialManagement, President}, nil, "法院政策"},
		{NudgeOfficer, "督办", "nudged by a supervisor", openRepairs, Same, []Role{DivisionHead, TrialManagement, President}, nil, "审限规定第21条"},
		{AdoptCalendar, "采用新的放假安排", "newer day-off table adopted", openRepairs, Same, []Role{TrialManagement, President, Integration}, nil, "民事诉讼法第85条"},
	},
}).build()
