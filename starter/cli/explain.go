package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"luxing/workflows/casefile"
)

// explained is what case explain prints with --json.
type explained struct {
	Key       string                 `json:"key"`
	Deadlines []casefile.Explanation `json:"deadlines"`
}

func (a *app) caseExplain() *cobra.Command {
	return readable(&cobra.Command{
		Use:   "explain KEY [DEADLINE]",
		Short: "期限的由来 how deadlines were reached",
		Long: `逐步说明各期限如何算出：自何时起算、跳过哪些日子、依据哪条、用哪年的放假安排。

Says step by step how each open deadline was reached: what started it, what was
skipped and why, the article, and the edition of the rest-day table. DEADLINE is
an ID as case show prints it.`,
		Example: "  starter case explain nb-2019-0001\n  starter case explain nb-2019-0001 answer/D1",
		Args:    words([]string{"KEY"}, "DEADLINE"),
		RunE: a.reading(func(ctx context.Context, d desk, args []string) error {
			id := ""
			if len(args) == 2 {
				id = args[1]
			}
			found, err := d.Explain(ctx, args[0], id)
			if err != nil {
				return err
			}
			if found == nil {
				found = []casefile.Explanation{}
			}
			return a.emit(explained{args[0], found}, func(w *page) { writeExplanations(w, args[0], found) })
		}),
	})
}

func writeExplanations(w *page, key string, all []casefile.Explanation) {
	if len(all) == 0 {
		w.text("", plain, key+"：没有进行中的期限 no period is running")
		return
	}
	for i, e := range all {
		if i > 0 {
			w.gap()
		}
		d := e.Deadline
		w.line(hue(bold, d.Name+" "+d.ID), hue(dim, fmt.Sprintf("  规则 rule %s", d.Deadline.Rule)))
		t := &table{indent: "  ", cols: []column{{}, {flex: true}}}
		t.add(hue(dim, "届满 ends"), hue(bold, lastMoment(d)))
		t.add(hue(dim, "谁 on"), txt(casefile.Whom(d.On)))
		t.add(hue(dim, "依据 article"), txt(d.Deadline.Article))
		t.add(hue(dim, "性质 kind"), txt(kindOfLimit(d)))
		t.add(hue(dim, "放假安排 rest days"), txt(d.Deadline.Edition))
		if d.Expires != "" {
			t.add(hue(dim, "届满则 then"), txt(eventName(d.Expires)))
		}
		w.table(t)
		steps := &table{indent: "  ", cols: []column{{head: "到 to"}, {head: "加 plus"}, {head: "理由 reason", flex: true}}}
		for _, s := range e.Steps {
			reason := s.Reason
			if s.Article != "" {
				reason += "\n" + s.Article
			}
			steps.add(txt(s.Date), txt(s.Amount), txt(reason))
		}
		w.table(steps)
	}
}

// lastMoment is the last day, or the hour for a period counted in hours.
func lastMoment(d casefile.OpenDeadline) string {
	s := d.Deadline.Last.String()
	if due := d.Deadline.Due; !due.IsZero() && !due.Equal(d.Deadline.Last.End()) {
		s = moment(due)
	}
	if !d.Frozen.IsZero() {
		s += "（自 " + d.Frozen.String() + " 暂停 frozen）"
	}
	if d.Deadline.Provisional {
		s += "（暂定 provisional）"
	}
	return s
}

var limitKinds = map[string]string{"statutory": "法定 statutory", "internal": "内部 internal target", "assumption": "假设 assumption of the court's"}

func kindOfLimit(d casefile.OpenDeadline) string {
	if name, ok := limitKinds[string(d.Deadline.Kind)]; ok {
		return name
	}
	return string(d.Deadline.Kind)
}
