package host_test

import (
	"bytes"
	"encoding/base64"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/codec"
	"luxing/worker/host"
)

// env is an environment that a test makes up.
type env map[string]string

func (e env) Environ() []string {
	var all []string
	for _, k := range slices.Sorted(maps.Keys(e)) {
		all = append(all, k+"="+e[k])
	}
	return all
}

func (e env) LookupEnv(k string) (string, bool) { v, ok := e[k]; return v, ok }

var aKey = "k1:" + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{1}, 32))

func TestDefaults(t *testing.T) {
	c, err := host.ReadConfig(env{"LUXING_KEYS": aKey})
	require.NoError(t, err)
	require.Equal(t, "127.0.0.1:7233", c.Client.HostPort)
	require.Equal(t, "default", c.Client.Namespace)
	require.Equal(t, "luxing", c.TaskQueue)
	require.Equal(t, "sqlite:"+filepath.Join("data", "register.db"), c.Register)
	require.Equal(t, 30*time.Second, c.StopTimeout)
	require.Equal(t, []string{"k1"}, c.Keys.IDs())
	require.False(t, c.Versioning)
	require.False(t, c.AcceptPlain)
	require.NotEmpty(t, c.Build.ID)
}

func TestSettings(t *testing.T) {
	dir := t.TempDir()
	policy := filepath.Join(dir, "policy.yaml")
	require.NoError(t, os.WriteFile(policy, nil, 0o600))
	_, err := codec.EnsureKeys(filepath.Join(dir, host.KeysFile), time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	require.NoError(t, err)
	c, err := host.ReadConfig(env{
		"TEMPORAL_ADDRESS": "temporal.court:7233", "TEMPORAL_NAMESPACE": "ningbo", "TEMPORAL_API_KEY": "key",
		"LUXING_DATA": dir, "LUXING_POLICY": policy, "LUXING_TASK_QUEUE": "q", "LUXING_STOP_TIMEOUT": "2m",
		"LUXING_METRICS_ADDRESS": "off", "LUXING_VERSIONING": "on", "LUXING_BUILD_ID": "2026.11", "LUXING_CACHE": "50",
		"LUXING_ACCEPT_PLAIN": "on", "LUXING_COURTS": "浙0211, 浙0203，浙0211", "LUXING_VERIFY_URL": "https://court.example/verify?code=",
	})
	require.NoError(t, err)
	require.Equal(t, "temporal.court:7233", c.Client.HostPort)
	require.Equal(t, "ningbo", c.Client.Namespace)
	require.NotNil(t, c.Client.Credentials)
	require.NotNil(t, c.Client.ConnectionOptions.TLS, "an API key goes over TLS only")
	require.Equal(t, "sqlite:"+filepath.Join(dir, "register.db"), c.Register)
	require.Equal(t, policy, c.PolicyFile)
	require.Equal(t, "q", c.TaskQueue)
	require.Equal(t, 2*time.Minute, c.StopTimeout)
	require.Empty(t, c.MetricsAddress)
	require.True(t, c.Versioning)
	require.True(t, c.AcceptPlain)
	require.Equal(t, "2026.11", c.Build.ID)
	require.Equal(t, 50, c.CacheSize)
	require.Equal(t, []string{"浙0211", "浙0203"}, c.Courts)
	require.Equal(t, "https://court.example/verify?code=", c.VerifyURL)
	require.Equal(t, "20261123-000000", c.Keys.Current())
}

func TestEncryptionIsOffOnlyWhenSaid(t *testing.T) {
	_, err := host.ReadConfig(env{"LUXING_DATA": t.TempDir()})
	require.ErrorContains(t, err, "no payload keys")
	require.ErrorContains(t, err, "LUXING_KEYS=none")
	c, err := host.ReadConfig(env{"LUXING_DATA": t.TempDir(), "LUXING_KEYS": "none"})
	require.NoError(t, err)
	require.Nil(t, c.Keys)
}

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	_, err := host.ReadConfig(env{
		"LUXING_KEYS": "nonsense", "LUXING_STOP_TIMEOUT": "soon", "LUXING_VERSIONING": "yes", "LUXING_CACHE": "0",
		"LUXING_POLICY": "/no/such/file", "LUXING_WEBHOOKS": t.TempDir(), "LUXING_COURTS": "浙9999", "LUXING_VERIFY_URL": "http://court.example/", "TEMPORAL_TLS": "true", "TEMPORAL_TLS_CLIENT_CERT_PATH": "/no/such/cert",
	})
	for _, want := range []string{"LUXING_KEYS", "LUXING_STOP_TIMEOUT", "LUXING_VERSIONING", "LUXING_CACHE", "LUXING_POLICY", "LUXING_WEBHOOKS", "浙9999", "LUXING_VERIFY_URL", "TEMPORAL_*"} {
		require.ErrorContains(t, err, want)
	}
}
