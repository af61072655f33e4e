package policy

// Policy is a court's own settings. Its tags serve JSON and YAML alike.
type Policy struct {
	Version     string          `json:"version" yaml:"version"`                     // the court's own name for it, as 2026-1
	Court       string          `json:"court" yaml:"court"`                         // the court's code, as 浙0211; empty for any
	Lengths     map[string]int  `json:"lengths" yaml:"lengths"`                     // by rule ID, in the unit of [Number]; what is missing has its default
	Targets     map[string]int  `json:"targets,omitempty" yaml:"targets,omitempty"` // by rule ID, in the rule's unit: the court means to be done sooner than the law asks
	Escalation  Escalation      `json:"escalation" yaml:"escalation"`               // whom to alert as a limit runs out
	Fees        Fees            `json:"fees" yaml:"fees"`                           // how fees are charged
	SmallClaims []SmallClaims   `json:"small_claims" yaml:"small_claims"`           // limits by province and year
	Interest    Interest        `json:"interest" yaml:"interest"`                   // delayed-performance interest where practice differs
	Certificate Certificate     `json:"certificate" yaml:"certificate"`             // scope of the certificate of voluntary performance
	Mechanisms  []MechanismName `json:"mechanisms" yaml:"mechanisms"`               // names of the mechanisms the sources leave unnamed

	Supervision  Supervision  `json:"supervision,omitzero" yaml:"supervision"`               // of performance
	Preservation Preservation `json:"preservation,omitzero" yaml:"preservation"`             // security of an applicant
	Assessment   Assessment   `json:"assessment,omitzero" yaml:"assessment"`                 // of the likelihood to perform
	Account      Account      `json:"account,omitzero" yaml:"account"`                       // where parties pay to
	CreditRepair CreditRepair `json:"credit_repair,omitzero" yaml:"credit_repair,omitempty"` // how repairs are weighed
	// Courts are those beyond the ones built in.
	Courts        []Court       `json:"courts,omitempty" yaml:"courts,omitempty"`
	IntegrityList IntegrityList `json:"integrity_list,omitzero" yaml:"integrity_list,omitempty"` // how the list is published
}

// Charging says how a fee with a fraction of a yuan is charged.
type Charging string

// Ways of charging. Published judgments mostly agree with half_up.
const (
	HalfUp Charging = "half_up" // to the nearest yuan, half a yuan up
	Up     Charging = "up"      // a started yuan is a yuan
	Down   Charging = "down"    // the fraction is dropped
	Exact  Charging = "exact"   // to the fen, half a fen up
)

// Fees says how the court charges.
type Fees struct {
	Charging Charging `json:"charging" yaml:"charging"`
	// EnforcementBase says what the enforcement fee is taken of.
	EnforcementBase EnforcementBase `json:"enforcement_base" yaml:"enforcement_base"`
	// Fixed are the amounts, in yuan, of cases for which the State Council
	// gives a range and the province a number. A kind left out is charged its
	// range's upper end.
	Fixed map[string]int64 `json:"fixed,omitempty" yaml:"fixed,omitempty"`
}

// EnforcementBase is what the enforcement fee is taken of; courts differ.
type EnforcementBase string

// The two bases seen in practice.
const (
	BasePrincipal EnforcementBase = "principal"  // what the document awards
	BaseWithCosts EnforcementBase = "with_costs" // with the acceptance and preservation fees the debtor owes
)

// SmallClaims is one province's limit for one year, in yuan.
type SmallClaims struct {
	Province  string `json:"province" yaml:"province"`   // as 浙江
	Year      int    `json:"year" yaml:"year"`           // year of filing
	Mandatory int64  `json:"mandatory" yaml:"mandatory"` // up to here small claims procedure applies
	Agreed    int64  `json:"agreed" yaml:"agreed"`       // up to here by agreement
	Assumed   bool   `json:"assumed" yaml:"assumed"`     // carried from another year for want of a source
	Source    string `json:"source,omitempty" yaml:"source,omitempty"`
}

// Interest settles points of delayed-performance interest on which courts
// differ.
type Interest struct {
	// CountPaymentDay counts the day of payment itself.
	CountPaymentDay bool `json:"count_payment_day" yaml:"count_payment_day"`
}

// Certificate is the scope of the certificate of voluntary performance.
type Certificate struct {
	// InsideEnforcement lets those who pay on the enforcement notice have one.
	// Ningbo issues before enforcement only.
	InsideEnforcement bool `json:"inside_enforcement" yaml:"inside_enforcement"`
}

// MechanismName names a mechanism for which no source gives a name.
type MechanismName struct {
	Number  int    `json:"number" yaml:"number"`
	Name    string `json:"name" yaml:"name"`
	NameEN  string `json:"name_en" yaml:"name_en"`
	Sourced bool   `json:"sourced" yaml:"sourced"`
}

// Default returns the settings used where a court has made none.
func Default() Policy {
	lengths := make(map[string]int, len(numbers))
	for _, n := range numbers {
		lengths[n.ID] = n.Default
	}
	return Policy{
		Version: "default",
		Lengths: lengths,
		Escalation: Escalation{
			JudgeUsed:         Fraction{2, 3},
			OfficeDaysLeft:    30,
			OfficeShortLeft:   Fraction{1, 3},
			PresidentDaysLeft: 5,
			RepeatDays:        7,
			GapHours:          24,
		},
		Fees:        Fees{Charging: HalfUp, EnforcementBase: BasePrincipal},
		SmallClaims: defaultSmallClaims(),
		Interest:    Interest{CountPaymentDay: true},
		Mechanisms: []MechanismName{
			{Number: 11, Name: "明确裁判执行内容", NameEN: "enforceable wording"},
			{Number: 12, Name: "部门联动与考核评价", NameEN: "linkage and evaluation"},
		},
		Supervision:  defaultSupervision,
		Preservation: Preservation{SecurityPercent: MaxSecurityPercent},
		Assessment:   defaultAssessment(),
		CreditRepair: defaultCreditRepair(), IntegrityList: defaultIntegrityList(),
	}
}

func defaultSmallClaims() []SmallClaims {
	const (
		mandatory = 54_323
		agreed    = 217_290
	)
	limits := []SmallClaims{{
		Province: "浙江", Year: 2022, Mandatory: mandatory, Agreed: agreed,
		Source: "published notice of the 2022 limits",
	}}
	for y := 2023; y <= 2026; y++ {
		limits = append(limits, SmallClaims{
			Province: "浙江", Year: y, Mandatory: mandatory, Agreed: agreed, Assumed: true,
			Source: "not found; 2022's carried on",
		})
	}
	return limits
}

// Length returns the number set for a rule ID, or its default; ok is false if
// it is none of the policy's.
func (p Policy) Length(id string) (n int, ok bool) {
	if n, ok := p.Lengths[id]; ok && n > 0 {
		return n, true
	}
	num, ok := FindNumber(id)
	return num.Default, ok
}

// SmallClaimsLimit returns the limit of a province for cases filed in a year.
// Where that year is missing the newest earlier one is given, marked assumed.
func (p Policy) SmallClaimsLimit(province string, year int) (SmallClaims, bool) {
	var best SmallClaims
	found := false
	for _, l := range p.SmallClaims {
		if l.Province == province && l.Year <= year && (!found || l.Year > best.Year) {
			best, found = l, true
		}
	}
	if found && best.Year != year {
		best.Year, best.Assumed, best.Source = year, true, "not set; an earlier year's carried on"
	}
	return best, found
}
