package statute

import "slices"

// GroundID names a reason for which time is not counted in a trial or
// enforcement limit.
type GroundID string

// Clock says which limits a ground stops.
type Clock string

// The two clocks that can be stopped.
const (
	TrialLimit       Clock = "trial"       // 审限
	EnforcementLimit Clock = "enforcement" // 执行期限
)

// Ground is a reason of the law for which time is not counted.
type Ground struct {
	ID     GroundID `json:"id"`
	Name   string   `json:"name"`
	NameEN string   `json:"name_en"`
	Clocks []Clock  `json:"clocks"`
	// Article as cited, Chinese / English.
	Article string `json:"article"`
	// NeedsEnd: the exclusion has an end of its own, which must be entered when
	// it is known; without it the clock stands still and the case shows it.
	NeedsEnd bool `json:"needs_end"`
	// MaxMonths and MaxDays bound what is not counted; 0 where the law has no
	// bound.
	MaxMonths int    `json:"max_months,omitempty"`
	MaxDays   int    `json:"max_days,omitempty"`
	Note      string `json:"note,omitempty"`
}

// Grounds returns every ground, those of trials first.
func Grounds() []Ground {
	out := slices.Clone(grounds)
	for i := range out {
		out[i].Clocks = slices.Clone(out[i].Clocks)
	}
	return out
}

// FindGround returns the ground with that ID.
func FindGround(id GroundID) (Ground, bool) {
	i := slices.IndexFunc(grounds, func(g Ground) bool { return g.ID == id })
	if i < 0 {
		return Ground{}, false
	}
	g := grounds[i]
	g.Clocks = slices.Clone(g.Clocks)
	return g, true
}

// Grounds that other code names.
const (
	GroundPublicNotice          GroundID = "public-notice"
	GroundAppraisal             GroundID = "appraisal"
	GroundSettlement            GroundID = "settlement"
	GroundMediation             GroundID = "mediation"
	GroundJurisdictionObjection GroundID = "jurisdiction-objection"
	GroundJurisdictionDispute   GroundID = "jurisdiction-dispute"
	GroundAudit                 GroundID = "audit"
	GroundStay                  GroundID = "stay"
	GroundNewEvidence           GroundID = "new-evidence"
	GroundEnforcementStay       GroundID = "enforcement-stay"
	GroundSettlementDeferral    GroundID = "settlement-deferral"
	GroundSuperiorDeferral      GroundID = "superior-deferral"
	GroundSale                  GroundID = "sale"
)

var (
	trialOnly       = []Clock{TrialLimit}
	enforcementOnly = []Clock{EnforcementLimit}
	bothClocks      = []Clock{TrialLimit, EnforcementLimit}
)

var grounds = []Ground{
	{ID: GroundPublicNotice, Name: "公告期间", NameEN: "public notice", Clocks: bothClocks, Article: trialLimits.cite("9#6"), NeedsEnd: true,
		Note: "also CPL Interpretation 2022 art. 243"},
	{ID: GroundAppraisal, Name: "鉴定期间", NameEN: "expert appraisal", Clocks: bothClocks, Article: trialLimits.cite("9#6"), NeedsEnd: true,
		Note: "also CPL Interpretation 2022 art. 243"},
	{ID: GroundSettlement, Name: "双方当事人和解期间", NameEN: "settlement between the parties", Clocks: trialOnly, Article: cpli.cite("243"), NeedsEnd: true,
		Note: "on the parties' request to settle out of court (Civil Mediation Provisions 2020 art. 2)"},
	{ID: GroundMediation, Name: "延长的调解期间", NameEN: "mediation beyond the answer period", Clocks: trialOnly, Article: mediationRules.cite("4"), NeedsEnd: true,
		Note: "only what goes beyond the first 15 days, 7 in summary procedure, with everyone's consent"},
	{ID: GroundJurisdictionObjection, Name: "审理管辖权异议期间", NameEN: "objection to jurisdiction", Clocks: trialOnly, Article: trialLimits.cite("9#7"), NeedsEnd: true,
		Note: "also CPL Interpretation 2022 art. 243"},
	{ID: GroundJurisdictionDispute, Name: "处理法院之间管辖争议期间", NameEN: "dispute between courts on jurisdiction", Clocks: bothClocks, Article: trialLimits.cite("9#7"), NeedsEnd: true,
		Note: "also CPL Interpretation 2022 art. 243"},
	{ID: GroundAudit, Name: "审计、评估、资产清理期间", NameEN: "audit, valuation or liquidation of assets", Clocks: bothClocks, Article: trialLimits.cite("9#8"), NeedsEnd: true},
	{ID: GroundStay, Name: "中止诉讼期间", NameEN: "stay of the suit", Clocks: trialOnly, Article: trialLimits.cite("9#9"), NeedsEnd: true,
		Note: "grounds of the stay: CPL 153; a bankruptcy accepted: Enterprise Bankruptcy Law art. 20; ends when the parties are told to go on (CPL Interpretation 2022 art. 246)"},
	{ID: GroundNewEvidence, Name: "新证据延期审理期间", NameEN: "adjournment for new evidence", Clocks: trialOnly, Article: trialLimits.cite("9#5"), NeedsEnd: true, MaxMonths: 1,
		Note: "new witness, new evidence, new appraisal or inspection; at most one month is not counted"},
	{ID: GroundEnforcementStay, Name: "中止执行期间", NameEN: "stay of enforcement", Clocks: enforcementOnly, Article: trialLimits.cite("9#9"), NeedsEnd: true,
		Note: "also Enforcement Provisions 2020 art. 63"},
	{ID: GroundSettlementDeferral, Name: "和解或者担保后暂缓执行期间", NameEN: "deferral on settlement or security", Clocks: enforcementOnly, Article: trialLimits.cite("9#10"), NeedsEnd: true,
		Note: "a deferral on security is one year at most (CPL Interpretation 2022 art. 467)"},
	{ID: GroundSuperiorDeferral, Name: "上级法院通知暂缓执行期间", NameEN: "deferral ordered by a superior court", Clocks: enforcementOnly, Article: trialLimits.cite("9#11"), NeedsEnd: true,
		Note: "as a rule three months at most (Enforcement Provisions 2020 art. 77)"},
	{ID: GroundSale, Name: "拍卖、变卖期间", NameEN: "auction or sale of seized property", Clocks: enforcementOnly, Article: trialLimits.cite("9#12"), NeedsEnd: true},
}
