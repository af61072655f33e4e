package statute

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"luxing/workflows/calendar"
)

func out(ground GroundID, from, to string) Exclusion {
	e := Exclusion{ID: string(ground) + "-" + from, Ground: ground, From: day(from)}
	if to != "" {
		e.To = day(to)
	}
	return e
}

func granted(rule RuleID, requested, approved string) Extension {
	return Extension{Rule: rule, Requested: day(requested), Approved: day(approved), Approver: "院长"}
}

// Limits worked out by hand.
func TestTrial(t *testing.T) {
	for _, c := range []struct {
		name string
		in   TrialInput
		asOf string
		last string
		want TrialClock // without Deadline; BaseLast as below
		base string
	}{
		{
			name: "three months = 5 April 2026, Qingming until the 6th",
			in:   TrialInput{Rule: SummaryTrial, Filed: day("2026-01-05")},
			asOf: "2026-03-01", last: "2026-04-07", base: "2026-04-07",
			want: TrialClock{ElapsedDays: 55, RealElapsedDays: 55, LeftDays: 37, Running: true},
		},
		{
			name: "28 days of appraisal, 18 of stay of which 9 are the same: 5 April + 37",
			in: TrialInput{Rule: SummaryTrial, Filed: day("2026-01-05"), Exclusions: []Exclusion{
				out(GroundStay, "2026-02-20", "2026-03-10"), out(GroundAppraisal, "2026-02-01", "2026-03-01")}},
			asOf: "2026-04-20", last: "2026-05-12", base: "2026-04-07",
			want: TrialClock{ExcludedDays: 37, ElapsedDays: 68, RealElapsedDays: 105, LeftDays: 22, Running: true, HiddenOverrun: true},
		},
		{
			name: "one exclusion inside another counts nothing",
			in: TrialInput{Rule: SummaryTrial, Filed: day("2026-01-05"), Exclusions: []Exclusion{
				out(GroundStay, "2026-02-01", "2026-03-01"), out(GroundAppraisal, "2026-02-10", "2026-02-20")}},
			asOf: "2026-03-02", last: "2026-05-06", base: "2026-04-07", // 5 April + 28 = 3 May, Labour Day until the 5th
			want: TrialClock{ExcludedDays: 28, ElapsedDays: 28, RealElapsedDays: 56, LeftDays: 65, Running: true},
		},
		{
			name: "a stay without an end: as if it ended on the day asked for, 5 April + 19",
			in:   TrialInput{Rule: SummaryTrial, Filed: day("2026-01-05"), Exclusions: []Exclusion{out(GroundStay, "2026-03-01", "")}},
			asOf: "2026-03-20", last: "2026-04-24", base: "2026-04-07",
			want: TrialClock{ExcludedDays: 19, ElapsedDays: 55, RealElapsedDays: 74, LeftDays: 35},
		},
		{
			name: "an end already known: the clock stands still until then",
			in:   TrialInput{Rule: SummaryTrial, Filed: day("2026-01-05"), Exclusions: []Exclusion{out(GroundPublicNotice, "2026-03-01", "2026-03-31")}},
			asOf: "2026-03-20", last: "2026-05-06", base: "2026-04-07", // 5 April + 30 = 5 May
			want: TrialClock{ExcludedDays: 30, ElapsedDays: 55, RealElapsedDays: 74, LeftDays: 47},
		},
		{
			name: "converted to ordinary procedure: counted from the original filing, 5 July a Sunday",
			in:   TrialInput{Rule: OrdinaryTrial, Filed: day("2026-01-05")},
			asOf: "2026-06-19", last: "2026-07-06", base: "2026-07-06",
			want: TrialClock{ElapsedDays: 165, RealElapsedDays: 165, LeftDays: 17, Running: true},
		},
		{
			name: "an extension of the procedure before conversion counts nothing",
			in:   TrialInput{Rule: OrdinaryTrial, Filed: day("2026-01-05"), Extensions: []Extension{granted(SummaryTrialExtension, "2026-03-10", "2026-03-20")}},
			asOf: "2026-06-19", last: "2026-07-06", base: "2026-07-06",
			want: TrialClock{ElapsedDays: 165, RealElapsedDays: 165, LeftDays: 17, Running: true},
		},
		{
			name: "a summary case of 214 days is shown, not refused",
			in:   TrialInput{Rule: SummaryTrial, Filed: day("2026-01-05")},
			asOf: "2026-08-07", last: "2026-04-07", base: "2026-04-07",
			want: TrialClock{ElapsedDays: 214, RealElapsedDays: 214, LeftDays: -122, Running: true, Overdue: true},
		},
		{
			name: "extended by six months in time: twelve from 31 August",
			in:   TrialInput{Rule: OrdinaryTrial, Filed: day("2025-08-31"), Extensions: []Extension{granted(OrdinaryTrialExtension, "2026-02-09", "2026-02-20")}},
			asOf: "2026-03-10", last: "2026-08-31", base: "2026-02-28",
			want: TrialClock{ElapsedDays: 191, RealElapsedDays: 191, LeftDays: 174, Running: true},
		},
		{
			name: "extended twice: fifteen months, 30 November 2026",
			in: TrialInput{Rule: OrdinaryTrial, Filed: day("2025-08-31"), Extensions: []Extension{
				granted(OrdinaryTrialFurther, "2026-08-10", "2026-08-20"), granted(OrdinaryTrialExtension, "2026-02-09", "2026-02-20")}},
			asOf: "2026-09-10", last: "2026-11-30", base: "2026-02-28",
			want: TrialClock{ElapsedDays: 375, RealElapsedDays: 375, LeftDays: 81, Running: true},
		},
		{
			name: "an extension after the end does not revive the limit",
			in:   TrialInput{Rule: OrdinaryTrial, Filed: day("2025-08-31"), Extensions: []Extension{granted(OrdinaryTrialExtension, "2026-02-27", "2026-03-02")}},
			asOf: "2026-03-10", last: "2026-02-28", base: "2026-02-28",
			want: TrialClock{ElapsedDays: 191, RealElapsedDays: 191, LeftDays: -10, Running: true, Overdue: true},
		},
		{
			name: "asked for and not yet decided",
			in:   TrialInput{Rule: OrdinaryTrial, Filed: day("2025-08-31"), Extensions: []Extension{{Rule: OrdinaryTrialExtension, Requested: day("2026-02-09")}}},
			asOf: "2026-02-20", last: "2026-02-28", base: "2026-02-28",
			want: TrialClock{ElapsedDays: 173, RealElapsedDays: 173, LeftDays: 8, Running: true},
		},
		{
			name: "an exclusion after the end does not revive it either",
			in:   TrialInput{Rule: SummaryTrial, Filed: day("2026-01-05"), Exclusions: []Exclusion{out(GroundAppraisal, "2026-04-08", "2026-05-08")}},
			asOf: "2026-05-10", last: "2026-04-07", base: "2026-04-07",
			want: TrialClock{ElapsedDays: 125, RealElapsedDays: 125, LeftDays: -33, Running: true, Overdue: true},
		},
		{
			name: "one that makes room for another: 5 April + 10 + 30 = 15 May",
			in: TrialInput{Rule: SummaryTrial, Filed: day("2026-01-05"), Exclusions: []Exclusion{
				out(GroundAppraisal, "2026-04-10", "2026-05-10"), out(GroundSettlement, "2026-02-01", "2026-02-11")}},
			asOf: "2026-05-11", last: "2026-05-15", base: "2026-04-07",
			want: TrialClock{ExcludedDays: 40, ElapsedDays: 86, RealElapsedDays: 126, LeftDays: 4, Running: true, HiddenOverrun: true},
		},
		{
			name: "new evidence: no more than a month, 20 January to 20 February",
			in:   TrialInput{Rule: SummaryTrial, Filed: day("2026-01-05"), Exclusions: []Exclusion{out(GroundNewEvidence, "2026-01-20", "2026-04-20")}},
			asOf: "2026-03-01", last: "2026-05-06", base: "2026-04-07", // 5 April + 31 = 6 May
			want: TrialClock{ExcludedDays: 31, ElapsedDays: 24, RealElapsedDays: 55, LeftDays: 66, Running: true},
		},
		{
			name: "begun before filing: only what lies after it",
			in:   TrialInput{Rule: SmallClaimsTrial, Filed: day("2026-01-05"), Exclusions: []Exclusion{out(GroundSettlement, "2025-12-20", "2026-01-15")}},
			asOf: "2026-02-01", last: "2026-03-16", base: "2026-03-05", // 5 March + 10 = Sunday the 15th
			want: TrialClock{ExcludedDays: 10, ElapsedDays: 17, RealElapsedDays: 27, LeftDays: 43, Running: true},
		},
		{
			name: "an appeal against a ruling, in days: 5 September + 30 + 5 = 10 October, a working Saturday",
			in:   TrialInput{Rule: SecondInstanceRuling, Filed: day("2026-09-05"), Exclusions: []Exclusion{out(GroundJurisdictionDispute, "2026-09-10", "2026-09-15")}},
			asOf: "2026-09-30", last: "2026-10-10", base: "2026-10-08",
			want: TrialClock{ExcludedDays: 5, ElapsedDays: 20, RealElapsedDays: 25, LeftDays: 10, Running: true},
		},
		{
			name: "enforcement stopped by an auction: 30 September + 40 = 9 November",
			in:   TrialInput{Rule: EnforcementConclusion, Filed: day("2026-03-31"), Exclusions: []Exclusion{out(GroundSale, "2026-07-01", "2026-08-10")}},
			asOf: "2026-08-31", last: "2026-11-09", base: "2026-09-30",
			want: TrialClock{ExcludedDays: 40, ElapsedDays: 113, RealElapsedDays: 153, LeftDays: 70, Running: true},
		},
		{
			name: "small claims of the old law: three months, 31 March 2022",
			in:   TrialInput{Rule: SmallClaimsTrial, Filed: day("2021-12-31")},
			asOf: "2022-03-31", last: "2022-03-31", base: "2022-03-31",
			want: TrialClock{ElapsedDays: 90, RealElapsedDays: 90, Running: true},
		},
	} {
		got, err := book().Trial(c.in, day(c.asOf))
		require.NoError(t, err, c.name)
		assert.Equal(t, c.last, got.Deadline.Last.String(), c.name)
		assert.Equal(t, c.base, got.BaseLast.String(), c.name)
		assert.Equal(t, got.Deadline.Last.End(), got.Deadline.Due, c.name)
		want := c.want
		want.Deadline, want.BaseLast = got.Deadline, got.BaseLast
		assert.Equal(t, want, got, c.name)
	}
}

// A stop that may last a month at most runs again afterwards, end or none.
func TestBoundedExclusionEndsByItself(t *testing.T) {
	in := TrialInput{Rule: SummaryTrial, Filed: day("2026-01-05"), Exclusions: []Exclusion{out(GroundNewEvidence, "2026-01-20", "")}}
	during, err := book().Trial(in, day("2026-02-10"))
	require.NoError(t, err)
	assert.False(t, during.Running)
	after, err := book().Trial(in, day("2026-03-10"))
	require.NoError(t, err)
	assert.True(t, after.Running)
	assert.Equal(t, 31, after.ExcludedDays)
}

func TestTrialRefusesWhatMakesNoSense(t *testing.T) {
	filed := day("2026-01-05")
	for name, c := range map[string]struct {
		in   TrialInput
		asOf calendar.Date
		want []string
	}{
		"no such ground":              {TrialInput{Rule: OrdinaryTrial, Filed: filed, Exclusions: []Exclusion{out("illness", "2026-02-01", "")}}, filed, []string{"exclusions[0].ground"}},
		"a ground of the other clock": {TrialInput{Rule: OrdinaryTrial, Filed: filed, Exclusions: []Exclusion{out(GroundSale, "2026-02-01", "")}}, filed, []string{"exclusions[0].ground"}},
		"no beginning":                {TrialInput{Rule: OrdinaryTrial, Filed: filed, Exclusions: []Exclusion{{Ground: GroundStay}}}, filed, []string{"exclusions[0].from"}},
		"ends before it begins":       {TrialInput{Rule: OrdinaryTrial, Filed: filed, Exclusions: []Exclusion{out(GroundStay, "2026-02-02", "2026-02-01")}}, filed, []string{"exclusions[0].to"}},
		"another limit's extension":   {TrialInput{Rule: SummaryTrial, Filed: filed, Extensions: []Extension{granted(OrdinaryTrialExtension, "2026-02-01", "2026-02-02")}}, filed, []string{"extensions[0].rule"}},
		"too long an extension":       {TrialInput{Rule: OrdinaryTrial, Filed: filed, Extensions: []Extension{{Rule: OrdinaryTrialExtension, Months: 7}}}, filed, []string{"extensions[0].months"}},
		"extended twice":              {TrialInput{Rule: SummaryTrial, Filed: filed, Extensions: []Extension{granted(SummaryTrialExtension, "2026-02-01", "2026-02-02"), granted(SummaryTrialExtension, "2026-03-01", "2026-03-02")}}, filed, []string{"extensions[1].rule"}},
		"no filing, no day":           {TrialInput{Rule: OrdinaryTrial}, calendar.Date{}, []string{"filed", "as_of"}},
		"no limit that stops":         {TrialInput{Rule: Answer, Filed: filed}, filed, []string{"rule"}},
	} {
		_, err := book().Trial(c.in, c.asOf)
		require.Error(t, err, name)
		var fields []string
		for _, e := range err.(interface{ Unwrap() []error }).Unwrap() {
			bad, ok := e.(*TrialError)
			require.True(t, ok, name)
			assert.NotEmpty(t, bad.Want, name)
			fields = append(fields, bad.Field)
		}
		assert.Equal(t, c.want, fields, name)
	}
	_, err := book().Trial(TrialInput{Rule: "ordinary-trail", Filed: filed}, filed)
	var unknown *UnknownRuleError
	require.ErrorAs(t, err, &unknown)
	assert.Equal(t, OrdinaryTrial, unknown.Near[0])
	assert.True(t, Stoppable(EnforcementConclusion))
	assert.False(t, Stoppable(Answer))
}

func TestExtensionWindow(t *testing.T) {
	ask, decide := book().ExtensionWindow(day("2026-07-06"))
	assert.Equal(t, "2026-06-21", ask.String())
	assert.Equal(t, "2026-07-01", decide.String())
}

func TestExplainTrial(t *testing.T) {
	b := book()
	in := TrialInput{Rule: OrdinaryTrial, Filed: day("2025-08-31"), Exclusions: []Exclusion{
		out(GroundAppraisal, "2025-10-01", "2025-10-21"),
		out(GroundStay, "2025-10-11", ""),
		out(GroundSettlement, "2027-10-11", "2027-10-12"),
	}, Extensions: []Extension{granted(OrdinaryTrialExtension, "2026-02-27", "2026-03-02")}}
	steps, err := b.ExplainTrial(in, day("2025-11-10"))
	require.NoError(t, err)
	var all []string
	for _, s := range steps {
		all = append(all, strings.Join([]string{s.Date, s.Amount, s.Reason, s.Article}, "|"))
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{
		"2025-08-31||立案；从次日起算", "审限规定（2000）第8条",
		"2026-02-28|+6 months|6个月届满", "第152条",
		"2026-03-20|+20 days|鉴定期间，2025-10-01至2025-10-21，扣除20日", "第9条第6项",
		"2026-04-09|+20 days|中止诉讼期间，2025-10-11至2025-11-10，扣除20日", "still running", "重叠不重复扣除",
		"+184 days|经院长批准延长6个月",
		"晚于审限届满，不计",
		"审限停止计算",
	} {
		assert.Contains(t, text, want)
	}
	assert.NotContains(t, text, "迟延", "asked for and decided in time, with the exclusions counted")

	late := TrialInput{Rule: SummaryTrial, Filed: day("2026-01-05"), Extensions: []Extension{granted(SummaryTrialExtension, "2026-03-25", "2026-04-06")}}
	steps, err = b.ExplainTrial(late, day("2026-04-20"))
	require.NoError(t, err)
	assert.Contains(t, steps[2].Reason, "requested 2026-03-25, due by 2026-03-23（申请迟延）")
	assert.Contains(t, steps[2].Reason, "approved 2026-04-06, due by 2026-04-02（批准迟延）")

	converted := TrialInput{Rule: OrdinaryTrial, Filed: day("2026-01-05"), Extensions: []Extension{granted(SummaryTrialExtension, "2026-03-10", "2026-03-20")}}
	steps, err = b.ExplainTrial(converted, day("2026-04-20"))
	require.NoError(t, err)
	assert.Contains(t, steps[2].Reason, "已转换程序，不计")

	overdue, err := b.ExplainTrial(TrialInput{Rule: SummaryTrial, Filed: day("2026-01-05")}, day("2026-08-07"))
	require.NoError(t, err)
	assert.Contains(t, overdue[len(overdue)-1].Reason, "已超审限122日")
	_, err = b.ExplainTrial(TrialInput{Rule: Answer}, day("2026-08-07"))
	assert.Error(t, err)
}

func anyTrial(t *rapid.T) TrialInput {
	filed := day("2018-01-01").AddDays(rapid.IntRange(0, 8*365).Draw(t, "filed"))
	in := TrialInput{
		Rule:  rapid.SampledFrom([]RuleID{OrdinaryTrial, SummaryTrial, SmallClaimsTrial, SecondInstanceJudgment}).Draw(t, "rule"),
		Filed: filed,
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "exclusions") {
		in.Exclusions = append(in.Exclusions, anyExclusion(t, filed, strconv.Itoa(i)))
	}
	if in.Rule == OrdinaryTrial && rapid.Bool().Draw(t, "extended") {
		in.Extensions = []Extension{{Rule: OrdinaryTrialExtension, Approved: filed.AddDays(rapid.IntRange(0, 250).Draw(t, "approved"))}}
	}
	return in
}

func anyExclusion(t *rapid.T, filed calendar.Date, id string) Exclusion {
	e := Exclusion{
		ID:     id,
		Ground: rapid.SampledFrom([]GroundID{GroundStay, GroundAppraisal, GroundNewEvidence, GroundPublicNotice}).Draw(t, "ground"),
		From:   filed.AddDays(rapid.IntRange(-20, 300).Draw(t, "from")),
	}
	if rapid.IntRange(0, 4).Draw(t, "open") > 0 {
		e.To = e.From.AddDays(rapid.IntRange(0, 120).Draw(t, "days"))
	}
	return e
}

func TestTrialProperties(t *testing.T) {
	b := book()
	rapid.Check(t, func(t *rapid.T) {
		in := anyTrial(t)
		asOf := in.Filed.AddDays(rapid.IntRange(0, 500).Draw(t, "as of"))
		c, err := b.Trial(in, asOf)
		if err != nil {
			t.Fatal(err)
		}
		if rest, _ := b.Calendar().Rest(c.Deadline.Last); rest {
			t.Fatalf("ends on a rest day, %s", c.Deadline.Last)
		}
		if c.Deadline.Last.Before(c.BaseLast) {
			t.Fatalf("%s is before %s", c.Deadline.Last, c.BaseLast)
		}
		if c.Overdue != (c.LeftDays < 0) || c.Overdue && c.HiddenOverrun {
			t.Fatalf("%+v", c)
		}

		// No day is taken out twice: what is taken out is no more than the days
		// of all exclusions together.
		union := map[calendar.Date]bool{}
		for _, e := range in.Exclusions {
			to := e.To
			if to.IsZero() {
				to = later(e.From, asOf)
			}
			for d := e.From.AddDays(1); !d.After(to); d = d.AddDays(1) {
				if d.After(in.Filed) {
					union[d] = true
				}
			}
		}
		if c.ExcludedDays > len(union) {
			t.Fatalf("%d days taken out of %d", c.ExcludedDays, len(union))
		}

		// The order they were entered in does not matter.
		other := in
		other.Exclusions = slices.Clone(in.Exclusions)
		slices.Reverse(other.Exclusions)
		if o, err := b.Trial(other, asOf); err != nil || o != c {
			t.Fatalf("reversed: %+v, not %+v", o, c)
		}

		// One more never shortens.
		more := in
		more.Exclusions = append(slices.Clone(in.Exclusions), anyExclusion(t, in.Filed, "more"))
		m, err := b.Trial(more, asOf)
		if err != nil {
			t.Fatal(err)
		}
		if m.Deadline.Last.Before(c.Deadline.Last) {
			t.Fatalf("%s with %+v, %s without", m.Deadline.Last, more.Exclusions[len(more.Exclusions)-1], c.Deadline.Last)
		}

		// Days that pass are either counted or taken out.
		next, err := b.Trial(in, asOf.AddDays(1))
		if err != nil {
			t.Fatal(err)
		}
		if next.RealElapsedDays != c.RealElapsedDays+1 || next.ElapsedDays < c.ElapsedDays || next.ElapsedDays > c.ElapsedDays+1 {
			t.Fatalf("%+v, then %+v", c, next)
		}

		steps, err := b.ExplainTrial(in, asOf)
		if err != nil {
			t.Fatal(err)
		}
		if got := foldTrial(steps); got != c.Deadline.Last {
			t.Fatalf("steps lead to %s, not %s", got, c.Deadline.Last)
		}
	})
}

// foldTrial adds up the steps of a trial limit.
func foldTrial(steps []Step) calendar.Date {
	d := day(steps[0].Date)
	for _, s := range steps {
		n, unit, _ := strings.Cut(strings.TrimPrefix(s.Amount, "+"), " ")
		k, _ := strconv.Atoi(n)
		switch strings.TrimSuffix(unit, "s") {
		case "month":
			d = d.AddMonths(k)
		case "day":
			d = d.AddDays(k)
		}
	}
	return d
}

func BenchmarkTrial(b *testing.B) {
	k := book()
	in := TrialInput{Rule: OrdinaryTrial, Filed: day("2026-01-05"), Exclusions: []Exclusion{
		out(GroundAppraisal, "2026-02-01", "2026-03-01"), out(GroundStay, "2026-02-20", "2026-03-10"), out(GroundPublicNotice, "2026-04-01", "2026-05-01"),
	}}
	asOf := day("2026-06-01")
	b.ReportAllocs()
	for b.Loop() {
		_, _ = k.Trial(in, asOf)
	}
}

func BenchmarkExplainTrial(b *testing.B) {
	k := book()
	in := TrialInput{Rule: OrdinaryTrial, Filed: day("2026-01-05"), Exclusions: []Exclusion{
		out(GroundAppraisal, "2026-02-01", "2026-03-01"), out(GroundStay, "2026-02-20", "2026-03-10"), out(GroundPublicNotice, "2026-04-01", "2026-05-01"),
	}}
	asOf := day("2026-06-01")
	b.ReportAllocs()
	for b.Loop() {
		_, _ = k.ExplainTrial(in, asOf)
	}
}

// The day that ends an exclusion is counted, and so is the last day of a
// longest length, whether anybody has entered the end or not; the first release
// kept the clock still on it.
func TestTheClockRunsOnTheDayALongestLengthEnds(t *testing.T) {
	in := TrialInput{Rule: SummaryTrial, Filed: day("2026-01-05"), Exclusions: []Exclusion{{Ground: GroundNewEvidence, From: day("2026-01-20")}}}
	b := book()
	for on, running := range map[string]bool{"2026-02-19": false, "2026-02-20": true, "2026-02-21": true} {
		c, err := b.Trial(in, day(on))
		require.NoError(t, err)
		require.Equal(t, running, c.Running, on)
	}
	in.BoundStops = true
	c, err := b.Trial(in, day("2026-02-20"))
	require.NoError(t, err)
	require.False(t, c.Running)
}
