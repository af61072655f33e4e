package workflows

import (
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// What the registry names is there, each event belongs to one mechanism, and
// each mechanism says what sets it off, where it acts and when it is idle.
func TestTheRegistryNamesOnlyWhatIsThere(t *testing.T) {
	owner := map[lifecycle.Event]int{}
	for i, x := range Mechanisms() {
		require.Equal(t, i+1, x.Number)
		require.NotEmpty(t, x.Trigger, x.Name)
		require.NotEmpty(t, x.Affects, x.Name)
		require.NotEmpty(t, x.Acts, x.Name)
		require.NotEmpty(t, x.Idle, x.Name)
		require.Equal(t, x.Number <= 10, x.Sourced, "the report names ten")
		for _, s := range x.Acts {
			_, ok := lifecycle.Case.State(s)
			require.True(t, ok, "%s acts in %s", x.Name, s)
		}
		for _, e := range x.Events {
			_, ok := lifecycle.Owner(lifecycle.Machines(), e)
			require.True(t, ok, "%s: no machine has %s", x.Name, e)
			require.Zero(t, owner[e], "%s belongs to two mechanisms", e)
			owner[e] = x.Number
		}
		for _, c := range x.Clocks {
			_, ok := statute.Find(c)
			require.True(t, ok, "%s: no rule %s", x.Name, c)
		}
	}
	for e, n := range owner {
		require.Equal(t, n, mechanismOf(e))
	}
	require.Zero(t, mechanismOf(lifecycle.Accept))
}
