package lawcmd

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"luxing/workflows/calendar"
	"luxing/workflows/statute"
)

// ruleRow is a rule as it stands on a day.
type ruleRow struct {
	statute.Rule
	Article   string        `json:"article"`
	ArticleEN string        `json:"article_en"`
	From      calendar.Date `json:"from,omitzero"`
	To        calendar.Date `json:"to,omitzero"`
	// ArticleVerified: the article of this edition was read, or seen cited by
	// a text of its time.
	ArticleVerified bool   `json:"article_verified"`
	VersionNote     string `json:"version_note,omitempty"`
}

type rulesAnswer struct {
	AsOf    calendar.Date `json:"as_of"`
	Edition string        `json:"edition"`
	Rules   []ruleRow     `json:"rules"`
}

func (c *config) rules() *cobra.Command {
	var asOf string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "期间规则表 / the table of rules",
		Args:  noArgs,
		RunE: func(*cobra.Command, []string) error {
			d, f := date("--as-of", asOf)
			if f != nil {
				return fault(f.Field, f.Rule, f.Want)
			}
			if d.IsZero() {
				d = calendar.Of(c.now())
			}
			answer := rulesAnswer{AsOf: d, Edition: calendar.Latest()}
			for _, r := range statute.Rules() {
				v := r.On(d)
				row := ruleRow{Rule: r, Article: v.Article, ArticleEN: v.ArticleEN, From: v.From, To: v.To, ArticleVerified: v.Verified, VersionNote: v.Note}
				if v.Length > 0 {
					row.Length = v.Length
				}
				answer.Rules = append(answer.Rules, row)
			}
			if asJSON {
				return printJSON(c.out, answer)
			}
			return c.printRules(answer)
		},
	}
	cmd.Flags().StringVar(&asOf, "as-of", "", "规则在该日的内容 / the table as the law stood on DATE (default today)")
	cmd.Flags().BoolVar(&asJSON, "json", false, "JSON")
	return cmd
}

func (c *config) printRules(a rulesAnswer) error {
	fmt.Fprintf(c.out, "%s 有效的期间规则 / rules in force on %s\n\n", a.AsOf, a.AsOf)
	rows := [][]string{{"规则 rule", "名称", "期间", "主体"}}
	// What goes on without end stands below: 起算, 性质, 依据.
	below := []string{""}
	for _, r := range a.Rules {
		length := strconv.Itoa(r.Length) + units[r.Unit][0]
		if r.Direction == statute.Before {
			length = "前" + length
		}
		article := r.Article
		if !r.ArticleVerified && r.Kind == statute.Statutory {
			article += "（未核 unverified）"
		}
		rows = append(rows, []string{string(r.ID), r.Name, length, whose[r.Whose]})
		below = append(below, kinds[r.Kind]+" · "+article+" · 自"+r.Starts+"起算")
	}
	return tableOver(c.out, rows, below)
}
