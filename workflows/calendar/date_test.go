package calendar

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Every day of three centuries agrees with the standard library.
func TestDateAgreesWithTime(t *testing.T) {
	at := time.Date(MinYear, 1, 1, 0, 0, 0, 0, Zone)
	for d := NewDate(MinYear, 1, 1); ; d = d.AddDays(1) {
		y, m, day := at.Date()
		if d.Year() != y || d.Month() != m || d.Day() != day || d.Weekday() != at.Weekday() ||
			!d.Start().Equal(at) || d.String() != at.Format(time.DateOnly) || Of(at) != d || Of(at.Add(24*time.Hour-1)) != d {
			t.Fatalf("%s is %s", at.Format(time.DateOnly), d)
		}
		at = at.AddDate(0, 0, 1)
		if !d.End().Equal(at) {
			t.Fatalf("%s ends %s", d, d.End())
		}
		if at.Year() > MaxYear {
			return
		}
	}
}

func TestDateOfIsTheCourtsDay(t *testing.T) {
	// 16:00 in London on New Year's Eve is already New Year's Day in Ningbo.
	assert.Equal(t, MustParse("2026-01-01"), Of(time.Date(2025, 12, 31, 16, 0, 0, 0, time.UTC)))
	assert.Equal(t, MustParse("2025-12-31"), Of(time.Date(2025, 12, 31, 15, 59, 59, 999_999_999, time.UTC)))
	assert.Equal(t, MustParse("1969-12-31"), Of(time.Date(1969, 12, 31, 23, 0, 0, 0, Zone)))
}

func TestParse(t *testing.T) {
	for _, s := range []string{"1900-01-01", "2024-02-29", "2026-11-23", "2199-12-31"} {
		d, err := Parse(s)
		require.NoError(t, err)
		assert.Equal(t, s, d.String())
	}
	for _, c := range []struct{ text, rule, want string }{
		{"", "form", "YYYY-MM-DD"},
		{"2026-1-31", "form", "YYYY-MM-DD"},
		{"2026/01/31", "form", "YYYY-MM-DD"},
		{" 2026-01-3", "form", "YYYY-MM-DD"},
		{"20a6-01-31", "digits", "YYYY-MM-DD"},
		{"+026-01-31", "digits", "YYYY-MM-DD"},
		{"1899-12-31", "year 1899", "1900 to 2199"},
		{"2200-01-01", "year 2200", "1900 to 2199"},
		{"2026-00-10", "month 00", "01 to 12"},
		{"2026-13-10", "month 13", "01 to 12"},
		{"2026-02-00", "does not exist", "2026-02-01 to 2026-02-28"},
		{"2026-02-29", "does not exist", "2026-02-01 to 2026-02-28"},
		{"2024-02-30", "does not exist", "2024-02-01 to 2024-02-29"},
		{"2100-02-29", "does not exist", "2100-02-01 to 2100-02-28"},
		{"2026-04-31", "does not exist", "2026-04-01 to 2026-04-30"},
	} {
		_, err := Parse(c.text)
		var p *ParseError
		require.ErrorAs(t, err, &p, c.text)
		assert.Contains(t, p.Rule, c.rule, c.text)
		assert.Contains(t, p.Want, c.want, c.text)
		assert.Contains(t, p.Error(), c.want)
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2014-05-28", 3, "2014-08-28"},
		{"2026-01-31", 1, "2026-02-28"},
		{"2024-01-31", 1, "2024-02-29"},
		{"2026-08-31", 6, "2027-02-28"},
		{"2026-03-31", 1, "2026-04-30"},
		{"2026-12-15", 1, "2027-01-15"},
		{"2026-02-28", 1, "2026-03-28"}, // the corresponding day, not the month's end
		{"2026-01-15", -1, "2025-12-15"},
		{"2026-03-31", -1, "2026-02-28"},
		{"2026-05-05", 0, "2026-05-05"},
	} {
		assert.Equal(t, c.want, MustParse(c.from).AddMonths(c.n).String(), "%s + %d months", c.from, c.n)
	}
	assert.Equal(t, "2025-02-28", MustParse("2024-02-29").AddYears(1).String())
	assert.Equal(t, "2028-02-29", MustParse("2024-02-29").AddYears(4).String())
	assert.Equal(t, "2028-06-05", MustParse("2026-06-05").AddYears(2).String())
}

func TestNewDateRollsOver(t *testing.T) {
	assert.Equal(t, "2026-02-01", NewDate(2026, 1, 32).String())
	assert.Equal(t, "2027-01-01", NewDate(2026, 13, 1).String())
	assert.Equal(t, "2025-12-31", NewDate(2026, 1, 0).String())
}

func TestDateStopsAtItsBounds(t *testing.T) {
	first, last := NewDate(MinYear, 1, 1), NewDate(MaxYear, 12, 31)
	assert.Equal(t, first, first.AddDays(-1))
	assert.Equal(t, last, last.AddDays(1))
	assert.Equal(t, last, last.AddMonths(1))
	assert.Equal(t, last, last.AddYears(5000))
}

func TestZeroDate(t *testing.T) {
	var z Date
	assert.True(t, z.IsZero())
	assert.Equal(t, "", z.String())
	assert.True(t, z.AddDays(5).IsZero())
	assert.True(t, z.AddMonths(5).IsZero())
	assert.True(t, z.Start().IsZero())
	assert.True(t, z.End().IsZero())
	assert.Zero(t, z.Year())
	assert.Zero(t, z.Month())
	assert.Zero(t, z.Day())
	assert.True(t, z.Before(NewDate(MinYear, 1, 1)))
}

func TestDateAsText(t *testing.T) {
	type form struct {
		A Date          `json:"a"`
		B Date          `json:"b,omitzero"`
		M map[Date]bool `json:"m"`
	}
	in := form{A: MustParse("2026-11-23"), M: map[Date]bool{MustParse("2026-01-01"): true}}
	b, err := json.Marshal(in)
	require.NoError(t, err)
	assert.JSONEq(t, `{"a":"2026-11-23","m":{"2026-01-01":true}}`, string(b))
	var out form
	require.NoError(t, json.Unmarshal(b, &out))
	assert.Equal(t, in, out)

	require.NoError(t, json.Unmarshal([]byte(`{"a":""}`), &out))
	assert.True(t, out.A.IsZero())
	err = json.Unmarshal([]byte(`{"a":"2026-02-30"}`), &out)
	assert.ErrorContains(t, err, "2026-02-28")
}

func anyDate() *rapid.Generator[Date] {
	return rapid.Custom(func(t *rapid.T) Date {
		return NewDate(1990, 1, 1).AddDays(rapid.IntRange(0, 40*366).Draw(t, "days"))
	})
}

func TestDateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, n := anyDate().Draw(t, "d"), rapid.IntRange(-5000, 5000).Draw(t, "n")
		e := d.AddDays(n)
		if e.Sub(d) != n {
			t.Fatalf("%s + %d is %s", d, n, e)
		}
		if d.Compare(e) != strings.Compare(d.String(), e.String()) {
			t.Fatalf("order of %s and %s", d, e)
		}
		m := rapid.IntRange(0, 240).Draw(t, "months")
		if f, g := d.AddMonths(m), d.AddDays(1).AddMonths(m); g.Before(f) {
			t.Fatalf("a later start ends earlier: %s, %s", f, g)
		}
		b, _ := d.MarshalText()
		var back Date
		if err := back.UnmarshalText(b); err != nil || back != d {
			t.Fatalf("%s came back as %s, %v", d, back, err)
		}
	})
}
