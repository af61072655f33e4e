package casefile

import "luxing/workflows/calendar"

// Procedure is the procedure that a first-instance case is tried under.
type Procedure string

// The three procedures of first instance.
const (
	Ordinary    Procedure = "ordinary"     // 普通程序
	Summary     Procedure = "summary"      // 简易程序
	SmallClaims Procedure = "small_claims" // 小额诉讼程序
)

// Name is the Chinese name of p.
func (p Procedure) Name() string {
	switch p {
	case Ordinary:
		return "普通程序"
	case Summary:
		return "简易程序"
	case SmallClaims:
		return "小额诉讼程序"
	}
	return string(p)
}

// Side is the part a person plays in the suit.
type Side string

// The sides of a suit.
const (
	Plaintiff  Side = "plaintiff"   // 原告
	Defendant  Side = "defendant"   // 被告
	ThirdParty Side = "third_party" // 第三人
	Guarantor  Side = "guarantor"   // 担保人（案外人）
)

// Name is the Chinese name of s.
func (s Side) Name() string {
	switch s {
	case Plaintiff:
		return "原告"
	case Defendant:
		return "被告"
	case ThirdParty:
		return "第三人"
	case Guarantor:
		return "担保人"
	}
	return string(s)
}

// PartyKind tells natural persons from units.
type PartyKind string

// The kinds of party. Only an enterprise can go bankrupt (企业破产法第2条).
const (
	Person       PartyKind = "person"       // 自然人
	Enterprise   PartyKind = "enterprise"   // 企业法人
	Organization PartyKind = "organization" // 其他组织
)

// Party is one person or unit in the case. All but ID, Side and Kind is
// personal data: encrypted at rest in Temporal and never logged.
type Party struct {
	// ID names the party inside its case (P1, D1, D2, T1, G1).
	ID   string    `json:"id"`
	Side Side      `json:"side"`
	Kind PartyKind `json:"kind"`
	Name string    `json:"name"`
	// IDNumber is the 18-character citizen number (公民身份号码) of a person or
	// the unified social credit code (统一社会信用代码) of a unit.
	IDNumber string `json:"idNumber"`
	Address  string `json:"address,omitempty"`
	Phone    string `json:"phone,omitempty"`
	// EService says that the party agreed to electronic service (民事诉讼法第90条).
	EService bool `json:"eService,omitempty"`
	// WhereaboutsUnknown marks a party that cannot be found (下落不明).
	WhereaboutsUnknown bool `json:"whereaboutsUnknown,omitempty"`
}

// Attachment is a paper kept elsewhere: a reference, never the content.
type Attachment struct {
	Name   string `json:"name"`
	URI    string `json:"uri"`
	SHA256 string `json:"sha256"`
}

// AssetKind decides how long a freeze lasts (民诉法解释第485条).
type AssetKind string

// The kinds of asset.
const (
	Deposit    AssetKind = "deposit"     // 银行存款，一年
	Movable    AssetKind = "movable"     // 动产，两年
	RealEstate AssetKind = "real_estate" // 不动产、其他财产权，三年
)

// FeeKind is how the acceptance fee is reckoned (诉讼费用交纳办法第13条). Its
// values are those of statute.CaseKind.
type FeeKind string

// Filing is what the intake system sends: a complaint as received, checked
// and ready to be reviewed by the court.
type Filing struct {
	// Key is the intake system's own number of the case and the workflow's ID:
	// lower-case letters, digits and hyphens, 3 to 64, no personal data.
	Key string `json:"key"`
	// Court is the court's code in case numbers, such as 浙0211.
	Court string `json:"court"`
	// CaseNumber is set when the court has numbered the case already; else the
	// register gives the next number when the filing is accepted.
	CaseNumber string `json:"caseNumber,omitempty"`
	// FiledOn is the day the court received the complaint.
	FiledOn   calendar.Date `json:"filedOn"`
	Cause     string        `json:"cause"` // 案由
	Procedure Procedure     `json:"procedure"`
	// ClaimFen is the amount claimed (诉讼标的额), in fen; 0 for a claim that is not for money.
	ClaimFen int64 `json:"claimFen"`
	// FeeKind defaults to property.
	FeeKind FeeKind `json:"feeKind,omitempty"`
	// SmallClaimsAgreed says that the parties agreed to small claims above the
	// ordinary limit (民事诉讼法第165条第2款).
	SmallClaimsAgreed bool         `json:"smallClaimsAgreed,omitempty"`
	Division          string       `json:"division"` // 审判庭
	Judge             string       `json:"judge"`    // the judge's ID, not a name
	Clerk             string       `json:"clerk,omitempty"`
	Parties           []Party      `json:"parties"`
	Attachments       []Attachment `json:"attachments,omitempty"`
	// RelatedCases quotes other case numbers, in today's form or an older one.
	RelatedCases []string `json:"relatedCases,omitempty"`
	// RetrialOf is the key of the case whose effective document is tried again,
	// where that case has ended: its retrial is a case of its own (民再).
	RetrialOf string `json:"retrialOf,omitempty"`
	// Online marks a case handled online (在线诉讼).
	Online bool `json:"online,omitempty"`
}

// Party finds a party by its ID.
func (f *Filing) Party(id string) (Party, bool) {
	for _, p := range f.Parties {
		if p.ID == id {
			return p, true
		}
	}
	return Party{}, false
}

// On lists the parties of one side, in the filing's order.
func (f *Filing) On(s Side) []Party {
	var ps []Party
	for _, p := range f.Parties {
		if p.Side == s {
			ps = append(ps, p)
		}
	}
	return ps
}
