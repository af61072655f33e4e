package documents

import (
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/statute"
)

func TestDatesAreWrittenInChinese(t *testing.T) {
	for day, want := range map[string]struct{ formal, plain string }{
		"2019-03-04": {"二〇一九年三月四日", "2019年3月4日"},
		"2020-10-10": {"二〇二〇年十月十日", "2020年10月10日"},
		"2021-12-31": {"二〇二一年十二月三十一日", "2021年12月31日"},
		"2026-11-20": {"二〇二六年十一月二十日", "2026年11月20日"},
	} {
		require.Equal(t, want.formal, ChineseDate(calendar.MustParse(day)))
		require.Equal(t, want.plain, PlainDate(calendar.MustParse(day)))
	}
	require.Empty(t, ChineseDate(calendar.Date{}))
	require.Empty(t, PlainDate(calendar.Date{}))
}

func TestCountsAreReadInChinese(t *testing.T) {
	for n, want := range map[int]string{
		0: "零", 1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一百", 101: "一百零一", 110: "一百一十",
		128: "一百二十八", 250: "二百五十", 511: "五百一十一", 1003: "一千零三", 1010: "一千零一十", 9999: "九千九百九十九", 10000: "10000", -1: "-1",
	} {
		require.Equal(t, want, Chinese(n), "%d", n)
	}
}

// The numbers that documents cite and those of the rule book come from two
// tables; where both name an article they must agree, in every edition.
func TestArticlesAgreeWithTheRuleBook(t *testing.T) {
	for rule, article := range map[statute.RuleID]int{
		statute.Answer:                 128,
		statute.AppealJudgment:         171,
		statute.AppealAnswer:           174,
		statute.EnforcementApplication: 250,
	} {
		r, ok := statute.Find(rule)
		require.True(t, ok, rule)
		for _, day := range []string{"2019-03-04", "2022-06-01", "2026-03-04"} {
			on := calendar.MustParse(day)
			cited := r.On(on).Article // 民事诉讼法（2017）第125条第1款
			formal := civilProcedure(on, article)
			require.Contains(t, formal, "第"+Chinese(articleOf(t, cited))+"条", "%s on %s: %s", rule, day, cited)
		}
	}
}

func TestArticlesHaveTheNumberOfTheirDay(t *testing.T) {
	for _, c := range []struct {
		article int
		day     string
		want    string
	}{
		{128, "2019-03-04", "第一百二十五条"},
		{128, "2022-03-04", "第一百二十八条"},
		{251, "2019-03-04", "第二百四十条"},
		{251, "2022-03-04", "第二百四十七条"},
		{251, "2024-03-04", "第二百五十一条"},
		{264, "2019-03-04", "第二百五十三条"},
		{170, "2019-03-04", "第一百六十三条"},
		{85, "2019-03-04", "第八十二条"},
		{264, "2023-12-31", "第二百六十条"},
		{264, "2024-01-01", "第二百六十四条"},
	} {
		require.Equal(t, "《中华人民共和国民事诉讼法》"+c.want, civilProcedure(calendar.MustParse(c.day), c.article))
	}
	require.Contains(t, interpretation(calendar.MustParse("2020-01-02"), 511), "第五百一十三条")
	require.Contains(t, interpretation(calendar.MustParse("2022-04-10"), 511), "第五百一十一条")
}

func articleOf(t *testing.T, cite string) int {
	t.Helper()
	n, seen := 0, false
	for i, r := range cite {
		if r == '第' {
			for _, d := range cite[i+len("第"):] {
				if d < '0' || d > '9' {
					return n
				}
				n, seen = n*10+int(d-'0'), true
			}
		}
	}
	require.True(t, seen, cite)
	return n
}
