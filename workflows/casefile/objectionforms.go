package casefile

import "luxing/workflows/calendar"

// ObjectionForm is an objection to an act of enforcement.
type ObjectionForm struct {
	Objection string `json:"objection"` // an ID of its own, Y1
	Party     string `json:"party"`     // who objects: a party, or an interested person's ID
	Act       string `json:"act"`       // the act objected to
	// Asset and SecurityFen ask for its disposal to be stopped on security
	// (执行程序解释第9条).
	Asset       string        `json:"asset,omitempty"`
	SecurityFen int64         `json:"securityFen,omitempty"`
	On          calendar.Date `json:"on"` // the day the written objection came in
}

// Check implements Form.
func (f *ObjectionForm) Check() (fs Faults) {
	checkID(&fs, "objection", f.Objection, "自己的编号（如Y1） an ID of its own, such as Y1")
	need(&fs, "party", f.Party != "", "异议人 who objects")
	need(&fs, "act", f.Act != "", "被异议的执行行为 the act of enforcement that is objected to")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.SecurityFen > 0 && f.Asset == "" {
		fs.Add("asset", "停止处分哪项财产 which disposal is to be stopped", "财产的编号，或者不填担保 the asset's ID, or no security")
	}
	return fs
}

// ObjectionRulingForm is the ruling on an objection, or on its reconsideration.
type ObjectionRulingForm struct {
	Objection string        `json:"objection"`
	Upheld    bool          `json:"upheld"` // the act is revoked or corrected
	On        calendar.Date `json:"on"`     // the day the ruling was served
	Reason    string        `json:"reason"`
}

// Check implements Form.
func (f *ObjectionRulingForm) Check() (fs Faults) {
	checkID(&fs, "objection", f.Objection, "异议的编号（如Y1） the objection's ID, such as Y1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	return fs
}

// ObjectionDayForm is what happens to an objection on a day.
type ObjectionDayForm struct {
	Objection string        `json:"objection"`
	On        calendar.Date `json:"on"`
}

// Check implements Form.
func (f *ObjectionDayForm) Check() (fs Faults) {
	checkID(&fs, "objection", f.Objection, "异议的编号（如Y1） the objection's ID, such as Y1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// ClaimForm is a third party's claim to a seized asset.
type ClaimForm struct {
	Claim    string        `json:"claim"`    // an ID of its own, W1
	Claimant string        `json:"claimant"` // an ID, not a name
	Asset    string        `json:"asset"`
	Right    string        `json:"right"` // what right is claimed
	On       calendar.Date `json:"on"`    // the day the written claim came in
}

// Check implements Form.
func (f *ClaimForm) Check() (fs Faults) {
	checkID(&fs, "claim", f.Claim, "自己的编号（如W1） an ID of its own, such as W1")
	checkID(&fs, "claimant", f.Claimant, "案外人的编号，不是姓名 the third party's ID, not a name")
	checkID(&fs, "asset", f.Asset, "财产的编号（如A1） the asset's ID, such as A1")
	need(&fs, "right", f.Right != "", "足以排除执行的权利（如所有权） the right that excludes enforcement, such as 所有权")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// ClaimRulingForm is the ruling on a third party's claim, or the judgment in
// the suit about it.
type ClaimRulingForm struct {
	Claim  string        `json:"claim"`
	Upheld bool          `json:"upheld"` // the right excludes enforcement
	On     calendar.Date `json:"on"`     // the day it was served, or took effect
	Reason string        `json:"reason,omitempty"`
}

// Check implements Form.
func (f *ClaimRulingForm) Check() (fs Faults) {
	checkID(&fs, "claim", f.Claim, "案外人异议的编号（如W1） the claim's ID, such as W1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// ClaimSuitForm is the suit that follows a ruling on a claim.
type ClaimSuitForm struct {
	Claim string        `json:"claim"`
	By    string        `json:"by"` // claimant or applicant
	On    calendar.Date `json:"on"`
}

// Check implements Form.
func (f *ClaimSuitForm) Check() (fs Faults) {
	checkID(&fs, "claim", f.Claim, "案外人异议的编号（如W1） the claim's ID, such as W1")
	oneOf(&fs, "by", f.By, "民诉法解释第303、304条", "claimant", "applicant")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}

// ClaimDayForm is what happens to a claim on a day.
type ClaimDayForm struct {
	Claim       string        `json:"claim"`
	On          calendar.Date `json:"on"`
	SecurityFen int64         `json:"securityFen,omitempty"` // of an applicant who wants to go ahead
}

// Check implements Form.
func (f *ClaimDayForm) Check() (fs Faults) {
	checkID(&fs, "claim", f.Claim, "案外人异议的编号（如W1） the claim's ID, such as W1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	return fs
}
