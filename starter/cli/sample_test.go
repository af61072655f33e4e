package cli

import (
	"time"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func at(day string, hour int) time.Time {
	return calendar.MustParse(day).Start().Add(time.Duration(hour) * time.Hour)
}

func deadline(id, name string, rule statute.RuleID, last, on, article string, alert casefile.Alert) casefile.OpenDeadline {
	d := calendar.MustParse(last)
	return casefile.OpenDeadline{ID: id, Name: name, On: on, Alert: alert, Deadline: statute.Deadline{
		Rule: rule, Last: d, Due: d.End(), Article: article, Kind: statute.Statutory, Edition: "2026", Unit: statute.Days, Length: 15,
	}}
}

// instalmentCase is a mediated debt of 300,000 yuan, paid late, with all that
// a case can show.
func instalmentCase() court.Seen {
	return court.Seen{Source: court.FromCase, View: casefile.View{
		Key: "nb-2019-0001", Kind: casefile.KindCase, Now: at("2019-06-28", 10), PhaseName: "督促履行",
		Sentence: "等待当事人D1履行生效文书确定的义务，最迟2019-07-01（第一期履行期间，民事诉讼法（2017）第253条） waits for D1 to perform what the document orders by 2019-07-01 (performance-period, CPL 2017 art. 253)",
		Row: casefile.Row{
			Case: "nb-2019-0001", CaseNumber: "（2019）浙0211民初1234号", Court: "浙0211", Division: "民一庭", Judge: "judge-1", Cause: "民间借贷纠纷",
			Procedure: casefile.Summary, FiledOn: calendar.MustParse("2019-03-04"), Phase: lifecycle.InSupervision, PhaseSince: at("2019-06-01", 9),
			Wait:  casefile.Wait{For: "performance-period", ForName: "履行期间", On: "D1", Last: "2019-07-01", Due: calendar.MustParse("2019-07-01").End(), Article: "民事诉讼法（2017）第253条", Alert: casefile.AlertOffice},
			Stuck: []casefile.StuckCause{{Reason: casefile.StuckDelivery, Since: at("2019-06-20", 8), On: "system", Unstick: "检查信用平台的接收端并重发 check the credit platform's receiver and send again", Article: ""}},
		},
		Filing: &casefile.Filing{Parties: []casefile.Party{
			{ID: "P1", Side: casefile.Plaintiff, Kind: casefile.Person, Name: "张三", IDNumber: "11010519491231002X", Phone: "13800000001", EService: true},
			{ID: "D1", Side: casefile.Defendant, Kind: casefile.Enterprise, Name: "宁波某某建设工程有限责任公司镇海分公司", IDNumber: "91350100M000100Y43"},
			{ID: "D2", Side: casefile.Defendant, Kind: casefile.Person, Name: "阿卜杜拉·买买提", IDNumber: "330211198001010015", WhereaboutsUnknown: true},
			{ID: "G1", Side: casefile.Guarantor, Kind: casefile.Organization, Name: "某某村经济合作社", IDNumber: "914403001922038216"},
		}},
		Obligations: []casefile.ObligationView{
			{
				Obligation: casefile.Obligation{
					ID: "O1", Debtors: []string{"D1", "D2"}, Creditor: "P1", Subject: casefile.Money, AmountFen: 30_000_000, Accelerates: true, PenaltyFen: 1_000_000, Guarantors: []string{"G1"},
					Instalments: []casefile.Instalment{{AmountFen: 15_000_000, Due: calendar.MustParse("2019-07-01")}, {AmountFen: 15_000_000, Due: calendar.MustParse("2019-10-08")}},
				},
				PaidFen: 5_000_050, OutstandingFen: 24_999_950, NextDue: calendar.MustParse("2019-07-01"), NextDueFen: 9_999_950, State: "supervised", StateName: "督促中",
			},
			{Obligation: casefile.Obligation{ID: "O2", Debtors: []string{"D1"}, Creditor: "P1", Subject: casefile.Act, Act: "返还借条原件"}, PerformedOn: calendar.MustParse("2019-06-10"), State: "done", StateName: "已履行"},
		},
		Payments: []casefile.Payment{{ID: "pay-1", Obligation: "O1", Payer: "D1", AmountFen: 5_000_050, On: calendar.MustParse("2019-06-15"), Method: "bank", Confirmed: true}},
		Fees:     []casefile.FeeView{{Name: "案件受理费（减半）", ExactFen: 290_000, ChargedFen: 290_000, PaidFen: 290_000, Article: "诉讼费用交纳办法第13、15条"}},
		Deadlines: []casefile.OpenDeadline{
			deadline("performance-period/O1", "履行期间", "performance-period", "2019-07-01", "D1", "民事诉讼法（2017）第253条 / CPL 2017 art. 253", casefile.AlertOffice),
			deadline("freeze-expiry/A1", "冻结期限", "freeze-deposit", "2019-06-25", "judge", "民诉法解释第485条", casefile.AlertOverdue),
			func() casefile.OpenDeadline {
				d := deadline("stay-review", "中止复查", "stay-review", "2027-01-04", "judge", "法院政策", casefile.Calm)
				d.Deadline.Provisional, d.Deadline.Kind = true, statute.Internal
				return d
			}(),
			func() casefile.OpenDeadline {
				d := deadline("answer/D2", "答辩期", "answer", "2019-08-01", "D2", "民事诉讼法（2017）第125条", casefile.AlertJudge)
				d.Frozen = calendar.MustParse("2019-06-20")
				return d
			}(),
		},
		Trial: &casefile.TrialView{
			Clock:      statute.TrialClock{Deadline: statute.Deadline{Last: calendar.MustParse("2019-07-05")}, ElapsedDays: 80, RealElapsedDays: 116, ExcludedDays: 36, LeftDays: 7, Running: true},
			Exclusions: []statute.Exclusion{{ID: "X1", Ground: "public-notice", From: calendar.MustParse("2019-03-10"), To: calendar.MustParse("2019-04-14"), Approver: "judge-1"}},
			Extensions: []statute.Extension{{Rule: "summary-extension", Requested: calendar.MustParse("2019-05-20")}},
		},
		Tracks: []casefile.TrackView{
			{ID: "delivery/complaint/D1", Machine: "delivery", State: lifecycle.Served, StateName: "已送达", Since: at("2019-03-12", 15)},
			{ID: "supervision/O1", Machine: "supervision", State: "due", StateName: "履行期间内", Since: at("2019-06-01", 9), Note: "第一期", Open: true},
		},
		Mechanisms: []casefile.MechanismView{
			{Number: 5, Name: "强化当庭即时履行", Sourced: true, Applied: true, Uses: []casefile.MechanismUseView{{On: calendar.MustParse("2019-05-30"), What: "当庭提示，债务人延期履行 prompted in court, deferred"}}},
			{Number: 8, Name: "建立督促履行机制", Sourced: true},
			{Number: 11, Name: "明确裁判执行内容", Applied: true, Uses: []casefile.MechanismUseView{{On: calendar.MustParse("2019-05-30"), What: "两项义务均明确 two obligations, both definite"}}},
		},
		Links: []casefile.Link{{Kind: casefile.KindEnforcement, Key: "nb-2019-0001-zhi", Since: at("2019-06-27", 9)}},
		Documents: []casefile.DocumentView{
			{ID: "nb-2019-0001/complaint_notice/D1/1", Kind: casefile.ComplaintNotice, To: "D1", On: calendar.MustParse("2019-03-08"), SHA256: "ab"},
			{ID: "nb-2019-0001/enforcement_transfer/court/1", Kind: casefile.EnforcementTransfer, On: calendar.MustParse("2019-06-27")},
		},
		Verdicts: []casefile.Verdict{{Decision: "pay-9", Event: lifecycle.Pay, At: at("2019-06-16", 9), Refusal: &casefile.Refusal{Message: "付款编号已用 the payment's ID is another's"}}},
		Timeline: []casefile.Entry{
			{At: at("2019-03-04", 9), Event: "filed", Name: "收到起诉材料", Role: lifecycle.Intake, Actor: "intake"},
			{At: at("2019-03-05", 10), Event: lifecycle.Accept, Name: "登记立案", Role: lifecycle.Judge, Actor: "judge-1", From: lifecycle.FilingReview, To: lifecycle.AwaitingFee},
			{At: at("2019-03-12", 15), Event: lifecycle.RecordServed, Name: "送达成功", Role: lifecycle.Clerk, Actor: "clerk-with-a-rather-long-identifier", Track: "delivery/complaint/D1", From: lifecycle.ToServe, To: lifecycle.Served, Note: "直接送达"},
			{At: at("2019-05-30", 16), Event: lifecycle.Mediate, Name: "调解达成协议", Role: lifecycle.Judge, Actor: "judge-1", From: lifecycle.Trial, To: lifecycle.InCourtPrompt, Mechanism: 5},
			{At: at("2019-06-16", 9), Event: lifecycle.Pay, Name: "履行（付款）", Role: lifecycle.Integration, Actor: "bank", Refused: "付款编号已用 the payment's ID is another's"},
		},
		Calendar: "2026", Policy: "abc",
	}}
}
