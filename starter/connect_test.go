package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/starter/cli"
	"luxing/starter/court"
)

// run runs a command line with the environment alone.
func run(t *testing.T, env map[string]string, stdin string, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	lookup := func(name string) string { return env[name] }
	code = cli.Run(t.Context(), args, cli.IO{In: strings.NewReader(stdin), Out: &o, Err: &e, Env: lookup}, wiring(lookup))
	return code, o.String(), e.String()
}

func problem(t *testing.T, text string) court.Problem {
	t.Helper()
	var p court.Problem
	require.NoError(t, json.Unmarshal([]byte(text), &p), text)
	return p
}

// nobody is an address at which nothing listens.
const nobody = "127.0.0.1:1"

func TestNothingStartedYetIsUnreachableNotAMissingKey(t *testing.T) {
	t.Setenv("TEMPORAL_ADDRESS", nobody)
	env := map[string]string{"LUXING_DATA": t.TempDir()}
	code, _, errOut := run(t, env, "", "case", "show", "nb-1")
	require.Equal(t, cli.ExitUnreachable, code, errOut)
	require.Contains(t, errOut, "go run ./worker/local")
	code, _, errOut = run(t, env, "", "stuck")
	require.Equal(t, cli.ExitUnreachable, code, errOut)
	require.Contains(t, errOut, "LUXING_REGISTER")
	left, err := os.ReadDir(env["LUXING_DATA"])
	require.NoError(t, err)
	require.Empty(t, left, "looking makes no register and no keys")
}

func TestWrongInputIsSaidWithoutAServer(t *testing.T) {
	t.Setenv("TEMPORAL_ADDRESS", nobody)
	env := map[string]string{"LUXING_DATA": t.TempDir()}
	code, out, _ := run(t, env, `{"key":"nb-1"}`, "case", "file", "-")
	require.Equal(t, cli.ExitBadInput, code)
	require.Contains(t, out, "parties")
	code, _, errOut := run(t, env, "", "case", "decide", "nb-1", "acept", "--as", "judge:j-1", "--json")
	require.Equal(t, cli.ExitBadInput, code)
	require.Equal(t, "unknown_event", string(problem(t, errOut).Code))
}

func TestSettingsThatAreWrongAreNamed(t *testing.T) {
	dir := t.TempDir()
	open := filepath.Join(dir, "open-keys")
	require.NoError(t, os.WriteFile(open, []byte("a:AAAA\n"), 0o644)) //nolint:gosec // that it is readable by all is the point
	bad := filepath.Join(dir, "policy.yaml")
	require.NoError(t, os.WriteFile(bad, []byte("version: x\nlengths:\n  filing-reviw: 3\n"), 0o600))
	for _, c := range []struct{ name, value, command string }{
		{"LUXING_KEYS", "nonsense", "case show nb-1"},
		{"LUXING_KEYS_FILE", open, "case show nb-1"},
		{"LUXING_POLICY", bad, "case show nb-1"},
		{"LUXING_POLICY", filepath.Join(dir, "nope.yaml"), "case show nb-1"},
		{"LUXING_REGISTER", "mysql://x", "stuck"},
	} {
		t.Run(c.name+"="+filepath.Base(c.value), func(t *testing.T) {
			t.Setenv("TEMPORAL_ADDRESS", nobody)
			code, _, errOut := run(t, map[string]string{"LUXING_DATA": dir, c.name: c.value}, "", append(strings.Fields(c.command), "--json")...)
			require.Equal(t, cli.ExitBadInput, code, errOut)
			require.NotEmpty(t, problem(t, errOut).Faults)
			require.NotContains(t, errOut, "nonsense", "what may be a secret is not repeated")
		})
	}
}

func TestProgramIsCalledAsItWasCalled(t *testing.T) {
	require.Equal(t, "go run ./starter", program("/tmp/go-build123/b001/exe/starter"))
	require.Equal(t, "starter", program("/usr/local/bin/starter"))
}
