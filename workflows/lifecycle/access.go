package lifecycle

// Action is what somebody may be let do, whatever the case's state. What is
// lawful in a state, and which role an event belongs to, is the machines' word.
type Action string

// The actions.
const (
	ToFile      Action = "file"        // 立案
	ToDecide    Action = "decide"      // 作出决定
	ToRead      Action = "read"        // 查阅案件：当事人、文书，含个人信息
	ToList      Action = "list"        // 查阅清单与受阻案件，不含个人信息
	ToMeasure   Action = "measure"     // 查阅指标
	ToExport    Action = "export"      // 导出
	ToBulk      Action = "bulk"        // 批量处理
	ToCertify   Action = "certificate" // 代为申请自动履行证明
	ToAudit     Action = "audit"       // 查阅访问记录
	ToVerify    Action = "verify"      // 核验证明：公开
	ToLookAtLaw Action = "law"         // 查阅生命周期、期间与费用：公开
)

// Actions lists every action, in the order of the table.
func Actions() []Action {
	return []Action{ToFile, ToDecide, ToRead, ToList, ToMeasure, ToExport, ToBulk, ToCertify, ToAudit, ToVerify, ToLookAtLaw}
}

// Relation is how somebody stands to a case.
type Relation int

// The relations, from the nearest on. Each includes those before it.
const (
	Own        Relation = iota + 1 // 本人承办
	OfDivision                     // 本庭
	OfCourt                        // 本院
	OfAnother                      // 他院
)

// Relations lists every relation, the nearest first.
func Relations() []Relation { return []Relation{Own, OfDivision, OfCourt, OfAnother} }

// String is the relation in code.
func (r Relation) String() string {
	switch r {
	case Own:
		return "own"
	case OfDivision:
		return "division"
	case OfCourt:
		return "court"
	case OfAnother:
		return "another_court"
	}
	return "none"
}

// Name is the relation in Chinese.
func (r Relation) Name() string {
	switch r {
	case Own:
		return "本人承办"
	case OfDivision:
		return "本庭"
	case OfCourt:
		return "本院"
	case OfAnother:
		return "各院"
	}
	return "不得"
}

// Nobody is the reach of a role that may not.
const Nobody Relation = 0

// reaches is the one table of who may do what, and how far: role × action →
// the farthest relation to a case at which it is allowed. It is court policy:
// no text of law divides a court's staff so. What stands nowhere is refused.
//
// The clerk of a case, like its judge, has it as their own. Officers decide in
// cases of other divisions, since they carry out preservation and ask for
// consent to a bankruptcy; that the enforcement itself is one officer's own is
// the workflow's to see to. Integration writes what other systems report and
// reads nothing. The auditor reads everything and writes nothing.
var reaches = map[Role]map[Action]Relation{
	Intake: {
		ToFile: OfCourt, ToDecide: OfCourt, ToRead: OfCourt, ToList: OfCourt, ToCertify: OfCourt,
	},
	Clerk: {
		ToFile: OfCourt, ToDecide: OfDivision, ToRead: OfDivision, ToList: OfDivision, ToCertify: OfDivision,
	},
	Judge: {
		ToDecide: Own, ToRead: OfDivision, ToList: OfDivision, ToMeasure: OfDivision, ToCertify: Own,
	},
	DivisionHead: {
		ToDecide: OfDivision, ToRead: OfDivision, ToList: OfDivision, ToMeasure: OfDivision, ToExport: OfDivision, ToBulk: OfDivision,
	},
	TrialManagement: {
		ToDecide: OfCourt, ToRead: OfCourt, ToList: OfCourt, ToMeasure: OfCourt, ToExport: OfCourt, ToBulk: OfCourt,
	},
	President: {
		ToDecide: OfCourt, ToRead: OfCourt, ToList: OfCourt, ToMeasure: OfCourt, ToExport: OfCourt, ToBulk: OfCourt,
	},
	EnforcementJudge: {
		ToDecide: OfCourt, ToRead: OfCourt, ToList: OfCourt, ToMeasure: OfDivision,
	},
	Integration: {
		ToFile: OfCourt, ToDecide: OfCourt,
	},
	Auditor: {
		ToRead: OfAnother, ToList: OfAnother, ToMeasure: OfAnother, ToExport: OfAnother, ToAudit: OfAnother,
	},
}

// ofLinked are the actions at which what is linked to one's own case counts as
// one's own: the enforcement, a certificate, a credit repair that came out of
// it. Its judge and clerk go on reading them, whatever division they lie in;
// deciding there is for those whose they are.
var ofLinked = map[Action]bool{ToRead: true}

// AllowedLinked reports whether a role may do something to what is linked to a
// case that it stands in the given relation to.
func AllowedLinked(r Role, a Action, rel Relation) bool {
	return ofLinked[a] && rel == Own && Allowed(r, a, Own)
}

// public are the actions that need no role.
var public = map[Action]bool{ToVerify: true, ToLookAtLaw: true}

// Public reports whether an action is anybody's, signed in or not.
func Public(a Action) bool { return public[a] }

// Reach is the farthest relation at which a role may do something; Nobody when
// it may not at all.
func Reach(r Role, a Action) Relation {
	if public[a] {
		return OfAnother
	}
	return reaches[r][a]
}

// Allowed reports whether a role may do something to a case that it stands in
// the given relation to.
func Allowed(r Role, a Action, rel Relation) bool {
	return rel >= Own && rel <= Reach(r, a)
}

// EveryCourt as the court of a person or system means all of them: a provincial
// payment system, say.
const EveryCourt = "*"

// Post is where somebody works: what their sign-in says of them.
type Post struct {
	Actor    string // the person's or system's ID
	Court    string // code, or EveryCourt
	Division string // empty for those who belong to none
}

// Desk is where a case lies.
type Desk struct {
	Court, Division string
	Judge, Clerk    string // IDs; the officer of an enforcement is its judge
}

// Stands is how somebody stands to a case. A case that lies with no division
// is every division's; one without a judge is its division's as their own,
// else nobody could take it up.
func (p Post) Stands(d Desk) Relation {
	switch {
	case p.Court != EveryCourt && (p.Court == "" || p.Court != d.Court):
		return OfAnother
	case p.Actor != "" && (p.Actor == d.Judge || p.Actor == d.Clerk):
		return Own
	}
	if p.Division == "" || d.Division != "" && p.Division != d.Division {
		return OfCourt
	}
	if d.Judge == "" {
		return Own
	}
	return OfDivision
}
