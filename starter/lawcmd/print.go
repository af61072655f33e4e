package lawcmd

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"luxing/workflows/statute"
)

// printJSON writes one object, its Chinese and its angle brackets as they are.
func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
}

// pageWidth is how many cells a line may take.
const pageWidth = 100

// least is the narrowest that a column is made.
const least = 8

// table writes rows with their columns aligned as a terminal shows them, where
// a Chinese character takes two cells. What is wider than the page is wrapped,
// the widest column first; indents of a first column stay.
func table(w io.Writer, rows [][]string) error { return tableOver(w, rows, nil) }

// tableOver is a table with a text of its own below each row, where it has one.
func tableOver(w io.Writer, rows [][]string, below []string) error {
	const gutter = 2
	var widths []int
	for _, r := range rows {
		for i, s := range r {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], cells(s))
		}
	}
	total := gutter * (len(widths) - 1)
	for _, n := range widths {
		total += n
	}
	for ; total > pageWidth; total-- {
		widest := 0
		for i, n := range widths {
			// The first column names the row and is copied.
			if i > 0 && (widest == 0 || n > widths[widest]) {
				widest = i
			}
		}
		if widest == 0 || widths[widest] <= least {
			break
		}
		widths[widest]--
	}
	var b strings.Builder
	for at, r := range rows {
		wrapped, height := make([][]string, len(r)), 1
		for i, s := range r {
			if wrapped[i] = wrap(s, widths[i]); i == 0 {
				wrapped[i] = []string{s}
			}
			height = max(height, len(wrapped[i]))
		}
		for n := range height {
			var line strings.Builder
			for i := range r {
				s := ""
				if n < len(wrapped[i]) {
					s = wrapped[i][n]
				}
				line.WriteString(s)
				if i < len(r)-1 {
					line.WriteString(strings.Repeat(" ", max(widths[i]-cells(s), 0)+gutter))
				}
			}
			b.WriteString(strings.TrimRight(line.String(), " "))
			b.WriteByte('\n')
		}
		if at < len(below) && below[at] != "" {
			for _, l := range wrap(below[at], pageWidth-4) {
				b.WriteString("    " + l + "\n")
			}
		}
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
}

// wrap breaks s into lines of at most n cells, at a space where there is one,
// else between Chinese characters, not before a closing mark.
func wrap(s string, n int) []string {
	if cells(s) <= n {
		return []string{s}
	}
	var lines []string
	line := []rune{}
	used, breakAt := 0, -1
	for _, r := range s {
		width := cells(string(r))
		if used+width > n && len(line) > 0 && !strings.ContainsRune("，。；：、）〕〉》”)],;:", r) {
			head, tail := string(line), ""
			if breakAt > 0 && breakAt < len(line) {
				head, tail = string(line[:breakAt]), strings.TrimLeft(string(line[breakAt:]), " ")
			}
			lines = append(lines, strings.TrimRight(head, " "))
			line, breakAt = []rune(tail), -1
			used = cells(tail)
			if r == ' ' && used == 0 {
				continue
			}
		}
		line = append(line, r)
		used += width
		if r == ' ' || width == 2 && !strings.ContainsRune("（〔〈《“", r) {
			breakAt = len(line)
		}
	}
	return append(lines, string(line))
}

func cells(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 ||
			r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6) {
			n++
		}
	}
	return n
}

// stepRows lays out the steps of an answer.
func stepRows(steps []statute.Step) [][]string {
	rows := make([][]string, len(steps))
	for i, s := range steps {
		rows[i] = []string{"  " + s.Date, s.Amount, s.Reason, bracket(s.Article)}
	}
	return rows
}

func bracket(s string) string {
	if s == "" {
		return ""
	}
	return "〔" + s + "〕"
}

var units = map[statute.Unit][2]string{
	statute.Hours: {"小时", "h"}, statute.Days: {"日", "d"}, statute.Workdays: {"个工作日", "workdays"},
	statute.Months: {"个月", "m"}, statute.Years: {"年", "y"},
}

var kinds = map[statute.Kind]string{
	statute.Statutory: "法定 statutory", statute.Internal: "内部 internal", statute.Assumption: "假设 assumption",
}

var whose = map[statute.Whose]string{
	statute.Court: "法院", statute.Party: "当事人", statute.Plaintiff: "原告", statute.Defendant: "被告",
	statute.Appellant: "上诉人", statute.Appellee: "被上诉人", statute.Applicant: "申请人", statute.Creditor: "债权人",
	statute.Debtor: "债务人", statute.ThirdParty: "第三人", statute.SecondInstance: "第二审法院",
	statute.SuperiorCourt: "上一级法院", statute.ReceivingCourt: "受移送法院",
}
