package casefile

import (
	"luxing/workflows/calendar"
)

// PreservationForm applies for the preservation of one asset.
type PreservationForm struct {
	Asset     string    `json:"asset"` // its ID, A1
	Owner     string    `json:"owner"`
	Kind      AssetKind `json:"kind"`
	AmountFen int64     `json:"amountFen"`
	// SecurityFen is the security the applicant posted (≤30 % during suit).
	SecurityFen int64         `json:"securityFen,omitempty"`
	Urgent      bool          `json:"urgent,omitempty"`
	On          calendar.Date `json:"on"`
	// Applicant is who asks; left out, the first plaintiff.
	Applicant string `json:"applicant,omitempty"`
	// DisputedFen is the value of the asset where the suit is about the asset
	// itself: the security is then taken of it (财产保全规定第5条).
	DisputedFen int64 `json:"disputedFen,omitempty"`
	// Exempt is the ground on which the court asks for no security (财产保全规定第9条).
	Exempt string `json:"exempt,omitempty"`
}

// Check implements Form.
func (f *PreservationForm) Check() (fs Faults) {
	need(&fs, "asset", f.Asset != "", "财产的编号（如A1） the asset's ID, such as A1")
	need(&fs, "owner", f.Owner != "", "财产所有的当事人 the party whose asset it is")
	checkAssetKind(&fs, f.Kind)
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "保全数额 the amount", "大于零，以分为单位 more than zero, in fen")
	}
	if f.SecurityFen < 0 {
		fs.Add("securityFen", "担保数额 the security", "不小于零，以分为单位 zero or more, in fen")
	}
	if f.Exempt != "" {
		oneOf(&fs, "exempt", f.Exempt, "财产保全规定第9条", SecurityExemptions...)
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// SecurityExemptions are the grounds on which a court may ask for no security
// during the suit (财产保全规定第9条第1款, in its order).
var SecurityExemptions = []string{"livelihood", "domestic_violence", "public_interest", "good_samaritan", "clear_case", "financial_institution"}

// PreSuitForm is a measure that was taken before the suit and goes on in it
// (民事诉讼法第104条；财产保全规定第17条).
type PreSuitForm struct {
	Asset     string        `json:"asset"`
	Owner     string        `json:"owner"`
	Applicant string        `json:"applicant,omitempty"`
	Kind      AssetKind     `json:"kind"`
	AmountFen int64         `json:"amountFen"`
	RuledOn   calendar.Date `json:"ruledOn"`
	// SecurityFen is as much as the amount, unless SpecialReason says why the
	// court asked for less.
	SecurityFen   int64         `json:"securityFen"`
	SpecialReason string        `json:"specialReason,omitempty"`
	FrozenFen     int64         `json:"frozenFen"`
	On            calendar.Date `json:"on"` // the day the measure was taken
}

// Check implements Form.
func (f *PreSuitForm) Check() (fs Faults) {
	need(&fs, "asset", f.Asset != "", "财产的编号（如A1） the asset's ID, such as A1")
	need(&fs, "owner", f.Owner != "", "财产所有的当事人 the party whose asset it is")
	checkAssetKind(&fs, f.Kind)
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "保全数额 the amount", "大于零，以分为单位 more than zero, in fen")
	}
	need(&fs, "ruledOn", !f.RuledOn.IsZero(), "裁定之日 the day of the ruling")
	need(&fs, "on", !f.On.IsZero(), "采取措施之日 the day the measure was taken")
	if f.On.Before(f.RuledOn) {
		fs.Add("on", "裁定后实施 the measure follows the ruling", "%[1]s或者更晚 %[1]s or later", f.RuledOn)
	}
	need(&fs, "securityFen", f.SecurityFen > 0, "担保数额；不提供担保的，裁定驳回申请（民事诉讼法第104条） the security; without any the application was refused (CPL art. 104)")
	if f.SecurityFen > 0 && f.SecurityFen < f.AmountFen && f.SpecialReason == "" {
		fs.Add("securityFen", "财产保全规定第5条第2款：诉前保全应提供相当于保全数额的担保 as much as the amount", "%[1]d分，或者写明特殊理由（specialReason） %[1]d fen, or specialReason", f.AmountFen)
	}
	return fs
}

// PostSecurityForm is security that an applicant posts.
type PostSecurityForm struct {
	Asset     string        `json:"asset"`
	AmountFen int64         `json:"amountFen"` // of this posting
	Kind      string        `json:"kind"`      // cash, insurance, guarantee, property
	On        calendar.Date `json:"on"`
}

// securityForms are how security is given (财产保全规定第6至8条).
var securityForms = []string{"cash", "insurance", "guarantee", "property"}

// Check implements Form.
func (f *PostSecurityForm) Check() (fs Faults) {
	need(&fs, "asset", f.Asset != "", "财产的编号（如A1） the asset's ID, such as A1")
	oneOf(&fs, "kind", f.Kind, "财产保全规定第6至8条", securityForms...)
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "担保数额 the security", "大于零，以分为单位 more than zero, in fen")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// CounterSecurityForm is security that the respondent, or somebody for it,
// posts to have a measure lifted (民事诉讼法第107条).
type CounterSecurityForm struct {
	Asset     string        `json:"asset"`
	By        string        `json:"by"`
	AmountFen int64         `json:"amountFen"`
	Kind      string        `json:"kind"`
	On        calendar.Date `json:"on"`
	// Consented: the applicant agrees, which is needed where the suit is about
	// the asset itself (财产保全规定第22条).
	Consented bool `json:"consented,omitempty"`
}

// Check implements Form.
func (f *CounterSecurityForm) Check() (fs Faults) {
	need(&fs, "asset", f.Asset != "", "财产的编号（如A1） the asset's ID, such as A1")
	need(&fs, "by", f.By != "", "提供担保的人：当事人的编号 who posts it: a party's ID")
	oneOf(&fs, "kind", f.Kind, "财产保全规定第6至8条", securityForms...)
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "担保数额 the security", "大于零，以分为单位 more than zero, in fen")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// RequestForm is an applicant's request about a measure.
type RequestForm struct {
	Asset  string        `json:"asset"`
	On     calendar.Date `json:"on"`
	Urgent bool          `json:"urgent,omitempty"`
	Reason string        `json:"reason,omitempty"`
}

// Check implements Form.
func (f *RequestForm) Check() (fs Faults) {
	need(&fs, "asset", f.Asset != "", "财产的编号（如A1） the asset's ID, such as A1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

func checkAssetKind(fs *Faults, k AssetKind) {
	switch k {
	case Deposit, Movable, RealEstate:
	default:
		fs.Add("kind", "民诉法解释第485条", "存款等资金（deposit）、动产（movable）或者不动产（real_estate） deposit, movable or real_estate")
	}
}

// AssetForm is a decision about one asset.
type AssetForm struct {
	Asset  string        `json:"asset"`
	On     calendar.Date `json:"on"`
	Reason string        `json:"reason,omitempty"`
}

// Check implements Form.
func (f *AssetForm) Check() (fs Faults) {
	need(&fs, "asset", f.Asset != "", "财产的编号（如A1） the asset's ID, such as A1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// FreezeForm is what was in fact frozen.
type FreezeForm struct {
	Asset     string        `json:"asset"`
	FrozenFen int64         `json:"frozenFen"`
	Rank      int           `json:"rank,omitempty"` // 1 首封; more, 轮候
	On        calendar.Date `json:"on"`
}

// Check implements Form.
func (f *FreezeForm) Check() (fs Faults) {
	need(&fs, "asset", f.Asset != "", "财产的编号（如A1） the asset's ID, such as A1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.FrozenFen < 0 {
		fs.Add("frozenFen", "实际冻结数额 the amount frozen", "不小于零，以分为单位 zero or more, in fen")
	}
	return fs
}
