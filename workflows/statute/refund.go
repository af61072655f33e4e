package statute

import (
	"fmt"
)

// RefundGround is why court fees are returned, or why not.
type RefundGround string

// Grounds of a refund.
const (
	RefundNotAccepted      RefundGround = "not-accepted"      // 不予受理、驳回起诉
	RefundRemand           RefundGround = "remand"            // 发回重审
	RefundCrime            RefundGround = "crime"             // 移送涉嫌犯罪，民事不再审理
	RefundClaimReduced     RefundGround = "claim-reduced"     // 法庭调查终结前减少诉讼请求
	RefundMediation        RefundGround = "mediation"         // 调解结案
	RefundWithdrawal       RefundGround = "withdrawal"        // 撤诉
	RefundConversionUnpaid RefundGround = "conversion-unpaid" // 转普通程序未补交
	RefundNotBorne         RefundGround = "not-borne"         // 胜诉方预交但不应负担
	RefundStayed           RefundGround = "stayed"            // 中止：不退
	RefundTerminated       RefundGround = "terminated"        // 终结诉讼：不退
)

// RefundInput is what was paid and what it is to be measured against.
type RefundInput struct {
	Ground  RefundGround
	PaidFen int64
	// DueFen is what the payer still owes of it: the fee of the reduced claim
	// for claim-reduced, the share borne for not-borne. Other grounds take no
	// notice of it.
	DueFen int64
	// Halved: the fee paid was already a half, which is not halved again.
	Halved bool
}

// Refund is an amount to return, with its reason.
type Refund struct {
	Fen   int64  `json:"fen"`
	Steps []Step `json:"steps"`
}

var refunds = []struct {
	ground  RefundGround
	zh, en  string
	article string
	returns func(RefundInput) int64
}{
	{RefundNotAccepted, "裁定不予受理或者驳回起诉，全部退还", "not accepted or dismissed, all returned", feeRules.cite("27/2"), paidAll},
	{RefundRemand, "发回重审，退还第二审案件受理费", "remanded, the fee of second instance returned", feeRules.cite("27/1"), paidAll},
	{RefundCrime, "涉嫌犯罪移送，案件受理费退还", "handed over as a suspected crime, all returned", feeRules.cite("25"), paidAll},
	{RefundClaimReduced, "法庭调查终结前减少诉讼请求，退还差额", "claim reduced before the court's inquiry ended, the difference returned", feeRules.cite("21#2"), paidAboveDue},
	{RefundMediation, "调解结案，减半后退还", "closed by mediation, half returned", feeRules.cite("15"), paidHalf},
	{RefundWithdrawal, "撤诉，减半后退还", "withdrawn, half returned", feeRules.cite("15"), paidHalf},
	{RefundConversionUnpaid, "转普通程序未补交，按撤诉处理，退还一半", "supplement unpaid, deemed withdrawn, half returned", cpli.cite("199/2"), func(in RefundInput) int64 { return in.PaidFen / 2 }},
	{RefundNotBorne, "胜诉方预交但不应负担的部分退还", "prepaid by the winner who does not bear it, returned", cpli.cite("207/1"), paidAboveDue},
	{RefundStayed, "中止诉讼、中止执行，不予退还", "stayed, nothing returned", feeRules.cite("26"), func(RefundInput) int64 { return 0 }},
	{RefundTerminated, "终结诉讼，不予退还", "terminated, nothing returned", feeRules.cite("28"), func(RefundInput) int64 { return 0 }},
}

func paidAll(in RefundInput) int64 { return in.PaidFen }

func paidAboveDue(in RefundInput) int64 { return max(in.PaidFen-in.DueFen, 0) }

func paidHalf(in RefundInput) int64 {
	if in.Halved {
		return 0
	}
	return in.PaidFen / 2
}

// ComputeRefund returns what the court gives back. A half that would leave
// half a fen leaves it with the court. It is due within fifteen days of the
// document's effect (rule fee-refund). Errors are *[FieldError].
func ComputeRefund(in RefundInput) (Refund, error) {
	if in.PaidFen < 0 {
		return Refund{}, &FieldError{"paid", Yuan(in.PaidFen) + "为负数 is negative", "不小于零 0 or more"}
	}
	if in.DueFen < 0 {
		return Refund{}, &FieldError{"due", Yuan(in.DueFen) + "为负数 is negative", "不小于零 0 or more"}
	}
	for _, r := range refunds {
		if r.ground != in.Ground {
			continue
		}
		n := r.returns(in)
		s := Step{Amount: Yuan(n), Reason: r.zh + " / " + r.en, Article: r.article}
		if in.Halved && (in.Ground == RefundMediation || in.Ground == RefundWithdrawal) {
			s.Reason, s.Article = "已减半交纳，只能减半一次，不再退还 / already halved, and halved once only", cpli.cite("206")
		}
		return Refund{Fen: n, Steps: []Step{s}}, nil
	}
	grounds := make([]RefundGround, len(refunds))
	for i, r := range refunds {
		grounds[i] = r.ground
	}
	return Refund{}, &FieldError{"ground", fmt.Sprintf("没有“%[1]s”这一事由 there is no ground %[1]q", in.Ground), fmt.Sprintf("所列事由之一 one of %v", grounds)}
}
