package statute

import "luxing/workflows/calendar"

// SmallClaimsLimit says whether a money claim filed on a day falls under small
// claims procedure in a province.
type SmallClaimsLimit struct {
	MandatoryFen int64  `json:"mandatory_fen"` // up to here it applies
	AgreedFen    int64  `json:"agreed_fen"`    // up to here by agreement
	Applies      bool   `json:"applies"`
	ByAgreement  bool   `json:"by_agreement"`
	Assumed      bool   `json:"assumed"` // the limit was not found for that year
	Source       string `json:"source"`
	Article      string `json:"article"`
}

// SmallClaims applies the court's table of limits (CPL 2023 art. 165: half the
// province's average wage, by agreement up to twice). Claims filed before 2022
// were under another limit, which the sources do not give: ok is false, as it
// is for a province without a limit.
func (b *Book) SmallClaims(claimFen int64, province string, filed calendar.Date) (l SmallClaimsLimit, ok bool) {
	if filed.Before(from2021) {
		return SmallClaimsLimit{}, false
	}
	p, ok := b.policy.SmallClaimsLimit(province, filed.Year())
	if !ok {
		return SmallClaimsLimit{}, false
	}
	article := cpl2023.cite("165")
	if filed.Before(from2023) {
		article = cpl2021.cite("165")
	}
	l = SmallClaimsLimit{MandatoryFen: p.Mandatory * fenPerYuan, AgreedFen: p.Agreed * fenPerYuan, Assumed: p.Assumed, Source: p.Source, Article: article}
	l.Applies = claimFen <= l.MandatoryFen
	l.ByAgreement = !l.Applies && claimFen <= l.AgreedFen
	return l, true
}
