package lawdoc

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/statute"
)

// docs/law.md says what the code does; after a change of the table run
// go generate ./workflows/statute.
func TestLawDocIsFresh(t *testing.T) {
	file, err := os.ReadFile("../../../../docs/law.md")
	require.NoError(t, err)
	if got, want := string(file), Render(); got != want {
		a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Fatalf("docs/law.md is stale from line %d on; run go generate ./workflows/statute\nfile: %s\ncode: %s", i+1, a[i], b[i])
			}
		}
		t.Fatalf("docs/law.md is stale: %d lines, want %d; run go generate ./workflows/statute", len(a), len(b))
	}
}

func TestLawDocHasEveryRule(t *testing.T) {
	doc := Render()
	for _, r := range statute.Rules() {
		assert.Equal(t, 1, strings.Count(doc, "<br>`"+string(r.ID)+"` |"+" "+length(r)), r.ID)
	}
	for _, g := range statute.Grounds() {
		assert.Contains(t, doc, "`"+string(g.ID)+"`")
	}
	assert.Equal(t, doc, Render(), "the same every time")
}
