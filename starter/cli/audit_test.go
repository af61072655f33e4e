package cli

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/workflows/calendar"
)

func TestTheTrailFitsThePageAndNamesWhatWasDone(t *testing.T) {
	d := &clerkDesk{trail: court.Accesses{Next: "7", Accesses: []court.Access{
		{At: at("2026-11-10", 15), Who: "A001", Role: "auditor", Case: "nb-2026-0001", What: "read_trail", Detail: "J001", From: "10.1.2.3"},
		{At: at("2026-11-10", 11), Who: "J002", Role: "judge", Court: "浙0211", Case: "nb-2026-0001", What: "read", From: "10.1.2.4", Refused: true},
		{At: at("2026-11-10", 10), Who: "J001", Role: "judge", Court: "浙0211", Case: "nb-2026-0001", What: "decide:accept", Detail: "accept-1", From: "10.1.2.5"},
		{At: at("2026-11-10", 9), Who: "J001", Role: "judge", Court: "浙0211", Case: "nb-2026-0001", What: "read_case", From: "10.1.2.5"},
	}}}
	r := line(t, d, "", "audit", "--as", "auditor:A001", "--case", "nb-2026-0001", "--from", "2026-11-01", "--to", "2026-11-10")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "audit.txt", r.out)
	require.Equal(t, "auditor:A001", d.auditor)
	require.Equal(t, court.AccessFilter{Case: "nb-2026-0001", From: calendar.MustParse("2026-11-01").Start(), To: calendar.MustParse("2026-11-11").Start(), Limit: 50}, d.audited, "the last day is in it")

	want, err := json.Marshal(d.trail)
	require.NoError(t, err)
	require.JSONEq(t, string(want), line(t, d, "", "audit", "--as", "auditor:A001", "--json").out)
	require.Equal(t, "\ufeff案件\r\ncase\r\nnb-1\r\n", line(t, d, "", "audit", "--as", "auditor:A001", "--csv").out)

	d.trail = court.Accesses{}
	require.Contains(t, line(t, d, "", "audit", "--as", "auditor:A001").out, "没有访问记录")
	require.Contains(t, line(t, d, "", "audit", "--as", "auditor:A001", "--json").out, `"accesses": []`, "an empty list, not null")
}

func TestTheTrailIsReadBySomebody(t *testing.T) {
	for _, args := range [][]string{
		{"audit"},
		{"audit", "--as", "auditor"},
		{"audit", "--as", "auditor:A001", "--from", "2026-13-01"},
		{"audit", "--as", "auditor:A001", "--limit", "0"},
	} {
		require.Equal(t, ExitBadInput, line(t, &clerkDesk{}, "", args...).code, "%v", args)
	}
}

// Whatever the guard writes on the trail has a name here.
func TestEveryAccessHasAName(t *testing.T) {
	for what, name := range accessNames {
		require.NotEmpty(t, name, what)
		require.Equal(t, name, accessName(what))
	}
	require.Contains(t, accessName("decide:accept"), "accept")
	require.Equal(t, "of_a_later_version", accessName("of_a_later_version"))
}
