package registertest

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"testing"
)

// Raw is where [Kept] finds a word that stands in the file itself: in a table, in
// what was deleted and not yet overwritten, or in the log of what is to be written.
const Raw = "the file"

// Kept says where words stand in the clear in an SQLite database that may be in
// use: for each word the tables that have it in any column, compressed or not, and
// [Raw]. A word that is nowhere is left out.
func Kept(t testing.TB, file string, words ...string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	look := func(place string, content []byte) {
		for _, w := range words {
			if bytes.Contains(content, []byte(w)) && !slices.Contains(found[w], place) {
				found[w] = append(found[w], place)
			}
		}
	}
	for _, name := range []string{file, file + "-wal"} {
		raw, err := os.ReadFile(name)
		if err != nil && (name == file || !errors.Is(err, fs.ErrNotExist)) {
			t.Fatal(err)
		}
		look(Raw, raw)
	}
	db, err := sql.Open("sqlite", "file:"+file+"?mode=ro&_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	var tables []string
	each(t, db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", func(v []any) { tables = append(tables, fmt.Sprint(v[0])) })
	if len(tables) == 0 {
		t.Fatalf("%s has no tables", file)
	}
	for _, table := range tables {
		// A value too long for a page is in pieces in the file and whole here.
		each(t, db, `SELECT * FROM "`+table+`"`, func(v []any) {
			for _, x := range v {
				switch x := x.(type) {
				case string:
					look(table, []byte(x))
				case []byte:
					look(table, x)
					look(table, expanded(x)) // small is not sealed
				}
			}
		})
	}
	for _, places := range found {
		slices.Sort(places)
	}
	return found
}

// expanded is what a compressed value holds; nothing where it is none.
func expanded(small []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(small))
	if err != nil {
		return nil
	}
	content, err := io.ReadAll(z)
	if err != nil {
		return nil
	}
	return content
}

func each(t testing.TB, db *sql.DB, query string, row func([]any)) {
	t.Helper()
	rows, err := db.QueryContext(context.Background(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		row(values)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
