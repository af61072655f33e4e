package register_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/casefile"
	"luxing/workflows/statute"
)

// The board of 10 November at half past seven: one case overdue since Friday,
// one hidden overrun since last night, one period that ends on the 12th, one on
// the 14th, and one of another court.
func TestADigestSaysWhatIsNewOverdueAndDue(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		moment := at("2026-11-10T07:30:00+08:00")
		period := func(key, due string) casefile.Record {
			rec := record(key, 1)
			rec.Row.Updated = moment.Add(-time.Hour)
			rec.Deadlines = []casefile.OpenDeadline{{ID: "trial", Name: "简易程序审限", On: "judge",
				Deadline: statute.Deadline{Last: day(due), Due: day(due).End(), Kind: statute.Statutory, Article: "民事诉讼法第164条"}}}
			return rec
		}
		overdue := period("zh-overdue", "2026-11-06")
		hidden := period("zh-hidden", "2027-01-01")
		hidden.Row.Division = "民二庭"
		hidden.Row.Stuck = []casefile.StuckCause{{Reason: casefile.StuckHiddenOverrun, Since: at("2026-11-09T20:00:00+08:00"), On: "trial_management", Unstick: "审查扣除 <review>"}}
		other := period("su-1", "2026-11-06")
		other.Row.Court = "苏0583"
		for _, rec := range []casefile.Record{overdue, hidden, period("zh-soon", "2026-11-12"), period("zh-later", "2026-11-14"), other} {
			_, err := r.Write(ctx, rec)
			require.NoError(t, err)
		}
		order := casefile.DigestOrder{Court: "浙0211", On: day("2026-11-10"), At: moment, Since: at("2026-11-09T07:30:00+08:00")}
		res, err := r.MakeDigest(ctx, order)
		require.NoError(t, err)
		require.Equal(t, 2, res.Stuck)
		require.Equal(t, 1, res.New)

		doc, err := r.Document(ctx, res.Document)
		require.NoError(t, err)
		for _, want := range []string{"宁波市镇海区人民法院每日督办摘要", "二〇二六年十一月十日", "zh-overdue", "zh-hidden", "zh-soon", "隐性超审限", "民二庭", "审查扣除 &lt;review&gt;", "2026-11-12"} {
			require.Contains(t, doc.HTML, want)
		}
		require.NotContains(t, doc.HTML, "zh-later", "more than three days ahead")
		require.NotContains(t, doc.HTML, "su-1", "another court's")
		require.NotContains(t, doc.HTML, "<review>")
		require.Less(t, strings.Index(doc.HTML, "<h2>民一庭"), strings.Index(doc.HTML, "<h2>民二庭"))

		// The board moves on; the day's digest stays what it was, told once.
		third := period("zh-third", "2026-11-01")
		_, err = r.Write(ctx, third)
		require.NoError(t, err)
		order.At = moment.Add(time.Minute)
		again, err := r.MakeDigest(ctx, order)
		require.NoError(t, err)
		require.Equal(t, res, again)
		box, err := r.Outbox(ctx, register.OutboxFilter{})
		require.NoError(t, err)
		require.Len(t, box.Messages, 1)
		require.Equal(t, register.DigestMessage, box.Messages[0].Type)

		order.On, order.At = day("2026-11-11"), moment.Add(24*time.Hour)
		_, err = r.MakeDigest(ctx, order)
		require.NoError(t, err)
		digests, err := r.Digests(ctx, register.DigestFilter{Court: "浙0211"})
		require.NoError(t, err)
		require.Len(t, digests, 2)
		require.Equal(t, day("2026-11-11"), digests[0].On, "the newest first")
		none, err := r.Digests(ctx, register.DigestFilter{Court: "苏0583"})
		require.NoError(t, err)
		require.Empty(t, none)

		page, err := r.List(ctx, register.Filter{})
		require.NoError(t, err)
		require.Len(t, page.Workflows, 6, "a digest is no case")
		courts, err := r.Courts(ctx)
		require.NoError(t, err)
		require.ElementsMatch(t, []string{"浙0211", "苏0583"}, courts)
	})
}

func TestAQuietMorningHasADigestThatSaysSo(t *testing.T) {
	r := registertest.Open(t, registertest.Databases[0].DSN(t))
	res, err := r.MakeDigest(ctx, casefile.DigestOrder{Court: "浙0211", On: day("2026-11-10"), At: at("2026-11-10T07:30:00+08:00")})
	require.NoError(t, err)
	doc, err := r.Document(ctx, res.Document)
	require.NoError(t, err)
	require.Contains(t, doc.HTML, "没有受阻的案件")
}
