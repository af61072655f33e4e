package statute

import (
	"fmt"
	"math"
	"math/big"
	"strings"

	"luxing/workflows/bilingual"
)

// FieldError names an input that cannot be used, what is wrong with it, and
// what would be right.
type FieldError struct {
	Field string
	Rule  string
	Want  string
}

// Error joins the three.
func (e *FieldError) Error() string { return e.Field + ": " + e.Rule + ", want " + e.Want }

const fenPerYuan = 100

// MaxYuan is the largest amount, in whole yuan, that fits in fen.
const MaxYuan = math.MaxInt64 / fenPerYuan

// ParseYuan reads an amount in yuan, as "300000" or "1011.50", as fen. It
// takes no sign, no grouping and at most two decimals.
func ParseYuan(s string) (fen int64, err error) {
	fail := func(rule string) (int64, error) {
		return 0, &FieldError{"amount", bilingual.Join("“%s”%s", "“%s” %s", s, rule), "以元为单位，至多两位小数（如1011.50） yuan with at most two decimals, as 1011.50"}
	}
	whole, frac, dot := strings.Cut(s, ".")
	switch {
	case s == "":
		return fail("为空 is empty")
	case s[0] == '-':
		return fail("为负数 is negative")
	case strings.ContainsAny(s, ",，_ "):
		return fail("含有分隔符 has separators")
	case whole == "" || dot && frac == "":
		return fail("不是金额 is no amount")
	case len(frac) > 2 && digitsOnly(frac):
		return fail(fmt.Sprintf("有%[1]d位小数，分为最小单位 has %[1]d decimals, a fen is the smallest amount", len(frac)))
	case !digitsOnly(whole) || !digitsOnly(frac):
		return fail("不是金额 is no amount")
	}
	for len(frac) < 2 {
		frac += "0"
	}
	for _, c := range []byte(whole + frac) {
		if fen > (math.MaxInt64-int64(c-'0'))/10 {
			return 0, &FieldError{"amount", fmt.Sprintf("“%[1]s”超出范围 “%[1]s” is out of range", s), fmt.Sprintf("不超过%[1]d元 at most %[1]d yuan", int64(MaxYuan))}
		}
		fen = fen*10 + int64(c-'0')
	}
	return fen, nil
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// Yuan writes fen as yuan with two decimals: 101150 is "1011.50".
func Yuan(fen int64) string {
	sign := ""
	u := uint64(fen)
	if fen < 0 {
		sign, u = "-", -u
	}
	return fmt.Sprintf("%s%d.%02d", sign, u/fenPerYuan, u%fenPerYuan)
}

// exactYuan writes an amount of fen as yuan, with as many decimals as it takes
// but never less than two; a third, which has no end, as a fraction.
func exactYuan(fen *big.Rat) string {
	y := new(big.Rat).Quo(fen, big.NewRat(fenPerYuan, 1))
	digits, exact := y.FloatPrec()
	if !exact {
		return y.RatString()
	}
	return y.FloatString(max(digits, 2))
}

// roundFen rounds half up; ok is false when the amount does not fit.
func roundFen(fen *big.Rat) (n int64, ok bool) {
	q := floor(new(big.Rat).Add(fen, big.NewRat(1, 2)))
	return q.Int64(), q.IsInt64()
}

func floor(r *big.Rat) *big.Int {
	// Euclidean division by a positive denominator rounds towards the smaller.
	q, m := new(big.Int), new(big.Int)
	q.DivMod(r.Num(), r.Denom(), m)
	return q
}

func rat(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }
