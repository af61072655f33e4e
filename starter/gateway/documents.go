package gateway

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"luxing/starter/court/schema"
)

//go:embed pages/docs.html pages/docs.css
var pages embed.FS

// documents serves the API's document, and the page that shows it to people.
// The page is made here from the document and needs nothing from elsewhere.
func (s *Server) documents(mux *http.ServeMux) error {
	o := s.api.OpenAPI()
	raw, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("write the API's document: %w", err)
	}
	yaml, err := o.YAML()
	if err != nil {
		return fmt.Errorf("write the API's document: %w", err)
	}
	page, err := docsPage(o)
	if err != nil {
		return err
	}
	style, err := pages.ReadFile("pages/docs.css")
	if err != nil {
		return err
	}
	for _, d := range []struct {
		path, kind string
		content    []byte
	}{
		{"/openapi.json", "application/vnd.oai.openapi+json;version=3.1", raw},
		{"/openapi.yaml", "application/vnd.oai.openapi;version=3.1", yaml},
		{"/docs", "text/html; charset=utf-8", page},
		{"/docs/style.css", "text/css; charset=utf-8", style},
	} {
		sum := sha256.Sum256(d.content)
		tag := `"` + hex.EncodeToString(sum[:12]) + `"`
		mux.HandleFunc("GET "+d.path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", tag)
			w.Header().Set("Cache-Control", "no-cache")
			if matches(r.Header.Get("If-None-Match"), tag) {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			w.Header().Set("Content-Type", d.kind)
			_, _ = w.Write(d.content) // whoever does not hear it asks again
		})
	}
	return nil
}

// docOperation is an operation as the page shows it.
type docOperation struct {
	Method, Path, ID, Summary, Description string
	Public                                 bool
	Parameters                             []docParameter
	Body                                   string // the schema's name
	Bodies                                 []string
	Answers                                []docAnswer
}

type docParameter struct {
	Name, In, Type, Description string
	Required                    bool
}

type docAnswer struct{ Status, Description, Type, Schema string }

type docGroup struct {
	Name, Description string
	Operations        []docOperation
}

type docSchema struct{ Name, JSON string }

func docsPage(o *huma.OpenAPI) ([]byte, error) {
	groups := make([]docGroup, len(o.Tags))
	for i, t := range o.Tags {
		groups[i] = docGroup{Name: t.Name, Description: t.Description}
	}
	for path, item := range o.Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post} {
			if op == nil {
				continue
			}
			i := slices.IndexFunc(groups, func(g docGroup) bool { return slices.Contains(op.Tags, g.Name) })
			if i < 0 {
				return nil, fmt.Errorf("operation %s has no group", op.OperationID)
			}
			groups[i].Operations = append(groups[i].Operations, docOf(path, op))
		}
	}
	for _, g := range groups {
		slices.SortFunc(g.Operations, func(a, b docOperation) int { return strings.Compare(a.Path+a.Method, b.Path+b.Method) })
	}
	var schemas []docSchema
	for name, s := range o.Components.Schemas.Map() {
		raw, err := json.MarshalIndent(s, "", "  ")
		if err != nil {
			return nil, fmt.Errorf("write schema %s: %w", name, err)
		}
		schemas = append(schemas, docSchema{name, string(raw)})
	}
	slices.SortFunc(schemas, func(a, b docSchema) int { return strings.Compare(a.Name, b.Name) })
	page, err := template.ParseFS(pages, "pages/docs.html")
	if err != nil {
		return nil, fmt.Errorf("read the documents' page: %w", err)
	}
	var b bytes.Buffer
	err = page.Execute(&b, map[string]any{
		"Title": o.Info.Title, "Version": o.Info.Version, "About": strings.Split(o.Info.Description, "\n\n"), "Base": base,
		"Groups": groups, "Schemas": schemas, "Contract": schema.Names(),
	})
	if err != nil {
		return nil, fmt.Errorf("write the documents' page: %w", err)
	}
	return b.Bytes(), nil
}

func docOf(path string, op *huma.Operation) docOperation {
	d := docOperation{Method: op.Method, Path: path, ID: op.OperationID, Summary: op.Summary, Description: op.Description, Public: op.Security != nil && len(op.Security) == 0}
	for _, p := range op.Parameters {
		d.Parameters = append(d.Parameters, docParameter{p.Name, p.In, typeName(p.Schema), p.Description, p.Required})
	}
	if op.RequestBody != nil {
		for media, m := range op.RequestBody.Content {
			d.Bodies = append(d.Bodies, media+" "+typeName(m.Schema))
		}
		slices.Sort(d.Bodies)
	}
	for status, r := range op.Responses {
		a := docAnswer{Status: status, Description: r.Description}
		for media, m := range r.Content {
			a.Type, a.Schema = media, typeName(m.Schema)
		}
		d.Answers = append(d.Answers, a)
	}
	slices.SortFunc(d.Answers, func(a, b docAnswer) int { return strings.Compare(a.Status, b.Status) })
	return d
}

// typeName says what a schema is in a word.
func typeName(s *huma.Schema) string {
	switch {
	case s == nil:
		return ""
	case s.Ref != "":
		return strings.TrimPrefix(s.Ref, components)
	case s.Type == "array":
		return "[] " + typeName(s.Items)
	case len(s.Enum) > 0:
		words := make([]string, len(s.Enum))
		for i, e := range s.Enum {
			words[i] = fmt.Sprint(e)
		}
		return strings.Join(words, " | ")
	case s.Format != "":
		return s.Type + " (" + s.Format + ")"
	}
	return s.Type
}
