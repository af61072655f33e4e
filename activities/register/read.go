package register

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Workflow is one row of the register.
type Workflow struct {
	Key  string        `json:"key"`
	Kind casefile.Kind `json:"kind"`
	Seq  int64         `json:"seq"` // of the last record
	Open bool          `json:"open"`
	Row  casefile.Row  `json:"row"`
}

// Find returns the row of a workflow, or [ErrNotFound].
func (r *Register) Find(ctx context.Context, key string) (Workflow, error) {
	w := Workflow{Key: key}
	err := scanWorkflow(r.read().row(ctx, "SELECT w.key, w.kind, w.seq, w.open, j.row_json FROM workflows w JOIN workflow_rows j ON j.key = w.key WHERE w.key = ?", key), &w)
	if errors.Is(err, sql.ErrNoRows) {
		return Workflow{}, fmt.Errorf("case %s: %w", key, ErrNotFound)
	}
	if err != nil {
		return Workflow{}, fmt.Errorf("case %s: %w", key, err)
	}
	return w, nil
}

func scanWorkflow(row interface{ Scan(...any) error }, w *Workflow) error {
	var open int
	var whole string
	if err := row.Scan(&w.Key, &w.Kind, &w.Seq, &open, &whole); err != nil {
		return err
	}
	w.Open = open != 0
	return json.Unmarshal([]byte(whole), &w.Row)
}

// Filter chooses workflows. An empty field chooses all.
type Filter struct {
	Phase    lifecycle.State
	Judge    string
	Court    string
	Division string
	Alert    casefile.Alert
	Alerts   []casefile.Alert // any of these
	Kind     casefile.Kind
	Case     string // the civil case with all that is linked to it
	// DueBefore chooses those that wait for something due before it.
	DueBefore time.Time
	// Open leaves out what nothing can move any more.
	Open bool
	// Cursor goes on where a page ended; Limit bounds a page, 50 when it is 0,
	// at most 1,000.
	Cursor string
	Limit  int
}

// Page is one page of a list.
type Page struct {
	Workflows []Workflow `json:"workflows"`
	Next      string     `json:"next,omitempty"` // the cursor of the next page, empty at the end
}

// Limits of a page.
const (
	defaultLimit = 50
	maxLimit     = 1000
)

func limit(n int) int {
	if n <= 0 {
		return defaultLimit
	}
	return min(n, maxLimit)
}

// ErrCursor is returned for a cursor that did not come from a page of the same list.
var ErrCursor = errors.New("not a cursor of this list")

// cursor is a place in a list: the last row's sort value and its key.
func cursor(kind string, sort int64, key string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(kind + " " + strconv.FormatInt(sort, 10) + " " + key))
}

func parseCursor(kind, s string) (sort int64, key string, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return 0, "", ErrCursor
	}
	rest, ok := strings.CutPrefix(string(raw), kind+" ")
	number, key, found := strings.Cut(rest, " ")
	sort, err = strconv.ParseInt(number, 10, 64)
	if !ok || !found || err != nil {
		return 0, "", ErrCursor
	}
	return sort, key, nil
}

// where collects conditions and their parameters.
type where struct {
	conditions []string
	args       []any
}

func (w *where) add(condition string, args ...any) {
	w.conditions = append(w.conditions, condition)
	w.args = append(w.args, args...)
}

func (w *where) text(column, value string) {
	if value != "" {
		w.add(column+" = ?", value)
	}
}

func (w *where) String() string {
	if len(w.conditions) == 0 {
		return "1 = 1"
	}
	return strings.Join(w.conditions, " AND ")
}

func (f *Filter) where() *where {
	w := &where{}
	w.text("w.phase", string(f.Phase))
	w.text("w.judge", f.Judge)
	w.text("w.court", f.Court)
	w.text("w.division", f.Division)
	w.text("w.alert", string(f.Alert))
	w.text("w.kind", string(f.Kind))
	w.text("w.case_key", f.Case)
	if len(f.Alerts) > 0 {
		some := make([]any, len(f.Alerts))
		for i, a := range f.Alerts {
			some[i] = string(a)
		}
		w.add("w.alert IN "+rows(1, len(some)), some...)
	}
	if !f.DueBefore.IsZero() {
		w.add("w.due < ?", micros(f.DueBefore))
	}
	return w
}

// List returns the workflows that a filter chooses, the most pressing first:
// by when what they wait for is due, those that wait for nothing last.
func (r *Register) List(ctx context.Context, f Filter) (Page, error) {
	where := f.where()
	if f.Open {
		where.add("w.open = 1")
	}
	if f.Kind == "" { // a digest is about cases and none itself
		where.add("w.kind <> 'digest'")
	}
	if f.Cursor != "" {
		due, key, err := parseCursor("list", f.Cursor)
		if err != nil {
			return Page{}, err
		}
		where.add("(w.due, w.key) > (?, ?)", due, key)
	}
	n := limit(f.Limit)
	var page Page
	var last int64
	err := r.read().each(ctx, func(row *sql.Rows) error {
		var w Workflow
		var open int
		var whole string
		var due int64
		if err := row.Scan(&w.Key, &w.Kind, &w.Seq, &open, &whole, &due); err != nil {
			return err
		}
		if len(page.Workflows) == n {
			page.Next = cursor("list", last, page.Workflows[n-1].Key)
			return nil
		}
		w.Open, last = open != 0, due
		page.Workflows = append(page.Workflows, w)
		return json.Unmarshal([]byte(whole), &page.Workflows[len(page.Workflows)-1].Row)
	}, "SELECT w.key, w.kind, w.seq, w.open, j.row_json, w.due FROM workflows w JOIN workflow_rows j ON j.key = w.key WHERE "+where.String()+" ORDER BY w.due, w.key LIMIT ?", append(where.args, n+1)...)
	if err != nil {
		return Page{}, fmt.Errorf("listing cases: %w", err)
	}
	return page, nil
}

// Timeline returns what happened in a workflow, in order; nothing for a key
// that is not in the register.
func (r *Register) Timeline(ctx context.Context, key string) ([]casefile.Entry, error) {
	entries, err := decoded[casefile.Entry](ctx, r.read(), "SELECT entry FROM entries WHERE key = ? ORDER BY seq, pos", key)
	if err != nil {
		return nil, fmt.Errorf("timeline of %s: %w", key, err)
	}
	return entries, nil
}

// Deadlines returns the periods that run in a workflow.
func (r *Register) Deadlines(ctx context.Context, key string) ([]casefile.OpenDeadline, error) {
	ds, err := decoded[casefile.OpenDeadline](ctx, r.read(), "SELECT deadline FROM deadlines WHERE key = ? ORDER BY pos", key)
	if err != nil {
		return nil, fmt.Errorf("deadlines of %s: %w", key, err)
	}
	return ds, nil
}

// Money returns the obligations and payments of a workflow.
func (r *Register) Money(ctx context.Context, key string) ([]casefile.ObligationView, []casefile.Payment, error) {
	os, err := obligationsOf(ctx, r.read(), key)
	if err != nil {
		return nil, nil, fmt.Errorf("obligations of %s: %w", key, err)
	}
	ps, err := decoded[casefile.Payment](ctx, r.read(), "SELECT payment FROM payments WHERE key = ? ORDER BY pos", key)
	if err != nil {
		return nil, nil, fmt.Errorf("payments of %s: %w", key, err)
	}
	return os, ps, nil
}

// Filing returns a case's filing with its parties, which are personal data;
// [ErrNotFound] when the key is no case.
func (r *Register) Filing(ctx context.Context, key string) (casefile.Filing, error) {
	var f casefile.Filing
	var raw string
	err := r.read().row(ctx, "SELECT filing FROM filings WHERE key = ?", key).Scan(&raw)
	if errors.Is(err, sql.ErrNoRows) {
		return f, fmt.Errorf("filing of %s: %w", key, ErrNotFound)
	}
	if err == nil {
		err = json.Unmarshal([]byte(raw), &f)
	}
	if err == nil {
		f.Parties, err = partiesOf(ctx, r.read(), key)
	}
	if err != nil {
		return f, fmt.Errorf("filing of %s: %w", key, err)
	}
	return f, nil
}

func partiesOf(ctx context.Context, s session, key string) ([]casefile.Party, error) {
	var ps []casefile.Party
	err := s.each(ctx, func(row *sql.Rows) error {
		var p casefile.Party
		var e, u int
		err := row.Scan(&p.ID, &p.Side, &p.Kind, &p.Name, &p.IDNumber, &p.Address, &p.Phone, &e, &u)
		p.EService, p.WhereaboutsUnknown = e != 0, u != 0
		ps = append(ps, p)
		return err
	}, "SELECT party, side, kind, name, id_number, address, phone, e_service, whereabouts_unknown FROM parties WHERE key = ? ORDER BY pos", key)
	return ps, err
}

func obligationsOf(ctx context.Context, s session, key string) ([]casefile.ObligationView, error) {
	return decoded[casefile.ObligationView](ctx, s, "SELECT obligation FROM obligations WHERE key = ? ORDER BY pos", key)
}

// decoded reads the one JSON column of a statement's rows.
func decoded[T any](ctx context.Context, s session, statement string, args ...any) ([]T, error) {
	var all []T
	err := s.each(ctx, func(row *sql.Rows) error {
		var raw string
		if err := row.Scan(&raw); err != nil {
			return err
		}
		var v T
		if err := json.Unmarshal([]byte(raw), &v); err != nil {
			return err
		}
		all = append(all, v)
		return nil
	}, statement, args...)
	return all, err
}

// DocumentInfo is a document without its text.
type DocumentInfo struct {
	ID     string                `json:"id"`
	Key    string                `json:"key"` // of the workflow that ordered it
	Kind   casefile.DocumentKind `json:"kind"`
	To     string                `json:"to,omitempty"`
	On     calendar.Date         `json:"on"`
	Number string                `json:"number,omitempty"`
	SHA256 string                `json:"sha256"`
	// Missing names the facts that show as 「待补」 on it.
	Missing []string `json:"missing,omitempty"`
}

// Document is a document with its text.
type Document struct {
	DocumentInfo
	HTML string `json:"html"`
}

const documentColumns = "id, key, kind, recipient, on_day, number, sha256, missing"

func scanDocument(row interface{ Scan(...any) error }, d *DocumentInfo, more ...any) error {
	var on, missing string
	if err := row.Scan(append([]any{&d.ID, &d.Key, &d.Kind, &d.To, &on, &d.Number, &d.SHA256, &missing}, more...)...); err != nil {
		return err
	}
	if missing != "" {
		d.Missing = strings.Split(missing, ",")
	}
	return d.On.UnmarshalText([]byte(on))
}

// Documents lists the documents of a workflow in the order they were made.
func (r *Register) Documents(ctx context.Context, key string) ([]DocumentInfo, error) {
	var all []DocumentInfo
	err := r.read().each(ctx, func(row *sql.Rows) error {
		var d DocumentInfo
		err := scanDocument(row, &d)
		all = append(all, d)
		return err
	}, "SELECT "+documentColumns+" FROM documents WHERE key = ? ORDER BY seq, pos", key)
	if err != nil {
		return nil, fmt.Errorf("documents of %s: %w", key, err)
	}
	return all, nil
}

// Document returns one document, or [ErrNotFound].
func (r *Register) Document(ctx context.Context, id string) (Document, error) {
	var d Document
	err := scanDocument(r.read().row(ctx, "SELECT "+documentColumns+", html FROM documents WHERE id = ?", id), &d.DocumentInfo, &d.HTML)
	if errors.Is(err, sql.ErrNoRows) {
		return Document{}, fmt.Errorf("document %s: %w", id, ErrNotFound)
	}
	if err != nil {
		return Document{}, fmt.Errorf("document %s: %w", id, err)
	}
	return d, nil
}

// decodeInto reads a JSON column.
func decodeInto(raw string, into any) error { return json.Unmarshal([]byte(raw), into) }
