package casefile

import "luxing/workflows/calendar"

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
		need(&fs, "party", f.Party != "", "the ID of whom the ground is about, such as P1 or D1")
	case SuspendObjection:
		checkID(&fs, "claim", f.Claim, "the outsider's claim, such as W1")
	}
	if f.Claim != "" && f.Ground != SuspendObjection {
		fs.Add("claim", "只有案外人异议才指明异议 only an outsider's objection has a claim", "leave it out")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "reason", f.Reason != "", wantReason)
	return fs
}
