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

var databases atomic.Int64

func postgresDSN(t testing.TB) string {
	t.Helper()
	c, err := sharedCluster()
	switch {
	case errors.Is(err, errNoPostgres) && os.Getenv("LUXING_TEST_POSTGRES") != "required":
		t.Skipf("%v; install it to run this half of the tests", err)
	case err != nil:
		t.Fatal(err)
	}
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

// cluster is a PostgreSQL server of our own: a folder, a socket in it, no
// network. It is killed with this process, however this process ends.
type cluster struct {
	dir  string
	stop func()
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
