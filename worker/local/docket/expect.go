package docket

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Expect says what a workflow has to look like. What is left out is not
// looked at.
type Expect struct {
	Phase     lifecycle.State    `json:"phase,omitempty"`
	Reason    string             `json:"reason,omitempty"` // why closed
	Procedure casefile.Procedure `json:"procedure,omitempty"`
	// Documents are all that were produced, by kind.
	Documents map[casefile.DocumentKind]int `json:"documents,omitempty"`
	// Mechanisms are all that did something, rising.
	Mechanisms []int `json:"mechanisms,omitempty"`
	// Links are the linked workflows, all of them.
	Links []casefile.Kind `json:"links,omitempty"`
	// Tracks are the states of the tracks named; there may be others.
	Tracks map[string]lifecycle.State `json:"tracks,omitempty"`
	// Payments counts what was paid.
	Payments *Payments `json:"payments,omitempty"`
	// OutstandingFen is what is still owed.
	OutstandingFen *int64 `json:"outstandingFen,omitempty"`
	// Fees are the charged amounts of the fees whose names begin so, in fen.
	Fees map[string]int64 `json:"fees,omitempty"`
	// Events happened in this order, others between them.
	Events []lifecycle.Event `json:"events,omitempty"`
	// Never are events that did not happen.
	Never []lifecycle.Event `json:"never,omitempty"`
	// Entries are where holders of certificates stand in a batch of the integrity
	// list, by the certificate's place; there may be others.
	Entries map[Place]casefile.EntryState `json:"entries,omitempty"`
	// Delivered counts the messages to other systems, by type, that their
	// receivers took; they are waited for.
	Delivered map[string]int `json:"delivered,omitempty"`
	// ClosedOn is a date.
	ClosedOn string `json:"closedOn,omitempty"`
	// WaitsFor and WaitsOn are what it waits for, a rule's ID, and on whom.
	WaitsFor string `json:"waitsFor,omitempty"`
	WaitsOn  string `json:"waitsOn,omitempty"`
}

// Payments is what was paid on a case in all.
type Payments struct {
	Count int `json:"count"`
	// SumFen is their sum, or the part of it that hangs on no date.
	SumFen int64 `json:"sumFen"`
	// DailyFen is paid on top for every day from the day From, which is not
	// counted, to the day To, which is.
	DailyFen int64  `json:"dailyFen,omitempty"`
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
}

func (e Expect) check(at string, p Place, add func(string, ...any)) {
	if !p.valid() {
		add("%s: not %s", at, wantPlace)
	}
	if e.Phase != "" && !phaseExists(e.Phase) {
		add("%s.phase: no phase is called %q", at, e.Phase)
	}
	for _, holder := range sortedKeys(e.Entries) {
		if !holder.valid() {
			add("%s.entries.%s: not %s", at, holder, wantPlace)
		}
	}
	words := map[string]string{"closedOn": e.ClosedOn}
	if e.Payments != nil {
		words["payments.from"], words["payments.to"] = e.Payments.From, e.Payments.To
		if (e.Payments.DailyFen != 0) != (e.Payments.From != "" && e.Payments.To != "") {
			add("%s.payments: dailyFen, from and to go together", at)
		}
	}
	for _, name := range sortedKeys(words) {
		if words[name] == "" {
			continue
		}
		if _, err := parseWord(words[name]); err != nil {
			add("%s.%s: %s", at, name, err)
		}
	}
}

// differences compares a view with what is expected, one line a difference.
func (e Expect) differences(v *casefile.View, sc scope) []string {
	var out []string
	differ := func(what string, got, want any) {
		if !reflect.DeepEqual(got, want) {
			out = append(out, fmt.Sprintf("%s: %v, want %v", what, got, want))
		}
	}
	word := func(what, got, want string) {
		if want != "" {
			differ(what, got, want)
		}
	}
	word("phase", string(v.Row.Phase), string(e.Phase))
	word("reason", v.Row.Reason, e.Reason)
	word("procedure", string(v.Row.Procedure), string(e.Procedure))
	word("waits for", v.Row.For, e.WaitsFor)
	word("waits on", v.Row.On, e.WaitsOn)
	if e.Documents != nil {
		differ("documents", documentsByKind(v), e.Documents)
	}
	if e.Mechanisms != nil {
		differ("mechanisms", v.Row.Mechanisms, e.Mechanisms)
	}
	if e.Links != nil {
		kinds := []casefile.Kind{}
		for _, l := range v.Links {
			kinds = append(kinds, l.Kind)
		}
		differ("links", kinds, e.Links)
	}
	for _, id := range sortedKeys(e.Tracks) {
		differ("track "+id, trackState(v, id), e.Tracks[id])
	}
	if e.OutstandingFen != nil {
		differ("outstanding", v.Row.OutstandingFen, *e.OutstandingFen)
	}
	for _, name := range sortedKeys(e.Fees) {
		differ("fee "+name, feeCharged(v, name), e.Fees[name])
	}
	for _, holder := range sortedKeys(e.Entries) {
		differ("entry of "+string(holder), entryState(v, holder.Key(sc.family)), e.Entries[holder])
	}
	if e.Payments != nil {
		out = append(out, e.Payments.differences(v, sc)...)
	}
	if e.ClosedOn != "" {
		on, err := sc.date(e.ClosedOn)
		if err != nil {
			out = append(out, "closed on: "+err.Error())
		} else {
			differ("closed on", v.Row.ClosedOn.String(), on.String())
		}
	}
	return append(out, e.eventDifferences(v)...)
}

func documentsByKind(v *casefile.View) map[casefile.DocumentKind]int {
	n := map[casefile.DocumentKind]int{}
	for _, d := range v.Documents {
		n[d.Kind]++
	}
	return n
}

func trackState(v *casefile.View, id string) lifecycle.State {
	for _, t := range v.Tracks {
		if t.ID == id {
			return t.State
		}
	}
	return ""
}

func entryState(v *casefile.View, certificate string) casefile.EntryState {
	for _, e := range v.List {
		if e.Certificate == certificate {
			return e.State
		}
	}
	return ""
}

func feeCharged(v *casefile.View, name string) int64 {
	for _, f := range v.Fees {
		if strings.HasPrefix(f.Name, name) {
			return f.ChargedFen
		}
	}
	return -1
}

func (p *Payments) differences(v *casefile.View, sc scope) []string {
	want := p.SumFen
	if p.DailyFen != 0 {
		from, err := sc.date(p.From)
		if err != nil {
			return []string{"payments: " + err.Error()}
		}
		to, err := sc.date(p.To)
		if err != nil {
			return []string{"payments: " + err.Error()}
		}
		want += p.DailyFen * int64(to.Sub(from))
	}
	var got int64
	for _, x := range v.Payments {
		got += x.AmountFen
	}
	if len(v.Payments) == p.Count && got == want {
		return nil
	}
	return []string{fmt.Sprintf("payments: %d of %d fen in all, want %d of %d", len(v.Payments), got, p.Count, want)}
}

func (e Expect) eventDifferences(v *casefile.View) []string {
	var happened []lifecycle.Event
	for _, x := range v.Timeline {
		if x.Refused == "" {
			happened = append(happened, x.Event)
		}
	}
	rest := happened
	for i, want := range e.Events {
		at := slices.Index(rest, want)
		if at < 0 {
			return []string{fmt.Sprintf("events: %s (event %d) did not follow; there were %v", want, i+1, happened)}
		}
		rest = rest[at+1:]
	}
	var out []string
	for _, never := range e.Never {
		if slices.Contains(happened, never) {
			out = append(out, fmt.Sprintf("events: %s happened", never))
		}
	}
	return out
}

// ended is how a view's workflow stands, in a few words.
func ended(v *casefile.View) string {
	if v.Row.Reason != "" {
		return v.PhaseName + " " + v.Row.Reason
	}
	return v.PhaseName
}

// daysBetween is how many of the court's days lie between two days.
func daysBetween(from, to calendar.Date) int { return max(to.Sub(from), 0) }
