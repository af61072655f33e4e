package access

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Guard is the court's use cases for those who have signed in. Each one asks
// who the context's person is, whether the table lets them, and, where
// personal data are touched, puts the access on the trail before it answers.
//
// Beside the errors of [court.Court], all return *court.SignInError for nobody
// and *court.DeniedError for somebody who may not.
type Guard struct {
	Court *court.Court
	// Trail keeps the accesses to personal data.
	Trail Trail
	// Now is the clock; time.Now if nil.
	Now func() time.Time
}

// Order is a decision as its sender writes it: who sends it, and in which
// role, their sign-in says.
type Order struct {
	ID    string // made if empty; the same when sent again
	Event lifecycle.Event
	Data  []byte // JSON
	// As chooses among the sender's own roles; empty for the one that fits.
	As lifecycle.Role
}

// May reports whether the context's person may do something at all.
func (g *Guard) May(ctx context.Context, a lifecycle.Action) (Person, error) {
	p, ok := From(ctx)
	if lifecycle.Public(a) {
		return p, nil
	}
	if !ok {
		return Person{}, &court.SignInError{}
	}
	if p.Reach(a) == lifecycle.Nobody {
		return p, &court.DeniedError{Action: a}
	}
	return p, nil
}

// MayOn reports whether the context's person may do something to a case. A
// case that nobody knows is refused as not found.
func (g *Guard) MayOn(ctx context.Context, a lifecycle.Action, key string) (Person, error) {
	p, err := g.May(ctx, a)
	if err != nil {
		return p, err
	}
	desk, err := g.desk(ctx, key)
	if err != nil {
		return p, err
	}
	return p, g.reaches(ctx, p, a, key, desk)
}

// reaches is the answer of the table for a case that lies at a desk. A refusal
// is put on the trail as well.
func (g *Guard) reaches(ctx context.Context, p Person, a lifecycle.Action, key string, d lifecycle.Desk) error {
	stands := p.Post().Stands(d)
	if Allowed(p, a, stands) {
		return nil
	}
	denied := &court.DeniedError{Action: a, Key: key, Stands: stands, Reach: p.Reach(a)}
	return errors.Join(denied, g.note(ctx, p, p.Role(), Touch{Case: key, What: string(a), Refused: true}))
}

// desk is where a case lies: as the register has it, or, for one that it has
// not heard of yet, as the case says itself.
func (g *Guard) desk(ctx context.Context, key string) (lifecycle.Desk, error) {
	if held, found, err := g.Court.Held(ctx, key); err != nil {
		return lifecycle.Desk{}, err
	} else if found {
		return deskOf(held.Row, held.Filing), nil
	}
	seen, err := g.Court.View(ctx, key)
	if err != nil {
		return lifecycle.Desk{}, err
	}
	return deskOf(seen.Row, seen.Filing), nil
}

func deskOf(r casefile.Row, f *casefile.Filing) lifecycle.Desk {
	d := lifecycle.Desk{Court: r.Court, Division: r.Division, Judge: r.Judge}
	if f != nil {
		d.Clerk = f.Clerk
	}
	return d
}

// note puts an access on the trail. What cannot be written down is not done.
func (g *Guard) note(ctx context.Context, p Person, role lifecycle.Role, t Touch) error {
	t.Who, t.Role, t.Court, t.From = p.Subject, role, p.Court, Address(ctx)
	if t.At = time.Now(); g.Now != nil {
		t.At = g.Now()
	}
	if g.Trail == nil {
		return &court.UnreachableError{What: "访问记录 the access trail", Err: errors.New("there is none")}
	}
	if err := g.Trail.Note(ctx, t); err != nil {
		return &court.UnreachableError{What: "访问记录 the access trail", Err: fmt.Errorf("an access that cannot be written down is refused: %w", err)}
	}
	return nil
}

// touch is MayOn, put on the trail.
func (g *Guard) touch(ctx context.Context, a lifecycle.Action, key, what, detail string) (Person, error) {
	p, err := g.MayOn(ctx, a, key)
	if err != nil {
		return p, err
	}
	return p, g.note(ctx, p, p.Role(), Touch{Case: key, What: what, Detail: detail})
}

// File starts a case for a filing of the person's own court; see [court.Court.File].
func (g *Guard) File(ctx context.Context, f *casefile.Filing) (court.Receipt, error) {
	p, err := g.May(ctx, lifecycle.ToFile)
	if err != nil {
		return court.Receipt{}, err
	}
	if err := g.files(ctx, p, f); err != nil {
		return court.Receipt{}, err
	}
	return g.Court.File(ctx, f)
}

func (g *Guard) files(ctx context.Context, p Person, f *casefile.Filing) error {
	if err := g.reaches(ctx, p, lifecycle.ToFile, f.Key, deskOf(casefile.Row{Court: f.Court, Division: f.Division}, nil)); err != nil {
		return err
	}
	return g.note(ctx, p, p.Role(), Touch{Case: f.Key, What: string(lifecycle.ToFile)})
}

// FileAll files a batch; see [court.Court.FileAll]. A filing of another court
// is reported as refused and does not stop the others.
func (g *Guard) FileAll(ctx context.Context, docs iter.Seq[court.Document], report func(court.Report)) (court.Summary, error) {
	p, err := g.May(ctx, lifecycle.ToFile)
	if err != nil {
		return court.Summary{}, err
	}
	guarded := *g.Court
	guarded.MayFile = func(ctx context.Context, f *casefile.Filing) error { return g.files(ctx, p, f) }
	return guarded.FileAll(ctx, docs, report), nil
}

// Decide sends a decision and waits for the verdict; see [court.Court.Decide].
// The second answer is the decision as it was sent, for its ID.
func (g *Guard) Decide(ctx context.Context, key string, o Order) (casefile.Verdict, casefile.Decision, error) {
	d, err := g.ordered(ctx, key, o)
	if err != nil {
		return casefile.Verdict{}, d, err
	}
	v, err := g.Court.Decide(ctx, key, d)
	return v, d, err
}

// Send leaves a decision with the server; see [court.Court.Send].
func (g *Guard) Send(ctx context.Context, key string, o Order) (casefile.Decision, error) {
	d, err := g.ordered(ctx, key, o)
	if err != nil {
		return d, err
	}
	return d, g.Court.Send(ctx, key, d)
}

// ordered makes a decision of an order: in the role and from the place that
// the person's sign-in says.
func (g *Guard) ordered(ctx context.Context, key string, o Order) (casefile.Decision, error) {
	p, err := g.May(ctx, lifecycle.ToDecide)
	if err != nil {
		return casefile.Decision{}, err
	}
	role, ok := p.Acting(o.Event, o.As)
	if !ok {
		return casefile.Decision{}, &court.DeniedError{Action: lifecycle.ToDecide, Key: key}
	}
	d := casefile.Decision{ID: o.ID, Event: o.Event, Role: role, Actor: p.Subject, Data: o.Data, Court: p.Court, Division: p.Division}
	if d.ID == "" {
		d.ID = court.NewDecisionID(d)
	}
	// What is malformed is said before anybody is asked about the case.
	if err := court.CheckDecision(key, d); err != nil {
		return d, err
	}
	desk, err := g.desk(ctx, key)
	if err != nil {
		return d, err
	}
	// In this role alone: another of the person's roles may reach farther.
	one := p
	one.Roles = []lifecycle.Role{role}
	if err := g.reaches(ctx, one, lifecycle.ToDecide, key, desk); err != nil {
		return d, err
	}
	return d, g.note(ctx, p, role, Touch{Case: key, What: "decide:" + string(o.Event), Detail: d.ID})
}

// View is all that a case says of itself; see [court.Court.View].
func (g *Guard) View(ctx context.Context, key string) (court.Seen, error) {
	p, err := g.May(ctx, lifecycle.ToRead)
	if err != nil {
		return court.Seen{}, err
	}
	seen, err := g.Court.View(ctx, key)
	if err != nil {
		return court.Seen{}, err
	}
	if err := g.reaches(ctx, p, lifecycle.ToRead, key, deskOf(seen.Row, seen.Filing)); err != nil {
		return court.Seen{}, err
	}
	if err := g.note(ctx, p, p.Role(), Touch{Case: key, What: "read_case"}); err != nil {
		return court.Seen{}, err
	}
	return seen, nil
}

// Lawful lists what the person may decide on the case now, each with the role
// that it would be decided in.
func (g *Guard) Lawful(ctx context.Context, key string, as lifecycle.Role) ([]casefile.Lawful, error) {
	p, err := g.MayOn(ctx, lifecycle.ToList, key)
	if err != nil {
		// Whoever may decide may also ask what.
		if p, err = g.MayOn(ctx, lifecycle.ToDecide, key); err != nil {
			return nil, err
		}
	}
	roles := p.Roles
	if as != "" {
		if !p.Has(as) {
			return nil, &court.DeniedError{Action: lifecycle.ToDecide, Key: key}
		}
		roles = []lifecycle.Role{as}
	}
	var all []casefile.Lawful
	known := map[lifecycle.Event]bool{}
	for _, r := range roles {
		some, err := g.Court.Lawful(ctx, key, r)
		if err != nil {
			return nil, err
		}
		for _, l := range some {
			if !known[l.Event] {
				known[l.Event] = true
				all = append(all, l)
			}
		}
	}
	return all, nil
}

// Explain says how the open deadlines of a case were reached; see [court.Court.Explain].
func (g *Guard) Explain(ctx context.Context, key, deadline string) ([]casefile.Explanation, error) {
	if _, err := g.touch(ctx, lifecycle.ToRead, key, "read_deadlines", deadline); err != nil {
		return nil, err
	}
	return g.Court.Explain(ctx, key, deadline)
}

// Documents lists the documents that a case produced.
func (g *Guard) Documents(ctx context.Context, key string) ([]court.Paper, error) {
	if _, err := g.touch(ctx, lifecycle.ToRead, key, "list_documents", ""); err != nil {
		return nil, err
	}
	return g.Court.Documents(ctx, key)
}

// Document is one document of a case, by its ID.
func (g *Guard) Document(ctx context.Context, id string) (court.PaperContent, error) {
	p, err := g.May(ctx, lifecycle.ToRead)
	if err != nil {
		return court.PaperContent{}, err
	}
	doc, err := g.Court.Document(ctx, id)
	if err != nil {
		return court.PaperContent{}, err
	}
	desk, err := g.desk(ctx, doc.Case)
	if err != nil {
		return court.PaperContent{}, err
	}
	if err := g.reaches(ctx, p, lifecycle.ToRead, doc.Case, desk); err != nil {
		return court.PaperContent{}, err
	}
	if err := g.note(ctx, p, p.Role(), Touch{Case: doc.Case, What: "read_document", Detail: id}); err != nil {
		return court.PaperContent{}, err
	}
	return doc, nil
}

// ApplyCertificate applies for a certificate for one debtor; see [court.Court.ApplyCertificate].
func (g *Guard) ApplyCertificate(ctx context.Context, key, party string) (court.Application, error) {
	if _, err := g.touch(ctx, lifecycle.ToCertify, key, "apply_certificate", party); err != nil {
		return court.Application{}, err
	}
	return g.Court.ApplyCertificate(ctx, key, party)
}

// Scope is what a list may show of a court's cases.
type Scope struct{ Court, Division, Judge string }

// Narrow keeps a list's wishes within the person's reach: a wish beyond it is
// refused, an empty one filled with how far the person may look.
func (g *Guard) Narrow(ctx context.Context, a lifecycle.Action, wish Scope) (Scope, error) {
	p, err := g.May(ctx, a)
	if err != nil {
		return Scope{}, err
	}
	reach := p.Reach(a)
	denied := &court.DeniedError{Action: a, Stands: lifecycle.OfAnother, Reach: reach}
	if reach < lifecycle.OfAnother && p.Court != lifecycle.EveryCourt {
		if p.Court == "" || wish.Court != "" && wish.Court != p.Court {
			return Scope{}, denied
		}
		wish.Court = p.Court
	}
	// A judge's own cases may lie in another division.
	own := wish.Judge != "" && wish.Judge == p.Subject
	if reach <= lifecycle.OfDivision && !own {
		denied.Stands = lifecycle.OfCourt
		if p.Division == "" || wish.Division != "" && wish.Division != p.Division {
			return Scope{}, denied
		}
		wish.Division = p.Division
	}
	if reach <= lifecycle.Own && !own {
		denied.Stands = lifecycle.OfDivision
		if wish.Judge != "" {
			return Scope{}, denied
		}
		wish.Judge = p.Subject
	}
	return wish, nil
}

// List returns the rows that a filter lets through, of those in the person's
// reach, the most urgent first. They hold no personal data.
func (g *Guard) List(ctx context.Context, f court.Filter) ([]court.Listed, error) {
	s, err := g.Narrow(ctx, lifecycle.ToList, Scope{f.Court, f.Division, f.Judge})
	if err != nil {
		return nil, err
	}
	f.Court, f.Division, f.Judge = s.Court, s.Division, s.Judge
	return g.Court.List(ctx, f)
}

// Stuck returns the stuck cases in the person's reach, the most urgent first.
func (g *Guard) Stuck(ctx context.Context, f court.StuckFilter) ([]court.Listed, error) {
	s, err := g.Narrow(ctx, lifecycle.ToList, Scope{f.Court, f.Division, f.Judge})
	if err != nil {
		return nil, err
	}
	f.Court, f.Division, f.Judge = s.Court, s.Division, s.Judge
	return g.Court.Stuck(ctx, f)
}
