package issuer

import (
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Person is one of those that can be chosen.
type Person struct {
	ID       string
	Name     string
	Roles    []lifecycle.Role
	Court    string
	Division string
	About    string // what they are for, Chinese then English
}

// Where is the court that somebody works at, by name.
func (p Person) Where() string {
	if p.Court == lifecycle.EveryCourt {
		return "各院 all courts"
	}
	if c, ok := casefile.FindCourt(p.Court); ok {
		return c.Name
	}
	return p.Court
}

// System is an outside system with its secret.
type System struct {
	Person
	Secret string
}

// court is the one of the sample docket.
const court = "浙0211"

// People are those of the sample docket (docs/examples) and one for every role
// beside them. They do not exist.
func People() []Person {
	return []Person{
		{"J001", "周明远", []lifecycle.Role{lifecycle.Judge}, court, "民一庭", "承办法官：样例案件的法官 judge of the sample cases"},
		{"J002", "沈若澜", []lifecycle.Role{lifecycle.Judge}, court, "民一庭", "同庭法官 another judge of the division"},
		{"J003", "韩立言", []lifecycle.Role{lifecycle.Judge}, court, "民二庭", "他庭法官 a judge of another division"},
		{"C001", "陆小满", []lifecycle.Role{lifecycle.Clerk}, court, "民一庭", "书记员 clerk of the sample cases"},
		{"C002", "方一诺", []lifecycle.Role{lifecycle.Clerk}, court, "执行局", "执行局书记员 clerk of the enforcement bureau"},
		{"E001", "秦志成", []lifecycle.Role{lifecycle.EnforcementJudge}, court, "执行局", "执行员 officer of the sample enforcements"},
		{"H001", "顾清和", []lifecycle.Role{lifecycle.DivisionHead, lifecycle.Judge}, court, "民一庭", "庭长 head of the division, who also hears cases"},
		{"H002", "施承恩", []lifecycle.Role{lifecycle.DivisionHead}, court, "执行局", "执行局局长 head of the enforcement bureau"},
		{"T001", "唐知微", []lifecycle.Role{lifecycle.TrialManagement}, court, "审判管理办公室", "审管办 trial-management office"},
		{"Y001", "程守正", []lifecycle.Role{lifecycle.President}, court, "", "院长 president of the court"},
		{"I001", "罗安", []lifecycle.Role{lifecycle.Intake}, court, "立案庭", "立案庭 intake"},
		{"A001", "邵鉴", []lifecycle.Role{lifecycle.Auditor}, "*", "", "审计：查阅一切，不作任何改动 auditor: reads all, writes nothing"},
		{"J901", "严北辰", []lifecycle.Role{lifecycle.Judge}, "浙0105", "民一庭", "他院法官 a judge of another court"},
	}
}

// Systems are outside systems for trying the API with a bearer token.
func Systems() []System {
	return []System{
		{Person{"S001", "对接系统", []lifecycle.Role{lifecycle.Integration}, court, "", "外部系统：到账、送达回执 payments and delivery receipts"}, "local-only"},
		{Person{"I900", "立案系统", []lifecycle.Role{lifecycle.Intake}, court, "", "立案系统：批量立案 intake system that files batches"}, "local-only"},
	}
}
