package casefile

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"luxing/workflows/calendar"
)

// firstDay is where the day-off table starts. What was before it cannot be
// counted, so no case may reach back that far.
var firstDay = calendar.NewDate(firstYear, 1, 1)

// maxID bounds the IDs of parties, assets, obligations and people.
const maxID = 64

// safeID reports whether s can be an ID: 1 to limit letters, digits, and
// . _ : @ - inside. Such an ID is safe in a path, a log line and a query.
func safeID(s string, limit int) bool {
	if s == "" || len(s) > limit {
		return false
	}
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case strings.IndexByte("._:@-", c) >= 0 && i > 0:
		default:
			return false
		}
	}
	return true
}

// checkID wants an ID to be there and safe.
func checkID(fs *Faults, field, id, want string) {
	switch {
	case id == "":
		need(fs, field, false, want)
	case !safeID(id, maxID):
		fs.Add(field, "编号形式 form of an ID", "%s", about(want, formOfID(maxID)))
	}
}

// formOfID says what an ID is made of.
func formOfID(limit int) string {
	return fmt.Sprintf("1至%[1]d个字母、数字或者“. _ : @ -”，以字母或者数字开头 1 to %[1]d letters, digits and . _ : @ -, beginning with a letter or digit", limit)
}

// checkIDs wants every ID of a list to be safe and none there twice.
func checkIDs(fs *Faults, field string, ids []string, want string) {
	seen := map[string]bool{}
	for i, id := range ids {
		path := fmt.Sprintf("%s[%d]", field, i)
		checkID(fs, path, id, want)
		if id != "" && seen[id] {
			fs.Add(path, "重复 named twice", "每个编号只列一次，不再列“%[1]s” each ID once, not “%[1]s” again", quote(id))
		}
		seen[id] = true
	}
}

// checkDay refuses days before the calendar starts; an unset day is fine.
func checkDay(fs *Faults, field string, d calendar.Date) {
	if !d.IsZero() && d.Before(firstDay) {
		fs.Add(field, "早于日历起点 before the calendar starts", "%[1]s或者更晚：放假安排自该日起 %[1]s or later: the day-off table starts there", firstDay)
	}
}

// badText says what is wrong with a text that people will read; "" when nothing is.
func badText(s string, limit int) string {
	if !utf8.ValidString(s) {
		return "UTF-8编码的文字 text in UTF-8"
	}
	if utf8.RuneCountInString(s) > limit {
		return fmt.Sprintf("不超过%[1]d个字 at most %[1]d characters", limit)
	}
	if strings.ContainsFunc(s, hidden) {
		return "不含控制字符、不可见字符或者乱码 no control characters, invisible characters or broken ones"
	}
	if strings.TrimSpace(s) != s {
		return "首尾没有空格 no blanks at either end"
	}
	return ""
}

// hidden are characters that a reader does not see or that change what is
// seen: controls, format characters such as writing-direction overrides, line
// separators, and the replacement for bytes that were lost.
func hidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r == utf8.RuneError
}

// checkText wants a text of up to limit characters, and one that is not empty if required.
func checkText(fs *Faults, field, s string, limit int, required bool, want string) {
	if s == "" {
		if required {
			need(fs, field, false, want)
		}
		return
	}
	if bad := badText(s, limit); bad != "" {
		fs.Add(field, "文字 text", "%s", about(want, bad))
	}
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
