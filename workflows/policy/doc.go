// Package policy holds what a court decides for itself: the targets it sets,
// the numbers the sources do not give, whom it alerts and when, and how it
// charges fees. Nothing here is law; what the law fixes is in package statute.
//
// A [Policy] is plain data. It is checked as a whole by [Policy.Validate], known
// by its content through [Policy.Hash], and pinned to a case when the case
// starts.
package policy
