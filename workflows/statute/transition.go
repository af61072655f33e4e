package statute

import (
	"slices"

	"luxing/workflows/calendar"
)

// Transition says from when a text applies and to what.
type Transition struct {
	From     calendar.Date `json:"from"`
	Text     string        `json:"text"` // Chinese
	TextEN   string        `json:"text_en"`
	Rule     string        `json:"rule"`
	Source   string        `json:"source"`
	Verified bool          `json:"verified"`
}

// Transitions returns the changes of law the book knows, oldest first, with
// what each says about steps already begun. Where a text says nothing at hand,
// the law of the day on which a step begins governs that step to its end.
func Transitions() []Transition { return slices.Clone(transitions) }

var transitions = []Transition{
	{calendar.NewDate(2000, 9, 28), "审限规定", "Trial Limit Provisions", "in force; earlier provisions that differ yield", "Trial Limit Provisions 2000, heading and art. 24", true},
	{calendar.NewDate(2007, 4, 1), "诉讼费用交纳办法", "Litigation Fee Measures", "in force", "Litigation Fee Measures art. 56", true},
	{interestFrom, "迟延履行利息解释", "Delayed Interest Interpretation", "delay before it is counted under the earlier rules, delay after it under it", "art. 7; the day is not in the text at hand", false},
	{calendar.NewDate(2017, 7, 1), "民事诉讼法（2017）", "CPL 2017", "numbers of 2012 kept for the articles used here", "known from summaries; the text is not at hand", false},
	{calendar.NewDate(2018, 4, 26), "延长审限规定", "Trial Extension Provisions", "in force; extensions asked for 15 days before, decided 5 days before the end (10 days before under the provisions of 2000)", "Trial Extension Provisions 2019 art. 1, 9; Trial Limit Provisions 2000 art. 12", true},
	{fromAmended, "民法典配套修正的各解释", "interpretations amended with the Civil Code", "today's numbers; the texts give only the day of the decision, 2020-12-23", "headings of the texts", false},
	{from2021, "民事诉讼法（2021）", "CPL 2021", "public notice 30 days, was 60; small claims 2 + 1 months; steps begun before keep their law", "reports of the change; the amending decision is not at hand", false},
	{fromCPLI, "民诉法解释（2022）", "CPL Interpretation 2022", "in force; cites the numbers of CPL 2021", "heading of the text", true},
	{from2023, "民事诉讼法（2023）", "CPL 2023", "four articles more after 193, so enforcement articles move by four", "the text; the day is not in it", false},
}
