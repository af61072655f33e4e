package bilingual

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestHalves(t *testing.T) {
	for _, x := range []struct{ text, zh, en string }{
		{"期满 the period is over", "期满", "the period is over"},
		{"决定立案 / the decision to accept", "决定立案", "the decision to accept"},
		{"当事人的编号（如D1） the party's ID, such as D1", "当事人的编号（如D1）", "the party's ID, such as D1"},
		{"0至100分 0 to 100 fen", "0至100分", "0 to 100 fen"},
		{"保全限于请求的范围 no more than is claimed (民事诉讼法第105条)", "保全限于请求的范围", "no more than is claimed (民事诉讼法第105条)"},
		{"案号“浙 ab cd 12”不能识别 case number “浙 ab cd 12” cannot be read", "案号“浙 ab cd 12”不能识别", "case number “浙 ab cd 12” cannot be read"},
		{"“x”重复出现 “x” is there twice", "“x”重复出现", "“x” is there twice"},
		{"普通程序：宁波市中级人民法院不是 “宁波市中级人民法院” is no primary court", "普通程序：宁波市中级人民法院不是", "“宁波市中级人民法院” is no primary court"},
		{"已缴350.00元", "已缴350.00元", ""},
		{"送达 D1 已成", "送达 D1 已成", ""},
		{"nobody", "nobody", ""},
		{"", "", ""},
	} {
		zh, en := Halves(x.text)
		assert.Equal(t, x.zh, zh, x.text)
		assert.Equal(t, x.en, en, x.text)
	}
}

func TestJoin(t *testing.T) {
	assert.Equal(t, "理由：不超过3个字 the reason: at most 3 characters", Join("%s：%s", "%s: %s", "理由 the reason", "不超过3个字 at most 3 characters"))
	assert.Equal(t, "理由（D1） the reason (D1)", Join("%s（%s）", "%s (%s)", "理由 the reason", "D1"), "what has no language stands in both")
}
