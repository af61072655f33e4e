package casefile

import "luxing/workflows/calendar"

// Subject is what an obligation obliges to: money or an act.
type Subject string

// The two kinds of obligation.
const (
	Money Subject = "money" // 金钱给付
	Act   Subject = "act"   // 行为
)

// Instalment is one due part of a money obligation.
type Instalment struct {
	AmountFen int64         `json:"amountFen"`
	Due       calendar.Date `json:"due"` // 履行期间的最后一日
}

// Obligation is one duty fixed by a judgment or a mediation document: definite
// as to debtor, creditor, subject, amount and due date (民诉法解释第461条).
type Obligation struct {
	ID       string   `json:"id"` // O1, O2
	Debtors  []string `json:"debtors"`
	Creditor string   `json:"creditor"`
	Subject  Subject  `json:"subject"`
	// Act says what is to be done when Subject is act.
	Act       string `json:"act,omitempty"`
	AmountFen int64  `json:"amountFen,omitempty"`
	// DueDays is the performance period counted from effectiveness; 0 with no
	// Due and no Instalments means due on effectiveness.
	DueDays int `json:"dueDays,omitempty"`
	// Due is a fixed last day of performance, instead of DueDays.
	Due         calendar.Date `json:"due,omitzero"`
	Instalments []Instalment  `json:"instalments,omitempty"`
	// Accelerates says that a missed instalment makes the rest due at once (违约条款).
	Accelerates bool `json:"accelerates,omitempty"`
	// PenaltyFen is the agreed penalty owed on default; where there is one, no
	// delayed-performance interest runs (民事调解规定第15条).
	PenaltyFen int64 `json:"penaltyFen,omitempty"`
	// Guarantors secure the obligation (担保条款).
	Guarantors []string `json:"guarantors,omitempty"`
	// Liability of several debtors; left out, each owes the whole.
	Liability Liability `json:"liability,omitempty"`
	// Shares are what each debtor of a several obligation owes.
	Shares []Share `json:"shares,omitempty"`
	// PenaltyAnnualMillionths is an agreed penalty that grows with the days on
	// what is overdue, as a yearly rate on 365 days: 150,000 is 15 %.
	PenaltyAnnualMillionths int64 `json:"penaltyAnnualMillionths,omitempty"`
	// WaivedFen is what the creditor let go of on condition of performance; on
	// default it is owed again.
	WaivedFen int64 `json:"waivedFen,omitempty"`
	// Securities say how each guarantor secures it, and what property does.
	// Guarantors that are not named here stand in after the debtor only.
	Securities []Security `json:"securities,omitempty"`
}

// Liability says how several debtors owe one obligation.
type Liability string

// The two ways.
const (
	Joint   Liability = "joint"   // 连带：each owes the whole, once in all
	Several Liability = "several" // 按份：each owes an own share
)

// Share is a debtor's own part of a several obligation.
type Share struct {
	Debtor    string `json:"debtor"`
	AmountFen int64  `json:"amountFen"`
}

// SecurityKind is how an obligation is secured.
type SecurityKind string

// The kinds of security.
const (
	JointGuarantee   SecurityKind = "joint_guarantee"   // 连带责任保证：due on default
	GeneralGuarantee SecurityKind = "general_guarantee" // 一般保证：due once the debtor's property did not suffice
	Mortgage         SecurityKind = "mortgage"          // 抵押
	Pledge           SecurityKind = "pledge"            // 质押
)

// Name is the Chinese name of k.
func (k SecurityKind) Name() string {
	switch k {
	case JointGuarantee:
		return "连带责任保证"
	case GeneralGuarantee:
		return "一般保证"
	case Mortgage:
		return "抵押"
	case Pledge:
		return "质押"
	}
	return string(k)
}

// Security is one security of an obligation (民事调解规定第9条). A guarantee
// takes effect with the document, a mortgage or pledge when the condition of
// the Civil Code is met, which the court records.
type Security struct {
	By       string       `json:"by"` // a guarantor, or a debtor with own property
	Kind     SecurityKind `json:"kind"`
	LimitFen int64        `json:"limitFen,omitempty"` // 0: all that is owed
	Property string       `json:"property,omitempty"` // of a mortgage or pledge
}

// SecurityView is a security with what has become of it.
type SecurityView struct {
	Security
	EffectiveOn calendar.Date `json:"effectiveOn,omitzero"`
	// DueFrom is the day from which it can be enforced; zero while it cannot.
	DueFrom calendar.Date `json:"dueFrom,omitzero"`
	Note    string        `json:"note,omitempty"` // Chinese, then English
}

// Payment is money or performance received towards an obligation.
type Payment struct {
	ID         string        `json:"id"`
	Obligation string        `json:"obligation"`
	Payer      string        `json:"payer"`
	AmountFen  int64         `json:"amountFen"`
	On         calendar.Date `json:"on"`
	Method     string        `json:"method,omitempty"`
	Confirmed  bool          `json:"confirmed,omitempty"` // the creditor confirmed receipt
	For        string        `json:"for,omitempty"`       // the debtor it is paid for
	Outsider   string        `json:"outsider,omitempty"`  // the payer's name, where that is nobody of the case; personal data
	Asset      string        `json:"asset,omitempty"`     // whose price it is, in enforcement
	BesidesFen int64         `json:"besidesFen,omitempty"`
	ExcessFen  int64         `json:"excessFen,omitempty"` // of it, beyond all that was owed and not returned yet
	// ReturnedFen went back to the payer on ReturnedOn.
	ReturnedFen int64         `json:"returnedFen,omitempty"`
	ReturnedOn  calendar.Date `json:"returnedOn,omitzero"`
	// Reversed is the day it was withdrawn again (退票、冲正), with the reason.
	Reversed calendar.Date `json:"reversed,omitzero"`
	Reason   string        `json:"reason,omitempty"`
}

// ObligationView is an obligation with what has become of it.
type ObligationView struct {
	Obligation
	PaidFen        int64         `json:"paidFen"`
	OutstandingFen int64         `json:"outstandingFen"`
	ExcessFen      int64         `json:"excessFen,omitempty"` // paid beyond what was owed, to be returned
	NextDue        calendar.Date `json:"nextDue,omitzero"`
	NextDueFen     int64         `json:"nextDueFen,omitempty"`
	Accelerated    calendar.Date `json:"accelerated,omitzero"`
	PerformedOn    calendar.Date `json:"performedOn,omitzero"`
	// Bankrupt are its debtors and guarantors whose bankruptcy is known to be open.
	Bankrupt  []string `json:"bankrupt,omitempty"`
	State     string   `json:"state"`
	StateName string   `json:"stateName"`
	Plans     int      `json:"plans,omitempty"` // new plans agreed so far
	// BesidesFen was paid beside the debt itself, towards the agreed penalty or
	// the interest of delay.
	BesidesFen int64 `json:"besidesFen,omitempty"`
	// PenaltyDueFen is the agreed penalty that is owed and unpaid, as far as its
	// amount is fixed.
	PenaltyDueFen int64            `json:"penaltyDueFen,omitempty"`
	Defaulted     calendar.Date    `json:"defaulted,omitzero"`    // the last day of the part that was missed first
	RestoredFen   int64            `json:"restoredFen,omitempty"` // of the amount, what was waived and is owed again
	ReturnedFen   int64            `json:"returnedFen,omitempty"` // of the payments, returned as overpaid
	PaidBy        map[string]int64 `json:"paidBy,omitempty"`      // towards the debt, by the debtor it was paid for
	// Estates is what each debtor who is an heir answers with: the estate's value.
	Estates  map[string]int64 `json:"estates,omitempty"`
	Secured  []SecurityView   `json:"secured,omitempty"`
	Contacts int              `json:"contacts,omitempty"` // attempts to reach the debtors
	Cause    string           `json:"cause,omitempty"`    // why it is not performed, as last told
}
