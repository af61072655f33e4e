package cli

import (
	"context"

	"github.com/spf13/cobra"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// timelineOf and deadlinesOf are what the two commands print with --json.
type timelineOf struct {
	Key      string           `json:"key"`
	Source   court.Source     `json:"source"`
	Timeline []casefile.Entry `json:"timeline"`
}

type deadlinesOf struct {
	Key       string                  `json:"key"`
	Source    court.Source            `json:"source"`
	Deadlines []casefile.OpenDeadline `json:"deadlines"`
}

func (a *app) caseTimeline() *cobra.Command {
	var asCSV bool
	cmd := &cobra.Command{
		Use:   "timeline KEY",
		Short: "案件经过 what happened, in order",
		Long: `案件的全部经过：何时、何事、谁、依据，未采纳的决定也在内。

All that happened in a case, in order: when, what, by whom, under which
article, with decisions that were not taken.`,
		Example: "  starter case timeline nb-2019-0001\n  starter case timeline nb-2019-0001 --csv > timeline.csv",
		Args:    words([]string{"KEY"}),
		RunE: a.reading(func(ctx context.Context, d desk, args []string) error {
			seen, err := d.View(ctx, args[0])
			if err != nil {
				return err
			}
			if asCSV {
				return timelineSheet(seen.Timeline).Write(a.Out, court.CSV)
			}
			if seen.Timeline == nil {
				seen.Timeline = []casefile.Entry{}
			}
			return a.emit(timelineOf{seen.Key, seen.Source, seen.Timeline}, func(w *page) {
				v := &caseView{page: w, Seen: seen, program: a.program(), all: true}
				v.line(hue(bold, seen.Key), txt("  "+seen.Row.CaseNumber))
				v.timeline()
			})
		}),
	}
	cmd.Flags().BoolVar(&asCSV, "csv", false, "输出 CSV write CSV")
	return readable(cmd)
}

func timelineSheet(entries []casefile.Entry) court.Sheet {
	s := court.Sheet{
		Heads:  []string{"时间", "事项", "事项代码", "身份", "编号", "由", "至", "环节", "说明", "依据", "未采纳原因"},
		HeadEN: []string{"at", "what", "event", "role", "who", "from", "to", "track", "note", "article", "refused because"},
	}
	for _, e := range entries {
		s.Rows = append(s.Rows, []any{moment(e.At), e.Name, string(e.Event), e.Role.Name(), e.Actor, string(e.From), string(e.To), e.Track, e.Note, e.Article, e.Refused})
	}
	return s
}

func (a *app) caseDeadlines() *cobra.Command {
	var asCSV bool
	cmd := &cobra.Command{
		Use:   "deadlines KEY",
		Short: "案件期限 the periods that run",
		Long: `案件正在计算的期限：至何日、余几日、等谁、依据。由来见 case explain。

The periods that run in a case: until when, how many days are left, on whom,
under which article. How each was reached: case explain.`,
		Example: "  starter case deadlines nb-2019-0001\n  starter case deadlines nb-2019-0001 --json",
		Args:    words([]string{"KEY"}),
		RunE: a.reading(func(ctx context.Context, d desk, args []string) error {
			seen, err := d.View(ctx, args[0])
			if err != nil {
				return err
			}
			if asCSV {
				return deadlinesSheet(seen).Write(a.Out, court.CSV)
			}
			if seen.View.Deadlines == nil {
				seen.View.Deadlines = []casefile.OpenDeadline{}
			}
			return a.emit(deadlinesOf{seen.Key, seen.Source, seen.View.Deadlines}, func(w *page) {
				v := &caseView{page: w, Seen: seen, program: a.program(), all: true}
				v.line(hue(bold, seen.Key), txt("  "+seen.Row.CaseNumber))
				v.trial()
				v.deadlines()
				if len(seen.View.Deadlines) == 0 {
					v.gap()
					v.line(txt("没有正在计算的期限 no period runs"))
				}
			})
		}),
	}
	cmd.Flags().BoolVar(&asCSV, "csv", false, "输出 CSV write CSV")
	return readable(cmd)
}

func deadlinesSheet(seen court.Seen) court.Sheet {
	s := court.Sheet{
		Heads:  []string{"编号", "期限", "至", "余日", "性质", "应由", "预警", "停止自", "依据"},
		HeadEN: []string{"id", "period", "until", "days left", "kind", "on", "alert", "stands still since", "article"},
	}
	today := calendar.Of(seen.Now)
	for _, d := range seen.View.Deadlines {
		s.Rows = append(s.Rows, []any{d.ID, d.Name, d.Deadline.Last.String(), int64(d.Deadline.Last.Sub(today)), string(d.Deadline.Kind), casefile.Whom(d.On), lookOf(d.Alert).name, d.Frozen.String(), d.Deadline.Article})
	}
	return s
}
