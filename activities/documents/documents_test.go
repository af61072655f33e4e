package documents

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"rsc.io/qr"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

var update = flag.Bool("update", false, "write the golden files anew")

func day(s string) calendar.Date { return calendar.MustParse(s) }

// sampleFacts is a loan of 300,000 yuan between two people, guaranteed by a company.
func sampleFacts() CaseFacts {
	return CaseFacts{
		Court: "浙0211", CaseNumber: "（2019）浙0211民初1234号", Cause: "民间借贷纠纷", Procedure: casefile.Summary,
		Parties: []casefile.Party{
			{ID: "P1", Side: casefile.Plaintiff, Kind: casefile.Person, Name: "张三", IDNumber: "330211198001011234", Address: "浙江省宁波市镇海区城河西路1号"},
			{ID: "D1", Side: casefile.Defendant, Kind: casefile.Person, Name: "李四", IDNumber: "330205198502023456", Address: "浙江省宁波市江北区人民路88号2幢301室"},
			{ID: "D2", Side: casefile.Defendant, Kind: casefile.Enterprise, Name: "宁波甬江建筑工程有限公司", IDNumber: "91330211MA2AABCD1X", Address: "浙江省宁波市镇海区骆驼街道工业路5号"},
		},
	}
}

func loan() casefile.ObligationView {
	return casefile.ObligationView{
		Obligation: casefile.Obligation{
			ID: "O1", Debtors: []string{"D1"}, Creditor: "P1", Subject: casefile.Money, AmountFen: 30_000_000,
			Due: day("2019-06-30"), Guarantors: []string{"D2"},
		},
		OutstandingFen: 30_000_000, NextDue: day("2019-06-30"), NextDueFen: 30_000_000,
	}
}

func plan() casefile.ObligationView {
	o := loan()
	o.Due = calendar.Date{}
	o.Instalments = []casefile.Instalment{
		{AmountFen: 10_000_000, Due: day("2019-06-30")}, {AmountFen: 10_000_000, Due: day("2019-09-30")}, {AmountFen: 10_000_000, Due: day("2019-12-31")},
	}
	o.Accelerates, o.PenaltyFen = true, 1_500_000
	o.PaidFen, o.OutstandingFen = 10_000_000, 20_000_000
	o.NextDue = day("2019-09-30")
	return o
}

// clauses is the loan with all that can be agreed for default and security.
func clauses() casefile.ObligationView {
	o := loan()
	o.PenaltyAnnualMillionths, o.WaivedFen = 153_500, 2_000_000
	o.Securities = []casefile.Security{{By: "D2", Kind: casefile.JointGuarantee, LimitFen: 20_000_000}, {By: "D1", Kind: casefile.Mortgage, Property: "宁波市镇海区某小区1幢101室"}}
	return o
}

// samples are the normal cases of every kind: each must be complete and fit a page.
func samples() map[string]struct {
	order casefile.DocumentOrder
	facts CaseFacts
} {
	account := map[string]string{"accountName": "宁波市镇海区人民法院案款专户", "accountBank": "中国工商银行宁波镇海支行", "accountNumber": "3901 1200 2900 0001 234"}
	with := func(more map[string]string) map[string]string {
		all := map[string]string{"contact": "镇海法院诉讼服务中心 12368"}
		for k, v := range account {
			all[k] = v
		}
		for k, v := range more {
			all[k] = v
		}
		return all
	}
	plain := func(more map[string]string) map[string]string {
		all := with(more)
		for k := range account {
			delete(all, k)
		}
		return all
	}
	due := loan()
	performed := loan()
	performed.PaidFen, performed.OutstandingFen, performed.PerformedOn = 30_000_000, 0, day("2019-06-12")
	certificate, enforcement := sampleFacts(), sampleFacts()
	certificate.Number, certificate.Verification = "（2019）浙0211自动履行证明27号", "7K3Q-F9WD-2M4X"
	certificate.VerifyURL = "https://court.example/verify?code=7K3Q-F9WD-2M4X"
	bare := certificate
	bare.VerifyURL = ""
	repair := sampleFacts()
	repair.Number = "（2020）浙0211信修3号"
	enforcement.Number = "（2019）浙0211执889号"
	type sample = struct {
		order casefile.DocumentOrder
		facts CaseFacts
	}
	order := func(kind casefile.DocumentKind, to, on string, facts map[string]string, o ...casefile.ObligationView) casefile.DocumentOrder {
		return casefile.DocumentOrder{ID: "zh-2019-000123/" + string(kind) + "/" + to + "/1", Kind: kind, To: to, On: day(on), Facts: facts, Obligations: o}
	}
	unnumbered := sampleFacts()
	unnumbered.CaseNumber = ""
	listed := CaseFacts{Court: "浙0211", Number: "（2020）浙0211诚信名单1号", People: map[string]string{"T001": "唐知微"}}
	for i, p := range []casefile.Party{sampleFacts().Parties[1], {ID: "D1", Kind: casefile.Person, Name: "欧阳修文", IDNumber: "330211199003030017"}, sampleFacts().Parties[2]} {
		listed.Holders = append(listed.Holders, Holder{Party: p, ListEntry: casefile.ListEntry{
			ListSubject: casefile.ListSubject{Number: fmt.Sprintf("（2020）浙0211自动履行证明%d号", i+1)}, Source: "全国执行核查 national check", CheckedOn: day("2020-07-07"), ListedOn: day("2020-07-07")}})
	}
	off := listed
	off.Holders = listed.Holders[:1]
	return map[string]sample{
		"correction_notice": {order(casefile.CorrectionNotice, "P1", "2019-03-01", plain(map[string]string{
			"missing": "被告的准确住所和联系方式；借款交付的银行流水", "days": "7"})), unnumbered},
		"fee_notice": {order(casefile.FeeNotice, "P1", "2019-03-04", with(map[string]string{"feeFen": "290000", "note": "适用简易程序审理，减半交纳"})), sampleFacts()},
		"complaint_notice": {order(casefile.ComplaintNotice, "D1", "2019-03-06", plain(map[string]string{
			"judge": "王法官", "clerk": "赵书记"})), sampleFacts()},
		"hearing_notice": {order(casefile.HearingNotice, "D1", "2019-03-20", plain(map[string]string{
			"on": "2019-04-01", "time": "09:30", "place": "本院第三审判庭", "judge": "王法官", "clerk": "赵书记"})), sampleFacts()},
		"performance_prompt": {order(casefile.PerformancePrompt, "D1", "2019-04-01", with(map[string]string{"basis": "调解协议"}), loan()), sampleFacts()},
		"performance_reminder": {order(casefile.PerformanceReminder, "D1", "2019-06-23", with(map[string]string{
			"document": "（2019）浙0211民初1234号民事调解书"}), due), sampleFacts()},
		"performance_reminder_plan": {order(casefile.PerformanceReminder, "D1", "2019-09-27", with(map[string]string{
			"document": "（2019）浙0211民初1234号民事调解书"}), plan()), sampleFacts()},
		"second_notice_debtor": {order(casefile.SecondNoticeLetter, "D1", "2019-07-05", with(map[string]string{"days": "10"}), due), sampleFacts()},
		"second_notice_creditor": {order(casefile.SecondNoticeLetter, "P1", "2019-07-05", plain(map[string]string{"lastDay": "2021-06-30"}), due),
			sampleFacts()},
		"enforcement_transfer_creditor": {order(casefile.EnforcementTransfer, "P1", "2019-07-15", plain(map[string]string{"lastDay": "2021-06-30"}), due), sampleFacts()},
		"enforcement_transfer_court":    {order(casefile.EnforcementTransfer, "", "2019-07-15", nil, due), sampleFacts()},
		"bankruptcy_transfer": {order(casefile.BankruptcyDecision, "D2", "2020-05-18", plain(map[string]string{
			"receivingCourt": "浙02", "consentBy": "P1"})), enforcement},
		"performance_record": {order(casefile.PerformanceRecord, "", "2019-04-01", plain(map[string]string{
			"payments": "2019-04-01 O1 300000.00元（银行转账），权利人确认收到", "judge": "王法官", "clerk": "赵书记"}), performed), sampleFacts()},
		"assessment_sheet": {order(casefile.AssessmentSheet, "", "2019-03-28", plain(map[string]string{
			"debtor": "D1", "score": "54", "level": "较高", "override": "一般改为较高：已提供房产线索",
			"factors": "已保全财产 assets frozen：权重35，得分0；依据：首封冻结0.00元，诉请300000.00元\n其他执行案件 other enforcement cases：权重20，得分80；依据：查询执行系统，无在办案件\n以往履行情况 history of performing：权重15，得分100；依据：此前两案均自动履行\n履行计划 plan of performance：权重15，得分60；依据：提出分三期付清\n到庭与配合 presence and cooperation：权重15，得分90；依据：本人到庭",
			"advice":  "促成当庭即时履行 have it performed in court", "judge": "王法官"})), sampleFacts()},
		"security_order": {order(casefile.SecurityOrder, "P1", "2019-03-04", plain(map[string]string{
			"asset": "A1", "amountFen": "30000000", "requiredFen": "9000000", "postedFen": "5000000", "until": "2019-03-11"})), sampleFacts()},
		"freeze_notice": {order(casefile.FreezeNotice, "P1", "2019-03-06", plain(map[string]string{
			"asset": "A1", "kind": "银行存款", "owner": "D1", "frozenFen": "20000000", "rank": "首封", "from": "2019-03-06", "until": "2020-03-06", "renewBy": "2020-02-28"})), sampleFacts()},
		"pre_urging_notice":      {order(casefile.PreUrgingNotice, "D1", "2019-07-16", with(map[string]string{"applicant": "P1", "until": "2019-08-15"}), clauses()), sampleFacts()},
		"enforcement_notice":     {order(casefile.EnforcementNotice, "D1", "2019-08-02", with(map[string]string{"feeFen": "440000", "amount": "301732.50元", "interest": "1732.50元"}), due), enforcement},
		"property_report_order":  {order(casefile.ReportingOrder, "D1", "2019-08-02", plain(map[string]string{"until": "2019-08-12"})), enforcement},
		"litigation_risk":        {order(casefile.RiskNotice, "P1", "2019-03-04", plain(nil)), sampleFacts()},
		"litigation_risk_served": {order(casefile.RiskNotice, "D1", "2026-03-04", plain(map[string]string{"stage": "service"})), sampleFacts()},
		"performance_guide":      {order(casefile.PerformanceGuide, "D1", "2019-05-20", with(nil), due), sampleFacts()},
		"enforcement_guide":      {order(casefile.EnforcementGuide, "P1", "2019-05-20", plain(nil), due), sampleFacts()},
		"party_notice":           {order(casefile.PartyNotice, "P1", "2019-03-20", plain(map[string]string{"change": "追加被告", "about": "D2"})), sampleFacts()},
		"party_notice_joined":    {order(casefile.PartyNotice, "D2", "2019-03-20", plain(map[string]string{"change": "追加被告", "joined": "D2"})), sampleFacts()},
		"counterclaim_notice":    {order(casefile.CounterclaimNotice, "P1", "2019-03-20", plain(map[string]string{"party": "D1"})), sampleFacts()},
		"correction_ruling":      {order(casefile.CorrectionRuling, "D1", "2019-05-20", plain(map[string]string{"was": "300000元", "is": "30000元"})), sampleFacts()},
		"bankruptcy_transfer_package": {order(casefile.BankruptcyDecision, "D2", "2020-05-18", plain(map[string]string{
			"receivingCourt": "浙02", "consentBy": "P1", "files": "移送破产审查决定书；申请执行人或者被执行人书面同意；执行依据"})), enforcement},
		"listing_decision": {order(casefile.ListingDecision, "D1", "2019-09-02", plain(map[string]string{
			"ground": "违反财产报告制度", "grade": "一般", "until": "2019-10-08", "president": "Y001"}), due), enforcement},
		"contest_dismissal": {order(casefile.ContestDismissal, "D1", "2019-10-21", plain(map[string]string{
			"contestedOn": "2019-10-10", "reason": "至今未按报告财产令报告财产", "until": "2019-10-31"})), enforcement},
		"consumption_order": {order(casefile.ConsumptionOrder, "D1", "2019-09-02", plain(map[string]string{"reason": "未按执行通知书履行"}), due), enforcement},
		"exit_ban_decision": {order(casefile.ExitBanDecision, "D1", "2019-09-02", plain(map[string]string{
			"reason": "拟出境逃避执行", "by": "依申请执行人书面申请", "until": "2019-12-02"})), enforcement},
		"exit_ban_lifting": {order(casefile.ExitBanLifting, "D1", "2019-09-10", plain(map[string]string{"reason": "已履行法律文书确定的全部债务"})), enforcement},
		"ended_for_now_ruling": {order(casefile.EndedForNowRuling, "P1", "2019-11-29", plain(map[string]string{
			"owedFen": "30472500", "collectedFen": "1000000", "searches": "3", "reason": "无可供执行的财产", "consent": "经申请执行人签字确认"})), enforcement},
		"resumption_notice_creditor": {order(casefile.ResumptionNotice, "P1", "2020-03-02", plain(map[string]string{
			"reason": "发现被执行人继承房产", "owedFen": "31000000", "collectedFen": "1000000"}), due), enforcement},
		"resumption_notice_debtor": {order(casefile.ResumptionNotice, "D1", "2020-03-02", plain(map[string]string{
			"reason": "不履行执行和解协议", "owedFen": "31000000", "collectedFen": "1000000"}), due), enforcement},
		"suspension_ruling": {order(casefile.SuspensionRuling, "P1", "2019-06-10", plain(map[string]string{
			"ground": "作为一方当事人的公民死亡，需要等待继承人继承权利或者承担义务", "item": "第3项", "about": "D1", "on": "2019-06-05", "reason": "被执行人死亡，继承人尚未表明是否继承"})), enforcement},
		"succession_ruling": {order(casefile.SuccessionRuling, "P1", "2020-07-01", plain(map[string]string{
			"was": "D1", "is": "D2", "as": "被执行人", "basis": "公民死亡，由继承人承受", "law": "民事诉讼法第243条、民诉法解释第473条", "estateFen": "10000000", "reason": "继承公证书载明由其继承"})), enforcement},
		"succession_ruling_estate": {order(casefile.SuccessionRuling, "P1", "2020-07-01", plain(map[string]string{
			"was": "D1", "as": "被执行人", "basis": "公民死亡，继承人放弃继承", "law": "民事诉讼法第243条、民诉法解释第473条", "reason": "全体继承人书面放弃继承"})), enforcement},
		"money_release_creditor": {order(casefile.MoneyReleaseNotice, "P1", "2020-03-10", plain(map[string]string{
			"amountFen": "1000000", "on": "2020-03-10", "collectedFen": "1500000", "heldFen": "500000"}), due), enforcement},
		"money_release_debtor": {order(casefile.MoneyReleaseNotice, "D1", "2020-03-10", plain(map[string]string{
			"amountFen": "50000", "on": "2020-03-10", "collectedFen": "1500000"}), due), enforcement},
		"distribution_plan": {order(casefile.DistributionPlan, "P1", "2020-03-10", plain(map[string]string{
			"plan": "F1", "debtor": "D1", "amountFen": "4000000", "costsFen": "100000", "how": "按债权比例",
			"shares": "P1：债权50000.00元，分配10000.00元\nC1：债权100000.00元，分配20000.00元\nC2：债权9000.00元，优先受偿，分配9000.00元"})), enforcement},
		"plan_objection_notice": {order(casefile.PlanObjectionTold, "D1", "2020-03-20", plain(map[string]string{
			"plan": "F1", "objector": "C1", "reason": "申请执行人的债权已部分受偿", "asks": "P1 5000.00元；C1 25000.00元", "receivedOn": "2020-03-20", "until": "2020-04-07"})), enforcement},
		"plan_opposition": {order(casefile.PlanOppositionTo, "P1", "2020-04-08", plain(map[string]string{
			"plan": "F1", "opponents": "C1", "receivedOn": "2020-04-08", "until": "2020-04-23"})), enforcement},
		"certificate": {order(casefile.CertificateDocument, "D1", "2019-06-20", plain(map[string]string{
			"document": "（2019）浙0211民初1234号民事调解书", "method": "银行转账", "confirmedBy": "P1",
			"dividends": "财政性资金扶持（财政部门）\n授信融资支持（银行业金融机构）\n纳入招投标项目评审（招投标主管部门）\n纳入企业评定（市场监督管理部门）\n纳税信用评价（税务机关）\n优先缓交、减交、免交诉讼费用（人民法院）＊\n降低诉讼保全担保比例（人民法院）＊\n行政审批适用告知承诺制（行政审批机关）＊"}), performed), certificate},
		"certificate_plain": {order(casefile.CertificateDocument, "D1", "2019-06-20", plain(nil), performed), bare},
		"certificate_revoked": {order(casefile.RevocationDocument, "D1", "2020-06-03", plain(map[string]string{
			"certificate": "（2019）浙0211自动履行证明27号", "issuedOn": "2019-06-20", "ground": "虚假确认", "reason": "债权人张三在本院询问时承认并未收到款项，其确认系应债务人要求作出。"})), sampleFacts()},
		"list_announcement": {order(casefile.ListAnnouncement, "", "2020-07-07", plain(map[string]string{
			"batch": "list-330211-2020q3", "period": "2020q3", "approvedBy": "T001", "until": "2022-07-07", "receivers": "market_regulator\ntax\nbank\ncredit_platform"})), listed},
		"list_announcement_named": {order(casefile.ListAnnouncement, "", "2020-07-07", plain(map[string]string{
			"batch": "list-330211-2020m07", "period": "2020m07", "approvedBy": "T009", "until": "2022-07-07", "names": "full", "receivers": "tax\nvillage"})), listed},
		"list_removal": {order(casefile.ListRemoval, "", "2020-07-09", plain(map[string]string{
			"batch": "list-330211-2020q3", "period": "2020q3", "reason": "本院立有执行案件", "certificates": "zh-1-zhengming-d1", "receivers": "market_regulator\ntax\nbank\ncredit_platform"})), off},
		"repair_receipt": {order(casefile.RepairReceipt, "D1", "2020-06-01", plain(map[string]string{"asked": "屏蔽失信信息、解除与提高履行能力相关的限制消费", "papers": "申请书\n书面承诺\n财产报告"})), enforcement},
		"repair_granted": {order(casefile.RepairGrant, "D1", "2020-06-04", plain(map[string]string{
			"reason": "申请人经传唤及时到庭，如实申报财产，已部分履行并有明确的履行计划", "score": "80", "measures": "屏蔽失信信息\n解除与提高履行能力相关的限制消费（限于：乘坐高铁洽谈业务），至2020-06-30",
			"until": "2021-06-04", "plan": "每月20日前履行五千元"})), repair},
		"repair_refused": {order(casefile.RepairRefusal, "D1", "2020-06-05", plain(map[string]string{"reason": "没有明确的履行计划", "missing": "不符合：有部分履行和明确的履行计划，或者确无财产可供执行"})), enforcement},
		"repair_revoked": {order(casefile.RepairRevocation, "D1", "2020-07-24", plain(map[string]string{
			"number": "（2020）浙0211信修3号", "measures": "屏蔽失信信息", "reason": "连续两期未按计划履行，逾期未接受回访", "barredTo": "2021-01-25"})), repair},
	}
}

func TestDocumentsMatchTheirGoldenFiles(t *testing.T) {
	for name, s := range samples() {
		t.Run(name, func(t *testing.T) {
			doc, err := Render(s.order, s.facts)
			require.NoError(t, err)
			require.Empty(t, doc.Missing)
			require.Empty(t, doc.Unknown)
			sum := sha256.Sum256(doc.HTML)
			require.Equal(t, hex.EncodeToString(sum[:]), doc.SHA256)

			again, err := Render(s.order, s.facts)
			require.NoError(t, err)
			require.Equal(t, doc.HTML, again.HTML, "the same input must give the same bytes")

			golden := filepath.Join("testdata", "golden", name+".html")
			if *update {
				require.NoError(t, os.MkdirAll(filepath.Dir(golden), 0o755))
				require.NoError(t, os.WriteFile(golden, doc.HTML, 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err, "go test -run Golden -update writes it")
			require.Equal(t, string(want), string(doc.HTML))
		})
	}
}

func TestEveryKindHasASampleATitleAndATemplate(t *testing.T) {
	seen := map[casefile.DocumentKind]bool{}
	for _, s := range samples() {
		seen[s.order.Kind] = true
	}
	for _, k := range Kinds() {
		require.True(t, seen[k], "%s has no sample", k)
		require.NotEqual(t, string(k), k.Title())
		require.NotNil(t, templates[k])
	}
	require.Len(t, templates, len(Kinds()), "a template of no kind")
	_, err := Render(casefile.DocumentOrder{Kind: "poem"}, CaseFacts{})
	var unknown *UnknownKindError
	require.ErrorAs(t, err, &unknown)
	require.Equal(t, "poem", casefile.DocumentKind("poem").Title())
	require.Nil(t, Facts("poem"))
}

// An order with nothing in it still gives a page, which says what is missing
// at every place and names each required fact.
func TestMissingFactsAreMarkedAndNamed(t *testing.T) {
	for _, k := range Kinds() {
		t.Run(string(k), func(t *testing.T) {
			doc, err := Render(casefile.DocumentOrder{ID: "x", Kind: k}, CaseFacts{})
			require.NoError(t, err)
			require.Contains(t, string(doc.HTML), "<mark>待补</mark>")
			for _, f := range Facts(k) {
				if f.Required {
					require.Contains(t, doc.Missing, f.Key)
				}
			}
			info, _ := findKind(k)
			require.Equal(t, info.obligations, slices.Contains(doc.Missing, ObligationsKey))
			require.Equal(t, !info.unnumbered, slices.Contains(doc.Missing, NumberKey))
			require.Contains(t, doc.Missing, "court")
			require.Contains(t, doc.Missing, "on")
		})
	}
}

func TestMalformedFactsCountAsMissing(t *testing.T) {
	for _, c := range []struct {
		kind       casefile.DocumentKind
		key, value string
	}{
		{casefile.FeeNotice, "feeFen", "2900.00"},
		{casefile.FeeNotice, "feeFen", "1e9"},
		{casefile.EnforcementNotice, "amount", "862408元"},
		{casefile.EnforcementNotice, "amount", "86,2408.00元"},
		{casefile.FeeNotice, "days", "-3"},
		{casefile.HearingNotice, "on", "2019-02-30"},
		{casefile.CorrectionNotice, "days", "soon"},
		{casefile.CorrectionNotice, "missing", " \n \n"},
		{casefile.HearingNotice, "place", "   "},
	} {
		doc, err := Render(casefile.DocumentOrder{Kind: c.kind, Facts: map[string]string{c.key: c.value}}, sampleFacts())
		require.NoError(t, err)
		require.Contains(t, doc.Missing, c.key, "%s=%q", c.key, c.value)
	}
}

func TestFactsNobodyPrintsAreReported(t *testing.T) {
	doc, err := Render(casefile.DocumentOrder{Kind: casefile.FeeNotice, Facts: map[string]string{"feeFen": "100", "feeFne": "1", "colour": "red"}}, sampleFacts())
	require.NoError(t, err)
	require.Equal(t, []string{"colour", "feeFne"}, doc.Unknown)
}

// The table of facts and the templates are two lists of the same keys.
func TestTemplatesPrintWhatTheTableLists(t *testing.T) {
	call := regexp.MustCompile(`\.(?:Text|Has|Or|Day|Days|DaysOr|Money|Yuan|List|Items|PartyOf|CourtOf|OfficialOf) "([A-Za-z]+)"`)
	// Facts that methods of the page read by themselves.
	byMethod := map[string]string{"document": ".Judgment", "due": ".DueOn", "performedOn": ".PerformedOn", "debtor": ".Debtor",
		"period": ".Period", "receivers": ".Receivers", "certificates": ".Holders"}
	shared, err := sources.ReadFile("templates/base.html")
	require.NoError(t, err)
	for _, k := range Kinds() {
		own, err := sources.ReadFile("templates/" + string(k) + ".html")
		require.NoError(t, err)
		text := string(own)
		if strings.Contains(text, `{{template "account" .}}`) {
			_, def, _ := strings.Cut(string(shared), `{{define "account"}}`)
			text += def
		}
		var listed []string
		for _, f := range Facts(k) {
			listed = append(listed, f.Key)
			if slices.ContainsFunc(common, func(c Fact) bool { return c.Key == f.Key }) {
				continue
			}
			printed := strings.Contains(text, `"`+f.Key+`"`) || byMethod[f.Key] != "" && strings.Contains(text, byMethod[f.Key])
			require.True(t, printed, "%s lists %s, which its template does not print", k, f.Key)
		}
		for _, m := range call.FindAllStringSubmatch(text, -1) {
			require.Contains(t, listed, m[1], "the template of %s prints a fact that the table does not list", k)
		}
	}
}

func TestWhatComesFromOutsideIsEscaped(t *testing.T) {
	const evil = `</title><script>alert(1)</script><img src=x onerror=alert(1)>`
	facts := sampleFacts()
	facts.Cause, facts.CaseNumber = evil, evil
	for i := range facts.Parties {
		facts.Parties[i].Name, facts.Parties[i].Address = evil, evil
	}
	o := loan()
	o.Subject, o.Act = casefile.Act, evil
	for _, k := range Kinds() {
		order := casefile.DocumentOrder{ID: evil, Kind: k, To: "D1", On: day("2019-03-04"), Facts: map[string]string{}, Obligations: []casefile.ObligationView{o}}
		for _, f := range Facts(k) {
			order.Facts[f.Key] = evil
		}
		doc, err := Render(order, facts)
		require.NoError(t, err)
		require.NotContains(t, string(doc.HTML), "<script")
		require.NotContains(t, string(doc.HTML), "<img")
		require.Equal(t, 1, strings.Count(string(doc.HTML), "</title>"))
	}
}

// A document must look the same in ten years on a machine without a network.
func TestDocumentsUseNothingFromOutside(t *testing.T) {
	for name, s := range samples() {
		doc, err := Render(s.order, s.facts)
		require.NoError(t, err)
		html := string(doc.HTML)
		for _, forbidden := range []string{"http://", "https://", "url(", "@import", "src=", "<link", "<script"} {
			require.NotContains(t, html, forbidden, name)
		}
		require.Contains(t, html, `<html lang="zh-CN">`)
		require.Contains(t, html, "size: A4")
		require.Contains(t, html, "Content-Security-Policy")
	}
}

func TestRecipientsAreAddressedByWhatTheyAre(t *testing.T) {
	reminder := func(to string) string {
		o := loan()
		o.Debtors = []string{"D1", "D2"}
		doc, err := Render(casefile.DocumentOrder{ID: "x", Kind: casefile.SecondNoticeLetter, To: to, On: day("2019-07-05"), Obligations: []casefile.ObligationView{o}}, sampleFacts())
		require.NoError(t, err)
		return string(doc.HTML)
	}
	require.Contains(t, reminder("D1"), "现再次督促你立即履行")
	require.Contains(t, reminder("D2"), "现再次督促你单位立即履行")
	require.Contains(t, reminder("P1"), "你有权依照")
	require.NotContains(t, reminder("P1"), "现再次督促")
}

func TestOthersObligationsAreNotPrinted(t *testing.T) {
	mine, other := loan(), loan()
	other.Debtors, other.AmountFen, other.Guarantors = []string{"D2"}, 777_00, nil
	order := casefile.DocumentOrder{ID: "x", Kind: casefile.PerformanceReminder, To: "D1", On: day("2019-06-01"), Obligations: []casefile.ObligationView{mine, other}}
	doc, err := Render(order, sampleFacts())
	require.NoError(t, err)
	require.Contains(t, string(doc.HTML), "300,000.00元")
	require.NotContains(t, string(doc.HTML), "777.00元")
}

func TestAPersonsNumberIsMaskedOnTheCertificate(t *testing.T) {
	s := samples()["certificate"]
	doc, err := Render(s.order, s.facts)
	require.NoError(t, err)
	require.Contains(t, string(doc.HTML), "330205********3456")
	require.NotContains(t, string(doc.HTML), "330205198502023456")
}

// The code on a certificate says the address at which it is verified; a court
// that has configured none has none, and a reader finds it in a clear frame.
func TestACertificateCarriesACode(t *testing.T) {
	s := samples()["certificate"]
	code := (&page{facts: s.facts}).QR()
	matrix, err := qr.Encode(s.facts.VerifyURL, qr.M)
	require.NoError(t, err)
	require.Equal(t, matrix.Size+8, code.Size)
	// The path drawn back gives the same squares.
	drawn := map[[2]int]bool{}
	for _, run := range strings.Split(strings.TrimSuffix(code.Path, "z"), "z") {
		var x, y, n, back int
		_, err := fmt.Sscanf(run, "M%d %dh%dv1h-%d", &x, &y, &n, &back)
		require.NoError(t, err, run)
		require.Equal(t, n, back)
		for i := range n {
			drawn[[2]int{x + i - 4, y - 4}] = true
		}
	}
	for y := range matrix.Size {
		for x := range matrix.Size {
			require.Equal(t, matrix.Black(x, y), drawn[[2]int{x, y}], "%d,%d", x, y)
		}
	}
	s.facts.VerifyURL = strings.Repeat("x", 5000)
	require.Nil(t, (&page{facts: s.facts}).QR(), "too long for any code")
	plain := samples()["certificate_plain"]
	doc, err := Render(plain.order, plain.facts)
	require.NoError(t, err)
	require.NotContains(t, string(doc.HTML), "二维码")
}
