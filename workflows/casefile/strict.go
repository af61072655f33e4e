package casefile

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"luxing/workflows/bilingual"
)

// maxDepth bounds how deep JSON may nest; no input of ours goes beyond six.
const maxDepth = 24

// maxItems bounds every list; the checks have closer bounds of their own.
const maxItems = 2000

// maxDecodeFaults bounds the report on one input, so that a hostile one cannot
// make it grow.
const maxDecodeFaults = 100

// decodeStrict reads exactly one JSON object into the struct that v points to
// and names everything that is wrong with it, field by field, where
// encoding/json stops at the first and takes names in any case and twice.
// Refused are unknown and repeated names, other types, numbers with a fraction
// or beyond int64, invalid UTF-8, and anything after the object. A null is as
// good as leaving the field out.
func decodeStrict(data []byte, v any) Faults {
	d := &strictDecoder{data: data, dec: json.NewDecoder(bytes.NewReader(data))}
	d.dec.UseNumber()
	if !utf8.Valid(data) {
		d.faults.Add("", "编码错误 not UTF-8", "UTF-8编码的JSON文本 JSON in UTF-8")
		return d.faults
	}
	err := d.value("", reflect.ValueOf(v).Elem(), 0)
	if err == nil {
		if _, err := d.dec.Token(); !errors.Is(err, io.EOF) {
			d.faults.Add("", "多余内容 trailing text", "只有一个JSON对象，其后没有内容 one JSON object and nothing after it")
		}
	}
	if err != nil && !errors.Is(err, errTooMany) {
		d.faults.Add("", "格式错误 malformed JSON", "%s", d.explain(err))
	}
	return d.faults
}

var (
	errTooMany = errors.New("too many faults")
	errDeep    = fmt.Errorf("nested deeper than %d", maxDepth)
)

type strictDecoder struct {
	data   []byte
	dec    *json.Decoder
	faults Faults
}

func (d *strictDecoder) explain(err error) string {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "完整的JSON文本，现在中途结束 the whole of it: it ends too early"
	}
	if errors.Is(err, errDeep) {
		return fmt.Sprintf("嵌套不超过%[1]d层 at most %[1]d deep: it is nested deeper than %[1]d", maxDepth)
	}
	return fmt.Sprintf("符合JSON语法的文本，第%[2]d字节附近有误 JSON that can be read: %[1]s, near byte %[2]d", err, d.dec.InputOffset())
}

// value reads the next JSON value into v. The error is one that ends reading;
// everything else becomes a fault, and reading goes on behind the value.
func (d *strictDecoder) value(path string, v reflect.Value, depth int) error {
	if len(d.faults) >= maxDecodeFaults {
		d.faults.Add("", "错误过多 too many faults", "先改正以上各项 the faults above put right first")
		return errTooMany
	}
	if depth > maxDepth {
		return errDeep
	}
	start := d.dec.InputOffset()
	tok, err := d.dec.Token()
	if err != nil {
		return err
	}
	if raw, ok := v.Addr().Interface().(*json.RawMessage); ok {
		if err := d.skip(path, tok, depth); err != nil {
			return err
		}
		*raw = bytes.TrimLeft(d.data[start:d.dec.InputOffset()], " \t\r\n:,")
		return nil
	}
	if tok == nil { // null
		return nil
	}
	if text, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return d.text(path, tok, text, depth)
	}
	switch v.Kind() {
	case reflect.Pointer:
		panic(fmt.Sprintf("casefile: %s: inputs hold no pointers", path))
	case reflect.Struct:
		return d.object(path, tok, v, depth)
	case reflect.Slice:
		return d.array(path, tok, v, depth)
	case reflect.String:
		s, ok := tok.(string)
		if !ok {
			return d.wrong(path, tok, "用引号括起的文字 text in quotes", depth)
		}
		v.SetString(s)
	case reflect.Bool:
		b, ok := tok.(bool)
		if !ok {
			return d.wrong(path, tok, "是（true）或者否（false） true or false", depth)
		}
		v.SetBool(b)
	case reflect.Int, reflect.Int64:
		n, ok := tok.(json.Number)
		if !ok {
			return d.wrong(path, tok, "整数 a whole number", depth)
		}
		i, err := strconv.ParseInt(n.String(), 10, v.Type().Bits())
		if err != nil {
			d.faults.Add(path, "类型不符 wrong type", "以数字写成的整数，不带小数或者指数，不是“%[1]s” a whole number in digits, without fraction or exponent, not %[1]s", quote(n.String()))
			i = 0
		}
		v.SetInt(i)
	case reflect.Map:
		return d.table(path, tok, v, depth)
	default:
		panic(fmt.Sprintf("casefile: %s: inputs hold no %s", path, v.Type()))
	}
	return nil
}

// object reads the members of a struct, whose opening brace is tok.
func (d *strictDecoder) object(path string, tok json.Token, v reflect.Value, depth int) error {
	if tok != json.Delim('{') {
		return d.wrong(path, tok, "用花括号括起的对象 an object in braces", depth)
	}
	seen := map[string]bool{}
	for d.dec.More() {
		name, err := d.name()
		if err != nil {
			return err
		}
		at := join(path, shown(name))
		if seen[name] {
			d.faults.Add(at, "字段重复 field given twice", "每个字段只出现一次 each field once")
			if err := d.skipValue(at, depth+1); err != nil {
				return err
			}
			continue
		}
		seen[name] = true
		field, ok := fieldNamed(v, name)
		if !ok {
			d.faults.Add(at, "没有这个字段 unknown field", "%s", knownNames(v.Type(), name))
			if err := d.skipValue(at, depth+1); err != nil {
				return err
			}
			continue
		}
		if err := d.value(at, field, depth+1); err != nil {
			return err
		}
	}
	_, err := d.dec.Token() // the closing brace
	return err
}

// table reads the members of a map from text, whose opening brace is tok.
func (d *strictDecoder) table(path string, tok json.Token, v reflect.Value, depth int) error {
	if tok != json.Delim('{') {
		return d.wrong(path, tok, "用花括号括起的对象 an object in braces", depth)
	}
	v.Set(reflect.MakeMap(v.Type()))
	for d.dec.More() {
		name, err := d.name()
		if err != nil {
			return err
		}
		at, key := join(path, shown(name)), reflect.ValueOf(name).Convert(v.Type().Key())
		if v.MapIndex(key).IsValid() {
			d.faults.Add(at, "字段重复 field given twice", "每个字段只出现一次 each field once")
		}
		if v.Len() >= maxItems {
			d.faults.Add(path, "过多 too many", "不超过%[1]d项 at most %[1]d", maxItems)
			return errTooMany
		}
		item := reflect.New(v.Type().Elem()).Elem()
		if err := d.value(at, item, depth+1); err != nil {
			return err
		}
		v.SetMapIndex(key, item)
	}
	_, err := d.dec.Token() // the closing brace
	return err
}

func (d *strictDecoder) array(path string, tok json.Token, v reflect.Value, depth int) error {
	if tok != json.Delim('[') {
		return d.wrong(path, tok, "用方括号括起的列表 a list in square brackets", depth)
	}
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	for i := 0; d.dec.More(); i++ {
		if i == maxItems {
			d.faults.Add(path, "过多 too many", "不超过%[1]d项 at most %[1]d", maxItems)
			return errTooMany
		}
		v.Grow(1)
		v.SetLen(i + 1)
		v.Index(i).SetZero()
		if err := d.value(fmt.Sprintf("%s[%d]", path, i), v.Index(i), depth+1); err != nil {
			return err
		}
	}
	_, err := d.dec.Token() // the closing bracket
	return err
}

// text reads a value that has a written form of its own, such as a day.
func (d *strictDecoder) text(path string, tok json.Token, v encoding.TextUnmarshaler, depth int) error {
	s, ok := tok.(string)
	if !ok {
		return d.wrong(path, tok, "用引号括起的文字 text in quotes", depth)
	}
	if err := v.UnmarshalText([]byte(s)); err != nil {
		d.faults.Add(path, "格式错误 malformed", "%s", err)
	}
	return nil
}

// wrong notes a value of another type and goes behind it.
func (d *strictDecoder) wrong(path string, tok json.Token, want string, depth int) error {
	d.faults.Add(path, "类型不符 wrong type", "%s", want)
	return d.skip(path, tok, depth)
}

func (d *strictDecoder) skipValue(path string, depth int) error {
	tok, err := d.dec.Token()
	if err != nil {
		return err
	}
	return d.skip(path, tok, depth)
}

// skip goes behind the value that tok begins. Names given twice are faults in
// there as well: whoever reads the value later might see another one than we.
func (d *strictDecoder) skip(path string, tok json.Token, depth int) error {
	if depth > maxDepth {
		return errDeep
	}
	delim, ok := tok.(json.Delim)
	if !ok {
		return nil
	}
	seen := map[string]bool{}
	for i := 0; d.dec.More(); i++ {
		at := fmt.Sprintf("%s[%d]", path, i)
		if delim == '{' {
			name, err := d.name()
			if err != nil {
				return err
			}
			at = join(path, shown(name))
			if seen[name] && len(d.faults) < maxDecodeFaults {
				d.faults.Add(at, "字段重复 field given twice", "每个字段只出现一次 each field once")
			}
			seen[name] = true
		}
		if err := d.skipValue(at, depth+1); err != nil {
			return err
		}
	}
	_, err := d.dec.Token()
	return err
}

// name reads a member's name.
func (d *strictDecoder) name() (string, error) {
	tok, err := d.dec.Token()
	if err != nil {
		return "", err
	}
	name, ok := tok.(string)
	if !ok {
		return "", errors.New("a field's name is text in quotes")
	}
	return name, nil
}

// fieldNamed finds a struct's field by its JSON name, spelled exactly.
func fieldNamed(v reflect.Value, name string) (reflect.Value, bool) {
	t := v.Type()
	for i := range t.NumField() {
		if jsonName(t.Field(i)) == name {
			return v.Field(i), true
		}
	}
	return reflect.Value{}, false
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

// knownNames says which names there are, and which are close to the one written.
func knownNames(t reflect.Type, name string) string {
	names := make([]string, t.NumField())
	for i := range names {
		names[i] = jsonName(t.Field(i))
	}
	return suggest(bilingual.OneOf(names), name, names)
}

// shown is a name from outside as a fault may quote it.
func shown(name string) string {
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return '?'
		}
		return r
	}, clip(name))
}

// topField is the field of the input itself that a path lies in.
func topField(path string) string {
	if i := strings.IndexAny(path, ".["); i >= 0 {
		return path[:i]
	}
	return path
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// merge adds to decoding faults those checking faults that do not follow from
// them: a field that could not be read is not also missing.
func merge(decoding, checking Faults) Faults {
	out := decoding
	for _, c := range checking {
		follows := false
		for _, d := range decoding {
			follows = follows || d.Field == "" || c.Field == d.Field ||
				strings.HasPrefix(c.Field, d.Field+".") || strings.HasPrefix(c.Field, d.Field+"[")
		}
		if !follows {
			out = append(out, c)
		}
	}
	return out
}
