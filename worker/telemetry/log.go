package telemetry

import (
	"fmt"
	"io"

	"go.temporal.io/sdk/log"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// NewLogger returns a logger that writes JSON lines. The level is one of debug,
// info, warn, error.
func NewLogger(w io.Writer, level string) (*zap.Logger, error) {
	at, err := zapcore.ParseLevel(level)
	if err != nil {
		return nil, fmt.Errorf("log level %q: want debug, info, warn or error", level)
	}
	enc := zap.NewProductionEncoderConfig()
	enc.TimeKey = "time"
	enc.EncodeTime = zapcore.RFC3339NanoTimeEncoder
	enc.EncodeDuration = zapcore.StringDurationEncoder
	core := zapcore.NewCore(zapcore.NewJSONEncoder(enc), zapcore.Lock(zapcore.AddSync(w)), at)
	return zap.New(core, zap.AddCaller(), zap.AddStacktrace(zapcore.DPanicLevel)), nil
}

// SDKLogger makes a zap logger the Temporal SDK's. What the SDK calls WorkflowID is
// the case's key here, and is logged as "case", so that one search finds all lines
// about a case whoever wrote them.
func SDKLogger(l *zap.Logger) log.Logger {
	// The line that called the adapter is the one of interest.
	return adapter{l.WithOptions(zap.AddCallerSkip(1)).Sugar()}
}

// names are the SDK's keys as they appear in the log.
var names = map[string]string{
	"WorkflowID":   "case",
	"RunID":        "run",
	"WorkflowType": "workflow",
	"ActivityID":   "activity_id",
	"ActivityType": "activity",
	"Attempt":      "attempt",
	"Namespace":    "namespace",
	"TaskQueue":    "task_queue",
	"WorkerID":     "worker",
	"WorkerType":   "worker_type",
	"UpdateID":     "update_id",
	"UpdateName":   "update",
	"Error":        "error",
}

// adapter implements log.Logger, log.WithLogger and log.WithSkipCallers.
type adapter struct{ to *zap.SugaredLogger }

func (a adapter) Debug(msg string, keyvals ...any) { a.to.Debugw(msg, renamed(keyvals)...) }
func (a adapter) Info(msg string, keyvals ...any)  { a.to.Infow(msg, renamed(keyvals)...) }
func (a adapter) Warn(msg string, keyvals ...any)  { a.to.Warnw(msg, renamed(keyvals)...) }
func (a adapter) Error(msg string, keyvals ...any) { a.to.Errorw(msg, renamed(keyvals)...) }

func (a adapter) With(keyvals ...any) log.Logger { return adapter{a.to.With(renamed(keyvals)...)} }

func (a adapter) WithCallerSkip(n int) log.Logger {
	return adapter{a.to.WithOptions(zap.AddCallerSkip(n))}
}

// renamed returns the pairs with the SDK's keys renamed. A key that is not a
// string and a value without a key are kept under a name of their own: a log line
// is no place to lose something.
func renamed(keyvals []any) []any {
	pairs := make([]any, 0, len(keyvals)+1)
	for i := 0; i < len(keyvals); i += 2 {
		if i+1 == len(keyvals) {
			return append(pairs, "without_key", keyvals[i])
		}
		key, ok := keyvals[i].(string)
		if !ok {
			key = fmt.Sprint(keyvals[i])
		}
		if name, ok := names[key]; ok {
			key = name
		}
		pairs = append(pairs, key, keyvals[i+1])
	}
	return pairs
}
