package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func gone(when string) []dec {
	return line(when, lifecycle.PartyGone, lifecycle.Judge, casefile.GoneForm{Party: "D1", Cause: "death", On: date(when[:10]), Reason: "死亡证明"})
}

// A defendant dies: the suit stands still, the heir takes his place with what
// he did, and the suit goes on where it was.
func TestASuccessorTakesTheDeadPartysPlace(t *testing.T) {
	resume := map[lifecycle.State]lifecycle.Event{lifecycle.Service: lifecycle.ResumeService, lifecycle.Defence: lifecycle.ResumeDefence, lifecycle.Trial: lifecycle.ResumeTrial}
	for _, state := range beforeJudgment {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			r := suit(t, state, casefile.Ordinary)
			on := date(r.from[:10])
			stop := gone(r.later(1))
			d := decision(t, resume[state], lifecycle.Judge, nil)
			got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, stop), r.later(5), d)[0]
			assert.Equal(t, casefile.GuardFailed, got.Code)
			assert.Contains(t, got.Message, "succeed_party")

			l := lived{in: r.in, until: r.later(20), by: then(r.by, stop,
				line(r.later(2), lifecycle.Represent, lifecycle.Clerk, casefile.RepresentForm{Party: "P1", Change: "appointed", Agent: "律师己", Powers: "general", Proof: "委托书", On: on}),
				line(r.later(3), lifecycle.ChangeParty, lifecycle.Clerk, casefile.ChangePartyForm{Party: "D2", Address: "宁波市示例路8号", Reason: "迁址"}),
				line(r.later(4), lifecycle.ConfirmAddress, lifecycle.Intake, casefile.AddressForm{Party: "D2", Address: "宁波市示例路8号", On: on}),
				line(r.later(6), lifecycle.SucceedParty, lifecycle.Judge, casefile.SuccessorForm{Party: "D1", Successor: heir("D8", casefile.Defendant), On: on}),
				line(r.later(7), resume[state], lifecycle.Judge, nil))}
			c := l.play(t)
			assert.Equal(t, state, c.row.Phase)
			require.Len(t, c.final.Left, 1)
			assert.Equal(t, "D8", c.final.Left[0].Successor)
			switch state {
			case lifecycle.Service: // not served yet: the heir is
				open := map[string]bool{}
				for _, tr := range c.final.Tracks {
					open[tr.ID] = tr.Open
				}
				assert.False(t, open["delivery/complaint/D1"])
				assert.True(t, open["delivery/complaint/D8"])
			case lifecycle.Defence: // served: the period that ran runs for the heir
				k := deadline(t, c.final, "answer/D8")
				assert.Equal(t, "2019-03-21", k.Deadline.Last.String())
				assert.Equal(t, "D8", k.On)
			}
		})
	}
}

func TestWithoutASuccessor(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Ordinary)
	on := date("2019-03-20")
	none := func(party string) casefile.SuccessorForm {
		return casefile.SuccessorForm{Party: party, None: "没有遗产，也没有应当承担义务的人", On: on}
	}
	t.Run("the other defendant stays", func(t *testing.T) {
		l := lived{in: r.in, until: "2019-03-21", by: then(r.by, gone("2019-03-20 09:50"),
			line("2019-03-20 10:00", lifecycle.SucceedParty, lifecycle.Judge, none("D1")),
			line("2019-03-20 10:10", lifecycle.ResumeTrial, lifecycle.Judge, nil))}
		assert.Equal(t, lifecycle.Trial, l.play(t).row.Phase)
	})
	t.Run("the only plaintiff: terminated", func(t *testing.T) {
		stop := line("2019-03-20 09:50", lifecycle.PartyGone, lifecycle.Judge, casefile.GoneForm{Party: "P1", Cause: "dissolution", On: on, Reason: "注销"})
		got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, stop), "2019-03-20 09:55", decision(t, lifecycle.SucceedParty, lifecycle.Judge, none("P1")))[0]
		assert.Equal(t, "民事诉讼法第154条", got.Article)
		l := closed("", r.in, ClosedTerminated, "2019-03-20", nil, r.by, stop, line("2019-03-20 11:00", lifecycle.TerminateSuit, lifecycle.Judge, reason()))
		l.check(t, l.play(t))
	})
	t.Run("incapacity: until somebody represents the party", func(t *testing.T) {
		stop := line("2019-03-20 09:50", lifecycle.PartyGone, lifecycle.Judge, casefile.GoneForm{Party: "D1", Cause: "incapacity", On: on, Reason: "鉴定意见"})
		got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, stop), "2019-03-20 09:55", decision(t, lifecycle.ResumeTrial, lifecycle.Judge, nil))[0]
		assert.Contains(t, got.Message, "represent")
		l := lived{in: r.in, until: "2019-03-21", by: then(r.by, stop,
			line("2019-03-20 10:00", lifecycle.Represent, lifecycle.Judge, casefile.RepresentForm{Party: "D1", Change: "appointed", Agent: "监护人", Powers: "special", Proof: "指定监护判决", On: on}),
			line("2019-03-20 10:10", lifecycle.ResumeTrial, lifecycle.Judge, nil))}
		assert.Equal(t, lifecycle.Trial, l.play(t).row.Phase)
	})
}

// A defendant joined on the day of the hearing is served and has fifteen days
// from 03-22: Saturday 04-06, so Monday 04-08. Judgment waits for it.
func TestAJoinedDefendantAnswersInItsOwnTime(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Ordinary)
	join := line("2019-03-20 09:50", lifecycle.JoinParty, lifecycle.Judge, casefile.JoinForm{Joined: heir("D9", casefile.Defendant), Ground: "necessary", Asked: "court", Reason: "共同借款人", On: date("2019-03-20")})
	serve := line("2019-03-22 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D9", "2019-03-22"))
	o := owes()
	o.Debtors = []string{"D1", "D9"}
	for _, c := range []struct{ at, says string }{{"2019-03-21 10:00", "D9"}, {"2019-04-08 10:00", "2019-04-08"}} {
		by := then(r.by, join)
		if c.at > "2019-03-22" {
			by = then(by, serve)
		}
		got := undisturbed(t, Case, r.in, "2019-03-04", by, c.at, decision(t, lifecycle.JudgeLater, lifecycle.Judge, allowed(o)))[0]
		assert.Equal(t, casefile.GuardFailed, got.Code)
		assert.Contains(t, got.Message, c.says)
	}
	l := lived{in: r.in, until: "2019-04-10", by: then(r.by, join, serve, line("2019-04-09 10:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(o)))}
	c := l.play(t)
	assert.Equal(t, lifecycle.AwaitingEffect, c.row.Phase)
	var told []string
	for _, rec := range c.records {
		for _, d := range rec.Documents {
			if d.Kind == casefile.PartyNotice {
				told = append(told, d.To)
			}
		}
	}
	assert.Equal(t, []string{"D9", "P1", "D1", "D2"}, told)
	assert.Contains(t, c.final.Row.Mechanisms, 11)
}

func TestChangesOfPartiesThatAreRefused(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Ordinary)
	on := date("2019-03-20")
	join := func(change func(*casefile.JoinForm)) casefile.JoinForm {
		f := casefile.JoinForm{Joined: heir("D9", casefile.Defendant), Ground: "necessary", Asked: "court", Reason: "x", On: on}
		change(&f)
		return f
	}
	power := casefile.RepresentForm{Party: "P1", Change: "appointed", Agent: "甲律师", Powers: "general", Proof: "委托书", On: on}
	second, third, revoke := power, power, power
	second.Agent, third.Agent, revoke.Agent, revoke.Change = "乙律师", "丙律师", "丁律师", "revoked"
	two := then(line("2019-03-20 09:46", lifecycle.Represent, lifecycle.Clerk, power), line("2019-03-20 09:47", lifecycle.Represent, lifecycle.Clerk, second))
	left := line("2019-03-20 09:46", lifecycle.WithdrawParty, lifecycle.Judge, casefile.WithdrawPartyForm{Party: "D2", Reason: "和解"})
	o := owes()
	o.Debtors = []string{"D2"}
	for _, c := range []struct {
		name  string
		more  []dec
		event lifecycle.Event
		form  any
		code  casefile.Code
		says  string
	}{
		{"an ID that is taken", nil, lifecycle.JoinParty, join(func(f *casefile.JoinForm) { f.Joined.ID = "D2" }), casefile.BadInput, "data.joined.id"},
		{"a third party as necessary", nil, lifecycle.JoinParty, join(func(f *casefile.JoinForm) { f.Joined.Side = casefile.ThirdParty }), casefile.BadInput, "data.joined.side"},
		{"a number that is none", nil, lifecycle.JoinParty, join(func(f *casefile.JoinForm) { f.Joined.IDNumber = "330211197503030021" }), casefile.BadInput, "data.joined.idNumber"},
		{"after the debate", line("2019-03-20 09:46", lifecycle.CloseDebate, lifecycle.Clerk, onDay("2019-03-20")), lifecycle.JoinParty, join(func(*casefile.JoinForm) {}), casefile.TooLate, "schedule_hearing"},
		{"the only plaintiff withdraws as one of several", nil, lifecycle.WithdrawParty, casefile.WithdrawPartyForm{Party: "P1", Reason: "x"}, casefile.GuardFailed, "withdraw"},
		{"withdrawn twice", left, lifecycle.WithdrawParty, casefile.WithdrawPartyForm{Party: "D2", Reason: "x"}, casefile.GuardFailed, "D2"},
		{"judged against who left", left, lifecycle.JudgeLater, allowed(o), casefile.BadInput, "data.obligations[0].debtors[0]"},
		{"all defendants severed", nil, lifecycle.Sever, casefile.SeverForm{Parties: []string{"D1", "D2"}, Case: "zh-2019-000003", Reason: "x", On: on}, casefile.GuardFailed, "被告"},
		{"severed into itself", nil, lifecycle.Sever, casefile.SeverForm{Parties: []string{"D2"}, Case: "zh-2019-000001", Reason: "x", On: on}, casefile.BadInput, "data.case"},
		{"tried together without consent or common facts", nil, lifecycle.Consolidate, casefile.ConsolidateForm{Case: "zh-2019-000002", Reason: "x", On: on}, casefile.BadInput, "data.agreed"},
		{"a third representative", two, lifecycle.Represent, third, casefile.GuardFailed, "一至二人"},
		{"revoked who was never appointed", two, lifecycle.Represent, revoke, casefile.BadInput, "data.agent"},
		{"no change", nil, lifecycle.ChangeParty, casefile.ChangePartyForm{Party: "D1", Reason: "x"}, casefile.BadInput, "没有变更"},
		{"stayed twice", line("2019-03-20 09:46", lifecycle.StayParty, lifecycle.Judge, casefile.StayPartyForm{Party: "D1", Ground: "respite", On: on, Reason: "x"}), lifecycle.StayParty,
			casefile.StayPartyForm{Party: "D1", Ground: "respite", On: on, Reason: "x"}, casefile.GuardFailed, "已中止"},
		{"resumed who was never stayed", nil, lifecycle.ResumeParty, byParty("D1", "2019-03-20"), casefile.GuardFailed, "stand"},
		{"an instruction without a tag", nil, lifecycle.Instruct, casefile.InstructForm{Instruction: "x", Paper: "y", On: on}, casefile.GuardFailed, "tag_case"},
		{"an instruction by word of mouth", line("2019-03-20 09:46", lifecycle.TagCase, lifecycle.President, casefile.TagForm{Category: "major", Reason: "x"}), lifecycle.Instruct,
			casefile.InstructForm{Instruction: "x", On: on}, casefile.BadInput, "data.paper"},
		{"tagged twice", line("2019-03-20 09:46", lifecycle.TagCase, lifecycle.President, casefile.TagForm{Category: "major", Reason: "x"}), lifecycle.TagCase,
			casefile.TagForm{Category: "major", Reason: "x"}, casefile.GuardFailed, "已标记"},
		{"no supplement is due", nil, lifecycle.FeeSupplementPaid, casefile.FeePaidForm{AmountFen: 1, On: on}, casefile.GuardFailed, "补交"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			role := byHuman(lifecycle.Case, c.event)
			got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, c.more), "2019-03-20 09:50", decision(t, c.event, role, c.form))[0]
			assert.Equal(t, c.code, got.Code, got.Error())
			assert.Contains(t, got.Error(), c.says)
		})
	}
}

// An address may be confirmed from filing on, and a power given until the
// judgment is effective.
func TestAddressesAndPowersOutsideTheTrial(t *testing.T) {
	for _, state := range []lifecycle.State{lifecycle.FilingReview, lifecycle.AwaitingFee, lifecycle.AwaitingEffect} {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			r := stateOf(t, state)
			on := date(r.from[:10])
			by := then(r.by, line(r.later(1), lifecycle.ConfirmAddress, lifecycle.Intake, casefile.AddressForm{Party: "P1", Address: "宁波市镇海区示例路3号", On: on}))
			if state == lifecycle.AwaitingEffect {
				by = then(by, line(r.later(2), lifecycle.Represent, lifecycle.Intake, casefile.RepresentForm{Party: "D1", Change: "appointed", Agent: "律师庚", Powers: "special", Proof: "委托书", On: on}))
			}
			l := lived{in: r.in, by: by, until: r.later(3), phase: state}
			c := l.play(t)
			l.check(t, c)
			p, _ := c.final.Filing.Party("P1")
			assert.Equal(t, "宁波市镇海区示例路3号", p.Address)
			if state == lifecycle.AwaitingEffect {
				assert.Equal(t, []casefile.AgentView{{Party: "D1", Name: "律师庚", Powers: "special"}}, c.final.Agents)
			}
		})
	}
}
