// Package registertest gives tests registers on both databases: SQLite in a
// file, and a private PostgreSQL that lives as long as the test process.
//
// A package whose tests use it has
//
//	func TestMain(m *testing.M) { registertest.Main(m) }
package registertest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"luxing/activities/register"
)

// Database is one kind of database to test on.
type Database struct {
	Name string
	// DSN gives the setting of an empty database.
	DSN func(t testing.TB) string
}

// Databases are SQLite and PostgreSQL.
var Databases = []Database{
	{"sqlite", func(t testing.TB) string { return "sqlite:" + filepath.Join(t.TempDir(), "register.db") }},
	{"postgres", postgresDSN},
}

// Each runs a test on every database. Without PostgreSQL's programs its half is
// skipped, or fails when LUXING_TEST_POSTGRES is "required", as CI has it.
func Each(t *testing.T, test func(t *testing.T, dsn string)) {
	for _, db := range Databases {
		t.Run(db.Name, func(t *testing.T) { test(t, db.DSN(t)) })
	}
}

// Open opens a register that is closed with the test.
func Open(t testing.TB, dsn string, options ...register.Option) *register.Register {
	t.Helper()
	r, err := register.Open(context.Background(), dsn, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Errorf("closing the register: %v", err)
		}
	})
	return r
}

// Main runs a package's tests and stops the PostgreSQL that they started.
func Main(m *testing.M) {
	code := m.Run()
	stopCluster()
	os.Exit(code)
}

func postgresDSN(t testing.TB) string {
	t.Helper()
	c, err := sharedCluster()
	need(t, err)
	return c.create(t)
}

// need skips a test where there is no PostgreSQL, or fails it.
func need(t testing.TB, err error) {
	t.Helper()
	switch {
	case errors.Is(err, errNoPostgres) && os.Getenv("LUXING_TEST_POSTGRES") != "required":
		t.Skipf("%v; install it to run this half of the tests", err)
	case err != nil:
		t.Fatal(err)
	}
}

// Postgres is a server that one test has for itself, so that it may crash it.
type Postgres struct {
	t testing.TB
	c *cluster
}

// Own starts a PostgreSQL for the test alone. Without its programs the test is
// skipped, or fails, as in [Each].
func Own(t testing.TB) *Postgres {
	t.Helper()
	c, err := startCluster()
	need(t, err)
	t.Cleanup(c.stop)
	return &Postgres{t, c}
}

// DSN gives the setting of an empty database on it.
func (p *Postgres) DSN() string {
	p.t.Helper()
	return p.c.create(p.t)
}

// Crash ends the server as pg_ctl stop -m immediate does. It returns when nobody
// answers any more.
func (p *Postgres) Crash() { p.c.crash() }

// Start starts it again, on what the crash left. It returns when it answers.
func (p *Postgres) Start() {
	p.t.Helper()
	if err := p.c.launch(); err != nil {
		p.t.Fatal(err)
	}
}

var databases atomic.Int64

// create makes an empty database and gives its setting.
func (c *cluster) create(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("register_%d", databases.Add(1))
	conn, err := pgx.Connect(context.Background(), c.dsn("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(context.Background()) }()
	if _, err := conn.Exec(context.Background(), "CREATE DATABASE "+name+" ENCODING 'UTF8' TEMPLATE template0"); err != nil {
		t.Fatal(err)
	}
	return c.dsn(name)
}

func (c *cluster) dsn(database string) string {
	return "postgres:///" + database + "?host=" + c.dir + "&user=postgres&sslmode=disable"
}

var errNoPostgres = errors.New("PostgreSQL's initdb and postgres were not found")

var shared struct {
	once sync.Once
	c    *cluster
	err  error
}

func sharedCluster() (*cluster, error) {
	shared.once.Do(func() { shared.c, shared.err = startCluster() })
	return shared.c, shared.err
}

func stopCluster() {
	if shared.c != nil {
		shared.c.stop()
	}
}
