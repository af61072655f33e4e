package court

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Four cases, one of them never filed, one named twice: each that is there is
// nudged once, however often the same bulk decision is sent.
func TestABulkDecisionIsTakenOnceInEachCase(t *testing.T) {
	c := newCourt(t)
	work(t, c.Temporal)
	var keys []string
	for i := range 3 {
		f := sample(t)
		f.Key = fmt.Sprintf("%s-bulk-%d", f.Key, i)
		_, err := c.File(t.Context(), f)
		require.NoError(t, err)
		keys = append(keys, f.Key)
	}
	asked := append(append([]string{}, keys...), "nb-never-filed", keys[0])
	send := func(b Bulk) ([]BulkOutcome, BulkSummary) {
		var all []BulkOutcome
		sum, err := c.DecideAll(t.Context(), b, func(o BulkOutcome) { all = append(all, o) })
		require.NoError(t, err)
		return all, sum
	}
	first, sum := send(Nudge(asked, lifecycle.TrialManagement, "T001", "请说明进展"))
	require.Equal(t, BulkSummary{ID: sum.ID, Asked: 4, Taken: 3, Refused: 1}, sum)
	for i, key := range keys {
		require.Equal(t, key, first[i].Key, "in the selection's order")
		require.True(t, first[i].Taken)
	}
	require.Equal(t, KindNotFound, first[3].Problem.Kind)

	again, _ := send(Nudge(asked, lifecycle.TrialManagement, "T001", "请说明进展"))
	for i := range keys {
		require.Equal(t, first[i].Verdict.At, again[i].Verdict.At, "answered as the first time")
	}
	other, _ := send(Nudge(keys[:1], lifecycle.TrialManagement, "T001", "再次督办"))
	require.True(t, other[0].Taken, "another reason is another decision")
	seen, err := c.View(t.Context(), keys[0])
	require.NoError(t, err)
	nudged := 0
	for _, e := range seen.Timeline {
		if e.Event == lifecycle.Nudge {
			nudged++
		}
	}
	require.Equal(t, 2, nudged)

	// A clerk may not; each case says so itself.
	refused, sum := send(Reassign(keys, lifecycle.Clerk, "C001", casefile.AssignForm{To: "J002", Reason: "调离"}))
	require.Equal(t, 3, sum.Refused)
	require.Equal(t, casefile.WrongRole, refused[0].Problem.Code)
	moved, _ := send(Reassign(keys, lifecycle.DivisionHead, "H001", casefile.AssignForm{To: "J002", Reason: "调离"}))
	require.True(t, moved[2].Taken)
}

func TestAMalformedBulkDecisionIsNotSent(t *testing.T) {
	c := &Court{}
	for name, b := range map[string]Bulk{
		"no keys":   Nudge(nil, lifecycle.President, "P1", "r"),
		"a bad key": Nudge([]string{"nb-1", "../x", "NB 2"}, lifecycle.President, "P1", "r"),
		"too many":  Nudge(make([]string, MaxBulk+1), lifecycle.President, "P1", "r"),
		"no reason": Nudge([]string{"nb-1"}, lifecycle.President, "P1", ""),
		"no event":  {Keys: []string{"nb-1"}, Role: lifecycle.President, Actor: "P1"},
	} {
		_, err := c.DecideAll(t.Context(), b, func(BulkOutcome) { t.Error("something was sent") })
		var wrong *InputError
		require.True(t, errors.As(err, &wrong), name)
	}
}
