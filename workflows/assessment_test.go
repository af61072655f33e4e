package workflows

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/policy"
)

func assessing(when string, form casefile.AssessmentForm) []dec {
	form.On = date(when[:10])
	return line(when, lifecycle.AssessDebtor, lifecycle.Judge, form)
}
func answering(when, advice string, followed bool) []dec {
	f := casefile.AdviceForm{Debtor: "D1", Advice: advice, Followed: followed}
	if !followed {
		f.Reason = "双方均不同意"
	}
	return line(when, lifecycle.AnswerAdvice, lifecycle.Judge, f)
}

// The default weights: assets 35, enforcement 20, history, plan and presence 15
// each. Frozen 200,000 of 300,000 claimed are 66 points: 23.10 of 35.
func TestScorecardIsTransparent(t *testing.T) {
	points := func(enforcement, history, plan, presence int) casefile.AssessmentForm {
		f := assessed("D1", date("2019-03-20"), 0)
		for i, n := range []int{enforcement, history, plan, presence} {
			f.Factors[i].Points = n
		}
		return f
	}
	override := points(0, 0, 0, 0)
	override.Level, override.Reason = "middle", "已提供房产线索"
	freeze := frozen("A1", casefile.Deposit)
	for _, c := range []struct {
		name    string
		in      casefile.CaseInput
		by      []dec
		form    casefile.AssessmentForm
		score   int
		level   string
		advice  string
		changed string
	}{
		// 6600/100... 66x35 = 2310, 80x20 = 1600, 100x15 + 60x15 + 90x15 = 3750: 76.60.
		{"likely", loan("2019-03-04", casefile.Summary), freeze, points(80, 100, 60, 90), 77, "high", "immediate_performance", ""},
		// 80x20 = 1600, 3750: 53.50, half up.
		{"nothing frozen", loan("2019-03-04", casefile.Summary), nil, points(80, 100, 60, 90), 54, "middle", "default_clause,security", ""},
		{"unlikely", loan("2019-03-04", casefile.Summary), nil, points(0, 0, 0, 0), 0, "low", "security,default_clause,immediate_performance", ""},
		{"an unlikely enterprise", companies("2019-03-04", casefile.Summary), nil, points(0, 0, 0, 0), 0, "low", "security,default_clause,immediate_performance,bankruptcy_check", ""},
		{"the judge knows better", loan("2019-03-04", casefile.Summary), nil, override, 0, "middle", "default_clause,security", "low"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			l := lived{in: c.in, until: "2019-03-20 12:00", by: then(accepted(), c.by, heard()[1:], assessing("2019-03-20 10:00", c.form))}
			k := l.play(t)
			require.Len(t, k.final.Assessments, 1)
			v := k.final.Assessments[0]
			var advice []string
			for _, a := range v.Advice {
				advice = append(advice, a.ID)
				assert.Empty(t, a.Followed)
			}
			assert.Equal(t, []any{c.score, c.level, c.advice, c.changed}, []any{v.Score, v.Level, strings.Join(advice, ","), v.Computed})
			weights := 0
			for _, f := range v.Factors {
				weights += f.Weight
				assert.NotEmpty(t, f.Evidence, f.ID)
			}
			assert.Equal(t, 100, weights)
			assert.Equal(t, judge, v.By)
			assert.Contains(t, v.Note, "不是法律规定")
			assert.Contains(t, k.documents(), casefile.AssessmentSheet)
			assert.Contains(t, k.row.Mechanisms, 4)
		})
	}
}

// Each advice is answered, in every state in which it can be.
func TestAdviceIsAnswered(t *testing.T) {
	for _, s := range []lifecycle.State{lifecycle.Service, lifecycle.Defence, lifecycle.Trial} {
		r := stateOf(t, s)
		l := lived{in: r.in, until: r.later(9), by: then(r.by, assessing(r.later(1), assessed("D1", date("2019-03-20"), 50)), answering(r.later(2), "security", true), answering(r.later(3), "default_clause", false))}
		v := l.play(t).final.Assessments[0]
		assert.Equal(t, []string{"no", "双方均不同意"}, []string{v.Advice[1].Followed, v.Advice[1].Reason})
		assert.Equal(t, "yes", v.Advice[0].Followed)
	}
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-03-20 12:00", by: then(heard(), assessing("2019-03-20 09:40", assessed("D1", date("2019-03-20"), 100)),
		line("2019-03-20 10:00", lifecycle.Mediate, lifecycle.Judge, agreed(owes())), answering("2019-03-20 10:30", "default_clause", false))}
	assert.Equal(t, "no", l.play(t).final.Assessments[0].Advice[0].Followed)
}

func TestAssessmentsThatAreRefused(t *testing.T) {
	form := func(change func(*casefile.AssessmentForm)) casefile.AssessmentForm {
		f := assessed("D1", date("2019-03-20"), 50)
		change(&f)
		return f
	}
	for name, c := range map[string]struct {
		event lifecycle.Event
		form  any
		says  string
	}{
		"a factor left out":        {lifecycle.AssessDebtor, form(func(f *casefile.AssessmentForm) { f.Factors = f.Factors[1:] }), "enforcement too"},
		"a factor twice":           {lifecycle.AssessDebtor, form(func(f *casefile.AssessmentForm) { f.Factors = append(f.Factors, f.Factors[0]) }), "data.factors[4].id"},
		"an unknown factor":        {lifecycle.AssessDebtor, form(func(f *casefile.AssessmentForm) { f.Factors[0].ID = "luck" }), "one of enforcement"},
		"the assets by hand":       {lifecycle.AssessDebtor, form(func(f *casefile.AssessmentForm) { f.Factors[0].ID = "assets" }), "系统计算"},
		"no evidence":              {lifecycle.AssessDebtor, form(func(f *casefile.AssessmentForm) { f.Factors[0].Evidence = "" }), "data.factors[0].evidence"},
		"101 points":               {lifecycle.AssessDebtor, form(func(f *casefile.AssessmentForm) { f.Factors[0].Points = 101 }), "0 to 100"},
		"overridden for no reason": {lifecycle.AssessDebtor, form(func(f *casefile.AssessmentForm) { f.Level = "high" }), "data.reason"},
		"overridden by the same":   {lifecycle.AssessDebtor, form(func(f *casefile.AssessmentForm) { f.Level, f.Reason = "low", "x" }), "data.level"}, // 50x65 = 32.5: 33
		"the plaintiff":            {lifecycle.AssessDebtor, form(func(f *casefile.AssessmentForm) { f.Debtor = "P1" }), "data.debtor"},
		"advice before any":        {lifecycle.AnswerAdvice, casefile.AdviceForm{Debtor: "D1", Advice: "security", Followed: true}, "assess_debtor"},
		"not followed, no reason":  {lifecycle.AnswerAdvice, casefile.AdviceForm{Debtor: "D1", Advice: "security"}, "data.reason"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := undisturbed(t, Case, loan("2019-03-04", casefile.Summary), "2019-03-04", heard(), "2019-03-20 10:00", decision(t, c.event, lifecycle.Judge, c.form))[0]
			assert.Contains(t, r.Error(), c.says)
		})
	}
	r := undisturbed(t, Case, loan("2019-03-04", casefile.Summary), "2019-03-04", then(heard(), assessing("2019-03-20 09:40", assessed("D1", date("2019-03-20"), 100))), "2019-03-20 10:00",
		decision(t, lifecycle.AnswerAdvice, lifecycle.Judge, casefile.AdviceForm{Debtor: "D1", Advice: "bankruptcy_check", Followed: true}))[0]
	assert.Contains(t, r.Error(), "data.advice")
}

// A court may have its judges reminded, or have dispositions wait for it.
func TestPolicyAsksForAssessments(t *testing.T) {
	in := loan("2019-03-04", casefile.Summary)
	in.Policy.Assessment.When = policy.AssessRequire
	got := undisturbed(t, Case, in, "2019-03-04", heard(), "2019-03-20 10:00",
		decision(t, lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())), decision(t, lifecycle.Mediate, lifecycle.Judge, agreed(owes())))
	for _, r := range got {
		assert.Equal(t, casefile.GuardFailed, r.Code)
		assert.Contains(t, r.Message, "assess_debtor")
		assert.Contains(t, r.Article, "法院政策", "never the law")
	}
	l := lived{in: in, until: "2019-03-21", by: then(heard(), assessing("2019-03-20 09:40", assessed("D1", date("2019-03-20"), 50)), line("2019-03-20 10:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())))}
	c := l.play(t)
	require.Len(t, c.messages("cn.luxing.assessment.prompted"), 1)
	assert.Contains(t, c.happened(lifecycle.ScheduleHearing, "")[0].Note, "提示评估D1")

	l.in.Policy.Assessment.When, l.by = policy.AssessPrompt, judged(allowed(owes()))
	c = l.play(t)
	require.Len(t, c.messages("cn.luxing.assessment.prompted"), 1)
	assert.Equal(t, lifecycle.AwaitingEffect, c.row.Phase)

	l.in.Policy.Assessment.When = policy.AssessNever
	assert.Empty(t, l.play(t).messages("cn.luxing.assessment.prompted"))
}
