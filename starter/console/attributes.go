package console

import (
	"github.com/a-h/templ"

	"luxing/workflows/casefile"
)

// described ties a field to its help and its faults for those who listen to
// the page, and says what it may not be without.
func described(f field) templ.Attributes {
	a := templ.Attributes{}
	by := ""
	if f.Help != "" {
		by = f.ID() + "-help"
	}
	if len(f.Faults) > 0 {
		a["aria-invalid"] = "true"
		if by != "" {
			by += " "
		}
		by += f.ID() + "-fault"
	}
	if by != "" {
		a["aria-describedby"] = by
	}
	if f.Required {
		a["aria-required"] = "true"
	}
	return a
}

// want is what would be right in the place of a fault. The checks say it in
// English; in Chinese the rule before it says as much, so that only examples
// and words to choose from are kept.
func (p *page) want(f casefile.Fault) string { return p.Lang.pick(f.Want) }
