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

// Several may appeal, each in its own period; the file goes up when nobody can
// any more, and everybody had time to answer (民事诉讼法第171、174条；民诉法解释第244、315、316条).

func (c *caseRun) appellant(party string) *appellant {
	for i := range c.Incidents.Appellants {
		if a := &c.Incidents.Appellants[i]; a.Party == party && a.Withdrawn.IsZero() {
			return a
		}
	}
	return nil
}

// appellants lists whose appeals stand.
func (c *caseRun) appellants() []string {
	var ids []string
	for _, a := range c.Incidents.Appellants {
		if a.Withdrawn.IsZero() {
			ids = append(ids, a.Party)
		}
	}
	return ids
}

// openAppeal takes the first appeal: its copies go to the others in five days.
func (c *caseRun) openAppeal(s *step, form *casefile.AppealForm) {
	c.Incidents.Appellants = slices.DeleteFunc(c.Incidents.Appellants, func(a appellant) bool { return a.Withdrawn.IsZero() })
	c.Incidents.FileMoved = calendar.Date{}
	c.takeAppeal(s, form)
}

func (c *caseRun) takeAppeal(s *step, form *casefile.AppealForm) {
	c.Incidents.Appellants = append(c.Incidents.Appellants, appellant{Party: form.Party, On: form.On})
	c.drop("appeal/" + form.Party)
	for _, p := range c.Disposition.Parties {
		if p != form.Party {
			c.set(period{id: "appeal-copy/" + p, rule: statute.AppealCopy, from: form.On.Start(), on: string(lifecycle.Clerk), scope: scopePhase})
		}
	}
	c.drop("appeal-file-transfer")
}

func (c *caseRun) furtherAppeal(s *step, form *casefile.AppealForm) {
	c.takeAppeal(s, form)
	s.note = fmt.Sprintf("%s 于%s提起上诉，与%s均为上诉人", form.Party, form.On, c.Appeal.By)
	c.message("cn.luxing.appeal.lodged", s.at, map[string]string{"on": form.On.String()})
}

// checkFurtherAppeal judges an appeal that follows another's, or one's own.
func (c *caseRun) checkFurtherAppeal(s *step, form *casefile.AppealForm) *casefile.Refusal {
	if s.from == lifecycle.Appeal && !c.since(reform) { // as the first release judged it
		return missing("本案已提起上诉 the judgment is under appeal already")
	}
	for _, a := range c.Incidents.Appellants {
		switch {
		case a.Party != form.Party:
		case a.Withdrawn.IsZero() && s.from == lifecycle.Appeal:
			return missing("%s已于%s提起上诉 %s appealed on %s", a.Party, a.On, a.Party, a.On)
		case !a.Withdrawn.IsZero():
			return missing("%s已于%s撤回上诉，不得再行上诉 %s withdrew its appeal on %s and cannot appeal again", a.Party, a.Withdrawn, a.Party, a.Withdrawn)
		}
	}
	if s.from == lifecycle.Appeal && !c.Appeal.FiledOn.IsZero() {
		r := missing("二审已于%s立案 the appeal court has registered the appeal on %s; lodge it there", c.Appeal.FiledOn, c.Appeal.FiledOn)
		r.Code = casefile.TooLate
		return r
	}
	return nil
}

func (c *caseRun) checkAppealPaper(s *step, form *casefile.PartyDayForm) *casefile.Refusal {
	id := "appeal-copy/"
	if s.row.Event == lifecycle.AnswerAppeal {
		id = "appeal-answer/"
	}
	if c.clock(id+form.Party) == nil {
		var open []string
		for i := range c.Clocks {
			if p, ok := strings.CutPrefix(c.Clocks[i].ID, id); ok {
				open = append(open, p)
			}
		}
		r := wrong("data.party", "没有待办的上诉文书 nothing of the appeal is awaited from or for that party", "%s", oneOf(open))
		r.Code = casefile.NoSuchTrack
		return r
	}
	if form.On.Before(c.Appeal.LodgedOn) {
		return wrong("data.on", "上诉之后 after the appeal was lodged", "%[1]s或者更晚 %[1]s or later", c.Appeal.LodgedOn)
	}
	return nil
}

func (c *caseRun) serveAppeal(s *step) {
	form := s.form.(*casefile.PartyDayForm)
	c.drop("appeal-copy/" + form.Party)
	d := c.set(period{id: "appeal-answer/" + form.Party, rule: statute.AppealAnswer, from: form.On.Start(), on: form.Party, scope: scopePhase, party: form.Party, expires: lifecycle.AppealAnswerExpired})
	s.note = fmt.Sprintf("%s %s，答辩期至%s", form.Party, form.On, d.Deadline.Last)
}

func (c *caseRun) answerAppeal(s *step) {
	form := s.form.(*casefile.PartyDayForm)
	c.drop("appeal-answer/" + form.Party)
	s.note = form.Party + " " + form.On.String()
}

// appealAnswerExpired: no answer does not keep the appeal from being tried.
func (c *caseRun) appealAnswerExpired(s *step) {
	if s.period != nil {
		s.note = fmt.Sprintf("%s 至%s未提交答辩状", s.period.Party, s.last())
	}
}

// canStillAppeal lists who may appeal yet: those whose period runs, and those
// whom the judgment has not reached.
func (c *caseRun) canStillAppeal() []string {
	var ids []string
	for _, p := range c.Disposition.Parties {
		if c.appellant(p) != nil || c.withdrew(p) {
			continue
		}
		if _, over := c.AppealOver[p]; !over {
			ids = append(ids, p)
		}
	}
	return ids
}

func (c *caseRun) withdrew(party string) bool {
	return slices.ContainsFunc(c.Incidents.Appellants, func(a appellant) bool { return a.Party == party && !a.Withdrawn.IsZero() })
}

// fileFollows starts the five days for the file once nobody can appeal any
// more and every answer is in or its period over (民事诉讼法第174条第2款).
func (c *caseRun) fileFollows(at time.Time) {
	if !c.since(reform) || !c.Incidents.FileMoved.IsZero() || !c.Appeal.FiledOn.IsZero() || c.clock("appeal-file-transfer") != nil || len(c.canStillAppeal()) > 0 {
		return
	}
	for i := range c.Clocks {
		if id := c.Clocks[i].ID; strings.HasPrefix(id, "appeal-copy/") || strings.HasPrefix(id, "appeal-answer/") {
			return
		}
	}
	c.set(period{id: "appeal-file-transfer", rule: statute.AppealFileTransfer, from: at, on: string(lifecycle.Clerk), scope: scopePhase})
}

// fileMayMove keeps the file while another party may still appeal, or has not
// been sent the copy.
func (c *caseRun) fileMayMove(*step) *casefile.Refusal {
	if !c.since(reform) {
		return nil
	}
	if who := c.canStillAppeal(); len(who) > 0 {
		r := missing("%s的上诉期未满，案卷应待各方上诉期届满后报送 %s may still appeal; the file waits", strings.Join(who, "、"), list(who))
		r.Article = "民事诉讼法第171、174条；民诉法解释第244条"
		return r
	}
	for i := range c.Clocks {
		if p, ok := strings.CutPrefix(c.Clocks[i].ID, "appeal-copy/"); ok {
			return missing("尚未向%s送达上诉状副本 the copy of the appeal has not been served on %s (serve_appeal)", p, p)
		}
	}
	return nil
}

// fileMoved ends what was awaited before the file went up. A period to appeal
// that still runs runs to its end: on it hangs when the judgment is final, if
// the appeal is withdrawn.
func (c *caseRun) fileMoved(on calendar.Date) {
	if !c.since(reform) {
		return
	}
	c.Incidents.FileMoved = on
	c.dropClocksOf("appeal-copy/", "appeal-answer/")
}

func (c *caseRun) dropAppealClocks() { c.dropClocksOf("appeal/", "appeal-copy/", "appeal-answer/") }

// dropClocksOf ends the periods whose IDs begin so.
func (c *caseRun) dropClocksOf(prefixes ...string) {
	for i := len(c.Clocks) - 1; i >= 0; i-- {
		for _, prefix := range prefixes {
			if strings.HasPrefix(c.Clocks[i].ID, prefix) {
				c.drop(c.Clocks[i].ID)
				break
			}
		}
	}
}

func (c *caseRun) severalAppeals(*step) *casefile.Refusal {
	if n := len(c.appellants()); n < 2 {
		return missing("只有一方上诉 one party alone appealed (appeal_withdrawn)")
	}
	return nil
}

func (c *caseRun) lastAppeal(*step) *casefile.Refusal {
	if who := c.appellants(); len(who) > 1 {
		return missing("尚有多方上诉：%s several appeals stand; name whose is withdrawn (one_appeal_withdrawn)", strings.Join(who, "、"))
	}
	return nil
}

func (c *caseRun) periodsRun(*step) *casefile.Refusal {
	if len(c.canStillAppeal()) == 0 {
		return missing("各方上诉期均已届满 every period to appeal is over (appeal_withdrawn)")
	}
	return nil
}

func (c *caseRun) periodsOver(*step) *casefile.Refusal {
	if who := c.canStillAppeal(); len(who) > 0 && c.since(reform) {
		return missing("%s的上诉期未满，原判决尚不生效 %s may still appeal: the judgment is not effective yet (appeal_withdrawn_early)", strings.Join(who, "、"), list(who))
	}
	return nil
}

func (c *caseRun) oneAppealWithdrawn(s *step) {
	form := s.form.(*casefile.PartyDayForm)
	c.appellant(form.Party).Withdrawn = form.On
	s.note = fmt.Sprintf("%s 于%s撤回上诉，%s的上诉继续审理", form.Party, form.On, strings.Join(c.appellants(), "、"))
}

// appealWithdrawnEarly goes back to waiting for the periods that still run. The
// one who withdrew cannot appeal again: its own period counts to its end.
func (c *caseRun) appealWithdrawnEarly(s *step) {
	on := s.form.(*casefile.DayForm).On
	for i := range c.Incidents.Appellants {
		a := &c.Incidents.Appellants[i]
		if a.Withdrawn.IsZero() {
			a.Withdrawn = on
		}
		last := a.Withdrawn
		if served, ok := c.ServedOn[servedKey(casefile.PaperJudgment, a.Party)]; ok {
			if d, err := c.book.Period(statute.AppealJudgment, served.Start()); err == nil {
				last = lastDay(last, d.Last)
			}
		}
		c.AppealOver[a.Party] = last
	}
	c.Appeal = appeal{Rounds: c.Appeal.Rounds}
	s.note = on.String() + "，待其余各方上诉期届满"
}

// firstRemand: a judgment that was given on remand is not sent back again
// (民事诉讼法第177条).
func (c *caseRun) firstRemand(*step) *casefile.Refusal {
	if c.Disposition.Kind == byRuling && c.Disposition.Outcome == outcomeNotAccepted {
		r := missing("撤销不予受理裁定的，应指令立案受理 a refusal of the filing that is set aside is followed by an order to accept it (order_acceptance)")
		r.Article = "民诉法解释第330条"
		return r
	}
	if c.since(reform) && c.Incidents.Remands > 0 && c.Disposition.Kind == byJudgment {
		return missing("发回重审的案件再次上诉的，不得再次发回 the case was sent back once; it must be decided on appeal (appeal_changed)")
	}
	return nil
}
