package register

import (
	"context"
	"database/sql"
	"fmt"
	"testing"

	"luxing/workflows/casefile"
)

// HoldWriter begins a transaction that has written and not committed.
func HoldWriter(t *testing.T, r *Register) (release func()) {
	t.Helper()
	tx, err := r.writer.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec("UPDATE workflows SET judge = 'nobody'"); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := tx.Rollback(); err != nil {
			t.Error(err)
		}
	}
}

// Columns lists every table's columns as the database has them.
func Columns(t *testing.T, r *Register) []string {
	t.Helper()
	statement := "SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'goose%' ORDER BY 1"
	if r.dialect.numbered {
		statement = "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'goose%' ORDER BY 1"
	}
	return strings1(t, r, statement)
}

// Indexes lists the indexes that have names of ours.
func Indexes(t *testing.T, r *Register) []string {
	t.Helper()
	statement := "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1"
	if r.dialect.numbered {
		statement = "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey' AND indexname NOT LIKE '%_key' ORDER BY 1"
	}
	return strings1(t, r, statement)
}

// Pragma is a setting of SQLite on the writer's or a reader's connection.
func Pragma(t *testing.T, r *Register, name string, writer bool) string {
	t.Helper()
	db := r.reader
	if writer {
		db = r.writer
	}
	var v string
	if err := db.QueryRow("PRAGMA " + name).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func strings1(t *testing.T, r *Register, statement string) []string {
	t.Helper()
	rows, err := r.writer.Query(statement)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

// Load writes many records in few transactions, to fill a register for a benchmark.
func Load(t testing.TB, r *Register, n int, record func(i int) casefile.Record) {
	t.Helper()
	const together = 2000
	for from := 0; from < n; from += together {
		err := r.transaction(context.Background(), func(s session) error {
			for i := from; i < min(from+together, n); i++ {
				rec := record(i)
				sum, err := digest(&rec)
				if err != nil {
					return err
				}
				w := writing{session: s, rec: &rec, at: r.now(), log: r.log}
				if _, err := w.write(context.Background(), sum); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	statistics := "ANALYZE"
	if r.dialect.numbered {
		statistics = "VACUUM ANALYZE" // as the server does by itself after a while
	}
	if _, err := r.writer.Exec(statistics); err != nil {
		t.Fatal(err)
	}
}

// Knows reports whether records of a kind are taken.
func Knows(kind casefile.Kind) bool { return machines[kind] != nil }

// Facts are what figures count, by workflow, without the number of the record
// that they have come to.
func Facts(t *testing.T, r *Register) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, statement := range []string{
		"SELECT " + factColumns + ", '' FROM facts ORDER BY key",
	} {
		err := r.read().each(context.Background(), func(row *sql.Rows) error {
			var f facts
			var rest string
			if err := row.Scan(append(f.fields(), &rest)...); err != nil {
				return err
			}
			f.Seq = 0
			all[f.Key] = fmt.Sprintf("%+v", f)
			return nil
		}, statement)
		if err != nil {
			t.Fatal(err)
		}
	}
	err := r.read().each(context.Background(), func(row *sql.Rows) error {
		var key, phase, from, to, division string
		var n, days int
		err := row.Scan(&key, &n, &phase, &from, &to, &days, &division)
		all[key] += fmt.Sprintln(n, phase, from, to, days, division)
		return err
	}, "SELECT key, n, phase, from_on, to_on, days, division FROM spans ORDER BY key, n")
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Forget takes away what figures count, as if a release that knows none had
// written the register.
func Forget(t *testing.T, r *Register) {
	t.Helper()
	for _, table := range []string{"facts", "spans", "happenings"} {
		if _, err := r.writer.Exec("DELETE FROM " + table); err != nil {
			t.Fatal(err)
		}
	}
}

// Behind leaves a workflow's facts as they were one record ago.
func Behind(t *testing.T, r *Register, key string) {
	t.Helper()
	for _, statement := range []string{"UPDATE facts SET seq = seq - 1, concluded_on = '', phase = 'trial' WHERE key = '" + key + "'", "DELETE FROM spans WHERE key = '" + key + "'"} {
		if _, err := r.writer.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
}

// IntakeBytes is the size of a checked file's content.
func (r *Register) IntakeBytes(ctx context.Context, id string) (n int, err error) {
	err = r.read().row(ctx, "SELECT length(content) FROM intakes WHERE id = ?", id).Scan(&n)
	return n, err
}

// IntakeRows is every column of the checked files as the database gives it.
func (r *Register) IntakeRows(ctx context.Context) (all []byte, err error) {
	err = r.read().each(ctx, func(row *sql.Rows) error {
		var id, owner, name, checked, holder, outcome string
		var content []byte
		err := row.Scan(&id, &owner, &name, &checked, &content, &holder, &outcome)
		all = append(append(all, id+owner+name+checked+holder+outcome...), content...)
		return err
	}, "SELECT id, owner, name, checked, content, holder, outcome FROM intakes")
	return all, err
}

// IntakeExec changes checked files behind the register's back.
func (r *Register) IntakeExec(ctx context.Context, statement string) error {
	_, err := session{r.writer, r.dialect}.exec(ctx, statement)
	return err
}
