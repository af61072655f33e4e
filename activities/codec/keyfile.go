package codec

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// LoadKeys reads a key file. A file that every account on the machine can read is
// refused.
func LoadKeys(path string) (*Ring, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read encryption keys: %w", err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o007 != 0 {
		return nil, fmt.Errorf("encryption keys in %s can be read by every account on this machine: run chmod 600 %s", path, path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read encryption keys: %w", err)
	}
	ring, err := ParseKeys(string(text))
	if err != nil {
		return nil, fmt.Errorf("read encryption keys from %s: %w", path, err)
	}
	return ring, nil
}

// EnsureKeys reads a key file and makes one with a fresh key if there is none.
func EnsureKeys(path string, now time.Time) (*Ring, error) {
	_, err := os.Stat(path)
	switch {
	case err == nil:
		return LoadKeys(path)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("look for encryption keys: %w", err)
	}
	key, err := generate(now)
	if err != nil {
		return nil, err
	}
	text := "# Luxing 履行: encryption keys of the payloads in Temporal. Keep a copy elsewhere:\n" +
		"# without this file nobody can read the cases again. 请另存备份，遗失则案件数据无法解密。\n" +
		key.ID + ":" + base64.StdEncoding.EncodeToString(key.Secret) + "\n"
	if err := writeOnce(path, []byte(text)); err != nil {
		return nil, fmt.Errorf("write encryption keys: %w", err)
	}
	return LoadKeys(path)
}

// generate makes a key whose ID says when.
func generate(now time.Time) (Key, error) {
	secret := make([]byte, keySize)
	if _, err := rand.Read(secret); err != nil {
		return Key{}, fmt.Errorf("make an encryption key: %w", err)
	}
	return Key{ID: now.UTC().Format("20060102-150405"), Secret: secret}, nil
}

// writeOnce puts a whole file in place or, if there is one by now, leaves that
// one. A half-written key file would lock the court out of its own cases.
func writeOnce(path string, text []byte) error {
	draft, err := os.CreateTemp(filepath.Dir(path), ".keys-*") // made with mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(draft.Name()) }()
	if _, err := draft.Write(text); err != nil {
		_ = draft.Close()
		return err
	}
	if err := errors.Join(draft.Sync(), draft.Close()); err != nil {
		return err
	}
	if err := os.Link(draft.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}
