package workflows

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/workflow"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// suretied is the enforcement of a loan that D1 owes and D2 guarantees.
func suretied() casefile.EnforcementInput {
	in := overdueLoan(casefile.Person)
	in.Parties = append(in.Parties, casefile.Party{ID: "D2", Side: casefile.Defendant, Kind: casefile.Person, Name: "被告丙"})
	in.Obligations[0].Guarantors = []string{"D2"}
	return in
}

func tainted(c *court) (out []casefile.Taint) {
	for _, r := range c.records {
		out = append(out, r.Tainted...)
	}
	return out
}

// The acceptance, not the application, takes debtors and guarantors off the
// list, in the record that there is anyhow: whoever stands nowhere costs neither
// an activity nor a signal.
func TestAnAcceptedEnforcementAsksWhereItsDebtorsStand(t *testing.T) {
	p := pursued{in: suretied(), until: "2019-05-22 12:00", phase: lifecycle.NoticeDue,
		by: enf("2019-05-21 10:00", lifecycle.FileEnforcement, casefile.OfficerForm{Officer: officer})}
	nobody := p.play(t)
	require.Equal(t, []casefile.Taint{
		{Party: "D1", Why: "本院立有执行案件（zh-2019-000001-zhi） an enforcement case was accepted"}, {Party: "D2", Why: "本院立有执行案件（zh-2019-000001-zhi） an enforcement case was accepted"},
	}, tainted(nobody))
	require.Empty(t, nobody.told)
	require.Empty(t, nobody.happened(lifecycle.EntryGroundGone, ""))

	listed := p.play(t, func(c *court) { c.honour.stands = inBatch("list-330211-2019q2") })
	require.Len(t, listed.records, len(nobody.records), "what was told goes with the record of the case's number")
	require.Len(t, listed.told, 2)
	for _, x := range listed.told {
		require.Equal(t, "list-330211-2019q2", x.to)
		require.Equal(t, lifecycle.EntryGroundGone, x.Event)
		var f casefile.StrikeForm
		require.NoError(t, json.Unmarshal(x.Data, &f))
		require.Empty(t, f.Check())
		require.Equal(t, date("2019-05-21"), f.On)
		for _, party := range p.in.Parties {
			require.NotContains(t, string(x.Data), party.Name, "no personal data goes with a signal")
		}
	}
	require.NotEqual(t, listed.told[0].ID, listed.told[1].ID)
	var said []string
	for _, e := range listed.final.Timeline {
		if e.Event == lifecycle.EntryGroundGone {
			said = append(said, e.Note)
		}
	}
	require.Equal(t, []string{"list-330211-2019q2", "list-330211-2019q2"}, said)
}

func TestARefusedApplicationTaintsNobody(t *testing.T) {
	c := pursued{in: suretied(), by: enf("2019-05-21 10:00", lifecycle.RefuseEnforcement, reason())}.play(t)
	require.Empty(t, tainted(c))
}

// A listing taints again: whoever came onto a list meanwhile goes off.
func TestAListingAsksWhereTheDebtorStands(t *testing.T) {
	c := pursued{in: suretied(), until: "2019-07-01", by: then(
		enf("2019-05-21 10:00", lifecycle.FileEnforcement, casefile.OfficerForm{Officer: officer}),
		enf("2019-05-22 10:00", lifecycle.SendNotice, onDay("2019-05-22")),
		enf("2019-06-11 10:00", lifecycle.DecideListing, casefile.ListingForm{Party: "D1", Ground: "reporting", Approver: "Y001"}),
	)}.play(t)
	all := tainted(c)
	require.Len(t, all, 3)
	require.Equal(t, casefile.Taint{Party: "D1", Why: "被纳入失信被执行人名单（zh-2019-000001-zhi） listed as dishonest"}, all[2])
}

// A batch that has ended is noted and not waited for.
func TestABatchThatEndedIsNotedAndNotWaitedFor(t *testing.T) {
	c := newCourt(t, "2019-05-20")
	c.honour.stands = inBatch("list-330211-2019q2")
	c.gone = "list-330211-2019q2"
	vs := c.follow(then(
		enf("2019-05-21 10:00", lifecycle.FileEnforcement, casefile.OfficerForm{Officer: officer}),
		enf("2019-05-22 10:00", lifecycle.SendNotice, onDay("2019-05-22")))...)
	c.until = moment("2019-05-23")
	c.play(Enforcement, overdueLoan(casefile.Person))
	c.taken(vs...)
	require.Equal(t, lifecycle.Reporting, c.row.Phase, "it goes on")
	gone := 0
	for _, e := range c.entries() {
		if e.Name == "关联案件已不在" {
			require.Equal(t, "list-330211-2019q2", e.Note)
			gone++
		}
	}
	require.Equal(t, 1, gone)
}

func TestAnEnforcementOfTheReleaseBeforeTaintsNobody(t *testing.T) {
	c := pursued{in: suretied(), until: "2019-05-22 12:00", by: enf("2019-05-21 10:00", lifecycle.FileEnforcement, casefile.OfficerForm{Officer: officer})}.play(t,
		func(c *court) {
			c.honour.stands = func(casefile.Record) []casefile.Stand { return []casefile.Stand{{Batch: "b", Certificate: "x"}} }
			c.opened = func() { c.env.OnGetVersion(changeID, workflow.DefaultVersion, newest).Return(reform) }
		})
	require.Empty(t, tainted(c))
	require.Empty(t, c.told)
}
