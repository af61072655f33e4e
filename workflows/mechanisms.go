package workflows

//go:generate go run ./internal/mechanismdoc

import (
	"fmt"
	"slices"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// Mechanism is one of the twelve mechanisms of the 2019 reform: what sets it
// off, through which events, documents and periods it acts, and what counts it.
// Who acts and what is refused stand in the lifecycle's rows of its events.
//
// Ten are named in the report that the project starts from; eleven and twelve
// are not, so their names are the court's to set and carry Sourced false.
type Mechanism struct {
	Number  int
	Name    string
	NameEN  string
	Sourced bool
	// Acts are the states of the case in which it acts, in the order of a case's life.
	Acts []lifecycle.State
	// Trigger is what sets it off, and Affects what it does to periods and to
	// other mechanisms; Chinese, then English.
	Trigger string
	Affects string
	// Events are the decisions and ends of periods through which it acts.
	Events []lifecycle.Event
	// Clocks are the periods that it sets, by rule.
	Clocks []statute.RuleID
	// Documents are what people get from it.
	Documents []casefile.DocumentKind
	// Counts are the figures that count it, by ID.
	Counts []string
	// Idle says why it did nothing in a case that went past it.
	Idle string
}

// Mechanisms is the registry of the twelve.
func Mechanisms() []Mechanism { return twelve }

// mechanismOf is the mechanism that an event belongs to, 0 for none.
func mechanismOf(e lifecycle.Event) int {
	for _, x := range twelve {
		if slices.Contains(x.Events, e) {
			return x.Number
		}
	}
	return 0
}

var twelve = []Mechanism{
	{
		Number: 1, Name: "加强自动履行引导", NameEN: "guidance to perform", Sourced: true,
		Acts:      []lifecycle.State{lifecycle.FilingReview, lifecycle.AwaitingFee, lifecycle.Service, lifecycle.Trial, lifecycle.AwaitingEffect, lifecycle.InEnforcement},
		Trigger:   "立案、送达、开庭、裁判各一次 once each at filing, with service, at the hearing and with the judgment",
		Affects:   "不影响期间；告知书随文书送达，回执即其送达 no period moves; the notice goes with the paper, and its receipt is the paper's",
		Events:    []lifecycle.Event{lifecycle.RecordGuidance},
		Documents: []casefile.DocumentKind{casefile.RiskNotice, casefile.ComplaintNotice, casefile.PerformanceGuide, casefile.EnforcementGuide},
		Counts:    []string{"voluntary-performance"},
		Idle:      "案件未到送达阶段即终结 the case ended before anybody was served",
	},
	{
		Number: 2, Name: "加大诉讼保全力度", NameEN: "preservation", Sourced: true,
		Acts:    []lifecycle.State{lifecycle.FilingReview, lifecycle.Service, lifecycle.Defence, lifecycle.Trial, lifecycle.AwaitingEffect, lifecycle.InSupervision},
		Trigger: "申请人申请，诉前或诉中；立案时告知可以申请 on application, before or during the suit; offered at filing",
		Affects: "裁定、实施、续行各有期限；履行完毕即解除；申请执行时无缝转为执行查封；冻结数额计入履行评估（机制四） its own periods for ruling, start and renewal; lifted on performance; becomes an enforcement seizure without a gap; counts in the assessment (4)",
		Events: []lifecycle.Event{lifecycle.ApplyPreservation, lifecycle.RecordPreSuit, lifecycle.RulePreservation, lifecycle.RefusePreservation, lifecycle.PostSecurity,
			lifecycle.FreezeAsset, lifecycle.QueueSeizure, lifecycle.MoveUp, lifecycle.RequestRenewal, lifecycle.RenewFreeze, lifecycle.RequestLift,
			lifecycle.LiftFreeze, lifecycle.LiftOnSecurity, lifecycle.LiftOnEnd, lifecycle.FreezeRanOut, lifecycle.ConvertFreeze},
		Clocks:    []statute.RuleID{statute.PreservationRuling, statute.PreservationRulingUrgent, statute.PreservationStart, statute.FreezeDeposit, statute.FreezeMovable, statute.FreezeRealEstate, statute.PreservationRenewal},
		Documents: []casefile.DocumentKind{casefile.SecurityOrder, casefile.FreezeNotice},
		Counts:    []string{"preservation"},
		Idle:      "无人申请保全 nobody applied for preservation",
	},
	{
		Number: 3, Name: "降低公告送达比例", NameEN: "fewer public notices", Sourced: true,
		Acts:    []lifecycle.State{lifecycle.Service, lifecycle.AwaitingEffect},
		Trigger: "每一次送达未成 every attempt at service that fails",
		Affects: "公告期间不计入审限；须先转为普通程序；公告送达的判决不适用执前督促（机制八） the notice is not counted in the trial period; the procedure is converted first; such a judgment is not urged before enforcement (8)",
		Events:  []lifecycle.Event{lifecycle.RecordFailed, lifecycle.PublishNotice, lifecycle.NoticeExpired, lifecycle.ConfirmAddress},
		Clocks:  []statute.RuleID{statute.PublicNotice},
		Counts:  []string{"public-notice"},
		Idle:    "各次送达均一次成功，未到公告一步 every service succeeded without a notice",
	},
	{
		Number: 4, Name: "加强自动履行评估", NameEN: "assessment of performance", Sourced: true,
		Acts:      []lifecycle.State{lifecycle.Defence, lifecycle.Trial},
		Trigger:   "裁判或调解之前，由承办法官作出 by the judge, before a disposition",
		Affects:   "提示考虑担保（机制七）、违约条款（机制六）、即时履行（机制五）、破产审查（机制九） advises security (7), a default clause (6), performance at once (5), a bankruptcy check (9)",
		Events:    []lifecycle.Event{lifecycle.AssessDebtor, lifecycle.AnswerAdvice},
		Documents: []casefile.DocumentKind{casefile.AssessmentSheet},
		Counts:    []string{"voluntary-performance"},
		Idle:      "裁判前未作评估 no assessment was made before the disposition",
	},
	{
		Number: 5, Name: "强化当庭即时履行", NameEN: "performance in court", Sourced: true,
		Acts:      []lifecycle.State{lifecycle.InCourtPrompt},
		Trigger:   "当庭达成调解或当庭宣判 an agreement or a judgment in court",
		Affects:   "当日终了前答复；当庭履行完毕即结案，减半收费一次，可即申请证明书（机制十） answered by the end of the day; performed in full it closes the case, halves the fee once and opens the certificate (10)",
		Events:    []lifecycle.Event{lifecycle.PerformedInCourt, lifecycle.ConfirmReceipt, lifecycle.PromptAnswered, lifecycle.PromptUnanswered},
		Clocks:    []statute.RuleID{"in-court-prompt"},
		Documents: []casefile.DocumentKind{casefile.PerformancePrompt, casefile.PerformanceRecord},
		Counts:    []string{"in-court-performance"},
		Idle:      "未当庭调解或宣判，无当庭履行提示 nothing was agreed or pronounced in court",
	},
	{
		Number: 6, Name: "加强违约条款运用", NameEN: "default clauses", Sourced: true,
		Acts:    []lifecycle.State{lifecycle.InCourtPrompt, lifecycle.InSupervision},
		Trigger: "调解协议约定；到期次日未履行即触发 agreed in a mediation; triggered on the day after a due day that was missed",
		Affects: "剩余款项加速到期；另付违约金，不再计迟延履行利息（调解规定第15条） the rest falls due at once; the agreed penalty takes the place of delayed-performance interest",
		Events:  []lifecycle.Event{lifecycle.Accelerate, lifecycle.TriggerClause},
		Counts:  []string{"mediation-performance"},
		Idle:    "文书未约定违约条款 no default clause was agreed",
	},
	{
		Number: 7, Name: "注重担保条款运用", NameEN: "security clauses", Sourced: true,
		Acts:    []lifecycle.State{lifecycle.InCourtPrompt, lifecycle.InSupervision, lifecycle.InEnforcement},
		Trigger: "当事人或案外人在调解中提供担保 security given in a mediation by a party or an outsider",
		Affects: "担保人拒绝签收不影响生效；违约后可直接申请执行担保人 a guarantor's refusal to sign does not stop it; enforceable against the guarantor on default",
		Events:  []lifecycle.Event{lifecycle.RecordSecurity},
		Counts:  []string{"mediation-performance"},
		Idle:    "文书未约定担保 no security was agreed",
	},
	{
		Number: 8, Name: "建立督促履行机制", NameEN: "supervised performance", Sourced: true,
		Acts:    []lifecycle.State{lifecycle.InSupervision, lifecycle.AwaitingEnforcement},
		Trigger: "文书生效而义务未履行，每项义务各自督促 an obligation unperformed when the document takes effect, each by itself",
		Affects: "到期前提醒、逾期联系、二次督促、结束督促，均为法院政策；不停止申请执行时效；执前督促须申请人同意 the ladder is the court's policy; it does not stop the two years; urging before enforcement needs the applicant's consent",
		Events: []lifecycle.Event{lifecycle.RemindFirst, lifecycle.RemindSecond, lifecycle.ContactDue, lifecycle.RecordContact, lifecycle.SecondNotice, lifecycle.AgreePlan,
			lifecycle.CloseUrging, lifecycle.UrgingExpired, lifecycle.BeginPreUrging, lifecycle.RecordPreUrging, lifecycle.PreUrgingDone, lifecycle.PreUrgingFailed,
			lifecycle.PreUrgingInsisted, lifecycle.PreUrgingLapsed, lifecycle.TransferEnforce},
		Clocks:    []statute.RuleID{statute.SupervisionReminderFirst, statute.SupervisionReminderSecond, statute.SupervisionContact, statute.SupervisionSecondNotice, statute.SupervisionClose},
		Documents: []casefile.DocumentKind{casefile.PerformanceReminder, casefile.SecondNoticeLetter, casefile.EnforcementTransfer, casefile.PreUrgingNotice},
		Counts:    []string{"voluntary-performance", "voluntary-to-first-enforcement"},
		Idle:      "生效时无待履行义务 nothing was left to perform when it took effect",
	},
	{
		Number: 9, Name: "建立审理与破产衔接机制", NameEN: "link to bankruptcy", Sourced: true,
		Acts:    []lifecycle.State{lifecycle.Trial, lifecycle.Stayed, lifecycle.InSupervision, lifecycle.InEnforcement, lifecycle.BankruptcyHandoff},
		Trigger: "企业债务人出现破产原因：审理中、违约时、执行中 an enterprise debtor with a cause of bankruptcy, in trial, at default, in enforcement",
		Affects: "只停止该债务人的期间和督促（机制八）；受理后中止、终结执行，解除保全（机制二） only that debtor's periods and urging (8) stand still; on acceptance enforcement ends and preservation (2) is lifted",
		Events: []lifecycle.Event{lifecycle.BankruptcySign, lifecycle.ConsentToTransfer, lifecycle.NoConsent, lifecycle.PanelDecides, lifecycle.PresidentSigns, lifecycle.AskSupplement,
			lifecycle.SendSupplement, lifecycle.BankruptcyAccepted, lifecycle.BankruptcyRefused, lifecycle.HandoffAccepted, lifecycle.ReferBankruptcy},
		Clocks:    []statute.RuleID{statute.BankruptcyTransferAnswer, statute.BankruptcyTransferFiles, "bankruptcy-decision", "bankruptcy-ruling-debtor"},
		Documents: []casefile.DocumentKind{casefile.BankruptcyDecision},
		Counts:    []string{"bankruptcy-handoffs"},
		Idle:      "无企业债务人，或未发现破产原因 no enterprise debtor, or no sign of bankruptcy",
	},
	{
		Number: 10, Name: "建立正向激励机制", NameEN: "positive incentives", Sourced: true,
		Acts:    []lifecycle.State{lifecycle.InCourtPrompt, lifecycle.InSupervision, lifecycle.Closed},
		Trigger: "自动履行完毕；债务人申请证明书，可在结案多年之后 voluntary performance; the debtor's application for a certificate, even years later",
		Affects: "证明书开启诚信履行名单和十大红利；发现虚假确认即撤销 the certificate opens the integrity list and the ten dividends; revoked on a false confirmation",
		Events: []lifecycle.Event{lifecycle.ChecksPassed, lifecycle.ChecksFailed, lifecycle.CreditorConfirms, lifecycle.CreditorDenies, lifecycle.IssueCertificate, lifecycle.RefuseCertificate,
			lifecycle.RevokeCertificate, lifecycle.KeepCertificate, lifecycle.ApproveList, lifecycle.PublishList, lifecycle.EntryGroundGone, lifecycle.RemoveEntry},
		Clocks:    []statute.RuleID{statute.CertificateConfirmation, statute.CertificateDecision},
		Documents: []casefile.DocumentKind{casefile.CertificateDocument, casefile.RevocationDocument, casefile.ListAnnouncement, casefile.ListRemoval},
		Counts:    []string{"certificates", "list-entries"},
		Idle:      "未自动履行 not performed voluntarily",
	},
	{
		Number: 11, Name: "明确裁判执行内容", NameEN: "enforceable wording", Sourced: false,
		Acts:    []lifecycle.State{lifecycle.Trial, lifecycle.Appeal},
		Trigger: "作出判决、调解书之前 before a judgment or a mediation document is issued",
		Affects: "不明确的退回并指明字段；明确的义务才能督促（机制八）和执行 what is not definite is sent back with the field named; only what is definite can be urged (8) and enforced",
		Events:  []lifecycle.Event{lifecycle.ReviewWording},
		Idle:    "未作出有履行内容的文书 no document with anything to perform",
	},
	{
		Number: 12, Name: "部门联动与考核评价", NameEN: "linkage and evaluation", Sourced: false,
		Acts:    []lifecycle.State{lifecycle.Closed},
		Trigger: "结案、证明书、名单、修复的结果 the outcome of a case, a certificate, a list entry, a repair",
		Affects: "推送给市场监管、税务、银行、信用平台，取回执；指标分区间展示 pushed to market regulator, tax, banks and credit platform with receipts; figures shown in bands",
		Idle:    "案件尚未产生推送 nothing to push yet",
	},
}

// mechanisms shows each of the twelve with what it did in the case, or why it
// did nothing.
func (m *matter) mechanisms() []casefile.MechanismView {
	out := make([]casefile.MechanismView, len(twelve))
	for i, x := range twelve {
		v := casefile.MechanismView{Number: x.Number, Name: x.Name, NameEN: x.NameEN, Sourced: x.Sourced, Acts: x.Acts}
		for _, n := range m.Policy.Mechanisms {
			if n.Number == x.Number && !x.Sourced {
				v.Name, v.NameEN = n.Name, ""
			}
		}
		for _, u := range m.Mechanisms {
			if u.Number == x.Number {
				v.Applied = true
				v.Uses = append(v.Uses, casefile.MechanismUseView{On: u.On, What: u.What, Result: u.Result})
			}
		}
		if !v.Applied {
			v.Why = m.idle(x)
		}
		out[i] = v
	}
	return out
}

// idle says why a mechanism has done nothing so far.
func (m *matter) idle(x Mechanism) string {
	switch {
	case m.main != lifecycle.Case:
		return "在原案件中起作用，见关联案件 it acts in the civil case"
	case m.ended() || slices.Contains(x.Acts, m.Phase):
		return x.Idle
	}
	for _, s := range x.Acts {
		if rank(s) > rank(m.Phase) {
			return "尚未到该阶段：" + lifecycle.Case.StateName(s) + " not there yet: " + string(s)
		}
	}
	return x.Idle
}

// rank is a state's place in the order of a case's life.
func rank(s lifecycle.State) int {
	return slices.IndexFunc(lifecycle.Case.States, func(i lifecycle.StateInfo) bool { return i.State == s })
}

func suspended(days int) string {
	return fmt.Sprintf("期间停止 %d 天，顺延 / stood still for %d days and ends that much later", days, days)
}

// Why a case closed.
const (
	ClosedPerformed   = "performed"
	ClosedEnforced    = "enforced"
	ClosedWithdrawn   = "withdrawn"
	ClosedNotAccepted = "not_accepted"
	ClosedDismissed   = "dismissed"
	ClosedNothingDue  = "no_performance_due"
	ClosedTransferred = "transferred"
	ClosedBankruptcy  = "bankruptcy"
	ClosedTimeBarred  = "time_barred"
	ClosedTerminated  = "terminated"
	ClosedIssued      = "issued"
	ClosedRefused     = "refused"
)

var reasonNames = map[string]string{
	ClosedPerformed: "自动履行完毕", ClosedEnforced: "执行完毕", ClosedWithdrawn: "撤诉", ClosedNotAccepted: "不予受理",
	ClosedDismissed: "驳回起诉", ClosedNothingDue: "无履行内容", ClosedTransferred: "移送管辖", ClosedBankruptcy: "进入破产程序",
	ClosedTimeBarred: "申请执行时效届满", ClosedTerminated: "终结", ClosedIssued: "已出具证明", ClosedRefused: "不予出具证明",
}

func reasonName(reason string) string {
	return or(reasonNames[reason], or(besideNames[reason], reason))
}
