package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"go.uber.org/zap"
	"modernc.org/sqlite"

	"luxing/activities/codec"
)

// Register is an open register. Its methods may be called from any number of
// goroutines, and any number of processes may have the same register open.
type Register struct {
	dialect *dialect
	writer  *sql.DB
	reader  *sql.DB // the same as writer on PostgreSQL
	now     func() time.Time
	log     *zap.Logger
	// verifyAt is the address at which certificates are verified, to which the
	// code is added; empty for none.
	verifyAt string
	ring     *codec.Ring
	box      *codec.Box
}

// Option changes how [Open] opens.
type Option func(*Register)

// Log makes the register log to l. It logs keys and IDs, never personal data.
func Log(l *zap.Logger) Option { return func(r *Register) { r.log = l } }

// Now makes the register take the time of writing from now. The times that
// workflows record are their own and not affected.
func Now(now func() time.Time) Option { return func(r *Register) { r.now = now } }

// VerifyAt puts on every certificate, as a QR code, the address at which anybody
// can verify it: address and verification code, such as
// https://court.example/verify?code=7K3Q-F9WD-2M4X for https://court.example/verify?code=.
func VerifyAt(address string) Option { return func(r *Register) { r.verifyAt = address } }

// ErrDSN is wrapped by the errors of [Open] for a setting that cannot be right.
var ErrDSN = errors.New("want sqlite:PATH or postgres://USER@HOST/DATABASE")

// CheckDSN says what is wrong with a setting of [Open], as far as can be said
// without connecting. Its errors wrap [ErrDSN].
func CheckDSN(dsn string) error {
	switch scheme, rest, _ := strings.Cut(dsn, ":"); scheme {
	case "sqlite":
		if rest == "" || rest == ":memory:" || strings.ContainsRune(rest, 0) {
			return fmt.Errorf("sqlite needs a file: %w", ErrDSN)
		}
	case "postgres", "postgresql":
		if _, err := pgx.ParseConfig(dsn); err != nil {
			// pgx leaves the password out.
			return fmt.Errorf("%w: %w", ErrDSN, err)
		}
	default:
		// The setting may hold a password, so only its scheme is quoted.
		return fmt.Errorf("scheme %q: %w", scheme, ErrDSN)
	}
	return nil
}

// Open opens a register and brings its tables up to date. Workers that start
// at once wait for each other. The dsn is one of
//
//	sqlite:PATH       a file, made when it is not there; its folder must be
//	postgres://…      a database, as pgx understands it (postgresql:// as well)
//
// A SQLite register writes through one connection in WAL mode and syncs every
// commit to the disk (synchronous=FULL); readers never wait for it.
func Open(ctx context.Context, dsn string, options ...Option) (*Register, error) {
	r := &Register{now: time.Now, log: zap.NewNop()}
	for _, o := range options {
		o(r)
	}
	err := CheckDSN(dsn)
	if err == nil {
		if file, isFile := strings.CutPrefix(dsn, "sqlite:"); isFile {
			err = r.openSQLite(file)
		} else {
			err = r.openPostgres(dsn)
		}
	}
	if err == nil {
		err = r.openBox()
	}
	if err == nil {
		err = r.migrate(ctx)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("opening the register: %w", err), r.Close())
	}
	return r, nil
}

// Close closes the register after what is being written.
func (r *Register) Close() error {
	var err error
	if r.writer != nil {
		err = r.writer.Close()
	}
	if r.reader != nil && r.reader != r.writer {
		err = errors.Join(err, r.reader.Close())
	}
	return err
}

// Ping reports whether the register answers, for a health check.
func (r *Register) Ping(ctx context.Context) error {
	if err := r.writer.PingContext(ctx); err != nil {
		return fmt.Errorf("the register does not answer: %w", err)
	}
	return nil
}

// Readers of a SQLite register, and connections to PostgreSQL. A read is a
// few milliseconds of work, so more connections than this only queue elsewhere.
const (
	sqliteReaders       = 8
	postgresConnections = 16
)

// sqliteReaderCache is how many KiB of the file each reader keeps at most.
const sqliteReaderCache = 32 << 10

// busyTimeout is how long a connection waits for another process that writes.
const busyTimeout = 10 * time.Second

func (r *Register) openSQLite(path string) error {
	if dir := filepath.Dir(path); dir != "." {
		if _, err := os.Stat(dir); err != nil {
			return fmt.Errorf("the register's folder: %w", err)
		}
	}
	r.dialect = sqliteDialect(path)
	pragmas := url.Values{"_pragma": {"foreign_keys(ON)", "synchronous(FULL)"}, "_txlock": {"immediate"}}
	pragmas.Set("_busy_timeout", fmt.Sprint(busyTimeout.Milliseconds()))
	pragmas.Set("_journal_mode", "WAL")
	pragmas.Set("_dqs", "0")
	writer, err := openFile(path, pragmas)
	if err != nil {
		return err
	}
	writer.SetMaxOpenConns(1)
	r.writer = writer

	// The stuck board reaches into every corner of a big court's file; the two
	// megabytes that a connection would keep are read again each time.
	pragmas.Add("_pragma", fmt.Sprintf("cache_size(-%d)", sqliteReaderCache))
	pragmas.Set("_query_only", "1")
	pragmas.Set("_txlock", "deferred")
	reader, err := openFile(path, pragmas)
	if err != nil {
		return err
	}
	reader.SetMaxOpenConns(sqliteReaders)
	reader.SetMaxIdleConns(sqliteReaders)
	r.reader = reader
	return nil
}

func openFile(path string, parameters url.Values) (*sql.DB, error) {
	name := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: parameters.Encode()}
	c, err := sqlite.NewConnector(name.String())
	if err != nil {
		return nil, fmt.Errorf("sqlite file %s: %w", path, err)
	}
	return sql.OpenDB(c), nil
}

func (r *Register) openPostgres(dsn string) error {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return fmt.Errorf("postgres: %w", err) // pgx leaves the password out
	}
	r.dialect = postgresDialect()
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "luxing"
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(postgresConnections)
	db.SetMaxIdleConns(postgresConnections)
	db.SetConnMaxIdleTime(5 * time.Minute)
	r.writer, r.reader = db, db
	return nil
}
