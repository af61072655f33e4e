package casefile

import (
	"fmt"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
)

func init() {
	for e, blank := range map[lifecycle.Event]func() Form{
		lifecycle.FeeSupplementPaid:    func() Form { return &FeePaidForm{} },
		lifecycle.ExcuseSupplement:     func() Form { return &ReasonForm{} },
		lifecycle.ConfirmAddress:       func() Form { return &AddressForm{} },
		lifecycle.RecordGuidance:       func() Form { return &GuidanceForm{} },
		lifecycle.ReviewWording:        func() Form { return &WordingForm{} },
		lifecycle.Counterclaim:         func() Form { return &CounterclaimForm{} },
		lifecycle.CounterFeePaid:       func() Form { return &CounterFeeForm{} },
		lifecycle.AnswerCounterclaim:   func() Form { return &PartyDayForm{} },
		lifecycle.WithdrawCounterclaim: func() Form { return &CounterWithdrawalForm{} },
		lifecycle.WithdrawClaim:        func() Form { return &ReasonForm{} },
		lifecycle.CloseDebate:          func() Form { return &DayForm{} },
		lifecycle.JoinParty:            func() Form { return &JoinForm{} },
		lifecycle.ChangeParty:          func() Form { return &ChangePartyForm{} },
		lifecycle.PartyGone:            func() Form { return &GoneForm{} },
		lifecycle.SucceedParty:         func() Form { return &SuccessorForm{} },
		lifecycle.WithdrawParty:        func() Form { return &WithdrawPartyForm{} },
		lifecycle.Represent:            func() Form { return &RepresentForm{} },
		lifecycle.SetEvidence:          func() Form { return &EvidenceForm{} },
		lifecycle.ExtendEvidence:       func() Form { return &ExtendEvidenceForm{} },
		lifecycle.SetAnswer:            func() Form { return &AnswerPeriodForm{} },
		lifecycle.ExcuseDefault:        func() Form { return &ExcuseForm{} },
		lifecycle.RecordAbsence:        func() Form { return &AbsenceForm{} },
		lifecycle.Consolidate:          func() Form { return &ConsolidateForm{} },
		lifecycle.Sever:                func() Form { return &SeverForm{} },
		lifecycle.JudgePart:            func() Form { return &PartialJudgmentForm{} },
		lifecycle.CorrectDocument:      func() Form { return &CorrectForm{} },
		lifecycle.ServeAppeal:          func() Form { return &PartyDayForm{} },
		lifecycle.AnswerAppeal:         func() Form { return &PartyDayForm{} },
		lifecycle.OneAppealWithdrawn:   func() Form { return &PartyDayForm{} },
		lifecycle.AppealWithdrawnEarly: func() Form { return &DayForm{} },
		lifecycle.RulingAppealDropped:  func() Form { return &DayForm{} },
		lifecycle.TagCase:              func() Form { return &TagForm{} },
		lifecycle.UntagCase:            func() Form { return &TagForm{} },
		lifecycle.Instruct:             func() Form { return &InstructForm{} },
		lifecycle.StayParty:            func() Form { return &StayPartyForm{} },
		lifecycle.ResumeParty:          func() Form { return &PartyDayForm{} },
		lifecycle.OrderRetrial:         func() Form { return &RetrialForm{} },
		lifecycle.RetrialUpheld:        func() Form { return &DayForm{} },
		lifecycle.UpheldToAwaiting:     func() Form { return &DayForm{} },
		lifecycle.UpheldToEnforcement:  func() Form { return &DayForm{} },
		lifecycle.UpheldToDormant:      func() Form { return &DayForm{} },
		lifecycle.RetrialChanged:       func() Form { return &JudgmentForm{} },
		lifecycle.RetrialSetAside:      func() Form { return &DayForm{} },
		lifecycle.OldEnforcementBooked: func() Form { return &ResultForm{} },
		lifecycle.SucceededThere:       func() Form { return &SucceededForm{} },
		lifecycle.EstatePaid:           func() Form { return &EstatePaidForm{} },
		lifecycle.RetrialStops:         func() Form { return &DayForm{} },
		lifecycle.RetrialNoted:         func() Form { return &DayForm{} },
		lifecycle.RetrialToNotice:      func() Form { return &DayForm{} },
		lifecycle.RetrialToWork:        func() Form { return &DayForm{} },
		lifecycle.RetrialOver:          func() Form { return &DayForm{} },
		lifecycle.RetrialReverses:      func() Form { return &DayForm{} },
		lifecycle.FallsWhileChecked:    func() Form { return &DayForm{} },
		lifecycle.RetrialReplaces:      func() Form { return &DayForm{} },
	} {
		Forms[e] = blank
	}
}

const (
	wantParty  = "当事人的编号（如D1） the party's ID, such as D1"
	wantReason = "理由，一句话写明 the reason, in a sentence"
)

// AddressForm is a confirmation of the address for service (送达地址确认书). It
// also carries the consent to electronic service, or takes it back.
type AddressForm struct {
	Party    string        `json:"party"`
	Address  string        `json:"address"`
	Phone    string        `json:"phone,omitempty"`
	EService bool          `json:"eService,omitempty"`
	On       calendar.Date `json:"on"`
}

// Check implements Form.
func (f *AddressForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	checkText(&fs, "address", f.Address, 200, true, "送达地址 the address for service")
	if f.Phone != "" && !phone.MatchString(f.Phone) {
		fs.Add("phone", "电话 a telephone number", "手机号码，或者带区号的固定电话（如0574-86271234） a mobile number, or a landline with its area code such as 0574-86271234")
	}
	if f.EService && !mobile.MatchString(f.Phone) {
		fs.Add("phone", "民诉法解释第135、136条", "可以接收送达的手机号码，或者不选电子送达（eService） a mobile number to serve to, or no eService")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// Stage is where guidance to perform is given (自动履行引导).
type Stage string

// The stages of guidance.
const (
	AtFiling   Stage = "filing"
	AtService  Stage = "service"
	AtHearing  Stage = "hearing"
	AtJudgment Stage = "judgment"
)

// GuidanceForm puts on record that a party received the guidance of a stage.
type GuidanceForm struct {
	Party   string        `json:"party"`
	Stage   Stage         `json:"stage"`
	Method  string        `json:"method"` // handed, electronic, post, oral
	On      calendar.Date `json:"on"`
	At      string        `json:"at,omitempty"` // the hour, 14:05
	Receipt string        `json:"receipt"`      // the paper on file: 送达回证, 笔录
}

// Check implements Form.
func (f *GuidanceForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	oneOf(&fs, "stage", string(f.Stage), "引导的环节 where it was given", string(AtFiling), string(AtService), string(AtHearing), string(AtJudgment))
	oneOf(&fs, "method", f.Method, "告知方式 how", "handed", "electronic", "post", "oral")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	checkHour(&fs, "at", f.At)
	need(&fs, "receipt", f.Receipt != "", "卷宗中的证明材料（如送达回证、庭审笔录） the paper on file that shows it, such as 送达回证 or 庭审笔录")
	return fs
}

func checkHour(fs *Faults, field, at string) {
	if at != "" && !clockTime.MatchString(at) {
		fs.Add(field, "时间 the hour", "时和分（如09:30） hours and minutes, as 09:30")
	}
}

// WordingForm is a draft of the operative part, sent to be checked before the
// document is issued. Its faults do not refuse it: they are its result.
type WordingForm struct {
	Obligations []Draft `json:"obligations"`
}

// Draft is an obligation as somebody has drafted it: any of its parts may be
// missing, and finding out which is the purpose.
type Draft struct {
	ID          string        `json:"id,omitempty"`
	Debtors     []string      `json:"debtors,omitempty"`
	Creditor    string        `json:"creditor,omitempty"`
	Subject     string        `json:"subject,omitempty"`
	Act         string        `json:"act,omitempty"`
	AmountFen   int64         `json:"amountFen,omitempty"`
	DueDays     int           `json:"dueDays,omitempty"`
	Due         calendar.Date `json:"due,omitzero"`
	Instalments []DraftPart   `json:"instalments,omitempty"`
	Accelerates bool          `json:"accelerates,omitempty"`
	PenaltyFen  int64         `json:"penaltyFen,omitempty"`
	Guarantors  []string      `json:"guarantors,omitempty"`
}

// DraftPart is one due part of a drafted obligation.
type DraftPart struct {
	AmountFen int64         `json:"amountFen,omitempty"`
	Due       calendar.Date `json:"due,omitzero"`
}

// Obligation is the draft as it would be issued.
func (d Draft) Obligation() Obligation {
	o := Obligation{ID: d.ID, Debtors: d.Debtors, Creditor: d.Creditor, Subject: Subject(d.Subject), Act: d.Act, AmountFen: d.AmountFen,
		DueDays: d.DueDays, Due: d.Due, Accelerates: d.Accelerates, PenaltyFen: d.PenaltyFen, Guarantors: d.Guarantors}
	for _, p := range d.Instalments {
		o.Instalments = append(o.Instalments, Instalment(p))
	}
	return o
}

// DraftOf is an obligation as a draft.
func DraftOf(o Obligation) Draft {
	d := Draft{ID: o.ID, Debtors: o.Debtors, Creditor: o.Creditor, Subject: string(o.Subject), Act: o.Act, AmountFen: o.AmountFen,
		DueDays: o.DueDays, Due: o.Due, Accelerates: o.Accelerates, PenaltyFen: o.PenaltyFen, Guarantors: o.Guarantors}
	for _, p := range o.Instalments {
		d.Instalments = append(d.Instalments, DraftPart(p))
	}
	return d
}

// Check implements Form.
func (f *WordingForm) Check() (fs Faults) {
	need(&fs, "obligations", len(f.Obligations) > 0, "拟定的履行内容 the draft of what is to be performed")
	if len(f.Obligations) > MaxObligations {
		fs.Add("obligations", "义务过多 too many obligations", "不超过%[1]d项 at most %[1]d", MaxObligations)
	}
	return fs
}

// CounterclaimForm is a counterclaim (反诉).
type CounterclaimForm struct {
	Party    string `json:"party"` // the defendant who makes it
	ClaimFen int64  `json:"claimFen,omitempty"`
	// Basis joins it to the claim (民诉法解释第233条): same_relation, causal, same_facts.
	Basis string        `json:"basis"`
	On    calendar.Date `json:"on"`
}

// Check implements Form.
func (f *CounterclaimForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	oneOf(&fs, "basis", f.Basis, "民诉法解释第233条：与本诉无关联的，告知另行起诉 unrelated to the claim: sue separately", "same_relation", "causal", "same_facts")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// CounterFeeForm is the payment of a counterclaim's fee.
type CounterFeeForm struct {
	Counterclaim string        `json:"counterclaim"` // CC1
	AmountFen    int64         `json:"amountFen"`
	On           calendar.Date `json:"on"`
}

// Check implements Form.
func (f *CounterFeeForm) Check() (fs Faults) {
	need(&fs, "counterclaim", f.Counterclaim != "", "反诉的编号（如CC1） the counterclaim's ID, such as CC1")
	need(&fs, "amountFen", f.AmountFen > 0, "缴纳的金额，以分为单位 the amount paid, in fen")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// CounterWithdrawalForm withdraws a counterclaim.
type CounterWithdrawalForm struct {
	Counterclaim string `json:"counterclaim"`
	Reason       string `json:"reason"`
}

// Check implements Form.
func (f *CounterWithdrawalForm) Check() (fs Faults) {
	need(&fs, "counterclaim", f.Counterclaim != "", "反诉的编号（如CC1） the counterclaim's ID, such as CC1")
	need(&fs, "reason", f.Reason != "", wantReason)
	return fs
}

// JoinForm joins a party to the suit.
type JoinForm struct {
	Joined Party `json:"joined"`
	// Ground is why: necessary (必须共同进行诉讼), independent and
	// not_independent (第三人), guarantor (担保人).
	Ground string `json:"ground"`
	Asked  string `json:"asked"` // by whom: application or court (依职权)
	Reason string `json:"reason"`
	// Fits: a small-claims case is still one, for the reason given (民诉法解释第278条).
	Fits bool          `json:"fitsSmallClaims,omitempty"`
	On   calendar.Date `json:"on"`
}

// Check implements Form.
func (f *JoinForm) Check() (fs Faults) {
	fs.Within("joined", f.Joined.Check(f.On))
	oneOf(&fs, "ground", f.Ground, "民事诉讼法第59、135条；民事调解规定第9条", "necessary", "independent", "not_independent", "guarantor")
	oneOf(&fs, "asked", f.Asked, "民诉法解释第73条", "application", "court")
	need(&fs, "reason", f.Reason != "", wantReason)
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// Sides are those that a party joined on a ground can have.
func (f *JoinForm) Sides() []Side {
	switch f.Ground {
	case "necessary":
		return []Side{Plaintiff, Defendant}
	case "guarantor":
		return []Side{Guarantor, Defendant}
	}
	return []Side{ThirdParty}
}

// ChangePartyForm changes what is known of a party; what is left out stays.
type ChangePartyForm struct {
	Party   string `json:"party"`
	Name    string `json:"name,omitempty"`
	Address string `json:"address,omitempty"`
	Phone   string `json:"phone,omitempty"`
	// Whereabouts is known or unknown, with the proof in Reason.
	Whereabouts string `json:"whereabouts,omitempty"`
	Reason      string `json:"reason"` // and the paper that shows it
}

// Check implements Form.
func (f *ChangePartyForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	if f.Name == "" && f.Address == "" && f.Phone == "" && f.Whereabouts == "" {
		fs.Add("party", "没有变更的内容 nothing changes", "名称、地址、电话或者下落 a name, address, phone or whereabouts")
	}
	checkText(&fs, "name", f.Name, 100, false, "变更后的完整姓名或者名称 the new name in full")
	checkText(&fs, "address", f.Address, 200, false, "变更后的地址 the new address")
	if f.Phone != "" && !phone.MatchString(f.Phone) {
		fs.Add("phone", "电话 a telephone number", "手机号码，或者带区号的固定电话（如0574-86271234） a mobile number, or a landline with its area code such as 0574-86271234")
	}
	if f.Whereabouts != "" {
		oneOf(&fs, "whereabouts", f.Whereabouts, "下落 whereabouts", "known", "unknown")
	}
	need(&fs, "reason", f.Reason != "", "理由和证明材料 the reason, and the paper that shows it")
	return fs
}

// GoneForm says that a party died, was dissolved, or can no longer act.
type GoneForm struct {
	Party  string        `json:"party"`
	Cause  string        `json:"cause"` // death, dissolution, incapacity
	On     calendar.Date `json:"on"`
	Reason string        `json:"reason"`
}

// Check implements Form.
func (f *GoneForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	oneOf(&fs, "cause", f.Cause, "民事诉讼法第153条第1至3项", "death", "dissolution", "incapacity")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "reason", f.Reason != "", wantReason)
	return fs
}

// SuccessorForm brings in who takes a party's place.
type SuccessorForm struct {
	Party     string        `json:"party"` // who is gone
	Successor Party         `json:"successor,omitzero"`
	None      string        `json:"none,omitempty"` // why nobody does: no heir, no estate (民事诉讼法第154条)
	On        calendar.Date `json:"on"`
}

// Check implements Form.
func (f *SuccessorForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	switch {
	case f.None == "":
		fs.Within("successor", f.Successor.Check(f.On))
	case f.Successor != (Party{}):
		fs.Add("none", "承继人 the successor", "承继人，或者没有承继人的原因，只填其一 a successor, or why there is none")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// WithdrawPartyForm ends the suit for one plaintiff, or against one defendant.
type WithdrawPartyForm struct {
	Party  string `json:"party"`
	Reason string `json:"reason"`
}

// Check implements Form.
func (f *WithdrawPartyForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	need(&fs, "reason", f.Reason != "", wantReason)
	return fs
}

// RepresentForm is a change in who represents a party (诉讼代理人).
type RepresentForm struct {
	Party  string `json:"party"`
	Change string `json:"change"` // appointed, changed, revoked
	Agent  string `json:"agent"`  // the name: personal data
	// Powers are general or special (特别授权); Receiver may take service.
	Powers   string        `json:"powers,omitempty"`
	Receiver bool          `json:"receiver,omitempty"`
	Proof    string        `json:"proof"` // 授权委托书, or the written notice
	On       calendar.Date `json:"on"`
}

// Check implements Form.
func (f *RepresentForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	oneOf(&fs, "change", f.Change, "民事诉讼法第61、63条", "appointed", "changed", "revoked")
	checkText(&fs, "agent", f.Agent, 100, true, "诉讼代理人的姓名 the representative's name")
	if f.Change != "revoked" {
		oneOf(&fs, "powers", f.Powers, "民事诉讼法第62条：载明委托事项和权限 the matters and powers entrusted", "general", "special")
	}
	need(&fs, "proof", f.Proof != "", "卷宗中的授权委托书或者书面告知（民事诉讼法第62、63条） the power of attorney or written notice on file (CPL art. 62, 63)")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// EvidenceForm sets the period to produce evidence (举证期限).
type EvidenceForm struct {
	Days     int           `json:"days"`
	On       calendar.Date `json:"on"`                 // the parties had the notice
	Agreed   bool          `json:"agreed,omitempty"`   // by the parties, with the court's leave
	Rebuttal bool          `json:"rebuttal,omitempty"` // once more, to rebut or mend evidence given (民诉法解释第99条第3款)
}

// Check implements Form.
func (f *EvidenceForm) Check() (fs Faults) {
	if f.Days < 1 || f.Days > 180 {
		fs.Add("days", "举证期限 the period", "1至180日 1 to 180 days")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// ExtendEvidenceForm extends the evidence period, for every party.
type ExtendEvidenceForm struct {
	Party     string        `json:"party"`     // who applied in writing
	AppliedOn calendar.Date `json:"appliedOn"` // before the period's end
	Until     calendar.Date `json:"until"`
	Reason    string        `json:"reason"`
}

// Check implements Form.
func (f *ExtendEvidenceForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	need(&fs, "appliedOn", !f.AppliedOn.IsZero(), "申请之日 the day of the application")
	need(&fs, "until", !f.Until.IsZero(), "延长后的末日 the new last day")
	need(&fs, "reason", f.Reason != "", wantReason)
	return fs
}

// AnswerPeriodForm fixes a defendant's period to answer, with its consent.
type AnswerPeriodForm struct {
	Party  string        `json:"party"`
	Days   int           `json:"days"`
	On     calendar.Date `json:"on"` // the defendant asked to answer in writing
	Agreed bool          `json:"agreed"`
}

// Check implements Form.
func (f *AnswerPeriodForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	if f.Days < 1 || f.Days > 15 {
		fs.Add("days", "民诉法解释第266、275条", "1至15日 1 to 15 days")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "agreed", f.Agreed, "选是（true）：须经被告同意（民诉法解释第266、275条） true: it takes the defendant's consent (CPL Interpretation art. 266, 275)")
	return fs
}

// ExcuseForm excuses a period that was missed for an obstacle (民事诉讼法第86条).
type ExcuseForm struct {
	Party     string        `json:"party"`
	Period    string        `json:"period"`    // answer, evidence or appeal
	ClearedOn calendar.Date `json:"clearedOn"` // the obstacle was gone
	On        calendar.Date `json:"on"`        // the application
	Days      int           `json:"days"`      // how long it is given
	Reason    string        `json:"reason"`
}

// Check implements Form.
func (f *ExcuseForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	oneOf(&fs, "period", f.Period, "耽误的期限 which period", "answer", "evidence", "appeal")
	need(&fs, "clearedOn", !f.ClearedOn.IsZero(), "障碍消除之日 the day the obstacle was gone")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.On.Before(f.ClearedOn) {
		fs.Add("on", "障碍消除后申请 applied for once the obstacle is gone", "%[1]s或者更晚 %[1]s or later", f.ClearedOn)
	}
	if f.Days < 1 || f.Days > 30 {
		fs.Add("days", "顺延的期限 the time given", "1至30日 1 to 30 days")
	}
	need(&fs, "reason", f.Reason != "", wantReason)
	return fs
}

// AbsenceForm says that a party stayed away from a hearing, or left it.
type AbsenceForm struct {
	Party string        `json:"party"`
	On    calendar.Date `json:"on"`   // the hearing
	Left  bool          `json:"left"` // left without leave
}

// Check implements Form.
func (f *AbsenceForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	need(&fs, "on", !f.On.IsZero(), "开庭之日 the day of the hearing")
	return fs
}

// ConsolidateForm joins the case to another for trial.
type ConsolidateForm struct {
	Case    string        `json:"case"`              // the other's key
	Leading bool          `json:"leading,omitempty"` // the other leads: its own decision since the third release
	Agreed  bool          `json:"agreed,omitempty"`  // by the parties: needed where the object is of one kind only
	Same    bool          `json:"sameFacts,omitempty"`
	Reason  string        `json:"reason"`
	On      calendar.Date `json:"on"`
}

// Check implements Form.
func (f *ConsolidateForm) Check() (fs Faults) {
	checkCaseKey(&fs, "case", f.Case)
	need(&fs, "reason", f.Reason != "", wantReason)
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

func checkCaseKey(fs *Faults, field, key string) {
	if bad := badKey(key); bad != "" {
		fs.Add(field, "案件标识 the other case's key", "%s", bad)
	}
}

// SeverForm takes parties out of the case, into another: one that it starts, or
// one that was filed separately and is named.
type SeverForm struct {
	Parties []string `json:"parties"`
	// Case is the key of the case where they go on, if it was filed separately.
	// Left out, the severed case is started with them and their counterparts.
	Case string `json:"case,omitempty"`
	// ClaimFen is how much of the claim goes to the case that is started; 0 for
	// a claim that is not for money.
	ClaimFen int64         `json:"claimFen,omitempty"`
	Reason   string        `json:"reason"`
	On       calendar.Date `json:"on"`
}

// Check implements Form.
func (f *SeverForm) Check() (fs Faults) {
	need(&fs, "parties", len(f.Parties) > 0, "从本案分出的当事人 who leaves this case")
	checkIDs(&fs, "parties", f.Parties, wantParty)
	if f.Case != "" {
		checkCaseKey(&fs, "case", f.Case)
		if f.ClaimFen != 0 {
			fs.Add("claimFen", "另行起诉的案件有自己的标的额 a case filed separately has its own amount", "不填，或者不填案件 none, or no case")
		}
	}
	need(&fs, "reason", f.Reason != "", wantReason)
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// CorrectForm is a ruling that mends a slip of the pen in a document: a word, or
// a figure of an obligation. It decides nothing anew.
type CorrectForm struct {
	On  calendar.Date `json:"on"`
	Was string        `json:"was"` // as it stands
	Is  string        `json:"is"`  // as it should
	// Obligation is whose figure changes; Instalment which part of it, from 1.
	Obligation string `json:"obligation,omitempty"`
	AmountFen  int64  `json:"amountFen,omitempty"`
	Instalment int    `json:"instalment,omitempty"`
}

// Check implements Form.
func (f *CorrectForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "was", f.Was != "", "原文 the words as they stand")
	need(&fs, "is", f.Is != "", "更正后的文字 the words as they should be")
	if f.Was == f.Is && f.Was != "" {
		fs.Add("is", "没有更正的内容 nothing is corrected", "与原文不同的文字 other words than was")
	}
	if (f.Obligation == "") != (f.AmountFen == 0) {
		fs.Add("amountFen", "更正的金额 the figure as corrected", "金额与其义务一并填写，或者都不填 an amount with its obligation, or neither")
	}
	if f.Instalment < 0 || f.Instalment > MaxInstalments || f.Instalment > 0 && f.Obligation == "" {
		fs.Add("instalment", "更正的期次 which instalment", "某项义务的第1至%[1]d期 1 to %[1]d, of an obligation", MaxInstalments)
	}
	return fs
}

// The four kinds of case under special supervision (四类案件).
const (
	TagMajor     = "major"     // 重大、疑难、复杂、敏感
	TagMass      = "mass"      // 涉及群体性纠纷或者引发社会广泛关注，可能影响社会稳定
	TagConflict  = "conflict"  // 与本院或者上级法院的类案裁判可能发生冲突
	TagComplaint = "complaint" // 有关单位或者个人反映法官有违法审判行为
)

// TagForm puts a case under special supervision, or takes it out again.
type TagForm struct {
	Category string `json:"category"`
	Reason   string `json:"reason"`
}

// Check implements Form.
func (f *TagForm) Check() (fs Faults) {
	oneOf(&fs, "category", f.Category, "法发〔2021〕30号 the four kinds", TagMajor, TagMass, TagConflict, TagComplaint)
	need(&fs, "reason", f.Reason != "", wantReason)
	return fs
}

// InstructForm is a leader's instruction on a case under special supervision,
// in writing: there is no other way to give one.
type InstructForm struct {
	Instruction string        `json:"instruction"`
	Paper       string        `json:"paper"` // the written instruction on file
	On          calendar.Date `json:"on"`
}

// Check implements Form.
func (f *InstructForm) Check() (fs Faults) {
	need(&fs, "instruction", f.Instruction != "", "指令全文 the instruction in full")
	need(&fs, "paper", f.Paper != "", "卷宗中的书面指令：不得口头指令（法发〔2021〕30号） the written instruction on file: none is given by word of mouth")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// StayPartyForm stops one party's periods.
type StayPartyForm struct {
	Party  string        `json:"party"`
	Ground string        `json:"ground"` // bankruptcy, respite, force_majeure
	On     calendar.Date `json:"on"`
	Reason string        `json:"reason"`
}

// Check implements Form.
func (f *StayPartyForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", wantParty)
	oneOf(&fs, "ground", f.Ground, "仅对一方中止的事由 why one party's periods stop", "bankruptcy", "respite", "force_majeure")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "reason", f.Reason != "", wantReason)
	return fs
}

// RetrialForm is a ruling that an effective document is to be tried again.
type RetrialForm struct {
	On         calendar.Date `json:"on"`
	Court      string        `json:"court"`                // that tries it again
	CaseNumber string        `json:"caseNumber,omitempty"` // （2020）浙02民再5号
	Instance   string        `json:"instance"`             // first or second: whose procedure
	Reason     string        `json:"reason"`
}

// Check implements Form.
func (f *RetrialForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "court", f.Court != "", "再审的法院 the court that tries it again")
	if f.CaseNumber != "" && !ValidCaseNumber(f.CaseNumber) {
		fs.Add("caseNumber", "法院案号规定第3条", "案号（如（2020）浙02民再5号），或者不填 a number such as （2020）浙02民再5号, or leave it out")
	}
	oneOf(&fs, "instance", f.Instance, "民事诉讼法第218条", "first", "second")
	need(&fs, "reason", f.Reason != "", wantReason)
	return fs
}

// Wording says what of an obligation as worded could not be enforced, beyond
// the form's own rules: an act that does not say what, whom or where
// (民诉法解释第461条；法发〔2018〕9号). Fields are named below field.
func Wording(field string, obligations []Obligation) (fs Faults) {
	for i, o := range obligations {
		if o.Subject != Act || o.Act == "" {
			continue
		}
		path := fmt.Sprintf("%s[%d].act", field, i)
		if w := vague(o.Act); w != "" {
			fs.Add(path, "行为内容不明确 the act is not definite (民诉法解释第461条)", "写明内容、对象、地点和数量，不用“%[1]s” say what, to whom, where and how much, without “%[1]s”", w)
		} else if len([]rune(o.Act)) < 4 {
			fs.Add(path, "行为内容不明确 the act is not definite (民诉法解释第461条)", "写明行为及其对象（如交付位于……的房屋） the act with its object, such as 交付位于……的房屋")
		}
	}
	return fs
}

// vagueWords leave open what is to be done; an officer could not enforce them.
var vagueWords = []string{"相关", "有关", "酌情", "尽快", "适当", "合理", "必要的", "妥善", "积极", "配合", "及时", "依法", "等义务", "等事项", "若干"}

func vague(act string) string {
	for _, w := range vagueWords {
		if strings.Contains(act, w) {
			return w
		}
	}
	return ""
}
