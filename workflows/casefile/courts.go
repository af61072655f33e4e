package casefile

import (
	"slices"

	"luxing/workflows/policy"
)

// CourtLevel is a court's place in the four levels.
type CourtLevel string

// The levels of court. Maritime courts stand at the intermediate level but
// may try small claims (民诉法解释第273条).
const (
	Primary      CourtLevel = "primary"      // 基层人民法院
	Intermediate CourtLevel = "intermediate" // 中级人民法院
	High         CourtLevel = "high"         // 高级人民法院
	Maritime     CourtLevel = "maritime"     // 海事法院
)

// Court is one court that cases may be filed with.
type Court struct {
	Code  string // as in case numbers, 浙0211
	Name  string
	Level CourtLevel
}

// Province is the Chinese name of the province the court lies in, without its suffix.
func (c Court) Province() string { return provinceOf(c.Code) }

// TriesSummarily reports whether the court may apply summary and small-claims
// procedure: primary courts (民事诉讼法第160、165条) and maritime courts
// (海事诉讼特别程序法第98条；民诉法解释第273条).
func (c Court) TriesSummarily() bool { return c.Level == Primary || c.Level == Maritime }

// Courts lists the known courts in the order of their codes.
func Courts() []Court { return slices.Clone(courts) }

// FindCourt returns the court with that code.
func FindCourt(code string) (Court, bool) {
	for _, c := range courts {
		if c.Code == code {
			return c, true
		}
	}
	return Court{}, false
}

// CourtOf returns the court with that code, of those built in or of those that
// a court's policy adds.
func CourtOf(p policy.Policy, code string) (Court, bool) {
	if c, ok := FindCourt(code); ok {
		return c, true
	}
	for _, c := range p.Courts {
		if c.Code == code && code != "" {
			return Court{Code: c.Code, Name: c.Name, Level: CourtLevel(c.Level)}, true
		}
	}
	return Court{}, false
}

// CourtHint says of an unknown code what would be right: the nearest known
// courts, and where to name another.
func CourtHint(p policy.Policy, code string) string {
	codes := courtCodes()
	for _, c := range p.Courts {
		codes = append(codes, c.Code)
	}
	const (
		howZH = "尚未收录的法院，在政策文件的courts项下列明"
		how   = "a court that is not known yet is named in the policy file under courts"
	)
	near := policy.Near(clip(code), codes)
	if code == "" || len(near) == 0 {
		return "已知法院的代字（如浙0211，宁波市镇海区人民法院）；" + howZH +
			" the code of a known court: such as 浙0211 (宁波市镇海区人民法院); " + how
	}
	c, _ := CourtOf(p, near[0])
	return "已知法院的代字（如浙0211，宁波市镇海区人民法院）；是否为" + c.Code + "（" + c.Name + "）？" + howZH +
		" the code of a known court: such as 浙0211 (宁波市镇海区人民法院); did you mean " + c.Code + " (" + c.Name + ")? " + how
}

func courtCodes() []string {
	codes := make([]string, len(courts))
	for i, c := range courts {
		codes[i] = c.Code
	}
	return codes
}

// provinces are the characters that begin a court's code (法院代字), each with
// the province it stands for. 最高法 begins no primary court's code and is not
// among them.
var provinces = []struct{ char, name string }{
	{"京", "北京"}, {"津", "天津"}, {"冀", "河北"}, {"晋", "山西"}, {"内", "内蒙古"},
	{"辽", "辽宁"}, {"吉", "吉林"}, {"黑", "黑龙江"}, {"沪", "上海"}, {"苏", "江苏"},
	{"浙", "浙江"}, {"皖", "安徽"}, {"闽", "福建"}, {"赣", "江西"}, {"鲁", "山东"},
	{"豫", "河南"}, {"鄂", "湖北"}, {"湘", "湖南"}, {"粤", "广东"}, {"桂", "广西"},
	{"琼", "海南"}, {"渝", "重庆"}, {"川", "四川"}, {"贵", "贵州"}, {"云", "云南"},
	{"藏", "西藏"}, {"陕", "陕西"}, {"甘", "甘肃"}, {"青", "青海"}, {"宁", "宁夏"},
	{"新", "新疆"}, {"兵", "新疆兵团"},
}

func provinceOf(code string) string {
	for _, p := range provinces {
		if len(code) >= len(p.char) && code[:len(p.char)] == p.char {
			return p.name
		}
	}
	return ""
}

// courts are Zhejiang's, sorted by code. Four digits are the city's and the
// county's in the national table of administrative divisions (GB/T 2260).
// Courts that were merged away stay: old cases bear their codes.
var courts = []Court{
	{"浙", "浙江省高级人民法院", High},
	{"浙01", "杭州市中级人民法院", Intermediate},
	{"浙0102", "杭州市上城区人民法院", Primary},
	{"浙0103", "杭州市下城区人民法院", Primary},
	{"浙0104", "杭州市江干区人民法院", Primary},
	{"浙0105", "杭州市拱墅区人民法院", Primary},
	{"浙0106", "杭州市西湖区人民法院", Primary},
	{"浙0108", "杭州市滨江区人民法院", Primary},
	{"浙0109", "杭州市萧山区人民法院", Primary},
	{"浙0110", "杭州市余杭区人民法院", Primary},
	{"浙0111", "杭州市富阳区人民法院", Primary},
	{"浙0112", "杭州市临安区人民法院", Primary},
	{"浙0113", "杭州市临平区人民法院", Primary},
	{"浙0114", "杭州市钱塘区人民法院", Primary},
	{"浙0122", "桐庐县人民法院", Primary},
	{"浙0127", "淳安县人民法院", Primary},
	{"浙0182", "建德市人民法院", Primary},
	{"浙0191", "杭州经济技术开发区人民法院", Primary},
	{"浙0192", "杭州互联网法院", Primary},
	{"浙02", "宁波市中级人民法院", Intermediate},
	{"浙0203", "宁波市海曙区人民法院", Primary},
	{"浙0204", "宁波市江东区人民法院", Primary},
	{"浙0205", "宁波市江北区人民法院", Primary},
	{"浙0206", "宁波市北仑区人民法院", Primary},
	{"浙0211", "宁波市镇海区人民法院", Primary},
	{"浙0212", "宁波市鄞州区人民法院", Primary},
	{"浙0213", "宁波市奉化区人民法院", Primary},
	{"浙0225", "象山县人民法院", Primary},
	{"浙0226", "宁海县人民法院", Primary},
	{"浙0281", "余姚市人民法院", Primary},
	{"浙0282", "慈溪市人民法院", Primary},
	{"浙0283", "奉化市人民法院", Primary},
	{"浙0291", "宁波高新技术产业开发区人民法院", Primary},
	{"浙0292", "宁波大榭开发区人民法院", Primary},
	{"浙03", "温州市中级人民法院", Intermediate},
	{"浙0302", "温州市鹿城区人民法院", Primary},
	{"浙0303", "温州市龙湾区人民法院", Primary},
	{"浙0304", "温州市瓯海区人民法院", Primary},
	{"浙0305", "温州市洞头区人民法院", Primary},
	{"浙0324", "永嘉县人民法院", Primary},
	{"浙0326", "平阳县人民法院", Primary},
	{"浙0327", "苍南县人民法院", Primary},
	{"浙0328", "文成县人民法院", Primary},
	{"浙0329", "泰顺县人民法院", Primary},
	{"浙0381", "瑞安市人民法院", Primary},
	{"浙0382", "乐清市人民法院", Primary},
	{"浙0383", "龙港市人民法院", Primary},
	{"浙04", "嘉兴市中级人民法院", Intermediate},
	{"浙0402", "嘉兴市南湖区人民法院", Primary},
	{"浙0411", "嘉兴市秀洲区人民法院", Primary},
	{"浙0421", "嘉善县人民法院", Primary},
	{"浙0424", "海盐县人民法院", Primary},
	{"浙0481", "海宁市人民法院", Primary},
	{"浙0482", "平湖市人民法院", Primary},
	{"浙0483", "桐乡市人民法院", Primary},
	{"浙05", "湖州市中级人民法院", Intermediate},
	{"浙0502", "湖州市吴兴区人民法院", Primary},
	{"浙0503", "湖州市南浔区人民法院", Primary},
	{"浙0521", "德清县人民法院", Primary},
	{"浙0522", "长兴县人民法院", Primary},
	{"浙0523", "安吉县人民法院", Primary},
	{"浙06", "绍兴市中级人民法院", Intermediate},
	{"浙0602", "绍兴市越城区人民法院", Primary},
	{"浙0603", "绍兴市柯桥区人民法院", Primary},
	{"浙0604", "绍兴市上虞区人民法院", Primary},
	{"浙0624", "新昌县人民法院", Primary},
	{"浙0681", "诸暨市人民法院", Primary},
	{"浙0683", "嵊州市人民法院", Primary},
	{"浙07", "金华市中级人民法院", Intermediate},
	{"浙0702", "金华市婺城区人民法院", Primary},
	{"浙0703", "金华市金东区人民法院", Primary},
	{"浙0723", "武义县人民法院", Primary},
	{"浙0726", "浦江县人民法院", Primary},
	{"浙0727", "磐安县人民法院", Primary},
	{"浙0781", "兰溪市人民法院", Primary},
	{"浙0782", "义乌市人民法院", Primary},
	{"浙0783", "东阳市人民法院", Primary},
	{"浙0784", "永康市人民法院", Primary},
	{"浙08", "衢州市中级人民法院", Intermediate},
	{"浙0802", "衢州市柯城区人民法院", Primary},
	{"浙0803", "衢州市衢江区人民法院", Primary},
	{"浙0822", "常山县人民法院", Primary},
	{"浙0824", "开化县人民法院", Primary},
	{"浙0825", "龙游县人民法院", Primary},
	{"浙0881", "江山市人民法院", Primary},
	{"浙09", "舟山市中级人民法院", Intermediate},
	{"浙0902", "舟山市定海区人民法院", Primary},
	{"浙0903", "舟山市普陀区人民法院", Primary},
	{"浙0921", "岱山县人民法院", Primary},
	{"浙0922", "嵊泗县人民法院", Primary},
	{"浙10", "台州市中级人民法院", Intermediate},
	{"浙1002", "台州市椒江区人民法院", Primary},
	{"浙1003", "台州市黄岩区人民法院", Primary},
	{"浙1004", "台州市路桥区人民法院", Primary},
	{"浙1021", "玉环县人民法院", Primary},
	{"浙1022", "三门县人民法院", Primary},
	{"浙1023", "天台县人民法院", Primary},
	{"浙1024", "仙居县人民法院", Primary},
	{"浙1081", "温岭市人民法院", Primary},
	{"浙1082", "临海市人民法院", Primary},
	{"浙1083", "玉环市人民法院", Primary},
	{"浙11", "丽水市中级人民法院", Intermediate},
	{"浙1102", "丽水市莲都区人民法院", Primary},
	{"浙1121", "青田县人民法院", Primary},
	{"浙1122", "缙云县人民法院", Primary},
	{"浙1123", "遂昌县人民法院", Primary},
	{"浙1124", "松阳县人民法院", Primary},
	{"浙1125", "云和县人民法院", Primary},
	{"浙1126", "庆元县人民法院", Primary},
	{"浙1127", "景宁畲族自治县人民法院", Primary},
	{"浙1181", "龙泉市人民法院", Primary},
	{"浙72", "宁波海事法院", Maritime},
	{"浙8601", "杭州铁路运输法院", Primary},
}
