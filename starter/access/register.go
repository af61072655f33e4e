package access

import (
	"context"

	"luxing/activities/register"
)

// OverRegister is a trail in the court register.
func OverRegister(r *register.Register) Trail { return trail{r} }

type trail struct{ r *register.Register }

// Note implements Trail.
func (t trail) Note(ctx context.Context, x Touch) error {
	return t.r.NoteAccess(ctx, register.Access{
		At: x.At, Who: x.Who, Role: string(x.Role), Court: x.Court, Case: x.Case, What: x.What, Detail: x.Detail, Source: x.From, Refused: x.Refused,
	})
}
