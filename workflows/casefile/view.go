package casefile

import (
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// View is all that a case says of itself.
type View struct {
	Key         string           `json:"key"`
	Kind        Kind             `json:"kind"`
	Now         time.Time        `json:"now"` // the case's own clock
	Row         Row              `json:"row"`
	PhaseName   string           `json:"phaseName"`
	Sentence    string           `json:"sentence"` // the Wait as one sentence, Chinese then English
	Filing      *Filing          `json:"filing,omitempty"`
	Obligations []ObligationView `json:"obligations,omitempty"`
	Payments    []Payment        `json:"payments,omitempty"`
	Fees        []FeeView        `json:"fees,omitempty"`
	Deadlines   []OpenDeadline   `json:"deadlines,omitempty"`
	Tracks      []TrackView      `json:"tracks,omitempty"`
	Mechanisms  []MechanismView  `json:"mechanisms,omitempty"`
	Links       []Link           `json:"links,omitempty"`
	Documents   []DocumentView   `json:"documents,omitempty"`
	Verdicts    []Verdict        `json:"asyncVerdicts,omitempty"` // of decisions that came as signals
	Trial       *TrialView       `json:"trial,omitempty"`
	Timeline    []Entry          `json:"timeline,omitempty"`
	Calendar    string           `json:"calendar"` // the day-off table's edition
	Policy      string           `json:"policy"`   // the policy's content hash
}

// FeeView is a fee that was fixed in the case.
type FeeView struct {
	Name       string `json:"name"`
	ExactFen   int64  `json:"exactFen"`
	ChargedFen int64  `json:"chargedFen"`
	PaidFen    int64  `json:"paidFen"`
	Article    string `json:"article"`
}

// TrackView is a track's position.
type TrackView struct {
	ID        string          `json:"id"` // delivery/complaint/D1
	Machine   string          `json:"machine"`
	State     lifecycle.State `json:"state"`
	StateName string          `json:"stateName"`
	Since     time.Time       `json:"since"`
	Note      string          `json:"note,omitempty"`
	Open      bool            `json:"open"`
}

// MechanismView is what one of the twelve mechanisms did in the case.
type MechanismView struct {
	Number  int                `json:"number"`
	Name    string             `json:"name"`
	Sourced bool               `json:"sourced"`
	Applied bool               `json:"applied"`
	Uses    []MechanismUseView `json:"uses,omitempty"`
}

// MechanismUseView is one thing that a mechanism did.
type MechanismUseView struct {
	On   calendar.Date `json:"on"`
	What string        `json:"what"`
}

// Link is another workflow that belongs to the case.
type Link struct {
	Kind  Kind      `json:"kind"`
	Key   string    `json:"key"`
	Since time.Time `json:"since"`
}

// DocumentView is a document that the case produced.
type DocumentView struct {
	ID     string        `json:"id"`
	Kind   DocumentKind  `json:"kind"`
	To     string        `json:"to,omitempty"`
	On     calendar.Date `json:"on"`
	SHA256 string        `json:"sha256,omitempty"` // empty until the register has it
}

// TrialView is the stoppable clock of the trial period (审限).
type TrialView struct {
	Clock      statute.TrialClock  `json:"clock"`
	Exclusions []statute.Exclusion `json:"exclusions,omitempty"`
	Extensions []statute.Extension `json:"extensions,omitempty"`
}

// Lawful is one decision that a role may take now.
type Lawful struct {
	Event   lifecycle.Event `json:"event"`
	Name    string          `json:"name"`
	NameEN  string          `json:"nameEn"`
	Track   []string        `json:"tracks,omitempty"` // the tracks it could be about
	To      lifecycle.State `json:"to"`
	Article string          `json:"article"`
	Guards  []string        `json:"guards,omitempty"` // conditions that are judged when the decision comes
	Form    string          `json:"form,omitempty"`   // the decision form's name; empty when it needs no data
}

// Explanation is how one deadline was reached.
type Explanation struct {
	Deadline OpenDeadline   `json:"deadline"`
	Steps    []statute.Step `json:"steps"`
}

// Names of the workflows' messages and queries.
const (
	UpdateDecide     = "decide"
	SignalDecide     = "decide"
	QueryView        = "view"
	QueryTimeline    = "timeline"
	QueryDeadlines   = "deadlines"
	QueryLawful      = "lawful"
	QueryExplain     = "explain"
	TaskQueue        = "luxing"
	CaseWorkflow     = "Case"
	EnforceWorkflow  = "Enforcement"
	CertWorkflow     = "Certificate"
	ActivityRecord   = "Record"
	ActivityLink     = "Link"
	ActivityEligible = "Eligible"
)
