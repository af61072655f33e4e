package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"go.temporal.io/sdk/client"

	"luxing/starter/court"
	"luxing/starter/lawcmd"
	"luxing/starter/training"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// Dialer connects to the server; the closer ends the connection.
type Dialer func(ctx context.Context) (client.Client, io.Closer, error)

// Wiring is what the command line is put together from.
type Wiring struct {
	Dial     Dialer
	Register court.Register // closed at the end when it can be; nil for none
	// Policy loads the court's policy, which is pinned to every case filed.
	Policy func() (policy.Policy, error)
	// Days gives the days off of years that are not built in; nil for none.
	Days func() ([]calendar.Day, error)
	// Server names the server in errors.
	Server string
	// Namespace is where the cases are.
	Namespace string
	// TaskQueue is where new cases are worked on; casefile.TaskQueue if empty.
	TaskQueue string
	// Program is how the examples call this program; "starter" if empty.
	Program string
	// Serve runs the gateway until the context ends; nil for a program without one.
	// What a flag says comes in by the name of its setting.
	Serve func(ctx context.Context, flags map[string]string, ready func(url string)) error

	desk  desk  // replaces the court in tests
	mover mover // replaces the clock's mover in tests
}

// desk is the court as the commands use it.
type desk interface {
	Health(ctx context.Context) error
	FileAll(ctx context.Context, docs docs, report func(court.Report)) court.Summary
	View(ctx context.Context, key string) (court.Seen, error)
	Lawful(ctx context.Context, key string, role lifecycle.Role) ([]casefile.Lawful, error)
	Decide(ctx context.Context, key string, d casefile.Decision) (casefile.Verdict, error)
	Send(ctx context.Context, key string, d casefile.Decision) error
	Explain(ctx context.Context, key, deadline string) ([]casefile.Explanation, error)
	List(ctx context.Context, f court.Filter) ([]court.Listed, error)
	Board(ctx context.Context, f court.BoardFilter) (court.Board, error)
	ExportBoard(ctx context.Context, f court.BoardFilter, format court.Format, w io.Writer) error
	ExportCases(ctx context.Context, f court.Filter, format court.Format, w io.Writer) error
	Figures(ctx context.Context, q court.FiguresQuery) ([]court.FigureValue, error)
	FigureCases(ctx context.Context, q court.FigureCasesQuery) (court.FigureCases, error)
	ExportFigures(ctx context.Context, q court.FiguresQuery, format court.Format, w io.Writer) error
	ExportFigureCases(ctx context.Context, q court.FigureCasesQuery, format court.Format, w io.Writer) error
	Audit(ctx context.Context, role lifecycle.Role, who string, f court.AccessFilter) (court.Accesses, error)
	ExportAccesses(ctx context.Context, role lifecycle.Role, who string, f court.AccessFilter, format court.Format, w io.Writer) error
	NoteAccess(ctx context.Context, a court.Access) error
	Digests(ctx context.Context, q court.DigestsQuery) ([]court.Paper, error)
	DecideAll(ctx context.Context, b court.Bulk, report func(court.BulkOutcome)) (court.BulkSummary, error)
	Documents(ctx context.Context, key string) ([]court.Paper, error)
	Document(ctx context.Context, id string) (court.PaperContent, error)
	ApplyCertificate(ctx context.Context, key, party string) (court.Application, error)
	ApplyEnforcement(ctx context.Context, a court.LateEnforcement) (court.Application, error)
	honourDesk
	rosterDesk
	Announce(ctx context.Context, days []calendar.Day, role lifecycle.Role, actor string, report func(court.Announced)) error
}

// app is one run of the command line.
type app struct {
	IO
	wiring  Wiring
	json    bool
	timeout time.Duration
	paint   painter
	client  client.Client // once connected
	open    []io.Closer
}

// Run executes one command line, without the program's name, and returns its
// exit code.
func Run(ctx context.Context, args []string, std IO, w Wiring) int {
	a := &app{IO: std, wiring: w, paint: wantsColour(std.OutTTY, std.Env)}
	root := a.root()
	// Known before the line is parsed, since what is wrong with it is reported so too.
	a.json = slices.Contains(args, "--json")
	root.SetArgs(args)
	root.SetIn(std.In)
	root.SetOut(std.Out)
	root.SetErr(std.Err)
	cmd, err := root.ExecuteContextC(ctx)
	a.close()
	return a.finish(cmd, err)
}

// finish reports how the command ended.
func (a *app) finish(cmd *cobra.Command, err error) int {
	var (
		done   *exitError
		failed *commandError
		law    *lawcmd.InputError
	)
	switch {
	case err == nil:
		return ExitDone
	case errors.As(err, &done):
		return done.code
	case errors.As(err, &law):
		return a.report(court.ProblemOf(lawInput(law)))
	case errors.As(err, &failed):
		return a.report(court.ProblemOf(failed.err))
	}
	// Everything else is the command line's own complaint.
	p := court.ProblemOf(&court.InputError{What: err.Error()})
	p.Type, p.Title = "urn:luxing:problem:usage", "命令有误 wrong usage"
	code := a.report(p)
	if !a.json && cmd != nil {
		_, _ = fmt.Fprintf(a.Err, "用法 usage: %s\n参见 see: %s --help\n", cmd.UseLine(), cmd.CommandPath())
	}
	return code
}

func (a *app) close() {
	for i := len(a.open) - 1; i >= 0; i-- {
		_ = a.open[i].Close()
	}
	a.open = nil
}

// court connects to the server and the register, once.
func (a *app) court(ctx context.Context) (desk, error) {
	if a.wiring.desk != nil {
		return a.wiring.desk, nil
	}
	c, closer, err := a.wiring.Dial(ctx)
	if err != nil {
		return nil, err
	}
	a.client = c
	if closer != nil {
		a.open = append(a.open, closer)
	}
	if reg, ok := a.wiring.Register.(io.Closer); ok {
		a.open = append(a.open, reg)
	}
	p, err := a.wiring.Policy()
	if err != nil {
		return nil, err
	}
	var days []calendar.Day
	if a.wiring.Days != nil {
		if days, err = a.wiring.Days(); err != nil {
			return nil, err
		}
	}
	return &court.Court{Temporal: c, Register: a.wiring.Register, Policy: p, Days: days, Server: a.wiring.Server, TaskQueue: a.wiring.TaskQueue, Patience: a.timeout}, nil
}

// mover moves clocks; the court must have been connected to before.
func (a *app) mover() mover {
	if a.wiring.mover != nil {
		return a.wiring.mover
	}
	return training.New(a.client.WorkflowService(), a.wiring.Namespace)
}

// command runs f with the court.
func (a *app) command(f func(ctx context.Context, d desk, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		d, err := a.court(cmd.Context())
		if err == nil {
			err = f(cmd.Context(), d, args)
		}
		return wrapCommand(err)
	}
}

// wrapCommand marks what a command returned, unless it is about its usage.
func wrapCommand(err error) error {
	var done *exitError
	var usage *usageError
	if err == nil || errors.As(err, &done) || errors.As(err, &usage) {
		return err
	}
	return &commandError{err}
}

// lawInput puts what the law commands find wrong into the form of all others.
func lawInput(e *lawcmd.InputError) error {
	in := &court.InputError{What: "输入有误 wrong input"}
	for _, f := range e.Faults {
		in.Faults = append(in.Faults, casefile.Fault{Field: f.Field, Rule: f.Rule, Want: f.Want})
	}
	return in
}
