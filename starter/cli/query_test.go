package cli

import (
	"bytes"
	"context"
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

// What is wrong with the line itself is said in both languages, by the flag, and
// all that is missing at once.
func TestTheLineItselfIsPutRightInWords(t *testing.T) {
	for _, x := range []struct {
		line string
		want []string
	}{
		{"stuck --resaon x", []string{"没有 --resaon 这个选项", "--reason"}},
		{"stuck -z", []string{"没有 -z 这个选项"}},
		{"stuck --limit", []string{"--limit 须带值", "needs a value"}},
		{"stuck --limit many", []string{"--limit 的值有误", "整数 a whole number", `"many"`}},
		{"stuck --csv=perhaps", []string{"--csv 的值有误", "true"}},
		{"case show nb-1 --timeout soon", []string{"--timeout 的值有误", "10s"}},
		{"case decide nb-1", []string{"缺少 EVENT、--as", "missing EVENT, --as"}},
		{"case decide nb-1 accept", []string{"缺少 --as", "missing --as"}},
		{"certificate revoke", []string{"missing KEY, --ground, --why"}},
	} {
		r := line(t, &clerkDesk{}, "", strings.Fields(x.line)...)
		require.Equal(t, ExitBadInput, r.code, x.line)
		require.Empty(t, r.out)
		for _, want := range x.want {
			require.Contains(t, r.err, want, x.line)
		}
		for _, parsers := range []string{"strconv", "unknown flag", "required flag", "invalid argument"} {
			require.NotContains(t, r.err, parsers, x.line)
		}
	}
}

// A setting that a flag gave is called by the flag.
func TestServeNamesWhatIsWrongByTheFlagThatGaveIt(t *testing.T) {
	serve := func(context.Context, map[string]string, func(string)) error {
		wrong := &court.InputError{What: "网关设置有误"}
		for _, name := range []string{"LUXING_LISTEN", "LUXING_PUBLIC_URL", "LUXING_RATE"} {
			wrong.Faults.Add(name, "环境变量 environment variable", "something else")
		}
		return wrong
	}
	r := lineWith(t, Wiring{Serve: serve}, "", "serve", "--listen", "nonsense")
	require.Equal(t, ExitBadInput, r.code)
	for _, want := range []string{"· --listen\n    选项 flag", "· LUXING_PUBLIC_URL\n    环境变量，或选项 environment variable, or flag --public-url", "· LUXING_RATE\n    环境变量 environment variable"} {
		require.Contains(t, r.err, want)
	}
}

// Errors are wrapped to the window that they are read in, not to the output's.
func TestErrorsFitTheWindow(t *testing.T) {
	var out, errOut bytes.Buffer
	code := Run(t.Context(), []string{"stuck", "--reason", "x", "--phase", "y"}, IO{In: strings.NewReader(""), Out: &out, Err: &errOut, ErrWidth: 60, Env: func(string) string { return "" }}, Wiring{desk: &clerkDesk{}})
	require.Equal(t, ExitBadInput, code)
	for _, l := range strings.Split(errOut.String(), "\n") {
		require.LessOrEqual(t, cells(l), 60, l)
	}
}
