package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestCellsCountsWhatATerminalShows(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "abc": 3, "民间借贷": 8, "（2019）浙0211民初1号": 21, "a民b": 4, "“x”": 3, "é": 1, "e\u0301": 1, "，。": 4, "👍": 2,
	} {
		require.Equal(t, want, cells(s), s)
	}
}

func TestPadFillsByCells(t *testing.T) {
	require.Equal(t, "民  |", pad("民", 4)+"|")
	require.Equal(t, "|  民", "|"+padLeft("民", 4))
	require.Equal(t, "民事案件", pad("民事案件", 4))
}

func TestClipNeverSplitsACharacter(t *testing.T) {
	require.Equal(t, "民事", clip("民事", 4))
	require.Equal(t, "民…", clip("民事案件", 4))
	require.Equal(t, "ab…", clip("abcdef", 3))
}

func TestWrapBreaksChineseAnywhereAndLatinAtSpaces(t *testing.T) {
	require.Equal(t, []string{"民事诉", "讼法"}, wrap("民事诉讼法", 6))
	require.Equal(t, []string{"the quick", "brown fox"}, wrap("the quick brown fox", 10))
	require.Equal(t, []string{"send", "nb-2019-0001", "again"}, wrap("send nb-2019-0001 again", 14))
	require.Equal(t, []string{"abcde", "fgh"}, wrap("abcdefgh", 5))
	require.Equal(t, []string{"a", "b"}, wrap("a\nb", 5))
	require.Equal(t, []string{""}, wrap("", 5))
}

func TestWrapKeepsTheTextAndTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("ab c民事，。—（）1é \n"))).Draw(t, "s")
		n := rapid.IntRange(2, 40).Draw(t, "n")
		lines := wrap(s, n)
		for _, l := range lines {
			if cells(l) > n {
				t.Fatalf("%q takes %d of %d", l, cells(l), n)
			}
		}
		strip := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if strip(strings.Join(lines, "")) != strip(s) {
			t.Fatalf("%q became %q", s, lines)
		}
	})
}

func TestTableLinesUpByCellsAndFitsThePage(t *testing.T) {
	tb := &table{indent: "  ", cols: []column{{head: "编号 ID"}, {head: "说明 what", flex: true}, {head: "金额 yuan", right: true}}}
	tb.add(txt("answer/D1"), txt(strings.Repeat("答辩期届满前应当提交答辩状 ", 8)), txt("1.00"))
	tb.add(txt("民事"), txt("short"), txt("300,000.00"))
	var out bytes.Buffer
	tb.write(&out, false)
	lines := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	require.Greater(t, len(lines), 3, "the long text is wrapped")
	for _, l := range lines {
		require.LessOrEqual(t, cells(l), pageWidth, l)
	}
	// The amounts end in one column, and the texts begin in one.
	require.Equal(t, cells(lines[1]), cells(lines[len(lines)-1]))
	require.Equal(t, column1(lines[1], "答"), column1(lines[len(lines)-1], "short"))
}

// column1 is the cell at which the text begins in the line.
func column1(line, text string) int { return cells(line[:strings.Index(line, text)]) }

func TestColoursTakeNoRoom(t *testing.T) {
	tb := &table{cols: []column{{}, {}}}
	tb.add(hue(red, "超期"), txt("x"))
	tb.add(txt("正常的"), txt("y"))
	var plainOut, colour bytes.Buffer
	tb.write(&plainOut, false)
	tb.write(&colour, true)
	require.Contains(t, colour.String(), "\x1b[31m超期\x1b[0m")
	require.Equal(t, plainOut.String(), stripColours(colour.String()))
}

func stripColours(s string) string {
	for {
		i := strings.Index(s, "\x1b[")
		if i < 0 {
			return s
		}
		j := strings.IndexByte(s[i:], 'm')
		s = s[:i] + s[i+j+1:]
	}
}

func TestColoursOnlyForATerminalThatWantsThem(t *testing.T) {
	env := func(m map[string]string) func(string) string { return func(k string) string { return m[k] } }
	require.True(t, bool(wantsColour(true, env(nil))))
	require.False(t, bool(wantsColour(false, env(nil))))
	require.False(t, bool(wantsColour(true, env(map[string]string{"NO_COLOR": "1"}))))
	require.False(t, bool(wantsColour(true, env(map[string]string{"TERM": "dumb"}))))
}

func TestTerminalCannotBeSteeredByWhatIsShown(t *testing.T) {
	tb := &table{cols: []column{{}}}
	tb.add(txt("张三\x1b[2J\u202e四\r"))
	var out bytes.Buffer
	tb.write(&out, false)
	require.Equal(t, "张三[2J四\n", out.String())
}

func FuzzClean(f *testing.F) {
	f.Add("a\x1b[31mb\u202e")
	f.Fuzz(func(t *testing.T, s string) {
		for _, r := range clean(s) {
			if r < ' ' && r != '\n' || r == 0x7f || r == 0x9b {
				t.Fatalf("%q lets %q through", s, r)
			}
		}
	})
}
