package documents

import (
	"slices"

	"luxing/workflows/casefile"
)

// Form is how the value of a fact is written in an order.
type Form string

// The forms of facts.
const (
	Text  Form = "text"  // as it stands
	Day   Form = "day"   // 2019-03-04
	Clock Form = "clock" // 09:30
	Fen   Form = "fen"   // an amount in fen, in digits
	Yuan  Form = "yuan"  // an amount as 862408.00元
	Count Form = "count" // a number of days, in digits
	Lines Form = "lines" // one item a line, or parted by ；
	Party Form = "party" // a party's ID, printed as its name
	Court Form = "court" // a court's code, or a name as it stands
	// Official is the ID of somebody who works at the court, printed as the name
	// that the roster has, and as it stands where the roster has none.
	Official Form = "official"
)

// Fact is one named value that a template prints.
type Fact struct {
	Key  string
	Name string // Chinese
	Form Form
	// Required facts that are missing or malformed show as 「待补」 on the page
	// and are named in [Document.Missing]. The others are left out, or have the
	// default that Note tells.
	Required bool
	Note     string // English: what it is, where its default comes from
}

// Kinds lists the documents that can be rendered, in the order of a case's life.
func Kinds() []casefile.DocumentKind {
	kinds := make([]casefile.DocumentKind, len(kindTable))
	for i, k := range kindTable {
		kinds[i] = k.kind
	}
	return kinds
}

// Facts lists what the template of a kind wants in [casefile.DocumentOrder.Facts],
// its own facts first and then those that every kind takes; nil for a kind that
// is unknown. Besides these, templates use the order's obligations, the case's
// parties and numbers, and the law as it stood on the order's day.
func Facts(k casefile.DocumentKind) []Fact {
	info, ok := findKind(k)
	if !ok {
		return nil
	}
	return slices.Concat(info.facts, common)
}

// ObligationsKey is the name under which [Document.Missing] reports that a
// kind which prints obligations was ordered without any.
const ObligationsKey = "obligations"

// NumberKey is the name under which [Document.Missing] reports that a document
// has no number to carry.
const NumberKey = "caseNumber"

type kindInfo struct {
	kind  casefile.DocumentKind
	facts []Fact
	// obligations: the page prints the order's obligations and is incomplete without them.
	obligations bool
	// unnumbered: the case may have no number yet.
	unnumbered bool
}

// common are facts that every document may carry.
var common = []Fact{
	{Key: "cause", Name: "案由", Form: Text, Note: "used where the register does not have it yet"},
	{Key: "courtName", Name: "法院名称", Form: Text, Note: "of a court that is not built in; default: by the code"},
	{Key: "judge", Name: "承办人", Form: Official, Note: "the judge, printed where the document names the judge"},
	{Key: "clerk", Name: "书记员", Form: Official, Note: "likewise"},
	{Key: "contact", Name: "联系方式", Form: Text, Note: "how to reach the court, printed in the foot"},
}

// account are the facts of the account that money is to be paid to (一案一账户).
var account = []Fact{
	{Key: "accountName", Name: "收款户名", Form: Text, Note: "the account's holder"},
	{Key: "accountBank", Name: "开户银行", Form: Text, Note: "its bank"},
	{Key: "accountNumber", Name: "收款账号", Form: Text, Note: "its number; the three are printed when this one is given"},
}

// listFacts are what the documents of a batch of the integrity list have in common.
var listFacts = []Fact{
	{Key: "batch", Name: "批次", Form: Text, Required: true, Note: "the batch's key"},
	{Key: "period", Name: "期别", Form: Text, Required: true, Note: "2020q3 or 2020m07"},
	{Key: "names", Name: "姓名的公布方式", Form: Text, Note: "masked, the default, or full, as the court's policy has it; units are named in full"},
	{Key: "receivers", Name: "推送单位", Form: Lines, Required: true, Note: "the kinds of receiver, as the policy has them"},
}

var judgment = Fact{Key: "document", Name: "裁判文书", Form: Text, Note: "the judgment or mediation document by number and kind; default: 生效法律文书 with the case's number"}

var kindTable = []kindInfo{
	{kind: casefile.CorrectionNotice, unnumbered: true, facts: []Fact{
		{Key: "missing", Name: "需补正的内容", Form: Lines, Required: true, Note: "what is missing, one line or one ；-part each"},
		{Key: "days", Name: "补正期限", Form: Count, Required: true, Note: "the period the notice sets, in days"},
	}},
	{kind: casefile.FeeNotice, facts: slices.Concat([]Fact{
		{Key: "feeFen", Name: "应交金额", Form: Fen, Required: true, Note: "the fee as charged"},
		{Key: "item", Name: "费用名称", Form: Text, Note: "default: 案件受理费"},
		{Key: "days", Name: "交纳期限", Form: Count, Note: "days from receipt; default: 7 (诉讼费用交纳办法第22条)"},
		{Key: "note", Name: "说明", Form: Text, Note: "such as 适用简易程序减半交纳"},
	}, account)},
	{kind: casefile.ComplaintNotice, facts: []Fact{
		{Key: "answerDays", Name: "答辩期", Form: Count, Note: "default: 15 (CPL 128)"},
	}},
	{kind: casefile.HearingNotice, facts: []Fact{
		{Key: "on", Name: "开庭日期", Form: Day, Required: true, Note: "the day of the hearing"},
		{Key: "time", Name: "开庭时间", Form: Clock, Required: true, Note: "its hour"},
		{Key: "place", Name: "应到处所", Form: Text, Required: true, Note: "the courtroom, or the platform of an online hearing"},
		{Key: "reason", Name: "传唤事由", Form: Text, Note: "default: 开庭审理"},
	}},
	{kind: casefile.PerformancePrompt, obligations: true, facts: slices.Concat([]Fact{
		{Key: "basis", Name: "依据", Form: Text, Note: "what obliges: 调解协议 or 判决; default: 裁判"},
	}, account)},
	{kind: casefile.PerformanceRecord, obligations: true, facts: []Fact{
		{Key: "payments", Name: "履行情况", Form: Lines, Required: true, Note: "each payment or act on a line, with the creditor's confirmation"},
	}},
	{kind: casefile.AssessmentSheet, unnumbered: true, facts: []Fact{
		{Key: "debtor", Name: "债务人", Form: Party, Required: true, Note: "who was assessed"},
		{Key: "score", Name: "得分", Form: Text, Required: true, Note: "of 100"},
		{Key: "level", Name: "等级", Form: Text, Required: true, Note: "in words"},
		{Key: "override", Name: "法官调整", Form: Text, Note: "from which level to which, and why"},
		{Key: "factors", Name: "各项因素", Form: Lines, Required: true, Note: "each with weight, points and evidence"},
		{Key: "advice", Name: "提示考虑", Form: Lines, Required: true, Note: "what the judge is prompted to consider"},
	}},
	{kind: casefile.SecurityOrder, unnumbered: true, facts: []Fact{
		{Key: "asset", Name: "保全财产", Form: Text, Required: true, Note: "its ID in the case"},
		{Key: "amountFen", Name: "请求保全数额", Form: Fen, Required: true, Note: "what is asked for"},
		{Key: "requiredFen", Name: "应提供担保数额", Form: Fen, Required: true, Note: "at most 30 % of it during the suit"},
		{Key: "postedFen", Name: "已提供担保数额", Form: Fen, Required: true, Note: "so far"},
		{Key: "until", Name: "提供期限", Form: Day, Required: true, Note: "the last day that the order sets"},
	}},
	{kind: casefile.FreezeNotice, unnumbered: true, facts: []Fact{
		{Key: "asset", Name: "保全财产", Form: Text, Required: true, Note: "its ID in the case"},
		{Key: "kind", Name: "财产种类", Form: Text, Required: true, Note: "deposit, movable, or real estate and other rights, in Chinese"},
		{Key: "owner", Name: "被保全人", Form: Party, Required: true, Note: "whose it is"},
		{Key: "frozenFen", Name: "实际保全数额", Form: Fen, Required: true, Note: "what was in fact frozen"},
		{Key: "rank", Name: "顺位", Form: Text, Required: true, Note: "首封, or 轮候 with the rank"},
		{Key: "from", Name: "起始日", Form: Day, Required: true, Note: "the day of the measure"},
		{Key: "until", Name: "届满日", Form: Day, Required: true, Note: "its last day"},
		{Key: "renewBy", Name: "申请续行的最后一日", Form: Day, Required: true, Note: "seven days before (财产保全规定第18条)"},
	}},
	{kind: casefile.PreUrgingNotice, obligations: true, facts: slices.Concat([]Fact{
		judgment,
		{Key: "applicant", Name: "申请人", Form: Party, Required: true, Note: "the creditor who applied for enforcement and agreed"},
		{Key: "until", Name: "督促期限", Form: Day, Required: true, Note: "the last day of the urging"},
	}, account)},
	{kind: casefile.PerformanceReminder, obligations: true, facts: slices.Concat([]Fact{
		judgment,
		{Key: "due", Name: "履行期限", Form: Day, Note: "default: the earliest next due day of the obligations"},
	}, account)},
	{kind: casefile.SecondNoticeLetter, obligations: true, facts: slices.Concat([]Fact{
		judgment,
		{Key: "due", Name: "履行期限", Form: Day, Note: "the last day of performance; default: the earliest next due day of the obligations"},
		{Key: "days", Name: "宽限日数", Form: Count, Note: "days from receipt that urging goes on; left out when not given"},
		{Key: "lastDay", Name: "申请执行期间末日", Form: Day, Note: "the end of the creditor's two years, printed to a creditor"},
	}, account)},
	{kind: casefile.EnforcementTransfer, obligations: true, facts: []Fact{
		judgment,
		{Key: "due", Name: "履行期限", Form: Day, Note: "the last day of performance; default: the earliest next due day of the obligations"},
		{Key: "lastDay", Name: "申请执行期间末日", Form: Day, Note: "the end of the creditor's two years (CPL 250)"},
	}},
	{kind: casefile.BankruptcyDecision, facts: []Fact{
		{Key: "receivingCourt", Name: "受移送法院", Form: Court, Required: true, Note: "the court of the debtor's domicile"},
		{Key: "debtor", Name: "被移送人", Form: Party, Note: "default: the recipient, else the only enterprise among the defendants"},
		{Key: "consentBy", Name: "同意移送的当事人", Form: Party, Required: true, Note: "who consented in writing (CPLI 511)"},
		{Key: "reason", Name: "破产原因", Form: Text, Note: "default: the words of EBL 2"},
		{Key: "files", Name: "移送材料", Form: Lines, Note: "the papers of the package, one line or one ；-part each"},
	}},
	{kind: casefile.EnforcementNotice, obligations: true, facts: slices.Concat([]Fact{
		judgment,
		{Key: "amount", Name: "应履行总额", Form: Yuan, Note: "the total on the document's day"},
		{Key: "interest", Name: "加倍部分利息", Form: Yuan, Note: "of it, the delayed-performance interest; printed with amount"},
		{Key: "feeFen", Name: "申请执行费", Form: Fen, Note: "the enforcement fee, borne by the debtor"},
	}, account)},
	{kind: casefile.ReportingOrder, facts: []Fact{
		judgment,
		{Key: "until", Name: "报告期限", Form: Day, Required: true, Note: "the last day for the report, as the order sets it"},
	}},
	{kind: casefile.ListingDecision, obligations: true, facts: []Fact{
		judgment,
		{Key: "ground", Name: "纳入事由", Form: Text, Required: true, Note: "one of the six grounds in words"},
		{Key: "grade", Name: "失信等级", Form: Text, Note: "轻微, 一般 or 严重"},
		{Key: "until", Name: "宽限期", Form: Day, Required: true, Note: "the last day of grace"},
		{Key: "president", Name: "签发人", Form: Official, Required: true, Note: "the president who signed"},
	}},
	{kind: casefile.ContestDismissal, facts: []Fact{
		{Key: "contestedOn", Name: "申请日期", Form: Day, Required: true, Note: "the day the debtor asked for the correction"},
		{Key: "reason", Name: "理由", Form: Text, Required: true, Note: "why the listing stands"},
		{Key: "until", Name: "申请复议的末日", Form: Day, Required: true, Note: "the last day for turning to the superior court"},
	}},
	{kind: casefile.ConsumptionOrder, obligations: true, facts: []Fact{
		{Key: "reason", Name: "事由", Form: Text, Note: "why, beyond the default itself"},
	}},
	{kind: casefile.ExitBanDecision, facts: []Fact{
		judgment,
		{Key: "reason", Name: "事由", Form: Text, Required: true, Note: "why leaving would frustrate enforcement"},
		{Key: "by", Name: "启动方式", Form: Text, Note: "on the creditor's written request or ex officio; default: 依职权"},
		{Key: "person", Name: "限制对象", Form: Text, Note: "of a unit, whom it falls on; default: 被执行人"},
		{Key: "until", Name: "期限", Form: Day, Note: "its last day, if it has one"},
	}},
	{kind: casefile.ExitBanLifting, facts: []Fact{
		{Key: "reason", Name: "解除事由", Form: Text, Required: true, Note: "paid, secured, consented to, or its end"},
	}},
	{kind: casefile.EndedForNowRuling, facts: []Fact{
		judgment,
		{Key: "owedFen", Name: "应执行总额", Form: Fen, Required: true, Note: "as of the ruling"},
		{Key: "collectedFen", Name: "执行到位", Form: Fen, Required: true, Note: "what came in"},
		{Key: "searches", Name: "财产调查次数", Form: Count, Required: true, Note: "how many searches are on record"},
		{Key: "reason", Name: "终本事由", Form: Text, Required: true, Note: "what the searches showed"},
		{Key: "consent", Name: "同意或者审批", Form: Text, Required: true, Note: "the applicant's signature, or panel and president"},
	}},
	{kind: casefile.ResumptionNotice, facts: []Fact{
		{Key: "reason", Name: "恢复事由", Form: Text, Required: true, Note: "assets found, or a settlement not kept"},
		{Key: "owedFen", Name: "应执行总额", Form: Fen, Required: true, Note: "as of the notice"},
		{Key: "collectedFen", Name: "执行到位", Form: Fen, Required: true, Note: "what came in"},
	}},
	{kind: casefile.SuspensionRuling, facts: []Fact{
		{Key: "ground", Name: "中止事由", Form: Text, Required: true, Note: "the words of the law's ground"},
		{Key: "item", Name: "适用的项", Form: Text, Required: true, Note: "which of CPL 267(1)-(5), such as 第3项"},
		{Key: "about", Name: "涉及的当事人或者异议", Form: Text, Note: "who died, ended or agreed, or the claim's ID"},
		{Key: "on", Name: "事由发生日期", Form: Day, Required: true, Note: "the day of the fact"},
		{Key: "reason", Name: "理由", Form: Text, Required: true, Note: "what was found"},
	}},
	{kind: casefile.SuccessionRuling, facts: []Fact{
		{Key: "was", Name: "原当事人", Form: Party, Required: true, Note: "whose place is taken"},
		{Key: "is", Name: "变更后的当事人", Form: Party, Note: "who takes it; none where the estate itself is enforced against"},
		{Key: "as", Name: "执行地位", Form: Text, Required: true, Note: "被执行人 or 申请执行人"},
		{Key: "basis", Name: "变更事由", Form: Text, Required: true, Note: "inheritance, merger or division, dissolution"},
		{Key: "law", Name: "依据", Form: Text, Required: true, Note: "the articles"},
		{Key: "estateFen", Name: "遗产范围", Form: Fen, Note: "what an heir answers with"},
		{Key: "reason", Name: "理由", Form: Text, Required: true, Note: "what shows it"},
	}},
	{kind: casefile.MoneyReleaseNotice, facts: []Fact{
		{Key: "amountFen", Name: "发放金额", Form: Fen, Required: true, Note: "what is released"},
		{Key: "on", Name: "发放日期", Form: Day, Required: true, Note: "the day it is released"},
		{Key: "collectedFen", Name: "到账合计", Form: Fen, Required: true, Note: "all that came in"},
		{Key: "heldFen", Name: "尚存案款", Form: Fen, Note: "what is still held"},
	}},
	{kind: casefile.DistributionPlan, facts: []Fact{
		{Key: "plan", Name: "方案编号", Form: Text, Required: true, Note: "the plan's ID"},
		{Key: "debtor", Name: "被执行人", Form: Party, Required: true, Note: "whose money is divided"},
		{Key: "amountFen", Name: "可分配金额", Form: Fen, Required: true, Note: "what is divided, costs included"},
		{Key: "costsFen", Name: "执行费用", Form: Fen, Note: "taken off first"},
		{Key: "how", Name: "分配顺序", Form: Text, Required: true, Note: "in proportion, or by the order of seizure"},
		{Key: "shares", Name: "各债权人份额", Form: Lines, Required: true, Note: "each creditor's claim, rank and share, one a line"},
	}},
	{kind: casefile.PlanObjectionTold, facts: []Fact{
		{Key: "plan", Name: "方案编号", Form: Text, Required: true, Note: "the plan's ID"},
		{Key: "objector", Name: "异议人", Form: Text, Required: true, Note: "a creditor's ID, of this case or another"},
		{Key: "reason", Name: "异议理由", Form: Text, Required: true, Note: "why the plan is wrong"},
		{Key: "asks", Name: "异议人主张的份额", Form: Lines, Required: true, Note: "the shares as the objector would have them"},
		{Key: "receivedOn", Name: "收到通知之日", Form: Day, Required: true, Note: "the day of receipt"},
		{Key: "until", Name: "提出反对意见的末日", Form: Day, Required: true, Note: "the last day to oppose"},
	}},
	{kind: casefile.PlanOppositionTo, facts: []Fact{
		{Key: "plan", Name: "方案编号", Form: Text, Required: true, Note: "the plan's ID"},
		{Key: "opponents", Name: "提出反对意见的人", Form: Text, Required: true, Note: "whom the suit is against"},
		{Key: "receivedOn", Name: "收到通知之日", Form: Day, Required: true, Note: "the day of receipt"},
		{Key: "until", Name: "起诉的末日", Form: Day, Required: true, Note: "the last day to sue"},
	}},
	{kind: casefile.CertificateDocument, obligations: true, facts: []Fact{
		judgment,
		{Key: "performedOn", Name: "履行完毕日期", Form: Day, Required: true, Note: "default: the day the last obligation was performed"},
		{Key: "method", Name: "履行方式", Form: Text, Note: "such as 银行转账"},
		{Key: "confirmedBy", Name: "确认人", Form: Party, Note: "the creditor who confirmed the performance"},
		{Key: "dividends", Name: "激励事项", Form: Lines, Note: "the dividends that it opens, printed as its annex"},
	}},
	{kind: casefile.RevocationDocument, facts: []Fact{
		{Key: "certificate", Name: "证明书编号", Form: Text, Required: true, Note: "the number of the certificate"},
		{Key: "issuedOn", Name: "出具日期", Form: Day, Required: true, Note: "the day it was given"},
		{Key: "ground", Name: "撤销事由", Form: Text, Required: true, Note: "such as 虚假确认"},
		{Key: "reason", Name: "理由", Form: Text, Required: true, Note: "what was found"},
	}},
	{kind: casefile.ListAnnouncement, facts: slices.Concat([]Fact{
		{Key: "approvedBy", Name: "批准人", Form: Official, Required: true, Note: "who approved the batch"},
		{Key: "until", Name: "公布期末日", Form: Day, Required: true, Note: "the last day of the term"},
	}, listFacts)},
	{kind: casefile.ListRemoval, facts: slices.Concat([]Fact{
		{Key: "reason", Name: "移出事由", Form: Text, Required: true, Note: "why, in words"},
		{Key: "certificates", Name: "涉及的证明书", Form: Lines, Note: "the keys of the applications, by which the register names the holders"},
		{Key: "by", Name: "决定人", Form: Official, Note: "who decided it; left out when a fact did"},
	}, listFacts)},
	{kind: casefile.RepairReceipt, facts: []Fact{
		{Key: "asked", Name: "申请的措施", Form: Text, Required: true, Note: "the measures applied for"},
		{Key: "papers", Name: "材料", Form: Lines, Note: "the papers handed in with the application"},
	}},
	{kind: casefile.RepairGrant, facts: []Fact{
		{Key: "reason", Name: "理由", Form: Text, Required: true, Note: "why it is granted"},
		{Key: "score", Name: "评分", Form: Text, Note: "by the court's own card"},
		{Key: "measures", Name: "修复措施", Form: Lines, Required: true, Note: "the measures, one a line"},
		{Key: "until", Name: "修复期末日", Form: Day, Required: true, Note: "the end of the term"},
		{Key: "plan", Name: "履行计划", Form: Text, Required: true, Note: "the plan of performance"},
	}},
	{kind: casefile.RepairRefusal, facts: []Fact{
		{Key: "reason", Name: "理由", Form: Text, Required: true, Note: "why it is refused"},
		{Key: "missing", Name: "尚缺事项", Form: Lines, Note: "what stood in the way"},
	}},
	{kind: casefile.RepairRevocation, facts: []Fact{
		{Key: "number", Name: "原决定编号", Form: Text, Note: "the number of the repair"},
		{Key: "measures", Name: "原措施", Form: Text, Required: true, Note: "the measures that are undone"},
		{Key: "reason", Name: "违约情形", Form: Text, Required: true, Note: "the breach"},
		{Key: "barredTo", Name: "不得申请的末日", Form: Day, Required: true, Note: "the last day of the bar"},
	}},
	{kind: casefile.RiskNotice, facts: []Fact{
		{Key: "stage", Name: "告知环节", Form: Text, Note: "filing or service; default: filing"},
	}},
	{kind: casefile.PerformanceGuide, obligations: true, facts: slices.Concat([]Fact{judgment}, account)},
	{kind: casefile.EnforcementGuide, obligations: true, facts: []Fact{judgment}},
	{kind: casefile.PartyNotice, facts: []Fact{
		{Key: "change", Name: "变更事项", Form: Text, Required: true, Note: "what changed"},
		{Key: "about", Name: "涉及的当事人", Form: Party, Note: "whom it is about"},
		{Key: "joined", Name: "参加诉讼", Form: Text, Note: "given to the party that is joined itself"},
	}},
	{kind: casefile.CounterclaimNotice, facts: []Fact{
		{Key: "party", Name: "反诉原告", Form: Party, Required: true, Note: "the defendant who counterclaims"},
		{Key: "answerDays", Name: "答辩期", Form: Count, Note: "default: 15 (CPL 128)"},
	}},
	{kind: casefile.CorrectionRuling, facts: []Fact{
		judgment,
		{Key: "was", Name: "原文", Form: Text, Required: true, Note: "the words as they stand"},
		{Key: "is", Name: "补正为", Form: Text, Required: true, Note: "the words as they should be"},
	}},
}

func findKind(k casefile.DocumentKind) (*kindInfo, bool) {
	for i := range kindTable {
		if kindTable[i].kind == k {
			return &kindTable[i], true
		}
	}
	return nil, false
}
