package gateway_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/lifecycle"
)

// The table of docs/api.md says what the one in code says.
func TestTheDocumentedTableIsTheTable(t *testing.T) {
	raw, err := os.ReadFile("../../docs/api.md")
	require.NoError(t, err)
	lines := map[string][]string{}
	for line := range strings.Lines(string(raw)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if len(cells) != 10 {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		for name := range strings.SplitSeq(cells[0], ", ") {
			lines[name] = cells[1:]
		}
	}
	columns := []lifecycle.Action{lifecycle.ToFile, lifecycle.ToDecide, lifecycle.ToRead, lifecycle.ToList, lifecycle.ToMeasure, lifecycle.ToExport, lifecycle.ToBulk, lifecycle.ToCertify, lifecycle.ToAudit}
	names := map[lifecycle.Role]string{lifecycle.TrialManagement: "trial management"}
	words := map[lifecycle.Relation]string{lifecycle.Nobody: "", lifecycle.Own: "own", lifecycle.OfDivision: "division", lifecycle.OfCourt: "court", lifecycle.OfAnother: "all"}
	for _, r := range lifecycle.Roles() {
		if !r.Human {
			continue
		}
		name := strings.ReplaceAll(string(r.Role), "_", " ")
		if n, ok := names[r.Role]; ok {
			name = n
		}
		require.Contains(t, lines, name)
		for i, a := range columns {
			require.Equal(t, words[lifecycle.Reach(r.Role, a)], lines[name][i], "%s, %s", name, a)
		}
	}
}
