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
	Origin      *Origin          `json:"origin,omitempty"` // the case that this one was carved out of
	Carved      []CarvedView     `json:"carved,omitempty"` // cases carved out of this one
	Documents   []DocumentView   `json:"documents,omitempty"`
	Verdicts    []Verdict        `json:"asyncVerdicts,omitempty"` // of decisions that came as signals
	Trial       *TrialView       `json:"trial,omitempty"`
	Attempts    []AttemptView    `json:"attempts,omitempty"`    // at service
	Assets      []AssetView      `json:"assets,omitempty"`      // preserved
	Due         []DueView        `json:"due,omitempty"`         // what is owed as of Now, per obligation
	Assessments []AssessmentView `json:"assessments,omitempty"` // of the likelihood to perform, latest last
	Guidance    []GuidanceView   `json:"guidance,omitempty"`    // to perform, and who received it
	Left        []LeftView       `json:"left,omitempty"`        // parties that are no longer in the suit
	Agents      []AgentView      `json:"agents,omitempty"`      // who represents whom
	Crossclaims []CounterView    `json:"counterclaims,omitempty"`
	Tags        []string         `json:"tags,omitempty"`        // special supervision (四类案件) and the like
	Dividends   []DividendView   `json:"dividends,omitempty"`   // that a certificate opens
	Repair      *RepairView      `json:"repair,omitempty"`      // of a credit-repair application
	List        []ListEntry      `json:"list,omitempty"`        // of a batch of the integrity list
	Enforcement *EnforcementView `json:"enforcement,omitempty"` // of an enforcement case
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

// MechanismView is what one of the twelve mechanisms did in the case: applied
// or not, and why not.
type MechanismView struct {
	Number  int                `json:"number"`
	Name    string             `json:"name"`
	NameEN  string             `json:"nameEn"`
	Sourced bool               `json:"sourced"` // the name stands in the report
	Acts    []lifecycle.State  `json:"acts"`    // the states of the case where it acts
	Applied bool               `json:"applied"`
	Why     string             `json:"why,omitempty"` // why it was not applied, Chinese, then English
	Uses    []MechanismUseView `json:"uses,omitempty"`
}

// MechanismUseView is one thing that a mechanism did, and what came of it.
type MechanismUseView struct {
	On     calendar.Date `json:"on"`
	What   string        `json:"what"`
	Result string        `json:"result,omitempty"`
}

// AttemptView is one attempt at service, a public notice included.
type AttemptView struct {
	Document   Paper         `json:"document"`
	Party      string        `json:"party"`
	Method     Method        `json:"method"`
	MethodName string        `json:"methodName"`
	On         calendar.Date `json:"on"`
	At         string        `json:"at,omitempty"`      // the hour, 14:05
	Address    string        `json:"address,omitempty"` // personal data
	Source     string        `json:"source,omitempty"`  // where the address is from
	Outcome    string        `json:"outcome,omitempty"`
	Proof      string        `json:"proof,omitempty"`
	Failed     bool          `json:"failed,omitempty"`
	// Effective is the day service counts from, by the method's own rule; zero for a failed attempt.
	Effective calendar.Date `json:"effective,omitzero"`
	Article   string        `json:"article,omitempty"`
}

// AssetView is one asset under preservation.
type AssetView struct {
	Asset       string          `json:"asset"`
	Owner       string          `json:"owner"`
	Kind        AssetKind       `json:"kind"`
	AskedFen    int64           `json:"askedFen"`
	FrozenFen   int64           `json:"frozenFen"`
	SecurityFen int64           `json:"securityFen,omitempty"` // posted
	RequiredFen int64           `json:"requiredFen,omitempty"` // the security that the court may ask for
	Rank        int             `json:"rank,omitempty"`        // 1 首封; more, 轮候
	Until       calendar.Date   `json:"until,omitzero"`
	PreSuit     bool            `json:"preSuit,omitempty"`
	State       lifecycle.State `json:"state"`
	StateName   string          `json:"stateName"`
	Applicant   string          `json:"applicant,omitempty"`
	RenewBy     calendar.Date   `json:"renewBy,omitzero"` // the last day to ask for renewal
	Exempt      string          `json:"exempt,omitempty"` // the ground on which no security is asked for
}

// DueView is what is owed on one obligation as of a day, interest explained.
type DueView struct {
	Obligation   string           `json:"obligation"`
	On           calendar.Date    `json:"on"`
	PrincipalFen int64            `json:"principalFen"` // unpaid, due or not
	OverdueFen   int64            `json:"overdueFen"`   // of it, due and unpaid
	PenaltyFen   int64            `json:"penaltyFen,omitempty"`
	InterestFen  int64            `json:"interestFen,omitempty"` // delayed-performance interest
	TotalFen     int64            `json:"totalFen"`
	Steps        []statute.Step   `json:"steps,omitempty"`
	ByDebtor     map[string]int64 `json:"byDebtor,omitempty"` // each debtor's own part of a several obligation
}

// AssessmentView is a scorecard of how likely a debtor is to perform. Its
// weights are the court's own and never the law's.
type AssessmentView struct {
	On      calendar.Date `json:"on"`
	By      string        `json:"by"`
	Debtor  string        `json:"debtor"`
	Score   int           `json:"score"` // of 100
	Level   string        `json:"level"` // high, middle, low
	Factors []FactorView  `json:"factors"`
	Advice  []AdviceView  `json:"advice,omitempty"`
	// Computed is the level that the points give, where the judge set another.
	Computed string `json:"computed,omitempty"`
	Reason   string `json:"reason,omitempty"` // why
	Note     string `json:"note"`             // whose weights they are
}

// FactorView is one factor of a scorecard.
type FactorView struct {
	ID       string `json:"id"`
	Name     string `json:"name"` // Chinese, then English
	Weight   int    `json:"weight"`
	Points   int    `json:"points"`
	Evidence string `json:"evidence,omitempty"`
}

// AdviceView is what a judge is prompted to consider, and what the judge did with it.
type AdviceView struct {
	ID       string `json:"id"` // security, default_clause, immediate_performance, bankruptcy_check
	Name     string `json:"name"`
	Followed string `json:"followed,omitempty"` // yes, no, or empty while it is open
	Reason   string `json:"reason,omitempty"`
}

// DividendView is one of the dividends of performing (十大红利).
type DividendView struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	NameEN  string `json:"nameEn"`
	Grantor string `json:"grantor"` // who grants it
	Sourced bool   `json:"sourced"` // named in a source; else inferred
	Open    bool   `json:"open"`    // the certificate opens it
}

// RepairView is an application for credit repair (信用修复).
type RepairView struct {
	Debtor     string          `json:"debtor"`
	Conditions []ConditionView `json:"conditions"` // the five
	Score      int             `json:"score"`
	Factors    []FactorView    `json:"factors,omitempty"` // of the court's own scorecard
	Measures   []MeasureView   `json:"measures,omitempty"`
	Until      calendar.Date   `json:"until,omitzero"`    // the end of the term
	BarredTo   calendar.Date   `json:"barredTo,omitzero"` // after a breach
	PaidFen    int64           `json:"paidFen,omitempty"` // performed since the repair
	Asked      []string        `json:"asked,omitempty"`   // the measures applied for
	Plan       string          `json:"plan,omitempty"`
	PassScore  int             `json:"passScore,omitempty"` // that the court asks for
	Missing    []string        `json:"missing,omitempty"`   // what stands in the way of a grant
}

// ConditionView is one condition of credit repair with its evidence.
type ConditionView struct {
	ID       string        `json:"id"`
	Name     string        `json:"name"`
	Met      bool          `json:"met"`
	Evidence string        `json:"evidence,omitempty"`
	By       string        `json:"by,omitempty"` // who verified it
	On       calendar.Date `json:"on,omitzero"`
	Sourced  bool          `json:"sourced"`
}

// MeasureView is one measure of credit repair.
type MeasureView struct {
	ID      string        `json:"id"`
	Name    string        `json:"name"`
	On      calendar.Date `json:"on"`
	Until   calendar.Date `json:"until,omitzero"`
	Purpose string        `json:"purpose,omitempty"` // of a lifted consumption limit
}

// Link is another workflow that belongs to the case.
type Link struct {
	Kind  Kind      `json:"kind"`
	Key   string    `json:"key"`
	Since time.Time `json:"since"`
	// As says what a linked civil case is to this one.
	As LinkAs `json:"as,omitempty"`
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
	QueryDue         = "due"
	TaskQueue        = "luxing"
	CaseWorkflow     = "Case"
	EnforceWorkflow  = "Enforcement"
	CertWorkflow     = "Certificate"
	RepairWorkflow   = "CreditRepair"
	ListWorkflow     = "IntegrityList"
	DigestWorkflow   = "Digest"
	ActivityRecord   = "Record"
	ActivityLink     = "Link"
	ActivityEligible = "Eligible"

	RevocationWorkflow  = "Revocation"
	ListDueWorkflow     = "IntegrityListDue"
	ActivityStanding    = "CertificateStanding"
	ActivityCandidates  = "ListCandidates"
	ActivityListCheck   = "ListCheck"
	ActivityRepairFacts = "RepairFacts"
)
