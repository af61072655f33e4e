package console_test

import (
	"net/http"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// An enforcement that stands still says so above all else: since when, why, until
// when that is looked at again, under which article; and who took whose place
// stands below.
func TestAnEnforcementSaysThatItIsSuspendedAndWhoTookWhosePlace(t *testing.T) {
	w := newWindow(t)
	key := enforcing(w, "zhi-1", nil)
	v := w.says[key]
	day := calendar.Of(v.Now)
	v.Row.Phase, v.Row.PhaseSince = lifecycle.Suspended, v.Now
	v.Filing.Parties = append(v.Filing.Parties, casefile.Party{ID: "P1H", Side: casefile.Plaintiff, Kind: casefile.Person, Name: "李小四"}, casefile.Party{ID: "D2", Side: casefile.Defendant, Kind: casefile.Person, Name: "赵六"})
	v.Enforcement.Suspension = &casefile.SuspensionForm{Ground: casefile.SuspendEnded, Party: "D1", On: calendar.MustParse("2026-02-20"), Reason: "登记机关已注销"}
	v.Enforcement.Successions = []casefile.SuccessionView{
		{Party: "P1", Successor: "P1H", Basis: casefile.BasisHeir, Creditor: true, On: calendar.MustParse("2026-01-15")},
		{Party: "D2", Basis: casefile.BasisEstate, EstateFen: 100_000_00, PaidFen: 20_000_50, On: calendar.MustParse("2026-02-03")},
	}
	v.Timeline = []casefile.Entry{{Event: lifecycle.SuspendEnforce, At: time.Date(2026, 3, 2, 10, 0, 0, 0, calendar.Zone)}}
	v.Deadlines = []casefile.OpenDeadline{{ID: "suspension-review", Name: "中止情形复查", Deadline: statute.Deadline{Rule: statute.StayReview, Last: day.AddDays(9), Kind: statute.Internal}}}
	w.says[key] = v
	block := func(page string) string {
		found := regexp.MustCompile(`(?s)<div class="notice warn standstill">.*?</div>`).FindString(page)
		return tags.ReplaceAllString(found, "")
	}
	code, page, _ := w.ask("officer", http.MethodGet, "/cases/"+key, nil)
	require.Equal(t, 200, code)
	require.Equal(t, "中止执行·自2026-03-02起中止民事诉讼法第267条第4项事由：法人或者其他组织终止，尚未确定权利义务承受人·D1宁波某某公司·事实发生于2026-02-20登记机关已注销最迟"+day.AddDays(9).String()+"复查中止情形是否消失剩9日本院内部期限中止期间不计入执行期限；已到账的案款照常登记，迟延履行利息照常计算。", block(page))
	require.Equal(t, [][]string{
		{"日期", "原当事人", "现当事人", "地位", "事由"},
		{"2026-01-15", "P1李四", "P1H李小四", "申请执行人", "公民死亡，由继承人承受民事诉讼法第267条、执行规定第16、18条"},
		{"2026-02-03", "D2赵六", "遗产", "被执行人", "公民死亡，继承人放弃继承，直接执行遗产民事诉讼法第243条、民诉法解释第473条以遗产100,000.00元为限，已付20,000.50元"},
	}, cells(page, "successions"))

	_, page, _ = w.ask("officer", http.MethodGet, "/cases/"+key+"?lang=en", nil)
	en := block(page)
	for _, want := range []string{"Enforcementissuspended", "since2026-03-02", "CPLart.267(4)", "anentityended,andnobodyhastakenitsplaceyet", "lookedatby" + day.AddDays(9).String(), "court'sowntarget"} {
		require.Contains(t, regexp.MustCompile(`&#39;`).ReplaceAllString(en, "'"), want)
	}
	rows := cells(page, "successions")
	require.Len(t, rows, 3)
	require.Equal(t, []string{"2026-01-15", "P1李四", "P1H李小四", "creditor"}, rows[1][:4])
	require.Equal(t, "theestateitself", rows[2][2])

	// An outsider's claim stands by its name; and what is not suspended does not say so.
	v.Enforcement.Suspension = &casefile.SuspensionForm{Ground: casefile.SuspendObjection, Claim: "W1", On: day, Reason: "r"}
	_, page, _ = w.ask("officer", http.MethodGet, "/cases/"+key, nil)
	require.Contains(t, block(page), "案外人异议W1")
	require.Contains(t, block(page), "第267条第2项")
	_, page, _ = w.ask("officer", http.MethodGet, "/cases/"+enforcing(w, "zhi-2", nil), nil)
	require.Empty(t, block(page))
	require.Empty(t, cells(page, "successions"))
}
