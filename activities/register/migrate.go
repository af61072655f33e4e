package register

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"time"

	"github.com/pressly/goose/v3"
)

// The migrations of both databases, forwards only. A release only ever adds to
// the tables, so that workers of the release before go on while it rolls out.
//
//go:embed migrations
var migrations embed.FS

// migrateTimeout bounds the wait for another process that migrates.
const migrateTimeout = 5 * time.Minute

func (r *Register) migrate(ctx context.Context) (err error) {
	ctx, cancel := context.WithTimeout(ctx, migrateTimeout)
	defer cancel()
	release, err := r.dialect.lockMigrations(ctx, r.writer)
	if err != nil {
		return fmt.Errorf("waiting for another process that migrates the register: %w", err)
	}
	defer func() { err = errors.Join(err, release()) }()

	files, err := fs.Sub(migrations, r.dialect.migrations)
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(r.dialect.goose, r.writer, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrating the register: %w", err)
	}
	if err := r.backfill(ctx); err != nil {
		return fmt.Errorf("making the facts that figures count: %w", err)
	}
	return nil
}

// migrationLock is the key of PostgreSQL's advisory lock: "luxing" in ASCII.
const migrationLock = 0x6c7578696e67

// routingLock keeps dispatchers from routing at once; see [Register.Route].
const routingLock = migrationLock + 1

// lockAdvisory holds a lock that PostgreSQL drops with the connection.
func lockAdvisory(ctx context.Context, db *sql.DB) (func() error, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return func() error {
		_, err := conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrationLock)
		return errors.Join(err, conn.Close())
	}, nil
}

// lockFile holds a lock on a file beside the register that the system drops
// with the process. The file is an empty SQLite database, because SQLite's
// locks are the ones that work wherever SQLite does.
func lockFile(ctx context.Context, path string) (func() error, error) {
	db, err := openFile(path+".lock", url.Values{"_busy_timeout": {fmt.Sprint(busyTimeout.Milliseconds())}, "_txlock": {"exclusive"}})
	if err != nil {
		return nil, err
	}
	for {
		tx, err := db.BeginTx(ctx, nil)
		switch {
		case err == nil:
			return func() error { return errors.Join(tx.Rollback(), db.Close()) }, nil
		case ctx.Err() != nil || !sqliteDialect(path).conflict(err):
			return nil, errors.Join(err, db.Close())
		}
	}
}
