package court

import (
	"context"
	"errors"
	"slices"
	"time"

	"luxing/activities/register"
	"luxing/workflows/bilingual"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// BoardFilter chooses stuck cases. The zero value of a field lets all through.
type BoardFilter struct {
	Court    string
	Division string
	Judge    string
	Phase    lifecycle.State
	Reason   casefile.StuckReason
	Alert    casefile.Alert // this level exactly
	Kind     casefile.Kind
	Cursor   string
	Limit    int // 50 when 0, at most 1,000
}

// Board is a page of the stuck board, the longest stuck first, with the counts
// over all that the filter chooses.
type Board struct {
	// AsOf is the moment that it shows.
	AsOf  time.Time `json:"asOf"`
	Cases []Listed  `json:"cases"`
	// Next is the cursor of the next page, empty at the end.
	Next string `json:"next,omitempty"`
	// Total is how many cases the filter chooses. A case that is stuck for two
	// reasons is one case here and one in each of ByReason.
	Total      int            `json:"total"`
	ByReason   map[string]int `json:"byReason"`
	ByAlert    map[string]int `json:"byAlert"`
	ByDivision []Tally        `json:"byDivision"`
	ByPhase    map[string]int `json:"byPhase"`
	// People are the names of those whose IDs are shown, as the roster has them.
	People map[string]string `json:"people,omitempty"`
}

// Tally is how many cases of one division of one court are stuck.
type Tally = register.Tally

// Board shows the stuck cases. The error is an *InputError with every fault of
// the filter, or an *UnreachableError.
func (c *Court) Board(ctx context.Context, f BoardFilter) (Board, error) {
	if faults := f.Faults(); len(faults) > 0 {
		return Board{}, &InputError{What: "查询条件有误 the filter is wrong", Faults: faults}
	}
	counts, err := c.counter()
	if err != nil {
		return Board{}, err
	}
	now := c.now()
	got, err := counts.Board(ctx, now, register.BoardFilter{StuckFilter: register.StuckFilter{
		Filter: register.Filter{Court: f.Court, Division: f.Division, Judge: f.Judge, Phase: f.Phase, Alert: f.Alert, Kind: f.Kind, Cursor: f.Cursor, Limit: f.Limit},
		Reason: f.Reason,
	}})
	if errors.Is(err, register.ErrCursor) {
		return Board{}, badCursor()
	}
	if err != nil {
		return Board{}, registerError("show the stuck board", err)
	}
	b := Board{AsOf: now, Next: got.Next, Total: got.Total, ByReason: got.ByReason, ByAlert: got.ByAlert, ByDivision: got.ByDivision, ByPhase: got.ByPhase,
		Cases: make([]Listed, len(got.Cases))}
	for i, s := range got.Cases {
		b.Cases[i] = listed(s.Workflow)
		b.Cases[i].Stuck = s.Causes
	}
	b.People = c.Names(ctx, judgesOf(b.Cases)...)
	return b, nil
}

// Faults are all that is wrong with a filter.
func (f BoardFilter) Faults() (all casefile.Faults) {
	if f.Phase != "" && !knownPhase(f.Phase) {
		all.Add("phase", "没有这个阶段 no such phase", "%s", bilingual.OneOf(Phases()))
	}
	if f.Alert != "" && !slices.Contains(Alerts(), f.Alert) {
		all.Add("alert", "没有这个预警级别 no such alert level", "%s", bilingual.OneOf(alertWords()))
	}
	if f.Reason != "" && !slices.Contains(StuckReasons(), f.Reason) {
		var names []string
		for _, r := range StuckReasons() {
			names = append(names, string(r))
		}
		all.Add("reason", "没有这个原因 no such reason", "%s", bilingual.OneOf(names))
	}
	all = append(all, kindFaults(f.Kind)...)
	if f.Limit < 0 || f.Limit > maxPage {
		all.Add("limit", "条数 how many", "1至%[1]d之间 1 to %[1]d", maxPage)
	}
	return all
}
