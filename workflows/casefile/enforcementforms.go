package casefile

import (
	"fmt"

	"luxing/workflows/calendar"
)

// OfficerForm names the enforcement officer.
type OfficerForm struct {
	Officer string `json:"officer"`
}

// Check implements Form.
func (f *OfficerForm) Check() (fs Faults) {
	need(&fs, "officer", f.Officer != "", "执行员的编号 the officer's ID")
	return fs
}

// SearchForm is the result of a search for property.
type SearchForm struct {
	On     calendar.Date `json:"on"`
	Found  bool          `json:"found"`
	Result string        `json:"result"`
	// Kind is network (网络查控), field (现场调查) or lead (核实线索); left out, the
	// search covered network and field.
	Kind string `json:"kind,omitempty"`
	// Lead is the lead that was checked.
	Lead string `json:"lead,omitempty"`
}

// Check implements Form.
func (f *SearchForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "result", f.Result != "", "查询的内容和结果 what was searched and found")
	if f.Kind != "" {
		oneOf(&fs, "kind", f.Kind, "财产调查规定第1、2条", "network", "field", "lead")
	}
	if (f.Kind == "lead") != (f.Lead != "") {
		fs.Add("lead", "核实哪条线索 which lead was checked", "类别为核实线索（lead）的填写线索编号，其他类别不填 the lead's ID with kind lead, and with no other kind")
	}
	return fs
}

// MeasureForm is a measure against property.
type MeasureForm struct {
	Kind string        `json:"kind"` // freeze, seize, deduct, auction, garnish, evaluate, sell, search
	What string        `json:"what"`
	On   calendar.Date `json:"on"`
}

// Check implements Form.
func (f *MeasureForm) Check() (fs Faults) {
	oneOf(&fs, "kind", f.Kind, "民事诉讼法第253至255条", "freeze", "seize", "deduct", "auction", "garnish", "evaluate", "sell", "search")
	need(&fs, "what", f.What != "", "针对的财产 against which property")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// ReleaseForm is money handed to a creditor, to a debtor who paid too much, or
// to the court for the costs of enforcement.
type ReleaseForm struct {
	AmountFen int64         `json:"amountFen"`
	To        string        `json:"to"` // a party's ID, a joined creditor's, or court
	On        calendar.Date `json:"on"`
	// Plan is the plan by which it is released; left out, the first that gives
	// the recipient as much.
	Plan string `json:"plan,omitempty"`
}

// Check implements Form.
func (f *ReleaseForm) Check() (fs Faults) {
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "发放数额 the amount", "大于零，以分为单位 more than zero, in fen")
	}
	need(&fs, "to", f.To != "", "债权人的编号 the creditor's ID")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	checkPlan(&fs, f.Plan)
	return fs
}

// SettleForm is a settlement in enforcement.
type SettleForm struct {
	Until calendar.Date `json:"until"` // the last day of performance under it
	Terms string        `json:"terms"`
	// How the court learned of it (执行和解规定第2条): joint, acknowledged or record.
	How string `json:"how,omitempty"`
	// Instalments are its parts, if any; the last falls due on Until.
	Instalments []Instalment `json:"instalments,omitempty"`
	// Guarantor undertook to be enforced against directly (执行和解规定第18条).
	Guarantor string `json:"guarantor,omitempty"`
	// PaymentOrder is what payments pay first where the parties agreed on it:
	// principal_first, general_first or doubled_first (迟延履行利息解释第4条).
	PaymentOrder string `json:"paymentOrder,omitempty"`
}

// Check implements Form.
func (f *SettleForm) Check() (fs Faults) {
	need(&fs, "until", !f.Until.IsZero(), "履行期的末日 the last day of performance")
	need(&fs, "terms", f.Terms != "", "和解的内容 what was agreed")
	if f.How != "" {
		oneOf(&fs, "how", f.How, "执行和解规定第2条", "joint", "acknowledged", "record")
	}
	if f.PaymentOrder != "" {
		oneOf(&fs, "paymentOrder", f.PaymentOrder, "迟延履行利息解释第4条", "principal_first", "general_first", "doubled_first")
	}
	for i, in := range f.Instalments {
		path := fmt.Sprintf("instalments[%d]", i)
		if in.AmountFen <= 0 {
			fs.Add(path+".amountFen", "每期金额 the amount of each part", "大于零，以分为单位 more than zero, in fen")
		}
		switch {
		case in.Due.IsZero():
			need(&fs, path+".due", false, "该期的末日 the last day of that part")
		case i > 0 && !in.Due.After(f.Instalments[i-1].Due):
			fs.Add(path+".due", "各期应依次到期 the parts fall due one after the other", "晚于%[1]s的日期 after %[1]s", f.Instalments[i-1].Due)
		case in.Due.After(f.Until):
			fs.Add(path+".due", "不得晚于和解履行期 within the term", "%[1]s或者更早 %[1]s or earlier", f.Until)
		}
	}
	return fs
}

// BreachForm takes enforcement up again because a settlement is not kept.
type BreachForm struct {
	Reason string `json:"reason"`
	// Ground is unperformed (what was due is not paid) or repudiated (the debtor
	// says or shows that they will not perform, 民法典第578条). Left out, it is unperformed.
	Ground string `json:"ground,omitempty"`
}

// Check implements Form.
func (f *BreachForm) Check() (fs Faults) {
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	if f.Ground != "" {
		oneOf(&fs, "ground", f.Ground, "执行和解规定第11条", "unperformed", "repudiated")
	}
	return fs
}

// KeptForm is a creditor's confirmation that a settlement was performed.
type KeptForm struct {
	Party string        `json:"party"`
	On    calendar.Date `json:"on"`
}

// Check implements Form.
func (f *KeptForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "确认履行完毕的申请执行人（如P1） the creditor who confirms, such as P1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// DeferForm defers enforcement on security, with the applicant's consent.
type DeferForm struct {
	Party string `json:"party"` // the debtor
	// Guarantor is who stands surety or owns what is given; empty when the debtor does.
	Guarantor   string `json:"guarantor,omitempty"`
	SecurityFen int64  `json:"securityFen"` // what the security is worth
	// By is the applicant who agreed.
	By    string        `json:"by"`
	On    calendar.Date `json:"on"`
	Until calendar.Date `json:"until"` // as long as the security, a year at most
}

// Check implements Form.
func (f *DeferForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "by", f.By != "", "同意暂缓的申请执行人（民事诉讼法第242条） the applicant who agreed (CPL art. 242)")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.SecurityFen <= 0 {
		fs.Add("securityFen", "担保价额 what the security is worth", "大于零，以分为单位 more than zero, in fen")
	}
	switch {
	case f.Until.IsZero():
		need(&fs, "until", false, "暂缓期限的末日 the last day of the deferral")
	case !f.On.IsZero() && f.Until.After(f.On.AddYears(1)):
		fs.Add("until", "暂缓执行最长不超过一年 a year at most (民诉法解释第467条)", "%[1]s或者更早 %[1]s or earlier", f.On.AddYears(1))
	}
	return fs
}

// ReportForm is a debtor's property report, or what supplements it.
type ReportForm struct {
	Party string        `json:"party"`
	On    calendar.Date `json:"on"`
	// ChangedOn is the day on which property changed that this report supplements.
	ChangedOn calendar.Date `json:"changedOn,omitzero"`
	Content   string        `json:"content,omitempty"`
}

// Check implements Form.
func (f *ReportForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if !f.On.IsZero() && f.ChangedOn.After(f.On) {
		fs.Add("changedOn", "变动在报告之前 the change comes before its report", "%[1]s或者更早 %[1]s or earlier", f.On)
	}
	return fs
}

// PartyFactForm is a fact about a debtor on a day.
type PartyFactForm struct {
	Party string        `json:"party"`
	On    calendar.Date `json:"on"`
	What  string        `json:"what"`
}

// Check implements Form.
func (f *PartyFactForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "what", f.What != "", "发生的事实，一句话写明 what happened, in a sentence")
	return fs
}

// LeadForm is a lead to a debtor's property.
type LeadForm struct {
	Lead   string        `json:"lead"` // its own ID, L1
	Party  string        `json:"party"`
	What   string        `json:"what"`
	Urgent bool          `json:"urgent,omitempty"`
	On     calendar.Date `json:"on"`
}

// Check implements Form.
func (f *LeadForm) Check() (fs Faults) {
	checkID(&fs, "lead", f.Lead, "自己的编号（如L1） an ID of its own, such as L1")
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "what", f.What != "", "何种财产、在何处，具体到可以核实 what property, and where: definite enough to be checked")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// Limits of a fine and a detention (民事诉讼法第118条), in fen and days.
const (
	MaxFinePerson = 100_000_00
	MinFineUnit   = 50_000_00
	MaxFineUnit   = 1_000_000_00
	MaxDetention  = 15
)

// PenaltyForm proposes a fine or a detention to the president.
type PenaltyForm struct {
	Penalty string `json:"penalty"` // its own ID, K1
	Party   string `json:"party"`
	// Of is whom it falls on: the party itself, or of a unit its
	// legal_representative, principal or direct person.
	Of        string `json:"of,omitempty"`
	Kind      string `json:"kind"` // fine or detention
	AmountFen int64  `json:"amountFen,omitempty"`
	Days      int    `json:"days,omitempty"`
	Ground    string `json:"ground"`
	Reason    string `json:"reason"`
}

// Check implements Form.
func (f *PenaltyForm) Check() (fs Faults) {
	checkID(&fs, "penalty", f.Penalty, "自己的编号（如K1） an ID of its own, such as K1")
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	oneOf(&fs, "kind", f.Kind, "民事诉讼法第114、252条", "fine", "detention")
	oneOf(&fs, "ground", f.Ground, "民事诉讼法第114、252条", "no_report", "false_report", "obstruction", "evasion", "refusal", "consumption")
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	if f.Of != "" {
		oneOf(&fs, "of", f.Of, "民事诉讼法第252条", "party", "legal_representative", "principal", "direct")
	}
	switch f.Kind {
	case "fine":
		if f.AmountFen <= 0 {
			fs.Add("amountFen", "罚款金额 the fine", "大于零，以分为单位 more than zero, in fen")
		}
		if f.Days != 0 {
			fs.Add("days", "罚款没有天数 a fine has no days", "不填；拘留另行提请 leave it out; propose the detention by itself")
		}
	case "detention":
		if f.Days < 1 || f.Days > MaxDetention {
			fs.Add("days", "拘留十五日以下（民事诉讼法第118条） fifteen days of detention at most (CPL art. 118)", "1至%[1]d之间 1 to %[1]d", MaxDetention)
		}
		if f.AmountFen != 0 {
			fs.Add("amountFen", "拘留没有金额 a detention has no amount", "不填；罚款另行提请 leave it out; propose the fine by itself")
		}
	}
	return fs
}

// PenaltyDecisionForm is the president's decision on a proposed penalty.
type PenaltyDecisionForm struct {
	Penalty string `json:"penalty"`
	Reason  string `json:"reason"`
}

// Check implements Form.
func (f *PenaltyDecisionForm) Check() (fs Faults) {
	checkID(&fs, "penalty", f.Penalty, "提请的编号（如K1） the proposal's ID, such as K1")
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}

// CostForm is a cost of enforcement that the debtor bears.
type CostForm struct {
	What      string        `json:"what"`
	AmountFen int64         `json:"amountFen"`
	On        calendar.Date `json:"on"`
}

// Check implements Form.
func (f *CostForm) Check() (fs Faults) {
	need(&fs, "what", f.What != "", "费用的用途（如评估费） what it was spent on, such as 评估费")
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "费用金额 the cost", "大于零，以分为单位 more than zero, in fen")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// LiftOnceForm lifts a consumption limit for one purpose and time (单次解除).
type LiftOnceForm struct {
	Party   string        `json:"party"`
	Purpose string        `json:"purpose"`
	From    calendar.Date `json:"from"`
	Until   calendar.Date `json:"until"`
}

// Check implements Form.
func (f *LiftOnceForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "purpose", f.Purpose != "", "允许的具体事项（如乘坐高铁赴某地就医） the one thing that is allowed, such as a train ride to see a doctor")
	need(&fs, "from", !f.From.IsZero(), "起始之日 its first day")
	need(&fs, "until", !f.Until.IsZero(), "末日 its last day")
	if f.Until.Before(f.From) {
		fs.Add("until", "期间 the time", "%[1]s或者更晚 %[1]s or later", f.From)
	}
	return fs
}

// SuperiorOrderForm is the superior court's order to enforce within a term (督促执行令).
type SuperiorOrderForm struct {
	On    calendar.Date `json:"on"`
	Until calendar.Date `json:"until"`
}

// Check implements Form.
func (f *SuperiorOrderForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "until", f.Until.After(f.On), "期限的末日，在责令之后 the last day of the term, after the order")
	return fs
}

// SuperiorTakesForm is the superior court's ruling that another court enforces.
type SuperiorTakesForm struct {
	Court string        `json:"court"`
	On    calendar.Date `json:"on"`
}

// Check implements Form.
func (f *SuperiorTakesForm) Check() (fs Faults) {
	need(&fs, "court", f.Court != "", "继续执行的法院 the court that goes on")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// ClaimantForm is another creditor's application to take part in the distribution
// (参与分配).
type ClaimantForm struct {
	Creditor  string        `json:"creditor"` // an ID of its own, C1
	Party     string        `json:"party"`    // the debtor
	Document  string        `json:"document"` // the title it enforces, by number
	AmountFen int64         `json:"amountFen"`
	Priority  bool          `json:"priority,omitempty"` // a claim that ranks before ordinary ones
	On        calendar.Date `json:"on"`
}

// Check implements Form.
func (f *ClaimantForm) Check() (fs Faults) {
	checkID(&fs, "creditor", f.Creditor, "自己的编号（如C1） an ID of its own, such as C1")
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "document", f.Document != "", "据以参与分配的执行依据（民诉法解释第507条） the title that it enforces (CPL Interpretation art. 507)")
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "债权额 the claim", "大于零，以分为单位 more than zero, in fen")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// DistributionForm makes a plan for the money of one debtor (财产分配方案).
type DistributionForm struct {
	Party     string        `json:"party"`
	AmountFen int64         `json:"amountFen"` // what is distributed, costs included
	On        calendar.Date `json:"on"`
	// Asset is what of an enterprise was sold: its creditors rank by the seizure
	// of it (民诉法解释第514条).
	Asset string `json:"asset,omitempty"`
}

// Check implements Form.
func (f *DistributionForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "可分配金额 what is distributed", "大于零，以分为单位 more than zero, in fen")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.Asset != "" {
		checkID(&fs, "asset", f.Asset, "财产的编号（如A1） the asset's ID, such as A1")
	}
	return fs
}

// EndForNowForm shows that the conditions of 终结本次执行程序 are met.
type EndForNowForm struct {
	// Signed says that the applicant signed; else Panel and President must have decided.
	Signed    bool   `json:"signed,omitempty"`
	Panel     bool   `json:"panel,omitempty"`
	President string `json:"president,omitempty"`
	Reason    string `json:"reason"`
}

// Check implements Form.
func (f *EndForNowForm) Check() (fs Faults) {
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}

// ResultForm is what an enforcement case reports to its civil case.
type ResultForm struct {
	On           calendar.Date `json:"on"`
	CollectedFen int64         `json:"collectedFen"` // in all, interest and costs included
	Reason       string        `json:"reason,omitempty"`
	// Parts are what came in for each obligation, less what a bankrupt's
	// administrator got; older enforcements tell the whole alone.
	Parts []ResultPart `json:"parts,omitempty"`
}

// ResultPart is what an enforcement brought on one obligation.
type ResultPart struct {
	Obligation string `json:"obligation"`
	AmountFen  int64  `json:"amountFen"`
}

// Check implements Form.
func (f *ResultForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}
