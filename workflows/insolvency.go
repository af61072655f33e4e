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

// insolvencyEffects is what the events about single parties' bankruptcies do.
var insolvencyEffects map[lifecycle.Event]func(*caseRun, *step)

var insolvencyGuards map[lifecycle.Guard]func(*caseRun, *step) *casefile.Refusal

func init() {
	insolvencyEffects = map[lifecycle.Event]func(*caseRun, *step){
		lifecycle.SignOfOneDebtor:   (*caseRun).signOfOne,
		lifecycle.RestInBankruptcy:  closing(ClosedBankruptcy),
		lifecycle.ExplainBankruptcy: (*caseRun).explainBankruptcy,
		lifecycle.PartyBankrupt:     (*caseRun).partyBankrupt,
		lifecycle.AdministratorIn:   (*caseRun).administratorIn,
	}
	insolvencyGuards = map[lifecycle.Guard]func(*caseRun, *step) *casefile.Refusal{
		lifecycle.EnterpriseParty:      (*caseRun).enterpriseParty,
		lifecycle.OnlyDebtorLeft:       (*caseRun).onlyDebtorLeft,
		lifecycle.OtherDebtorsOwe:      (*caseRun).otherDebtorsOwe,
		lifecycle.StayedForBankruptcy:  (*caseRun).stayedForBankruptcy,
		lifecycle.AdministratorAwaited: (*caseRun).administratorAwaited,
		lifecycle.ConsentCounts:        (*caseRun).consentCounts,
		lifecycle.PackageWhole:         (*caseRun).packageWhole,
	}
}

// isBankrupt reports whether a party's bankruptcy is open.
func (c *caseRun) isBankrupt(party string) bool {
	return slices.ContainsFunc(c.Insolvency.Bankrupts, func(b bankruptcyOf) bool { return b.Party == party })
}

// bankrupts lists the parties whose bankruptcy is open.
func (c *caseRun) bankrupts() []string {
	var ids []string
	for _, b := range c.Insolvency.Bankrupts {
		ids = append(ids, b.Party)
	}
	return ids
}

// leftToBankruptcy reports whether all who owe an obligation are bankrupt and
// nobody answers for them: it is claimed in their bankruptcy. What the creditor has
// against others who answer is not affected (企业破产法第92、101、124条).
func (c *caseRun) leftToBankruptcy(d *duty) bool {
	return c.allBankrupt(d) && len(c.answerers(d)) == 0
}

func (c *caseRun) allBankrupt(d *duty) bool {
	return len(c.Insolvency.Bankrupts) > 0 && len(d.Debtors) > 0 && !slices.ContainsFunc(d.Debtors, func(p string) bool { return !c.isBankrupt(p) })
}

// interestStops is the day from which no interest runs on an obligation: the
// acceptance of the last of its debtors' bankruptcies (企业破产法第46条); zero
// while one of them is not bankrupt.
func (c *caseRun) interestStops(d *duty) (on calendar.Date) {
	if !c.allBankrupt(d) {
		return on
	}
	for _, b := range c.Insolvency.Bankrupts {
		if slices.Contains(d.Debtors, b.Party) {
			on = lastDay(on, b.On)
		}
	}
	return on
}

// othersOwe lists the debtors besides one who still owe something, and those who
// answer for them, who are neither bankrupt nor handed off.
func (c *caseRun) othersOwe(party string) []string {
	var ids []string
	for i := range c.Duties {
		for _, d := range c.Duties[i].Debtors {
			out := slices.ContainsFunc(c.Insolvency.Apart, func(h handoff) bool { return h.Debtor == d && !h.Done })
			if c.Duties[i].outstanding() > 0 && d != party && !out && !c.isBankrupt(d) && !slices.Contains(ids, d) {
				ids = append(ids, d)
			}
		}
		if c.Duties[i].outstanding() == 0 {
			continue
		}
		for _, g := range c.answerers(&c.Duties[i]) {
			if g != party && !slices.Contains(ids, g) {
				ids = append(ids, g)
			}
		}
	}
	return ids
}

func (c *caseRun) onlyDebtorLeft(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.DebtorForm)
	if !ok || !c.since(reform) {
		return nil
	}
	if ids := c.othersOwe(form.Party); len(ids) > 0 {
		return missing("尚有其他债务人%s，案件对其继续进行，应就%s单独作出（sign_of_one_debtor） others owe too: the case goes on with them", list(ids), form.Party)
	}
	return nil
}

func (c *caseRun) otherDebtorsOwe(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.DebtorForm)
	if !ok {
		return nil
	}
	if slices.ContainsFunc(c.Insolvency.Apart, func(h handoff) bool { return h.Debtor == form.Party && !h.Done }) {
		return missing("%s的移送尚未答复 the handoff of %s is not answered yet", form.Party, form.Party)
	}
	if c.isBankrupt(form.Party) {
		return missing("%s的破产申请已受理 the bankruptcy of %s is open", form.Party, form.Party)
	}
	if len(c.othersOwe(form.Party)) == 0 {
		return missing("没有其他债务人（bankruptcy_sign） no other debtor owes anything")
	}
	return nil
}

func (c *caseRun) enterpriseParty(s *step) *casefile.Refusal {
	party := ""
	switch form := s.form.(type) {
	case *casefile.ExplainForm:
		party = form.Party
	case *casefile.PartyBankruptForm:
		party = form.Party
	default:
		return nil
	}
	p, ok := c.Filing.Party(party)
	switch {
	case !ok:
		return c.noParty(party)
	case p.Kind != casefile.Enterprise:
		r := missing("%s不是企业法人，没有破产能力 %s is not an enterprise and cannot go bankrupt", party, party)
		r.Article = "企业破产法第2条"
		return r
	case c.isBankrupt(party):
		return missing("%s的破产申请已受理 the bankruptcy of %s is open", party, party)
	}
	if form, explained := s.form.(*casefile.ExplainForm); explained {
		for i, to := range form.To {
			if _, ok := c.Filing.Party(to); !ok {
				return wrong(fmt.Sprintf("data.to[%d]", i), "本案当事人 a party to this case", "%s", oneOf(c.suitors()))
			}
		}
	}
	return nil
}

var explainAnswers = map[string]string{"will_apply": "拟申请破产", "declined": "不申请破产", "undecided": "未表态"}

// explainBankruptcy records the judge's explanation: the court cannot start a
// bankruptcy in the suit, only the debtor or a creditor can (企业破产法第7条).
func (c *caseRun) explainBankruptcy(s *step) {
	form := s.form.(*casefile.ExplainForm)
	c.Insolvency.Explained = append(c.Insolvency.Explained, *form)
	s.mech = 9
	s.note = form.Party + "：" + form.Signs + "；已向" + strings.Join(form.To, "、") + "释明，" + explainAnswers[form.Answer]
	c.brought(9, s.day, "释明破产程序 "+form.Party, explainAnswers[form.Answer])
}

// partyBankrupt takes note of a bankruptcy that another court opened. A suit
// about the bankrupt is stayed until its administrator takes over (企业破产法第20
// 条); what is owed is claimed in the bankruptcy, and bears no more interest
// (第46条).
func (c *caseRun) partyBankrupt(s *step) {
	form := s.form.(*casefile.PartyBankruptForm)
	note := form.Party + "于" + form.On.String() + "由" + form.Court + "受理破产 " + form.Number
	switch {
	case s.from == lifecycle.Stayed:
		c.stayedToo(form)
	case s.from == lifecycle.AwaitingEffect:
		c.partyOut(form.Party, form.On, form.Number, s.at)
		note += c.appealStandsStill(form, s)
	case s.to == lifecycle.Stayed:
		c.Insolvency.Bankrupts = append(c.Insolvency.Bankrupts, bankruptcyOf{Party: form.Party, On: form.On, Number: form.Number})
		c.Insolvency.StayedFor = form.Party
		was := s.form
		s.form = &casefile.ReasonForm{Reason: note}
		c.stay(s)
		s.form = was
	case slices.Contains([]lifecycle.State{lifecycle.InEnforcement, lifecycle.Dormant, lifecycle.InRetrial, lifecycle.BankruptcyHandoff}, s.from):
		c.partyOut(form.Party, form.On, form.Number, s.at)
		c.tellOpened(form.Party, form.Number, form.On)
	default:
		c.partyOut(form.Party, form.On, form.Number, s.at)
	}
	c.openedElsewhere(form, s)
	data, _ := json.Marshal(form)
	c.tellCarved(form.Party, lifecycle.PartyBankrupt, data)
	s.mech = 9
	s.note = strings.TrimSpace(note)
	c.brought(9, s.day, "当事人破产 "+form.Party, "受理")
}

// partyOut leaves what a party owes to its bankruptcy. What others owe goes on.
func (c *caseRun) partyOut(party string, on calendar.Date, number string, at time.Time) {
	if c.isBankrupt(party) {
		return
	}
	c.Insolvency.Bankrupts = append(c.Insolvency.Bankrupts, bankruptcyOf{Party: party, On: on, Number: number})
	c.moneyMove = true
	for _, id := range c.tracksOf(lifecycle.Supervision) {
		if d := c.duty(subject(id)); d != nil && c.leftToBankruptcy(d) {
			c.cause(lifecycle.EndSupervision, id, lifecycle.Linked, at, "进入破产程序，应申报债权")
		}
	}
}

func (c *caseRun) stayedForBankruptcy(s *step) *casefile.Refusal {
	if c.Insolvency.StayedFor == "" {
		return missing("本案不是因破产中止 the suit is not stayed for a bankruptcy")
	}
	if form, ok := s.form.(*casefile.AdministratorForm); ok && form.Party != c.Insolvency.StayedFor && !c.awaitsAdministrator(form.Party) {
		return wrong("data.party", "因该当事人破产中止 the suit is stayed for another party", "当事人“%[1]s” party %[1]s", c.Insolvency.StayedFor)
	}
	return nil
}

// administratorIn lets the stayed suit be resumed: the administrator conducts
// it from here (企业破产法第20、25条).
func (c *caseRun) administratorIn(s *step) {
	form := s.form.(*casefile.AdministratorForm)
	for i := range c.Insolvency.Bankrupts {
		if b := &c.Insolvency.Bankrupts[i]; b.Party == form.Party {
			b.Administrator, b.TookOver = form.Administrator, form.On
		}
	}
	c.Insolvency.StayedFor = c.nextAdministrator()
	s.mech = 9
	s.note = form.Party + "的管理人" + form.Administrator + "于" + form.On.String() + "接管，诉讼可以继续进行"
	if p := c.Insolvency.StayedFor; p != "" {
		s.note = form.Party + "的管理人" + form.Administrator + "于" + form.On.String() + "接管，尚待" + p + "的管理人接管"
	}
	if !c.since(joinder) {
		return
	}
	if x := c.partyStayed(form.Party); x != nil && x.Ground == "bankruptcy" && s.from != lifecycle.Stayed {
		c.restartParty(form.Party, form.On)
		c.drop(partyStayID(form.Party))
		s.note = form.Party + "的管理人" + form.Administrator + "于" + form.On.String() + "接管，其期间恢复计算"
	}
	data, _ := json.Marshal(form)
	c.tellCarved(form.Party, lifecycle.AdministratorIn, data)
}

// administratorAwaited lets the administrator of a bankrupt take over once. Where
// no suit is stayed for it, its own periods may be (企业破产法第20、25条).
func (c *caseRun) administratorAwaited(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.AdministratorForm)
	if !ok {
		return nil
	}
	for _, b := range c.Insolvency.Bankrupts {
		switch {
		case b.Party != form.Party:
		case !b.TookOver.IsZero():
			return missing("%s的管理人%s已于%s接管 the administrator of %s took over on %s", b.Party, b.Administrator, b.TookOver, b.Party, b.TookOver)
		case form.On.Before(b.On):
			return wrong("data.on", "破产受理之后 after the bankruptcy was accepted", "%[1]s或者更晚 %[1]s or later", b.On)
		default:
			return nil
		}
	}
	return missing("没有%s的破产 no bankruptcy of %s is known here (party_bankrupt)", form.Party, form.Party)
}

// stayedByBankruptcy keeps a suit stayed until the administrator takes over.
func (c *caseRun) stayedByBankruptcy(s *step) *casefile.Refusal {
	switch s.row.Event {
	case lifecycle.ResumeService, lifecycle.ResumeDefence, lifecycle.ResumeTrial:
	default:
		return nil
	}
	if p := c.Insolvency.StayedFor; p != "" {
		r := missing("%s的管理人尚未接管，不得恢复诉讼（administrator_takes_over） the administrator of %s has not taken over", p, p)
		r.Article = "企业破产法第20条"
		return r
	}
	return nil
}

// hearsOfBankruptcy reads a referral from enforcement: where others owe too,
// it is one debtor's alone.
func (c *caseRun) hearsOfBankruptcy(d casefile.Decision) casefile.Decision {
	if d.Event != lifecycle.BankruptcySign || !c.since(reform) {
		return d
	}
	var form casefile.DebtorForm
	if json.Unmarshal(d.Data, &form) == nil && len(c.othersOwe(form.Party)) > 0 {
		d.Event = lifecycle.SignOfOneDebtor
	}
	return d
}

// insolvencyFollows ends the handoffs of single debtors as their tracks ended,
// closes a case whose rest is all claimed in bankruptcy, and looks for a cause
// of bankruptcy again when an enterprise defaults.
func (c *caseRun) insolvencyFollows(at time.Time) bool {
	for i := range c.Insolvency.Apart {
		h := &c.Insolvency.Apart[i]
		if t := c.trackOf(h.Track); h.Done || t == nil || c.open(t) {
			continue
		}
		h.Done = true
		if c.ended() { // nothing is left that anybody waits for
			continue
		}
		for _, k := range []string{"handoff", "handoff-answer", "handoff-supplement"} {
			c.drop(h.clockOf(k))
		}
		switch c.stateOf(h.Track) {
		case lifecycle.BankruptcyIsOpen:
			c.partyOut(h.Debtor, day(at), h.Number, at)
			if c.since(joinder) {
				c.tellOpened(h.Debtor, h.Number, h.openedOn(day(at)))
				return true
			}
			c.answerEnforcement(h, lifecycle.ReferralAccepted, referralAccepted, at)
		case lifecycle.BankruptcyReturned:
			c.referredInVain(h)
			c.resumeDebtor(h.Debtor, at)
			c.answerEnforcement(h, lifecycle.ReferralReturned, referralRefused, at)
		default:
			c.resumeDebtor(h.Debtor, at)
			c.answerEnforcement(h, lifecycle.ReferralReturned, referralNoConsent, at)
		}
		return true
	}
	switch c.Phase {
	case lifecycle.InSupervision, lifecycle.AwaitingEnforcement:
		if c.onlyBankruptsOwe() {
			return c.cause(lifecycle.RestInBankruptcy, "", lifecycle.Linked, at, list(c.bankrupts()))
		}
	}
	if c.Phase == lifecycle.AwaitingEnforcement && !c.Insolvency.Checked {
		c.Insolvency.Checked = true
		for _, p := range c.debtors() {
			if x, ok := c.Filing.Party(p); ok && x.Kind == casefile.Enterprise && c.owedBy(p) > 0 && !c.isBankrupt(p) && !slices.Contains(c.ReferredOnce, p) {
				c.brought(9, day(at), "违约后核查破产原因 "+p, "到期未清偿"+yuan(c.owedBy(p)))
			}
		}
	}
	return false
}

// onlyBankruptsOwe reports whether all that is left is owed by bankrupts alone.
func (c *caseRun) onlyBankruptsOwe() bool {
	left := false
	for i := range c.Duties {
		if d := &c.Duties[i]; d.outstanding() > 0 {
			if !c.leftToBankruptcy(d) {
				return false
			}
			left = true
		}
	}
	return left
}

// answerEnforcement tells the enforcement what became of its referral.
func (c *caseRun) answerEnforcement(h *handoff, e lifecycle.Event, outcome string, at time.Time) {
	if h.From == lifecycle.InEnforcement {
		c.tell(c.Enforcement, e, c.answerTo(h, outcome, at))
	}
}

// resumeDebtor takes up again what a handoff of one debtor had suspended.
func (c *caseRun) resumeDebtor(party string, at time.Time) {
	for _, id := range c.tracksOf(lifecycle.Supervision) {
		d := c.duty(subject(id))
		if d == nil || !slices.Contains(d.Debtors, party) {
			continue
		}
		event := lifecycle.ResumeRunning
		if d.overdue(day(at)) {
			event = lifecycle.ResumeTerm
		}
		c.cause(event, id, lifecycle.Linked, at, "")
	}
}
