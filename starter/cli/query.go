package cli

import (
	"slices"

	"luxing/starter/court"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
)

// query collects all that is wrong with what was asked for, so that it is said at
// once, each by the flag that says it.
type query struct{ faults casefile.Faults }

// day reads a day; an empty text is none.
func (q *query) day(flag, text string, into *calendar.Date) {
	if text == "" {
		return
	}
	day, err := calendar.Parse(text)
	if err != nil {
		q.faults.Add(flag, "日期 a day", "%s", err)
		return
	}
	*into = day
}

func (q *query) limit(n, most int) {
	if n < 1 || n > most {
		q.faults.Add("--limit", "条数 how many", "1至%[1]d之间 1 to %[1]d", most)
	}
}

// court adds what the court finds, whose fields are our flags without the
// dashes, but for what was said of a flag already.
func (q *query) court(found casefile.Faults) {
	for _, f := range found {
		switch f.Field {
		case "id":
			f.Field = "ID" // a word of the command line
		default:
			f.Field = "--" + f.Field
		}
		if f.Field == "ID" || !slices.ContainsFunc(q.faults, func(x casefile.Fault) bool { return x.Field == f.Field }) {
			q.faults = append(q.faults, f)
		}
	}
}

// err is what is wrong, if anything is.
func (q *query) err() error {
	if len(q.faults) == 0 {
		return nil
	}
	return &court.InputError{What: "查询条件有误 the query is wrong", Faults: q.faults}
}
