package console

import (
	"bytes"
	"fmt"
	"html"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/lifecycle"
)

// figuresView is the figures page: one chapter of figures over a period.
type figuresView struct {
	Query  court.FiguresQuery
	Group  register.FigureGroup
	Groups []register.FigureGroup
	Values []court.FigureValue
}

// figures shows a chapter of the court's figures.
func (c *Console) figures(p *page) error {
	v, err := c.figuresQuery(p)
	if err != nil {
		return err
	}
	if v.Values, err = c.Boards.Figures(p.r.Context(), v.Query); err != nil {
		return err
	}
	p.Nav, p.Title = "figures", p.T("figures.title")
	return p.show(http.StatusOK, figuresPage(p, v))
}

// figuresQuery reads the chapter, the period and the place from the address.
func (c *Console) figuresQuery(p *page) (*figuresView, error) {
	v := &figuresView{Group: register.FigureGroup(p.query("group"))}
	for _, f := range court.FigureDefinitions() {
		if len(v.Groups) == 0 || v.Groups[len(v.Groups)-1] != f.Group {
			v.Groups = append(v.Groups, f.Group)
		}
	}
	if v.Group == "" {
		v.Group = v.Groups[0]
	}
	for _, f := range court.FigureDefinitions() {
		if f.Group == v.Group {
			v.Query.IDs = append(v.Query.IDs, f.ID)
		}
	}
	if id := p.query("id"); id != "" {
		v.Query.IDs = []string{id}
	}
	e := &court.InputError{What: "查询条件有误 the query is wrong"}
	if len(v.Query.IDs) == 0 {
		e.Faults.Add("group", "没有这一章 no such chapter", "列表中的某一章 one of the chapters listed")
	}
	day := func(name string) (d calendar.Date) {
		if s := p.query(name); s != "" {
			var err error
			if d, err = calendar.Parse(s); err != nil {
				e.Faults.Add(name, "日期 a day", "如2026-01-31的日期 a day such as 2026-01-31")
			}
		}
		return d
	}
	v.Query.From, v.Query.To, v.Query.By = day("from"), day("to"), register.Step(p.query("by"))
	if len(e.Faults) > 0 {
		return nil, e
	}
	if v.Query.From.IsZero() && v.Query.To.IsZero() {
		v.Query.To = calendar.Of(p.now)
		v.Query.From = v.Query.To.AddDays(1).AddMonths(-12)
	}
	scope, err := c.Cases.Narrow(p.r.Context(), lifecycle.ToMeasure, access.Scope{Court: p.query("court"), Division: p.query("division")})
	if err != nil {
		return nil, err
	}
	v.Query.Court, v.Query.Division = scope.Court, scope.Division
	return v, nil
}

// behind is a page of the cases behind a figure.
type behind struct {
	Query  court.FigureCasesQuery
	Figure court.Figure
	court.FigureCases
}

// figureCases lists the cases behind one figure, or one point of its trend.
func (c *Console) figureCases(p *page) error {
	q, err := c.figureCasesQuery(p)
	if err != nil {
		return err
	}
	f, ok := register.FindFigure(q.ID)
	if !ok {
		return &court.NotFoundError{What: "指标 figure", ID: q.ID}
	}
	found, err := c.Boards.FigureCases(p.r.Context(), q)
	if err != nil {
		return err
	}
	ids := make([]string, len(found.Cases))
	for i := range found.Cases {
		ids[i] = found.Cases[i].Judge
	}
	p.know(ids...)
	p.Nav, p.Title = "figures", p.Lang.of(f.Name, f.NameEN)
	return p.show(http.StatusOK, figureCasesPage(p, behind{Query: q, Figure: f, FigureCases: found}))
}

func (c *Console) figureCasesQuery(p *page) (court.FigureCasesQuery, error) {
	v, err := c.figuresQuery(p)
	if err != nil {
		return court.FigureCasesQuery{}, err
	}
	return court.FigureCasesQuery{
		ID: p.r.PathValue("id"), From: v.Query.From, To: v.Query.To, Court: v.Query.Court, Division: v.Query.Division,
		Numerator: p.query("counted") != "", Cursor: p.query("after"), Limit: rowsOnPage,
	}, nil
}

// exportOf writes a list as a file that a spreadsheet opens.
func (p *page) exportOf(name string, write func(court.Format, *bytes.Buffer) error) error {
	format := court.Format(p.query("format"))
	if format != court.CSV && format != court.XLSX {
		e := &court.InputError{What: "导出格式有误 the export's format is wrong"}
		e.Faults.Add("format", "导出格式 the format", "csv或者xlsx格式 csv or xlsx")
		return e
	}
	// Whole or not at all: half a list looks like a whole one.
	var b bytes.Buffer
	if err := write(format, &b); err != nil {
		return err
	}
	h := p.w.Header()
	h.Set("Content-Type", format.Type())
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{
		"filename": fmt.Sprintf("%s-%s.%s", name, calendar.Of(p.now), format),
	}))
	h.Set("Cache-Control", "no-store")
	if _, err := p.w.Write(b.Bytes()); err != nil {
		p.Log.Debug("an export was not read to its end")
	}
	return nil
}

func (c *Console) exportStuck(p *page) error {
	f, err := c.boardFilter(p, lifecycle.ToExport)
	if err != nil {
		return err
	}
	return p.exportOf("luxing-stuck", func(as court.Format, b *bytes.Buffer) error {
		return c.Boards.ExportBoard(p.r.Context(), f, as, b)
	})
}

func (c *Console) exportFigures(p *page) error {
	v, err := c.figuresQuery(p)
	if err != nil {
		return err
	}
	return p.exportOf("luxing-figures", func(as court.Format, b *bytes.Buffer) error {
		return c.Boards.ExportFigures(p.r.Context(), v.Query, as, b)
	})
}

func (c *Console) exportFigureCases(p *page) error {
	q, err := c.figureCasesQuery(p)
	if err != nil {
		return err
	}
	return p.exportOf("luxing-"+q.ID, func(as court.Format, b *bytes.Buffer) error {
		return c.Boards.ExportFigureCases(p.r.Context(), q, as, b)
	})
}

// digests lists the daily digests of the court.
func (c *Console) digests(p *page) error {
	scope, err := c.Cases.Narrow(p.r.Context(), lifecycle.ToMeasure, access.Scope{Court: p.query("court")})
	if err != nil {
		return err
	}
	list, err := c.Boards.Digests(p.r.Context(), court.DigestsQuery{Court: scope.Court})
	if err != nil {
		return err
	}
	p.Nav, p.Title = "stuck", p.T("digest.title")
	return p.show(http.StatusOK, digestsPage(p, list))
}

// digest shows one digest. It is read by those who may read the court's
// figures; it belongs to no case whose papers it could be.
func (c *Console) digest(p *page) error {
	id := p.r.PathValue("id")
	scope, err := c.Cases.Narrow(p.r.Context(), lifecycle.ToMeasure, access.Scope{})
	if err != nil {
		return err
	}
	list, err := c.Boards.Digests(p.r.Context(), court.DigestsQuery{Court: scope.Court, Limit: 1000})
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(d court.Paper) bool { return d.ID == id }) {
		return &court.NotFoundError{What: "简报 digest", ID: id}
	}
	doc, err := c.Cases.Document(p.r.Context(), id) // who read it is on the trail
	if err != nil {
		return err
	}
	return p.paper(doc)
}

// trend draws the course of a figure. The numbers stand in the table below it.
func (p *page) trend(v court.FigureValue) string {
	const w, h, left, right, top, bottom = 420, 132, 44, 10, 12, 24
	var most float64
	for _, t := range v.Trend {
		if t.Value != nil {
			most = max(most, *t.Value)
		}
	}
	if len(v.Trend) < 2 || most == 0 {
		return ""
	}
	ceiling := nice(most)
	if v.Figure.Unit == register.Percent {
		ceiling = min(ceiling, 100)
	}
	x := func(i int) float64 { return left + float64(i)*(w-left-right)/float64(len(v.Trend)-1) }
	y := func(n float64) float64 { return h - bottom - n/ceiling*(h-top-bottom) }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="trend" viewBox="0 0 %d %d" role="img" aria-label="%s">`, w, h, html.EscapeString(p.T("figures.trend", p.Lang.of(v.Figure.Name, v.Figure.NameEN))))
	for _, n := range []float64{0, ceiling / 2, ceiling} {
		fmt.Fprintf(&b, `<path class="trend-grid" d="M%d %.1fH%d"/><text class="trend-text" x="%d" y="%.1f" text-anchor="end">%s</text>`, left, y(n), w-right, left-5, y(n)+4, p.scale(v.Figure.Unit, n))
	}
	for _, i := range []int{0, len(v.Trend) / 2, len(v.Trend) - 1} {
		anchor := "middle"
		if i == len(v.Trend)-1 {
			anchor = "end"
		}
		fmt.Fprintf(&b, `<text class="trend-text" x="%.1f" y="%d" text-anchor="%s">%s</text>`, x(i), h-7, anchor, v.Trend[i].From.String()[:7])
	}
	// A step with nothing below the line breaks the course instead of being nought.
	var course strings.Builder
	joined := false
	for i, t := range v.Trend {
		if t.Value == nil {
			joined = false
			continue
		}
		step := "M"
		if joined {
			step = "L"
		}
		fmt.Fprintf(&course, "%s%.1f %.1f", step, x(i), y(*t.Value))
		joined = true
	}
	fmt.Fprintf(&b, `<path class="trend-line" d="%s"/>`, course.String())
	for i, t := range v.Trend {
		if t.Value != nil {
			fmt.Fprintf(&b, `<circle class="trend-dot" cx="%.1f" cy="%.1f" r="2.6"/>`, x(i), y(*t.Value))
		}
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// nice is a round number at or above n.
func nice(n float64) float64 {
	step := 1.0
	for step*10 < n {
		step *= 10
	}
	for _, m := range []float64{1, 2, 4, 5, 6, 8, 10} {
		if m*step >= n {
			return m * step
		}
	}
	return step * 10
}

func (p *page) scale(u register.Unit, n float64) string {
	switch u {
	case register.Percent:
		return strconv.FormatFloat(n, 'f', -1, 64) + "%"
	case register.MoneyFen:
		if p.Lang == English {
			return strconv.FormatFloat(n/1e5, 'f', -1, 64) + "k"
		}
		return strconv.FormatFloat(n/1e6, 'f', -1, 64) + "万"
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// figureText writes a value in the page's language.
func (p *page) figureText(u register.Unit, m register.Measured) string {
	if m.Value == nil {
		return p.T("figures.none")
	}
	s := court.FigureText(u, m)
	if p.Lang == English {
		s = strings.NewReplacer(" 件", "", " 日", " days", " 元", " yuan").Replace(s)
	}
	return s
}

// fraction is what stands above and below the line.
func (p *page) fraction(u register.Unit, m register.Measured) string {
	switch {
	case u == register.MoneyFen, m.Denominator == 0 && m.Value == nil:
		return ""
	case m.Denominator == 0:
		return ""
	case u == register.CourtDays:
		return p.T("figures.of", m.Denominator)
	}
	return fmt.Sprintf("%d / %d", m.Numerator, m.Denominator)
}

// casesBehind is the address of the cases behind a value.
func (p *page) casesBehind(id, from, to, division string) templ.SafeURL {
	return link("/figures/"+url.PathEscape(id), "from", from, "to", to, "division", division, "court", p.query("court"))
}

// export is the address of this page's list as a file.
func (p *page) export(path, format string) templ.SafeURL {
	q := p.r.URL.Query()
	q.Del("lang")
	q.Del("after")
	q.Set("format", format)
	return templ.SafeURL(path + "?" + q.Encode())
}
