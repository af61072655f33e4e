package cli

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// yuan writes an amount of fen: 30000000 is 300,000.00.
func yuan(fen int64) string {
	sign := ""
	if fen < 0 {
		sign = "-"
	}
	whole, rest := fen/100, fen%100
	if rest < 0 {
		whole, rest = -whole, -rest
	}
	digits := strconv.FormatInt(whole, 10)
	digits = strings.TrimPrefix(digits, "-")
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	return fmt.Sprintf("%s%s.%02d", sign, b.String(), rest)
}

// masked keeps the last four characters of an identity number.
func masked(s string) string {
	runes := []rune(s)
	if len(runes) <= 4 {
		return strings.Repeat("*", len(runes))
	}
	return strings.Repeat("*", len(runes)-4) + string(runes[len(runes)-4:])
}

// left says how many days are left until a period's last day.
func left(last calendar.Date, now time.Time) string {
	switch n := last.Sub(calendar.Of(now)); {
	case last.IsZero():
		return ""
	case n > 0:
		return fmt.Sprintf("剩 %d 日", n)
	case n == 0:
		return "今日届满"
	default:
		return fmt.Sprintf("超 %d 日", -n)
	}
}

// moment writes an instant by the court's clock, to the minute.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(calendar.Zone).Format("2006-01-02 15:04")
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return calendar.Of(t).String()
}

// stateName names a state of any machine, Chinese first.
func stateName(s lifecycle.State) string {
	for _, m := range lifecycle.Machines() {
		if info, ok := m.State(s); ok {
			return info.Name + " " + string(s)
		}
	}
	return string(s)
}

// eventName names an event of any machine, Chinese first.
func eventName(e lifecycle.Event) string {
	for _, m := range lifecycle.Machines() {
		for _, r := range m.Rows {
			if r.Event == e {
				return r.Name + " " + string(e)
			}
		}
	}
	return string(e)
}

var partyKinds = map[casefile.PartyKind]string{
	casefile.Person: "自然人", casefile.Enterprise: "企业法人", casefile.Organization: "其他组织",
}

var stuckNames = map[casefile.StuckReason]string{
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

func stuckName(r casefile.StuckReason) string {
	if n, ok := stuckNames[r]; ok {
		return n
	}
	return string(r)
}

var documentNames = map[casefile.DocumentKind]string{
	casefile.ComplaintNotice:     "应诉通知书",
	casefile.HearingNotice:       "开庭传票",
	casefile.PerformancePrompt:   "当庭履行提示书",
	casefile.PerformanceReminder: "督促履行提醒书",
	casefile.SecondNoticeLetter:  "督促履行告知书（二次）",
	casefile.EnforcementTransfer: "申请执行告知及移送执行函",
	casefile.BankruptcyDecision:  "移送破产审查决定书",
	casefile.CertificateDocument: "自动履行证明书",
	casefile.CorrectionNotice:    "补正通知书",
	casefile.FeeNotice:           "交纳诉讼费用通知书",
	casefile.EnforcementNotice:   "执行通知书",
	casefile.ReportingOrder:      "报告财产令",
	casefile.RevocationDocument:  "撤销自动履行证明书决定书",
	casefile.RepairReceipt:       "信用修复申请收件通知书",
	casefile.RepairGrant:         "信用修复决定书",
	casefile.RepairRefusal:       "不予信用修复决定书",
	casefile.RepairRevocation:    "撤销信用修复决定书",
	casefile.ListAnnouncement:    "诚信履行名单公告",
	casefile.ListRemoval:         "移出诚信履行名单决定书",
}

func documentName(k casefile.DocumentKind) string {
	if n, ok := documentNames[k]; ok {
		return n
	}
	return string(k)
}
