package register_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/codec"
	"luxing/activities/register"
	"luxing/activities/register/registertest"
)

func keys(t *testing.T, ids ...string) *codec.Ring {
	t.Helper()
	var all []codec.Key
	for _, id := range ids {
		all = append(all, codec.Key{ID: id, Secret: bytes.Repeat([]byte(id[:1]), 32)})
	}
	ring, err := codec.NewRing(all...)
	require.NoError(t, err)
	return ring
}

// raw is everything that the database keeps of the checked files: on SQLite the
// bytes of its files, on PostgreSQL every column of every row.
func raw(t *testing.T, r *register.Register, dsn string) []byte {
	t.Helper()
	all, err := r.IntakeRows(ctx)
	require.NoError(t, err)
	if path, isFile := strings.CutPrefix(dsn, "sqlite:"); isFile {
		files, err := filepath.Glob(path + "*")
		require.NoError(t, err)
		require.NotEmpty(t, files)
		for _, f := range files {
			b, err := os.ReadFile(f)
			require.NoError(t, err)
			all = append(all, b...)
		}
	}
	return all
}

// Of a file that waits to be filed, and of what became of it, nothing that names
// anybody stands in the database; what the keys do not open is said, is not given
// in part, and stays for who has them.
func TestACheckedFileIsSealed(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		one := registertest.Open(t, dsn, register.SealWith(keys(t, "one")))
		// Too little to gain from compression, so that it would be seen.
		content := []byte(`{"name":"Wang Xiaoming 王小明","idNumber":"330211199001011234"}`)
		checked, outcome := []byte(`{"Fault":"Wang Xiaoming 王小明"}`), []byte(`{"Answer":"Wang Xiaoming 王小明"}`)
		keep := func(r *register.Register, id string) {
			t.Helper()
			require.NoError(t, r.KeepIntake(ctx, register.Intake{ID: id, Owner: "I001", Name: "Wang Xiaoming 王小明.json", Checked: checked}, content, 9, time.Hour))
		}
		nobody := func(when string) {
			t.Helper()
			all := raw(t, one, dsn)
			require.Contains(t, string(all), "I001", "what is looked through is what is kept")
			for _, name := range []string{"Xiaoming", "王小明", "330211199001011234"} {
				require.False(t, bytes.Contains(all, []byte(name)), "%s: %s", when, name)
			}
		}
		keep(one, "a")
		nobody("kept")
		in, err := one.Intake(ctx, "a", "I001")
		require.NoError(t, err)
		require.Equal(t, "Wang Xiaoming 王小明.json", in.Name)
		require.Equal(t, checked, in.Checked)
		require.Empty(t, in.Outcome)

		for what, other := range map[string][]register.Option{
			"other keys":                {register.SealWith(keys(t, "two"))},
			"another key of that name":  {register.SealWith(otherSecret(t, "one"))},
			"no keys, as with Temporal": {register.SealWith(nil)},
		} {
			r := registertest.Open(t, dsn, other...)
			in, err := r.Intake(ctx, "a", "I001")
			require.ErrorIs(t, err, register.ErrSealed, what)
			require.ErrorContains(t, err, "LUXING_KEYS")
			require.Empty(t, in)
			got, err := r.ClaimIntake(ctx, "a", "I001", "h0", time.Minute)
			require.ErrorIs(t, err, register.ErrSealed, what)
			require.Nil(t, got)
			in, err = one.Intake(ctx, "a", "I001")
			require.NoError(t, err)
			require.Equal(t, register.IntakeChecked, in.State, "%s: who cannot open it does not hold it up", what)
		}

		// The keys change: what the old one sealed is opened and filed with the new.
		next := registertest.Open(t, dsn, register.SealWith(keys(t, "two", "one")))
		got, err := next.ClaimIntake(ctx, "a", "I001", "h1", time.Minute)
		require.NoError(t, err)
		require.Equal(t, content, got)
		ours, err := next.HoldIntake(ctx, "a", "h1", time.Minute, outcome)
		require.NoError(t, err)
		require.True(t, ours)
		nobody("being filed")
		in, err = next.Intake(ctx, "a", "I001")
		require.NoError(t, err)
		require.Equal(t, outcome, in.Outcome)
		require.NoError(t, next.EndIntake(ctx, "a", "h1", time.Hour, outcome))
		nobody("filed")
		in, err = next.Intake(ctx, "a", "I001")
		require.NoError(t, err)
		require.Equal(t, outcome, in.Outcome)

		// What is sealed for one row is nothing in another, and cut it is nothing.
		keep(one, "b")
		keep(one, "c")
		require.NoError(t, one.IntakeExec(ctx, "UPDATE intakes SET content = (SELECT content FROM intakes WHERE id = 'b') WHERE id = 'c'"))
		got, err = one.ClaimIntake(ctx, "c", "I001", "h2", time.Minute)
		require.ErrorIs(t, err, register.ErrSealed)
		require.ErrorIs(t, err, codec.ErrMisplaced)
		require.Nil(t, got)
		require.NoError(t, one.IntakeExec(ctx, "UPDATE intakes SET content = substr(content, 1, length(content) - 1) WHERE id = 'b'"))
		got, err = one.ClaimIntake(ctx, "b", "I001", "h3", time.Minute)
		require.ErrorIs(t, err, register.ErrSealed)
		require.Nil(t, got)
	})
}

// What a release kept that did not seal is shown and filed.
func TestAFileThatWasKeptInTheClearIsStillFiled(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		before := registertest.Open(t, dsn)
		content := bytes.Repeat([]byte(`{"name":"王小明"}`+"\n"), 100)
		require.NoError(t, before.KeepIntake(ctx, register.Intake{ID: "a", Owner: "I001", Name: "f", Checked: []byte(`{"Lines":100}`)}, content, 3, time.Hour))
		now := registertest.Open(t, dsn, register.SealWith(keys(t, "one")))
		in, err := now.Intake(ctx, "a", "I001")
		require.NoError(t, err)
		require.Equal(t, "f", in.Name)
		require.JSONEq(t, `{"Lines":100}`, string(in.Checked))
		got, err := now.ClaimIntake(ctx, "a", "I001", "h1", time.Minute)
		require.NoError(t, err)
		require.Equal(t, content, got)
	})
}

// otherSecret is a key of that name that is not that key.
func otherSecret(t *testing.T, id string) *codec.Ring {
	t.Helper()
	ring, err := codec.NewRing(codec.Key{ID: id, Secret: bytes.Repeat([]byte{7}, 32)})
	require.NoError(t, err)
	return ring
}
