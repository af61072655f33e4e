package workflows

import (
	"slices"
	"strings"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// Who answers for what others owe is enforced against beside them, within what it
// gave: a guarantor of the document once the condition of its clause is met
// (民事调解规定第15条), one of a settlement that was broken (执行和解规定第18条), one
// of a deferral that is over (民事诉讼法第242条). A guarantor is a person enforced
// against, with notice, report, limit, listing and ban; who gave a thing answers
// with that thing alone. The bankruptcy of the debtor changes none of it
// (企业破产法第92、101、124条).
//
// No text at hand says when a general guarantor's turn comes in enforcement. As
// the court's policy is: once the enforcement was ended for now, or all who owe
// the debt are bankrupt.

// surety is somebody's promise made in the enforcement that has fallen due.
type surety struct {
	By       string        `json:"by"`
	LimitFen int64         `json:"limitFen"` // 0: all that is owed
	Article  string        `json:"article"`
	On       calendar.Date `json:"on"`
}

// answersFrom takes the promise of a party to the case as due.
func (e *enforcementRun) answersFrom(s surety) {
	_, known := e.party(s.By)
	if !e.since(joinder) || !known || slices.Contains(e.debtors(), s.By) || slices.ContainsFunc(e.Sureties, func(x surety) bool { return x.By == s.By }) {
		return
	}
	e.Sureties = append(e.Sureties, s)
}

// given are the securities that others than its debtors gave for an obligation.
func (e *enforcementRun) given(o casefile.ObligationView) []casefile.SecurityView {
	if !e.since(joinder) || o.Subject == casefile.Act {
		return nil
	}
	var out []casefile.SecurityView
	add := func(v casefile.SecurityView) {
		if _, known := e.party(v.By); known && !slices.Contains(o.Debtors, v.By) && !slices.ContainsFunc(out, func(x casefile.SecurityView) bool { return x.By == v.By && x.Kind == v.Kind }) {
			out = append(out, v)
		}
	}
	for _, v := range o.Secured {
		add(v)
	}
	for _, s := range o.Securities {
		add(casefile.SecurityView{Security: s})
	}
	for _, g := range o.Guarantors {
		if !slices.ContainsFunc(out, func(x casefile.SecurityView) bool { return x.By == g }) {
			add(casefile.SecurityView{Security: casefile.Security{By: g, Kind: casefile.GeneralGuarantee}})
		}
	}
	return out
}

func isReal(v casefile.SecurityView) bool {
	return v.Kind == casefile.Mortgage || v.Kind == casefile.Pledge
}

// fallenDue reports whether a security can be enforced now.
func (e *enforcementRun) fallenDue(o casefile.ObligationView, v casefile.SecurityView) bool {
	switch {
	case isReal(v):
		return !v.EffectiveOn.IsZero()
	case v.Kind == casefile.GeneralGuarantee:
		return !e.EndedOn.IsZero() || !v.DueFrom.IsZero() || e.allBankrupt(o)
	}
	return true
}

// soldOff: what was given is sold, and its owner answers with nothing else.
func (e *enforcementRun) soldOff(owner string) bool {
	return slices.ContainsFunc(e.Holdings, func(h holding) bool { return h.Owner == owner && !h.SoldOn.IsZero() })
}

// limitOf is how much a security answers for: of a thing that is sold, its price.
func (e *enforcementRun) limitOf(v casefile.SecurityView) (fen int64, limited bool) {
	if !isReal(v) || !e.soldOff(v.By) {
		return v.LimitFen, v.LimitFen > 0
	}
	for _, h := range e.Holdings {
		if h.Owner == v.By {
			fen += h.PriceFen
		}
	}
	if v.LimitFen > 0 {
		fen = min(fen, v.LimitFen)
	}
	return fen, true
}

// due are the securities of an obligation that can be enforced now.
func (e *enforcementRun) due(o casefile.ObligationView) []casefile.SecurityView {
	var out []casefile.SecurityView
	for _, v := range e.given(o) {
		if e.fallenDue(o, v) {
			out = append(out, v)
		}
	}
	for _, s := range e.Sureties {
		if !slices.Contains(o.Debtors, s.By) && o.Subject != casefile.Act {
			out = append(out, casefile.SecurityView{Security: casefile.Security{By: s.By, Kind: casefile.JointGuarantee, LimitFen: s.LimitFen}})
		}
	}
	return out
}

// answering lists everybody who is enforced against: debtors, guarantors, and
// those who gave a thing, which may be sold already.
func (e *enforcementRun) answering() []string { return e.everyone(true) }

// respondents are those who are enforced against in person (被执行人).
func (e *enforcementRun) respondents() []string { return e.everyone(false) }

func (e *enforcementRun) everyone(real bool) []string {
	ids := e.debtors()
	for _, o := range e.Input.Obligations {
		list := e.due(o)
		if real {
			list = append(list, e.given(o)...)
		}
		for _, v := range list {
			if (real || !isReal(v)) && !slices.Contains(ids, v.By) {
				ids = append(ids, v.By)
			}
		}
	}
	return ids
}

// standing are those besides the debtors who answer once every debtor is bankrupt,
// and have not given all that they have to.
func (e *enforcementRun) standing() []string {
	var ids []string
	for _, o := range e.Input.Obligations {
		for _, v := range append(e.given(o), e.due(o)...) {
			if e.solvent(v) && !slices.Contains(ids, v.By) {
				ids = append(ids, v.By)
			}
		}
	}
	return ids
}

func (e *enforcementRun) solvent(v casefile.SecurityView) bool {
	if isReal(v) && (v.EffectiveOn.IsZero() || e.soldOff(v.By)) {
		return false
	}
	return !e.isBankrupt(v.By) && !slices.Contains(e.SparedOf, v.By)
}

// guaranteed reports whether somebody else answers for what bankrupts owe. Who has
// given all that it had to is counted still: what it paid belongs here.
func (e *enforcementRun) guaranteed(o casefile.ObligationView) bool {
	return slices.ContainsFunc(e.given(o), func(v casefile.SecurityView) bool {
		return !e.isBankrupt(v.By) && (!isReal(v) || !v.EffectiveOn.IsZero())
	}) ||
		slices.ContainsFunc(e.Sureties, func(s surety) bool { return !e.isBankrupt(s.By) && !slices.Contains(o.Debtors, s.By) })
}

// answersFor reports whether somebody can be asked for what an obligation's
// debtors owe.
func (e *enforcementRun) answersFor(o casefile.ObligationView, party string) bool {
	return slices.ContainsFunc(e.due(o), func(v casefile.SecurityView) bool { return v.By == party })
}

// within is how much of a sum a guarantor of it has to pay still; a limit is
// used up by what it paid.
func (e *enforcementRun) within(o casefile.ObligationView, party string, fen int64) int64 {
	var most int64
	for _, v := range e.due(o) {
		if v.By != party {
			continue
		}
		limit, limited := e.limitOf(v)
		if !limited {
			return fen
		}
		most += limit
	}
	return min(fen, max(most-e.paidFor(o, party), 0))
}

// paidFor is what a guarantor paid towards an obligation; an administrator's part
// is not.
func (e *enforcementRun) paidFor(o casefile.ObligationView, party string) int64 {
	var sum int64
	for _, list := range [][]casefile.Payment{e.Input.Payments, e.credited()} {
		for _, p := range list {
			if p.Payer == party && p.Obligation == o.ID {
				sum += p.AmountFen
			}
		}
	}
	return sum
}

// answersUpTo is what a guarantor can be asked for in all. Whoever answers without
// a limit answers for the costs too.
func (e *enforcementRun) answersUpTo(party string, on calendar.Date) int64 {
	var sum int64
	unlimited := false
	for _, o := range e.allParts() {
		if !e.answersFor(o, party) {
			continue
		}
		for _, v := range e.due(o) {
			unlimited = unlimited || v.By == party && v.LimitFen == 0 && !isReal(v)
		}
		sum += e.within(o, party, e.dueOn(o, on).TotalFen)
	}
	for _, s := range e.Sureties { // one limit for all obligations together
		if s.By == party && s.LimitFen > 0 {
			var paid int64
			for _, o := range e.Input.Obligations {
				paid += e.paidFor(o, party)
			}
			sum = min(sum, max(s.LimitFen-paid, 0))
		}
	}
	if unlimited && !slices.Contains(e.debtors(), party) {
		sum += e.costs()
	}
	return sum
}

// answersNoMore reports whether a guarantor has given all that it had to.
func (e *enforcementRun) answersNoMore(party string, on calendar.Date) bool {
	if !slices.Contains(e.respondents(), party) || e.awaitsAnswer(func(p casefile.Payment) bool { return p.Payer == party }) > 0 {
		return false
	}
	return e.answersUpTo(party, on) == 0 && len(e.Joined) == 0
}

// unanswered is what of a sum nobody here answers for: what bankrupts owe beyond
// the limits of those who stand in, which is claimed in the bankruptcy.
func (e *enforcementRun) unanswered(o casefile.ObligationView, fen int64) int64 {
	if !e.since(joinder) || !e.allBankrupt(o) {
		return 0
	}
	most := e.paidOn(o)
	for _, v := range e.due(o) {
		limit, limited := e.limitOf(v)
		switch {
		case e.isBankrupt(v.By):
		case !limited:
			return 0
		default:
			most += e.within(o, v.By, limit)
		}
	}
	return max(fen-most, 0)
}

// notifyGuarantors sends notice and reporting order to those whose turn came after
// the notice went to the debtors.
func (e *enforcementRun) notifyGuarantors(s *step) {
	if !e.since(joinder) || len(e.Reports) == 0 {
		return
	}
	for _, p := range e.respondents() {
		if slices.Contains(e.debtors(), p) || e.reportOf(p) != nil || e.isBankrupt(p) {
			continue
		}
		d := e.set(period{id: e.reportClock(p), rule: statute.PropertyReport, from: s.at, on: p, scope: scopeCase, party: p, expires: lifecycle.ReportMissing})
		e.notify(p, d.Deadline.Last, s)
		s.note = strings.TrimPrefix(s.note+"；担保人"+p+"列为被执行人，应于"+d.Deadline.Last.String()+"前报告财产", "；")
	}
}

// letGuarantorsGo undoes what was done to guarantors whose turn is not now any more:
// the debtor's bankruptcy, for which it had come, was none.
func (e *enforcementRun) letGuarantorsGo(at time.Time) {
	for _, r := range e.Reports {
		if p := r.Party; e.since(joinder) && !slices.Contains(e.respondents(), p) {
			e.drop(e.reportClock(p))
			e.drop("property-change/" + p)
			e.spareDebtor(p, at, "债务人的破产申请被驳回")
		}
	}
}

// turnPassed lets nothing new be done to such a guarantor; what was done is undone.
func (e *enforcementRun) turnPassed(s *step) *casefile.Refusal {
	if !e.since(joinder) || !slices.Contains([]lifecycle.Event{lifecycle.RestrictConsumpt, lifecycle.DecideListing, lifecycle.ImposeBan, lifecycle.ProposePenalty}, s.row.Event) {
		return nil
	}
	party := ""
	switch form := s.form.(type) {
	case *casefile.DebtorForm:
		party = form.Party
	case *casefile.ListingForm:
		party = form.Party
	case *casefile.BanForm:
		party = form.Party
	case *casefile.PenaltyForm:
		party = form.Party
	}
	if why := e.succeeded(party); why != "" { // an estate is neither listed nor fined
		r := missing("%s", why)
		r.Article = "民事诉讼法第243条"
		return r
	}
	if e.reportOf(party) == nil || slices.Contains(e.respondents(), party) {
		return nil // enforced against, or nobody known
	}
	r := missing("%s作为一般保证人，现不承担责任 %s answers only after the debtor's property did not suffice", party, party)
	r.Article = "民事调解规定第15条"
	return r
}

// checkOwner lets property be seized of a debtor, of a guarantor whose turn has
// come, and of whoever gave a thing that thing alone.
func (e *enforcementRun) checkOwner(form *casefile.SeizeForm) *casefile.Refusal {
	if slices.Contains(e.respondents(), form.Owner) {
		return nil
	}
	refuse := func(article string, r *casefile.Refusal) *casefile.Refusal {
		r.Article = article
		return r
	}
	var things []string
	for _, o := range e.Input.Obligations {
		for _, v := range e.given(o) {
			switch {
			case v.By != form.Owner:
			case !isReal(v):
				return refuse("民事调解规定第15条", wrong("data.owner", "一般保证人在债务人的财产执行不足之前不承担责任（本院规则：终结本次执行或者债务人均破产之后） a general guarantor answers only after the debtor's property did not suffice: once enforcement was ended for now, or every debtor is bankrupt, as the court's policy is", "%s", oneOf(e.respondents())))
			case v.EffectiveOn.IsZero():
				return refuse("民事调解规定第9条", wrong("data.owner", "担保尚未生效（record_security） the security is not in effect", "%s", oneOf(e.respondents())))
			case strings.Contains(form.What, v.Property):
				return nil
			default:
				things = append(things, v.Property)
			}
		}
	}
	if len(things) > 0 {
		return refuse("民事调解规定第15条", wrong("data.what", "抵押人、出质人只以其提供的担保财产负责 who gave a thing answers with that thing alone", "担保财产：“%[1]s” an asset that is “%[1]s”", list(things)))
	}
	return refuse("民事诉讼法第253条", wrong("data.owner", "只能查封被执行人的财产 only a debtor's property is seized", "%s", oneOf(e.respondents())))
}

// answerers are those who answer for an obligation beside its debtors and are not
// bankrupt themselves.
func (c *caseRun) answerers(d *duty) []string {
	if !c.since(joinder) || d.Subject == casefile.Act {
		return nil
	}
	var ids []string
	for _, v := range c.securities(d) {
		if v.EffectiveOn.IsZero() && isReal(v) || slices.Contains(d.Debtors, v.By) || c.isBankrupt(v.By) || slices.Contains(ids, v.By) {
			continue
		}
		ids = append(ids, v.By)
	}
	return ids
}

// restsInBankruptcy reports whether something is left of an obligation that only
// its bankrupt debtors still owe, whoever else paid what it answered for.
func (c *caseRun) restsInBankruptcy(d *duty) bool {
	return c.leftToBankruptcy(d) || c.since(joinder) && c.allBankrupt(d) && d.principalLeft() > 0
}
