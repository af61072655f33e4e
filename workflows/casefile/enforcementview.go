package casefile

import (
	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
)

// EnforcementView is what an enforcement case says beyond what every case does.
type EnforcementView struct {
	Checks        []CheckView     `json:"checks"`                  // of the application (执行规定第16条)
	EndConditions []CheckView     `json:"endConditions,omitempty"` // of an ending for now, one by one
	Money         EnforcedMoney   `json:"money"`
	Debtors       []DebtorView    `json:"debtors"`
	Leads         []LeadView      `json:"leads,omitempty"`
	Penalties     []PenaltyView   `json:"penalties,omitempty"`
	Objections    []ObjectionView `json:"objections,omitempty"`
	Claims        []ClaimView     `json:"claims,omitempty"`
	Joined        []ClaimantForm  `json:"joined,omitempty"` // other creditors that take part
	Plans         []PlanView      `json:"plans,omitempty"`
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
	CollectedFen  int64 `json:"collectedFen"`
	ReleasedFen   int64 `json:"releasedFen"`
	HandedOverFen int64 `json:"handedOverFen,omitempty"` // to administrators
	HeldFen       int64 `json:"heldFen"`
	ExcessFen     int64 `json:"excessFen,omitempty"` // to be returned
	// ReversalFen is what creditors got on a document that is no more: 执行回转.
	ReversalFen int64 `json:"reversalFen,omitempty"`
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
	Party  string        `json:"party"`
	On     calendar.Date `json:"on"`
	Final  bool          `json:"final"`
	Shares []ShareView   `json:"shares"`
}

// ShareView is one creditor's share of a distribution.
type ShareView struct {
	Creditor string `json:"creditor"`
	ClaimFen int64  `json:"claimFen"`
	Fen      int64  `json:"fen"`
	Priority bool   `json:"priority,omitempty"`
}
