package lawcmd

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

type periodAnswer struct {
	Rule        statute.RuleID `json:"rule"`
	Name        string         `json:"name"`
	NameEN      string         `json:"name_en"`
	From        string         `json:"from"`
	Length      int            `json:"length"`
	Unit        statute.Unit   `json:"unit"`
	Result      string         `json:"result"`
	Due         time.Time      `json:"due"`
	Article     string         `json:"article"`
	Kind        statute.Kind   `json:"kind"`
	Whose       statute.Whose  `json:"whose"`
	Verified    bool           `json:"verified"`
	Edition     string         `json:"edition"`
	Provisional bool           `json:"provisional"`
	Policy      string         `json:"policy"` // content hash
	Court       string         `json:"court,omitempty"`
	Note        string         `json:"note,omitempty"`
	Steps       []statute.Step `json:"steps"`
}

type periodFlags struct {
	from, asOf, court, policy, calendar string
	length                              int
	json                                bool
}

func (c *config) period() *cobra.Command {
	var f periodFlags
	cmd := &cobra.Command{
		Use:     "period RULE",
		Short:   "期间何时届满 / when a period ends, and why",
		Example: "  law period appeal-judgment --from 2022-01-16\n  law period pre-suit-preservation-ruling --from 2026-09-30T09:20 --json",
		Args:    oneArg("RULE", "an ID that law rules lists, as appeal-judgment"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.runPeriod(args[0], f, cmd.Flags().Changed("length"))
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&f.from, "from", "", "起算事件发生日 / day of the event that starts it, DATE or DATETHH:MM")
	fl.StringVar(&f.asOf, "as-of", "", "适用该日的法律 / apply the law of DATE (default: of --from)")
	fl.StringVar(&f.court, "court", "", "法院代码 / court whose policy applies")
	fl.StringVar(&f.policy, "policy", "", "政策文件 / policy FILE to apply")
	fl.StringVar(&f.calendar, "calendar", "", "休假日版本 / edition of the rest days (default "+calendar.Latest()+")")
	fl.IntVar(&f.length, "length", 0, "指定的期间长度 / length fixed by a notice or order, in the rule's unit")
	fl.BoolVar(&f.json, "json", false, "JSON")
	return cmd
}

func (c *config) runPeriod(id string, f periodFlags, lengthSet bool) error {
	var faults []policy.Fault
	rule, known := statute.Find(statute.RuleID(id))
	from, timed, bad := moment("--from", f.from)
	switch {
	case bad != nil:
		faults = append(faults, *bad)
	case from.IsZero():
		faults = append(faults, policy.Fault{Field: "--from", Rule: "缺少 is missing", Want: "引起期间开始的事件之日（如2026-01-31） the day of the event that starts the period, as 2026-01-31"})
	case known && rule.Unit == statute.Hours && !timed:
		faults = append(faults, policy.Fault{Field: "--from", Rule: "没有时刻，该规则以小时计算 has no time, and " + id + " runs in hours", Want: "日期和时刻 a day and time, as " + f.from + "T09:20"})
	}
	asOf, bad := date("--as-of", f.asOf)
	if bad != nil {
		faults = append(faults, *bad)
	}
	table, err := calendar.Edition(f.calendar, nil)
	if err != nil {
		faults = append(faults, policy.Fault{Field: "--calendar", Rule: err.Error(), Want: "系统内置的版本（如" + calendar.Latest() + "） an edition built in, as " + calendar.Latest()})
	}
	if !known {
		// Find the near matches by asking for it.
		_, err := statute.NewBook(nil, policy.Default()).Period(statute.RuleID(id), time.Unix(0, 0))
		var e *InputError
		if errors.As(input(err, nil), &e) {
			faults = append(faults, e.Faults...)
		}
	}
	if len(faults) > 0 {
		return &InputError{Faults: faults}
	}
	p, err := c.court(f.court, f.policy)
	if err != nil {
		return err
	}
	var opts []statute.Option
	if lengthSet {
		opts = append(opts, statute.Length(f.length))
	}
	if !asOf.IsZero() {
		opts = append(opts, statute.StartedOn(asOf))
	}
	book := statute.NewBook(table, p)
	d, err := book.Period(rule.ID, from, opts...)
	if err != nil {
		return input(err, nil)
	}
	a := periodAnswer{
		Rule: rule.ID, Name: rule.Name, NameEN: rule.NameEN, From: f.from, Length: d.Length, Unit: d.Unit,
		Result: d.Last.String(), Due: d.Due, Article: d.Article, Kind: d.Kind, Whose: d.Whose, Verified: rule.Verified,
		Edition: d.Edition, Provisional: d.Provisional, Policy: p.Hash(), Court: p.Court, Note: rule.Note, Steps: book.Explain(d),
	}
	if d.Unit == statute.Hours {
		a.Result = d.Due.In(calendar.Zone).Format("2006-01-02T15:04")
	}
	if f.json {
		return printJSON(c.out, a)
	}
	return c.printPeriod(a)
}

func (c *config) printPeriod(a periodAnswer) error {
	end := a.Result + " 24:00"
	if a.Unit == statute.Hours {
		end = a.Result
	}
	if a.Provisional {
		end += "（暂定 provisional）"
	}
	rows := [][]string{
		{"规则 rule", a.Name + " / " + a.NameEN + " 〔" + string(a.Rule) + "〕"},
		{"期间 length", strconv.Itoa(a.Length) + units[a.Unit][0] + " / " + strconv.Itoa(a.Length) + " " + string(a.Unit)},
		{"起算 from", a.From},
		{"届满 ends", end},
		{"主体 whose", whose[a.Whose] + " / " + string(a.Whose)},
		{"性质 kind", kinds[a.Kind]},
		{"依据 article", a.Article},
		{"日历 calendar", a.Edition},
	}
	if !a.Verified && a.Kind == statute.Statutory {
		rows = append(rows, []string{"核对 check", "原文未核 / not read in the law's own text"})
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

// moment reads a day, or a day and a time, on the court's clock.
func moment(field, text string) (t time.Time, timed bool, bad *policy.Fault) {
	day, clock, timed := strings.Cut(text, "T")
	d, bad := date(field, day)
	if bad != nil || text == "" {
		return time.Time{}, timed, bad
	}
	if d.IsZero() {
		return time.Time{}, timed, &policy.Fault{Field: field, Rule: "“" + text + "”没有日期 “" + text + "” has no day", Want: "日期，或者日期和时刻（如2026-01-31T09:20） DATE or DATETHH:MM, as 2026-01-31T09:20"}
	}
	if !timed {
		return d.Start(), false, nil
	}
	hm, err := time.Parse("15:04", clock)
	if err != nil || len(clock) != len("15:04") {
		return time.Time{}, timed, &policy.Fault{Field: field, Rule: "“" + text + "”的时刻不存在 “" + text + "” has no such time", Want: "日期和时刻（如2026-01-31T09:20） DATETHH:MM with 00:00 to 23:59, as 2026-01-31T09:20"}
	}
	return d.Start().Add(time.Duration(hm.Hour())*time.Hour + time.Duration(hm.Minute())*time.Minute), true, nil
}
