package register_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

// docket writes n cases that differ in everything a list filters by.
func docket(t testing.TB, r *register.Register, n int) []casefile.Record {
	t.Helper()
	phases := []lifecycle.State{lifecycle.Trial, lifecycle.InSupervision, lifecycle.Closed}
	alerts := []casefile.Alert{casefile.Calm, casefile.AlertJudge, casefile.AlertOverdue}
	var all []casefile.Record
	for i := range n {
		rec := record(fmt.Sprintf("zh-%03d", i*37%n), 1)
		rec.Row.Phase, rec.Row.Alert = phases[i%3], alerts[i%2]
		rec.Row.Judge = fmt.Sprintf("judge-%d", i%4)
		rec.Row.Court = []string{"浙0211", "浙0205"}[i%2]
		rec.Row.Division = fmt.Sprintf("民%d庭", i%3)
		rec.Row.Due = at("2019-06-01T00:00:00Z").Add(time.Duration(i/5) * time.Hour) // five share an instant
		if rec.Row.Phase == lifecycle.Closed {
			rec.Row.Wait = casefile.Wait{Alert: casefile.Calm}
		}
		_, err := r.Write(ctx, rec)
		require.NoError(t, err)
		all = append(all, rec)
	}
	return all
}

func TestPagesOfAListShowEachCaseOnceInOrder(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		all := docket(t, r, 53)
		due := at("2019-06-01T04:00:00Z")
		for name, f := range map[string]struct {
			filter register.Filter
			takes  func(casefile.Row) bool
		}{
			"all":      {register.Filter{}, func(casefile.Row) bool { return true }},
			"open":     {register.Filter{Open: true}, func(r casefile.Row) bool { return r.Phase != lifecycle.Closed }},
			"phase":    {register.Filter{Phase: lifecycle.Trial}, func(r casefile.Row) bool { return r.Phase == lifecycle.Trial }},
			"judge":    {register.Filter{Judge: "judge-2"}, func(r casefile.Row) bool { return r.Judge == "judge-2" }},
			"court":    {register.Filter{Court: "浙0205"}, func(r casefile.Row) bool { return r.Court == "浙0205" }},
			"division": {register.Filter{Court: "浙0211", Division: "民1庭"}, func(r casefile.Row) bool { return r.Court == "浙0211" && r.Division == "民1庭" }},
			"alert":    {register.Filter{Alert: casefile.AlertJudge}, func(r casefile.Row) bool { return r.Alert == casefile.AlertJudge }},
			"due":      {register.Filter{DueBefore: due}, func(r casefile.Row) bool { return !r.Due.IsZero() && r.Due.Before(due) }},
			"kind":     {register.Filter{Kind: casefile.KindEnforcement}, func(casefile.Row) bool { return false }},
			"case":     {register.Filter{Case: "zh-003"}, func(r casefile.Row) bool { return r.Case == "zh-003" }},
			"injected": {register.Filter{Judge: "x' OR '1'='1"}, func(casefile.Row) bool { return false }},
		} {
			var want []string
			for _, rec := range sorted(all) {
				if f.takes(rec.Row) {
					want = append(want, rec.Key)
				}
			}
			for _, size := range []int{0, 1, 7, 5000} {
				var got []string
				filter := f.filter
				filter.Limit = size
				for pages := 0; ; pages++ {
					require.Less(t, pages, 100, "%s: the pages do not end", name)
					page, err := r.List(ctx, filter)
					require.NoError(t, err)
					for _, w := range page.Workflows {
						got = append(got, w.Key)
					}
					if filter.Cursor = page.Next; page.Next == "" {
						break
					}
				}
				require.Equal(t, want, got, "%s by %d", name, size)
			}
		}
	})
}

// sorted is the order of the list, worked out apart from SQL.
func sorted(recs []casefile.Record) []casefile.Record {
	recs = slices.Clone(recs)
	last := at("9999-01-01T00:00:00Z")
	due := func(r casefile.Record) time.Time {
		if r.Row.Due.IsZero() {
			return last
		}
		return r.Row.Due
	}
	slices.SortFunc(recs, func(a, b casefile.Record) int {
		return cmp.Or(due(a).Compare(due(b)), cmp.Compare(a.Key, b.Key))
	})
	return recs
}

func TestForeignCursorsAreRefused(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		docket(t, r, 5)
		page, err := r.List(ctx, register.Filter{Limit: 2})
		require.NoError(t, err)
		for _, c := range []string{"x", "%%%", "bGlzdA", page.Next + "AAAA.", "c3R1Y2sgMSBh"} {
			_, err := r.List(ctx, register.Filter{Cursor: c})
			require.ErrorIs(t, err, register.ErrCursor, c)
		}
		_, err = r.Stuck(ctx, time.Now(), register.StuckFilter{Filter: register.Filter{Cursor: page.Next}})
		require.ErrorIs(t, err, register.ErrCursor)
		_, err = r.Outbox(ctx, register.OutboxFilter{Cursor: page.Next})
		require.ErrorIs(t, err, register.ErrCursor)
	})
}

func TestReadersDoNotWaitForTheWriter(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		docket(t, r, 5)
		release := register.HoldWriter(t, r)
		defer release()
		page, err := r.List(ctx, register.Filter{})
		require.NoError(t, err)
		require.Len(t, page.Workflows, 5)
	})
}
