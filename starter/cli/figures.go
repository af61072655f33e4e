package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/calendar"
)

// figuresList is what figures prints with --json.
type figuresList struct {
	Figures []court.FigureValue `json:"figures"`
}

func (a *app) figures() *cobra.Command {
	var q court.FiguresQuery
	var from, to, by string
	var asCSV, define, cases, numerator bool
	var cursor string
	var limit int
	var cmd *cobra.Command
	cmd = &cobra.Command{
		Use:   "figures [ID...]",
		Short: "指标 the figures of the reform",
		Long: `改革的指标：每项有口径、分子、分母、趋势，庭室按区间而不排名。无参数时列出全部；给出一项或
几项的编号，则详列口径、趋势和庭室。默认为截至今日的十二个月。

The figures of the reform, each with its definition, numerator, denominator
and trend, and divisions in bands, never in a league table. Without IDs all of
them in a table; with IDs each in full. The period is the twelve months that
end today unless it is given. Where nothing is below the line there is no
value, which is not nought. Never mix definitions.

--cases lists the cases behind one figure, --numerator those above the line.`,
		Example: `  starter figures
  starter figures voluntary-performance --from 2026-01-01 --to 2026-06-30 --by quarter
  starter figures public-notice --division 民一庭 --cases --numerator
  starter figures --define
  starter figures --csv > figures.csv`,
		RunE: a.command(func(ctx context.Context, d desk, args []string) error {
			q.IDs, q.By = args, register.Step(by)
			var asked query
			asked.day("--from", from, &q.From)
			asked.day("--to", to, &q.To)
			if cases && len(args) != 1 {
				asked.faults.Add("--cases", "一项指标 one figure", "一项指标的编号（如public-notice） the ID of one figure, such as public-notice")
			}
			for _, flag := range []string{"numerator", "cursor", "limit"} {
				if !cases && cmd.Flags().Changed(flag) {
					asked.faults.Add("--"+flag, "只用于案件清单 of the list of cases alone", "与--cases并用 together with --cases")
				}
			}
			if cases {
				asked.limit(limit, maxPage)
			}
			if define && (cases || asCSV) {
				asked.faults.Add("--define", "只列口径 the definitions only", "不与--cases、--csv并用 without --cases and --csv")
			}
			asked.court(q.Faults(calendar.Of(time.Now())))
			if err := asked.err(); err != nil {
				return err
			}
			switch {
			case define:
				return a.define(args)
			case cases:
				of := court.FigureCasesQuery{ID: args[0], From: q.From, To: q.To, Court: q.Court, Division: q.Division, Numerator: numerator, Cursor: cursor, Limit: limit}
				if asCSV {
					return d.ExportFigureCases(ctx, of, court.CSV, a.Out)
				}
				behind, err := d.FigureCases(ctx, of)
				if err != nil {
					return err
				}
				return a.emit(behind, func(w *page) { writeFigureCases(w, behind, goesOn(a.program(), cmd, args, behind.Next)) })
			case asCSV:
				return d.ExportFigures(ctx, q, court.CSV, a.Out)
			}
			values, err := d.Figures(ctx, q)
			if err != nil {
				return err
			}
			return a.emit(figuresList{values}, func(w *page) {
				if len(args) > 0 {
					for _, v := range values {
						writeFigure(w, v)
					}
					return
				}
				writeFigures(w, values, a.program())
			})
		}),
	}
	cmd.Flags().StringVar(&from, "from", "", "期间首日 the first day of the period, YYYY-MM-DD")
	cmd.Flags().StringVar(&to, "to", "", "期间末日 its last day")
	cmd.Flags().StringVar(&by, "by", "month", "趋势 the trend's step: month or quarter")
	cmd.Flags().StringVar(&q.Court, "court", "", "法院代字 the court's code, such as 浙0211")
	cmd.Flags().StringVar(&q.Division, "division", "", "庭室 division, such as 民一庭")
	cmd.Flags().BoolVar(&define, "define", false, "只列口径 the definitions only")
	cmd.Flags().BoolVar(&cases, "cases", false, "所计的案件 the cases behind one figure")
	cmd.Flags().BoolVar(&numerator, "numerator", false, "只列计入分子的 only those above the line")
	cmd.Flags().StringVar(&cursor, "cursor", "", "从上一页结束处继续 go on where a page ended")
	cmd.Flags().IntVar(&limit, "limit", 50, "最多案件数 at most so many cases")
	cmd.Flags().BoolVar(&asCSV, "csv", false, "输出 CSV write CSV")
	return cmd
}

// define prints definitions, which need no court.
func (a *app) define(ids []string) error {
	var chosen []court.Figure
	for _, f := range court.FigureDefinitions() {
		if len(ids) == 0 || slices.Contains(ids, f.ID) {
			chosen = append(chosen, f)
		}
	}
	if len(chosen) < len(ids) {
		e := &court.InputError{What: "查询条件有误 the query is wrong"}
		e.Faults.Add("id", "没有这个指标 no such figure", "figures --define所列的指标之一 one of those that figures --define lists")
		return e
	}
	return a.emit(chosen, func(w *page) {
		for i, f := range chosen {
			if i > 0 {
				w.gap()
			}
			writeDefinition(w, f)
		}
	})
}

func writeDefinition(w *page, f court.Figure) {
	w.line(hue(bold, f.Name), txt("  "), hue(cyan, f.ID))
	w.text("  ", dim, f.NameEN)
	w.text("  ", plain, f.Definition)
	w.text("  ", dim, f.DefinitionEN)
	t := &table{indent: "  ", cols: []column{{}, {flex: true}}}
	t.add(hue(dim, "分子 above"), txt(f.Numerator+" "+f.NumeratorEN))
	if f.Denominator != "" {
		t.add(hue(dim, "分母 below"), txt(f.Denominator+" "+f.DenominatorEN))
	}
	t.add(hue(dim, "归期 counted on"), txt(f.Day+" "+f.DayEN))
	t.add(hue(dim, "来源 source"), txt(court.SourceName(f.Source)))
	t.add(hue(dim, "说明 note"), txt(f.Note))
	w.table(t)
}

// counts writes the two numbers behind a value.
func counts(f court.Figure, m register.Measured) string {
	switch {
	case f.Unit == register.CourtDays:
		return fmt.Sprintf("%d 次 stays", m.Denominator)
	case f.Denominator == "":
		return ""
	case f.Unit == register.Ratio:
		return fmt.Sprintf("%d:%d", m.Numerator, m.Denominator)
	}
	return fmt.Sprintf("%d/%d", m.Numerator, m.Denominator)
}

func writeFigures(w *page, values []court.FigureValue, program string) {
	if len(values) == 0 {
		return
	}
	q := values[0].Query
	w.line(hue(bold, "指标 figures"), txt(fmt.Sprintf("  %s 至 to %s", q.From, q.To)), txt(place(q)))
	for start := 0; start < len(values); {
		group := values[start].Figure.Group
		end := start
		for end < len(values) && values[end].Figure.Group == group {
			end++
		}
		w.gap()
		w.line(hue(bold, court.GroupName(group)))
		t := &table{indent: "  ", cols: []column{{head: "指标 figure", flex: true}, {head: "数值 value", right: true}, {head: "件数 of", right: true}, {head: "编号 ID"}}}
		for _, v := range values[start:end] {
			st := plain
			if v.Value == nil {
				st = dim
			}
			t.add(txt(v.Figure.Name), hue(st, court.FigureText(v.Figure.Unit, v.Measured)), hue(dim, counts(v.Figure, v.Measured)), hue(dim, v.Figure.ID))
		}
		w.table(t)
		start = end
	}
	w.gap()
	w.text("", dim, fmt.Sprintf("无 n/a：分母为零，没有数值。口径、趋势、庭室 definition, trend, divisions: %s figures ID", program))
}

func place(q register.FigureQuery) string {
	s := strings.TrimSpace(q.Court + " " + q.Division)
	if s == "" {
		return "  全部法院和庭室 all courts and divisions"
	}
	return "  " + s
}

func writeFigure(w *page, v court.FigureValue) {
	f := v.Figure
	writeDefinition(w, f)
	w.gap()
	w.line(txt("  "), hue(bold, court.FigureText(f.Unit, v.Measured)), txt("  "+counts(f, v.Measured)), hue(dim, fmt.Sprintf("  %s 至 to %s", v.Query.From, v.Query.To)), hue(dim, place(v.Query)))
	if v.Value == nil {
		w.text("  ", yellow, "分母为零，没有数值，不是零。 Nothing is below the line: there is no value, which is not nought.")
	}
	w.gap()
	t := &table{indent: "  ", cols: []column{{head: "趋势 trend"}, {head: "数值 value", right: true}, {head: "件数 of", right: true}}}
	for _, p := range v.Trend {
		name := p.From.String()[:7]
		if v.Query.By == register.ByQuarter {
			name = fmt.Sprintf("%d 年第%d季", p.From.Year(), (int(p.From.Month())+2)/3)
		}
		t.add(txt(name), txt(court.FigureText(f.Unit, p.Measured)), hue(dim, counts(f, p.Measured)))
	}
	w.table(t)
	if len(v.Divisions) > 0 {
		w.gap()
		t := &table{indent: "  ", cols: []column{{head: "庭室 division"}, {head: "数值 value", right: true}, {head: "件数 of", right: true}, {head: "区间 band"}}}
		for _, d := range v.Divisions {
			t.add(txt(strings.TrimSpace(d.Court+" "+d.Division)), txt(court.FigureText(f.Unit, d.Measured)), hue(dim, counts(f, d.Measured)), txt(court.BandName(d.Band)))
		}
		w.table(t)
	}
	w.gap()
}

func writeFigureCases(w *page, behind court.FigureCases, next string) {
	if len(behind.Cases) == 0 {
		w.line(txt("没有案件 no cases"))
		return
	}
	t := &table{cols: []column{{head: "计入 on"}, {head: "案件 case", flex: true}, {head: "庭室 division"}, {head: "承办 judge"}, {head: "阶段 phase"}, {head: "分子 above"}, {head: "", right: true}}}
	for _, c := range behind.Cases {
		above, extra := "", ""
		if c.Counted {
			above = "是 yes"
		}
		if c.Amount != 0 {
			extra = fmt.Sprint(c.Amount)
		}
		key := c.Key
		if c.CaseNumber != "" {
			key += "\n" + c.CaseNumber
		}
		t.add(txt(c.On.String()), hue(bold, key), txt(c.Division), txt(c.Judge), txt(lifecycleName(c.Phase)), txt(above), txt(extra))
	}
	w.table(t)
	w.gap()
	if behind.Next != "" {
		w.text("", yellow, "还有 there are more: "+next)
	}
}
