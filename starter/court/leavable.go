package court

import (
	"context"
	"slices"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Leavable is a decision that may be left with the server while a case does not
// answer, and what about.
type Leavable struct {
	lifecycle.Row
	Track string
}

// LeavableOn lists what may be left with the server by who has a role: what the
// tables know where the case and its obligations were seen last. The conditions
// are judged when the case answers again.
func LeavableOn(v *casefile.View, has func(lifecycle.Role) bool) (list []Leavable) {
	m, known := mainMachines[v.Kind]
	if !known || v.Row.Reason != "" || !v.Row.ClosedOn.IsZero() {
		return nil // nothing is decided any more
	}
	add := func(m *lifecycle.Machine, at lifecycle.State, track string) {
		for _, r := range m.From(at) {
			if slices.ContainsFunc(r.By, has) && !slices.ContainsFunc(list, func(x Leavable) bool { return x.Event == r.Event }) {
				list = append(list, Leavable{r, track})
			}
		}
	}
	add(m, v.Row.Phase, "")
	for _, o := range v.Obligations {
		add(lifecycle.Supervision, lifecycle.State(o.State), lifecycle.Supervision.ID+"/"+o.ID)
	}
	return list
}

// leavable are the events of LeavableOn by what the register holds of a case;
// none where it holds nothing.
func (c *Court) leavable(ctx context.Context, key string, roles ...lifecycle.Role) (events []lifecycle.Event) {
	seen, found, err := c.fromRegister(ctx, key)
	if err != nil || !found {
		return nil
	}
	for _, x := range LeavableOn(&seen.View, func(r lifecycle.Role) bool { return slices.Contains(roles, r) }) {
		events = append(events, x.Event)
	}
	return events
}

// LawfulFor lists what may be decided on the case now in any of several roles.
// Where the case does not answer, the *NoAnswerError says what may be left with
// the server meanwhile.
func (c *Court) LawfulFor(ctx context.Context, key string, roles ...lifecycle.Role) (all []casefile.Lawful, err error) {
	for _, r := range roles {
		some, err := c.Lawful(ctx, key, r)
		if err != nil {
			return nil, c.leavableTo(ctx, key, err, roles...)
		}
		for _, l := range some {
			if !slices.ContainsFunc(all, func(x casefile.Lawful) bool { return x.Event == l.Event }) {
				all = append(all, l)
			}
		}
	}
	return all, nil
}
