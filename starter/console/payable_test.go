package console_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// enforcing is an enforcement that holds money of which several may get some.
func enforcing(w *window, key string, payable []casefile.Payable) string {
	w.t.Helper()
	parties := []casefile.Party{{ID: "P1", Side: casefile.Plaintiff, Kind: casefile.Person, Name: "李四"}, {ID: "D1", Side: casefile.Defendant, Kind: casefile.Enterprise, Name: "宁波某某公司"}}
	row := casefile.Row{Case: "of-" + key, Court: "浙0211", Division: "执行局", Judge: "E001", Phase: lifecycle.Measures, PhaseSince: time.Now(), Updated: time.Now()}
	w.says[key] = casefile.View{Key: key, Kind: casefile.KindEnforcement, Row: row, Now: time.Now(),
		Filing:      &casefile.Filing{Key: key, Court: "浙0211", Cause: "买卖合同纠纷", FiledOn: calendar.MustParse("2026-01-05"), Parties: parties},
		Enforcement: &casefile.EnforcementView{Money: casefile.EnforcedMoney{OwedFen: 400_000_00, CollectedFen: 100_000_00, HeldFen: 100_000_00, Payable: payable}, Joined: []casefile.ClaimantForm{{Creditor: "C1", Party: "D1", AmountFen: 50_000_00}}}}
	w.lawful = []casefile.Lawful{{Event: lifecycle.ReleaseMoney, Name: "发放案款"}}
	_, err := w.reg.Write(w.t.Context(), casefile.Record{Key: key, Kind: casefile.KindEnforcement, Seq: 1, Row: row})
	require.NoError(w.t, err)
	return key
}

// releases are what the links to the form that releases money fill in.
func releases(page string) (all []string) {
	for _, m := range regexp.MustCompile(`href="[^"]*/decide/release_money\?([^"]*)"`).FindAllStringSubmatch(page, -1) {
		all = append(all, strings.ReplaceAll(m[1], "&amp;", "&"))
	}
	return all
}

var tags = regexp.MustCompile(`<[^>]*>|\s+`)

// cells are the words of a table's rows.
func cells(page, class string) (rows [][]string) {
	table := regexp.MustCompile(`(?s)<table class="[^"]*` + class + `[^"]*">.*?</table>`).FindString(page)
	for _, row := range regexp.MustCompile(`(?s)<tr>.*?</tr>`).FindAllString(table, -1) {
		var words []string
		for _, cell := range regexp.MustCompile(`(?s)<t[hd][ >].*?</t[hd]>`).FindAllString(row, -1) {
			words = append(words, tags.ReplaceAllString(cell, ""))
		}
		rows = append(rows, words)
	}
	return rows
}

// Who may get how much of what is held stands under the money, each by name, and
// leads to the form with that line filled in.
func TestWhatIsPayableIsShownAndFillsTheForm(t *testing.T) {
	w := newWindow(t)
	key := enforcing(w, "zhi-1", []casefile.Payable{{To: "P1", Plan: "F1", Fen: 60_000_00}, {To: "C1", Plan: "F1", Fen: 30_000_00}, {To: "court", Fen: 4_400_00}, {To: "D1", Administrator: true, Fen: 5_600_05}})
	code, page, _ := w.ask("officer", http.MethodGet, "/cases/"+key, nil)
	require.Equal(t, 200, code)
	require.Equal(t, [][]string{
		{"领款人", "分配方案", "至多（元）", "发放案款"},
		{"P1李四", "F1", "60,000.00", "发放案款：P1李四"},
		{"其他债权人C1", "F1", "30,000.00", "发放案款：其他债权人C1"},
		{"本院（执行费用）", "—", "4,400.00", "发放案款：本院（执行费用）"},
		{"D1宁波某某公司的管理人", "—", "5,600.05", ""},
	}, cells(page, "payable"))
	require.Equal(t, []string{"plan=F1&to=P1", "plan=F1&to=C1", "to=court"}, releases(page), "each line leads to its own form")
	_, page, _ = w.ask("officer", http.MethodGet, "/cases/"+key+"?lang=en", nil)
	require.Contains(t, page, "Payable")
	require.Contains(t, page, "the court (costs)")

	// The form, from a line and by itself: nobody is chosen among several.
	form := "/cases/" + key + "/decide/" + string(lifecycle.ReleaseMoney)
	field := func(page, id string) string {
		return regexp.MustCompile(`(?s)<(input|select)[^>]*id="` + id + `".*?(/>|</select>|>)`).FindString(page)
	}
	chosen := regexp.MustCompile(`<option value="([^"]*)" selected`)
	code, page, _ = w.ask("officer", http.MethodGet, form+"?to=C1&plan=F1", nil)
	require.Equal(t, 200, code)
	require.Contains(t, chosen.FindString(page), `"C1"`)
	require.Contains(t, field(page, "f-amountFen"), `value="30,000.00"`)
	require.Contains(t, field(page, "f-plan"), `value="F1"`)
	require.Contains(t, page, `<option value="court"`)
	_, page, _ = w.ask("officer", http.MethodGet, form, nil)
	require.NotContains(t, field(page, "f-amountFen"), "000")
	require.NotContains(t, chosen.FindString(page), "P1")
	_, page, _ = w.ask("officer", http.MethodGet, form+"?to=D1", nil)
	require.NotContains(t, field(page, "f-amountFen"), "5,600", "an administrator's is handed over and not released")
	require.NotContains(t, page, `<option value="D1"`)

	// No plan, no column for it; who may not release has no way to it.
	plain := enforcing(w, "zhi-2", []casefile.Payable{{To: "P1", Fen: 60_000_00}})
	w.lawful = nil
	_, page, _ = w.ask("officer", http.MethodGet, "/cases/"+plain, nil)
	require.Equal(t, [][]string{{"领款人", "至多（元）"}, {"P1李四", "60,000.00"}}, cells(page, "payable"))
	_, page, _ = w.ask("officer", http.MethodGet, "/cases/"+enforcing(w, "zhi-3", nil), nil)
	require.Empty(t, cells(page, "payable"))
}

// One creditor may get some by one plan, some by another and some by none: each
// line is filled in by itself, and a creditor by the seizure's rank is another
// creditor like one that takes part.
func TestWhatPlansGiveIsFilledInByItsOwnPlan(t *testing.T) {
	w := newWindow(t)
	key := enforcing(w, "zhi-4", []casefile.Payable{{To: "P1", Plan: "F1", Fen: 60_000_00}, {To: "P1", Plan: "F2", Fen: 7_000_01}, {To: "R1", Plan: "F2", Fen: 30_000_00}, {To: "P1", Fen: 500_00}})
	v := w.says[key]
	v.Enforcement.Joined = nil
	v.Enforcement.Ranked = []casefile.RankedClaimForm{{Creditor: "R1", Party: "D1"}}
	w.says[key] = v
	_, page, _ := w.ask("officer", http.MethodGet, "/cases/"+key, nil)
	require.Equal(t, [][]string{
		{"领款人", "分配方案", "至多（元）", "发放案款"},
		{"P1李四", "F1", "60,000.00", "发放案款：P1李四"},
		{"P1李四", "F2", "7,000.01", "发放案款：P1李四"},
		{"其他债权人R1", "F2", "30,000.00", "发放案款：其他债权人R1"},
		{"P1李四", "—", "500.00", "发放案款：P1李四"},
	}, cells(page, "payable"))
	require.Equal(t, []string{"plan=F1&to=P1", "plan=F2&to=P1", "plan=F2&to=R1", "to=P1"}, releases(page))
	form := "/cases/" + key + "/decide/" + string(lifecycle.ReleaseMoney)
	for query, want := range map[string][2]string{"?to=P1&plan=F1": {"60,000.00", "F1"}, "?to=P1&plan=F2": {"7,000.01", "F2"}, "?to=P1": {"500.00", ""}, "?to=R1&plan=F2": {"30,000.00", "F2"}} {
		_, page, _ = w.ask("officer", http.MethodGet, form+query, nil)
		value := func(id string) string {
			tag := regexp.MustCompile(`<input[^>]*id="` + id + `"[^>]*>`).FindString(page)
			m := regexp.MustCompile(`value="([^"]*)"`).FindStringSubmatch(tag)
			if m == nil {
				return ""
			}
			return m[1]
		}
		require.Equal(t, want, [2]string{value("f-amountFen"), value("f-plan")}, query)
	}
	// Each is offered once, however many lines are theirs; a plan that gives
	// them nothing fills in nothing.
	require.Equal(t, 1, strings.Count(page, `<option value="P1"`), "once")
	_, page, _ = w.ask("officer", http.MethodGet, form+"?to=R1&plan=F1", nil)
	require.NotContains(t, page, "30,000.00")
}

// The board offers those whom the roster knows as judges and officers of the
// court that the person reaches, and nobody else.
func TestTheBoardOffersWhoCanTakeACase(t *testing.T) {
	w := newWindow(t)
	now := time.Now()
	_, err := w.reg.Write(t.Context(), casefile.Record{Key: "stuck-1", Kind: casefile.KindCase, Seq: 1,
		Row: casefile.Row{Case: "stuck-1", Court: "浙0211", Division: "民一庭", Judge: "J001", Phase: lifecycle.Trial, PhaseSince: now, Updated: now, Stuck: []casefile.StuckCause{{Reason: casefile.StuckOverdue, Since: now}}}})
	require.NoError(t, err)
	_, page, _ := w.ask("supervisor", http.MethodGet, "/stuck", nil)
	require.Contains(t, page, `name="to"`)
	require.NotContains(t, page, "<datalist", "nobody is on the roster")
	official := func(id, name, court, division string, active bool, roles ...lifecycle.Role) register.Official {
		return register.Official{ID: id, Name: name, Roles: roles, Court: court, Division: division, Active: active}
	}
	_, err = w.reg.ImportRoster(t.Context(), register.RosterImport{Officials: []register.Official{
		official("J001", "周明远", "浙0211", "民一庭", true, lifecycle.Judge),
		official("E001", "秦志成", "浙0211", "执行局", true, lifecycle.EnforcementJudge),
		official("J003", "韩立言", "浙0211", "民二庭", true, lifecycle.DivisionHead, lifecycle.Judge),
		official("J004", "已离任", "浙0211", "民一庭", false, lifecycle.Judge),
		official("C001", "陆小满", "浙0211", "民一庭", true, lifecycle.Clerk),
		official("J901", "严北辰", "浙0105", "民一庭", true, lifecycle.Judge),
	}})
	require.NoError(t, err)
	options := func(who, path string) (all []string) {
		code, page, _ := w.ask(who, http.MethodGet, path, nil)
		require.Equal(t, 200, code)
		list := regexp.MustCompile(`(?s)<datalist id="officials">.*?</datalist>`).FindString(page)
		if list != "" {
			require.Contains(t, page, `list="officials"`)
		}
		for _, m := range regexp.MustCompile(`(?s)<option value="([^"]*)">(.*?)</option>`).FindAllStringSubmatch(list, -1) {
			all = append(all, m[1]+" "+tags.ReplaceAllString(m[2], ""))
		}
		return all
	}
	require.Equal(t, []string{"E001 秦志成，执行局执行员", "J001 周明远，民一庭承办法官", "J003 韩立言，民二庭庭长、承办法官"}, options("supervisor", "/stuck"))
	// A head's own division comes first.
	require.Equal(t, "J001 周明远，民一庭承办法官", options("head", "/stuck")[0])
	require.Empty(t, options("auditor", "/stuck?court=浙0211"), "who changes nothing is offered nobody")
}
