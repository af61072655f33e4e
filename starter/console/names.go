package console

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"luxing/workflows/bilingual"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
	"luxing/workflows/statute"
)

// phased are the machines of what lists show, whose states can be filtered by.
var phased = []*lifecycle.Machine{lifecycle.Case, lifecycle.Enforcement, lifecycle.Certificate, lifecycle.Revocation, lifecycle.CreditRepair, lifecycle.IntegrityList}

// machineOf is the main machine of a kind of workflow.
func machineOf(k casefile.Kind) *lifecycle.Machine {
	switch k {
	case casefile.KindEnforcement:
		return lifecycle.Enforcement
	case casefile.KindCertificate:
		return lifecycle.Certificate
	case casefile.KindCase:
		return lifecycle.Case
	}
	for _, m := range lifecycle.Machines() {
		if m.ID == string(k) {
			return m
		}
	}
	return lifecycle.Case
}

// state names a state of a machine.
func (l Lang) state(m *lifecycle.Machine, s lifecycle.State) string {
	if info, ok := m.State(s); ok {
		return l.of(info.Name, info.NameEN)
	}
	return l.anyState(s)
}

// anyState names a state of whichever machine has it.
func (l Lang) anyState(s lifecycle.State) string {
	for _, m := range lifecycle.Machines() {
		if info, ok := m.State(s); ok {
			return l.of(info.Name, info.NameEN)
		}
	}
	return string(s)
}

// phase names where a row stands.
func (l Lang) phase(k casefile.Kind, s lifecycle.State) string { return l.state(machineOf(k), s) }

// event names a decision, by the first machine that has it.
func (l Lang) event(e lifecycle.Event) string {
	for _, m := range lifecycle.Machines() {
		for _, r := range m.Rows {
			if r.Event == e {
				return l.of(r.Name, r.NameEN)
			}
		}
	}
	return string(e)
}

// role names a role.
func (l Lang) role(r lifecycle.Role) string {
	for _, info := range lifecycle.Roles() {
		if info.Role == r {
			return l.of(info.Name, info.NameEN)
		}
	}
	return string(r)
}

// roles names several.
func (l Lang) roles(list []lifecycle.Role) string {
	names := make([]string, len(list))
	for i, r := range list {
		names[i] = l.role(r)
	}
	return strings.Join(names, l.T("and"))
}

// whom names who must act: a role, a court elsewhere, or a party.
func (l Lang) whom(on string) string {
	switch on {
	case "":
		return ""
	case "receiving_court", "appeal_court", "retrial_court", "parties", "system", "dispatcher":
		return l.T("whom." + on)
	}
	if name := l.role(lifecycle.Role(on)); name != on {
		return name
	}
	if c := on[0]; len(on) <= 8 && 'A' <= c && c <= 'Z' {
		return l.T("whom.party", on)
	}
	return on
}

// ruleOf finds a rule of the book.
func ruleOf(id string) (statute.Rule, bool) {
	for _, r := range rules() {
		if string(r.ID) == id {
			return r, true
		}
	}
	return statute.Rule{}, false
}

// awaited names what a row waits for, in code a rule or a decision.
func (l Lang) awaited(w casefile.Wait) string {
	if l == English {
		if r, ok := ruleOf(w.For); ok {
			return r.NameEN
		}
		if name := l.event(lifecycle.Event(w.For)); name != w.For {
			return name
		}
	}
	return w.ForName
}

// act says what has to be done.
func (l Lang) act(w casefile.Wait) string {
	zh, en := w.Act()
	if l == English {
		return en
	}
	return zh
}

// period names an open deadline.
func (l Lang) period(d casefile.OpenDeadline) string {
	if r, ok := ruleOf(string(d.Deadline.Rule)); ok && l == English {
		return r.NameEN
	}
	return d.Name
}

// article gives a citation in the page's language: the rule book's are in
// both, those of the lifecycle's tables are Chinese and are put into English.
func (l Lang) article(s string) string {
	if l != English || !hasHan(s) {
		return l.pick(s)
	}
	if _, en := bilingual.Halves(s); en != "" {
		return en
	}
	s = articleNumber.ReplaceAllStringFunc(s, func(a string) string {
		return " art. " + strings.NewReplacer("第", "", "条", "", "款", "", "项", "", "之", "-", "、", ", ", "至", "–").Replace(a)
	})
	return lawNames.Replace(s)
}

// said is the half of a check's words that is in the page's language; articles
// that it rests on are put into English as everywhere.
func (l Lang) said(s string) string {
	zh, en := bilingual.Halves(s)
	switch {
	case l != English:
		return zh
	case en == "" && articleNumber.MatchString(zh):
		return l.article(zh)
	case en == "":
		return zh
	}
	return bracketed.ReplaceAllStringFunc(en, func(cited string) string { return strings.Replace(l.article(cited), "( ", "(", 1) })
}

// bracketed is an article in an English text: (民事诉讼法第118条).
var bracketed = regexp.MustCompile(`\([^()]*第[0-9][^()]*条[^()]*\)`)

var articleNumber = regexp.MustCompile(`第[0-9]+[0-9、至]*条(之[一二三四五])?`)

// lawNames are the short English names of what the tables cite.
var lawNames = strings.NewReplacer(
	"民诉法解释", "CPL Interpretation", "民事诉讼法", "CPL", "企业破产法", "EBL", "法院政策", "court policy",
	"财产保全规定", "Preservation Provisions", "延长审限规定", "Extension Provisions", "审限规定", "Trial Limit Provisions",
	"诉讼费用交纳办法", "Fee Measures", "执行程序解释", "Enforcement Procedure Interpretation", "执行和解规定", "Enforcement Settlement Provisions",
	"限制消费规定", "Consumption Limit Provisions", "财产调查规定", "Property Inquiry Provisions", "失信名单规定", "Defaulter List Provisions", "法院案号规定", "Case Number Provisions",
	"简易程序规定", "Summary Procedure Provisions", "破产法解释一", "EBL Interpretation I", "查封规定", "Seizure Provisions",
	"迟延履行利息解释", "Delayed-performance Interest Interpretation", "参照", "by analogy ",
	"民事调解规定", "Mediation Provisions", "执行规定", "Enforcement Provisions", "报告机制", "report, mechanism ",
	"一", "1", "二", "2", "三", "3", "四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9", "十", "10",
	"；", "; ", "（", " (", "）", ")", "、", ", ",
)

// sentence says what a case waits for, on whom, until when and under which article.
func (l Lang) sentence(k casefile.Kind, row casefile.Row) string {
	switch {
	case row.For == "" && row.Reason != "":
		return l.T("sentence.closed", l.named("reason.", row.Reason), row.ClosedOn.String())
	case row.For == "" && !row.ClosedOn.IsZero():
		return l.T("sentence.ended", row.ClosedOn.String())
	case row.For == "":
		return l.T("sentence.nothing")
	case row.Article == "":
		return l.T("sentence.plain", strings.TrimPrefix(l.whom(row.On), "the "), l.act(row.Wait), row.Last, l.awaited(row.Wait))
	case l.awaited(row.Wait) == l.act(row.Wait): // the period's name would say the same again
		return l.T("sentence.plain", strings.TrimPrefix(l.whom(row.On), "the "), l.act(row.Wait), row.Last, l.article(row.Article))
	}
	return l.T("sentence", strings.TrimPrefix(l.whom(row.On), "the "), l.act(row.Wait), row.Last, l.awaited(row.Wait), l.article(row.Article))
}

// wayOut is one decision in the list of what would unstick a case, as cases
// write it: 调解达成协议 mediate（承办法官）.
var wayOut = regexp.MustCompile(`([^；：]*?) ?([a-z][a-z_]+)（([^（）]+)）`)

// unstick is what would unstick a case: decisions by their names and by whom.
func (l Lang) unstick(s string) string {
	zh, en := bilingual.Halves(s)
	if en != "" {
		return l.of(zh, en)
	}
	out := wayOut.ReplaceAllStringFunc(s, func(way string) string {
		part := wayOut.FindStringSubmatch(way)
		name := l.event(lifecycle.Event(part[2]))
		if name == part[2] {
			return way
		}
		by := part[3]
		for _, r := range lifecycle.Roles() {
			if r.Name == by {
				by = l.of(r.Name, r.NameEN)
			}
		}
		return l.of(part[1]+"（"+by+"）", name+" ("+by+")")
	})
	return l.of(out, strings.ReplaceAll(out, "；", "; "))
}

// yuan writes an amount of fen with its thousands: 300,000.00.
func yuan(fen int64) string {
	digits := strconv.FormatInt(fen, 10)
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "−", digits[1:]
	}
	for len(digits) < 3 {
		digits = "0" + digits
	}
	whole, rest := digits[:len(digits)-2], digits[len(digits)-2:]
	var b strings.Builder
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return sign + b.String() + "." + rest
}

// masked keeps the last four characters of an identity number.
func masked(s string) string {
	runes := []rune(s)
	if len(runes) <= 4 {
		return strings.Repeat("*", len(runes))
	}
	return strings.Repeat("*", len(runes)-4) + string(runes[len(runes)-4:])
}

// moment writes an instant by the court's clock, to the minute.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(calendar.Zone).Format("2006-01-02 15:04")
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return calendar.Of(t).String()
}

// days says how far a last day is from a moment.
func (l Lang) days(last calendar.Date, now time.Time) string {
	switch n := last.Sub(calendar.Of(now)); {
	case last.IsZero():
		return ""
	case n > 0:
		return l.T("days.left", n)
	case n == 0:
		return l.T("days.today")
	default:
		return l.T("days.over", -n)
	}
}

// due says how far a row's wait is from its end.
func (l Lang) due(row casefile.Row, now time.Time) string {
	last, err := calendar.Parse(row.Last)
	if err != nil {
		return ""
	}
	return l.days(last, now)
}

// courtName names a court by its code.
func (p *page) courtName(code string) string {
	if c, ok := casefile.CourtOf(policy.Policy{Courts: p.Courts}, code); ok {
		return c.Name
	}
	return code
}

// number is what people call a case: its number, or its key until it has one.
func number(key string, row casefile.Row) string {
	if row.CaseNumber != "" {
		return row.CaseNumber
	}
	return key
}

// alerts are the levels that a list can be filtered by, the calm one left out.
var alerts = []casefile.Alert{casefile.AlertDelivery, casefile.AlertOverdue, casefile.AlertCourt, casefile.AlertOffice, casefile.AlertJudge}

// alertClass is the class of a level's colour; the word stands beside it.
func alertClass(a casefile.Alert) string {
	if !slices.Contains(alerts, a) {
		return "tag tag-calm"
	}
	return "tag tag-" + string(a)
}

// coded is a word of the code in a text that cases write: a state, a role, a level.
var coded = regexp.MustCompile(`[a-z]+(?:_[a-z]+)+|（(?:overdue|judge|president|clerk)）|: (?:trial|service|defence|appeal|supervision|enforcement|closed|stayed|dormant)$`)

// plain is a text that cases write, in the page's language and without words of
// the code: 「尚未到该阶段：审理 not there yet: in_court_prompt」.
func (l Lang) plain(s string) string {
	return coded.ReplaceAllStringFunc(l.pick(s), func(word string) string {
		bare := strings.Trim(word, "（）: ")
		name := l.anyState(lifecycle.State(bare))
		if name == bare || name == "" {
			name = l.role(lifecycle.Role(bare))
		}
		if name == bare || name == "" {
			name = l.named("alert.", bare)
		}
		return strings.Replace(word, bare, name, 1)
	})
}

// capital begins a heading with a capital letter.
func capital(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+utf8.RuneLen(r):]
	}
	return s
}

// linkName is what a linked workflow is to the one that shows it: a civil case
// by what it is to it, a judgment on a part or a severed suit, else its kind.
func (p *page) linkName(l casefile.Link) string {
	if zh, en := l.As.Name(); zh != "" {
		return p.Lang.of(zh, en)
	}
	return p.T("kind." + string(l.Kind))
}
