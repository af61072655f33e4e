package embedded

import (
	"fmt"
	"strings"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.uber.org/zap"
)

const (
	// DefaultNamespace is the namespace used when none is named.
	DefaultNamespace = "default"

	// DefaultRetention is how long a closed case stays readable in the server.
	// Ten years: the register keeps the court's records, but being able to open
	// the full history of a case closed long ago is why one runs one's own server.
	DefaultRetention = 10 * 365 * 24 * time.Hour

	// AnyPort asks for a free port chosen by the system where zero means "none".
	AnyPort = -1
)

// Options say what server to start. The zero value of every field but DataDir
// is usable.
type Options struct {
	// DataDir is the folder that holds the server's state. It is created if it
	// does not exist.
	DataDir string

	// FrontendPort is the gRPC port on the loopback interface; 0 or AnyPort for a
	// free one.
	FrontendPort int

	// UIPort is the port of Temporal's web UI; 0 for no UI, AnyPort for a free one.
	UIPort int

	// CodecEndpoint is the URL at which the browser reaches the payload codec (see
	// activities/codec), so that the UI can show decrypted payloads. Empty for none.
	CodecEndpoint string

	// Namespace is created if it does not exist; DefaultNamespace if empty.
	Namespace string

	// SearchAttributes are registered on the namespace if they are not yet.
	SearchAttributes map[string]enumspb.IndexedValueType

	// Training allows clients to move an execution's clock.
	Training bool

	// Retention of closed executions; DefaultRetention if zero.
	Retention time.Duration

	// Log receives the server's warnings and errors; nothing is logged if nil.
	Log *zap.Logger
}

// withDefaults returns the options with every empty field filled in, or what is
// wrong with them.
func (o Options) withDefaults() (Options, error) {
	if d := strings.TrimSpace(o.DataDir); d == "" || d == ":memory:" || strings.HasPrefix(d, "file:") {
		return o, fmt.Errorf("data folder %q is not a folder: the embedded server keeps its state on disk and does not run in memory", o.DataDir)
	}
	if o.FrontendPort < AnyPort || o.FrontendPort > 65535 {
		return o, fmt.Errorf("frontend port %d is not a port", o.FrontendPort)
	}
	if o.UIPort < AnyPort || o.UIPort > 65535 {
		return o, fmt.Errorf("UI port %d is not a port", o.UIPort)
	}
	if o.FrontendPort > 0 && o.FrontendPort == o.UIPort {
		return o, fmt.Errorf("frontend and UI cannot both have port %d", o.FrontendPort)
	}
	if err := checkSlots(o.SearchAttributes); err != nil {
		return o, err
	}
	if o.Namespace == "" {
		o.Namespace = DefaultNamespace
	}
	if o.Retention == 0 {
		o.Retention = DefaultRetention
	}
	if o.Retention < time.Hour {
		return o, fmt.Errorf("retention %s is under the server's minimum of one hour", o.Retention)
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	return o, nil
}
