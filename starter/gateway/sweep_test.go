package gateway_test

import (
	"database/sql"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/gateway"
)

// Files of filings whose time is over are forgotten at their own pace, and what
// is older than the gateway when it starts: neither hangs on a session's end.
func TestExpiredFilesAreForgottenByThemselves(t *testing.T) {
	db, err := sql.Open("sqlite", "file:"+regFile+"?_pragma=busy_timeout(10000)")
	require.NoError(t, err)
	defer db.Close()
	count := func(query string, args ...any) (n int) {
		require.NoError(t, db.QueryRow(query, args...).Scan(&n))
		return n
	}
	keep := func(id string, life time.Duration) {
		require.NoError(t, reg.KeepIntake(t.Context(), register.Intake{ID: id, Owner: id, Name: "f"}, []byte("{}"), 1, life))
	}
	kept := func(id string) int { return count("SELECT COUNT(*) FROM intakes WHERE id = ?", id) }
	session := func(secret string) int {
		require.NoError(t, reg.BeginSession(t.Context(), secret, secret, time.Now()))
		return count("SELECT COUNT(*) FROM sessions WHERE person = ?", secret)
	}
	keep("sweep-stays", time.Hour)
	keep("sweep-before", time.Nanosecond)
	require.Equal(t, 1, kept("sweep-before"))
	require.Equal(t, 1, session("sweep-before"))

	newStage(t, func(o *gateway.Options) { o.SweepFiles, o.Sweep = 20*time.Millisecond, time.Hour })
	gone := func(what string, there func() int) {
		t.Helper()
		require.Eventually(t, func() bool { return there() == 0 }, 10*time.Second, 10*time.Millisecond, what)
	}
	gone("what had expired when it started", func() int { return kept("sweep-before") })
	gone("and its session", func() int { return count("SELECT COUNT(*) FROM sessions WHERE person = 'sweep-before'") })

	require.Equal(t, 1, session("sweep-while"))
	keep("sweep-while", 200*time.Millisecond)
	gone("what expires while it serves", func() int { return kept("sweep-while") })
	require.Equal(t, 1, count("SELECT COUNT(*) FROM sessions WHERE person = 'sweep-while'"), "a session's end is another matter")
	require.Equal(t, 1, kept("sweep-stays"))
}
