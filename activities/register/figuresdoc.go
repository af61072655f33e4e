package register

import (
	"fmt"
	"strings"
)

//go:generate go test . -run TestTheFiguresPageIsUpToDate -update

// FiguresPage is docs/figures.md: every definition, with the SQL that counts it.
func FiguresPage() string {
	var b strings.Builder
	b.WriteString(figuresHead)
	group := FigureGroup("")
	for _, f := range allFigures {
		if f.Group != group {
			group = f.Group
			fmt.Fprintf(&b, "\n## %s\n", groupHeads[group])
			if group == GroupPhases || group == GroupMechanisms {
				b.WriteString("\n" + groupNotes[group] + "\n\n| 指标 ID | 名称 name | SQL |\n|---|---|---|\n")
			}
		}
		if f.Group == GroupPhases || f.Group == GroupMechanisms {
			fmt.Fprintf(&b, "| `%s` | %s<br>%s | `%s` |\n", f.ID, f.Name, f.NameEN, strings.ReplaceAll(f.statement(), "\n", " "))
			continue
		}
		fmt.Fprintf(&b, "\n### %s `%s`\n\n%s. %s\n\n%s\n\n", f.Name, f.ID, upper(f.NameEN), f.Definition, f.DefinitionEN)
		fmt.Fprintf(&b, "| | |\n|---|---|\n| 分子 above the line | %s<br>%s |\n", f.Numerator, f.NumeratorEN)
		if f.Denominator != "" {
			fmt.Fprintf(&b, "| 分母 below the line | %s<br>%s |\n", f.Denominator, f.DenominatorEN)
		}
		fmt.Fprintf(&b, "| 归入期间 falls into a period by | %s<br>%s |\n", f.Day, f.DayEN)
		fmt.Fprintf(&b, "| 单位 unit | %s |\n| 口径来源 source | %s |\n| 说明 note | %s |\n", f.Unit, sourceHeads[f.Source], f.Note)
		if f.Margin > 0 {
			fmt.Fprintf(&b, "| 区间 band | ±%d%s |\n", f.Margin, map[bool]string{true: " 个百分点 points", false: "% 相对值 of the whole's value"}[f.Unit == Percent])
		}
		fmt.Fprintf(&b, "\n```sql\n%s\n```\n", f.statement())
	}
	return b.String()
}

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

const figuresHead = `# 指标 Figures

Generated from the table in ` + "`activities/register/figures.go`" + ` (` + "`go generate ./activities/register`" + `); a test fails when it is stale.

Each figure is defined once and counted from the register, for any period, court and division, on SQLite and PostgreSQL alike. A test recounts all of them from the timelines by another path.

- **Never mix definitions.** Two figures with one name have two IDs and two labels. A published number stands beside a definition for orientation only.
- **Nothing below the line, no value.** A figure whose denominator is zero has none; it is not nought.
- **Bands, no league tables.** A division is *within*, *above* or *below* a margin around the whole that was asked for, *too few* with fewer than ` + "10" + ` cases, and divisions stand in the order of their names. The margins are our own.
- **As known today.** "So far" means until the last record in the register; a case belongs to the division that has it now.
- **First instance opened again** (mediation repudiated, remanded, set aside): what its first conclusion led to counts no longer, the second does.
- **A judgment on a part** (先行判决) is no filing and concludes nothing: its suit came in once and ends once. It is an effective document of its own, performed or enforced by itself. **A severed suit** (分案) is a filing of the day it was severed, and a case like any other from there.

Sources: 有出处 *sourced*, the formula is that of published numbers; 通行用法 *usage*, no official formula was found; 本院口径 *our own*, the sources are silent and the court may change it.
`

var groupHeads = map[FigureGroup]string{
	GroupPerformance: "自动履行 Performance", GroupTrial: "审理与送达 Trial and service", GroupIncentive: "激励与信用 Incentives and credit",
	GroupPhases: "各阶段用时 Time in each phase", GroupMechanisms: "十二项机制 The twelve mechanisms",
}

var groupNotes = map[FigureGroup]string{
	GroupPhases: "期间内离开某阶段的，在该阶段停留自然日数的中位数；数次经过的各次分别计算，仍在该阶段的不计入。本院口径。公布的平均用时是平均数，与中位数不可比。\n\n" +
		"The median number of calendar days that was spent in a phase by what left it in the period; who passes it twice counts twice, who is still in it does not count. Our own definition. Published durations are averages and cannot be compared with a median.",
	GroupMechanisms: "期间内该项机制首次在其中起作用的案件数，一案计一件。名称见案件页；第十一、十二项的名称无出处，由本院定。本院口径。\n\n" +
		"Cases in which the mechanism acted for the first time in the period, one a case. The names of 11 and 12 are not sourced and the court's to set. Our own definition.",
}

var sourceHeads = map[Source]string{
	FromReport: "有出处 sourced", FromUsage: "通行用法，无官方公式 usage, no official formula", OurOwn: "本院口径 our own",
}

// statement is the SQL that counts a figure over a period, :from to :to.
func (f Figure) statement() string {
	s := f.sql
	switch s.how {
	case standing:
		return "-- above, at :to\nSELECT COUNT(*) FROM facts WHERE kind = 'case' AND long_on <> '' AND (concluded_on = '' OR concluded_on > long_on)\n" +
			"  AND long_on <= :to AND (concluded_on = '' OR concluded_on > :to)\n" +
			"-- below\nSELECT COUNT(*) FROM facts WHERE " + s.where + "\n  AND accepted_on <= :to AND (concluded_on = '' OR concluded_on >= :from)"
	case median:
		return "SELECT days FROM " + s.table + " WHERE " + s.where + " AND " + s.day + " BETWEEN :from AND :to"
	}
	table := strings.Join(strings.Fields(s.table), " ")
	above, below := "COUNT(*)", ""
	switch {
	case s.how == sum:
		above = "SUM(amount)"
	case s.how == versus:
		above, below = "SUM(CASE WHEN "+s.above+" THEN 1 ELSE 0 END)", ", SUM(CASE WHEN "+s.above+" THEN 0 ELSE 1 END)"
	case s.above != "":
		above, below = "SUM(CASE WHEN "+s.above+" THEN 1 ELSE 0 END)", ", COUNT(*)"
	}
	return "SELECT " + above + below + " FROM " + table + "\nWHERE " + s.where + " AND " + s.day + " BETWEEN :from AND :to"
}
