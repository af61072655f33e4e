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
}

// Check implements Form.
func (f *PreservationForm) Check() (fs Faults) {
	need(&fs, "asset", f.Asset != "", "the asset's ID, such as A1")
	need(&fs, "owner", f.Owner != "", "the party whose asset it is")
	checkAssetKind(&fs, f.Kind)
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "保全数额 the amount", "more than zero, in fen")
	}
	if f.SecurityFen < 0 {
		fs.Add("securityFen", "担保数额 the security", "zero or more, in fen")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

func checkAssetKind(fs *Faults, k AssetKind) {
	switch k {
	case Deposit, Movable, RealEstate:
	default:
		fs.Add("kind", "民诉法解释第485条", "deposit, movable or real_estate")
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
	need(&fs, "asset", f.Asset != "", "the asset's ID, such as A1")
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
	need(&fs, "asset", f.Asset != "", "the asset's ID, such as A1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.FrozenFen < 0 {
		fs.Add("frozenFen", "实际冻结数额 the amount frozen", "zero or more, in fen")
	}
	return fs
}
