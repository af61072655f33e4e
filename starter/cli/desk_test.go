package cli

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

var update = flag.Bool("update", false, "write the golden files")

// golden holds an output to the file of that name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "run the test with -update")
	require.Equal(t, string(want), got)
	for _, l := range strings.Split(got, "\n") {
		require.LessOrEqual(t, cells(l), pageWidth, l)
	}
}

// clerkDesk is a court that answers as the test says.
type clerkDesk struct {
	err       error
	seen      court.Seen
	lawful    []casefile.Lawful
	verdict   casefile.Verdict
	explained []casefile.Explanation
	rows      []court.Listed
	papers    []court.Paper
	paper     court.PaperContent
	applied   court.Application
	enforced  court.LateEnforcement
	reports   []court.Report
	summary   court.Summary

	announced []calendar.Day
	names     map[string]string
	officials []court.Official
	imported  register.RosterImport
	change    register.RosterChange
	honour    honourClerk

	decided []casefile.Decision
	sent    []casefile.Decision
	filter  court.Filter
	board   court.Board
	stuckBy court.BoardFilter
	figured []court.FigureValue
	asked   court.FiguresQuery
	behind  court.FigureCases
	trail   court.Accesses
	audited court.AccessFilter
	auditor string
	bulk    court.Bulk
	filed   []court.Document

	exported court.Filter

	noted []court.Access
	deaf  error // why the trail cannot be written
}

func (d *clerkDesk) NoteAccess(_ context.Context, a court.Access) error {
	if d.deaf == nil {
		d.noted = append(d.noted, a)
	}
	return d.deaf
}

func (d *clerkDesk) Health(context.Context) error { return d.err }

func (d *clerkDesk) FileAll(_ context.Context, all docs, report func(court.Report)) court.Summary {
	for doc := range all {
		d.filed = append(d.filed, doc)
	}
	for _, r := range d.reports {
		report(r)
	}
	return d.summary
}

func (d *clerkDesk) View(context.Context, string) (court.Seen, error) { return d.seen, d.err }

func (d *clerkDesk) Lawful(context.Context, string, lifecycle.Role) ([]casefile.Lawful, error) {
	return d.lawful, d.err
}

func (d *clerkDesk) Decide(_ context.Context, _ string, x casefile.Decision) (casefile.Verdict, error) {
	d.decided = append(d.decided, x)
	return d.verdict, d.err
}

func (d *clerkDesk) Send(_ context.Context, _ string, x casefile.Decision) error {
	d.sent = append(d.sent, x)
	return d.err
}

func (d *clerkDesk) Explain(context.Context, string, string) ([]casefile.Explanation, error) {
	return d.explained, d.err
}

func (d *clerkDesk) List(_ context.Context, f court.Filter) ([]court.Listed, error) {
	d.filter = f
	return d.rows, d.err
}

func (d *clerkDesk) Board(_ context.Context, f court.BoardFilter) (court.Board, error) {
	d.stuckBy = f
	return d.board, d.err
}

func (d *clerkDesk) ExportBoard(_ context.Context, _ court.BoardFilter, f court.Format, w io.Writer) error {
	return d.export(f, w)
}

func (d *clerkDesk) ExportCases(_ context.Context, q court.Filter, f court.Format, w io.Writer) error {
	d.exported = q
	return d.export(f, w)
}

func (d *clerkDesk) ExportFigures(_ context.Context, q court.FiguresQuery, f court.Format, w io.Writer) error {
	d.asked = q
	return d.export(f, w)
}

func (d *clerkDesk) ExportFigureCases(_ context.Context, _ court.FigureCasesQuery, f court.Format, w io.Writer) error {
	return d.export(f, w)
}

func (d *clerkDesk) export(f court.Format, w io.Writer) error {
	if d.err != nil {
		return d.err
	}
	return court.Sheet{Heads: []string{"案件"}, HeadEN: []string{"case"}, Rows: [][]any{{"nb-1"}}}.Write(w, f)
}

func (d *clerkDesk) Figures(_ context.Context, q court.FiguresQuery) ([]court.FigureValue, error) {
	d.asked = q
	return d.figured, d.err
}

func (d *clerkDesk) FigureCases(context.Context, court.FigureCasesQuery) (court.FigureCases, error) {
	return d.behind, d.err
}

func (d *clerkDesk) Audit(_ context.Context, role lifecycle.Role, who string, f court.AccessFilter) (court.Accesses, error) {
	d.auditor, d.audited = string(role)+":"+who, f
	return d.trail, d.err
}

func (d *clerkDesk) ExportAccesses(_ context.Context, role lifecycle.Role, who string, q court.AccessFilter, f court.Format, w io.Writer) error {
	d.auditor, d.audited = string(role)+":"+who, q
	return d.export(f, w)
}

func (d *clerkDesk) Names(context.Context, ...string) map[string]string { return d.names }

func (d *clerkDesk) Roster(context.Context, register.RosterFilter) ([]court.Official, error) {
	return d.officials, d.err
}

func (d *clerkDesk) ImportRoster(_ context.Context, role lifecycle.Role, who string, in register.RosterImport) (register.RosterChange, error) {
	d.auditor, d.imported = string(role)+":"+who, in
	return d.change, d.err
}

func (d *clerkDesk) Digests(context.Context, court.DigestsQuery) ([]court.Paper, error) {
	return d.papers, d.err
}

func (d *clerkDesk) DecideAll(_ context.Context, b court.Bulk, report func(court.BulkOutcome)) (court.BulkSummary, error) {
	d.bulk = b
	sum := court.BulkSummary{ID: "bulk-1", Asked: len(b.Keys)}
	if d.err != nil {
		return sum, d.err
	}
	for i, k := range b.Keys {
		o := court.BulkOutcome{Key: k, Decision: "bulk-1", Taken: i%2 == 0}
		if o.Taken {
			sum.Taken++
		} else {
			sum.Refused++
			o.Problem = court.ProblemOf(&court.RefusedError{Key: k, Refusal: casefile.Refusal{Code: casefile.UnlawfulNow, Message: "案件已结 the case is closed", Article: "法院政策"}})
		}
		report(o)
	}
	return sum, nil
}

func (d *clerkDesk) Documents(context.Context, string) ([]court.Paper, error) { return d.papers, d.err }

func (d *clerkDesk) Document(context.Context, string) (court.PaperContent, error) {
	return d.paper, d.err
}

func (d *clerkDesk) ApplyCertificate(context.Context, string, string) (court.Application, error) {
	return d.applied, d.err
}

func (d *clerkDesk) ApplyEnforcement(_ context.Context, a court.LateEnforcement) (court.Application, error) {
	d.enforced = a
	return d.applied, d.err
}

// ran is what a command line did.
type ran struct {
	code     int
	out, err string
}

// line runs a command line against a desk.
func line(t *testing.T, d desk, stdin string, args ...string) ran {
	t.Helper()
	return lineWith(t, Wiring{desk: d}, stdin, args...)
}

func lineWith(t *testing.T, w Wiring, stdin string, args ...string) ran {
	t.Helper()
	w.Policy = func() (policy.Policy, error) { return policy.Default(), nil }
	var out, errOut bytes.Buffer
	code := Run(t.Context(), args, IO{In: strings.NewReader(stdin), Out: &out, Err: &errOut, Env: func(string) string { return "" }}, w)
	return ran{code, out.String(), errOut.String()}
}

func (d *clerkDesk) Announce(_ context.Context, days []calendar.Day, role lifecycle.Role, actor string, report func(court.Announced)) error {
	d.announced = days
	if d.err != nil {
		return d.err
	}
	report(court.Announced{Key: "nb-2", Note: "采用2026年放假安排，期限不变"})
	report(court.Announced{Key: "nb-1", Note: "采用2026年放假安排，期限变动：答辩 2027-01-04→2027-01-05"})
	report(court.Announced{Key: "nb-3", Err: errors.New("no answer"), Why: "no answer"})
	return nil
}
