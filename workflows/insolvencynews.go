package workflows

import (
	"encoding/json"
	"slices"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// A bankruptcy is heard of wherever the case stands, and every enforcement of
// what the bankrupt owes is told (企业破产法第19、20条).

// enforcementsAgainst are the enforcements that are not over and are about
// something that a party owes.
func (c *caseRun) enforcementsAgainst(party string) []string {
	var keys []string
	for i := range c.Enforcements {
		e := &c.Enforcements[i]
		owes := slices.ContainsFunc(e.Obligations, func(id string) bool {
			d := c.duty(id)
			return d != nil && (slices.Contains(d.Debtors, party) || slices.Contains(d.Guarantors, party))
		})
		if !e.Over && owes {
			keys = append(keys, e.Key)
		}
	}
	return keys
}

// tellOpened tells them; before the third release the latest alone was told.
func (c *caseRun) tellOpened(party, number string, on calendar.Date) {
	data, _ := json.Marshal(casefile.ReferralForm{Party: party, Outcome: referralAccepted, Number: number, On: on})
	keys := []string{c.Enforcement}
	if c.since(joinder) && len(c.Enforcements) > 0 { // else it began before enforcements were kept one by one
		keys = c.enforcementsAgainst(party)
	}
	for _, key := range keys {
		if key == "" { // a handoff out of supervision
			continue
		}
		c.tell(key, lifecycle.ReferralAccepted, data)
	}
}

// openedElsewhere ends a handoff of the same debtor that is still to be answered:
// its bankruptcy is open (企业破产法第10、19条).
func (c *caseRun) openedElsewhere(form *casefile.PartyBankruptForm, s *step) {
	if !c.since(joinder) {
		return
	}
	end := func(h *handoff) {
		if t := c.trackOf(h.Track); t != nil && h.Debtor == form.Party && c.open(t) {
			h.Number, h.OpenedOn = form.Number, form.On
			c.cause(lifecycle.OpenedElsewhere, h.Track, lifecycle.Linked, s.at, form.Court+" "+form.Number)
		}
	}
	end(&c.Handoff)
	for i := range c.Insolvency.Apart {
		end(&c.Insolvency.Apart[i])
	}
}

// openedOn is the day on which a handed-off debtor's bankruptcy was accepted, as
// far as it is known, else the day on which its end was noticed.
func (h *handoff) openedOn(noticed calendar.Date) calendar.Date {
	if h.OpenedOn.IsZero() {
		return noticed
	}
	return h.OpenedOn
}

// stayedToo has a suit that is stayed already, whatever for, wait for the
// administrator of one more party.
func (c *caseRun) stayedToo(form *casefile.PartyBankruptForm) {
	c.Insolvency.Bankrupts = append(c.Insolvency.Bankrupts, bankruptcyOf{Party: form.Party, On: form.On, Number: form.Number, Stays: true})
	c.Insolvency.StayedFor = or(c.Insolvency.StayedFor, form.Party)
}

// awaitsAdministrator reports whether a stayed suit waits for a party's administrator.
func (c *caseRun) awaitsAdministrator(party string) bool {
	return slices.ContainsFunc(c.Insolvency.Bankrupts, func(b bankruptcyOf) bool { return b.Party == party && b.Stays && b.TookOver.IsZero() })
}

// nextAdministrator is whose bankruptcy stays the suit still, "" when every
// administrator has taken over.
func (c *caseRun) nextAdministrator() string {
	for _, b := range c.Insolvency.Bankrupts {
		if c.awaitsAdministrator(b.Party) || b.Party == c.Insolvency.StayedFor && b.TookOver.IsZero() {
			return b.Party
		}
	}
	return ""
}

// appealStandsStill: nobody can appeal for a bankrupt before its administrator
// has taken over; the others' periods run on (企业破产法第20条).
func (c *caseRun) appealStandsStill(form *casefile.PartyBankruptForm, s *step) string {
	if !slices.ContainsFunc(c.Clocks, func(k clock) bool { return k.Party == form.Party && k.Frozen.IsZero() }) {
		return ""
	}
	c.stopParty(form.Party, form.On, "bankruptcy")
	c.set(period{id: partyStayID(form.Party), rule: statute.StayReview, from: s.at, on: string(lifecycle.Judge), scope: scopeCase})
	return "；其期间自" + form.On.String() + "起中止，管理人接管后恢复（resume_party）"
}

// bearsUntil is the day until which a debt bears interest: no later than the
// bankruptcy of the last who owes it (企业破产法第46条).
func (c *caseRun) bearsUntil(d *duty, on calendar.Date) calendar.Date {
	if stop := c.interestStops(d); c.since(joinder) && !stop.IsZero() && on.After(stop) {
		return stop
	}
	return on
}
