package casefile

// TerminateForm terminates an enforcement for one of the grounds that the law
// has (民事诉讼法第268条).
type TerminateForm struct {
	Reason string `json:"reason"`
	// Ground is withdrawn, document_set_aside, died_without_estate,
	// beneficiary_died, unable_to_work or other. Only enforcement cases of
	// earlier releases go without.
	Ground string `json:"ground,omitempty"`
}

// Grounds on which an enforcement is terminated, in the order of the article.
const (
	GroundWithdrawn       = "withdrawn"           // 申请人撤销申请
	GroundSetAside        = "document_set_aside"  // 据以执行的法律文书被撤销
	GroundNoEstate        = "died_without_estate" // 被执行人死亡，无遗产可供执行，又无义务承担人
	GroundBeneficiaryDied = "beneficiary_died"    // 追索赡养费、扶养费、抚养费案件的权利人死亡
	GroundUnableToWork    = "unable_to_work"      // 公民因生活困难无力偿还借款，无收入来源，又丧失劳动能力
	GroundOther           = "other"               // 人民法院认为应当终结执行的其他情形
)

// TerminationGrounds lists them.
func TerminationGrounds() []string {
	return []string{GroundWithdrawn, GroundSetAside, GroundNoEstate, GroundBeneficiaryDied, GroundUnableToWork, GroundOther}
}

// Check implements Form.
func (f *TerminateForm) Check() (fs Faults) {
	need(&fs, "reason", f.Reason != "", "理由，一句话写明 the reason, in a sentence")
	if f.Ground != "" {
		oneOf(&fs, "ground", f.Ground, "民事诉讼法第268条", TerminationGrounds()...)
	}
	return fs
}
