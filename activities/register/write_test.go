package register_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

var ctx = context.Background()

// Every field of what a workflow says must come back: one that the register
// forgets would be lost for ever once the workflow is gone.
func TestWhatIsWrittenComesBack(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		rec := casefile.Record{Key: "zh-1", Kind: casefile.KindCase, Seq: 1}
		fill(reflect.ValueOf(&rec.Row).Elem(), 1)
		rec.Row.Case, rec.Row.CaseNumber, rec.Row.Phase = "zh-1", "（2019）浙0211民初77号", lifecycle.Trial
		rec.Filing = &casefile.Filing{}
		fill(reflect.ValueOf(rec.Filing).Elem(), 1)
		rec.Filing.CaseNumber = "（2019）浙0211民初77号"
		for i := range rec.Filing.Parties {
			rec.Filing.Parties[i].IDNumber = strings.ToUpper(rec.Filing.Parties[i].IDNumber)
		}
		rec.Entries = make([]casefile.Entry, 2)
		rec.Deadlines = make([]casefile.OpenDeadline, 2)
		rec.Obligations = make([]casefile.ObligationView, 2)
		rec.Payments = make([]casefile.Payment, 2)
		for i := range 2 {
			fill(reflect.ValueOf(&rec.Entries[i]).Elem(), i+1)
			fill(reflect.ValueOf(&rec.Deadlines[i]).Elem(), i+1)
			fill(reflect.ValueOf(&rec.Obligations[i]).Elem(), i+1)
			fill(reflect.ValueOf(&rec.Payments[i]).Elem(), i+1)
		}
		_, err := r.Write(ctx, rec)
		require.NoError(t, err)

		w, err := r.Find(ctx, "zh-1")
		require.NoError(t, err)
		require.Equal(t, register.Workflow{Key: "zh-1", Kind: casefile.KindCase, Seq: 1, Open: true, Row: rec.Row}, w)
		f, err := r.Filing(ctx, "zh-1")
		require.NoError(t, err)
		require.Equal(t, *rec.Filing, f)
		entries, err := r.Timeline(ctx, "zh-1")
		require.NoError(t, err)
		require.Equal(t, rec.Entries, entries)
		deadlines, err := r.Deadlines(ctx, "zh-1")
		require.NoError(t, err)
		require.Equal(t, rec.Deadlines, deadlines)
		obligations, payments, err := r.Money(ctx, "zh-1")
		require.NoError(t, err)
		require.Equal(t, rec.Obligations, obligations)
		require.Equal(t, rec.Payments, payments)
	})
}

// fill sets every field below v to something that is not its zero value.
func fill(v reflect.Value, n int) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2019, 3, 4+n, 9, 30, 0, 123456000, time.UTC)))
		return
	case calendar.Date:
		v.Set(reflect.ValueOf(calendar.NewDate(2019, 3, 4+n)))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n+i)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), n+i)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, n)
		fill(value, n)
		v.SetMapIndex(key, value)
	case reflect.String:
		v.SetString(fmt.Sprintf("值'\"%d", n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(n) * 9_007_199_254_741) // beyond what a float would keep, summed up
	default:
		panic("a kind of field that the test does not know: " + v.Type().String())
	}
}

func TestTheSameRecordSentByTenAtOnceIsWrittenOnce(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		rec := record("zh-1", 1)
		rec.Numbers = []casefile.NumberOrder{numberOrder("zh-1")}
		rec.Documents = []casefile.DocumentOrder{{ID: "zh-1/fee_notice/P1/1", Kind: casefile.FeeNotice, To: "P1", On: day("2019-03-05"), NumberID: "zh-1/民初", Facts: map[string]string{"feeFen": "290000"}}}
		rec.Messages = []casefile.Message{{ID: "zh-1/cn.luxing.case.accepted/1", Type: "cn.luxing.case.accepted", At: at("2019-03-05T01:00:00Z")}}

		var all sync.WaitGroup
		results := make([]casefile.RecordResult, 10)
		for i := range results {
			all.Go(func() {
				var err error
				results[i], err = r.Write(ctx, rec)
				require.NoError(t, err)
			})
		}
		all.Wait()
		for _, res := range results {
			require.Equal(t, results[0], res)
		}
		require.Equal(t, map[string]string{"zh-1/民初": "（2019）浙0211民初1号"}, results[0].Numbers)
		entries, err := r.Timeline(ctx, "zh-1")
		require.NoError(t, err)
		require.Len(t, entries, 1)
		docs, err := r.Documents(ctx, "zh-1")
		require.NoError(t, err)
		require.Len(t, docs, 1)
		box, err := r.Outbox(ctx, register.OutboxFilter{})
		require.NoError(t, err)
		require.Len(t, box.Messages, 1)

		w, err := r.Find(ctx, "zh-1")
		require.NoError(t, err)
		require.Equal(t, "（2019）浙0211民初1号", w.Row.CaseNumber, "the row has its number with the record that ordered it")
	})
}

func TestALateRepeatIsAnsweredAsTheFirstTime(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		first := record("zh-1", 1)
		first.Numbers = []casefile.NumberOrder{numberOrder("zh-1")}
		res, err := r.Write(ctx, first)
		require.NoError(t, err)
		for seq := range int64(3) {
			_, err := r.Write(ctx, record("zh-1", seq+2))
			require.NoError(t, err)
		}
		again, err := r.Write(ctx, first)
		require.NoError(t, err)
		require.Equal(t, res, again)
		w, err := r.Find(ctx, "zh-1")
		require.NoError(t, err)
		require.EqualValues(t, 4, w.Seq, "the row stays where it is")
		require.Equal(t, "（2019）浙0211民初1号", w.Row.CaseNumber, "a record without a number does not take it away")
	})
}

func TestWrongRecordsAreRefusedForEver(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		_, err := r.Write(ctx, record("zh-1", 1))
		require.NoError(t, err)

		other := record("zh-1", 1)
		other.Row.Judge = "li"
		gap := record("zh-1", 3)
		early := record("zh-2", 2)
		kind := record("zh-1", 2)
		kind.Kind = casefile.KindEnforcement
		empty := casefile.Record{}
		twice := record("zh-1", 2)
		twice.Messages = []casefile.Message{{ID: "m", Type: "t"}, {ID: "m", Type: "t"}}
		number := record("zh-1", 2)
		number.Numbers = []casefile.NumberOrder{{ID: "n", Court: "'; DROP TABLE numbers; --", Type: "民初", Year: 2019}, {ID: "n2", Court: "浙0211", Type: "ABC", Year: 12}}

		var conflict *register.ConflictError
		var hole *register.GapError
		var invalid *register.InvalidError
		for name, c := range map[string]struct {
			rec   casefile.Record
			as    any
			words []string
		}{
			"another record under the same number": {other, &conflict, []string{"zh-1", "record 1"}},
			"a gap":                                {gap, &hole, []string{"record 3 came", "come to 1", "record 2 is missing"}},
			"a beginning that is missing":          {early, &hole, []string{"record 2 came", "come to 0"}},
			"a key of another kind":                {kind, &conflict, []string{"it is of kind case"}},
			"nothing at all":                       {empty, &invalid, []string{"key", "row.case", "seq", "kind", "row.phase"}},
			"an ID twice":                          {twice, &invalid, []string{"messages[1].id"}},
			"a sequence that cannot be":            {number, &invalid, []string{"numbers[0].court", "numbers[1].type", "numbers[1].year"}},
		} {
			_, err := r.Write(ctx, c.rec)
			require.ErrorAs(t, err, c.as, name)
			require.True(t, register.Final(err), name)
			for _, w := range c.words {
				require.ErrorContains(t, err, w, name)
			}
		}
		w, err := r.Find(ctx, "zh-1")
		require.NoError(t, err)
		require.EqualValues(t, 1, w.Seq, "nothing was written")
		_, err = r.Find(ctx, "zh-2")
		require.ErrorIs(t, err, register.ErrNotFound)
	})
}

// A document that cannot be made fails the whole record: no number is taken,
// no message sent, and the record succeeds later as if nothing had been.
func TestAFailedRecordLeavesNothing(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		rec := record("zh-1", 1)
		rec.Numbers = []casefile.NumberOrder{numberOrder("zh-1")}
		rec.Messages = []casefile.Message{{ID: "m1", Type: "t"}}
		rec.Documents = []casefile.DocumentOrder{{ID: "d1", Kind: "a kind of the next release"}}
		_, err := r.Write(ctx, rec)
		require.ErrorContains(t, err, "a kind of the next release")
		require.False(t, register.Final(err), "a worker of the next release can do it")

		_, err = r.Find(ctx, "zh-1")
		require.ErrorIs(t, err, register.ErrNotFound)
		box, err := r.Outbox(ctx, register.OutboxFilter{})
		require.NoError(t, err)
		require.Empty(t, box.Messages)

		next := record("zh-2", 1)
		next.Numbers = []casefile.NumberOrder{numberOrder("zh-2")}
		res, err := r.Write(ctx, next)
		require.NoError(t, err)
		require.Equal(t, "（2019）浙0211民初1号", res.Numbers["zh-2/民初"], "the number was not lost")
	})
}

func TestDocumentsAreKeptWithTheirHash(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		rec := record("zh-1", 1)
		rec.Numbers = []casefile.NumberOrder{numberOrder("zh-1")}
		rec.Documents = []casefile.DocumentOrder{
			{ID: "zh-1/fee_notice/P1/1", Kind: casefile.FeeNotice, To: "P1", On: day("2019-03-05"), NumberID: "zh-1/民初", Facts: map[string]string{"feeFen": "290000"}},
			{ID: "zh-1/hearing_notice/D1/1", Kind: casefile.HearingNotice, To: "D1", On: day("2019-03-05"), Facts: map[string]string{"on": "2019-04-01"}},
		}
		res, err := r.Write(ctx, rec)
		require.NoError(t, err)

		doc, err := r.Document(ctx, "zh-1/fee_notice/P1/1")
		require.NoError(t, err)
		sum := sha256.Sum256([]byte(doc.HTML))
		require.Equal(t, hex.EncodeToString(sum[:]), doc.SHA256)
		require.Equal(t, res.Documents[doc.ID], doc.SHA256)
		require.Equal(t, "（2019）浙0211民初1号", doc.Number)
		require.Contains(t, doc.HTML, "（2019）浙0211民初1号", "the number of the same record is on the page")
		require.Contains(t, doc.HTML, "张三")
		require.Empty(t, doc.Missing)

		all, err := r.Documents(ctx, "zh-1")
		require.NoError(t, err)
		require.Len(t, all, 2)
		require.Equal(t, []string{"address", "time", "place"}, all[1].Missing)

		// Ordered again by a later record, it stays the document it was.
		again := record("zh-1", 2)
		again.Documents = rec.Documents[:1]
		again.Documents[0].Facts = map[string]string{"feeFen": "580000"}
		res2, err := r.Write(ctx, again)
		require.NoError(t, err)
		require.Equal(t, doc.SHA256, res2.Documents[doc.ID])

		stolen := record("zh-1", 3)
		stolen.Documents = []casefile.DocumentOrder{{ID: "zh-1/fee_notice/P1/1", Kind: casefile.FeeNotice, To: "D1"}}
		_, err = r.Write(ctx, stolen)
		var conflict *register.ConflictError
		require.ErrorAs(t, err, &conflict)

		_, err = r.Document(ctx, "nothing")
		require.ErrorIs(t, err, register.ErrNotFound)
	})
}

func TestWhatRunsIsReplacedAndWhatHappenedIsKept(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		first := record("zh-1", 1)
		first.Deadlines = []casefile.OpenDeadline{{ID: "a", Deadline: statute.Deadline{Due: at("2019-04-01T00:00:00Z")}}, {ID: "b", Deadline: statute.Deadline{Due: at("2019-04-02T00:00:00Z")}}}
		first.Obligations = []casefile.ObligationView{{Obligation: casefile.Obligation{ID: "O1"}}}
		first.Payments = []casefile.Payment{{ID: "pay-1", AmountFen: 1}}
		_, err := r.Write(ctx, first)
		require.NoError(t, err)

		second := record("zh-1", 2)
		second.Deadlines = []casefile.OpenDeadline{{ID: "b", Deadline: statute.Deadline{Due: at("2019-05-02T00:00:00Z")}}}
		_, err = r.Write(ctx, second)
		require.NoError(t, err)
		ds, err := r.Deadlines(ctx, "zh-1")
		require.NoError(t, err)
		require.Equal(t, second.Deadlines, ds)
		os, ps, err := r.Money(ctx, "zh-1")
		require.NoError(t, err)
		require.Len(t, os, 1, "a record that says nothing of money changes none")
		require.Len(t, ps, 1)
		entries, err := r.Timeline(ctx, "zh-1")
		require.NoError(t, err)
		require.Len(t, entries, 2)
		require.Equal(t, "第1步", entries[0].Note)

		third := record("zh-1", 3)
		third.Row.Phase, third.Row.Wait = lifecycle.Closed, casefile.Wait{}
		third.Filing = filing("zh-1")
		third.Filing.Parties = third.Filing.Parties[:2]
		_, err = r.Write(ctx, third)
		require.NoError(t, err)
		ds, err = r.Deadlines(ctx, "zh-1")
		require.NoError(t, err)
		require.Empty(t, ds)
		f, err := r.Filing(ctx, "zh-1")
		require.NoError(t, err)
		require.Len(t, f.Parties, 2)
		w, err := r.Find(ctx, "zh-1")
		require.NoError(t, err)
		require.False(t, w.Open)
	})
}

// After a remand nothing is owed any more: the obligations go, what was paid stays.
func TestObligationsThatAreNoMoreGo(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		first, second := record("zh-1", 1), record("zh-1", 2)
		first.Obligations = []casefile.ObligationView{{Obligation: casefile.Obligation{ID: "O1", AmountFen: 2}, OutstandingFen: 1}}
		first.Payments = []casefile.Payment{{ID: "pay-1", AmountFen: 1}}
		second.NoObligations, second.Payments = true, first.Payments
		third := record("zh-1", 3)
		third.NoObligations = true
		for i, rec := range []casefile.Record{first, second, third} {
			_, err := r.Write(ctx, rec)
			require.NoError(t, err)
			os, ps, err := r.Money(ctx, "zh-1")
			require.NoError(t, err)
			require.Len(t, os, map[bool]int{true: 1}[i == 0])
			require.Len(t, ps, map[bool]int{true: 1}[i < 2], "a record that carries money carries all of it")
		}
	})
}

// What no database would take must not stop a case for ever.
func TestHostileTextIsStored(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		rec := record("zh-1", 1)
		rec.Row.Division = "民\x00一\xff庭'; DROP TABLE workflows; --"
		rec.Filing.Parties[0].Name = "张\x00三?$1"
		rec.Entries[0].Note = strings.Repeat("长", 100_000)
		rec.Deadlines = make([]casefile.OpenDeadline, 1500)
		for i := range rec.Deadlines {
			rec.Deadlines[i] = casefile.OpenDeadline{ID: "same", Name: "?"}
		}
		_, err := r.Write(ctx, rec)
		require.NoError(t, err)
		_, err = r.Write(ctx, rec)
		require.NoError(t, err)
		f, err := r.Filing(ctx, "zh-1")
		require.NoError(t, err)
		require.Equal(t, "张\uFFFD三?$1", f.Parties[0].Name)
		ds, err := r.Deadlines(ctx, "zh-1")
		require.NoError(t, err)
		require.Len(t, ds, 1500)
	})
}

func TestPersonalDataAreInPartiesAndDocumentsOnly(t *testing.T) {
	dsn := registertest.Databases[0].DSN(t)
	r := registertest.Open(t, dsn)
	rec := record("zh-1", 1)
	rec.Documents = []casefile.DocumentOrder{{ID: "d", Kind: casefile.FeeNotice, To: "P1", On: day("2019-03-05")}}
	rec.Messages = []casefile.Message{{ID: "m", Type: "t", Data: map[string]string{"party": "P1"}}}
	_, err := r.Write(ctx, rec)
	require.NoError(t, err)
	for table, text := range dump(t, filepath.Clean(strings.TrimPrefix(dsn, "sqlite:"))) {
		if table == "parties" || table == "documents" {
			continue
		}
		for _, p := range rec.Filing.Parties {
			require.NotContains(t, text, p.Name, table)
			require.NotContains(t, text, p.IDNumber, table)
		}
	}
}
