package lifecycle

// States of a preservation (财产保全).
const (
	PreservationSought State = "sought"
	PreservationRuled  State = "ruled"
	Frozen             State = "frozen"
	PreservRefused     State = "preservation_refused"
	Lifted             State = "lifted"
	FreezeLapsed       State = "lapsed"
	Converted          State = "converted"
	Queued             State = "queued"
	PreservationMoved  State = "moved"
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
	RecordPreSuit      Event = "record_pre_suit"
	PostSecurity       Event = "post_security"
	QueueSeizure       Event = "queue_seizure"
	MoveUp             Event = "move_up"
	RequestRenewal     Event = "request_renewal"
	RequestLift        Event = "request_lift"
	LiftOnSecurity     Event = "lift_on_security"
	RefuseLift         Event = "refuse_lift"
	MovePreservation   Event = "move_preservation"
)

// SecurityPosted says that the security the court may ask for is there.
const SecurityPosted Guard = "security_posted"

// LiftRequested says that somebody asked for a measure to be lifted.
const LiftRequested Guard = "lift_requested"

// NotSought is where a preservation stands before anybody asked for it.
const NotSought State = "not_sought"

// Preservation is the freezing of one asset before or during the suit.
var Preservation = (&Machine{
	ID: "preservation", Name: "财产保全", NameEN: "preservation of an asset",
	Initial: []State{NotSought},
	States: []StateInfo{
		{State: NotSought, Name: "未申请", NameEN: "not sought", Clocks: []string{"filing-review"}},
		{State: PreservationSought, Name: "已申请", NameEN: "sought", Clocks: []string{"preservation-ruling", "preservation-ruling-urgent", "preservation-security"}},
		{State: PreservationRuled, Name: "已裁定", NameEN: "ruled", Clocks: []string{"preservation-start", "preservation-start-urgent"}},
		{State: Frozen, Name: "已查封冻结", NameEN: "frozen", Clocks: []string{"freeze-deposit", "freeze-movable", "freeze-real-estate"}},
		{State: Queued, Name: "轮候查封冻结", NameEN: "waiting behind an earlier seizure", Clocks: []string{"preservation-queue-review"}},
		{State: PreservRefused, Name: "裁定驳回", NameEN: "refused", Terminal: true},
		{State: Lifted, Name: "已解除", NameEN: "lifted", Terminal: true},
		{State: FreezeLapsed, Name: "期满失效", NameEN: "lapsed", Terminal: true},
		{State: Converted, Name: "转为执行查封", NameEN: "became an enforcement seizure", Terminal: true},
		{State: PreservationMoved, Name: "随案移转", NameEN: "moved to the case carved out", Terminal: true},
	},
	Rows: []Row{
		{ApplyPreservation, "申请财产保全", "preservation applied for", []State{NotSought}, PreservationSought, desk, nil, "民事诉讼法第103条"},
		{RulePreservation, "裁定保全", "preservation ruled", []State{PreservationSought}, PreservationRuled, bench, []Guard{SecurityPosted}, "财产保全规定第4、5条"},
		{RefusePreservation, "驳回保全申请", "preservation refused", []State{PreservationSought}, PreservRefused, bench, nil, "民事诉讼法第103条"},
		{FreezeAsset, "实施查封冻结", "asset frozen", []State{PreservationRuled}, Frozen, []Role{EnforcementJudge, Clerk, Integration}, nil, "财产保全规定第4条；民诉法解释第485条"},
		{RenewFreeze, "续行查封冻结", "freeze renewed", []State{Frozen}, Same, []Role{EnforcementJudge, Judge}, nil, "财产保全规定第18条"},
		{FreezeRanOut, "保全期限届满", "freeze ran out", []State{Frozen}, FreezeLapsed, byClock, nil, "民诉法解释第485条"},
		{LiftFreeze, "解除保全", "freeze lifted", []State{PreservationRuled, Frozen, Queued}, Lifted, []Role{Judge, EnforcementJudge}, nil, "财产保全规定第23条"},
		{LiftOnEnd, "保全原因消灭而解除", "lifted because its ground is gone", []State{PreservationSought, PreservationRuled, Frozen, Queued}, Lifted, []Role{Linked, Clock}, nil, "财产保全规定第23条；民诉法解释第163、166条"},
		{ConvertFreeze, "转为执行措施", "became an enforcement measure", []State{Frozen, Queued}, Converted, byLinked, nil, "民诉法解释第168条"},
		// It goes on in the partial judgment's or the severed case, in its state, rank and term.
		{MovePreservation, "保全随先行判决或者分案移转", "moved to the case carved out", []State{PreservationSought, PreservationRuled, Frozen, Queued}, PreservationMoved, byLinked, nil, "法院政策（参照民诉法解释第168条）"},
		{RecordPreSuit, "诉前保全转为诉讼保全", "pre-suit measure taken over by the suit", []State{NotSought}, Frozen, desk, nil, "民事诉讼法第104条；财产保全规定第17条"},
		{PostSecurity, "提供保全担保", "security posted", []State{PreservationSought, PreservationRuled, Frozen}, Same, desk, nil, "财产保全规定第5条；民诉法解释第152条"},
		{QueueSeizure, "轮候查封冻结", "waiting seizure entered", []State{PreservationRuled}, Queued, []Role{EnforcementJudge, Clerk, Integration}, nil, "查封规定第26条"},
		{QueueSeizure, "轮候查封冻结", "waiting seizure entered", []State{Queued}, Same, []Role{EnforcementJudge, Clerk, Integration}, nil, "查封规定第26条"},
		{MoveUp, "轮候转为首封", "waiting seizure takes effect", []State{Queued}, Frozen, []Role{EnforcementJudge, Clerk, Integration}, nil, "查封规定第26条"},
		{RequestRenewal, "申请续行保全", "renewal asked for", []State{Frozen}, Same, desk, nil, "财产保全规定第18条"},
		{RequestLift, "申请解除保全", "lifting asked for", []State{PreservationRuled, Frozen, Queued}, Same, desk, nil, "财产保全规定第23条"},
		{RefuseLift, "驳回解除保全申请", "lifting refused", []State{PreservationRuled, Frozen, Queued}, Same, bench, []Guard{LiftRequested}, "财产保全规定第23条"},
		{LiftOnSecurity, "被保全人提供担保解除保全", "lifted on the respondent's security", []State{PreservationRuled, Frozen, Queued}, Lifted, bench, nil, "民事诉讼法第107条；财产保全规定第22条"},
	},
}).build()
