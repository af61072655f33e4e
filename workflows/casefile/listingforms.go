package casefile

import (
	"fmt"

	"luxing/workflows/calendar"
)

// The grades of a listing (失信分级).
const (
	GradeMinor   = "minor"   // 轻微
	GradeGeneral = "general" // 一般
	GradeSerious = "serious" // 严重
)

// ListingForm decides that a debtor is to be listed.
type ListingForm struct {
	Party  string `json:"party"`
	Ground string `json:"ground"`
	// Approver is the president who signed the decision.
	Approver string `json:"approver"`
	// Grade is minor, general or serious; left out, general.
	Grade string `json:"grade,omitempty"`
	// Months is the term within the grade's range; left out, the court's policy's.
	Months int `json:"months,omitempty"`
	// Aggravated adds years for violence or several acts, 1 to 3, under the rules
	// in force until 2026-03-31.
	Aggravated int `json:"aggravated,omitempty"`
}

// Check implements Form.
func (f *ListingForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	oneOf(&fs, "ground", f.Ground, "失信名单规定第1条", "obstruction", "evasion", "reporting", "consumption", "settlement", "refusal")
	need(&fs, "approver", f.Approver != "", "签发的院长 the president who signed")
	if f.Grade != "" {
		oneOf(&fs, "grade", f.Grade, "失信分级 the grade", GradeMinor, GradeGeneral, GradeSerious)
	}
	if f.Months < 0 || f.Months > 36 {
		fs.Add("months", "期限 the term", "在该等级的期限内：轻微（minor）不超过3个月，一般（general）3至12个月，严重（serious）12至36个月 within the grade's range: minor to 3, general 3 to 12, serious 12 to 36")
	}
	if f.Aggravated < 0 || f.Aggravated > 3 {
		fs.Add("aggravated", "延长一至三年 one to three years more", "0至3年 0 to 3")
	}
	return fs
}

// ContestForm is an application to correct a listing.
type ContestForm struct {
	Party  string        `json:"party"`
	On     calendar.Date `json:"on"`
	Reason string        `json:"reason"`
}

// Check implements Form.
func (f *ContestForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}

// ContestDismissalForm dismisses an application to correct a listing.
type ContestDismissalForm struct {
	Party  string `json:"party"`
	Reason string `json:"reason"`
	// On is the day the decision was served; left out, today.
	On calendar.Date `json:"on,omitzero"`
}

// Check implements Form.
func (f *ContestDismissalForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}

// ListingReviewForm is the superior court's answer on a listing.
type ListingReviewForm struct {
	Party string `json:"party"`
	// Overturned says that the debtor should not have been listed.
	Overturned bool          `json:"overturned"`
	On         calendar.Date `json:"on"` // the day the answer came in
	Reason     string        `json:"reason"`
}

// Check implements Form.
func (f *ListingReviewForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}

// BanForm imposes an exit ban.
type BanForm struct {
	Party string `json:"party"`
	// Requested says that the creditor asked in writing; else it is the court's own decision.
	Requested bool   `json:"requested,omitempty"`
	Reason    string `json:"reason"`
	// Person is whom of a unit it falls on: legal_representative, principal or
	// direct (执行程序解释第24条); left out, the legal representative.
	Person string `json:"person,omitempty"`
	// Until is its last day; left out, it holds until it is lifted.
	Until calendar.Date `json:"until,omitzero"`
}

// Check implements Form.
func (f *BanForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	if f.Person != "" {
		oneOf(&fs, "person", f.Person, "执行程序解释第24条", "legal_representative", "principal", "direct")
	}
	return fs
}

// ExtendBanForm extends an exit ban.
type ExtendBanForm struct {
	Party  string        `json:"party"`
	Until  calendar.Date `json:"until"`
	Reason string        `json:"reason"`
}

// Check implements Form.
func (f *ExtendBanForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "until", !f.Until.IsZero(), "延长后的末日 its new last day")
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}

// LiftBanForm lifts an exit ban.
type LiftBanForm struct {
	Party  string `json:"party"`
	Reason string `json:"reason"`
	// Ground is paid, security, consent (执行程序解释第25条) or unneeded; left out,
	// the reason says it.
	Ground string `json:"ground,omitempty"`
	// SecurityFen is what the security is worth where that is the ground.
	SecurityFen int64 `json:"securityFen,omitempty"`
}

// Check implements Form.
func (f *LiftBanForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	if f.Ground != "" {
		oneOf(&fs, "ground", f.Ground, "执行程序解释第25条", "paid", "security", "consent", "unneeded")
	}
	if (f.Ground == "security") != (f.SecurityFen > 0) {
		fs.Add("securityFen", "担保价额 what the security is worth", "事由为提供担保（security）的填写，大于零；其他事由不填 more than zero with ground security, and only then")
	}
	return fs
}

// RepairEffect is one measure of credit repair as an enforcement applies it.
type RepairEffect struct {
	// ID is not_published, masked, deleted, shortened, exit_ban_lifted or consumption_lifted.
	ID string `json:"id"`
	// Until is the last day of the measure: of a mask, of a lifted consumption
	// limit, the new end of a shortened listing. Left out, it holds until the
	// repair is revoked or ends.
	Until calendar.Date `json:"until,omitzero"`
	// Purpose is what a consumption limit is lifted for; left out, it is lifted in full.
	Purpose string `json:"purpose,omitempty"`
}

// RepairEffectForm is what a credit repair tells the enforcement of its debtor:
// granted with its measures; revoked, which undoes all of them; ended, which
// undoes those that held for its term, but applies the measures that it names
// for good. The debt, the enforcement and the interest go on.
type RepairEffectForm struct {
	Party    string         `json:"party"`
	Measures []RepairEffect `json:"measures,omitempty"`
	On       calendar.Date  `json:"on"`
	Reason   string         `json:"reason,omitempty"`
}

// repairEffects are the measures of credit repair.
var repairEffects = []string{"not_published", "masked", "deleted", "shortened", "exit_ban_lifted", "consumption_lifted"}

// Check implements Form.
func (f *RepairEffectForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "债务人或者被执行人的编号（如D1） the debtor's ID, such as D1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	seen := map[string]bool{}
	for i, m := range f.Measures {
		path := fmt.Sprintf("measures[%d]", i)
		oneOf(&fs, path+".id", m.ID, "报告信用修复机制 the measures of credit repair", repairEffects...)
		if m.ID == "shortened" && m.Until.IsZero() {
			fs.Add(path+".until", "缩短后的期限 the new end of the listing", "该条失信信息保留的末日 the last day on which the entry stands")
		}
		if m.Purpose != "" && m.ID != "consumption_lifted" {
			fs.Add(path+".purpose", "仅限解除限制消费 only for a lifted consumption limit", "不填用途 no purpose")
		}
		if seen[m.ID+"/"+m.Purpose] {
			fs.Add(path, "重复 named twice", "每项措施只列一次 each measure once")
		}
		seen[m.ID+"/"+m.Purpose] = true
	}
	return fs
}
