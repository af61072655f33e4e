package cli

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// pageWidth is how many terminal cells a line may take where no terminal says
// otherwise. A Chinese character
// takes two.
const pageWidth = 100

// cells is the number of terminal cells that s takes.
func cells(s string) int { return uniseg.StringWidth(s) }

// pad fills s with spaces to n cells; a longer s stays as it is.
func pad(s string, n int) string {
	if gap := n - cells(s); gap > 0 {
		return s + strings.Repeat(" ", gap)
	}
	return s
}

// padLeft fills s with spaces from the left, for numbers.
func padLeft(s string, n int) string {
	if gap := n - cells(s); gap > 0 {
		return strings.Repeat(" ", gap) + s
	}
	return s
}

// clip shortens s to n cells, with an ellipsis where something is missing.
func clip(s string, n int) string {
	if cells(s) <= n {
		return s
	}
	var b strings.Builder
	used := 0
	for rest, state := s, -1; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if used+w > n-1 {
			break
		}
		b.WriteString(cluster)
		used += w
	}
	return b.String() + "…"
}

// wrap breaks s into lines of at most n cells: between Chinese characters
// anywhere a line may end, between Latin words at the space, and not inside
// keys and IDs, which people copy. A word longer than a line is cut.
func wrap(s string, n int) []string {
	var lines []string
	for _, paragraph := range strings.Split(s, "\n") {
		lines = append(lines, wrapParagraph(paragraph, max(n, 2))...)
	}
	return lines
}

func wrapParagraph(s string, n int) []string {
	var lines []string
	line, used := "", 0
	flush := func() {
		lines = append(lines, strings.TrimRight(line, " "))
		line, used = "", 0
	}
	for rest, state := s, -1; rest != ""; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		for rest != "" && joins(segment[len(segment)-1]) && rest[0] < utf8.RuneSelf {
			var more string
			more, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
			segment += more
		}
		if w := cells(strings.TrimRight(segment, " ")); used > 0 && used+w > n {
			flush()
		}
		for cells(strings.TrimRight(segment, " ")) > n {
			head := cut(segment, n)
			lines = append(lines, head)
			segment = segment[len(head):]
		}
		line += segment
		used += cells(segment)
	}
	if line != "" || len(lines) == 0 {
		flush()
	}
	return lines
}

// joins reports whether a byte holds the parts of an ID together.
func joins(c byte) bool { return c == '-' || c == '/' || c == '_' }

// cut is the longest beginning of s that fits n cells, at least one character.
func cut(s string, n int) string {
	end, used := 0, 0
	for rest, state := s, -1; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if end > 0 && used+w > n {
			break
		}
		end += len(cluster)
		used += w
	}
	return s[:end]
}
