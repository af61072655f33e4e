package workflows

import (
	"slices"
	"time"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// view is all that the workflow says of itself.
func (m *matter) view(now time.Time) casefile.View {
	r := m.registerRow(now)
	v := casefile.View{
		Key: m.Key, Kind: m.Kind, Now: now, Row: r, PhaseName: m.main.StateName(m.Phase), Sentence: m.sentence(r),
		Deadlines: m.deadlines(), Links: m.Links, Documents: m.Documents, Verdicts: m.Async, Timeline: m.Timeline,
		Calendar: m.Edition, Policy: m.Policy.Hash(),
	}
	for i := range m.Tracks {
		t := &m.Tracks[i]
		v.Tracks = append(v.Tracks, casefile.TrackView{
			ID: t.ID, Machine: t.Machine, State: t.State, StateName: m.machine(t.Machine).StateName(t.State), Since: t.Since, Note: t.Note, Open: m.open(t),
		})
	}
	v.Mechanisms = m.mechanisms()
	m.rules.view(&v, now)
	return v
}

// deadlines lists the periods that run, the first to end first.
func (m *matter) deadlines() []casefile.OpenDeadline {
	out := make([]casefile.OpenDeadline, 0, len(m.Clocks))
	for i := range m.Clocks {
		out = append(out, m.Clocks[i].OpenDeadline)
	}
	slices.SortStableFunc(out, func(a, b casefile.OpenDeadline) int { return a.Deadline.Due.Compare(b.Deadline.Due) })
	return out
}

// explain says how deadlines were reached, step by step.
func (m *matter) explain(id string, now time.Time) []casefile.Explanation {
	var out []casefile.Explanation
	for _, d := range m.deadlines() {
		if id != "" && d.ID != id {
			continue
		}
		e := casefile.Explanation{Deadline: d}
		var ok bool
		if e.Steps, ok = m.rules.reckoned(d.ID, day(now)); !ok {
			e.Steps = m.book.Explain(d.Deadline)
		}
		if d.FrozenDays > 0 {
			e.Steps = append(e.Steps, statute.Step{Date: d.Deadline.Last.String(), Reason: suspended(d.FrozenDays), Article: "民事诉讼法第153条"})
		}
		out = append(out, e)
	}
	return out
}

// ended reports whether the main machine has reached its end.
func (m *matter) ended() bool {
	info, ok := m.main.State(m.Phase)
	return ok && info.Terminal
}

// openTracks lists the tracks that the workflow must still answer for.
func (m *matter) openTracks() []string {
	var ids []string
	for i := range m.Tracks {
		if m.open(&m.Tracks[i]) {
			ids = append(ids, m.Tracks[i].ID)
		}
	}
	return ids
}

// endTracks moves every open track of a machine to its end by the event.
func (m *matter) endTracks(machine *lifecycle.Machine, e lifecycle.Event, at time.Time, note string) {
	for _, id := range m.tracksOf(machine) {
		if t := m.trackOf(id); m.open(t) {
			m.cause(e, id, lifecycle.Linked, at, note)
		}
	}
}
