package workflows

import (
	"fmt"
	"strings"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// Delivery is a track: one document, one party, as many attempts as it takes.

func deliveryID(paper casefile.Paper, party string) string {
	return "delivery/" + string(paper) + "/" + party
}

func servedKey(paper casefile.Paper, party string) string { return string(paper) + "/" + party }

// paperRule is the period within which the court sends each paper.
var paperRule = map[casefile.Paper]statute.RuleID{
	casefile.PaperComplaint: statute.ComplaintService, casefile.PaperJudgment: statute.JudgmentDocument, casefile.PaperMediation: "mediation-signing",
	casefile.PaperCounterclaim: statute.ComplaintService, casefile.PaperJurisdiction: statute.JudgmentDocument,
}

// judgmentAtOnce is for a judgment given on a set day: its document is handed
// out there and then; ten days are for one pronounced at the hearing
// (民事诉讼法第151条).
const judgmentAtOnce statute.RuleID = "judgment-document-fixed-date"

// startService sends the complaint to every defendant.
func (c *caseRun) startService(s *step) {
	if form, ok := s.form.(*casefile.ReasonForm); ok {
		s.note = form.Reason
	}
	for _, d := range c.defendants() {
		from := s.at
		if c.since(reform) { // five days from filing, whenever the fee was paid (民事诉讼法第128条)
			from = c.AcceptedOn.Start()
		}
		c.deliver(casefile.PaperComplaint, d, from)
		c.order(casefile.ComplaintNotice, d, s.day, map[string]string{
			"cause": c.Filing.Cause, "procedure": c.Procedure.Name(), "judge": c.Judge, "clerk": c.Clerk,
			"plaintiff": c.first(casefile.Plaintiff), "answerDays": "15",
		})
	}
	for _, d := range c.defendants() {
		c.guide(casefile.AtService, d, casefile.RiskNotice, s.day)
	}
	c.use(1, s.day, "随应诉通知书告知自动履行的好处和不履行的后果")
}

// deliver opens the delivery of a paper to a party, or opens it again for the
// paper of a second first instance.
func (c *caseRun) deliver(paper casefile.Paper, party string, at time.Time) {
	id := deliveryID(paper, party)
	delete(c.ServedOn, servedKey(paper, party))
	t := c.openTrack(id, lifecycle.Delivery, lifecycle.ToServe, at, "")
	t.State, t.Since = lifecycle.ToServe, at
	if paper == casefile.PaperJudgment || paper == casefile.PaperMediation { // due from the day it was given, not from when the prompt ended
		at = c.Disposition.On.Start()
	}
	rule := paperRule[paper]
	if paper == casefile.PaperJudgment && c.Disposition.Kind == byJudgment && !c.Disposition.InCourt && c.since(reform) {
		rule = judgmentAtOnce
	}
	c.set(period{id: id, rule: rule, from: at, on: string(lifecycle.Clerk), scope: id, track: id})
	if c.Phase == lifecycle.Stayed { // begun while the suit stands still
		c.freeze(day(at), func(k *clock) bool { return k.ID == id })
	}
}

// writtenOn is the day from which a paper can have been served.
func (c *caseRun) writtenOn(paper casefile.Paper) calendar.Date {
	switch paper {
	case casefile.PaperComplaint, casefile.PaperCounterclaim:
		return c.AcceptedOn
	case casefile.PaperJurisdiction:
		return c.Incidents.Jurisdiction.RuledOn
	}
	return c.Disposition.On
}

func (c *caseRun) servedAll(paper casefile.Paper, parties []string) bool {
	for _, p := range parties {
		if _, ok := c.ServedOn[servedKey(paper, p)]; !ok {
			return false
		}
	}
	return len(parties) > 0
}

func (c *caseRun) recordServed(s *step) {
	form := s.form.(*casefile.ServiceForm)
	on := form.Effective()
	s.note = fmt.Sprintf("%s，%s", methodName(form.Method), on)
	if x, ok := casefile.FindFiction(form.Fiction); ok {
		s.note += "，" + x.Name + "，视为送达（" + x.Article + "）"
	}
	if n := c.attempts(form.Party, form.Document); n > 0 && s.from == lifecycle.ToServe && c.since(reform) {
		s.mech = 3
		c.brought(3, s.day, fmt.Sprintf("第%d次尝试送达%s：%s", n+1, form.Party, methodName(form.Method)), "避免公告送达 a public notice was avoided")
	}
	c.Attempts = append(c.Attempts, attempt{ServiceForm: *form, Effective: on})
	if s.from == lifecycle.OnPublicNotice {
		c.endNotice(s.track.ID, on, s.at)
		s.track.Note = ""
	}
	c.receivedWith(form.Document, form.Party, string(form.Method), on)
	c.served(s, form.Document, form.Party, on)
}

func (c *caseRun) recordFailed(s *step) {
	form := s.form.(*casefile.ServiceForm)
	c.Attempts = append(c.Attempts, attempt{ServiceForm: *form, Failed: true})
	s.note = strings.TrimSpace(fmt.Sprintf("%s未成 %s", methodName(form.Method), form.On))
	s.mech = 3
	next := c.nextStep(form.Party, form.Document)
	s.track.Note = "下一步：" + next
	s.note += "；" + next
}

// publishNotice starts the notice period, which the trial period does not count
// (民诉法解释第243条).
func (c *caseRun) publishNotice(s *step) {
	form := s.form.(*casefile.NoticeForm)
	d := c.set(period{id: s.track.ID, rule: statute.PublicNotice, from: form.On.Start(), on: string(lifecycle.Clerk), scope: s.track.ID, track: s.track.ID, expires: lifecycle.NoticeExpired})
	s.note = fmt.Sprintf("公告期至%s；%s", d.Deadline.Last, form.Reason)
	s.mech = 3
	s.track.Note = "公告期至" + d.Deadline.Last.String()
	c.noteNotice(form)
	c.use(3, s.day, "公告送达"+form.Party+"（此前已尝试"+fmt.Sprint(c.attempts(form.Party, form.Document))+"次）")
	if form.Document == casefile.PaperComplaint {
		c.exclude(statute.Exclusion{Ground: statute.GroundPublicNotice, From: form.On, To: d.Deadline.Last, Approver: c.Judge, Proof: "公告 " + s.track.ID}, s)
	}
}

// endNotice ends the exclusion of a public notice on the day the notice ends,
// sooner or later than was foreseen.
func (c *caseRun) endNotice(trackID string, on calendar.Date, at time.Time) {
	for i := len(c.Trial.Exclusions) - 1; i >= 0; i-- {
		e := &c.Trial.Exclusions[i]
		if e.Ground != statute.GroundPublicNotice || e.Proof != "公告 "+trackID {
			continue
		}
		if e.To = on; on.Before(e.From) {
			e.To = e.From
		}
		if c.clock("trial") != nil {
			c.retime(at)
		}
		return
	}
}

// moveNotices moves the exclusions of notices whose end a stay put off.
func (c *caseRun) moveNotices(at time.Time) {
	for _, id := range c.tracksOf(lifecycle.Delivery) {
		if k := c.clock(id); k != nil && c.stateOf(id) == lifecycle.OnPublicNotice {
			c.endNotice(id, k.Deadline.Last, at)
		}
	}
}

func (c *caseRun) spareService(s *step) {
	if s.from == lifecycle.OnPublicNotice {
		c.endNotice(s.track.ID, s.day, s.at)
	}
}

func (c *caseRun) noticeExpired(s *step) {
	paper, party, _ := strings.Cut(subject(s.track.ID), "/")
	c.endNotice(s.track.ID, s.last(), s.at)
	c.noticeRan(casefile.Paper(paper), party, s.last())
	c.receivedWith(casefile.Paper(paper), party, string(casefile.ByNotice), s.last())
	c.served(s, casefile.Paper(paper), party, s.last())
}

// served draws what follows from a party's receipt: its own period to answer or to appeal.
func (c *caseRun) served(s *step, paper casefile.Paper, party string, on calendar.Date) {
	c.ServedOn[servedKey(paper, party)] = on
	switch paper {
	case casefile.PaperComplaint:
		c.answerPeriod(party, on, s.day)
	case casefile.PaperJudgment:
		c.appealPeriod(party, on)
	case casefile.PaperCounterclaim:
		c.counterServed(party, on, s.day)
	case casefile.PaperJurisdiction:
		c.jurisdictionServed(party, on)
	}
}

// answerPeriod runs from a defendant's own receipt, but not while the suit is stayed.
func (c *caseRun) answerPeriod(party string, on, today calendar.Date) {
	if _, answered := c.AnsweredOn[party]; answered {
		return
	}
	id := "answer/" + party
	c.set(period{id: id, rule: statute.Answer, from: on.Start(), on: party, scope: scopeCase, party: party, expires: lifecycle.AnswerExpired})
	if c.Phase == lifecycle.Stayed {
		c.freeze(lastDay(on, c.stayedOn(today)), func(k *clock) bool { return k.ID == id })
	}
}

func methodName(m casefile.Method) string {
	for _, x := range casefile.Methods() {
		if x.Method == m {
			return x.Name
		}
	}
	return string(m)
}

func (c *caseRun) attempts(party string, paper casefile.Paper) int {
	n := 0
	for _, a := range c.Attempts {
		if a.Party == party && a.Document == paper && a.Failed {
			n++
		}
	}
	return n
}

func (c *caseRun) tried(party string, paper casefile.Paper, m casefile.Method) bool {
	for _, a := range c.Attempts {
		if a.Party == party && a.Document == paper && a.Method == m {
			return true
		}
	}
	return false
}

// methodLawful judges the way of service against the party and the paper.
func (c *caseRun) methodLawful(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.ServiceForm)
	if !ok {
		return nil
	}
	p, _ := c.Filing.Party(form.Party)
	switch {
	case form.Method == casefile.Electronic && !p.EService:
		r := missing("电子送达须经受送达人同意 %s has not agreed to electronic service", form.Party)
		r.Article = "民事诉讼法第90条"
		return r
	case form.Method == casefile.Left && form.Document == casefile.PaperMediation:
		r := missing("调解书不适用留置送达 a mediation document cannot be left with a party who refuses it")
		r.Article = "民诉法解释第133条"
		return r
	case form.On.Before(c.writtenOn(form.Document)):
		return wrong("data.on", "送达日不早于文书作出之日 not before the paper was made", "%[1]s或者更晚 %[1]s or later", c.writtenOn(form.Document))
	}
	return c.mannerLawful(s, form)
}

// noticeLawful refuses a public notice until its conditions are on file, and
// says exactly what is missing (民事诉讼法第95条；民诉法解释第140条).
func (c *caseRun) noticeLawful(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.NoticeForm)
	if !ok {
		return nil
	}
	if c.Procedure != casefile.Ordinary {
		r := missing("%s不适用公告送达，应先转为普通程序 convert to ordinary procedure first (convert_procedure)", c.Procedure.Name())
		r.Article = "民诉法解释第140条"
		return r
	}
	p, _ := c.Filing.Party(form.Party)
	if p.WhereaboutsUnknown || form.Unknown {
		return nil
	}
	var untried []string
	for _, m := range c.waysBeforeNotice(form.Party, form.Document) {
		if !c.tried(form.Party, form.Document, m) {
			untried = append(untried, methodName(m)+" "+string(m))
		}
	}
	if len(untried) > 0 {
		r := missing("公告送达须下落不明或穷尽其他方式，尚未尝试：%s public notice needs whereabouts unknown, with proof (unknown: true), or every other way tried first (record_failed_service)", strings.Join(untried, "、"))
		r.Article = "民事诉讼法第95条"
		return r
	}
	return nil
}
