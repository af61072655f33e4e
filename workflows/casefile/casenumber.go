package casefile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CaseNumber is a case number (案号) in the form used since 2016:
// （2019）浙0211民初1234号 (法院案号规定第3条).
type CaseNumber struct {
	Year  int    // 收案年度
	Court string // 法院代字, 浙0211 or 最高法
	Type  string // 类型代字, 民初
	Seq   int    // 案件编号, counted from 1 per court, type and year
	// Part tells what bears one case's number apart, from 1: （2019）浙0211民初1234号之一.
	// The rules on case numbers know it not; courts number so the further
	// documents of a case (一案多书), and we a partial judgment.
	Part int
}

// String writes n with the full-width brackets of the official form.
func (n CaseNumber) String() string {
	s := "（" + strconv.Itoa(n.Year) + "）" + n.Court + n.Type + strconv.Itoa(n.Seq) + "号"
	if n.Part > 0 {
		s += "之" + hanNumber(n.Part)
	}
	return s
}

// maxPart bounds what may follow 之.
const maxPart = 99

var hanDigits = []rune("一二三四五六七八九")

// hanNumber writes 1 to 99 in Chinese; what is more, in digits.
func hanNumber(n int) string {
	if n < 1 || n > maxPart {
		return strconv.Itoa(n)
	}
	s := ""
	if tens := n / 10; tens > 0 {
		if tens > 1 {
			s = string(hanDigits[tens-1])
		}
		s += "十"
	}
	if ones := n % 10; ones > 0 {
		s += string(hanDigits[ones-1])
	}
	return s
}

// cutPart takes 之一 and the like off a number's end; a number without one has
// part 0. What is no such ending stays.
func cutPart(s string) (rest string, part int) {
	i := strings.LastIndex(s, "号之")
	if i < 0 {
		return s, 0
	}
	end := s[i+len("号之"):]
	for n := 1; n <= maxPart; n++ {
		if hanNumber(n) == end {
			return s[:i+len("号")], n
		}
	}
	return s, 0
}

// CaseType is a kind of case as case numbers name it.
type CaseType struct {
	Code string // 类型代字
	Name string // Chinese
}

// CaseTypes lists the kinds of case that a number of ours may name.
func CaseTypes() []CaseType { return slices.Clone(caseTypes) }

var caseTypes = []CaseType{
	{"民初", "民事一审"},
	{"民终", "民事二审"},
	{"民申", "民事申请再审审查"},
	{"民再", "民事再审"},
	{"民监", "民事依职权再审审查"},
	{"民抗", "民事抗诉再审审查"},
	{"民撤", "第三人撤销之诉"},
	{"民特", "民事特别程序"},
	{"民特监", "民事特别程序监督"},
	{"民辖", "民事管辖"},
	{"民辖终", "民事管辖上诉"},
	{"民辖监", "民事管辖监督"},
	{"民催", "催告"},
	{"民督", "申请支付令审查"},
	{"民督监", "支付令监督"},
	{"民诉前调", "民事诉前调解"},
	{"诉前调书", "诉前调解书"},
	{"诉前调确", "诉前调解协议司法确认"},
	{"财保", "诉前财产保全"},
	{"行保", "诉前行为保全"},
	{"证保", "诉前证据保全"},
	{"执", "首次执行"},
	{"执保", "财产保全执行"},
	{"执恢", "恢复执行"},
	{"执异", "执行异议"},
	{"执复", "执行复议"},
	{"执监", "执行监督"},
	{"执协", "执行协调"},
	{"执督", "执前督促"},
	{"督", "督促履行"},
	{"催", "督促履行"},
	{"司惩", "司法制裁"},
	{"司惩复", "司法制裁复议"},
	{"清申", "强制清算申请审查"},
	{"清终", "强制清算上诉"},
	{"清监", "强制清算监督"},
	{"强清", "强制清算"},
	{"破申", "破产申请审查"},
	{"破终", "破产上诉"},
	{"破监", "破产监督"},
	{"破", "破产"},
}

// firstYear is the first year of the day-off table and so of any case here.
const firstYear = 2007

// maxSeq bounds a sequence number; no court numbers more cases of one type in a year.
const maxSeq = 9_999_999

// ParseCaseNumber reads a number in today's form. Half-width brackets are
// accepted; [CaseNumber.String] writes full-width ones. The court must have
// the form of a court's code, not be one that is known: a number may come from
// any court. The error says which part is wrong.
func ParseCaseNumber(s string) (CaseNumber, error) {
	whole, part := cutPart(s)
	year, rest, err := splitNumber(whole)
	if err != nil {
		return CaseNumber{}, err
	}
	court, rest, ok := cutCourt(rest)
	if !ok {
		return CaseNumber{}, fmt.Errorf("案号“%[1]s”的年份之后应有法院代字（如浙0211） case number “%[1]s”: no court code after the year, want one such as 浙0211", quote(s))
	}
	digits := strings.IndexFunc(rest, isDigit)
	if digits < 0 {
		return CaseNumber{}, fmt.Errorf("案号“%[1]s”应有案件编号（如1234） case number “%[1]s”: no sequence number, want one such as 1234", quote(s))
	}
	kind, number := rest[:digits], rest[digits:]
	if !knownType(kind) {
		return CaseNumber{}, fmt.Errorf("案号“%[1]s”的类型代字“%[2]s”不存在，应如“民初” case number “%[1]s”: no kind of case is called “%[2]s”, want one such as 民初", quote(s), quote(kind))
	}
	seq, err := parseSeq(number)
	if err != nil {
		return CaseNumber{}, fmt.Errorf("案号“%[1]s”的案件编号应为1至%[2]d，不带前导零 case number “%[1]s”: %[3]w", quote(s), maxSeq, err)
	}
	if year < firstYear {
		return CaseNumber{}, fmt.Errorf("案号“%[1]s”的年份应为%[3]d年或者更晚 case number “%[1]s”: year %[2]d, want %[3]d or later", quote(s), year, firstYear)
	}
	return CaseNumber{Year: year, Court: court, Type: kind, Seq: seq, Part: part}, nil
}

// ValidCaseNumber reports whether s is a case number in today's form, such as
// （2019）浙0211民初1234号: that of a case, not of a part of one.
func ValidCaseNumber(s string) bool {
	n, err := ParseCaseNumber(s)
	return err == nil && n.Part == 0
}

// PartNumber is the number of a case's n-th partial judgment: the case's own
// with 之一, 之二 and so on; "" where the case has none yet.
func PartNumber(number string, n int) string {
	if number == "" {
		return ""
	}
	whole, _ := cutPart(number)
	return whole + "之" + hanNumber(n)
}

// ValidQuotedNumber reports whether s may be quoted as the number of another
// case: in today's form, of any kind of case, or in one that was used before
// 2016, such as （2013）宛龙梅民初字第153号 or (2010)宁执字第00099号.
func ValidQuotedNumber(s string) bool {
	_, ok := quotedYear(s)
	return ok
}

// quotedYear is the year of a quoted number; ok is false when s has no form of
// a case number.
func quotedYear(s string) (int, bool) {
	s, _ = cutPart(s)
	year, rest, err := splitNumber(s)
	if err != nil || year < 1949 {
		return 0, false
	}
	rest, _ = strings.CutSuffix(rest, "号")
	if before, number, old := strings.Cut(rest, "字第"); old {
		// Old forms pad with zeros and name court and kind in characters only.
		return year, hanOnly(before, 2, 16) && len(number) <= 7 && allDigits(number)
	}
	_, rest, ok := cutCourt(rest)
	if !ok {
		return 0, false
	}
	digits := strings.IndexFunc(rest, isDigit)
	if digits < 0 || !hanOnly(rest[:digits], 1, 8) {
		return 0, false
	}
	_, err = parseSeq(rest[digits:] + "号")
	return year, err == nil
}

// NormalNumber writes a number with full-width brackets; what is no case
// number comes back as it is.
func NormalNumber(s string) string {
	whole, _ := cutPart(s)
	year, rest, err := splitNumber(whole)
	if err != nil {
		return s
	}
	return "（" + strconv.Itoa(year) + "）" + rest + s[len(whole):]
}

// splitNumber parts a number into its year and what follows the brackets.
func splitNumber(s string) (year int, rest string, err error) {
	const (
		wantZH = "（应如“（2019）浙0211民初1234号”）"
		want   = "want a number such as （2019）浙0211民初1234号"
	)
	if len(s) > 128 || !utf8.ValidString(s) {
		return 0, "", fmt.Errorf("案号“%s”不能识别%s case number “%s” cannot be read: %s", quote(s), wantZH, quote(s), want)
	}
	inner, ok := cutAny(s, "（", "(")
	if !ok || len(inner) < 4 || !allDigits(inner[:4]) {
		return 0, "", fmt.Errorf("案号“%s”缺少括号中的年份%s case number “%s”: no year in brackets, %s", quote(s), wantZH, quote(s), want)
	}
	rest, ok = cutAny(inner[4:], "）", ")")
	if !ok {
		return 0, "", fmt.Errorf("案号“%s”缺少括号中的年份%s case number “%s”: no year in brackets, %s", quote(s), wantZH, quote(s), want)
	}
	if !strings.HasSuffix(rest, "号") {
		return 0, "", fmt.Errorf("案号“%s”应以“号”结尾%s case number “%s”: does not end in 号, %s", quote(s), wantZH, quote(s), want)
	}
	year, err = strconv.Atoi(inner[:4])
	return year, rest, err
}

// cutCourt takes a court's code off the front: 最高法, or a province's
// character with no digits (high court), two (intermediate) or four (primary).
func cutCourt(s string) (court, rest string, ok bool) {
	if rest, ok := strings.CutPrefix(s, "最高法"); ok {
		return "最高法", rest, true
	}
	for _, p := range provinces {
		after, found := strings.CutPrefix(s, p.char)
		if !found {
			continue
		}
		n := 0
		for n < len(after) && after[n] >= '0' && after[n] <= '9' {
			n++
		}
		if n != 0 && n != 2 && n != 4 {
			return "", "", false
		}
		return p.char + after[:n], after[n:], true
	}
	return "", "", false
}

func parseSeq(s string) (int, error) {
	number, _ := strings.CutSuffix(s, "号")
	n, err := strconv.Atoi(number)
	if err != nil || !allDigits(number) || number[0] == '0' || n > maxSeq {
		return 0, fmt.Errorf("sequence number “%s”, want 1 to %d without leading zeros", quote(number), maxSeq)
	}
	return n, nil
}

func knownType(code string) bool {
	return slices.ContainsFunc(caseTypes, func(t CaseType) bool { return t.Code == code })
}

func cutAny(s string, prefixes ...string) (string, bool) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest, true
		}
	}
	return s, false
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func allDigits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !isDigit(r) })
}

func hanOnly(s string, low, high int) bool {
	n := utf8.RuneCountInString(s)
	return n >= low && n <= high && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
}

// quote is what a sender wrote as a text in both languages may quote it: it
// closes no quotes and hides nothing.
func quote(s string) string {
	return strings.NewReplacer("“", "'", "”", "'").Replace(shown(s))
}

// clip shortens what is quoted back to a sender.
func clip(s string) string {
	const limit = 40
	for i := range s {
		if i >= limit {
			return s[:i] + "…"
		}
	}
	return s
}
