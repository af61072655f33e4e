package register

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// facts is what figures count of one workflow, put together from its timeline.
// Days are text, as they are stored, empty for what has not happened.
type facts struct {
	Key, Kind, Case, Court, Division string
	Seq                              int64
	Filed, Accepted                  string
	Phase, PhaseOn                   string
	Notice, Preserved                string
	Prompted, Mediated, InCourt      string
	Concluded                        string
	TrialLast, TrialFrozen           string
	InTime                           int
	Long                             string
	Payable, Performed, Enforced     string
	SettledOn                        string
	Settled                          int
	Handoff, Certified, Repaired     string
}

const factColumns = "key, kind, case_key, court, division, seq, filed_on, accepted_on, phase, phase_on, notice_on, preserved_on, prompted_on, mediated_on, in_court_on, " +
	"concluded_on, trial_last, trial_frozen, in_time, long_on, payable_on, performed_on, enforced_on, settled_on, settled, handoff_on, certified_on, repaired_on"

// fields are the places of factColumns' values, in that order.
func (f *facts) fields() []any {
	return []any{&f.Key, &f.Kind, &f.Case, &f.Court, &f.Division, &f.Seq, &f.Filed, &f.Accepted, &f.Phase, &f.PhaseOn, &f.Notice, &f.Preserved, &f.Prompted, &f.Mediated, &f.InCourt,
		&f.Concluded, &f.TrialLast, &f.TrialFrozen, &f.InTime, &f.Long, &f.Payable, &f.Performed, &f.Enforced, &f.SettledOn, &f.Settled, &f.Handoff, &f.Certified, &f.Repaired}
}

func (f *facts) values() []any {
	var out []any
	for _, p := range f.fields() {
		out = append(out, reflect.ValueOf(p).Elem().Interface())
	}
	return out
}

// span is a stay in a phase that is over.
type span struct {
	phase    string
	from, to calendar.Date
}

// happening is something that is counted each time it happens.
type happening struct {
	what string
	on   calendar.Date
}

// folding is a workflow's facts while its entries are taken in.
type folding struct {
	facts
	late  bool // the timeline says that the trial limit ran out
	spans []span
	heard []happening
	// met are the mechanisms that a happening is kept of.
	met []int
}

// The states of the case before its first instance is decided. From what is
// not among them and not among the filing states it has been concluded.
var (
	filing  = []lifecycle.State{lifecycle.FilingReview, lifecycle.AwaitingCorrection}
	pending = []lifecycle.State{lifecycle.AwaitingFee, lifecycle.Service, lifecycle.Defence, lifecycle.Trial, lifecycle.Stayed}
	// undue are the states in which a decision has not taken effect.
	undue = []lifecycle.State{lifecycle.InCourtPrompt, lifecycle.AwaitingEffect, lifecycle.Appeal}
)

// The reasons for closing that figures ask for; package workflows sets them.
const (
	closedPerformed  = "performed"
	closedNothingDue = "no_performance_due"
)

// trialClock is the ID of the period that is the trial limit.
const trialClock = "trial"

// take adds one line of the timeline. reason is why the workflow closed, as far
// as it did.
func (f *folding) take(e *casefile.Entry, reason string) {
	if e.Refused != "" {
		return
	}
	on := calendar.Of(e.At)
	day := on.String()
	first := func(of *string) {
		if *of == "" {
			*of = day
		}
	}
	switch {
	case f.Kind != string(casefile.KindCase):
	case e.Event == lifecycle.PublishNotice:
		first(&f.Notice)
	case e.Event == lifecycle.RulePreservation:
		first(&f.Preserved)
	case e.Event == "alarm" && e.Track == "" && strings.HasSuffix(e.Note, "（"+string(casefile.AlertOverdue)+"）") && ofTrialLimit(e.Note):
		f.late = true
	}
	if e.Track != "" || e.To == "" {
		return
	}
	if string(e.To) != f.Phase {
		f.move(e, on, reason)
	}
}

// move takes the main machine to another state.
func (f *folding) move(e *casefile.Entry, on calendar.Date, reason string) {
	from, day := lifecycle.State(f.Phase), on.String()
	if since, err := calendar.Parse(f.PhaseOn); err == nil && from != "" {
		f.spans = append(f.spans, span{phase: f.Phase, from: since, to: on})
	}
	f.Phase, f.PhaseOn = string(e.To), day
	switch casefile.Kind(f.Kind) {
	case casefile.KindCertificate:
		if e.To == lifecycle.Issued {
			f.Certified = day
		}
		return
	case casefile.KindRepair:
		if e.To == repairStands && f.Repaired == "" {
			f.Repaired = day
		}
		return
	case casefile.KindCase:
	default:
		return
	}
	closed := e.To == lifecycle.Closed
	switch {
	case slices.Contains(pending, e.To) && !slices.Contains(filing, from) && !slices.Contains(pending, from) && from != "":
		// Repudiated, remanded or set aside: first instance is open again.
		f.Prompted, f.Mediated, f.InCourt, f.Concluded, f.InTime = "", "", "", "", 0
		f.Payable, f.Performed, f.Enforced, f.SettledOn, f.Settled = "", "", "", "", 0
		f.late = false
		return
	case slices.Contains(pending, from) && !slices.Contains(pending, e.To) && !slices.Contains(filing, e.To):
		f.Concluded, f.InTime = day, flag(f.inTime(on))
		if e.To == lifecycle.InCourtPrompt {
			f.Prompted = day
			if e.Event == lifecycle.Mediate {
				f.Mediated = day
			}
		}
		return
	case from == "" && e.To == lifecycle.InCourtPrompt:
		// A judgment on a part begins where it was pronounced. That it concluded
		// first instance is not said: the suit did not end with it.
		f.Prompted = day
	case e.To == lifecycle.BankruptcyHandoff && f.Handoff == "":
		f.Handoff = day
	case from == lifecycle.InSupervision && e.To == lifecycle.Appeal: // posted in time: it had not taken effect
		f.Payable = ""
	case e.To == lifecycle.InEnforcement && f.Enforced == "" && from != lifecycle.BankruptcyHandoff && from != lifecycle.Dormant:
		f.Enforced = day
		if f.SettledOn == "" {
			f.SettledOn, f.Settled = day, 0
		}
	}
	if slices.Contains(undue, from) && (e.To == lifecycle.InSupervision || closed && reason == closedPerformed) {
		f.Payable = day
	}
	switch {
	case closed && reason == closedNothingDue:
		f.Payable = ""
	case closed && reason == closedPerformed && f.Enforced == "":
		f.Performed, f.SettledOn, f.Settled = day, day, 1
		if from == lifecycle.InCourtPrompt {
			f.InCourt = day
		}
	}
}

// inTime reports whether a case that is concluded on a day is within its trial
// limit: by the limit as it was last recorded, else by whether the timeline
// has it run out.
func (f *folding) inTime(on calendar.Date) bool {
	last, err := calendar.Parse(f.TrialLast)
	if err != nil {
		return !f.late
	}
	if frozen, err := calendar.Parse(f.TrialFrozen); err == nil && frozen.Before(on) {
		on = frozen // it did not run on
	}
	return !on.After(last)
}

// hold takes what the record says beside its timeline, after it.
func (f *folding) hold(rec *casefile.Record) {
	row := &rec.Row
	if string(row.Phase) != f.Phase { // the timeline does not say how it came there
		f.take(&casefile.Entry{At: row.PhaseSince, To: row.Phase}, row.Reason)
	}
	f.Case, f.Court, f.Division = row.Case, row.Court, row.Division
	f.Filed, f.Accepted = row.FiledOn.String(), row.AcceptedOn.String()
	f.limit(rec.Deadlines)
	f.Long = ""
	if rec.Kind == casefile.KindCase && !row.AcceptedOn.IsZero() {
		f.Long = row.AcceptedOn.AddMonths(12).AddDays(1).String()
	}
	on := calendar.Of(row.Updated)
	for _, n := range row.Mechanisms {
		if !slices.Contains(f.met, n) {
			f.met = append(f.met, n)
			f.heard = append(f.heard, happening{mechanismUsed(n), on})
		}
	}
}

// limit keeps the trial limit as it stands.
func (f *folding) limit(open []casefile.OpenDeadline) {
	for i := range open {
		if d := &open[i]; d.ID == trialClock {
			f.TrialLast, f.TrialFrozen = d.Deadline.Last.String(), d.Frozen.String()
		}
	}
}

// ofTrialLimit reports whether an alarm's note is about the trial limit.
func ofTrialLimit(note string) bool {
	for _, id := range []statute.RuleID{statute.OrdinaryTrial, statute.SummaryTrial, statute.SmallClaimsTrial} {
		if rule, ok := statute.Find(id); ok && strings.HasPrefix(note, rule.Name) {
			return true
		}
	}
	return false
}

// repairStands is the state of an application for credit repair once it is
// granted. Its machine is beside the case's.
const repairStands lifecycle.State = "repair_standing"

const (
	whatMechanism = "mechanism/"
)

func mechanismUsed(n int) string { return whatMechanism + fmt.Sprintf("%02d", n) }

// facts brings a workflow's facts up to the record being written.
func (w *writing) facts(ctx context.Context) error {
	f, have, err := factsOf(ctx, w.session, w.rec.Key)
	if err != nil {
		return err
	}
	if f.Seq != w.rec.Seq-1 {
		// A record was written by a release that knew no facts.
		if w.rec.Seq > 1 {
			if err := w.session.refold(ctx, w.rec.Key); err != nil {
				return err
			}
			return nil // the timeline has this record's lines already
		}
	}
	was := f.facts
	f.Key, f.Kind, f.Seq = w.rec.Key, string(w.rec.Kind), w.rec.Seq
	before := f.facts
	for i := range w.rec.Entries {
		f.take(&w.rec.Entries[i], w.rec.Row.Reason)
	}
	f.hold(w.rec)
	if have && f.facts == before && len(f.spans)+len(f.heard) == 0 {
		_, err := w.exec(ctx, "UPDATE facts SET seq = ? WHERE key = ?", f.Seq, f.Key)
		return err
	}
	return w.session.keepFacts(ctx, f, have && (was.Court != f.Court || was.Division != f.Division))
}

// factsOf reads a workflow's facts; have is false when there are none.
func factsOf(ctx context.Context, s session, key string) (f *folding, have bool, err error) {
	f = &folding{}
	err = s.row(ctx, "SELECT "+factColumns+" FROM facts WHERE key = ?", key).Scan(f.fields()...)
	if errors.Is(err, sql.ErrNoRows) {
		return f, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	f.met, err = mechanismsMet(ctx, s, key)
	return f, true, err
}

func mechanismsMet(ctx context.Context, s session, key string) ([]int, error) {
	var met []int
	err := s.each(ctx, func(row *sql.Rows) error {
		var what string
		if err := row.Scan(&what); err != nil {
			return err
		}
		var n int
		if _, err := fmt.Sscanf(what, whatMechanism+"%d", &n); err != nil {
			return err
		}
		met = append(met, n)
		return nil
	}, "SELECT what FROM happenings WHERE key = ? AND what >= 'mechanism/' AND what < 'mechanism0'", key)
	return met, err
}

// keepFacts writes facts with what they heard, behind what is there already.
// moved says that the workflow has gone to another division, and what is kept
// of it goes along.
func (s session) keepFacts(ctx context.Context, f *folding, moved bool) error {
	if moved {
		for _, table := range []string{"spans", "happenings"} {
			if _, err := s.exec(ctx, "UPDATE "+table+" SET court = ?, division = ? WHERE key = ?", f.Court, f.Division, f.Key); err != nil {
				return err
			}
		}
	}
	columns := strings.Split(factColumns, ", ")
	var sets []string
	for _, c := range columns[1:] {
		sets = append(sets, c+" = excluded."+c)
	}
	_, err := s.exec(ctx, "INSERT INTO facts ("+factColumns+") VALUES "+rows(1, len(columns))+" ON CONFLICT (key) DO UPDATE SET "+strings.Join(sets, ", "), f.values()...)
	if err != nil {
		return err
	}
	for _, p := range f.spans {
		_, err := s.exec(ctx, "INSERT INTO spans (key, n, kind, phase, court, division, from_on, to_on, to_month, days) SELECT ?, COUNT(*) + 1, ?, ?, ?, ?, ?, ?, ?, ? FROM spans WHERE key = ?",
			f.Key, f.Kind, p.phase, f.Court, f.Division, p.from.String(), p.to.String(), p.to.String()[:7], p.to.Sub(p.from), f.Key)
		if err != nil {
			return err
		}
	}
	for _, h := range f.heard {
		_, err := s.exec(ctx, "INSERT INTO happenings (key, what, n, kind, court, division, on_day) SELECT ?, ?, COUNT(*) + 1, ?, ?, ?, ? FROM happenings WHERE key = ? AND what = ?",
			f.Key, h.what, f.Kind, f.Court, f.Division, h.on.String(), f.Key, h.what)
		if err != nil {
			return err
		}
	}
	return nil
}

// refold makes a workflow's facts anew from its row, its timeline and its
// periods. Of a mechanism it takes the day of the first line that it stands on,
// else the day of the row.
func (s session) refold(ctx context.Context, key string) error {
	w := Workflow{Key: key}
	err := scanWorkflow(s.row(ctx, "SELECT w.key, w.kind, w.seq, w.open, j.row_json FROM workflows w JOIN workflow_rows j ON j.key = w.key WHERE w.key = ?", key), &w)
	if err != nil {
		return fmt.Errorf("row: %w", err)
	}
	entries, err := decoded[casefile.Entry](ctx, s, "SELECT entry FROM entries WHERE key = ? ORDER BY seq, pos", key)
	if err != nil {
		return fmt.Errorf("timeline: %w", err)
	}
	open, err := decoded[casefile.OpenDeadline](ctx, s, "SELECT deadline FROM deadlines WHERE key = ? ORDER BY pos", key)
	if err != nil {
		return fmt.Errorf("deadlines: %w", err)
	}
	for _, table := range []string{"facts", "spans", "happenings"} {
		if _, err := s.exec(ctx, "DELETE FROM "+table+" WHERE key = ?", key); err != nil {
			return err
		}
	}
	f := &folding{facts: facts{Key: key, Kind: string(w.Kind), Seq: w.Seq}}
	for i := range entries {
		e := &entries[i]
		f.take(e, w.Row.Reason)
		if n := e.Mechanism; n > 0 && !slices.Contains(f.met, n) {
			f.met = append(f.met, n)
			f.heard = append(f.heard, happening{mechanismUsed(n), calendar.Of(e.At)})
		}
	}
	f.hold(&casefile.Record{Key: key, Kind: w.Kind, Seq: w.Seq, Row: w.Row, Deadlines: open})
	return s.keepFacts(ctx, f, false)
}

// refoldTogether is how many workflows are brought up to date in one transaction.
const refoldTogether = 500

// backfill makes the facts of workflows that were recorded by a release that
// knew none, when the register is opened. It may be stopped anywhere and goes
// on the next time.
func (r *Register) backfill(ctx context.Context) error {
	for {
		var behind []string
		err := session{r.writer, r.dialect}.each(ctx, func(row *sql.Rows) error {
			var key string
			err := row.Scan(&key)
			behind = append(behind, key)
			return err
		}, "SELECT w.key FROM workflows w LEFT JOIN facts f ON f.key = w.key WHERE f.seq IS NULL OR f.seq <> w.seq LIMIT ?", refoldTogether)
		if err != nil || len(behind) == 0 {
			return err
		}
		err = r.transaction(ctx, func(s session) error {
			for _, key := range behind {
				var seq int64
				if err := s.row(ctx, "SELECT seq FROM workflows WHERE key = ?"+r.dialect.lockRow, key).Scan(&seq); err != nil {
					return err
				}
				if err := s.refold(ctx, key); err != nil {
					return fmt.Errorf("facts of %s: %w", key, err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}
