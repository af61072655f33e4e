package court

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"luxing/workflows/bilingual"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// ErrNotRegistered is what a Register answers for a key or an ID that it does
// not have.
var ErrNotRegistered = errors.New("not in the register")

// ErrNoRegister is what a Register answers that is not there yet.
var ErrNoRegister = errors.New("there is no register yet: start the worker, which makes it, or set LUXING_REGISTER")

// Register is the read side of the court register: what is known of the cases
// without asking them. Rows hold no personal data; Held does.
type Register interface {
	// Find returns what the register holds of one case; ErrNotRegistered when nothing.
	Find(ctx context.Context, key string) (Held, error)
	// Filed returns the filing that the register holds under a key, nil when the
	// key is that of something else than a case; ErrNotRegistered when nothing.
	Filed(ctx context.Context, key string) (*casefile.Filing, error)
	// Holder returns the key of the case that has a case number, "" when none has.
	Holder(ctx context.Context, number string) (string, error)
	// List returns the rows that a filter lets through, the most urgent first.
	List(ctx context.Context, f Filter) ([]Listed, error)
	// Stuck returns the rows of the cases that are stuck at now, with every
	// cause and in any order.
	Stuck(ctx context.Context, now time.Time, f StuckFilter) ([]Listed, error)
	// Retrial returns the latest retrial of a case's document, nil when there was none.
	Retrial(ctx context.Context, key string) (*casefile.RetrialState, error)
	// Timeline returns what happened in a case, in order.
	Timeline(ctx context.Context, key string) ([]casefile.Entry, error)
	// Documents lists the documents that a case produced, oldest first.
	Documents(ctx context.Context, key string) ([]Paper, error)
	// Document returns one document with its content; ErrNotRegistered when there is none.
	Document(ctx context.Context, id string) (PaperContent, error)
}

// Listed is one row of the register.
type Listed struct {
	Key  string        `json:"key"`
	Kind casefile.Kind `json:"kind"`
	casefile.Row
}

// Held is all that the register has of one case but its timeline and documents.
type Held struct {
	Listed
	Filing      *casefile.Filing
	Obligations []casefile.ObligationView
	Payments    []casefile.Payment
	Deadlines   []casefile.OpenDeadline
}

// Paper is a document that a case produced.
type Paper struct {
	casefile.DocumentView
	Case   string `json:"case"`             // the key of what ordered it
	Number string `json:"number,omitempty"` // the number it carries
	// Missing names the facts that show as 「待补」 on it.
	Missing []string `json:"missing,omitempty"`
}

// PaperContent is a document with its content.
type PaperContent struct {
	Paper
	Type    string `json:"type"` // its media type
	Content []byte `json:"-"`
}

// Filter selects rows of the register. The zero value of a field lets all through.
type Filter struct {
	Kind      casefile.Kind
	Phase     lifecycle.State
	Court     string
	Division  string
	Judge     string
	Alert     casefile.Alert // this level or above
	DueBefore calendar.Date  // what it waits for ends before this day
	Open      bool           // leaves out what has ended
	Limit     int
}

// StuckFilter selects stuck cases. The zero value of a field lets all through.
type StuckFilter struct {
	Court    string
	Division string
	Judge    string
	Reason   casefile.StuckReason
	Limit    int
}

// MaxLimit is the longest list that is given at once.
const MaxLimit = 10_000

// Faults are all that is wrong with a filter.
func (f Filter) Faults() (all casefile.Faults) {
	if f.Phase != "" && !knownPhase(f.Phase) {
		all.Add("phase", "没有这个阶段 no such phase", "%s", bilingual.OneOf(Phases()))
	}
	if f.Alert != "" && !slices.Contains(Alerts(), f.Alert) {
		all.Add("alert", "没有这个预警级别 no such alert level", "%s", bilingual.OneOf(alertWords()))
	}
	all = append(all, kindFaults(f.Kind)...)
	if f.Limit < 0 || f.Limit > MaxLimit {
		all.Add("limit", "条数 how many", "1至%[1]d之间 1 to %[1]d", MaxLimit)
	}
	return all
}

// check is what is wrong with a filter, as an error.
func (f Filter) check() error {
	if all := f.Faults(); len(all) > 0 {
		return &InputError{What: "查询条件有误 the filter is wrong", Faults: all}
	}
	return nil
}

func kindFaults(k casefile.Kind) (all casefile.Faults) {
	if k != "" && !slices.Contains(workflowKinds, k) {
		all.Add("kind", "没有这个类别 no such kind", "案件（case）、执行（enforcement）、履行证明（certificate）、撤销履行证明（certificate_revocation）、信用修复（credit_repair）或者诚信名单（integrity_list） case, enforcement, certificate, certificate_revocation, credit_repair or integrity_list")
	}
	return all
}

// workflowKinds are the kinds of workflow, and mainMachines the machine of each.
var (
	workflowKinds = []casefile.Kind{casefile.KindCase, casefile.KindEnforcement, casefile.KindCertificate, casefile.KindRevocation, casefile.KindRepair, casefile.KindList}

	mainMachines = map[casefile.Kind]*lifecycle.Machine{
		casefile.KindCase: lifecycle.Case, casefile.KindEnforcement: lifecycle.Enforcement, casefile.KindCertificate: lifecycle.Certificate,
		casefile.KindRevocation: lifecycle.Revocation, casefile.KindRepair: lifecycle.CreditRepair, casefile.KindList: lifecycle.IntegrityList,
	}
)

// Phases lists the names of the phases that a row can be in.
func Phases() []string {
	var names []string
	for _, k := range workflowKinds {
		m := mainMachines[k]
		for _, s := range m.States {
			if !slices.Contains(names, string(s.State)) {
				names = append(names, string(s.State))
			}
		}
	}
	return names
}

func knownPhase(s lifecycle.State) bool { return slices.Contains(Phases(), string(s)) }

// Alerts lists the alert levels, rising.
func Alerts() []casefile.Alert {
	return []casefile.Alert{casefile.Calm, casefile.AlertJudge, casefile.AlertOffice, casefile.AlertCourt, casefile.AlertOverdue, casefile.AlertDelivery}
}

func alertWords() []string {
	var names []string
	for _, a := range Alerts() {
		names = append(names, string(a))
	}
	return names
}

// List returns the rows that a filter lets through, the most urgent first.
func (c *Court) List(ctx context.Context, f Filter) ([]Listed, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	if err := c.needRegister(); err != nil {
		return nil, err
	}
	rows, err := c.Register.List(ctx, f)
	if err != nil {
		return nil, registerError("list cases", err)
	}
	return rows, nil
}

// Stuck returns the cases that are stuck, the most urgent first.
func (c *Court) Stuck(ctx context.Context, f StuckFilter) ([]Listed, error) {
	if f.Reason != "" && !slices.Contains(StuckReasons(), f.Reason) {
		var names []string
		for _, r := range StuckReasons() {
			names = append(names, string(r))
		}
		return nil, badInput("查询条件有误 the filter is wrong", "reason", "没有这个原因 no such reason", "%s", bilingual.OneOf(names))
	}
	if f.Limit < 0 || f.Limit > MaxLimit {
		return nil, badInput("查询条件有误 the filter is wrong", "limit", "条数 how many", "1至%[1]d之间 1 to %[1]d", MaxLimit)
	}
	if err := c.needRegister(); err != nil {
		return nil, err
	}
	rows, err := c.Register.Stuck(ctx, c.now(), f)
	if err != nil {
		return nil, registerError("list stuck cases", err)
	}
	slices.SortStableFunc(rows, byUrgency)
	if f.Limit > 0 && len(rows) > f.Limit {
		rows = rows[:f.Limit]
	}
	return rows, nil
}

// StuckReasons lists why a case can be stuck.
func StuckReasons() []casefile.StuckReason {
	return []casefile.StuckReason{
		casefile.StuckOverdue, casefile.StuckPastTarget, casefile.StuckHiddenOverrun, casefile.StuckStayForgotten, casefile.StuckNoActivity, casefile.StuckFreezeLapsing,
		casefile.StuckFileNotMoved, casefile.StuckMoneyUnreleased, casefile.StuckNotDelisted, casefile.StuckAnswerOverdue, casefile.StuckDelivery,
	}
}

// byUrgency orders stuck cases: the higher alert, then the one that has been
// stuck for longer, then by key.
func byUrgency(a, b Listed) int {
	switch {
	case a.Alert.Above(b.Alert):
		return -1
	case b.Alert.Above(a.Alert):
		return 1
	}
	if c := firstStuck(a).Compare(firstStuck(b)); c != 0 {
		return c
	}
	return strings.Compare(a.Key, b.Key)
}

// Documents lists the documents that a case produced.
func (c *Court) Documents(ctx context.Context, key string) ([]Paper, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	if err := c.needRegister(); err != nil {
		return nil, err
	}
	if _, err := c.Register.Find(ctx, key); errors.Is(err, ErrNotRegistered) {
		return nil, notACase(key)
	} else if err != nil {
		return nil, registerError("find "+key, err)
	}
	papers, err := c.Register.Documents(ctx, key)
	if err != nil {
		return nil, registerError("list the documents of "+key, err)
	}
	return papers, nil
}

// Document returns one document by its ID.
func (c *Court) Document(ctx context.Context, id string) (PaperContent, error) {
	if id == "" || len(id) > 512 {
		return PaperContent{}, badInput("文书编号 the document's ID", "id", "文书编号 the document's ID", "文书清单所示的编号，即案件标识、文书种类、收件人、序号（KEY/kind/recipient/n） as documents list shows it: KEY/kind/recipient/n")
	}
	if err := c.needRegister(); err != nil {
		return PaperContent{}, err
	}
	doc, err := c.Register.Document(ctx, id)
	switch {
	case errors.Is(err, ErrNotRegistered):
		return PaperContent{}, &NotFoundError{What: "文书 document", ID: id}
	case err != nil:
		return PaperContent{}, registerError("read document "+id, err)
	}
	return doc, nil
}

// Held is what the register holds of a case; found is false when it holds
// nothing, or there is no register.
func (c *Court) Held(ctx context.Context, key string) (h Held, found bool, err error) {
	if err := checkKey(key); err != nil {
		return Held{}, false, err
	}
	if c.Register == nil {
		return Held{}, false, nil
	}
	h, err = c.Register.Find(ctx, key)
	switch {
	case errors.Is(err, ErrNotRegistered), errors.Is(err, ErrNoRegister):
		return Held{}, false, nil
	case err != nil:
		return Held{}, false, registerError("find "+key, err)
	}
	return h, true, nil
}

// needRegister is the error of a question that only the register can answer
// when there is none.
func (c *Court) needRegister() error {
	if c.Register == nil {
		return &UnreachableError{What: "登记册 the register", Err: ErrNoRegister}
	}
	return nil
}

func registerError(doing string, err error) error {
	var known *UnreachableError
	var setting *InputError
	if errors.Is(err, context.Canceled) || errors.As(err, &known) || errors.As(err, &setting) {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return &UnreachableError{What: "登记册 the register", Err: fmt.Errorf("%s: %w", doing, err)}
}

// registered is the filing that the register holds under a key; nil when none.
func (c *Court) registered(ctx context.Context, key string) (*casefile.Filing, error) {
	if c.Register == nil {
		return nil, nil
	}
	filed, err := c.Register.Filed(ctx, key)
	switch {
	case errors.Is(err, ErrNotRegistered), errors.Is(err, ErrNoRegister):
		return nil, nil
	case err != nil:
		return nil, registerError("find "+key, err)
	case filed == nil:
		return &casefile.Filing{}, nil // the key is taken by what is no case
	}
	return filed, nil
}

// fromRegister is a view put together from the register.
func (c *Court) fromRegister(ctx context.Context, key string) (Seen, bool, error) {
	if c.Register == nil {
		return Seen{}, false, nil
	}
	held, err := c.Register.Find(ctx, key)
	switch {
	case errors.Is(err, ErrNotRegistered), errors.Is(err, ErrNoRegister):
		return Seen{}, false, nil
	case err != nil:
		return Seen{}, false, registerError("find "+key, err)
	}
	timeline, err := c.Register.Timeline(ctx, key)
	if err != nil {
		return Seen{}, false, registerError("read the timeline of "+key, err)
	}
	papers, err := c.Register.Documents(ctx, key)
	if err != nil {
		return Seen{}, false, registerError("list the documents of "+key, err)
	}
	seen := Seen{Source: FromRegister, View: casefile.View{
		Key: held.Key, Kind: held.Kind, Now: held.Row.Updated, Row: held.Row, PhaseName: phaseName(held.Kind, held.Phase),
		Filing: held.Filing, Obligations: held.Obligations, Payments: held.Payments, Deadlines: held.Deadlines, Timeline: timeline,
	}}
	seen.Sentence = waitSentence(held.Row)
	for _, p := range papers {
		seen.View.Documents = append(seen.View.Documents, p.DocumentView)
	}
	return seen, true, nil
}

// waitSentence says what a row waits for, from the row alone.
func waitSentence(r casefile.Row) string {
	if !r.ClosedOn.IsZero() {
		return fmt.Sprintf("已于 %s 结案 closed on %s (%s)", r.ClosedOn, r.ClosedOn, r.Reason)
	}
	return r.Wait.Sentence()
}

func phaseName(k casefile.Kind, s lifecycle.State) string {
	machine, ok := mainMachines[k]
	if !ok {
		machine = lifecycle.Case
	}
	return machine.StateName(s)
}

// firstStuck is since when the row has been stuck.
func firstStuck(l Listed) time.Time {
	var first time.Time
	for _, s := range l.Stuck {
		if first.IsZero() || s.Since.Before(first) {
			first = s.Since
		}
	}
	return first
}
