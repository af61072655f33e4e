package casefile

import (
	"time"

	"luxing/workflows/calendar"
)

// ActivityDigest builds a court's digest of one day.
const ActivityDigest = "Digest"

// DigestInput starts a court's digest of one morning.
type DigestInput struct {
	Court string `json:"court"` // the court's code, as 浙0211
	// Edition and Days are the day-off table by which a morning is a court's.
	Edition string         `json:"edition"`
	Days    []calendar.Day `json:"days,omitempty"`
}

// DigestOrder asks for the digest of one court's day.
type DigestOrder struct {
	Court string        `json:"court"`
	On    calendar.Date `json:"on"`
	// At is the moment that it shows, Since the same moment of the court day
	// before: what has been stuck since then is new.
	At    time.Time `json:"at"`
	Since time.Time `json:"since"`
}

// DigestResult says what became of a morning.
type DigestResult struct {
	// Document is the digest's ID, empty on a rest day.
	Document string `json:"document,omitempty"`
	// Rest is why there is none: the rest day's name.
	Rest  string `json:"rest,omitempty"`
	Stuck int    `json:"stuck"`
	New   int    `json:"new"`
}

// DigestData is what a digest says. It holds no personal data.
type DigestData struct {
	DigestOrder
	Total    int            `json:"total"`
	New      int            `json:"new"`
	Overdue  int            `json:"overdue"`
	Hidden   int            `json:"hidden"`
	DueSoon  int            `json:"dueSoon"`
	ByReason map[string]int `json:"byReason,omitempty"`
	// Divisions are in the order of their names.
	Divisions []DigestDivision `json:"divisions,omitempty"`
}

// DigestDivision is a digest's part about one division. Its lists are cut where
// they grow long; the numbers count all.
type DigestDivision struct {
	Division string       `json:"division"`
	Stuck    int          `json:"stuck"`
	New      []DigestLine `json:"new,omitempty"`
	NewCount int          `json:"newCount"`
	Overdue  []DigestLine `json:"overdue,omitempty"`
	OverdueN int          `json:"overdueCount"`
	Hidden   []DigestLine `json:"hidden,omitempty"`
	HiddenN  int          `json:"hiddenCount"`
	DueSoon  []DigestLine `json:"dueSoon,omitempty"`
	DueSoonN int          `json:"dueSoonCount"`
}

// DigestLine is one case of a digest.
type DigestLine struct {
	Key        string        `json:"key"`
	CaseNumber string        `json:"caseNumber,omitempty"`
	Judge      string        `json:"judge,omitempty"`
	What       string        `json:"what"` // Chinese: the reason, or the period
	On         string        `json:"on"`   // who must act
	Day        calendar.Date `json:"day"`  // since when, or until when
	Unstick    string        `json:"unstick,omitempty"`
	Article    string        `json:"article,omitempty"`
}

// DigestKey is the key of a court's digest of one day.
func DigestKey(court string, on calendar.Date) string { return "digest-" + court + "-" + on.String() }
