package documents

import (
	"strconv"
	"strings"

	"luxing/workflows/calendar"
)

var numerals = [10]string{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}

// ChineseDate writes the date under a document: 二〇一九年三月四日. It is empty
// for an unset day.
func ChineseDate(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	var b strings.Builder
	for _, c := range strconv.Itoa(d.Year()) {
		b.WriteString(numerals[c-'0'])
	}
	return b.String() + "年" + Chinese(int(d.Month())) + "月" + Chinese(d.Day()) + "日"
}

// PlainDate writes a day in running text: 2019年3月4日. It is empty for an unset day.
func PlainDate(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.Year()) + "年" + strconv.Itoa(int(d.Month())) + "月" + strconv.Itoa(d.Day()) + "日"
}

// Chinese writes a count from 0 to 9999 as it is read: 一百二十八, 十五, 一千零三.
// A number outside is written in digits.
func Chinese(n int) string {
	if n < 0 || n > 9999 {
		return strconv.Itoa(n)
	}
	if n == 0 {
		return "零"
	}
	var b strings.Builder
	zero := false
	for place, unit := range []string{"千", "百", "十", ""} {
		d := n / [4]int{1000, 100, 10, 1}[place] % 10
		if d == 0 {
			zero = true
			continue
		}
		if zero && b.Len() > 0 {
			b.WriteString("零")
		}
		zero = false
		if d == 1 && place == 2 && b.Len() == 0 {
			b.WriteString(unit) // 十五, not 一十五
			continue
		}
		b.WriteString(numerals[d] + unit)
	}
	return b.String()
}
