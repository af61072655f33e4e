package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"luxing/starter/court"
)

// emit prints a result: as JSON, or by the given function for people.
func (a *app) emit(v any, people func(w *page)) error {
	if a.json {
		return writeJSON(a.Out, v)
	}
	w := &page{out: a.Out, painter: a.paint, width: a.Width}
	people(w)
	return w.err
}

func writeJSON(out io.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// page is what people read. The first error of writing ends it.
type page struct {
	out io.Writer
	painter
	width int // pageWidth if zero
	err   error
}

func (w *page) cells() int {
	if w.width > 0 {
		return w.width
	}
	return pageWidth
}

// Write implements io.Writer and keeps the first error.
func (w *page) Write(b []byte) (int, error) {
	if w.err == nil {
		_, w.err = w.out.Write(b)
	}
	return len(b), nil
}

// line prints cells one after the other.
func (w *page) line(cells ...cell) {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(w.paint(c.style, clean(c.text)))
	}
	_, _ = fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
}

// text prints a text wrapped to the page behind the indent, whose mark, if it
// has one, stands on the first line only.
func (w *page) text(indent string, s style, text string) {
	for _, l := range wrap(clean(text), w.cells()-cells(indent)) {
		_, _ = fmt.Fprintln(w, strings.TrimRight(indent+w.paint(s, l), " "))
		indent = strings.Repeat(" ", cells(indent))
	}
}

func (w *page) gap() { _, _ = fmt.Fprintln(w) }

// head begins a section: Chinese in bold, English beside it.
func (w *page) head(zh, en string) {
	w.gap()
	w.line(hue(bold, zh), txt(" "), hue(dim, en))
}

func (w *page) table(t *table) {
	if t.width == 0 {
		t.width = w.width
	}
	t.write(w, w.painter)
}

// clean takes out what could move the cursor or change how text reads:
// what is shown comes from outside.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			return -1
		}
		return r
	}, s)
}

// report prints a problem on stderr and returns its exit code.
func (a *app) report(p *court.Problem) int {
	code, known := exits[p.Kind]
	if !known {
		code = ExitFailed
	}
	if a.json {
		_ = writeJSON(a.Err, struct {
			*court.Problem
			Exit int `json:"exit"`
		}{p, code})
		return code
	}
	w := &page{out: a.Err, painter: wantsColour(a.ErrTTY, a.Env), width: a.ErrWidth}
	w.text("", alarm, p.Title)
	w.text("  ", plain, p.Detail)
	if p.Article != "" {
		w.text("  ", plain, "依据 article: "+p.Article)
	}
	if p.State != "" {
		w.text("  ", plain, "现处 state: "+stateName(p.State))
	}
	if p.Kind == court.KindUnreachable {
		w.text("  ", plain, "启动本机全套 to start everything on this machine: go run ./worker/local")
	}
	writeFaults(w, "  ", p)
	if len(p.Lawful) > 0 {
		names := make([]string, len(p.Lawful))
		for i, e := range p.Lawful {
			names[i] = eventName(e)
		}
		w.text("  ", plain, "现可 lawful now: "+strings.Join(names, "、"))
	}
	if len(p.Leavable) > 0 {
		names := make([]string, len(p.Leavable))
		for i, e := range p.Leavable {
			names[i] = eventName(e)
		}
		w.text("  ", plain, "据登记册，可留待审查 by the register, what can be left to be judged: "+strings.Join(names, "、"))
		w.line(txt("    " + a.program() + " case decide " + p.Instance + " EVENT --as ROLE:ID --async"))
	}
	if p.Decision != "" && p.Kind != court.KindNoAnswer {
		w.text("  ", dim, "决定编号 decision: "+p.Decision)
	}
	return code
}

// writeFaults prints every fault: where, by which rule, what would be right.
func writeFaults(w *page, indent string, p *court.Problem) {
	for _, f := range p.Faults {
		where := f.Field
		if where == "" {
			where = "整体 whole"
		}
		w.text(indent, bold, "· "+where)
		w.text(indent+"  ", plain, f.Rule)
		w.text(indent+"  ", plain, "应为 want: "+f.Want)
	}
}
