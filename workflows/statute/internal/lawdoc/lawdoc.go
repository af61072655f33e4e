// Package lawdoc writes the rule book out for people: every rule with its
// source, beside the code that counts it.
package lawdoc

import (
	"fmt"
	"strconv"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

var phases = []struct {
	phase  statute.Phase
	zh, en string
}{
	{statute.PhaseFiling, "立案", "Filing"},
	{statute.PhasePreservation, "保全", "Preservation"},
	{statute.PhaseService, "送达与答辩", "Service and defence"},
	{statute.PhaseTrial, "审理", "Trial"},
	{statute.PhaseJudgment, "裁判", "Judgment"},
	{statute.PhaseAppeal, "上诉", "Appeal"},
	{statute.PhaseRetrial, "再审", "Retrial"},
	{statute.PhaseSupervision, "督促履行", "Supervision of performance"},
	{statute.PhaseEnforcement, "执行", "Enforcement"},
	{statute.PhaseBankruptcy, "破产衔接", "Bankruptcy"},
	{statute.PhaseIncentive, "激励与信用修复", "Incentives and credit repair"},
}

var units = map[statute.Unit]string{
	statute.Hours: "小时", statute.Days: "日", statute.Workdays: "个工作日", statute.Months: "个月", statute.Years: "年",
}

var kinds = map[statute.Kind]string{
	statute.Statutory: "法定", statute.Internal: "内部", statute.Assumption: "假设",
}

// Render returns docs/law.md.
func Render() string {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }

	p("<!-- Generated from workflows/statute by go generate. Do not edit. -->")
	p("# 期间、费用与利息 / Periods, fees and interest\n")
	p("Every rule the software counts by, as it stands in the code. A rule is **法定** (statutory: a law, an interpretation or a binding document), **内部** (internal: a target the court sets itself) or **假设** (assumption: no source found gives it, so the court's policy does). ✓ marks a length and a starting event that were read in the text cited, or an article number seen in a text of its time; ✗ marks what could not be read, and the note says what it rests on.\n")
	p("Contents: [counting](#counting) · [rules](#rules) · [time not counted](#excluded) · [changes of law](#changes) · [fees](#fees) · [interest](#interest) · [the court's numbers](#policy) · [rest days](#days)\n")

	p("<a id=\"counting\"></a>\n## 期间的计算 / How periods are counted\n")
	p("| | rule | article (CPL 2023) |")
	p("|---|---|---|")
	p("| 起算 | the hour or day in which a period starts is not counted; hours run from the next hour, days, months and years from the next day | 85(2); CPL Interpretation 2022 art. 125 |")
	p("| 月、年 | end on the corresponding day, or on the month's last day where there is none | 85(2) gives months and years; the corresponding day is the Supreme Court's own reading of 2014, known from a report |")
	p("| 休假日 | a last day that is a rest day moves to the first day after; days of rest inside the period count; a weekend made up for by work is a working day | 85(3); that make-up days are no rest days is the plain sense of the notices, no authority was found |")
	p("| 在途 | time in the post is no part of the period: what is posted before the end is in time | 85(4) |")
	p("| 顺延 | an excusable default: apply within ten days of the end of the obstacle (rule `excused-default`) | 86 |")
	p("| 倒推 | “N days before” is counted back from the event and gives the last day in time; it is not moved, for that would shorten the notice | 139; Property Preservation Provisions 2020 art. 18 |")
	p("| 各自 | each party's period runs from its own receipt; a judgment takes effect when the last one has run | 171; CPL Interpretation 2022 art. 244 |")
	p("")

	p("<a id=\"rules\"></a>\n## 规则 / Rules\n")
	all := statute.Rules()
	for _, ph := range phases {
		p("### %s / %s\n", ph.zh, ph.en)
		p("| 规则 rule | 期间 length | 起算 starts | 主体 whose | 性质 kind | 依据 article | 说明 note |")
		p("|---|---|---|---|---|---|---|")
		for _, r := range all {
			if r.Phase == ph.phase {
				p("| %s | %s | %s<br>%s | %s | %s | %s | %s |",
					"**"+r.Name+"**<br>"+r.NameEN+"<br>`"+string(r.ID)+"`", length(r), r.Starts, r.StartsEN, r.Whose, kinds[r.Kind]+" "+tick(r.Verified), articles(r), notes(r))
			}
		}
		p("")
	}

	p("<a id=\"excluded\"></a>\n## 不计入审限、执行期限的期间 / Time not counted in trial and enforcement limits\n")
	p("The limits run from the day after filing (Trial Limit Provisions 2000 art. 8), also after a conversion to ordinary procedure. The day on which excluded time begins is counted, the day on which it ends is not. Overlaps are taken out once. What begins after the limit is over does not revive it. A limit that would be over without the exclusions, and formally is not, is shown as hidden overrun (隐性超审限).\n")
	p("| 事由 ground | 适用 clock | 最长 at most | 依据 article | 说明 note |")
	p("|---|---|---|---|---|")
	for _, g := range statute.Grounds() {
		clocks := make([]string, len(g.Clocks))
		for i, c := range g.Clocks {
			clocks[i] = string(c)
		}
		bound := "–"
		if g.MaxMonths > 0 {
			bound = strconv.Itoa(g.MaxMonths) + "个月"
		}
		p("| **%s**<br>%s<br>`%s` | %s | %s | %s | %s |", g.Name, g.NameEN, g.ID, strings.Join(clocks, ", "), bound, slash(g.Article), g.Note)
	}
	p("\nAn extension is asked for at least fifteen days before the limit's end and decided at least five days before it (Trial Extension Provisions 2019 art. 1).\n")

	p("<a id=\"changes\"></a>\n## 法律变动 / Changes of law\n")
	p("Which edition governs a step is decided by the day on which the step began.\n")
	p("| 自 from | 文件 text | 适用 rule | 来源 source | |")
	p("|---|---|---|---|---|")
	for _, t := range statute.Transitions() {
		p("| %s | %s<br>%s | %s | %s | %s |", t.From, t.Text, t.TextEN, t.Rule, t.Source, tick(t.Verified))
	}
	p("")

	p("<a id=\"fees\"></a>\n## 诉讼费用 / Court fees\n")
	p("Fees are exact; what a court charges is whole yuan by its policy (half up unless it says otherwise). Half is taken of what is charged, once only (CPL Interpretation 2022 art. 206), and keeps its 50 fen.\n")
	p("| 种类 kind | 标准 standard | 依据 article | 说明 note |")
	p("|---|---|---|---|")
	for _, f := range statute.FeeTable() {
		p("| **%s**<br>%s<br>`%s` | %s | %s | %s |", f.Name, f.NameEN, f.Kind, strings.Join(f.Parts, "<br>"), slash(f.Article), f.Note)
	}
	p("\n### 负担 / Who bears them\n")
	p("| 费用 fee | 情形 when | 负担 who | 依据 article |")
	p("|---|---|---|---|")
	for _, w := range statute.Bearings() {
		p("| %s<br>%s | %s<br>%s | %s<br>%s | %s |", w.Fee, w.FeeEN, w.When, w.WhenEN, w.Who, w.WhoEN, slash(w.Article))
	}
	p("")

	p("<a id=\"interest\"></a>\n## 迟延履行利息 / Delayed-performance interest\n")
	p("- The doubled part is 0.0175 % a day of what is unpaid of the debt, general interest left out (Delayed Interest Interpretation art. 1), each instalment from the end of its own period (art. 2).")
	p("- The day after the performance period is the first day, the day of payment the last (art. 3); a court's policy may leave the day of payment out, as some do. The answer states which.")
	p("- Time suspended for a review the debtor did not ask for is not counted (art. 3). A payment pays the debt before the doubled part unless the parties agreed otherwise (art. 4).")
	p("- A debtor who bears the penalty agreed in a mediation document owes nothing on top (Civil Mediation Provisions 2020 art. 15).")
	p("- Amounts are exact and rounded once, half a fen up, at the end. Delay before 2014-08-01 follows earlier rules (art. 7) that are not at hand: it is refused. That day is not in the text at hand either.\n")

	p("<a id=\"policy\"></a>\n## 法院政策确定的期间 / The court's numbers\n")
	p("| 规则 rule | 默认 default | 范围 range | 理由 why |")
	p("|---|---|---|---|")
	for _, n := range policy.Numbers() {
		p("| %s<br>%s<br>`%s` | %d %s | %d–%d | %s |", n.Name, n.NameEN, n.ID, n.Default, n.Unit, n.Min, n.Max, n.Why)
	}
	p("")

	table := calendar.Default()
	p("<a id=\"days\"></a>\n## 休假日 / Rest days\n")
	p("Built in from the State Council's notices: %d to %d, edition `%s`. Later years come as rows in a case's own history; deadlines that depend on a year not yet announced are provisional.", table.FirstYear(), table.LastYear(), table.Edition())
	return b.String()
}

func length(r statute.Rule) string {
	s := strconv.Itoa(r.Length) + units[r.Unit]
	if r.Direction == statute.Before {
		s = "前" + s
	}
	switch {
	case r.Set && r.Max > 0 && r.Min == r.Max:
	case r.Set && r.Max > 0:
		s += fmt.Sprintf("<br>可定%d–%d", r.Min, r.Max)
	case r.Set:
		s += fmt.Sprintf("<br>可定，不少于%d", r.Min)
	}
	if r.ByPolicy {
		s += "<br>依政策"
	}
	if r.Fixed && r.Unit != statute.Hours {
		s += "<br>不顺延"
	}
	return s
}

func articles(r statute.Rule) string {
	var out []string
	for i := len(r.Versions) - 1; i >= 0; i-- {
		v := r.Versions[i]
		s := v.Article + "<br>" + v.ArticleEN
		if r.Kind == statute.Statutory {
			s += " " + tick(v.Verified)
		}
		if !v.To.IsZero() {
			s = "≤ " + v.To.String() + ": " + s
		}
		if v.Length > 0 && v.Length != r.Length {
			s += "，" + strconv.Itoa(v.Length) + units[r.Unit]
		}
		out = append(out, s)
	}
	return strings.Join(out, "<br>")
}

func notes(r statute.Rule) string {
	s := r.Source
	if r.Note != "" {
		s += ". " + strings.ToUpper(r.Note[:1]) + r.Note[1:]
	}
	return s + "."
}

func slash(article string) string { return strings.Replace(article, " / ", "<br>", 1) }

func tick(ok bool) string {
	if ok {
		return "✓"
	}
	return "✗"
}
