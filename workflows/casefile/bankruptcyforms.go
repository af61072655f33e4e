package casefile

import (
	"luxing/workflows/calendar"
)

// DebtorForm names a debtor and why.
type DebtorForm struct {
	Party  string `json:"party"`
	Reason string `json:"reason"`
}

// Check implements Form.
func (f *DebtorForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "the debtor's ID, such as D1")
	need(&fs, "reason", f.Reason != "", "the reason, in a sentence")
	return fs
}

// BankruptcyCauses are the facts that show a cause of bankruptcy beside the
// unpaid debt itself (企业破产法第2条；破产法解释一第3、4条).
var BankruptcyCauses = []string{"insolvent", "cannot_realise", "no_management", "enforced_in_vain", "long_losses", "other"}

// ReferForm refers a debtor to bankruptcy out of its enforcement.
type ReferForm struct {
	Party  string `json:"party"`
	Reason string `json:"reason"`
	// Cause is one of BankruptcyCauses; left out, enforced_in_vain, which the
	// searches on record have to show.
	Cause string `json:"cause,omitempty"`
}

// Check implements Form.
func (f *ReferForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "the debtor's ID, such as D1")
	need(&fs, "reason", f.Reason != "", "the reason, in a sentence")
	if f.Cause != "" {
		oneOf(&fs, "cause", f.Cause, "企业破产法第2条；破产法解释一第3、4条", BankruptcyCauses...)
	}
	return fs
}

// ReferralForm is what a case tells its enforcement of a debtor that was referred.
type ReferralForm struct {
	Party string `json:"party,omitempty"`
	// Outcome is accepted, refused (by the bankruptcy court: never referred
	// again), no_consent (referred again once somebody consents) or unheard.
	Outcome string        `json:"outcome,omitempty"`
	Number  string        `json:"number,omitempty"`
	On      calendar.Date `json:"on,omitzero"`
}

// Check implements Form.
func (f *ReferralForm) Check() (fs Faults) {
	if f.Outcome != "" {
		oneOf(&fs, "outcome", f.Outcome, "民诉法解释第512至514条", "accepted", "refused", "no_consent", "unheard")
	}
	return fs
}

// HandOverForm is money handed to a bankrupt's administrator.
type HandOverForm struct {
	Party         string        `json:"party"`
	AmountFen     int64         `json:"amountFen"`
	Administrator string        `json:"administrator"`
	On            calendar.Date `json:"on"`
}

// Check implements Form.
func (f *HandOverForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "the bankrupt's ID, such as D1")
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "移交金额 what is handed over", "more than zero, in fen")
	}
	need(&fs, "administrator", f.Administrator != "", "who was appointed (企业破产法第13条)")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// BankruptcyEndForm is how a bankruptcy came out for the enforcement.
type BankruptcyEndForm struct {
	// Outcome is declared, reorganised or settled.
	Outcome string        `json:"outcome"`
	On      calendar.Date `json:"on"`
}

// Check implements Form.
func (f *BankruptcyEndForm) Check() (fs Faults) {
	oneOf(&fs, "outcome", f.Outcome, "民诉法解释第513条；企业破产法第107条", "declared", "reorganised", "settled")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// ConsentForm is the written consent to a bankruptcy transfer.
type ConsentForm struct {
	By string        `json:"by"` // the debtor, or any one applicant
	On calendar.Date `json:"on"`
	// Debtor says whose handoff it is, where several are open.
	Debtor string `json:"debtor,omitempty"`
}

// Check implements Form.
func (f *ConsentForm) Check() (fs Faults) {
	need(&fs, "by", f.By != "", "who consented: a party's ID (民诉法解释第511条)")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// BankruptcyCourtForm names the receiving court.
type BankruptcyCourtForm struct {
	Court string        `json:"court"`
	On    calendar.Date `json:"on"` // the day the package was received
}

// Check implements Form.
func (f *BankruptcyCourtForm) Check() (fs Faults) {
	need(&fs, "court", f.Court != "", "the court of the debtor's domicile")
	need(&fs, "on", !f.On.IsZero(), "the day that court received the papers")
	return fs
}

// BankruptcyAnswerForm is the receiving court's answer.
type BankruptcyAnswerForm struct {
	On     calendar.Date `json:"on"`
	Number string        `json:"number,omitempty"` // （2021）浙0211破申3号
	Reason string        `json:"reason,omitempty"`
}

// Check implements Form.
func (f *BankruptcyAnswerForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.Number != "" && !ValidCaseNumber(f.Number) {
		fs.Add("number", "法院案号规定第3条", "a number such as （2021）浙0211破申3号, or leave it out")
	}
	return fs
}
