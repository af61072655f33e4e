package lifecycle

// What joins suits and parts them, changes what is claimed, lets in who was
// late for a reason, and is enforced while it is being tried again.

// Events of this page.
const (
	RefuseExcuse      Event = "refuse_excuse"
	SuspendLimitation Event = "suspend_limitation"
	ResumeLimitation  Event = "resume_limitation"
	ChangeClaim       Event = "change_claim"
	ClaimFeePaid      Event = "claim_fee_paid"
	ClaimFeeLapsed    Event = "claim_fee_lapsed"
	SmallOutgrown     Event = "small_claims_outgrown"
	JoinedToLead      Event = "joined_to_lead"
	HearingInLead     Event = "hearing_in_lead"
	Separate          Event = "separate"
	JoinderOver       Event = "joinder_over"
	RetrialRunning    Event = "order_retrial_unsuspended"
	RunningUpheld     Event = "retrial_upheld_unsuspended"
	RestsInRetrial    Event = "rests_in_retrial"
	EndsInRetrial     Event = "enforcement_ends_in_retrial"
	PetitionDismissed Event = "petition_dismissed"
)

// Guards of this page, evaluated by the case.
const (
	AppealMissed     Guard = "appeal_period_missed"
	LimitationRuns   Guard = "limitation_runs"
	LimitationStands Guard = "limitation_stands_still"
	ClaimFeeDue      Guard = "claim_fee_due"
	MayBeJoined      Guard = "may_be_joined"
	LedByThat        Guard = "led_by_that_case"
	TriedTogether    Guard = "tried_together"
	RetrialRuns      Guard = "retrial_without_suspension"
	NoRetrialRuns    Guard = "no_retrial_pending"
)

// runsOn are the states in which a retrial that suspends nothing may be out.
var runsOn = []State{InSupervision, AwaitingEnforcement, InEnforcement, Dormant, BankruptcyHandoff}

// heard are the states in which a case can hear what became of a bankruptcy.
var heard = []State{Service, Defence, Trial, Stayed, AwaitingEffect, Appeal, InSupervision, AwaitingEnforcement, InEnforcement, Dormant}

// suits are the rows of this page.
var suits = []Row{
	// 顺延上诉期限 an appeal period missed for a reason: what seemed effective was not
	{ExcuseDefault, "准予顺延期限", "missed period excused", []State{AwaitingEffect, Appeal}, Same, bench, []Guard{AppealMissed}, "民事诉讼法第86、171条"},
	{ExcuseDefault, "准予顺延期限", "missed period excused", []State{InSupervision, AwaitingEnforcement}, AwaitingEffect, bench, []Guard{AppealMissed}, "民事诉讼法第86、158、171条"},
	{RefuseExcuse, "不准许顺延期限", "excuse of a missed period refused", []State{Defence, Trial, AwaitingEffect, Appeal, InSupervision, AwaitingEnforcement}, Same, bench, nil, "民事诉讼法第86条"},

	// 申请执行时效中止 suspension of the limitation
	{SuspendLimitation, "申请执行时效中止", "limitation suspended", []State{AwaitingEnforcement}, Same, []Role{Clerk, Intake, Judge}, []Guard{LimitationRuns}, "民事诉讼法第250条；执行程序解释第19条"},
	{ResumeLimitation, "中止时效的原因消除", "cause of the suspension gone", []State{AwaitingEnforcement}, Same, []Role{Clerk, Intake, Judge}, []Guard{LimitationStands}, "执行程序解释第19条"},

	// 变更诉讼请求 change of the claim
	{ChangeClaim, "变更诉讼请求数额", "amount of the claim changed", beforeJudgment, Same, bench, []Guard{DebateOpen}, "民事诉讼法第54、143条；民诉法解释第232条；诉讼费用交纳办法第21条"},
	{ClaimFeePaid, "已补交增加诉讼请求的受理费", "fee of the increase paid", undecided, Same, []Role{Clerk, Intake, Integration}, []Guard{ClaimFeeDue}, "诉讼费用交纳办法第21、22条"},
	{ClaimFeeLapsed, "增加部分未缴费，不予审理", "fee of the increase lapsed, the increase falls", beforeJudgment, Same, byClock, nil, "诉讼费用交纳办法第21、22条；民诉法解释第213条；法院政策"},
	{SmallOutgrown, "不再符合小额诉讼条件，适用简易程序的其他规定", "no longer fit for small claims, tried by the other rules of summary procedure", beforeJudgment, Same, byLinked, nil, "民事诉讼法第166、169条；民诉法解释第278条"},

	// 合并审理 suits that are tried together
	{JoinedToLead, "并入主案合并审理", "joined to the case that leads", beforeJudgment, Same, byLinked, []Guard{MayBeJoined}, "民事诉讼法第55条；民诉法解释第221条"},
	{HearingInLead, "主案确定的开庭", "hearing fixed in the case that leads", undecided, Same, byLinked, []Guard{LedByThat}, "民事诉讼法第139、149条；民诉法解释第221条"},
	{Separate, "分开审理", "tried apart again", undecided, Same, bench, []Guard{TriedTogether}, "民事诉讼法第55条；法院政策"},
	{JoinderOver, "合并审理终了", "no longer tried together", open, Same, byLinked, nil, "民诉法解释第221条；法院政策"},

	// 驳回破产申请 a bankruptcy that was accepted and found without cause
	{PetitionDismissed, "当事人的破产申请被驳回", "a party's petition dismissed after acceptance", heard, Same, []Role{Judge, Clerk, Integration}, nil, "企业破产法第12条"},

	// 再审不中止执行 a retrial that suspends nothing
	{RetrialRunning, "裁定再审，不中止执行", "retrial ordered, enforcement not suspended", []State{InSupervision, AwaitingEnforcement, InEnforcement, Dormant}, Same, above, []Guard{NoRetrialRuns}, "民事诉讼法第217条"},
	{RunningUpheld, "再审维持（未中止执行）", "upheld on retrial, nothing was suspended", runsOn, Same, above, []Guard{RetrialRuns}, "民诉法解释第404、405条"},
	{RetrialChanged, "再审改判", "changed on retrial", runsOn, InSupervision, above, []Guard{RetrialRuns, HasDefinite}, "民事诉讼法第218、244条；民诉法解释第405条"},
	{RetrialSetAside, "再审撤销原裁判", "set aside on retrial", runsOn, Closed, above, []Guard{RetrialRuns}, "民事诉讼法第218、244条；民诉法解释第405条"},
	// Nothing is left to do but to wait for the outcome: the case stays open for it.
	{RestsInRetrial, "余事已毕，待再审结果", "nothing is left but the outcome of the retrial", []State{InSupervision, AwaitingEnforcement, BankruptcyHandoff}, InRetrial, byLinked, []Guard{RetrialRuns}, "民事诉讼法第217、218条"},
	{EndsInRetrial, "执行已结案，待再审结果", "enforcement over, the outcome of the retrial awaited", []State{InEnforcement, Dormant}, InRetrial, byLinked, []Guard{RetrialRuns}, "民事诉讼法第217、218条"},
}
