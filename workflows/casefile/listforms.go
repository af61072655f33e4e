package casefile

import "luxing/workflows/calendar"

// StrikeForm takes one holder of a certificate off a list.
type StrikeForm struct {
	Certificate string        `json:"certificate"` // the application's key
	On          calendar.Date `json:"on"`
	Reason      string        `json:"reason"`
}

// Check implements Form.
func (f *StrikeForm) Check() (fs Faults) {
	need(&fs, "certificate", f.Certificate != "", "履行证明申请的标识（如nb-2019-0001-zhengming-d1） the key of the certificate's application, such as nb-2019-0001-zhengming-d1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "reason", f.Reason != "", "理由 why")
	return fs
}

// EntryState is where one holder stands in a batch.
type EntryState string

// The states of an entry.
const (
	EntryCandidate EntryState = "candidate"
	EntryKeptOut   EntryState = "kept_out" // not clean, not known to be, or struck
	EntryListed    EntryState = "listed"
	EntryRemoved   EntryState = "removed"
)

// ListEntry is one holder of a certificate in a batch.
type ListEntry struct {
	ListSubject
	State     EntryState    `json:"state"`
	Found     Cleanness     `json:"found,omitempty"` // by the last check
	Why       string        `json:"why,omitempty"`   // kept out, removed, or not known
	Source    string        `json:"source,omitempty"`
	CheckedOn calendar.Date `json:"checkedOn,omitzero"`
	ListedOn  calendar.Date `json:"listedOn,omitzero"`
	RemovedOn calendar.Date `json:"removedOn,omitzero"`
}
