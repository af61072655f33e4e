package policy

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Court is a court beyond those built in (Zhejiang's), as the policy names it.
type Court struct {
	Code  string `json:"code" yaml:"code"`   // as in case numbers, 鲁0102
	Name  string `json:"name" yaml:"name"`   // 济南市历下区人民法院
	Level string `json:"level" yaml:"level"` // primary, intermediate, high or maritime
	// Superior is the code of the court above it; a high court has none.
	Superior string `json:"superior,omitempty" yaml:"superior,omitempty"`
	// National is the national code of the place (GB/T 2260), or the number that
	// stands for the court there: 370102. It says the code's place a second time,
	// so that a slip in either shows.
	National string `json:"national" yaml:"national"`
}

// maxCourts bounds a policy, which every case carries.
const maxCourts = 300

// courtLevels are the levels of court, with the digits of a code at each.
var courtLevels = []struct {
	level  string
	digits []int
	above  []string // levels of a superior
}{
	{"primary", []int{4}, []string{"intermediate"}},
	{"intermediate", []int{2}, []string{"high"}},
	{"maritime", []int{2}, []string{"high"}},
	{"high", []int{0}, nil},
}

// provinces are the characters that begin a court's code, each with the first
// two digits of the national code; 66 is what the Xinjiang Corps uses.
var provinces = map[string]string{
	"京": "11", "津": "12", "冀": "13", "晋": "14", "内": "15", "辽": "21", "吉": "22", "黑": "23", "沪": "31", "苏": "32", "浙": "33",
	"皖": "34", "闽": "35", "赣": "36", "鲁": "37", "豫": "41", "鄂": "42", "湘": "43", "粤": "44", "桂": "45", "琼": "46", "渝": "50",
	"川": "51", "贵": "52", "云": "53", "藏": "54", "陕": "61", "甘": "62", "青": "63", "宁": "64", "新": "65", "兵": "66",
}

// ProvinceDigits are the first two digits of a province's national code, by the
// character that begins its courts' codes; "" for none.
func ProvinceDigits(char string) string { return provinces[char] }

// builtIn is the province whose courts are built in; its courts are not added
// by a policy but with a release.
const builtIn = "浙"

var courtDigits = regexp.MustCompile(`^(\d{2}|\d{4})?$`)

// validateCourts finds everything wrong with the further courts.
func (p Policy) validateCourts(bad func(field, rule, want string)) {
	if len(p.Courts) > maxCourts {
		bad("courts", count(len(p.Courts)), fmt.Sprintf("不超过%[1]d项 at most %[1]d", maxCourts))
		return
	}
	levels := map[string]string{}
	for _, c := range p.Courts {
		levels[c.Code] = c.Level
	}
	seen := map[string]int{}
	names := map[string]int{}
	for i, c := range p.Courts {
		at := "courts[" + strconv.Itoa(i) + "]."
		first, size := utf8.DecodeRuneInString(c.Code)
		char, digits := string(first), c.Code[min(size, len(c.Code)):]
		switch prefix := provinces[char]; {
		case prefix == "" || !courtDigits.MatchString(digits):
			bad(at+"code", is(c.Code), "省份的代字，其后没有数字，或者有两位、四位数字（如鲁0102） a province's character, then none, two or four digits, as 鲁0102")
		case char == builtIn:
			bad(at+"code", is(c.Code), "浙江以外的法院，浙江的法院已经内置 a court outside Zhejiang, whose courts are built in")
		case c.National != prefix+digits:
			bad(at+"national", is(c.National), fmt.Sprintf("%[1]s，即代字“%[2]s”所在地的区划代码 %[1]s, the place that the code “%[2]s” stands for", prefix+digits, c.Code))
		}
		if was, twice := seen[c.Code]; twice {
			bad(at+"code", again(c.Code), fmt.Sprintf("只列一次，courts[%[1]d]也是 each once; it is courts[%[1]d] too", was))
		}
		seen[c.Code] = i
		if n := utf8.RuneCountInString(c.Name); n < 4 || n > 40 || !strings.HasSuffix(c.Name, "法院") {
			bad(at+"name", is(c.Name), "4至40个字，以“法院”结尾（如济南市历下区人民法院） 4 to 40 characters ending in “法院”, as “济南市历下区人民法院”")
		} else if was, twice := names[c.Name]; twice {
			bad(at+"name", "重复出现 is there twice", fmt.Sprintf("只列一次，courts[%[1]d]也是 each once; it is courts[%[1]d] too", was))
		}
		names[c.Name] = i
		l := slices.IndexFunc(courtLevels, func(l struct {
			level  string
			digits []int
			above  []string
		}) bool {
			return l.level == c.Level
		})
		if l < 0 {
			bad(at+"level", is(c.Level), "基层（primary）、中级（intermediate）、高级（high）或者海事（maritime） primary, intermediate, high or maritime")
			continue
		}
		if courtDigits.MatchString(digits) && !slices.Contains(courtLevels[l].digits, len(digits)) {
			bad(at+"level", fmt.Sprintf("级别“%[1]s”与代字“%[2]s”不符 is %[1]s, the code “%[2]s” another's", c.Level, c.Code), "基层法院四位数字，中级、海事法院两位数字，高级法院没有数字 four digits for a primary court, two for an intermediate or maritime one, none for a high one")
		}
		switch above := courtLevels[l].above; {
		case above == nil && c.Superior != "":
			bad(at+"superior", is(c.Superior), "高级法院不填 nothing for a high court")
		case above != nil && !slices.Contains(above, levels[c.Superior]):
			bad(at+"superior", is(c.Superior), fmt.Sprintf("上一级法院（%[1]s）的代字，须是所列法院之一 the code of one of these courts at the level above: %[2]s", strings.Join(above, "、"), strings.Join(above, " or ")))
		case above != nil && !strings.HasPrefix(c.Superior, char):
			bad(at+"superior", is(c.Superior), "同一省份的法院 a court of the same province")
		}
	}
}

// hashCourts writes the courts in the order of their codes; none writes nothing,
// so that a policy of the release before has the same hash.
func (p Policy) hashCourts(c *canon) {
	if len(p.Courts) == 0 {
		return
	}
	all := slices.Clone(p.Courts)
	slices.SortFunc(all, func(a, b Court) int { return compare(a.Code, b.Code) })
	c.number(int64(len(all)))
	for _, x := range all {
		c.text(x.Code)
		c.text(x.Name)
		c.text(x.Level)
		c.text(x.Superior)
		c.text(x.National)
	}
}
