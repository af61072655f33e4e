package workflows

import (
	"time"

	"luxing/workflows/casefile"
)

// checkMediation judges an agreement: its obligations, and who joins it.
func (c *caseRun) checkMediation(s *step, form *casefile.MediationForm) *casefile.Refusal {
	if r := c.checkJoined(s, form); r != nil {
		return r
	}
	return c.checkObligations(form.Obligations, form.Joined...)
}

// rebook books what was paid under the document that a new one replaces.
func (c *caseRun) rebook(at time.Time) {
	if !c.since(reform) || len(c.Payments) == 0 {
		return
	}
	for i := range c.Duties {
		c.bookAll(&c.Duties[i])
		c.refunds(&c.Duties[i], at)
	}
}

// promptFacts are what the prompt to perform in court prints beside the
// obligations: what obliges, and how to pay now.
func (c *caseRun) promptFacts(string) map[string]string {
	facts := map[string]string{"judge": c.Judge, "cause": c.Filing.Cause, "basis": "判决"}
	if c.Disposition.Kind == byMediation {
		facts["basis"] = "调解协议"
	}
	return c.payTo(facts)
}

// payTo adds the court's account, where its policy names one (一案一账户).
func (c *caseRun) payTo(facts map[string]string) map[string]string {
	if a := c.Policy.Account; a.Number != "" {
		facts["accountName"], facts["accountBank"], facts["accountNumber"] = a.Name, a.Bank, a.Number
	}
	return facts
}

// performedInCourt closes the case on the record of the agreement, of the
// payment and of the creditor's confirmation: no document is needed
// (民事诉讼法第101条). The certificate is offered there and then.
func (c *caseRun) performedInCourt(s *step) {
	debtors := c.everyDebtor()
	c.close(s, ClosedPerformed)
	if !c.since(reform) {
		return
	}
	s.mech = 5
	s.note = "记入笔录，不制作调解书"
	c.order(casefile.PerformanceRecord, "", s.day, map[string]string{"judge": c.Judge, "clerk": c.Clerk, "cause": c.Filing.Cause, "payments": c.paymentLines()}, c.duties()...)
	c.brought(5, s.day, "当庭履行完毕，记入笔录", ClosedPerformed)
	for _, d := range debtors {
		c.message("cn.luxing.certificate.offered", s.at, map[string]string{"party": d})
	}
	c.brought(10, s.day, "当庭告知可以申请自动履行证明书", "已告知")
}

// everyDebtor lists who was obliged to anything, each once.
func (c *caseRun) everyDebtor() []string {
	var ids []string
	seen := map[string]bool{}
	for i := range c.Duties {
		for _, d := range c.Duties[i].Debtors {
			if !seen[d] {
				seen[d] = true
				ids = append(ids, d)
			}
		}
	}
	return ids
}

// paymentLines are the payments as a record lists them, one a line.
func (c *caseRun) paymentLines() string {
	out := ""
	for _, p := range c.Payments {
		if !p.Reversed.IsZero() {
			continue
		}
		what := yuan(p.AmountFen)
		if p.AmountFen == 0 {
			what = "行为义务"
		}
		line := p.On.String() + " " + p.Obligation + " " + what
		if p.Method != "" {
			line += "（" + p.Method + "）"
		}
		if p.Confirmed {
			line += "，权利人确认收到"
		}
		out += line + "\n"
	}
	return out
}
