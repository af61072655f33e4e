package court

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

func fieldsOf(t *testing.T, err error) []string {
	t.Helper()
	var wrong *InputError
	require.ErrorAs(t, err, &wrong)
	var fields []string
	for _, f := range wrong.Faults {
		require.NotEmpty(t, f.Want, f.Field)
		fields = append(fields, f.Field)
	}
	return fields
}

func TestARosterIsReadWhateverItsForm(t *testing.T) {
	want := []Official{
		{ID: "J001", Name: "张某", Roles: []lifecycle.Role{lifecycle.Judge, lifecycle.DivisionHead}, Court: "浙0211", Division: "民一庭", Active: true},
		{ID: "A001", Name: "邵某", Roles: []lifecycle.Role{lifecycle.Auditor}, Court: "*"},
	}
	for name, text := range map[string]string{
		"CSV":                  "\ufeffid,name,roles,court,division,active\nJ001,张某,judge division_head,浙0211,民一庭,\nA001,邵某,auditor,*,,no\n",
		"CSV in another order": "court,active,id,roles,name,division\n浙0211,是,J001,judge|division_head, 张某 ,民一庭\n*,否,A001,auditor,邵某,\n",
		"JSON":                 `[{"id":"J001","name":"张某","roles":["judge","division_head"],"court":"浙0211","division":"民一庭"},{"id":"A001","name":"邵某","roles":"auditor","court":"*","active":false}]`,
	} {
		got, err := ReadRoster([]byte(text), policy.Default())
		require.NoError(t, err, name)
		require.Equal(t, want, got, name)
	}
}

// Everything wrong is said at once, with its line and field.
func TestEveryFaultOfARosterIsSaidAtOnce(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"lines": {"id,name,roles,court,active\nJ 1,,judge,浙0211,\nJ002,李某,juge judge judge,浙9999,maybe\nJ003,王某,,浙0211,\nJ002,又某,clerk,浙0211,yes\nJ004,x\n",
			[]string{"line 6", "line 2: id", "line 2: name", "line 3: roles", "line 3: roles", "line 3: court", "line 3: active", "line 4: roles", "line 5: id"}},
		"a long division":  {"id,name,roles,court,division\nJ001,张某,judge,浙0211," + strings.Repeat("庭", maxDivision+1) + "\n", []string{"line 2: division"}},
		"columns":          {"id,nmae,id,court\n", []string{"line 1: nmae", "line 1: id", "line 1: name", "line 1: roles"}},
		"nothing":          {"", []string{"line 1"}},
		"a header alone":   {"id,name,roles,court\n", []string{"FILE"}},
		"an unclosed text": {"id,name,roles,court\nJ001,\"张\n", []string{"line 2"}},
		"objects": {"[\n {\"id\":\"J001\",\"name\":1,\"roles\":[\"judge\"],\"court\":\"浙0211\"},\n {\"id\":\"J002\",\"name\":\"李某\",\"roles\":[\"judge\"],\"court\":\"浙0211\",\"rank\":3},\n 7,\n {\"id\":\"J003\",\"name\":\"王某\",\"roles\":[\"x\"],\"court\":\"浙0211\"}\n]",
			[]string{"line 2: name", "line 3: rank", "line 4", "line 5: roles"}},
		"an array that does not end": {`[{"id":"J001","name":"张某","roles":["judge"],"court":"浙0211"}`, []string{"line 1"}},
	} {
		_, err := ReadRoster([]byte(c.text), policy.Default())
		require.Equal(t, c.want, fieldsOf(t, err), name)
	}
	far := "id,name,roles,court\nJ001,张某,judge,鲁0102\n"
	_, err := ReadRoster([]byte(far), policy.Default())
	require.Equal(t, []string{"line 2: court"}, fieldsOf(t, err))
	p := policy.Default()
	p.Courts = []policy.Court{{Code: "鲁0102", Name: "济南市历下区人民法院", Level: "primary"}}
	_, err = ReadRoster([]byte(far), p)
	require.NoError(t, err, "a court that the policy names")
	_, err = ReadRoster([]byte("id,name,roles,court\n"+strings.Repeat("J,x,judge,浙0211\n", maxOfficials+1)), p)
	require.Equal(t, []string{"FILE"}, fieldsOf(t, err))
}

// The office or the president keeps the roster, which is on the trail; names are
// asked for at once, and a page without a roster shows the IDs.
func TestTheRosterIsKeptByTheOffice(t *testing.T) {
	r := registertest.Open(t, registertest.Databases[0].DSN(t))
	c := &Court{Register: OverRegister(r)}
	in := register.RosterImport{Officials: []Official{{ID: "J001", Name: "张某", Court: "浙0211", Active: true}}}
	for _, role := range []lifecycle.Role{lifecycle.Judge, lifecycle.Auditor, ""} {
		_, err := c.ImportRoster(t.Context(), role, "J001", in)
		require.Equal(t, []string{"--as"}, fieldsOf(t, err))
	}
	_, err := c.ImportRoster(t.Context(), lifecycle.President, "", in)
	require.Equal(t, []string{"--as"}, fieldsOf(t, err))
	change, err := c.ImportRoster(t.Context(), lifecycle.TrialManagement, "T001", in)
	require.NoError(t, err)
	require.Equal(t, []string{"J001"}, change.Added)
	trail, err := c.Accesses(t.Context(), AccessFilter{})
	require.NoError(t, err)
	require.Len(t, trail.Accesses, 1)
	require.Equal(t, "import_roster", trail.Accesses[0].What)
	require.Equal(t, "T001", trail.Accesses[0].Who)
	require.Empty(t, trail.People, "T001 is not on the roster")

	require.Equal(t, map[string]string{"J001": "张某"}, c.Names(t.Context(), "J001", "J002"))
	all, err := c.Roster(t.Context(), register.RosterFilter{})
	require.NoError(t, err)
	require.Len(t, all, 1)
	require.Empty(t, (&Court{}).Names(t.Context(), "J001"))
	require.NoError(t, r.NoteAccess(t.Context(), register.Access{Who: "J001", Role: "judge", What: "read_case"}))
	trail, err = c.Accesses(t.Context(), AccessFilter{})
	require.NoError(t, err)
	require.Equal(t, map[string]string{"J001": "张某"}, trail.People)
}
