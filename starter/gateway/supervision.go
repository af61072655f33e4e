package gateway

import (
	"bytes"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"luxing/activities/register"
	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// StuckFilter is what the stuck list can be narrowed by.
type StuckFilter struct {
	Court    string `query:"court" doc:"法院代字 the court's code" maxLength:"30"`
	Division string `query:"division" doc:"庭室 the division" maxLength:"50"`
	Judge    string `query:"judge" doc:"承办人 the judge's or officer's ID" maxLength:"64"`
	Phase    string `query:"phase" doc:"阶段 the phase" maxLength:"64"`
	Reason   string `query:"reason" doc:"受阻原因 why it is stuck" maxLength:"64"`
	Alert    string `query:"alert" doc:"预警级别：受阻清单仅限该级，案件导出为该级及以上 the level: of stuck cases this one alone, in an export of cases this one or above" maxLength:"32"`
	Kind     string `query:"kind" doc:"类别 the kind" enum:"case,enforcement,certificate,certificate_revocation,credit_repair,integrity_list"`
}

func (f StuckFilter) filter(p PageOf) court.BoardFilter {
	return court.BoardFilter{
		Court: f.Court, Division: f.Division, Judge: f.Judge, Phase: lifecycle.State(f.Phase), Reason: casefile.StuckReason(f.Reason),
		Alert: casefile.Alert(f.Alert), Kind: casefile.Kind(f.Kind), Cursor: p.Cursor, Limit: p.Limit,
	}
}

// FiguresQuery is the period and place of figures.
type FiguresQuery struct {
	From     string `query:"from" doc:"首日 first day; twelve months back when both are left out" format:"date"`
	To       string `query:"to" doc:"末日 last day" format:"date"`
	Court    string `query:"court" doc:"法院代字 the court's code" maxLength:"30"`
	Division string `query:"division" doc:"庭室 the division" maxLength:"50"`
}

func (q FiguresQuery) days() (from, to calendar.Date, err error) {
	if q.From != "" {
		if from, err = calendar.Parse(q.From); err != nil {
			return from, to, faulty("from", "日期 a day", "%s", err)
		}
	}
	if q.To != "" {
		if to, err = calendar.Parse(q.To); err != nil {
			return from, to, faulty("to", "日期 a day", "%s", err)
		}
	}
	return from, to, nil
}

// bulkAnswer is what became of a bulk decision, case by case.
type bulkAnswer struct {
	Summary  court.BulkSummary   `json:"summary"`
	Outcomes []court.BulkOutcome `json:"outcomes"`
}

// download answers with a file.
type download struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Cache       string `header:"Cache-Control"`
	Body        []byte
}

func (s *Server) supervisionOperations() {
	huma.Register(s.api, operation(http.MethodGet, "/stuck", "list-stuck", "supervision", "受阻案件 Stuck cases",
		"The cases in one's reach that are stuck, the longest first, each with every reason, since when, who must act and what would unstick it; with counts over all that the filter chooses."),
		func(ctx context.Context, in *struct {
			StuckFilter
			PageOf
		}) (*struct{ Body court.Board }, error) {
			b, err := s.Guard.Board(ctx, in.filter(in.PageOf))
			if err != nil {
				return nil, s.problemOf(err)
			}
			b.Cases, b.ByDivision = orEmpty(b.Cases), orEmpty(b.ByDivision)
			return &struct{ Body court.Board }{b}, nil
		})

	huma.Register(s.api, operation(http.MethodGet, "/figures", "figures", "supervision", "指标 Figures",
		"Each figure with its definition, numerator and denominator, trend, and its divisions in bands; of one's reach."),
		func(ctx context.Context, in *struct {
			FiguresQuery
			ID []string `query:"id" doc:"指标 these alone, parted by commas" maxItems:"50"`
			By string   `query:"by" doc:"趋势步长 the trend's steps" enum:"month,quarter" default:"month"`
		}) (*struct {
			Body struct {
				Figures []court.FigureValue `json:"figures"`
			}
		}, error) {
			from, to, err := in.days()
			if err != nil {
				return nil, err
			}
			values, err := s.Guard.Figures(ctx, court.FiguresQuery{IDs: in.ID, From: from, To: to, By: register.Step(in.By), Court: in.Court, Division: in.Division})
			if err != nil {
				return nil, s.problemOf(err)
			}
			out := &struct {
				Body struct {
					Figures []court.FigureValue `json:"figures"`
				}
			}{}
			for i := range values {
				values[i].Trend, values[i].Divisions = orEmpty(values[i].Trend), orEmpty(values[i].Divisions)
			}
			out.Body.Figures = orEmpty(values)
			return out, nil
		})

	huma.Register(s.api, operation(http.MethodGet, "/figures/{id}/cases", "figure-cases", "supervision", "指标所计案件 The cases behind a figure", "The cases that a figure counts, by the day they fall into the period."),
		func(ctx context.Context, in *struct {
			FiguresQuery
			PageOf
			ID        string `path:"id" doc:"指标 the figure" maxLength:"64"`
			Numerator bool   `query:"numerator" doc:"只列分子 those above the line alone"`
		}) (*struct{ Body court.FigureCases }, error) {
			from, to, err := in.days()
			if err != nil {
				return nil, err
			}
			page, err := s.Guard.FigureCases(ctx, court.FigureCasesQuery{ID: in.ID, From: from, To: to, Court: in.Court, Division: in.Division, Numerator: in.Numerator, Cursor: in.Cursor, Limit: in.Limit})
			if err != nil {
				return nil, s.problemOf(err)
			}
			page.Cases = orEmpty(page.Cases)
			return &struct{ Body court.FigureCases }{page}, nil
		})

	huma.Register(s.api, operation(http.MethodPost, "/bulk", "bulk-decide", "supervision", "批量处理 Decide on many cases",
		"One decision on each of a selection: nudge, reassign, grant_extension and what else the role may. Each case is checked by itself, and each outcome reported; one that is refused does not stop the others. "+
			"Cases whose turn did not come in time, or that did not answer, are reported as failed: the same request sent again decides on those. "+
			"Sent again it is done once: the decision's ID in every case is the one given, or made of the Idempotency-Key, or else of the content and the day."),
		func(ctx context.Context, in *struct {
			OnceKey
			Body struct {
				ID    string   `json:"id,omitempty" doc:"决定编号 the decision's ID in every case" pattern:"^[A-Za-z0-9][A-Za-z0-9._:@-]*$" maxLength:"128"`
				Keys  []string `json:"keys" doc:"案件 the cases" minItems:"1" maxItems:"1000"`
				Event string   `json:"event" example:"nudge" minLength:"1" maxLength:"64"`
				As    string   `json:"as,omitempty" doc:"身份 one of one's own roles" enum:"division_head,trial_management,president"`
				Data  exact    `json:"data,omitempty"`
			}
		}) (*struct{ Body bulkAnswer }, error) {
			id := in.Body.ID
			if id == "" && in.Key != "" {
				var err error
				if id, err = idOfKey(ctx, in.Key); err != nil {
					return nil, err
				}
			}
			out := &struct{ Body bulkAnswer }{}
			out.Body.Outcomes = []court.BulkOutcome{}
			var err error
			out.Body.Summary, err = s.Guard.DecideAll(ctx, in.Body.Keys, access.Order{ID: id, Event: lifecycle.Event(in.Body.Event), Data: in.Body.Data, As: lifecycle.Role(in.Body.As)},
				func(o court.BulkOutcome) {
					if o.Err != nil {
						o.Problem = &s.problemOf(o.Err).Problem
					}
					out.Body.Outcomes = append(out.Body.Outcomes, o)
				})
			// Where the time is up, what became of each case so far is the answer.
			if ended := ctx.Err() != nil && len(out.Body.Outcomes) > 0; err != nil && !ended {
				return nil, s.problemOf(err)
			}
			if out.Body.Summary.Failed > 0 {
				doneInPart(ctx)
			}
			return out, nil
		})

	export := operation(http.MethodGet, "/exports/{list}", "export", "supervision", "导出 Export", "A whole list in one's reach as CSV or XLSX: stuck cases, cases, figures, and with one id the cases behind a figure. Exports are on the trail.")
	binary := &huma.Schema{Type: "string"}
	export.Responses = map[string]*huma.Response{"200": {Description: "the file", Content: map[string]*huma.MediaType{
		"text/csv": {Schema: binary}, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {Schema: &huma.Schema{Type: "string", Format: "binary"}},
	}}}
	huma.Register(s.api, export, func(ctx context.Context, in *struct {
		List   string `path:"list" enum:"stuck,cases,figures,figure-cases"`
		Format string `query:"format" enum:"csv,xlsx" default:"csv"`
		StuckFilter
		From      string   `query:"from" doc:"指标首日 first day of figures" format:"date"`
		To        string   `query:"to" doc:"指标末日 last day of figures" format:"date"`
		ID        []string `query:"id" doc:"指标 these figures alone, parted by commas; of figure-cases the one" maxItems:"50"`
		By        string   `query:"by" doc:"趋势步长 the steps of the figures' trend" enum:"month,quarter" default:"month"`
		Numerator bool     `query:"numerator" doc:"只列分子 of figure-cases, those above the line alone"`
		Open      bool     `query:"open" doc:"未结 of cases, the open ones alone"`
	}) (*download, error) {
		format := court.Format(in.Format)
		var b bytes.Buffer
		var err error
		switch in.List {
		case "stuck":
			err = s.Guard.ExportBoard(ctx, in.filter(PageOf{}), format, &b)
		case "cases":
			err = s.Guard.ExportCases(ctx, court.Filter{Court: in.Court, Division: in.Division, Judge: in.Judge, Phase: lifecycle.State(in.Phase),
				Kind: casefile.Kind(in.Kind), Alert: casefile.Alert(in.Alert), Open: in.Open}, format, &b)
		default:
			q := FiguresQuery{From: in.From, To: in.To, Court: in.Court, Division: in.Division}
			var from, to calendar.Date
			if from, to, err = q.days(); err != nil {
				return nil, err
			}
			if in.List == "figures" {
				err = s.Guard.ExportFigures(ctx, court.FiguresQuery{IDs: in.ID, From: from, To: to, By: register.Step(in.By), Court: in.Court, Division: in.Division}, format, &b)
				break
			}
			if len(in.ID) != 1 {
				return nil, faulty("id", "一项指标 one figure", "the ID of one figure, such as public-notice")
			}
			err = s.Guard.ExportFigureCases(ctx, court.FigureCasesQuery{ID: in.ID[0], From: from, To: to, Court: in.Court, Division: in.Division, Numerator: in.Numerator}, format, &b)
		}
		if err != nil {
			return nil, s.problemOf(err)
		}
		return &download{format.Type(), `attachment; filename="` + in.List + "." + in.Format + `"`, "no-store", b.Bytes()}, nil
	})
}
