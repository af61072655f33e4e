package register

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// BoardFilter chooses what the stuck board shows.
type BoardFilter struct{ StuckFilter }

// Board is one page of the stuck board, with counts over every case that the
// filter chooses and not the page's only.
type Board struct {
	StuckPage
	// Total counts cases; a case stuck for two reasons is one here and one in
	// each of ByReason.
	Total      int            `json:"total"`
	ByReason   map[string]int `json:"byReason"`
	ByAlert    map[string]int `json:"byAlert"`
	ByPhase    map[string]int `json:"byPhase"`
	ByDivision []Tally        `json:"byDivision"` // by court and division
}

// Tally is how many cases of one division of one court are stuck.
type Tally struct {
	Court    string `json:"court"`
	Division string `json:"division"`
	Cases    int    `json:"cases"`
}

// Board shows the cases that are stuck at now, as [Register.Stuck] lists them.
func (r *Register) Board(ctx context.Context, now time.Time, f BoardFilter) (Board, error) {
	b, err := r.board(ctx, now, f.StuckFilter)
	if err != nil {
		return Board{}, fmt.Errorf("stuck board: %w", err)
	}
	return b, nil
}

// stuckOne is a stuck case while the board is put together: as much of it as
// is counted and sorted by.
type stuckOne struct {
	key     string
	desk    int    // its place in tallying.desks
	reasons uint64 // a bit for each reason, by its place in tallying.reasons
	chosen  bool   // it has a cause for the reason that was asked for
	first   int64  // since when it has, for the longest
}

// desk is what cases are counted by beside their reasons.
type desk struct{ court, division, alert, phase string }

// tallying is the first reading of a board: of every cause only what is
// counted and sorted by, which stands in the indexes.
type tallying struct {
	all     map[string]*stuckOne
	desks   []desk
	reasons []casefile.StuckReason
}

type stuckCause struct {
	casefile.StuckCause
	since int64
	own   bool
}

// board reads every case's causes for the counts, and the words of those on
// the page alone. Both readings, and that of the cases' rows, are of one
// moment of the register, so that the page cannot disagree with the counts.
func (r *Register) board(ctx context.Context, now time.Time, f StuckFilter) (Board, error) {
	var from struct {
		since int64
		key   string
	}
	if f.Cursor != "" {
		var err error
		if from.since, from.key, err = parseCursor("stuck", f.Cursor); err != nil {
			return Board{}, err
		}
	}
	var b Board
	err := r.snapshot(ctx, func(s session) error {
		if err := s.fewFirst(ctx); err != nil {
			return err
		}
		t, err := countCauses(ctx, s, now, f)
		if err != nil {
			return err
		}
		b = t.counts()
		all := t.sorted()
		start := 0
		if f.Cursor != "" {
			start, _ = slices.BinarySearchFunc(all, from, func(s *stuckOne, at struct {
				since int64
				key   string
			}) int {
				if c := cmp.Or(cmp.Compare(s.first, at.since), strings.Compare(s.key, at.key)); c != 0 {
					return c
				}
				return -1 // the page goes on behind it
			})
		}
		page := all[start:]
		if n := limit(f.Limit); len(page) > n {
			page = page[:n]
			b.Next = cursor("stuck", page[n-1].first, page[n-1].key)
		}
		b.Cases, err = filled(ctx, s, now, f, page, len(all))
		return err
	})
	if err != nil {
		return Board{}, err
	}
	return b, nil
}

// countCauses reads the causes of every case that a filter chooses.
func countCauses(ctx context.Context, s session, now time.Time, f StuckFilter) (*tallying, error) {
	chosen := f.where()
	var each []string
	var args []any
	for _, c := range sources(now, f) {
		// The causes are few and the cases many: SQLite keeps the order of a CROSS
		// JOIN, PostgreSQL finds it by itself.
		each = append(each, "SELECT c.key, c.reason, c.since, w.court, w.division, w.alert, w.phase FROM ("+c.statement(false, "")+
			") c CROSS JOIN workflows w WHERE w.key = c.key AND "+chosen.String())
		args = slices.Concat(args, c.args, chosen.args)
	}
	t := &tallying{all: map[string]*stuckOne{}}
	desks := map[desk]int{}
	var key string
	var reason casefile.StuckReason
	var since int64
	var at desk
	into := []any{&key, &reason, &since, &at.court, &at.division, &at.alert, &at.phase}
	err := s.each(ctx, func(row *sql.Rows) error {
		if err := row.Scan(into...); err != nil {
			return err
		}
		one := t.all[key]
		if one == nil {
			place, known := desks[at]
			if !known {
				place = len(t.desks)
				desks[at] = place
				t.desks = append(t.desks, at)
			}
			one = &stuckOne{key: key, desk: place}
			t.all[key] = one
		}
		one.reasons |= 1 << t.bit(reason)
		if f.Reason != "" && reason != f.Reason {
			return nil
		}
		if !one.chosen || since < one.first {
			one.chosen, one.first = true, since
		}
		return nil
	}, strings.Join(each, " UNION ALL "), args...)
	return t, err
}

// bit is a reason's place. Beyond 64 they would be counted as one; casefile
// knows a dozen.
func (t *tallying) bit(reason casefile.StuckReason) int {
	i := slices.Index(t.reasons, reason)
	if i < 0 {
		i = len(t.reasons)
		t.reasons = append(t.reasons, reason)
	}
	return min(i, 63)
}

// counts are over every case that the filter chooses.
func (t *tallying) counts() Board {
	b := Board{ByReason: map[string]int{}, ByAlert: map[string]int{}, ByPhase: map[string]int{}}
	at, why := make([]int, len(t.desks)), make([]int, len(t.reasons))
	for _, one := range t.all {
		if !one.chosen {
			continue
		}
		b.Total++
		at[one.desk]++
		for i := range why {
			if one.reasons&(1<<i) != 0 {
				why[i]++
			}
		}
	}
	for i, n := range why {
		if n > 0 {
			b.ByReason[string(t.reasons[i])] = n
		}
	}
	divisions := map[[2]string]int{}
	for i, n := range at {
		if n == 0 {
			continue
		}
		d := t.desks[i]
		b.ByAlert[d.alert] += n
		b.ByPhase[d.phase] += n
		divisions[[2]string{d.court, d.division}] += n
	}
	for d, n := range divisions {
		b.ByDivision = append(b.ByDivision, Tally{Court: d[0], Division: d[1], Cases: n})
	}
	slices.SortFunc(b.ByDivision, func(x, y Tally) int {
		return cmp.Or(strings.Compare(x.Court, y.Court), strings.Compare(x.Division, y.Division))
	})
	return b
}

// sorted are the chosen cases, the longest stuck first.
func (t *tallying) sorted() []*stuckOne {
	all := make([]*stuckOne, 0, len(t.all))
	for _, one := range t.all {
		if one.chosen {
			all = append(all, one)
		}
	}
	slices.SortFunc(all, func(a, b *stuckOne) int {
		return cmp.Or(cmp.Compare(a.first, b.first), strings.Compare(a.key, b.key))
	})
	return all
}

// settled are a case's causes, oldest first, without what is said twice.
func settled(causes []stuckCause) []stuckCause {
	slices.SortFunc(causes, func(a, b stuckCause) int {
		own := 0
		if a.own != b.own {
			own = 1
			if a.own {
				own = -1
			}
		}
		return cmp.Or(cmp.Compare(a.since, b.since), own, strings.Compare(a.Unstick, b.Unstick))
	})
	kept := causes[:0]
	for _, c := range causes {
		// What a case says itself comes with the article and may be in the
		// register's periods as well.
		if !slices.ContainsFunc(kept, func(x stuckCause) bool {
			return x.Reason == c.Reason && x.Article == c.Article && x.On == c.On
		}) {
			kept = append(kept, c)
		}
	}
	return kept
}

// filled reads the rows and the causes of a page's cases, of all that are stuck.
func filled(ctx context.Context, s session, now time.Time, f StuckFilter, page []*stuckOne, all int) ([]StuckCase, error) {
	if len(page) == 0 {
		return nil, nil
	}
	cases := make([]StuckCase, len(page))
	place := make(map[string]int, len(page))
	keys := make([]any, len(page))
	for i, one := range page {
		place[one.key], keys[i] = i, one.key
	}
	err := s.each(ctx, func(row *sql.Rows) error {
		var w Workflow
		var open int
		var whole []byte
		if err := row.Scan(&w.Key, &w.Kind, &w.Seq, &open, &whole); err != nil {
			return err
		}
		w.Open = open != 0
		cases[place[w.Key]].Workflow = w
		return json.Unmarshal(whole, &cases[place[w.Key]].Row)
	}, "SELECT w.key, w.kind, w.seq, w.open, j.row_json FROM workflows w JOIN workflow_rows j ON j.key = w.key WHERE w.key IN ("+marks(len(keys))+")", keys...)
	if err != nil {
		return nil, err
	}
	var each []string
	var args []any
	with, among := "", ""
	if len(page)*4 < all { // else it is quicker to read every cause than to look up each case
		with, among, args = "WITH page (key) AS (VALUES "+rows(len(keys), 1)+") ", "SELECT key FROM page", keys
	}
	for _, c := range sources(now, f) {
		each = append(each, c.statement(true, among))
		args = append(args, c.args...)
	}
	found := make([][]stuckCause, len(page))
	err = s.each(ctx, func(row *sql.Rows) error {
		var key string
		var c stuckCause
		var own int
		if err := row.Scan(&key, &c.Reason, &c.since, &c.On, &c.Unstick, &c.Article, &own); err != nil {
			return err
		}
		c.own = own != 0
		if i, shown := place[key]; shown {
			found[i] = append(found[i], c)
		}
		return nil
	}, with+strings.Join(each, " UNION ALL "), args...)
	if err != nil {
		return nil, err
	}
	for i := range cases {
		for _, c := range settled(found[i]) {
			cases[i].Causes = append(cases[i].Causes, c.said(&cases[i].Workflow))
		}
	}
	return cases, nil
}

// said is a cause in words: what would unstick the case, where it does not say
// so itself.
func (c stuckCause) said(w *Workflow) casefile.StuckCause {
	out := c.StuckCause
	out.Since = instant(c.since)
	if c.own {
		return out
	}
	what := c.Unstick
	if c.Reason == casefile.StuckNoActivity {
		what = machines[w.Kind].StateName(lifecycle.State(what))
	}
	out.Unstick = fmt.Sprintf(remedies[c.Reason], what)
	return out
}

// marks is n parameters.
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }
