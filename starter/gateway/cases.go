package gateway

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// receipt answers a filing.
type receipt struct {
	Status   int
	Location string `header:"Location" doc:"the case"`
	Body     court.Receipt
}

// batchLine is one line of a batch's report: a filing, how far it is, or the end.
type batchLine struct {
	Report   *court.Report  `json:"report,omitempty" doc:"one filing, in the batch's order"`
	Progress *progress      `json:"progress,omitempty" doc:"now and then while it goes on"`
	Summary  *court.Summary `json:"summary,omitempty" doc:"the last line"`
	Problem  *court.Problem `json:"problem,omitempty" doc:"why it stopped before the end"`
}

// progress is how far a batch is.
type progress struct {
	Done int `json:"done"`
}

// progressEvery is how often a batch says how far it is.
const progressEvery = time.Second

// caseView is a view as it goes out, described by the published schema.
type caseView struct{ court.Seen }

// Schema implements huma.SchemaProvider.
func (caseView) Schema(huma.Registry) *huma.Schema { return ref("View") }

// ListFilter is what a list of cases can be narrowed by.
type ListFilter struct {
	Court     string `query:"court" doc:"法院代字 the court's code" maxLength:"30"`
	Division  string `query:"division" doc:"庭室 the division" maxLength:"50"`
	Judge     string `query:"judge" doc:"承办人 the judge's or officer's ID" maxLength:"64"`
	Phase     string `query:"phase" doc:"阶段 the phase" maxLength:"64"`
	Kind      string `query:"kind" doc:"类别 the kind" enum:"case,enforcement,certificate,certificate_revocation,credit_repair,integrity_list"`
	Alert     string `query:"alert" doc:"预警级别及以上 this level or above" maxLength:"32"`
	DueBefore string `query:"dueBefore" doc:"期限早于此日 due before this day" format:"date"`
	Open      bool   `query:"open" doc:"未结 leaves out what has ended"`
}

func (f ListFilter) filter(limit int) (court.Filter, error) {
	out := court.Filter{
		Kind: casefile.Kind(f.Kind), Phase: lifecycle.State(f.Phase), Court: f.Court, Division: f.Division, Judge: f.Judge,
		Alert: casefile.Alert(f.Alert), Open: f.Open, Limit: limit,
	}
	var err error
	if f.DueBefore != "" {
		if out.DueBefore, err = calendar.Parse(f.DueBefore); err != nil {
			return out, faulty("dueBefore", "日期 a day", "%s", err)
		}
	}
	return out, nil
}

// timelinePage is a part of a case's timeline.
type timelinePage struct {
	Entries []casefile.Entry `json:"entries"`
	Next    string           `json:"next,omitempty"`
}

func (s *Server) caseOperations() {
	file := operation(http.MethodPost, "/cases", "file-case", "cases", "立案 File a case",
		"Checks the filing whole and starts its case. The same filing sent again is answered 200, already_filed; another one under its key is refused with 422.")
	file.DefaultStatus = http.StatusCreated
	file.SkipValidateBody = true // casefile's own checks find more, and say it for people
	huma.Register(s.api, file, func(ctx context.Context, in *struct {
		OnceKey
		RawBody []byte `contentType:"application/json"`
	}) (*receipt, error) {
		f, err := s.readFiling(ctx, in.RawBody)
		if err != nil {
			return nil, s.problemOf(err)
		}
		r, err := s.Guard.File(ctx, f)
		if err != nil {
			return nil, s.problemOf(err)
		}
		out := &receipt{Status: http.StatusCreated, Location: base + "/cases/" + r.Key, Body: r}
		if r.Status == court.AlreadyFiled {
			out.Status = http.StatusOK
		}
		return out, nil
	})
	o := s.api.OpenAPI()
	bodyOf(o, "/cases", "Filing")
	post := o.Paths["/cases"].Post
	post.Responses["200"] = &huma.Response{Description: "already filed", Headers: post.Responses["201"].Headers, Content: post.Responses["201"].Content}

	batch := operation(http.MethodPost, "/cases/batch", "file-batch", "cases", "批量立案 File a batch",
		"Takes JSON lines (or one array) of filings and reports each as a JSON line while it goes on, with progress in between and a summary at the end. "+
			"One that is refused does not stop the others; a server that cannot be reached does, and the rest is reported as not sent. Sending the batch again is safe.")
	batch.SkipValidateBody = true
	batch.Responses = map[string]*huma.Response{"200": {Description: "the report, line by line", Content: map[string]*huma.MediaType{
		jsonLines: {Schema: s.api.OpenAPI().Components.Schemas.Schema(typeOf[batchLine](), true, "BatchLine")},
	}}}
	huma.Register(s.api, batch, func(ctx context.Context, in *struct {
		OnceKey
		RawBody []byte `contentType:"application/x-ndjson"`
	}) (*huma.StreamResponse, error) {
		return s.fileBatch(ctx, in.RawBody)
	})
	body := s.api.OpenAPI().Paths["/cases/batch"].Post.RequestBody
	body.Required = true
	body.Content[jsonLines].Schema = &huma.Schema{Type: "string", Description: "filings, one a line"}
	body.Content["application/json"] = &huma.MediaType{Schema: &huma.Schema{Type: "array", Items: ref("Filing")}}

	huma.Register(s.api, operation(http.MethodGet, "/cases", "list-cases", "cases", "案件清单 List cases",
		"Rows without personal data, of those in one's reach, by when what they wait for is due."),
		func(ctx context.Context, in *struct {
			ListFilter
			PageOf
		}) (*struct{ Body court.Page }, error) {
			f, err := in.filter(in.Limit)
			if err != nil {
				return nil, s.problemOf(err)
			}
			page, err := s.Guard.Page(ctx, f, in.Cursor)
			if err != nil {
				return nil, s.problemOf(err)
			}
			return &struct{ Body court.Page }{page}, nil
		})

	huma.Register(s.api, operation(http.MethodGet, "/cases/{key}", "view-case", "cases", "案件全貌 View a case",
		"All that the case says of itself. Where it cannot answer, the register does: source is then register, and missing says why. Send If-None-Match with the ETag to hear of changes only.", http.StatusNotFound),
		func(ctx context.Context, in *struct {
			CaseKey
			IfNoneMatch string `header:"If-None-Match" doc:"the ETag of the view that one has" maxLength:"400"`
		}) (*struct {
			Status       int
			ETag         string `header:"ETag"`
			CacheControl string `header:"Cache-Control"`
			Body         caseView
		}, error) {
			seen, err := s.Guard.View(ctx, in.Case)
			if err != nil {
				return nil, s.problemOf(err)
			}
			tag, err := etag(seen)
			if err != nil {
				return nil, s.problemOf(err)
			}
			out := &struct {
				Status       int
				ETag         string `header:"ETag"`
				CacheControl string `header:"Cache-Control"`
				Body         caseView
			}{http.StatusOK, tag, "private, no-cache", caseView{seen}}
			if matches(in.IfNoneMatch, tag) {
				out.Status = http.StatusNotModified
			}
			return out, nil
		})
	view := s.api.OpenAPI().Paths["/cases/{key}"].Get
	view.Responses["304"] = &huma.Response{Description: "not modified", Headers: view.Responses["200"].Headers}

	huma.Register(s.api, operation(http.MethodGet, "/cases/{key}/timeline", "case-timeline", "cases", "时间线 Timeline",
		"What happened, in order; each entry with who, in which role, under which article.", http.StatusNotFound),
		func(ctx context.Context, in *struct {
			CaseKey
			PageOf
		}) (*struct{ Body timelinePage }, error) {
			seen, err := s.Guard.View(ctx, in.Case)
			if err != nil {
				return nil, s.problemOf(err)
			}
			page, err := slicePage(seen.Timeline, in.PageOf)
			if err != nil {
				return nil, err
			}
			return &struct{ Body timelinePage }{timelinePage(page)}, nil
		})

	huma.Register(s.api, operation(http.MethodGet, "/cases/{key}/deadlines", "case-deadlines", "cases", "期限及其算法 Deadlines, and why these days",
		"Every open deadline with the steps by which it was reached: the rule, its article, what was excluded, rest days.", http.StatusNotFound),
		func(ctx context.Context, in *struct {
			CaseKey
			ID string `query:"id" doc:"只看这一个 this one alone" example:"answer/D1" maxLength:"200"`
		}) (*struct {
			Body struct {
				Deadlines []casefile.Explanation `json:"deadlines"`
			}
		}, error) {
			all, err := s.Guard.Explain(ctx, in.Case, in.ID)
			if err != nil {
				return nil, s.problemOf(err)
			}
			out := &struct {
				Body struct {
					Deadlines []casefile.Explanation `json:"deadlines"`
				}
			}{}
			out.Body.Deadlines = orEmpty(all)
			return out, nil
		})
}

// readFiling reads a filing for somebody who may file at all: others learn
// nothing of what is wrong with it.
func (s *Server) readFiling(ctx context.Context, data []byte) (*casefile.Filing, error) {
	if _, err := s.Guard.May(ctx, lifecycle.ToFile); err != nil {
		return nil, err
	}
	return s.Guard.Court.Read(data)
}

func (s *Server) fileBatch(ctx context.Context, data []byte) (*huma.StreamResponse, error) {
	if _, err := s.Guard.May(ctx, lifecycle.ToFile); err != nil {
		return nil, s.problemOf(err)
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		r, w := humago.Unwrap(hc)
		w.Header().Set("Content-Type", jsonLines)
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusOK)
		control, enc := http.NewResponseController(w), json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		done, last := 0, time.Now()
		line := func(l batchLine) {
			// A client that has gone ends the batch through its context.
			_ = enc.Encode(l)
			_ = control.Flush()
		}
		sum, err := s.Guard.FileAll(r.Context(), court.Split("-", bytes.NewReader(data)), func(rep court.Report) {
			if rep.Status == court.Failed && rep.Err != nil {
				rep.Detail = s.problemOf(rep.Err).Detail
			}
			line(batchLine{Report: &rep})
			if done++; time.Since(last) >= progressEvery {
				last = time.Now()
				line(batchLine{Progress: &progress{done}})
			}
		})
		end := batchLine{Summary: &sum}
		if err == nil {
			err = sum.Err
		}
		if err != nil || sum.Failed+sum.NotSent > 0 {
			doneInPart(r.Context())
		}
		if err != nil {
			end.Problem = &s.problemOf(err).Problem
			end.Summary.Stopped = end.Problem.Detail
		}
		line(end)
	}}, nil
}

// etag is of a view but for the moments at which it was made, which alone are no change.
func etag(seen court.Seen) (string, error) {
	seen.Now, seen.Row.Updated = time.Time{}, time.Time{}
	raw, err := json.Marshal(seen)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(raw)
	return `W/"` + hex.EncodeToString(sum[:12]) + `"`, nil
}

// matches reads If-None-Match: tags compared weakly, or any.
func matches(header, tag string) bool {
	if strings.TrimSpace(header) == "*" {
		return true
	}
	for t := range strings.SplitSeq(header, ",") {
		if t = strings.TrimSpace(t); t != "" && strings.TrimPrefix(t, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// part is a page of a list that grows at its end only.
type part[T any] struct {
	Entries []T    `json:"entries"`
	Next    string `json:"next,omitempty"`
}

// slicePage cuts a page out of a list that only grows: the cursor counts.
func slicePage(all []casefile.Entry, p PageOf) (part[casefile.Entry], error) {
	from := 0
	if p.Cursor != "" {
		raw, err := base64.RawURLEncoding.DecodeString(p.Cursor)
		if err == nil {
			err = json.Unmarshal(raw, &from)
		}
		if err != nil || from < 0 || from > len(all) {
			return part[casefile.Entry]{}, faulty("cursor", "翻页标记 where to go on", "the next of a page of this list")
		}
	}
	to := min(from+p.Limit, len(all))
	out := part[casefile.Entry]{Entries: orEmpty(all[from:to])}
	if to < len(all) {
		raw, _ := json.Marshal(to) // a number cannot fail
		out.Next = base64.RawURLEncoding.EncodeToString(raw)
	}
	return out, nil
}

// orEmpty writes an empty list as [] and not as null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
