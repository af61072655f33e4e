package console

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"luxing/starter/court/schema"
	"luxing/workflows/lifecycle"
)

// node is what a form needs to know of a JSON Schema: the console draws every
// decision from the schema that the API publishes, so that a decision that is
// new to the court needs no new page.
type node struct {
	Ref         string          `json:"$ref"`
	Type        string          `json:"type"`
	Format      string          `json:"format"`
	Pattern     string          `json:"pattern"`
	Description string          `json:"description"`
	Enum        []any           `json:"enum"`
	Minimum     json.Number     `json:"minimum"`
	Maximum     json.Number     `json:"maximum"`
	MinItems    int             `json:"minItems"`
	MaxItems    int             `json:"maxItems"`
	MaxLength   int             `json:"maxLength"`
	Required    []string        `json:"required"`
	Properties  properties      `json:"properties"`
	Items       *node           `json:"items"`
	Defs        map[string]node `json:"$defs"`
}

// properties keep the order in which the form's type lists its fields.
type properties []property

type property struct {
	name string
	node
}

// UnmarshalJSON implements json.Unmarshaler.
func (ps *properties) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if _, err := dec.Token(); err != nil { // the brace
		return err
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return err
		}
		p := property{name: fmt.Sprint(name)}
		if err := dec.Decode(&p.node); err != nil {
			return fmt.Errorf("property %v: %w", name, err)
		}
		*ps = append(*ps, p)
	}
	return nil
}

// schemas are the forms' schemas, read once each.
var schemas sync.Map // lifecycle.Event → *node

// schemaOf is the schema of a decision's data; nil when it carries none.
func schemaOf(e lifecycle.Event) (*node, error) {
	if known, ok := schemas.Load(e); ok {
		return known.(*node), nil
	}
	raw, ok := schema.ForEvent(e)
	if !ok {
		return nil, nil
	}
	root := &node{}
	if err := json.Unmarshal(raw, root); err != nil {
		return nil, fmt.Errorf("schema of %s: %w", e, err)
	}
	schemas.Store(e, root)
	return root, nil
}

// follow is what a node refers to; the node itself where it refers to nothing.
func (n *node) follow(root *node) *node {
	if name, ok := strings.CutPrefix(n.Ref, "#/$defs/"); ok {
		if def, ok := root.Defs[name]; ok {
			def.Description = or(n.Description, def.Description)
			return &def
		}
	}
	return n
}

func (n *node) requires(name string) bool { return slices.Contains(n.Required, name) }

// words are the values to choose from, with the names that the description
// gives them: 「One of: money 金钱给付; act 行为.」
func (n *node) words() (list []choice) {
	names := map[string]string{}
	if _, listed, ok := strings.Cut(n.Description, "One of: "); ok {
		for part := range strings.SplitSeq(strings.TrimSuffix(listed, "."), "; ") {
			value, name, _ := strings.Cut(part, " ")
			names[value] = name
		}
	}
	for _, v := range n.Enum {
		value := fmt.Sprint(v)
		list = append(list, choice{Value: value, Name: or(names[value], value)})
	}
	return list
}
