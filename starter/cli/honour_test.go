package cli

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// honourClerk is a desk that answers about certificates, lists and repairs.
type honourClerk struct {
	verification court.Verification
	review       court.Review
	applied      court.Application
	repairs      []register.Repaired
	entries      []register.Listed

	asked   []string
	repair  court.RepairApplication
	listBy  register.EntryFilter
	paidBy  register.RepairFilter
	begunAt string
}

func (d *clerkDesk) VerifyCertificate(_ context.Context, s string) (court.Verification, error) {
	d.honour.asked = append(d.honour.asked, s)
	return d.honour.verification, d.err
}

func (d *clerkDesk) ReviewCertificate(_ context.Context, key string, g casefile.RevocationGround, why string) (court.Review, error) {
	d.honour.asked = append(d.honour.asked, key, string(g), why)
	return d.honour.review, d.err
}

func (d *clerkDesk) ApplyRepair(_ context.Context, r court.RepairApplication) (court.Application, error) {
	d.honour.repair = r
	return d.honour.applied, d.err
}

func (d *clerkDesk) Repairs(_ context.Context, f register.RepairFilter) ([]register.Repaired, error) {
	d.honour.paidBy = f
	return d.honour.repairs, d.err
}

func (d *clerkDesk) ListEntries(_ context.Context, f register.EntryFilter) ([]register.Listed, error) {
	d.honour.listBy = f
	return d.honour.entries, d.err
}

func (d *clerkDesk) BeginList(_ context.Context, code string) (court.Application, error) {
	d.honour.begunAt = code
	return d.honour.applied, d.err
}

func day(s string) calendar.Date { return calendar.MustParse(s) }

func TestCertificateVerifyAndRevoke(t *testing.T) {
	d := &clerkDesk{honour: honourClerk{verification: court.Verification{Number: "（2019）浙0211自动履行证明1号", Court: "浙0211", IssuedOn: day("2019-07-20"), Valid: true, Phase: lifecycle.Issued}}}
	r := line(t, d, "", "certificate", "verify", "7K3Q-F9WD-2M4X")
	require.Equal(t, ExitDone, r.code, r.err)
	require.Contains(t, r.out, "✓ 有效 valid")
	require.Contains(t, r.out, "宁波市镇海区人民法院")
	require.NotContains(t, r.out, "performed by", "the number alone names nobody")
	d.honour.verification.Valid, d.honour.verification.RevokedOn = false, day("2020-06-03")
	require.Contains(t, line(t, d, "", "certificate", "verify", "x").out, "✗ 已撤销 revoked 2020-06-03")

	d.honour.review = court.Review{Key: "nb-1-zhengming-d1-chexiao", Certificate: "nb-1-zhengming-d1", Status: court.Filed}
	r = line(t, d, "", "certificate", "revoke", "nb-1-zhengming-d1", "--ground", "payment_reversed", "--why", "款项退回")
	require.Equal(t, ExitDone, r.code, r.err)
	require.Contains(t, r.out, "nb-1-zhengming-d1-chexiao")
	require.Equal(t, []string{"nb-1-zhengming-d1", "payment_reversed", "款项退回"}, d.honour.asked[2:])
	require.Equal(t, ExitBadInput, line(t, d, "", "certificate", "revoke", "x").code)
}

func TestRepairCommands(t *testing.T) {
	d := &clerkDesk{honour: honourClerk{applied: court.Application{Key: "nb-1-zhi-xiufu-d1", Case: "nb-1-zhi", Party: "D1", Status: court.Filed}}}
	r := line(t, d, "", "repair", "apply", "nb-1-zhi", "--party", "D1", "--measure", "masked,shortened", "--reason", "洽谈业务", "--paper", "申请书", "--paper", "承诺书，一份")
	require.Equal(t, ExitDone, r.code, r.err)
	require.Contains(t, r.out, "已申请 applied for  nb-1-zhi-xiufu-d1")
	require.Equal(t, court.RepairApplication{Enforcement: "nb-1-zhi", Party: "D1", Asked: []string{"masked", "shortened"}, Reason: "洽谈业务", Papers: []string{"申请书", "承诺书，一份"}}, d.honour.repair)

	d.honour.repairs = []register.Repaired{{Key: "nb-1-zhi-xiufu-d1", RepairRecord: casefile.RepairRecord{State: string(lifecycle.RepairStanding), GrantedOn: day("2020-06-04"), Until: day("2021-06-04"), PaidFen: 1_100_000}}}
	r = line(t, d, "", "repair", "list", "--from", "2020-01-01", "--to", "2020-12-31")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "repair-list.golden", r.out)
	require.Equal(t, day("2020-12-31"), d.honour.paidBy.To)
	require.Equal(t, ExitBadInput, line(t, d, "", "repair", "list", "--from", "soon").code)
}

func TestListCommands(t *testing.T) {
	subject := func(id string) casefile.ListSubject {
		return casefile.ListSubject{Certificate: id, Case: "nb-1", Party: "D1"}
	}
	d := &clerkDesk{honour: honourClerk{applied: court.Application{Key: "list-330211-2020q3", Status: court.AlreadyFiled}, entries: []register.Listed{
		{Batch: "list-330211-2020q3", ListEntry: casefile.ListEntry{ListSubject: subject("nb-1-zhengming-d1"), State: casefile.EntryListed, ListedOn: day("2020-07-08")}},
		{Batch: "list-330211-2020q3", ListEntry: casefile.ListEntry{ListSubject: subject("nb-2-zhengming-d1"), State: casefile.EntryKeptOut, Why: "核查系统未答复 no answer"}},
		{Batch: "list-330211-2020q4", ListEntry: casefile.ListEntry{ListSubject: subject("nb-3-zhengming-d1"), State: casefile.EntryRemoved, ListedOn: day("2020-10-09"), RemovedOn: day("2020-11-10"), Why: "证明书已撤销"}},
	}}}
	r := line(t, d, "", "list", "entries", "--court", "浙0211", "--state", "listed")
	require.Equal(t, ExitDone, r.code, r.err)
	golden(t, "list-entries.golden", r.out)
	require.Equal(t, register.EntryFilter{Court: "浙0211", State: casefile.EntryListed}, d.honour.listBy)
	require.Equal(t, ExitBadInput, line(t, d, "", "list", "entries", "--state", "maybe").code)
	r = line(t, d, "", "list", "begin", "--court", "浙0211")
	require.Contains(t, r.out, "本期已开始 begun before  list-330211-2020q3")
	require.Equal(t, "浙0211", d.honour.begunAt)
	require.Equal(t, ExitDone, line(t, d, "", "list", "batches").code)
	require.Equal(t, casefile.KindList, d.filter.Kind)
}

// A repair's page says which conditions are met, by whom, and whose the weights are.
func TestARepairIsShown(t *testing.T) {
	view := casefile.View{Key: "nb-1-zhi-xiufu-d1", Kind: casefile.KindRepair, PhaseName: "审查", Repair: &casefile.RepairView{
		Debtor: "D1", Score: 80, PassScore: 60, PaidFen: 500_000, Factors: []casefile.FactorView{{ID: "plan", Weight: 15, Points: 15}},
		Conditions: []casefile.ConditionView{{Name: "经传唤及时到庭", Met: true, By: "E001", On: day("2020-06-03"), Sourced: true}, {Name: "履行计划", By: "E001", On: day("2020-06-03")}, {Name: "财产申报", Sourced: true}},
		Measures:   []casefile.MeasureView{{ID: "masked", Name: casefile.MeasureName("masked"), Until: day("2020-12-31")}},
	}}
	r := line(t, &clerkDesk{seen: court.Seen{View: view}}, "", "case", "show", "nb-1-zhi-xiufu-d1")
	require.Equal(t, ExitDone, r.code, r.err)
	for _, want := range []string{"✓ 符合", "✗ 不符合", "· 待核实", "示例权重", "likely, not certain", "E001 2020-06-03", "屏蔽失信信息 masked → 2020-12-31", "5,000.00"} {
		require.Contains(t, r.out, want)
	}
	view = casefile.View{Key: "list-330211-2020q3", Kind: casefile.KindList, List: []casefile.ListEntry{{ListSubject: casefile.ListSubject{Certificate: "nb-1-zhengming-d1"}, State: casefile.EntryKeptOut, Why: "核查系统未答复"}}}
	require.Contains(t, line(t, &clerkDesk{seen: court.Seen{View: view}}, "", "case", "show", "list-330211-2020q3").out, "核查系统未答复")
}
