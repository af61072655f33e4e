package console

import (
	"slices"

	"github.com/a-h/templ"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// toCourt is the recipient of money that is the court itself, for its costs.
const toCourt = "court"

// payee names who may get money that is held: a party or its administrator, the
// court, or another creditor by what its claim is known under.
func (p *page) payee(v *caseView, x casefile.Payable) string {
	switch {
	case x.Administrator:
		return p.T("payable.administrator", p.partyName(v, x.To))
	case x.To == toCourt:
		return p.T("payable.court")
	case v.Enforcement != nil && (slices.ContainsFunc(v.Enforcement.Joined, func(j casefile.ClaimantForm) bool { return j.Creditor == x.To }) ||
		slices.ContainsFunc(v.Enforcement.Ranked, func(r casefile.RankedClaimForm) bool { return r.Creditor == x.To })):
		return p.T("payable.other", x.To)
	}
	return p.partyName(v, x.To)
}

// planned reports whether plans say of any of the money whose it is.
func planned(list []casefile.Payable) bool {
	return slices.ContainsFunc(list, func(x casefile.Payable) bool { return x.Plan != "" })
}

// releases reports whether who looks may release money of this enforcement now.
func (p *page) releases(v *caseView) bool {
	return slices.ContainsFunc(v.Lawful, func(l casefile.Lawful) bool { return l.Event == lifecycle.ReleaseMoney })
}

// releaseLink is the form that releases money, filled in with one line of what is payable.
func releaseLink(key string, x casefile.Payable) templ.SafeURL {
	return link(string(decideLink(key, lifecycle.ReleaseMoney, "")), "to", x.To, "plan", x.Plan)
}

// releasable fills the form that releases money: to choose from are those who may
// get some, and what is asked for, or all there is, stands there to be looked over.
func (p *page) releasable(v *caseView, k *known) {
	if v.Enforcement == nil {
		return
	}
	var lines []casefile.Payable
	for _, x := range v.Enforcement.Money.Payable {
		if x.Administrator { // handed over, which is a decision of its own
			continue
		}
		lines = append(lines, x)
		if !slices.ContainsFunc(k.payees, func(c choice) bool { return c.Value == x.To }) {
			k.payees = append(k.payees, choice{x.To, p.payee(v, x)})
		}
	}
	if to, plan := p.query("to"), p.query("plan"); to != "" {
		lines = slices.DeleteFunc(lines, func(x casefile.Payable) bool { return x.To != to || x.Plan != plan })
	}
	if len(lines) == 1 {
		x := lines[0]
		k.preset["to"], k.preset["plan"], k.preset["amountFen"] = x.To, x.Plan, yuan(x.Fen)
	}
}
