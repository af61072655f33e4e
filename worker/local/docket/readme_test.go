package docket

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the list of samples into docs/examples/README.md")

var examplesFolder = filepath.Join("..", "..", "..", "docs", "examples")

// TestReadmeListsTheDocket: what the folder's page says of the samples is what
// the samples say of themselves.
func TestReadmeListsTheDocket(t *testing.T) {
	const begin, end = "<!-- samples: go test ./worker/local/docket -run Readme -update -->\n", "<!-- end of samples -->\n"
	var table strings.Builder
	table.WriteString("\n| file | situation | ends |\n|---|---|---|\n")
	for _, s := range docketOf(t) {
		fmt.Fprintf(&table, "| [%s](%s.json) | %s | %s |\n", s.Name, s.Name, s.Title, ends(s))
	}
	table.WriteString("\n")
	file := filepath.Join(examplesFolder, "README.md")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	head, rest, ok := strings.Cut(string(text), begin)
	require.True(t, ok, "the page has no mark %q", begin)
	_, tail, ok := strings.Cut(rest, end)
	require.True(t, ok, "the page has no mark %q", end)
	want := head + begin + table.String() + end + tail
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(want), 0o644))
		return
	}
	require.Equal(t, want, string(text), "go test ./worker/local/docket -run Readme -update")
}

func ends(s Sample) string {
	if len(s.Faults) > 0 {
		return "refused at the edge"
	}
	var parts []string
	for _, p := range places(s.Expect) {
		e := s.Expect[p]
		how := string(e.Phase)
		if e.Reason != "" && e.Reason != string(e.Phase) {
			how += ": " + e.Reason
		}
		parts = append(parts, fmt.Sprintf("%s %s", p, how))
	}
	return strings.Join(parts, "; ")
}
