package policy

import (
	"slices"
	"strings"
)

// Near returns up to three of the names that are closest to what was written,
// closest first, for an error to offer. Names too far off are left out.
func Near(written string, names []string) []string {
	type candidate struct {
		name string
		far  int
	}
	var found []candidate
	for _, n := range names {
		far := distance(written, n)
		if strings.HasPrefix(n, written) || strings.Contains(n, written) && len(written) > 3 {
			far = min(far, 2)
		}
		if far <= max(2, len(n)/3) {
			found = append(found, candidate{n, far})
		}
	}
	slices.SortFunc(found, func(a, b candidate) int {
		if a.far != b.far {
			return a.far - b.far
		}
		return compare(a.name, b.name)
	})
	var out []string
	for _, c := range found[:min(3, len(found))] {
		out = append(out, c.name)
	}
	return out
}

// wantLength asks for one of the lengths that a court sets, with the closest.
func wantLength(written string, names []string) string {
	const zh, en = "标为本院内部或者推定的期限的编号", "one of the IDs listed as internal or assumption"
	if near := Near(written, names); len(near) > 0 {
		return zh + "；是否为“" + strings.Join(near, "、") + "”？ " + en + "; did you mean " + strings.Join(near, ", ") + "?"
	}
	return zh + " " + en
}

// distance is the number of bytes to insert, delete or change.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			diagonal, row[j] = row[j], min(row[j]+1, row[j-1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
