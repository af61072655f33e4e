package court

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// registered is a court over a register with n overdue cases, in two divisions.
func registered(t *testing.T, n int) *Court {
	t.Helper()
	r, err := register.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "register.db"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, r.Close()) })
	now := calendar.MustParse("2026-11-10").Start().Add(10 * time.Hour)
	for i := range n {
		last := calendar.MustParse("2026-11-01").AddDays(-i)
		_, err := r.Write(t.Context(), casefile.Record{Key: fmt.Sprintf("nb-%03d", i), Kind: casefile.KindCase, Seq: 1,
			Row: casefile.Row{Case: fmt.Sprintf("nb-%03d", i), Court: "浙0211", Division: fmt.Sprintf("民%d庭", i%2+1), Judge: "=J1", Cause: "=cmd()", Phase: lifecycle.Trial,
				FiledOn: last.AddDays(-90), PhaseSince: now, Updated: now, Wait: casefile.Wait{Alert: casefile.AlertOverdue}},
			Deadlines: []casefile.OpenDeadline{{ID: "trial", Name: "简易程序审限", On: "judge", Deadline: statute.Deadline{Last: last, Due: last.End(), Kind: statute.Statutory}}},
		})
		require.NoError(t, err)
	}
	return &Court{Register: OverRegister(r), Now: func() time.Time { return now }}
}

func TestTheBoardTurnsItsPagesAndCountsAll(t *testing.T) {
	c := registered(t, 7)
	f := BoardFilter{Court: "浙0211", Limit: 3}
	var keys []string
	for {
		b, err := c.Board(t.Context(), f)
		require.NoError(t, err)
		require.Equal(t, 7, b.Total)
		require.Equal(t, map[string]int{"overdue": 7}, b.ByReason)
		require.Equal(t, []Tally{{Court: "浙0211", Division: "民1庭", Cases: 4}, {Court: "浙0211", Division: "民2庭", Cases: 3}}, b.ByDivision)
		for _, l := range b.Cases {
			keys = append(keys, l.Key)
		}
		if f.Cursor = b.Next; f.Cursor == "" {
			break
		}
	}
	require.Equal(t, []string{"nb-006", "nb-005", "nb-004", "nb-003", "nb-002", "nb-001", "nb-000"}, keys, "the longest stuck first")

	_, err := c.Board(t.Context(), BoardFilter{Phase: "nowhere", Alert: "loud", Reason: "bored", Limit: 100_000})
	var wrong *InputError
	require.True(t, errors.As(err, &wrong))
	require.Len(t, wrong.Faults, 4, "every fault at once")
	_, err = c.Board(t.Context(), BoardFilter{Cursor: "nonsense"})
	require.True(t, errors.As(err, &wrong))
}

func TestExportsHaveAllAndRunNothing(t *testing.T) {
	c := registered(t, 7)
	var out bytes.Buffer
	require.NoError(t, c.ExportBoard(t.Context(), BoardFilter{Limit: 2}, CSV, &out))
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\ufeff"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, lines, 2+7, "all of them, and not one page")
	require.Equal(t, "'=cmd()", lines[2][5])
	require.Equal(t, "14", lines[2][11], "its last day was 26 October, so it is over since the 27th; on 10 November that is 14 days")

	out.Reset()
	require.NoError(t, c.ExportFigures(t.Context(), FiguresQuery{IDs: []string{"public-notice"}, From: calendar.MustParse("2026-07-01"), To: calendar.MustParse("2026-08-31")}, CSV, &out))
	require.Contains(t, out.String(), "public-notice,公告送达率,合计 whole")
	out.Reset()
	require.NoError(t, c.ExportFigureCases(t.Context(), FigureCasesQuery{ID: "public-notice", From: calendar.MustParse("2026-01-01"), To: calendar.MustParse("2026-12-31"), Limit: 1}, XLSX, &out))
	require.NotEmpty(t, out.Bytes())
	out.Reset()
	require.NoError(t, c.ExportCases(t.Context(), Filter{}, CSV, &out))
	require.Equal(t, 2+7, strings.Count(out.String(), "\r\n"))
}

func TestFiguresAreAskedForAPeriod(t *testing.T) {
	c := registered(t, 3)
	all, err := c.Figures(t.Context(), FiguresQuery{})
	require.NoError(t, err)
	require.Len(t, all, len(FigureDefinitions()))
	require.Equal(t, "2025-11-11", all[0].Query.From.String(), "the twelve months that end today")
	require.Equal(t, "2026-11-10", all[0].Query.To.String())

	_, err = c.Figures(t.Context(), FiguresQuery{IDs: []string{"nonsense", "public-notice"}, From: calendar.MustParse("2026-02-01"), To: calendar.MustParse("2026-01-01"), By: "week"})
	var wrong *InputError
	require.True(t, errors.As(err, &wrong))
	require.Len(t, wrong.Faults, 3, "each fault once: %v", wrong.Faults)

	_, err = (&Court{}).Figures(t.Context(), FiguresQuery{})
	var gone *UnreachableError
	require.True(t, errors.As(err, &gone))
	require.Equal(t, "无 n/a", FigureText(register.Percent, register.Measured{}))
}
