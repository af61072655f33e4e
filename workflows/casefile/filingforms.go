package casefile

import (
	"regexp"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

// ReasonForm is a decision with its reason.
type ReasonForm struct {
	Reason string `json:"reason"`
}

// Check implements Form.
func (f *ReasonForm) Check() (fs Faults) {
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}

// AcceptForm may name the bench and clerk and a case number given elsewhere.
type AcceptForm struct {
	CaseNumber string `json:"caseNumber,omitempty"`
	Judge      string `json:"judge,omitempty"`
	Clerk      string `json:"clerk,omitempty"`
}

// Check implements Form.
func (f *AcceptForm) Check() (fs Faults) {
	if f.CaseNumber != "" && !ValidCaseNumber(f.CaseNumber) {
		fs.Add("caseNumber", "法院案号规定第3条", "案号（如（2019）浙0211民初1234号），或者不填 a number such as （2019）浙0211民初1234号, or leave it out")
	}
	return fs
}

// CorrectionForm says what is missing and how many days there are to supply it.
type CorrectionForm struct {
	Missing []string `json:"missing"`
	Days    int      `json:"days"` // the period the notice sets
}

// Check implements Form.
func (f *CorrectionForm) Check() (fs Faults) {
	need(&fs, "missing", len(f.Missing) > 0, "缺少的内容，每行一项 what is missing, one line each")
	if f.Days < 1 || f.Days > 30 {
		fs.Add("days", "通知指定的补正期限 the period the notice sets", "1至30日 1 to 30 days")
	}
	return fs
}

// DayForm is a fact with its day.
type DayForm struct {
	On calendar.Date `json:"on"`
}

// Check implements Form.
func (f *DayForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// PartyDayForm is what one party did, and when.
type PartyDayForm struct {
	Party string        `json:"party"`
	On    calendar.Date `json:"on"`
}

// Check implements Form.
func (f *PartyDayForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "当事人的编号（如D1） the party's ID, such as D1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// FeePaidForm is the payment of the acceptance fee.
type FeePaidForm struct {
	AmountFen int64         `json:"amountFen"`
	On        calendar.Date `json:"on"`
}

// Check implements Form.
func (f *FeePaidForm) Check() (fs Faults) {
	need(&fs, "amountFen", f.AmountFen > 0, "缴纳的金额，以分为单位 the amount paid, in fen")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// TransferForm names the court that a case goes to.
type TransferForm struct {
	Court  string `json:"court"`
	Reason string `json:"reason"`
}

// Check implements Form.
func (f *TransferForm) Check() (fs Faults) {
	need(&fs, "court", f.Court != "", "有管辖权的法院 the competent court")
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}

// ConvertForm names the procedure that a case is converted to.
type ConvertForm struct {
	To     Procedure `json:"to"`
	Reason string    `json:"reason"`
}

// Check implements Form.
func (f *ConvertForm) Check() (fs Faults) {
	if f.To != Ordinary && f.To != Summary {
		fs.Add("to", "民事诉讼法第169、170条", "普通程序（ordinary）或者简易程序（summary） ordinary or summary")
	}
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}

var clockTime = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

// HearingForm sets the day of a hearing.
type HearingForm struct {
	On     calendar.Date `json:"on"`
	Time   string        `json:"time,omitempty"` // 09:30
	Place  string        `json:"place,omitempty"`
	Reason string        `json:"reason,omitempty"` // of an adjournment
	// Agreed says that the parties agreed to a gap of more than a month, or force majeure made it so.
	Agreed bool `json:"agreed,omitempty"`
}

// Check implements Form.
func (f *HearingForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), "开庭之日（如2019-04-01） the day of the hearing, as 2019-04-01")
	if f.Time != "" && !clockTime.MatchString(f.Time) {
		fs.Add("time", "开庭时间 the hour of the hearing", "时和分（如09:30） hours and minutes, as 09:30")
	}
	return fs
}

// ExcludeForm starts an excluded span of the trial period.
type ExcludeForm struct {
	Ground statute.GroundID `json:"ground"`
	From   calendar.Date    `json:"from"`
	To     calendar.Date    `json:"to,omitzero"` // open when left out
	Proof  string           `json:"proof"`       // the paper on file
}

// Check implements Form.
func (f *ExcludeForm) Check() (fs Faults) {
	known := false
	for _, g := range statute.Grounds() {
		known = known || g.ID == f.Ground
	}
	if !known {
		fs.Add("ground", "民诉法解释第243条；审限规定第9条", "法律规定的扣除审限的事由 a ground of the law; see starter law rules")
	}
	need(&fs, "from", !f.From.IsZero(), "不计入审限的首日 the first day not counted")
	need(&fs, "proof", f.Proof != "", "卷宗中的证明材料 the paper on file that shows it")
	if !f.To.IsZero() && f.To.Before(f.From) {
		fs.Add("to", "止日不早于起日 the end is not before the start", "%[1]s或者更晚 %[1]s or later", f.From)
	}
	return fs
}

// ResumeTimeForm ends an excluded span.
type ResumeTimeForm struct {
	Exclusion string        `json:"exclusion"` // its ID, as the view shows it
	On        calendar.Date `json:"on"`        // the last day not counted
}

// Check implements Form.
func (f *ResumeTimeForm) Check() (fs Faults) {
	need(&fs, "exclusion", f.Exclusion != "", "扣除审限事项的编号 the exclusion's ID")
	need(&fs, "on", !f.On.IsZero(), "不计入审限的末日 the last day not counted")
	return fs
}

// AssignForm names who is to have the case.
type AssignForm struct {
	To     string `json:"to"`
	Reason string `json:"reason"`
}

// Check implements Form.
func (f *AssignForm) Check() (fs Faults) {
	need(&fs, "to", f.To != "", "接手法官或者执行员的编号 the ID of the judge or officer who takes over")
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}

// CalendarForm brings a newer day-off table: a built-in edition, and the rows
// of later years that it does not have yet.
type CalendarForm struct {
	Edition string         `json:"edition"`
	Days    []calendar.Day `json:"days,omitempty"`
}

// Check implements Form.
func (f *CalendarForm) Check() (fs Faults) {
	need(&fs, "edition", f.Edition != "", "系统内置的版本（如"+calendar.Latest()+"） a built-in edition, such as "+calendar.Latest())
	if _, err := calendar.Edition(f.Edition, f.Days); f.Edition != "" && err != nil {
		fs.Add("edition", "放假安排 the day-off table", "%s", err)
	}
	return fs
}

// PolicyForm brings another policy of the court.
type PolicyForm struct {
	Policy policy.Policy `json:"policy"`
	Reason string        `json:"reason"`
}

// Check implements Form.
func (f *PolicyForm) Check() (fs Faults) {
	for _, p := range f.Policy.Validate() {
		fs.Add("policy."+p.Field, p.Rule, "%s", p.Want)
	}
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}
