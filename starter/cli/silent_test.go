package cli

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/workflows/lifecycle"
)

// While the case does not answer, who asks what is lawful is told that nobody can
// say, and what can be left; and a case shown from the register does not lead to
// commands that nobody would answer.
func TestASilentCaseLeadsToWhatCanBeLeft(t *testing.T) {
	d := &clerkDesk{err: &court.NoAnswerError{Key: "nb-1", Leavable: []lifecycle.Event{lifecycle.FeeWaived, lifecycle.Withdraw}}}
	r := line(t, d, "", "case", "lawful", "nb-1", "--as", "judge")
	require.Equal(t, ExitFailed, r.code)
	require.Empty(t, r.out)
	for _, want := range []string{"未答复", "可留待审查", "    starter case decide nb-1 EVENT --as ROLE:ID --async\n", string(lifecycle.FeeWaived), string(lifecycle.Withdraw)} {
		require.Contains(t, r.err, want)
	}
	r = line(t, d, "", "case", "lawful", "nb-1", "--as", "judge", "--json")
	var p court.Problem
	require.NoError(t, json.Unmarshal([]byte(r.err), &p))
	require.Equal(t, []lifecycle.Event{lifecycle.FeeWaived, lifecycle.Withdraw}, p.Leavable)

	seen := instalmentCase()
	r = line(t, &clerkDesk{seen: seen}, "", "case", "show", "nb-2019-0001")
	require.Contains(t, r.out, "case lawful")
	seen.Source, seen.Missing = court.FromRegister, "案件未答复 no answer"
	r = line(t, &clerkDesk{seen: seen}, "", "case", "show", "nb-2019-0001")
	require.Equal(t, ExitDone, r.code, r.err)
	require.Contains(t, r.out, "登记册，非案件实时答复")
	require.Contains(t, r.out, "--async")
	require.NotContains(t, r.out, "case lawful")
	require.NotContains(t, r.out, "case explain")
}
