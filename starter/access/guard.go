package access

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
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
	lies, err := g.lies(ctx, key)
	if err != nil {
		return p, err
	}
	return p, g.reaches(ctx, p, a, key, lies)
}

// place is where a case, or what is linked to one, lies.
type place struct {
	lifecycle.Desk
	// of is the key of the case that it is linked to, or its own.
	of string
}

// reaches is the answer of the table for what lies at a place. A refusal is put
// on the trail as well.
func (g *Guard) reaches(ctx context.Context, p Person, a lifecycle.Action, key string, lies place) error {
	stands := p.Post().Stands(lies.Desk)
	if Allowed(p, a, stands) {
		return nil
	}
	if linked, err := g.reachesLinked(ctx, p, a, key, lies); linked || err != nil {
		return err
	}
	denied := &court.DeniedError{Action: a, Key: key, Stands: stands, Reach: p.Reach(a)}
	return errors.Join(denied, g.note(ctx, p, p.Role(), Touch{Case: key, What: string(a), Refused: true}))
}

// reachesLinked is the table's answer for what is linked to a case of the
// person's own. A case that nobody knows is nobody's own.
func (g *Guard) reachesLinked(ctx context.Context, p Person, a lifecycle.Action, key string, lies place) (bool, error) {
	if lies.of == "" || lies.of == key || !AllowedLinked(p, a, lifecycle.Own) {
		return false, nil
	}
	of, err := g.lies(ctx, lies.of)
	var unknown *court.NotFoundError
	switch {
	case errors.As(err, &unknown):
		return false, nil
	case err != nil:
		return false, err
	}
	return AllowedLinked(p, a, p.Post().Stands(of.Desk)), nil
}

// lies is where a case lies: as the register has it, or, for one that it has
// not heard of yet, as the case says itself.
func (g *Guard) lies(ctx context.Context, key string) (place, error) {
	if held, found, err := g.Court.Held(ctx, key); err != nil {
		return place{}, err
	} else if found {
		return placeOf(held.Row, held.Filing), nil
	}
	seen, err := g.Court.View(ctx, key)
	if err != nil {
		return place{}, err
	}
	return placeOf(seen.Row, seen.Filing), nil
}

func placeOf(r casefile.Row, f *casefile.Filing) place {
	lies := place{Desk: lifecycle.Desk{Court: r.Court, Division: r.Division, Judge: r.Judge}, of: r.Case}
	if f != nil {
		lies.Clerk = f.Clerk
	}
	return lies
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
	if err := g.reaches(ctx, p, lifecycle.ToFile, f.Key, placeOf(casefile.Row{Court: f.Court, Division: f.Division}, nil)); err != nil {
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
	return d, g.decides(ctx, p, key, d)
}

// decides asks whether a person may send a decision to a case, in the
// decision's role alone: another of the person's roles may reach farther.
func (g *Guard) decides(ctx context.Context, p Person, key string, d casefile.Decision) error {
	lies, err := g.lies(ctx, key)
	if err != nil {
		return err
	}
	one := p
	one.Roles = []lifecycle.Role{d.Role}
	if err := g.reaches(ctx, one, lifecycle.ToDecide, key, lies); err != nil {
		return err
	}
	return g.note(ctx, p, d.Role, Touch{Case: key, What: "decide:" + string(d.Event), Detail: d.ID})
}

// DecideAll sends one decision to each case of a selection, each checked and
// put on the trail by itself; see [court.Court.DecideAll]. ID, Role, Actor and
// place of the bulk are taken from the order and the person.
func (g *Guard) DecideAll(ctx context.Context, keys []string, o Order, report func(court.BulkOutcome)) (court.BulkSummary, error) {
	p, err := g.May(ctx, lifecycle.ToBulk)
	if err != nil {
		return court.BulkSummary{}, err
	}
	role, ok := p.Acting(o.Event, o.As)
	if !ok || lifecycle.Reach(role, lifecycle.ToBulk) == lifecycle.Nobody {
		return court.BulkSummary{}, &court.DeniedError{Action: lifecycle.ToBulk}
	}
	guarded := *g.Court
	guarded.MayDecide = func(ctx context.Context, key string, d casefile.Decision) error { return g.decides(ctx, p, key, d) }
	return guarded.DecideAll(ctx, court.Bulk{
		ID: o.ID, Keys: keys, Event: o.Event, Role: role, Actor: p.Subject, Data: o.Data, Court: p.Court, Division: p.Division,
	}, report)
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
	if err := g.reaches(ctx, p, lifecycle.ToRead, key, placeOf(seen.Row, seen.Filing)); err != nil {
		return court.Seen{}, err
	}
	if err := g.note(ctx, p, p.Role(), Touch{Case: key, What: "read_case"}); err != nil {
		return court.Seen{}, err
	}
	if seen.Err != nil {
		seen.Missing = court.Outward(seen.Err).Detail
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
	return g.Court.LawfulFor(ctx, key, roles...)
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
	if doc.Kind == casefile.DailyDigest {
		err = g.readsDigest(ctx, p, doc)
	} else {
		var lies place
		if lies, err = g.lies(ctx, doc.Case); err == nil {
			err = g.reaches(ctx, p, lifecycle.ToRead, doc.Case, lies)
		}
	}
	if err != nil {
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

// ApplyEnforcement hands in a creditor's application for the enforcement of a
// closed case, in the role and the name of who is signed in; see
// [court.Court.ApplyEnforcement], also for from. Who may file may hand this in.
func (g *Guard) ApplyEnforcement(ctx context.Context, key, party string, from int) (court.Application, error) {
	p, err := g.touch(ctx, lifecycle.ToFile, key, "apply_enforcement", party)
	if err != nil {
		return court.Application{}, err
	}
	role := p.Role()
	if i := slices.IndexFunc(p.Roles, func(r lifecycle.Role) bool { return lifecycle.Reach(r, lifecycle.ToFile) != lifecycle.Nobody }); i >= 0 {
		role = p.Roles[i] // of several, the one in which this is handed in
	}
	return g.Court.ApplyEnforcement(ctx, court.LateEnforcement{Case: key, Party: party, Role: role, Actor: p.Subject, From: from})
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

// Page is a page of List, which goes on where its cursor says.
func (g *Guard) Page(ctx context.Context, f court.Filter, cursor string) (court.Page, error) {
	s, err := g.Narrow(ctx, lifecycle.ToList, Scope{f.Court, f.Division, f.Judge})
	if err != nil {
		return court.Page{}, err
	}
	f.Court, f.Division, f.Judge = s.Court, s.Division, s.Judge
	return g.Court.Page(ctx, f, cursor)
}

// Board is a page of the stuck board in the person's reach; see [court.Court.Board].
func (g *Guard) Board(ctx context.Context, f court.BoardFilter) (court.Board, error) {
	s, err := g.Narrow(ctx, lifecycle.ToList, Scope{f.Court, f.Division, f.Judge})
	if err != nil {
		return court.Board{}, err
	}
	f.Court, f.Division, f.Judge = s.Court, s.Division, s.Judge
	return g.Court.Board(ctx, f)
}

// Figures counts figures in the person's reach; see [court.Court.Figures].
func (g *Guard) Figures(ctx context.Context, q court.FiguresQuery) ([]court.FigureValue, error) {
	s, err := g.Narrow(ctx, lifecycle.ToMeasure, Scope{q.Court, q.Division, ""})
	if err != nil {
		return nil, err
	}
	q.Court, q.Division = s.Court, s.Division
	return g.Court.Figures(ctx, q)
}

// FigureCases lists the cases behind a figure in the person's reach.
func (g *Guard) FigureCases(ctx context.Context, q court.FigureCasesQuery) (court.FigureCases, error) {
	s, err := g.Narrow(ctx, lifecycle.ToMeasure, Scope{q.Court, q.Division, ""})
	if err != nil {
		return court.FigureCases{}, err
	}
	q.Court, q.Division = s.Court, s.Division
	return g.Court.FigureCases(ctx, q)
}

// ExportBoard writes the stuck cases in the person's reach to w.
func (g *Guard) ExportBoard(ctx context.Context, f court.BoardFilter, format court.Format, w io.Writer) error {
	s, err := g.exports(ctx, "export_board", Scope{f.Court, f.Division, f.Judge})
	if err != nil {
		return err
	}
	f.Court, f.Division, f.Judge = s.Court, s.Division, s.Judge
	return g.Court.ExportBoard(ctx, f, format, w)
}

// ExportFigures writes the figures in the person's reach to w.
func (g *Guard) ExportFigures(ctx context.Context, q court.FiguresQuery, format court.Format, w io.Writer) error {
	s, err := g.exports(ctx, "export_figures", Scope{q.Court, q.Division, ""})
	if err != nil {
		return err
	}
	q.Court, q.Division = s.Court, s.Division
	return g.Court.ExportFigures(ctx, q, format, w)
}

// ExportFigureCases writes the cases behind a figure in the person's reach to w.
func (g *Guard) ExportFigureCases(ctx context.Context, q court.FigureCasesQuery, format court.Format, w io.Writer) error {
	s, err := g.exports(ctx, "export_figure_cases", Scope{q.Court, q.Division, ""})
	if err != nil {
		return err
	}
	q.Court, q.Division = s.Court, s.Division
	return g.Court.ExportFigureCases(ctx, q, format, w)
}

// ExportCases writes the rows in the person's reach to w.
func (g *Guard) ExportCases(ctx context.Context, f court.Filter, format court.Format, w io.Writer) error {
	s, err := g.exports(ctx, "export_cases", Scope{f.Court, f.Division, f.Judge})
	if err != nil {
		return err
	}
	f.Court, f.Division, f.Judge = s.Court, s.Division, s.Judge
	return g.Court.ExportCases(ctx, f, format, w)
}

// exports narrows an export and puts it on the trail: what leaves in bulk is
// worth knowing even where it holds no personal data.
func (g *Guard) exports(ctx context.Context, what string, wish Scope) (Scope, error) {
	s, err := g.Narrow(ctx, lifecycle.ToExport, wish)
	if err != nil {
		return s, err
	}
	p, _ := From(ctx)
	return s, g.note(ctx, p, p.Role(), Touch{What: what, Detail: fmt.Sprintf("%s %s %s", s.Court, s.Division, s.Judge)})
}

// Accesses reads the trail. Reading it is itself put on it.
func (g *Guard) Accesses(ctx context.Context, f court.AccessFilter) (court.Accesses, error) {
	p, err := g.May(ctx, lifecycle.ToAudit)
	if err != nil {
		return court.Accesses{}, err
	}
	if err := g.note(ctx, p, p.Role(), Touch{Case: f.Case, What: "read_trail", Detail: f.Who}); err != nil {
		return court.Accesses{}, err
	}
	return g.Court.Accesses(ctx, f)
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
