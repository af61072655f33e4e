package casefile

import (
	"fmt"

	"luxing/workflows/calendar"
)

// OfficerForm names the enforcement officer.
type OfficerForm struct {
	Officer string `json:"officer"`
}

// Check implements Form.
func (f *OfficerForm) Check() (fs Faults) {
	need(&fs, "officer", f.Officer != "", "the officer's ID")
	return fs
}

// SearchForm is the result of a search for property.
type SearchForm struct {
	On     calendar.Date `json:"on"`
	Found  bool          `json:"found"`
	Result string        `json:"result"`
}

// Check implements Form.
func (f *SearchForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "result", f.Result != "", "what was searched and found")
	return fs
}

// MeasureForm is a measure against property.
type MeasureForm struct {
	Kind string        `json:"kind"` // freeze, seize, deduct, auction, garnish
	What string        `json:"what"`
	On   calendar.Date `json:"on"`
}

// Check implements Form.
func (f *MeasureForm) Check() (fs Faults) {
	oneOf(&fs, "kind", f.Kind, "民事诉讼法第253至255条", "freeze", "seize", "deduct", "auction", "garnish")
	need(&fs, "what", f.What != "", "against which property")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// ReleaseForm is money handed to the creditor.
type ReleaseForm struct {
	AmountFen int64         `json:"amountFen"`
	To        string        `json:"to"`
	On        calendar.Date `json:"on"`
}

// Check implements Form.
func (f *ReleaseForm) Check() (fs Faults) {
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "发放数额 the amount", "more than zero, in fen")
	}
	need(&fs, "to", f.To != "", "the creditor's ID")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// SettleForm is a settlement in enforcement.
type SettleForm struct {
	Until calendar.Date `json:"until"` // the last day of performance under it
	Terms string        `json:"terms"`
}

// Check implements Form.
func (f *SettleForm) Check() (fs Faults) {
	need(&fs, "until", !f.Until.IsZero(), "the last day of performance")
	need(&fs, "terms", f.Terms != "", "what was agreed")
	return fs
}

// EndForNowForm shows that the conditions of 终结本次执行程序 are met.
type EndForNowForm struct {
	// Signed says that the applicant signed; else Panel and President must have decided.
	Signed    bool   `json:"signed,omitempty"`
	Panel     bool   `json:"panel,omitempty"`
	President string `json:"president,omitempty"`
	Reason    string `json:"reason"`
}

// Check implements Form.
func (f *EndForNowForm) Check() (fs Faults) {
	need(&fs, "reason", f.Reason != "", "the reason, in a sentence")
	return fs
}

// ListingForm decides that a debtor is to be listed.
type ListingForm struct {
	Party  string `json:"party"`
	Ground string `json:"ground"`
	// Approver is the president who signed the decision.
	Approver string `json:"approver"`
}

// Check implements Form.
func (f *ListingForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "the debtor's ID, such as D1")
	oneOf(&fs, "ground", f.Ground, "失信名单规定第1条", "obstruction", "evasion", "reporting", "consumption", "settlement", "refusal")
	need(&fs, "approver", f.Approver != "", "the president who signed")
	return fs
}

// BanForm imposes an exit ban.
type BanForm struct {
	Party string `json:"party"`
	// Requested says that the creditor asked in writing; else it is the court's own decision.
	Requested bool   `json:"requested,omitempty"`
	Reason    string `json:"reason"`
}

// Check implements Form.
func (f *BanForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "the debtor's ID, such as D1")
	need(&fs, "reason", f.Reason != "", "the reason, in a sentence")
	return fs
}

// ResultForm is what an enforcement case reports to its civil case.
type ResultForm struct {
	On           calendar.Date `json:"on"`
	CollectedFen int64         `json:"collectedFen"` // in all, interest and costs included
	Reason       string        `json:"reason,omitempty"`
}

// Check implements Form.
func (f *ResultForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// RepairEffect is one measure of credit repair as an enforcement applies it.
type RepairEffect struct {
	// ID is not_published, masked, deleted, shortened, exit_ban_lifted or consumption_lifted.
	ID string `json:"id"`
	// Until is the last day of the measure: of a mask, of a lifted consumption
	// limit, the new end of a shortened listing. Left out, it holds until the
	// repair is revoked or ends.
	Until calendar.Date `json:"until,omitzero"`
	// Purpose is what a consumption limit is lifted for; left out, it is lifted in full.
	Purpose string `json:"purpose,omitempty"`
}

// RepairEffectForm is what a credit repair tells the enforcement of its debtor:
// granted with its measures; revoked, which undoes all of them; ended, which
// undoes those that held for its term, but applies the measures that it names
// for good. The debt, the enforcement and the interest go on.
type RepairEffectForm struct {
	Party    string         `json:"party"`
	Measures []RepairEffect `json:"measures,omitempty"`
	On       calendar.Date  `json:"on"`
	Reason   string         `json:"reason,omitempty"`
}

// repairEffects are the measures of credit repair.
var repairEffects = []string{"not_published", "masked", "deleted", "shortened", "exit_ban_lifted", "consumption_lifted"}

// Check implements Form.
func (f *RepairEffectForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "the debtor's ID, such as D1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	seen := map[string]bool{}
	for i, m := range f.Measures {
		path := fmt.Sprintf("measures[%d]", i)
		oneOf(&fs, path+".id", m.ID, "报告信用修复机制", repairEffects...)
		if m.ID == "shortened" && m.Until.IsZero() {
			fs.Add(path+".until", "缩短后的期限 the new end of the listing", "the last day on which the entry stands")
		}
		if m.Purpose != "" && m.ID != "consumption_lifted" {
			fs.Add(path+".purpose", "仅限解除限制消费 only for a lifted consumption limit", "no purpose")
		}
		if seen[m.ID+"/"+m.Purpose] {
			fs.Add(path, "重复 named twice", "each measure once")
		}
		seen[m.ID+"/"+m.Purpose] = true
	}
	return fs
}
