package documents

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// digestFact is the order's fact that holds the whole of a digest, as JSON.
const digestFact = "digest"

var digestTemplate = template.Must(template.ParseFS(sources, "templates/daily_digest.html"))

// digestPage is what the template of a digest sees.
type digestPage struct {
	casefile.DigestData
	ID        string
	CourtName string
	people    map[string]string
}

// renderDigest makes the daily digest, which is the court's own and about many
// cases: it has no recipient, no number and no seal.
func renderDigest(order casefile.DocumentOrder, facts CaseFacts) (Document, error) {
	p := digestPage{ID: order.ID, CourtName: courtName(facts.Court), people: facts.People}
	if err := json.Unmarshal([]byte(order.Facts[digestFact]), &p.DigestData); err != nil {
		return Document{}, fmt.Errorf("reading the digest's data: %w", err)
	}
	var out bytes.Buffer
	if err := digestTemplate.Execute(&out, p); err != nil {
		return Document{}, fmt.Errorf("rendering %s: %w", order.Kind, err)
	}
	sum := sha256.Sum256(out.Bytes())
	return Document{HTML: out.Bytes(), SHA256: hex.EncodeToString(sum[:])}, nil
}

// Dated is the digest's day with its day of the week.
func (p digestPage) Dated() string {
	return ChineseDate(p.On) + "（星期" + string([]rune("日一二三四五六")[p.On.Weekday()]) + "）"
}

// AsOf is the moment that it shows.
func (p digestPage) AsOf() string { return p.At.In(calendar.Zone).Format("2006-01-02 15:04") }

// From is the moment since which what is stuck is new.
func (p digestPage) From() string { return p.Since.In(calendar.Zone).Format("2006-01-02 15:04") }

// reasonCount is how many cases are stuck for one reason.
type reasonCount struct {
	Name  string
	Code  string
	Cases int
}

// Reasons are the reasons, the most frequent first.
func (p digestPage) Reasons() []reasonCount {
	var all []reasonCount
	for code, n := range p.ByReason {
		all = append(all, reasonCount{Name: reasonName(code), Code: code, Cases: n})
	}
	slices.SortFunc(all, func(a, b reasonCount) int {
		if a.Cases != b.Cases {
			return b.Cases - a.Cases
		}
		return strings.Compare(a.Code, b.Code)
	})
	return all
}

// digestSection is one table of a division's part.
type digestSection struct {
	Title, TitleEN string
	DayHead        string
	Lines          []digestRow
	Count, More    int
}

type digestRow struct {
	casefile.DigestLine
	What, On string
	Name     string // the judge's, "" where the roster has none
	Days     int    // since, or left
}

// Sections are the tables of a division, those that are not empty.
func (p digestPage) Sections(d casefile.DigestDivision) []digestSection {
	var all []digestSection
	for _, s := range []struct {
		zh, en, head string
		lines        []casefile.DigestLine
		n            int
		ahead        bool
	}{
		{"新增受阻", "newly stuck", "自 since", d.New, d.NewCount, false},
		{"超过法定期限", "overdue", "自 since", d.Overdue, d.OverdueN, false},
		{"隐性超审限", "hidden overruns", "自 since", d.Hidden, d.HiddenN, false},
		{"三日内到期", "due within three days", "至 until", d.DueSoon, d.DueSoonN, true},
	} {
		if s.n == 0 {
			continue
		}
		section := digestSection{Title: s.zh, TitleEN: s.en, DayHead: s.head, Count: s.n, More: s.n - len(s.lines)}
		for _, l := range s.lines {
			row := digestRow{DigestLine: l, What: reasonName(l.What), On: onName(l.On), Name: p.people[l.Judge], Days: p.On.Sub(l.Day)}
			if s.ahead {
				row.Days = -row.Days
			}
			// A case whose clock was moved ahead for training waits since a day that is
			// still to come: that is no time yet.
			row.Days = max(row.Days, 0)
			section.Lines = append(section.Lines, row)
		}
		all = append(all, section)
	}
	return all
}

// DivisionName names a division; cases without one are the whole court's.
func (digestPage) DivisionName(d casefile.DigestDivision) string {
	if d.Division == "" {
		return "未分庭室"
	}
	return d.Division
}

var digestReasons = map[string]string{
	string(casefile.StuckOverdue): "超过法定期限", string(casefile.StuckPastTarget): "超过内部期限", string(casefile.StuckHiddenOverrun): "隐性超审限",
	string(casefile.StuckStayForgotten): "中止未复查", string(casefile.StuckNoActivity): "长期无动静", string(casefile.StuckFreezeLapsing): "查封冻结将到期",
	string(casefile.StuckFileNotMoved): "案卷未移送", string(casefile.StuckMoneyUnreleased): "案款未发放", string(casefile.StuckNotDelisted): "失信信息未撤",
	string(casefile.StuckAnswerOverdue): "受移送法院逾期未答复", string(casefile.StuckDelivery): "对外推送失败",
}

func reasonName(code string) string {
	if n, ok := digestReasons[code]; ok {
		return n
	}
	return code
}

func onName(on string) string {
	if name := lifecycle.Role(on).Name(); name != on {
		return name
	}
	switch on {
	case "receiving_court":
		return "受移送法院"
	case "appeal_court":
		return "二审法院"
	case "system", "dispatcher":
		return "系统"
	}
	return "当事人 " + on
}
