package workflows

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// Somebody takes a party's place in the enforcement (变更当事人). A dead debtor's heir
// answers within the estate, and where the heirs renounced the estate itself is
// enforced against (民事诉讼法第243条；民诉法解释第473条); who takes over the rights and
// duties of an entity that merged, was divided or was struck off answers for all
// (第470条). An heir or successor of the creditor goes on in its place (执行规定第16、18
// 条). What was done holds: seizures stay and are the successor's, what the one
// paid or got is counted as before.
//
// No text at hand says how several heirs are enforced against, so one successor
// takes a place: several name an administrator of the estate, as the court's
// policy is. A guarantor's place is not changed here.

// succession is who took a party's place. Where the heirs renounced, nobody did.
type succession struct {
	Party     string        `json:"party"`
	Successor string        `json:"successor"`
	Basis     string        `json:"basis"`
	EstateFen int64         `json:"estateFen"` // what an heir answers with
	Creditor  bool          `json:"creditor"`
	On        calendar.Date `json:"on"`
}

// basis is why a place is taken: its words, its law, and whose place it can be.
type basis struct {
	name, law string
	person    bool
}

var bases = map[string]basis{
	casefile.BasisHeir:      {"公民死亡，由继承人承受", "民事诉讼法第243条、民诉法解释第473条", true},
	casefile.BasisEstate:    {"公民死亡，继承人放弃继承", "民事诉讼法第243条、民诉法解释第473条", true},
	casefile.BasisMerger:    {"法人或者其他组织分立、合并，由变更后的主体承受", "民事诉讼法第243条、民诉法解释第470条", false},
	casefile.BasisDissolved: {"法人或者其他组织终止，由权利义务承受人承受", "民事诉讼法第243条、民诉法解释第470条", false},
}

// inheritsClaim is the law of the creditor's side.
const inheritsClaim = "民事诉讼法第267条、执行规定第16、18条"

// succeeded says by whom a party's place was taken, "" while it is its own.
func (e *enforcementRun) succeeded(party string) string {
	for _, x := range e.Successions {
		switch {
		case x.Party != party:
		case x.Successor == "":
			return "继承人放弃继承，直接执行" + party + "的遗产 the estate of " + party + " is enforced against"
		default:
			return party + "已由" + x.Successor + "承受 the place of " + party + " was taken by " + x.Successor
		}
	}
	return ""
}

// everCreditors are the creditors, and those whose place they took: what these
// got is not owed any more.
func (e *enforcementRun) everCreditors() []string {
	ids := e.creditors()
	for _, x := range e.Successions {
		if x.Creditor && !slices.Contains(ids, x.Party) {
			ids = append(ids, x.Party)
		}
	}
	return ids
}

// checkPayee keeps money from a creditor whose place another took, and from
// somebody who died or ended while the heir or successor is waited for.
func (e *enforcementRun) checkPayee(form *casefile.ReleaseForm) *casefile.Refusal {
	if e.absent(form.To) {
		r := wrong("data.to", form.To+"已死亡或者终止，尚无人承受其权利，案款留待变更当事人后发放 nobody has taken its place yet, the money waits", "变更后的当事人（change_creditor、change_debtor） its successor, once named (change_creditor, change_debtor)")
		r.Article = "民事诉讼法第267条" + suspensions[e.Suspension.Ground].item
		return r
	}
	if slices.Contains(e.creditors(), form.To) || !slices.Contains(e.everCreditors(), form.To) || e.Phase == lifecycle.Reversing {
		return nil
	}
	r := wrong("data.to", e.succeeded(form.To), "%s", oneOf(e.creditors()))
	r.Article = "民事诉讼法第267条"
	return r
}

// checkSuccession wants the basis to fit, and a successor who is nobody here yet.
func (e *enforcementRun) checkSuccession(s *step, form *casefile.SuccessionForm) *casefile.Refusal {
	b, side := bases[form.Basis], e.debtors()
	law, creditor := b.law, s.row.Event == lifecycle.ChangeCreditor
	if creditor {
		law, side = inheritsClaim, e.creditors()
	}
	refuse := func(r *casefile.Refusal) *casefile.Refusal {
		r.Article = law
		return r
	}
	was, known := e.party(form.Party)
	switch {
	case e.succeeded(form.Party) != "":
		return refuse(wrong("data.party", e.succeeded(form.Party), "%s", oneOf(side)))
	case !known || !slices.Contains(side, form.Party):
		return refuse(wrong("data.party", map[bool]string{true: "应为申请执行人 a creditor of this enforcement", false: "应为负有义务的被执行人 one who owes what is enforced"}[creditor], "%s", oneOf(side)))
	case b.person != (was.Kind == casefile.Person):
		return refuse(wrong("data.basis", "公民死亡适用继承，法人或者其他组织终止适用承受 a person is inherited from, an entity succeeded to", "%s", map[bool]string{true: "继承（heir）或者放弃继承、执行遗产（estate） heir or estate", false: "分立、合并（merger）或者终止后承受（dissolved） merger or dissolved"}[was.Kind == casefile.Person]))
	case creditor && form.Basis == casefile.BasisEstate:
		return refuse(wrong("data.basis", "放弃继承的是债务人的继承人 an estate is enforced against, it does not enforce", "继承（heir），填写继承人或者遗产管理人 heir, with who inherits or administers the estate"))
	case creditor && form.EstateFen > 0:
		return refuse(wrong("data.estateFen", "申请执行人的继承人不以遗产为限 a creditor's heir answers for nothing", "不填 leave it out"))
	case !creditor && form.Basis == casefile.BasisHeir && form.EstateFen == 0:
		return refuse(wrong("data.estateFen", "继承人在遗产的范围内偿还债务，应查明遗产价值 an heir pays within the estate: its value is found first", "大于零，以分为单位；没有遗产的应当终结执行（terminate_enforcement） more than zero, in fen; without any estate terminate (terminate_enforcement)"))
	case !creditor && e.withheld(form.Party):
		return refuse(missing("%s已进入破产或者移送破产审查，由管理人承受 %s is bankrupt or referred", form.Party, form.Party))
	}
	for i := range e.Plans {
		p := &e.Plans[i]
		if st := e.stateOf(planTrack(p.ID)); st == lifecycle.PlanOut || st == lifecycle.PlanContested {
			return missing("分配方案%s尚未确定，确定后再变更当事人 plan %s is not final yet", p.ID, p.ID)
		}
		if creditor && e.releasable(p, form.Party) > 0 {
			return missing("分配方案%s中%s的份额尚未发放，发放后再变更 its share of plan %s is not released yet", p.ID, form.Party, p.ID)
		}
	}
	if form.Basis == casefile.BasisEstate {
		return nil
	}
	if r := e.checkNewcomer(form.Successor, was.Side); r != nil {
		return refuse(r)
	}
	return nil
}

// checkNewcomer wants somebody on the same side whom the enforcement does not know.
func (e *enforcementRun) checkNewcomer(p casefile.Party, side casefile.Side) *casefile.Refusal {
	switch {
	case p.Side != side:
		return wrong("data.successor.side", "承受人居于原当事人的地位 the successor takes the same side", "诉讼地位为%[1]s（%[2]s） the side %[2]s", side.Name(), side)
	case len(e.Input.Parties) >= maxParties:
		return missing("当事人过多 too many parties")
	case p.ID == toCourt || e.outsider(p.ID):
		return wrong("data.successor.id", "编号重复 duplicate ID", "本执行案件中无人使用的编号，不是%[1]s这一编号 an ID that nobody in the enforcement has, not %[1]s", p.ID)
	}
	for _, x := range e.Input.Parties {
		if x.ID == p.ID {
			return wrong("data.successor.id", "编号重复 duplicate ID", "当事人未使用的编号，不是%[1]s这一编号 an ID that no party has, not %[1]s", p.ID)
		}
		if p.IDNumber != "" && strings.EqualFold(x.IDNumber, p.IDNumber) {
			return wrong("data.successor.idNumber", "已是本案当事人；共同债务人继承的，按放弃继承直接执行遗产（estate） a party already, who answers for itself", "另一人：与%[1]s为同一人；其继承的适用放弃继承（estate） another person: %[1]s is the same; for its inheritance the basis estate", x.ID)
		}
	}
	return nil
}

// takePlace brings the successor in, puts it in what is enforced, and tells
// everybody and the case.
func (e *enforcementRun) takePlace(s *step, form *casefile.SuccessionForm, creditor bool) {
	heir := form.Successor.ID
	x := succession{Party: form.Party, Successor: heir, Basis: form.Basis, EstateFen: form.EstateFen, Creditor: creditor, On: form.On}
	e.Successions = append(e.Successions, x)
	facts := map[string]string{"was": form.Party, "basis": bases[form.Basis].name, "law": bases[form.Basis].law, "as": "被执行人", "reason": form.Reason, "officer": e.Judge}
	if creditor {
		facts["as"], facts["law"] = "申请执行人", inheritsClaim
	}
	s.note = form.Party + " → " + or(heir, "遗产") + "：" + bases[form.Basis].name
	if heir != "" {
		e.Input.Parties = append(slices.Clone(e.Input.Parties), form.Successor)
		facts["is"] = heir
		e.pending.Filing = &casefile.Filing{Key: e.Key, Court: e.Court, Cause: e.Input.Cause, FiledOn: e.Input.AppliedOn, Parties: e.Input.Parties}
		for i := range e.Clocks {
			if k := &e.Clocks[i]; k.On == form.Party {
				k.On = heir
			}
		}
	}
	if form.EstateFen > 0 {
		facts["estateFen"] = fmt.Sprint(form.EstateFen)
		s.note += "，以遗产" + yuan(form.EstateFen) + "为限"
	}
	s.note += "：" + form.Reason
	e.moneyMove = true
	for _, p := range append(e.creditors(), e.respondents()...) {
		if p != form.Party {
			e.order(casefile.SuccessionRuling, p, s.day, facts)
		}
	}
	e.tellSuccession(s, form)
	e.message("cn.luxing.enforcement.succeeded", s.at, map[string]string{"party": form.Party, "successor": heir, "basis": form.Basis})
}

// changeDebtor lets who died go, and has the successor owe what it owed.
func (e *enforcementRun) changeDebtor(s *step) {
	form := s.form.(*casefile.SuccessionForm)
	was, heir := form.Party, form.Successor.ID
	e.sparePerson(was, s.at, bases[form.Basis].name)
	for i := range e.Penalties {
		if p := &e.Penalties[i]; p.Party == was && p.State == penaltyProposed {
			p.State = penaltyRefused
			e.drop("penalty/" + p.Penalty)
		}
	}
	if heir == "" {
		e.takePlace(s, form, false)
		return
	}
	e.Input.Obligations = slices.Clone(e.Input.Obligations)
	for i := range e.Input.Obligations {
		o := &e.Input.Obligations[i]
		owesInPlaceOf(&o.Obligation, was, heir)
		if fen, ok := o.PaidBy[was]; ok {
			o.PaidBy = maps.Clone(o.PaidBy)
			delete(o.PaidBy, was)
			o.PaidBy[heir] = fen
		}
	}
	for _, list := range [][]casefile.Payment{e.Input.Payments, e.Payments} {
		paidInPlaceOf(list, func(id string) bool { o := e.obligation(id); return o != nil && o.Liability == casefile.Several }, was, heir)
	}
	for i := range e.Holdings {
		if h := &e.Holdings[i]; h.Owner == was {
			h.Owner = heir
		}
	}
	for i := range e.Joined {
		if e.Joined[i].Party == was {
			e.Joined[i].Party = heir
		}
	}
	for i := range e.Ranked {
		if e.Ranked[i].Party == was {
			e.Ranked[i].Party = heir
		}
	}
	for i := range e.Plans {
		if e.Plans[i].Party == was {
			e.Plans[i].Party = heir
		}
	}
	if e.Deferral.Party == was {
		e.Deferral.Party = heir
	}
	e.takePlace(s, form, false)
	if e.Phase != lifecycle.Suspended {
		e.notifySuccessors(s)
	}
}

// changeCreditor has the successor claim what the creditor claimed.
func (e *enforcementRun) changeCreditor(s *step) {
	form := s.form.(*casefile.SuccessionForm)
	was, heir := form.Party, form.Successor.ID
	e.Input.Obligations = slices.Clone(e.Input.Obligations)
	for i := range e.Input.Obligations {
		if o := &e.Input.Obligations[i]; o.Creditor == was {
			o.Creditor = heir
		}
	}
	if e.Input.Applicant == was {
		e.Input.Applicant = heir
	}
	e.takePlace(s, form, true)
}

// owesInPlaceOf puts one debtor of an obligation in another's place, its share with it.
func owesInPlaceOf(o *casefile.Obligation, was, heir string) {
	o.Debtors, o.Shares = slices.Clone(o.Debtors), slices.Clone(o.Shares)
	for i, d := range o.Debtors {
		if d == was {
			o.Debtors[i] = heir
		}
	}
	for i := range o.Shares {
		if o.Shares[i].Debtor == was {
			o.Shares[i].Debtor = heir
		}
	}
}

// paidInPlaceOf lets what was paid on a debtor's share count on the successor's;
// who paid stays who paid.
func paidInPlaceOf(list []casefile.Payment, several func(obligation string) bool, was, heir string) {
	for i := range list {
		if p := &list[i]; several(p.Obligation) && onBehalf(*p) == was {
			p.For = heir
		}
	}
}

// paidFromEstate is what an heir paid of what it inherited, before this enforcement
// too where its place was taken before.
func (e *enforcementRun) paidFromEstate(heir string) int64 {
	var sum int64
	for _, p := range e.Input.Payments {
		if p.Payer == heir && e.estateBefore(heir) > 0 {
			sum += p.AmountFen
		}
	}
	return sum + e.paidHere(heir) + e.Input.EstatePaid[heir] + estateSum(e.EstatePaid, heir, e.Key)
}

// estateOf is what an heir answers with, 0 for everybody else.
func (e *enforcementRun) estateOf(party string) int64 {
	for _, x := range e.Successions {
		if x.Successor == party {
			return x.EstateFen
		}
	}
	return e.estateBefore(party)
}

// estateBefore is that of an heir who had the place when this was applied for.
func (e *enforcementRun) estateBefore(party string) int64 {
	for i := range e.Input.Obligations {
		if fen := e.Input.Obligations[i].Estates[party]; fen > 0 {
			return fen
		}
	}
	return 0
}

// estateSpent reports whether an heir gave all that it inherited; what is left is
// terminated for want of an estate (民事诉讼法第268条第3项).
func (e *enforcementRun) estateSpent(party string) bool {
	fen := e.estateOf(party)
	return fen > 0 && e.paidFromEstate(party) >= fen
}

// withinEstate is how much of a sum an heir can be asked for.
func (e *enforcementRun) withinEstate(party string, fen int64) int64 {
	if most := e.estateOf(party); most > 0 {
		return min(fen, max(most-e.paidFromEstate(party), 0))
	}
	return fen
}

// sparePerson undoes what only somebody living suffers: listing, ban, limit,
// and what it had to report. What is seized of its property stays.
func (e *enforcementRun) sparePerson(party string, at time.Time, why string) {
	for _, id := range e.tracksOf(lifecycle.Listing) {
		if partyOf(id) == party {
			e.unlist(id, at, why)
		}
	}
	for _, id := range e.tracksOf(lifecycle.ExitBan) {
		if partyOf(id) == party {
			e.cause(lifecycle.BanGroundGone, id, lifecycle.Linked, at, why)
		}
	}
	if slices.Contains(e.Limited, party) {
		e.freeOf(party, at)
	}
	for _, k := range slices.Clone(e.Clocks) {
		if k.Party == party && k.Scope == scopeCase && stopsInSuspension(&k) {
			e.drop(k.ID)
		}
	}
}

// notifySuccessors sends notice and reporting order to who took a debtor's place.
func (e *enforcementRun) notifySuccessors(s *step) {
	if len(e.Reports) == 0 { // the notice to all is still to come
		return
	}
	for _, x := range e.Successions {
		p := x.Successor
		if p == "" || x.Creditor || e.reportOf(p) != nil || e.isBankrupt(p) || !slices.Contains(e.respondents(), p) {
			continue
		}
		d := e.set(period{id: e.reportClock(p), rule: statute.PropertyReport, from: s.at, on: p, scope: scopeCase, party: p, expires: lifecycle.ReportMissing})
		e.notify(p, d.Deadline.Last, s)
		s.note += "；" + p + "应于" + d.Deadline.Last.String() + "前报告财产"
	}
	if !e.Stopped.IsZero() { // a retrial holds the periods of parties still
		e.freeze(s.day, stopsInRetrial)
	}
}

func (e *enforcementRun) suspensionView() *casefile.SuspensionForm {
	if !e.Suspension.open() {
		return nil
	}
	form := e.Suspension.SuspensionForm
	return &form
}

func (e *enforcementRun) successionViews() []casefile.SuccessionView {
	var out []casefile.SuccessionView
	for _, x := range e.Successions {
		v := casefile.SuccessionView{Party: x.Party, Successor: x.Successor, Basis: x.Basis, Creditor: x.Creditor, EstateFen: x.EstateFen, On: x.On}
		if x.EstateFen > 0 {
			v.PaidFen = e.paidFromEstate(x.Successor)
		}
		out = append(out, v)
	}
	return out
}

// succeededThere has the case show who took a party's place in its enforcement,
// and what is owed of whom and to whom since.
func (c *caseRun) succeededThere(s *step) {
	form, ok := s.form.(*casefile.SucceededForm)
	if !ok {
		return
	}
	c.passSuccession(s.decision.Actor, form)
	if c.leftBy(form.Party) != nil {
		return
	}
	why, heir := "dissolution", form.Successor.ID
	if bases[form.Basis].person {
		why = "death"
	}
	gone := leaver{Party: form.Party, Why: why, On: form.On, Successor: heir, EstateFen: form.EstateFen}
	s.note = form.Party + " → " + or(heir, "遗产") + "：" + bases[form.Basis].name
	if c.awaitSuccession(s, form) {
		return
	}
	if c.since(relay) && c.another(form.Successor) {
		s.note += "；" + heir + "在本案为他人，应另行变更当事人 that ID is somebody else's here"
		return
	}
	if heir == "" {
		gone.None = bases[form.Basis].name
	}
	c.Incidents.Left = append(c.Incidents.Left, gone)
	if heir == "" {
		return
	}
	if _, known := c.Filing.Party(heir); !known {
		c.setParty(form.Successor)
	}
	for i := range c.Duties {
		d := &c.Duties[i]
		owesInPlaceOf(&d.Obligation, form.Party, heir)
		if d.Creditor == form.Party {
			d.Creditor = heir
		}
		if fen, ok := d.PaidBy[form.Party]; ok {
			delete(d.PaidBy, form.Party)
			d.PaidBy[heir] = fen
		}
	}
	paidInPlaceOf(c.Payments, func(id string) bool { d := c.duty(id); return d != nil && d.Liability == casefile.Several }, form.Party, heir)
	for i := range c.Carved { // they are told of the successor's successor too
		if x := &c.Carved[i]; c.since(relay) && slices.Contains(x.Parties, form.Party) && !slices.Contains(x.Parties, heir) {
			x.Parties = append(slices.Clone(x.Parties), heir)
		}
	}
	for i := range c.Enforcements {
		if c.Enforcements[i].Applicant == form.Party {
			c.Enforcements[i].Applicant = heir
		}
	}
	for i := range c.Clocks {
		if k := &c.Clocks[i]; k.On == form.Party {
			k.On = heir
		}
	}
	c.moneyMove = true
}
