package lifecycle_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"

	"luxing/workflows/casefile"
	. "luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// eachMachine runs a check on every table.
func eachMachine(t *testing.T, check func(*testing.T, *Machine)) {
	t.Helper()
	for _, m := range Machines() {
		t.Run(m.ID, func(t *testing.T) { check(t, m) })
	}
}

// TestEveryMachineIsNamedAndRunsInOneWorkflow: but for the handoff to bankruptcy,
// which an enforcement runs itself when its case has ended.
func TestEveryMachineIsNamedAndRunsInOneWorkflow(t *testing.T) {
	runs, want := map[string]int{}, map[string]int{}
	for _, machines := range [][]*Machine{OfCase(), OfEnforcement(), OfCertificate(), OfRevocation(), OfRepair(), OfList()} {
		for _, m := range machines {
			runs[m.ID]++
		}
	}
	for _, m := range Machines() {
		want[m.ID] = 1
	}
	want[Bankruptcy.ID] = 2
	assert.Equal(t, want, runs)
	ids := map[string]bool{}
	eachMachine(t, func(t *testing.T, m *Machine) {
		assert.False(t, ids[m.ID], "ID twice")
		ids[m.ID] = true
		assert.True(t, chinese(m.Name), m.Name)
		assert.True(t, english(m.NameEN), m.NameEN)
	})
}

// looplab/fsm lets the later of two rows win without a word, so there must not be two.
func TestOneRowForOneEventInOneState(t *testing.T) {
	eachMachine(t, func(t *testing.T, m *Machine) {
		seen := map[string]bool{}
		for _, r := range m.Rows {
			for _, s := range r.From {
				key := string(r.Event) + " in " + string(s)
				assert.False(t, seen[key], "two rows for %s", key)
				seen[key] = true
			}
		}
	})
}

// A decision names only its event, so an event belongs to one machine of a workflow.
func TestEventsAreUniqueWithinAWorkflow(t *testing.T) {
	for name, machines := range map[string][]*Machine{"case": OfCase(), "enforcement": OfEnforcement(), "certificate": OfCertificate(), "revocation": OfRevocation(), "repair": OfRepair(), "list": OfList()} {
		owner := map[Event]string{}
		for _, m := range machines {
			for _, r := range m.Rows {
				other, twice := owner[r.Event]
				assert.False(t, twice && other != m.ID, "%s: %s is in %s and %s", name, r.Event, other, m.ID)
				owner[r.Event] = m.ID
			}
		}
	}
}

// One event is one thing everywhere: people read its name without the machine's.
func TestAnEventHasOneNameInItsMachine(t *testing.T) {
	eachMachine(t, func(t *testing.T, m *Machine) {
		names := map[Event]string{}
		for _, r := range m.Rows {
			if name, ok := names[r.Event]; ok {
				assert.Equal(t, name, r.Name, r.Event)
			}
			names[r.Event] = r.Name
		}
	})
}

func TestRowsAreComplete(t *testing.T) {
	eachMachine(t, func(t *testing.T, m *Machine) {
		for _, r := range m.Rows {
			assert.True(t, snake(string(r.Event)), "%q", r.Event)
			assert.True(t, chinese(r.Name), "%s: Chinese name %q", r.Event, r.Name)
			assert.True(t, english(r.NameEN), "%s: English name %q", r.Event, r.NameEN)
			assert.True(t, chinese(r.Article), "%s: article %q", r.Event, r.Article)
			assert.NotEmpty(t, r.From, "%s has no source", r.Event)
			for _, s := range r.From {
				info, ok := m.State(s)
				assert.True(t, ok, "%s: source %q is no state", r.Event, s)
				assert.False(t, info.Terminal, "%s leaves the end %s", r.Event, s)
			}
			assert.Len(t, slices.Compact(slices.Sorted(slices.Values(r.From))), len(r.From), "%s: a source twice", r.Event)
			if r.To != Same {
				_, ok := m.State(r.To)
				assert.True(t, ok, "%s: target %q is no state", r.Event, r.To)
			}
			assert.NotEmpty(t, r.By, "%s: nobody may cause it", r.Event)
			for _, role := range r.By {
				assert.True(t, slices.ContainsFunc(Roles(), func(i RoleInfo) bool { return i.Role == role }), "%s: no role %q", r.Event, role)
			}
			assert.Len(t, slices.Compact(slices.Sorted(slices.Values(r.By))), len(r.By), "%s: a role twice", r.Event)
			for _, g := range r.Guards {
				assert.True(t, snake(string(g)), "%s: guard %q", r.Event, g)
			}
		}
	})
}

func TestStatesAreComplete(t *testing.T) {
	eachMachine(t, func(t *testing.T, m *Machine) {
		assert.NotEmpty(t, m.Initial)
		seen := map[State]bool{}
		for _, s := range m.States {
			assert.False(t, seen[s.State], "%s twice", s.State)
			seen[s.State] = true
			assert.True(t, snake(string(s.State)), "%q", s.State)
			assert.True(t, chinese(s.Name), "%s: %q", s.State, s.Name)
			assert.True(t, english(s.NameEN), "%s: %q", s.State, s.NameEN)
		}
		for _, s := range m.Initial {
			assert.True(t, seen[s], "initial %s is no state", s)
		}
	})
}

func TestEveryStateCanBeReached(t *testing.T) {
	eachMachine(t, func(t *testing.T, m *Machine) {
		reached := closure(m.Initial, func(s State) []State {
			var next []State
			for _, r := range m.From(s) {
				next = append(next, target(r, s))
			}
			return next
		})
		for _, s := range m.States {
			assert.True(t, reached[s.State], "%s is never reached", s.State)
		}
	})
}

func TestNoStateIsADeadEnd(t *testing.T) {
	eachMachine(t, func(t *testing.T, m *Machine) {
		var ends []State
		into := map[State][]State{}
		for _, s := range m.States {
			if s.Terminal {
				ends = append(ends, s.State)
			}
			for _, r := range m.From(s.State) {
				to := target(r, s.State)
				into[to] = append(into[to], s.State)
			}
		}
		assert.NotEmpty(t, ends, "no end")
		canEnd := closure(ends, func(s State) []State { return into[s] })
		for _, s := range m.States {
			assert.True(t, canEnd[s.State], "no end can be reached from %s", s.State)
		}
	})
}

// A waiting state without a clock is one in which a case can be forgotten.
func TestEveryWaitingStateHasAClock(t *testing.T) {
	eachMachine(t, func(t *testing.T, m *Machine) {
		for _, s := range m.States {
			if s.Terminal {
				assert.Empty(t, s.Clocks, "%s is an end", s.State)
				continue
			}
			assert.NotEmpty(t, s.Clocks, "%s waits without a clock", s.State)
			assert.Len(t, slices.Compact(slices.Sorted(slices.Values(s.Clocks))), len(s.Clocks), "%s: a clock twice", s.State)
		}
	})
}

func TestEveryClockIsARuleOfTheBook(t *testing.T) {
	missing := map[string][]string{}
	for _, m := range Machines() {
		for _, s := range m.States {
			for _, c := range s.Clocks {
				if _, ok := statute.Find(statute.RuleID(c)); !ok {
					missing[c] = append(missing[c], m.ID+"/"+string(s.State))
				}
			}
		}
	}
	var lines []string
	for id, where := range missing {
		lines = append(lines, fmt.Sprintf("%-26s clock of %s", id, strings.Join(where, ", ")))
	}
	slices.Sort(lines)
	if len(lines) > 0 {
		t.Errorf("%d clocks are no rules that statute.Find knows; add them to the rule book or correct the table:\n  %s", len(lines), strings.Join(lines, "\n  "))
	}
}

// withoutForm are the decisions of people that say all by their name.
var withoutForm = []Event{
	ResumeService, ResumeDefence, ResumeTrial, // 恢复诉讼
}

// withSystemForm are the events by which one workflow tells another more than
// their names say; no person sends them.
var withSystemForm = []Event{Enforced, EndedForNow, EnforcementEnded, EnforcementReturned, EnforcementBack, RestGoesOn, EnforcementPart, RepairGranted, RepairRevoked, RepairEnded,
	RetrialStops, RetrialNoted, RetrialToNotice, RetrialToWork, RetrialOver, RetrialReverses, FallsWhileChecked, RetrialReplaces, OldEnforcementBooked, SucceededThere, SucceededElsewhere, EstatePaid, EstatePaidElsewhere,
	ReferralReturned, ReferralAccepted, OneReferralReturned, OneReferralAccepted, BankruptcySuspends, EntryGroundGone, CandidateTainted,
	JoinedToLead, HearingInLead, JoinderOver, EndsInRetrial}

func TestEveryDecisionHasAFormOrNeedsNone(t *testing.T) {
	human := func(r Row) bool { return slices.ContainsFunc(r.By, KnownRole) }
	var formless []Event
	for _, m := range Machines() {
		for _, r := range m.Rows {
			if _, ok := casefile.Forms[r.Event]; !ok && human(r) {
				formless = append(formless, r.Event)
			}
		}
	}
	assert.ElementsMatch(t, withoutForm, formless, "decisions without a form")
	var system []Event
	for e := range casefile.Forms {
		m, ok := Owner(Machines(), e)
		if !assert.True(t, ok, "%s has a form but is in no machine", e) {
			continue
		}
		if !slices.ContainsFunc(m.Rows, func(r Row) bool { return r.Event == e && human(r) }) {
			system = append(system, e)
		}
	}
	assert.ElementsMatch(t, withSystemForm, system, "forms of events that only the system causes")
}

func TestEveryRoleHasSomethingToDo(t *testing.T) {
	does := map[Role]bool{Auditor: true} // an auditor only reads
	for _, m := range Machines() {
		for _, r := range m.Rows {
			for _, role := range r.By {
				does[role] = true
			}
		}
	}
	for _, info := range Roles() {
		assert.True(t, does[info.Role], "%s may do nothing", info.Role)
		assert.True(t, chinese(info.Name) && english(info.NameEN), info.Role)
	}
}

func target(r Row, from State) State {
	if r.To == Same {
		return from
	}
	return r.To
}

// closure is everything that can be reached from the given states.
func closure(from []State, next func(State) []State) map[State]bool {
	reached := map[State]bool{}
	for todo := slices.Clone(from); len(todo) > 0; todo = todo[1:] {
		if s := todo[0]; !reached[s] {
			reached[s] = true
			todo = append(todo, next(s)...)
		}
	}
	return reached
}

func chinese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) && strings.TrimSpace(s) == s
}

func english(s string) bool {
	return s != "" && strings.TrimSpace(s) == s && !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

func snake(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz_") == "" && s[0] != '_'
}
