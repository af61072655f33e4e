package documents

import "strings"

// Amount writes fen as documents do: 人民币300,000.00元.
func Amount(fen int64) string {
	sign, n := "", uint64(fen)
	if fen < 0 {
		sign, n = "-", -n
	}
	yuan, cents := digits(n/100), n%100
	var b strings.Builder
	b.WriteString("人民币" + sign)
	for i, c := range yuan {
		if i > 0 && (len(yuan)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	b.WriteByte('.')
	b.WriteByte(byte('0' + cents/10))
	b.WriteByte(byte('0' + cents%10))
	b.WriteString("元")
	return b.String()
}

// Capital writes fen in the capital numerals that cannot be altered (大写):
// 叁拾万元整. It is exact for every int64; a negative amount begins with 负.
func Capital(fen int64) string {
	n := uint64(fen)
	sign := ""
	if fen < 0 {
		sign, n = "负", -n
	}
	yuan, jiao, cent := n/100, n/10%10, n%10
	var b strings.Builder
	b.WriteString(sign)
	if yuan > 0 {
		b.WriteString(capitalYuan(yuan) + "元")
	}
	switch {
	case jiao == 0 && cent == 0:
		if yuan == 0 {
			return "零元整"
		}
		b.WriteString("整")
	case cent == 0:
		b.WriteString(capitals[jiao] + "角整")
	case jiao == 0:
		if yuan > 0 {
			b.WriteString("零")
		}
		b.WriteString(capitals[cent] + "分")
	default:
		b.WriteString(capitals[jiao] + "角" + capitals[cent] + "分")
	}
	return b.String()
}

var (
	capitals     = [10]string{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}
	capitalUnits = []struct {
		worth uint64
		name  string
	}{{100_000_000, "亿"}, {10_000, "万"}, {1_000, "仟"}, {100, "佰"}, {10, "拾"}}
)

// capitalYuan reads n > 0 by its largest unit first: how many of it, then the
// rest. Where the rest leaves the next lower place empty, one 零 is read.
func capitalYuan(n uint64) string {
	for _, u := range capitalUnits {
		if n < u.worth {
			continue
		}
		head, rest := capitalYuan(n/u.worth)+u.name, n%u.worth
		switch {
		case rest == 0:
			return head
		case rest < u.worth/10:
			return head + "零" + capitalYuan(rest)
		}
		return head + capitalYuan(rest)
	}
	return capitals[n]
}

func digits(n uint64) string {
	var buf [20]byte
	i := len(buf)
	for {
		i--
		buf[i] = byte('0' + n%10)
		if n /= 10; n == 0 {
			return string(buf[i:])
		}
	}
}
