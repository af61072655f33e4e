package workflows

import (
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func retried(day, instance string) casefile.RetrialForm {
	return casefile.RetrialForm{On: date(day), Court: "浙02", CaseNumber: "（2019）浙02民再5号", Instance: instance, Reason: "有新的证据"}
}

// heir is a party that was not in the filing.
func heir(id string, side casefile.Side) casefile.Party {
	return casefile.Party{ID: id, Side: side, Kind: casefile.Person, Name: "参加人戊", IDNumber: map[bool]string{true: "330211197604040037", false: "330211197503030024"}[id == "D8"]}
}

// incidentSample is well-formed data for the decisions of incidents.go.
func incidentSample(e lifecycle.Event, on calendar.Date) (any, bool) {
	day, party := casefile.DayForm{On: on}, casefile.PartyDayForm{Party: "D1", On: on}
	forms := map[lifecycle.Event]any{
		lifecycle.FeeSupplementPaid:    casefile.FeePaidForm{AmountFen: 2_900_00, On: on},
		lifecycle.ConfirmAddress:       casefile.AddressForm{Party: "D1", Address: "宁波市镇海区示例路1号", On: on},
		lifecycle.RecordGuidance:       casefile.GuidanceForm{Party: "P1", Stage: casefile.AtFiling, Method: "handed", On: on, Receipt: "送达回证"},
		lifecycle.ReviewWording:        casefile.WordingForm{Obligations: []casefile.Obligation{owes()}},
		lifecycle.Counterclaim:         casefile.CounterclaimForm{Party: "D1", ClaimFen: 100_000_00, Basis: "same_facts", On: on},
		lifecycle.CounterFeePaid:       casefile.CounterFeeForm{Counterclaim: "CC1", AmountFen: 1_150_00, On: on},
		lifecycle.AnswerCounterclaim:   casefile.PartyDayForm{Party: "P1", On: on},
		lifecycle.WithdrawCounterclaim: casefile.CounterWithdrawalForm{Counterclaim: "CC1", Reason: "和解"},
		lifecycle.CloseDebate:          day,
		lifecycle.JoinParty:            casefile.JoinForm{Joined: heir("D9", casefile.Defendant), Ground: "necessary", Asked: "application", Reason: "必须共同进行诉讼", On: on},
		lifecycle.ChangeParty:          casefile.ChangePartyForm{Party: "D1", Address: "宁波市镇海区示例路2号", Reason: "迁址"},
		lifecycle.PartyGone:            casefile.GoneForm{Party: "D1", Cause: "death", On: on, Reason: "死亡证明"},
		lifecycle.SucceedParty:         casefile.SuccessorForm{Party: "D1", Successor: heir("D8", casefile.Defendant), On: on},
		lifecycle.WithdrawParty:        casefile.WithdrawPartyForm{Party: "D2", Reason: "自行和解"},
		lifecycle.Represent:            casefile.RepresentForm{Party: "P1", Change: "appointed", Agent: "律师己", Powers: "special", Receiver: true, Proof: "授权委托书", On: on},
		lifecycle.SetEvidence:          casefile.EvidenceForm{Days: 15, On: on},
		lifecycle.ExtendEvidence:       casefile.ExtendEvidenceForm{Party: "D1", AppliedOn: on, Until: on.AddDays(30), Reason: "调取银行流水"},
		lifecycle.SetAnswer:            casefile.AnswerPeriodForm{Party: "D1", Days: 7, On: on, Agreed: true},
		lifecycle.ExcuseDefault:        casefile.ExcuseForm{Party: "D1", Period: "answer", ClearedOn: on, On: on, Days: 7, Reason: "住院"},
		lifecycle.RecordAbsence:        casefile.AbsenceForm{Party: "D1", On: on},
		lifecycle.Consolidate:          casefile.ConsolidateForm{Case: "zh-2019-000002", Same: true, Reason: "基于同一事实", On: on},
		lifecycle.Sever:                casefile.SeverForm{Parties: []string{"D2"}, Case: "zh-2019-000003", Reason: "不宜合并", On: on},
		lifecycle.CorrectDocument:      casefile.CorrectForm{On: on, Was: "三十万", Is: "三十万元"},
		lifecycle.ServeAppeal:          casefile.PartyDayForm{Party: "P1", On: on},
		lifecycle.AnswerAppeal:         casefile.PartyDayForm{Party: "P1", On: on},
		lifecycle.OneAppealWithdrawn:   party,
		lifecycle.AppealWithdrawnEarly: day,
		lifecycle.RulingAppealDropped:  day,
		lifecycle.TagCase:              casefile.TagForm{Category: casefile.TagMass, Reason: "涉众"},
		lifecycle.UntagCase:            casefile.TagForm{Category: casefile.TagMass, Reason: "已化解"},
		lifecycle.Instruct:             casefile.InstructForm{Instruction: "提交专业法官会议讨论", Paper: "院庭长监督意见〔2019〕3号", On: on},
		lifecycle.StayParty:            casefile.StayPartyForm{Party: "D1", Ground: "respite", On: on, Reason: "缓期"},
		lifecycle.ResumeParty:          party,
		lifecycle.OrderRetrial:         casefile.RetrialForm{On: on, Court: "浙02", Instance: "second", Reason: "有新的证据"},
		lifecycle.RetrialUpheld:        day,
		lifecycle.UpheldToAwaiting:     day,
		lifecycle.UpheldToEnforcement:  day,
		lifecycle.UpheldToDormant:      day,
		lifecycle.RetrialChanged:       allowed(owes()),
		lifecycle.RetrialSetAside:      day,
	}
	f, ok := forms[e]
	return f, ok
}
