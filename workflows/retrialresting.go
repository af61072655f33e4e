package workflows

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// What rests on a document that is tried again is known to the register alone:
// certificates applied for again, enforcements applied for when the case had
// ended. The news goes on record; the register's answer names them, and they are
// told (民事诉讼法第217、218、244条). What begins later is told of the retrial in
// the answer to its own first record, so that nothing falls between the two.
//
// A partial judgment and a severed case are documents of their own, tried again
// by themselves: what rests on them is not told of this one's retrial.

// resting is what a case remembers until the register has answered and all are
// told. It never crosses to another run: none begins before that.
type resting struct {
	told     []string // "event key" of whom the case knew by itself
	applying []string // applications for a certificate that were told that the document fell
}

// heard notes that somebody is told already.
func (r *resting) heard(key string, e lifecycle.Event) {
	r.told = append(r.told, string(e)+" "+key)
}

// retrialNews puts on record what becomes of a document.
func (c *caseRun) retrialNews(of string, e lifecycle.Event, on calendar.Date, runs bool) {
	if !c.since(joinder) {
		return
	}
	if e == lifecycle.OrderRetrial { // of an earlier one nobody is still to be told
		c.resting.told = nil
	}
	c.pending.Retrials = append(c.pending.Retrials, casefile.RetrialNews{Of: of, Event: e, On: on, Runs: runs})
	c.dirty = true
}

// tellResting tells those whom the register named and the case did not know. It
// knows its own enforcements.
func (c *caseRun) tellResting(all []casefile.Resting, now time.Time) {
	if !c.since(joinder) {
		return
	}
	for _, r := range all {
		on := r.On
		data, _ := json.Marshal(casefile.DayForm{On: on})
		known := r.Kind == casefile.KindEnforcement && r.Of == c.Key || slices.Contains(c.resting.told, string(r.Event)+" "+r.Key)
		switch {
		case r.Review != "" && overturned(r.Event): // its application has ended: what was given is reviewed
			c.reviewUnder(r.Review, r.Key, on, now)
			continue
		case r.Review != "" || known:
			continue
		}
		c.tell(r.Key, r.Event, data)
		if r.Kind == casefile.KindCertificate && overturned(r.Event) {
			c.resting.applying = append(c.resting.applying, r.Key)
		}
	}
}

// notHeard has a certificate reviewed whose application ended, with the
// certificate perhaps, before the news that the document fell reached it.
func (c *caseRun) notHeard(to string, e lifecycle.Event, at time.Time) {
	if overturned(e) && slices.Contains(c.resting.applying, to) {
		c.reviewUnder(casefile.RevocationKey(to), to, day(at), at)
		c.kick.SendAsync(true) // the loop has looked for links already
	}
}

// reviewUnder orders the review of a certificate that was given on a document
// that is no more.
func (m *matter) reviewUnder(key, certificate string, on calendar.Date, at time.Time) {
	m.link(casefile.LinkOrder{Kind: casefile.KindRevocation, Key: key, Revocation: &casefile.RevocationInput{
		Certificate: certificate, Key: key, Ground: casefile.JudgmentReversed, Why: "再审于" + on.String() + "撤销或者变更原裁判", OpenedOn: day(at), Unasked: true,
		Policy: m.Policy, Edition: m.Edition, Days: m.Days,
	}}, at)
}

// fell reports whether a retrial took the document away on which something of
// that case rests: set aside, or changed in a case of its own. A case that is
// open has the new document itself.
func fell(st *casefile.RetrialState, ofCase string) bool {
	return st != nil && (st.Outcome == lifecycle.RetrialSetAside || st.Outcome == lifecycle.RetrialChanged && st.By != ofCase)
}

// out reports whether a retrial is not over.
func out(st *casefile.RetrialState) bool { return st != nil && st.Outcome == "" }

// toldByRegister takes what the register says of a retrial as if the case had told it.
func (m *matter) toldByRegister(st *casefile.RetrialState, e lifecycle.Event, on calendar.Date, now time.Time) {
	if on.After(day(now)) { // in training their clocks differ
		on = day(now)
	}
	data, _ := json.Marshal(casefile.DayForm{On: on})
	m.report(casefile.Decision{ID: fmt.Sprintf("%s/register/%s/%s", m.Key, st.By, e), Event: e, Role: lifecycle.Linked, Actor: st.By, Data: data}, now)
}

// hearsAtFirst is what an enforcement hears of a retrial that was out, or over,
// before it was on record itself.
func (e *enforcementRun) hearsAtFirst(st *casefile.RetrialState, now time.Time) {
	switch {
	case st == nil || !e.since(joinder) || e.ended():
	case out(st) && !st.Runs && e.Stopped.IsZero():
		e.toldByRegister(st, lifecycle.OrderRetrial, st.On, now)
	case fell(st, e.Input.Case) && e.Reversal.On.IsZero():
		e.toldByRegister(st, st.Outcome, st.OutcomeOn, now)
	}
}

// hearsAtFirst is what an application hears of a retrial that came, or ended,
// between the register's answer and its own first record.
func (c *certificateRun) hearsAtFirst(st *casefile.RetrialState, now time.Time) {
	if st == nil || !c.since(joinder) || c.Phase == lifecycle.CertificateRefused {
		return
	}
	was := c.Facts.Retrial
	switch {
	case out(st) && c.Stopped.IsZero():
		c.toldByRegister(st, lifecycle.OrderRetrial, st.On, now)
	case st.Outcome == lifecycle.RetrialUpheld && !c.Stopped.IsZero():
		c.toldByRegister(st, lifecycle.RetrialUpheld, st.OutcomeOn, now)
	case overturned(st.Outcome) && (was == nil || was.Outcome != st.Outcome || was.By != st.By):
		c.toldByRegister(st, st.Outcome, st.OutcomeOn, now)
	}
}

// fallen is why nothing can be certified that was performed on a document that
// is no more, "" while it stands. One that is being tried again stops the
// application.
func (c *certificateRun) fallen() string {
	if !c.since(joinder) {
		return ""
	}
	st := c.Facts.Retrial
	if fell(st, c.Input.Case) {
		c.Reversed = st.OutcomeOn
	}
	if !c.Reversed.IsZero() {
		return "原裁判已于" + c.Reversed.String() + "被再审撤销或者变更 the document was set aside or changed on retrial"
	}
	if out(st) && c.Stopped.IsZero() {
		c.Stopped = st.On
	}
	return ""
}

// unheard has the certificate reviewed where the news that the document fell came
// just after it was given.
func (c *certificateRun) unheard(d casefile.Decision) {
	if c.since(joinder) && c.Phase == lifecycle.Issued && (overturned(d.Event) || d.Event == lifecycle.RetrialReverses) {
		at := c.moment
		c.reviewUnder(casefile.RevocationKey(c.Key), c.Key, day(at), at)
	}
}
