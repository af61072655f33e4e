package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/looplab/fsm"
)

type (
	// State is where a machine stands. Its value is the name that code, search
	// attributes and the register use.
	State string
	// Event is what moves a machine.
	Event string
	// Guard names a condition that the workflows evaluate before a row applies.
	Guard string
)

// StateInfo describes one state of a machine.
type StateInfo struct {
	State  State
	Name   string // Chinese, as people see it
	NameEN string
	// Clocks are the rules (statute.RuleID) whose periods run while a machine
	// waits here. Only a terminal state may have none.
	Clocks []string
	// Terminal states are ends: no row leaves them.
	Terminal bool
}

// Row is one line of a machine's table.
type Row struct {
	Event   Event
	Name    string // Chinese
	NameEN  string
	From    []State
	To      State // equal to the source for a fact that is only put on record
	By      []Role
	Guards  []Guard
	Article string // Chinese citation, or 法院政策 where no text governs
}

// Stays reports whether the row keeps a machine that stands in s where it is.
func (r Row) Stays(s State) bool { return r.To == s || r.To == Same }

// Same as a Row's target keeps the machine in the state that the event found it in.
const Same State = "="

// Machine is a table with a name: the pure description of a lifecycle.
type Machine struct {
	ID      string
	Name    string // Chinese
	NameEN  string
	Initial []State // where it may begin
	States  []StateInfo
	Rows    []Row

	lines  map[step]fsm.Events
	events map[Event]bool
}

// step is one question to a table.
type step struct {
	from State
	by   Event
}

// build prepares the lines that Next asks looplab/fsm with. It is called once
// per table when the package is initialised.
func (m *Machine) build() *Machine {
	m.lines = make(map[step]fsm.Events)
	m.events = make(map[Event]bool, len(m.Rows))
	for _, r := range m.Rows {
		m.events[r.Event] = true
		for _, s := range r.From {
			to := r.To
			if to == Same {
				to = s
			}
			m.lines[step{s, r.Event}] = fsm.Events{{Name: string(r.Event), Src: []string{string(s)}, Dst: string(to)}}
		}
	}
	return m
}

// UnknownEventError says that no row of the machine has the event at all.
type UnknownEventError struct {
	Machine string
	Event   Event
}

func (e *UnknownEventError) Error() string {
	return fmt.Sprintf("event %q does not exist in machine %q", e.Event, e.Machine)
}

// InvalidEventError says that the event exists but not from this state.
type InvalidEventError struct {
	Machine string
	State   State
	Event   Event
}

func (e *InvalidEventError) Error() string {
	return fmt.Sprintf("event %q is not possible in state %q of machine %q", e.Event, e.State, e.Machine)
}

// Next is where event e takes a machine that stands in s. It is a pure
// question: the machine itself holds no position. The error is an
// *UnknownEventError or an *InvalidEventError.
func (m *Machine) Next(s State, e Event) (State, error) {
	// A machine of the one line asked about, private to the question: nothing is
	// shared between cases, and building a hundred lines would cost 24 µs.
	f := fsm.NewFSM(string(s), m.lines[step{s, e}], nil)
	err := f.Event(context.Background(), string(e))
	var none fsm.NoTransitionError
	switch {
	case err == nil, errors.As(err, &none): // a fact put on record keeps the state
		return State(f.Current()), nil
	case !m.events[e]:
		return "", &UnknownEventError{Machine: m.ID, Event: e}
	default:
		return "", &InvalidEventError{Machine: m.ID, State: s, Event: e}
	}
}

// Row is the table's line for event e in state s.
func (m *Machine) Row(s State, e Event) (Row, bool) {
	for _, r := range m.Rows {
		if r.Event == e && slices.Contains(r.From, s) {
			return r, true
		}
	}
	return Row{}, false
}

// From lists the rows that leave or stay in s, in the table's order.
func (m *Machine) From(s State) []Row {
	var rows []Row
	for _, r := range m.Rows {
		if slices.Contains(r.From, s) {
			rows = append(rows, r)
		}
	}
	return rows
}

// Has reports whether any row of the machine has the event.
func (m *Machine) Has(e Event) bool { return m.events[e] }

// State describes s; ok is false when the machine has no such state.
func (m *Machine) State(s State) (StateInfo, bool) {
	for _, info := range m.States {
		if info.State == s {
			return info, true
		}
	}
	return StateInfo{}, false
}

// StateName is the Chinese name of s, or s itself.
func (m *Machine) StateName(s State) string {
	if info, ok := m.State(s); ok {
		return info.Name
	}
	return string(s)
}

// Machines lists every table, the main machine first.
func Machines() []*Machine {
	return []*Machine{Case, Delivery, Preservation, Supervision, PreUrging, Refund, Bankruptcy, Enforcement, Listing, ListingReview, ExitBan, Seizure, Objection, Claim, Distribution, PlanObjection,
		Certificate, Revocation, CreditRepair, IntegrityList}
}

// Owner finds the machine of the list that has event e. Events are unique
// across the machines that one workflow runs, so the first is the only one.
func Owner(machines []*Machine, e Event) (*Machine, bool) {
	for _, m := range machines {
		if m.Has(e) {
			return m, true
		}
	}
	return nil, false
}

// OfCase and the two below are the machines that run inside one workflow.
func OfCase() []*Machine {
	return []*Machine{Case, Delivery, Preservation, Supervision, PreUrging, Refund, Bankruptcy}
}

// OfEnforcement are the machines of an enforcement (执行案件).
func OfEnforcement() []*Machine {
	return []*Machine{Enforcement, Listing, ListingReview, ExitBan, Seizure, Objection, Claim, Distribution, PlanObjection, Bankruptcy}
}

// OfCertificate is the machine of a certificate of voluntary performance.
func OfCertificate() []*Machine { return []*Machine{Certificate} }

// OfRevocation is the machine of revoking a certificate.
func OfRevocation() []*Machine { return []*Machine{Revocation} }

// OfRepair is the machine of an application for credit repair (信用修复).
func OfRepair() []*Machine { return []*Machine{CreditRepair} }

// OfList is the machine of a batch of the integrity list (诚信履行名单).
func OfList() []*Machine { return []*Machine{IntegrityList} }
