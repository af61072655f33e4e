package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"luxing/starter/court"
)

func (a *app) enforcementApply() *cobra.Command {
	var party, as string
	cmd := &cobra.Command{
		Use:   "apply KEY --party P1 --as ROLE:ID",
		Short: "为已结案件申请执行 apply for enforcement of a closed case",
		Long: `为已结案件的债权人申请执行：申请执行时效届满后（民诉法解释第481条）、终结本次执行程序五年后
（第517条），或者债务人逾期履行而未付迟延履行期间的利息（民事诉讼法第264条）。未结案件在案件中
申请（apply_enforcement）。依登记册查明尚未履行的内容；未结的执行只有一件，重发无妨。

Applies for the enforcement of a case that has closed, for one creditor: after
the two years, after five years of searches, or for the interest of a debtor who
paid late. In an open case it is a decision (apply_enforcement). What is unpaid
is taken from the register; one enforcement a creditor is open at a time, and
sending it again is safe.`,
		Example: "  starter enforcement apply nb-2019-0001 --party P1 --as clerk:C001\n  starter case show nb-2019-0001-zhi",
		Args:    words([]string{"KEY"}),
		RunE: a.command(func(ctx context.Context, d desk, args []string) error {
			role, who, err := parseRole(as)
			if err != nil {
				return err
			}
			made, err := d.ApplyEnforcement(ctx, court.LateEnforcement{Case: args[0], Party: party, Role: role, Actor: who})
			if err != nil {
				return err
			}
			return a.emit(made, func(w *page) {
				look := statusLooks[made.Status]
				state := "已申请 applied for"
				if made.Status == court.AlreadyFiled {
					state = "此前已申请 already applied for"
				}
				w.line(hue(look.style, look.mark+" "+state), txt("  "), hue(bold, made.Key))
				w.text("  ", dim, fmt.Sprintf("进度 progress: %s case show %s", a.program(), made.Key))
			})
		}),
	}
	cmd.Flags().StringVar(&party, "party", "", "债权人编号 the creditor's ID in the case, such as P1")
	cmd.Flags().StringVar(&as, "as", "", "身份和编号 role and ID of who hands it in: clerk:ID, intake:ID or integration:ID")
	_ = cmd.MarkFlagRequired("party")
	_ = cmd.MarkFlagRequired("as")
	return cmd
}
