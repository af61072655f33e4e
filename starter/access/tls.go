package access

import "context"

type tlsKey struct{}

// WithTLS is a context of a browser that reaches the court by TLS, be it that
// a proxy ends it: what it is given to keep may be kept for TLS alone.
func WithTLS(ctx context.Context) context.Context { return context.WithValue(ctx, tlsKey{}, true) }

// TLS reports whether the browser reaches the court by TLS.
func TLS(ctx context.Context) bool {
	by, _ := ctx.Value(tlsKey{}).(bool)
	return by
}
