package casefile

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/bilingual"
	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// wantAt is where each maker of faults takes its want, by the maker's name.
var wantAt = map[string]int{
	"Add": 2, "need": 3, "checkText": 5, "checkID": 3, "checkIDs": 3, "wrong": 2, "about": 1,
}

// computed are the wants that are no literal: what makes them speaks both
// languages itself, and the test below hears it do so.
var computed = map[string]string{
	`"%s"`: "passes on what a helper made",
}

// What would be right is said in both languages wherever a check says it, as
// the rule is: a clerk does not read English.
func TestEveryWantIsInBothLanguages(t *testing.T) {
	fset := token.NewFileSet()
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	wants := 0
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, e.Name(), nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := ""
			switch f := call.Fun.(type) {
			case *ast.Ident:
				name = f.Name
			case *ast.SelectorExpr:
				name = f.Sel.Name
			}
			at, makes := wantAt[name]
			if !makes || len(call.Args) <= at {
				return true
			}
			lit, ok := call.Args[at].(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true // a constant or a helper's: heard below
			}
			wants++
			if _, passed := computed[lit.Value]; passed {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			require.NoError(t, err)
			assertBoth(t, sampled(text), fset.Position(lit.Pos()).String())
			return true
		})
	}
	require.Greater(t, wants, 350, "the wants were found")
}

var verb = regexp.MustCompile(`%(\[\d\])?[a-z]`)

// sampled fills the verbs of a format with what may stand there.
func sampled(format string) string {
	return strings.ReplaceAll(verb.ReplaceAllString(format, "D1"), "%%", "%")
}

var (
	latinWord = regexp.MustCompile(`[A-Za-z]{2,}`)
	// cited are laws and articles alone, which pages put into English themselves.
	cited = regexp.MustCompile(`^[《》〔〕（）()；、：，\p{Han}0-9]*(第[0-9、至第项款条]+|〔\d+〕\d+号|GB \d+)[第0-9一二三四五六七、至款项条）；\p{Han}]*$`)
	// sentence is English in a Chinese half: three words that follow each other.
	sentence = regexp.MustCompile(`[A-Za-z]{2,}[ ,.]+[A-Za-z]{2,}[ ,.]+[A-Za-z]{2,}`)
)

func assertBoth(t *testing.T, text, where string) {
	t.Helper()
	zh, en := bilingual.Halves(text)
	assert.True(t, hasHan(zh), "%s: no Chinese in %q", where, text)
	assert.True(t, latinWord.MatchString(en), "%s: no English in %q", where, text)
	assert.False(t, sentence.MatchString(regexp.MustCompile(`“[^”]*”`).ReplaceAllString(zh, "")), "%s: English in the Chinese of %q", where, text)
}

// ear hears faults, each text once.
type ear map[string]bool

func (e ear) hear(t *testing.T, fs Faults, where string) {
	t.Helper()
	for _, f := range fs {
		for _, text := range []string{f.Want, f.Rule} {
			if !e[text] && !cited.MatchString(text) {
				assertBoth(t, text, where+" "+f.Field)
			}
			e[text] = true
		}
	}
}

// Every form is given nothing and, field by field, what no form takes; what it
// then wants is heard, whoever made the words.
func TestEveryFaultOfAFormIsInBothLanguages(t *testing.T) {
	heard := ear{}
	for e := range Forms {
		for _, bad := range []struct {
			text    string
			number  int64
			flag    bool
			day     calendar.Date
			members int
		}{
			{},
			{text: "no-such-word", number: -1, members: 2},
			{text: "no such word, 没有这个词", number: 1 << 60, flag: true, day: calendar.NewDate(1999, 1, 1), members: 2},
			{text: strings.Repeat("长", 5000), number: 7, day: calendar.NewDate(2020, 1, 1), members: 130},
			{text: "D1", number: 100, flag: true, day: calendar.NewDate(2020, 1, 1), members: 2},
			{text: " a\x00b ", number: 1, members: 1},
		} {
			form := Forms[e]()
			var fill func(v reflect.Value, depth int)
			fill = func(v reflect.Value, depth int) {
				if _, ok := v.Interface().(calendar.Date); ok {
					v.Set(reflect.ValueOf(bad.day))
					return
				}
				switch v.Kind() {
				case reflect.String:
					v.SetString(bad.text)
				case reflect.Int, reflect.Int64:
					v.SetInt(bad.number)
				case reflect.Bool:
					v.SetBool(bad.flag)
				case reflect.Slice:
					n := bad.members
					if depth > 0 {
						n = min(n, 2)
					}
					v.Set(reflect.MakeSlice(v.Type(), n, n))
					for i := range n {
						fill(v.Index(i), depth+1)
					}
				case reflect.Struct:
					for i := range v.NumField() {
						if v.Type().Field(i).IsExported() {
							fill(v.Field(i), depth)
						}
					}
				}
			}
			fill(reflect.ValueOf(form).Elem(), 0)
			heard.hear(t, form.Check(), fmt.Sprintf("%s %.12q", e, bad.text))
			heard.hear(t, checkValues(form), fmt.Sprintf("values of %s %.12q", e, bad.text))
		}
	}
	require.Greater(t, len(heard), 300, "faults were heard")
}

// Words of the code stand beside their Chinese names.
func TestEveryWordHasItsName(t *testing.T) {
	named := regexp.MustCompile(`\p{Han}（[a-z_]+）`)
	code := regexp.MustCompile(`（[a-z_]+）`)
	words := 0
	for e := range Forms {
		form := Forms[e]()
		v := reflect.ValueOf(form).Elem()
		for i := range v.NumField() {
			switch f := v.Field(i); {
			case f.Kind() == reflect.String:
				f.SetString("no-such-word")
			case f.Kind() == reflect.Slice && f.Type().Elem().Kind() == reflect.String:
				f.Set(reflect.ValueOf([]string{"no-such-word"}).Convert(f.Type()))
			case f.Type() == reflect.TypeFor[[]RepairEffect]():
				f.Set(reflect.ValueOf([]RepairEffect{{ID: "no-such-word"}}))
			}
		}
		for _, f := range form.Check() {
			zh, _ := bilingual.Halves(f.Want)
			assert.Len(t, named.FindAllString(zh, -1), len(code.FindAllString(zh, -1)), "%s %s: a word without its name: %s", e, f.Field, zh)
			words += len(code.FindAllString(zh, -1))
		}
	}
	require.Greater(t, words, 200)
}

// What is wrong with a filing or a decision as a whole is said in both
// languages, from the bytes on.
func TestFaultsOfInputsAreInBothLanguages(t *testing.T) {
	today := calendar.NewDate(2026, 11, 23)
	heard := ear{}
	for _, text := range []string{
		"", "{", "[]", "\xff", "{} {}", `{"key":1,"parties":"x","court":["a"],"filedOn":7,"filedOn":"x","claimFen":1.5,"nosuch":1,"smallClaimsAgreed":"x"}`,
		strings.Repeat(`{"parties":[`, 40), `{"claimFen":1e3,"filedOn":"2026-02-30"}`, `{"filedOn":"2026-13-01"}`, `{"filedOn":"1776-01-01"}`, `{"filedOn":"abcd-01-01"}`,
		`{"key":"x-zhi","court":"浙0299","caseNumber":"浙 ab cd ef","cause":"abc def ghi","procedure":"no","division":" x ","judge":"张 三","clerk":"李","filedOn":"2027-01-01"}`,
		`{"key":"a-xianxing-1","court":"浙02","caseNumber":"（2019）浙0211民终1号","cause":"民间借贷纠纷","procedure":"summary","feeKind":"no","filedOn":"2020-01-02","retrialOf":"a-xianxing-1"}`,
		`{"key":"nb-1","court":"浙0211","caseNumber":"（2012）宁民初字第2号","procedure":"small_claims","feeKind":"divorce","filedOn":"2012-01-02","claimFen":-1}`,
		`{"key":"nb-1","court":"浙0211","caseNumber":"（2019）浙0211民初1号之一","procedure":"small_claims","filedOn":"2020-01-02","claimFen":99999999999,"smallClaimsAgreed":true,
		  "relatedCases":["x","（2099）浙0211民初1号","（2019）浙0211民初2号","（2019）浙0211民初2号"],
		  "parties":[{"id":"x","side":"x","kind":"x","phone":"1","eService":true},{"id":"P1","side":"plaintiff","kind":"person","name":"甲","idNumber":"11010519491231002X","whereaboutsUnknown":true},
		   {"id":"P1","side":"defendant","kind":"person","name":"甲","idNumber":"11010519491231002X","whereaboutsUnknown":true},{"id":"D2","side":"defendant","kind":"person","name":"乙","idNumber":"11010520991231002X"},
		   {"id":"D3","side":"defendant","kind":"enterprise","name":"丙","idNumber":"91330211MA000000X1"},{"id":"D4","side":"defendant","kind":"person","name":"丁","idNumber":"110105194912310021"}],
		  "attachments":[{"name":"x","uri":"https://u:p@h/x","sha256":"x"},{"name":"x","uri":"https://h/x?token=1","sha256":"x"},{"name":"x","uri":"../x"},{"name":"x","uri":"ftp://x/y"},{"name":"x","uri":"../x"},{"name":"x","uri":""}]}`,
	} {
		_, fs := ReadFiling([]byte(text), policy.Default(), today)
		require.NotEmpty(t, fs, text)
		heard.hear(t, fs, "filing "+text[:min(len(text), 30)])
		_, fs = ReadDecision([]byte(text))
		heard.hear(t, fs, "decision "+text[:min(len(text), 30)])
	}
	for _, s := range []string{"", "x", "（2019）", "（2019）x号", "（2019）浙0211x号", "（2019）浙0211无1号", "（2019）浙0211民初01号", "（1999）浙0211民初1号", "（2019）浙0211民初1", "二〇一九年 浙江 ab cd ef 第一号"} {
		_, err := ParseCaseNumber(s)
		require.Error(t, err, s)
		assertBoth(t, err.Error(), s)
	}
	for e := range Forms {
		_, fs := ReadForm(e, json.RawMessage(`{"nosuch":1}`))
		heard.hear(t, fs, "unknown field of "+string(e))
	}
	ours := policy.Default()
	ours.Court = "浙0212"
	_, fs := ReadFiling([]byte(`{"key":"nb-1","court":"浙0211"}`), ours, today)
	heard.hear(t, fs, "another court's policy")
	_, fs = ReadForm(lifecycle.Event("no_such_event"), json.RawMessage(`{"x":1}`))
	heard.hear(t, fs, "no form")
	require.Greater(t, len(heard), 150)
}
