package workflows

import (
	"fmt"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// A suspension stands the whole enforcement still while its cause lasts, and it
// goes on where it stood once that is gone (民事诉讼法第267条). Its six months do not
// run (执行规定第63条；审限规定第9条), nor those after which the superior court may be
// turned to (执行程序解释第13条). What is held stays held, money that comes is
// booked and goes on. Doubled interest runs: the text takes out only the review
// and the retrial of the document (迟延履行利息解释第3条).
//
// How often a suspension is looked at, the law leaves open: the court's policy
// has its cause reviewed as that of a stay, so that none is forgotten.

// suspension is why an enforcement stands still, and where it stood. From stays
// until what was still to be done is taken up.
type suspension struct {
	casefile.SuspensionForm
	Since calendar.Date   `json:"since"`
	From  lifecycle.State `json:"from"`
}

func (x suspension) open() bool { return x.Ground != "" }

// suspending is one ground of the article: its words, and whom it can be about.
type suspending struct {
	name, item string
	who        string // creditor, person, entity; "" anybody or nobody
}

var suspensions = map[string]suspending{
	casefile.SuspendAgreed:    {"申请人表示可以延期执行", "第1项", "creditor"},
	casefile.SuspendObjection: {"案外人对执行标的提出确有理由的异议", "第2项", ""},
	casefile.SuspendDied:      {"作为一方当事人的公民死亡，需要等待继承人继承权利或者承担义务", "第3项", "person"},
	casefile.SuspendEnded:     {"作为一方当事人的法人或者其他组织终止，尚未确定权利义务承受人", "第4项", "entity"},
	casefile.SuspendOther:     {"人民法院认为应当中止执行的其他情形", "第5项", ""},
}

// checkSuspension wants the ground to fit the one whom it is about.
func (e *enforcementRun) checkSuspension(_ *step, form *casefile.SuspensionForm) *casefile.Refusal {
	g := suspensions[form.Ground]
	refuse := func(r *casefile.Refusal) *casefile.Refusal {
		r.Article = "民事诉讼法第267条" + g.item
		return r
	}
	if form.Ground == casefile.SuspendObjection {
		c := e.claimOf(form.Claim)
		switch {
		case c == nil:
			return refuse(wrong("data.claim", "没有该案外人异议 no such claim of an outsider", "已提出的案外人异议（lodge_claim） one that was lodged (lodge_claim)"))
		case !e.claimBlocks(*c):
			return refuse(missing("案外人异议%s现不妨碍执行：已被驳回、撤回，或者申请执行人已提供担保 claim %s does not stand in the way now", c.Claim, c.Claim))
		}
		return nil
	}
	if form.Party == "" {
		return nil
	}
	p, known := e.party(form.Party)
	if !known {
		return wrong("data.party", "本案没有该当事人 no such party", "%s", oneOf(e.concerned()))
	}
	if why := e.succeeded(form.Party); why != "" {
		return refuse(wrong("data.party", why, "%s", oneOf(e.concerned())))
	}
	switch {
	case g.who == "creditor":
		if r := e.knownCreditor("data.party", form.Party); r != nil {
			return refuse(r)
		}
	case g.who == "person" && p.Kind != casefile.Person:
		return refuse(wrong("data.party", "该项只适用于公民；法人或者其他组织终止适用第4项 a ground that only a natural person gives", "自然人，或者改用法人、其他组织终止（entity_ended）：%[1]s不是自然人 a person, or the ground entity_ended: %[1]s is none", form.Party))
	case g.who == "entity" && p.Kind == casefile.Person:
		return refuse(wrong("data.party", "该项只适用于法人或者其他组织；公民死亡适用第3项 a ground that a person does not give", "法人或者其他组织，或者改用公民死亡（person_died）：%[1]s是自然人 an entity, or the ground person_died: %[1]s is a person", form.Party))
	}
	return nil
}

// concerned are the parties of the enforcement who can be suspended for.
func (e *enforcementRun) concerned() []string { return append(e.creditors(), e.answering()...) }

// stopsInSuspension names the periods that a suspension stops: what debtors must
// report and what the court would do about them. Seizures lapse on their day, and
// what is done for a debtor is not put off.
func stopsInSuspension(k *clock) bool {
	for _, p := range []string{"property-report", "property-change/", "lead/", "penalty/", "superior-order"} {
		if strings.HasPrefix(k.ID, p) {
			return true
		}
	}
	return k.Expires == lifecycle.GraceOver // nobody is published meanwhile
}

// suspend stands the enforcement still from the day of the ruling.
func (e *enforcementRun) suspend(s *step) {
	form := s.form.(*casefile.SuspensionForm)
	e.Suspension = suspension{SuspensionForm: *form, Since: s.day, From: s.from}
	g := suspensions[form.Ground]
	s.note = strings.TrimSpace(or(form.Party, form.Claim) + " " + g.name + "（民事诉讼法第267条" + g.item + "）：" + form.Reason)
	e.pause(statute.GroundEnforcementStay, s)
	e.freeze(s.day, stopsInSuspension)
	e.reviewSuspension(s)
	if form.Ground == casefile.SuspendDied {
		note := s.note
		e.sparePerson(form.Party, s.at, "已死亡")
		s.note = note
	}
	for _, p := range append(e.creditors(), e.respondents()...) {
		if p == form.Party && (form.Ground == casefile.SuspendDied || form.Ground == casefile.SuspendEnded) {
			continue // nobody is there to receive it
		}
		e.order(casefile.SuspensionRuling, p, s.day, map[string]string{
			"ground": g.name, "item": g.item, "about": or(form.Party, form.Claim), "on": form.On.String(), "reason": form.Reason, "officer": e.Judge,
		})
	}
	e.message("cn.luxing.enforcement.suspended", s.at, map[string]string{"ground": form.Ground, "party": form.Party, "on": s.day.String()})
}

// reviewSuspension has the cause looked at, as the court's policy is.
func (e *enforcementRun) reviewSuspension(s *step) {
	e.set(period{id: "suspension-review", rule: statute.StayReview, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
}

// suspensionStands: a bankruptcy had come in between, the cause is there still.
func (e *enforcementRun) suspensionStands(s *step) {
	e.reviewSuspension(s)
	if e.PauseID == "" {
		e.pause(statute.GroundEnforcementStay, s)
	}
	s.note = suspensions[e.Suspension.Ground].name + "，自" + e.Suspension.Since.String() + "起中止"
}

// absent reports whether a party died or ended, which suspends the enforcement,
// and nobody has taken its place yet.
func (e *enforcementRun) absent(party string) bool {
	x := e.Suspension
	return (x.Ground == casefile.SuspendDied || x.Ground == casefile.SuspendEnded) && x.Party == party && e.succeeded(party) == ""
}

// holdSuspended keeps standing still what a retrial that is over lets run.
func (e *enforcementRun) holdSuspended(on calendar.Date) {
	if e.Suspension.open() {
		e.freeze(on, stopsInSuspension)
	}
}

// causeGone keeps an enforcement suspended while its cause is plainly there.
func (e *enforcementRun) causeGone(*step) *casefile.Refusal {
	x := e.Suspension
	refuse := func(r *casefile.Refusal) *casefile.Refusal {
		r.Article = "民事诉讼法第267条" + suspensions[x.Ground].item
		return r
	}
	switch x.Ground {
	case casefile.SuspendObjection:
		if c := e.claimOf(x.Claim); c != nil && e.claimBlocks(*c) {
			return refuse(missing("案外人异议%s尚未处理完毕 claim %s is not settled yet (rule_claim, decide_claim_suit, withdraw_claim_of_outsider)", x.Claim, x.Claim))
		}
	case casefile.SuspendDied, casefile.SuspendEnded:
		if e.absent(x.Party) {
			return refuse(missing("%s的权利义务尚无人承受：应变更当事人（change_debtor、change_creditor）；无遗产又无义务承担人的，裁定终结执行（terminate_enforcement，民事诉讼法第268条） nobody has taken the place of %s yet", x.Party, x.Party))
		}
	}
	return nil
}

// liftSuspension takes the enforcement up where it stood, and says so in writing
// (执行规定第60条).
func (e *enforcementRun) liftSuspension(s *step) {
	x := e.Suspension
	e.Suspension = suspension{From: x.From}
	if e.Stopped.IsZero() { // else a retrial holds them still
		e.thaw(s.day, stopsInSuspension)
	}
	e.backToMeasures(s)
	s.note = fmt.Sprintf("%s；自%s起中止的情形消失", s.note, x.Since)
	if x.From == lifecycle.NoticeDue {
		return
	}
	e.Suspension.From = ""
	if e.Stopped.IsZero() {
		e.resumed(s, s.note)
	}
	e.notifySuccessors(s)
}

// suspensionToNotice: it was suspended before the notice, whose period begins
// anew, as the court's policy is.
func (e *enforcementRun) suspensionToNotice(s *step) {
	e.Suspension.From = ""
	e.set(period{id: "enforcement-notice", rule: statute.EnforcementNotice, from: s.at, on: string(lifecycle.EnforcementJudge), scope: scopePhase})
	e.resumed(s, "中止情形消失")
}
