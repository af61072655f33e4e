package lifecycle

// States of the listing of a debtor as dishonest (失信被执行人名单).
const (
	NotListed  State = "not_listed"
	InGrace    State = "in_grace"
	Listed     State = "listed"
	Withheld   State = "withheld"
	Masked     State = "masked"
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

	KeepUnpublished  Event = "keep_unpublished"
	UnpublishedOver  Event = "unpublished_term_over"
	WithholdListing  Event = "withhold_listing"
	PublishWithheld  Event = "publish_withheld"
	MaskListing      Event = "mask_listing"
	UnmaskListing    Event = "unmask_listing"
	ShortenListing   Event = "shorten_listing"
	ContestListing   Event = "contest_listing"
	DismissContest   Event = "dismiss_contest"
	ListingWrong     Event = "listing_wrong"
	ListingWrongSoon Event = "listing_wrong_unpublished"
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
		{State: Withheld, Name: "暂不公布", NameEN: "publication withheld", Clocks: []string{"listing-term-minor", "listing-repair-term"}},
		{State: Masked, Name: "已屏蔽", NameEN: "masked", Clocks: []string{"listing-term", "listing-repair-term"}},
		{State: RemovalDue, Name: "待删除", NameEN: "removal due", Clocks: []string{"listing-removal"}},
		{State: Delisted, Name: "已删除", NameEN: "removed", Terminal: true},
		{State: NeverDone, Name: "未公布", NameEN: "never published", Terminal: true},
	},
	Rows: []Row{
		{DecideListing, "决定纳入失信名单", "listing decided", []State{NotListed}, InGrace, officer, nil, "失信名单规定；法发〔2019〕35号"},
		{GraceOver, "宽限期满公布", "grace over, published", []State{InGrace}, Listed, byClock, nil, "法发〔2019〕35号"},
		{CancelListing, "宽限期内履行不予公布", "performed within grace", []State{InGrace, Withheld}, NeverDone, []Role{Linked, EnforcementJudge}, nil, "法发〔2019〕35号"},
		{ListingGround, "纳入事由消失", "ground for listing gone", []State{Listed, Masked}, RemovalDue, []Role{Linked, EnforcementJudge}, nil, "失信名单规定"},
		{ListingExpired, "纳入期限届满", "listing term over", []State{Listed, Masked}, RemovalDue, byClock, nil, "失信名单规定"},
		// A minor breach is as a rule not published (信用修复管理办法, from 2026-04-01).
		{KeepUnpublished, "轻微失信，不予公布", "minor, kept unpublished", []State{InGrace}, Withheld, byClock, nil, "信用修复管理办法（2026）"},
		{UnpublishedOver, "暂不公布期满", "withheld to its end", []State{Withheld}, NeverDone, byClock, nil, "信用修复管理办法（2026）"},
		// What a credit repair brings, and takes back.
		{WithholdListing, "信用修复：暂不公布", "publication withheld by credit repair", []State{InGrace}, Withheld, byLinked, nil, "报告信用修复机制"},
		{PublishWithheld, "恢复公布", "published after all", []State{Withheld}, Listed, []Role{Linked, Clock}, nil, "报告信用修复机制"},
		{MaskListing, "信用修复：屏蔽", "masked by credit repair", []State{Listed}, Masked, byLinked, nil, "报告信用修复机制"},
		{UnmaskListing, "解除屏蔽", "unmasked", []State{Masked}, Listed, []Role{Linked, Clock}, nil, "报告信用修复机制"},
		{ShortenListing, "信用修复：缩短期限", "term shortened by credit repair", []State{Listed, Masked}, Same, byLinked, nil, "报告信用修复机制"},
		// A listing that should not have been made (失信名单规定: review in 15 days, correction in 3 working days).
		{ContestListing, "申请纠正失信纳入", "listing contested", []State{InGrace, Listed, Withheld, Masked}, Same, officerDesk, nil, "失信名单规定"},
		{DismissContest, "驳回纠正申请", "contest dismissed", []State{InGrace, Listed, Withheld, Masked}, Same, officer, []Guard{ListingContested}, "失信名单规定"},
		{ListingWrong, "纳入有误，应予纠正", "wrongly listed, to be corrected", []State{Listed, Masked}, RemovalDue, []Role{EnforcementJudge, Linked}, nil, "失信名单规定"},
		{ListingWrongSoon, "纳入有误，撤销决定", "wrong decision withdrawn before publication", []State{InGrace, Withheld}, NeverDone, []Role{EnforcementJudge, Linked}, nil, "失信名单规定"},
		{RemoveListing, "删除失信信息", "removed from the list", []State{RemovalDue}, Delisted, officer, nil, "失信名单规定"},
	},
}).build()

// States of the reconsideration of a dismissed contest of a listing (失信名单复议).
const (
	ListingReviewOpen State = "listing_reconsideration_open"
	ListingReviewed   State = "listing_reconsidered"
	ListingReviewOver State = "listing_reconsideration_over"
)

// Events of the reconsideration of a listing.
const (
	ApplyListingReview  Event = "apply_listing_reconsideration"
	AnswerListingReview Event = "answer_listing_reconsideration"
	ListingReviewLapsed Event = "listing_reconsideration_lapsed"
	ListingReviewMoot   Event = "listing_reconsideration_moot"
)

// ListingReview is what follows a contest of a listing that was dismissed: the
// debtor turns to the superior court, whose answer binds. That there is such a
// reconsideration is known of the list's provisions from summaries only; its
// ten and fifteen days are the court's assumption, not read in a text.
var ListingReview = (&Machine{
	ID: "listing_reconsideration", Name: "失信名单复议", NameEN: "reconsideration of a listing",
	Initial: []State{ListingReviewOpen},
	States: []StateInfo{
		{State: ListingReviewOpen, Name: "待申请复议", NameEN: "reconsideration open", Clocks: []string{"listing-reconsideration"}},
		{State: ListingReviewed, Name: "上一级法院复议", NameEN: "before the superior court", Clocks: []string{"listing-reconsideration-review"}},
		{State: ListingReviewOver, Name: "复议终结", NameEN: "over", Terminal: true},
	},
	Rows: []Row{
		{ApplyListingReview, "申请复议失信纳入", "reconsideration of the listing applied for", []State{ListingReviewOpen}, ListingReviewed, []Role{Clerk, Intake, Integration}, nil, "失信名单规定（未见原文，期间系推定）"},
		{AnswerListingReview, "上一级法院复议决定", "reconsideration of the listing answered", []State{ListingReviewed}, ListingReviewOver, []Role{Clerk, Integration}, nil, "失信名单规定（未见原文，期间系推定）"},
		{ListingReviewLapsed, "申请复议期满", "time to ask for reconsideration over", []State{ListingReviewOpen}, ListingReviewOver, byClock, nil, "失信名单规定（未见原文，期间系推定）"},
		{ListingReviewMoot, "信息已不再纳入，复议终结", "the entry is gone, nothing to reconsider", []State{ListingReviewOpen, ListingReviewed}, ListingReviewOver, byLinked, nil, "法院政策"},
	},
}).build()
