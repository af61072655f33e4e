package gateway_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest/observer"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/starter/gateway"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// TestEveryWriteIsDoneOnceUnderItsKey walks the published document: every
// operation that writes is sent twice under one key and has one effect, and the
// key with another body is refused. An operation that is not in the table fails.
func TestEveryWriteIsDoneOnceUnderItsKey(t *testing.T) {
	s := newStage(t)
	key := s.filed(1)
	at := "/api/v1/cases/" + key
	line := func(n int) string {
		raw, err := json.Marshal(filing(t, n))
		require.NoError(t, err)
		return string(raw)
	}
	today := calendar.Of(time.Now()).String()
	writes := map[string]struct {
		who, path, body, other string
		header                 []string
	}{
		"file-case":              {"I001", "/api/v1/cases", line(20), line(21), nil},
		"file-batch":             {"I001", "/api/v1/cases/batch", line(22) + "\n" + line(23), line(24), []string{"Content-Type", "application/x-ndjson"}},
		"decide":                 {"J001", at + "/decisions", `{"event":"accept"}`, `{"event":"accept","as":"judge"}`, nil},
		"bulk-decide":            {"T001", "/api/v1/bulk", `{"keys":["` + key + `"],"event":"nudge","data":{"reason":"请尽快办理"}}`, `{"keys":["` + key + `"],"event":"nudge","data":{"reason":"再催"}}`, nil},
		"apply-enforcement":      {"I001", "/api/v1/cases/" + s.barred(30) + "/enforcements", `{"party":"P1"}`, `{"party":"P2"}`, nil},
		"apply-certificate":      {"J001", at + "/certificates", `{"party":"D1"}`, `{"party":"D2"}`, nil},
		"report-payment":         {"S001", at + "/payments", `{"payment":"bank-1","payer":"D1","amountFen":100,"on":"` + today + `"}`, `{"payment":"bank-2","payer":"D1","amountFen":100,"on":"` + today + `"}`, []string{"Prefer", "respond-async"}},
		"report-delivery":        {"S001", at + "/deliveries", `{"document":"complaint","party":"D1","method":"direct","on":"` + today + `","proof":"回执1"}`, `{"document":"complaint","party":"D1","method":"direct","on":"` + today + `","proof":"回执2"}`, []string{"Prefer", "respond-async"}},
		"report-failed-delivery": {"S001", at + "/failed-deliveries", `{"document":"complaint","party":"D1","method":"post","on":"` + today + `","proof":"退件1"}`, `{"document":"complaint","party":"D1","method":"post","on":"` + today + `","proof":"退件2"}`, []string{"Prefer", "respond-async"}},
	}
	walked := 0
	for path, item := range get(s.spec.doc, "paths").(map[string]any) {
		for method, op := range item.(map[string]any) {
			if method == "get" || method == "parameters" {
				continue
			}
			id := get(op, "operationId").(string)
			w, known := writes[id]
			require.True(t, known, "%s %s has no row in this test", method, path)
			walked++
			under := append([]string{"Idempotency-Key", "walk-" + id}, w.header...)
			first := s.call(w.who, strings.ToUpper(method), w.path, w.body, under...)
			require.Less(t, first.StatusCode, 300, "%s: %s", id, first.body)
			require.Empty(t, first.Header.Get("Idempotency-Replayed"), id)
			again := s.call(w.who, strings.ToUpper(method), w.path, w.body, under...)
			assert.Equal(t, first.StatusCode, again.StatusCode, id)
			assert.Equal(t, string(first.body), string(again.body), id)
			assert.Equal(t, "true", again.Header.Get("Idempotency-Replayed"), id)
			p := s.call(w.who, strings.ToUpper(method), w.path, w.other, under...).problem(t)
			assert.Equal(t, http.StatusUnprocessableEntity, p.Status, id)
			assert.Equal(t, court.Kind("idempotency-key-reused"), p.Kind, id)
		}
	}
	require.Equal(t, len(writes), walked)
	var v court.Seen
	s.ok("J001", http.MethodGet, at, nil).json(t, &v)
	times := map[lifecycle.Event]int{}
	for _, e := range v.Timeline {
		if e.Refused == "" {
			times[e.Event]++
		}
	}
	require.Equal(t, 1, times[lifecycle.Accept])
	require.Equal(t, 1, times[lifecycle.Nudge])
}

// barred puts a case on record that closed because the two years were over.
func (s *stage) barred(n int) string {
	s.t.Helper()
	f := filing(s.t, n)
	_, err := s.reg.Write(s.t.Context(), casefile.Record{Key: f.Key, Kind: casefile.KindCase, Seq: 1, Filing: f, Row: casefile.Row{
		Case: f.Key, Court: f.Court, Division: f.Division, Judge: f.Judge, Cause: f.Cause, FiledOn: f.FiledOn, ClosedOn: calendar.NewDate(2022, 6, 1), Phase: lifecycle.Closed, Reason: "time_barred",
		Updated: time.Now().Add(-time.Hour),
	}, Obligations: []casefile.ObligationView{{
		Obligation:     casefile.Obligation{ID: "O1", Debtors: []string{"D1"}, Creditor: "P1", Subject: casefile.Money, AmountFen: 30_000_000},
		OutstandingFen: 30_000_000, NextDue: calendar.NewDate(2020, 5, 29), Defaulted: calendar.NewDate(2020, 5, 29),
	}}})
	require.NoError(s.t, err)
	return f.Key
}

// Every list of the document has bounds, and goes on only where a page ended.
func TestEveryListHasBoundsAndACursor(t *testing.T) {
	s := newStage(t)
	key := s.filed(1)
	lists := 0
	for path, item := range get(s.spec.doc, "paths").(map[string]any) {
		parameters := fmt.Sprint(get(item, "get", "parameters"))
		if !strings.Contains(parameters, "name:cursor") {
			continue
		}
		lists++
		require.Contains(t, parameters, "name:limit", path)
		at := "/api/v1" + strings.NewReplacer("{key}", key, "{id}", register.Figures()[0].ID).Replace(path)
		for query, field := range map[string]string{"limit=0": "limit", "limit=1001": "limit", "limit=many": "limit", "cursor=garbage!": "cursor", "cursor=" + strings.Repeat("a", 401): "cursor", "cursor=bGlzdCAx": "cursor"} {
			p := s.call("A001", http.MethodGet, at+"?"+query, nil).problem(t)
			assert.Equal(t, http.StatusUnprocessableEntity, p.Status, "%s?%s", path, query)
			if assert.NotEmpty(t, p.Faults, "%s?%s", path, query) {
				assert.Equal(t, field, p.Faults[0].Field, "%s?%s", path, query)
			}
		}
		s.ok("A001", http.MethodGet, at+"?limit=1000", nil)
	}
	require.GreaterOrEqual(t, lists, 5)
}

func TestAPanicsValueIsNotLogged(t *testing.T) {
	core, lines := observer.New(zap.DebugLevel)
	s := newStage(t, func(o *gateway.Options) {
		o.Log = zap.New(core)
		o.Console = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(fmt.Errorf("party 张三")) })
	})
	require.Equal(t, http.StatusInternalServerError, s.call("J001", http.MethodGet, "/boom", nil).StatusCode)
	logged := lines.FilterMessage("a handler panicked").All()
	require.Len(t, logged, 1)
	require.NotContains(t, fmt.Sprint(logged[0].ContextMap()), "张三")
}

// The figures that leave as CSV and as XLSX, by the API, the command line and
// the pages (which both write what the court writes), are those of the API.
func TestExportedFiguresAreTheSameEverywhere(t *testing.T) {
	s := newStage(t)
	s.filed(1)
	s.filed(2, func(f *casefile.Filing) { f.Division, f.Judge = "民二庭", "J003" })
	id := register.Figures()[0].ID
	query := "from=2022-01-01&to=2022-12-31&by=quarter&court=" + s.home + "&id=" + id + "&division="
	for _, division := range []string{"", "民一庭"} {
		api := s.ok("Y001", http.MethodGet, "/api/v1/exports/figures?format=csv&"+query+division, nil).body
		var ours bytes.Buffer
		q := court.FiguresQuery{IDs: []string{id}, From: calendar.MustParse("2022-01-01"), To: calendar.MustParse("2022-12-31"), By: register.ByQuarter, Court: s.home, Division: division}
		require.NoError(t, s.court.ExportFigures(t.Context(), q, court.CSV, &ours))
		require.Equal(t, ours.String(), string(api))
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(api), "\ufeff"))).ReadAll()
		require.NoError(t, err)

		book, err := excelize.OpenReader(bytes.NewReader(s.ok("Y001", http.MethodGet, "/api/v1/exports/figures?format=xlsx&"+query+division, nil).body))
		require.NoError(t, err)
		sheet, err := book.GetRows(book.GetSheetName(0))
		require.NoError(t, err)
		require.Len(t, sheet, len(rows))
		for i := range sheet {
			for j := range rows[i] {
				cell := ""
				if j < len(sheet[i]) {
					cell = sheet[i][j]
				}
				require.Equal(t, rows[i][j], cell, "line %d column %d", i+1, j+1)
			}
		}

		var shown struct{ Figures []court.FigureValue }
		s.ok("Y001", http.MethodGet, "/api/v1/figures?"+query+division, nil).json(t, &shown)
		require.Len(t, shown.Figures, 1)
		require.Len(t, shown.Figures[0].Trend, 4, "four quarters")
		require.Len(t, rows, 2+1+4+len(shown.Figures[0].Divisions))
		for i, p := range shown.Figures[0].Trend {
			require.Equal(t, []string{p.From.String(), p.To.String()}, rows[3+i][5:7])
			require.Equal(t, fmt.Sprint(p.Numerator), rows[3+i][9])
		}
	}
	require.Equal(t, http.StatusUnprocessableEntity, s.call("Y001", http.MethodGet, "/api/v1/exports/figures?by=division", nil).StatusCode)
	require.Equal(t, http.StatusUnprocessableEntity, s.call("Y001", http.MethodGet, "/api/v1/exports/figure-cases", nil).StatusCode)
	s.ok("Y001", http.MethodGet, "/api/v1/exports/figure-cases?id="+id+"&numerator=true", nil)
}
