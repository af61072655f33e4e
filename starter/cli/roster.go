package cli

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// rosterDesk is the court's roster as the commands use it.
type rosterDesk interface {
	Names(ctx context.Context, ids ...string) map[string]string
	Roster(ctx context.Context, f register.RosterFilter) ([]court.Official, error)
	ImportRoster(ctx context.Context, role lifecycle.Role, who string, in register.RosterImport) (register.RosterChange, error)
}

func (a *app) rosterImport() *cobra.Command {
	var as string
	var in register.RosterImport
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "导入人员名册 put those who work at the court on the roster",
		Long: `导入人员名册：文书、页面和清单据此在编号旁显示姓名。文件为 CSV（表头 id,name,roles,court,
division,active，身份以空格分隔）或者同名字段的 JSON 数组。全部错误一次指出，附行号和字段。重复导入
不产生变化。名册中有而文件中没有的人员保持不变，除非加 --deactivate-missing；从不删除。已出具的
文书不随名册改变。

Puts those who work at the court on the roster, by which documents, pages and
lists name them beside their IDs. FILE is CSV (header id,name,roles,court,
division,active; roles parted by blanks) or a JSON array of objects with those
fields. Everything wrong is said at once, with line and field. Imported again it
changes nothing. Who is on the roster and not in the file stays as they are
unless --deactivate-missing is given, and nobody is ever deleted. Documents that
were issued keep the names they have.`,
		Example: `  starter roster import people.csv --as trial_management:T001
  starter roster import people.json --as president:Y001 --deactivate-missing`,
		Args: words([]string{"FILE"}),
		RunE: a.command(func(ctx context.Context, d desk, args []string) error {
			role, who, err := parseRole(as)
			if err != nil {
				return err
			}
			data, err := os.ReadFile(args[0])
			if err != nil {
				e := &court.InputError{What: "人员名册 the roster"}
				e.Faults.Add("FILE", "文件 the file", "可以读取的文件 a file that can be read: %s", err)
				return e
			}
			p := policy.Default()
			if a.wiring.Policy != nil {
				if p, err = a.wiring.Policy(); err != nil {
					return err
				}
			}
			if in.Officials, err = court.ReadRoster(data, p); err != nil {
				return err
			}
			change, err := d.ImportRoster(ctx, role, who, in)
			if err != nil {
				return err
			}
			return a.emit(change, func(w *page) { writeRosterChange(w, change) })
		}),
	}
	cmd.Flags().StringVar(&as, "as", "", "身份和编号 role and ID: trial_management:ID or president:ID")
	cmd.Flags().BoolVar(&in.DeactivateMissing, "deactivate-missing", false, "文件中没有的同院人员改为不在职 make those of the same courts inactive who are not in the file")
	_ = cmd.MarkFlagRequired("as")
	return cmd
}

func writeRosterChange(w *page, c register.RosterChange) {
	for _, x := range []struct {
		name string
		ids  []string
	}{
		{"新增 added", c.Added}, {"变更 changed", c.Changed}, {"改为不在职 deactivated", c.Deactivated},
		{"文件中没有，保持不变 not in the file, left as they are (--deactivate-missing)", c.Missing},
	} {
		if len(x.ids) > 0 {
			w.text("  ", plain, fmt.Sprintf("%s：%d  %s", x.name, len(x.ids), strings.Join(x.ids, " ")))
		}
	}
	w.text("  ", dim, fmt.Sprintf("未变 unchanged：%d", c.Unchanged))
}

// rosterList is what roster list prints with --json.
type rosterList struct {
	Officials []court.Official `json:"officials"`
}

func (a *app) rosterList() *cobra.Command {
	var f register.RosterFilter
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "人员名册 those on the roster",
		Long:    "人员名册：编号、姓名、身份、法院、庭室、是否在职。\n\nThose on the roster: ID, name, roles, court, division, whether active.",
		Example: "  starter roster list --court 浙0211 --active",
		Args:    words(nil),
		RunE: a.command(func(ctx context.Context, d desk, _ []string) error {
			all, err := d.Roster(ctx, f)
			if err != nil {
				return err
			}
			if all == nil {
				all = []court.Official{}
			}
			return a.emit(rosterList{all}, func(w *page) { writeRoster(w, all) })
		}),
	}
	cmd.Flags().StringVar(&f.Court, "court", "", "法院代字 the court's code, such as 浙0211")
	cmd.Flags().BoolVar(&f.Active, "active", false, "仅在职 leave out who is inactive")
	return cmd
}

func writeRoster(w *page, all []court.Official) {
	if len(all) == 0 {
		w.line(txt("名册是空的 the roster is empty: starter roster import"))
		return
	}
	t := &table{cols: []column{{head: "编号 ID"}, {head: "姓名 name"}, {head: "身份 roles", flex: true}, {head: "法院 court"}, {head: "庭室 division"}, {head: "在职 active"}}}
	for _, o := range all {
		roles := make([]string, len(o.Roles))
		for i, r := range o.Roles {
			roles[i] = r.Name()
		}
		active, st := "是 yes", plain
		if !o.Active {
			active, st = "否 no", dim
		}
		t.add(hue(bold, o.ID), hue(st, o.Name), txt(strings.Join(roles, "、")), txt(o.Court), txt(o.Division), hue(st, active))
	}
	w.table(t)
}

// named is an ID with the name that goes with it.
func named(names map[string]string, id string) string {
	if n := names[id]; n != "" {
		return n + " " + id
	}
	return id
}
