package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Fault is one thing wrong with a policy: where, what is wrong, and what would
// be right.
type Fault struct {
	Field string `json:"field"`
	Rule  string `json:"rule"`
	Want  string `json:"want"`
}

// String returns the fault in one line.
func (f Fault) String() string { return f.Field + ": " + f.Rule + ", want " + f.Want }

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
		bad("version", "is missing", "a name for this version, as 2026-1")
	}
	for _, id := range sortedKeys(p.Lengths) {
		n, ok := FindNumber(id)
		v := p.Lengths[id]
		switch {
		case !ok:
			bad("lengths."+id, "is no length a court sets", "one of the IDs listed as internal or assumption"+didYouMean(id, numberIDs()))
		case v < n.Min || v > n.Max:
			bad("lengths."+id, fmt.Sprintf("is %d %s", v, n.Unit), fmt.Sprintf("%d to %d %s", n.Min, n.Max, n.Unit))
		}
	}
	for _, id := range sortedKeys(p.Targets) {
		// Which rules there are, and how long, is for package statute to say.
		if v := p.Targets[id]; v < 1 {
			bad("targets."+id, fmt.Sprintf("is %d", v), "1 or more, below the law's own length")
		}
	}
	p.Escalation.validate(bad)
	if !slices.Contains([]Charging{HalfUp, Up, Down, Exact}, p.Fees.Charging) {
		bad("fees.charging", fmt.Sprintf("is %q", p.Fees.Charging), "half_up, up, down or exact")
	}
	if p.Fees.EnforcementBase != BasePrincipal && p.Fees.EnforcementBase != BaseWithCosts {
		bad("fees.enforcement_base", fmt.Sprintf("is %q", p.Fees.EnforcementBase), "principal or with_costs")
	}
	for _, kind := range sortedKeys(p.Fees.Fixed) {
		i := slices.IndexFunc(fixedKinds, func(k FixedKind) bool { return k.Kind == kind })
		switch v := p.Fees.Fixed[kind]; {
		case i < 0:
			bad("fees.fixed."+kind, "is no kind with a range of fees", "one of "+strings.Join(fixedKindNames(), ", "))
		case v < fixedKinds[i].Low || v > fixedKinds[i].High:
			bad("fees.fixed."+kind, fmt.Sprintf("is %d yuan", v), fmt.Sprintf("%d to %d yuan (诉讼费用交纳办法 13)", fixedKinds[i].Low, fixedKinds[i].High))
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
			bad(f+".number", fmt.Sprintf("is %d", m.Number), "11 or 12: the first ten are named by their source")
		}
		if seen[m.Number] {
			bad(f+".number", fmt.Sprintf("%d is there twice", m.Number), "each once")
		}
		seen[m.Number] = true
		if strings.TrimSpace(m.Name) == "" {
			bad(f+".name", "is missing", "a Chinese name")
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
			bad(f.field, "is "+f.v.String(), "a part between 0 and 1, as 2/3")
		}
	}
	for _, f := range []struct {
		field     string
		v         int
		low, high int
		unit      string
	}{
		{"escalation.office_days_left", e.OfficeDaysLeft, 1, 180, "days"},
		{"escalation.president_days_left", e.PresidentDaysLeft, 1, 90, "days"},
		{"escalation.repeat_days", e.RepeatDays, 1, 90, "days"},
		{"escalation.gap_hours", e.GapHours, 1, 240, "hours"},
	} {
		if f.v < f.low || f.v > f.high {
			bad(f.field, fmt.Sprintf("is %d", f.v), fmt.Sprintf("%d to %d %s", f.low, f.high, f.unit))
		}
	}
	if e.PresidentDaysLeft >= e.OfficeDaysLeft {
		bad("escalation.president_days_left", fmt.Sprintf("%d is not after the office's %d", e.PresidentDaysLeft, e.OfficeDaysLeft),
			"fewer days than office_days_left")
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
			bad(f+".province", "is missing", "a province, as 浙江")
		}
		if l.Year < 2013 || l.Year > 2199 {
			bad(f+".year", fmt.Sprintf("is %d", l.Year), "a year from 2013 on")
		}
		if l.Mandatory <= 0 {
			bad(f+".mandatory", fmt.Sprintf("is %d", l.Mandatory), "yuan above 0")
		}
		if l.Agreed < l.Mandatory {
			bad(f+".agreed", fmt.Sprintf("is %d", l.Agreed), fmt.Sprintf("at least mandatory, %d yuan", l.Mandatory))
		}
		if k := (key{l.Province, l.Year}); seen[k] {
			bad(f, fmt.Sprintf("%s %d is there twice", l.Province, l.Year), "each province and year once")
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
