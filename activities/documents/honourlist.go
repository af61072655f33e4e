package documents

import (
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/policy"
)

// holderLine is one line of a document of the integrity list.
type holderLine struct {
	Number           int
	Name, ID         any
	Certificate      any
	Checked, Checker string
	Listed           string
}

// checkers says who answered a check, as documents do; others as they stand.
var checkers = map[string]string{"本院登记库 our register": "本院登记", "全国执行核查 national check": "全国执行核查"}

// Holders are those the document is about, named as the policy has it.
func (p *page) Holders() []holderLine {
	var all []holderLine
	for i, h := range p.facts.Holders {
		name := h.Party.Name
		if p.Or("names", policy.NamesMasked) != policy.NamesFull && h.Party.Kind == casefile.Person {
			name = MaskedName(name)
		}
		all = append(all, holderLine{
			Number: i + 1, Name: p.orMiss("holders", name), ID: p.orMiss("holders", holderID(h.Party)), Certificate: p.orMiss("holders", h.Number),
			Checked: PlainDate(h.CheckedOn), Checker: or(checkers[h.Source], h.Source), Listed: PlainDate(h.ListedOn),
		})
	}
	if all == nil {
		all = []holderLine{{Number: 1, Name: p.miss("holders"), ID: p.miss("holders"), Certificate: p.miss("holders")}}
	}
	return all
}

// HolderCount is how many they are.
func (p *page) HolderCount() string { return Chinese(len(p.facts.Holders)) }

// MaskedName is a person's name with all but the family name hidden: 张某, 张某某,
// 欧阳某. Names of another making keep their first character.
func MaskedName(name string) string {
	runes := []rune(strings.TrimSpace(name))
	keep := 1
	if len(runes) > 2 && slices.Contains(doubleNames, string(runes[:2])) {
		keep = 2
	}
	if len(runes) <= keep {
		return string(runes)
	}
	return string(runes[:keep]) + strings.Repeat("某", min(len(runes)-keep, 2))
}

// doubleNames are family names of two characters.
var doubleNames = []string{"欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "长孙", "宇文", "端木"}

// holderID is a unit's code, which is public, and of a person's number only the
// last four, by which banks and others tell people of one masked name apart.
func holderID(p casefile.Party) string {
	if p.Kind != casefile.Person || len(p.IDNumber) < 8 {
		return p.IDNumber
	}
	return strings.Repeat("*", len(p.IDNumber)-4) + p.IDNumber[len(p.IDNumber)-4:]
}

// Period is the batch's period in Chinese: 2020年第三季度, or 2020年7月.
func (p *page) Period() any {
	s := strings.TrimSpace(p.order.Facts["period"])
	year, quarter, ok := strings.Cut(s, "q")
	if n := strings.Index("1234", quarter); ok && len(year) == 4 && len(quarter) == 1 && n >= 0 {
		return year + "年第" + string([]rune("一二三四")[n]) + "季度"
	}
	if d, err := calendar.Parse(strings.Replace(s, "m", "-", 1) + "-01"); err == nil {
		year, _, _ := strings.Cut(PlainDate(d), "月")
		return year + "月"
	}
	return p.orMiss("period", s)
}

// audienceNames are the receivers of the default policy; a court's own are
// printed as the court calls them.
var audienceNames = map[string]string{"market_regulator": "市场监督管理部门", "tax": "税务机关", "bank": "银行业金融机构", "credit_platform": "公共信用信息平台"}

// Receivers names those to whom entries are pushed.
func (p *page) Receivers() any {
	var names []string
	for _, a := range strings.Fields(p.order.Facts["receivers"]) {
		names = append(names, or(audienceNames[a], a))
	}
	return p.orMiss("receivers", strings.Join(names, "、"))
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
