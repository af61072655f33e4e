package casefile

import (
	"fmt"
	"strings"
)

// Fault is one thing wrong with an input: where, which rule, what would be right.
type Fault struct {
	Field string `json:"field"` // a path such as parties[1].idNumber
	Rule  string `json:"rule"`  // what the rule is, with its article where law made it
	Want  string `json:"want"`  // what would be right
}

func (f Fault) String() string { return f.Field + ": " + f.Rule + "; " + f.Want }

// Faults is everything wrong with one input. A nil Faults is a clean bill.
type Faults []Fault

// Add appends a fault.
func (fs *Faults) Add(field, rule, want string, args ...any) {
	*fs = append(*fs, Fault{Field: field, Rule: rule, Want: fmt.Sprintf(want, args...)})
}

// Within prefixes the fields of inner with path and appends them.
func (fs *Faults) Within(path string, inner Faults) {
	for _, f := range inner {
		f.Field = strings.TrimSuffix(path+"."+f.Field, ".")
		*fs = append(*fs, f)
	}
}

// Error lists every fault on a line of its own.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// within is inner with its fields below path.
func within(path string, inner Faults) (fs Faults) {
	fs.Within(path, inner)
	return fs
}
