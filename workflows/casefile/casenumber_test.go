package casefile

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestCaseNumberIsReadInBothBrackets(t *testing.T) {
	want := CaseNumber{Year: 2019, Court: "浙0211", Type: "民初", Seq: 1234}
	for _, s := range []string{"（2019）浙0211民初1234号", "(2019)浙0211民初1234号", "（2019)浙0211民初1234号"} {
		got, err := ParseCaseNumber(s)
		require.NoError(t, err, s)
		assert.Equal(t, want, got)
		assert.Equal(t, "（2019）浙0211民初1234号", got.String())
		assert.Equal(t, "（2019）浙0211民初1234号", NormalNumber(s))
	}
}

func TestCaseNumberOfEveryCourtLevelAndKind(t *testing.T) {
	for s, want := range map[string]CaseNumber{
		"（2019）浙02民终567号":       {Year: 2019, Court: "浙02", Type: "民终", Seq: 567},
		"（2024）浙民申8号":           {Year: 2024, Court: "浙", Type: "民申", Seq: 8},
		"（2020）最高法民再1号":         {Year: 2020, Court: "最高法", Type: "民再", Seq: 1},
		"（2021）浙0211破申3号":       {Year: 2021, Court: "浙0211", Type: "破申", Seq: 3},
		"（2021）浙0211破3号":        {Year: 2021, Court: "浙0211", Type: "破", Seq: 3},
		"（2019）浙0211执2709号":     {Year: 2019, Court: "浙0211", Type: "执", Seq: 2709},
		"（2019）浙0211执恢12号":      {Year: 2019, Court: "浙0211", Type: "执恢", Seq: 12},
		"（2022）浙0212诉前调确99号":    {Year: 2022, Court: "浙0212", Type: "诉前调确", Seq: 99},
		"（2018）京0105民初9999999号": {Year: 2018, Court: "京0105", Type: "民初", Seq: 9999999},
	} {
		got, err := ParseCaseNumber(s)
		require.NoError(t, err, s)
		assert.Equal(t, want, got)
	}
}

// What follows 之 is read and written back, and is nobody's own number.
func TestPartsOfACaseNumber(t *testing.T) {
	for part, written := range map[int]string{1: "之一", 2: "之二", 10: "之十", 11: "之十一", 20: "之二十", 35: "之三十五", 99: "之九十九"} {
		n := CaseNumber{Year: 2019, Court: "浙0211", Type: "民初", Seq: 1234, Part: part}
		require.Equal(t, "（2019）浙0211民初1234号"+written, n.String())
		assert.Equal(t, n.String(), PartNumber("（2019）浙0211民初1234号", part))
		for _, s := range []string{n.String(), "(2019)浙0211民初1234号" + written} {
			got, err := ParseCaseNumber(s)
			require.NoError(t, err, s)
			assert.Equal(t, n, got)
			assert.Equal(t, n.String(), NormalNumber(s))
			assert.True(t, ValidQuotedNumber(s))
			assert.False(t, ValidCaseNumber(s), "a part is no case of its own: %s", s)
		}
	}
	assert.Empty(t, PartNumber("", 1))
	for _, s := range []string{"（2019）浙0211民初1234号之", "（2019）浙0211民初1234号之零", "（2019）浙0211民初1234号之1", "（2019）浙0211民初1234号之一号", "（2019）浙0211民初1234之一", "（2019）浙0211民初1234号之一之一", "（2019）浙0211民初1234号之一十"} {
		_, err := ParseCaseNumber(s)
		assert.Error(t, err, s)
		assert.False(t, ValidQuotedNumber(s), s)
	}
}

func TestCaseNumberOfAnotherFormIsRefusedWithItsPart(t *testing.T) {
	for s, part := range map[string]string{
		"":                       "no year in brackets",
		"2019浙0211民初1234号":       "no year in brackets",
		"（19）浙0211民初1234号":       "no year in brackets",
		"（2019浙0211民初1234号":      "no year in brackets",
		"（２０１９）浙0211民初1234号":     "no year in brackets",
		"〔2019〕浙0211民初1234号":     "no year in brackets",
		"（2019）浙0211民初1234":      "does not end in 号",
		"（2019）浙0211民初1234号 ":    "does not end in 号",
		"（2019）0211民初1234号":      "no court code",
		"（2019）浙211民初1234号":      "no court code",
		"（2019）浙02110民初1234号":    "no court code",
		"（2019）猫0211民初1234号":     "no court code",
		"（2019）浙0211明初1234号":     "no kind of case",
		"（2019）浙02111234号":       "no court code",
		"（2019）浙0211民初号":         "no sequence number",
		"（2019）浙0211民初0号":        "without leading zeros",
		"（2019）浙0211民初0012号":     "without leading zeros",
		"（2019）浙0211民初12之1号":     "without leading zeros",
		"（2019）浙0211民初-12号":      "no kind of case",
		"（2019）浙0211 民初12号":      "no kind of case",
		"（1999）浙0211民初12号":       "2007 or later",
		"（2013）宛龙梅民初字第153号":      "no court code",
		"（2019）浙0211民初99999999号": "sequence number",
		"（2019）浙0211民初1\x00号":    "sequence number",
		"（2019）\xff\xfe号":        "want a number such as",
	} {
		_, err := ParseCaseNumber(s)
		require.Error(t, err, s)
		assert.Contains(t, err.Error(), part, s)
		assert.False(t, ValidCaseNumber(s))
	}
}

func TestQuotedNumbersMayBeOld(t *testing.T) {
	for s, ok := range map[string]bool{
		"（2013）宛龙梅民初字第153号":      true,
		"(2010)宁执字第00099号":       true,
		"（2019）浙0211民初1234号":     true,
		"（2019）浙0211行审74号":       true,
		"（2018）京73行初12号":         true,
		"（2013）宛龙梅民初字第号":         false,
		"（2013）字第153号":           false,
		"（2013）Wan民初字第153号":      false,
		"（0013）宛龙梅民初字第153号":      false,
		"（2013）宛龙梅民初字第153":       false,
		"（2013）宛龙梅民初字第12345678号": false,
		"": false,
	} {
		assert.Equal(t, ok, ValidQuotedNumber(s), s)
	}
}

func TestCaseNumberWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := CaseNumber{
			Year:  rapid.IntRange(2007, 2199).Draw(t, "year"),
			Court: rapid.SampledFrom(courts).Draw(t, "court").Code,
			Type:  rapid.SampledFrom(caseTypes).Draw(t, "type").Code,
			Seq:   rapid.IntRange(1, maxSeq).Draw(t, "seq"),
		}
		got, err := ParseCaseNumber(n.String())
		if err != nil || got != n {
			t.Fatalf("%s read as %+v, %v", n, got, err)
		}
		if !ValidQuotedNumber(n.String()) {
			t.Fatalf("%s cannot be quoted", n)
		}
	})
}

func TestEveryCourtHasACodeOfItsOwnAndAName(t *testing.T) {
	seen := map[string]bool{}
	last := ""
	for _, c := range Courts() {
		assert.False(t, seen[c.Code], c.Code)
		seen[c.Code] = true
		assert.Less(t, last, c.Code, "sorted")
		last = c.Code
		assert.Equal(t, "浙江", c.Province())
		assert.True(t, hanOnly(c.Name, 6, 20), c.Name)
		code, rest, ok := cutCourt(c.Code)
		assert.True(t, ok && code == c.Code && rest == "", c.Code)
		switch digits := len(c.Code) - len("浙"); c.Level {
		case High:
			assert.Zero(t, digits)
		case Intermediate, Maritime:
			assert.Equal(t, 2, digits)
		case Primary:
			assert.Equal(t, 4, digits)
			city, known := FindCourt(c.Code[:len("浙")+2])
			assert.True(t, c.Code == "浙8601" || known && city.Level == Intermediate, "%s lies in no known city", c.Code)
		default:
			t.Errorf("%s: level %q", c.Code, c.Level)
		}
	}
	zhenhai, ok := FindCourt("浙0211")
	assert.True(t, ok)
	assert.Equal(t, "宁波市镇海区人民法院", zhenhai.Name)
}

func FuzzParseCaseNumber(f *testing.F) {
	for _, s := range []string{"（2019）浙0211民初1234号", "(2010)宁执字第00099号", "（2019）", "号", "（2019）浙\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseCaseNumber(s)
		if err != nil {
			return
		}
		again, err := ParseCaseNumber(n.String())
		if err != nil || again != n || NormalNumber(s) != n.String() || !ValidQuotedNumber(s) {
			t.Fatalf("%q read as %+v, again as %+v, %v", s, n, again, err)
		}
	})
}
