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
	"luxing/workflows/lifecycle"
)

// caseList is what case list prints with --json.
type caseList struct {
	Cases []court.Listed `json:"cases"`
	// Limited says that there may be more than the limit let through.
	Limited bool `json:"limited,omitempty"`
	// People are the names of those whose IDs are shown.
	People map[string]string `json:"people,omitempty"`
}

func (a *app) caseList() *cobra.Command {
	var f court.Filter
	var phase, alert, due, kind string
	var asCSV bool
	var limited func() bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "案件清单 list cases",
		Long: `按阶段、承办人、法院、庭室、预警、期限筛选案件，最紧急的在前。数据来自登记册。

Lists cases from the register, the most urgent first. --alert takes that level
and those above it; --due-before what ends before that day.

阶段 phases:
` + strings.Join(wrap(strings.Join(court.Phases(), ", "), pageWidth), "\n"),
		Example: `  starter case list
  starter case list --phase trial --judge judge-1
  starter case list --alert president
  starter case list --due-before 2019-07-01 --limit 200 --json`,
		Args: words(nil),
		RunE: a.command(func(ctx context.Context, d desk, _ []string) error {
			f.Phase, f.Alert, f.Kind = lifecycle.State(phase), casefile.Alert(alert), casefile.Kind(kind)
			var asked query
			asked.day("--due-before", due, &f.DueBefore)
			asked.limit(f.Limit, court.MaxLimit)
			asked.court(f.Faults())
			if err := asked.err(); err != nil {
				return err
			}
			if asCSV {
				if !limited() {
					f.Limit = 0 // all of them
				}
				return d.ExportCases(ctx, f, court.CSV, a.Out)
			}
			rows, err := d.List(ctx, f)
			if err != nil {
				return err
			}
			list := caseList{Cases: rows, Limited: len(rows) == f.Limit}
			if list.Cases == nil {
				list.Cases = []court.Listed{}
			}
			list.People = d.Names(ctx, judges(rows)...)
			return a.emit(list, func(w *page) { writeList(w, list, time.Now()) })
		}),
	}
	limited = func() bool { return cmd.Flags().Changed("limit") }
	cmd.Flags().StringVar(&phase, "phase", "", "阶段 phase")
	cmd.Flags().StringVar(&f.Judge, "judge", "", "承办人编号 the judge's or officer's ID")
	cmd.Flags().StringVar(&f.Court, "court", "", "法院代字 the court's code, such as 浙0211")
	cmd.Flags().StringVar(&f.Division, "division", "", "庭室 division, such as 民一庭")
	cmd.Flags().StringVar(&alert, "alert", "", "预警级别以上 this alert level or above: judge, trial_management, president, overdue, delivery_failing")
	cmd.Flags().StringVar(&due, "due-before", "", "期限早于 what it waits for ends before this day, YYYY-MM-DD")
	cmd.Flags().StringVar(&kind, "kind", "", "类别 case, enforcement, certificate, certificate_revocation, credit_repair or integrity_list")
	cmd.Flags().BoolVar(&f.Open, "open", false, "仅未结 leave out what has ended")
	cmd.Flags().BoolVar(&asCSV, "csv", false, "输出 CSV，未限条数则全部 write CSV, all of them unless --limit is given")
	cmd.Flags().IntVar(&f.Limit, "limit", 50, "最多条数 at most so many")
	return cmd
}

// judges are the IDs that rows show.
func judges(rows []court.Listed) []string {
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = rows[i].Judge
	}
	return ids
}

// clockOf is the moment that days are counted from for a row: now, or the
// case's own clock where that was moved ahead for training.
func clockOf(l court.Listed, now time.Time) time.Time {
	if l.Updated.After(now) {
		return l.Updated
	}
	return now
}

func writeList(w *page, list caseList, now time.Time) {
	if len(list.Cases) == 0 {
		w.text("", plain, "没有符合条件的案件 no case fits")
		return
	}
	t := &table{cols: []column{{head: "案件 case"}, {head: "阶段 phase"}, {head: "等待 waits for", flex: true}, {head: "谁 on"}, {head: "期限 due"}, {head: "承办 judge"}}}
	for _, l := range list.Cases {
		look := lookOf(l.Alert)
		key := l.Key
		if l.CaseNumber != "" {
			key += "\n" + l.CaseNumber
		}
		due := l.Last
		if day, err := calendar.Parse(l.Last); err == nil {
			due += "\n" + left(day, clockOf(l, now))
		}
		waits := l.ForName
		if waits == "" {
			waits = l.For
		}
		if look.style != plain {
			waits += "\n" + look.name + " " + look.en
		}
		st := look.style
		if !l.ClosedOn.IsZero() {
			waits, due, st = "结案 closed "+l.ClosedOn.String()+" "+l.Reason, "", dim
		}
		t.add(hue(bold, key), txt(lifecycleName(l.Phase)+"\n"+string(l.Phase)), hue(st, waits), txt(casefile.Whom(l.On)), hue(st, due), txt(named(list.People, l.Judge)))
	}
	w.table(t)
	w.gap()
	note := ""
	if list.Limited {
		note = "；可能还有 there may be more: --limit"
	}
	w.line(hue(dim, fmt.Sprintf("共 %d 件 cases%s", len(list.Cases), note)))
}
