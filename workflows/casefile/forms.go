package casefile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

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
	lifecycle.NoConsent:          func() Form { return &HandoffForm{} },
	lifecycle.PanelDecides:       func() Form { return &HandoffForm{} },
	lifecycle.PresidentSigns:     func() Form { return &BankruptcyCourtForm{} },
	lifecycle.AskSupplement:      func() Form { return &HandoffForm{} },
	lifecycle.SendSupplement:     func() Form { return &SupplementForm{} },
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
	lifecycle.ReportFiled:       func() Form { return &ReportForm{} },
	lifecycle.ReportMissing:     func() Form { return &PartyDayForm{} },
	lifecycle.RecordSearch:      func() Form { return &SearchForm{} },
	lifecycle.TakeMeasure:       func() Form { return &MeasureForm{} },
	lifecycle.Collect:           func() Form { return &PaymentForm{} },
	lifecycle.ReleaseMoney:      func() Form { return &ReleaseForm{} },
	lifecycle.RestrictConsumpt:  func() Form { return &DebtorForm{} },
	lifecycle.LiftConsumptRestr: func() Form { return &DebtorForm{} },
	lifecycle.Settle:            func() Form { return &SettleForm{} },
	lifecycle.SettlementBroken:  func() Form { return &BreachForm{} },
	lifecycle.ReferBankruptcy:   func() Form { return &ReferForm{} },
	lifecycle.EndForNow:         func() Form { return &EndForNowForm{} },
	lifecycle.Resume:            func() Form { return &ReasonForm{} },
	lifecycle.TerminateEnforce:  func() Form { return &TerminateForm{} },
	lifecycle.ExtendEnforcement: func() Form { return &ReasonForm{} },
	lifecycle.ReportExtension:   func() Form { return &ExtendedAboveForm{} },
	lifecycle.FurtherExtension:  func() Form { return &ExtendedAboveForm{} },
	lifecycle.OrderAcceptance:   func() Form { return &AcceptForm{} },
	lifecycle.AppealJurisdict:   func() Form { return &AppealForm{} },
	lifecycle.JurisdictAffirmed: func() Form { return &DayForm{} },
	lifecycle.JurisdictReversed: func() Form { return &TransferForm{} },
	lifecycle.ExtendAppeal:      func() Form { return &ExtendedAboveForm{} },
	lifecycle.DecideListing:     func() Form { return &ListingForm{} },
	lifecycle.CancelListing:     func() Form { return &DebtorForm{} },
	lifecycle.ListingGround:     func() Form { return &DebtorForm{} },
	lifecycle.RemoveListing:     func() Form { return &DebtorForm{} },
	lifecycle.ImposeBan:         func() Form { return &BanForm{} },
	lifecycle.LiftBan:           func() Form { return &LiftBanForm{} },

	lifecycle.ReportFalse:           func() Form { return &PartyFactForm{} },
	lifecycle.PropertyChanged:       func() Form { return &PartyFactForm{} },
	lifecycle.SeekDebtor:            func() Form { return &PartyFactForm{} },
	lifecycle.GiveLead:              func() Form { return &LeadForm{} },
	lifecycle.ProposePenalty:        func() Form { return &PenaltyForm{} },
	lifecycle.ApprovePenalty:        func() Form { return &PenaltyDecisionForm{} },
	lifecycle.RefusePenalty:         func() Form { return &PenaltyDecisionForm{} },
	lifecycle.LiftOnce:              func() Form { return &LiftOnceForm{} },
	lifecycle.SettlementKept:        func() Form { return &KeptForm{} },
	lifecycle.DeferEnforcement:      func() Form { return &DeferForm{} },
	lifecycle.DeferralRevoked:       func() Form { return &ReasonForm{} },
	lifecycle.SuspendEnforce:        func() Form { return &SuspensionForm{} },
	lifecycle.LiftSuspension:        func() Form { return &ReasonForm{} },
	lifecycle.ChangeDebtor:          func() Form { return &SuccessionForm{} },
	lifecycle.ChangeCreditor:        func() Form { return &SuccessionForm{} },
	lifecycle.DebtorBankrupt:        func() Form { return &PartyBankruptForm{} },
	lifecycle.EstatePaidElsewhere:   func() Form { return &EstatePaidForm{} },
	lifecycle.SucceededElsewhere:    func() Form { return &SuccessionForm{} },
	lifecycle.ApplySuperior:         func() Form { return &PartyDayForm{} },
	lifecycle.SuperiorOrders:        func() Form { return &SuperiorOrderForm{} },
	lifecycle.SuperiorTakes:         func() Form { return &SuperiorTakesForm{} },
	lifecycle.TimeBarUpheld:         func() Form { return &ReasonForm{} },
	lifecycle.BookCosts:             func() Form { return &CostForm{} },
	lifecycle.JoinDistribution:      func() Form { return &ClaimantForm{} },
	lifecycle.DistributionPlan:      func() Form { return &DistributionForm{} },
	lifecycle.RankBySeizure:         func() Form { return &RankedClaimForm{} },
	lifecycle.ServePlan:             func() Form { return &ServePlanForm{} },
	lifecycle.ObjectToPlan:          func() Form { return &ObjectPlanForm{} },
	lifecycle.NotifyPlanObjection:   func() Form { return &PlanNoticeForm{} },
	lifecycle.AnswerPlanObjection:   func() Form { return &PlanAnswerForm{} },
	lifecycle.AmendPlan:             func() Form { return &AmendPlanForm{} },
	lifecycle.NotifyPlanObjector:    func() Form { return &PlanDayForm{} },
	lifecycle.FilePlanSuit:          func() Form { return &PlanDayForm{} },
	lifecycle.DecidePlanSuit:        func() Form { return &PlanJudgmentForm{} },
	lifecycle.WithdrawPlanObjection: func() Form { return &PlanDayForm{} },
	lifecycle.ReferOneDebtor:        func() Form { return &ReferForm{} },
	lifecycle.HandOverMoney:         func() Form { return &HandOverForm{} },
	lifecycle.DeclareBankrupt:       func() Form { return &BankruptcyEndForm{} },
	lifecycle.BankruptcyDismissed:   func() Form { return &DayForm{} },
	lifecycle.ContestListing:        func() Form { return &ContestForm{} },
	lifecycle.DismissContest:        func() Form { return &ContestDismissalForm{} },
	lifecycle.ApplyListingReview:    func() Form { return &PartyDayForm{} },
	lifecycle.AnswerListingReview:   func() Form { return &ListingReviewForm{} },
	lifecycle.ListingWrong:          func() Form { return &DebtorForm{} },
	lifecycle.ListingWrongSoon:      func() Form { return &DebtorForm{} },
	lifecycle.ExtendBan:             func() Form { return &ExtendBanForm{} },
	lifecycle.SeizeAsset:            func() Form { return &SeizeForm{} },
	lifecycle.QueueAsset:            func() Form { return &SeizeForm{} },
	lifecycle.PromoteAsset:          func() Form { return &SeizureForm{} },
	lifecycle.RenewSeizure:          func() Form { return &SeizureForm{} },
	lifecycle.ValueAsset:            func() Form { return &SeizureForm{} },
	lifecycle.AuctionAsset:          func() Form { return &SeizureForm{} },
	lifecycle.AuctionFailed:         func() Form { return &SeizureForm{} },
	lifecycle.AssetSold:             func() Form { return &SaleForm{} },
	lifecycle.DeductAsset:           func() Form { return &SaleForm{} },
	lifecycle.LiftSeizure:           func() Form { return &SeizureForm{} },
	lifecycle.LodgeObjection:        func() Form { return &ObjectionForm{} },
	lifecycle.RuleObjection:         func() Form { return &ObjectionRulingForm{} },
	lifecycle.ApplyReconsideration:  func() Form { return &ObjectionDayForm{} },
	lifecycle.AnswerReconsider:      func() Form { return &ObjectionRulingForm{} },
	lifecycle.WithdrawObjection:     func() Form { return &ObjectionDayForm{} },
	lifecycle.LodgeClaim:            func() Form { return &ClaimForm{} },
	lifecycle.RuleClaim:             func() Form { return &ClaimRulingForm{} },
	lifecycle.FileClaimSuit:         func() Form { return &ClaimSuitForm{} },
	lifecycle.DecideClaimSuit:       func() Form { return &ClaimRulingForm{} },
	lifecycle.WithdrawOutsiderClaim: func() Form { return &ClaimDayForm{} },
	lifecycle.SecureGoingAhead:      func() Form { return &ClaimDayForm{} },

	lifecycle.SignOfOneDebtor:   func() Form { return &DebtorForm{} },
	lifecycle.ExplainBankruptcy: func() Form { return &ExplainForm{} },
	lifecycle.PartyBankrupt:     func() Form { return &PartyBankruptForm{} },
	lifecycle.AdministratorIn:   func() Form { return &AdministratorForm{} },

	// What linked workflows tell; an older case tells the answer without data.
	lifecycle.ReferralReturned:    func() Form { return &ReferralForm{} },
	lifecycle.ReferralAccepted:    func() Form { return &ReferralForm{} },
	lifecycle.OneReferralReturned: func() Form { return &ReferralForm{} },
	lifecycle.OneReferralAccepted: func() Form { return &ReferralForm{} },
	lifecycle.BankruptcySuspends:  func() Form { return &ReferralForm{} },

	lifecycle.RepairGranted: func() Form { return &RepairEffectForm{} },
	lifecycle.RepairRevoked: func() Form { return &RepairEffectForm{} },
	lifecycle.RepairEnded:   func() Form { return &RepairEffectForm{} },

	lifecycle.Enforced:            func() Form { return &ResultForm{} },
	lifecycle.EndedForNow:         func() Form { return &ResultForm{} },
	lifecycle.EnforcementEnded:    func() Form { return &ResultForm{} },
	lifecycle.EnforcementReturned: func() Form { return &ResultForm{} },
	lifecycle.EnforcementBack:     func() Form { return &ResultForm{} },
	lifecycle.RestGoesOn:          func() Form { return &ResultForm{} },

	lifecycle.CreditorConfirms:  func() Form { return &ConfirmForm{} },
	lifecycle.CreditorDenies:    func() Form { return &ConfirmForm{} },
	lifecycle.IssueCertificate:  func() Form { return &ReasonForm{} },
	lifecycle.RefuseCertificate: func() Form { return &ReasonForm{} },

	lifecycle.HearHolder:        func() Form { return &HolderForm{} },
	lifecycle.RevokeCertificate: func() Form { return &ReasonForm{} },
	lifecycle.KeepCertificate:   func() Form { return &ReasonForm{} },

	lifecycle.StrikeCandidate:  func() Form { return &StrikeForm{} },
	lifecycle.ReturnList:       func() Form { return &ReasonForm{} },
	lifecycle.ApproveList:      func() Form { return &ReasonForm{} },
	lifecycle.CancelList:       func() Form { return &ReasonForm{} },
	lifecycle.EntryGroundGone:  func() Form { return &StrikeForm{} },
	lifecycle.CandidateTainted: func() Form { return &StrikeForm{} },
	lifecycle.RemoveEntry:      func() Form { return &StrikeForm{} },

	lifecycle.PapersComplete:  func() Form { return &PapersForm{} },
	lifecycle.AskPapers:       func() Form { return &MissingForm{} },
	lifecycle.SupplyPapers:    func() Form { return &PapersForm{} },
	lifecycle.VerifyCondition: func() Form { return &ConditionForm{} },
	lifecycle.ScoreRepair:     func() Form { return &ScoreForm{} },
	lifecycle.ProposeRepair:   func() Form { return &RepairProposalForm{} },
	lifecycle.RefuseRepair:    func() Form { return &ReasonForm{} },
	lifecycle.ReturnRepair:    func() Form { return &ReasonForm{} },
	lifecycle.ApproveRepair:   func() Form { return &ReasonForm{} },
	lifecycle.CheckIn:         func() Form { return &CheckInForm{} },
	lifecycle.RepairPayment:   func() Form { return &RepairPaymentForm{} },
	lifecycle.RecordBreach:    func() Form { return &ReasonForm{} },
	lifecycle.ExcuseBreach:    func() Form { return &ReasonForm{} },
	lifecycle.RevokeRepair:    func() Form { return &ReasonForm{} },
	lifecycle.DebtCleared:     func() Form { return &DayForm{} },
	lifecycle.WithdrawRepair:  func() Form { return &ReasonForm{} },
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
			faults.Add("data", "决定不带数据 this decision carries no data", "不填数据（data） leave data out")
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
		fs.Add(field, rule, "%s", wantWord(field, words))
	}
}

const wantDay = "发生之日（如2019-03-04） the day it happened, as 2019-03-04"

// FormName is the name of the form that an event carries, "" when none.
func FormName(e lifecycle.Event) string {
	blank, ok := Forms[e]
	if !ok {
		return ""
	}
	return fmt.Sprintf("%T", blank())[len("*casefile."):]
}
