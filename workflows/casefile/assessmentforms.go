package casefile

import (
	"fmt"

	"luxing/workflows/calendar"
)

// AssessmentForm is a judge's assessment of how likely a debtor is to perform.
type AssessmentForm struct {
	Debtor  string        `json:"debtor"`
	On      calendar.Date `json:"on"`
	Factors []FactorForm  `json:"factors"`
	// Level is the judge's own where it is not the one that the points give;
	// Reason says why.
	Level  string `json:"level,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// FactorForm is what a judge gives one factor of the court's scorecard.
type FactorForm struct {
	ID       string `json:"id"`
	Points   int    `json:"points"` // 0 to 100
	Evidence string `json:"evidence"`
}

// Levels are how likely performance is, best first.
var Levels = []string{"high", "middle", "low"}

// Check implements Form.
func (f *AssessmentForm) Check() (fs Faults) {
	need(&fs, "debtor", f.Debtor != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	for i, x := range f.Factors {
		at := func(field string) string { return fmt.Sprintf("factors[%d].%s", i, field) }
		need(&fs, at("id"), x.ID != "", "本院政策规定的评估因素 a factor of the court's policy")
		if x.Points < 0 || x.Points > 100 {
			fs.Add(at("points"), "评估分值 the points", "0至100之间 0 to 100")
		}
		need(&fs, at("evidence"), x.Evidence != "", "依据，一句话写明 what it rests on, in a sentence")
	}
	if f.Level != "" {
		oneOf(&fs, "level", f.Level, "评估等级 the level", Levels...)
		need(&fs, "reason", f.Reason != "", "法官认定的等级与评分结果不同的理由 why the judge's level is not the one that the points give")
	}
	return fs
}

// AdviceForm is a judge's answer to one advice of an assessment.
type AdviceForm struct {
	Debtor   string `json:"debtor"`
	Advice   string `json:"advice"`
	Followed bool   `json:"followed"`
	Reason   string `json:"reason,omitempty"` // needed where it is not followed
}

// Check implements Form.
func (f *AdviceForm) Check() (fs Faults) {
	need(&fs, "debtor", f.Debtor != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	oneOf(&fs, "advice", f.Advice, "评估建议 the advice", Advices...)
	if !f.Followed {
		need(&fs, "reason", f.Reason != "", "不采纳的理由 why it is not followed")
	}
	return fs
}

// Advices are what an assessment can prompt a judge to consider.
var Advices = []string{"security", "default_clause", "immediate_performance", "bankruptcy_check"}
