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

// table writes rows with their columns aligned as a terminal shows them, where
// a Chinese character takes two cells.
func table(w io.Writer, rows [][]string) error {
	var widths []int
	for _, r := range rows {
		for i, s := range r {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], cells(s))
		}
	}
	var b strings.Builder
	for _, r := range rows {
		for i, s := range r {
			b.WriteString(s)
			if i < len(r)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-cells(s)+2))
			}
		}
		b.WriteByte('\n')
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return nil
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
