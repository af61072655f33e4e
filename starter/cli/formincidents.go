package cli

func init() {
	for name, text := range map[string]string{
		"Stage":                         "filing",
		"Method/record_guidance":        "handed",
		"Receipt":                       "送达回证",
		"At":                            "",
		"Source":                        "",
		"Receiver":                      "",
		"Witness":                       "",
		"Fiction":                       "",
		"Failure":                       "",
		"Where":                         "",
		"Counterclaim":                  "CC1",
		"Basis":                         "same_facts",
		"Asked":                         "application",
		"Ground/join_party":             "necessary",
		"Ground/stay_party":             "respite",
		"Name":                          "",
		"Phone":                         "",
		"Whereabouts":                   "",
		"Address/confirm_address":       "在此写明送达地址",
		"Address/change_party":          "在此写明新地址",
		"Cause/party_gone":              "death",
		"None":                          "",
		"Change":                        "appointed",
		"Agent":                         "在此写明姓名",
		"Powers":                        "general",
		"Period":                        "answer",
		"Case":                          "zh-2019-000002",
		"Was":                           "原文",
		"Is":                            "补正后的文字",
		"Obligation/correct_document":   "",
		"Category":                      "major",
		"Instruction":                   "在此写明监督意见",
		"Paper":                         "监督意见书文号",
		"Instance":                      "first",
		"CaseNumber/order_retrial":      "",
		"Reason/extend_evidence_period": "在此写明理由",
	} {
		exampleTexts[name] = text
	}
}
