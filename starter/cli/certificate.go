package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"luxing/starter/court"
)

func (a *app) certificateApply() *cobra.Command {
	var party string
	cmd := &cobra.Command{
		Use:   "apply KEY --party D1",
		Short: "申请自动履行证明 apply for a certificate",
		Long: `为已自动履行的债务人申请自动履行证明书；也可在结案多年后申请。一名债务人只有一份申请。

Applies for a certificate of voluntary performance for one debtor of a case,
which may have closed years ago. The application is checked against the
register, confirmed by the creditor and decided by the judge; there is one a
debtor, and sending it again is safe.`,
		Example: "  starter certificate apply nb-2019-0001 --party D1\n  starter case show nb-2019-0001-zhengming-d1",
		Args:    words([]string{"KEY"}),
		RunE: a.command(func(ctx context.Context, d desk, args []string) error {
			if party == "" {
				e := &court.InputError{What: "缺少当事人 whose certificate is it"}
				e.Faults.Add("--party", "债务人 the debtor", "当事人的编号（如D1） a party's ID, such as D1")
				return e
			}
			made, err := d.ApplyCertificate(ctx, args[0], party)
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
	cmd.Flags().StringVar(&party, "party", "", "债务人编号 the debtor's ID in the case, such as D1")
	_ = cmd.MarkFlagRequired("party")
	return cmd
}
