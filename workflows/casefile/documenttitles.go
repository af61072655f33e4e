package casefile

// Title is the Chinese title of a kind of document, the kind itself when it is
// unknown.
func (k DocumentKind) Title() string {
	if title, ok := documentTitles[k]; ok {
		return title
	}
	return string(k)
}

var documentTitles = map[DocumentKind]string{
	ComplaintNotice:     "应诉通知书",
	HearingNotice:       "传票",
	PerformancePrompt:   "当庭履行提示书",
	PerformanceReminder: "督促履行提醒书",
	SecondNoticeLetter:  "督促履行告知书",
	EnforcementTransfer: "申请执行告知及移送执行函",
	BankruptcyDecision:  "移送破产审查决定书",
	CertificateDocument: "自动履行证明书",
	CorrectionNotice:    "补正通知书",
	FeeNotice:           "交纳诉讼费用通知书",
	EnforcementNotice:   "执行通知书",
	SecurityOrder:       "责令提供担保通知书",
	FreezeNotice:        "财产保全期限告知书",
	AssessmentSheet:     "自动履行评估表",
	PerformanceRecord:   "当庭履行笔录",
	PreUrgingNotice:     "执前督促履行告知书",
	ReportingOrder:      "报告财产令",
	RiskNotice:          "诉讼风险提示书",
	PerformanceGuide:    "自动履行告知书",
	EnforcementGuide:    "申请执行提示书",
	PartyNotice:         "诉讼事项变更通知书",
	CounterclaimNotice:  "反诉应诉通知书",
	CorrectionRuling:    "民事裁定书（补正）",
	RevocationDocument:  "撤销自动履行证明书决定书",
	RepairReceipt:       "信用修复申请收件通知书",
	RepairGrant:         "信用修复决定书",
	RepairRefusal:       "不予信用修复决定书",
	RepairRevocation:    "撤销信用修复决定书",
	DailyDigest:         "每日督办摘要",
	ListAnnouncement:    "诚信履行名单公告",
	ListRemoval:         "移出诚信履行名单决定书",
	ListingDecision:     "纳入失信被执行人名单决定书",
	ContestDismissal:    "驳回失信纠正申请决定书",
	ConsumptionOrder:    "限制消费令",
	ExitBanDecision:     "限制出境决定书",
	ExitBanLifting:      "解除限制出境决定书",
	EndedForNowRuling:   "终结本次执行程序裁定书",
	ResumptionNotice:    "恢复执行通知书",
	SuspensionRuling:    "执行裁定书（中止执行）",
	SuccessionRuling:    "执行裁定书（变更当事人）",
	MoneyReleaseNotice:  "案款发放通知书",
	DistributionPlan:    "财产分配方案",
	PlanObjectionTold:   "分配方案异议通知书",
	PlanOppositionTo:    "反对意见通知书",
}
