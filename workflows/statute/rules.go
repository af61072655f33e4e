package statute

// IDs of the rules that other code names. The table below has them all.
const (
	PreFilingMediation RuleID = "pre-filing-mediation"
	FilingReview       RuleID = "filing-review"
	FilingCorrection   RuleID = "filing-correction"
	FeePayment         RuleID = "fee-payment"
	FileToDivision     RuleID = "file-to-division"

	PreSuitPreservationRuling RuleID = "pre-suit-preservation-ruling"
	PreSuitPreservationSuit   RuleID = "pre-suit-preservation-suit"
	PreservationRuling        RuleID = "preservation-ruling"
	PreservationRulingUrgent  RuleID = "preservation-ruling-urgent"
	PreservationStart         RuleID = "preservation-start"
	FreezeDeposit             RuleID = "freeze-deposit"
	FreezeMovable             RuleID = "freeze-movable"
	FreezeRealEstate          RuleID = "freeze-real-estate"
	PreservationRenewal       RuleID = "preservation-renewal"
	PreservationLift          RuleID = "preservation-lift"
	PreservationLiftUrgent    RuleID = "preservation-lift-urgent"
	PreservationSecurity      RuleID = "preservation-security"
	PreservationStartUrgent   RuleID = "preservation-start-urgent"
	PreservationQueueReview   RuleID = "preservation-queue-review"
	ExcessReturn              RuleID = "excess-return"
	PreEnforcementUrging      RuleID = "pre-enforcement-urging"
	PostJudgmentPreservation  RuleID = "post-judgment-preservation"
	ComplaintService          RuleID = "complaint-service"
	PublicNotice              RuleID = "public-notice"
	Answer                    RuleID = "answer"
	JurisdictionObjection     RuleID = "jurisdiction-objection"
	AnswerCopy                RuleID = "answer-copy"
	BenchNotice               RuleID = "bench-notice"
	EvidenceOrdinary          RuleID = "evidence-ordinary"
	HearingNotice             RuleID = "hearing-notice"
	OrdinaryTrial             RuleID = "ordinary-trial"
	OrdinaryTrialExtension    RuleID = "ordinary-trial-extension"
	OrdinaryTrialFurther      RuleID = "ordinary-trial-further-extension"
	SummaryTrial              RuleID = "summary-trial"
	SummaryTrialExtension     RuleID = "summary-trial-extension"
	SmallClaimsTrial          RuleID = "small-claims-trial"
	SmallClaimsTrialExtension RuleID = "small-claims-trial-extension"
	StayReview                RuleID = "stay-review"
	InCourtPrompt             RuleID = "in-court-prompt"
	JudgmentDocument          RuleID = "judgment-document"
	MediationSigning          RuleID = "mediation-signing"
	AppealJudgment            RuleID = "appeal-judgment"
	AppealRuling              RuleID = "appeal-ruling"
	AppealCopy                RuleID = "appeal-copy"
	AppealAnswer              RuleID = "appeal-answer"
	AppealFileTransfer        RuleID = "appeal-file-transfer"
	SecondInstanceFiling      RuleID = "second-instance-filing"
	SecondInstanceJudgment    RuleID = "second-instance-judgment"
	SecondInstanceExtension   RuleID = "second-instance-judgment-extension"
	SecondInstanceRuling      RuleID = "second-instance-ruling"
	RetrialApplication        RuleID = "retrial-application"
	SupervisionReminderFirst  RuleID = "supervision-reminder-first"
	SupervisionReminderSecond RuleID = "supervision-reminder-second"
	SupervisionContact        RuleID = "supervision-contact"
	SupervisionSecondNotice   RuleID = "supervision-second-notice"
	SupervisionClose          RuleID = "supervision-close"
	EnforcementApplication    RuleID = "enforcement-application"
	EnforcementFiling         RuleID = "enforcement-filing"
	EnforcementNotice         RuleID = "enforcement-notice"
	PropertyReport            RuleID = "property-report"
	PropertyReportOrder       RuleID = "property-report-order"
	PropertyChangeReport      RuleID = "property-change-report"
	PropertySearch            RuleID = "property-search"
	EnforcementConclusion     RuleID = "enforcement-conclusion"
	EnforcementExtension      RuleID = "enforcement-extension"
	EnforcementFurther        RuleID = "enforcement-further-extension"
	ListingGrace              RuleID = "listing-grace"
	ListingRemoval            RuleID = "listing-removal"
	ListingTerm               RuleID = "listing-term"
	ListingTermMinor          RuleID = "listing-term-minor"
	ListingTermGeneral        RuleID = "listing-term-general"
	ListingTermSerious        RuleID = "listing-term-serious"
	ListingCorrection         RuleID = "listing-correction"
	ListingReconsider         RuleID = "listing-reconsideration"
	ListingReconsiderReview   RuleID = "listing-reconsideration-review"
	ListingRepairTerm         RuleID = "listing-repair-term"
	ExitBanLiftingHours       RuleID = "exit-ban-lifting-hours"
	ExitBanTerm               RuleID = "exit-ban-term"
	ConsumptionSingleLift     RuleID = "consumption-single-lift"
	EnforcementDeferral       RuleID = "enforcement-deferral"
	SettlementResumption      RuleID = "settlement-resumption"
	EnforcementSuperior       RuleID = "enforcement-superior"
	SuperiorOrder             RuleID = "superior-order"
	PenaltyApproval           RuleID = "penalty-approval"
	PropertyLead              RuleID = "property-lead"
	PropertyLeadUrgent        RuleID = "property-lead-urgent"
	EndedForNowSearchTask     RuleID = "ended-for-now-search-task"
	EnforcementObjection      RuleID = "enforcement-objection"
	EnforcementReconsider     RuleID = "enforcement-reconsideration"
	ReconsiderReview          RuleID = "enforcement-reconsideration-review"
	ThirdPartyClaim           RuleID = "third-party-claim"
	ThirdPartySuit            RuleID = "third-party-suit"
	ThirdPartyRelease         RuleID = "third-party-release"
	DistributionObjection     RuleID = "distribution-objection"
	DistributionService       RuleID = "distribution-service"
	DistributionNotice        RuleID = "distribution-objection-notice"
	DistributionAnswer        RuleID = "distribution-answer"
	DistributionAmendment     RuleID = "distribution-amendment"
	DistributionSuit          RuleID = "distribution-suit"
	EndedForNowWait           RuleID = "ended-for-now-wait"
	EndedForNowSearch         RuleID = "ended-for-now-search"
	EndedForNowTerm           RuleID = "ended-for-now-term"
	MoneyRelease              RuleID = "money-release"
	BankruptcyTransferService RuleID = "bankruptcy-transfer-service"
	BankruptcyTransferAnswer  RuleID = "bankruptcy-transfer-answer"
	BankruptcyTransferFiles   RuleID = "bankruptcy-transfer-supplement"
	BankruptcyHandover        RuleID = "bankruptcy-handover"
	CertificateConfirmation   RuleID = "certificate-confirmation"
	CertificateDecision       RuleID = "certificate-decision"
	CreditRepairDecision      RuleID = "credit-repair-decision"
	CertificateRevocation     RuleID = "certificate-revocation"
	IntegrityListCheck        RuleID = "integrity-list-check"
	IntegrityListRetry        RuleID = "integrity-list-retry"
	IntegrityListApproval     RuleID = "integrity-list-approval"
	IntegrityListRecheck      RuleID = "integrity-list-recheck"
	IntegrityListTerm         RuleID = "integrity-list-term"
	CreditRepairCompleteness  RuleID = "credit-repair-completeness"
	CreditRepairSupplement    RuleID = "credit-repair-supplement"
	CreditRepairCheckIn       RuleID = "credit-repair-check-in"
	CreditRepairBreach        RuleID = "credit-repair-breach"
	CreditRepairTerm          RuleID = "credit-repair-term"
	CreditRepairReapply       RuleID = "credit-repair-reapply"
)

// rules is the table, in the order of a case's life. Lengths and starting
// events are those of the texts cited; what could not be read in a text has
// Verified false.
var rules = prepare([]Rule{

	// Filing 立案

	{ID: PreFilingMediation, Name: "诉前调解", NameEN: "mediation before filing", Phase: PhaseFiling, Length: 30, Unit: Days,
		Starts: "当事人同意诉前调解", StartsEN: "the parties' consent to mediation before filing", Whose: Court, Kind: Assumption, ByPolicy: true, Set: true, Min: 1, Max: 90,
		Versions: noArticle(Assumption), Source: "common practice as reported; CPL 2023 art. 125 gives the principle only"},
	{ID: FilingReview, Name: "立案审查", NameEN: "filing review", Phase: PhaseFiling, Length: 7, Unit: Days,
		Starts: "收到起诉状（经补正的，自补正后交人民法院）", StartsEN: "receipt of the complaint, or of its correction", Whose: Court, Kind: Statutory,
		Versions: cpl("126"), Source: "CPL 126; CPL Interpretation 2022 art. 126, 208", Verified: true,
		Note: "a complaint passed down by a superior court counts from its receipt by the court that hears it (CPL Interpretation 2022 art. 126)"},
	{ID: FilingCorrection, Name: "起诉状补正", NameEN: "correction of the complaint", Phase: PhaseFiling, Length: 7, Unit: Days,
		Starts: "收到补正通知", StartsEN: "receipt of the notice to correct", Whose: Plaintiff, Kind: Assumption, ByPolicy: true, Set: true, Min: 1,
		Versions: noArticle(Assumption), Source: "CPL Interpretation 2022 art. 208 requires the notice and gives no length"},
	{ID: FeePayment, Name: "预交案件受理费", NameEN: "payment of the acceptance fee", Phase: PhaseFiling, Length: 7, Unit: Days,
		Starts: "接到交纳诉讼费用通知", StartsEN: "receipt of the notice to pay", Whose: Plaintiff, Kind: Statutory,
		Versions: only(feeRules, "22/1"), Source: "Litigation Fee Measures art. 22; lapse: CPL Interpretation 2022 art. 213", Verified: true,
		Note: "the text itself counts from the day after the notice; a counterclaim counts from the day after it is made"},
	{ID: FileToDivision, Name: "移送审判庭", NameEN: "file to the trial division", Phase: PhaseFiling, Length: 3, Unit: Days,
		Starts: "决定立案", StartsEN: "the decision to accept", Whose: Court, Kind: Statutory,
		Versions: only(trialLimits, "7"), Source: "Trial Limit Provisions 2000 art. 7", Verified: true},
	{ID: "transferred-case-filing", Name: "移送管辖案件立案", NameEN: "filing of a transferred case", Phase: PhaseFiling, Length: 3, Unit: Days,
		Starts: "收到改变管辖案件的案卷材料", StartsEN: "receipt of the file from the court that transferred it", Whose: ReceivingCourt, Kind: Statutory,
		Versions: only(trialLimits, "6/2"), Source: "Trial Limit Provisions 2000 art. 6", Verified: true},
	{ID: "fee-decision-review", Name: "诉讼费用决定复核", NameEN: "review of a decision on fees", Phase: PhaseFiling, Length: 15, Unit: Days,
		Starts: "院长收到复核申请", StartsEN: "the president's receipt of the request", Whose: Court, Kind: Statutory,
		Versions: only(feeRules, "43/2"), Source: "Litigation Fee Measures art. 43", Verified: true},

	// Preservation 保全

	{ID: PreSuitPreservationRuling, Name: "诉前保全裁定", NameEN: "ruling on pre-suit preservation", Phase: PhasePreservation, Length: 48, Unit: Hours,
		Starts: "接受诉前保全申请", StartsEN: "receipt of the application", Whose: Court, Kind: Statutory, Fixed: true,
		Versions: cpl("104/2"), Source: "CPL 104", Verified: true, Note: hourNote},
	{ID: PreSuitPreservationSuit, Name: "诉前保全后起诉", NameEN: "suit after pre-suit preservation", Phase: PhasePreservation, Length: 30, Unit: Days,
		Starts: "人民法院采取保全措施", StartsEN: "the day the measure was taken", Whose: Applicant, Kind: Statutory,
		Versions: cpl("104/3"), Source: "CPL 104", Verified: true, Note: "no suit or arbitration by then: the measure must be lifted"},
	{ID: PreservationRuling, Name: "诉讼保全裁定", NameEN: "ruling on preservation", Phase: PhasePreservation, Length: 5, Unit: Days,
		Starts: "接受财产保全申请（需要担保的，提供担保后）", StartsEN: "receipt of the application, or of the security if any is required", Whose: Court, Kind: Statutory,
		Versions: amended(preserveRules, "4"), Source: "Property Preservation Provisions 2020 art. 4", Verified: true},
	{ID: PreservationRulingUrgent, Name: "情况紧急的保全裁定", NameEN: "ruling on urgent preservation", Phase: PhasePreservation, Length: 48, Unit: Hours,
		Starts: "接受情况紧急的保全申请", StartsEN: "receipt of the urgent application", Whose: Court, Kind: Statutory, Fixed: true,
		Versions: cpl("103/3"), Source: "CPL 103; Property Preservation Provisions 2020 art. 4", Verified: true, Note: hourNote},
	{ID: PreservationStart, Name: "开始执行保全", NameEN: "start of preservation", Phase: PhasePreservation, Length: 5, Unit: Days,
		Starts: "作出保全裁定", StartsEN: "the ruling", Whose: Court, Kind: Statutory,
		Versions: amended(preserveRules, "4"), Source: "Property Preservation Provisions 2020 art. 4", Verified: true,
		Note: "a pre-suit or urgent ruling is executed at once (CPL 103, 104)"},
	{ID: PreservationSecurity, Name: "提供保全担保", NameEN: "security for preservation", Phase: PhasePreservation, Length: 5, Unit: Days,
		Starts: "责令提供担保", StartsEN: "the order to provide security", Whose: Applicant, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "CPL Interpretation 2022 art. 152 requires the order in writing and gives no length"},
	{ID: PreservationStartUrgent, Name: "情况紧急的立即执行", NameEN: "start of urgent preservation", Phase: PhasePreservation, Length: 1, Unit: Days,
		Starts: "作出紧急保全裁定", StartsEN: "the urgent ruling", Whose: Court, Kind: Internal, ByPolicy: true,
		Versions: noArticle(Internal), Source: "the court's target for the immediate start (立即) that CPL 103 and Property Preservation Provisions 2020 art. 4 demand"},
	{ID: PreservationQueueReview, Name: "轮候查封复查", NameEN: "review of a waiting seizure", Phase: PhasePreservation, Length: 90, Unit: Days,
		Starts: "轮候查封、冻结登记", StartsEN: "the entry of the waiting seizure", Whose: Court, Kind: Internal, ByPolicy: true,
		Versions: noArticle(Internal), Source: "internal: so that no waiting seizure is forgotten"},
	{ID: FreezeDeposit, Name: "冻结存款期限", NameEN: "freeze of deposits", Phase: PhasePreservation, Length: 1, Unit: Years,
		Starts: "采取冻结措施", StartsEN: "the freeze", Whose: Applicant, Kind: Statutory, Fixed: true, Set: true, Min: 1, Max: 1,
		Versions: interpreted("485/1"), Source: "CPL Interpretation 2022 art. 485", Verified: true, Note: freezeNote},
	{ID: FreezeMovable, Name: "查封、扣押动产期限", NameEN: "seizure of movables", Phase: PhasePreservation, Length: 2, Unit: Years,
		Starts: "采取查封、扣押措施", StartsEN: "the seizure", Whose: Applicant, Kind: Statutory, Fixed: true, Set: true, Min: 1, Max: 2,
		Versions: interpreted("485/1"), Source: "CPL Interpretation 2022 art. 485", Verified: true, Note: freezeNote},
	{ID: FreezeRealEstate, Name: "查封不动产、冻结其他财产权期限", NameEN: "seizure of real estate and other rights", Phase: PhasePreservation, Length: 3, Unit: Years,
		Starts: "采取查封、冻结措施", StartsEN: "the seizure or freeze", Whose: Applicant, Kind: Statutory, Fixed: true, Set: true, Min: 1, Max: 3,
		Versions: interpreted("485/1"), Source: "CPL Interpretation 2022 art. 485", Verified: true, Note: freezeNote},
	{ID: PreservationRenewal, Name: "申请续行保全", NameEN: "application to renew preservation", Phase: PhasePreservation, Length: 7, Unit: Days, Direction: Before,
		Starts: "保全期限届满日", StartsEN: "the day the measure expires", Whose: Applicant, Kind: Statutory,
		Versions: amended(preserveRules, "18/1"), Source: "Property Preservation Provisions 2020 art. 18", Verified: true,
		Note: "counted back; a later application is at the applicant's risk"},
	{ID: PreservationLift, Name: "裁定解除保全", NameEN: "ruling to lift preservation", Phase: PhasePreservation, Length: 5, Unit: Days,
		Starts: "收到解除保全申请", StartsEN: "receipt of the application to lift", Whose: Court, Kind: Statutory,
		Versions: amended(preserveRules, "23/2"), Source: "Property Preservation Provisions 2020 art. 23", Verified: true},
	{ID: PreservationLiftUrgent, Name: "情况紧急的解除保全", NameEN: "urgent ruling to lift preservation", Phase: PhasePreservation, Length: 48, Unit: Hours,
		Starts: "收到情况紧急的解除保全申请", StartsEN: "receipt of the urgent application to lift", Whose: Court, Kind: Statutory, Fixed: true,
		Versions: amended(preserveRules, "23/2"), Source: "Property Preservation Provisions 2020 art. 23", Verified: true, Note: hourNote},
	{ID: "preservation-reconsideration", Name: "申请复议保全裁定", NameEN: "application to reconsider a preservation ruling", Phase: PhasePreservation, Length: 5, Unit: Days,
		Starts: "收到保全裁定书", StartsEN: "receipt of the ruling", Whose: Party, Kind: Statutory,
		Versions: interpreted("171"), Source: "CPL Interpretation 2022 art. 171; Property Preservation Provisions 2020 art. 25", Verified: true},
	{ID: "preservation-reconsideration-review", Name: "审查保全复议", NameEN: "review of a reconsideration", Phase: PhasePreservation, Length: 10, Unit: Days,
		Starts: "收到复议申请", StartsEN: "receipt of the application to reconsider", Whose: Court, Kind: Statutory,
		Versions: interpreted("171"), Source: "CPL Interpretation 2022 art. 171; Property Preservation Provisions 2020 art. 25", Verified: true},
	{ID: PostJudgmentPreservation, Name: "生效后保全的申请执行期限", NameEN: "enforcement application after post-judgment preservation", Phase: PhasePreservation, Length: 5, Unit: Days,
		Starts: "法律文书指定的履行期间最后一日", StartsEN: "the last day of the performance period", Whose: Creditor, Kind: Statutory,
		Versions: interpreted("163"), Source: "CPL Interpretation 2022 art. 163", Verified: true, Note: "no application by then: the measure must be lifted"},

	// Service and defence 送达与答辩

	{ID: ComplaintService, Name: "发送起诉状副本", NameEN: "service of the complaint", Phase: PhaseService, Length: 5, Unit: Days,
		Starts: "立案", StartsEN: "filing", Whose: Court, Kind: Statutory,
		Versions: cpl("128/1"), Source: "CPL 128", Verified: true},
	{ID: "entrusted-service", Name: "委托送达", NameEN: "service by an entrusted court", Phase: PhaseService, Length: 10, Unit: Days,
		Starts: "受委托人民法院收到委托函及诉讼文书", StartsEN: "the entrusted court's receipt of the papers", Whose: ReceivingCourt, Kind: Statutory,
		Versions: interpreted("134/2"), Source: "CPL Interpretation 2022 art. 134", Verified: true},
	{ID: PublicNotice, Name: "公告送达", NameEN: "service by public notice", Phase: PhaseService, Length: 30, Unit: Days,
		Starts: "发出公告", StartsEN: "publication", Whose: Court, Kind: Statutory,
		Versions: publicNotice(), Source: "CPL 95", Verified: true,
		Note: "service is deemed made when the period has run; notices published before 2022-01-01 run 60 days. Not open to summary and small-claims cases (CPL Interpretation 2022 art. 140; CPL 166)"},
	{ID: Answer, Name: "提出答辩状", NameEN: "answer", Phase: PhaseService, Length: 15, Unit: Days,
		Starts: "收到起诉状副本", StartsEN: "receipt of the complaint", Whose: Defendant, Kind: Statutory,
		Versions: cpl("128/1"), Source: "CPL 128", Verified: true, Note: "each defendant's own receipt counts"},
	{ID: "answer-set", Name: "约定的答辩期间", NameEN: "answer period fixed by the court with the defendant's consent", Phase: PhaseService, Length: 15, Unit: Days,
		Starts: "被告要求书面答辩", StartsEN: "the defendant's request to answer in writing", Whose: Defendant, Kind: Statutory, Set: true, Min: 1, Max: 15,
		Versions: interpreted("275/2"), Source: "CPL Interpretation 2022 art. 266 (summary), 275 (small claims, at most 15 days)", Verified: true},
	{ID: JurisdictionObjection, Name: "提出管辖权异议", NameEN: "objection to jurisdiction", Phase: PhaseService, Length: 15, Unit: Days,
		Starts: "收到起诉状副本", StartsEN: "receipt of the complaint", Whose: Defendant, Kind: Statutory,
		Versions: cpl("130/1"), Source: "CPL 130: within the answer period of CPL 128", Verified: true},
	{ID: AnswerCopy, Name: "发送答辩状副本", NameEN: "answer to the plaintiff", Phase: PhaseService, Length: 5, Unit: Days,
		Starts: "收到答辩状", StartsEN: "receipt of the answer", Whose: Court, Kind: Statutory,
		Versions: cpl("128/1"), Source: "CPL 128", Verified: true},
	{ID: BenchNotice, Name: "告知审判人员", NameEN: "notice of the bench", Phase: PhaseService, Length: 3, Unit: Days,
		Starts: "确定审判人员", StartsEN: "the naming of the judges", Whose: Court, Kind: Statutory,
		Versions: cpl("131"), Source: "CPL 131", Verified: true},
	{ID: "mediation-in-answer-ordinary", Name: "答辩期满前调解（普通程序）", NameEN: "mediation within the answer period, ordinary procedure", Phase: PhaseService, Length: 15, Unit: Days,
		Starts: "当事人同意调解", StartsEN: "the parties' consent", Whose: Court, Kind: Statutory,
		Versions: amended(mediationRules, "4"), Source: "Civil Mediation Provisions 2020 art. 4", Verified: true,
		Note: "may go on with everyone's consent; the time beyond is not counted in the trial limit"},
	{ID: "mediation-in-answer-summary", Name: "答辩期满前调解（简易程序）", NameEN: "mediation within the answer period, summary procedure", Phase: PhaseService, Length: 7, Unit: Days,
		Starts: "当事人同意调解", StartsEN: "the parties' consent", Whose: Court, Kind: Statutory,
		Versions: amended(mediationRules, "4"), Source: "Civil Mediation Provisions 2020 art. 4", Verified: true,
		Note: "may go on with everyone's consent; the time beyond is not counted in the trial limit"},
	{ID: "excused-default", Name: "申请顺延期限", NameEN: "application to excuse a missed period", Phase: PhaseService, Length: 10, Unit: Days,
		Starts: "障碍消除", StartsEN: "the end of the obstacle", Whose: Party, Kind: Statutory,
		Versions: cpl("86"), Source: "CPL 86", Verified: true, Note: "whether it is granted is the court's decision"},

	// Trial 审理

	{ID: EvidenceOrdinary, Name: "举证期限（普通程序）", NameEN: "evidence, ordinary procedure", Phase: PhaseTrial, Length: 15, Unit: Days,
		Starts: "收到举证通知", StartsEN: "receipt of the notice to produce evidence", Whose: Party, Kind: Statutory, Set: true, Min: 15,
		Versions: interpreted("99/2"), Source: "CPL Interpretation 2022 art. 99: not less than 15 days", Verified: true},
	{ID: "evidence-summary", Name: "举证期限（简易程序）", NameEN: "evidence, summary procedure", Phase: PhaseTrial, Length: 15, Unit: Days,
		Starts: "收到举证通知", StartsEN: "receipt of the notice to produce evidence", Whose: Party, Kind: Statutory, Set: true, Min: 1, Max: 15,
		Versions: interpreted("266/1"), Source: "CPL Interpretation 2022 art. 266: not more than 15 days", Verified: true},
	{ID: "evidence-small-claims", Name: "举证期限（小额诉讼）", NameEN: "evidence, small claims", Phase: PhaseTrial, Length: 7, Unit: Days,
		Starts: "收到举证通知", StartsEN: "receipt of the notice to produce evidence", Whose: Party, Kind: Statutory, Set: true, Min: 1, Max: 15,
		Versions: interpreted("275/1"), Source: "CPL Interpretation 2022 art. 275: as a rule not more than 7 days", Verified: true,
		Note: "the text says as a rule; up to the 15 days of summary procedure are taken here"},
	{ID: "evidence-second-instance", Name: "举证期限（第二审新证据）", NameEN: "new evidence in second instance", Phase: PhaseTrial, Length: 10, Unit: Days,
		Starts: "收到举证通知", StartsEN: "receipt of the notice to produce evidence", Whose: Party, Kind: Statutory, Set: true, Min: 10,
		Versions: interpreted("99/2"), Source: "CPL Interpretation 2022 art. 99: not less than 10 days", Verified: true},
	{ID: HearingNotice, Name: "开庭通知", NameEN: "notice of the hearing", Phase: PhaseTrial, Length: 3, Unit: Days, Direction: Before,
		Starts: "开庭日", StartsEN: "the day of the hearing", Whose: Court, Kind: Statutory,
		Versions: cpl("139"), Source: "CPL 139; CPL Interpretation 2022 art. 227", Verified: true,
		Note: "counted back; summary and small-claims cases are free of it (CPL 163)"},
	{ID: "adjournment-gap", Name: "两次开庭间隔", NameEN: "gap between hearings", Phase: PhaseTrial, Length: 1, Unit: Months,
		Starts: "前次开庭", StartsEN: "the hearing before", Whose: Court, Kind: Statutory,
		Versions: only(extensionRules, "5"), Source: "Trial Extension Provisions 2019 art. 5", Verified: true,
		Note: "longer for force majeure or with consent; at most two adjournments in ordinary procedure, one in summary and small claims (art. 3); in force from 2018-04-26"},
	{ID: "summary-conversion-fee", Name: "转普通程序补交案件受理费", NameEN: "supplement of the fee on conversion", Phase: PhaseTrial, Length: 7, Unit: Days,
		Starts: "接到交纳诉讼费用通知", StartsEN: "receipt of the notice to pay", Whose: Plaintiff, Kind: Statutory,
		Versions: interpreted("199/1"), Source: "CPL Interpretation 2022 art. 199", Verified: true, Note: "unpaid: deemed withdrawn, half of what was paid is returned"},
	{ID: OrdinaryTrial, Name: "普通程序审限", NameEN: "trial limit, ordinary procedure", Phase: PhaseTrial, Length: 6, Unit: Months,
		Starts: "立案", StartsEN: "filing", Whose: Court, Kind: Statutory,
		Versions: cpl("152"), Source: "CPL 152; Trial Limit Provisions 2000 art. 2, 8", Verified: true, Note: limitNote},
	{ID: OrdinaryTrialExtension, Name: "普通程序审限延长", NameEN: "extension of the trial limit, ordinary procedure", Phase: PhaseTrial, Length: 6, Unit: Months,
		Starts: "原审限届满日", StartsEN: "the last day of the limit", Whose: Court, Kind: Statutory, Set: true, Min: 1, Max: 6,
		Versions: cpl("152"), Source: "CPL 152", Verified: true, Note: "approved by the court's president"},
	{ID: OrdinaryTrialFurther, Name: "普通程序审限再次延长", NameEN: "further extension by the superior court", Phase: PhaseTrial, Length: 3, Unit: Months,
		Starts: "延长后的审限届满日", StartsEN: "the last day of the extended limit", Whose: Court, Kind: Statutory, Set: true, Min: 1, Max: 3,
		Versions: only(trialLimits, "2/1"), Source: "CPL 152; Trial Limit Provisions 2000 art. 2", Verified: true,
		Note: "approved by the superior court; CPL 152 names no length, the provisions of 2000 three months"},
	{ID: SummaryTrial, Name: "简易程序审限", NameEN: "trial limit, summary procedure", Phase: PhaseTrial, Length: 3, Unit: Months,
		Starts: "立案", StartsEN: "filing", Whose: Court, Kind: Statutory,
		Versions: cpl("164"), Source: "CPL 164; Trial Limit Provisions 2000 art. 2, 8", Verified: true, Note: limitNote},
	{ID: SummaryTrialExtension, Name: "简易程序审限延长", NameEN: "extension of the trial limit, summary procedure", Phase: PhaseTrial, Length: 1, Unit: Months,
		Starts: "原审限届满日", StartsEN: "the last day of the limit", Whose: Court, Kind: Statutory, Set: true, Min: 1, Max: 1,
		Versions: since2022("164"), Source: "CPL 164; CPL Interpretation 2022 art. 258: at most four months in all", Verified: true,
		Note: "approved by the court's president"},
	{ID: SmallClaimsTrial, Name: "小额诉讼审限", NameEN: "trial limit, small claims", Phase: PhaseTrial, Length: 2, Unit: Months,
		Starts: "立案", StartsEN: "filing", Whose: Court, Kind: Statutory,
		Versions: smallClaims("168", 3), Source: "CPL 168; Trial Limit Provisions 2000 art. 8", Verified: true, Note: limitNote},
	{ID: SmallClaimsTrialExtension, Name: "小额诉讼审限延长", NameEN: "extension of the trial limit, small claims", Phase: PhaseTrial, Length: 1, Unit: Months,
		Starts: "原审限届满日", StartsEN: "the last day of the limit", Whose: Court, Kind: Statutory, Set: true, Min: 1, Max: 1,
		Versions: smallClaims("168", 1), Source: "CPL 168", Verified: true, Note: "approved by the court's president"},
	{ID: StayReview, Name: "中止情形复查", NameEN: "review of a stay", Phase: PhaseTrial, Length: 30, Unit: Days,
		Starts: "裁定中止或上次复查", StartsEN: "the stay or its last review", Whose: Court, Kind: Internal, ByPolicy: true, Set: true, Min: 1, Max: 180,
		Versions: noArticle(Internal), Source: "the court's own: no stay is to be forgotten"},
	{ID: InCourtPrompt, Name: "当庭履行提示", NameEN: "prompt to perform in court", Phase: PhaseTrial, Length: 0, Unit: Days,
		Starts: "开庭日", StartsEN: "the day of the hearing", Whose: Debtor, Kind: Internal, Fixed: true,
		Versions: noArticle(Internal), Source: "mechanism 5; 法发〔2018〕9号 (reported), CPL 101: performance there and then",
		Note: "until the end of the hearing day, whatever day that is"},

	// Judgment 裁判

	{ID: JudgmentDocument, Name: "当庭宣判后发送判决书", NameEN: "judgment document after pronouncement in court", Phase: PhaseJudgment, Length: 10, Unit: Days,
		Starts: "当庭宣判", StartsEN: "pronouncement at the hearing", Whose: Court, Kind: Statutory,
		Versions: cpl("151/2"), Source: "CPL 151", Verified: true},
	{ID: "judgment-document-fixed-date", Name: "定期宣判后发给判决书", NameEN: "judgment document after pronouncement on a set day", Phase: PhaseJudgment, Length: 0, Unit: Days,
		Starts: "定期宣判", StartsEN: "pronouncement on the set day", Whose: Court, Kind: Statutory, Fixed: true,
		Versions: cpl("151/2"), Source: "CPL 151: at once", Verified: true},
	{ID: "mediation-document", Name: "发送调解书（简易程序）", NameEN: "mediation document, summary procedure", Phase: PhaseJudgment, Length: 10, Unit: Days,
		Starts: "达成调解协议", StartsEN: "the mediation agreement", Whose: Court, Kind: Statutory,
		Versions: amended(summaryRules, "16"), Source: "Summary Procedure Provisions 2020 art. 16: within ten days from the day after the agreement", Verified: true},
	{ID: MediationSigning, Name: "签收调解书", NameEN: "signing of the mediation document", Phase: PhaseJudgment, Length: 10, Unit: Days,
		Starts: "达成调解协议", StartsEN: "the mediation agreement", Whose: Court, Kind: Internal, ByPolicy: true,
		Versions: noArticle(Internal), Source: "the court's target: the document takes effect when the last party signs (CPL 100; CPL Interpretation 2022 art. 149), no text sets a time in ordinary procedure"},
	{ID: "record-reading", Name: "阅读法庭笔录", NameEN: "reading of the court record", Phase: PhaseJudgment, Length: 5, Unit: Days,
		Starts: "开庭", StartsEN: "the hearing", Whose: Party, Kind: Statutory,
		Versions: cpl("150/2"), Source: "CPL 150", Verified: true},
	{ID: "fee-refund", Name: "退还诉讼费用", NameEN: "refund of court fees", Phase: PhaseJudgment, Length: 15, Unit: Days,
		Starts: "法律文书生效", StartsEN: "effectiveness of the document", Whose: Court, Kind: Statutory,
		Versions: only(feeRules, "53/2"), Source: "Litigation Fee Measures art. 53", Verified: true},

	// Appeal 上诉

	{ID: AppealJudgment, Name: "对判决上诉", NameEN: "appeal against a judgment", Phase: PhaseAppeal, Length: 15, Unit: Days,
		Starts: "收到判决书", StartsEN: "receipt of the judgment", Whose: Party, Kind: Statutory,
		Versions: cpl("171/1"), Source: "CPL 171; CPL Interpretation 2022 art. 244", Verified: true,
		Note: "each party's own receipt counts; the judgment takes effect when the last party's period has run"},
	{ID: AppealRuling, Name: "对裁定上诉", NameEN: "appeal against a ruling", Phase: PhaseAppeal, Length: 10, Unit: Days,
		Starts: "收到裁定书", StartsEN: "receipt of the ruling", Whose: Party, Kind: Statutory,
		Versions: cpl("171/2"), Source: "CPL 171; CPL Interpretation 2022 art. 244", Verified: true},
	{ID: "appeal-fee-payment", Name: "预交上诉案件受理费", NameEN: "payment of the appeal fee", Phase: PhaseAppeal, Length: 7, Unit: Days,
		Starts: "收到预交通知", StartsEN: "receipt of the notice to pay", Whose: Appellant, Kind: Statutory,
		Versions: only(feeRules, "22/2"), Source: "Litigation Fee Measures art. 22; lapse: CPL Interpretation 2022 art. 318", Verified: true},
	{ID: AppealCopy, Name: "送达上诉状副本", NameEN: "service of the appeal", Phase: PhaseAppeal, Length: 5, Unit: Days,
		Starts: "原审法院收到上诉状", StartsEN: "the first court's receipt of the appeal", Whose: Court, Kind: Statutory,
		Versions: cpl("174/1"), Source: "CPL 174", Verified: true},
	{ID: "appeal-direct-transfer", Name: "移交直接上诉的上诉状", NameEN: "handing down of an appeal lodged above", Phase: PhaseAppeal, Length: 5, Unit: Days,
		Starts: "第二审法院收到上诉状", StartsEN: "the second court's receipt of the appeal", Whose: SecondInstance, Kind: Statutory,
		Versions: cpl("173/2"), Source: "CPL 173", Verified: true},
	{ID: AppealAnswer, Name: "对上诉提出答辩状", NameEN: "answer to an appeal", Phase: PhaseAppeal, Length: 15, Unit: Days,
		Starts: "收到上诉状副本", StartsEN: "receipt of the appeal", Whose: Appellee, Kind: Statutory,
		Versions: cpl("174/1"), Source: "CPL 174", Verified: true},
	{ID: "appeal-answer-copy", Name: "送达上诉答辩状副本", NameEN: "answer to the appellant", Phase: PhaseAppeal, Length: 5, Unit: Days,
		Starts: "收到对方当事人答辩状", StartsEN: "receipt of the answer", Whose: Court, Kind: Statutory,
		Versions: cpl("174/1"), Source: "CPL 174", Verified: true},
	{ID: AppealFileTransfer, Name: "报送上诉案卷", NameEN: "file to the second instance", Phase: PhaseAppeal, Length: 5, Unit: Days,
		Starts: "收到上诉状、答辩状", StartsEN: "receipt of the appeal and the answer", Whose: Court, Kind: Statutory,
		Versions: cpl("174/2"), Source: "CPL 174", Verified: true,
		Note: "without an answer, count from the end of its fifteen days"},
	{ID: "appeal-file-completion", Name: "补齐上诉材料", NameEN: "completion of the appeal file", Phase: PhaseAppeal, Length: 5, Unit: Days,
		Starts: "接到第二审法院补齐通知", StartsEN: "the second court's notice of what is missing", Whose: Court, Kind: Statutory,
		Versions: only(trialLimits, "18"), Source: "Trial Limit Provisions 2000 art. 18", Verified: true},
	{ID: SecondInstanceFiling, Name: "第二审立案", NameEN: "filing in second instance", Phase: PhaseAppeal, Length: 5, Unit: Days,
		Starts: "收到上诉材料及案卷材料", StartsEN: "receipt of the appeal and the file", Whose: SecondInstance, Kind: Statutory,
		Versions: only(trialLimits, "6/3"), Source: "Trial Limit Provisions 2000 art. 6", Verified: true},
	{ID: SecondInstanceJudgment, Name: "判决上诉案件审限", NameEN: "trial limit, appeal against a judgment", Phase: PhaseAppeal, Length: 3, Unit: Months,
		Starts: "第二审立案", StartsEN: "filing in second instance", Whose: SecondInstance, Kind: Statutory,
		Versions: cpl("183/1"), Source: "CPL 183; Trial Limit Provisions 2000 art. 2, 8", Verified: true, Note: limitNote},
	{ID: SecondInstanceExtension, Name: "判决上诉案件审限延长", NameEN: "extension of the trial limit, appeal against a judgment", Phase: PhaseAppeal, Length: 3, Unit: Months,
		Starts: "原审限届满日", StartsEN: "the last day of the limit", Whose: SecondInstance, Kind: Statutory, Set: true, Min: 1, Max: 3,
		Versions: only(trialLimits, "2/5"), Source: "CPL 183; Trial Limit Provisions 2000 art. 2", Verified: true,
		Note: "CPL 183 names no length, the provisions of 2000 three months"},
	{ID: SecondInstanceRuling, Name: "裁定上诉案件审限", NameEN: "trial limit, appeal against a ruling", Phase: PhaseAppeal, Length: 30, Unit: Days,
		Starts: "第二审立案", StartsEN: "filing in second instance", Whose: SecondInstance, Kind: Statutory,
		Versions: cpl("183/2"), Source: "CPL 183; Trial Limit Provisions 2000 art. 2, 8", Verified: true, Note: limitNote},
	{ID: "remand-filing", Name: "发回重审案件立案", NameEN: "filing of a remanded case", Phase: PhaseAppeal, Length: 1, Unit: Days,
		Starts: "收到发回重审裁定及案卷材料", StartsEN: "receipt of the remand and the file", Whose: Court, Kind: Statutory,
		Versions: only(trialLimits, "6/4"), Source: "Trial Limit Provisions 2000 art. 6: within the next day", Verified: true},

	// Retrial 再审

	{ID: RetrialApplication, Name: "申请再审", NameEN: "application for retrial", Phase: PhaseRetrial, Length: 6, Unit: Months,
		Starts: "判决、裁定发生法律效力（法定情形自知道或者应当知道）", StartsEN: "effectiveness, or knowledge of the grounds the article names", Whose: Party, Kind: Statutory,
		Versions: cpl("216"), Source: "CPL 216; CPL Interpretation 2022 art. 127: not suspended, interrupted or extended", Verified: true},
	{ID: "retrial-copy", Name: "发送再审申请书副本", NameEN: "service of the retrial application", Phase: PhaseRetrial, Length: 5, Unit: Days,
		Starts: "收到再审申请书", StartsEN: "receipt of the application", Whose: SuperiorCourt, Kind: Statutory,
		Versions: cpl("214"), Source: "CPL 214", Verified: true},
	{ID: "retrial-opinion", Name: "对再审申请提交意见", NameEN: "opinion on the retrial application", Phase: PhaseRetrial, Length: 15, Unit: Days,
		Starts: "收到再审申请书副本", StartsEN: "receipt of the application", Whose: Party, Kind: Statutory,
		Versions: cpl("214"), Source: "CPL 214", Verified: true},
	{ID: "retrial-review", Name: "审查再审申请", NameEN: "review of the retrial application", Phase: PhaseRetrial, Length: 3, Unit: Months,
		Starts: "收到再审申请书", StartsEN: "receipt of the application", Whose: SuperiorCourt, Kind: Statutory,
		Versions: cpl("215/1"), Source: "CPL 215; CPL Interpretation 2022 art. 129", Verified: true, Note: "extended by the president; public notice and settlement are not counted"},

	// Supervision 督促履行

	{ID: "performance-period", Name: "履行期间", NameEN: "performance period", Phase: PhaseSupervision, Length: 10, Unit: Days,
		Starts: "法律文书生效", StartsEN: "effectiveness of the document", Whose: Debtor, Kind: Statutory, Set: true, Min: 1,
		Versions: cpl("264"), Source: "CPL 264: the period that the document itself fixes", Verified: true,
		Note: "the document sets the length; ten days are what most judgments say"},
	{ID: SupervisionReminderFirst, Name: "首次到期提醒", NameEN: "first reminder before the due date", Phase: PhaseSupervision, Length: 7, Unit: Days, Direction: Before,
		Starts: "履行期限届满日", StartsEN: "the due date", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: ladderSource},
	{ID: SupervisionReminderSecond, Name: "再次到期提醒", NameEN: "second reminder before the due date", Phase: PhaseSupervision, Length: 3, Unit: Days, Direction: Before,
		Starts: "履行期限届满日", StartsEN: "the due date", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: ladderSource},
	{ID: SupervisionContact, Name: "逾期联系", NameEN: "contact after the due date", Phase: PhaseSupervision, Length: 1, Unit: Days,
		Starts: "履行期限届满日", StartsEN: "the due date", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: ladderSource},
	{ID: SupervisionSecondNotice, Name: "二次督促", NameEN: "second notice", Phase: PhaseSupervision, Length: 5, Unit: Days,
		Starts: "履行期限届满日", StartsEN: "the due date", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: ladderSource},
	{ID: SupervisionClose, Name: "督促终结", NameEN: "close of urging", Phase: PhaseSupervision, Length: 15, Unit: Days,
		Starts: "履行期限届满日", StartsEN: "the due date", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: ladderSource},
	{ID: PreEnforcementUrging, Name: "执前督促", NameEN: "urging before enforcement", Phase: PhaseSupervision, Length: 30, Unit: Days,
		Starts: "申请人同意执前督促", StartsEN: "the applicant's consent", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "Hangzhou's model as reported; no length was found"},
	{ID: ExcessReturn, Name: "退还多付款项", NameEN: "return of an overpayment", Phase: PhaseSupervision, Length: 15, Unit: Days,
		Starts: "收到多付款项", StartsEN: "the payment that was too much", Whose: Court, Kind: Internal, ByPolicy: true,
		Versions: noArticle(Internal), Source: "internal: so that no overpayment stays with the court"},
	{ID: "performance-default", Name: "未定履行期限时的督促期", NameEN: "urging where no performance period is set", Phase: PhaseSupervision, Length: 10, Unit: Days,
		Starts: "法律文书生效", StartsEN: "effectiveness of the document", Whose: Debtor, Kind: Assumption, ByPolicy: true, Set: true, Min: 1,
		Versions: noArticle(Assumption), Source: "no period set: such an obligation is due on effectiveness (CPL 250)"},

	// Enforcement 执行

	{ID: EnforcementApplication, Name: "申请执行", NameEN: "application for enforcement", Phase: PhaseEnforcement, Length: 2, Unit: Years,
		Starts: "履行期间最后一日；分期履行的，最后一期届满；未规定的，法律文书生效", StartsEN: "the last day of the performance period, of the last instalment, or effectiveness", Whose: Creditor, Kind: Statutory,
		Versions: cpl("250"), Source: "CPL 250; Enforcement Procedure Interpretation 2020 art. 19, 20", Verified: true,
		Note: "interrupted by an application, a settlement, a demand or a promise to perform, and then counted anew"},
	{ID: EnforcementFiling, Name: "执行立案", NameEN: "filing of the enforcement case", Phase: PhaseEnforcement, Length: 7, Unit: Days,
		Starts: "收到执行申请", StartsEN: "receipt of the application", Whose: Court, Kind: Statutory,
		Versions: amended(enforceRules, "16"), Source: "Enforcement Provisions 2020 art. 16; Trial Limit Provisions 2000 art. 6", Verified: true},
	{ID: "enforcement-officer", Name: "确定执行员", NameEN: "naming of the enforcement officer", Phase: PhaseEnforcement, Length: 7, Unit: Days,
		Starts: "执行立案", StartsEN: "filing of the enforcement case", Whose: Court, Kind: Statutory,
		Versions: unread("法发〔2006〕35号", "SPC (2006) No. 35"), Source: "known from reports of 法发〔2006〕35号"},
	{ID: "enforcement-officer-notice", Name: "执行员发出执行通知", NameEN: "enforcement notice by the officer", Phase: PhaseEnforcement, Length: 3, Unit: Days,
		Starts: "执行员收到案件材料", StartsEN: "the officer's receipt of the file", Whose: Court, Kind: Statutory,
		Versions: unread("法发〔2006〕35号", "SPC (2006) No. 35"), Source: "known from reports of 法发〔2006〕35号"},
	{ID: EnforcementNotice, Name: "发出执行通知", NameEN: "enforcement notice", Phase: PhaseEnforcement, Length: 10, Unit: Days,
		Starts: "收到申请执行书或者移交执行书", StartsEN: "receipt of the application or referral", Whose: Court, Kind: Statutory,
		Versions: interpreted("480/1"), Source: "CPL Interpretation 2022 art. 480; Enforcement Provisions 2020 art. 22", Verified: true},
	{ID: "enforcement-notice-after-measures", Name: "先行采取措施后的执行通知", NameEN: "notice after measures taken at once", Phase: PhaseEnforcement, Length: 3, Unit: Days,
		Starts: "采取强制执行措施", StartsEN: "the measure", Whose: Court, Kind: Statutory,
		Versions: amended(enforceProcess, "22"), Source: "Enforcement Procedure Interpretation 2020 art. 22", Verified: true},
	{ID: "enforcement-jurisdiction-objection", Name: "执行管辖异议", NameEN: "objection to jurisdiction in enforcement", Phase: PhaseEnforcement, Length: 10, Unit: Days,
		Starts: "收到执行通知书", StartsEN: "receipt of the enforcement notice", Whose: Debtor, Kind: Statutory,
		Versions: amended(enforceProcess, "3"), Source: "Enforcement Procedure Interpretation 2020 art. 3", Verified: true},
	{ID: PropertyReportOrder, Name: "发出报告财产令", NameEN: "property-reporting order", Phase: PhaseEnforcement, Length: 10, Unit: Days,
		Starts: "收到申请执行书或者移交执行书", StartsEN: "receipt of the application or referral", Whose: Court, Kind: Statutory,
		Versions: amended(inquiryRules, "3/1"), Source: "Property Inquiry Provisions 2020 art. 3: together with the enforcement notice, whose ten days it shares", Verified: true},
	{ID: PropertyReport, Name: "被执行人财产报告", NameEN: "debtor's property report", Phase: PhaseEnforcement, Length: 10, Unit: Days,
		Starts: "收到报告财产令", StartsEN: "receipt of the reporting order", Whose: Debtor, Kind: Assumption, ByPolicy: true, Set: true, Min: 1,
		Versions: noArticle(Assumption), Source: "Property Inquiry Provisions 2020 art. 4, 5: the order names the period"},
	{ID: PropertyChangeReport, Name: "财产变动补充报告", NameEN: "report of a change of property", Phase: PhaseEnforcement, Length: 10, Unit: Days,
		Starts: "财产变动", StartsEN: "the change", Whose: Debtor, Kind: Statutory,
		Versions: amended(inquiryRules, "7"), Source: "Property Inquiry Provisions 2020 art. 7", Verified: true},
	{ID: PropertyLead, Name: "核实财产线索", NameEN: "check of a lead to property", Phase: PhaseEnforcement, Length: 7, Unit: Days,
		Starts: "申请执行人提供明确、具体的线索", StartsEN: "a definite lead from the applicant", Whose: Court, Kind: Statutory,
		Versions: amended(inquiryRules, "2/1"), Source: "Property Inquiry Provisions 2020 art. 2", Verified: true},
	{ID: PropertyLeadUrgent, Name: "核实紧急财产线索", NameEN: "check of an urgent lead", Phase: PhaseEnforcement, Length: 3, Unit: Days,
		Starts: "申请执行人提供明确、具体的紧急线索", StartsEN: "an urgent lead from the applicant", Whose: Court, Kind: Statutory,
		Versions: amended(inquiryRules, "2/1"), Source: "Property Inquiry Provisions 2020 art. 2", Verified: true},
	{ID: PropertySearch, Name: "依职权财产调查", NameEN: "court's own search for property", Phase: PhaseEnforcement, Length: 1, Unit: Months,
		Starts: "执行立案", StartsEN: "filing of the enforcement case", Whose: Court, Kind: Statutory,
		Versions: unread("法发〔2006〕35号", "SPC (2006) No. 35"), Source: "known from reports of 法发〔2006〕35号: about one month"},
	{ID: EnforcementObjection, Name: "审查执行行为异议", NameEN: "review of an objection to an enforcement act", Phase: PhaseEnforcement, Length: 15, Unit: Days,
		Starts: "收到书面异议", StartsEN: "receipt of the written objection", Whose: Court, Kind: Statutory,
		Versions: cpl("236"), Source: "CPL 236", Verified: true},
	{ID: EnforcementReconsider, Name: "申请执行复议", NameEN: "application to reconsider", Phase: PhaseEnforcement, Length: 10, Unit: Days,
		Starts: "裁定送达", StartsEN: "service of the ruling", Whose: Party, Kind: Statutory,
		Versions: cpl("236"), Source: "CPL 236", Verified: true},
	{ID: ReconsiderReview, Name: "审查执行复议", NameEN: "review of a reconsideration", Phase: PhaseEnforcement, Length: 30, Unit: Days,
		Starts: "上一级法院收到复议申请", StartsEN: "the superior court's receipt of the application", Whose: SuperiorCourt, Kind: Statutory,
		Versions: amended(enforceProcess, "8"), Source: "Enforcement Procedure Interpretation 2020 art. 8", Verified: true, Note: "extended by the president by up to 30 days"},
	{ID: ThirdPartyClaim, Name: "审查案外人异议", NameEN: "review of a third party's claim", Phase: PhaseEnforcement, Length: 15, Unit: Days,
		Starts: "收到案外人书面异议", StartsEN: "receipt of the written claim", Whose: Court, Kind: Statutory,
		Versions: cpl("238"), Source: "CPL 238", Verified: true},
	{ID: ThirdPartySuit, Name: "提起执行异议之诉", NameEN: "suit against the ruling on a third party's claim", Phase: PhaseEnforcement, Length: 15, Unit: Days,
		Starts: "裁定送达", StartsEN: "service of the ruling", Whose: ThirdParty, Kind: Statutory,
		Versions: cpl("238"), Source: "CPL 238; CPL Interpretation 2022 art. 302", Verified: true},
	{ID: ThirdPartyRelease, Name: "解除案外人财产的查封", NameEN: "release of a third party's property", Phase: PhaseEnforcement, Length: 7, Unit: Days,
		Starts: "申请执行人起诉期限届满", StartsEN: "the end of the applicant's time to sue", Whose: Court, Kind: Statutory,
		Versions: interpreted("314"), Source: "CPL Interpretation 2022 art. 314", Verified: true},
	{ID: "third-party-debt", Name: "第三人履行到期债权或者异议", NameEN: "third debtor's performance or objection", Phase: PhaseEnforcement, Length: 15, Unit: Days,
		Starts: "收到履行通知", StartsEN: "receipt of the notice to perform", Whose: ThirdParty, Kind: Statutory,
		Versions: amended(enforceRules, "45"), Source: "Enforcement Provisions 2020 art. 45", Verified: true},
	{ID: DistributionObjection, Name: "对分配方案的异议", NameEN: "objection to a distribution plan", Phase: PhaseEnforcement, Length: 15, Unit: Days,
		Starts: "收到分配方案", StartsEN: "receipt of the plan", Whose: Party, Kind: Statutory,
		Versions: interpreted("509/1"), Source: "CPL Interpretation 2022 art. 509; Enforcement Procedure Interpretation 2020 art. 17", Verified: true},
	{ID: DistributionService, Name: "送达分配方案", NameEN: "service of a distribution plan", Phase: PhaseEnforcement, Length: 10, Unit: Days,
		Starts: "制作分配方案", StartsEN: "the plan", Whose: Court, Kind: Internal, ByPolicy: true,
		Versions: noArticle(Internal), Source: "the court's target: CPL Interpretation 2022 art. 509 asks for service on everybody and sets no time"},
	{ID: DistributionNotice, Name: "通知分配方案异议或者反对意见", NameEN: "notice of an objection to a plan, or of the opposition to it", Phase: PhaseEnforcement, Length: 5, Unit: Days,
		Starts: "收到书面异议或者反对意见", StartsEN: "the objection, or the opposition", Whose: Court, Kind: Internal, ByPolicy: true,
		Versions: noArticle(Internal), Source: "the court's target: CPL Interpretation 2022 art. 510 asks for the notices and sets no time"},
	{ID: DistributionAnswer, Name: "对分配方案异议提出反对意见", NameEN: "opposition to an objection to a plan", Phase: PhaseEnforcement, Length: 15, Unit: Days,
		Starts: "收到异议通知", StartsEN: "receipt of the notice of the objection", Whose: Party, Kind: Statutory,
		Versions: interpreted("510/2"), Source: "CPL Interpretation 2022 art. 510; Enforcement Procedure Interpretation 2020 art. 18", Verified: true},
	{ID: DistributionAmendment, Name: "修正分配方案", NameEN: "amendment of a plan", Phase: PhaseEnforcement, Length: 10, Unit: Days,
		Starts: "各方均未反对", StartsEN: "the end of the time to oppose", Whose: Court, Kind: Internal, ByPolicy: true,
		Versions: noArticle(Internal), Source: "the court's target: CPL Interpretation 2022 art. 510 sets no time for the review"},
	{ID: DistributionSuit, Name: "提起分配方案异议之诉", NameEN: "suit about a plan", Phase: PhaseEnforcement, Length: 15, Unit: Days,
		Starts: "收到反对意见通知", StartsEN: "receipt of the notice of the opposition", Whose: Party, Kind: Statutory,
		Versions: interpreted("510/2"), Source: "CPL Interpretation 2022 art. 510; Enforcement Procedure Interpretation 2020 art. 18", Verified: true},
	{ID: EnforcementConclusion, Name: "执行期限", NameEN: "enforcement limit", Phase: PhaseEnforcement, Length: 6, Unit: Months,
		Starts: "执行立案", StartsEN: "filing of the enforcement case", Whose: Court, Kind: Statutory,
		Versions: only(trialLimits, "5/1"), Source: "Trial Limit Provisions 2000 art. 5; Enforcement Provisions 2020 art. 63", Verified: true, Note: limitNote},
	{ID: EnforcementExtension, Name: "执行期限延长", NameEN: "extension of the enforcement limit", Phase: PhaseEnforcement, Length: 3, Unit: Months,
		Starts: "原执行期限届满日", StartsEN: "the last day of the limit", Whose: Court, Kind: Statutory, Set: true, Min: 1, Max: 3,
		Versions: only(trialLimits, "5/1"), Source: "Trial Limit Provisions 2000 art. 5", Verified: true, Note: "approved by the court's president; beyond it, reported to the High Court"},
	{ID: EnforcementFurther, Name: "执行期限再延长", NameEN: "further extension of the enforcement limit", Phase: PhaseEnforcement, Length: 3, Unit: Months,
		Starts: "延长后的执行期限届满日", StartsEN: "the last day of the extended limit", Whose: Court, Kind: Statutory, Set: true, Min: 1, Max: 3,
		Versions: only(trialLimits, "5/1"), Source: "Trial Limit Provisions 2000 art. 5", Verified: true,
		Note: "reported level by level to the High Court for the record; the provisions name no length, as much as the president may give is taken"},
	{ID: EnforcementSuperior, Name: "向上一级法院申请执行", NameEN: "turning to the superior court", Phase: PhaseEnforcement, Length: 6, Unit: Months,
		Starts: "收到申请执行书", StartsEN: "receipt of the application", Whose: Court, Kind: Statutory,
		Versions: cpl("237"), Source: "CPL 237; Enforcement Procedure Interpretation 2020 art. 10, 13", Verified: true,
		Note: "once it has run without enforcement the applicant may go to the superior court; art. 13 lists what is not counted"},
	{ID: SuperiorOrder, Name: "上一级法院责令执行的期限", NameEN: "term set by the superior court", Phase: PhaseEnforcement, Length: 30, Unit: Days,
		Starts: "督促执行令", StartsEN: "the order to enforce", Whose: Court, Kind: Statutory, Set: true, Min: 1,
		Versions: cpl("237"), Source: "CPL 237; Enforcement Procedure Interpretation 2020 art. 11, 12: the superior court sets it; a length was not read in a text", Note: "the order sets the last day"},
	{ID: PenaltyApproval, Name: "审批罚款、拘留", NameEN: "approval of a fine or detention", Phase: PhaseEnforcement, Length: 3, Unit: Days,
		Starts: "提请院长批准", StartsEN: "the proposal to the president", Whose: Court, Kind: Internal, ByPolicy: true,
		Versions: noArticle(Internal), Source: "the court's target: CPL 119 asks for the president's approval and sets no time"},
	{ID: EnforcementDeferral, Name: "暂缓执行期限", NameEN: "deferral of enforcement on security", Phase: PhaseEnforcement, Length: 1, Unit: Years,
		Starts: "决定暂缓执行", StartsEN: "the decision to defer", Whose: Debtor, Kind: Statutory, Fixed: true,
		Versions: interpreted("467"), Source: "CPL 242; CPL Interpretation 2022 art. 467: as long as the security, a year at most", Verified: true, Note: "the decision sets the last day"},
	{ID: SettlementResumption, Name: "申请恢复执行", NameEN: "application to resume after a settlement", Phase: PhaseEnforcement, Length: 2, Unit: Years,
		Starts: "和解协议约定履行期限的最后一日", StartsEN: "the last day of the settlement's term", Whose: Creditor, Kind: Statutory,
		Versions: interpreted("466"), Source: "CPL Interpretation 2022 art. 466; Enforcement Settlement Provisions 2020 art. 10", Verified: true},
	{ID: ListingGrace, Name: "失信惩戒宽限期", NameEN: "grace before listing", Phase: PhaseEnforcement, Length: 1, Unit: Months,
		Starts: "决定纳入失信名单或者限制消费", StartsEN: "the decision to list or restrict", Whose: Debtor, Kind: Statutory, ByPolicy: true, Set: true, Min: 1, Max: 3,
		Versions: unread("法发〔2019〕35号", "SPC (2019) No. 35"), Source: "known from reports of 法发〔2019〕35号: one to three months",
		Note: "the court chooses within the range"},
	{ID: ListingRemoval, Name: "删除失信信息", NameEN: "removal from the list", Phase: PhaseEnforcement, Length: 3, Unit: Workdays,
		Starts: "出现应当删除的情形", StartsEN: "the ground for removal", Whose: Court, Kind: Statutory,
		Versions: unread("失信名单规定（2017）", "Dishonest Debtor List Provisions 2017"), Source: "known from summaries; the text of 2017 is not at hand"},
	{ID: ListingTerm, Name: "失信名单期限", NameEN: "term of a listing", Phase: PhaseEnforcement, Length: 2, Unit: Years,
		Starts: "公布失信信息", StartsEN: "publication", Whose: Court, Kind: Statutory, Fixed: true, Set: true, Min: 2, Max: 5,
		Versions: unread("失信名单规定（2017）", "Dishonest Debtor List Provisions 2017"), Source: "known from summaries; the text of 2017 is not at hand",
		Note: "one to three years more for violence or several acts; until 2026-03-31, see the graded terms"},
	{ID: ListingTermMinor, Name: "轻微失信公示期", NameEN: "term of a minor listing", Phase: PhaseEnforcement, Length: 3, Unit: Months,
		Starts: "宽限期满", StartsEN: "the end of the grace", Whose: Court, Kind: Statutory, Fixed: true, ByPolicy: true, Set: true, Min: 1, Max: 3,
		Versions: unread("信用修复管理办法（2026）", "Credit Repair Measures 2026"), Source: "known from reports; in force from 2026-04-01: normally unpublished, or at most three months"},
	{ID: ListingTermGeneral, Name: "一般失信公示期", NameEN: "term of a general listing", Phase: PhaseEnforcement, Length: 12, Unit: Months,
		Starts: "公布失信信息", StartsEN: "publication", Whose: Court, Kind: Statutory, Fixed: true, ByPolicy: true, Set: true, Min: 3, Max: 12,
		Versions: unread("信用修复管理办法（2026）", "Credit Repair Measures 2026"), Source: "known from reports; in force from 2026-04-01: three to twelve months"},
	{ID: ListingTermSerious, Name: "严重失信公示期", NameEN: "term of a serious listing", Phase: PhaseEnforcement, Length: 36, Unit: Months,
		Starts: "公布失信信息", StartsEN: "publication", Whose: Court, Kind: Statutory, Fixed: true, ByPolicy: true, Set: true, Min: 12, Max: 36,
		Versions: unread("信用修复管理办法（2026）", "Credit Repair Measures 2026"), Source: "known from reports; in force from 2026-04-01: one to three years"},
	{ID: ListingCorrection, Name: "审查失信纠正申请", NameEN: "review of a contested listing", Phase: PhaseEnforcement, Length: 15, Unit: Days,
		Starts: "收到纠正申请", StartsEN: "receipt of the application to correct", Whose: Court, Kind: Statutory,
		Versions: unread("失信名单规定（2017）", "Dishonest Debtor List Provisions 2017"), Source: "known from summaries; the text of 2017 is not at hand"},
	{ID: ListingReconsider, Name: "申请复议失信纳入", NameEN: "application to reconsider a listing", Phase: PhaseEnforcement, Length: 10, Unit: Days,
		Starts: "收到驳回纠正申请的决定", StartsEN: "receipt of the decision that dismissed the contest", Whose: Debtor, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "ten days are remembered of the Dishonest Debtor List Provisions 2017, whose text is not at hand"},
	{ID: ListingReconsiderReview, Name: "上一级法院复议失信纳入", NameEN: "reconsideration of a listing", Phase: PhaseEnforcement, Length: 15, Unit: Days,
		Starts: "上一级法院收到复议申请", StartsEN: "the superior court's receipt of the application", Whose: SuperiorCourt, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "fifteen days are remembered of the Dishonest Debtor List Provisions 2017, whose text is not at hand"},
	{ID: ListingRepairTerm, Name: "信用修复措施期限", NameEN: "term of a measure of credit repair", Phase: PhaseEnforcement, Length: 6, Unit: Months,
		Starts: "准予信用修复", StartsEN: "the repair", Whose: Debtor, Kind: Assumption, ByPolicy: true, Fixed: true,
		Versions: noArticle(Assumption), Source: "no source gives a term; the decision's own day governs where it names one"},
	{ID: ConsumptionSingleLift, Name: "单次解除限制消费", NameEN: "consumption allowed once", Phase: PhaseEnforcement, Length: 30, Unit: Days,
		Starts: "单次解除的第一日", StartsEN: "its first day", Whose: Debtor, Kind: Assumption, ByPolicy: true, Fixed: true,
		Versions: noArticle(Assumption), Source: "reported as single-use lifting (单次解禁); no source bounds its length"},
	{ID: "exit-ban-lifting", Name: "解除限制出境", NameEN: "lifting of an exit ban", Phase: PhaseEnforcement, Length: 1, Unit: Days,
		Starts: "全部履行", StartsEN: "performance in full", Whose: Court, Kind: Internal, ByPolicy: true,
		Versions: noArticle(Internal), Source: "the court's target for the promptness (及时) that Enforcement Procedure Interpretation art. 25 demands"},
	{ID: ExitBanLiftingHours, Name: "当日解除限制出境", NameEN: "lifting of an exit ban within the day", Phase: PhaseEnforcement, Length: 4, Unit: Hours,
		Starts: "全部履行", StartsEN: "performance in full", Whose: Court, Kind: Internal, Fixed: true, ByPolicy: true,
		Versions: noArticle(Internal), Source: "the court's target for the promptness (及时) that Enforcement Procedure Interpretation art. 25 demands",
		Note: "the court cuts it off at the end of the day of payment: who pays at the border leaves the same day"},
	{ID: ExitBanTerm, Name: "限制出境期限", NameEN: "term of an exit ban", Phase: PhaseEnforcement, Length: 90, Unit: Days,
		Starts: "决定限制出境", StartsEN: "the decision", Whose: Court, Kind: Statutory, Fixed: true,
		Versions: cpl("266"), Source: "CPL 266 sets no length; a length was not read in any text", Note: "the decision sets the last day"},
	{ID: "settlement-term", Name: "执行和解履行期", NameEN: "term of a settlement in enforcement", Phase: PhaseEnforcement, Length: 90, Unit: Days,
		Starts: "达成执行和解", StartsEN: "the settlement", Whose: Debtor, Kind: Statutory, Set: true, Min: 1,
		Versions: cpl("241"), Source: "CPL 241: the period that the parties agree", Note: "the settlement sets the last day"},
	{ID: EndedForNowWait, Name: "终本前最短执行期", NameEN: "wait before ending for now", Phase: PhaseEnforcement, Length: 3, Unit: Months,
		Starts: "执行立案", StartsEN: "filing of the enforcement case", Whose: Court, Kind: Statutory,
		Versions: unread("法〔2016〕373号", "SPC (2016) No. 373"), Source: "known from reports of 法〔2016〕373号: more than three months since filing",
		Note: "the earliest day is the day after"},
	{ID: EndedForNowSearch, Name: "终本后定期查询", NameEN: "search after ending for now", Phase: PhaseEnforcement, Length: 6, Unit: Months,
		Starts: "终结本次执行程序或者上次查询", StartsEN: "the ending or the last search", Whose: Court, Kind: Statutory,
		Versions: unread("法〔2016〕373号", "SPC (2016) No. 373"), Source: "known from summaries; not read in a text"},
	{ID: EndedForNowSearchTask, Name: "完成终本后查询", NameEN: "making of a search that is due", Phase: PhaseEnforcement, Length: 10, Unit: Days,
		Starts: "半年查询到期", StartsEN: "the day the half-yearly search fell due", Whose: Court, Kind: Internal, ByPolicy: true,
		Versions: noArticle(Internal), Source: "the court's target: so that a search that fell due is made"},
	{ID: EndedForNowTerm, Name: "终本后查询年限", NameEN: "years of search after ending for now", Phase: PhaseEnforcement, Length: 5, Unit: Years,
		Starts: "终结本次执行程序", StartsEN: "the ending", Whose: Court, Kind: Statutory,
		Versions: unread("法〔2016〕373号", "SPC (2016) No. 373"), Source: "known from summaries; not read in a text",
		Note: "resumption on assets found has no time bar (CPL Interpretation 2022 art. 517)"},
	{ID: MoneyRelease, Name: "发放执行案款", NameEN: "release of money", Phase: PhaseEnforcement, Length: 1, Unit: Months,
		Starts: "案款到账", StartsEN: "arrival of the money", Whose: Court, Kind: Statutory,
		Versions: unread("法发〔2019〕35号", "SPC (2019) No. 35"), Source: "known from reports of 法发〔2019〕35号"},

	// Bankruptcy 破产衔接

	{ID: BankruptcyTransferService, Name: "送达移送破产决定", NameEN: "service of the decision to refer", Phase: PhaseBankruptcy, Length: 5, Unit: Days,
		Starts: "作出移送决定", StartsEN: "the decision to refer", Whose: Court, Kind: Statutory,
		Versions: unread("法发〔2017〕2号", "SPC (2017) No. 2"), Source: "known from summaries; not read in a text"},
	{ID: BankruptcyTransferFiles, Name: "补齐移送材料", NameEN: "completion of the referral file", Phase: PhaseBankruptcy, Length: 10, Unit: Days,
		Starts: "接到补齐通知", StartsEN: "the receiving court's notice of what is missing", Whose: Court, Kind: Statutory,
		Versions: unread("法发〔2017〕2号", "SPC (2017) No. 2"), Source: "known from summaries; not read in a text", Note: "not counted in the receiving court's thirty days"},
	{ID: BankruptcyTransferAnswer, Name: "受移送法院裁定是否受理", NameEN: "receiving court's answer", Phase: PhaseBankruptcy, Length: 30, Unit: Days,
		Starts: "收到执行案件相关材料", StartsEN: "receipt of the file", Whose: ReceivingCourt, Kind: Statutory,
		Versions: interpreted("512"), Source: "CPL Interpretation 2022 art. 512", Verified: true},
	{ID: BankruptcyHandover, Name: "移交财产", NameEN: "handover of money and goods", Phase: PhaseBankruptcy, Length: 7, Unit: Days,
		Starts: "收到受理破产裁定", StartsEN: "receipt of the acceptance", Whose: Court, Kind: Statutory,
		Versions: unread("法发〔2017〕2号", "SPC (2017) No. 2"), Source: "reported for proceeds; not read in a text"},
	{ID: "bankruptcy-debtor-notice", Name: "通知债务人破产申请", NameEN: "notice of a creditor's petition", Phase: PhaseBankruptcy, Length: 5, Unit: Days,
		Starts: "收到债权人破产申请", StartsEN: "receipt of the petition", Whose: ReceivingCourt, Kind: Statutory,
		Versions: only(bankruptcyLaw, "10/1"), Source: "Enterprise Bankruptcy Law art. 10", Verified: true},
	{ID: "bankruptcy-debtor-objection", Name: "债务人对破产申请异议", NameEN: "debtor's objection to a petition", Phase: PhaseBankruptcy, Length: 7, Unit: Days,
		Starts: "收到人民法院通知", StartsEN: "receipt of the notice", Whose: Debtor, Kind: Statutory,
		Versions: only(bankruptcyLaw, "10/1"), Source: "Enterprise Bankruptcy Law art. 10", Verified: true},
	{ID: "bankruptcy-ruling", Name: "裁定是否受理（债权人申请）", NameEN: "ruling on a creditor's petition", Phase: PhaseBankruptcy, Length: 10, Unit: Days,
		Starts: "异议期满", StartsEN: "the end of the objection period", Whose: ReceivingCourt, Kind: Statutory,
		Versions: only(bankruptcyLaw, "10/1"), Source: "Enterprise Bankruptcy Law art. 10", Verified: true, Note: "extended by 15 days with the superior court's approval"},
	{ID: "bankruptcy-decision", Name: "决定是否移送破产审查", NameEN: "decision on a bankruptcy transfer", Phase: PhaseBankruptcy, Length: 30, Unit: Days,
		Starts: "发现破产原因", StartsEN: "signs of bankruptcy", Whose: Court, Kind: Internal, ByPolicy: true,
		Versions: noArticle(Internal), Source: "the court's target: no text sets a time for consent, panel and president"},
	{ID: "referral-review", Name: "移送破产期间的复查", NameEN: "review while a referral is out", Phase: PhaseBankruptcy, Length: 60, Unit: Days,
		Starts: "移送破产", StartsEN: "the referral", Whose: Court, Kind: Internal, ByPolicy: true,
		Versions: noArticle(Internal), Source: "the court's target: so that no suspended enforcement is forgotten"},
	{ID: "bankruptcy-ruling-debtor", Name: "裁定是否受理（其他申请）", NameEN: "ruling on any other petition", Phase: PhaseBankruptcy, Length: 15, Unit: Days,
		Starts: "收到破产申请", StartsEN: "receipt of the petition", Whose: ReceivingCourt, Kind: Statutory,
		Versions: only(bankruptcyLaw, "10/2"), Source: "Enterprise Bankruptcy Law art. 10", Verified: true, Note: "extended by 15 days with the superior court's approval"},
	{ID: "bankruptcy-ruling-service", Name: "送达受理破产裁定", NameEN: "service of the ruling on a petition", Phase: PhaseBankruptcy, Length: 5, Unit: Days,
		Starts: "作出裁定", StartsEN: "the ruling", Whose: ReceivingCourt, Kind: Statutory,
		Versions: only(bankruptcyLaw, "11"), Source: "Enterprise Bankruptcy Law art. 11, 12", Verified: true},
	{ID: "bankruptcy-refusal-appeal", Name: "对不予受理破产申请上诉", NameEN: "appeal against non-acceptance", Phase: PhaseBankruptcy, Length: 10, Unit: Days,
		Starts: "裁定送达", StartsEN: "service of the ruling", Whose: Applicant, Kind: Statutory,
		Versions: only(bankruptcyLaw, "12/1"), Source: "Enterprise Bankruptcy Law art. 12", Verified: true},
	{ID: "bankruptcy-creditor-notice", Name: "通知已知债权人", NameEN: "notice to known creditors", Phase: PhaseBankruptcy, Length: 25, Unit: Days,
		Starts: "裁定受理破产申请", StartsEN: "the acceptance", Whose: ReceivingCourt, Kind: Statutory,
		Versions: only(bankruptcyLaw, "14/1"), Source: "Enterprise Bankruptcy Law art. 14", Verified: true},
	{ID: "bankruptcy-claims", Name: "申报债权", NameEN: "filing of claims", Phase: PhaseBankruptcy, Length: 30, Unit: Days,
		Starts: "发布受理破产申请公告", StartsEN: "publication of the acceptance", Whose: Creditor, Kind: Statutory, Set: true, Min: 30, Max: 92,
		Versions: only(bankruptcyLaw, "45"), Source: "Enterprise Bankruptcy Law art. 45: thirty days to three months, set by the court", Verified: true,
		Note: "the longest, three months, is given as at most 92 days"},

	// Incentives and credit repair 激励与信用修复

	{ID: CertificateConfirmation, Name: "债权人核实履行情况", NameEN: "creditor's confirmation for a certificate", Phase: PhaseIncentive, Length: 7, Unit: Days,
		Starts: "发出核实通知", StartsEN: "the request to confirm", Whose: Creditor, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "no source gives a time"},
	{ID: CertificateDecision, Name: "自动履行证明书审查", NameEN: "decision on a certificate", Phase: PhaseIncentive, Length: 7, Unit: Days,
		Starts: "申请材料齐备", StartsEN: "a complete application", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "no source gives a time"},
	{ID: "integrity-list-batch", Name: "诚信履行名单批次", NameEN: "interval between integrity-list batches", Phase: PhaseIncentive, Length: 3, Unit: Months,
		Starts: "上一批次", StartsEN: "the batch before", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "reported: four batches by end-May 2020, about one a quarter"},
	{ID: CreditRepairDecision, Name: "信用修复审查", NameEN: "decision on credit repair", Phase: PhaseIncentive, Length: 15, Unit: Days,
		Starts: "申请材料齐备", StartsEN: "a complete application", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "no source gives a time; taken from the correction of a wrong listing"},
	{ID: "credit-repair-check-in", Name: "信用修复履行计划回访", NameEN: "check-in on a repair plan", Phase: PhaseIncentive, Length: 30, Unit: Days,
		Starts: "批准信用修复或者上次回访", StartsEN: "the repair or the last check-in", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "no source gives a time"},
	{ID: "credit-repair-reapply", Name: "信用修复再次申请间隔", NameEN: "wait before applying for repair again", Phase: PhaseIncentive, Length: 6, Unit: Months,
		Starts: "撤销信用修复", StartsEN: "the revocation", Whose: Debtor, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "no source gives a time"},
	{ID: CertificateRevocation, Name: "撤销自动履行证明书审查", NameEN: "decision on revoking a certificate", Phase: PhaseIncentive, Length: 15, Unit: Days,
		Starts: "启动撤销审查", StartsEN: "the start of the review", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "no source gives a time"},
	{ID: IntegrityListCheck, Name: "诚信履行名单全国执行核查", NameEN: "national check of a list batch", Phase: PhaseIncentive, Length: 5, Unit: Days,
		Starts: "开始核查", StartsEN: "the start of the check", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "no source gives a time"},
	{ID: IntegrityListRetry, Name: "全国执行核查重试", NameEN: "retry of an unanswered national check", Phase: PhaseIncentive, Length: 1, Unit: Days,
		Starts: "核查未获答复", StartsEN: "the check that nobody answered", Whose: Court, Kind: Internal, ByPolicy: true, Fixed: true,
		Versions: noArticle(Internal), Source: "the court's own: until the checker answers", Note: "systems answer on rest days too, so it is not moved"},
	{ID: IntegrityListApproval, Name: "诚信履行名单审批", NameEN: "approval of a list batch", Phase: PhaseIncentive, Length: 5, Unit: Days,
		Starts: "核查完毕", StartsEN: "the end of the check", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "no source gives a time"},
	{ID: IntegrityListRecheck, Name: "诚信履行名单在册复查", NameEN: "re-check of standing list entries", Phase: PhaseIncentive, Length: 30, Unit: Days,
		Starts: "公布或者上次复查", StartsEN: "the publication or the last re-check", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "no source gives an interval"},
	{ID: IntegrityListTerm, Name: "诚信履行名单公布期", NameEN: "term of a list entry", Phase: PhaseIncentive, Length: 24, Unit: Months,
		Starts: "公布", StartsEN: "the publication", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "no source says how long an entry stands"},
	{ID: CreditRepairCompleteness, Name: "信用修复材料审查", NameEN: "review of a repair application's papers", Phase: PhaseIncentive, Length: 5, Unit: Days,
		Starts: "收到申请或者补正材料", StartsEN: "the application or its supplement", Whose: Court, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "no source gives a time"},
	{ID: CreditRepairSupplement, Name: "信用修复补正材料", NameEN: "supplement to a repair application", Phase: PhaseIncentive, Length: 7, Unit: Days,
		Starts: "补正通知", StartsEN: "the notice to supplement", Whose: Debtor, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "no source gives a time"},
	{ID: CreditRepairBreach, Name: "信用修复回访逾期视为违约", NameEN: "missed check-in taken for a breach", Phase: PhaseIncentive, Length: 45, Unit: Days,
		Starts: "批准信用修复或者上次回访", StartsEN: "the repair or the last check-in", Whose: Debtor, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "no source gives a time"},
	{ID: CreditRepairTerm, Name: "信用修复期", NameEN: "term of a credit repair", Phase: PhaseIncentive, Length: 12, Unit: Months,
		Starts: "批准信用修复", StartsEN: "the repair", Whose: Debtor, Kind: Assumption, ByPolicy: true,
		Versions: noArticle(Assumption), Source: "no source gives a term"},
})

const (
	hourNote = "the hour in which it starts is not counted, so 48 hours from 09:20 end at 10:00 two days later (CPL Interpretation 2022 art. 125). " +
		"Article 85 moves a last day, not a last hour: the end stays where it is on rest days"
	freezeNote = "a longest length, which the order may shorten. The day it expires is when the measure lapses, not the last day for an act, so it is not moved off a rest day; " +
		"the date in the notice to the bank or registry governs if it is earlier"
	limitNote = "counted from the day after filing (Trial Limit Provisions 2000 art. 8). Article 85 speaks of every period of the law and excepts none for the court, " +
		"so a last day that is a rest day moves; a court that counts more strictly finishes earlier"
	ladderSource = "a suggested ladder; no day-counts of Ningbo were found"
)

func publicNotice() []Version {
	vs := cpl("95/1")
	vs[0].Length = 60
	vs[0].Note = "60 days; the old text is not at hand, length and number are from reports of the change"
	return vs
}

// since2022 is a rule of the summary chapter that came with the 2021 edition.
func since2022(ref string) []Version {
	vs := cpl(ref)
	vs[0].Note = "before 2022 the law had no extension by the president; the interpretation then in force is not at hand, today's length is given"
	vs[0].Verified = false
	vs[0].Article, vs[0].ArticleEN = "民诉法解释（2015）（条号未核）", "CPL Interpretation 2015 (article not checked)"
	return vs
}

// smallClaims is a rule that got its own article in the 2021 edition; before,
// small claims kept the limits of summary procedure.
func smallClaims(ref string, before int) []Version {
	vs := cpl(ref)
	zh, en := cpl2017.art("161")
	vs[0] = Version{
		To: from2021.AddDays(-1), Article: zh, ArticleEN: en, Length: before,
		Note: "before 2022 small claims had the limit of summary procedure; the old text is not at hand",
	}
	return vs
}

var ruleIndex = func() map[RuleID]int {
	index := make(map[RuleID]int, len(rules))
	for i, r := range rules {
		index[r.ID] = i
	}
	return index
}()

func prepare(rules []Rule) []Rule {
	for i := range rules {
		r := &rules[i]
		if r.Direction == "" {
			r.Direction = After
		}
		for j := range r.Versions {
			v := &r.Versions[j]
			v.cite = v.Article + " / " + v.ArticleEN
		}
	}
	return rules
}
