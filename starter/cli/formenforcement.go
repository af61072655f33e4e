package cli

// The words of examples of enforcement, bankruptcy and what is beside them.
func init() {
	for key, text := range map[string]string{
		"Act":           "查封某处房产",
		"Administrator": "某律师事务所",
		"Claim":         "W1",
		"Claimant":      "T1",
		"Creditor":      "C1",
		"Document":      "（2018）浙0211民初9号",
		"Lead":          "L1",
		"Objection":     "Y1",
		"Penalty":       "K1",
		"Purpose":       "乘坐高铁赴杭州就医",
		"Right":         "所有权",
		"Signs":         "停产，资产不足以清偿全部债务",
		"Cause":         "awaiting_money",

		"Answer/explain_bankruptcy":     "undecided",
		"By/defer_enforcement":          "P1",
		"By/file_claim_suit":            "claimant",
		"Cause/refer_bankruptcy":        "insolvent",
		"Cause/refer_one_debtor":        "insolvent",
		"Court/superior_takes_over":     "浙02",
		"Ground/terminate_enforcement":  "withdrawn",
		"Court/transfer_case":           "浙0203",
		"Ground/impose_exit_ban":        "",
		"Ground/lift_exit_ban":          "paid",
		"Ground/propose_penalty":        "refusal",
		"Ground/settlement_broken":      "unperformed",
		"Ground/suspend_limitation":     "force_majeure",
		"Kind/propose_penalty":          "fine",
		"Kind/record_search":            "network",
		"Lead/record_search":            "",
		"Outcome/declare_bankrupt":      "declared",
		"Outcome/bankruptcy_suspends":   "accepted",
		"Outcome/one_referral_accepted": "accepted",
		"Outcome/one_referral_returned": "refused",
		"Outcome/referral_accepted":     "accepted",
		"Outcome/referral_returned":     "refused",
		"Plan/object_to_plan":           "F1",
		"Plan/release_money":            "",
		"Plan/serve_plan":               "F1",
		"What/book_costs":               "评估费",
		"What/property_changed":         "转让车辆",
		"What/report_false":             "隐瞒某银行存款",
		"What/seek_debtor":              "请公安机关协助查找",
		"What/seize_asset":              "某处房产",
		"What/queue_asset":              "某处房产",
	} {
		exampleTexts[key] = text
	}
}
