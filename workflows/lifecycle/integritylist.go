package lifecycle

// States of one batch of the integrity list (诚信履行名单).
const (
	Gathering     State = "gathering"
	NationalCheck State = "national_check"
	ListApproval  State = "list_approval"
	ListRecheck   State = "list_recheck"
	Published     State = "published"
	ListEmpty     State = "list_empty"
	ListCancelled State = "list_cancelled"
	ListClosed    State = "list_closed"
)

// Events of a batch.
const (
	CandidatesFound Event = "candidates_found"
	NoCandidates    Event = "no_candidates"
	CheckRetry      Event = "check_retry"
	CheckPeriodOver Event = "check_period_over"
	ChecksComplete  Event = "checks_complete"
	NobodyQualifies Event = "nobody_qualifies"
	StrikeCandidate Event = "strike_candidate"
	ReturnList      Event = "return_list"
	ApproveList     Event = "approve_list"
	CancelList      Event = "cancel_list"
	PublishList     Event = "publish_list"
	RecheckDue      Event = "recheck_due"
	EntryGroundGone Event = "entry_ground_gone"
	// CandidateTainted is what EntryGroundGone means before the batch is out.
	CandidateTainted Event = "candidate_tainted"
	RemoveEntry      Event = "remove_entry"
	ListTermOver     Event = "list_term_over"
	ListCleared      Event = "list_cleared"
)

var (
	listOffice  = []Role{TrialManagement, President}
	openBatches = []State{Gathering, NationalCheck, ListApproval, ListRecheck, Published}
)

// IntegrityList is the machine of one batch: gathered, checked in the whole
// country, approved, checked again, published, and watched while its entries stand.
var IntegrityList = (&Machine{
	ID: "integrity_list", Name: "诚信履行名单", NameEN: "integrity list",
	Initial: []State{Gathering},
	States: []StateInfo{
		{State: Gathering, Name: "汇集候选", NameEN: "gathering candidates", Clocks: []string{"integrity-list-check"}},
		{State: NationalCheck, Name: "全国执行核查", NameEN: "national enforcement check", Clocks: []string{"integrity-list-check", "integrity-list-retry"}},
		{State: ListApproval, Name: "待审批", NameEN: "awaiting approval", Clocks: []string{"integrity-list-approval"}},
		{State: ListRecheck, Name: "公布前复核", NameEN: "checked again before the push", Clocks: []string{"integrity-list-check", "integrity-list-retry"}},
		{State: Published, Name: "公布中", NameEN: "published", Clocks: []string{"integrity-list-recheck", "integrity-list-retry", "integrity-list-term"}},
		{State: ListEmpty, Name: "无人入选", NameEN: "nobody qualified", Terminal: true},
		{State: ListCancelled, Name: "不予公布", NameEN: "not published", Terminal: true},
		{State: ListClosed, Name: "公布期满", NameEN: "closed", Terminal: true},
	},
	Rows: []Row{
		{CandidatesFound, "汇集候选", "candidates found", []State{Gathering}, NationalCheck, byLinked, nil, "报告机制十"},
		{NoCandidates, "无候选", "no candidates", []State{Gathering}, ListEmpty, byLinked, nil, "报告机制十"},
		{CheckRetry, "核查未获答复，重试", "unanswered check repeated", []State{NationalCheck, ListRecheck, Published}, Same, byClock, nil, "法院政策（报告机制十）"},
		{CheckPeriodOver, "核查期满，未获答复者不列入", "check over, the unanswered kept out", []State{NationalCheck, ListRecheck}, Same, byClock, nil, "法院政策（报告机制十）"},
		{ChecksComplete, "核查完毕", "checks complete", []State{NationalCheck}, ListApproval, byLinked, nil, "报告机制十"},
		{NobodyQualifies, "无人符合条件", "nobody qualifies", []State{ListApproval, ListRecheck}, ListEmpty, byLinked, nil, "报告机制十"},
		{StrikeCandidate, "剔除候选人", "candidate struck", []State{ListApproval}, Same, listOffice, nil, "法院政策（报告机制十）"},
		{ReturnList, "退回重新核查", "returned for another check", []State{ListApproval}, NationalCheck, listOffice, nil, "法院政策（报告机制十）"},
		{ApproveList, "批准名单", "list approved", []State{ListApproval}, ListRecheck, listOffice, nil, "法院政策（报告机制十）"},
		{CancelList, "本批不予公布", "batch cancelled", []State{ListApproval}, ListCancelled, []Role{President}, nil, "法院政策（报告机制十）"},
		{PublishList, "公布并推送名单", "list published and pushed", []State{ListRecheck}, Published, byLinked, nil, "报告机制十、机制十二"},
		{RecheckDue, "在册复查", "standing entries checked again", []State{Published}, Same, byClock, nil, "法院政策（报告机制十）"},
		{EntryGroundGone, "不再符合条件，移出名单", "entry lost its ground", []State{Published}, Same, byLinked, nil, "法院政策（报告机制十）"},
		{CandidateTainted, "候选人不再符合条件", "candidate lost the ground", []State{NationalCheck, ListApproval, ListRecheck}, Same, byLinked, nil, "报告机制十"},
		{RemoveEntry, "移出名单", "entry removed", []State{Published}, Same, listOffice, nil, "法院政策（报告机制十）"},
		{ListTermOver, "公布期满", "term of the list over", []State{Published}, ListClosed, byClock, nil, "法院政策（报告机制十）"},
		{ListCleared, "名单已无在册人员", "no entry stands any more", []State{Published}, ListClosed, byLinked, nil, "法院政策（报告机制十）"},
		{AdoptCalendar, "采用新的放假安排", "newer day-off table adopted", openBatches, Same, []Role{TrialManagement, President, Integration}, nil, "民事诉讼法第85条"},
	},
}).build()
