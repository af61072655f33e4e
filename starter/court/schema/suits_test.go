package schema

func init() {
	for name, sample := range map[string]string{
		"RefuseExcuseForm":   `{"party":"D1","period":"appeal","on":"2019-05-05","reason":"未提交住院证明"}`,
		"SuspendForm":        `{"ground":"force_majeure","on":"2019-05-05","reason":"封控通告"}`,
		"ClaimChangeForm":    `{"claimFen":100,"investigated":true,"fitsSmallClaims":true,"smallClaimsAgreed":true,"reason":"追加利息","on":"2019-05-05"}`,
		"SeparateForm":       `{"case":"zh-2019-000002","reason":"不宜继续合并","on":"2019-05-05"}`,
		"JoinedForm":         `{"lead":"zh-2019-000002","court":"浙0211","reason":"同一事实","on":"2019-05-05","hearingOn":"2019-05-20","judge":"J001"}`,
		"LeadHearingForm":    `{"lead":"zh-2019-000002","on":"2019-05-20","time":"09:30","place":"第一法庭","judge":"J001","adjourned":true}`,
		"JoinderOverForm":    `{"case":"zh-2019-000002","why":"closed","reason":"撤诉","on":"2019-05-05"}`,
		"RunningRetrialForm": `{"on":"2019-05-05","court":"浙02","caseNumber":"（2019）浙02民再5号","instance":"second","ground":"wages","reason":"新证据"}`,
	} {
		samples[name] = sample
	}
}
