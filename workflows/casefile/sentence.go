package casefile

import (
	"fmt"
	"strings"

	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// Act is what the wait is for, as the end of a sentence in both languages:
// 提出答辩状, answer the complaint.
func (w Wait) Act() (zh, en string) {
	if zh, en, ok := statute.Act(statute.RuleID(w.For)); ok {
		return zh, en
	}
	return "办理“" + w.ForName + "”", "see to " + w.For
}

// Sentence says on whom the wait is, what has to be done, until when, and by
// which period of which article; Chinese first. Nothing is awaited when For is
// empty.
func (w Wait) Sentence() string {
	if w.For == "" {
		return "没有等待的事项 nothing is awaited"
	}
	zh, en := w.Act()
	articleZH, articleEN, both := strings.Cut(w.Article, " / ")
	if !both {
		articleEN = articleZH
	}
	whom := Whom(w.On)
	if whom == w.On {
		whom = "当事人" + whom
	}
	period := w.ForName
	if period == zh && articleZH != "" { // it would say the same twice
		period = ""
	}
	return fmt.Sprintf("等待%s%s，最迟%s（%s） waits for %s to %s by %s (%s)",
		whom, zh, w.Last, under(period, "，", articleZH), w.On, en, w.Last, under(w.For, ", ", articleEN))
}

// under names a period and its article, whichever there are.
func under(period, mark, article string) string {
	if period == "" || article == "" {
		return period + article
	}
	return period + mark + article
}

// others are those that a wait can be on beside the roles and the parties.
var others = map[string]string{
	"receiving_court": "受移送法院",
	"appeal_court":    "上一级法院",
	"retrial_court":   "再审法院",
	"parties":         "各方当事人",
	"system":          "系统",
	"dispatcher":      "分发程序",
}

// Whom names in Chinese whom a wait is on: a role or another court. A party is
// its ID in the case.
func Whom(on string) string {
	if name := lifecycle.Role(on).Name(); name != on {
		return name
	}
	if name, ok := others[on]; ok {
		return name
	}
	return on
}
