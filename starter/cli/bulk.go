package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// bulkReport is what bulk prints with --json.
type bulkReport struct {
	court.BulkSummary
	Cases []court.BulkOutcome `json:"cases"`
}

const bulkLong = `

案件标识可以写在命令里，也可以用 - 从标准输入读，每行一个。逐案报告结果；一案被拒不影响其他。
同样的命令当日重发只生效一次；跨日重发用 --id。

Keys stand on the command line or, with -, one a line on standard input. Each
case's outcome is reported; one that is refused does not stop the others. The
same command sent again on the same day is one decision; use --id to send it
again later.

Exit code 0: all taken · 1: some got no answer, send it again · 2: wrong input,
nothing sent · 3: some refused.`

func (a *app) bulkNudge() *cobra.Command {
	var reason string
	cmd := a.bulk("nudge", "督办 press cases on", "对选中的案件督办，执行案件亦可。Presses the chosen cases on, enforcement cases too.",
		"  starter bulk nudge nb-2019-0001 nb-2019-0002 --as trial_management:T001 --reason 请说明进展\n  starter stuck --json | jq -r '.cases[].key' |\n    starter bulk nudge - --as president:P001 --reason 限期办结",
		func(keys []string, role lifecycle.Role, actor string) court.Bulk {
			return court.Nudge(keys, role, actor, reason)
		})
	cmd.Flags().StringVar(&reason, "reason", "", "理由 why, in a sentence")
	return cmd
}

func (a *app) bulkReassign() *cobra.Command {
	var form casefile.AssignForm
	cmd := a.bulk("reassign", "变更承办人 give cases to another judge", "把选中的案件变更给另一承办人。Gives the chosen cases to another judge or officer.",
		"  starter case list --judge J001 --open --json | jq -r '.cases[].key' |\n    starter bulk reassign - --to J002 --reason 调离 --as division_head:H001",
		func(keys []string, role lifecycle.Role, actor string) court.Bulk {
			return court.Reassign(keys, role, actor, form)
		})
	cmd.Flags().StringVar(&form.To, "to", "", "接办人编号 the ID of who takes over")
	cmd.Flags().StringVar(&form.Reason, "reason", "", "理由 why, in a sentence")
	return cmd
}

func (a *app) bulkApprove() *cobra.Command {
	var reason string
	cmd := a.bulk("approve", "批准延长审限 grant extensions that were asked for", "对选中的案件批准已申请的延长审限。Grants the extensions that were asked for in the chosen cases; those without a request refuse it.",
		"  starter bulk approve nb-2019-0001 nb-2019-0002 --as president:P001 --reason 案情复杂",
		func(keys []string, role lifecycle.Role, actor string) court.Bulk {
			return court.ApproveExtension(keys, role, actor, reason)
		})
	cmd.Flags().StringVar(&reason, "reason", "", "理由 why, in a sentence")
	return cmd
}

// bulk is a command that sends one decision to many cases.
func (a *app) bulk(name, short, long, example string, make func(keys []string, role lifecycle.Role, actor string) court.Bulk) *cobra.Command {
	var as, id string
	cmd := &cobra.Command{
		Use: name + " KEY...|- --as ROLE:ID", Short: short, Long: strings.Join(wrap(long, pageWidth), "\n") + bulkLong, Example: example,
		RunE: a.command(func(ctx context.Context, d desk, args []string) error {
			role, actor, err := parseRole(as)
			if err != nil {
				return err
			}
			keys, err := a.keys(args)
			if err != nil {
				return err
			}
			b := make(keys, role, actor)
			b.ID = id
			report := bulkReport{Cases: []court.BulkOutcome{}}
			report.BulkSummary, err = d.DecideAll(ctx, b, func(o court.BulkOutcome) { report.Cases = append(report.Cases, o) })
			if err != nil && len(report.Cases) == 0 {
				return err
			}
			if err := a.emit(report, func(w *page) { writeBulk(w, report) }); err != nil {
				return err
			}
			switch {
			case report.Failed > 0:
				return &exitError{ExitFailed}
			case report.Refused > 0:
				return &exitError{ExitRefused}
			}
			return err
		}),
	}
	cmd.Flags().StringVar(&as, "as", "", "身份和编号 role and ID of who decides: ROLE:ID")
	cmd.Flags().StringVar(&id, "id", "", "批量决定的编号 the bulk decision's ID, the same when sent again")
	_ = cmd.MarkFlagRequired("as")
	return cmd
}

// keys are those of the command line, or of standard input.
func (a *app) keys(args []string) ([]string, error) {
	if len(args) != 1 || args[0] != "-" {
		return args, nil
	}
	var keys []string
	in := bufio.NewScanner(io.LimitReader(a.In, 1<<20))
	for in.Scan() {
		if key := strings.TrimSpace(in.Text()); key != "" {
			keys = append(keys, key)
		}
	}
	if err := in.Err(); err != nil {
		e := &court.InputError{What: "案件标识有误 wrong keys"}
		e.Faults.Add("-", "标准输入 standard input", "每行一个案件标识 one key a line: %s", err)
		return nil, e
	}
	return keys, nil
}

func writeBulk(w *page, r bulkReport) {
	t := &table{cols: []column{{head: "案件 case"}, {head: "结果 outcome"}, {head: "", flex: true}}}
	for _, o := range r.Cases {
		switch {
		case o.Taken:
			t.add(hue(bold, o.Key), hue(green, "已作出 taken"), txt(""))
		default:
			why := o.Problem.Detail
			if o.Problem.Article != "" {
				why += "〔" + o.Problem.Article + "〕"
			}
			t.add(hue(bold, o.Key), hue(red, o.Problem.Title), txt(why))
		}
	}
	w.table(t)
	w.gap()
	w.line(txt(fmt.Sprintf("共 %d 件：已作出 taken %d，不予准许 refused %d，未获答复 no answer %d", r.Asked, r.Taken, r.Refused, r.Failed)))
	w.line(hue(dim, "批量决定编号 bulk decision: "+r.ID))
}
