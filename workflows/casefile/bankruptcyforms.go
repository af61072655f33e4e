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

// ConsentForm is the written consent to a bankruptcy transfer.
type ConsentForm struct {
	By string        `json:"by"` // the debtor, or any one applicant
	On calendar.Date `json:"on"`
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
