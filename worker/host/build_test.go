package host

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBuildID(t *testing.T) {
	info := func(version string, settings ...string) *debug.BuildInfo {
		b := &debug.BuildInfo{Main: debug.Module{Version: version}}
		for i := 0; i < len(settings); i += 2 {
			b.Settings = append(b.Settings, debug.BuildSetting{Key: settings[i], Value: settings[i+1]})
		}
		return b
	}
	const revision = "0123456789abcdef0123456789abcdef01234567"
	for want, b := range map[string]*debug.BuildInfo{
		"0123456789ab":         info("(devel)", "vcs.revision", revision, "vcs.modified", "false"),
		"0123456789ab-changed": info("(devel)", "vcs.revision", revision, "vcs.modified", "true"),
		"v1.2.3":               info("v1.2.3"),
		"unknown":              info("(devel)"),
	} {
		require.Equal(t, Build{want}, fromBuildInfo(b))
	}
	require.False(t, Build{}.Known())
	require.False(t, fromBuildInfo(info("")).Known())
	require.True(t, ReadBuild("2026.11").Known())
}
