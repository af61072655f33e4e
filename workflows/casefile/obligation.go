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
	State          string        `json:"state"`
	StateName      string        `json:"stateName"`
	Plans          int           `json:"plans,omitempty"` // new plans agreed so far
}
