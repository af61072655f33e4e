package docket

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"luxing/workflows/calendar"
)

// word is a date or an amount that is known only when the sample is played.
type word struct {
	base string // today, filed, next-workday, due, mark, person, key, or the name of an amount
	name string // of due, mark and person, and the place of key
	plus int64
}

var wordForm = regexp.MustCompile(`^@([a-z-]+?)(?::(.+?))?([+-][0-9]+)?$`)

// dates and amounts are the words there are; true where a name follows.
var (
	dates   = map[string]bool{"today": false, "filed": false, "next-workday": false, "due": true, "mark": true}
	people  = map[string]bool{"person": true}
	amounts = map[string]bool{"claim": false, "fee": false, "outstanding": false, "owed": false, "held": false}
)

// keyWord is the key of another workflow of the family.
const keyWord = "key"

func parseWord(s string) (word, error) {
	m := wordForm.FindStringSubmatch(s)
	if m == nil {
		return word{}, fmt.Errorf("%q is not a date or an amount such as @today+10", s)
	}
	w := word{base: m[1], name: m[2]}
	if w.base == keyWord { // a place may end as in enforcement-2
		if w.name += m[3]; !Place(w.name).valid() || Place(w.name) == OnList {
			return word{}, fmt.Errorf("%q names no place with a key of its own: %s", s, wantPlace)
		}
		return w, nil
	}
	named, known := dates[w.base]
	if !known {
		named, known = amounts[w.base]
	}
	if !known {
		if named, known = people[w.base]; known && m[3] != "" {
			return word{}, fmt.Errorf("%q: nothing is added to a person", s)
		}
	}
	if !known || named != (w.name != "") {
		return word{}, fmt.Errorf("%q is not a date or an amount such as @today+10 or @due:answer/D1", s)
	}
	if m[3] != "" {
		n, err := strconv.ParseInt(m[3], 10, 64)
		if err != nil {
			return word{}, fmt.Errorf("%q: %w", s, err)
		}
		w.plus = n
	}
	return w, nil
}

// scope is what words are resolved against.
type scope struct {
	today calendar.Date
	filed calendar.Date
	marks map[string]calendar.Date
	table *calendar.Table // of rest days
	// family is the key of the case that is played: people, and the keys of what is
	// linked to it, are new in each play.
	family string
	// due is the last day of an open period.
	due func(id string) (calendar.Date, error)
	// amount is an amount in fen.
	amount func(name string) (int64, error)
}

// date resolves a word that is a date.
func (sc scope) date(s string) (calendar.Date, error) {
	w, err := parseWord(s)
	if err != nil {
		return calendar.Date{}, err
	}
	if _, ok := dates[w.base]; !ok {
		return calendar.Date{}, fmt.Errorf("%q is no date where one is wanted", s)
	}
	return sc.dateOf(w)
}

func (sc scope) dateOf(w word) (calendar.Date, error) {
	var d calendar.Date
	var err error
	switch w.base {
	case "today":
		d = sc.today
	case "filed":
		d = sc.filed
	case "next-workday":
		return sc.table.NextWorkday(sc.today.AddDays(max(int(w.plus), 1))), nil
	case "due":
		d, err = sc.due(w.name)
	case "mark":
		d = sc.marks[w.name]
	}
	switch {
	case err != nil:
		return d, err
	case d.IsZero():
		return d, fmt.Errorf("nothing was marked as %q", w.name)
	}
	return d.AddDays(int(w.plus)), nil
}

// resolve puts dates and amounts in the place of the words in a JSON document.
func (sc scope) resolve(data json.RawMessage) (json.RawMessage, error) {
	if len(data) == 0 {
		return nil, nil
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, fmt.Errorf("read the data: %w", err)
	}
	v, err := sc.replace("data", v)
	if err != nil {
		return nil, err
	}
	return json.Marshal(v)
}

func (sc scope) replace(at string, v any) (any, error) {
	var err error
	switch x := v.(type) {
	case map[string]any:
		for _, name := range sortedKeys(x) {
			if x[name], err = sc.replace(at+"."+name, x[name]); err != nil {
				return nil, err
			}
		}
	case []any:
		for i := range x {
			if x[i], err = sc.replace(fmt.Sprintf("%s[%d]", at, i), x[i]); err != nil {
				return nil, err
			}
		}
	case string:
		if !strings.HasPrefix(x, "@") {
			return strings.ReplaceAll(x, "{year}", strconv.Itoa(sc.today.Year())), nil
		}
		w, err := parseWord(x)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", at, err)
		}
		if _, isDate := dates[w.base]; isDate {
			d, err := sc.dateOf(w)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", at, err)
			}
			return d.String(), nil
		}
		if w.base == keyWord {
			return Place(w.name).Key(sc.family), nil
		}
		if people[w.base] {
			return personNumber(sc.family, w.name), nil
		}
		fen, err := sc.amount(w.base)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", at, err)
		}
		return json.Number(strconv.FormatInt(fen+w.plus, 10)), nil
	}
	return v, nil
}
