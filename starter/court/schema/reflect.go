package schema

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/policy"
)

// reflector makes documents of types.
type reflector struct {
	described func(key string) string
	// output is set for what we send: readers must take fields that a later
	// version adds.
	output bool
}

// document is the schema of one type under a name of its own.
func (r reflector) document(name, title string, t reflect.Type) *jsonschema.Schema {
	lib := jsonschema.Reflector{
		Anonymous:                 true,
		ExpandedStruct:            true,
		AllowAdditionalProperties: r.output,
		Mapper:                    r.known,
		LookupComment:             r.comment,
	}
	s := lib.ReflectFromType(t)
	s.ID = jsonschema.ID("urn:luxing:schema:" + name)
	s.Title = title
	r.bound(t, s, s.Definitions)
	return s
}

// known are the types with a written form of their own.
func (r reflector) known(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[calendar.Date]():
		if r.output {
			return &jsonschema.Schema{Type: "string", Pattern: `^([0-9]{4}-[0-9]{2}-[0-9]{2})?$`}
		}
		return &jsonschema.Schema{Type: "string", Format: "date", Pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`}
	case reflect.TypeFor[json.RawMessage]():
		return &jsonschema.Schema{}
	case reflect.TypeFor[policy.Fraction]():
		return &jsonschema.Schema{Type: "string", Pattern: `^ *[0-9]+ */ *[0-9]+ *$`, Examples: []any{"2/3"}}
	}
	if words, ok := wordsOf[t]; ok && !r.output {
		return &jsonschema.Schema{Type: "string", Enum: words.values()}
	}
	return nil
}

// comment is what the source says of a type or a field, on one line, with the
// words to choose from.
func (r reflector) comment(t reflect.Type, field string) string {
	key := t.PkgPath() + "." + t.Name()
	if field == "" {
		return oneLine(r.described(key))
	}
	text := oneLine(r.described(key + "." + field))
	f, ok := t.FieldByName(field)
	if !ok {
		return text
	}
	words, ok := wordsOf[f.Type]
	if b, bounded := bounds[boundKey(t, jsonName(f))]; bounded && b.words != nil {
		words, ok = b.words, true
	}
	if ok && !r.output {
		text = strings.TrimSpace(text + " " + words.String())
	}
	return text
}

// bound adds what the checks demand beyond types: bounds, patterns, and which
// fields they refuse to be without.
func (r reflector) bound(t reflect.Type, s *jsonschema.Schema, defs jsonschema.Definitions) {
	if r.output {
		return
	}
	seen := map[reflect.Type]bool{}
	var walk func(reflect.Type, *jsonschema.Schema)
	walk = func(t reflect.Type, s *jsonschema.Schema) {
		for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || s.Properties == nil || seen[t] {
			return
		}
		seen[t] = true
		wants := demands(t)
		s.Required = required(t, wants)
		if extra, ok := conditions[t]; ok {
			s.AllOf = append(s.AllOf, extra()...)
		}
		for i := range t.NumField() {
			f := t.Field(i)
			name := jsonName(f)
			p, ok := s.Properties.Get(name)
			if !ok {
				panic(fmt.Sprintf("schema: %s.%s is not in the reflected schema", t, name))
			}
			applyBound(p, t, f, slices.Contains(s.Required, name))
			if p.Description == "" {
				p.Description = wants[name]
			}
			if d, ok := defs[elem(f.Type).Name()]; ok {
				walk(f.Type, d)
			}
		}
	}
	walk(t, s)
}

// demands asks the type's own check what it wants of a value with nothing in
// it, by field. Types inside lists are checked by the list's owner.
func demands(t reflect.Type) map[string]string {
	wants := map[string]string{}
	checked, ok := reflect.New(t).Interface().(interface{ Check() casefile.Faults })
	if !ok {
		return wants
	}
	for _, f := range checked.Check() {
		field, _, within := strings.Cut(f.Field, ".")
		if within {
			f.Want = "" // of a part of it
		}
		if wants[field] == "" {
			wants[field] = f.Want
		}
	}
	return wants
}

// required lists the fields that the checks refuse to be without.
func required(t reflect.Type, wants map[string]string) []string {
	if names, ok := needed[t]; ok {
		return names
	}
	var names []string
	for i := range t.NumField() {
		name := jsonName(t.Field(i))
		if _, wanted := wants[name]; wanted {
			names = append(names, name)
		}
	}
	return names
}

func elem(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// having is a schema of one property.
func having(name string, s *jsonschema.Schema) *jsonschema.Schema {
	p := jsonschema.NewProperties()
	p.Set(name, s)
	return &jsonschema.Schema{Properties: p}
}
