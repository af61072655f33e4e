package schema

import (
	"fmt"
	"strings"

	"luxing/workflows/casefile"
)

// What the forms of enforcement, bankruptcy and delivery choose from.
func init() {
	upTo := func(high int) bound { return bound{low: "0", high: fmt.Sprint(high)} }
	persons := vocabulary{{"legal_representative", "法定代表人"}, {"principal", "主要负责人"}, {"direct", "影响债务履行的直接责任人员"}}
	for field, b := range map[string]bound{
		"BanForm.person":            {words: persons},
		"BankruptcyCourtForm.files": {items: packagePapers()},
		"BankruptcyEndForm.outcome": {words: vocabulary{{"declared", "宣告破产"}, {"reorganised", "重整"}, {"settled", "和解"}}},
		"TerminateForm.ground": {words: vocabulary{{"withdrawn", "申请人撤销申请"}, {"document_set_aside", "据以执行的法律文书被撤销"}, {"died_without_estate", "被执行人死亡，无遗产，无义务承担人"},
			{"beneficiary_died", "追索赡养费、扶养费、抚养费的权利人死亡"}, {"unable_to_work", "生活困难，无收入来源，又丧失劳动能力"}, {"other", "其他应当终结的情形"}}},
		"SuspensionForm.ground": {words: vocabulary{{"creditor_agrees", "申请人表示可以延期执行"}, {"outsider_objection", "案外人提出确有理由的异议"}, {"person_died", "公民死亡，等待继承人"},
			{"entity_ended", "法人或者其他组织终止，承受人未定"}, {"other", "其他应当中止的情形"}}},
		"SuspensionForm.claim":     id,
		"SuccessionForm.basis":     {words: vocabulary{{"heir", "继承人在遗产范围内承受"}, {"estate", "继承人放弃继承，执行遗产"}, {"merger", "分立、合并"}, {"dissolved", "终止，由权利义务承受人承受"}}},
		"SucceededForm.basis":      {words: vocabulary{{"heir", "继承人在遗产范围内承受"}, {"estate", "继承人放弃继承，执行遗产"}, {"merger", "分立、合并"}, {"dissolved", "终止，由权利义务承受人承受"}}},
		"SuccessionForm.estateFen": fen,
		"SucceededForm.estateFen":  fen,
		"EstatePaidForm.paidFen":   fen,
		"BreachForm.ground":        {words: vocabulary{{"unperformed", "届期未履行"}, {"repudiated", "表明不履行"}}},
		"ClaimForm.claim":          id,
		"ClaimForm.claimant":       id,
		"ClaimDayForm.claim":       id,
		"ClaimRulingForm.claim":    id,
		"ClaimSuitForm.claim":      id,
		"ClaimSuitForm.by":         {words: vocabulary{{"claimant", "案外人"}, {"applicant", "申请执行人"}}},
		"ClaimantForm.creditor":    id,
		"ClaimantForm.amountFen":   someFen,
		"CostForm.amountFen":       someFen,
		"RankedClaimForm.creditor": id, "RankedClaimForm.asset": id,
		"RankedClaimForm.amountFen": someFen,
		"RankedClaimForm.rank":      {low: "0", high: fmt.Sprint(casefile.MaxRank)}, // none with priority
		"DistributionForm.asset":    id, "ReleaseForm.plan": id, "ServePlanForm.plan": id,
		"ObjectPlanForm.plan": id, "ObjectPlanForm.objection": id, "ObjectPlanForm.asks": {min: 1, max: casefile.MaxAsked},
		"PlanNoticeForm.objection": id, "PlanAnswerForm.objection": id, "AmendPlanForm.objection": id, "PlanDayForm.objection": id, "PlanJudgmentForm.objection": id,
		"AmendPlanForm.shares": {max: casefile.MaxAsked}, "PlanJudgmentForm.shares": {max: casefile.MaxAsked},
		"AskedShare.creditor":        id,
		"AskedShare.amountFen":       {low: "0", high: fmt.Sprint(casefile.MaxFen)},
		"AskedShare.claimFen":        {low: "0", high: fmt.Sprint(casefile.MaxFen)},
		"DeferForm.securityFen":      someFen,
		"DistributionForm.amountFen": someFen,
		"ExplainForm.answer":         {words: vocabulary{{"will_apply", "将申请破产"}, {"declined", "不申请"}, {"undecided", "未决定"}}},
		"ExplainForm.to":             {min: 1, items: idPattern},
		"HandOverForm.amountFen":     someFen,
		"LeadForm.lead":              id,
		"LiftBanForm.ground":         {words: vocabulary{{"paid", "已履行"}, {"security", "提供担保"}, {"consent", "申请执行人同意"}, {"unneeded", "已无必要"}}},
		"ListingForm.aggravated":     upTo(3),
		"ListingForm.grade":          {words: vocabulary{{"minor", "轻微"}, {"general", "一般"}, {"serious", "严重"}}},
		"ListingForm.months":         upTo(36),
		"ObjectionForm.objection":    id,
		"ObjectionDayForm.objection": id, "ObjectionRulingForm.objection": id,
		"PartyBankruptForm.number":    number,
		"PenaltyForm.penalty":         id,
		"PenaltyDecisionForm.penalty": id,
		"PenaltyForm.days":            upTo(casefile.MaxDetention),
		"PenaltyForm.ground": {words: vocabulary{{"no_report", "拒绝报告财产"}, {"false_report", "虚假报告财产"}, {"obstruction", "妨碍执行"},
			{"evasion", "规避执行"}, {"refusal", "拒不履行"}, {"consumption", "违反限制消费令"}}},
		"PenaltyForm.kind":        {words: vocabulary{{"fine", "罚款"}, {"detention", "拘留"}}},
		"PenaltyForm.of":          {words: append(vocabulary{{"party", "当事人本人"}}, persons...)},
		"PreSuitForm.securityFen": someFen,
		"ReferForm.cause": {words: vocabulary{{"insolvent", "资产不足以清偿全部债务"}, {"cannot_realise", "财产不能变现"}, {"no_management", "无人管理财产"},
			{"enforced_in_vain", "强制执行仍无法清偿"}, {"long_losses", "长期亏损且扭亏困难"}, {"other", "其他"}}},
		"ReferralForm.outcome": {words: vocabulary{{"accepted", "受理"}, {"refused", "不予受理"}, {"no_consent", "无人同意"}, {"unheard", "逾期未答复"}}},
		"SaleForm.asset":       id,
		"SaleForm.priceFen":    someFen,
		"SearchForm.kind":      {words: vocabulary{{"network", "网络查控"}, {"field", "现场调查"}, {"lead", "核实线索"}}},
		"SeizeForm.amountFen":  someFen,
		"ServiceForm.source":   {words: vocabulary{{"filing", "起诉状"}, {"confirmation", "送达地址确认书"}, {"register", "户籍、工商登记"}, {"found", "查找所得"}}},
		"ServiceForm.receiver": {words: vocabulary{{"self", "本人"}, {"family", "同住成年家属"}, {"office", "负责收件的人"}, {"agent", "诉讼代理人"}, {"designated", "指定代收人"}}},
		"ServiceForm.failure": {words: vocabulary{{"absent", "无人"}, {"refused", "拒收"}, {"moved", "已搬迁"}, {"unknown", "查无此人"},
			{"returned", "退回"}, {"unreachable", "联系不上"}}},
		"ServiceForm.fiction":     {words: fictionWords()},
		"SettleForm.how":          {words: vocabulary{{"joint", "双方共同提交"}, {"acknowledged", "一方提交，另一方认可"}, {"record", "执行人员记入笔录"}}},
		"SettleForm.instalments":  {max: casefile.MaxInstalments},
		"SettleForm.paymentOrder": {words: vocabulary{{"principal_first", "先还本金"}, {"general_first", "先还一般债务利息"}, {"doubled_first", "先还加倍部分债务利息"}}},
		"AddressForm.phone":       bounds["Party.phone"],
		"ChangePartyForm.phone":   bounds["Party.phone"],
	} {
		bounds[field] = b
	}
}

// packagePapers is the pattern of the papers of a package.
func packagePapers() string {
	ids := make([]string, len(casefile.PackagePapers))
	for i, p := range casefile.PackagePapers {
		ids[i] = p.ID
	}
	return "^(" + strings.Join(ids, "|") + ")$"
}

func fictionWords() (v vocabulary) {
	for _, f := range casefile.Fictions() {
		v = append(v, word{f.ID, f.Name})
	}
	return v
}
