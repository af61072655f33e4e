package console

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// mark is what a state is to a case.
type mark int

// What states are: not touched, come along, where it stands, where it can go.
const (
	apart mark = iota
	past
	here
	ahead
)

// place is one state in a diagram: its stage of the life, and its row there.
type place struct {
	state lifecycle.State
	name  string
	stage int
	row   int
	mark  mark
}

// passage is one way between two states.
type passage struct {
	from, to int // indexes of places
	taken    bool
}

// diagram is a machine as one case sees it.
type diagram struct {
	places   []place
	passages []passage
	stages   int
	rows     int
}

// caseStages puts the states of the main machine in the order of a case's
// life. Other machines are ordered by how far their states are from the first.
var caseStages = [][]lifecycle.State{
	{lifecycle.FilingReview, lifecycle.AwaitingCorrection, lifecycle.AwaitingFee},
	{lifecycle.Service, lifecycle.Defence},
	{lifecycle.Trial, lifecycle.Stayed},
	{lifecycle.InCourtPrompt, lifecycle.AwaitingEffect, lifecycle.Appeal},
	{lifecycle.InSupervision, lifecycle.AwaitingEnforcement},
	{lifecycle.InEnforcement, lifecycle.Dormant, lifecycle.BankruptcyHandoff},
	{lifecycle.Closed},
}

// newDiagram draws a machine for a case that stands in a state, with the way
// that its timeline tells.
func newDiagram(m *lifecycle.Machine, at lifecycle.State, timeline []casefile.Entry, l Lang) diagram {
	var d diagram
	index := map[lifecycle.State]int{}
	for stage, states := range stagesOf(m) {
		d.stages = max(d.stages, stage+1)
		for row, s := range states {
			index[s] = len(d.places)
			d.places = append(d.places, place{state: s, name: l.state(m, s), stage: stage, row: row})
			d.rows = max(d.rows, row+1)
		}
	}
	add := func(from, to lifecycle.State, taken bool) {
		f, ok := index[from]
		t, found := index[to]
		if !ok || !found || f == t {
			return
		}
		for _, p := range d.passages {
			if p.from == f && p.to == t {
				return
			}
		}
		d.passages = append(d.passages, passage{f, t, taken})
		switch {
		case taken && d.places[f].mark == apart:
			d.places[f].mark = past
		case !taken && d.places[t].mark == apart:
			d.places[t].mark = ahead
		}
	}
	for _, e := range timeline {
		if e.Track == "" && e.Refused == "" && e.From != e.To && m.Has(e.Event) {
			add(e.From, e.To, true)
		}
	}
	for _, r := range m.From(at) {
		if !r.Stays(at) {
			add(at, r.To, false)
		}
	}
	if i, ok := index[at]; ok {
		d.places[i].mark = here
	}
	return d
}

func stagesOf(m *lifecycle.Machine) [][]lifecycle.State {
	var stages [][]lifecycle.State
	placed := map[lifecycle.State]bool{}
	if m == lifecycle.Case {
		for _, states := range caseStages {
			stages = append(stages, slices.Clone(states))
			for _, s := range states {
				placed[s] = true
			}
		}
	} else {
		for next := m.Initial; len(next) > 0; {
			var states []lifecycle.State
			for _, s := range next {
				if info, ok := m.State(s); ok && !placed[s] && !info.Terminal {
					placed[s] = true
					states = append(states, s)
				}
			}
			next = nil
			for _, s := range states {
				for _, r := range m.From(s) {
					if !r.Stays(s) && !placed[r.To] && !slices.Contains(next, r.To) {
						next = append(next, r.To)
					}
				}
			}
			if len(states) > 0 {
				stages = append(stages, states)
			}
		}
	}
	// Ends, and states of a later release that no stage names, come last.
	var last []lifecycle.State
	for _, info := range m.States {
		if !placed[info.State] {
			last = append(last, info.State)
		}
	}
	switch {
	case len(last) == 0:
	case m == lifecycle.Case:
		stages[len(stages)-1] = append(stages[len(stages)-1], last...)
	default:
		stages = append(stages, last)
	}
	return stages
}

// frame is how a diagram is laid on a page: lengths along a case's life (major)
// and across it (minor), in the picture's own units.
type frame struct {
	class                string
	major, minor         int  // of a state's box
	majorGap, minorGap   int  // between boxes
	upright              bool // life runs from top to bottom
	size                 int  // of the type
	perLine              int  // of half-width characters
	leadMajor, leadMinor int  // before the first box
}

// frames are the two pictures of one diagram: across a desk's screen, and down
// a phone's.
var frames = []frame{
	{class: "diagram-wide", major: 118, minor: 48, majorGap: 42, minorGap: 26, size: 14, perLine: 15, leadMajor: 4, leadMinor: 16},
	{class: "diagram-tall", major: 42, minor: 100, majorGap: 34, minorGap: 18, upright: true, size: 13, perLine: 14, leadMajor: 8, leadMinor: 14},
}

// svg draws the diagram in both frames; the style sheet shows the one that fits.
func (d diagram) svg(title, about string) string {
	var b strings.Builder
	for _, f := range frames {
		d.draw(&b, f, title, about)
	}
	return b.String()
}

func (d diagram) draw(b *strings.Builder, f frame, title, about string) {
	long := 2*f.leadMajor + d.stages*f.major + (d.stages-1)*f.majorGap
	across := 2*f.leadMinor + d.rows*f.minor + (d.rows-1)*f.minorGap
	w, h := long, across
	if f.upright {
		w, h = across, long
	}
	id := "t-" + f.class
	fmt.Fprintf(b, `<svg class="diagram %s" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-labelledby="%s" preserveAspectRatio="xMidYMid meet"><title id="%s">%s</title><desc>%s</desc>`,
		f.class, w, h, w, h, id, id, html.EscapeString(title), html.EscapeString(about))
	fmt.Fprintf(b, `<defs><marker id="a-%[1]s" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" class="tip"/></marker><marker id="b-%[1]s" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" class="tip tip-taken"/></marker></defs>`, f.class)
	for i, p := range d.passages {
		class, tip := "way", "a"
		if p.taken {
			class, tip = "way way-taken", "b"
		}
		fmt.Fprintf(b, `<path class="%s" marker-end="url(#%s-%s)" d="%s"/>`, class, tip, f.class, d.route(f, p, i))
	}
	for _, p := range d.places {
		d.box(b, f, p)
	}
	b.WriteString(`</svg>`)
}

var markClass = map[mark]string{apart: "st", past: "st st-past", here: "st st-here", ahead: "st st-ahead"}

func (d diagram) box(b *strings.Builder, f frame, p place) {
	x, y := f.point(f.start(p.stage), f.top(p.row))
	w, h := f.major, f.minor
	if f.upright {
		w, h = h, w
	}
	fmt.Fprintf(b, `<g class="%s"><rect x="%d" y="%d" width="%d" height="%d" rx="4"/>`, markClass[p.mark], x, y, w, h)
	lines, size := wrapped(p.name, f.perLine), f.size
	if len(lines) > 2 {
		lines, size = wrapped(p.name, f.perLine+f.perLine/4), f.size-2
	}
	step := size + 2
	if len(lines) > 2 {
		step = size + 1
	}
	first := y + h/2 - (len(lines)-1)*step/2 + size/3 + 1
	for i, line := range lines {
		fmt.Fprintf(b, `<text x="%d" y="%d" font-size="%d" text-anchor="middle">%s</text>`, x+w/2, first+i*step, size, html.EscapeString(line))
	}
	switch p.mark {
	case here:
		fmt.Fprintf(b, `<path class="st-flag" d="M%d %dv9l7 -4.5z"/>`, x+5, y+5)
	case past:
		fmt.Fprintf(b, `<text class="st-note" x="%d" y="%d" font-size="11" text-anchor="end">✓</text>`, x+w-5, y+13)
	}
	b.WriteString(`</g>`)
}

// wrapped breaks a name into lines of so many half-width characters.
func wrapped(s string, per int) []string {
	if cellsOf(s) <= per {
		return []string{s}
	}
	if !strings.Contains(s, " ") {
		runes := []rune(s)
		half := (len(runes) + 1) / 2
		return []string{string(runes[:half]), string(runes[half:])}
	}
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(s) {
		if line != "" && cellsOf(line)+1+cellsOf(word) > per {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return append(lines, line)
}

func cellsOf(s string) int {
	n := 0
	for _, r := range s {
		n++
		if wide(r) {
			n++
		}
	}
	return n
}

func (f frame) start(stage int) int { return f.leadMajor + stage*(f.major+f.majorGap) }
func (f frame) top(row int) int     { return f.leadMinor + row*(f.minor+f.minorGap) }

func (f frame) point(major, minor int) (x, y int) {
	if f.upright {
		return minor, major
	}
	return major, minor
}

// route is the way between two boxes: straight to a neighbour, else out into
// the gap beside the box, along the gap between rows, and in again, so that no
// way runs through a box. Ways in one gap lie a little apart.
func (d diagram) route(f frame, p passage, nth int) string {
	a, z := d.places[p.from], d.places[p.to]
	apartBy := (nth%5 - 2) * 4
	am, zm := f.top(a.row)+f.minor/2, f.top(z.row)+f.minor/2
	out, in := f.start(a.stage)+f.major, f.start(z.stage)
	beside := out + f.majorGap/2 + apartBy
	before := in - f.majorGap/2 + apartBy
	switch {
	case a.stage == z.stage && z.row == a.row+1:
		mid := f.start(a.stage) + f.major/2 + apartBy*2
		return f.path([][2]int{{mid, f.top(a.row) + f.minor}, {mid, f.top(z.row)}})
	case a.stage == z.stage && a.row == z.row+1:
		mid := f.start(a.stage) + f.major/2 + apartBy*2
		return f.path([][2]int{{mid, f.top(a.row)}, {mid, f.top(z.row) + f.minor}})
	case a.stage == z.stage:
		return f.path([][2]int{{out, am}, {beside, am}, {beside, zm}, {out, zm}})
	case z.stage == a.stage+1 && am == zm:
		return f.path([][2]int{{out, am}, {in, zm}})
	case z.stage == a.stage+1:
		return f.path([][2]int{{out, am}, {beside, am}, {beside, zm}, {in, zm}})
	case z.stage > a.stage:
		lane := f.top(a.row) + f.minor + f.minorGap/2 + apartBy
		if z.row < a.row {
			lane = f.top(a.row) - f.minorGap/2 + apartBy
		}
		return f.path([][2]int{{out, am}, {beside, am}, {beside, lane}, {before, lane}, {before, zm}, {in, zm}})
	}
	lane := f.top(max(a.row, z.row)) + f.minor + f.minorGap/2 + apartBy
	back, into := f.start(a.stage)-f.majorGap/2+apartBy, f.start(z.stage)+f.major+f.majorGap/2+apartBy
	if a.stage == z.stage+1 {
		return f.path([][2]int{{f.start(a.stage), am}, {back, am}, {back, zm + 6}, {f.start(z.stage) + f.major, zm + 6}})
	}
	return f.path([][2]int{{f.start(a.stage), am}, {back, am}, {back, lane}, {into, lane}, {into, zm + 6}, {f.start(z.stage) + f.major, zm + 6}})
}

// path joins points with rounded corners.
func (f frame) path(points [][2]int) string {
	const round = 6
	var b strings.Builder
	x, y := f.point(points[0][0], points[0][1])
	fmt.Fprintf(&b, "M%d %d", x, y)
	for i := 1; i < len(points); i++ {
		cx, cy := f.point(points[i][0], points[i][1])
		if i == len(points)-1 {
			fmt.Fprintf(&b, "L%d %d", cx, cy)
			break
		}
		px, py := f.point(points[i-1][0], points[i-1][1])
		nx, ny := f.point(points[i+1][0], points[i+1][1])
		ax, ay := toward(cx, cy, px, py, round)
		bx, by := toward(cx, cy, nx, ny, round)
		fmt.Fprintf(&b, "L%d %dQ%d %d %d %d", ax, ay, cx, cy, bx, by)
	}
	return b.String()
}

// toward is the point that lies at most n from (x, y) in the direction of (px, py).
func toward(x, y, px, py, n int) (int, int) {
	step := func(from, to int) int {
		if d := to - from; d > 2*n {
			return from + n
		} else if d < -2*n {
			return from - n
		} else {
			return from + d/2
		}
	}
	return step(x, px), step(y, py)
}
