package workflows

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Suits that are tried together (民事诉讼法第55条；民诉法解释第221条): one leads and
// fixes the hearings; each keeps its own number, periods, fees and judgment.

// together is whom a case is tried with: under a lead, or leading others.
type together struct {
	Lead   string   `json:"lead"`
	Joined []string `json:"joined"`
}

// maxJoined bounds how many cases one may lead: court policy.
const maxJoined = 50

// checkConsolidation wants the decision in the case that leads, and a lead that
// is not led itself.
func (c *caseRun) checkConsolidation(form *casefile.ConsolidateForm) *casefile.Refusal {
	t := &c.Incidents.Together
	switch {
	case form.Leading:
		return wrong("data.leading", "合并审理在主案中裁定 it is decided in the case that leads", "在%[1]s中作出决定，指明%[2]s这一案件 the decision in %[1]s, naming %[2]s", form.Case, c.Key)
	case form.Case == c.Key:
		return wrong("data.case", "本案自身 this very case", "另一案件的标识 another case's key")
	case t.Lead != "":
		return missing("本案已并入%s合并审理，不得再作主案 this case is led by %s and cannot lead another; decide it there", t.Lead, t.Lead)
	case slices.Contains(t.Joined, form.Case):
		return missing("已与%s合并审理 %s is tried together with this case already", form.Case, form.Case)
	case len(t.Joined) >= maxJoined:
		return missing("合并审理的案件过多 at most %d cases under one lead", maxJoined)
	}
	return nil
}

// joinCase tells the other case that this one leads it, with the hearing that
// is fixed already.
func (c *caseRun) joinCase(s *step, form *casefile.ConsolidateForm) {
	c.Incidents.Together.Joined = append(c.Incidents.Together.Joined, form.Case)
	c.linkTogether(form.Case, casefile.JoinedCase, s.at)
	told := casefile.JoinedForm{Lead: c.Key, Court: c.Court, Reason: form.Reason, On: form.On}
	if n := len(c.Hearings); n > 0 && !c.Hearings[n-1].Before(s.day) {
		told.HearingOn, told.Judge = c.Hearings[n-1], c.Judge
	}
	data, _ := json.Marshal(told)
	c.tell(form.Case, lifecycle.JoinedToLead, data)
	s.note = fmt.Sprintf("%s并入本案合并审理：%s", form.Case, form.Reason)
	c.tellParties(s, "与"+form.Case+"合并审理，本案为主案", nil)
	c.message("cn.luxing.case.consolidated", s.at, map[string]string{"with": form.Case, "leading": c.Key})
}

// linkTogether shows the other case, once, and what it is to this one.
func (c *caseRun) linkTogether(key string, as casefile.LinkAs, at time.Time) {
	c.dirty = true
	for i := range c.Links {
		if l := &c.Links[i]; l.Key == key {
			l.As = as
			return
		}
	}
	c.Links = append(c.Links, casefile.Link{Kind: casefile.KindCase, Key: key, Since: at, As: as})
}

// cannotJoin says why this case cannot be led by another, nil when it can. The
// same order heard again is no second one.
func (c *caseRun) cannotJoin(form *casefile.JoinedForm) *casefile.Refusal {
	t := &c.Incidents.Together
	switch {
	case form.Lead == c.Key:
		return missing("不得并入自身 a case does not lead itself")
	case t.Lead == form.Lead:
		return nil
	case form.Court != c.Court:
		return missing("不同法院的案件不得合并审理 it lies with another court: %s, not %s", c.Court, form.Court)
	case t.Lead != "":
		return missing("已并入%s合并审理 it is led by %s already", t.Lead, t.Lead)
	case len(t.Joined) > 0:
		return missing("本案为主案（%s），不得并入他案 it leads other cases: %s", strings.Join(t.Joined, "、"), list(t.Joined))
	}
	return nil
}

func (c *caseRun) mayBeJoined(s *step) *casefile.Refusal {
	if form, ok := s.form.(*casefile.JoinedForm); ok {
		return c.cannotJoin(form)
	}
	return nil
}

// joinedToLead puts the case under another: its own hearing that was not held
// gives way to the lead's.
func (c *caseRun) joinedToLead(s *step) {
	form := s.form.(*casefile.JoinedForm)
	if c.Incidents.Together.Lead == form.Lead {
		s.note = "已并入" + form.Lead
		return
	}
	c.Incidents.Together.Lead = form.Lead
	c.linkTogether(form.Lead, casefile.LeadCase, s.at)
	s.note = fmt.Sprintf("并入%s合并审理：%s", form.Lead, form.Reason)
	c.tellParties(s, "并入"+form.Lead+"合并审理", nil)
	if on, ok := c.unheldHearing(s.day); ok {
		s.note += "；原定" + on.String() + "开庭由主案另行确定"
	}
	if !form.HearingOn.IsZero() {
		c.takeHearing(s, &casefile.LeadHearingForm{Lead: form.Lead, On: form.HearingOn, Judge: form.Judge})
	}
	c.message("cn.luxing.case.joined", s.at, map[string]string{"leading": form.Lead})
}

// unheldHearing takes off the hearing that still lies ahead.
func (c *caseRun) unheldHearing(today calendar.Date) (on calendar.Date, ok bool) {
	if n := len(c.Hearings); n > 0 && !c.Hearings[n-1].Before(today) {
		on, c.Hearings = c.Hearings[n-1], c.Hearings[:n-1]
		return on, true
	}
	return on, false
}

// notJoined lets the case that wanted to lead hear that this one was not
// joined, and why.
func (c *caseRun) notJoined(d casefile.Decision) {
	var form casefile.JoinedForm
	if json.Unmarshal(d.Data, &form) != nil || form.Lead == "" {
		return
	}
	why := fmt.Sprintf("现处于“%s” it stands in %s", c.main.StateName(c.Phase), c.Phase)
	if r := c.cannotJoin(&form); r != nil {
		why = r.Message
	}
	c.tellOver(form.Lead, casefile.JoinderRefused, why, day(c.Timeline[len(c.Timeline)-1].At))
}

func (c *caseRun) tellOver(key, why, reason string, on calendar.Date) {
	data, _ := json.Marshal(casefile.JoinderOverForm{Case: c.Key, Why: why, Reason: reason, On: on})
	c.tell(key, lifecycle.JoinderOver, data)
}

// unreached takes back what was told to a case that is not there any more.
func (c *caseRun) unreached(to string, e lifecycle.Event, at time.Time) {
	c.notHeard(to, e, at)
	if (e == lifecycle.JoinedToLead || e == lifecycle.HearingInLead) && slices.Contains(c.Incidents.Together.Joined, to) {
		c.happen(&step{at: at, day: day(at), form: &casefile.JoinderOverForm{Case: to, Why: casefile.JoinderGone, On: day(at)},
			decision: casefile.Decision{Event: lifecycle.JoinderOver, Role: lifecycle.Linked}}, "")
	}
}

// notLed refuses a hearing in a case whose hearings another one fixes.
func (c *caseRun) notLed(s *step) *casefile.Refusal {
	lead := c.Incidents.Together.Lead
	if lead == "" {
		return nil
	}
	r := missing("本案已并入%s合并审理，开庭在主案确定 this case is tried together with %s: fix the hearing there", lead, lead)
	r.Article = "民事诉讼法第55条；民诉法解释第221条"
	return r
}

// tellHearing fixes a hearing in every case that this one leads.
func (c *caseRun) tellHearing(s *step, form *casefile.HearingForm) {
	data, _ := json.Marshal(casefile.LeadHearingForm{Lead: c.Key, On: form.On, Time: form.Time, Place: form.Place, Judge: c.Judge, Adjourned: s.row.Event == lifecycle.Adjourn})
	for _, key := range c.Incidents.Together.Joined {
		c.tell(key, lifecycle.HearingInLead, data)
	}
}

func (c *caseRun) ledByThat(s *step) *casefile.Refusal {
	if form, ok := s.form.(*casefile.LeadHearingForm); ok && form.Lead != c.Incidents.Together.Lead {
		return missing("本案未并入%s合并审理 this case is not led by %s", form.Lead, form.Lead)
	}
	return nil
}

func (c *caseRun) hearingInLead(s *step) {
	form := s.form.(*casefile.LeadHearingForm)
	if s.from == lifecycle.Stayed {
		s.note = form.On.String() + "，本案中止诉讼，不参加该次开庭"
		return
	}
	if form.Adjourned {
		c.Adjourned++
		c.unheldHearing(s.day)
	}
	c.takeHearing(s, form)
}

// takeHearing summons the parties of this case to a hearing of the lead's.
func (c *caseRun) takeHearing(s *step, form *casefile.LeadHearingForm) {
	c.Hearings = append(c.Hearings, form.On)
	c.Incidents.DebateClosed = calendar.Date{}
	s.note = strings.TrimPrefix(s.note+"；"+strings.TrimSpace("合并开庭 "+form.On.String()+" "+form.Time+" "+form.Place), "；")
	if c.Procedure == casefile.Ordinary && form.On.Before(s.day.AddDays(3)) {
		s.note += "；通知不足三日（民事诉讼法第139条）"
	}
	for _, p := range c.suitors() {
		c.order(casefile.HearingNotice, p, s.day, map[string]string{"on": form.On.String(), "time": form.Time, "place": form.Place, "judge": or(form.Judge, c.Judge), "cause": c.Filing.Cause})
	}
}

func (c *caseRun) triedTogether(*step) *casefile.Refusal {
	if t := c.Incidents.Together; t.Lead == "" && len(t.Joined) == 0 {
		return missing("本案没有与他案合并审理 this case is tried together with no other")
	}
	return nil
}

func (c *caseRun) checkSeparation(form *casefile.SeparateForm) *casefile.Refusal {
	t := c.Incidents.Together
	if form.Case == t.Lead || slices.Contains(t.Joined, form.Case) {
		return nil
	}
	with := t.Joined
	if t.Lead != "" {
		with = []string{t.Lead}
	}
	r := wrong("data.case", "未与该案合并审理 not tried together with that case", "%s", oneOf(with))
	r.Code = casefile.NoSuchTrack
	return r
}

// separate parts two cases; each goes on by itself with what was done so far.
func (c *caseRun) separate(s *step) {
	form := s.form.(*casefile.SeparateForm)
	c.part(form.Case, true)
	c.tellOver(form.Case, casefile.JoinderSeparated, form.Reason, form.On)
	s.note = fmt.Sprintf("与%s分开审理：%s", form.Case, form.Reason)
	c.tellParties(s, "与"+form.Case+"分开审理", nil)
	c.message("cn.luxing.case.separated", s.at, map[string]string{"from": form.Case})
}

// part forgets that a case is tried with this one, and takes its link off
// where it never was, or is no more. It reports whether there was anything to
// forget.
func (c *caseRun) part(key string, unlink bool) bool {
	t := &c.Incidents.Together
	was := t.Lead == key || slices.Contains(t.Joined, key)
	if t.Lead == key {
		t.Lead = ""
	}
	t.Joined = slices.DeleteFunc(t.Joined, func(k string) bool { return k == key })
	if was && unlink {
		c.Links = slices.DeleteFunc(c.Links, func(l casefile.Link) bool {
			return l.Key == key && (l.As == casefile.LeadCase || l.As == casefile.JoinedCase)
		})
	}
	c.dirty = true
	return was
}

var joinderWhy = map[string]string{
	casefile.JoinderSeparated: "分开审理", casefile.JoinderDecided: "该案已裁判", casefile.JoinderClosed: "该案已结案",
	casefile.JoinderRefused: "未能并入", casefile.JoinderGone: "该案已不在",
}

// joinderOver hears that the other case is no longer tried with this one.
func (c *caseRun) joinderOver(s *step) {
	form := s.form.(*casefile.JoinderOverForm)
	undone := form.Why != casefile.JoinderDecided && form.Why != casefile.JoinderClosed
	lead := c.Incidents.Together.Lead == form.Case
	s.note = strings.TrimSuffix(fmt.Sprintf("%s：%s：%s", form.Case, joinderWhy[form.Why], form.Reason), "：")
	if !c.part(form.Case, undone) {
		s.note += "；已不合并审理"
		return
	}
	if lead {
		s.note += "；开庭由本案自行确定"
	}
	if undone {
		c.tellParties(s, "不再与"+form.Case+"合并审理", nil)
	}
}

// leaveTogether ends the joinder with the suit itself: who was led fixes its own
// hearings again.
func (c *caseRun) leaveTogether(s *step, why string) {
	t := c.Incidents.Together
	if t.Lead != "" {
		c.tellOver(t.Lead, why, "", s.day)
	}
	for _, key := range t.Joined {
		c.tellOver(key, why, "", s.day)
	}
	c.Incidents.Together = together{}
}
