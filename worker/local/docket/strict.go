package docket

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
)

// strict decodes data into v and names every field that v does not have or
// that is given twice, with its path; encoding/json names neither.
func strict(data []byte, v any) []string {
	w := &walker{dec: json.NewDecoder(bytes.NewReader(data))}
	err := w.value("", reflect.TypeOf(v).Elem())
	if err == nil {
		if _, more := w.dec.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("text behind the end")
		}
	}
	if err != nil {
		return append(w.faults, fmt.Sprintf("near byte %d: %v", w.dec.InputOffset(), err))
	}
	if len(w.faults) > 0 {
		return w.faults
	}
	if err := json.Unmarshal(data, v); err != nil {
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			return []string{fmt.Sprintf("%s: a %s where %s is wanted", wrong.Field, wrong.Value, wrong.Type)}
		}
		return []string{err.Error()}
	}
	return nil
}

type walker struct {
	dec    *json.Decoder
	faults []string
}

var rawMessage = reflect.TypeFor[json.RawMessage]()

// value goes through the next value, which is to become a t; t is nil where
// anything goes.
func (w *walker) value(path string, t reflect.Type) error {
	for t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t == rawMessage {
		t = nil
	}
	tok, err := w.dec.Token()
	if err != nil {
		return err
	}
	if d, ok := tok.(json.Delim); ok && t != nil && d == json.Delim('[') != (t.Kind() == reflect.Slice) {
		w.faults = append(w.faults, path+": a list where none is wanted, or none where one is")
		t = nil
	}
	switch tok {
	case json.Delim('{'):
		return w.object(path, t)
	case json.Delim('['):
		for i := 0; w.dec.More(); i++ {
			var of reflect.Type
			if t != nil && t.Kind() == reflect.Slice {
				of = t.Elem()
			}
			if err := w.value(fmt.Sprintf("%s[%d]", path, i), of); err != nil {
				return err
			}
		}
		_, err := w.dec.Token()
		return err
	}
	return nil
}

func (w *walker) object(path string, t reflect.Type) error {
	seen := map[string]bool{}
	for w.dec.More() {
		tok, err := w.dec.Token()
		if err != nil {
			return err
		}
		name, _ := tok.(string)
		at := strings.TrimPrefix(path+"."+name, ".")
		if seen[name] {
			w.faults = append(w.faults, at+": given twice")
		}
		seen[name] = true
		var of reflect.Type
		switch {
		case t == nil:
		case t.Kind() == reflect.Map:
			of = t.Elem()
		case t.Kind() == reflect.Struct:
			f, ok := fieldNamed(t, name)
			if !ok {
				w.faults = append(w.faults, at+": no such field")
			} else {
				of = f.Type
			}
		}
		if err := w.value(at, of); err != nil {
			return err
		}
	}
	_, err := w.dec.Token()
	return err
}

func fieldNamed(t reflect.Type, name string) (reflect.StructField, bool) {
	for i := range t.NumField() {
		if tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); tag == name && tag != "-" {
			return t.Field(i), true
		}
	}
	return reflect.StructField{}, false
}
