package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"
	"go.uber.org/zap"

	"luxing/activities/register"
)

// The gateway's register seals with the keys that the payloads are sealed with.
func TestTheGatewayKeepsCheckedFilesSealed(t *testing.T) {
	dir := t.TempDir()
	made, err := register.Open(t.Context(), "sqlite:"+filepath.Join(dir, registerFile))
	require.NoError(t, err)
	require.NoError(t, made.Close())
	env := map[string]string{"LUXING_DATA": dir, "LUXING_KEYS": "k:" + base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{1}, 32))}
	s := &setup{env: func(k string) string { return env[k] }, options: client.Options{HostPort: freeAddress(t), Namespace: "court", Logger: wiringLogger()}}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second) // of which the server, that is not there, takes the rest
	defer cancel()
	parts, closers, err := s.parts(ctx, zap.NewNop())
	for _, c := range closers {
		defer c.Close()
	}
	require.NoError(t, err)
	require.NoError(t, parts.Register.KeepIntake(t.Context(), register.Intake{ID: "a", Owner: "I001", Name: "f"}, []byte("Wang Xiaoming"), 1, time.Hour))
	for _, name := range []string{registerFile, registerFile + "-wal"} {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		require.NotContains(t, string(raw), "Xiaoming")
	}
	without, err := register.Open(t.Context(), "sqlite:"+filepath.Join(dir, registerFile))
	require.NoError(t, err)
	defer without.Close()
	_, err = without.Intake(t.Context(), "a", "I001")
	require.ErrorIs(t, err, register.ErrSealed)
}
