package docket

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var at = time.Date(2026, 11, 24, 2, 0, 0, 0, time.UTC)

func TestBoardOnATerminalRewritesItsLines(t *testing.T) {
	var out bytes.Buffer
	b := NewBoard(&out, 2, func() (int, int) { return 60, 24 })
	b.every = 0
	b.Report(Progress{Index: 1, Key: "demo-b", Step: 1, Steps: 9, Phase: "待缴费", Last: "登记立案", Now: at})
	b.Report(Progress{Index: 0, Key: "demo-a", Step: 2, Steps: 9, Phase: "督促履行", Last: strings.Repeat("很长", 40), Now: at})
	b.Report(Progress{Index: 1, Key: "demo-b", Step: 9, Steps: 9, Phase: "结案 performed", Now: at, Done: true, OK: true})
	b.Close()
	require.Equal(t, 3, strings.Count(out.String(), "\x1b[3A"), "each drawing but the first begins at the top")
	last := screen(t, out.String())
	require.Len(t, last, 3)
	require.Contains(t, last[0], "1/2")
	require.Contains(t, last[1], "▸ demo-a")
	require.Contains(t, last[2], "✓ demo-b")
	require.Contains(t, last[2], "2026-11-24")
	for _, line := range last {
		require.LessOrEqual(t, columns(line), 60, line)
	}
}

// screen is what a terminal shows in the end.
func screen(t *testing.T, s string) []string {
	t.Helper()
	up := regexp.MustCompile("\x1b\\[(\\d)A")
	colour := regexp.MustCompile("\x1b\\[[0-9;]*[mK]")
	var rows []string
	row := 0
	for len(s) > 0 {
		if m := up.FindStringSubmatchIndex(s); m != nil && m[0] == 0 {
			row -= int(s[m[2]] - '0')
			s = s[m[1]:]
			continue
		}
		line, rest, _ := strings.Cut(s, "\n")
		for len(rows) <= row {
			rows = append(rows, "")
		}
		rows[row] = colour.ReplaceAllString(line, "")
		row++
		s = rest
	}
	return rows
}

func TestBoardOnALowTerminalShowsWhatIsUnderWay(t *testing.T) {
	var out bytes.Buffer
	b := NewBoard(&out, 5, func() (int, int) { return 80, 4 })
	b.every = 0
	for i, key := range []string{"a", "b", "c"} {
		b.Report(Progress{Index: i, Key: key, Now: at, Done: i == 0, OK: true})
	}
	last := screen(t, out.String())
	require.Len(t, last, 3)
	require.Contains(t, last[1], "▸ b")
	require.Contains(t, last[2], "▸ c")
}

func TestBoardElsewhereSaysWhatHasEnded(t *testing.T) {
	var out bytes.Buffer
	b := NewBoard(&out, 2, nil)
	b.Report(Progress{Index: 0, Key: "demo-a", Phase: "审理", Now: at})
	require.Empty(t, out.String())
	b.Report(Progress{Index: 0, Key: "demo-a", Phase: "结案", Now: at, Done: true, OK: true})
	b.Report(Progress{Index: 1, Key: "demo-b", Phase: "审理", Now: at, Done: true})
	b.Close()
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Len(t, lines, 2)
	require.Contains(t, lines[0], "[1/2] ✓ demo-a")
	require.Contains(t, lines[1], "[2/2] ✗ demo-b")
	require.NotContains(t, out.String(), "\x1b")
}

func TestSummaryNamesEveryDifference(t *testing.T) {
	outcomes := []Outcome{
		{Sample: "01-good", Key: "demo-good", Ended: "结案 performed", Days: 12, Events: 100},
		{Sample: "02-bad", Key: "demo-bad", Ended: "审理", Days: 3, Events: 40, Differences: []string{"case: phase: trial, want closed"}},
	}
	var out bytes.Buffer
	WriteSummary(&out, outcomes, 90*time.Second)
	for _, want := range []string{"✓  demo-good", "✗  demo-bad", "否 no (1)", "2 件 cases · 1 件符合", "共 15 天", "140 个事件", "1m30s", "✗ 02-bad demo-bad: case: phase: trial, want closed"} {
		require.Contains(t, out.String(), want)
	}
	require.ErrorContains(t, Err(outcomes), "02-bad demo-bad: case: phase: trial, want closed")
	require.NoError(t, Err(outcomes[:1]))
	// The columns stand under each other, Chinese or not.
	lines := strings.Split(out.String(), "\n")
	require.Equal(t, columns(lines[2][:strings.Index(lines[2], "12")]), columns(lines[3][:strings.Index(lines[3], "3 ")]))
}
