package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"luxing/worker/embedded"
	"luxing/worker/local/docket"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// record writes the histories that workflows/replay_test.go replays:
//
//	go test ./worker/local -run TestRecordHistories -record
//
// Each release has a folder of its own. What an earlier one recorded stays as
// it is; a new release begins a new folder, with release one higher here and in
// workflows/replay_test.go.
var record = flag.Bool("record", false, "record the docket's histories into the current release's folder of workflows/testdata/histories")

// release is the one whose histories are recorded.
const release = 4

// histories is where the current release's are, seen from here.
var histories = historiesOf(release)

func historiesOf(release int) string {
	return filepath.Join("..", "..", "workflows", "testdata", "histories", strconv.Itoa(release))
}

// mayRecord refuses to write where a later release has begun, or where one
// that was finished would be overwritten: what a release wrote is evidence.
func mayRecord(release int) error {
	if later, _ := filepath.Glob(filepath.Join(historiesOf(release+1), "*.json.gz")); len(later) > 0 {
		return fmt.Errorf("release %d has begun: the histories of release %d stay as they are", release+1, release)
	}
	if release < 1 {
		return fmt.Errorf("release %d: want 1 or more", release)
	}
	return nil
}

func TestAnOlderReleaseIsNotRecordedAnew(t *testing.T) {
	require.NoError(t, mayRecord(release))
	for older := range release {
		require.Error(t, mayRecord(older), "release %d", older)
	}
}

// alike are cases that go the same way as another one; recording them as well
// would prove nothing more.
var alike = []string{"builder-2", "builder-3", "builder-4", "builder-5", "builder-7", "builder-8"}

func TestRecordHistories(t *testing.T) {
	if !*record {
		t.Skip("records only with -record")
	}
	require.NoError(t, mayRecord(release))
	require.NoError(t, os.MkdirAll(histories, 0o755))
	// The payloads are recorded in the clear, by the default data converter.
	l, err := start(t.Context(), flags{data: t.TempDir(), port: embedded.AnyPort, training: true}, env{"LUXING_KEYS": "none"}, io.Discard)
	require.NoError(t, err)
	defer func() { _ = l.stop() }()
	p := playerOn(t, l, "")
	outcomes := p.Play(t.Context(), casesOf(t))
	require.NoError(t, docket.Err(outcomes))
	for _, o := range outcomes {
		for _, key := range o.Members {
			if !isAlike(key) {
				saveHistories(t, p, key)
			}
		}
	}
	longLife(t, p, "long")
	saveHistories(t, p, "long")
	for _, key := range recordBesides(t, p) {
		saveHistories(t, p, key)
	}
}

// recordBesides runs the workflows that stand beside every case, over the
// register that the docket has filled: the batch of an integrity list, and a
// morning's digest.
func recordBesides(t testing.TB, p *docket.Player) []string {
	t.Helper()
	list, err := p.Court.BeginList(t.Context(), "浙0211")
	require.NoError(t, err)
	_, err = p.Clock.Settle(t.Context(), list.Key)
	require.NoError(t, err)
	const digest = "digest-330211"
	run, err := p.Temporal.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: digest, TaskQueue: casefile.TaskQueue},
		casefile.DigestWorkflow, casefile.DigestInput{Court: "浙0211", Edition: calendar.Default().Edition()})
	require.NoError(t, err)
	require.NoError(t, run.Get(t.Context(), nil))
	return []string{list.Key, digest}
}

func isAlike(key string) bool {
	for _, a := range alike {
		if key == a || strings.HasPrefix(key, a+"-") {
			return true
		}
	}
	return false
}

// saveHistories saves every run of a workflow, the first as KEY.json.gz.
func saveHistories(t testing.TB, p *docket.Player, key string) {
	t.Helper()
	run := firstRun(t, p, key)
	for n := 1; run != ""; n++ {
		h := historyOf(t, p, key, run)
		name := key
		if n > 1 {
			name = fmt.Sprintf("%s-run%d", key, n)
		}
		saveHistory(t, filepath.Join(histories, name+".json.gz"), h)
		last := h.Events[len(h.Events)-1]
		run = last.GetWorkflowExecutionContinuedAsNewEventAttributes().GetNewExecutionRunId()
	}
}

func firstRun(t testing.TB, p *docket.Player, key string) string {
	t.Helper()
	about, err := p.Temporal.DescribeWorkflowExecution(context.Background(), key, "")
	require.NoError(t, err)
	return about.GetWorkflowExecutionInfo().GetFirstRunId()
}

func historyOf(t testing.TB, p *docket.Player, key, run string) *historypb.History {
	t.Helper()
	h := &historypb.History{}
	it := p.Temporal.GetWorkflowHistory(context.Background(), key, run, false, enumspb.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for it.HasNext() {
		e, err := it.Next()
		require.NoError(t, err)
		h.Events = append(h.Events, e)
	}
	require.NotEmpty(t, h.Events)
	return h
}

// saveHistory writes a history compactly and the same for the same history.
func saveHistory(t testing.TB, file string, h *historypb.History) {
	t.Helper()
	for _, e := range h.Events {
		forgetMachine(e.ProtoReflect())
	}
	data, err := protojson.Marshal(h)
	require.NoError(t, err)
	var compact, zipped bytes.Buffer
	require.NoError(t, json.Compact(&compact, data)) // protojson varies its blanks on purpose
	w, err := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	require.NoError(t, err)
	_, err = w.Write(compact.Bytes())
	require.NoError(t, err)
	require.NoError(t, w.Close())
	require.NoError(t, os.WriteFile(file, zipped.Bytes(), 0o644))
	t.Logf("%-28s %5d events %7d bytes, %6d in the file", filepath.Base(file), len(h.Events), proto.Size(h), zipped.Len())
}

// forgetMachine takes out of a message which process on which machine did it.
func forgetMachine(m protoreflect.Message) {
	m.Range(func(f protoreflect.FieldDescriptor, v protoreflect.Value) bool {
		switch {
		case f.Kind() == protoreflect.StringKind && !f.IsList() && !f.IsMap() && strings.Contains(string(f.Name()), "identity"):
			m.Clear(f)
		case f.IsMap() || f.Message() == nil:
		case f.IsList():
			for i := range v.List().Len() {
				forgetMachine(v.List().Get(i).Message())
			}
		default:
			forgetMachine(v.Message())
		}
		return true
	})
}

// longLife plays a case that is nudged until its history is long, so that it
// continues as new at its next step, and ends it.
func longLife(t testing.TB, p *docket.Player, key string) {
	t.Helper()
	decide := func(n int, e lifecycle.Event, role lifecycle.Role, actor, data string) {
		d := casefile.Decision{ID: fmt.Sprintf("%s-%d-%s", key, n, e), Event: e, Role: role, Actor: actor, Data: json.RawMessage(data)}
		_, err := p.Court.Decide(t.Context(), key, d)
		require.NoError(t, err)
	}
	_, err := p.Court.File(t.Context(), aLoan(t, key))
	require.NoError(t, err)
	decide(0, lifecycle.Accept, lifecycle.Clerk, "C001", "")
	n := 0
	for historyLength(t, p, key) <= 1000 {
		for range 20 {
			n++
			decide(n, lifecycle.Nudge, lifecycle.President, "Y001", fmt.Sprintf(`{"reason":"第%d次督办"}`, n))
		}
	}
	first := firstRun(t, p, key)
	decide(n+1, lifecycle.FeePaid, lifecycle.Clerk, "C001", fmt.Sprintf(`{"amountFen":55000,"on":%q}`, aLoan(t, key).FiledOn))
	_, err = p.Clock.Settle(t.Context(), key)
	require.NoError(t, err)
	about, err := p.Temporal.DescribeWorkflowExecution(t.Context(), key, "")
	require.NoError(t, err)
	require.NotEqual(t, first, about.GetWorkflowExecutionInfo().GetExecution().GetRunId(), "it did not continue as new")

	// Nothing was forgotten on the way: a decision of the first run is answered
	// as it was then, and the clock is where it was.
	decide(3, lifecycle.Nudge, lifecycle.President, "Y001", `{"reason":"第3次督办"}`)
	v := viewOf(t, p.Court, key)
	require.Equal(t, n+3, len(v.Timeline), "filed, accepted, every nudge once, paid")
	decide(n+2, lifecycle.Withdraw, lifecycle.Judge, "J001", `{"reason":"已和解"}`)
	_, err = p.Clock.Settle(t.Context(), key)
	require.NoError(t, err)
	require.Equal(t, "withdrawn", viewOf(t, p.Court, key).Row.Reason)
}

func TestALongCaseContinuesAsNewAndForgetsNothing(t *testing.T) {
	l := stage(t)
	p := playerOn(t, l, "")
	key := unique(t)
	longLife(t, p, key)
	openBook(t, registerFile(l.server.DataDir())).requireWhole(t, key, viewOf(t, p.Court, key))
}

// TestEverySampleIsRecorded: a sample without a recorded history is not
// replayed when the code changes.
func TestEverySampleIsRecorded(t *testing.T) {
	for _, c := range casesOf(t) {
		if len(c.Sample.Faults) > 0 || isAlike(c.Key) {
			continue
		}
		for place := range c.Sample.Expect {
			if place == docket.OnList { // its key hangs on the day
				batches, err := filepath.Glob(filepath.Join(histories, "list-*.json.gz"))
				require.NoError(t, err)
				require.Greater(t, len(batches), 1, "the sample's, and that of recordBesides")
				continue
			}
			require.FileExists(t, filepath.Join(histories, place.Key(c.Key)+".json.gz"),
				"record it: go test ./worker/local -run TestRecordHistories -record")
		}
	}
}
