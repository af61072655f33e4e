package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/worker/local/docket"
)

// A demo that is run again in the same data folder ends as the first: the bar
// that a breached repair leaves behind follows a person, and each play has new
// ones.
func TestASecondPlayInTheSameFolderEndsAsTheFirst(t *testing.T) {
	l := stage(t)
	var repairs []docket.Case
	for _, c := range casesOf(t) {
		if strings.HasPrefix(c.Sample.Name, "34-") {
			repairs = append(repairs, c)
		}
	}
	require.Len(t, repairs, 1)
	for _, play := range []string{"first", "second"} {
		require.NoError(t, docket.Err(playerOn(t, l, unique(t)).Play(t.Context(), repairs)), play)
	}
}
