package court

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"luxing/activities/register"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// Format is how a list is exported.
type Format string

// The formats.
const (
	CSV  Format = "csv"  // UTF-8 with a byte-order mark, for spreadsheets
	XLSX Format = "xlsx" // Office Open XML
)

// Type is the format's media type.
func (f Format) Type() string {
	if f == XLSX {
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return "text/csv; charset=utf-8"
}

// Sheet is a table for export: Chinese heads with an English row below them.
type Sheet struct {
	Name   string
	Heads  []string
	HeadEN []string
	// Rows are of strings, int64, float64 and nil.
	Rows [][]any
	// Next gives the rows after those, some at a time, until it gives none; nil
	// when Rows are all.
	Next func() ([][]any, error)
}

// Write writes the sheet in a format. Text that a spreadsheet would take for a
// formula is made plain text.
func (s Sheet) Write(w io.Writer, f Format) error {
	switch f {
	case CSV:
		return s.csv(w)
	case XLSX:
		return s.xlsx(w)
	}
	return badInput("导出格式 the export's format", "format", "导出格式 the export's format", "csv或者xlsx格式，不是“%[1]s” csv or xlsx, not “%[1]s”", clipped(string(f)))
}

// harmless keeps a spreadsheet from running text as a formula: what begins with
// one of its signs gets an apostrophe in front, also behind leading blanks.
func harmless(s string) string {
	first := strings.TrimLeft(s, " \t\r\n\u00a0\u3000\ufeff")
	if first != "" && strings.ContainsAny(first[:1], "=+-@|%") || strings.HasPrefix(first, "＝") || strings.HasPrefix(first, "＋") || strings.HasPrefix(first, "－") || strings.HasPrefix(first, "＠") ||
		strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\r") || strings.HasPrefix(s, "\n") {
		return "'" + s
	}
	return s
}

func (s Sheet) csv(w io.Writer) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	write := func(n int, at func(int) any) {
		line := make([]string, n)
		for i := range n {
			switch v := at(i).(type) {
			case nil:
			case string:
				line[i] = harmless(v)
			default:
				line[i] = fmt.Sprint(v)
			}
		}
		_ = out.Write(line) // the error stays with the writer
	}
	write(len(s.Heads), func(i int) any { return s.Heads[i] })
	write(len(s.HeadEN), func(i int) any { return s.HeadEN[i] })
	if err := s.each(func(r []any) error {
		write(len(r), func(i int) any { return r[i] })
		return out.Error()
	}); err != nil {
		return err
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	return nil
}

// xlsx streams the rows, so that a long list does not stand in memory twice.
func (s Sheet) xlsx(w io.Writer) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("write the export: %w", err)
		}
	}()
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	name := sheetName(s.Name)
	if err := book.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	out, err := book.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i := range s.Heads {
		if err := out.SetColWidth(i+1, i+1, s.width(i)); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 2, TopLeftCell: "A3", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	line := 0
	put := func(n int, at func(int) any, options ...excelize.RowOpts) error {
		row := make([]any, n)
		for i := range n {
			if row[i] = at(i); row[i] != nil {
				if text, ok := row[i].(string); ok {
					// A string cell is text whatever it begins with, until somebody
					// saves the sheet as CSV or edits the cell.
					row[i] = clippedCell(harmless(text))
				}
			}
		}
		line++
		cell, err := excelize.CoordinatesToCellName(1, line)
		if err != nil {
			return err
		}
		return out.SetRow(cell, row, options...)
	}
	if err := put(len(s.Heads), func(i int) any { return s.Heads[i] }, excelize.RowOpts{StyleID: bold}); err != nil {
		return err
	}
	if err := put(len(s.HeadEN), func(i int) any { return s.HeadEN[i] }); err != nil {
		return err
	}
	if err := s.each(func(r []any) error { return put(len(r), func(i int) any { return r[i] }) }); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	_, err = book.WriteTo(w)
	return err
}

// width is a column's width in characters, of which a Chinese one takes two.
func (s Sheet) width(i int) float64 {
	const least, most = 8, 60
	widest := least
	for n, r := range s.Rows {
		if n == 200 {
			break // enough to look well
		}
		if text, ok := at(r, i).(string); ok {
			widest = max(widest, wide(text)+2)
		}
	}
	return float64(min(max(widest, wide(s.Heads[i])+2, wide(s.HeadEN[i])+2), most))
}

func at(row []any, i int) any {
	if i < len(row) {
		return row[i]
	}
	return nil
}

func wide(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= 0x1100 {
			n++
		}
	}
	return n
}

// clippedCell keeps a text within what a cell can hold.
func clippedCell(text string) string {
	const most = 32_000
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

// sheetName leaves out what a sheet may not be called.
func sheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 31 {
		s = string(r[:31])
	}
	if s == "" {
		return "Sheet"
	}
	return s
}

// ExportBoard writes every stuck case that a filter chooses, and not one page
// of them: one line for each reason.
func (c *Court) ExportBoard(ctx context.Context, f BoardFilter, format Format, w io.Writer) error {
	s := Sheet{
		Name:   "受阻案件 stuck",
		Heads:  []string{"案件标识", "案号", "法院", "庭室", "承办人", "案由", "阶段", "预警", "受阻原因", "原因代码", "自", "已过日数", "应由", "解法", "依据"},
		HeadEN: []string{"key", "case number", "court", "division", "judge", "cause", "phase", "alert", "stuck because", "reason", "since", "days", "on", "what would unstick it", "article"},
	}
	f.Limit = maxPage
	if err := s.paged(func(cursor string) (rows [][]any, next string, err error) {
		f.Cursor = cursor
		b, err := c.Board(ctx, f)
		if err != nil {
			return nil, "", err
		}
		today := calendar.Of(b.AsOf)
		for _, l := range b.Cases {
			for _, cause := range l.Stuck {
				since := calendar.Of(cause.Since)
				rows = append(rows, []any{l.Key, l.CaseNumber, l.Court, l.Division, l.Judge, l.Cause, phaseName(l.Kind, l.Phase), alertName(l.Alert),
					ReasonName(cause.Reason), string(cause.Reason), since.String(), int64(max(today.Sub(since), 0)), casefile.Whom(cause.On), cause.Unstick, cause.Article})
			}
		}
		return rows, b.Next, nil
	}); err != nil {
		return err
	}
	return s.Write(w, format)
}

// ExportFigures writes figures: of each its value over the period, its trend
// and its divisions, a line each.
func (c *Court) ExportFigures(ctx context.Context, q FiguresQuery, format Format, w io.Writer) error {
	values, err := c.Figures(ctx, q)
	if err != nil {
		return err
	}
	s := Sheet{
		Name:   "指标 figures",
		Heads:  []string{"指标", "指标名称", "行别", "法院", "庭室", "自", "至", "数值", "单位", "分子", "分母", "区间", "口径", "口径来源"},
		HeadEN: []string{"figure", "name", "line", "court", "division", "from", "to", "value", "unit", "numerator", "denominator", "band", "definition", "source"},
	}
	for _, v := range values {
		f := v.Figure
		add := func(what, court, division string, from, to calendar.Date, m register.Measured, band string) {
			var value, below any
			if m.Value != nil {
				value = math.Round(*m.Value*10000) / 10000
			}
			if f.Denominator != "" {
				below = m.Denominator
			}
			s.Rows = append(s.Rows, []any{f.ID, f.Name, what, court, division, from.String(), to.String(), value, UnitName(f.Unit), m.Numerator, below, band, f.Definition, SourceName(f.Source)})
		}
		add("合计 whole", v.Query.Court, v.Query.Division, v.Query.From, v.Query.To, v.Measured, "")
		for _, p := range v.Trend {
			add("趋势 trend", v.Query.Court, v.Query.Division, p.From, p.To, p.Measured, "")
		}
		for _, d := range v.Divisions {
			add("庭室 division", d.Court, d.Division, v.Query.From, v.Query.To, d.Measured, BandName(d.Band))
		}
	}
	return s.Write(w, format)
}

// ExportFigureCases writes all cases behind a figure.
func (c *Court) ExportFigureCases(ctx context.Context, q FigureCasesQuery, format Format, w io.Writer) error {
	s := Sheet{
		Name:   "指标所计案件 cases",
		Heads:  []string{"案件标识", "案号", "法院", "庭室", "承办人", "阶段", "计入之日", "计入分子", "日数或金额（分）"},
		HeadEN: []string{"key", "case number", "court", "division", "judge", "phase", "counted on", "above the line", "days, or fen"},
	}
	q.Limit = maxPage
	if err := s.paged(func(cursor string) (rows [][]any, next string, err error) {
		q.Cursor = cursor
		page, err := c.FigureCases(ctx, q)
		if err != nil {
			return nil, "", err
		}
		for _, x := range page.Cases {
			above := "否 no"
			if x.Counted {
				above = "是 yes"
			}
			rows = append(rows, []any{x.Key, x.CaseNumber, x.Court, x.Division, x.Judge, phaseName(x.Kind, x.Phase), x.On.String(), above, x.Amount})
		}
		return rows, page.Next, nil
	}); err != nil {
		return err
	}
	return s.Write(w, format)
}

// ExportCases writes the rows that a filter lets through, those due first
// first: all of them, or as many as the filter says.
func (c *Court) ExportCases(ctx context.Context, f Filter, format Format, w io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	s := Sheet{
		Name:   "案件 cases",
		Heads:  []string{"案件标识", "案号", "法院", "庭室", "承办人", "案由", "阶段", "预警", "等待", "等谁", "期限", "立案日期", "结案日期", "结案原因", "标的（元）", "未履行（元）"},
		HeadEN: []string{"key", "case number", "court", "division", "judge", "cause", "phase", "alert", "waits for", "on", "due", "filed", "closed", "reason", "claim (yuan)", "outstanding (yuan)"},
	}
	wanted, got := f.Limit, 0
	if err := s.paged(func(cursor string) (rows [][]any, next string, err error) {
		if f.Limit = maxPage; wanted > 0 {
			f.Limit = min(maxPage, wanted-got)
		}
		page, err := c.Page(ctx, f, cursor)
		if err != nil {
			return nil, "", err
		}
		for _, l := range page.Cases {
			rows = append(rows, []any{l.Key, l.CaseNumber, l.Court, l.Division, l.Judge, l.Cause, phaseName(l.Kind, l.Phase), alertName(l.Alert), l.ForName, casefile.Whom(l.On),
				l.Last, l.FiledOn.String(), l.ClosedOn.String(), l.Reason, yuanOf(l.ClaimFen), yuanOf(l.OutstandingFen)})
		}
		if got += len(rows); wanted > 0 && got >= wanted {
			return rows, "", nil
		}
		return rows, page.Next, nil
	}); err != nil {
		return err
	}
	return s.Write(w, format)
}

// yuanOf writes fen as yuan exactly, without groups, for a spreadsheet.
func yuanOf(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	return fmt.Sprintf("%s%d.%02d", sign, fen/100, fen%100)
}
