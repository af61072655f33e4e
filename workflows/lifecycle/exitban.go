package lifecycle

// States of an exit ban (限制出境).
const (
	NoBan      State = "no_ban"
	Banned     State = "banned"
	LiftingDue State = "lifting_due"
	BanLifted  State = "ban_lifted"
)

// Events of an exit ban.
const (
	ImposeBan     Event = "impose_exit_ban"
	BanGroundGone Event = "ban_ground_gone"
	LiftBan       Event = "lift_exit_ban"
	ExtendBan     Event = "extend_exit_ban"
	BanRanOut     Event = "exit_ban_ran_out"
)

// ExitBan is the ban on one debtor's leaving the country.
var ExitBan = (&Machine{
	ID: "exit_ban", Name: "限制出境", NameEN: "exit ban",
	Initial: []State{NoBan},
	States: []StateInfo{
		{State: NoBan, Name: "未限制", NameEN: "no ban", Clocks: []string{"enforcement-conclusion"}},
		{State: Banned, Name: "限制出境中", NameEN: "banned", Clocks: []string{"enforcement-conclusion", "ended-for-now-term"}},
		{State: LiftingDue, Name: "待解除", NameEN: "lifting due", Clocks: []string{"exit-ban-lifting", "exit-ban-lifting-hours"}},
		{State: BanLifted, Name: "已解除", NameEN: "lifted", Terminal: true},
	},
	Rows: []Row{
		{ImposeBan, "决定限制出境", "exit ban imposed", []State{NoBan}, Banned, officer, nil, "民事诉讼法第266条；执行程序解释第23条"},
		{ExtendBan, "延长限制出境", "exit ban extended", []State{Banned}, Same, officer, nil, "民事诉讼法第266条"},
		{BanRanOut, "限制出境期限届满", "exit ban ran out", []State{Banned}, BanLifted, byClock, nil, "民事诉讼法第266条"},
		{BanGroundGone, "全部履行，应当解除", "performed in full, lifting due", []State{Banned}, LiftingDue, []Role{Linked}, nil, "执行程序解释第25条"},
		{LiftBan, "解除限制出境", "exit ban lifted", []State{Banned, LiftingDue}, BanLifted, officer, []Guard{BanReason}, "执行程序解释第25条"},
	},
}).build()
