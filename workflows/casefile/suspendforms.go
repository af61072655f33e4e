package casefile

import (
	"slices"

	"luxing/workflows/calendar"
)

// SuspensionForm suspends an enforcement for one of the grounds that the law has
// (民事诉讼法第267条).
type SuspensionForm struct {
	Ground string `json:"ground"`
	// Party is who agrees to wait, who died, or what ended; Claim the outsider's
	// objection that has reasons.
	Party  string        `json:"party,omitempty"`
	Claim  string        `json:"claim,omitempty"`
	On     calendar.Date `json:"on"` // the day of the fact: of the death, of the agreement
	Reason string        `json:"reason"`
}

// Grounds on which an enforcement is suspended, in the order of the article.
const (
	SuspendAgreed    = "creditor_agrees"    // 申请人表示可以延期执行
	SuspendObjection = "outsider_objection" // 案外人对执行标的提出确有理由的异议
	SuspendDied      = "person_died"        // 公民死亡，等待继承人
	SuspendEnded     = "entity_ended"       // 法人或者其他组织终止，尚未确定权利义务承受人
	SuspendOther     = "other"              // 人民法院认为应当中止执行的其他情形
)

// SuspensionGrounds lists them.
func SuspensionGrounds() []string {
	return []string{SuspendAgreed, SuspendObjection, SuspendDied, SuspendEnded, SuspendOther}
}

// Check implements Form.
func (f *SuspensionForm) Check() (fs Faults) {
	oneOf(&fs, "ground", f.Ground, "民事诉讼法第267条", SuspensionGrounds()...)
	switch f.Ground {
	case SuspendAgreed, SuspendDied, SuspendEnded:
		need(&fs, "party", f.Party != "", "事由所涉的人的编号（如P1、D1） the ID of whom the ground is about, such as P1 or D1")
		unclaimed(&fs, f.Claim)
	case SuspendObjection:
		checkID(&fs, "claim", f.Claim, "案外人异议的编号（如W1） the outsider's claim, such as W1")
	case SuspendOther:
		unclaimed(&fs, f.Claim)
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "reason", f.Reason != "", wantReason)
	return fs
}

func unclaimed(fs *Faults, claim string) {
	if claim != "" {
		fs.Add("claim", "只有案外人异议才指明异议 only an outsider's objection has a claim", "不填 leave it out")
	}
}

// Why somebody takes a party's place in an enforcement.
const (
	BasisHeir      = "heir"      // 继承人没有放弃继承，在遗产范围内
	BasisEstate    = "estate"    // 继承人放弃继承，直接执行遗产
	BasisMerger    = "merger"    // 分立、合并
	BasisDissolved = "dissolved" // 终止、注销，有权利义务承受人
)

// SuccessionBases lists them.
func SuccessionBases() []string {
	return []string{BasisHeir, BasisEstate, BasisMerger, BasisDissolved}
}

// SuccessionForm has somebody take a party's place in an enforcement (变更当事人).
type SuccessionForm struct {
	Party string `json:"party"` // who died, or what ended
	Basis string `json:"basis"`
	// Successor is a new party; nobody is where the heirs renounced and the estate
	// itself is enforced against.
	Successor Party `json:"successor,omitzero"`
	// EstateFen is what the heir of a debtor answers with: the value of the estate.
	EstateFen int64         `json:"estateFen,omitempty"`
	On        calendar.Date `json:"on"`
	Reason    string        `json:"reason"` // and the paper that shows it
}

// Check implements Form.
func (f *SuccessionForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	oneOf(&fs, "basis", f.Basis, "民事诉讼法第243条；民诉法解释第470、473条", SuccessionBases()...)
	switch {
	case f.Basis != BasisEstate:
		fs.Within("successor", f.Successor.Check(f.On))
	case f.Successor != (Party{}):
		fs.Add("successor", "继承人放弃继承的，直接执行遗产 the heirs renounced: nobody takes the place", "不填承受人，或者依据为继承（heir） no successor, or the basis heir")
	}
	switch {
	case f.EstateFen < 0 || f.EstateFen > MaxFen:
		fs.Add("estateFen", "遗产价值 the value of the estate", "0至%[1]d分 0 to %[1]d fen", MaxFen)
	case f.EstateFen > 0 && f.Basis != BasisHeir && slices.Contains(SuccessionBases(), f.Basis):
		fs.Add("estateFen", "只有继承人在遗产范围内负责 only an heir answers within the estate", "不填 leave it out")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "reason", f.Reason != "", "理由和证明材料 the reason, and the paper that shows it")
	return fs
}

// SucceededForm tells the civil case who took a party's place in its enforcement.
type SucceededForm struct {
	Party     string        `json:"party"`
	Basis     string        `json:"basis"`
	Successor Party         `json:"successor,omitzero"`
	EstateFen int64         `json:"estateFen,omitempty"` // what an heir answers with
	On        calendar.Date `json:"on"`
	Reason    string        `json:"reason,omitempty"`
}

// Check implements Form.
func (f *SucceededForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	oneOf(&fs, "basis", f.Basis, "民事诉讼法第243条", SuccessionBases()...)
	if f.Basis != BasisEstate {
		fs.Within("successor", f.Successor.Check(f.On))
	}
	if f.EstateFen < 0 || f.EstateFen > MaxFen {
		fs.Add("estateFen", "遗产价值 the value of the estate", "0至%[1]d分 0 to %[1]d fen", MaxFen)
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// EstatePaidForm tells what an heir paid of its estate in one enforcement, so far.
type EstatePaidForm struct {
	Party   string        `json:"party"`
	PaidFen int64         `json:"paidFen"`
	In      string        `json:"in"` // that enforcement's key
	On      calendar.Date `json:"on"`
}

// Check implements Form.
func (f *EstatePaidForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	if f.PaidFen < 0 || f.PaidFen > MaxFen {
		fs.Add("paidFen", "已支付的数额 what was paid", "0至%[1]d分 0 to %[1]d fen", MaxFen)
	}
	need(&fs, "in", f.In != "", "收到款项的执行案件标识 the key of the enforcement in which it was paid")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}
