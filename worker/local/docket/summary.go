package docket

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// WriteSummary prints how every case ended, and every difference from what its
// file says.
func WriteSummary(out io.Writer, outcomes []Outcome, took time.Duration) {
	rows := [][]string{{"", "案件 case", "结果 ended", "虚拟天数 days", "事件 events", "符合 as expected"}}
	events, days, failed := 0, 0, 0
	for _, o := range outcomes {
		mark, as := "✓", "是 yes"
		if !o.OK() {
			mark, as = "✗", fmt.Sprintf("否 no (%d)", len(o.Differences))
			failed++
		}
		rows = append(rows, []string{mark, o.Key, o.Ended, fmt.Sprint(o.Days), fmt.Sprint(o.Events), as})
		events += o.Events
		days += o.Days
	}
	writeTable(out, rows)
	_, _ = fmt.Fprintf(out, "\n%d 件 cases · %d 件符合 as expected · 共 %d 天 days · %d 个事件 events · 用时 %s\n",
		len(outcomes), len(outcomes)-failed, days, events, took.Round(100*time.Millisecond))
	for _, o := range outcomes {
		for _, d := range o.Differences {
			_, _ = fmt.Fprintf(out, "✗ %s %s: %s\n", o.Sample, o.Key, d)
		}
	}
}

// Err is an error that names every difference, nil when there is none.
func Err(outcomes []Outcome) error {
	var lines []string
	for _, o := range outcomes {
		for _, d := range o.Differences {
			lines = append(lines, fmt.Sprintf("%s %s: %s", o.Sample, o.Key, d))
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return fmt.Errorf("cases did not end as their files say:\n%s", strings.Join(lines, "\n"))
}

// writeTable prints rows in columns; the first row is the heading.
func writeTable(out io.Writer, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	for n, row := range rows {
		var s strings.Builder
		for i, cell := range row {
			if i == len(row)-1 {
				s.WriteString(cell)
				break
			}
			s.WriteString(pad(cell, widths[i]) + "  ")
		}
		_, _ = fmt.Fprintln(out, strings.TrimRight(s.String(), " "))
		if n == 0 {
			total := 0
			for _, w := range widths {
				total += w + 2
			}
			_, _ = fmt.Fprintln(out, strings.Repeat("─", total-2))
		}
	}
}
