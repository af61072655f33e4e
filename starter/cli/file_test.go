package cli

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/policy"
)

// batch is a desk whose batch ends in all ways at once.
func batch() *clerkDesk {
	return &clerkDesk{
		reports: []court.Report{
			{Source: "a.jsonl", Line: 1, Index: 1, Key: "nb-1", Status: court.Filed},
			{Source: "a.jsonl", Line: 2, Index: 2, Key: "nb-2", Status: court.AlreadyFiled},
			{Source: "a.jsonl", Line: 3, Index: 3, Status: court.Refused, Detail: "x", Faults: casefile.Faults{{Field: "court", Rule: "法院代字 the court's code", Want: "浙0211"}, {Field: "", Rule: "多余内容 trailing text", Want: "one JSON object"}}},
			{Source: "a.jsonl", Line: 4, Index: 4, Key: "nb-4", Status: court.Failed, Detail: "服务器忙 the server is busy"},
			{Source: "a.jsonl", Line: 5, Index: 5, Key: "nb-5", Status: court.NotSent},
		},
		summary: court.Summary{Read: 5, Filed: 1, AlreadyFiled: 1, Refused: 1, Failed: 1, NotSent: 1},
	}
}

func TestFileReportsEveryFilingAndASummary(t *testing.T) {
	r := line(t, batch(), "x", "case", "file", "-")
	require.Equal(t, ExitBadInput, r.code)
	golden(t, "file.txt", r.out)

	j := line(t, batch(), "x", "case", "file", "-", "--json")
	require.Equal(t, ExitBadInput, j.code)
	var got struct {
		Results []court.Report `json:"results"`
		Summary court.Summary  `json:"summary"`
	}
	require.NoError(t, json.Unmarshal([]byte(j.out), &got), j.out)
	require.Equal(t, batch().reports, got.Results)
	require.Equal(t, batch().summary, got.Summary)
}

func TestFileExitCodeSaysHowTheBatchEnded(t *testing.T) {
	for _, c := range []struct {
		name string
		sum  court.Summary
		code int
	}{
		{"all stand", court.Summary{Read: 2, Filed: 1, AlreadyFiled: 1}, ExitDone},
		{"one refused", court.Summary{Read: 2, Filed: 1, Refused: 1}, ExitBadInput},
		{"one failed", court.Summary{Read: 2, Filed: 1, Failed: 1}, ExitFailed},
		{"refused and failed", court.Summary{Read: 2, Refused: 1, Failed: 1}, ExitBadInput},
		{"the server went away", court.Summary{Read: 2, Failed: 1, NotSent: 1, Err: &court.UnreachableError{Err: errors.New("x")}}, ExitUnreachable},
		{"interrupted", court.Summary{Read: 2, NotSent: 1, Err: context.Canceled}, ExitFailed},
		{"nothing there", court.Summary{}, ExitBadInput},
	} {
		for _, more := range [][]string{nil, {"--json"}} {
			r := line(t, &clerkDesk{summary: c.sum}, "", append([]string{"case", "file", "-"}, more...)...)
			require.Equal(t, c.code, r.code, c.name)
			if more != nil && c.sum.Read > 0 {
				require.True(t, json.Valid([]byte(r.out)), r.out)
			}
		}
	}
}

func TestFileReadsFilesInOrder(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.json"), filepath.Join(dir, "b.jsonl")
	require.NoError(t, os.WriteFile(a, []byte(`[{"n":1},{"n":2}]`), 0o600))
	require.NoError(t, os.WriteFile(b, []byte("{\"n\":4}\n{\"n\":5}\n"), 0o600))
	d := &clerkDesk{summary: court.Summary{Read: 5, Filed: 5}}
	r := line(t, d, `{"n":3}`, "case", "file", a, "-", b)
	require.Equal(t, ExitDone, r.code, r.err)
	var got []string
	for _, doc := range d.filed {
		got = append(got, string(doc.Data))
	}
	require.Equal(t, []string{`{"n":1}`, `{"n":2}`, `{"n":3}`, `{"n":4}`, `{"n":5}`}, got)
}

func TestFileOpensNothingWhenANameIsWrong(t *testing.T) {
	dir := t.TempDir()
	a := filepath.Join(dir, "a.json")
	require.NoError(t, os.WriteFile(a, []byte(`{}`), 0o600))
	d := &clerkDesk{}
	r := line(t, d, "", "case", "file", a, filepath.Join(dir, "nope.json"), dir)
	require.Equal(t, ExitBadInput, r.code)
	require.Empty(t, d.filed)
	require.Contains(t, r.err, "nope.json")
	require.Contains(t, r.err, "/*.json")
}

func TestExampleFilingCanBeFiled(t *testing.T) {
	r := line(t, &clerkDesk{}, "", "case", "file", "--example")
	require.Equal(t, ExitDone, r.code, r.err)
	_, err := (&court.Court{Policy: policy.Default()}).Read([]byte(r.out))
	require.NoError(t, err)
	require.Equal(t, ExitBadInput, line(t, &clerkDesk{}, "", "case", "file", "--example", "x.json").code)
}
