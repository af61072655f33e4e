package casefile

import (
	"fmt"

	"luxing/workflows/calendar"
)

// RankedClaimForm is another creditor of an enterprise whose claim ranks by the
// seizure of an asset, where no bankruptcy takes the debtor (民诉法解释第514条).
type RankedClaimForm struct {
	Creditor  string `json:"creditor"` // an ID of its own, C1
	Party     string `json:"party"`    // the debtor, an enterprise
	Document  string `json:"document"` // the title it enforces, by number
	AmountFen int64  `json:"amountFen"`
	Asset     string `json:"asset"`
	// Rank of its seizure of the asset: 1 came first. A claim with priority ranks
	// before all and needs none.
	Rank     int           `json:"rank,omitempty"`
	Priority bool          `json:"priority,omitempty"`
	On       calendar.Date `json:"on"`
}

// Check implements Form.
func (f *RankedClaimForm) Check() (fs Faults) {
	checkID(&fs, "creditor", f.Creditor, "自己的编号（如C1） an ID of its own, such as C1")
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "document", f.Document != "", "执行依据的文号 the title that it enforces, by number")
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "债权额 the claim", "大于零，以分为单位 more than zero, in fen")
	}
	checkID(&fs, "asset", f.Asset, "财产的编号（如A1） the asset's ID, such as A1")
	if f.Rank < 0 || f.Rank > MaxRank || f.Rank == 0 && !f.Priority {
		fs.Add("rank", "查封顺位 the rank of its seizure", "1至%[1]d；债权有优先受偿权的不填 1 to %[1]d, unless the claim has priority", MaxRank)
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// MaxRank bounds how many seizures of one asset wait behind each other.
const MaxRank = 99

// MaxAsked bounds how many shares an objection to a plan speaks of.
const MaxAsked = 100

// ServePlanForm is the service of a plan on one recipient.
type ServePlanForm struct {
	Plan  string        `json:"plan,omitempty"` // left out, the latest
	Party string        `json:"party"`          // a creditor of the plan, or its debtor
	On    calendar.Date `json:"on"`             // the day of receipt
}

// Check implements Form.
func (f *ServePlanForm) Check() (fs Faults) {
	checkPlan(&fs, f.Plan)
	need(&fs, "party", f.Party != "", "分配方案中的债权人或者被执行人 a creditor of the plan, or its debtor")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

func checkPlan(fs *Faults, plan string) {
	if plan != "" {
		checkID(fs, "plan", plan, "分配方案的编号（如F1），最新方案可以不填 the plan's ID, such as F1, or nothing for the latest")
	}
}

// AskedShare is one creditor's share of a plan as somebody would have it.
type AskedShare struct {
	Creditor  string `json:"creditor"`
	AmountFen int64  `json:"amountFen"`
	// ClaimFen is the claim of another creditor where that is what is in dispute;
	// left out, the plan's.
	ClaimFen int64 `json:"claimFen,omitempty"`
}

func checkAsked(fs *Faults, field string, asked []AskedShare) {
	seen := map[string]bool{}
	if len(asked) > MaxAsked {
		fs.Add(field, "份额过多 too many shares", "不超过%[1]d项 %[1]d or fewer", MaxAsked)
	}
	for i, a := range asked {
		path := fmt.Sprintf("%s[%d]", field, i)
		checkID(fs, path+".creditor", a.Creditor, "债权人的编号（如C1） the creditor's ID, such as C1")
		if a.AmountFen < 0 || a.AmountFen > MaxFen {
			fs.Add(path+".amountFen", "份额 the share", "0至%[1]d分 0 to %[1]d, in fen", MaxFen)
		}
		if a.ClaimFen < 0 || a.ClaimFen > MaxFen {
			fs.Add(path+".claimFen", "债权额 the claim", "0至%[1]d分 0 to %[1]d, in fen", MaxFen)
		}
		if seen[a.Creditor] {
			fs.Add(path, "重复 named twice", "每名债权人只列一次 each creditor once")
		}
		seen[a.Creditor] = true
	}
}

// ObjectPlanForm is a written objection to a plan: whose shares should be what.
type ObjectPlanForm struct {
	Objection string        `json:"objection"`      // an ID of its own, Y1
	Plan      string        `json:"plan,omitempty"` // left out, the latest
	Party     string        `json:"party"`          // who objects: a creditor of the plan, or its debtor
	Asks      []AskedShare  `json:"asks"`           // the shares that would change
	Reason    string        `json:"reason"`
	On        calendar.Date `json:"on"` // the day it came in
}

// Check implements Form.
func (f *ObjectPlanForm) Check() (fs Faults) {
	checkID(&fs, "objection", f.Objection, "自己的编号（如Y1） an ID of its own, such as Y1")
	checkPlan(&fs, f.Plan)
	need(&fs, "party", f.Party != "", "异议人：分配方案中的债权人或者被执行人 who objects: a creditor of the plan, or its debtor")
	need(&fs, "asks", len(f.Asks) > 0, "异议人主张的各债权人份额 the shares as the objector would have them")
	checkAsked(&fs, "asks", f.Asks)
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// PlanNoticeForm tells one of the others of an objection to the plan.
type PlanNoticeForm struct {
	Objection string        `json:"objection"`
	Party     string        `json:"party"`
	On        calendar.Date `json:"on"` // the day of receipt
}

// Check implements Form.
func (f *PlanNoticeForm) Check() (fs Faults) {
	checkID(&fs, "objection", f.Objection, "异议的编号（如Y1） the objection's ID, such as Y1")
	need(&fs, "party", f.Party != "", "分配方案中的债权人或者被执行人 a creditor of the plan, or its debtor")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// PlanAnswerForm is what one of the others says to an objection.
type PlanAnswerForm struct {
	Objection string        `json:"objection"`
	Party     string        `json:"party"`
	Opposes   bool          `json:"opposes"`
	Reason    string        `json:"reason,omitempty"` // of who opposes
	On        calendar.Date `json:"on"`
}

// Check implements Form.
func (f *PlanAnswerForm) Check() (fs Faults) {
	checkID(&fs, "objection", f.Objection, "异议的编号（如Y1） the objection's ID, such as Y1")
	need(&fs, "party", f.Party != "", "提出意见的人 who answers")
	need(&fs, "reason", !f.Opposes || f.Reason != "", "反对的理由 why, of who opposes")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// AmendPlanForm amends a plan as an objection that nobody opposed has it.
type AmendPlanForm struct {
	Objection string `json:"objection"`
	// Shares are what the court makes of it on review; left out, as asked.
	Shares []AskedShare  `json:"shares,omitempty"`
	Reason string        `json:"reason"`
	On     calendar.Date `json:"on"`
}

// Check implements Form.
func (f *AmendPlanForm) Check() (fs Faults) {
	checkID(&fs, "objection", f.Objection, "异议的编号（如Y1） the objection's ID, such as Y1")
	checkAsked(&fs, "shares", f.Shares)
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// PlanDayForm is what happens to an objection to a plan on a day.
type PlanDayForm struct {
	Objection string        `json:"objection"`
	On        calendar.Date `json:"on"`
}

// Check implements Form.
func (f *PlanDayForm) Check() (fs Faults) {
	checkID(&fs, "objection", f.Objection, "异议的编号（如Y1） the objection's ID, such as Y1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// PlanJudgmentForm is the effective judgment in the suit about a plan.
type PlanJudgmentForm struct {
	Objection string `json:"objection"`
	Upheld    bool   `json:"upheld"` // the objector won, in whole or in part
	// Shares are what the judgment gives; left out, as the objector asked.
	Shares []AskedShare  `json:"shares,omitempty"`
	Reason string        `json:"reason,omitempty"`
	On     calendar.Date `json:"on"` // the day it took effect
}

// Check implements Form.
func (f *PlanJudgmentForm) Check() (fs Faults) {
	checkID(&fs, "objection", f.Objection, "异议的编号（如Y1） the objection's ID, such as Y1")
	checkAsked(&fs, "shares", f.Shares)
	if !f.Upheld && len(f.Shares) > 0 {
		fs.Add("shares", "驳回诉请的，按原方案分配 dismissed, the plan stands", "不填份额，或者选择支持诉请（upheld） no shares, or upheld")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}
