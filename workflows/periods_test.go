package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// Evidence by agreement in five days, in every state before judgment: from 03-05
// Sunday 03-10, so Monday 03-11; from 03-06 Monday 03-11; from 03-20 Monday 03-25.
func TestEvidencePeriodEnds(t *testing.T) {
	ends := map[lifecycle.State]string{lifecycle.Service: "2019-03-12", lifecycle.Defence: "2019-03-12", lifecycle.Trial: "2019-03-26"}
	for _, state := range beforeJudgment {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			r := suit(t, state, casefile.Ordinary)
			l := lived{in: r.in, until: "2019-03-27", by: then(r.by, held(state, r.later(1)),
				line(r.later(2), lifecycle.SetEvidence, lifecycle.Judge, casefile.EvidenceForm{Days: 5, Agreed: true, On: date(r.from[:10])}))}
			c := l.play(t, func(p *court) {
				p.look(moment(r.later(3)), func(v casefile.View) {
					for _, x := range ask[[]casefile.Explanation](p, casefile.QueryExplain, "evidence") {
						assert.NotEmpty(t, x.Steps)
					}
				})
			})
			c.happens(ends[state], lifecycle.EvidenceClosed, "")
		})
	}
}

// The law's bounds by procedure: not under fifteen days in ordinary, not over
// fifteen in summary; extended only before the end, for everybody; once more
// only to rebut.
func TestEvidencePeriodsThatAreRefused(t *testing.T) {
	on := date("2019-03-20")
	set := func(p casefile.Procedure, days int) []dec {
		return line("2019-03-20 09:46", lifecycle.SetEvidence, lifecycle.Judge, casefile.EvidenceForm{Days: days, On: on, Agreed: p == casefile.Ordinary})
	}
	extend := casefile.ExtendEvidenceForm{Party: "D1", AppliedOn: on, Until: date("2019-05-20"), Reason: "x"}
	late := extend
	late.AppliedOn, late.Until = date("2019-03-26"), date("2019-05-20")
	short := extend
	short.Until = date("2019-03-22")
	for _, c := range []struct {
		name  string
		proc  casefile.Procedure
		more  []dec
		at    string
		event lifecycle.Event
		form  any
		code  casefile.Code
		says  string
	}{
		{"ten days in ordinary procedure", casefile.Ordinary, nil, "", lifecycle.SetEvidence, casefile.EvidenceForm{Days: 10, On: on}, casefile.BadInput, "15 days or more"},
		{"twenty in summary procedure", casefile.Summary, nil, "", lifecycle.SetEvidence, casefile.EvidenceForm{Days: 20, On: on}, casefile.BadInput, "1 to 15 days"},
		{"set while it runs", casefile.Summary, set(casefile.Summary, 5), "", lifecycle.SetEvidence, casefile.EvidenceForm{Days: 5, On: on}, casefile.GuardFailed, "extend_evidence_period"},
		{"rebuttal before there was a period", casefile.Summary, nil, "", lifecycle.SetEvidence, casefile.EvidenceForm{Days: 5, On: on, Rebuttal: true}, casefile.BadInput, "data.rebuttal"},
		{"extended when none runs", casefile.Summary, nil, "", lifecycle.ExtendEvidence, extend, casefile.GuardFailed, "没有正在进行"},
		{"extended after the end", casefile.Summary, set(casefile.Summary, 5), "2019-03-26 10:00", lifecycle.ExtendEvidence, late, casefile.TooLate, "没有正在进行"},
		{"extended backwards", casefile.Summary, set(casefile.Summary, 5), "", lifecycle.ExtendEvidence, short, casefile.BadInput, "after 2019-03-25"},
		{"again, not to rebut", casefile.Summary, set(casefile.Summary, 5), "2019-03-26 10:00", lifecycle.SetEvidence, casefile.EvidenceForm{Days: 5, On: date("2019-03-26")}, casefile.GuardFailed, "rebuttal"},
		{"an answer period in ordinary procedure", casefile.Ordinary, nil, "", lifecycle.ExcuseDefault, casefile.ExcuseForm{Party: "D1", Period: "answer", ClearedOn: on, On: on, Days: 5, Reason: "x"}, casefile.GuardFailed, "未被耽误"},
		{"excused too late", casefile.Summary, set(casefile.Summary, 5), "2019-04-20 10:00", lifecycle.ExcuseDefault, casefile.ExcuseForm{Party: "D1", Period: "evidence", ClearedOn: date("2019-04-01"), On: date("2019-04-20"), Days: 5, Reason: "x"}, casefile.TooLate, "2019-04-11"},
		{"absent from no hearing", casefile.Summary, nil, "", lifecycle.RecordAbsence, casefile.AbsenceForm{Party: "D1", On: date("2019-03-19")}, casefile.BadInput, "data.on"},
		{"absent who was not summoned", casefile.Summary, line("2019-03-20 09:46", lifecycle.JoinParty, lifecycle.Judge, casefile.JoinForm{Joined: heir("T1", casefile.ThirdParty), Ground: "not_independent", Asked: "court", Reason: "x", On: on}),
			"2019-03-28 10:00", lifecycle.RecordAbsence, casefile.AbsenceForm{Party: "T1", On: date("2019-03-27")}, casefile.BadInput, "data.on"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := suit(t, lifecycle.Trial, c.proc)
			if c.at == "" {
				c.at = "2019-03-20 09:50"
			}
			got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, c.more), c.at, decision(t, c.event, lifecycle.Judge, c.form))[0]
			assert.Equal(t, c.code, got.Code, got.Error())
			assert.Contains(t, got.Error(), c.says)
		})
	}
	t.Run("once more, to rebut", func(t *testing.T) {
		r := suit(t, lifecycle.Trial, casefile.Ordinary)
		l := lived{in: r.in, until: "2019-03-28", by: then(r.by, set(casefile.Ordinary, 5), line("2019-03-26 10:00", lifecycle.SetEvidence, lifecycle.Clerk, casefile.EvidenceForm{Days: 3, On: date("2019-03-26"), Rebuttal: true}))}
		l.play(t, func(p *court) {
			p.expect(runs{"2019-03-27", "evidence", "2019-03-29", "parties", statute.EvidenceOrdinary})
		})
	})
}

// In summary procedure the court may fix the time to answer with the
// defendant's consent: seven days from 03-06 are Wednesday 03-13.
func TestAnswerPeriodByConsent(t *testing.T) {
	for _, state := range []lifecycle.State{lifecycle.Service, lifecycle.Defence} {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			r := suit(t, state, casefile.Summary)
			by := r.by
			if state == lifecycle.Service {
				by = then(by, line("2019-03-06 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperComplaint, "D1", "2019-03-06")))
			}
			l := lived{in: r.in, until: "2019-03-15", by: then(by, line("2019-03-06 12:00", lifecycle.SetAnswer, lifecycle.Judge, casefile.AnswerPeriodForm{Party: "D1", Days: 7, On: date("2019-03-06"), Agreed: true}))}
			c := l.play(t)
			c.happens("2019-03-14", lifecycle.AnswerExpired, "")
			assert.Equal(t, state, c.row.Phase)
		})
	}
	r := suit(t, lifecycle.Defence, casefile.Ordinary)
	got := undisturbed(t, Case, r.in, "2019-03-04", r.by, r.from, decision(t, lifecycle.SetAnswer, lifecycle.Judge, casefile.AnswerPeriodForm{Party: "D1", Days: 7, On: date("2019-03-06"), Agreed: true}))[0]
	assert.Equal(t, "民事诉讼法第128条", got.Article)
}

// A period that was missed for an obstacle is given again (民事诉讼法第86条): seven
// days from 03-25 are Monday 04-01.
func TestAMissedAnswerIsExcused(t *testing.T) {
	form := casefile.ExcuseForm{Party: "D1", Period: "answer", ClearedOn: date("2019-03-24"), On: date("2019-03-25"), Days: 7, Reason: "住院"}
	excuse := line("2019-03-25 10:00", lifecycle.ExcuseDefault, lifecycle.Judge, form)
	t.Run("trial", func(t *testing.T) {
		t.Parallel()
		r := suit(t, lifecycle.Defence, casefile.Ordinary)
		l := lived{in: r.in, until: "2019-04-03", by: then(r.by, excuse)}
		c := l.play(t)
		assert.Equal(t, lifecycle.Trial, c.row.Phase)
		ends := c.happened(lifecycle.AnswerExpired, "")
		assert.Len(t, ends, 3)
		assert.True(t, ends[2].At.Equal(moment("2019-04-02")))
	})
	t.Run("defence, the other still answering", func(t *testing.T) {
		t.Parallel()
		r := suit(t, lifecycle.Defence, casefile.Ordinary)
		l := lived{in: r.in, until: "2019-03-26", by: then(r.by, held(lifecycle.Defence, r.later(1)), excuse)}
		assert.Equal(t, lifecycle.Defence, l.play(t).row.Phase)
	})
}

// An absent defendant who was summoned may be judged in absence; an absent
// plaintiff's suit may be deemed withdrawn.
func TestDefaultAtTheHearing(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Ordinary)
	absent := func(party string) []dec {
		return line("2019-03-20 10:00", lifecycle.RecordAbsence, lifecycle.Clerk, casefile.AbsenceForm{Party: party, On: date("2019-03-20")})
	}
	l := lived{in: r.in, until: "2019-03-21", by: then(r.by, absent("D2"), line("2019-03-20 11:00", lifecycle.JudgeInCourt, lifecycle.Judge, allowed(owes())))}
	c := l.play(t)
	assert.Contains(t, c.happened(lifecycle.JudgeInCourt, "")[0].Note, "缺席判决：D2")
	l = closed("", r.in, ClosedWithdrawn, "2019-03-20", nil, r.by, absent("P1"), line("2019-03-20 11:00", lifecycle.DeemWithdrawn, lifecycle.Judge, reason()))
	c = l.play(t)
	l.check(t, c)
	assert.Contains(t, c.happened(lifecycle.RecordAbsence, "")[0].Note, "按撤诉处理")
	got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, absent("D2")), "2019-03-20 10:30", decision(t, lifecycle.RecordAbsence, lifecycle.Clerk, casefile.AbsenceForm{Party: "D2", On: date("2019-03-20")}))[0]
	assert.Contains(t, got.Message, "已记录")
}
