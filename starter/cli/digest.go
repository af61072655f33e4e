package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"luxing/starter/court"
)

// digestList is what digest prints with --json.
type digestList struct {
	Digests []court.Paper `json:"digests"`
}

func (a *app) digest() *cobra.Command {
	var q court.DigestsQuery
	var from, to string
	cmd := &cobra.Command{
		Use:   "digest",
		Short: "每日督办摘要 the daily digests",
		Long: `每个工作日早晨生成的督办摘要，新的在前：新增受阻、超期、隐性超审限、三日内到期，分庭室。

Lists the digests that are made every court-day morning, the newest first:
what is newly stuck, overdue, a hidden overrun or due within three days, by
division. Read one with documents get.`,
		Example: "  starter digest --court 浙0211\n  starter documents get digest-浙0211-2026-11-10/daily_digest/court/1 --out digest.html",
		Args:    words(nil),
		RunE: a.command(func(ctx context.Context, d desk, _ []string) error {
			var asked query
			asked.day("--from", from, &q.From)
			asked.day("--to", to, &q.To)
			asked.limit(q.Limit, maxPage)
			if err := asked.err(); err != nil {
				return err
			}
			papers, err := d.Digests(ctx, q)
			if err != nil {
				return err
			}
			if papers == nil {
				papers = []court.Paper{}
			}
			return a.emit(digestList{papers}, func(w *page) {
				if len(papers) == 0 {
					w.line(txt("还没有摘要 there are no digests yet"))
					return
				}
				t := &table{cols: []column{{head: "日期 day"}, {head: "文书编号 document", flex: true}}}
				for _, p := range papers {
					t.add(hue(bold, p.On.String()), txt(p.ID))
				}
				w.table(t)
				w.gap()
				w.text("", dim, fmt.Sprintf("读取 read one: %s documents get ID --out FILE", a.program()))
			})
		}),
	}
	cmd.Flags().StringVar(&q.Court, "court", "", "法院代字 the court's code, such as 浙0211")
	cmd.Flags().StringVar(&from, "from", "", "自 from this day, YYYY-MM-DD")
	cmd.Flags().StringVar(&to, "to", "", "至 to this day")
	cmd.Flags().IntVar(&q.Limit, "limit", 30, "最多条数 at most so many")
	return cmd
}
