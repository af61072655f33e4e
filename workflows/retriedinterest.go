package workflows

import (
	"slices"

	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// While a document is being tried again its debtor pays no doubled interest
// (迟延履行利息解释第3条第3款). The first day not counted is that of the order, the last
// the one before the day on which the document was upheld: as many as every other
// period stands still. The text names no days; so it is the court's policy.

// stoodStill adds the days of a retrial that is over.
func stoodStill(list []statute.Suspension, from, upheld calendar.Date) []statute.Suspension {
	if from.IsZero() || !upheld.After(from) {
		return list
	}
	return append(list, statute.Suspension{From: from, To: upheld.AddDays(-1)})
}

// stillStanding adds those of one that is not over by a day.
func stillStanding(list []statute.Suspension, from, by calendar.Date) []statute.Suspension {
	if from.IsZero() || from.After(by) {
		return list
	}
	return append(slices.Clone(list), statute.Suspension{From: from, To: by})
}

// retriedBy are the days by a day on which an enforcement's document was tried again.
func (e *enforcementRun) retriedBy(on calendar.Date) []statute.Suspension {
	if !e.since(joinder) {
		return nil
	}
	return stillStanding(slices.Concat(e.Input.Retried, e.Retried), e.Stopped, on)
}

// delay is what the interest on an obligation is counted from, without the days of
// a retrial.
func (c *caseRun) delay(d *duty, on calendar.Date, came []statute.Payment) (statute.InterestInput, bool) {
	in, late := d.delay(on, came)
	if c.since(joinder) {
		since := calendar.Date{}
		if c.Phase == lifecycle.InRetrial {
			since = c.Incidents.Retrial.On
		}
		in.Suspensions = stillStanding(c.Incidents.Retrials, since, on)
	}
	return in, late
}
