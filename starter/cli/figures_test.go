package cli

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func measured(v float64, above, below int64) register.Measured {
	return register.Measured{Value: &v, Numerator: above, Denominator: below}
}

// halfYear are figures of the first half of 2026.
func halfYear(t *testing.T) []court.FigureValue {
	t.Helper()
	of := func(id string, m register.Measured) court.FigureValue {
		f, ok := register.FindFigure(id)
		require.True(t, ok, id)
		q := register.FigureQuery{ID: id, From: calendar.MustParse("2026-01-01"), To: calendar.MustParse("2026-06-30"), By: register.ByQuarter, Court: "浙0211"}
		return court.FigureValue{Figure: f, Query: q, Measured: m}
	}
	first := of("voluntary-performance", measured(57.99, 58, 100))
	first.Trend = []register.Point{
		{From: calendar.MustParse("2026-01-01"), To: calendar.MustParse("2026-03-31"), Measured: measured(57.99, 58, 100)},
		{From: calendar.MustParse("2026-04-01"), To: calendar.MustParse("2026-06-30")},
	}
	first.Divisions = []register.DivisionValue{
		{Court: "浙0211", Division: "民一庭", Band: register.BandAbove, Measured: measured(80, 40, 50)},
		{Court: "浙0211", Division: "民二庭", Band: register.BandFew, Measured: measured(50, 1, 2)},
	}
	return []court.FigureValue{
		first, of("voluntary-to-first-enforcement", measured(0.98, 98, 100)), of("public-notice", register.Measured{}),
		of("certificates", measured(1234, 1234, 0)), of("repaired-money", measured(120_050, 120_050, 0)), of("days-trial", measured(33.5, 335, 10)),
	}
}

func TestFiguresFitThePage(t *testing.T) {
	d := &clerkDesk{figured: halfYear(t)}
	r := line(t, d, "", "figures", "--from", "2026-01-01", "--to", "2026-06-30", "--by", "quarter", "--court", "浙0211")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "figures.txt", r.out)
	require.Equal(t, calendar.MustParse("2026-06-30"), d.asked.To)
	require.Equal(t, register.ByQuarter, d.asked.By)

	d.figured = d.figured[:1]
	r = line(t, d, "", "figures", "voluntary-performance")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "figure.txt", r.out)
	require.Equal(t, []string{"voluntary-performance"}, d.asked.IDs)

	j := line(t, d, "", "figures", "--json")
	var list figuresList
	require.NoError(t, json.Unmarshal([]byte(j.out), &list))
	require.Nil(t, list.Figures[0].Trend[1].Value, "no value is null, not nought")
	require.Contains(t, j.out, `"value": null`)

	csv := line(t, d, "", "figures", "--csv")
	require.Equal(t, "\ufeff案件\r\ncase\r\nnb-1\r\n", csv.out)
}

func TestFigureCasesAndDefinitions(t *testing.T) {
	d := &clerkDesk{behind: court.FigureCases{Next: "abc", Cases: []register.FigureCase{
		{Key: "nb-2026-0001", CaseNumber: "（2026）浙0211民初1号", Division: "民一庭", Judge: "J001", Phase: lifecycle.Trial, On: calendar.MustParse("2026-01-05"), Counted: true},
		{Key: "nb-2026-0002", Division: "民一庭", Phase: lifecycle.Closed, On: calendar.MustParse("2026-01-06"), Amount: 12},
	}}}
	r := line(t, d, "", "figures", "public-notice", "--cases")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "figure-cases.txt", r.out)

	wrong := line(t, d, "", "figures", "--cases", "--from", "yesterday")
	require.Equal(t, ExitBadInput, wrong.code)
	require.Contains(t, wrong.err, "--from")
	require.Contains(t, wrong.err, "--cases")

	defs := line(t, d, "", "figures", "--define")
	require.Equal(t, ExitDone, defs.code, defs.err)
	for _, l := range strings.Split(defs.out, "\n") {
		require.LessOrEqual(t, cells(l), pageWidth, l)
	}
	require.Equal(t, ExitBadInput, line(t, d, "", "figures", "nonsense", "--define").code)
}

func TestBulkReportsEachCase(t *testing.T) {
	d := &clerkDesk{}
	r := line(t, d, "nb-1\n\n nb-2 \n", "bulk", "nudge", "-", "--as", "trial_management:T001", "--reason", "请说明进展")
	require.Equal(t, ExitRefused, r.code, "one of them was refused")
	golden(t, "bulk.txt", r.out)
	require.Equal(t, []string{"nb-1", "nb-2"}, d.bulk.Keys)
	require.Equal(t, lifecycle.Nudge, d.bulk.Event)
	require.JSONEq(t, `{"reason":"请说明进展"}`, string(d.bulk.Data))

	r = line(t, d, "", "bulk", "reassign", "nb-1", "--as", "division_head:H1", "--to", "J002", "--reason", "调离", "--id", "b-1", "--json")
	require.Equal(t, ExitDone, r.code, r.err)
	require.Equal(t, "b-1", d.bulk.ID)
	require.JSONEq(t, `{"to":"J002","reason":"调离"}`, string(d.bulk.Data))
	require.Contains(t, r.out, `"taken": true`)

	require.Equal(t, ExitBadInput, line(t, d, "", "bulk", "nudge", "nb-1", "--as", "nobody:x").code)
	require.Equal(t, ExitFailed, line(t, &clerkDesk{err: errors.New("boom")}, "", "bulk", "nudge", "nb-1", "--as", "judge:x").code)
}

func TestDigestsTimelineAndDeadlines(t *testing.T) {
	d := &clerkDesk{seen: instalmentCase(), papers: []court.Paper{{DocumentView: casefile.DocumentView{ID: "digest-浙0211-2026-11-10/daily_digest/court/1", On: calendar.MustParse("2026-11-10")}}}}
	r := line(t, d, "", "digest", "--from", "2026-11-01")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "digest.txt", r.out)

	r = line(t, d, "", "case", "timeline", "nb-2019-0001")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "timeline.txt", r.out)
	r = line(t, d, "", "case", "deadlines", "nb-2019-0001")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "deadlines.txt", r.out)
	for _, args := range [][]string{{"case", "timeline", "nb-2019-0001", "--csv"}, {"case", "deadlines", "nb-2019-0001", "--csv"}} {
		r = line(t, d, "", args...)
		require.Equal(t, ExitDone, r.code)
		require.True(t, strings.HasPrefix(r.out, "\ufeff"))
	}
}

// Every help text fits the page, read as a person would.
func TestEveryHelpTextFitsThePage(t *testing.T) {
	for _, args := range [][]string{{}, {"stuck"}, {"figures"}, {"digest"}, {"bulk"}, {"bulk", "nudge"}, {"bulk", "reassign"}, {"bulk", "approve"}, {"case"}, {"case", "list"}, {"case", "timeline"},
		{"case", "deadlines"}, {"case", "show"}, {"case", "decide"}, {"case", "file"}, {"law"}, {"law", "rules"}, {"law", "interest"}, {"law", "fee"}, {"law", "period"}} {
		r := line(t, &clerkDesk{}, "", append(args, "--help")...)
		require.Equal(t, ExitDone, r.code, r.err)
		for _, l := range strings.Split(r.out, "\n") {
			require.LessOrEqual(t, cells(l), pageWidth+4, "%v: %s", args, l)
		}
	}
}

// A narrow terminal gets narrow lines.
func TestANarrowTerminalIsRespected(t *testing.T) {
	d := &clerkDesk{figured: halfYear(t)[:1]}
	var out strings.Builder
	code := Run(t.Context(), []string{"figures", "voluntary-performance"}, IO{In: strings.NewReader(""), Out: &out, Err: &out, Width: 70, Env: func(string) string { return "" }}, Wiring{desk: d})
	require.Equal(t, ExitDone, code)
	for _, l := range strings.Split(out.String(), "\n") {
		require.LessOrEqual(t, cells(l), 70, l)
	}
}
