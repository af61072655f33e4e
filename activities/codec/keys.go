package codec

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// keySize is that of AES-256.
const keySize = 32

var keyIDForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// Key is a key with the ID by which payloads name it.
type Key struct {
	ID     string
	Secret []byte
}

// String names the key and keeps its secret, so that it can be logged by mistake.
func (k Key) String() string { return "key " + k.ID }

// GoString does the same for %#v.
func (k Key) GoString() string { return k.String() }

// Ring is a set of keys, one of which is current. It is immutable and safe for
// use by several goroutines.
type Ring struct {
	current string
	ids     []string
	sealers map[string]cipher.AEAD
}

// NewRing makes a ring that seals with the first key and opens with any.
func NewRing(keys ...Key) (*Ring, error) {
	if len(keys) == 0 {
		return nil, errors.New("no encryption key given")
	}
	r := &Ring{current: keys[0].ID, sealers: map[string]cipher.AEAD{}}
	for _, k := range keys {
		if !keyIDForm.MatchString(k.ID) {
			return nil, fmt.Errorf("key ID %q: want up to 64 letters, digits, dots, dashes or underscores", k.ID)
		}
		if _, ok := r.sealers[k.ID]; ok {
			return nil, fmt.Errorf("key %s is given twice", k.ID)
		}
		if len(k.Secret) != keySize {
			return nil, fmt.Errorf("key %s has %d bytes, want %d", k.ID, len(k.Secret), keySize)
		}
		block, err := aes.NewCipher(k.Secret)
		if err != nil {
			return nil, fmt.Errorf("key %s: %w", k.ID, err)
		}
		sealer, err := cipher.NewGCM(block)
		if err != nil {
			return nil, fmt.Errorf("key %s: %w", k.ID, err)
		}
		r.sealers[k.ID] = sealer
		r.ids = append(r.ids, k.ID)
	}
	return r, nil
}

// ParseKeys reads keys in the form given in the package documentation.
func ParseKeys(text string) (*Ring, error) {
	var keys []Key
	for line := range strings.FieldsFuncSeq(text, func(c rune) bool { return c == '\n' || c == ',' }) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		// What is wrong is said without repeating the line: it may hold a secret.
		id, encoded, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("encryption key %d is not of the form ID:BASE64", len(keys)+1)
		}
		secret, err := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
		if err != nil {
			return nil, fmt.Errorf("encryption key %d is not of the form ID:BASE64: what follows the colon is not base64", len(keys)+1)
		}
		keys = append(keys, Key{ID: strings.TrimSpace(id), Secret: secret})
	}
	return NewRing(keys...)
}

// Current is the ID of the key that seals.
func (r *Ring) Current() string { return r.current }

// IDs are the IDs of all keys, the current one first.
func (r *Ring) IDs() []string { return slices.Clone(r.ids) }

// String names the keys and keeps their secrets.
func (r *Ring) String() string { return "keys " + strings.Join(r.ids, ", ") }
