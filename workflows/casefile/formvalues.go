package casefile

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"luxing/workflows/calendar"
)

// maxReason bounds every text in a form, in characters.
const maxReason = 4000

// idFields are the fields of forms that name a party, a thing or a person by
// its ID; what a form does not require may stay empty.
var idFields = []string{"party", "asset", "owner", "payment", "payer", "obligation", "officer", "judge", "clerk", "by", "to", "for", "debtor", "urger", "applicant"}

// checkValues finds what no value of any form may be, whatever it means:
// texts too long or with hidden characters, IDs that are none, days before the
// calendar, amounts below zero or so large that sums could overflow.
func checkValues(form Form) (fs Faults) {
	checkValue(&fs, "", "", reflect.ValueOf(form).Elem())
	return fs
}

func checkValue(fs *Faults, path, name string, v reflect.Value) {
	if day, ok := v.Interface().(calendar.Date); ok {
		checkDay(fs, path, day)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			name := jsonName(v.Type().Field(i))
			checkValue(fs, join(path, name), name, v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			checkValue(fs, fmt.Sprintf("%s[%d]", path, i), name, v.Index(i))
		}
	case reflect.Int64:
		if v.Int() < 0 || v.Int() > MaxFen {
			fs.Add(path, "金额 an amount", "0至%[1]d分 0 to %[1]d fen", MaxFen)
		}
	case reflect.String:
		s := v.String()
		if s != "" && v.Type() == reflect.TypeFor[string]() && slices.Contains(idFields, name) {
			checkID(fs, path, s, "编号（如D1） an ID such as D1")
			return
		}
		if bad := badLines(s); bad != "" {
			fs.Add(path, "文字 text", "%s", bad)
		}
	}
}

// normaliseForm brings numbers that a form quotes into the official form.
func normaliseForm(form Form) {
	if f, ok := form.(*MediationForm); ok {
		for i := range f.Joined {
			f.Joined[i].IDNumber = strings.ToUpper(f.Joined[i].IDNumber)
		}
	}
	for _, n := range quotedNumbers(form) {
		if *n != "" {
			*n = NormalNumber(*n)
		}
	}
}

func quotedNumbers(form Form) []*string {
	switch f := form.(type) {
	case *AcceptForm:
		return []*string{&f.CaseNumber}
	case *AppealFiledForm:
		return []*string{&f.CaseNumber}
	case *BankruptcyAnswerForm:
		return []*string{&f.Number}
	case *PartyBankruptForm:
		return []*string{&f.Number}
	}
	return nil
}

// badLines says what is wrong with a reason or terms, which may run over
// several lines.
func badLines(s string) string {
	if utf8.RuneCountInString(s) > maxReason {
		return fmt.Sprintf("不超过%[1]d个字 at most %[1]d characters", maxReason)
	}
	trimmed := strings.TrimSpace(s)
	if trimmed == "" && s != "" {
		return "不能只有空格 more than blanks"
	}
	return badText(strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(trimmed), maxReason)
}
