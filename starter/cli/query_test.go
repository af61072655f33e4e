package cli

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/starter/court"
)

// Whatever is wrong with a query is said at once, each by its flag, to people and
// to programs, and no court is asked.
func TestEverythingWrongWithAQueryIsSaidAtOnce(t *testing.T) {
	for _, x := range []struct {
		line string
		want []string
	}{
		{"stuck --reason x --phase y --alert z --kind w --limit 0", []string{"--limit", "--phase", "--alert", "--reason", "--kind"}},
		{"stuck --limit 1001", []string{"--limit"}},
		{"stuck --csv --reason x --alert z", []string{"--alert", "--reason"}},
		{"case list --phase y --alert z --kind w --due-before tomorrow --limit 0", []string{"--due-before", "--limit", "--phase", "--alert", "--kind"}},
		{"figures no-such other --from yesterday --to 2026-13-01 --by week --numerator --cursor x --limit 3", []string{"--from", "--to", "--numerator", "--cursor", "--limit", "ID", "--by", "ID"}},
		{"figures --from 2026-02-01 --to 2026-01-01 --by week", []string{"--to", "--by"}},
		{"figures --from 2026-02-01", []string{"--to"}},
		{"figures --cases --limit 0 --to never", []string{"--to", "--cases", "--limit"}},
		{"figures --define --cases public-notice", []string{"--define"}},
		{"figures --define no-such", []string{"ID"}},
		{"digest --from x --to y --limit 0", []string{"--from", "--to", "--limit"}},
		{"audit --as auditor --from x --to y --limit 0", []string{"--as", "--from", "--to", "--limit"}},
	} {
		t.Run(x.line, func(t *testing.T) {
			args := strings.Fields(x.line)
			people := line(t, &clerkDesk{}, "", args...)
			require.Equal(t, ExitBadInput, people.code, people.err)
			require.Empty(t, people.out)
			var said []string
			for _, m := range regexp.MustCompile(`(?m)^  · (\S+)`).FindAllStringSubmatch(people.err, -1) {
				said = append(said, m[1])
			}
			require.Equal(t, x.want, said, people.err)
			if strings.Contains(x.line, "--csv") {
				return
			}
			programs := line(t, &clerkDesk{}, "", append(args, "--json")...)
			require.Equal(t, ExitBadInput, programs.code)
			var p court.Problem
			require.NoError(t, json.Unmarshal([]byte(programs.err), &p), programs.err)
			require.Len(t, p.Faults, len(x.want))
		})
	}
}

// A result is printed in one form: two at once are refused before anybody is asked.
func TestJSONAndCSVTogetherAreRefused(t *testing.T) {
	for _, args := range [][]string{{"stuck"}, {"figures"}, {"figures", "public-notice", "--cases"}, {"case", "list"}, {"case", "timeline", "nb-1"}, {"case", "deadlines", "nb-1"}, {"audit", "--as", "auditor:A001"}} {
		r := line(t, &clerkDesk{}, "", append(args, "--json", "--csv")...)
		require.Equal(t, ExitBadInput, r.code, "%v", args)
		require.Empty(t, r.out)
		var p court.Problem
		require.NoError(t, json.Unmarshal([]byte(r.err), &p), r.err)
		require.Contains(t, p.Detail, "--csv")
	}
}
