package policy

import (
	"fmt"
	"strconv"
	"strings"
)

// CreditRepair is how the court weighs applications for credit repair
// (信用修复). No source gives a court's items or points: the weights are the
// court's own, and the defaults are samples (示例权重).
type CreditRepair struct {
	NumberType string        `json:"number_type" yaml:"number_type"` // the kind in a repair's number, as 信修
	PassScore  int           `json:"pass_score" yaml:"pass_score"`   // of 100; below it nothing is granted
	Factors    []ScoreFactor `json:"factors" yaml:"factors"`
}

// ScoreFactor is one item of a scorecard.
type ScoreFactor struct {
	ID     string `json:"id" yaml:"id"`
	Name   string `json:"name" yaml:"name"` // Chinese, then English
	Weight int    `json:"weight" yaml:"weight"`
}

// IntegrityList is how the court publishes its list of those who performed in
// good faith (诚信履行名单).
type IntegrityList struct {
	NumberType string `json:"number_type" yaml:"number_type"` // the kind in a batch's number, as 诚信名单
	// Audiences are the kinds of receiver that each entry is pushed to; a message's
	// type names its audience: cn.luxing.list.AUDIENCE.added.
	Audiences []string `json:"audiences" yaml:"audiences"`
	// Names says how the announcement prints people: NamesMasked, the default, or
	// NamesFull. Units are named in full, their names are public.
	Names string `json:"names,omitempty" yaml:"names,omitempty"`
}

// How an announcement prints the people on a list.
const (
	NamesMasked = "masked" // 张某某
	NamesFull   = "full"
)

// Named is how people are printed.
func (l IntegrityList) Named() string {
	if l.Names == "" {
		return NamesMasked
	}
	return l.Names
}

// Repair is how repairs are weighed; the defaults where a policy of an older
// release says nothing.
func (p Policy) Repair() CreditRepair {
	if len(p.CreditRepair.Factors) == 0 {
		return defaultCreditRepair()
	}
	return p.CreditRepair
}

// List is how the list is published, likewise.
func (p Policy) List() IntegrityList {
	if len(p.IntegrityList.Audiences) == 0 {
		return defaultIntegrityList()
	}
	return p.IntegrityList
}

func defaultCreditRepair() CreditRepair {
	return CreditRepair{
		NumberType: "信修", PassScore: 60,
		Factors: []ScoreFactor{
			{"cooperation", "配合执行 cooperation with the court", 25},
			{"reporting", "财产申报 property reports", 20},
			{"consumption", "遵守限制消费令 keeping the consumption limit", 15},
			{"performed", "已履行比例 part performed", 25},
			{"plan", "履行计划 plan of performance", 15},
		},
	}
}

func defaultIntegrityList() IntegrityList {
	return IntegrityList{NumberType: "诚信名单", Audiences: []string{"market_regulator", "tax", "bank", "credit_platform"}}
}

// validateHonour finds what is wrong with the two above. A part that is left
// out has its defaults.
func (p Policy) validateHonour(bad func(field, rule, want string)) {
	if r := p.CreditRepair; len(r.Factors) > 0 || r.NumberType != "" || r.PassScore != 0 {
		checkNumberType(bad, "credit_repair.number_type", r.NumberType)
		if r.PassScore < 1 || r.PassScore > 100 {
			bad("credit_repair.pass_score", is(r.PassScore), "1至100之间 1 to 100")
		}
		sum, seen := 0, map[string]bool{}
		for i, f := range r.Factors {
			at := "credit_repair.factors[" + strconv.Itoa(i) + "]"
			if !wordOf(f.ID) || seen[f.ID] {
				bad(at+".id", is(f.ID), "小写字母和下划线，各不重复 lower-case letters and _, each once")
			}
			seen[f.ID] = true
			if strings.TrimSpace(f.Name) == "" {
				bad(at+".name", "缺少 is missing", "中文名称，其后为英文名称 a Chinese name, then an English one")
			}
			if f.Weight < 1 || f.Weight > 100 {
				bad(at+".weight", is(f.Weight), "1至100之间 1 to 100")
			}
			sum += f.Weight
		}
		if sum != 100 {
			bad("credit_repair.factors", fmt.Sprintf("权重合计%[1]d分 weigh %[1]d together", sum), "合计100分 100 in all")
		}
	}
	if l := p.IntegrityList; len(l.Audiences) > 0 || l.NumberType != "" || l.Names != "" {
		checkNumberType(bad, "integrity_list.number_type", l.NumberType)
		if n := l.Named(); n != NamesMasked && n != NamesFull {
			bad("integrity_list.names", is(l.Names), "隐去部分姓名（"+NamesMasked+"）或者全名（"+NamesFull+"） "+NamesMasked+" or "+NamesFull)
		}
		if len(l.Audiences) == 0 {
			bad("integrity_list.audiences", "缺少 is missing", "至少一项（如market_regulator） one or more, as market_regulator")
		}
		seen := map[string]bool{}
		for i, a := range l.Audiences {
			if !wordOf(a) || seen[a] {
				bad("integrity_list.audiences["+strconv.Itoa(i)+"]", is(a), "小写字母和下划线，各不重复 lower-case letters and _, each once")
			}
			seen[a] = true
		}
	}
	checkIn, _ := p.Length("credit-repair-check-in")
	if breach, _ := p.Length("credit-repair-breach"); breach <= checkIn {
		bad("lengths.credit-repair-breach", fmt.Sprintf("为%[1]d日，定期报到的间隔为%[2]d日 is %[1]d, the check-in itself %[2]d", breach, checkIn), "多于定期报到的天数 more than the check-in's days")
	}
}

func checkNumberType(bad func(field, rule, want string), field, s string) {
	n := 0
	for _, r := range s {
		if r < 0x4e00 || r > 0x9fff {
			n = 99
		}
		n++
	}
	if n < 1 || n > 10 {
		bad(field, is(s), "1至10个汉字（如信修） 1 to 10 Chinese characters, as 信修")
	}
}

// wordOf reports a name that fits into a message's type.
func wordOf(s string) bool {
	return s != "" && len(s) <= 32 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz_") == "" && s[0] != '_'
}
