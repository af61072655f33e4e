package lifecycle

// States of the seizure of one asset in enforcement (查封、扣押、冻结).
const (
	NotControlled State = "not_controlled"
	Controlled    State = "controlled"
	Valuing       State = "valuing"
	OnSale        State = "on_sale"
	AssetDisposed State = "disposed"
	SeizureLifted State = "seizure_lifted"
	SeizureLapsed State = "seizure_lapsed"
)

// Events of a seizure. SeizeAsset and QueueAsset open the track; what was
// preserved in the suit is taken over as it stands.
const (
	SeizeAsset    Event = "seize_asset"
	QueueAsset    Event = "queue_asset"
	PromoteAsset  Event = "promote_asset"
	RenewSeizure  Event = "renew_seizure"
	ValueAsset    Event = "value_asset"
	AuctionAsset  Event = "auction_asset"
	AuctionFailed Event = "auction_failed"
	AssetSold     Event = "asset_sold"
	DeductAsset   Event = "deduct_asset"
	LiftSeizure   Event = "lift_seizure"
	LiftOnRelease Event = "lift_on_release"
	SeizureRanOut Event = "seizure_ran_out"
)

var seizedAll = []State{Controlled, Queued, Valuing, OnSale}

// Seizure is the control over one asset of a debtor and what becomes of it.
var Seizure = (&Machine{
	ID: "seizure", Name: "执行财产", NameEN: "seizure of an asset",
	Initial: []State{NotControlled, Controlled, Queued},
	States: []StateInfo{
		{State: NotControlled, Name: "未控制", NameEN: "not controlled", Clocks: []string{"enforcement-conclusion"}},
		{State: Controlled, Name: "已查封冻结（首位）", NameEN: "controlled, first in rank", Clocks: []string{"freeze-deposit", "freeze-movable", "freeze-real-estate", "preservation-renewal"}},
		{State: Queued, Name: "轮候查封冻结", NameEN: "queued behind another court", Clocks: []string{"preservation-queue-review"}},
		{State: Valuing, Name: "评估定价", NameEN: "being valued", Clocks: []string{"freeze-movable", "freeze-real-estate"}},
		{State: OnSale, Name: "拍卖变卖中", NameEN: "on sale", Clocks: []string{"freeze-movable", "freeze-real-estate"}},
		{State: AssetDisposed, Name: "已处置", NameEN: "disposed of", Terminal: true},
		{State: SeizureLifted, Name: "已解除", NameEN: "lifted", Terminal: true},
		{State: SeizureLapsed, Name: "期满失效", NameEN: "lapsed", Terminal: true},
	},
	Rows: []Row{
		{SeizeAsset, "查封、扣押、冻结财产", "asset seized or frozen", []State{NotControlled}, Controlled, officer, []Guard{WithinOwed}, "民事诉讼法第253、255条；民诉法解释第485条"},
		{QueueAsset, "轮候查封、冻结", "queued behind another court's seizure", []State{NotControlled}, Queued, officer, nil, "查封规定第26条"},
		{PromoteAsset, "轮候查封生效", "queued seizure takes effect", []State{Queued}, Controlled, officerDesk, nil, "查封规定第26条"},
		{RenewSeizure, "续行查封、冻结", "seizure renewed", seizedAll, Same, officer, nil, "民诉法解释第485条"},
		{ValueAsset, "评估、定价", "asset to be valued", []State{Controlled}, Valuing, officer, []Guard{DisposalFree}, "民事诉讼法第258条；民诉法解释第486条"},
		{AuctionAsset, "启动拍卖、变卖", "put up for sale", []State{Controlled, Valuing}, OnSale, officer, []Guard{DisposalFree}, "民事诉讼法第258条；民诉法解释第486条"},
		{AuctionFailed, "流拍", "sale failed", []State{OnSale}, Controlled, officerDesk, nil, "查封规定第28条"},
		{AssetSold, "成交", "sold", []State{OnSale}, AssetDisposed, officerDesk, []Guard{DisposalFree}, "民事诉讼法第258条；执行规定第34条"},
		{DeductAsset, "划拨", "deducted", []State{Controlled}, AssetDisposed, officer, []Guard{DisposalFree}, "民事诉讼法第253条；民诉法解释第484条"},
		{LiftSeizure, "解除查封、冻结", "seizure lifted", seizedAll, SeizureLifted, officer, nil, "查封规定第28条"},
		{LiftOnRelease, "债务清偿或者程序终结，解除查封", "lifted because the debt or the case is over", seizedAll, SeizureLifted, byLinked, nil, "查封规定第28条；企业破产法第19条"},
		{SeizureRanOut, "查封期限届满失效", "seizure ran out", seizedAll, SeizureLapsed, byClock, nil, "查封规定第27条"},
	},
}).build()
