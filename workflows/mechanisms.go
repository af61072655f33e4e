package workflows

import (
	"fmt"
	"slices"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Mechanism is one of the twelve mechanisms of the 2019 reform. Ten are named
// in the report that the project starts from; eleven and twelve are not, so
// their names are the court's to set and carry Sourced false.
type Mechanism struct {
	Number  int
	Name    string
	NameEN  string
	Sourced bool
	// Acts are the states of the case in which it acts, in the order of a case's life.
	Acts []lifecycle.State
	// Counts are the figures that count it, by ID.
	Counts []string
	// Idle says why it did nothing in a case that went past it.
	Idle string
}

// Mechanisms is the registry of the twelve.
func Mechanisms() []Mechanism { return twelve }

var twelve = []Mechanism{
	{1, "加强自动履行引导", "guidance to perform", true,
		[]lifecycle.State{lifecycle.FilingReview, lifecycle.AwaitingFee, lifecycle.Service, lifecycle.Trial, lifecycle.AwaitingEffect, lifecycle.InEnforcement},
		[]string{"voluntary-performance"}, "案件未到送达阶段即终结 the case ended before anybody was served"},
	{2, "加大诉讼保全力度", "preservation", true,
		[]lifecycle.State{lifecycle.FilingReview, lifecycle.Service, lifecycle.Defence, lifecycle.Trial, lifecycle.AwaitingEffect, lifecycle.InSupervision},
		[]string{"preservation"}, "无人申请保全 nobody applied for preservation"},
	{3, "降低公告送达比例", "fewer public notices", true,
		[]lifecycle.State{lifecycle.Service, lifecycle.AwaitingEffect},
		[]string{"public-notice"}, "各次送达均一次成功，未到公告一步 every service succeeded without a notice"},
	{4, "加强自动履行评估", "assessment of performance", true,
		[]lifecycle.State{lifecycle.Service, lifecycle.Defence, lifecycle.Trial},
		[]string{"voluntary-performance"}, "裁判前未作评估 no assessment was made before the disposition"},
	{5, "强化当庭即时履行", "performance in court", true,
		[]lifecycle.State{lifecycle.InCourtPrompt},
		[]string{"in-court-performance"}, "未当庭调解或宣判，无当庭履行提示 nothing was agreed or pronounced in court"},
	{6, "加强违约条款运用", "default clauses", true,
		[]lifecycle.State{lifecycle.InCourtPrompt, lifecycle.InSupervision},
		[]string{"mediation-performance"}, "文书未约定违约条款 no default clause was agreed"},
	{7, "注重担保条款运用", "security clauses", true,
		[]lifecycle.State{lifecycle.InCourtPrompt, lifecycle.InSupervision, lifecycle.InEnforcement},
		[]string{"mediation-performance"}, "文书未约定担保 no security was agreed"},
	{8, "建立督促履行机制", "supervised performance", true,
		[]lifecycle.State{lifecycle.InSupervision, lifecycle.AwaitingEnforcement},
		[]string{"voluntary-performance", "voluntary-to-first-enforcement"}, "生效时无待履行义务 nothing was left to perform when it took effect"},
	{9, "建立审理与破产衔接机制", "link to bankruptcy", true,
		[]lifecycle.State{lifecycle.Trial, lifecycle.Stayed, lifecycle.InSupervision, lifecycle.InEnforcement, lifecycle.BankruptcyHandoff},
		[]string{"bankruptcy-handoffs"}, "无企业债务人，或未发现破产原因 no enterprise debtor, or no sign of bankruptcy"},
	{10, "建立正向激励机制", "positive incentives", true,
		[]lifecycle.State{lifecycle.InCourtPrompt, lifecycle.InSupervision, lifecycle.Closed},
		[]string{"certificates", "list-entries"}, "未自动履行 not performed voluntarily"},
	{11, "明确裁判执行内容", "enforceable wording", false,
		[]lifecycle.State{lifecycle.Trial, lifecycle.Appeal},
		nil, "未作出有履行内容的文书 no document with anything to perform"},
	{12, "部门联动与考核评价", "linkage and evaluation", false,
		[]lifecycle.State{lifecycle.Closed},
		nil, "案件尚未产生推送 nothing to push yet"},
}

// mechanisms shows each of the twelve with what it did in the case, or why it
// did nothing.
func (m *matter) mechanisms() []casefile.MechanismView {
	out := make([]casefile.MechanismView, len(twelve))
	for i, x := range twelve {
		v := casefile.MechanismView{Number: x.Number, Name: x.Name, NameEN: x.NameEN, Sourced: x.Sourced, Acts: x.Acts}
		for _, n := range m.Policy.Mechanisms {
			if n.Number == x.Number && !x.Sourced {
				v.Name, v.NameEN = n.Name, ""
			}
		}
		for _, u := range m.Mechanisms {
			if u.Number == x.Number {
				v.Applied = true
				v.Uses = append(v.Uses, casefile.MechanismUseView{On: u.On, What: u.What, Result: u.Result})
			}
		}
		if !v.Applied {
			v.Why = m.idle(x)
		}
		out[i] = v
	}
	return out
}

// idle says why a mechanism has done nothing so far.
func (m *matter) idle(x Mechanism) string {
	switch {
	case m.main != lifecycle.Case:
		return "在原案件中起作用，见关联案件 it acts in the civil case"
	case m.ended() || slices.Contains(x.Acts, m.Phase):
		return x.Idle
	}
	for _, s := range x.Acts {
		if rank(s) > rank(m.Phase) {
			return "尚未到该阶段：" + lifecycle.Case.StateName(s) + " not there yet: " + string(s)
		}
	}
	return x.Idle
}

// rank is a state's place in the order of a case's life.
func rank(s lifecycle.State) int {
	return slices.IndexFunc(lifecycle.Case.States, func(i lifecycle.StateInfo) bool { return i.State == s })
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

func reasonName(reason string) string {
	return or(reasonNames[reason], or(besideNames[reason], reason))
}
