package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func excusedUntil(when, party, cleared string, days int) []dec {
	return line(when, lifecycle.ExcuseDefault, lifecycle.Judge, casefile.ExcuseForm{
		Party: party, Period: "appeal", ClearedOn: date(cleared), On: date(when[:10]), Days: days, Reason: "车祸昏迷住院，附住院病历"})
}

// The judgment took effect on 04-09 and ten days ended on Friday 04-19. D1 woke
// up on 04-18 and applies on 04-24; seven days are Wednesday 05-01, and 05-01 to
// 05-04 are rest days: until Sunday 05-05, which is worked on.
func TestAMissedAppealIsExcused(t *testing.T) {
	excuse := excusedUntil("2019-04-24 10:00", "D1", "2019-04-18", 7)
	pay := line("2019-04-22 10:00", lifecycle.Pay, lifecycle.Clerk, paid("p", "O1", 100_000_00, "2019-04-22"))
	in := loan("2019-03-04", casefile.Summary)
	t.Run("and appeals", func(t *testing.T) {
		t.Parallel()
		l := lived{in: in, until: "2019-05-06", by: then(judgedAndServed(allowed(owes())), pay, excuse, appealBy("D1", "2019-05-05 16:00"))}
		c := l.play(t, func(p *court) {
			p.expect(runs{"2019-04-25", "appeal/D1", "2019-05-05", "D1", statute.AppealJudgment})
			p.look(at("2019-04-23", "09:00"), func(v casefile.View) { assert.Equal(t, lifecycle.InSupervision, v.Row.Phase) })
			p.look(at("2019-04-25", "09:00"), func(v casefile.View) {
				assert.Equal(t, lifecycle.AwaitingEffect, v.Row.Phase)
				for _, d := range v.Deadlines {
					assert.Equal(t, "appeal/D1", d.ID, "nothing that seemed to run runs")
				}
				for _, tr := range v.Tracks {
					assert.False(t, tr.Machine == lifecycle.Supervision.ID && tr.Open, tr.ID)
				}
				assert.Equal(t, int64(100_000_00), v.Obligations[0].PaidFen, "what was paid stays booked")
			})
		})
		assert.Equal(t, lifecycle.Appeal, c.row.Phase)
		assert.Contains(t, c.happened(lifecycle.ExcuseDefault, "")[0].Note, "上诉期顺延至2019-05-05")
		assert.Len(t, c.messages("cn.luxing.document.not_effective"), 1)
	})
	// Nobody appeals: effective the day after the extended period, on Monday
	// 05-06, and ten days from there are Thursday 05-16.
	t.Run("and does not", func(t *testing.T) {
		t.Parallel()
		l := lived{in: in, until: "2019-05-08", by: then(judgedAndServed(allowed(owes())), pay, excuse)}
		c := l.play(t)
		assert.Equal(t, lifecycle.InSupervision, c.row.Phase)
		effects := c.happened(lifecycle.TakeEffect, "")
		require.Len(t, effects, 2)
		assert.True(t, effects[1].At.Equal(moment("2019-05-06")))
		assert.Contains(t, effects[1].Note, "自2019-05-06起生效")
		assert.Equal(t, "2019-05-16", c.final.Obligations[0].NextDue.String())
		assert.Equal(t, int64(200_000_00), c.row.OutstandingFen)
		assert.Equal(t, "running_term", c.final.Obligations[0].State)
	})
	// From where the creditor could have applied for enforcement already.
	t.Run("after the urging", func(t *testing.T) {
		t.Parallel()
		r := stateOf(t, lifecycle.AwaitingEnforcement)
		l := lived{in: r.in, until: "2019-05-08 10:00", by: then(r.by, excusedUntil("2019-05-07 12:00", "D1", "2019-05-05", 10))}
		c := l.play(t)
		assert.Equal(t, lifecycle.AwaitingEffect, c.row.Phase)
		for _, d := range c.final.Deadlines {
			assert.Equal(t, "appeal/D1", d.ID)
		}
	})
}

// Instalments that fell due at once in a term that there was not are due one by
// one again, and no default clause has taken hold.
func TestADefaultInATermThatThereWasNot(t *testing.T) {
	o := instalments(true)
	o.PenaltyFen = 5_000_00
	l := lived{in: loan("2019-03-04", casefile.Summary), by: then(judgedAndServed(allowed(o)), excusedUntil("2019-05-08 10:00", "D1", "2019-05-06", 5)), until: "2019-05-15"}
	c := l.play(t, func(p *court) {
		p.look(at("2019-05-07", "09:00"), func(v casefile.View) {
			assert.False(t, v.Obligations[0].Accelerated.IsZero(), "it did seem to be in default")
		})
		p.look(at("2019-05-09", "09:00"), func(v casefile.View) {
			assert.True(t, v.Obligations[0].Accelerated.IsZero())
			assert.Zero(t, v.Obligations[0].PenaltyDueFen)
		})
	})
	// Five days from 05-08 are Monday 05-13: effective on 05-14.
	ends := c.happened(lifecycle.AppealExpired, "")
	require.Len(t, ends, 3)
	assert.True(t, ends[2].At.Equal(moment("2019-05-14")))
	assert.Equal(t, lifecycle.InSupervision, c.row.Phase)
}

// D1 appeals in time, P1 misses its own period: excused while the file is still
// here, the file waits for P1 again.
func TestAMissedAppealBesideAnothers(t *testing.T) {
	by := then(appealed(allowed(owes())), copyTo("P1", "2019-04-02 10:00"), excusedUntil("2019-04-15 10:00", "P1", "2019-04-12", 7)) // Monday 04-22
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-04-21", by: by}
	c := l.play(t, func(p *court) {
		p.expect(runs{"2019-04-16", "appeal/P1", "2019-04-22", "P1", statute.AppealJudgment})
	})
	assert.Equal(t, lifecycle.Appeal, c.row.Phase)
	got := undisturbed(t, Case, l.in, "2019-03-04", by, "2019-04-19 10:00", decision(t, lifecycle.MoveFile, lifecycle.Clerk, onDay("2019-04-19")))[0]
	assert.Contains(t, got.Message, "P1的上诉期未满")
	l = lived{in: l.in, until: "2019-04-24", by: then(by, appealBy("P1", "2019-04-22 15:00"))}
	assert.Len(t, l.play(t).happened(lifecycle.LodgeAppeal, ""), 2)
	above := line("2019-04-16 10:00", lifecycle.AppealFiled, lifecycle.Integration, casefile.AppealFiledForm{On: date("2019-04-16"), CaseNumber: "（2019）浙02民终567号"})
	got = undisturbed(t, Case, l.in, "2019-03-04", then(appealed(allowed(owes())), above), "2019-04-17 10:00",
		decision(t, lifecycle.ExcuseDefault, lifecycle.Judge, excusedUntil("2019-04-17 10:00", "P1", "2019-04-12", 7)[0].form))[0]
	assert.Equal(t, casefile.TooLate, got.Code)
}

// Before the other side has the judgment, one who missed its own period is
// excused without anything having seemed effective.
func TestAMissedAppealBeforeTheEffect(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-04-19", by: then(judged(allowed(owes())),
		line("2019-03-21 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-21")), // 04-05 to 04-07 are rest days: 04-08
		excusedUntil("2019-04-10 10:00", "D1", "2019-04-09", 7))}
	c := l.play(t)
	assert.Equal(t, lifecycle.AwaitingEffect, c.row.Phase)
	assert.Len(t, c.happened(lifecycle.AppealExpired, ""), 2) // 04-08, and 04-17
}

func TestAnExcuseThatIsRefused(t *testing.T) {
	form := func(change func(*casefile.ExcuseForm)) casefile.ExcuseForm {
		f := casefile.ExcuseForm{Party: "D1", Period: "appeal", ClearedOn: date("2019-04-18"), On: date("2019-04-24"), Days: 7, Reason: "住院"}
		change(&f)
		return f
	}
	in := loan("2019-03-04", casefile.Summary)
	r := stateOf(t, lifecycle.AwaitingEnforcement)
	for _, c := range []struct {
		name string
		by   []dec
		when string
		form casefile.ExcuseForm
		code casefile.Code
		says string
	}{
		// Ten days from 04-13 are 04-23.
		{"eleven days after the obstacle", judgedAndServed(allowed(owes())), "2019-04-24 10:00", form(func(f *casefile.ExcuseForm) { f.ClearedOn = date("2019-04-13") }), casefile.TooLate, "2019-04-23"},
		{"an obstacle from before the judgment", judgedAndServed(allowed(owes())), "2019-03-25 10:00", form(func(f *casefile.ExcuseForm) { f.ClearedOn, f.On = date("2019-03-20"), date("2019-03-25") }), casefile.GuardFailed, "没有已届满的上诉期"},
		{"another period", judgedAndServed(allowed(owes())), "2019-04-24 10:00", form(func(f *casefile.ExcuseForm) { f.Period = "answer" }), casefile.BadInput, "上诉期"},
		{"nobody's party", judgedAndServed(allowed(owes())), "2019-04-24 10:00", form(func(f *casefile.ExcuseForm) { f.Party = "D9" }), casefile.NoSuchTrack, "D9"},
		{"a judgment of second instance", then(appealed(allowed(owes())), line("2019-04-20 10:00", lifecycle.AppealWithdrawn, lifecycle.Clerk, onDay("2019-04-19"))),
			"2019-04-24 10:00", form(func(f *casefile.ExcuseForm) { f.Party = "P1" }), casefile.GuardFailed, "经上诉程序生效"},
		{"after a retrial", then(judgedAndServed(allowed(owes())), ordered("2019-04-10 10:00"), line("2019-04-20 10:00", lifecycle.RetrialUpheld, lifecycle.Clerk, onDay("2019-04-19"))),
			"2019-04-24 10:00", form(func(*casefile.ExcuseForm) {}), casefile.GuardFailed, "已经再审"},
		{"a trial", heard(), "2019-03-20 11:00", form(func(f *casefile.ExcuseForm) { f.ClearedOn, f.On = date("2019-03-19"), date("2019-03-20") }), casefile.BadInput, "尚未裁判"},
		{"enforced already", enforcing(allowed(owes())), "2019-05-21 10:00", form(func(f *casefile.ExcuseForm) { f.ClearedOn, f.On = date("2019-05-20"), date("2019-05-21") }), casefile.UnlawfulNow, "order_retrial"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := undisturbed(t, Case, in, "2019-03-04", c.by, c.when, decision(t, lifecycle.ExcuseDefault, lifecycle.Judge, c.form))[0]
			assert.Equal(t, c.code, got.Code, got.Error())
			assert.Contains(t, got.Error(), c.says)
		})
	}
	small := loan("2019-03-04", casefile.SmallClaims)
	got := undisturbed(t, Case, small, "2019-03-04", judgedAndServed(allowed(owes())), "2019-03-25 10:00",
		decision(t, lifecycle.ExcuseDefault, lifecycle.Judge, form(func(f *casefile.ExcuseForm) { f.ClearedOn, f.On = date("2019-03-24"), date("2019-03-25") })))[0]
	assert.Contains(t, got.Message, "一审终审")
	// In time, but after the judgment was served on whom the obstacle kept.
	got = undisturbed(t, Case, r.in, "2019-03-04", judgedAndServed(allowed(owes())), "2019-03-31 10:00",
		decision(t, lifecycle.ExcuseDefault, lifecycle.Judge, form(func(f *casefile.ExcuseForm) { f.ClearedOn, f.On = date("2019-03-30"), date("2019-03-31") })))[0]
	assert.Contains(t, got.Message, "没有已届满的上诉期", "its period runs still")
	// An excused appeal that comes too late all the same: the days given ended on 05-05.
	late := then(judgedAndServed(allowed(owes())), excusedUntil("2019-04-24 10:00", "D1", "2019-04-18", 7))
	got = undisturbed(t, Case, in, "2019-03-04", late, "2019-05-07 10:00",
		decision(t, lifecycle.LodgeAppeal, lifecycle.Clerk, casefile.AppealForm{Party: "D1", On: date("2019-05-07"), PostedOn: date("2019-05-06")}))[0]
	assert.Equal(t, casefile.TooLate, got.Code)
	assert.Contains(t, got.Message, "2019-05-05")
}

// A refusal is a decision with its reason, wherever a period can be missed.
func TestARefusedExcuseIsOnTheRecord(t *testing.T) {
	for _, state := range []lifecycle.State{lifecycle.Defence, lifecycle.Trial, lifecycle.AwaitingEffect, lifecycle.Appeal, lifecycle.InSupervision, lifecycle.AwaitingEnforcement} {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			r, period := stateOf(t, state), "appeal"
			if state == lifecycle.Defence || state == lifecycle.Trial {
				period = "evidence"
			}
			form := casefile.RefuseExcuseForm{Party: "D1", Period: period, On: date(r.from[:10]), Reason: "未提交住院证明"}
			l := lived{in: r.in, until: r.later(3), by: then(r.by, line(r.later(1), lifecycle.RefuseExcuse, lifecycle.Judge, form))}
			c := l.play(t)
			assert.Equal(t, state, c.row.Phase)
			said := c.happened(lifecycle.RefuseExcuse, "")
			require.Len(t, said, 1)
			assert.Contains(t, said[0].Note, "不准许：未提交住院证明")
			assert.Contains(t, c.documents(), casefile.PartyNotice)
			form.Period = map[bool]string{true: "answer", false: "appeal"}[period == "appeal"]
			got := undisturbed(t, Case, r.in, "2019-03-04", r.by, r.from, decision(t, lifecycle.RefuseExcuse, lifecycle.Judge, form))[0]
			assert.Equal(t, casefile.BadInput, got.Code)
		})
	}
}

// Two years from 2019-04-19 end on Monday 2021-04-19, so the last six months
// begin on 2020-10-20. An obstacle from 2021-02-01 to 04-01 stands them still for
// 59 days: until Thursday 2021-06-17.
func TestTheLimitationIsSuspendedInItsLastSixMonths(t *testing.T) {
	r := stateOf(t, lifecycle.AwaitingEnforcement)
	suspend := func(when, on string) []dec {
		return line(when, lifecycle.SuspendLimitation, lifecycle.Clerk, casefile.SuspendForm{Ground: "force_majeure", On: date(on), Reason: "封控通告"})
	}
	resume := func(when, on string) []dec {
		return line(when, lifecycle.ResumeLimitation, lifecycle.Judge, onDay(on))
	}
	l := lived{in: r.in, by: then(r.by, suspend("2021-02-10 10:00", "2021-02-01"), resume("2021-04-02 10:00", "2021-04-01"))}
	c := l.play(t, func(p *court) {
		p.look(at("2021-03-01", "09:00"), func(v casefile.View) {
			assert.Equal(t, "2021-02-01", deadline(t, v, "limitation").Frozen.String())
			assert.True(t, deadline(t, v, limitationReview).Frozen.IsZero(), "the obstacle is watched")
		})
		p.expect(runs{"2021-04-03", "limitation", "2021-06-17", "P1", statute.EnforcementApplication})
	})
	c.happens("2021-06-18", lifecycle.TimeBarred, "")

	// One that was there before the last six months counts from their first day:
	// from 2020-10-20 to 11-20 are 31 days, 2021-05-20, a Thursday.
	l = lived{in: r.in, until: "2020-11-22", by: then(r.by, suspend("2020-11-10 10:00", "2020-06-01"), resume("2020-11-21 10:00", "2020-11-20"))}
	c = l.play(t, func(p *court) {
		p.expect(runs{"2020-11-21", "limitation", "2021-05-20", "P1", statute.EnforcementApplication})
	})
	assert.Contains(t, c.happened(lifecycle.SuspendLimitation, "")[0].Note, "自2020-10-20起")

	refused := func(by []dec, when string, e lifecycle.Event, form any) *casefile.Refusal {
		return undisturbed(t, Case, r.in, "2019-03-04", then(r.by, by), when, decision(t, e, lifecycle.Clerk, form))[0]
	}
	early := casefile.SuspendForm{Ground: "other_obstacle", On: date("2020-10-01"), Reason: "失踪"}
	got := refused(nil, "2020-10-19 10:00", lifecycle.SuspendLimitation, early)
	assert.Contains(t, got.Message, "2020-10-20")
	assert.Equal(t, "执行程序解释第19条", got.Article)
	assert.Contains(t, refused(nil, "2021-01-05 10:00", lifecycle.ResumeLimitation, onDay("2021-01-05")).Message, "没有中止")
	twice := suspend("2021-02-10 10:00", "2021-02-01")
	assert.Contains(t, refused(twice, "2021-02-11 10:00", lifecycle.SuspendLimitation, twice[0].form).Message, "没有在进行")
	assert.Contains(t, refused(twice, "2021-02-11 10:00", lifecycle.ResumeLimitation, onDay("2021-01-31")).Error(), "2021-02-01 or later")

	// Interrupted while it stands still, two years begin anew.
	l = lived{in: r.in, until: "2021-03-03", by: then(r.by, twice, line("2021-03-01 10:00", lifecycle.InterruptLimit, lifecycle.Clerk, casefile.InterruptForm{Ground: "demand", On: date("2021-03-01")}))}
	l.play(t, func(p *court) {
		p.look(at("2021-03-02", "09:00"), func(v casefile.View) {
			d := deadline(t, v, "limitation")
			assert.Equal(t, "2023-03-01", d.Deadline.Last.String())
			assert.True(t, d.Frozen.IsZero())
			for _, d := range v.Deadlines {
				assert.NotEqual(t, limitationReview, d.ID)
			}
		})
	})
}
