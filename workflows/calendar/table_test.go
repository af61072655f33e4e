package calendar

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func day(s string) Date { return MustParse(s) }

// Every notice has as many rest days and make-up working days as the State
// Council announced, and no day twice.
func TestNoticesCountRows(t *testing.T) {
	want := map[int][2]int{
		2007: {24, 8}, 2008: {29, 6}, 2009: {27, 6}, 2010: {29, 8}, 2011: {29, 5}, 2012: {27, 7}, 2013: {29, 12},
		2014: {22, 5}, 2015: {26, 5}, 2016: {24, 6}, 2017: {24, 5}, 2018: {23, 6}, 2019: {24, 7}, 2020: {30, 7},
		2021: {31, 7}, 2022: {31, 7}, 2023: {27, 7}, 2024: {28, 8}, 2025: {28, 5}, 2026: {33, 6},
	}
	require.Len(t, notices, len(want))
	seen := map[Date]bool{}
	for i, n := range notices {
		assert.Equal(t, 2007+i, n.year)
		var got [2]int
		for _, s := range n.spans {
			require.LessOrEqual(t, s.from, s.to)
			for d := packed(s.from); !d.After(packed(s.to)); d = d.AddDays(1) {
				assert.False(t, seen[d], "%s is there twice", d)
				seen[d] = true
				assert.True(t, d.Year() == n.year || d.Year() == n.year-1 && d.Month() == time.December, "%s in the notice of %d", d, n.year)
				if s.kind == Off {
					got[0]++
				} else {
					got[1]++
				}
			}
		}
		assert.Equal(t, want[n.year], got, n.year)
	}
}

func TestRest(t *testing.T) {
	table := Default()
	for _, c := range []struct {
		day  string
		rest bool
		why  string
	}{
		{"2026-11-23", false, ""},
		{"2026-11-21", true, "星期六"},
		{"2026-11-22", true, "星期日"},
		{"2006-12-30", false, "调休上班（元旦）"}, // announced for 2007
		{"2015-09-03", true, "抗战胜利纪念日"},
		{"2017-10-01", true, "中秋节、国庆节"},
		{"2019-02-03", false, "调休上班（春节）"},
		{"2019-02-04", true, "春节"},
		{"2019-10-12", false, "调休上班（国庆节）"},
		{"2020-01-31", true, "春节"}, // prolonged by the epidemic's notice
		{"2020-02-03", false, ""},
		{"2022-01-31", true, "春节"},
		{"2022-12-31", true, "元旦"}, // announced for 2023
		{"2023-10-06", true, "中秋节、国庆节"},
		{"2023-10-07", false, "调休上班（中秋节、国庆节）"},
		{"2024-09-29", false, "调休上班（国庆节）"},
		{"2026-09-20", false, "调休上班（国庆节）"},
		{"2026-10-10", false, "调休上班（国庆节）"},
		{"2027-01-01", false, ""}, // not announced
		{"2027-01-02", true, "星期六"},
		{"1999-10-01", false, ""},
		{"1999-10-02", true, "星期六"},
	} {
		rest, why := table.Rest(day(c.day))
		assert.Equal(t, c.rest, rest, c.day)
		assert.Equal(t, c.why, why, c.day)
	}
}

// A period that ends on the first of October ends on the first working day
// after the holiday, which is not always the eighth.
func TestNationalDayEnds(t *testing.T) {
	for from, want := range map[string]string{
		"2016-10-01": "2016-10-08", "2017-10-01": "2017-10-09", "2018-10-01": "2018-10-08", "2019-10-01": "2019-10-08",
		"2020-10-01": "2020-10-09", "2021-10-01": "2021-10-08", "2022-10-01": "2022-10-08", "2023-10-01": "2023-10-07",
		"2024-10-01": "2024-10-08", "2025-10-01": "2025-10-09", "2026-10-01": "2026-10-08",
	} {
		assert.Equal(t, want, Default().NextWorkday(day(from)).String(), from)
	}
}

func TestAddWorkdays(t *testing.T) {
	table := Default()
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-11-19", 3, "2026-11-24"}, // Thursday; the weekend is not counted
		{"2026-09-30", 3, "2026-10-10"}, // 8, 9 and the make-up Saturday 10 October
		{"2026-10-08", -1, "2026-09-30"},
		{"2026-10-03", 0, "2026-10-03"},
		{"2024-09-27", 1, "2024-09-29"}, // a working Sunday
	} {
		assert.Equal(t, c.want, table.AddWorkdays(day(c.from), c.n).String(), "%s %+d", c.from, c.n)
	}
	assert.True(t, table.AddWorkdays(Date{}, 3).IsZero())
	assert.True(t, table.NextWorkday(Date{}).IsZero())
}

func TestEditions(t *testing.T) {
	assert.Equal(t, "2026", Latest())
	old, err := Edition("2019", nil)
	require.NoError(t, err)
	assert.Equal(t, "2019", old.Edition())
	assert.Equal(t, 2007, old.FirstYear())
	assert.Equal(t, 2019, old.LastYear())
	assert.True(t, old.Covers(day("2019-12-31")))
	assert.False(t, old.Covers(day("2020-01-01")))
	assert.False(t, old.Covers(day("2006-12-31")))
	rest, _ := old.Rest(day("2020-10-01"))
	assert.False(t, rest, "the edition of 2019 does not know 2020")

	for _, name := range []string{"2006", "2027", "latest", "2026a", "+2027"} {
		_, err := Edition(name, nil)
		assert.Error(t, err, name)
	}
}

func nextYear() []Day {
	return []Day{
		{day("2027-02-06"), Off, "春节"},
		{day("2027-01-01"), Off, "元旦"},
		{day("2027-01-03"), Work, "元旦"},
		{day("2026-12-31"), Off, "元旦"},
	}
}

func TestEditionWithAYearAdded(t *testing.T) {
	table, err := Edition("", nextYear())
	require.NoError(t, err)
	assert.Equal(t, "2026+2027", table.Edition())
	assert.Equal(t, 2027, table.LastYear())
	assert.True(t, table.Covers(day("2027-12-31")))
	assert.Equal(t, "2027-01-03", table.NextWorkday(day("2026-12-31")).String(), "a working Sunday ends the new year's rest")

	assert.Equal(t, "2026-12-31", Default().NextWorkday(day("2026-12-31")).String(), "the built-in edition stays as it was")

	again, err := Edition(table.Edition(), table.Extra())
	require.NoError(t, err)
	assert.Equal(t, table, again)

	twice, err := Edition("2026", append(nextYear(), nextYear()...))
	require.NoError(t, err)
	assert.Equal(t, table, twice, "the same row twice is one row")
}

func TestEditionRefusesContradictions(t *testing.T) {
	for name, c := range map[string]struct {
		edition string
		rows    []Day
		want    []string
	}{
		"with the table":   {"2026", []Day{{day("2026-10-01"), Work, "国庆节"}}, []string{"row 1", "2026-10-01", "contradicts"}},
		"with each other":  {"2026", []Day{{day("2027-10-01"), Off, "国庆节"}, {day("2027-10-01"), Work, "国庆节"}}, []string{"row 2", "contradicts"}},
		"no kind":          {"2026", []Day{{day("2027-10-01"), "holiday", "国庆节"}}, []string{"holiday", `"off" or "work"`}},
		"no date":          {"2026", []Day{{Date{}, Off, "国庆节"}}, []string{"row 1", "no date"}},
		"before the table": {"2026", []Day{{day("2005-10-01"), Off, "国庆节"}}, []string{"begins with 2007"}},
		"a gap":            {"2026", []Day{{day("2028-10-01"), Off, "国庆节"}}, []string{"2027 are missing"}},
		"all named":        {"2026", []Day{{day("2026-10-01"), Work, "国庆节"}, {day("2028-10-01"), "x", ""}}, []string{"2026-10-01", "row 2"}},
		"not its own rows": {"2026+2028", nextYear(), []string{`"2026+2027"`}},
		"a name, no rows":  {"2026+2027", nil, []string{`"2026"`}},
	} {
		_, err := Edition(c.edition, c.rows)
		if assert.Error(t, err, name) {
			for _, w := range c.want {
				assert.ErrorContains(t, err, w, name)
			}
		}
	}
}

func TestEditionRefusesEndlessNames(t *testing.T) {
	var rows []Day
	for i := range 200 {
		rows = append(rows, Day{day("2027-01-01").AddDays(i), Off, string(rune('a' + i))})
	}
	_, err := Edition("2026", rows)
	assert.ErrorContains(t, err, "200 different names")
}

func TestTableProperties(t *testing.T) {
	table := Default()
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate().Draw(t, "d")
		w := table.NextWorkday(d)
		if rest, why := table.Rest(w); rest || w.Before(d) {
			t.Fatalf("%s after %s rests: %s", w, d, why)
		}
		for e := d; e.Before(w); e = e.AddDays(1) {
			if rest, _ := table.Rest(e); !rest {
				t.Fatalf("%s was passed over", e)
			}
		}
		n := rapid.IntRange(1, 60).Draw(t, "n")
		on := table.AddWorkdays(d, n)
		count := 0
		for e := d.AddDays(1); !e.After(on); e = e.AddDays(1) {
			if rest, _ := table.Rest(e); !rest {
				count++
			}
		}
		if count != n {
			t.Fatalf("%d working days from %s to %s, want %d", count, d, on, n)
		}
	})
}

func TestLookupsDoNotAllocate(t *testing.T) {
	table, d := Default(), day("2026-10-01")
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		table.Rest(d)
		table.NextWorkday(d)
		table.Covers(d)
	}))
}

func BenchmarkNextWorkday(b *testing.B) {
	table, d := Default(), day("2026-10-01")
	b.ReportAllocs()
	for b.Loop() {
		table.NextWorkday(d)
	}
}

func BenchmarkEdition(b *testing.B) {
	rows := nextYear()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Edition("2026", rows); err != nil {
			b.Fatal(err)
		}
	}
}
