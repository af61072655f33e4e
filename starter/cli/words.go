package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// yuan writes an amount of fen: 30000000 is 300,000.00.
func yuan(fen int64) string {
	sign := ""
	if fen < 0 {
		sign = "-"
	}
	whole, rest := fen/100, fen%100
	if rest < 0 {
		whole, rest = -whole, -rest
	}
	digits := strconv.FormatInt(whole, 10)
	digits = strings.TrimPrefix(digits, "-")
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return fmt.Sprintf("%s%s.%02d", sign, b.String(), rest)
}

// masked keeps the last four characters of an identity number.
func masked(s string) string {
	runes := []rune(s)
	if len(runes) <= 4 {
		return strings.Repeat("*", len(runes))
	}
	return strings.Repeat("*", len(runes)-4) + string(runes[len(runes)-4:])
}

// left says how many days are left until a period's last day.
func left(last calendar.Date, now time.Time) string {
	switch n := last.Sub(calendar.Of(now)); {
	case last.IsZero():
		return ""
	case n > 0:
		return fmt.Sprintf("剩 %d 日", n)
	case n == 0:
		return "今日届满"
	default:
		return fmt.Sprintf("超 %d 日", -n)
	}
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

// stateName names a state of any machine, Chinese first.
func stateName(s lifecycle.State) string {
	for _, m := range lifecycle.Machines() {
		if info, ok := m.State(s); ok {
			return info.Name + " " + string(s)
		}
	}
	return string(s)
}

// eventName names an event of any machine, Chinese first.
func eventName(e lifecycle.Event) string {
	for _, m := range lifecycle.Machines() {
		for _, r := range m.Rows {
			if r.Event == e {
				return r.Name + " " + string(e)
			}
		}
	}
	return string(e)
}

var partyKinds = map[casefile.PartyKind]string{
	casefile.Person: "自然人", casefile.Enterprise: "企业法人", casefile.Organization: "其他组织",
}
