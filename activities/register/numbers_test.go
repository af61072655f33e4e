package register_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/casefile"
)

func numbered(key string) casefile.Record {
	rec := record(key, 1)
	rec.Numbers = []casefile.NumberOrder{numberOrder(key)}
	return rec
}

func TestNumbersHaveNoGapAndNoTwinWhenManyAskAtOnce(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		// Two registers open the same database, as two workers would.
		rs := []*register.Register{registertest.Open(t, dsn), registertest.Open(t, dsn)}
		const n = 60
		got := make([]int, n)
		var all sync.WaitGroup
		for i := range n {
			all.Go(func() {
				key := fmt.Sprintf("zh-%d", i)
				rec := numbered(key)
				if i%3 == 0 { // a second sequence, asked for in the other order
					rec.Numbers = append([]casefile.NumberOrder{{ID: key + "/执", Court: "浙0211", Type: "执", Year: 2019}}, rec.Numbers...)
				}
				res, err := rs[i%2].Write(ctx, rec)
				require.NoError(t, err)
				number, err := casefile.ParseCaseNumber(res.Numbers[key+"/民初"])
				require.NoError(t, err)
				got[i] = number.Seq
			})
		}
		all.Wait()
		slices.Sort(got)
		for i := range got {
			require.Equal(t, i+1, got[i])
		}
	})
}

func TestSequencesAreKeptByCourtKindAndYear(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		rec := record("zh-1", 1)
		rec.Numbers = []casefile.NumberOrder{
			{ID: "a", Court: "浙0211", Type: "民初", Year: 2019}, {ID: "b", Court: "浙0211", Type: "民初", Year: 2020},
			{ID: "c", Court: "浙0205", Type: "民初", Year: 2019}, {ID: "d", Court: "浙0211", Type: "执", Year: 2019},
			{ID: "e", Court: "浙0211", Type: "民初", Year: 2019}, {ID: "f", Court: "浙0211", Type: register.CertificateType, Year: 2019},
		}
		res, err := r.Write(ctx, rec)
		require.NoError(t, err)
		require.Equal(t, map[string]string{
			"a": "（2019）浙0211民初1号", "b": "（2020）浙0211民初1号", "c": "（2019）浙0205民初1号", "d": "（2019）浙0211执1号",
			"e": "（2019）浙0211民初2号", "f": "（2019）浙0211自动履行证明1号",
		}, res.Numbers)

		// The same order by a later record gets the same number.
		again := record("zh-1", 2)
		again.Numbers = rec.Numbers[:1]
		res, err = r.Write(ctx, again)
		require.NoError(t, err)
		require.Equal(t, "（2019）浙0211民初1号", res.Numbers["a"])

		other := record("zh-1", 3)
		other.Numbers = []casefile.NumberOrder{{ID: "a", Court: "浙0211", Type: "执", Year: 2019}}
		_, err = r.Write(ctx, other)
		var conflict *register.ConflictError
		require.ErrorAs(t, err, &conflict)
	})
}

func TestNumbersThatCameWithAFilingAreNeverGivenAgain(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		with := func(key, number string) casefile.Record {
			rec := record(key, 1)
			rec.Filing.CaseNumber, rec.Row.CaseNumber = number, number
			return rec
		}
		next := func(key, want string) {
			t.Helper()
			res, err := r.Write(ctx, numbered(key))
			require.NoError(t, err)
			require.Equal(t, want, res.Numbers[key+"/民初"])
		}
		next("zh-1", "（2019）浙0211民初1号")
		for i, number := range []string{"（2019）浙0211民初3号", "(2019)浙0211民初4号", "（2019）浙0211民初6号"} {
			_, err := r.Write(ctx, with(fmt.Sprintf("old-%d", i), number))
			require.NoError(t, err)
		}
		next("zh-2", "（2019）浙0211民初2号")
		next("zh-3", "（2019）浙0211民初5号")
		_, err := r.Write(ctx, with("old-7", "（2019）浙0211民初7号"))
		require.NoError(t, err)
		next("zh-4", "（2019）浙0211民初8号")

		var taken *register.NumberTakenError
		_, err = r.Write(ctx, with("thief", "（2019）浙0211民初5号"))
		require.ErrorAs(t, err, &taken)
		require.Equal(t, "zh-3", taken.Holder)
		_, err = r.Write(ctx, with("thief", "（2019）浙0211民初6号"))
		require.ErrorAs(t, err, &taken)

		for number, want := range map[string]string{"（2019）浙0211民初5号": "zh-3", "(2019)浙0211民初4号": "old-1", "（2019）浙0211民初99号": "", "（2009）甬镇民一初字第1号": ""} {
			holder, err := r.Holder(ctx, number)
			require.NoError(t, err)
			require.Equal(t, want, holder, number)
		}

		// The case's own linked workflow may bear the case's number.
		linked := record("old-0-zhi", 1)
		linked.Kind, linked.Filing, linked.Row.Case, linked.Row.CaseNumber = casefile.KindEnforcement, nil, "old-0", "（2019）浙0211民初3号"
		_, err = r.Write(ctx, linked)
		require.NoError(t, err)

		// An old number is in no sequence of ours and is taken as it is.
		_, err = r.Write(ctx, with("old-9", "（2013）镇商初字第153号"))
		require.NoError(t, err)
	})
}

// A court that moves its running year over brings thousands of numbers.
func TestALongRunOfForeignNumbersIsPassedOver(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		const moved = 203
		for n := moved; n > 1; n-- { // backwards, so that none extends the sequence
			rec := record(fmt.Sprintf("old-%d", n), 1)
			rec.Filing = nil
			rec.Row.CaseNumber = fmt.Sprintf("（2019）浙0211民初%d号", n)
			_, err := r.Write(ctx, rec)
			require.NoError(t, err)
		}
		for _, want := range []string{"（2019）浙0211民初1号", "（2019）浙0211民初204号", "（2019）浙0211民初205号"} {
			res, err := r.Write(ctx, numbered("zh-"+want))
			require.NoError(t, err)
			require.Equal(t, want, res.Numbers["zh-"+want+"/民初"])
		}
	})
}

// The number of a part is its case's with 之一: in no sequence, kept, and one
// case's alone; the sequence goes on as if it were not there.
func TestNumbersOfPartsAreOneCasesAlone(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		given, err := r.Write(ctx, numbered("zh-1"))
		require.NoError(t, err)
		number := casefile.PartNumber(given.Numbers["zh-1/民初"], 1)
		part := record("zh-1-xianxing-1", 1)
		part.Row.CaseNumber = number
		_, err = r.Write(ctx, part)
		require.NoError(t, err)
		holder, err := r.Holder(ctx, number)
		require.NoError(t, err)
		require.Equal(t, part.Row.Case, holder)
		again := record("zh-1-xianxing-1", 2)
		again.Row.CaseNumber = number
		_, err = r.Write(ctx, again)
		require.NoError(t, err, "its own, said again")
		other := record("zh-9", 1)
		other.Row.CaseNumber = number
		_, err = r.Write(ctx, other)
		var taken *register.NumberTakenError
		require.ErrorAs(t, err, &taken)
		require.Equal(t, part.Row.Case, taken.Holder)
		next, err := r.Write(ctx, numbered("zh-2"))
		require.NoError(t, err)
		n, err := casefile.ParseCaseNumber(next.Numbers["zh-2/民初"])
		require.NoError(t, err)
		require.Equal(t, 2, n.Seq)
	})
}
