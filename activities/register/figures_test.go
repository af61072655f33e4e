package register_test

import (
	"errors"
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

var update = flag.Bool("update", false, "write docs/figures.md anew")

func TestTheFiguresPageIsUpToDate(t *testing.T) {
	const page = "../../docs/figures.md"
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(register.FiguresPage()), 0o644))
	}
	have, err := os.ReadFile(page)
	require.NoError(t, err)
	require.Equal(t, string(have), register.FiguresPage(), "go generate ./activities/register")
}

func TestEveryFigureIsDefinedInFull(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range register.Figures() {
		require.False(t, seen[f.ID], f.ID)
		seen[f.ID] = true
		for _, text := range []string{f.Name, f.NameEN, f.Definition, f.DefinitionEN, f.Numerator, f.NumeratorEN, f.Day, f.DayEN, f.Note, string(f.Source), string(f.Unit), string(f.Group)} {
			require.NotEmpty(t, text, f.ID)
		}
		require.Equal(t, f.Denominator == "", f.DenominatorEN == "", f.ID)
		require.Equal(t, f.Denominator == "", f.Unit == register.Count || f.Unit == register.MoneyFen, f.ID)
	}
}

// What a mechanism says it is counted by is there.
func TestTheMechanismsAreCountedByFiguresThatExist(t *testing.T) {
	for _, m := range workflows.Mechanisms() {
		for _, id := range m.Counts {
			_, ok := register.FindFigure(id)
			require.True(t, ok, "mechanism %d names %s", m.Number, id)
		}
	}
	_, ok := register.FindFigure("mechanism-12")
	require.True(t, ok)
	require.Len(t, workflows.Mechanisms(), 12)
}

// A court with twelve filings: three in March by public notice of eight, in
// April one of four.
func TestAFigureIsCountedByMonthAndDivision(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		for i := range 12 {
			rec := record("zh-"+string(rune('a'+i)), 1)
			rec.Row.FiledOn, rec.Row.Division = day("2026-03-31"), "民一庭"
			if i >= 8 {
				rec.Row.FiledOn, rec.Row.Division = day("2026-04-01"), "民二庭"
			}
			if i < 3 || i == 8 {
				rec.Entries = append(rec.Entries, casefile.Entry{At: at("2026-05-01T00:00:00Z"), Event: lifecycle.PublishNotice, Track: "delivery/complaint/D1"})
			}
			_, err := r.Write(ctx, rec)
			require.NoError(t, err)
		}
		q := register.FigureQuery{ID: "public-notice", From: day("2026-03-15"), To: day("2026-06-15")}
		v, err := r.Figure(ctx, q)
		require.NoError(t, err)
		require.Equal(t, int64(4), v.Numerator)
		require.Equal(t, int64(12), v.Denominator)
		require.InDelta(t, 33.3333, *v.Value, 0.001)
		require.Len(t, v.Trend, 4, "March to June, also those in which nothing was filed")
		require.Equal(t, day("2026-03-15"), v.Trend[0].From, "cut to the period")
		require.Equal(t, day("2026-06-15"), v.Trend[3].To)
		require.InDelta(t, 37.5, *v.Trend[0].Value, 0.001)
		require.InDelta(t, 25.0, *v.Trend[1].Value, 0.001)
		require.Nil(t, v.Trend[2].Value, "nothing below the line: no value, not nought")
		require.Equal(t, []string{"民一庭", "民二庭"}, []string{v.Divisions[0].Division, v.Divisions[1].Division})
		require.Equal(t, register.BandFew, v.Divisions[0].Band, "eight cases are too few for a band")

		q.By = register.ByQuarter
		v, err = r.Figure(ctx, q)
		require.NoError(t, err)
		require.Len(t, v.Trend, 2)
		require.InDelta(t, 37.5, *v.Trend[0].Value, 0.001)

		q.Division = "民二庭"
		page, err := r.FigureCases(ctx, register.FigureCasesQuery{FigureQuery: q, Numerator: true})
		require.NoError(t, err)
		require.Len(t, page.Cases, 1)
		require.Equal(t, "zh-i", page.Cases[0].Key)
		_, err = r.FigureCases(ctx, register.FigureCasesQuery{FigureQuery: q, Cursor: "bm8"})
		require.ErrorIs(t, err, register.ErrCursor)
	})
}

func TestAWrongQueryIsRefusedWithEveryFault(t *testing.T) {
	r := registertest.Open(t, registertest.Databases[0].DSN(t))
	_, err := r.Figure(ctx, register.FigureQuery{ID: "'; DROP TABLE facts", From: day("2026-01-02"), To: day("2026-01-01"), By: "week"})
	var wrong *register.QueryError
	require.True(t, errors.As(err, &wrong))
	require.Len(t, wrong.Faults, 3)
}
