package lifecycle

// States of a plan that divides a debtor's money among creditors (财产分配方案).
const (
	PlanOut       State = "plan_out"
	PlanContested State = "plan_contested"
	PlanFixed     State = "plan_fixed"
	PlanVoid      State = "plan_void"
)

// Events of a plan.
const (
	ServePlan      Event = "serve_plan"
	PlanPeriodOver Event = "plan_period_over"
	PlanDisputed   Event = "plan_disputed"
	FixPlan        Event = "plan_fixed"
	PlanMoot       Event = "plan_moot"
)

// Distribution is a plan on its way to being final: served on every creditor
// and the debtor, each of whom may object within fifteen days of receipt. What
// becomes of an objection is a track of its own; the plan waits for all.
var Distribution = (&Machine{
	ID: "distribution", Name: "财产分配方案", NameEN: "distribution plan",
	Initial: []State{PlanOut},
	States: []StateInfo{
		{State: PlanOut, Name: "送达与异议期", NameEN: "being served and open to objections", Clocks: []string{"distribution-service", "distribution-objection"}},
		{State: PlanContested, Name: "异议处理中", NameEN: "contested", Clocks: []string{"distribution-answer", "distribution-suit", "stay-review"}},
		{State: PlanFixed, Name: "方案确定", NameEN: "final", Terminal: true},
		{State: PlanVoid, Name: "方案失效", NameEN: "void", Terminal: true},
	},
	Rows: []Row{
		{ServePlan, "送达分配方案", "plan served", []State{PlanOut}, Same, officerDesk, nil, "民诉法解释第509条"},
		{PlanPeriodOver, "该方异议期满", "one recipient's time to object over", []State{PlanOut}, Same, byClock, nil, "民诉法解释第509条"},
		{PlanDisputed, "异议期满，异议待处理", "time to object over, objections remain", []State{PlanOut}, PlanContested, byLinked, nil, "民诉法解释第510条"},
		{FixPlan, "分配方案确定", "plan final", []State{PlanOut, PlanContested}, PlanFixed, byLinked, nil, "民诉法解释第509、510条"},
		{PlanMoot, "执行程序终结，方案失效", "void, the enforcement is over", []State{PlanOut, PlanContested}, PlanVoid, byLinked, nil, "法院政策"},
	},
}).build()

// States of an objection to a plan (分配方案异议).
const (
	NoPlanObjection   State = "no_plan_objection"
	PlanObjected      State = "plan_objected"
	PlanAnswers       State = "plan_answers"
	PlanUnopposed     State = "plan_unopposed"
	PlanOpposed       State = "plan_opposed"
	PlanSuitOpen      State = "plan_suit_open"
	PlanSuit          State = "plan_suit"
	PlanObjectionOver State = "plan_objection_over"
)

// Events of an objection to a plan.
const (
	ObjectToPlan          Event = "object_to_plan"
	NotifyPlanObjection   Event = "notify_plan_objection"
	AnswerPlanObjection   Event = "answer_plan_objection"
	PlanAnswerOver        Event = "plan_answer_over"
	NobodyOpposes         Event = "nobody_opposes"
	SomebodyOpposes       Event = "somebody_opposes"
	AmendPlan             Event = "amend_plan"
	NotifyPlanObjector    Event = "notify_plan_objector"
	FilePlanSuit          Event = "file_plan_suit"
	PlanSuitPeriodOver    Event = "plan_suit_period_over"
	DecidePlanSuit        Event = "decide_plan_suit"
	WithdrawPlanObjection Event = "withdraw_plan_objection"
	PlanObjectionMoot     Event = "plan_objection_moot"
)

// PlanObjection is one recipient's objection to a plan: the others are asked;
// where nobody opposes, the plan is amended as the objector has it; where
// somebody does, the objector sues or the plan stands as it was.
var PlanObjection = (&Machine{
	ID: "plan_objection", Name: "分配方案异议", NameEN: "objection to a distribution plan",
	Initial: []State{NoPlanObjection},
	States: []StateInfo{
		{State: NoPlanObjection, Name: "未提出", NameEN: "not raised", Clocks: []string{"enforcement-conclusion"}},
		{State: PlanObjected, Name: "待通知其他各方", NameEN: "the others are to be told", Clocks: []string{"distribution-objection-notice"}},
		{State: PlanAnswers, Name: "待其他各方答复", NameEN: "the others may answer", Clocks: []string{"distribution-answer", "distribution-objection-notice"}},
		{State: PlanUnopposed, Name: "无人反对，待修正", NameEN: "unopposed, to be amended", Clocks: []string{"distribution-amendment"}},
		{State: PlanOpposed, Name: "有反对意见，待通知异议人", NameEN: "opposed, the objector is to be told", Clocks: []string{"distribution-objection-notice"}},
		{State: PlanSuitOpen, Name: "待提起分配方案异议之诉", NameEN: "suit open", Clocks: []string{"distribution-suit"}},
		{State: PlanSuit, Name: "分配方案异议之诉审理中", NameEN: "suit pending", Clocks: []string{"stay-review"}},
		{State: PlanObjectionOver, Name: "异议终结", NameEN: "over", Terminal: true},
	},
	Rows: []Row{
		{ObjectToPlan, "对分配方案提出异议", "plan objected to", []State{NoPlanObjection}, PlanObjected, []Role{Clerk, Intake, Integration, EnforcementJudge}, nil, "民诉法解释第509条；执行程序解释第17条"},
		{NotifyPlanObjection, "通知未提出异议的各方", "others told of the objection", []State{PlanObjected, PlanAnswers}, PlanAnswers, officerDesk, nil, "民诉法解释第510条；执行程序解释第18条"},
		{AnswerPlanObjection, "答复分配方案异议", "objection to the plan answered", []State{PlanAnswers}, Same, []Role{Clerk, Intake, Integration, EnforcementJudge}, nil, "民诉法解释第510条"},
		{PlanAnswerOver, "未在期限内提出反对意见", "no opposition in time", []State{PlanAnswers}, Same, byClock, nil, "民诉法解释第510条"},
		{NobodyOpposes, "各方均未反对", "nobody opposes", []State{PlanAnswers}, PlanUnopposed, byLinked, nil, "民诉法解释第510条"},
		{SomebodyOpposes, "有人提出反对意见", "somebody opposes", []State{PlanAnswers}, PlanOpposed, byLinked, nil, "民诉法解释第510条"},
		{AmendPlan, "审查修正分配方案", "plan amended", []State{PlanUnopposed}, PlanObjectionOver, officer, nil, "民诉法解释第510条"},
		{NotifyPlanObjector, "将反对意见通知异议人", "objector told of the opposition", []State{PlanOpposed}, PlanSuitOpen, officerDesk, nil, "民诉法解释第510条"},
		{FilePlanSuit, "提起分配方案异议之诉", "suit about the plan filed", []State{PlanSuitOpen}, PlanSuit, []Role{Clerk, Intake, Integration}, nil, "民诉法解释第510条；执行程序解释第18条"},
		{PlanSuitPeriodOver, "逾期未起诉，按原方案分配", "no suit in time, the plan stands", []State{PlanSuitOpen}, PlanObjectionOver, byClock, nil, "民诉法解释第510条"},
		{DecidePlanSuit, "分配方案异议之诉判决生效", "suit about the plan decided", []State{PlanSuit}, PlanObjectionOver, []Role{Clerk, Integration, EnforcementJudge}, nil, "民诉法解释第510条"},
		{WithdrawPlanObjection, "撤回对分配方案的异议", "objection to the plan withdrawn", []State{PlanObjected, PlanAnswers, PlanUnopposed, PlanOpposed, PlanSuitOpen, PlanSuit}, PlanObjectionOver, []Role{Clerk, Intake, Integration, EnforcementJudge}, nil, "民诉法解释第510条"},
		{PlanObjectionMoot, "执行程序终结，异议终结", "ended with the enforcement", []State{PlanObjected, PlanAnswers, PlanUnopposed, PlanOpposed, PlanSuitOpen, PlanSuit}, PlanObjectionOver, byLinked, nil, "法院政策"},
	},
}).build()
