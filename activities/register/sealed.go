package register

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"luxing/activities/codec"
)

// SealWith seals what the register keeps of files that are not filed yet with the
// keys of the payloads in Temporal; nil, as the court may choose for those, keeps
// it in the clear.
func SealWith(ring *codec.Ring) Option { return func(r *Register) { r.ring = ring } }

// ErrSealed is wrapped by the error of reading what this register's keys do not open.
var ErrSealed = errors.New("it is sealed and does not open with the keys given here: set LUXING_KEYS or LUXING_KEYS_FILE as on the gateway that kept it, or hand in the file again")

// sealedMark begins what is sealed. What is not begins otherwise: a compressed
// file with gzip's two bytes, JSON with a brace, a name with something printable.
const sealedMark = "\x01luxing-sealed:"

// sealing seals and opens the values of one row.
type sealing struct {
	box *codec.Box // nil where there are no keys
	row string
}

func (r *Register) sealing(row string) sealing { return sealing{r.box, row} }

func (r *Register) openBox() error {
	if r.ring == nil {
		return nil
	}
	var err error
	r.box, err = codec.NewBox(r.ring, "register")
	return err
}

// bytes is how a column of bytes keeps a file.
func (s sealing) bytes(column string, plain []byte) ([]byte, error) {
	if s.box == nil {
		return compressed(plain)
	}
	sealed, err := s.box.Seal(s.row+"/"+column, plain)
	return append([]byte(sealedMark), sealed...), err
}

// openBytes undoes bytes.
func (s sealing) openBytes(column string, kept []byte) ([]byte, error) {
	sealed, ok := bytes.CutPrefix(kept, []byte(sealedMark))
	if !ok {
		return expanded(kept)
	}
	return s.open(column, sealed)
}

// text is how a column of text keeps a text. None stays none.
func (s sealing) text(column, plain string) (string, error) {
	if s.box == nil || plain == "" {
		return plain, nil
	}
	sealed, err := s.box.Seal(s.row+"/"+column, []byte(plain))
	return sealedMark + base64.StdEncoding.EncodeToString(sealed), err
}

// openText undoes text.
func (s sealing) openText(column, kept string) (string, error) {
	encoded, ok := strings.CutPrefix(kept, sealedMark)
	if !ok {
		return kept, nil
	}
	sealed, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrSealed, err)
	}
	plain, err := s.open(column, sealed)
	return string(plain), err
}

func (s sealing) open(column string, sealed []byte) ([]byte, error) {
	if s.box == nil {
		return nil, ErrSealed
	}
	plain, err := s.box.Open(s.row+"/"+column, sealed)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSealed, err)
	}
	return plain, nil
}
