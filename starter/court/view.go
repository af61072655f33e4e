package court

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"go.temporal.io/api/serviceerror"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// Source says who answered a question.
type Source string

// The sources of a view.
const (
	FromCase     Source = "case"     // the case itself: exact, of this moment
	FromRegister Source = "register" // the register: as of the case's last step
)

// Seen is a view with its source.
type Seen struct {
	casefile.View
	Source Source `json:"source"`
	// Missing says why the case itself did not answer; empty when it did.
	Missing string `json:"missing,omitempty"`
	// Err is what Missing says, for who tells others less of it; see [Outward].
	Err error `json:"-"`
	// People are the names of those whose IDs are shown, as the roster has them.
	People map[string]string `json:"people,omitempty"`
}

// View is all that a case says of itself. Where the case cannot answer, since
// no worker is there or the server has forgotten it, the register does, with
// what it has.
func (c *Court) View(ctx context.Context, key string) (Seen, error) {
	if err := checkKey(key); err != nil {
		return Seen{}, err
	}
	var v casefile.View
	err := c.query(ctx, key, casefile.QueryView, &v, c.now())
	if err == nil {
		return Seen{View: v, Source: FromCase, People: c.Names(ctx, PeopleOf(&v)...)}, nil
	}
	if errors.Is(err, context.Canceled) {
		return Seen{}, err
	}
	fallback, found, regErr := c.fromRegister(ctx, key)
	switch {
	case regErr != nil:
		return Seen{}, errors.Join(err, regErr)
	case found:
		fallback.Missing, fallback.Err = err.Error(), err
		fallback.People = c.Names(ctx, PeopleOf(&fallback.View)...)
		return fallback, nil
	}
	return Seen{}, err
}

// Lawful lists what a role may decide on the case now; for an empty role, what
// anybody may.
func (c *Court) Lawful(ctx context.Context, key string, role lifecycle.Role) ([]casefile.Lawful, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	if role != "" && !lifecycle.KnownRole(role) {
		return nil, badInput("身份 role", "role", "没有这种身份 no such role", "%s", roleNames())
	}
	var out []casefile.Lawful
	if err := c.query(ctx, key, casefile.QueryLawful, &out, role, c.now()); err != nil {
		return nil, c.closedOr(ctx, key, c.leavableTo(ctx, key, err, role))
	}
	return out, nil
}

// leavableTo adds to the error of a case that does not answer what may be left
// with the server meanwhile.
func (c *Court) leavableTo(ctx context.Context, key string, err error, roles ...lifecycle.Role) error {
	var silent *NoAnswerError
	if errors.As(err, &silent) {
		silent.Leavable = c.leavable(ctx, key, roles...)
	}
	return err
}

// closedOr says of a case that no longer answers that it is closed, when the
// register knows that it is.
func (c *Court) closedOr(ctx context.Context, key string, err error) error {
	var missing *NotFoundError
	if !errors.As(err, &missing) {
		return err
	}
	if seen, found, regErr := c.fromRegister(ctx, key); regErr == nil && found {
		return closed(key, casefile.Decision{}, seen)
	}
	return err
}

// Explain says how the open deadlines of a case were reached; with an ID, that
// one alone.
func (c *Court) Explain(ctx context.Context, key, deadline string) ([]casefile.Explanation, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	var all []casefile.Explanation
	if err := c.query(ctx, key, casefile.QueryExplain, &all, "", c.now()); err != nil {
		return nil, c.closedOr(ctx, key, err)
	}
	if deadline == "" {
		return all, nil
	}
	var ids []string
	for _, e := range all {
		if e.Deadline.ID == deadline {
			return []casefile.Explanation{e}, nil
		}
		ids = append(ids, e.Deadline.ID)
	}
	near := policy.Near(deadline, ids)
	if len(near) == 0 {
		near = ids
	}
	return nil, &NotFoundError{What: "期限 deadline", ID: deadline, Near: near}
}

// query asks the case. The error is a *NotFoundError when the server knows no
// case of that key.
func (c *Court) query(ctx context.Context, key, name string, out any, args ...any) error {
	ctx, cancel := c.patient(ctx)
	defer cancel()
	value, err := c.Temporal.QueryWorkflow(ctx, key, "", name, args...)
	if err == nil {
		err = value.Get(out)
	}
	var refused *serviceerror.QueryFailed
	switch {
	case err == nil:
		return nil
	case isMissing(err):
		return notACase(key)
	case errors.As(err, &refused):
		return fmt.Errorf("案件 %s 不能答复 the case cannot answer: %w", key, err)
	}
	return c.failure(ctx, key, "", "ask "+key+" for its "+name, err)
}

func roleNames() string {
	var named, codes []string
	for _, r := range lifecycle.Roles() {
		if r.Human {
			named, codes = append(named, r.Name+"（"+string(r.Role)+"）"), append(codes, string(r.Role))
		}
	}
	return "下列身份之一：" + strings.Join(named, "、") + " one of " + strings.Join(codes, ", ")
}
