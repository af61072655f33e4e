package codec_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"

	"luxing/activities/codec"
)

const (
	namespace = "luxing"
	caseA     = "（2019）浙0211民初1234号"
	caseB     = "（2019）浙0211民初1235号"
)

func key(id string, fill byte) codec.Key {
	return codec.Key{ID: id, Secret: bytes.Repeat([]byte{fill}, 32)}
}

func ring(t require.TestingT, keys ...codec.Key) *codec.Ring {
	r, err := codec.NewRing(keys...)
	require.NoError(t, err)
	return r
}

func newCodec(t require.TestingT, ns string, keys ...codec.Key) *codec.Codec {
	if len(keys) == 0 {
		keys = []codec.Key{key("k1", 1)}
	}
	c, err := codec.New(ring(t, keys...), ns)
	require.NoError(t, err)
	return c
}

func in(c *codec.Codec, workflowID string) converter.PayloadCodec {
	return c.WithSerializationContext(converter.WorkflowSerializationContext{Namespace: namespace, WorkflowID: workflowID})
}

func payload(text string) *commonpb.Payload {
	return &commonpb.Payload{Metadata: map[string][]byte{"encoding": []byte("json/plain")}, Data: []byte(text)}
}

func seal(t require.TestingT, c converter.PayloadCodec, p *commonpb.Payload) *commonpb.Payload {
	sealed, err := c.Encode([]*commonpb.Payload{p})
	require.NoError(t, err)
	require.Len(t, sealed, 1)
	return sealed[0]
}

func open(c converter.PayloadCodec, p *commonpb.Payload) (*commonpb.Payload, error) {
	opened, err := c.Decode([]*commonpb.Payload{p})
	if err != nil {
		return nil, err
	}
	return opened[0], nil
}

func TestRoundTrip(t *testing.T) {
	c := newCodec(t, namespace)
	rapid.Check(t, func(t *rapid.T) {
		p := &commonpb.Payload{
			Metadata: rapid.MapOf(rapid.String(), rapid.SliceOf(rapid.Byte())).Draw(t, "metadata"),
			Data:     rapid.SliceOf(rapid.Byte()).Draw(t, "data"),
		}
		for k := range p.Metadata {
			if !utf8Valid(k) {
				delete(p.Metadata, k)
			}
		}
		id := rapid.String().Draw(t, "workflow")
		before := proto.CloneOf(p)
		got, err := open(in(c, id), seal(t, in(c, id), p))
		require.NoError(t, err)
		require.True(t, proto.Equal(before, got))
		require.True(t, proto.Equal(before, p), "the codec changed what it was given")
	})
}

func utf8Valid(s string) bool { return strings.ToValidUTF8(s, "") == s }

func TestPlaintextIsNowhereInTheSealed(t *testing.T) {
	c := newCodec(t, namespace)
	for name, text := range map[string]string{
		"short, not compressed": "被告张三欠款三十万元",
		"long, compressed":      strings.Repeat("被告张三欠款三十万元。", 200),
	} {
		t.Run(name, func(t *testing.T) {
			sealed, err := proto.Marshal(seal(t, in(c, caseA), payload(text)))
			require.NoError(t, err)
			for _, secret := range []string{"张三", "三十万", "json/plain"} {
				require.NotContains(t, string(sealed), secret)
			}
			again, err := proto.Marshal(seal(t, in(c, caseA), payload(text)))
			require.NoError(t, err)
			require.NotEqual(t, sealed, again, "the same payload twice must not look the same")
		})
	}
}

func TestCompressesWhatGains(t *testing.T) {
	c := newCodec(t, namespace)
	text := strings.Repeat("原告与被告民间借贷纠纷一案，", 500)
	require.Less(t, len(seal(t, c, payload(text)).Data), len(text)/10)
	short := payload("1")
	require.LessOrEqual(t, len(seal(t, c, short).Data), proto.Size(short)+1+12+16, "form, nonce and tag, and no more")
}

func TestRotation(t *testing.T) {
	k1, k2, k3 := key("2026a", 1), key("2026b", 2), key("2027a", 3)
	old := seal(t, in(newCodec(t, namespace, k1), caseA), payload("old"))

	both := newCodec(t, namespace, k2, k1)
	got, err := open(in(both, caseA), old)
	require.NoError(t, err)
	require.Equal(t, "old", string(got.Data))

	fresh := seal(t, in(both, caseA), payload("new"))
	got, err = open(in(newCodec(t, namespace, k2), caseA), fresh)
	require.NoError(t, err, "new payloads must need the new key only")
	require.Equal(t, "new", string(got.Data))

	_, err = open(in(newCodec(t, namespace, k3), caseA), old)
	require.ErrorIs(t, err, codec.ErrUnknownKey)
	require.ErrorContains(t, err, "2026a")

	// Another key under the same ID is not the same key.
	_, err = open(in(newCodec(t, namespace, key("2026a", 9)), caseA), old)
	require.ErrorIs(t, err, codec.ErrTampered)
}

func TestAnyChangeIsNoticed(t *testing.T) {
	c := newCodec(t, namespace, key("k1", 1), key("k2", 1))
	sealed := seal(t, in(c, caseA), payload("被告张三欠款三十万元"))
	for at := range sealed.Data {
		bad := proto.CloneOf(sealed)
		bad.Data[at] ^= 1
		_, err := open(in(c, caseA), bad)
		require.ErrorIs(t, err, codec.ErrTampered, "byte %d", at)
	}
	for n := range sealed.Data {
		bad := proto.CloneOf(sealed)
		bad.Data = bad.Data[:n]
		_, err := open(in(c, caseA), bad)
		require.ErrorIs(t, err, codec.ErrTampered, "cut to %d bytes", n)
	}
	// Two keys of one secret: only the binding of the ID tells them apart.
	bad := proto.CloneOf(sealed)
	bad.Metadata["luxing-key"] = []byte("k2")
	_, err := open(in(c, caseA), bad)
	require.ErrorIs(t, err, codec.ErrTampered)
}

func TestPayloadsStayWhereTheyBelong(t *testing.T) {
	c := newCodec(t, namespace)
	sealed := seal(t, in(c, caseA), payload("decision"))

	_, err := open(in(c, caseB), sealed)
	require.ErrorIs(t, err, codec.ErrMisplaced)
	require.ErrorContains(t, err, caseA)

	// Relabelling does not help.
	relabelled := proto.CloneOf(sealed)
	relabelled.Metadata["luxing-workflow"] = []byte(caseB)
	_, err = open(in(c, caseB), relabelled)
	require.ErrorIs(t, err, codec.ErrTampered)
	delete(relabelled.Metadata, "luxing-workflow")
	_, err = open(in(c, caseB), relabelled)
	require.ErrorIs(t, err, codec.ErrTampered)

	// Nor does another namespace with the same keys.
	_, err = open(newCodec(t, "training"), sealed)
	require.ErrorIs(t, err, codec.ErrMisplaced)

	// An activity of the case reads what the case wrote, and the other way round.
	act := c.WithSerializationContext(converter.ActivitySerializationContext{Namespace: namespace, WorkflowID: caseA, ActivityType: "Register"})
	_, err = open(act, sealed)
	require.NoError(t, err)
	_, err = open(in(c, caseA), seal(t, act, payload("result")))
	require.NoError(t, err)
	other := c.WithSerializationContext(converter.ActivitySerializationContext{Namespace: namespace, WorkflowID: caseB})
	_, err = open(other, sealed)
	require.ErrorIs(t, err, codec.ErrMisplaced)

	// The endpoint does not know the workflow, the replayer not even the namespace.
	_, err = open(c, sealed)
	require.NoError(t, err)
	replay := c.WithSerializationContext(converter.WorkflowSerializationContext{Namespace: "ReplayNamespace", WorkflowID: "ReplayId"})
	_, err = open(replay, sealed)
	require.NoError(t, err)

	// What was sealed without a workflow is for all of the namespace.
	_, err = open(in(c, caseB), seal(t, c, payload("from the UI")))
	require.NoError(t, err)

	// A schedule's input is sealed for the ID in the action.
	_, err = open(in(c, "integrity-list-2026-11-23T02:00:00Z"), seal(t, in(c, "integrity-list"), payload("")))
	require.NoError(t, err)
	_, err = open(in(c, "integrity-list-2"), seal(t, in(c, "integrity-list"), payload("")))
	require.ErrorIs(t, err, codec.ErrMisplaced)
}

func TestPlainPayloads(t *testing.T) {
	p := payload("forged by somebody without a key")
	_, err := open(in(newCodec(t, namespace), caseA), p)
	require.ErrorIs(t, err, codec.ErrNotSealed)

	lenient, err := codec.New(ring(t, key("k1", 1)), namespace, codec.AcceptPlain())
	require.NoError(t, err)
	got, err := open(in(lenient, caseA), p)
	require.NoError(t, err)
	require.True(t, proto.Equal(p, got))
}

func TestDataConverterAndFailures(t *testing.T) {
	c := newCodec(t, namespace)
	data := codec.NewDataConverter(c)
	sealed, err := data.ToPayloads("张三", 300_000)
	require.NoError(t, err)
	var name string
	var sum int
	require.NoError(t, data.FromPayloads(sealed, &name, &sum))
	require.Equal(t, "张三", name)
	require.Equal(t, 300_000, sum)

	failures := converter.WithFailureConverterSerializationContext(codec.NewFailureConverter(c),
		converter.WorkflowSerializationContext{Namespace: namespace, WorkflowID: caseA})
	cause := temporal.NewApplicationError("张三不符合条件", "Refused", "detail about 张三")
	failure := failures.ErrorToFailure(cause)
	wire, err := proto.Marshal(failure)
	require.NoError(t, err)
	require.NotContains(t, string(wire), "张三")
	require.Contains(t, string(wire), "Refused", "the type stays readable: it is not about anybody")

	var back *temporal.ApplicationError
	require.ErrorAs(t, failures.FailureToError(failure), &back)
	require.Equal(t, "张三不符合条件", back.Message())
	var detail string
	require.NoError(t, back.Details(&detail))
	require.Equal(t, "detail about 张三", detail)

	// A failure is bound to its workflow as well.
	elsewhere := converter.WithFailureConverterSerializationContext(codec.NewFailureConverter(c),
		converter.WorkflowSerializationContext{Namespace: namespace, WorkflowID: caseB})
	require.NotContains(t, elsewhere.FailureToError(failures.ErrorToFailure(errors.New("张三"))).Error(), "张三")
}

func TestNewRefusesNothing(t *testing.T) {
	_, err := codec.New(nil, namespace)
	require.ErrorContains(t, err, "no encryption keys")
	_, err = codec.New(ring(t, key("k", 1)), "")
	require.ErrorContains(t, err, "no namespace")
}

// FuzzDecode: whatever is put before the codec, it neither panics nor opens
// anything but what was sealed.
func FuzzDecode(f *testing.F) {
	c := newCodec(f, namespace)
	sealed := seal(f, in(c, caseA), payload("decision"))
	genuine := sealed.Data
	f.Add("binary/luxing-sealed-1", "k1", namespace, caseA, genuine)
	f.Add("binary/luxing-sealed-1", "k1", namespace, caseA, genuine[:5])
	f.Add("json/plain", "", "", "", []byte("{}"))
	f.Add("", "k9", "x", "y", []byte(nil))
	f.Fuzz(func(t *testing.T, encoding, key, ns, workflow string, data []byte) {
		p := &commonpb.Payload{Data: data, Metadata: map[string][]byte{
			"encoding": []byte(encoding), "luxing-key": []byte(key), "luxing-namespace": []byte(ns), "luxing-workflow": []byte(workflow),
		}}
		if opened, err := open(in(c, caseA), p); err == nil {
			require.Equal(t, "decision", string(opened.Data))
		}
	})
}

func BenchmarkSealAndOpen(b *testing.B) {
	c := newCodec(b, namespace)
	p := payload(strings.Repeat(`{"name":"张三","kind":"natural","claim":30000000},`, 40))
	b.SetBytes(int64(len(p.Data)))
	for b.Loop() {
		if _, err := open(in(c, caseA), seal(b, in(c, caseA), p)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(seal(b, in(c, caseA), p).Data)), "sealed-bytes")
}

var base64Key = base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))
