package casefile

import (
	"encoding/json"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
)

// CaseInput starts a case. Carried is the state of the run before when the
// case continued as new; a starter leaves it out.
type CaseInput struct {
	Filing  Filing          `json:"filing"`
	Policy  policy.Policy   `json:"policy"`  // pinned: it moves only by an explicit decision
	Edition string          `json:"edition"` // the day-off table's edition, pinned likewise
	Digest  string          `json:"digest"`  // of the filing as sent: tells a re-sent filing from another one
	Days    []calendar.Day  `json:"days,omitempty"`
	Carried json.RawMessage `json:"carried,omitempty"`
}

// EnforcementInput starts an enforcement case (执行案件) for the obligations
// that a debtor left unperformed.
type EnforcementInput struct {
	Case        string           `json:"case"` // the civil case's key
	Key         string           `json:"key"`  // its own
	CaseNumber  string           `json:"caseNumber"`
	Court       string           `json:"court"`
	Division    string           `json:"division,omitempty"`
	Cause       string           `json:"cause"`
	AppliedOn   calendar.Date    `json:"appliedOn"`
	Applicant   string           `json:"applicant"`
	Officer     string           `json:"officer,omitempty"`
	Parties     []Party          `json:"parties"`
	Obligations []ObligationView `json:"obligations"`
	Payments    []Payment        `json:"payments,omitempty"` // towards these obligations, before the application
	// Assets are frozen already: their preservation became a seizure without a
	// gap, in its rank and until the same day (民诉法解释第168条).
	Assets []SeizedAsset `json:"assets,omitempty"`
	// Transferred: the judge transferred it, nobody applied (执行规定第17条).
	Transferred bool `json:"transferred,omitempty"`
	// Referred are the debtors whose bankruptcy was not accepted before.
	Referred []string `json:"referred,omitempty"`
	// Bankrupt are the debtors whose bankruptcy is open: what they owe is
	// claimed there and not enforced against them.
	Bankrupt []string        `json:"bankrupt,omitempty"`
	Policy   policy.Policy   `json:"policy"`
	Edition  string          `json:"edition"`
	Days     []calendar.Day  `json:"days,omitempty"`
	Carried  json.RawMessage `json:"carried,omitempty"`
}

// SeizedAsset is an asset that comes into enforcement frozen.
type SeizedAsset struct {
	Asset     string        `json:"asset"`
	Owner     string        `json:"owner"`
	Kind      AssetKind     `json:"kind"`
	AskedFen  int64         `json:"askedFen"`
	FrozenFen int64         `json:"frozenFen"`
	Rank      int           `json:"rank"`           // 1 首封; more, 轮候
	Until     calendar.Date `json:"until,omitzero"` // zero while it waits behind another
	PreSuit   bool          `json:"preSuit,omitempty"`
}

// CertificateInput starts an application for a certificate of voluntary
// performance (自动履行证明书). It may come years after the case closed.
type CertificateInput struct {
	Case      string          `json:"case"`
	Party     string          `json:"party"` // the debtor who asks
	AppliedOn calendar.Date   `json:"appliedOn"`
	Policy    policy.Policy   `json:"policy"`
	Edition   string          `json:"edition"`
	Days      []calendar.Day  `json:"days,omitempty"`
	Carried   json.RawMessage `json:"carried,omitempty"`
}

// LinkOrder asks for a linked workflow. Its key is the workflow's ID, so that
// it is started once however often it is ordered; exactly one input is set.
type LinkOrder struct {
	Kind        Kind              `json:"kind"`
	Key         string            `json:"key"`
	Enforcement *EnforcementInput `json:"enforcement,omitempty"`
	Certificate *CertificateInput `json:"certificate,omitempty"`
}

// EligibilityQuery asks the register whether a certificate may be given.
type EligibilityQuery struct {
	Case  string `json:"case"`
	Party string `json:"party"`
}

// Eligibility is what the register knows of a debtor's performance.
type Eligibility struct {
	Found      bool             `json:"found"` // the case and the party are in the register
	Court      string           `json:"court"`
	CaseNumber string           `json:"caseNumber"`
	Cause      string           `json:"cause"`
	Division   string           `json:"division"`
	Judge      string           `json:"judge"`
	FiledOn    calendar.Date    `json:"filedOn"`
	Parties    []Party          `json:"parties"`
	Duties     []ObligationView `json:"duties"` // of this debtor
	// PerformedOn is the day the last of the debtor's duties was performed; zero while one is open.
	PerformedOn calendar.Date `json:"performedOn,omitzero"`
	// EnforcementCase is the key of an enforcement case against the debtor, if any.
	EnforcementCase string    `json:"enforcementCase,omitempty"`
	AsOf            time.Time `json:"asOf"`
}

// EnforcementKey is the key of a case's enforcement.
func EnforcementKey(caseKey string) string { return caseKey + "-zhi" }

// CertificateKey is the key of a party's application for a certificate.
func CertificateKey(caseKey, party string) string { return caseKey + "-zhengming-" + lower(party) }

func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
