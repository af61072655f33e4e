package casefile

import (
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// Kind is which of our workflows a record comes from.
type Kind string

// The kinds of workflow.
const (
	KindCase        Kind = "case"
	KindEnforcement Kind = "enforcement"
	KindCertificate Kind = "certificate"
	KindRepair      Kind = "credit_repair"
	KindList        Kind = "integrity_list"
	KindRevocation  Kind = "certificate_revocation"
	KindDigest      Kind = "digest"
)

// Record is what one step of a workflow leaves in the world: the register's
// row, the timeline, documents, messages and numbers, written in one
// transaction. (Key, Seq) makes it idempotent: a Seq that is already in the
// register is answered from it and changes nothing.
type Record struct {
	Key  string `json:"key"`
	Kind Kind   `json:"kind"`
	// Seq counts a workflow's records from 1, through continue-as-new.
	Seq int64 `json:"seq"`
	Row Row   `json:"row"`
	// Filing is set in a case's first record and whenever parties change.
	Filing    *Filing         `json:"filing,omitempty"`
	Entries   []Entry         `json:"entries,omitempty"`
	Deadlines []OpenDeadline  `json:"deadlines,omitempty"` // all that are open now
	Documents []DocumentOrder `json:"documents,omitempty"`
	Messages  []Message       `json:"messages,omitempty"`
	Numbers   []NumberOrder   `json:"numbers,omitempty"`
	// Money is set when obligations or payments changed: all of them.
	Obligations []ObligationView `json:"obligations,omitempty"`
	Payments    []Payment        `json:"payments,omitempty"`
	// NoObligations says that the case has none any more, such as after a
	// remand: those on record go. Without it no obligations means no change.
	NoObligations bool `json:"noObligations,omitempty"`
	// Revoked is set when a certificate is revoked.
	Revoked *RevokedCertificate `json:"revoked,omitempty"`
	// Listed are the entries of a list batch that changed.
	Listed []ListEntry `json:"listed,omitempty"`
	// Repair is set when a credit repair changed: all of it.
	Repair *RepairRecord `json:"repair,omitempty"`
	// Tainted are those who lose the ground of an integrity list by what this
	// record says. The register answers where they stand.
	Tainted []Taint `json:"tainted,omitempty"`
	// Retrials is what a retrial does to the document of a case. The register
	// keeps it, and answers what rests on that document.
	Retrials []RetrialNews `json:"retrials,omitempty"`
	// Siblings asks for the other enforcements of the case that are open: this one has
	// news for them, and the case has ended.
	Siblings bool `json:"siblings,omitempty"`
}

// RetrialNews says that the document of a case is tried again, or how that ended.
type RetrialNews struct {
	Of    string          `json:"of"`    // the case whose document it is: this one, or one that has ended
	Event lifecycle.Event `json:"event"` // order_retrial, retrial_upheld, retrial_set_aside, retrial_changed
	On    calendar.Date   `json:"on"`
	Runs  bool            `json:"runs,omitempty"` // its enforcement is not suspended meanwhile
}

// Resting is something that rests on a document of which there is news: a
// certificate that stands or is applied for, an enforcement that has not ended.
type Resting struct {
	Of    string          `json:"of"`
	Event lifecycle.Event `json:"event"` // of the news
	On    calendar.Date   `json:"on"`
	Kind  Kind            `json:"kind"`
	Key   string          `json:"key"`
	// Review is the key of the review of a certificate that was given: one that is
	// open, or the next.
	Review string `json:"review,omitempty"`
}

// RetrialState is what the register knows of the latest retrial of a case's document.
type RetrialState struct {
	By        string          `json:"by"` // the case that tries it again: the same one while it is open
	On        calendar.Date   `json:"on"`
	Runs      bool            `json:"runs,omitempty"`
	Outcome   lifecycle.Event `json:"outcome,omitempty"` // "" while it is out
	OutcomeOn calendar.Date   `json:"outcomeOn,omitzero"`
}

// Taint says of whom a fact is known that no entry of an integrity list stands
// beside: a party of this workflow, or the holder of a certificate.
type Taint struct {
	Party       string `json:"party,omitempty"`
	Certificate string `json:"certificate,omitempty"` // the application's key
	Why         string `json:"why"`                   // Chinese, then English; without personal data
}

// Stand is where somebody stands who lost the ground to stand there: an entry,
// or a candidate, of a batch that is open.
type Stand struct {
	Batch       string `json:"batch"`
	Certificate string `json:"certificate"`
	Why         string `json:"why"`
}

// RevokedCertificate undoes a certificate.
type RevokedCertificate struct {
	Certificate string           `json:"certificate"` // the application's key
	On          calendar.Date    `json:"on"`
	Ground      RevocationGround `json:"ground"`
}

// RecordResult is what the register answers.
type RecordResult struct {
	// Numbers maps a NumberOrder's ID to the number given.
	Numbers map[string]string `json:"numbers,omitempty"`
	// Documents maps a DocumentOrder's ID to the content's SHA-256.
	Documents map[string]string `json:"documents,omitempty"`
	// Stands are the open batches in which those stand whom the record taints.
	Stands []Stand `json:"stands,omitempty"`
	// Resting is what rests on the documents of which the record has news of a retrial.
	Resting []Resting `json:"resting,omitempty"`
	// Retrial is that of the case on which a certificate or an enforcement rests,
	// as the register has it when that says its first word.
	Retrial *RetrialState `json:"retrial,omitempty"`
	// Siblings are the other open enforcements of the case, where the record asks.
	Siblings []string `json:"siblings,omitempty"`
}

// Row is the register's flat row of a workflow: what boards and figures read.
// It holds no personal data.
type Row struct {
	Case       string          `json:"case"` // the civil case's key
	CaseNumber string          `json:"caseNumber,omitempty"`
	Court      string          `json:"court"`
	Division   string          `json:"division,omitempty"`
	Judge      string          `json:"judge,omitempty"` // or the enforcement officer
	Cause      string          `json:"cause,omitempty"`
	Procedure  Procedure       `json:"procedure,omitempty"`
	FiledOn    calendar.Date   `json:"filedOn"`
	AcceptedOn calendar.Date   `json:"acceptedOn,omitzero"`
	ClosedOn   calendar.Date   `json:"closedOn,omitzero"`
	Phase      lifecycle.State `json:"phase"`
	PhaseSince time.Time       `json:"phaseSince"`
	Reason     string          `json:"reason,omitempty"` // why closed
	Wait
	ClaimFen       int64        `json:"claimFen,omitempty"`
	OutstandingFen int64        `json:"outstandingFen,omitempty"`
	Mechanisms     []int        `json:"mechanisms,omitempty"`
	Stuck          []StuckCause `json:"stuck,omitempty"`
	Updated        time.Time    `json:"updated"`
}

// Wait is the one sentence that every case can say: what it waits for, on
// whom, until when, under which article.
type Wait struct {
	For     string       `json:"waitsFor,omitempty"` // a rule ID or a decision, in code
	ForName string       `json:"waitsForName,omitempty"`
	On      string       `json:"waitsOn,omitempty"` // a role, a party's ID, or receiving_court
	Due     time.Time    `json:"due,omitzero"`      // the instant the period has expired
	Last    string       `json:"dueDay,omitempty"`  // its last day
	Article string       `json:"article,omitempty"`
	Kind    statute.Kind `json:"dueKind,omitempty"`
	Alert   Alert        `json:"alert"`
}

// Alert is how far a deadline has escalated.
type Alert string

// The alert levels, in rising order.
const (
	Calm          Alert = "none"
	AlertJudge    Alert = "judge"            // 黄
	AlertOffice   Alert = "trial_management" // 橙
	AlertCourt    Alert = "president"        // 红
	AlertOverdue  Alert = "overdue"          // 超期
	AlertDelivery Alert = "delivery_failing" // another system does not take what we send
)

var alertRank = map[Alert]int{Calm: 0, AlertJudge: 1, AlertOffice: 2, AlertCourt: 3, AlertOverdue: 4, AlertDelivery: 5}

// Above reports whether a is more urgent than b.
func (a Alert) Above(b Alert) bool { return alertRank[a] > alertRank[b] }

// StuckReason is why a case is stuck.
type StuckReason string

// The reasons of the stuck list.
const (
	StuckOverdue         StuckReason = "overdue"
	StuckPastTarget      StuckReason = "past_target"
	StuckHiddenOverrun   StuckReason = "hidden_overrun"
	StuckStayForgotten   StuckReason = "stay_forgotten"
	StuckNoActivity      StuckReason = "no_activity"
	StuckFreezeLapsing   StuckReason = "freeze_lapsing"
	StuckFileNotMoved    StuckReason = "file_not_moved"
	StuckMoneyUnreleased StuckReason = "money_unreleased"
	StuckNotDelisted     StuckReason = "listing_not_lifted"
	StuckAnswerOverdue   StuckReason = "answer_overdue"
	StuckDelivery        StuckReason = "delivery_failing"
)

// StuckCause is one reason why a case is stuck, and what would unstick it.
type StuckCause struct {
	Reason  StuckReason `json:"reason"`
	Since   time.Time   `json:"since"`
	On      string      `json:"on"`
	Unstick string      `json:"unstick"` // Chinese, then English
	Article string      `json:"article,omitempty"`
}

// Entry is one line of a case's timeline.
type Entry struct {
	At      time.Time       `json:"at"`
	Event   lifecycle.Event `json:"event"`
	Name    string          `json:"name"` // Chinese
	Role    lifecycle.Role  `json:"role"`
	Actor   string          `json:"actor,omitempty"`
	From    lifecycle.State `json:"from,omitempty"`
	To      lifecycle.State `json:"to,omitempty"`
	Track   string          `json:"track,omitempty"`
	Article string          `json:"article,omitempty"`
	// Note says what happened beyond the event's name, without personal data.
	Note string `json:"note,omitempty"`
	// Mechanism is the number of the mechanism at work, 0 for none.
	Mechanism int    `json:"mechanism,omitempty"`
	Decision  string `json:"decision,omitempty"`
	Refused   string `json:"refused,omitempty"` // an asynchronous decision that was not taken
}

// OpenDeadline is a period that runs on a case.
type OpenDeadline struct {
	ID       string           `json:"id"` // answer/D1
	Name     string           `json:"name"`
	Deadline statute.Deadline `json:"deadline"`
	On       string           `json:"on"`
	Alert    Alert            `json:"alert"`
	// Expires is the event that the period's end causes; empty when the end
	// changes nothing by itself and is escalated instead.
	Expires lifecycle.Event `json:"expires,omitempty"`
	// Frozen is since when the period stands still, zero when it runs.
	Frozen calendar.Date `json:"frozen,omitzero"`
	// FrozenDays were added by suspensions so far.
	FrozenDays int `json:"frozenDays,omitempty"`
}

// DocumentKind names a template.
type DocumentKind string

// The documents that cases produce.
const (
	ComplaintNotice     DocumentKind = "complaint_notice"      // 应诉通知书
	HearingNotice       DocumentKind = "hearing_notice"        // 开庭传票
	PerformancePrompt   DocumentKind = "performance_prompt"    // 当庭履行提示书
	PerformanceReminder DocumentKind = "performance_reminder"  // 督促履行提醒书
	SecondNoticeLetter  DocumentKind = "second_notice"         // 督促履行告知书（二次）
	EnforcementTransfer DocumentKind = "enforcement_transfer"  // 申请执行告知及移送执行函
	BankruptcyDecision  DocumentKind = "bankruptcy_transfer"   // 移送破产审查决定书
	CertificateDocument DocumentKind = "certificate"           // 自动履行证明书
	CorrectionNotice    DocumentKind = "correction_notice"     // 补正通知书
	FeeNotice           DocumentKind = "fee_notice"            // 交纳诉讼费用通知书
	EnforcementNotice   DocumentKind = "enforcement_notice"    // 执行通知书
	SecurityOrder       DocumentKind = "security_order"        // 责令提供担保通知书
	FreezeNotice        DocumentKind = "freeze_notice"         // 财产保全期限告知书
	AssessmentSheet     DocumentKind = "assessment_sheet"      // 自动履行评估表
	PerformanceRecord   DocumentKind = "performance_record"    // 当庭履行笔录
	PreUrgingNotice     DocumentKind = "pre_urging_notice"     // 执前督促履行告知书
	ReportingOrder      DocumentKind = "property_report_order" // 报告财产令
	RiskNotice          DocumentKind = "litigation_risk"       // 诉讼风险提示书
	PerformanceGuide    DocumentKind = "performance_guide"     // 自动履行告知书
	EnforcementGuide    DocumentKind = "enforcement_guide"     // 申请执行提示书
	PartyNotice         DocumentKind = "party_notice"          // 诉讼事项变更通知书
	CounterclaimNotice  DocumentKind = "counterclaim_notice"   // 反诉应诉通知书
	CorrectionRuling    DocumentKind = "correction_ruling"     // 补正裁定书
	RevocationDocument  DocumentKind = "certificate_revoked"   // 撤销自动履行证明书决定书
	RepairReceipt       DocumentKind = "repair_receipt"        // 信用修复申请收件通知书
	RepairGrant         DocumentKind = "repair_granted"        // 信用修复决定书
	RepairRefusal       DocumentKind = "repair_refused"        // 不予信用修复决定书
	RepairRevocation    DocumentKind = "repair_revoked"        // 撤销信用修复决定书
	DailyDigest         DocumentKind = "daily_digest"          // 每日督办摘要
	ListAnnouncement    DocumentKind = "list_announcement"     // 诚信履行名单公告
	ListRemoval         DocumentKind = "list_removal"          // 移出诚信履行名单决定书

	ListingDecision    DocumentKind = "listing_decision"     // 纳入失信被执行人名单决定书
	ContestDismissal   DocumentKind = "contest_dismissal"    // 驳回失信纠正申请决定书
	ConsumptionOrder   DocumentKind = "consumption_order"    // 限制消费令
	ExitBanDecision    DocumentKind = "exit_ban_decision"    // 限制出境决定书
	ExitBanLifting     DocumentKind = "exit_ban_lifting"     // 解除限制出境决定书
	EndedForNowRuling  DocumentKind = "ended_for_now_ruling" // 终结本次执行程序裁定书
	ResumptionNotice   DocumentKind = "resumption_notice"    // 恢复执行通知书
	SuspensionRuling   DocumentKind = "suspension_ruling"    // 中止执行裁定书
	SuccessionRuling   DocumentKind = "succession_ruling"    // 变更当事人裁定书
	MoneyReleaseNotice DocumentKind = "money_release_notice" // 案款发放通知书

	DistributionPlan  DocumentKind = "distribution_plan"     // 财产分配方案
	PlanObjectionTold DocumentKind = "plan_objection_notice" // 分配方案异议通知书
	PlanOppositionTo  DocumentKind = "plan_opposition"       // 反对意见通知书
)

// DocumentOrder asks for one document for one recipient. Its ID makes it one
// document however often it is ordered.
type DocumentOrder struct {
	ID   string       `json:"id"` // KEY/kind/recipient/n
	Kind DocumentKind `json:"kind"`
	To   string       `json:"to"` // a party's ID; empty for a document to a court
	// On is the document's date.
	On    calendar.Date     `json:"on"`
	Facts map[string]string `json:"facts,omitempty"` // named values the template prints
	// NumberID names the NumberOrder (of the same record) whose number the document carries.
	NumberID    string           `json:"numberId,omitempty"`
	Obligations []ObligationView `json:"obligations,omitempty"`
}

// RevealIdentity in a message's data names a party as CASE/PARTY: the register
// puts the party's name and number into the message in its place, so that
// neither passes through a workflow.
const RevealIdentity = "identityOf"

// Message is something that another system is to hear. Its ID makes it one.
type Message struct {
	ID   string            `json:"id"`   // KEY/type/n
	Type string            `json:"type"` // cn.luxing.case.closed
	At   time.Time         `json:"at"`
	Data map[string]string `json:"data,omitempty"`
}

// NumberOrder asks the register for the next number of a sequence. Its ID
// makes it one number however often it is asked for.
type NumberOrder struct {
	ID    string `json:"id"`    // KEY/民初
	Court string `json:"court"` // 浙0211
	Type  string `json:"type"`  // 民初, 执, 自动履行证明
	Year  int    `json:"year"`
}
