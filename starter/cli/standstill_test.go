package cli

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func TestShowSaysThatAnEnforcementIsSuspendedAndWhoTookWhosePlace(t *testing.T) {
	now := time.Date(2026, 3, 23, 9, 0, 0, 0, calendar.Zone)
	seen := court.Seen{Source: court.FromCase, View: casefile.View{
		Key: "nb-1-zhi", Kind: casefile.KindEnforcement, Now: now, PhaseName: "中止执行",
		Row:    casefile.Row{Case: "nb-1", Court: "浙0211", Phase: lifecycle.Suspended, PhaseSince: now},
		Filing: &casefile.Filing{Parties: []casefile.Party{{ID: "P1", Name: "李四"}, {ID: "P1H", Name: "李小四"}, {ID: "D1", Name: "宁波某某公司"}, {ID: "D2", Name: "赵六"}}},
		Enforcement: &casefile.EnforcementView{
			Suspension: &casefile.SuspensionForm{Ground: casefile.SuspendEnded, Party: "D1", On: calendar.MustParse("2026-02-20"), Reason: "登记机关已注销"},
			Successions: []casefile.SuccessionView{
				{Party: "P1", Successor: "P1H", Basis: casefile.BasisHeir, Creditor: true, On: calendar.MustParse("2026-01-15")},
				{Party: "D2", Basis: casefile.BasisEstate, EstateFen: 100_000_00, PaidFen: 20_000_50, On: calendar.MustParse("2026-02-03")},
			},
		},
		Timeline:  []casefile.Entry{{Event: lifecycle.SuspendEnforce, Name: "裁定中止执行", At: time.Date(2026, 3, 2, 10, 0, 0, 0, calendar.Zone)}},
		Deadlines: []casefile.OpenDeadline{{ID: "suspension-review", Name: "中止情形复查", Deadline: statute.Deadline{Rule: statute.StayReview, Last: calendar.MustParse("2026-04-01"), Kind: statute.Internal}}},
	}}
	r := line(t, &clerkDesk{seen: seen}, "", "case", "show", "nb-1-zhi")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "suspended.txt", r.out)
	for _, want := range []string{"2026-03-02", "D1 宁波某某公司", "2026-02-20", "登记机关已注销", "2026-04-01 剩 9 日", "内部", "第267条第4项", "P1 李四 → P1H 李小四", "申请执行人 creditor", "D2 赵六 → 遗产", "20,000.50"} {
		require.Contains(t, r.out, want)
	}

	seen.View.Enforcement = &casefile.EnforcementView{}
	r = line(t, &clerkDesk{seen: seen}, "", "case", "show", "nb-1-zhi")
	require.NotContains(t, r.out, "enforcement is suspended")
	require.NotContains(t, r.out, "who took whose place")
}
