package casefile

import (
	"strings"

	"luxing/workflows/calendar"
)

// checkCitizenNumber wants a citizen's number (公民身份号码, GB 11643): 17
// digits with the day of birth in the 7th to 14th, and a check character. The
// residence permits of Hong Kong, Macao, Taiwan and of foreigners have the
// same form. On is the day by which the person was born.
func checkCitizenNumber(fs *Faults, field, s string, on calendar.Date) {
	const rule = "公民身份号码（GB 11643） a citizen's identity number (GB 11643)"
	s = strings.ToUpper(s)
	if len(s) != 18 || !allDigits(s[:17]) || s[0] == '0' || !strings.Contains("0123456789X", s[17:]) {
		fs.Add(field, rule, "18位：17位数字，末位为数字或者X字母 18 characters: 17 digits and a digit or X")
		return
	}
	born, err := calendar.Parse(s[6:10] + "-" + s[10:12] + "-" + s[12:14])
	switch {
	case err != nil:
		fs.Add(field, rule, "第7至14位为真实存在的出生日期 a day of birth that exists in its 7th to 14th digit")
		return
	case !on.IsZero() && born.After(on):
		fs.Add(field, rule, "第7至14位的出生日期不晚于%[1]s这一天 a day of birth no later than %[1]s in its 7th to 14th digit", on)
		return
	}
	if want := citizenCheck(s[:17]); s[17] != want {
		fs.Add(field, rule, "校验位与前17位相符；其中有一位录入有误 a check character that agrees with the digits before it; one of them is mistyped")
	}
}

// WithCheckDigit completes 17 digits of a citizen's number with their check
// character, for samples that need a number of their own.
func WithCheckDigit(digits string) string { return digits + string(citizenCheck(digits)) }

// citizenCheck is the check character of 17 digits (ISO 7064, MOD 11-2).
func citizenCheck(digits string) byte {
	sum := 0
	for i := range len(digits) {
		sum = (sum + int(digits[i]-'0')) * 2 % 11
	}
	return "0123456789X"[(12-sum)%11]
}

// unitAlphabet are the characters of a unified social credit code in the order
// of their values: I, O, S, V and Z are left out as easily misread.
const unitAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// checkUnitCode wants a unified social credit code (统一社会信用代码,
// GB 32100): 18 characters, the 3rd to 8th a region's digits, the last a check
// character.
func checkUnitCode(fs *Faults, field, s string) {
	const rule = "统一社会信用代码（GB 32100） a unified social credit code (GB 32100)"
	if len(s) != 18 || strings.ContainsFunc(s, func(r rune) bool { return !strings.ContainsRune(unitAlphabet, r) }) || !allDigits(s[2:8]) {
		fs.Add(field, rule, "18位数字或者大写字母（不用I、O、S、V、Z），第3至8位为数字 18 digits and capital letters other than I, O, S, V and Z, the 3rd to 8th of them digits")
		return
	}
	if want := unitCheck(s[:17]); s[17] != want {
		fs.Add(field, rule, "校验位与前17位相符；其中有一位录入有误 a check character that agrees with the characters before it; one of them is mistyped")
	}
}

// unitCheck is the check character of 17 characters: weights are powers of 3
// modulo 31.
func unitCheck(code string) byte {
	sum, weight := 0, 1
	for i := range len(code) {
		sum += strings.IndexByte(unitAlphabet, code[i]) * weight
		weight = weight * 3 % 31
	}
	return unitAlphabet[(31-sum%31)%31]
}
