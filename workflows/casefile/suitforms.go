package casefile

import (
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
)

func init() {
	for e, blank := range map[lifecycle.Event]func() Form{
		lifecycle.RefuseExcuse:      func() Form { return &RefuseExcuseForm{} },
		lifecycle.SuspendLimitation: func() Form { return &SuspendForm{} },
		lifecycle.ResumeLimitation:  func() Form { return &DayForm{} },
		lifecycle.ChangeClaim:       func() Form { return &ClaimChangeForm{} },
		lifecycle.ClaimFeePaid:      func() Form { return &FeePaidForm{} },
		lifecycle.JoinedToLead:      func() Form { return &JoinedForm{} },
		lifecycle.HearingInLead:     func() Form { return &LeadHearingForm{} },
		lifecycle.Separate:          func() Form { return &SeparateForm{} },
		lifecycle.JoinderOver:       func() Form { return &JoinderOverForm{} },
		lifecycle.RetrialRunning:    func() Form { return &RunningRetrialForm{} },
		lifecycle.RunningUpheld:     func() Form { return &DayForm{} },
		lifecycle.EndsInRetrial:     func() Form { return &ResultForm{} },
		lifecycle.PetitionDismissed: func() Form { return &PartyDayForm{} },
		lifecycle.OneDismissed:      func() Form { return &PartyDayForm{} },
	} {
		Forms[e] = blank
	}
}

// RefuseExcuseForm is a decision that a missed period is not excused
// (民事诉讼法第86条): the application was heard, and why it failed is on record.
type RefuseExcuseForm struct {
	Party  string        `json:"party"`
	Period string        `json:"period"` // answer, evidence or appeal
	On     calendar.Date `json:"on"`     // the application
	Reason string        `json:"reason"`
}

// Check implements Form.
func (f *RefuseExcuseForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	oneOf(&fs, "period", f.Period, "耽误的期限 which period", "answer", "evidence", "appeal")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "reason", f.Reason != "", wantReason)
	return fs
}

// SuspendForm says what keeps a creditor from applying for enforcement in the
// last six months of the two years (执行程序解释第19条).
type SuspendForm struct {
	Ground string        `json:"ground"` // force_majeure, other_obstacle
	On     calendar.Date `json:"on"`     // since when
	Reason string        `json:"reason"` // what it is, and the paper that shows it
}

// Check implements Form.
func (f *SuspendForm) Check() (fs Faults) {
	oneOf(&fs, "ground", f.Ground, "执行程序解释第19条：不可抗力或者其他障碍 what keeps the creditor from it", "force_majeure", "other_obstacle")
	need(&fs, "on", !f.On.IsZero(), "障碍开始之日 the day since when it has lasted")
	need(&fs, "reason", f.Reason != "", "具体情形和证明材料 what it is, and the paper that shows it")
	return fs
}

// ClaimChangeForm changes the amount that the plaintiffs claim (变更诉讼请求).
type ClaimChangeForm struct {
	ClaimFen int64 `json:"claimFen"` // the whole claim from now on
	// Investigated: the court's inquiry (法庭调查) is over, so that nothing of the
	// fee goes back for less (诉讼费用交纳办法第21、35条).
	Investigated bool `json:"investigated,omitempty"`
	// Fits: a small-claims case is still one by the judge's finding, where the
	// court has no limit for its year; Agreed: the parties agree to small claims up
	// to the higher limit (民事诉讼法第165条第2款).
	Fits   bool          `json:"fitsSmallClaims,omitempty"`
	Agreed bool          `json:"smallClaimsAgreed,omitempty"`
	Reason string        `json:"reason"`
	On     calendar.Date `json:"on"`
}

// Check implements Form.
func (f *ClaimChangeForm) Check() (fs Faults) {
	need(&fs, "claimFen", f.ClaimFen > 0, "变更后的全部诉讼标的额，以分为单位；放弃全部请求的应当撤诉（withdraw） the whole claim from now on, in fen; to drop all of it is a withdrawal (withdraw)")
	need(&fs, "reason", f.Reason != "", wantReason)
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// JoinedForm tells a case that it is tried together with another, which leads.
type JoinedForm struct {
	Lead   string        `json:"lead"`
	Court  string        `json:"court"`
	Reason string        `json:"reason"`
	On     calendar.Date `json:"on"`
	// HearingOn is the hearing that the lead has fixed already, if it lies ahead,
	// and Judge who holds it.
	HearingOn calendar.Date `json:"hearingOn,omitzero"`
	Judge     string        `json:"judge,omitempty"`
}

// Check implements Form.
func (f *JoinedForm) Check() (fs Faults) {
	checkCaseKey(&fs, "lead", f.Lead)
	need(&fs, "court", f.Court != "", "主案的法院 the court of the case that leads")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// LeadHearingForm is a hearing that the case that leads has fixed or put off.
type LeadHearingForm struct {
	Lead      string        `json:"lead"`
	On        calendar.Date `json:"on"`
	Time      string        `json:"time,omitempty"`
	Place     string        `json:"place,omitempty"`
	Judge     string        `json:"judge,omitempty"`
	Adjourned bool          `json:"adjourned,omitempty"` // the last one is put off to it
}

// Check implements Form.
func (f *LeadHearingForm) Check() (fs Faults) {
	checkCaseKey(&fs, "lead", f.Lead)
	need(&fs, "on", !f.On.IsZero(), "开庭之日 the day of the hearing")
	return fs
}

// SeparateForm parts two cases that are tried together.
type SeparateForm struct {
	Case   string        `json:"case"` // the other
	Reason string        `json:"reason"`
	On     calendar.Date `json:"on"`
}

// Check implements Form.
func (f *SeparateForm) Check() (fs Faults) {
	checkCaseKey(&fs, "case", f.Case)
	need(&fs, "reason", f.Reason != "", wantReason)
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// Why two cases are no longer tried together.
const (
	JoinderSeparated = "separated" // 分开审理
	JoinderDecided   = "decided"   // 一案已裁判
	JoinderClosed    = "closed"    // 一案已结
	JoinderRefused   = "refused"   // 未能并入
	JoinderGone      = "gone"      // 一案已不在
)

// JoinderOverForm tells the one case that the other is no longer tried with it.
type JoinderOverForm struct {
	Case   string        `json:"case"` // who tells, or whom it is about
	Why    string        `json:"why"`  // separated, decided, closed, refused, gone
	Reason string        `json:"reason,omitempty"`
	On     calendar.Date `json:"on"`
}

// Check implements Form.
func (f *JoinderOverForm) Check() (fs Faults) {
	checkCaseKey(&fs, "case", f.Case)
	oneOf(&fs, "why", f.Why, "合并审理终了的原因 why it is over", JoinderSeparated, JoinderDecided, JoinderClosed, JoinderRefused, JoinderGone)
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// The kinds of claim whose enforcement may go on during a retrial (民事诉讼法第217条).
const (
	RunsForSupport     = "support"     // 赡养费
	RunsForMaintenance = "maintenance" // 扶养费
	RunsForUpbringing  = "upbringing"  // 抚养费
	RunsForPension     = "pension"     // 抚恤金
	RunsForMedical     = "medical"     // 医疗费用
	RunsForWages       = "wages"       // 劳动报酬
)

// RunningRetrialForm is a ruling that an effective document is to be tried
// again without suspending what is enforced on it (民事诉讼法第217条).
type RunningRetrialForm struct {
	On         calendar.Date `json:"on"`
	Court      string        `json:"court"`                // that tries it again
	CaseNumber string        `json:"caseNumber,omitempty"` // （2020）浙02民再5号
	Instance   string        `json:"instance"`             // first or second: whose procedure
	Ground     string        `json:"ground"`               // support, maintenance, upbringing, pension, medical, wages
	Reason     string        `json:"reason"`
}

// Check implements Form.
func (f *RunningRetrialForm) Check() (fs Faults) {
	order := RetrialForm{On: f.On, Court: f.Court, CaseNumber: f.CaseNumber, Instance: f.Instance, Reason: f.Reason}
	fs = order.Check()
	kinds := []string{RunsForSupport, RunsForMaintenance, RunsForUpbringing, RunsForPension, RunsForMedical, RunsForWages}
	oneOf(&fs, "ground", f.Ground, "民事诉讼法第217条：仅追索赡养费、扶养费、抚养费、抚恤金、医疗费用、劳动报酬等案件可以不中止执行 only such claims go on; all others are suspended (order_retrial)", kinds...)
	return fs
}

// RetrialOf is the order as one that suspends would give it.
func (f *RunningRetrialForm) RetrialOf() RetrialForm {
	return RetrialForm{On: f.On, Court: f.Court, CaseNumber: strings.TrimSpace(f.CaseNumber), Instance: f.Instance, Reason: f.Reason}
}
