package workflows

import (
	"fmt"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// ban is one debtor's exit ban.
type ban struct {
	Track     string        `json:"track"`
	Person    string        `json:"person"` // whom of a unit it falls on
	Requested bool          `json:"requested"`
	On        calendar.Date `json:"on"`
	Until     calendar.Date `json:"until"`
}

func (e *enforcementRun) banOf(track string) *ban {
	for i := range e.Bans {
		if e.Bans[i].Track == track {
			return &e.Bans[i]
		}
	}
	return nil
}

func (e *enforcementRun) checkBan(s *step, form *casefile.BanForm) *casefile.Refusal {
	if r := e.knownDebtor(form.Party); r != nil {
		return r
	}
	if p, _ := e.party(form.Party); form.Person != "" && p.Kind == casefile.Person {
		return wrong("data.person", "自然人被执行人本人 a person is banned itself", "不填人员 no person")
	}
	if !form.Until.IsZero() && !form.Until.After(s.day) {
		return wrong("data.until", "期限应在今日之后 its last day lies ahead", "晚于%[1]s的日期 after %[1]s", s.day)
	}
	return nil
}

func (e *enforcementRun) imposeBan(s *step) {
	form := s.form.(*casefile.BanForm)
	s.note = form.Party + "：" + form.Reason
	e.message("cn.luxing.exitban.imposed", s.at, map[string]string{"party": form.Party})
	if !e.since(reform) {
		return
	}
	b := ban{Track: s.track.ID, Person: form.Person, Requested: form.Requested, On: s.day, Until: form.Until}
	if p, _ := e.party(form.Party); p.Kind != casefile.Person && b.Person == "" {
		b.Person = "legal_representative"
	}
	e.Bans = append(e.Bans, b)
	by := "依职权"
	if form.Requested {
		by = "依申请执行人书面申请"
	}
	s.note += "（" + by + "）"
	facts := map[string]string{"reason": form.Reason, "by": by, "person": banned[b.Person]}
	if !b.Until.IsZero() {
		facts["until"] = b.Until.String()
		e.banTerm(s, form.Party, b.Until)
	}
	e.order(casefile.ExitBanDecision, form.Party, s.day, facts)
}

// banned says whom of a unit a ban falls on (执行程序解释第24条).
var banned = map[string]string{"": "被执行人", "legal_representative": "被执行人的法定代表人", "principal": "被执行人的主要负责人", "direct": "影响债务履行的直接责任人员"}

func (e *enforcementRun) banTerm(s *step, party string, until calendar.Date) {
	e.until(period{id: "ban-term/" + party, rule: statute.ExitBanTerm, from: s.at, on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID, expires: lifecycle.BanRanOut}, until)
}

func (e *enforcementRun) checkExtendBan(s *step, form *casefile.ExtendBanForm) *casefile.Refusal {
	if s.track == nil {
		return e.knownDebtor(form.Party)
	}
	b := e.banOf(s.track.ID)
	switch {
	case b == nil || b.Until.IsZero():
		return missing("该限制出境未定期限，无需延长 the ban has no end to be extended")
	case !form.Until.After(b.Until):
		return wrong("data.until", "应晚于原期限 later than it ends", "晚于%[1]s的日期 after %[1]s", b.Until)
	}
	return nil
}

func (e *enforcementRun) extendBan(s *step) {
	form := s.form.(*casefile.ExtendBanForm)
	b := e.banOf(s.track.ID)
	s.note = fmt.Sprintf("%s：%s，%s→%s", form.Party, form.Reason, b.Until, form.Until)
	b.Until = form.Until
	e.banTerm(s, form.Party, form.Until)
	e.message("cn.luxing.exitban.extended", s.at, map[string]string{"party": form.Party, "until": form.Until.String()})
}

// banReason: what is said to be paid has to be paid (执行程序解释第25条).
func (e *enforcementRun) banReason(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.LiftBanForm)
	if !ok || s.from != lifecycle.Banned || form.Ground != "paid" || e.clear(form.Party, s.day) || e.paidUp(s.day) {
		return nil
	}
	return missing("%s尚未履行全部债务；提供担保或者申请执行人同意的，应说明（ground: security 或者 consent） %s has not paid everything", form.Party, form.Party)
}

// banGroundGone: a ban is lifted promptly once everything is paid
// (执行程序解释第25条). Who pays at the border is free the same day: the time runs
// in hours, and never beyond that day.
func (e *enforcementRun) banGroundGone(s *step) {
	party := partyOf(s.track.ID)
	p := period{id: "ban/" + party, rule: "exit-ban-lifting", from: s.at, on: string(lifecycle.EnforcementJudge), scope: s.track.ID, track: s.track.ID}
	if !e.since(reform) {
		e.set(p)
		return
	}
	p.rule = statute.ExitBanLiftingHours
	d, err := e.book.Period(p.rule, s.at)
	if err != nil {
		e.log.Error("lifting of an exit ban", "error", err.Error())
		return
	}
	if end := s.day.End(); d.Due.After(end) {
		d.Due, d.Last = end, s.day
	}
	e.put(p, d)
	s.note = party + "，应于" + d.Due.In(calendar.Zone).Add(-time.Minute).Format("15:04") + "前解除"
	e.message("cn.luxing.exitban.lifting_due", s.at, map[string]string{"party": party, "due": d.Due.UTC().Format(time.RFC3339)})
}

func (e *enforcementRun) liftBan(s *step) {
	party := partyOf(s.track.ID)
	e.message("cn.luxing.exitban.lifted", s.at, map[string]string{"party": party})
	reason := "期限届满"
	if form, ok := s.form.(*casefile.LiftBanForm); ok && e.since(reform) {
		reason = form.Reason
		if s.note = reason; form.Ground == "security" {
			s.note += "，担保" + yuan(form.SecurityFen)
		}
	}
	if e.since(reform) {
		e.order(casefile.ExitBanLifting, party, s.day, map[string]string{"reason": reason})
	}
}
