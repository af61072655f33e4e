package casefile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

// Form is the data of one kind of decision. Check finds every fault that can
// be seen without the case; the rest is the case's guards.
type Form interface{ Check() Faults }

// Forms names, for every event that carries data, the form it carries. An
// event that is not listed carries none.
var Forms = map[lifecycle.Event]func() Form{
	lifecycle.Accept:             func() Form { return &AcceptForm{} },
	lifecycle.RequireCorrection:  func() Form { return &CorrectionForm{} },
	lifecycle.RefuseFiling:       func() Form { return &ReasonForm{} },
	lifecycle.Corrected:          func() Form { return &DayForm{} },
	lifecycle.FeePaid:            func() Form { return &FeePaidForm{} },
	lifecycle.FeeDeferred:        func() Form { return &ReasonForm{} },
	lifecycle.FeeWaived:          func() Form { return &ReasonForm{} },
	lifecycle.Withdraw:           func() Form { return &ReasonForm{} },
	lifecycle.DeemWithdrawn:      func() Form { return &ReasonForm{} },
	lifecycle.Answer:             func() Form { return &PartyDayForm{} },
	lifecycle.ObjectJurisdic:     func() Form { return &PartyDayForm{} },
	lifecycle.OverruleObjection:  func() Form { return &DayForm{} },
	lifecycle.TransferCase:       func() Form { return &TransferForm{} },
	lifecycle.ConvertProcedure:   func() Form { return &ConvertForm{} },
	lifecycle.ScheduleHearing:    func() Form { return &HearingForm{} },
	lifecycle.Adjourn:            func() Form { return &HearingForm{} },
	lifecycle.ExcludeTime:        func() Form { return &ExcludeForm{} },
	lifecycle.ResumeTime:         func() Form { return &ResumeTimeForm{} },
	lifecycle.RequestExtension:   func() Form { return &ReasonForm{} },
	lifecycle.GrantExtension:     func() Form { return &ReasonForm{} },
	lifecycle.Reassign:           func() Form { return &AssignForm{} },
	lifecycle.ReassignOfficer:    func() Form { return &AssignForm{} },
	lifecycle.Nudge:              func() Form { return &ReasonForm{} },
	lifecycle.NudgeOfficer:       func() Form { return &ReasonForm{} },
	lifecycle.AdoptCalendar:      func() Form { return &CalendarForm{} },
	lifecycle.AdoptPolicy:        func() Form { return &PolicyForm{} },
	lifecycle.Stay:               func() Form { return &ReasonForm{} },
	lifecycle.TerminateSuit:      func() Form { return &ReasonForm{} },
	lifecycle.Mediate:            func() Form { return &MediationForm{} },
	lifecycle.JudgeInCourt:       func() Form { return &JudgmentForm{} },
	lifecycle.JudgeLater:         func() Form { return &JudgmentForm{} },
	lifecycle.DismissSuit:        func() Form { return &ReasonForm{} },
	lifecycle.PromptAnswered:     func() Form { return &PromptForm{} },
	lifecycle.Repudiate:          func() Form { return &PartyDayForm{} },
	lifecycle.LodgeAppeal:        func() Form { return &AppealForm{} },
	lifecycle.MoveFile:           func() Form { return &DayForm{} },
	lifecycle.AppealFiled:        func() Form { return &AppealFiledForm{} },
	lifecycle.AppealAffirmed:     func() Form { return &DayForm{} },
	lifecycle.AppealChanged:      func() Form { return &JudgmentForm{} },
	lifecycle.AppealRejected:     func() Form { return &DayForm{} },
	lifecycle.AppealRemanded:     func() Form { return &DayForm{} },
	lifecycle.AppealSettled:      func() Form { return &JudgmentForm{} },
	lifecycle.AppealWithdrawn:    func() Form { return &DayForm{} },
	lifecycle.RulingAffirmed:     func() Form { return &DayForm{} },
	lifecycle.Pay:                func() Form { return &PaymentForm{} },
	lifecycle.ApplyEnforcement:   func() Form { return &PartyDayForm{} },
	lifecycle.InterruptLimit:     func() Form { return &InterruptForm{} },
	lifecycle.BankruptcySign:     func() Form { return &DebtorForm{} },
	lifecycle.RecordServed:       func() Form { return &ServiceForm{} },
	lifecycle.RecordFailed:       func() Form { return &ServiceForm{} },
	lifecycle.PublishNotice:      func() Form { return &NoticeForm{} },
	lifecycle.ApplyPreservation:  func() Form { return &PreservationForm{} },
	lifecycle.RulePreservation:   func() Form { return &AssetForm{} },
	lifecycle.RefusePreservation: func() Form { return &AssetForm{} },
	lifecycle.FreezeAsset:        func() Form { return &FreezeForm{} },
	lifecycle.RenewFreeze:        func() Form { return &FreezeForm{} },
	lifecycle.LiftFreeze:         func() Form { return &AssetForm{} },
	lifecycle.RecordContact:      func() Form { return &ContactForm{} },
	lifecycle.AgreePlan:          func() Form { return &PlanForm{} },
	lifecycle.CloseUrging:        func() Form { return &ObligationForm{} },
	lifecycle.ConsentToTransfer:  func() Form { return &ConsentForm{} },
	lifecycle.NoConsent:          func() Form { return &ReasonForm{} },
	lifecycle.PanelDecides:       func() Form { return &ReasonForm{} },
	lifecycle.PresidentSigns:     func() Form { return &BankruptcyCourtForm{} },
	lifecycle.AskSupplement:      func() Form { return &ReasonForm{} },
	lifecycle.SendSupplement:     func() Form { return &DayForm{} },
	lifecycle.BankruptcyAccepted: func() Form { return &BankruptcyAnswerForm{} },
	lifecycle.BankruptcyRefused:  func() Form { return &BankruptcyAnswerForm{} },

	lifecycle.RefuseEnforcement: func() Form { return &ReasonForm{} },
	lifecycle.FileEnforcement:   func() Form { return &OfficerForm{} },
	lifecycle.SendNotice:        func() Form { return &DayForm{} },
	lifecycle.ReportFiled:       func() Form { return &PartyDayForm{} },
	lifecycle.ReportMissing:     func() Form { return &PartyDayForm{} },
	lifecycle.RecordSearch:      func() Form { return &SearchForm{} },
	lifecycle.TakeMeasure:       func() Form { return &MeasureForm{} },
	lifecycle.Collect:           func() Form { return &PaymentForm{} },
	lifecycle.ReleaseMoney:      func() Form { return &ReleaseForm{} },
	lifecycle.RestrictConsumpt:  func() Form { return &DebtorForm{} },
	lifecycle.LiftConsumptRestr: func() Form { return &DebtorForm{} },
	lifecycle.Settle:            func() Form { return &SettleForm{} },
	lifecycle.SettlementBroken:  func() Form { return &ReasonForm{} },
	lifecycle.ReferBankruptcy:   func() Form { return &DebtorForm{} },
	lifecycle.EndForNow:         func() Form { return &EndForNowForm{} },
	lifecycle.Resume:            func() Form { return &ReasonForm{} },
	lifecycle.TerminateEnforce:  func() Form { return &ReasonForm{} },
	lifecycle.ExtendEnforcement: func() Form { return &ReasonForm{} },
	lifecycle.DecideListing:     func() Form { return &ListingForm{} },
	lifecycle.CancelListing:     func() Form { return &DebtorForm{} },
	lifecycle.ListingGround:     func() Form { return &DebtorForm{} },
	lifecycle.RemoveListing:     func() Form { return &DebtorForm{} },
	lifecycle.ImposeBan:         func() Form { return &BanForm{} },
	lifecycle.LiftBan:           func() Form { return &DebtorForm{} },

	lifecycle.Enforced:         func() Form { return &ResultForm{} },
	lifecycle.EndedForNow:      func() Form { return &ResultForm{} },
	lifecycle.EnforcementEnded: func() Form { return &ResultForm{} },
	lifecycle.EnforcementBack:  func() Form { return &ResultForm{} },
	lifecycle.RestGoesOn:       func() Form { return &ResultForm{} },

	lifecycle.CreditorConfirms:  func() Form { return &ConfirmForm{} },
	lifecycle.CreditorDenies:    func() Form { return &ConfirmForm{} },
	lifecycle.IssueCertificate:  func() Form { return &ReasonForm{} },
	lifecycle.RefuseCertificate: func() Form { return &ReasonForm{} },
}

// ReadForm decodes the data of a decision into its form, strictly: unknown
// fields, trailing text and missing data are faults, and so is data where the
// event carries none. The form is nil for an event without one.
func ReadForm(e lifecycle.Event, data json.RawMessage) (Form, Faults) {
	var faults Faults
	blank, ok := Forms[e]
	given := len(bytes.TrimSpace(data)) > 0 && !bytes.Equal(bytes.TrimSpace(data), []byte("null"))
	if !ok {
		if given {
			faults.Add("data", "决定不带数据 this decision carries no data", "leave data out")
		}
		return nil, faults
	}
	form := blank()
	if !given {
		data = []byte("{}")
	}
	faults.Within("data", decodeStrict(data, form))
	if slices.ContainsFunc(faults, func(f Fault) bool { return f.Field == "data" }) {
		return nil, faults
	}
	faults = merge(faults, within("data", form.Check()))
	faults = merge(faults, within("data", checkValues(form)))
	if faults == nil {
		normaliseForm(form)
	}
	return form, faults
}

func need(fs *Faults, field string, ok bool, want string) {
	if !ok {
		fs.Add(field, "必填 required", "%s", want)
	}
}

// oneOf wants one of a few words.
func oneOf(fs *Faults, field, got, rule string, words ...string) {
	if !slices.Contains(words, got) {
		fs.Add(field, rule, "%s or %s", strings.Join(words[:len(words)-1], ", "), words[len(words)-1])
	}
}

const wantDay = "the day it happened, as 2019-03-04"

// ReasonForm is a decision with its reason.
type ReasonForm struct {
	Reason string `json:"reason"`
}

// Check implements Form.
func (f *ReasonForm) Check() (fs Faults) {
	need(&fs, "reason", f.Reason != "", "the reason, in a sentence")
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
		fs.Add("caseNumber", "法院案号规定第3条", "a number such as （2019）浙0211民初1234号, or leave it out")
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
	need(&fs, "missing", len(f.Missing) > 0, "what is missing, one line each")
	if f.Days < 1 || f.Days > 30 {
		fs.Add("days", "通知指定的补正期限 the period the notice sets", "1 to 30 days")
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
	need(&fs, "party", f.Party != "", "the party's ID, such as D1")
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
	need(&fs, "amountFen", f.AmountFen > 0, "the amount paid, in fen")
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
	need(&fs, "court", f.Court != "", "the competent court")
	need(&fs, "reason", f.Reason != "", "the reason, in a sentence")
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
		fs.Add("to", "民事诉讼法第169、170条", "ordinary or summary")
	}
	need(&fs, "reason", f.Reason != "", "the reason, in a sentence")
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
	need(&fs, "on", !f.On.IsZero(), "the day of the hearing, as 2019-04-01")
	if f.Time != "" && !clockTime.MatchString(f.Time) {
		fs.Add("time", "开庭时间 the hour of the hearing", "hours and minutes, as 09:30")
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
		fs.Add("ground", "民诉法解释第243条；审限规定第9条", "a ground of the law; see starter law rules")
	}
	need(&fs, "from", !f.From.IsZero(), "the first day not counted")
	need(&fs, "proof", f.Proof != "", "the paper on file that shows it")
	if !f.To.IsZero() && f.To.Before(f.From) {
		fs.Add("to", "止日不早于起日 the end is not before the start", "%s or later", f.From)
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
	need(&fs, "exclusion", f.Exclusion != "", "the exclusion's ID")
	need(&fs, "on", !f.On.IsZero(), "the last day not counted")
	return fs
}

// AssignForm names who is to have the case.
type AssignForm struct {
	To     string `json:"to"`
	Reason string `json:"reason"`
}

// Check implements Form.
func (f *AssignForm) Check() (fs Faults) {
	need(&fs, "to", f.To != "", "the ID of the judge or officer who takes over")
	need(&fs, "reason", f.Reason != "", "the reason, in a sentence")
	return fs
}

// MediationForm is a mediation agreement.
type MediationForm struct {
	Obligations []Obligation `json:"obligations"`
	// RecordOnly says that the agreement was entered in the record and signed
	// by both sides, judge and clerk, so that no document is needed and it
	// takes effect at once (民事诉讼法第101条；民诉法解释第151条).
	RecordOnly bool `json:"recordOnly,omitempty"`
}

// Check implements Form.
func (f *MediationForm) Check() (fs Faults) {
	need(&fs, "obligations", len(f.Obligations) > 0, "what was agreed; withdraw the suit where nothing is owed")
	fs = append(fs, CheckObligations("obligations", f.Obligations)...)
	return fs
}

// JudgmentForm is the operative part of a judgment: no obligations when the
// claim is rejected or there is nothing to perform.
type JudgmentForm struct {
	On          calendar.Date `json:"on,omitzero"`
	Obligations []Obligation  `json:"obligations,omitempty"`
	Outcome     string        `json:"outcome"` // allowed, partly_allowed, rejected, declared
}

// Check implements Form.
func (f *JudgmentForm) Check() (fs Faults) {
	switch f.Outcome {
	case "allowed", "partly_allowed":
		need(&fs, "obligations", len(f.Obligations) > 0, "what is to be performed, or outcome declared or rejected")
	case "rejected", "declared":
		if len(f.Obligations) > 0 {
			fs.Add("obligations", "驳回或确认之诉无履行内容 nothing is to be performed", "no obligations, or outcome allowed")
		}
	default:
		fs.Add("outcome", "判决结果 the outcome", "allowed, partly_allowed, rejected or declared")
	}
	fs = append(fs, CheckObligations("obligations", f.Obligations)...)
	return fs
}

// PromptForm is the debtor's answer to the in-court prompt.
type PromptForm struct {
	Answer string `json:"answer"` // partly, deferred, declined
}

// Check implements Form.
func (f *PromptForm) Check() (fs Faults) {
	switch f.Answer {
	case "partly", "deferred", "declined":
	default:
		fs.Add("answer", "当庭履行提示的答复 the answer to the prompt", "partly, deferred or declined; full performance is recorded as a payment")
	}
	return fs
}

// AppealForm is an appeal as lodged.
type AppealForm struct {
	Party string        `json:"party"`
	On    calendar.Date `json:"on"`
	// PostedOn is the day the appeal was handed to the post; in time when it
	// is within the period (民事诉讼法第85条).
	PostedOn calendar.Date `json:"postedOn,omitzero"`
	ClaimFen int64         `json:"claimFen,omitempty"` // the amount appealed against
}

// Check implements Form.
func (f *AppealForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "the appellant's ID, such as D1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.ClaimFen < 0 {
		fs.Add("claimFen", "诉讼费用交纳办法第17条", "zero or more")
	}
	return fs
}

// AppealFiledForm is the registration of an appeal by the court above.
type AppealFiledForm struct {
	On         calendar.Date `json:"on"`
	CaseNumber string        `json:"caseNumber"` // （2019）浙02民终567号
}

// Check implements Form.
func (f *AppealFiledForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if !ValidCaseNumber(f.CaseNumber) {
		fs.Add("caseNumber", "法院案号规定第3条", "a number such as （2019）浙02民终567号")
	}
	return fs
}

// PaymentForm is money received towards an obligation.
type PaymentForm struct {
	Payment string `json:"payment"` // its own ID, so that it is booked once
	// Obligation may be left out when the case has only one.
	Obligation string        `json:"obligation,omitempty"`
	Payer      string        `json:"payer"`
	AmountFen  int64         `json:"amountFen,omitempty"` // left out when an act was done
	On         calendar.Date `json:"on"`
	Method     string        `json:"method,omitempty"`
	Confirmed  bool          `json:"confirmed,omitempty"` // the creditor confirmed it
}

// Check implements Form.
func (f *PaymentForm) Check() (fs Faults) {
	need(&fs, "payment", f.Payment != "", "the payment's own ID")
	need(&fs, "payer", f.Payer != "", "who paid: a party's ID")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.AmountFen < 0 {
		fs.Add("amountFen", "金额 an amount", "more than zero, in fen")
	}
	return fs
}

// InterruptForm says what interrupted the limitation period.
type InterruptForm struct {
	Ground string        `json:"ground"` // demand, settlement, promise, application
	On     calendar.Date `json:"on"`
}

// Check implements Form.
func (f *InterruptForm) Check() (fs Faults) {
	switch f.Ground {
	case "demand", "settlement", "promise", "application":
	default:
		fs.Add("ground", "执行程序解释第20条", "demand, settlement, promise or application")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// DebtorForm names a debtor and why.
type DebtorForm struct {
	Party  string `json:"party"`
	Reason string `json:"reason"`
}

// Check implements Form.
func (f *DebtorForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "the debtor's ID, such as D1")
	need(&fs, "reason", f.Reason != "", "the reason, in a sentence")
	return fs
}

// Method is a way of service.
type Method string

// The ways of service (民事诉讼法第88至95条).
const (
	Direct     Method = "direct"     // 直接送达
	Left       Method = "left"       // 留置送达
	Electronic Method = "electronic" // 电子送达
	Entrusted  Method = "entrusted"  // 委托送达
	Post       Method = "post"       // 邮寄送达
	Relayed    Method = "relayed"    // 转交送达
)

// Methods lists the ways of service with the article of each.
func Methods() []struct {
	Method  Method
	Name    string
	Article string
} {
	return methods
}

var methods = []struct {
	Method  Method
	Name    string
	Article string
}{
	{Direct, "直接送达", "民事诉讼法第88条"},
	{Left, "留置送达", "民事诉讼法第89条"},
	{Electronic, "电子送达", "民事诉讼法第90条"},
	{Entrusted, "委托送达", "民事诉讼法第91条"},
	{Post, "邮寄送达", "民事诉讼法第91条"},
	{Relayed, "转交送达", "民事诉讼法第92、93条"},
}

// Paper is a document that has to be served.
type Paper string

// The papers that the lifecycle depends on.
const (
	PaperComplaint Paper = "complaint" // 起诉状副本
	PaperJudgment  Paper = "judgment"  // 判决书、裁定书
	PaperMediation Paper = "mediation" // 调解书
)

// ServiceForm is one attempt to serve one document on one party.
type ServiceForm struct {
	Document Paper         `json:"document"`
	Party    string        `json:"party"`
	Method   Method        `json:"method"`
	On       calendar.Date `json:"on"` // receipt; for electronic service, arrival
	Address  string        `json:"address,omitempty"`
	Outcome  string        `json:"outcome,omitempty"` // of a failed attempt
	Proof    string        `json:"proof,omitempty"`
}

// Check implements Form.
func (f *ServiceForm) Check() (fs Faults) {
	switch f.Document {
	case PaperComplaint, PaperJudgment, PaperMediation:
	default:
		fs.Add("document", "送达的文书 the paper served", "complaint, judgment or mediation")
	}
	need(&fs, "party", f.Party != "", "the party's ID, such as D1")
	known := false
	for _, m := range methods {
		known = known || m.Method == f.Method
	}
	if !known {
		fs.Add("method", "民事诉讼法第88至94条", "direct, left, electronic, entrusted, post or relayed")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// NoticeForm publishes a document to a party that cannot be reached.
type NoticeForm struct {
	Document Paper         `json:"document"`
	Party    string        `json:"party"`
	On       calendar.Date `json:"on"`     // the day of publication
	Reason   string        `json:"reason"` // the course of the attempts, for the file
}

// Check implements Form.
func (f *NoticeForm) Check() (fs Faults) {
	switch f.Document {
	case PaperComplaint, PaperJudgment:
	case PaperMediation:
		fs.Add("document", "民诉法解释第133条", "a mediation document is served on the party in person, never by notice")
	default:
		fs.Add("document", "送达的文书 the paper served", "complaint or judgment")
	}
	need(&fs, "party", f.Party != "", "the party's ID, such as D1")
	need(&fs, "on", !f.On.IsZero(), "the day of publication")
	need(&fs, "reason", f.Reason != "", "why and after which attempts (民事诉讼法第95条)")
	return fs
}

// PreservationForm applies for the preservation of one asset.
type PreservationForm struct {
	Asset     string    `json:"asset"` // its ID, A1
	Owner     string    `json:"owner"`
	Kind      AssetKind `json:"kind"`
	AmountFen int64     `json:"amountFen"`
	// SecurityFen is the security the applicant posted (≤30 % during suit).
	SecurityFen int64         `json:"securityFen,omitempty"`
	Urgent      bool          `json:"urgent,omitempty"`
	On          calendar.Date `json:"on"`
}

// Check implements Form.
func (f *PreservationForm) Check() (fs Faults) {
	need(&fs, "asset", f.Asset != "", "the asset's ID, such as A1")
	need(&fs, "owner", f.Owner != "", "the party whose asset it is")
	checkAssetKind(&fs, f.Kind)
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "保全数额 the amount", "more than zero, in fen")
	}
	if f.SecurityFen < 0 {
		fs.Add("securityFen", "担保数额 the security", "zero or more, in fen")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

func checkAssetKind(fs *Faults, k AssetKind) {
	switch k {
	case Deposit, Movable, RealEstate:
	default:
		fs.Add("kind", "民诉法解释第485条", "deposit, movable or real_estate")
	}
}

// AssetForm is a decision about one asset.
type AssetForm struct {
	Asset  string        `json:"asset"`
	On     calendar.Date `json:"on"`
	Reason string        `json:"reason,omitempty"`
}

// Check implements Form.
func (f *AssetForm) Check() (fs Faults) {
	need(&fs, "asset", f.Asset != "", "the asset's ID, such as A1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// FreezeForm is what was in fact frozen.
type FreezeForm struct {
	Asset     string        `json:"asset"`
	FrozenFen int64         `json:"frozenFen"`
	Rank      int           `json:"rank,omitempty"` // 1 首封; more, 轮候
	On        calendar.Date `json:"on"`
}

// Check implements Form.
func (f *FreezeForm) Check() (fs Faults) {
	need(&fs, "asset", f.Asset != "", "the asset's ID, such as A1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.FrozenFen < 0 {
		fs.Add("frozenFen", "实际冻结数额 the amount frozen", "zero or more, in fen")
	}
	return fs
}

// ContactForm is one contact with a debtor.
type ContactForm struct {
	Obligation string        `json:"obligation"`
	On         calendar.Date `json:"on"`
	Channel    string        `json:"channel"` // phone, sms, visit, online
	Reached    bool          `json:"reached"`
	Reason     string        `json:"reason,omitempty"` // why the debtor has not performed
}

// Check implements Form.
func (f *ContactForm) Check() (fs Faults) {
	need(&fs, "obligation", f.Obligation != "", "the obligation's ID, such as O1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	oneOf(&fs, "channel", f.Channel, "联系方式 the channel", "phone", "sms", "visit", "online")
	return fs
}

// PlanForm is a new plan that the parties agreed.
type PlanForm struct {
	Obligation  string       `json:"obligation"`
	Instalments []Instalment `json:"instalments"`
}

// Check implements Form.
func (f *PlanForm) Check() (fs Faults) {
	need(&fs, "obligation", f.Obligation != "", "the obligation's ID, such as O1")
	need(&fs, "instalments", len(f.Instalments) > 0, "what is to be paid and when")
	fs = append(fs, checkInstalments("instalments", f.Instalments)...)
	return fs
}

// ObligationForm names an obligation.
type ObligationForm struct {
	Obligation string `json:"obligation"`
	Reason     string `json:"reason"`
}

// Check implements Form.
func (f *ObligationForm) Check() (fs Faults) {
	need(&fs, "obligation", f.Obligation != "", "the obligation's ID, such as O1")
	need(&fs, "reason", f.Reason != "", "the reason, in a sentence")
	return fs
}

// ConsentForm is the written consent to a bankruptcy transfer.
type ConsentForm struct {
	By string        `json:"by"` // the debtor, or any one applicant
	On calendar.Date `json:"on"`
}

// Check implements Form.
func (f *ConsentForm) Check() (fs Faults) {
	need(&fs, "by", f.By != "", "who consented: a party's ID (民诉法解释第511条)")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// BankruptcyCourtForm names the receiving court.
type BankruptcyCourtForm struct {
	Court string        `json:"court"`
	On    calendar.Date `json:"on"` // the day the package was received
}

// Check implements Form.
func (f *BankruptcyCourtForm) Check() (fs Faults) {
	need(&fs, "court", f.Court != "", "the court of the debtor's domicile")
	need(&fs, "on", !f.On.IsZero(), "the day that court received the papers")
	return fs
}

// BankruptcyAnswerForm is the receiving court's answer.
type BankruptcyAnswerForm struct {
	On     calendar.Date `json:"on"`
	Number string        `json:"number,omitempty"` // （2021）浙0211破申3号
	Reason string        `json:"reason,omitempty"`
}

// Check implements Form.
func (f *BankruptcyAnswerForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.Number != "" && !ValidCaseNumber(f.Number) {
		fs.Add("number", "法院案号规定第3条", "a number such as （2021）浙0211破申3号, or leave it out")
	}
	return fs
}

// OfficerForm names the enforcement officer.
type OfficerForm struct {
	Officer string `json:"officer"`
}

// Check implements Form.
func (f *OfficerForm) Check() (fs Faults) {
	need(&fs, "officer", f.Officer != "", "the officer's ID")
	return fs
}

// SearchForm is the result of a search for property.
type SearchForm struct {
	On     calendar.Date `json:"on"`
	Found  bool          `json:"found"`
	Result string        `json:"result"`
}

// Check implements Form.
func (f *SearchForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "result", f.Result != "", "what was searched and found")
	return fs
}

// MeasureForm is a measure against property.
type MeasureForm struct {
	Kind string        `json:"kind"` // freeze, seize, deduct, auction, garnish
	What string        `json:"what"`
	On   calendar.Date `json:"on"`
}

// Check implements Form.
func (f *MeasureForm) Check() (fs Faults) {
	oneOf(&fs, "kind", f.Kind, "民事诉讼法第253至255条", "freeze", "seize", "deduct", "auction", "garnish")
	need(&fs, "what", f.What != "", "against which property")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// ReleaseForm is money handed to the creditor.
type ReleaseForm struct {
	AmountFen int64         `json:"amountFen"`
	To        string        `json:"to"`
	On        calendar.Date `json:"on"`
}

// Check implements Form.
func (f *ReleaseForm) Check() (fs Faults) {
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "发放数额 the amount", "more than zero, in fen")
	}
	need(&fs, "to", f.To != "", "the creditor's ID")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// SettleForm is a settlement in enforcement.
type SettleForm struct {
	Until calendar.Date `json:"until"` // the last day of performance under it
	Terms string        `json:"terms"`
}

// Check implements Form.
func (f *SettleForm) Check() (fs Faults) {
	need(&fs, "until", !f.Until.IsZero(), "the last day of performance")
	need(&fs, "terms", f.Terms != "", "what was agreed")
	return fs
}

// EndForNowForm shows that the conditions of 终结本次执行程序 are met.
type EndForNowForm struct {
	// Signed says that the applicant signed; else Panel and President must have decided.
	Signed    bool   `json:"signed,omitempty"`
	Panel     bool   `json:"panel,omitempty"`
	President string `json:"president,omitempty"`
	Reason    string `json:"reason"`
}

// Check implements Form.
func (f *EndForNowForm) Check() (fs Faults) {
	need(&fs, "reason", f.Reason != "", "the reason, in a sentence")
	return fs
}

// ListingForm decides that a debtor is to be listed.
type ListingForm struct {
	Party  string `json:"party"`
	Ground string `json:"ground"`
	// Approver is the president who signed the decision.
	Approver string `json:"approver"`
}

// Check implements Form.
func (f *ListingForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "the debtor's ID, such as D1")
	oneOf(&fs, "ground", f.Ground, "失信名单规定第1条", "obstruction", "evasion", "reporting", "consumption", "settlement", "refusal")
	need(&fs, "approver", f.Approver != "", "the president who signed")
	return fs
}

// BanForm imposes an exit ban.
type BanForm struct {
	Party string `json:"party"`
	// Requested says that the creditor asked in writing; else it is the court's own decision.
	Requested bool   `json:"requested,omitempty"`
	Reason    string `json:"reason"`
}

// Check implements Form.
func (f *BanForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "the debtor's ID, such as D1")
	need(&fs, "reason", f.Reason != "", "the reason, in a sentence")
	return fs
}

// ConfirmForm is what a creditor says of the performance.
type ConfirmForm struct {
	Party string        `json:"party"`
	On    calendar.Date `json:"on"`
	Note  string        `json:"note,omitempty"`
}

// Check implements Form.
func (f *ConfirmForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "the creditor's ID, such as P1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// FormName is the name of the form that an event carries, "" when none.
func FormName(e lifecycle.Event) string {
	blank, ok := Forms[e]
	if !ok {
		return ""
	}
	return fmt.Sprintf("%T", blank())[len("*casefile."):]
}

// ResultForm is what an enforcement case reports to its civil case.
type ResultForm struct {
	On           calendar.Date `json:"on"`
	CollectedFen int64         `json:"collectedFen"` // in all, interest and costs included
	Reason       string        `json:"reason,omitempty"`
}

// Check implements Form.
func (f *ResultForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
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
	need(&fs, "edition", f.Edition != "", "a built-in edition, such as "+calendar.Latest())
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
	need(&fs, "reason", f.Reason != "", "the reason, in a sentence")
	return fs
}
