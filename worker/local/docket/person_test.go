package docket

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/policy"
)

// A person of a sample is one person throughout a play and another one in the
// next, and always somebody whom the edge takes.
func TestAPersonIsNewInEachPlay(t *testing.T) {
	number := func(family, text string) string {
		t.Helper()
		data, err := scope{family: family}.resolve(json.RawMessage(fmt.Sprintf(`{"idNumber":%q}`, text)))
		require.NoError(t, err)
		var f struct {
			IDNumber string `json:"idNumber"`
		}
		require.NoError(t, json.Unmarshal(data, &f))
		return f.IDNumber
	}
	first := number("demo-1-unrepaired", "@person:D1")
	require.Equal(t, first, number("demo-1-unrepaired", "@person:D1"), "said again")
	require.NotEqual(t, first, number("demo-1-unrepaired", "@person:D2"))
	require.NotEqual(t, first, number("demo-2-unrepaired", "@person:D1"), "the next play")

	seen := map[string]bool{}
	for i := range 2_000 {
		n := number(fmt.Sprintf("demo-%d", i), "@person:D1")
		require.False(t, seen[n], n)
		seen[n] = true
		filing := strings.Replace(`{"key":"nb-2026-1","court":"浙0211","filedOn":"2026-03-05","cause":"民间借贷纠纷","procedure":"summary","claimFen":100,"division":"民一庭","judge":"J001","clerk":"C001",
			"parties":[{"id":"P1","side":"plaintiff","kind":"person","name":"俞某","idNumber":"339900198206153257","address":"宁波市镇海区示例路325号","phone":"13800000325"},
			{"id":"D1","side":"defendant","kind":"person","name":"忻某","idNumber":"NUMBER","address":"宁波市镇海区示例路326号","phone":"13800000326"}]}`, "NUMBER", n, 1)
		_, faults := casefile.ReadFiling([]byte(filing), policy.Default(), calendar.MustParse("2026-03-05"))
		require.Empty(t, faults, n)
	}
	for _, wrong := range []string{"@person", "@person:D1+3", "@person:"} {
		_, err := parseWord(wrong)
		require.Error(t, err, wrong)
	}
	_, err := scope{}.date("@person:D1")
	require.ErrorContains(t, err, "no date")
}

// What the register remembers of a person by the number must not follow from
// play to play: the samples that leave such a memory have new people.
func TestSamplesThatAreRememberedHaveNewPeople(t *testing.T) {
	for _, s := range docketOf(t) {
		for _, st := range s.Steps {
			if st.Decide == "revoke_repair" && st.Refused == "" {
				for _, filing := range s.filings() {
					require.Contains(t, string(filing), `"@person:`, "%s leaves a bar behind", s.Name)
				}
			}
		}
	}
}
