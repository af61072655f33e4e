package console

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

var (
	asked = regexp.MustCompile(`\bT\("([a-z0-9_.]+)"[,)]`)
	verbs = regexp.MustCompile(`%[a-z]`)
)

// Every text that a page asks for is there in both languages, with the same
// holes to fill; and none is there that no page asks for.
func TestTheCatalogueIsWhole(t *testing.T) {
	var source strings.Builder
	files, err := filepath.Glob("*")
	require.NoError(t, err)
	for _, name := range files {
		if ext := filepath.Ext(name); (ext != ".go" && ext != ".templ") || strings.HasSuffix(name, "_templ.go") || strings.HasSuffix(name, "_test.go") || name == "catalogue.go" {
			continue
		}
		raw, err := os.ReadFile(name)
		require.NoError(t, err)
		source.Write(raw)
	}
	used := map[string]bool{}
	for _, m := range asked.FindAllStringSubmatch(source.String(), -1) {
		used[m[1]] = true
		require.Contains(t, catalogue, m[1])
	}
	require.Greater(t, len(used), 150, "the pages were not read")
	for key, x := range catalogue {
		require.NotEmpty(t, x.zh, key)
		require.NotEmpty(t, x.en, key)
		require.Equal(t, verbs.FindAllString(x.zh, -1), verbs.FindAllString(x.en, -1), key)
		head, _, _ := strings.Cut(key, ".")
		prefix := head + "."
		require.True(t, used[key] || strings.Contains(source.String(), `"`+prefix+`"`) || strings.Contains(source.String(), `"`+prefix+`%`) || strings.Contains(source.String(), `"`+key+`"`), "nobody asks for %s", key)
	}
}

// What the code calls by a word is called by a name on the pages, in both
// languages, whatever is added to the tables.
func TestEveryWordOfTheTablesHasAName(t *testing.T) {
	named := func(prefix string, word string) {
		t.Helper()
		require.Contains(t, catalogue, prefix+word)
	}
	for _, r := range court.StuckReasons() {
		named("stuck.", string(r))
	}
	for _, a := range court.Alerts() {
		named("alert.", string(a))
	}
	for _, s := range []casefile.Side{casefile.Plaintiff, casefile.Defendant, casefile.ThirdParty, casefile.Guarantor} {
		named("side.", string(s))
	}
	for _, m := range casefile.Methods() {
		named("method.", string(m.Method))
	}
	for _, k := range []casefile.Kind{casefile.KindCase, casefile.KindEnforcement, casefile.KindCertificate, casefile.KindRepair, casefile.KindList} {
		named("kind.", string(k))
	}
	for _, m := range lifecycle.Machines() {
		for _, s := range m.States {
			require.NotEmpty(t, s.NameEN, s.State)
		}
		for _, r := range m.Rows {
			require.NotEmpty(t, r.NameEN, r.Event)
		}
	}
}

// Every field of every decision's form has a label, and every word to choose
// from a name.
func TestEveryFormCanBeFilledIn(t *testing.T) {
	events := map[lifecycle.Event]bool{}
	for _, m := range lifecycle.Machines() {
		for _, r := range m.Rows {
			events[r.Event] = true
		}
	}
	var names []string
	for e := range events {
		names = append(names, string(e))
	}
	slices.Sort(names)
	forms := 0
	for _, name := range names {
		e := lifecycle.Event(name)
		fields, err := form(e, known{lang: Chinese, event: e}, nil)
		require.NoError(t, err, name)
		if _, has := casefile.Forms[e]; !has {
			require.Empty(t, fields, name)
			continue
		}
		require.NotEmpty(t, fields, name)
		forms++
		for _, f := range flat(fields) {
			require.Contains(t, catalogue, "field."+f.Name, "%s of %s has no label", f.Path, name)
			for _, c := range f.Choices {
				require.True(t, c.Value == "" || hasHan(c.Name), "%s of %s: %q has no Chinese name", f.Path, name, c.Value)
			}
		}
	}
	require.Greater(t, forms, 60)
}

func TestBilingualTextsAreTakenApart(t *testing.T) {
	for _, x := range []struct{ text, zh, en string }{
		{"办理“答辩”，法定期间已届满 act on it: a statutory period is over", "办理“答辩”，法定期间已届满", "act on it: a statutory period is over"},
		{"决定立案 / the decision to accept", "决定立案", "the decision to accept"},
		{"已缴350.00元", "已缴350.00元", "已缴350.00元"},
		{"送达 D1 已成", "送达 D1 已成", "送达 D1 已成"},
		{"nobody", "nobody", "nobody"},
		{"", "", ""},
	} {
		require.Equal(t, x.zh, Chinese.pick(x.text), x.text)
		require.Equal(t, x.en, English.pick(x.text), x.text)
	}
}

func TestArticlesInEnglish(t *testing.T) {
	for zh, en := range map[string]string{
		"民事诉讼法第153条；企业破产法第20条":                 "CPL art. 153; EBL art. 20",
		"民事诉讼法第169、170条":                       "CPL art. 169, 170",
		"民诉法解释第140条":                           "CPL Interpretation art. 140",
		"法院政策（报告机制八）":                          "court policy (report, mechanism 8)",
		"民事诉讼法（2023）第264条 / CPL 2023 art. 264": "CPL 2023 art. 264",
	} {
		require.Equal(t, en, English.article(zh))
	}
	require.Equal(t, "民事诉讼法第153条", Chinese.article("民事诉讼法第153条"))
}

func TestAmountsAreWrittenExactly(t *testing.T) {
	for fen, want := range map[int64]string{0: "0.00", 5: "0.05", 100: "1.00", 30000000: "300,000.00", 123456789: "1,234,567.89", -1050: "−10.50"} {
		require.Equal(t, want, yuan(fen))
	}
}
