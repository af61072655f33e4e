package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// maxPage is the longest page of the stuck list.
const maxPage = 1000

// stuckList is what stuck prints with --json: the page, and whether it is all.
type stuckList struct {
	court.Board
	Limited bool   `json:"limited,omitempty"`
	goesOn  string // the command line of the next page
}

func (a *app) stuck() *cobra.Command {
	var f court.BoardFilter
	var reason, phase, alert, kind string
	var asCSV bool
	var cmd *cobra.Command
	cmd = &cobra.Command{
		Use:   "stuck",
		Short: "受阻案件 cases that are stuck",
		Long: `受阻的案件：为什么、自何时起、该谁动、怎样解开；受阻最久的在前。先是全部的件数：按原因、
按预警、按庭室。

Lists the cases that are stuck, the longest stuck first: why, since when, on
whom, and what would unstick it, with the article. The counts above the list
are of all that the filter chooses, not of the page. --cursor goes on where a
page ended; --csv writes all of them, a line for each reason.

原因 reasons:
` + reasonList(),
		Example: `  starter stuck
  starter stuck --court 浙0211 --division 民一庭 --reason overdue
  starter stuck --csv > stuck.csv
  starter stuck --reason no_activity --json |
    jq -r '.cases[].key' | starter bulk nudge - --as trial_management:T001 --reason 请说明进展`,
		Args: words(nil),
		RunE: a.command(func(ctx context.Context, d desk, _ []string) error {
			f.Reason, f.Phase, f.Alert, f.Kind = casefile.StuckReason(reason), lifecycle.State(phase), casefile.Alert(alert), casefile.Kind(kind)
			var asked query
			asked.limit(f.Limit, maxPage)
			asked.court(f.Faults())
			if err := asked.err(); err != nil {
				return err
			}
			if asCSV {
				return d.ExportBoard(ctx, f, court.CSV, a.Out)
			}
			b, err := d.Board(ctx, f)
			if err != nil {
				return err
			}
			list := stuckList{Board: b, Limited: b.Next != "", goesOn: goesOn(a.program(), cmd, nil, b.Next)}
			if list.Cases == nil {
				list.Cases = []court.Listed{}
			}
			return a.emit(list, func(w *page) { writeStuck(w, list, a.program(), time.Now()) })
		}),
	}
	cmd.Flags().StringVar(&f.Court, "court", "", "法院代字 the court's code, such as 浙0211")
	cmd.Flags().StringVar(&f.Division, "division", "", "庭室 division, such as 民一庭")
	cmd.Flags().StringVar(&f.Judge, "judge", "", "承办人编号 the judge's or officer's ID")
	cmd.Flags().StringVar(&phase, "phase", "", "阶段 phase")
	cmd.Flags().StringVar(&reason, "reason", "", "原因 stuck for this reason")
	cmd.Flags().StringVar(&alert, "alert", "", "预警级别 this alert level: judge, trial_management, president, overdue, delivery_failing")
	cmd.Flags().StringVar(&kind, "kind", "", "类别 case or enforcement")
	cmd.Flags().StringVar(&f.Cursor, "cursor", "", "从上一页结束处继续 go on where a page ended")
	cmd.Flags().IntVar(&f.Limit, "limit", 200, "最多条数 at most so many")
	cmd.Flags().BoolVar(&asCSV, "csv", false, "输出 CSV，全部 write CSV, all of them")
	return cmd
}

func reasonList() string {
	reasons := court.StuckReasons()
	names := make([]string, len(reasons))
	for i, r := range reasons {
		names[i] = string(r) + " " + court.ReasonName(r)
	}
	return strings.Join(wrap(strings.Join(names, ", "), pageWidth), "\n")
}

func writeStuck(w *page, list stuckList, program string, now time.Time) {
	if list.Total == 0 && len(list.Cases) == 0 {
		w.line(hue(green, "没有受阻的案件 no case is stuck"))
		return
	}
	writeCounts(w, list.Board)
	for _, l := range list.Cases {
		w.gap()
		look := lookOf(l.Alert)
		var about []string
		for _, s := range []string{l.CaseNumber, l.Cause, l.Division} {
			if s != "" {
				about = append(about, s)
			}
		}
		if l.Judge != "" {
			about = append(about, "承办 judge "+named(list.People, l.Judge))
		}
		w.line(hue(look.style, pad(look.name, 9)), hue(bold, l.Key), txt("  "+stateName(l.Phase)))
		w.text(strings.Repeat(" ", 9), dim, strings.Join(about, " · "))
		for _, s := range l.Stuck {
			writeCause(w, strings.Repeat(" ", 9), s, calendar.Of(clockOf(l, now)))
		}
	}
	w.gap()
	if list.Next != "" {
		w.text("", yellow, "还有 there are more: "+list.goesOn)
	}
	w.line(hue(dim, fmt.Sprintf("共 %d 件 cases，列出 listed %d；详情 details: %s case show KEY", list.Total, len(list.Cases), program)))
}

// writeCounts prints how many are stuck for what, and where.
func writeCounts(w *page, b court.Board) {
	w.line(hue(bold, fmt.Sprintf("受阻 stuck %d 件", b.Total)))
	of := func(head string, parts []string) {
		if len(parts) > 0 {
			w.text("  "+head+"  ", plain, strings.Join(parts, "，"))
		}
	}
	var reasons, alerts, divisions []string
	for _, r := range court.StuckReasons() {
		if n := b.ByReason[string(r)]; n > 0 {
			reasons = append(reasons, fmt.Sprintf("%s %d", court.ReasonName(r), n))
		}
	}
	levels := court.Alerts()
	slices.Reverse(levels)
	for _, l := range levels {
		if n := b.ByAlert[string(l)]; n > 0 {
			alerts = append(alerts, fmt.Sprintf("%s %d", lookOf(l).name, n))
		}
	}
	for _, t := range b.ByDivision {
		name := t.Division
		if name == "" {
			name = "未分庭室 none"
		}
		divisions = append(divisions, fmt.Sprintf("%s %s %d", t.Court, name, t.Cases))
	}
	of("原因 reason  ", reasons)
	of("预警 alert   ", alerts)
	of("庭室 division", divisions)
}

// writeCause prints one reason why a case is stuck.
func writeCause(w *page, indent string, s casefile.StuckCause, today calendar.Date) {
	since := ""
	if !s.Since.IsZero() {
		since = "自 since " + dayOf(s.Since)
		if n := today.Sub(calendar.Of(s.Since)); n > 0 {
			since += fmt.Sprintf("（%d 日）", n)
		}
	}
	w.line(txt(indent), hue(red, court.ReasonName(s.Reason)+" "+string(s.Reason)), txt("  "+since), txt("  应由 on "+casefile.Whom(s.On)))
	w.text(indent+"  ", plain, "解法 unstick: "+s.Unstick)
	if s.Article != "" {
		w.text(indent+"  ", dim, "依据 article: "+s.Article)
	}
}
