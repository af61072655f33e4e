package court

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"luxing/activities/register"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// The figures' own words, which the register defines.
type (
	// Figure is a figure's definition.
	Figure = register.Figure
	// FigureValue is a figure over a period: value, numerator, denominator,
	// trend and divisions in bands.
	FigureValue = register.FigureValue
	// FigureCases is a page of the cases behind a figure.
	FigureCases = register.FigureCases
)

// Counter is what a Register that keeps figures and boards answers as well.
type Counter interface {
	// Figure counts one figure; a *register.FigureError for a query that makes no sense.
	Figure(ctx context.Context, q register.FigureQuery) (FigureValue, error)
	// FigureCases lists the cases behind one.
	FigureCases(ctx context.Context, q register.FigureCasesQuery) (FigureCases, error)
	// Board is a page of the stuck cases with the counts over all of them.
	Board(ctx context.Context, now time.Time, f register.BoardFilter) (register.Board, error)
	// Digests lists the daily digests, the newest first.
	Digests(ctx context.Context, f register.DigestFilter) ([]register.DocumentInfo, error)
}

// counter is the register as one that counts.
func (c *Court) counter() (Counter, error) {
	if err := c.needRegister(); err != nil {
		return nil, err
	}
	counts, ok := c.Register.(Counter)
	if !ok {
		return nil, &UnreachableError{What: "登记册 the register", Err: errors.New("it does not keep figures")}
	}
	return counts, nil
}

// FiguresQuery asks for figures over a period.
type FiguresQuery struct {
	// IDs are the figures wanted, in this order; all of them when empty.
	IDs []string
	// From and To are the first and last day, the twelve months that end today
	// when both are unset.
	From, To calendar.Date
	// By is month (the default) or quarter.
	By register.Step
	// Court and Division narrow it; empty is all.
	Court, Division string
}

// FigureDefinitions lists the figures with their definitions, in the order of
// the page.
func FigureDefinitions() []Figure { return register.Figures() }

// Figures counts figures. The error is an *InputError with every fault of the
// query, or an *UnreachableError.
func (c *Court) Figures(ctx context.Context, q FiguresQuery) ([]FigureValue, error) {
	q, err := c.period(q)
	if err != nil {
		return nil, err
	}
	counts, err := c.counter()
	if err != nil {
		return nil, err
	}
	// One after the other: side by side they are no faster on SQLite, whose
	// connections each read the same pages.
	values := make([]FigureValue, 0, len(q.IDs))
	for _, id := range q.IDs {
		v, err := counts.Figure(ctx, q.of(id))
		if err != nil {
			return nil, registerError("count "+id, err)
		}
		values = append(values, v)
	}
	return values, nil
}

// FigureCasesQuery asks for the cases behind one figure, or behind one of its
// points or divisions, which are the same question with a narrower period or
// division.
type FigureCasesQuery struct {
	ID              string
	From, To        calendar.Date
	Court, Division string
	// Numerator leaves out the cases that are below the line only.
	Numerator bool
	Cursor    string
	Limit     int // 50 when 0, at most 1,000
}

// FigureCases lists the cases behind a figure, by day and key.
func (c *Court) FigureCases(ctx context.Context, q FigureCasesQuery) (FigureCases, error) {
	of, err := c.period(FiguresQuery{IDs: []string{q.ID}, From: q.From, To: q.To, Court: q.Court, Division: q.Division})
	if err != nil {
		return FigureCases{}, err
	}
	if err := checkPage(q.Limit); err != nil {
		return FigureCases{}, err
	}
	counts, err := c.counter()
	if err != nil {
		return FigureCases{}, err
	}
	page, err := counts.FigureCases(ctx, register.FigureCasesQuery{FigureQuery: of.of(q.ID), Numerator: q.Numerator, Cursor: q.Cursor, Limit: q.Limit})
	if errors.Is(err, register.ErrCursor) {
		return FigureCases{}, badCursor()
	}
	if err != nil {
		return FigureCases{}, registerError("list the cases behind "+q.ID, err)
	}
	return page, nil
}

func (q FiguresQuery) of(id string) register.FigureQuery {
	return register.FigureQuery{ID: id, From: q.From, To: q.To, By: q.By, Court: q.Court, Division: q.Division}
}

// completed fills in what a query leaves open.
func (q FiguresQuery) completed(today calendar.Date) FiguresQuery {
	if q.To.IsZero() && q.From.IsZero() {
		q.To = today
		q.From = q.To.AddDays(1).AddMonths(-12)
	}
	if q.By == "" {
		q.By = register.ByMonth
	}
	if len(q.IDs) == 0 {
		for _, f := range register.Figures() {
			q.IDs = append(q.IDs, f.ID)
		}
	}
	return q
}

// Faults are all that is wrong with a query, as of a day.
func (q FiguresQuery) Faults(today calendar.Date) (all casefile.Faults) {
	q = q.completed(today)
	for _, id := range q.IDs {
		for _, f := range q.of(id).Check() {
			if !strings.Contains(all.Error(), f.Field+": ") || f.Field == "id" {
				all = append(all, f)
			}
		}
	}
	return all
}

// period completes and checks a query.
func (c *Court) period(q FiguresQuery) (FiguresQuery, error) {
	if faults := q.Faults(c.today()); len(faults) > 0 {
		return q, &InputError{What: "查询条件有误 the query is wrong", Faults: faults}
	}
	return q.completed(c.today()), nil
}

// maxPage is the longest page of a list that goes on by a cursor.
const maxPage = 1000

func checkPage(limit int) error {
	if limit < 0 || limit > maxPage {
		return badInput("查询条件有误 the query is wrong", "limit", "条数 how many", "1至%[1]d之间 1 to %[1]d", maxPage)
	}
	return nil
}

func badCursor() error {
	return badInput("查询条件有误 the query is wrong", "cursor", "翻页标记 where to go on", "本清单某一页给出的标记，筛选条件相同 the cursor of a page of this list, with the same filter")
}

// DigestsQuery chooses daily digests.
type DigestsQuery struct {
	Court    string        // all courts when empty
	From, To calendar.Date // unset is open
	Limit    int           // 50 when 0
}

// Digests lists the daily digests, the newest first; Document reads one.
func (c *Court) Digests(ctx context.Context, q DigestsQuery) ([]Paper, error) {
	if err := checkPage(q.Limit); err != nil {
		return nil, err
	}
	counts, err := c.counter()
	if err != nil {
		return nil, err
	}
	infos, err := counts.Digests(ctx, register.DigestFilter{Court: q.Court, From: q.From, To: q.To, Limit: q.Limit})
	if err != nil {
		return nil, registerError("list the digests", err)
	}
	papers := make([]Paper, len(infos))
	for i, d := range infos {
		papers[i] = paper(d)
	}
	return papers, nil
}

// FigureText writes a value as people read it: 37.52%, 0.98:1, 1,234 件,
// or 无 where nothing is below the line.
func FigureText(u register.Unit, m register.Measured) string {
	if m.Value == nil {
		return "无 n/a"
	}
	switch u {
	case register.Percent:
		return fmt.Sprintf("%.2f%%", *m.Value)
	case register.Ratio:
		return fmt.Sprintf("%.2f:1", *m.Value)
	case register.MoneyFen:
		return yuanText(m.Numerator)
	case register.CourtDays:
		return trimmed(*m.Value) + " 日"
	}
	return grouped(int64(*m.Value)) + " 件"
}

func trimmed(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") }

// grouped writes 1234567 as 1,234,567.
func grouped(n int64) string {
	s := fmt.Sprint(n)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

func yuanText(fen int64) string {
	sign := ""
	if fen < 0 {
		sign, fen = "-", -fen
	}
	return fmt.Sprintf("%s%s.%02d 元", sign, grouped(fen/100), fen%100)
}
