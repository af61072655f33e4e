package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"luxing/workflows/casefile"
)

// book is the register's file, read from outside as an auditor would.
type book struct{ db *sql.DB }

func openBook(t testing.TB, file string) book {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?mode=ro&_pragma=busy_timeout(10000)")
	require.NoError(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return book{db}
}

// strings is the one column of a query, in its order.
func (b book) strings(t testing.TB, query string, args ...any) []string {
	t.Helper()
	rows, err := b.db.QueryContext(context.Background(), query, args...)
	require.NoError(t, err)
	defer func() { _ = rows.Close() }()
	out := []string{}
	for rows.Next() {
		var s string
		require.NoError(t, rows.Scan(&s))
		out = append(out, s)
	}
	require.NoError(t, rows.Err())
	return out
}

// requireWhole holds what the register has of a workflow against what the
// workflow says of itself: every entry, document, payment and message once,
// none missing, no record left out.
func (b book) requireWhole(t testing.TB, key string, v *casefile.View) {
	t.Helper()
	records := b.strings(t, "SELECT seq FROM records WHERE key = ? ORDER BY seq", key)
	for i, seq := range records {
		require.Equal(t, fmt.Sprint(i+1), seq, "%s: the records have a gap", key)
	}
	require.Equal(t, []string{fmt.Sprint(len(records))}, b.strings(t, "SELECT seq FROM workflows WHERE key = ?", key), key)

	var entries []casefile.Entry
	for _, text := range b.strings(t, "SELECT entry FROM entries WHERE key = ? ORDER BY seq, pos", key) {
		var e casefile.Entry
		require.NoError(t, json.Unmarshal([]byte(text), &e))
		entries = append(entries, e)
	}
	require.Equal(t, asJSON(t, v.Timeline), asJSON(t, entries), "%s: the timeline in the register is another", key)

	var ids []string
	for _, d := range v.Documents {
		ids = append(ids, d.ID)
		require.NotEmpty(t, d.SHA256, "%s: the case does not know that %s was made", key, d.ID)
	}
	require.ElementsMatch(t, ids, b.strings(t, "SELECT id FROM documents WHERE key = ?", key), "%s: documents", key)
	ids = nil
	for _, p := range v.Payments {
		if v.Kind != casefile.KindRepair { // what is performed after a repair is kept with the repair
			ids = append(ids, p.ID)
		}
	}
	require.ElementsMatch(t, ids, b.strings(t, "SELECT id FROM payments WHERE key = ?", key), "%s: payments", key)
	require.Equal(t, b.strings(t, "SELECT phase FROM workflows WHERE key = ?", key), []string{string(v.Row.Phase)}, key)
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	data, err := json.MarshalIndent(v, "", " ")
	require.NoError(t, err)
	return string(data)
}

// requireSequencesWithoutGaps: no case number was given and lost.
func (b book) requireSequencesWithoutGaps(t testing.TB) {
	t.Helper()
	require.Empty(t, b.strings(t, `SELECT s.court || s.type || s.year || ': ' || s.last || ' given, ' || count(n.n) || ' kept'
		FROM sequences s LEFT JOIN numbers n ON n.court = s.court AND n.type = s.type AND n.year = s.year
		GROUP BY s.court, s.type, s.year HAVING count(n.n) <> s.last`))
}
