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
	need(&fs, "party", f.Party != "", "the creditor's ID, such as P1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}
