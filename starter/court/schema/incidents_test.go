package schema

const joined = `{"id":"D9","side":"defendant","kind":"person","name":"王五","idNumber":"11010519491231002X","address":"宁波","phone":"13800000009","eService":true,"whereaboutsUnknown":false}`

const guarantor = `{"id":"G9","side":"guarantor","kind":"person","name":"赵六","idNumber":"11010519491231002X"}`

func init() {
	for name, sample := range map[string]string{
		"ServiceForm": `{"document":"complaint","party":"D1","method":"direct","on":"2019-05-05","address":"宁波","outcome":"本人签收","proof":"送达回证","at":"14:05",
			"source":"filing","receiver":"self","witness":"居委会","recorded":true,"fiction":"refused_elsewhere"}`,
		"NoticeForm":            `{"document":"complaint","party":"D1","on":"2019-05-05","reason":"多次直接、邮寄送达未果","proof":"派出所证明","unknown":true,"where":"人民法院公告网"}`,
		"AbsenceForm":           `{"party":"D1","on":"2019-05-05","left":true}`,
		"AddressForm":           `{"party":"D1","address":"宁波市镇海区示例路1号","phone":"13800000001","eService":true,"on":"2019-05-05"}`,
		"AnswerPeriodForm":      `{"party":"D1","days":7,"on":"2019-05-05","agreed":true}`,
		"ChangePartyForm":       `{"party":"D1","name":"新名称","address":"宁波","phone":"13800000001","whereabouts":"known","reason":"更名"}`,
		"ConsolidateForm":       `{"case":"zh-2019-000002","leading":true,"agreed":true,"sameFacts":true,"reason":"同一事实","on":"2019-05-05"}`,
		"CorrectForm":           `{"on":"2019-05-05","was":"甲","is":"乙","obligation":"O1","amountFen":100,"instalment":1}`,
		"CounterFeeForm":        `{"counterclaim":"CC1","amountFen":100,"on":"2019-05-05"}`,
		"CounterWithdrawalForm": `{"counterclaim":"CC1","reason":"和解"}`,
		"CounterclaimForm":      `{"party":"D1","claimFen":100,"basis":"causal","on":"2019-05-05"}`,
		"EvidenceForm":          `{"days":15,"on":"2019-05-05","agreed":true,"rebuttal":true}`,
		"ExcuseForm":            `{"party":"D1","period":"answer","clearedOn":"2019-05-04","on":"2019-05-05","days":7,"reason":"住院"}`,
		"ExtendEvidenceForm":    `{"party":"D1","appliedOn":"2019-05-05","until":"2019-06-05","reason":"调取证据"}`,
		"GoneForm":              `{"party":"D1","cause":"death","on":"2019-05-05","reason":"死亡证明"}`,
		"GuidanceForm":          `{"party":"P1","stage":"filing","method":"handed","on":"2019-05-05","at":"10:30","receipt":"送达回证"}`,
		"InstructForm":          `{"instruction":"提交讨论","paper":"监督意见3号","on":"2019-05-05"}`,
		"JoinForm":              `{"joined":` + joined + `,"ground":"necessary","asked":"court","reason":"共同被告","fitsSmallClaims":true,"on":"2019-05-05"}`,
		"RepresentForm":         `{"party":"P1","change":"appointed","agent":"律师","powers":"special","receiver":true,"proof":"委托书","on":"2019-05-05"}`,
		"RetrialForm":           `{"on":"2019-05-05","court":"浙02","caseNumber":"（2019）浙02民再5号","instance":"second","reason":"新证据"}`,
		"PartialJudgmentForm":   `{"outcome":"allowed","obligations":[` + obligation + `],"inCourt":true,"claims":"第一笔借款","facts":"借条经质证无异议","amountFen":1000000000,"assets":["A1"]}`,
		"SeverForm":             `{"parties":["D2"],"case":"zh-2019-000003","reason":"不宜合并","on":"2019-05-05"}`,
		"StayPartyForm":         `{"party":"D1","ground":"respite","on":"2019-05-05","reason":"缓期"}`,
		"SuccessorForm":         `{"party":"D1","successor":` + joined + `,"on":"2019-05-05"}`,
		"TagForm":               `{"category":"mass","reason":"涉众"}`,
		"WithdrawPartyForm":     `{"party":"D2","reason":"和解"}`,
		"WordingForm":           `{"obligations":[` + obligation + `]}`,
	} {
		samples[name] = sample
	}
}
