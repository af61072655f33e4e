package register_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
)

func TestSettingsThatCannotBeRightAreRefused(t *testing.T) {
	for _, dsn := range []string{"", "register.db", "sqlite:", "sqlite::memory:", "mysql://root:secret@h/db", "sqlite:" + t.TempDir() + "/no/such/folder/r.db",
		"postgres://u:secret@127.0.0.1:1/db?connect_timeout=1", "postgres://u:secret@[::bad/db"} {
		_, err := register.Open(ctx, dsn)
		require.Error(t, err, dsn)
		require.NotContains(t, err.Error(), "secret")
	}
	_, err := register.Open(ctx, "oracle:x")
	require.ErrorIs(t, err, register.ErrDSN)
}

func TestASQLiteRegisterIsAsDurableAsItSays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "名 %20?#.db") // a path is a path, whatever is in it
	r := registertest.Open(t, "sqlite:"+path)
	require.Equal(t, "wal", register.Pragma(t, r, "journal_mode", true))
	require.Equal(t, "2", register.Pragma(t, r, "synchronous", true), "FULL")
	require.Equal(t, "1", register.Pragma(t, r, "foreign_keys", true))
	require.Equal(t, "10000", register.Pragma(t, r, "busy_timeout", true))
	require.Equal(t, "1", register.Pragma(t, r, "query_only", false))
	require.FileExists(t, path)
}

func TestWorkersThatStartAtOnceMigrateOnce(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				r, err := register.Open(ctx, dsn)
				if err != nil {
					t.Error(err)
					return
				}
				defer r.Close()
				if _, err := r.List(ctx, register.Filter{}); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		r := registertest.Open(t, dsn)
		require.NoError(t, r.Ping(ctx))
		_, err := r.Write(ctx, record("zh-1", 1))
		require.NoError(t, err)
	})
}

// The migrations are written twice, once a database; they must say the same.
func TestBothDatabasesHaveTheSameTables(t *testing.T) {
	var columns, indexes [][]string
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		c, i := register.Columns(t, r), register.Indexes(t, r)
		slices.Sort(c)
		slices.Sort(i)
		columns, indexes = append(columns, c), append(indexes, i)
	})
	if len(columns) < 2 {
		t.Skip("only one of the databases is here")
	}
	require.Greater(t, len(columns[0]), 100)
	require.Equal(t, columns[0], columns[1])
	require.Equal(t, indexes[0], indexes[1])
}

// A migration that was released is never edited: a register out there has it.
func TestMigrationsAreNumberedWithoutAGap(t *testing.T) {
	for _, dir := range []string{"migrations/sqlite", "migrations/postgres"} {
		files, err := os.ReadDir(dir)
		require.NoError(t, err)
		for i, f := range files {
			number, _, ok := strings.Cut(f.Name(), "_")
			require.True(t, ok, f.Name())
			require.Equal(t, i+1, atoi(t, number), f.Name())
		}
	}
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n := 0
	for _, c := range s {
		require.True(t, c >= '0' && c <= '9', s)
		n = n*10 + int(c-'0')
	}
	return n
}
