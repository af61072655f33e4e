package access

import (
	"context"
	"slices"

	"luxing/workflows/lifecycle"
)

// Where sign-in listens; the console links there.
const (
	SignInPath  = "/auth/login"    // GET; ?next=/path goes on there afterwards
	SignOutPath = "/auth/logout"   // POST
	ReturnPath  = "/auth/callback" // GET, from the issuer
	// SignedOutPath is where the issuer leads back to that has ended its own
	// session (GET); it must know the address.
	SignedOutPath = "/auth/signed-out"
	// SignedOut is in the query of the address that every sign-out ends at, which
	// must not lead to the provider at once: it may sign the person in again.
	SignedOut = "signed-out"
)

// Person is who asks: a person with a session, or a system with a token.
type Person struct {
	// Subject is the ID that decisions and the trail carry: J001. It is not a name.
	Subject string `json:"subject"`
	// Name is for the person's own page and is neither logged nor kept.
	Name     string           `json:"name,omitempty"`
	Roles    []lifecycle.Role `json:"roles"`
	Court    string           `json:"court"` // code, or lifecycle.EveryCourt
	Division string           `json:"division,omitempty"`
	// System is set for a bearer token of a system.
	System bool `json:"system,omitempty"`
}

// Role is the first of the person's roles; empty for nobody.
func (p Person) Role() lifecycle.Role {
	if len(p.Roles) == 0 {
		return ""
	}
	return p.Roles[0]
}

// Has reports whether the person has a role.
func (p Person) Has(r lifecycle.Role) bool { return slices.Contains(p.Roles, r) }

// Post is where the person works, as the table asks it.
func (p Person) Post() lifecycle.Post {
	return lifecycle.Post{Actor: p.Subject, Court: p.Court, Division: p.Division}
}

// Allowed reports whether any role of the person may do something at a relation.
func Allowed(p Person, a lifecycle.Action, rel lifecycle.Relation) bool {
	if lifecycle.Public(a) {
		return true
	}
	return slices.ContainsFunc(p.Roles, func(r lifecycle.Role) bool { return lifecycle.Allowed(r, a, rel) })
}

// AllowedLinked reports whether any role of the person may do something to what
// is linked to a case at a relation.
func AllowedLinked(p Person, a lifecycle.Action, rel lifecycle.Relation) bool {
	return slices.ContainsFunc(p.Roles, func(r lifecycle.Role) bool { return lifecycle.AllowedLinked(r, a, rel) })
}

// Reach is the farthest relation at which any role of the person may do something.
func (p Person) Reach(a lifecycle.Action) lifecycle.Relation {
	far := lifecycle.Nobody
	for _, r := range p.Roles {
		far = max(far, lifecycle.Reach(r, a))
	}
	return far
}

// Acting is the role in which the person would cause an event: the one asked
// for if it is theirs, else the first of theirs that the tables let cause it,
// else their first. It is never a role that they do not have.
func (p Person) Acting(e lifecycle.Event, asked lifecycle.Role) (lifecycle.Role, bool) {
	if asked != "" {
		return asked, p.Has(asked)
	}
	for _, r := range p.Roles {
		for _, m := range lifecycle.Machines() {
			if slices.ContainsFunc(m.Rows, func(row lifecycle.Row) bool { return row.Event == e && slices.Contains(row.By, r) }) {
				return r, true
			}
		}
	}
	return p.Role(), len(p.Roles) > 0
}

type contextKey struct{}

// origin is what a request says of where it came from.
type origin struct {
	person *Person
	from   string
}

// With is a context in which p asks, from an address.
func With(ctx context.Context, p Person, from string) context.Context {
	return context.WithValue(ctx, contextKey{}, origin{&p, from})
}

// From is who asks; ok is false for somebody who has not signed in.
func From(ctx context.Context) (p Person, ok bool) {
	o, _ := ctx.Value(contextKey{}).(origin)
	if o.person == nil {
		return Person{}, false
	}
	return *o.person, true
}

// Address is where the request came from, without its port; empty when unknown.
func Address(ctx context.Context) string {
	o, _ := ctx.Value(contextKey{}).(origin)
	return o.from
}

// WithAddress is a context of somebody who has not signed in.
func WithAddress(ctx context.Context, from string) context.Context {
	return context.WithValue(ctx, contextKey{}, origin{from: from})
}
