package documents

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// page is what a template sees. Its methods look facts up and give either a
// plain value, which html/template escapes, or the mark of what is missing.
type page struct {
	kind    *kindInfo
	order   casefile.DocumentOrder
	facts   CaseFacts
	to      casefile.Party
	isParty bool
	missing []string
}

// todo is printed where a fact is missing, so that nobody sends the document
// without seeing it.
const todo template.HTML = "<mark>待补</mark>"

func newPage(kind *kindInfo, order casefile.DocumentOrder, facts CaseFacts) *page {
	p := &page{kind: kind, order: order, facts: facts}
	p.to, p.isParty = p.party(order.To)
	if kind.obligations && len(order.Obligations) == 0 {
		p.miss(ObligationsKey)
	}
	return p
}

// miss notes that a fact is missing, once, and gives the mark.
func (p *page) miss(key string) template.HTML {
	if !slices.Contains(p.missing, key) {
		p.missing = append(p.missing, key)
	}
	return todo
}

// orMiss gives s, or the mark where s is empty.
func (p *page) orMiss(key, s string) any {
	if s == "" {
		return p.miss(key)
	}
	return s
}

// join puts values and marks together, escaping what is not a mark.
func join(parts ...any) template.HTML {
	var b strings.Builder
	for _, part := range parts {
		if h, ok := part.(template.HTML); ok {
			b.WriteString(string(h))
			continue
		}
		b.WriteString(template.HTMLEscapeString(fmt.Sprint(part)))
	}
	return template.HTML(b.String())
}

// The head.

func (p *page) Title() string { return p.kind.kind.Title() }

// LongTitle asks for smaller type: the title would not fit its line.
func (p *page) LongTitle() bool { return len([]rune(p.kind.kind.Title())) > 9 }

func (p *page) ID() string { return p.order.ID }

// CourtName is the name that stands over and under the document; of a court
// that is not known, its code.
func (p *page) CourtName() any { return p.orMiss("court", p.court()) }

// court is the issuing court's name: that of a court of the policy comes with
// the order.
func (p *page) court() string { return p.Or("courtName", courtName(p.facts.Court)) }

func courtName(code string) string {
	if c, ok := casefile.FindCourt(code); ok {
		return c.Name
	}
	if code == "" {
		return ""
	}
	return code + "人民法院"
}

// Number is the plain number of the document, for the page's title.
func (p *page) Number() string {
	if p.facts.Number != "" {
		return p.facts.Number
	}
	return p.facts.CaseNumber
}

// NumberLine is the document's number, marked where one is wanted and missing.
func (p *page) NumberLine() any {
	if p.kind.unnumbered {
		return p.Number()
	}
	return p.orMiss(NumberKey, p.Number())
}

func (p *page) CaseNumber() any { return p.orMiss(NumberKey, p.facts.CaseNumber) }

func (p *page) Cause() any {
	if p.facts.Cause == "" {
		return p.Text("cause")
	}
	return p.facts.Cause
}

// Procedure is empty for a procedure that has no name here.
func (p *page) Procedure() string {
	switch p.facts.Procedure {
	case casefile.Ordinary, casefile.Summary, casefile.SmallClaims:
		return p.facts.Procedure.Name()
	}
	return ""
}

// The foot.

func (p *page) Dated() any          { return p.orMiss("on", ChineseDate(p.order.On)) }
func (p *page) SealStar() string    { return sealStar }
func (p *page) SealGlyphs() []glyph { return sealGlyphs(p.court()) }
func (p *page) Verification() any   { return p.orMiss("verification", p.facts.Verification) }

// The recipient.

func (p *page) ToParty() bool { return p.isParty }
func (p *page) ToName() any   { return p.orMiss("to", p.to.Name) }

func (p *page) ToSide() string {
	if !p.isParty {
		return ""
	}
	return p.to.Side.Name()
}

func (p *page) ToAddress() any { return p.orMiss("address", p.to.Address) }

// ToCreditor reports whether the recipient is a creditor of the order's
// obligations, or a plaintiff where the order has none.
func (p *page) ToCreditor() bool {
	if !p.isParty {
		return false
	}
	if len(p.order.Obligations) == 0 {
		return p.to.Side == casefile.Plaintiff
	}
	return slices.ContainsFunc(p.order.Obligations, func(o casefile.ObligationView) bool { return o.Creditor == p.to.ID })
}

// You is how the document speaks to its recipient.
func (p *page) You() string {
	if p.isParty && p.to.Kind != casefile.Person {
		return "你单位"
	}
	return "你"
}

func (p *page) ToIDName() string {
	if p.isParty && p.to.Kind != casefile.Person {
		return "统一社会信用代码"
	}
	return "公民身份号码"
}

// ToIDMasked shows a unit's code, which is public, and of a person's number
// only what tells two people of one name apart.
func (p *page) ToIDMasked() any {
	id := p.to.IDNumber
	if p.to.Kind == casefile.Person && len(id) == 18 {
		id = id[:6] + strings.Repeat("*", 8) + id[14:]
	}
	return p.orMiss("idNumber", id)
}

// The parties.

func (p *page) party(id string) (casefile.Party, bool) {
	for _, x := range p.facts.Parties {
		if x.ID == id {
			return x, true
		}
	}
	return casefile.Party{}, false
}

func (p *page) on(s casefile.Side) []string {
	var ids []string
	for _, x := range p.facts.Parties {
		if x.Side == s {
			ids = append(ids, x.ID)
		}
	}
	return ids
}

// namesAtMost names that many people in running text; of more it says 等.
const namesAtMost = 3

func (p *page) names(key string, ids []string) any {
	var names []string
	for _, id := range ids {
		if x, ok := p.party(id); ok && x.Name != "" {
			names = append(names, x.Name)
		}
	}
	switch {
	case len(names) == 0 || len(names) < len(ids):
		return p.miss(key)
	case len(names) > namesAtMost:
		return strings.Join(names[:namesAtMost], "、") + "等" + strconv.Itoa(len(names)) + "人"
	}
	return strings.Join(names, "、")
}

// Suit names the case as documents do: 原告张三与被告李四民间借贷纠纷一案.
func (p *page) Suit() template.HTML {
	return join("原告", p.names("plaintiff", p.on(casefile.Plaintiff)), "与被告", p.names("defendant", p.on(casefile.Defendant)), p.Cause(), "一案")
}

// Execution names the enforcement case by its applicants and debtors.
func (p *page) Execution() template.HTML {
	var creditors, debtors []string
	add := func(ids *[]string, id string) {
		if id != "" && !slices.Contains(*ids, id) {
			*ids = append(*ids, id)
		}
	}
	for _, o := range p.order.Obligations {
		add(&creditors, o.Creditor)
		for _, d := range o.Debtors {
			add(&debtors, d)
		}
	}
	if len(creditors) == 0 || len(debtors) == 0 {
		creditors, debtors = p.on(casefile.Plaintiff), p.on(casefile.Defendant)
	}
	return join("申请执行人", p.names("plaintiff", creditors), "与被执行人", p.names("defendant", debtors), p.Cause(), "一案")
}

// partyLine is a party as a decision describes it.
type partyLine struct {
	Name, IDNumber, Address any
}

// Debtor is whom a bankruptcy transfer is about.
func (p *page) Debtor() partyLine {
	id := p.order.Facts["debtor"]
	if id == "" && p.isParty {
		id = p.order.To
	}
	if id == "" {
		var units []string
		for _, d := range p.on(casefile.Defendant) {
			if x, _ := p.party(d); x.Kind == casefile.Enterprise {
				units = append(units, d)
			}
		}
		if len(units) == 1 {
			id = units[0]
		}
	}
	x, _ := p.party(id)
	return partyLine{Name: p.orMiss("debtor", x.Name), IDNumber: x.IDNumber, Address: x.Address}
}

// PartyOf prints the name of the party whose ID the fact holds; a fact that
// names nobody of the case is printed as it stands.
func (p *page) PartyOf(key string) any {
	id := p.order.Facts[key]
	if x, ok := p.party(id); ok && x.Name != "" {
		return x.Name
	}
	return p.orMiss(key, id)
}

// CourtOf prints the court that the fact names by its code or by its name.
func (p *page) CourtOf(key string) any {
	v := p.order.Facts[key]
	if c, ok := casefile.FindCourt(v); ok {
		return c.Name
	}
	return p.orMiss(key, v)
}

// Facts by their form.

func (p *page) Has(key string) bool { return strings.TrimSpace(p.order.Facts[key]) != "" }

func (p *page) Text(key string) any { return p.orMiss(key, strings.TrimSpace(p.order.Facts[key])) }

func (p *page) Or(key, otherwise string) string {
	if v := strings.TrimSpace(p.order.Facts[key]); v != "" {
		return v
	}
	return otherwise
}

func (p *page) Day(key string) any { return p.orMiss(key, PlainDate(p.day(key))) }

// day reads a fact that is a day; one that is malformed counts as missing.
func (p *page) day(key string) calendar.Date {
	d, err := calendar.Parse(strings.TrimSpace(p.order.Facts[key]))
	if err != nil {
		return calendar.Date{}
	}
	return d
}

func (p *page) Money(key string) any {
	fen, err := strconv.ParseInt(strings.TrimSpace(p.order.Facts[key]), 10, 64)
	if err != nil {
		return p.miss(key)
	}
	return money(fen)
}

// Yuan prints an amount that is written as 862408.00元 the way documents do.
func (p *page) Yuan(key string) any {
	yuan, cents, ok := strings.Cut(strings.TrimSuffix(strings.TrimSpace(p.order.Facts[key]), "元"), ".")
	fen, err := strconv.ParseInt(yuan+cents, 10, 64)
	if !ok || len(cents) != 2 || err != nil {
		return p.miss(key)
	}
	return Amount(fen)
}

func money(fen int64) string { return Amount(fen) + "（大写：" + Capital(fen) + "）" }

func (p *page) Days(key string) any {
	n, err := strconv.Atoi(strings.TrimSpace(p.order.Facts[key]))
	if err != nil || n < 1 {
		return p.miss(key)
	}
	return Chinese(n)
}

func (p *page) DaysOr(key string, otherwise int) any {
	if !p.Has(key) {
		return Chinese(otherwise)
	}
	return p.Days(key)
}

// item is one line of a numbered list.
type item struct {
	Number int
	Text   any
}

func (p *page) List(key string) []item {
	return p.items(key, func(r rune) bool { return r == '\n' || r == '；' })
}

// Items is a list whose lines may have parts of their own.
func (p *page) Items(key string) []item {
	return p.items(key, func(r rune) bool { return r == '\n' })
}

func (p *page) items(key string, parts func(rune) bool) []item {
	var items []item
	for _, line := range strings.FieldsFunc(p.order.Facts[key], parts) {
		if line = strings.TrimSpace(line); line != "" {
			items = append(items, item{Number: len(items) + 1, Text: line})
		}
	}
	if items == nil {
		items = []item{{Number: 1, Text: p.miss(key)}}
	}
	return items
}

// The law.

// lawDay is the day whose edition is cited: the document's.
func (p *page) lawDay() calendar.Date {
	if p.order.On.IsZero() {
		return edition2023
	}
	return p.order.On
}

func (p *page) Law(article int) string            { return civilProcedure(p.lawDay(), article) }
func (p *page) Interpretation(article int) string { return interpretation(p.lawDay(), article) }

// LawNumber is the number alone, for a second article of a law just named.
func (p *page) LawNumber(article int) string {
	_, n, _ := strings.Cut(p.Law(article), "》第")
	return strings.TrimSuffix(n, "条")
}

// Judgment is the document that obliges.
func (p *page) Judgment() any {
	if p.Has("document") {
		return p.Text("document")
	}
	return join(p.CaseNumber(), "生效法律文书")
}
