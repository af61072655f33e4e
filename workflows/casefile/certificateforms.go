package casefile

import (
	"luxing/workflows/calendar"
)

// ConfirmForm is what a creditor says of the performance.
type ConfirmForm struct {
	Party string        `json:"party"`
	On    calendar.Date `json:"on"`
	Note  string        `json:"note,omitempty"`
}

// Check implements Form.
func (f *ConfirmForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债权人或者申请执行人的编号（如P1） the creditor's ID, such as P1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// HolderForm is what the holder of a certificate says to its revocation, or
// that the holder was asked and said nothing.
type HolderForm struct {
	On     calendar.Date `json:"on"`
	Answer string        `json:"answer"` // objects, agrees or silent
	Note   string        `json:"note,omitempty"`
}

// Check implements Form.
func (f *HolderForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	oneOf(&fs, "answer", f.Answer, "持证人的意见 what the holder says", "objects", "agrees", "silent")
	return fs
}
