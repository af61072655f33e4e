package workflows

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.temporal.io/sdk/temporal"

	"luxing/workflows/bilingual"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// digest tells a decision that is sent again from another one under its ID.
func digest(d casefile.Decision) string {
	h := sha256.New()
	h.Write([]byte(string(d.Event) + "\x00" + string(d.Role) + "\x00" + d.Actor + "\x00"))
	var data any
	dec := json.NewDecoder(bytes.NewReader(d.Data))
	dec.UseNumber()               // fen beyond 2^53 stay apart
	if dec.Decode(&data) == nil { // one spelling for equal data
		canonical, _ := json.Marshal(data)
		h.Write(canonical)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// judge decides whether a decision may be taken now, and changes nothing. The
// update's validator and its handler, and the signal's handler, all ask here.
func (m *matter) judge(d casefile.Decision, now time.Time) (*step, *casefile.Refusal) {
	if faults := d.Check(); len(faults) > 0 && d.Role != lifecycle.Linked {
		if _, known := lifecycle.Owner(lifecycle.Machines(), d.Event); !known && len(faults) == 1 && d.Event != "" {
			return nil, m.refuse(casefile.UnknownEvent, "没有这种决定 no such decision", "", faults)
		}
		return nil, m.refuse(casefile.BadInput, "决定格式有误 the decision is malformed", "", faults)
	}
	if was, ok := m.Seen[d.ID]; ok && was.Digest != digest(d) {
		return nil, m.refuse(casefile.IDReused, fmt.Sprintf("决定编号 %s 已用于另一决定 this ID belongs to another decision (%s)", d.ID, was.Event), "", nil)
	}
	machine, ok := lifecycle.Owner(m.machines, d.Event)
	if !ok {
		return nil, m.refuse(casefile.UnknownEvent, fmt.Sprintf("没有“%s”这一决定 no decision is called %q here", d.Event, d.Event), "", nil)
	}
	form, faults := casefile.ReadForm(d.Event, d.Data)
	if len(faults) > 0 {
		return nil, m.refuse(casefile.BadInput, "决定数据有误 the decision's data are wrong", "", faults)
	}
	s := &step{machine: machine, decision: d, form: form, at: now, day: day(now), from: m.Phase}
	if machine != m.main {
		id := m.rules.target(machine, d.Event, form)
		s.track = m.trackOf(id)
		switch {
		case s.track != nil:
			s.from = s.track.State
		case opens(machine, d.Event): // the decision that opens a track
			s.track, s.from = &track{ID: id, Machine: machine.ID, State: machine.Initial[0], Since: now}, machine.Initial[0]
			if r := m.rules.mayOpen(d.Event); r != nil {
				s.row, _ = machine.Row(s.from, d.Event)
				return nil, m.complete(r, s)
			}
		default:
			id = or(id, machine.ID)
			has := m.tracksOf(machine)
			if id == machine.ID && len(has) > 0 {
				return nil, m.refuse(casefile.NoSuchTrack, fmt.Sprintf("请指明是哪一件“%s” say which %q is meant: %s", machine.Name, id, list(has)), "", nil)
			}
			return nil, m.refuse(casefile.NoSuchTrack, fmt.Sprintf("本案没有“%s” this case has no %q to decide on; it has %s", id, id, list(has)), "", nil)
		}
	}
	to, err := machine.Next(s.from, d.Event)
	if err != nil {
		var unknown *lifecycle.UnknownEventError
		if errors.As(err, &unknown) {
			return nil, m.refuse(casefile.UnknownEvent, err.Error(), "", nil)
		}
		return nil, m.unlawful(s)
	}
	if m.notYet(s.from, d.Event) {
		return nil, m.unlawful(s)
	}
	s.to = to
	s.row, _ = machine.Row(s.from, d.Event)
	if !slices.Contains(s.row.By, d.Role) {
		r := m.refuse(casefile.WrongRole, fmt.Sprintf("%s不得作出“%s”，应由%s作出 %s may not decide “%s”", d.Role.Name(), s.row.Name, roleNames(s.row.By), d.Role, s.row.NameEN), s.row.Article, nil)
		return nil, m.complete(r, s)
	}
	if r := m.mine(d, s.row); r != nil {
		return nil, r
	}
	if r := m.within(d, s.row); r != nil {
		return nil, r
	}
	if on, ok := casefile.DayOf(form); ok && on.After(s.day) && !future[d.Event] {
		return nil, m.refuse(casefile.BadInput, "日期在将来 the day is in the future", s.row.Article,
			casefile.Faults{{Field: "data.on", Rule: "事实发生日不得晚于今日 a fact cannot be later than the case's today", Want: s.day.String() + " or earlier"}})
	}
	for _, g := range s.row.Guards {
		if r := m.rules.guard(g, s); r != nil {
			return nil, m.complete(r, s)
		}
	}
	if r := m.rules.check(s); r != nil {
		return nil, m.complete(r, s)
	}
	return s, nil
}

// future are the decisions whose day is meant to lie ahead.
var future = map[lifecycle.Event]bool{lifecycle.ScheduleHearing: true, lifecycle.Adjourn: true, lifecycle.HearingInLead: true}

// opens reports whether the event begins a track that does not exist yet.
func opens(m *lifecycle.Machine, e lifecycle.Event) bool {
	switch e {
	case lifecycle.ApplyPreservation, lifecycle.RecordPreSuit, lifecycle.BeginPreUrging, lifecycle.DecideListing, lifecycle.ImposeBan,
		lifecycle.SeizeAsset, lifecycle.QueueAsset, lifecycle.LodgeObjection, lifecycle.LodgeClaim, lifecycle.ObjectToPlan:
		return m.Has(e)
	}
	return false
}

// mine refuses a judge or officer who does not have the case.
func (m *matter) mine(d casefile.Decision, row lifecycle.Row) *casefile.Refusal {
	own := d.Role == lifecycle.Judge || d.Role == lifecycle.EnforcementJudge && (m.Kind == casefile.KindEnforcement || m.Kind == casefile.KindRepair)
	if !own || m.Judge == "" || m.Judge == d.Actor || d.Event == lifecycle.FileEnforcement {
		return nil
	}
	return m.refuse(casefile.NotYourCase, fmt.Sprintf("本案承办人是 %s this case is %s's, not %s's; ask the division head to reassign it", m.Judge, m.Judge, d.Actor), row.Article, nil)
}

// unlawful says what the event needs.
func (m *matter) unlawful(s *step) *casefile.Refusal {
	where, name := m.main.StateName(m.Phase), string(s.decision.Event)
	if s.track != nil {
		where = s.machine.StateName(s.from)
	}
	var from []string
	article := ""
	for _, r := range s.machine.Rows {
		if r.Event == s.decision.Event {
			name, article = r.Name, r.Article
			for _, st := range r.From {
				from = append(from, s.machine.StateName(st))
			}
		}
	}
	message := fmt.Sprintf("现为“%s”，不能“%s”；该决定须在%s作出 not lawful in %s", where, name, strings.Join(from, "、"), s.from)
	if hint, ok := instead[s.decision.Event]; ok && m.ended() {
		message += "；" + hint
	}
	if hint, ok := enforced[s.decision.Event]; ok && (m.Phase == lifecycle.InEnforcement || m.Phase == lifecycle.Dormant) {
		message += "；" + hint
	}
	r := m.refuse(casefile.UnlawfulNow, message, article, nil)
	if x, ok := m.rules.(interface{ tooLate(*step) string }); ok {
		if last := x.tooLate(s); last != "" { // it was lawful until its period was over
			r.Code, r.Message = casefile.TooLate, fmt.Sprintf("期间已于%s届满，不能再“%s” the period was over on %s", last, name, last)
		}
	}
	return m.complete(r, s)
}

// instead says what can still be done once a case is closed.
var instead = map[lifecycle.Event]string{
	lifecycle.ReversePayment: "案件已结：债权人可凭退票凭证在二年内申请执行未获清偿的部分 the case is closed: the creditor applies for enforcement of what is unpaid, with proof that the payment failed",
}

// enforced says what is left once enforcement has begun.
var enforced = map[lifecycle.Event]string{
	lifecycle.ExcuseDefault: "执行已开始，应申请再审，裁定再审后中止执行（民事诉讼法第210、217条） enforcement has begun: apply for a retrial, whose order suspends it (order_retrial)",
}

func (m *matter) refuse(code casefile.Code, message, article string, faults casefile.Faults) *casefile.Refusal {
	return &casefile.Refusal{Code: code, Message: message, Article: article, State: m.Phase, Faults: faults}
}

// complete gives a refusal the article and state of its row, and what its
// sender may decide instead.
func (m *matter) complete(r *casefile.Refusal, s *step) *casefile.Refusal {
	if r.Code == "" {
		r.Code = casefile.GuardFailed
	}
	if r.Article == "" {
		r.Article = s.row.Article
	}
	r.State = s.from
	if r.Code != casefile.BadInput && r.Code != casefile.NoSuchTrack {
		for _, l := range m.lawful(s.decision.Role, s.at) {
			r.Lawful = append(r.Lawful, l.Event)
		}
	}
	return r
}

// missing is a guard's refusal in words.
func missing(format string, args ...any) *casefile.Refusal {
	return &casefile.Refusal{Code: casefile.GuardFailed, Message: fmt.Sprintf(format, args...)}
}

// wrong is a refusal that names one field.
func wrong(field, rule, want string, args ...any) *casefile.Refusal {
	var fs casefile.Faults
	fs.Add(field, rule, want, args...)
	return &casefile.Refusal{Code: casefile.BadInput, Message: rule, Faults: fs}
}

// decide takes a decision or says why not. A decision already taken is
// answered as it was the first time.
func (m *matter) decide(d casefile.Decision, now time.Time) casefile.Verdict {
	if was, ok := m.Seen[d.ID]; ok && was.Digest == digest(d) {
		return casefile.Verdict{Decision: d.ID, Event: was.Event, At: was.At, Taken: true, From: was.From, To: was.To, Article: was.Article, Digest: was.Digest}
	}
	s, refusal := m.judge(d, now)
	if refusal != nil {
		return casefile.Verdict{Decision: d.ID, Event: d.Event, At: now, From: m.Phase, To: m.Phase, Article: refusal.Article, Refusal: refusal, Digest: digest(d)}
	}
	m.Seen[d.ID] = seen{Digest: digest(d), At: now, Event: d.Event, From: s.from, To: s.to, Article: s.row.Article}
	m.Active = now
	m.take(s)
	m.settle(now)
	return casefile.Verdict{Decision: d.ID, Event: d.Event, At: now, Taken: true, From: s.from, To: s.to, Article: s.row.Article, Digest: digest(d)}
}

// cause makes an event happen by itself: a consequence that the case draws
// (Linked), or what a period's end brings (Clock). It reports whether it did.
func (m *matter) cause(e lifecycle.Event, trackID string, by lifecycle.Role, at time.Time, note string) bool {
	return m.happen(&step{at: at, day: day(at), note: note, decision: casefile.Decision{Event: e, Role: by}}, trackID)
}

// happen takes a step that nobody decided, if the tables and guards allow it.
func (m *matter) happen(s *step, trackID string) bool {
	e, by := s.decision.Event, s.decision.Role
	machine, ok := lifecycle.Owner(m.machines, e)
	if !ok {
		return false
	}
	s.machine, s.from = machine, m.Phase
	if machine != m.main {
		if s.track = m.trackOf(trackID); s.track == nil {
			return false
		}
		s.from = s.track.State
	}
	to, err := machine.Next(s.from, e)
	if err != nil || m.notYet(s.from, e) {
		return false // the state moved on before the period ended
	}
	s.to = to
	s.row, _ = machine.Row(s.from, e)
	if !slices.Contains(s.row.By, by) {
		return false
	}
	for _, g := range s.row.Guards {
		if m.rules.guard(g, s) != nil {
			return false
		}
	}
	m.take(s)
	return true
}

// take moves the machine, lets the workflow do what the transition does, and
// notes it on the timeline.
func (m *matter) take(s *step) {
	m.moment = s.at
	if s.track != nil {
		if m.trackOf(s.track.ID) == nil {
			m.Tracks = append(m.Tracks, *s.track)
		}
		s.track = m.trackOf(s.track.ID)
		if s.to != s.from {
			m.dropClocks(s.track.ID)
			s.track.State, s.track.Since = s.to, s.at
		}
	} else if s.to != s.from {
		m.dropClocks(scopePhase)
		m.Phase, m.PhaseSince = s.to, s.at
	}
	entry := len(m.pending.Entries)
	m.enter(s)
	m.rules.effect(s)
	// The effect may have written what the entry says, so it is filled afterwards.
	e := &m.pending.Entries[entry]
	if s.mech == 0 {
		s.mech = mechanismOf(s.row.Event)
	}
	e.Note, e.Mechanism = s.note, s.mech
	if i := len(m.Timeline) - (len(m.pending.Entries) - entry); i >= 0 {
		m.Timeline[i] = *e
	}
	m.dirty = true
}

// enter puts the step on the timeline.
func (m *matter) enter(s *step) {
	e := casefile.Entry{
		At: s.at, Event: s.row.Event, Name: s.row.Name, Role: s.decision.Role, Actor: s.decision.Actor,
		From: s.from, To: s.to, Article: s.row.Article, Note: s.note, Mechanism: s.mech, Decision: s.decision.ID,
	}
	if s.track != nil {
		e.Track = s.track.ID
	}
	m.append(e)
}

// append adds an entry to the timeline and to the next record.
func (m *matter) append(e casefile.Entry) {
	m.Timeline = append(m.Timeline, e)
	m.pending.Entries = append(m.pending.Entries, e)
	m.dirty = true
}

// settle draws consequences until none is left. The bound is a guard against
// a table that would turn in a circle; no path comes near it.
func (m *matter) settle(at time.Time) {
	for range 200 {
		if !m.rules.consequence(at) {
			return
		}
	}
	m.log.Error("consequences do not come to rest", "phase", m.Phase)
}

// lawful lists what a role may decide now; all that anybody may for no role.
func (m *matter) lawful(role lifecycle.Role, now time.Time) []casefile.Lawful {
	var out []casefile.Lawful
	add := func(machine *lifecycle.Machine, st lifecycle.State, trackID string) {
		for _, row := range machine.From(st) {
			if role != "" && !slices.Contains(row.By, role) || !slices.ContainsFunc(row.By, human) {
				continue
			}
			if m.notYet(st, row.Event) || m.barred(row, machine, trackID, now) {
				continue
			}
			if i := slices.IndexFunc(out, func(l casefile.Lawful) bool { return l.Event == row.Event }); i >= 0 {
				if trackID != "" {
					out[i].Track = append(out[i].Track, trackID)
				}
				continue
			}
			l := casefile.Lawful{Event: row.Event, Name: row.Name, NameEN: row.NameEN, To: row.To, Article: row.Article, Form: casefile.FormName(row.Event)}
			if l.To == lifecycle.Same {
				l.To = st
			}
			for _, g := range row.Guards {
				l.Guards = append(l.Guards, string(g))
			}
			if trackID != "" {
				l.Track = []string{trackID}
			}
			out = append(out, l)
		}
	}
	add(m.main, m.Phase, "")
	for _, t := range m.Tracks {
		add(m.machine(t.Machine), t.State, t.ID)
	}
	for _, machine := range m.machines {
		for _, row := range machine.Rows {
			if machine != m.main && opens(machine, row.Event) && m.rules.mayOpen(row.Event) == nil {
				add(machine, machine.Initial[0], "")
			}
		}
	}
	return out
}

// barred leaves out a row whose guard needs no form and is not met.
func (m *matter) barred(row lifecycle.Row, machine *lifecycle.Machine, trackID string, now time.Time) bool {
	s := &step{row: row, machine: machine, track: m.trackOf(trackID), from: m.Phase, at: now, day: day(now)}
	for _, g := range row.Guards {
		if positional[g] && m.rules.guard(g, s) != nil {
			return true
		}
	}
	return false
}

// positional guards depend on where the case stands alone, not on a form.
var positional = map[lifecycle.Guard]bool{
	lifecycle.StayedFromService: true, lifecycle.StayedFromDefence: true, lifecycle.StayedFromTrial: true,
	lifecycle.MediationUnsigned: true, lifecycle.AppealOfJudgment: true, lifecycle.AppealOfRuling: true,
	lifecycle.ExtensionRequested: true, lifecycle.NotReferredBefore: true, lifecycle.ReferredOnce: true,
	lifecycle.AdjournmentsLeft: true, lifecycle.HearingDone: true, lifecycle.ObjectionPending: true,
	lifecycle.EveryoneServed: true, lifecycle.PastDue: true, lifecycle.Appealable: true, lifecycle.PostedInTime: true,
	lifecycle.WaitedThreeMonths: true, lifecycle.SearchDone: true, lifecycle.MoneyReleased: true, lifecycle.NotExtended: true, lifecycle.ExtendedOnce: true, lifecycle.OverruledNotFinal: true, lifecycle.JurisdictAppealed: true, lifecycle.RefusalAppealed: true, lifecycle.SecondInstanceRuns: true, lifecycle.ExtendedByPresident: true,
	lifecycle.ProofOfPayment: true, lifecycle.SecurityPosted: true, lifecycle.UrgingSuitable: true, lifecycle.HolderHeard: true,
	lifecycle.ConditionsMet: true, lifecycle.ScoreReached: true, lifecycle.ApplicationFit: true, lifecycle.EndConditions: true,
	lifecycle.SuperiorOpen: true, lifecycle.SuperiorAsked: true, lifecycle.AppliedLate: true, lifecycle.ListingContested: true,
	lifecycle.LiftRequested: true, lifecycle.OneEnteredHere: true,
}

func human(r lifecycle.Role) bool { return r != lifecycle.Clock && r != lifecycle.Linked }

func roleNames(roles []lifecycle.Role) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = r.Name()
	}
	return strings.Join(names, "、")
}

func list(ids []string) string {
	if len(ids) == 0 {
		return "none"
	}
	return strings.Join(ids, ", ")
}

// oneOf asks for one of a few, such as the parties who may be meant.
func oneOf(ids []string) string { return bilingual.OneOf(ids) }

// exactFen, atMostFen and atLeastFen ask for an amount, in fen as the API has
// it with the yuan beside.
func exactFen(fen int64) string { return wantFen("%d分（%s）", "%d fen (%s)", fen) }

func atMostFen(fen int64) string {
	return wantFen("不超过%d分（%s）", "%d fen (%s) or less", fen)
}

func atLeastFen(fen int64) string {
	return wantFen("不少于%d分（%s）", "%d fen (%s) or more", fen)
}

func wantFen(zh, en string, fen int64) string {
	return fmt.Sprintf(zh, fen, yuan(fen)) + " " + fmt.Sprintf(en, fen, yuan(fen))
}

// asError is a refusal as the error that a client gets.
func asError(r *casefile.Refusal) error {
	return temporal.NewApplicationErrorWithOptions(r.Error(), casefile.RefusedType, temporal.ApplicationErrorOptions{
		NonRetryable: true, Details: []any{r}, Category: temporal.ApplicationErrorCategoryBenign,
	})
}

// failInput ends a workflow whose input can never be right.
func failInput(what string, err error) error {
	return temporal.NewNonRetryableApplicationError("cannot start: "+what+": "+err.Error(), "BadInput", err)
}

// yuan prints fen as yuan.
func yuan(fen int64) string { return fmt.Sprintf("%d.%02d元", fen/100, fen%100) }
