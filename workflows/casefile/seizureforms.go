package casefile

import "luxing/workflows/calendar"

// SeizeForm seizes or freezes one asset, or queues behind another court.
type SeizeForm struct {
	Asset string    `json:"asset"` // an ID of its own, A1
	Owner string    `json:"owner"`
	Kind  AssetKind `json:"kind"`
	What  string    `json:"what"`
	// AmountFen is what is frozen, or what the asset is thought to be worth.
	AmountFen int64 `json:"amountFen"`
	Rank      int   `json:"rank,omitempty"` // 1 首封; more, 轮候
	// On is the day it was done; Until an earlier last day than the longest the law allows.
	On    calendar.Date `json:"on"`
	Until calendar.Date `json:"until,omitzero"`
}

// Check implements Form.
func (f *SeizeForm) Check() (fs Faults) {
	checkID(&fs, "asset", f.Asset, "自己的编号（如A1） an ID of its own, such as A1")
	need(&fs, "owner", f.Owner != "", "财产所有的被执行人 the debtor who owns it")
	checkAssetKind(&fs, f.Kind)
	need(&fs, "what", f.What != "", "何种财产 what it is")
	if f.AmountFen <= 0 {
		fs.Add("amountFen", "冻结数额或者估值 what is frozen or what it is worth", "大于零，以分为单位 more than zero, in fen")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if !f.Until.IsZero() && !f.Until.After(f.On) {
		fs.Add("until", "查封期限 the term", "晚于%[1]s的日期 after %[1]s", f.On)
	}
	return fs
}

// SeizureForm is what happens to a seized asset on a day.
type SeizureForm struct {
	Asset  string        `json:"asset"`
	On     calendar.Date `json:"on"`
	Reason string        `json:"reason,omitempty"`
}

// Check implements Form.
func (f *SeizureForm) Check() (fs Faults) {
	checkID(&fs, "asset", f.Asset, "财产的编号（如A1） the asset's ID, such as A1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// SaleForm is the price that an asset fetched, or the sum that was deducted. Its
// day is the one on which the ruling that confirms the sale took effect, or the
// sum was deducted: interest is counted until then (迟延履行利息解释第3条).
type SaleForm struct {
	Asset    string        `json:"asset"`
	PriceFen int64         `json:"priceFen"`
	On       calendar.Date `json:"on"`
}

// Check implements Form.
func (f *SaleForm) Check() (fs Faults) {
	checkID(&fs, "asset", f.Asset, "财产的编号（如A1） the asset's ID, such as A1")
	if f.PriceFen <= 0 {
		fs.Add("priceFen", "成交价或者划拨额 the price or the sum", "大于零，以分为单位 more than zero, in fen")
	}
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}
