package workflows

import (
	"fmt"
	"slices"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

func (c *caseRun) payment(id string) *casefile.Payment {
	for i := range c.Payments {
		if c.Payments[i].ID == id {
			return &c.Payments[i]
		}
	}
	return nil
}

// checkPayment judges a payment against the case: booked once, by somebody in
// the case or an outsider by name, towards an obligation that exists.
func (c *caseRun) checkPayment(s *step, form *casefile.PaymentForm) *casefile.Refusal {
	if c.payment(form.Payment) != nil {
		r := missing("付款 %s 已登记 payment %s is booked already", form.Payment, form.Payment)
		r.Code = casefile.IDReused
		return r
	}
	if form.Asset != "" {
		return wrong("data.asset", "财产变价款在执行案件登记 the price of an asset is booked in its enforcement (collect)", "不填 leave it out")
	}
	if _, ok := c.Filing.Party(form.Payer); !ok && form.Outsider == "" {
		return wrong("data.payer", "本案没有该当事人 no such party", "下列之一（%[1]s）；或者案外付款人（outsider）的姓名 one of %[1]s; or outsider, a name", list(c.everybody()))
	}
	d := c.paidFor(form)
	if d == nil {
		var ids []string
		for i := range c.Duties {
			ids = append(ids, c.Duties[i].ID)
		}
		return wrong("data.obligation", "应指明履行的是哪项义务 which obligation", "%s", oneOf(ids))
	}
	act := d.Subject == casefile.Act
	switch {
	case !act && form.AmountFen <= 0:
		return wrong("data.amountFen", "金额 an amount", "大于零，以分为单位 more than zero, in fen")
	case act && form.AmountFen > 0 && d.penaltyLeft() == 0:
		return wrong("data.amountFen", "行为义务没有金额 an act has no amount", "不填金额 no amount")
	case act && form.AmountFen == 0 && !d.ActOn.IsZero():
		return missing("%s已于%s履行 %s was done on %s", d.ID, d.ActOn, d.ID, d.ActOn)
	case act && !d.PerformedOn.IsZero():
		return missing("%s已于%s履行 %s was done on %s", d.ID, d.PerformedOn, d.ID, d.PerformedOn)
	case slices.Contains(c.HandedOver, d.ID) && c.enforcing(s.from):
		return missing("%s已进入执行，案款应在执行案件 %s 登记 it is being enforced: book it there (collect)", d.ID, c.enforcementOf(d.ID))
	}
	return c.checkPaidFor(d, form)
}

// checkPaidFor wants to know for which debtor of a several obligation somebody
// else pays: it frees that debtor and no other.
func (c *caseRun) checkPaidFor(d *duty, form *casefile.PaymentForm) *casefile.Refusal {
	if form.For != "" && !slices.Contains(d.Debtors, form.For) {
		return wrong("data.for", "只能代该项义务的债务人付款 for a debtor of the obligation", "%s", oneOf(d.Debtors))
	}
	if d.Liability == casefile.Several && form.For == "" && !slices.Contains(d.Debtors, form.Payer) {
		return wrong("data.for", "按份之债应指明代谁付款 for which debtor of a several obligation", "%s", oneOf(d.Debtors))
	}
	return nil
}

// freed is the debtor whose debt a payment reduces, "" when it is that of
// several jointly.
func freed(d *duty, form *casefile.PaymentForm) string {
	switch {
	case form.For != "":
		return form.For
	case slices.Contains(d.Debtors, form.Payer):
		return form.Payer
	case len(d.Debtors) == 1:
		return d.Debtors[0]
	}
	return ""
}

// pay books a payment: to the obligation, to what default added to it, and
// what is too much as excess to be returned.
func (c *caseRun) pay(s *step) {
	form := s.form.(*casefile.PaymentForm)
	d := c.paidFor(form)
	p := casefile.Payment{ID: form.Payment, Obligation: d.ID, Payer: form.Payer, AmountFen: form.AmountFen, On: form.On, Method: form.Method, Confirmed: form.Confirmed}
	due, _ := d.next()
	c.moneyMove = true
	if c.since(reform) {
		p.For, p.Outsider = freed(d, form), form.Outsider
		c.Payments = append(c.Payments, p)
		c.bookAll(d)
		c.refunds(d, s.at)
	} else {
		c.Payments = append(c.Payments, p)
		d.book(p)
	}
	switch {
	case d.Subject == casefile.Act && form.AmountFen == 0:
		s.note = d.ID + " 行为义务已履行"
	default:
		s.note = fmt.Sprintf("%s 收到%s，尚欠%s", d.ID, yuan(form.AmountFen), yuan(d.outstandingFen()))
		if left := d.penaltyLeft(); left > 0 {
			s.note += "，违约金" + yuan(left)
		}
		if d.ExcessFen > 0 {
			s.note += "，应退" + yuan(d.ExcessFen)
		}
	}
	if c.since(reform) {
		s.note += c.recourse(d, form)
	}
	if s.from == lifecycle.InCourtPrompt {
		s.mech = 5
		c.use(5, s.day, "当庭履行"+yuan(form.AmountFen))
	}
	c.afterPayment(d, due, s.at)
	if s.from == lifecycle.InRetrial { // what falls due next stands still as the rest does
		c.freeze(c.Incidents.Retrial.On, c.runsOnPerformance)
	}
	c.liftPerformed(s.at)
	c.urgedSuccessfully(s.at)
}

// recourse notes that whoever paid what another owed may turn to that other.
func (c *caseRun) recourse(d *duty, form *casefile.PaymentForm) string {
	switch {
	case form.Outsider != "":
		return "（案外人代付）"
	case slices.Contains(d.Guarantors, form.Payer):
		return "；担保人可以向债务人追偿"
	case d.Liability != casefile.Several && len(d.Debtors) > 1 && slices.Contains(d.Debtors, form.Payer):
		return "；连带债务人之间的追偿由其另行解决"
	}
	return ""
}

// bookAll books every payment to an obligation anew, in the order they were
// entered: first the debt itself, of a several one no more than the debtor's
// own share; then, once all of the debt is paid, what default added to it; the
// rest is excess. Money is only moved between these, never made or lost.
func (c *caseRun) bookAll(d *duty) {
	d.PaidFen, d.BesidesFen, d.ExcessFen, d.ReturnedFen, d.AccruedFen, d.PaidBy = 0, d.EnforcedBesides, 0, 0, 0, nil
	d.PerformedOn, d.ActOn = calendar.Date{}, calendar.Date{}
	if d.Subject == casefile.Act {
		d.ActOn = d.EnforcedOn
	}
	c.keepPlan(d)
	c.excuse(d)
	last := d.EnforcedOn
	var came []statute.Payment
	for i := range c.Payments {
		p := &c.Payments[i]
		if p.Obligation != d.ID {
			continue
		}
		p.BesidesFen, p.ExcessFen = 0, 0
		if !p.Reversed.IsZero() {
			continue
		}
		if d.Subject == casefile.Act && p.AmountFen == 0 {
			d.ActOn = p.On
			last = lastDay(last, p.On)
			continue
		}
		d.ReturnedFen += p.ReturnedFen
		left := p.AmountFen - p.ReturnedFen
		part := min(left, d.roomFor(p.For))
		if part > 0 {
			d.PaidFen += part
			if d.PaidBy == nil {
				d.PaidBy = map[string]int64{}
			}
			d.PaidBy[onBehalf(*p)] += part
		}
		if left -= part; left > 0 && d.principalLeft() == 0 {
			came = append(came, statute.Payment{Date: p.On, Fen: part + left})
			p.BesidesFen = min(left, max(c.added(d, came, p.On)-d.BesidesFen, 0))
			d.BesidesFen += p.BesidesFen
			left -= p.BesidesFen
			came = came[:len(came)-1]
		}
		if part > 0 {
			came = append(came, statute.Payment{Date: p.On, Fen: part})
		}
		p.ExcessFen = left
		d.ExcessFen += left
		if part+p.BesidesFen > 0 {
			last = lastDay(last, p.On)
		}
	}
	if d.Subject == casefile.Money && d.principalLeft() == 0 && !d.Defaulted.IsZero() && d.PenaltyAnnualMillionths > 0 {
		d.AccruedFen = c.agreedRate(d, came, last)
	}
	if d.Subject == casefile.Act && d.ActOn.IsZero() {
		return
	}
	if d.principalLeft() == 0 && d.penaltyLeft() == 0 {
		d.PerformedOn = last
	}
}

// roomFor is how much of a debt a payment for a debtor can still reduce.
func (d *duty) roomFor(debtor string) int64 {
	room := d.principalLeft()
	if d.Liability == casefile.Several {
		room = min(room, d.shareLeft(debtor))
	}
	return room
}

// excuse takes a default back that never was: what fell due had been paid in
// time, and was only entered late.
func (c *caseRun) excuse(d *duty) {
	if d.Defaulted.IsZero() || d.Subject != casefile.Money || d.Plans != d.DefaultPlans {
		return
	}
	var due, paid int64
	for _, in := range d.Instalments {
		if !lastDay(in.Due, d.TermFrom).After(d.Defaulted) {
			due += in.AmountFen
		}
	}
	if len(d.Instalments) == 0 {
		due = d.AmountFen
	}
	due -= d.RestoredFen
	for _, p := range c.Payments {
		if p.Obligation == d.ID && p.Reversed.IsZero() && !p.On.After(d.Defaulted) {
			paid += p.AmountFen - p.ReturnedFen
		}
	}
	if paid >= due {
		d.unrestore()
		d.Defaulted, d.Accelerated = calendar.Date{}, calendar.Date{}
	}
}

// refunds has every overpayment watched until it is back with its payer.
func (c *caseRun) refunds(d *duty, at time.Time) {
	for i := range c.Payments {
		p := &c.Payments[i]
		if p.Obligation != d.ID {
			continue
		}
		id := refundID(p.ID)
		t := c.trackOf(id)
		open := t != nil && t.State == lifecycle.RefundDue
		switch {
		case p.ExcessFen == 0 && open:
			c.cause(lifecycle.ExcessGone, id, lifecycle.Linked, at, p.ID+" 已无多付")
		case p.ExcessFen > 0 && !open:
			t = c.openTrack(id, lifecycle.Refund, lifecycle.RefundDue, at, "")
			t.State, t.Since = lifecycle.RefundDue, at
			c.set(period{id: id, rule: statute.ExcessReturn, from: at, on: string(lifecycle.Clerk), scope: id, track: id})
			c.message("cn.luxing.money.excess", at, map[string]string{"payment": p.ID, "amountFen": fmt.Sprint(p.ExcessFen), "to": p.Payer})
		}
	}
}

func refundID(payment string) string { return "refund/" + payment }

// payerOf asks for who paid, where that was a party.
func payerOf(p *casefile.Payment) string {
	if p.Payer == "" {
		return "不填：由案外人付款 left out: an outsider paid"
	}
	return fmt.Sprintf("付款人“%[1]s” the payer, %[1]s", p.Payer)
}

func (c *caseRun) checkReturn(form *casefile.ReturnForm) *casefile.Refusal {
	p := c.payment(form.Payment)
	switch {
	case p == nil:
		return wrong("data.payment", "没有该笔付款 no such payment", "某笔付款的编号 the ID of a payment")
	case form.AmountFen != p.ExcessFen:
		return wrong("data.amountFen", "退还的应是多付的全部 all that was too much, and no more", "%s", exactFen(p.ExcessFen))
	case form.To != p.Payer:
		return wrong("data.to", "退还给付款人 money goes back to whoever paid it", "%s", payerOf(p))
	case form.On.Before(p.On):
		return wrong("data.on", "不早于付款日 not before it was paid", "%[1]s或者更晚 %[1]s or later", p.On)
	}
	return nil
}

func (c *caseRun) returnExcess(s *step) {
	form := s.form.(*casefile.ReturnForm)
	p := c.payment(form.Payment)
	d := c.duty(p.Obligation)
	p.ReturnedFen, p.ReturnedOn = p.ReturnedFen+form.AmountFen, form.On
	s.note = fmt.Sprintf("%s 退还%s", p.ID, yuan(form.AmountFen))
	c.moneyMove = true
	if d != nil {
		c.bookAll(d)
	}
	c.message("cn.luxing.money.returned", s.at, map[string]string{"payment": p.ID, "amountFen": fmt.Sprint(form.AmountFen), "to": p.Payer})
}

func (c *caseRun) checkReversal(s *step, form *casefile.ReversalForm) *casefile.Refusal {
	p := c.payment(form.Payment)
	switch {
	case p == nil:
		return wrong("data.payment", "没有该笔付款 no such payment", "已入账的付款的编号 the ID of a payment that is booked")
	case !p.Reversed.IsZero():
		return missing("付款 %s 已于%s冲正 it was withdrawn already", p.ID, p.Reversed)
	case p.ReturnedFen > 0:
		return missing("付款 %s 已退还%s，应先追回 part of it was returned: get that back first", p.ID, yuan(p.ReturnedFen))
	case form.On.Before(p.On):
		return wrong("data.on", "不早于付款日 not before it was paid", "%[1]s或者更晚 %[1]s or later", p.On)
	case slices.Contains(c.HandedOver, p.Obligation) && c.enforcing(s.from):
		return missing("%s已进入执行，应在执行案件 %s 变更执行标的 it is being enforced: have the amount changed there", p.Obligation, c.enforcementOf(p.Obligation))
	}
	return nil
}

// reversePayment withdraws a payment: what it had closed is open again, and
// falls due as it would have.
func (c *caseRun) reversePayment(s *step) {
	form := s.form.(*casefile.ReversalForm)
	p := c.payment(form.Payment)
	p.Reversed, p.Reason, p.Confirmed = form.On, form.Kind+"："+form.Reason, false
	s.note = fmt.Sprintf("%s %s冲正：%s", p.ID, yuan(p.AmountFen), form.Reason)
	c.moneyMove = true
	d := c.duty(p.Obligation)
	if d == nil { // paid under a document that another one replaced
		return
	}
	c.bookAll(d)
	c.refunds(d, s.at)
	s.note += fmt.Sprintf("；%s 尚欠%s", d.ID, yuan(d.outstandingFen()))
	c.reopenDuty(d, s.at)
	c.message("cn.luxing.payment.reversed", s.at, map[string]string{"payment": p.ID, "obligation": d.ID, "amountFen": fmt.Sprint(p.AmountFen)})
}

// reopenDuty supervises again what a withdrawn payment had performed.
func (c *caseRun) reopenDuty(d *duty, at time.Time) {
	if d.TermFrom.IsZero() || d.outstanding() == 0 {
		return
	}
	id := supervisionID(d.ID)
	t := c.trackOf(id)
	switch {
	case t == nil: // it was performed before the document took effect
		t = c.openTrack(id, lifecycle.Supervision, lifecycle.RunningTerm, at, "")
	case t.State == lifecycle.Performed:
	case t.State == lifecycle.RunningTerm:
	default: // being urged, or in default: it stays so
		return
	}
	t.State, t.Since = lifecycle.RunningTerm, at
	c.startTerm(d, at)
}

func (c *caseRun) checkReceipt(form *casefile.ReceiptForm) *casefile.Refusal {
	p := c.payment(form.Payment)
	if p == nil || !p.Reversed.IsZero() {
		return wrong("data.payment", "没有该笔付款 no such payment", "已入账的付款的编号 the ID of a payment that is booked")
	}
	if d := c.duty(p.Obligation); d == nil || d.Creditor != form.Party {
		return wrong("data.party", "由债权人确认 the creditor confirms", "%[1]s的债权人 the creditor of %[1]s", p.Obligation)
	}
	if form.On.Before(p.On) {
		return wrong("data.on", "不早于付款日 not before it was paid", "%[1]s或者更晚 %[1]s or later", p.On)
	}
	return nil
}

func (c *caseRun) confirmReceipt(s *step) {
	form := s.form.(*casefile.ReceiptForm)
	p := c.payment(form.Payment)
	p.Confirmed = true
	c.moneyMove = true
	s.note = fmt.Sprintf("%s 确认收到%s（%s）", form.Party, yuan(p.AmountFen), p.ID)
	if s.from == lifecycle.InCourtPrompt {
		s.mech = 5
		c.brought(5, s.day, "债权人当庭确认收款", p.ID)
	}
}

// confirmedAll reports whether the creditors confirmed all that was performed,
// which closing in court needs: nobody waits for a document to object to.
func (c *caseRun) confirmedAll() bool {
	return !c.since(reform) || !slices.ContainsFunc(c.Payments, func(p casefile.Payment) bool {
		return p.Reversed.IsZero() && !p.Confirmed && c.duty(p.Obligation) != nil
	})
}
