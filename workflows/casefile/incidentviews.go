package casefile

import "luxing/workflows/calendar"

// GuidanceView is guidance to perform that a party was given (自动履行引导).
type GuidanceView struct {
	Stage    Stage         `json:"stage"`
	Party    string        `json:"party"`
	Document DocumentKind  `json:"document,omitempty"` // empty for what was said and noted
	On       calendar.Date `json:"on"`                 // it was given out
	// Method, Received and Receipt are empty until its receipt is on record.
	Method   string        `json:"method,omitempty"`
	Received calendar.Date `json:"received,omitzero"`
	At       string        `json:"at,omitempty"`
	Receipt  string        `json:"receipt,omitempty"`
}

// LeftView is a party that is no longer in the suit.
type LeftView struct {
	Party     string        `json:"party"`
	Why       string        `json:"why"` // death, dissolution, incapacity, withdrawn, severed
	On        calendar.Date `json:"on"`
	Successor string        `json:"successor,omitempty"`
	Case      string        `json:"case,omitempty"` // where a severed party's suit goes on
}

// CounterView is a counterclaim.
type CounterView struct {
	ID       string        `json:"id"`
	Party    string        `json:"party"`
	ClaimFen int64         `json:"claimFen"`
	On       calendar.Date `json:"on"`
	Paid     bool          `json:"paid"`
	Ended    string        `json:"ended,omitempty"` // lapsed, withdrawn
}

// AgentView is who represents a party. The name is personal data.
type AgentView struct {
	Party    string `json:"party"`
	Name     string `json:"name"`
	Powers   string `json:"powers"`
	Receiver bool   `json:"receiver,omitempty"` // may take service
}
