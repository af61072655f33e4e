package statute

import (
	"fmt"
	"strconv"
	"strings"

	"luxing/workflows/calendar"
)

// law is a text that rules cite.
type law struct {
	zh, en string
}

// The texts, as their snapshots have them. Numbers of earlier editions are
// marked where they could not be read.
var (
	cpl2017 = law{zh: "民事诉讼法（2017）", en: "CPL 2017"}
	cpl2021 = law{zh: "民事诉讼法（2021）", en: "CPL 2021"}
	cpl2023 = law{zh: "民事诉讼法（2023）", en: "CPL 2023"}
	cpli    = law{zh: "民诉法解释（2022）", en: "CPL Interpretation 2022"}

	feeRules       = law{zh: "诉讼费用交纳办法", en: "Litigation Fee Measures"}
	trialLimits    = law{zh: "审限规定（2000）", en: "Trial Limit Provisions 2000"}
	extensionRules = law{zh: "延长审限规定（2019）", en: "Trial Extension Provisions 2019"}
	preserveRules  = law{zh: "财产保全规定（2020）", en: "Property Preservation Provisions 2020"}
	mediationRules = law{zh: "民事调解规定（2020）", en: "Civil Mediation Provisions 2020"}
	summaryRules   = law{zh: "简易程序规定（2020）", en: "Summary Procedure Provisions 2020"}
	enforceRules   = law{zh: "执行规定（2020）", en: "Enforcement Provisions 2020"}
	enforceProcess = law{zh: "执行程序解释（2020）", en: "Enforcement Procedure Interpretation 2020"}
	inquiryRules   = law{zh: "财产调查规定（2020）", en: "Property Inquiry Provisions 2020"}
	delayRules     = law{zh: "迟延履行利息解释", en: "Delayed Interest Interpretation"}
	bankruptcyLaw  = law{zh: "企业破产法", en: "Enterprise Bankruptcy Law"}
)

// art cites an article. "128" is an article, "128/2" its second paragraph,
// "9#7" its seventh item.
func (l law) art(ref string) (zh, en string) {
	n, para, item := ref, "", ""
	if i := strings.IndexByte(n, '#'); i >= 0 {
		n, item = n[:i], n[i+1:]
	}
	if i := strings.IndexByte(n, '/'); i >= 0 {
		n, para = n[:i], n[i+1:]
	}
	zh, en = l.zh+"第"+n+"条", l.en+" art. "+n
	if para != "" {
		zh, en = zh+"第"+para+"款", en+"("+para+")"
	}
	if item != "" {
		zh, en = zh+"第"+item+"项", en+" item "+item
	}
	return zh, en
}

func (l law) cite(ref string) string {
	zh, en := l.art(ref)
	return zh + " / " + en
}

// Days from which the editions of the Civil Procedure Law apply. Steps begun
// before 2017-07-01 are cited by the 2017 numbers, which are those of 2012.
var (
	from2021 = calendar.NewDate(2022, 1, 1)
	from2023 = calendar.NewDate(2024, 1, 1)

	// The interpretation of 2022 applies from here; its earlier numbers are
	// not at hand.
	fromCPLI = calendar.NewDate(2022, 4, 10)
	// The interpretations amended on 2020-12-23 carry today's numbers from
	// the Civil Code's first day on; the text gives only the day of the
	// decision.
	fromAmended = calendar.NewDate(2021, 1, 1)
)

// Numbers of earlier editions that a text of their time was seen to cite.
var (
	seen2017 = map[int]bool{82: true, 100: true, 146: true, 225: true, 226: true, 227: true, 239: true, 240: true, 253: true, 255: true}
	seen2021 = map[int]bool{85: true, 103: true, 104: true, 126: true, 130: true, 152: true, 165: true, 171: true, 173: true, 174: true,
		183: true, 211: true, 212: true, 234: true, 246: true, 260: true}
)

// number2021 and number2017 take an article of the 2023 edition back to the
// one it was. The steps were fixed by the pairs known from texts of the time:
// 2023 put four articles in before the old 194; 2021 put three in before the
// old 82 and four more after the old 162.
func number2021(n int) int {
	if n >= 198 {
		return n - 4
	}
	return n
}

func number2017(n int) int {
	n = number2021(n)
	switch {
	case n >= 170:
		return n - 7
	case n >= 85:
		return n - 3
	}
	return n
}

const unreadNumber = "the number is taken from the map of editions; the old text is not at hand"

// cpl gives the editions of a rule of the Civil Procedure Law whose substance
// did not change, from its article in the 2023 edition.
func cpl(ref string) []Version {
	head := ref
	if i := strings.IndexAny(ref, "/#"); i >= 0 {
		head = ref[:i]
	}
	n, err := strconv.Atoi(head)
	if err != nil {
		panic(fmt.Sprintf("statute: article %q", ref))
	}
	tail := ref[len(head):]
	old17, old21 := number2017(n), number2021(n)
	return []Version{
		edition(cpl2017, strconv.Itoa(old17)+tail, calendar.Date{}, from2021.AddDays(-1), seen2017[old17]),
		edition(cpl2021, strconv.Itoa(old21)+tail, from2021, from2023.AddDays(-1), seen2021[old21]),
		edition(cpl2023, ref, from2023, calendar.Date{}, true),
	}
}

func edition(l law, ref string, from, to calendar.Date, verified bool) Version {
	zh, en := l.art(ref)
	v := Version{From: from, To: to, Article: zh, ArticleEN: en, Verified: verified}
	if !verified {
		v.Note = unreadNumber
	}
	return v
}

// only is the single version of a text that was not renumbered.
func only(l law, ref string) []Version {
	return []Version{edition(l, ref, calendar.Date{}, calendar.Date{}, true)}
}

// interpreted is an article of the 2022 interpretation; what it was called
// before is not known here.
func interpreted(ref string) []Version {
	return renumbered(cpli, ref, fromCPLI, "民诉法解释（2015）", "CPL Interpretation 2015")
}

// amended is an article of a text amended at the end of 2020.
func amended(l law, ref string) []Version {
	return renumbered(l, ref, fromAmended, strings.TrimSuffix(l.zh, "（2020）"), strings.TrimSuffix(l.en, " 2020"))
}

func renumbered(l law, ref string, from calendar.Date, oldZH, oldEN string) []Version {
	return []Version{
		{
			To:      from.AddDays(-1),
			Article: oldZH + "（条号未核）", ArticleEN: oldEN + " (article not checked)",
			Note: "the earlier text is not at hand; length taken from today's",
		},
		edition(l, ref, from, calendar.Date{}, true),
	}
}

// unread is a document known only from reports of it.
func unread(zh, en string) []Version {
	return []Version{{Article: zh, ArticleEN: en, Note: "the document's own text is not at hand"}}
}

// noArticle is for a number of the court's own, which no text gives.
func noArticle(kind Kind) []Version {
	if kind == Internal {
		return []Version{{Article: "本院规定", ArticleEN: "court's own target"}}
	}
	return []Version{{Article: "无明文规定，依本院政策", ArticleEN: "no rule found, court's policy"}}
}
