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

// startDefence has nothing to set: each defendant's period runs from its own receipt.
func (c *caseRun) startDefence(*step) {}

func (c *caseRun) answeredAll() bool {
	for _, d := range c.defendants() {
		if _, ok := c.AnsweredOn[d]; !ok {
			return false
		}
	}
	return true
}

func (c *caseRun) answer(s *step) {
	form := s.form.(*casefile.PartyDayForm)
	s.note = form.Party + " " + form.On.String()
	if was, ok := c.AnsweredOn[form.Party]; ok && form.On.After(was) {
		s.note += "（逾期，不影响审理）"
		return
	}
	c.AnsweredOn[form.Party] = form.On
	c.drop("answer/" + form.Party)
}

func (c *caseRun) answerExpired(s *step) {
	if s.period == nil {
		return
	}
	d := s.period.Party
	c.AnsweredOn[d] = s.last()
	c.Incidents.Lapsed = append(c.Incidents.Lapsed, d)
	s.note = fmt.Sprintf("%s 自%s收到起诉状副本，至%s未提交答辩状", d, c.ServedOn[servedKey(casefile.PaperComplaint, d)], s.last())
}

// inAnswerPeriod lets a defendant object to jurisdiction within its own answer period.
func (c *caseRun) inAnswerPeriod(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.PartyDayForm)
	if !ok {
		return nil
	}
	served, ok := c.ServedOn[servedKey(casefile.PaperComplaint, form.Party)]
	if !ok {
		return nil // before service nothing has expired
	}
	d, err := c.book.Period(statute.Answer, served.Start())
	last := d.Last
	if k := c.clock("answer/" + form.Party); k != nil { // with what a stay added
		last = k.Deadline.Last
	}
	if err == nil && form.On.After(last) {
		r := missing("管辖权异议应在答辩期内提出，该期间已于%s届满 the answer period ended on %s", last, last)
		r.Code = casefile.TooLate
		return r
	}
	return nil
}

func (c *caseRun) objectionPending(*step) *casefile.Refusal {
	if c.Objection == "" {
		return missing("没有待审查的管辖权异议 no objection to jurisdiction is pending")
	}
	if on := c.Incidents.Jurisdiction.RuledOn; !on.IsZero() {
		return missing("已于%s裁定驳回，尚未生效 it was overruled on %s, which is not final yet", on, on)
	}
	return nil
}

// objectJurisdiction stops the trial period until the objection is decided.
func (c *caseRun) objectJurisdiction(s *step) {
	form := s.form.(*casefile.PartyDayForm)
	s.note = form.Party + " " + form.On.String()
	c.objectedBy(form.Party)
	if c.Objection == "" {
		c.Objection = c.exclude(statute.Exclusion{Ground: statute.GroundJurisdictionObjection, From: form.On, Approver: c.Judge, Proof: "管辖权异议申请书"}, s)
	}
}

func (c *caseRun) overruleObjection(s *step) {
	on := s.form.(*casefile.DayForm).On
	if c.since(joinder) && c.Procedure != casefile.SmallClaims { // in small claims it takes effect at once (民诉法解释第276条)
		c.overrule(s, on)
		return
	}
	c.endObjection(s, on)
}

// conversionLawful allows small claims → summary or ordinary and summary →
// ordinary (民事诉讼法第169、170条). A conversion past the limit is on record in
// practice: it is taken, and the overrun shown.
func (c *caseRun) conversionLawful(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.ConvertForm)
	if !ok {
		return nil
	}
	switch {
	case c.Procedure == casefile.Ordinary:
		return missing("已适用普通程序，不得转为%s an ordinary procedure is not converted back", form.To.Name())
	case form.To == c.Procedure:
		return missing("已适用%s the case is tried under it already", form.To.Name())
	}
	return nil
}

// convert keeps the count from the original filing (民诉法解释第258条；审限规定第8条)
// and asks for the other half of the fee.
func (c *caseRun) convert(s *step) {
	form := s.form.(*casefile.ConvertForm)
	from := c.Procedure
	c.Procedure = form.To
	c.Trial.Rule = trialRule[form.To]
	c.Trial.Extensions = nil
	s.note = fmt.Sprintf("由%s转为%s：%s", from.Name(), form.To.Name(), form.Reason)
	if form.To == casefile.Ordinary {
		c.restoreFee(s, "民诉法解释第199条")
		c.askFeeSupplement(s)
	}
	c.retime(s.at)
}

// retime sets the trial limit anew after anything that moves it.
func (c *caseRun) retime(at time.Time) {
	today := day(at)
	t, err := c.book.Trial(c.Trial, today)
	if err != nil {
		c.log.Error("trial limit", "error", err.Error())
		c.append(casefile.Entry{At: at, Event: "period_failed", Name: "审限无法计算", Role: lifecycle.Linked, Note: err.Error()})
		return
	}
	since := today
	if k := c.clock("trial"); k != nil && !k.Frozen.IsZero() {
		since = k.Frozen
	}
	c.put(period{id: "trial", rule: c.Trial.Rule, on: string(lifecycle.Judge), scope: scopeCase}, t.Deadline)
	if t.Running {
		c.drop("exclusion-review")
		return
	}
	k := c.clock("trial")
	k.Frozen, k.Resumes = since, c.countsAgain(today)
	// While the period stands still it has no end to watch, so the reason for it
	// is watched, unless that has an end of its own.
	switch {
	case !k.Resumes.IsZero() || c.Phase == lifecycle.Stayed:
		c.drop("exclusion-review")
	case c.clock("exclusion-review") == nil:
		c.set(period{id: "exclusion-review", rule: statute.StayReview, from: at, on: string(lifecycle.Judge), scope: scopeCase})
	}
}

// countsAgain is the day from which the trial limit runs on by itself, zero
// when that takes a decision.
func (c *caseRun) countsAgain(today calendar.Date) calendar.Date {
	var ends []calendar.Date
	for _, e := range c.Trial.Exclusions {
		// The day that ends an exclusion counts again; in cases of the first
		// release the day after it.
		g, _ := statute.FindGround(e.Ground)
		if g.MaxMonths > 0 {
			end := e.From.AddMonths(g.MaxMonths)
			ends = append(ends, end, end.AddDays(1))
		}
		if g.MaxDays > 0 {
			ends = append(ends, e.From.AddDays(g.MaxDays), e.From.AddDays(g.MaxDays+1))
		}
		if !e.To.IsZero() {
			ends = append(ends, e.To)
		}
	}
	slices.SortFunc(ends, calendar.Date.Compare)
	for _, d := range ends {
		if t, err := c.book.Trial(c.Trial, d); err == nil && d.After(today) && t.Running {
			return d
		}
	}
	return calendar.Date{}
}

// trialClock is the trial limit as it stands on a day.
func (c *caseRun) trialClock(on calendar.Date) (statute.TrialClock, bool) {
	if c.Trial.Filed.IsZero() || c.clock("trial") == nil {
		return statute.TrialClock{}, false
	}
	t, err := c.book.Trial(c.Trial, on)
	return t, err == nil
}

// exclude opens an excluded span and returns its ID.
func (c *caseRun) exclude(e statute.Exclusion, s *step) string {
	c.Exclusions++
	e.ID = fmt.Sprintf("X%d", c.Exclusions)
	c.Trial.Exclusions = append(c.Trial.Exclusions, e)
	c.retime(s.at)
	return e.ID
}

// checkExclusion tries an exclusion on the trial limit before it is entered:
// one that the law does not know would spoil every later count.
func (c *caseRun) checkExclusion(s *step, form *casefile.ExcludeForm) *casefile.Refusal {
	switch {
	case form.From.Before(c.AcceptedOn):
		return wrong("data.from", "扣除的期间应在审限内 the span lies within the trial period", "%[1]s或者更晚 %[1]s or later", c.AcceptedOn)
	case form.From.After(s.day):
		return wrong("data.from", "扣除自事由发生之日起 time is excluded once its ground is there", "%[1]s或者更早 %[1]s or earlier", s.day)
	}
	trial := c.Trial
	trial.Exclusions = append(slices.Clone(trial.Exclusions), statute.Exclusion{Ground: form.Ground, From: form.From, To: form.To})
	if _, err := c.book.Trial(trial, s.day); err != nil {
		return wrong("data.ground", "该事由不能扣除审限 not a ground that stops this limit", "适用于本案审限的扣除事由 a ground that fits: %s", err)
	}
	return nil
}

func (c *caseRun) endExclusion(id string, on calendar.Date, s *step) {
	for i := range c.Trial.Exclusions {
		if e := &c.Trial.Exclusions[i]; e.ID == id && e.To.IsZero() {
			e.To = on
			if on.Before(e.From) {
				e.To = e.From
			}
		}
	}
	c.retime(s.at)
}

func (c *caseRun) excludeTime(s *step) {
	form := s.form.(*casefile.ExcludeForm)
	id := c.exclude(statute.Exclusion{Ground: form.Ground, From: form.From, To: form.To, Approver: s.decision.Actor, Proof: form.Proof}, s)
	s.note = fmt.Sprintf("%s %s 自%s", id, form.Ground, form.From)
}

func (c *caseRun) checkResumeTime(form *casefile.ResumeTimeForm) *casefile.Refusal {
	var open []string
	for _, e := range c.Trial.Exclusions {
		if !e.To.IsZero() {
			continue
		}
		switch {
		case e.ID != form.Exclusion:
			open = append(open, e.ID)
		case e.ID == c.StayID:
			return missing("中止的期间以恢复诉讼结束 a stay ends with the resumption of the suit")
		case e.ID == c.Objection:
			return missing("管辖权异议的期间以裁定结束 it ends with the ruling on the objection (overrule_objection)")
		case form.On.Before(e.From):
			return wrong("data.on", "止日不早于起日 the end is not before the start", "%[1]s或者更晚 %[1]s or later", e.From)
		default:
			return nil
		}
	}
	r := wrong("data.exclusion", "没有这一正在扣除的期间 no such open exclusion", "%s", oneOf(open))
	r.Code = casefile.NoSuchTrack
	return r
}

func (c *caseRun) resumeTime(s *step) {
	form := s.form.(*casefile.ResumeTimeForm)
	c.endExclusion(form.Exclusion, form.On, s)
	s.note = form.Exclusion + " 至" + form.On.String()
	if t, ok := c.trialClock(s.day); ok {
		s.note += "，审限至" + t.Deadline.Last.String()
	}
}

func (c *caseRun) requestExtension(s *step) {
	s.note = s.form.(*casefile.ReasonForm).Reason
	c.Extension = s.day
	if t, ok := c.trialClock(s.day); ok {
		if by, _ := c.book.ExtensionWindow(t.Deadline.Last); s.day.After(by) {
			s.note += fmt.Sprintf("（应于%s前申请，已迟）", by)
		}
	}
}

func (c *caseRun) grantExtension(s *step) {
	c.Trial.Extensions = append(c.Trial.Extensions, statute.Extension{Rule: extensionRule[c.Procedure], Requested: c.Extension, Approved: s.day, Approver: s.decision.Actor})
	c.Extension = calendar.Date{}
	c.retime(s.at)
	if t, ok := c.trialClock(s.day); ok {
		s.note = "审限延长至" + t.Deadline.Last.String()
	}
}

func (c *caseRun) checkHearing(s *step, form *casefile.HearingForm) *casefile.Refusal {
	if r := c.notLed(s); r != nil {
		return r
	}
	if form.On.Before(s.day) {
		return wrong("data.on", "开庭日期不得早于今日 a hearing lies ahead", "%[1]s或者更晚 %[1]s or later", s.day)
	}
	if s.row.Event != lifecycle.Adjourn {
		// Three days' notice in ordinary procedure (民事诉讼法第139条); summary procedure is free of it (第163条).
		if c.Procedure == casefile.Ordinary && form.On.Before(s.day.AddDays(3)) {
			return wrong("data.on", "应在开庭三日前通知 three days' notice (民事诉讼法第139条)", "%[1]s或者更晚 %[1]s or later", s.day.AddDays(3))
		}
		return nil
	}
	if len(c.Hearings) == 0 {
		return missing("没有可延期的开庭 no hearing is scheduled that could be adjourned (schedule_hearing)")
	}
	if n := len(c.Hearings); !form.Agreed && form.On.After(c.Hearings[n-1].AddMonths(1)) {
		return wrong("data.on", "两次开庭间隔不得超过一个月 at most a month between hearings (延长审限规定第5条)", "%[1]s或者更早，或者选已经当事人同意（agreed: true） %[1]s or earlier, or agreed: true", c.Hearings[n-1].AddMonths(1))
	}
	return nil
}

func (c *caseRun) scheduleHearing(s *step) {
	form := s.form.(*casefile.HearingForm)
	c.Hearings = append(c.Hearings, form.On)
	c.Incidents.DebateClosed = calendar.Date{} // a further hearing opens the debate again
	s.note = strings.TrimSpace(form.On.String() + " " + form.Time + " " + form.Place)
	c.promptAssessment(s)
	c.tellHearing(s, form)
	for _, p := range c.suitors() {
		c.order(casefile.HearingNotice, p, s.day, map[string]string{"on": form.On.String(), "time": form.Time, "place": form.Place, "judge": c.Judge, "cause": c.Filing.Cause})
	}
}

// adjournments is how many adjournments each procedure allows (延长审限规定第3条).
var adjournments = map[casefile.Procedure]int{casefile.Ordinary: 2, casefile.Summary: 1, casefile.SmallClaims: 1}

// adjourn puts a hearing off: one that was not held yet has not been held.
func (c *caseRun) adjourn(s *step) {
	c.Adjourned++
	if n := len(c.Hearings); n > 0 && !c.Hearings[n-1].Before(s.day) {
		c.Hearings = c.Hearings[:n-1]
	}
	c.scheduleHearing(s)
	s.note = fmt.Sprintf("第%d次延期，%s", c.Adjourned, s.note)
}

func (c *caseRun) reassign(s *step) {
	form := s.form.(*casefile.AssignForm)
	s.note = fmt.Sprintf("%s → %s：%s", or(c.Judge, "未定"), form.To, form.Reason)
	c.Judge = form.To
}

func (c *caseRun) nudge(s *step) { s.note = s.form.(*casefile.ReasonForm).Reason }

// stay stops every period of the suit, and has the stay itself reviewed so that
// none is forgotten.
func (c *caseRun) stay(s *step) {
	s.note = s.form.(*casefile.ReasonForm).Reason
	c.halt(s)
}

// halt stops the periods of a suit that is stayed, whatever for.
func (c *caseRun) halt(s *step) {
	c.StayedFrom = s.from
	// A freeze of property lapses on its day, stay or no stay.
	c.freeze(s.day, func(k *clock) bool {
		return k.ID != "trial" && k.Scope != scopePhase && !strings.HasPrefix(k.Scope, lifecycle.Preservation.ID+"/")
	})
	c.StayID = c.exclude(statute.Exclusion{Ground: statute.GroundStay, From: s.day, Approver: s.decision.Actor, Proof: "中止诉讼裁定"}, s)
	c.drop("exclusion-review")
	c.set(period{id: "stay-review", rule: statute.StayReview, from: s.at, on: string(lifecycle.Judge), scope: scopePhase})
}

func (c *caseRun) resume(s *step) {
	c.thaw(s.day, func(k *clock) bool { return k.ID != "trial" && !c.held(k) })
	c.moveNotices(s.at)
	c.endExclusion(c.StayID, s.day, s)
	c.StayedFrom, c.StayID = "", ""
}

// stayedOn is the day from which the suit is stayed.
func (c *caseRun) stayedOn(otherwise calendar.Date) calendar.Date {
	for _, e := range c.Trial.Exclusions {
		if e.ID == c.StayID {
			return e.From
		}
	}
	return otherwise
}

// guard judges the conditions that the tables name.
func (c *caseRun) guard(g lifecycle.Guard, s *step) *casefile.Refusal {
	if r := c.stayedByBankruptcy(s); r != nil {
		return r
	}
	if judge, ok := caseGuards[g]; ok {
		return judge(c, s)
	}
	if judge, ok := incidentGuards[g]; ok {
		return judge(c, s)
	}
	if judge, ok := insolvencyGuards[g]; ok {
		return judge(c, s)
	}
	return missing("no such guard: %s", g)
}

var caseGuards map[lifecycle.Guard]func(*caseRun, *step) *casefile.Refusal

func init() {
	stayed := func(from lifecycle.State) func(*caseRun, *step) *casefile.Refusal {
		return func(c *caseRun, _ *step) *casefile.Refusal {
			if c.StayedFrom != from {
				return missing("中止前处于“%s”，应恢复到该阶段 the case was stayed from %s", lifecycle.Case.StateName(c.StayedFrom), c.StayedFrom)
			}
			return nil
		}
	}
	handedFrom := func(from lifecycle.State) func(*caseRun, *step) *casefile.Refusal {
		return func(c *caseRun, _ *step) *casefile.Refusal {
			if c.Handoff.From != from {
				return missing("the handoff came from %s", c.Handoff.From)
			}
			return nil
		}
	}
	caseGuards = map[lifecycle.Guard]func(*caseRun, *step) *casefile.Refusal{
		lifecycle.HearingDone:        (*caseRun).hearingDone,
		lifecycle.HasDefinite:        (*caseRun).definite,
		lifecycle.StayedFromService:  stayed(lifecycle.Service),
		lifecycle.StayedFromDefence:  stayed(lifecycle.Defence),
		lifecycle.StayedFromTrial:    stayed(lifecycle.Trial),
		lifecycle.PaidInFull:         (*caseRun).paidInFull,
		lifecycle.MediationUnsigned:  (*caseRun).mediationUnsigned,
		lifecycle.Appealable:         (*caseRun).appealable,
		lifecycle.AppealOfJudgment:   (*caseRun).appealOfJudgment,
		lifecycle.AppealOfRuling:     (*caseRun).appealOfRuling,
		lifecycle.InAnswerPeriod:     (*caseRun).inAnswerPeriod,
		lifecycle.ConversionLawful:   (*caseRun).conversionLawful,
		lifecycle.ExtensionRequested: (*caseRun).extensionRequested,
		lifecycle.ExtendedOnce:       (*caseRun).extendedOnce,
		lifecycle.OverruledNotFinal:  (*caseRun).overruledNotFinal,
		lifecycle.JurisdictAppealed:  (*caseRun).jurisdictionAppealed,
		lifecycle.RefusalAppealed:    (*caseRun).refusalAppealed,
		lifecycle.SecondInstanceRuns: (*caseRun).secondInstanceRuns,
		lifecycle.PastDue:            (*caseRun).pastDue,
		lifecycle.EnterpriseDebtor:   (*caseRun).enterpriseDebtor,
		lifecycle.NotReferredBefore:  (*caseRun).notReferredBefore,
		lifecycle.AdjournmentsLeft:   (*caseRun).adjournmentsLeft,
		lifecycle.FromSupervision:    handedFrom(lifecycle.InSupervision),
		lifecycle.FromAwaiting:       handedFrom(lifecycle.AwaitingEnforcement),
		lifecycle.FromEnforcement:    handedFrom(lifecycle.InEnforcement),
		lifecycle.MethodLawful:       (*caseRun).methodLawful,
		lifecycle.NoticeLawful:       (*caseRun).noticeLawful,
		lifecycle.PlansLeft:          (*caseRun).plansLeft,
		lifecycle.TermOver:           (*caseRun).termOver,
		lifecycle.ObjectionPending:   (*caseRun).objectionPending,
		lifecycle.NothingDue:         (*caseRun).nothingDue,
		lifecycle.EveryoneServed:     (*caseRun).everyoneServed,
		lifecycle.PostedInTime:       (*caseRun).postedInTime,
		lifecycle.SecurityPosted:     (*caseRun).securityPosted,
		lifecycle.LiftRequested:      (*caseRun).liftRequested,
		lifecycle.UrgingConsented:    (*caseRun).urgingConsented,
		lifecycle.UrgingSuitable:     (*caseRun).urgingSuitable,
	}
}

func (c *caseRun) hearingDone(s *step) *casefile.Refusal {
	for _, h := range c.Hearings {
		if !h.After(s.day) {
			return nil
		}
	}
	return missing("尚未开庭 no hearing has been held; schedule one first (schedule_hearing)")
}

// everyoneServed keeps a judgment from being given over the head of a defendant
// who was never sent the complaint.
func (c *caseRun) everyoneServed(*step) *casefile.Refusal {
	for _, d := range c.defendants() {
		if _, ok := c.ServedOn[servedKey(casefile.PaperComplaint, d)]; !ok {
			return missing("尚未向%s送达起诉状副本 the complaint has not been served on %s (record_served)", d, d)
		}
	}
	return nil
}

func (c *caseRun) extensionRequested(*step) *casefile.Refusal {
	if c.Extension.IsZero() {
		return missing("承办法官尚未申请延长 the judge has not requested an extension (request_extension)")
	}
	if len(c.Trial.Extensions) > 0 {
		return missing("本院院长已批准延长一次，再次延长须报上级法院 the president has extended once; the court above decides any further (further_extension)")
	}
	return nil
}

func (c *caseRun) adjournmentsLeft(*step) *casefile.Refusal {
	if most := adjournments[c.Procedure]; c.Adjourned >= most {
		return missing("%s延期开庭不得超过%d次 no more than %d adjournments", c.Procedure.Name(), most, most)
	}
	return nil
}
