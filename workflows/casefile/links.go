package casefile

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
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
	// CarvedOut is set where the case was carved out of another; of the filing
	// only the key is set then.
	CarvedOut *CarvedOut `json:"carvedOut,omitempty"`
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
	Bankrupt []string `json:"bankrupt,omitempty"`
	// Retried are the days before the application on which the document was being
	// tried again: they bear no doubled interest (迟延履行利息解释第3条).
	Retried []statute.Suspension `json:"retried,omitempty"`
	// EstatePaid is what heirs among the debtors paid of their estates in other
	// enforcements of the case, in fen.
	EstatePaid map[string]int64 `json:"estatePaid,omitempty"`
	// LimitUntil is the last day of the creditor's two years where they were
	// interrupted or stood still; zero, they run from the last day of performance.
	// Unlimited: it is a case ended for now that is taken up, which no limitation
	// meets (民诉法解释第517条).
	LimitUntil calendar.Date `json:"limitUntil,omitzero"`
	Unlimited  bool          `json:"unlimited,omitempty"`
	// LateOf is why the civil case had closed when this was applied for: its
	// workflow is no longer there, and By who handed the application in.
	LateOf  string          `json:"lateOf,omitempty"`
	By      string          `json:"by,omitempty"`
	ByRole  lifecycle.Role  `json:"byRole,omitempty"`
	Policy  policy.Policy   `json:"policy"`
	Edition string          `json:"edition"`
	Days    []calendar.Day  `json:"days,omitempty"`
	Carried json.RawMessage `json:"carried,omitempty"`
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
	Key       string          `json:"key,omitempty"` // its own, where it is not the party's first application
	Party     string          `json:"party"`         // the debtor who asks
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
	Case        *CaseInput        `json:"case,omitempty"` // one that is carved out
	Enforcement *EnforcementInput `json:"enforcement,omitempty"`
	Certificate *CertificateInput `json:"certificate,omitempty"`
	Revocation  *RevocationInput  `json:"revocation,omitempty"`
	Repair      *RepairInput      `json:"repair,omitempty"`
	List        *ListInput        `json:"list,omitempty"`
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
	EnforcementCase string `json:"enforcementCase,omitempty"`
	// Retrial is the latest retrial of the case's document, if any.
	Retrial *RetrialState `json:"retrial,omitempty"`
	AsOf    time.Time     `json:"asOf"`
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

// RevocationInput starts the review whether a certificate must be revoked.
type RevocationInput struct {
	Certificate string           `json:"certificate"`   // the application's key
	Key         string           `json:"key,omitempty"` // its own, where it is not the first review
	Ground      RevocationGround `json:"ground"`
	Why         string           `json:"why"` // the fact that came to light
	OpenedOn    calendar.Date    `json:"openedOn"`
	// Unasked: the retrial's case opened it, without knowing of any certificate.
	Unasked bool            `json:"unasked,omitempty"`
	Policy  policy.Policy   `json:"policy"`
	Edition string          `json:"edition"`
	Days    []calendar.Day  `json:"days,omitempty"`
	Carried json.RawMessage `json:"carried,omitempty"`
}

// RevocationGround is why a certificate may have to be revoked.
type RevocationGround string

// The grounds. No source lists any: they are the court's.
const (
	FalseConfirmation RevocationGround = "false_confirmation" // 虚假确认
	JudgmentReversed  RevocationGround = "judgment_reversed"  // 再审改判
	PaymentReversed   RevocationGround = "payment_reversed"   // 款项退回
	IssuedInError     RevocationGround = "issued_in_error"    // 出具有误
)

// RevocationGrounds lists them.
func RevocationGrounds() []RevocationGround {
	return []RevocationGround{FalseConfirmation, JudgmentReversed, PaymentReversed, IssuedInError}
}

// Name is the ground in Chinese.
func (g RevocationGround) Name() string {
	switch g {
	case FalseConfirmation:
		return "虚假确认"
	case JudgmentReversed:
		return "再审改变原裁判"
	case PaymentReversed:
		return "已付款项被退回"
	case IssuedInError:
		return "出具有误"
	}
	return string(g)
}

// RepairInput starts an application for credit repair (信用修复) to the court
// that enforces.
type RepairInput struct {
	Enforcement string        `json:"enforcement"`   // the enforcement case's key
	Key         string        `json:"key,omitempty"` // its own, where it is not the debtor's first
	Party       string        `json:"party"`         // the debtor who applies
	AppliedOn   calendar.Date `json:"appliedOn"`
	// Asked are the measures applied for, by ID; Reason is the debtor's own.
	Asked   []string        `json:"asked"`
	Reason  string          `json:"reason"`
	Papers  []string        `json:"papers,omitempty"` // handed in with it
	Policy  policy.Policy   `json:"policy"`
	Edition string          `json:"edition"`
	Days    []calendar.Day  `json:"days,omitempty"`
	Carried json.RawMessage `json:"carried,omitempty"`
}

// ListInput starts one batch of a court's integrity list (诚信履行名单).
type ListInput struct {
	Key     string          `json:"key"`   // list-330211-2020q3
	Court   string          `json:"court"` // 浙0211
	Period  string          `json:"period"`
	Begun   calendar.Date   `json:"begun"`
	Policy  policy.Policy   `json:"policy"`
	Edition string          `json:"edition"`
	Days    []calendar.Day  `json:"days,omitempty"`
	Carried json.RawMessage `json:"carried,omitempty"`
}

// ListDueInput is what the schedule of a court's integrity list says each time.
type ListDueInput struct {
	Court   string         `json:"court"`
	Policy  policy.Policy  `json:"policy"`
	Edition string         `json:"edition"`
	Days    []calendar.Day `json:"days,omitempty"`
}

// StandingQuery asks the register for a certificate that was given.
type StandingQuery struct {
	Certificate string `json:"certificate"` // the application's key
}

// Standing is what the register knows of a certificate.
type Standing struct {
	Found      bool          `json:"found"` // it was given
	Revoked    bool          `json:"revoked"`
	Number     string        `json:"number"`
	Case       string        `json:"case"`
	CaseNumber string        `json:"caseNumber"`
	Court      string        `json:"court"`
	Division   string        `json:"division"`
	Judge      string        `json:"judge"`
	Cause      string        `json:"cause"`
	Party      string        `json:"party"`
	IssuedOn   calendar.Date `json:"issuedOn"`
	Parties    []Party       `json:"parties"`
	// Batch is the key of the list batch in which its holder stands, if any.
	Batch string `json:"batch,omitempty"`
}

// CandidatesQuery asks the register who may come onto a court's list.
type CandidatesQuery struct {
	Court string `json:"court"`
	Batch string `json:"batch"` // the batch that asks
}

// ListSubject is one holder of a certificate whom a list is about.
type ListSubject struct {
	Certificate string        `json:"certificate"` // the application's key
	Number      string        `json:"number"`
	Case        string        `json:"case"`
	Party       string        `json:"party"`
	IssuedOn    calendar.Date `json:"issuedOn"`
}

// ListCheckQuery asks whether each of some holders still qualifies: in our own
// register, and in the whole country.
type ListCheckQuery struct {
	Batch    string        `json:"batch"`
	Subjects []ListSubject `json:"subjects"`
}

// Cleanness is what a check found of a holder.
type Cleanness string

// What a check can find. Unknown is not clean.
const (
	Clean   Cleanness = "clean"
	Tainted Cleanness = "tainted"
	Unknown Cleanness = "unknown"
)

// ListAnswer is what a check found of one holder.
type ListAnswer struct {
	Certificate string    `json:"certificate"`
	Found       Cleanness `json:"found"`
	Why         string    `json:"why,omitempty"`    // of what is not clean, Chinese, then English
	Source      string    `json:"source,omitempty"` // who answered
}

// RepairQuery asks the register about a debtor who applies for credit repair.
type RepairQuery struct {
	Enforcement string        `json:"enforcement"`
	Party       string        `json:"party"`
	Key         string        `json:"key"` // the application's own
	On          calendar.Date `json:"on"`
}

// RepairFacts is what the register knows of that debtor.
type RepairFacts struct {
	Found      bool    `json:"found"`            // the enforcement case is there and the party is its debtor
	Open       bool    `json:"open"`             // it goes on
	Reason     string  `json:"reason,omitempty"` // why it does not
	Case       string  `json:"case"`
	CaseNumber string  `json:"caseNumber"`
	Court      string  `json:"court"`
	Division   string  `json:"division"`
	Officer    string  `json:"officer"`
	Cause      string  `json:"cause"`
	Parties    []Party `json:"parties"`
	// Listing and ExitBan are where those tracks of the debtor stand, "" when there are none.
	Listing     lifecycle.State `json:"listing,omitempty"`
	ExitBan     lifecycle.State `json:"exitBan,omitempty"`
	Consumption bool            `json:"consumption"` // under a consumption limit
	// Paid is what the debtor has paid in this enforcement.
	Paid []Payment `json:"paid,omitempty"`
	// BarredTo is the last day on which an earlier breach bars the debtor.
	BarredTo calendar.Date `json:"barredTo,omitzero"`
	// Pending is the key of another application that is still open.
	Pending string `json:"pending,omitempty"`
}

// RevocationKey is the key of the review of a certificate.
func RevocationKey(certificate string) string { return certificate + "-chexiao" }

// RepairKey is the key of a debtor's application for credit repair.
func RepairKey(enforcement, party string) string { return enforcement + "-xiufu-" + lower(party) }

// Again is the key of the n-th of its kind where a fixed key is taken.
func Again(key string, n int) string {
	if n < 2 {
		return key
	}
	return key + "-" + strconv.Itoa(n)
}

// CourtDigits is a court's code in digits, for keys: 330211 for 浙0211, by the
// national codes of the provinces (GB/T 2260); "" for a court of no province.
func CourtDigits(code string) string {
	first, size := utf8.DecodeRuneInString(code)
	digits := policy.ProvinceDigits(string(first))
	if digits == "" {
		return ""
	}
	return digits + code[size:]
}

// ListPeriod names the batch of a day where batches come every so many months:
// 2020q3 for quarters, 2020m07 for others, by the month in which the interval began.
func ListPeriod(on calendar.Date, months int) string {
	months = max(months, 1)
	first := (int(on.Month())-1)/months*months + 1
	if months == 3 {
		return fmt.Sprintf("%04dq%d", on.Year(), (first-1)/3+1)
	}
	return fmt.Sprintf("%04dm%02d", on.Year(), first)
}

// ListKey is the key of a batch.
func ListKey(court, period string) string { return "list-" + CourtDigits(court) + "-" + period }
