package workflows

import (
	"slices"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// A plan that the parties agree after the document took effect stands in the place
// of its terms as long as it is kept. When it is not, the document is owed as it
// was: what fell due under it fell due then, and bears its interest from then
// (执行和解规定第9、19条；迟延履行利息解释第2条).

// terms are when an obligation is due, by the document or by a plan.
type terms struct {
	Instalments []casefile.Instalment `json:"instalments"`
	Due         calendar.Date         `json:"due"`
	DueDays     int                   `json:"dueDays"`
	TermLast    calendar.Date         `json:"termLast"`
	Accelerated calendar.Date         `json:"accelerated"`
}

// lastDue is the last day of a plan.
func (t *terms) lastDue() calendar.Date {
	if n := len(t.Instalments); n > 0 && t.Accelerated.IsZero() {
		return t.Instalments[n-1].Due
	}
	return lastDay(t.Accelerated, t.TermLast)
}

func (d *duty) terms() *terms {
	return &terms{Instalments: d.Instalments, Due: d.Due, DueDays: d.DueDays, TermLast: d.TermLast, Accelerated: d.Accelerated}
}

func (d *duty) setTerms(t *terms) {
	d.Instalments, d.Due, d.DueDays, d.TermLast, d.Accelerated = slices.Clone(t.Instalments), t.Due, t.DueDays, t.TermLast, t.Accelerated
}

// keepTerms keeps the document's terms when a plan takes their place; a plan after
// a plan that was not kept takes the place of both.
func (d *duty) keepTerms() {
	if d.Document == nil {
		d.Document = d.terms()
	}
	d.Broken, d.BrokenOn = nil, calendar.Date{}
}

// revive puts the document back in the place of a plan of which a part was missed,
// and says so.
func (d *duty) revive(missed calendar.Date) string {
	if d.Document == nil {
		return ""
	}
	d.Broken, d.BrokenOn = d.terms(), missed
	d.setTerms(d.Document)
	d.Document = nil
	return "；新计划未履行，恢复按生效法律文书确定的期限和利息计算"
}

// keepPlan takes a breach back that never was: what the plan asked for had been
// paid in time, and was only entered late.
func (c *caseRun) keepPlan(d *duty) {
	if d.Broken == nil {
		return
	}
	var due, paid int64
	for _, in := range d.Broken.Instalments {
		if !lastDay(in.Due, d.TermFrom).After(d.BrokenOn) {
			due += in.AmountFen
		}
	}
	for _, p := range c.Payments {
		if p.Obligation == d.ID && p.Reversed.IsZero() && !p.On.After(d.BrokenOn) {
			paid += p.AmountFen - p.ReturnedFen
		}
	}
	if !d.EnforcedOn.IsZero() && !d.EnforcedOn.After(d.BrokenOn) {
		paid += d.EnforcedFen
	}
	if paid < due {
		return
	}
	plan := d.Broken
	d.Document = d.terms()
	d.setTerms(plan)
	d.Broken, d.BrokenOn = nil, calendar.Date{}
}
