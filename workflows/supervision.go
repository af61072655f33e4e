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

// duty is an obligation with what has become of it.
type duty struct {
	casefile.Obligation
	PaidFen     int64         `json:"paidFen"`
	EnforcedFen int64         `json:"enforcedFen"` // brought by enforcement
	ExcessFen   int64         `json:"excessFen"`
	Accelerated calendar.Date `json:"accelerated"`
	PerformedOn calendar.Date `json:"performedOn"`
	Plans       int           `json:"plans"`
	TermFrom    calendar.Date `json:"termFrom"` // effectiveness, where the period counts from it
	TermLast    calendar.Date `json:"termLast"` // the last day of a period without instalments

	BesidesFen      int64                    `json:"besidesFen"`      // paid towards penalty or interest
	ReturnedFen     int64                    `json:"returnedFen"`     // of what was paid, back with the payers
	AccruedFen      int64                    `json:"accruedFen"`      // the agreed rate's penalty, once the debt itself is paid
	Defaulted       calendar.Date            `json:"defaulted"`       // the last day of the part that was missed first
	DefaultPlans    int                      `json:"defaultPlans"`    // new plans agreed by then
	RestoredFen     int64                    `json:"restoredFen"`     // of the amount, what had been waived
	EnforcedBesides int64                    `json:"enforcedBesides"` // penalty that enforcement brought
	EnforcedOn      calendar.Date            `json:"enforcedOn"`
	ActOn           calendar.Date            `json:"actOn"` // the act was done, a penalty may be open
	PaidBy          map[string]int64         `json:"paidBy"`
	Secured         map[string]calendar.Date `json:"secured"` // by whom: the day a mortgage or pledge took effect
	Contacts        []contact                `json:"contacts"`
	// Document keeps the terms of the document while a plan stands in their place,
	// Broken those of a plan that was not kept, with the day that was missed.
	Document *terms        `json:"document,omitempty"`
	Broken   *terms        `json:"broken,omitempty"`
	BrokenOn calendar.Date `json:"brokenOn,omitzero"`
}

// contact is one attempt to reach a debtor.
type contact struct {
	On      calendar.Date `json:"on"`
	Channel string        `json:"channel"`
	Reached bool          `json:"reached"`
	Cause   string        `json:"cause"`
}

// outstanding is what is left to pay, 1 for an act that is not done yet.
func (d *duty) outstanding() int64 {
	switch {
	case !d.PerformedOn.IsZero():
		return 0
	case d.Subject == casefile.Act && d.ActOn.IsZero():
		return 1
	}
	return d.principalLeft() + d.penaltyLeft()
}

// outstandingFen is what is left of the debt itself, without a penalty.
func (d *duty) outstandingFen() int64 {
	if d.Subject == casefile.Act {
		return 0
	}
	if !d.PerformedOn.IsZero() {
		return 0
	}
	return d.principalLeft()
}

// next is the part that falls due next, or is due already: its last day and
// how much of it is unpaid.
func (d *duty) next() (calendar.Date, int64) {
	if left := d.penaltyLeft(); left > 0 && d.principalLeft() == 0 && (d.Subject == casefile.Money || !d.ActOn.IsZero()) {
		return d.Defaulted, left
	}
	if !d.Accelerated.IsZero() || len(d.Instalments) == 0 {
		due := d.TermLast
		if !d.Accelerated.IsZero() {
			due = d.Accelerated
		}
		return due, d.outstanding()
	}
	var sum int64
	for _, in := range d.Instalments {
		if sum += in.AmountFen; sum > d.PaidFen+d.EnforcedFen {
			return lastDay(in.Due, d.TermFrom), sum - d.PaidFen - d.EnforcedFen
		}
	}
	return lastDay(d.Instalments[len(d.Instalments)-1].Due, d.TermFrom), d.outstanding()
}

// overdue reports whether something of it is due and unpaid on a day.
func (d *duty) overdue(on calendar.Date) bool {
	due, _ := d.next()
	return d.outstanding() > 0 && on.After(due)
}

// book takes a payment to the obligation: what is too much is excess, to be returned.
func (d *duty) book(p casefile.Payment) {
	if d.Subject == casefile.Act {
		d.PerformedOn = p.On
		return
	}
	paid := min(p.AmountFen, max(d.AmountFen-d.PaidFen-d.EnforcedFen, 0))
	d.PaidFen, d.ExcessFen = d.PaidFen+paid, d.ExcessFen+p.AmountFen-paid
	if d.PaidFen == d.AmountFen && d.PerformedOn.IsZero() {
		d.PerformedOn = p.On
	}
}

func (c *caseRun) duty(id string) *duty {
	for i := range c.Duties {
		if c.Duties[i].ID == id {
			return &c.Duties[i]
		}
	}
	return nil
}

// outstanding is all that is still owed in money, in fen.
func (c *caseRun) outstanding() int64 {
	var sum int64
	for i := range c.Duties {
		sum += c.Duties[i].outstandingFen()
	}
	return sum
}

func (c *caseRun) outstandingCount() int {
	n := 0
	for i := range c.Duties {
		if c.Duties[i].outstanding() > 0 {
			n++
		}
	}
	return n
}

// debtors lists who owes something, each once.
func (c *caseRun) debtors() []string {
	var ids []string
	for i := range c.Duties {
		for _, d := range c.Duties[i].Debtors {
			if c.Duties[i].outstanding() > 0 && c.Duties[i].owes(d) && !slices.Contains(ids, d) {
				ids = append(ids, d)
			}
		}
	}
	if len(ids) == 0 {
		return c.defendants()
	}
	return ids
}

func (c *caseRun) owedBy(party string) int64 {
	var sum int64
	for i := range c.Duties {
		if slices.Contains(c.Duties[i].Debtors, party) {
			sum += c.Duties[i].owedBy(party)
		}
	}
	return sum
}

func (c *caseRun) dutyView(d *duty) casefile.ObligationView {
	v := casefile.ObligationView{Obligation: d.Obligation, PaidFen: d.PaidFen + d.EnforcedFen, OutstandingFen: d.outstandingFen(), ExcessFen: d.ExcessFen,
		Accelerated: d.Accelerated, PerformedOn: d.PerformedOn, Plans: d.Plans}
	v.NextDue, v.NextDueFen = d.next()
	if d.outstanding() == 0 {
		v.NextDue, v.NextDueFen = calendar.Date{}, 0
	}
	c.dutyDetails(d, &v)
	v.Estates = c.estatesOf(d)
	for _, p := range slices.Concat(d.Debtors, d.Guarantors) {
		if c.since(joinder) && c.isBankrupt(p) {
			v.Bankrupt = append(v.Bankrupt, p)
		}
	}
	if t := c.trackOf(supervisionID(d.ID)); t != nil {
		v.State, v.StateName = string(t.State), lifecycle.Supervision.StateName(t.State)
	}
	return v
}

func (c *caseRun) duties() []casefile.ObligationView {
	out := make([]casefile.ObligationView, len(c.Duties))
	for i := range c.Duties {
		out[i] = c.dutyView(&c.Duties[i])
	}
	return out
}

func (c *caseRun) dutiesOf(party string) []casefile.ObligationView {
	var out []casefile.ObligationView
	for i := range c.Duties {
		if slices.Contains(c.Duties[i].Debtors, party) {
			out = append(out, c.dutyView(&c.Duties[i]))
		}
	}
	return out
}

func supervisionID(obligation string) string { return "supervision/" + obligation }

// enforcing reports whether the enforcement case has the obligations handed over.
func (c *caseRun) enforcing(phase lifecycle.State) bool {
	if phase == lifecycle.InRetrial && c.since(joinder) {
		phase = c.Incidents.Retrial.From
	}
	return phase == lifecycle.InEnforcement || phase == lifecycle.Dormant ||
		phase == lifecycle.BankruptcyHandoff && c.Handoff.From == lifecycle.InEnforcement
}

func (c *caseRun) paidFor(form *casefile.PaymentForm) *duty {
	if form.Obligation == "" && len(c.Duties) == 1 {
		return &c.Duties[0]
	}
	return c.duty(form.Obligation)
}

// afterPayment moves the obligation's track: done, the next instalment, or as
// before. was is what fell due next before the payment.
func (c *caseRun) afterPayment(d *duty, was calendar.Date, at time.Time) {
	id := supervisionID(d.ID)
	t := c.trackOf(id)
	if t == nil {
		return
	}
	if d.outstanding() == 0 {
		event := lifecycle.ObligationDone
		if t.State == lifecycle.InDefault {
			event = lifecycle.LateDone
		}
		c.cause(event, id, lifecycle.Linked, at, "")
		return
	}
	if due, _ := d.next(); due.After(was) && due.End().After(at) && t.State != lifecycle.InDefault && t.State != lifecycle.SuspendedDue && d.Accelerated.IsZero() {
		c.cause(lifecycle.TermMet, id, lifecycle.Linked, at, "下一期 "+due.String())
	}
}

func (c *caseRun) paidInFull(*step) *casefile.Refusal {
	if len(c.Duties) == 0 || c.outstandingCount() > 0 {
		return missing("尚未全部履行，尚欠%s not performed in full", yuan(c.outstanding()))
	}
	return nil
}

// supervise opens the supervision of every obligation that is not performed yet.
func (c *caseRun) supervise(s *step, effective calendar.Date) {
	for i := range c.Duties {
		d := &c.Duties[i]
		d.TermFrom = effective
		switch {
		case !d.Due.IsZero(): // no day of performance before the duty itself
			d.TermLast = lastDay(d.Due, effective)
		case d.DueDays > 0:
			p, err := c.book.Period("performance-period", effective.Start(), statute.Length(d.DueDays))
			if err == nil {
				d.TermLast = p.Last
			}
		default: // no period fixed: due on effectiveness (民事诉讼法第250条)
			d.TermLast = effective
		}
		if d.outstanding() > 0 {
			id := supervisionID(d.ID)
			t := c.openTrack(id, lifecycle.Supervision, lifecycle.RunningTerm, s.at, "")
			t.State, t.Since = lifecycle.RunningTerm, s.at
			c.startTerm(d, s.at)
			if c.since(joinder) && c.leftToBankruptcy(d) { // bankrupt before the document took effect
				c.cause(lifecycle.EndSupervision, id, lifecycle.Linked, s.at, "进入破产程序，应申报债权")
			}
		}
	}
	c.liftFreed(s.at)
	c.moneyMove = true
	if c.outstandingCount() > 0 {
		c.use(8, s.day, "督促履行开始")
	}
}

// nine is when reminders go out: in the morning of their day.
const nine = 9 * time.Hour

// startTerm sets the clocks of the part that falls due next: the end of the
// term, and the reminders before it that still lie ahead.
func (c *caseRun) startTerm(d *duty, at time.Time) {
	id, debtor := supervisionID(d.ID), d.Debtors[0]
	c.dropClocks(id)
	last, _ := d.next()
	term := period{id: "term/" + d.ID, rule: "performance-period", on: debtor, scope: id, track: id, party: debtor, expires: lifecycle.FallDue}
	if p, err := c.book.Period("performance-period", d.TermFrom.Start(), statute.Length(max(d.DueDays, 1))); err == nil {
		if p.Last != last { // a day that the document names is that day
			p.Length = max(last.Sub(d.TermFrom), 0)
		}
		p.Last, p.Due = last, last.End()
		p.Provisional = d.DueDays > 0 && !c.table.Covers(last)
		c.put(term, p)
	}
	for _, r := range []struct {
		rule  statute.RuleID
		event lifecycle.Event
	}{{statute.SupervisionReminderFirst, lifecycle.RemindFirst}, {statute.SupervisionReminderSecond, lifecycle.RemindSecond}} {
		p, err := c.book.Period(r.rule, last.Start())
		if err != nil || !p.Last.Start().Add(nine).After(at) {
			continue
		}
		p.Due = p.Last.Start().Add(nine)
		c.put(period{id: string(r.event) + "/" + d.ID, rule: r.rule, on: string(lifecycle.Clerk), scope: id, track: id, party: debtor, expires: r.event}, p)
	}
}

func (c *caseRun) dutyOf(s *step) *duty { return c.duty(subject(s.track.ID)) }

// remind sends the debtors a reminder before the due day.
func (c *caseRun) remind(s *step) {
	d := c.dutyOf(s)
	due, fen := d.next()
	s.mech = 8
	s.note = fmt.Sprintf("%s 应于%s前履行%s", d.ID, due, yuan(fen))
	for _, p := range d.Debtors {
		c.order(casefile.PerformanceReminder, p, s.day, c.payTo(map[string]string{"due": due.String()}), c.dutyView(d))
	}
	c.use(8, s.day, "到期前提醒 "+d.ID)
}

func (c *caseRun) termMet(s *step) { c.startTerm(c.dutyOf(s), s.at) }

// fallDue starts the urging of what was not performed in its term. Where the
// agreement says so, all that is left falls due at once (违约条款).
func (c *caseRun) fallDue(s *step) {
	d := c.dutyOf(s)
	last, fen := d.next()
	s.note = fmt.Sprintf("%s 履行期于%s届满，未履行%s", d.ID, last, yuan(fen))
	s.note += d.revive(last)
	c.inDefault(s, d, last)
	if d.Accelerates && d.Accelerated.IsZero() && len(d.Instalments) > 0 {
		c.cause(lifecycle.Accelerate, s.track.ID, lifecycle.Linked, s.at, "")
		return
	}
	c.urge(d, s.at, last)
}

func (c *caseRun) accelerate(s *step) {
	d := c.dutyOf(s)
	last, _ := d.next()
	d.Accelerated = last
	c.moneyMove = true
	s.mech = 6
	s.note = fmt.Sprintf("%s 剩余%s一并到期", d.ID, yuan(d.outstandingFen()))
	if d.PenaltyFen > 0 && !c.since(reform) {
		s.note += "，另付违约金" + yuan(d.PenaltyFen) + "（不再计迟延履行利息）"
	}
	c.use(6, s.day, "违约条款触发：剩余款项加速到期 "+d.ID)
	c.urge(d, s.at, last)
}

// urge sets the ladder after the due day: contact, second notice, close.
func (c *caseRun) urge(d *duty, at time.Time, due calendar.Date) {
	id, debtor := supervisionID(d.ID), d.Debtors[0]
	c.dropClocks(id)
	for _, r := range []struct {
		rule  statute.RuleID
		event lifecycle.Event
		on    string
	}{
		{statute.SupervisionContact, lifecycle.ContactDue, string(lifecycle.Judge)},
		{statute.SupervisionSecondNotice, lifecycle.SecondNotice, string(lifecycle.Clerk)},
		{statute.SupervisionClose, lifecycle.UrgingExpired, debtor},
	} {
		c.set(period{id: string(r.event) + "/" + d.ID, rule: r.rule, from: due.Start(), on: r.on, scope: id, track: id, party: debtor, expires: r.event})
	}
}

// contactDue keeps the contact that nobody recorded before the judge's eyes: from
// its day it is past target, until it is recorded or the urging ends.
func (c *caseRun) contactDue(s *step) {
	if s.period == nil || !c.since(joinder) {
		return
	}
	d := s.period.Deadline
	c.put(period{id: "contact/" + subject(s.track.ID), rule: d.Rule, on: string(lifecycle.Judge), scope: s.track.ID, track: s.track.ID}, d)
	k := c.clock("contact/" + subject(s.track.ID))
	k.Raised, k.Alert = len(c.Policy.Escalations(d.From, d.Due)), casefile.AlertOverdue // this very event said so
}

func (c *caseRun) recordContact(s *step) {
	form := s.form.(*casefile.ContactForm)
	s.mech = 8
	reached := "未联系上"
	if form.Reached {
		reached = "已联系上"
	}
	s.note = strings.TrimSpace(fmt.Sprintf("%s %s %s %s", form.On, form.Channel, reached, form.Reason))
	c.contacted(s, form)
	c.drop(string(lifecycle.ContactDue) + "/" + form.Obligation)
	c.drop("contact/" + form.Obligation)
	c.use(8, s.day, "督促联系 "+form.Obligation)
}

func (c *caseRun) secondNotice(s *step) {
	d := c.dutyOf(s)
	due, _ := d.next()
	s.mech = 8
	s.note = d.ID + " 二次督促，告知债权人可以申请执行"
	for _, p := range append(c.urged(d), d.Creditor) {
		c.order(casefile.SecondNoticeLetter, p, s.day, c.payTo(map[string]string{"due": due.String()}), c.dutyView(d))
	}
	c.use(8, s.day, "二次督促 "+d.ID)
}

func (c *caseRun) plansLeft(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.PlanForm)
	if !ok {
		return nil
	}
	if d := c.duty(form.Obligation); d != nil && d.Plans >= c.Policy.Plans() {
		return missing("新的履行计划不得超过%d次 no more than %d new plans", c.Policy.Plans(), c.Policy.Plans())
	}
	return nil
}

func (c *caseRun) checkPlan(s *step, form *casefile.PlanForm) *casefile.Refusal {
	d := c.duty(form.Obligation)
	if d == nil {
		return wrong("data.obligation", "没有该项义务 no such obligation", "本案的某项义务 one of the case's obligations")
	}
	if !form.Instalments[0].Due.After(s.day) {
		return wrong("data.instalments[0].due", "新的履行期应在今日之后 the new term lies ahead", "晚于%[1]s的日期 after %[1]s", s.day)
	}
	var sum int64
	for _, in := range form.Instalments {
		sum += in.AmountFen
	}
	if sum != d.outstandingFen() {
		return wrong("data.instalments", "各期之和应等于尚欠金额 the instalments add up to what is outstanding", "%s", exactFen(d.outstandingFen()))
	}
	return nil
}

// agreePlan replaces what is due by what the parties agreed, counted from
// nothing paid yet towards it.
func (c *caseRun) agreePlan(s *step) {
	form := s.form.(*casefile.PlanForm)
	d := c.duty(form.Obligation)
	d.Plans++
	if c.since(joinder) {
		d.keepTerms()
	}
	// Instalments are counted from the whole amount, so what was paid comes first.
	d.Instalments = form.Instalments
	if came := d.PaidFen + d.EnforcedFen; came > 0 {
		d.Instalments = append([]casefile.Instalment{{AmountFen: came, Due: s.day}}, form.Instalments...)
	}
	d.Accelerated, d.Due, d.DueDays = calendar.Date{}, calendar.Date{}, 0
	c.moneyMove = true
	s.mech = 8
	s.note = fmt.Sprintf("%s 第%d次新计划，%d期", d.ID, d.Plans, len(form.Instalments))
	c.startTerm(d, s.at)
}

func (c *caseRun) termOver(s *step) *casefile.Refusal {
	id := ""
	if s.track != nil {
		id = subject(s.track.ID)
	}
	if form, ok := s.form.(*casefile.ObligationForm); ok {
		id = form.Obligation
	}
	d := c.duty(id)
	if d == nil {
		return missing("没有该项义务 no such obligation")
	}
	if d.overdue(s.day) {
		return nil
	}
	return missing("履行期尚未届满 the performance period still runs")
}

// closeUrging hands the obligation over to the creditor's application.
func (c *caseRun) closeUrging(s *step) {
	d := c.dutyOf(s)
	s.mech = 8
	if form, ok := s.form.(*casefile.ObligationForm); ok {
		s.note = form.Reason
	}
	due, _ := d.next()
	c.order(casefile.EnforcementTransfer, d.Creditor, s.day, map[string]string{"due": due.String(), "amount": yuan(d.outstandingFen()), "obligation": d.ID}, c.dutyView(d))
	c.use(8, s.day, "督促结束，告知申请执行 "+d.ID)
}

func (c *caseRun) resumeTerm(s *step) {
	d := c.dutyOf(s)
	if last, _ := d.next(); d.overdue(s.day) {
		s.note += d.revive(last)
		c.inDefault(s, d, last)
	}
	if d.Accelerates && d.Accelerated.IsZero() && len(d.Instalments) > 0 {
		c.cause(lifecycle.Accelerate, s.track.ID, lifecycle.Linked, s.at, "")
		return
	}
	c.urge(d, s.at, s.day)
}

// supervisionFollows moves the case when its obligations have settled its fate.
func (c *caseRun) supervisionFollows(at time.Time) bool {
	if len(c.Duties) == 0 { // a judgment with nothing to perform, affirmed or changed on appeal
		return c.cause(lifecycle.EffectNothingDue, "", lifecycle.Linked, at, "自"+c.Disposition.Effective.String()+"起生效")
	}
	if c.outstandingCount() == 0 && c.cause(lifecycle.AllPerformed, "", lifecycle.Linked, at, "") {
		return true
	}
	for _, id := range c.tracksOf(lifecycle.Supervision) {
		if c.stateOf(id) == lifecycle.InDefault {
			return c.cause(lifecycle.Defaulted, "", lifecycle.Linked, at, subject(id))
		}
	}
	return false
}

// awaitApplication starts the creditor's two years, from the last day of the
// performance period (民事诉讼法第250条), or of the last of several.
func (c *caseRun) awaitApplication(s *step) {
	var last calendar.Date
	creditor := ""
	for i := range c.Duties {
		d := &c.Duties[i]
		if due := d.finalDue(); d.outstanding() > 0 && due.After(last) {
			last, creditor = due, d.Creditor
		}
	}
	c.limitation(lastDay(last, c.Reapplied), or(creditor, c.first(casefile.Plaintiff)))
}

// finalDue is the last day of the whole performance: of the last instalment,
// or the day on which all of them fell due together.
func (d *duty) finalDue() calendar.Date {
	if d.Broken != nil { // the two years run from the end of the plan (执行和解规定第10条)
		due, _ := d.next()
		return lastDay(due, d.Broken.lastDue())
	}
	if n := len(d.Instalments); n > 0 && d.Accelerated.IsZero() {
		return d.Instalments[n-1].Due
	}
	due, _ := d.next()
	return due
}

func (c *caseRun) limitation(from calendar.Date, creditor string) {
	d := c.set(period{id: "limitation", rule: statute.EnforcementApplication, from: from.Start(), on: creditor, scope: scopePhase, party: creditor, expires: lifecycle.TimeBarred})
	c.LimitUntil = d.Deadline.Last
}

// interrupt starts the two years anew (执行程序解释第20条).
func (c *caseRun) interrupt(s *step) {
	form := s.form.(*casefile.InterruptForm)
	s.note = form.Ground + " " + form.On.String()
	c.drop(limitationReview) // from nothing again: what stood still is over
	creditor := c.first(casefile.Plaintiff)
	if k := c.clock("limitation"); k != nil {
		creditor = k.On
	}
	c.limitation(form.On, creditor)
}

// pastDue lets a creditor apply for enforcement once something is due and unpaid.
func (c *caseRun) pastDue(s *step) *casefile.Refusal {
	for i := range c.Duties {
		if c.Duties[i].overdue(s.day) && !c.enforcedNow(c.Duties[i].ID) {
			return nil
		}
	}
	return missing("履行期尚未届满，不能申请执行 nothing is due and unpaid yet")
}
