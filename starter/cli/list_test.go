package cli

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// What is written for a spreadsheet is all there is, unless somebody says how
// many: nobody sees that a file ends after fifty lines.
func TestAListAsCSVIsAllOfIt(t *testing.T) {
	d := &clerkDesk{}
	require.Zero(t, line(t, d, "", "case", "list").code)
	require.Equal(t, 50, d.filter.Limit)
	for args, want := range map[string]int{"": 0, "--limit=7": 7} {
		words := []string{"case", "list", "--csv", "--judge", "J001"}
		if args != "" {
			words = append(words, args)
		}
		require.Zero(t, line(t, d, "", words...).code)
		require.Equal(t, want, d.exported.Limit, args)
		require.Equal(t, "J001", d.exported.Judge)
	}
}
