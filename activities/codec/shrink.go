package codec

import (
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// The first byte of what is sealed says how the rest is written.
const (
	asIs       = 0
	compressed = 1
)

// maxPlain bounds what a compressed payload may grow to. The server takes two
// megabytes of sealed payload; papers compress tenfold at most.
const maxPlain = 64 << 20

// shrinker compresses payloads that gain from it.
type shrinker struct {
	encoder *zstd.Encoder
	decoder *zstd.Decoder
}

func newShrinker() (*shrinker, error) {
	encoder, err := zstd.NewWriter(nil, zstd.WithLowerEncoderMem(true))
	if err != nil {
		return nil, fmt.Errorf("prepare compression: %w", err)
	}
	decoder, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxPlain))
	if err != nil {
		return nil, fmt.Errorf("prepare decompression: %w", err)
	}
	return &shrinker{encoder, decoder}, nil
}

// pack returns the bytes with their first byte, compressed if that is shorter.
func (s *shrinker) pack(plain []byte) []byte {
	small := s.encoder.EncodeAll(plain, []byte{compressed})
	if len(small) <= len(plain) {
		return small
	}
	return append([]byte{asIs}, plain...)
}

// unpack undoes pack.
func (s *shrinker) unpack(packed []byte) ([]byte, error) {
	if len(packed) == 0 {
		return nil, errors.New("payload is empty")
	}
	switch packed[0] {
	case asIs:
		return packed[1:], nil
	case compressed:
		plain, err := s.decoder.DecodeAll(packed[1:], nil)
		if err != nil {
			return nil, fmt.Errorf("decompress: %w", err)
		}
		return plain, nil
	default:
		return nil, fmt.Errorf("payload is written in form %d, which this version does not know", packed[0])
	}
}
