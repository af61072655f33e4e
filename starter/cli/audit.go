package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
)

func (a *app) audit() *cobra.Command {
	var f court.AccessFilter
	var as, from, to string
	var asCSV bool
	var cmd *cobra.Command
	cmd = &cobra.Command{
		Use:   "audit --as auditor:ID",
		Short: "访问记录 who looked at whose data",
		Long: `访问记录：何人以何身份、何时、从何处查阅了哪件案件的个人信息，或者对其作出了决定；被拒的尝试也
在内，新的在前。查阅访问记录本身也记录在案。

The trail of accesses to personal data: who, in which role, when, from where,
looked at which case or decided on it; refused attempts too; the latest first.
For the auditor. Reading the trail is itself put on it, and what cannot be
written there is not read.`,
		Example: `  starter audit --as auditor:A001 --case nb-2019-0001
  starter audit --as auditor:A001 --who J001 --from 2026-11-01 --to 2026-11-30
  starter audit --as auditor:A001 --from 2026-01-01 --csv > accesses.csv`,
		Args: words(nil),
		RunE: a.command(func(ctx context.Context, d desk, _ []string) error {
			role, who, err := parseRole(as)
			if err != nil {
				return err
			}
			var asked query
			if who == "" {
				asked.faults.Add("--as", "何人查阅 who reads it", "身份和编号（如auditor:A001） a role with an ID, such as auditor:A001")
			}
			var first, last calendar.Date
			asked.day("--from", from, &first)
			asked.day("--to", to, &last)
			asked.limit(f.Limit, maxPage)
			if err := asked.err(); err != nil {
				return err
			}
			if !first.IsZero() {
				f.From = first.Start()
			}
			if !last.IsZero() {
				f.To = last.End()
			}
			if asCSV {
				return d.ExportAccesses(ctx, role, who, f, court.CSV, a.Out)
			}
			found, err := d.Audit(ctx, role, who, f)
			if err != nil {
				return err
			}
			if found.Accesses == nil {
				found.Accesses = []court.Access{}
			}
			return a.emit(found, func(w *page) { writeAccesses(w, found, goesOn(a.program(), cmd, nil, found.Next)) })
		}),
	}
	cmd.Flags().StringVar(&as, "as", "", "身份和编号 role and ID of who reads it: auditor:ID")
	cmd.Flags().StringVar(&f.Case, "case", "", "案件标识 the case's key")
	cmd.Flags().StringVar(&f.Who, "who", "", "何人 the ID of whoever looked, such as J001")
	cmd.Flags().StringVar(&f.Court, "court", "", "何院的人 the code of their court, such as 浙0211")
	cmd.Flags().StringVar(&from, "from", "", "自 from this day, YYYY-MM-DD")
	cmd.Flags().StringVar(&to, "to", "", "至 to this day")
	cmd.Flags().StringVar(&f.Cursor, "cursor", "", "从上一页结束处继续 go on where a page ended")
	cmd.Flags().IntVar(&f.Limit, "limit", 50, "最多条数 at most so many")
	cmd.Flags().BoolVar(&asCSV, "csv", false, "输出 CSV write CSV")
	_ = cmd.MarkFlagRequired("as")
	return cmd
}

func writeAccesses(w *page, all court.Accesses, next string) {
	if len(all.Accesses) == 0 {
		w.line(txt("没有访问记录 no accesses"))
		return
	}
	t := &table{cols: []column{{head: "时间 when"}, {head: "何人 who"}, {head: "身份 role"}, {head: "案件 case"}, {head: "做了什么 what", flex: true}, {head: "来源 from"}}}
	for _, x := range all.Accesses {
		what, st := accessName(x.What), plain
		if x.Detail != "" {
			what += "\n" + x.Detail
		}
		if x.Refused {
			what, st = "被拒 refused: "+what, red
		}
		t.add(txt(moment(x.At)), hue(bold, named(all.People, x.Who)), txt(lifecycle.Role(x.Role).Name()), txt(x.Case), hue(st, what), txt(x.From))
	}
	w.table(t)
	w.gap()
	if all.Next != "" {
		w.text("", yellow, "还有 there are more: "+next)
	}
}

// accessNames are what is done to a case's data, as the trail has it.
var accessNames = map[string]string{
	"file": "立案 file", "decide": "作出决定 decide", "read": "查阅 read", "list": "查阅清单 list", "measure": "查阅指标 figures", "export": "导出 export",
	"bulk": "批量处理 bulk", "certificate": "申请证明 certificate", "audit": "查阅访问记录 trail",
	"read_case": "查阅案件 read the case", "read_deadlines": "查阅期限 read deadlines", "read_document": "查阅文书 read a document", "list_documents": "列出文书 list documents",
	"apply_certificate": "申请证明 apply for a certificate", "import_roster": "导入名册 import the roster", "read_trail": "查阅访问记录 read the trail", "export_trail": "导出访问记录 export the trail",
	"export_board": "导出受阻案件 export stuck cases", "export_figures": "导出指标 export figures", "export_figure_cases": "导出指标所计案件 export a figure's cases", "export_cases": "导出案件 export cases",
}

// accessName is what was done, in words; a decision goes by its own name.
func accessName(what string) string {
	if event, ok := strings.CutPrefix(what, "decide:"); ok {
		return "决定 decided: " + eventName(lifecycle.Event(event))
	}
	if name, ok := accessNames[what]; ok {
		return name
	}
	return what
}
