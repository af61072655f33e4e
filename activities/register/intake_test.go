package register_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
)

// A checked file is its owner's alone, is filed by one at a time wherever it is
// asked, goes to the next when who files it dies, and does not stay.
func TestACheckedFileIsKeptUntilItIsFiled(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		now := at("2026-01-05T09:00:00+08:00")
		r, err := register.Open(ctx, dsn, register.Now(func() time.Time { return now }))
		require.NoError(t, err)
		t.Cleanup(func() { r.Close() })
		content := bytes.Repeat([]byte(`{"key":"nb-1","parties":[{"name":"张三"}]}`+"\n"), 1000)
		keep := func(id, owner string) error {
			now = now.Add(time.Second)
			return r.KeepIntake(ctx, register.Intake{ID: id, Owner: owner, Name: "f", Checked: []byte(`{}`)}, content, 3, 2*time.Hour)
		}
		there := func(id, owner string) bool {
			_, err := r.Intake(ctx, id, owner)
			if err != nil {
				require.ErrorIs(t, err, register.ErrNotFound)
			}
			return err == nil
		}
		require.NoError(t, keep("theirs", "I002"))
		for _, id := range []string{"a", "b", "c"} {
			require.NoError(t, keep(id, "I001"))
		}
		got, err := r.ClaimIntake(ctx, "a", "I001", "h1", 30*time.Second)
		require.NoError(t, err)
		require.Equal(t, content, got)
		require.NoError(t, keep("d", "I001"))
		require.True(t, there("a", "I001"), "which is being filed")
		require.False(t, there("b", "I001"), "the oldest that waits gives way")
		require.True(t, there("theirs", "I002"), "and nobody else's")
		require.False(t, there("a", "I002"), "and it is nobody else's to see")
		got, err = r.ClaimIntake(ctx, "c", "I002", "h9", time.Second)
		require.NoError(t, err)
		require.Nil(t, got)

		got, err = r.ClaimIntake(ctx, "a", "I001", "h2", 30*time.Second)
		require.NoError(t, err)
		require.Nil(t, got, "h1 is at it")
		ours, err := r.HoldIntake(ctx, "a", "h1", 30*time.Second, []byte(`{"Done":7}`))
		require.NoError(t, err)
		require.True(t, ours)
		now = now.Add(31 * time.Second)
		in, err := r.Intake(ctx, "a", "I001")
		require.NoError(t, err)
		require.True(t, in.Stalled)
		require.JSONEq(t, `{"Done":7}`, string(in.Outcome))
		got, err = r.ClaimIntake(ctx, "a", "I001", "h2", 30*time.Second)
		require.NoError(t, err)
		require.Equal(t, content, got)
		ours, err = r.HoldIntake(ctx, "a", "h1", 30*time.Second, nil)
		require.NoError(t, err)
		require.False(t, ours, "overtaken")
		require.NoError(t, r.EndIntake(ctx, "a", "h1", time.Hour, []byte(`{}`)))
		in, err = r.Intake(ctx, "a", "I001")
		require.NoError(t, err)
		require.Equal(t, register.IntakeFiling, in.State)
		require.NoError(t, r.EndIntake(ctx, "a", "h2", 2*time.Hour, []byte(`{"Done":1000}`)))
		in, err = r.Intake(ctx, "a", "I001")
		require.NoError(t, err)
		require.Equal(t, register.IntakeFiled, in.State)
		got, err = r.ClaimIntake(ctx, "a", "I001", "h3", time.Second)
		require.NoError(t, err)
		require.Nil(t, got, "filed is filed")
		size, err := r.IntakeBytes(ctx, "a")
		require.NoError(t, err)
		require.Zero(t, size, "what is personal went with the filing")

		now = now.Add(2*time.Hour + time.Second)
		require.False(t, there("c", "I001"), "its time is over")
		n, err := r.ForgetIntakes(ctx)
		require.NoError(t, err)
		require.Positive(t, n)
		n, err = r.ForgetIntakes(ctx)
		require.NoError(t, err)
		require.Zero(t, n)
	})
}
