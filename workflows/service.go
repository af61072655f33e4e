package workflows

import (
	"fmt"
	"slices"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// way is one way of service with what it needs, in the order in which the law
// has them tried.
type way struct {
	method casefile.Method
	// open says whether this party can be served by it at all.
	open func(c *caseRun, p casefile.Party, paper casefile.Paper) bool
	// why it is the next, for the clerk.
	why string
}

// ways are the ways of service before a public notice. Papers are left only
// with somebody who was met and refused them; they are relayed only to soldiers
// and prisoners, whom the case does not know as such, so that is never suggested.
var ways = []way{
	{casefile.Left, func(c *caseRun, p casefile.Party, paper casefile.Paper) bool {
		return paper != casefile.PaperMediation && c.refusedToSign(p.ID, paper)
	}, "受送达人拒收，见证或者录像后留置（民事诉讼法第89条）"},
	{casefile.Direct, always, "直接送达（民事诉讼法第88条）"},
	{casefile.Electronic, func(_ *caseRun, p casefile.Party, _ casefile.Paper) bool { return p.EService }, "已同意电子送达（民事诉讼法第90条）"},
	{casefile.Post, always, "直接送达有困难的，邮寄送达（民事诉讼法第91条）"},
}

func always(*caseRun, casefile.Party, casefile.Paper) bool { return true }

// refusedToSign reports whether the party was met and would not take the paper.
func (c *caseRun) refusedToSign(party string, paper casefile.Paper) bool {
	return slices.ContainsFunc(c.Attempts, func(a attempt) bool {
		return a.Party == party && a.Document == paper && a.Failed && a.Failure == "refused"
	})
}

// waysBeforeNotice are the ways that must have been tried before a public
// notice, unless the party's whereabouts are unknown.
func (c *caseRun) waysBeforeNotice(party string, paper casefile.Paper) []casefile.Method {
	if !c.since(reform) {
		return []casefile.Method{casefile.Direct, casefile.Post}
	}
	p, _ := c.Filing.Party(party)
	var ms []casefile.Method
	for _, w := range ways {
		if w.open(c, p, paper) {
			ms = append(ms, w.method)
		}
	}
	return ms
}

// nextStep says what is lawful next: another way of service, a conversion, or a
// public notice.
func (c *caseRun) nextStep(party string, paper casefile.Paper) string {
	p, _ := c.Filing.Party(party)
	for _, w := range ways {
		if w.open(c, p, paper) && !c.tried(party, paper, w.method) {
			return fmt.Sprintf("可改用%s %s：%s", methodName(w.method), w.method, w.why)
		}
	}
	switch {
	case paper == casefile.PaperMediation:
		return "调解书不能公告送达，未签收的应当及时判决 repudiate_mediation（民事诉讼法第102条）"
	case c.Procedure != casefile.Ordinary:
		return "其他方式均已尝试，先转为普通程序 convert_procedure（民诉法解释第140条），再公告送达"
	}
	return "其他方式均已尝试，可公告送达 publish_notice（民事诉讼法第95条）"
}

// mannerLawful judges how a paper was served beyond the way itself: left with a
// witness or on film, taken by somebody who may, deemed served where the law
// deems it so.
func (c *caseRun) mannerLawful(s *step, form *casefile.ServiceForm) *casefile.Refusal {
	if form.Method == casefile.Left && form.Witness == "" && !form.Recorded && c.since(reform) {
		r := wrong("data.witness", "留置送达须有见证人或者拍照、录像（民事诉讼法第89条） witnesses or a recording", "填写见证人（witness），或者选已拍照、录像（recorded: true） who attended (witness), or recorded: true")
		r.Article = "民事诉讼法第89条"
		return r
	}
	switch form.Receiver {
	case "family", "office":
		if form.Document == casefile.PaperMediation {
			r := wrong("data.receiver", "调解书应送达本人或者其指定的代收人（民诉法解释第133条） a mediation document goes to the party in person", "本人（self）或者指定代收人（designated） self or designated")
			r.Article = "民诉法解释第133条"
			return r
		}
	case "agent", "designated":
		if !slices.ContainsFunc(c.Incidents.Agents, func(a agent) bool {
			return a.Party == form.Party && (form.Receiver == "agent" && form.Document != casefile.PaperMediation || a.Receiver)
		}) {
			return wrong("data.receiver", "没有在案的诉讼代理人或者指定代收人（民事诉讼法第88条） nobody on file who may take service for the party", "本人（self），或者先登记授权（represent） self, or put the power on file first (represent)")
		}
	}
	x, ok := casefile.FindFiction(form.Fiction)
	switch {
	case !ok:
		return nil
	case x.Summary && c.Procedure == casefile.Ordinary:
		r := missing("%s仅适用于简易程序 it holds in summary procedure only; try the other ways, or a public notice", x.Name)
		r.Article = x.Article
		return r
	case x.Confirmed && form.Source != casefile.FromConfirmation && form.Source != casefile.FromRegister:
		return wrong("data.source", x.Article+"：当事人确认的地址，拒不确认的为户籍或者登记地址 an address that the party confirmed, or its registered one where it would confirm none", "送达地址确认书（confirmation）或者户籍、工商登记（register） confirmation or register")
	case x.Confirmed && form.Source == casefile.FromConfirmation && c.Incidents.Confirmed[form.Party].IsZero():
		return missing("%s尚未确认送达地址 %s has confirmed no address (confirm_address)", form.Party, form.Party)
	case x.Judgment && (c.Disposition.Kind != byJudgment || c.Disposition.InCourt):
		return missing("本案并非定期宣判 the judgment was not given on a set day")
	}
	return nil
}

// noteNotice puts a public notice among the attempts, and noticeRan its effect.
func (c *caseRun) noteNotice(form *casefile.NoticeForm) {
	c.Attempts = append(c.Attempts, attempt{Reason: form.Reason, ServiceForm: casefile.ServiceForm{
		Document: form.Document, Party: form.Party, Method: casefile.ByNotice, On: form.On, Address: form.Where, Proof: form.Proof,
	}})
}

func (c *caseRun) noticeRan(paper casefile.Paper, party string, on calendar.Date) {
	for i := len(c.Attempts) - 1; i >= 0; i-- {
		if a := &c.Attempts[i]; a.Method == casefile.ByNotice && a.Party == party && a.Document == paper {
			a.Effective = on
			return
		}
	}
}

// attemptViews are the attempts with their addresses, which stand nowhere else.
func (c *caseRun) attemptViews() []casefile.AttemptView {
	var out []casefile.AttemptView
	for _, a := range c.Attempts {
		v := casefile.AttemptView{
			Document: a.Document, Party: a.Party, Method: a.Method, MethodName: methodName(a.Method), On: a.On, At: a.At, Address: a.Address, Source: a.Source,
			Outcome: or(a.Outcome, a.Failure), Proof: a.Proof, Failed: a.Failed, Effective: a.Effective, Article: a.Article(),
		}
		switch {
		case a.Method == casefile.ByNotice:
			v.MethodName, v.Article, v.Outcome = "公告送达", "民事诉讼法第95条", a.Reason
		case a.Failed:
			v.Article = ""
		case v.Effective.IsZero(): // recorded by the first release
			v.Effective = a.ServiceForm.Effective()
		}
		if x, ok := casefile.FindFiction(a.Fiction); ok {
			v.Outcome = x.Name
		}
		out = append(out, v)
	}
	return out
}
