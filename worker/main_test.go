package main

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLinksNoServer: the production worker stays small. A server that is linked in
// by accident adds a hundred megabytes and another release to follow.
func TestLinksNoServer(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "luxing/worker", "luxing/worker/host").Output()
	require.NoError(t, err)
	deps := strings.Fields(string(out))
	require.Contains(t, deps, "go.temporal.io/sdk/worker")
	for _, d := range deps {
		require.False(t, strings.HasPrefix(d, "go.temporal.io/server"), "links %s", d)
		require.False(t, strings.HasPrefix(d, "github.com/temporalio/ui-server"), "links %s", d)
		require.NotEqual(t, "luxing/worker/embedded", d)
	}
}

type noEnv map[string]string

func (noEnv) Environ() []string                   { return nil }
func (e noEnv) LookupEnv(k string) (string, bool) { v, ok := e[k]; return v, ok }

func TestCommandLine(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), []string{"-version"}, noEnv{}, &out, &out))
	require.NotEmpty(t, strings.TrimSpace(out.String()))

	out.Reset()
	require.NoError(t, run(t.Context(), []string{"-h"}, noEnv{}, &out, &out))
	require.Contains(t, out.String(), "worker/host")

	require.ErrorContains(t, run(t.Context(), []string{"start"}, noEnv{}, &out, &out), "no arguments")
	require.ErrorContains(t, run(t.Context(), nil, noEnv{"LUXING_DATA": t.TempDir()}, &out, &out), "no payload keys")
	require.ErrorContains(t, run(t.Context(), nil, noEnv{"LUXING_KEYS": "none", "LUXING_LOG_LEVEL": "loud"}, &out, &out), "log level")
}
