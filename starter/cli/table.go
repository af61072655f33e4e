package cli

import (
	"fmt"
	"io"
	"strings"
)

// column is one column of a table.
type column struct {
	head  string
	right bool // numbers
	// flex lets the column give way when the page is too narrow: its text is
	// wrapped. At most one column of a table should.
	flex bool
}

// cell is a text with its colour; the colour takes no room.
type cell struct {
	text  string
	style style
}

func txt(s string) cell                           { return cell{text: s} }
func hue(st style, s string) cell                 { return cell{s, st} }
func txtf(format string, a ...any) cell           { return cell{text: fmt.Sprintf(format, a...)} }
func (c cell) painted(p painter, s string) string { return p.paint(c.style, s) }

// table lines up rows under their heads, by the cells that text takes on a
// terminal, and fits the page.
type table struct {
	indent string
	cols   []column
	rows   [][]cell
	width  int // of the page; pageWidth if zero
}

// add puts a row in; what it shows is cleaned.
func (t *table) add(row ...cell) {
	for i := range row {
		row[i].text = clean(row[i].text)
	}
	t.rows = append(t.rows, row)
}

const gutter = 2

// widths is each column's width on the page.
func (t *table) widths() []int {
	w := make([]int, len(t.cols))
	for i, c := range t.cols {
		w[i] = cells(c.head)
		for _, r := range t.rows {
			if i < len(r) {
				for _, line := range strings.Split(r[i].text, "\n") {
					w[i] = max(w[i], cells(line))
				}
			}
		}
	}
	page := t.width
	if page == 0 {
		page = pageWidth
	}
	total := cells(t.indent)
	for i := range w {
		total += w[i]
		if i > 0 {
			total += gutter
		}
	}
	for over := total - page; over > 0; {
		widest := -1
		for i, c := range t.cols {
			if c.flex && w[i] > 12 && (widest < 0 || w[i] > w[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		w[widest]--
		over--
	}
	return w
}

// write prints the table; nothing when it has no rows.
func (t *table) write(out io.Writer, p painter) {
	if len(t.rows) == 0 {
		return
	}
	w := t.widths()
	heads := make([]cell, len(t.cols))
	blank := true
	for i, c := range t.cols {
		heads[i] = hue(dim, c.head)
		blank = blank && c.head == ""
	}
	if !blank {
		t.line(out, p, w, heads)
	}
	for _, r := range t.rows {
		t.line(out, p, w, r)
	}
}

// line prints one row, on as many lines as its tallest cell needs.
func (t *table) line(out io.Writer, p painter, w []int, row []cell) {
	wrapped := make([][]string, len(t.cols))
	height := 1
	for i, c := range t.cols {
		if i >= len(row) {
			continue
		}
		switch {
		case c.flex:
			wrapped[i] = wrap(row[i].text, w[i])
		default:
			wrapped[i] = strings.Split(row[i].text, "\n")
		}
		height = max(height, len(wrapped[i]))
	}
	for n := range height {
		var b strings.Builder
		b.WriteString(t.indent)
		// Spaces are held back until something follows them.
		owed := 0
		for i, c := range t.cols {
			text := ""
			if n < len(wrapped[i]) {
				text = wrapped[i][n]
			}
			fill := max(w[i]-cells(text), 0)
			if text == "" {
				owed += fill + gutter
				continue
			}
			if c.right {
				owed += fill
				fill = 0
			}
			b.WriteString(strings.Repeat(" ", owed))
			b.WriteString(row[i].painted(p, text))
			owed = fill + gutter
		}
		_, _ = fmt.Fprintln(out, strings.TrimRight(b.String(), " "))
	}
}
