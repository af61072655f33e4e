package docket

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"luxing/workflows/calendar"
)

// Board shows a play while it goes on: on a terminal a line a case that is
// rewritten as the case moves, elsewhere a line for every case that has ended.
type Board struct {
	out   io.Writer
	size  func() (width, height int) // of the terminal; nil when there is none
	every time.Duration

	mu    sync.Mutex
	lines []Progress
	begun []bool
	done  int
	drawn int // lines on the screen
	last  time.Time
}

// NewBoard returns a board for so many cases. Size is that of the terminal,
// nil when out is none.
func NewBoard(out io.Writer, cases int, size func() (width, height int)) *Board {
	return &Board{out: out, size: size, every: 100 * time.Millisecond, lines: make([]Progress, cases), begun: make([]bool, cases)}
}

// Report takes in a step; it is a Player's Report.
func (b *Board) Report(p Progress) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if was := b.lines[p.Index]; p.Phase == "" {
		p.Phase = was.Phase
	}
	b.lines[p.Index], b.begun[p.Index] = p, true
	if p.Done {
		b.done++
	}
	switch {
	case b.size == nil:
		if p.Done {
			fmt.Fprintf(b.out, "[%*d/%d] %s\n", len(fmt.Sprint(len(b.lines))), b.done, len(b.lines), b.line(p))
		}
	case p.Done || time.Since(b.last) >= b.every:
		b.draw()
	}
}

// Close draws the last state.
func (b *Board) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.size != nil {
		b.draw()
	}
}

// The few control sequences that a board needs.
const (
	clearLine = "\x1b[2K"
	dim       = "\x1b[2m"
	green     = "\x1b[32m"
	red       = "\x1b[31m"
	plain     = "\x1b[0m"
)

// draw rewrites the board in place. Where the terminal is too low for all
// cases, those that are under way are shown, and then as many as fit.
func (b *Board) draw() {
	width, height := b.size()
	var s strings.Builder
	if b.drawn > 0 {
		fmt.Fprintf(&s, "\x1b[%dA", b.drawn)
	}
	shown := b.shown(max(height-2, 1))
	fmt.Fprintf(&s, "%s%s\n", clearLine, cut(fmt.Sprintf("演示 playing: %d/%d", b.done, len(b.lines)), width))
	for _, i := range shown {
		p := b.lines[i]
		colour := ""
		switch {
		case !b.begun[i]:
			colour = dim
		case p.Done && p.OK:
			colour = green
		case p.Done:
			colour = red
		}
		line := cut(b.line(p), width-1)
		if colour != "" {
			line = colour + line + plain
		}
		s.WriteString(clearLine + line + "\n")
	}
	for range b.drawn - 1 - len(shown) { // the terminal became lower
		s.WriteString(clearLine + "\n")
	}
	b.drawn = max(b.drawn, 1+len(shown))
	b.last = time.Now()
	_, _ = io.WriteString(b.out, s.String())
}

func (b *Board) shown(room int) []int {
	var all, active []int
	for i, p := range b.lines {
		all = append(all, i)
		if b.begun[i] && !p.Done {
			active = append(active, i)
		}
	}
	if len(all) <= room {
		return all
	}
	return active[:min(len(active), room)]
}

// line is one case in one line.
func (b *Board) line(p Progress) string {
	if p.Key == "" {
		return "·"
	}
	mark := "▸"
	switch {
	case p.Done && p.OK:
		mark = "✓"
	case p.Done:
		mark = "✗"
	}
	return fmt.Sprintf("%s %s %s %2d/%-2d  %s  %s", mark, pad(p.Key, 30), calendar.Of(p.Now), p.Step, p.Steps, p.Phase, p.Last)
}

// columns is how wide a text is on a terminal, where Chinese takes two columns
// a character.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	switch {
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3,
		r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60, r >= 0xffe0 && r <= 0xffe6,
		r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	return 1
}

// cut ends a text where it would go over a width.
func cut(s string, width int) string {
	if columns(s) <= width {
		return s
	}
	n := 0
	for i, r := range s {
		if n += runeColumns(r); n > max(width-1, 0) {
			return s[:i] + "…"
		}
	}
	return s
}

// pad fills a text with blanks up to a width.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(width-columns(s), 0))
}
