package casefile

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
)

// A court beyond those built in is one that the policy names; without that it
// stays unknown, and the refusal says how it becomes known.
func TestACourtBeyondZhejiangIsOneThatThePolicyNames(t *testing.T) {
	filing := `{"key":"sd-2026-1","court":"鲁0102","filedOn":"2026-03-05","cause":"民间借贷纠纷","procedure":"summary","claimFen":100,"division":"民一庭","judge":"J001","clerk":"C001",
		"parties":[{"id":"P1","side":"plaintiff","kind":"person","name":"俞某","idNumber":"339900198206153257","address":"某路325号","phone":"13800000325"},
		{"id":"D1","side":"defendant","kind":"person","name":"忻某","idNumber":"339900198206153265","address":"某路326号","phone":"13800000326"}]}`
	today := calendar.MustParse("2026-03-05")
	p := policy.Default()
	_, faults := ReadFiling([]byte(filing), p, today)
	require.Len(t, faults, 1)
	require.Equal(t, "court", faults[0].Field)
	require.Contains(t, faults[0].Want, "policy file under courts")

	p.Courts = []policy.Court{
		{Code: "鲁", Name: "山东省高级人民法院", Level: "high", National: "37"}, {Code: "鲁01", Name: "济南市中级人民法院", Level: "intermediate", Superior: "鲁", National: "3701"},
		{Code: "鲁0102", Name: "济南市历下区人民法院", Level: "primary", Superior: "鲁01", National: "370102"},
	}
	require.Empty(t, p.Validate())
	_, faults = ReadFiling([]byte(filing), p, today)
	require.Empty(t, faults)
	c, known := CourtOf(p, "鲁0102")
	require.True(t, known)
	require.Equal(t, Court{Code: "鲁0102", Name: "济南市历下区人民法院", Level: Primary}, c)
	require.Equal(t, "山东", c.Province())
	require.True(t, c.TriesSummarily())
	require.Equal(t, p.Courts[2].National, CourtDigits(c.Code), "keys and the policy speak of one place")

	// An intermediate court tries no case by summary procedure, wherever it is named.
	_, faults = ReadFiling([]byte(strings.Replace(filing, "鲁0102", "鲁01", 1)), p, today)
	require.NotEmpty(t, faults)
	// One that is mistyped is not known because others are.
	_, faults = ReadFiling([]byte(strings.Replace(filing, "鲁0102", "鲁0103", 1)), p, today)
	require.Contains(t, faults[0].Want, "did you mean 鲁0102 (济南市历下区人民法院)?")
	_, known = CourtOf(p, "")
	require.False(t, known)
}
