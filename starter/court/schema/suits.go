package schema

import "luxing/workflows/casefile"

func init() {
	key := bounds["Filing.key"]
	periods := vocabulary{{"answer", "答辩期"}, {"evidence", "举证期限"}, {"appeal", "上诉期"}}
	for field, b := range map[string]bound{
		"RefuseExcuseForm.period":  {words: periods},
		"SuspendForm.ground":       {words: vocabulary{{"force_majeure", "不可抗力"}, {"other_obstacle", "其他障碍"}}},
		"ClaimChangeForm.claimFen": someFen,
		"SeparateForm.case":        key,
		"JoinedForm.lead":          key,
		"LeadHearingForm.lead":     key,
		"JoinderOverForm.case":     key,
		"JoinderOverForm.why": {words: vocabulary{{casefile.JoinderSeparated, "分开审理"}, {casefile.JoinderDecided, "该案已裁判"}, {casefile.JoinderClosed, "该案已结案"},
			{casefile.JoinderRefused, "未能并入"}, {casefile.JoinderGone, "该案已不在"}}},
		"RunningRetrialForm.caseNumber": bounds["RetrialForm.caseNumber"],
		"RunningRetrialForm.instance":   {words: vocabulary{{"first", "第一审程序"}, {"second", "第二审程序"}}},
		"RunningRetrialForm.ground": {words: vocabulary{{casefile.RunsForSupport, "赡养费"}, {casefile.RunsForMaintenance, "扶养费"}, {casefile.RunsForUpbringing, "抚养费"},
			{casefile.RunsForPension, "抚恤金"}, {casefile.RunsForMedical, "医疗费用"}, {casefile.RunsForWages, "劳动报酬"}}},
	} {
		bounds[field] = b
	}
}
