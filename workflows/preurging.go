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

// preUrging is the urging before enforcement that an applicant agreed to
// (执前督促, as Hangzhou's courts have it).
type preUrging struct {
	Track     string        `json:"track"`
	Applicant string        `json:"applicant"`
	On        calendar.Date `json:"on"` // of the application for enforcement
	NumberID  string        `json:"numberId"`
	Urger     string        `json:"urger"`
	Contacts  []contact     `json:"contacts"`
}

// urgingTrack is the track that a decision about an urging is about; a new one
// for a new urging.
func (c *caseRun) urgingTrack(e lifecycle.Event) string {
	if t := c.trackOf(c.Urging.Track); e == lifecycle.BeginPreUrging && (t == nil || !c.open(t)) {
		return fmt.Sprintf("%s/%d", lifecycle.PreUrging.ID, len(c.tracksOf(lifecycle.PreUrging))+1)
	}
	return c.Urging.Track
}

// mayUrge lets an urging begin where enforcement could be applied for.
func (c *caseRun) mayUrge() *casefile.Refusal {
	if !c.afterEffect() {
		return missing("执前督促在申请执行时进行 it takes the place of an application for enforcement, in supervision or while one is awaited")
	}
	return nil
}

func (c *caseRun) checkPreUrging(s *step, form *casefile.PreUrgingForm) *casefile.Refusal {
	return c.checkPartyDay(&step{row: lifecycle.Row{Event: lifecycle.ApplyEnforcement}, day: s.day}, &casefile.PartyDayForm{Party: form.Party, On: form.On})
}

// urgingConsented: an application is decided in seven days, so only its maker
// can put it off (执行规定第16条).
func (c *caseRun) urgingConsented(s *step) *casefile.Refusal {
	if form, ok := s.form.(*casefile.PreUrgingForm); ok && !form.Consented {
		return missing("未经申请人同意不得执前督促，应在七日内决定是否立案执行 not without the applicant's consent: apply_enforcement instead")
	}
	return nil
}

// urgingSuitable leaves out what is enforced at once: a judgment served by
// public notice, hidden property, urgency, and by the court's policy a
// judgment for more than its limit.
func (c *caseRun) urgingSuitable(s *step) *casefile.Refusal {
	for _, e := range c.Timeline {
		if e.Event == lifecycle.NoticeExpired && strings.HasPrefix(e.Track, deliveryID(casefile.PaperJudgment, "")) {
			return missing("裁判文书系公告送达，不适用执前督促 the judgment was served by public notice: nobody is there to be urged")
		}
	}
	if limit := c.Policy.PreUrgingFen(); c.Disposition.Kind == byJudgment && c.outstanding() > limit {
		return missing("尚欠%s超过本院执前督促的限额%s more than the court urges before enforcement", yuan(c.outstanding()), yuan(limit))
	}
	form, ok := s.form.(*casefile.PreUrgingForm)
	switch {
	case ok && form.Hiding:
		return missing("有转移、隐匿财产情形，应直接执行 property is being hidden: apply_enforcement")
	case ok && form.Urgent:
		return missing("情况紧急，应直接执行 it is urgent: apply_enforcement")
	}
	return nil
}

func (c *caseRun) beginPreUrging(s *step) {
	form := s.form.(*casefile.PreUrgingForm)
	c.Urging = preUrging{Track: s.track.ID, Applicant: form.Party, On: form.On, Urger: form.Urger, NumberID: c.number(c.Court, "督", s.day.Year())}
	c.drop("limitation")      // the application interrupts it (民事诉讼法第250条)
	for i := range c.Assets { // and keeps what was frozen after effectiveness (民诉法解释第163条)
		if a := &c.Assets[i]; c.applicant(a) == form.Party {
			c.drop("apply/" + a.Asset)
		}
	}
	d := c.set(period{id: s.track.ID, rule: statute.PreEnforcementUrging, from: form.On.Start(), on: c.debtors()[0], scope: s.track.ID, track: s.track.ID, expires: lifecycle.PreUrgingLapsed})
	s.mech = 8
	s.note = fmt.Sprintf("%s 同意执前督促，至%s", form.Party, d.Deadline.Last)
	for i := range c.Duties {
		o := &c.Duties[i]
		if o.Creditor != form.Party || !o.overdue(s.day) {
			continue
		}
		for _, p := range c.urged(o) {
			n := c.order(casefile.PreUrgingNotice, p, s.day, c.payTo(map[string]string{"until": d.Deadline.Last.String(), "applicant": form.Party}), c.dutyView(o))
			c.numbered(n.ID, c.Urging.NumberID)
		}
	}
	c.brought(8, s.day, "执前督促", "至"+d.Deadline.Last.String())
}

func (c *caseRun) recordPreUrging(s *step) {
	form := s.form.(*casefile.UrgingNoteForm)
	c.Urging.Contacts = append(c.Urging.Contacts, contact{On: form.On, Channel: form.Channel, Reached: form.Reached, Cause: form.Cause})
	s.mech = 8
	reached := "未联系上"
	if form.Reached {
		reached = "已联系上"
	}
	s.note = strings.TrimSpace(fmt.Sprintf("第%d次 %s %s %s %s", len(c.Urging.Contacts), form.On, reached, causeNames[form.Cause], form.Note))
	c.use(8, s.day, "执前督促联系")
}

// urgedSuccessfully ends an urging once nothing overdue is owed to its applicant.
func (c *caseRun) urgedSuccessfully(at time.Time) {
	t := c.trackOf(c.Urging.Track)
	if t == nil || !c.open(t) {
		return
	}
	for i := range c.Duties {
		if d := &c.Duties[i]; d.Creditor == c.Urging.Applicant && d.overdue(day(at)) {
			return
		}
	}
	c.cause(lifecycle.PreUrgingDone, t.ID, lifecycle.Linked, at, "以“执督”归档")
}

func (c *caseRun) preUrgingDone(s *step) {
	s.mech = 8
	c.brought(8, s.day, "执前督促", "履行完毕，以“执督”归档")
	c.awaitAgain(s)
}

// preUrgingFailed lets the application take its course, from the day it was made.
func (c *caseRun) preUrgingFailed(s *step) {
	switch form := s.form.(type) {
	case *casefile.ReasonForm:
		s.note = form.Reason
	case *casefile.PartyDayForm:
		s.note = form.Party + " 要求立即执行"
	}
	s.mech = 8
	c.brought(8, s.day, "执前督促", "未果，转入执行立案")
	apply := &step{at: s.at, day: s.day, form: &casefile.PartyDayForm{Party: c.Urging.Applicant, On: c.Urging.On}, decision: casefile.Decision{Event: lifecycle.ApplyEnforcement, Role: lifecycle.Linked}}
	if !c.happen(apply, "") {
		c.awaitAgain(s)
	}
}

// awaitAgain runs the creditor's two years anew where an application that had
// interrupted them came to nothing.
func (c *caseRun) awaitAgain(s *step) {
	if c.Phase == lifecycle.AwaitingEnforcement && c.clock("limitation") == nil && c.outstandingCount() > 0 {
		c.awaitApplication(s)
		if k := c.clock("limitation"); k != nil && calendar.Of(k.Deadline.From).Before(s.day) {
			c.limitation(s.day, k.On)
		}
	}
}
