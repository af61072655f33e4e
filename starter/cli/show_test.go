package cli

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func TestShowTellsAStrangerEverything(t *testing.T) {
	d := &clerkDesk{seen: instalmentCase()}
	r := line(t, d, "", "case", "show", "nb-2019-0001")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "show.txt", r.out)
}

func TestShowOfAClosedCaseFromTheRegister(t *testing.T) {
	d := &clerkDesk{seen: court.Seen{Source: court.FromRegister, Missing: "没有这个案件: no case \"nb-2019-0002\"", View: casefile.View{
		Key: "nb-2019-0002", Kind: casefile.KindCase, Now: at("2019-09-02", 16), PhaseName: "结案", Sentence: "已结：自动履行（2019-09-02） closed: performed",
		Row: casefile.Row{CaseNumber: "（2019）浙0211民初1235号", Court: "浙0211", Cause: "买卖合同纠纷", Procedure: casefile.SmallClaims, Phase: lifecycle.Closed, PhaseSince: at("2019-09-02", 16), ClosedOn: calendar.MustParse("2019-09-02"), Reason: "performed"},
	}}}
	r := line(t, d, "", "case", "show", "nb-2019-0002")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "show-closed.txt", r.out)
}

func TestShowAllHasTheWholeTimelineAndEveryMechanism(t *testing.T) {
	seen := instalmentCase()
	for i := range 20 {
		seen.View.Timeline = append(seen.View.Timeline, casefile.Entry{At: at("2019-06-17", 9), Name: "督办", Role: lifecycle.President, Actor: "president-1", Note: fmt.Sprint(i)})
	}
	short := line(t, &clerkDesk{seen: seen}, "", "case", "show", "nb-2019-0001")
	require.NotContains(t, short.out, "登记立案")
	require.Contains(t, short.out, "此前 13 项 earlier")
	long := line(t, &clerkDesk{seen: seen}, "", "case", "show", "nb-2019-0001", "--all")
	require.Contains(t, long.out, "登记立案")
	require.Contains(t, long.out, "建立督促履行机制")
	require.NotContains(t, short.out, "建立督促履行机制")
}

func TestShowNeverPrintsAWholeIdentityNumber(t *testing.T) {
	seen := instalmentCase()
	for _, args := range [][]string{{"case", "show", "nb-2019-0001"}, {"case", "show", "nb-2019-0001", "--json"}, {"case", "show", "nb-2019-0001", "--all"}} {
		r := line(t, &clerkDesk{seen: seen}, "", args...)
		for _, p := range seen.Filing.Parties {
			require.NotContains(t, r.out, p.IDNumber)
			require.Contains(t, r.out, p.IDNumber[len(p.IDNumber)-4:])
		}
		require.NotContains(t, r.out, "13800000001")
	}
	require.Equal(t, "11010519491231002X", seen.Filing.Parties[0].IDNumber, "what was shown is a copy")
}

func TestShowAsJSONIsTheViewWithItsSource(t *testing.T) {
	r := line(t, &clerkDesk{seen: instalmentCase()}, "", "case", "show", "nb-2019-0001", "--json")
	var got court.Seen
	require.NoError(t, json.Unmarshal([]byte(r.out), &got))
	want := instalmentCase()
	hidePersonal(&want)
	require.Equal(t, mustJSON(t, want), mustJSON(t, got))
	require.Contains(t, r.out, "（第一期履行期间，", "Chinese as it is, nothing escaped")
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

func TestTimelineCountsWhatIsRepeated(t *testing.T) {
	seen := instalmentCase()
	for range 20 {
		seen.View.Timeline = append(seen.View.Timeline, casefile.Entry{At: at("2019-06-17", 9), Name: "期限预警", Role: lifecycle.Clock, Note: "已届满"})
	}
	r := line(t, &clerkDesk{seen: seen}, "", "case", "show", "nb-2019-0001")
	require.Contains(t, r.out, "已届满 ×20")
	require.Contains(t, r.out, "登记立案", "what was done is not hidden by it")
	require.NotContains(t, r.out, "earlier")
}

func TestMasking(t *testing.T) {
	for in, want := range map[string]string{"": "", "123": "***", "1234": "****", "12345": "*2345", "11010519491231002X": "**************002X", "名字四个字": "*字四个字"} {
		require.Equal(t, want, masked(in))
	}
}

func TestAmountsInYuan(t *testing.T) {
	for fen, want := range map[int64]string{0: "0.00", 5: "0.05", 100: "1.00", 30_000_000: "300,000.00", -150: "-1.50", 123_456_789_01: "123,456,789.01", 100_000: "1,000.00", -9223372036854775808: "-92,233,720,368,547,758.08"} {
		require.Equal(t, want, yuan(fen))
	}
}

func TestDaysLeft(t *testing.T) {
	day := calendar.MustParse("2019-07-01")
	require.Equal(t, "剩 3 日", left(day, at("2019-06-28", 23)))
	require.Equal(t, "今日届满", left(day, at("2019-07-01", 23)))
	require.Equal(t, "超 1 日", left(day, at("2019-07-02", 0)))
	require.Equal(t, "", left(calendar.Date{}, time.Now()))
}

func TestExplainShowsEveryStep(t *testing.T) {
	d := deadline("answer/D1", "答辩期", "answer", "2019-04-01", "D1", "民事诉讼法（2017）第125条 / CPL 2017 art. 125", casefile.AlertJudge)
	d.Expires = lifecycle.AnswerExpired
	r := line(t, &clerkDesk{explained: []casefile.Explanation{{Deadline: d, Steps: []statute.Step{
		{Date: "2019-03-15", Reason: "收到起诉状副本 / copy of the complaint received"},
		{Date: "2019-03-30", Amount: "+15 days", Reason: "答辩期十五日，开始的日不计算在内 / fifteen days, the first not counted", Article: "民事诉讼法（2017）第82条第2款 / CPL 2017 art. 82(2)"},
		{Date: "2019-04-01", Amount: "+2 days", Reason: "最后一日为休息日，顺延 / the last day is a rest day", Article: "民事诉讼法（2017）第82条第3款 / CPL 2017 art. 82(3)"},
	}}}}, "", "case", "explain", "nb-2019-0001", "answer/D1")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "explain.txt", r.out)
	none := line(t, &clerkDesk{}, "", "case", "explain", "nb-2019-0001", "--json")
	require.JSONEq(t, `{"key":"nb-2019-0001","deadlines":[]}`, none.out)
}

func TestListAndStuck(t *testing.T) {
	rows := []court.Listed{
		{Key: "nb-2019-0001", Kind: casefile.KindCase, Row: casefile.Row{
			CaseNumber: "（2019）浙0211民初1234号", Court: "浙0211", Division: "民一庭", Judge: "judge-1", Cause: "建设工程施工合同纠纷", Phase: lifecycle.Trial,
			Wait:    casefile.Wait{For: "ordinary-trial", ForName: "普通程序审理期限", On: "judge", Last: "2019-09-04", Alert: casefile.AlertOverdue},
			Updated: at("2099-01-05", 9),
			Stuck: []casefile.StuckCause{
				{Reason: casefile.StuckOverdue, Since: at("2099-01-02", 0), On: "judge", Unstick: "宣判或依法报请延长审限；已超期的说明理由并报院长 give judgment or request an extension; explain the overrun to the president", Article: "民事诉讼法（2017）第149条 / CPL 2017 art. 149"},
				{Reason: casefile.StuckNoActivity, Since: at("2098-12-01", 0), On: "judge", Unstick: "安排下一步 schedule the next step"},
			},
		}},
		{Key: "nb-2019-0003-zhi", Kind: casefile.KindEnforcement, Row: casefile.Row{
			CaseNumber: "（2019）浙0211执77号", Judge: "officer-3", Phase: "measures",
			Wait:    casefile.Wait{For: "enforcement-conclusion", ForName: "执行期限", On: "enforcement_officer", Last: "2099-02-01", Alert: casefile.AlertCourt},
			Updated: at("2099-01-05", 9),
			Stuck:   []casefile.StuckCause{{Reason: casefile.StuckMoneyUnreleased, Since: at("2098-12-20", 0), On: "enforcement_officer", Unstick: "发放案款 release the money", Article: "执行规定（2020）"}},
		}},
		{Key: "nb-2019-0009", Row: casefile.Row{Phase: lifecycle.Closed, ClosedOn: calendar.MustParse("2019-06-01"), Reason: "performed", Judge: "judge-2"}},
	}
	t.Run("list", func(t *testing.T) {
		d := &clerkDesk{rows: rows}
		r := line(t, d, "", "case", "list", "--phase", "trial", "--judge", "judge-1", "--court", "浙0211", "--division", "民一庭", "--alert", "president", "--due-before", "2019-10-01", "--limit", "3", "--open")
		require.Equal(t, ExitDone, r.code, r.err)
		golden(t, "list.txt", r.out)
		require.Equal(t, court.Filter{Phase: lifecycle.Trial, Court: "浙0211", Division: "民一庭", Judge: "judge-1", Alert: casefile.AlertCourt, DueBefore: calendar.MustParse("2019-10-01"), Limit: 3, Open: true}, d.filter)
	})
	t.Run("stuck", func(t *testing.T) {
		r := line(t, &clerkDesk{board: court.Board{Cases: rows[:2], Total: 7, Next: "c3R1Y2s", ByReason: map[string]int{"overdue": 4, "no_activity": 2, "money_unreleased": 1},
			ByAlert: map[string]int{"overdue": 4, "president": 3}, ByDivision: []court.Tally{{Court: "浙0211", Division: "", Cases: 3}, {Court: "浙0211", Division: "民一庭", Cases: 4}}}}, "", "stuck")
		require.Equal(t, ExitDone, r.code, r.err)
		golden(t, "stuck.txt", r.out)
	})
	t.Run("nothing", func(t *testing.T) {
		for _, args := range [][]string{{"stuck"}, {"case", "list"}} {
			r := line(t, &clerkDesk{}, "", args...)
			require.Equal(t, ExitDone, r.code)
			require.NotEmpty(t, r.out)
			j := line(t, &clerkDesk{}, "", append(args, "--json")...)
			require.Contains(t, j.out, `"cases": []`)
		}
	})
}

func TestLawfulPrintsFormsAndCommands(t *testing.T) {
	d := &clerkDesk{seen: instalmentCase(), lawful: []casefile.Lawful{
		{Event: lifecycle.Withdraw, Name: "准予撤诉", NameEN: "withdrawal allowed", To: lifecycle.Closed, Article: "民事诉讼法第148条", Form: "ReasonForm"},
		{Event: lifecycle.RecordServed, Name: "送达成功", NameEN: "served", Track: []string{"delivery/judgment/D2"}, To: lifecycle.Served, Article: "民事诉讼法第88至94条", Guards: []string{"method_lawful"}, Form: "ServiceForm"},
		{Event: lifecycle.Mediate, Name: "调解达成协议", NameEN: "mediation agreement reached", To: lifecycle.InCourtPrompt, Article: "民事诉讼法第100、101条", Form: "MediationForm"},
		{Event: lifecycle.AdoptPolicy, Name: "采用新的法院政策", NameEN: "newer policy adopted", To: lifecycle.Trial, Article: "法院政策", Form: "PolicyForm"},
		{Event: lifecycle.ResumeTrial, Name: "恢复诉讼", NameEN: "resumed", To: lifecycle.Trial, Article: "民事诉讼法第153条"},
	}}
	r := line(t, d, "", "case", "lawful", "nb-2019-0001", "--as", "承办法官")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "lawful.txt", r.out)

	j := line(t, d, "", "case", "lawful", "nb-2019-0001", "--as", "judge:judge-7", "--json")
	var list lawfulList
	require.NoError(t, json.Unmarshal([]byte(j.out), &list))
	require.Len(t, list.Decisions, 5)
	require.Contains(t, list.Decisions[0].Command, "--as judge:judge-7")
	require.NotEmpty(t, list.Decisions[0].Fields)
	for _, x := range list.Decisions {
		_, faults := casefile.ReadForm(x.Event, x.Data)
		require.Empty(t, faults)
	}
}
