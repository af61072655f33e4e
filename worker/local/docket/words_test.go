package docket

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/workflows/calendar"
)

func contains(s, sub string) bool { return strings.Contains(s, sub) }

func TestWordsResolve(t *testing.T) {
	// A Friday before a week of holidays: 2026-10-01 to 07 rest, 2026-10-10 works.
	sc := scope{
		family: "nb-1",
		today:  calendar.MustParse("2026-09-30"), filed: calendar.MustParse("2026-09-01"),
		marks: map[string]calendar.Date{"hearing": calendar.MustParse("2026-11-02")},
		table: calendar.Default(),
		due: func(id string) (calendar.Date, error) {
			require.Equal(t, "term/O1", id)
			return calendar.MustParse("2026-12-31"), nil
		},
		amount: func(name string) (int64, error) { return map[string]int64{"owed": 900, "claim": 5}[name], nil },
	}
	for in, want := range map[string]string{
		`"@today"`:                    `"2026-09-30"`,
		`"@today+1"`:                  `"2026-10-01"`,
		`"@today-30"`:                 `"2026-08-31"`,
		`"@filed"`:                    `"2026-09-01"`,
		`"@next-workday"`:             `"2026-10-08"`,
		`"@next-workday+7"`:           `"2026-10-08"`,
		`"@next-workday+10"`:          `"2026-10-10"`, // a Saturday that is worked
		`"@next-workday+11"`:          `"2026-10-12"`,
		`"@due:term/O1"`:              `"2026-12-31"`,
		`"@due:term/O1+1"`:            `"2027-01-01"`,
		`"@mark:hearing-2"`:           `"2026-10-31"`,
		`"@owed"`:                     `900`,
		`"@key:case-2"`:               `"nb-1-2"`,
		`"@key:certificate:D1"`:       `"nb-1-zhengming-d1"`,
		`"@key:case-2/enforcement-3"`: `"nb-1-2-zhi-3"`,
		`"@owed-900"`:                 `0`,
		`"（{year}）浙02民终1号"`:           `"（2026）浙02民终1号"`,
		`{"a":["@claim+1"]}`:          `{"a":[6]}`,
		`123456789012345678`:          `123456789012345678`,
		`{"b":true,"c":null}`:         `{"b":true,"c":null}`,
	} {
		got, err := sc.resolve(json.RawMessage(in))
		require.NoError(t, err, in)
		require.JSONEq(t, want, string(got), in)
	}
	for in, want := range map[string]string{
		`{"on":"@yesterday"}`:   `data.on: "@yesterday" is not a date`,
		`{"a":[{"b":"@due"}]}`:  `data.a[0].b: "@due"`,
		`{"on":"@today:x"}`:     `data.on`,
		`{"on":"@mark:other"}`:  `nothing was marked as "other"`,
		`{"on":"@today+"}`:      `data.on`,
		`{"case":"@key:other"}`: `"@key:other" names no place with a key of its own`,
		`{"case":"@key:list"}`:  `"@key:list" names no place with a key of its own`,
		`{"case":"@key"}`:       `"@key" names no place`,
	} {
		_, err := sc.resolve(json.RawMessage(in))
		require.ErrorContains(t, err, want, in)
	}
}
