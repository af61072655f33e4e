package console_test

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// A distribution plan stands on the page as it is on paper: whose money, who gets
// how much in which order, who was served until when, and what was objected.
func TestPlansAreShownWithTheirSharesAndObjections(t *testing.T) {
	w := newWindow(t)
	key := enforcing(w, "zhi-1", nil)
	v := w.says[key]
	day := calendar.MustParse("2026-03-02")
	v.Enforcement.Ranked = []casefile.RankedClaimForm{{Creditor: "R1", Party: "D1"}}
	v.Enforcement.Plans = []casefile.PlanView{
		{Plan: "F1", Party: "D1", On: day, State: lifecycle.PlanContested, AmountFen: 100_000_00, CostsFen: 4_400_00, SetAsideFen: 1_000_00, Shares: []casefile.ShareView{
			{Creditor: "P1", ClaimFen: 400_000_00, Fen: 60_000_00, ReleasedFen: 5_000_00}, {Creditor: "C1", ClaimFen: 50_000_00, Fen: 35_600_00, Priority: true}},
			Served: []casefile.PlanRecipient{{Party: "D1", On: day.AddDays(1), Until: day.AddDays(16)}}},
		{Plan: "F2", Party: "D1", On: day.AddDays(5), State: lifecycle.PlanFixed, Asset: "A1", AmountFen: 7_00, Shares: []casefile.ShareView{{Creditor: "R1", ClaimFen: 9_00, Fen: 7_00, Rank: 2}}},
	}
	v.Enforcement.PlanObjections = []casefile.PlanObjectionView{{ObjectPlanForm: casefile.ObjectPlanForm{Objection: "Y1", Plan: "F1", Party: "C1", Reason: "债权数额有误", On: day.AddDays(8)}, State: lifecycle.PlanAnswers}}
	w.says[key] = v
	_, page, _ := w.ask("officer", http.MethodGet, "/cases/"+key, nil)
	tables := regexp.MustCompile(`(?s)<table class="stack plan">.*?</table>`).FindAllString(page, -1)
	require.Len(t, tables, 2)
	require.Equal(t, [][]string{
		{"债权人", "顺位", "债权（元）", "分得（元）", "已发放（元）"},
		{"P1李四", "—", "400,000.00", "60,000.00", "5,000.00"},
		{"其他债权人C1", "优先", "50,000.00", "35,600.00", "0.00"},
	}, cells(tables[0], "plan"))
	require.Equal(t, [][]string{
		{"债权人", "顺位", "债权（元）", "分得（元）", "已发放（元）"},
		{"其他债权人R1", "2", "9.00", "7.00", "0.00"},
	}, cells(tables[1], "plan"))
	caption := func(table string) string {
		return tags.ReplaceAllString(regexp.MustCompile(`(?s)<caption>.*?</caption>`).FindString(table), "")
	}
	require.Equal(t, "财产分配方案F1异议处理中D1宁波某某公司的100,000.00元，2026-03-02作出先扣执行费用4,400.00元因异议之诉提存1,000.00元", caption(tables[0]))
	require.Equal(t, "财产分配方案F2方案确定D1宁波某某公司的7.00元，2026-03-07作出按A1的查封顺序", caption(tables[1]))
	list := func(page, class string) string {
		return tags.ReplaceAllString(regexp.MustCompile(`(?s)<ul class="[^"]*`+class+`">.*?</ul>`).FindString(page), "")
	}
	require.Equal(t, "D1宁波某某公司2026-03-03送达，异议期至2026-03-18", list(page, "plan-served"))
	require.Equal(t, "Y1F1·其他债权人C1·2026-03-10待其他各方答复债权数额有误", list(page, "plan-objections"))

	_, page, _ = w.ask("officer", http.MethodGet, "/cases/"+key+"?lang=en", nil)
	for _, want := range []string{"Distribution plan", "contested", "priority", "may object until 2026-03-18", "the others may answer"} {
		require.Contains(t, page, want)
	}
	_, page, _ = w.ask("officer", http.MethodGet, "/cases/"+enforcing(w, "zhi-2", nil), nil)
	require.NotContains(t, page, "stack plan")
}
