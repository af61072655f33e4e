package casefile

import (
	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
)

// EnforcementView is what an enforcement case says beyond what every case does.
type EnforcementView struct {
	Checks         []CheckView         `json:"checks"`                  // of the application (执行规定第16条)
	EndConditions  []CheckView         `json:"endConditions,omitempty"` // of an ending for now, one by one
	Money          EnforcedMoney       `json:"money"`
	Debtors        []DebtorView        `json:"debtors"`
	Leads          []LeadView          `json:"leads,omitempty"`
	Penalties      []PenaltyView       `json:"penalties,omitempty"`
	Objections     []ObjectionView     `json:"objections,omitempty"`
	Claims         []ClaimView         `json:"claims,omitempty"`
	Joined         []ClaimantForm      `json:"joined,omitempty"` // other creditors that take part
	Ranked         []RankedClaimForm   `json:"ranked,omitempty"` // other creditors of an enterprise, by seizure
	Plans          []PlanView          `json:"plans,omitempty"`
	PlanObjections []PlanObjectionView `json:"planObjections,omitempty"`
	Suspension     *SuspensionForm     `json:"suspension,omitempty"`  // in force (民事诉讼法第267条)
	Successions    []SuccessionView    `json:"successions,omitempty"` // who took whose place
	// Elsewhere are those who took a place in another enforcement of the case, and
	// will here once places may change.
	Elsewhere []SuccessionView `json:"elsewhere,omitempty"`
}

// SuccessionView is somebody who took a party's place, or the estate of who has
// no heir that would.
type SuccessionView struct {
	Party     string        `json:"party"`
	Successor string        `json:"successor,omitempty"`
	Basis     string        `json:"basis"`
	Creditor  bool          `json:"creditor,omitempty"`
	EstateFen int64         `json:"estateFen,omitempty"` // what an heir answers with
	PaidFen   int64         `json:"paidFen,omitempty"`   // by the heir, of that
	On        calendar.Date `json:"on"`
}

// CheckView is one condition: met or not, and what shows it.
type CheckView struct {
	ID       string `json:"id"`
	Name     string `json:"name"` // Chinese, then English
	Met      bool   `json:"met"`
	Evidence string `json:"evidence,omitempty"`
	Article  string `json:"article"`
}

// EnforcedMoney is the money of an enforcement, in fen.
type EnforcedMoney struct {
	OwedFen       int64 `json:"owedFen"` // as of the view, interest and costs included
	InterestFen   int64 `json:"interestFen"`
	CostsFen      int64 `json:"costsFen,omitempty"`
	FeeDueFen     int64 `json:"feeDueFen,omitempty"` // what of the enforcement fee is unpaid
	FeePaidFen    int64 `json:"feePaidFen,omitempty"`
	CollectedFen  int64 `json:"collectedFen"`
	ReleasedFen   int64 `json:"releasedFen"`
	HandedOverFen int64 `json:"handedOverFen,omitempty"` // to administrators
	HeldFen       int64 `json:"heldFen"`
	ExcessFen     int64 `json:"excessFen,omitempty"` // to be returned
	// SetAsideFen is what suits about plans keep from being released (提存).
	SetAsideFen int64 `json:"setAsideFen,omitempty"`
	// ReversalFen is what creditors got on a document that is no more: 执行回转.
	ReversalFen int64 `json:"reversalFen,omitempty"`
	// Payable divides what is held among those who may get it now.
	Payable []Payable `json:"payable,omitempty"`
}

// Payable is what somebody may get of the money that is held: a party, another
// creditor by a plan, the court for its costs, or a bankrupt's administrator.
type Payable struct {
	To            string `json:"to"`
	Plan          string `json:"plan,omitempty"`
	Administrator bool   `json:"administrator,omitempty"` // To's
	Fen           int64  `json:"fen"`
}

// DebtorView is what has been done about one debtor.
type DebtorView struct {
	Party      string          `json:"party"`
	ReportDue  calendar.Date   `json:"reportDue,omitzero"`
	ReportedOn calendar.Date   `json:"reportedOn,omitzero"`
	Breaches   []string        `json:"breaches,omitempty"` // no_report, late_report, false_report
	Limited    bool            `json:"limited"`            // consumption
	Passes     []PassView      `json:"passes,omitempty"`   // consumption allowed once
	Listing    lifecycle.State `json:"listing,omitempty"`
	Grade      string          `json:"grade,omitempty"`
	ListedTo   calendar.Date   `json:"listedTo,omitzero"`
	// Contest is where the reconsideration of the listing stands, once the
	// contest of it was dismissed.
	Contest  lifecycle.State `json:"contest,omitempty"`
	Ban      lifecycle.State `json:"ban,omitempty"`
	BannedTo calendar.Date   `json:"bannedTo,omitzero"`
	Referred string          `json:"referred,omitempty"` // out, accepted, refused, no_consent
	Clear    bool            `json:"clear"`              // owes nothing more
	// OwedFen is what this debtor can be asked for: its own share of what is owed
	// severally, the whole of what is owed jointly.
	OwedFen int64 `json:"owedFen,omitempty"`
	// Guarantor: it owes nothing itself and answers for others.
	Guarantor bool `json:"guarantor,omitempty"`
}

// PassView is one purpose and time for which a consumption limit is lifted.
type PassView struct {
	Purpose string        `json:"purpose"`
	From    calendar.Date `json:"from"`
	Until   calendar.Date `json:"until,omitzero"`
	Repair  bool          `json:"repair,omitempty"` // by credit repair
}

// LeadView is a lead to property and what came of it.
type LeadView struct {
	Lead    string        `json:"lead"`
	Party   string        `json:"party"`
	On      calendar.Date `json:"on"`
	Urgent  bool          `json:"urgent,omitempty"`
	Checked bool          `json:"checked"`
	Result  string        `json:"result,omitempty"`
}

// PenaltyView is a fine or detention that was proposed.
type PenaltyView struct {
	PenaltyForm
	On    calendar.Date `json:"on"`
	State string        `json:"state"` // proposed, approved, refused
}

// ObjectionView is an objection to an act of enforcement.
type ObjectionView struct {
	ObjectionForm
	State  lifecycle.State `json:"state"`
	Upheld bool            `json:"upheld,omitempty"`
}

// ClaimView is a third party's claim to an asset.
type ClaimView struct {
	ClaimForm
	State  lifecycle.State `json:"state"`
	Upheld bool            `json:"upheld,omitempty"`
	// Blocks says that the asset may not be disposed of for now.
	Blocks bool `json:"blocks"`
}

// PlanView is a distribution plan with everybody's share.
type PlanView struct {
	Plan  string          `json:"plan,omitempty"`
	Party string          `json:"party"`
	On    calendar.Date   `json:"on"`
	State lifecycle.State `json:"state,omitempty"`
	Final bool            `json:"final"`
	// Asset is what was sold where creditors rank by its seizure; else they
	// share in proportion.
	Asset       string          `json:"asset,omitempty"`
	AmountFen   int64           `json:"amountFen"`
	CostsFen    int64           `json:"costsFen,omitempty"`
	SetAsideFen int64           `json:"setAsideFen,omitempty"`
	Shares      []ShareView     `json:"shares"`
	Served      []PlanRecipient `json:"served,omitempty"`
}

// PlanRecipient is somebody on whom a plan was served, or who was told of an
// objection to it.
type PlanRecipient struct {
	Party string        `json:"party"`
	On    calendar.Date `json:"on"`
	Until calendar.Date `json:"until"` // the last day to object, or to oppose
	Over  bool          `json:"over,omitempty"`
	// Answered is the day of an answer; Opposes says that it was opposition.
	Answered calendar.Date `json:"answered,omitzero"`
	Opposes  bool          `json:"opposes,omitempty"`
}

// PlanObjectionView is an objection to a plan and what became of it.
type PlanObjectionView struct {
	ObjectPlanForm
	State   lifecycle.State `json:"state"`
	Told    []PlanRecipient `json:"told,omitempty"`
	Outcome string          `json:"outcome,omitempty"` // amended, stands
}

// ShareView is one creditor's share of a distribution.
type ShareView struct {
	Creditor string `json:"creditor"`
	ClaimFen int64  `json:"claimFen"`
	Fen      int64  `json:"fen"`
	Priority bool   `json:"priority,omitempty"`
	Rank     int    `json:"rank,omitempty"` // of the seizure, where that decides
	// ReleasedFen is what of it was released.
	ReleasedFen int64 `json:"releasedFen,omitempty"`
}
