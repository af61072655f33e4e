package workflows

import (
	"fmt"
	"slices"
	"time"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// checkRepair wants a debtor of this case, and measures where one is granted.
func (e *enforcementRun) checkRepair(s *step, form *casefile.RepairEffectForm) *casefile.Refusal {
	if r := e.knownDebtor(form.Party); r != nil {
		return r
	}
	if s.row.Event == lifecycle.RepairGranted && len(form.Measures) == 0 {
		return wrong("data.measures", "信用修复应有措施 a repair has measures", "至少一项 one or more")
	}
	return nil
}

// repairGranted applies the measures of a credit repair to the debtor's
// listing, ban and limit. The debt, the enforcement and the interest go on.
func (e *enforcementRun) repairGranted(s *step) {
	form := s.form.(*casefile.RepairEffectForm)
	e.Repairs = slices.DeleteFunc(e.Repairs, func(r casefile.RepairEffectForm) bool { return r.Party == form.Party })
	e.Repairs = append(e.Repairs, *form)
	s.mech, s.note = 10, form.Party+"："+form.Reason
	for _, m := range form.Measures {
		e.applyRepair(form.Party, m, s)
	}
}

// applyRepair applies one measure; one that finds nothing to apply to is noted.
func (e *enforcementRun) applyRepair(party string, m casefile.RepairEffect, s *step) {
	on := func(machine *lifecycle.Machine, events ...lifecycle.Event) bool {
		id := e.trackFor(machine, "", party)
		for _, ev := range events {
			if e.cause(ev, id, lifecycle.Linked, s.at, "信用修复") {
				return true
			}
		}
		return false
	}
	done := true
	switch m.ID {
	case "not_published":
		done = on(lifecycle.Listing, lifecycle.WithholdListing)
	case "masked":
		done = on(lifecycle.Listing, lifecycle.MaskListing)
	case "deleted":
		done = on(lifecycle.Listing, lifecycle.CancelListing, lifecycle.ListingGround)
	case "shortened":
		done = on(lifecycle.Listing, lifecycle.ShortenListing)
	case "exit_ban_lifted":
		done = on(lifecycle.ExitBan, lifecycle.BanGroundGone)
	case "consumption_lifted":
		switch {
		case !slices.Contains(e.Limited, party):
			done = false
		case m.Purpose == "":
			e.freeOf(party, s.at)
		default:
			e.allow(pass{Party: party, Purpose: m.Purpose, From: s.day, Until: m.Until, Repair: true}, s)
		}
	}
	if !done {
		s.note += fmt.Sprintf("；%s：无相应措施", m.ID)
	}
}

// undoRepair takes back what held for the term of a repair. A ban that was
// lifted does not come back by itself: imposing one is a decision.
func (e *enforcementRun) undoRepair(party string, s *step, revoked bool) {
	shortened := false
	for _, r := range e.Repairs {
		if r.Party != party {
			continue
		}
		for _, m := range r.Measures {
			shortened = shortened || m.ID == "shortened"
			switch {
			case m.ID == "consumption_lifted" && m.Purpose == "" && !slices.Contains(e.Limited, party):
				e.Limited = append(e.Limited, party)
				e.message("cn.luxing.consumption.restricted", s.at, map[string]string{"party": party})
			case m.ID == "exit_ban_lifted" && revoked:
				s.note += "；需要限制出境的，另行决定"
			}
		}
	}
	for _, p := range slices.Clone(e.Passes) {
		if p.Party == party && p.Repair {
			e.drop(p.ID)
		}
	}
	e.Passes = slices.DeleteFunc(e.Passes, func(p pass) bool { return p.Party == party && p.Repair })
	e.Repairs = slices.DeleteFunc(e.Repairs, func(r casefile.RepairEffectForm) bool { return r.Party == party })
	id := e.trackFor(lifecycle.Listing, "", party)
	if !e.cause(lifecycle.UnmaskListing, id, lifecycle.Linked, s.at, "") && e.clock("repair/"+party) != nil {
		e.cause(lifecycle.PublishWithheld, id, lifecycle.Linked, s.at, "")
	}
	if revoked && shortened { // the planned term is the term again
		e.cause(lifecycle.ShortenListing, id, lifecycle.Linked, s.at, "")
	}
}

func (e *enforcementRun) repairRevoked(s *step) {
	form := s.form.(*casefile.RepairEffectForm)
	s.mech, s.note = 10, form.Party+"："+form.Reason
	if slices.Contains(e.SparedOf, form.Party) { // who has paid everything is not listed again
		return
	}
	e.undoRepair(form.Party, s, true)
}

// repairEnded applies for good what the end of a repair names, before what held
// for its term is undone.
func (e *enforcementRun) repairEnded(s *step) {
	form := s.form.(*casefile.RepairEffectForm)
	s.mech, s.note = 10, form.Party+"："+form.Reason
	for _, m := range form.Measures {
		e.applyRepair(form.Party, m, s)
	}
	if !slices.Contains(e.SparedOf, form.Party) {
		e.undoRepair(form.Party, s, false)
	}
}

// freeOf lifts a consumption limit in full.
func (e *enforcementRun) freeOf(party string, at time.Time) {
	e.Limited = slices.DeleteFunc(e.Limited, func(p string) bool { return p == party })
	for _, p := range slices.Clone(e.Passes) {
		if p.Party == party {
			e.drop(p.ID)
		}
	}
	e.Passes = slices.DeleteFunc(e.Passes, func(p pass) bool { return p.Party == party })
	e.message("cn.luxing.consumption.lifted", at, map[string]string{"party": party})
}
