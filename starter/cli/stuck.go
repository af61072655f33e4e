package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

func (a *app) stuck() *cobra.Command {
	var f court.StuckFilter
	var reason string
	cmd := &cobra.Command{
		Use:   "stuck",
		Short: "受阻案件 cases that are stuck",
		Long: `受阻的案件：为什么、自何时起、该谁动、怎样解开；最紧急的在前。

Lists the cases that are stuck, the most urgent first: why, since when, on
whom, and what would unstick it, with the article.

原因 reasons: ` + reasonList(),
		Example: `  starter stuck
  starter stuck --court 浙0211 --division 民一庭 --reason overdue
  starter stuck --json | jq -r '.cases[].key'`,
		Args: words(nil),
		RunE: a.command(func(ctx context.Context, d desk, _ []string) error {
			if f.Limit < 1 {
				e := &court.InputError{What: "查询条件有误 the filter is wrong"}
				e.Faults.Add("--limit", "条数 how many", "1 to %d", court.MaxLimit)
				return e
			}
			f.Reason = casefile.StuckReason(reason)
			rows, err := d.Stuck(ctx, f)
			if err != nil {
				return err
			}
			list := caseList{Cases: rows, Limited: len(rows) == f.Limit}
			if list.Cases == nil {
				list.Cases = []court.Listed{}
			}
			return a.emit(list, func(w *page) { writeStuck(w, list, a.program(), time.Now()) })
		}),
	}
	cmd.Flags().StringVar(&f.Court, "court", "", "法院代字 the court's code, such as 浙0211")
	cmd.Flags().StringVar(&f.Division, "division", "", "庭室 division, such as 民一庭")
	cmd.Flags().StringVar(&f.Judge, "judge", "", "承办人编号 the judge's or officer's ID")
	cmd.Flags().StringVar(&reason, "reason", "", "原因 stuck for this reason")
	cmd.Flags().IntVar(&f.Limit, "limit", 200, "最多条数 at most so many")
	return cmd
}

func reasonList() string {
	reasons := court.StuckReasons()
	names := make([]string, len(reasons))
	for i, r := range reasons {
		names[i] = string(r) + " " + stuckName(r)
	}
	return strings.Join(names, ", ")
}

func writeStuck(w *page, list caseList, program string, now time.Time) {
	if len(list.Cases) == 0 {
		w.line(hue(green, "没有受阻的案件 no case is stuck"))
		return
	}
	for i, l := range list.Cases {
		if i > 0 {
			w.gap()
		}
		look := lookOf(l.Alert)
		var about []string
		for _, s := range []string{l.CaseNumber, l.Cause, l.Division} {
			if s != "" {
				about = append(about, s)
			}
		}
		if l.Judge != "" {
			about = append(about, "承办 judge "+l.Judge)
		}
		w.line(hue(look.style, pad(look.name, 9)), hue(bold, l.Key), txt("  "+stateName(l.Phase)))
		w.text(strings.Repeat(" ", 9), dim, strings.Join(about, " · "))
		for _, s := range l.Stuck {
			writeCause(w, strings.Repeat(" ", 9), s, calendar.Of(clockOf(l, now)))
		}
	}
	w.gap()
	if list.Limited {
		w.line(hue(yellow, "可能还有 there may be more: --limit"))
	}
	w.line(hue(dim, fmt.Sprintf("共 %d 件 cases；详情 details: %s case show KEY", len(list.Cases), program)))
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
	w.line(txt(indent), hue(red, stuckName(s.Reason)+" "+string(s.Reason)), txt("  "+since), txt("  应由 on "+whom(s.On)))
	w.text(indent+"  ", plain, "解法 unstick: "+s.Unstick)
	if s.Article != "" {
		w.text(indent+"  ", dim, "依据 article: "+s.Article)
	}
}
