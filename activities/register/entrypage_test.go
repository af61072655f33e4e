package register_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// A list is read some entries at a time, each once and in order, and the latest
// batch comes first.
func TestEntriesArePagedThrough(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		for _, key := range []string{"list-330211-2025h2", "list-330211-2026h1"} {
			var all []casefile.ListEntry
			for i := range 25 {
				state := casefile.EntryListed
				if i%5 == 0 {
					state = casefile.EntryRemoved
				}
				all = append(all, entry(casefile.ListSubject{Certificate: fmt.Sprintf("%s-%02d", key, i), Case: "c", Party: "D1"}, state, "2026-01-02"))
			}
			_, err := r.Write(ctx, batch(key, 1, lifecycle.ListApproval, all...))
			require.NoError(t, err)
		}
		batches, err := r.EntryBatches(ctx, register.EntryFilter{}, 10)
		require.NoError(t, err)
		require.Len(t, batches, 2)
		require.Equal(t, "list-330211-2026h1", batches[0].Key, "the latest first")
		require.Equal(t, 25, batches[0].All())
		require.Equal(t, 5, batches[0].Counts[casefile.EntryRemoved])
		var keys []string
		after := ""
		for pages := 1; ; pages++ {
			page, err := r.EntryPage(ctx, register.EntryFilter{Batch: batches[0].Key}, after, 10)
			require.NoError(t, err)
			require.LessOrEqual(t, len(page.Entries), 10)
			for _, e := range page.Entries {
				require.Equal(t, batches[0].Key, e.Batch)
				keys = append(keys, e.Certificate)
			}
			if after = page.Next; after == "" {
				require.Equal(t, 3, pages)
				break
			}
		}
		require.Len(t, keys, 25)
		require.IsIncreasing(t, keys)
		page, err := r.EntryPage(ctx, register.EntryFilter{Batch: batches[0].Key, State: casefile.EntryRemoved}, "", 10)
		require.NoError(t, err)
		require.Len(t, page.Entries, 5)
		require.Empty(t, page.Next)
		_, err = r.EntryPage(ctx, register.EntryFilter{}, "nonsense", 10)
		require.ErrorIs(t, err, register.ErrCursor)
	})
}
