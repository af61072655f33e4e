package gateway

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"luxing/starter/court/schema"
)

const components = "#/components/schemas/"

// publish puts a schema of the wire contract (docs/schema) into the API's
// document under a name, with its definitions beside it as NAME.DEFINITION.
// What the API reads and gives is then described once.
func publish(r huma.Registry, document, name string) error {
	raw, ok := schema.Document(document)
	if !ok {
		return fmt.Errorf("there is no schema %q", document)
	}
	var s map[string]any
	if err := json.Unmarshal(raw, &s); err != nil {
		return fmt.Errorf("schema %q: %w", document, err)
	}
	defs, _ := s["$defs"].(map[string]any)
	for _, k := range []string{"$defs", "$schema", "$id"} {
		delete(s, k)
	}
	for k, def := range defs {
		r.Map()[name+"."+k] = verbatim(moved(def, name))
	}
	r.Map()[name] = verbatim(moved(s, name))
	return nil
}

// moved is a schema whose references lead to where its definitions now are.
func moved(v any, name string) any {
	switch x := v.(type) {
	case map[string]any:
		for k, item := range x {
			if ref, ok := item.(string); ok && k == "$ref" {
				x[k] = strings.Replace(ref, "#/$defs/", components+name+".", 1)
				continue
			}
			x[k] = moved(item, name)
		}
	case []any:
		for i := range x {
			x[i] = moved(x[i], name)
		}
	}
	return v
}

// verbatim is a schema that is written as it stands.
func verbatim(v any) *huma.Schema {
	object, _ := v.(map[string]any)
	return &huma.Schema{Extensions: object}
}

func ref(name string) *huma.Schema { return &huma.Schema{Ref: components + name} }

// listedRow describes a court.Listed: the view's row, with whose it is. huma
// would lose a field of the row that has another's name in Go.
type listedRow struct{}

// Schema implements huma.SchemaProvider.
func (listedRow) Schema(huma.Registry) *huma.Schema {
	text := map[string]any{"type": "string"}
	return verbatim(map[string]any{"allOf": []any{
		map[string]any{"$ref": components + "View.Row"},
		map[string]any{"type": "object", "required": []any{"key", "kind"}, "properties": map[string]any{"key": text, "kind": text}},
	}})
}

// bodyOf says that an operation's JSON body is a published schema.
func bodyOf(o *huma.OpenAPI, path, name string) {
	rb := o.Paths[path].Post.RequestBody
	rb.Required = true
	for _, media := range rb.Content {
		media.Schema = ref(name)
	}
}
