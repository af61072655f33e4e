package workflows

import (
	"fmt"
	"log/slog"

	"go.temporal.io/sdk/log"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/statute"
)

// performed closes the case. What was paid late bears the doubled interest until
// it was paid (民事诉讼法第264条): where nobody asked for it, it is noted, for its
// creditor may still apply for its enforcement.
func (c *caseRun) performed(s *step) {
	c.close(s, ClosedPerformed)
	if !c.since(joinder) {
		return
	}
	for i := range c.Duties {
		d := &c.Duties[i]
		left := c.interestLeft(d)
		if left <= 0 {
			continue
		}
		if s.note != "" {
			s.note += "；"
		}
		s.note += d.ID + " 逾期履行，应付迟延履行期间利息" + yuan(left) + "未付"
		if k, err := c.book.Period(statute.EnforcementApplication, d.PerformedOn.Start()); err == nil {
			s.note += "，" + d.Creditor + " 可在" + k.Last.String() + "前申请执行"
		}
		s.note += "（民事诉讼法第264条）"
	}
}

// interestLeft is the interest of delay that a debt bore until it was paid, and
// that was not paid with it.
func (c *caseRun) interestLeft(d *duty) int64 {
	if d.Subject == casefile.Act || d.PerformedOn.IsZero() || c.leftToBankruptcy(d) {
		return 0
	}
	return max(c.added(d, c.came(d, d.PerformedOn), d.PerformedOn)-d.BesidesFen, 0)
}

// Owed is what is owed on each obligation of an enforcement on a day, counted as
// the enforcement itself counts it, before anything came in there.
func Owed(in casefile.EnforcementInput, on calendar.Date) ([]casefile.DueView, error) {
	table, err := calendar.Edition(in.Edition, in.Days)
	if err != nil {
		return nil, fmt.Errorf("what is owed in %s: %w", in.Case, err)
	}
	e := &enforcementRun{
		matter:           &matter{common: &common{Key: in.Key}, book: statute.NewBook(table, in.Policy), log: log.NewStructuredLogger(slog.New(slog.DiscardHandler)), version: newest},
		enforcementState: &enforcementState{Input: in},
	}
	var out []casefile.DueView
	for _, o := range in.Obligations {
		out = append(out, e.dueOn(o, on))
	}
	return out, nil
}
