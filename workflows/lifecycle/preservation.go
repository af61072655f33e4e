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
