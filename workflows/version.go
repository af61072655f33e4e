package workflows

import "go.temporal.io/sdk/workflow"

// Histories written before a change replay as they were written. A run asks
// once, when it begins, which changes it has; the answer stands in its history.
// An open case takes up later changes when it next continues as new.
const (
	changeID = "lifecycle"
	// reform: the twelve mechanisms act in the case, credit repair and the
	// integrity list beside it, and the events of a real case that the first
	// release did not know move clocks and obligations.
	reform workflow.Version = 1
	// joinder: suits are split, joined and decided in part, missed periods are
	// excused, and what the enforcement decides can be contested to its end.
	joinder workflow.Version = 2
	// relay: what one workflow of a case learns reaches all that hang on it.
	relay workflow.Version = 3
)

// newest is what a run that begins now has.
const newest = relay

// since reports whether this run has a change. What it guards is whatever a
// history from before the change would not have: another clock, link or
// signal, a stricter guard, another state.
func (m *matter) since(change workflow.Version) bool { return m.version >= change }
