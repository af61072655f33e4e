package gateway

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/starter/court/schema"
	"luxing/workflows/lifecycle"
)

// myself is who asks, and what they may.
type myself struct {
	access.Person
	// Reach is, for every action, how far: own, division, court, another_court; actions that they may not are left out.
	Reach map[string]string `json:"reach" doc:"for every action how far one may: own, division, court, another_court (every court)"`
}

// health is whether the gateway and what it stands on answer.
type health struct {
	Status   string `json:"status" enum:"ok,unavailable"`
	Temporal string `json:"temporal" enum:"ok,unavailable"`
	Register string `json:"register" enum:"ok,unavailable"`
	Draining bool   `json:"draining,omitempty" doc:"stopping: takes nothing new"`
}

const (
	ok          = "ok"
	unavailable = "unavailable"
	// healthPatience bounds the look.
	healthPatience = 3 * time.Second
)

func (s *Server) serviceOperations() {
	huma.Register(s.api, operation(http.MethodGet, "/me", "me", "service", "我是谁 Who am I", "Who one is to this court, by the sign-in, and what one may."),
		func(ctx context.Context, _ *struct{}) (*struct{ Body myself }, error) {
			p, known := access.From(ctx)
			if !known {
				return nil, s.problemOf(&court.SignInError{})
			}
			me := myself{Person: p, Reach: map[string]string{}}
			for _, a := range lifecycle.Actions() {
				if far := p.Reach(a); far != lifecycle.Nobody {
					me.Reach[string(a)] = far.String()
				}
			}
			return &struct{ Body myself }{me}, nil
		})

	huma.Register(s.api, operation(http.MethodGet, "/accesses", "accesses", "service", "访问记录 The trail of accesses", "Who looked at which case's data, when, in which role, from where; refused attempts too. For the auditor; reading it is on it."),
		func(ctx context.Context, in *struct {
			Case  string    `query:"case" doc:"案件标识 the case's key" maxLength:"160"`
			Who   string    `query:"who" doc:"查阅人 whose accesses" maxLength:"64"`
			Court string    `query:"court" doc:"查阅人的法院 of whose people" maxLength:"30"`
			From  time.Time `query:"from" doc:"自 from this moment on"`
			To    time.Time `query:"to" doc:"至 before this moment"`
			PageOf
		}) (*struct{ Body court.Accesses }, error) {
			page, err := s.Guard.Accesses(ctx, court.AccessFilter{Case: in.Case, Who: in.Who, Court: in.Court, From: in.From, To: in.To, Cursor: in.Cursor, Limit: in.Limit})
			if err != nil {
				return nil, s.problemOf(err)
			}
			return &struct{ Body court.Accesses }{page}, nil
		})

	huma.Register(s.api, anybody(operation(http.MethodGet, "/schemas/{name}", "schema", "service", "数据格式 A JSON Schema", "The wire contract's schemas: filing, decision, view, form-….", http.StatusNotFound)),
		func(_ context.Context, in *struct {
			Name string `path:"name" example:"form-payment" maxLength:"64"`
		}) (*struct{ Body any }, error) {
			raw, found := schema.Document(in.Name)
			if !found {
				return nil, s.problemOf(&court.NotFoundError{What: "数据格式 schema", ID: in.Name, Near: schema.Names()})
			}
			return &struct{ Body any }{raw}, nil
		})

	check := anybody(operation(http.MethodGet, "/health", "health", "service", "运行状况 Health", "Whether the gateway, Temporal and the register answer; 503 when one does not, or the gateway is stopping."))
	huma.Register(s.api, check, func(ctx context.Context, _ *struct{}) (*struct {
		Status int
		Body   health
	}, error) {
		ctx, cancel := context.WithTimeout(ctx, healthPatience)
		defer cancel()
		h := health{Status: ok, Temporal: ok, Register: ok, Draining: s.draining.Load()}
		if s.Guard.Court.Health(ctx) != nil {
			h.Temporal = unavailable
		}
		if s.Register.Ping(ctx) != nil {
			h.Register = unavailable
		}
		status := http.StatusOK
		if h.Temporal != ok || h.Register != ok || h.Draining || s.Ready != nil && s.Ready(ctx) != nil {
			h.Status, status = unavailable, http.StatusServiceUnavailable
		}
		return &struct {
			Status int
			Body   health
		}{status, h}, nil
	})
	get := s.api.OpenAPI().Paths["/health"].Get
	get.Responses["503"].Content = get.Responses["200"].Content
}
