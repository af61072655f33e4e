package court

import (
	"fmt"
	"slices"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// Words are a text in both languages.
type Words struct{ ZH, EN string }

// Standstill is why an enforcement stands still, as people read it
// (民事诉讼法第267条).
type Standstill struct {
	casefile.SuspensionForm
	Name Words // of the ground
	// Since is the day of the ruling; zero where what is at hand does not say.
	Since calendar.Date
	// Review is the last day to look whether the cause is still there; zero while
	// something else stands in the way as well. Kind says who set it.
	Review calendar.Date
	Kind   statute.Kind
	// Article is in both languages, as the rule book's are.
	Article string
}

var groundsOfSuspension = map[string]Words{
	casefile.SuspendAgreed:    {"申请人表示可以延期执行", "the applicant agrees to wait"},
	casefile.SuspendObjection: {"案外人对执行标的提出确有理由的异议", "an outsider's objection that has reasons"},
	casefile.SuspendDied:      {"公民死亡，等待继承人", "a person died, and heirs are awaited"},
	casefile.SuspendEnded:     {"法人或者其他组织终止，尚未确定权利义务承受人", "an entity ended, and nobody has taken its place yet"},
	casefile.SuspendOther:     {"人民法院认为应当中止执行的其他情形", "another ground that the court finds"},
}

// StandstillOf finds why an enforcement stands still; nil where it does not.
func StandstillOf(v *casefile.View) *Standstill {
	if v.Enforcement == nil || v.Enforcement.Suspension == nil {
		return nil
	}
	s := &Standstill{SuspensionForm: *v.Enforcement.Suspension, Article: "民事诉讼法第267条 / CPL art. 267"}
	s.Name = wordsOf(groundsOfSuspension, s.Ground)
	// The grounds are the article's items, in its order.
	if i := slices.Index(casefile.SuspensionGrounds(), s.Ground); i >= 0 {
		s.Article = fmt.Sprintf("民事诉讼法第267条第%d项 / CPL art. 267(%d)", i+1, i+1)
	}
	for _, e := range v.Timeline {
		if e.Event == lifecycle.SuspendEnforce && e.Refused == "" {
			s.Since = calendar.Of(e.At)
		}
	}
	if s.Since.IsZero() && v.Row.Phase == lifecycle.Suspended && !v.Row.PhaseSince.IsZero() {
		s.Since = calendar.Of(v.Row.PhaseSince)
	}
	for _, d := range v.Deadlines {
		if d.Deadline.Rule == statute.StayReview && v.Row.Phase == lifecycle.Suspended {
			s.Review, s.Kind = d.Deadline.Last, d.Deadline.Kind
		}
	}
	return s
}

var basesOfSuccession = map[string]Words{
	casefile.BasisHeir:      {"公民死亡，由继承人承受", "a person died, and an heir took the place"},
	casefile.BasisEstate:    {"公民死亡，继承人放弃继承，直接执行遗产", "a person died, the heirs renounced, and the estate itself is enforced against"},
	casefile.BasisMerger:    {"法人或者其他组织分立、合并，由变更后的主体承受", "an entity split or merged, and what came of it took the place"},
	casefile.BasisDissolved: {"法人或者其他组织终止，由权利义务承受人承受", "an entity ended, and who takes over its rights and duties took the place"},
}

// SuccessionWords say why somebody took a party's place, and under which article.
func SuccessionWords(x casefile.SuccessionView) (why Words, article string) {
	why = wordsOf(basesOfSuccession, x.Basis)
	switch {
	case x.Creditor:
		article = "民事诉讼法第267条、执行规定第16、18条 / CPL art. 267, Enforcement Provisions art. 16, 18"
	case x.Basis == casefile.BasisHeir || x.Basis == casefile.BasisEstate:
		article = "民事诉讼法第243条、民诉法解释第473条 / CPL art. 243, CPL Interpretation art. 473"
	default:
		article = "民事诉讼法第243条、民诉法解释第470条 / CPL art. 243, CPL Interpretation art. 470"
	}
	return why, article
}

// wordsOf are the words of a code, or the code where it has none.
func wordsOf(list map[string]Words, code string) Words {
	if w, ok := list[code]; ok {
		return w
	}
	return Words{code, code}
}
