package statute

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
)

// CheckPolicy returns everything wrong with a policy: what
// [policy.Policy.Validate] finds, and targets that name no rule of the law or
// leave more time than it does.
func CheckPolicy(p policy.Policy) []policy.Fault {
	faults := p.Validate()
	for _, id := range sortedTargets(p) {
		i, ok := ruleIndex[RuleID(id)]
		field := "targets." + id
		if !ok {
			faults = append(faults, policy.Fault{Field: field, Rule: "is no rule", Want: nearRules(id)})
			continue
		}
		r, n := &rules[i], p.Targets[id]
		switch {
		case r.Kind != Statutory:
			faults = append(faults, policy.Fault{Field: field, Rule: "is no limit of the law", Want: "a length under lengths." + id})
		case r.Direction == Before || r.Unit == Hours:
			faults = append(faults, policy.Fault{Field: field, Rule: "cannot have a target", Want: "a period that runs forward in days, months or years"})
		case n >= r.Length:
			faults = append(faults, policy.Fault{Field: field, Rule: fmt.Sprintf("is %d %s", n, r.Unit), Want: fmt.Sprintf("less than the law's %d", r.Length)})
		}
	}
	return faults
}

// sortedTargets ranges over a map; the order it sees does not get out.
//
//workflowcheck:ignore
func sortedTargets(p policy.Policy) []string {
	ids := make([]string, 0, len(p.Targets))
	for id := range p.Targets {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

func nearRules(id string) string {
	var e *UnknownRuleError
	if !errors.As(unknownRule(RuleID(id)), &e) || len(e.Near) == 0 {
		return "a rule of the book"
	}
	return fmt.Sprintf("%v?", e.Near)
}

// Target returns when the court means to be done with what a rule of the law
// gives more time for; ok is false if the policy sets no target. The deadline
// is internal: missing it breaks no law.
func (b *Book) Target(id RuleID, from time.Time, opts ...Option) (d Deadline, ok bool, err error) {
	i, known := ruleIndex[id]
	n, set := b.policy.Targets[string(id)]
	if !known {
		return Deadline{}, false, unknownRule(id)
	}
	if !set {
		return Deadline{}, false, nil
	}
	d, err = b.Period(id, from, opts...)
	if err != nil {
		return Deadline{}, false, err
	}
	d.Length, d.Kind, d.Article = n, Internal, courtsOwn
	d.Last, d.Due, d.Provisional = b.end(&rules[i], from, calendar.Of(from), n)
	return d, true, nil
}

var courtsOwn = noArticle(Internal)[0].Article + " / " + noArticle(Internal)[0].ArticleEN
