package court

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

func TestSplitFindsEveryDocumentAndItsLine(t *testing.T) {
	type doc struct {
		line int
		data string
	}
	for _, c := range []struct {
		name, in string
		want     []doc
	}{
		{"nothing", "", nil},
		{"blanks only", " \n\t\r\n ", nil},
		{"one", `{"a":1}`, []doc{{1, `{"a":1}`}}},
		{"one laid out", "\n{\n  \"a\": {\n    \"b\": \"}\\\"{\"\n  }\n}\n", []doc{{2, "{\n  \"a\": {\n    \"b\": \"}\\\"{\"\n  }\n}"}}},
		{"laid out without indent", "{\n\"a\": [\n{\n\"b\": 1\n}\n]\n}", []doc{{1, "{\n\"a\": [\n{\n\"b\": 1\n}\n]\n}"}}},
		{"byte order mark", "\xef\xbb\xbf{}", []doc{{1, "{}"}}},
		{"lines", "{\"a\":1}\n\n{\"a\":2}\r\n{\"a\":3}", []doc{{1, `{"a":1}`}, {3, `{"a":2}`}, {4, `{"a":3}`}}},
		{"two on a line", `{"a":1} {"a":2}`, []doc{{1, `{"a":1}`}, {1, `{"a":2}`}}},
		{"list", "[{\"a\":1},\n {\"a\":2}\n]\n", []doc{{1, `{"a":1}`}, {2, `{"a":2}`}}},
		{"empty list", "[]", nil},
		{"no objects in a list", `[1, "x, y", {"a":3}]`, []doc{{1, "1"}, {1, `"x, y"`}, {1, `{"a":3}`}}},
		{"a line cut short", "{\"a\":1}\n{\"a\": {\"b\":2}\n{\"a\":3}\n", []doc{{1, `{"a":1}`}, {2, "{\"a\": {\"b\":2}\n"}, {3, `{"a":3}`}}},
		{"an open quote", "{\"a\":\"x}\n{\"a\":3}\n", []doc{{1, "{\"a\":\"x}\n"}, {2, `{"a":3}`}}},
		{"a line of a brace and a word", "{broken\n{\"a\":3}\n", []doc{{1, "{broken\n"}, {2, `{"a":3}`}}},
		{"a line with a tail", "{\"a\":1}}\n{\"a\":3}\n", []doc{{1, `{"a":1}}`}, {2, `{"a":3}`}}},
		{"a joined list without brackets", "{\"a\":1},\n{\"a\":3}\n", []doc{{1, `{"a":1},`}, {2, `{"a":3}`}}},
		{"a line of something else", "hello, world\n{\"a\":3}\n", []doc{{1, "hello, world"}, {2, `{"a":3}`}}},
		{"cut off at the end", "{\"a\":1}\n{\"a\":", []doc{{1, `{"a":1}`}, {2, `{"a":`}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			// One byte at a time: nothing may hang on how a source delivers.
			for _, in := range []io.Reader{strings.NewReader(c.in), iotest.OneByteReader(strings.NewReader(c.in))} {
				var got []doc
				for d := range Split("x", in) {
					require.NoError(t, d.Err)
					got = append(got, doc{d.Line, string(d.Data)})
					require.Equal(t, len(got), d.Index)
				}
				require.Equal(t, c.want, got)
			}
		})
	}
}

func TestSplitSaysWhereAListBreaks(t *testing.T) {
	for _, c := range []struct {
		name, in  string
		good      int
		breakLine int
	}{
		{"no comma", "[{\"a\":1}\n {\"a\":2}]", 1, 2},
		{"two commas", "[{\"a\":1},\n,{\"a\":2}]", 1, 2},
		{"a comma before the end", "[{\"a\":1},\n]", 1, 2},
		{"no end", "[{\"a\":1},\n{\"a\":2}\n", 2, 3},
		{"an open quote", "[{\"a\":1},\n{\"a\":\"2}\n,{\"a\":3}]", 1, 2},
		{"text behind", "[{\"a\":1}]\nx", 1, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			good := 0
			var last Document
			for d := range Split("x", strings.NewReader(c.in)) {
				if last = d; d.Err == nil {
					good++
				}
			}
			require.Error(t, last.Err)
			require.Equal(t, c.good, good)
			require.Equal(t, c.breakLine, last.Line)
		})
	}
}

func TestSplitReportsAFailingSource(t *testing.T) {
	broken := errors.New("disk on fire")
	var last Document
	for d := range Split("x", io.MultiReader(strings.NewReader("{\"a\":1}\n{\"a\""), iotest.ErrReader(broken))) {
		last = d
	}
	require.ErrorIs(t, last.Err, broken)
}

func TestSplitHoldsNoMoreThanOneDocument(t *testing.T) {
	huge := `{"a":"` + strings.Repeat("x", MaxDocument) + `"}`
	var errs []error
	var good []string
	for d := range Split("x", strings.NewReader(huge+"\n{\"a\":2}\n")) {
		if d.Err != nil {
			errs = append(errs, d.Err)
			require.Nil(t, d.Data)
			continue
		}
		good = append(good, string(d.Data))
	}
	require.Equal(t, []error{errTooLarge}, errs)
	require.Equal(t, []string{`{"a":2}`}, good)
}

func BenchmarkSplit(b *testing.B) {
	var lines bytes.Buffer
	for i := range 1000 {
		fmt.Fprintf(&lines, "{\"key\":\"k%d\",\"text\":%q}\n", i, strings.Repeat("甲", 300))
	}
	b.SetBytes(int64(lines.Len()))
	for b.Loop() {
		n := 0
		for range Split("x", bytes.NewReader(lines.Bytes())) {
			n++
		}
		if n != 1000 {
			b.Fatal(n)
		}
	}
}
