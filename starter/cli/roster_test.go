package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func TestARosterIsImportedBySomebodyAndSaysWhatChanged(t *testing.T) {
	file := filepath.Join(t.TempDir(), "people.csv")
	require.NoError(t, os.WriteFile(file, []byte("id,name,roles,court,division\nJ001,张某,judge division_head,浙0211,民一庭\n"), 0o600))
	d := &clerkDesk{change: register.RosterChange{Added: []string{"J001"}, Missing: []string{"J002"}, Unchanged: 3}}
	r := line(t, d, "", "roster", "import", file, "--as", "trial_management:T001", "--deactivate-missing")
	require.Equal(t, ExitDone, r.code, r.err)
	require.Equal(t, "trial_management:T001", d.auditor)
	require.Equal(t, register.RosterImport{DeactivateMissing: true, Officials: []court.Official{
		{ID: "J001", Name: "张某", Roles: []lifecycle.Role{lifecycle.Judge, lifecycle.DivisionHead}, Court: "浙0211", Division: "民一庭", Active: true}}}, d.imported)
	for _, want := range []string{"新增 added：1  J001", "J002", "未变 unchanged：3"} {
		require.Contains(t, r.out, want)
	}
	require.Equal(t, ExitDone, line(t, d, "", "roster", "import", file, "--as", "president:Y001").code)
	require.False(t, d.imported.DeactivateMissing, "only where it is asked for")

	require.NoError(t, os.WriteFile(file, []byte("id,name,roles,court\nJ001,,judge,浙0211\nJ001,李某,juge,浙9999\n"), 0o600))
	r = line(t, d, "", "roster", "import", file, "--as", "president:Y001")
	require.Equal(t, ExitBadInput, r.code)
	for _, want := range []string{"line 2: name", "line 3: roles", "line 3: court", "line 3: id"} {
		require.Contains(t, r.err, want)
	}
	require.Equal(t, ExitBadInput, line(t, d, "", "roster", "import", file).code, "nobody")
	require.Equal(t, ExitBadInput, line(t, d, "", "roster", "import", file+"x", "--as", "president:Y001").code, "no file")
}

func TestTheRosterIsListed(t *testing.T) {
	d := &clerkDesk{officials: []court.Official{{ID: "J001", Name: "张某", Roles: []lifecycle.Role{lifecycle.Judge}, Court: "浙0211", Division: "民一庭", Active: true}, {ID: "J002", Name: "沈某", Court: "浙0211"}}}
	r := line(t, d, "", "roster", "list", "--court", "浙0211")
	require.Equal(t, ExitDone, r.code, r.err)
	for _, want := range []string{"J001", "张某", "法官", "否 no"} {
		require.Contains(t, r.out, want)
	}
	require.Contains(t, line(t, &clerkDesk{}, "", "roster", "list", "--json").out, `"officials": []`)
}

// A name stands beside the ID where the roster has one, and the ID alone where not.
func TestListsNameTheJudgeBesideTheID(t *testing.T) {
	d := &clerkDesk{names: map[string]string{"J001": "张某"}, rows: []court.Listed{
		{Key: "nb-1", Kind: casefile.KindCase, Row: casefile.Row{Judge: "J001"}}, {Key: "nb-2", Kind: casefile.KindCase, Row: casefile.Row{Judge: "J009"}}}}
	r := line(t, d, "", "case", "list")
	require.Equal(t, ExitDone, r.code, r.err)
	require.Contains(t, r.out, "张某 J001")
	require.Contains(t, r.out, "J009")
	require.Contains(t, line(t, d, "", "case", "list", "--json").out, `"J001": "张某"`)
}
