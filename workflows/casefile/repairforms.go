package casefile

import (
	"fmt"
	"slices"

	"luxing/workflows/calendar"
)

// RepairCondition is one of the five conditions of credit repair.
type RepairCondition struct {
	ID   string
	Name string // Chinese, then English
	// Sourced: named in the report. The fifth stands in the text of another court
	// that repeats the others word for word; it is highly likely, not certain.
	Sourced bool
}

// RepairConditions lists the five; all must be met.
func RepairConditions() []RepairCondition { return slices.Clone(repairConditions) }

var repairConditions = []RepairCondition{
	{"attends", "经传唤及时到庭、配合执行 comes when summoned and cooperates", true},
	{"reports", "严格遵守财产滚动申报 keeps reporting property", true},
	{"consumption", "严格遵守限制消费令 keeps the consumption limit", true},
	{"disposal", "配合法院处置现有财产 cooperates in the disposal of property", true},
	{"plan", "有部分履行和明确的履行计划，或者确无财产可供执行 performed in part with a clear plan, or has nothing to perform with", false},
}

// RepairMeasures lists the IDs of the measures of credit repair.
func RepairMeasures() []string { return slices.Clone(repairEffects) }

// MeasureName is a measure's name, Chinese, then English.
func MeasureName(id string) string {
	switch id {
	case "not_published":
		return "暂不发布失信信息 not published"
	case "masked":
		return "屏蔽失信信息 masked"
	case "deleted":
		return "删除失信信息 deleted"
	case "shortened":
		return "缩短惩戒期限 shortened"
	case "exit_ban_lifted":
		return "解除限制出境 exit ban lifted"
	case "consumption_lifted":
		return "解除与提高履行能力相关的限制消费 consumption limit lifted"
	}
	return id
}

// PapersForm names the papers of an application that are on file.
type PapersForm struct {
	On     calendar.Date `json:"on"`
	Papers []string      `json:"papers"` // what is on file
}

// Check implements Form.
func (f *PapersForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "papers", len(f.Papers) > 0, "在卷的材料（如申请书、书面承诺、财产报告） the papers on file, such as the application, the written promise and the property report")
	return fs
}

// MissingForm names the papers that are missing.
type MissingForm struct {
	Missing []string `json:"missing"`
}

// Check implements Form.
func (f *MissingForm) Check() (fs Faults) {
	need(&fs, "missing", len(f.Missing) > 0, "缺少的材料，每项单列 what is missing, one item each")
	return fs
}

// ConditionForm puts on record whether a condition is met.
type ConditionForm struct {
	Condition string        `json:"condition"`
	Met       bool          `json:"met"`
	Evidence  string        `json:"evidence"`
	On        calendar.Date `json:"on"`
}

// Check implements Form.
func (f *ConditionForm) Check() (fs Faults) {
	ids := make([]string, len(repairConditions))
	for i, c := range repairConditions {
		ids[i] = c.ID
	}
	oneOf(&fs, "condition", f.Condition, "五项条件 one of the five conditions", ids...)
	need(&fs, "evidence", f.Evidence != "", "证明符合或者不符合的材料 what shows it, or shows the contrary")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// ScoreForm is a scorecard as it was filled in: each factor of the court's
// policy once.
type ScoreForm struct {
	Factors []ScoredFactor `json:"factors"`
	On      calendar.Date  `json:"on"`
}

// ScoredFactor is what one factor was given.
type ScoredFactor struct {
	ID       string `json:"id"`
	Points   int    `json:"points"` // 0 to the factor's weight
	Evidence string `json:"evidence"`
}

// Check implements Form.
func (f *ScoreForm) Check() (fs Faults) {
	need(&fs, "factors", len(f.Factors) > 0, "本院评分表的每一项因素 every factor of the court's scorecard")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	seen := map[string]bool{}
	for i, x := range f.Factors {
		at := fmt.Sprintf("factors[%d]", i)
		need(&fs, at+".id", x.ID != "", "本院评分表的因素 a factor of the court's scorecard")
		if seen[x.ID] {
			fs.Add(at+".id", "重复 twice", "每项因素只列一次 each factor once")
		}
		seen[x.ID] = true
		if x.Points < 0 || x.Points > 100 {
			fs.Add(at+".points", "分值 points", "0至该项因素的权重 0 to the factor's weight")
		}
		need(&fs, at+".evidence", x.Evidence != "", "评分的依据 what the points are for")
	}
	return fs
}

// RepairProposalForm is what an officer would grant.
type RepairProposalForm struct {
	Measures []RepairEffect `json:"measures"`
	Until    calendar.Date  `json:"until,omitzero"` // the end of the term; default: the policy's
	Plan     string         `json:"plan"`           // of performance, which check-ins hold the debtor to
	Reason   string         `json:"reason"`
}

// Check implements Form.
func (f *RepairProposalForm) Check() (fs Faults) {
	need(&fs, "measures", len(f.Measures) > 0, "一项以上措施 one measure or more")
	need(&fs, "plan", f.Plan != "", "履行计划 the plan of performance")
	need(&fs, "reason", f.Reason != "", "理由 why")
	effects := RepairEffectForm{Party: "x", On: firstDay, Measures: f.Measures}
	fs = merge(fs, effects.Check())
	return fs
}

// CheckInForm is a look at how the plan is kept.
type CheckInForm struct {
	On   calendar.Date `json:"on"`
	Note string        `json:"note"`
}

// Check implements Form.
func (f *CheckInForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "note", f.Note != "", "履行计划的执行情况；未按计划履行的，登记违反承诺（record_breach） how the plan is kept; a plan that is not kept is record_breach")
	return fs
}

// RepairPaymentForm is money performed after a repair. Its ID makes it one payment.
type RepairPaymentForm struct {
	Payment   string        `json:"payment"`
	AmountFen int64         `json:"amountFen"`
	On        calendar.Date `json:"on"`
}

// Check implements Form.
func (f *RepairPaymentForm) Check() (fs Faults) {
	need(&fs, "payment", f.Payment != "", "付款自己的编号 the payment's own ID")
	need(&fs, "amountFen", f.AmountFen > 0, "大于0分 more than 0 fen")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// RepairRecord is what the register keeps of a credit repair.
type RepairRecord struct {
	Enforcement string        `json:"enforcement"`
	Party       string        `json:"party"`
	State       string        `json:"state"` // of the machine
	AppliedOn   calendar.Date `json:"appliedOn"`
	GrantedOn   calendar.Date `json:"grantedOn,omitzero"`
	Until       calendar.Date `json:"until,omitzero"`
	EndedOn     calendar.Date `json:"endedOn,omitzero"`
	BarredTo    calendar.Date `json:"barredTo,omitzero"`
	PaidFen     int64         `json:"paidFen,omitempty"`
	Measures    []string      `json:"measures,omitempty"`
}
