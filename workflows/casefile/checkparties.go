package casefile

import (
	"fmt"
	"regexp"
	"strings"

	"luxing/workflows/calendar"
)

var (
	partyID = regexp.MustCompile(`^[A-Z]{1,4}[0-9]{1,4}$`)
	mobile  = regexp.MustCompile(`^(\+86)?1[3-9][0-9]{9}$`)
	// phone is a mobile number, a landline with its area code, a service
	// number, or one from abroad.
	phone = regexp.MustCompile(`^((\+86)?1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}(-[0-9]{1,6})?|[48]00-?[0-9]{3}-?[0-9]{4}|\+[1-9][0-9]{6,14})$`)
)

// Check finds every fault of a party that can be seen without the others. On
// is the day of the filing.
func (p Party) Check(on calendar.Date) (fs Faults) {
	if !partyID.MatchString(p.ID) {
		fs.Add("id", "当事人编号 the party's ID in the case", "大写字母加数字（如P1、D1、T1、G1） capital letters and digits such as P1, D1, T1, G1")
	}
	switch p.Side {
	case Plaintiff, Defendant, ThirdParty, Guarantor:
	default:
		fs.Add("side", "诉讼地位 the side", "原告（plaintiff）、被告（defendant）、第三人（third_party）或者担保人（guarantor） plaintiff, defendant, third_party or guarantor")
	}
	checkText(&fs, "name", p.Name, 100, true, "完整的姓名或者名称（民事诉讼法第124条） the name in full (CPL art. 124)")
	switch p.Kind {
	case Person:
		checkCitizenNumber(&fs, "idNumber", p.IDNumber, on)
	case Enterprise, Organization:
		checkUnitCode(&fs, "idNumber", p.IDNumber)
	default:
		fs.Add("kind", "当事人类型 the kind of party", "自然人（person）、企业法人（enterprise）或者其他组织（organization） person, enterprise or organization")
	}
	checkText(&fs, "address", p.Address, 200, false, "地址 the address")
	if p.Phone != "" && !phone.MatchString(p.Phone) {
		fs.Add("phone", "电话 a telephone number", "手机号码，或者带区号的固定电话（如0574-86271234） a mobile number, or a landline with its area code such as 0574-86271234")
	}
	if p.EService && !mobile.MatchString(p.Phone) && (p.Phone == "" || phone.MatchString(p.Phone)) {
		fs.Add("phone", "民事诉讼法第90条；民诉法解释第135、136条", "可以接收送达的手机号码，或者不选电子送达（eService） a mobile number to serve to, or no eService")
	}
	if p.WhereaboutsUnknown && p.Side == Plaintiff {
		fs.Add("whereaboutsUnknown", "原告不会下落不明 a plaintiff who sues can be found", "原告不选（false） false for a plaintiff")
	}
	return fs
}

// sideName is a side's Chinese name, or that it has none.
func sideName(s Side) string {
	if name := s.Name(); hasHan(name) {
		return name
	}
	return "未定"
}

// checkParties finds every fault of the parties, each and together.
func checkParties(field string, parties []Party, on calendar.Date) (fs Faults) {
	if len(parties) > maxParties {
		fs.Add(field, "当事人过多 too many parties", "不超过%[1]d名；人数更多的推选代表人（民事诉讼法第56条） at most %[1]d; a larger suit has representatives (CPL art. 56)", maxParties)
		return fs
	}
	byID, byNumber := map[string]int{}, map[string]int{}
	for i, p := range parties {
		path := fmt.Sprintf("%s[%d]", field, i)
		fs.Within(path, p.Check(on))
		if j, twice := byID[p.ID]; twice && p.ID != "" {
			fs.Add(path+".id", "编号重复 duplicate ID", "各有自己的编号：%[1]s[%[2]d]也是这一编号 an ID of its own: %[1]s[%[2]d] has it too", field, j)
		} else {
			byID[p.ID] = i
		}
		number := strings.ToUpper(p.IDNumber)
		j, twice := byNumber[number]
		switch {
		case number == "":
		case !twice:
			byNumber[number] = i
		case parties[j].Side != p.Side:
			fs.Add(path+".idNumber", "同一人不能在两方 one person is on two sides", "另一人：%[1]s[%[2]d]是同一人，为%[4]s一方 another person: %[1]s[%[2]d] is the same as %[3]s", field, j, parties[j].Side, sideName(parties[j].Side))
		default:
			fs.Add(path+".idNumber", "当事人重复 duplicate party", "同一人只列一次：%[1]s[%[2]d]相同 each person once: %[1]s[%[2]d] is the same", field, j)
		}
	}
	return fs
}
