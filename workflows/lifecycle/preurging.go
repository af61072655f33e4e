package lifecycle

// States of an urging before enforcement (执前督促).
const (
	UrgedFirst      State = "urged_first"
	UrgingSucceeded State = "urging_succeeded"
	UrgingFailed    State = "urging_failed"
)

// Events of an urging before enforcement. BeginPreUrging opens the track.
const (
	BeginPreUrging    Event = "begin_pre_urging"
	RecordPreUrging   Event = "record_pre_urging"
	PreUrgingDone     Event = "pre_urging_done"
	PreUrgingFailed   Event = "pre_urging_failed"
	PreUrgingInsisted Event = "pre_urging_insisted"
	PreUrgingLapsed   Event = "pre_urging_lapsed"
)

// NotUrged is where an urging stands before it was agreed to.
const NotUrged State = "not_urged"

// Guards of an urging before enforcement.
const (
	// UrgingConsented says that the applicant agreed to it.
	UrgingConsented Guard = "urging_consented"
	// UrgingSuitable says that no reason excludes it.
	UrgingSuitable Guard = "urging_suitable"
)

// PreUrging puts an application for enforcement off, with the applicant's
// consent, to urge the debtor once more. Failed, the application takes its
// course by itself.
var PreUrging = (&Machine{
	ID: "preurging", Name: "执前督促", NameEN: "urging before enforcement",
	Initial: []State{NotUrged},
	States: []StateInfo{
		{State: NotUrged, Name: "未启动", NameEN: "not begun", Clocks: []string{"enforcement-filing"}},
		{State: UrgedFirst, Name: "执前督促中", NameEN: "being urged", Clocks: []string{"pre-enforcement-urging"}},
		{State: UrgingSucceeded, Name: "督促履行完毕（执督）", NameEN: "performed when urged", Terminal: true},
		{State: UrgingFailed, Name: "督促未果，转入执行立案", NameEN: "failed, enforcement follows", Terminal: true},
	},
	Rows: []Row{
		{BeginPreUrging, "启动执前督促", "urging before enforcement begun", []State{NotUrged}, UrgedFirst, []Role{Clerk, Judge, EnforcementJudge}, []Guard{PastDue, UrgingConsented, UrgingSuitable}, "执行规定第16条；法院政策（杭州执前督促）"},
		{RecordPreUrging, "执前督促记录", "urging recorded", []State{UrgedFirst}, Same, []Role{Clerk, Judge, EnforcementJudge}, nil, "法院政策（杭州执前督促）"},
		{PreUrgingDone, "督促后履行完毕", "performed when urged", []State{UrgedFirst}, UrgingSucceeded, byLinked, nil, "法院政策（杭州执前督促）"},
		{PreUrgingFailed, "督促未果", "urging came to nothing", []State{UrgedFirst}, UrgingFailed, []Role{Judge, EnforcementJudge}, nil, "法院政策（杭州执前督促）"},
		{PreUrgingInsisted, "申请人要求立即执行", "the applicant insists on enforcement", []State{UrgedFirst}, UrgingFailed, []Role{Clerk, Intake, Linked}, nil, "执行规定第16条"},
		{PreUrgingLapsed, "督促期满", "urging period over", []State{UrgedFirst}, UrgingFailed, []Role{Clock, Linked}, nil, "法院政策（杭州执前督促）"},
	},
}).build()
