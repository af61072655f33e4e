package gateway

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/starter/court/schema"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }

// possible is what somebody may decide now.
type possible struct {
	casefile.Lawful
	Role   lifecycle.Role `json:"role" doc:"the role of one's own that it would be decided in"`
	Schema any            `json:"schema,omitempty" doc:"JSON Schema (2020-12) of the data; missing for a decision without data"`
}

// ordered is a decision as it is sent.
type ordered struct {
	ID    string `json:"id,omitempty" doc:"决定编号 the decision's own ID, the same when sent again; made of the Idempotency-Key when left out" pattern:"^[A-Za-z0-9][A-Za-z0-9._:@-]*$" maxLength:"128"`
	Event string `json:"event" doc:"决定 what is decided, as GET decisions lists it" example:"accept" minLength:"1" maxLength:"64"`
	As    string `json:"as,omitempty" doc:"身份 one of one's own roles, where one has several" enum:"intake,clerk,judge,division_head,trial_management,president,enforcement_officer,integration"`
	Data  exact  `json:"data,omitempty" doc:"数据 as the decision's schema has it"`
}

// exact is JSON as it was sent: amounts keep every digit, and the case's own
// strict reading sees what there is.
type exact []byte

// UnmarshalJSON implements json.Unmarshaler.
func (e *exact) UnmarshalJSON(b []byte) error {
	*e = append((*e)[:0], b...)
	return nil
}

// MarshalJSON implements json.Marshaler.
func (e exact) MarshalJSON() ([]byte, error) { return json.RawMessage(e).MarshalJSON() }

// Schema implements huma.SchemaProvider.
func (exact) Schema(huma.Registry) *huma.Schema { return &huma.Schema{} }

// decided answers a decision: with its verdict, or that it was left with the server.
type decided struct {
	Status            int
	PreferenceApplied string `header:"Preference-Applied"`
	Location          string `header:"Location" doc:"the case, where a verdict that comes later is shown"`
	Body              answer
}

// answer is the answer to a decision.
type answer struct {
	Key      string `json:"key"`
	Decision string `json:"decision" doc:"its ID"`
	Event    string `json:"event"`
	// Left says that the server keeps the decision until a worker judges it.
	Left    bool              `json:"left" doc:"left with the server: the verdict will be on the case"`
	Verdict *casefile.Verdict `json:"verdict,omitempty"`
}

func (s *Server) decisionOperations() {
	huma.Register(s.api, operation(http.MethodGet, "/cases/{key}/decisions", "lawful-decisions", "decisions", "可作的决定 What may be decided now",
		"What one's own roles may decide on the case in its present state, each with the JSON Schema of its data. Conditions that depend on the data are judged when the decision comes.", http.StatusNotFound),
		func(ctx context.Context, in *struct {
			CaseKey
			As string `query:"as" doc:"只按此身份 in this role of one's own alone" maxLength:"32"`
		}) (*struct {
			Body struct {
				Decisions []possible `json:"decisions"`
			}
		}, error) {
			all, err := s.Guard.Lawful(ctx, in.Case, lifecycle.Role(in.As))
			if err != nil {
				return nil, s.problemOf(err)
			}
			out := &struct {
				Body struct {
					Decisions []possible `json:"decisions"`
				}
			}{}
			out.Body.Decisions = make([]possible, len(all))
			p, _ := access.From(ctx)
			for i, l := range all {
				role, _ := p.Acting(l.Event, lifecycle.Role(in.As))
				out.Body.Decisions[i] = possible{Lawful: l, Role: role}
				if raw, ok := schema.ForEvent(l.Event); ok {
					out.Body.Decisions[i].Schema = raw
				}
			}
			return out, nil
		})

	decide := operation(http.MethodPost, "/cases/{key}/decisions", "decide", "decisions", "作出决定 Decide",
		"Sends a decision and waits for the verdict. With Prefer: respond-async, and when no worker is there to judge it, the server keeps the decision (202) and the verdict is later on the case, under asyncVerdicts. "+
			"A decision has an ID: give one, or an Idempotency-Key that it is made of.", http.StatusNotFound)
	huma.Register(s.api, decide, func(ctx context.Context, in *struct {
		CaseKey
		OnceKey
		Prefer string `header:"Prefer" doc:"respond-async: do not wait for the verdict" maxLength:"200"`
		Body   ordered
	}) (*decided, error) {
		order := access.Order{ID: in.Body.ID, Event: lifecycle.Event(in.Body.Event), Data: in.Body.Data, As: lifecycle.Role(in.Body.As)}
		if order.ID == "" {
			var err error
			if order.ID, err = idOfKey(ctx, in.Key); err != nil {
				return nil, err
			}
		}
		return s.order(ctx, in.Case, order, prefersAsync(in.Prefer))
	})
	s.describeLeft("/cases/{key}/decisions")
}

// describeLeft adds the answer of a decision that was left with the server.
func (s *Server) describeLeft(path string) {
	post := s.api.OpenAPI().Paths[path].Post
	post.Responses["202"] = &huma.Response{Description: "left with the server", Headers: post.Responses["200"].Headers, Content: post.Responses["200"].Content}
}

// order sends a decision: and waits, or leaves it with the server.
func (s *Server) order(ctx context.Context, key string, o access.Order, async bool) (*decided, error) {
	if !async {
		v, d, err := s.Guard.Decide(ctx, key, o)
		var silent *court.NoAnswerError
		switch {
		case err == nil:
			return &decided{Status: http.StatusOK, Body: answer{Key: key, Decision: d.ID, Event: string(d.Event), Verdict: &v}}, nil
		case !errors.As(err, &silent):
			return nil, s.problemOf(err)
		}
		// No worker judges it now. Left with the server under the same ID it is
		// taken once, also if the first sending is still heard.
		o.ID = d.ID
	}
	d, err := s.Guard.Send(ctx, key, o)
	if err != nil {
		return nil, s.problemOf(err)
	}
	out := &decided{Status: http.StatusAccepted, Location: base + "/cases/" + key, Body: answer{Key: key, Decision: d.ID, Event: string(d.Event), Left: true}}
	if async {
		out.PreferenceApplied = "respond-async"
	}
	return out, nil
}

// prefersAsync reads Prefer (RFC 7240).
func prefersAsync(header string) bool {
	for p := range strings.FieldsFuncSeq(header, func(r rune) bool { return r == ',' }) {
		name, _, _ := strings.Cut(strings.TrimSpace(p), ";")
		if strings.EqualFold(strings.TrimSpace(name), "respond-async") {
			return true
		}
	}
	return false
}

// idOfKey makes a decision's ID of an idempotency key: the same decision when
// it is sent again, also after the kept answer is forgotten.
func idOfKey(ctx context.Context, key string) (string, error) {
	if key == "" {
		return "", newProblem(http.StatusBadRequest, "须有决定编号 id 或 Idempotency-Key a decision needs an id or an Idempotency-Key, else it could not be sent again")
	}
	sum := sha256.Sum256([]byte(client(ctx) + "\x00" + key))
	return "key-" + hex.EncodeToString(sum[:12]), nil
}
