package workflows

import (
	"fmt"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// within refuses whoever works too far from the case, by the same table that
// the gateway asks. A decision that does not say where its sender works, as
// those of older histories and of the command line, is judged by its role alone.
func (m *matter) within(d casefile.Decision, row lifecycle.Row) *casefile.Refusal {
	if d.Court == "" && d.Division == "" {
		return nil
	}
	post := lifecycle.Post{Actor: d.Actor, Court: d.Court, Division: d.Division}
	stands := post.Stands(lifecycle.Desk{Court: m.Court, Division: m.Division, Judge: m.Judge, Clerk: m.Clerk})
	if lifecycle.Allowed(d.Role, lifecycle.ToDecide, stands) {
		return nil
	}
	reach := lifecycle.Reach(d.Role, lifecycle.ToDecide)
	return m.refuse(casefile.OutOfReach, fmt.Sprintf("本案属%s%s，%s仅可对%s案件作出决定 the case is %s %s's; a %s decides on cases of their %s only",
		m.Court, m.Division, d.Role.Name(), reach.Name(), m.Court, m.Division, d.Role, reach), row.Article, nil)
}
