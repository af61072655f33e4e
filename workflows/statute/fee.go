package statute

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"luxing/workflows/bilingual"
	"luxing/workflows/policy"
)

// CaseKind is a kind of case in the fee table (Litigation Fee Measures
// art. 13, 14).
type CaseKind string

// Kinds of case by their fee.
const (
	Property              CaseKind = "property"               // 财产案件
	Divorce               CaseKind = "divorce"                // 离婚案件
	Personality           CaseKind = "personality"            // 人格权案件
	NonProperty           CaseKind = "non-property"           // 其他非财产案件
	IntellectualProperty  CaseKind = "intellectual-property"  // 知识产权民事案件
	Labour                CaseKind = "labour"                 // 劳动争议案件
	JurisdictionDispute   CaseKind = "jurisdiction-objection" // 管辖权异议不成立
	OrderToPay            CaseKind = "payment-order"          // 支付令
	PublicSummons         CaseKind = "public-summons"         // 公示催告
	ArbitrationReview     CaseKind = "arbitration-review"     // 撤销仲裁裁决、认定仲裁协议效力
	BankruptcyPetition    CaseKind = "bankruptcy"             // 破产案件
	PreservationMeasure   CaseKind = "preservation"           // 保全措施
	EnforcementPetition   CaseKind = "enforcement"            // 申请执行
	EnforcementNoAmount   CaseKind = "enforcement-no-amount"  // 申请执行，无金额
	administrativeTM      CaseKind = "administrative-ip"      // 商标、专利、海事行政案件
	administrativeGeneral CaseKind = "administrative"         // 其他行政案件
)

// bracket is a part of an amount and what is charged of it.
type bracket struct {
	upTo int64 // yuan; 0: no end
	rate int64 // per 10,000
}

// schedule is how one kind of fee is made up.
type schedule struct {
	kind     CaseKind
	name, en string
	article  string
	// flat is charged up to the first bracket's beginning, at free.
	flat, free int64 // yuan
	brackets   []bracket
	low, high  int64 // yuan: a range within which the province sets the flat part
	cap        int64 // yuan; 0: none
	times, of  int64 // the fee is times/of of the schedule; 0: all of it
	note       string
}

var propertyBrackets = []bracket{
	{100_000, 250}, {200_000, 200}, {500_000, 150}, {1_000_000, 100}, {2_000_000, 90},
	{5_000_000, 80}, {10_000_000, 70}, {20_000_000, 60}, {0, 50},
}

// schedules is the fee table.
var schedules = []schedule{
	{kind: Property, name: "财产案件受理费", en: "acceptance fee, property", article: feeRules.cite("13#1"), flat: 50, free: 10_000, brackets: propertyBrackets},
	{kind: Divorce, name: "离婚案件受理费", en: "acceptance fee, divorce", article: feeRules.cite("13#2"), low: 50, high: 300, free: 200_000, brackets: []bracket{{0, 50}}},
	{kind: Personality, name: "人格权案件受理费", en: "acceptance fee, personality rights", article: feeRules.cite("13#2"), low: 100, high: 500, free: 50_000, brackets: []bracket{{100_000, 100}, {0, 50}}},
	{kind: NonProperty, name: "其他非财产案件受理费", en: "acceptance fee, other non-property", article: feeRules.cite("13#2"), low: 50, high: 100},
	{kind: IntellectualProperty, name: "知识产权民事案件受理费", en: "acceptance fee, intellectual property without an amount", article: feeRules.cite("13#3"), low: 500, high: 1000},
	{kind: Labour, name: "劳动争议案件受理费", en: "acceptance fee, labour", article: feeRules.cite("13#4"), flat: 10},
	{kind: administrativeTM, name: "商标、专利、海事行政案件受理费", en: "acceptance fee, trademark, patent and maritime administrative", article: feeRules.cite("13#5"), flat: 100},
	{kind: administrativeGeneral, name: "其他行政案件受理费", en: "acceptance fee, other administrative", article: feeRules.cite("13#5"), flat: 50},
	{kind: JurisdictionDispute, name: "管辖权异议案件受理费", en: "fee of a failed objection to jurisdiction", article: feeRules.cite("13#6"), low: 50, high: 100},
	{kind: EnforcementPetition, name: "执行申请费", en: "enforcement fee", article: feeRules.cite("14#1"), flat: 50, free: 10_000, brackets: []bracket{{500_000, 150}, {5_000_000, 100}, {10_000_000, 50}, {0, 10}},
		note: "not prepaid; the debtor bears it (arts 20, 38)"},
	{kind: EnforcementNoAmount, name: "执行申请费（无金额）", en: "enforcement fee without an amount", article: feeRules.cite("14#1"), low: 50, high: 500},
	{kind: PreservationMeasure, name: "保全申请费", en: "preservation fee", article: feeRules.cite("14#2"), flat: 30, free: 1_000, brackets: []bracket{{100_000, 100}, {0, 50}}, cap: 5_000,
		note: "the article speaks of the value actually preserved; courts charge by the value applied for, as here"},
	{kind: OrderToPay, name: "支付令申请费", en: "payment order", article: feeRules.cite("14#3"), flat: 50, free: 10_000, brackets: propertyBrackets, times: 1, of: 3},
	{kind: PublicSummons, name: "公示催告申请费", en: "public summons", article: feeRules.cite("14#4"), flat: 100},
	{kind: ArbitrationReview, name: "撤销仲裁裁决等申请费", en: "review of arbitration", article: feeRules.cite("14#5"), flat: 400},
	{kind: BankruptcyPetition, name: "破产案件申请费", en: "bankruptcy", article: feeRules.cite("14#6"), flat: 50, free: 10_000, brackets: propertyBrackets, times: 1, of: 2, cap: 300_000},
}

// CaseKinds returns every kind there is a fee for, in the order of the fee
// table.
func CaseKinds() []CaseKind {
	kinds := make([]CaseKind, len(schedules))
	for i, s := range schedules {
		kinds[i] = s.kind
	}
	return kinds
}

// Fee is an amount of court fees with how it came about.
type Fee struct {
	Kind    CaseKind `json:"kind"`
	BaseFen int64    `json:"base_fen"` // the amount it is taken of
	// Exact is the fee in yuan by the table, with all its decimals.
	Exact    string `json:"exact"`
	ExactFen int64  `json:"exact_fen"` // the same to the fen, half a fen up
	// ChargedFen is what the court asks for: whole yuan by its policy, half or
	// a quarter of a charged fee to the fen.
	ChargedFen int64           `json:"charged_fen"`
	Charging   policy.Charging `json:"charging"`
	Halved     bool            `json:"halved,omitempty"`
	// LowFen and HighFen bound the part of a fee that the province sets; the
	// amount within is the court's policy.
	LowFen  int64  `json:"low_fen,omitempty"`
	HighFen int64  `json:"high_fen,omitempty"`
	Note    string `json:"note,omitempty"`
	Steps   []Step `json:"steps"`

	exact *big.Rat // fen
}

// AcceptanceFee returns the fee of a claim, in fen, for a kind of case. Where
// the measures leave a range to the province its upper end is taken; see
// [Book.AcceptanceFee] for the court's own number.
//
// The fee follows the amount claimed, or in second instance the amount
// appealed, which pays the full fee even where first instance was halved.
// Errors are *[FieldError].
func AcceptanceFee(claimFen int64, kind CaseKind, charge policy.Charging) (Fee, error) {
	s, err := findSchedule(kind)
	if err != nil {
		return Fee{}, err
	}
	return s.fee("claim", claimFen, s.high, charge)
}

// PreservationFee returns the fee for preserving property of the value applied
// for, at most 5,000 yuan (Litigation Fee Measures art. 14).
func PreservationFee(appliedFen int64, charge policy.Charging) (Fee, error) {
	s, err := findSchedule(PreservationMeasure)
	if err != nil {
		return Fee{}, err
	}
	return s.fee("preservation", appliedFen, 0, charge)
}

// EnforcementFee returns the fee for enforcing an amount (Litigation Fee
// Measures art. 14). Whether acceptance and preservation fees belong to the
// amount is the court's policy; the caller adds them.
func EnforcementFee(amountFen int64, charge policy.Charging) (Fee, error) {
	s, err := findSchedule(EnforcementPetition)
	if err != nil {
		return Fee{}, err
	}
	return s.fee("enforcement", amountFen, 0, charge)
}

// AcceptanceFee is [AcceptanceFee] with the court's charging and, for kinds
// with a range, the court's number.
func (b *Book) AcceptanceFee(claimFen int64, kind CaseKind) (Fee, error) {
	s, err := findSchedule(kind)
	if err != nil {
		return Fee{}, err
	}
	fixed := s.high
	if n, ok := b.policy.FixedFee(string(kind)); ok {
		fixed = n
	}
	return s.fee("claim", claimFen, fixed, b.policy.Fees.Charging)
}

// PreservationFee is [PreservationFee] with the court's charging.
func (b *Book) PreservationFee(appliedFen int64) (Fee, error) {
	return PreservationFee(appliedFen, b.policy.Fees.Charging)
}

// EnforcementFee is [EnforcementFee] with the court's charging, taken of the
// principal or of principal and costs as the court's policy has it.
func (b *Book) EnforcementFee(principalFen, costsFen int64) (Fee, error) {
	base := principalFen
	if b.policy.Fees.EnforcementBase == policy.BaseWithCosts {
		if costsFen < 0 {
			return Fee{}, &FieldError{"costs", Yuan(costsFen) + "为负数 is negative", "不小于零 0 or more"}
		}
		if base += costsFen; principalFen > 0 && base < principalFen {
			return Fee{}, &FieldError{"costs", "本金与费用合计超出范围 principal and costs together are out of range", fmt.Sprintf("不超过%[1]d元 at most %[1]d yuan", int64(MaxYuan))}
		}
	}
	return EnforcementFee(base, b.policy.Fees.Charging)
}

func findSchedule(kind CaseKind) (*schedule, error) {
	i := slices.IndexFunc(schedules, func(s schedule) bool { return s.kind == kind })
	if i >= 0 {
		return &schedules[i], nil
	}
	names := make([]string, len(schedules))
	for i, s := range schedules {
		names[i] = string(s.kind)
	}
	want := bilingual.OneOf(names)
	if near := policy.Near(string(kind), names); len(near) > 0 {
		want = bilingual.Join("是否为“"+near[0]+"”？或者%s", near[0]+"? or %s", want)
	}
	return nil, &FieldError{"kind", fmt.Sprintf("没有“%[1]s”这类费用 there is no fee of kind %[1]q", kind), want}
}

// fee applies the schedule to an amount.
func (s *schedule) fee(field string, fen, fixedYuan int64, charge policy.Charging) (Fee, error) {
	if fen < 0 {
		return Fee{}, &FieldError{field, Yuan(fen) + "为负数 is negative", "不小于零 0 or more"}
	}
	f := Fee{Kind: s.kind, BaseFen: fen, Charging: charge, Note: s.note, exact: new(big.Rat)}
	add := func(part *big.Rat, reason string) {
		f.exact.Add(f.exact, part)
		f.Steps = append(f.Steps, Step{Amount: exactYuan(part), Reason: reason, Article: s.article})
	}
	if s.kind == IntellectualProperty && fen > 0 {
		// With an amount in dispute the property table applies (art. 13).
		p := &schedules[0]
		g, err := p.fee(field, fen, 0, charge)
		g.Kind = s.kind
		return g, err
	}
	switch {
	case s.high > 0:
		f.LowFen, f.HighFen = s.low*fenPerYuan, s.high*fenPerYuan
		if fixedYuan < s.low || fixedYuan > s.high {
			return Fee{}, &FieldError{"fixed", fmt.Sprintf("%[1]d元超出幅度 %[1]d yuan is outside the range", fixedYuan), fmt.Sprintf("%[1]d至%[2]d元 %[1]d to %[2]d yuan", s.low, s.high)}
		}
		add(yuan(fixedYuan), fmt.Sprintf("%s，每件%d元至%d元，本院%d元 / %s, %d to %d yuan a case, here %d", s.name, s.low, s.high, fixedYuan, s.en, s.low, s.high, fixedYuan))
	case len(s.brackets) > 0:
		add(yuan(s.flat), fmt.Sprintf("%s，不超过%d元的部分 / %s, up to %d yuan", s.name, s.free, s.en, s.free))
	default:
		add(yuan(s.flat), fmt.Sprintf("%s，每件%d元 / %s, %d yuan a case", s.name, s.flat, s.en, s.flat))
	}
	from := s.free
	for _, b := range s.brackets {
		if fen <= from*fenPerYuan {
			break
		}
		part, upTo := fen-from*fenPerYuan, "以上"
		if b.upTo > 0 {
			upTo = fmt.Sprintf("至%d元", b.upTo)
			part = min(part, (b.upTo-from)*fenPerYuan)
		}
		share := new(big.Rat).Mul(rat(part), big.NewRat(b.rate, 10_000))
		add(share, fmt.Sprintf("超过%d元%s的部分%s元，按%s%% / %s yuan above %d at %s%%", from, upTo, Yuan(part), percent(b.rate), Yuan(part), from, percent(b.rate)))
		from = b.upTo
		if b.upTo == 0 {
			break
		}
	}
	if s.of > 1 {
		part := new(big.Rat).Mul(f.exact, big.NewRat(s.times, s.of))
		part.Sub(part, f.exact)
		add(part, fmt.Sprintf("按%d/%d交纳 / %d/%d of it", s.times, s.of, s.times, s.of))
	}
	if limit := yuan(s.cap); s.cap > 0 && f.exact.Cmp(limit) > 0 {
		add(new(big.Rat).Sub(limit, f.exact), fmt.Sprintf("最高不超过%d元 / at most %d yuan", s.cap, s.cap))
	}
	return f.charge()
}

// charge closes a full fee by the court's way of charging.
func (f Fee) charge() (Fee, error) {
	f.Exact = exactYuan(f.exact)
	n, ok := roundFen(f.exact)
	if !ok {
		return Fee{}, &FieldError{"fee", "超出范围 is out of range", fmt.Sprintf("不超过%[1]d元 at most %[1]d yuan", int64(MaxYuan))}
	}
	f.ExactFen = n
	y := new(big.Rat).Quo(f.exact, rat(fenPerYuan))
	var zh, en string
	switch f.Charging {
	case policy.HalfUp:
		y.Add(y, big.NewRat(1, 2))
		zh, en = "四舍五入到元", "to the nearest yuan"
	case policy.Down:
		zh, en = "舍去元以下", "fractions of a yuan dropped"
	case policy.Up:
		y.Neg(y)
		zh, en = "进到元", "up to the next yuan"
	case policy.Exact:
		f.ChargedFen = f.ExactFen
		return f, nil
	default:
		return Fee{}, &FieldError{"charging", fmt.Sprintf("现为“%[1]s” is %[1]q", f.Charging), "四舍五入（half_up）、进位（up）、舍去（down）或者不取整（exact） half_up, up, down or exact"}
	}
	whole := floor(y).Int64()
	if f.Charging == policy.Up {
		whole = -whole
	}
	f.ChargedFen = whole * fenPerYuan
	if f.ChargedFen != f.ExactFen || !f.exact.IsInt() {
		diff := new(big.Rat).Sub(rat(f.ChargedFen), f.exact)
		if diff.Sign() != 0 {
			f.Steps = append(f.Steps, Step{Amount: exactYuan(diff), Reason: "收取时" + zh + "（本院政策） / charged " + en + " by the court's policy"})
		}
	}
	return f, nil
}

// HalfReason is why a fee is halved.
type HalfReason string

// Reasons for half the fee.
const (
	HalfSummary      HalfReason = "summary"      // 适用简易程序
	HalfMediation    HalfReason = "mediation"    // 以调解方式结案
	HalfWithdrawal   HalfReason = "withdrawal"   // 当事人申请撤诉
	HalfCounterclaim HalfReason = "counterclaim" // 反诉、有独立请求权的第三人，合并审理
)

var halfReasons = map[HalfReason]struct{ zh, en, article string }{
	HalfSummary:      {"适用简易程序，减半交纳", "summary procedure, half", feeRules.cite("16")},
	HalfMediation:    {"以调解方式结案，减半交纳", "closed by mediation, half", feeRules.cite("15")},
	HalfWithdrawal:   {"当事人申请撤诉，减半交纳", "withdrawn, half", feeRules.cite("15")},
	HalfCounterclaim: {"反诉合并审理，减半交纳", "counterclaim heard together, half", feeRules.cite("18")},
}

// Half returns half of the charged fee, to the fen: 1,011 yuan becomes 505.50.
// A fee is halved once only: half of a halved fee is that fee, with a step
// that says so (CPL Interpretation 2022 art. 206).
func (f Fee) Half(why HalfReason) (Fee, error) {
	r, ok := halfReasons[why]
	if !ok {
		return Fee{}, &FieldError{"half", fmt.Sprintf("没有“%[1]s”这一事由 there is no reason %[1]q", why), "简易程序（summary）、调解（mediation）、撤诉（withdrawal）或者反诉（counterclaim） summary, mediation, withdrawal or counterclaim"}
	}
	f.Steps = slices.Clone(f.Steps)
	if f.Halved {
		f.Steps = append(f.Steps, Step{Amount: "0.00", Reason: r.zh + "，但只能减半一次 / " + r.en + ", but a fee is halved once only", Article: cpli.cite("206")})
		return f, nil
	}
	return f.part(2, Step{Reason: r.zh + " / " + r.en, Article: r.article}), nil
}

// Quarter returns what a plaintiff bears who paid half in summary procedure,
// did not pay the rest on conversion and is deemed to have withdrawn: half of
// what was paid is returned (CPL Interpretation 2022 art. 199). It takes the
// full fee, or the half that was paid.
func (f Fee) Quarter() Fee {
	f.Steps = slices.Clone(f.Steps)
	if !f.Halved {
		f = f.part(2, Step{Reason: "适用简易程序，减半交纳 / summary procedure, half", Article: feeRules.cite("16")})
	}
	return f.part(2, Step{Reason: "转普通程序未补交，按撤诉处理，退还一半 / supplement unpaid, deemed withdrawn, half returned", Article: cpli.cite("199/2")})
}

func (f Fee) part(of int64, s Step) Fee {
	before := f.ChargedFen
	// Half a fen, possible only where the court charges to the fen, goes up.
	f.ChargedFen = before/of + before%of
	s.Amount = Yuan(f.ChargedFen - before)
	f.Steps = append(f.Steps, s)
	if f.exact != nil {
		f.exact = new(big.Rat).Quo(f.exact, rat(of))
	} else {
		f.exact = new(big.Rat).Quo(rat(f.ExactFen), rat(of))
	}
	f.Exact = exactYuan(f.exact)
	f.ExactFen, _ = roundFen(f.exact)
	f.Halved = true
	return f
}

func yuan(n int64) *big.Rat { return rat(n * fenPerYuan) }

// percent writes a rate per 10,000 as a percentage.
func percent(rate int64) string {
	s := fmt.Sprintf("%d.%02d", rate/100, rate%100)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
