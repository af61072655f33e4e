package workflows

import (
	"fmt"
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// Guidance to perform (mechanism 1): at filing, with service, at the hearing,
// with the judgment. Each has its recipient, method, day and receipt; what goes
// with a paper is received with it.

// guide orders a notice of guidance and waits for its receipt.
func (c *caseRun) guide(stage casefile.Stage, party string, kind casefile.DocumentKind, on calendar.Date, obligations ...casefile.ObligationView) {
	if !c.since(reform) {
		return
	}
	c.order(kind, party, on, map[string]string{"stage": string(stage), "judge": c.Judge, "clerk": c.Clerk}, obligations...)
	c.Incidents.Guidance = append(c.Incidents.Guidance, casefile.GuidanceView{Stage: stage, Party: party, Document: kind, On: on})
}

// guideAtJudgment tells the debtors what follows if they perform and if they
// do not, and the creditors how and until when enforcement is applied for.
func (c *caseRun) guideAtJudgment(s *step) {
	if c.outstandingCount() == 0 || !c.since(reform) {
		return
	}
	var creditors []string
	for _, d := range c.debtors() {
		c.guide(casefile.AtJudgment, d, casefile.PerformanceGuide, s.day, c.dutiesOf(d)...)
	}
	for i := range c.Duties {
		if p := c.Duties[i].Creditor; !slices.Contains(creditors, p) {
			creditors = append(creditors, p)
			c.guide(casefile.AtJudgment, p, casefile.EnforcementGuide, s.day, c.dutiesTo(p)...)
		}
	}
	c.use(1, s.day, "随裁判文书告知自动履行和申请执行")
	if c.Disposition.RecordOnly { // handed over where the record was signed
		for i := range c.Incidents.Guidance {
			if g := &c.Incidents.Guidance[i]; g.Stage == casefile.AtJudgment && g.Received.IsZero() {
				c.received(g, "handed", s.day, "", "调解笔录")
			}
		}
	}
}

func (c *caseRun) dutiesTo(creditor string) []casefile.ObligationView {
	var out []casefile.ObligationView
	for i := range c.Duties {
		if c.Duties[i].Creditor == creditor {
			out = append(out, c.dutyView(&c.Duties[i]))
		}
	}
	return out
}

// stageOf is the guidance that goes with each paper.
var stageOf = map[casefile.Paper]casefile.Stage{
	casefile.PaperComplaint: casefile.AtService, casefile.PaperJudgment: casefile.AtJudgment, casefile.PaperMediation: casefile.AtJudgment,
}

// receivedWith notes that guidance came with the paper that was served.
func (c *caseRun) receivedWith(paper casefile.Paper, party, method string, on calendar.Date) {
	for i := range c.Incidents.Guidance {
		if g := &c.Incidents.Guidance[i]; g.Stage == stageOf[paper] && g.Party == party && g.Received.IsZero() {
			c.received(g, method, on, "", deliveryID(paper, party))
		}
	}
}

func (c *caseRun) received(g *casefile.GuidanceView, method string, on calendar.Date, at, receipt string) {
	g.Method, g.Received, g.At, g.Receipt = method, on, at, receipt
	// The use that gave it out says who has received it.
	for i := len(c.Mechanisms) - 1; i >= 0; i-- {
		if u := &c.Mechanisms[i]; u.Number == 1 && u.On == g.On {
			u.Result = strings.TrimPrefix(fmt.Sprintf("%s；%s %s签收", u.Result, g.Party, on), "；")
			return
		}
	}
}

// checkGuidance wants guidance that was given out; what is said at a hearing is
// given by being noted, and at a hearing only.
func (c *caseRun) checkGuidance(s *step, form *casefile.GuidanceForm) *casefile.Refusal {
	if r := c.present(form.Party); r != nil {
		return r
	}
	if form.Stage == casefile.AtHearing {
		if !slices.Contains(c.Hearings, form.On) {
			return wrong("data.on", "庭审中告知 at a hearing", "已开庭的某一日 one of the days of the hearings so far")
		}
		return nil
	}
	for _, g := range c.Incidents.Guidance {
		if g.Stage != form.Stage || g.Party != form.Party {
			continue
		}
		switch {
		case !g.Received.IsZero():
			return missing("%s已于%s签收 %s received it on %s", form.Party, g.Received, form.Party, g.Received)
		case form.On.Before(g.On):
			return wrong("data.on", "签收不早于发出 not before it was given out", "%[1]s或者更晚 %[1]s or later", g.On)
		}
		return nil
	}
	return missing("该环节未向%s发出引导文书 no guidance of that stage was given to %s", form.Party, form.Party)
}

func (c *caseRun) recordGuidance(s *step) {
	form := s.form.(*casefile.GuidanceForm)
	s.mech = 1
	s.note = fmt.Sprintf("%s %s %s", stageNames[form.Stage], form.Party, form.On)
	if form.Stage == casefile.AtHearing {
		c.Incidents.Guidance = append(c.Incidents.Guidance, casefile.GuidanceView{Stage: form.Stage, Party: form.Party, On: form.On,
			Method: form.Method, Received: form.On, At: form.At, Receipt: form.Receipt})
		c.brought(1, s.day, "庭审中告知自动履行："+form.Party, form.Receipt)
		return
	}
	for i := range c.Incidents.Guidance {
		if g := &c.Incidents.Guidance[i]; g.Stage == form.Stage && g.Party == form.Party && g.Received.IsZero() {
			c.received(g, form.Method, form.On, form.At, form.Receipt)
		}
	}
}

var stageNames = map[casefile.Stage]string{casefile.AtFiling: "立案", casefile.AtService: "送达", casefile.AtHearing: "庭审", casefile.AtJudgment: "裁判"}

// Wording (mechanism 11).

// reviewWording puts on record what of a draft could not be enforced: each
// fault with its field. The draft itself is not kept.
func (c *caseRun) reviewWording(s *step) {
	var drafted []casefile.Obligation
	for _, d := range s.form.(*casefile.WordingForm).Obligations {
		drafted = append(drafted, d.Obligation())
	}
	faults := casefile.CheckObligations("obligations", drafted)
	faults = append(faults, casefile.Wording("obligations", drafted)...)
	faults = append(faults, c.strangers("obligations", drafted)...)
	s.mech = 11
	if len(faults) == 0 {
		s.note = "执行内容明确，可以据以作出裁判或者调解书"
		c.brought(11, s.day, "核对执行内容", "明确")
		return
	}
	c.Incidents.SentBack++
	var fields []string
	for _, f := range faults {
		if len(fields) < maxFields && !slices.Contains(fields, f.Field) {
			fields = append(fields, f.Field)
		}
	}
	s.note = fmt.Sprintf("退回修改（%d处）：%s", len(faults), strings.Join(fields, "、"))
	c.brought(11, s.day, "核对执行内容", "退回修改："+strings.Join(fields, "、"))
}

// maxFields is how many fields of a draft an entry names.
const maxFields = 10

// strangers finds who is named in obligations and is not, or no longer, in the case.
func (c *caseRun) strangers(field string, obligations []casefile.Obligation, joined ...casefile.Party) (fs casefile.Faults) {
	known := func(path, id string) {
		if slices.ContainsFunc(joined, func(p casefile.Party) bool { return p.ID == id }) {
			return
		}
		if _, ok := c.Filing.Party(id); id != "" && (!ok || c.leftBy(id) != nil) {
			fs.Add(path, "民诉法解释第461条：义务人和权利人应为本案当事人 not a party to this case", "%s", oneOf(c.everybody()))
		}
	}
	for i, o := range obligations {
		at := fmt.Sprintf("%s[%d]", field, i)
		for j, d := range o.Debtors {
			known(fmt.Sprintf("%s.debtors[%d]", at, j), d)
		}
		known(at+".creditor", o.Creditor)
		for j, g := range o.Guarantors {
			known(fmt.Sprintf("%s.guarantors[%d]", at, j), g)
		}
	}
	return fs
}

// wordingUsed is how the document that came of it counts mechanism 11: as
// mended where drafts were sent back before it.
func (c *caseRun) wordingUsed(s *step) {
	if n := c.Incidents.SentBack; n > 0 {
		c.brought(11, s.day, "裁判（调解）内容经核明确可执行", fmt.Sprintf("退回%d次后改正 mended", n))
		c.Incidents.SentBack = 0
		return
	}
	c.use(11, s.day, "裁判（调解）内容经核明确可执行")
}
