package register

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// QueryError is returned for a question that makes no sense. It names every
// fault.
type QueryError struct{ Faults casefile.Faults }

// Error lists the faults.
func (e *QueryError) Error() string { return "the query is wrong:\n" + e.Faults.Error() }

// maxYears bounds a period, and with it the length of a trend.
const maxYears = 10

// Check finds what is wrong with a query.
func (q FigureQuery) Check() (fs casefile.Faults) {
	if _, ok := FindFigure(q.ID); !ok {
		fs.Add("id", "没有这个指标 no such figure", "口径表中的指标（不是“%[1]s”） one of those that the definitions list, not %[1]q", fmt.Sprintf("%.60s", q.ID))
	}
	switch {
	case q.From.IsZero():
		fs.Add("from", "期间的首日 the first day of the period", "一个日期（如2026-01-01） a day, such as 2026-01-01")
	case q.To.IsZero():
		fs.Add("to", "期间的末日 the last day of the period", "一个日期（如2026-12-31） a day, such as 2026-12-31")
	case q.To.Before(q.From):
		fs.Add("to", "末日不早于首日 the period ends after it begins", "不早于%[1]s（不是%[2]s） %[1]s or later, not %[2]s", q.From, q.To)
	case q.To.After(q.From.AddYears(maxYears)):
		fs.Add("to", "期间不超过十年 at most ten years", "不晚于%[1]s（不是%[2]s） %[1]s or earlier, not %[2]s", q.From.AddYears(maxYears), q.To)
	}
	if q.By != "" && q.By != ByMonth && q.By != ByQuarter {
		fs.Add("by", "按月或按季 by month or by quarter", "按月（%[1]s）或者按季（%[2]s） %[1]s or %[2]s, not %[3]q", ByMonth, ByQuarter, fmt.Sprintf("%.60s", string(q.By)))
	}
	return fs
}

// steps are the points of a period's trend, cut to the period.
func (q FigureQuery) steps() []Point {
	months := 1
	if q.By == ByQuarter {
		months = 3
	}
	var all []Point
	first := calendar.NewDate(q.From.Year(), q.From.Month(), 1)
	first = first.AddMonths(-((int(first.Month()) - 1) % months))
	for ; !first.After(q.To); first = first.AddMonths(months) {
		p := Point{From: first, To: first.AddMonths(months).AddDays(-1)}
		if p.From.Before(q.From) {
			p.From = q.From
		}
		if p.To.After(q.To) {
			p.To = q.To
		}
		all = append(all, p)
	}
	return all
}

// counting is a figure while it is counted: the whole, each point, each
// division.
type counting struct {
	figure    Figure
	value     FigureValue
	divisions map[[2]string]*Measured
	days      struct { // histograms, for a median
		whole     map[int64]int64
		points    []map[int64]int64
		divisions map[[2]string]map[int64]int64
	}
}

// at is the point that a day, or a month's first day, falls into.
func (c *counting) at(day string) int {
	i, _ := slices.BinarySearchFunc(c.value.Trend, day, func(p Point, day string) int { return strings.Compare(p.To.String(), day) })
	return min(i, len(c.value.Trend)-1)
}

func (c *counting) division(court, division string) *Measured {
	d := c.divisions[[2]string{court, division}]
	if d == nil {
		d = &Measured{}
		c.divisions[[2]string{court, division}] = d
	}
	return d
}

func (m *Measured) add(above, all int64) {
	m.Numerator += above
	m.Denominator += all
}

// Figure counts one figure over a period. A point or a division below whose
// line there is nothing has no value. The error of a wrong query is a
// *[QueryError].
func (r *Register) Figure(ctx context.Context, q FigureQuery) (FigureValue, error) {
	if faults := q.Check(); len(faults) > 0 {
		return FigureValue{}, &QueryError{Faults: faults}
	}
	if q.By == "" {
		q.By = ByMonth
	}
	figure, _ := FindFigure(q.ID)
	c := &counting{figure: figure, divisions: map[[2]string]*Measured{}, value: FigureValue{Figure: figure, Query: q, Trend: q.steps(), Divisions: []DivisionValue{}}}
	count := r.counted
	switch figure.sql.how {
	case median:
		count = r.medians
	case standing:
		count = r.standing
	}
	if err := count(ctx, c); err != nil {
		return FigureValue{}, fmt.Errorf("figure %s: %w", q.ID, err)
	}
	return c.finish(), nil
}

// place narrows a statement to a court and a division.
func (q FigureQuery) place(w *where) {
	w.text("court", q.Court)
	w.text("division", q.Division)
}

// counted counts what is counted by the days on which it happened.
func (r *Register) counted(ctx context.Context, c *counting) error {
	q, s := c.value.Query, c.figure.sql
	w := &where{}
	w.add(s.where)
	w.add(s.day+" BETWEEN ? AND ?", q.From.String(), q.To.String())
	q.place(w)
	above := "COUNT(*)"
	switch {
	case s.above != "":
		above = "SUM(CASE WHEN " + s.above + " THEN 1 ELSE 0 END)"
	case s.how == sum:
		above = "SUM(amount)"
	}
	return r.read().each(ctx, func(row *sql.Rows) error {
		var day, court, division string
		var n, all int64
		if err := row.Scan(&day, &court, &division, &n, &all); err != nil {
			return err
		}
		switch s.how {
		case versus:
			all -= n
		case tally, sum:
			all = 0
		}
		c.value.add(n, all)
		c.value.Trend[c.at(day)].add(n, all)
		c.division(court, division).add(n, all)
		return nil
	}, "SELECT "+s.day+", court, division, "+above+", COUNT(*) FROM "+s.table+" WHERE "+w.String()+" GROUP BY "+s.day+", court, division", w.args...)
}

// medians counts days as histograms: a median is of the cases and cannot be
// put together from those of the months or the divisions.
func (r *Register) medians(ctx context.Context, c *counting) error {
	q, s := c.value.Query, c.figure.sql
	c.days.whole, c.days.divisions = map[int64]int64{}, map[[2]string]map[int64]int64{}
	c.days.points = make([]map[int64]int64, len(c.value.Trend))
	for i := range c.days.points {
		c.days.points[i] = map[int64]int64{}
	}
	w := &where{}
	w.add(s.where)
	w.add("to_month BETWEEN ? AND ?", q.From.String()[:7], q.To.String()[:7])
	w.add("to_on BETWEEN ? AND ?", q.From.String(), q.To.String())
	q.place(w)
	return r.read().each(ctx, func(row *sql.Rows) error {
		var month, court, division string
		var days, n int64
		if err := row.Scan(&month, &court, &division, &days, &n); err != nil {
			return err
		}
		i := c.at(max(month+"-01", q.From.String()))
		c.value.add(days*n, n)
		c.value.Trend[i].add(days*n, n)
		c.division(court, division).add(days*n, n)
		d := c.days.divisions[[2]string{court, division}]
		if d == nil {
			d = map[int64]int64{}
			c.days.divisions[[2]string{court, division}] = d
		}
		for _, h := range []map[int64]int64{c.days.whole, c.days.points[i], d} {
			h[days] += n
		}
		return nil
	}, "SELECT to_month, court, division, days, COUNT(*) FROM spans WHERE "+w.String()+" GROUP BY to_month, court, division, days", w.args...)
}

// middle is the median of a histogram.
func middle(h map[int64]int64) *float64 {
	var n int64
	var days []int64
	for d, k := range h {
		days = append(days, d)
		n += k
	}
	if n == 0 {
		return nil
	}
	slices.Sort(days)
	nth := func(i int64) int64 {
		for _, d := range days {
			if i -= h[d]; i < 0 {
				return d
			}
		}
		return 0
	}
	m := float64(nth((n-1)/2)+nth(n/2)) / 2
	return &m
}

// standing counts what is pending at the end of each step, over what was
// handled in it: pending at its start, or accepted in it.
func (r *Register) standing(ctx context.Context, c *counting) error {
	q := c.value.Query
	from, to := q.From.String(), q.To.String()
	type place = [2]string
	open := map[place]int64{} // at the start of the period
	accepted := make([]map[place]int64, len(c.value.Trend))
	concluded := make([]map[place]int64, len(c.value.Trend))
	long := make([]map[place]int64, len(c.value.Trend)) // at the end of each step
	for i := range c.value.Trend {
		accepted[i], concluded[i], long[i] = map[place]int64{}, map[place]int64{}, map[place]int64{}
	}
	ask := func(statement string, w *where, group string, take func(days []string, at place, n int64)) error {
		q.place(w)
		days := strings.Count(group, ",") - 1
		return r.read().each(ctx, func(row *sql.Rows) error {
			text := make([]string, days+2)
			var n int64
			into := make([]any, 0, len(text)+1)
			for i := range text {
				into = append(into, &text[i])
			}
			if err := row.Scan(append(into, &n)...); err != nil {
				return err
			}
			take(text[:days], place{text[days], text[days+1]}, n)
			return nil
		}, "SELECT "+group+", COUNT(*) FROM facts WHERE "+statement+" AND "+w.String()+" GROUP BY "+group, w.args...)
	}
	const accepts = "kind = 'case' AND accepted_on <> ''"
	pendingAt := func(condition string, args ...any) error {
		w := &where{}
		w.add(condition, args...)
		w.add("accepted_on < ?", from)
		return ask(accepts, w, "court, division", func(_ []string, at place, n int64) { open[at] += n })
	}
	if err := pendingAt("concluded_on = ''"); err != nil {
		return err
	}
	if err := pendingAt("concluded_on >= ?", from); err != nil {
		return err
	}
	within := func(column string, into []map[place]int64) error {
		w := &where{}
		w.add(column+" BETWEEN ? AND ?", from, to)
		return ask(accepts, w, column+", court, division", func(days []string, at place, n int64) { into[c.at(days[0])][at] += n })
	}
	if err := within("accepted_on", accepted); err != nil {
		return err
	}
	if err := within("concluded_on", concluded); err != nil {
		return err
	}
	w := &where{}
	w.add("long_on <= ?", to)
	err := ask("kind = 'case' AND long_on <> '' AND (concluded_on = '' OR concluded_on > long_on)", w, "long_on, concluded_on, court, division", func(days []string, at place, n int64) {
		for i, p := range c.value.Trend {
			if end := p.To.String(); days[0] <= end && (days[1] == "" || days[1] > end) {
				long[i][at] += n
			}
		}
	})
	if err != nil {
		return err
	}
	// Of the whole period: pending at its start and accepted in it, and what
	// stands at its end.
	handled := map[place]int64{}
	for at, n := range open {
		handled[at] += n
	}
	for i := range c.value.Trend {
		for at, n := range open {
			c.value.Trend[i].add(0, n)
			c.division(at[0], at[1])
		}
		for at, n := range accepted[i] {
			c.value.Trend[i].add(0, n)
			handled[at] += n
			open[at] += n
		}
		for at, n := range concluded[i] {
			open[at] -= n
		}
		for at, n := range long[i] {
			c.value.Trend[i].add(n, 0)
			if i == len(c.value.Trend)-1 {
				c.value.add(n, 0)
				c.division(at[0], at[1]).add(n, 0)
			}
		}
	}
	for at, n := range handled {
		c.value.add(0, n)
		c.division(at[0], at[1]).add(0, n)
	}
	for at, d := range c.divisions {
		if d.Numerator == 0 && d.Denominator == 0 {
			delete(c.divisions, at)
		}
	}
	return nil
}

// valued gives a measure its value in the figure's unit; none when nothing is
// below the line.
func (f Figure) valued(m *Measured) {
	var v float64
	switch {
	case f.sql.how == tally || f.sql.how == sum:
		v = float64(m.Numerator)
	case m.Denominator == 0:
		m.Value = nil
		return
	case f.Unit == Percent:
		v = 100 * float64(m.Numerator) / float64(m.Denominator)
	default:
		v = float64(m.Numerator) / float64(m.Denominator)
	}
	m.Value = &v
}

// finish works out the values and the bands.
func (c *counting) finish() FigureValue {
	v := &c.value
	value := func(m *Measured, h map[int64]int64) {
		if c.figure.sql.how == median {
			m.Value = middle(h)
			return
		}
		c.figure.valued(m)
	}
	value(&v.Measured, c.days.whole)
	for i := range v.Trend {
		var h map[int64]int64
		if c.days.points != nil {
			h = c.days.points[i]
		}
		value(&v.Trend[i].Measured, h)
	}
	for at, m := range c.divisions {
		value(m, c.days.divisions[at])
		v.Divisions = append(v.Divisions, DivisionValue{Court: at[0], Division: at[1], Measured: *m, Band: c.figure.band(*m, v.Measured)})
	}
	slices.SortFunc(v.Divisions, func(a, b DivisionValue) int {
		return cmp.Or(strings.Compare(a.Court, b.Court), strings.Compare(a.Division, b.Division))
	})
	return *v
}

// band is where a division lies against the whole.
func (f Figure) band(of, whole Measured) Band {
	if f.sql.how == tally || f.sql.how == sum || whole.Value == nil {
		return BandNone
	}
	cases := of.Denominator
	if f.sql.how == versus {
		cases += of.Numerator
	}
	if of.Value == nil || cases < FewCases {
		return BandFew
	}
	margin := float64(f.Margin)
	if f.Unit != Percent {
		margin *= math.Abs(*whole.Value) / 100
	}
	switch d := *of.Value - *whole.Value; {
	case d > margin:
		return BandAbove
	case d < -margin:
		return BandBelow
	}
	return BandWithin
}

// FigureCases lists the cases behind a figure, by day, court, division and
// key. The errors are *[QueryError] and [ErrCursor].
func (r *Register) FigureCases(ctx context.Context, q FigureCasesQuery) (FigureCases, error) {
	if faults := q.Check(); len(faults) > 0 {
		return FigureCases{}, &QueryError{Faults: faults}
	}
	page, err := r.figureCases(ctx, q)
	if err != nil {
		return FigureCases{}, fmt.Errorf("cases of figure %s: %w", q.ID, err)
	}
	return page, nil
}

// behind is the statement's conditions for what is below the line of a figure,
// and the condition of what is above it.
func (q FigureCasesQuery) behind(s query) (w *where, above string, args []any) {
	w = &where{}
	w.add(s.where)
	from, to := q.From.String(), q.To.String()
	above = or(s.above, "1 = 1")
	if s.how == standing {
		w.add("accepted_on <= ?", to)
		w.add("(concluded_on = '' OR concluded_on >= ?)", from)
		above, args = "long_on <> '' AND long_on <= ? AND (concluded_on = '' OR concluded_on > ?)", []any{to, to}
	} else {
		w.add(s.day+" BETWEEN ? AND ?", from, to)
	}
	q.place(w)
	return w, above, args
}

// ties are the columns that tell apart rows of one workflow on one day, and
// what a row adds, by table.
var ties = map[string]struct{ n, amount string }{
	"facts":       {"0", "0"},
	"spans":       {"n", "days"},
	"happenings":  {"n", "0"},
	repairedMoney: {"n", "amount"},
	listedEntries: {"n", "0"},
}

// place in the list of the cases behind a figure.
type figurePlace struct {
	ID, Day, Court, Division, Key string
	N                             int64
}

func (r *Register) figureCases(ctx context.Context, q FigureCasesQuery) (FigureCases, error) {
	figure, _ := FindFigure(q.ID)
	s := figure.sql
	w, above, args := q.behind(s)
	if q.Numerator {
		w.add("("+above+")", args...)
	}
	tie := ties[s.table]
	if q.Cursor != "" {
		var from figurePlace
		raw, err := base64.RawURLEncoding.DecodeString(q.Cursor)
		if err != nil || json.Unmarshal(raw, &from) != nil || from.ID != q.ID {
			return FigureCases{}, ErrCursor
		}
		w.add("("+s.day+", court, division, key, "+tie.n+") > (?, ?, ?, ?, ?)", from.Day, from.Court, from.Division, from.Key, from.N)
	}
	n := limit(q.Limit)
	page := FigureCases{Cases: []FigureCase{}}
	var last figurePlace
	err := r.read().each(ctx, func(row *sql.Rows) error {
		at := figurePlace{ID: q.ID}
		var x FigureCase
		var counted int
		if err := row.Scan(&at.Key, &at.Day, &at.Court, &at.Division, &at.N, &counted, &x.Amount, &x.Kind, &x.CaseNumber, &x.Judge, &x.Phase); err != nil {
			return err
		}
		if len(page.Cases) == n {
			raw, err := json.Marshal(last)
			page.Next = base64.RawURLEncoding.EncodeToString(raw)
			return err
		}
		x.Key, x.Court, x.Division, x.Counted = at.Key, at.Court, at.Division, counted != 0
		page.Cases, last = append(page.Cases, x), at
		return page.Cases[len(page.Cases)-1].On.UnmarshalText([]byte(at.Day))
	}, "SELECT t.key, t.day, t.court, t.division, t.n, t.above, t.amount, w.kind, w.case_number, w.judge, w.phase FROM (SELECT key, "+s.day+" AS day, court, division, "+
		tie.n+" AS n, CASE WHEN "+above+" THEN 1 ELSE 0 END AS above, "+tie.amount+" AS amount FROM "+s.table+" WHERE "+w.String()+
		" ORDER BY day, court, division, key, n LIMIT ?) t JOIN workflows w ON w.key = t.key ORDER BY t.day, t.court, t.division, t.key, t.n",
		slices.Concat(args, w.args, []any{n + 1})...)
	return page, err
}
