package register_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"luxing/activities/register"
	"luxing/activities/register/registertest"
	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

func official(id, name, court string, active bool) register.Official {
	return register.Official{ID: id, Name: name, Roles: []lifecycle.Role{lifecycle.Judge, lifecycle.DivisionHead}, Court: court, Division: "民一庭", Active: active}
}

func TestARosterIsImportedOnceHoweverOften(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		put := func(in register.RosterImport) register.RosterChange {
			t.Helper()
			c, err := r.ImportRoster(ctx, in)
			require.NoError(t, err)
			return c
		}
		none := []string{}
		first := register.RosterImport{Officials: []register.Official{official("J002", "沈某", "浙0211", true), official("J001", "张某", "浙0211", true), official("J901", "严某", "浙0105", true)}}
		require.Equal(t, register.RosterChange{Added: []string{"J001", "J002", "J901"}, Changed: none, Deactivated: none, Missing: none}, put(first))
		require.Equal(t, register.RosterChange{Added: none, Changed: none, Deactivated: none, Missing: none, Unchanged: 3}, put(first), "again")

		// Who is missing is said, and left as they are until that is asked for; another
		// court's people are nobody's business.
		second := register.RosterImport{Officials: []register.Official{official("J001", "张大", "浙0211", true)}}
		require.Equal(t, register.RosterChange{Added: none, Changed: []string{"J001"}, Deactivated: none, Missing: []string{"J002"}}, put(second))
		second.DeactivateMissing = true
		require.Equal(t, register.RosterChange{Added: none, Changed: none, Deactivated: []string{"J002"}, Missing: none, Unchanged: 1}, put(second))
		require.Equal(t, register.RosterChange{Added: none, Changed: none, Deactivated: none, Missing: none, Unchanged: 1}, put(second), "again")

		all, err := r.Roster(ctx, register.RosterFilter{})
		require.NoError(t, err)
		require.Equal(t, []register.Official{official("J901", "严某", "浙0105", true), official("J001", "张大", "浙0211", true), official("J002", "沈某", "浙0211", false)}, all)
		active, err := r.Roster(ctx, register.RosterFilter{Court: "浙0211", Active: true})
		require.NoError(t, err)
		require.Equal(t, []register.Official{official("J001", "张大", "浙0211", true)}, active)

		// Another division is a change like any other.
		moved := official("J901", "严某", "浙0105", true)
		moved.Division = "民二庭"
		require.Equal(t, register.RosterChange{Added: none, Changed: []string{"J901"}, Deactivated: none, Missing: none}, put(register.RosterImport{Officials: []register.Official{moved}}))

		// Known people are kept where that is asked for.
		require.Equal(t, register.RosterChange{Added: []string{"J003"}, Changed: none, Deactivated: none, Missing: none, Unchanged: 1},
			put(register.RosterImport{KeepKnown: true, Officials: []register.Official{official("J001", "x", "浙0211", true), official("J003", "韩某", "浙0211", true)}}))

		ids := []string{"J001", "J002", "J002", "", "J999"}
		for i := range 3_000 {
			ids = append(ids, fmt.Sprint("X", i))
		}
		names, err := r.Names(ctx, ids)
		require.NoError(t, err)
		require.Equal(t, map[string]string{"J001": "张大", "J002": "沈某"}, names, "who has left still has a name")
		names, err = r.Names(ctx, nil)
		require.NoError(t, err)
		require.Empty(t, names)
	})
}

// A document has the name of the day it was issued, the ID where there was none,
// and is never made anew with another.
func TestADocumentKeepsTheNameItWasIssuedWith(t *testing.T) {
	registertest.Each(t, func(t *testing.T, dsn string) {
		r := registertest.Open(t, dsn)
		_, err := r.ImportRoster(ctx, register.RosterImport{Officials: []register.Official{official("J001", "张某", "浙0211", true)}})
		require.NoError(t, err)
		c := record("zh-1", 1)
		notice := func(n int, judge string) casefile.DocumentOrder {
			return casefile.DocumentOrder{ID: fmt.Sprintf("zh-1/hearing_notice/D1/%d", n), Kind: casefile.HearingNotice, To: "D1", On: day("2020-05-01"),
				Facts: map[string]string{"on": "2020-05-20", "time": "09:30", "place": "第三法庭", "judge": judge}}
		}
		c.Documents = []casefile.DocumentOrder{notice(1, "J001"), notice(2, "J777")}
		res, err := r.Write(ctx, c)
		require.NoError(t, err)
		html := func(id string) string {
			doc, err := r.Document(ctx, id)
			require.NoError(t, err)
			require.Equal(t, res.Documents[id], doc.SHA256)
			return doc.HTML
		}
		require.Contains(t, html("zh-1/hearing_notice/D1/1"), "审判员　张某")
		require.Contains(t, html("zh-1/hearing_notice/D1/2"), "审判员　J777")

		_, err = r.ImportRoster(ctx, register.RosterImport{Officials: []register.Official{official("J001", "李某", "浙0211", true), official("J777", "王某", "浙0211", true)}})
		require.NoError(t, err)
		again, err := r.Write(ctx, c)
		require.NoError(t, err)
		require.Equal(t, res, again)
		later := record("zh-1", 2)
		later.Documents = []casefile.DocumentOrder{notice(1, "J001"), notice(3, "J001")} // the first is there already
		_, err = r.Write(ctx, later)
		require.NoError(t, err)
		require.Contains(t, html("zh-1/hearing_notice/D1/1"), "审判员　张某")
		require.True(t, strings.Contains(html("zh-1/hearing_notice/D1/2"), "J777"))
		doc, err := r.Document(ctx, "zh-1/hearing_notice/D1/3")
		require.NoError(t, err)
		require.Contains(t, doc.HTML, "审判员　李某")
	})
}
