package schema

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/invopop/jsonschema"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// Names of the documents that are no forms. A form's is form- and its slug,
// such as form-bankruptcy-court.
const (
	Filing   = "filing"
	Decision = "decision"
	View     = "view"
)

// comments are the doc comments of the wire contract's types and fields, by
// qualified name, as go generate found them in the source.
//
//go:embed comments.json
var comments []byte

var published = sync.OnceValue(func() map[string]json.RawMessage {
	var described map[string]string
	if err := json.Unmarshal(comments, &described); err != nil {
		panic(fmt.Sprintf("schema: comments.json: %v", err))
	}
	docs, err := build(func(key string) string { return described[key] })
	if err != nil {
		panic(fmt.Sprintf("schema: %v", err))
	}
	return docs
})

// Names lists the documents, sorted.
func Names() []string {
	var names []string
	for name := range published() {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Document is the schema of that name, indented, with a final newline.
func Document(name string) (json.RawMessage, bool) {
	doc, ok := published()[name]
	return slices.Clone(doc), ok
}

// ForEvent is the schema of the data that a decision of that event carries;
// ok is false for an event that carries none, or that there is not.
func ForEvent(e lifecycle.Event) (json.RawMessage, bool) {
	name := casefile.FormName(e)
	if name == "" {
		return nil, false
	}
	return Document(formDocument(name))
}

func formDocument(form string) string { return "form-" + casefile.FormSlug(form) }

// build reflects every document. Described gives the comment of a type or
// field by its qualified name.
func build(described func(key string) string) (map[string]json.RawMessage, error) {
	docs := map[string]json.RawMessage{}
	add := func(name string, s *jsonschema.Schema) error {
		text, err := render(s)
		if err != nil {
			return fmt.Errorf("rendering %s: %w", name, err)
		}
		docs[name] = text
		return nil
	}
	in, out := reflector{described: described}, reflector{described: described, output: true}
	if err := add(Filing, in.document(Filing, "起诉材料 filing", reflect.TypeFor[casefile.Filing]())); err != nil {
		return nil, err
	}
	if err := add(View, out.document(View, "案件全貌 view of a case", reflect.TypeFor[casefile.View]())); err != nil {
		return nil, err
	}
	for _, f := range forms() {
		s := in.document(formDocument(f.name), f.title(), f.typ)
		if err := add(formDocument(f.name), s); err != nil {
			return nil, err
		}
	}
	return docs, add(Decision, in.decision())
}

// carried is a form with the events that carry it, in the machines' order.
type carried struct {
	name   string
	typ    reflect.Type
	events []lifecycle.Event
	names  []string // of the events, Chinese and English
}

func (c carried) title() string { return "决定所附数据 data of " + strings.Join(c.names, ", ") }

// forms lists every form once, sorted by name.
func forms() []carried {
	var list []carried
	for _, m := range lifecycle.Machines() {
		for _, r := range m.Rows {
			name := casefile.FormName(r.Event)
			if name == "" {
				continue
			}
			i := slices.IndexFunc(list, func(c carried) bool { return c.name == name })
			if i < 0 {
				i = len(list)
				list = append(list, carried{name: name, typ: reflect.TypeOf(casefile.Forms[r.Event]()).Elem()})
			}
			if !slices.Contains(list[i].events, r.Event) {
				list[i].events = append(list[i].events, r.Event)
				list[i].names = append(list[i].names, fmt.Sprintf("%s (%s)", r.Name, r.Event))
			}
		}
	}
	slices.SortFunc(list, func(a, b carried) int { return strings.Compare(a.name, b.name) })
	return list
}

// decision is the envelope with, for every event, the form of its data.
func (r reflector) decision() *jsonschema.Schema {
	s := r.document(Decision, "决定 decision", reflect.TypeFor[casefile.Decision]())
	var formless []any
	for _, m := range lifecycle.Machines() {
		for _, row := range m.Rows {
			if casefile.FormName(row.Event) == "" && !slices.Contains(formless, any(row.Event)) {
				formless = append(formless, row.Event)
			}
		}
	}
	when := func(events []any, data *jsonschema.Schema, required bool) *jsonschema.Schema {
		about, then := having("event", &jsonschema.Schema{Enum: events}), having("data", data)
		about.Required = []string{"event"}
		if required {
			then.Required = []string{"data"}
		}
		return &jsonschema.Schema{If: about, Then: then}
	}
	for _, f := range forms() {
		form := r.document("", f.title(), f.typ)
		for name, def := range form.Definitions {
			s.Definitions[name] = def
		}
		form.Definitions, form.Version, form.ID = nil, "", ""
		s.Definitions[f.name] = form
		var events []any
		for _, e := range f.events {
			events = append(events, e)
		}
		s.AllOf = append(s.AllOf, when(events, &jsonschema.Schema{Ref: "#/$defs/" + f.name}, len(form.Required) > 0))
	}
	s.AllOf = append(s.AllOf, when(formless, &jsonschema.Schema{Type: "null", Description: "This decision carries no data."}, false))
	return s
}

func render(s *jsonschema.Schema) (json.RawMessage, error) {
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, err
	}
	// Schemas are read by people: operators stay as they are.
	for escaped, plain := range map[string]string{`\u003c`: "<", `\u003e`: ">", `\u0026`: "&"} {
		text = []byte(strings.ReplaceAll(string(text), escaped, plain))
	}
	return append(text, '\n'), nil
}
