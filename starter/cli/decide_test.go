package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func TestDecideSendsWhatWasTyped(t *testing.T) {
	file := filepath.Join(t.TempDir(), "data.json")
	require.NoError(t, os.WriteFile(file, []byte("\n{\"reason\":\"x\"}\n"), 0o600))
	for _, c := range []struct {
		name, stdin, data string
		want              string
	}{
		{"no data", "", "", ""},
		{"JSON", "", `{"reason":"x"}`, `{"reason":"x"}`},
		{"a file", "", "@" + file, `{"reason":"x"}`},
		{"standard input", `{"reason":"x"}`, "@-", `{"reason":"x"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &clerkDesk{verdict: casefile.Verdict{Decision: "w-1", Event: lifecycle.Withdraw, Taken: true, From: lifecycle.Trial, To: lifecycle.Closed, Article: "民事诉讼法第148条"}}
			args := []string{"case", "decide", "nb-1", "withdraw", "--as", "judge:judge-1", "--id", "w-1"}
			if c.data != "" {
				args = append(args, "--data", c.data)
			}
			r := line(t, d, c.stdin, args...)
			require.Equal(t, ExitDone, r.code, r.err)
			require.Equal(t, casefile.Decision{ID: "w-1", Event: lifecycle.Withdraw, Role: lifecycle.Judge, Actor: "judge-1", Data: raw(c.want)}, d.decided[0])
			require.Contains(t, r.out, "审理 trial → 结案 closed")
			require.Contains(t, r.out, "民事诉讼法第148条")
			require.Empty(t, r.err)
		})
	}
}

func raw(s string) json.RawMessage {
	if s == "" {
		return nil
	}
	return json.RawMessage(s)
}

func TestDecideWithoutAnIDPrintsOneBeforeItIsSent(t *testing.T) {
	d := &clerkDesk{err: &court.NoAnswerError{Key: "nb-1", Decision: "x"}}
	r := line(t, d, "", "case", "decide", "nb-1", "accept", "--as", "承办法官：judge-1")
	require.Equal(t, ExitFailed, r.code)
	id := d.decided[0].ID
	require.True(t, strings.HasPrefix(r.err, "决定编号 decision: "+id+"\n"), r.err)
	require.Contains(t, r.err, "--async")
}

func TestDecideAsyncLeavesItWithTheServer(t *testing.T) {
	d := &clerkDesk{}
	r := line(t, d, "", "case", "decide", "nb-1", "accept", "--as", "judge:judge-1", "--id", "a-1", "--async", "--json")
	require.Equal(t, ExitDone, r.code, r.err)
	require.JSONEq(t, `{"key":"nb-1","decision":"a-1","event":"accept","async":true}`, r.out)
	require.Empty(t, d.decided)
	require.Len(t, d.sent, 1)
}

func TestDecideAsJSONIsTheVerdict(t *testing.T) {
	v := casefile.Verdict{Decision: "a-1", Event: lifecycle.Accept, Taken: true, From: lifecycle.FilingReview, To: lifecycle.AwaitingFee}
	r := line(t, &clerkDesk{verdict: v}, "", "case", "decide", "nb-1", "accept", "--as", "judge:judge-1", "--json")
	var got casefile.Verdict
	require.NoError(t, json.Unmarshal([]byte(r.out), &got))
	require.Equal(t, v, got)
	require.Empty(t, r.err)
}

func TestDataThatIsTooLargeIsNotSent(t *testing.T) {
	d := &clerkDesk{}
	r := line(t, d, `"`+strings.Repeat("x", casefile.MaxData)+`"`, "case", "decide", "nb-1", "accept", "--as", "judge:judge-1", "--data", "@-")
	require.Equal(t, ExitBadInput, r.code)
	require.Empty(t, d.decided)
}
