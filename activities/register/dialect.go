package register

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
)

// dialect is what differs between the two databases. Statements are written
// with ? for parameters and otherwise in what both understand.
type dialect struct {
	goose      goose.Dialect
	migrations string // folder
	// lockRow is appended to a SELECT that must keep the row until the
	// transaction ends; on SQLite the transaction has the whole file.
	lockRow string
	// skipLocked is likewise appended where others' rows are to be left alone.
	skipLocked string
	// fewFirst makes the statements of a transaction begin at the few rows that
	// they start from and look up each of the many; empty where that is so anyway.
	fewFirst string
	// numbered says that parameters are $1, $2 rather than ?.
	numbered bool
	// lockMigrations keeps other processes from migrating until released.
	lockMigrations func(ctx context.Context, db *sql.DB) (release func() error, err error)
	// conflict reports an error that comes of two transactions meeting, so that
	// the same work may succeed when it is done again.
	conflict func(error) bool

	rebound sync.Map // statement → statement with numbered parameters
}

func sqliteDialect(path string) *dialect {
	return &dialect{
		goose: goose.DialectSQLite3, migrations: "migrations/sqlite",
		lockMigrations: func(ctx context.Context, _ *sql.DB) (func() error, error) { return lockFile(ctx, path) },
		conflict: func(err error) bool {
			const sqliteBusy, sqliteLocked = 5, 6
			var e *sqlite.Error
			return errors.As(err, &e) && (e.Code()&0xff == sqliteBusy || e.Code()&0xff == sqliteLocked)
		},
	}
}

func postgresDialect() *dialect {
	return &dialect{
		goose: goose.DialectPostgres, migrations: "migrations/postgres",
		lockRow: " FOR UPDATE", skipLocked: " FOR UPDATE SKIP LOCKED", numbered: true,
		// By its estimates the server would rather read the table of all cases, once
		// for each place where causes stand; that took three times as long.
		fewFirst:       "SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)",
		lockMigrations: lockAdvisory,
		conflict: func(err error) bool {
			var e *pgconn.PgError
			if !errors.As(err, &e) {
				return false
			}
			switch e.Code {
			case "40001", "40P01", // serialization failure, deadlock
				"23505": // unique violation: another transaction was first; what is there now will be found
				return true
			}
			return false
		},
	}
}

// bind writes a statement's parameters as the database wants them.
func (d *dialect) bind(statement string) string {
	if !d.numbered {
		return statement
	}
	if s, ok := d.rebound.Load(statement); ok {
		return s.(string)
	}
	var b strings.Builder
	n := 0
	for i := range len(statement) {
		if statement[i] != '?' {
			b.WriteByte(statement[i])
			continue
		}
		n++
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(n))
	}
	d.rebound.Store(statement, b.String())
	return b.String()
}

// querier is a database or a transaction.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// session runs statements of ours on a database or in a transaction.
type session struct {
	q querier
	d *dialect
}

func (s session) exec(ctx context.Context, statement string, args ...any) (int64, error) {
	res, err := s.q.ExecContext(ctx, s.d.bind(statement), storable(args)...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func (s session) row(ctx context.Context, statement string, args ...any) *sql.Row {
	return s.q.QueryRowContext(ctx, s.d.bind(statement), storable(args)...)
}

// each calls scan for every row of the answer.
func (s session) each(ctx context.Context, scan func(*sql.Rows) error, statement string, args ...any) error {
	rows, err := s.q.QueryContext(ctx, s.d.bind(statement), storable(args)...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // what went wrong is in rows.Err
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// storable makes text storable: PostgreSQL refuses a zero byte and what is not
// UTF-8, for ever, and no case may stand still for one.
func storable(args []any) []any {
	for i, a := range args {
		if s, ok := a.(string); ok && (strings.IndexByte(s, 0) >= 0 || !utf8.ValidString(s)) {
			args[i] = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "\uFFFD")
		}
	}
	return args
}

// rows writes the VALUES of n rows of w parameters.
func rows(n, w int) string {
	one := "(" + strings.TrimSuffix(strings.Repeat("?,", w), ",") + ")"
	return strings.TrimSuffix(strings.Repeat(one+",", n), ",")
}

func (r *Register) read() session { return session{r.reader, r.dialect} }

// snapshot runs a reading of several statements that all see the register as it
// was at one moment.
func (r *Register) snapshot(ctx context.Context, read func(session) error) error {
	tx, err := r.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
	if err != nil {
		return err
	}
	// Nothing was written that a commit would keep.
	return errors.Join(read(session{tx, r.dialect}), ignoreDone(tx.Rollback()))
}

// fewFirst is for a transaction's first statement; see the dialect's.
func (s session) fewFirst(ctx context.Context) error {
	if s.d.fewFirst == "" {
		return nil
	}
	_, err := s.exec(ctx, s.d.fewFirst)
	return err
}

// attempts bounds how often a transaction that met another one is done again.
const attempts = 8

// transaction runs work in a transaction, again when it met another one.
func (r *Register) transaction(ctx context.Context, work func(session) error) error {
	var err error
	for range attempts {
		if err = r.once(ctx, work); err == nil || !r.dialect.conflict(err) || ctx.Err() != nil {
			return err
		}
	}
	return err
}

func (r *Register) once(ctx context.Context, work func(session) error) error {
	tx, err := r.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := work(session{tx, r.dialect}); err != nil {
		return errors.Join(err, ignoreDone(tx.Rollback()))
	}
	return tx.Commit()
}

// ignoreDone drops the error of rolling back what a lost connection or an
// ended context has rolled back already.
func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}
