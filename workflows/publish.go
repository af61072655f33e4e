package workflows

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// The typed search attributes of every workflow. They hold no personal data.
var (
	AttrPhase      = temporal.NewSearchAttributeKeyKeyword("Phase")
	AttrWaitsFor   = temporal.NewSearchAttributeKeyKeyword("WaitsFor")
	AttrWaitsOn    = temporal.NewSearchAttributeKeyKeyword("WaitsOn")
	AttrAlert      = temporal.NewSearchAttributeKeyKeyword("AlertLevel")
	AttrCourt      = temporal.NewSearchAttributeKeyKeyword("Court")
	AttrDivision   = temporal.NewSearchAttributeKeyKeyword("Division")
	AttrJudge      = temporal.NewSearchAttributeKeyKeyword("Judge")
	AttrCause      = temporal.NewSearchAttributeKeyKeyword("Cause")
	AttrProcedure  = temporal.NewSearchAttributeKeyKeyword("Procedure")
	AttrNumber     = temporal.NewSearchAttributeKeyKeyword("CaseNumber")
	AttrDue        = temporal.NewSearchAttributeKeyTime("Due")
	AttrMechanisms = temporal.NewSearchAttributeKeyKeywordList("Mechanisms")
)

// published is what the server was last told, so that only changes cost an event.
type published struct {
	phase, waitsFor, waitsOn, alert, court, division, judge, cause, procedure, number string
	due                                                                               time.Time
	mechanisms                                                                        []string
	details                                                                           string
}

// publish tells Temporal where the case stands: search attributes that
// changed, in one command, and the details its UI shows, which cost none.
func (m *matter) publish(ctx workflow.Context, now time.Time) {
	r := m.registerRow(now)
	p := published{
		phase: string(r.Phase), waitsFor: r.For, waitsOn: r.On, alert: string(r.Alert),
		court: r.Court, division: r.Division, judge: r.Judge, cause: r.Cause, procedure: string(r.Procedure), number: r.CaseNumber, due: r.Due,
	}
	for _, n := range r.Mechanisms {
		p.mechanisms = append(p.mechanisms, fmt.Sprintf("%02d", n))
	}
	var ups []temporal.SearchAttributeUpdate
	word := func(key temporal.SearchAttributeKeyKeyword, was, is string) {
		switch {
		case was == is:
		case is == "":
			ups = append(ups, key.ValueUnset())
		default:
			ups = append(ups, key.ValueSet(is))
		}
	}
	was := m.published
	word(AttrPhase, was.phase, p.phase)
	word(AttrWaitsFor, was.waitsFor, p.waitsFor)
	word(AttrWaitsOn, was.waitsOn, p.waitsOn)
	word(AttrAlert, was.alert, p.alert)
	word(AttrCourt, was.court, p.court)
	word(AttrDivision, was.division, p.division)
	word(AttrJudge, was.judge, p.judge)
	word(AttrCause, was.cause, p.cause)
	word(AttrProcedure, was.procedure, p.procedure)
	word(AttrNumber, was.number, p.number)
	switch {
	case was.due.Equal(p.due):
	case p.due.IsZero():
		ups = append(ups, AttrDue.ValueUnset())
	default:
		ups = append(ups, AttrDue.ValueSet(p.due))
	}
	if !slices.Equal(was.mechanisms, p.mechanisms) {
		ups = append(ups, AttrMechanisms.ValueSet(p.mechanisms))
	}
	if len(ups) > 0 {
		if err := workflow.UpsertTypedSearchAttributes(ctx, ups...); err != nil {
			m.log.Error("search attributes", "error", err.Error())
		}
	}
	if p.details = m.details(r); p.details != was.details {
		workflow.SetCurrentDetails(ctx, p.details)
	}
	m.published = p
}

// details is the page that Temporal's UI shows above the events, in Markdown.
func (m *matter) details(r casefile.Row) string {
	var b strings.Builder
	b.WriteString(fmt.Sprintf("## %s %s\n\n**%s**\n\n", m.main.StateName(m.Phase), r.CaseNumber, m.sentence(r)))
	if len(m.Clocks) > 0 {
		b.WriteString("| 期限 | 届满 | 责任人 | 预警 | 依据 |\n|---|---|---|---|---|\n")
		for i := range m.Clocks {
			c := &m.Clocks[i]
			last := c.Deadline.Last.String()
			if !c.Frozen.IsZero() {
				last = "暂停（自 " + c.Frozen.String() + "）"
			}
			b.WriteString(fmt.Sprintf("| %s | %s | %s | %s | %s |\n", c.Name, last, c.On, c.Alert, c.Deadline.Article))
		}
	}
	if n := len(m.Timeline); n > 0 {
		e := m.Timeline[n-1]
		b.WriteString(fmt.Sprintf("\n最近 last: %s %s %s\n", day(e.At), e.Name, e.Note))
	}
	return b.String()
}

// sentence says what the case waits for, on whom, until when and under which
// article, in Chinese and in English.
func (m *matter) sentence(r casefile.Row) string {
	if r.Phase == lifecycle.Closed || r.Phase == lifecycle.Concluded || r.For == "" && r.Reason != "" {
		return fmt.Sprintf("已结：%s（%s） closed: %s", reasonName(r.Reason), r.ClosedOn, r.Reason)
	}
	return r.Wait.Sentence()
}
