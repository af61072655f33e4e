package statute

import (
	"fmt"
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
)

// RuleID names a rule: kebab-case English, never changed once released.
type RuleID string

// Kind says where a length of time comes from.
type Kind string

// The three kinds of limit, which are never mixed.
const (
	Statutory  Kind = "statutory"  // 法定: law, judicial interpretation or a binding document
	Internal   Kind = "internal"   // 内部: a target the court sets itself
	Assumption Kind = "assumption" // 假设: unknown in the sources, so the court's to set
)

// Unit is what a period is counted in (CPL 2023 art. 85: hours, days, months,
// years); working days occur in documents about enforcement.
type Unit string

// Units of periods.
const (
	Hours    Unit = "hours"
	Days     Unit = "days"
	Workdays Unit = "workdays"
	Months   Unit = "months"
	Years    Unit = "years"
)

// Whose says who must act within the period.
type Whose string

// Those whom periods bind.
const (
	Court          Whose = "court"
	Party          Whose = "party"
	Plaintiff      Whose = "plaintiff"
	Defendant      Whose = "defendant"
	Appellant      Whose = "appellant"
	Appellee       Whose = "appellee"
	Applicant      Whose = "applicant"
	Creditor       Whose = "creditor"
	Debtor         Whose = "debtor"
	ThirdParty     Whose = "third_party"
	SecondInstance Whose = "second_instance_court"
	SuperiorCourt  Whose = "superior_court"
	ReceivingCourt Whose = "receiving_court"
)

// Direction says which way from its event a period runs.
type Direction string

// After is the direction of almost every period. A Before period is counted
// back from its event and gives the last day on which the act is in time; it
// is never moved to a later day, because that would shorten the notice.
const (
	After  Direction = "after"
	Before Direction = "before"
)

// Phase groups rules in the order of a case's life.
type Phase string

// Phases, in lifecycle order.
const (
	PhaseFiling       Phase = "filing"       // 立案
	PhasePreservation Phase = "preservation" // 保全
	PhaseService      Phase = "service"      // 送达与答辩
	PhaseTrial        Phase = "trial"        // 审理
	PhaseJudgment     Phase = "judgment"     // 裁判
	PhaseAppeal       Phase = "appeal"       // 上诉
	PhaseRetrial      Phase = "retrial"      // 再审
	PhaseSupervision  Phase = "supervision"  // 督促履行
	PhaseEnforcement  Phase = "enforcement"  // 执行
	PhaseBankruptcy   Phase = "bankruptcy"   // 破产衔接
	PhaseIncentive    Phase = "incentive"    // 激励与信用修复
)

// Rule is one period of the law or of the court.
type Rule struct {
	ID        RuleID    `json:"id"`
	Name      string    `json:"name"`
	NameEN    string    `json:"name_en"`
	Phase     Phase     `json:"phase"`
	Length    int       `json:"length"`
	Unit      Unit      `json:"unit"`
	Direction Direction `json:"direction"`
	Starts    string    `json:"starts"`    // the event that starts it, in Chinese
	StartsEN  string    `json:"starts_en"` // the same in English
	Whose     Whose     `json:"whose"`
	Kind      Kind      `json:"kind"`

	// Set: the length may be fixed for the case at hand, by a notice, an order
	// or a judgment, within Min and Max (0: no bound).
	Set bool `json:"set,omitempty"`
	Min int  `json:"min,omitempty"`
	Max int  `json:"max,omitempty"`
	// ByPolicy: the length comes from the court's policy.
	ByPolicy bool `json:"by_policy,omitempty"`
	// Fixed: a last day that is a rest day stays where it is.
	Fixed bool `json:"fixed,omitempty"`

	Versions []Version `json:"versions"` // oldest first, without gaps
	Source   string    `json:"source"`
	Verified bool      `json:"verified"` // length and start were read in the law's own text
	Note     string    `json:"note,omitempty"`
}

// Version is a rule as it stood for steps begun within certain dates.
type Version struct {
	From calendar.Date `json:"from,omitzero"` // unset: from before any case
	To   calendar.Date `json:"to,omitzero"`   // last day; unset: still in force
	// Article as cited, Chinese and English; empty for what is no law.
	Article   string `json:"article"`
	ArticleEN string `json:"article_en"`
	Length    int    `json:"length,omitempty"` // if other than the rule's
	Verified  bool   `json:"verified"`         // this edition's article was read, or seen cited by a text of its time
	Note      string `json:"note,omitempty"`

	cite string
}

// Cite returns the article in both languages, "民事诉讼法（2023）第128条 / CPL 2023
// art. 128".
func (v Version) Cite() string { return v.cite }

// On returns the version that governs a step begun on d.
func (r Rule) On(d calendar.Date) Version {
	for _, v := range r.Versions {
		if v.To.IsZero() || !d.After(v.To) {
			return v
		}
	}
	return Version{}
}

// Rules returns every rule, in the order of a case's life.
func Rules() []Rule {
	out := slices.Clone(rules)
	for i := range out {
		out[i].Versions = slices.Clone(out[i].Versions)
	}
	return out
}

// Find returns the rule with that ID.
func Find(id RuleID) (Rule, bool) {
	i, ok := ruleIndex[id]
	if !ok {
		return Rule{}, false
	}
	r := rules[i]
	r.Versions = slices.Clone(r.Versions)
	return r, true
}

// UnknownRuleError is returned for a rule ID that the book does not have.
type UnknownRuleError struct {
	ID   RuleID
	Near []RuleID // the closest there are
}

// Error names the closest rules.
func (e *UnknownRuleError) Error() string {
	if len(e.Near) == 0 {
		return fmt.Sprintf("no rule %q", e.ID)
	}
	near := make([]string, len(e.Near))
	for i, id := range e.Near {
		near[i] = string(id)
	}
	return fmt.Sprintf("no rule %q: did you mean %s?", e.ID, strings.Join(near, ", "))
}

func unknownRule(id RuleID) error {
	names := make([]string, len(rules))
	for i, r := range rules {
		names[i] = string(r.ID)
	}
	e := &UnknownRuleError{ID: id}
	for _, n := range policy.Near(string(id), names) {
		e.Near = append(e.Near, RuleID(n))
	}
	return e
}
