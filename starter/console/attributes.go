package console

import (
	"strings"

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

// groupDescribed ties a group of fields to its help and its faults. That it is
// wrong or needed is said in words there: a group has no state of its own.
func groupDescribed(f field) templ.Attributes {
	a := described(f)
	delete(a, "aria-invalid")
	delete(a, "aria-required")
	return a
}

// want is what would be right in the place of a fault, in the page's language.
func (p *page) want(f casefile.Fault) string { return p.Lang.said(f.Want) }

// rule is which rule a fault breaks, in the page's language.
func (p *page) rule(f casefile.Fault) string { return p.Lang.said(f.Rule) }

// wrong says what is wrong with a field, as the field is filled in: nobody who
// chooses from a list is told its words in code.
func (p *page) wrong(f field, x casefile.Fault) string {
	rule := p.rule(x)
	required := f.Required && f.Value == "" && len(f.Values) == 0
	switch {
	case required && (f.Kind == asChoice || f.Kind == asMany):
		return p.T("want.choice")
	case required && f.Kind == asDate:
		return p.T("want.date")
	case required && f.Kind == asMoney:
		return p.T("want.money")
	case f.Kind == asRows && strings.HasPrefix(x.Rule, "必填"):
		return p.T("want.rows")
	case required && f.Kind != asRows && f.Kind != asGroup:
		return p.T("want.required")
	case x.Want == "":
		return rule
	}
	return rule + p.T("colon") + p.want(x)
}
