package workflows

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	historypb "go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"luxing/workflows/casefile"
)

// The histories under testdata were recorded on a real server, with clocks that
// were moved: every sample of the docket, to its end. They stand for the cases
// that are open when new code comes. Each release has a folder of its own,
// numbered, and what an earlier one recorded is never recorded anew: it is what
// that release wrote. Record for the current release, the last, with
//
//	go test ./worker/local -run TestRecordHistories -record
func recorded(tb testing.TB) []string {
	tb.Helper()
	return recordedBy(tb, "*")
}

// currentRelease is the release whose histories know every workflow and ending
// that there is; worker/local/record_test.go records into its folder.
const currentRelease = "4"

func recordedBy(tb testing.TB, release string) []string {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "histories", release, "*.json.gz"))
	require.NoError(tb, err)
	require.NotEmpty(tb, files, "nothing is recorded")
	return files
}

func readHistory(tb testing.TB, file string) *historypb.History {
	tb.Helper()
	f, err := os.Open(file)
	require.NoError(tb, err)
	defer func() { _ = f.Close() }()
	unzipped, err := gzip.NewReader(f)
	require.NoError(tb, err)
	h, err := client.HistoryFromJSON(unzipped, client.HistoryJSONOptions{})
	require.NoError(tb, err)
	return h
}

// replayer replays with our workflows as they are.
func replayer(tb testing.TB) worker.WorkflowReplayer {
	tb.Helper()
	r, err := worker.NewWorkflowReplayerWithOptions(worker.WorkflowReplayerOptions{DisableDeadlockDetection: true})
	require.NoError(tb, err)
	Register(r)
	return r
}

// quietly drops what the replayer says of a replay that is meant to fail, and
// what workflows log.
var quietly = log.NewStructuredLogger(slog.New(slog.DiscardHandler))

func TestRecordedHistoriesReplay(t *testing.T) {
	for _, file := range recorded(t) {
		t.Run(name(file), func(t *testing.T) {
			require.NoError(t, replayer(t).ReplayWorkflowHistory(quietly, readHistory(t, file)))
		})
	}
}

// name is a history's release and key: 1/border-zhi.
func name(file string) string {
	return filepath.Base(filepath.Dir(file)) + "/" + strings.TrimSuffix(filepath.Base(file), ".json.gz")
}

// TestEarlierReleasesHistoriesAreStillThere: they are evidence of what those
// releases wrote, so none is lost or replaced.
func TestEarlierReleasesHistoriesAreStillThere(t *testing.T) {
	for release, want := range map[string]struct {
		files  int
		digest string
	}{
		"1": {38, "05312dde764f9d41303af959330338e69a2af9e2882be4a9e98555afa5078f8d"},
		"2": {67, "edb94d5f1e9938386583ac5707d6eef55f6be4a7ffc2b7ad14e838c595c171b9"},
		"3": {80, "32e06d141e33a17fd643f8746b309af9433d180c8d8192e2d3e63db105e7d6d0"},
	} {
		t.Run(release, func(t *testing.T) {
			files := recordedBy(t, release)
			require.Len(t, files, want.files)
			sum := sha256.New()
			for _, file := range files { // Glob sorts
				data, err := os.ReadFile(file)
				require.NoError(t, err)
				fmt.Fprintf(sum, "%s %x\n", filepath.Base(file), sha256.Sum256(data))
			}
			require.Equal(t, want.digest, hex.EncodeToString(sum.Sum(nil)))
		})
	}
}

// TestEveryEndingIsRecorded: every way in which a workflow of ours can end, and
// the hand-over to a new run, is among what is replayed.
func TestEveryEndingIsRecorded(t *testing.T) {
	var endings []string
	for _, file := range recordedBy(t, currentRelease) {
		h := readHistory(t, file)
		last := h.Events[len(h.Events)-1]
		switch {
		case last.GetWorkflowExecutionCompletedEventAttributes() != nil:
			kind := h.Events[0].GetWorkflowExecutionStartedEventAttributes().GetWorkflowType().GetName()
			if kind == casefile.DigestWorkflow { // it has one end and no reason
				endings = append(endings, kind)
				continue
			}
			var row casefile.Row
			result := last.GetWorkflowExecutionCompletedEventAttributes().GetResult()
			require.NoError(t, converter.GetDefaultDataConverter().FromPayloads(result, &row), file)
			endings = append(endings, kind+" "+row.Reason)
		case last.GetWorkflowExecutionContinuedAsNewEventAttributes() != nil:
			endings = append(endings, "continued as new")
		}
	}
	var want []string
	for reason := range reasonNames {
		if reason != ClosedIssued && reason != ClosedRefused {
			want = append(want, "Case "+reason)
		}
	}
	want = append(want, "Enforcement "+ClosedEnforced, "Enforcement "+ClosedTerminated, "Enforcement "+ClosedBankruptcy,
		"Certificate "+ClosedIssued, "Certificate "+ClosedRefused, casefile.RevocationWorkflow+" "+ClosedRevoked,
		casefile.RepairWorkflow+" "+ClosedRepaired, casefile.RepairWorkflow+" "+ClosedUndone, casefile.DigestWorkflow, "continued as new")
	slices.Sort(want)
	require.Subset(t, endings, want)
}

// TestAnIncompatibleChangeFailsReplay: the replay test is worth something. A
// change that would break open cases fails it, and the same change behind
// workflow.GetVersion passes.
func TestAnIncompatibleChangeFailsReplay(t *testing.T) {
	pause := func(ctx workflow.Context) error { return workflow.Sleep(ctx, time.Hour) }
	for _, c := range []struct {
		name   string
		change func(workflow.Context, casefile.CaseInput) (casefile.Row, error)
		breaks bool
	}{
		{"a new timer before everything", func(ctx workflow.Context, in casefile.CaseInput) (casefile.Row, error) {
			if err := pause(ctx); err != nil {
				return casefile.Row{}, err
			}
			return Case(ctx, in)
		}, true},
		{"an activity of another name", func(ctx workflow.Context, in casefile.CaseInput) (casefile.Row, error) {
			ctx = workflow.WithActivityOptions(ctx, recordOptions)
			if err := workflow.ExecuteActivity(ctx, "Announce", in.Filing.Key).Get(ctx, nil); err != nil {
				return casefile.Row{}, err
			}
			return Case(ctx, in)
		}, true},
		{"an end without a record", func(ctx workflow.Context, _ casefile.CaseInput) (casefile.Row, error) {
			return casefile.Row{}, nil
		}, true},
		{"the new timer behind a version", func(ctx workflow.Context, in casefile.CaseInput) (casefile.Row, error) {
			if workflow.GetVersion(ctx, "pause-at-the-start", workflow.DefaultVersion, 1) >= 1 {
				if err := pause(ctx); err != nil {
					return casefile.Row{}, err
				}
			}
			return Case(ctx, in)
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := worker.NewWorkflowReplayerWithOptions(worker.WorkflowReplayerOptions{DisableDeadlockDetection: true})
			require.NoError(t, err)
			r.RegisterWorkflowWithOptions(c.change, workflow.RegisterOptions{Name: casefile.CaseWorkflow})
			err = r.ReplayWorkflowHistory(quietly, readHistory(t, filepath.Join("testdata", "histories", "1", "withdrawn.json.gz")))
			if c.breaks {
				require.Error(t, err)
				return
			}
			require.NoError(t, err)
		})
	}
}

// BenchmarkReplay replays each recorded history once an iteration, and says how
// long the history is: what a case costs on disk and at every restart.
func BenchmarkReplay(b *testing.B) {
	for _, file := range recorded(b) {
		h := readHistory(b, file)
		b.Run(fmt.Sprintf("%s/%s", h.Events[0].GetWorkflowExecutionStartedEventAttributes().GetWorkflowType().GetName(), name(file)), func(b *testing.B) {
			r := replayer(b)
			for b.Loop() {
				if err := r.ReplayWorkflowHistory(quietly, h); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(h.Events)), "events")
			b.ReportMetric(float64(proto.Size(h)), "bytes")
		})
	}
}
