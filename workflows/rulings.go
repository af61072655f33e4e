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

// Three rulings can be appealed against: that a suit is not accepted, that it is
// dismissed, and those on jurisdiction (民事诉讼法第157条). None of them takes
// effect before its ten days are over (第171条).

// How a suit ended by ruling.
const (
	outcomeDismissed   = "dismissed"    // 驳回起诉
	outcomeNotAccepted = "not_accepted" // 不予受理
	outcomeTransferred = "transferred"  // 管辖权异议成立，移送
)

// rulingEnds says what each ruling brings once it takes effect.
var rulingEnds = map[string]struct {
	effect lifecycle.Event
	reason string
}{
	outcomeDismissed:   {lifecycle.EffectDismissed, ClosedDismissed},
	outcomeNotAccepted: {lifecycle.EffectNotAccepted, ClosedNotAccepted},
	outcomeTransferred: {lifecycle.EffectTransferred, ClosedTransferred},
}

// refuseFiling rules that the suit is not accepted: the plaintiff has ten days
// from receipt to appeal (民事诉讼法第126条).
func (c *caseRun) refuseFiling(s *step) {
	s.note = s.form.(*casefile.ReasonForm).Reason
	if !c.since(joinder) { // took effect at once
		c.cause(lifecycle.EffectNotAccepted, "", lifecycle.Linked, s.at, s.note)
		return
	}
	c.dispose(s, disposition{Kind: byRuling, On: s.day, Outcome: outcomeNotAccepted})
	c.Disposition.Parties = c.parties(casefile.Plaintiff)
	c.awaitEffect(s)
}

// transferCase sends the suit to the competent court. Where a party objected to
// jurisdiction both sides may appeal first; a transfer of the court's own motion
// (第37条), and any ruling on jurisdiction in small claims (民诉法解释第276条), takes
// effect at once.
func (c *caseRun) transferCase(s *step) {
	form := s.form.(*casefile.TransferForm)
	s.note = form.Court + "：" + form.Reason
	if !c.since(joinder) || c.Objection == "" || c.Procedure == casefile.SmallClaims {
		c.cause(lifecycle.EffectTransferred, "", lifecycle.Linked, s.at, s.note)
		return
	}
	c.Incidents.Jurisdiction = jurisdiction{}
	c.dispose(s, disposition{Kind: byRuling, On: s.day, Outcome: outcomeTransferred})
	c.awaitEffect(s)
}

// rulingFinal ends a suit whose ruling stands.
func (c *caseRun) rulingFinal(s *step) {
	end, ok := rulingEnds[c.Disposition.Outcome]
	if !ok {
		end.reason = ClosedDismissed
	}
	c.close(s, end.reason)
}

// refusalAppealed wants an appeal against the refusal of a filing.
func (c *caseRun) refusalAppealed(*step) *casefile.Refusal {
	if c.Disposition.Kind != byRuling || c.Disposition.Outcome != outcomeNotAccepted {
		return missing("上诉针对的不是不予受理裁定 the appeal is not against the refusal of a filing (appeal_remanded)")
	}
	return nil
}

// orderAcceptance: the appeal court sets the refusal aside and orders the suit
// to be filed (民诉法解释第330条).
func (c *caseRun) orderAcceptance(s *step) {
	c.endTracks(lifecycle.Delivery, lifecycle.SpareService, s.at, "")
	c.dropAppealClocks()
	c.Disposition, c.AppealOver = disposition{}, map[string]calendar.Date{}
	c.Appeal = appeal{Rounds: c.Appeal.Rounds}
	c.Incidents.Appellants, c.Incidents.FileMoved = nil, calendar.Date{}
	c.accept(s)
	s.note = "撤销不予受理裁定；" + s.note
}

// jurisdiction is an objection to jurisdiction from the ruling that overrules
// it until that ruling is final. The trial limit does not count this time
// (民诉法解释第243条).
type jurisdiction struct {
	By       []string                 `json:"by"` // who objected
	RuledOn  calendar.Date            `json:"ruledOn"`
	Over     map[string]calendar.Date `json:"over"` // whose period to appeal is over, and its last day
	Appealed calendar.Date            `json:"appealed"`
}

// objectedBy notes who objected.
func (c *caseRun) objectedBy(party string) {
	j := &c.Incidents.Jurisdiction
	if c.since(joinder) && !slices.Contains(j.By, party) {
		j.By = append(j.By, party)
	}
}

// overrule serves the ruling on those who objected; their ten days run from
// their own receipt.
func (c *caseRun) overrule(s *step, on calendar.Date) {
	j := &c.Incidents.Jurisdiction
	j.RuledOn, j.Over = on, map[string]calendar.Date{}
	s.note = fmt.Sprintf("%s裁定驳回，送达后十日内可以上诉，其间不计入审限", on)
	for _, p := range j.By {
		c.deliver(casefile.PaperJurisdiction, p, s.at)
	}
}

// jurisdictionServed starts a party's ten days to appeal (民事诉讼法第171条).
func (c *caseRun) jurisdictionServed(party string, on calendar.Date) {
	c.set(period{id: "jurisdiction-appeal/" + party, rule: statute.AppealRuling, from: on.Start(), on: party, scope: scopeCase, party: party, expires: lifecycle.JurisdictionExpired})
}

func (c *caseRun) jurisdictionExpired(s *step) {
	if s.period == nil {
		return
	}
	c.Incidents.Jurisdiction.Over[s.period.Party] = s.last()
	s.note = fmt.Sprintf("%s 至%s未上诉", s.period.Party, s.last())
}

// overruledNotFinal wants a ruling that overruled the objection and against
// which no appeal is pending.
func (c *caseRun) overruledNotFinal(*step) *casefile.Refusal {
	switch j := c.Incidents.Jurisdiction; {
	case j.RuledOn.IsZero():
		return missing("没有可上诉的管辖权异议裁定 there is no ruling on jurisdiction to appeal against (overrule_objection)")
	case !j.Appealed.IsZero():
		return missing("该裁定已于%s上诉 it is under appeal since %s", j.Appealed, j.Appealed)
	}
	return nil
}

func (c *caseRun) jurisdictionAppealed(*step) *casefile.Refusal {
	if c.Incidents.Jurisdiction.Appealed.IsZero() {
		return missing("没有对管辖权异议裁定的上诉 no appeal against a ruling on jurisdiction is pending (appeal_jurisdiction)")
	}
	return nil
}

// checkJurisdictionAppeal judges an appeal: by who objected, in its own period,
// or posted in it.
func (c *caseRun) checkJurisdictionAppeal(form *casefile.AppealForm) *casefile.Refusal {
	j := c.Incidents.Jurisdiction
	if !slices.Contains(j.By, form.Party) {
		return wrong("data.party", "提出异议的当事人 who objected", "%s", oneOf(j.By))
	}
	if form.On.Before(j.RuledOn) {
		return wrong("data.on", "裁定之后 after the ruling", "%[1]s或者更晚 %[1]s or later", j.RuledOn)
	}
	served, ok := c.ServedOn[servedKey(casefile.PaperJurisdiction, form.Party)]
	if !ok {
		return nil
	}
	d, err := c.book.Period(statute.AppealRuling, served.Start())
	if err != nil {
		return missing("%s", err)
	}
	last := d.Last
	if k := c.clock("jurisdiction-appeal/" + form.Party); k != nil { // with what a stay added
		last = k.Deadline.Last
	}
	handed := form.On
	switch {
	case form.PostedOn.After(form.On):
		return wrong("data.postedOn", "交邮在收到之前 posted before it was received", "%[1]s或者更早 %[1]s or earlier", form.On)
	case !form.PostedOn.IsZero():
		handed = form.PostedOn
	}
	if handed.After(last) {
		r := missing("%s的上诉期已于%s届满 the appeal period of %s ended on %s", form.Party, last, form.Party, last)
		r.Code, r.Article = casefile.TooLate, d.Article
		return r
	}
	return nil
}

// appealJurisdiction waits for the appeal court: thirty days for an appeal
// against a ruling (民事诉讼法第183条), here from the appeal, since the day on
// which it is filed above is not told.
func (c *caseRun) appealJurisdiction(s *step) {
	form := s.form.(*casefile.AppealForm)
	c.Incidents.Jurisdiction.Appealed = form.On
	c.dropClocksOf("jurisdiction-appeal/")
	c.endJurisdictionPapers(s.at)
	d := c.set(period{id: "jurisdiction-second-instance", rule: statute.SecondInstanceRuling, from: form.On.Start(), on: "appeal_court", scope: scopeCase})
	s.note = fmt.Sprintf("%s 于%s上诉，二审至%s", form.Party, form.On, d.Deadline.Last)
}

// jurisdictionFollows makes the ruling final once the period of everybody who
// objected is over.
func (c *caseRun) jurisdictionFollows(at time.Time) bool {
	j := c.Incidents.Jurisdiction
	if j.RuledOn.IsZero() || !j.Appealed.IsZero() {
		return false
	}
	last := j.RuledOn
	for _, p := range j.By {
		over, ok := j.Over[p]
		if !ok && c.leftBy(p) == nil {
			return false
		}
		last = lastDay(last, over)
	}
	return c.cause(lifecycle.JurisdictionFinal, "", lifecycle.Linked, at, last.AddDays(1).String())
}

// jurisdictionFinal takes up the trial limit: from the day after the last
// period to appeal, or from what the appeal court answered.
func (c *caseRun) jurisdictionFinal(s *step) {
	on := calendar.Date{}
	switch form := s.form.(type) {
	case *casefile.DayForm: // affirmed above
		on = form.On
		s.note = on.String()
	default:
		for _, p := range c.Incidents.Jurisdiction.By {
			on = lastDay(on, c.Incidents.Jurisdiction.Over[p])
		}
		on = lastDay(on, c.Incidents.Jurisdiction.RuledOn)
	}
	c.endObjection(s, on)
}

func (c *caseRun) endObjection(s *step, on calendar.Date) {
	c.endExclusion(c.Objection, on, s)
	c.drop("jurisdiction-second-instance")
	c.dropClocksOf("jurisdiction-appeal/")
	c.endJurisdictionPapers(s.at)
	c.Objection, c.Incidents.Jurisdiction = "", jurisdiction{}
}

func (c *caseRun) endJurisdictionPapers(at time.Time) {
	for _, id := range c.tracksOf(lifecycle.Delivery) {
		if strings.HasPrefix(subject(id), string(casefile.PaperJurisdiction)+"/") && c.open(c.trackOf(id)) {
			c.cause(lifecycle.SpareService, id, lifecycle.Linked, at, "")
		}
	}
}

// jurisdictionKept: the appeal court sets the transfer aside, and the suit goes
// on where it is, from the original filing. What the dispute over jurisdiction
// took is not counted (民诉法解释第243条).
func (c *caseRun) jurisdictionKept(s *step, on calendar.Date) {
	s.note = "撤销移送裁定，本院继续审理，" + on.String()
	for i := len(c.Trial.Exclusions) - 1; i >= 0; i-- {
		if e := &c.Trial.Exclusions[i]; e.Ground == statute.GroundJurisdictionObjection {
			e.To = lastDay(e.From, on)
			break
		}
	}
	c.Appeal = appeal{Rounds: c.Appeal.Rounds}
	c.Incidents.Appellants, c.Incidents.FileMoved = nil, calendar.Date{}
	c.reopen(s, c.Trial.Filed)
}
