package console

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// input is how a field is asked for.
type input string

// The ways to ask.
const (
	asText    input = "text"
	asLong    input = "long"
	asDate    input = "date"
	asTime    input = "time"
	asMoney   input = "money" // typed in yuan, sent in fen
	asNumber  input = "number"
	asYesNo   input = "yesno"
	asChoice  input = "choice"
	asMany    input = "many"    // several of a few, as the debtors of an obligation
	asLines   input = "lines"   // texts, one a line
	asRows    input = "rows"    // a list of objects
	asGroup   input = "group"   // an object
	asRawJSON input = "rawjson" // what no field can say
)

// choice is one value to choose.
type choice struct{ Value, Name string }

// field is one field of a decision's form with what was typed into it and what
// is wrong with that.
type field struct {
	Name     string // in the form's JSON
	Path     string // obligations[0].amountFen, as faults name it
	Kind     input
	Label    string
	Help     string
	Required bool
	Value    string
	Values   []string // of asMany
	Choices  []choice
	Max      int
	Min      string
	Rows     []group // of asRows
	Fields   []field // of asGroup
	MaxRows  int
	Faults   casefile.Faults
}

// group is one row of a list.
type group struct {
	Index  int
	Path   string
	Fields []field
}

// ID is the field's name in the page.
func (f field) ID() string {
	return "f-" + strings.NewReplacer("[", "-", "]", "", ".", "-").Replace(f.Path)
}

// Input is the field's name in what the browser sends.
func (f field) Input() string { return prefix + f.Path }

// prefix keeps the form's own fields apart from the page's.
const prefix = "d."

// known is what a case can offer to choose from.
type known struct {
	lang     Lang
	event    lifecycle.Event
	today    calendar.Date
	parties  []choice
	duties   []choice
	assets   []choice
	excluded []choice
	payees   []choice          // of money that is held
	preset   map[string]string // a field's value before anybody typed one
}

// partyFields name a party of the case, by the form and the field.
var partyFields = []string{"party", "payer", "owner", "creditor", "by", "debtor", "applicant"}

// form builds the fields of a decision: empty ones for typed == nil, else with
// what was typed.
func form(e lifecycle.Event, k known, typed url.Values) ([]field, error) {
	root, err := schemaOf(e)
	if err != nil || root == nil {
		return nil, err
	}
	b := builder{root: root, known: k, typed: typed}
	return b.object(root, ""), nil
}

type builder struct {
	known
	root  *node
	typed url.Values
}

func (b *builder) object(n *node, path string) []field {
	var fields []field
	for _, p := range n.Properties {
		at := p.name
		if path != "" {
			at = path + "." + p.name
		}
		fields = append(fields, b.field(p, at, n.requires(p.name)))
	}
	return fields
}

func (b *builder) field(p property, path string, required bool) field {
	n := p.follow(b.root)
	f := field{
		Name: p.name, Path: path, Required: required,
		Label: b.label(p.name), Help: b.help(p.name), Max: n.MaxLength, Min: n.Minimum.String(),
	}
	f.Kind, f.Choices = b.kind(p.name, n, required)
	switch f.Kind {
	case asRows:
		f.MaxRows = n.MaxItems
		items := n.Items.follow(b.root)
		for i := range b.rows(path, n, required) {
			at := fmt.Sprintf("%s[%d]", path, i)
			f.Rows = append(f.Rows, group{Index: i, Path: at, Fields: b.object(items, at)})
		}
	case asGroup:
		f.Fields = b.object(n, path)
	case asMany:
		f.Values = b.typed[f.Input()]
	default:
		f.Value = strings.TrimSpace(b.typed.Get(f.Input()))
		if b.typed == nil {
			f.Value = b.initial(f)
		}
	}
	return f
}

// kind decides how a field is asked for, and between what.
func (b *builder) kind(name string, n *node, required bool) (input, []choice) {
	switch {
	case slices.Contains(partyFields, name) && len(b.parties) > 0:
		return asChoice, b.optional(b.parties, required)
	case name == "to" && b.event == lifecycle.ReleaseMoney && len(b.payees) > 0:
		return asChoice, b.optional(b.payees, required)
	case name == "to" && b.event == lifecycle.ReleaseMoney && len(b.parties) > 0:
		return asChoice, b.optional(b.parties, required)
	case (name == "debtors" || name == "guarantors") && len(b.parties) > 0:
		return asMany, b.parties
	case name == "obligation" && len(b.duties) > 0:
		return asChoice, b.optional(b.duties, required)
	case name == "asset" && len(b.assets) > 0 && b.event != lifecycle.ApplyPreservation:
		return asChoice, b.optional(b.assets, required)
	case name == "exclusion" && len(b.excluded) > 0:
		return asChoice, b.optional(b.excluded, required)
	case name == "ground" && n.Enum != nil && len(n.Enum) > 8:
		return asChoice, b.optional(b.grounds(n), required)
	case n.Enum != nil:
		return asChoice, b.optional(b.words(n), required)
	case n.Format == "date":
		return asDate, nil
	case n.Type == "boolean":
		return asYesNo, nil
	case n.Type == "integer" && strings.HasSuffix(name, "Fen"):
		return asMoney, nil
	case n.Type == "integer":
		return asNumber, nil
	case n.Type == "array" && n.Items != nil && n.Items.follow(b.root).Properties != nil:
		return asRows, nil
	case n.Type == "array" && n.Items != nil && n.Items.Type == "string":
		if words := b.words(n.Items); len(words) > 0 {
			return asMany, words
		}
		return asLines, nil
	case n.Type == "object" && n.Properties != nil && name != "policy":
		return asGroup, nil
	case n.Type == "string" && name == "time":
		return asTime, nil
	case n.Type == "string" && slices.Contains(longTexts, name):
		return asLong, nil
	case n.Type == "string":
		return asText, nil
	}
	return asRawJSON, nil
}

// longTexts are fields that take more than a line.
var longTexts = []string{"reason", "terms", "act", "result", "outcome_text", "note", "what", "facts", "content", "opinion"}

// words are the values of a field, by the page's language.
func (b *builder) words(n *node) []choice {
	list := n.words()
	for i, w := range list {
		if _, ok := catalogue["word."+w.Value]; ok && (b.lang == English || w.Name == w.Value) {
			list[i].Name = b.lang.T("word." + w.Value)
		} else if b.lang == English {
			list[i].Name = strings.ReplaceAll(strings.ReplaceAll(w.Value, "_", " "), "-", " ")
		}
	}
	return list
}

func (b *builder) grounds(n *node) []choice {
	list := n.words()
	for i, w := range list {
		if g, ok := statute.FindGround(statute.GroundID(w.Value)); ok {
			list[i].Name = b.lang.of(g.Name, g.NameEN)
		}
	}
	return list
}

// optional puts the empty choice first: nobody is taken to have chosen what
// merely stood on top.
func (b *builder) optional(list []choice, required bool) []choice {
	name := b.lang.T("form.choose")
	if !required {
		name = b.lang.T("form.none")
	}
	return append([]choice{{"", name}}, list...)
}

// label names a field: as this decision calls it, where it has a name of its own.
func (b *builder) label(name string) string {
	if own := "field." + string(b.event) + "." + name; catalogue[own] != (text{}) {
		return b.lang.T(own)
	}
	return b.lang.named("field.", name)
}

// help is what a field wants, beyond its label.
func (b *builder) help(name string) string {
	for _, key := range []string{"help." + string(b.event) + "." + name, "help." + name} {
		if _, ok := catalogue[key]; ok {
			return b.lang.T(key)
		}
	}
	return ""
}

// rows is how many rows a list shows: those that were typed, with one more or
// less where that was asked for, and one to begin with where there must be one.
func (b *builder) rows(path string, n *node, required bool) int {
	count := 0
	for name := range b.typed {
		rest, ok := strings.CutPrefix(name, prefix+path+"[")
		if !ok {
			continue
		}
		if i, err := strconv.Atoi(strings.SplitN(rest, "]", 2)[0]); err == nil && i >= 0 && i < mostRows {
			count = max(count, i+1)
		}
	}
	if b.typed.Get(addRow) == path {
		count++
	}
	if count == 0 && (required || n.MinItems > 0) && b.typed.Get(dropRow) == "" {
		count = 1
	}
	if n.MaxItems > 0 {
		count = min(count, n.MaxItems)
	}
	return count
}

// What the buttons beside lists send.
const (
	addRow   = "_add"  // the list's path
	dropRow  = "_drop" // the row's path
	mostRows = 500
)

// initial is what stands in a field before anybody typed: what the decision is
// about, and today for the day of a fact.
func (b *builder) initial(f field) string {
	if v, ok := b.preset[f.Path]; ok {
		return v
	}
	if f.Kind == asDate && f.Path == "on" && f.Required && b.event != lifecycle.ScheduleHearing && b.event != lifecycle.Adjourn {
		return b.today.String()
	}
	if f.Kind == asChoice && f.Required && len(f.Choices) == 2 {
		return f.Choices[1].Value // the only one there is
	}
	if f.Name == "id" && strings.HasPrefix(f.Path, "obligations[") {
		var i int
		if _, err := fmt.Sscanf(f.Path, "obligations[%d].id", &i); err == nil {
			return fmt.Sprintf("O%d", i+1)
		}
	}
	return ""
}

// withoutRow takes one row out of what was typed and moves those behind it up.
func withoutRow(typed url.Values, row string) url.Values {
	list, last, ok := cutLast(row, "[")
	index, err := strconv.Atoi(strings.TrimSuffix(last, "]"))
	if !ok || err != nil || index < 0 || index >= mostRows {
		return typed
	}
	out := url.Values{}
	for name, values := range typed {
		rest, in := strings.CutPrefix(name, prefix+list+"[")
		at, tail, found := strings.Cut(rest, "]")
		i, err := strconv.Atoi(at)
		switch {
		case !in || !found || err != nil || i < index:
			out[name] = values
		case i > index:
			out[fmt.Sprintf("%s%s[%d]%s", prefix, list, i-1, tail)] = values
		}
	}
	return out
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// data writes what was typed as the decision's data. What cannot be written at
// all, such as an amount that is no number, is a fault at its field; the rest
// is for the checks of the decision itself.
func data(fields []field) (json.RawMessage, casefile.Faults) {
	var faults casefile.Faults
	object := encode(fields, &faults)
	if len(object) == 0 && len(faults) == 0 {
		return nil, nil
	}
	raw, err := json.Marshal(object)
	if err != nil {
		faults.Add("", "格式 form", "可以读取的表单 a form that can be read: %s", err)
	}
	return raw, faults
}

func encode(fields []field, faults *casefile.Faults) map[string]any {
	object := map[string]any{}
	for _, f := range fields {
		if v, ok := value(f, faults); ok {
			object[f.Name] = v
		}
	}
	return object
}

func value(f field, faults *casefile.Faults) (any, bool) {
	switch f.Kind {
	case asRows:
		var list []any
		for _, row := range f.Rows {
			if o := encode(row.Fields, faults); len(o) > 0 {
				list = append(list, o)
			}
		}
		return list, len(list) > 0
	case asGroup:
		o := encode(f.Fields, faults)
		return o, len(o) > 0
	case asMany:
		return f.Values, len(f.Values) > 0
	}
	if f.Value == "" {
		return nil, false
	}
	switch f.Kind {
	case asYesNo:
		return true, f.Value == "true"
	case asMoney:
		fen, err := statute.ParseYuan(strings.NewReplacer(",", "", "，", "", " ", "", "元", "").Replace(f.Value))
		if err != nil {
			faults.Add(f.Path, "金额 an amount in yuan", "金额（如12345.67） an amount such as 12345.67")
			return nil, false
		}
		return fen, true
	case asNumber:
		n, err := strconv.Atoi(f.Value)
		if err != nil {
			faults.Add(f.Path, "整数 a whole number", "整数（如30） a number such as 30")
			return nil, false
		}
		return n, true
	case asLines:
		var lines []string
		for line := range strings.Lines(f.Value) {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
		return lines, len(lines) > 0
	case asRawJSON:
		if !json.Valid([]byte(f.Value)) {
			faults.Add(f.Path, "JSON格式 JSON", "一个JSON值 one JSON value")
			return nil, false
		}
		return json.RawMessage(f.Value), true
	}
	return f.Value, true
}

// pin puts each fault at its field; those that belong to none are returned.
func pin(fields []field, faults casefile.Faults) casefile.Faults {
	var rest casefile.Faults
	for _, f := range faults {
		f.Field = strings.TrimPrefix(strings.TrimPrefix(f.Field, "data"), ".")
		if !put(fields, f) {
			rest = append(rest, f)
		}
	}
	return rest
}

func put(fields []field, fault casefile.Fault) bool {
	for i := range fields {
		f := &fields[i]
		if f.Path == fault.Field {
			f.Faults = append(f.Faults, fault)
			return true
		}
		for _, row := range f.Rows {
			if strings.HasPrefix(fault.Field, row.Path+".") && put(row.Fields, fault) {
				return true
			}
		}
		if len(f.Fields) > 0 && put(f.Fields, fault) {
			return true
		}
		// A fault of a part that has no field of its own stands at the whole.
		if fault.Field != "" && (strings.HasPrefix(fault.Field, f.Path+"[") || strings.HasPrefix(fault.Field, f.Path+".")) {
			f.Faults = append(f.Faults, fault)
			return true
		}
	}
	return false
}

// flat lists all fields with the ones inside.
func flat(fields []field) (list []field) {
	for _, f := range fields {
		list = append(list, f)
		for _, row := range f.Rows {
			list = append(list, flat(row.Fields)...)
		}
		list = append(list, flat(f.Fields)...)
	}
	return list
}

// faultsIn counts the faults at fields.
func faultsIn(fields []field) (n int) {
	for _, f := range flat(fields) {
		n += len(f.Faults)
	}
	return n
}

func has(list []string, s string) bool { return slices.Contains(list, s) }
