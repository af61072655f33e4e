package casefile

import (
	"fmt"

	"luxing/workflows/calendar"
)

// DebtorForm names a debtor and why.
type DebtorForm struct {
	Party  string `json:"party"`
	Reason string `json:"reason"`
}

// Check implements Form.
func (f *DebtorForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
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
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
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
	need(&fs, "party", f.Party != "", "破产人的编号（如D1） the bankrupt's ID, such as D1")
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "移交金额 what is handed over", "大于零，以分为单位 more than zero, in fen")
	}
	need(&fs, "administrator", f.Administrator != "", "法院指定的管理人（企业破产法第13条） who was appointed (EBL art. 13)")
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
	need(&fs, "by", f.By != "", "同意的人：当事人的编号（民诉法解释第511条） who consented: a party's ID (CPL Interpretation art. 511)")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// BankruptcyCourtForm names the receiving court.
type BankruptcyCourtForm struct {
	Court string        `json:"court"`
	On    calendar.Date `json:"on"` // the day the package was received
	// Files are the papers of the package, by PackagePapers; what is missing is named.
	Files []string `json:"files,omitempty"`
	// Debtor says whose handoff it is, where several are open.
	Debtor string `json:"debtor,omitempty"`
}

// PackagePaper is a paper of a package for the bankruptcy court.
type PackagePaper struct{ ID, Name string }

// PackagePapers are the papers that a transfer needs (法发〔2017〕2号, known from
// summaries; not read in a text).
var PackagePapers = []PackagePaper{
	{"decision", "移送破产审查决定书"}, {"consent", "申请执行人或者被执行人书面同意"}, {"identity", "被执行人的主体资格材料"},
	{"title", "执行依据"}, {"search", "财产调查情况"}, {"seizures", "查封、扣押、冻结清单"}, {"distributions", "已分配财产清单"}, {"debts", "债务清单"},
}

// Check implements Form.
func (f *BankruptcyCourtForm) Check() (fs Faults) {
	need(&fs, "court", f.Court != "", "被执行人住所地的法院 the court of the debtor's domicile")
	need(&fs, "on", !f.On.IsZero(), "该法院收到材料之日 the day that court received the papers")
	ids := make([]string, len(PackagePapers))
	for i, p := range PackagePapers {
		ids[i] = p.ID
	}
	seen := map[string]bool{}
	for i, x := range f.Files {
		path := fmt.Sprintf("files[%d]", i)
		oneOf(&fs, path, x, "法发〔2017〕2号 the papers of a transfer", ids...)
		if seen[x] {
			fs.Add(path, "重复 named twice", "每项材料只列一次 each paper once")
		}
		seen[x] = true
	}
	return fs
}

// HandoffForm is a step of a handoff with its reason.
type HandoffForm struct {
	Reason string `json:"reason"`
	// Debtor says whose handoff it is, where several are open.
	Debtor string `json:"debtor,omitempty"`
}

// Check implements Form.
func (f *HandoffForm) Check() (fs Faults) {
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}

// SupplementForm says that the papers asked for were sent.
type SupplementForm struct {
	On     calendar.Date `json:"on"`
	Debtor string        `json:"debtor,omitempty"`
}

// Check implements Form.
func (f *SupplementForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// ExplainForm records that the judge explained bankruptcy to the parties (释明).
type ExplainForm struct {
	Party string        `json:"party"` // the enterprise it is about
	To    []string      `json:"to"`    // to whom it was explained
	On    calendar.Date `json:"on"`
	Signs string        `json:"signs"` // what points to a cause of bankruptcy
	// Answer is will_apply, declined or undecided.
	Answer string `json:"answer"`
}

// Check implements Form.
func (f *ExplainForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "该企业的编号（如D1） the enterprise's ID, such as D1")
	if len(f.To) == 0 {
		need(&fs, "to", false, "释明的对象 the parties it was explained to")
	}
	checkIDs(&fs, "to", f.To, "当事人的编号 a party's ID")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "signs", f.Signs != "", "可能具备破产原因的情形 what points to a cause of bankruptcy")
	oneOf(&fs, "answer", f.Answer, "企业破产法第7条", "will_apply", "declined", "undecided")
	return fs
}

// PartyBankruptForm reports that a party's bankruptcy was accepted somewhere.
type PartyBankruptForm struct {
	Party  string        `json:"party"`
	Court  string        `json:"court"`
	Number string        `json:"number,omitempty"`
	On     calendar.Date `json:"on"` // the day of the ruling
}

// Check implements Form.
func (f *PartyBankruptForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "当事人的编号（如D1） the party's ID, such as D1")
	need(&fs, "court", f.Court != "", "受理破产申请的法院 the court that accepted")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.Number != "" && !ValidCaseNumber(f.Number) {
		fs.Add("number", "法院案号规定第3条", "案号（如（2021）浙0211破申3号），或者不填 a number such as （2021）浙0211破申3号, or leave it out")
	}
	return fs
}

// AdministratorForm reports that an administrator took over a party's property.
type AdministratorForm struct {
	Party         string        `json:"party"`
	Administrator string        `json:"administrator"`
	On            calendar.Date `json:"on"`
}

// Check implements Form.
func (f *AdministratorForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "当事人的编号（如D1） the party's ID, such as D1")
	need(&fs, "administrator", f.Administrator != "", "法院指定的管理人（企业破产法第13条） who was appointed (EBL art. 13)")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// BankruptcyAnswerForm is the receiving court's answer.
type BankruptcyAnswerForm struct {
	On     calendar.Date `json:"on"`
	Number string        `json:"number,omitempty"` // （2021）浙0211破申3号
	Reason string        `json:"reason,omitempty"`
	// Debtor says whose handoff it is, where several are open.
	Debtor string `json:"debtor,omitempty"`
}

// Check implements Form.
func (f *BankruptcyAnswerForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.Number != "" && !ValidCaseNumber(f.Number) {
		fs.Add("number", "法院案号规定第3条", "案号（如（2021）浙0211破申3号），或者不填 a number such as （2021）浙0211破申3号, or leave it out")
	}
	return fs
}
