package console

import (
	"bytes"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/policy"
)

var (
	codes  = regexp.MustCompile(`<code>[^<]*</code>`)
	tags   = regexp.MustCompile(`<[^>]*>`)
	worded = regexp.MustCompile(`[a-z]+(?:_[a-z]+)+`)
	quotes = regexp.MustCompile(`“[^”]*”`)
)

// readable is what a page's part says beside code, and one text a line.
func readable(t *testing.T, part templ.Component) []string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, part.Render(t.Context(), &b))
	s := codes.ReplaceAllString(b.String(), "")
	s = html.UnescapeString(tags.ReplaceAllString(s, "\n"))
	return slices.DeleteFunc(strings.Split(s, "\n"), func(line string) bool { return strings.TrimSpace(line) == "" })
}

// inOne holds the texts to one language: no sentence of English among Chinese,
// none of Chinese among English. An example, a name or a number may be quoted.
func inOne(t *testing.T, texts []string, in Lang, where string) {
	t.Helper()
	for _, text := range texts {
		plain := quotes.ReplaceAllString(worded.ReplaceAllString(text, "x"), "“”")
		if in == Chinese {
			run := latinRun(plain)
			assert.Equal(t, run.from, run.to, "%s: English on a Chinese page: %s", where, text)
			continue
		}
		for _, said := range chineseIn(plain) {
			assert.Fail(t, "Chinese on an English page", "%s: %s: %s", where, said, text)
		}
	}
}

// chineseIn are the runs of Chinese that are more than an example, which follows
// "such as" or "as" or stands in brackets: those of a clause, with a comma or
// colon of its own, or that nothing announces.
func chineseIn(s string) (found []string) {
	for {
		run := hanRun(s)
		if run.to <= run.from {
			return found
		}
		said, before := s[run.from:run.to], strings.TrimSpace(s[:run.from])
		example := strings.HasSuffix(before, " as") || strings.HasSuffix(before, "case,") || strings.HasSuffix(before, "such as") ||
			strings.HasSuffix(before, " or") || strings.HasSuffix(before, "(") || strings.HasSuffix(before, "without") || strings.HasSuffix(before, "did you mean")
		if strings.ContainsAny(said, "，：；。") || !example {
			found = append(found, said)
		}
		s = s[run.to:]
	}
}

// wrongFilings are files as an intake desk may hand them in.
func wrongFilings() []string {
	return []string{
		`{"key":1,"nosuch":2,"parties":"x","claimFen":1.5}`, `{} {}`, `{`, `{"filedOn":"2026-02-30"}`,
		`{"key":"X","court":"浙0299","caseNumber":"浙0211","cause":"loan","procedure":"no","division":" x ","filedOn":"2027-01-01","claimFen":-1,"feeKind":"no",
		  "relatedCases":["x"],"parties":[{"id":"x","side":"x","kind":"x","phone":"1","eService":true},{"id":"P1","side":"plaintiff","kind":"person","name":"甲","idNumber":"1"},{"id":"P1","side":"plaintiff","kind":"enterprise","name":"甲","idNumber":"1"}],
		  "attachments":[{"name":"x","uri":"/x","sha256":"x"}]}`,
		`{"key":"nb-1","court":"浙02","procedure":"small_claims","filedOn":"2020-01-02","claimFen":99999999999,"division":"民一庭","judge":"张三","cause":"民间借贷纠纷"}`,
	}
}

func TestIntakeFaultsAreInThePagesLanguage(t *testing.T) {
	for _, in := range []Lang{Chinese, English} {
		p := &page{Lang: in}
		for _, text := range wrongFilings() {
			_, faults := casefile.ReadFiling([]byte(text), policy.Default(), calendar.NewDate(2026, 11, 23))
			require.NotEmpty(t, faults, text)
			texts := readable(t, faultList(p, faults, "立案材料有误 the filing is wrong"))
			require.Greater(t, len(texts), len(faults))
			inOne(t, texts, in, "intake")
		}
	}
}

// What a form lacks, and what no form takes, is said in the page's language at
// the fields and for what belongs to none.
func TestFormFaultsAreInThePagesLanguage(t *testing.T) {
	for _, in := range []Lang{Chinese, English} {
		p := &page{Lang: in}
		for e := range casefile.Forms {
			k := someCase()
			k.event, k.lang = e, in
			fields, err := form(e, k, url.Values{})
			require.NoError(t, err)
			for _, data := range []string{`{}`, `{"nosuch":1}`, noneSuch(t, fields)} {
				_, faults := casefile.ReadForm(e, json.RawMessage(data))
				rest := pin(fields, faults)
				inOne(t, faultTexts(fields, rest, p), in, string(e)+" "+data[:min(len(data), 20)])
				inOne(t, readable(t, faultNotice(p, nil, rest)), in, string(e))
				for i := range fields {
					fields[i].Faults = nil
				}
			}
		}
	}
}

// faultTexts are the faults as the page has them, without the labels that links
// to their fields are.
func faultTexts(fields []field, rest casefile.Faults, p *page) (texts []string) {
	for _, f := range flat(fields) {
		for _, x := range f.Faults {
			texts = append(texts, p.wrong(f, x))
		}
	}
	for _, x := range rest {
		texts = append(texts, p.rule(x), p.want(x))
	}
	return texts
}

// noneSuch is a form whose words are none, whose numbers are below all and whose
// days do not exist.
func noneSuch(t *testing.T, fields []field) string {
	t.Helper()
	object := map[string]any{}
	for _, f := range fields {
		switch f.Kind {
		case asText, asLong, asTime, asChoice:
			object[f.Name] = "no-such-word"
		case asNumber, asMoney:
			object[f.Name] = -1
		case asLines, asMany:
			object[f.Name] = []string{"no-such-word", "no-such-word"}
		case asDate:
			object[f.Name] = "2026-02-30"
		}
	}
	raw, err := json.Marshal(object)
	require.NoError(t, err)
	return string(raw)
}

func TestArticlesOfFaultsAreInEnglish(t *testing.T) {
	for text, en := range map[string]string{
		"企业破产法第124条": "EBL art. 124",
		"保全限于请求的范围 no more than is claimed (民事诉讼法第105条)": "no more than is claimed (CPL art. 105)",
		"当事人的编号（如D1） the party's ID, such as D1":         "the party's ID, such as D1",
	} {
		require.Equal(t, en, strings.TrimSpace(English.said(text)))
	}
	require.Equal(t, "保全限于请求的范围", Chinese.said("保全限于请求的范围 no more than is claimed (民事诉讼法第105条)"))
}
