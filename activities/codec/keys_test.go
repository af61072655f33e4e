package codec_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/codec"
)

func TestParseKeys(t *testing.T) {
	r, err := codec.ParseKeys("# the new one\n b:" + base64Key + " \n\n a:" + base64Key + "\n")
	require.NoError(t, err)
	require.Equal(t, "b", r.Current())
	require.Equal(t, []string{"b", "a"}, r.IDs())

	r, err = codec.ParseKeys("b:" + base64Key + ",a:" + base64Key)
	require.NoError(t, err)
	require.Equal(t, []string{"b", "a"}, r.IDs())

	for text, want := range map[string]string{
		"":                                   "no encryption key",
		"# only a comment":                   "no encryption key",
		"sEcReT":                             "not of the form",
		"a:sEcReT!":                          "not base64",
		"a:sEcReT00":                         "6 bytes, want 32",
		"a b:" + base64Key:                   "key ID",
		":" + base64Key:                      "key ID",
		"a:" + base64Key + ",a:" + base64Key: "given twice",
	} {
		_, err := codec.ParseKeys(text)
		require.ErrorContains(t, err, want, text)
		require.NotContains(t, err.Error(), "sEcReT", "an error must not repeat a secret")
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	k := key("k1", 'S')
	r := ring(t, k)
	for _, s := range []string{fmt.Sprint(k), fmt.Sprintf("%v %+v %#v %s", k, k, k, k), r.String()} {
		require.NotContains(t, s, "SSSS")
		require.NotContains(t, s, "83 83")
		require.Contains(t, s, "k1")
	}
}

func TestKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

	// Several processes may want it at once; they must end up with one key.
	var wg sync.WaitGroup
	ids := make([]string, 8)
	for i := range ids {
		wg.Go(func() {
			r, err := codec.EnsureKeys(path, now.Add(time.Duration(i)*time.Second))
			if err == nil {
				ids[i] = r.Current()
			}
		})
	}
	wg.Wait()
	for _, id := range ids {
		require.Equal(t, ids[0], id)
		require.NotEmpty(t, id)
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".keys-*"))
	require.NoError(t, err)
	require.Empty(t, left)

	info, err := os.Stat(path)
	require.NoError(t, err)
	if runtime.GOOS == "windows" {
		return
	}
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	require.NoError(t, os.Chmod(path, 0o644))
	_, err = codec.LoadKeys(path)
	require.ErrorContains(t, err, "chmod 600")
}

func TestKeyFileThatCannotBeUsed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	_, err := codec.LoadKeys(path)
	require.ErrorIs(t, err, os.ErrNotExist)
	require.NoError(t, os.WriteFile(path, []byte("nonsense"), 0o600))
	_, err = codec.EnsureKeys(path, time.Now())
	require.ErrorContains(t, err, path)
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "nonsense", strings.TrimSpace(string(text)), "a file that cannot be read must not be replaced")
}
