package workflows

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"go.temporal.io/sdk/workflow"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// listEntry is one holder of a certificate in a batch.
type listEntry struct {
	casefile.ListEntry
	// Pending entries are still to be checked in the check that runs.
	Pending bool `json:"pending"`
}

// listState is all that a batch knows.
type listState struct {
	Common      common             `json:"common"`
	Input       casefile.ListInput `json:"input"`
	Gathered    bool               `json:"gathered"`
	Members     []listEntry        `json:"members"`
	NumberID    string             `json:"numberId"`
	PublishedOn calendar.Date      `json:"publishedOn"`
	ApprovedBy  string             `json:"approvedBy"`
}

// listRun is a batch while it runs.
type listRun struct {
	plain
	*matter
	*listState
	gathered []casefile.ListSubject // the register's answer
	answers  []casefile.ListAnswer  // of the check that runs
	changed  bool                   // entries changed since the last record
}

// IntegrityList is one batch of a court's integrity list (诚信履行名单): holders
// of certificates against whom no enforcement case exists in the whole country.
//
// It gathers candidates from the register, has each checked, waits for the
// approval, checks again, publishes under a number and pushes each entry to
// each audience. While entries stand it checks them at intervals, and one that
// lost its ground is removed and the removal pushed. Whoever could not be
// checked is not clean: kept out, with the reason, and a candidate of the next
// batch.
//
// Messages and queries are those of Case. Exits: nobody qualified, cancelled,
// or closed when the term is over or no entry stands. It continues as new as
// Case does.
func IntegrityList(ctx workflow.Context, in casefile.ListInput) (casefile.Row, error) {
	now := workflow.Now(ctx)
	st := &listState{}
	fresh := len(in.Carried) == 0
	if fresh {
		st = &listState{Input: in, Common: common{
			Key: in.Key, Kind: casefile.KindList, Phase: lifecycle.Gathering, PhaseSince: now, Active: now, Court: in.Court, Division: "审判管理办公室",
			Edition: in.Edition, Days: in.Days, Policy: in.Policy,
		}}
	} else if err := json.Unmarshal(in.Carried, st); err != nil {
		return casefile.Row{}, failInput("carried state", err)
	}
	m, err := newMatter(ctx, &st.Common, lifecycle.IntegrityList, lifecycle.OfList())
	if err != nil {
		return casefile.Row{}, err
	}
	l := &listRun{matter: m, listState: st}
	m.rules = l
	if err := m.handlers(ctx); err != nil {
		return casefile.Row{}, err
	}
	if fresh {
		l.append(casefile.Entry{At: now, Event: "begun", Name: "本批诚信履行名单开始", Role: lifecycle.Clock, To: lifecycle.Gathering, Article: "报告机制十", Note: in.Period})
		l.set(period{id: "gathering", rule: statute.IntegrityListCheck, from: now, on: "system", scope: scopePhase})
	}
	m.asks(ctx, l.question)
	return live(ctx, m, casefile.ListWorkflow, st, func(carried json.RawMessage) casefile.ListInput {
		return casefile.ListInput{Key: in.Key, Court: in.Court, Edition: in.Edition, Carried: carried}
	})
}

// checkAtOnce bounds the holders of one inquiry.
const checkAtOnce = 20

// question asks for candidates, then for what is known of those who are still
// to be checked, some at a time.
func (l *listRun) question() *question {
	if !l.Gathered {
		l.gathered = nil
		return &question{
			activity: casefile.ActivityCandidates, summary: "汇集候选 gather candidates", answer: &l.gathered,
			input: casefile.CandidatesQuery{Court: l.Input.Court, Batch: l.Key}, told: l.found,
		}
	}
	if l.ended() {
		return nil
	}
	var ask []casefile.ListSubject
	for _, e := range l.Members {
		if e.Pending && len(ask) < checkAtOnce {
			ask = append(ask, e.ListSubject)
		}
	}
	if len(ask) == 0 {
		return nil
	}
	l.answers = nil
	return &question{
		activity: casefile.ActivityListCheck, summary: fmt.Sprintf("全国执行核查 %d 人 national check", len(ask)), answer: &l.answers,
		input: casefile.ListCheckQuery{Batch: l.Key, Subjects: ask}, limit: time.Hour,
		told: func(now time.Time, err error) { l.checked(ask, now, err) },
	}
}

// found takes the candidates.
func (l *listRun) found(now time.Time, _ error) {
	l.Gathered = true
	for _, s := range l.gathered {
		l.Members = append(l.Members, listEntry{ListEntry: casefile.ListEntry{ListSubject: s, State: casefile.EntryCandidate}})
	}
	l.changed = len(l.Members) > 0
	if len(l.Members) == 0 {
		l.cause(lifecycle.NoCandidates, "", lifecycle.Linked, now, "")
		return
	}
	l.cause(lifecycle.CandidatesFound, "", lifecycle.Linked, now, fmt.Sprintf("%d 人", len(l.Members)))
}

// checked takes the answers of one inquiry. Who has none is not known to be clean.
func (l *listRun) checked(ask []casefile.ListSubject, now time.Time, err error) {
	l.changed, l.dirty = true, true
	for _, s := range ask {
		e := l.member(s.Certificate)
		if e == nil || !e.Pending {
			continue // struck, removed or kept out meanwhile
		}
		e.Pending = false
		a := casefile.ListAnswer{Found: casefile.Unknown, Why: "核查系统未答复 no answer"}
		if err != nil {
			a.Why = "核查未能进行 the check could not be made"
		} else if i := slices.IndexFunc(l.answers, func(a casefile.ListAnswer) bool { return a.Certificate == s.Certificate }); i >= 0 {
			a = l.answers[i]
		}
		if a.Found != casefile.Clean && a.Found != casefile.Tainted {
			a.Found = casefile.Unknown
		}
		e.Found, e.Why, e.Source = a.Found, a.Why, a.Source
		if a.Found != casefile.Unknown {
			e.CheckedOn = day(now)
		}
		switch {
		case a.Found != casefile.Tainted:
		case e.State == casefile.EntryListed:
			l.causeWith(lifecycle.EntryGroundGone, &casefile.StrikeForm{Certificate: s.Certificate, On: day(now), Reason: a.Why}, now)
		case e.State == casefile.EntryCandidate:
			e.State = casefile.EntryKeptOut
		}
	}
	if l.pendingNow() == 0 && l.count1(casefile.Unknown) > 0 && l.clock("retry") == nil {
		l.set(period{id: "retry", rule: statute.IntegrityListRetry, from: now, on: "system", scope: scopePhase, expires: lifecycle.CheckRetry})
	}
}

func (l *listRun) member(certificate string) *listEntry {
	for i := range l.Members {
		if l.Members[i].Certificate == certificate {
			return &l.Members[i]
		}
	}
	return nil
}

// concerned reports who the phase is about: those who stand once it is
// published, the candidates before.
func (l *listRun) concerned(e *listEntry) bool {
	if l.Phase == lifecycle.Published {
		return e.State == casefile.EntryListed
	}
	return e.State == casefile.EntryCandidate
}

func (l *listRun) pendingNow() (n int) {
	for i := range l.Members {
		if l.Members[i].Pending {
			n++
		}
	}
	return n
}

// count1 counts those concerned of whom the last check found something.
func (l *listRun) count1(found casefile.Cleanness) (n int) {
	for i := range l.Members {
		if e := &l.Members[i]; l.concerned(e) && e.Found == found {
			n++
		}
	}
	return n
}

// checkAll begins a check of all who are concerned.
func (l *listRun) checkAll() {
	for i := range l.Members {
		if e := &l.Members[i]; l.concerned(e) {
			e.Pending, e.Found = true, ""
		}
	}
}

// checkPeriod begins a check that must end.
func (l *listRun) checkPeriod(s *step) {
	l.checkAll()
	l.set(period{id: "check", rule: statute.IntegrityListCheck, from: s.at, on: "system", scope: scopePhase, expires: lifecycle.CheckPeriodOver})
}

// hears takes the fact that removes an entry as what it is before the batch is
// out: a reason to keep the candidate out.
func (l *listRun) hears(d casefile.Decision) casefile.Decision {
	if d.Event == lifecycle.EntryGroundGone && l.since(joinder) && slices.Contains([]lifecycle.State{lifecycle.NationalCheck, lifecycle.ListApproval, lifecycle.ListRecheck}, l.Phase) {
		d.Event = lifecycle.CandidateTainted
	}
	return d
}

func (l *listRun) guard(g lifecycle.Guard, _ *step) *casefile.Refusal {
	return missing("no such guard: %s", g)
}

func (l *listRun) check(s *step) *casefile.Refusal {
	form, ok := s.form.(*casefile.StrikeForm)
	if !ok {
		return nil
	}
	want, rule := casefile.EntryCandidate, "不是本批候选人 no candidate of this batch"
	if s.row.Event != lifecycle.StrikeCandidate && s.row.Event != lifecycle.CandidateTainted {
		want, rule = casefile.EntryListed, "不在本批在册名单 no standing entry of this batch"
	}
	if e := l.member(form.Certificate); e == nil || e.State != want {
		var ids []string
		for _, x := range l.Members {
			if x.State == want {
				ids = append(ids, x.Certificate)
			}
		}
		return wrong("data.certificate", rule, "%s", oneOf(ids))
	}
	return nil
}

func (l *listRun) effect(s *step) {
	l.changed = true
	if form, ok := s.form.(*casefile.ReasonForm); ok {
		s.note = form.Reason
	}
	switch s.row.Event {
	case lifecycle.CandidatesFound:
		l.checkPeriod(s)
	case lifecycle.ReturnList:
		for i := range l.Members { // who could not be checked is asked about again
			if e := &l.Members[i]; e.State == casefile.EntryKeptOut && e.Found == casefile.Unknown {
				e.State, e.Why = casefile.EntryCandidate, ""
			}
		}
		l.checkPeriod(s)
	case lifecycle.CheckRetry:
		for i := range l.Members {
			if e := &l.Members[i]; l.concerned(e) && e.Found == casefile.Unknown {
				e.Pending = true
			}
		}
	case lifecycle.CheckPeriodOver:
		n := 0
		for i := range l.Members {
			if e := &l.Members[i]; l.concerned(e) && e.Found != casefile.Clean {
				e.State, e.Pending, e.Found, e.Why = casefile.EntryKeptOut, false, casefile.Unknown, or(e.Why, "核查期满未获答复 not answered in time")
				n++
			}
		}
		s.note = fmt.Sprintf("%d 人未获答复，本批不列入", n)
	case lifecycle.ChecksComplete:
		s.note = l.tally()
		l.set(period{id: "approval", rule: statute.IntegrityListApproval, from: s.at, on: string(lifecycle.TrialManagement), scope: scopePhase})
	case lifecycle.StrikeCandidate:
		form := s.form.(*casefile.StrikeForm)
		e := l.member(form.Certificate)
		e.State, e.Why = casefile.EntryKeptOut, form.Reason
		s.note = form.Certificate + "：" + form.Reason
	case lifecycle.CandidateTainted:
		form := s.form.(*casefile.StrikeForm)
		e := l.member(form.Certificate)
		e.State, e.Found, e.Why, e.Pending, e.Source = casefile.EntryKeptOut, casefile.Tainted, form.Reason, false, "本院登记库 our register"
		s.note = form.Certificate + "：" + form.Reason
	case lifecycle.ApproveList:
		l.ApprovedBy = s.decision.Actor
		l.checkPeriod(s)
	case lifecycle.PublishList:
		l.publishBatch(s)
	case lifecycle.RecheckDue:
		l.checkAll()
		l.recheckFrom(s.at)
	case lifecycle.EntryGroundGone, lifecycle.RemoveEntry:
		form := s.form.(*casefile.StrikeForm)
		if l.remove(form.Certificate, form.Reason, s) {
			l.removalDocument(s, form.Reason, form.Certificate)
		}
		s.note = form.Certificate + "：" + form.Reason
	case lifecycle.NoCandidates, lifecycle.NobodyQualifies:
		l.over(s, ClosedNobody)
	case lifecycle.CancelList:
		l.over(s, ClosedCancelled)
	case lifecycle.ListTermOver:
		const over = "公布期满 the term is over"
		all := l.standing()
		for _, e := range all {
			l.remove(e, over, s)
		}
		l.removalDocument(s, over, all...)
		l.over(s, ClosedExpired)
	case lifecycle.ListCleared:
		l.over(s, ClosedExpired)
	case lifecycle.AdoptCalendar:
		l.adoptCalendar(s)
	}
}

func (l *listRun) over(s *step, reason string) { l.Reason, l.ClosedOn = reason, s.day }

func (l *listRun) recheckFrom(at time.Time) {
	l.set(period{id: "recheck", rule: statute.IntegrityListRecheck, from: at, on: "system", scope: scopePhase, expires: lifecycle.RecheckDue})
}

// tally says how many are clean, kept out and unknown.
func (l *listRun) tally() string {
	clean, out := 0, 0
	for _, e := range l.Members {
		switch {
		case e.State == casefile.EntryKeptOut:
			out++
		case e.Found == casefile.Clean:
			clean++
		}
	}
	return fmt.Sprintf("%d 人符合条件，%d 人不列入", clean, out)
}

// standing lists the certificates whose holders are on the list.
func (l *listRun) standing() []string {
	var ids []string
	for _, e := range l.Members {
		if e.State == casefile.EntryListed {
			ids = append(ids, e.Certificate)
		}
	}
	return ids
}

// publishBatch gives the batch its number and pushes each entry to each audience.
func (l *listRun) publishBatch(s *step) {
	l.NumberID = l.number(l.Court, l.Policy.List().NumberType, s.day.Year())
	l.PublishedOn = s.day
	n := 0
	for i := range l.Members {
		e := &l.Members[i]
		if e.State != casefile.EntryCandidate {
			continue
		}
		e.State, e.ListedOn, e.Why, n = casefile.EntryListed, s.day, "", n+1
		l.push(e, "added", "", s)
	}
	s.note, s.mech = fmt.Sprintf("公布 %d 人", n), 10
	l.message("cn.luxing.list.published", s.at, map[string]string{"period": l.Input.Period, "entries": fmt.Sprint(n), "numberId": l.NumberID})
	l.recheckFrom(s.at)
	l.set(period{id: "term", rule: statute.IntegrityListTerm, from: s.at, on: string(lifecycle.TrialManagement), scope: scopePhase, expires: lifecycle.ListTermOver})
	l.announce(s)
	l.brought(10, s.day, "公布诚信履行名单", s.note)
	l.brought(12, s.day, "推送名单："+strings.Join(l.Policy.List().Audiences, "、"), "回执见发件箱")
}

// remove takes an entry off and pushes its removal. It reports whether there was one.
func (l *listRun) remove(certificate, why string, s *step) bool {
	e := l.member(certificate)
	if e == nil || e.State != casefile.EntryListed {
		return false
	}
	e.State, e.RemovedOn, e.Why, e.Pending = casefile.EntryRemoved, s.day, why, false
	l.push(e, "removed", why, s)
	l.brought(12, s.day, "推送移出名单", certificate)
	return true
}

// announce orders the announcement of the batch. Who the holders are, and how
// each was checked, the register adds: the order names nobody.
func (l *listRun) announce(s *step) {
	if !l.since(joinder) {
		return
	}
	until := ""
	if k := l.clock("term"); k != nil {
		until = k.Deadline.Last.String()
	}
	o := l.order(casefile.ListAnnouncement, "", s.day, map[string]string{
		"batch": l.Key, "period": l.Input.Period, "approvedBy": l.ApprovedBy, "until": until,
		"names": l.Policy.List().Named(), "receivers": strings.Join(l.Policy.List().Audiences, "\n"),
	})
	l.withNumber(o, l.NumberID)
}

// removalDocument orders the decision that takes holders off.
func (l *listRun) removalDocument(s *step, why string, certificates ...string) {
	if !l.since(joinder) || len(certificates) == 0 {
		return
	}
	by := ""
	if human(s.decision.Role) {
		by = s.decision.Actor
	}
	o := l.order(casefile.ListRemoval, "", s.day, map[string]string{
		"batch": l.Key, "period": l.Input.Period, "reason": inChinese(why), "certificates": strings.Join(certificates, "\n"),
		"names": l.Policy.List().Named(), "receivers": strings.Join(l.Policy.List().Audiences, "\n"), "by": by,
	})
	l.withNumber(o, l.NumberID)
}

// push tells every audience of one entry. Who it is, the register adds: this
// workflow has no names.
func (l *listRun) push(e *listEntry, what, why string, s *step) {
	for _, audience := range l.Policy.List().Audiences {
		data := map[string]string{
			"batch": l.Key, "of": e.Case, "party": e.Party, "certificate": e.Certificate, "certificateNumber": e.Number, "on": s.day.String(),
			casefile.RevealIdentity: e.Case + "/" + e.Party, "numberId": l.NumberID,
		}
		if why != "" {
			data["reason"] = why
		}
		l.message("cn.luxing.list."+audience+"."+what, s.at, data)
	}
}

func (l *listRun) consequence(at time.Time) bool {
	unanswered := l.pendingNow() + l.count1(casefile.Unknown)
	clean := l.count1(casefile.Clean)
	switch l.Phase {
	case lifecycle.NationalCheck:
		return unanswered == 0 && l.cause(lifecycle.ChecksComplete, "", lifecycle.Linked, at, "")
	case lifecycle.ListApproval:
		return clean == 0 && l.cause(lifecycle.NobodyQualifies, "", lifecycle.Linked, at, l.tally())
	case lifecycle.ListRecheck:
		if unanswered > 0 {
			return false
		}
		if clean == 0 {
			return l.cause(lifecycle.NobodyQualifies, "", lifecycle.Linked, at, l.tally())
		}
		return l.cause(lifecycle.PublishList, "", lifecycle.Linked, at, "")
	case lifecycle.Published:
		return len(l.standing()) == 0 && l.cause(lifecycle.ListCleared, "", lifecycle.Linked, at, "")
	}
	return false
}

func (l *listRun) finished() bool { return l.ended() }

func (l *listRun) row(r *casefile.Row) {
	r.CaseNumber, r.Cause, r.FiledOn = l.Numbers[l.NumberID], "诚信履行名单", l.Input.Begun
}

func (l *listRun) view(v *casefile.View, _ time.Time) {
	for _, e := range l.Members {
		v.List = append(v.List, e.ListEntry)
	}
}

func (l *listRun) record(r *casefile.Record) {
	if !l.changed {
		return
	}
	l.changed = false
	for _, e := range l.Members {
		r.Listed = append(r.Listed, e.ListEntry)
	}
}

// IntegrityListDue is what a court's schedule starts: it begins the batch of
// the day, under the batch's own key, once however often it is due.
func IntegrityListDue(ctx workflow.Context, in casefile.ListDueInput) (string, error) {
	today := day(workflow.Now(ctx))
	months, _ := in.Policy.Length("integrity-list-batch")
	label := casefile.ListPeriod(today, months)
	if casefile.CourtDigits(in.Court) == "" {
		return "", failInput("court", fmt.Errorf("%q has no number code", in.Court))
	}
	order := casefile.LinkOrder{Kind: casefile.KindList, Key: casefile.ListKey(in.Court, label)}
	order.List = &casefile.ListInput{Key: order.Key, Court: in.Court, Period: label, Begun: today, Policy: in.Policy, Edition: in.Edition, Days: in.Days}
	opts := recordOptions
	opts.ScheduleToCloseTimeout = 0 // a batch begins late rather than not at all
	opts.Summary = "开始本批名单 begin " + order.Key
	return order.Key, workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, opts), casefile.ActivityLink, order).Get(ctx, nil)
}
