package statute

import (
	"fmt"
	"math/big"
	"slices"
)

// Bearing says who bears a fee in the end.
type Bearing struct {
	Fee     string `json:"fee"`
	FeeEN   string `json:"fee_en"`
	When    string `json:"when"`
	WhenEN  string `json:"when_en"`
	Who     string `json:"who"`
	WhoEN   string `json:"who_en"`
	Article string `json:"article"`
}

// Bearings returns who bears what.
func Bearings() []Bearing { return slices.Clone(bearings) }

var bearings = []Bearing{
	{"案件受理费", "acceptance fee", "判决", "judgment", "败诉方，胜诉方自愿承担的除外", "the losing party, unless the winner takes it on", feeRules.cite("29/1")},
	{"案件受理费", "acceptance fee", "部分胜诉、部分败诉", "won in part", "由法院决定各自数额", "each a share the court decides", feeRules.cite("29/2")},
	{"案件受理费", "acceptance fee", "连带责任人败诉", "joint and several debtors lose", "共同负担", "they jointly", cpli.cite("203")},
	{"案件受理费", "acceptance fee", "调解", "mediation", "协商，不成的由法院决定", "as agreed, else as the court decides", feeRules.cite("31")},
	{"案件受理费", "acceptance fee", "撤诉", "withdrawal", "原告或者上诉人", "the plaintiff or appellant", feeRules.cite("34/1")},
	{"案件受理费", "acceptance fee", "法庭调查终结后减少请求", "claim reduced after the court's inquiry", "变更请求的当事人（减少部分）", "the party that reduced it, for that part", feeRules.cite("35")},
	{"案件受理费", "acceptance fee", "第二审改判", "changed in second instance", "相应变更第一审的决定", "first instance's decision changes with it", feeRules.cite("30")},
	{"保全申请费", "preservation fee", "申请保全", "preservation", "申请人，可列入诉讼请求", "the applicant, who may claim it in the suit", feeRules.cite("38/3")},
	{"执行申请费", "enforcement fee", "执行", "enforcement", "被执行人", "the debtor", feeRules.cite("38/1")},
	{"执行申请费", "enforcement fee", "执行和解", "settlement in enforcement", "协商，不成的由法院决定", "as agreed, else as the court decides", feeRules.cite("38/2")},
}

// Apportion splits an amount of fen by weights without losing one: each part
// is rounded down and what is left goes, a fen each, to the largest remainders,
// the earlier first. Errors are *[FieldError].
func Apportion(fen int64, weights []int64) ([]int64, error) {
	if fen < 0 {
		return nil, &FieldError{"amount", Yuan(fen) + "为负数 is negative", "不小于零 0 or more"}
	}
	sum := new(big.Int)
	for i, w := range weights {
		if w < 0 {
			return nil, &FieldError{fmt.Sprintf("weights[%d]", i), fmt.Sprintf("%d为负数 is negative", w), "不小于零 0 or more"}
		}
		sum.Add(sum, big.NewInt(w))
	}
	if sum.Sign() == 0 {
		return nil, &FieldError{"weights", "全部为零 are all zero", "至少一项大于零 at least one above 0"}
	}
	type part struct {
		i   int
		rem *big.Int
	}
	out := make([]int64, len(weights))
	parts := make([]part, len(weights))
	left := fen
	for i, w := range weights {
		q, m := new(big.Int).DivMod(new(big.Int).Mul(big.NewInt(fen), big.NewInt(w)), sum, new(big.Int))
		out[i], parts[i] = q.Int64(), part{i, m}
		left -= out[i]
	}
	slices.SortStableFunc(parts, func(a, b part) int { return b.rem.Cmp(a.rem) })
	for i := range left {
		out[parts[i].i]++
	}
	return out, nil
}
