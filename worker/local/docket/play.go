package docket

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"go.temporal.io/api/serviceerror"
	workflowpb "go.temporal.io/api/workflow/v1"
	"go.temporal.io/sdk/client"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/starter/training"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Player plays samples on a training server. Court, Clock and Temporal are
// required and belong to the same server.
type Player struct {
	Court    *court.Court
	Clock    *training.Client
	Temporal client.Client
	// Outbox tells what became of the messages of the cases.
	Outbox Outbox
	// Prefix begins the keys of all cases of this play, so that a docket can be
	// played again on the same data.
	Prefix string
	// Begin is when people begin to work on the cases, by the cases' clocks; the
	// next office hours if zero.
	Begin time.Time
	// Width is how many cases are under way at once; 8 if zero.
	Width int
	// Patience is how long a server or worker that does not answer is waited
	// for; a minute if zero. Whatever was asked is asked again under its ID.
	Patience time.Duration
	// Report is told of every step; nil for nobody. It is called by several
	// goroutines.
	Report func(Progress)
}

// Outbox tells what became of messages to other systems.
type Outbox interface {
	Outbox(ctx context.Context, f register.OutboxFilter) (register.OutboxPage, error)
}

// Progress is where a case stands after a step.
type Progress struct {
	Index int // of the case among those of Cases, from 0
	Key   string
	Title string
	Step  int // steps done
	Steps int
	Phase string    // Chinese
	Now   time.Time // on the case's clock
	Last  string    // what happened last, Chinese
	Done  bool
	OK    bool // once done: it ended as its file says
}

// Outcome is how a case was played.
type Outcome struct {
	Sample string
	Title  string
	Key    string
	Ended  string // in words, Chinese and English
	Days   int    // lived, by the case's clock
	Events int    // in the histories of the family, their newest runs
	Took   time.Duration
	// Members are the family's workflows, the case first; Run is the case's run
	// on the server.
	Members []string
	Run     string
	// Differences from what the file says; none when it ended as it should.
	Differences []string
}

// OK reports whether the case ended as its file says.
func (o Outcome) OK() bool { return len(o.Differences) == 0 }

const (
	defaultWidth    = 8
	defaultPatience = time.Minute
)

// Case is one case to play: a sample's filing.
type Case struct {
	Sample *Sample
	Filing json.RawMessage
	Key    string // as the file has it
}

// Cases lists the cases of samples, in their order.
func Cases(samples []Sample) []Case {
	var out []Case
	for i := range samples {
		for _, f := range samples[i].filings() {
			out = append(out, Case{Sample: &samples[i], Filing: f, Key: keyOf(f)})
		}
	}
	return out
}

func keyOf(filing json.RawMessage) string {
	var f struct {
		Key string `json:"key"`
	}
	_ = json.Unmarshal(filing, &f) // whoever reads the filing says what is wrong with it
	return f.Key
}

// PlayedKey is the key under which a case is played.
func (p *Player) PlayedKey(c Case) string { return strings.Trim(p.Prefix+"-"+c.Key, "-") }

// Play plays cases side by side and returns their outcomes in the same order.
// The longest begin first, so that none is left to run alone at the end.
func (p *Player) Play(ctx context.Context, cases []Case) []Outcome {
	order := make([]int, len(cases))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(cases[b].Sample.Steps) - len(cases[a].Sample.Steps) })
	width := p.Width
	if width <= 0 {
		width = defaultWidth
	}
	outcomes := make([]Outcome, len(cases))
	var wg sync.WaitGroup
	running := make(chan struct{}, width)
	for _, i := range order {
		running <- struct{}{}
		wg.Go(func() {
			defer func() { <-running }()
			outcomes[i] = p.playOne(ctx, i, cases[i])
		})
	}
	wg.Wait()
	return outcomes
}

// life is one case while it is played.
type life struct {
	*Player
	index    int
	c        Case
	key      string
	filings  map[Place]*casefile.Filing // of the case, and of those beside it
	family   *family
	table    *calendar.Table // the cases' own
	marks    map[string]calendar.Date
	released map[Place]int64 // of each enforcement's money
	steps    int
	born     calendar.Date
	out      Outcome
}

func (p *Player) playOne(ctx context.Context, index int, c Case) Outcome {
	l := &life{Player: p, index: index, c: c, key: p.PlayedKey(c), filings: map[Place]*casefile.Filing{}, marks: map[string]calendar.Date{}, released: map[Place]int64{}}
	l.out = Outcome{Sample: c.Sample.Name, Title: c.Sample.Title, Key: l.key}
	began := time.Now()
	l.progress("", "立案 filing")
	if err := l.play(ctx); err != nil {
		l.differ("%v", err)
	}
	l.out.Took = time.Since(began)
	l.finish(ctx)
	return l.out
}

func (l *life) differ(format string, args ...any) {
	l.out.Differences = append(l.out.Differences, fmt.Sprintf(format, args...))
}

func (l *life) play(ctx context.Context) (err error) {
	if l.table, err = calendar.Edition(l.Court.Edition, l.Court.Days); err != nil {
		return err
	}
	filed, err := l.file(ctx)
	if err != nil || !filed {
		return err
	}
	if err := l.fileBeside(ctx); err != nil {
		return err
	}
	if err := l.openOffice(ctx); err != nil {
		return err
	}
	for i, st := range l.c.Sample.Steps {
		l.steps = i + 1
		if !st.does(l.c.Key) {
			continue
		}
		if err := l.take(ctx, i, st); err != nil {
			return fmt.Errorf("step %d (%s): %w", i+1, st.title(), err)
		}
		if err := l.tell(ctx, st); err != nil {
			return err
		}
	}
	if err := l.family.rest(ctx); err != nil {
		return err
	}
	return l.compare(ctx, "", l.c.Sample.Expect)
}

// title names a step for people.
func (st Step) title() string {
	switch {
	case st.Decide != "":
		return string(st.Decide)
	case st.Advance != nil:
		return "advance"
	case st.ApplyCertificate != "":
		return "apply_certificate"
	case st.ApplyRepair != nil:
		return "apply_repair"
	case st.Review != nil:
		return "review_certificate"
	case st.BeginList:
		return "begin_list"
	case len(st.Mark) > 0:
		return "mark"
	}
	return "expect"
}

// file files the case, or sees it refused as the sample says; filed is false
// when there is nothing to play any more.
func (l *life) file(ctx context.Context) (filed bool, err error) {
	l.born = calendar.Of(time.Now())
	err = l.read(OnCase, l.c.Filing)
	var wrong *court.InputError
	if errors.As(err, &wrong) && len(l.c.Sample.Faults) > 0 {
		l.refused(wrong)
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if len(l.c.Sample.Faults) > 0 {
		return false, fmt.Errorf("the filing has no faults, want %v", l.c.Sample.Faults)
	}
	return true, l.send(ctx, OnCase)
}

// fileBeside files the cases of the same family.
func (l *life) fileBeside(ctx context.Context) error {
	for i, p := range l.c.Sample.besides() {
		if err := l.read(p, l.c.Sample.Beside[i]); err != nil {
			return fmt.Errorf("beside[%d]: %w", i, err)
		}
		if err := l.send(ctx, p); err != nil {
			return fmt.Errorf("beside[%d]: %w", i, err)
		}
	}
	return nil
}

// read reads a filing as its place in the family has it.
func (l *life) read(p Place, filing json.RawMessage) error {
	data, err := scope{today: l.born, filed: l.born, table: l.table, family: l.key}.resolve(filing)
	if err == nil {
		data, err = withKey(data, p.Key(l.key))
	}
	if err != nil {
		return fmt.Errorf("filing: %w", err)
	}
	l.filings[p], err = l.Court.Read(data)
	return err
}

// send files what was read.
func (l *life) send(ctx context.Context, p Place) error {
	return l.persist(ctx, func() error {
		_, err := l.Court.File(ctx, l.filings[p])
		return err
	})
}

// refused compares the faults for which a filing was refused.
func (l *life) refused(wrong *court.InputError) {
	var fields []string
	for _, f := range wrong.Faults {
		if !slices.Contains(fields, f.Field) {
			fields = append(fields, f.Field)
		}
	}
	want := slices.Clone(l.c.Sample.Faults)
	slices.Sort(fields)
	slices.Sort(want)
	if !slices.Equal(fields, want) {
		l.differ("faults: %v, want %v", fields, want)
	}
	l.out.Ended = fmt.Sprintf("未收案，%d 处错误 refused at the edge", len(wrong.Faults))
}

func withKey(filing json.RawMessage, key string) (json.RawMessage, error) {
	var f map[string]json.RawMessage
	if err := json.Unmarshal(filing, &f); err != nil {
		return nil, err
	}
	var was, of string
	_ = json.Unmarshal(f["key"], &was)
	if json.Unmarshal(f["retrialOf"], &of) == nil && of != "" { // the original was played under the same prefix
		f["retrialOf"], _ = json.Marshal(strings.TrimSuffix(key, was) + of)
	}
	f["key"], _ = json.Marshal(key)
	return json.Marshal(f)
}

// openOffice lets the case begin in office hours of a working day, so that a
// play goes the same way at whatever hour it is started.
func (l *life) openOffice(ctx context.Context) error {
	l.family = newFamily(l.Player, l.key, l.c.Sample.besides())
	begin := time.Now()
	if l.Begin.After(begin) {
		begin = l.Begin
	}
	day := l.table.NextWorkday(calendar.Of(begin))
	if !day.Start().Add(officeHour).After(begin) {
		day = l.table.NextWorkday(day.AddDays(1))
	}
	return l.family.moveTo(ctx, day.Start().Add(officeHour))
}

func (l *life) take(ctx context.Context, i int, st Step) error {
	switch {
	case st.Decide != "":
		return l.decide(ctx, i, st)
	case st.Advance != nil:
		return l.advance(ctx, *st.Advance)
	case st.ApplyCertificate != "":
		return l.applyCertificate(ctx, st.On, st.ApplyCertificate)
	case st.ApplyRepair != nil:
		return l.applyRepair(ctx, st.ApplyRepair)
	case st.Review != nil:
		return l.review(ctx, st.Review)
	case st.BeginList:
		return l.beginList(ctx)
	case len(st.Mark) > 0:
		if err := l.family.rest(ctx); err != nil {
			return err
		}
		for _, name := range sortedKeys(st.Mark) {
			d, err := l.scope(ctx, OnCase).date(st.Mark[name])
			if err != nil {
				return err
			}
			l.marks[name] = d
		}
		return nil
	}
	if err := l.family.rest(ctx); err != nil {
		return err
	}
	return l.compare(ctx, fmt.Sprintf("step %d: ", i+1), st.Expect)
}

// decide sends a decision. Its ID hangs on the case and the step alone: sent
// again after a crash it is the same decision.
func (l *life) decide(ctx context.Context, i int, st Step) error {
	on := st.On
	if on == "" {
		on = OnCase
	}
	if !l.family.has(on) || bytesHaveWords(st.Data) {
		if err := l.family.rest(ctx); err != nil {
			return err
		}
	}
	if !l.family.has(on) {
		return fmt.Errorf("the case has no %s", on)
	}
	data, err := l.scope(ctx, on).resolve(st.Data)
	if err != nil {
		return err
	}
	role, actor := st.sender()
	d := casefile.Decision{ID: fmt.Sprintf("%s-s%02d-%s", l.key, i+1, st.Decide), Event: st.Decide, Role: role, Actor: actor, Data: data}
	key := l.family.keyOf(on)
	err = l.persist(ctx, func() error {
		retried := l.retries(ctx, key)
		_, err := l.Court.Decide(ctx, key, d)
		var refused *court.RefusedError
		if st.Refused == "" && errors.As(err, &refused) && refused.Refusal.Code == casefile.UnlawfulNow && (retried || l.retries(ctx, key)) {
			return &retriesError{refused: refused}
		}
		return err
	})
	var refused *court.RefusedError
	switch {
	case st.Refused == "" && err != nil:
		return err
	case st.Refused == "":
		l.family.decided(on)
		return l.keepCount(on, st.Decide, data)
	case err == nil:
		l.family.decided(on)
		l.differ("step %d (%s): it was taken, want it refused with %s", i+1, st.Decide, st.Refused)
	case !errors.As(err, &refused):
		return err
	case refused.Refusal.Code != st.Refused:
		l.differ("step %d (%s): it was refused with %s, want %s: %s", i+1, st.Decide, refused.Refusal.Code, st.Refused, refused.Refusal.Message)
	}
	return nil
}

// retriesError is a refusal by a workflow whose work failed and is about to be
// tried again. A family rests meanwhile, as it does before a timer; what makes the
// decision lawful may still come.
type retriesError struct{ refused error }

func (e *retriesError) Error() string {
	return "work that failed is not done yet: " + e.refused.Error()
}

func (e *retriesError) Unwrap() error { return e.refused }

// retries reports whether work of a workflow failed and will be tried again.
func (l *life) retries(ctx context.Context, key string) bool {
	about, err := l.Temporal.DescribeWorkflowExecution(ctx, key, "")
	return err == nil && slices.ContainsFunc(about.GetPendingActivities(), func(a *workflowpb.PendingActivityInfo) bool { return a.GetAttempt() > 1 })
}

// keepCount keeps count of what was paid out, or handed to an administrator,
// which views do not show.
func (l *life) keepCount(on Place, e lifecycle.Event, data json.RawMessage) error {
	if e != lifecycle.ReleaseMoney && e != lifecycle.HandOverMoney {
		return nil
	}
	var form struct {
		AmountFen int64 `json:"amountFen"`
	}
	if err := json.Unmarshal(data, &form); err != nil {
		return fmt.Errorf("read what was paid out: %w", err)
	}
	l.released[on] += form.AmountFen
	return nil
}

func bytesHaveWords(data json.RawMessage) bool { return strings.Contains(string(data), `"@`) }

// advance lets time pass for the whole family.
func (l *life) advance(ctx context.Context, a Advance) error {
	on := a.On
	if on == "" {
		on = OnCase
	}
	if err := l.family.rest(ctx); err != nil {
		return err
	}
	today := l.family.today()
	switch {
	case a.Days > 0:
		return l.family.moveTo(ctx, today.AddDays(a.Days).Start().Add(officeHour))
	case a.Workdays > 0:
		return l.family.moveTo(ctx, l.table.AddWorkdays(today, a.Workdays).Start().Add(officeHour))
	case a.Day != "":
		day, err := l.scope(ctx, on).date(a.Day)
		if err != nil {
			return err
		}
		return l.family.moveTo(ctx, day.Start().Add(officeHour))
	case a.To != "":
		last, err := l.due(ctx, on, a.To)
		if err != nil {
			return err
		}
		return l.family.moveTo(ctx, last.AddDays(1).Start().Add(officeHour))
	}
	return l.until(ctx, on, a.Until.Phase)
}

// maxTimers bounds how many timers are waited for to reach a phase: five years
// of half-yearly searches with every alarm between them are some dozens.
const maxTimers = 200

func (l *life) until(ctx context.Context, on Place, phase lifecycle.State) error {
	for range maxTimers {
		v, err := l.family.view(ctx, on)
		if err != nil {
			return err
		}
		if v.Row.Phase == phase {
			return nil
		}
		var next training.Timer
		found := false
		if err := l.persist(ctx, func() (err error) {
			next, found, err = l.Clock.NextTimer(ctx, l.family.keyOf(on))
			return err
		}); err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("it is in %s and waits for no timer", v.Row.Phase)
		}
		if err := l.family.moveTo(ctx, next.FiresAt); err != nil {
			return err
		}
	}
	return fmt.Errorf("%d timers did not bring it to %s", maxTimers, phase)
}

// applyCertificate applies for a certificate, in the case or in one carved out of it.
func (l *life) applyCertificate(ctx context.Context, on Place, party string) error {
	return l.apply(ctx, Place(onCertificate+party).in(on), func(desk *court.Court) error {
		_, err := desk.ApplyCertificate(ctx, on.Key(l.key), party)
		return err
	})
}

// applyRepair applies for credit repair to the court that enforces.
func (l *life) applyRepair(ctx context.Context, a *ApplyRepair) error {
	return l.apply(ctx, Place(onRepair+a.Party), func(desk *court.Court) error {
		_, err := desk.ApplyRepair(ctx, court.RepairApplication{Enforcement: OnEnforcement.Key(l.key), Party: a.Party, Asked: a.Asked, Reason: a.Reason, Papers: a.Papers})
		return err
	})
}

// review has a certificate reviewed.
func (l *life) review(ctx context.Context, r *Review) error {
	return l.apply(ctx, Place(onRevocation+r.Party), func(desk *court.Court) error {
		_, err := desk.ReviewCertificate(ctx, Place(onCertificate+r.Party).Key(l.key), r.Ground, r.Why)
		return err
	})
}

// apply begins a linked workflow at the family's time: it must not begin
// before what it is about.
func (l *life) apply(ctx context.Context, place Place, begin func(*court.Court) error) error {
	if err := l.family.rest(ctx); err != nil {
		return err
	}
	desk := *l.Court
	desk.Now = func() time.Time { return l.family.now }
	if err := l.persist(ctx, func() error { return begin(&desk) }); err != nil {
		return err
	}
	return l.family.join(ctx, place)
}

func (l *life) due(ctx context.Context, on Place, id string) (calendar.Date, error) {
	v, err := l.family.view(ctx, on)
	if err != nil {
		return calendar.Date{}, err
	}
	var ids []string
	for _, d := range v.Deadlines {
		if d.ID == id {
			return d.Deadline.Last, nil
		}
		ids = append(ids, d.ID)
	}
	return calendar.Date{}, fmt.Errorf("no period %q runs on the %s in %s; there are: %s", id, on, v.Row.Phase, strings.Join(ids, ", "))
}

func (l *life) scope(ctx context.Context, on Place) scope {
	return scope{
		today: l.family.today(), filed: l.filings[on.filed()].FiledOn, marks: l.marks, table: l.table, family: l.key,
		due:    func(id string) (calendar.Date, error) { return l.due(ctx, on, id) },
		amount: func(name string) (int64, error) { return l.amount(ctx, on, name) },
	}
}

// amount is what one of the words for amounts stands for, in fen; asked for on
// an enforcement, what it owes and holds is its own.
func (l *life) amount(ctx context.Context, at Place, name string) (int64, error) {
	if name == "claim" {
		return l.filings[at.filed()].ClaimFen, nil
	}
	on := at.of()
	if name == "owed" || name == "held" {
		on = OnEnforcement.in(on)
		if at.enforces() {
			on = at
		}
	}
	if !l.family.has(on) {
		return 0, fmt.Errorf("the case has no %s", on)
	}
	v, err := l.family.view(ctx, on)
	if err != nil {
		return 0, err
	}
	switch name {
	case "fee":
		return feeLeft(v, "案件受理费")
	case "owed":
		return feeLeft(v, "应执行总额")
	case "outstanding":
		return v.Row.OutstandingFen, nil
	}
	var held int64
	for _, p := range v.Payments {
		held += p.AmountFen
	}
	return held - l.released[on], nil
}

// feeLeft is what is still to be paid of the fee whose name begins so.
func feeLeft(v *casefile.View, name string) (int64, error) {
	for _, f := range v.Fees {
		if strings.HasPrefix(f.Name, name) {
			return f.ChargedFen - f.PaidFen, nil
		}
	}
	return 0, fmt.Errorf("%s has no %s", v.Key, name)
}

// compare looks at the family and notes every difference.
func (l *life) compare(ctx context.Context, at string, expect map[Place]Expect) error {
	for _, p := range places(expect) {
		if !l.family.has(p) {
			l.differ("%s%s: there is none", at, p)
			continue
		}
		v, err := l.family.view(ctx, p)
		if err != nil {
			return err
		}
		found := expect[p].differences(v, l.scope(ctx, p))
		if len(expect[p].Delivered) > 0 {
			missing, err := l.undelivered(ctx, v, expect[p].Delivered)
			if err != nil {
				return err
			}
			found = append(found, missing...)
		}
		for _, d := range found {
			l.differ("%s%s: %s", at, p, d)
		}
	}
	return nil
}

// tell reports a step.
func (l *life) tell(ctx context.Context, st Step) error {
	if l.Report == nil || st.Decide == "" && st.Advance == nil {
		return nil
	}
	on := st.On
	if st.Advance != nil {
		on = st.Advance.On
	}
	if on == "" {
		on = OnCase
	}
	v, err := l.family.view(ctx, on)
	if err != nil {
		return err
	}
	last := ""
	if n := len(v.Timeline); n > 0 {
		last = v.Timeline[n-1].Name
	}
	if st.Refused != "" {
		last = "依法不准 refused: " + string(st.Decide)
	}
	l.progress(v.PhaseName, last)
	return nil
}

func (l *life) progress(phase, last string) {
	if l.Report == nil {
		return
	}
	p := Progress{Index: l.index, Key: l.key, Title: l.c.Sample.Title, Step: l.steps, Steps: len(l.c.Sample.Steps), Phase: phase, Last: last, Now: time.Now()}
	if l.family != nil {
		p.Now = l.family.now
	}
	l.Report(p)
}

// finish takes the measure of the life that was played.
func (l *life) finish(ctx context.Context) {
	if l.family != nil {
		l.out.Days = daysBetween(l.born, l.family.today())
		var how []string
		for _, p := range l.family.places {
			l.out.Members = append(l.out.Members, l.family.keyOf(p))
			if v, err := l.family.view(ctx, p); err == nil {
				how = append(how, ended(v))
			}
			if about, err := l.Temporal.DescribeWorkflowExecution(ctx, l.family.keyOf(p), ""); err == nil {
				l.out.Events += int(about.GetWorkflowExecutionInfo().GetHistoryLength())
				if p == OnCase {
					l.out.Run = about.GetWorkflowExecutionInfo().GetExecution().GetRunId()
				}
			}
		}
		l.out.Ended = strings.Join(how, " · ")
	}
	if l.Report == nil {
		return
	}
	p := Progress{Index: l.index, Key: l.key, Title: l.c.Sample.Title, Step: l.steps, Steps: len(l.c.Sample.Steps), Phase: l.out.Ended, Done: true, OK: l.out.OK(), Now: time.Now()}
	if l.family != nil {
		p.Now = l.family.now
	}
	l.Report(p)
}

// persist tries again what failed because nobody answered, which is safe since
// everything a player asks for is done once however often it is asked for.
func (p *Player) persist(ctx context.Context, ask func() error) error {
	patience := p.Patience
	if patience <= 0 {
		patience = defaultPatience
	}
	deadline := time.Now().Add(patience)
	for pause := 50 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		err := ask()
		if err == nil || !passing(err) || time.Now().After(deadline) {
			return err
		}
		t := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			t.Stop()
			return errors.Join(err, ctx.Err())
		case <-t.C:
		}
	}
}

// passing reports whether an error may be gone the next time: a server or a
// worker that is away, or a worker that made no progress.
func passing(err error) bool {
	var (
		gone      *court.UnreachableError
		silent    *court.NoAnswerError
		blocked   *blockedError
		away      *serviceerror.Unavailable
		late      *serviceerror.DeadlineExceeded
		exhausted *serviceerror.ResourceExhausted
		cancelled *serviceerror.Canceled
		notReady  *serviceerror.WorkflowNotReady
		retried   *retriesError
		nameless  *serviceerror.NamespaceNotFound // what a server says that cannot read its file in time
	)
	return errors.As(err, &gone) || errors.As(err, &silent) || errors.As(err, &blocked) || errors.As(err, &away) ||
		errors.As(err, &late) || errors.As(err, &exhausted) || errors.As(err, &cancelled) || errors.As(err, &notReady) || errors.As(err, &retried) || errors.As(err, &nameless)
}
