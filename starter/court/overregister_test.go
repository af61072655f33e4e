package court

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/workflows/calendar"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
	"luxing/workflows/statute"
)

// shelved opens a register in a file of the test's own and writes one record a row.
func shelved(t *testing.T, records ...casefile.Record) Register {
	t.Helper()
	r, err := register.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "register.db"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = r.Close() })
	for _, rec := range records {
		_, err := r.Write(t.Context(), rec)
		require.NoError(t, err)
	}
	return OverRegister(r)
}

// record is the first record of a case that waits until a day.
func record(t *testing.T, key, due string, a casefile.Alert) casefile.Record {
	f := sample(t)
	f.Key = key
	last := calendar.MustParse(due)
	at := calendar.MustParse("2022-03-04").Start()
	return casefile.Record{
		Key: key, Kind: casefile.KindCase, Seq: 1, Filing: f,
		Row: casefile.Row{
			Case: key, Court: f.Court, Division: f.Division, Judge: f.Judge, Cause: f.Cause, Procedure: f.Procedure, FiledOn: f.FiledOn,
			Phase: lifecycle.FilingReview, PhaseSince: at, Updated: at,
			Wait: casefile.Wait{For: "filing-review", ForName: "立案审查", On: "clerk", Due: last.End(), Last: due, Article: "民事诉讼法第126条", Kind: statute.Statutory, Alert: a},
		},
		Entries: []casefile.Entry{{At: at, Event: "filed", Name: "收到起诉材料", Role: lifecycle.Intake}},
		Deadlines: []casefile.OpenDeadline{{ID: "filing-review", Name: "立案审查", On: "clerk", Alert: a, Deadline: statute.Deadline{
			Rule: "filing-review", From: at, Last: last, Due: last.End(), Article: "民事诉讼法第126条", Kind: statute.Statutory, Length: 7, Unit: statute.Days,
		}}},
	}
}

func keysOf(rows []Listed) []string {
	var keys []string
	for _, r := range rows {
		keys = append(keys, r.Key)
	}
	return keys
}

func TestListTakesAnAlertLevelAndThoseAboveIt(t *testing.T) {
	c := &Court{Register: shelved(t,
		record(t, "calm", "2022-03-20", casefile.Calm), record(t, "judge", "2022-03-15", casefile.AlertJudge),
		record(t, "president", "2022-03-12", casefile.AlertCourt), record(t, "overdue", "2022-03-10", casefile.AlertOverdue), record(t, "office", "2022-03-09", casefile.AlertOffice),
	)}
	for _, x := range []struct {
		f    Filter
		want []string
	}{
		{Filter{}, []string{"office", "overdue", "president", "judge", "calm"}},
		{Filter{Alert: casefile.AlertOffice}, []string{"office", "overdue", "president"}},
		{Filter{Alert: casefile.AlertOverdue}, []string{"overdue"}},
		{Filter{Alert: casefile.AlertDelivery}, nil},
		{Filter{Alert: casefile.AlertJudge, Limit: 2}, []string{"office", "overdue"}},
		{Filter{Limit: 2}, []string{"office", "overdue"}},
		{Filter{DueBefore: calendar.MustParse("2022-03-12")}, []string{"office", "overdue"}},
		{Filter{DueBefore: calendar.MustParse("2022-03-13")}, []string{"office", "overdue", "president"}},
		{Filter{Judge: "judge-9"}, nil},
		{Filter{Phase: lifecycle.Trial}, nil},
		{Filter{Phase: lifecycle.FilingReview, Court: "浙0211", Division: "民一庭", Judge: "judge-1", Open: true, Limit: 1}, []string{"office"}},
	} {
		rows, err := c.List(t.Context(), x.f)
		require.NoError(t, err)
		require.Equal(t, x.want, keysOf(rows), "%+v", x.f)
	}
}

func TestListReadsBeyondOnePageOfTheRegister(t *testing.T) {
	if testing.Short() {
		t.Skip("writes a thousand records")
	}
	var records []casefile.Record
	for i := range pageOf + 5 {
		records = append(records, record(t, "many-"+calendar.MustParse("2022-01-01").AddDays(i).String(), "2022-03-20", casefile.AlertJudge))
	}
	c := &Court{Register: shelved(t, records...)}
	for _, f := range []Filter{{Limit: pageOf + 3}, {Limit: pageOf + 3, Alert: casefile.AlertJudge}} {
		rows, err := c.List(t.Context(), f)
		require.NoError(t, err)
		require.Len(t, rows, pageOf+3)
	}
	c.Now = func() time.Time { return calendar.MustParse("2022-04-01").Start() }
	rows, err := c.Stuck(t.Context(), StuckFilter{})
	require.NoError(t, err)
	require.Len(t, rows, pageOf+5)
}

func TestStuckComesFromTheRegisterWithEveryCause(t *testing.T) {
	own := record(t, "own", "2022-03-20", casefile.Calm)
	own.Row.Stuck = []casefile.StuckCause{{Reason: casefile.StuckFileNotMoved, Since: calendar.MustParse("2022-03-05").Start(), On: "clerk", Unstick: "移送案卷 send the file"}}
	c := &Court{
		Register: shelved(t, own, record(t, "late", "2022-03-10", casefile.AlertOverdue), record(t, "fine", "2022-03-30", casefile.Calm)),
		Now:      func() time.Time { return calendar.MustParse("2022-03-15").Start() },
	}
	rows, err := c.Stuck(t.Context(), StuckFilter{})
	require.NoError(t, err)
	require.Equal(t, []string{"late", "own"}, keysOf(rows))
	require.Equal(t, casefile.StuckOverdue, rows[0].Stuck[0].Reason)
	require.Equal(t, casefile.StuckFileNotMoved, rows[1].Stuck[0].Reason)
	rows, err = c.Stuck(t.Context(), StuckFilter{Reason: casefile.StuckFileNotMoved})
	require.NoError(t, err)
	require.Equal(t, []string{"own"}, keysOf(rows))
	_, err = c.Stuck(t.Context(), StuckFilter{Reason: "boredom"})
	require.Equal(t, KindBadInput, ProblemOf(err).Kind)
}

func TestRegisterGivesTheFilingBackAsItWasFiled(t *testing.T) {
	rec := record(t, "nb-1", "2022-03-20", casefile.Calm)
	rec.Filing.Attachments = []casefile.Attachment{{Name: "借条", URI: "papers/1", SHA256: "ab"}}
	r := shelved(t, rec)
	want, err := Digest(rec.Filing)
	require.NoError(t, err)
	filed, err := r.Filed(t.Context(), "nb-1")
	require.NoError(t, err)
	got, err := Digest(filed)
	require.NoError(t, err)
	require.Equal(t, want, got, "a filing sent again is known without asking the server")
	held, err := r.Find(t.Context(), "nb-1")
	require.NoError(t, err)
	require.Len(t, held.Deadlines, 1)
	require.Equal(t, "张三", held.Filing.Parties[0].Name)
	for _, ask := range []func() error{
		func() error { _, err := r.Find(t.Context(), "nb-2"); return err },
		func() error { _, err := r.Filed(t.Context(), "nb-2"); return err },
		func() error { _, err := r.Document(t.Context(), "nb-2/x"); return err },
	} {
		require.ErrorIs(t, ask(), ErrNotRegistered)
	}
}
