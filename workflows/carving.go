package workflows

import (
	"encoding/json"
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// A part of a suit that is judged before the rest, or tried apart from it, has
// a number, an appeal and an afterlife of its own, so it is a case of its own:
// started under a fixed key by the case that it is carved out of, in the state
// in which that case leaves it.

// carved is a case that was carved out of this one.
type carved struct {
	casefile.CarvedView
}

// carve orders the case that begins in a state that was prepared for it.
func (c *caseRun) carve(st *caseState, o casefile.CarvedOut) {
	o.AcceptedOn, o.By, o.Case, o.CaseNumber = c.AcceptedOn, or(o.By, c.Judge), c.Key, c.number1()
	o.Standing, _ = json.Marshal(st) // it is our own state, which every run hands over so
	c.link(casefile.LinkOrder{Kind: casefile.KindCase, Key: st.Common.Key, Case: &casefile.CaseInput{
		Filing: casefile.Filing{Key: st.Common.Key}, Edition: c.Edition, CarvedOut: &o,
	}}, o.At)
}

// standing is what stands already in a case that is carved out of this one for
// some of its parties: who they are, how they are reached and represented, what
// was served on them and answered, the bench, and the hearings that were held.
// What was done in the suit so far was done in both.
func (c *caseRun) standing(key string, phase lifecycle.State, in func(party string) bool, s *step) *caseState {
	here := func(party string) bool { return in(party) && c.leftBy(party) == nil }
	gone := func(party string) bool { return !here(party) }
	f := c.Filing
	f.Key, f.CaseNumber, f.RetrialOf, f.Parties = key, "", "", nil
	for _, p := range c.Filing.Parties {
		if here(p.ID) {
			f.Parties = append(f.Parties, p)
		}
	}
	f.RelatedCases = slices.Clone(c.Filing.RelatedCases)
	if n := c.number1(); !slices.Contains(f.RelatedCases, n) {
		f.RelatedCases = append(f.RelatedCases, n)
	}
	days := func(of map[string]calendar.Date) map[string]calendar.Date { // by party, or by paper/party
		out := map[string]calendar.Date{}
		for k, on := range of {
			if here(k[strings.LastIndex(k, "/")+1:]) {
				out[k] = on
			}
		}
		return out
	}
	was := &c.Incidents
	st := &caseState{
		Common: common{
			Key: key, Kind: casefile.KindCase, Phase: phase, PhaseSince: s.at, Active: s.at,
			Court: c.Court, Division: c.Division, Judge: c.Judge, Clerk: c.Clerk, Edition: c.Edition, Days: c.Days, Policy: c.Policy,
			Links: []casefile.Link{{Kind: casefile.KindCase, Key: c.Key, Since: s.at, As: casefile.OriginCase}},
		},
		Filing: f, AcceptedOn: c.AcceptedOn, Procedure: c.Procedure, Adjourned: c.Adjourned,
		ServedOn: days(c.ServedOn), AnsweredOn: days(c.AnsweredOn),
		Attempts: slices.DeleteFunc(slices.Clone(c.Attempts), func(a attempt) bool { return gone(a.Party) }),
		Hearings: slices.DeleteFunc(slices.Clone(c.Hearings), func(h calendar.Date) bool { return h.After(s.day) }),
		Trial:    statute.TrialInput{Rule: c.Trial.Rule, BoundStops: c.Trial.BoundStops},
		Incidents: incidents{
			DebateClosed: was.DebateClosed, Evidence: was.Evidence, Tags: slices.Clone(was.Tags), Remands: was.Remands, FormerJudge: was.FormerJudge,
			Joined: days(was.Joined), Confirmed: days(was.Confirmed),
			Agents:   slices.DeleteFunc(slices.Clone(was.Agents), func(a agent) bool { return gone(a.Party) }),
			Lapsed:   slices.DeleteFunc(slices.Clone(was.Lapsed), gone),
			Absences: slices.DeleteFunc(slices.Clone(was.Absences), func(a absence) bool { return gone(a.Party) }),
			Stays:    slices.DeleteFunc(slices.Clone(was.Stays), func(x partyStay) bool { return gone(x.Party) }),
			Left:     slices.DeleteFunc(slices.Clone(was.Left), func(l leaver) bool { return l.Why != "incapacity" || gone(l.Party) }),
		},
		Insolvency: insolvency{Bankrupts: slices.DeleteFunc(slices.Clone(c.Insolvency.Bankrupts), func(b bankruptcyOf) bool { return gone(b.Party) })},
	}
	for _, x := range st.Incidents.Stays {
		c.copyClocks(st, func(k *clock) bool { return k.ID == partyStayID(x.Party) })
	}
	return st
}

// copyClocks gives the case that begins the periods that match, with their
// ends, stops and alarms as they are.
func (c *caseRun) copyClocks(st *caseState, match func(*clock) bool) {
	for i := range c.Clocks {
		if k := c.Clocks[i]; match(&k) {
			st.Common.Clocks = append(st.Common.Clocks, k)
		}
	}
}

// copyTrack gives it a track where it stands, and the track's periods.
func (c *caseRun) copyTrack(st *caseState, id string) {
	if t := c.trackOf(id); t != nil {
		st.Common.Tracks = append(st.Common.Tracks, *t)
		c.copyClocks(st, func(k *clock) bool { return k.Scope == id || k.Track == id })
	}
}

// moveAsset moves a preserved asset to the case that begins: there is no gap,
// the rank is kept, and the term ends when it would have. Here its track ends.
func (c *caseRun) moveAsset(st *caseState, id string, s *step) {
	a, track := *c.asset(id), "preservation/"+id
	a.Applicant = c.applicant(&a)
	c.copyTrack(st, track)
	st.Assets = append(st.Assets, a)
	note := "移至" + st.Common.Key
	if !a.Until.IsZero() {
		note += "，期限连续计算，至" + a.Until.String()
	}
	c.cause(lifecycle.MovePreservation, track, lifecycle.Linked, s.at, note)
}

// begin is how a carved case begins: as of the decision that carved it out,
// however late it is started.
func (c *caseRun) begin(o *casefile.CarvedOut) {
	event, as := lifecycle.JudgePart, lifecycle.JudgeLater
	switch {
	case o.Kind == casefile.Severed:
		event, as = lifecycle.Sever, lifecycle.Sever
	case c.Phase == lifecycle.InCourtPrompt:
		as = lifecycle.JudgeInCourt
	}
	row, _ := lifecycle.Case.Row(lifecycle.Trial, event)
	s := &step{machine: lifecycle.Case, from: lifecycle.Trial, to: c.Phase, at: o.At, day: day(o.At), decision: casefile.Decision{Event: as, Role: lifecycle.Judge, Actor: o.By}}
	s.row, _ = lifecycle.Case.Row(lifecycle.Trial, as)
	c.moment = o.At
	c.append(casefile.Entry{At: o.At, Event: event, Name: row.Name, Role: lifecycle.Judge, Actor: o.By, To: c.Phase, Article: row.Article})
	f := c.Filing
	c.pending.Filing = &f
	if o.Kind == casefile.Severed {
		c.beginSevered(s)
	} else {
		c.beginPart(s, o)
	}
	for i := range c.Assets {
		a := &c.Assets[i]
		c.append(casefile.Entry{At: o.At, Event: "taken_over", Name: "保全随案移入", Role: lifecycle.Linked, Track: "preservation/" + a.Asset, Article: "法院政策（参照民诉法解释第168条）",
			Note: strings.TrimSuffix(a.Asset+" "+yuan(a.FrozenFen)+"，"+rankName(a.Rank)+"，至"+a.Until.String(), "，至")})
	}
	c.holdStayed(s.day)
	e := &c.pending.Entries[0] // the first that a new case has
	e.Note = strings.Trim("由"+o.Case+"分出"+"；"+s.note, "；")
	e.Mechanism = s.mech
	c.Timeline[0] = *e
}

// tellCarved passes on to the cases carved out of this one what they need to
// know too. One that has ended is noted and not waited for.
func (c *caseRun) tellCarved(party string, e lifecycle.Event, data []byte) {
	for i := range c.Carved {
		if slices.Contains(c.Carved[i].Parties, party) {
			c.tell(c.Carved[i].Key, e, data)
		}
	}
}

// mayBeDivided: a part is not divided again, a retrial stands for the whole
// document that it tries again, and what is carved out is numbered after its case.
func (c *caseRun) mayBeDivided(*step) *casefile.Refusal {
	switch {
	case c.Origin != nil && c.Origin.Kind == casefile.PartialJudgment:
		return missing("本案即%s的先行判决部分，不再分出 this is a part of %s already and is not divided again", c.Origin.CaseNumber, c.Origin.CaseNumber)
	case c.Filing.RetrialOf != "":
		return missing("再审案件针对原裁判的全部义务，本系统不作先行判决和分案 a retrial replaces the whole of the first document; it is not divided here")
	case c.number1() == "":
		return missing("案号尚未取得 the register has not given the case its number yet; send it again when it has")
	}
	return nil
}

// carvedDuty is the carved case that an obligation belongs to, nil when none has it.
func (c *caseRun) carvedDuty(id string) *carved {
	for i := range c.Carved {
		if slices.Contains(c.Carved[i].Obligations, id) {
			return &c.Carved[i]
		}
	}
	return nil
}

// decidedFen is how much of the claim partial judgments have decided.
func (c *caseRun) decidedFen() (sum int64) {
	for i := range c.Carved {
		if c.Carved[i].Kind == casefile.PartialJudgment {
			sum += c.Carved[i].AmountFen
		}
	}
	return sum
}

func (c *caseRun) carvedViews() (out []casefile.CarvedView) {
	for i := range c.Carved {
		out = append(out, c.Carved[i].CarvedView)
	}
	return out
}
