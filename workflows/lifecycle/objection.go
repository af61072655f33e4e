package lifecycle

// States of an objection to an act of enforcement (执行行为异议).
const (
	NoObjection     State = "no_objection"
	ObjectionReview State = "objection_review"
	ObjectionRuled  State = "objection_ruled"
	Reconsidering   State = "reconsidering"
	ObjectionOver   State = "objection_over"
)

// Events of an objection.
const (
	LodgeObjection       Event = "lodge_objection"
	RuleObjection        Event = "rule_objection"
	ApplyReconsideration Event = "apply_reconsideration"
	AnswerReconsider     Event = "answer_reconsideration"
	ObjectionFinal       Event = "objection_final"
	WithdrawObjection    Event = "withdraw_objection"
	ObjectionMoot        Event = "objection_moot"
)

// Objection is a party's objection to an act of enforcement and its
// reconsideration by the superior court. It does not stop enforcement
// (执行程序解释第9条).
var Objection = (&Machine{
	ID: "objection", Name: "执行行为异议", NameEN: "objection to an act of enforcement",
	Initial: []State{NoObjection},
	States: []StateInfo{
		{State: NoObjection, Name: "未提出", NameEN: "not raised", Clocks: []string{"enforcement-conclusion"}},
		{State: ObjectionReview, Name: "异议审查", NameEN: "under review", Clocks: []string{"enforcement-objection"}},
		{State: ObjectionRuled, Name: "待申请复议", NameEN: "ruled, reconsideration open", Clocks: []string{"enforcement-reconsideration"}},
		{State: Reconsidering, Name: "复议审查", NameEN: "being reconsidered", Clocks: []string{"enforcement-reconsideration-review"}},
		{State: ObjectionOver, Name: "异议终结", NameEN: "over", Terminal: true},
	},
	Rows: []Row{
		{LodgeObjection, "提出执行行为异议", "objection raised", []State{NoObjection}, ObjectionReview, []Role{Clerk, Intake, EnforcementJudge}, nil, "民事诉讼法第236条；执行程序解释第5条"},
		{RuleObjection, "裁定异议", "objection ruled on", []State{ObjectionReview}, ObjectionRuled, []Role{Judge, EnforcementJudge}, nil, "民事诉讼法第236条"},
		{ApplyReconsideration, "申请复议", "reconsideration applied for", []State{ObjectionRuled}, Reconsidering, []Role{Clerk, Intake, Integration}, nil, "民事诉讼法第236条"},
		{AnswerReconsider, "复议裁定", "reconsideration answered", []State{Reconsidering}, ObjectionOver, []Role{Integration, Clerk}, nil, "执行程序解释第8条"},
		{ObjectionFinal, "复议期满，裁定生效", "ruling final", []State{ObjectionRuled}, ObjectionOver, byClock, nil, "民事诉讼法第236条"},
		{WithdrawObjection, "撤回异议", "objection withdrawn", []State{ObjectionReview, Reconsidering}, ObjectionOver, []Role{Clerk, Intake, EnforcementJudge}, nil, "民事诉讼法第236条"},
		{ObjectionMoot, "执行终结，异议程序终结", "ended with the enforcement", []State{ObjectionReview, ObjectionRuled, Reconsidering}, ObjectionOver, byLinked, nil, "民事诉讼法第236条"},
	},
}).build()

// States of a third party's claim to an asset (案外人异议).
const (
	NoClaim     State = "no_claim"
	ClaimReview State = "claim_review"
	ClaimRuled  State = "claim_ruled"
	ClaimSuit   State = "claim_suit"
	ClaimOver   State = "claim_over"
)

// Events of a third party's claim.
const (
	LodgeClaim            Event = "lodge_claim"
	RuleClaim             Event = "rule_claim"
	FileClaimSuit         Event = "file_claim_suit"
	DecideClaimSuit       Event = "decide_claim_suit"
	ClaimPeriodOver       Event = "claim_period_over"
	WithdrawOutsiderClaim Event = "withdraw_outsider_claim"
	SecureGoingAhead      Event = "secure_going_ahead"
	ClaimMoot             Event = "claim_moot"
)

// Claim is a third party's claim to an asset and the suit that may follow.
// While it is open the asset is not disposed of, unless the applicant gives
// security (执行程序解释第15、16条；民诉法解释第463、313条).
var Claim = (&Machine{
	ID: "third_party_claim", Name: "案外人异议", NameEN: "third party's claim to an asset",
	Initial: []State{NoClaim},
	States: []StateInfo{
		{State: NoClaim, Name: "未提出", NameEN: "not raised", Clocks: []string{"enforcement-conclusion"}},
		{State: ClaimReview, Name: "案外人异议审查", NameEN: "under review", Clocks: []string{"third-party-claim"}},
		{State: ClaimRuled, Name: "待提起执行异议之诉", NameEN: "ruled, suit open", Clocks: []string{"third-party-suit"}},
		{State: ClaimSuit, Name: "执行异议之诉审理中", NameEN: "suit pending", Clocks: []string{"stay-review"}},
		{State: ClaimOver, Name: "案外人异议终结", NameEN: "over", Terminal: true},
	},
	Rows: []Row{
		{LodgeClaim, "案外人提出异议", "third party claims the asset", []State{NoClaim}, ClaimReview, []Role{Clerk, Intake, EnforcementJudge}, nil, "民事诉讼法第238条；执行程序解释第14条"},
		{RuleClaim, "裁定案外人异议", "claim ruled on", []State{ClaimReview}, ClaimRuled, []Role{Judge, EnforcementJudge}, nil, "民事诉讼法第238条；民诉法解释第463条"},
		{FileClaimSuit, "提起执行异议之诉", "suit against the ruling filed", []State{ClaimRuled}, ClaimSuit, []Role{Clerk, Intake, Integration}, nil, "民事诉讼法第238条；民诉法解释第302条"},
		{DecideClaimSuit, "执行异议之诉判决生效", "suit decided", []State{ClaimSuit}, ClaimOver, []Role{Clerk, Integration, EnforcementJudge}, nil, "民诉法解释第310、311条"},
		{ClaimPeriodOver, "起诉期限届满", "time to sue over", []State{ClaimRuled}, ClaimOver, byClock, nil, "民事诉讼法第238条；民诉法解释第314条"},
		{WithdrawOutsiderClaim, "案外人撤回异议", "claim withdrawn", []State{ClaimReview, ClaimRuled, ClaimSuit}, ClaimOver, []Role{Clerk, Intake, EnforcementJudge}, nil, "民事诉讼法第238条"},
		{SecureGoingAhead, "申请执行人提供担保请求继续执行", "applicant secures going ahead", []State{ClaimReview, ClaimSuit}, Same, []Role{Clerk, EnforcementJudge}, nil, "执行程序解释第15、16条；民诉法解释第313条"},
		{ClaimMoot, "执行终结，异议程序终结", "ended with the enforcement", []State{ClaimReview, ClaimRuled, ClaimSuit}, ClaimOver, byLinked, nil, "民事诉讼法第238条"},
	},
}).build()
