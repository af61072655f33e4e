package console

import (
	"context"
	"io"
	"iter"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Cases is the court's use cases for who is signed in, each checked against
// the table of who may do what and put on the trail; *access.Guard is one.
type Cases interface {
	May(ctx context.Context, a lifecycle.Action) (access.Person, error)
	MayOn(ctx context.Context, a lifecycle.Action, key string) (access.Person, error)
	Narrow(ctx context.Context, a lifecycle.Action, wish access.Scope) (access.Scope, error)
	View(ctx context.Context, key string) (court.Seen, error)
	Lawful(ctx context.Context, key string, as lifecycle.Role) ([]casefile.Lawful, error)
	Explain(ctx context.Context, key, deadline string) ([]casefile.Explanation, error)
	Decide(ctx context.Context, key string, o access.Order) (casefile.Verdict, casefile.Decision, error)
	// Send leaves a decision with the server until a worker is there to judge it.
	Send(ctx context.Context, key string, o access.Order) (casefile.Decision, error)
	Documents(ctx context.Context, key string) ([]court.Paper, error)
	Document(ctx context.Context, id string) (court.PaperContent, error)
	FileAll(ctx context.Context, docs iter.Seq[court.Document], report func(court.Report)) (court.Summary, error)
}

// Reader answers what is nobody's case: whether a filing could be filed, and
// the papers that the console has asked leave for; *court.Court is one.
type Reader interface {
	// Read reads a filing and finds everything wrong with it, without filing it.
	Read(data []byte) (*casefile.Filing, error)
	Document(ctx context.Context, id string) (court.PaperContent, error)
}

// Register is what lists and boards read, within the scope that Cases allows;
// *register.Register is one.
type Register interface {
	Find(ctx context.Context, key string) (register.Workflow, error)
	// Bearer tells what has a case number, by its key; "" when nothing has it.
	Bearer(ctx context.Context, number string) (string, error)
	List(ctx context.Context, f register.Filter) (register.Page, error)
	Verify(ctx context.Context, numberOrCode string) (register.Verification, error)
}

// Names is the roster of those who work at the court; *register.Register is one.
type Names interface {
	Names(ctx context.Context, ids []string) (map[string]string, error)
	Roster(ctx context.Context, f register.RosterFilter) ([]register.Official, error)
}

// Boards is what supervisors read, within the scope that Cases allows;
// *access.Guard is one, which also notes what was exported, and *court.Court.
type Boards interface {
	Board(ctx context.Context, f court.BoardFilter) (court.Board, error)
	Figures(ctx context.Context, q court.FiguresQuery) ([]court.FigureValue, error)
	FigureCases(ctx context.Context, q court.FigureCasesQuery) (court.FigureCases, error)
	Digests(ctx context.Context, q court.DigestsQuery) ([]court.Paper, error)
	ExportBoard(ctx context.Context, f court.BoardFilter, format court.Format, w io.Writer) error
	ExportFigures(ctx context.Context, q court.FiguresQuery, format court.Format, w io.Writer) error
	ExportFigureCases(ctx context.Context, q court.FigureCasesQuery, format court.Format, w io.Writer) error
}
