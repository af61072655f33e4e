package cli

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"luxing/starter/court"
	"luxing/workflows/calendar"
)

// announcement is what calendar announce prints with --json.
type announcement struct {
	Edition string            `json:"edition"`
	Days    int               `json:"days"`
	Told    int               `json:"told"`
	Moved   int               `json:"moved"`
	Failed  int               `json:"failed"`
	Cases   []court.Announced `json:"cases"`
}

func (a *app) calendarAnnounce() *cobra.Command {
	var as string
	cmd := &cobra.Command{
		Use:   "announce FILE",
		Short: "公布新一年放假安排 announce the next year's days off to all open cases",
		Long: `把新公布的放假调休安排告知全部未结案件：各案重新计算正在进行的期间、重设计时，并记明
变动。文件为 CSV，列为 date,kind,name，kind 为 off（放假）或 work（上班）。重复发送只生效一次。

Tells every open case of the days off that the State Council published for a
year that is not built in yet. Each counts its open periods again, re-arms, and
notes what moved. Sent twice is done once. For new cases set LUXING_CALENDAR to
the same file.`,
		Example: `  starter calendar announce 2027.csv --as trial_management:T001`,
		Args:    words([]string{"FILE"}),
		RunE: a.command(func(ctx context.Context, d desk, args []string) error {
			role, actor, err := parseRole(as)
			if err != nil {
				return err
			}
			data, err := os.ReadFile(args[0])
			if err != nil {
				e := &court.InputError{What: "放假安排 the day-off table"}
				e.Faults.Add("FILE", "文件 the file", "可以读取的文件 a file that can be read: %s", err)
				return e
			}
			days, err := court.ReadDays(data)
			if err != nil {
				return err
			}
			out := announcement{Edition: calendar.Latest(), Days: len(days), Cases: []court.Announced{}}
			err = d.Announce(ctx, days, role, actor, func(x court.Announced) {
				out.Cases = append(out.Cases, x)
				switch {
				case x.Err != nil:
					out.Failed++
				case strings.Contains(x.Note, "→"):
					out.Told, out.Moved = out.Told+1, out.Moved+1
				default:
					out.Told++
				}
			})
			if err != nil {
				return err
			}
			slices.SortFunc(out.Cases, func(x, y court.Announced) int { return strings.Compare(x.Key, y.Key) })
			if err := a.emit(out, func(w *page) { writeAnnouncement(w, out) }); err != nil {
				return err
			}
			if out.Failed > 0 {
				return &exitError{code: ExitFailed}
			}
			return nil
		}),
	}
	cmd.Flags().StringVar(&as, "as", "", "身份和编号 role and ID: trial_management:ID, president:ID or integration:ID")
	return cmd
}

func writeAnnouncement(w *page, out announcement) {
	for _, x := range out.Cases {
		text := x.Note
		if x.Err != nil {
			text = "未告知 not told: " + x.Why
		}
		w.text("  ", plain, x.Key+"  "+text)
	}
	_, _ = fmt.Fprintf(w, "\n告知 %d 件，期限变动 %d 件，未成 %d 件\n%d told, %d with periods that moved, %d failed\n", out.Told, out.Moved, out.Failed, out.Told, out.Moved, out.Failed)
}
