package workflows

import (
	"fmt"

	"luxing/workflows/casefile"
)

// Mechanism is one of the twelve mechanisms of the 2019 reform. Ten are named
// in the report that the project starts from; eleven and twelve are not, so
// their names are the court's to set and carry Sourced false.
type Mechanism struct {
	Number  int
	Name    string
	NameEN  string
	Sourced bool
}

// Mechanisms is the registry of the twelve.
func Mechanisms() []Mechanism { return twelve }

var twelve = []Mechanism{
	{1, "加强自动履行引导", "guidance to perform", true},
	{2, "加大诉讼保全力度", "preservation", true},
	{3, "降低公告送达比例", "fewer public notices", true},
	{4, "加强自动履行评估", "assessment of performance", true},
	{5, "强化当庭即时履行", "performance in court", true},
	{6, "加强违约条款运用", "default clauses", true},
	{7, "注重担保条款运用", "security clauses", true},
	{8, "建立督促履行机制", "supervised performance", true},
	{9, "建立审理与破产衔接机制", "link to bankruptcy", true},
	{10, "建立正向激励机制", "positive incentives", true},
	{11, "明确裁判执行内容", "enforceable wording", false},
	{12, "部门联动与考核评价", "linkage and evaluation", false},
}

// mechanisms shows each of the twelve with what it did in the case.
func (m *matter) mechanisms() []casefile.MechanismView {
	out := make([]casefile.MechanismView, len(twelve))
	for i, x := range twelve {
		v := casefile.MechanismView{Number: x.Number, Name: x.Name, Sourced: x.Sourced}
		for _, n := range m.Policy.Mechanisms {
			if n.Number == x.Number && !x.Sourced {
				v.Name = n.Name
			}
		}
		for _, u := range m.Mechanisms {
			if u.Number == x.Number {
				v.Applied = true
				v.Uses = append(v.Uses, casefile.MechanismUseView{On: u.On, What: u.What})
			}
		}
		out[i] = v
	}
	return out
}

func suspended(days int) string {
	return fmt.Sprintf("期间停止 %d 天，顺延 / stood still for %d days and ends that much later", days, days)
}

// Why a case closed.
const (
	ClosedPerformed   = "performed"
	ClosedEnforced    = "enforced"
	ClosedWithdrawn   = "withdrawn"
	ClosedNotAccepted = "not_accepted"
	ClosedDismissed   = "dismissed"
	ClosedNothingDue  = "no_performance_due"
	ClosedTransferred = "transferred"
	ClosedBankruptcy  = "bankruptcy"
	ClosedTimeBarred  = "time_barred"
	ClosedTerminated  = "terminated"
	ClosedIssued      = "issued"
	ClosedRefused     = "refused"
)

var reasonNames = map[string]string{
	ClosedPerformed: "自动履行完毕", ClosedEnforced: "执行完毕", ClosedWithdrawn: "撤诉", ClosedNotAccepted: "不予受理",
	ClosedDismissed: "驳回起诉", ClosedNothingDue: "无履行内容", ClosedTransferred: "移送管辖", ClosedBankruptcy: "进入破产程序",
	ClosedTimeBarred: "申请执行时效届满", ClosedTerminated: "终结", ClosedIssued: "已出具证明", ClosedRefused: "不予出具证明",
}

func reasonName(reason string) string { return or(reasonNames[reason], reason) }
