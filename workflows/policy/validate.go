package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"luxing/workflows/bilingual"
)

// Fault is one thing wrong with a policy: where, what is wrong, and what would
// be right, the latter two in both languages.
type Fault struct {
	Field string `json:"field"`
	Rule  string `json:"rule"`
	Want  string `json:"want"`
}

// String returns the fault in one line.
func (f Fault) String() string { return f.Field + ": " + f.Rule + ", want " + f.Want }

// is says what a value is that may not be so.
func is(v any) string { return fmt.Sprintf("现为“%[1]v” is “%[1]v”", v) }

// count says how many there are where there may not be so many.
func count(n int) string { return fmt.Sprintf("现有%[1]d项 has %[1]d", n) }

// again says what is there more than once.
func again(v any) string { return fmt.Sprintf("“%[1]v”重复出现 “%[1]v” is there twice", v) }

// unitNames are the Chinese names of the units.
var unitNames = map[Unit]string{Hours: "小时", Days: "日", Months: "个月"}

// FixedKinds are the kinds of case whose fee the State Council leaves to the
// province within a range, with the range in yuan (诉讼费用交纳办法 13).
func FixedKinds() []FixedKind { return slices.Clone(fixedKinds) }

// FixedKind is a kind of case with a range of fees in yuan.
type FixedKind struct {
	Kind      string
	Low, High int64
}

var fixedKinds = []FixedKind{
	{"divorce", 50, 300},
	{"enforcement-no-amount", 50, 500},
	{"intellectual-property", 500, 1000},
	{"jurisdiction-objection", 50, 100},
	{"non-property", 50, 100},
	{"personality", 100, 500},
}

// FixedFee returns the amount in yuan charged for a kind with a range; ok is
// false for any other kind.
func (p Policy) FixedFee(kind string) (yuan int64, ok bool) {
	for _, k := range fixedKinds {
		if k.Kind == kind {
			if y, set := p.Fees.Fixed[kind]; set {
				return y, true
			}
			return k.High, true
		}
	}
	return 0, false
}

// Validate returns everything that is wrong with p, in the order of its
// fields; none means that p can be used.
func (p Policy) Validate() []Fault {
	var faults []Fault
	bad := func(field, rule, want string) { faults = append(faults, Fault{field, rule, want}) }
	if strings.TrimSpace(p.Version) == "" {
		bad("version", "缺少 is missing", "本版政策的名称（如2026-1） a name for this version, as 2026-1")
	}
	for _, id := range sortedKeys(p.Lengths) {
		n, ok := FindNumber(id)
		v := p.Lengths[id]
		switch {
		case !ok:
			bad("lengths."+id, "不是本院可以设定的期限 is no length a court sets", wantLength(id, numberIDs()))
		case v < n.Min || v > n.Max:
			bad("lengths."+id, is(fmt.Sprintf("%d %s", v, n.Unit)), fmt.Sprintf("%[1]d至%[2]d%[3]s %[1]d to %[2]d %[4]s", n.Min, n.Max, unitNames[n.Unit], n.Unit))
		}
	}
	for _, id := range sortedKeys(p.Targets) {
		// Which rules there are, and how long, is for package statute to say.
		if v := p.Targets[id]; v < 1 {
			bad("targets."+id, is(v), "1以上，且短于法定期限 1 or more, below the law's own length")
		}
	}
	p.Escalation.validate(bad)
	if !slices.Contains([]Charging{HalfUp, Up, Down, Exact}, p.Fees.Charging) {
		bad("fees.charging", is(p.Fees.Charging), "四舍五入（half_up）、进位（up）、舍去（down）或者不取整（exact） half_up, up, down or exact")
	}
	if p.Fees.EnforcementBase != BasePrincipal && p.Fees.EnforcementBase != BaseWithCosts {
		bad("fees.enforcement_base", is(p.Fees.EnforcementBase), "本金（principal）或者连同费用（with_costs） principal or with_costs")
	}
	for _, kind := range sortedKeys(p.Fees.Fixed) {
		i := slices.IndexFunc(fixedKinds, func(k FixedKind) bool { return k.Kind == kind })
		switch v := p.Fees.Fixed[kind]; {
		case i < 0:
			bad("fees.fixed."+kind, "不是收费有幅度的案件类型 is no kind with a range of fees", "下列之一（"+strings.Join(fixedKindNames(), "、")+"） one of "+strings.Join(fixedKindNames(), ", "))
		case v < fixedKinds[i].Low || v > fixedKinds[i].High:
			bad("fees.fixed."+kind, is(v), fmt.Sprintf("%[1]d至%[2]d元（诉讼费用交纳办法第13条） %[1]d to %[2]d yuan (Fee Measures art. 13)", fixedKinds[i].Low, fixedKinds[i].High))
		}
	}
	p.validateSmallClaims(bad)
	p.validatePerformance(bad)
	p.validateHonour(bad)
	p.validateCourts(bad)
	seen := map[int]bool{}
	for i, m := range p.Mechanisms {
		f := "mechanisms[" + strconv.Itoa(i) + "]"
		if m.Number != 11 && m.Number != 12 {
			bad(f+".number", is(m.Number), "11或者12：前十项由来源文件命名 11 or 12: the first ten are named by their source")
		}
		if seen[m.Number] {
			bad(f+".number", again(m.Number), "只列一次 each once")
		}
		seen[m.Number] = true
		if strings.TrimSpace(m.Name) == "" {
			bad(f+".name", "缺少 is missing", "中文名称 a Chinese name")
		}
	}
	return faults
}

func (e Escalation) validate(bad func(field, rule, want string)) {
	for _, f := range []struct {
		field string
		v     Fraction
	}{
		{"escalation.judge_used", e.JudgeUsed},
		{"escalation.office_short_left", e.OfficeShortLeft},
	} {
		if f.v.Num < 1 || f.v.Den < 2 || f.v.Num >= f.v.Den || f.v.Den > 1000 {
			bad(f.field, is(f.v), "0与1之间的分数（如2/3） a part between 0 and 1, as 2/3")
		}
	}
	for _, f := range []struct {
		field     string
		v         int
		low, high int
		unit      string
	}{
		{"escalation.office_days_left", e.OfficeDaysLeft, 1, 180, "日 days"},
		{"escalation.president_days_left", e.PresidentDaysLeft, 1, 90, "日 days"},
		{"escalation.repeat_days", e.RepeatDays, 1, 90, "日 days"},
		{"escalation.gap_hours", e.GapHours, 1, 240, "小时 hours"},
	} {
		if f.v < f.low || f.v > f.high {
			bad(f.field, is(f.v), bilingual.Join(fmt.Sprintf("%d至%d%%s", f.low, f.high), fmt.Sprintf("%d to %d %%s", f.low, f.high), f.unit))
		}
	}
	if e.PresidentDaysLeft >= e.OfficeDaysLeft {
		bad("escalation.president_days_left", fmt.Sprintf("院长预警（%[1]d日）不晚于审管办预警（%[2]d日） %[1]d is not after the office's %[2]d", e.PresidentDaysLeft, e.OfficeDaysLeft),
			"少于审管办预警的天数（office_days_left） fewer days than office_days_left")
	}
}

func (p Policy) validateSmallClaims(bad func(field, rule, want string)) {
	type key struct {
		province string
		year     int
	}
	seen := map[key]bool{}
	for i, l := range p.SmallClaims {
		f := "small_claims[" + strconv.Itoa(i) + "]"
		if l.Province == "" {
			bad(f+".province", "缺少 is missing", "省份（如浙江） a province, as “浙江”")
		}
		if l.Year < 2013 || l.Year > 2199 {
			bad(f+".year", is(l.Year), "2013年或者以后 a year from 2013 on")
		}
		if l.Mandatory <= 0 {
			bad(f+".mandatory", is(l.Mandatory), "大于0元 yuan above 0")
		}
		if l.Agreed < l.Mandatory {
			bad(f+".agreed", is(l.Agreed), fmt.Sprintf("不低于强制适用的限额%[1]d元 at least mandatory, %[1]d yuan", l.Mandatory))
		}
		if k := (key{l.Province, l.Year}); seen[k] {
			bad(f, again(fmt.Sprintf("%s %d", l.Province, l.Year)), "每个省份每一年度只列一次 each province and year once")
		} else {
			seen[k] = true
		}
	}
}

// sortedKeys is the one place that ranges over a map; the order it sees does
// not get out.
//
//workflowcheck:ignore
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func numberIDs() []string {
	ids := make([]string, len(numbers))
	for i, n := range numbers {
		ids[i] = n.ID
	}
	return ids
}

func fixedKindNames() []string {
	names := make([]string, len(fixedKinds))
	for i, k := range fixedKinds {
		names[i] = k.Kind
	}
	return names
}
