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

// stuckOne is a stuck case while the board is put together.
type stuckOne struct {
	key                           string
	court, division, alert, phase string
	first                         int64 // since when, for the reason that was asked for
	causes                        []stuckCause
}

type stuckCause struct {
	casefile.StuckCause
	since int64
	own   bool
}

// board reads every cause once: the counts want all of them, and a page cut
// from the same reading cannot disagree with them.
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
	all, err := r.stuckCases(ctx, now, f)
	if err != nil {
		return Board{}, err
	}
	b := Board{ByReason: map[string]int{}, ByAlert: map[string]int{}, ByPhase: map[string]int{}}
	divisions := map[[2]string]int{}
	for _, s := range all {
		b.Total++
		b.ByAlert[s.alert]++
		b.ByPhase[s.phase]++
		divisions[[2]string{s.court, s.division}]++
		var counted []casefile.StuckReason
		for _, c := range s.causes {
			if !slices.Contains(counted, c.Reason) {
				counted = append(counted, c.Reason)
				b.ByReason[string(c.Reason)]++
			}
		}
	}
	for d, n := range divisions {
		b.ByDivision = append(b.ByDivision, Tally{Court: d[0], Division: d[1], Cases: n})
	}
	slices.SortFunc(b.ByDivision, func(x, y Tally) int {
		return cmp.Or(strings.Compare(x.Court, y.Court), strings.Compare(x.Division, y.Division))
	})

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
	b.Cases, err = r.filled(ctx, page)
	return b, err
}

// stuckCases are the cases that a filter chooses, the longest stuck first, each
// with every cause.
func (r *Register) stuckCases(ctx context.Context, now time.Time, f StuckFilter) ([]*stuckOne, error) {
	causes, args := causesAt(now, f)
	chosen := f.where()
	byKey := map[string]*stuckOne{}
	err := r.read().each(ctx, func(row *sql.Rows) error {
		var one stuckOne
		var c stuckCause
		var own int
		if err := row.Scan(&one.key, &c.Reason, &c.since, &c.On, &c.Unstick, &c.Article, &own, &one.court, &one.division, &one.alert, &one.phase); err != nil {
			return err
		}
		c.own = own != 0
		of := byKey[one.key]
		if of == nil {
			of = &one
			byKey[one.key] = of
		}
		of.causes = append(of.causes, c)
		return nil
	}, "WITH causes AS ("+causes+") SELECT c.key, c.reason, c.since, c.on_whom, c.what, c.article, c.own, w.court, w.division, w.alert, w.phase"+
		" FROM causes c JOIN workflows w ON w.key = c.key WHERE "+chosen.String(), slices.Concat(args, chosen.args)...)
	if err != nil {
		return nil, err
	}
	all := make([]*stuckOne, 0, len(byKey))
	for _, s := range byKey {
		if s.settle(f.Reason) {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b *stuckOne) int {
		return cmp.Or(cmp.Compare(a.first, b.first), strings.Compare(a.key, b.key))
	})
	return all, nil
}

// settle orders a case's causes, oldest first, drops what is said twice, and
// reports whether the case is stuck for the reason asked for, any when empty.
func (s *stuckOne) settle(reason casefile.StuckReason) bool {
	slices.SortFunc(s.causes, func(a, b stuckCause) int {
		own := 0
		if a.own != b.own {
			own = 1
			if a.own {
				own = -1
			}
		}
		return cmp.Or(cmp.Compare(a.since, b.since), own, strings.Compare(a.Unstick, b.Unstick))
	})
	kept := s.causes[:0]
	found := false
	for _, c := range s.causes {
		if !found && (reason == "" || c.Reason == reason) {
			found, s.first = true, c.since
		}
		// What a case says itself comes with the article and may be in the
		// register's periods as well.
		if !slices.ContainsFunc(kept, func(x stuckCause) bool {
			return x.Reason == c.Reason && x.Article == c.Article && x.On == c.On
		}) {
			kept = append(kept, c)
		}
	}
	s.causes = kept
	return found
}

// filled reads the rows of a page's cases.
func (r *Register) filled(ctx context.Context, page []*stuckOne) ([]StuckCase, error) {
	if len(page) == 0 {
		return nil, nil
	}
	cases := make([]StuckCase, len(page))
	place := make(map[string]int, len(page))
	keys := make([]any, len(page))
	for i, s := range page {
		place[s.key], keys[i] = i, s.key
	}
	err := r.read().each(ctx, func(row *sql.Rows) error {
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
	for i, s := range page {
		for _, c := range s.causes {
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
