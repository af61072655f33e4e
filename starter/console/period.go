package console

import (
	"fmt"
	"sync"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/statute"
)

// rules is the rule book, copied once.
var rules = sync.OnceValue(statute.Rules)

// span is a period as a bar shows it, in days.
type span struct {
	Elapsed, Excluded, Left, Over int
	Frozen                        bool
}

// spanOf measures an open deadline at a moment. A trial limit is measured by
// its own clock, which knows what was excluded.
func spanOf(d casefile.OpenDeadline, trial *casefile.TrialView, now time.Time) span {
	today := calendar.Of(now)
	if trial != nil && trial.Clock.Deadline.Rule == d.Deadline.Rule {
		c := trial.Clock
		return span{Elapsed: c.ElapsedDays, Excluded: c.ExcludedDays, Left: max(c.LeftDays, 0), Over: max(-c.LeftDays, 0), Frozen: !c.Running}
	}
	s := span{Excluded: d.FrozenDays, Frozen: !d.Frozen.IsZero()}
	if s.Frozen {
		s.Excluded += max(today.Sub(d.Frozen), 0)
	}
	s.Elapsed = max(today.Sub(calendar.Of(d.Deadline.From))-s.Excluded, 0)
	left := d.Deadline.Last.Sub(today)
	s.Left, s.Over = max(left, 0), max(-left, 0)
	if s.Over > 0 {
		s.Elapsed = max(s.Elapsed-s.Over, 0)
	}
	return s
}

// bar draws a span: what has passed, what did not count, what is left or over.
// A drawing and no style sheet, since widths in styles would be inline.
func (s span) bar(label string) string {
	const width = 600
	total := s.Elapsed + s.Excluded + s.Left + s.Over
	if total == 0 {
		total = 1
	}
	x := 0
	part := func(n int, class string) string {
		if n == 0 {
			return ""
		}
		w := max(n*width/total, 3)
		out := fmt.Sprintf(`<rect class="%s" x="%d" y="0" width="%d" height="10"/>`, class, x, w)
		x += w
		return out
	}
	return fmt.Sprintf(`<svg class="bar" viewBox="0 0 %d 10" preserveAspectRatio="none" role="img" aria-label="%s"><rect class="bar-all" width="%d" height="10"/>`, width, label, width) +
		part(s.Elapsed, "bar-done") + part(s.Excluded, "bar-out") + part(s.Left, "bar-left") + part(s.Over, "bar-over") + `</svg>`
}
