package codec_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/codec"
)

func box(t *testing.T, name string, keys ...codec.Key) *codec.Box {
	t.Helper()
	ring, err := codec.NewRing(keys...)
	require.NoError(t, err)
	b, err := codec.NewBox(ring, name)
	require.NoError(t, err)
	return b
}

// What a box sealed opens whole, in its place, with its key; else not at all.
func TestABoxOpensInItsPlaceOnly(t *testing.T) {
	one := codec.Key{ID: "one", Secret: bytes.Repeat([]byte{1}, 32)}
	two := codec.Key{ID: "two", Secret: bytes.Repeat([]byte{2}, 32)}
	b := box(t, "register", one)
	for _, plain := range [][]byte{nil, []byte("张三"), bytes.Repeat([]byte("张三\n"), 1<<20)} {
		sealed, err := b.Seal("a", plain)
		require.NoError(t, err)
		require.NotContains(t, string(sealed), "张三")
		got, err := box(t, "register", two, one).Open("a", sealed)
		require.NoError(t, err)
		require.True(t, bytes.Equal(plain, got))
	}
	sealed, err := b.Seal("a", []byte("张三"))
	require.NoError(t, err)
	_, err = b.Open("b", sealed)
	require.ErrorIs(t, err, codec.ErrMisplaced)
	_, err = box(t, "other", one).Open("a", sealed)
	require.ErrorIs(t, err, codec.ErrMisplaced)
	_, err = box(t, "register", two).Open("a", sealed)
	require.ErrorIs(t, err, codec.ErrUnknownKey)
	_, err = box(t, "register", codec.Key{ID: "one", Secret: two.Secret}).Open("a", sealed)
	require.ErrorIs(t, err, codec.ErrTampered)
	_, err = b.Open("a", sealed[:len(sealed)-1])
	require.ErrorIs(t, err, codec.ErrTampered)
	_, err = b.Open("a", []byte("张三"))
	require.Error(t, err)
	_, err = b.Open("a", nil)
	require.ErrorIs(t, err, codec.ErrNotSealed)
}
