package court

import (
	"luxing/activities/register"
	"luxing/workflows/casefile"
)

// The words that people read, Chinese, for what lists and exports show.

var reasonNames = map[casefile.StuckReason]string{
	casefile.StuckOverdue:         "超过法定期限",
	casefile.StuckPastTarget:      "超过内部期限",
	casefile.StuckHiddenOverrun:   "隐性超审限",
	casefile.StuckStayForgotten:   "中止未复查",
	casefile.StuckNoActivity:      "长期无动静",
	casefile.StuckFreezeLapsing:   "查封冻结将到期",
	casefile.StuckFileNotMoved:    "案卷未移送",
	casefile.StuckMoneyUnreleased: "案款未发放",
	casefile.StuckNotDelisted:     "失信信息未撤",
	casefile.StuckAnswerOverdue:   "受移送法院逾期未答复",
	casefile.StuckDelivery:        "对外推送失败",
}

// ReasonName names a reason why a case is stuck.
func ReasonName(r casefile.StuckReason) string { return named(reasonNames, r) }

var alertNames = map[casefile.Alert]string{
	"": "正常", casefile.Calm: "正常", casefile.AlertJudge: "黄色预警", casefile.AlertOffice: "橙色预警", casefile.AlertCourt: "红色预警",
	casefile.AlertOverdue: "超期", casefile.AlertDelivery: "对接失败",
}

func alertName(a casefile.Alert) string { return named(alertNames, a) }

var bandNames = map[register.Band]string{
	register.BandAbove: "高于区间 above", register.BandWithin: "区间内 within", register.BandBelow: "低于区间 below",
	register.BandFew: "件数过少 too few", register.BandNone: "",
}

// BandName names a band, Chinese and English.
func BandName(b register.Band) string { return named(bandNames, b) }

var unitNames = map[register.Unit]string{
	register.Percent: "% percent", register.Ratio: "比 to one", register.Count: "件 count", register.MoneyFen: "分 fen", register.CourtDays: "日 days",
}

// UnitName names a unit, Chinese and English.
func UnitName(u register.Unit) string { return named(unitNames, u) }

var sourceNames = map[register.Source]string{
	register.FromReport: "有出处 sourced", register.FromUsage: "通行用法，无官方公式 usage, no official formula", register.OurOwn: "本院口径 our own",
}

// SourceName says where a definition comes from, Chinese and English.
func SourceName(s register.Source) string { return named(sourceNames, s) }

var groupNames = map[register.FigureGroup]string{
	register.GroupPerformance: "自动履行 performance", register.GroupTrial: "审理与送达 trial and service", register.GroupIncentive: "激励与信用 incentives and credit",
	register.GroupPhases: "各阶段用时 time in each phase", register.GroupMechanisms: "十二项机制 the twelve mechanisms",
}

// GroupName names a chapter of the figures page, Chinese and English.
func GroupName(g register.FigureGroup) string { return named(groupNames, g) }

func named[K ~string](names map[K]string, k K) string {
	if n, ok := names[k]; ok {
		return n
	}
	return string(k)
}
