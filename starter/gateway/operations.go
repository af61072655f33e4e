package gateway

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"luxing/starter/access"
	"luxing/starter/court"
	"luxing/starter/court/schema"
	"luxing/starter/gateway/signin"
)

// Paths of the API.
const (
	base      = "/api/v1"
	batchPath = base + "/cases/batch"
	bulkPath  = base + "/bulk"
	jsonLines = "application/x-ndjson"
)

// about opens the API's document.
const about = `The way in to Luxing (履行): civil cases of a Chinese court, each one durable workflow.

**Who asks.** People sign in at ` + access.SignInPath + ` and have a session cookie; systems send a bearer token. What a role may do, and how far, is one table: see GET /me. Which role a decision is taken in comes from the sign-in, never from a body; ` + "`as`" + ` chooses among one's own.

**Sent twice is done once.** A filing is known by its key, a decision by its ID, a payment by its own. Beside that every POST takes an Idempotency-Key: whoever does not hear an answer sends the same request again under it and is answered as the first time (Idempotency-Replayed: true), for a day. The key with another body is refused (422); while the first is under way, 409.

**Failures** are problem documents (RFC 9457), with every fault at once: field, rule, what would be right. 403 is a matter of who asks, 409 of the law or the case's state, 422 of the input; 429 and 503 say Retry-After, and nothing was done.

**Lists** go on by a cursor: ask again with ` + "`cursor`" + ` set to the answer's ` + "`next`" + `. Amounts are in fen (1 yuan = 100), days are the court's (UTC+8), times are RFC 3339.

Every access to personal data is on a trail that the auditor reads.`

// operations registers the API on a mux.
func (s *Server) operations(mux *http.ServeMux) error {
	registry := huma.NewMapRegistry(components, huma.DefaultSchemaNamer)
	registry.RegisterTypeAlias(typeOf[court.Listed](), typeOf[listedRow]())
	registry.RegisterTypeAlias(typeOf[Problem](), typeOf[court.Problem]())
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info:    &huma.Info{Title: "履行 Luxing", Version: s.Version, Description: about},
			Components: &huma.Components{
				Schemas: registry,
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"session": {Type: "apiKey", In: "cookie", Name: signin.CookieName, Description: "A person's session; on plain http at the loopback its name is luxing."},
					"bearer":  {Type: "http", Scheme: "bearer", BearerFormat: "JWT", Description: "A system's token from the court's identity provider, for the API's audience."},
				},
			},
			Security: []map[string][]string{{"session": {}}, {"bearer": {}}},
			Servers:  []*huma.Server{{URL: base}},
			Tags: []*huma.Tag{
				{Name: "cases", Description: "立案、查阅 filing and reading"},
				{Name: "decisions", Description: "决定 what may be decided, and deciding"},
				{Name: "documents", Description: "文书与证明 documents and certificates"},
				{Name: "supervision", Description: "督办 stuck cases, figures, bulk decisions"},
				{Name: "integration", Description: "对接 what other systems report"},
				{Name: "service", Description: "运行 who am I, schemas, health, the trail"},
			},
		},
		Formats:                      map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat:                "application/json",
		NoFormatFallback:             false,
		RejectUnknownQueryParameters: true,
	}
	for document, name := range map[string]string{schema.Filing: "Filing", schema.View: "View", "form-payment": "PaymentForm", "form-service": "ServiceForm"} {
		if err := publish(registry, document, name); err != nil {
			return err
		}
	}
	s.api = humago.NewWithPrefix(mux, base, config)
	s.caseOperations()
	s.decisionOperations()
	s.documentOperations()
	s.supervisionOperations()
	s.integrationOperations()
	s.serviceOperations()
	return nil
}

// operation is what most operations have in common. The errors are those that
// any can answer; more are its own.
func operation(method, path, id, tag, summary, description string, errors ...int) huma.Operation {
	o := huma.Operation{
		OperationID: id, Method: method, Path: path, Tags: []string{tag}, Summary: summary, Description: description,
		Errors: append([]int{http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity, http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusGatewayTimeout}, errors...),
		// The gateway bounds bodies itself, by the operation.
		MaxBodyBytes: -1, BodyReadTimeout: -1,
	}
	if method == http.MethodPost {
		o.Errors = append(o.Errors, http.StatusBadRequest, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	return o
}

// anybody leaves out the need to sign in.
func anybody(o huma.Operation) huma.Operation {
	o.Security = []map[string][]string{}
	return o
}

// OnceKey is the header that every write takes; the middleware reads it.
type OnceKey struct {
	Key string `header:"Idempotency-Key" doc:"发送两次只生效一次 sent again under the same key, it is done once and answered the same" maxLength:"128"`
}

// CaseKey is the path of one case.
type CaseKey struct {
	Case string `path:"key" doc:"案件标识 the case's key" example:"nb-2019-001234" pattern:"^[a-z0-9][a-z0-9._-]*$" maxLength:"160"`
}

// PageOf is where a list goes on.
type PageOf struct {
	Cursor string `query:"cursor" doc:"上一页的 next the answer before's next" maxLength:"400"`
	Limit  int    `query:"limit" doc:"每页条数 how many" minimum:"1" maximum:"1000" default:"50"`
}
