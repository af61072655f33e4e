package main

import (
	"encoding/csv"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/worker/embedded"
	"luxing/worker/host"
)

// The stuck list and the figures are one: the command line, the API and the
// console give the same rows of the same register. That the register counts
// right is shown by the recount beside it.
func TestTheStuckListAndTheFiguresAreTheSameEverywhere(t *testing.T) {
	data := t.TempDir()
	l := bring(t, flags{data: data, webPort: embedded.AnyPort, training: true})
	p := playerOn(t, l, "")
	outcomes := p.Play(t.Context(), casesOf(t, "03", "11", "23", "24", "27"))
	for _, o := range outcomes {
		require.Empty(t, o.Differences, o.Key)
	}

	starter := filepath.Join(t.TempDir(), "starter")
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", starter, "luxing/starter").CombinedOutput()
	require.NoError(t, err, string(out))
	typed := func(args ...string) [][]string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), starter, args...)
		cmd.Env = append(os.Environ(), "LUXING_DATA="+data, "LUXING_REGISTER=sqlite:"+filepath.Join(data, host.RegisterFile),
			"TEMPORAL_ADDRESS="+l.server.FrontendAddress(), "TEMPORAL_NAMESPACE="+l.server.Namespace())
		text, err := cmd.Output()
		require.NoError(t, err, "%v %s", args, text)
		return table(t, string(text))
	}

	jar, err := cookiejar.New(nil)
	require.NoError(t, err)
	browser := &http.Client{Jar: jar}
	read := func(res *http.Response, err error) (*url.URL, string) {
		t.Helper()
		require.NoError(t, err)
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, res.StatusCode, string(body))
		return res.Request.URL, string(body)
	}
	at, _ := read(browser.Get(l.gate.url + "/"))
	read(browser.PostForm(at.String(), url.Values{"person": {"Y001"}})) // the president sees the whole court
	got := func(path string, q url.Values) [][]string {
		t.Helper()
		_, body := read(browser.Get(l.gate.url + path + "?" + q.Encode()))
		return table(t, body)
	}

	year := time.Now().In(time.FixedZone("court", 8*3600)).Year()
	from, to := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), time.Date(year+1, 12, 31, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	csvOf := url.Values{"format": {"csv"}, "court": {"浙0211"}}
	period := url.Values{"format": {"csv"}, "court": {"浙0211"}, "from": {from}, "to": {to}}

	stuck := typed("stuck", "--csv", "--court", "浙0211")
	require.Greater(t, len(stuck), 2, "something is stuck")
	require.Equal(t, stuck, got("/api/v1/exports/stuck", csvOf))
	require.Equal(t, stuck, got("/stuck/export", csvOf))
	_, page := read(browser.Get(l.gate.url + "/stuck"))
	for _, row := range stuck[2:] {
		require.Contains(t, page, row[0])
	}

	figures := typed("figures", "--csv", "--court", "浙0211", "--from", from, "--to", to)
	require.Greater(t, len(figures), 10)
	require.Equal(t, figures, got("/api/v1/exports/figures", period))
	shown := got("/figures/export", period) // the page's own choice of figures
	require.Greater(t, len(shown), 10)
	require.Subset(t, figures, shown)

	// The same as JSON, where every number is.
	printed := func(v any, args ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), starter, append(args, "--json")...)
		cmd.Env = append(os.Environ(), "LUXING_DATA="+data, "LUXING_REGISTER=sqlite:"+filepath.Join(data, host.RegisterFile),
			"TEMPORAL_ADDRESS="+l.server.FrontendAddress(), "TEMPORAL_NAMESPACE="+l.server.Namespace())
		text, err := cmd.Output()
		require.NoError(t, err, "%v %s", args, text)
		require.NoError(t, json.Unmarshal(text, v), string(text))
	}
	answered := func(v any, path string, q url.Values) {
		t.Helper()
		_, body := read(browser.Get(l.gate.url + path + "?" + q.Encode()))
		require.NoError(t, json.Unmarshal([]byte(body), v), body)
	}
	var board, told court.Board
	printed(&board, "stuck", "--court", "浙0211", "--limit", "1000")
	answered(&told, "/api/v1/stuck", url.Values{"court": {"浙0211"}, "limit": {"1000"}})
	agree(t, board, told)
	require.Equal(t, len(board.Cases), board.Total)
	require.Positive(t, board.Total)
	reasons := 0
	for _, n := range board.ByReason {
		reasons += n
	}
	require.Equal(t, len(stuck)-2, reasons, "a line of the CSV for each reason of each case")

	type values struct{ Figures []court.FigureValue }
	var counted, measured values
	printed(&counted, "figures", "--court", "浙0211", "--from", from, "--to", to)
	answered(&measured, "/api/v1/figures", url.Values{"court": {"浙0211"}, "from": {from}, "to": {to}})
	require.Equal(t, len(court.FigureDefinitions()), len(counted.Figures))
	require.Len(t, measured.Figures, len(counted.Figures))
	_, page = read(browser.Get(l.gate.url + "/figures?" + url.Values{"from": {from}, "to": {to}}.Encode()))
	page = html.UnescapeString(page)
	some := 0
	for i, c := range counted.Figures {
		m := measured.Figures[i]
		require.Equal(t, c.Figure.ID, m.Figure.ID)
		require.Equal(t, c.Measured, m.Measured, c.Figure.ID)
		require.Equal(t, len(c.Trend), len(m.Trend), c.Figure.ID)
		for n := range c.Trend {
			require.Equal(t, c.Trend[n], m.Trend[n], c.Figure.ID)
		}
		require.ElementsMatch(t, c.Divisions, m.Divisions, c.Figure.ID)
		if c.Value == nil || !slices.ContainsFunc(shown, func(row []string) bool { return row[0] == c.Figure.ID }) {
			continue
		}
		some++
		_, card, found := strings.Cut(page, `id="f-`+c.Figure.ID+`"`)
		require.True(t, found, c.Figure.ID)
		_, card, _ = strings.Cut(card, `class="figure-value">`)
		card, _, _ = strings.Cut(card, "<")
		require.Equal(t, court.FigureText(c.Figure.Unit, c.Measured), strings.TrimSpace(card), c.Figure.ID)
	}
	require.Positive(t, some, "the page shows values")
}

// agree holds two boards of one moment to be the same, but for when they were made.
func agree(t *testing.T, a, b court.Board) {
	t.Helper()
	plain := func(b court.Board) string {
		b.AsOf = time.Time{}
		if len(b.ByDivision) == 0 {
			b.ByDivision = nil
		}
		raw, err := json.Marshal(b)
		require.NoError(t, err)
		return string(raw)
	}
	require.JSONEq(t, plain(a), plain(b))
}

// table reads CSV, with or without a byte order mark.
func table(t *testing.T, text string) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	require.NoError(t, err)
	return rows
}
