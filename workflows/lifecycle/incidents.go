package lifecycle

// What else happens to a real case between its acceptance and the effect of
// its judgment, beside the way that every case takes.

// InRetrial is where a case waits while its effective document is tried again.
const InRetrial State = "retrial"

// Events of the incidents.
const (
	FeeSupplementPaid    Event = "fee_supplement_paid"
	ExcuseSupplement     Event = "excuse_fee_supplement"
	SupplementLapsed     Event = "fee_supplement_lapsed"
	ConfirmAddress       Event = "confirm_address"
	RecordGuidance       Event = "record_guidance"
	ReviewWording        Event = "review_wording"
	Counterclaim         Event = "counterclaim"
	CounterFeePaid       Event = "counterclaim_fee_paid"
	CounterFeeLapsed     Event = "counterclaim_fee_lapsed"
	AnswerCounterclaim   Event = "answer_counterclaim"
	CounterAnswerExpired Event = "counterclaim_answer_expired"
	WithdrawCounterclaim Event = "withdraw_counterclaim"
	WithdrawClaim        Event = "withdraw_claim"
	CloseDebate          Event = "close_debate"
	JoinParty            Event = "join_party"
	ChangeParty          Event = "change_party"
	PartyGone            Event = "party_gone"
	SucceedParty         Event = "succeed_party"
	WithdrawParty        Event = "withdraw_party"
	Represent            Event = "represent"
	SetEvidence          Event = "set_evidence_period"
	ExtendEvidence       Event = "extend_evidence_period"
	EvidenceClosed       Event = "evidence_closed"
	SetAnswer            Event = "set_answer_period"
	ExcuseDefault        Event = "excuse_default"
	RecordAbsence        Event = "record_absence"
	Consolidate          Event = "consolidate"
	Sever                Event = "sever"
	CorrectDocument      Event = "correct_document"
	ServeAppeal          Event = "serve_appeal"
	AnswerAppeal         Event = "answer_appeal"
	AppealAnswerExpired  Event = "appeal_answer_expired"
	OneAppealWithdrawn   Event = "one_appeal_withdrawn"
	AppealWithdrawnEarly Event = "appeal_withdrawn_early"
	RulingAppealDropped  Event = "ruling_appeal_withdrawn"
	TagCase              Event = "tag_case"
	UntagCase            Event = "untag_case"
	Instruct             Event = "instruct"
	StayParty            Event = "stay_party"
	ResumeParty          Event = "resume_party"
	OrderRetrial         Event = "order_retrial"
	RetrialUpheld        Event = "retrial_upheld"
	UpheldToAwaiting     Event = "retrial_upheld_to_awaiting"
	UpheldToEnforcement  Event = "retrial_upheld_to_enforcement"
	UpheldToDormant      Event = "retrial_upheld_to_dormant"
	RetrialChanged       Event = "retrial_changed"
	RetrialSetAside      Event = "retrial_set_aside"
	OldEnforcementBooked Event = "old_enforcement_booked"
	SucceededThere       Event = "succeeded_in_enforcement"
	EstatePaid           Event = "estate_paid"
	NoFeeDue             Event = "no_fee_due"
	JudgePart            Event = "judge_part"
)

// Guards of the incidents, evaluated by the case.
const (
	SupplementDue     Guard = "fee_supplement_due"
	CounterclaimOpen  Guard = "counterclaim_open"
	NoCounterclaim    Guard = "no_counterclaim_open"
	DebateOpen        Guard = "debate_open"
	SuccessorsKnown   Guard = "successors_known"
	EvidenceRunning   Guard = "evidence_period_runs"
	FileMayMove       Guard = "file_may_move"
	SeveralAppeals    Guard = "several_appeals"
	LastAppeal        Guard = "last_appeal"
	PeriodsRun        Guard = "appeal_periods_run"
	PeriodsOver       Guard = "appeal_periods_over"
	FirstRemand       Guard = "first_remand"
	Tagged            Guard = "tagged"
	PartyStayed       Guard = "party_stayed"
	FromSupervisionRe Guard = "retrial_from_supervision"
	FromAwaitingRe    Guard = "retrial_from_awaiting"
	FromEnforcementRe Guard = "retrial_from_enforcement"
	FromDormantRe     Guard = "retrial_from_dormant"
	MayBeDivided      Guard = "may_be_divided"
)

var (
	undecided  = []State{Service, Defence, Trial, Stayed}
	supervisor = []Role{DivisionHead, TrialManagement, President}
	// above are those who pass on what a court above, or the president, decided.
	above = []Role{Integration, President, Clerk}
)

var incidents = []Row{
	// 补交受理费 supplement of the fee
	{FeeSupplementPaid, "已补交案件受理费", "fee supplement paid", undecided, Same, []Role{Clerk, Intake, Integration}, []Guard{SupplementDue}, "民诉法解释第199条"},
	{ExcuseSupplement, "未补交受理费有正当理由", "fee supplement excused", undecided, Same, bench, []Guard{SupplementDue}, "民诉法解释第199条"},
	{SupplementLapsed, "未补交受理费按撤诉处理", "fee supplement lapsed, deemed withdrawn", beforeJudgment, Closed, byClock, nil, "民诉法解释第199条"},

	{NoFeeDue, "再审案件不收案件受理费", "no fee for a retrial", []State{AwaitingFee}, Service, byLinked, nil, "诉讼费用交纳办法第9条"},

	// 引导与核对 guidance and wording
	{ConfirmAddress, "确认送达地址", "address for service confirmed", []State{FilingReview, AwaitingFee, Service, Defence, Trial, Stayed, AwaitingEffect}, Same, []Role{Judge, Clerk, Intake}, nil, "民诉法解释第136、137条；简易程序规定第5条"},
	{RecordGuidance, "自动履行引导签收", "receipt of guidance recorded", []State{AwaitingFee, Service, Defence, Trial, AwaitingEffect, InSupervision}, Same, benchClerk, nil, "报告机制一"},
	{ReviewWording, "核对执行内容是否明确", "wording of the obligations reviewed", []State{Defence, Trial}, Same, benchClerk, nil, "民诉法解释第461条；法发〔2018〕9号"},

	// 反诉 counterclaim
	{Counterclaim, "受理反诉", "counterclaim taken up", beforeJudgment, Same, benchClerk, []Guard{DebateOpen}, "民事诉讼法第143条；民诉法解释第232、233条"},
	{CounterFeePaid, "已缴反诉案件受理费", "counterclaim fee paid", beforeJudgment, Same, []Role{Clerk, Intake, Integration}, nil, "诉讼费用交纳办法第18、22条"},
	{CounterFeeLapsed, "反诉未缴费按撤回处理", "counterclaim fee lapsed", beforeJudgment, Same, byClock, nil, "诉讼费用交纳办法第22条；民诉法解释第213条"},
	{AnswerCounterclaim, "对反诉提交答辩状", "answer to the counterclaim", beforeJudgment, Same, desk, nil, "民事诉讼法第128条"},
	{CounterAnswerExpired, "反诉答辩期届满", "period to answer the counterclaim expired", beforeJudgment, Same, byClock, nil, "民事诉讼法第128条"},
	{WithdrawCounterclaim, "准予撤回反诉", "counterclaim withdrawn", beforeJudgment, Same, bench, []Guard{CounterclaimOpen}, "民诉法解释第239条"},
	{WithdrawClaim, "准予撤回本诉，反诉继续审理", "claim withdrawn, counterclaim goes on", beforeJudgment, Same, bench, []Guard{CounterclaimOpen}, "民诉法解释第239条"},
	{CloseDebate, "法庭辩论终结", "debate closed", []State{Trial}, Same, benchClerk, []Guard{HearingDone}, "民诉法解释第232、238条"},

	// 当事人 parties
	{JoinParty, "追加当事人", "party joined", beforeJudgment, Same, bench, []Guard{DebateOpen}, "民事诉讼法第59、135条；民诉法解释第73、74、81条"},
	{ChangeParty, "变更当事人信息", "party's particulars changed", undecided, Same, benchClerk, nil, "民事诉讼法第124条"},
	{PartyGone, "当事人死亡或者终止，中止诉讼", "party died or dissolved, suit stayed", beforeJudgment, Stayed, bench, nil, "民事诉讼法第153条；民诉法解释第55条"},
	{SucceedParty, "承继人参加诉讼", "successor joins", []State{Stayed}, Same, bench, nil, "民诉法解释第55条"},
	{WithdrawParty, "准予部分当事人撤诉", "withdrawal by or against one party", beforeJudgment, Same, bench, nil, "民事诉讼法第55、148条"},
	{Represent, "诉讼代理变更", "change of representation", []State{Service, Defence, Trial, Stayed, AwaitingEffect}, Same, []Role{Clerk, Intake, Judge}, nil, "民事诉讼法第61至63条"},

	// 期限与庭审 periods and hearing
	{SetEvidence, "确定举证期限", "evidence period set", beforeJudgment, Same, benchClerk, nil, "民诉法解释第99、266、275条"},
	{ExtendEvidence, "准予延长举证期限", "evidence period extended", beforeJudgment, Same, bench, []Guard{EvidenceRunning}, "民诉法解释第100条"},
	{EvidenceClosed, "举证期限届满", "evidence period over", beforeJudgment, Same, byClock, nil, "民诉法解释第99条"},
	{SetAnswer, "确定答辩期间", "answer period fixed with consent", []State{Service, Defence}, Same, bench, nil, "民诉法解释第266、275条"},
	{ExcuseDefault, "准予顺延期限", "missed period excused", []State{Defence, Trial}, Same, bench, nil, "民事诉讼法第86条"},
	{RecordAbsence, "当事人缺席庭审", "party absent from the hearing", []State{Trial}, Same, benchClerk, []Guard{HearingDone}, "民事诉讼法第146、147条；民诉法解释第241条"},

	// 先行判决 partial judgment: it goes on as a case of its own, this one with the rest
	{JudgePart, "先行判决", "judgment on a part", []State{Trial}, Same, bench, []Guard{EveryoneServed, HearingDone, HasDefinite, MayBeDivided}, "民事诉讼法第156条"},

	// 合并与分案 consolidation and severance
	{Consolidate, "合并审理", "tried together with another case", beforeJudgment, Same, bench, nil, "民事诉讼法第55条；民诉法解释第221条"},
	{Sever, "分案审理", "severed into another case", beforeJudgment, Same, bench, nil, "民事诉讼法第55条"},

	// 补正 correction
	{CorrectDocument, "裁定补正笔误", "clerical error corrected", []State{AwaitingEffect, InSupervision, AwaitingEnforcement}, Same, bench, nil, "民事诉讼法第157条；民诉法解释第245条"},

	// 上诉 appeal by several
	{LodgeAppeal, "提起上诉", "appeal lodged", []State{Appeal}, Same, desk, []Guard{Appealable}, "民事诉讼法第171条；民诉法解释第315条"},
	{AppealExpired, "上诉期届满", "a party's appeal period expired", []State{Appeal}, Same, byClock, nil, "民事诉讼法第171条；民诉法解释第244条"},
	{ServeAppeal, "送达上诉状副本", "appeal served on the other side", []State{Appeal}, Same, []Role{Clerk}, nil, "民事诉讼法第174条；民诉法解释第316条"},
	{AnswerAppeal, "对上诉提交答辩状", "answer to the appeal", []State{Appeal}, Same, desk, nil, "民事诉讼法第174条"},
	{AppealAnswerExpired, "上诉答辩期届满", "period to answer the appeal expired", []State{Appeal}, Same, byClock, nil, "民事诉讼法第174条"},
	{OneAppealWithdrawn, "撤回其中一方上诉", "one of several appeals withdrawn", []State{Appeal}, Same, []Role{Integration, Clerk}, []Guard{SeveralAppeals}, "民事诉讼法第180条"},
	{AppealWithdrawnEarly, "上诉期内撤回上诉", "appeal withdrawn while a period to appeal runs", []State{Appeal}, AwaitingEffect, []Role{Integration, Clerk}, []Guard{AppealOfJudgment, LastAppeal, PeriodsRun}, "民事诉讼法第171、180条"},
	{RulingAppealDropped, "撤回对裁定的上诉", "appeal against the ruling withdrawn", []State{Appeal}, Closed, []Role{Integration, Clerk}, []Guard{AppealOfRuling, LastAppeal, PeriodsOver}, "民事诉讼法第180条"},

	// 四类案件监督 special supervision
	{TagCase, "标记四类案件", "tagged for special supervision", open, Same, []Role{Judge, DivisionHead, TrialManagement, President}, nil, "法发〔2021〕30号"},
	{UntagCase, "取消四类案件标记", "tag taken off", open, Same, supervisor, []Guard{Tagged}, "法发〔2021〕30号"},
	{Instruct, "院庭长监督意见", "a leader's instruction on the record", open, Same, []Role{DivisionHead, President}, []Guard{Tagged}, "法发〔2021〕30号"},

	// 仅对一方中止 stay of one party's periods
	{StayParty, "对一方中止", "one party's periods stayed", []State{Service, Defence, Trial, AwaitingEffect, InSupervision, AwaitingEnforcement}, Same, bench, nil, "企业破产法第20条；民事诉讼法第153条"},
	{ResumeParty, "恢复一方期间", "one party's periods resumed", []State{Service, Defence, Trial, AwaitingEffect, InSupervision, AwaitingEnforcement}, Same, []Role{Judge, Linked}, []Guard{PartyStayed}, "民事诉讼法第153条"},
	// A stay may last into these, and the case that a part was carved out of passes its end on.
	{ResumeParty, "恢复一方期间", "one party's periods resumed", []State{Stayed, InCourtPrompt, Appeal, InEnforcement, Dormant, InRetrial, BankruptcyHandoff}, Same, []Role{Judge, Linked}, []Guard{PartyStayed}, "民事诉讼法第153条"},

	// 再审 retrial
	{OrderRetrial, "裁定再审", "retrial ordered", []State{InSupervision, AwaitingEnforcement, InEnforcement, Dormant}, InRetrial, above, []Guard{NoRetrialRuns}, "民事诉讼法第209、215、217条"},
	{RetrialUpheld, "再审维持（回到督促履行）", "upheld on retrial, supervision goes on", []State{InRetrial}, InSupervision, above, []Guard{FromSupervisionRe}, "民诉法解释第404、405条"},
	{UpheldToAwaiting, "再审维持（回到待申请执行）", "upheld on retrial, back to awaiting enforcement", []State{InRetrial}, AwaitingEnforcement, above, []Guard{FromAwaitingRe}, "民诉法解释第404、405条"},
	{UpheldToEnforcement, "再审维持（恢复执行）", "upheld on retrial, enforcement resumes", []State{InRetrial}, InEnforcement, above, []Guard{FromEnforcementRe}, "民诉法解释第404、405条"},
	{UpheldToDormant, "再审维持（回到终结本次执行程序）", "upheld on retrial, enforcement stays ended for now", []State{InRetrial}, Dormant, above, []Guard{FromDormantRe}, "民诉法解释第404、405条"},
	{RetrialChanged, "再审改判", "changed on retrial", []State{InRetrial}, InSupervision, above, []Guard{HasDefinite}, "民事诉讼法第218条；民诉法解释第405条"},
	// A part of a suit hears it wherever it stands; before its effect the suit goes by article 153.
	{SucceededThere, "执行中变更当事人", "a party's place was taken in enforcement", []State{Service, Defence, Trial, Stayed, InCourtPrompt, AwaitingEffect, Appeal, InSupervision, AwaitingEnforcement,
		InEnforcement, Dormant, InRetrial, BankruptcyHandoff}, Same, byLinked, nil, "民事诉讼法第243、267条"},
	{EstatePaid, "继承人已以遗产支付", "an heir paid of the estate in an enforcement", []State{Service, Defence, Trial, Stayed, InCourtPrompt, AwaitingEffect, Appeal, InSupervision, AwaitingEnforcement,
		InEnforcement, Dormant, InRetrial, BankruptcyHandoff}, Same, byLinked, nil, "民诉法解释第473条"},
	{OldEnforcementBooked, "原执行所得抵作新文书义务", "what the old enforcement released counts", []State{InSupervision, AwaitingEnforcement, InEnforcement, Dormant}, Same, byLinked, nil, "执行规定第65条"},
	{RetrialSetAside, "再审撤销原裁判", "set aside on retrial", []State{InRetrial}, Closed, above, nil, "民事诉讼法第218条；民诉法解释第405条"},
}
