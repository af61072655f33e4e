package statute

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"luxing/workflows/calendar"
	"luxing/workflows/policy"
)

func TestLengthOption(t *testing.T) {
	b := book()
	d, err := b.Period(EvidenceOrdinary, day("2026-03-02").Start(), Length(30))
	require.NoError(t, err)
	assert.Equal(t, "2026-04-01", d.Last.String())
	assert.Equal(t, 30, d.Length)
	assert.Equal(t, "+30 days", b.Explain(d)[1].Amount)

	for _, c := range []struct {
		rule RuleID
		n    int
		want string
	}{
		{EvidenceOrdinary, 14, "15 to 3650 days"},
		{"evidence-summary", 16, "1 to 15 days"},
		{ListingGrace, 4, "1 to 3 months"},
		{FilingCorrection, 0, "1 to 3650 days"},
		{FilingCorrection, -5, "1 to 3650 days"},
		{FilingCorrection, 1_000_000, "1 to 3650 days"},
		{Answer, 20, "none: the rule fixes 15 days"},
	} {
		_, err := b.Period(c.rule, day("2026-03-02").Start(), Length(c.n))
		var bad *LengthError
		require.ErrorAs(t, err, &bad, "%s, %d", c.rule, c.n)
		assert.Equal(t, c.want, bad.Want)
	}
}

func TestStartedOnDecidesTheEdition(t *testing.T) {
	b := book()
	// The step began under the old law, though the notice came out later.
	d, err := b.Period(PublicNotice, day("2022-01-05").Start(), StartedOn(day("2021-12-20")))
	require.NoError(t, err)
	assert.Equal(t, 60, d.Length)
	assert.Equal(t, "2022-03-07", d.Last.String(), "5 January + 60 = Sunday 6 March")
	assert.True(t, strings.HasPrefix(d.Article, "民事诉讼法（2017）第92条"))
}

func TestPolicySetsLengths(t *testing.T) {
	p := policy.Default()
	p.Lengths["stay-review"] = 10
	p.Lengths["listing-grace"] = 3
	b := NewBook(nil, p)
	d, err := b.Period(StayReview, day("2026-07-01").Start())
	require.NoError(t, err)
	assert.Equal(t, "2026-07-13", d.Last.String(), "1 July + 10 = Saturday the 11th")
	assert.Equal(t, Internal, d.Kind)
	d, err = b.Period(ListingGrace, day("2026-07-01").Start())
	require.NoError(t, err)
	assert.Equal(t, 3, d.Length)
	d, err = b.Period(StayReview, day("2026-07-01").Start(), Length(5))
	require.NoError(t, err)
	assert.Equal(t, 5, d.Length, "the case at hand goes before the policy")
}

func TestFarOffEvents(t *testing.T) {
	for _, from := range []time.Time{{}, day("1905-01-01").Start(), day("2195-01-01").Start(), time.Unix(1<<40, 0)} {
		_, err := book().Period(Answer, from)
		var bad *RangeError
		require.ErrorAs(t, err, &bad, from)
		assert.NotEmpty(t, bad.Error())
	}
}

// The court's day decides, not the caller's zone.
func TestPeriodStartsOnTheCourtsDay(t *testing.T) {
	d, err := book().Period(Answer, time.Date(2026, 11, 8, 16, 30, 0, 0, time.UTC)) // 00:30 on the 9th in Ningbo
	require.NoError(t, err)
	assert.Equal(t, "2026-11-24", d.Last.String())
	assert.True(t, d.Due.Equal(time.Date(2026, 11, 24, 16, 0, 0, 0, time.UTC)))
}

func TestProvisional(t *testing.T) {
	b := book()
	for _, c := range []struct {
		rule RuleID
		from string
		want bool
	}{
		{Answer, "2026-12-10", false},
		{Answer, "2026-12-20", true},
		{BenchNotice, "2026-12-28", false},
		{BenchNotice, "2026-12-30", true},
		{FreezeRealEstate, "2026-12-01", false}, // rest days do not matter to it
		{PreservationRenewal, "2028-01-01", false},
		{EnforcementApplication, "2025-06-01", true},
		{ListingRemoval, "2026-12-30", true},
		{Answer, "2006-01-05", true}, // before the first notice of the table
	} {
		d, err := b.Period(c.rule, day(c.from).Start())
		require.NoError(t, err)
		assert.Equal(t, c.want, d.Provisional, "%s from %s", c.rule, c.from)
		assert.Equal(t, c.want, strings.Contains(b.Explain(d)[len(b.Explain(d))-1].Reason, "provisional"), "%s from %s", c.rule, c.from)
	}
}

// A new year's table moves what was provisional; the old one stays as it was.
func TestNewEditionMovesProvisionalDeadlines(t *testing.T) {
	next, err := calendar.Edition("2026", []calendar.Day{
		{Date: day("2027-01-01"), Kind: calendar.Off, Name: "元旦"},
		{Date: day("2027-01-04"), Kind: calendar.Off, Name: "元旦"},
	})
	require.NoError(t, err)
	from := day("2026-12-17").Start()
	before, err := book().Period(Answer, from)
	require.NoError(t, err)
	after, err := NewBook(next, policy.Default()).Period(Answer, from)
	require.NoError(t, err)
	assert.Equal(t, "2027-01-01", before.Last.String())
	assert.True(t, before.Provisional)
	assert.Equal(t, "2027-01-05", after.Last.String())
	assert.False(t, after.Provisional)
	assert.Equal(t, "2026+2027", after.Edition)

	// Explaining the old deadline by the new book says where the two part.
	steps := NewBook(next, policy.Default()).Explain(before)
	last := steps[len(steps)-1]
	assert.Equal(t, "2027-01-01", last.Date)
	assert.Equal(t, "-4 days", last.Amount)
	assert.Contains(t, last.Reason, "edition 2026")
}

func TestMetAndLatest(t *testing.T) {
	b := book()
	first, err := b.Period(AppealJudgment, day("2026-11-02").Start())
	require.NoError(t, err)
	second, err := b.Period(AppealJudgment, day("2026-11-06").Start())
	require.NoError(t, err)
	assert.Equal(t, "2026-11-17", first.Last.String())
	last, ok := Latest(first, second, first)
	assert.True(t, ok)
	assert.Equal(t, second, last, "the judgment takes effect when the last party's period has run")
	_, ok = Latest()
	assert.False(t, ok)

	assert.True(t, first.Met(clock("2026-11-17T23:59")), "posted a minute before midnight")
	assert.False(t, first.Met(clock("2026-11-18T00:00")))
	assert.False(t, first.Overdue(clock("2026-11-17T23:59")))
	assert.True(t, first.Overdue(first.Due))
}

func TestTarget(t *testing.T) {
	p := policy.Default()
	p.Targets = map[string]int{"filing-review": 3}
	b := NewBook(nil, p)
	d, ok, err := b.Target(FilingReview, day("2026-11-18").Start())
	require.NoError(t, err)
	assert.True(t, ok)
	assert.Equal(t, "2026-11-23", d.Last.String(), "18 November + 3 = Saturday the 21st")
	assert.Equal(t, Internal, d.Kind)
	assert.Equal(t, "本院规定 / court's own target", d.Article)
	_, ok, err = b.Target(Answer, day("2026-11-18").Start())
	assert.NoError(t, err)
	assert.False(t, ok)
	_, _, err = b.Target("anser", day("2026-11-18").Start())
	assert.Error(t, err)
}

func TestCheckPolicy(t *testing.T) {
	assert.Empty(t, CheckPolicy(policy.Default()))
	p := policy.Default()
	p.Version = ""
	p.Targets = map[string]int{"filing-review": 7, "filing-reviews": 3, "stay-review": 5, "hearing-notice": 2, "pre-suit-preservation-ruling": 24, "ordinary-trial": 5}
	var fields []string
	for _, f := range CheckPolicy(p) {
		fields = append(fields, f.Field)
		assert.NotEmpty(t, f.Want)
	}
	assert.Equal(t, []string{"version", "targets.filing-review", "targets.filing-reviews", "targets.hearing-notice", "targets.pre-suit-preservation-ruling", "targets.stay-review"}, fields)
}

func TestDeadlineIsPlainState(t *testing.T) {
	d, err := book().Period(AppealJudgment, clock("2022-01-16T09:30"))
	require.NoError(t, err)
	b, err := json.Marshal(d)
	require.NoError(t, err)
	assert.JSONEq(t, `{"rule":"appeal-judgment","from":"2022-01-16T09:30:00+08:00","length":15,"unit":"days","last":"2022-02-07",
		"due":"2022-02-08T00:00:00+08:00","article":"民事诉讼法（2021）第171条第1款 / CPL 2021 art. 171(1)","kind":"statutory","whose":"party","edition":"2026"}`, string(b))
	var back Deadline
	require.NoError(t, json.Unmarshal(b, &back))
	assert.True(t, back.Due.Equal(d.Due))
	assert.Equal(t, book().Explain(d), book().Explain(back))
}

func TestExplain(t *testing.T) {
	b := book()
	d, err := b.Period(AppealJudgment, day("2022-01-16").Start())
	require.NoError(t, err)
	assert.Equal(t, []Step{
		{Date: "2022-01-16", Reason: "收到判决书；当日不计入 / receipt of the judgment; that day is not counted", Article: "民事诉讼法（2021）第85条第2款 / CPL 2021 art. 85(2)"},
		{Date: "2022-01-31", Amount: "+15 days", Reason: "15日届满 / 15 days end", Article: "民事诉讼法（2021）第171条第1款 / CPL 2021 art. 171(1)"},
		{Date: "2022-02-07", Amount: "+7 days", Reason: "2022-01-31至2022-02-06为休假日（春节），顺延 / rest, moved on", Article: "民事诉讼法（2021）第85条第3款 / CPL 2021 art. 85(3)"},
	}, b.Explain(d))

	d, err = b.Period(AppealRuling, day("2024-09-19").Start())
	require.NoError(t, err)
	steps := b.Explain(d)
	assert.Contains(t, steps[len(steps)-1].Reason, "星期日但调休上班（国庆节），不顺延")

	d, err = b.Period(OrdinaryTrial, day("2025-08-31").Start())
	require.NoError(t, err)
	assert.Contains(t, b.Explain(d)[1].Reason, "无相应日，以月末为准")

	d, err = b.Period(PreSuitPreservationRuling, clock("2026-09-30T09:20"))
	require.NoError(t, err)
	steps = b.Explain(d)
	assert.Equal(t, []string{"2026-09-30T09:20", "2026-09-30T10:00", "2026-10-02T10:00"}, []string{steps[0].Date, steps[1].Date, steps[2].Date})

	assert.Contains(t, b.Explain(Deadline{Rule: "gone", Last: day("2026-01-05")})[0].Reason, "no longer in the book")
}

// fold adds the steps' amounts to the first date.
func fold(tb interface{ Fatalf(string, ...any) }, steps []Step, table *calendar.Table) string {
	if strings.Contains(steps[0].Date, "T") {
		at := clock(steps[0].Date).Truncate(time.Hour).Add(time.Hour)
		for _, s := range steps {
			if n, ok := strings.CutSuffix(strings.TrimPrefix(s.Amount, "+"), " hours"); ok {
				h, _ := strconv.Atoi(n)
				at = at.Add(time.Duration(h) * time.Hour)
			}
		}
		return minute(at)
	}
	d := day(steps[0].Date)
	for _, s := range steps {
		if s.Amount == "" {
			continue
		}
		var n int
		var unit string
		if _, err := fmt.Sscanf(s.Amount, "%d %s", &n, &unit); err != nil {
			tb.Fatalf("amount %q: %v", s.Amount, err)
		}
		switch strings.TrimSuffix(unit, "s") {
		case "day":
			d = d.AddDays(n)
		case "workday":
			d = table.AddWorkdays(d, n)
		case "month":
			d = d.AddMonths(n)
		case "year":
			d = d.AddYears(n)
		default:
			tb.Fatalf("unit %q", unit)
		}
		if s.Date != d.String() {
			tb.Fatalf("step says %s, its amounts give %s", s.Date, d)
		}
	}
	return d.String()
}

func TestPeriodProperties(t *testing.T) {
	b := book()
	all := Rules()
	rapid.Check(t, func(t *rapid.T) {
		r := all[rapid.IntRange(0, len(all)-1).Draw(t, "rule")]
		from := day("2008-01-01").Start().Add(time.Duration(rapid.IntRange(0, 18*365*24*60).Draw(t, "minutes")) * time.Minute)
		d, err := b.Period(r.ID, from)
		if err != nil {
			t.Fatal(err)
		}
		if r.moves() && d.Length > 0 {
			if rest, why := b.Calendar().Rest(d.Last); rest {
				t.Fatalf("%s ends on %s, %s", r.ID, d.Last, why)
			}
		}
		// A later event never gives an earlier end, unless the law itself
		// became shorter between the two.
		later, err := b.Period(r.ID, from.Add(time.Duration(rapid.IntRange(1, 5000).Draw(t, "later"))*time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		if later.Length >= d.Length && later.Due.Before(d.Due) {
			t.Fatalf("%s: %s ends %s, %s ends %s", r.ID, d.From, d.Due, later.From, later.Due)
		}
		if r.Direction == After && !d.Due.After(d.From) {
			t.Fatalf("%s from %s is over at once: %s", r.ID, d.From, d.Due)
		}
		steps := b.Explain(d)
		want := d.Last.String()
		if d.Unit == Hours {
			want = minute(d.Due)
		}
		if got := fold(t, steps, b.Calendar()); got != want {
			t.Fatalf("%s from %s: steps lead to %s, not %s", r.ID, d.From, got, want)
		}
	})
}

func TestPeriodDoesNotAllocate(t *testing.T) {
	b, from := book(), day("2022-01-16").Start()
	assert.Zero(t, testing.AllocsPerRun(100, func() { _, _ = b.Period(AppealJudgment, from) }))
}

func BenchmarkPeriod(b *testing.B) {
	k, from := book(), day("2022-01-16").Start()
	b.ReportAllocs()
	for b.Loop() {
		_, _ = k.Period(AppealJudgment, from)
	}
}

func BenchmarkPeriodWithOptions(b *testing.B) {
	k, from := book(), day("2022-01-16").Start()
	b.ReportAllocs()
	for b.Loop() {
		_, _ = k.Period(EvidenceOrdinary, from, Length(30), StartedOn(day("2021-12-20")))
	}
}

func BenchmarkExplain(b *testing.B) {
	k := book()
	d, err := k.Period(AppealJudgment, day("2022-01-16").Start())
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		k.Explain(d)
	}
}

// The whole table recomputed, more than any one case has open.
func BenchmarkEveryRule(b *testing.B) {
	k, from := book(), day("2026-01-16").Start()
	ids := make([]RuleID, 0, len(rules))
	for _, r := range Rules() {
		ids = append(ids, r.ID)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, id := range ids {
			_, _ = k.Period(id, from)
		}
	}
}

func BenchmarkNewBook(b *testing.B) {
	p := policy.Default()
	b.ReportAllocs()
	for b.Loop() {
		NewBook(nil, p)
	}
}
