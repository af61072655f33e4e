package workflows

import (
	"slices"
	"strings"
	"time"

	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/workflow"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

// common is the part of a workflow's state that the matter keeps. It crosses
// continue-as-new whole, so every field is exported to JSON.
type common struct {
	Key        string                  `json:"key"`
	Kind       casefile.Kind           `json:"kind"`
	Phase      lifecycle.State         `json:"phase"`
	PhaseSince time.Time               `json:"phaseSince"`
	Court      string                  `json:"court"`
	Division   string                  `json:"division"`
	Judge      string                  `json:"judge"` // the judge, or the enforcement officer
	Clerk      string                  `json:"clerk"`
	Tracks     []track                 `json:"tracks"`
	Clocks     []clock                 `json:"clocks"`
	Timeline   []casefile.Entry        `json:"timeline"`
	Seen       map[string]seen         `json:"seen"` // decision IDs taken so far
	Async      []casefile.Verdict      `json:"async"`
	Links      []casefile.Link         `json:"links"`
	Documents  []casefile.DocumentView `json:"documents"`
	Numbers    map[string]string       `json:"numbers"` // by number order ID
	Counts     map[string]int          `json:"counts"`  // how many of a kind were ordered, for IDs
	Mechanisms []mechanismUse          `json:"mechanisms"`
	Seq        int64                   `json:"seq"` // of the last record sent
	Active     time.Time               `json:"active"`
	Reason     string                  `json:"reason"` // why closed
	ClosedOn   calendar.Date           `json:"closedOn"`
	Edition    string                  `json:"edition"`
	Days       []calendar.Day          `json:"days"`
	Policy     policy.Policy           `json:"policy"`
	Failing    time.Time               `json:"failing"` // since when the register does not take our records
	Runs       int                     `json:"runs"`    // how often the workflow continued as new
}

// seen is a decision that was taken: enough to answer it again.
type seen struct {
	Digest  string          `json:"d"`
	At      time.Time       `json:"at"`
	Event   lifecycle.Event `json:"e"`
	From    lifecycle.State `json:"f"`
	To      lifecycle.State `json:"t"`
	Article string          `json:"a,omitempty"`
}

// track is the position of one of the machines that run beside the main one.
type track struct {
	ID      string          `json:"id"`
	Machine string          `json:"machine"`
	State   lifecycle.State `json:"state"`
	Since   time.Time       `json:"since"`
	Note    string          `json:"note,omitempty"`
}

// mechanismUse is one thing that one of the twelve mechanisms did.
type mechanismUse struct {
	Number int           `json:"n"`
	On     calendar.Date `json:"on"`
	What   string        `json:"what"`
	Result string        `json:"r,omitempty"`
}

// step is one transition while it happens.
type step struct {
	row      lifecycle.Row
	machine  *lifecycle.Machine
	track    *track // nil on the main machine
	from, to lifecycle.State
	decision casefile.Decision
	form     casefile.Form
	at       time.Time     // the instant it counts from
	day      calendar.Date // the court's day of that instant
	note     string        // for the timeline
	mech     int           // the mechanism at work
	period   *clock        // the period whose end caused it, nil otherwise
}

// last is the last day of the period whose end caused the step: the day that
// the law speaks of, however late the end was noticed.
func (s *step) last() calendar.Date {
	if s.period != nil {
		return s.period.Deadline.Last
	}
	return s.day
}

// rules is what a workflow adds to the matter.
type rules interface {
	// target names the track that a decision is about, "" for the main machine.
	target(m *lifecycle.Machine, e lifecycle.Event, form casefile.Form) string
	// guard judges one condition of a row; nil means it is met.
	guard(g lifecycle.Guard, s *step) *casefile.Refusal
	// check judges what every decision of this event must satisfy beyond the guards.
	check(s *step) *casefile.Refusal
	// effect does what the transition does, after the state has moved.
	effect(s *step)
	// mayOpen judges whether a decision may open a track now.
	mayOpen(e lifecycle.Event) *casefile.Refusal
	// hears lets the workflow read what a linked one reports in its own terms,
	// and unheard answers a report that could not be taken.
	hears(d casefile.Decision) casefile.Decision
	unheard(d casefile.Decision)
	// consequence causes at most one event that follows from the state, and
	// reports whether it did.
	consequence(at time.Time) bool
	// runsOn takes up a period that stood still for a known time.
	runsOn(c clock, at time.Time)
	// finished reports whether nothing is left to wait for.
	finished() bool
	// row fills the register's row with what the matter does not know.
	row(r *casefile.Row)
	// reckoned explains a period that is not counted by its rule alone.
	reckoned(id string, today calendar.Date) ([]statute.Step, bool)
	// view fills the view likewise.
	view(v *casefile.View, now time.Time)
	// record adds what only this workflow records.
	record(r *casefile.Record)
	// recorded takes the register's answer.
	recorded(res casefile.RecordResult, now time.Time)
}

// matter is the engine that our workflows share.
type matter struct {
	*common
	rules    rules
	main     *lifecycle.Machine
	machines []*lifecycle.Machine
	book     *statute.Book
	table    *calendar.Table
	log      log.Logger
	version  workflow.Version // which changes this run has

	pending   casefile.Record // what the next record will say
	dirty     bool            // the row changed since the last record
	moneyMove bool            // obligations or payments changed since the last record
	sending   *outgoing       // the record in flight
	linking   *outgoing       // the linked workflow being started
	links     []casefile.LinkOrder
	signals   []signal // to linked workflows, in order
	retryAt   time.Time
	relinkAt  time.Time // when a link that failed is tried again
	moment    time.Time // of the step being taken

	kick      workflow.Channel // wakes the loop after an update
	decisions workflow.ReceiveChannel
	reports   workflow.ReceiveChannel // of linked workflows
	timer     workflow.Future
	cancel    workflow.CancelFunc
	timerAt   time.Time
	published published
}

// signal is a decision for a linked workflow.
type signal struct {
	To       string            `json:"to"`
	Decision casefile.Decision `json:"decision"`
}

func newMatter(ctx workflow.Context, c *common, main *lifecycle.Machine, machines []*lifecycle.Machine) (*matter, error) {
	table, err := calendar.Edition(c.Edition, c.Days)
	if err != nil {
		return nil, failInput("day-off table", err)
	}
	if c.Seen == nil {
		c.Seen = map[string]seen{}
	}
	if c.Numbers == nil {
		c.Numbers = map[string]string{}
	}
	if c.Counts == nil {
		c.Counts = map[string]int{}
	}
	m := &matter{
		common: c, main: main, machines: machines, table: table,
		book:    statute.NewBook(table, c.Policy),
		log:     log.With(workflow.GetLogger(ctx), "case", c.Key),
		version: workflow.GetVersion(ctx, changeID, workflow.DefaultVersion, newest),
	}
	return m, nil
}

// machine finds a machine by its ID.
func (m *matter) machine(id string) *lifecycle.Machine {
	for _, x := range m.machines {
		if x.ID == id {
			return x
		}
	}
	return nil
}

// trackOf finds a track by its ID, nil when there is none.
func (m *matter) trackOf(id string) *track {
	for i := range m.Tracks {
		if m.Tracks[i].ID == id {
			return &m.Tracks[i]
		}
	}
	return nil
}

// openTrack puts a new track at its first state. An existing one is kept.
func (m *matter) openTrack(id string, machine *lifecycle.Machine, state lifecycle.State, at time.Time, note string) *track {
	if t := m.trackOf(id); t != nil {
		return t
	}
	m.Tracks = append(m.Tracks, track{ID: id, Machine: machine.ID, State: state, Since: at, Note: note})
	return &m.Tracks[len(m.Tracks)-1]
}

// open reports whether a track has not reached an end.
func (m *matter) open(t *track) bool {
	info, ok := m.machine(t.Machine).State(t.State)
	return ok && !info.Terminal
}

// tracksOf lists the IDs of a machine's tracks, in the order they were opened.
func (m *matter) tracksOf(machine *lifecycle.Machine) []string {
	var ids []string
	for _, t := range m.Tracks {
		if t.Machine == machine.ID {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// stateOf is a track's state, "" when there is no such track.
func (m *matter) stateOf(id string) lifecycle.State {
	if t := m.trackOf(id); t != nil {
		return t.State
	}
	return ""
}

// use notes that a mechanism did something in the case.
func (m *matter) use(number int, on calendar.Date, what string) {
	m.brought(number, on, what, "")
}

// brought notes what a mechanism did in the case and what came of it.
func (m *matter) brought(number int, on calendar.Date, what, result string) {
	m.Mechanisms = append(m.Mechanisms, mechanismUse{Number: number, On: on, What: what, Result: result})
}

// mechanismNumbers lists the mechanisms used so far, each once, rising.
func (m *matter) mechanismNumbers() []int {
	var ns []int
	for _, u := range m.Mechanisms {
		if !slices.Contains(ns, u.Number) {
			ns = append(ns, u.Number)
		}
	}
	slices.Sort(ns)
	return ns
}

// day is the court's day of an instant.
func day(at time.Time) calendar.Date { return calendar.Of(at) }

// subject cuts the part of a track's ID after the machine's name:
// delivery/complaint/D1 → complaint/D1.
func subject(trackID string) string {
	_, rest, _ := strings.Cut(trackID, "/")
	return rest
}
