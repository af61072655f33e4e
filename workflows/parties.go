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
	"luxing/workflows/statute"
)

// setParty writes a party's particulars, or a new party, and has the register
// told of all of them.
func (c *caseRun) setParty(p casefile.Party) {
	parties := slices.Clone(c.Filing.Parties)
	if i := slices.IndexFunc(parties, func(x casefile.Party) bool { return x.ID == p.ID }); i >= 0 {
		parties[i] = p
	} else {
		parties = append(parties, p)
	}
	c.Filing.Parties = parties
	f := c.Filing
	c.pending.Filing = &f
	c.dirty = true
}

// maxParties bounds the parties of a case, those who left it included.
const maxParties = 400

func (c *caseRun) checkNewParty(field string, p casefile.Party) *casefile.Refusal {
	if len(c.Filing.Parties) >= maxParties {
		return missing("当事人过多，应推选代表人或者分案 too many parties; representatives, or sever (民事诉讼法第56条)")
	}
	for _, x := range c.Filing.Parties {
		if x.ID == p.ID {
			return wrong(field+".id", "编号重复 duplicate ID", "本案当事人未使用的编号，不是%[1]s这一编号 an ID that no party of the case has, not %[1]s", p.ID)
		}
		if p.IDNumber != "" && strings.EqualFold(x.IDNumber, p.IDNumber) && c.leftBy(x.ID) == nil {
			return wrong(field+".idNumber", "已是本案当事人 a party to this case already", "另一人：与%[1]s为同一人 another person: %[1]s is the same", x.ID)
		}
	}
	return nil
}

// joinParty brings somebody into the suit: a defendant is served, and answers
// in its own time; the others are told (民诉法解释第73、74条).
func (c *caseRun) joinParty(s *step) {
	form := s.form.(*casefile.JoinForm)
	p := form.Joined
	others := c.suitors()
	c.setParty(p)
	c.Incidents.Joined[p.ID] = s.day
	s.note = fmt.Sprintf("%s（%s，%s）：%s", p.ID, p.Side.Name(), map[string]string{"application": "依申请", "court": "依职权"}[form.Asked], form.Reason)
	if p.Side == casefile.Defendant {
		c.serveComplaint(p.ID, s.at, s.day)
	}
	c.order(casefile.PartyNotice, p.ID, s.day, map[string]string{"change": "追加" + p.Side.Name(), "about": p.ID, "joined": p.ID, "judge": c.Judge})
	for _, o := range others {
		c.order(casefile.PartyNotice, o, s.day, map[string]string{"change": "追加" + p.Side.Name(), "about": p.ID, "judge": c.Judge})
	}
	if p.Side == casefile.Guarantor {
		c.use(7, s.day, "担保人参加："+p.ID)
	}
	if c.Procedure == casefile.SmallClaims && !c.since(joinder) {
		s.note += "；不符合小额诉讼条件的，应转为简易程序（民诉法解释第278条）"
	}
	c.summon(p.ID, s)
	if why := strange(form); why != "" {
		c.outgrow(s, why)
	}
}

// serveComplaint opens the delivery of the complaint to one defendant.
func (c *caseRun) serveComplaint(party string, from time.Time, today calendar.Date) {
	c.deliver(casefile.PaperComplaint, party, from)
	c.order(casefile.ComplaintNotice, party, today, map[string]string{
		"cause": c.Filing.Cause, "procedure": c.Procedure.Name(), "judge": c.Judge, "clerk": c.Clerk,
		"plaintiff": c.first(casefile.Plaintiff), "answerDays": "15",
	})
	c.guide(casefile.AtService, party, casefile.RiskNotice, today)
}

// summon sends a party that came in later the notice of a hearing that lies ahead.
func (c *caseRun) summon(party string, s *step) {
	p, _ := c.Filing.Party(party)
	if n := len(c.Hearings); n > 0 && !c.Hearings[n-1].Before(s.day) && p.Side != casefile.Guarantor {
		c.order(casefile.HearingNotice, party, s.day, map[string]string{"on": c.Hearings[n-1].String(), "judge": c.Judge, "cause": c.Filing.Cause})
	}
}

func (c *caseRun) changeParty(s *step) {
	form := s.form.(*casefile.ChangePartyForm)
	p, _ := c.Filing.Party(form.Party)
	var what []string
	set := func(to *string, value, name string) {
		if value != "" && *to != value {
			*to = value
			what = append(what, name)
		}
	}
	set(&p.Name, form.Name, "名称")
	set(&p.Address, form.Address, "地址")
	set(&p.Phone, form.Phone, "联系方式")
	if missing := form.Whereabouts == "unknown"; form.Whereabouts != "" && p.WhereaboutsUnknown != missing {
		p.WhereaboutsUnknown = missing
		what = append(what, map[bool]string{true: "下落不明", false: "已找到"}[missing])
	}
	c.setParty(p)
	s.note = form.Party + " 变更" + or(strings.Join(what, "、"), "（无变化）") + "：" + form.Reason
	if form.Name != "" {
		c.tellParties(s, form.Party+"名称变更", []string{form.Party})
	}
}

// confirmAddress takes a confirmation of the address for service. It holds for
// the appeal, the retrial and the enforcement too (民诉法解释第137条).
func (c *caseRun) confirmAddress(s *step) {
	form := s.form.(*casefile.AddressForm)
	p, _ := c.Filing.Party(form.Party)
	p.Address, p.EService, p.WhereaboutsUnknown = form.Address, form.EService, false
	p.Phone = or(form.Phone, p.Phone)
	c.setParty(p)
	c.Incidents.Confirmed[form.Party] = form.On
	s.note = form.Party + " " + form.On.String()
	if form.EService {
		s.note += "，同意电子送达"
	}
}

// partyGone stays the suit until it is known who takes the party's place
// (民事诉讼法第153条第1至3项).
func (c *caseRun) partyGone(s *step) {
	form := s.form.(*casefile.GoneForm)
	c.Incidents.Left = append(c.Incidents.Left, leaver{Party: form.Party, Why: form.Cause, On: form.On})
	s.note = fmt.Sprintf("%s于%s%s：%s", form.Party, form.On, leftWhy[form.Cause], form.Reason)
	c.halt(s)
	next := "通知承继人参加诉讼（succeed_party）；没有的，裁定终结（terminate_suit，民事诉讼法第154条）"
	if form.Cause == "incapacity" {
		next = "确定法定代理人（represent）"
	}
	s.note += "；" + next
}

// successorsKnown keeps a suit stayed until everybody who is gone has somebody
// in its place (民事诉讼法第153条).
func (c *caseRun) successorsKnown(*step) *casefile.Refusal {
	for _, l := range c.Incidents.Left {
		switch {
		case l.Successor != "" || l.None != "" || l.Why == "withdrawn" || l.Why == "severed":
		case l.Why == "incapacity":
			if !slices.ContainsFunc(c.Incidents.Agents, func(a agent) bool { return a.Party == l.Party }) {
				return missing("%s的法定代理人尚未确定 nobody represents %s yet (represent)", l.Party, l.Party)
			}
		default:
			return missing("%s的承继人尚未参加诉讼 nobody has taken the place of %s yet (succeed_party); without anybody the suit is terminated (terminate_suit)", l.Party, l.Party)
		}
	}
	return nil
}

func (c *caseRun) checkSuccessor(form *casefile.SuccessorForm) *casefile.Refusal {
	var gone []string
	var of *leaver
	for i := range c.Incidents.Left {
		l := &c.Incidents.Left[i]
		if l.Successor == "" && l.None == "" && (l.Why == "death" || l.Why == "dissolution") {
			gone = append(gone, l.Party)
			if l.Party == form.Party {
				of = l
			}
		}
	}
	if of == nil {
		return wrong("data.party", "死亡或者终止的当事人 who died or was dissolved", "%s", oneOf(gone))
	}
	was, _ := c.Filing.Party(form.Party)
	if form.None != "" {
		if (was.Side == casefile.Plaintiff || was.Side == casefile.Defendant) && len(c.parties(was.Side)) == 0 {
			r := missing("%s一方已无当事人，应裁定终结诉讼 nobody is left on the %s's side: terminate the suit (terminate_suit)", was.Side.Name(), was.Side)
			r.Article = "民事诉讼法第154条"
			return r
		}
		return nil
	}
	if form.Successor.Side != was.Side {
		return wrong("data.successor.side", "承继人居于原当事人的诉讼地位 the successor takes the same side", "诉讼地位为%[1]s（%[2]s） the side %[2]s", was.Side.Name(), was.Side)
	}
	return c.checkNewParty("data.successor", form.Successor)
}

// succeedParty puts a successor in the place of a party. What the one did binds
// the other (民诉法解释第55条): a complaint that was served is served, and a
// period that ran runs on.
func (c *caseRun) succeedParty(s *step) {
	form := s.form.(*casefile.SuccessorForm)
	i := slices.IndexFunc(c.Incidents.Left, func(l leaver) bool { return l.Party == form.Party })
	if form.None != "" {
		c.Incidents.Left[i].None = form.None
		c.endParty(form.Party, s.at)
		s.note = form.Party + "无承继人：" + form.None
		return
	}
	heir := form.Successor.ID
	c.Incidents.Left[i].Successor = heir
	c.setParty(form.Successor)
	s.note = form.Party + " → " + heir
	for _, paper := range []casefile.Paper{casefile.PaperComplaint, casefile.PaperCounterclaim} {
		t := c.trackOf(deliveryID(paper, form.Party))
		if on, ok := c.ServedOn[servedKey(paper, form.Party)]; ok {
			c.ServedOn[servedKey(paper, heir)] = on
		} else if t != nil && c.open(t) {
			c.cause(lifecycle.SpareService, t.ID, lifecycle.Linked, s.at, "由承继人受送达")
			c.deliver(paper, heir, s.at)
		}
	}
	if on, ok := c.AnsweredOn[form.Party]; ok {
		c.AnsweredOn[heir] = on
	}
	for i := range c.Clocks {
		if k := &c.Clocks[i]; k.Party == form.Party {
			k.ID, k.Party, k.On = strings.TrimSuffix(k.ID, form.Party)+heir, heir, heir
		}
	}
	for i := range c.Incidents.Counterclaims {
		x := &c.Incidents.Counterclaims[i]
		if x.Party == form.Party {
			x.Party = heir
		}
		if slices.Contains(x.Answered, form.Party) {
			x.Answered = append(x.Answered, heir)
		}
	}
	c.tellParties(s, "当事人承继", []string{form.Party, heir})
	c.summon(heir, s)
}

// checkLeaving wants both sides to keep somebody.
func (c *caseRun) checkLeaving(leaving []string) *casefile.Refusal {
	sides := map[casefile.Side]int{}
	for _, id := range leaving {
		if r := c.present(id); r != nil {
			return r
		}
		p, _ := c.Filing.Party(id)
		if p.Side == casefile.Guarantor {
			return wrong("data.party", "担保人不是诉讼当事人 a guarantor outside the suit is no party to it", "%s", oneOf(c.suitors()))
		}
		sides[p.Side]++
		for _, x := range c.Incidents.Counterclaims {
			if x.Ended == "" && x.Party == id {
				return missing("%s的反诉%s尚在审理 counterclaim %s of %s is still tried (withdraw_counterclaim)", id, x.ID, x.ID, id)
			}
		}
	}
	for _, side := range []casefile.Side{casefile.Plaintiff, casefile.Defendant} {
		if sides[side] > 0 && len(c.parties(side)) <= sides[side] {
			return missing("%s一方须留有当事人；全部撤回的应作撤诉 somebody must stay on the %s's side; if all leave, the suit is withdrawn (withdraw)", side.Name(), side)
		}
	}
	return nil
}

func (c *caseRun) withdrawParty(s *step) {
	form := s.form.(*casefile.WithdrawPartyForm)
	c.leave(leaver{Party: form.Party, Why: "withdrawn", On: s.day}, s.at)
	c.liftLeft(form.Party, s.at)
	s.note = form.Party + "：" + form.Reason
	c.tellParties(s, "准予部分撤诉", []string{form.Party})
}

// leave takes a party out of the suit, with what was to be served on it and
// the periods that ran for it.
func (c *caseRun) leave(l leaver, at time.Time) {
	c.Incidents.Left = append(c.Incidents.Left, l)
	c.endParty(l.Party, at)
}

func (c *caseRun) endParty(party string, at time.Time) {
	for _, paper := range []casefile.Paper{casefile.PaperComplaint, casefile.PaperCounterclaim} {
		if t := c.trackOf(deliveryID(paper, party)); t != nil && c.open(t) {
			c.cause(lifecycle.SpareService, t.ID, lifecycle.Linked, at, "不再是本案当事人")
		}
	}
	c.drop("answer/" + party)
	c.drop("counter-answer/" + party)
}

// checkRepresent keeps the law's bound of two (民事诉讼法第61条).
func (c *caseRun) checkRepresent(form *casefile.RepresentForm) *casefile.Refusal {
	if _, ok := c.Filing.Party(form.Party); !ok {
		return c.noParty(form.Party)
	}
	n, known := 0, false
	for _, a := range c.Incidents.Agents {
		if a.Party == form.Party {
			n++
			known = known || a.Name == form.Agent
		}
	}
	switch {
	case form.Change == "appointed" && known:
		return missing("%s已委托该代理人 that person represents %s already (changed)", form.Party, form.Party)
	case form.Change == "appointed" && n >= 2:
		return missing("当事人可以委托一至二人作为诉讼代理人 %s has two representatives already; revoke one first", form.Party)
	case form.Change != "appointed" && !known:
		return wrong("data.agent", "没有这一诉讼代理人 nobody of that name represents the party", "已委托的诉讼代理人 one who was appointed")
	}
	return nil
}

// represent notes who represents a party, by number and powers only: the name
// stays off the timeline.
func (c *caseRun) represent(s *step) {
	form := s.form.(*casefile.RepresentForm)
	a := agent{Party: form.Party, Name: form.Agent, Powers: form.Powers, Receiver: form.Receiver}
	i := slices.IndexFunc(c.Incidents.Agents, func(x agent) bool { return x.Party == form.Party && x.Name == form.Agent })
	switch form.Change {
	case "appointed":
		c.Incidents.Agents = append(c.Incidents.Agents, a)
	case "changed":
		c.Incidents.Agents[i] = a
	default:
		c.Incidents.Agents = slices.Delete(c.Incidents.Agents, i, i+1)
	}
	s.note = fmt.Sprintf("%s %s%s", form.Party,
		map[string]string{"appointed": "委托诉讼代理人", "changed": "变更代理权限", "revoked": "解除委托"}[form.Change],
		map[string]string{"general": "（一般代理）", "special": "（特别授权）"}[form.Powers])
	if form.Change != "appointed" { // the other side is told (民事诉讼法第63条)
		for _, p := range c.suitors() {
			if p != form.Party {
				c.order(casefile.PartyNotice, p, s.day, map[string]string{"change": "诉讼代理变更", "about": form.Party, "judge": c.Judge})
			}
		}
	}
}

// One party's stay: a debt respite or a bankruptcy of one among several stops
// that party's periods and nobody else's.

func (c *caseRun) partyStayed(party string) *partyStay {
	for i := range c.Incidents.Stays {
		if c.Incidents.Stays[i].Party == party {
			return &c.Incidents.Stays[i]
		}
	}
	return nil
}

// somebodyStayed: what the case that this one was carved out of passes on is news
// of the party, whether its periods stand still here or not.
func (c *caseRun) somebodyStayed(s *step) *casefile.Refusal {
	if len(c.Incidents.Stays) == 0 && s.decision.Role != lifecycle.Linked {
		return missing("没有对一方中止的期间 nobody's periods stand still")
	}
	return nil
}

// stopParty stands still every period that is this party's alone, from a day
// on. A period of an obligation that others owe too runs on for them.
func (c *caseRun) stopParty(party string, on calendar.Date, ground string) {
	if c.partyStayed(party) == nil {
		c.Incidents.Stays = append(c.Incidents.Stays, partyStay{Party: party, On: on, Ground: ground})
	}
	c.freeze(on, c.heldFor(party))
}

// restartParty lets them run on. What a debtor owes alone stands still for its stay,
// so it is let go before that is forgotten; the first three releases forgot it first,
// and such a term stood still for ever.
func (c *caseRun) restartParty(party string, on calendar.Date) {
	match := c.heldFor(party)
	if c.since(relay) {
		c.thaw(on, match)
	}
	c.Incidents.Stays = slices.DeleteFunc(c.Incidents.Stays, func(x partyStay) bool { return x.Party == party })
	c.thaw(on, match)
}

// heldFor matches the periods that stand still for a party alone.
func (c *caseRun) heldFor(party string) func(*clock) bool {
	return func(k *clock) bool {
		if id, ok := strings.CutPrefix(k.Scope, lifecycle.Supervision.ID+"/"); ok {
			d := c.duty(id)
			return d != nil && slices.Contains(d.Debtors, party) && !slices.ContainsFunc(d.Debtors, func(x string) bool { return c.partyStayed(x) == nil })
		}
		return k.Party == party && k.ID != partyStayID(party)
	}
}

// held reports whether a period stands still for one party's stay.
func (c *caseRun) held(k *clock) bool {
	return slices.ContainsFunc(c.Incidents.Stays, func(x partyStay) bool { return c.heldFor(x.Party)(k) })
}

// holdStayed keeps a period from running that was set while its party's stand still.
func (c *caseRun) holdStayed(today calendar.Date) {
	for _, x := range c.Incidents.Stays {
		match := c.heldFor(x.Party)
		if slices.ContainsFunc(c.Clocks, func(k clock) bool { return k.Frozen.IsZero() && match(&k) }) {
			c.freeze(lastDay(today, x.On), match)
		}
	}
}

func partyStayID(party string) string { return "party-stay/" + party }

func (c *caseRun) stayParty(s *step) {
	form := s.form.(*casefile.StayPartyForm)
	c.stopParty(form.Party, form.On, form.Ground)
	c.set(period{id: partyStayID(form.Party), rule: statute.StayReview, from: s.at, on: string(lifecycle.Judge), scope: scopeCase})
	s.note = fmt.Sprintf("%s 自%s（%s）：%s", form.Party, form.On, map[string]string{"bankruptcy": "进入破产", "respite": "债务缓期", "force_majeure": "不可抗力"}[form.Ground], form.Reason)
}

// resumeParty ends a party's stay, here and in the cases carved out of this one,
// which may have begun with it.
func (c *caseRun) resumeParty(s *step) {
	form := s.form.(*casefile.PartyDayForm)
	s.note = form.Party + " 自" + form.On.String()
	switch {
	case c.partyStayed(form.Party) == nil:
		s.note += "，其期间在本案未中止"
	case c.standsWhole():
		c.endStay(form.Party, form.On)
		s.note += "；全案仍中止，其期间随全案恢复"
	default:
		c.restartParty(form.Party, form.On)
	}
	c.drop(partyStayID(form.Party))
	if c.since(relay) {
		data, _ := json.Marshal(form)
		c.tellCarved(form.Party, lifecycle.ResumeParty, data)
	}
}

// standsWhole reports whether the case stands still for all parties.
func (c *caseRun) standsWhole() bool {
	return c.Phase == lifecycle.Stayed || c.Phase == lifecycle.InRetrial && !c.Incidents.Retrial.Runs
}

// endStay ends a party's stay while the whole case stands still: what stands still
// for that runs on with the case, without a gap, and nothing else waits.
func (c *caseRun) endStay(party string, on calendar.Date) {
	match := c.heldFor(party)
	c.thaw(on, func(k *clock) bool { return match(k) && !c.runsOnPerformance(k) })
	c.Incidents.Stays = slices.DeleteFunc(c.Incidents.Stays, func(x partyStay) bool { return x.Party == party })
}
