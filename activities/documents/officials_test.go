package documents

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
)

// A judgment names people: the roster's name stands where the order has an ID,
// and the ID stands plainly where the roster has none.
func TestDocumentsNameThoseWhoWorkAtTheCourt(t *testing.T) {
	order := casefile.DocumentOrder{ID: "x", Kind: casefile.HearingNotice, To: "D1", On: day("2019-03-20"), Facts: map[string]string{
		"on": "2019-04-01", "time": "09:30", "place": "本院第三审判庭", "judge": "J001", "clerk": "C009"}}
	facts := sampleFacts()
	facts.People = map[string]string{"J001": "张某"}
	require.Equal(t, []string{"C009", "J001"}, Officials(order))
	doc, err := Render(order, facts)
	require.NoError(t, err)
	require.Empty(t, doc.Missing)
	require.Contains(t, string(doc.HTML), "审判员　张某")
	require.NotContains(t, string(doc.HTML), "J001")
	require.Contains(t, string(doc.HTML), "书记员　C009")

	order.Facts["judge"], order.Facts["clerk"] = "", ""
	require.Empty(t, Officials(order))
	doc, err = Render(order, facts)
	require.NoError(t, err)
	require.NotContains(t, string(doc.HTML), "审判员")
}

// Every kind that names an official names it by the roster, not by the bare fact.
func TestEveryTemplateNamesOfficialsByTheRoster(t *testing.T) {
	for _, k := range Kinds() {
		own, err := sources.ReadFile("templates/" + string(k) + ".html")
		require.NoError(t, err)
		for _, f := range Facts(k) {
			if f.Form == Official {
				require.NotContains(t, string(own), `.Text "`+f.Key+`"`, k)
				require.NotContains(t, string(own), `.Or "`+f.Key+`"`, k)
			}
		}
	}
}

func TestADigestNamesJudgesBesideTheirIDs(t *testing.T) {
	order := casefile.DocumentOrder{ID: "x", Kind: casefile.DailyDigest, Facts: map[string]string{"digest": `{"court":"浙0211","on":"2020-07-01","divisions":[{"division":"民一庭","newCount":2,"new":[{"key":"a","judge":"J001"},{"key":"b","judge":"J009"}],"dueSoonCount":1,"dueSoon":[{"key":"c","judge":"J001"},{"key":"d"}]}]}`}}
	require.Equal(t, []string{"J001", "J009"}, Officials(order))
	facts := CaseFacts{Court: "浙0211", People: map[string]string{"J001": "张某"}}
	doc, err := Render(order, facts)
	require.NoError(t, err)
	require.Contains(t, string(doc.HTML), "<td>张某 J001</td>")
	require.Contains(t, string(doc.HTML), "<td>J009</td>")
	// A training case's clock is ahead of the court's: nothing waits for less than no day.
	order.Facts["digest"] = `{"court":"浙0211","on":"2020-07-01","divisions":[{"division":"民一庭","newCount":1,"new":[{"key":"a","day":"2020-10-02"}],"overdueCount":1,"overdue":[{"key":"b","day":"2020-06-28"}]}]}`
	ahead, err := Render(order, facts)
	require.NoError(t, err)
	require.NotContains(t, string(ahead.HTML), "-93")
	require.Contains(t, string(ahead.HTML), `<td class="n">0</td>`)
	require.Contains(t, string(ahead.HTML), `<td class="n">3</td>`)
	order.Facts["digest"] = "{"
	require.Empty(t, Officials(order))
}

func TestNamesAreMaskedAsThePolicySays(t *testing.T) {
	for name, want := range map[string]string{"": "", "张": "张", "张三": "张某", "张三丰": "张某某", "欧阳锋": "欧阳某", "欧阳": "欧某", "诸葛孔明": "诸葛某某", "阿卜杜拉·买买提": "阿某某", " 李四 ": "李某"} {
		require.Equal(t, want, MaskedName(name), name)
	}
	html := func(name string) string {
		s := samples()[name]
		doc, err := Render(s.order, s.facts)
		require.NoError(t, err)
		return string(doc.HTML)
	}
	masked, named := html("list_announcement"), html("list_announcement_named")
	require.Contains(t, masked, "欧阳某某")
	require.NotContains(t, masked, "欧阳修文")
	require.Contains(t, masked, "宁波甬江建筑工程有限公司", "a unit's name is public")
	require.Contains(t, masked, "91330211MA2AABCD1X")
	require.Contains(t, masked, "批准：唐知微")
	require.Contains(t, masked, "2020年第三季度")
	require.Contains(t, masked, "市场监督管理部门、税务机关、银行业金融机构、公共信用信息平台")
	require.Contains(t, named, "欧阳修文")
	require.Contains(t, named, "批准：T009", "whom the roster does not know is named by ID")
	require.Contains(t, named, "2020年7月")
	require.Contains(t, named, "税务机关、village")
	for _, page := range []string{masked, named, html("list_removal")} {
		require.NotContains(t, page, "330211199003030017", "nobody's whole number is published")
		require.NotContains(t, page, "330205198502023456")
		require.Contains(t, page, "浙0211诚信名单1号")
	}
	require.Equal(t, 1, strings.Count(html("list_removal"), "李某"))
}
