package schema

import (
	"fmt"
	"reflect"

	"luxing/workflows/casefile"
)

func init() {
	wordsOf[reflect.TypeFor[casefile.Paper]()] = vocabulary{{"complaint", "起诉状副本"}, {"judgment", "判决书、裁定书"}, {"mediation", "调解书"}, {"counterclaim", "反诉状副本"}, {"jurisdiction", "管辖权异议裁定书"}}
	wordsOf[reflect.TypeFor[casefile.Stage]()] = vocabulary{{"filing", "立案"}, {"service", "送达"}, {"hearing", "庭审"}, {"judgment", "裁判"}}
	days := func(high int) bound { return bound{low: "1", high: fmt.Sprint(high)} }
	hour := bounds["HearingForm.time"]
	for field, b := range map[string]bound{
		"Filing.retrialOf":          bounds["Filing.key"],
		"NoticeForm.document":       {words: vocabulary{{"complaint", "起诉状副本"}, {"judgment", "判决书、裁定书"}, {"counterclaim", "反诉状副本"}, {"jurisdiction", "管辖权异议裁定书"}}},
		"ServiceForm.at":            hour,
		"GuidanceForm.at":           hour,
		"CounterFeeForm.amountFen":  someFen,
		"CounterclaimForm.claimFen": fen,
		"EvidenceForm.days":         days(180),
		"AnswerPeriodForm.days":     days(15),
		"ExcuseForm.days":           days(30),
		"WordingForm.obligations":   {min: 1, max: casefile.MaxObligations},
		"SeverForm.parties":         {min: 1, items: idPattern},
		"SeverForm.case":            bounds["Filing.key"],
		"SeverForm.claimFen":        fen,

		"PartialJudgmentForm.outcome":     bounds["JudgmentForm.outcome"],
		"PartialJudgmentForm.obligations": bounds["JudgmentForm.obligations"],
		"PartialJudgmentForm.amountFen":   fen,
		"PartialJudgmentForm.assets":      {items: idPattern},
		"ConsolidateForm.case":            bounds["Filing.key"],
		"CorrectForm.amountFen":           fen,
		"CorrectForm.instalment":          {low: "0", high: fmt.Sprint(casefile.MaxInstalments)},
		"AddressForm.address":             {pattern: plainText, min: 1, max: 200},
		"ChangePartyForm.name":            {pattern: plainText, max: 100},
		"ChangePartyForm.address":         {pattern: plainText, max: 200},
		"RepresentForm.agent":             {pattern: plainText, min: 1, max: 100},
		"RetrialForm.caseNumber":          number,
		"GuidanceForm.method":             {words: vocabulary{{"handed", "当面交付"}, {"electronic", "电子送达"}, {"post", "邮寄"}, {"oral", "口头告知"}}},
		"CounterclaimForm.basis":          {words: vocabulary{{"same_relation", "相同法律关系"}, {"causal", "请求有因果关系"}, {"same_facts", "相同事实"}}},
		"JoinForm.ground":                 {words: vocabulary{{"necessary", "必要共同诉讼"}, {"independent", "有独立请求权"}, {"not_independent", "无独立请求权"}, {"guarantor", "担保人"}}},
		"JoinForm.asked":                  {words: vocabulary{{"application", "依申请"}, {"court", "依职权"}}},
		"ChangePartyForm.whereabouts":     {words: vocabulary{{"known", "已找到"}, {"unknown", "下落不明"}}},
		"GoneForm.cause":                  {words: vocabulary{{"death", "死亡"}, {"dissolution", "终止"}, {"incapacity", "丧失诉讼行为能力"}}},
		"RepresentForm.change":            {words: vocabulary{{"appointed", "委托"}, {"changed", "变更"}, {"revoked", "解除"}}},
		"RepresentForm.powers":            {words: vocabulary{{"general", "一般代理"}, {"special", "特别授权"}}},
		"ExcuseForm.period":               {words: vocabulary{{"answer", "答辩期"}, {"evidence", "举证期限"}, {"appeal", "上诉期"}}},
		"TagForm.category":                {words: vocabulary{{"major", "重大、疑难、复杂、敏感"}, {"mass", "群体性或者广泛关注"}, {"conflict", "可能与类案冲突"}, {"complaint", "反映法官违法审判"}}},
		"StayPartyForm.ground":            {words: vocabulary{{"bankruptcy", "进入破产"}, {"respite", "债务缓期"}, {"force_majeure", "不可抗力"}}},
		"RetrialForm.instance":            {words: vocabulary{{"first", "第一审程序"}, {"second", "第二审程序"}}},
	} {
		bounds[field] = b
	}
}
