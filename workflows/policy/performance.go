package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"luxing/workflows/bilingual"
)

// Supervision bounds the supervision of performance. No source gives numbers;
// zero stands for the default.
type Supervision struct {
	// MaxPlans is how often the parties may put one obligation off by a new plan.
	MaxPlans int `json:"max_plans" yaml:"max_plans"`
	// PreUrgingYuan is the largest money debt of a judgment that is urged before
	// enforcement; a mediated one is urged whatever its amount.
	PreUrgingYuan int64 `json:"pre_urging_yuan" yaml:"pre_urging_yuan"`
}

var defaultSupervision = Supervision{MaxPlans: 2, PreUrgingYuan: 1_000_000}

// Plans is how many new plans one obligation may have.
func (p Policy) Plans() int {
	if p.Supervision.MaxPlans > 0 {
		return p.Supervision.MaxPlans
	}
	return defaultSupervision.MaxPlans
}

// PreUrgingFen is the largest money debt of a judgment that is urged before
// enforcement, in fen.
func (p Policy) PreUrgingFen() int64 {
	if p.Supervision.PreUrgingYuan > 0 {
		return p.Supervision.PreUrgingYuan * 100
	}
	return defaultSupervision.PreUrgingYuan * 100
}

// MaxSecurityPercent is the law's ceiling of an applicant's security during
// the suit (财产保全规定第5条).
const MaxSecurityPercent = 30

// Preservation is how much security the court asks for, below the law's ceiling.
type Preservation struct {
	SecurityPercent int `json:"security_percent" yaml:"security_percent"`
}

// SecurityPercent is the part of the amount, in percent, that an applicant
// posts during the suit.
func (p Policy) SecurityPercent() int64 {
	if n := p.Preservation.SecurityPercent; n > 0 {
		return int64(n)
	}
	return MaxSecurityPercent
}

// When an assessment is asked for before a disposition.
const (
	AssessNever   = "never"   // judges may assess
	AssessPrompt  = "prompt"  // they are reminded when a hearing is fixed
	AssessRequire = "require" // a disposition waits for it
)

// Assessment is the court's own scorecard of how likely a debtor is to
// perform. No source gives factors, weights or bands: all of it is the court's.
type Assessment struct {
	When    string   `json:"when" yaml:"when"`
	Factors []Factor `json:"factors,omitempty" yaml:"factors"`
	// High and Middle are the least scores of the two upper bands.
	High   int `json:"high" yaml:"high"`
	Middle int `json:"middle" yaml:"middle"`
}

// Factor is one line of the scorecard.
type Factor struct {
	ID     string `json:"id" yaml:"id"`
	Name   string `json:"name" yaml:"name"`
	NameEN string `json:"name_en" yaml:"name_en"`
	Weight int    `json:"weight" yaml:"weight"` // of 100 in all
}

// FactorAssets is the factor whose points the case reckons itself: what is
// frozen of what is claimed.
const FactorAssets = "assets"

// defaultAssessment has sample weights, and says so wherever it is shown.
func defaultAssessment() Assessment {
	return Assessment{When: AssessNever, High: 70, Middle: 40, Factors: []Factor{
		{FactorAssets, "已保全财产", "assets frozen", 35},
		{"enforcement", "其他执行案件", "other enforcement cases", 20},
		{"history", "以往履行情况", "history of performing", 15},
		{"plan", "履行计划", "plan of performance", 15},
		{"presence", "到庭与配合", "presence and cooperation", 15},
	}}
}

// Scorecard is the assessment in force, the default where the policy has none.
func (p Policy) Scorecard() Assessment {
	if len(p.Assessment.Factors) > 0 {
		return p.Assessment
	}
	d := defaultAssessment()
	if p.Assessment.When != "" {
		d.When = p.Assessment.When
	}
	return d
}

// Account is the court's account for money of its cases; empty where documents
// name none.
type Account struct {
	Name   string `json:"name" yaml:"name"`
	Bank   string `json:"bank" yaml:"bank"`
	Number string `json:"number" yaml:"number"`
}

// maxFactors bounds the scorecard; each factor is a line on a page.
const maxFactors = 20

func (p Policy) validatePerformance(bad func(field, rule, want string)) {
	for _, f := range []struct {
		field     string
		v         int64
		low, high int64
		unit      string
	}{
		{"supervision.max_plans", int64(p.Supervision.MaxPlans), 0, 5, "次，0为默认 plans, 0 for the default"},
		{"supervision.pre_urging_yuan", p.Supervision.PreUrgingYuan, 0, 10_000_000_000, "元，0为默认 yuan, 0 for the default"},
		{"preservation.security_percent", int64(p.Preservation.SecurityPercent), 0, MaxSecurityPercent, "（百分数），0为默认（财产保全规定第5条） percent, 0 for the default (Preservation Provisions art. 5)"},
	} {
		if f.v < f.low || f.v > f.high {
			bad(f.field, is(f.v), bilingual.Join(fmt.Sprintf("%d至%d%%s", f.low, f.high), fmt.Sprintf("%d to %d %%s", f.low, f.high), f.unit))
		}
	}
	p.Assessment.validate(bad)
	a := p.Account
	if (a.Name == "" || a.Bank == "" || a.Number == "") && a != (Account{}) {
		bad("account", "不完整 is incomplete", "户名、开户行、账号一并填写，或者都不填 name, bank and number, or none of them")
	}
}

func (a Assessment) validate(bad func(field, rule, want string)) {
	if !slices.Contains([]string{"", AssessNever, AssessPrompt, AssessRequire}, a.When) {
		bad("assessment.when", is(a.When), "不评估（never）、提示（prompt）或者必须（require） never, prompt or require")
	}
	if len(a.Factors) == 0 {
		return
	}
	if len(a.Factors) > maxFactors {
		bad("assessment.factors", count(len(a.Factors)), fmt.Sprintf("不超过%[1]d项 at most %[1]d", maxFactors))
		return
	}
	sum, seen := 0, map[string]bool{}
	for i, f := range a.Factors {
		at := "assessment.factors[" + strconv.Itoa(i) + "]"
		if f.ID == "" || strings.Trim(f.ID, "abcdefghijklmnopqrstuvwxyz_") != "" {
			bad(at+".id", is(f.ID), "小写字母（如history） small letters, as history")
		}
		if seen[f.ID] {
			bad(at+".id", again(f.ID), "只列一次 each once")
		}
		seen[f.ID] = true
		if strings.TrimSpace(f.Name) == "" {
			bad(at+".name", "缺少 is missing", "中文名称 a Chinese name")
		}
		if f.Weight < 1 || f.Weight > 100 {
			bad(at+".weight", is(f.Weight), "1至100之间 1 to 100")
		}
		sum += f.Weight
	}
	if sum != 100 {
		bad("assessment.factors", fmt.Sprintf("权重合计%[1]d分 weigh %[1]d in all", sum), "合计100分 100 in all")
	}
	if a.Middle < 1 || a.High <= a.Middle || a.High > 100 {
		bad("assessment.high", fmt.Sprintf("分数线为%[1]d和%[2]d分 bands begin at %[1]d and %[2]d", a.High, a.Middle), "较高（high）的分数线高于一般（middle），都在1至100之间 high above middle, both 1 to 100")
	}
}

func (p Policy) hashPerformance(c *canon) {
	c.number(int64(p.Plans()))
	c.number(p.PreUrgingFen())
	c.number(p.SecurityPercent())
	a := p.Scorecard()
	c.text(a.When)
	c.number(int64(a.High))
	c.number(int64(a.Middle))
	c.number(int64(len(a.Factors)))
	for _, f := range a.Factors {
		c.text(f.ID)
		c.text(f.Name)
		c.text(f.NameEN)
		c.number(int64(f.Weight))
	}
	c.text(p.Account.Name)
	c.text(p.Account.Bank)
	c.text(p.Account.Number)
}
