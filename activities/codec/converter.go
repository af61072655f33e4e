package codec

import (
	failurepb "go.temporal.io/api/failure/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
)

// NewDataConverter returns the data converter that every client and worker of a
// namespace must use: the SDK's own encodings, sealed.
func NewDataConverter(c *Codec) converter.DataConverter {
	return converter.NewCodecDataConverter(converter.GetDefaultDataConverter(), c)
}

// NewFailureConverter returns the failure converter that goes with it. Messages and
// stack traces of errors are sealed like any payload: they name people and sums.
func NewFailureConverter(c *Codec) converter.FailureConverter {
	return newFailureConverter(NewDataConverter(c))
}

// failureConverter passes on to its data converter which workflow a failure belongs
// to. The SDK's failure converter does not.
type failureConverter struct {
	inner *temporal.DefaultFailureConverter
	data  converter.DataConverter
}

func newFailureConverter(data converter.DataConverter) *failureConverter {
	return &failureConverter{
		inner: temporal.NewDefaultFailureConverter(temporal.DefaultFailureConverterOptions{DataConverter: data, EncodeCommonAttributes: true}),
		data:  data,
	}
}

// ErrorToFailure implements converter.FailureConverter.
func (f *failureConverter) ErrorToFailure(err error) *failurepb.Failure {
	return f.inner.ErrorToFailure(err)
}

// FailureToError implements converter.FailureConverter.
func (f *failureConverter) FailureToError(failure *failurepb.Failure) error {
	return f.inner.FailureToError(failure)
}

// WithSerializationContext implements converter.FailureConverterWithSerializationContext.
func (f *failureConverter) WithSerializationContext(ctx converter.SerializationContext) converter.FailureConverter {
	return newFailureConverter(converter.WithDataConverterSerializationContext(f.data, ctx))
}
