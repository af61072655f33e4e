// Command mechanismdoc writes docs/mechanisms.md: the twelve mechanisms of the
// reform, as the registry and the lifecycle's tables have them.
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"luxing/workflows"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func main() {
	if err := os.WriteFile("../docs/mechanisms.md", []byte(page()), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, "writing the mechanisms page:", err)
		os.Exit(1)
	}
}

func page() string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p("<!-- Generated from workflows/mechanisms.go by go generate. Do not edit. -->")
	p("# 十二项机制 / The twelve mechanisms\n")
	p("What each mechanism of the 2019 reform does in a case, from the registry that the software runs by. Ten are named in the report; what is marked *assumed* is the court's to name. A case shows for each of the twelve whether it was applied and why not, what it did, when, and with what result (`starter case show KEY`).\n")
	for _, x := range workflows.Mechanisms() {
		assumed := ""
		if !x.Sourced {
			assumed = " *(assumed: the report does not name it)*"
		}
		p("## %d %s — %s%s\n", x.Number, x.Name, x.NameEN, assumed)
		p("- **Set off by**: %s", x.Trigger)
		var states []string
		for _, s := range x.Acts {
			states = append(states, fmt.Sprintf("%s `%s`", lifecycle.Case.StateName(s), s))
		}
		p("- **Acts in**: %s", strings.Join(states, ", "))
		p("- **Effect**: %s", x.Affects)
		var clocks, papers []string
		for _, c := range x.Clocks {
			name := string(c)
			if r, ok := statute.Find(c); ok {
				name = r.Name
			}
			clocks = append(clocks, fmt.Sprintf("%s `%s`", name, c))
		}
		if len(clocks) > 0 {
			p("- **Periods**: %s", strings.Join(clocks, ", "))
		}
		for _, d := range x.Documents {
			papers = append(papers, "`"+string(d)+"`")
		}
		if len(papers) > 0 {
			p("- **Documents**: %s", strings.Join(papers, ", "))
		}
		if len(x.Counts) > 0 {
			p("- **Counted by**: `%s` ([figures](figures.md))", strings.Join(x.Counts, "`, `"))
		}
		p("- **Did nothing when**: %s", x.Idle)
		if len(x.Events) > 0 {
			p("\n| event | | who | refused unless | article |")
			p("|---|---|---|---|---|")
		}
		for _, e := range x.Events {
			rows := rowsOf(e)
			var who, guards, articles []string
			for _, r := range rows {
				for _, role := range r.By {
					who = once(who, role.Name())
				}
				for _, g := range r.Guards {
					guards = once(guards, "`"+string(g)+"`")
				}
				articles = once(articles, r.Article)
			}
			p("| `%s` | %s %s | %s | %s | %s |", e, rows[0].Name, rows[0].NameEN, strings.Join(who, "、"), strings.Join(guards, ", "), strings.Join(articles, "；"))
		}
		p("")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func rowsOf(e lifecycle.Event) []lifecycle.Row {
	m, ok := lifecycle.Owner(lifecycle.Machines(), e)
	if !ok {
		return []lifecycle.Row{{}}
	}
	return slices.DeleteFunc(slices.Clone(m.Rows), func(r lifecycle.Row) bool { return r.Event != e })
}

func once(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
