package codec

import (
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/proto"
)

const (
	encoding = "binary/luxing-sealed-1"

	metaKey       = "luxing-key"
	metaNamespace = "luxing-namespace"
	metaWorkflow  = "luxing-workflow"

	// replayNamespace is where the SDK's replayer says it is; histories do not tell
	// where they were recorded.
	replayNamespace = "ReplayNamespace"
)

// The errors that opening a payload can give, told apart because they call for
// different people.
var (
	// ErrUnknownKey: the key is not on the ring; an operator can add it.
	ErrUnknownKey = errors.New("payload is sealed with a key that is not on the ring")
	// ErrTampered: the payload does not open with the key it names.
	ErrTampered = errors.New("payload was changed after it was sealed")
	// ErrMisplaced: the payload is intact and belongs elsewhere.
	ErrMisplaced = errors.New("payload was sealed for another place")
	// ErrNotSealed: the payload is plain where only sealed ones are taken.
	ErrNotSealed = errors.New("payload is not sealed")
)

// Codec seals and opens payloads. It implements converter.PayloadCodec and is safe
// for use by several goroutines.
type Codec struct {
	ring   *Ring
	shrink *shrinker
	place  place
	// placed says that the SDK told whose the payloads are, so that what is opened
	// must have been sealed for that place.
	placed bool
	strict bool
}

// place is where a payload belongs.
type place struct{ namespace, workflow string }

// Option changes how a Codec behaves.
type Option func(*Codec)

// AcceptPlain lets plain payloads through when they are read, for a namespace that
// was used before encryption was. Otherwise they are refused: who has no key shall
// not be able to write a decision into a case.
func AcceptPlain() Option { return func(c *Codec) { c.strict = false } }

// New returns a codec for a namespace.
func New(ring *Ring, namespace string, options ...Option) (*Codec, error) {
	if ring == nil {
		return nil, errors.New("no encryption keys given")
	}
	if namespace == "" {
		return nil, errors.New("no namespace given to bind payloads to")
	}
	shrink, err := newShrinker()
	if err != nil {
		return nil, err
	}
	c := &Codec{ring: ring, shrink: shrink, place: place{namespace: namespace}, strict: true}
	for _, o := range options {
		o(c)
	}
	return c, nil
}

// WithSerializationContext returns the codec for the workflow that payloads belong
// to. The SDK calls it before it encodes or decodes.
func (c *Codec) WithSerializationContext(ctx converter.SerializationContext) converter.PayloadCodec {
	at := *c
	switch ctx := ctx.(type) {
	case converter.WorkflowSerializationContext:
		at.place = place{ctx.Namespace, ctx.WorkflowID}
	case converter.ActivitySerializationContext:
		at.place = place{ctx.Namespace, ctx.WorkflowID}
	default:
		return c
	}
	// The replayer has no namespace to compare with, and writes nothing.
	replaying := at.place.namespace == replayNamespace
	if at.place.namespace == "" || replaying {
		at.place.namespace = c.place.namespace
	}
	at.placed = at.place.workflow != "" && !replaying
	return &at
}

// Encode seals payloads.
func (c *Codec) Encode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	sealed := make([]*commonpb.Payload, len(payloads))
	for i, p := range payloads {
		var err error
		if sealed[i], err = c.seal(p); err != nil {
			return nil, fmt.Errorf("seal payload: %w", err)
		}
	}
	return sealed, nil
}

// Decode opens payloads.
func (c *Codec) Decode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	opened := make([]*commonpb.Payload, len(payloads))
	for i, p := range payloads {
		var err error
		if opened[i], err = c.open(p); err != nil {
			return nil, fmt.Errorf("open payload: %w", err)
		}
	}
	return opened, nil
}

func (c *Codec) seal(p *commonpb.Payload) (*commonpb.Payload, error) {
	plain, err := proto.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("marshal: %w", err)
	}
	plain = c.shrink.pack(plain)
	key := c.ring.current
	sealer := c.ring.sealers[key]
	data := make([]byte, sealer.NonceSize(), sealer.NonceSize()+len(plain)+sealer.Overhead())
	if _, err := rand.Read(data); err != nil {
		return nil, fmt.Errorf("draw a nonce: %w", err)
	}
	data = sealer.Seal(data, data, plain, c.place.additional(key))
	meta := map[string][]byte{
		converter.MetadataEncoding: []byte(encoding),
		metaKey:                    []byte(key),
		metaNamespace:              []byte(c.place.namespace),
	}
	if c.place.workflow != "" {
		meta[metaWorkflow] = []byte(c.place.workflow)
	}
	return &commonpb.Payload{Metadata: meta, Data: data}, nil
}

func (c *Codec) open(p *commonpb.Payload) (*commonpb.Payload, error) {
	if string(p.GetMetadata()[converter.MetadataEncoding]) != encoding {
		if c.strict {
			return nil, ErrNotSealed
		}
		return p, nil
	}
	key := string(p.GetMetadata()[metaKey])
	sealer, ok := c.ring.sealers[key]
	if !ok {
		return nil, fmt.Errorf("%w: %.64q", ErrUnknownKey, key)
	}
	at := place{string(p.GetMetadata()[metaNamespace]), string(p.GetMetadata()[metaWorkflow])}
	plain, err := unseal(sealer, p.GetData(), at.additional(key))
	if err != nil {
		return nil, err
	}
	if err := c.checkPlace(at); err != nil {
		return nil, err
	}
	if plain, err = c.shrink.unpack(plain); err != nil {
		return nil, err
	}
	opened := &commonpb.Payload{}
	if err := proto.Unmarshal(plain, opened); err != nil {
		return nil, fmt.Errorf("unmarshal: %w", err)
	}
	return opened, nil
}

func unseal(sealer cipher.AEAD, data, additional []byte) ([]byte, error) {
	if len(data) < sealer.NonceSize() {
		return nil, ErrTampered
	}
	nonce, sealed := data[:sealer.NonceSize()], data[sealer.NonceSize():]
	plain, err := sealer.Open(nil, nonce, sealed, additional)
	if err != nil {
		return nil, ErrTampered
	}
	return plain, nil
}

// checkPlace sees that a payload is read where it belongs.
func (c *Codec) checkPlace(at place) error {
	if at.namespace != c.place.namespace {
		return fmt.Errorf("%w: namespace %q, read in %q", ErrMisplaced, at.namespace, c.place.namespace)
	}
	if !c.placed || at.workflow == "" || at.workflow == c.place.workflow || isScheduled(at.workflow, c.place.workflow) {
		return nil
	}
	return fmt.Errorf("%w: workflow %q, read in %q", ErrMisplaced, at.workflow, c.place.workflow)
}

// additional is the place and the key in a form that no other place and key have.
func (p place) additional(key string) []byte {
	var b []byte
	for _, part := range []string{encoding, key, p.namespace, p.workflow} {
		b = binary.AppendUvarint(b, uint64(len(part)))
		b = append(b, part...)
	}
	return b
}
