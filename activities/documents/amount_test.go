package documents

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestAmountsAreWrittenInDigitsAndCapitals(t *testing.T) {
	for _, c := range []struct {
		fen             int64
		amount, capital string
	}{
		{0, "人民币0.00元", "零元整"},
		{5, "人民币0.05元", "伍分"},
		{50, "人民币0.50元", "伍角整"},
		{55, "人民币0.55元", "伍角伍分"},
		{100, "人民币1.00元", "壹元整"},
		{1000, "人民币10.00元", "壹拾元整"},
		{1150, "人民币11.50元", "壹拾壹元伍角整"},
		{10_100, "人民币101.00元", "壹佰零壹元整"},
		{32_504, "人民币325.04元", "叁佰贰拾伍元零肆分"},
		{140_950, "人民币1,409.50元", "壹仟肆佰零玖元伍角整"},
		{168_032, "人民币1,680.32元", "壹仟陆佰捌拾元叁角贰分"},
		{472_500, "人民币4,725.00元", "肆仟柒佰贰拾伍元整"},
		{600_714, "人民币6,007.14元", "陆仟零柒元壹角肆分"},
		{1_000_000, "人民币10,000.00元", "壹万元整"},
		{1_000_500, "人民币10,005.00元", "壹万零伍元整"},
		{10_050_000, "人民币100,500.00元", "壹拾万零伍佰元整"},
		{10_700_053, "人民币107,000.53元", "壹拾万柒仟元伍角叁分"},
		{30_000_000, "人民币300,000.00元", "叁拾万元整"},
		{8_970_000_000, "人民币89,700,000.00元", "捌仟玖佰柒拾万元整"},
		{10_000_000_000, "人民币100,000,000.00元", "壹亿元整"},
		{10_000_050_000, "人民币100,000,500.00元", "壹亿零伍佰元整"},
		{10_005_000_000, "人民币100,050,000.00元", "壹亿零伍万元整"},
		{100_020_000_000_000, "人民币1,000,200,000,000.00元", "壹万零贰亿元整"},
		{-12_345, "人民币-123.45元", "负壹佰贰拾叁元肆角伍分"},
		{math.MaxInt64, "人民币92,233,720,368,547,758.07元", "玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分"},
		{math.MinInt64, "人民币-92,233,720,368,547,758.08元", "负玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零捌分"},
	} {
		require.Equal(t, c.amount, Amount(c.fen), "%d fen", c.fen)
		require.Equal(t, c.capital, Capital(c.fen), "%d fen", c.fen)
	}
}

// Reading the capitals back must give the amount: nothing is lost or doubled.
func TestCapitalsReadBackToTheAmount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fen := rapid.Int64Range(0, 1_000_000_000_000_000).Draw(t, "fen")
		require.Equal(t, fen, readCapitals(Capital(fen)), "%s", Capital(fen))
	})
}

// readCapitals is the inverse of Capital, written another way: as a reader
// would, multiplying up at 万 and 亿.
func readCapitals(s string) int64 {
	yuanPart, rest, hasYuan := strings.Cut(s, "元")
	if !hasYuan {
		yuanPart, rest = "", s
	}
	digit := func(r rune) int64 { return int64(strings.IndexRune("零壹贰叁肆伍陆柒捌玖", r) / 3) }
	var total, section, d int64
	for _, r := range yuanPart {
		switch r {
		case '拾':
			section, d = section+d*10, 0
		case '佰':
			section, d = section+d*100, 0
		case '仟':
			section, d = section+d*1000, 0
		case '万':
			total, section, d = total+(section+d)*10_000, 0, 0
		case '亿':
			total, section, d = (total+section+d)*100_000_000, 0, 0
		default:
			d = digit(r)
		}
	}
	fen := (total + section + d) * 100
	for _, r := range rest {
		switch r {
		case '角':
			fen, d = fen+d*10, 0
		case '分':
			fen, d = fen+d, 0
		case '整':
		default:
			d = digit(r)
		}
	}
	return fen
}
