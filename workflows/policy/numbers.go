package policy

import "slices"

// Unit is the unit a number is counted in, as package statute has it.
type Unit string

// Units of the numbers a policy sets.
const (
	Hours  Unit = "hours"
	Days   Unit = "days"
	Months Unit = "months"
)

// Number describes one length of time that is the court's to set.
type Number struct {
	ID      string // the rule's ID in package statute
	Name    string // Chinese
	NameEN  string
	Unit    Unit
	Default int
	Min     int // smallest and largest values that make sense,
	Max     int // or that the source allows
	Why     string
}

// Numbers returns every length a policy can set, by ID.
func Numbers() []Number { return slices.Clone(numbers) }

// FindNumber returns the number with that ID.
func FindNumber(id string) (Number, bool) {
	i, ok := slices.BinarySearchFunc(numbers, id, func(n Number, id string) int {
		return compare(n.ID, id)
	})
	if !ok {
		return Number{}, false
	}
	return numbers[i], true
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// numbers is sorted by ID.
var numbers = []Number{
	{"bankruptcy-decision", "决定是否移送破产审查", "decision on a bankruptcy transfer", Days, 30, 1, 90,
		"no text sets a time for consent, panel and president"},
	{"certificate-confirmation", "债权人核实履行情况", "creditor's confirmation for a certificate", Days, 7, 1, 60,
		"no source gives a time for the creditor to confirm"},
	{"certificate-decision", "自动履行证明书审查", "decision on a certificate", Days, 7, 1, 60,
		"no source gives a time for issuing"},
	{"certificate-revocation", "撤销自动履行证明书审查", "decision on revoking a certificate", Days, 15, 1, 60,
		"no source gives a time"},
	{"consumption-single-lift", "单次解除限制消费", "consumption allowed once", Days, 30, 1, 90,
		"no source bounds how long a single permission lasts"},
	{"credit-repair-breach", "信用修复回访逾期视为违约", "missed check-in taken for a breach", Days, 45, 2, 270,
		"no source gives a time; counted like the check-in itself, so it must be longer"},
	{"credit-repair-check-in", "信用修复履行计划回访", "check-in on a repair plan", Days, 30, 1, 180,
		"no source gives an interval"},
	{"credit-repair-completeness", "信用修复材料审查", "review of a repair application's papers", Days, 5, 1, 30,
		"no source gives a time"},
	{"credit-repair-decision", "信用修复审查", "decision on credit repair", Days, 15, 1, 60,
		"no source gives a time; taken from the correction of a wrong listing"},
	{"credit-repair-reapply", "信用修复再次申请间隔", "wait before applying for repair again", Months, 6, 1, 24,
		"no source gives a wait"},
	{"credit-repair-supplement", "信用修复补正材料", "supplement to a repair application", Days, 7, 1, 30,
		"no source gives a time"},
	{"credit-repair-term", "信用修复期", "term of a credit repair", Months, 12, 1, 36,
		"no source gives a term"},
	{"distribution-amendment", "修正分配方案", "amendment of a plan", Days, 10, 1, 30,
		"no text sets a time for the review of an unopposed objection"},
	{"distribution-objection-notice", "通知分配方案异议或者反对意见", "notice of an objection to a plan, or of the opposition to it", Days, 5, 1, 15,
		"no text sets a time for these notices"},
	{"distribution-service", "送达分配方案", "service of a distribution plan", Days, 10, 1, 60,
		"no text sets a time for the service"},
	{"ended-for-now-search-task", "完成终本后查询", "making of a search that is due", Days, 10, 1, 30,
		"internal: so that a half-yearly search that fell due is made"},
	{"excess-return", "退还多付款项", "return of an overpayment", Days, 15, 1, 30,
		"internal: so that no overpayment stays with the court"},
	{"exit-ban-lifting", "解除限制出境", "lifting of an exit ban", Days, 1, 1, 3,
		"the interpretation says promptly, no number"},
	{"exit-ban-lifting-hours", "当日解除限制出境", "lifting of an exit ban within the day", Hours, 4, 1, 12,
		"internal: who pays at the border leaves the same day"},
	{"filing-correction", "起诉状补正", "correction of the complaint", Days, 7, 1, 60,
		"the law leaves it to the notice"},
	{"integrity-list-approval", "诚信履行名单审批", "approval of a list batch", Days, 5, 1, 30,
		"no source gives a time"},
	{"integrity-list-batch", "诚信履行名单批次", "interval between integrity-list batches", Months, 3, 1, 12,
		"four batches in about eight months are reported, no rule"},
	{"integrity-list-check", "诚信履行名单全国执行核查", "national check of a list batch", Days, 5, 1, 30,
		"no source gives a time"},
	{"integrity-list-recheck", "诚信履行名单在册复查", "re-check of standing list entries", Days, 30, 1, 180,
		"no source gives an interval"},
	{"integrity-list-retry", "全国执行核查重试", "retry of an unanswered national check", Days, 1, 1, 7,
		"internal: until the checker answers"},
	{"integrity-list-term", "诚信履行名单公布期", "term of a list entry", Months, 24, 1, 60,
		"no source says how long an entry stands"},
	{"listing-grace", "失信惩戒宽限期", "grace before listing", Months, 1, 1, 3,
		"法发〔2019〕35号 gives one to three months"},
	{"listing-reconsideration", "申请复议失信纳入", "application to reconsider a listing", Days, 10, 5, 30,
		"ten days are remembered of the list's provisions, whose text is not at hand"},
	{"listing-reconsideration-review", "上一级法院复议失信纳入", "reconsideration of a listing", Days, 15, 5, 60,
		"fifteen days are remembered of the list's provisions, whose text is not at hand"},
	{"listing-repair-term", "信用修复措施期限", "term of a measure of credit repair", Months, 6, 1, 24,
		"no source gives a term where the decision names none"},
	{"listing-term-general", "一般失信公示期", "term of a general listing", Months, 12, 3, 12,
		"the measures of 2026 give three to twelve months"},
	{"listing-term-minor", "轻微失信公示期", "term of a minor listing", Months, 3, 1, 3,
		"the measures of 2026 give at most three months, normally unpublished"},
	{"listing-term-serious", "严重失信公示期", "term of a serious listing", Months, 36, 12, 36,
		"the measures of 2026 give one to three years"},
	{"mediation-signing", "签收调解书", "signing of the mediation document", Days, 10, 1, 30,
		"ten days are the law in summary procedure only"},
	{"penalty-approval", "审批罚款、拘留", "approval of a fine or detention", Days, 3, 1, 10,
		"the law asks for the president's approval and sets no time"},
	{"performance-default", "未定履行期限时的督促期", "urging where no performance period is set", Days, 10, 1, 60,
		"such an obligation is due on effectiveness; the days are for urging only"},
	{"pre-enforcement-urging", "执前督促", "urging before enforcement", Days, 30, 1, 60,
		"Hangzhou's model as reported; no length was found"},
	{"pre-filing-mediation", "诉前调解", "mediation before filing", Days, 30, 1, 90,
		"thirty days are common practice, no national text at hand"},
	{"preservation-queue-review", "轮候查封复查", "review of a waiting seizure", Days, 90, 1, 365,
		"internal: so that no waiting seizure is forgotten"},
	{"preservation-security", "提供保全担保", "security for preservation", Days, 5, 1, 30,
		"the law leaves it to the court's order"},
	{"preservation-start-urgent", "情况紧急的立即执行", "start of urgent preservation", Days, 1, 1, 2,
		"the law says at once, no number"},
	{"property-report", "被执行人财产报告", "debtor's property report", Days, 10, 1, 60,
		"the reporting order names the period"},
	{"referral-review", "移送破产期间的复查", "review while a referral is out", Days, 60, 1, 180,
		"internal: so that no suspended enforcement is forgotten"},
	{"stay-review", "中止情形复查", "review of a stay", Days, 30, 1, 180,
		"internal: so that no stay is forgotten"},
	{"supervision-close", "督促终结", "close of urging", Days, 15, 1, 60,
		"a suggested ladder; no day-counts of Ningbo were found"},
	{"supervision-contact", "逾期联系", "contact after the due date", Days, 1, 1, 30,
		"a suggested ladder; no day-counts of Ningbo were found"},
	{"supervision-reminder-first", "首次到期提醒", "first reminder before the due date", Days, 7, 1, 30,
		"a suggested ladder; no day-counts of Ningbo were found"},
	{"supervision-reminder-second", "再次到期提醒", "second reminder before the due date", Days, 3, 1, 30,
		"a suggested ladder; no day-counts of Ningbo were found"},
	{"supervision-second-notice", "二次督促", "second notice", Days, 5, 1, 30,
		"a suggested ladder; no day-counts of Ningbo were found"},
}
