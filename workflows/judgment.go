package workflows

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// checkObligations judges an operative part against the case: every debtor,
// creditor and guarantor must be in it.
func (c *caseRun) checkObligations(obligations []casefile.Obligation, joined ...casefile.Party) *casefile.Refusal {
	var fs casefile.Faults
	known := func(field, id string) {
		if slices.ContainsFunc(joined, func(p casefile.Party) bool { return p.ID == id }) {
			return
		}
		if _, ok := c.Filing.Party(id); !ok {
			fs.Add(field, "民诉法解释第461条：义务人和权利人应为本案当事人 not a party to this case", "%s", oneOf(c.everybody()))
		}
	}
	for i, o := range obligations {
		at := fmt.Sprintf("data.obligations[%d]", i)
		for j, d := range o.Debtors {
			known(fmt.Sprintf("%s.debtors[%d]", at, j), d)
		}
		known(at+".creditor", o.Creditor)
		for j, g := range o.Guarantors {
			known(fmt.Sprintf("%s.guarantors[%d]", at, j), g)
		}
	}
	if c.since(reform) {
		fs = append(c.strangers("data.obligations", obligations, joined...), casefile.Wording("data.obligations", obligations)...)
	}
	for i, o := range obligations {
		if part := c.carvedDuty(o.ID); part != nil {
			fs.Add(fmt.Sprintf("data.obligations[%d].id", i), "该义务已由先行判决确定（民事诉讼法第156条） an earlier partial judgment has that obligation", "未使用过的编号：“%[1]s”属于%[2]s这一先行判决 an ID of its own: %[1]s belongs to %[2]s", o.ID, part.Key)
		}
	}
	if len(fs) == 0 {
		return nil
	}
	return &casefile.Refusal{Code: casefile.BadInput, Message: "履行内容不明确 the obligations are not definite", Faults: fs}
}

func (c *caseRun) everybody() []string {
	return c.parties(casefile.Plaintiff, casefile.Defendant, casefile.ThirdParty, casefile.Guarantor)
}

// definite is judged field by field by the form and by checkObligations; as a
// guard it needs the form only.
func (c *caseRun) definite(s *step) *casefile.Refusal {
	switch form := s.form.(type) {
	case *casefile.MediationForm:
		if r := c.checkMediation(s, form); r != nil {
			return r
		}
		return c.assessed(s, form.Obligations)
	case *casefile.JudgmentForm:
		if r := c.checkObligations(form.Obligations); r != nil {
			return r
		}
		return c.assessed(s, form.Obligations)
	case *casefile.PartialJudgmentForm:
		if r := c.checkObligations(form.Obligations); r != nil {
			return r
		}
		return c.assessed(s, form.Obligations)
	}
	return nil
}

// mediate fixes a mediation agreement and asks for performance there and then.
func (c *caseRun) mediate(s *step) {
	form := s.form.(*casefile.MediationForm)
	c.join(s, form)
	c.dispose(s, disposition{Kind: byMediation, On: s.day, InCourt: true, RecordOnly: form.RecordOnly, Outcome: "agreed", Final: true})
	c.fix(s, form.Obligations)
	c.halveFee(s)
	for _, o := range form.Obligations {
		if o.Accelerates || agreedLiability(o) {
			c.use(6, s.day, "调解协议约定违约责任："+o.ID)
		}
		if len(o.Guarantors) > 0 {
			c.use(7, s.day, "调解协议约定担保："+o.ID+" "+strings.Join(o.Guarantors, "、"))
		}
	}
	c.prompt(s)
}

// judgeInCourt pronounces judgment in court and asks for performance; the
// document follows in ten days (民事诉讼法第151条).
func (c *caseRun) judgeInCourt(s *step) {
	form := s.form.(*casefile.JudgmentForm)
	c.dispose(s, disposition{Kind: byJudgment, On: s.day, InCourt: true, Outcome: form.Outcome, Final: c.Procedure == casefile.SmallClaims})
	c.fix(s, form.Obligations)
	c.noteDefault(s)
	c.prompt(s)
}

// noteDefault says on the timeline against whom judgment was given in absence.
func (c *caseRun) noteDefault(s *step) {
	if who := c.byDefault(); who != "" {
		s.note += "；" + who
	}
}

func (c *caseRun) judgeLater(s *step) {
	form := s.form.(*casefile.JudgmentForm)
	c.dispose(s, disposition{Kind: byJudgment, On: s.day, Outcome: form.Outcome, Final: c.Procedure == casefile.SmallClaims})
	c.fix(s, form.Obligations)
	c.noteDefault(s)
	c.awaitEffect(s)
}

func (c *caseRun) dismissSuit(s *step) {
	s.note = s.form.(*casefile.ReasonForm).Reason
	c.dispose(s, disposition{Kind: byRuling, On: s.day, Outcome: outcomeDismissed})
	c.Duties = nil
	c.moneyMove = c.moneyMove || c.since(reform)
	c.awaitEffect(s)
}

// dispose ends the trial period: what is left is the document and its effect.
func (c *caseRun) dispose(s *step, d disposition) {
	d.Parties, d.Procedure = c.suitors(), c.Procedure
	c.drop("trial")
	c.drop("exclusion-review")
	c.endSuit()
	c.leaveTogether(s, casefile.JoinderDecided)
	for _, p := range c.defendants() {
		c.drop("answer/" + p)
	}
	for i := range c.Trial.Exclusions {
		if e := &c.Trial.Exclusions[i]; e.To.IsZero() || e.To.After(s.day) {
			e.To = lastDay(e.From, s.day)
		}
	}
	c.Objection, c.Extension = "", calendar.Date{}
	c.endTracks(lifecycle.Delivery, lifecycle.SpareService, s.at, "")
	c.Disposition, c.AppealOver = d, map[string]calendar.Date{}
}

// fix takes over the obligations that the document fixes.
func (c *caseRun) fix(s *step, obligations []casefile.Obligation) {
	c.Duties = nil
	for _, o := range obligations {
		d := duty{Obligation: o}
		for _, p := range c.Payments { // what was paid under the document that this one replaces
			if p.Obligation == o.ID {
				d.book(p)
			}
		}
		c.Duties = append(c.Duties, d)
	}
	c.rebook(s.at)
	c.moneyMove = true
	s.note = strings.Trim(s.note+fmt.Sprintf("；履行义务%d项，共%s", len(obligations), yuan(c.outstanding())), "；")
	if len(obligations) > 0 {
		c.wordingUsed(s)
	}
}

// prompt asks the debtors, in court, to perform that day.
func (c *caseRun) prompt(s *step) {
	s.mech = 5
	if c.outstanding() == 0 && len(c.Duties) == 0 {
		// Nothing to perform: the prompt ends with the step that began it.
		c.set(period{id: "in-court-prompt", rule: statute.InCourtPrompt, from: s.at, on: string(lifecycle.Judge), scope: scopePhase, expires: lifecycle.PromptUnanswered})
		return
	}
	c.set(period{id: "in-court-prompt", rule: statute.InCourtPrompt, from: s.at, on: c.debtors()[0], scope: scopePhase, expires: lifecycle.PromptUnanswered})
	for _, d := range c.debtors() {
		c.order(casefile.PerformancePrompt, d, s.day, c.promptFacts(d), c.dutiesOf(d)...)
	}
	c.use(5, s.day, "当庭提示履行")
}

func (c *caseRun) promptAnswered(s *step) {
	s.note = map[string]string{"partly": "部分履行", "deferred": "暂缓履行", "declined": "不同意当庭履行"}[s.form.(*casefile.PromptForm).Answer]
	c.awaitEffect(s)
}

// awaitEffect sends the document to everybody whose receipt or signature it
// needs. A record signed in court needs none (民事诉讼法第101条).
func (c *caseRun) awaitEffect(s *step) {
	d := &c.Disposition
	c.guideAtJudgment(s)
	c.serveGuarantors(s.at)
	if d.RecordOnly {
		return
	}
	paper := c.paper()
	for _, p := range d.Parties {
		c.deliver(paper, p, s.at)
	}
}

func (c *caseRun) paper() casefile.Paper {
	if c.Disposition.Kind == byMediation {
		return casefile.PaperMediation
	}
	return casefile.PaperJudgment
}

// appealPeriod starts a party's own period from its own receipt (民诉法解释第244条).
func (c *caseRun) appealPeriod(party string, on calendar.Date) {
	scope := scopePhase
	if c.since(reform) { // another's appeal does not end it
		scope = scopeCase
		if c.Phase == lifecycle.Appeal && c.appellant(party) != nil {
			return
		}
	}
	if c.Phase != lifecycle.AwaitingEffect && (c.Phase != lifecycle.Appeal || scope == scopePhase) || c.Disposition.Final {
		return
	}
	rule := statute.AppealJudgment
	if c.Disposition.Kind == byRuling {
		rule = statute.AppealRuling
	}
	c.set(period{id: "appeal/" + party, rule: rule, from: on.Start(), on: party, scope: scope, party: party, expires: lifecycle.AppealExpired})
}

func (c *caseRun) appealExpired(s *step) {
	if s.period == nil {
		return
	}
	p := s.period.Party
	c.AppealOver[p] = s.last()
	s.note = fmt.Sprintf("%s 自%s收到，上诉期于%s届满", p, c.ServedOn[servedKey(casefile.PaperJudgment, p)], s.last())
}

// effective is the day on which the document took effect, if it has.
func (c *caseRun) effective() (calendar.Date, bool) {
	d := c.Disposition
	var last calendar.Date
	switch {
	case d.RecordOnly:
		return d.On, true
	case d.Final: // on the last party's receipt or signature
		if !c.servedAll(c.paper(), d.Parties) {
			return last, false
		}
		for _, p := range d.Parties {
			if on := c.ServedOn[servedKey(c.paper(), p)]; on.After(last) {
				last = on
			}
		}
		return last, true
	}
	for _, p := range d.Parties { // the latest period governs
		over, ok := c.AppealOver[p]
		if !ok {
			return last, false
		}
		if over.After(last) {
			last = over
		}
	}
	return last.AddDays(1), true
}

// effectFollows lets the document take effect once nothing stands against it.
func (c *caseRun) effectFollows(at time.Time) bool {
	on, ok := c.effective()
	if !ok {
		return false
	}
	c.Disposition.Effective = on
	event := lifecycle.TakeEffect
	switch {
	case c.Disposition.Kind == byRuling:
		event = rulingEnds[or(c.Disposition.Outcome, outcomeDismissed)].effect
	case len(c.Duties) == 0:
		event = lifecycle.EffectNothingDue
	case c.outstandingCount() == 0:
		event = lifecycle.EffectPerformed
	}
	return c.cause(event, "", lifecycle.Linked, at, "自"+on.String()+"起生效")
}

// takeEffect starts the supervision of every obligation.
func (c *caseRun) takeEffect(s *step) {
	if s.note == "" {
		s.note = "自" + c.Disposition.Effective.String() + "起生效"
	}
	c.supervise(s, c.Disposition.Effective)
	c.tellOriginal(lifecycle.RetrialChanged, c.Disposition.Effective, s)
	c.message("cn.luxing.document.effective", s.at, map[string]string{"on": c.Disposition.Effective.String(), "kind": c.Disposition.Kind})
}

// mediationUnsigned lets a party go back on a mediation until it has signed
// (民事诉讼法第102条); judgment then follows without delay.
func (c *caseRun) mediationUnsigned(*step) *casefile.Refusal {
	if c.Disposition.Kind != byMediation || c.Disposition.RecordOnly {
		return missing("只有尚未签收的调解书可以反悔 only an unsigned mediation document can be repudiated")
	}
	return nil
}

func (c *caseRun) repudiate(s *step) {
	form := s.form.(*casefile.PartyDayForm)
	s.note = form.Party + " 于" + form.On.String() + "反悔，应当及时判决"
	if c.Procedure == casefile.Ordinary { // halved for a mediation that came to nothing
		c.restoreFee(s, "诉讼费用交纳办法第13条")
	}
	c.reopen(s, c.AcceptedOn)
}

// reopen takes the case back to trial. A defendant whom the complaint never
// reached is served now; one who still has time to answer has it again.
func (c *caseRun) reopen(s *step, filed calendar.Date) {
	c.endTracks(lifecycle.Delivery, lifecycle.SpareService, s.at, "")
	c.endTracks(lifecycle.Supervision, lifecycle.EndSupervision, s.at, "")
	c.Disposition, c.Duties, c.moneyMove = disposition{}, nil, true
	c.Trial.Filed = filed
	c.retime(s.at)
	for _, d := range c.defendants() {
		if on, served := c.ServedOn[servedKey(casefile.PaperComplaint, d)]; served {
			c.answerPeriod(d, on, s.day)
		} else {
			c.deliver(casefile.PaperComplaint, d, s.at)
		}
	}
}

// checkAppeal judges an appeal: by a party, in its own period, or posted in it.
func (c *caseRun) checkAppeal(s *step, form *casefile.AppealForm) *casefile.Refusal {
	if !slices.Contains(c.Disposition.Parties, form.Party) {
		return c.noParty(form.Party)
	}
	if r := c.checkFurtherAppeal(s, form); r != nil {
		return r
	}
	served, ok := c.ServedOn[servedKey(casefile.PaperJudgment, form.Party)]
	if !ok {
		return nil // a party may appeal on hearing the judgment read
	}
	rule := statute.AppealJudgment
	if c.Disposition.Kind == byRuling {
		rule = statute.AppealRuling
	}
	d, err := c.book.Period(rule, served.Start())
	if err != nil {
		return missing("%s", err)
	}
	handed := form.On
	switch {
	case form.PostedOn.After(form.On):
		return wrong("data.postedOn", "交邮在收到之前 posted before it was received", "%[1]s或者更早 %[1]s or earlier", form.On)
	case !form.PostedOn.IsZero():
		handed = form.PostedOn
	}
	last := lastDay(d.Last, c.appealUntil(form.Party))
	if handed.After(last) {
		r := missing("%s的上诉期已于%s届满 the appeal period of %s ended on %s", form.Party, last, form.Party, last)
		r.Code, r.Article = casefile.TooLate, d.Article
		return r
	}
	return nil
}

// postedInTime lets in an appeal that was posted within the period but came
// after the judgment seemed to have taken effect (民事诉讼法第85条).
func (c *caseRun) postedInTime(s *step) *casefile.Refusal {
	if c.Disposition.Kind != byJudgment || !c.Appeal.LodgedOn.IsZero() {
		return missing("该判决已不能上诉 that judgment can no longer be appealed against")
	}
	if form, ok := s.form.(*casefile.AppealForm); ok && form.PostedOn.IsZero() {
		r := missing("上诉期已届满 the period to appeal is over; give postedOn if it was posted within it")
		r.Code = casefile.TooLate
		return r
	}
	return nil
}

func (c *caseRun) nothingDue(*step) *casefile.Refusal {
	if len(c.Duties) > 0 {
		return missing("尚有应履行的内容 there is something to perform")
	}
	return nil
}

func (c *caseRun) appealable(*step) *casefile.Refusal {
	if c.Disposition.Final {
		return missing("该文书一审终审或为调解书，不得上诉 no appeal lies against it")
	}
	return nil
}
