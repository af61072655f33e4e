package casefile

import (
	"fmt"
	"strings"

	"luxing/workflows/calendar"
)

// MediationForm is a mediation agreement.
type MediationForm struct {
	Obligations []Obligation `json:"obligations"`
	// RecordOnly says that the agreement was entered in the record and signed
	// by both sides, judge and clerk, so that no document is needed and it
	// takes effect at once (民事诉讼法第101条；民诉法解释第151条).
	RecordOnly bool `json:"recordOnly,omitempty"`
	// Joined are outsiders who stand security and become parties as guarantors.
	Joined []Party `json:"joined,omitempty"`
	// Terms is the agreement's default clause as the parties worded it.
	Terms string `json:"terms,omitempty"`
}

// Check implements Form.
func (f *MediationForm) Check() (fs Faults) {
	need(&fs, "obligations", len(f.Obligations) > 0, "调解的内容；没有给付内容的应当撤诉 what was agreed; withdraw the suit where nothing is owed")
	fs = append(fs, CheckObligations("obligations", f.Obligations)...)
	for i, p := range f.Joined {
		path := fmt.Sprintf("joined[%d]", i)
		fs.Within(path, p.Check(anyDay))
		if p.Side != Guarantor {
			fs.Add(path+".side", "民事调解规定第9条：加入的是担保人 who joins is a guarantor", "担保人（guarantor） guarantor")
		}
	}
	if w := judgesAnew(f.Terms); w != "" {
		fs.Add("terms", "民事调解规定第8条第2款：不予准许 a clause to have the case judged anew is not allowed", "不用“%[1]s”；可以约定违约金、加速到期或者恢复已放弃的数额 no “%[1]s”; a penalty, acceleration or a restored waiver instead", w)
	}
	return fs
}

// anyDay is later than any birth: who joins is judged again against the
// case's day.
var anyDay = calendar.NewDate(calendar.MaxYear, 12, 31)

// anew are the words of a clause by which a party could ask the court, on
// default, to judge what was settled.
var anew = []string{"另行裁判", "重新裁判", "作出裁判", "重新判决", "另行判决", "依法判决", "重新审理", "恢复审理", "恢复诉讼", "继续审理"}

// judgesAnew finds the words of such a clause, "" when there are none.
func judgesAnew(terms string) string {
	for _, w := range anew {
		if strings.Contains(terms, w) {
			return w
		}
	}
	return ""
}

// JudgmentForm is the operative part of a judgment: no obligations when the
// claim is rejected or there is nothing to perform.
type JudgmentForm struct {
	On          calendar.Date `json:"on,omitzero"`
	Obligations []Obligation  `json:"obligations,omitempty"`
	Outcome     string        `json:"outcome"` // allowed, partly_allowed, rejected, declared
}

// Check implements Form.
func (f *JudgmentForm) Check() (fs Faults) {
	switch f.Outcome {
	case "allowed", "partly_allowed":
		need(&fs, "obligations", len(f.Obligations) > 0, "应当履行的内容；或者判决结果为确认（declared）、驳回（rejected） what is to be performed, or outcome declared or rejected")
	case "rejected", "declared":
		if len(f.Obligations) > 0 {
			fs.Add("obligations", "驳回或确认之诉无履行内容 nothing is to be performed", "不填履行内容，或者判决结果为支持（allowed） no obligations, or outcome allowed")
		}
	default:
		fs.Add("outcome", "判决结果 the outcome", "支持（allowed）、部分支持（partly_allowed）、驳回（rejected）或者确认（declared） allowed, partly_allowed, rejected or declared")
	}
	fs = append(fs, CheckObligations("obligations", f.Obligations)...)
	return fs
}

// PromptForm is the debtor's answer to the in-court prompt.
type PromptForm struct {
	Answer string `json:"answer"` // partly, deferred, declined
}

// Check implements Form.
func (f *PromptForm) Check() (fs Faults) {
	switch f.Answer {
	case "partly", "deferred", "declined":
	default:
		fs.Add("answer", "当庭履行提示的答复 the answer to the prompt", "部分履行（partly）、暂缓（deferred）或者拒绝（declined）；全部履行的登记为付款 partly, deferred or declined; full performance is recorded as a payment")
	}
	return fs
}

// AppealForm is an appeal as lodged.
type AppealForm struct {
	Party string        `json:"party"`
	On    calendar.Date `json:"on"`
	// PostedOn is the day the appeal was handed to the post; in time when it
	// is within the period (民事诉讼法第85条).
	PostedOn calendar.Date `json:"postedOn,omitzero"`
	ClaimFen int64         `json:"claimFen,omitempty"` // the amount appealed against
}

// Check implements Form.
func (f *AppealForm) Check() (fs Faults) {
	need(&fs, "party", f.Party != "", "上诉人的编号（如D1） the appellant's ID, such as D1")
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if f.ClaimFen < 0 {
		fs.Add("claimFen", "诉讼费用交纳办法第17条", "不小于零 zero or more")
	}
	return fs
}

// AppealFiledForm is the registration of an appeal by the court above.
type AppealFiledForm struct {
	On         calendar.Date `json:"on"`
	CaseNumber string        `json:"caseNumber"` // （2019）浙02民终567号
}

// Check implements Form.
func (f *AppealFiledForm) Check() (fs Faults) {
	need(&fs, "on", !f.On.IsZero(), wantDay)
	if !ValidCaseNumber(f.CaseNumber) {
		fs.Add("caseNumber", "法院案号规定第3条", "案号（如（2019）浙02民终567号） a number such as （2019）浙02民终567号")
	}
	return fs
}
