package register

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"luxing/workflows/casefile"
)

// EntryBatch is a batch of the integrity list with how many of its entries
// stand in each state.
type EntryBatch struct {
	Key    string
	Court  string
	Counts map[casefile.EntryState]int
}

// All is how many entries the batch has.
func (b EntryBatch) All() (n int) {
	for _, c := range b.Counts {
		n += c
	}
	return n
}

// EntryBatches lists the batches that have entries, the latest first, at most
// most of them. Of the filter only court and batch count.
func (r *Register) EntryBatches(ctx context.Context, f EntryFilter, most int) ([]EntryBatch, error) {
	var q where
	q.text("court", f.Court)
	q.text("batch", f.Batch)
	var all []EntryBatch
	err := r.read().each(ctx, func(row *sql.Rows) error {
		var key, court string
		var state casefile.EntryState
		var n int
		if err := row.Scan(&key, &court, &state, &n); err != nil {
			return err
		}
		if len(all) == 0 || all[len(all)-1].Key != key {
			all = append(all, EntryBatch{Key: key, Court: court, Counts: map[casefile.EntryState]int{}})
		}
		all[len(all)-1].Counts[state] += n
		return nil
	}, "SELECT batch, court, state, COUNT(*) FROM list_entries WHERE "+q.String()+" GROUP BY batch, court, state ORDER BY batch DESC, state", q.args...)
	if err != nil {
		return nil, fmt.Errorf("list batches: %w", err)
	}
	return all[:min(len(all), most)], nil
}

// EntryPage is a page of a list's entries.
type EntryPage struct {
	Entries []Listed
	Next    string // the cursor of the next page, empty at the end
}

// EntryPage lists entries as ListEntries does, some at a time.
func (r *Register) EntryPage(ctx context.Context, f EntryFilter, after string, most int) (EntryPage, error) {
	q := f.where()
	if after != "" {
		pos, batch, err := parseCursor("entries", after)
		if err != nil {
			return EntryPage{}, err
		}
		q.add("(batch, pos) > (?, ?)", batch, pos)
	}
	n := limit(most)
	var page EntryPage
	var last int64
	err := r.read().each(ctx, func(row *sql.Rows) error {
		var l Listed
		var raw string
		var pos int64
		if err := row.Scan(&l.Batch, &pos, &raw); err != nil {
			return err
		}
		if len(page.Entries) == n {
			page.Next = cursor("entries", last, page.Entries[n-1].Batch)
			return nil
		}
		last = pos
		if err := json.Unmarshal([]byte(raw), &l.ListEntry); err != nil {
			return err
		}
		page.Entries = append(page.Entries, l)
		return nil
	}, "SELECT batch, pos, entry FROM list_entries WHERE "+q.String()+" ORDER BY batch, pos LIMIT ?", append(q.args, n+1)...)
	if err != nil {
		return EntryPage{}, fmt.Errorf("list entries: %w", err)
	}
	return page, nil
}
