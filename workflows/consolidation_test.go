package workflows

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

const other = "zh-2019-000002"

func consolidated(when string) []dec {
	return line(when, lifecycle.Consolidate, lifecycle.Judge, casefile.ConsolidateForm{Case: other, Same: true, Reason: "基于同一事实", On: date(when[:10])})
}
func joinedTo(when, lead, court string) []dec {
	return linkedDec(when, lifecycle.JoinedToLead, casefile.JoinedForm{Lead: lead, Court: court, Reason: "基于同一事实", On: date(when[:10])})
}
func over(when, key, why string) []dec {
	return linkedDec(when, lifecycle.JoinderOver, casefile.JoinderOverForm{Case: key, Why: why, On: date(when[:10])})
}

// toldTo is what the workflow told another, as event and data.
func toldTo[T any](t *testing.T, c *court, to string, e lifecycle.Event) (forms []T) {
	t.Helper()
	for _, x := range c.told {
		if x.to == to && x.Event == e {
			var f T
			require.NoError(t, json.Unmarshal(x.Data, &f))
			forms = append(forms, f)
		}
	}
	return forms
}

func linkTo(v casefile.View, key string) *casefile.Link {
	for i := range v.Links {
		if v.Links[i].Key == key {
			return &v.Links[i]
		}
	}
	return nil
}

// The lead names the other and fixes what hearings there are; both are told of
// everything, and part with the judgment.
func TestALeadFixesTheHearingsOfTheCasesItLeads(t *testing.T) {
	for _, state := range beforeJudgment {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			r := suit(t, state, casefile.Summary)
			l := lived{in: r.in, until: r.later(8), by: then(r.by, consolidated(r.later(1)),
				line(r.later(2), lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-28"), Time: "09:30", Place: "第一法庭"}),
				line(r.later(3), lifecycle.Separate, lifecycle.Judge, casefile.SeparateForm{Case: other, Reason: "不宜继续", On: date(r.from[:10])}))}
			c := l.play(t, func(p *court) {
				p.look(moment(r.later(2)).Add(3e10), func(v casefile.View) { assert.Equal(t, casefile.JoinedCase, linkTo(v, other).As) })
			})
			joined := toldTo[casefile.JoinedForm](t, c, other, lifecycle.JoinedToLead)
			require.Len(t, joined, 1)
			assert.Equal(t, "zh-2019-000001", joined[0].Lead)
			assert.Equal(t, "浙0211", joined[0].Court)
			if state == lifecycle.Trial { // its hearing is of that very day
				assert.Equal(t, "2019-03-20", joined[0].HearingOn.String())
			} else {
				assert.Zero(t, joined[0].HearingOn)
			}
			assert.Equal(t, []casefile.LeadHearingForm{{Lead: "zh-2019-000001", On: date("2019-03-28"), Time: "09:30", Place: "第一法庭", Judge: judge}},
				toldTo[casefile.LeadHearingForm](t, c, other, lifecycle.HearingInLead))
			assert.Equal(t, casefile.JoinderSeparated, toldTo[casefile.JoinderOverForm](t, c, other, lifecycle.JoinderOver)[0].Why)
			assert.Nil(t, linkTo(c.final, other), "tried apart again")
			assert.Equal(t, state, c.row.Phase)
		})
	}
	r := suit(t, lifecycle.Trial, casefile.Summary)
	l := lived{in: r.in, until: "2019-03-29", by: then(r.by, consolidated(r.later(1)),
		line("2019-03-20 09:50", lifecycle.Adjourn, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-28"), Reason: "证人不能到庭"}),
		line("2019-03-28 10:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())))}
	c := l.play(t)
	assert.True(t, toldTo[casefile.LeadHearingForm](t, c, other, lifecycle.HearingInLead)[0].Adjourned)
	assert.Equal(t, casefile.JoinderDecided, toldTo[casefile.JoinderOverForm](t, c, other, lifecycle.JoinderOver)[0].Why)
	notices := 0
	for _, k := range c.documents() {
		if k == casefile.PartyNotice {
			notices++
		}
	}
	assert.Equal(t, 3, notices, "every party is told")
}

// A case that is led takes the lead's hearings and fixes none of its own; what
// was told twice happens once.
func TestACaseThatIsLed(t *testing.T) {
	lead := "zh-2019-000009"
	for _, state := range []lifecycle.State{lifecycle.Service, lifecycle.Defence, lifecycle.Trial, lifecycle.Stayed} {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			r := suit(t, state, casefile.Ordinary)
			join := r.later(1)
			if state == lifecycle.Stayed { // joined before it was stayed
				join = "2019-03-20 09:30"
			}
			hearing := casefile.LeadHearingForm{Lead: lead, On: date("2019-03-28"), Time: "09:30", Place: "第一法庭", Judge: "J009"}
			by := then(r.by, joinedTo(join, lead, "浙0211"), linkedDec(r.later(2), lifecycle.HearingInLead, hearing))
			c := newCourt(t, "2019-03-04")
			c.follow(by...)
			again := c.decision(lifecycle.HearingInLead, lifecycle.Linked, lead, hearing)
			again.ID = "once"
			for i := range 3 {
				c.plan(moment(r.later(3+i)), func() { c.env.SignalWorkflow(SignalLinked, again) })
			}
			own := c.on(moment(r.later(7)), lifecycle.ScheduleHearing, lifecycle.Judge, judge, casefile.HearingForm{On: date("2019-03-29")})
			c.until = moment(r.later(9))
			c.play(Case, r.in)
			if state != lifecycle.Stayed {
				got := own.refusal(t)
				assert.Equal(t, casefile.GuardFailed, got.Code)
				assert.Contains(t, got.Message, lead)
			}
			assert.Equal(t, state, c.row.Phase)
			require.Len(t, c.happened(lifecycle.HearingInLead, ""), 2, "one told, one told three times")
			assert.Equal(t, casefile.LeadCase, linkTo(c.final, lead).As)
			notices := 0
			for _, rec := range c.records {
				for _, d := range rec.Documents {
					if d.Kind == casefile.HearingNotice && d.Facts["judge"] == "J009" {
						notices++
					}
				}
			}
			if state == lifecycle.Stayed {
				assert.Zero(t, notices, "a suit that is stayed is not heard")
			} else {
				assert.Equal(t, 6, notices, "three parties, twice")
			}
		})
		t.Run(string(state)+" parts by its own decision", func(t *testing.T) {
			t.Parallel()
			r := suit(t, state, casefile.Ordinary)
			join := r.later(1)
			if state == lifecycle.Stayed {
				join = "2019-03-20 09:30"
			}
			l := lived{in: r.in, until: r.later(5), by: then(r.by, joinedTo(join, lead, "浙0211"),
				line(r.later(2), lifecycle.Separate, lifecycle.Judge, casefile.SeparateForm{Case: lead, Reason: "主案中止", On: date(r.from[:10])}))}
			c := l.play(t)
			assert.Equal(t, casefile.JoinderSeparated, toldTo[casefile.JoinderOverForm](t, c, lead, lifecycle.JoinderOver)[0].Why)
			if state != lifecycle.Stayed {
				l.until = r.later(8)
				l.by = then(l.by, line(r.later(6), lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-29")}))
				l.play(t)
			}
		})
	}
	// Its own hearing that was not held gives way to the one that the lead fixed.
	r := stateOf(t, lifecycle.Defence)
	l := lived{in: r.in, until: "2019-03-12", by: then(answered(),
		line("2019-03-11 10:00", lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-20")}),
		linkedDec("2019-03-11 11:00", lifecycle.JoinedToLead, casefile.JoinedForm{Lead: lead, Court: "浙0211", Reason: "x", On: date("2019-03-11"), HearingOn: date("2019-03-25")}))}
	note := l.play(t).happened(lifecycle.JoinedToLead, "")[0].Note
	assert.Contains(t, note, "原定2019-03-20开庭由主案另行确定")
	assert.Contains(t, note, "合并开庭 2019-03-25")
	judge := func(when string) []dec { return line(when, lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())) }
	got := undisturbed(t, Case, r.in, "2019-03-04", l.by, "2019-03-21 10:00", decision(t, lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())))[0]
	assert.Contains(t, got.Message, "尚未开庭", "the hearing that gave way was none")
	l = lived{in: r.in, until: "2019-03-26", by: then(l.by, judge("2019-03-25 11:00"))}
	assert.Equal(t, casefile.JoinderDecided, toldTo[casefile.JoinderOverForm](t, l.play(t), lead, lifecycle.JoinderOver)[0].Why)
}

// Who cannot be led says so, and the lead takes it back.
func TestACaseThatCannotBeLed(t *testing.T) {
	lead := "zh-2019-000009"
	trial, closed := suit(t, lifecycle.Trial, casefile.Ordinary), stateOf(t, lifecycle.AwaitingEffect)
	for _, c := range []struct {
		name string
		r    reached
		by   []dec
		tell []dec
		says string
	}{
		{"another court's", trial, nil, joinedTo(trial.later(2), lead, "浙0203"), "不同法院"},
		{"led already", trial, joinedTo(trial.later(1), "zh-2019-000008", "浙0211"), joinedTo(trial.later(2), lead, "浙0211"), "已并入zh-2019-000008"},
		{"a lead itself", trial, consolidated(trial.later(1)), joinedTo(trial.later(2), lead, "浙0211"), "本案为主案"},
		{"judged", closed, nil, joinedTo(closed.later(2), lead, "浙0211"), "待生效"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newCourt(t, "2019-03-04")
			p.follow(then(c.r.by, c.by, c.tell)...)
			p.until = moment(c.r.later(4))
			p.play(Case, c.r.in)
			told := toldTo[casefile.JoinderOverForm](t, p, lead, lifecycle.JoinderOver)
			require.Len(t, told, 1)
			assert.Equal(t, casefile.JoinderRefused, told[0].Why)
			assert.Contains(t, told[0].Reason, c.says)
			assert.Nil(t, linkTo(p.final, lead))
		})
	}
	// Told twice under another ID, it is joined once and refuses nothing.
	p := newCourt(t, "2019-03-04")
	p.follow(then(trial.by, joinedTo(trial.later(1), lead, "浙0211"), joinedTo(trial.later(2), lead, "浙0211"))...)
	p.until = moment(trial.later(4))
	p.play(Case, trial.in)
	assert.Empty(t, p.told)
	assert.Len(t, p.final.Links, 1)

	// The lead hears it and goes on alone; a case that is not there is no different.
	for why, c := range map[string]struct {
		more []dec
		gone string
	}{casefile.JoinderRefused: {more: over(trial.later(2), other, casefile.JoinderRefused)}, casefile.JoinderGone: {gone: other}} {
		t.Run("the lead undoes it: "+why, func(t *testing.T) {
			t.Parallel()
			l := lived{in: trial.in, until: trial.later(6), by: then(trial.by, consolidated(trial.later(1)), c.more,
				line(trial.later(4), lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-28")}))}
			p := l.play(t, func(p *court) { p.gone = c.gone })
			assert.Empty(t, toldTo[casefile.LeadHearingForm](t, p, other, lifecycle.HearingInLead))
			require.Len(t, p.happened(lifecycle.JoinderOver, ""), 1)
			assert.Contains(t, p.happened(lifecycle.JoinderOver, "")[0].Note, joinderWhy[why])
			assert.True(t, p.happened(lifecycle.JoinderOver, "")[0].At.Before(moment(trial.later(3))), "before any hearing is told to nobody")
			assert.Nil(t, linkTo(p.final, other))
		})
	}
}

func TestAConsolidationThatIsRefused(t *testing.T) {
	r := suit(t, lifecycle.Trial, casefile.Ordinary)
	form := func(change func(*casefile.ConsolidateForm)) casefile.ConsolidateForm {
		f := casefile.ConsolidateForm{Case: other, Same: true, Reason: "同一事实", On: date("2019-03-20")}
		change(&f)
		return f
	}
	for says, c := range map[string]struct {
		by   []dec
		form casefile.ConsolidateForm
	}{
		"another case's key":     {nil, form(func(f *casefile.ConsolidateForm) { f.Case = "zh-2019-000001" })},
		"the decision in":        {nil, form(func(f *casefile.ConsolidateForm) { f.Leading = true })},
		"the parties' consent":   {nil, form(func(f *casefile.ConsolidateForm) { f.Same = false })},
		"不得再作主案":                 {joinedTo(r.later(1), "zh-2019-000009", "浙0211"), form(func(*casefile.ConsolidateForm) {})},
		"tried together with th": {consolidated(r.later(1)), form(func(*casefile.ConsolidateForm) {})},
	} {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, c.by), r.later(5), decision(t, lifecycle.Consolidate, lifecycle.Judge, c.form))[0]
			assert.Contains(t, got.Error(), says)
		})
	}
	part := decision(t, lifecycle.Separate, lifecycle.Judge, casefile.SeparateForm{Case: "zh-2019-000007", Reason: "x", On: date("2019-03-20")})
	assert.Contains(t, undisturbed(t, Case, r.in, "2019-03-04", r.by, r.later(5), part)[0].Message, "没有与他案合并审理")
	got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, consolidated(r.later(1))), r.later(5), part)[0]
	assert.Equal(t, casefile.NoSuchTrack, got.Code)
	assert.Contains(t, got.Error(), other)
}

// Either end ends it, wherever the other stands by then.
func TestTheEndOfOneIsHeardByTheOther(t *testing.T) {
	for _, r := range everyState() {
		t.Run(string(r.state), func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, until: r.later(4), phase: r.state, by: then(r.by, over(r.later(1), other, casefile.JoinderClosed))}
			c := l.play(t)
			l.check(t, c)
			assert.Contains(t, c.happened(lifecycle.JoinderOver, "")[0].Note, "已不合并审理")
		})
	}
	r := suit(t, lifecycle.Trial, casefile.Ordinary)
	for name, by := range map[string][]dec{"lead": consolidated(r.later(1)), "joined": joinedTo(r.later(1), other, "浙0211")} {
		t.Run(name+" withdrawn", func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, by: then(r.by, by, line(r.later(2), lifecycle.Withdraw, lifecycle.Judge, reason()))}
			c := l.play(t)
			assert.Equal(t, casefile.JoinderClosed, toldTo[casefile.JoinderOverForm](t, c, other, lifecycle.JoinderOver)[0].Why)
			assert.Len(t, c.told, len(toldTo[json.RawMessage](t, c, other, lifecycle.JoinderOver))+len(toldTo[json.RawMessage](t, c, other, lifecycle.JoinedToLead)))
		})
		t.Run(name+" hears that the other was judged", func(t *testing.T) {
			t.Parallel()
			l := lived{in: r.in, until: "2019-03-21", by: then(r.by, by, over(r.later(2), other, casefile.JoinderDecided),
				line("2019-03-20 10:00", lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-29")}))}
			c := l.play(t)
			assert.NotNil(t, linkTo(c.final, other), "they were tried together")
			assert.Empty(t, toldTo[json.RawMessage](t, c, other, lifecycle.HearingInLead))
		})
	}
}

// Two cases, each told what the other says: one hearing, two judgments.
func TestTwoSuitsTriedTogether(t *testing.T) {
	r := suit(t, lifecycle.Defence, casefile.Summary)
	schedule := line(r.later(2), lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-25"), Time: "09:30", Place: "第一法庭"})
	lead := lived{in: r.in, until: "2019-03-26", by: then(r.by, consolidated(r.later(1)), schedule, line("2019-03-25 11:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())))}
	a := lead.play(t)
	in := two("2019-03-04", casefile.Summary)
	in.Filing.Key = other
	b := newCourt(t, "2019-03-04")
	b.follow(r.by...)
	for _, x := range a.told {
		b.plan(x.at.Add(1e9), func() { b.env.SignalWorkflow(SignalLinked, x.Decision) })
	}
	v := b.on(moment("2019-03-25 11:30"), lifecycle.JudgeLater, lifecycle.Judge, judge, allowed(owes()))
	b.until = moment("2019-03-26")
	b.play(Case, in)
	b.taken(v)
	assert.Equal(t, lifecycle.AwaitingEffect, b.row.Phase)
	assert.Len(t, b.happened(lifecycle.JoinderOver, ""), 1)
	assert.Empty(t, b.told, "the lead parted first")
}
