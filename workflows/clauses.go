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

// inDefault is the day after a missed due day: clauses for default take hold,
// and securities can be enforced.
func (c *caseRun) inDefault(s *step, d *duty, last calendar.Date) {
	if !c.since(reform) || !d.Defaulted.IsZero() {
		return
	}
	d.Defaulted, d.DefaultPlans = last, d.Plans
	if d.agreedLiability() {
		c.cause(lifecycle.TriggerClause, supervisionID(d.ID), lifecycle.Linked, s.at, "")
	}
	for i := range c.Assets {
		if a := &c.Assets[i]; a.AfterEffect {
			c.watchApplication(a, s.at)
		}
	}
	for _, x := range c.securities(d) {
		if !x.DueFrom.IsZero() {
			c.brought(7, s.day, d.ID+" "+x.By+" "+x.Kind.Name()+"：担保条款条件成就", "可直接申请执行")
		}
	}
	c.moneyMove = true
}

// triggerClause books what the agreement says default costs: directly
// enforceable, and no interest of delay on top (民事调解规定第15条).
func (c *caseRun) triggerClause(s *step) {
	d := c.dutyOf(s)
	d.restore()
	var what []string
	if d.PenaltyFen > 0 {
		what = append(what, "违约金"+yuan(d.PenaltyFen))
	}
	if d.PenaltyAnnualMillionths > 0 {
		what = append(what, "按年利率"+percent(d.PenaltyAnnualMillionths)+"%计付违约金")
	}
	if d.RestoredFen > 0 {
		what = append(what, "恢复已减免的"+yuan(d.RestoredFen))
	}
	s.mech = 6
	s.note = fmt.Sprintf("%s 自%s起：%s（不再计迟延履行利息）", d.ID, d.Defaulted.AddDays(1), strings.Join(what, "，"))
	c.brought(6, s.day, "违约条款触发 "+d.ID, strings.Join(what, "，"))
	c.moneyMove = true
}

// restore makes what was waived owed again, due with the part that was missed.
func (d *duty) restore() {
	if d.WaivedFen == 0 || d.RestoredFen > 0 {
		return
	}
	d.RestoredFen = d.WaivedFen
	d.AmountFen += d.WaivedFen
	if len(d.Instalments) == 0 {
		return
	}
	at := len(d.Instalments)
	for i, in := range d.Instalments {
		if in.Due.After(d.Defaulted) {
			at = i
			break
		}
	}
	d.Instalments = slices.Insert(slices.Clone(d.Instalments), at, casefile.Instalment{AmountFen: d.RestoredFen, Due: d.Defaulted})
}

// unrestore takes restore back.
func (d *duty) unrestore() {
	if d.RestoredFen == 0 {
		return
	}
	d.AmountFen -= d.RestoredFen
	for i, in := range d.Instalments {
		if in.Due == d.Defaulted && in.AmountFen == d.RestoredFen && (i == len(d.Instalments)-1 || d.Instalments[i+1].Due.After(in.Due)) {
			d.Instalments = slices.Delete(slices.Clone(d.Instalments), i, i+1)
			break
		}
	}
	d.RestoredFen = 0
}

// withClauses has the interest of an enforcement follow what was agreed: an
// agreed liability excludes the doubled part, a rate runs as penalty.
func withClauses(in *statute.InterestInput, o casefile.ObligationView) {
	in.AgreedPenalty = in.AgreedPenalty || agreedLiability(o.Obligation)
	if o.PenaltyAnnualMillionths > 0 {
		in.General = &statute.GeneralInterest{AnnualMillionths: o.PenaltyAnnualMillionths, DaysInYear: 365}
	}
}

// securities says of each security of an obligation whether it took effect and
// from when it can be enforced. A guarantee takes effect with the document; the
// guarantor need not sign it (民事调解规定第9条). A guarantor of whom nothing
// more is said stands in after the debtor: the lesser burden where the
// document is silent.
func (c *caseRun) securities(d *duty) []casefile.SecurityView {
	list := slices.Clone(d.Securities)
	for _, g := range d.Guarantors {
		if !slices.ContainsFunc(list, func(s casefile.Security) bool { return s.By == g }) {
			list = append(list, casefile.Security{By: g, Kind: casefile.GeneralGuarantee})
		}
	}
	var out []casefile.SecurityView
	for _, s := range list {
		v := casefile.SecurityView{Security: s, EffectiveOn: d.TermFrom}
		due := calendar.Date{}
		if !d.Defaulted.IsZero() && d.outstanding() > 0 {
			due = d.Defaulted.AddDays(1)
		}
		switch s.Kind {
		case casefile.JointGuarantee:
			v.DueFrom = due
			v.Note = "债务人到期未履行即可对其申请执行 enforceable on default"
		case casefile.GeneralGuarantee:
			v.Note = "就债务人的财产依法强制执行仍不能履行时承担 only after the debtor's property did not suffice"
			if from := c.exhausted(d.ID); !from.IsZero() {
				v.DueFrom = from
			} else if c.since(joinder) && !due.IsZero() && c.allBankrupt(d) { // nothing is left to enforce against: the court's policy
				v.DueFrom = lastDay(due, c.interestStops(d))
			}
		default:
			v.EffectiveOn = d.Secured[s.By]
			if v.Note = "尚未登记或交付，未生效（record_security） not in effect yet"; !v.EffectiveOn.IsZero() {
				v.DueFrom, v.Note = due, "债务人到期未履行即可就担保财产申请执行 enforceable on default"
				if !due.IsZero() {
					v.DueFrom = lastDay(due, v.EffectiveOn)
				}
			}
		}
		out = append(out, v)
	}
	return out
}

// checkSecurity judges the record that a mortgage or pledge took effect.
func (c *caseRun) checkSecurity(form *casefile.SecurityForm) *casefile.Refusal {
	d := c.duty(form.Obligation)
	if d == nil {
		return wrong("data.obligation", "没有该项义务 no such obligation", "本案的某项义务 one of the case's obligations")
	}
	real := slices.ContainsFunc(d.Securities, func(s casefile.Security) bool {
		return s.By == form.By && (s.Kind == casefile.Mortgage || s.Kind == casefile.Pledge)
	})
	if !real {
		return wrong("data.by", "该项义务没有由其提供的抵押或质押 no mortgage or pledge of that person secures it", "提供抵押、质押的人；保证自文书生效时生效 who gave one; a guarantee takes effect with the document")
	}
	if on, ok := d.Secured[form.By]; ok {
		return missing("该担保已于%s生效 it took effect on %s", on, on)
	}
	return nil
}

func (c *caseRun) recordSecurity(s *step) {
	form := s.form.(*casefile.SecurityForm)
	d := c.duty(form.Obligation)
	if d.Secured == nil {
		d.Secured = map[string]calendar.Date{}
	}
	d.Secured[form.By] = form.On
	s.mech = 7
	s.note = fmt.Sprintf("%s %s提供的担保于%s生效：%s", d.ID, form.By, form.On, form.Proof)
	c.brought(7, s.day, s.note, "担保生效")
	c.moneyMove = true
}

// join makes outsiders who stand security parties, as guarantors, so that the
// document names them and they are served (民事调解规定第9条).
func (c *caseRun) join(s *step, form *casefile.MediationForm) {
	if len(form.Joined) == 0 {
		return
	}
	c.Filing.Parties = append(c.Filing.Parties, form.Joined...)
	f := c.Filing
	c.pending.Filing = &f
	var ids []string
	for _, p := range form.Joined {
		ids = append(ids, p.ID)
	}
	s.note = strings.Trim(s.note+"；"+strings.Join(ids, "、")+"作为担保人加入", "；")
}

// checkJoined judges who joins: complete, and nobody who is in the case.
func (c *caseRun) checkJoined(s *step, form *casefile.MediationForm) *casefile.Refusal {
	var fs casefile.Faults
	for i, p := range form.Joined {
		path := fmt.Sprintf("data.joined[%d]", i)
		fs.Within(path, p.Check(s.day))
		twice := slices.ContainsFunc(form.Joined[:i], func(x casefile.Party) bool { return x.ID == p.ID })
		if _, known := c.Filing.Party(p.ID); known || twice {
			fs.Add(path+".id", "编号重复 the ID is taken", "未使用过的编号（如G%[1]d） an ID of its own, such as G%[1]d", i+1)
		}
	}
	if len(fs) > 0 {
		return &casefile.Refusal{Code: casefile.BadInput, Message: "担保人信息有误 the guarantors' data are wrong", Faults: fs}
	}
	return nil
}

// serveGuarantors sends the document to the guarantors. It takes effect
// whether they sign or not, so nobody waits for them.
func (c *caseRun) serveGuarantors(at time.Time) {
	if !c.since(reform) || c.Disposition.Kind != byMediation {
		return
	}
	for _, g := range c.parties(casefile.Guarantor) {
		if slices.ContainsFunc(c.Duties, func(d duty) bool { return slices.Contains(d.Guarantors, g) }) {
			c.deliver(c.paper(), g, at)
		}
	}
}

// urged are those who hear that something is overdue: the debtors who owe it,
// and the guarantors who have to stand in now.
func (c *caseRun) urged(d *duty) []string {
	if !c.since(reform) {
		return slices.Clone(d.Debtors)
	}
	var out []string
	for _, p := range d.Debtors {
		if d.owes(p) {
			out = append(out, p)
		}
	}
	for _, s := range c.securities(d) {
		if !s.DueFrom.IsZero() && !slices.Contains(out, s.By) {
			out = append(out, s.By)
		}
	}
	return out
}

// contacted keeps an attempt to reach a debtor, with the reason told.
func (c *caseRun) contacted(s *step, form *casefile.ContactForm) {
	d := c.duty(form.Obligation)
	d.Contacts = append(d.Contacts, contact{On: form.On, Channel: form.Channel, Reached: form.Reached, Cause: form.Cause})
	if form.Cause != "" {
		s.note = fmt.Sprintf("%s（%s，第%d次）", s.note, causeNames[form.Cause], len(d.Contacts))
	}
}

// causeNames are why debtors do not perform, in Chinese.
var causeNames = map[string]string{
	"no_money": "无履行能力", "awaiting_money": "等待资金", "disputes": "对裁判有异议", "refuses": "拒绝履行",
	"procedure": "手续未办妥", "unreachable": "联系不上", "other": "其他",
}
