package workflows

import (
	"slices"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// succession is who took a party's place in the enforcement. Where the heirs
// renounced, nobody did: the estate itself is enforced against.
type succession struct {
	Party     string        `json:"party"`
	Successor string        `json:"successor"`
	Basis     string        `json:"basis"`
	EstateFen int64         `json:"estateFen"` // what an heir answers with
	Creditor  bool          `json:"creditor"`
	On        calendar.Date `json:"on"`
}

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
}
