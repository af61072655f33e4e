package codec

import (
	"fmt"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/proto"
)

// Box seals with the keys of the payloads what is kept outside of Temporal. What
// it seals is bound to the box's name and to a place in it, and does not open in
// another. It is safe for use by several goroutines.
type Box struct {
	codec *Codec
	name  string
}

// NewBox returns a box of that name, which takes the namespace's part.
func NewBox(ring *Ring, name string) (*Box, error) {
	c, err := New(ring, name)
	if err != nil {
		return nil, err
	}
	return &Box{codec: c, name: name}, nil
}

// Seal seals bytes for a place, compressed if that makes them smaller.
func (b *Box) Seal(at string, plain []byte) ([]byte, error) {
	sealed, err := b.at(at).Encode([]*commonpb.Payload{{Data: plain}})
	if err != nil {
		return nil, err
	}
	return proto.Marshal(sealed[0])
}

// Open gives back all that was sealed for a place, or an error: ErrUnknownKey,
// ErrTampered, ErrMisplaced, ErrNotSealed.
func (b *Box) Open(at string, sealed []byte) ([]byte, error) {
	p := &commonpb.Payload{}
	if err := proto.Unmarshal(sealed, p); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrTampered, err)
	}
	opened, err := b.at(at).Decode([]*commonpb.Payload{p})
	if err != nil {
		return nil, err
	}
	return opened[0].GetData(), nil
}

func (b *Box) at(place string) converter.PayloadCodec {
	return b.codec.WithSerializationContext(converter.WorkflowSerializationContext{Namespace: b.name, WorkflowID: place})
}
