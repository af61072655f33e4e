package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/worker/local/docket"
)

// A demo that is run again in the same data folder ends as the first: the bar
// that a breached repair leaves behind follows a person, and each play has new
// ones; and a court has one batch of its list a period, so that the next play
// begins the next period's.
func TestASecondPlayInTheSameFolderEndsAsTheFirst(t *testing.T) {
	l := stage(t)
	cases := casesOf(t, "34", "68")
	for _, play := range []string{"first", "second"} {
		require.NoError(t, docket.Err(playerOn(t, l, unique(t)).Play(t.Context(), cases)), play)
	}
}
