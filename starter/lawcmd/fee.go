package lawcmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"luxing/workflows/statute"
)

const feeEdition = "诉讼费用交纳办法（2007-04-01起施行） / Litigation Fee Measures, in force from 2007-04-01"

type feeAnswer struct {
	Kind        statute.CaseKind `json:"kind"`
	Of          string           `json:"of"`     // the amount it is taken of
	Result      string           `json:"result"` // exact, two places
	Exact       string           `json:"exact"`  // with all its decimals
	Charged     string           `json:"charged"`
	Charging    string           `json:"charging"`
	Halved      bool             `json:"halved"`
	Edition     string           `json:"edition"`
	Provisional bool             `json:"provisional"`
	Policy      string           `json:"policy"`
	Note        string           `json:"note,omitempty"`
	Steps       []statute.Step   `json:"steps"`
}

type feeFlags struct {
	claim, enforcement, preservation, kind, costs, court, policy, reason string
	halved, quarter, json                                                bool
}

func (c *config) fee() *cobra.Command {
	var f feeFlags
	cmd := &cobra.Command{
		Use:     "fee",
		Short:   "诉讼费用 / court fees",
		Example: "  law fee --claim 300000 --halved\n  law fee --enforcement 300000\n  law fee --preservation 200000 --json",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.runFee(cmd, f) },
	}
	kinds := make([]string, 0, len(statute.CaseKinds()))
	for _, k := range statute.CaseKinds() {
		kinds = append(kinds, string(k))
	}
	fl := cmd.Flags()
	fl.StringVar(&f.claim, "claim", "", "诉讼请求金额 / amount claimed, in YUAN")
	fl.StringVar(&f.enforcement, "enforcement", "", "申请执行金额 / amount to enforce, in YUAN")
	fl.StringVar(&f.preservation, "preservation", "", "申请保全金额 / value to preserve, in YUAN")
	fl.StringVar(&f.kind, "kind", string(statute.Property), "案件种类 / kind of case: "+strings.Join(kinds, ", "))
	fl.StringVar(&f.costs, "costs", "", "受理费、保全费 / acceptance and preservation fees owed, in YUAN, if the court's policy adds them to --enforcement")
	fl.BoolVar(&f.halved, "halved", false, "减半交纳 / half, once")
	fl.StringVar(&f.reason, "halved-for", string(statute.HalfSummary), "减半理由 / why half: summary, mediation, withdrawal, counterclaim")
	fl.BoolVar(&f.quarter, "quarter", false, "转普通程序未补交 / summary half paid, supplement unpaid: a quarter is borne")
	fl.StringVar(&f.court, "court", "", "法院代码 / court whose policy applies")
	fl.StringVar(&f.policy, "policy", "", "政策文件 / policy FILE to apply")
	fl.BoolVar(&f.json, "json", false, "JSON")
	return cmd
}

func (c *config) runFee(cmd *cobra.Command, f feeFlags) error {
	given := cmd.Flags().Changed
	one := 0
	for _, name := range []string{"claim", "enforcement", "preservation"} {
		if given(name) {
			one++
		}
	}
	switch {
	case one != 1:
		return fault("--claim, --enforcement, --preservation", fmt.Sprintf("给出了%[1]d项 %[1]d of them are given", one), "只给出一项 exactly one")
	case !given("claim") && (f.halved || f.quarter || given("kind")):
		return fault("--halved, --quarter, --kind", "只适用于案件受理费 go with an acceptance fee", "诉讼标的额（--claim） the claim, --claim")
	case f.halved && f.quarter:
		return fault("--quarter", "与--halved同时给出 is given beside --halved", "只给出其一 one of them")
	case given("costs") && !given("enforcement"):
		return fault("--costs", "只适用于申请执行费 goes with an enforcement fee", "执行金额（--enforcement） the amount enforced, --enforcement")
	}
	p, err := c.court(f.court, f.policy)
	if err != nil {
		return err
	}
	book := statute.NewBook(nil, p)
	var fee statute.Fee
	switch {
	case given("claim"):
		fee, err = c.acceptance(book, f)
	case given("enforcement"):
		amount, bad := yuan("--enforcement", f.enforcement)
		if bad != nil {
			return fault(bad.Field, bad.Rule, bad.Want)
		}
		var costs int64
		if f.costs != "" {
			if costs, bad = yuan("--costs", f.costs); bad != nil {
				return fault(bad.Field, bad.Rule, bad.Want)
			}
		}
		fee, err = book.EnforcementFee(amount, costs)
	default:
		amount, bad := yuan("--preservation", f.preservation)
		if bad != nil {
			return fault(bad.Field, bad.Rule, bad.Want)
		}
		fee, err = book.PreservationFee(amount)
	}
	if err != nil {
		return input(err, map[string]string{"claim": "--claim", "kind": "--kind", "half": "--halved-for", "costs": "--costs"})
	}
	a := feeAnswer{
		Kind: fee.Kind, Of: statute.Yuan(fee.BaseFen), Result: statute.Yuan(fee.ExactFen), Exact: fee.Exact,
		Charged: statute.Yuan(fee.ChargedFen), Charging: string(fee.Charging), Halved: fee.Halved,
		Edition: feeEdition, Policy: p.Hash(), Note: fee.Note, Steps: fee.Steps,
	}
	if f.json {
		return printJSON(c.out, a)
	}
	return c.printFee(a)
}

func (c *config) acceptance(book *statute.Book, f feeFlags) (statute.Fee, error) {
	claim, bad := yuan("--claim", f.claim)
	if bad != nil {
		return statute.Fee{}, fault(bad.Field, bad.Rule, bad.Want)
	}
	fee, err := book.AcceptanceFee(claim, statute.CaseKind(f.kind))
	switch {
	case err != nil:
		return fee, err
	case f.halved:
		return fee.Half(statute.HalfReason(f.reason))
	case f.quarter:
		return fee.Quarter(), nil
	}
	return fee, nil
}

func (c *config) printFee(a feeAnswer) error {
	rows := [][]string{
		{"种类 kind", string(a.Kind)},
		{"计费金额 of", a.Of + " 元"},
		{"应收 exact", a.Exact + " 元"},
		{"实收 charged", a.Charged + " 元（" + a.Charging + "）"},
		{"依据 edition", a.Edition},
	}
	if a.Note != "" {
		rows = append(rows, []string{"注 note", a.Note})
	}
	if err := table(c.out, rows); err != nil {
		return err
	}
	fmt.Fprintln(c.out, "\n计算 how")
	return table(c.out, stepRows(a.Steps))
}
