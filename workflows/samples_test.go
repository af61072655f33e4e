package workflows

import (
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// sample is well-formed data for every decision, as of a day: what refuses it
// is the case, not the form.
func sample(t require.TestingT, e lifecycle.Event, on calendar.Date) any {
	day, party := casefile.DayForm{On: on}, casefile.PartyDayForm{Party: "D1", On: on}
	asset, freeze := casefile.AssetForm{Asset: "A1", On: on}, casefile.FreezeForm{Asset: "A1", FrozenFen: 1, On: on}
	service := casefile.ServiceForm{Document: casefile.PaperComplaint, Party: "D1", Method: casefile.Direct, On: on}
	pay := casefile.PaymentForm{Payment: "sample", Obligation: "O1", Payer: "D1", AmountFen: 1, On: on}
	forms := map[lifecycle.Event]any{
		lifecycle.Accept:                casefile.AcceptForm{},
		lifecycle.RequireCorrection:     casefile.CorrectionForm{Missing: []string{"证据"}, Days: 7},
		lifecycle.Corrected:             day,
		lifecycle.FeePaid:               casefile.FeePaidForm{AmountFen: 5_800_00, On: on},
		lifecycle.Answer:                party,
		lifecycle.ObjectJurisdic:        party,
		lifecycle.OverruleObjection:     day,
		lifecycle.TransferCase:          casefile.TransferForm{Court: "浙0203", Reason: "管辖"},
		lifecycle.ConvertProcedure:      casefile.ConvertForm{To: casefile.Ordinary, Reason: "复杂"},
		lifecycle.ScheduleHearing:       casefile.HearingForm{On: on.AddDays(5)},
		lifecycle.Adjourn:               casefile.HearingForm{On: on.AddDays(5)},
		lifecycle.ExcludeTime:           casefile.ExcludeForm{Ground: statute.GroundAppraisal, From: on, Proof: "委托书"},
		lifecycle.ResumeTime:            casefile.ResumeTimeForm{Exclusion: "X1", On: on},
		lifecycle.Reassign:              casefile.AssignForm{To: "J002", Reason: "调离"},
		lifecycle.ReassignOfficer:       casefile.AssignForm{To: "E002", Reason: "调离"},
		lifecycle.AdoptCalendar:         newTable(),
		lifecycle.AdoptPolicy:           newPolicy(),
		lifecycle.Mediate:               agreed(owes()),
		lifecycle.JudgeInCourt:          allowed(owes()),
		lifecycle.JudgeLater:            allowed(owes()),
		lifecycle.PromptAnswered:        casefile.PromptForm{Answer: "declined"},
		lifecycle.Repudiate:             party,
		lifecycle.LodgeAppeal:           casefile.AppealForm{Party: "D1", On: on},
		lifecycle.MoveFile:              day,
		lifecycle.AppealFiled:           casefile.AppealFiledForm{On: on, CaseNumber: "（2019）浙02民终567号"},
		lifecycle.AppealAffirmed:        day,
		lifecycle.AppealChanged:         allowed(owes()),
		lifecycle.AppealRejected:        day,
		lifecycle.AppealRemanded:        day,
		lifecycle.AppealSettled:         allowed(owes()),
		lifecycle.AppealWithdrawn:       day,
		lifecycle.RulingAffirmed:        day,
		lifecycle.Pay:                   pay,
		lifecycle.ApplyEnforcement:      casefile.PartyDayForm{Party: "P1", On: on},
		lifecycle.InterruptLimit:        casefile.InterruptForm{Ground: "demand", On: on},
		lifecycle.BankruptcySign:        debtor("D1"),
		lifecycle.RecordServed:          service,
		lifecycle.RecordFailed:          service,
		lifecycle.PublishNotice:         casefile.NoticeForm{Document: casefile.PaperComplaint, Party: "D1", On: on, Reason: "下落不明"},
		lifecycle.ApplyPreservation:     casefile.PreservationForm{Asset: "A1", Owner: "D1", Kind: casefile.Deposit, AmountFen: 1, On: on},
		lifecycle.RulePreservation:      asset,
		lifecycle.RefusePreservation:    asset,
		lifecycle.FreezeAsset:           freeze,
		lifecycle.RenewFreeze:           freeze,
		lifecycle.LiftFreeze:            asset,
		lifecycle.RecordContact:         casefile.ContactForm{Obligation: "O1", On: on, Channel: "phone"},
		lifecycle.AgreePlan:             casefile.PlanForm{Obligation: "O1", Instalments: []casefile.Instalment{{AmountFen: 300_000_00, Due: on.AddDays(30)}}},
		lifecycle.CloseUrging:           casefile.ObligationForm{Obligation: "O1", Reason: "拒绝"},
		lifecycle.ConsentToTransfer:     casefile.ConsentForm{By: "P1", On: on},
		lifecycle.PresidentSigns:        casefile.BankruptcyCourtForm{Court: "浙0211", On: on},
		lifecycle.SendSupplement:        day,
		lifecycle.BankruptcyAccepted:    casefile.BankruptcyAnswerForm{On: on},
		lifecycle.BankruptcyRefused:     casefile.BankruptcyAnswerForm{On: on},
		lifecycle.FileEnforcement:       casefile.OfficerForm{Officer: officer},
		lifecycle.SendNotice:            day,
		lifecycle.ReportFiled:           party,
		lifecycle.ReportMissing:         party,
		lifecycle.RecordSearch:          casefile.SearchForm{On: on, Result: "无"},
		lifecycle.TakeMeasure:           casefile.MeasureForm{Kind: "freeze", What: "存款", On: on},
		lifecycle.Collect:               pay,
		lifecycle.ReleaseMoney:          casefile.ReleaseForm{AmountFen: 1, To: "P1", On: on},
		lifecycle.RestrictConsumpt:      debtor("D1"),
		lifecycle.LiftConsumptRestr:     debtor("D1"),
		lifecycle.Settle:                casefile.SettleForm{Until: on.AddDays(60), Terms: "分期"},
		lifecycle.ReferBankruptcy:       debtor("D1"),
		lifecycle.EndForNow:             casefile.EndForNowForm{Signed: true, Reason: "无财产"},
		lifecycle.DecideListing:         casefile.ListingForm{Party: "D1", Ground: "refusal", Approver: "Y001"},
		lifecycle.CancelListing:         debtor("D1"),
		lifecycle.ListingGround:         debtor("D1"),
		lifecycle.RemoveListing:         debtor("D1"),
		lifecycle.ImposeBan:             casefile.BanForm{Party: "D1", Reason: "拟出境"},
		lifecycle.LiftBan:               debtor("D1"),
		lifecycle.RepairGranted:         casefile.RepairEffectForm{Party: "D1", On: on, Measures: []casefile.RepairEffect{{ID: "masked"}}},
		lifecycle.RepairRevoked:         casefile.RepairEffectForm{Party: "D1", On: on},
		lifecycle.RepairEnded:           casefile.RepairEffectForm{Party: "D1", On: on},
		lifecycle.CreditorConfirms:      casefile.ConfirmForm{Party: "P1", On: on},
		lifecycle.ReversePayment:        casefile.ReversalForm{Payment: "sample", On: on, Kind: "bounced", Reason: "退票"},
		lifecycle.ReturnExcess:          casefile.ReturnForm{Payment: "sample", AmountFen: 1, To: "D1", On: on},
		lifecycle.ConfirmReceipt:        casefile.ReceiptForm{Payment: "sample", Party: "P1", On: on},
		lifecycle.RecordSecurity:        casefile.SecurityForm{Obligation: "O1", By: "D1", On: on, Proof: "不动产登记证明"},
		lifecycle.AssessDebtor:          assessed("D1", on, 50),
		lifecycle.AnswerAdvice:          casefile.AdviceForm{Debtor: "D1", Advice: "security", Followed: true},
		lifecycle.TransferEnforce:       casefile.TransferEnforceForm{Party: "P1", Kind: "upbringing", On: on, Reason: "抚育费"},
		lifecycle.RecordPreSuit:         casefile.PreSuitForm{Asset: "A1", Owner: "D1", Kind: casefile.Deposit, AmountFen: 1, SecurityFen: 1, RuledOn: on, FrozenFen: 1, On: on},
		lifecycle.PostSecurity:          casefile.PostSecurityForm{Asset: "A1", AmountFen: 1, Kind: "insurance", On: on},
		lifecycle.QueueSeizure:          casefile.FreezeForm{Asset: "A1", FrozenFen: 1, Rank: 2, On: on},
		lifecycle.MoveUp:                freeze,
		lifecycle.RequestRenewal:        casefile.RequestForm{Asset: "A1", On: on},
		lifecycle.RequestLift:           casefile.RequestForm{Asset: "A1", On: on},
		lifecycle.LiftOnSecurity:        casefile.CounterSecurityForm{Asset: "A1", By: "D1", AmountFen: 1, Kind: "cash", On: on},
		lifecycle.BeginPreUrging:        casefile.PreUrgingForm{Party: "P1", On: on, Consented: true, Contact: "13800000000"},
		lifecycle.RecordPreUrging:       casefile.UrgingNoteForm{On: on, Channel: "phone", Reached: true, Cause: "awaiting_money"},
		lifecycle.PreUrgingInsisted:     casefile.PartyDayForm{Party: "P1", On: on},
		lifecycle.CreditorDenies:        casefile.ConfirmForm{Party: "P1", On: on},
		lifecycle.HearHolder:            casefile.HolderForm{On: on, Answer: "objects"},
		lifecycle.StrikeCandidate:       casefile.StrikeForm{Certificate: "zh-2019-000001-zhengming-d1", On: on, Reason: "存疑"},
		lifecycle.EntryGroundGone:       casefile.StrikeForm{Certificate: "zh-2019-000001-zhengming-d1", On: on, Reason: "新立执行案件"},
		lifecycle.CandidateTainted:      casefile.StrikeForm{Certificate: "zh-2019-000001-zhengming-d1", On: on, Reason: "新立执行案件"},
		lifecycle.RemoveEntry:           casefile.StrikeForm{Certificate: "zh-2019-000001-zhengming-d1", On: on, Reason: "本人申请"},
		lifecycle.PapersComplete:        casefile.PapersForm{On: on, Papers: []string{"申请书", "书面承诺"}},
		lifecycle.SupplyPapers:          casefile.PapersForm{On: on, Papers: []string{"财产报告"}},
		lifecycle.AskPapers:             casefile.MissingForm{Missing: []string{"财产报告"}},
		lifecycle.VerifyCondition:       casefile.ConditionForm{Condition: "attends", Met: true, Evidence: "笔录", On: on},
		lifecycle.ScoreRepair:           scorecard(on, 80),
		lifecycle.ProposeRepair:         casefile.RepairProposalForm{Measures: []casefile.RepairEffect{{ID: "masked"}}, Plan: "每月五千元", Reason: "符合条件"},
		lifecycle.CheckIn:               casefile.CheckInForm{On: on, Note: "按期履行"},
		lifecycle.RepairPayment:         casefile.RepairPaymentForm{Payment: "R1", AmountFen: 1, On: on},
		lifecycle.DebtCleared:           day,
		lifecycle.SignOfOneDebtor:       debtor("D1"),
		lifecycle.ExplainBankruptcy:     casefile.ExplainForm{Party: "D1", To: []string{"P1"}, On: on, Signs: "停业", Answer: "undecided"},
		lifecycle.PartyBankrupt:         casefile.PartyBankruptForm{Party: "D1", Court: "浙0211", On: on},
		lifecycle.AdministratorIn:       casefile.AdministratorForm{Party: "D1", Administrator: "某律师事务所", On: on},
		lifecycle.NoConsent:             casefile.HandoffForm{Reason: "均不同意"},
		lifecycle.PanelDecides:          casefile.HandoffForm{Reason: "同意移送"},
		lifecycle.AskSupplement:         casefile.HandoffForm{Reason: "缺材料"},
		lifecycle.ReferOneDebtor:        casefile.ReferForm{Party: "D1", Reason: "资不抵债"},
		lifecycle.ReferralReturned:      casefile.ReferralForm{},
		lifecycle.OldEnforcementBooked:  casefile.ResultForm{On: on, Reason: ClosedChanged},
		lifecycle.RetrialStops:          day,
		lifecycle.RetrialNoted:          day,
		lifecycle.RetrialToNotice:       day,
		lifecycle.RetrialToWork:         day,
		lifecycle.RetrialOver:           day,
		lifecycle.RetrialReverses:       day,
		lifecycle.RetrialReplaces:       day,
		lifecycle.ReferralAccepted:      casefile.ReferralForm{},
		lifecycle.BankruptcySuspends:    casefile.ReferralForm{},
		lifecycle.OneReferralReturned:   casefile.ReferralForm{Party: "D1"},
		lifecycle.OneReferralAccepted:   casefile.ReferralForm{Party: "D1"},
		lifecycle.HandOverMoney:         casefile.HandOverForm{Party: "D1", AmountFen: 1, Administrator: "某律师事务所", On: on},
		lifecycle.DeclareBankrupt:       casefile.BankruptcyEndForm{Outcome: "declared", On: on},
		lifecycle.BankruptcyDismissed:   day,
		lifecycle.ReportFalse:           casefile.PartyFactForm{Party: "D1", On: on, What: "隐瞒存款"},
		lifecycle.PropertyChanged:       casefile.PartyFactForm{Party: "D1", On: on, What: "转让车辆"},
		lifecycle.SeekDebtor:            casefile.PartyFactForm{Party: "D1", On: on, What: "向公安机关查询"},
		lifecycle.GiveLead:              casefile.LeadForm{Lead: "L1", Party: "D1", What: "某银行账户", On: on},
		lifecycle.ProposePenalty:        casefile.PenaltyForm{Penalty: "K1", Party: "D1", Kind: "fine", AmountFen: 60_000_00, Ground: "refusal", Reason: "拒不履行"},
		lifecycle.ApprovePenalty:        casefile.PenaltyDecisionForm{Penalty: "K1", Reason: "同意"},
		lifecycle.RefusePenalty:         casefile.PenaltyDecisionForm{Penalty: "K1", Reason: "不同意"},
		lifecycle.LiftOnce:              casefile.LiftOnceForm{Party: "D1", Purpose: "乘坐高铁赴杭州就医", From: on, Until: on.AddDays(3)},
		lifecycle.SettlementBroken:      casefile.BreachForm{Reason: "不履行", Ground: "repudiated"},
		lifecycle.SettlementKept:        casefile.KeptForm{Party: "P1", On: on},
		lifecycle.DeferEnforcement:      casefile.DeferForm{Party: "D1", SecurityFen: 300_000_00, By: "P1", On: on, Until: on.AddDays(180)},
		lifecycle.ApplySuperior:         casefile.PartyDayForm{Party: "P1", On: on},
		lifecycle.SuperiorOrders:        casefile.SuperiorOrderForm{On: on, Until: on.AddDays(30)},
		lifecycle.SuperiorTakes:         casefile.SuperiorTakesForm{Court: "浙02", On: on},
		lifecycle.BookCosts:             casefile.CostForm{What: "评估费", AmountFen: 1_00, On: on},
		lifecycle.JoinDistribution:      casefile.ClaimantForm{Creditor: "C1", Party: "D1", Document: "（2018）浙0211民初9号", AmountFen: 100_000_00, On: on},
		lifecycle.DistributionPlan:      casefile.DistributionForm{Party: "D1", AmountFen: 1, On: on},
		lifecycle.ContestListing:        casefile.ContestForm{Party: "D1", On: on, Reason: "已履行"},
		lifecycle.DismissContest:        debtor("D1"),
		lifecycle.ListingWrong:          debtor("D1"),
		lifecycle.ListingWrongSoon:      debtor("D1"),
		lifecycle.ExtendBan:             casefile.ExtendBanForm{Party: "D1", Until: on.AddDays(180), Reason: "仍未履行"},
		lifecycle.SeizeAsset:            casefile.SeizeForm{Asset: "A1", Owner: "D1", Kind: casefile.RealEstate, What: "房产", AmountFen: 200_000_00, On: on},
		lifecycle.QueueAsset:            casefile.SeizeForm{Asset: "A1", Owner: "D1", Kind: casefile.RealEstate, What: "房产", AmountFen: 200_000_00, Rank: 2, On: on},
		lifecycle.PromoteAsset:          casefile.SeizureForm{Asset: "A1", On: on},
		lifecycle.RenewSeizure:          casefile.SeizureForm{Asset: "A1", On: on},
		lifecycle.ValueAsset:            casefile.SeizureForm{Asset: "A1", On: on},
		lifecycle.AuctionAsset:          casefile.SeizureForm{Asset: "A1", On: on},
		lifecycle.AuctionFailed:         casefile.SeizureForm{Asset: "A1", On: on},
		lifecycle.AssetSold:             casefile.SaleForm{Asset: "A1", PriceFen: 180_000_00, On: on},
		lifecycle.DeductAsset:           casefile.SaleForm{Asset: "A1", PriceFen: 180_000_00, On: on},
		lifecycle.LiftSeizure:           casefile.SeizureForm{Asset: "A1", On: on},
		lifecycle.LodgeObjection:        casefile.ObjectionForm{Objection: "Y1", Party: "D1", Act: "查封", On: on},
		lifecycle.RuleObjection:         casefile.ObjectionRulingForm{Objection: "Y1", On: on, Reason: "理由不成立"},
		lifecycle.ApplyReconsideration:  casefile.ObjectionDayForm{Objection: "Y1", On: on},
		lifecycle.AnswerReconsider:      casefile.ObjectionRulingForm{Objection: "Y1", On: on, Reason: "维持"},
		lifecycle.WithdrawObjection:     casefile.ObjectionDayForm{Objection: "Y1", On: on},
		lifecycle.LodgeClaim:            casefile.ClaimForm{Claim: "W1", Claimant: "T9", Asset: "A1", Right: "所有权", On: on},
		lifecycle.RuleClaim:             casefile.ClaimRulingForm{Claim: "W1", On: on},
		lifecycle.FileClaimSuit:         casefile.ClaimSuitForm{Claim: "W1", By: "claimant", On: on},
		lifecycle.DecideClaimSuit:       casefile.ClaimRulingForm{Claim: "W1", On: on},
		lifecycle.WithdrawOutsiderClaim: casefile.ClaimDayForm{Claim: "W1", On: on},
		lifecycle.SecureGoingAhead:      casefile.ClaimDayForm{Claim: "W1", On: on, SecurityFen: 1},
		lifecycle.RefuseLift:            asset,
	}
	if f, ok := forms[e]; ok {
		return f
	}
	if f, ok := incidentSample(e, on); ok {
		return f
	}
	blank, ok := casefile.Forms[e]
	if !ok {
		return nil
	}
	_, simple := blank().(*casefile.ReasonForm)
	require.True(t, simple, "no sample for %s", e)
	return reason()
}

// assessed gives every factor that a judge assesses the same points.
func assessed(debtor string, on calendar.Date, points int) casefile.AssessmentForm {
	f := casefile.AssessmentForm{Debtor: debtor, On: on}
	for _, id := range []string{"enforcement", "history", "plan", "presence"} {
		f.Factors = append(f.Factors, casefile.FactorForm{ID: id, Points: points, Evidence: "当庭询问"})
	}
	return f
}
