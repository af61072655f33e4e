package access_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// long is a register whose every list has more entries than were once given at most.
type long struct{ court.Register }

const entries = 12_345

// page is the numbers of a page and where the list goes on.
func (long) page(cursor string, limit int) (numbers []int, next string) {
	from, _ := strconv.Atoi(cursor)
	to := min(from+limit, entries)
	for i := from; i < to; i++ {
		numbers = append(numbers, i)
	}
	if to < entries {
		next = strconv.Itoa(to)
	}
	return numbers, next
}

func (l long) Page(_ context.Context, f court.Filter, cursor string) (court.Page, error) {
	var p court.Page
	var all []int
	all, p.Next = l.page(cursor, f.Limit)
	for _, i := range all {
		p.Cases = append(p.Cases, court.Listed{Key: fmt.Sprintf("nb-%d", i), Kind: casefile.KindCase})
	}
	return p, nil
}

func (l long) Board(_ context.Context, _ time.Time, f register.BoardFilter) (register.Board, error) {
	var b register.Board
	var all []int
	all, b.Next = l.page(f.Cursor, f.Limit)
	for _, i := range all {
		b.Cases = append(b.Cases, register.StuckCase{Workflow: register.Workflow{Key: fmt.Sprintf("nb-%d", i)}, Causes: []casefile.StuckCause{{Reason: casefile.StuckOverdue}}})
	}
	return b, nil
}

func (l long) FigureCases(_ context.Context, q register.FigureCasesQuery) (court.FigureCases, error) {
	var b court.FigureCases
	var all []int
	all, b.Next = l.page(q.Cursor, q.Limit)
	for _, i := range all {
		var c register.FigureCase
		c.Key = fmt.Sprintf("nb-%d", i)
		b.Cases = append(b.Cases, c)
	}
	return b, nil
}

func (long) Figure(context.Context, register.FigureQuery) (court.FigureValue, error) {
	return court.FigureValue{}, nil
}

func (long) Digests(context.Context, register.DigestFilter) ([]register.DocumentInfo, error) {
	return nil, nil
}

func (l long) Accesses(_ context.Context, f court.AccessFilter) (court.Accesses, error) {
	var p court.Accesses
	var all []int
	all, p.Next = l.page(f.Cursor, f.Limit)
	for _, i := range all {
		p.Accesses = append(p.Accesses, court.Access{Case: fmt.Sprintf("nb-%d", i)})
	}
	return p, nil
}

func (long) NoteAccess(context.Context, court.Access) error { return nil }

// An export is the whole list: one that ended after ten thousand lines looked
// as if that were all.
func TestAnExportIsTheWholeList(t *testing.T) {
	c := &court.Court{Register: long{}}
	g := &access.Guard{Court: c, Trail: &trail{}}
	ctx := access.With(t.Context(), of("Y001", "", lifecycle.President), "")
	first := calendar.MustParse("2026-01-01")
	keys := func(out []byte, column int) []string {
		lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(out), "\ufeff"))).ReadAll()
		require.NoError(t, err)
		var all []string
		for _, l := range lines[2:] {
			all = append(all, l[column])
		}
		return all
	}
	var want []string
	for i := range entries {
		want = append(want, fmt.Sprintf("nb-%d", i))
	}
	for name, x := range map[string]struct {
		column int
		export func(*bytes.Buffer) error
	}{
		"cases": {0, func(b *bytes.Buffer) error { return g.ExportCases(ctx, court.Filter{}, court.CSV, b) }},
		"stuck": {0, func(b *bytes.Buffer) error { return g.ExportBoard(ctx, court.BoardFilter{}, court.CSV, b) }},
		"cases behind a figure": {0, func(b *bytes.Buffer) error {
			return g.ExportFigureCases(ctx, court.FigureCasesQuery{ID: "public-notice", From: first, To: first.AddDays(30)}, court.CSV, b)
		}},
		"the trail": {4, func(b *bytes.Buffer) error {
			return c.ExportAccesses(ctx, lifecycle.Auditor, "A001", court.AccessFilter{}, court.CSV, b)
		}},
	} {
		var b bytes.Buffer
		require.NoError(t, x.export(&b), name)
		require.Equal(t, want, keys(b.Bytes(), x.column), name)
	}
	for _, n := range []int{1, 999, 1000, 1001, 2500} {
		var b bytes.Buffer
		require.NoError(t, g.ExportCases(ctx, court.Filter{Limit: n}, court.CSV, &b))
		require.Equal(t, want[:n], keys(b.Bytes(), 0), "as many as are asked for")
	}
}
