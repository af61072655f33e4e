package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// An objection that is overruled on 2019-03-08 and received that day can be
// appealed against for ten days, until Monday 03-18. While the complaint still
// has to reach D2 the suit waits in service, else in defence; in neither does it
// go on to trial before the ruling is final.
func TestARulingOnJurisdictionCanBeAppealedAgainst(t *testing.T) {
	served1 := line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06"))
	answers := line("2019-03-07 11:00", lifecycle.Answer, lifecycle.Intake, byParty("D1", "2019-03-07"))
	overruled := then(feePaid(), served1, line("2019-03-07 10:00", lifecycle.ObjectJurisdic, lifecycle.Clerk, byParty("D1", "2019-03-07")), answers,
		line("2019-03-08 10:00", lifecycle.OverruleObjection, lifecycle.Judge, onDay("2019-03-08")),
		line("2019-03-08 11:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJurisdiction, "D1", "2019-03-08")))
	appeals := line("2019-03-18 16:00", lifecycle.AppealJurisdict, lifecycle.Clerk, casefile.AppealForm{Party: "D1", On: date("2019-03-18")})
	for _, state := range []struct {
		phase, goesOn lifecycle.State
		in            casefile.CaseInput
	}{
		{lifecycle.Service, lifecycle.Service, two("2019-03-04", casefile.Summary)},
		{lifecycle.Defence, lifecycle.Trial, loan("2019-03-04", casefile.Summary)},
	} {
		t.Run(string(state.phase), func(t *testing.T) {
			t.Parallel()
			l := lived{in: state.in, until: "2019-03-20", by: overruled}
			c := l.play(t, func(c *court) {
				c.look(at("2019-03-18", "12:00"), func(v casefile.View) {
					assert.Equal(t, state.phase, v.Row.Phase)
					assert.Equal(t, "2019-03-18", deadline(t, v, "jurisdiction-appeal/D1").Deadline.Last.String())
					assert.False(t, deadline(t, v, "trial").Frozen.IsZero(), "the dispute over jurisdiction is not counted")
				})
			})
			c.happens("2019-03-19 00:00", lifecycle.JurisdictionFinal, "")
			assert.Equal(t, state.goesOn, c.row.Phase)

			// Thirty days from 03-18 are 04-17.
			l = lived{in: state.in, until: "2019-04-12", by: then(overruled, appeals, line("2019-04-10 10:00", lifecycle.JurisdictAffirmed, lifecycle.Integration, onDay("2019-04-09")))}
			c = l.play(t, func(c *court) {
				c.look(at("2019-04-01", "12:00"), func(v casefile.View) {
					assert.Equal(t, state.phase, v.Row.Phase)
					assert.Equal(t, "2019-04-17", deadline(t, v, "jurisdiction-second-instance").Deadline.Last.String())
				})
			})
			assert.Equal(t, state.goesOn, c.row.Phase)
			// From 03-07 to 04-09 are 33 days: 06-04 and 33 is Sunday 07-07, so Monday 07-08.
			assert.Equal(t, "2019-07-08", deadline(t, c.final, "trial").Deadline.Last.String())

			l = closed("", state.in, ClosedTransferred, "2019-04-10", nil, overruled, appeals,
				line("2019-04-10 10:00", lifecycle.JurisdictReversed, lifecycle.Clerk, casefile.TransferForm{Court: "浙0203", Reason: "被告住所地"}))
			l.check(t, l.play(t))
		})
	}

	in := loan("2019-03-04", casefile.Summary)
	for name, r := range map[string]struct {
		when string
		by   []dec
		e    lifecycle.Event
		role lifecycle.Role
		form any
		code casefile.Code
		says string
	}{
		"by the plaintiff":      {"2019-03-18 10:00", overruled, lifecycle.AppealJurisdict, lifecycle.Clerk, casefile.AppealForm{Party: "P1", On: date("2019-03-18")}, casefile.BadInput, "D1"},
		"transferred meanwhile": {"2019-03-11 10:00", overruled, lifecycle.TransferCase, lifecycle.Judge, casefile.TransferForm{Court: "浙0203", Reason: "x"}, casefile.GuardFailed, "jurisdiction_reversed"},
		"overruled twice":       {"2019-03-11 10:00", overruled, lifecycle.OverruleObjection, lifecycle.Judge, onDay("2019-03-11"), casefile.GuardFailed, "2019-03-08"},
		"affirmed unappealed":   {"2019-03-11 10:00", overruled, lifecycle.JurisdictAffirmed, lifecycle.Clerk, onDay("2019-03-11"), casefile.GuardFailed, "appeal_jurisdiction"},
		"appealed twice":        {"2019-03-19 10:00", then(overruled, appeals), lifecycle.AppealJurisdict, lifecycle.Clerk, casefile.AppealForm{Party: "D1", On: date("2019-03-18")}, casefile.GuardFailed, "2019-03-18"},
		"nothing to appeal":     {"2019-03-06 12:00", served(), lifecycle.AppealJurisdict, lifecycle.Clerk, casefile.AppealForm{Party: "D1", On: date("2019-03-06")}, casefile.GuardFailed, "overrule_objection"},
		"remanded, not accepted": {"2019-03-20 10:00", then(line("2019-03-06 09:00", lifecycle.RefuseFiling, lifecycle.Judge, reason()), appealBy("P1", "2019-03-07 10:00")),
			lifecycle.AppealRemanded, lifecycle.Clerk, onDay("2019-03-19"), casefile.GuardFailed, "order_acceptance"},
		"accepted, but dismissed": {"2019-04-02 10:00", then(answered(), line("2019-03-18 09:00", lifecycle.DismissSuit, lifecycle.Judge, reason()),
			line("2019-03-18 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "P1", "2019-03-18")), appealBy("P1", "2019-03-20 10:00")),
			lifecycle.OrderAcceptance, lifecycle.Clerk, casefile.AcceptForm{}, casefile.GuardFailed, "appeal_remanded"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := undisturbed(t, Case, in, "2019-03-04", r.by, r.when, decision(t, r.e, r.role, r.form))[0]
			assert.Equal(t, r.code, got.Code)
			assert.Contains(t, got.Error(), r.says)
		})
	}
}

// What took effect at once under the releases before goes on as it began.
func TestRulingsOfTheSecondReleaseTookEffectAtOnce(t *testing.T) {
	l := closed("", loan("2019-03-04", casefile.Summary), ClosedNotAccepted, "2019-03-06", nil, line("2019-03-06 10:00", lifecycle.RefuseFiling, lifecycle.Judge, reason()))
	l.check(t, l.play(t, secondRelease))
	l = lived{in: loan("2019-03-04", casefile.Summary), until: "2019-03-25", by: then(answered()[:len(answered())-1],
		line("2019-03-07 10:00", lifecycle.ObjectJurisdic, lifecycle.Clerk, byParty("D1", "2019-03-07")),
		line("2019-03-20 10:00", lifecycle.OverruleObjection, lifecycle.Judge, onDay("2019-03-20")))}
	c := l.play(t, secondRelease)
	// 13 days: 06-17 is a Monday.
	assert.Equal(t, "2019-06-17", deadline(t, c.final, "trial").Deadline.Last.String())
}
