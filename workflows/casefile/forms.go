package casefile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"luxing/workflows/lifecycle"
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

	lifecycle.ReversePayment:    func() Form { return &ReversalForm{} },
	lifecycle.ReturnExcess:      func() Form { return &ReturnForm{} },
	lifecycle.ConfirmReceipt:    func() Form { return &ReceiptForm{} },
	lifecycle.RecordSecurity:    func() Form { return &SecurityForm{} },
	lifecycle.AssessDebtor:      func() Form { return &AssessmentForm{} },
	lifecycle.AnswerAdvice:      func() Form { return &AdviceForm{} },
	lifecycle.TransferEnforce:   func() Form { return &TransferEnforceForm{} },
	lifecycle.EnforcementPart:   func() Form { return &ResultForm{} },
	lifecycle.RecordPreSuit:     func() Form { return &PreSuitForm{} },
	lifecycle.PostSecurity:      func() Form { return &PostSecurityForm{} },
	lifecycle.QueueSeizure:      func() Form { return &FreezeForm{} },
	lifecycle.MoveUp:            func() Form { return &FreezeForm{} },
	lifecycle.RequestRenewal:    func() Form { return &RequestForm{} },
	lifecycle.RequestLift:       func() Form { return &RequestForm{} },
	lifecycle.RefuseLift:        func() Form { return &AssetForm{} },
	lifecycle.LiftOnSecurity:    func() Form { return &CounterSecurityForm{} },
	lifecycle.BeginPreUrging:    func() Form { return &PreUrgingForm{} },
	lifecycle.RecordPreUrging:   func() Form { return &UrgingNoteForm{} },
	lifecycle.PreUrgingFailed:   func() Form { return &ReasonForm{} },
	lifecycle.PreUrgingInsisted: func() Form { return &PartyDayForm{} },

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

// FormName is the name of the form that an event carries, "" when none.
func FormName(e lifecycle.Event) string {
	blank, ok := Forms[e]
	if !ok {
		return ""
	}
	return fmt.Sprintf("%T", blank())[len("*casefile."):]
}
