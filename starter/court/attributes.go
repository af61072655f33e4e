package court

import (
	"fmt"

	"go.temporal.io/sdk/temporal"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

// The search attributes that a case has from its first moment, before a worker
// has looked at it. A test holds the names to those that the workflows use.
var (
	attrPhase     = temporal.NewSearchAttributeKeyKeyword("Phase")
	attrCourt     = temporal.NewSearchAttributeKeyKeyword("Court")
	attrDivision  = temporal.NewSearchAttributeKeyKeyword("Division")
	attrJudge     = temporal.NewSearchAttributeKeyKeyword("Judge")
	attrCause     = temporal.NewSearchAttributeKeyKeyword("Cause")
	attrProcedure = temporal.NewSearchAttributeKeyKeyword("Procedure")
	attrNumber    = temporal.NewSearchAttributeKeyKeyword("CaseNumber")
)

// attributes of a filing; none is personal data.
func attributes(f *casefile.Filing) temporal.SearchAttributes {
	ups := []temporal.SearchAttributeUpdate{
		attrPhase.ValueSet(string(lifecycle.FilingReview)),
		attrCourt.ValueSet(f.Court),
		attrDivision.ValueSet(f.Division),
		attrJudge.ValueSet(f.Judge),
		attrCause.ValueSet(f.Cause),
		attrProcedure.ValueSet(string(f.Procedure)),
	}
	if f.CaseNumber != "" {
		ups = append(ups, attrNumber.ValueSet(f.CaseNumber))
	}
	return temporal.NewSearchAttributes(ups...)
}

// summary is the line that Temporal's UI shows for the case.
func summary(f *casefile.Filing) string {
	return fmt.Sprintf("%s %s %s %s", f.Court, f.Cause, f.Procedure.Name(), f.Division)
}

// details is the page that Temporal's UI shows for the case, in Markdown.
func details(f *casefile.Filing, p policy.Policy) string {
	court := f.Court
	if known, ok := casefile.CourtOf(p, f.Court); ok {
		court = known.Name + " " + f.Court
	}
	claim := "非财产请求 not for money"
	if f.ClaimFen > 0 {
		claim = fmt.Sprintf("%d.%02d 元", f.ClaimFen/100, f.ClaimFen%100)
	}
	return fmt.Sprintf("| | |\n|---|---|\n| 法院 court | %s |\n| 案由 cause | %s |\n| 程序 procedure | %s |\n| 标的 claim | %s |\n"+
		"| 庭室 division | %s |\n| 承办 judge | %s |\n| 收到 filed on | %s |\n| 当事人 parties | 原告 %d · 被告 %d · 第三人 %d |\n",
		court, f.Cause, f.Procedure.Name(), claim, f.Division, f.Judge, f.FiledOn,
		len(f.On(casefile.Plaintiff)), len(f.On(casefile.Defendant)), len(f.On(casefile.ThirdParty)))
}
