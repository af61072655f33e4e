package access

import (
	"context"
	"time"

	"luxing/workflows/lifecycle"
)

// Touch is one access to personal data: who, in which role, when, which case,
// what, and from where. It holds no personal data but the IDs.
type Touch struct {
	Who     string         `json:"who"` // the subject
	Role    lifecycle.Role `json:"role"`
	Court   string         `json:"court,omitempty"` // of whoever asked
	At      time.Time      `json:"at"`
	Case    string         `json:"case,omitempty"`
	What    string         `json:"what"`             // read_case, read_document, decide:pay, …
	Detail  string         `json:"detail,omitempty"` // a document's ID, a decision's ID
	From    string         `json:"from,omitempty"`   // the client's address
	Refused bool           `json:"refused,omitempty"`
}

// Trail keeps touches for the auditor. What cannot be written down is not done.
type Trail interface {
	Note(ctx context.Context, t Touch) error
}
