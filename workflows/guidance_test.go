package workflows

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func guided(party string, stage casefile.Stage, day, receipt string) casefile.GuidanceForm {
	return casefile.GuidanceForm{Party: party, Stage: stage, Method: "handed", On: date(day), At: "10:30", Receipt: receipt}
}

func drafts(os ...casefile.Obligation) casefile.WordingForm {
	var f casefile.WordingForm
	for _, o := range os {
		f.Obligations = append(f.Obligations, casefile.DraftOf(o))
	}
	return f
}

// At filing, with service, at the hearing, with the judgment: who was told
// what, how, when, and the receipt. What goes with a paper is received with it.
func TestGuidanceFromFilingToJudgment(t *testing.T) {
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-03-23", by: then(accepted(),
		line("2019-03-04 11:00", lifecycle.RecordGuidance, lifecycle.Clerk, guided("P1", casefile.AtFiling, "2019-03-04", "立案窗口送达回证")),
		heard()[1:],
		line("2019-03-20 09:50", lifecycle.RecordGuidance, lifecycle.Clerk, guided("D1", casefile.AtHearing, "2019-03-20", "庭审笔录第3页")),
		line("2019-03-20 10:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())),
		line("2019-03-21 10:00", lifecycle.RecordGuidance, lifecycle.Judge, guided("P1", casefile.AtJudgment, "2019-03-21", "送达回证")),
		line("2019-03-22 10:00", lifecycle.RecordServed, lifecycle.Clerk, handed(casefile.PaperJudgment, "D1", "2019-03-22")))}
	c := l.play(t)
	assert.Equal(t, []casefile.GuidanceView{
		{Stage: casefile.AtFiling, Party: "P1", Document: casefile.RiskNotice, On: date("2019-03-04"), Method: "handed", Received: date("2019-03-04"), At: "10:30", Receipt: "立案窗口送达回证"},
		{Stage: casefile.AtService, Party: "D1", Document: casefile.RiskNotice, On: date("2019-03-05"), Method: "direct", Received: date("2019-03-06"), Receipt: "delivery/complaint/D1"},
		{Stage: casefile.AtHearing, Party: "D1", On: date("2019-03-20"), Method: "handed", Received: date("2019-03-20"), At: "10:30", Receipt: "庭审笔录第3页"},
		{Stage: casefile.AtJudgment, Party: "D1", Document: casefile.PerformanceGuide, On: date("2019-03-20"), Method: "direct", Received: date("2019-03-22"), Receipt: "delivery/judgment/D1"},
		{Stage: casefile.AtJudgment, Party: "P1", Document: casefile.EnforcementGuide, On: date("2019-03-20"), Method: "handed", Received: date("2019-03-21"), At: "10:30", Receipt: "送达回证"},
	}, c.final.Guidance)
	uses := c.final.Mechanisms[0].Uses
	require.Len(t, uses, 4)
	assert.Equal(t, "P1 2019-03-04签收", uses[0].Result)
	assert.Equal(t, "P1 2019-03-21签收；D1 2019-03-22签收", uses[3].Result)
	// The obligations are on the notice of who owes, and of whom it is owed to.
	for _, r := range c.records {
		for _, d := range r.Documents {
			if d.Kind == casefile.PerformanceGuide || d.Kind == casefile.EnforcementGuide {
				require.Len(t, d.Obligations, 1)
			}
		}
	}
}

// Guidance can be put on record in every state in which it may be outstanding,
// once, and only what was given.
func TestReceiptsOfGuidance(t *testing.T) {
	for _, state := range []lifecycle.State{lifecycle.AwaitingFee, lifecycle.Service, lifecycle.Defence, lifecycle.Trial, lifecycle.AwaitingEffect, lifecycle.InSupervision} {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			r := stateOf(t, state)
			day := r.from[:10]
			form := guided("P1", casefile.AtFiling, day, "送达回证")
			l := lived{in: r.in, until: r.later(3), phase: state, by: then(r.by, line(r.later(1), lifecycle.RecordGuidance, lifecycle.Clerk, form))}
			l.check(t, l.play(t))
			for _, bad := range []casefile.GuidanceForm{guided("D1", casefile.AtFiling, day, "x"), guided("D9", casefile.AtFiling, day, "x"), {Party: "P1", Stage: "lunch", Method: "handed", On: date(day), Receipt: "x"}} {
				undisturbed(t, Case, r.in, "2019-03-04", r.by, r.later(1), decision(t, lifecycle.RecordGuidance, lifecycle.Clerk, bad))
			}
			got := undisturbed(t, Case, r.in, "2019-03-04", then(r.by, line(r.later(1), lifecycle.RecordGuidance, lifecycle.Clerk, form)), r.later(2),
				decision(t, lifecycle.RecordGuidance, lifecycle.Clerk, form))[0]
			assert.Contains(t, got.Message, "签收")
		})
	}
}

// A draft that could not be enforced is sent back with its fields named; the
// judgment that follows counts as mended.
func TestWordingIsReviewedBeforeItIsIssued(t *testing.T) {
	vague := casefile.Obligation{ID: "O1", Debtors: []string{"D7"}, Creditor: "P1", Subject: casefile.Act, Act: "配合办理相关手续"}
	bad := owes()
	bad.ID, bad.Debtors, bad.AmountFen = "O2", nil, 0
	l := lived{in: loan("2019-03-04", casefile.Summary), until: "2019-03-21", by: then(answered(),
		line("2019-03-11 10:00", lifecycle.ScheduleHearing, lifecycle.Judge, casefile.HearingForm{On: date("2019-03-20"), Time: "09:30", Place: "第三法庭"}),
		line("2019-03-20 10:00", lifecycle.ReviewWording, lifecycle.Judge, drafts(vague, bad)),
		line("2019-03-20 10:30", lifecycle.ReviewWording, lifecycle.Clerk, drafts(owes())),
		line("2019-03-20 11:00", lifecycle.JudgeLater, lifecycle.Judge, allowed(owes())))}
	c := l.play(t)
	var got []string
	for _, u := range c.final.Mechanisms[10].Uses {
		got = append(got, u.Result)
	}
	require.Len(t, got, 3)
	for _, field := range []string{"obligations[0].act", "obligations[0].debtors[0]", "obligations[1].debtors", "obligations[1].amountFen"} {
		assert.Contains(t, got[0], field)
	}
	assert.Equal(t, "明确", got[1])
	assert.Equal(t, "退回1次后改正 mended", got[2])
	assert.Equal(t, lifecycle.AwaitingEffect, c.row.Phase)

	r := stateOf(t, lifecycle.Trial)
	vague.Debtors = []string{"D1"}
	refusal := undisturbed(t, Case, r.in, "2019-03-04", r.by, r.from, decision(t, lifecycle.JudgeLater, lifecycle.Judge, allowed(vague)))[0]
	assert.Contains(t, refusal.Error(), "data.obligations[0].act")

	// In the answer period too, before an agreement.
	d := stateOf(t, lifecycle.Defence)
	m := lived{in: d.in, until: d.later(3), phase: lifecycle.Defence, by: then(d.by, line(d.later(1), lifecycle.ReviewWording, lifecycle.Judge, drafts(owes())))}
	m.check(t, m.play(t))
}
