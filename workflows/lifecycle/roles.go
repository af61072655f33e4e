package lifecycle

// Role is the capacity in which somebody causes an event.
type Role string

// The roles. Clock and Linked are never people: Clock is an expired period,
// Linked is another part of the same case (a track, a linked workflow, or the
// case itself drawing a consequence).
const (
	Intake           Role = "intake"              // 立案系统
	Clerk            Role = "clerk"               // 书记员
	Judge            Role = "judge"               // 承办法官
	DivisionHead     Role = "division_head"       // 庭长
	TrialManagement  Role = "trial_management"    // 审管办
	President        Role = "president"           // 院长
	EnforcementJudge Role = "enforcement_officer" // 执行员
	Integration      Role = "integration"         // 外部系统
	Auditor          Role = "auditor"             // 审计
	Clock            Role = "clock"               // 期间届满
	Linked           Role = "linked"              // 系统联动
)

// RoleInfo names a role for people.
type RoleInfo struct {
	Role   Role
	Name   string // Chinese
	NameEN string
	Human  bool // a person or an outside system that can send decisions
}

// Roles lists every role in the order people expect to see them.
func Roles() []RoleInfo { return roles }

var roles = []RoleInfo{
	{Intake, "立案系统", "intake system", true},
	{Clerk, "书记员", "clerk", true},
	{Judge, "承办法官", "judge", true},
	{DivisionHead, "庭长", "division head", true},
	{TrialManagement, "审判管理办公室", "trial-management office", true},
	{President, "院长", "president", true},
	{EnforcementJudge, "执行员", "enforcement officer", true},
	{Integration, "外部系统", "integration", true},
	{Auditor, "审计", "auditor", true},
	{Clock, "期间届满", "clock", false},
	{Linked, "系统联动", "linked", false},
}

// KnownRole reports whether r can be named as the sender of a decision.
func KnownRole(r Role) bool {
	for _, info := range roles {
		if info.Role == r {
			return info.Human
		}
	}
	return false
}

// Name is the Chinese name of r, or r itself when it is unknown.
func (r Role) Name() string {
	for _, info := range roles {
		if info.Role == r {
			return info.Name
		}
	}
	return string(r)
}
