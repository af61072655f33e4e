package workflows

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// distribution is a plan that divides a debtor's money among its creditors.
type distribution struct {
	Party  string               `json:"party"`
	On     calendar.Date        `json:"on"`
	Fen    int64                `json:"fen"`
	Shares []casefile.ShareView `json:"shares"`
	Until  calendar.Date        `json:"until"` // the last day for objections
	After  int                  `json:"after"` // how many releases were made before it
	Costs  int64                `json:"costs"` // taken off first, fen

	ID     string                   `json:"id"`     // F1; "" in runs of earlier releases
	Asset  string                   `json:"asset"`  // whose seizures rank; "" in proportion
	Served []casefile.PlanRecipient `json:"served"` // when who received it
}

// final reports whether nobody can object to the plan any more.
func (p *distribution) final(on calendar.Date) bool { return on.After(p.Until) }

// toCourt is to whom the costs of enforcement are released.
const toCourt = "court"

// owed is the money due on a day: what is left of each obligation, the agreed
// penalty, the doubled part of delayed-performance interest where no penalty
// excludes it (民事诉讼法第264条；民事调解规定第15条), and the costs booked.
// What only bankrupts owe is their bankruptcy's.
func (e *enforcementRun) owed(on calendar.Date) (total, interest int64) {
	for _, o := range e.allParts() {
		if o.Subject == casefile.Act || e.leftToBankruptcy(o) {
			continue
		}
		late := delayed(e.interest(o, on))
		sum := o.OutstandingFen + agreedExtra(o) + late
		less := e.unanswered(o, sum)
		total += sum - less
		interest += max(late-less, 0)
	}
	return total + e.costs(), interest
}

// agreedExtra is what is owed beside the debt itself by agreement: the penalty less
// what the civil case took towards it, or towards interest, already.
func agreedExtra(o casefile.ObligationView) int64 { return o.PenaltyFen - o.BesidesFen }

// delayed is the doubled part, and the general interest that a clause fixes.
func delayed(r statute.InterestResult) int64 { return r.DoubledFen + r.GeneralFen }

// interest is the delayed-performance interest of an obligation as of a day,
// nothing while it is not late.
func (e *enforcementRun) interest(o casefile.ObligationView, on calendar.Date) statute.InterestResult {
	in, ok := e.delay(o, on)
	if !ok {
		return statute.InterestResult{}
	}
	r, err := e.book.Interest(in)
	if err != nil {
		e.log.Error("delayed-performance interest", "obligation", o.ID, "error", err.Error())
	}
	return r
}

// delay is what the delayed-performance interest of an obligation is counted
// from: its parts with their due days, and every payment towards it, those
// before the enforcement too. ok is false while nothing is late.
func (e *enforcementRun) delay(o casefile.ObligationView, on calendar.Date) (in statute.InterestInput, ok bool) {
	if stop := e.interestStops(o); !stop.IsZero() && on.After(stop) {
		on = stop
	}
	in.To, in.AgreedPenalty = on, o.PenaltyFen > 0
	in.Suspensions = e.retriedBy(on)
	withClauses(&in, o)
	in.PaymentOrder = statute.PaymentOrder(e.Settled.PaymentOrder)
	first := o.NextDue
	switch {
	case !o.Accelerated.IsZero():
		first = o.Accelerated
		in.PrincipalFen, in.From = o.AmountFen, first
	case len(o.Instalments) > 0:
		first = o.Instalments[0].Due
		for _, i := range o.Instalments {
			in.Instalments = append(in.Instalments, statute.Instalment{Due: i.Due, Fen: i.AmountFen})
		}
	default:
		in.PrincipalFen, in.From = o.AmountFen, first
	}
	if first.IsZero() || !on.After(first) {
		return in, false
	}
	for _, list := range [][]casefile.Payment{e.Input.Payments, e.credited()} {
		for _, p := range list {
			if towards(o, p) && p.AmountFen > 0 && !p.On.After(on) {
				in.Payments = append(in.Payments, statute.Payment{Date: p.On, Fen: p.AmountFen})
			}
		}
	}
	return in, true
}

// paidLast is the day of the latest payment, the day asked for when there is none.
func (e *enforcementRun) paidLast(otherwise calendar.Date) calendar.Date {
	return e.paidLastOn(otherwise, func(casefile.Payment) bool { return true })
}

func (e *enforcementRun) paidLastOn(otherwise calendar.Date, counts func(casefile.Payment) bool) calendar.Date {
	var last calendar.Date
	for _, p := range e.credited() {
		if counts(p) {
			last = lastDay(last, p.On)
		}
	}
	if last.IsZero() {
		return otherwise
	}
	return last
}

// paidUp reports whether all that is owed came in: what is owed grows with the
// days, so it is taken as of the last payment.
func (e *enforcementRun) paidUp(on calendar.Date) bool {
	total, _ := e.owed(e.paidLast(on))
	open := e.awaitsAnswer(func(p casefile.Payment) bool { return !e.leftAlone(p) })
	return len(e.Input.Obligations) > 0 && !e.actsOpen() && e.collectedForUs()-open-e.joinedShares() >= total && e.eachPaid(on)
}

// eachPaid reports whether each obligation is paid by itself: what came in beyond
// one debt pays no other.
func (e *enforcementRun) eachPaid(on calendar.Date) bool {
	if !e.since(joinder) || e.sharing() {
		return true
	}
	for _, o := range e.allParts() {
		if o.Subject != casefile.Act && !e.allBankrupt(o) && e.dueOn(o, on).TotalFen > 0 {
			return false
		}
	}
	return true
}

// sharing reports whether other creditors share in the money: then plans say what
// is whose.
func (e *enforcementRun) sharing() bool { return len(e.Joined)+len(e.Ranked) > 0 }

func (e *enforcementRun) collected() int64 {
	var sum int64
	for _, p := range e.Payments {
		sum += p.AmountFen
	}
	return sum
}

// collectedForUs leaves out what came in on obligations that only bankrupts owe,
// and what a debtor paid beyond its own share.
func (e *enforcementRun) collectedForUs() int64 {
	var sum int64
	for _, p := range e.credited() {
		if !e.leftAlone(p) {
			sum += p.AmountFen
		}
	}
	return sum - e.beyondShares("")
}

// leftAlone reports whether a payment's obligation is one that only bankrupts owe.
func (e *enforcementRun) leftAlone(p casefile.Payment) bool {
	o := e.partOf(p)
	return o != nil && e.leftToBankruptcy(*o)
}

// paidOn is what came in on one obligation in enforcement.
func (e *enforcementRun) paidOn(o casefile.ObligationView) int64 {
	var sum int64
	for _, p := range e.credited() {
		if towards(o, p) {
			sum += p.AmountFen
		}
	}
	return sum
}

// held is what came in and has not gone on to anybody.
func (e *enforcementRun) held() int64 { return e.collected() - e.Released - e.handedOver("") }

// handedOver is what administrators got, of one bankrupt or of all.
func (e *enforcementRun) handedOver(party string) int64 {
	var sum int64
	for _, h := range e.Handovers {
		if party == "" || h.Party == party {
			sum += h.AmountFen
		}
	}
	return sum
}

func (e *enforcementRun) costs() int64 {
	var sum int64
	for _, c := range e.Costs {
		sum += c.AmountFen
	}
	return sum
}

// releasedTo is what somebody got so far.
func (e *enforcementRun) releasedTo(matches func(to string) bool) int64 {
	var sum int64
	for _, r := range e.Releases {
		if matches(r.To) {
			sum += r.AmountFen
		}
	}
	return sum
}

// excess is what came in beyond what was owed as of the last payment: it goes
// back to the debtor (执行规定第34条).
func (e *enforcementRun) excess(on calendar.Date) int64 {
	total, _ := e.owed(e.paidLast(on))
	over := max(e.collectedForUs()-e.joinedShares()-total, e.beyondEach()-e.costs(), 0) + e.beyondShares("")
	if fee, ok := e.enforcementFee(); ok && e.since(joinder) && !e.FiledOn.IsZero() {
		over = max(over-fee.ChargedFen, 0) // pays that first
	}
	return over
}

// beyondEach is what came in on each obligation beyond what was owed on it.
func (e *enforcementRun) beyondEach() int64 {
	if !e.since(joinder) || e.sharing() {
		return 0
	}
	var sum int64
	for _, o := range e.allParts() {
		if o.Subject != casefile.Act && !isShare(o) && !e.leftToBankruptcy(o) {
			sum += e.beyond(o)
		}
	}
	return sum
}

// joinedShares is what plans gave to other creditors.
func (e *enforcementRun) joinedShares() int64 {
	var sum int64
	for _, p := range e.Plans {
		for _, x := range p.Shares {
			if !slices.Contains(e.everCreditors(), x.Creditor) {
				sum += x.Fen
			}
		}
	}
	return sum
}

// actsOpen reports whether an act is still to be done.
func (e *enforcementRun) actsOpen() bool {
	for _, o := range e.Input.Obligations {
		if o.Subject == casefile.Act && o.PerformedOn.IsZero() && !e.leftToBankruptcy(o) {
			return true
		}
	}
	return false
}

// clear reports whether a debtor owes nothing more: every obligation that it
// owes, alone or with others, is performed with its interest.
func (e *enforcementRun) clear(debtor string, on calendar.Date) bool {
	if e.estateSpent(debtor) {
		return true
	}
	owes := false
	for _, o := range e.allParts() {
		if !slices.Contains(o.Debtors, debtor) {
			continue
		}
		owes = true
		if e.dueOn(o, on).TotalFen > 0 || e.awaitsAnswer(func(p casefile.Payment) bool { return towards(o, p) }) > 0 || o.Subject == casefile.Act && o.PerformedOn.IsZero() {
			return false
		}
	}
	if !owes {
		return e.answersNoMore(debtor, on)
	}
	// Costs, and what other creditors take, are settled for all debtors together.
	return e.costs() == 0 && len(e.Joined) == 0
}

// dueOn is what is owed on one obligation: payments go to the debt itself,
// then to the agreed penalty, then to the doubled part, unless the parties
// agreed otherwise (迟延履行利息解释第4条). Once paid in full it grows no more.
func (e *enforcementRun) dueOn(o casefile.ObligationView, on calendar.Date) casefile.DueView {
	v := casefile.DueView{Obligation: o.ID, On: on}
	if o.Subject == casefile.Act {
		return v
	}
	if parts := e.parts(o); len(parts) > 1 {
		return e.dueOfAll(o, parts, on)
	}
	paid := e.paidOn(o)
	settled := func(on calendar.Date) casefile.DueView {
		v := casefile.DueView{Obligation: o.ID, On: on}
		r := e.interest(o, on)
		v.PrincipalFen = max(o.OutstandingFen-paid, 0)
		if r.Days > 0 {
			v.PrincipalFen = max(r.PrincipalLeftFen-e.paidSince(e.interestStops(o), o), 0)
		}
		v.PenaltyFen = max(agreedExtra(o)-max(paid-o.OutstandingFen, 0), 0)
		// Whatever the order, no more is owed in all than accrued less what was paid.
		v.TotalFen = max(o.OutstandingFen+agreedExtra(o)+delayed(r)-paid, 0)
		v.InterestFen = max(v.TotalFen-v.PrincipalFen-v.PenaltyFen, 0)
		if v.OverdueFen = v.PrincipalFen; on.Before(o.NextDue) || on.Equal(o.NextDue) {
			v.OverdueFen = 0
		}
		v.Steps = r.Steps
		return v
	}
	last := e.paidLastOn(on, func(p casefile.Payment) bool { return towards(o, p) })
	if then := settled(last); paid > 0 && then.TotalFen == 0 {
		then.On = on
		return then
	}
	return settled(on)
}

// obligations shows each obligation with what enforcement brought for it.
func (e *enforcementRun) obligations(on calendar.Date) []casefile.ObligationView {
	if !e.since(reform) {
		return e.Input.Obligations
	}
	out := slices.Clone(e.Input.Obligations)
	for i := range out {
		o := &out[i]
		paid := e.paidOn(*o)
		if o.Subject == casefile.Act || paid == 0 {
			continue
		}
		due := e.dueOn(*o, on)
		o.PaidFen += o.OutstandingFen - due.PrincipalFen
		o.OutstandingFen = due.PrincipalFen
		last := e.paidLastOn(on, func(p casefile.Payment) bool { return p.Obligation == o.ID })
		for _, p := range e.parts(e.Input.Obligations[i]) {
			o.ExcessFen += e.beyond(p)
		}
		if o.NextDueFen = min(o.NextDueFen, o.OutstandingFen); o.OutstandingFen == 0 {
			o.NextDue, o.PerformedOn = calendar.Date{}, last
		}
	}
	return out
}

func (e *enforcementRun) checkPayment(form *casefile.PaymentForm) *casefile.Refusal {
	for _, p := range e.Payments {
		if p.ID == form.Payment {
			r := missing("付款 %s 已登记 payment %s is booked already", form.Payment, form.Payment)
			r.Code = casefile.IDReused
			return r
		}
	}
	if _, ok := e.party(form.Payer); !ok {
		return wrong("data.payer", "本案没有该当事人 no such party", "%s", oneOf(e.debtors()))
	}
	o := e.obligation(form.Obligation)
	switch {
	case o == nil:
		return wrong("data.obligation", "应指明履行的是哪项义务 which obligation", "正在执行的义务的编号 the ID of one being enforced")
	case o.Subject == casefile.Money && form.AmountFen <= 0:
		return wrong("data.amountFen", "金额 an amount", "大于零，以分为单位 more than zero, in fen")
	case o.Subject == casefile.Act && form.AmountFen > 0:
		return wrong("data.amountFen", "行为义务没有金额 an act has no amount", "不填金额 no amount")
	case o.Subject == casefile.Act && !o.PerformedOn.IsZero():
		return missing("%s已于%s履行 %s was done on %s", o.ID, o.PerformedOn, o.ID, o.PerformedOn)
	}
	if r := e.checkPaidFor(o, form); r != nil {
		return r
	}
	if e.since(joinder) && form.Payer == o.Creditor {
		return wrong("data.payer", "权利人不会向自己付款 a creditor does not pay itself", "被执行人，或者代其付款的人 a debtor, or who pays for one")
	}
	return e.checkPrice(form)
}

// collect books money; it has to be released within a month (法发〔2019〕35号).
func (e *enforcementRun) collect(s *step) {
	form := s.form.(*casefile.PaymentForm)
	o := e.obligation(form.Obligation)
	if o.Subject == casefile.Act {
		o.PerformedOn = form.On
		s.note = o.ID + " 行为义务已履行"
		return
	}
	e.Payments = append(e.Payments, casefile.Payment{ID: form.Payment, Obligation: o.ID, Payer: form.Payer, AmountFen: form.AmountFen, On: form.On, Method: form.Method, Asset: form.Asset})
	if e.since(joinder) && o.Liability == casefile.Several {
		e.Payments[len(e.Payments)-1].For = or(form.For, form.Payer)
	}
	e.moneyMove = true
	total, interest := e.owed(s.day)
	s.note = fmt.Sprintf("到账%s，累计%s，应执行%s（含加倍部分利息%s）", yuan(form.AmountFen), yuan(e.collected()), yuan(total), yuan(interest))
	if slices.Contains(e.answering(), form.Payer) && !slices.Contains(e.debtors(), form.Payer) {
		s.note += "；" + form.Payer + "承担担保责任后，可以向债务人追偿"
	}
	if e.since(reform) {
		e.Arrivals = append(e.Arrivals, s.at)
		if over := e.excess(s.day); over > 0 {
			s.note += "，多收" + yuan(over) + "应退还"
		}
		if e.isBankrupt(form.Payer) {
			e.watchHandover(form.Payer, s.at)
		}
	}
	if e.clock("money-release") == nil && !(e.since(joinder) && e.withheld(form.Payer)) {
		e.watchRelease(s.at)
	}
	e.tellEstate(form.Payer, s)
}

func (e *enforcementRun) watchRelease(from time.Time) {
	e.set(period{id: "money-release", rule: statute.MoneyRelease, from: from, on: string(lifecycle.EnforcementJudge), scope: scopeCase})
}

// rewatchRelease counts the month from the oldest money still held: what came
// first is released first.
func (e *enforcementRun) rewatchRelease() {
	if e.since(joinder) {
		e.rewatchFree()
		return
	}
	gone := e.Released + e.handedOver("")
	if e.held() <= 0 {
		e.drop("money-release")
		return
	}
	if !e.since(reform) {
		return
	}
	for i, p := range e.Payments {
		if gone -= p.AmountFen; gone < 0 {
			if i < len(e.Arrivals) {
				e.watchRelease(e.Arrivals[i])
			}
			return
		}
	}
}

// bookCosts books what enforcement cost; the debtor bears it, and it comes off first.
func (e *enforcementRun) bookCosts(s *step) {
	form := s.form.(*casefile.CostForm)
	e.Costs = append(e.Costs, *form)
	e.moneyMove = true
	s.note = fmt.Sprintf("%s %s，累计费用%s", form.What, yuan(form.AmountFen), yuan(e.costs()))
}

// creditors lists who is owed something that is being enforced.
func (e *enforcementRun) creditors() []string {
	var ids []string
	for _, o := range e.Input.Obligations {
		if !slices.Contains(ids, o.Creditor) {
			ids = append(ids, o.Creditor)
		}
	}
	return ids
}

func (e *enforcementRun) knownCreditor(field, id string) *casefile.Refusal {
	if slices.Contains(e.creditors(), id) || id == e.Input.Applicant {
		return nil
	}
	return wrong(field, "应为申请执行人 a creditor of this enforcement", "%s", oneOf(e.creditors()))
}

// checkRelease lets nobody get more than is theirs: costs to the court, what
// is owed to creditors, joined ones by the plan, what is too much to a debtor.
func (e *enforcementRun) checkRelease(s *step, form *casefile.ReleaseForm) *casefile.Refusal {
	if left := e.held(); form.AmountFen > left {
		return wrong("data.amountFen", "不得超过已到账未发放的案款 no more than is held", "%s", atMostFen(left))
	}
	if r := e.checkWithheld(form); r != nil {
		return r
	}
	if r := e.checkPayee(form); r != nil {
		return r
	}
	_, ours := e.party(form.To)
	joined := e.outsider(form.To)
	if !ours && (!e.since(reform) || !joined && form.To != toCourt) {
		return wrong("data.to", "案款发放给本案当事人 money goes to a party to the case", "申请执行人的编号；退还多余款项的，被执行人的编号 a creditor's ID, or a debtor's for what is too much")
	}
	if !e.since(reform) {
		return nil
	}
	limit := func(what string, most int64) *casefile.Refusal {
		if form.AmountFen <= most {
			return nil
		}
		return wrong("data.amountFen", what, "%s", atMostFen(most))
	}
	creditor := slices.Contains(e.creditors(), form.To)
	if e.Phase == lifecycle.Reversing {
		return e.checkReturn(form)
	}
	if e.since(joinder) {
		if e.sharing() {
			return e.checkShared(s, form)
		}
		if form.Plan != "" {
			return wrong("data.plan", "没有分配方案 there is no plan", "不填分配方案 no plan")
		}
	}
	switch {
	case form.To == toCourt:
		return limit("不得超过已登记的执行费用，申请执行费从权利人所得以外的部分缴纳 no more than the costs booked (book_costs), and the fee of what is not the creditors'", e.courtsMost(s.day))
	case joined || creditor && len(e.Joined) > 0:
		if len(e.Plans) == 0 {
			return missing("有其他债权人参与分配，应先制作分配方案（distribution_plan） others take part: make a plan first")
		}
		for i := range e.Plans {
			if p := &e.Plans[i]; !p.final(s.day) {
				return missing("分配方案异议期至%s，期满前不得发放 objections to the plan are open until %s", p.Until, p.Until)
			}
		}
		return limit("不得超过分配方案确定的份额，其余另行分配 no more than its share; plan the rest", e.share(form.To)-e.releasedByPlan(form.To))
	case slices.Contains(e.backTo(), form.To):
		return limit("只退还超出应执行总额的部分 only what is too much goes back (执行规定第34条)", e.debtorsMost(form.To, s.day))
	}
	return limit("不得超过应执行的金额，多出部分退还被执行人 no more than is owed; the rest goes back to the debtor", e.creditorMost(form.To, s.day))
}

// releasedByPlan is what somebody got since the first plan.
func (e *enforcementRun) releasedByPlan(to string) int64 {
	var sum int64
	for _, r := range e.Releases[min(e.Plans[0].After, len(e.Releases)):] {
		if r.To == to {
			sum += r.AmountFen
		}
	}
	return sum
}

// reserved is what plans gave and nobody got yet.
func (e *enforcementRun) reserved() int64 {
	var sum int64
	seen := map[string]bool{}
	for _, p := range e.Plans {
		if sum += p.Costs; !seen[toCourt] {
			seen[toCourt] = true
			sum -= e.releasedByPlan(toCourt)
		}
		for _, x := range p.Shares {
			sum += x.Fen
			if !seen[x.Creditor] {
				seen[x.Creditor] = true
				sum -= e.releasedByPlan(x.Creditor)
			}
		}
	}
	return max(sum, 0)
}

func (e *enforcementRun) release(s *step) {
	form := s.form.(*casefile.ReleaseForm)
	if e.since(joinder) && e.Phase != lifecycle.Reversing {
		by := *form
		by.Plan = e.byPlan(form)
		form = &by
	}
	e.Released += form.AmountFen
	if e.since(joinder) {
		e.spendRelease(*form, func(p casefile.Payment) bool { return !e.withheld(p.Payer) })
	}
	s.note = fmt.Sprintf("向%s发放%s", form.To, yuan(form.AmountFen))
	if e.since(reform) {
		e.Releases = append(e.Releases, *form)
	}
	e.tellEstate(form.To, s)
	e.rewatchRelease()
	if !e.since(reform) {
		return
	}
	if form.Plan != "" {
		s.note += "（" + form.Plan + "）"
	}
	if _, party := e.party(form.To); party {
		e.order(casefile.MoneyReleaseNotice, form.To, s.day, map[string]string{
			"amountFen": fmt.Sprint(form.AmountFen), "on": form.On.String(), "collectedFen": fmt.Sprint(e.collected()), "heldFen": fmt.Sprint(max(e.held(), 0)),
		})
	}
	e.message("cn.luxing.money.released", s.at, map[string]string{"amountFen": fmt.Sprint(form.AmountFen), "to": form.To})
}

// notAnEnterprise keeps participation to debtors who cannot go bankrupt
// (民诉法解释第506条); an enterprise's creditors are paid by the order of
// seizure, or in its bankruptcy (第514条).
func (e *enforcementRun) notAnEnterprise(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.ClaimantForm)
	if !ok {
		return nil
	}
	if p, found := e.party(form.Party); found && p.Kind == casefile.Enterprise {
		r := missing("%s是企业法人，不适用参与分配；不同意移送破产或者破产未受理的，按查封先后清偿 %s is an enterprise: no participation, ordinary claims rank by seizure", form.Party, form.Party)
		r.Article = "民诉法解释第506、514条"
		return r
	}
	return nil
}

func (e *enforcementRun) checkJoin(form *casefile.ClaimantForm) *casefile.Refusal {
	if r := e.knownDebtor(form.Party); r != nil {
		return r
	}
	if slices.ContainsFunc(e.Joined, func(j casefile.ClaimantForm) bool { return j.Creditor == form.Creditor && j.Document == form.Document }) {
		return wrong("data.creditor", "该执行依据已参与分配 that title takes part already", "另一执行依据 another title")
	}
	if e.since(joinder) && e.outsider(form.Creditor) {
		return wrong("data.creditor", "该编号已用于另一执行依据 that ID is another title's", "每一执行依据各有编号 an ID of its own for each title")
	}
	if _, ours := e.party(form.Creditor); ours || form.Creditor == toCourt {
		return wrong("data.creditor", "参与分配的是本案以外的债权人 another creditor than this case's parties", "未使用过的编号（如C1） an ID of its own, such as C1")
	}
	return nil
}

// joinDistribution records another creditor who takes part in what is
// distributed (参与分配).
func (e *enforcementRun) joinDistribution(s *step) {
	form := s.form.(*casefile.ClaimantForm)
	e.Joined = append(e.Joined, *form)
	s.note = fmt.Sprintf("%s 依%s申请参与分配%s", form.Creditor, form.Document, yuan(form.AmountFen))
	e.message("cn.luxing.distribution.joined", s.at, map[string]string{"creditor": form.Creditor, "amountFen": fmt.Sprint(form.AmountFen)})
}

func (e *enforcementRun) checkDistribution(form *casefile.DistributionForm) *casefile.Refusal {
	if r := e.knownDebtor(form.Party); r != nil {
		return r
	}
	if e.since(joinder) {
		return e.checkPlan(form)
	}
	if !slices.ContainsFunc(e.Joined, func(j casefile.ClaimantForm) bool { return j.Party == form.Party }) {
		return missing("没有其他债权人参与分配，无需分配方案 no other creditor takes part (join_distribution)")
	}
	if free := e.held() - e.withheldFen() - e.reserved(); form.AmountFen > free {
		return wrong("data.amountFen", "不得超过可分配的案款 no more than is held and not planned yet", "%s", atMostFen(free))
	}
	return nil
}

// planDistribution divides what is there: costs first, then claims with
// priority, then the ordinary ones in proportion (民诉法解释第508条). Whoever is
// party to it may object within fifteen days (第509条).
func (e *enforcementRun) planDistribution(s *step) {
	if e.since(joinder) {
		e.makePlan(s)
		return
	}
	form := s.form.(*casefile.DistributionForm)
	var claims []casefile.ShareView
	for _, c := range e.creditors() {
		own := casefile.ShareView{Creditor: c, ClaimFen: -e.share(c)}
		for _, o := range e.Input.Obligations {
			if o.Creditor == c && slices.Contains(o.Debtors, form.Party) {
				own.ClaimFen += o.OutstandingFen // of the document; interest comes after (迟延履行利息解释第4条)
			}
		}
		if own.ClaimFen > 0 {
			claims = append(claims, own)
		}
	}
	for _, j := range e.Joined {
		if j.Party == form.Party {
			claims = append(claims, casefile.ShareView{Creditor: j.Creditor, ClaimFen: max(j.AmountFen-e.share(j.Creditor), 0), Priority: j.Priority})
		}
	}
	costs := e.costs() - e.releasedTo(func(to string) bool { return to == toCourt })
	for i, q := range e.Plans { // what an earlier plan set aside for them
		if costs -= q.Costs; i == 0 {
			costs += e.releasedByPlan(toCourt)
		}
	}
	costs = max(min(costs, form.AmountFen), 0)
	net := form.AmountFen - costs
	p := distribution{Party: form.Party, On: form.On, Fen: form.AmountFen, Shares: divide(net, claims), After: len(e.Releases), Costs: costs}
	for _, x := range p.Shares {
		s.note += fmt.Sprintf("%s %s；", x.Creditor, yuan(x.Fen))
	}
	d := e.set(period{id: "distribution-objection", rule: statute.DistributionObjection, from: form.On.Start(), on: form.Party, scope: scopeCase, expires: lifecycle.DistributionFinal})
	p.Until = d.Deadline.Last
	e.Plans = append(e.Plans, p)
	e.message("cn.luxing.distribution.planned", s.at, map[string]string{"party": form.Party, "amountFen": fmt.Sprint(form.AmountFen)})
}

// divide gives claims with priority what they are, in their order, and the
// rest to the ordinary ones in proportion. Fen that do not divide go one each
// to the largest remainders, so that the shares add up.
func divide(fen int64, claims []casefile.ShareView) []casefile.ShareView {
	out := slices.Clone(claims)
	var ordinary []int
	var sum int64
	for i := range out {
		if out[i].Priority {
			out[i].Fen = min(out[i].ClaimFen, fen)
			fen -= out[i].Fen
		} else {
			ordinary, sum = append(ordinary, i), sum+out[i].ClaimFen
		}
	}
	if sum <= fen {
		for _, i := range ordinary {
			out[i].Fen = out[i].ClaimFen
		}
		return out
	}
	type rest struct {
		i   int
		rem int64
	}
	var rests []rest
	left := fen
	for _, i := range ordinary {
		share, rem := statute.Proportion(fen, out[i].ClaimFen, sum)
		out[i].Fen, left = share, left-share
		rests = append(rests, rest{i, rem})
	}
	slices.SortStableFunc(rests, func(a, b rest) int { return cmp.Compare(b.rem, a.rem) })
	for _, r := range rests {
		if left == 0 {
			break
		}
		out[r.i].Fen++
		left--
	}
	return out
}

// distributionFinal tells everybody that nobody objected in time.
func (e *enforcementRun) distributionFinal(s *step) {
	s.note = "分配方案确定，可以发放"
	e.message("cn.luxing.distribution.final", s.at, map[string]string{"until": s.last().String()})
}

// share is what the plans give a creditor.
func (e *enforcementRun) share(creditor string) int64 {
	var sum int64
	for _, p := range e.Plans {
		for _, x := range p.Shares {
			if x.Creditor == creditor {
				sum += x.Fen
			}
		}
	}
	return sum
}

// money is the account of the enforcement as of a day.
func (e *enforcementRun) money(on calendar.Date) casefile.EnforcedMoney {
	total, interest := e.owed(on)
	aside := int64(0)
	if e.since(joinder) {
		aside = e.allSetAside()
	}
	return casefile.EnforcedMoney{SetAsideFen: aside, FeeDueFen: e.feeDue(), FeePaidFen: e.feePaid(), OwedFen: total, InterestFen: interest, CostsFen: e.costs(), CollectedFen: e.collected(), ReleasedFen: e.Released,
		HandedOverFen: e.handedOver(""), HeldFen: max(e.held(), 0), ExcessFen: e.excess(on), ReversalFen: e.Reversal.ReturnFen, Payable: e.payable(on)}
}
